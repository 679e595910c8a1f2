"""Damage undone or marked; the way back to the raw characters is kept.

The steps, in the order in which they must run: wrong codec → shifted bytes → characters →
readings in brackets → script → inserted commas → what can only be flagged. Sound text is returned
as it came.
"""

from __future__ import annotations

from array import array

from bot.duty import Repaired
from bot.reading.repair import bracketed, clean, codec, misaligned, suspicions
from bot.reading.repair.page import Fix, Page, page
from bot.reading.repair.suspicions import spun
from bot.reading.script import simplify, strong_share

__all__ = ["Fix", "repair", "repair_with_log", "spun"]

#: From this share of traditional characters on, the whole text is traditional.
_TRADITIONAL = 0.03


def repair(text: str, *, origin: array[int] | None = None, raw: str | None = None) -> Repaired:
    """Undo the damage of *text* and flag what cannot be undone.

    Args:
        text: the file as decoded, or what was taken out of it (main text of a web page).
        origin: where each character of *text* begins in *raw*, one entry more than *text*;
            given together with *raw*, the file as decoded.

    Returns:
        The repaired text in simplified characters with its way back, and the flags: misaligned,
        guess, lost-bytes, annotation-mismatch, mojibake, private-use, blank, spam, spun-text.
    """
    return repair_with_log(text, origin=origin, raw=raw)[0]


def repair_with_log(
    text: str, *, origin: array[int] | None = None, raw: str | None = None
) -> tuple[Repaired, list[Fix]]:
    """Repair like ``repair`` and tell each step that changed something."""
    if (origin is None) != (raw is None):
        raise ValueError("origin and raw belong together")
    work = page(text, origin)
    work.mend("codec", codec.edits(work.text))
    work.mend("misaligned", misaligned.edits(work.text))
    work.fold("characters", clean.replaced(work.text))
    work.mend("characters", clean.edits(work.text))
    work.mend("annotation", bracketed.edits(work.text))
    work.mend("commas", clean.inserted_commas(work.text))
    work.fold("script", _simplified(work))
    work.found(suspicions.flags(work.text))
    return work.repaired(text if raw is None else raw), work.fixes


def _simplified(work: Page) -> str:
    """Fold a traditional text as a whole; in any other, only the lines that are traditional."""
    if strong_share(work.text) >= _TRADITIONAL:
        return simplify(work.text)
    return "\n".join(map(simplify, work.text.split("\n")))
