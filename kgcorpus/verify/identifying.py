"""Does a fact hold an identifier of a person: in its value, in the names of its entities, in its conditions?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..identifiers.scanning import TYPED, sweep
from ..model import Entity, Fact, Finding, Span, Term
from ..ontology_persons import person_classes
from .records import Check, Records

_OF_SOMEBODY = re.compile(
    r"电话|手机|座机|传真|号码|联系|身份证|证件|卡号|账号|护照|车牌|出生|生日|phone|mobile|\btel|fax|card|passport|account|ssn|security|identity|plate|birth|born",
    re.I,
)


def identifiers() -> Check:
    """A check that no fact holds an identifier. A fact that only personal sources tell may not name a person either, unless the ontology,
    which stands in every release, names him."""
    return _identifiers


def _identifiers(records: Records) -> Iterator[Finding]:
    personal = {id for id, document in records.documents.items() if document.source.sensitivity == "personal"}
    persons = person_classes(records.ontology) if personal else frozenset()
    entities = {**records.ontology.entities, **records.entities}
    named = {term for fact in records.facts for term in _terms(fact) if isinstance(term, str)}
    labels = {p.id: "/".join(sorted(p.labels.values())) for p in records.ontology.predicates.values()}
    held = {name: one.told for name, one in sweep((id, names_of(id, entities.get(id))) for id in sorted(named))}
    private: set[int] = set()
    for index, fact in enumerate(records.facts if personal else ()):
        if fact.evidence and all(_touches(e.spans, personal) for e in fact.evidence):
            private.add(index)
    for some in (False, True):
        values = ((str(i), _values(f, labels)) for i, f in enumerate(records.facts) if (i in private) == some)
        held |= {f"#{index}": one.told for index, one in sweep(values, personal=some)}
    for index, fact in enumerate(records.facts):
        found = held.get(f"#{index}") or next((held[t] for t in _terms(fact) if isinstance(t, str) and t in held), None)
        if not found and index in private:
            own = (t for t in _terms(fact) if isinstance(t, str) and t not in records.ontology.entities)
            found = next(("name of a person" for t in own if persons & {*records.classes(t)}), None)
        if found:
            yield records.finding("identifier", index, f"holds an identifier of a person: {found}")


def names_of(id: str, entity: Entity | None) -> tuple[str, ...]:
    """Everything that an entity is called, its id and definition included."""
    if entity is None:
        return (id,)
    aliases = (alias for names in entity.aliases.values() for alias in names)
    return (id, *entity.labels.values(), *aliases, *entity.hidden, *entity.definition.values(), *entity.note.values(), entity.key or "")


def _terms(fact: Fact) -> tuple[Term, ...]:
    return (fact.subject, fact.object, *(q.value for q in fact.qualifiers))


def _values(fact: Fact, labels: Mapping[str, str]) -> Iterator[str]:
    """The values of a fact, each after the name of its predicate; plain numbers only where that name speaks of a number of somebody."""
    pairs = ((fact.predicate, fact.object), *((q.predicate, q.value) for q in fact.qualifiers))
    for predicate, term in pairs:
        if not isinstance(term, str) and term.value:
            label = labels.get(predicate, "")
            if term.datatype not in TYPED or ((term.datatype == "xsd:date" or not term.unit) and _OF_SOMEBODY.search(label)):
                yield f"{label}: {term.value}" if label else term.value


def _touches(spans: Iterable[Span], documents: set[str]) -> bool:
    return any(span.document in documents for span in spans)
