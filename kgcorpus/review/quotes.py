"""Where a fact stands in its documents, as a reviewer sees it: the sentence, the row with its header, or the heading with its item, and the
words for subject, object and condition in bold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgcorpus.documents.showing import Page, Row, row_runs, runs
from kgcorpus.messages import words
from kgcorpus.model import Document, Evidence, Fact, Span
from kgcorpus.spreadsheet_model import Rich

BOLD = frozenset({"subject", "object", "qualifier"})
MOST_EVIDENCE = 2
"""So many grounds of a fact are shown; the rest are counted."""
LONG = 600
"""A sentence that is longer is shown around what it says of the fact."""
_AROUND = 200
Piece = Row | tuple[int, int]


@dataclass(frozen=True)
class Quotes:
    """Quotes of the facts of a corpus in the reader's language; ``titles`` are those of its documents, in their marks."""

    documents: Mapping[str, Document]
    titles: Mapping[str, str]
    language: str
    _pages: dict[str, Page] = field(default_factory=dict, init=False)

    def page(self, document: str) -> Page | None:
        """The text of a document; None where the corpus has no such document now."""
        if document not in self._pages and document in self.documents:
            self._pages[document] = Page(self.documents[document])
        return self._pages.get(document)

    def shown(self, fact: Fact) -> list[Evidence]:
        """The grounds that a reviewer sees: those in the reader's language and the surest first, none twice for copies of one text."""
        seen: set[tuple[str, ...]] = set()
        out = []
        for evidence in sorted(fact.evidence, key=lambda e: (not self._own_language(e), -e.score)):
            key = tuple(sorted({self.documents[s.document].digest if s.document in self.documents else s.document for s in evidence.spans}))
            if key not in seen:
                seen.add(key)
                out.append(evidence)
        return out[:MOST_EVIDENCE]

    def _own_language(self, evidence: Evidence) -> bool:
        document = self.documents.get(evidence.spans[0].document) if evidence.spans else None
        return document is not None and document.language == self.language

    def quote(self, fact: Fact) -> Rich:
        """The quoted text of a fact: a ground a paragraph, each document's part a line."""
        out: list[tuple[str, bool]] = []
        for evidence in self.shown(fact):
            if out:
                out.append(("\n\n", False))
            out += self._of_evidence(evidence)
        return _joined(out)

    def source(self, fact: Fact) -> str:
        """Title, and page or cell, of each ground shown; how many more there are."""
        shown = self.shown(fact)
        lines = [line for evidence in shown for line in self._places(evidence)]
        if (more := len(fact.evidence) - len(shown)) > 0:
            lines.append(words(self.language)("review.more_places", n=more))
        return "\n".join(dict.fromkeys(lines))

    def sentence(self, fact: Fact) -> tuple[str, str]:
        """The words in which a fact's object stands, as a decision is found again by them, and the document."""
        for evidence in self.shown(fact) or fact.evidence:
            for span in sorted(evidence.spans, key=lambda s: s.role != "object"):
                if (page := self.page(span.document)) is not None:
                    whole = page.whole(span.start, span.end)
                    start, end = (whole.start, whole.end) if isinstance(whole, Row) else whole
                    return " ".join(page.document.text[start:end].split()), span.document
                return span.quote, span.document
        return "", ""

    def _places(self, evidence: Evidence) -> Iterable[str]:
        say = words(self.language)
        for name, spans in _by_document(evidence.spans).items():
            title = self.titles.get(name, name)
            page = next((s.page for s in spans if s.page is not None), None)
            cells = list(dict.fromkeys(s.cell for s in spans if s.cell and s.role != "trigger"))
            sheet = next((s.sheet for s in spans if s.sheet), None)
            where = [say("trace.page", n=page)] if page is not None else [sheet] if sheet and not cells else []
            if cells:
                where.append(say("trace.cell", ref=f"{sheet + '!' if sheet else ''}{', '.join(cells)}"))
            yield ("，" if self.language == "zh" else ", ").join([title, *where])

    def _of_evidence(self, evidence: Evidence) -> list[tuple[str, bool]]:
        out: list[tuple[str, bool]] = []
        for name, spans in _by_document(evidence.spans).items():
            page = self.page(name)
            if out:
                out.append(("\n", False))
            if page is None:
                out.append((" … ".join(s.quote for s in spans), False))
                continue
            pieces = _pieces(page, spans)
            bold = [(s.start, s.end) for s in spans if s.role in BOLD]
            for n, piece in enumerate(pieces):
                if n:
                    out += _between(pieces[n - 1], piece, page.document.text, out)
                out += row_runs(piece, bold, page.document.text) if isinstance(piece, Row) else runs(page.document.text, *piece, bold)
        return out


def _between(before: Piece, piece: Piece, text: str, said: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """What stands between two pieces of one document; a colon before it goes."""
    if isinstance(before, Row) or isinstance(piece, Row):
        return [("\n", False)]
    if "\n" not in text[_end(before) : _start(piece)]:
        return [(" … ", False)]
    said[-1] = (said[-1][0].rstrip(" :："), said[-1][1])
    return [(" › ", False)]


def _by_document(spans: Sequence[Span]) -> dict[str, list[Span]]:
    out: dict[str, list[Span]] = {}
    for span in sorted(spans, key=lambda s: (s.role == "context", s.document, s.start)):
        out.setdefault(span.document, []).append(span)
    return {name: sorted(found, key=lambda s: (s.start, s.end)) for name, found in out.items()}


def _start(piece: Piece) -> int:
    return piece.start if isinstance(piece, Row) else piece[0]


def _end(piece: Piece) -> int:
    return piece.end if isinstance(piece, Row) else piece[1]


def _pieces(page: Page, spans: Sequence[Span]) -> list[Piece]:
    """The sentences and rows in which spans stand, in the order of the text; a header stands with its row."""
    found: list[Piece] = []
    for span in spans:
        piece = page.whole(span.start, span.end)
        if found and not isinstance(piece, Row) and not isinstance(found[-1], Row) and piece[0] < found[-1][1]:
            found[-1] = (min(found[-1][0], piece[0]), max(found[-1][1], piece[1]))
        elif piece not in found:
            found.append(piece)
    triggers = [page.whole(s.start, s.end) for s in spans if s.role == "trigger"]
    header = next(
        (t for t in triggers if isinstance(t, Row) and not any(t.start <= s.start < t.end for s in spans if s.role in BOLD)), None
    )
    if header:
        named = tuple(cell.text for cell in header.cells)
        found = [replace(p, header=named) if isinstance(p, Row) else p for p in found if p != header]
    return [p if isinstance(p, Row) else _shortened(page.document.text, p, spans) for p in found]


def _shortened(text: str, piece: tuple[int, int], spans: Sequence[Span]) -> tuple[int, int]:
    start, end = piece
    if end - start <= LONG:
        return piece
    inside = [s for s in spans if start <= s.start < end]
    return max(start, min(s.start for s in inside) - _AROUND), min(end, max(s.end for s in inside) + _AROUND)


def _joined(runs: Iterable[tuple[str, bool]]) -> Rich:
    """The runs with neighbours of one kind made one."""
    out: list[tuple[str, bool]] = []
    for text, bold in runs:
        if out and out[-1][1] == bold:
            out[-1] = (out[-1][0] + text, bold)
        else:
            out.append((text, bold))
    return tuple(out)
