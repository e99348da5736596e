"""What is much like the answers of a form: of their kind, in their place, and sharing neighbours with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from kgcorpus import forms as f
from kgcorpus.answers_shape import answer_shape
from kgcorpus.graph.conditions import Use
from kgcorpus.model import digest

from .distractors import MOST_SHARED
from .shapes import Survey

MOST_TRIED = 30
"""How many are ranked at most; of more, those that share most."""


class Closeness:
    """Ranks the entities of one graph by how much they are like some others."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self._members: dict[str, frozenset[int]] = {}

    @cached_property
    def _linked(self) -> Any:
        """Which terms some fact links, both ways; what very many share makes nothing alike."""
        from scipy.sparse import csr_array

        table = self.survey.table
        size = len(table.terms)
        ends = [np.concatenate(pair).astype(np.int64) for pair in ((table.subject, table.object), (table.object, table.subject))]
        few = np.bincount(ends[1], minlength=size)[ends[1]] <= MOST_SHARED
        made = csr_array((np.ones(int(few.sum()), np.int32), (ends[0][few], ends[1][few])), shape=(size, size))
        made.sum_duplicates()
        made.data[:] = 1
        return made

    def ranked(self, form: f.Form, right: Sequence[int], salt: str, frames: Sequence[f.Form] = ()) -> list[int]:
        """Terms (numbers) of the kinds of the right ones that could stand in their place, or are in one of the ``frames``, and are none
        of them: by how many neighbours they share with a right one, then drawn by ``salt``. What a fact links to a right one (a part, a
        broader term) is left out."""
        table, kinds = self.survey.table, self.survey.kinds
        wanted = {int(kinds[n]) for n in right}
        linked = self._linked
        beside = set(linked[list(right)].indices.tolist()) | set(right)
        places = frozenset[int]().union(*map(self._of, frames)) if frames else self._places(form, None)
        found = [n for n in places if int(kinds[n]) in wanted and n not in beside]
        if not found:
            return []
        shared = np.zeros(len(table.terms), np.int64)
        for row in right:
            reached, counts = np.unique(linked[linked[[row]].indices].indices, return_counts=True)
            shared[reached] = np.maximum(shared[reached], counts)
        most = sorted(sorted(found), key=lambda n: -int(shared[n]))[: 2 * MOST_TRIED]
        return sorted(most, key=lambda n: (-int(shared[n]), digest(salt, str(table.terms[n]))))[:MOST_TRIED]

    def _of(self, form: f.Form) -> frozenset[int]:
        """The members of a form, evaluated once."""
        if (key := f.key(form)) not in self._members:
            self._members[key] = frozenset(answer_shape(form, [()], self.survey.table).rows.row(0).tolist())
        return self._members[key]

    def _places(self, form: f.Form, date: str | None) -> frozenset[int]:
        """The terms that some start of the form's last step reaches; of siblings less one, all of them."""
        if isinstance(form, f.AsOf):
            return self._places(form.of, form.date)
        if isinstance(form, (f.And, f.Minus)):
            parts = form.of if isinstance(form, f.And) else (form.of,)
            return frozenset[int]().union(*(self._of(f.AsOf(part, date) if date else part) for part in parts))
        table = self.survey.table
        if not isinstance(form, f.Step) or form.predicate not in table.predicate_index:
            return frozenset()
        key = f"{form.predicate} {form.inverse} {date}"
        if key not in self._members:
            links = table.links(table.predicate_index[form.predicate], not form.inverse, Use(date, "any"))
            self._members[key] = frozenset(np.flatnonzero(links.degree > 0).tolist())
        return self._members[key]
