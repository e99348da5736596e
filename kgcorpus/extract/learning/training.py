"""``train``: from examples to a model folder. Each part learns from what the parts before it say of texts that they had not seen."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from kgcorpus.errors import InputError, MissingExtra
from kgcorpus.extract.learning.by_label import found_by_label
from kgcorpus.extract.learning.deciding import MANY, Calibration, Decision, calibrate, calibration_error, decide
from kgcorpus.extract.learning.examples import Example
from kgcorpus.extract.learning.logistic import Logistic, Rows, fit, stacked
from kgcorpus.extract.learning.nearest import Nearest, Shown, nearest, reduced, reduction_for
from kgcorpus.extract.learning.pairs import PAIR_BITS, Sentence, features, pairs
from kgcorpus.extract.learning.pointers import learn_pointers
from kgcorpus.extract.learning.ranking import Setting, setting, worth
from kgcorpus.extract.learning.ranking import features as rival_features
from kgcorpus.extract.learning.saving import save
from kgcorpus.extract.learning.schema import Known, schema
from kgcorpus.extract.learning.spots import candidates, learn_scorer, scored
from kgcorpus.extract.learning.tongue import Scored, Tongue, settled
from kgcorpus.extract.learning.units import Units, units
from kgcorpus.extract.texts import text_reader
from kgcorpus.extract.words import analyser
from kgcorpus.model import Json

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology

Numbers = np.ndarray[Any, Any]
Note = Callable[[str], None]
CERTAIN = 0.95
"""The precision at which a fact may be accepted without a reader, where the policy says so."""
FEWEST_CERTAIN = 20
UNSURE, SUBJECTS = 0.5, 8
"""The least threshold of a model that has seen hardly any subject, and the number of subjects with which it is a quarter: what is
measured on a few subjects tells little of others."""
LOOKED_AT, FEWEST_LOOKED_AT, ROWS = 300, 60, 600_000
"""Pairs with a predicate that the decision looks at, for each text: so many, and fewer where there would be more rows than ``ROWS``."""
BELOW = 0.1
"""How far the threshold is below the probability with the best F1, as a share of the way to the next."""
EVERYTHING = -1000.0
"""A floor that nothing is below."""
FEW = 300
"""Examples up to which parts learn from nine tenths at a time, else from four fifths or two thirds: of few, each counts."""


def train(
    ontology: Ontology, examples: Sequence[Example], out: Path, *, workers: int = 1, seed: int = 0, note: Note | None = None
) -> dict[str, Json]:
    """Learns from examples and writes the model to the folder ``out``; the report says how well it does on texts that it had not seen.

    Deterministic: the same examples, ontology and seed give the same bytes. Raises ``InputError`` where no example has a fact of the
    ontology's predicates."""
    _installed()
    began = time.perf_counter()
    tongues: dict[str, Tongue] = {}
    strangers: dict[str, int] = {}
    languages: dict[str, Json] = {}
    facts = 0
    read = text_reader(ontology)
    for language in ("zh", "en"):
        predicates, own, unknown = schema(ontology, [e for e in examples if e.language == language], language)
        strangers = {name: strangers.get(name, 0) + unknown.get(name, 0) for name in {*strangers, *unknown}}
        facts += sum(len(e.facts) for e in own)
        if any(not f.rejected for e in own for f in e.facts):
            tongues[language], languages[language] = _learn(
                predicates, own, language, seed=seed, workers=workers, note=note or (lambda _: None)
            )
            tongues[language].by_label = found_by_label(ontology, own, read)
    if not tongues:
        names = ", ".join(sorted(strangers)[:5])
        raise InputError("EXAMPLES", f"no fact of the ontology's predicates (found: {names})", "predicates by label or IRI", "check names")
    save(out, tongues)
    return {
        "examples": len(examples),
        "facts": facts,
        "not_in_text": sum(e.lost for e in examples),
        "unknown_predicates": dict(sorted(strangers.items())),
        "languages": languages,
        "seconds": round(time.perf_counter() - began, 1),
    }


def _installed() -> None:
    from importlib.util import find_spec

    if not (find_spec("lightgbm") and find_spec("sklearn")):
        raise MissingExtra("train", "what learning stands on is not installed", "", 'pip install "kgcorpus[learn]"')


@dataclass(slots=True)
class _Prepared:
    """A text with what was learned of it by parts that had not seen it."""

    example: Example
    fold: int
    sentence: Sentence
    chosen: list[tuple[int, int]]
    truth: list[frozenset[int]]
    weight: list[float]


