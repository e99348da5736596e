"""Questions about given ends: whether a fact holds, which predicates link two entities, the values of a fact's qualifier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .. import forms as f
from ..forms_ranges import compare
from . import rows as r
from .columns import Bools, Ints, Longs
from .conditions import CERTAIN, UNDECIDED, Use
from .inference import TYPE
from .matrix import Evaluation, Found, Walked
from .rows import Rows

FACT, DENIED, OTHER, OBJECTS, SUBJECTS, DISJOINT = "fact", "negated fact", "other value", "all objects", "all subjects", "disjoint classes"
CONFLICT, UNKNOWN, OPEN = "facts for and against", "unknown entity", "open"
"""What settles a yes/no question (``Found.why``), or leaves it null."""

_EMPTY = np.zeros(0, np.int64)
_WORDS = np.dtype(object)


def _ends(
    run: Evaluation, form: f.Ask | f.QualifierOf
) -> tuple[Ints, Ints, Callable[[Ints, Longs], Bools], Callable[[Ints, Longs], Bools]]:
    """Subject and object numbers (object -1 for a literal), and whether others certainly (possibly) are the object of their row."""
    holes = [id for id in (form.subject, form.object) if isinstance(id, str) and f.is_hole(id)]
    if isinstance(form, f.Ask) and isinstance(form.with_, tuple):
        holes += [g.value for g in form.with_ if isinstance(g.value, str) and f.is_hole(g.value)]
    size = run.count if holes else 1

    def numbers(id: str) -> Ints:
        return run.hole(id) if f.is_hole(id) else np.full(size, run.table.number(id), np.int32)

    subject = numbers(form.subject)
    if isinstance(form.object, str):
        object = numbers(form.object)
        same = lambda others, row: others == object[row]  # noqa: E731
        return subject, object, same, same
    literal = form.object
    terms = run.table

    def tested(wanted: Callable[[bool | None], bool]) -> Callable[[Ints, Longs], Bools]:
        def test(others: Ints, row: Longs) -> Bools:
            distinct, places = np.unique(others, return_inverse=True)
            found = [wanted(compare(terms.value(n) or terms.terms[n], "=", literal)) for n in distinct.tolist()]
            hits: Bools = np.array(found, bool)[places] if len(found) else np.zeros(0, bool)
            return hits

        return test

    return subject, np.full(size, -1, np.int32), tested(lambda x: x is True), tested(lambda x: x is not False)


def ask(run: Evaluation, form: f.Ask, date: str | None) -> Found:
    """True by a fact; false by a negated fact, another value of a functional predicate, grounds, or disjoint classes; else null."""
    subject, object, is_it, may_be = _ends(run, form)
    size = len(subject)
    table, predicate = run.table, run.table.predicate_index[form.predicate]
    why = np.full(size, OPEN, _WORDS)
    support: list[tuple[Longs, Longs]] = []
    walked = []
    for rows, use in run.uses(form.with_, date):
        mine = np.arange(size) if rows is None else rows
        walked.append(Walked(rows, predicate, False, use))
        asked = _Asked(run, predicate, use, subject, mine)
        yes, yes_facts = asked.hits(is_it)
        no, no_facts = asked.hits(is_it, negated=True)
        maybe, _ = asked.hits(may_be, possible=True)
        if isinstance(form.object, str):
            known = (subject[mine] >= 0) & (object[mine] >= 0)
            back = run.grounding.good(predicate, True, use)[object[mine]] & known & ~maybe
        else:
            known, back = subject[mine] >= 0, np.zeros(len(mine), bool)
        ahead = run.grounding.good(predicate, False, use)[subject[mine]] & known & ~maybe
        settled = np.full(len(mine), OPEN, _WORDS)
        if table.declared:
            settled[back], settled[ahead] = SUBJECTS, OBJECTS
        settled[_disjoint(run, form, subject[mine], object[mine]) & ~maybe] = DISJOINT
        if table.is_functional(form.predicate):
            other, other_facts = asked.hits(lambda others, row: ~may_be(others, row))
            settled[other] = OTHER
            support.append(_of_rows(other_facts, other & ~yes & ~no & known, mine))
        settled[no], settled[yes], settled[yes & no] = DENIED, FACT, CONFLICT
        settled[~known] = UNKNOWN
        why[mine] = settled
        support += [_of_rows(yes_facts, yes, mine), _of_rows(no_facts, no, mine)]
    value = [True if w == FACT else None if w in (OPEN, CONFLICT, UNKNOWN) else False for w in why.tolist()]
    nothing = Rows(np.zeros(size + 1, np.int64), np.zeros(0, np.int32))
    facts = tuple(np.concatenate([pair[side] for pair in support]) if support else _EMPTY for side in (0, 1))
    return Found(
        form, nothing, nothing, np.array([v is not None for v in value]) & table.declared, walked=tuple(walked), value=value,
        facts=(facts[0], facts[1]), why=why.tolist(),
    )  # fmt: skip


class _Asked:
    """The links of the subjects of some rows under one use."""

    def __init__(self, run: Evaluation, predicate: int, use: Use, subject: Ints, mine: Longs) -> None:
        self.table, self.predicate, self.use, self.mine = run.table, predicate, use, mine
        self.subjects = r.singles(subject[mine])

    def hits(
        self, test: Callable[[Ints, Longs], Bools], *, possible: bool = False, negated: bool = False
    ) -> tuple[Bools, tuple[Longs, Longs]]:
        """For each of the rows whether some link passes the test, and (place among the rows, fact) of those that do."""
        links = self.table.links(self.predicate, False, self.use, possible=possible, negated=negated)
        where, begins = r.spread(links.start, self.subjects.members)
        owner = np.repeat(r.owners(self.subjects), np.diff(begins))
        passed = test(links.other[where], self.mine[owner])
        hit = np.zeros(len(self.mine), bool)
        hit[owner[passed]] = True
        return hit, (owner[passed], links.row[where[passed]])


def _of_rows(pairs: tuple[Longs, Longs], kept: Bools, mine: Longs) -> tuple[Longs, Longs]:
    """The pairs of places that are kept, with places made rows of the block."""
    chosen = kept[pairs[0]]
    return mine[pairs[0][chosen]], pairs[1][chosen]


def _disjoint(run: Evaluation, form: f.Ask, subject: Ints, object: Ints) -> Bools:
    """For each row whether the question is about a class that is disjoint with a class of the subject."""
    found = np.zeros(len(subject), bool)
    if form.predicate not in TYPE or not isinstance(form.object, str):
        return found
    table = run.table
    for number in np.unique(object[object >= 0]).tolist():
        for other in (c for c in table.members if table.ontology.disjoint(c, str(table.terms[number]))):
            found |= (object == number) & np.isin(subject, table.members[other])
    return found


def relations(run: Evaluation, form: f.Relations, date: str | None) -> Found:
    """The predicates that link the two; never complete, since no ground says that all predicates of a pair are known."""
    left, right = run.find(form.left, date), run.find(form.right, date)
    size = max(left.size, right.size)
    ends = [r.repeat(part.lower, size) if part.size == 1 else part.lower for part in (left, right)]
    pairs = [(a[0], b[0]) if len(a) == len(b) == 1 else None for a, b in ((ends[0].row(n), ends[1].row(n)) for n in range(size))]
    names: list[list[str]] = [[] for _ in pairs]
    facts: list[tuple[int, int]] = []
    for predicate, name in enumerate(run.table.predicates):
        for inverse in (False, True):
            if run.table.slices[predicate] == run.table.slices[predicate + 1]:
                continue
            links = run.table.links(predicate, inverse, Use(date))
            for row, pair in enumerate(pairs):
                if pair is None:
                    continue
                first, last = links.start[pair[0]], links.start[pair[0] + 1]
                hits = links.row[first:last][links.other[first:last] == pair[1]]
                if len(hits):
                    names[row].append(f"^{name}" if inverse else name)
                    facts.extend((row, int(fact)) for fact in hits)
    rows, of = np.array(facts, np.int64).reshape(len(facts), 2).T
    nothing = Rows(np.zeros(size + 1, np.int64), np.zeros(0, np.int32))
    why = ["" if pair else "not one entity on each side" for pair in pairs]
    return Found(form, nothing, nothing, np.zeros(size, bool), (left, right), names=[sorted(n) for n in names], facts=(rows, of), why=why)


def qualifier_of(run: Evaluation, form: f.QualifierOf, date: str | None) -> Found:
    """The values of the qualifier over the facts with these ends, conditional ones too."""
    subject, _, is_it, _ = _ends(run, form)
    table, use = run.table, Use(date, "any")
    predicate, wanted = table.predicate_index[form.predicate], table.predicate_index[form.qualifier]
    asked = _Asked(run, predicate, use, subject, np.arange(len(subject)))
    bounds: list[Rows] = []
    pairs: tuple[Longs, Longs] = (_EMPTY, _EMPTY)
    for status in (UNDECIDED, CERTAIN):
        _, (owners, facts) = asked.hits(is_it, possible=status == UNDECIDED)
        found = [
            (row, value, fact)
            for row, fact in zip(owners.tolist(), facts.tolist(), strict=True)
            for name, value in table.qualifier_sets[table.qualifiers[fact]]
            if name == wanted
        ]
        keys = np.unique(np.array([row * len(table.terms) + value for row, value, _ in found], np.int64))
        bounds.append(r.from_keys(keys, len(subject), max(len(table.terms), 1)))
        pairs = np.array([row for row, _, _ in found], np.int64), np.array([fact for _, _, fact in found], np.int64)
    upper, lower = bounds
    known = subject >= 0
    grounded = known & run.grounding.good(predicate, False, use)[subject] if table.declared else np.zeros(len(subject), bool)
    why = ["" if k else UNKNOWN for k in known.tolist()]
    return Found(form, lower, upper, grounded, walked=(Walked(None, predicate, False, use),), facts=pairs, why=why)


FINDERS: Mapping[type, Callable[[Evaluation, Any, str | None], Found]] = {f.Ask: ask, f.Relations: relations, f.QualifierOf: qualifier_of}
