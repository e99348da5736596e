"""Questions of truth: facts asked as they are, and with another object where grounds, another value or the text itself says no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Ground, Json, digest

from .answer_text import Teller, teller, truth_teller, verdict
from .citing import Quote
from .distractors import Distractors
from .material import Answer, Material, Sets, Start, in_order
from .naming import capital
from .phrases import Filler, Manner, Name, NoWording
from .qa import unsayable
from .samples import SOURCE, Draft, Generator, Item, Maker, finish, rejection
from .shapes import Arrow, Shape, X
from .titles import Work
from .wording import questions

PART = "yesno"
MOST_NO = 3
"""Other objects tried for each fact."""
MOST_TOLD = 6
"""Up to so many things, a denial tells all of what holds instead."""


def yesno(*, most: int | None = None) -> Generator:
    """The part for truth. ``most``: how many drafts a language may have (None: all); they are drawn by a digest, half of them false if
    there are."""

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Item]:
        arrows, distractors = _arrows(material), Distractors(material.survey, material.seed)
        tried = None if most is None else 2 * most // max(1, len(arrows)) + 200
        items: dict[str, list[Item]] = {language: [] for language in languages}
        for number, (arrow, date) in enumerate(arrows):
            sayable = []
            for language in languages:
                if problem := unsayable(material, Shape("truth", f.Ask("?0", arrow.predicate, "?1"), arrow.step(X), date=date), language):
                    items[language].append(problem)
                else:
                    sayable.append(language)
            for asked in _ask(material, (arrow, date), number, tried, distractors) if sayable else ():
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
    """Yes/no forms of one predicate answered: ``answers.values`` is True or False for each start. ``true`` has the objects that are
    known of each subject."""

    arrow: Arrow
    shape: Shape
    answers: ShapeAnswers
    number: int
    true: Mapping[str, tuple[str, ...]]


def _ask(
    material: Material, arrow: tuple[Arrow, str | None], number: int, most: int | None, distractors: Distractors
) -> Iterator[_Answers]:  # fmt: skip
    """The yes/no forms of a predicate: its facts (drawn by a digest if there are more than ``most``), each also with other objects."""
    table = material.table
    (step, date) = arrow
    predicate, terms = table.predicate_index[step.predicate], table.terms
    sure, denied = (table.links(predicate, False, Use(date), negated=negated).row for negated in (False, True))
    known = sorted({(int(table.subject[n]), int(table.object[n])) for n in np.unique(sure).tolist()})
    pairs = sorted({*known, *((int(table.subject[n]), int(table.object[n])) for n in np.unique(denied).tolist())})
    chosen = [(s, o) for s, o in pairs if s != o]
    if most is not None and len(chosen) > most:
        chosen = sorted(sorted(chosen, key=lambda p: digest(material.seed, str(terms[p[0]]), str(terms[p[1]])))[:most])
    tried = {*chosen, *distractors.drawn(step.predicate, pairs, chosen, MOST_NO)}
    starts: list[Start] = sorted((str(terms[s]), str(terms[o])) for s, o in tried)
    true: dict[str, tuple[str, ...]] = {}
    for s, o in known:
        true[str(terms[s])] = (*true.get(str(terms[s]), ()), str(terms[o]))
    shape = Shape("truth", f.Ask("?0", step.predicate, "?1"), step.step(X), date=date)
    if starts:
        yield _Answers(step, shape, answer_shape(shape.asked, starts, table), number, true)


@dataclass(frozen=True, slots=True)
class _Denial:
    """How a no is told. ``support``: by facts (``other``: the one value that holds; without it, the text denies it). Else by a source
    that was read whole: ``told`` is all that it lists of the subject, or of the object (``inverse``); empty where that is long."""

    support: bool = False
    other: Name | None = None
    work: Work | None = None
    told: tuple[Answer, ...] = ()
    inverse: bool = False
    quotes: tuple[Quote | None, ...] = ()


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
        known = self.material.ontology.predicates.get(self.predicate)
        self.demanded = (known.domain, known.range) if known else ((), ())
        self.maker = Maker(
            self.material, shape, self.language, "yesno", PART, Sets(self.asked.answers.rows, self.material), self.answer_text, sample
        )

    def drafts(self) -> Iterator[Item]:
        answers = self.asked.answers
        for row, start in enumerate(answers.starts):
            value = answers.value(row)
            if value is None:
                continue
            names = [self.names.fitting(id, classes) for id, classes in zip(start, self.demanded, strict=True)]
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
            known, tells = self.asked.true.get(start[0], ()), self.material.obvious(self.language).pair
            if not value and any(tells(start[0], o) for o in known):
                yield self._reject("answer_in_question", start, "the name of the subject tells what holds")
                continue
            if not value and any(tells(start[1], o) for o in known):
                yield self._reject("not_asked", start, "a broader or narrower term of what holds")
                continue
            yield self._draft(row, start, tuple(n for n in names if n), bool(value))

    def _draft(self, row: int, start: Start, names: tuple[Name, ...], value: bool) -> Item:
        material = self.material
        support = material.support(self.asked.answers.support(row))
        why = self.asked.answers.why(row)
        drawn = int(digest(material.seed, self.language, list(start), self.predicate)[:8], 16)
        denial = None if value else self._denial(start, support, why.grounds)
        if isinstance(denial, str):
            return self._reject(denial, start, "a denial that does not say what holds")
        if denial and denial.work:
            work: Work | None = denial.work
        else:
            works = [material.works.works[w] for w in material.shared_works(support)]
            work = next((w for w in works if material.may_name(w, self.language, start)), None) if drawn % 3 == 0 else None
        numbers = tuple(n.many for n in names)
        texts = self._wordings(numbers, work is not None)
        if isinstance(texts, NoWording):
            return self._reject("no_wording", start, f"{texts.predicate}: {texts.position}")
        if denial and (missing := self._untold(denial, numbers, work is not None)):
            return self._reject("no_wording", start, f"{self.predicate}: {missing}")
        # questions of one kind only: the answer begins with yes or with true
        families = [[n for n, (_, way) in enumerate(texts) if _family(way, self.language) == kind] for kind in ("yes", "right", "true")]
        families = [family for family in families if family]
        family = families[drawn % len(families)]
        first = family[(drawn // 7) % len(family)]
        chosen = (first, *(n for n in family if n != first))
        number = (1 << 61) | (self.asked.number << 32) | row
        proof = tuple(map(material.ground_id, why.grounds))
        return Draft(self.maker, row, start, names, support, work, "one", texts, chosen, number, why.because, proof, denial)

    # ------------------------------------------------------------------ what holds instead

    def _denial(self, start: Start, support: tuple[str, ...], grounds: Sequence[Ground]) -> _Denial | str:
        """How a no is told: by the other value, by the text that denies it, by all that a source lists; or the reason why it cannot be."""
        facts = [fact for id in support if (fact := self.material.facts.get(id))]
        if facts:
            if all(fact.negated for fact in facts):
                return _Denial(support=True)
            others = {fact.object for fact in facts if not fact.negated and fact.subject == start[0]}
            other = next(iter(others)) if len(others) == 1 else None
            name = self.names.fitting(other, self.demanded[1]) if isinstance(other, str) else None
            return _Denial(support=True, other=name) if name else "no_label"
        if not (ground := next((g for g in grounds if g.spans), None)):
            return "not_complete"
        work = self.material.works.works.get(self.material.works.of_document.get(ground.spans[0].document, ""))
        if work is None or {self.material.works.of_document.get(s.document) for s in ground.spans} != {work.id}:
            return "several_sources"
        if self.language not in work.titles:
            return "no_label"
        inverse = ground.start != start[0]
        if told := self._listed(start, inverse, ground, work):
            return told
        if inverse:
            return "no_wording"
        return _Denial(work=work, quotes=(self.material.citing.of_ground(ground),))

    def _listed(self, start: Start, inverse: bool, ground: Ground, work: Work) -> _Denial | None:
        """All that the source lists instead, if it is short, has names, and the source says each of it."""
        material, arrow = self.material, Arrow(self.predicate, inverse)
        table, date = material.table, self.asked.shape.date
        links = table.links(table.predicate_index[arrow.predicate], inverse, Use(date))
        at = table.index[start[int(inverse)]]
        first, last = int(links.start[at]), int(links.start[at + 1])
        numbers = sorted(set(links.other[first:last].tolist()))
        answers = [a for n in numbers[: MOST_TOLD + 1] if (a := material.answer(self.language, n)) is not None]
        held = {end for id in ground.facts if (fact := material.facts.get(id)) for end in (fact.subject, fact.object)}
        support = material.support(links.row[first:last].tolist())
        if not answers or len(answers) < len(numbers) or len(answers) > MOST_TOLD or not held.issuperset(a.term for a in answers):
            return None
        if any(isinstance(a.term, str) and self.names.is_shared(a.term) for a in answers) or work.id not in material.shared_works(support):
            return None
        quotes = tuple(material.citing.quote(id, material.facts[id], work.id) for id in support if id in material.facts)
        return _Denial(work=work, told=tuple(in_order(answers)), inverse=inverse, quotes=quotes) if self._teller(inverse, ()) else None

    def _teller(self, inverse: bool, numbers: tuple[bool, ...]) -> Teller | None:
        """How all objects (or subjects) of a start are told; None where there is no wording."""
        key = ("t", inverse, numbers)
        if key not in self._texts:
            form = f.to_json(self.asked.shape.dated(Arrow(self.predicate, inverse).step(f.Entity("?1" if inverse else "?0"))))
            try:
                self._texts[key] = teller(form, self.speaker, Manner("some", SOURCE), (*(numbers or (False, False)), False))
            except NoWording:
                self._texts[key] = None
        return self._texts[key]  # type: ignore[no-any-return]

    # ------------------------------------------------------------------ wording

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

    def _denials(self, position: str, numbers: tuple[bool, ...], sourced: bool) -> tuple[Filler, ...]:
        """Statements that deny a fact (``negation``), or say that a source does not list it (``absent``)."""
        key = (position, numbers, sourced)
        if key not in self._texts:
            inner = self.form["of"] if self.form["op"] == "as_of" else self.form
            manner = Manner(source=SOURCE if sourced else None, date=self.asked.shape.date)
            found = truth_teller(inner, self.speaker, manner, (*numbers, False), position)
            self._texts[key] = found or (self._denials("negation", numbers, sourced) if position == "absent" else ())
        return self._texts[key]  # type: ignore[no-any-return]

    def _untold(self, denial: _Denial, numbers: tuple[bool, ...], sourced: bool) -> str | None:
        """The position whose wording is missing to tell a denial; None where it can be told."""
        if denial.other or (denial.told and self._teller(denial.inverse, numbers)):
            return None
        position = "negation" if denial.support else "absent"
        return None if self._denials(position, numbers, sourced) else position

    def _statement(self, numbers: tuple[bool, ...], sourced: bool) -> Filler:
        key = ("s", numbers, sourced)
        if key not in self._texts:
            inner = self.form["of"] if self.form["op"] == "as_of" else self.form
            manner = Manner(source=SOURCE if sourced else None, date=self.asked.shape.date)
            self._texts[key] = truth_teller(inner, self.speaker, manner, (*numbers, False), "statement")[0]
        return self._texts[key]  # type: ignore[no-any-return]

    def answer_text(self, draft: Draft, answers: list[Answer]) -> str:
        """Yes or no, and a full sentence: the fact, its denial in the source's words, or what holds instead."""
        way = draft.texts[draft.chosen[0]][1]
        numbers, sourced = tuple(n.many for n in draft.names), draft.work is not None
        names = list(draft.names)
        denial: _Denial | None = draft.extra
        told = denial.told if denial else ()
        if denial and told and (whole := self._teller(denial.inverse, numbers)):
            items, definite = [a.text for a in told], [a.definite or a.text for a in told]
            plural = len(told) == 1 and told[0].many
            text = whole.whole.fill([n.variants() for n in names], items, self.language, plural=plural, definite=definite)
        else:
            if denial is None:
                filler = self._statement(numbers, sourced)
            elif denial.other:
                names[1] = denial.other
                filler = self._statement((numbers[0], denial.other.many), sourced)
            else:
                filler = self._denials("negation" if denial.support else "absent", numbers, sourced)[0]
            text = filler.fill([n.variants() for n in names])
        text = text.replace(SOURCE, draft.title) if draft.work else text
        if self.language == "en":
            text = capital(text)
        return verdict(denial is None, self.language, way) + text

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

    true, false = (sorted((d for d in drafts if (d.extra is None) == value), key=rank) for value in (True, False))
    limit = len(drafts) if most is None else most
    half = limit // 2
    few = min(len(false), max(half, limit - len(true)))
    kept = {id(d) for d in (*false[: max(few, 0)], *true[: max(limit - few, 0)])}
    yield from (d for d in drafts if id(d) in kept)


def sample(draft: Draft) -> dict[str, Json]:
    """The finished sample of a draft of this part."""
    denial: _Denial | None = draft.extra
    record: list[Json] = [{"value": "false" if denial else "true", "type": "bool", "aliases": []}]
    return finish(draft, [], "all", value=record, quotes=denial.quotes if denial else ())


def contrary(draft: Draft) -> str | None:
    """The answer that says no where the draft's says yes, and yes where it says no; None where the denial has no wording."""
    try:
        return draft.maker.answer_of(replace(draft, extra=_Denial(support=True) if draft.extra is None else None), [])
    except (NoWording, IndexError):
        return None
