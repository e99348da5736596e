"""Files of many formats from the bench documents: the same pieces of text, each with a table, in every format."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import orjson

from tests.bench.measure import BENCH_DATA
from tests.decks import deck, shape
from tests.decks import table as slide_table
from tests.paper import Paper, wrapped

HEADERS = (
    ("股票代码", "股票简称", "所属行业", "所属概念"),
    ("证券代码", "证券简称", "行业", "概念板块"),
    ("Stock code", "Company", "Industry", "Concepts"),
)
ROWS = 8
LONG = 1400
"""About how many characters a piece has."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A title, its blocks (kind ``heading``, ``paragraph`` or ``item``, and text) and the rows of its table."""

    title: str
    blocks: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


def pieces(number: int) -> list[Piece]:
    """So many pieces, in turns from statutes, reports, and sentences in Chinese and English."""
    tables = _tables()
    sources = [_documents("law"), _documents("operator"), _documents("operator"), _sentences("duie"), _sentences("cmeie"), _english()]
    out: list[Piece] = []
    while len(out) < number and sources:
        for source in list(sources):
            found = next(source, None)
            if found is None:
                sources.remove(source)
            elif len(out) < number:
                header = HEADERS[len(out) % 3]
                out.append(Piece(found[0], found[1], (header, *islice(tables, ROWS))))
    return out


