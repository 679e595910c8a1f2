"""Word files → lines: what stands there once every tracked change is accepted, numbers and tables included.

python-docx leaves out insertions, content controls, text boxes and list numbers (its issues 340 and 1123);
a new deadline written with tracked changes would be lost.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bot.errors import Unreadable
from bot.reading.formats import Words
from bot.reading.formats.archive import BROKEN, attributes, local, main_part, related, tree
from bot.reading.formats.grid import filled_down, lines
from bot.reading.formats.numbering import Lists, number_of, numbers_by_style

REVISED = "含未接受的修订：已按接受全部修订后的文字读取，请核对定稿"
STRUCK = "有加删除线或隐藏的文字，未读取"
FOOTNOTES = "有脚注或尾注，未读取"
EMBEDDED = "有嵌入的其他文件（如 Excel 表格），未读取，请另存后放入或粘贴为表格"
PICTURED = "有大幅图片，图中文字未读取"
_NOTES = (REVISED, STRUCK, FOOTNOTES, EMBEDDED, PICTURED)

#: Deleted and moved away, or what carries no words of the document.
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "rt", "rPr", "pPr", "sdtPr", "tblPr", "trPr", "tcPr")
)
_REVISIONS = frozenset(("ins", "del", "moveFrom", "moveTo"))
#: What stands in the document but is not read, and is told.
_UNREAD = {
    "footnoteReference": FOOTNOTES,
    "endnoteReference": FOOTNOTES,
    "altChunk": EMBEDDED,
    "OLEObject": EMBEDDED,
}
#: From this width and height on (8 and 4 cm in EMU) a picture may be one of a page or a table.
_LARGE = 2_880_000, 1_440_000
_PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(archive: zipfile.ZipFile, part: str = "") -> Words:
    """Read a Word archive whose document is at *part*.

    Raises:
        Unreadable: it has no document, or no words.
    """
    part = part or main_part(archive)
    others = dict(related(archive, part).values())
    styles = tree(archive, others.get("styles", ""))
    walk = _Walk(Lists.of(tree(archive, others.get("numbering", "")), styles), numbers_by_style(styles))
    body = next((child for child in tree(archive, part) if local(child.tag) == "body"), None)
    if body is None:
        raise Unreadable(BROKEN)
    text = "\n".join(walk.blocks(body))
    if not text.strip():
        raise Unreadable("没有文字（可能只有图片），请提供文字版")
    return Words(text + "\n", tuple(note for note in _NOTES if note in walk.notes))


@dataclass
class _Walk:
    """Goes once through the document, counting its lists."""

    lists: Lists
    styled: dict[str, tuple[str, int]]
    notes: set[str] = field(default_factory=set)

    def blocks(self, parent: Element) -> Iterator[str]:
        """Yield the lines of paragraphs and tables, whatever wraps them."""
        held = ""
        for child in parent:
            name = local(child.tag)
            self._note(child)
            if name == "p":
                words, boxes = self._paragraph(child)
                if _mark_deleted(child):  # the next paragraph goes on in this one
                    self.notes.add(REVISED)
                    held += words
                    continue
                yield from (held + words).split("\n")
                held = ""
                yield from boxes
            elif name == "tbl":
                yield from self._table(child)
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(child))
            elif name not in _LEFT_OUT and not _is_placeholder(child):
                yield from self.blocks(child)
        if held:
            yield held

    def _note(self, element: Element) -> None:
        name = local(element.tag)
        if name in _REVISIONS:
            self.notes.add(REVISED)
        elif name in _UNREAD and not attributes(element).get("ProgID", "").startswith("Equation"):
            self.notes.add(_UNREAD[name])
        elif name == "drawing" and _is_large_picture(element):
            self.notes.add(PICTURED)

    # ---- paragraphs

    def _paragraph(self, paragraph: Element) -> tuple[str, list[str]]:
        """Return the words of a paragraph with its number, and the lines of its text boxes."""
        boxes: list[str] = []
        words = "".join(self._words(paragraph, boxes))
        label = self._label(paragraph) if words.strip() else ""
        return label + words, boxes

    def _label(self, paragraph: Element) -> str:
        properties = _child(paragraph, "pPr")
        style = _child(properties, "pStyle")
        styled = self.styled.get(attributes(style).get("val", "") if style is not None else "")
        num_id, depth = number_of(properties) or styled or ("", 0)
        label = self.lists.label(num_id or (styled[0] if styled else ""), depth)
        return f"{label} " if label and label[-1].isalnum() and label[-1].isascii() else label

    def _words(self, parent: Element, boxes: list[str]) -> Iterator[str]:
        for child in parent:
            name = local(child.tag)
            self._note(child)
            if name in _LEFT_OUT or _is_placeholder(child):
                continue
            if name == "t":
                yield (child.text or "").replace("\n", " ")
            elif name in _PLAIN:
                yield _PLAIN[name]
            elif name == "txbxContent":
                boxes += [line for line in self.blocks(child) if line.strip()]
            elif name == "AlternateContent":
                yield from self._words(_chosen(child), boxes)
            elif name == "r" and _invisible(child):
                if any(local(inner.tag) == "t" and inner.text for inner in child):
                    self.notes.add(STRUCK)
            else:
                yield from self._words(child, boxes)

    # ---- tables

    def _table(self, table: Element) -> Iterator[str]:
        """Yield the rows; a table of one column is but a frame around paragraphs."""
        rows = [self._row(row) for row in self._rows(table)]
        if max(map(len, rows), default=0) > 1:
            merged = [[None if cell is None else " ".join(cell) for cell in row] for row in rows]
            yield from lines(filled_down(merged))
        else:
            yield from (line for row in rows for cell in row for line in cell or ())

    def _rows(self, parent: Element) -> Iterator[Element]:
        for child in parent:
            name = local(child.tag)
            if name == "tr":
                changes = {local(change.tag) for change in _child(child, "trPr") or ()}
                if changes & _REVISIONS:
                    self.notes.add(REVISED)
                if "del" not in changes:
                    yield child
            elif name not in _LEFT_OUT:
                yield from self._rows(child)

    def _row(self, row: Element) -> list[list[str] | None]:
        """Return cells, each as its lines: None where one above reaches down, empty beside a wide one."""
        before = _child(_child(row, "trPr"), "gridBefore")
        cells: list[list[str] | None] = [[] for _ in range(_span(before))] if before is not None else []
        for cell in _cells(row):
            properties = _child(cell, "tcPr")
            changes = {local(change.tag) for change in properties or ()} & {"cellDel", "cellIns"}
            if changes:
                self.notes.add(REVISED)
            if "cellDel" in changes:
                continue
            merge = _child(properties, "vMerge")
            covered = merge is not None and attributes(merge).get("val", "continue") == "continue"
            aside = _child(properties, "hMerge")
            if aside is not None and attributes(aside).get("val", "continue") == "continue":
                cells.append([])
                continue
            cells.append(None if covered else list(self.blocks(cell)))
            cells += [[] for _ in range(_span(_child(properties, "gridSpan")) - 1)]
        return cells


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        name = local(child.tag)
        if name == "tc":
            yield child
        elif name not in _LEFT_OUT:
            yield from _cells(child)


def _child(parent: Element | None, name: str) -> Element | None:
    """Return the first child of that name."""
    return next((c for c in parent if local(c.tag) == name), None) if parent is not None else None


def _chosen(alternatives: Element) -> Element:
    """Take one of several renderings of the same thing: the first with words in it."""
    for choice in alternatives:
        if any(local(inner.tag) == "t" and inner.text for inner in choice.iter()):
            return choice
    return Element("none")


def _invisible(run: Element) -> bool:
    """Struck through or hidden: it stands there, but is not said."""
    on = {
        local(p.tag)
        for p in _child(run, "rPr") or ()
        if attributes(p).get("val", "true") not in ("0", "false", "off")
    }
    return bool(on & {"strike", "dstrike", "vanish"})


def _is_placeholder(control: Element) -> bool:
    """Tell whether a content control still shows what is to be filled in: 单击此处输入文字."""
    return local(control.tag) == "sdt" and _child(_child(control, "sdtPr"), "showingPlcHdr") is not None


def _is_large_picture(drawing: Element) -> bool:
    parts = {local(part.tag): attributes(part) for part in drawing.iter()}
    size = parts.get("extent", {})
    wide, high = (int(value) if (value := size.get(side, "0")).isdecimal() else 0 for side in ("cx", "cy"))
    return "blip" in parts and wide >= _LARGE[0] and high >= _LARGE[1]


def _mark_deleted(paragraph: Element) -> bool:
    mark = _child(_child(paragraph, "pPr"), "rPr")
    return _child(mark, "del") is not None or _child(mark, "moveFrom") is not None


def _span(element: Element | None) -> int:
    """Return how many columns a cell takes, within what a table can have (63 in Word)."""
    value = attributes(element).get("val", "1") if element is not None else "1"
    return min(int(value), 100) if value.isascii() and value.isdigit() else 1
