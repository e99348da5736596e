"""Mentions to entities, candidates to facts: minting, homonyms told apart by type, reversible merges, equal facts united.

An entity's id is the ontology's or the source's key (``PREFIX:Class.KEY``), else a digest of class, normalised name and discriminator
(``PREFIX:Class.x1a2b…``), so that it survives a rebuild and does not depend on the order of documents. Nothing is merged by name across
classes: that is a finding ``same_name``; merging is a person's decision, a line of ``aliases.jsonl``; old ids still resolve.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgcorpus.entities_decisions import Decisions, Merges, merges_of, read_decisions, read_merges
from kgcorpus.entities_findings import merge_findings, name_findings, same_names, several_names
from kgcorpus.entities_names import proposed_names
from kgcorpus.entities_naming import Naming, Refused, day_after
from kgcorpus.entities_new import New
from kgcorpus.entities_same import proposed_merges
from kgcorpus.entities_united import unite
from kgcorpus.identity import keyed_id, named_id
from kgcorpus.model import (
    Candidate,
    Document,
    Entity,
    Evidence,
    Fact,
    Finding,
    NameGiven,
    Proposal,
    Qualifier,
    Rejection,
    Section,
    Span,
    Term,
    Validity,
    Value,
    term_key,
)

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology


__all__ = [
    "Decisions", "Merges", "Resolved", "SectionFacts", "day_after", "keyed_id", "merges_of", "named_id", "read_decisions", "read_merges",
    "resolve", "unite",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section with its start resolved: the facts of this predicate and start that were read from it (ids, sorted)."""

    section: Section
    start: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of candidates: ``facts`` in order of id; ``entities`` by id, all known ones and those minted; ``redirects`` maps a merged
    id to the one that stands for it."""

    facts: list[Fact]
    entities: dict[str, Entity]
    rejections: list[Rejection]
    grounds_raw: list[SectionFacts]
    findings: list[Finding]
    redirects: Mapping[str, str]
    proposals: list[Proposal] = field(default_factory=list)


def resolve(
    candidates: Iterable[Candidate],
    sections: Iterable[Section],
    ontology: Ontology,
    merges: Merges | None = None,
    *,
    known: Iterable[Entity] = (),
    documents: Mapping[str, Document] | None = None,
    given: Iterable[NameGiven] = (),
    decisions: Decisions | None = None,
) -> Resolved:
    """Facts, entities and started sections out of what extractors found.

    ``known`` are entities besides the ontology's (rows of entity tables). ``documents`` (their text and passages are not needed) give the
    language in which a minted entity is labelled (default: that of the name) and the source's ``as_at``, which dates the undated facts of
    changing predicates: valid on that day; their text says what new names are short for. ``given`` are the other names that documents give,
    ``decisions`` what people said of names (default: the ``merges`` alone). A name that several entities bear is decided by the class that
    the predicate asks for; what is left open is a rejection ``ambiguous_entity``.
    """
    candidates, given = list(candidates), list(given)
    decisions = decisions or Decisions(merges or Merges())
    documents = documents or {}
    new = New(candidates, ontology, documents)
    naming = Naming(ontology, unite([*ontology.entities.values(), *known]), decisions.merges, documents, new)
    rejections: list[Rejection] = []
    found: dict[str, tuple[Fact, list[Evidence]]] = {}
    cited: dict[tuple[str, str, bool, str], set[str]] = {}
    for candidate in candidates:
        try:
            fact = _fact(candidate, naming)
        except Refused as refused:
            rejections.append(_refusal(candidate, refused, naming))
            continue
        id = fact.id
        evidence = Evidence(candidate.spans, candidate.made_by, candidate.score)
        known_fact = found.get(id)
        if known_fact is None:
            found[id] = (fact, [evidence])
        elif evidence not in known_fact[1]:
            known_fact[1].append(evidence)
        if candidate.section is not None and not fact.negated:
            cited.setdefault((candidate.section, fact.predicate, False, fact.subject), set()).add(id)
            if isinstance(fact.object, str):
                cited.setdefault((candidate.section, fact.predicate, True, fact.object), set()).add(id)
    facts = []
    for id in sorted(found):
        fact, evidences = found[id]
        if len(evidences) > 1:
            evidences.sort(key=_evidence_order)
        facts.append(Fact(fact.subject, fact.predicate, fact.object, fact.qualifiers, fact.valid, fact.negated, tuple(evidences)))
    started = list(_started(sections, naming, cited, rejections))
    entities = naming.used()
    given += new.given(entities)
    proposals = [
        *proposed_names(given, decisions, documents, entities), *proposed_merges(entities, facts, given, ontology, decisions)
    ]  # fmt: skip
    findings = [
        *same_names(entities, ontology),
        *several_names(entities, ontology),
        *merge_findings(naming.merged(), decisions, ontology),
        *name_findings(proposals, entities),
    ]
    return Resolved(facts, entities, rejections, started, findings, naming.merges.redirects, proposals)


def _evidence_order(evidence: Evidence) -> tuple[object, ...]:
    first = evidence.spans[0] if evidence.spans else Span("", "", 0, 0, "")
    return (
        first.document,
        first.start,
        first.end,
        len(evidence.spans),
        [(s.role, s.document, s.start, s.end) for s in evidence.spans],
        evidence.made_by,
    )


def _fact(candidate: Candidate, naming: Naming) -> Fact:
    """The fact, still without evidence."""
    domain, range_ = naming.asked(candidate.predicate)
    document = candidate.spans[0].document if candidate.spans else ""
    subject = naming.id(candidate.subject, domain, document)
    object_: Term = candidate.object.literal if isinstance(candidate.object, Value) else naming.id(candidate.object, range_, document)
    qualifiers: tuple[Qualifier, ...] = ()
    if candidate.qualifiers:
        given = {
            (predicate, term_key(term)): Qualifier(predicate, term)
            for predicate, argument in candidate.qualifiers
            for term in [argument.literal if isinstance(argument, Value) else naming.id(argument, naming.asked(predicate)[1], document)]
        }
        qualifiers = tuple(given[key] for key in sorted(given))
    valid = candidate.valid if candidate.valid != Validity() else naming.as_at(candidate.predicate, document)
    return Fact(subject, candidate.predicate, object_, qualifiers, valid, candidate.negated)


def _refusal(candidate: Candidate, refused: Refused, naming: Naming) -> Rejection:
    """A rejection that breaks the grounds it may touch: those of the arguments that are known, and of each entity the name may mean."""
    domain, range_ = naming.asked(candidate.predicate)
    document = candidate.spans[0].document if candidate.spans else ""
    about: set[tuple[str, str, str]] = set()
    for argument, classes, direction in ((candidate.subject, domain, "objects"), (candidate.object, range_, "subjects")):
        if isinstance(argument, Value):
            continue
        try:
            starts: tuple[str, ...] = (naming.id(argument, classes, document),)
        except Refused as inner:
            starts = inner.possible
        about.update((start, candidate.predicate, direction) for start in starts)
    place = next((f"{s.sheet + '!' if s.sheet else ''}{s.cell}" for s in candidate.spans if s.cell), None)
    page = next((s.page for s in candidate.spans if s.page is not None), None)
    spans = [s for s in candidate.spans if s.document == document]
    return Rejection(
        refused.reason,
        what=f"{candidate.subject.text} · {candidate.predicate} · {candidate.object.text}",
        document=document or None,
        start=min((s.start for s in spans), default=None),
        end=max((s.end for s in spans), default=None),
        place=place or (f"page {page}" if page is not None else None),
        made_by=candidate.made_by,
        about=tuple(sorted(about)),
        section=candidate.section,
        detail=refused.detail,
    )


def _started(
    sections: Iterable[Section],
    naming: Naming,
    cited: Mapping[tuple[str, str, bool, str], set[str]],
    rejections: list[Rejection],
) -> Iterable[SectionFacts]:
    for section in sections:
        domain, range_ = naming.asked(section.predicate)
        try:
            start = naming.id(section.start_mention, range_ if section.inverse else domain, section.span.document)
        except Refused as refused:
            span = section.span
            rejections.append(
                Rejection(
                    refused.reason,
                    f"{section.start_mention.text} · {section.predicate}",
                    span.document,
                    span.start,
                    span.end,
                    section=section.id,
                    detail=refused.detail,
                )
            )
            continue
        yield SectionFacts(section, start, tuple(sorted(cited.get((section.id, section.predicate, section.inverse, start), ()))))
