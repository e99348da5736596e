"""PDF: text in reading order, lines put together to paragraphs, headings by size of type, tables as tables; each passage has its page.

Running heads, scanned pages, tables whose columns are not clear and text set askew are left out, each with its reason.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from kgcorpus.documents.arranged import Block, Contents, Line, Notes, Table, arranged, note_mark, without_marks
from kgcorpus.documents.heads import places, without_running_heads
from kgcorpus.documents.passages import Left, PassageList, Read, Reader, Unreadable, is_heading_like, line_kind
from kgcorpus.documents.printed import CJK, Printed, lowered, printed
from kgcorpus.documents.ruled import joined, ruled_tables
from kgcorpus.model import Cell

MAX_PAGES = 5000
BOLD_LEVEL = 7
"""Of headings that only bold type tells: below those of larger type and those with numbers."""
_SENTENCE_END = re.compile("[。！？；：.!?;:][\"'”’」』）)】]*$")
_CONTINUED = re.compile(r"(?:[（(]?续(?:上)?表|表\s*[\d.-]+\s*[（(]?续|table\s+[\d.]+\s*[(,]?\s*cont)", re.I)
_MEANINGLESS = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")


def pdf() -> Reader:
    """A reader of PDF files."""
    return lambda data: [read_pdf(data)]


def read_pdf(data: bytes) -> Read:
    """A PDF's text layer. Raises ``Unreadable``: ``encrypted``, ``no_text`` (a scan), ``broken_file``, ``too_large``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("encrypted", "protected by a password; save it without") from None
        raise Unreadable("broken_file", f"not a whole PDF: {error}") from None
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable("too_large", f"{len(document):,} pages; at most {MAX_PAGES:,}")
        pages = [_page(document, number) for number in range(1, len(document) + 1)]
        title = (document.get_metadata_value("Title") or "").strip()
    finally:
        document.close()
    if not any(page.pieces for page in pages):
        raise Unreadable("no_text", f"none of its {len(pages)} pages has a text layer; recognise the scan's characters first")
    return _read(pages, title or None)


def _page(document: Any, number: int) -> Printed:
    import pypdfium2

    try:
        page = document[number - 1]
        try:
            return printed(page, number)
        finally:
            page.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable("broken_file", str(error), f"page {number}") from None


def _read(pages: Sequence[Printed], title: str | None) -> Read:
    left = [*_meaningless(pages)]
    grids = {page.number: ruled_tables(page) for page in pages}
    heads = without_running_heads(pages)
    left += _scanned(pages, grids) + heads + _askew(pages)
    body = _body_size(pages)
    gutters: Counter[int] = Counter()
    blocks = [block for page in pages for block in arranged(page, grids[page.number], body, gutters)]
    return _Writer(blocks, body, left).read(title)


def _meaningless(pages: Sequence[Printed]) -> list[Left]:
    """Takes out the text of pages whose fonts do not say what their characters mean."""
    found = []
    for page in pages:
        text = "".join(p.text for p in page.pieces)
        if len(_MEANINGLESS.findall(text)) * 10 > 3 * len(text) > 0:
            page.pieces = []
            found.append(page.number)
    detail = "the fonts do not say what the characters are; recognise them from the pictures of the pages"
    return [Left("scanned_page", f"{len(found)} without readable text layer", places(found), detail)] if found else []


def _scanned(pages: Sequence[Printed], grids: dict[int, Any]) -> list[Left]:
    """Pages that are a picture without text, named in one entry."""
    found = [page.number for page in pages if not page.pieces and not grids[page.number] and (page.pictured or page.drawn)]
    detail = "no text layer; recognise the characters of these pages first"
    return [Left("scanned_page", f"{len(found)}/{len(pages)}", places(found), detail)] if found else []


def _askew(pages: Sequence[Printed]) -> list[Left]:
    by_text: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        if page.askew:
            by_text[page.askew].append(page.number)
    return [Left("stray_text", text[:200], places(numbers), "set askew, as watermarks are") for text, numbers in by_text.items()]


def _body_size(pages: Iterable[Printed]) -> float:
    """The size in which most of the text is set."""
    counted: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            counted[piece.size] += len(piece.text)
    return max(counted, key=lambda size: (counted[size], -size)) if counted else 0.0


