"""What converters made of a file: JSON of MinerU (``*_content_list.json``) and of Docling, and their Markdown, with the pages they tell.

Such a file is read in the place of the one that it was made from; see ``converted_from``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import orjson

from kgcorpus.documents.encoding import MAX_TABLE, decode
from kgcorpus.documents.heads import places
from kgcorpus.documents.page import read_html
from kgcorpus.documents.passages import MAX_DEPTH, Left, PassageList, Read, Reader, Unreadable, line_kind, ragged
from kgcorpus.documents.prose import read_markdown
from kgcorpus.documents.ruled import joined
from kgcorpus.model import Cell, Heading, Json

_SENTENCE_END = re.compile("[。！？；：.!?;:][\"'”’」』）)】]*$")
_RUNNING = frozenset({"header", "footer", "page_number", "aside_text", "page_header", "page_footer", "page_aside_text"})
_NOTES = frozenset({"page_footnote", "footnote"})
_MADE_BY = re.compile(r"(?P<of>.+\.[A-Za-z]{2,5})\.(?:mineru|docling|converted)\.(?P<kind>json|md)$", re.I)
_LISTED = re.compile(r"(?P<stem>.+)_content_list(?:_v2)?\.json$", re.I)
_PAGE_MARK = re.compile(
    r"<!--\s*page[ _-]*break\s*-->|<!--\s*page[ _:-]*(?P<number>\d+)\s*-->|\{(?P<from_zero>\d+)\}-{20,}|<PAGE_DIV>|\f", re.I
)


def json_of_converters() -> Reader:
    """A reader of JSON that a converter wrote."""
    return lambda data: [read_converted(data)]


def markdown_of_converters() -> Reader:
    """A reader of Markdown that a converter wrote; marks of page breaks in it give the pages."""
    return lambda data: [read_paged(decode(data))]


def converted_from(name: str) -> tuple[str, str] | None:
    """The name of the file that a converter's output stands for, by the output's name, and which kind of output it is.

    ``_content_list.json`` names only the stem: the suffix is found by what lies beside it.

    >>> converted_from("a/report.pdf.mineru.json"), converted_from("report.docx.docling.md"), converted_from("a.json")
    (('a/report.pdf', '.json'), ('report.docx', '.md'), None)
    >>> converted_from("a/report_content_list.json")
    ('a/report', '.json')
    """
    if match := _MADE_BY.match(name):
        return match.group("of"), "." + match.group("kind").lower()
    match = _LISTED.match(name)
    return (match.group("stem"), ".json") if match else None


def read_converted(data: bytes) -> Read:
    """JSON of MinerU or Docling. Raises ``Unreadable``: ``syntax_error``, ``unknown_format``, ``no_text``."""
    text = decode(data, most=MAX_TABLE, longest_line=None)
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unreadable("syntax_error", f"no JSON: {error}", f"line {error.lineno}") from None
    writer = _Writer()
    if isinstance(value, dict) and value.get("schema_name") == "DoclingDocument":
        _docling(value, writer)
    elif isinstance(value, list) and value and all(isinstance(v, list) for v in value):
        for page, blocks in enumerate(value, 1):
            _mineru([{**_flat(b), "page_idx": page - 1} for b in blocks if isinstance(b, dict)], writer)
    elif isinstance(value, list) and value and all(isinstance(v, dict) and "type" in v and "page_idx" in v for v in value):
        _mineru(value, writer)
    else:
        raise Unreadable("unknown_format", "JSON of no known converter: MinerU's *_content_list.json or a DoclingDocument is read")
    return writer.read()


# ------------------------------------------------------------------------------------------------- writing


class _Writer:
    """Takes blocks in reading order and writes the kept text, one line a block."""

    def __init__(self) -> None:
        self.out = PassageList()
        self.parts: list[str] = []
        self.length = 0
        self.open: tuple[str, int, list[tuple[int, int]]] | None = None  # a paragraph: text, page, where further pages begin
        self.waiting: list[tuple[str, int]] = []
        self.items: list[tuple[int, Heading]] = []
        self.running: dict[str, list[int]] = defaultdict(list)
        self.unread: list[Left] = []
        self.title: str | None = None

    def read(self) -> Read:
        self.close()
        text = "".join(self.parts)
        if not text.strip():
            raise Unreadable("no_text", "the converter found no text")
        left = [Left("running_head", what, places(pages), "left out as the converter says") for what, pages in self.running.items()]
        read = self.out.read(text, title=self.title)
        return replace(read, left=(*left, *self.unread))

    def _write(self, text: str, between: str = "\n") -> tuple[int, int]:
        if self.length:
            self.parts.append(between)
            self.length += len(between)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return (start, self.length)

    def close(self) -> None:
        """Writes the open paragraph, and behind it the footnotes that stood before its end."""
        opened, self.open = self.open, None
        if opened:
            text, page, breaks = opened
            start, end = self._write(text)
            pages = tuple((start + at, number) for at, number in breaks)
            kind = line_kind(text)
            if kind.kind in ("article", "label") and kind.marker < len(text):
                self.out.heading(text[slice(*kind.mark)], start + kind.mark[0], start + kind.mark[1], kind.level, page=page)
                self.out.add("paragraph", start + kind.marker, end, page=page, breaks=pages)
            elif kind.kind == "item":
                self.out.add("item", start + kind.marker, end, page=page, breaks=pages)
            else:
                self.out.add("paragraph", start, end, page=page, breaks=pages)
        waiting, self.waiting = self.waiting, []
        for text, page in waiting:
            self.out.add("paragraph", *self._write(text), page=page)

    def heading(self, text: str, page: int, level: int) -> None:
        if text := flat(text):
            self.close()
            self.items.clear()
            self.out.heading(text, *self._write(text), level, page=page)

    def paragraph(self, text: str, page: int, breaks: Sequence[tuple[int, int]] = ()) -> None:
        """A paragraph; one that no sentence ends goes on with that of the next page."""
        text = flat(text)
        if not text:
            return
        self.items.clear()
        if self.open and page == (self.open[2][-1][1] if self.open[2] else self.open[1]) + 1:
            before = self.open[0]
            if not _SENTENCE_END.search(before) and line_kind(text).kind == "text" and line_kind(before).kind != "heading":
                whole = joined(before, text)
                self.open = (whole, self.open[1], [*self.open[2], (len(whole) - len(text), page)])
                return
        self.close()
        kind = line_kind(text)
        if kind.kind == "heading":
            self.heading(text, page, kind.level + 1)
        else:
            self.open = (text, page, list(breaks))

    def note(self, text: str, page: int) -> None:
        """A footnote: it does not stand in the sentence that the page break cuts."""
        if text := flat(text):
            self.waiting.append((text, page))

    def item(self, text: str, page: int, depth: int) -> None:
        if not (text := flat(text)):
            return
        self.close()
        marker = kind.marker if (kind := line_kind(text)).kind == "item" else 0
        start, end = self._write(text)
        while self.items and self.items[-1][0] >= depth:
            self.items.pop()
        self.out.add("item", start + marker, end, under=tuple(h for _, h in self.items), page=page)
        self.items.append((depth, Heading(text[marker:], start + marker, end, 10 + depth)))

    def table(self, rows: Sequence[Sequence[str]], page: int, captions: Iterable[str] = ()) -> None:
        """A table; its caption is a heading over it."""
        self.close()
        self.items.clear()
        over: tuple[Heading, ...] = ()
        for caption in filter(None, map(flat, captions)):
            start, end = self._write(caption)
            self.out.add("paragraph", start, end, page=page)
            over = (Heading(caption, start, end, 9),)
        cells = []
        for row in rows:
            made: list[Cell] = []
            for text in row:
                text = flat(text)
                made.append(Cell(text, *self._write(text, "\t" if made else "\n")))
            if made:
                cells.append(tuple(made))
        if cells and any(cell.text for row in cells for cell in row):
            begin = cells[0][0].start
            self.out.add("table", begin, self.length, under=over, rows=tuple(cells), problems=ragged(tuple(cells)), page=page)

    def left_out(self, text: str, page: int) -> None:
        """A running head, foot or page number."""
        if text := flat(text):
            self.running[re.sub(r"\d+", "#", text) if len(text) < 12 else text].append(page)


def flat(text: str) -> str:
    """A text on one line: lines of Chinese joined without a space."""
    out = ""
    for line in text.splitlines():
        if line := " ".join(line.split()):
            out = joined(out, line) if out else line
    return out.replace("\u00ad", "")


def rows_of_html(html: str) -> list[list[str]]:
    """The rows of the first table in a piece of HTML, spanned cells repeated."""
    try:
        read = read_html(html.encode("utf-8", "replace"))
    except Unreadable:
        return []
    return next(([[cell.text for cell in row] for row in p.rows] for p in read.passages if p.rows), [])


# ------------------------------------------------------------------------------------------------- MinerU


def _mineru(blocks: Sequence[Json], writer: _Writer) -> None:
    for block in blocks:
        kind, page = str(block.get("type", "")), _number(block.get("page_idx")) + 1
        text = _said(block.get("text"))
        level = _number(block.get("text_level"))
        if kind in _RUNNING or kind == "discarded":
            writer.left_out(text, page)
        elif kind in _NOTES:
            writer.note(text, page)
        elif kind == "table":
            body = _said(block.get("table_body"))
            captions = [_said(block.get("table_caption"))]
            if rows := rows_of_html(body) if "<t" in body else []:
                writer.table(rows, page, captions)
            else:
                writer.unread.append(
                    Left("unread_table", flat(captions[0] or body)[:200], f"page {page}", "the converter gives a picture only")
                )
            writer.note(_said(block.get("table_footnote")), page)
        elif kind == "list":
            for entry in block.get("list_items") or text.splitlines():
                writer.item(_said(entry), page, 0)
        elif kind in ("image", "chart"):
            for name in ("image_caption", "img_caption", "chart_caption"):
                writer.paragraph(_said(block.get(name)), page)
                writer.close()
        elif level or kind == "title":
            writer.heading(text, page, max(1, level))
        elif text:
            writer.paragraph(text, page)


def _flat(block: dict[str, Json]) -> dict[str, Json]:
    """A block of the newer form, in which the parts lie under ``content``, as one of the older."""
    content = block.get("content")
    if not isinstance(content, dict):
        return {**block, "text": content}
    parts = {name: value for name, value in content.items() if name.endswith("_content")}
    kind = str(block.get("type", ""))
    return {
        **block, **content, "type": {"paragraph": "text", "chart": "image"}.get(kind, kind), "text": [*parts.values()],
        "text_level": content.get("level"), "table_body": content.get("html"),
    }  # fmt: skip


def _said(value: Json, depth: int = 0) -> str:
    """The text of a value: as it is, or of all its parts."""
    if isinstance(value, str):
        return value
    if depth > MAX_DEPTH:
        raise Unreadable("too_deep", f"values nested more than {MAX_DEPTH} deep")
    if isinstance(value, list):
        said = [_said(v, depth + 1) for v in value]
        return ("" if any(isinstance(v, dict) for v in value) else "\n").join(s for s in said if s)
    if isinstance(value, dict):
        return "".join(_said(v, depth + 1) for name, v in value.items() if name == "content" or name.endswith("_content"))
    return ""


def _number(value: Json) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000 else 0


# ------------------------------------------------------------------------------------------------- Docling


def _docling(value: dict[str, Json], writer: _Writer) -> None:
    held: dict[str, dict[str, Json]] = {}
    for name in ("texts", "tables", "groups", "pictures", "key_value_items", "form_items"):
        for number, one in enumerate(value.get(name) or ()):
            if isinstance(one, dict):
                held[f"#/{name}/{number}"] = one
    seen: set[str] = set()
    captions = {ref for one in held.values() for ref in _references(one.get("captions"))}
    for ref, one, depth in _walk([*_references((value.get("body") or {}).get("children"))], held, seen):
        if ref in captions:
            continue
        if ref.startswith("#/tables/"):
            _docling_table(one, held, writer)
        elif ref.startswith("#/texts/"):
            _docling_text(one, depth, writer)
        elif ref.startswith("#/pictures/"):
            for caption in _references(one.get("captions")):
                writer.paragraph(_said(held.get(caption, {}).get("text")), _page(one))
                writer.close()
    for ref in _references((value.get("furniture") or {}).get("children")):
        if ref in held and ref not in seen:
            writer.left_out(_said(held[ref].get("text")), _page(held[ref]))


def _references(value: Json) -> Iterator[str]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict) and isinstance(ref := one.get("$ref") or one.get("cref"), str):
            yield ref


def _walk(refs: list[str], held: dict[str, dict[str, Json]], seen: set[str]) -> Iterator[tuple[str, dict[str, Json], int]]:
    """The items of the body in reading order, each with how deep in lists it stands."""
    stack = [(ref, 0) for ref in reversed(refs)]
    while stack:
        ref, depth = stack.pop()
        one = held.get(ref)
        if one is None or ref in seen:
            continue
        seen.add(ref)
        yield ref, one, depth
        inner = depth + ("list" in str(one.get("label", "")) and ref.startswith("#/groups/"))
        stack += [(child, inner) for child in reversed([*_references(one.get("children"))])]


def _page(one: dict[str, Json]) -> int:
    found = [_number(p.get("page_no")) for p in one.get("prov") or () if isinstance(p, dict)]
    return found[0] if found and found[0] else 1


def _docling_text(one: dict[str, Json], depth: int, writer: _Writer) -> None:
    label, text, page = str(one.get("label", "")), _said(one.get("text")), _page(one)
    if one.get("content_layer") == "furniture" or label in _RUNNING:
        writer.left_out(text, page)
    elif label == "title":
        writer.title = writer.title or flat(text) or None
        writer.heading(text, page, 1)
    elif label == "section_header":
        writer.heading(text, page, _number(one.get("level")) + 1 or 2)
    elif label in _NOTES:
        writer.note(text, page)
    elif label == "document_index":
        writer.unread.append(Left("contents_list", flat(text)[:200], f"page {page}"))
    elif label == "list_item":
        writer.item(text, page, depth)
    else:
        whole = flat(text)
        breaks = []
        for place in one.get("prov") or ():
            span = place.get("charspan") if isinstance(place, dict) else None
            number = _number(place.get("page_no")) if isinstance(place, dict) else 0
            if isinstance(span, list) and number > page and whole == text and 0 < _number(span[0]) < len(whole):
                breaks.append((_number(span[0]), number))
        writer.paragraph(text, page, breaks)


def _docling_table(one: dict[str, Json], held: dict[str, dict[str, Json]], writer: _Writer) -> None:
    data = one.get("data") if isinstance(one.get("data"), dict) else {}
    assert isinstance(data, dict)
    rows: list[list[str]] = []
    if isinstance(grid := data.get("grid"), list) and grid:
        rows = [[_said(cell.get("text")) for cell in row if isinstance(cell, dict)] for row in grid if isinstance(row, list)]
    else:
        high, wide = min(_number(data.get("num_rows")), 100_000), min(_number(data.get("num_cols")), 1000)
        rows = [[""] * wide for _ in range(high)]
        for cell in data.get("table_cells") or ():
            down, across = (
                range(_number(cell.get(f"start_{way}_offset_idx")), min(_number(cell.get(f"end_{way}_offset_idx")), size))
                for way, size in (("row", high), ("col", wide))
            )
            for r in down:
                for c in across:
                    rows[r][c] = _said(cell.get("text"))
    captions = [_said(held.get(ref, {}).get("text")) for ref in _references(one.get("captions"))]
    if any(text for row in rows for text in row):
        writer.table(rows, _page(one), captions)
    else:
        what = flat(captions[0]) if captions else "table"
        writer.unread.append(Left("unread_table", what[:200], f"page {_page(one)}", "the converter gives a picture only"))


# ------------------------------------------------------------------------------------------------- Markdown


def read_paged(text: str) -> Read:
    """Markdown; where it has marks of page breaks, its passages have their pages."""
    read = read_markdown(text)
    starts: list[tuple[int, int]] = []
    page = 1
    for match in _PAGE_MARK.finditer(text):
        if match.group("number"):
            page = int(match.group("number"))
        elif match.group("from_zero"):
            page = int(match.group("from_zero")) + 1
        else:
            page += 1
        starts.append((match.end(), page))
    if not starts:
        return read
    passages = []
    for passage in read.passages:
        number = max((p for p in ((at, n) for at, n in starts if at <= passage.start)), default=(0, 1))[1]
        inner = tuple((at, n) for at, n in starts if passage.start < at < passage.end)
        passages.append(replace(passage, page=number, breaks=inner))
    return replace(read, passages=tuple(passages))
