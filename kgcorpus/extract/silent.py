"""Sentences of signed notes from which nothing was read: an expert wrote them to be read, so each is worth a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgcorpus.extract.sentences import PassageReader, Sentence
from kgcorpus.model import Candidate, Document, Passage, Rejection

MADE_BY = "silent/1"
_SAYS_SOMETHING = re.compile(r"[^\W\d_]{2}")


def silent(document: Document, passage: Passage, read: PassageReader) -> Iterator[Rejection]:
    """A rejection for every sentence of a note's passage; ``heard`` leaves those from which nothing else came."""
    if document.source.signed is None or passage.kind in ("table", "heading"):
        return
    for sentence in read(document, passage.start, passage.end, passage).sentences:
        if _SAYS_SOMETHING.search(sentence.text):
            yield _unread(sentence)


def _unread(sentence: Sentence) -> Rejection:
    document, (a, b) = sentence.document, sentence.source(0, len(sentence.text))
    names = list(dict.fromkeys(sentence.written(h.start, h.end) for h in sentence.hits if h.entities and not h.reference))
    if names:
        reason, detail = "unknown_predicate", f"no phrase of the ontology says what this is; names found: {', '.join(names)}"
    else:
        reason, detail = "unknown_entity", "no name of the ontology stands in this sentence"
    return Rejection(reason, document.text[a:b], document.id, a, b, None, MADE_BY, detail=detail)


def heard(rejections: Iterable[Rejection], candidates: Iterable[Candidate]) -> list[Rejection]:
    """The rejections without those of sentences in which something else was found or refused."""
    rejections = list(rejections)
    places = [(s.start, s.end) for c in candidates for s in c.spans if s.role != "context"]
    places += [(r.start, r.end) for r in rejections if r.made_by != MADE_BY and r.start is not None and r.end is not None]

    def inside(r: Rejection) -> bool:
        return r.start is not None and r.end is not None and any(a < r.end and r.start < b for a, b in places)

    return [r for r in rejections if r.made_by != MADE_BY or not inside(r)]
