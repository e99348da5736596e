"""Table cells as arguments of facts: names and keys looked up, lists taken apart, values read; each distinct text once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgcorpus.errors import KgcorpusError
from kgcorpus.identity import named_id
from kgcorpus.model import Entity, Literal, Span
from kgcorpus.text import normal_name
from kgcorpus.values_dates import how_to_write_date

if TYPE_CHECKING:
    from kgcorpus.extract.gazetteer import Lexicon
    from kgcorpus.ontology import Ontology

EMPTY = frozenset(("", "-", "--", "–", "—", "——", "－", "n/a", "na", "null", "无", "無", "none", "nil", "没有"))
"""Cells that give nothing, after folding."""

THING = "owl:Thing"

NONE = frozenset(("无", "無", "none", "nil", "没有"))
"""Cells that say there is nothing: unlike an empty cell they prove an empty list."""


def is_empty(text: str) -> bool:
    """Whether a cell gives nothing.

    >>> is_empty(" — "), is_empty("N/A"), is_empty("0")
    (True, True, False)
    """
    return text.strip().casefold() in EMPTY


def is_none(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    return text.strip().casefold() in NONE


_TOLD = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]", re.S)
"""A name with what tells it apart in brackets."""


class Names:
    """Entities by class and key, and by class and name; subclasses count as their superclass."""

    def __init__(self, ontology: Ontology, lexicon: Lexicon, entities: Iterable[Entity] = ()) -> None:
        self._ontology, self._lexicon = ontology, lexicon
        self._entities: dict[str, Entity] = {**ontology.entities, **{entity.id: entity for entity in entities}}
        self._keyed: dict[str, dict[str, list[str]]] = {}

    def __getitem__(self, id: str) -> Entity | None:
        return self._entities.get(id)

    def by_key(self, cls: str, key: str) -> Sequence[str]:
        """Ids of the members of a class whose source knows them by this key."""
        if cls not in self._keyed:
            fits: dict[tuple[str, ...], bool] = {}
            found: dict[str, list[str]] = {}
            for entity in self._entities.values():
                if entity.key is None:
                    continue
                if entity.classes not in fits:
                    fits[entity.classes] = self._ontology.is_a(entity.classes, cls)
                if fits[entity.classes]:
                    found.setdefault(entity.key, []).append(entity.id)
            self._keyed[cls] = found
        return self._keyed[cls].get(key, ())

    def by_name(self, cls: str, text: str) -> Sequence[str]:
        """Ids of the members of a class of which the whole text is a name: also in the plural, twice as in "X (Y)", or with the note or
        class that tells a homonym apart."""
        ids = self._members(self._lexicon.ids(text), cls)
        if ids:
            return ids
        if told := _TOLD.fullmatch(text.strip()):
            noted = [id for id in self._members(self._lexicon.ids(told[1]), cls) if self._is_told(id, normal_name(told[2]))]
            if noted:
                return noted
        mentions = self._lexicon.mentions(text)
        rest = text
        for mention in reversed(mentions):
            rest = rest[: mention.start] + rest[mention.end :]
        if not mentions or rest.strip(" \u3000()（）[]"):
            return ()
        meant = set(self._members(mentions[0].entities, cls))
        for mention in mentions[1:]:
            meant &= set(mention.entities)
        return sorted(meant)

    def _is_told(self, id: str, note: str) -> bool:
        """Whether a note is the entity's scope note, or the name of a class of it."""
        entity = self._entities.get(id)
        if entity is None:
            return False
        above = {parent for cls in entity.classes for parent in self._ontology.ancestors(cls)}
        names = [name for cls in above if (record := self._ontology.classes.get(cls)) for name in record.labels.values()]
        return note in {normal_name(name) for name in (*entity.note.values(), *names)}

    def _members(self, ids: Iterable[str], cls: str) -> list[str]:
        return [id for id in ids if self._ontology.is_a(self._lexicon.classes.get(id, ()), cls)]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell cannot be read: a reason of the closed list, the text found, and the entities that it may mean."""

    reason: str
    text: str
    detail: str = ""
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One item of a cell's text at offsets within it: an entity that is known or new (``cls``), a literal, or a problem."""

    start: int
    end: int
    text: str
    entities: tuple[str, ...] = ()
    cls: str | None = None
    literal: Literal | None = None
    context: tuple[Span, ...] = ()
    problem: Problem | None = None

    @property
    def id(self) -> str | None:
        """The id under which grounds know this entity."""
        if self.entities:
            return self.entities[0]
        return named_id(self.cls, self.text) if self.cls else None