def _fold(e: Example, folds: int) -> int:
    """The fold of an example: texts about one subject stay together, so that what is measured holds for unseen ones."""
    said = e.text[e.facts[0].subject.start : e.facts[0].subject.end] if e.facts else e.text
    return int.from_bytes(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()[:4], "big") % folds


def _learn(
    predicates: Sequence[Known], examples: Sequence[Example], language: str, *, seed: int, workers: int, note: Note
) -> tuple[Tongue, dict[str, Json]]:
    folds = 3 if len(examples) >= MANY else 5 if len(examples) > FEW else 10
    fold = [_fold(e, folds) for e in examples]
    written = [e.text for e in examples]
    reduction = reduction_for(written, analyser(language, states=True))
    analyse = reduced(analyser(language, states=True), reduction) if reduction else analyser(language)
    texts = [units(w, language) for w in analyse(written)]
    labels = [(role, "") for role in (0, 1)]
    labels += sorted({(role, a.type) for e in examples for f in e.facts for role, a in ((0, f.subject), (1, f.object)) if a.type})
    few = len(examples) < MANY
    epochs = (6, 4, 6) if few else (3, 3, 5)

    def others(k: int) -> list[int]:
        return [i for i in range(len(examples)) if fold[i] != k] or list(range(len(examples)))

    def own(k: int) -> list[int]:
        return [i for i in range(len(examples)) if fold[i] == k]

    note(f"{language}: spans")
    found: list[Any] = [None] * len(examples)
    for k in range(folds):
        part = learn_pointers([texts[i] for i in others(k)], [examples[i] for i in others(k)], labels, seed, epochs[0])
        for i in own(k):
            found[i] = candidates(texts[i], part, language)
    pointers = learn_pointers(texts, examples, labels, seed, epochs[0])
    likely: list[Any] = [None] * len(examples)
    for k in range(folds):
        rest = others(k)
        scorer = learn_scorer([texts[i] for i in rest], [found[i] for i in rest], [examples[i] for i in rest], labels, seed, epochs[1])
        for i in own(k):
            likely[i] = scored(texts[i], found[i], scorer)
    scorer = learn_scorer(texts, found, examples, labels, seed, epochs[1])
    note(f"{language}: pairs")
    prepared = [_prepare(e, k, u, s, labels, predicates) for e, k, u, s in zip(examples, fold, texts, likely, strict=True)]
    rows = stacked([features(p.sentence, p.chosen) for p in prepared])
    truth, weight, folder = _truth(prepared, len(predicates))
    logits = np.zeros((len(rows), len(predicates) + 1), np.float32)
    for k in range(folds):
        rest_, own_ = np.flatnonzero(folder != k), np.flatnonzero(folder == k)
        if len(own_):
            model = fit(_some(rows, rest_), truth[rest_], bits=PAIR_BITS, epochs=epochs[2], seed=seed, weight=weight[rest_])
            logits[own_] = model.logits(_some(rows, own_))
    pairs_model = fit(rows, truth, bits=PAIR_BITS, epochs=epochs[2], seed=seed, weight=weight)
    note(f"{language}: decision")
    about = setting(predicates, labels, np.asarray(truth.sum(0)).ravel()[:-1])
    shown = _shown(prepared) if reduction is not None else []
    unseen = [nearest([f for f in shown if f.fold != k]) for k in range(folds)]
    floor = _floor(prepared, logits, about)
    subjects = len({e.about for e in examples if e.about})
    decision, calibration, (threshold, certain), said = _decision(
        prepared, logits, unseen, about, floor, seed, not few, workers, subjects
    )
    parts = (pointers, scorer, pairs_model, reduction, nearest(shown), about, decision)
    tongue = Tongue(language, *parts, floor, calibration, threshold, certain)
    said = {"examples": len(examples), "facts": sum(not f.rejected for e in examples for f in e.facts), **said}
    return tongue, said


