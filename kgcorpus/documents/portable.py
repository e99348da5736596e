"""PDF: lines put together to paragraphs, headings by size of type, page numbers and running heads left out; each passage has its page."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from kgcorpus.documents.passages import PassageList, Read, Reader, Unreadable, is_heading_like, line_kind

MAX_PAGES = 5000
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef、。“”‘’…—《》]")
_PAGE_NUMBER = re.compile(
    r"(?:第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|[-–—·\s]*\d{1,4}[-–—·\s]*|(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*/\s*\d+)$",
    re.I,
)
_SENTENCE_END = re.compile("[。！？；：.!?;:][\"'”’」』）)】]*$")
_HYPHEN = re.compile(r"[A-Za-z][-\u00ad\u2010]$")


@dataclass(slots=True)
class _Line:
    """A printed line: its text, page, size of type, left and right edge, baseline from the top."""

    text: str
    page: int
    size: float
    left: float
    right: float
    top: float
    bottom: float


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
        lines: list[_Line] = []
        for number in range(len(document)):
            try:
                lines += _lines(document[number], number + 1)
            except pypdfium2.PdfiumError as error:
                raise Unreadable("broken_file", str(error), f"page {number + 1}") from None
        title = (document.get_metadata_value("Title") or "").strip()
        pages = len(document)
    finally:
        document.close()
    if not any(line.text.strip() for line in lines):
        raise Unreadable("no_text", f"none of its {pages} pages has a text layer; recognise the scan's characters first")
    return _read(_without_running_heads(lines, pages), title or None)


def _lines(page: Any, number: int) -> list[_Line]:
    """The lines of a page in the order of its text layer."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    height = page.get_height()
    count = textpage.count_chars()
    whole = textpage.get_text_range(0, count) if count > 0 else ""
    out: list[_Line] = []
    box = [ctypes.c_double() for _ in range(4)]

    def edges(index: int) -> tuple[float, float, float, float] | None:
        if not raw.FPDFText_GetCharBox(textpage, index, *box):
            return None
        left, right, bottom, top = (b.value for b in box)
        return (left, right, height - top, height - bottom)

    characters = _characters(textpage, count, whole)
    start = 0
    for end in [*(i for i, c in enumerate(characters) if c in "\r\n"), len(characters)]:
        indexes = [i for i in range(start, end) if characters[i].strip()]
        start = end + 1
        if not indexes:
            continue
        text = "".join(characters[indexes[0] : indexes[-1] + 1]).replace("\x02", "\u00ad").replace("\ufffe", "\u00ad")
        first, last = edges(indexes[0]), edges(indexes[-1])
        size = float(raw.FPDFText_GetFontSize(textpage, indexes[len(indexes) // 2]))
        if first is None or last is None:
            first = last = (0.0, 0.0, 0.0, 0.0)
        out.append(_Line(" ".join(text.split()), number, round(size, 1), first[0], last[1], min(first[2], last[2]), max(first[3], last[3])))
    textpage.close()
    return out


def _characters(textpage: Any, count: int, whole: str) -> list[str]:
    """One string for each index of the text layer: characters beyond the first 65,536 take two places there."""
    if len(whole) == count:
        return list(whole)
    import pypdfium2.raw as raw

    return [chr(raw.FPDFText_GetUnicode(textpage, i) or 0x20) for i in range(count)]


def _without_running_heads(lines: list[_Line], pages: int) -> list[_Line]:
    """The lines without page numbers and what stands at the top or bottom of most pages."""
    by_page: dict[int, list[_Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    marginal = Counter(_form(line) for group in by_page.values() for line in (*group[:1], *group[-1:])) if pages >= 3 else Counter()
    kept: list[_Line] = []
    for group in by_page.values():
        for position, line in enumerate(group):
            at_edge = position in (0, len(group) - 1)
            if at_edge and (_PAGE_NUMBER.match(line.text) or (marginal[_form(line)] * 2 > pages and len(group) > 1)):
                continue
            kept.append(line)
    return kept


def _form(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _read(lines: list[_Line], title: str | None) -> Read:
    """Puts lines together to paragraphs and writes the kept text, one line a paragraph."""
    body = _body_size(lines)
    sizes = sorted({line.size for line in lines if line.size > body * 1.08}, reverse=True)
    right = {page: max(line.right for line in lines if line.page == page) for page in {line.page for line in lines}}
    gap = _usual_gap(lines)
    parts: list[str] = []
    out = PassageList()
    length = 0
    at = 0
    while at < len(lines):
        line = lines[at]
        text, after = line.text, at + 1
        is_head = line.size > body * 1.08 and is_heading_like(line.text, 60)
        while after < len(lines) and _continues(lines[after - 1], lines[after], right, gap, is_head):
            text = _joined(text, lines[after].text)
            after += 1
        text = text.replace("\u00ad", "")
        if parts:
            parts.append("\n")
            length += 1
        start, end = length, length + len(text)
        parts.append(text)
        length = end
        _add(out, text, start, end, line.page, sizes.index(line.size) + 1 if is_head and line.size in sizes else None)
        at = after
    return out.read("".join(parts), title=title if out.first is None else None)


def _add(out: PassageList, text: str, start: int, end: int, page: int, level: int | None) -> None:
    kind = line_kind(text)
    if level is not None and kind.kind != "item":
        out.heading(text, start, end, level, page=page)
    elif kind.kind in ("article", "label") and kind.marker < len(text):
        out.heading(text[slice(*kind.mark)], start + kind.mark[0], start + kind.mark[1], kind.level, page=page)
        out.add("paragraph", start + kind.marker, end, page=page)
    elif kind.kind == "heading":
        out.heading(text, start, end, kind.level + 1, page=page)
    elif kind.kind == "item":
        out.add("item", start + kind.marker, end, page=page)
    else:
        out.add("paragraph", start, end, page=page)


def _body_size(lines: list[_Line]) -> float:
    """The size in which most of the text is set."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[line.size] += len(line.text)
    return max(counted, key=lambda size: (counted[size], -size)) if counted else 0.0


def _usual_gap(lines: list[_Line]) -> float:
    """The usual distance from one baseline to the next."""
    gaps = [b.bottom - a.bottom for a, b in pairwise(lines) if a.page == b.page and b.bottom > a.bottom]
    return median(gaps) if gaps else 0.0


def _continues(last: _Line, line: _Line, right: dict[int, float], gap: float, is_head: bool) -> bool:
    """Whether a line goes on with the paragraph that ``last`` belongs to."""
    if abs(last.size - line.size) > 0.5 or (is_head and not _CJK.search(line.text) and last.text[-1:].isupper() != line.text[:1].isupper()):
        return False
    if line_kind(line.text).kind not in ("text",) and not (line_kind(line.text).kind == "key" and not _SENTENCE_END.search(last.text)):
        return False
    ended = _SENTENCE_END.search(last.text) is not None
    short = last.right < right[last.page] - 4 * max(last.size, 1.0)
    if line.page != last.page:
        return not ended and not is_head and not short
    if gap and line.bottom - last.bottom > 1.45 * gap:
        return False
    if gap and line.bottom < last.bottom - gap:  # another column
        return not ended and not short
    if short and (ended or is_heading_like(last.text, 30) or line_kind(last.text).kind in ("key", "item")):
        return False
    indented = line.left > last.left + 0.8 * max(line.size, 1.0)
    return not (ended and indented)


def _joined(text: str, following: str) -> str:
    """Two lines as one: Chinese without a space between, a word divided by a hyphen whole again, else with a space."""
    if text.endswith("\u00ad"):
        return text[:-1] + following
    if _HYPHEN.search(text) and following[:1].islower():
        return text[:-1] + following
    if text and following and (_CJK.match(text[-1]) or _CJK.match(following[0])):
        return text + following
    return f"{text} {following}"
