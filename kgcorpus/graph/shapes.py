"""A shape answered for all its starts at once, with completeness, grounds and supporting facts of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import forms as f
from ..model import Ground, Json, Qualifier, Term, term_key, term_order
from . import rows as r
from .answer import Answer, Engine, Triple
from .conditions import Use
from .explaining import Why, explain
from .matrix import Found, Matrix, Starts, matrix, starts_of, walk_found
from .resolving import entity, resolved, whole
from .rows import Rows
from .support import pairs, used
from .table import FactTable

if TYPE_CHECKING:
    from .columns import Bools, Ints, Longs

MEMORY = 400
"""Megabytes that the walks of one block of starts may take, if nothing else is asked for; a single start is never split."""
WALK_BYTES = 50
"""Bytes that a walk takes at most while a block is evaluated (places, keys, marks and sorted copies; measured with ``tests.bench``)."""


@dataclass(slots=True, eq=False)
class ShapeAnswers:
    """Answers of a shape by start (row). ``matrix`` is scipy CSR of bool, starts x terms of the graph; ``complete`` a bool array.

    ``sizes`` is starts x levels: how many members each intermediate set has, for each of ``levels`` (the steps of the shape, innermost
    first,
    left to right; the last is the answer of a chain). ``values`` is there for shapes that denote one value. ``support``, ``grounds``,
    ``because`` and ``answer`` work best when asked row after row.
    """

    shape: f.Form
    starts: Sequence[tuple[str, ...]]
    graph: FactTable
    rows: Rows
    upper: Rows
    complete: Bools
    sizes: Ints
    levels: tuple[f.Form, ...]
    values: list[Json] | None
    order: list[Ints] | None
    names: list[list[str]] | None
    _blocks: Longs = field(repr=False)
    _block: _Block | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def matrix(self) -> Any:
        """The answer sets as a sparse matrix."""
        from scipy.sparse import csr_matrix

        shape = (len(self.starts), len(self.graph.terms))
        made = csr_matrix((np.ones(len(self.rows.members), bool), self.rows.members, self.rows.start), shape=shape)
        made.has_sorted_indices = made.has_canonical_format = True
        return made

    def answers(self, row: int) -> list[Term]:
        """The answers of a start, sorted (``sort``: in its own order)."""
        if self.names is not None:
            return list(self.names[row])
        members = self.rows.row(row) if self.order is None else self.order[row]
        terms = self.graph.terms
        return [terms[n] for n in members.tolist()]

    def value(self, row: int) -> Json:
        """The value of a start, for shapes that denote one."""
        return None if self.values is None else self.values[row]

    def support(self, row: int) -> list[int]:
        """The facts (rows of the graph, derived ones as they are) on any walk that survives to an answer, sorted."""
        block = self._of(row)
        if block.facts is None:
            block.facts = pairs(self.graph, block.found, block.target())
        return [int(fact) for fact in block.facts.row(row - block.first)]

    def because(self, row: int) -> str:
        """Why the answer of a start is complete, or what is missing."""
        return self.why(row).because

    def grounds(self, row: int) -> list[Ground]:
        """The grounds of a complete answer, by predicate, direction and start; none for one that is not complete."""
        return list(self.why(row).grounds)

    def why(self, row: int) -> Why:
        """Whether the answer is complete, in words, and its grounds."""
        block = self._of(row)
        place = row - block.first if block.found.size > 1 else 0
        return explain(self.graph, block.engine.grounding, block.found, place, self.starts[row], bool(self.complete[row]))

    def same_rows(self, other: ShapeAnswers) -> Bools:
        """For each start whether the other shape (over the same starts and graph) has the same answer set."""
        return r.equal(self.rows, other.rows)

    def answer(self, row: int, *, proof: bool = False) -> Answer:
        """The answer of one start as a record."""
        why = self.why(row)
        return Answer(
            tuple(self.answers(row)) if self.values is None else (), self.value(row), self.values is not None, why.complete, why.because,
            self._qualifiers(row), why.grounds, self._triples(row) if proof else None,
        )  # fmt: skip

    def _of(self, row: int) -> _Block:
        """The block of a row, evaluated (again) unless it is the last one asked for."""
        if self._block is None or not self._block.first <= row < self._block.last:
            number = int(np.searchsorted(self._blocks, row, side="right")) - 1
            first, last = int(self._blocks[number]), int(self._blocks[number + 1])
            engine = matrix(self.graph)
            self._block = _Block(engine, first, last, engine.block(self.shape, self.starts[first:last]))
        return self._block

    def _triples(self, row: int) -> tuple[Triple, ...]:
        table = self.graph
        found = {
            (str(table.terms[table.subject[n]]), table.predicates[table.predicate[n]], table.terms[table.object[n]])
            for n in table.asserted(self.support(row))
        }
        return tuple(sorted(found, key=lambda t: (t[0], t[1], term_order(t[2]), term_key(t[2]))))

    def _qualifiers(self, row: int) -> tuple[tuple[Qualifier, ...], ...] | None:
        """For a shape with ``with: "any"``: the qualifiers of the facts that each answer was reached by, in the answers' order."""
        if self.values is not None and any(getattr(part, "with_", None) == "any" for part in f.walk(self.shape)):
            return ()
        if self.names is not None or not any(getattr(part, "with_", None) == "any" for part in f.walk(self.shape)):
            return None
        members = self.rows.row(row) if self.order is None else self.order[row]
        table = self.graph
        found = matrix(table).block(self.shape, [self.starts[row]])
        out: list[dict[tuple[str, str], Qualifier]] = [{} for _ in members]
        for form, owner, facts in used(table, found, r.singles(members), all_members=False):
            if getattr(form, "with_", None) != "any":
                continue
            for place, fact in zip(owner.tolist(), facts.tolist(), strict=True):
                for qualifier in table.fact(fact).qualifiers:
                    out[place][qualifier.predicate, term_key(qualifier.value)] = qualifier
        return tuple(tuple(q[key] for key in sorted(q)) for q in out)


