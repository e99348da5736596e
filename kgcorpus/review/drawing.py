"""Drawing a random sample of the accepted facts, or of the samples, for people to read."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Mapping

from kgcorpus.model import content_id, digest
from kgcorpus.verify.estimate import Draw


def draw(
    ids: Iterable[str],
    n: int,
    *,
    of: str,
    seed: int = 0,
    graph: str = "",
    release: str = "",
    date: str = "",
    languages: Mapping[str, int] = {},
) -> Draw:
    """A simple random sample of ``n`` of the ids (all of them where there are no more), without replacement.

    Each id gets a number by a digest of seed, population and id; the smallest are drawn, in that order. So the draw depends on no order
    of rows and is the same on every machine, the first 50 of a draw of 200 are the draw of 50, and nothing already read is kept out. The
    population counts in because wrong facts leave the graph after each reading: a draw by seed and id alone would meet the same facts
    again, those found right, and find the graph better than it is.

    >>> draw(["f-1", "f-2", "f-3"], 2, of="facts").ids == draw(["f-3", "f-1", "f-2"], 2, of="facts").ids
    True
    """
    population = sorted(set(ids))
    salt = hashlib.sha256(f"{seed} {of} {digest(population)} ".encode())

    def number(id: str) -> bytes:
        one = salt.copy()
        one.update(id.encode())
        return one.digest()

    drawn = tuple(heapq.nsmallest(n, population, key=number))
    name = content_id("d", of, seed, release, graph, len(population), list(drawn))
    return Draw(name, of, len(population), seed, graph, drawn, release, dict(sorted(languages.items())), date)
