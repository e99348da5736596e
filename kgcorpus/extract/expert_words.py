"""The words that experts wrote for a predicate, found in a sentence: what hedges or denies in them ("may cause", 不溶于) belongs to the
predicate and is not read as the sentence's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgcorpus.errors import OntologyError
from kgcorpus.extract.pattern_language import Choice, Part, Text, compile_pattern
from kgcorpus.extract.plain import key
from kgcorpus.ontology import Ontology, Predicate

Span = tuple[int, int]


class ExpertWords:
    """Labels, aliases, trigger phrases and the literal runs of patterns, compiled when they are first asked for."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._known: dict[str, list[re.Pattern[str]]] = {}

    def around(self, text: str, predicate: str, trigger: Span, taken: Iterable[Span]) -> Span | None:
        """The longest run of such words in a plain text that shares something with the trigger and nothing with what is ``taken``."""
        known = self._known.get(predicate)
        if known is None:
            runs = sorted(set(_runs(self.ontology.predicates[predicate])))
            known = self._known[predicate] = [re.compile(rf"(?<![a-z0-9]){run}") for run in runs]
        taken = tuple(taken)
        found = [
            span
            for run in known
            for span in (m.span() for m in run.finditer(text))
            if span[0] < trigger[1] and trigger[0] < span[1] and not any(a < span[1] and span[0] < b for a, b in taken)
        ]
        return max(found, key=lambda s: (s[1] - s[0], -s[0]), default=None)


def _runs(predicate: Predicate) -> Iterator[str]:
    groups = (predicate.triggers, predicate.inverse_triggers, predicate.aliases)
    for text in (*predicate.labels.values(), *(text for group in groups for of in group.values() for text in of)):
        if words := key(text).strip():
            yield re.escape(words)
    for language, sources in predicate.patterns.items():
        for source in sources:
            try:
                yield from _literal(compile_pattern(source, language).parts)
            except OntologyError:
                continue


def _literal(parts: tuple[Part, ...]) -> Iterator[str]:
    """The stretches of a pattern between its slots and gaps, as expressions that take what stands there; none of spaces alone."""
    run: list[str] = []
    told = False
    for part in (*parts, None):
        if isinstance(part, Text):
            run.append(re.escape(part.text.strip()))
            told = told or bool(part.text.strip())
        elif isinstance(part, Choice) and all(isinstance(p, Text) for way in part.ways for p in way):
            ways = {"".join(p.text for p in way if isinstance(p, Text)).strip() for way in part.ways}
            written = "|".join(re.escape(way) for way in sorted(ways, key=lambda w: (-len(w), w)))
            run.append(f"(?:{written}){'?' if part.optional else ''}")
            told = told or not part.optional
        elif run:
            if told:
                yield " ?".join(run)
            run, told = [], False
