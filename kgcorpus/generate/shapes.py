"""Which shapes to ask: forms with holes of one to three hops, over the predicates of a graph in both directions, that people have idioms
for.

Few shapes per predicate, chosen for how people ask: one step, siblings, a step from a single thing, two conditions, what two have in
common, differences and numbers where sets are whole, selections by a detail or under a condition. Chains through several middle entities
are left out: their union would pool what should be told apart.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgcorpus import forms as f
from kgcorpus.graph.conditions import LAST, Use, span
from kgcorpus.graph.matrix import matrix
from kgcorpus.graph.table import FactTable, Links
from kgcorpus.model import Literal, Qualifier, Term, Validity
from kgcorpus.ontology import Ontology

from .speaker import single

X, Y = f.Entity("?0"), f.Entity("?1")
DEFINITION = "skos:definition"
MOST_DATES = 6
"""Dates at which a predicate is asked, the best covered first."""
NOT_WALKED = ("rdf:type", DEFINITION, "rdfs:label", "skos:altLabel")
"""Built-in predicates that are asked one step at most (or by a part of their own)."""


@dataclass(frozen=True, slots=True, order=True)
class Arrow:
    """A predicate in a direction."""

    predicate: str
    inverse: bool = False

    def step(self, of: f.Form, *, drop: tuple[str, ...] = (), with_: f.With = None) -> f.Step:
        return f.Step(of, self.predicate, self.inverse, drop, with_)

    @property
    def back(self) -> Arrow:
        return Arrow(self.predicate, not self.inverse)


@dataclass(frozen=True, slots=True)
class Shape:
    """A form to ask for all its starts. ``name`` is the kind of shape.

    ``first`` is the form of hole 0 alone whose non-empty sets give the starts; with two holes, ``second`` leads from its members to hole
    1 (or hole 1 is a value of the qualifier ``detail``); with three, ``third`` leads from the members of both conditions (``pair``) to hole
    2. ``middles`` must have one member, whole; ``others`` must give other sets (no hop
    or condition is idle). ``whole`` asks only where the set has grounds. ``date`` wraps the form in ``as_of``. ``conditions`` are those
    that ``with`` states. ``shared`` is the arrow to what siblings have in common, walked from the only member of ``anchor``.
    """

    name: str
    form: f.Form
    first: f.Form
    second: Arrow | None = None
    third: Arrow | None = None
    detail: str | None = None
    middles: tuple[f.Form, ...] = ()
    others: tuple[f.Form, ...] = ()
    whole: bool = False
    date: str | None = None
    conditions: tuple[Qualifier, ...] = ()
    single: bool = False
    shared: Arrow | None = None

    @property
    def anchor(self) -> f.Form:
        """What the siblings are siblings of."""
        return self.middles[0] if self.middles else X

    @property
    def pair(self) -> f.Form:
        """Of three conditions the first two."""
        return f.And((self.first, self.second.back.step(Y))) if self.second else self.first

    def dated(self, form: f.Form) -> f.Form:
        return f.AsOf(form, self.date) if self.date else form

    @property
    def asked(self) -> f.Form:
        """The form in normal order, with its date."""
        return self.dated(self.form)


class Survey:
    """What a graph has of each predicate and direction, on a date."""

    def __init__(self, table: FactTable, ontology: Ontology) -> None:
        self.table, self.ontology = table, ontology
        self._grounding = matrix(table).grounding
        self._dates: dict[str, tuple[str | None, ...]] = {}
        inverses = {p.inverse_of: p.id for p in ontology.predicates.values() if p.inverse_of}
        self.arrows: list[Arrow] = []
        for number, name in enumerate(table.predicates):
            predicate = ontology.predicates.get(name)
            if predicate is None or not predicate.display or predicate.qualifier or name in NOT_WALKED or not self._rows(number):
                continue
            self.arrows.append(Arrow(name))
            twin = predicate.inverse_of or inverses.get(name)
            if predicate.kind == "object" and not predicate.symmetric and (twin is None or twin not in table.predicate_index):
                self.arrows.append(Arrow(name, True))

    def _rows(self, number: int) -> int:
        return int(self.table.slices[number + 1] - self.table.slices[number])

    def literal(self, arrow: Arrow) -> bool:
        """Whether the arrow ends in literals."""
        return self.ontology.predicates[arrow.predicate].kind == "datatype" and not arrow.inverse

    def links(self, arrow: Arrow, date: str | None = None) -> Links:
        """What each term reaches, over facts without conditions."""
        return self.table.links(self.table.predicate_index[arrow.predicate], arrow.inverse, Use(date))

    def degree(self, arrow: Arrow, date: str | None) -> NDArray[Any]:
        """For each term how many distinct terms it reaches."""
        return self.links(arrow, date).degree

    def meets(self, a: Arrow, b: Arrow, date: str | None) -> bool:
        """Whether something that a reaches has a b."""
        return bool(((self.degree(a.back, date) > 0) & (self.degree(b, date) > 0)).any())

    def reach_same(self, a: Arrow, b: Arrow, date: str | None) -> bool:
        """Whether both reach some term."""
        return self.meets(a, b.back, date)

    def joins(self, a: Arrow, b: Arrow) -> bool:
        """Whether an expert lets both stand as conditions in one question: neither is barred from it, and where the ontology says which
        predicates narrow a question (``kgc:filter true``), one of two different ones does."""
        first, second = (self.ontology.predicates[arrow.predicate].filters for arrow in (a, b))
        if a.predicate == b.predicate:
            return first is not False
        return first is not False and second is not False and (not self.says_filters or bool(first or second))

    @cached_property
    def says_filters(self) -> bool:
        return any(p.filters for p in self.ontology.predicates.values())

    def has_grounds(self, arrow: Arrow) -> bool:
        """Whether some start's set is whole."""
        return bool(self._grounding.declared(self.table.predicate_index[arrow.predicate], arrow.inverse).any())

    def single(self, arrow: Arrow, date: str | None) -> bool:
        """Whether the arrow nearly always leads to one thing, by declaration or by whole sets of one."""
        if single(self.ontology.predicates[arrow.predicate], arrow.inverse):
            return True
        degree = self.degree(arrow, date)
        whole = self._grounding.whole(self.table.predicate_index[arrow.predicate], arrow.inverse, date)
        starts = degree > 0
        return bool(starts.any()) and int(((degree == 1) & whole).sum()) * 5 >= int(starts.sum()) * 4

    def one_each(self, arrow: Arrow, date: str | None) -> bool:
        """Whether siblings by this arrow can be told one from another: some thing has one value, and the predicate is not symmetric."""
        return not self.ontology.predicates[arrow.predicate].symmetric and bool((self.degree(arrow, date) == 1).any())

    @cached_property
    def kinds(self) -> NDArray[np.int64]:
        """For each term a number for its most specific classes; equal numbers are equal classes."""
        codes: dict[tuple[str, ...], int] = {}
        made = np.zeros(len(self.table.terms), np.int64)
        for number, term in enumerate(self.table.terms):
            if isinstance(term, str):
                made[number] = codes.setdefault(self.kind(term), len(codes) + 1)
        return made

    def kind(self, id: str) -> tuple[str, ...]:
        """The most specific classes of an entity, sorted."""
        entity = self.table.named.get(id)
        classes = entity.classes if entity else ()
        return tuple(sorted(c for c in classes if not any(d != c and c in self.ontology.ancestors(d) for d in classes)))

    def sometimes_single(self, arrow: Arrow, date: str | None) -> bool:
        """Whether some start leads to one thing and its set is whole. What is linked to a thing is one by declaration only: a class of
        one member is no name for it."""
        if single(self.ontology.predicates[arrow.predicate], arrow.inverse):
            return True
        if arrow.inverse:
            return False
        whole = self._grounding.whole(self.table.predicate_index[arrow.predicate], arrow.inverse, date)
        return bool(((self.degree(arrow, date) == 1) & whole).any())

    def dates(self, predicate: str) -> tuple[str | None, ...]:
        """The dates to ask a predicate at: None (the corpus date) unless it is changing; then days inside the validity of its facts.

        Each day is the first on which some fact certainly holds (in one that holds from April 2021: 1 May), the one on which most facts
        hold before the others, until every fact that surely holds on some day is asked.
        """
        if predicate not in self._dates:
            self._dates[predicate] = self._days(predicate)
        return self._dates[predicate]

    def _days(self, predicate: str) -> tuple[str | None, ...]:
        table, number = self.table, self.table.predicate_index[predicate]
        codes, counts = np.unique(table.valid[table.slices[number] : table.slices[number + 1]], return_counts=True)
        changing = self.ontology.predicates[predicate].changing
        days = np.array([_surely(table.validities[code]) for code in codes.tolist()], np.int64).reshape(-1, 3)
        first, after, ended = days.T
        today = datetime.date.fromisoformat(table.date).toordinal() if table.date else LAST
        left = (first > 0) & (changing | (ended <= today))
        best: list[int] = []
        while left.any() and len(best) < MOST_DATES:
            tried = np.unique(first[left])
            held = _count_up_to(first[left], counts[left], tried) - _count_up_to(after[left], counts[left], tried)
            day = int(tried[np.argmax(held)])
            best.append(day)
            left &= (first > day) | (after <= day)
        return (*(() if changing else (None,)), *(datetime.date.fromordinal(day).isoformat() for day in sorted(best)))

    def undated(self) -> Iterator[int]:
        """Rows of facts that change and hold for certain on no day: no question rests on them."""
        table = self.table
        never = np.array([_surely(valid)[0] == 0 for valid in table.validities], bool)
        for arrow in self.arrows:
            if not arrow.inverse and self.ontology.predicates[arrow.predicate].changing:
                number = table.predicate_index[arrow.predicate]
                begin, end = int(table.slices[number]), int(table.slices[number + 1])
                yield from (np.flatnonzero(never[table.valid[begin:end]]) + begin).tolist()


