"""Mentions to entities, candidates to facts: minting, homonyms told apart by type, reversible merges, equal facts united.

An entity's id is the ontology's or the source's key (``PREFIX:Class.KEY``), else a digest of class, normalised name and discriminator
(``PREFIX:Class.x1a2b…``), so that it survives a rebuild and does not depend on the order of documents. Nothing is merged by name across
classes: that is a finding ``same_name``; merging is a person's decision, a line of ``aliases.jsonl``; old ids still resolve.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from kgcorpus.errors import InputError
from kgcorpus.identity import keyed_id, named_id
from kgcorpus.model import (
    Candidate,
    Document,
    Entity,
    Evidence,
    Fact,
    Finding,
    Json,
    Mention,
    Qualifier,
    Rejection,
    Section,
    Span,
    Term,
    Validity,
    Value,
    term_key,
)
from kgcorpus.text import name_languages, normal_name
from kgcorpus.values_dates import days

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology


def unite(records: Iterable[Entity]) -> dict[str, Entity]:
    """Entities by id, in order of id; records of one id are united: a language's first label stays, others become aliases.

    >>> a, b = Entity("x:1", ("x:C",), {"en": "Ann"}), Entity("x:1", ("x:C",), {"en": "Annie", "zh": "安"})
    >>> unite([a, b])["x:1"].labels, unite([a, b])["x:1"].aliases
    ({'en': 'Ann', 'zh': '安'}, {'en': ('Annie',)})
    """
    out: dict[str, Entity] = {}
    for record in records:
        known = out.get(record.id)
        out[record.id] = record if known is None else _united(known, record)
    return {id: out[id] for id in sorted(out)}


def _united(a: Entity, b: Entity) -> Entity:
    labels = {**b.labels, **a.labels}
    aliases: dict[str, tuple[str, ...]] = {}
    for lang in sorted({*a.labels, *b.labels, *a.aliases, *b.aliases}):
        names = dict.fromkeys([*a.aliases.get(lang, ()), *b.aliases.get(lang, ())])
        if lang in a.labels and lang in b.labels:
            names[b.labels[lang]] = None
        names.pop(labels.get(lang, ""), None)
        if names:
            aliases[lang] = tuple(names)
    return Entity(
        id=a.id,
        classes=tuple(sorted({*a.classes, *b.classes})),
        labels={lang: labels[lang] for lang in sorted(labels)},
        aliases=aliases,
        hidden=tuple(dict.fromkeys((*a.hidden, *b.hidden))),
        definition={**b.definition, **a.definition},
        note={**b.note, **a.note},
        key=a.key if a.key is not None else b.key,
        spans=tuple(dict.fromkeys((*a.spans, *b.spans))),
    )


# --------------------------------------------------------------------------------------------- merges


@dataclass(frozen=True, slots=True)
class Merges:
    """Which ids stand for which after all decisions: ``redirects`` maps an old id to the id it resolves to (never itself a key)."""

    redirects: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, id: str) -> str:
        """The id that stands for this one now."""
        return self.redirects.get(id, id)


def merges_of(decisions: Iterable[Mapping[str, Json]]) -> Merges:
    """The state after decisions in order: ``{"merge": [ids], "into": id}`` and ``{"split": id}`` (undoes merges from and into it).

    >>> merge = {"who": "li", "when": "2026-01-02", "merge": ["x:a", "x:b"], "into": "x:c"}
    >>> merges_of([merge]).resolve("x:a"), merges_of([merge, {"split": "x:a"}]).redirects
    ('x:c', {'x:b': 'x:c'})
    """
    into: dict[str, str] = {}

    def root(id: str) -> str:
        while id in into:
            id = into[id]
        return id

    for decision in decisions:
        if "split" in decision:
            split = decision["split"]
            for id in [split] if isinstance(split, str) else split:
                into.pop(id, None)
                for old in [old for old, new in into.items() if new == id]:
                    del into[old]
            continue
        target = decision["into"]
        for id in decision["merge"]:
            if id == target:
                continue
            into.pop(id, None)
            if root(target) == id:  # the later decision says which of the two ids stays
                into.pop(target)
            into[id] = target
    return Merges({id: root(id) for id in sorted(into)})


def read_merges(path: Path) -> Merges:
    """The merges of an ``aliases.jsonl``; a file that is absent holds no decision."""
    if not path.exists():
        return Merges()
    decisions = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        place = f"{path.name}:{number}"
        try:
            decision = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InputError(place, f"not JSON ({error})", "one decision a line", "mend or delete the line") from error
        _check_decision(decision, place)
        decisions.append(decision)
    return merges_of(decisions)


def _check_decision(decision: Json, place: str) -> None:
    def ids(value: Json) -> bool:
        return isinstance(value, list) and bool(value) and all(isinstance(v, str) for v in value)

    if isinstance(decision, dict):
        if "split" in decision and "merge" not in decision and (isinstance(decision["split"], str) or ids(decision["split"])):
            return
        if "split" not in decision and ids(decision.get("merge")) and isinstance(decision.get("into"), str):
            return
    expected = '{"who", "when", "merge": [ids], "into": id} or {"who", "when", "split": id}'
    raise InputError(place, "not a decision about entities", expected, "mend or delete the line")


# --------------------------------------------------------------------------------------------- resolving


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


class _Refused(Exception):
    """A mention that names no entity, or several."""

    def __init__(self, reason: str, detail: str, possible: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason, self.detail, self.possible = reason, detail, possible


def resolve(
    candidates: Iterable[Candidate],
    sections: Iterable[Section],
    ontology: Ontology,
    merges: Merges | None = None,
    *,
    known: Iterable[Entity] = (),
    documents: Mapping[str, Document] | None = None,
) -> Resolved:
    """Facts, entities and started sections out of what extractors found.

    ``known`` are entities besides the ontology's (rows of entity tables). ``documents`` (their text and passages are not needed) give the
    language in which a minted entity is labelled (default: that of the name) and the source's ``as_at``, which dates the undated facts of
    changing predicates: valid on that day. A name that several entities bear is decided by the class that the predicate asks for; what is
    left open is a rejection ``ambiguous_entity``.
    """
    naming = _Naming(ontology, unite([*ontology.entities.values(), *known]), merges or Merges(), documents or {})
    rejections: list[Rejection] = []
    found: dict[str, tuple[Fact, list[Evidence]]] = {}
    cited: dict[tuple[str, str, bool, str], set[str]] = {}
    for candidate in candidates:
        try:
            fact = _fact(candidate, naming)
        except _Refused as refused:
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
    findings = [*_same_names(entities, ontology), *_several_names(entities, ontology)]
    return Resolved(facts, entities, rejections, started, findings, naming.merges.redirects)


def day_after(date: str) -> str:
    """The first day after a date, which may be partial.

    >>> day_after("2018-06-30"), day_after("2018-06"), day_after("2018")
    ('2018-07-01', '2018-07-01', '2019-01-01')
    """
    return datetime.date.fromordinal(days(date)[1]).isoformat()


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


def _fact(candidate: Candidate, naming: _Naming) -> Fact:
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


def _refusal(candidate: Candidate, refused: _Refused, naming: _Naming) -> Rejection:
    """A rejection that breaks the grounds it may touch: those of the arguments that are known, and of each entity the name may mean."""
    domain, range_ = naming.asked(candidate.predicate)
    document = candidate.spans[0].document if candidate.spans else ""
    about: set[tuple[str, str, str]] = set()
    for argument, classes, direction in ((candidate.subject, domain, "objects"), (candidate.object, range_, "subjects")):
        if isinstance(argument, Value):
            continue
        try:
            starts: tuple[str, ...] = (naming.id(argument, classes, document),)
        except _Refused as inner:
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
    naming: _Naming,
    cited: Mapping[tuple[str, str, bool, str], set[str]],
    rejections: list[Rejection],
) -> Iterable[SectionFacts]:
    for section in sections:
        domain, range_ = naming.asked(section.predicate)
        try:
            start = naming.id(section.start_mention, range_ if section.inverse else domain, section.span.document)
        except _Refused as refused:
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


class _Naming:
    """Which entity a mention means; remembers every answer, since tables repeat their names."""

    def __init__(self, ontology: Ontology, known: dict[str, Entity], merges: Merges, documents: Mapping[str, Document]) -> None:
        self.ontology, self.known, self.merges, self.documents = ontology, known, merges, documents
        self._answers: dict[tuple[object, ...], str] = {}
        self._asked: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._by_name: dict[str, list[str]] | None = None
        self._minted: dict[str, list[Entity]] = {}
        self._used: set[str] = set()
        self._as_at: dict[tuple[str, str], Validity] = {}

    def asked(self, predicate: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Domain and range of a predicate, empty where it says nothing (or is not known: the checks say so)."""
        classes = self._asked.get(predicate)
        if classes is None:
            record = self.ontology.predicates.get(predicate)
            classes = ((), ()) if record is None else (tuple(record.domain), tuple(record.range))
            self._asked[predicate] = classes
        return classes

    def as_at(self, predicate: str, document: str) -> Validity:
        """When an undated fact of a document holds: on the day for which the source dates what changes."""
        valid = self._as_at.get((predicate, document))
        if valid is None:
            record, read = self.ontology.predicates.get(predicate), self.documents.get(document)
            date = read.source.as_at if record and record.changing and read else None
            valid = self._as_at[predicate, document] = Validity(date, day_after(date)) if date else Validity()
        return valid

    def id(self, mention: Mention, classes: tuple[str, ...], document: str) -> str:
        """The id of the entity meant where one of ``classes`` is asked for (none: any)."""
        if len(mention.entities) == 1:
            id = self.merges.resolve(mention.entities[0])
            self._used.add(id)
            return id
        key = (mention.entities, mention.cls, mention.key, mention.text, classes, document if not mention.entities else "")
        id_or_none = self._answers.get(key)
        if id_or_none is None:
            id_or_none = self._answers[key] = self._chosen(mention, classes) if mention.entities else self._new(mention, classes, document)
        self._used.add(id_or_none)
        return id_or_none

    def _chosen(self, mention: Mention, classes: tuple[str, ...]) -> str:
        ids = sorted({self.merges.resolve(id) for id in mention.entities})
        wanted = (mention.cls,) if mention.cls else classes
        fitting = self._fitting(ids, wanted) if len(ids) > 1 else ids
        if len(fitting) == 1:
            return fitting[0]
        if not fitting:
            raise _Refused("wrong_type", f"{mention.text}: {', '.join(ids)}; asked for {' or '.join(wanted)}", tuple(ids))
        raise _Refused("ambiguous_entity", f"{mention.text}: {', '.join(fitting)}", tuple(fitting))

    def _fitting(self, ids: Iterable[str], classes: tuple[str, ...]) -> list[str]:
        if not classes:
            return list(ids)
        return [id for id in ids if (record := self._record(id)) and any(self.ontology.is_a(record.classes, cls) for cls in classes)]

    def _record(self, id: str) -> Entity | None:
        return self.known.get(id) or (self._minted[id][0] if id in self._minted else None)

    def _new(self, mention: Mention, classes: tuple[str, ...], document: str) -> str:
        cls = mention.cls or self._mintable(mention, classes)
        read = self.documents.get(document)
        languages = name_languages(mention.text, read.language if read else "und")
        if mention.key is not None:
            id = keyed_id(cls, mention.key)
        else:
            if self._by_name is None:
                self._by_name = _by_name(self.known.values())
            bearing = sorted({self.merges.resolve(id) for id in self._by_name.get(normal_name(mention.text), ())})
            fitting = self._fitting(bearing, (cls,))
            if len(fitting) > 1:
                raise _Refused("ambiguous_entity", f"{mention.text}: {', '.join(fitting)}", tuple(fitting))
            if fitting:
                return fitting[0]
            id = named_id(cls, mention.text)
        if id not in self.known:
            self._minted.setdefault(id, []).append(
                Entity(
                    id,
                    (cls,),
                    dict.fromkeys(languages, mention.text),
                    key=mention.key,
                    spans=(Span("context", document, mention.start, mention.end, mention.text),)
                    if document and mention.end > mention.start
                    else (),
                )
            )
        return self.merges.resolve(id)

    def _mintable(self, mention: Mention, classes: tuple[str, ...]) -> str:
        mintable = [cls for cls in classes if (record := self.ontology.classes.get(cls)) and record.mintable]
        if len(mintable) == 1:
            return mintable[0]
        detail = f"{mention.text} may be {' or '.join(mintable)}" if mintable else f"{mention.text} has no entry"
        raise _Refused("unknown_entity", detail)

    def used(self) -> dict[str, Entity]:
        """Every known entity and every minted one that a fact uses, united with what was merged into it."""
        records = {**{id: _minted(records) for id, records in self._minted.items()}, **self.known}
        merged: dict[str, list[Entity]] = {}
        for old, target in sorted(self.merges.redirects.items()):
            if old in records:
                merged.setdefault(target, []).append(replace(records.pop(old), id=target, key=None))
        for target, others in merged.items():
            records[target] = unite([*([records[target]] if target in records else []), *others])[target]
        return {id: records[id] for id in sorted(records) if id in self._used or id in self.known or id in merged}