class _Writer:
    """Puts lines together to paragraphs and writes the kept text, one line a paragraph, one a row of a table."""

    def __init__(self, blocks: Sequence[Block], body: float, left: list[Left]) -> None:
        self.blocks, self.body, self.left = blocks, body, left
        lines = [b for b in blocks if isinstance(b, Line)]
        self.sizes = sorted({line.size for line in lines if line.size > body * 1.08}, reverse=True)
        gaps = [b.bottom - a.bottom for a, b in pairwise(lines) if a.page == b.page and b.bottom > a.bottom]
        self.gap = median(gaps) if gaps else 0.0
        bold = sum(len(line.text) for line in lines if line.bold)
        self.light = bold * 3 < sum(len(line.text) for line in lines)
        self.out = PassageList()
        self.parts: list[str] = []
        self.length = 0
        self.open: list[Line] = []
        self.tables: list[Table] = []
        self.waiting: list[Notes | Table] = []
        self.contents: list[Contents] = []

    def read(self, title: str | None) -> Read:
        for at, block in enumerate(self.blocks):
            if isinstance(block, Line):
                self._line(block)
            elif isinstance(block, Contents):
                self.contents.append(block)
            elif isinstance(block, Notes) and (self.open or self.tables):
                self.waiting.append(block)
            elif isinstance(block, Notes):
                self._notes(block)
            elif self.open and self._goes_on_behind(at):
                self.waiting.append(block)
            else:
                self._close_paragraph()
                self._table(block)
        self._close_paragraph()
        self._close_table()
        if self.contents:
            pages = places(c.page for c in self.contents)
            self.left.append(Left("contents_list", self.contents[0].text[:200], pages, f"{len(self.contents)} lines"))
        read = self.out.read("".join(self.parts), title=title if self.out.first is None else None)
        return Read(read.text, read.passages, read.title, read.front, read.values, left=tuple(self.left))

    def _write(self, text: str, between: str = "\n") -> tuple[int, int]:
        if self.length and between:
            self.parts.append(between)
            self.length += len(between)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return (start, self.length)

    # ------------------------------------------------------------------ paragraphs

    def _line(self, line: Line) -> None:
        if self.tables and _CONTINUED.match(line.text) and len(line.text) <= 30:
            self.left.append(Left("running_head", line.text, f"page {line.page}", "says that a table goes on"))
            return
        if self.open and self._continues(self.open[-1], line):
            self.open.append(line)
            return
        self._close_paragraph()
        self._close_table()
        self.open = [line]

    def _is_head(self, line: Line) -> bool:
        return (line.size > self.body * 1.08 and is_heading_like(line.text, 60)) or self._is_bold_head(line)

    def _is_bold_head(self, line: Line) -> bool:
        """Whether a line of the text's own size is a heading by its bold type, where the text is not bold."""
        alone = is_heading_like(line.text, 30) and line_kind(line.text).kind in ("text", "heading")
        return line.bold and self.light and alone and line.size >= self.body * 0.95 and line.left < line.edge + 0.4 * (line.end - line.edge)

    def _close_paragraph(self) -> None:
        lines, self.open = self.open, []
        if lines:
            text, pages = _together(lines)
            start, end = self._write(text)
            head = self._is_head(lines[0]) and is_heading_like(text, 120)
            level = self.sizes.index(lines[0].size) + 1 if head and lines[0].size in self.sizes else BOLD_LEVEL if head else None
            if level == BOLD_LEVEL and (kind := line_kind(text)).kind == "heading":
                level = kind.level + 1
            breaks = tuple((start + at, page) for at, page in pages)
            _add(self.out, text, start, end, lines[0].page, breaks, level)
            self._settle()

    def _settle(self) -> None:
        """What stood between the lines of a paragraph, or at the foot of its page, comes behind it."""
        waiting, self.waiting = self.waiting, []
        for block in waiting:
            if isinstance(block, Notes):
                self._notes(block)
            else:
                self._write_table([block])

    def _notes(self, notes: Notes) -> None:
        for lines in notes.notes:
            text, _ = _together(lines)
            start, end = self._write(text)
            self.out.add("paragraph", start + note_mark(text), end, page=notes.page)

    def _goes_on_behind(self, at: int) -> bool:
        """Whether the open paragraph goes on behind the table at this place: in another column or on another page."""
        last = self.open[-1]
        following = next((b for b in self.blocks[at:] if isinstance(b, Line)), None)
        if following is None or (following.page == last.page and following.top > last.top and following.left < last.end):
            return False
        return self._continues(last, following)

    def _continues(self, last: Line, line: Line) -> bool:
        """Whether a line goes on with the paragraph that ``last`` belongs to."""
        head = self._is_head(last)
        if self._is_bold_head(last) != self._is_bold_head(line) or abs(last.size - line.size) > 0.5:
            return False
        if head and not CJK.search(line.text) and last.text[-1:].isupper() != line.text[:1].isupper():
            return False
        if line_kind(line.text).kind not in ("text",) and not (line_kind(line.text).kind == "key" and not _SENTENCE_END.search(last.text)):
            return False
        if last.text.endswith("\u00ad") or (last.text.endswith("-") and line.text[:1].islower()):
            return True
        ended = _SENTENCE_END.search(last.text) is not None
        short = last.right < last.end - 4 * max(last.size, 1.0) and last.right + _first_word(line) < last.end
        before = self.open[0] if len(self.open) == 1 else last
        indented = line.left - line.edge > before.left - before.edge + 0.8 * line.size
        if line.page != last.page or line.bottom < last.bottom - self.gap:  # another page or column
            return not (ended or head or short or indented)
        if self.gap and line.bottom - last.bottom > 1.3 * self.gap * max(1.0, line.size / max(self.body, 1.0)):
            return False
        if short and ended:
            return False
        if short and len(self.open) == 1 and not _is_open(last.text) and not line.text[:1].islower():
            return not (is_heading_like(last.text, 30) or line_kind(last.text).kind in ("key", "item"))
        return not (ended and line.left > last.left + 0.8 * max(line.size, 1.0))

    # ------------------------------------------------------------------ tables

    def _table(self, table: Table) -> None:
        if not table.grid.rows:
            self._close_table()
            self._unread(table)
        elif self.tables and _goes_on(self.tables[-1], table):
            self.tables.append(table)
        else:
            self._close_table()
            self.tables = [table]

    def _close_table(self) -> None:
        tables, self.tables = self.tables, []
        if tables:
            self._write_table(tables)
            self._settle()

    def _unread(self, table: Table) -> None:
        detail = "a table whose columns are not clear; give it as a workbook or CSV"
        self.left.append(Left("unread_table", lowered(table.grid.text)[:200], f"page {table.page}", detail))

    def _write_table(self, tables: Sequence[Table]) -> None:
        """Rows of one table, that of the next page without the header it repeats."""
        if not tables[0].grid.rows:
            self._unread(tables[0])
            return
        header = tables[0].grid.rows[0]
        rows: list[tuple[Cell, ...]] = []
        breaks: list[tuple[int, int]] = []
        for table in tables:
            own = table.grid.rows[1:] if table is not tables[0] and table.grid.rows[0] == header else table.grid.rows
            for number, row in enumerate(own):
                cells: list[Cell] = []
                for text in row:
                    span = self._write(" ".join(without_marks(text, set()).split()), "\t" if cells else "\n")
                    cells.append(Cell(self.parts[-1], *span))
                rows.append(tuple(cells))
                if table is not tables[0] and number == 0:
                    breaks.append((cells[0].start, table.page))
        self.out.add("table", rows[0][0].start, self.length, page=tables[0].page, breaks=tuple(breaks), rows=tuple(rows))