Reader = Callable[[str], tuple[Reading, ...]]
"""A cell's text to its items; remembers what it has read."""


def pieces(text: str, separators: str | None) -> list[tuple[int, int]]:
    """Offsets of the items of a list cell without padding; every character of ``separators`` separates.

    >>> pieces("董事长/ 董事", "/")
    [(0, 3), (5, 7)]
    """
    out: list[tuple[int, int]] = []
    start = 0
    for at in range(len(text) + 1):
        if at == len(text) or (separators and text[at] in separators):
            piece = text[start:at]
            padded = len(piece) - len(piece.lstrip())
            stripped = piece.strip()
            if stripped:
                out.append((start + padded, start + padded + len(stripped)))
            start = at + 1
    return out


def moved(reading: Reading, by: int) -> Reading:
    """The reading of an item that stands further on in its cell."""
    return replace(reading, start=reading.start + by, end=reading.end + by) if by else reading


def remembering(read_item: Callable[[str], Reading], split: str | None) -> Reader:
    """A reader of cells out of a reader of items (which gives offsets from 0)."""
    seen: dict[str, tuple[Reading, ...]] = {}

    def read(text: str) -> tuple[Reading, ...]:
        found = seen.get(text)
        if found is None:
            items = [] if is_empty(text) else pieces(text, split) if split or text != text.strip() else [(0, len(text))]
            found = seen[text] = tuple(moved(read_item(text[a:b]), a) for a, b in items if not is_empty(text[a:b]))
        return found

    return read


def name_reader(names: Names, classes: tuple[str, ...], *, key: bool = False, mint: str | None = None, split: str | None = None) -> Reader:
    """Reads names (or keys) of members of any of ``classes``; ``mint`` is the class as which an unknown name is new."""
    asked = " or ".join(classes) or "any class"
    look = names.by_key if key else names.by_name
    one = classes[0] if len(classes) == 1 else None if classes else THING

    def read_item(text: str) -> Reading:
        ids = tuple(look(one, text)) if one else tuple(sorted({id for cls in classes for id in look(cls, text)}))
        if len(ids) == 1:
            entity = names[ids[0]]
            return Reading(0, len(text), text, ids, context=entity.spans if key and entity else ())
        if ids:
            problem = Problem("ambiguous_entity", text, f"{', '.join(ids)} are all {asked} of that name", ids)
        elif key:
            problem = Problem("dangling_key", text, f"no row of an entity table of {asked} has this key")
        elif mint is not None:
            return Reading(0, len(text), text, cls=mint)
        else:
            problem = Problem("unknown_entity", text, f"no {asked} has this name")
        return Reading(0, len(text), text, problem=problem)

    return remembering(read_item, split)


def _unread(text: str, datatype: str) -> str:
    dated = datatype in ("xsd:date", "xsd:gYear", "xsd:gYearMonth")
    return f"not a date; {how_to_write_date(text)}" if dated else f"not read as {datatype}"


def value_reader(read_value: Callable[[str], Literal | None], datatype: str, split: str | None = None) -> Reader:
    """Reads literals with ``read_value``, a function of the whole item."""

    def read_item(text: str) -> Reading:
        try:
            literal = read_value(text)
        except KgcorpusError as error:
            return Reading(0, len(text), text, problem=Problem("wrong_unit", text, str(error)))
        if literal is None:
            return Reading(0, len(text), text, problem=Problem("bad_value", text, _unread(text, datatype)))
        return Reading(0, len(text), text, literal=literal)

    return remembering(read_item, split)
