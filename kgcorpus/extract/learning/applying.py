"""A trained model at work: from texts to facts, each with a calibrated probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kgcorpus.extract.learning.by_label import share
from kgcorpus.extract.learning.examples import Argument
from kgcorpus.extract.learning.saving import load
from kgcorpus.extract.learning.schema import Known, name_of
from kgcorpus.extract.learning.tongue import Scored, settled
from kgcorpus.text import normal_name

if TYPE_CHECKING:
    from kgcorpus.extract.learning.tongue import Tongue
    from kgcorpus.ontology import Ontology

OFTEN = 0.4
"""How often a find by label must be right that it counts beside any model."""
AT_ONCE = 1024
"""Texts that are analysed before they are asked for, at most."""
FEWEST = 0.02
"""The probability below which a possible fact is not even told."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that a model finds. ``predicate`` is the ontology's id, ``name`` how the examples give it; ``score`` a calibrated probability;
    ``accepted``: at or above the threshold that the model was given; ``certain``: at or above the one for doing without a reader."""

    subject: Argument
    predicate: str
    name: str
    object: Argument
    score: float
    accepted: bool
    certain: bool


class Model:
    """A model with the ontology it is used with: predicates that the ontology does not have are left out."""

    def __init__(self, tongues: Mapping[str, Tongue], ontology: Ontology) -> None:
        self._tongues = tongues
        self._analyse = {language: tongue.analysis() for language, tongue in tongues.items()}
        self._used = {language: [p.id in ontology.predicates for p in t.predicates] for language, t in tongues.items()}
        self._types = {language: [_types(p, ontology, language) for p in t.predicates] for language, t in tongues.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has seen examples in."""
        return tuple(sorted(self._tongues))

    def trusts_label(self, predicate: str, language: str) -> bool:
        """Whether what the phrasings of a predicate's label find counts beside what the model finds: by the examples it is right as often
        as a find of the model must be, or ``OFTEN``. Always in a language without examples."""
        tongue = self._tongues.get(language)
        return tongue is None or share(tongue.by_label, predicate) >= min(tongue.threshold, OFTEN)

    def prepare(self, texts: Sequence[str], language: str) -> None:
        """Analyses texts that will be asked for next."""
        self._analyse[language](texts[:AT_ONCE])

    def find(self, texts: Sequence[tuple[str, str]]) -> list[list[Found]]:
        """The facts of each (text, language), in the order of their places. A text in a language without examples
        has none."""
        out: list[list[Found]] = [[] for _ in texts]
        for language, tongue in self._tongues.items():
            places = [i for i, (_, own) in enumerate(texts) if own == language]
            for place, words in zip(places, self._analyse[language]([texts[i][0] for i in places]), strict=True):
                for fact in settled(tongue.possible(words, FEWEST), words.text):
                    chance = float(tongue.calibration(np.array(fact.raw)))
                    if chance >= FEWEST and self._used[language][fact.predicate]:
                        out[place].append(self._found(fact, chance, tongue))
                out[place].sort(key=lambda f: (f.subject.start, f.object.start, f.predicate, f.subject.end, f.object.end))
        return out

    def _found(self, fact: Scored, chance: float, tongue: Tongue) -> Found:
        predicate = tongue.predicates[fact.predicate]
        subjects, objects = self._types[tongue.language][fact.predicate]
        labels = tongue.pointers.labels
        ends = []
        for role, spot, allowed in ((0, fact.subject, subjects), (1, fact.object, objects)):
            scores = {t: float(spot.scores[i]) for i, (r, t) in enumerate(labels) if r == role and t in allowed}
            type_ = max(scores, key=lambda t: (scores[t], t)) if scores else (allowed[0] if allowed else None)
            ends.append(Argument(spot.start, spot.end, type_))
        return Found(ends[0], predicate.id, predicate.name, ends[1], chance, chance >= tongue.threshold, chance >= tongue.certain)


def load_model(folder: Path, ontology: Ontology) -> Model:
    """The model of a folder, for use with an ontology."""
    return Model(load(folder), ontology)


def _types(known: Known, ontology: Ontology, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The types that the ends may have: of those seen, the ones that the ontology's domain and range allow."""
    predicate = ontology.predicates.get(known.id)
    if predicate is None:
        return known.subjects, known.objects
    classes = {normal_name(n): c.id for c in ontology.classes.values() for n in (c.id, ontology.expand(c.id), *c.labels.values())}
    out = []
    for types, allowed in ((known.subjects, predicate.domain), (known.objects, predicate.range if predicate.kind == "object" else ())):
        fitting = tuple(
            t for t in types if not allowed or (normal_name(t) in classes and ontology.fits((classes[normal_name(t)],), allowed))
        )
        out.append(fitting or tuple(name_of(ontology, c, language) for c in allowed) or types)
    return out[0], out[1]
