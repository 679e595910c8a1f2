"""Several measures in one field or cell: ①…②…, 一是…二是…, (1)…(2)…, 1.…2.…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CN = "一二三四五六七八九十"
#: Ways of numbering measures, each with the figures in their order.
_STYLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[①-⑳]"), "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    (re.compile(r"[⑴-⒇]"), "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    (re.compile(r"[⒈-⒛]"), "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    (re.compile(rf"(?:(?<=[\s；;。，,：:])|^)([{_CN}])是(?!否)[：:，,]?"), _CN),
    (re.compile(rf"(?:(?<=[\s；;。：:])|^)第([{_CN}])[，,、：:]"), _CN),
    (re.compile(rf"[（(]([{_CN}])[）)]"), _CN),
    (re.compile(r"[（(](\d)[）)]"), "123456789"),
    (re.compile(r"(?:(?<=[\s；;。，,：:）)])|^)(\d)[.．、)）](?!\d)"), "123456789"),
)
_TRIM = " \t；;。，,、\n"
_MARKED = re.compile(rf"[①-⑳⑴-⒛]|[{_CN}\d][是、.．)），,：:]")


class Measure(NamedTuple):
    """One measure at ``[start, end)`` of the value it stands in, without its number."""

    start: int
    end: int
    text: str


def measures(value: str) -> list[Measure]:
    """Return the numbered measures of *value*; empty where it does not count at least two in order.

    >>> [m.text for m in measures("①清运废渣 ②覆土复绿62亩")]
    ['清运废渣', '覆土复绿62亩']
    """
    if not _MARKED.search(value):
        return []
    for style, figures in _STYLES:
        found = [m for m in style.finditer(value) if value[m.end() : m.end() + 1].strip()]
        marks = list(_in_order(found, figures))
        if len(marks) > 1 and not value[: marks[0].start()].strip(_TRIM + "：:")[24:]:
            ends = [*(m.start() for m in marks[1:]), len(value)]
            return [_trimmed(value, m.end(), end) for m, end in zip(marks, ends, strict=True)]
    return []


def _in_order(found: list[re.Match[str]], figures: str) -> Iterator[re.Match[str]]:
    """Yield the marks that count on from the first: 1, 2, 3."""
    at = 0
    for mark in found:
        if at < len(figures) and (mark[1] if mark.re.groups else mark[0]) == figures[at]:
            yield mark
            at += 1


def _trimmed(value: str, start: int, end: int) -> Measure:
    while start < end and value[start] in _TRIM:
        start += 1
    while end > start and value[end - 1] in _TRIM:
        end -= 1
    return Measure(start, end, value[start:end])
