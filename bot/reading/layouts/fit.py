"""Which pieces belong into which column, where a table does not show it: judged by what columns hold.

Cells that stand in lines of their own, or whose separators were lost, come as a row of pieces. A column of
units holds names, one of limits a date; what is neither says what is to be done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.reading.labels import Kind
from bot.reading.layouts.cells import Cell, joined
from bot.reading.limits import is_limit, is_only_limit
from bot.reading.names import read_names
from bot.reading.roles import is_body, may_be_unit, says_nobody
from bot.reading.verbs import imperative

DITTO = frozenset(("同上", "同前", "〃", "″", '"', "”", "''", "＂", "同左", "同上行", "同上栏", "上同", "々"))
_UNITS = frozenset(
    (Kind.LEAD, Kind.MAIN, Kind.RESPONSIBLE, Kind.SUPPORTING, Kind.TERRITORY, Kind.SUPERVISES, Kind.ACCEPTS)
)
_WORDS = frozenset((Kind.MATTER, Kind.MEASURE, Kind.PROBLEM, Kind.TARGET))
_NUMBER = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|[一-龥]{0,2}[A-Za-z\d][A-Za-z\d\-—]{0,23}号?)[）)]?[.、．]?"
)
_PERSON = re.compile(r"(?:[一-龥]{0,14}(?:长|书记|主任|主席|常委|委员|政委|局长))?\s*[一-龥]{2,4}(?:同志)?")
#: Two names run together: 市生态环境局县水利局.
_TWO_NAMES = re.compile(
    r"[局委办府会处院所心队司](?=[省市县区][一-龥]{1,8}(?:局|委|办|中心|公司|镇|乡|街道))"
)
_WRONG = re.compile(
    r"(?:未[一-龥]{1,4}|不[一-龥]{1,4}|超标|混[流接]|滞后|缺失|直排|偏低|淤积|外溢|扰民|堆积|积存|缓慢|薄弱|突出|渗漏|污染|问题)$"
)
#: Words of a task that end with a unit's name: it belongs into the next column.
_NAMED_LAST = re.compile(r"[省市县区][一-龥]{1,8}(?:局|委|办|镇|乡|街道|中心|公司)$|(?<!园)[县区]$")
_FIT, _MISFIT = 3.0, -3.0
_JOIN, _JOIN_WORDS = 0.6, 0.3  # what it costs to put two pieces into one cell
_BROKEN = 4.0  # a cell that ends with 、, or words with a unit's name among them
_LONG_LIMIT, _LONG_NAME = 40, 10


@lru_cache(maxsize=4096)
def suits(words: str, kind: Kind | None) -> float:
    """Tell how well *words* suit a column of *kind*; an empty cell is possible, but says little."""
    if words in DITTO:
        return _FIT
    if not words:
        return {Kind.MATTER: -2.0, Kind.MEASURE: -2.0, Kind.NUMBER: -1.0}.get(kind, 0.0) if kind else 0.0
    if kind is Kind.NUMBER:
        return _FIT if _NUMBER.fullmatch(words) else _MISFIT
    if kind is Kind.DEADLINE:
        return _FIT if (is_limit(words) and len(words) <= _LONG_LIMIT) or says_nobody(words) else _MISFIT
    if kind in _UNITS:
        return _as_names(words)
    if kind is Kind.LEADER:
        return _FIT if says_nobody(words) or _is_person(words) else _MISFIT
    if kind in _WORDS:
        if is_names(words) or is_only_limit(words):
            return -2.0
        named = 1.5 if _NAMED_LAST.search(words) else 0.0
        if kind is Kind.PROBLEM:  # the shorter the surer: a verb inside begins what is to be done about it
            return 2.0 + 0.4 * (_WRONG.search(words) is not None) - 0.004 * len(words) - named
        return 2.0 + 0.4 * (imperative(words)) - named
    return 0.8 if kind is Kind.ABOUT and not is_limit(words) else 0.4


def _as_names(words: str) -> float:
    if says_nobody(words):
        return _FIT
    if not is_names(words):
        return 1.0 if len(words) <= _LONG_NAME and may_be_unit(words) else _MISFIT
    if _TWO_NAMES.search(words):
        return 0.0
    return _FIT + (0.2 if words[0] in "省市县区州各" else 0.0)


def is_names(words: str) -> bool:
    """Tell whether *words* are a list of units, brackets with who helps included."""
    bare = re.sub(r"[（(][^（()）]{0,40}[）)]", "", "".join(words.split()))
    names = read_names(re.sub(r"(?:牵头|负责|配合)$", "", bare))
    return bool(names) and all(map(is_body, names or ()))


def _is_person(words: str) -> bool:
    return _PERSON.fullmatch(words) is not None and not (is_names(words) and words[-1] not in "长记任委")


def place(
    pieces: Sequence[Cell], kinds: Sequence[Kind | None], *, left: float = 1.5
) -> tuple[float, list[Cell], int]:
    """Put *pieces*, in their order, into columns of *kinds*; a cell may take several of them or none.

    Args:
        pieces: the words between two separators each.
        kinds: what the columns hold.
        left: what each piece costs that is left over at the end.

    Returns:
        How well they suit, the cells, and how many pieces were used: what follows the last row of a table
        may be left over.
    """
    width, many = len(kinds), len(pieces)
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(-1e9, 0)] * many]
    for column, kind in enumerate(kinds):
        row = []
        for end in range(many + 1):
            options = (
                (best[column][start][0] + _worth(pieces[start:end], kind), start)
                for start in range(max(0, end - 6), end + 1)
            )
            row.append(max(options))
        best.append(row)
    used = max(range(many + 1), key=lambda end: best[width][end][0] - left * (many - end))
    cells: list[Cell] = []
    end = used
    for column in range(width, 0, -1):
        start = best[column][end][1]
        cells.append(joined(pieces[start:end]))
        end = start
    return best[width][used][0], cells[::-1], used


def _worth(pieces: Sequence[Cell], kind: Kind | None) -> float:
    cost = _JOIN_WORDS if kind in _WORDS else _JOIN
    worth = suits("".join(piece.text for piece in pieces), kind) - cost * max(0, len(pieces) - 1)
    if pieces and pieces[-1].text.endswith("、"):  # a list that goes on in the next line
        worth -= _BROKEN
    if len(pieces) > 1 and kind in _WORDS and any(is_names(piece.text) for piece in pieces):
        worth -= _BROKEN
    return worth
