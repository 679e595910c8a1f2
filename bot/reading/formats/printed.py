"""A PDF page as a reader holds it: turned so that its lines run across, each character once."""

from __future__ import annotations

from collections import Counter
from math import atan2, degrees
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfplumber.page import Page

#: Degrees by which a line of text may be off; a watermark across the page is further off.
_LEVEL = 10


def as_read(page: Page) -> Page:
    """Return the page turned upright, without what was printed twice to look bold."""
    turned = _turned(page)
    return turned.dedupe_chars(extra_attrs=()) if _is_doubled(turned.chars) else turned


def is_text(piece: dict[str, Any]) -> bool:
    """Tell whether a piece is a character that runs across, unlike those of a watermark."""
    return piece["object_type"] == "char" and abs(_angle(piece)) < _LEVEL


def _angle(char: dict[str, Any]) -> float:
    """Return by how many degrees a character's line is turned to the left: -180 … 180."""
    return degrees(atan2(char["matrix"][1], char["matrix"][0]))


def _turned(page: Page) -> Page:
    """Turn a page most of whose lines run up or down: a wide table printed on an upright sheet."""
    quarters = Counter(round(_angle(char) / 90) % 4 for char in page.chars)
    quarter, count = max(quarters.items(), key=lambda pair: pair[1], default=(0, 0))
    if not quarter or count <= quarters.total() / 2:
        return page
    sheet = page.page_obj
    sheet.rotate = sheet.attrs["Rotate"] = (page.rotation + 90 * quarter) % 360
    return type(page)(page.pdf, sheet, page.page_number, page.initial_doctop)


def _is_doubled(chars: list[dict[str, Any]]) -> bool:
    """Tell whether a tenth of the characters stand where the same one stands already."""
    places = {(char["text"], round(char["x0"] / 2), round(char["top"] / 2)) for char in chars}
    return len(places) < 0.9 * len(chars)
