"""The stage: every part's drafts, wordings with two meanings struck, and the samples that remain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kgcorpus.graph.table import FactTable
from kgcorpus.model import Document, Entity, Fact, Json, Rejection, Review
from kgcorpus.ontology import Ontology

from . import definitions, qa, yesno
from .material import Material
from .samples import VERSION, Draft, held_out_id, rejection

if TYPE_CHECKING:
    from kgcorpus.config import Corpus
    from kgcorpus.release.contents import Contents

__all__ = ["VERSION", "generate", "samples"]

SHARE_OF_TRUTH = 14
"""At most one in so many samples is a yes/no question."""
_FINISH: Mapping[str, Callable[[Draft], dict[str, Json]]] = {"qa": qa.sample, "definitions": definitions.sample, "yesno": yesno.sample}


def generate(contents: Contents, corpus: Corpus, *, workers: int = 1, seed: int = 0) -> Iterator[dict[str, Json] | Rejection]:
    """The samples of a corpus's verified graph in its languages, and a rejection for everything that was tried and cannot be asked."""
    from kgcorpus.answers import graph_of
    from kgcorpus.verify.reviews import read_reviews, rejected_samples

    reviews = read_reviews(corpus.folder / "reviews.jsonl")
    never = never_asked(reviews)
    facts = {fact.id: fact for fact in contents.facts}
    made = samples(
        graph_of(contents),
        facts,
        contents.ontology,
        contents.entities,
        contents.documents,
        languages=corpus.languages,
        seed=seed,
        never=never,
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
    never: Collection[str] = (),
) -> Iterator[dict[str, Json] | Rejection]:
    """Samples and rejections of a graph. ``facts`` by id have the evidence; ``languages`` are asked in their order.

    The order is fixed: rejections and then samples of sets and definitions by shape, then yes/no questions. Wordings that two forms would
    share are struck from both; a draft that has none left is a rejection (``ambiguous_wording``).
    """
    material = Material(graph, facts, ontology, dict(entities), documents, seed)
    drafts: list[Draft] = []
    for part in (qa.qa(never=never), definitions.definitions()):
        for item in part(material, languages):
            if isinstance(item, Draft):
                drafts.append(item)
            else:
                yield item
    for language in languages:
        others = len({d.form_number for d in drafts if d.maker.language == language})
        for item in yesno.yesno(most=others // (SHARE_OF_TRUTH - 1))(material, (language,)):
            if isinstance(item, Draft):
                drafts.append(item)
            else:
                yield item
    struck = _struck(drafts)
    for draft in drafts:
        if struck:
            variants = draft.variants()
            draft.chosen = tuple(n for n in draft.chosen if _key(draft.fill(n, variants)) not in struck)
            if not draft.chosen:
                yield rejection(
                    "ambiguous_wording", f"{draft.maker.language} {draft.maker.shape.name} of {', '.join(draft.start)}", draft.maker.part
                )
                continue
        yield _FINISH[draft.maker.part](draft)


def never_asked(reviews: Iterable[Review]) -> frozenset[str]:
    """The shapes that reviewers decided never to ask: ``on`` is ``{"shape": "chain: ex:directedBy ex:bornIn"}``, as rejections and lists
    of shapes name it. A later decision on a shape wins; of each person the last counts, and what was withdrawn does not."""
    from kgcorpus.verify.reviews import last_words

    last = {str(r.on["shape"]): r.decision for r in last_words(reviews) if "shape" in r.on and r.decision != "unclear"}
    return frozenset(shape for shape, decision in last.items() if decision == "never")


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _struck(drafts: Sequence[Draft]) -> set[int]:
    """Keys of the wordings that stand for more than one form."""
    means: dict[int, int] = {}
    out: set[int] = set()
    for draft in drafts:
        variants = draft.variants()
        for number in draft.chosen:
            key = _key(draft.fill(number, variants))
            if means.setdefault(key, draft.form_number) != draft.form_number:
                out.add(key)
    return out
