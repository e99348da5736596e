"""From an answered form to a sample: the record that a release holds, with everything that proves it.

A part gives *drafts*: which start of which shape, in which language and setting, with which names. When all drafts are known, wordings
that would mean two forms are struck; ``finish`` then writes the record. What is no start of a shape is a ``records.Proved``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Protocol

import orjson

from kgcorpus import forms as f
from kgcorpus.forms_sparql import Names
from kgcorpus.model import Json, Rejection, content_id, digest, sample_id

from .citing import Quote
from .material import Answer, Material, Sets, Start
from .naming import Naming
from .phrases import Filler, Name
from .shapes import Shape
from .titles import Work

OPEN = "not every set on the way has grounds"
SOURCE = "\uf8fd"
"""Stands for the source's title in wordings that are composed once for all sources."""
VERSION = "1"
MADE_BY = f"grammar/{VERSION}"


@dataclass(slots=True)
class Draft:
    """A sample that can be asked: everything but its text. ``texts`` are the fillers of its wordings with how each asks; ``chosen`` their
    numbers once wordings with two meanings are struck, the question first. ``form_number`` is equal for equal forms. ``grounds`` is None
    where the set is not complete.
    """

    maker: Maker
    row: int
    start: Start
    names: tuple[Name, ...]
    support: tuple[str, ...]
    work: Work | None
    ask: str
    texts: tuple[tuple[Filler, str], ...]
    chosen: tuple[int, ...]
    form_number: int
    because: str = ""
    grounds: tuple[str, ...] | None = None
    extra: Any = None
    setting_key: str = ""

    def variants(self) -> list[tuple[str, str, str, str]]:
        return [n.variants() for n in self.names]

    @property
    def language(self) -> str:
        return self.maker.language

    @property
    def what(self) -> str:
        """What a rejection of this draft is about."""
        return f"{self.maker.language} {self.maker.shape.name} of {', '.join(self.start)}"

    @property
    def part(self) -> str:
        return self.maker.part

    @property
    def form(self) -> str:
        """The canonical JSON of the form."""
        return orjson.dumps(self.maker.form(self.start), option=orjson.OPT_SORT_KEYS).decode()

    def wordings(self) -> list[str]:
        """The texts of the chosen wordings, the question first."""
        variants = self.variants()
        return [self.fill(number, variants) for number in self.chosen]

    def keep(self, kept: Sequence[bool]) -> None:
        """Keep of the chosen wordings those that are marked."""
        self.chosen = tuple(number for number, good in zip(self.chosen, kept, strict=True) if good)

    def record(self) -> dict[str, Json]:
        """The finished sample."""
        return self.maker.finish(self)

    def fill(self, number: int, variants: Sequence[tuple[str, str, str, str]]) -> str:
        """The text of one wording."""
        text = self.texts[number][0].fill(variants)
        return text.replace(SOURCE, self.title) if self.work else text

    @property
    def title(self) -> str:
        return self.work.titles[self.maker.language] if self.work else ""


@dataclass
class Maker:
    """What the samples of one shape in one language have in common; ``finish`` makes the record of a draft, ``conditions`` are those that
    the question states, as it says them."""

    material: Material
    shape: Shape
    language: str
    kind: str
    part: str
    answers: Sets
    answer_of: Callable[[Draft, list[Answer]], str]
    finish: Callable[[Draft], dict[str, Json]]
    hops: int = 1
    conditions: tuple[str, ...] = ()

    @cached_property
    def form(self) -> Callable[[Start], dict[str, Json]]:
        return form_maker(self.shape.asked)

    @cached_property
    def sparql(self) -> Callable[[Start, Mapping[str, Json]], str]:
        return sparql_maker(self.shape.asked, self.material.sparql_names)

    @cached_property
    def shape_json(self) -> Mapping[str, Json]:
        """The form with holes, as wording takes it."""
        return f.to_json(self.shape.asked)

    @cached_property
    def naming(self) -> Naming:
        return self.material.naming(self.language)


