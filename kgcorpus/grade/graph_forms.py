"""What else a question's form tells of an answer: what one step less gives, what was true before, what the graph disproves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import orjson

from kgcorpus import forms as f
from kgcorpus.errors import FormError
from kgcorpus.grade.graph_facts import Graph
from kgcorpus.graph.conditions import span
from kgcorpus.model import Fact, Ground, Json, Literal, Term
from kgcorpus.values_dates import days

SETS = (f.Step, f.And, f.Or, f.Minus, f.Every, f.Where, f.WhereLinked, f.Class)
"""Forms that denote a set by what its members are linked to."""
MEMBERS = 50
"""Of a larger set on the way it is not worked out whether each member is wrong."""


def form_of(question: Mapping[str, Json]) -> f.Form | None:
    """The form that a sample carries, if it can be read."""
    form = question.get("form")
    return _parsed(orjson.dumps(form, option=orjson.OPT_SORT_KEYS)) if isinstance(form, dict) else None


@lru_cache(maxsize=20_000)
def _parsed(text: bytes) -> f.Form | None:
    try:
        return f.parse(orjson.loads(text))
    except FormError:
        return None


@dataclass(frozen=True, slots=True)
class Shorter:
    """A form with one step or condition left out, and its answers (``value``: how many, where the form counts)."""

    form: f.Form
    step: bool
    answers: frozenset[str]
    value: Json = None


@dataclass(frozen=True, slots=True)
class Disproof:
    """Why something is no answer: ``denied``, ``other`` value, ``listed`` (all answers are known), ``class`` (it is of another class) or
    ``excluded`` (what the question excludes). ``facts`` and ``grounds`` say so; ``wanted`` are the classes or the values that it should
    be; ``predicate``: the one of which they are its own values."""

    kind: str
    facts: tuple[Fact, ...] = ()
    grounds: tuple[Ground, ...] = ()
    wanted: tuple[Term, ...] = ()
    predicate: str = ""


class Forms:
    """Forms over one graph; what was worked out is kept by form."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.shorter = lru_cache(maxsize=20_000)(self._shorter)
        self.past = lru_cache(maxsize=5_000)(self._past)
        self.disproof = lru_cache(maxsize=50_000)(self._disproof)

    def answers(self, form: f.Form) -> tuple[Term, ...]:
        """The answers to a form; none where the graph cannot answer it."""
        try:
            return self.graph.answer(form).answers
        except FormError:
            return ()

    def supporting(self, form: f.Form, id: str) -> list[Fact]:
        """The asserted facts by which an entity is an answer."""
        try:
            return self.graph.facts_of(self.graph.answer(_only(form, id), proof=True).facts)
        except FormError:
            return []

    def supporting_value(self, form: f.Form, value: Literal) -> list[Fact]:
        """The asserted facts with a value by which it is an answer."""
        try:
            return [fact for fact in self.graph.facts_of(self.graph.answer(form, proof=True).facts) if fact.object == value]
        except FormError:
            return []

    # ------------------------------------------------------------------ a step less

    def _shorter(self, form: f.Form) -> tuple[Shorter, ...]:
        """What the form with one step or condition left out gives, where that is another set; one by steps before one by conditions."""
        own = self.answers(form)
        out: dict[frozenset[str], Shorter] = {}
        for variant, step in (*_variants(form), *_stops(form)):
            if not isinstance(f.undated(variant), (*SETS, f.Count)) or isinstance(f.undated(variant), f.Class):
                continue
            try:
                found = self.graph.answer(variant)
            except FormError:
                continue
            ids = frozenset(term for term in found.answers if isinstance(term, str))
            if ids and ids != frozenset(own) and (ids not in out or (step and not out[ids].step)):
                out[ids] = Shorter(variant, step, ids)
            if found.valued and found.value is not None and found.value != self.graph.answer(form).value:
                out.setdefault(frozenset((str(found.value),)), Shorter(variant, step, frozenset(), found.value))
        return tuple(sorted(out.values(), key=lambda s: (not s.step, -f.hops(s.form))))

    # ------------------------------------------------------------------ what was true

    def _past(self, form: f.Form) -> Mapping[Term, tuple[str, tuple[Fact, ...]]]:
        """What was an answer before the date of the question: until when, and the facts that ended; "" of what a later edition
        replaced."""
        out: dict[Term, tuple[str, tuple[Fact, ...]]] = {}
        at = form.date if isinstance(form, f.AsOf) else self.graph.date
        asked = f.undated(form)
        if isinstance(asked, f.And):  # whatever was so of one of the conditions
            for part in asked.of:
                for term, ended in self.past(f.AsOf(part, at)).items():
                    out.setdefault(term, ended)
            return out
        if any(isinstance(part, f.AsOf) for part in f.walk(asked)):
            return {}
        now = set(self.answers(form))
        if isinstance(asked, f.Step) and isinstance(asked.of, f.Entity):
            for fact in self.graph.replaced.get(asked.predicate, ()):
                here, there = (fact.object, fact.subject) if asked.inverse else (fact.subject, fact.object)
                if here == asked.of.id and not fact.qualifiers and not fact.negated and there not in now:
                    out.setdefault(there, ("", (fact,)))
        first, _ = days(at)
        predicates = set(f.predicates_of(asked))
        mine = [fact for id in predicates | self._twins(predicates) for fact in self.graph.ended.get(id, ())]
        mine.sort(key=lambda fact: fact.id)
        ends = sorted({(span(fact.valid).sure_end, str(fact.valid.end)) for fact in mine}, reverse=True)
        for last, end in ends:
            if last > first or last < 2:
                continue
            before = f.AsOf(asked, datetime.date.fromordinal(last - 1).isoformat())
            for term in self.answers(before):
                if term not in now and term not in out:
                    facts = self.supporting(before, term) if isinstance(term, str) else [x for x in mine if x.object == term]
                    out[term] = end, tuple(fact for fact in facts if fact.valid.end == end)
        return out

    def _twins(self, predicates: set[str]) -> set[str]:
        known = self.graph.ontology.predicates.values()
        return {p.id for p in known if p.inverse_of in predicates} | {p.inverse_of for p in known if p.id in predicates and p.inverse_of}

    # ------------------------------------------------------------------ what is disproved

    def _disproof(self, form: f.Form, id: str, date: str | None = None) -> Disproof | None:
        """Why an entity is certainly no answer to a form, or None where the graph leaves it open."""
        try:
            found = self._by_shape(form, id, date)
            if found is None:
                whole = self.graph.answer(_at(form, date))
                if whole.complete and id not in whole.answers and not whole.valued:
                    found = Disproof("listed", grounds=whole.grounds)
            return found
        except FormError:
            return None

    def _by_shape(self, form: f.Form, id: str, date: str | None) -> Disproof | None:
        if isinstance(form, f.Entity):
            return None if form.id == id else Disproof("other", wanted=(form.id,))
        if isinstance(form, f.Class):
            return self._of_class((form.id,), id)
        if isinstance(form, f.AsOf):
            return self.disproof(form.of, id, form.date)
        if isinstance(form, f.Step):
            return self._of_step(form, id, date)
        if isinstance(form, f.And):
            return next((d for part in form.of if (d := self.disproof(part, id, date))), None)
        if isinstance(form, f.Or):
            each = [self.disproof(part, id, date) for part in form.of]
            return each[0] if all(each) else None
        if isinstance(form, f.Minus):
            found = self.disproof(form.of, id, date)
            if found is None and id in self.answers(_at(form.without, date)):
                found = Disproof("excluded", tuple(self.supporting(_at(form.without, date), id)))
            return found
        if isinstance(form, (f.Where, f.WhereLinked)):
            if found := self.disproof(form.of, id, date):
                return found
            alone = _at(replace(form, of=f.Entity(id)), date)
            whole = self.graph.answer(alone)
            if not whole.complete or whole.answers:
                return None
            values = self.graph.answer(_at(f.Step(f.Entity(id), form.predicate, getattr(form, "inverse", False)), date), proof=True)
            return Disproof("other", tuple(self.graph.facts_of(values.facts)), whole.grounds, values.answers, form.predicate)
        if isinstance(form, f.Every):
            step = f.Step(form.of, form.predicate, form.inverse, (), form.with_)
            return next((d for of in self._members(step.of, date) if (d := self._pair(step, of, id, date))), None)
        return None

    def _of_step(self, form: f.Step, id: str, date: str | None) -> Disproof | None:
        predicate = self.graph.ontology.predicates.get(form.predicate)
        if predicate is not None and (found := self._of_class(predicate.domain if form.inverse else predicate.range, id)):
            return found
        if isinstance(form.of, f.Entity):
            return self._pair(form, form.of.id, id, date)
        # from the other end: all that it is linked to is known, and none of that is on the way
        back = self.graph.answer(_at(f.Step(f.Entity(id), form.predicate, not form.inverse, (), form.with_), date), proof=True)
        single = predicate is not None and form.inverse and predicate.functional and back.answers
        if (back.complete or single) and all(isinstance(t, str) for t in back.answers) and len(back.answers) <= MEMBERS:
            wrong = [self.disproof(form.of, str(t), date) for t in back.answers]
            if all(wrong):
                facts = tuple(self.graph.facts_of(back.facts))
                return Disproof("other" if facts else "listed", facts, back.grounds, back.answers, form.predicate if form.inverse else "")
        members = self.graph.answer(_at(form.of, date))
        if self._closed(form.of, date) and 0 < len(members.answers) <= MEMBERS:
            pairs = [self._pair(form, str(t), id, date) for t in members.answers if isinstance(t, str)]
            if len(pairs) == len(members.answers) and all(pairs):
                return pairs[0]
        return None

    def _closed(self, form: f.Form, date: str | None) -> bool:
        """Whether nothing else is on the way: the set is complete, or each thing has one value and it is known."""
        found = self.graph.answer(_at(form, date))
        if found.complete or isinstance(form, f.Entity):
            return True
        if not isinstance(form, f.Step) or form.inverse or form.drop or form.with_ or not found.answers:
            return False
        predicate = self.graph.ontology.predicates.get(form.predicate)
        one = isinstance(form.of, f.Entity) or len(self.answers(_at(form.of, date))) == 1
        return predicate is not None and predicate.functional and one and self._closed(form.of, date)

    def _members(self, form: f.Form, date: str | None) -> list[str]:
        return [term for term in self.answers(_at(form, date)) if isinstance(term, str)]

    def _pair(self, form: f.Step, of: str, id: str, date: str | None) -> Disproof | None:
        """Why a step does not lead from one entity to another."""
        subject, object = (id, of) if form.inverse else (of, id)
        found = self.graph.answer(_at(f.Ask(subject, form.predicate, object, form.with_), date), proof=True)
        if found.value is None and form.with_ is None:  # other things may hold under conditions, this one not even so
            found = self.graph.answer(_at(f.Ask(subject, form.predicate, object, "any"), date), proof=True)
        if found.value is not False:
            return None
        facts = tuple(self.graph.facts_of(found.facts))
        if any(fact.negated for fact in facts):
            return Disproof("denied", tuple(fact for fact in facts if fact.negated))
        if denied := self._denied(subject, form.predicate, object):
            return Disproof("denied", denied)
        if facts:
            wanted = tuple(dict.fromkeys(fact.object for fact in facts))
            return Disproof("other", facts, wanted=wanted, predicate=form.predicate if form.inverse else "")
        return Disproof("listed", grounds=found.grounds)

    def _denied(self, subject: str, predicate: str, object: str) -> tuple[Fact, ...]:
        pairs = {(subject, predicate, object)}
        for twin in self._twins({predicate}):
            pairs.add((object, twin, subject))
        known = self.graph.ontology.predicates.get(predicate)
        if known is not None and known.symmetric:
            pairs.add((object, predicate, subject))
        return tuple(fact for fact in self.graph.negated if (fact.subject, fact.predicate, fact.object) in pairs and not fact.qualifiers)

    def _of_class(self, wanted: tuple[str, ...], id: str) -> Disproof | None:
        """Whether an entity is of none of some classes: neither of theirs, nor of one that could be narrowed to theirs."""
        ontology, own = self.graph.ontology, self.graph.classes(id)
        if not wanted or not own or ontology.fits(own, wanted):
            return None
        if any(cls in ontology.ancestors(w) for w in wanted for cls in own):
            return None
        return Disproof("class", wanted=wanted)


