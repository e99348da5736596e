"""Candidates by which an ontology may grow: terms, other names, classes, trigger phrases, predicates, each with what speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgcorpus.model import Json, digest
from kgcorpus.text import normal_name

KINDS = ("term", "alias", "class", "trigger", "predicate")
"""In the order in which they are listed."""

EVIDENCE: Mapping[str, float] = {
    "refused": 3.0, "column": 3.0, "item": 2.5, "listed": 2.5, "defined": 3.0, "glossary": 3.0, "heading": 1.5, "marked": 1.0,
    "bracket": 2.0, "head": 0.8, "frequent": 1.0, "together": 0.6,
    "called": 4.0, "translated": 3.0, "initials": 3.0, "spelled": 2.0,
    "said": 2.0, "between": 1.0, "told": 3.0, "several": 1.0,
}  # fmt: skip
"""What may speak for a candidate, and how much."""


@dataclass(frozen=True, slots=True)
class Example:
    """A place: the sentence, row or heading around ``document.text[start:end]``, which is ``quote``."""

    document: str
    start: int
    end: int
    quote: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate. ``text`` is the name or phrase in ``lang``; ``other`` its name in the other language, where a bracket gives one.

    ``of`` is what it belongs to: the class of a term, the term of another name, the class above a class, the predicate of a trigger
    phrase, the class of subjects of a predicate, whose class of objects is ``range``. ``inverse``: the phrase has its object first.
    ``evidence`` counts by kind what speaks for it.
    """

    kind: str
    text: str
    lang: str
    of: str = ""
    range: str = ""
    inverse: bool = False
    other: str = ""
    score: float = 0.0
    documents: int = 0
    occurrences: int = 0
    evidence: Mapping[str, int] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()

    @property
    def key(self) -> str:
        """What is remembered of a decision: a name is decided on once, another name per term, a phrase per predicate or pair of classes."""
        about = {"alias": self.of, "trigger": self.of, "predicate": f"{self.of} {self.range}"}.get(self.kind, "")
        return digest("proposal", self.kind, self.lang, normal_name(self.text), about)[:16]

    def to_json(self) -> dict[str, Json]:
        return {
            "key": self.key,
            "kind": self.kind,
            "text": self.text,
            "lang": self.lang,
            "of": self.of,
            "range": self.range,
            "inverse": self.inverse,
            "other": self.other,
            "score": self.score,
            "documents": self.documents,
            "occurrences": self.occurrences,
            "evidence": dict(self.evidence),
            "examples": [
                {"document": e.document, "start": e.start, "end": e.end, "quote": e.quote, "sentence": e.sentence} for e in self.examples
            ],
        }


@dataclass(slots=True)
class Found:
    """What is gathered of one candidate name: how it is written, where it stands, what speaks for it, which classes it may have."""

    lang: str
    written: Counter[str] = field(default_factory=Counter)
    places: dict[tuple[str, int, int], None] = field(default_factory=dict)
    evidence: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    apart: set[tuple[str, str]] = field(default_factory=set)
    """Reasons with the documents that give them."""

    def add(self, why: str, document: str, start: int, end: int, written: str, classes: Iterable[str] = (), weight: float = 1.0) -> None:
        """Note one place. The same place speaks once for a reason."""
        place = (document, start, end)
        self.written[written] += 1
        self.places[place] = None
        self.evidence[why] += 1
        self.apart.add((why, document))
        classes = tuple(classes)
        for cls in classes:
            self.classes[cls] += weight / len(classes)  # type: ignore[assignment]

    @property
    def name(self) -> str:
        """The commonest way of writing it; of equals the one with the fewest capitals, then by order."""
        return min(self.written, key=lambda w: (-self.written[w], sum(c.isupper() for c in w), w))

    @property
    def documents(self) -> int:
        return len({document for document, _, _ in self.places})
