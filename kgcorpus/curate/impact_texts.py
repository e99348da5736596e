"""Where new names, headings, patterns and trigger phrases occur in the documents of a corpus, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from kgcorpus import store
from kgcorpus.model import Candidate, Document, Entity, Rejection
from kgcorpus.ontology import Ontology

if TYPE_CHECKING:
    from kgcorpus.build import Build

MOST = 60
"""How many patterns, headings and triggers are tried one by one; what is beyond is not counted."""
FIELDS = {"section": "headings", "pattern": "patterns", "trigger": "triggers", "inverse_trigger": "inverse_triggers"}


class About(Protocol):
    """What a text belongs to."""

    @property
    def sheet(self) -> str: ...
    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Occurrence:
    """How often a new text is found, by document. ``kind``: ``name``, ``section``, ``pattern``, ``trigger`` or ``inverse_trigger``."""

    id: str
    kind: str
    text: str
    documents: Mapping[str, int]


def occurrences(texts: Iterable[tuple[About, str, str]], ontology: Ontology, work: Build) -> Iterator[Occurrence]:
    """The occurrences of each (subject, workbook column, text), in that order."""
    texts = list(texts)
    if not texts:
        return
    documents = work.read_documents()
    names = [(about, text) for about, _, text in texts if about.sheet == "terms"]
    counted = _names({text for _, text in names}, documents)
    for id, text in dict.fromkeys((about.id, text) for about, text in names):
        yield Occurrence(id, "name", text, counted.get(text, {}))
    others = [(about, column, text) for about, column, text in texts if about.sheet != "terms"]
    named = tuple(store.load(Entity, raw) for _, raw in work.store.records("named"))
    for about, column, text in others[:MOST]:
        kind, _, lang = column.rpartition("_")
        yield Occurrence(about.id, kind, text, _found(about.id, kind, lang, text, ontology, named, documents))


def _names(texts: set[str], documents: Mapping[str, Document]) -> dict[str, dict[str, int]]:
    """By name and document how often it is found, by the rules by which names are found (case, width, plural, whole words, of names inside
    one another the longest)."""
    from kgcorpus.extract.gazetteer import lexicon
    from kgcorpus.text import language_of

    ids = {f"t{n}": text for n, text in enumerate(sorted(texts))}
    spoken = {id: language if (language := language_of(text)) in ("zh", "en") else "en" for id, text in ids.items()}
    names = lexicon(Ontology(), [Entity(id, (), {spoken[id]: text}) for id, text in ids.items()])
    out: dict[str, dict[str, int]] = {}
    for name, document in documents.items():
        found: Counter[str] = Counter()
        for passage in document.passages:
            for mention in names.mentions(document.text, passage.start, passage.end, document.language):
                found.update(mention.entities)
        for id, number in found.items():
            out.setdefault(ids[id], {})[name] = number
    return out


def _found(
    predicate: str, kind: str, lang: str, text: str, ontology: Ontology, named: tuple[Entity, ...], documents: Mapping[str, Document]
) -> dict[str, int]:
    """How often one heading, pattern or trigger leads to something (a fact, or the reason why there is none), by document."""
    from kgcorpus.extract import EXTRACTORS
    from kgcorpus.extract.gazetteer import lexicon

    alone = _alone(ontology, predicate, FIELDS[kind], lang, text)
    extract = EXTRACTORS["headings" if kind == "section" else "patterns"](ontology=alone, lexicon=lexicon(alone, named), corpus=None)
    out: Counter[str] = Counter()
    for name, document in documents.items():
        places = {
            (item.object.start, item.object.end) if isinstance(item, Candidate) else (item.start, item.end)
            for passage in document.passages
            for item in extract(document, passage)
            if isinstance(item, (Candidate, Rejection))
        }
        if places:
            out[name] = len(places)
    return dict(sorted(out.items()))


def _alone(ontology: Ontology, predicate: str, field: str, lang: str, text: str) -> Ontology:
    """The ontology in which nothing but this text finds facts."""
    nothing: dict[str, Any] = {name: {} for name in FIELDS.values()}
    bare = {id: replace(p, **nothing, wording={}) if p.qualifier is None else p for id, p in ontology.predicates.items()}
    only: dict[str, Any] = {field: {lang: (text,)}}
    bare[predicate] = replace(bare[predicate], **only)
    return replace(ontology, predicates=bare)
