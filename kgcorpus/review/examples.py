"""Examples of what is written into a review book, taken from the corpus and its ontology: a reviewer knows the words of his own trade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kgcorpus.messages import words
from kgcorpus.model import Fact, Literal, Qualifier
from kgcorpus.ontology import Predicate
from kgcorpus.spreadsheet_model import Sheet
from kgcorpus.values import say

from .desk import Desk

_NUMBERS = ("xsd:decimal", "xsd:integer")


@dataclass(frozen=True, slots=True)
class Examples:
    """A value with its unit, a condition and a statement as a reviewer may write them, in one language; empty where there is none."""

    value: str = ""
    condition: str = ""
    statement: str = ""


def examples_of(desk: Desk) -> Examples:
    """Examples from the facts of a corpus; where they have none, from what the ontology declares."""
    facts = [desk.facts[id] for id in sorted(desk.facts)]
    return Examples(_value(desk, facts), _condition(desk, facts), _statement(desk, facts))


def _value(desk: Desk, facts: list[Fact]) -> str:
    read = (fact.object for fact in facts if isinstance(fact.object, Literal) and fact.object.unit and not fact.object.is_interval)
    made = (Literal("xsd:decimal", "10", p.unit) for _, p in sorted(desk.ontology.predicates.items()) if p.unit and p.qualifier is None)
    found = next(iter([*read, *made]), None)
    return say(found, desk.language) if found is not None else ""


def _condition(desk: Desk, facts: list[Fact]) -> str:
    found = next((qualifier for fact in facts for qualifier in fact.qualifiers), None)
    if found is None:
        allowed = sorted({id for predicate in desk.ontology.predicates.values() for id in predicate.qualifiers})
        known = (desk.ontology.predicates[id] for id in allowed if id in desk.ontology.predicates)
        found = next((made for predicate in known if (made := _made(desk, predicate)) is not None), None)
    return desk.sentences.condition(found) if found is not None else ""


def _made(desk: Desk, predicate: Predicate) -> Qualifier | None:
    """A condition that the ontology allows: with a term of the range, or a round number in the unit."""
    if predicate.kind == "datatype":
        return Qualifier(predicate.id, Literal("xsd:decimal", min="10", unit=predicate.unit)) if predicate.datatype in _NUMBERS else None
    terms = (id for id, entity in sorted(desk.entities.items()) if desk.ontology.fits(entity.classes, predicate.range))
    return next((Qualifier(predicate.id, id) for id in terms), None)


def _statement(desk: Desk, facts: list[Fact]) -> str:
    accepted = [fact for fact in facts if desk.verdicts.get(fact.id, {}).get("verdict") == "accepted"]
    plain = [fact for fact in accepted if not (fact.negated or fact.qualifiers or fact.valid.start or fact.valid.end)]
    return min((desk.sentences.of(fact) for fact in plain), key=lambda said: (len(said), said), default="")


def with_examples(sheet: Sheet, examples: Examples, lang: str) -> Sheet:
    """The sheet with examples in the notes of its columns."""
    such: Mapping[str, str] = {"object": examples.value, "condition": examples.condition, "statement": examples.statement}
    columns = tuple(
        replace(c, note={**c.note, lang: words(lang)("review.such", note=c.note[lang], such=such[c.key])}) if such.get(c.key) else c
        for c in sheet.columns
    )
    return replace(sheet, columns=columns)
