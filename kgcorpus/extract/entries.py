"""Every pattern of every predicate, compiled: as written, and with its leading subject left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kgcorpus.extract.lists import Need
from kgcorpus.extract.matching import Ready, ready
from kgcorpus.extract.norms import open_copula
from kgcorpus.extract.pattern_language import Choice, Gap, Part, Pattern, Slot, Text, compile_pattern, expand_head, with_parts
from kgcorpus.extract.qualifiers import entity_need, need_of
from kgcorpus.ontology import BUILT_IN, Ontology, Predicate

TRIGGERED = 0.8
"""The score of what a trigger phrase finds; patterns and statements score higher."""

COPULA = frozenset({"is", "are", "was", "were", "has", "have"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern of a predicate in its three guises: as written, and with its leading subject left out."""

    predicate: Predicate
    whole: Ready
    elided: Ready | None
    score: float


def entries(ontology: Ontology) -> list[Entry]:
    """Every pattern of every predicate, compiled."""
    out: list[Entry] = []
    for predicate in ontology.predicates.values():
        if predicate.qualifier or predicate.id in BUILT_IN:
            continue
        seen: set[tuple[str, str]] = set()
        for source, language, negated, score in sources(predicate):
            for text in (source, possessive(source)) if language == "en" else (source,):
                if text and (text, language) not in seen:
                    seen.add((text, language))
                    out.append(entry(predicate, text, language, ontology, negated=negated, score=score))
    return out


_OF = re.compile(
    r"(?:\(the ?\)\? ?|the )?([^{}]{3,60}?|\{q:[^{}]+\}) (?:of|for|\((?:of\|for|for\|of)\)) (\{s\+?(?::[^{}]+)?\}) (.+)", re.IGNORECASE
)


def possessive(source: str) -> str | None:
    """The English pattern with its subject as a possessive, where it begins with a noun phrase about it.

    >>> possessive("the (usual )?depth of {s} is {o}")
    "{s}'s (usual )?depth is {o}"
    """
    found = _OF.fullmatch(source)
    if found is None or found.group(1).count("(") != found.group(1).count(")"):
        return None
    noun, slot, rest = found.groups()
    return f"{slot}'s {noun} {rest}"


def sources(predicate: Predicate) -> Iterator[tuple[str, str, bool, float]]:
    """The pattern strings of a predicate: (source, language, negated, score)."""
    for language, texts in sorted(predicate.patterns.items()):
        for text in texts:
            yield text, language, False, 1.0
    for name, negated in (("statement", False), ("negation", True)):
        for language in sorted(predicate.wording.get(name, {})):
            if (name, language) not in predicate.derived_wording:
                for text in predicate.templates(name, language):
                    if "{c}" not in text:
                        yield _of_many(text) if predicate.kind == "object" else text, language, negated, 0.95
    for group, shape in ((predicate.triggers, "{{s+}}...{}...{{o+}}"), (predicate.inverse_triggers, "{{o+}}...{}...{{s+}}")):
        for language, texts in sorted(group.items()):
            for text in texts:
                literal = re.sub(r"([\\(){}\[\]|?])", r"\\\1", text)
                yield (
                    shape.format(literal).replace("{s+}...", "{s}...", 1) if predicate.kind == "datatype" else shape.format(literal),
                    language,
                    False,
                    TRIGGERED,
                )
                if language == "en" and predicate.kind == "datatype" and group is predicate.triggers:
                    yield f"{literal} (of|for) {{s}}...{{o}}", language, False, TRIGGERED  # "the working pressure of the pump is 1 MPa"


def _of_many(statement: str) -> str:
    """A statement that also reads lists: of objects, and in English of subjects, with which its verb agrees ("A and B cause C")."""
    text = re.sub(r"\{o\}", "{o+}", statement)
    return re.sub(r"^\{s\}(?= \[)", "{s+}", text)


def entry(
    predicate: Predicate,
    source: str,
    language: str,
    ontology: Ontology,
    *,
    negated: bool = False,
    score: float = 1.0,
    names_only: bool = False,
) -> Entry:
    """A compiled pattern of a predicate. ``names_only``: what is declared a string is looked for as a name, not as any text."""
    made = compile_pattern(source, language, place=f"{predicate.id} kgc:pattern")
    if predicate.kind == "datatype" and any(s.role == "o" and s.many for s in made.slots()):
        made = compile_pattern(source.replace("{o+}", "{o}"), language, place=f"{predicate.id} kgc:pattern")

    made = with_parts(made, open_copula(made.parts, may_go=predicate.kind == "datatype"))

    def needs(slot: Slot) -> Need:
        if slot.role == "q" and slot.term and slot.term in ontology.predicates:
            return need_of(ontology.predicates[slot.term], ontology)
        narrowed = (slot.term,) if slot.term else None
        if slot.role == "s":
            return entity_need(narrowed or predicate.domain, ontology)
        need = need_of(predicate, ontology, narrowed)
        return Need() if names_only and need.free else need

    if score == TRIGGERED:
        made = replace(made, parts=tuple(Gap(wide=True) if n == 1 and isinstance(part, Gap) else part for n, part in enumerate(made.parts)))
    whole = ready(predicate.id, made, needs, negated=negated)
    elided: Ready | None = None
    rests = [
        r
        for head in whole.heads
        if isinstance(head[0], Slot) and head[0].role == "s"
        for rest in _without_subject(head)
        for r in expand_head(rest)
    ]
    if rests:
        shortened = Pattern(made.source, language, rests[0], made.anchors)
        elided = replace(whole, pattern=shortened, heads=tuple(dict.fromkeys(rests)))
    return Entry(predicate, whole, elided, score)


def _without_subject(head: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """What follows a leading subject, also without a copula ("Contraindicated in …" under a heading)."""
    rest = head[1:]
    while rest and isinstance(rest[0], Gap):
        rest = rest[1:]
    if not rest or not any(isinstance(p, (Text, Choice)) for p in rest):
        return []
    out = [rest]
    first = rest[0]
    if isinstance(first, Choice) and all(len(w) == 1 and isinstance(w[0], Text) and w[0].text in COPULA for w in first.ways) and rest[1:]:
        out.append(rest[1:])
    if isinstance(first, Text) and first.text.split(" ")[0] in COPULA and " " in first.text:
        out.append((Text(first.text.split(" ", 1)[1]), *rest[1:]))
    if isinstance(first, Text) and first.text.startswith(("的", "'s ")) and len(first.text) > 1:
        out.append((Text(first.text[1:].removeprefix("s ")), *rest[1:]))
    elif isinstance(first, Text) and first.text in ("的", "'s") and rest[1:]:
        out.append(rest[1:])
    return out
