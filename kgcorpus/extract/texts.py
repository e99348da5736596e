"""``kgcorpus extract --ontology … TEXTS``: facts from plain texts with an ontology, also one that has nothing but labels.

Where the ontology has terms and patterns they are used as in a corpus. Predicates without patterns are found by phrasings of their
labels, between spans that look like names. Precision comes first: what a label does not say is left to a trained model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import orjson

from kgcorpus.errors import InputError, UsageError
from kgcorpus.extract.definitions import definitions
from kgcorpus.extract.entries import Entry, entries, entry
from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.extract.headings import headings
from kgcorpus.extract.learned_texts import LearnedReader
from kgcorpus.extract.learning.applying import Model, load_model
from kgcorpus.extract.lists import Names
from kgcorpus.extract.patterns import Finder, as_extractor
from kgcorpus.extract.phrasings import phrasings
from kgcorpus.extract.qualifiers import Qualifiers
from kgcorpus.extract.reading import Extractor, read_facts
from kgcorpus.extract.sentences import PassageReader
from kgcorpus.extract.spans import OpenLexicon, OpenNames, predicate_words
from kgcorpus.model import Candidate, Document, Json, Mention, Passage, Rejection, Source, Value
from kgcorpus.ontology import BUILT_IN, THING, Ontology, load
from kgcorpus.parallel import run
from kgcorpus.text import language_of, sentences

Proposals = Callable[[Document], Iterable["Candidate | Rejection"]]
"""Reads a whole document."""
_DATE = re.compile(r"(?:日期|时间|年份)$|\b(?:date|year)\b")
_NUMERAL = re.compile(r"[0-9０-９〇零一二三四五六七八九十]")
Text = tuple[str, str, "str | None"]
"""Id, text, language if known."""


def extract_texts(ontology: Ontology, texts: Iterable[Text]) -> Iterator[dict[str, Json]]:
    """One object for each text, in order: ``id``, ``facts``, ``rejected``; offsets are of the text as given.

    >>> from kgcorpus.ontology import OntClass, Predicate
    >>> o = Ontology(predicates={"x:director": Predicate("x:director", labels={"en": "director"})})
    >>> line = next(extract_texts(o, [("1", "Jaws was directed by Steven Spielberg.", None)]))
    >>> [(f["subject"]["text"], f["object"]["text"]) for f in line["facts"]]
    [('Jaws', 'Steven Spielberg')]
    """
    read = text_reader(ontology)
    for id, text, language in texts:
        yield read(id, text, language)


class _Reader:
    """The extractors of an ontology for texts."""

    def __init__(self, ontology: Ontology, propose: Proposals | None = None, model: Model | None = None) -> None:
        self.ontology, self.propose, self.model = ontology, propose, model
        known = lexicon(ontology)
        own = entries(ontology)
        self.own = {e.predicate.id for e in own}
        made = [*own, *_from_labels(ontology, self.own, model)]
        open_lexicon = OpenLexicon(known, predicate_words(ontology))
        names = OpenNames(ontology, dict(known.classes))
        closed = Names(ontology, dict(known.classes))  # a condition is read only where the ontology names it
        read = PassageReader(open_lexicon)
        finder = Finder(ontology, names, Qualifiers(ontology, closed), made, read)
        self.learned = LearnedReader(model, ontology, read) if model is not None else None
        self.extractors: list[Extractor] = [as_extractor(finder)]
        if known.names:
            self.extractors += [headings(ontology=ontology, lexicon=known), definitions(ontology=ontology, lexicon=known)]

    def __call__(self, id: str, text: str, language: str | None) -> dict[str, Json]:
        document = plain_document(id, text, language)
        return self.of(document)

    def all(self, documents: Sequence[Document]) -> list[dict[str, Json]]:
        """The output lines of documents; quicker than one by one where a model reads."""
        if self.learned is not None:
            self.learned.prepare(documents)
        return [self.of(document) for document in documents]

    def of(self, document: Document) -> dict[str, Json]:
        """The output line of a document."""
        found = read_facts(document, [*self.extractors, self._proposed] if self.propose else self.extractors)
        facts = [(c.predicate, self._fact(document, c)) for c in found.candidates if not self._undated(c)]
        rejected = [_rejected(r) for r in (*found.rejections, *(_no_date(c) for c in found.candidates if self._undated(c)))]
        if self.learned is None or self.model is None:
            return {"id": document.id, "facts": [fact for _, fact in facts], "rejected": rejected}
        # Patterns made from labels count where they were right in the examples; an expert's own patterns always do.
        language = "zh" if document.language == "zh" else "en"
        kept = [fact for id, fact in facts if id in self.own or self.model.trusts_label(id, language)]
        learned, turned_down = self.learned.of(document)
        said = {_said(fact) for fact in kept}
        return {
            "id": document.id,
            "facts": [*kept, *(fact for fact in learned if _said(fact) not in said)],
            "rejected": [*rejected, *turned_down],
        }

    def _undated(self, candidate: Candidate) -> bool:
        """Whether a pattern made from the label of a date found something that is none: "publication date" is not "published in" a city."""
        predicate = self.ontology.predicates[candidate.predicate]
        wanted = predicate.id not in self.own and any(_DATE.search(label.lower()) for label in predicate.labels.values())
        return wanted and not _NUMERAL.search(candidate.object.text)

    def _proposed(self, document: Document, passage: Passage) -> Iterable[Candidate | Rejection]:
        return self.propose(document) if self.propose and passage is document.passages[0] else ()

    def _fact(self, document: Document, candidate: Candidate) -> dict[str, Json]:
        predicate = self.ontology.predicates[candidate.predicate]
        start, end = _sentence(document, candidate)
        out: dict[str, Json] = {
            "subject": self._argument(candidate.subject, predicate.domain, document.language),
            "predicate": self._name(candidate.predicate, document.language),
            "predicate_iri": self.ontology.expand(candidate.predicate),
            "object": self._argument(candidate.object, predicate.range, document.language),
        }
        if candidate.qualifiers:
            out["qualifiers"] = [
                {
                    "predicate": self._name(q, document.language),
                    "predicate_iri": self.ontology.expand(q),
                    **self._argument(v, (), document.language),
                }
                for q, v in candidate.qualifiers
            ]
        if candidate.negated:
            out["negated"] = True
        return {**out, "evidence": {"start": start, "end": end}, "score": candidate.score, "made_by": candidate.made_by}

    def _argument(self, argument: Mention | Value, classes: tuple[str, ...], language: str) -> dict[str, Json]:
        out: dict[str, Json] = {"text": argument.text, "start": argument.start, "end": argument.end}
        if isinstance(argument, Value):
            out["value"] = argument.literal.to_json()
            return out
        known = [e for e in argument.entities if not e.startswith("?")]
        if known:
            out["entity"] = self.ontology.expand(known[0])
            classes = next((e.classes for e in (self.ontology.entities.get(known[0]),) if e and e.classes), classes)
        elif argument.cls:
            classes = (argument.cls,)
        if classes and classes[0] != THING:
            out["type"] = self._name(classes[0], language)
        return out

    def _name(self, id: str, language: str) -> str:
        """The label in the text's language, else any, else the local name."""
        labels = {}
        if found := self.ontology.predicates.get(id) or self.ontology.classes.get(id):
            labels = dict(found.labels)
        local = id.split(":", 1)[-1] if "://" not in id else id.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        return labels.get(language) or (labels[sorted(labels)[0]] if labels else local)


