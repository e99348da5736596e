"""Simulated readings of random samples: how often the interval of the estimated error rate holds the true one.

What is wrong in each population is known: the first ones by id, so that a draw that favoured any rows would be found out. Every run is a
real draw, its decisions and the real estimate; only the workbook between them is left out (``tests/test_review_sample.py`` goes through
it).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgcorpus.model import Review
from kgcorpus.review.drawing import draw
from kgcorpus.verify.estimate import Draw, estimate
from tests.bench.measure import Figure

POPULATIONS = (500, 5_000, 100_000)
READ = (50, 200)
RATES = (0.002, 0.01, 0.03, 0.10)
MISSED = 0.05
"""The share of errors that the second kind of reader overlooks."""
DOUBTED = 0.10
"""The share of errors, and of twice as many right facts, on which the third kind of reader cannot tell."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How often the interval held the truth in so many runs; ``width`` is its mean width, ``bias`` the mean error of the estimate."""

    population: int
    read: int
    rate: float
    reader: str
    runs: int
    held: int
    width: float
    bias: float

    @property
    def share(self) -> float:
        return self.held / self.runs


def decisions(one: Draw, wrong: frozenset[str], reader: str, seed: int) -> Iterator[Review]:
    """The lines that a reader writes: ``sharp`` sees every error, ``hasty`` misses some, ``doubting`` cannot always tell."""
    chance = random.Random(f"{reader} {seed} {len(wrong)}")
    for id in one.ids:
        decision = "reject" if id in wrong else "accept"
        luck = chance.random()
        if reader == "hasty" and id in wrong and luck < MISSED:
            decision = "accept"
        if reader == "doubting" and luck < (DOUBTED if id in wrong else 0.02):
            decision = "unclear"
        yield Review("reader", "2026-11-02", decision, {"fact": id, "draw": one.id})


def simulate(
    runs: int,
    *,
    populations: Sequence[int] = POPULATIONS,
    read: Sequence[int] = READ,
    rates: Sequence[float] = RATES,
    readers: Sequence[str] = ("sharp",),
) -> list[Setting]:
    """Every setting, each with as many runs; run by run another seed is drawn."""
    found: dict[tuple[int, int, float, str], list[tuple[bool, float, float]]] = {}
    for size in populations:
        ids = [f"f-{n:06d}" for n in range(size)]
        wrong = {rate: frozenset(ids[: round(rate * size)]) for rate in rates}
        for run in range(runs):
            largest = draw(ids, max(read), of="facts", seed=run)
            for n in read:
                one = largest if n == len(largest.ids) else replace(largest, id=f"{largest.id}-{n}", ids=largest.ids[:n])
                for rate in rates:
                    truth = len(wrong[rate]) / size
                    for reader in readers:
                        result = estimate(one, list(decisions(one, wrong[rate], reader, run)))
                        assert result is not None
                        share = result.share
                        row = (share.low <= truth <= share.high, share.high - share.low, share.rate - truth)
                        found.setdefault((size, n, rate, reader), []).append(row)
    return [
        Setting(
            *key, len(rows), sum(held for held, _, _ in rows), sum(w for _, w, _ in rows) / len(rows), sum(b for *_, b in rows) / len(rows)
        )
        for key, rows in found.items()
    ]


def figures(runs: int = 1000) -> list[Figure]:
    """Rows for the README: the settings of each reader, the worst first named."""
    settings = simulate(runs, readers=("sharp", "doubting", "hasty"))
    out = []
    names = {
        "sharp": ("readers who see every error", "≥ 94 % in every setting"),
        "doubting": ("readers who cannot tell on 10 % of the errors and 2 % of the rest", "≥ 94 % in every setting"),
        "hasty": ("readers who miss 5 % of the errors", "reported"),
    }
    for reader, (who, aim) in names.items():
        mine = [s for s in settings if s.reader == reader]
        worst = min(mine, key=lambda s: s.share)
        text = (
            f"{min(s.share for s in mine):.1%} to {max(s.share for s in mine):.1%} of {runs:,} runs in {len(mine)} settings "
            f"(worst: {worst.rate:.1%} wrong, {worst.read} of {worst.population:,} read)"
        )
        if reader == "hasty":
            pairs = [
                (s, next(t for t in settings if t.reader == "sharp" and (t.population, t.read, t.rate) == (s.population, s.read, s.rate)))
                for s in mine
                if s.rate == max(RATES)
            ]
            low = sum(t.bias - s.bias for s, t in pairs) / len(pairs)
            text += f"; where {max(RATES):.0%} are wrong the estimate is {low:.2%} too low on average"
        met = None if reader == "hasty" else worst.share >= 0.94
        out.append(Figure(f"intervals that hold the true error rate: {who}", aim, text, met))
    return out


def table(settings: Sequence[Setting]) -> str:
    """All settings, a line each."""
    lines = ["reader      population  read   wrong   held  width  bias"]
    for s in settings:
        lines.append(f"{s.reader:<10} {s.population:>11,} {s.read:>5} {s.rate:>7.1%} {s.share:>6.1%} {s.width:>6.3f} {s.bias:>+.4f}")
    return "\n".join(lines)
