"""The measured predicates of a graph: who has which value by which works, and which of them one question may set side by side.

What is compared is drawn for each anchor by a digest of ids, among things of its sort (a family, a food group) whose values one work
gives: a changed document changes only the questions that rest on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kgcorpus import forms as f
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Literal, digest
from kgcorpus.ontology_wording_measures import DATES, NUMBERS

from .material import Material
from .naming import capital
from .phrases import Name
from .shapes import Arrow
from .speaker import GRAMMARS

MOST_BESIDE, MOST_TRIED = 4, 60
"""How many things are set beside an anchor at most, and among how many of the nearest those of one work are looked for."""
MOST_ANCHORS = 200
"""Anchors of a predicate that questions are made of; where there are more, a digest of their ids draws them."""


@dataclass(frozen=True, slots=True)
class Value:
    """The one certain value of a subject: a single number or date, and the rows of its facts."""

    subject: str
    literal: Literal
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Quantity:
    """A predicate with the values of its subjects (``date``: on that day, for one that changes): ``values`` has those with one exact
    value in the unit that most have, ``held`` all of every subject. ``mixed``: there are other units or kinds, which a whole class or sort
    would have to be compared with."""

    material: Material
    predicate: str
    values: dict[str, Value]
    held: dict[str, tuple[Literal, ...]]
    date: str | None = None
    mixed: bool = False
    _drawn: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _works: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def literals(self) -> frozenset[Literal]:
        """All values that certainly hold."""
        return frozenset(literal for held in self.held.values() for literal in held)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The subjects that questions begin with, in the order of their ids."""
        names = sorted(self.values)
        if len(names) <= MOST_ANCHORS:
            return tuple(names)
        return tuple(sorted(sorted(names, key=lambda id: self.rank("anchor", id))[:MOST_ANCHORS]))

    def dated(self, form: f.Form) -> f.Form:
        return f.AsOf(form, self.date) if self.date else form

    def rank(self, *of: str) -> str:
        return digest(self.material.seed, self.predicate, *of)

    def draw(self, sides: int, *of: str) -> int:
        """A number below ``sides`` that depends on ids and the seed only."""
        return int(self.rank(*of)[:8], 16) % sides

    def work(self, anchor: str) -> str:
        """The work by which an anchor is asked about; empty where none gives the whole evidence."""
        return min(self.works(anchor), key=lambda work: self.rank(anchor, work), default="")

    def works(self, id: str) -> frozenset[str]:
        """The works that give a subject's value."""
        if id not in self._works:
            self._works[id] = frozenset(self.material.shared_works(self.material.support(self.values[id].rows)))
        return self._works[id]

    def beside(self, anchor: str, most: int) -> tuple[str, ...]:
        """Up to so many other subjects to set beside an anchor: those with which it shares most of what sorts them, or where nothing sorts,
        of its kind; by the same work, unless each stands in a work of its own (statutes and their dates)."""
        if anchor not in self._drawn:
            self._drawn[anchor] = self._nearest(anchor)
        return self._drawn[anchor][:most]

    def _nearest(self, anchor: str) -> tuple[str, ...]:
        own, ids = self._places.of[anchor], self._places.ids
        shared = np.zeros(len(ids), np.int32)
        for tag in self._places.tags[own]:
            shared[self._places.bearers[tag]] += 1
        fit = (self._places.kinds == self._places.kinds[own]) & ((shared > 0) | (not self._places.tags[own]))
        fit[own] = False
        found = np.flatnonzero(fit)
        nearest = found[np.lexsort((self._places.mixed(own)[found], -shared[found]))[:MOST_TRIED]]
        work = self.work(anchor)
        together = [id for n in nearest.tolist() if work in self.works(id := ids[n])]
        return tuple((together or [ids[n] for n in nearest.tolist()])[:MOST_BESIDE])

    @cached_property
    def _places(self) -> Places:
        return Places(self)


class Places:
    """The subjects of a quantity by number, for drawing: their kinds, and what sorts them (predicates whose values name a sort of things,
    with the value)."""

    def __init__(self, quantity: Quantity) -> None:
        material = quantity.material
        table = material.table
        self.ids = sorted(quantity.values)
        self.of = {id: place for place, id in enumerate(self.ids)}
        numbers = np.array([table.index[id] for id in self.ids], np.int64)
        self.kinds = material.survey.kinds[numbers]
        self._digests = np.array([int(quantity.rank(id)[:15], 16) for id in self.ids], np.uint64)
        self.tags: list[list[tuple[str, int]]] = [[] for _ in self.ids]
        bearers: dict[tuple[str, int], list[int]] = {}
        for arrow in sorting(material):
            links = table.links(table.predicate_index[arrow.predicate], False, Use())
            for place, number in enumerate(numbers.tolist()):
                for other in set(links.other[links.start[number] : links.start[number + 1]].tolist()):
                    self.tags[place].append((arrow.predicate, other))
                    bearers.setdefault((arrow.predicate, other), []).append(place)
        self.bearers = {tag: np.array(found, np.int64) for tag, found in bearers.items()}

    def mixed(self, own: int) -> NDArray[np.uint64]:
        """A number for each place that depends on the ids of both and the seed only."""
        mine = np.uint64(int(self._digests[own]) * 0x9E3779B97F4A7C15 % 2**64)
        return mine ^ (self._digests * np.uint64(0xC2B2AE3D27D4EB4F))


