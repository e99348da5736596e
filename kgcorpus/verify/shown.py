"""Whether the words of a source show what a correction says: a citation may claim no more than its quote.

A reviewer may correct a fact to what the quoted text does not say. Such evidence is the reviewer's word: all its spans are ``context``
(they are where the fact was read, and show neither subject nor object), and no answer cites them and no question names their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..model import Document, Entity, Evidence, Fact, Literal, Span, Term
from ..text import normal_name, sentences
from ..values import find_values, read_value
from ..values_dates import days, find_dates

REVIEW = "review/"
_DENIAL = re.compile(r"[不非无未没勿禁]|\b(?:not?|never|without|cannot|neither|nor|none)\b|n['’]t\b", re.I)


def is_own_word(evidence: Evidence) -> bool:
    """Whether evidence is a reviewer's word, and no quote shows the fact."""
    return evidence.made_by.startswith(REVIEW) and all(span.role == "context" for span in evidence.spans)


def is_word_of_reviewer(fact: Fact) -> bool:
    """Whether a fact rests on the word of a reviewer alone."""
    return bool(fact.evidence) and all(map(is_own_word, fact.evidence))


def as_shown(old: Fact, new: Fact, texts: Mapping[str, str], entities: Mapping[str, Entity]) -> Fact:
    """A corrected fact whose evidences are marked as the reviewer's word where their quotes do not show it."""
    marked = (e if shows_correction(old, new, e.spans, texts, entities) else _own_word(e) for e in new.evidence)
    return replace(new, evidence=tuple(marked))


def _own_word(evidence: Evidence) -> Evidence:
    return replace(evidence, spans=tuple(replace(span, role="context") for span in evidence.spans))


def texts_of(documents: Mapping[str, Document]) -> dict[str, str]:
    return {id: document.text for id, document in documents.items()}


def shows_correction(
    old: Fact, new: Fact, spans: tuple[Span, ...], texts: Mapping[str, str], entities: Mapping[str, Entity]
) -> bool:  # fmt: skip
    """Whether the quote of these spans shows the object of a corrected fact and all that the correction changed.

    A condition or time that was taken away still stands in the quote, so that the quote says less; so does one that is not there.
    """
    said = quoted(spans, texts)
    was, now = ({q: q.value for q in fact.qualifiers} for fact in (old, new))
    then, today = ({date for date in (fact.valid.start, fact.valid.end) if date} for fact in (old, new))
    needed: list[Term] = [new.object, *([new.subject] if new.subject != old.subject else []), *(now[q] for q in now if q not in was)]
    return (
        new.predicate == old.predicate
        and all(shows(term, said, entities) for term in needed)
        and not any(shows(was[q], said, entities) for q in was if q not in now)
        and all(_date_shown(date, said) for date in today - then)
        and not any(_date_shown(date, said) for date in then - today)
        and (new.negated == old.negated or new.negated == any(_DENIAL.search(text) for text in said))
    )


def quoted(spans: Iterable[Span], texts: Mapping[str, str]) -> tuple[str, ...]:
    """The words that a citation of these spans shows at least: cells of a table as they are, of other text the sentences they stand in."""
    found: dict[str, None] = {}
    for span in spans:
        text = texts.get(span.document, "")
        start, end = span.start, span.end
        if span.cell is None and span.sheet is None and text:
            first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
            around = [(a, b) for a, b in sentences(text, first, len(text) if last < 0 else last) if b > start and a < end]
            start, end = (min(start, around[0][0]), max(end, around[-1][1])) if around else (start, end)
        found[text[start:end] or span.quote] = None
    return tuple(text for text in found if text)


def shows(term: Term, said: Iterable[str], entities: Mapping[str, Entity]) -> bool:
    """Whether a name of an entity, or a value, stands in one of these texts.

    >>> shows(Literal("xsd:decimal", "14", "day"), ["半衰期为7天。"], {}), shows(Literal("xsd:decimal", "7", "day"), ["半衰期为7天。"], {})
    (False, True)
    """
    texts = list(said)
    if isinstance(term, Literal):
        return any(_value_shown(term, text) for text in texts)
    entity = entities.get(term)
    if entity is None:
        return False
    names = (*entity.labels.values(), *(alias for found in entity.aliases.values() for alias in found), *entity.hidden)
    return any(_name_shown(name, text) for name in names if name for text in texts)


def _name_shown(name: str, text: str) -> bool:
    key = re.escape(normal_name(name))
    front, back = (r"(?<![a-z0-9])" if key[:1].isascii() else ""), (r"(?![a-z0-9])" if key[-1:].isascii() else "")
    return re.search(f"{front}{key}(?:e?s)?{back}" if back else f"{front}{key}", normal_name(text)) is not None


def _value_shown(literal: Literal, text: str) -> bool:
    if literal.value is not None and literal.datatype in ("xsd:string", "rdf:langString"):
        return _name_shown(literal.value, text)
    found = [value.literal for value in find_values(text, literal.datatype, unit=literal.unit, open_ended=True)]
    lone = read_value(text, literal.datatype, unit=literal.unit)  # a cell of a table, whose unit may stand in its header
    return literal in found or literal == lone


def _date_shown(date: str, said: Iterable[str]) -> bool:
    """Whether a day stands in one of the texts; an end may stand there as the day before it."""
    wanted = days(date)[0]
    read = (end for text in said for dated in find_dates(text) for end in (dated.low, dated.high) if end)
    return any(days(end)[0] == wanted or days(end)[1] == wanted for end in read)
