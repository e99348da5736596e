"""Quotes: the words of a source on which an answer rests, as it cites them; of sources whose text may not be shown, the title only. Of what
a reviewer corrected and no quote shows, an answer says that it is a correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from kgcorpus.model import Document, Evidence, Fact, Ground, Json, Span
from kgcorpus.sources import text_shown
from kgcorpus.text import sentences
from kgcorpus.verify.shown import is_own_word

from .titles import Works

_LONGEST = 240
"""Characters up to which the stretch from the first span to the last is quoted whole."""
_PLACE = attrgetter("document", "start", "end")
_MARKS = "#-*•> "
"""What opens a line of a list or a heading, and is no word of it."""
Piece = tuple[str, int, int]
"""A stretch of a document: id, start, end."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a work; without pieces only its title may be given. ``cells``: pieces of table rows, set apart as such. ``correction``: no
    words of a work, but a reviewer's."""

    work: str
    words: str = ""
    pieces: tuple[Piece, ...] = ()
    cells: bool = False
    correction: bool = False

    def record(self) -> dict[str, Json]:
        """The quote as a sample records it."""
        spans: list[Json] = [{"document": d, "start": a, "end": b} for d, a, b in self.pieces]
        return {"spans": spans, **({"cells": True} if self.cells else {})}


@dataclass(frozen=True)
class Citing:
    """Quotes of facts, made once each."""

    documents: Mapping[str, Document]
    works: Works
    date: str = ""
    _made: dict[tuple[str, str | None], Quote | None] = field(default_factory=dict, compare=False)
    _of_evidence: dict[int, tuple[Quote, Sequence[Span]]] = field(default_factory=dict, compare=False)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts that may be shown, by document."""
        return {id: document.text for id, document in self.documents.items() if text_shown(document, self.date)}

    def quote(self, id: str, fact: Fact, work: str | None) -> Quote | None:
        """The quote of the fact of this id: from the work if it holds an evidence there, else from its first evidence that may be shown;
        None without any text."""
        key = (id, work)
        if key not in self._made:
            self._made[key] = self._quote(fact, work)
        return self._made[key]

    def _quote(self, fact: Fact, work: str | None) -> Quote | None:
        known = [e for e in fact.evidence if e.spans and e.spans[0].document in self.documents]
        if not known:
            return None
        shown = [e for e in known if not is_own_word(e)]
        if not shown:
            return Quote("", correction=True)
        known = shown
        if len(known) > 1:
            known.sort(key=lambda e: (self.works.of_evidence(e) != work if work else False, not self._shown(e.spans), -e.score, e.id))
        return self._of_spans(known[0].spans)

    def of_evidence(self, evidence: Evidence) -> Quote:
        """The quote of one evidence of a fact, whichever others there are."""
        return self._of_spans(evidence.spans)

    def of_ground(self, ground: Ground) -> Quote | None:
        """The heading or table header under which everything was read; None for a ground that rests on no text."""
        return self._of_spans(ground.spans) if ground.spans else None

    def _shown(self, spans: Iterable[Span]) -> bool:
        return all(span.document in self.texts for span in spans)

    def _of_spans(self, spans: Sequence[Span]) -> Quote:
        """The quote of these spans, made once: a fact is cited with and without a work."""
        if (made := self._of_evidence.get(id(spans))) is None:
            made = self._of_evidence[id(spans)] = (self._make(spans), spans)
        return made[0]

    def _make(self, spans: Sequence[Span]) -> Quote:
        work = self.works.of_document.get(spans[-1].document, "")
        if not self._shown(spans):
            return Quote(work)
        found, cells = self._pieces(spans)
        return Quote(work, set_apart(found, cells), tuple(found.values()), cells)

    def _pieces(self, spans: Sequence[Span]) -> tuple[dict[str, Piece], bool]:
        """The sentence that holds the spans, or the spans themselves where they lie apart, by their words, and whether they are cells."""
        ordered = sorted(spans, key=_PLACE)
        if any(s.cell or s.sheet for s in ordered) or len({s.document for s in ordered}) > 1:
            return self._distinct((s.document, s.start, s.end) for s in ordered), True
        id = ordered[0].document
        text = self.texts[id]
        first, last = ordered[0].start, max(s.end for s in ordered)
        if last - first <= _LONGEST and "\n" not in text[first:last]:
            return self._distinct([(id, *_whole(text, first, last))]), False
        return self._distinct((id, *_whole(text, s.start, s.end)) for s in _apart(ordered)), False

    def _distinct(self, pieces: Iterable[Piece]) -> dict[str, Piece]:
        """Pieces with words in them by these words, of those that read alike the first."""
        found: dict[str, Piece] = {}
        for piece in pieces:
            if words := words_of(piece, self.texts):
                found.setdefault(words, piece)
        return found

    def cited(
        self, text: str, quotes: Iterable[Quote | None], titles: Mapping[str, str], language: str
    ) -> tuple[str, list[dict[str, Json]]]:  # fmt: skip
        """An answer with its sources, and what it cites as its sample records it: each work's title once, with the quotes from it."""
        by_work: dict[str, dict[str, Quote]] = {}
        corrected = False
        for quote in quotes:
            if quote is None or quote.correction:
                corrected = corrected or quote is not None
                continue
            found = by_work.setdefault(quote.work, {})
            if quote.pieces:
                found.setdefault(quote.words, quote)
        named = [(titles.get(work, ""), found) for work, found in by_work.items() if found or titles.get(work)]
        records: list[dict[str, Json]] = [
            {"title": title, **({"quotes": [q.record() for q in found.values()]} if found else {})} for title, found in named
        ]
        records += [{"correction": True}] if corrected else []
        return joined(text, named, language, corrected=corrected), records


