"""HTML: the kept text is the visible text, one line a block, table cells separated by tabs."""

from __future__ import annotations

import re
from typing import Any

from kgcorpus.documents.encoding import MAX_TEXT, decode
from kgcorpus.documents.passages import MAX_DEPTH, PassageList, Read, Reader, Unreadable, line_kind, ragged
from kgcorpus.model import Cell, Heading, Json

_HIDDEN = frozenset(
    re.findall(r"\w+", "script style noscript template head svg math object iframe select textarea button canvas audio video map")
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul",
    )
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def html() -> Reader:
    """A reader of HTML files."""
    return lambda data: [read_html(data)]


def read_html(data: bytes) -> Read:
    """HTML bytes: headings, paragraphs, list items with those they stand in, tables with spanned cells repeated. Nothing is fetched."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(_decoded(data))
    if tree.root is None:
        raise Unreadable("no_text", "no elements")
    page = _Page(tree.root)
    page.walk()
    if not page.text.strip():
        raise Unreadable("no_text", "no visible text")
    return page.read()


def _decoded(data: bytes) -> str:
    """The text in the encoding that the page declares, where that is one of ours, else as any text."""
    declared = _CHARSET.search(data[:2048])
    if declared and declared.group(1).lower() in (b"gb2312", b"gbk", b"gb18030"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise Unreadable("wrong_encoding", f"declared as {declared.group(1).decode()}, but byte {error.start} does not fit") from None
    return decode(data, most=MAX_TEXT, longest_line=None)


class _Page:
    """Walks the tree without recursion and writes the kept text as it goes."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.parts: list[str] = []
        self.length = 0
        self.out = PassageList()
        self.buffer: list[str] = []
        self.items: list[Heading] = []
        self.depths: list[int] = []
        self.values: dict[str, Json] = {}
        self.title: str | None = None
        self.term: str | None = None

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def write(self, text: str) -> tuple[int, int]:
        """Appends to the kept text; gives the span."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return (start, self.length)

    def read(self) -> Read:
        title = self.values.get("title")
        return self.out.read(self.text, title=title if isinstance(title, str) else (self.out.first or self.title), values=self.values)

    def walk(self) -> None:
        """Depth first; an element is seen when it opens and when it closes."""
        stack: list[tuple[Any, int, bool]] = [(self.root, 0, False)]
        while stack:
            node, depth, closing = stack.pop()
            if depth > MAX_DEPTH:
                raise Unreadable("too_deep", f"elements nested more than {MAX_DEPTH} deep")
            if closing:
                self.close(node.tag)
                continue
            tag = node.tag
            if tag == "-text":
                self.buffer.append(node.text_content or "")
            elif tag == "head":
                self.head(node)
            elif tag == "meta":
                self.meta(node)
            elif tag == "br":
                self.buffer.append("\x00")
            elif tag == "table":
                self.flush("paragraph")
                self.table(node)
            elif tag not in _HIDDEN and not tag.startswith(("-", "!", "_")):
                self.open(tag, depth)
                stack.append((node, depth, True))
                stack.extend((child, depth + 1, False) for child in reversed(list(_children(node))))
        self.flush("paragraph")

    def head(self, node: Any) -> None:
        for child in node.css("meta"):
            self.meta(child)
        title = node.css_first("title")
        self.title = " ".join(title.text().split()) or None if title is not None else None

    def meta(self, node: Any) -> None:
        name, content = (node.attributes.get(key) or "" for key in ("name", "content"))
        if name.startswith("kgc:") and content.strip():
            value = content.strip()
            listed = value.startswith("[") and value.endswith("]")
            self.values[name[4:]] = [v.strip().strip("\"'") for v in value[1:-1].split(",") if v.strip()] if listed else value

    def open(self, tag: str, depth: int) -> None:
        if tag in _BLOCKS:
            self.flush("item" if self.depths else "paragraph")
            if tag == "li":
                self.depths.append(depth)

    def close(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.flush("heading", _HEADINGS[tag])
        elif tag == "dt":
            self.term = " ".join("".join(self.buffer).replace("\x00", " ").split())
            self.buffer.clear()
        elif tag == "dd" and self.term:
            colon = "：" if any(c >= "⺀" for c in self.term) else ": "
            self.buffer.insert(0, self.term + colon)
            self.term = None
            self.flush("paragraph")
        elif tag == "li":
            self.flush("item")
            depth = self.depths.pop()
            while self.items and self.items[-1].level > depth + 9:
                self.items.pop()
            if self.items and self.items[-1].level == depth + 9:
                self.items.pop()
        elif tag in _BLOCKS:
            self.flush("item" if self.depths else "paragraph")

    def flush(self, kind: str, level: int = 0) -> None:
        """What has been gathered becomes a passage; its line breaks stay, its other whitespace is one space."""
        lines = [" ".join(_SPACE.sub(" ", line).split(" ")).strip() for line in "".join(self.buffer).split("\x00")]
        self.buffer.clear()
        text = "\n".join(line for line in lines if line)
        if not text:
            return
        if self.length:
            self.write("\n")
        start, end = self.write(text)
        if kind == "heading":
            self.out.heading(text, start, end, level)
        elif kind == "item":
            depth = self.depths[-1] + 9
            while self.items and self.items[-1].level > depth:
                self.items.pop()
            first = not (self.items and self.items[-1].level == depth)
            under = tuple(h for h in self.items if h.level < depth)
            self.out.add("item", start, end, under=under)
            if first:
                self.items.append(Heading(text, start, end, depth))
        else:
            self._paragraphs(text, start, end)

    def _paragraphs(self, text: str, start: int, end: int) -> None:
        """A block's text: an article's marker is a heading, lines of key and value stand apart."""
        at = start
        for line in text.split("\n"):
            kind = line_kind(line)
            if kind.kind in ("article", "label") and kind.marker < len(line):
                self.out.heading(line[slice(*kind.mark)], at + kind.mark[0], at + kind.mark[1], kind.level)
                self.out.add("paragraph", at + kind.marker, at + len(line))
            elif kind.kind == "heading" and len(text) == len(line):
                self.out.heading(line, at, at + len(line), kind.level + 3)
            else:
                self.out.add("paragraph", at, at + len(line))
            at += len(line) + 1

    def table(self, node: Any) -> None:
        """A table's rows, with the cells of spans repeated; its caption is a heading over it."""
        caption = node.css_first("caption")
        over: tuple[Heading, ...] = ()
        if caption is not None and (text := " ".join(caption.text().split())):
            self.write("\n" if self.length else "")
            start, end = self.write(text)
            over = (Heading(text, start, end, 9),)
            self.out.add("paragraph", start, end)
        self.write("\n" if self.length else "")
        start = self.length
        rows: list[tuple[Cell, ...]] = []
        hanging: dict[int, tuple[int, Cell]] = {}  # column -> rows left, cell, of cells that span rows
        for row in (r for r in node.css("tr") if _table_of(r) == node.mem_id):
            cells = self._row(row, hanging)
            if cells:
                rows.append(tuple(cells))
                self.write("\n")
        if rows:
            self.out.add("table", start, self.length - 1, rows=tuple(rows), problems=ragged(tuple(rows)), under=over)
            self.parts[-1] = ""
            self.length -= 1

    def _row(self, row: Any, hanging: dict[int, tuple[int, Cell]]) -> list[Cell]:
        cells: list[Cell] = []

        def fill() -> None:
            while len(cells) in hanging:
                left, cell = hanging.pop(len(cells))
                if left > 1:
                    hanging[len(cells)] = (left - 1, cell)
                cells.append(cell)

        first = True
        for node in _children(row):
            if node.tag not in ("td", "th"):
                continue
            fill()
            if not first:
                self.write("\t")
            first = False
            text = " ".join(node.text(separator=" ").split())
            cell = Cell(text, *self.write(text))
            across, down = (_span(node.attributes.get(name)) for name in ("colspan", "rowspan"))
            for _ in range(across):
                if down > 1:
                    hanging[len(cells)] = (down - 1, cell)
                cells.append(cell)
        fill()
        return cells


def _children(node: Any) -> Any:
    return node.iter(include_text=True)


def _table_of(row: Any) -> int | None:
    parent = row.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent.mem_id if parent is not None else None


def _span(value: str | None) -> int:
    return max(1, min(100, int(value))) if value and value.isdigit() else 1
