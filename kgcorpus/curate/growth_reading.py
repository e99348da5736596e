"""One document read for what the ontology lacks; what comes out can be sent between processes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgcorpus import store
from kgcorpus.build import Build
from kgcorpus.build_extraction import Extraction
from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.extract.plain import plain
from kgcorpus.extract.sentences import PassageReader, Sentence
from kgcorpus.model import Document, Entity, Rejection
from kgcorpus.ontology import Ontology

from .growth_aliases import Called, called
from .growth_links import Neighbours, neighbours
from .growth_places import MOST_CELL, Names, Place, language_at, places
from .growth_words import is_clause, name_in, written_well

Offsets = Collection[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it is counted: plain text, and where known names stand in it; the source offsets find it again."""

    lang: str
    text: str
    known: tuple[tuple[int, int], ...]
    start: int
    end: int

    @property
    def masked(self) -> str:
        """The text with known names blotted out."""
        text = self.text
        for a, b in self.known:
            text = text[:a] + "\0" * (b - a) + text[b:]
        return text


@dataclass(frozen=True, slots=True)
class Gleaned:
    """What one document gave."""

    document: str
    places: tuple[Place, ...]
    called: tuple[Called, ...]
    neighbours: tuple[Neighbours, ...]
    lines: tuple[Line, ...]
    begun: frozenset[str]
    """English names whose only capital is that of a sentence's beginning."""


class Reader:
    """Reads documents with what an ontology, and the tables and headings of all documents, name."""

    def __init__(self, ontology: Ontology, named: Iterable[Entity]) -> None:
        self.ontology = ontology
        self.lexicon = lexicon(ontology, named)
        self.names = Names(self.lexicon, _other_names(ontology), _class_names(ontology))
        self.read_passage = PassageReader(self.lexicon)

    def glean(self, document: Document, extraction: Extraction, rejections: Iterable[Rejection]) -> Gleaned:
        """What a document and its rejections suggest."""
        read = {(c.subject.start, c.object.start) for c in extraction.candidates}
        read |= {(b, a) for a, b in read}
        found = [p for p in places(document, self.names, self.read_passage) if len(p.name) > 1]
        found += [p for r in rejections for p in self._refused(r, document) if len(p.name) > 1]
        lines: list[Line] = []
        others: list[Called] = []
        links: list[Neighbours] = []
        for passage in document.passages:
            if passage.kind == "table":
                continue
            for sentence in self.read_passage(document, passage.start, passage.end, passage).sentences:
                lines.append(_line(sentence))
                others += called(sentence, self.names, self.ontology)
                if passage.kind != "heading":
                    links += neighbours(sentence, read)
        begun = frozenset(n for p in found if p.lang == "en" and begins(n := written_well(p.name), document.text, p.start))
        return Gleaned(document.id, tuple(found), tuple(others), tuple(links), tuple(lines), begun)

    def _refused(self, rejection: Rejection, document: Document) -> Iterator[Place]:
        """The names that stood where something known was expected."""
        if rejection.start is None or rejection.end is None:
            return
        texts, classes = _expected(rejection, self.ontology)
        whole = rejection.made_by.partition("/")[0] != "patterns"
        judged = not whole or rejection.reason == "unread_item"
        for text in texts:
            lang = language_at(text)
            name = name_in(written_well(text), lang, whole=whole)
            if not name or len(name) > MOST_CELL or self.names.is_known(name) or (judged and is_clause(name, lang)):
                continue
            at = document.text.find(name, rejection.start, rejection.end)
            a, b = (at, at + len(name)) if at >= 0 else (rejection.start, rejection.end)
            yield Place("refused", lang, document.id, a, b, name, classes)


def _expected(rejection: Rejection, ontology: Ontology) -> tuple[list[str], tuple[str, ...]]:
    """The texts that a rejection turned down, and the classes that were expected there."""
    if rejection.reason == "unknown_entity" and (told := re.match(r"(.+?): no (\S+|any class) has this name", rejection.detail, re.S)):
        return [told[1]], (told[2],) if told[2] in ontology.classes else ()
    if rejection.reason == "unknown_entity" and (slot := re.match(r"(subject|object) of (\S+?)(?:;|$)", rejection.detail)):
        predicate = ontology.predicates.get(slot[2])
        return [rejection.what], (predicate.domain if slot[1] == "subject" else predicate.range) if predicate else ()
    sentence = re.search(r"[，,].*[。.]$|[。;；].", rejection.what, re.S)
    if rejection.reason == "unread_item" and rejection.about and len(rejection.what) <= MOST_CELL and not sentence:
        predicate = ontology.predicates.get(rejection.about[0][1])
        classes = (predicate.range if rejection.about[0][2] == "objects" else predicate.domain) if predicate else ()
        return re.split(r"[、,，;；]|和|或| and | or ", re.sub(r"^[^:：]{1,8}[:：]", "", rejection.what)), classes
    return [], ()


def _line(sentence: Sentence) -> Line:
    known = []
    last = 0
    for hit in sentence.hits:
        if hit.entities and hit.start >= last and hit.end - hit.start > 1:
            known.append((hit.start, hit.end))
            last = hit.end
    lang = "zh" if sentence.language == "zh" else "en"
    return Line(lang, sentence.text, tuple(known), sentence.start, sentence.end)


_BEGINS = re.compile(r"(?:^|\n|[.!?:][\"'”’)]?\s|[|,\t;])[\s\-*#>|\"'“‘(\d.)]*$")


def begins(name: str, text: str, start: int) -> bool:
    """Whether an English name stands where any word is written with a capital, and has no other capital."""
    first = name.split(" ")[0]
    plain_word = len(first) > 1 and first[0].isupper() and first[1:].islower() and not any(c.isupper() for c in name[1:])
    return plain_word and bool(_BEGINS.search(text[max(0, start - 12) : start]))


def _other_names(ontology: Ontology) -> Iterator[str]:
    """The plain names of classes and predicates, and headings of predicates."""
    for group in (ontology.classes, ontology.predicates):
        for one in group.values():
            yield from (plain(label).text.strip() for label in one.labels.values())
            yield from (plain(alias).text.strip() for texts in one.aliases.values() for alias in texts)
    for predicate in ontology.predicates.values():
        yield from (plain(heading).text.strip() for texts in predicate.headings.values() for heading in texts)


def _class_names(ontology: Ontology) -> dict[str, str]:
    out: dict[str, str] = {}
    for cls in ontology.classes.values():
        aliases = (a for texts in cls.aliases.values() for a in texts)
        names = [*cls.labels.values(), *cls.nouns.values(), *([cls.plural] if cls.plural else []), *aliases]
        for name in names:
            out.setdefault(plain(name).text.strip(), cls.id)
    return out


# --------------------------------------------------------------------------------------------- in other processes

_shared: dict[str, Reader] = {}


def prepare(folder: Path) -> None:
    """Load what all documents of a corpus are read with; once in each process."""
    with Build(folder) as work:
        named = [store.load(Entity, raw) for _, raw in work.store.records("named")]
        _shared["reader"] = Reader(work.ontology, named)


def glean(item: tuple[Document, Extraction, tuple[Rejection, ...]]) -> Gleaned:
    """``Reader.glean`` with what ``prepare`` loaded."""
    return _shared["reader"].glean(*item)
