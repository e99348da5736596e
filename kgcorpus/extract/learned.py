"""Facts that a trained model proposes in a corpus: bound to the lexicon and the ontology, and read by the same rules as a pattern's match.

The model says where subject and object stand and which predicate joins them, with a probability. Names, values, negation, hedges and
conditions are read from the sentence as for every other extractor. What the model takes for less likely than its threshold is a rejection
``improbable``; what is left is a candidate with ``made_by`` ``learned/DIGEST``, which waits for a person unless the policy says otherwise.

Sentences on which people have decided are remembered by the model's folder (``examples.jsonl``): what they decided on is found there
again, so that no decision loses its fact because another model does not see it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kgcorpus.errors import InputError
from kgcorpus.extract.gazetteer import Lexicon
from kgcorpus.extract.lists import Need
from kgcorpus.extract.llm import Checker, Made
from kgcorpus.extract.prompting import Vocabulary
from kgcorpus.extract.qualifiers import entity_need, need_of
from kgcorpus.extract.quoting import Bound
from kgcorpus.extract.reading import Extractor
from kgcorpus.extract.sentences import Sentence, clause_of
from kgcorpus.extract.windows import Window
from kgcorpus.jsonlines import read_objects
from kgcorpus.model import CERTAIN, DECIDED, LEARNED, Candidate, Document, Passage, Rejection, Section
from kgcorpus.ontology import Ontology

if TYPE_CHECKING:
    from kgcorpus.config import Corpus
    from kgcorpus.extract.learning.examples import Gold

EXAMPLES = "examples.jsonl"
"""In a model's folder: what it was trained on, as far as people decided it."""
LEAST, LIKELY = 0.1, 0.5
MISSED = frozenset({"unknown_entity", "ambiguous_entity", "wrong_type", "bad_value", "wrong_unit", "bad_quote"})
"""Reasons that say no more than that the model looked at the wrong place."""
LONGEST = 1000
"""Characters of a sentence that is read."""
_CUT = re.compile(r"[,，;；:：。.!！?？()（）\n]")
# Words that join arguments whatever the predicate is.
_EMPTY = re.compile(
    r"(?:对|的|在|于|为|是|与|和|及|以及|或|、|把|将|被|由|从|向|给|地|了|着|该|此|\s|[\"'“”‘’《》「」『』、-]|"
    r"\b(?:of|the|a|an|in|on|to|for|by|at|and|or|with|is|are|was|were|be|been|its|their|that|which|who)\b)*",
    re.IGNORECASE,
)
_MARKS = " \t\r\n,，;；:：。.!！?？()（）、"

Span = tuple[int, int]


class Place(Protocol):
    """One end of what a model found, at ``text[start:end]``."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def type(self) -> str | None: ...


class Said(Protocol):
    """A fact as a model found it."""

    @property
    def subject(self) -> Place: ...
    @property
    def predicate(self) -> str: ...
    @property
    def object(self) -> Place: ...
    @property
    def score(self) -> float: ...
    @property
    def accepted(self) -> bool: ...
    @property
    def certain(self) -> bool: ...


class Model(Protocol):
    """A trained model: (text, language) to what it finds there, in order."""

    def find(self, texts: Sequence[tuple[str, str]]) -> Sequence[Sequence[Said]]: ...


def learned(*, ontology: Ontology, lexicon: Lexicon, corpus: Corpus | None = None) -> Extractor:
    """An extractor of what the corpus's trained model finds; nothing where the corpus names none."""
    folder = corpus.model if corpus is not None else None
    reading = _Reading(folder, ontology, lexicon) if folder is not None else None

    def extract(document: Document, passage: Passage) -> Iterable[Candidate | Rejection | Section]:
        return reading.of(document) if reading is not None and passage is document.passages[0] else ()

    return extract


