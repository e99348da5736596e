"""Why a set is complete: a section or table read whole, a cardinality reached, a listed class, a signed list; and what breaks it.

A ground is open where anything on its start, predicate and direction was not read, was rejected, is pending or in conflict. What people
rejected, corrected, or a later edition replaced is settled and opens nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..entities import SectionFacts
from ..model import Document, Entity, Fact, Ground, Literal, Rejection, Review, term_key
from ..ontology import Ontology
from .editions import Editions
from .records import certainly_holds, permitted
from .verdicts import Verdicts

Key = tuple[str, str, bool]
"""(start, predicate, inverse)"""

SETTLED = ("reviewed_out", "superseded")
NO_CANDIDATES = ("question",)
"""Rejections of what never claimed to be a fact."""


def grounds(
    sections: Iterable[SectionFacts],
    rejections: Iterable[Rejection],
    verdicts: Verdicts,
    ontology: Ontology,
    *,
    documents: Mapping[str, Document],
    entities: Mapping[str, Entity] | None = None,
    reviews: Iterable[Review] = (),
) -> list[Ground]:
    """All grounds, holding or open, in order of start, predicate, direction and id.

    ``rejections`` are those of extraction and resolution; what verification did not accept is taken from the verdicts.
    """
    rejections = list(rejections)
    accepted = _Accepted(verdicts, ontology)
    breaks = _Breaks(rejections, verdicts, ontology)
    editions = Editions(documents)
    found = [
        *_read_whole(sections, verdicts, ontology, documents, breaks, editions),
        *_reached(accepted, ontology, entities or {}, breaks),
        *_listed(ontology, entities or {}),
        *_signed(reviews, accepted, breaks),
    ]
    unique = {ground.id: ground for ground in found}
    return sorted(unique.values(), key=lambda g: (g.start, g.predicate, g.inverse, g.kind, g.id))


class _Accepted:
    """Accepted, positive facts by start, predicate and direction, superpredicates and inverses included."""

    def __init__(self, verdicts: Verdicts, ontology: Ontology) -> None:
        self.by_key: dict[Key, list[tuple[str, Fact, str]]] = defaultdict(list)
        """(fact id, fact, key of the other end)"""
        names = Ways(ontology)
        for id, (verdict, _) in verdicts.verdict.items():
            fact = verdicts.facts[id]
            if verdict == "accepted" and not fact.negated:
                for key, end in names.keys(fact):
                    self.by_key[key].append((id, fact, end))


class Ways:
    """Under which predicates and directions a fact of one predicate is walked."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._ways: dict[str, tuple[tuple[str, bool], ...]] = {}

    def ways(self, predicate: str) -> tuple[tuple[str, bool], ...]:
        """(predicate, turned): itself, what it is a subproperty of, their inverses (turned), itself turned where symmetric."""
        if predicate not in self._ways:
            found = set()
            for name in self.ontology.superpredicates(predicate):
                found.add((name, False))
                known = self.ontology.predicates.get(name)
                if known and known.inverse_of:
                    found.add((known.inverse_of, True))
                if known and known.symmetric:
                    found.add((name, True))
            self._ways[predicate] = tuple(sorted(found))
        return self._ways[predicate]

    def keys(self, fact: Fact) -> list[tuple[Key, str]]:
        """The keys under which a fact is walked from an entity, each with the key of the term it leads to."""
        out: list[tuple[Key, str]] = []
        for name, turned in self.ways(fact.predicate):
            start, end = (fact.object, fact.subject) if turned else (fact.subject, fact.object)
            if isinstance(start, str):
                out.append(((start, name, False), term_key(end)))
            if isinstance(end, str):
                out.append(((end, name, True), term_key(start)))
        return out

    def turned(self, start: str, predicate: str, inverse: bool) -> list[Key]:
        """The keys of a start, predicate and direction under all names of the predicate."""
        return [(start, name, inverse != turned) for name, turned in self.ways(predicate)]


class _Breaks:
    """What stands against completeness, by start, predicate and direction, and by section."""

    def __init__(self, rejections: Sequence[Rejection], verdicts: Verdicts, ontology: Ontology) -> None:
        self.by_key: dict[Key, set[str]] = defaultdict(set)
        self.by_section: dict[tuple[str, bool], set[str]] = defaultdict(set)
        names = Ways(ontology)
        for rejection in rejections:
            if rejection.reason in NO_CANDIDATES:
                continue
            why = f"{rejection.reason}: {rejection.what}"
            if rejection.section:
                # one that knows its start breaks that start's list only, not those of all rows of the table
                known = {direction for _, _, direction in rejection.about}
                for inverse, direction in ((False, "objects"), (True, "subjects")):
                    if direction not in known:
                        self.by_section[rejection.section, inverse].add(why)
            for start, predicate, direction in rejection.about:
                for key in names.turned(start, predicate, direction == "subjects"):
                    self.by_key[key].add(why)
        for id, (verdict, reason) in verdicts.verdict.items():
            if verdict != "accepted" and reason not in SETTLED:
                for key, _ in names.keys(verdicts.facts[id]):
                    self.by_key[key].add(f"{reason}: {id}")

    def on(self, key: Key, section: str | None = None) -> set[str]:
        of_section = self.by_section.get((section, key[2]), set()) if section else set()
        return self.by_key.get(key, set()) | of_section


