"""Passages that may be shown to a reader: the texts of a corpus cut at headings and paragraphs, and which of them are about a question.

Tables that are files of their own (CSV, workbooks) are left out: a row without its header says nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kgcorpus.model import Document, Evidence
from kgcorpus.sources import text_shown

SHORT, LONG, LONGEST = 250, 500, 1200
"""Characters from which a passage ends before a heading, behind a line that ends a sentence, and at all."""
TABLES = frozenset({"csv", "tsv", "xlsx", "xls"})
_HEADING = re.compile(r"#{1,6} ")
_ITEM = re.compile(r"\s*(?:[-*•·|]|\d{1,2}[.)、])")
_SENTENCE = re.compile(r"[。！？.!?][”’)）]*\s*$|^\s*$")
_TOKEN = re.compile(r"[a-z0-9]+(?:['’-][a-z]+)?|[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a document that is shown as it stands."""

    document: str
    start: int
    end: int
    text: str


def cut(document: Document) -> list[Shown]:
    """The passages of a document in order: cut at headings, else between sentences that end a line, inside a list or table only if it is
    very long."""
    out: list[Shown] = []
    start = at = document.front
    before = ""
    for line in document.text[document.front :].splitlines(keepends=True):
        size = at - start
        full = size >= LONG and _SENTENCE.search(before) and not _ITEM.match(line)
        breaks = full or (_HEADING.match(line) and size >= SHORT) or size + len(line) > LONGEST
        if breaks and document.text[start:at].strip():
            out.append(_stripped(document, start, at))
            start = at
        at += len(line)
        before = line
    if document.text[start:at].strip():
        out.append(_stripped(document, start, at))
    return out


def _stripped(document: Document, start: int, end: int) -> Shown:
    text = document.text[start:end]
    first = start + len(text) - len(text.lstrip())
    return Shown(document.id, first, first + len(text.strip()), text.strip())


@dataclass
class Shelf:
    """All passages that may be shown, with the words they hold."""

    documents: Mapping[str, Document]
    date: str
    _of_document: dict[str, list[Shown]] = field(default_factory=dict)

    def passages(self, document: str) -> list[Shown]:
        """The passages of a document; none where its text may not be shown."""
        if document not in self._of_document:
            known = self.documents.get(document)
            shown = known is not None and known.format not in TABLES and text_shown(known, self.date)
            self._of_document[document] = cut(known) if known and shown else []
        return self._of_document[document]

    def of_evidence(self, evidence: Evidence) -> frozenset[Shown] | None:
        """The passages in which an evidence stands; None where a part of it stands in none."""
        out = set()
        for span in evidence.spans:
            inside = [p for p in self.passages(span.document) if p.start <= span.start and span.end <= p.end]
            if not inside:
                return None
            out.add(inside[0])
        return frozenset(out) if out else None

    @cached_property
    def _all(self) -> list[Shown]:
        return [p for id in sorted(self.documents) for p in self.passages(id)]

    @cached_property
    def _counts(self) -> Mapping[Shown, Counter[str]]:
        return {p: Counter(tokens(p.text)) for p in self._all}

    @cached_property
    def _holding(self) -> Mapping[str, list[Shown]]:
        found: dict[str, list[Shown]] = defaultdict(list)
        for passage, counted in self._counts.items():
            for token in counted:
                found[token].append(passage)
        return found

    def about(self, text: str, language: str) -> Iterator[Shown]:
        """The passages in a language that share words with a text, those with most and rarest first (BM25 with k1 = 1.2, b = 0.75)."""
        mean = sum(len(p.text) for p in self._all) / max(1, len(self._all))
        scores: dict[Shown, float] = defaultdict(float)
        for token in sorted(set(tokens(text))):
            found = self._holding.get(token, ())
            weight = math.log(1 + (len(self._all) - len(found) + 0.5) / (len(found) + 0.5))
            for passage in found:
                count = self._counts[passage][token]
                scores[passage] += weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(passage.text) / mean))
        mine = [p for p in scores if self.documents[p.document].language == language]
        yield from sorted(mine, key=lambda p: (-round(scores[p], 6), p.document, p.start))


def tokens(text: str) -> list[str]:
    """Words of a text: Latin words, and pairs of Chinese characters.

    >>> tokens("HbA1c低于7%")
    ['hba1c', '低于', '7']
    """
    out = []
    for match in _TOKEN.finditer(text.casefold()):
        word = match.group()
        if word[0] < "\u3400":
            out.append(word)
        else:
            out += [word[n : n + 2] for n in range(len(word) - 1)] or [word]
    return out
