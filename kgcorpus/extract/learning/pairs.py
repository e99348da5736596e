"""Pairs of candidate spans as rows of sparse features: what stands in, beside and between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from kgcorpus.extract.learning.kinds import kind_of
from kgcorpus.extract.learning.logistic import Rows
from kgcorpus.extract.learning.nearest import of_spans
from kgcorpus.extract.learning.pointers import Spot
from kgcorpus.extract.learning.units import Units, mixed, number

Numbers = np.ndarray[Any, Any]
PAIR_BITS = 20
MARGIN = 3
"""Places beside a text's words at which what stands beside its first and last word is looked up."""
FAR = 60
"""Words apart at which a pair is no longer looked at."""


class Sentence:
    """What the features of all pairs of a text have in common."""

    def __init__(self, given: Units, spots: Sequence[Spot], labels_: Sequence[tuple[int, str]]) -> None:
        words = given.words
        self.spots = spots
        self.spans = of_spans(given.states, [(s.first, s.last) for s in spots])
        self.n = len(words)
        self.written = [number(w.lower()) for w in words.written()]
        self.fine = [number(t) for t in words.fine]
        self.text = words.text
        self.heads, self.deps = words.heads, words.deps
        n_units = len(given.word)
        self.start = np.array([s.start for s in spots], np.int64)
        self.first = given.word[[s.first for s in spots]].astype(np.int64) if spots else np.zeros(0, np.int64)
        self.last = given.word[[min(s.last, n_units - 1) for s in spots]].astype(np.int64) if spots else np.zeros(0, np.int64)
        names = {(a, b): number(label) for a, b, label in words.names}
        over: dict[int, int] = {}
        for a, b, label in words.names:
            for i in range(a, b):
                over[i] = number(label) + 1
        labels = {(a, b): label for a, b, label in words.names}
        self.labels = [labels.get((s.start, s.end), "") for s in spots]
        self.kinds = [kind_of(label, words.text[s.start : s.end]) for label, s in zip(self.labels, spots, strict=True)]
        self.folded = words.text.lower() if len(words.text.lower()) == len(words.text) else words.text
        self.name = np.array([names.get((s.start, s.end), over.get(s.start, 0)) for s in spots], np.int64)
        roles = np.array([role for role, _ in labels_])
        self.types = []
        for role in (0, 1):
            places = np.flatnonzero((roles == role) & np.array([bool(t) for _, t in labels_]))
            best = [int(places[np.argmax(s.scores[places])]) if len(places) else 0 for s in spots]
            self.types.append(np.array(best, np.int64))
        scores = np.array([s.scores for s in spots]).reshape(len(spots), len(roles)).clip(-14, 8) / 5
        self.scores = (scores[:, roles == 0], scores[:, roles == 1])
        self.string = _numbers(self.text[s.start : s.end].lower() for s in spots)
        self.suffix = _numbers("$" + self.text[s.start : s.end][-2:].lower() for s in spots)
        self.before = _numbers(self.text[max(0, s.start - 2) : s.start] for s in spots)
        self.after = _numbers(self.text[s.end : s.end + 2] for s in spots)
        self.size = np.array([min(s.end - s.start, 12) for s in spots], np.int64)
        said = words.written()
        self.marks = [_running(w in marks for w in said) for marks in (_ENDS, _COMMAS, _PAUSES)]
        starts = {s.start for s in spots}
        self.begun = _running(at in starts for at in range(len(words.text) + 1))
        self.around = np.array([4] * MARGIN + self.written + [3] * MARGIN)
        self.tags = np.array([4] * MARGIN + self.fine + [3] * MARGIN)
        sides, line = np.array([[1], [2]]), np.array(self.written, np.int64)
        self.inner, self.outer = _f(40, line + sides), _f(46, line + sides)
        self.bigrams = _f(42, line[:-1] * 3 + line[1:] + sides)
        if self.heads is not None:
            self.heads_of = np.array(
                [_head(self.heads, a, b) for a, b in zip(self.first.tolist(), self.last.tolist(), strict=True)], np.int64
            )
        self._up: dict[int, list[int]] = {}

    def up(self, at: int) -> list[int]:
        """A word, its head, the head of that, and so on."""
        assert self.heads is not None
        if at not in self._up:
            out = [at]
            while self.heads[out[-1]] != out[-1] and len(out) < 12:
                out.append(self.heads[out[-1]])
            self._up[at] = out
        return self._up[at]

    def word(self, i: int) -> int:
        return self.written[i] if 0 <= i < self.n else 3 + (i < 0)


_ENDS, _COMMAS, _PAUSES = frozenset("。；;!！?？."), frozenset("，,"), frozenset(("、", "和", "与", "及", "and"))


def _running(found: Iterable[bool]) -> Numbers:
    """How many there are before each place."""
    return np.array([0, *accumulate(int(f) for f in found)])


def _numbers(said: Iterable[str]) -> Numbers:
    return np.array([number(s) for s in said], np.int64)