def _surely(valid: Validity) -> tuple[int, int, int]:
    """A day on which a fact certainly holds (its first, or its last where it has no beginning; 0 if there is none), the day after which
    it no longer does, and the first on which it certainly does not."""
    when = span(valid)
    first = 0 if when.sure >= when.sure_end else when.sure if valid.start else when.sure_end - 1 if valid.end else 0
    return first, when.sure_end, when.may_end


def _count_up_to(days: NDArray[np.int64], counts: NDArray[np.int64], tried: NDArray[np.int64]) -> NDArray[np.int64]:
    """How much of what has these days lies on or before each tried day."""
    order = np.argsort(days, kind="stable")
    total = np.concatenate([[0], np.cumsum(counts[order])])
    return np.asarray(total[np.searchsorted(days[order], tried, side="right")])


def shapes(survey: Survey) -> Iterator[Shape]:
    """All shapes to ask, in a fixed order: one step, siblings, selections, chains, two conditions, differences, numbers."""
    for make in (_steps, _siblings, _details, _given, _chains, _long, _both, _among, _shared, _minus, _counts):
        yield from make(survey)


def dates_of(survey: Survey, *arrows: Arrow) -> list[str | None]:
    """Dates at which all of these predicates can be asked: changing ones fix the date. What holds without a date is joined to the last
    of them only: nobody asks what a leaflet of today said when its medicine was new."""
    changing = [set(survey.dates(a.predicate)) for a in arrows if survey.ontology.predicates[a.predicate].changing]
    if changing:
        found = sorted(d for d in set.intersection(*changing) if d)
        return [*(found if len(changing) == len(arrows) else found[-1:])]
    if len(arrows) == 1:
        return sorted(survey.dates(arrows[0].predicate), key=lambda d: d or "")
    return [None]


