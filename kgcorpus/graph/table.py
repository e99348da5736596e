"""The table of facts that every engine loads: columns of numbers, sorted, with adjacency built when it is first walked.

Terms are numbered in the order of answers (entities, then literals, by code point), so sorted numbers are sorted answers. Facts are
sorted by predicate, subject and object: a predicate is a slice.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..model import Entity, Fact, Ground, Literal, Qualifier, Term, Validity, term_key, term_order
from ..ontology import BUILT_IN, Ontology
from ..values_dates import days
from .columns import Bools, Columns, Ints, Longs, QualifierSet
from .columns import from_facts as columns_of
from .conditions import CERTAIN, LAST, OUT, UNDECIDED, Use, agreement, as_literal, holds, span
from .inference import TYPE, axioms_of, infer

CACHE_BYTES = 1 << 30
"""Adjacency kept in memory; what was not used longest is dropped first."""


@dataclass(frozen=True, slots=True)
class Links:
    """The facts of a predicate in one direction that a step may use: ``other[start[t]:start[t + 1]]`` is what term t is linked to.

    ``row`` is the fact of each link. Links are sorted by both ends; the same pair may stand several times (facts that differ in qualifiers
    or dates). ``matrix`` has each pair once: terms x terms, scipy CSR of bool.
    """

    start: Longs
    other: Ints
    row: Longs
    matrix: Any

    @property
    def degree(self) -> Ints:
        """Number of distinct terms that each term is linked to."""
        degree: Ints = np.diff(self.matrix.indptr)
        return degree

    @property
    def nbytes(self) -> int:
        return int(self.start.nbytes + 2 * self.other.nbytes + self.row.nbytes + self.matrix.indptr.nbytes + len(self.other))


@dataclass(slots=True, eq=False)
class FactTable:
    """Facts, terms and what is declared about them. ``kind``: ``tsv``, ``rdf`` or ``corpus``; ``declared``: whether completeness can have
    grounds.

    ``subject``, ``predicate``, ``object`` … are columns over facts. ``qualifiers`` is a place in ``qualifier_sets``, ``valid`` in
    ``validities``.
    ``dated`` is False for undated facts of a changing predicate, which are undecided on every day. ``members`` has the terms of a class.
    """

    terms: list[Term]
    index: dict[str, int]
    entities: int
    predicates: list[str]
    predicate_index: dict[str, int]
    subject: Ints
    predicate: Ints
    object: Ints
    negated: Bools
    conditional: Bools
    dated: Bools
    valid: Ints
    validities: list[Validity]
    qualifiers: Ints
    qualifier_sets: list[QualifierSet]
    rule: Ints
    premise_start: Longs
    premise: Ints
    slices: Longs
    members: Mapping[str, Ints]
    ontology: Ontology
    named: Mapping[str, Entity]
    redirects: Mapping[str, str]
    grounds: tuple[Ground, ...]
    date: str | None
    kind: str
    declared: bool
    _cache: OrderedDict[Any, Any] = field(default_factory=OrderedDict)
    _kept: int = 0

    def __len__(self) -> int:
        return len(self.subject)

    # ------------------------------------------------------------------ looking up

    def number(self, term: Term) -> int:
        """The number of a term, -1 if the graph does not know it."""
        return self.index.get(term_key(term), -1)

    def value(self, number: int) -> Literal | None:
        """The value of a term: a literal, or in a plain table what its text says (a number, a date, else a string); None for an entity."""
        term = self.terms[number]
        if self.kind == "tsv" and isinstance(term, str):
            return as_literal(term) or Literal("xsd:string", term)
        return None if isinstance(term, str) else term

    def is_detail(self, qualifier: str) -> bool:
        """Whether a qualifier is a detail: the plain fact holds too."""
        known = self.ontology.predicates.get(qualifier)
        return known is not None and known.qualifier == "detail"

    def is_functional(self, predicate: str) -> bool:
        """Whether a subject has one object at a time."""
        known = self.ontology.predicates.get(predicate)
        return known is not None and known.functional

    def fact(self, row: int) -> Fact:
        """The fact of a row, without evidence."""
        pairs = self.qualifier_sets[self.qualifiers[row]]
        return Fact(
            str(self.terms[self.subject[row]]), self.predicates[self.predicate[row]], self.terms[self.object[row]],
            tuple(Qualifier(self.predicates[p], self.terms[v]) for p, v in pairs), self.validities[self.valid[row]],
            bool(self.negated[row]),
        )  # fmt: skip

    def fact_id(self, row: int) -> str:
        """The id of a row's fact; computed once."""
        ids: dict[int, str] = self.kept("ids", dict)
        if (found := ids.get(row)) is None:
            found = ids[row] = self.fact(row).id
        return found

    def asserted(self, rows: Iterable[int]) -> list[int]:
        """The rows with each derived fact replaced by its asserted premises; sorted, once each."""
        out: set[int] = set()
        for row in rows:
            first, last = self.premise_start[row], self.premise_start[row + 1]
            out.update(self.premise[first:last].tolist() if self.rule[row] and last > first else (int(row),))
        return sorted(out)

    def kept(self, key: Any, make: Any) -> Any:
        """What was worked out for this table under a key; made when first asked for."""
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]

    # ------------------------------------------------------------------ what may be used

    def day_range(self, date: str | None) -> tuple[int, int]:
        """First day and the day after the last of a date (None: the corpus date; a graph without date: any day)."""
        date = date or self.date
        return days(date) if date else (LAST - 1, LAST)

    def _valid_status(self, date: str | None) -> Ints:
        def make() -> Ints:
            first, after = self.day_range(date)
            return np.fromiter((holds(span(v), first, after) for v in self.validities), np.int32, len(self.validities))

        made: Ints = self.kept(("valid", date or self.date), make)
        return made

    def status(self, predicate: int, use: Use, *, negated: bool = False) -> Ints:
        """Status (2 certain, 1 undecided, 0 out) of each fact of the predicate's slice under a use; only negated facts, or only the
        others."""
        first, last = int(self.slices[predicate]), int(self.slices[predicate + 1])
        rows = slice(first, last)
        status = self._valid_status(use.date)[self.valid[rows]]
        status = np.where(self.dated[rows], status, np.minimum(status, UNDECIDED))
        status[self.negated[rows] != negated] = OUT
        if use.with_ is None:
            status[self.conditional[rows]] = OUT
        elif isinstance(use.with_, tuple):
            judge = agreement(use.with_, self.is_detail, self.is_functional)
            codes, places = np.unique(self.qualifiers[rows], return_inverse=True)
            judged = [judge([(self.predicates[p], self.terms[v]) for p, v in self.qualifier_sets[code]]) for code in codes.tolist()]
            status = np.minimum(status, np.array(judged, np.int32)[places])
        return status

    def links(self, predicate: int, inverse: bool, use: Use, *, possible: bool = False, negated: bool = False) -> Links:
        """What a step may walk: the certain facts, or (``possible``) the undecided ones too. Where none is undecided both are one
        object."""
        key = (predicate, inverse, use, possible, negated)
        if (found := self._cache.get(key)) is not None:
            self._cache.move_to_end(key)
            return found  # type: ignore[no-any-return]
        status = self.status(predicate, use, negated=negated)
        if possible and not (status == UNDECIDED).any():
            made = self.links(predicate, inverse, use, negated=negated)
            self._cache[key] = made
            return made
        made = self._adjacency(predicate, inverse, status >= (UNDECIDED if possible else CERTAIN))
        self._cache[key] = made
        self._kept += made.nbytes
        for old in list(self._cache):
            if self._kept <= CACHE_BYTES:
                break
            if isinstance(self._cache[old], Links) and old != key:
                gone = self._cache.pop(old)
                self._kept -= 0 if any(gone is other for other in self._cache.values()) else gone.nbytes
        return made

    def _adjacency(self, predicate: int, inverse: bool, usable: Bools) -> Links:
        from scipy.sparse import csr_matrix

        rows = np.flatnonzero(usable) + int(self.slices[predicate])
        own, other = self.subject[rows], self.object[rows]
        if inverse:
            order = np.argsort(other, kind="stable")
            rows, own, other = rows[order], other[order], own[order]
        size = len(self.terms)
        start = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(own, minlength=size), out=start[1:])
        once = np.ones(len(rows), bool)
        once[1:] = (own[1:] != own[:-1]) | (other[1:] != other[:-1])
        if once.all():
            pointers, distinct = start.astype(np.int32), other
        else:
            pointers = np.zeros(size + 1, np.int32)
            np.cumsum(np.bincount(own[once], minlength=size), out=pointers[1:])
            distinct = other[once]
        matrix = csr_matrix((np.ones(len(distinct), bool), distinct, pointers), shape=(size, size))
        matrix.has_sorted_indices = matrix.has_canonical_format = True
        return Links(start, other, rows, matrix)

    def left_out(self, predicate: int, inverse: bool, date: str | None) -> Ints:
        """Terms with a fact of this predicate and direction that is not used without ``with``: conditional, not negated, possibly valid."""

        def make() -> Ints:
            status = self.status(predicate, Use(date, "any"))
            rows = np.flatnonzero((status >= UNDECIDED) & self.conditional[self._rows(predicate)]) + int(self.slices[predicate])
            return np.unique((self.object if inverse else self.subject)[rows])

        made: Ints = self.kept(("left out", predicate, inverse, date or self.date), make)
        return made

    def _rows(self, predicate: int) -> slice:
        return slice(int(self.slices[predicate]), int(self.slices[predicate + 1]))


