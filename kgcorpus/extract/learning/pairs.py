"""Pairs of candidate spans as rows of sparse features: what stands in, beside and between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from kgcorpus.extract.learning.kinds import kind_of
from kgcorpus.extract.learning.logistic import Rows
from kgcorpus.extract.learning.pointers import Spot
from kgcorpus.extract.learning.units import Units, mixed, number

Numbers = np.ndarray[Any, Any]
PAIR_BITS = 20
MARGIN = 3
"""Places beside a text's words at which what stands beside its first and last word is looked up."""
_WHOLE = 0xFFFFFFFFFFFFFFFF
FAR = 60
"""Words apart at which a pair is no longer looked at."""


class Sentence:
    """What the features of all pairs of a text have in common."""

    def __init__(self, given: Units, spots: Sequence[Spot], labels_: Sequence[tuple[int, str]]) -> None:
        words = given.words
        self.spots = spots
        self.n = len(words)
        self.written = [number(w.lower()) for w in words.written()]
        self.fine = [number(t) for t in words.fine]
        self.text = words.text
        self.heads, self.deps = words.heads, words.deps
        n_units = len(given.word)
        self.first = [int(given.word[s.first]) for s in spots]
        self.last = [int(given.word[min(s.last, n_units - 1)]) for s in spots]
        names = {(a, b): number(label) for a, b, label in words.names}
        over: dict[int, int] = {}
        for a, b, label in words.names:
            for i in range(a, b):
                over[i] = number(label) + 1
        labels = {(a, b): label for a, b, label in words.names}
        self.labels = [labels.get((s.start, s.end), "") for s in spots]
        self.kinds = [kind_of(label, words.text[s.start : s.end]) for label, s in zip(self.labels, spots, strict=True)]
        self.folded = words.text.lower() if len(words.text.lower()) == len(words.text) else words.text
        self.name = [names.get((s.start, s.end), over.get(s.start, 0)) for s in spots]
        roles = np.array([role for role, _ in labels_])
        self.types = []
        for role in (0, 1):
            places = np.flatnonzero((roles == role) & np.array([bool(t) for _, t in labels_]))
            best = [int(places[np.argmax(s.scores[places])]) if len(places) else 0 for s in spots]
            self.types.append(best)
        scores = np.array([s.scores for s in spots]).reshape(len(spots), len(roles)).clip(-14, 8) / 5
        self.scores = (scores[:, roles == 0], scores[:, roles == 1])
        self.string = [number(self.text[s.start : s.end].lower()) for s in spots]
        self.suffix = [number("$" + self.text[s.start : s.end][-2:].lower()) for s in spots]
        self.before = [number(self.text[max(0, s.start - 2) : s.start]) for s in spots]
        self.after = [number(self.text[s.end : s.end + 2]) for s in spots]
        self.size = [min(s.end - s.start, 12) for s in spots]
        said = words.written()
        self.marks = [_running(w in marks for w in said) for marks in (_ENDS, _COMMAS, _PAUSES)]
        starts = {s.start for s in spots}
        self.begun = _running(at in starts for at in range(len(words.text) + 1))
        self.around = [4] * MARGIN + self.written + [3] * MARGIN
        self.tags = [4] * MARGIN + self.fine + [3] * MARGIN
        self.inner = {side: [_f(40, w + side) for w in self.written] for side in (1, 2)}
        self.outer = {side: [_f(46, w + side) for w in self.written] for side in (1, 2)}
        self.bigrams = {side: [_f(42, v * 3 + w + side) for v, w in pairwise(self.written)] for side in (1, 2)}

    def word(self, i: int) -> int:
        return self.written[i] if 0 <= i < self.n else 3 + (i < 0)


_ENDS, _COMMAS, _PAUSES = frozenset("。；;!！?？."), frozenset("，,"), frozenset(("、", "和", "与", "及", "and"))


def _running(found: Iterable[bool]) -> list[int]:
    """How many there are before each place."""
    return [0, *accumulate(int(f) for f in found)]


def pairs(sentence: Sentence) -> list[tuple[int, int]]:
    """The pairs to look at: (subject, object), as numbers of spots."""
    spots = sentence.spots
    return [
        (i, j)
        for i, s in enumerate(spots)
        for j, o in enumerate(spots)
        if i != j and s.roles[0] and o.roles[1] and (s.end <= o.start or o.end <= s.start or s.start == o.start or s.end == o.end)
        and abs(sentence.first[i] - sentence.first[j]) <= FAR
    ]  # fmt: skip


def _bucket(n: int) -> int:
    return n if n < 6 else 6 if n < 8 else 7 if n < 12 else 8 if n < 20 else 9 if n < 35 else 10


def features(sentence: Sentence, chosen: Sequence[tuple[int, int]]) -> Rows:
    """The rows of pairs."""
    values: list[int] = []
    ends = [0]
    for i, j in chosen:
        values += _of(sentence, i, j)
        ends.append(len(values))
    raw = np.array([v & _WHOLE for v in values], np.uint64)
    left, right = sentence.scores
    dense = (
        np.concatenate([left[[i for i, _ in chosen]], right[[j for _, j in chosen]]], axis=1)
        if chosen
        else np.zeros((0, left.shape[1] + right.shape[1]))
    )
    return Rows(np.array(ends), mixed(raw, 1, PAIR_BITS).astype(np.int32), dense.astype(np.float32))