@dataclass(slots=True, eq=False)
class _Block:
    """Rows ``first`` to before ``last``, evaluated; the supporting facts once they were asked for."""

    engine: Matrix
    first: int
    last: int
    found: Found
    facts: Rows | None = None

    def target(self) -> Rows:
        found = self.found.lower
        return found if found.size == self.last - self.first else r.repeat(found, self.last - self.first)


def answer_shape(
    shape: f.Form, starts: Sequence[tuple[str, ...]], graph: FactTable, *, upper: bool = False, memory: float = MEMORY
) -> ShapeAnswers:
    """The answers of a shape for all starts. A start has an id for each hole: ``?0`` is its first id (a literal stands by its
    ``term_key``).

    ``upper`` gives what is undecided too. Starts are evaluated in blocks whose walks take at most ``memory`` megabytes; all answer sets
    are kept (see ``shape_blocks`` for more than memory holds). An unknown predicate or class is a ``FormError``.

    >>> from kgcorpus.graph.table import from_facts
    >>> from kgcorpus.model import Fact
    >>> from kgcorpus.ontology import Ontology
    >>> graph = from_facts([Fact("a", "p", "b"), Fact("b", "p", "c")], Ontology(), (), (), "2026-01-01")
    >>> twice = f.Step(f.Step(f.Entity("?0"), "p"), "p")
    >>> [answer_shape(twice, [("a",), ("b",)], graph).answers(n) for n in (0, 1)]
    [['c'], []]
    """
    asked = _Asked(shape, starts, graph, memory)
    return asked.answers([_kept(found, last - first) for first, last, found in asked.blocks()], asked.starts, asked.limits, upper)


