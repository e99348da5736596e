"""How many questions are close copies of an earlier one: MinHash over character trigrams (rensa), confirmed on the trigram sets
themselves."""

from __future__ import annotations

from collections.abc import Sequence

THRESHOLD = 0.85
PERMUTATIONS, BANDS = 64, 8
CANDIDATES = 50


def trigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 3] for i in range(max(1, len(text) - 2)))


def near_duplicate_share(questions: Sequence[str]) -> float:
    """Share of the questions whose trigram sets overlap (Jaccard ≥ 0.85) with those of an earlier question, in 0..1.

    >>> near_duplicate_share(["Which medicines treat gout?", "Which medicines treat gout ?", "Who wrote Dune?"])
    0.3333333333333333
    """
    from rensa import RMinHash, RMinHashLSH

    if not questions:
        return 0.0
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    grams = [trigrams(q) for q in questions]
    found = 0
    for number, mine in enumerate(grams):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(sorted(mine))
        near = sorted(index.query(sketch))[:CANDIDATES]
        found += any(len(mine & grams[n]) >= THRESHOLD * len(mine | grams[n]) for n in near)
        index.insert(number, sketch)
    return found / len(questions)