# --------------------------------------------------------------------------------------------- assembling


def from_facts(
    facts: Iterable[Fact],
    ontology: Ontology,
    entities: Mapping[str, Entity] | Iterable[Entity],
    grounds: Iterable[Ground],
    date: str,
    *,
    redirects: Mapping[str, str] | None = None,
) -> FactTable:
    """The table of a corpus on its date. What follows from the facts is added unless it is already among them (see ``inference``).

    ``entities`` and the ontology's terms are the members of classes; ``redirects`` maps ids that were merged away to those that stand for
    them.

    >>> table = from_facts([Fact("a", "p", "b")], Ontology(), (), (), "2026-01-01")
    >>> table.terms, len(table)
    (['a', 'b'], 1)
    """
    columns = columns_of(facts)
    infer(columns, axioms_of(ontology))
    named = dict(ontology.entities)
    named.update(entities if isinstance(entities, Mapping) else {e.id: e for e in entities})
    return assemble(
        columns, ontology=ontology, named=named, grounds=tuple(grounds), date=date, kind="corpus", declared=True, redirects=redirects or {}
    )


def assemble(
    columns: Columns,
    *,
    ontology: Ontology,
    named: Mapping[str, Entity],
    grounds: tuple[Ground, ...] = (),
    date: str | None = None,
    kind: str,
    declared: bool,
    redirects: Mapping[str, str] | None = None,
) -> FactTable:
    """The table of columns: terms, predicates and facts sorted, equal facts made one (asserted before derived, few premises before
    many)."""
    for name in (*ontology.predicates, *(BUILT_IN if kind == "corpus" else ())):
        columns.predicate_number(name)
    for id in (*named, *(ontology.classes if kind == "corpus" else ())):
        columns.number(id)
    term_place = _sort_terms(columns, plain=kind == "tsv")
    predicate_place = _sort_predicates(columns)
    sets = [tuple((int(predicate_place[p]), int(term_place[v])) for p, v in pairs) for pairs in columns.qualifier_sets]
    order, validities, sets, keys = _sort_facts(columns, term_place, predicate_place, sets)
    subject, predicate, object, valid, qualifiers = keys
    known = [ontology.predicates.get(p) for p in columns.predicates]
    details = {n for n, p in enumerate(known) if p is not None and p.qualifier == "detail"}
    conditional = np.fromiter((any(p not in details for p, _ in pairs) for pairs in sets), bool, len(sets))
    changing = np.fromiter((p is not None and p.changing for p in known), bool, len(known))
    undated = np.fromiter((not v.start and not v.end for v in validities), bool, len(validities))
    premise_start, premise = _premises(columns, order)
    dated = ~(changing[predicate] & undated[valid]) if changing.any() else np.ones(len(order), bool)
    slices = np.searchsorted(predicate, np.arange(len(columns.predicates) + 1)).astype(np.int64)
    table = FactTable(
        terms=columns.terms, index=columns.numbers, entities=sum(isinstance(t, str) for t in columns.terms),
        predicates=columns.predicates, predicate_index=columns.predicate_numbers,
        subject=subject, predicate=predicate, object=object, negated=columns.negated[order],
        conditional=conditional[qualifiers], dated=dated,
        valid=valid, validities=validities, qualifiers=qualifiers, qualifier_sets=sets, rule=columns.rule[order],
        premise_start=premise_start, premise=premise, slices=slices,
        members={}, ontology=ontology, named=named, redirects=redirects or {}, grounds=grounds, date=date, kind=kind, declared=declared,
    )  # fmt: skip
    table.members = _members(table)
    return table