def _prepare(e: Example, fold: int, given: Units, spots: Any, labels: Any, predicates: Sequence[Known]) -> _Prepared:
    number = {p.id: i for i, p in enumerate(predicates)}
    sentence = Sentence(given, spots, labels)
    chosen = pairs(sentence)
    exact: dict[tuple[int, int, int, int], set[int]] = {}
    same: dict[tuple[str, str], set[int]] = {}
    for f in e.facts:
        if not f.rejected:
            exact.setdefault((f.subject.start, f.subject.end, f.object.start, f.object.end), set()).add(number[f.predicate])
            said = (e.text[f.subject.start : f.subject.end], e.text[f.object.start : f.object.end])
            same.setdefault(said, set()).add(number[f.predicate])
    truth, weight = [], []
    for i, j in chosen:
        s, o = sentence.spots[i], sentence.spots[j]
        here = exact.get((s.start, s.end, o.start, o.end))
        alike = same.get((e.text[s.start : s.end], e.text[o.start : o.end]), set())
        truth.append(frozenset(here or alike))
        weight.append(1.0 if here or not alike else 0.0)
    return _Prepared(e, fold, sentence, chosen, truth, weight)


def _truth(prepared: Sequence[_Prepared], outputs: int) -> tuple[sparse.csr_matrix, Numbers, Numbers]:
    truth = [t for p in prepared for t in p.truth]
    rows = np.repeat(np.arange(len(truth)), [len(t) for t in truth])
    columns = np.array([c for t in truth for c in sorted(t)], int)
    some = np.array([n for n, t in enumerate(truth) if t], int)  # the last output: any predicate
    rows, columns = np.concatenate((rows, some)), np.concatenate((columns, np.full(len(some), outputs)))
    matrix = sparse.csr_matrix((np.ones(len(columns), np.float32), (rows, columns)), shape=(len(truth), outputs + 1))
    weight = np.array([w for p in prepared for w in p.weight], np.float32)
    return matrix, weight, np.repeat([p.fold for p in prepared], [len(p.chosen) for p in prepared])


def _shown(prepared: Sequence[_Prepared]) -> list[Shown]:
    """The facts of the examples, to compare pairs with."""
    out = []
    for p in prepared:
        for n, (i, j) in enumerate(p.chosen):
            for predicate in sorted(p.truth[n]) if p.weight[n] else ():
                spans, spots = p.sentence.spans, p.sentence.spots
                key = f"{p.example.text} {spots[i].start} {spots[i].end} {spots[j].start} {spots[j].end} {predicate}"
                out.append(Shown(spans[i], spans[j], spots[i].start < spots[j].start, predicate, key, p.fold))
    return out