def _steps(survey: Survey) -> Iterator[Shape]:
    for arrow in survey.arrows:
        for date in dates_of(survey, arrow):
            name = "subjects" if arrow.inverse else "objects"
            yield Shape(name, arrow.step(X), arrow.step(X), date=date, single=survey.single(arrow, date))
    if "rdf:type" in survey.table.predicate_index:
        yield Shape("objects", Arrow("rdf:type").step(X), Arrow("rdf:type").step(X))


def _sibling(arrow: Arrow, of: f.Form = X) -> f.Form:
    inner = arrow.step(of)
    return arrow.back.step(inner, drop=("?0",)) if of is X else f.Minus(arrow.back.step(inner), of)


def _siblings(survey: Survey) -> Iterator[Shape]:
    for arrow in survey.arrows:
        if survey.ontology.predicates[arrow.predicate].symmetric:
            continue
        for date in dates_of(survey, arrow):
            yield Shape("siblings", _sibling(arrow), arrow.step(X), others=(arrow.step(X),), date=date, shared=arrow)


def _details(survey: Survey) -> Iterator[Shape]:
    """One step over the facts that a detail selects: 谁担任X的董事长？"""
    for arrow in survey.arrows:
        for name in survey.ontology.predicates[arrow.predicate].qualifiers:
            detail = survey.ontology.predicates.get(name)
            if detail is None or detail.qualifier != "detail" or detail.kind != "object":
                continue
            for date in dates_of(survey, arrow):
                form = arrow.step(X, with_=(f.Given(name, "?1"),))
                yield Shape("selected", form, arrow.step(X), detail=name, date=date)


