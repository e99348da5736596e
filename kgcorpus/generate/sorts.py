"""The sets whose members' values a question looks at: a class, or the things of one sort (a food group, the steps of a recipe)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.graph.conditions import Use

from .material import Material
from .phrases import Head, Name, Noun, slot
from .quantities import Quantity, name_of, singled, sorting
from .shapes import Arrow, X
from .wording import nouns

MOST_MEMBERS = 60
"""Sets of more members are not looked at as a whole; a class may be larger, because a threshold narrows it."""
MOST_SETS = 120
"""Sets of one sorting predicate that are looked at; where there are more, a digest of their ids draws them."""


@dataclass(frozen=True)
class Sort:
    """A set: a class (``arrow`` None, no start), or what is linked to one start by an arrow. ``answers`` are the sets of all starts."""

    quantity: Quantity
    form: f.Form
    starts: tuple[tuple[str, ...], ...]
    arrow: Arrow | None = None

    @property
    def material(self) -> Material:
        return self.quantity.material

    @property
    def name(self) -> str:
        """What names of shapes say of the set, behind the measured predicate."""
        return "" if self.arrow is None else (" ^" if self.arrow.inverse else " ") + self.arrow.predicate

    @cached_property
    def answers(self) -> ShapeAnswers:
        return answer_shape(self.quantity.dated(self.form), list(self.starts), self.material.table)

    def members(self, row: int) -> list[str]:
        return [t for t in self.answers.answers(row) if isinstance(t, str)]

    def facts(self, row: int) -> tuple[str, ...]:
        """The facts that make the set and give its members' values."""
        quantity, table = self.quantity, self.material.table
        links = table.links(table.predicate_index[quantity.predicate], False, Use(quantity.date))
        rows = set(self.answers.support(row))
        for id in self.members(row):
            at = table.index[id]
            rows.update(links.row[links.start[at] : links.start[at + 1]].tolist())
        return self.material.support(sorted(rows))

    def noun(self, language: str, many: bool) -> Noun:
        """The set as a noun with slot 0 for its start (``many``: the start's name takes a plural verb); raises ``NoWording``."""
        speaker = self.material.speaker(language)
        if self.arrow is None:
            made: Noun = speaker.grammar.members(self.head(language))
            return replace(made, compact=True)
        return nouns(f.to_json(self.form), speaker, (many, False), True)[0]

    def head(self, language: str) -> Head:
        speaker = self.material.speaker(language)
        if self.arrow is None:
            assert isinstance(self.form, f.Class)
            return speaker.class_head((self.form.id,))
        return speaker.head(self.arrow.predicate, self.arrow.inverse)

    def start_names(self, language: str, row: int) -> list[Name] | str:
        """The names of a row's start, or the reason why there are none."""
        found: list[Name] = []
        for id in self.starts[row]:
            assert self.arrow is not None
            predicate = self.material.ontology.predicates[self.arrow.predicate]
            name = name_of(self.material, language, id, predicate.range if self.arrow.inverse else predicate.domain)
            if isinstance(name, str):
                return name
            found.append(name)
        return found


def class_of(quantity: Quantity) -> Sort | None:
    """All members of the predicate's domain, where that is one class."""
    domain = quantity.material.ontology.predicates[quantity.predicate].domain
    return Sort(quantity, f.Class(domain[0]), ((),)) if len(domain) == 1 else None


def sets_of(quantity: Quantity) -> Iterator[Sort]:
    """The sorts of the predicate's subjects: for each sorting predicate all values with at least two subjects that have a value."""
    material = quantity.material
    table = material.table
    bearers = np.zeros(len(table.terms), np.int32)
    bearers[[table.index[id] for id in quantity.held]] = 1
    for arrow in sorting(material):
        links = table.links(table.predicate_index[arrow.predicate], True, Use(quantity.date))
        number = links.matrix @ bearers
        found = [str(table.terms[n]) for n in np.flatnonzero((number >= 2) & (links.degree <= MOST_MEMBERS)).tolist() if n < table.entities]
        if len(found) > MOST_SETS:
            found = sorted(sorted(found, key=lambda id: quantity.rank("set", id))[:MOST_SETS])
        if found:
            yield Sort(quantity, arrow.back.step(X), tuple((id,) for id in found), arrow.back)


def members_named(
    material: Material, language: str, ids: Sequence[str], classes: Sequence[str], first: int
) -> tuple[list[Name], list[Noun]] | str:
    """Names of members and the nouns that stand for them from slot ``first`` on, or the reason why one cannot be named."""
    names: list[Name] = []
    for id in ids:
        name = name_of(material, language, id, classes)
        if isinstance(name, str):
            return name
        names.append(singled(name))
    return names, [Noun(slot(first + n), "name", name.many) for n, name in enumerate(names)]
