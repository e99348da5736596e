"""How far the grader agrees with a person, and what its errors do to the scores."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kgcorpus.grade.calibrating_book import UNCLEAR, Judged
from kgcorpus.grade.sets import VERDICTS
from kgcorpus.model import Json

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

DRAWS = 10_000
DECIDED = VERDICTS[:4]
LEAST, LEAST_SIDE = 50, 20
"""Fewer judgements, in all or of answers accepted or not, allow no statement about the scores."""


def calibrated(rows: Sequence[Judged], counts: Mapping[str, Counter[str]]) -> dict[str, Json]:
    """Agreement, kappa, error rates and corrected scores, with 95 % intervals. ``counts`` are the grader's verdicts by kind of question.

    Answers were drawn by verdict, so each judgement stands for as many answers as its verdict has per judgement (double sampling,
    Tenenbein 1970). "Right" is a person's word ``correct``; an undecided verdict counts as not accepted. Of the four decided verdicts
    Cohen's kappa (1960) is taken over the weighted table. The corrected score over all is the sum of the verdicts' shares times the share
    of right ones among those judged; with sensitivity and specificity of the same draw that is Rogan & Gladen's (1978)
    ``(accepted + sp - 1) / (se + sp - 1)``, which gives the scores by kind, on the assumption that the grader errs alike on all kinds.

    Intervals are percentiles of draws in which the shares of the verdicts, of right answers within each and of accepted answers of each
    kind vary together, each by its Dirichlet posterior with a prior worth one judgement (Perks 1947): a bootstrap of the judgements
    (Rubin 1981) that does not fall to a point where a handful agree in all.
    """
    sizes = sum(counts.values(), Counter[str]())
    judged = [row for row in rows if row.judgement != UNCLEAR]
    table = {verdict: Counter(row.judgement for row in judged if row.verdict == verdict) for verdict in VERDICTS if sizes[verdict]}
    draws = _Draws(table, sizes, rows)
    accepted = table.get("correct", Counter()).total()
    enough = len(judged) >= LEAST and min(accepted, len(judged) - accepted) >= LEAST_SIDE
    both = [row for row in judged if row.verdict != "ungradable"]
    told: dict[str, Json] = {
        "judged": len(judged),
        "unclear": len(rows) - len(judged),
        "enough": enough,
        "table": {verdict: {judgement: found[judgement] for judgement in DECIDED} for verdict, found in table.items()},
        "same": {"n": len(both), "good": sum(row.verdict == row.judgement for row in both)},
        "agreement": draws.agreement(),
        "kappa": draws.kappa(),
        "kappa_right": draws.kappa_right(),
        "sensitivity": draws.told(*draws.sensitivity),
        "specificity": draws.told(*draws.specificity),
        "score": {"graded": sizes["correct"] / sizes.total(), **draws.told(*draws.right)},
        "by": {"kind": {kind: {"n": found.total(), "graded": found["correct"] / found.total(), **draws.corrected(kind, found)}
                        for kind, found in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))}},
        "undecided": dict(sorted(table.get("ungradable", Counter()).items())),
    }  # fmt: skip
    return told


class _Draws:
    """The draws of one calibration: arrays of ``DRAWS`` values beside the plain estimate of each quantity."""

    def __init__(self, table: Mapping[str, Counter[str]], sizes: Counter[str], rows: Sequence[Judged]) -> None:
        import numpy as np

        told = "\n".join(sorted(f"{row.id}\t{row.verdict}\t{row.judgement}" for row in rows))
        self.seed = hashlib.sha256(told.encode()).digest()
        self.random = np.random.default_rng(int.from_bytes(self.seed[:8], "big"))
        self.verdicts = [verdict for verdict in VERDICTS if sizes[verdict]]
        n = np.array([sizes[verdict] for verdict in self.verdicts], float)
        counts = np.array([[table[verdict][judgement] for judgement in DECIDED] for verdict in self.verdicts], float)
        self.judged = counts.sum(axis=1)
        self.weight = n / n.sum()
        filled = np.where(self.judged[:, None] > 0, counts / np.maximum(self.judged[:, None], 1), 1 / len(DECIDED))
        self.cells = self.weight[:, None] * filled
        weights = self.random.dirichlet(n + 1 / len(n), size=DRAWS)
        within = np.stack([self.random.dirichlet(row + 1 / len(DECIDED), size=DRAWS) for row in counts], axis=1)
        self.drawn = weights[:, :, None] * within
        # right or not is of two values: half a judgement each (Jeffreys)
        right = np.stack([self.random.beta(row[0] + 0.5, row.sum() - row[0] + 0.5, size=DRAWS) for row in counts], axis=1)
        accepted = [verdict == "correct" for verdict in self.verdicts]
        self.right = self._right(self.weight, filled[:, 0]), self._right(weights, right)
        self.sensitivity, self.specificity = self._rates(
            (self.weight * accepted, filled[:, 0], self.right[0]), (weights * accepted, right, self.right[1])
        )
        self.true = self._true(self.weight, filled[:, 0], accepted), self._true(weights, right, accepted)

    @staticmethod
    def _right(weights: Numbers, right: Numbers) -> Any:
        return (weights * right).sum(axis=-1)

    @staticmethod
    def _rates(*each: tuple[Any, Any, Any]) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        """Sensitivity and specificity, each as estimate and draws."""
        import numpy as np

        found = []
        for weights, right, share in each:
            hit, missed = (weights * right).sum(axis=-1), (weights * (1 - right)).sum(axis=-1)
            found.append((hit / np.maximum(share, 1e-12), 1 - missed / np.maximum(1 - share, 1e-12)))
        return (found[0][0], found[1][0]), (found[0][1], found[1][1])

    @staticmethod
    def _true(weights: Numbers, right: Numbers, accepted: Sequence[bool]) -> Any:
        """A table of two by two: (accepted, right), (accepted, not), (not, right), (not, not)."""
        import numpy as np

        taken = np.array(accepted, float)
        parts = [weights * a * b for a in (taken, 1 - taken) for b in (right, 1 - right)]
        return np.stack([part.sum(axis=-1) for part in parts], axis=-1)

    def told(self, estimate: Any, drawn: Any) -> dict[str, Json]:
        import numpy as np

        low, high = np.quantile(drawn, [0.025, 0.975])
        return {"share": float(estimate), "interval": [min(float(low), float(estimate)), max(float(high), float(estimate))]}

    def _decided(self) -> tuple[Any, Any]:
        """The weighted tables of the decided verdicts by judgement, and their draws; each sums to 1."""
        import numpy as np

        place = {verdict: n for n, verdict in enumerate(self.verdicts)}
        size = len(DECIDED)
        one, many = np.zeros((size, size)), np.zeros((DRAWS, size, size))
        for n, verdict in enumerate(DECIDED):
            if verdict in place:
                one[n], many[:, n] = self.cells[place[verdict]], self.drawn[:, place[verdict]]
        return one / max(one.sum(), 1e-12), many / np.maximum(many.sum(axis=(1, 2), keepdims=True), 1e-12)

    def agreement(self) -> dict[str, Json]:
        import numpy as np

        one, many = self._decided()
        return self.told(np.trace(one), np.trace(many, axis1=1, axis2=2))

    def kappa(self) -> dict[str, Json]:
        one, many = self._decided()
        return self.told(_kappa(one), _kappa(many))

    def kappa_right(self) -> dict[str, Json]:
        """Kappa of accepted or not against right or not."""
        one, many = self.true
        return self.told(_kappa(one.reshape(2, 2)), _kappa(many.reshape(-1, 2, 2)))

    def corrected(self, name: str, found: Counter[str]) -> dict[str, Json]:
        """The corrected score of a part of the questions; None where the grader tells right from wrong no better than chance."""
        import numpy as np

        n = found.total()
        random = np.random.default_rng(int.from_bytes(hashlib.sha256(self.seed + name.encode()).digest()[:8], "big"))
        accepted = random.beta(found["correct"] + 0.5, n - found["correct"] + 0.5, size=DRAWS)
        power = self.sensitivity[0] + self.specificity[0] - 1, self.sensitivity[1] + self.specificity[1] - 1
        if np.quantile(power[1], 0.025) <= 0.1:
            return {"share": None, "interval": [0.0, 1.0]}
        one = np.clip((found["correct"] / n + self.specificity[0] - 1) / power[0], 0, 1)
        return self.told(one, np.clip((accepted + self.specificity[1] - 1) / np.maximum(power[1], 1e-6), 0, 1))


def _kappa(tables: Any) -> Any:
    """Cohen's kappa of tables that sum to 1; 1 where both say one thing of everything."""
    import numpy as np

    same = np.trace(tables, axis1=-2, axis2=-1)
    chance = (tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1)
    return np.where(chance < 1 - 1e-12, (same - chance) / np.maximum(1 - chance, 1e-12), 1.0)
