"""Which entities may be one: proposals for a person, each with its reason; nothing is merged here.

Two entities are proposed whose classes agree, whose names are alike (``entities_alike``) or of which a document gives one the other's
name, that nobody has called different, and that no fact tells apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kgcorpus.entities_alike import initials_of, legal_key, pairs, plain_key, region_key, sound_alike, sound_keys
from kgcorpus.entities_decisions import Decisions
from kgcorpus.model import Entity, Fact, Literal, NameGiven, Proposal, Span
from kgcorpus.ontology_persons import person_classes
from kgcorpus.text import normal_name

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology

LARGEST = 40
"""A key under which more entities stand says nothing about any two of them."""


def proposed_merges(
    entities: Mapping[str, Entity], facts: Iterable[Fact], given: Iterable[NameGiven], ontology: Ontology, decisions: Decisions
) -> list[Proposal]:
    """The pairs of entities that may be one, in order of their ids."""
    found: dict[tuple[str, str], Proposal] = {}
    told = _Told(facts, ontology)
    for a, b, why, spans in (*_introduced(entities, given, decisions), *_alike(entities, ontology)):
        pair = (a, b) if a < b else (b, a)
        if a == b or pair in found or decisions.are_apart(a, b) or told.apart(a, b) or not _one_class(entities[a], entities[b], ontology):
            continue
        shown = spans or tuple(span for id in pair for span in entities[id].spans[:1])
        found[pair] = Proposal("same", pair, "", why, False, 0, shown)
    return [found[pair] for pair in sorted(found)]


def _one_class(a: Entity, b: Entity, ontology: Ontology) -> bool:
    """Whether two entities can be one: a class of one is the other's or above it, and none are disjoint."""
    near = any(ontology.is_a((x,), y) or ontology.is_a((y,), x) for x in a.classes for y in b.classes)
    return near and not any(ontology.disjoint(x, y) for x in a.classes for y in b.classes)


class _Told:
    """What facts tell apart: things of which a predicate with one value that never changes says different ones."""

    def __init__(self, facts: Iterable[Fact], ontology: Ontology) -> None:
        self.values: dict[str, dict[str, set[object]]] = {}
        for fact in facts:
            predicate = ontology.predicates.get(fact.predicate)
            if predicate and predicate.single and not predicate.changing and not fact.negated and not fact.qualifiers:
                value = fact.object.value if isinstance(fact.object, Literal) else fact.object
                if value:
                    self.values.setdefault(fact.subject, {}).setdefault(fact.predicate, set()).add(str(value))

    def apart(self, a: str, b: str) -> bool:
        mine, other = self.values.get(a, {}), self.values.get(b, {})
        return any(not _meet(mine[p], other[p]) for p in mine.keys() & other.keys())


def _meet(a: set[object], b: set[object]) -> bool:
    """Whether two values may be one: equal, or one the other's beginning (a year and a day of it)."""
    return any(str(x).startswith(str(y)) or str(y).startswith(str(x)) for x in a for y in b)


def _introduced(
    entities: Mapping[str, Entity], given: Iterable[NameGiven], decisions: Decisions
) -> Iterator[tuple[str, str, str, tuple[Span, ...]]]:
    """Pairs of which a document says that the one is also called what the other is, in words or by a name in the other script."""
    bearers: dict[str, set[str]] = {}
    for entity in entities.values():
        for name in _names(entity):
            bearers.setdefault(normal_name(name), set()).add(entity.id)
    for one in given:
        if one.kind == "also" and len(one.entities) == 1:
            id = decisions.merges.resolve(one.entities[0])
            for other in sorted(bearers.get(normal_name(one.name), ())):
                if id in entities and other != id:
                    yield id, other, "introduced", one.spans


def _alike(entities: Mapping[str, Entity], ontology: Ontology) -> Iterator[tuple[str, str, str, tuple[Span, ...]]]:
    persons = person_classes(ontology)
    tables: dict[str, dict[str, list[str]]] = {"spelling": {}, "vocabulary": {}, "legal_form": {}, "initials": {}, "transliteration": {}}
    for entity in entities.values():
        for name in _names(entity):
            tables["spelling"].setdefault(plain_key(name), []).append(entity.id)
            tables["vocabulary"].setdefault(region_key(name), []).append(entity.id)
            tables["legal_form"].setdefault(legal_key(name), []).append(entity.id)
            if persons.intersection(entity.classes):
                tables["initials"].setdefault(normal_name(name).rsplit(" ", 1)[-1], []).append(entity.id)
            for key in sound_keys(name):
                tables["transliteration"].setdefault(key, []).append(entity.id)
    for why, table in tables.items():
        limit = LARGEST if why in ("spelling", "vocabulary", "legal_form") else 10 * LARGEST
        for a, b in pairs({key: ids for key, ids in table.items() if key and len(set(ids)) <= limit}):
            known = [id in ontology.entities or entities[id].key is not None for id in (a, b)]
            if all(known) or _share_a_name(entities[a], entities[b]):
                continue  # that two terms or rows are two, its experts or its source have said; homonyms are told apart by their class
            if why in ("spelling", "vocabulary", "legal_form") or _sounds_or_initials(why, entities[a], entities[b]):
                yield a, b, why, ()


def _sounds_or_initials(why: str, a: Entity, b: Entity) -> bool:
    check = sound_alike if why == "transliteration" else lambda x, y: initials_of(x, y) or initials_of(y, x)
    return any(check(x, y) for x in _names(a) for y in _names(b))


def _share_a_name(a: Entity, b: Entity) -> bool:
    return bool({normal_name(n) for n in _names(a)} & {normal_name(n) for n in _names(b)})


def _names(entity: Entity) -> tuple[str, ...]:
    return (*entity.labels.values(), *(name for names in entity.aliases.values() for name in names))
