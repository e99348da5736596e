"""Sequences of characters or words that stand together more often than their parts would by chance, and have many neighbours.

Counted level by level with arrays: a sequence of k units is counted only where both its parts of k - 1 are frequent. What is kept passes
three measures: entropy of the neighbours on either side, pointwise mutual information at its weakest joint, and the C-value (Frantzi and
Ananiadou), in which a sequence counts only so far as longer ones do not contain it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
BREAK = 0
"""The unit that no sequence crosses."""


@dataclass(frozen=True, slots=True)
class Sequences:
    """Sequences of ``length`` units: where the first of each stands, how often it occurs, in how many documents, and its measures."""

    length: int
    first: Ints
    count: Ints
    documents: Ints
    left: npt.NDArray[np.float64]
    right: npt.NDArray[np.float64]
    joint: npt.NDArray[np.float64]
    value: npt.NDArray[np.float64]


def sequences(units: Ints, documents: Ints, *, longest: int, least: int) -> list[Sequences]:
    """The frequent sequences of one to ``longest`` units, shortest first. ``units`` are ids from 1, ``BREAK`` between what does not belong
    together; ``documents`` the number of the document of each."""
    levels: list[tuple[Ints, Ints, Ints]] = []  # id at each position (0: none), first position of each id, count of each id
    at = units.copy()
    ids, first, counts = _numbered(at, least)
    levels.append((ids, first, counts))
    for _ in range(2, longest + 1):
        before = levels[-1][0]
        both = np.zeros_like(before)
        size = int(before.max(initial=0)) + 1
        both[:-1] = np.where((before[:-1] > 0) & (before[1:] > 0), before[:-1] * size + before[1:], 0)
        ids, first, counts = _numbered(both, least)
        if not counts.size:
            break
        levels.append((ids, first, counts))
    return [_measured(levels, n, units, documents) for n in range(len(levels))]


def _numbered(codes: Ints, least: int) -> tuple[Ints, Ints, Ints]:
    """Codes renumbered from 1, rare ones and 0 as 0; with the first position and the number of each."""
    where = np.flatnonzero(codes)
    out = np.zeros_like(codes)
    if not where.size:
        return out, where, where
    _, first, inverse, counts = np.unique(codes[where], return_index=True, return_inverse=True, return_counts=True)
    kept = counts >= least
    numbers = np.where(kept, np.cumsum(kept), 0).astype(np.int64)
    out[where] = numbers[inverse]
    return out, where[first[kept]], counts[kept].astype(np.int64)


def _measured(levels: Sequence[tuple[Ints, Ints, Ints]], n: int, units: Ints, documents: Ints) -> Sequences:
    ids, first, counts = levels[n]
    where = np.flatnonzero(ids)
    number, length = ids[where] - 1, n + 1
    size = counts.size
    own = np.unique(number * (int(documents.max(initial=0)) + 1) + documents[where])
    spread = np.bincount(own // (int(documents.max(initial=0)) + 1), minlength=size).astype(np.int64)
    before = np.where(where > 0, units[where - 1], BREAK)
    after = np.where(where + length < units.size, units[np.minimum(where + length, units.size - 1)], BREAK)
    return Sequences(
        length, first, counts, spread, _entropy(number, before, counts), _entropy(number, after, counts), _joint(levels, n, first, counts),
        _value(levels, n, counts),
    )  # fmt: skip


def _entropy(number: Ints, neighbour: Ints, counts: Ints) -> npt.NDArray[np.float64]:
    """The entropy in bits of the neighbours of each; a break is a neighbour of its own each time."""
    total = counts.astype(np.float64)
    out = np.log2(total)
    real = neighbour != BREAK
    if real.any():
        size = int(neighbour.max()) + 1
        pairs, each = np.unique(number[real] * size + neighbour[real], return_counts=True)
        np.subtract.at(out, pairs // size, each * np.log2(each) / total[pairs // size])
    return out


def _joint(levels: Sequence[tuple[Ints, Ints, Ints]], n: int, first: Ints, counts: Ints) -> npt.NDArray[np.float64]:
    """The least mutual information over all ways to divide each in two."""
    out = np.full(counts.size, np.inf)
    whole = float(levels[0][2].sum()) or 1.0
    for k in range(1, n + 1):
        left_ids, _, left_counts = levels[k - 1]
        right_ids, _, right_counts = levels[n - k]
        a = left_counts[left_ids[first] - 1].astype(np.float64)
        b = right_counts[right_ids[first + k] - 1].astype(np.float64)
        out = np.minimum(out, np.log2(counts * whole / (a * b)))
    return out


def _value(levels: Sequence[tuple[Ints, Ints, Ints]], n: int, counts: Ints) -> npt.NDArray[np.float64]:
    """The C-value, with one added to the length so that single units have one too."""
    nested: npt.NDArray[np.float64] = counts.astype(np.float64)
    if n + 1 < len(levels):
        ids, (_, longer, times) = levels[n][0], levels[n + 1]
        total, number = np.zeros(counts.size), np.zeros(counts.size)
        for shift in (0, 1):
            inner = ids[longer + shift] - 1
            np.add.at(total, inner, times)
            np.add.at(number, inner, 1)
        nested = nested - np.divide(total, number, out=np.zeros_like(total), where=number > 0)
    value: npt.NDArray[np.float64] = np.log2(n + 2) * nested
    return value
