"""What a passage is about where its sentences do not say it: the entity of an enclosing heading, or the document's declared subject."""

from __future__ import annotations

import re

from kgcorpus.extract.lists import Names
from kgcorpus.extract.sentences import Carried, PassageReader, source_span
from kgcorpus.model import Document, Heading, Mention


def carried_subject(
    document: Document, headings: tuple[Heading, ...], classes: tuple[str, ...], read: PassageReader, names: Names
) -> Carried | None:
    """The entity of one of the classes that the nearest heading names, else the document's subject, else its title.

    A heading that names several such entities gives none, and the search ends there.
    """
    for heading in reversed(headings):
        found = heading_entity(document, heading, classes, read, names)
        if found is not None:
            return found if found.mention.entities else None
    return declared_subject(document, classes, read, names)


def heading_entity(document: Document, heading: Heading, classes: tuple[str, ...], read: PassageReader, names: Names) -> Carried | None:
    """The entity that a heading names; a mention without entities where it names several, None where it names none."""
    if heading.end <= heading.start:
        return None
    line = read(document, heading.start, heading.end)
    hits = [(hit, ids) for hit in line.hits if (ids := names.fitting(hit.entities, classes))]
    if not hits:
        return None
    shared = set(hits[0][1]).intersection(*(ids for _, ids in hits[1:]))
    a, b = line.plain.source(hits[0][0].start, hits[0][0].end)
    mention = Mention(a, b, document.text[a:b], tuple(sorted(shared)))
    return Carried(mention, source_span(document, "subject", a, b))


def declared_subject(document: Document, classes: tuple[str, ...], read: PassageReader, names: Names) -> Carried | None:
    """The entity that the document says it is about (front matter ``subject``), else the one its title names, where either stands in the
    text."""
    for name, exact in ((document.subject, True), (document.title, False)):
        if not name:
            continue
        at = _where(document, name)
        if at is None:
            continue
        found = heading_entity(document, Heading(name, *at, 1), classes, read, names)
        if found is not None and found.mention.entities:
            return found
        if exact and found is None:
            ids = names.fitting(read.lexicon.ids(name), classes)
            if ids:
                a, b = at
                return Carried(Mention(a, b, document.text[a:b], ids), source_span(document, "subject", a, b))
    return None


def _where(document: Document, name: str) -> tuple[int, int] | None:
    """Where the subject or title stands: in the front matter if there is one, else its first occurrence as a whole word."""
    at = document.text.find(name, 0, document.front) if document.front else -1
    if at < 0:
        found = re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", document.text)
        at = found.start() if found else -1
    return None if at < 0 else (at, at + len(name))