def _head(heads: Sequence[int], first: int, last: int) -> int:
    """The word of a span whose head stands outside."""
    return next((w for w in range(first, last + 1) if not first <= heads[w] <= last or heads[w] == w), last)


def pairs(sentence: Sentence) -> list[tuple[int, int]]:
    """The pairs to look at: (subject, object), as numbers of spots."""
    spots = sentence.spots
    if not spots:
        return []
    start, end, first = sentence.start, np.array([s.end for s in spots]), sentence.first
    roles = np.array([s.roles for s in spots])
    apart = (end[:, None] <= start) | (end <= start[:, None])
    wanted = roles[:, :1] & roles[:, 1] & (apart | (start[:, None] == start) | (end[:, None] == end))
    wanted &= np.abs(first[:, None] - first) <= FAR
    np.fill_diagonal(wanted, False)
    return [(int(i), int(j)) for i, j in zip(*np.nonzero(wanted), strict=True)]


def _bucket(n: Numbers) -> Numbers:
    return np.asarray(_BUCKETS[np.minimum(n, len(_BUCKETS) - 1)])


_BUCKETS = np.array([n if n < 6 else 6 if n < 8 else 7 if n < 12 else 8 if n < 20 else 9 if n < 35 else 10 for n in range(36)])


def features(sentence: Sentence, chosen: Sequence[tuple[int, int]]) -> Rows:
    """The rows of pairs."""
    left, right = sentence.scores
    if not chosen:
        return Rows(np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros((0, left.shape[1] + right.shape[1]), np.float32))
    i, j = np.array(chosen).T
    parts = _of(sentence, i, j)
    sizes = np.array([size for size, _ in parts])  # parts x pairs
    ends = np.concatenate(([0], np.cumsum(sizes.sum(0))))
    starts = ends[:-1] + np.cumsum(sizes, 0) - sizes
    raw = np.empty(ends[-1], np.uint64)
    for (size, values), start in zip(parts, starts, strict=True):
        raw[_ranges(start, size)] = values
    dense = np.concatenate([left[i], right[j]], axis=1)
    return Rows(ends, mixed(raw, 1, PAIR_BITS).astype(np.int32), dense.astype(np.float32))


def _ranges(starts: Numbers, sizes: Numbers) -> Numbers:
    """The numbers from each start on, so many as its size, one after the other."""
    ends = np.cumsum(sizes)
    return np.asarray(np.arange(ends[-1]) + np.repeat(starts - (ends - sizes), sizes))


def _of(x: Sentence, i: Numbers, j: Numbers) -> list[tuple[Numbers, Numbers]]:
    """The features of pairs in parts: how many each pair has of a part, and their values, pair by pair."""
    s_first, s_last, o_first, o_last = x.first[i], x.last[i], x.first[j], x.last[j]
    forward = (s_first < o_first) | ((s_first == o_first) & (x.start[i] <= x.start[j]))
    side = np.where(forward, 1, 2)
    a, b = np.where(forward, s_last, o_last) + 1, np.where(forward, o_first, s_first)
    gap = np.maximum(0, b - a)
    st, ot = x.types[0][i], x.types[1][j]
    sn, on = x.name[i], x.name[j]
    types = (st * 64 + ot) * 4 + side
    low, high = np.minimum(s_first, o_first), np.maximum(s_last, o_last)
    marks = [np.where(gap > 0, np.minimum(3, m[np.maximum(a, b)] - m[np.minimum(a, b)]), 0) for m in x.marks]
    lo, hi = np.minimum(x.start[i], x.start[j]), np.maximum(x.start[i], x.start[j])
    between = np.where(hi > lo, x.begun[hi] - x.begun[np.minimum(lo + 1, hi)], 0)
    w, t = x.around, x.tags
    s0, s1, o0, o1, l0, h1 = (place + MARGIN for place in (s_first, s_last, o_first, o_last, low, high))
    bucket = _bucket(gap)
    values = (
        st, ot, types, sn, on, sn * 3 + on * 7 + side, side * 16 + bucket, types * 16 + bucket,
        marks[0] * 16 + marks[1] * 4 + marks[2] + side * 64, np.minimum(between, 6) * 4 + side, x.suffix[j], x.suffix[i], x.string[j],
        x.string[i], x.size[i], x.size[j], x.before[j] + side, x.after[j] + side, x.before[i] + side, x.after[i] + side,
        w[s0 - 1] + side, w[s1 + 1] + side, w[o0 - 1] + side, w[o1 + 1] + side, w[o0 - 1] * 3 + w[o0 - 2] + side,
        w[o1 + 1] * 3 + w[o1 + 2] + side, w[s0 - 1] * 3 + w[s0 - 2] + side, w[s1 + 1] * 3 + w[s1 + 2] + side,
        t[o0 - 1] * 5 + t[o1 + 1] * 3 + side, w[h1 + 1] * 3 + side, w[l0 - 1] * 3 + side,
        np.minimum(i, 3) * 16 + np.minimum(j, 3) * 4 + side, ot * 8 + np.minimum(between, 7), w[h1 + 2] * 3 + side,
    )  # fmt: skip
    fixed = np.stack(values, 1).astype(np.uint64) * _PRIME + _KINDS
    each = np.ones(len(i), np.int64)
    parts = [(each * len(values), fixed.ravel())]
    there = gap > 0
    inner = np.where(there, np.minimum(b, a + 25) - a, 0)
    parts += _crossed(_spread(x.inner, side, a, inner), inner, _f(41, types))
    two = np.where(there, np.clip(np.minimum(inner, 16) - 1, 0, None), 0)
    parts.append((two, _spread(x.bigrams, side, a, two)))
    parts += _whole(x, a + MARGIN, gap, side)
    parts.append((each - there, _f(45, types[~there])))
    before, after = low - np.maximum(0, low - 5), np.minimum(high + 6, x.n) - (high + 1)
    outer = before + after
    starts = np.stack((low - before, high + 1), 1).ravel()
    lengths = np.stack((before, after), 1).ravel()
    parts += _crossed(_spread(x.outer, np.repeat(side, 2), starts, lengths), outer, _f(47, ot))
    if x.heads is not None:
        parts.append(_paths(x, i, j, side, types))
    return parts


