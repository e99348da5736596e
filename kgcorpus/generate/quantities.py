"""The measured predicates of a graph: who has which value by which works, and which of them one question may set side by side.

What is compared is drawn for each anchor by a digest of ids, among things of its sort (a family, a food group) whose values one work
gives: a changed document changes only the questions that rest on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import numpy as np

from kgcorpus import forms as f
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Literal, digest
from kgcorpus.ontology_wording_measures import DATES, NUMBERS

from .material import Material
from .phrases import Name
from .shapes import Arrow
from .speaker import GRAMMARS

MOST_BESIDE = 4
MOST_ANCHORS = 400
"""Anchors of a predicate that questions are made of; where there are more, a digest of their ids draws them."""


@dataclass(frozen=True, slots=True)
class Value:
    """The one certain value of a subject: a single number or date, the row of its fact, and the works that give it."""

    subject: str
    literal: Literal
    row: int
    works: frozenset[str]


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
        return min(self.values[anchor].works, key=lambda work: self.rank(anchor, work), default="")

    def beside(self, anchor: str, most: int) -> tuple[str, ...]:
        """Up to so many other subjects to set beside an anchor by the same work: those with which it shares most of what sorts them, or
        where nothing sorts, of its kind."""
        if anchor not in self._drawn:
            work, kind = self.work(anchor), self.material.survey.kind(anchor)
            sorts = self._sorts[anchor]
            shared = {
                other: len(sorts & self._sorts[other])
                for other, value in self.values.items()
                if other != anchor and (not work or work in value.works) and self.material.survey.kind(other) == kind
            }
            alike = [other for other, number in shared.items() if number or not (sorts or self._sorts[other])]
            self._drawn[anchor] = tuple(sorted(alike, key=lambda other: (-shared[other], self.rank(anchor, other)))[:MOST_BESIDE])
        return self._drawn[anchor][:most]

    @cached_property
    def _sorts(self) -> dict[str, frozenset[tuple[str, int]]]:
        """For each subject what sorts it: predicates whose values name a sort of things, with the value."""
        table = self.material.table
        out: dict[str, set[tuple[str, int]]] = {id: set() for id in self.values}
        for arrow in sorting(self.material):
            links = table.links(table.predicate_index[arrow.predicate], False, Use())
            for id in out:
                at = table.index[id]
                out[id].update((arrow.predicate, o) for o in links.other[links.start[at] : links.start[at + 1]].tolist())
        return {id: frozenset(found) for id, found in out.items()}


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
    datatype = material.ontology.predicates[predicate].datatype
    kinds = NUMBERS if datatype in NUMBERS else DATES
    values: dict[str, Value] = {}
    held: dict[str, tuple[Literal, ...]] = {}
    for at in np.flatnonzero(certain.degree[: table.entities] > 0).tolist():
        first, last = int(certain.start[at]), int(certain.start[at + 1])
        found = [v for n in sorted(set(certain.other[first:last].tolist())) if (v := table.value(n)) is not None and v.datatype in kinds]
        if not found or not isinstance(id := table.terms[at], str):
            continue
        held[id] = tuple(found)
        if certain.degree[at] == possible.degree[at] == 1 and found[0].value is not None:
            rows = certain.row[first:last].tolist()
            values[id] = Value(id, found[0], int(rows[0]), frozenset(material.shared_works(material.support(rows))))
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
