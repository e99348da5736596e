"""A trial build with a changed ontology in a temporary folder, and how what comes out differs from what the corpus has."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

import orjson

from kgcorpus import store
from kgcorpus.build import Build, Note
from kgcorpus.model import Entity, Fact, Finding, Json, Review, digest
from kgcorpus.ontology import Ontology
from kgcorpus.verify.reviews import read_reviews

T = TypeVar("T")
MOST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Difference(Generic[T]):
    """What is no longer there, what is new, and what is there in another way (before, after); ``same`` counts the rest."""

    gone: tuple[T, ...]
    new: tuple[T, ...]
    changed: tuple[tuple[T, T], ...]
    same: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A sample as it reads."""

    id: str
    lang: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What the changed ontology gives. ``renamed`` counts samples that read the same and accept other names as answers; ``lost`` are
    decisions that would no longer find what they are about. ``after`` and ``known`` say the facts that would come out."""

    facts: Difference[Fact]
    samples: Difference[Asked]
    renamed: int
    lost: tuple[Review, ...]
    after: Ontology
    known: Mapping[str, Entity]


def trial(work: Build, ontology: Path, there: Path, *, workers: int = 1, note: Note = lambda text: None) -> Trial:
    """Extract, verify and generate with another ontology; documents and decisions as they are. Only ``there`` is written."""
    folder = there / "corpus"
    folder.mkdir()
    for name in ("corpus.db", "reviews.jsonl", "aliases.jsonl"):
        if (work.corpus.folder / name).exists():
            shutil.copyfile(work.corpus.folder / name, folder / name)
    corpus = replace(work.corpus, folder=folder, ontology=ontology)
    with Build(folder, workers=workers, note=note, corpus=corpus) as tried:
        for stage in ("extract", "verify", "generate"):
            note(stage)
            tried.run(stage)
        return Trial(
            _facts({f.id: f for f in work.facts()}, {f.id: f for f in tried.facts()}),
            *_samples(work, tried),
            _lost(work, tried),
            tried.ontology,
            {id: store.load(Entity, raw) for id, raw in tried.store.records("entity")},
        )


def _facts(before: Mapping[str, Fact], after: Mapping[str, Fact]) -> Difference[Fact]:
    """Facts that read the same words in another way are changed; the others are gone or new."""
    gone = [before[id] for id in sorted(before.keys() - after.keys())]
    new = [after[id] for id in sorted(after.keys() - before.keys())]
    at: dict[tuple[object, ...], list[Fact]] = {}
    for fact in new:
        for place in _places(fact):
            at.setdefault(place, []).append(fact)
    changed: list[tuple[Fact, Fact]] = []
    taken: set[str] = set()
    for fact in gone:
        match = next((f for place in _places(fact) for f in at.get(place, ()) if f.id not in taken), None)
        if match:
            changed.append((fact, match))
            taken |= {fact.id, match.id}
    left, come = (tuple(sorted((f for f in some if f.id not in taken), key=_order)) for some in (gone, new))
    return Difference(left, come, tuple(sorted(changed, key=lambda pair: _order(pair[0]))), len(before.keys() & after.keys()))


def _places(fact: Fact) -> list[tuple[object, ...]]:
    """Where a fact's subject and object are read."""
    return [tuple((s.document, s.role, s.start, s.end) for s in e.spans if s.role in ("subject", "object")) for e in fact.evidence]


def _order(fact: Fact) -> tuple[str, str, str]:
    return fact.predicate, fact.subject, fact.id


def _samples(work: Build, tried: Build) -> tuple[Difference[Asked], int]:
    before, after = (dict(_digests(one)) for one in (work, tried))
    gone, new = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    both = before.keys() & after.keys()
    changed = sorted(id for id in both if before[id][0] != after[id][0])
    renamed = sum(1 for id in both if before[id][0] == after[id][0] and before[id][1] != after[id][1])
    found = Difference(
        tuple(_asked(work, id) for id in gone[:MOST_KEPT]) + _more(gone),
        tuple(_asked(tried, id) for id in new[:MOST_KEPT]) + _more(new),
        tuple((_asked(work, id), _asked(tried, id)) for id in changed),
        len(both) - len(changed),
    )
    return found, renamed


def _more(ids: list[str]) -> tuple[Asked, ...]:
    """Of very many samples the ids are enough."""
    return tuple(Asked(id, "", "", "") for id in ids[MOST_KEPT:])


def _digests(work: Build) -> Iterable[tuple[str, tuple[str, str]]]:
    """By id what a sample says and what it accepts, as digests."""
    for raw in work.store.samples():
        sample = orjson.loads(raw)
        yield sample["id"], (digest(sample["question"], sample["answer_text"]), digest(sample["answers"]))


def _asked(work: Build, id: str) -> Asked:
    raw = work.store.sample(id)
    sample: dict[str, Json] = orjson.loads(raw) if raw else {}
    return Asked(id, str(sample.get("lang", "")), str(sample.get("question", "")), str(sample.get("answer_text", "")))


def _lost(work: Build, tried: Build) -> tuple[Review, ...]:
    """Decisions that find what they are about today and would not with the changed ontology."""
    today, then = (_without(one) for one in (work, tried))
    known = {review.id: review for review in read_reviews(work.corpus.folder / "reviews.jsonl")}
    return tuple(known[id] for id in known if id in then - today)


def _without(work: Build) -> set[str]:
    findings = (store.load(Finding, raw) for _, raw in work.store.records("finding"))
    return {f.about for f in findings if f.code == "review_without_fact"}
