"""The verbs of the command line for Python programs: typed, no global state, nothing printed.

Paths may be strings. Errors are ``kgcorpus.errors.KgcorpusError`` and say place, thing found, what was expected and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus import build as stages
from kgcorpus.errors import UsageError
from kgcorpus.model import Document, Fact, Json, Rejection
from kgcorpus.store import StageResult, load

if TYPE_CHECKING:
    from kgcorpus.answers import Answer
    from kgcorpus.grade.known import Known
    from kgcorpus.graph.table import FactTable
    from kgcorpus.release.audit import Report

AnyPath = str | PathLike[str]


class Corpus:
    """A corpus folder. Reading needs a finished build; building changes only ``corpus.db`` and ``releases/``."""

    def __init__(self, folder: AnyPath) -> None:
        from kgcorpus import config

        self.folder = Path(folder)
        self.config = config.load(self.folder)

    def build(
        self, recipe: str = "default", *, workers: int = 1, on_stage: Callable[[StageResult, float], None] = lambda result, seconds: None
    ) -> list[StageResult]:
        """Run every stage whose inputs changed; each result counts what was taken, given and rejected by reason."""
        self.__dict__.pop("graph", None)
        return stages.build(self.folder, recipe=recipe, workers=workers, on_stage=on_stage)

    @cached_property
    def graph(self) -> FactTable:
        """The verified graph as the engines load it."""
        from kgcorpus.answers import open_graph

        return open_graph(self.folder)

    def ask(self, form: Mapping[str, Json], *, proof: bool = False, engine: str = "matrix") -> Answer:
        """The complete answer to a logical form (its JSON): ``answers``, ``value``, ``complete``, ``because``, ``grounds``, ``facts``."""
        from kgcorpus import answers, forms

        return answers.answer(forms.parse(form), self.graph, proof=proof, engine=engine)

    def facts(self) -> Iterator[Fact]:
        """Accepted facts, asserted and derived, by id, with their evidence."""
        with stages.Build(self.folder) as work:
            yield from work.facts()

    def documents(self) -> dict[str, Document]:
        """Documents by id, with the text that evidence points into."""
        with stages.Build(self.folder) as work:
            return work.documents()

    def rejections(self, stage: str | None = None) -> Iterator[tuple[str, Rejection]]:
        """(stage, rejection) for everything that was not passed on."""
        with stages.Build(self.folder) as work:
            for name, raw in work.store.rejections(stage):
                yield name, load(Rejection, raw)

    def samples(self, *, lang: str | None = None, kind: str | None = None, recipe: str | None = None) -> Iterator[dict[str, Json]]:
        """Samples by id (contract 7): all that were generated, or those of a release if a recipe is named."""
        if recipe is None:
            with stages.Build(self.folder) as work:
                yield from _chosen(map(orjson.loads, work.store.samples()), lang, kind)
            return
        path = self.folder / "releases" / recipe / "samples.jsonl"
        if not path.exists():
            raise UsageError(str(path), "no such release", "the name of a recipe that was built", f"run build(recipe={recipe!r})")
        with path.open("rb") as lines:
            yield from _chosen(map(orjson.loads, lines), lang, kind)

    def trace(self, identifier: str) -> dict[str, Json]:
        """All that leads to a record and all that rests on it."""
        return trace(identifier, self.folder)


def _chosen(samples: Iterable[dict[str, Json]], lang: str | None, kind: str | None) -> Iterator[dict[str, Json]]:
    return (s for s in samples if lang in (None, s["lang"]) and kind in (None, s["kind"]))


def open(folder: AnyPath) -> Corpus:
    """A corpus folder, its ``corpus.toml`` read and checked."""
    return Corpus(folder)


def answer(facts: AnyPath, form: Mapping[str, Json], *, proof: bool = False, engine: str = "matrix") -> Answer:
    """The answer to one logical form over a graph file (``.tsv``, ``.nt``, ``.ttl``, ``.nq``) or a corpus folder."""
    from kgcorpus import answers, forms

    return answers.answer(forms.parse(form), answers.open_graph(Path(facts)), proof=proof, engine=engine)


def audit(release: AnyPath, *, corpus: AnyPath | None = None, workers: int = 1) -> Report:
    """Prove a release again from its own files; ``failures`` is empty if all holds. More than one worker makes it two processes."""
    from kgcorpus.release.audit import audit as run

    return run(Path(release), corpus=Path(corpus) if corpus else None, workers=workers)


def trace(identifier: str, where: AnyPath) -> dict[str, Json]:
    """All that leads to a record of a corpus or release and all that rests on it."""
    from kgcorpus.release import lineage

    return lineage.trace(identifier, Path(where))


def grade(gold: Iterable[Mapping[str, Json]], answers: Iterable[Mapping[str, Json]]) -> list[dict[str, Any]]:
    """Verdicts on answers (``{"id", "answer"}``) to gold questions (contract 4), in the order of gold.

    >>> gold = [{"id": "q", "question": "What is the capital of France?", "answers": [{"value": "Paris", "type": "entity", "aliases":
    []}], "mode": "all"}]
    >>> grade(gold, [{"id": "q", "answer": "It is Paris."}])[0]["verdict"]
    'correct'
    """
    from kgcorpus.grade.running import grade_all

    return list(grade_all(gold, answers))


def verdict(question: Mapping[str, Json], answer: str | None, *, corpus: AnyPath | None = None) -> dict[str, Any]:
    """The verdict on one answer to one gold question (contract 4), for evaluation programs; None: there is no answer. ``corpus`` (a corpus
    or a release, read once) adds what its graph knows.

    >>> gold = {"id": "q", "question": "Which are primary colours?", "answers": [{"value": "red"}, {"value": "blue"}, {"value": "yellow"}]}
    >>> verdict(gold, "Red and blue.")["missing"]
    ['yellow']
    """
    from kgcorpus.grade.one import grade_one

    return {"id": question.get("id"), **grade_one(question, answer, known=_known(Path(corpus)) if corpus is not None else None)}


@lru_cache(maxsize=4)
def _known(corpus: Path) -> Known:
    from kgcorpus.grade.known import known_names

    return known_names(corpus)


def credit(question: Mapping[str, Json], verdict: Mapping[str, Json]) -> dict[str, float]:
    """What a verdict counts for, to be averaged: ``correct``, ``f1`` (of a set), ``undecided``; ``abstention`` where no answer exists."""
    from kgcorpus.grade.credit import credit as counted

    return counted(question, verdict)


def extract(ontology: AnyPath, texts: Iterable[str]) -> list[dict[str, Any]]:
    """Facts of plain texts under an ontology without training (contract 5), one result a text."""
    from kgcorpus.extract.texts import extract_texts
    from kgcorpus.ontology import load as load_ontology

    return list(extract_texts(load_ontology(Path(ontology)), ((str(n), text, None) for n, text in enumerate(texts))))