def _sort_terms(columns: Columns, *, plain: bool) -> Ints:
    """Put the terms of the columns into answer order; gives the new number of each old one."""
    terms = columns.terms
    if plain:
        order = sorted(range(len(terms)), key=terms.__getitem__)  # type: ignore[arg-type]
    else:
        order = sorted(range(len(terms)), key=lambda n: (*term_order(terms[n]), term_key(terms[n])))
    place = np.empty(len(terms), np.int32)
    place[order] = np.arange(len(terms), dtype=np.int32)
    columns.terms = [terms[n] for n in order]
    columns.numbers = {key: int(place[n]) for key, n in columns.numbers.items()}
    return place


def _sort_predicates(columns: Columns) -> Ints:
    order = sorted(range(len(columns.predicates)), key=columns.predicates.__getitem__)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    columns.predicates = [columns.predicates[n] for n in order]
    columns.predicate_numbers = {name: n for n, name in enumerate(columns.predicates)}
    return place


def _sort_facts(
    columns: Columns, term_place: Ints, predicate_place: Ints, sets: list[QualifierSet]
) -> tuple[Longs, list[Validity], list[QualifierSet], tuple[Ints, Ints, Ints, Ints, Ints]]:
    """Rows of the columns in table order without doubles, and the sorted key columns."""
    by_name = sorted(range(len(columns.validities)), key=lambda n: (columns.validities[n].start or "", columns.validities[n].end or ""))
    by_pairs = sorted(range(len(sets)), key=sets.__getitem__)
    valid_place, set_place = np.empty(len(by_name), np.int32), np.empty(len(by_pairs), np.int32)
    valid_place[by_name], set_place[by_pairs] = np.arange(len(by_name)), np.arange(len(by_pairs))
    keys = (
        term_place[columns.subject], predicate_place[columns.predicate], term_place[columns.object], valid_place[columns.valid],
        set_place[columns.qualifiers],
    )  # fmt: skip
    cost = np.zeros(len(columns), np.int32)
    for row, premises in columns.premises.items():
        cost[row] = len(premises) or 1
    subject, predicate, object, valid, qualifiers = keys
    order = np.lexsort((columns.rule, cost, qualifiers, valid, columns.negated, object, subject, predicate))
    kept = np.ones(len(order), bool)
    if len(order):
        same = np.ones(len(order) - 1, bool)
        for column in (*keys, columns.negated):
            ordered = column[order]
            same &= ordered[1:] == ordered[:-1]
        kept[1:] = ~same
    chosen = order[kept]
    new = (subject[chosen], predicate[chosen], object[chosen], valid[chosen], qualifiers[chosen])
    return chosen, [columns.validities[n] for n in by_name], [sets[n] for n in by_pairs], new


