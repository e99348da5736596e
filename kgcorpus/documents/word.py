"""DOCX: paragraphs by style, lists with those they stand in, tables with merged cells repeated; one line a block in the kept text."""

from __future__ import annotations

import io
import re
from typing import Any

from kgcorpus.documents.archives import check_archive
from kgcorpus.documents.passages import PassageList, Read, Reader, Unreadable, line_kind, ragged
from kgcorpus.model import Cell, Heading

_HEADING = re.compile(r"(?:heading|标题|überschrift|titre)\s*(\d)$", re.I)
_LIST = re.compile(r"list|列表|项目符号|编号", re.I)


def docx() -> Reader:
    """A reader of Word files."""
    return lambda data: [read_docx(data)]


def read_docx(data: bytes) -> Read:
    """A Word file's body; headers, footers, footnotes and text boxes are not read."""
    check_archive(data, "word/document.xml")
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        writer = _Writer(document)
        writer.blocks()
    except Unreadable:
        raise
    except Exception as error:  # the library raises errors of many kinds for damaged files; all mean the same
        raise Unreadable("broken_file", f"{type(error).__name__}: {error}") from None
    text = "".join(writer.parts)
    if not text.strip():
        raise Unreadable("no_text", "the document has no text")
    return writer.out.read(text, title=(document.core_properties.title or "").strip() or None if writer.out.first is None else None)


class _Writer:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.parts: list[str] = []
        self.length = 0
        self.out = PassageList()
        self.items: list[tuple[int, Heading]] = []
        self.titled = False

    def write(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return (start, self.length)

    def line(self, text: str) -> tuple[int, int]:
        if self.length:
            self.write("\n")
        return self.write(text)

    def blocks(self) -> None:
        for block in self.document.iter_inner_content():
            if hasattr(block, "rows"):
                self.items.clear()
                self.table(block)
            else:
                self.paragraph(block)

    def paragraph(self, paragraph: Any) -> None:
        text = "\n".join(" ".join(part.split()) for part in paragraph.text.replace("\t", " ").splitlines() if part.strip())
        if not text:
            return
        level = self.heading_level(paragraph)
        start, end = self.line(text)
        if level is not None:
            self.items.clear()
            self.out.heading(text, start, end, level)
        elif (depth := _list_depth(paragraph)) is not None:
            self.item(text, start, end, depth)
        else:
            self.plain(text, start, end)

    def heading_level(self, paragraph: Any) -> int | None:
        """1 for the title; headings come below it where there is one."""
        style: Any = paragraph.style
        seen = 0
        while style is not None and seen < 20:
            name = style.name or ""
            if name.lower() in ("title", "标题") and not self.out.found:
                self.titled = True
                return 1
            if match := _HEADING.match(name):
                return int(match.group(1)) + self.titled
            level = style.element.find(f".//{_w('outlineLvl')}")
            if level is not None:
                return _within(level.get(_w("val"))) + self.titled
            style, seen = style.base_style, seen + 1
        own = paragraph._p.find(f"{_w('pPr')}/{_w('outlineLvl')}")
        return _within(own.get(_w("val"))) + self.titled if own is not None and own.get(_w("val")) != "9" else None

    def item(self, text: str, start: int, end: int, depth: int) -> None:
        while self.items and self.items[-1][0] >= depth:
            self.items.pop()
        self.out.add("item", start, end, under=tuple(h for _, h in self.items))
        self.items.append((depth, Heading(text, start, end, 9 + depth)))

    def plain(self, text: str, start: int, end: int) -> None:
        """A paragraph by its form: numbered headings, articles and items are written without styles as often as with."""
        self.items.clear()
        at = start
        for line in text.split("\n"):
            kind = line_kind(line)
            if kind.kind in ("article", "label") and kind.marker < len(line):
                self.out.heading(line[slice(*kind.mark)], at + kind.mark[0], at + kind.mark[1], kind.level)
                self.out.add("paragraph", at + kind.marker, at + len(line))
            elif kind.kind == "heading":
                self.out.heading(line, at, at + len(line), kind.level + self.titled)
            elif kind.kind == "item":
                self.out.add("item", at + kind.marker, at + len(line))
            else:
                self.out.add("paragraph", at, at + len(line))
            at += len(line) + 1

    def table(self, table: Any) -> None:
        rows: list[tuple[Cell, ...]] = []
        start: int | None = None
        for row in table.rows:
            cells: list[Cell] = []
            last: Any = None
            for cell in row.cells:
                if last is not None and cell._tc is last:  # merged across: the cell again
                    cells.append(cells[-1])
                    continue
                last = cell._tc
                text = " ".join(cell.text.split())
                if cells:
                    self.write("\t")
                elif self.length:
                    self.write("\n")
                span = self.write(text)
                start = span[0] if start is None else start
                cells.append(Cell(text, *span))
            if cells:
                rows.append(tuple(cells))
        if rows and start is not None:
            self.out.add("table", start, self.length, rows=tuple(rows), problems=ragged(tuple(rows)))


def _w(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


def _within(value: str | None) -> int:
    return min(9, int(value) + 1) if value and value.isdigit() else 1


def _list_depth(paragraph: Any) -> int | None:
    """How deep a paragraph stands in a list, None if in none: by its own numbering, else by its style's."""
    found = paragraph._p.find(f"{_w('pPr')}/{_w('numPr')}")
    style = paragraph.style
    if found is None and style is not None:
        found = style.element.find(f".//{_w('numPr')}")
    if found is not None:
        number, level = found.find(_w("numId")), found.find(_w("ilvl"))
        if number is not None and number.get(_w("val")) == "0":
            return None
        return int(level.get(_w("val")) or 0) if level is not None else _style_depth(style)
    return _style_depth(style) if style is not None and _LIST.search(style.name or "") else None


def _style_depth(style: Any) -> int:
    match = re.search(r"(\d)$", (style.name or "") if style is not None else "")
    return int(match.group(1)) - 1 if match else 0
