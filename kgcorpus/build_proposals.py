"""Asking a language model about a corpus's documents; what it answers stands in ``proposals.jsonl`` and is read by the stage ``extract``.

The examples that it is shown are sentences of the corpus on which people have decided. Every request goes through the gate: a window is as
sensitive as its document, the ontology as ``corpus.toml`` says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus import store
from kgcorpus.extract.asking import Asking, read_replies
from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.extract.llm import Checker
from kgcorpus.extract.prompting import Example, Stated
from kgcorpus.extract.proposing import Proposing
from kgcorpus.extract.similar import Similar, words_between
from kgcorpus.gate import of_ontology
from kgcorpus.model import Document, Entity, Evidence, Fact, Json, digest
from kgcorpus.ontology import Ontology
from kgcorpus.text import sentences

if TYPE_CHECKING:
    from pathlib import Path

    from kgcorpus.build import Build


def proposing(build: Build, asking: Asking) -> Proposing:
    """A model with what a corpus shows it; the stages whose results that takes are run where they have to be."""
    build.run("ingest")
    build.run("extract")
    reviewed = (build.corpus.folder / "reviews.jsonl").exists()
    if reviewed:
        build.run("verify")
    named = [store.load(Entity, raw) for _, raw in build.store.records("named")]
    check = Checker(build.ontology, lexicon(build.ontology, named))
    similar = Similar(reviewed_examples(build, build.read_documents()) if reviewed else ())
    return Proposing(asking, check, similar, lambda text: of_ontology(build.corpus, text))


def ask(build: Build, model: Proposing) -> None:
    """Ask about every window of every document, in order of their ids; the answers are appended to the corpus's file."""
    for _, document in sorted(build.read_documents().items()):
        for _ in model.read(document):
            pass


def answers_by_document(path: Path) -> dict[str, str]:
    """For each document a digest of what models answered about it."""
    found: dict[str, list[Json]] = defaultdict(list)
    for reply in read_replies(path):
        found[reply.document].append(reply.to_json())
    return {document: digest(rows) for document, rows in found.items()}


def models_asked(path: Path) -> dict[str, int]:
    """How many answers each model gave, for the record of what made a release."""
    return dict(sorted(Counter(reply.model for reply in read_replies(path)).items()))


# ------------------------------------------------------------------------------------------------- examples


def reviewed_examples(build: Build, documents: Mapping[str, Document]) -> list[Example]:
    """Sentences with a fact that a person accepted, and all that is accepted of them."""
    verdicts = {id: orjson.loads(raw) for id, raw in build.store.records("verdict")}
    entities = {id: store.load(Entity, raw) for id, raw in build.store.records("entity")}
    found: dict[tuple[str, int, int], list[tuple[bool, Stated]]] = defaultdict(list)
    cuts: dict[str, list[tuple[int, int]]] = {}
    for fact in build.facts():
        if fact.derived is not None or fact.negated or fact.qualifiers:
            continue
        read = "review" in verdicts.get(fact.id, {})
        for evidence in fact.evidence:
            if (place := _place(evidence, documents, cuts)) is not None:
                text = documents[place[0]].text[place[1] : place[2]]
                found[place].append((read, _stated(fact, evidence, text, entities, build.ontology)))
    out = []
    for (id, a, b), facts in sorted(found.items()):
        if any(read for read, _ in facts):
            document = documents[id]
            stated = tuple(dict.fromkeys(fact for _, fact in facts))
            out.append(Example(document.text[a:b], stated, document.source.sensitivity, f"{id} {a}-{b}"))
    return out


def _place(evidence: Evidence, documents: Mapping[str, Document], cuts: dict[str, list[tuple[int, int]]]) -> tuple[str, int, int] | None:
    """The sentence that holds subject and object, if one does; None for what a person corrected, which is no quote."""
    ends = {span.role: span for span in evidence.spans if span.role in ("subject", "object")}
    if len(ends) < 2 or evidence.made_by.startswith("review/") or len({s.document for s in ends.values()}) > 1:
        return None
    document = documents.get(ends["object"].document)
    if document is None:
        return None
    known = cuts.get(document.id)
    if known is None:
        running = [p for p in document.passages if p.kind not in ("table", "heading")]
        known = cuts[document.id] = [s for p in running for s in sentences(document.text, p.start, p.end, document.language)]
    held = (s for s in known if all(s[0] <= e.start and e.end <= s[1] for e in ends.values()))
    sentence = next(held, None)
    return (document.id, *sentence) if sentence else None


def _stated(fact: Fact, evidence: Evidence, text: str, entities: Mapping[str, Entity], ontology: Ontology) -> Stated:
    quotes = {span.role: span.quote for span in evidence.spans}
    predicate = ontology.predicates[fact.predicate]

    def cls(term: Any, wanted: tuple[str, ...]) -> str | None:
        known = entities.get(term) if isinstance(term, str) else None
        return next((c for c in (known.classes if known else ()) if ontology.fits((c,), wanted)), None)

    trigger = quotes.get("trigger", "")
    if not trigger or trigger not in text:
        trigger = words_between(text, quotes["subject"], quotes["object"])
    return Stated(
        quotes["subject"], cls(fact.subject, predicate.domain), fact.predicate, quotes["object"], cls(fact.object, predicate.range), trigger
    )
