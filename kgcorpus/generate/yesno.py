"""Questions of truth: facts asked as they are, and with another object where grounds, another value or the text itself says no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Json, digest

from .answer_text import truth_teller, verdict
from .material import Answer, Material, Sets, Start
from .naming import capital
from .phrases import Filler, Manner, Name, NoWording
from .qa import unsayable
from .samples import SOURCE, Draft, Generator, Item, Maker, finish, rejection
from .shapes import Arrow, Shape, X
from .wording import questions

PART = "yesno"
MOST_NO = 3
"""Other objects tried for each fact until one is surely wrong."""


def yesno(*, most: int | None = None) -> Generator:
    """The part for truth. ``most``: how many drafts a language may have (None: all); they are drawn by a digest, half of them false if
    there are."""

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Item]:
        arrows = _arrows(material)
        tried = None if most is None else 2 * most // max(1, len(arrows)) + 200
        items: dict[str, list[Item]] = {language: [] for language in languages}
        for number, (arrow, date) in enumerate(arrows):
            sayable = []
            for language in languages:
                if problem := unsayable(material, Shape("truth", f.Ask("?0", arrow.predicate, "?1"), arrow.step(X), date=date), language):
                    items[language].append(problem)
                else:
                    sayable.append(language)
            for asked in _ask(material, (arrow, date), number, tried) if sayable else ():
                for language in sayable:
                    items[language].extend(_Asked(material, asked, language).drafts())
        for language in languages:
            yield from _drawn(material, items[language], most)

    return generate


def _arrows(material: Material) -> list[tuple[Arrow, str | None]]:
    survey = material.survey
    arrows = [a for a in survey.arrows if not a.inverse and not survey.literal(a)]
    return [(a, date) for a in arrows for date in sorted(survey.dates(a.predicate), key=lambda d: d or "")]


@dataclass(slots=True)
class _Answers:
    """Yes/no forms of one predicate answered: ``answers.values`` is True or False for each start."""

    shape: Shape
    answers: ShapeAnswers
    number: int


def _ask(material: Material, arrow: tuple[Arrow, str | None], number: int, most: int | None) -> Iterator[_Answers]:
    """The yes/no forms of a predicate: its facts (drawn by a digest if there are more than ``most``), each also with other objects."""
    table = material.table
    (step, date) = arrow
    predicate = table.predicate_index[step.predicate]
    links = table.links(predicate, False, Use(date))
    rows = np.unique(links.row).tolist()
    denied = np.unique(table.links(predicate, False, Use(date), negated=True).row).tolist()
    pairs = {(str(table.terms[table.subject[n]]), str(table.terms[table.object[n]])) for n in (*rows, *denied)}
    objects = sorted({o for _, o in pairs})
    if most is not None and len(pairs) > most:
        pairs = set(sorted(pairs, key=lambda p: digest(material.seed, *p))[:most])
    tried = set(pairs)
    for s, o in sorted(pairs):
        drawn = int(digest(material.seed, s, step.predicate, o)[:12], 16)
        tried |= {(s, objects[(drawn + 7919 * n) % len(objects)]) for n in range(MOST_NO)}
    starts: list[Start] = sorted(p for p in tried if p[0] != p[1])
    form = f.Ask("?0", step.predicate, "?1")
    shape = Shape("truth", form, step.step(X), date=date)
    if starts:
        yield _Answers(shape, answer_shape(shape.asked, starts, table), number)


@dataclass
class _Asked:
    """Asks one answered predicate in one language."""

    material: Material
    asked: _Answers
    language: str
    _texts: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = self.asked.shape
        self.names, self.speaker = self.material.naming(self.language), self.material.speaker(self.language)
        self.form = f.to_json(shape.asked)
        assert isinstance(shape.form, f.Ask)
        self.predicate = shape.form.predicate
        self.maker = Maker(
            self.material, shape, self.language, "yesno", PART, Sets(self.asked.answers.rows, self.material), self.answer_text
        )

    def drafts(self) -> Iterator[Item]:
        answers = self.asked.answers
        for row, start in enumerate(answers.starts):
            value = answers.value(row)
            if value is None:
                continue
            names = [self.names.name(id) for id in start]
            if None in names:
                yield self._reject("no_label", start)
                continue
            rows = answers.support(row)
            if self.material.obvious(self.language).pair(*start) or self.material.obvious(self.language).rests_on(rows):
                yield self._reject("answer_in_question", start, "the names of its ends tell it")
                continue
            if self.material.ontology.relative.intersection(start):
                yield self._reject("not_asked", start, "a term whose meaning depends on its subject")
                continue
            if any(self.names.is_shared(id) for id in start):
                yield self._reject("homonym", start)
                continue
            yield self._draft(row, start, tuple(n for n in names if n), bool(value))

    def _draft(self, row: int, start: Start, names: tuple[Name, ...], value: bool) -> Item:
        material = self.material
        support = material.support(self.asked.answers.support(row))
        by_ground = not value and not support
        why = self.asked.answers.why(row)
        grounds = [g for g in why.grounds if g.spans]
        works = [material.works.works[w] for w in material.shared_works(support)]
        if by_ground:
            found = sorted({material.works.of_document.get(s.document, "") for g in grounds[:1] for s in g.spans})
            works = [material.works.works[w] for w in found if w in material.works.works]
            if len(works) != 1:
                return self._reject("several_sources", start)
        works = [w for w in works if self.language in w.titles]
        drawn = int(digest(material.seed, self.language, list(start), self.predicate)[:8], 16)
        work = works[0] if works and (by_ground or drawn % 3 == 0) else None
        if by_ground and work is None:
            return self._reject("several_sources", start)
        numbers = tuple(n.many for n in names)
        texts = self._wordings(numbers, work is not None)
        if isinstance(texts, NoWording):
            return self._reject("no_wording", start, f"{texts.predicate}: {texts.position}")
        if not value and not support and not self._denials(numbers, work is not None):
            return self._reject("no_wording", start, f"{self.predicate}: negation")
        # questions of one kind only: the answer begins with yes or with true
        families = [[n for n, (_, way) in enumerate(texts) if _family(way, self.language) == kind] for kind in ("yes", "right", "true")]
        families = [family for family in families if family]
        family = families[drawn % len(families)]
        first = family[(drawn // 7) % len(family)]
        chosen = (first, *(n for n in family if n != first))
        number = (1 << 61) | (self.asked.number << 32) | row
        proof = tuple(map(material.ground_id, why.grounds))
        return Draft(self.maker, row, start, names, support, work, "one", texts, chosen, number, why.because, proof, value)

    def _wordings(self, numbers: tuple[bool, ...], sourced: bool) -> Any:
        key = ("q", numbers, sourced)
        if key not in self._texts:
            try:
                manner = Manner("one", SOURCE if sourced else None)
                found = questions(self.form, self.speaker, manner, (*numbers, False))
                self._texts[key] = tuple((Filler.of(w.text), w.way) for w in found)
            except NoWording as caught:
                self._texts[key] = caught
        return self._texts[key]

    def _denials(self, numbers: tuple[bool, ...], sourced: bool) -> tuple[Filler, ...]:
        key = ("n", numbers, sourced)
        if key not in self._texts:
            manner = Manner(source=SOURCE if sourced else None)
            inner = self.form["of"] if self.form["op"] == "as_of" else self.form
            manner = Manner(source=manner.source, date=self.asked.shape.date)
            found = (truth_teller(inner, self.speaker, manner, (*numbers, False), p) for p in ("absent", "negation"))
            self._texts[key] = tuple(text for texts in found for text in texts)
        return self._texts[key]  # type: ignore[no-any-return]

    def _statement(self, numbers: tuple[bool, ...], sourced: bool) -> Filler:
        key = ("s", numbers, sourced)
        if key not in self._texts:
            inner = self.form["of"] if self.form["op"] == "as_of" else self.form
            manner = Manner(source=SOURCE if sourced else None, date=self.asked.shape.date)
            self._texts[key] = truth_teller(inner, self.speaker, manner, (*numbers, False), "statement")[0]
        return self._texts[key]  # type: ignore[no-any-return]

    def answer_text(self, draft: Draft, answers: list[Answer]) -> str:
        """Yes or no, and a full sentence: the fact, its denial, or what holds instead."""
        way = draft.texts[draft.chosen[0]][1]
        numbers, sourced = tuple(n.many for n in draft.names), draft.work is not None
        names = list(draft.names)
        filler = self._statement(numbers, sourced)
        if not draft.extra:
            other = self._other(draft)
            if other is not None:
                names[1] = other
                filler = self._statement((numbers[0], other.many), sourced)
            else:
                denials = self._denials(numbers, sourced)
                filler = denials[-1] if draft.support else denials[0]
        text = filler.fill([n.variants() for n in names])
        text = text.replace(SOURCE, draft.title) if draft.work else text
        if self.language == "en":
            text = capital(text)
        return verdict(draft.extra, self.language, way) + text

    def _other(self, draft: Draft) -> Name | None:
        """What holds instead, where a predicate of one value has another."""
        material = self.material
        for id in draft.support:
            fact = material.facts.get(id)
            if (
                fact
                and not fact.negated
                and fact.subject == draft.start[0]
                and isinstance(fact.object, str)
                and fact.object != draft.start[1]
            ):
                return self.names.name(fact.object)
        return None

    def _reject(self, reason: str, start: Start, detail: str = "") -> Item:
        return rejection(reason, f"{self.language} truth: {self.predicate} of {', '.join(start)}", PART, detail)


def _family(way: str, language: str) -> str:
    """Which first word answers a question asked in this way."""
    return way if way == "true" or (way == "right" and language == "zh") else "yes"


def _drawn(material: Material, items: list[Item], most: int | None) -> Iterator[Item]:
    """Rejections, and of the drafts as many true as false ones up to the limit, drawn by a digest and given in their order."""
    drafts = [i for i in items if isinstance(i, Draft)]
    yield from (i for i in items if not isinstance(i, Draft))

    def rank(draft: Draft) -> str:
        return digest(material.seed, list(draft.start), draft.maker.language, draft.form_number)

    true, false = (sorted((d for d in drafts if bool(d.extra) == value), key=rank) for value in (True, False))
    limit = len(drafts) if most is None else most
    half = limit // 2
    few = min(len(false), max(half, limit - len(true)))
    kept = {id(d) for d in (*false[: max(few, 0)], *true[: max(limit - few, 0)])}
    yield from (d for d in drafts if id(d) in kept)


def sample(draft: Draft) -> dict[str, Json]:
    """The finished sample of a draft of this part."""
    record: list[Json] = [{"value": "true" if draft.extra else "false", "type": "bool", "aliases": []}]
    return finish(draft, [], "all", value=record)
