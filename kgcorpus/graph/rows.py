"""Sets of terms, one a row: compressed rows of sorted numbers, and their algebra as array operations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from .columns import Bools, Ints, Longs


class Rows(NamedTuple):
    """Row r is ``members[start[r]:start[r + 1]]``: sorted, each number once."""

    start: Longs
    members: Ints

    @property
    def size(self) -> int:
        """How many rows."""
        return len(self.start) - 1

    def row(self, number: int) -> Ints:
        return self.members[self.start[number] : self.start[number + 1]]


_NONE = np.zeros(0, np.int32)


def one(members: Ints) -> Rows:
    """A single row."""
    return Rows(np.array([0, len(members)], np.int64), members)


def singles(numbers: Ints) -> Rows:
    """A row of one number each; -1 gives an empty row."""
    known = numbers >= 0
    if known.all():
        return Rows(np.arange(len(numbers) + 1), numbers)
    start = np.zeros(len(numbers) + 1, np.int64)
    np.cumsum(known, out=start[1:])
    return Rows(start, numbers[known])


def counts(rows: Rows) -> Longs:
    return np.diff(rows.start)


def owners(rows: Rows) -> Longs:
    """The row of each entry."""
    return np.repeat(np.arange(rows.size), counts(rows))


def select(rows: Rows, kept: Bools) -> Rows:
    """The entries for which ``kept`` (over entries) is True."""
    if kept.all():
        return rows
    passed = np.zeros(len(kept) + 1, np.int64)
    np.cumsum(kept, out=passed[1:])
    return Rows(passed[rows.start], rows.members[kept])


def take(rows: Rows, chosen: Longs) -> Rows:
    """These rows, in this order."""
    where, start = spread(rows.start, chosen)
    return Rows(start, rows.members[where])


def repeat(rows: Rows, times: int) -> Rows:
    """A single row many times."""
    if rows.size == times:
        return rows
    return Rows(np.arange(times + 1) * len(rows.members), np.tile(rows.members, times))


def stack(blocks: Sequence[Rows]) -> Rows:
    """The rows of all blocks."""
    if len(blocks) == 1:
        return blocks[0]
    start = np.zeros(sum(b.size for b in blocks) + 1, np.int64)
    if blocks:
        np.cumsum(np.concatenate([counts(b) for b in blocks]), out=start[1:])
    return Rows(start, np.concatenate([b.members for b in blocks]) if blocks else _NONE)


def spread(start: Longs, numbers: Ints | Longs) -> tuple[Longs, Longs]:
    """Places of all links of these terms one after another, and where each term's begin in that list (one more than terms)."""
    first = start[numbers].astype(np.int64)
    length = start[np.asarray(numbers, np.int64) + 1] - first
    begins = np.zeros(len(length) + 1, np.int64)
    np.cumsum(length, out=begins[1:])
    return np.repeat(first - begins[:-1], length) + np.arange(begins[-1]), begins


def _gathered(matrix: Any, numbers: Ints) -> tuple[Ints, Longs]:
    """The rows of a matrix for these terms one after another, and where each begins; a view where they already stand like that."""
    if len(numbers) == matrix.shape[0] and numbers[0] == 0 and (numbers[1:] > numbers[:-1]).all():
        return matrix.indices, matrix.indptr.astype(np.int64)
    lengths = matrix.indptr[1:].take(numbers) - matrix.indptr.take(numbers)
    begins = np.zeros(len(numbers) + 1, np.int64)
    np.cumsum(lengths, out=begins[1:])
    first, last = int(matrix.indptr[numbers[0]]), int(matrix.indptr[numbers[-1] + 1])
    if last - first == begins[-1] and (numbers[1:] > numbers[:-1]).all():
        return matrix.indices[first:last], begins
    return matrix.indices[spread(matrix.indptr, numbers)[0]], begins


