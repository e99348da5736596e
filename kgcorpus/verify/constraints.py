"""What the ontology says of subject, object and qualifiers: known predicate, domain, range, datatype, unit, sensible values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from ..model import Finding, Literal, Term
from ..ontology import Predicate
from ..units import ValueUnitError
from .records import Check, Records, shown

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?\Z")
_LEXICAL = {
    "xsd:decimal": _NUMBER,
    "xsd:integer": re.compile(r"-?(?:0|[1-9]\d*)\Z"),
    "xsd:date": re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z"),
    "xsd:gYear": re.compile(r"\d{4}\Z"),
    "xsd:gYearMonth": re.compile(r"\d{4}-\d\d\Z"),
    "xsd:boolean": re.compile(r"(?:true|false)\Z"),
}
_FITS = {
    "xsd:decimal": {"xsd:decimal", "xsd:integer"},
    "xsd:integer": {"xsd:integer"},
    "xsd:date": {"xsd:date", "xsd:gYear", "xsd:gYearMonth"},
    "xsd:gYearMonth": {"xsd:gYearMonth", "xsd:gYear"},
    "xsd:gYear": {"xsd:gYear"},
    "xsd:boolean": {"xsd:boolean"},
    "xsd:string": {"xsd:string"},
}
"""Which datatypes a value may have where a predicate asks for one: a year is a partial date."""

Judge = Callable[[Records, Predicate, int], str | None]
"""A message where the fact of this index breaks the rule."""


def _each(code: str, judge: Judge, *, key: Callable[[Records, int], str] | None = None) -> Check:
    """A check that asks ``judge`` for every fact of a known predicate, or once for all facts of a predicate with the same ``key``."""

    def check(records: Records) -> Iterator[Finding]:
        for name, indexes in records.by_predicate.items():
            known = records.ontology.predicates.get(name)
            if known is None:
                continue
            answers: dict[str, str | None] = {}
            for index in indexes:
                if key is None:
                    message = judge(records, known, index)
                else:
                    argument = key(records, index)
                    if argument not in answers:
                        answers[argument] = judge(records, known, index)
                    message = answers[argument]
                if message:
                    yield records.finding(code, index, message)

    return check


def predicate() -> Check:
    """A check that every predicate is declared, and is no qualifier."""

    def check(records: Records) -> Iterator[Finding]:
        for name, indexes in records.by_predicate.items():
            known = records.ontology.predicates.get(name)
            if known is None or (known.qualifier and not (known.domain or known.patterns or known.headings)):
                what = "is not in the ontology" if known is None else "is a qualifier and no predicate"
                for index in indexes:
                    yield records.finding("predicate", index, f"{name} {what}")

    return check


def domain() -> Check:
    """A check that the subject is certainly a member of the predicate's domain."""

    def judge(records: Records, predicate: Predicate, index: int) -> str | None:
        return _member(records, records.facts[index].subject, predicate.domain, f"a subject of {predicate.id}")

    return _each("domain", judge, key=lambda records, index: records.facts[index].subject)


def range_() -> Check:
    """A check that an object that is an entity is certainly a member of the predicate's range."""

    def judge(records: Records, predicate: Predicate, index: int) -> str | None:
        object = records.facts[index].object
        if predicate.id == "rdf:type":
            return None if object in records.ontology.classes else f"{shown(object)} is no class of the ontology"
        if isinstance(object, str) and predicate.kind == "object":
            return _member(records, object, predicate.range, f"an object of {predicate.id}")
        return None

    return _each("range", judge, key=lambda records, index: records.objects[index])


def _member(records: Records, entity: str, alternatives: tuple[str, ...], what: str) -> str | None:
    if entity not in records.entities and entity not in records.ontology.entities:
        return f"{entity} is no known entity"
    classes = records.classes(entity)
    if records.ontology.fits(classes, alternatives):
        return None
    return f"{entity} is {', '.join(classes) or 'of no class'}; {what} is {' or '.join(alternatives)}"


def datatype() -> Check:
    """A check that objects are entities or values as the predicate asks, with a fitting datatype, written in normal form."""

    def judge(records: Records, predicate: Predicate, index: int) -> str | None:
        return _type_problem(records.facts[index].object, predicate)

    return _each("datatype", judge)


