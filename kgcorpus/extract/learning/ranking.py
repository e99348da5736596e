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
    "sibling_object", "sibling_subject", "prior", "sentence", "subject_first", "similar", "predicate",
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


def features(
    x: Sentence, chosen: Sequence[tuple[int, int]], logits: Numbers, about: Setting, floor: float, similar: Numbers | None = None
) -> tuple[list[Rival], Numbers]:
    """The rows worth a decision and their features (columns as ``COLUMNS``): those whose logit, added to what their spans' types say, is at
    least ``floor``."""
    if not chosen:
        return [], np.zeros((0, len(COLUMNS)), np.float32)
    spots = x.spots
    n = len(spots)
    first, second = (np.array([pair[k] for pair in chosen]) for k in (0, 1))
    scores = np.array([s.scores for s in spots], np.float32)
    by_subject = _typed(scores, about.subject_labels, about.subject_any)
    by_object = _typed(scores, about.object_labels, about.object_any)
    worth = logits + 0.5 * np.minimum(by_subject[first], 0) + 0.5 * np.minimum(by_object[second], 0)
    keep = worth > floor
    rows, which = np.nonzero(keep)
    if not len(rows):
        return [], np.zeros((0, len(COLUMNS)), np.float32)
    q = logits.shape[1]
    grid = np.full((n, n, q), NOTHING, np.float32)
    grid[first, second] = logits
    start, end = np.array([s.start for s in spots]), np.array([s.end for s in spots])
    crossing = (start[:, None] < end[None]) & (start[None] < end[:, None])
    np.fill_diagonal(crossing, False)
    i, j = first[rows], second[rows]
    z = logits[rows, which]
    near_subject = np.stack([grid[crossing[a]].max(0) if crossing[a].any() else np.full((n, q), NOTHING, np.float32) for a in range(n)])
    near_object = np.stack(
        [grid[:, crossing[b]].max(1) if crossing[b].any() else np.full((n, q), NOTHING, np.float32) for b in range(n)], 1
    )
    listed = _listed(x)
    sibling_object = np.stack([grid[:, listed[b]].max(1) if listed[b].any() else np.full((n, q), NOTHING, np.float32) for b in range(n)], 1)
    sibling_subject = np.stack([grid[listed[a]].max(0) if listed[a].any() else np.full((n, q), NOTHING, np.float32) for a in range(n)])
    cues = _cues(x, about.predicates)
    out = np.zeros((len(rows), len(COLUMNS)), np.float32)
    others = _without(logits, 1)[rows, which]
    best = logits.max(0)[which]
    lead_s, lead_o = _lead(by_subject, crossing), _lead(by_object, crossing)
    gap = np.maximum(start[i], start[j]) - np.minimum(end[i], end[j])
    words = np.array(x.first)
    names = np.array([_NAME_CODES.get(label, 0) for label in x.labels])
    columns = (
        z, others, z - others, _without(grid, 1)[i, j, which], _without(grid, 0)[i, j, which], near_subject[i, j, which],
        near_object[i, j, which], z - near_subject[i, j, which], z - near_object[i, j, which], grid[j, i, which], best, z - best,
        (logits[:, which] > z).sum(0), by_subject[i, which], by_object[j, which], scores[i, about.subject_any],
        scores[j, about.object_any], scores[i][:, about.subject_all].max(1), scores[j][:, about.object_all].max(1), lead_s[i, which],
        lead_o[j, which], (by_subject[:, which] > by_subject[i, which]).sum(0), (by_object[:, which] > by_object[j, which]).sum(0), gap,
        start[i] < start[j], words[i] - words[j], end[i] - start[i], end[j] - start[j], np.full(len(rows), n), names[i], names[j],
        logits.max(1)[rows], (logits > 0).sum(0)[which], (grid > 0).sum(1)[i, which], (grid > 0).sum(0)[j, which],
        *_beside(cues, x, i, j, which), _fits(x, i, which, about.subject_kinds), _fits(x, j, which, about.object_kinds),
        sibling_object[i, j, which],
        sibling_subject[i, j, which],
        about.prior[which], np.full(len(rows), x.n), _firsts(spots, i), similar[rows, which] if similar is not None else 0, which,
    )  # fmt: skip
    for place, column in enumerate(columns):
        out[:, place] = column
    return [Rival(int(r), int(w)) for r, w in zip(rows, which, strict=True)], out


def _listed(x: Sentence) -> Numbers:
    """Spans x spans: whether two stand beside each other in a list."""
    spots = x.spots
    out = np.zeros((len(spots), len(spots)), bool)
    for a, left in enumerate(spots):
        for b, right in enumerate(spots):
            if left.end <= right.start <= left.end + FAR_IN_LIST and _JOINING.fullmatch(x.text, left.end, right.start):
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


def _cues(x: Sentence, predicates: Sequence[Known]) -> dict[int, Numbers]:
    """For each predicate with a cue in the text: the weight of the cue at each character."""
    text = x.folded
    out: dict[int, Numbers] = {}
    for number, predicate in enumerate(predicates):
        for cue, weight in predicate.cues:
            at = text.find(cue)
            while at >= 0:
                if not (cue[0].isascii() and cue[0].isalpha() and at and text[at - 1].isalpha() and text[at - 1].isascii()):
                    line = out.setdefault(number, np.zeros(len(text), np.float32))
                    line[at : at + len(cue)] = np.maximum(line[at : at + len(cue)], weight)
                at = text.find(cue, at + 1)
    return out


def _beside(cues: dict[int, Numbers], x: Sentence, i: Numbers, j: Numbers, which: Numbers) -> Numbers:
    """Cues between the spans, by the object, by the subject, anywhere, and the distance of the nearest to the object."""
    out = np.zeros((5, len(which)), np.float32)
    out[4] = 99
    spots = x.spots
    for row, (a, b, q) in enumerate(zip(i, j, which, strict=True)):
        line = cues.get(int(q))
        if line is None:
            continue
        s, o = spots[a], spots[b]
        low, high = (s.end, o.start) if s.end <= o.start else (o.end, s.start)
        out[0, row] = line[low:high].max(initial=0)
        out[1, row] = max(line[max(0, o.start - NEAR) : o.start].max(initial=0), line[o.end : o.end + NEAR].max(initial=0))
        out[2, row] = max(line[max(0, s.start - NEAR) : s.start].max(initial=0), line[s.end : s.end + NEAR].max(initial=0))
        out[3, row] = line.max()
        places = np.flatnonzero(line)
        out[4, row] = min(99, np.minimum(np.abs(places - o.start), np.abs(places - o.end)).min())
    return out


def _fits(x: Sentence, spots: Numbers, which: Numbers, wanted: Sequence[frozenset[str]]) -> Numbers:
    """Whether the kind of name that a span is fits what the predicate's types are: 1, against it: -1, not known: 0."""
    out = np.zeros(len(which), np.float32)
    for row, (spot, q) in enumerate(zip(spots, which, strict=True)):
        kind = x.kinds[spot]
        if kind and wanted[q]:
            out[row] = 1 if kind in wanted[q] else -1
    return out


def _firsts(spots: Sequence[Any], i: Numbers) -> Numbers:
    first = min((s.start for s in spots), default=0)
    return np.array([spots[a].start - first for a in i], np.float32)