MOST_WALKS = 1 << 24
"""Walks that are listed and sorted at one time; where one row has more, scipy's product, which holds no walk, is used."""
MOST_BITS = 23
"""Bits of a term's number up to which row and answer are sorted as one number of 32 bits (more than twice as fast as 64)."""


def product(rows: Rows, matrix: Any) -> Rows:
    """What each row's members are linked to: the boolean matrix product, columns sorted."""
    if not len(rows.members) or not matrix.nnz:
        return Rows(np.zeros(rows.size + 1, np.int64), _NONE)
    if len(rows.members) <= rows.size and (counts(rows) <= 1).all():
        members, begins = _gathered(matrix, rows.members)
        return Rows(begins[rows.start], members)
    return _sorted_walks(rows, matrix) or _by_scipy(rows, matrix)


def _by_scipy(rows: Rows, matrix: Any) -> Rows:
    from scipy.sparse import csr_matrix

    left = csr_matrix((np.ones(len(rows.members), bool), rows.members, rows.start), shape=(rows.size, matrix.shape[0]), copy=False)
    out = left @ matrix
    out.sort_indices()
    return Rows(out.indptr.astype(np.int64), out.indices)


def _sorted_walks(rows: Rows, matrix: Any) -> Rows | None:
    """The product by listing every walk as one number (row, answer) and sorting, some thousand rows at a time: a few times faster than
    scipy's loop. None where too many walks begin in one place."""
    first, after = matrix.indptr.take(rows.members), matrix.indptr[1:].take(rows.members)
    begins = np.zeros(len(first) + 1, np.int64)
    np.cumsum(after - first, out=begins[1:])
    start = begins.take(rows.start)
    bits = matrix.shape[1].bit_length()
    limits = np.append(np.arange(0, rows.size, 1 << (32 - bits if bits <= MOST_BITS else 14)), rows.size)
    most = int(np.diff(start.take(limits)).max())
    if most > MOST_WALKS:
        return None
    lister = _Lister(matrix.indices, bits, most)
    found = []
    each = np.diff(start)
    for low, high in pairwise(limits.tolist()):
        entries = slice(int(rows.start[low]), int(rows.start[high]))
        if start[low] < start[high]:
            here = start[low : high + 1] - start[low]
            found.append(lister.block(first[entries], after[entries], begins[entries] - start[low], here, each[low:high]))
    out = np.zeros(rows.size + 1, np.int64)
    np.cumsum(each, out=out[1:])
    return Rows(out, np.concatenate(found) if len(found) > 1 else found[0] if found else _NONE)


class _Lister:
    """Lists the walks of blocks of rows, in arrays that are made once."""

    def __init__(self, indices: Ints, bits: int, most: int) -> None:
        self.indices, self.bits = indices, bits
        self.kind: Any = np.uint32 if bits <= MOST_BITS else np.uint64
        self.where, self.answer = np.empty(most, np.int32), np.empty(most, np.int32)
        self.found: Any = np.empty(most, self.kind)
        self.mark = np.empty(most, bool)

    def block(self, first: Ints, after: Ints, begins: Longs, start: Longs, each: Longs) -> Ints:
        """The answers of a block's rows, sorted, once each: entry e has the links ``first[e]`` to before ``after[e]``, its walks begin at
        ``begins[e]``, those of row r at ``start[r]``. ``each`` (answers a row) is lessened by those that several walks lead to."""
        walks = int(start[-1])
        found = self.found[:walks]
        self._list(found, first, after, begins, start)
        found |= self.answer[:walks].view(np.uint32)
        found.sort()
        mark = self.mark[:walks]
        mark[0] = True
        np.not_equal(found[1:], found[:-1], out=mark[1:])
        double = np.flatnonzero(~mark)
        if len(double):
            each -= np.bincount((found.take(double) >> self.kind(self.bits)).astype(np.int64), minlength=len(each))
            found = found[mark]
        answers = found & self.kind((1 << self.bits) - 1)
        narrow: Ints = answers.view(np.int32) if self.kind is np.uint32 else answers.astype(np.int32)
        return narrow

    def _list(self, found: Any, first: Ints, after: Ints, begins: Longs, start: Longs) -> None:
        """Put the row of each walk into ``found`` (in the high bits), and its end into ``answer``: both are running sums of steps."""
        some = np.flatnonzero(after > first)
        step = first.take(some)
        step[1:] -= after.take(some[:-1]) - 1
        where = self.where[: len(found)]
        where.fill(1)
        where[begins.take(some)] = step
        np.cumsum(where, out=where, dtype=np.int32)
        self.indices.take(where, out=self.answer[: len(found)], mode="clip")
        busy = np.flatnonzero(start[1:] > start[:-1])
        found.fill(0)
        found[start.take(busy)] = np.diff(busy, prepend=0).astype(self.kind) << self.kind(self.bits)
        np.cumsum(found, out=found, dtype=self.kind)


