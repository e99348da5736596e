"""From the features of a row to a probability: the mean of boosted trees and a linear model, then isotonic calibration on predictions for
texts that the model had not seen.

Ke et al.: LightGBM, NeurIPS 2017. Zadrozny, Elkan: Transforming classifier scores into accurate multiclass probability estimates, KDD 2002.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kgcorpus.extract.learning.ranking import CATEGORIES, COLUMNS

Numbers = np.ndarray[Any, Any]
ENOUGH = 100
"""Facts among the rows without which there are no trees."""
MANY = 600
"""Examples from which trees may be large."""
_TREES = {True: {"trees": 250, "num_leaves": 31, "min_data_in_leaf": 30, "feature_fraction": 0.7},
          False: {"trees": 150, "num_leaves": 7, "min_data_in_leaf": 20, "feature_fraction": 0.5}}  # fmt: skip
_LINEAR = [i for i, name in enumerate(COLUMNS) if name not in CATEGORIES]


@dataclass(slots=True)
class Decision:
    """Raw scores of rows: the mean of ``booster`` (LightGBM's) and of ``weights`` over the columns that are numbers, made even by ``mean``
    and ``scale``; without a booster, the latter alone."""

    booster: Any | None
    mean: Numbers
    scale: Numbers
    weights: Numbers
    bias: float

    def scores(self, rows: Numbers) -> Numbers:
        """A raw score for each row, between 0 and 1."""
        even = ((rows[:, _LINEAR] - self.mean) / self.scale).clip(-5, 5)
        linear = 1 / (1 + np.exp(-np.clip(even @ self.weights + self.bias, -30, 30)))
        return np.asarray((linear + self.booster.predict(rows, num_threads=1)) / 2 if self.booster is not None else linear)


def decide(rows: Numbers, truth: Numbers, *, many: bool, seed: int, threads: int = 1) -> Decision:
    """The decision learned from rows and whether each is a fact; ``many``: whether there are examples enough for large trees."""
    if truth.all() or not truth.any():  # nothing to tell apart, or nothing at all
        bias = float(np.log(len(truth) + 1)) if len(truth) and truth.all() else -5.0
        return Decision(None, np.zeros(len(_LINEAR)), np.ones(len(_LINEAR)), np.zeros(len(_LINEAR), np.float32), bias)
    import lightgbm
    from sklearn.linear_model import LogisticRegression

    size = dict(_TREES[many])
    trees = int(size.pop("trees"))
    options = {
        "objective": "binary", "learning_rate": 0.05, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
        "deterministic": True, "force_row_wise": True, "seed": seed, "verbose": -1, "num_threads": threads, **size,
    }  # fmt: skip
    categories = [COLUMNS.index(name) for name in CATEGORIES]
    data = lightgbm.Dataset(rows, truth.astype(np.float32), categorical_feature=categories)
    booster = lightgbm.train(options, data, trees) if truth.sum() >= ENOUGH else None
    chosen = rows[:, _LINEAR]
    mean, scale = chosen.mean(0), chosen.std(0) + 1e-3
    fitted = LogisticRegression(C=0.05, max_iter=300).fit(((chosen - mean) / scale).clip(-5, 5), truth)
    return Decision(booster, mean, scale, fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0]))


@dataclass(slots=True)
class Calibration:
    """Raw scores to probabilities: linear between the points."""

    raw: Numbers
    chance: Numbers

    def __call__(self, raw: Numbers) -> Numbers:
        """Probabilities, never above what was seen to hold."""
        return np.interp(raw, self.raw, self.chance)


def calibrate(raw: Numbers, truth: Numbers) -> Calibration:
    """The calibration that fits predictions for unseen texts."""
    from sklearn.isotonic import IsotonicRegression

    if len(raw) == 0 or not truth.any():
        return Calibration(np.array([0.0, 1.0]), np.array([0.0, 0.5]))
    fitted = IsotonicRegression(y_min=0.001, y_max=0.995).fit_transform(raw, truth.astype(float))
    # Between the middles of its steps, so that of two scores the higher has the higher probability.
    levels, step = np.unique(fitted, return_inverse=True)
    middles = np.bincount(step, raw) / np.bincount(step)
    return Calibration(np.concatenate(([0.0], middles, [1.0])), np.concatenate(([0.0], levels, [max(levels[-1], 0.995)])))


def calibration_error(chance: Numbers, truth: Numbers, bins: int = 10) -> float:
    """The expected calibration error: the mean distance of probability and frequency over bins of equal width, weighted by size."""
    if not len(chance):
        return 0.0
    place = np.minimum((chance * bins).astype(int), bins - 1)
    return float(sum((place == b).mean() * abs(chance[place == b].mean() - truth[place == b].mean()) for b in np.unique(place)))