def _given(survey: Survey) -> Iterator[Shape]:
    """One step with its conditions: any of them (the answer says which), or one that the question states."""
    table = survey.table
    for arrow in survey.arrows:
        number = table.predicate_index[arrow.predicate]
        rows = slice(int(table.slices[number]), int(table.slices[number + 1]))
        if not table.conditional[rows].any():
            continue
        for date in dates_of(survey, arrow):
            yield Shape("any", arrow.step(X, with_="any"), arrow.step(X, with_="any"), date=date)
            codes = np.unique(table.qualifiers[rows][table.conditional[rows]])
            seen = set()
            for code in codes.tolist():
                pairs = [(table.predicates[p], table.terms[v]) for p, v in table.qualifier_sets[code]]
                conditions = tuple(Qualifier(name, value) for name, value in pairs if not table.is_detail(name))
                if any((p := survey.ontology.predicates.get(q.predicate)) and not p.display for q in conditions):
                    continue  # its values are told apart in answers only
                entries = tuple(e for q in conditions for e in given(q.predicate, q.value))
                if entries and entries not in seen:
                    seen.add(entries)
                    form = arrow.step(X, with_=entries)
                    yield Shape("given", form, form, others=(arrow.step(X),), date=date, conditions=conditions)


def given(qualifier: str, value: Term) -> tuple[f.Given, ...]:
    """The entries of ``with`` that say a condition's own value: "below 30" for an interval with an open upper bound."""
    if isinstance(value, str) or not value.is_interval:
        return (f.Given(qualifier, value),)
    out = []
    for bound, open_, cmp in ((value.min, value.min_open, ">"), (value.max, value.max_open, "<")):
        if bound is not None:
            out.append(f.Given(qualifier, Literal(value.datatype, bound, unit=value.unit), cmp if open_ else f"{cmp}="))
    return tuple(out)


def _chains(survey: Survey) -> Iterator[Shape]:
    """Two steps, the first to a single thing."""
    for a in survey.arrows:
        if survey.literal(a):
            continue
        for b in survey.arrows:
            if b.predicate == a.predicate:
                continue
            for date in dates_of(survey, a, b):
                if survey.sometimes_single(a, date) and survey.meets(a, b, date):
                    form = b.step(a.step(X))
                    others = (a.step(X), b.step(X))
                    yield Shape("chain", form, a.step(X), middles=(a.step(X),), others=others, date=date, single=survey.single(b, date))


