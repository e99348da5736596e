"""Whether a passage may tell a fact: it holds a part of its evidence, or names both its ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kgcorpus.model import Fact, Literal
from kgcorpus.ontology import Ontology

from .naming import written_literal
from .shown_passages import Shown


@dataclass
class Telling:
    """Which things the passages and documents of a corpus name. ``texts`` are whole texts by document, ``names`` all names of each
    entity."""

    texts: Mapping[str, str]
    names: Mapping[str, Iterable[str]]
    ontology: Ontology
    _named: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def _known(self) -> dict[str, set[str]]:
        """The things that each name, in lower case, may mean."""
        out: dict[str, set[str]] = {}
        nouns = {id: [n for lang in ("zh", "en") if (n := self.ontology.noun(id, lang))] for id in self.ontology.classes}
        for named in (self.names, nouns):
            for id, names in named.items():
                for name in names:
                    if name:
                        out.setdefault(name.casefold(), set()).add(id)
        return out

    @cached_property
    def _automaton(self) -> tuple[Any, list[str]]:
        from ahocorasick_rs import AhoCorasick

        ordered = sorted(self._known)
        return AhoCorasick(ordered), ordered

    def _in(self, text: str) -> frozenset[str]:
        if text not in self._named:
            automaton, ordered = self._automaton
            found = {number for number, _, _ in automaton.find_matches_as_indexes(text.casefold(), overlapping=True)}
            self._named[text] = frozenset(id for number in found for id in self._known[ordered[number]])
        return self._named[text]

    def named(self, passage: Shown) -> frozenset[str]:
        """The entities and classes (ids) that a passage names by any of their names, in any language."""
        return self._in(passage.text)

    def of(self, facts: Iterable[Fact]) -> Callable[[Shown], bool]:
        """A function that says of a passage whether it may tell one of some facts: a part of its evidence stands in it, or it names both
        ends, or it names the object and its document the subject (a heading)."""
        facts = list(facts)
        spans = [(s.document, s.start, s.end) for fact in facts for e in fact.evidence for s in e.spans]

        def tells(passage: Shown) -> bool:
            if any(d == passage.document and start < passage.end and passage.start < end for d, start, end in spans):
                return True
            named = self.named(passage)
            whole = self._in(self.texts.get(passage.document, passage.text))
            return any(fact.subject in whole and self._has_object(fact, passage.text, named) for fact in facts)

        return tells

    def named_in(self, text: str) -> frozenset[str]:
        """The entities and classes (ids) that a text names."""
        return self._in(text)

    def names_ends(self, fact: Fact, text: str) -> bool:
        """Whether a text names both ends of a fact."""
        named = self._in(text)
        return fact.subject in named and self._has_object(fact, text, named)

    def _has_object(self, fact: Fact, text: str, named: frozenset[str]) -> bool:
        if isinstance(fact.object, str):
            return fact.object in named
        folded = text.casefold()
        return any(written.casefold() in folded for written in written_as(fact.object))


def written_as(literal: Literal) -> frozenset[str]:
    """How a literal may stand in a text: as both languages write it, and its bare value or bounds."""
    bare = [str(v) for v in (literal.value, literal.min, literal.max) if v]
    return frozenset({*bare, *(written_literal(literal, language) for language in ("zh", "en"))})
