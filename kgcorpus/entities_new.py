"""Names that nothing knows yet, before entities are made of them: what a document says they are short for, and who is not who.

A short name that a document introduces ("中国科学院上海药物研究所（下称“上海药物所”）") is in this document the thing of the full name. Two
documents that date one name differently, by a predicate that has one date for each thing and never changes (a birth, a foundation), speak
of two things; a document that gives no such date then speaks of either.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kgcorpus.extract.introduced import LETTERS, PLACE, Introduced, introduced
from kgcorpus.model import Candidate, Document, Entity, Mention, NameGiven, Span, Value
from kgcorpus.ontology_persons import person_classes
from kgcorpus.text import normal_name
from kgcorpus.values_dates import days

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology

DATES = frozenset(("xsd:date", "xsd:gYear", "xsd:gYearMonth", "xsd:dateTime"))
_NO_DATES: Mapping[str, str] = {}


class New:
    """What candidates and documents say of new names."""

    def __init__(self, candidates: Iterable[Candidate], ontology: Ontology, documents: Mapping[str, Document]) -> None:
        self.ontology, self._persons = ontology, person_classes(ontology)
        ends: dict[str, dict[int, Mention]] = {}
        dated: dict[tuple[str, str], dict[str, set[tuple[int, int]]]] = {}
        for candidate in candidates:
            document = candidate.spans[0].document if candidate.spans else ""
            for argument in (candidate.subject, candidate.object):
                if isinstance(argument, Mention) and _is_new(argument):
                    ends.setdefault(document, {})[argument.end] = argument
            if _is_new(candidate.subject) and (day := self._date(candidate)) is not None:
                key = (normal_name(candidate.subject.text), candidate.predicate)
                dated.setdefault(key, {}).setdefault(document, set()).add(day)
        texts = [name for name in sorted(ends) if name in documents]
        said = [(name, list(_introduced(documents[name], ends[name]))) for name in texts]
        self._full = {key: full for name, found in said for key, full in _short_for(documents[name], ends[name], found).items()}
        self._given = [_given(documents[name], one, full) for name, found in said for one, full in found]
        self._apart: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
        for (name, predicate), by_document in sorted(dated.items()):
            if told := told_apart(by_document):
                self._apart.setdefault(name, []).append((predicate, told))

    def _date(self, candidate: Candidate) -> tuple[int, int] | None:
        """The days of a date that tells things of one name apart."""
        predicate = self.ontology.predicates.get(candidate.predicate)
        if not self._persons.intersection(predicate.domain if predicate else ()):
            return None
        value = candidate.object
        if predicate is None or not predicate.single or predicate.changing or candidate.negated or candidate.qualifiers:
            return None
        if not isinstance(value, Value) or value.literal.datatype not in DATES or not value.literal.value:
            return None
        return days(value.literal.value)

    def full(self, mention: Mention, document: str) -> Mention:
        """The mention of the full name that a document introduced this one for; the mention itself where it did not."""
        return self._full.get((document, normal_name(mention.text)), mention)

    def given(self, entities: Mapping[str, Entity]) -> list[NameGiven]:
        """The other names that documents give to new things, short ones used in their document."""
        by_name: dict[str, list[str]] = {}
        for entity in entities.values():
            if entity.spans and entity.key is None:
                for name in {normal_name(label) for label in entity.labels.values()}:
                    by_name.setdefault(name, []).append(entity.id)
        out = []
        for one in self._given:
            ids = by_name.get(normal_name(one.spans[0].quote), [])
            if len(ids) == 1:
                out.append(replace(one, entities=tuple(ids)))
        return out

    def discriminators(self, mention: Mention, cls: str, document: str) -> tuple[str, ...]:
        """What tells the people of this name apart: nothing where it is one; the one that the document means; all where it does not say."""
        for predicate, told in self._apart.get(normal_name(mention.text), ()):
            domain = self.ontology.predicates[predicate].domain
            if self.ontology.fits((cls,), tuple(domain)):
                return (told[document],) if document in told else tuple(sorted(set(told.values())))
        return ()


def _is_new(mention: Mention) -> bool:
    return not mention.entities and mention.key is None


def _introduced(document: Document, ends: Mapping[int, Mention]) -> Iterator[tuple[Introduced, Mention]]:
    """The introductions of a document that follow a new name, each with the mention of that name."""
    names = {normal_name(m.text) for m in ends.values()}
    text = document.text
    for one in introduced(text, document.front, len(text)):
        full = ends.get(one.full_end)
        if full is None and one.how == LETTERS and normal_name(text[one.full_start : one.full_end]) in names:
            full = Mention(one.full_start, one.full_end, text[one.full_start : one.full_end])
        if full is not None and normal_name(full.text) != normal_name(text[one.start : one.end]):
            yield one, full


def _given(document: Document, one: Introduced, full: Mention) -> NameGiven:
    a, b = (Span("context", document.id, x, y, document.text[x:y]) for x, y in ((full.start, full.end), (one.start, one.end)))
    return NameGiven(b.quote, (), one.kind, one.how, one.how != PLACE, (a, b))


def _short_for(
    document: Document, ends: Mapping[int, Mention], found: Iterable[tuple[Introduced, Mention]]
) -> dict[tuple[str, str], Mention]:
    """The short names of a document among its new ones, each with the mention of the full name that stands before its introduction."""
    names = {normal_name(m.text) for m in ends.values()}
    out: dict[tuple[str, str], Mention] = {}
    two: set[tuple[str, str]] = set()
    for one, full in found:
        short = normal_name(document.text[one.start : one.end])
        if one.how == PLACE or short not in names:
            continue
        key = (document.id, short)
        if key in out and normal_name(out[key].text) != normal_name(full.text):
            two.add(key)
        out.setdefault(key, replace(full, cls=None))
    return {key: full for key, full in out.items() if key not in two}


def told_apart(by_document: Mapping[str, set[tuple[int, int]]]) -> Mapping[str, str]:
    """The year (or day, where the year is the same) by which each document's thing is told from the others'; empty where all may be one.

    >>> told_apart({"a": {(716241, 716606)}, "b": {(721020, 721021)}, "c": {(716300, 716331)}})
    {'a': '1962', 'b': '1975', 'c': '1962'}
    """
    groups: list[tuple[set[str], list[tuple[int, int]]]] = []
    for document in sorted(by_document):
        found, spans = {document}, sorted(by_document[document])
        rest = []
        for documents, known in groups:
            if any(a < d and c < b for a, b in spans for c, d in known):
                found |= documents
                spans = [*spans, *known]
            else:
                rest.append((documents, known))
        groups = [*rest, (found, spans)]
    if len(groups) < 2:
        return _NO_DATES
    firsts = [datetime.date.fromordinal(max(a for a, _ in spans)) for _, spans in groups]
    years = [str(day.year) for day in firsts]
    names = years if len(set(years)) == len(years) else [day.isoformat() for day in firsts]
    return {
        document: name
        for (documents, _), name in sorted(zip(groups, names, strict=True), key=lambda g: g[1])
        for document in sorted(documents)
    }
