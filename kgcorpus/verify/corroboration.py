"""How many independent origins vouch for a fact. Copies of one text, and documents of one origin, are one voice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model import Document, Evidence, Fact, Finding
from .copies import copies
from .records import Check, Records


def corroboration() -> Check:
    """A check that each asserted fact has as many independent origins as the policy asks for."""

    def check(records: Records) -> Iterator[Finding]:
        if records.policy.min_origins <= 1:
            return
        voices = Voices(records.documents)
        for index, fact in enumerate(records.facts):
            if fact.derived is None:
                count = voices.count(fact)
                if count < records.policy.min_origins:
                    message = f"{count} independent origin{'' if count == 1 else 's'}, {records.policy.min_origins} are asked for"
                    yield records.finding("too_few_origins", index, message, severity="warning")

    return check


class Voices:
    """Counts independent origins. A document's origin is its source's ``origin``, else the source's id, else the document itself."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        chief = copies(documents)
        self.marks: dict[str, tuple[str, str]] = {
            id: (f"origin {document.source.origin or document.source.id or id}", f"text {chief[id]}") for id, document in documents.items()
        }
        self.known: dict[frozenset[str], int] = {}

    def count(self, fact: Fact) -> int:
        """Independent origins of a fact: groups of its evidences that share no origin and no text."""
        key = frozenset(span.document for evidence in fact.evidence for span in evidence.spans)
        if len(key) <= 1:
            return len(key)
        if len(fact.evidence) == 1:
            return 1
        single = all(len({span.document for span in e.spans}) == 1 for e in fact.evidence)
        if single and key in self.known:
            return self.known[key]
        count = self._groups([self._voice(evidence) for evidence in fact.evidence])
        if single:
            self.known[key] = count
        return count

    def _voice(self, evidence: Evidence) -> set[str]:
        documents = {span.document for span in evidence.spans}
        return {mark for id in documents for mark in self.marks.get(id, (f"origin {id}",))}

    @staticmethod
    def _groups(voices: list[set[str]]) -> int:
        groups: list[set[str]] = []
        for voice in voices:
            joined = set(voice)
            apart = []
            for group in groups:
                if group & joined:
                    joined |= group
                else:
                    apart.append(group)
            groups = [*apart, joined]
        return len(groups)
