"""Candidate spans and how likely each is an argument, by role and type: the second look, with the whole span in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse

from kgcorpus.extract.learning.examples import Example
from kgcorpus.extract.learning.logistic import Logistic, Rows, fit, stacked
from kgcorpus.extract.learning.pointers import Pointers, Spot, spots
from kgcorpus.extract.learning.units import BITS, Units, mixed, number

Numbers = np.ndarray[Any, Any]
MOST = 10
"""Candidate spans of a role that go on to pairs in a text of ordinary length; a longer text has one more for every six words."""
FEWEST = 3
UNLIKELY = -6.5
"""The logit below which a span is no candidate, unless it is among the fewest."""


@dataclass(slots=True)
class Scorer:
    """Scores spans for each label of the pointers."""

    labels: tuple[tuple[int, str], ...]
    model: Logistic


def candidates(given: Units, pointers: Pointers, language: str) -> list[Spot]:
    """The spans that pointers and forms suggest, each once, in order."""
    return spots(given, pointers, language)


def learn_scorer(
    texts: Sequence[Units],
    found: Sequence[Sequence[Spot]],
    examples: Sequence[Example],
    labels: Sequence[tuple[int, str]],
    seed: int = 0,
    epochs: int = 3,
) -> Scorer:
    """A scorer learned from candidates of texts that the pointers had not seen."""
    place = {label: i for i, label in enumerate(labels)}
    row_of, columns, weights, parts = [], [], [], []
    n = 0
    for given, spots_, e in zip(texts, found, examples, strict=True):
        parts.append(rows(given, spots_, 3 * len(labels)))
        exact: dict[tuple[int, int], set[int]] = {}
        same: set[str] = set()
        for f in e.facts:
            for role, a in ((0, f.subject), (1, f.object)) if not f.rejected else ():
                exact.setdefault((a.start, a.end), set()).update(place[x] for x in ((role, ""), (role, a.type or "")) if x in place)
                same.add(e.text[a.start : a.end])
        for spot in spots_:
            marks = exact.get((spot.start, spot.end), set())
            row_of += [n] * len(marks)
            columns += sorted(marks)
            weights.append(1.0 if marks or e.text[spot.start : spot.end] not in same else 0.0)
            n += 1
    truth = sparse.csr_matrix((np.ones(len(columns), np.float32), (row_of, columns)), shape=(n, len(labels)))
    model = fit(stacked(parts), truth, bits=BITS, epochs=epochs, seed=seed, weight=np.array(weights, np.float32), batch=1024)
    return Scorer(tuple(labels), model)


def scored(given: Units, found: Sequence[Spot], scorer: Scorer, most: int = MOST) -> list[Spot]:
    """The candidates that go on, with the scorer's logits for scores, in order."""
    if not found:
        return []
    logits = scorer.model.logits(rows(given, found))
    roles = np.array([role for role, _ in scorer.labels])
    keep = most + len(given.words) // 6
    chosen = []
    for role in (0, 1):
        best = logits[:, roles == role].max(1)
        order = sorted(range(len(found)), key=lambda i: (-float(best[i]), i))[:keep]
        chosen.append({i for place, i in enumerate(order) if place < FEWEST or best[i] > UNLIKELY})
    return [
        replace(s, scores=logits[i], roles=(i in chosen[0], i in chosen[1]))
        for i, s in enumerate(found)
        if i in chosen[0] or i in chosen[1]
    ]


def rows(given: Units, found: Sequence[Spot], width: int = -1) -> Rows:
    """The rows of candidate spans: what they are made of, what stands beside them, and the pointers' logits. ``width``: how many logits
    a span has, where there may be none to tell it."""
    words = given.words
    text = words.text
    fine = [number(t) for t in words.fine]
    written = [number(w) for w in words.written()]
    names = {(a, b): number(label) for a, b, label in words.names}
    phrases = set(words.noun_phrases or ())
    word_starts, word_ends = set(words.starts), set(words.ends)
    values: list[int] = []
    ends = [0]
    for spot in found:
        a, b = spot.start, spot.end
        first, last = int(given.word[spot.first]), int(given.word[spot.last])
        said = text[a:b]
        size = last - first + 1
        tags = 1
        for t in fine[first : last + 1][:6]:
            tags = tags * 31 + t
        name = names.get((a, b), 0)
        whole = (a in word_starts) * 2 + (b in word_ends)
        around = number(text[a - 1 : a] + "|" + text[b : b + 1])
        overlaps = sum(1 for x, y in names if x < b and a < y and (x, y) != (a, b))
        here = [
            min(size, 8), min(b - a, 20) + 100, tags, name, whole, around, number(said.lower()), number("^" + said[:2]),
            number(said[-2:] + "$"),
            number("^" + said[:1]), number(said[-1:] + "$"), fine[first], fine[last], written[first], written[last],
            written[first - 1] if first else 1, written[last + 1] if last + 1 < len(written) else 2, fine[first - 1] if first else 1,
            fine[last + 1] if last + 1 < len(fine) else 2, number(text[max(0, a - 2) : a]), number(text[b : b + 2]),
            sum(c in "，,、；;：:" for c in said), min(overlaps, 3) * 4 + ((a, b) in phrases) * 2 + (name != 0), name * 8 + whole,
            number(text[max(0, a - 3) : a]), number(text[b : b + 3]), tags * 7 + around, min(b - a, 12) * 64 + (name % 61),
        ]  # fmt: skip
        values += [(v * 1_000_003 + kind * 0x9E3779B1) & 0xFFFFFFFFFFFFFFFF for kind, v in enumerate(here)]
        ends.append(len(values))
    dense = np.array([s.scores for s in found], np.float32).reshape(len(found), width)
    return Rows(np.array(ends), mixed(np.array(values, np.uint64), 2).astype(np.int32), (dense.clip(-14, 8) / 5).astype(np.float32))