def _type_problem(term: Term, predicate: Predicate) -> str | None:
    if isinstance(term, str):
        return f"{term} is an entity; {predicate.id} asks for {predicate.datatype}" if predicate.kind == "datatype" else None
    if predicate.kind == "object":
        return f"{shown(term)} is a value; {predicate.id} asks for an entity"
    asked = predicate.datatype or "xsd:string"
    if term.datatype not in _FITS.get(asked, {asked}):
        return f"{shown(term)} is {term.datatype}; {predicate.id} asks for {asked}"
    lexical = _LEXICAL.get(term.datatype)
    for text in (term.value, term.min, term.max):
        if text is not None and lexical and not lexical.match(text):
            return f"{text!r} is no {term.datatype} in normal form"
    return None


def unit() -> Check:
    """A check that a quantity is in the predicate's unit."""

    def judge(records: Records, predicate: Predicate, index: int) -> str | None:
        return _unit_problem(records.facts[index].object, predicate)

    return _each("unit", judge)


def _unit_problem(term: Term, predicate: Predicate) -> str | None:
    if isinstance(term, str) or predicate.kind == "object" or term.unit == predicate.unit:
        return None
    if predicate.unit is None:
        return f"{shown(term)} has a unit; {predicate.id} has none" if term.unit else None
    if term.unit is None:
        return f"{shown(term)} has no unit; {predicate.id} is in {predicate.unit}"
    from ..values import canonical_unit, normalise

    if canonical_unit(term.unit) == canonical_unit(predicate.unit):
        return None
    try:
        normalise(term, unit=predicate.unit, conversions=predicate.conversions)
    except ValueUnitError:
        return f"{shown(term)} cannot be brought to {predicate.unit}, the unit of {predicate.id}"
    return f"{shown(term)} is not in {predicate.unit}, the unit of {predicate.id}"


def value_range() -> Check:
    """A check that intervals are not empty, dates exist, and no fact ends before it starts."""

    def check(records: Records) -> Iterator[Finding]:
        for index, fact in enumerate(records.facts):
            terms = (fact.object, *(q.value for q in fact.qualifiers))
            message = next((m for t in terms if not isinstance(t, str) and (m := _empty(t))), None)
            if message is None and (fact.valid.start or fact.valid.end):
                message = _validity_problem(fact.valid.start, fact.valid.end)
            if message:
                yield records.finding("value_range", index, message)

    return check


def _empty(literal: Literal) -> str | None:
    if literal.datatype in ("xsd:date", "xsd:gYear", "xsd:gYearMonth"):
        for text in (literal.value, literal.min, literal.max):
            if text is not None and not _is_day(text):
                return f"there is no day {text}"
    if literal.value is not None:
        return None
    if literal.min is None and literal.max is None:
        return "an interval without bounds"
    if literal.min is None or literal.max is None:
        return None
    if not (_NUMBER.match(literal.min) and _NUMBER.match(literal.max)):
        return None if literal.min <= literal.max else f"the interval {shown(literal)} is empty"
    low, high = Decimal(literal.min), Decimal(literal.max)
    empty = low > high or (low == high and (literal.min_open or literal.max_open))
    return f"the interval {shown(literal)} is empty" if empty else None


def _is_day(text: str) -> bool:
    from ..values_dates import days

    try:
        days(text)
    except ValueError:
        return False
    return True


def _validity_problem(start: str | None, end: str | None) -> str | None:
    for text in (start, end):
        if text and not (_LEXICAL["xsd:date"].match(text) and _is_day(text)):
            return f"{text!r} is no date"
    if start and end and end <= start and not start.startswith(end):
        return f"valid from {start} to {end}: it ends before it starts"
    return None


def qualifiers() -> Check:
    """A check that qualifiers are declared for the predicate and have values of the kind they ask for."""

    def judge(records: Records, predicate: Predicate, index: int) -> str | None:
        for qualifier in records.facts[index].qualifiers:
            known = records.ontology.predicates.get(qualifier.predicate)
            if known is None:
                return f"the qualifier {qualifier.predicate} is not in the ontology"
            if known.id not in predicate.qualifiers:
                return f"{known.id} is not declared as a qualifier of {predicate.id}"
            value = qualifier.value
            problem = _type_problem(value, known) or _unit_problem(value, known)
            if problem is None and isinstance(value, str):
                problem = _member(records, value, known.range, f"a value of {known.id}")
            if problem:
                return problem
        return None

    return _each("qualifiers", judge)
