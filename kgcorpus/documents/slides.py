"""PPTX: titles as headings, bullets as items, tables as tables, speaker's notes as paragraphs; a passage's page is its slide."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kgcorpus.documents.archives import check_archive
from kgcorpus.documents.heads import places
from kgcorpus.documents.passages import Left, PassageList, Read, Reader, Unreadable, line_kind, ragged
from kgcorpus.model import Cell, Heading

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_RUNNING = frozenset({"sldNum", "ftr", "dt", "hdr"})
_BULLETED = frozenset({"body", "obj", ""})
_SENTENCES = re.compile(r"[。！？]\S|[a-z][.!?] [A-Z]")
"""Several sentences are running text, whatever bullet stands before them."""
MAX_SLIDES = 5000


def pptx() -> Reader:
    """A reader of PowerPoint files."""
    return lambda data: [read_pptx(data)]


def read_pptx(data: bytes) -> Read:
    """The slides in their order, hidden ones too; charts and pictures are not read. Footers and slide numbers are left out."""
    from lxml import etree

    check_archive(data, "ppt/presentation.xml")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Deck(archive).read()
    except Unreadable:
        raise
    except (etree.XMLSyntaxError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Unreadable("broken_file", f"{type(error).__name__}: {error}") from None


class _Deck:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.out = PassageList()
        self.parts: list[str] = []
        self.length = 0
        self.page = 0
        self.running: dict[str, list[int]] = defaultdict(list)
        self.silent: list[int] = []

    def read(self) -> Read:
        slides = self._slides()
        if len(slides) > MAX_SLIDES:
            raise Unreadable("too_large", f"{len(slides):,} slides; at most {MAX_SLIDES:,}")
        for number, name in enumerate(slides, 1):
            self.page = number
            before = self.length
            tree = self._parsed(name)
            self._slide(tree)
            if self.length == before and next(tree.iter(f"{_P}pic"), None) is not None:
                self.silent.append(number)
            for kind, target in self._related(name).values():
                if kind.endswith("/notesSlide") and target in self.names:
                    self._notes(self._parsed(target))
        text = "".join(self.parts)
        if not text.strip():
            raise Unreadable("no_text", f"none of its {len(slides)} slides has text")
        left = [Left("running_head", what, places(n), "footer, date or number of slides") for what, n in self.running.items()]
        if self.silent:
            detail = "slides that are pictures without text; recognise their characters first"
            left.append(Left("scanned_page", f"{len(self.silent)}/{len(slides)}", places(self.silent), detail))
        read = self.out.read(text)
        return Read(read.text, read.passages, read.title, left=tuple(left))

    # ------------------------------------------------------------------ parts of the file

    def _parsed(self, name: str) -> Any:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(self.archive.read(name), parser)

    def _related(self, name: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to, by their id: kind and name."""
        folder, file = posixpath.split(name)
        listing = f"{folder}/_rels/{file}.rels"
        if listing not in self.names:
            return {}
        return {
            one.get("Id", ""): (one.get("Type", ""), posixpath.normpath(posixpath.join(folder, one.get("Target", ""))).lstrip("/"))
            for one in self._parsed(listing)
            if one.get("TargetMode") != "External"
        }

    def _slides(self) -> list[str]:
        related = self._related("ppt/presentation.xml")
        listed = self._parsed("ppt/presentation.xml").iter(f"{_P}sldId")
        found = [related.get(one.get(f"{_R}id"), ("", ""))[1] for one in listed]
        return [name for name in found if name in self.names]

    # ------------------------------------------------------------------ a slide

    def _slide(self, tree: Any) -> None:
        shapes = list(_shapes(tree.find(f"{_P}cSld/{_P}spTree")))
        titles = [shape for shape in shapes if _place(shape) in ("title", "ctrTitle")]
        for shape in (*titles, *(s for s in shapes if not any(s is t for t in titles))):
            if shape.tag == f"{_P}graphicFrame":
                for table in shape.iter(f"{_A}tbl"):
                    self._table(table)
            elif _place(shape) in _RUNNING:
                if said := " ".join(" ".join(text.split()) for text, _, _ in _paragraphs(shape, False)):
                    self.running["#" if _place(shape) == "sldNum" else said].append(self.page)
            elif any(shape is t for t in titles):
                self._title(shape)
            else:
                self._text(shape)

    def _title(self, shape: Any) -> None:
        text = " ".join(" ".join(text for text, _, _ in _paragraphs(shape, False)).split())
        if text:
            first = _place(shape) == "ctrTitle" and not self.out.found
            self.out.heading(text, *self._write(text), 1 if first else 2, page=self.page)

    def _text(self, shape: Any) -> None:
        items: list[tuple[int, Heading]] = []
        for text, level, bulleted in _paragraphs(shape, _place(shape) in _BULLETED):
            start, end = self._write(text)
            kind = line_kind(text)
            if kind.kind in ("article", "label") and kind.marker < len(text):
                self.out.heading(text[slice(*kind.mark)], start + kind.mark[0], start + kind.mark[1], kind.level, page=self.page)
                self.out.add("paragraph", start + kind.marker, end, page=self.page)
            elif kind.kind == "item" or (bulleted and not _SENTENCES.search(text)):
                start += kind.marker if kind.kind == "item" else 0
                while items and items[-1][0] >= level:
                    items.pop()
                self.out.add("item", start, end, under=tuple(h for _, h in items), page=self.page)
                items.append((level, Heading(text[len(text) - (end - start) :], start, end, 10 + level)))
            else:
                self.out.add("paragraph", start, end, page=self.page)

    def _notes(self, tree: Any) -> None:
        for shape in tree.iter(f"{_P}sp"):
            if _place(shape) == "body":
                for text, _, _ in _paragraphs(shape, False):
                    self.out.add("paragraph", *self._write(text), page=self.page)

    def _table(self, table: Any) -> None:
        """A table's rows; the text of merged cells stands in each of them."""
        rows: list[tuple[Cell, ...]] = []
        for row in table.iter(f"{_A}tr"):
            cells: list[Cell] = []
            for node in row.findall(f"{_A}tc"):
                above = rows[-1][len(cells)] if rows and len(cells) < len(rows[-1]) else None
                if _is_on(node, "hMerge") and cells:
                    cells.append(cells[-1])
                elif _is_on(node, "vMerge") and above is not None:
                    cells.append(above)
                else:
                    text = " ".join(" ".join(text for text, _, _ in _paragraphs(node, False)).split())
                    cells.append(Cell(text, *self._write(text, "\t" if cells else "\n")))
            if cells:
                rows.append(tuple(cells))
        if rows and any(cell.text for row in rows for cell in row):
            begin = min(cell.start for cell in rows[0])
            self.out.add("table", begin, self.length, rows=tuple(rows), problems=ragged(tuple(rows)), page=self.page)

    def _write(self, text: str, between: str = "\n") -> tuple[int, int]:
        if self.length:
            self.parts.append(between)
            self.length += len(between)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return (start, self.length)


