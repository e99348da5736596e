"""Markdown and plain text: headings, paragraphs, nested lists, tables; the text is kept as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kgcorpus.documents.encoding import decode
from kgcorpus.documents.front import front_matter
from kgcorpus.documents.markup import TABLE, table_end, table_rows
from kgcorpus.documents.passages import (
    ARTICLE_LEVEL,
    MAX_DEPTH,
    LineKind,
    PassageList,
    Read,
    Reader,
    Unreadable,
    is_heading_like,
    line_kind,
    ragged,
    trimmed,
)
from kgcorpus.model import Cell, Heading

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_TAG_LINE = re.compile(r"\s*(?:</?[A-Za-z_][\w:-]*(?:\s[^<>]*)?/?>\s*)+$")
_STRAY_TAG = re.compile(r"</?[A-Z][A-Z0-9]*_[A-Z0-9_]*/?>")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t　]+|(?=[^\s#\w]|[\u2e80-\uffef]))(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DELIMITER_ROW = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_IMAGE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")
_EMPHASIS = re.compile(r"[*_`]+")


@dataclass(slots=True)
class _Line:
    """A line's content span, without its line end and, in a quotation, its ``>``."""

    start: int
    end: int
    text: str
    indent: int = 0


def markdown() -> Reader:
    """A reader of Markdown files."""
    return lambda data: [read_markdown(decode(data))]


def plain() -> Reader:
    """A reader of plain text files."""
    return lambda data: [read_plain(decode(data))]


def read_markdown(text: str) -> Read:
    """Markdown: ATX and underlined headings, lists, pipe tables; also the numbered headings and articles of Chinese documents."""
    return _Prose(text, markdown=True).read()


def read_plain(text: str) -> Read:
    """Plain text: headings are recognised by numbering, brackets, capitals, underlining or standing alone."""
    return _Prose(text, markdown=False).read()