def _of(x: Sentence, i: int, j: int) -> list[int]:
    s_first, s_last, o_first, o_last = x.first[i], x.last[i], x.first[j], x.last[j]
    forward = s_first < o_first or (s_first == o_first and x.spots[i].start <= x.spots[j].start)
    side = 1 if forward else 2
    a, b = (s_last + 1, o_first) if forward else (o_last + 1, s_first)
    gap = max(0, b - a)
    st, ot = x.types[0][i], x.types[1][j]
    sn, on = x.name[i], x.name[j]
    types = (st * 64 + ot) * 4 + side
    low, high = min(s_first, o_first), max(s_last, o_last)
    marks = tuple(min(3, m[max(a, b)] - m[min(a, b)]) if gap else 0 for m in x.marks)
    lo, hi = sorted((x.spots[i].start, x.spots[j].start))
    between = x.begun[hi] - x.begun[lo + 1] if hi > lo else 0
    w, t = x.around, x.tags
    s0, s1, o0, o1, l0, h1 = s_first + MARGIN, s_last + MARGIN, o_first + MARGIN, o_last + MARGIN, low + MARGIN, high + MARGIN
    values = (
        st, ot, types, sn, on, sn * 3 + on * 7 + side, side * 16 + _bucket(gap), types * 16 + _bucket(gap),
        marks[0] * 16 + marks[1] * 4 + marks[2] + side * 64, min(between, 6) * 4 + side, x.suffix[j], x.suffix[i], x.string[j],
        x.string[i], x.size[i], x.size[j], x.before[j] + side, x.after[j] + side, x.before[i] + side, x.after[i] + side,
        w[s0 - 1] + side, w[s1 + 1] + side, w[o0 - 1] + side, w[o1 + 1] + side, w[o0 - 1] * 3 + w[o0 - 2] + side,
        w[o1 + 1] * 3 + w[o1 + 2] + side, w[s0 - 1] * 3 + w[s0 - 2] + side, w[s1 + 1] * 3 + w[s1 + 2] + side,
        t[o0 - 1] * 5 + t[o1 + 1] * 3 + side, w[h1 + 1] * 3 + side, w[l0 - 1] * 3 + side, min(i, 3) * 16 + min(j, 3) * 4 + side,
        ot * 8 + min(between, 7), w[h1 + 2] * 3 + side,
    )  # fmt: skip
    out = [value * 1_000_003 + kind for value, kind in zip(values, _KINDS, strict=True)]
    if gap:
        inner = x.inner[side][a : min(b, a + 25)]
        crossed = _f(41, types)
        out += inner
        out += [v ^ crossed for v in inner]
        out += x.bigrams[side][a : a + min(len(inner), 16) - 1]
        if gap <= 5:
            whole = tags = side
            for k in range(a + MARGIN, b + MARGIN):
                whole = whole * 31 + w[k]
                tags = tags * 31 + t[k]
            out += (_f(43, whole), _f(44, tags))
    else:
        out.append(_f(45, types))
    outer = x.outer[side][max(0, low - 5) : low] + x.outer[side][high + 1 : high + 6]
    crossed = _f(47, ot)
    out += outer
    out += [v ^ crossed for v in outer]
    if x.heads is not None:
        out += _path(x, i, j, side, types)
    return out


_KINDS = tuple(kind * 0x9E3779B1 for kind in range(1, 35))


def _f(kind: int, value: int) -> int:
    return (value * 1_000_003 + kind * 0x9E3779B1) & _WHOLE


def _path(x: Sentence, i: int, j: int, side: int, types: int) -> list[int]:
    """The way between the heads of two spans through the parse."""
    assert x.heads is not None and x.deps is not None
    up_s, up_o = _up(x, i), _up(x, j)
    shared = next((w for w in up_s if w in set(up_o)), None)
    if shared is None:
        return [_f(50, side)]
    left, right = up_s[: up_s.index(shared)], up_o[: up_o.index(shared)]
    if len(left) + len(right) > 8:
        return [_f(51, side)]
    path = side
    for w in left:
        path = path * 31 + number(x.deps[w])
    path = path * 31 + 77
    for w in reversed(right):
        path = path * 31 + number(x.deps[w])
    path &= 0xFFFFFFFFFF
    lemma = x.word(shared)
    out = [_f(52, path), _f(53, path * 7 + lemma), _f(54, lemma * 3 + side), _f(55, path * 5 + types)]
    out += [_f(56, x.word(w) + side) for w in (*left[1:], *right[1:])]
    out += [_f(57, number(x.deps[w]) * 3 + x.word(w)) for w in (*left[:1], *right[:1])]
    return out


def _up(x: Sentence, i: int) -> list[int]:
    assert x.heads is not None
    inside = range(x.first[i], x.last[i] + 1)
    at = next((w for w in inside if x.heads[w] not in inside or x.heads[w] == w), x.last[i])
    out = [at]
    while x.heads[at] != at and len(out) < 12:
        at = x.heads[at]
        out.append(at)
    return out
