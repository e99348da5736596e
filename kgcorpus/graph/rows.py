"""Sets of terms, one a row: compressed rows of sorted numbers, and their algebra as array operations."""

from __future__ import annotations

from collections.abc import Sequence
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
    start = np.zeros(len(numbers) + 1, np.int64)
    np.cumsum(known, out=start[1:])
    return Rows(start, numbers if known.all() else numbers[known])


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


def product(rows: Rows, matrix: Any) -> Rows:
    """What each row's members are linked to: the boolean matrix product, columns sorted."""
    from scipy.sparse import csr_matrix

    if not len(rows.members) or not matrix.nnz:
        return Rows(np.zeros(rows.size + 1, np.int64), _NONE)
    if len(rows.members) <= rows.size and (counts(rows) <= 1).all():
        where, begins = spread(matrix.indptr, rows.members)
        return Rows(begins[rows.start], matrix.indices[where])
    left = csr_matrix((np.ones(len(rows.members), bool), rows.members, rows.start), shape=(rows.size, matrix.shape[0]), copy=False)
    out = left @ matrix
    out.sort_indices()
    return Rows(out.indptr.astype(np.int64), out.indices)


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