def shape_blocks(
    shape: f.Form, starts: Sequence[tuple[str, ...]], graph: FactTable, *, upper: bool = False, memory: float = MEMORY
) -> Iterator[ShapeAnswers]:
    """The same answers, one block of starts after the other: whatever the result's size, one block's answers are in memory at a time.

    The blocks together have all starts, in their order; each block is evaluated once, for answers, reasons and supporting facts alike.
    """
    asked = _Asked(shape, starts, graph, memory)
    for first, last, found in asked.blocks():
        limits = np.array([0, last - first], np.int64)
        block = asked.answers([_kept(found, last - first)], asked.starts[first:last], limits, upper)
        block._block = _Block(asked.engine, 0, last - first, found)
        yield block


class _Asked:
    """A shape and its starts as the graph knows them, and the limits of the blocks that are evaluated at once."""

    def __init__(self, shape: f.Form, starts: Sequence[tuple[str, ...]] | Ints, graph: FactTable, memory: float) -> None:
        self.graph, self.engine = graph, matrix(graph)
        self.shape = resolved(shape, graph)
        self.starts = _resolved_starts(starts, graph)
        self.limits = _blocks(self.shape, self.starts, self.engine, memory * 1e6 / WALK_BYTES)

    def blocks(self) -> Iterator[tuple[int, int, Found]]:
        """First row, the row after the last, and what was found for them."""
        for first, last in pairwise(self.limits.tolist()):
            yield first, last, self.engine.block(self.shape, self.starts[first:last])

    def answers(self, found: list[_Kept], starts: Starts, limits: Longs, upper: bool) -> ShapeAnswers:
        """The answers of evaluated blocks, joined."""
        lower, over = r.stack([p.lower for p in found]), r.stack([p.upper for p in found])
        return ShapeAnswers(
            self.shape, starts, self.graph, over if upper else lower, over, np.concatenate([p.complete for p in found]),
            np.concatenate([p.sizes for p in found]), tuple(p for p in _post(self.shape) if isinstance(p, (f.Step, f.Every))),
            _joined([p.values for p in found]), _joined([p.order for p in found]), _joined([p.names for p in found]), limits,
        )  # fmt: skip


def _resolved_starts(starts: Sequence[tuple[str, ...]] | Ints, graph: FactTable) -> Starts:
    found = starts_of(starts, graph)
    if found.ids is None or ((found.numbers >= 0).all() and not graph.redirects):
        return found
    return starts_of([tuple(entity(id, graph) for id in start) for start in found.ids], graph)


@dataclass(slots=True)
class _Kept:
    """What is kept of an evaluated block."""

    lower: Rows
    upper: Rows
    complete: Bools
    sizes: Ints
    values: list[Json] | None
    order: list[Ints] | None
    names: list[list[str]] | None


def _kept(found: Found, size: int) -> _Kept:
    lower = r.repeat(found.lower, size) if found.size == 1 else found.lower
    upper = lower if found.upper is found.lower else r.repeat(found.upper, size) if found.size == 1 else found.upper
    complete = np.resize(found.grounded, size) & r.equal(lower, upper) if size else np.zeros(0, bool)
    steps = [part for part in walk_found(found) if isinstance(part.form, (f.Step, f.Every))]
    sizes = np.zeros((size, len(steps)), np.int32)
    for place, part in enumerate(steps):
        sizes[:, place] = r.counts(part.lower)
    return _Kept(lower, upper, complete, sizes, *(_each(found, part, size) for part in (found.value, found.order, found.names)))


def _each(found: Found, part: list[Any] | None, size: int) -> Any:
    return part * size if part is not None and found.size == 1 else part


def _joined(parts: list[list[Any] | None]) -> list[Any] | None:
    return None if any(part is None for part in parts) else [item for part in parts for item in part or ()]


def _post(form: f.Form) -> Iterator[f.Form]:
    for part in f.parts(form):
        yield from _post(part)
    yield form


