"""What lies before a reviewer: a corpus as it was last built, and each fact or question of it as a row of a review book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import orjson

from kgcorpus import store
from kgcorpus.build import Build
from kgcorpus.generate.material import names_of_entity, plainly_titled
from kgcorpus.generate.titles import Works, works
from kgcorpus.model import Document, Entity, Fact, Finding, Json, Proposal
from kgcorpus.ontology import Ontology
from kgcorpus.spreadsheet_model import Cell

from .quotes import Quotes
from .sentences import Sentences

EXAMPLES = 2
"""So many questions that rest on a fact are shown beside it."""


@dataclass(frozen=True)
class Desk:
    """A corpus as its reviewers see it, in the language of one of them.

    ``facts`` are those that documents state, accepted or not, by id; ``verdicts`` are as stored. ``resting`` counts the samples that rest
    on a fact, ``asked`` has questions that ask for it; ``samples`` gives all samples as stored; ``corpus`` is the name of the corpus;
    ``works`` tells which documents one title names.
    """

    language: str
    ontology: Ontology
    entities: Mapping[str, Entity]
    documents: Mapping[str, Document]
    facts: Mapping[str, Fact]
    verdicts: Mapping[str, Mapping[str, Json]]
    findings: tuple[Finding, ...]
    redirects: Mapping[str, str]
    sentences: Sentences
    quotes: Quotes
    resting: Counter[str] = field(default_factory=Counter)
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    samples: Callable[[], Iterable[bytes]] = tuple
    corpus: str = ""
    works: Works = field(default_factory=lambda: Works({}, {}))
    proposals: tuple[Proposal, ...] = ()

    def on_fact(self, fact: Fact, **more: Json) -> dict[str, Json]:
        """What a decision on a fact is about, as its line in ``reviews.jsonl`` says it: enough to find the fact again by its quote."""
        quote, document = self.quotes.sentence(fact)
        said = fact.to_json()
        on: dict[str, Json] = {"fact": fact.id, **{key: said[key] for key in ("predicate", "subject", "object")}}
        on |= {key: said[key] for key in ("qualifiers", "valid", "negated") if said[key]}
        return {**on, "quote": quote, "document": document, **more}

    def fact_row(self, fact: Fact, number: int, kind: str, on: Mapping[str, Json] | None = None) -> dict[str, Cell]:
        """A row of the sheet ``facts``: ``kind`` says why it is here, ``on`` is what its decision is about (default: the fact)."""
        return {
            "number": number,
            "kind": kind,
            "fact": self.sentences.of(fact),
            "quote": self.quotes.quote(fact),
            "source": self.quotes.source(fact),
            "samples": self.resting[fact.id],
            "questions": "\n".join(self.asked.get(fact.id, ())),
            "about": _json(on if on is not None else self.on_fact(fact)),
        }

    def question_row(
        self, sample: Mapping[str, Json], number: int, kind: str, samples: int | None, on: Mapping[str, Json]
    ) -> dict[str, Cell]:
        """A row of the sheet ``questions``: the sample's question and answer with the text that it rests on; of a question that names its
        source, the text of that source."""
        source = sample.get("labels", {}).get("source")
        facts = [self._first(self.facts[id], source) for id in sample["facts"] if id in self.facts][:MOST_QUOTES]
        quotes: list[tuple[str, bool]] = []
        seen: set[str] = set()
        for fact in facts:
            quote = self.quotes.quote(fact)
            if (said := "".join(text for text, _ in quote)) not in seen:
                seen.add(said)
                quotes += [("\n\n", False), *quote] if quotes else quote
        return {
            "number": number,
            "kind": kind,
            "question": sample["question"],
            "answer": sample["answer_text"],
            "quote": tuple(quotes),
            "source": "\n".join(dict.fromkeys(map(self.quotes.source, facts))),
            "samples": samples,
            "about": _json(on),
        }

    def _first(self, fact: Fact, source: str | None) -> Fact:
        """The fact with the one evidence that is shown: from the work of a document (``source``) if it holds one there."""
        work = self.works.of_document.get(source) if source else None
        there = tuple(e for e in fact.evidence if work is not None and self.works.of_evidence(e) == work)
        chosen = replace(fact, evidence=there) if there else fact
        return replace(fact, evidence=tuple(self.quotes.shown(chosen)[:1]))


MOST_QUOTES = 6


def open_desk(folder: Path, language: str) -> Desk:
    """The desk of a corpus. Raises ``UsageError`` where it has not been built since something changed."""
    with Build(folder) as work:
        work.check_current("generate")
        records = work.store.records
        facts = {
            id: fact
            for kind in ("fact", "held")
            for id, raw in records(kind)
            if (fact := Fact.from_json(orjson.loads(raw))).derived is None
        }
        entities = {id: store.load(Entity, raw) for id, raw in records("entity")}
        documents = work.documents()
        made = works_of(documents, entities.values())
        resting, asked = _resting(work.store.samples(), language)
        return Desk(
            language,
            work.ontology,
            entities,
            documents,
            facts,
            {id: orjson.loads(raw) for id, raw in records("verdict")},
            tuple(store.load(Finding, raw) for _, raw in records("finding")),
            {id: orjson.loads(raw) for id, raw in records("redirect")},
            Sentences(work.ontology, entities, language),
            Quotes(documents, titles_of(made, language), language),
            resting,
            asked,
            partial(_samples, work.store.path),
            work.corpus.name,
            made,
            tuple(store.load(Proposal, raw) for _, raw in records("proposal")),
        )


def _samples(path: Path) -> Iterator[bytes]:
    with store.Store(path) as opened:
        yield from opened.samples()


def works_of(documents: Mapping[str, Document], entities: Iterable[Entity]) -> Works:
    """Which documents one title names, and that title."""
    names = {name.casefold() for entity in entities for name in names_of_entity(entity)}
    return works({id: plainly_titled(document) for id, document in documents.items()}, names=names)


def titles_of(made: Works, language: str) -> dict[str, str]:
    """What each document is called in a language, in title marks."""
    return {id: work.titles.get(language) or work.cited[language] for work in made.works.values() for id in work.documents}


def _resting(samples: Iterable[bytes], language: str) -> tuple[Counter[str], dict[str, tuple[str, ...]]]:
    """How many samples rest on each fact, and the shortest ways in which a language asks for it."""
    count: Counter[str] = Counter()
    best: dict[str, list[tuple[int, int, str]]] = {}
    for raw in samples:
        sample = orjson.loads(raw)
        count.update(sample["facts"])
        if sample["lang"] != language:
            continue
        question = (sample["hops"], len(sample["question"]), sample["question"])
        for fact in sample["facts"]:
            known = best.setdefault(fact, [])
            if question not in known and (len(known) < EXAMPLES or question < known[-1]):
                known.append(question)
                known.sort()
                del known[EXAMPLES:]
    return count, {fact: tuple(q for _, _, q in known) for fact, known in best.items()}


def _json(value: Mapping[str, Json]) -> str:
    return orjson.dumps(value).decode()
