"""What is proved to be no answer: outside a set that is whole, or false by itself (a functional value, a negated fact, disjointness)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.graph.table import FactTable
from kgcorpus.model import Ground, Term


@dataclass(frozen=True, slots=True)
class Denial:
    """What proves that a term is no answer: asserted facts (rows of the graph) and grounds."""

    rows: tuple[int, ...]
    grounds: tuple[Ground, ...]


class Denying:
    """Proves of one graph after the other what is no answer of a form. Sets are evaluated once a form."""

    def __init__(self, table: FactTable) -> None:
        self.table = table
        self._sets: dict[str, tuple[ShapeAnswers, frozenset[int]]] = {}

    def perhaps(self, form: f.Form) -> frozenset[int]:
        """The answers of a form when facts under any condition count, as numbers of terms: what holds only sometimes is not denied."""
        return self.members(_any(form))

    def grounds(self, form: f.Form) -> tuple[Ground, ...]:
        """The grounds on which the set of a form is whole; none where it is not."""
        answers = self._of(form)[0]
        return tuple(answers.grounds(0)) if answers.complete[0] else ()

    def members(self, form: f.Form) -> frozenset[int]:
        """The answers of a form, as numbers of terms."""
        return self._of(form)[1]

    def denial(self, form: f.Form, term: Term) -> Denial | None:
        """What proves that a term is not in the set that a form denotes; None where nothing does."""
        answers, members = self._of(form)
        if self.table.number(term) in members:
            return None
        if answers.complete[0]:
            return Denial((), tuple(answers.grounds(0)))
        return self._by_itself(form, term, None)

    def _by_itself(self, form: f.Form, term: Term, date: str | None) -> Denial | None:
        """The same for one term, by what a form is made of."""
        if isinstance(form, f.AsOf):
            return self._by_itself(form.of, term, form.date)
        if isinstance(form, f.And):
            denials = (self._by_itself(part, term, date) for part in form.of)
            return next((denial for denial in denials if denial), None)
        if not isinstance(form, f.Step) or not isinstance(form.of, f.Entity) or form.with_ is not None:
            return None
        if form.inverse and not isinstance(term, str):
            return None
        subject, thing = (str(term), form.of.id) if form.inverse else (form.of.id, term)
        asked: f.Form = f.Ask(subject, form.predicate, thing)
        found = answer_shape(f.AsOf(asked, date) if date else asked, [()], self.table)
        if found.value(0) is not False:
            return None
        return Denial(tuple(found.support(0)), tuple(found.grounds(0)))

    def _of(self, form: f.Form) -> tuple[ShapeAnswers, frozenset[int]]:
        key = f.key(form)
        if key not in self._sets:
            found = answer_shape(form, [()], self.table)
            self._sets[key] = (found, frozenset(np.unique(found.rows.row(0)).tolist()))
        return self._sets[key]


def _any(form: f.Form) -> f.Form:
    """The form with every step without ``with`` over facts under any condition."""
    form = f.rebuild(form, _any)
    return replace(form, with_="any") if isinstance(form, f.Step) and form.with_ is None else form
