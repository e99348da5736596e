"""Shapes answered over a graph: which starts make a question, and why the others do not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.graph import rows as r
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Rejection, term_key

from .shapes import Arrow, Shape, Survey, steps_of
from .speaker import single

Bools = NDArray[np.bool_]
MOST_ANSWERS = 20
"""A question with more answers is not asked."""
MOST_STARTS = {1: 7_000, 2: 10_000, 3: 10_000, 4: 10_000}
"""Starts of a shape that are asked, by its hops; where there are more, a digest of their ids draws them. A large graph has enough shapes,
and people ask for breadth, and for what needs more than one fact, before the last thousand of one question."""
MOST_MEMBERS = 2_000
"""Sets of more members ("all women") are not narrowed down by a second condition: that costs more than the question is worth."""
_AT_ONCE = 256
MOST_TRIPLES, TRIPLES_OF_A_PAIR, PAIRS_TRIED = 60, 2, 1_000
"""Three conditions: how many starts of a shape are asked, how many with the same first two, and how many firsts two are looked at."""
MOST_OF_A_START = {"among siblings": 4}
"""Shapes that would crowd out the others: how many pairs each first start may have."""
MADE_BY = "qa/1"


@dataclass(slots=True)
class Answered:
    """A shape with the answers of the starts that make a question (two holes: pairs), and a rejection for each other start.
    ``answers`` is None where no start makes one."""

    shape: Shape
    answers: ShapeAnswers | None
    rejections: list[Rejection] = field(default_factory=list)


class Asker:
    """Answers shapes over one graph. Hashes of answer sets tell quickly whether a single predicate gives the same set."""

    def __init__(self, survey: Survey, *, seed: int = 0, most_answers: int = MOST_ANSWERS) -> None:
        self.survey, self.table = survey, survey.table
        self.most_answers = most_answers
        self._salt = f"{seed}"
        self._weights = np.random.default_rng(20_240_601).integers(1, 2**62, len(self.table.terms), dtype=np.int64)
        self._hashes: dict[tuple[Arrow, str | None], NDArray[np.int64]] = {}
        self._digests: NDArray[np.uint64] | None = None

    # ------------------------------------------------------------------ starts

    def starts(self, shape: Shape) -> list[tuple[str, ...]]:
        """The starts of a shape, in the order of their ids: ids that have an answer to its first form, or pairs that meet in one."""
        if shape.detail:
            return self._with_detail(shape)
        firsts = self._firsts(shape)
        if shape.second is None or not len(firsts):
            return [(self.key(n),) for n in firsts[self._drawn(shape, firsts)].tolist()]
        pairs = self._pairs(shape, firsts)
        return self._triples(shape, pairs) if shape.third else pairs

    def _triples(self, shape: Shape, pairs: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """The third start of pairs: what members of both conditions lead to."""
        assert shape.third is not None
        table = self.table
        numbers = np.array([[table.index[id] for id in pair] for pair in pairs], np.int64).reshape(-1, 2)
        kept = np.sort(np.argsort(self.rank(numbers[:, 0], numbers[:, 1]), kind="stable")[:PAIRS_TRIED])
        numbers, pairs = numbers[kept], [pairs[n] for n in kept.tolist()]
        if not pairs:
            return []
        third = table.links(table.predicate_index[shape.third.predicate], shape.third.inverse, Use(shape.date))
        met = r.product(answer_shape(shape.dated(shape.pair), pairs, table).rows, third.matrix)
        place, other = r.owners(met), met.members.astype(np.int64)
        good = (other < table.entities) & (other != numbers[place, 0]) & (other != numbers[place, 1])
        for side, arrow in enumerate((_arrow_of(shape.first), shape.second.back if shape.second else None)):
            if arrow == shape.third.back and isinstance(shape.form, f.And):  # both play the same part: one order is enough
                good &= other > numbers[place, side]
        place, other = place[good], other[good]
        mixed = self.rank(numbers[place, 0], numbers[place, 1]) ^ self.rank(other)
        place, other, mixed = _few_of_each(place, other, mixed, TRIPLES_OF_A_PAIR)
        chosen = np.argsort(mixed, kind="stable")[:MOST_TRIPLES]
        return sorted((*pairs[place[n]], self.key(int(other[n]))) for n in chosen.tolist())

    def _drawn(self, shape: Shape, *ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """Places of the starts that are kept, in their order."""
        most = MOST_STARTS[f.hops(shape.form)]
        if len(ends[0]) <= most:
            return np.arange(len(ends[0]))
        return np.sort(np.argsort(self.rank(*ends), kind="stable")[:most])

    def rank(self, first: NDArray[np.int64], other: NDArray[np.int64] | None = None) -> NDArray[np.uint64]:
        """A number for each start that depends on its ids and the seed only."""
        mixed = self._digest_of_terms()
        return mixed[first] if other is None else (mixed[first] * np.uint64(0x9E3779B97F4A7C15)) ^ mixed[other]

    def first(self, terms: NDArray[np.int64], most: int) -> NDArray[np.int64]:
        """The first so many of these terms by a digest of their ids."""
        return terms[np.argsort(self.rank(terms), kind="stable")[:most]]

    def key(self, number: int) -> str:
        """The id of a term by its number."""
        return term_key(self.table.terms[number])

    def _firsts(self, shape: Shape) -> NDArray[np.int64]:
        """Term numbers from which the innermost step of the first form leads somewhere."""
        inner: f.Form = shape.first
        while not isinstance(inner, f.Step) or isinstance(inner.of, (f.Step, f.Minus)):
            inner = inner.of  # type: ignore[union-attr,assignment]
        number = self.table.predicate_index[inner.predicate]
        links = self.table.links(number, inner.inverse, Use(shape.date, inner.with_))
        return np.flatnonzero(links.degree[: self.table.entities] > 0)

    def _with_detail(self, shape: Shape) -> list[tuple[str, ...]]:
        step = shape.form
        assert isinstance(step, f.Step) and shape.detail
        table = self.table
        detail = table.predicate_index.get(shape.detail)
        links = table.links(table.predicate_index[step.predicate], step.inverse, Use(shape.date))
        ends = table.object if step.inverse else table.subject
        found = {
            (int(ends[row]), value)
            for row in np.unique(links.row).tolist()
            for name, value in table.qualifier_sets[table.qualifiers[row]]
            if name == detail and value < table.entities
        }
        pairs = np.array(sorted(found), np.int64).reshape(-1, 2)
        chosen = pairs[self._drawn(shape, pairs[:, 0], pairs[:, 1])]
        return [(self.key(a), self.key(b)) for a, b in chosen.tolist()]

    def _pairs(self, shape: Shape, firsts: NDArray[np.int64]) -> list[tuple[str, ...]]:
        """Pairs of starts that meet in some member. First starts are taken in drawn order until there are several times more than
        wanted."""
        assert shape.second is not None
        table = self.table
        second = table.links(table.predicate_index[shape.second.predicate], shape.second.inverse, Use(shape.date))
        back = table.links(table.predicate_index[shape.second.predicate], not shape.second.inverse, Use(shape.date)).degree
        found: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        order = firsts[np.argsort(self.rank(firsts), kind="stable")]
        for begin in range(0, len(order), _AT_ONCE):
            here = order[begin : begin + _AT_ONCE]
            sets = answer_shape(shape.dated(shape.first), [(self.key(n),) for n in here.tolist()], table)
            small = np.flatnonzero(r.counts(sets.rows) <= MOST_MEMBERS)
            met = r.product(r.take(sets.rows, small), second.matrix)
            first, other = here[small][r.owners(met)], met.members.astype(np.int64)
            few = back[other] <= MOST_MEMBERS
            found.append(self._few_each(shape, first[few], other[few]))
            if sum(len(first) for first, _ in found) >= 4 * MOST_STARTS[f.hops(shape.form)]:
                break
        first, other = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
        by_id = np.lexsort((other, first))
        first, other = first[by_id], other[by_id]
        chosen = self._drawn(shape, first, other)
        return [(self.key(a), self.key(b)) for a, b in zip(first[chosen].tolist(), other[chosen].tolist(), strict=True)]

    def _few_each(self, shape: Shape, first: NDArray[np.int64], other: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pairs that are forms of their own; of shapes that would crowd out the others only a few for each first start."""
        kept = (other < self.table.entities) & ((first < other) if _alike(shape) else (first != other))
        first, other = first[kept], other[kept]
        each = MOST_OF_A_START.get(shape.name)
        if each is None or not len(first):
            return first, other
        order = np.lexsort((other, self.rank(first, other), first))
        begins = np.flatnonzero(np.diff(first[order], prepend=-1))
        place = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
        chosen = order[place < each]
        return first[chosen], other[chosen]

    def _digest_of_terms(self) -> NDArray[np.uint64]:
        """A number for each term that depends on its id and the seed only."""
        if self._digests is None:
            salted = (hashlib.blake2b(f"{self._salt}:{term_key(t)}".encode(), digest_size=8).digest() for t in self.table.terms)
            self._digests = np.array([int.from_bytes(d, "big") for d in salted], np.uint64)
        return self._digests

    # ------------------------------------------------------------------ answers

    def ask(self, shape: Shape, starts: list[tuple[str, ...]] | None = None) -> Answered | None:
        """The shape's answers with the starts (or those of them that are given) that make a question; None if it has no starts. Starts
        without answers are no candidates."""
        starts = self.starts(shape) if starts is None else starts
        if not starts:
            return None
        counted = shape.form.of if isinstance(shape.form, f.Count) else shape.form
        answers = answer_shape(shape.dated(counted), starts, self.table)
        sizes = r.counts(answers.rows)
        left = sizes > 0
        out = Answered(shape, answers)

        def reject(reason: str, wrong: Bools, *, quiet: bool = False) -> None:
            nonlocal left
            if not quiet:
                out.rejections.extend(self._rejection(reason, shape, starts[n]) for n in np.flatnonzero(left & wrong).tolist())
            left = left & ~wrong

        if shape.date and not any(self.survey.ontology.predicates[name].changing for name in f.predicates_of(shape.form)):
            # nothing here changes by itself: a past day is asked about only where it makes a difference
            reject("not_asked", answers.same_rows(answer_shape(counted, starts, self.table)), quiet=True)
        if shape.name == "any":
            reject("not_asked", ~self.loses_conditions(shape, starts, any_with=True), quiet=True)
        if shape.whole:
            reject("not_complete", ~answers.complete, quiet=True)
        if isinstance(shape.form, f.Count):
            reject("not_asked", sizes < 2, quiet=True)
        for middle in shape.middles:
            found = answer_shape(shape.dated(middle), starts, self.table)
            reject("pooled_union", r.counts(found.rows) > 1)
            reject("not_complete", ~found.complete)
        if shape.shared and shape.second:
            reject("pooled_union", self._several(shape, starts), quiet=True)
            reject("not_asked", self._of_other_kinds(answers, starts), quiet=True)
        reject("too_many_answers", sizes > self.most_answers)
        reject("qualifier_lost", self.loses_conditions(shape, starts))
        if shape.conditions:
            reject("qualifier_lost", self._holds_without(shape, starts))
        for other in shape.others:
            same = answers.same_rows(answer_shape(shape.dated(other), starts, self.table))
            reject("hop_not_needed", same, quiet=shape.second is not None)
        if f.hops(shape.form) > 1 and left.any():
            reject("hop_not_needed", self._by_one_predicate(answers, starts, shape.date), quiet=shape.second is not None)
        # asked again for the kept starts alone, so that their support is found without that of the large sets
        kept = [starts[n] for n in np.flatnonzero(left).tolist()]
        if len(kept) < len(starts):
            out.answers = answer_shape(shape.dated(counted), kept, self.table) if kept else None
        return out

    def _rejection(self, reason: str, shape: Shape, start: tuple[str, ...]) -> Rejection:
        named = [str(self.table.terms[self.table.index[id]]) if id.startswith("\x00") else id for id in start]
        return Rejection(reason, f"{shape.name}: {steps_of(shape)} of {', '.join(named)}", made_by=MADE_BY)

    def loses_conditions(self, shape: Shape, starts: Sequence[tuple[str, ...]], *, any_with: bool = False) -> Bools:
        """For each start whether a step without ``with`` leaves out conditional facts of something it walks from."""
        lost = np.zeros(len(starts), bool)
        if isinstance(shape.form, f.Every) or (shape.third and isinstance(shape.form, f.And)):  # lost is what would meet all conditions
            under_any = _under_any(shape.form)
            plain, loose = (answer_shape(shape.dated(form), starts, self.table) for form in (shape.form, under_any))
            return ~plain.same_rows(loose)
        for step in f.walk(shape.form):
            if not isinstance(step, f.Step) or (step.with_ is not None and not any_with):
                continue
            out = self.table.left_out(self.table.predicate_index[step.predicate], step.inverse, shape.date)
            if not len(out):
                continue
            mask = np.zeros(len(self.table.terms), bool)
            mask[out] = True
            if isinstance(step.of, f.Entity):
                place = int(step.of.id[1:])
                numbers = np.fromiter((self.table.index.get(s[place], -1) for s in starts), np.int64, len(starts))
                lost |= mask[numbers] & (numbers >= 0)
            else:
                lost |= r.any_of(answer_shape(shape.dated(step.of), starts, self.table).rows, mask)
        return lost

    def _holds_without(self, shape: Shape, starts: Sequence[tuple[str, ...]]) -> Bools:
        """For each start whether some of its facts hold without the conditions that the question states, or by others: said after them,
        they would seem to depend on them."""
        step, table = shape.form, self.table
        assert isinstance(step, f.Step)
        wanted = {(q.predicate, term_key(q.value)) for q in shape.conditions}
        carried = np.zeros(len(table.qualifier_sets), bool)
        for code, pairs in enumerate(table.qualifier_sets):
            named = {(table.predicates[p], term_key(table.terms[v])) for p, v in pairs}
            carried[code] = {(p, v) for p, v in named if not table.is_detail(p)} == wanted
        links = table.links(table.predicate_index[step.predicate], step.inverse, Use(shape.date, step.with_))
        others = np.concatenate([[0], np.cumsum(~carried[table.qualifiers[links.row]])])
        numbers = np.fromiter((table.index[s[0]] for s in starts), np.int64, len(starts))
        found: Bools = others[links.start[numbers + 1]] > others[links.start[numbers]]
        return found

    def _several(self, shape: Shape, starts: Sequence[tuple[str, ...]]) -> Bools:
        """For each start whether it, or one of its siblings, has several of what they share: then "the same" is not one thing."""
        assert shape.shared
        if single(self.survey.ontology.predicates[shape.shared.predicate], shape.shared.inverse):
            return np.zeros(len(starts), bool)
        several = self.survey.degree(shape.shared, shape.date) > 1
        own = np.fromiter((several[self.table.index[s[0]]] for s in starts), bool, len(starts))
        return own | r.any_of(answer_shape(shape.dated(shape.first), starts, self.table).rows, several)

    def _of_other_kinds(self, answers: ShapeAnswers, starts: Sequence[tuple[str, ...]]) -> Bools:
        """For each start whether an answer is of another most specific class: it would stand in for an attribute of something else."""
        kinds = self.survey.kinds
        own = np.fromiter((kinds[self.table.index[s[0]]] for s in starts), np.int64, len(starts))
        owners = r.owners(answers.rows)
        other = np.zeros(len(starts), bool)
        other[owners[kinds[answers.rows.members] != own[owners]]] = True
        return other

    def _by_one_predicate(self, answers: ShapeAnswers, starts: Sequence[tuple[str, ...]], date: str | None) -> Bools:
        """For each start whether one step by any predicate in either direction (from any hole) gives the same set."""
        weights = self._weights[answers.rows.members]
        total = np.concatenate([[0], np.cumsum(weights)])  # wraps around: only equality counts
        own = total[answers.rows.start[1:]] - total[answers.rows.start[:-1]]
        same = np.zeros(len(starts), bool)
        for place in range(len(starts[0])):
            numbers = np.fromiter((self.table.index[s[place]] for s in starts), np.int64, len(starts))
            for name in self.table.predicates:
                for inverse in (False, True):
                    hashes = self._hash(Arrow(name, inverse), date)
                    same |= hashes[numbers] == own
        return same

    def _hash(self, arrow: Arrow, date: str | None) -> NDArray[np.int64]:
        key = (arrow, date)
        if key not in self._hashes:
            matrix = self.table.links(self.table.predicate_index[arrow.predicate], arrow.inverse, Use(date)).matrix
            total = np.concatenate([[0], np.cumsum(self._weights[matrix.indices])])
            self._hashes[key] = total[matrix.indptr[1:]] - total[matrix.indptr[:-1]]
        return self._hashes[key]

    def all(self, shapes: Iterator[Shape]) -> Iterator[Answered]:
        """Every shape that has starts, answered."""
        for shape in shapes:
            if (found := self.ask(shape)) is not None:
                yield found


def _under_any(form: f.Form) -> f.Form:
    """The form over all facts, whatever their conditions."""
    form = f.rebuild(form, _under_any)
    return replace(form, with_="any") if isinstance(form, (f.Step, f.Every)) else form


def _arrow_of(form: f.Form) -> Arrow | None:
    return Arrow(form.predicate, form.inverse) if isinstance(form, f.Step) else None


def _few_of_each(
    place: NDArray[np.int64], other: NDArray[np.int64], rank: NDArray[np.uint64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
    """Of each place the first so many by rank."""
    order = np.lexsort((rank, place))
    begins = np.flatnonzero(np.diff(place[order], prepend=-1))
    within = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    kept = order[within < most]
    return place[kept], other[kept], rank[kept]


def _alike(shape: Shape) -> bool:
    """Whether both holes play the same part, so that (a, b) and (b, a) are one form."""
    form = shape.form.of if isinstance(shape.form, f.Minus) and shape.third else shape.form
    if not isinstance(form, f.And):
        return False
    first, second = form.of[:2]
    return f.map_ids(first, lambda _: "?") == f.map_ids(second, lambda _: "?")
