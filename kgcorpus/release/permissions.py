"""What a recipe may use: licences and uses of the sources behind each sample."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgcorpus.model import Document, Evidence, Fact, Ground
from kgcorpus.sources import refusal


def documents_of(evidence: Evidence) -> tuple[str, ...]:
    return tuple(sorted({span.document for span in evidence.spans}))


class Permissions:
    """For one purpose: which facts and grounds rest on at least one evidence that may be used."""

    def __init__(self, documents: Mapping[str, Document], facts: Iterable[Fact], grounds: Iterable[Ground], purpose: str) -> None:
        self._refused = {d.id: refusal(d.source, purpose) for d in documents.values()}
        self._facts: dict[str, str | None] = {}
        derived: list[Fact] = []
        for fact in facts:
            if fact.derived:
                derived.append(fact)
            else:
                self._facts[fact.id] = self._best([documents_of(e) for e in fact.evidence])
        for fact in derived:
            assert fact.derived is not None
            reasons = [reason for premise in fact.derived.premises if (reason := self._facts.get(premise))]
            self._facts[fact.id] = reasons[0] if reasons else None
        self._grounds = {g.id: self._best([tuple(sorted({s.document for s in g.spans}))]) for g in grounds}

    def _best(self, alternatives: list[tuple[str, ...]]) -> str | None:
        worst: str | None = None
        for names in alternatives:
            reasons = [reason for name in names if (reason := self._refused.get(name))]
            if not reasons:
                return None
            worst = worst or reasons[0]
        return worst

    def of_sample(self, facts: Iterable[str], grounds: Iterable[str], named: str | None) -> str | None:
        """The reason why a sample may not be released, or None. ``named`` is the document that the question names."""
        for fact in facts:
            if reason := self._facts[fact]:
                return reason
        for ground in grounds:
            if reason := self._grounds.get(ground):
                return reason
        return self._refused.get(named) if named else None