def _no_date(candidate: Candidate) -> Rejection:
    said, about = candidate.object, ((candidate.subject.text, candidate.predicate, "objects"),)
    return Rejection("wrong_type", said.text, start=said.start, end=said.end, made_by=candidate.made_by, about=about)


def _said(fact: dict[str, Json]) -> tuple[str, int, int, int, int]:
    subject, object_ = fact["subject"], fact["object"]
    return fact["predicate_iri"], subject["start"], subject["end"], object_["start"], object_["end"]


def text_reader(ontology: Ontology, propose: Proposals | None = None, model: Model | None = None) -> _Reader:
    """A function from (id, text, language) to an output line; compiled once, for any number of texts. ``propose`` is a further reader of
    whole documents, such as a language model."""
    return _Reader(ontology, propose, model)


def _from_labels(ontology: Ontology, done: set[str], model: Model | None) -> Iterator[Entry]:
    for predicate in ontology.predicates.values():
        if predicate.qualifier or predicate.id in BUILT_IN or predicate.id in done:
            continue
        for pattern, language in phrasings(predicate):
            if model is not None and not model.trusts_label(predicate.id, language):
                continue  # what it found would not be kept
            yield entry(predicate, pattern, language, ontology, score=0.9, names_only=True)


def plain_document(id: str, text: str, language: str | None) -> Document:
    """A text as a document of paragraphs (divided at blank lines) whose kept text is the text as given."""
    passages = tuple(Passage(id, *m.span(), "paragraph") for m in re.finditer(r"\S(?:(?!\r?\n[ \t]*\r?\n).)*", text, re.DOTALL))
    return Document(id, id, "", text, passages, Source(id), "", language or language_of(text), "txt")


def _sentence(document: Document, candidate: Candidate) -> tuple[int, int]:
    """The sentence that holds the object, widened to hold the subject."""
    start, end = candidate.object.start, candidate.object.end
    for passage in document.passages:
        if passage.start <= start and end <= passage.end:
            for a, b in sentences(document.text, passage.start, passage.end, document.language):
                if a <= start and end <= b:
                    return min(a, candidate.subject.start), max(b, candidate.subject.end)
    return min(start, candidate.subject.start), max(end, candidate.subject.end)


def _rejected(rejection: Rejection) -> dict[str, Json]:
    out: dict[str, Json] = {"reason": rejection.reason, "text": rejection.what}
    for name in ("start", "end", "place"):
        if (value := getattr(rejection, name)) is not None:
            out[name] = value
    if predicates := sorted({p for _, p, _ in rejection.about}):
        out["predicates"] = predicates
    if rejection.detail:
        out["detail"] = rejection.detail
    return {**out, "made_by": rejection.made_by}


