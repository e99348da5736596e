"""Quotes: the words of a source on which a fact rests, as an answer cites them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgcorpus.model import Document, Evidence, Fact, Span
from kgcorpus.text import sentences

from .titles import Works

_LONGEST = 240
"""Characters up to which the stretch from the first span to the last is quoted whole."""


@dataclass(frozen=True)
class Citing:
    """Quotes of facts, made once each."""

    documents: Mapping[str, Document]
    works: Works
    _made: dict[tuple[str, str | None], tuple[str, str] | None] = field(default_factory=dict, compare=False)

    def quote(self, id: str, fact: Fact, work: str | None) -> tuple[str, str] | None:
        """(work id, quote) of the fact of this id: from the work if it holds an evidence there, else from its first evidence; None
        without any text."""
        key = (id, work)
        if key not in self._made:
            self._made[key] = self._quote(fact, work)
        return self._made[key]

    def _quote(self, fact: Fact, work: str | None) -> tuple[str, str] | None:
        ordered = list(fact.evidence)
        if len(ordered) > 1:
            ordered.sort(key=lambda e: (self.works.of_evidence(e) != work if work else False, -e.score, e.id))
        for evidence in ordered:
            if evidence.spans and evidence.spans[0].document in self.documents:
                found = self.works.of_document.get(evidence.spans[-1].document, "")
                return found, self.words(evidence)
        return None

    def words(self, evidence: Evidence) -> str:
        """The sentence that holds the evidence's spans, or the spans themselves where they lie apart."""
        spans = sorted(evidence.spans, key=lambda s: (s.document, s.start, s.end))
        if any(s.cell or s.sheet for s in spans) or len({s.document for s in spans}) > 1:
            return _joined(s.quote for s in spans)
        document = self.documents[spans[0].document]
        first, last = spans[0].start, max(s.end for s in spans)
        if last - first <= _LONGEST and "\n" not in document.text[first:last]:
            return _whole(document, first, last)
        return " … ".join(dict.fromkeys(_whole(document, s.start, s.end) for s in _apart(spans)))

    def cited(self, text: str, facts: Iterable[tuple[str, Fact]], work: str | None, titles: Mapping[str, str], language: str) -> str:
        """An answer with its sources: each work's title once, with the quotes from it."""
        quotes: dict[str, list[str]] = {}
        for id, fact in facts:
            found = self.quote(id, fact, work)
            if found and found[1] not in quotes.setdefault(found[0], []):
                quotes[found[0]].append(found[1])
        if not quotes:
            return text
        if language == "zh":
            parts = [titles.get(key, "") + "：" * (key in titles) + "；".join(f"“{q}”" for q in found) for key, found in quotes.items()]
            return f"{text}（出处：{'；'.join(parts)}）"
        parts = [titles.get(key, "") + ": " * (key in titles) + "; ".join(f"“{q}”" for q in found) for key, found in quotes.items()]
        return f"{text} (Source{'s' if len(parts) > 1 else ''}: {'; '.join(parts)})"


def _apart(spans: list[Span]) -> list[Span]:
    """Spans on one line as one, in the order of the text."""
    out: list[Span] = []
    for span in spans:
        if not out or span.start >= out[-1].end:
            out.append(span)
    return out


def _joined(quotes: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(" ".join(q.split()) for q in quotes if q.strip()))


def _whole(document: Document, first: int, last: int) -> str:
    """The sentence or sentences around a stretch of text, within its lines."""
    text = document.text
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    within = [(a, b) for a, b in sentences(text, start, end) if b > first and a < last]
    if within:
        start, end = within[0][0], within[-1][1]
    return " ".join(text[start:end].split()).lstrip("#-*•> ").strip()
