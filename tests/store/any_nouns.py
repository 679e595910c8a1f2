"""Any duty and any document, for hypothesis."""

from __future__ import annotations

from array import array
from datetime import date

from hypothesis import strategies as st

from bot.duty import (
    Deadline,
    Document,
    Duty,
    Flag,
    Known,
    Milestone,
    Part,
    Repaired,
    Role,
    Source,
    Strength,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SPAN = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6))
DAY = st.dates(date(1, 1, 1), date(9999, 12, 31))
MAYBE_DAY = st.none() | DAY


def some(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=3).map(tuple)


DEADLINE = st.builds(
    Deadline,
    text=TEXT,
    due=MAYBE_DAY,
    literal=MAYBE_DAY,
    start=MAYBE_DAY,
    recurring=st.none() | st.sampled_from(["weekly", "long-term"]),
    certain=st.booleans(),
    note=TEXT,
    milestones=some(st.builds(Milestone, TEXT, DAY)),
)
DUTY = st.builds(
    Duty,
    matter=TEXT,
    quote=TEXT,
    source=st.builds(Source, TEXT, SPAN, SPAN, TEXT, some(TEXT)),
    parts=some(st.builds(Part, TEXT, st.sampled_from(Role), st.booleans())),
    deadline=st.none() | DEADLINE,
    target=st.none() | TEXT,
    strength=st.sampled_from(Strength),
    region=st.none() | TEXT,
    document_date=MAYBE_DAY,
    heading=TEXT,
)
REPAIRED = st.builds(
    Repaired,
    raw=TEXT,
    text=TEXT,
    origin=st.builds(array, st.sampled_from("LIQ"), st.lists(st.integers(0, 2**32 - 1), max_size=30)),
    flags=some(st.builds(Flag, TEXT, st.integers(0, 99), st.integers(0, 99))),
)
DOCUMENT = st.builds(
    Document,
    file=TEXT,
    title=TEXT,
    repaired=REPAIRED,
    issuer=st.none() | TEXT,
    region=st.none() | TEXT,
    day=MAYBE_DAY,
    day_known=st.sampled_from(Known),
    day_note=TEXT,
    number=st.none() | TEXT,
    digest=TEXT,
)