def _premises(columns: Columns, order: Longs) -> tuple[Longs, Ints]:
    """Premises of each table row as table rows."""
    start = np.zeros(len(order) + 1, np.int64)
    if not columns.premises:
        return start, np.zeros(0, np.int32)
    place = {old: new for new, old in enumerate(order.tolist())}
    found = [tuple(place[p] for p in columns.premises.get(old, ()) if p in place) for old in order.tolist()]
    np.cumsum([len(p) for p in found], out=start[1:])
    return start, np.fromiter((p for premises in found for p in premises), np.int32)


def _members(table: FactTable) -> dict[str, Ints]:
    """Terms by class: by declaration (with all superclasses), and by facts that say so plainly."""
    found: dict[str, list[int]] = {}
    for id, entity in table.named.items():
        for cls in {above for c in entity.classes for above in table.ontology.ancestors(c)}:
            found.setdefault(cls, []).append(table.index[id])
    for name in TYPE:
        if (number := table.predicate_index.get(name)) is None:
            continue
        rows = np.flatnonzero(table.status(number, Use()) == CERTAIN) + int(table.slices[number])
        for member, cls in zip(table.subject[rows].tolist(), table.object[rows].tolist(), strict=True):
            if isinstance(term := table.terms[cls], str):
                found.setdefault(term, []).append(member)
    return {cls: np.unique(np.array(found[cls], np.int32)) for cls in sorted(found)}
