"""Spans: which unit begins and which ends an argument, for each role and type; from them, the candidate spans of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from kgcorpus.extract.learning.examples import Example
from kgcorpus.extract.learning.logistic import Logistic, Rows, fit, sigmoid, stacked
from kgcorpus.extract.learning.units import BITS, CLOSING, OPENING, Units

Numbers = np.ndarray[Any, Any]
LONGEST = {"zh": 40, "en": 14}
"""Units of the longest span."""
LOW = 0.02
SUBJECT, OBJECT = 0, 1
_OPEN, _CLOSE = "《“(（「『【[〈", "》”)）」』】]〉"
_DIVIDING = "，、：:,;；。 \t"
_NUMBER = re.compile(
    r"[0-9０-９][0-9０-９.,，．]*(?:\s?(?:[%％‰°℃]|[a-zA-Z]{1,4}\b|[亿万千百]*[元人米吨年月日岁个名]?))?|[零一二三四五六七八九十百千万亿两]{2,}[元人米吨年月日岁个名]?"
)
_DATE = re.compile(r"[0-9]{2,4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?|[0-9]{4}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A candidate span: units ``first`` to ``last`` (inclusive), characters ``start`` to ``end``. ``scores``: logits of begin plus end for
    each label of the pointers. ``roles``: whether it is looked at as a subject, as an object."""

    first: int
    last: int
    start: int
    end: int
    scores: Numbers
    roles: tuple[bool, bool] = (True, True)


@dataclass(slots=True)
class Pointers:
    """``labels`` are (role, type); type "" is any. The model's outputs are begin and end of each."""

    labels: tuple[tuple[int, str], ...]
    model: Logistic

    def boundaries(self, given: Units) -> Numbers:
        """Logits, units x labels x (begin, end)."""
        return self.model.logits(rows(given)).reshape(len(given.starts), len(self.labels), 2)


def rows(given: Units) -> Rows:
    """The units as rows of features."""
    n, width = given.features.shape
    return Rows(np.arange(0, n * width + 1, width), given.features.ravel(), np.zeros((n, 0), np.float32))


def learn_pointers(
    texts: Sequence[Units], examples: Sequence[Example], types: Sequence[tuple[int, str]], seed: int = 0, epochs: int = 4
) -> Pointers:
    """Pointers learned from the arguments of the examples' facts. Places that bear the same text as an argument, in the same example,
    are left out of the loss: which of them was meant is a guess."""
    labels = tuple(types)
    place = {label: i for i, label in enumerate(labels)}
    outputs = 2 * len(labels)
    rows_, columns, out = [], [], 0
    weights = []
    for given, e in zip(texts, examples, strict=True):
        starts = {int(s): i for i, s in enumerate(given.starts)}
        ends = {int(s): i for i, s in enumerate(given.ends)}
        weight = np.ones(len(given.starts), np.float32)
        spans = {(role, a.start, a.end, a.type or "") for f in e.facts if not f.rejected for role, a in ((0, f.subject), (1, f.object))}
        meant = {(a, b) for _, a, b, _ in spans}
        for a, b in meant:
            for m in re.finditer(re.escape(e.text[a:b]), e.text):
                if m.span() not in meant:
                    for at in (starts.get(m.start()), ends.get(m.end())):
                        if at is not None:
                            weight[at] = 0
        for role, a, b, type_ in spans:
            for at, side in ((starts.get(a), 0), (ends.get(b), 1)):
                if at is None:
                    continue
                weight[at] = 1
                for label in ((role, ""), (role, type_)):
                    if label in place:
                        rows_.append(out + at)
                        columns.append(2 * place[label] + side)
        weights.append(weight)
        out += len(given.starts)
    truth = sparse.csr_matrix((np.ones(len(rows_), np.float32), (rows_, columns)), shape=(out, outputs))
    truth.data[:] = 1
    truth.sum_duplicates()
    truth.data[:] = 1
    model = fit(stacked([rows(u) for u in texts]), truth, bits=BITS, epochs=epochs, seed=seed, weight=np.concatenate(weights))
    return Pointers(labels, model)


def spots(given: Units, pointers: Pointers, language: str) -> list[Spot]:
    """The candidate spans of a text, in order: what the pointers find, names, noun phrases, what stands in brackets, numbers and dates."""
    if not len(given.starts):
        return []
    logits = pointers.boundaries(given)
    found = {
        s
        for s in _pointed(given, logits, language) | _seen(given)
        if given.word[s[0]] >= 0 <= given.word[s[1]]  # white space of any kind is in no word
        and _whole(given.words.text, int(given.starts[s[0]]), int(given.ends[s[1]]))
    }
    out = []
    for first, last in sorted(found):
        scores = np.concatenate([logits[first, :, 0], logits[last, :, 1], logits[first, :, 0] + logits[last, :, 1]])
        out.append(Spot(first, last, int(given.starts[first]), int(given.ends[last]), scores))
    return out


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a span is not cut by a bracket or the end of a sentence, and neither begins nor ends with a mark that divides."""
    said = text[start:end]
    if not said.strip() or said[0] in _DIVIDING or said[-1] in _DIVIDING or any(c in said for c in "。；;！？\n"):
        return False
    depth = 0
    for c in said:
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def _pointed(given: Units, logits: Numbers, language: str) -> set[tuple[int, int]]:
    chance = sigmoid(logits)
    longest = LONGEST[language]
    out = set()
    for label in np.flatnonzero((chance.max(0) > LOW).all(1)):
        begins, ends = (np.flatnonzero(chance[:, label, side] > LOW) for side in (0, 1))
        for a in begins:
            reach = ends[(ends >= a) & (ends < a + longest)]
            for b in reach[np.argsort(-chance[reach, label, 1], kind="stable")][:3]:
                if chance[a, label, 0] * chance[b, label, 1] > LOW * 0.1:
                    out.add((int(a), int(b)))
    return out


def _seen(given: Units) -> set[tuple[int, int]]:
    """Spans that look like arguments whatever has been learned."""
    text = given.words.text
    places = [(a, b) for a, b, _ in given.words.names]
    places += given.words.noun_phrases or ()
    open_: list[int] = []
    for i, c in enumerate(text):
        if c in CLOSING and open_:
            places.append((open_.pop() + 1, i))
        elif c in OPENING:
            open_.append(i)
    places += [m.span() for pattern in (_NUMBER, _DATE) for m in pattern.finditer(text)]
    starts = {int(s): i for i, s in enumerate(given.starts)}
    ends = {int(e): i for i, e in enumerate(given.ends)}
    return {(starts[a], ends[b]) for a, b in places if a in starts and b in ends and starts[a] <= ends[b] and ends[b] - starts[a] < 40}
