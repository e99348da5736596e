"""Statements with one changed element: another object, subject, value, unit, predicate, condition, or a "not"; each with what is true
instead. Found on the graph, whatever the language; the false ones are proved false, the corrections proved true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kgcorpus import forms as f
from kgcorpus.forms_ranges import range_of
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Literal, Qualifier, Term, digest, term_key

from .conditions import is_condition
from .material import Material
from .records import Proof, prove
from .shapes import Arrow, given
from .speaker import single

SHARE = 4
"""One in so many facts is made a statement."""
MOST_FACTS = 150
"""Facts of one predicate and date that are made statements."""
MOST_TRIED = 4
"""Wrong elements of a kind that are tried for one fact."""
FAR, NEAR = 4.0, 0.08
"""A wrong number is at most so many times the right one, and differs by at least this share."""
NUMBERS = ("xsd:decimal", "xsd:integer")
_UNITS = {"s": "min", "min": "h", "h": "day", "day": "week", "week": "day", "mg": "g", "g": "mg", "μg": "mg", "mL": "L"}
"""The unit that is mistaken for another of its kind."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A statement, what is changed in it (``element``, empty: nothing) and the true one.

    ``asked`` is the statement without "not"; ``negated``: it is said with one. ``true`` is whether it holds as it is said. ``right`` is
    what holds instead, by one element; ``correct`` whether the graph knows it to be the only right one in that place.
    """

    asked: f.Ask
    true: bool
    proof: Proof
    element: str = ""
    negated: bool = False
    right: f.Ask | None = None
    right_proof: Proof | None = None
    correct: bool = False
    date: str | None = None
    conditions: tuple[Qualifier, ...] = ()
    right_conditions: tuple[Qualifier, ...] = ()

    @property
    def form(self) -> f.Form:
        return dated(self.asked, self.date)

    @property
    def right_form(self) -> f.Form:
        """The form of what holds instead."""
        return dated(self.right or self.asked, self.date)


def dated(form: f.Form, date: str | None) -> f.Form:
    return f.AsOf(form, date) if date else form


def value_of(proof: Proof) -> bool | None:
    """What a yes/no form was found to be."""
    found = proof.answers.value(proof.row)
    return found if found is None else bool(found)


@dataclass
class Changing:
    """Makes the statements of a graph; other facts are drawn for another ``purpose``."""

    material: Material
    purpose: str = "truth"

    def prove(self, asked: f.Ask, date: str | None = None) -> Proof:
        return prove(dated(asked, date), self.material)

    def statements(self, *, share: int = SHARE) -> Iterator[Changed]:
        """Statements of every predicate and date, true and false ones, in a fixed order."""
        survey = self.material.survey
        for arrow in survey.arrows:
            if arrow.inverse:
                continue
            for date in sorted(survey.dates(arrow.predicate), key=lambda d: d or ""):
                yield from self._of(arrow, date, share)
        yield from self._denied()
        yield from self._conditional(share)

    # ------------------------------------------------------------------ plain facts

    def _of(self, arrow: Arrow, date: str | None, share: int) -> Iterator[Changed]:
        table = self.material.table
        rows = np.unique(table.links(table.predicate_index[arrow.predicate], False, Use(date)).row).tolist()
        pairs = sorted({(int(table.subject[n]), int(table.object[n])) for n in rows})
        pairs = [(s, o) for s, o in pairs if s != o]
        chosen = self._drawn(pairs, arrow.predicate, share)
        entities = [(s, o) for s, o in chosen if isinstance(table.terms[o], str)]
        wrong: dict[int, list[int]] = {}
        for s, o in self.material.distractors.drawn(arrow.predicate, pairs, entities, MOST_TRIED) if entities else ():
            wrong.setdefault(s, []).append(o)
        pool = _pool([table.terms[o] for _, o in pairs])
        for s, o in chosen:
            made = self._statement(arrow, date, s, o, [table.terms[x] for x in wrong.get(s, ())], pool)
            if made is not None:
                yield made

    def _drawn(self, pairs: Sequence[tuple[int, int]], predicate: str, share: int) -> list[tuple[int, int]]:
        ranked = sorted((self._number(predicate, s, o), s, o) for s, o in pairs)
        return sorted((s, o) for number, s, o in ranked[:MOST_FACTS] if int(number[:8], 16) % share == 0)

    def _number(self, predicate: str, s: int, o: int) -> str:
        terms = self.material.table.terms
        return digest(self.material.seed, self.purpose, predicate, str(terms[s]), term_key(terms[o]))

    def _statement(
        self, arrow: Arrow, date: str | None, s: int, o: int, wrong: Sequence[Term], pool: Sequence[Literal]
    ) -> Changed | None:  # fmt: skip
        """One statement about a fact: what becomes of it is drawn by a digest."""
        terms = self.material.table.terms
        right = f.Ask(str(terms[s]), arrow.predicate, terms[o])
        proof = self.prove(right, date)
        if value_of(proof) is not True:
            return None
        drawn = int(self._number(arrow.predicate, s, o)[8:16], 16)
        if drawn % 8 < 3:
            return Changed(right, True, proof, date=date)
        if drawn % 8 == 3:
            return Changed(right, False, proof, "negation", negated=True, right=right, right_proof=proof, date=date)
        ways = (self._object, self._predicate, self._subject) if isinstance(right.object, str) else (self._value, self._predicate)
        turn = (drawn >> 8) % len(ways)
        for way in (*ways[turn:], *ways[:turn]):
            for tried, element in way(right, wrong if isinstance(right.object, str) else pool, drawn):
                if value_of(found := self.prove(tried, date)) is False:
                    correct = element != "predicate" and self._only(right, element, date)
                    return Changed(tried, False, found, element, right=right, right_proof=proof, correct=correct, date=date)
        return None

    def _only(self, right: f.Ask, element: str, date: str | None) -> bool:
        """Whether nothing else than what the fact has can stand in the place that was changed."""
        inverse = element == "subject"
        start = right.object if inverse else right.subject
        if not isinstance(start, str):
            return False
        found = prove(dated(f.Step(f.Entity(start), right.predicate, inverse), date), self.material)
        if len(found.answers.answers(found.row)) != 1:
            return False
        return found.grounds is not None or single(self.material.ontology.predicates[right.predicate], inverse)

    def _object(self, right: f.Ask, wrong: Sequence[Term], drawn: int) -> Iterator[tuple[f.Ask, str]]:
        if self._only(right, "object", None) or single(self.material.ontology.predicates[right.predicate], False):
            yield from ((replace(right, object=other), "object") for other in wrong[:MOST_TRIED])

    def _subject(self, right: f.Ask, wrong: Sequence[Term], drawn: int) -> Iterator[tuple[f.Ask, str]]:
        """Other subjects of the kind of the true one, where the object has but one."""
        survey, table = self.material.survey, self.material.table
        if not self._only(right, "subject", None):
            return
        own = table.index[right.subject]
        degree = survey.degree(Arrow(right.predicate), None)
        like = np.flatnonzero((survey.kinds == survey.kinds[own]) & (degree[: len(survey.kinds)] > 0))
        for n in range(min(MOST_TRIED, len(like))):
            other = str(table.terms[int(like[(drawn + 7919 * n) % len(like)])])
            if other != right.subject and not self.material.distractors.linked(table.index[other], own):
                yield replace(right, subject=other), "subject"

    def _predicate(self, right: f.Ask, wrong: Sequence[Term], drawn: int) -> Iterator[tuple[f.Ask, str]]:
        """Other predicates that may stand between the two ends."""
        survey, ontology = self.material.survey, self.material.ontology
        classes = self.material.table.named[right.subject].classes
        own = ontology.predicates[right.predicate]
        names = [a.predicate for a in survey.arrows if not a.inverse and a.predicate != right.predicate]
        for name in names:
            other = ontology.predicates[name]
            if other.kind != own.kind or not other.domain or not ontology.fits(classes, other.domain) or None not in survey.dates(name):
                continue
            if isinstance(right.object, Literal):
                fits = other.unit == own.unit and other.datatype == own.datatype and bool(own.unit)
            else:
                known = self.material.table.named.get(right.object)
                fits = known is not None and bool(other.range) and ontology.fits(known.classes, other.range)
            if fits and name not in ontology.superpredicates(right.predicate):
                yield replace(right, predicate=name), "predicate"

    def _value(self, right: f.Ask, pool: Sequence[Term], drawn: int) -> Iterator[tuple[f.Ask, str]]:
        """Other values of the predicate, near ones first, or the same number in another unit."""
        assert isinstance(right.object, Literal)
        if not single(self.material.ontology.predicates[right.predicate], False):
            return
        unit = _UNITS.get(right.object.unit or "")
        if unit and drawn % 5 == 0 and not self.material.ontology.predicates[right.predicate].conversions:
            yield replace(right, object=replace(right.object, unit=unit)), "unit"
        own = right.object
        same = [v for v in pool if isinstance(v, Literal) and v.unit == own.unit and v.datatype == own.datatype and v != own]
        near = [v for v in same if _plausible(_size(own), _size(v), own.datatype)]
        near.sort(key=lambda v: (abs(_size(v) - _size(own)), (drawn ^ int(_size(v))) % 2))
        yield from ((replace(right, object=v), "value") for v in near[drawn % 3 : drawn % 3 + MOST_TRIED] or near[:MOST_TRIED])

    # ------------------------------------------------------------------ what the text denies

    def _denied(self) -> Iterator[Changed]:
        """What a text denies: stated, it is false; denied, it is true."""
        table, survey = self.material.table, self.material.survey
        shown = {a.predicate for a in survey.arrows}
        for id, fact in sorted(self.material.facts.items()):
            if not fact.negated or fact.qualifiers or fact.predicate not in shown or fact.subject not in table.index:
                continue
            asked = f.Ask(fact.subject, fact.predicate, fact.object)
            if value_of(proof := self.prove(asked)) is not False:
                continue
            if int(digest(self.material.seed, self.purpose, id)[:8], 16) % 2:
                yield Changed(asked, True, proof, negated=True)
            else:
                yield Changed(asked, False, proof, "negation", right=asked, right_proof=proof)

    # ------------------------------------------------------------------ conditions

    def _conditional(self, share: int) -> Iterator[Changed]:
        """Facts with a condition: as they are, or with a condition under which the sources do not have them."""
        table, ontology = self.material.table, self.material.ontology
        shown = {a.predicate for a in self.material.survey.arrows}
        for id, fact in sorted(self.material.facts.items()):
            conditions = tuple(q for q in fact.qualifiers if is_condition(q, ontology))
            drawn = int(digest(self.material.seed, self.purpose, id)[:8], 16)
            if len(conditions) != 1 or fact.negated or fact.derived or fact.predicate not in shown or fact.subject not in table.index:
                continue
            known = ontology.predicates.get(conditions[0].predicate)
            if known is None or not known.display or ontology.predicates[fact.predicate].changing:
                continue
            right = f.Ask(fact.subject, fact.predicate, fact.object, given(conditions[0].predicate, conditions[0].value))
            if value_of(proof := self.prove(right)) is not True:
                continue
            made = self._otherwise(right, conditions[0], proof) if drawn % 2 else None
            yield made or Changed(right, True, proof, conditions=conditions)

    def _otherwise(self, right: f.Ask, condition: Qualifier, proof: Proof) -> Changed | None:
        for value in self.other_values(condition):
            asked = replace(right, with_=given(condition.predicate, value))
            if value_of(found := self.prove(asked)) is False:
                changed = Qualifier(condition.predicate, value)
                return Changed(
                    asked, False, found, "condition", right=right, right_proof=proof, conditions=(changed,), right_conditions=(condition,)
                )
        return None

    def other_values(self, condition: Qualifier) -> list[Term]:
        """Values of a condition that other facts have, or, of a range, the values at its edge and at the edges of others that lie outside;
        nearest first."""
        values, held = self._conditions.get(condition.predicate, ()), condition.value
        if not isinstance(held, Literal):
            return [v for v in values if isinstance(v, str) and v != held]
        wanted = range_of(held)
        if wanted is None:
            return []
        edges: dict[str, Literal] = {}
        for value in values:
            if isinstance(value, Literal) and value.unit == held.unit:
                for bound in (value.min, value.max, value.value):
                    if bound is not None:
                        one = Literal(value.datatype, bound, unit=value.unit)
                        edge = range_of(one)
                        if edge is not None and edge.meet(wanted).empty:
                            edges[bound] = one
        nearest: list[Literal] = sorted(edges.values(), key=lambda one: (abs(_size(one) - _size(held)), one.value or ""))
        return [*nearest]

    @cached_property
    def _conditions(self) -> dict[str, list[Term]]:
        """The values of each condition that facts have, in a fixed order."""
        found: dict[str, dict[str, Term]] = {}
        for fact in self.material.facts.values():
            for q in fact.qualifiers:
                if is_condition(q, self.material.ontology):
                    found.setdefault(q.predicate, {})[term_key(q.value)] = q.value
        return {name: [values[key] for key in sorted(values)] for name, values in found.items()}


def _pool(terms: Sequence[Term]) -> list[Literal]:
    """The distinct values of a predicate by size."""
    found = {term_key(t): t for t in terms if isinstance(t, Literal) and t.datatype != "xsd:string" and range_of(t) is not None}
    return sorted(found.values(), key=lambda t: (_size(t), term_key(t)))


def _plausible(a: float, b: float, datatype: str) -> bool:
    """Whether one number can be taken for another, and is not the same but for rounding; any date can."""
    if datatype not in NUMBERS:
        return True
    return a * b > 0 and max(abs(a), abs(b)) <= FAR * min(abs(a), abs(b)) and abs(a - b) >= NEAR * max(abs(a), abs(b))


def _size(literal: Literal) -> float:
    low = range_of(literal)
    edge = None if low is None else low.low if low.low is not None else low.high
    return float(edge) if edge is not None else 0.0
