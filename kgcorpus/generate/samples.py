"""From an answered form to a sample: the record that a release holds, with everything that proves it.

A part (``qa``, ``yesno``, ``definitions``) gives *drafts*: which start of which shape, in which language and setting, with which names.
When all drafts are known, wordings that would mean two forms are struck; ``finish`` then writes the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from kgcorpus import forms as f
from kgcorpus.forms_sparql import Names, names_of
from kgcorpus.graph.rows import Rows
from kgcorpus.graph.table import FactTable
from kgcorpus.model import Document, Entity, Fact, Ground, Json, Literal, Rejection, Term, content_id, digest, term_order
from kgcorpus.ontology import Ontology

from .answered import Asker
from .citing import Citing
from .naming import Naming, naming, written_literal
from .phrases import Filler, Name
from .shapes import Shape, Survey
from .titles import Work, Works, works
from .wording import Speaker

OPEN = "not every set on the way has grounds"
SOURCE = "\uf8fd"
"""Stands for the source's title in wordings that are composed once for all sources."""
VERSION = "1"
MADE_BY = f"grammar/{VERSION}"
Start = tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """What samples are made of: the graph, its facts with evidence, and how its things are named and said."""

    table: FactTable
    facts: Mapping[str, Fact]
    ontology: Ontology
    entities: Mapping[str, Entity]
    documents: Mapping[str, Document]
    seed: int = 0

    @cached_property
    def survey(self) -> Survey:
        return Survey(self.table, self.ontology)

    @cached_property
    def asker(self) -> Asker:
        return Asker(self.survey, seed=self.seed)

    @cached_property
    def sparql_names(self) -> Names:
        return names_of(self.ontology, self.table.date)

    @cached_property
    def works(self) -> Works:
        named = {
            text.casefold()
            for e in self.entities.values()
            for text in (*e.labels.values(), *(a for found in e.aliases.values() for a in found))
        }
        return works(self.documents, names=named)

    @cached_property
    def citing(self) -> Citing:
        return Citing(self.documents, self.works)

    @cached_property
    def _speakers(self) -> dict[str, Speaker]:
        return {}

    @cached_property
    def _namings(self) -> dict[str, Naming]:
        return {}

    def speaker(self, language: str) -> Speaker:
        """How one language speaks about the ontology; heads that it leaves open are taken from the graph."""
        if language not in self._speakers:
            self._speakers[language] = Speaker(self.ontology, language, self._seen)
        return self._speakers[language]

    @cached_property
    def _seen(self) -> dict[tuple[str, bool], tuple[str, ...]]:
        """The classes of what is reached by each predicate and direction, most frequent first."""
        out: dict[tuple[str, bool], tuple[str, ...]] = {}
        for number, name in enumerate(self.table.predicates):
            rows = slice(int(self.table.slices[number]), int(self.table.slices[number + 1]))
            for inverse, ends in ((False, self.table.object[rows]), (True, self.table.subject[rows])):
                counts: dict[str, int] = {}
                for end in set(ends.tolist()):
                    term = self.table.terms[end]
                    if isinstance(term, str) and term in self.entities:
                        for cls in self.entities[term].classes[:1]:
                            counts[cls] = counts.get(cls, 0) + 1
                out[name, inverse] = tuple(sorted(counts, key=lambda c: (-counts[c], c)))
        return out

    def naming(self, language: str) -> Naming:
        """The names in one language, with telling facts for those that are shared."""
        if language not in self._namings:
            made = naming(self.ontology, self.entities, language)
            about: dict[str, list[Fact]] = {id: [] for ids in made.shared.values() for id in ids}
            for fact in self.facts.values():
                if fact.subject in about:
                    about[fact.subject].append(fact)
            ordered = {id: sorted(found, key=lambda t: t.id) for id, found in about.items()}
            self._namings[language] = Naming(self.ontology, self.entities, language, ordered, made.shared, made.notes)
        return self._namings[language]

    def answer(self, language: str, number: int) -> Answer | None:
        """The answer that a term of the graph makes in a language, made once; None where it has no name there."""
        made = self._answers.setdefault(language, {})
        if number not in made:
            made[number] = answer_of_term(self.table.terms[number], self.naming(language))
        return made[number]

    @cached_property
    def _answers(self) -> dict[str, dict[int, Answer | None]]:
        return {}

    def ground_id(self, ground: Ground) -> str:
        """The id of a ground, computed once."""
        if (made := self._ground_ids.get(id(ground))) is None:
            made = self._ground_ids[id(ground)] = (ground.id, ground)
        return made[0]

    @cached_property
    def _ground_ids(self) -> dict[int, tuple[str, Ground]]:
        return {}

    def support(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Ids of the asserted facts behind rows of the graph, sorted."""
        table = self.table
        if table.premise_start[-1]:
            rows = table.asserted(rows)
        return tuple(sorted(map(table.fact_id, rows)))

    def titles(self, language: str) -> Mapping[str, str]:
        """What each work is called before a quotation, by work."""
        if language not in self._titles:
            self._titles[language] = {id: w.titles.get(language) or w.cited[language] for id, w in self.works.works.items()}
        return self._titles[language]

    @cached_property
    def _titles(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _works_of(self) -> dict[str, frozenset[str]]:
        return {}

    def works_of(self, fact: str) -> frozenset[str]:
        """The works that hold a whole evidence of a fact."""
        if fact not in self._works_of:
            known = self.facts.get(fact)
            self._works_of[fact] = self.works.of_fact(known) if known else frozenset()
        return self._works_of[fact]

    def shared_works(self, facts: Iterable[str]) -> list[str]:
        """The works each of which holds evidence of all the facts, by id."""
        found: frozenset[str] | None = None
        for fact in facts:
            found = self.works_of(fact) if found is None else found & self.works_of(fact)
            if not found:
                return []
        return sorted(found or ())


# --------------------------------------------------------------------------------------------- drafts


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

    def variants(self) -> list[tuple[str, str, str, str]]:
        return [n.variants() for n in self.names]

    def fill(self, number: int, variants: Sequence[tuple[str, str, str, str]]) -> str:
        """The text of one wording."""
        text = self.texts[number][0].fill(variants)
        return text.replace(SOURCE, self.title) if self.work else text

    @property
    def title(self) -> str:
        return self.work.titles[self.maker.language] if self.work else ""


@dataclass(frozen=True, slots=True)
class Sets:
    """Answer sets by row: all that is kept of an answered shape once its drafts are made."""

    rows: Rows
    material: Material

    def answers(self, row: int) -> list[Term]:
        """The answers of a row, sorted."""
        terms = self.material.table.terms
        return [terms[n] for n in self.rows.row(row).tolist()]

    def named(self, row: int, language: str) -> list[Answer]:
        """The answers of a row as a language writes them; those without a name there are left out."""
        found = (self.material.answer(language, n) for n in self.rows.row(row).tolist())
        return [answer for answer in found if answer is not None]


@dataclass
class Maker:
    """What the samples of one shape in one language have in common."""

    material: Material
    shape: Shape
    language: str
    kind: str
    part: str
    answers: Sets
    answer_of: Callable[[Draft, list[Answer]], str]
    hops: int = 1

    @cached_property
    def form(self) -> Callable[[Start], dict[str, Json]]:
        return form_maker(self.shape.asked)

    @cached_property
    def sparql(self) -> Callable[[Start, Mapping[str, Json]], str]:
        return sparql_maker(self.shape.asked, self.material.sparql_names)

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


_PLAIN_ID = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[A-Za-z0-9_](?:[A-Za-z0-9_-]*)", re.ASCII)


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
    """A function from a start to the JSON of the form's normal form."""
    made = _maker(f.to_json(f.normalise(form)))
    return lambda start: made(start)


def _maker(node: Json) -> Callable[[Start], Json]:
    if isinstance(node, str):
        if f.is_hole(node):
            place = int(node[1:])
            return lambda start: start[place]
        return lambda start: node
    if isinstance(node, list):
        made = [_maker(item) for item in node]
        if node and isinstance(node[0], dict) and "op" in node[0]:
            return lambda start: sorted((m(start) for m in made), key=lambda part: orjson.dumps(part, option=orjson.OPT_SORT_KEYS))
        return lambda start: [m(start) for m in made]
    if isinstance(node, dict):
        fields = [(name, _maker(value)) for name, value in node.items()]
        return lambda start: {name: m(start) for name, m in fields}
    return lambda start: node


# --------------------------------------------------------------------------------------------- answers


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the term, how a sentence writes it, and its record in the sample."""

    term: Term
    text: str
    label: str
    record: Mapping[str, Json]
    many: bool = False


def answer_of_term(term: Term, names: Naming) -> Answer | None:
    """The answer that a term makes; None where it has no name in the language."""
    if isinstance(term, Literal):
        return _literal_answer(term, names.language)
    name = names.name(term)
    if name is None:
        noun = names.ontology.noun(term, names.language)
        return Answer(term, noun, noun, {"id": term, "value": noun, "type": "entity", "aliases": []}) if noun else None
    entity = names.entities[term]
    label = str(names.label(term))
    own = [*entity.aliases.get(names.language, ()), *(entity.labels[other] for other in sorted(entity.labels) if other != names.language)]
    aliases = [a for a in dict.fromkeys(own) if a != label]
    return Answer(term, name.full, label, {"id": term, "value": label, "type": "entity", "aliases": aliases}, name.many)


_TYPES = {
    "xsd:date": "date",
    "xsd:gYear": "date",
    "xsd:gYearMonth": "date",
    "xsd:dateTime": "date",
    "xsd:boolean": "bool",
    "xsd:string": "string",
}


def _literal_answer(literal: Literal, language: str) -> Answer | None:
    text = written_literal(literal, language)
    if literal.lang and literal.lang != language:
        return None
    if literal.datatype == "xsd:string" and language == "en" and any("\u3400" <= c <= "\u9fff" for c in text):
        return None
    record: dict[str, Json] = {
        "value": literal.value if literal.value is not None else text,
        "type": _TYPES.get(literal.datatype, "number"),
    }
    if literal.is_interval and record["type"] == "number":
        record["type"] = "string"
        record |= {name: value for name, value in literal.to_json().items() if name in ("min", "max", "min_open", "max_open")}
    if literal.unit:
        record["unit"] = literal.unit
    record["aliases"] = [text] if text != record["value"] else []
    return Answer(literal, text, text, record)


def in_order(answers: list[Answer]) -> list[Answer]:
    """Answers in a stable, sensible order: values and dates by size, the rest by name."""
    return sorted(answers, key=_order)


def _order(answer: Answer) -> tuple[Any, ...]:
    term = answer.term
    if isinstance(term, Literal) and term.datatype != "xsd:string":
        from kgcorpus import values

        low, _, high, _ = values.bounds(term)
        size = low if low is not None else high
        return (0, float(size) if size is not None else 0.0, answer.text)
    return (1, 0.0, answer.label.casefold(), term_order(term))


# --------------------------------------------------------------------------------------------- finishing


def finish(draft: Draft, answers: list[Answer], mode: str, *, value: Json = None, cite: Collection[str] | None = None) -> dict[str, Json]:
    """The record of a sample (contract 7), ``split`` left open. ``value`` stands in for the answers' records; ``cite`` limits the facts
    quoted."""
    maker, material = draft.maker, draft.maker.material
    variants = draft.variants()
    form = maker.form(draft.start)
    setting = "source_named" if draft.work else "closed_book"
    source = draft.work.documents[0] if draft.work else None
    grounds = list(draft.grounds or ())
    text = maker.answer_of(draft, answers)
    facts = [(id, material.facts[id]) for id in draft.support if id in material.facts and (cite is None or id in cite)]
    cited = material.citing.cited(text, facts, draft.work.id if draft.work else None, material.titles(maker.language), maker.language)
    labels: dict[str, Json] = {"shape": maker.shape.name, "way": draft.texts[draft.chosen[0]][1]}
    if draft.work:
        labels |= {"source": source, "titles": [draft.title]}
    if telling := [n.telling for n in draft.names if n.telling]:
        labels["telling"] = telling
    out: dict[str, Json] = {
        "id": content_id("s", maker.kind, maker.language, form, setting, *([source] if source else [])),
        "kind": maker.kind,
        "lang": maker.language,
        "setting": setting,
        "question": draft.fill(draft.chosen[0], variants),
        "paraphrases": [{"text": draft.fill(n, variants), "made_by": MADE_BY} for n in draft.chosen[1:]],
        "answer_text": text,
        "answer_cited": cited,
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


def difficulty(shape: Shape, hops: int, answers: int) -> str:
    """A coarse grade: hops, second conditions, differences, and long lists make a question harder."""
    points = hops + (shape.second is not None) + (shape.name in ("minus", "given", "any")) + (answers > 5) + (answers > 12)
    return "easy" if points <= 1 else "medium" if points <= 3 else "hard"


def rejection(reason: str, what: str, part: str, detail: str = "") -> Rejection:
    return Rejection(reason, what, made_by=f"{part}/{VERSION}", detail=detail)


Item = Draft | Rejection
Generator = Callable[[Material, Sequence[str]], Iterator[Item]]
"""A part: from the material and the languages to drafts and rejections, in a fixed order."""
