"""The seam of extraction: what an extractor is, and the driver that runs several over a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

from kgcorpus.extract.outspoken import outspoken
from kgcorpus.extract.silent import heard
from kgcorpus.model import Candidate, Document, Entity, Mention, Passage, Rejection, Section, Value, term_key

if TYPE_CHECKING:
    from kgcorpus.config import Corpus
    from kgcorpus.ontology import Ontology

Extractor = Callable[[Document, Passage], Iterable[Union[Candidate, Rejection, Section]]]
"""Reads one passage of a document. Factories are named in ``kgcorpus.extract.EXTRACTORS``: ``factory(*, ontology, lexicon,
corpus=None)``."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in a document, in reading order, without duplicates."""

    candidates: tuple[Candidate, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    sections: tuple[Section, ...] = ()


def extractors_for(ontology: Ontology, named: Iterable[Entity] = (), corpus: Corpus | None = None) -> list[Extractor]:
    """Every extractor of ``EXTRACTORS``, over the names of the ontology and of the entities that tables name."""
    from kgcorpus.extract import EXTRACTORS
    from kgcorpus.extract.gazetteer import lexicon

    named = tuple(named)
    names = lexicon(ontology, named)
    # Tables and graphs need the rows themselves: keys to look up, and cells to cite.
    more: Mapping[str, Mapping[str, object]] = {"tables": {"entities": named}, "triples": {"entities": named}}
    return [factory(ontology=ontology, lexicon=names, corpus=corpus, **more.get(name, {})) for name, factory in EXTRACTORS.items()]


def read_facts(document: Document, extractors: Iterable[Extractor]) -> Extraction:
    """Runs the extractors over every passage of the document.

    Of candidates for the same fact from the same words (object and conditions at the same place) one is kept: the first that counts
    towards a section, else the first. One without condition gives way where another extractor read a condition at the same place, or saw
    one lost.
    """
    candidates: dict[tuple[object, ...], Candidate] = {}
    rejections: dict[tuple[object, ...], Rejection] = {}
    sections: list[Section] = []
    extractors = tuple(extractors)
    for passage in document.passages:
        for extractor in extractors:
            for record in extractor(document, passage):
                if isinstance(record, Candidate):
                    place = (*_place(record), _conditions(record))
                    known = candidates.setdefault(place, record)
                    if (known.section is None and record.section is not None) or (known.proposed and not record.proposed):
                        candidates[place] = record
                elif isinstance(record, Section):
                    sections.append(record)
                else:
                    rejections.setdefault((record.reason, record.start, record.end, record.place, record.about, record.section), record)
    refused = {
        (r.start, r.end, p)
        for r in rejections.values()
        if r.reason in ("condition_lost", "hedged", "question", "past")
        for _, p, _ in r.about
    }
    # What a language model proposes takes nothing away from what rules read.
    conditional = {_place(c) for c in candidates.values() if c.qualifiers and not c.proposed}
    kept = [
        c
        for c in candidates.values()
        if c.qualifiers or not ((c.object.start, c.object.end, c.predicate) in refused or _place(c) in conditional)
    ]
    ruled = [c for c in kept if not c.proposed]
    read_by_rules = {_spans(c) for c in ruled}
    kept = [c for c in kept if not (c.proposed and _spans(c) in read_by_rules)]
    read = {(c.object.start, c.object.end, c.predicate) for c in ruled}
    left = [
        r
        for r in rejections.values()
        if not (r.reason in ("unknown_entity", "no_subject", "wrong_type") and any((r.start, r.end, p) in read for _, p, _ in r.about))
    ]
    kept, left = outspoken(kept, left)
    left = heard(left, ruled)
    return Extraction(tuple(sorted(kept, key=_order)), tuple(sorted(left, key=_rejection_order)), tuple(sections))


def _place(candidate: Candidate) -> tuple[object, ...]:
    return (
        candidate.predicate, candidate.negated, _term(candidate.subject), candidate.object.start, candidate.object.end,
        _term(candidate.object),
    )  # fmt: skip


def _spans(candidate: Candidate) -> tuple[object, ...]:
    """A candidate by the places of its arguments alone."""
    subject, object_ = candidate.subject, candidate.object
    return candidate.predicate, candidate.negated, subject.start, subject.end, object_.start, object_.end


def _conditions(candidate: Candidate) -> tuple[object, ...]:
    return tuple(sorted((predicate, repr(_term(value))) for predicate, value in candidate.qualifiers))


def _term(argument: Mention | Value) -> object:
    if isinstance(argument, Value):
        return term_key(argument.literal)
    return argument.entities or (argument.cls, argument.key, argument.text)


def _order(candidate: Candidate) -> tuple[object, ...]:
    return (
        candidate.object.start,
        candidate.object.end,
        candidate.subject.start,
        candidate.predicate,
        candidate.negated,
        candidate.made_by,
    )


def _rejection_order(rejection: Rejection) -> tuple[object, ...]:
    return (rejection.start if rejection.start is not None else -1, rejection.end or -1, rejection.reason, rejection.what, rejection.about)
