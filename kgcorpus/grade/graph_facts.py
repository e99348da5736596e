"""The verified graph that answers are held against: what it answers, the facts behind it with their quotes, and names of things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kgcorpus.forms import Form
from kgcorpus.graph.answer import Answer, Triple
from kgcorpus.graph.corpus import Kept
from kgcorpus.model import Fact, Ground, Json, Span, Term, term_key
from kgcorpus.text import language_of, sentences
from kgcorpus.values_say import say

if TYPE_CHECKING:
    from kgcorpus.graph.answer import Engine
    from kgcorpus.graph.table import FactTable

LONGEST_QUOTE = 120
"""Characters of a quote in an explanation."""


class Graph:
    """A corpus's or release's graph with an engine over it; answers to forms are kept, since many answers are held against one form."""

    def __init__(self, kept: Kept) -> None:
        self.kept, self.ontology, self.date = kept, kept.ontology, kept.date
        self.by_id: dict[str, Fact] = {fact.id: fact for fact in kept.facts}
        self.answer = lru_cache(maxsize=20_000)(self._answer)
        self.text = lru_cache(maxsize=256)(kept.texts)

    @cached_property
    def table(self) -> FactTable:
        return self.kept.table()

    @cached_property
    def engine(self) -> Engine:
        from kgcorpus.answers import engine_of

        return engine_of(self.table)

    @cached_property
    def _by_triple(self) -> Mapping[tuple[str, str, str], list[Fact]]:
        out: dict[tuple[str, str, str], list[Fact]] = {}
        for fact in self.kept.facts:
            out.setdefault((fact.subject, fact.predicate, term_key(fact.object)), []).append(fact)
        return out

    @cached_property
    def negated(self) -> tuple[Fact, ...]:
        """The facts that say that something is not so."""
        return tuple(fact for fact in self.kept.facts if fact.negated)

    @cached_property
    def ended(self) -> Mapping[str, list[Fact]]:
        """The facts that are known to have ended, by predicate."""
        return _by_predicate(fact for fact in self.kept.facts if fact.valid.end)

    @cached_property
    def replaced(self) -> Mapping[str, list[Fact]]:
        """The facts that a later edition replaced, by predicate."""
        return _by_predicate(self.kept.held)

    @cached_property
    def _about(self) -> Mapping[tuple[str, str], list[Fact]]:
        out: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.kept.facts:
            out.setdefault((fact.subject, fact.predicate), []).append(fact)
        return out

    def about(self, subject: str, predicate: str) -> list[Fact]:
        """The asserted facts of a subject and predicate, of any date and condition."""
        return self._about.get((subject, predicate), [])

    def _answer(self, form: Form, proof: bool = False) -> Answer:
        return self.engine.answer(form, proof=proof)

    def facts_of(self, triples: Iterable[Triple] | None) -> list[Fact]:
        """The asserted facts of a proof, in its order."""
        return [fact for s, p, o in triples or () for fact in self._by_triple.get((s, p, term_key(o)), ())]

    # ------------------------------------------------------------------ naming

    def classes(self, id: str) -> tuple[str, ...]:
        """The classes of an entity as declared."""
        known = self.table.named.get(id)
        return known.classes if known else ()

    def label(self, term: Term, lang: str) -> str:
        """What a term is called in a language, else in any."""
        if not isinstance(term, str):
            return say(term, lang)
        labels: Mapping[str, str] = {}
        for found in (self.table.named.get(term), self.ontology.classes.get(term), self.ontology.predicates.get(term)):
            labels = labels or (found.labels if found else {})
        return labels.get(lang) or labels.get("") or next((labels[k] for k in sorted(labels)), term)

    def noun(self, classes: Iterable[str], lang: str) -> str:
        """What a member of these classes is called."""
        for cls in classes:
            if noun := self.ontology.noun(cls, lang) or self.ontology.label(cls, lang):
                return noun
        return ""

    # ------------------------------------------------------------------ quoting

    def evidence(self, fact: Fact) -> list[dict[str, Json]]:
        """The spans of a fact's first evidence, as in the release."""
        return [span.to_json() for span in fact.evidence[0].spans] if fact.evidence else []

    def quote(self, fact: Fact, lang: str) -> str:
        """The words that say a fact, in quotation marks, with their source; "" where they may not be shown."""
        if not fact.evidence:
            return ""
        best = min(fact.evidence, key=lambda e: (e.proposed, language_of("".join(s.quote for s in e.spans)) != lang, e.id))
        return self._cited(best.spans, lang)

    def ground_quote(self, ground: Ground, lang: str) -> str:
        """The heading or table that lists a set, with its source."""
        return self._cited(ground.spans, lang)

    def _cited(self, spans: tuple[Span, ...], lang: str) -> str:
        said = self._said(spans)
        if not said:
            return ""
        titles = self.kept.titles.get(spans[0].document, {})
        title = titles.get(lang) or next((titles[k] for k in sorted(titles)), "") or spans[0].document
        return f"《{title}》：“{said}”" if lang == "zh" else f"“{said}”, {title}"

    def _said(self, spans: tuple[Span, ...]) -> str:
        """The sentence that holds all spans, else the spans' own words in their order."""
        shown = [span for span in spans if span.quote]
        if not shown:
            return ""
        first, last = min(s.start for s in shown), max(s.end for s in shown)
        text = self.text(shown[0].document) if len({s.document for s in shown}) == 1 and all(s.cell is None for s in shown) else ""
        for a, b in sentences(text, *_line(text, first, last)) if text else ():
            if a <= first and last <= b and b - a <= LONGEST_QUOTE and "\n" not in text[a:b] and "\t" not in text[a:b]:
                return text[a:b].strip(" -*#|")
        parts = sorted({(s.document, s.start, s.end): s.quote for s in shown if s.role != "context" or len(shown) == 1}.items())
        said = " … ".join(quote for _, quote in parts).replace("\n", " ").replace("\t", " | ")
        return said if len(said) <= LONGEST_QUOTE else said[:LONGEST_QUOTE].rstrip() + "…"


def _by_predicate(facts: Iterable[Fact]) -> Mapping[str, list[Fact]]:
    out: dict[str, list[Fact]] = {}
    for fact in facts:
        out.setdefault(fact.predicate, []).append(fact)
    return out


def _line(text: str, first: int, last: int) -> tuple[int, int]:
    """The line or lines that hold a stretch of a text."""
    end = text.find("\n", last)
    return text.rfind("\n", 0, first) + 1, len(text) if end < 0 else end
