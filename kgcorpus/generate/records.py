"""Proved questions that are no start of a shape, and their records: what a part of a rarer kind gives.

``qa`` and ``yesno`` ask thousands of starts of one shape and keep their drafts small; other parts compose a form, let the matrix engine
prove it (``prove``) and say it, one question at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.model import IDENTITY, Ground, Json, digest, sample_id

from .citing import Quote
from .material import Material
from .samples import MADE_BY, OPEN, VERSION, graded
from .titles import Work


def setting_key(sample: Mapping[str, Json]) -> str:
    """What a wording of a sample stands under beside its language and setting: passages, options, earlier turns; empty where none is."""
    given = [[name, sample[name]] for name in IDENTITY if sample.get(name)]
    return digest(given) if given else ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a form: its value or answers are the asker's to read from ``answers`` and ``row``; ``support`` are ids of the asserted
    facts, ``rows`` their rows in the graph with derived ones as they are; ``grounds`` is None where the set is not complete."""

    answers: ShapeAnswers
    row: int
    rows: tuple[int, ...]
    support: tuple[str, ...]
    because: str
    grounds: tuple[Ground, ...] | None


def prove(form: f.Form, material: Material) -> Proof:
    """The proof of one form without holes. For many forms of one shape ask ``answer_shape`` once and use ``proof_of``."""
    return proof_of(answer_shape(form, [()], material.table), 0, material)


def proof_of(answers: ShapeAnswers, row: int, material: Material) -> Proof:
    """The proof of one start of an answered shape."""
    rows = tuple(answers.support(row))
    why = answers.why(row) if answers.complete[row] else None
    return Proof(answers, row, rows, material.support(rows), why.because if why else "", why.grounds if why else None)


@dataclass(slots=True)
class Proved:
    """A question that can be asked, with its answer: everything but its record.

    ``form`` is None only for what no form can ask (``cause`` says why). ``said`` are its wordings with the way each asks, the question
    first. ``answers`` are records (see ``material.Answer.record``), ``support`` ids of asserted facts, ``grounds`` ids of grounds or None
    where the answer is not complete. ``topic`` are the entities that the question names. ``work`` is the source it names. ``cite`` limits
    the facts quoted, ``quotes`` are quoted beside them. ``fields`` are those of the record that only some kinds have: ``context``,
    ``turns``, ``options``, ``steps``, ``cause``, ``rejected``; ``labels`` are added to the record's.
    """

    material: Material
    kind: str
    language: str
    part: str
    shape: str
    asked: f.Form | None
    said: tuple[tuple[str, str], ...]
    answer_text: str
    answers: Sequence[Mapping[str, Json]]
    mode: str
    support: tuple[str, ...] = ()
    because: str = ""
    grounds: tuple[str, ...] | None = None
    topic: tuple[str, ...] = ()
    work: Work | None = None
    conditions: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    cite: Collection[str] | None = None
    quotes: Sequence[Quote | None] = ()
    points: int = 0
    fields: Mapping[str, Json] = field(default_factory=dict)
    labels: Mapping[str, Json] = field(default_factory=dict)

    @property
    def what(self) -> str:
        return f"{self.language} {self.shape} of {', '.join(self.topic)}"

    @property
    def form(self) -> str:
        """The canonical JSON of the form; of a question that no form can ask, of its cause."""
        plain = f.to_json(f.normalise(self.asked)) if self.asked is not None else self.fields.get("cause")
        return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()

    @property
    def form_number(self) -> int:
        return -1 - int(digest(self.form)[:15], 16)

    @property
    def setting_key(self) -> str:
        return setting_key(self.fields)

    def wordings(self) -> list[str]:
        return [text for text, _ in self.said]

    def keep(self, kept: Sequence[bool]) -> None:
        self.said = tuple(one for one, good in zip(self.said, kept, strict=True) if good)

    def record(self) -> dict[str, Json]:
        """The record of contract 7, ``split`` left open."""
        language = self.language
        form = f.normalise(self.asked) if self.asked is not None else None
        plain = f.to_json(form) if form is not None else None
        context = self.fields.get("context")
        setting = "open_book" if context else "source_named" if self.work else "closed_book"
        source = self.work.documents[0] if self.work else None
        grounds = list(self.grounds or ())
        cited, sources = self._cited()
        rejected = self.fields.get("rejected")
        identity = {name: self.fields[name] for name in (*IDENTITY, "cause") if name in self.fields}
        hops = f.hops(form) if form is not None else 0
        complete = self.grounds is not None
        out: dict[str, Json] = {
            "id": sample_id(
                self.kind, language, plain, setting, source, defect=rejected["defect"] if rejected else None, **identity
            ),
            "kind": self.kind,
            "lang": language,
            "setting": setting,
            "question": self.said[0][0],
            "paraphrases": [{"text": text, "made_by": MADE_BY} for text, _ in self.said[1:]],
            "answer_text": self.answer_text,
            "answer_cited": cited,
            "answers": [dict(answer) for answer in self.answers],
            "mode": self.mode,
            "form": plain,
            "sparql": self._sparql(form),
            "basis": digest(self.support, grounds),
            "complete": complete,
            "because": self.because if complete else OPEN,
            "topic": [{"id": id, "label": self._label(id)} for id in self.topic],
            "facts": list(self.support),
            "grounds": grounds,
            "hops": hops,
            "difficulty": graded(hops + self.points, len(self.answers)),
            "split": "",
            "labels": {"shape": self.shape, "way": self.said[0][1], "cited": sources, **self._labels(source), **self.labels},
            "made_by": f"{self.part}/{VERSION}",
            **self.fields,
        }
        if isinstance(form, f.AsOf):
            out["as_of"] = form.date
        return out

    def _label(self, id: str) -> str:
        naming = self.material.naming(self.language)
        return naming.label(id) or naming.noun(id) or id

    def _labels(self, source: str | None) -> dict[str, Json]:
        out: dict[str, Json] = {}
        if self.work:
            out |= {"source": source, "titles": [self.work.titles[self.language]]}
        if self.conditions:
            out["conditions"] = list(self.conditions)
        if self.telling:
            out["telling"] = list(self.telling)
        return out

    def _sparql(self, form: f.Form | None) -> str:
        from kgcorpus.forms_sparql import to_sparql

        return to_sparql(form, self.material.sparql_names) if form is not None else ""

    def _cited(self) -> tuple[str, list[dict[str, Json]]]:
        material, work = self.material, self.work.id if self.work else None
        facts = [(id, material.facts[id]) for id in self.support if id in material.facts and (self.cite is None or id in self.cite)]
        found = [*(material.citing.quote(id, fact, work) for id, fact in facts), *self.quotes]
        return material.citing.cited(self.answer_text, found, material.titles(self.language), self.language)