_PRIME = np.uint64(1_000_003)
_KINDS = np.array([kind * 0x9E3779B1 for kind in range(1, 35)], np.uint64)


def _f(kind: int, value: Numbers) -> Numbers:
    return np.asarray(value.astype(np.uint64) * _PRIME + np.uint64(kind * 0x9E3779B1))


def _spread(lines: Numbers, side: Numbers, starts: Numbers, sizes: Numbers) -> Numbers:
    """For each pair, what stands from its start on in the line of its side."""
    return np.asarray(lines[np.repeat(side - 1, sizes), _ranges(starts, sizes)])


def _crossed(values: Numbers, sizes: Numbers, by: Numbers) -> list[tuple[Numbers, Numbers]]:
    """Values, and the same crossed with a number of their pair."""
    return [(sizes, values), (sizes, values ^ np.repeat(by, sizes))]


def _whole(x: Sentence, first: Numbers, gap: Numbers, side: Numbers) -> list[tuple[Numbers, Numbers]]:
    """All that stands between the spans, and its parts of speech, as one feature each where that is at most five words."""
    short = (gap > 0) & (gap <= 5)
    out = []
    for kind, line in ((43, x.around), (44, x.tags)):
        value = side[short].astype(np.uint64)
        for k in range(5):
            inside = gap[short] > k
            value = np.where(inside, value * np.uint64(31) + line[np.where(inside, first[short] + k, 0)].astype(np.uint64), value)
        out.append((short.astype(np.int64), _f(kind, value)))
    return out


def _paths(x: Sentence, i: Numbers, j: Numbers, side: Numbers, types: Numbers) -> tuple[Numbers, Numbers]:
    """The ways between the heads of two spans through the parse."""
    known: dict[tuple[int, int, int], list[int]] = {}
    found = []
    for s, o, which in zip(x.heads_of[i].tolist(), x.heads_of[j].tolist(), side.tolist(), strict=True):
        key = (s, o, which)
        if key not in known:
            known[key] = _path(x, *key)
        found.append(known[key])
    sizes = np.array([len(f) for f in found])
    values = np.array([v for f in found for v in f], np.uint64)
    long = sizes > 1
    at = (np.cumsum(sizes) - sizes)[long] + 3  # the place of the way with the types of its ends
    values[at] = _f(55, values[at] * np.uint64(5) + types[long].astype(np.uint64))
    return sizes, values


def _path(x: Sentence, s: int, o: int, side: int) -> list[int]:
    """The features of the way between two words; the fourth is the way itself, without the types of the pair."""
    assert x.deps is not None
    up_s, up_o = x.up(s), x.up(o)
    shared = next((w for w in up_s if w in set(up_o)), None)
    if shared is None:
        return [_one(50, side)]
    left, right = up_s[: up_s.index(shared)], up_o[: up_o.index(shared)]
    if len(left) + len(right) > 8:
        return [_one(51, side)]
    path = side
    for w in left:
        path = path * 31 + number(x.deps[w])
    path = path * 31 + 77
    for w in reversed(right):
        path = path * 31 + number(x.deps[w])
    path &= 0xFFFFFFFFFF
    lemma = x.word(shared)
    out = [_one(52, path), _one(53, path * 7 + lemma), _one(54, lemma * 3 + side), path]
    out += [_one(56, x.word(w) + side) for w in (*left[1:], *right[1:])]
    out += [_one(57, number(x.deps[w]) * 3 + x.word(w)) for w in (*left[:1], *right[:1])]
    return out


def _one(kind: int, value: int) -> int:
    return (value * 1_000_003 + kind * 0x9E3779B1) & 0xFFFFFFFFFFFFFFFF
