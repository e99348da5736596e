"""One answered shape asked in one language: each start with its names, sources and wordings, or why it cannot be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.graph import rows as r
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Ground, Qualifier, Rejection, digest, term_key

from . import wording_checks
from .answer_text import Sentence, Teller, count_teller, teller
from .bridging import Bridges
from .conditions import behind, is_condition, when
from .fitting import NEAR, grounded_works, names_of
from .material import Answer, Material, Sets, Start, in_order
from .naming import Naming, demanded, reached
from .phrases import Filler, Manner, Name, NoWording, Wording
from .samples import SOURCE, Draft, Item, Maker, finish, rejection
from .shapes import Shape, steps_of
from .siblings import says_shared
from .speaker import Form, Speaker, expects_one, head_of
from .titles import Work
from .wording import narrows_siblings, questions

_NUMBERS_MEET = re.compile(r"\bthree (?:one|two|three|four|five|six|\d|single|double|triple)|三.[一二两三四五六单双\d]")
BOTH_SETTINGS = 2_000
"""A shape with more starts asks each in one setting, closed book or naming the source."""


def of_one_subject(shape: Shape) -> bool:
    """Whether a shape asks for what one given subject has: there a term may mean what it means for that subject."""
    step = shape.form.of if isinstance(shape.form, f.Count) else shape.form
    return isinstance(step, f.Step) and not step.inverse and isinstance(step.of, f.Entity)


@dataclass(frozen=True, slots=True)
class _Proof:
    """What proves an answer set: asserted facts, why it is complete (grounds None: it is not), and rows of the graph where conditions are
    said."""

    support: tuple[str, ...]
    labels: tuple[str, ...]
    because: str
    grounds: tuple[Ground, ...] | None
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A wording of a shape, ready to be filled."""

    filler: Filler
    way: str
    cost: float
    order: str


