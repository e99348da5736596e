"""How many independent origins vouch for a fact. Copies of one text, and documents of one origin, are one voice.

A note is the voice of the person who signed it, whatever it says: two notes of one person are one voice, the same sentence signed by two
people is two. A model has none: what only a model read, however often, waits for a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..config import Policy
from ..model import Document, Evidence, Fact, Finding
from ..text import normal_name
from .copies import copies
from .proposals import waits
from .records import Check, Records


def corroboration() -> Check:
    """A check that each asserted fact has the independent origins that the policy asks for, and what only notes say the signatures."""

    def check(records: Records) -> Iterator[Finding]:
        yield from _unsigned(records)
        if records.policy.min_origins <= 1:
            return
        voices = Voices(records.documents, records.policy)
        for index, fact in enumerate(records.facts):
            if fact.derived is None:
                count = voices.count(fact)
                if count < records.policy.min_origins:
                    message = f"{count} independent origin{'' if count == 1 else 's'}, {records.policy.min_origins} are asked for"
                    yield records.finding("too_few_origins", index, message, severity="warning")

    return check


def _unsigned(records: Records) -> Iterator[Finding]:
    """Facts that only notes state and that too few people have signed, by a note or by accepting the fact in a review."""
    wanted = records.policy.signatures
    signed_by = {id: d.source.signed for id, d in records.documents.items() if d.source.signed}
    if wanted <= 1 or not signed_by:
        return
    for index, fact in enumerate(records.facts):
        accepted_by = records.accepted_by.get(records.ids[index], ())
        notes = _signers(fact, signed_by, records.policy, read=bool(accepted_by)) if fact.derived is None else None
        if notes is None:
            continue
        people = {normal_name(who): who for who in (*accepted_by, *notes)}
        if len(people) < wanted:
            names = ", ".join(people[key] for key in sorted(people)) or "nobody"
            missing = wanted - len(people)
            message = (
                f"only notes say it, signed by {names}; {wanted} people are asked for: "
                f"{missing} more must sign a note that says it, or accept it in a review"
            )
            yield records.finding("too_few_signatures", index, message, severity="warning")


def _signers(fact: Fact, signed_by: Mapping[str, str], policy: Policy, read: bool) -> list[str] | None:
    """Who signed the notes that state a fact, or None where something else than notes states it. What a reviewer corrected, nobody has
    signed; what a model made of a note counts once a person has ``read`` it."""
    people = []
    for evidence in fact.evidence:
        if waits(evidence, policy) and not read:
            continue
        own = [signed_by[span.document] for span in evidence.spans if span.document in signed_by]
        if not own:
            return None
        if not evidence.made_by.startswith("review/"):
            people.append(own[0])  # notes of several people that only together say it are one signature
    return people


class Voices:
    """Counts independent origins. A document's origin is its source's ``origin`` (of a note: the person), else the source's id, else the
    document itself."""

    def __init__(self, documents: Mapping[str, Document], policy: Policy) -> None:
        self.policy = policy
        chief = copies(documents)
        self.marks: dict[str, tuple[str, ...]] = {}
        for id, document in documents.items():
            source = document.source
            origin = f"origin {normal_name(source.origin) or source.id or id}"
            self.marks[id] = (origin,) if source.signed else (origin, f"text {chief[id]}")
        self.known: dict[frozenset[str], int] = {}

    def count(self, fact: Fact) -> int:
        """Independent origins of a fact: groups of its evidences that share no origin and no text."""
        vouching = [e for e in fact.evidence if not waits(e, self.policy)]
        key = frozenset(span.document for evidence in vouching for span in evidence.spans)
        if len(key) <= 1:
            return len(key)
        if len(vouching) == 1:
            return 1
        single = all(len({span.document for span in e.spans}) == 1 for e in vouching)
        if single and key in self.known:
            return self.known[key]
        count = self._groups([self._voice(evidence) for evidence in vouching])
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
