"""Identifiers of persons in a document: found by the sensitivity of its source, and masked in its text and all that is read from it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from kgcorpus.identifiers.finding import find, findings, masked
from kgcorpus.identifiers.reading import Identifier
from kgcorpus.model import Cell, Document, Heading, Passage


def is_personal(document: Document) -> bool:
    """Whether names and dates of birth are looked for too."""
    return document.source.sensitivity == "personal"


def identifiers_of(document: Document) -> list[Identifier]:
    """What the document's text holds, what is allowed included."""
    return find(document.text, personal=is_personal(document))


def masked_document(document: Document, found: Sequence[Identifier]) -> Document:
    """The document with asterisks for what was found and is not allowed: in its text, headings, cells, title and subject. Offsets stay."""
    found = [one for one in found if not one.allowed]
    text, personal = masked(document.text, found), is_personal(document)
    touched = [(one.start, one.end) for one in found]

    def again(words: str) -> str:
        return masked(words, findings(words, personal=personal))

    def piece(words: str, start: int, end: int) -> str:
        if not any(first < end and start < last for first, last in touched):
            return words
        if document.text[start:end] == words:
            return text[start:end]
        # a cell or heading that is not written as it reads (quotes, entities): what is in it, or else all of it
        found_here = findings(words, personal=personal)
        return masked(words, found_here) if found_here else "*" * len(words)

    def heading(one: Heading) -> Heading:
        return replace(one, text=piece(one.text, one.start, one.end) if one.start < one.end else again(one.text))

    def cell(one: Cell) -> Cell:
        return replace(one, text=piece(one.text, one.start, one.end))

    def passage(one: Passage) -> Passage:
        return replace(one, headings=tuple(map(heading, one.headings)), rows=tuple(tuple(map(cell, row)) for row in one.rows))

    changed = document if not found else replace(
        document,
        text=text,
        digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        passages=tuple(map(passage, document.passages)),
    )  # fmt: skip
    return replace(changed, title=again(document.title), subject=again(document.subject) if document.subject else None)