def sparql_maker(form: f.Form, names: Names) -> Callable[[Start, Mapping[str, Json]], str]:
    """A function from a start and its form to the SPARQL that the form compiles to. The query is compiled once and its ids replaced where
    they are plain."""
    from kgcorpus.forms_sparql import to_sparql

    made: dict[tuple[Any, ...], str] = {}
    ordered = any(isinstance(part, (f.And, f.Or)) for part in f.walk(form))

    def write(start: Start, obj: Mapping[str, Json]) -> str:
        plain = [_PLAIN_ID.fullmatch(id) for id in start]
        if not all(plain) or len(set(start)) < len(start):
            return to_sparql(f.parse(obj), names)
        marks = tuple(f"{m.group(1)}:HOLE{n}HOLE" for n, m in enumerate(plain) if m)
        key = (marks, _order_of(obj, start) if ordered else ())
        if key not in made:
            place = dict(zip(start, marks, strict=True))
            made[key] = to_sparql(f.map_ids(f.parse(obj), lambda id: place.get(id, id)), names)
        text = made[key]
        for id, mark in zip(start, marks, strict=True):
            text = text.replace(mark, id)
        return text

    return write


_PLAIN_ID = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?", re.ASCII)


def _order_of(obj: Json, start: Start) -> tuple[int, ...]:
    """In which order the starts stand in a form in normal form."""
    if isinstance(obj, list):
        return tuple(n for part in obj for n in _order_of(part, start))
    if not isinstance(obj, dict):
        return ()
    if obj.get("op") == "entity":
        return (start.index(obj["id"]),) if obj["id"] in start else ()
    return tuple(n for value in obj.values() for n in _order_of(value, start))


def form_maker(form: f.Form) -> Callable[[Start], dict[str, Json]]:
    """A function from a start to the JSON of the form's normal form. What does not depend on the start is shared by all."""
    made = _maker(f.to_json(f.normalise(form)))
    return made if callable(made) else lambda start: made


def _maker(node: Json) -> Any:
    """A function from a start to the JSON of a node, or the node itself where no start stands in it."""
    if isinstance(node, str):
        return itemgetter(int(node[1:])) if f.is_hole(node) else node
    if isinstance(node, list):
        return _list_maker(node)
    if not isinstance(node, dict):
        return node
    fields = {name: _maker(value) for name, value in node.items()}
    varying = [(name, made) for name, made in fields.items() if callable(made)]
    if not varying:
        return node
    if len(varying) == 1:
        name, only = varying[0]
        return lambda start: {**node, name: only(start)}

    def make(start: Start) -> Json:
        out = dict(node)
        for name, made in varying:
            out[name] = made(start)
        return out

    return make


def _list_maker(node: list[Json]) -> Any:
    made = [_maker(item) for item in node]
    if not any(callable(m) for m in made):
        return node
    parts = [m if callable(m) else (lambda start, m=m: m) for m in made]
    if isinstance(node[0], dict) and "op" in node[0]:
        return lambda start: sorted((m(start) for m in parts), key=lambda part: orjson.dumps(part, option=orjson.OPT_SORT_KEYS))
    return lambda start: [m(start) for m in parts]