@dataclass
class ShapeAsker:
    """Asks one answered shape in one language. ``compose`` makes its questions, ``tell`` its answers; with ``most_told`` the
    question asks for so many, and the answer names no more."""

    material: Material
    shape: Shape
    answers: ShapeAnswers
    language: str
    number: int
    most_works: int = 1
    kind: str = "qa"
    part: str = "qa"
    compose: Callable[..., Sequence[Wording]] = questions
    tell: Callable[..., Teller | Sentence] = teller
    most_told: int | None = None
    _texts: dict[tuple[tuple[bool, ...], str, bool], tuple[Asked, ...] | NoWording] = field(default_factory=dict)
    _tellers: dict[tuple[tuple[bool, ...], bool, str], Teller | Sentence] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names: Naming = self.material.naming(self.language)
        self.speaker: Speaker = self.material.speaker(self.language)
        self.form: Form = f.to_json(self.shape.asked)
        self.demanded, self.reached = demanded(self.form, self.material.ontology), reached(self.form, self.material.ontology)
        self.noun = head_of(self.form, self.speaker).one if self.language == "en" else ""
        self.narrowed = narrows_siblings(self.form, self.speaker)
        self.bridges = Bridges(self.shape, self.answers, self.names, self.speaker)
        self.count = isinstance(self.shape.form, f.Count)
        self.one = not self.count and expects_one(self.form, self.speaker)
        said = self.manner("some", False).conditions
        kind, hops = "count" if self.count else self.kind, f.hops(self.shape.form)
        sets = Sets(self.answers.rows, self.material)
        self.maker = Maker(self.material, self.shape, self.language, kind, self.part, sets, self.answer_text, sample, hops, said)

    # ------------------------------------------------------------------ drafts

    def drafts(self) -> Iterator[Item]:
        missing, pooled = self._unnamed(), self._pooled()
        relative = self.material.ontology.relative
        for row, start in enumerate(self.answers.starts):
            if relative.intersection(start):
                yield self._reject("not_asked", start, "a term whose meaning depends on its subject")
                continue
            if missing[row] or pooled[row]:
                yield self._reject("no_label" if missing[row] else "pooled_union", start)
                continue
            yield from self._of_row(row, start)

    @cached_property
    def _said_of_start(self) -> NDArray[np.bool_]:
        """For each row whether "which other" would say of the start what it asks of its siblings: "which other fruits in the same group as
        apples are high in sugar" has apples high in sugar, "of the other fruits …, which are" has not."""
        lie = np.zeros(len(self.answers), bool)
        if self.language != "en" or not (self.shape.shared and self.shape.second and isinstance(self.shape.form, f.And)):
            return lie
        table = self.material.table
        holders = answer_shape(self.shape.dated(self.shape.form.of[1]), self.answers.starts, table).rows
        own = np.fromiter((table.index[start[0]] for start in self.answers.starts), np.int64, len(lie))
        owners = r.owners(holders)
        lie[:] = True
        lie[owners[holders.members == own[owners]]] = False
        return lie

    def _unnamed(self) -> NDArray[np.bool_]:
        """For each row whether an answer has no name in the language."""
        answers = self.answers
        used = np.zeros(len(self.material.table.terms), bool)
        used[answers.rows.members] = True
        without = np.zeros(len(used), bool)
        for term in np.flatnonzero(used).tolist():
            without[term] = self.material.answer(self.language, term) is None
        return r.any_of(answers.rows, without)

    def _pooled(self) -> NDArray[np.bool_]:
        """For each row whether start or siblings have several of what they share, and the wording speaks of one."""
        shape, answers = self.shape, self.answers
        if shape.shared is None or says_shared(self.material, shape, self.language):
            return np.zeros(len(answers), bool)
        middle = answer_shape(shape.dated(shape.shared.step(shape.anchor)), answers.starts, self.material.table)
        several = self.material.survey.degree(shape.shared, shape.date) > 1
        return np.asarray((r.counts(middle.rows) > 1) | r.any_of(answers.rows, several))

    def _of_sort(self, start: Start) -> bool:
        """Whether what the siblings are siblings of has what narrows them: other fruit is like a fruit."""
        table, second = self.material.table, self.shape.second
        assert second
        links = table.links(table.predicate_index[second.predicate], second.inverse, Use(self.shape.date))
        return bool(links.matrix[table.index[start[0]], table.index[start[1]]])

    def _of_row(self, row: int, start: Start) -> Iterator[Item]:
        answers = self.answers
        terms = answers.answers(row)
        if self.one and len(terms) > 1:
            yield self._reject("not_complete", start, "a predicate that has one value has several")
            return
        rows = answers.support(row)
        if self.material.obvious(self.language).rests_on(rows):
            yield self._reject("answer_in_question", start, "the names of its ends tell it")
            return
        if not of_one_subject(self.shape) and self.material.relative(rows):
            yield self._reject("not_asked", start, "a term whose meaning depends on its subject")
            return
        if self.narrowed and not self._of_sort(start):
            yield self._reject("not_asked", start, "what siblings of a sort are asked for is not of that sort")
            return
        support = self.material.support(rows)
        held = {t for t in terms if isinstance(t, str)} | set(start)
        names = names_of(start, self.names, self.demanded, support, held, self.shape.date)
        if isinstance(names, str):
            yield self._reject(names, start)
            return
        named = self.maker.answers.named(row, self.language)
        if len({a.text for a in named}) < len(named):
            yield self._reject("homonym", start, "two answers are written alike")
            return
        why = answers.why(row) if answers.complete[row] else None
        proof = _Proof(
            support, tuple(a.label for a in named),
            why.because if why else "", why.grounds if why else None, tuple(rows) if self.shape.name == "any" else (),
        )  # fmt: skip
        one = self.one or (self.shape.single and why is not None and len(terms) == 1)
        settings = self._settings(start)
        if "closed_book" in settings and not self.shape.whole:
            yield self._draft(row, start, names, proof, None, "one" if one else "some")
        if "source_named" in settings or self.shape.whole:
            yield from self._sourced(row, start, names, proof, one)

    def _settings(self, start: Start) -> tuple[str, ...]:
        """Both settings, or, where a shape has very many starts, one drawn by a digest. So many of them are asked for from what one knows:
        in a source all could be listed."""
        if self.most_told is not None:
            return ("closed_book",)
        if len(self.answers) <= BOTH_SETTINGS:
            return ("closed_book", "source_named")
        return (("closed_book", "source_named")[int(digest(self.material.seed, "setting", list(start))[:2], 16) % 2],)

    def _sourced(self, row: int, start: Start, names: tuple[Name, ...], proof: _Proof, one: bool) -> Iterator[Item]:
        """The drafts that name a source: a work that has evidence of every fact, and grounds if the set is to be said whole."""
        grounded = grounded_works(self.material, proof.grounds) if proof.grounds is not None else frozenset()
        given = untitled = told = 0
        for id in self.material.shared_works(proof.support):
            work = self.material.works.works[id]
            whole = (grounded is None or id in grounded) and self.most_told is None
            if self.shape.whole and not whole:
                continue
            if self.language in work.titles and not self.material.may_name(work, self.language, start):
                told += 1
                continue
            if self.language not in work.titles:
                untitled += 1
                continue
            yield self._draft(row, start, names, proof, work, "one" if one else "all" if whole else "some", whole)
            given += 1
            if given == self.most_works:
                return
        if untitled and not given:
            yield self._reject("no_label", start, "its source has no title in this language")
        elif told and not given:
            yield self._reject("not_asked", start, "the question tells its source")
        elif self.shape.whole and not given:
            yield self._reject("several_sources", start)

    def _draft(
        self, row: int, start: Start, names: tuple[Name, ...], proof: _Proof, work: Work | None, ask: str, whole: bool = False
    ) -> Item:  # fmt: skip
        texts = self._wordings(tuple(n.many for n in names), ask, work is not None)
        if isinstance(texts, NoWording):
            reason = "bad_wording" if "(" in texts.position else "no_wording"
            return self._reject(reason, start, f"{texts.predicate}: {texts.position}")
        fillers = tuple((asked.filler, asked.way) for asked in texts)
        mode = "all" if self.one or whole else "some"
        extra = (mode, proof.rows)
        grounds = None if proof.grounds is None else tuple(map(self.material.ground_id, proof.grounds))
        number = (self.number << 32) | row
        draft = Draft(self.maker, row, start, names, proof.support, work, ask, fillers, (), number, proof.because, grounds, extra)
        variants = draft.variants()
        usable, problem = [], ""
        for n in range(len(fillers)):
            if wrong := self._problem(draft.fill(n, variants), draft, proof.labels):
                problem = problem or wrong
            else:
                usable.append(n)
        if len(proof.labels) == 1 and ask == "some":  # "name some" has one hope for more than one
            usable = [n for n in usable if texts[n].way != "list"] or usable
        if self._said_of_start[row]:
            usable = [n for n in usable if draft.fill(n, variants).startswith("Of ")]
            problem = problem or "'which other' would say it of the start, too"
        if not usable:
            reason = "answer_in_question" if problem.startswith("answer") else "bad_wording"
            return self._reject(reason, start, problem)
        if self.noun and any(self.noun in name.full for name in names):
            plain = [n for n in usable if not wording_checks.says_twice(draft.fill(n, variants), self.noun)]
            usable = plain or usable
        near = [n for n in usable if texts[n].cost <= texts[usable[0]].cost + NEAR]
        drawn = near[int(digest(self.material.seed, self.language, list(start), self.number, work.id if work else "")[:8], 16) % len(near)]
        draft.chosen = (drawn, *(n for n in usable if n != drawn))
        return draft

    def _problem(self, text: str, draft: Draft, labels: tuple[str, ...]) -> str:
        """What is wrong with a finished question that its template could not show: an answer in it, or its length."""
        for label in labels:
            if label in text and wording_checks.contains_answer(text, label, self.language):
                return f"answer in question: {label}"
        if self.most_told is not None and _NUMBERS_MEET.search(text):
            return "a number beside a number"  # "name three three-candle patterns"
        plain = text.replace(draft.title, "") if draft.work else text
        for condition in self.manner("some", False).conditions:
            plain = plain.replace(condition, "")
        problems = wording_checks.check_length(plain, self.language)
        if any(n.telling for n in draft.names):  # a telling fact is more than a name: it counts in runs of 的 and of
            problems += wording_checks.check_runs(
                wording_checks.without(plain, [self.names.label(id) or "" for id in draft.start]), self.language
            )
        return "; ".join(problems)

    def _reject(self, reason: str, start: Start, detail: str = "") -> Rejection:
        return rejection(reason, f"{self.language} {self.shape.name}: {steps_of(self.shape)} of {', '.join(start)}", self.part, detail)

    # ------------------------------------------------------------------ wording

    def manner(self, ask: str, sourced: bool) -> Manner:
        """What surrounds the question of this shape."""
        said = tuple(c for q in sorted(self.shape.conditions, key=lambda q: not isinstance(q.value, str)) if (c := when(q, self.names)))
        return Manner(ask, SOURCE if sourced else None, None, said, self.shape.name == "any")

    def _wordings(self, numbers: tuple[bool, ...], ask: str, sourced: bool) -> tuple[Asked, ...] | NoWording:
        key = (numbers, ask, sourced)
        if key not in self._texts:
            try:
                if len(self.manner(ask, sourced).conditions) < len(self.shape.conditions):
                    raise NoWording(self.shape.conditions[0].predicate, "condition")
                found = self.compose(self.form, self.speaker, self.manner(ask, sourced), (*numbers, False, False))
                told = self._told({w.order for w in found}, numbers, sourced)
                self._texts[key] = tuple(Asked(Filler.of(w.text), w.way, w.cost, w.order) for w in found if w.order in told)
            except NoWording as caught:
                self._texts[key] = caught
        return self._texts[key]

    def _told(self, orders: Collection[str], numbers: tuple[bool, ...], sourced: bool) -> set[str]:
        """The orders of two conditions in which the answer can be told; raises ``NoWording`` where there is none."""
        told: set[str] = set()
        problem = None
        for order in sorted(orders):
            try:
                self._teller(numbers, sourced, order)
                told.add(order)
            except NoWording as caught:
                problem = caught
        if problem and not told:
            raise problem
        return told

    def _teller(self, numbers: tuple[bool, ...], sourced: bool, order: str) -> Teller | Sentence:
        key = (numbers, sourced, order)
        if key not in self._tellers:
            make: Callable[..., Teller | Sentence] = count_teller if self.count else partial(self.tell, order=order)
            form = f.to_json(self.shape.dated(self.shape.form.of)) if isinstance(self.shape.form, f.Count) else self.form
            self._tellers[key] = make(form, self.speaker, self.manner("some", sourced), (*numbers, False, False))
        return self._tellers[key]

    def _bridged(self, numbers: tuple[bool, ...], sourced: bool) -> Teller | None:
        return self.bridges.teller(numbers, self.manner("some", sourced))

    def _fitting(self, answer: Answer) -> Answer:
        """The answer as a sentence of this shape writes it: without a note that nothing needs there."""
        if not isinstance(answer.term, str) or answer.term not in self.names.alike:
            return answer
        noted, plain = self.names.name(answer.term), self.names.fitting(answer.term, self.reached)
        if noted is None or plain is None:
            return answer
        definite = answer.definite and plain.definite + answer.definite.removeprefix(noted.definite)
        return replace(answer, text=plain.full + answer.text.removeprefix(noted.full), definite=definite)

    def _told_of(self, start: Start, answers: list[Answer]) -> list[Answer]:
        """The answers that the sentence names: all, or as many as were asked for, drawn by a digest."""
        if self.most_told is None or len(answers) <= self.most_told:
            return answers
        drawn = sorted(answers, key=lambda a: digest(self.material.seed, list(start), term_key(a.term)))[: self.most_told]
        return [a for a in answers if a in drawn]

    def answer_text(self, draft: Draft, answers: list[Answer]) -> str:
        numbers, sourced = tuple(n.many for n in draft.names), draft.work is not None
        texts = self._wordings(numbers, draft.ask, sourced)
        told = self._teller(numbers, sourced, "" if isinstance(texts, NoWording) else texts[draft.chosen[0]].order)
        plural = len(answers) == 1 and answers[0].many
        variants = draft.variants()
        if (bridge := self.bridges.name(draft.row)) and (bridged := self._bridged((*numbers[:1], bridge.many), sourced)):
            told, variants = bridged, [*variants, bridge.variants()]
        answers = [self._fitting(a) for a in self._told_of(draft.start, answers)]
        items, definite = [a.text for a in answers], [a.definite or a.text for a in answers]
        sentence = told if isinstance(told, Sentence) else told.whole if draft.ask in ("one", "all") else told.open
        text = sentence.fill(variants, items, self.language, plural=plural, definite=definite)
        return text.replace(SOURCE, draft.title) if draft.work else text


