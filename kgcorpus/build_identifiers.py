"""What ``ingest`` does about identifiers of persons, by the corpus's policy: count them, stop, or mask them before anything sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kgcorpus.documents.identifying import identifiers_of, masked_document
from kgcorpus.errors import WorkError
from kgcorpus.identifiers import OF_CONTACT
from kgcorpus.identifiers.finding import line_of
from kgcorpus.identifiers.persons import beside
from kgcorpus.identifiers.reading import Identifier
from kgcorpus.model import Document, Json

MOST_NAMED = 50
"""So many findings are told one by one; all are counted."""


@dataclass(slots=True)
class Looked:
    """What was found in the documents so far: by kind, what is allowed by kind, documents that hold some, and the first places."""

    policy: str
    found: Counter[str] = field(default_factory=Counter)
    allowed: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    places: list[dict[str, Json]] = field(default_factory=list)

    def take(self, document: Document) -> Document:
        """The document as it goes on: as it is, or masked."""
        found = identifiers_of(document)
        standing = [one for one in found if not one.allowed]
        self.found.update(one.kind for one in standing)
        self.allowed.update(one.kind for one in found if one.allowed)
        self.documents += bool(standing)
        for one in standing[: MOST_NAMED - len(self.places)]:
            line = line_of(document.text, one)
            self.places.append({"document": document.path, "line": line, "kind": one.kind, "masked": one.masked, "told": one.told})
        if self.policy != "mask":
            return replace(document, identifiers=len(standing))
        # A number under asterisks still says whose it was where the name stands beside it. What a table's row is about is its subject.
        tables = [(p.start, p.end) for p in document.passages if p.rows]
        contacts = [one for one in standing if one.kind in OF_CONTACT and not any(a <= one.start < b for a, b in tables)]
        names = [one for one in beside(document.text, contacts) if free(one, found)]
        self.found.update(one.kind for one in names)
        return masked_document(document, sorted([*found, *names], key=lambda one: one.start))

    def stop(self, place: str) -> None:
        """Raise ``WorkError`` with the findings where the policy is to stop and there are any."""
        if self.policy != "stop" or not self.found:
            return
        total = sum(self.found.values())
        listed = "".join(f"\n  {p['document']}:{p['line']}: {p['told']}" for p in self.places)
        more = f"\n  … {total - len(self.places)}" if total > len(self.places) else ""
        raise WorkError(
            place,
            f"{total} identifier(s) of persons in {self.documents} document(s){listed}{more}",
            'none, since [policy] identifiers = "stop"',
            'take them out of the documents, or set identifiers = "drop" or "mask"',
        )

    def told(self) -> dict[str, Json]:
        """What the stage's result says of it; nothing where nothing was found."""
        if not self.found and not self.allowed:
            return {}
        places = [{key: value for key, value in place.items() if key != "told"} for place in self.places]
        counts = {"found": dict(sorted(self.found.items())), "allowed": dict(sorted(self.allowed.items()))}
        return {"identifiers": {"policy": self.policy, **counts, "documents": self.documents, "places": places}}


def free(one: Identifier, taken: Sequence[Identifier]) -> bool:
    """Whether nothing that was found stands where this does."""
    return all(one.end <= other.start or other.end <= one.start for other in taken)


def without_places(extra: Json) -> Json:
    """What a stage says beside its counts, without the places of identifiers: what is handed on does not say where to look."""
    told = dict(extra)
    if "identifiers" in told:
        told["identifiers"] = {key: value for key, value in told["identifiers"].items() if key != "places"}
    return told
