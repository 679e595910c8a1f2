"""Terms: everyday words and the documents' words for the same thing, and small talk to be dropped.

Two files are read: the general terms of the field (``bot/general/terms.toml``) and those of one place
(``knowledge/terms.toml``), which add to them::

    small_talk = ["请问", "麻烦问一下"]

    [topics.油烟]
    "馆子" = ["餐饮"]
    "冒油烟" = ["油烟"]

Both ways, but for one character: "吵" in a question may mean 噪声, 噪声 in a question is no 吵.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.duty import Problem, Severity
from bot.toml import TomlFault, parse

#: Longer than any word; a whole sentence in the table is a slip.
_LONGEST = 24


@dataclass(frozen=True)
class Terms:
    """Small talk, and for each word the words that mean the same."""

    small_talk: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # both ways
    siblings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # share a documents' word
    topics: Mapping[str, str] = field(default_factory=dict)  # word → the table it stands in


def load_terms(
    general: str, local: str | None = None, path: str = "terms.toml"
) -> tuple[Terms, list[Problem]]:
    """Read the two TOML texts into one set of terms.

    Args:
        general: the packaged terms; faults in it raise, for it ships with the program.
        local: the text of the knowledge folder's file, or None where there is none.
        path: what the findings call the local file.

    Returns:
        The terms, and the findings in the local file; what is faulty there is left out.

    Raises:
        ValueError: the general text is not sound.
    """
    problems: list[Problem] = []
    shipped = _table(general, "general", problems)
    small, pairs = _read(shipped, general, "general", problems)
    if problems:
        raise ValueError("; ".join(map(str, problems)))
    if local is not None:
        more, added = _read(_table(local, path, problems), local, path, problems)
        small, pairs = [*small, *more], [*pairs, *added]
    return _join(small, pairs), problems


def _join(small: list[str], pairs: list[tuple[str, str, str]]) -> Terms:
    """Tie the words both ways; words that share one documents' word become siblings."""
    words: dict[str, dict[str, None]] = {}
    hubs: dict[str, list[str]] = {}
    topics: dict[str, str] = {}
    for topic, everyday, formal in pairs:
        words.setdefault(everyday, {})[formal] = None
        words.setdefault(formal, {})
        if len(everyday) > 1:  # one character is looked for in questions; in documents it is anywhere
            words[formal][everyday] = None
            hubs.setdefault(formal, []).append(everyday)
        topics.setdefault(everyday, topic)
        topics.setdefault(formal, topic)
    siblings = {
        word: tuple({s: None for hub in near for s in hubs.get(hub, ()) if s != word and s not in near})
        for word, near in words.items()
    }
    longest = tuple(sorted(dict.fromkeys(small), key=len, reverse=True))
    return Terms(longest, {word: tuple(near) for word, near in words.items()}, siblings, topics)


def _table(text: str, path: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        return parse(text)
    except TomlFault as fault:
        problems.append(Problem(path, fault.line, f"{fault}，该文件未采用；请检查引号、等号和方括号。"))
        return {}


def _read(
    table: dict[str, Any], text: str, path: str, problems: list[Problem]
) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Return the small talk and the (topic, everyday, formal) pairs of one file."""
    lines = text.splitlines()

    def report(key: str, message: str, severity: Severity = Severity.ERROR) -> None:
        at = next((n for n, line in enumerate(lines, 1) if key and key in line), 1)
        problems.append(Problem(path, at, message, severity))

    for key in sorted(set(table) - {"small_talk", "topics"}):
        report(key, f"键 {key} 不认识，已忽略；可用的键：small_talk、topics。")
    small = table.get("small_talk", [])
    if not _is_words(small):
        report("small_talk", 'small_talk 应写成词语列表，如 ["请问", "你好"]，该项未采用。')
        small = []
    topics = table.get("topics", {})
    if not isinstance(topics, dict):
        report("topics", "topics 应写成 [topics.主题] 表，该项未采用。")
        topics = {}
    pairs: list[tuple[str, str, str]] = []
    for topic, rows in topics.items():
        if not isinstance(rows, dict):
            report(
                topic,
                f'主题“{topic}”应写成 [topics.{topic}] 表，每行一个 "口语" = ["文件用词"]，该项未采用。',
            )
            continue
        for everyday, formal in rows.items():
            if not _is_words(formal) or not _is_words([everyday]) or not formal:
                report(everyday, f'词语“{everyday[:_LONGEST]}”应写成 "口语" = ["文件用词", …]，该条未采用。')
                continue
            if everyday in formal:
                report(everyday, f"词语“{everyday}”与自身同义，已略去；请删去重复的词。", Severity.WARNING)
            # Questions and documents are compared in lower case.
            low = everyday.lower()
            pairs += [(topic, low, word.lower()) for word in formal if word.lower() != low]
    return [word.lower() for word in small], pairs


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(w, str) and 0 < len(w.strip()) <= _LONGEST for w in value
    )
