"""Two models on the same questions: the difference of their shares of correct answers, and where they differ."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgcorpus.model import Json

RESAMPLES = 10_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with the verdicts that two models got on it."""

    id: str
    kind: str
    a: str
    b: str


def paired(pairs: Sequence[Pair]) -> dict[str, Json]:
    """The comparison, over all and by kind: shares of correct answers, their difference (second minus first) with its 95 % interval, and
    the exact p of McNemar's test, by kind also adjusted for the number of kinds (Holm 1979).

    The interval is that of a paired bootstrap: questions are drawn again with both verdicts on them (percentiles of ``RESAMPLES`` draws,
    Efron & Tibshirani 1993, ch. 13). The seed is a digest of the pairs, so that the same files give the same numbers in any order.

    >>> found = paired([Pair(str(n), "qa", "correct" if n % 2 else "incorrect", "correct") for n in range(40)])
    >>> found["all"]["difference"], found["all"]["only_b"], found["all"]["p"] < 0.001
    (0.5, 20, True)
    """
    kinds: dict[str, list[Pair]] = {}
    for pair in sorted(pairs, key=lambda pair: pair.id):
        kinds.setdefault(pair.kind, []).append(pair)
    order = sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))
    by = {kind: _line(kinds[kind], kind) for kind in order}
    _adjust(by)
    everything = [pair for kind in sorted(kinds) for pair in kinds[kind]]
    return {
        "all": _line(everything, ""),
        "by": {"kind": by},
        "different": [vars_of(pair) for pair in pairs if right(pair.a) != right(pair.b)],
    }


def right(verdict: str) -> bool:
    return verdict == "correct"


def vars_of(pair: Pair) -> dict[str, Json]:
    return {"id": pair.id, "kind": pair.kind, "a": pair.a, "b": pair.b}


def _line(pairs: Sequence[Pair], name: str) -> dict[str, Json]:
    n = len(pairs)
    only_a = sum(right(pair.a) and not right(pair.b) for pair in pairs)
    only_b = sum(right(pair.b) and not right(pair.a) for pair in pairs)
    both = sum(right(pair.a) and right(pair.b) for pair in pairs)
    low, high = _interval(only_a, only_b, n, _seed(pairs, name))
    return {
        "n": n,
        "a": (both + only_a) / n,
        "b": (both + only_b) / n,
        "difference": (only_b - only_a) / n,
        "interval": [low, high],
        "both": both,
        "only_a": only_a,
        "only_b": only_b,
        "p": mcnemar(only_a, only_b),
    }


def _seed(pairs: Sequence[Pair], name: str) -> int:
    told = "\n".join([name, *sorted(f"{pair.id}\t{pair.a}\t{pair.b}" for pair in pairs)])
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big")


def _interval(only_a: int, only_b: int, n: int, seed: int) -> tuple[float, float]:
    """The percentiles of the difference over resamples: drawing questions again is drawing the three outcomes by their shares."""
    import numpy as np

    draws = np.random.default_rng(seed).multinomial(n, [only_a / n, only_b / n, (n - only_a - only_b) / n], size=RESAMPLES)
    low, high = np.quantile((draws[:, 1] - draws[:, 0]) / n, [0.025, 0.975])
    return float(low), float(high)


def mcnemar(only_a: int, only_b: int) -> float:
    """The exact two-sided p of McNemar's test (1947): how likely so uneven a split is where both models are equally good.

    >>> mcnemar(0, 0), round(mcnemar(1, 9), 4)
    (1.0, 0.0215)
    """
    from scipy.special import bdtr

    n = only_a + only_b
    return min(1.0, 2 * float(bdtr(min(only_a, only_b), n, 0.5))) if n else 1.0


def _adjust(by: Mapping[str, dict[str, Json]]) -> None:
    """Holm's step-down adjustment of the p of each kind."""
    highest = 0.0
    for place, line in enumerate(sorted(by.values(), key=lambda line: float(line["p"]))):
        highest = max(highest, min(1.0, (len(by) - place) * line["p"]))
        line["p_adjusted"] = highest