def _documents(folder: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    files = sorted((BENCH_DATA / "documents" / folder).glob("*.md"))
    for path in files[::2] if folder == "operator" else files:
        title, blocks, size = path.stem, [], 0
        for line in re.sub(r"<[A-Z_]+>|\\\(|\\\)|[*$\\{}]", "", path.read_text(encoding="utf-8")).split("\n"):
            text = " ".join(line.lstrip("#-> ").split())
            if not text or text.startswith(("|", "!", "---")):
                continue
            if line.startswith("# "):
                title = text[:60]
                continue
            kind = "heading" if line.startswith("#") and len(text) < 40 else "item" if line.startswith("- ") else "paragraph"
            blocks.append((kind, text[:1200]))
            size += len(text)
            if size > LONG:
                yield title, tuple(blocks)
                blocks, size = [], 0
        if size > LONG / 4:
            yield title, tuple(blocks)


def _sentences(name: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    texts = []
    for line in filter(bytes.strip, (BENCH_DATA / "extraction" / name / "train.jsonl").open("rb")):
        text = " ".join(str(orjson.loads(line).get("text", "")).split())
        texts.append(text if text.endswith(("。", "！", "？")) else text + "。")
    for number in range(0, len(texts), 24):
        group = texts[number : number + 24]
        yield f"{name}语句{number // 24 + 1}", tuple(("paragraph", "".join(group[n : n + 4])) for n in range(0, len(group), 4))


def _english() -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for path in sorted((BENCH_DATA / "extraction" / "text2kgbench").rglob("train/*.jsonl")):
        texts = [
            " ".join(str(one.get("sent") or one.get("text") or "").split())
            for one in map(orjson.loads, filter(bytes.strip, path.open("rb")))
        ]
        for number in range(0, min(len(texts), 400), 20):
            group = texts[number : number + 20]
            yield f"{path.stem} {number // 20 + 1}", tuple(("paragraph", " ".join(group[n : n + 4])) for n in range(0, len(group), 4))


def _tables() -> Iterator[tuple[str, ...]]:
    """Rows of listed companies, over and over: code, name, industry, concepts."""
    folder = BENCH_DATA / "documents" / "stock"

    def read(name: str) -> list[list[str]]:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig") as file:
            return list(csv.reader(file))[1:]

    names = {row[0]: row[1] for name in ("industry", "concept") for row in read(name)}
    industry = {row[0]: names.get(row[1], "") for row in read("stock_industry")}
    concepts: dict[str, list[str]] = {}
    for row in read("stock_concept"):
        concepts.setdefault(row[0], []).append(names.get(row[1], ""))
    stocks = [row for row in read("stock") if len(row[0]) == 6 and row[0] in industry]
    while stocks:
        for row in stocks:
            yield row[0], row[1], industry[row[0]], "、".join(concepts.get(row[0], [])[:2])


# ------------------------------------------------------------------------------------------------- the formats


def _markdown(piece: Piece) -> bytes:
    marks = {"heading": "## ", "item": "- ", "paragraph": ""}
    head, *rows = ("| " + " | ".join(row) + " |" for row in piece.rows)
    table = "\n".join([head, "|---" * len(piece.rows[0]) + "|", *rows])
    return "\n\n".join([f"# {piece.title}", *(marks[kind] + text for kind, text in piece.blocks), table, ""]).encode()


def _text(piece: Piece, encoding: str = "utf-8") -> bytes:
    """Lines of about 40 wide, as mail and old systems have them."""
    marks = {"heading": "", "item": "- ", "paragraph": ""}
    lines = [piece.title, ""]
    for kind, text in piece.blocks:
        lines += [*wrapped(marks[kind] + text, 1, 40), ""]
    return "\r\n".join(lines).encode(encoding, "replace")


def _web(piece: Piece) -> bytes:
    tags = {"heading": "h2", "item": "li", "paragraph": "p"}
    body = "".join(f"<{tags[kind]}>{html.escape(text)}</{tags[kind]}>\n" for kind, text in piece.blocks)
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>\n" for row in piece.rows)
    return f"<html><body><h1>{html.escape(piece.title)}</h1>\n{body}<table>{rows}</table></body></html>".encode()


def _word(piece: Piece) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(piece.title, 0)
    styles = {"heading": "Heading 1", "item": "List Bullet", "paragraph": None}
    for kind, text in piece.blocks:
        document.add_paragraph(text, styles[kind])
    table = document.add_table(0, len(piece.rows[0]))
    for row in piece.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _printed(piece: Piece, columns: int) -> bytes:
    """One or two columns with a running head, page numbers, a footnote on the first page and a ruled table at the end."""
    paper, size, step = Paper(), 10.0, 15.0
    wide = 475.0 if columns == 1 else 227.0
    lines: list[tuple[str, float, float]] = []
    for kind, text in piece.blocks:
        own = 12.0 if kind == "heading" else size
        first = True
        for line in wrapped(("• " if kind == "item" else "") + text, own, wide):
            lines.append((line, own, 6.0 if first else 0.0))
            first = False
    x, y, column = 60.0, 0.0, columns
    for line, own, before in lines:
        y += before
        if y + step > (700 if len(paper.pages) == 1 else 770) or not paper.pages:
            column += 1
            if column >= columns:
                _head(paper, piece.title)
                column = 0
            x, y = 60.0 + column * 248.0, 110.0 if len(paper.pages) == 1 else 80.0
        paper.text(x, y, line, own)
        y += step if own == size else step + 3
    _head(paper, piece.title)
    xs = [60.0, 130.0, 210.0, 300.0, 535.0]
    ys = [100.0 + 20 * n for n in range(len(piece.rows) + 1)]
    paper.grid(xs, ys)
    for top, row in zip(ys, piece.rows, strict=False):
        for left, text in zip(xs, row, strict=False):
            paper.text(left + 3, top + 14, text, 9)
    return paper.output()


def _head(paper: Paper, title: str) -> None:
    paper.page()
    number = len(paper.pages)
    paper.text(60, 40, f"{title[:24]}", 8)
    paper.text(290, 815, f"- {number} -", 8)
    if number == 1:
        paper.text(60, 90, title[:28], 16)
        paper.line(60, 752, 180, 752)
        paper.text(60, 766, "1 资料来源以公布文本为准。", 8)


def _slides(piece: Piece) -> bytes:
    texts = [html.escape(text[:600]) for _, text in piece.blocks]
    slides = [shape([html.escape(piece.title)], "ctrTitle")]
    slides += [
        shape([f"{html.escape(piece.title)}（{n // 4 + 1}）"], "title") + shape(texts[n : n + 4], "body") for n in range(0, len(texts), 4)
    ]
    return deck([*slides, shape(["表"], "title") + slide_table([[html.escape(c) for c in row] for row in piece.rows])])


def _sheet(piece: Piece) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([piece.title])
    for row in piece.rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _delimited(piece: Piece) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(piece.rows)
    return out.getvalue().encode("gb18030")


def _converted(piece: Piece) -> bytes:
    blocks: list[dict[str, object]] = [{"type": "text", "text": piece.title, "text_level": 1, "page_idx": 0}]
    for number, (kind, text) in enumerate(piece.blocks):
        page = number // 4
        blocks.append({"type": "text", "text": text, "page_idx": page, **({"text_level": 2} if kind == "heading" else {})})
        blocks.append({"type": "page_number", "text": str(page + 1), "page_idx": page})
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in piece.rows)
    blocks.append({"type": "table", "table_body": f"<table>{rows}</table>", "page_idx": len(piece.blocks) // 4})
    return orjson.dumps(blocks)


FORMATS: dict[str, tuple[str, Callable[[Piece], bytes]]] = {
    "Markdown": (".md", _markdown),
    "text, UTF-8": (".txt", _text),
    "text, GB18030": ("-gb.txt", lambda piece: _text(piece, "gb18030")),
    "HTML": (".html", _web),
    "DOCX": (".docx", _word),
    "PDF, one column": (".pdf", lambda piece: _printed(piece, 1)),
    "PDF, two columns": ("-two.pdf", lambda piece: _printed(piece, 2)),
    "PPTX": (".pptx", _slides),
    "XLSX": (".xlsx", _sheet),
    "CSV, GB18030": (".csv", _delimited),
    "JSON of a converter": ("-scan.pdf.mineru.json", _converted),
}


def _scan(pages: Sequence[bool]) -> bytes:
    paper = Paper()
    for scanned in pages:
        paper.page()
        if scanned:
            paper.picture()
        else:
            paper.block(60, 80, "本页有文字，其余各页是扫描件。", 470)
    return paper.output()


BAD: tuple[tuple[str, bytes], ...] = (
    ("scan.pdf", _scan([True, True])),
    ("part-scan.pdf", _scan([False, True, True, False])),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500),
    ("cut.pdf", _scan([False])[:300]),
    ("cut.docx", b"PK\x03\x04 cut off"),
    ("empty.md", b""),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00"),
)
"""Files that cannot be read, wholly or in part: one after every hundred others."""


def make(folder: Path, files: int) -> dict[str, str]:
    """Writes so many files below the folder; gives each one's name with the format it is of."""
    made: dict[str, str] = {}
    wanted = files - files // 100
    for number, piece in enumerate(pieces(-(-wanted // len(FORMATS)))):
        for name, (suffix, write) in FORMATS.items():
            if len(made) >= files:
                return made
            if len(made) % 100 == 99:
                file, content = BAD[len(made) // 100 % len(BAD)]
                _put(folder, f"{number // 50:02d}/{number:04d}-{file}", content, "unreadable", made)
            _put(folder, f"{number // 50:02d}/{number:04d}{suffix}", write(piece), name, made)
    return made


def _put(folder: Path, name: str, content: bytes, kind: str, made: dict[str, str]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    made[name.removesuffix(".mineru.json")] = kind
