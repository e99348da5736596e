"""Which entity a mention means: the one known by its id, one of several that bear the name, or a new one of the class that is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kgcorpus.entities_decisions import Merges
from kgcorpus.entities_new import New
from kgcorpus.entities_united import unite
from kgcorpus.identity import keyed_id, named_id
from kgcorpus.model import Document, Entity, Mention, Span, Validity
from kgcorpus.text import name_languages, normal_name
from kgcorpus.values_dates import days

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology


def day_after(date: str) -> str:
    """The first day after a date, which may be partial.

    >>> day_after("2018-06-30"), day_after("2018-06"), day_after("2018")
    ('2018-07-01', '2018-07-01', '2019-01-01')
    """
    return datetime.date.fromordinal(days(date)[1]).isoformat()


class Refused(Exception):
    """A mention that names no entity, or several."""

    def __init__(self, reason: str, detail: str, possible: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason, self.detail, self.possible = reason, detail, possible


class Naming:
    """Which entity a mention means; remembers every answer, since tables repeat their names."""

    def __init__(self, ontology: Ontology, known: dict[str, Entity], merges: Merges, documents: Mapping[str, Document], new: New) -> None:
        self.ontology, self.known, self.merges, self.documents, self.new = ontology, known, merges, documents, new
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
            raise Refused("wrong_type", f"{mention.text}: {', '.join(ids)}; asked for {' or '.join(wanted)}", tuple(ids))
        raise Refused("ambiguous_entity", f"{mention.text}: {', '.join(fitting)}", tuple(fitting))

    def _fitting(self, ids: Iterable[str], classes: tuple[str, ...]) -> list[str]:
        if not classes:
            return list(ids)
        return [id for id in ids if (record := self._record(id)) and any(self.ontology.is_a(record.classes, cls) for cls in classes)]

    def _record(self, id: str) -> Entity | None:
        return self.known.get(id) or (self._minted[id][0] if id in self._minted else None)

    def _new(self, mention: Mention, classes: tuple[str, ...], document: str) -> str:
        if mention.key is None:
            mention = self.new.full(mention, document)
        cls = mention.cls or self._mintable(mention, classes)
        told = ""
        if mention.key is not None:
            id = keyed_id(cls, mention.key)
        else:
            apart = self.new.discriminators(mention, cls, document)
            if len(apart) > 1:
                possible = tuple(named_id(cls, mention.text, told) for told in apart)
                raise Refused("ambiguous_entity", f"{mention.text}: {', '.join(possible)}", possible)
            told = "".join(apart)
            if not told and (known := self._bearing(mention, cls)):
                return known
            id = named_id(cls, mention.text, told)
        if not (known_as := self.known.get(id)) or not known_as.labels:
            self._minted.setdefault(id, []).append(self._made(id, cls, mention, document, told))
        return self.merges.resolve(id)

    def _bearing(self, mention: Mention, cls: str) -> str | None:
        """The known entity of a class that bears a new name; one that several bear is refused."""
        if self._by_name is None:
            self._by_name = _by_name(self.known.values())
        bearing = sorted({self.merges.resolve(id) for id in self._by_name.get(normal_name(mention.text), ())})
        fitting = self._fitting(bearing, (cls,))
        if len(fitting) > 1:
            raise Refused("ambiguous_entity", f"{mention.text}: {', '.join(fitting)}", tuple(fitting))
        return fitting[0] if fitting else None

    def _made(self, id: str, cls: str, mention: Mention, document: str, told: str) -> Entity:
        """The entity that a mention introduces; ``told`` is what tells it from others of its name."""
        read = self.documents.get(document)
        languages = name_languages(mention.text, read.language if read else "und")
        seen = document and mention.end > mention.start
        return Entity(
            id,
            (cls,),
            dict.fromkeys(languages, mention.text),
            note={"en": told, "zh": told} if told else {},
            key=mention.key,
            spans=(Span("context", document, mention.start, mention.end, mention.text),) if seen else (),
        )

    def _mintable(self, mention: Mention, classes: tuple[str, ...]) -> str:
        mintable = [cls for cls in classes if (record := self.ontology.classes.get(cls)) and record.mintable]
        if len(mintable) == 1:
            return mintable[0]
        detail = f"{mention.text} may be {' or '.join(mintable)}" if mintable else f"{mention.text} has no entry"
        raise Refused("unknown_entity", detail)

    def merged(self) -> dict[str, list[Entity]]:
        """What a merge made one: the entities by the id that stands for them, itself first."""
        records = {**{id: _minted(records) for id, records in self._minted.items()}, **self.known}
        out: dict[str, list[Entity]] = {}
        for old, target in sorted(self.merges.redirects.items()):
            if old in records:
                out.setdefault(target, [records[target]] if target in records else []).append(records[old])
        return out

    def used(self) -> dict[str, Entity]:
        """Every known entity and every minted one that a fact uses, united with what was merged into it."""
        records = {id: _minted(records) for id, records in self._minted.items()}
        for id, known in self.known.items():
            records[id] = unite([records[id], known])[id] if id in records else known if known.labels else _labelled(known)
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


def _labelled(entity: Entity) -> Entity:
    """An entity that has other names only, with the first of each language as its label."""
    return replace(entity, labels={lang: names[0] for lang, names in sorted(entity.aliases.items()) if names}, aliases={})


def _by_name(entities: Iterable[Entity]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for entity in entities:
        for name in sorted({normal_name(name) for name in _names(entity)}):
            out.setdefault(name, []).append(entity.id)
    return out


def _names(entity: Entity) -> list[str]:
    return [*entity.labels.values(), *(name for names in entity.aliases.values() for name in names), *entity.hidden]
