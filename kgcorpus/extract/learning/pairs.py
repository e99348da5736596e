"""Pairs of candidate spans as rows of sparse features: what stands in, beside and between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kgcorpus.extract.learning.kinds import kind_of
from kgcorpus.extract.learning.logistic import Rows
from kgcorpus.extract.learning.pointers import Spot
from kgcorpus.extract.learning.units import Units, mixed, number

Numbers = np.ndarray[Any, Any]
PAIR_BITS = 20
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
        punctuated = np.array([0, *(int(w in "。；;!！?？.") for w in words.written())]).cumsum()
        comma = np.array([0, *(int(w in "，,") for w in words.written())]).cumsum()
        pause = np.array([0, *(int(w in "、和与及and" and bool(w)) for w in words.written())]).cumsum()
        self.marks = (punctuated, comma, pause)
        self.middle = np.array([(s.start + s.end) / 2 for s in spots])

    def word(self, i: int) -> int:
        return self.written[i] if 0 <= i < self.n else 3 + (i < 0)

    def tag(self, i: int) -> int:
        return self.fine[i] if 0 <= i < self.n else 3 + (i < 0)


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
    raw = np.array(values, np.uint64)
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
    marks = tuple(min(3, int(m[max(a, b)] - m[min(a, b)])) if gap else 0 for m in x.marks)
    lo, hi = sorted((x.spots[i].start, x.spots[j].start))
    between = int(((x.middle > lo) & (x.middle < hi)).sum())
    out = [
        _f(1, st), _f(2, ot), _f(3, types), _f(4, sn), _f(5, on), _f(6, sn * 3 + on * 7 + side), _f(7, side * 16 + _bucket(gap)),
        _f(8, types * 16 + _bucket(gap)), _f(9, marks[0] * 16 + marks[1] * 4 + marks[2] + side * 64), _f(10, min(between, 6) * 4 + side),
        _f(11, x.suffix[j]), _f(12, x.suffix[i]), _f(13, x.string[j]), _f(14, x.string[i]), _f(15, x.size[i]), _f(16, x.size[j]),
        _f(17, x.before[j] + side), _f(18, x.after[j] + side), _f(19, x.before[i] + side), _f(20, x.after[i] + side),
        _f(21, x.word(s_first - 1) + side), _f(22, x.word(s_last + 1) + side), _f(23, x.word(o_first - 1) + side),
        _f(24, x.word(o_last + 1) + side),
        _f(25, x.word(o_first - 1) * 3 + x.word(o_first - 2) + side), _f(26, x.word(o_last + 1) * 3 + x.word(o_last + 2) + side),
        _f(27, x.word(s_first - 1) * 3 + x.word(s_first - 2) + side), _f(28, x.word(s_last + 1) * 3 + x.word(s_last + 2) + side),
        _f(29, x.tag(o_first - 1) * 5 + x.tag(o_last + 1) * 3 + side), _f(30, x.word(high + 1) * 3 + side),
        _f(31, x.word(low - 1) * 3 + side),
        _f(32, min(i, 3) * 16 + min(j, 3) * 4 + side), _f(33, ot * 8 + min(between, 7)), _f(34, x.word(high + 2) * 3 + side),
    ]  # fmt: skip
    if gap:
        inner = [x.word(k) for k in range(a, min(b, a + 25))]
        out += [_f(40, w + side) for w in inner] + [_f(41, w * 5 + types) for w in inner]
        out += [_f(42, inner[k] * 3 + inner[k + 1] + side) for k in range(min(len(inner), 16) - 1)]
        if gap <= 5:
            whole = side
            for w in inner:
                whole = whole * 31 + w
            out.append(_f(43, whole))
            tags = side
            for k in range(a, b):
                tags = tags * 31 + x.tag(k)
            out.append(_f(44, tags))
    else:
        out.append(_f(45, types))
    outer = [*range(max(0, low - 5), low), *range(high + 1, min(x.n, high + 6))]
    out += [_f(46, x.word(k) + side) for k in outer]
    out += [_f(47, x.word(k) * 5 + ot) for k in outer]
    if x.heads is not None:
        out += _path(x, i, j, side, types)
    return out


def _f(kind: int, value: int) -> int:
    return (value * 1_000_003 + kind * 0x9E3779B1) & 0xFFFFFFFFFFFFFFFF


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
