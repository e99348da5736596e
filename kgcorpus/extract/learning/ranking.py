"""The decision: how likely each pair of spans and predicate is a fact, seen beside its rivals. Features are pooled over predicates, so
that a few examples of some predicates help all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kgcorpus.extract.learning.kinds import kinds
from kgcorpus.extract.learning.pairs import Sentence
from kgcorpus.extract.learning.schema import Known

Numbers = np.ndarray[Any, Any]
Cues = list[tuple[str, float, Numbers]]
"""Cues of a predicate that stand in a text, their weights and places."""
Similar = tuple[Numbers, Numbers, Numbers]
NOTHING = -12.0
FAR_IN_LIST = 8
_JOINING = re.compile(r"[》”\"）)]?\s*(?:[、,，；;/和与及或跟同]|以及|,? ?and|,? ?or|&)\s*(?:the )?[《“\"（(]?")
NEAR = 8
"""Characters beside a span in which a cue counts as beside it."""
COLUMNS = (
    "logit", "others", "lead_others", "same_subject", "same_object", "near_subject", "near_object", "lead_near_subject",
    "lead_near_object", "reverse", "best", "behind_best", "better", "subject_type", "object_type", "subject_any", "object_any",
    "subject_best", "object_best", "subject_type_lead", "object_type_lead", "subject_rank", "object_rank", "gap", "order", "words_apart",
    "subject_length", "object_length", "spots", "name_subject", "name_object", "pair_best", "positive", "subject_positive",
    "object_positive", "cue_between", "cue_by_object", "cue_by_subject", "cue_anywhere", "cue_distance", "kind_subject", "kind_object",
    "sibling_object", "sibling_subject", "prior", "sentence", "subject_first",
    "anything", "anything_lead_subject", "anything_lead_object", "similar",
    "similar_lead", "similar_subject", "similar_object", "similar_object_lead", "predicate",
)  # fmt: skip
CATEGORIES = ("name_subject", "name_object", "predicate")
_NAME_CODES = {
    name: i + 1
    for i, name in enumerate(("PERSON", "PLACE", "ORG", "TIME", "WORK", "GROUP", "EVENT", "PRODUCT", "LAW", "LANGUAGE", "NUMBER", "OTHER"))
}


@dataclass(frozen=True, slots=True)
class Rival:
    """A row of the decision: pair number ``pair`` (of the sentence's pairs) and predicate number ``predicate``."""

    pair: int
    predicate: int


@dataclass(slots=True)
class Setting:
    """What the features of all sentences have in common: predicates, where the labels of spans stand for their types, how frequent each
    predicate is (log share)."""

    predicates: Sequence[Known]
    subject_labels: list[list[int]]
    object_labels: list[list[int]]
    subject_any: int
    object_any: int
    subject_all: list[int]
    object_all: list[int]
    prior: Numbers
    subject_kinds: list[frozenset[str]]
    object_kinds: list[frozenset[str]]


def setting(predicates: Sequence[Known], labels: Sequence[tuple[int, str]], counts: Numbers) -> Setting:
    """The setting for predicates and the labels of the scorer."""
    place = {label: i for i, label in enumerate(labels)}
    return Setting(
        predicates,
        [[place[0, t] for t in p.subjects if (0, t) in place] for p in predicates],
        [[place[1, t] for t in p.objects if (1, t) in place] for p in predicates],
        place[0, ""],
        place[1, ""],
        [i for i, (role, _) in enumerate(labels) if role == 0],
        [i for i, (role, _) in enumerate(labels) if role == 1],
        np.log((counts + 0.5) / (counts.sum() + 1)),
        [frozenset().union(*(kinds(t) for t in p.subjects)) for p in predicates],
        [frozenset().union(*(kinds(t) for t in p.objects)) for p in predicates],
    )


def worth(x: Sentence, chosen: Sequence[tuple[int, int]], logits: Numbers, about: Setting) -> Numbers:
    """Pairs x predicates: the logit, less what the types of the spans say against it."""
    scores = np.array([s.scores for s in x.spots], np.float32)
    return _worth(chosen, logits, *_by_type(scores, about))


def _by_type(scores: Numbers, about: Setting) -> tuple[Numbers, Numbers]:
    """Spans x predicates: how well a span's types fit the subject, the object."""
    return _typed(scores, about.subject_labels, about.subject_any), _typed(scores, about.object_labels, about.object_any)


def _worth(chosen: Sequence[tuple[int, int]], logits: Numbers, by_subject: Numbers, by_object: Numbers) -> Numbers:
    first, second = (np.array([pair[k] for pair in chosen]) for k in (0, 1))
    return np.asarray(logits[:, :-1] + 0.5 * np.minimum(by_subject[first], 0) + 0.5 * np.minimum(by_object[second], 0))


def features(
    x: Sentence, chosen: Sequence[tuple[int, int]], logits: Numbers, similar: Similar, about: Setting, floor: float
) -> tuple[list[Rival], Numbers]:
    """The rows worth a decision and their features (columns as ``COLUMNS``): those whose worth is above ``floor``. ``logits``: pairs x
    predicates, and a last column for any of them; ``similar``: as of ``Nearest.similar``."""
    if not chosen:
        return [], np.zeros((0, len(COLUMNS)), np.float32)
    spots = x.spots
    n = len(spots)
    first, second = (np.array([pair[k] for pair in chosen]) for k in (0, 1))
    scores = np.array([s.scores for s in spots], np.float32)
    by_subject, by_object = _by_type(scores, about)
    rows, which = np.nonzero(_worth(chosen, logits, by_subject, by_object) > floor)
    logits, anything = logits[:, :-1], logits[:, -1]
    if not len(rows):
        return [], np.zeros((0, len(COLUMNS)), np.float32)
    used, of = np.unique(which, return_inverse=True)
    grid = np.full((n, n, len(used)), NOTHING, np.float32)
    grid[first, second] = logits[:, used]
    whole = np.full((n, n), NOTHING, np.float32)
    whole[first, second] = anything
    start, end = np.array([s.start for s in spots]), np.array([s.end for s in spots])
    crossing = (start[:, None] < end[None]) & (start[None] < end[:, None])
    np.fill_diagonal(crossing, False)
    i, j = first[rows], second[rows]
    z = logits[rows, which]
    cues = _cues(x, about.predicates)
    fits = _fits(x, about.subject_kinds), _fits(x, about.object_kinds)
    listed = _listed(x)
    near_subject, near_object, sibling_object, sibling_subject = (
        _best_of(grid, masks, axis)[i, j, of] for masks, axis in ((crossing, 0), (crossing, 1), (listed, 1), (listed, 0))
    )
    out = np.zeros((len(rows), len(COLUMNS)), np.float32)
    others = _without(logits, 1)[rows, which]
    best = logits.max(0)[which]
    lead_s, lead_o = _lead(by_subject, crossing), _lead(by_object, crossing)
    gap = np.maximum(start[i], start[j]) - np.minimum(end[i], end[j])
    words = np.array(x.first)
    names = np.array([_NAME_CODES.get(label, 0) for label in x.labels])
    columns = (
        z, others, z - others, _without(grid, 1)[i, j, of], _without(grid, 0)[i, j, of], near_subject,
        near_object, z - near_subject, z - near_object, grid[j, i, of], best, z - best,
        (logits[:, which] > z).sum(0), by_subject[i, which], by_object[j, which], scores[i, about.subject_any],
        scores[j, about.object_any], scores[i][:, about.subject_all].max(1), scores[j][:, about.object_all].max(1), lead_s[i, which],
        lead_o[j, which], (by_subject[:, which] > by_subject[i, which]).sum(0), (by_object[:, which] > by_object[j, which]).sum(0), gap,
        start[i] < start[j], words[i] - words[j], end[i] - start[i], end[j] - start[j], np.full(len(rows), n), names[i], names[j],
        logits.max(1)[rows], (logits > 0).sum(0)[which], (grid > 0).sum(1)[i, of], (grid > 0).sum(0)[j, of],
        *_beside(cues, x, i, j, which), fits[0][i, which], fits[1][j, which],
        sibling_object, sibling_subject,
        about.prior[which], np.full(len(rows), x.n), _firsts(spots, i), anything[rows],
        anything[rows] - _without(whole, 1)[i, j], anything[rows] - _without(whole, 0)[i, j], similar[0][rows, which],
        (similar[0] - _without(similar[0], 1))[rows, which], similar[1][rows, which], similar[2][rows, which],
        (similar[2] - _without(similar[2], 1))[rows, which], which,
    )  # fmt: skip
    for place, column in enumerate(columns):
        out[:, place] = column
    return [Rival(int(r), int(w)) for r, w in zip(rows, which, strict=True)], out


def _best_of(grid: Numbers, masks: Numbers, axis: int) -> Numbers:
    """For each span along an axis, the largest over the spans that its mask has."""
    out = np.full_like(grid, NOTHING)
    for a in np.flatnonzero(masks.any(1)):
        if axis == 0:
            out[a] = grid[masks[a]].max(0)
        else:
            out[:, a] = grid[:, masks[a]].max(1)
    return out


def _listed(x: Sentence) -> Numbers:
    """Spans x spans: whether two stand beside each other in a list."""
    start, end = x.start, np.array([s.end for s in x.spots])
    out = np.zeros((len(start), len(start)), bool)
    for a, b in zip(*np.nonzero((end[:, None] <= start) & (start <= end[:, None] + FAR_IN_LIST)), strict=True):
        if _JOINING.fullmatch(x.text, end[a], start[b]):
            out[a, b] = out[b, a] = True
    return out


def _typed(scores: Numbers, labels: Sequence[Sequence[int]], any_: int) -> Numbers:
    """Spans x predicates: the best score of a type that the predicate allows; without one, of any."""
    return np.stack([scores[:, list(places)].max(1) if places else scores[:, any_] - 1 for places in labels], 1)


def _without(grid: Numbers, axis: int) -> Numbers:
    """For each cell, the largest of the others along an axis."""
    if grid.shape[axis] < 2:
        return np.full_like(grid, NOTHING)
    top = np.partition(grid, -2, axis=axis)
    largest, second = (np.take(top, [k], axis=axis) for k in (-1, -2))
    return np.where(grid == largest, second, largest)


def _lead(scores: Numbers, crossing: Numbers) -> Numbers:
    """How far a span's score is ahead of the best one that overlaps it; 9 without one."""
    out = np.full_like(scores, 9)
    for a in range(len(scores)):
        if crossing[a].any():
            out[a] = scores[a] - scores[crossing[a]].max(0)
    return out


def _cues(x: Sentence, predicates: Sequence[Known]) -> dict[int, Cues]:
    """For each predicate with a cue in the text: its cues and where each stands."""
    places: dict[str, list[int]] = {}
    out: dict[int, Cues] = {}
    for number, predicate in enumerate(predicates):
        for cue, weight in predicate.cues:
            if cue not in places:
                places[cue] = _places(x.folded, cue)
            if at := places[cue]:
                out.setdefault(number, []).append((cue, weight, np.array(at)))
    return out


def _beside(cues: dict[int, Cues], x: Sentence, i: Numbers, j: Numbers, which: Numbers) -> Numbers:
    """Cues between the spans, by the object, by the subject, anywhere, and the distance of the nearest to the object."""
    out = np.zeros((5, len(which)), np.float32)
    out[4] = 99
    start, end = np.array([s.start for s in x.spots]), np.array([s.end for s in x.spots])
    for q in np.unique(which):
        if int(q) not in cues:
            continue
        rows = np.flatnonzero(which == q)
        found = cues[int(q)]
        first = np.concatenate([at for _, _, at in found])
        last = first + np.repeat([len(cue) for cue, _, _ in found], [len(at) for _, _, at in found])
        weight = np.repeat([w for _, w, _ in found], [len(at) for _, _, at in found]).astype(np.float32)

        def within(low: Numbers, high: Numbers, first: Numbers = first, last: Numbers = last, weight: Numbers = weight) -> Numbers:
            there = (first < high[:, None]) & (last > low[:, None]) & (low < high)[:, None]
            return np.asarray(np.where(there, weight, 0).max(1))

        s0, s1, o0, o1 = start[i[rows]], end[i[rows]], start[j[rows]], end[j[rows]]
        before = s1 <= o0
        out[0, rows] = within(np.where(before, s1, o1), np.where(before, o0, s0))
        out[1, rows] = np.maximum(within(o0 - NEAR, o0), within(o1, o1 + NEAR))
        out[2, rows] = np.maximum(within(s0 - NEAR, s0), within(s1, s1 + NEAR))
        out[3, rows] = weight.max()
        away = [np.maximum(np.maximum(first - at[:, None], at[:, None] - (last - 1)), 0) for at in (o0, o1)]
        out[4, rows] = np.minimum(99, np.minimum(*away).min(1))
    return out


def _places(text: str, cue: str) -> list[int]:
    out = []
    at = text.find(cue)
    while at >= 0:
        if not (cue[0].isascii() and cue[0].isalpha() and at and text[at - 1].isalpha() and text[at - 1].isascii()):
            out.append(at)
        at = text.find(cue, at + 1)
    return out


def _fits(x: Sentence, wanted: Sequence[frozenset[str]]) -> Numbers:
    """Spans x predicates: whether the kind of name that a span is fits what the predicate's types are: 1, against it: -1, not known: 0."""
    known = {kind: [(1 if kind in w else -1) if w and kind else 0 for w in wanted] for kind in set(x.kinds)}
    return np.array([known[kind] for kind in x.kinds], np.float32).reshape(len(x.kinds), len(wanted))


def _firsts(spots: Sequence[Any], i: Numbers) -> Numbers:
    first = min((s.start for s in spots), default=0)
    return np.array([spots[a].start - first for a in i], np.float32)