def _first_word(line: Line) -> float:
    """About how wide the first word of a line is."""
    match = re.match(r"[!-~]+", line.text)
    return (match.end() if match else 1) * (line.right - line.left) / max(1, len(line.text))


def _is_open(text: str) -> bool:
    """Whether a line without an end is clearly part of a sentence: it has a comma, or a bracket that it does not close."""
    return bool(re.search("[，,、；;]", text)) or any(text.count(a) > text.count(b) for a, b in ("（）", "()", "《》", "“”"))


def _goes_on(last: Table, table: Table) -> bool:
    """Whether a table goes on with that of the page before: the same columns at the same place."""
    a, b = last.grid, table.grid
    if table.page != last.page + 1 or len(a.rows[0]) != len(b.rows[0]):
        return False
    alike = len(a.edges) == len(b.edges) and all(abs(x - y) <= 3 for x, y in zip(a.edges, b.edges, strict=True))
    return alike or a.rows[0] == b.rows[0]


def _together(lines: Sequence[Line]) -> tuple[str, list[tuple[int, int]]]:
    """The text of lines, with where another page begins in it."""
    text = lines[0].text
    pages: list[tuple[int, int]] = []
    for last, line in pairwise(lines):
        text = joined(text, line.text)
        if line.page != last.page:
            pages.append((len(text) - len(line.text), line.page))
    if "\u00ad" in text:
        pages = [(at - text.count("\u00ad", 0, at), page) for at, page in pages]
        text = text.replace("\u00ad", "")
    return text, pages


def _add(out: PassageList, text: str, start: int, end: int, page: int, breaks: tuple[tuple[int, int], ...], level: int | None) -> None:
    kind = line_kind(text)
    if level is not None and kind.kind != "item":
        out.heading(text, start, end, level, page=page)
    elif kind.kind in ("article", "label") and kind.marker < len(text):
        out.heading(text[slice(*kind.mark)], start + kind.mark[0], start + kind.mark[1], kind.level, page=page)
        out.add("paragraph", start + kind.marker, end, page=page, breaks=breaks)
    elif kind.kind == "heading":
        out.heading(text, start, end, kind.level + 1, page=page)
    elif kind.kind == "item":
        out.add("item", start + kind.marker, end, page=page, breaks=breaks)
    else:
        out.add("paragraph", start, end, page=page, breaks=breaks)