# --------------------------------------------------------------------------------------------- the four kinds


def _read_whole(
    sections: Iterable[SectionFacts],
    verdicts: Verdicts,
    ontology: Ontology,
    documents: Mapping[str, Document],
    breaks: _Breaks,
    editions: Editions,
) -> Iterable[Ground]:
    current = set(documents)
    for started in sections:
        section = started.section
        document = documents.get(section.span.document)
        if document is None or not document.source.complete or not permitted(ontology, section):
            continue
        why = breaks.on((started.start, section.predicate, section.inverse), section.id)
        if section.unread:
            why.add(f"unread_item: {section.unread} of {section.items}")
        if newer := editions.newer(document.id) & current:
            why.add(f"superseded: {', '.join(sorted(newer))}")
        facts = tuple(id for id in started.facts if verdicts.verdict.get(id, ("",))[0] == "accepted")
        # what was listed twice is one fact: the number is that of the facts, which anyone can count
        open_ = tuple(sorted(why))
        yield Ground(started.start, section.predicate, section.inverse, section.kind, len(facts), open_, facts, (section.span,))


def _reached(accepted: _Accepted, ontology: Ontology, entities: Mapping[str, Entity], breaks: _Breaks) -> Iterable[Ground]:
    """Cardinalities that are reached on some day; an answer as of a day counts what holds then."""
    limited = {p.id for p in ontology.predicates.values() if p.functional or p.max_count or p.class_max_counts or p.max_subjects}
    for key, found in accepted.by_key.items():
        start, name, inverse = key
        limit = limit_of(name, inverse, start, ontology, entities) if name in limited else None
        if limit is not None and (facts := reaching(found, limit, ontology)):
            yield Ground(start, name, inverse, "cardinality", limit, tuple(sorted(breaks.on(key))), facts)


def reaching(facts: Iterable[tuple[str, Fact, str]], limit: int, ontology: Ontology) -> tuple[str, ...]:
    """Ids, sorted, of the facts (each as id, fact, other end) that plainly hold on days on which as many ends are known as there can
    be."""
    held = [(id, end, *certainly_holds(fact)) for id, fact, end in facts if not fact.qualifiers and not _undated(fact, ontology)]
    out: set[str] = set()
    for day in sorted({first for _, _, first, after in held if first < after}):
        here = [(id, end) for id, end, first, after in held if first <= day < after]
        if len({end for _, end in here}) >= limit:
            out.update(id for id, _ in here)
    return tuple(sorted(out))


def _undated(fact: Fact, ontology: Ontology) -> bool:
    """Whether it is not known when something that changes held."""
    known = ontology.predicates.get(fact.predicate)
    return known is not None and known.changing and not fact.valid.start and not fact.valid.end


def limit_of(name: str, inverse: bool, start: str, ontology: Ontology, entities: Mapping[str, Entity]) -> int | None:
    """How many ends a start can have at a time by declaration, or None."""
    predicate = ontology.predicates[name]
    if inverse:
        return predicate.max_subjects
    limits = [1] if predicate.functional else []
    if predicate.max_count is not None:
        limits.append(predicate.max_count)
    if predicate.class_max_counts:
        known = entities.get(start) or ontology.entities.get(start)
        limits += [count for cls, count in predicate.class_max_counts if known and ontology.is_a(known.classes, cls)]
    return min(limits, default=None)


def _listed(ontology: Ontology, entities: Mapping[str, Entity]) -> Iterable[Ground]:
    everyone = {**ontology.entities, **entities}
    for cls in ontology.classes.values():
        if cls.listed:
            members = sum(ontology.is_a(e.classes, cls.id) for e in everyone.values())
            yield Ground(cls.id, "rdf:type", True, "listed", members)


def _signed(reviews: Iterable[Review], accepted: _Accepted, breaks: _Breaks) -> Iterable[Ground]:
    last: dict[Key, Review] = {}
    for review in reviews:
        if review.decision == "complete":
            key = (review.on["start"], review.on["predicate"], bool(review.on.get("inverse", False)))
            last.pop(key, None)
            if review.value is not False:
                last[key] = review
    for key, review in last.items():
        found = accepted.by_key.get(key, [])
        why = breaks.on(key)
        if isinstance(review.value, list):
            signed = {term_key(Literal.from_json(v) if isinstance(v, dict) else v) for v in review.value}
            ends = {end: id for id, _, end in found}
            why |= {f"not in the signed list: {ends[end]}" for end in ends.keys() - signed}
            why |= {f"not in the graph: {end}" for end in signed - ends.keys()}
        facts = tuple(sorted({id for id, _, _ in found}))
        yield Ground(*key, "review", len(facts), tuple(sorted(why)), facts, review=review.id)