def model_digest(folder: Path | None) -> str:
    """Hex sha256 over a model's files with their names; empty where no model is named, ``missing`` where its folder is not there."""
    if folder is None:
        return ""
    if not folder.is_dir():
        return "missing"
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        found.update(f"{path.relative_to(folder).as_posix()}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two places of a sentence, in offsets of the document, under a predicate, with the classes that the model says of them. ``accepted``:
    the model takes it for likely enough, or a person ``decided`` on it."""

    subject: Span
    predicate: str
    object: Span
    classes: tuple[str | None, str | None] = (None, None)
    score: float = 0.0
    accepted: bool = False
    certain: bool = False
    decided: bool = False

    @property
    def key(self) -> tuple[Span, Span, str]:
        return self.subject, self.object, self.predicate


class _Reading:
    """A model with what its finds are held against; both are loaded when the first document is read."""

    def __init__(self, folder: Path, ontology: Ontology, lexicon: Lexicon) -> None:
        self.folder, self.ontology, self.lexicon = folder, ontology, lexicon

    @cached_property
    def check(self) -> Checker:
        return Checker(self.ontology, self.lexicon)

    @cached_property
    def model(self) -> Model:
        if not self.folder.is_dir():
            raise InputError(
                str(self.folder), "no trained model", "the folder that [extract] model names", "train it with 'kgcorpus train CORPUS'"
            )
        from kgcorpus.extract.learning.applying import load_model

        return load_model(self.folder, self.ontology)

    @cached_property
    def made_by(self) -> str:
        return LEARNED + model_digest(self.folder)[:8]

    @cached_property
    def remembered(self) -> Mapping[str, Sequence[Gold]]:
        """What people decided, by the text of the sentence."""
        from kgcorpus.extract.learning.examples import example

        path = self.folder / EXAMPLES
        lines = read_objects(path) if path.exists() else ()
        return {e.text: e.facts for e in (example(line, f"{path}:{number}") for number, line in lines)}

    def of(self, document: Document) -> Iterator[Candidate | Rejection]:
        """Candidates and rejections of a document, in the order of its sentences."""
        sentences = [s for s in self._sentences(document) if s.end - s.start <= LONGEST]
        texts = [document.text[s.start : s.end] for s in sentences]
        found = self.model.find([(text, s.language) for text, s in zip(texts, sentences, strict=True)])
        for sentence, text, said in zip(sentences, texts, found, strict=True):
            for pair in self._pairs(sentence, text, said):
                for record in self._one(sentence, pair):
                    # A model's rejected proposal is no sign that something was missed: it opens no ground.
                    yield replace(record, about=()) if isinstance(record, Rejection) else record

    def _sentences(self, document: Document) -> Iterator[Sentence]:
        for passage in document.passages:
            if passage.kind not in ("table", "heading"):
                yield from self.check.read(document, passage.start, passage.end, passage).sentences

    def _pairs(self, sentence: Sentence, text: str, found: Sequence[Said]) -> list[_Pair]:
        """What the model finds in a sentence, of equal places the likelier, and what people decided there; by their places."""
        out: dict[tuple[Span, Span, str], _Pair] = {}
        for said in sorted(found, key=lambda one: one.score):
            pair = self._pair(sentence, said.subject, said.predicate, said.object)
            if pair is not None:
                out[pair.key] = replace(pair, score=said.score, accepted=said.accepted, certain=said.certain)
        words = self._words(sentence.document)
        for gold in self.remembered.get(text, ()):
            predicate = words.predicate(gold.predicate)
            pair = self._pair(sentence, gold.subject, predicate, gold.object) if predicate else None
            if pair is not None:
                out[pair.key] = replace(out.get(pair.key, pair), accepted=True, decided=True)
        return [out[name] for name in sorted(out)]

    def _pair(self, sentence: Sentence, subject: Place, predicate: str, object_: Place) -> _Pair | None:
        """The pair under a predicate of the ontology; each end where a known name stands, if its place is only roughly that."""
        known = self.ontology.predicates.get(predicate)
        if known is None:
            return None
        needs = entity_need(known.domain, self.ontology), need_of(known, self.ontology)
        ends = [self._at_name(sentence, place, need) for place, need in zip((subject, object_), needs, strict=True)]
        words = self._words(sentence.document)
        classes = self._class(subject, known.domain, words), self._class(object_, known.range, words)
        return _Pair(ends[0], predicate, ends[1], classes) if ends[0] != ends[1] else None

    def _at_name(self, sentence: Sentence, place: Place, need: Need) -> Span:
        """The place, or that of the one known name which it overlaps where only known names fit."""
        span = sentence.start + place.start, sentence.start + place.end
        if need.datum is not None or need.mint:
            return span
        first, last = (sentence.find(p) for p in span)
        hits = [
            h
            for h in sentence.hits
            if h.entities and h.start < last and first < h.end and self.check.names.fitting(h.entities, need.classes)
        ]
        return sentence.source(hits[0].start, hits[0].end) if len(hits) == 1 else span

    def _class(self, place: Place, wanted: tuple[str, ...], words: Vocabulary) -> str | None:
        """The class that the model says of an end, where the predicate allows it."""
        cls = words.cls(place.type) if place.type else None
        return cls if cls is not None and self.ontology.fits((cls,), wanted) else None

    def _words(self, document: Document) -> Vocabulary:
        return self.check.words["zh" if document.language == "zh" else "en"]

    def _one(self, sentence: Sentence, pair: _Pair) -> Iterator[Candidate | Rejection]:
        """What becomes of one pair. What is improbable is told where it could have been a fact and has some likelihood; what could not be
        one where the model is certain, or takes it for likely and the sentence does not assert it. Other guesses are no news to anybody."""
        document, predicate = sentence.document, self.ontology.predicates[pair.predicate]
        made_by = self.made_by + (DECIDED if pair.decided else CERTAIN if pair.certain else "")
        made = Made(self.check, Window(document, sentence.start, sentence.end), made_by, self._words(document))
        whole = f"{document.text[slice(*pair.subject)]} · {pair.predicate} · {document.text[slice(*pair.object)]}"
        bound = Bound(pair.subject, pair.object, trigger(sentence, pair.subject, pair.object), 0)
        records = made.finished(sentence, bound, predicate, pair.classes, whole)
        if pair.accepted:
            for record in records:
                if isinstance(record, Candidate):
                    yield _proposed(record, pair.score, bound.trigger)
                elif pair.certain or (pair.score >= LIKELY and record.reason not in MISSED):
                    yield record
        elif pair.score >= LEAST and any(isinstance(r, Candidate) for r in records):
            at = min(pair.subject[0], pair.object[0]), max(pair.subject[1], pair.object[1])
            yield made.reject("improbable", whole, detail=f"{pair.score:.2f}", at=at)


def _proposed(candidate: Candidate, score: float, mark: Span) -> Candidate:
    """The candidate with the model's probability; of the words that join its ends, the whole are shown once."""
    inner = [s for s in candidate.spans if s.role == "trigger" and mark[0] <= s.start and s.end <= mark[1] and (s.start, s.end) != mark]
    return replace(candidate, score=score, spans=tuple(s for s in candidate.spans if s not in inner))


def trigger(sentence: Sentence, subject: Span, object_: Span) -> Span:
    """The words that join two places of a sentence, in offsets of the document: what stands between them next to the later one, else next
    to the earlier one, else what follows both in their clause. Where no word but of, 的 and the like does: the later one itself."""
    text = sentence.document.text
    first, second = sorted((subject, object_))
    cuts = [first[1], *(p for m in _CUT.finditer(text, first[1], second[0]) for p in m.span()), second[0]]
    pieces = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b]
    _, right = clause_of(sentence.text, sentence.find(second[0]), sentence.find(second[1]))
    after = second[1], sentence.source(0, right)[1]
    for a, b in (*reversed(pieces), after):
        said = text[a:b]
        if a < b and not _EMPTY.fullmatch(_CUT.sub(" ", said)):
            return a + len(said) - len(said.lstrip(_MARKS)), a + len(said.rstrip(_MARKS))
    return second


__all__ = ["EXAMPLES", "Model", "learned", "model_digest", "trigger"]
