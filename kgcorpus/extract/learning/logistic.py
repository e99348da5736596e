"""Logistic models with many outputs over sparse features and, beside them, dense ones: AdaGrad in small batches.

Duchi, Hazan, Singer: Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR 12 (2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

Numbers = np.ndarray[Any, Any]
RATE = 0.1
BATCH = 2048


@dataclass(slots=True)
class Rows:
    """Rows of features: row i has the sparse features ``indices[indptr[i]:indptr[i + 1]]`` (numbers below ``2 ** bits``), each counted
    1, and the dense features ``dense[i]`` (none: width 0)."""

    indptr: Numbers
    indices: Numbers
    dense: Numbers

    def __len__(self) -> int:
        return len(self.indptr) - 1

    def take(self, rows: Numbers) -> tuple[sparse.csr_matrix, Numbers, Numbers]:
        """Some rows as a matrix over the features that occur in them, those features, and their dense part."""
        starts, sizes = self.indptr[rows], self.indptr[rows + 1] - self.indptr[rows]
        ends = np.concatenate(([0], np.cumsum(sizes)))
        places = np.arange(ends[-1]) - np.repeat(ends[:-1] - starts, sizes)
        features, columns = np.unique(self.indices[places], return_inverse=True)
        matrix = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), len(features)))
        return matrix, features, self.dense[rows].astype(np.float32, copy=False)


def stacked(parts: list[Rows]) -> Rows:
    """The rows of several, one after the other."""
    sizes = np.concatenate([np.diff(p.indptr) for p in parts])
    return Rows(
        np.concatenate(([0], np.cumsum(sizes))), np.concatenate([p.indices for p in parts]), np.concatenate([p.dense for p in parts])
    )


@dataclass(slots=True)
class Logistic:
    """One logistic model for each output; a row's logits are the sum over its features."""

    weights: Numbers
    dense: Numbers
    bias: Numbers

    def logits(self, rows: Rows) -> Numbers:
        """One row of logits for each row."""
        out = np.empty((len(rows), len(self.bias)), np.float32)
        for first in range(0, len(rows), BATCH):
            last = min(first + BATCH, len(rows))
            ends = rows.indptr[first : last + 1] - rows.indptr[first]
            indices = rows.indices[rows.indptr[first] : rows.indptr[last]]
            ones = np.ones(len(indices), np.float32)
            matrix = sparse.csr_matrix((ones, indices, ends), shape=(last - first, len(self.weights)))
            dense = rows.dense[first:last].astype(np.float32, copy=False)
            out[first:last] = matrix @ self.weights + dense @ self.dense + self.bias
        return out


def fit(
    rows: Rows, truth: sparse.csr_matrix, *, bits: int, epochs: int, seed: int = 0, weight: Numbers | None = None, rate: float = RATE,
    ridge: float = 0.0, batch: int = BATCH, least: int = 2,
) -> Logistic:  # fmt: skip
    """The model learned from rows and their outputs (``truth``: rows x outputs of 0 and 1). ``weight`` scales the loss of rows (or of
    rows x outputs; 0 leaves out). Features that occur in fewer than ``least`` rows are left out. Deterministic for a seed."""
    rows = _frequent(rows, bits, least)
    outputs = truth.shape[1]
    random = np.random.default_rng(seed)
    share = np.asarray((truth.sum(0) + 0.1) / (truth.shape[0] + 1)).ravel()
    model = Logistic(
        np.zeros((1 << bits, outputs), np.float32),
        np.zeros((rows.dense.shape[1], outputs), np.float32),
        np.log(share / (1 - share)).astype(np.float32),
    )
    squares = np.full_like(model.weights, 1e-3)
    dense_squares = np.full_like(model.dense, 1e-3)
    bias_squares = np.full_like(model.bias, 1e-3)
    total = epochs * max(1, -(-len(rows) // batch))
    done = 0
    for _ in range(epochs):
        order = random.permutation(len(rows))
        for first in range(0, len(rows), batch):
            chosen = order[first : first + batch]
            step = rate * (1 - 0.9 * done / total)
            done += 1
            matrix, features, dense = rows.take(chosen)
            known = model.weights[features]
            logits = matrix @ known + dense @ model.dense + model.bias
            wrong = _sigmoid(logits)
            wrong -= truth[chosen].toarray()
            if weight is not None:
                wrong *= weight[chosen] if weight.ndim > 1 else weight[chosen][:, None]
            down = np.asarray(matrix.T @ wrong)
            if ridge:
                down += ridge * known
            sums = squares[features] + down * down
            squares[features] = sums
            model.weights[features] = known - step * down / np.sqrt(sums)
            if dense.shape[1]:
                down = dense.T @ wrong + ridge * model.dense
                dense_squares += down * down
                model.dense -= step * down / np.sqrt(dense_squares)
            down = wrong.sum(0)
            bias_squares += down * down
            model.bias -= step * down / np.sqrt(bias_squares)
    return model


def _frequent(rows: Rows, bits: int, least: int) -> Rows:
    keep = np.bincount(rows.indices, minlength=1 << bits)[rows.indices] >= least
    before = np.concatenate(([0], np.cumsum(keep)))
    return Rows(before[rows.indptr], rows.indices[keep], rows.dense)


def _sigmoid(logits: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


sigmoid = _sigmoid