def rows_between(rows: Rows, first: int, last: int) -> Rows:
    """Rows from ``first`` to before ``last``."""
    return Rows(rows.start[first : last + 1] - rows.start[first], rows.members[rows.start[first] : rows.start[last]])


def keys(rows: Rows, terms: int) -> Longs:
    """One sorted number for each (row, member)."""
    return owners(rows) * terms + rows.members


def from_keys(sorted_keys: Longs, size: int, terms: int) -> Rows:
    owner, member = np.divmod(sorted_keys, terms)
    start = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=size), out=start[1:])
    return Rows(start, member.astype(np.int32))


def among(wanted: Longs, known: Longs) -> Bools:
    """Which of the wanted keys are among the known ones (sorted)."""
    if not len(known):
        return np.zeros(len(wanted), bool)
    place = np.searchsorted(known, wanted)
    place[place == len(known)] = 0
    found: Bools = known[place] == wanted
    return found


def _mask(rows: Rows, terms: int) -> Bools:
    mask = np.zeros(terms, bool)
    mask[rows.members] = True
    return mask


def _shared(a: Rows, b: Rows, terms: int) -> Bools:
    """Which entries of a are in b; a single row of b stands for all rows."""
    if b.size == 1:
        if len(a.members) * 16 < len(b.members):
            return among(a.members.astype(np.int64), b.members.astype(np.int64))
        return _mask(b, terms)[a.members]
    return among(keys(a, terms), keys(b, terms))


def meet(a: Rows, b: Rows, terms: int) -> Rows:
    """Intersection row by row; a single row meets all rows of the other."""
    if a.size == 1 and b.size != 1:
        a, b = b, a
    return select(a, _shared(a, b, terms))


def less(a: Rows, b: Rows, terms: int) -> Rows:
    """Difference row by row."""
    if a.size == 1 and b.size != 1:
        a = repeat(a, b.size)
    return select(a, ~_shared(a, b, terms))


def join(a: Rows, b: Rows, terms: int) -> Rows:
    """Union row by row."""
    size = max(a.size, b.size)
    a, b = repeat(a, size), repeat(b, size)
    return from_keys(np.union1d(keys(a, terms), keys(b, terms)), size, terms)


def any_of(rows: Rows, mask: Bools) -> Bools:
    """For each row whether some member is in the mask (over terms)."""
    found = np.zeros(rows.size, bool)
    if mask.any():
        hit = mask[rows.members]
        found[owners(rows)[hit]] = True
    return found


def equal(a: Rows, b: Rows) -> Bools:
    """For each row whether both have the same members."""
    if a is b:
        return np.ones(a.size, bool)
    same: Bools = counts(a) == counts(b)
    chosen = np.flatnonzero(same)
    left, begins = spread(a.start, chosen)
    right, _ = spread(b.start, chosen)
    differs = a.members[left] != b.members[right]
    wrong = np.searchsorted(begins, np.flatnonzero(differs), side="right") - 1
    same[chosen[wrong]] = False
    return same
