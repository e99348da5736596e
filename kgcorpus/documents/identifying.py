"""Identifiers of persons in a document: found by the sensitivity of its source, and masked in its text and all that is read from it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgcorpus.identifiers.finding import find, findings, masked
from kgcorpus.identifiers.reading import Identifier
from kgcorpus.model import Cell, Document, Heading, Passage

_SAYS = re.compile(
    r"姓名|患者|病人|联系人|收件人|户主|签名|医师|经办人|电话|手机|传真|联系方式|证件|身份证|护照|车牌|出生|生日|地址|住址|邮箱|卡号|账号"
    r"|\b(?:name|patient|contact|signed|phone|telephone|tel|mobile|cell|fax|passport|plate|birth|dob|born|address|e-?mail|card|account|ssn|nino)\b",
    re.I,
)
"""Heads of columns that say of whom or what kind of number their cells are."""


def is_personal(document: Document) -> bool:
    """Whether names and dates of birth are looked for too."""
    return document.source.sensitivity == "personal"


def identifiers_of(document: Document) -> list[Identifier]:
    """What the document's text holds, what is allowed included; in tables the head of a column says what its cells are."""
    found = find(document.text, personal=is_personal(document))
    covered = sorted((one.start, one.end) for one in found)
    for one in _in_columns(document):
        at = bisect_left(covered, (one.start, one.end))
        if not any(start < one.end and one.start < end for start, end in covered[max(0, at - 1) : at + 1]):
            covered.insert(at, (one.start, one.end))
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _in_columns(document: Document) -> Iterator[Identifier]:
    """What cells hold when they are read after the head of their column: ``姓名: 李小满``."""
    for passage in document.passages:
        heads = {n: cell.text.strip() for n, cell in enumerate(passage.rows[0]) if _SAYS.search(cell.text)} if passage.rows else {}
        for row in passage.rows[1:] if heads else ():
            for n, head in heads.items():
                cell = row[n] if n < len(row) else None
                if cell and cell.text and document.text[cell.start : cell.end] == cell.text:
                    lead = f"{head}: "
                    for one in find(lead + cell.text, personal=is_personal(document)):
                        if one.start >= len(lead):
                            yield replace(one, start=one.start - len(lead) + cell.start, end=one.end - len(lead) + cell.start)


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