def sample(draft: Draft) -> dict[str, object]:
    """The finished sample of a draft of this part."""
    maker = draft.maker
    found = maker.answers.named(draft.row, maker.language)
    if maker.shape.name == "any":
        found = _with_conditions(draft, found)
    ordered = in_order(found)
    if maker.kind == "count":
        record = [{"value": str(len(ordered)), "type": "number", "aliases": []}]
        return finish(draft, ordered, "count", value=record)
    return finish(draft, ordered, str(draft.extra[0]))


def _with_conditions(draft: Draft, found: list[Answer]) -> list[Answer]:
    """Answers with the conditions under which they hold, said fact by fact; an answer that some fact gives plainly needs none. The record
    has all qualifiers of an answer's facts, as the engine gives them."""
    maker = draft.maker
    naming, table = maker.naming, maker.material.table
    start = table.index[draft.start[0]]
    facts: dict[int, list[tuple[Qualifier, ...]]] = {}
    for row in draft.extra[1]:
        other = int(table.object[row]) if int(table.subject[row]) == start else int(table.subject[row])
        facts.setdefault(other, []).append(table.fact(row).qualifiers)
    out = []
    for answer in found:
        held = facts.get(table.number(answer.term), [])
        plain = any(not any(is_condition(q, naming.ontology) for q in qualifiers) for qualifiers in held)
        said = "" if plain else behind(held, naming)
        every = {(q.predicate, term_key(q.value)): q for qualifiers in held for q in qualifiers}
        record = {**answer.record, "qualifiers": [every[key].to_json() for key in sorted(every)]} if every else answer.record
        definite = answer.definite and answer.definite + said
        out.append(replace(answer, text=answer.text + said, record=record, definite=definite))
    return out
