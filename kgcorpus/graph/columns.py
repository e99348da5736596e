"""Facts as columns of numbers: what inference works on and the table is assembled from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..model import Derivation, Fact, Literal, Qualifier, Term, Validity, term_key

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]

RULES = ("", "subproperty", "inverse", "symmetric", "subclass", "transitive")
"""Rules of inference by number; 0 for an asserted fact."""

QualifierSet = tuple[tuple[int, int], ...]
"""(predicate number, term number) pairs in the order of their names."""


def ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int32)


@dataclass(slots=True)
class Columns:
    """Facts by numbers into ``terms`` and ``predicates`` (in the order first seen), ``validities`` and ``qualifier_sets``.

    ``rule`` is a place in ``RULES``; ``premises`` are rows, for derived facts only.
    """

    terms: list[Term] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    predicates: list[str] = field(default_factory=list)
    predicate_numbers: dict[str, int] = field(default_factory=dict)
    validities: list[Validity] = field(default_factory=lambda: [Validity()])
    qualifier_sets: list[QualifierSet] = field(default_factory=lambda: [()])
    subject: Ints = field(default_factory=lambda: ints(()))
    predicate: Ints = field(default_factory=lambda: ints(()))
    object: Ints = field(default_factory=lambda: ints(()))
    negated: Bools = field(default_factory=lambda: np.zeros(0, bool))
    valid: Ints = field(default_factory=lambda: ints(()))
    qualifiers: Ints = field(default_factory=lambda: ints(()))
    rule: Ints = field(default_factory=lambda: ints(()))
    premises: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.subject)

    def number(self, term: Term) -> int:
        """The number of a term, which is added if it is new."""
        key = term_key(term)
        found = self.numbers.setdefault(key, len(self.terms))
        if found == len(self.terms):
            self.terms.append(term)
        return found

    def predicate_number(self, name: str) -> int:
        """The number of a predicate, which is added if it is new."""
        found = self.predicate_numbers.setdefault(name, len(self.predicates))
        if found == len(self.predicates):
            self.predicates.append(name)
        return found

    def literals(self) -> Bools:
        """Which terms are literals."""
        return np.fromiter((isinstance(t, Literal) for t in self.terms), bool, len(self.terms))

    def append(self, **columns: Any) -> None:
        """Add rows; columns that are left out are 0."""
        size = len(columns["subject"])
        for name in ("subject", "predicate", "object", "negated", "valid", "qualifiers", "rule"):
            old = getattr(self, name)
            new = columns.get(name)
            setattr(self, name, np.concatenate([old, np.zeros(size, old.dtype) if new is None else np.asarray(new, old.dtype)]))


def from_facts(facts: Iterable[Fact]) -> Columns:
    """Columns of facts, derived ones too where their premises are among the facts."""
    made = Columns()
    validities: dict[Validity, int] = {Validity(): 0}
    sets: dict[QualifierSet, int] = {(): 0}
    rows: list[tuple[int, int, int, bool, int, int, int]] = []
    derived: list[tuple[int, Derivation]] = []
    ids: list[str] = []
    facts = list(facts)
    with_ids = any(f.derived for f in facts)
    for fact in facts:
        if fact.derived:
            derived.append((len(rows), fact.derived))
        if with_ids:
            ids.append(fact.id)
        qualifiers = tuple(
            (made.predicate_number(q.predicate), made.number(q.value))
            for q in sorted(fact.qualifiers, key=lambda q: (q.predicate, term_key(q.value)))
        )
        rows.append((
            made.number(fact.subject), made.predicate_number(fact.predicate), made.number(fact.object), fact.negated,
            validities.setdefault(fact.valid, len(validities)), sets.setdefault(qualifiers, len(sets)),
            RULES.index(fact.derived.rule) if fact.derived else 0,
        ))  # fmt: skip
    names = ("subject", "predicate", "object", "negated", "valid", "qualifiers", "rule")
    made.append(**dict(zip(names, np.array(rows, np.int32).reshape(len(rows), len(names)).T, strict=True)))
    made.validities, made.qualifier_sets = list(validities), list(sets)
    row_of = {id: row for row, id in enumerate(ids)}
    for row, derivation in derived:
        made.premises[row] = tuple(row_of[id] for id in derivation.premises if id in row_of)
    return made


def to_fact(columns: Columns, row: int) -> Fact:
    """The fact of a row, without evidence and derivation."""
    pairs = columns.qualifier_sets[columns.qualifiers[row]]
    return Fact(
        str(columns.terms[columns.subject[row]]), columns.predicates[columns.predicate[row]], columns.terms[columns.object[row]],
        tuple(Qualifier(columns.predicates[p], columns.terms[v]) for p, v in pairs), columns.validities[columns.valid[row]],
        bool(columns.negated[row]),
    )  # fmt: skip
