"""Which documents are copies of one another: the same text, or nearly the same (Jaccard of shingles of eight characters, sketched)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from ..model import Document

SHINGLE = 8
SKETCH = 512
THRESHOLD = 0.8
"""Documents of at least this Jaccard similarity are copies. It is estimated within 0.04, nineteen times in twenty."""


def copies(documents: Mapping[str, Document]) -> dict[str, str]:
    """For every document id the id (smallest) that stands for it and its copies. Copies of copies are copies.

    Front matter is left out; spaces, punctuation, width and case do not count. Bottom-k sketches (Broder 1997) are compared only between
    documents that share a value among their sixteen smallest, which documents at the threshold fail to do less than once in 10⁹.
    """
    chief = {id: id for id in documents}

    def find(id: str) -> str:
        while chief[id] != id:
            chief[id] = chief[chief[id]]
            id = chief[id]
        return id

    def join(a: str, b: str) -> None:
        first, second = sorted((find(a), find(b)))
        chief[second] = first

    by_digest: dict[str, str] = {}
    for id in sorted(documents):
        join(id, by_digest.setdefault(documents[id].digest, id))
    sketches = {id: _sketch(documents[id]) for id in sorted(by_digest.values())}
    buckets: dict[int, list[str]] = defaultdict(list)
    for id, sketch in sketches.items():
        for value in sketch[:16]:
            buckets[value].append(id)
    compared: set[tuple[str, str]] = set()
    for ids in buckets.values():
        for position, a in enumerate(ids):
            for b in ids[position + 1 :]:
                if (a, b) not in compared:
                    compared.add((a, b))
                    if find(a) != find(b) and _similarity(sketches[a], sketches[b]) >= THRESHOLD:
                        join(a, b)
    return {id: find(id) for id in sorted(documents)}


def _sketch(document: Document) -> list[int]:
    """The smallest 512 distinct mixed hashes of the text's shingles; a very short text counts as one shingle."""
    import numpy as np

    text = unicodedata.normalize("NFKC", document.text[document.front :]).casefold()
    points = np.frombuffer("".join(c for c in text if c.isalnum()).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if not len(points):
        return []
    width = min(SHINGLE, len(points))
    with np.errstate(over="ignore"):
        hashes = np.zeros(len(points) - width + 1, dtype=np.uint64)
        for offset in range(width):
            hashes = hashes * np.uint64(0x100000001B3) + points[offset : len(points) - width + 1 + offset]
        # splitmix64: neighbouring hashes become independent, so that the smallest are a sample
        hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        hashes ^= hashes >> np.uint64(31)
    distinct = np.unique(hashes)
    return [int(value) for value in distinct[:SKETCH]]


def _similarity(a: list[int], b: list[int]) -> float:
    """Jaccard similarity, estimated by the share of the union's smallest values that both have; exact for short texts."""
    union = sorted({*a, *b})[: max(len(a), len(b)) if max(len(a), len(b)) == SKETCH else None]
    both = set(a) & set(b)
    return sum(value in both for value in union) / len(union) if union else 0.0