class _Prose:
    def __init__(self, text: str, markdown: bool) -> None:
        self.text, self.markdown = text, markdown
        self.values, self.front = front_matter(text)
        self.out = PassageList()
        self.lines = self._lines()
        self.items: list[tuple[int, Heading]] = []  # the list items that are open, with their indent

    def _lines(self) -> list[_Line]:
        """Lines after the front matter; comments and stray tags are blanked, one character for each of theirs."""
        body = self.text[self.front :]

        def blank(match: re.Match[str]) -> str:
            return re.sub(r"[^\r\n]", "\x00", match.group())

        if "<" in body:
            body = _STRAY_TAG.sub(lambda m: "\x01" * len(m.group()), _COMMENT.sub(blank, body) if "<!--" in body else body)
        self.shown = self.text[: self.front] + body.replace("\x00", " ").replace(
            "\x01", " "
        )  # what counts as whitespace at a passage's ends
        lines: list[_Line] = []
        at = self.front
        for match in _LINE.finditer(body):
            whole = match.group()
            if whole:
                shown = whole.rstrip("\r\n")
                quote = _QUOTE.match(shown) if self.markdown else None
                skip = quote.end() if quote else 0
                shown = shown[skip:].replace("\x01", " ")
                if "\x00" in shown:
                    lines += _around_comments(shown, at + skip)
                else:
                    lines.append(_line(shown, at + skip))
            at += len(whole)
        return lines

    def read(self) -> Read:
        at = 0
        lines = self.lines
        while at < len(lines):
            line = lines[at]
            if not line.text.strip() or _IMAGE.match(line.text) or (self.markdown and _TAG_LINE.match(line.text)):
                at += 1
                if not line.text.strip():
                    self._after_blank(at)
                continue
            at = self._block(at)
        title = self.values.get("title")
        return self.out.read(self.text, title=title if isinstance(title, str) else None, front=self.front, values=self.values)

    def _after_blank(self, at: int) -> None:
        """A list ends at a blank line before a line that is neither an item nor indented below one."""
        following = next((line for line in self.lines[at:] if line.text.strip()), None)
        if following is None or not self.items:
            return
        if not following.indent and line_kind(following.text.strip()).kind != "item":
            self.items.clear()

    def _block(self, at: int) -> int:
        """Reads what starts at a line that is not blank; gives the line after it."""
        line = self.lines[at]
        if self.markdown:
            if fence := _FENCE.match(line.text):
                return self._fenced(at, fence.group(1))
            if (match := _ATX.match(line.text)) and (
                match.group()[match.end(1) : match.end(1) + 1] in ("", " ", "\t", "　") or is_heading_like(match.group(2).strip(), 40)
            ):
                self._heading(line.start + match.start(2), line.start + match.end(2), len(match.group(1)))
                return at + 1
            if "|" in line.text and at + 1 < len(self.lines) and self._is_table(at):
                return self._table(at)
            if match := TABLE.search(line.text):
                return self._html_table(at, line.start + match.start())
        following = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        if _UNDERLINE.match(following) and (self.markdown or len(following.strip()) >= 3) and is_heading_like(line.text.strip(), 60):
            self._heading(*trimmed(self.shown, line.start, line.end), 1 if "=" in following else 2)
            return at + 2
        if _RULE.match(line.text) or _UNDERLINE.match(line.text):
            return at + 1
        return self._line_block(at)

    def _heading(self, start: int, end: int, level: int) -> None:
        start, end = trimmed(self.shown, start, end)
        while start < end and (match := _EMPHASIS.match(self.text, start, end)):
            start = match.end()
        while start < end and self.text[end - 1] in "*_`":
            end -= 1
        self.items.clear()
        if start < end:
            kind = line_kind(self.text[start:end])
            if kind.kind == "article" and kind.marker < end - start and not is_heading_like(self.text[start + kind.marker : end], 30):
                self._article(kind, start, end)
            else:
                self.out.heading(self.text[start:end], start, end, level)

    # ------------------------------------------------------------------ lines by their form

    def _line_block(self, at: int) -> int:
        line = self.lines[at]
        start, end = trimmed(self.shown, line.start, line.end)
        following = next((other.text.strip() for other in self.lines[at + 1 :] if other.text.strip()), "")
        kind = line_kind(self.text[start:end], following)
        if self.markdown and kind.kind == "heading" and kind.level >= 4 and not self._alone(at):
            kind = LineKind("text")
        inside = bool(self.out.open) and self.out.open[-1].level >= ARTICLE_LEVEL
        if (
            kind.kind == "heading"
            and kind.level >= 4
            and inside
            and (match := re.match(r"[(（][^)）]+[)）]\s*|[^、．.]+[、．.]\s*", self.text[start:end]))
        ):
            kind = LineKind("item", 0, match.end())  # in an article of a law even a short （一） is one of its items
        if kind.kind == "item":
            return self._item(at, start, end, kind)
        if kind.kind in ("heading", "article", "label"):
            self.items.clear()
        if kind.kind == "heading":
            self.out.heading(self.text[start:end], start, end, kind.level + (1 if self._has_title() else 0))
            return at + 1
        if kind.kind in ("article", "label"):
            self.out.heading(self.text[start + kind.mark[0] : start + kind.mark[1]], start + kind.mark[0], start + kind.mark[1],
                             kind.level + (1 if kind.kind == "label" and self._has_title() else 0))  # fmt: skip
            return self._paragraph(at, start + kind.marker) if start + kind.marker < end else at + 1
        if not self.markdown and self._stands_as_heading(at, start, end):
            self.items.clear()
            self.out.heading(
                self.text[start:end], start, end, 1 if self.out.first is None and not self.out.found else self._plain_level(at, start, end)
            )
            return at + 1
        return self._paragraph(at, start)

    def _article(self, kind: LineKind, start: int, end: int) -> None:
        a, b = start + kind.mark[0], start + kind.mark[1]
        self.out.heading(self.text[a:b], a, b, kind.level)
        self.out.add("paragraph", *trimmed(self.shown, start + kind.marker, end))

    def _has_title(self) -> bool:
        return bool(self.out.open) and self.out.open[0].level == 1 and line_kind(self.out.open[0].text).kind == "text"

    def _alone(self, at: int) -> bool:
        """Whether the lines around are blank or the text's ends."""
        before = self.lines[at - 1].text.strip() if at else ""
        after = self.lines[at + 1].text.strip() if at + 1 < len(self.lines) else ""
        return not before and not after

    def _stands_as_heading(self, at: int, start: int, end: int) -> bool:
        """Whether a line of plain text is a heading: the title, one in capitals, or a short one right above its text or key lines."""
        shown = self.text[start:end]
        above = self.out.found[-1] if self.out.found else None
        under_heading = at > 0 and above is not None and above.kind == "heading" and self.lines[at - 1].start <= above.start
        before = self.lines[at - 1].text.strip() if at and not under_heading else ""
        after = self.lines[at + 1].text.strip() if at + 1 < len(self.lines) else ""
        kind = line_kind(shown).kind
        titled = not self.out.found and not after and not before and kind == "key" and shown.isascii()  # "Repaglinide: notes"
        if (kind != "text" or before) and not titled:
            return False
        if not self.out.found:
            return not after and is_heading_like(shown, 70)
        if not is_heading_like(shown, 30) or not any(self.lines[n].text.strip() for n in range(at + 1, len(self.lines))):
            return False
        if not after:
            return bool(re.search(r"\w", shown))
        following = line_kind(after).kind
        return (
            shown.isupper()
            or following in ("key", "item")
            or (len(after) > 2 * len(shown) and bool(re.search("[。.；;!！?？:：]$", after)))
        )

    def _plain_level(self, at: int, start: int, end: int) -> int:
        return 2 if self.text[start:end].isupper() else 6

    # ------------------------------------------------------------------ paragraphs and items

    def _ends_paragraph(self, at: int, first: int) -> bool:
        """Whether the line begins something else than the paragraph whose first line is ``first``."""
        line = self.lines[at]
        shown = line.text.strip()
        if not shown or (self.markdown and _FENCE.match(line.text)) or _IMAGE.match(line.text):
            return True
        if self.markdown and (_ATX.match(line.text) or ("|" in shown and self._is_table(at)) or TABLE.search(line.text)):
            return True
        if _RULE.match(line.text):
            return True
        kind = line_kind(shown).kind
        if kind in ("item", "article", "label", "key") or (kind == "heading" and line_kind(shown).level <= 3):
            return True
        last = self.lines[at - 1].text.strip()
        if line_kind(self.lines[first].text.strip()).kind == "key" and re.search("[。.；;]$", last) is None and self.markdown is False:
            return True
        return not self.markdown and is_heading_like(last, 14) and not shown[:1].islower() and not re.search("[。.!?！？] ", last)

    def _paragraph(self, at: int, start: int) -> int:
        first, after = at, at + 1
        while after < len(self.lines) and not self._ends_paragraph(after, first):
            if self.markdown and _TAG_LINE.match(self.lines[after].text):
                break
            if _UNDERLINE.match(self.lines[after].text):
                break
            after += 1
        a, b = trimmed(self.shown, start, self.lines[after - 1].end)
        indent = self.lines[first].indent
        under = tuple(h for i, h in self.items if indent > i) if indent else ()
        if not indent:
            self.items.clear()
        self.out.add("paragraph", a, b, under=under)
        return after

    def _item(self, at: int, start: int, end: int, kind: LineKind) -> int:
        indent = self.lines[at].indent
        while self.items and self.items[-1][0] >= indent:
            self.items.pop()
        if len(self.items) >= MAX_DEPTH:
            raise Unreadable("too_deep", f"a list nested more than {MAX_DEPTH} deep")
        after = at + 1
        while after < len(self.lines) and self.lines[after].text.strip() and not self._ends_item(after):
            after += 1
        a, b = trimmed(self.shown, start + kind.marker, self.lines[after - 1].end)
        for mark in ("[ ] ", "[x] ", "[X] "):
            a += len(mark) if self.text.startswith(mark, a) else 0
        self.out.add("item", a, b, under=tuple(h for _, h in self.items))
        line_end = min(b, end)
        if a < line_end:
            level = (self.out.open[-1].level if self.out.open else 0) + len(self.items) + 1
            self.items.append((indent, Heading(self.text[a:line_end], a, line_end, max(level, 9))))
        return after

    def _ends_item(self, at: int) -> bool:
        kind = line_kind(self.lines[at].text.strip()).kind
        if kind in ("item", "article", "label") or (kind in ("heading", "key") and not self.lines[at].indent):
            return True
        if self.markdown and (_ATX.match(self.lines[at].text) or _FENCE.match(self.lines[at].text) or _TAG_LINE.match(self.lines[at].text)):
            return True
        return _RULE.match(self.lines[at].text) is not None or (not self.markdown and not self.lines[at].indent)

    def _fenced(self, at: int, fence: str) -> int:
        after = at + 1
        while after < len(self.lines) and not self.lines[after].text.strip().startswith(fence):
            after += 1
        if after > at + 1:
            self.out.add("paragraph", *trimmed(self.shown, self.lines[at + 1].start, self.lines[after - 1].end))
        return after + 1

    # ------------------------------------------------------------------ tables

    def _html_table(self, at: int, start: int) -> int:
        """A table written as HTML; what stands beside it on its lines is text, if it is more than tags."""
        self._beside(self.lines[at].start, start)
        end = table_end(self.text, start)
        rows = table_rows(self.text, start, end)
        self.items.clear()
        if any(cell.text for row in rows for cell in row):
            self.out.add("table", start, end, rows=rows, problems=ragged(rows))
        while at < len(self.lines) and self.lines[at].end < end:
            at += 1
        if at < len(self.lines):
            self._beside(end, self.lines[at].end)
        return at + 1

    def _beside(self, start: int, end: int) -> None:
        if not _TAG_LINE.match(self.text[start:end]):
            self.out.add("paragraph", *trimmed(self.shown, start, end))

    def _is_table(self, at: int) -> bool:
        return (
            at + 1 < len(self.lines)
            and "|" in self.lines[at].text
            and "-" in self.lines[at + 1].text
            and _DELIMITER_ROW.match(self.lines[at + 1].text) is not None
            and ("|" in self.lines[at + 1].text or ":" in self.lines[at + 1].text)
        )

    def _table(self, at: int) -> int:
        after = at + 2
        while after < len(self.lines) and "|" in self.lines[after].text and self.lines[after].text.strip():
            after += 1
        rows = tuple(self._cells(self.lines[n]) for n in (at, *range(at + 2, after)))
        start, end = trimmed(self.shown, self.lines[at].start, self.lines[after - 1].end)
        self.items.clear()
        self.out.add("table", start, end, rows=rows, problems=ragged(rows))
        return after

    def _cells(self, line: _Line) -> tuple[Cell, ...]:
        """The cells between unescaped bars; a bar at either end of the line bounds no cell."""
        start, end = trimmed(self.shown, line.start, line.end)
        bars = [m.start() for m in re.finditer(r"(?<!\\)\|", self.text[start:end])]
        edges = [start - 1, *(start + b for b in bars), end]
        if bars and bars[0] == 0:
            edges.pop(0)
        if bars and start + bars[-1] == end - 1:
            edges.pop()
        cells = []
        for left, right in pairwise(edges):
            a, b = trimmed(self.shown, left + 1, right)
            cells.append(Cell(self.text[a:b], a, b))
        return tuple(cells)


def _line(shown: str, start: int) -> _Line:
    stripped = shown.lstrip(" \t")
    indent = len(shown[: len(shown) - len(stripped)].replace("\t", "    ")) if stripped else 0
    return _Line(start, start + len(shown), shown, indent)


def _around_comments(shown: str, start: int) -> list[_Line]:
    """The pieces of a line around its comments (NUL characters); a comment also ends a paragraph."""
    out = []
    for match in re.finditer("[^\x00]+|\x00+", shown):
        piece = match.group() if match.group()[0] != "\x00" else ""
        if piece.strip() or not piece:
            at = start + match.start()
            out.append(_line(piece, at) if piece else _Line(at, at, ""))
    return out
