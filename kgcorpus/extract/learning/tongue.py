"""The learned model of one language: its parts in the order of their use, from the words of a text to scored facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kgcorpus.extract.learning.deciding import Calibration, Decision
from kgcorpus.extract.learning.logistic import Logistic, Rows
from kgcorpus.extract.learning.nearest import Nearest, Reduction, reduced
from kgcorpus.extract.learning.pairs import Sentence, features, pairs
from kgcorpus.extract.learning.pointers import Pointers, Spot
from kgcorpus.extract.learning.ranking import Setting
from kgcorpus.extract.learning.ranking import features as rival_features
from kgcorpus.extract.learning.schema import Known
from kgcorpus.extract.learning.spots import Scorer, candidates, scored
from kgcorpus.extract.learning.units import Units, units
from kgcorpus.extract.words import Analyse, Remembering, Words, analyser

Numbers = np.ndarray[Any, Any]

REMEMBERED = 1024
"""Texts whose analysis is kept."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A possible fact of a text: its spans, the number of its predicate, the raw score of the decision."""

    subject: Spot
    object: Spot
    predicate: int
    raw: float


@dataclass(slots=True)
class Tongue:
    """What was learned for a language. ``floor``: what a row of the decision must reach to be looked at.
    ``threshold``: the probability from which a possible fact is found, ``certain`` from which it may stand without a reader.
    ``by_label``: for predicates, how many finds of the phrasings of their labels were right in the examples, and of how many."""

    language: str
    pointers: Pointers
    scorer: Scorer
    pairs: Logistic
    reduction: Reduction | None
    nearest: Nearest
    about: Setting
    decision: Decision
    floor: float
    calibration: Calibration
    threshold: float
    certain: float
    by_label: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def analysis(self) -> Analyse:
        """What analyses texts for it."""
        if self.reduction is None:
            return analyser(self.language)
        return Remembering(reduced(analyser(self.language, states=True), self.reduction), REMEMBERED)

    @property
    def predicates(self) -> Sequence[Known]:
        """The predicates that it was shown, in the order of their numbers."""
        return self.about.predicates

    def possible(self, words: Words, least: float = 0.0) -> list[Scored]:
        """The possible facts of an analysed text, each scored, whose probability is ``least`` or more."""
        given = units(words, self.language)
        sentence = sentence_of(given, self.pointers, self.scorer, self.language)
        chosen = pairs(sentence)
        if not chosen:
            return []
        similar = self.nearest.similar(sentence.spans, chosen, sentence.start, len(self.predicates))
        logits = self.pairs.logits(features(sentence, chosen))
        rivals, rows = rival_features(sentence, chosen, logits, similar, self.about, self.floor)
        if not rivals:
            return []
        raw = self.decision.scores(rows)
        spots = sentence.spots
        told = [(rivals[n], float(raw[n])) for n in np.flatnonzero(self.calibration(raw) >= least)]
        return [Scored(spots[chosen[r.pair][0]], spots[chosen[r.pair][1]], r.predicate, v) for r, v in told]


def sentence_of(given: Units, pointers: Pointers, scorer: Scorer, language: str) -> Sentence:
    """A text with the candidate spans that go on to pairs."""
    return Sentence(given, scored(given, candidates(given, pointers, language), scorer), scorer.labels)


def settled(found: Sequence[Scored], text: str) -> list[Scored]:
    """Of possible facts that say the same, the best; so, too, of those with one predicate whose ends are the same or overlap."""
    best: dict[tuple[int, str, str], Scored] = {}
    for fact in found:
        key = (fact.predicate, text[fact.subject.start : fact.subject.end], text[fact.object.start : fact.object.end])
        if key not in best or fact.raw > best[key].raw:
            best[key] = fact
    out: list[Scored] = []
    kept: dict[int, list[tuple[int, int, int, int]]] = {}
    for fact in sorted(best.values(), key=lambda f: (-f.raw, f.subject.start, f.object.start, f.predicate, f.subject.end, f.object.end)):
        s, t, o, p = fact.subject.start, fact.subject.end, fact.object.start, fact.object.end
        better = kept.setdefault(fact.predicate, [])
        if not any(s < b and a < t and o < d and c < p for a, b, c, d in better):
            better.append((s, t, o, p))
            out.append(fact)
    return out


__all__ = ["Rows", "Scored", "Tongue", "sentence_of", "settled"]