def _only(form: f.Form, id: str) -> f.Form:
    """The form whose answers are the one entity, if it is an answer."""
    if isinstance(form, f.AsOf):
        return f.AsOf(_only(form.of, id), form.date)
    return f.And((form, f.Entity(id)))


def _at(form: f.Form, date: str | None) -> f.Form:
    return f.AsOf(form, date) if date and not isinstance(form, f.AsOf) else form


def _variants(form: f.Form) -> Iterator[tuple[f.Form, bool]]:
    """The form with one step (True) or one condition (False) left out."""
    if isinstance(form, (f.Step, f.Every)):
        yield form.of, True
    elif isinstance(form, (f.Where, f.WhereLinked, f.Minus, f.Most, f.Least, f.MostLinked, f.LeastLinked)):
        yield form.of, False
    elif isinstance(form, f.And):
        for part in form.of:
            rest = tuple(other for other in form.of if other is not part)
            yield (rest[0] if len(rest) == 1 else replace(form, of=rest)), False
    for part in f.parts(form):
        for variant, step in _variants(part):
            if isinstance(variant, f.Entity) and isinstance(form, (f.And, f.Or, f.Minus)):
                continue  # a thing that the question names is no set to combine with
            yield f.rebuild(form, lambda inner, part=part, variant=variant: variant if inner is part else inner), step  # type: ignore[misc]


def _stops(form: f.Form, date: str | None = None, stepped: bool = False) -> Iterator[tuple[f.Form, bool]]:
    """The sets on the way to what a form denotes; True for those behind which a step is left to take."""
    if isinstance(form, f.AsOf):
        yield from _stops(form.of, form.date, stepped)
        return
    behind = stepped or isinstance(form, (f.Step, f.Every))
    for part in f.parts(form):
        if behind:
            yield _at(part, date), True
        yield from _stops(part, date, behind)