def words_of(piece: Piece, texts: Mapping[str, str]) -> str:
    """The words of a piece on one line, without Markdown's marks of emphasis; empty if it is not in the texts."""
    document, start, end = piece
    return " ".join(texts.get(document, "")[start:end].replace("**", "").split())


def words_of_quote(record: Mapping[str, Json], texts: Mapping[str, str]) -> str:
    """The words of a quote's record, its pieces set apart."""
    return set_apart((words_of((s["document"], s["start"], s["end"]), texts) for s in record["spans"]), bool(record.get("cells")))


def set_apart(pieces: Iterable[str], cells: bool) -> str:
    """The words of several pieces as one quote."""
    return (" | " if cells else " … ").join(pieces)


def cited(text: str, records: Iterable[Mapping[str, Json]], texts: Mapping[str, str], language: str) -> str:
    """An answer with what its sample's records cite.

    >>> cited("Yes.", [{"title": "“Notes”", "quotes": [{"spans": [{"document": "d", "start": 0, "end": 5}]}]}], {"d": "It is."}, "en")
    'Yes. (Source: “Notes”: “It is”)'
    """
    records = list(records)
    sources = [(r["title"], [words_of_quote(q, texts) for q in r.get("quotes", ())]) for r in records if not r.get("correction")]
    return joined(text, sources, language, corrected=len(sources) < len(records))


def joined(text: str, sources: Sequence[tuple[str, Iterable[str]]], language: str, *, corrected: bool = False) -> str:
    """An answer with its sources: each work's title, with the quotes from it; ``corrected``: and that a part is a reviewer's correction.

    >>> joined("是。", [], "zh", corrected=True), joined("Yes.", [("“Notes”", ["It is"])], "en", corrected=True)
    ('是。（据审阅人更正）', 'Yes. (Source: “Notes”: “It is”; as corrected by a reviewer)')
    """
    if not sources:
        return text + ("（据审阅人更正）" if language == "zh" else " (As corrected by a reviewer)") * corrected
    comma, colon = ("；", "：") if language == "zh" else ("; ", ": ")
    parts = []
    for title, quotes in sources:
        words = comma.join(f"“{q}”" for q in quotes)
        parts.append(f"{title}{colon}{words}" if title and words else title or words)
    if language == "zh":
        return f"{text}（出处：{comma.join(parts)}{'；其中有审阅人的更正' if corrected else ''}）"
    return f"{text} (Source{'s' if len(parts) > 1 else ''}: {comma.join(parts)}{'; as corrected by a reviewer' if corrected else ''})"


def _apart(spans: list[Span]) -> list[Span]:
    """Spans that do not overlap, in the order of the text."""
    out: list[Span] = []
    for span in spans:
        if not out or span.start >= out[-1].end:
            out.append(span)
    return out


def _whole(text: str, first: int, last: int) -> tuple[int, int]:
    """The sentence or sentences around a stretch of text, within its lines."""
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    within = [(a, b) for a, b in sentences(text, start, end) if b > first and a < last]
    if within:
        start, end = within[0][0], within[-1][1]
    while start < end and (text[start] in _MARKS or text[start].isspace()):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