def _minted(records: list[Entity]) -> Entity:
    """One entity out of the mentions that introduced it, in an order that does not depend on that of the documents."""
    ordered = sorted(records, key=lambda r: [(s.document, s.start) for s in r.spans])
    return ordered[0] if len(ordered) == 1 else unite(ordered)[ordered[0].id]


def _by_name(entities: Iterable[Entity]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for entity in entities:
        for name in sorted({normal_name(name) for name in _names(entity)}):
            out.setdefault(name, []).append(entity.id)
    return out


def _names(entity: Entity) -> list[str]:
    return [*entity.labels.values(), *(name for names in entity.aliases.values() for name in names), *entity.hidden]


def _same_names(entities: Mapping[str, Entity], ontology: Ontology) -> list[Finding]:
    """One finding for each name that several entities bear as a label, unless the ontology itself declares all of them."""
    bearers: dict[str, dict[str, str]] = {}
    for entity in entities.values():
        for label in entity.labels.values():
            bearers.setdefault(normal_name(label), {})[entity.id] = label
    findings = []
    for name in sorted(bearers):
        ids = sorted(bearers[name])
        if len(ids) > 1 and any(id not in ontology.entities for id in ids):
            classes = {cls for id in ids for cls in entities[id].classes}
            severity = "info" if len(classes) == 1 else "warning"
            findings.append(Finding("same_name", severity, ids[0], f"{bearers[name][ids[0]]}: {', '.join(ids)}", tuple(ids[1:])))
    return findings


def _several_names(entities: Mapping[str, Entity], ontology: Ontology) -> list[Finding]:
    """One finding for each key under which two documents name different things: the key may mean another entity in each."""
    findings = []
    for entity in entities.values():
        documents = {span.document for span in entity.spans}
        if entity.key is None or len(documents) < 2 or entity.id in ontology.entities:
            continue
        label = next(iter(entity.labels.values()), "")
        others = sorted(document for document in documents if not any(label in s.quote for s in entity.spans if s.document == document))
        if others:
            findings.append(Finding("several_names", "warning", entity.id, f"{label}: another name in {', '.join(others)}"))
    return findings