def sorting(material: Material) -> list[Arrow]:
    """The predicates whose values sort their subjects: those that an expert says narrow questions, or, where no expert says, those whose
    values' names make nouns (磺脲类药物, "SGLT2 inhibitors") and those of which a thing has one (the recipe of a step)."""
    survey, ontology = material.survey, material.ontology
    said = any(p.filters for p in ontology.predicates.values())
    arrows = [a for a in survey.arrows if not a.inverse and not survey.literal(a) and not ontology.predicates[a.predicate].changing]
    if said:
        return [a for a in arrows if ontology.predicates[a.predicate].filters]
    return [
        a
        for a in arrows
        if ontology.predicates[a.predicate].single or any(_names_a_sort(material, a.predicate, language) for language in GRAMMARS)
    ]


def _names_a_sort(material: Material, predicate: str, language: str) -> bool:
    speaker = material.speaker(language)
    grammar = speaker.grammar
    made = grammar.subjects(speaker.templates(predicate), grammar.name("◯", False), speaker.head(predicate, True), True)
    return any(noun.compact for noun in made)


def quantities(material: Material) -> Iterator[Quantity]:
    """The measured predicates, those that change on the last day they are asked, in the order of the graph's predicates."""
    survey = material.survey
    for arrow in survey.arrows:
        predicate = material.ontology.predicates[arrow.predicate]
        if not survey.literal(arrow) or predicate.datatype not in NUMBERS | DATES:
            continue
        dates = [d for d in survey.dates(arrow.predicate) if d]
        if predicate.changing and not dates:
            continue
        date = max(dates) if predicate.changing else None
        found = _values(material, arrow.predicate, date)
        if found.held:
            yield found


def _values(material: Material, predicate: str, date: str | None) -> Quantity:
    table = material.table
    number = table.predicate_index[predicate]
    certain, possible = (table.links(number, False, Use(date), possible=p) for p in (False, True))
    sure, maybe = certain.degree, possible.degree
    datatype = material.ontology.predicates[predicate].datatype
    kinds = NUMBERS if datatype in NUMBERS else DATES
    values: dict[str, Value] = {}
    held: dict[str, tuple[Literal, ...]] = {}
    for at in np.flatnonzero(sure[: table.entities] > 0).tolist():
        first, last = int(certain.start[at]), int(certain.start[at + 1])
        found = [v for n in sorted(set(certain.other[first:last].tolist())) if (v := table.value(n)) is not None and v.datatype in kinds]
        if not found or not isinstance(id := table.terms[at], str):
            continue
        held[id] = tuple(found)
        if sure[at] == maybe[at] == 1 and found[0].value is not None:
            values[id] = Value(id, found[0], tuple(certain.row[first:last].tolist()))
    units = Counter(literal.unit for found in held.values() for literal in found)
    unit = min(units, key=lambda u: (-units[u], u or "")) if units else None
    one = {id: value for id, value in values.items() if value.literal.unit == unit}
    every = {table.value(n) for n in np.unique(possible.other).tolist()}
    mixed = any(v is not None and (v.unit != unit or v.datatype not in kinds) for v in every)
    return Quantity(material, predicate, one, held, date, mixed)


def size(literal: Literal) -> Decimal:
    """Where a single value lies in the order of its predicate's values."""
    from kgcorpus import values

    return values.bounds(literal)[0] or Decimal(0)


def name_of(material: Material, language: str, id: str, classes: Sequence[str]) -> Name | str:
    """The name of a thing that a question sets beside others, or the reason why it cannot be named there."""
    naming = material.naming(language)
    if id in material.ontology.relative:
        return "not_asked"
    if naming.is_shared(id):
        return "homonym"
    return naming.fitting(id, classes) or "no_label"


def singled(name: Name) -> Name:
    """A name as it stands in a list of kinds: "the three black crows pattern", not "a three black crows pattern"."""
    definite = name.definite
    return name if definite == name.full else replace(name, full=definite, indefinite=definite, first=capital(definite))