def _shapes(tree: Any) -> Iterator[Any]:
    """The shapes of a slide in their order, those of groups too."""
    for child in tree if tree is not None else ():
        if child.tag in (f"{_P}sp", f"{_P}graphicFrame"):
            yield child
        elif child.tag == f"{_P}grpSp":
            yield from _shapes(child)
        elif child.tag == _ALTERNATIVES:
            yield from _shapes(child.find(_CHOICE))


def _place(shape: Any) -> str | None:
    """The kind of placeholder that a shape fills: ``""`` for one of content, None for a box of its own."""
    found = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    return (found.get("type") or "") if found is not None else None


def _paragraphs(shape: Any, bulleted: bool) -> Iterator[tuple[str, int, bool]]:
    """The paragraphs of a shape: text on one line, level, and whether it has a bullet (in a body they do unless they say otherwise)."""
    for paragraph in shape.iter(f"{_A}p"):
        parts = []
        for node in paragraph.iter(f"{_A}t", f"{_A}br"):
            parts.append(" " if node.tag == f"{_A}br" else node.text or "")
        text = " ".join("".join(parts).split())
        if not text:
            continue
        form = paragraph.find(f"{_A}pPr")
        level = int(form.get("lvl") or 0) if form is not None and (form.get("lvl") or "0").isdigit() else 0
        marked = form is not None and any(form.find(_A + name) is not None for name in ("buChar", "buAutoNum", "buBlip"))
        plain = form is not None and form.find(f"{_A}buNone") is not None
        yield text, level, marked or (bulleted and not plain)


def _is_on(node: Any, name: str) -> bool:
    return node.get(name) in ("1", "true")
