"""Short paths between two things of a graph, over facts that hold without conditions: who is linked to whom, and through what.

A thing through which very many others are linked says little of two of them, so pairs that meet in such a hub are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .material import Material
from .series import numbered
from .shapes import Arrow, Survey, dates_of

Ints = NDArray[np.int64]
HUB = 12
"""A thing with more neighbours connects nothing that anybody would ask about."""
SCALE = 6
"""A class of fewer members is a scale (high, low) rather than things whose relations one asks about."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One fact walked from one of its ends: ``arrow`` leads from ``start`` to ``end`` (numbers of terms)."""

    start: int
    arrow: Arrow
    end: int

    @property
    def fact(self) -> tuple[int, str, int]:
        """Subject, predicate, object."""
        return (self.end, self.arrow.predicate, self.start) if self.arrow.inverse else (self.start, self.arrow.predicate, self.end)


class Paths:
    """Who is linked to whom in a graph."""

    def __init__(self, material: Material, scale: int = SCALE) -> None:
        self.material, self.survey, self.scale = material, material.survey, scale
        self.arrows = [a for a in _walked(self.survey) for a in (a, a.back)]
        found = [self._edges(number, arrow) for number, arrow in enumerate(self.arrows)]
        start, end, code = (np.concatenate([edges[n] for edges in found] or [np.zeros(0, np.int64)]) for n in range(3))
        order = np.lexsort((code, end, start))
        self._end, self._code = end[order], code[order]
        self._to_one: dict[Arrow, bool] = {}
        self._begin = np.searchsorted(start[order], np.arange(len(self.survey.table.terms) + 1))

    def _edges(self, number: int, arrow: Arrow) -> tuple[Ints, Ints, Ints]:
        matrix = self.survey.links(arrow).matrix
        start = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
        end = matrix.indices.astype(np.int64)
        return start, end, np.full(len(end), number, np.int64)

    def links(self, term: int) -> list[Link]:
        """All links of a thing, by the other end."""
        here = slice(int(self._begin[term]), int(self._begin[term + 1]))
        pairs = zip(self._end[here].tolist(), self._code[here].tolist(), strict=True)
        return [Link(term, self.arrows[code], end) for end, code in pairs if end != term]

    @cached_property
    def neighbours(self) -> Ints:
        """For each term how many others it is linked to."""
        terms = len(self._begin) - 1
        start = np.repeat(np.arange(terms, dtype=np.int64), np.diff(self._begin))
        distinct = np.unique(start * terms + self._end) // terms
        return np.bincount(distinct, minlength=terms)

    @cached_property
    def things(self) -> NDArray[np.bool_]:
        """For each term whether it is a thing of its own, not a value on a scale."""
        table, kinds = self.survey.table, self.survey.kinds
        sizes = np.bincount(kinds, minlength=int(kinds.max(initial=0)) + 1)
        named = np.array([isinstance(t, str) and t in self.material.entities for t in table.terms], bool)
        return named & (sizes[kinds] >= self.scale) & (self.neighbours > 0) & ~numbered(self.material)

    @cached_property
    def relating(self) -> frozenset[str]:
        """The predicates by which one says that two things are related.

        There are sorts of things whose members are linked among themselves (diseases lead to diseases, patterns mirror patterns). A
        predicate relates what it links where such a sort is at both its ends; what says only the sort of a thing, or is the matter of
        procedures, and a predicate to authors, books, parts, values (of which none is linked to another) has a question of its own.
        """
        among = set().union(*(left | right for id, (left, right) in self._kinds.items() if id in self.between_equals))
        return frozenset(id for id, (left, right) in self._kinds.items() if left & among and right & among)

    @cached_property
    def between_equals(self) -> frozenset[str]:
        """The predicates that link some things of one kind."""
        return frozenset(id for id, (left, right) in self._kinds.items() if left & right)

    @cached_property
    def _kinds(self) -> dict[str, tuple[set[int], set[int]]]:
        """By predicate that says more than a sort, and no matter of procedures, the kinds of its subjects and of its objects."""
        ontology, kinds = self.survey.ontology, self.survey.kinds
        ends: dict[str, tuple[set[int], set[int]]] = {}
        for arrow in self.arrows:
            predicate = ontology.predicates[arrow.predicate]
            if arrow.inverse or predicate.filters or predicate.role:
                continue
            matrix = self.survey.links(arrow).matrix
            subjects = np.flatnonzero(np.diff(matrix.indptr))
            ends[predicate.id] = (set(kinds[subjects].tolist()), set(kinds[matrix.indices].tolist()))
        return ends

    @cached_property
    def _told_pairs(self) -> Ints:
        """Keys of all pairs that some fact is about, whatever its conditions, date or denial."""
        table = self.survey.table
        subject, object_, terms = table.subject.astype(np.int64), table.object.astype(np.int64), len(table.terms)
        return np.unique(np.concatenate([subject * terms + object_, object_ * terms + subject]))

    def told(self, a: int, b: int) -> bool:
        """Whether some fact is about both."""
        return _holds(self._told_pairs, a * len(self.survey.table.terms) + b)

    @cached_property
    def _loose_pairs(self) -> Ints:
        """Keys of the pairs of which some fact does not simply hold: it has a condition, is denied, or changes."""
        table, ontology = self.survey.table, self.survey.ontology
        changing = np.array([(p := ontology.predicates.get(name)) is not None and p.changing for name in table.predicates], bool)
        rows = np.flatnonzero(table.conditional | table.negated | changing[table.predicate])
        return np.unique(table.subject[rows].astype(np.int64) * len(table.terms) + table.object[rows])

    def plain(self, a: int, b: int) -> bool:
        """Whether all facts about both simply hold."""
        terms = len(self.survey.table.terms)
        return not any(_holds(self._loose_pairs, key) for key in (a * terms + b, b * terms + a))

    def _ends(self, term: int) -> Ints:
        return self._end[int(self._begin[term]) : int(self._begin[term + 1])]

    def between(self, a: int, b: int) -> list[Link]:
        """The links from one to the other."""
        return [link for link in self.links(a) if link.end == b]

    def two(self, a: int) -> dict[int, list[tuple[Link, Link]]]:
        """By thing that no fact links to ``a``: all paths of two links to it, none through a hub."""
        out: dict[int, list[tuple[Link, Link]]] = {}
        hubs: list[int] = []
        for first in self.links(a):
            if self.neighbours[first.end] > HUB:
                hubs.append(first.end)
                continue
            for second in self.links(first.end):
                if second.end != a and self.things[second.end]:
                    out.setdefault(second.end, []).append((first, second))
        return {b: out[b] for b in self._apart(sorted(out), hubs) if not self.told(a, b)}

    def three(self, a: int) -> Iterator[tuple[int, list[tuple[Link, Link, Link]]]]:
        """Things three links away and no nearer, with all paths to them, all links walked from subject to object, none through a hub."""
        out: dict[int, list[tuple[Link, Link, Link]]] = {}
        for first in self._onward(a):
            for second in self._onward(first.end):
                for third in self._onward(second.end, last=True):
                    if third.end != a and self.things[third.end]:
                        out.setdefault(third.end, []).append((first, second, third))
        if out:
            near = self._apart(sorted(out), sorted(set(self._ends(a).tolist())))
            yield from ((b, out[b]) for b in near if not self.told(a, b))

    def _apart(self, found: list[int], from_: list[int]) -> list[int]:
        """Of what was found that which is linked to none of these."""
        left = np.array(found, np.int64)
        for term in from_:
            left = left[~np.isin(left, self._ends(term))]
        return [int(b) for b in left]

    def to_one(self, arrow: Arrow) -> bool:
        """Whether an arrow leads nearly always to one thing, as far as is known."""
        if arrow not in self._to_one:
            degree = self.survey.degree(arrow, None)
            self._to_one[arrow] = int((degree == 1).sum()) * 5 >= int((degree > 0).sum()) * 4
        return self._to_one[arrow]

    def _onward(self, term: int, *, last: bool = False) -> list[Link]:
        forward = [link for link in self.links(term) if not link.arrow.inverse]
        return [link for link in forward if last or self.neighbours[link.end] <= HUB]


def _holds(keys: Ints, key: int) -> bool:
    at = int(np.searchsorted(keys, key))
    return at < len(keys) and int(keys[at]) == key


def _walked(survey: Survey) -> list[Arrow]:
    """The predicates between things that a sentence can tell of two names, in their own direction."""
    return [a for a in survey.arrows if not a.inverse and not survey.literal(a) and dates_of(survey, a) == [None]]