# ------------------------------------------------------------------------------------------------- files


def extract_file(
    ontology: Path,
    source: Path,
    out: BinaryIO,
    further: Callable[[Ontology], Proposals] | None = None,
    *,
    model: Path | None = None,
    workers: int = 1,
    ray: str | None = None,
) -> bool:
    """Writes one JSON line for each text of ``source``: a document, a folder of documents, or JSON Lines ``{"id", "text", "lang"?}``.
    ``further`` makes a further reader of documents for the ontology; ``model`` is a folder that ``train`` wrote. Without
    ``further``, ``workers`` processes share the texts, or those of the Ray cluster at the address ``ray``: the bytes are the same.

    True if every text could be read; a line that cannot be is written as ``{"id", "error"}``. Raises ``InputError`` for no texts at all.
    """
    terms = load(ontology)
    if not terms.classes and not terms.predicates.keys() - BUILT_IN:
        raise InputError(
            str(ontology), "neither class nor predicate", "classes and properties with labels", "check that this is the ontology"
        )
    given: dict[str, int] = {}
    items = _given(source, given)
    if further is not None or (workers <= 1 and ray is None):
        read = text_reader(terms, further(terms) if further else None, load_model(model, terms) if model is not None else None)
        found = (line for batch in _batched(items, 1 if further is not None else AT_ONCE) for line in _all(read, batch))
    else:
        batches = run(_lines_of, _batched(items), workers=workers, ray=ray, initializer=_prepare, initargs=(terms, model))
        found = (line for batch in batches for line in batch)
    fine, lines = True, 0
    for line in found:
        if isinstance(line["id"], str):
            line["id"] = given.get(line["id"], line["id"])
        fine = fine and "error" not in line
        out.write(orjson.dumps(line) + b"\n")
        lines += 1
    if not lines:
        raise InputError(str(source), "no texts", 'documents, or JSON Lines {"id", "text"}', "check the path")
    return fine


AT_ONCE = 64
"""Documents that are read together."""
_here: list[_Reader] = []


def _batched(items: Iterator[Document | dict[str, Json]], size: int = AT_ONCE) -> Iterator[list[Document | dict[str, Json]]]:
    while batch := list(islice(items, size)):
        yield batch


def _prepare(terms: Ontology, model: Path | None) -> None:
    """The reader of a process that shares the work."""
    _here[:] = [text_reader(terms, model=load_model(model, terms) if model is not None else None)]


def _lines_of(batch: list[Document | dict[str, Json]]) -> list[dict[str, Json]]:
    return _all(_here[0], batch)


def _all(read: _Reader, batch: Sequence[Document | dict[str, Json]]) -> list[dict[str, Json]]:
    """The lines of documents, in order; the line of an error stays."""
    lines = iter(read.all([item for item in batch if not isinstance(item, dict)]))
    return [item if isinstance(item, dict) else next(lines) for item in batch]


def _given(source: Path, numbers: dict[str, int]) -> Iterator[Document | dict[str, Json]]:
    """The texts, or an error's line; ids that are given as numbers are noted, so that they come back as numbers."""
    if not source.exists():
        raise InputError(str(source), "no such file or folder", "a document, a folder of documents, or JSON Lines", "check the path")
    if source.is_file() and source.suffix.lower() in (".jsonl", ".ndjson"):
        yield from _json_lines(source, numbers)
        return
    from kgcorpus.documents.reading import in_place, read_files

    files = (
        [source]
        if source.is_file()
        else sorted(p for p in source.rglob("*") if p.is_file() and not any(n.startswith(".") for n in p.parts))
    )
    paths = {path.name if source.is_file() else path.relative_to(source).as_posix(): path for path in files}
    for name, (file, converted) in in_place(paths).items():
        outcomes = read_files(paths[file], id=name, source=Source(name), converted=converted)
        whole = any(isinstance(outcome, Document) for outcome in outcomes)
        for outcome in outcomes:
            if isinstance(outcome, Document):
                yield outcome
            elif not whole:
                yield {"id": name, "error": f"{outcome.reason}: {outcome.detail}"}


def _json_lines(source: Path, numbers: dict[str, int]) -> Iterator[Document | dict[str, Json]]:
    seen: set[str] = set()
    with source.open("rb") as file:
        for number, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            try:
                line = orjson.loads(raw)
            except orjson.JSONDecodeError as error:
                yield {"id": None, "line": number, "error": f"not JSON: {error}"}
                continue
            if not isinstance(line, dict) or not isinstance(line.get("text"), str):
                yield {"id": line.get("id") if isinstance(line, dict) else None, "line": number, "error": 'expected {"id", "text"}'}
                continue
            id = str(line.get("id", number))
            if id in seen:
                raise UsageError(f"{source}:{number}", f"id {id!r} twice", "an id of its own for each text")
            seen.add(id)
            if isinstance(line.get("id"), int):
                numbers[id] = line["id"]
            language = line.get("lang")
            yield plain_document(id, line["text"], language if isinstance(language, str) else None)