def finish(
    draft: Draft,
    answers: list[Answer],
    mode: str,
    *,
    value: Json = None,
    cite: Collection[str] | None = None,
    quotes: Sequence[Quote | None] = (),
) -> dict[str, Json]:
    """The record of a sample (contract 7), ``split`` left open. ``value`` stands in for the answers' records; ``cite`` limits the facts
    quoted; ``quotes`` are quoted beside them."""
    maker, material = draft.maker, draft.maker.material
    variants = draft.variants()
    form = maker.form(draft.start)
    setting = "source_named" if draft.work else "closed_book"
    source = draft.work.documents[0] if draft.work else None
    grounds = list(draft.grounds or ())
    text = maker.answer_of(draft, answers)
    work = draft.work.id if draft.work else None
    facts = [(id, material.facts[id]) for id in draft.support if id in material.facts and (cite is None or id in cite)]
    found = [*(material.citing.quote(id, fact, work) for id, fact in facts), *quotes]
    with_sources, sources = material.citing.cited(text, found, material.titles(maker.language), maker.language)
    labels: dict[str, Json] = {"shape": maker.shape.name, "way": draft.texts[draft.chosen[0]][1], "cited": sources}
    if draft.work:
        labels |= {"source": source, "titles": [draft.title]}
    if maker.conditions:
        labels["conditions"] = list(maker.conditions)
    if telling := [n.telling for n in draft.names if n.telling]:
        labels["telling"] = telling
    out: dict[str, Json] = {
        "id": sample_id(maker.kind, maker.language, form, setting, source),
        "kind": maker.kind,
        "lang": maker.language,
        "setting": setting,
        "question": draft.fill(draft.chosen[0], variants),
        "paraphrases": [{"text": draft.fill(n, variants), "made_by": MADE_BY} for n in draft.chosen[1:]],
        "answer_text": text,
        "answer_cited": with_sources,
        "answers": value if value is not None else [a.record for a in answers],
        "mode": mode,
        "form": form,
        "sparql": maker.sparql(draft.start, form),
        "basis": digest(draft.support, grounds),
        "complete": draft.grounds is not None,
        "because": draft.because if draft.grounds is not None else OPEN,
        "topic": [{"id": id, "label": maker.naming.label(id) or id} for id in draft.start],
        "facts": list(draft.support),
        "grounds": grounds,
        "hops": maker.hops,
        "difficulty": difficulty(maker.shape, maker.hops, len(answers)),
        "split": "",
        "labels": labels,
        "made_by": f"{maker.part}/{VERSION}",
    }
    if maker.shape.date:
        out["as_of"] = maker.shape.date
    return out


def held_out_id(id: str, wording: str) -> str:
    """The id of a wording that a release holds out as a sample of its own: that of the sample with the wording added."""
    return content_id("s", id, wording)


def difficulty(shape: Shape, hops: int, answers: int) -> str:
    """A coarse grade: hops, second conditions, differences, and long lists make a question harder."""
    return graded(hops + (shape.second is not None) + (shape.name in ("minus", "given", "any")), answers)


def graded(points: int, answers: int) -> str:
    """The grade of so many hops and operations, and of so many answers."""
    points += (answers > 5) + (answers > 12)
    return "easy" if points <= 1 else "medium" if points <= 3 else "hard"


def rejection(reason: str, what: str, part: str, detail: str = "") -> Rejection:
    return Rejection(reason, what, made_by=f"{part}/{VERSION}", detail=detail)


class Question(Protocol):
    """A question that can be asked, before it is known whether its wordings mean one form: a ``Draft``, or a ``records.Proved``.

    ``form_number`` is equal for equal forms of one part; ``form`` their canonical JSON, for the rare case that two numbers meet in one
    wording. ``setting_key`` tells settings and contexts apart.
    """

    @property
    def language(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def form_number(self) -> int: ...
    @property
    def setting_key(self) -> str: ...
    def wordings(self) -> list[str]: ...
    def keep(self, kept: Sequence[bool]) -> None: ...
    def record(self) -> dict[str, Json]: ...


Item = Draft | Rejection
Generator = Callable[[Material, Sequence[str]], Iterator[Question | Rejection]]
"""A part: from the material and the languages to questions and rejections, in a fixed order."""
Deriver = Callable[[Mapping[str, Any], Question], Iterator[dict[str, Json] | Rejection]]
"""A part that makes samples of another kind (a choice, a preference pair, open book) from a finished sample and the question it came
from; it draws those that it takes by a digest of the sample's id and its own kind."""
