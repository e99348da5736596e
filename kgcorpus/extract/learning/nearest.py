"""Nearest reviewed examples: how much a pair of spans is like pairs that are facts in the examples.

Spans are compared by the hidden states that the analysis of words has for their places: its model has read far more text than any
examples, so that what it does not tell apart is often of one kind. Used as cosines to the nearest example, not as features of a linear
model: of few examples that learns the states by heart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kgcorpus.extract.words import Analyse, Words

Numbers = np.ndarray[Any, Any]
WIDTH = 64
"""Numbers that the states of a place are reduced to."""
READ = 400
"""Texts from which the reduction is learned."""
AT_ONCE = 256
"""Texts whose states are held at once."""
MOST = 2000
"""Facts of examples that are kept to be compared with."""
UNLIKE = -1.0
_WEIGHTS = 0.25
"""Power of the variance by which a component is divided: 0 leaves the few largest to decide, 0.5 makes all equal."""


@dataclass(slots=True)
class Reduction:
    """States to their ``WIDTH`` principal components: ``(states - mean) @ components``."""

    mean: Numbers
    components: Numbers

    def __call__(self, words: Words) -> Words:
        """The words with reduced states; of an analysis that has none, zeros."""
        states = np.zeros((len(words.text), self.components.shape[1]), np.float16)
        if words.states is not None:
            states[:] = (words.states - self.mean) @ self.components
        return replace(words, states=states)


def learn_reduction(states: Sequence[Numbers]) -> Reduction:
    """The reduction for states such as these (each characters x width)."""
    rows = np.concatenate(states)
    mean = rows.mean(0)
    variances, axes = np.linalg.eigh(np.cov((rows - mean).T.astype(np.float64)))
    order = np.argsort(-variances, kind="stable")[:WIDTH]
    axes = axes[:, order] * np.sign(axes[np.abs(axes[:, order]).argmax(0), order])
    return Reduction(mean.astype(np.float32), (axes / np.maximum(variances[order], 1e-6) ** _WEIGHTS).astype(np.float32))


def reduction_for(texts: Sequence[str], analyse: Analyse) -> Reduction | None:
    """The reduction learned from some of the texts; None where the analysis has no states."""
    sample = sorted(dict.fromkeys(texts), key=_digest)[:READ]
    known = [w.states for w in analyse(sample) if w.states is not None and len(w.states)]
    return learn_reduction(known) if known else None


def reduced(analyse: Analyse, reduction: Reduction) -> Analyse:
    """An analysis whose words have reduced states. The whole ones, which take much memory, are never there for many texts at once."""

    def few_at_once(texts: Sequence[str]) -> list[Words]:
        return [reduction(w) for first in range(0, len(texts), AT_ONCE) for w in analyse(texts[first : first + AT_ONCE])]

    return few_at_once


@dataclass(slots=True)
class Nearest:
    """Facts of examples to compare with, in the order of their predicates. ``subjects`` and ``objects``: rows as of ``of_spans``;
    ``forward``: whether the subject stands first; ``predicates``: the predicates that occur, ``begins``: where the rows of each begin."""

    subjects: Numbers
    objects: Numbers
    forward: Numbers
    predicates: Numbers
    begins: Numbers

    def similar(self, spans: Numbers, pairs: Sequence[tuple[int, int]], starts: Numbers, outputs: int) -> tuple[Numbers, Numbers, Numbers]:
        """How like the likest fact of each predicate a pair of spans is, its subject alone, its object alone: pairs x predicates, between
        -1 and 1; a predicate without facts has ``UNLIKE``. ``starts``: where each span starts."""
        whole, subject, object_ = (np.full((len(pairs), outputs), UNLIKE, np.float32) for _ in range(3))
        if len(self.predicates) and len(pairs):
            i, j = (np.array([pair[k] for pair in pairs]) for k in (0, 1))
            size = spans.shape[1] // _PLACES
            left, right = spans @ self.subjects.T, spans @ self.objects.T
            order = np.where((starts[i] < starts[j])[:, None] == self.forward, 1.0, -1.0)
            both = (left[i] + right[j] + order) / (2 * _PLACES + 1)
            whole[:, self.predicates] = np.maximum.reduceat(both, self.begins, axis=1)
            for out, known, at in ((subject, self.subjects, i), (object_, self.objects, j)):
                alone = np.maximum.reduceat(spans[:, :size] @ known[:, :size].T, self.begins, axis=1)
                out[:, self.predicates] = alone[at]
        return whole, subject, object_


_PLACES = 3


def of_spans(states: Numbers, spans: Sequence[tuple[int, int]]) -> Numbers:
    """For each span, from its first to its last unit: the mean of its states, the state before it and the one behind it, each of length
    1, one after the other."""
    given = states.astype(np.float32)
    outside = np.zeros((1, given.shape[1]), np.float32)
    sums = np.concatenate([outside, np.cumsum(given, 0)])
    edged = np.concatenate([outside, given, outside])
    first, last = np.array(spans, int).reshape(-1, 2).T
    places = ((sums[last + 1] - sums[first]) / (last + 1 - first)[:, None], edged[first], edged[last + 2])
    return np.concatenate([p / (np.linalg.norm(p, axis=1, keepdims=True) + 1e-6) for p in places], 1)


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact of an example: rows as of ``of_spans`` for its ends, whether the subject stands first, its predicate's number, what tells it
    from others, its fold."""

    subject: Numbers
    object: Numbers
    forward: bool
    predicate: int
    key: str
    fold: int


def nearest(facts: Sequence[Shown]) -> Nearest:
    """What there is to compare with: of more than ``MOST`` facts, those with the lowest digests."""
    kept = sorted(facts, key=lambda f: _digest(f.key))[:MOST]
    kept.sort(key=lambda f: f.predicate)
    numbers, begins = np.unique(np.array([f.predicate for f in kept], int), return_index=True)
    subjects, objects = (np.array([getattr(f, end) for f in kept], np.float16).astype(np.float32) for end in ("subject", "object"))
    return Nearest(subjects, objects, np.array([f.forward for f in kept], bool), numbers, begins)


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