def _floor(prepared: Sequence[_Prepared], logits: Numbers, about: Setting) -> float:
    """The worth above which pairs and predicates are so many that the decision can look at them all."""
    ends = np.cumsum([0, *(len(p.chosen) for p in prepared)])
    parts = [
        worth(p.sentence, p.chosen, logits[a:b], about).ravel() for p, a, b in zip(prepared, ends[:-1], ends[1:], strict=True) if b > a
    ]
    wanted = len(prepared) * min(LOOKED_AT, max(FEWEST_LOOKED_AT, ROWS // len(prepared)))
    values = np.concatenate(parts) if parts else np.zeros(0)
    return float(np.partition(values, len(values) - wanted)[len(values) - wanted]) if wanted < len(values) else EVERYTHING


def _some(rows: Rows, chosen: Numbers) -> Rows:
    sizes = rows.indptr[chosen + 1] - rows.indptr[chosen]
    ends = np.concatenate(([0], np.cumsum(sizes)))
    places = np.arange(ends[-1]) - np.repeat(ends[:-1] - rows.indptr[chosen], sizes)
    return Rows(ends, rows.indices[places], rows.dense[chosen])


def _decision(
    prepared: Sequence[_Prepared],
    logits: Numbers,
    unseen: Sequence[Nearest],
    about: Setting,
    floor: float,
    seed: int,
    many: bool,
    workers: int,
    subjects: int,
) -> tuple[Decision, Calibration, tuple[float, float], dict[str, Json]]:
    """The decision, its calibration and thresholds, and what is said of them in the report."""
    rivals, parts, truths, weights, whose = [], [], [], [], []
    first = 0
    for number, p in enumerate(prepared):
        last = first + len(p.chosen)
        similar = unseen[p.fold].similar(p.sentence.spans, p.chosen, p.sentence.start, len(about.predicates))
        here, block = rival_features(p.sentence, p.chosen, logits[first:last], similar, about, floor)
        first = last
        rivals += here
        parts.append(block)
        truths += [r.predicate in p.truth[r.pair] for r in here]
        weights += [p.weight[r.pair] for r in here]
        whose += [number] * len(here)
    table, truth, owner = np.concatenate(parts), np.array(truths, bool), np.array(whose, int)
    heard = np.array(weights) > 0
    folder = np.array([prepared[n].fold for n in owner], int)
    raw = np.zeros(len(table))
    for k in range(len(unseen)):
        rest, own = heard & (folder != k), folder == k
        if own.any():
            raw[own] = decide(table[rest], truth[rest], many=many, seed=seed, threads=workers).scores(table[own])
    decision = decide(table[heard], truth[heard], many=many, seed=seed, threads=workers)
    facts = _settled(prepared, rivals, owner, raw)
    calibration = calibrate(np.array([f.raw for f, _, _ in facts]), np.array([ok for _, _, ok in facts]))
    return decision, calibration, *_thresholds(prepared, facts, calibration, subjects)


def _settled(prepared: Sequence[_Prepared], rivals: Sequence[Any], owner: Numbers, raw: Numbers) -> list[tuple[Scored, int, bool]]:
    """What would be found in each text, with whether its example has it."""
    by_text: dict[int, list[Scored]] = {}
    for rival, n, value in zip(rivals, owner, raw, strict=True):
        p = prepared[n]
        i, j = p.chosen[rival.pair]
        by_text.setdefault(int(n), []).append(Scored(p.sentence.spots[i], p.sentence.spots[j], rival.predicate, float(value)))
    out = []
    for n, possible in sorted(by_text.items()):
        p = prepared[n]
        gold = _gold(p)
        for fact in settled(possible, p.example.text):
            said = (p.sentence.text[fact.subject.start : fact.subject.end], p.sentence.text[fact.object.start : fact.object.end])
            out.append((fact, n, (fact.predicate, *said) in gold))
    return out


def _gold(p: _Prepared) -> set[tuple[int, str, str]]:
    out = set()
    for (i, j), truth in zip(p.chosen, p.truth, strict=True):
        s, o = p.sentence.spots[i], p.sentence.spots[j]
        out |= {(q, p.sentence.text[s.start : s.end], p.sentence.text[o.start : o.end]) for q in truth}
    return out


def _thresholds(
    prepared: Sequence[_Prepared], facts: Sequence[tuple[Scored, int, bool]], calibration: Calibration, subjects: int
) -> tuple[tuple[float, float], dict[str, Json]]:
    """The probability with the best F1 over unseen texts, no lower than so few subjects allow, and the one from which the precision is high
    enough to do without a reader."""
    said = ((n, p.example.text, f) for n, p in enumerate(prepared) for f in p.example.facts if not f.rejected)
    wanted = len({(n, f.predicate, text[f.subject.start : f.subject.end], text[f.object.start : f.object.end]) for n, text, f in said})
    chance = calibration(np.array([f.raw for f, _, _ in facts]))
    right = np.array([ok for _, _, ok in facts], bool)
    order = np.argsort(-chance, kind="stable")
    hits = np.cumsum(right[order])
    count = np.arange(1, len(order) + 1)
    f1 = 2 * hits / (count + wanted)
    # Only where the next score is lower: facts of one score stand or fall together.
    edge = np.append(np.diff(chance[order]) < 0, True) if len(order) else np.zeros(0, bool)
    at = int(np.argmax(np.where(edge, f1, -1))) if len(order) else 0
    # A little below the last one that counts: where nothing is near it, the border is not just where it was seen.
    threshold = float(np.interp(BELOW, (0, 1), chance[order[[at, min(at + 1, len(order) - 1)]]])) if len(order) else 0.5
    threshold = max(threshold, UNSURE / (1 + subjects / SUBJECTS) ** 2)
    precise: Numbers = np.flatnonzero(edge & (hits / count >= CERTAIN) & (count >= FEWEST_CERTAIN)) if len(order) else np.zeros(0, int)
    certain = max(threshold, float(chance[order[precise[-1]]])) if len(precise) else 1.01
    kept, sure = chance >= threshold, chance >= certain
    return (threshold, certain), {
        "unseen": _counts(right[kept], wanted),
        "threshold": round(threshold, 4),
        "review_threshold": round(certain, 4) if certain <= 1 else None,
        "at_review_threshold": _counts(right[sure], wanted),
        "calibration_error": round(calibration_error(chance, right), 4),
    }


def _counts(right: Numbers, wanted: int) -> dict[str, Json]:
    hits, given = int(right.sum()), len(right)
    return {
        "precision": round(hits / given, 4) if given else None,
        "recall": round(hits / wanted, 4) if wanted else None,
        "f1": round(2 * hits / (given + wanted), 4) if given + wanted else None,
        "found": given,
        "facts": wanted,
    }


__all__ = ["Logistic", "train"]
