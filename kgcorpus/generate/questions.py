"""The stage: every part's drafts, wordings with two meanings struck, and the samples that remain."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kgcorpus.graph.table import FactTable
from kgcorpus.model import Document, Entity, Fact, Json, Rejection, Review
from kgcorpus.ontology import Ontology

from . import DERIVERS, GENERATORS
from .material import Material
from .rewording import Line, without_shared
from .samples import VERSION, Question, held_out_id, rejection

if TYPE_CHECKING:
    from kgcorpus.config import Corpus
    from kgcorpus.release.contents import Contents

__all__ = ["VERSION", "generate", "samples"]

SHARE_OF_TRUTH = 14
"""At most one in so many samples is a yes/no question."""
WITH_DECISIONS = ("qa", "lists", "grouped", "links", "numbers")
"""Parts that ask shapes and heed what reviewers decided on them: they take ``decided``, decisions by shape."""


def generate(contents: Contents, corpus: Corpus, *, workers: int = 1, seed: int = 0) -> Iterator[dict[str, Json] | Rejection]:
    """The samples of a corpus's verified graph in its languages, and a rejection for everything that was tried and cannot be asked."""
    from kgcorpus.answers import graph_of
    from kgcorpus.verify.reviews import read_reviews, rejected_samples

    from . import rewording

    reviews = read_reviews(corpus.folder / "reviews.jsonl")
    facts = {fact.id: fact for fact in contents.facts}
    made = samples(
        graph_of(contents),
        facts,
        contents.ontology,
        contents.entities,
        contents.documents,
        languages=corpus.languages,
        seed=seed,
        decided=decisions_on_shapes(reviews),
        held=contents.held,
        lines=rewording.kept(rewording.read_wordings(corpus.folder / rewording.FILE)),
    )
    rejected = rejected_samples(reviews)
    yield from without(made, rejected) if rejected else made


def without(made: Iterable[dict[str, Json] | Rejection], rejected: Mapping[str, Review]) -> Iterator[dict[str, Json] | Rejection]:
    """Samples without those that reviewers rejected: by the sample's id, with all its wordings; a wording that was held out in a release
    has an id of its own there, and goes alone."""
    for item in made:
        if isinstance(item, Rejection):
            yield item
            continue
        if review := rejected.get(item["id"]):
            yield reviewed_out(item["id"], item["question"], review)
            continue
        kept = []
        for wording in item["paraphrases"]:
            if review := rejected.get(id := held_out_id(item["id"], wording["text"])):
                yield reviewed_out(id, wording["text"], review)
            else:
                kept.append(wording)
        item["paraphrases"] = kept
        yield item


def reviewed_out(id: str, question: str, review: Review) -> Rejection:
    said = ", ".join(filter(None, (review.who, review.when, review.why)))
    return Rejection("sample_reviewed_out", f"{id} {question}", made_by=f"review/{review.who}", detail=said)


def samples(
    graph: FactTable,
    facts: Mapping[str, Fact],
    ontology: Ontology,
    entities: Mapping[str, Entity],
    documents: Mapping[str, Document],
    *,
    languages: Sequence[str],
    seed: int = 0,
    decided: Mapping[str, str] | None = None,
    held: Iterable[Fact] = (),
    lines: Mapping[str, Sequence[Line]] | None = None,
) -> Iterator[dict[str, Json] | Rejection]:
    """Samples and rejections of a graph. ``facts`` by id have the evidence; ``languages`` are asked in their order; ``held`` are facts that
    contradict each other; ``lines`` are wordings that were kept for samples, by their ids.

    The order is fixed: rejections and then samples, part by part as in ``GENERATORS``, each sample followed by those derived from it.
    Wordings that two forms would share are struck from both; a question that has none left is a rejection (``ambiguous_wording``).
    """
    material = Material(graph, facts, ontology, dict(entities), documents, seed, {f.id: f for f in held})
    asked: list[Question] = []
    for item in _asked(material, languages, decided or {}):
        if isinstance(item, Rejection):
            yield item
        else:
            asked.append(item)
    left = list(unambiguous(asked))
    further = without_shared(lines or {}, (text for q in left if not isinstance(q, Rejection) for text in q.wordings()))
    derive = [make(material=material, asked=[q for q in left if not isinstance(q, Rejection)]) for make in DERIVERS.values()]
    derived: set[str] = set()
    for question in left:
        if isinstance(question, Rejection):
            yield question
            continue
        sample = question.record()
        if found := further.get(sample["id"]):
            sample["paraphrases"] += [{"text": one.text, "made_by": f"llm/{one.model}"} for one in found]
        yield sample
        for part in derive:
            for item in part(sample, question):
                if isinstance(item, Rejection):
                    yield item
                elif item["id"] not in derived:  # two kinds of question of one form may give one pair
                    derived.add(item["id"])
                    yield item


def _asked(material: Material, languages: Sequence[str], decided: Mapping[str, str]) -> Iterator[Question | Rejection]:
    """The questions of every part in the order of the table; yes/no questions are limited by the number of the others."""
    others: Counter[str] = Counter()
    counted: set[tuple[str, int]] = set()
    for name, make in GENERATORS.items():
        if name == "yesno":
            continue
        for item in make(**({"decided": decided} if name in WITH_DECISIONS else {}))(material, languages):
            if not isinstance(item, Rejection) and (item.language, item.form_number) not in counted:
                counted.add((item.language, item.form_number))
                others[item.language] += 1
            yield item
    for language in languages:
        yield from GENERATORS["yesno"](most=others[language] // (SHARE_OF_TRUTH - 1))(material, (language,))


def unambiguous(asked: Sequence[Question]) -> Iterator[Question | Rejection]:
    """The questions without the wordings that stand for more than one form in their language, setting and context."""
    struck = _struck(asked)
    for question in asked:
        if struck:
            question.keep([_key(question, text) not in struck for text in question.wordings()])
            if not question.wordings():
                yield rejection("ambiguous_wording", question.what, question.part)
                continue
        yield question


def decisions_on_shapes(reviews: Iterable[Review]) -> dict[str, str]:
    """What reviewers decided on shapes: ``ask``, ``grouped`` or ``never``. ``on`` is ``{"shape": "chain: ex:directedBy ex:bornIn"}``, as
    rejections and lists of shapes name it. A later decision on a shape wins; of each person the last counts, and what was withdrawn does
    not."""
    from kgcorpus.verify.reviews import last_words

    return {str(r.on["shape"]): r.decision for r in last_words(reviews) if "shape" in r.on and r.decision != "unclear"}


def _key(question: Question, text: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{question.setting_key}{text}".encode(), digest_size=8).digest(), "big")


def _struck(asked: Sequence[Question]) -> set[int]:
    """Keys of the wordings that stand for more than one form."""
    means: dict[int, Question] = {}
    out: set[int] = set()
    for question in asked:
        for text in question.wordings():
            key = _key(question, text)
            first = means.setdefault(key, question)
            if first.form_number != question.form_number and first.form != question.form:
                out.add(key)
    return out