def _long(survey: Survey) -> Iterator[Shape]:
    """Three steps: a single thing's siblings, or two single things in a row."""
    for a in survey.arrows:
        if survey.literal(a):
            continue
        for b in survey.arrows:
            if b.predicate == a.predicate:
                continue
            for date in dates_of(survey, a, b):
                if not survey.single(a, date) or not survey.sometimes_single(a, date) or not survey.meets(a, b, date):
                    continue
                first = a.step(X)
                others: tuple[f.Form, ...] = (first, b.step(first), b.step(X), b.back.step(first))
                if survey.joins(a, b) and not survey.ontology.predicates[b.predicate].symmetric:
                    yield Shape("siblings of one", _sibling(b, first), first, middles=(first,), others=others, date=date, shared=b)
                if survey.literal(b) or not survey.single(b, date):
                    continue
                for c in survey.arrows:
                    if c.predicate in (a.predicate, b.predicate) or date not in dates_of(survey, a, b, c) or not survey.meets(b, c, date):
                        continue
                    form = c.step(b.step(first))
                    others = (first, b.step(first), c.step(first), c.step(b.step(X)), b.step(X), c.step(X))
                    middles = (first, b.step(first))
                    yield Shape("long chain", form, first, middles=middles, others=others, date=date, single=survey.single(c, date))


def _both(survey: Survey) -> Iterator[Shape]:
    """Two conditions on one head: what is linked to X and to Y."""
    inverse = [a for a in survey.arrows if a.inverse]
    for n, a in enumerate(inverse):
        for b in inverse[n:]:
            for date in dates_of(survey, a, b):
                if survey.joins(a, b) and survey.reach_same(a, b, date):
                    parts = (a.step(X), b.step(Y))
                    yield Shape("both", f.And(parts), a.step(X), second=b.back, others=parts, date=date)


def _among(survey: Survey) -> Iterator[Shape]:
    """The objects, or the siblings, of X of which something holds; from a single thing also what it leads to."""
    for a in survey.arrows:
        for b in survey.arrows:
            if not b.inverse or b.predicate == a.predicate or not survey.joins(a, b):
                continue
            for date in dates_of(survey, a, b):
                if not a.inverse and not survey.literal(a) and survey.reach_same(a, b, date):
                    parts = (a.step(X), b.step(Y))
                    yield Shape("among", f.And(parts), a.step(X), second=b.back, others=parts, date=date)
                if survey.one_each(a, date) and survey.reach_same(a.back, b, date):
                    sibling = _sibling(a)
                    pair = (sibling, b.step(Y))
                    yield Shape("among siblings", f.And(pair), sibling, second=b.back, others=pair, date=date, shared=a)


def _shared(survey: Survey) -> Iterator[Shape]:
    for a in survey.arrows:
        if a.inverse or survey.literal(a) or single(survey.ontology.predicates[a.predicate], False):
            continue
        for date in dates_of(survey, a):
            parts = (a.step(X), a.step(Y))
            yield Shape("shared", f.And(parts), a.step(X), second=a.back, others=parts, date=date)


def _minus(survey: Survey) -> Iterator[Shape]:
    inverse = [a for a in survey.arrows if a.inverse and survey.has_grounds(a)]
    for a in inverse:
        for b in inverse:
            for date in dates_of(survey, a, b):
                if survey.joins(a, b) and survey.reach_same(a, b, date):
                    parts = (a.step(X), b.step(Y))
                    yield Shape("minus", f.Minus(*parts), a.step(X), second=b.back, others=(a.step(X),), whole=True, date=date)


def _counts(survey: Survey) -> Iterator[Shape]:
    for arrow in survey.arrows:
        if survey.literal(arrow) or not survey.has_grounds(arrow) or single(survey.ontology.predicates[arrow.predicate], arrow.inverse):
            continue
        for date in dates_of(survey, arrow):
            yield Shape("count", f.Count(arrow.step(X)), arrow.step(X), whole=True, date=date)


def steps_of(shape: Shape) -> str:
    """The predicates of a shape for people, in the order walked: ``^`` marks an inverse step."""
    if isinstance(shape.form, f.Ask):
        return shape.form.predicate
    return " ".join(("^" if step.inverse else "") + step.predicate for step in f.walk(shape.form) if isinstance(step, (f.Step, f.Every)))
