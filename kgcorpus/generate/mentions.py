"""What texts speak of: which entities a document names, and which predicates its lines have words for. Meant to find too much rather than
too little: what no text speaks of is safely unknown to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kgcorpus.model import Entity, Literal
from kgcorpus.ontology import Ontology, Predicate
from kgcorpus.text import fold
from kgcorpus.values import say

LONGEST = 300_000
"""A longer text is held to speak of everything."""
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z0-9]{3,}")
_IDLE = frozenset(("the", "and", "for", "with", "that", "when", "used", "its", "from", "into", "first"))
SPEAKS = 0.5
"""A line with a greater share of the words of a predicate's name may speak of it."""


@dataclass(frozen=True)
class Mentions:
    """The texts of documents (by id), and what they speak of."""

    texts: Mapping[str, str]
    entities: Mapping[str, Entity]
    ontology: Ontology
    _lines: dict[str, list[str]] = field(default_factory=dict)
    _spoken: dict[tuple[str, str], bool] = field(default_factory=dict)
    _words: dict[str, tuple[frozenset[str], ...]] = field(default_factory=dict)

    @cached_property
    def named(self) -> Mapping[str, frozenset[str]]:
        """The entities whose names stand in each document, as parts of words, too."""
        from ahocorasick_rs import AhoCorasick

        ids: dict[str, set[str]] = {}
        for id, entity in self.entities.items():
            for name in names_of(entity):
                if len(folded := fold(name).text.strip()) > 1:
                    ids.setdefault(folded, set()).add(id)
        ordered = sorted(ids)
        automaton = AhoCorasick(ordered) if ordered else None
        out: dict[str, frozenset[str]] = {}
        for document, text in self.texts.items():
            hits = automaton.find_matches_as_indexes(fold(text).text, overlapping=True) if automaton else ()
            out[document] = frozenset(id for number in {n for n, _, _ in hits} for id in ids[ordered[number]])
        return out

    @cached_property
    def naming(self) -> Mapping[str, frozenset[str]]:
        """The documents in which each entity is named."""
        out: dict[str, set[str]] = {}
        for document, ids in self.named.items():
            for id in ids:
                out.setdefault(id, set()).add(document)
        return {id: frozenset(documents) for id, documents in out.items()}

    def together(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether some document names one of the first and one of the second."""
        first, second = (frozenset().union(*(self.naming.get(id, frozenset()) for id in ids)) for ids in (one, other))
        return bool(first & second)

    def speaks(self, document: str, predicate: str) -> bool:
        """Whether a line of a document may speak of a predicate."""
        key = (document, predicate)
        if key not in self._spoken:
            self._spoken[key] = self._speaks(document, predicate)
        return self._spoken[key]

    def _speaks(self, document: str, predicate: str) -> bool:
        text = self.texts.get(document)
        if text is None or len(text) > LONGEST:
            return True
        if document not in self._lines:
            self._lines[document] = [line for line in fold(text).text.split("\n") if line.strip()]
        known = self.ontology.predicates.get(predicate)
        if known and known.unit and amount_in(known.unit).search(fold(text).text):
            return True
        words = self._words_of(predicate)
        return any(_share(line, name) > SPEAKS for line in self._lines[document] for name in words)

    def _words_of(self, predicate: str) -> tuple[frozenset[str], ...]:
        if predicate not in self._words:
            known = self.ontology.predicates.get(predicate)
            found = {words_in(name) for name in said_of(known)} if known else set()
            self._words[predicate] = tuple(sorted((w for w in found if w), key=sorted))
        return self._words[predicate]


def said_of(predicate: Predicate) -> list[str]:
    """All that an ontology calls a predicate in texts: labels, aliases, triggers and headings in all languages."""
    tables = (predicate.aliases, predicate.triggers, predicate.inverse_triggers, predicate.headings)
    return [*predicate.labels.values(), *(text for table in tables for texts in table.values() for text in texts)]


def names_of(entity: Entity) -> list[str]:
    """All that an entity is called, in all languages."""
    return [*entity.labels.values(), *(a for names in entity.aliases.values() for a in names), *entity.hidden]


def amount_in(unit: str) -> re.Pattern[str]:
    """A pattern for amounts in a unit, as folded texts write them."""
    said = {unit, *(say(Literal("xsd:decimal", "2", unit), language).lstrip("2 ") for language in ("zh", "en"))}
    return re.compile(r"\d\s?(?:" + "|".join(sorted(re.escape(fold(text).text) for text in said if text)) + ")")


def words_in(name: str) -> frozenset[str]:
    """The pieces by which a name is recognised in other order: pairs of Chinese characters, English words.

    >>> sorted(words_in("每日最大剂量")), sorted(words_in("Maximum daily dose"))
    (['剂量', '大剂', '日最', '最大', '每日'], ['daily', 'dose', 'maximum'])
    """
    folded = fold(name).text
    pairs = {run[n : n + 2] for run in _HAN.findall(folded) for n in range(len(run) - 1)}
    return frozenset(pairs | (set(_WORD.findall(folded)) - _IDLE))


def _share(line: str, words: frozenset[str]) -> float:
    return sum(word in line for word in words) / len(words)