def _blocks(shape: f.Form, starts: Starts, engine: Matrix, most: float) -> Longs:
    """Limits of blocks of starts with at most so many walks: the walks of a shape are counted for every start by matrix-vector products,
    without walking."""
    if len(starts) <= 1:
        return np.array([0, len(starts)], np.int64)
    ones = np.ones(len(engine.table.terms))
    numbers = starts.numbers
    once = numbers.shape[1] == 1 and (numbers[1:] > numbers[:-1]).all()
    if once and _most_walks(shape, engine) + len(starts) * (1.0 + _repeated(shape, engine)) <= most:
        return np.array([0, len(starts)], np.int64)
    weights = np.full(len(starts), 1.0 + _repeated(shape, engine))
    for place, weight in _weights(shape, engine, ones).items():
        weights += np.where(numbers[:, place] >= 0, weight[numbers[:, place]], 0)
    before = np.concatenate([[0.0], np.cumsum(weights)])
    limits = [0]
    while limits[-1] < len(starts):
        here = limits[-1]
        limits.append(max(here + 1, int(np.searchsorted(before, before[here] + most, side="right")) - 1))
    return np.array(limits, np.int64)


def _links(form: f.Step | f.Every, engine: Matrix) -> Any:
    """All that a step may walk, whatever its conditions."""
    return engine.table.links(engine.table.predicate_index[form.predicate], form.inverse, Use(None, "any"), possible=True)


def _weights(form: f.Form, engine: Matrix, weight: Any, most: float = 0.0) -> dict[int, Any]:
    """For each hole the number of walks from each term that may fill it, given the walks that go on from what the form denotes (and how
    many those can be for one start: a set has no member twice, so that each step walks each link at most once)."""
    if isinstance(form, f.Entity):
        return {int(form.id[1:]): weight} if f.is_hole(form.id) else {}
    if isinstance(form, (f.Step, f.Every)):
        links = _links(form, engine).matrix
        most += links.nnz
        weight = np.minimum(_summed(links, weight), most) + 1
    out: dict[int, Any] = {}
    for part in f.parts(form):
        for place, walks in _weights(part, engine, weight, most).items():
            out[place] = out[place] + walks if place in out else walks
    return out


def _most_walks(form: f.Form, engine: Matrix, weight: Any = None, most: float = 0.0) -> float:
    """Walks from all terms together: no start is looked at, and each chain costs one product less than with ``_weights``."""
    if isinstance(form, (f.Step, f.Every)):
        links = _links(form, engine).matrix
        most += links.nnz
        if isinstance(form.of, f.Entity):
            return float(links.nnz if weight is None else weight[links.indices].sum())
        weight = np.minimum(np.diff(links.indptr) if weight is None else _summed(links, weight), most) + 1
    return sum(_most_walks(part, engine, weight, most) for part in f.parts(form))


def _summed(matrix: Any, weight: Any) -> Any:
    """The matrix-vector product, by running sums: in a third of the time of scipy's, which copies the matrix as floats."""
    total = np.zeros(matrix.nnz + 1)
    np.cumsum(weight.take(matrix.indices), out=total[1:])
    ends = total.take(matrix.indptr)
    return ends[1:] - ends[:-1]


def _repeated(form: f.Form, engine: Matrix) -> float:
    """Members of the classes of a form: sets without holes are repeated for every start where they are united or taken from."""
    return float(sum(len(engine.table.members.get(cls, ())) for cls in f.classes_of(form)))


def shapes(table: FactTable) -> Engine:
    """The matrix engine: a single form is a shape with one start, the empty one."""
    return _Shapes(table)


@dataclass(frozen=True, slots=True)
class _Shapes:
    table: FactTable

    def answer(self, form: f.Form, *, proof: bool = False) -> Answer:
        """The answer of a form without holes."""
        (found,) = shape_blocks(whole(form), [()], self.table)
        return found.answer(0, proof=proof)

    def answers(
        self, shape: f.Form, starts: Sequence[tuple[str, ...]], *, proof: bool = False, memory: float = MEMORY
    ) -> Iterator[Answer]:
        """The answers of a shape for all starts, in their order."""
        for block in shape_blocks(shape, starts, self.table, memory=memory):
            for row in range(len(block)):
                yield block.answer(row, proof=proof)
