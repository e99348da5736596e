"""Wrong objects that are plausible: of the kind of a true one, held by a subject much like the one asked about, unrelated to the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgcorpus.model import digest

from .shapes import Survey

MOST_LIKE = 24
"""Subjects most like the one asked about whose objects are tried."""
MOST_SHARED = 500
"""What more subjects have in common than this makes them no more alike."""
_STRIDE = 7919
"""A prime, so that steps of this size visit every place of a shorter list."""
Pair = tuple[int, int]
"""Subject and object, as numbers of terms."""


@dataclass
class Distractors:
    """Draws wrong objects for the facts of a graph."""

    survey: Survey
    seed: int
    _linked: frozenset[int] = field(init=False)
    _shares: Any = field(init=False)
    _shares_back: Any = field(init=False)

    def __post_init__(self) -> None:
        from scipy.sparse import csr_array

        table = self.survey.table
        size = len(table.terms)
        ends = table.subject.astype(np.int64), table.object.astype(np.int64)
        self._linked = frozenset(np.concatenate([a * size + b for a, b in (ends, ends[::-1])]).tolist())
        few = np.bincount(ends[1], minlength=size)[ends[1]] <= MOST_SHARED
        ends = ends[0][few], ends[1][few]
        self._shares = csr_array((np.ones(len(ends[0]), np.int32), ends), shape=(size, size))
        self._shares.sum_duplicates()
        self._shares_back = self._shares.T.tocsr()

    def linked(self, a: int, b: int) -> bool:
        """Whether some fact links two terms: a part, a broader term, a thing often confused with it."""
        return a * len(self.survey.table.terms) + b in self._linked

    def drawn(self, predicate: str, facts: list[Pair], chosen: list[Pair], most: int) -> Iterator[Pair]:
        """Pairs (subject, wrong object) for the ``chosen`` of the facts of a predicate, up to ``most`` for each.

        Tried are objects of the kind of the true one: first those of the subjects of the same kind that share most with this one, then
        any.
        """
        kinds, terms = self.survey.kinds, self.survey.table.terms
        pools: dict[Pair, set[int]] = {}
        true: dict[int, list[int]] = {}
        for s, o in facts:
            pools.setdefault((int(kinds[s]), int(kinds[o])), set()).add(o)
            true.setdefault(s, []).append(o)
        ordered = {key: sorted(pool) for key, pool in pools.items()}
        like = self._like(sorted({s for s, _ in chosen}), np.array(sorted(true), np.int64))
        given = set()
        for s, o in chosen:
            first = int(digest(self.seed, str(terms[s]), predicate, str(terms[o]))[:12], 16)
            near = sorted({x for other in like[s] for x in true[other] if kinds[x] == kinds[o]})
            tried = [pool[(first + _STRIDE * n) % len(pool)] for pool in (near, ordered[int(kinds[s]), int(kinds[o])]) if pool
                     for n in range(2 * most)]  # fmt: skip
            found = 0
            for other in dict.fromkeys(tried):
                if other != s and (s, other) not in given and not any(other == x or self.linked(other, x) for x in true[s]):
                    given.add((s, other))
                    yield s, other
                    found += 1
                    if found == most:
                        break

    def _like(self, subjects: list[int], holders: NDArray[np.int64]) -> dict[int, list[int]]:
        """For each subject those of its kind with objects of their own that share most objects with it, at least one; of equals those
        whose numbers come first."""
        kinds = self.survey.kinds
        holds = np.zeros(len(kinds), bool)
        holds[holders] = True
        found = self._shares[subjects] @ self._shares_back
        out = {}
        for row, s in enumerate(subjects):
            here = slice(found.indptr[row], found.indptr[row + 1])
            others, shared = found.indices[here].astype(np.int64), found.data[here].astype(np.int64)
            same = (kinds[others] == kinds[s]) & holds[others] & (others != s)
            ranked = others[same] - shared[same] * len(kinds)
            if len(ranked) > MOST_LIKE:
                ranked = np.partition(ranked, MOST_LIKE)[:MOST_LIKE]
            out[s] = (np.sort(ranked) % len(kinds)).tolist()
        return out
