"""Questions answered thing by thing: what each of several middle things has (治疗2型糖尿病的各种药物，分别有哪些禁忌？), never pooled.

``grouped``: a chain over several middle things, which is what qa does not ask (``pooled_union``). ``compared``: the same asked of three
things that the question names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgcorpus import forms as f
from kgcorpus.answers_shape import answer_shape
from kgcorpus.model import Json, Rejection, Term, digest

from . import wording_checks
from .answer_text import Teller
from .fitting import drawn, fit, names_of, reason_of, sources
from .group_wording import ask_each_of, tellers, told
from .material import Answer, Material, Start, answer_of_term, in_order
from .naming import demanded
from .paths import Paths
from .phrases import Manner, Name, NoWording
from .records import Proof, Proved, proof_of
from .samples import SOURCE, Generator, Question, rejection
from .series import numbered
from .shapes import Arrow, Shape, Survey, X, Y, dates_of, steps_of
from .shapes_wide import Z
from .speaker import Form, single
from .titles import Work

PART = "grouped"
Parts = list[tuple[Name, Answer, list[Answer]]]
"""Groups with how a sentence names them, in order, and their answers."""
FEWEST_GROUPS, MOST_GROUPS, MOST_TOLD = 2, 8, 40
"""How many things a question may ask about, and how many answers they may have together."""
MOST_STARTS, MOST_LOOSE = 40, 10
"""Starts of a shape that are asked, drawn by a digest of their ids; of those whose things only happen to be linked to the same (what
interacts with X) and are no sort of their own."""
MOST_OF_A_GROUP = 8
"""How many answers each of three named things may have."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """A start of a shape with its groups: what is asked about, in order, and what each has."""

    shape: Shape
    start: Start
    groups: Mapping[str, tuple[Term, ...]]
    proof: Proof


def grouped(*, decided: Mapping[str, str] | None = None, most: int = MOST_STARTS) -> Generator:
    """The part for answers by group. ``decided``: what experts decided on shapes; ``never`` on "grouped: q p" or on "chain: q p" bars one;
    ``most``: starts asked of each shape."""
    said = decided or {}

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Question | Rejection]:
        for shape, starts, plain in _shapes(material, most):
            steps = steps_of(shape)
            if "never" in (said.get(f"{shape.name}: {steps}"), said.get(f"chain: {steps}")):
                yield rejection("not_asked", f"{shape.name}: {steps}", PART, "a reviewer decided never to ask it")
                continue
            if not plain and said.get(f"{shape.name}: {steps}") != "ask":
                detail = "no reviewer has decided that things which are no sort are asked for several answers each"
                yield rejection("not_asked", f"{shape.name}: {steps}", PART, detail)
                continue
            sayable = []
            for language in languages:
                if problem := _unsayable(material, shape, language):
                    yield problem
                else:
                    sayable.append(language)
            for found in _answered(material, shape, starts) if sayable and starts else ():
                if isinstance(found, Rejection):
                    yield found
                    continue
                for language in sayable:
                    yield from _Asking(material, found, language).questions()

    return generate


def _unsayable(material: Material, shape: Shape, language: str) -> Rejection | None:
    speaker, form = material.speaker(language), f.to_json(shape.asked)
    try:
        ask_each_of(form, speaker, Manner("some"), (False,) * 8)
        tellers(form, speaker, False)
    except NoWording as caught:
        reason = "bad_wording" if "(" in caught.position else "no_wording"
        return rejection(reason, f"{language} {shape.name}: {steps_of(shape)}", PART, f"{caught.predicate}: {caught.position}")
    return None


# ------------------------------------------------------------------------------------------- shapes, starts


def _shapes(material: Material, most: int) -> Iterator[tuple[Shape, list[Start], bool]]:
    """Shapes with their starts, and whether they are asked without an expert's word: things that are no sort of their own are asked for one
    thing each, as in the column of a table, and not where they only interact with, or are like, the start."""
    survey, asker, relating = material.survey, material.asker, Paths(material).between_equals
    for a in survey.arrows:
        if survey.literal(a):
            continue
        degree = survey.degree(a, None)[: survey.table.entities]
        several = np.flatnonzero((degree >= FEWEST_GROUPS) & (degree <= MOST_GROUPS))
        for b in survey.arrows if len(several) else ():
            if b.predicate != a.predicate and dates_of(survey, a, b) == [None] and survey.meets(a, b, None):
                loose = a.inverse and not survey.ontology.predicates[a.predicate].filters and survey.says_filters
                plain = not loose or (a.predicate not in relating and _one_of_each(material, b))
                chosen = np.sort(asker.first(several, min(most, MOST_LOOSE) if loose else most))
                starts: list[Start] = [(asker.key(n),) for n in chosen.tolist()]
                yield Shape("grouped", b.step(a.step(X)), a.step(X)), starts, plain
    series = numbered(material)
    for b in survey.arrows:
        if not b.inverse and not survey.literal(b) and dates_of(survey, b) == [None]:
            yield Shape("compared", b.step(f.Or((X, Y, Z))), b.step(X)), _threes(material, b, series, most), True


def _one_of_each(material: Material, arrow: Arrow) -> bool:
    """Whether a step leads to one thing that is no measure, to what things are sorted by, or to a person."""
    predicate = material.ontology.predicates[arrow.predicate]
    who = [material.speaker(lang).head(arrow.predicate, arrow.inverse).who for lang in ("zh", "en")]
    return not arrow.inverse and not predicate.unit and (single(predicate, False) or bool(predicate.filters) or any(who))


def _threes(material: Material, arrow: Arrow, series: NDArray[np.bool_], most: int) -> list[Start]:
    """Threes of one sort, each with some answers: every third thing with the two that a digest puts next to it."""
    survey, asker = material.survey, material.asker
    degree = survey.degree(arrow, None)[: survey.table.entities]
    found: set[tuple[int, ...]] = set()
    those = np.flatnonzero((degree >= 1) & (degree <= MOST_OF_A_GROUP) & ~series[: len(degree)])
    sorts = _sorts(survey)[those]
    for sort in np.unique(sorts).tolist():
        alike = those[sorts == sort]
        ids = {n: asker.key(n) for n in asker.first(alike, 4 * most).tolist()}
        for anchor, id in ids.items():
            if len(ids) > 2 and int(digest("anchor", id)[:4], 16) % 3 == 0:
                near = sorted((n for n in ids if n != anchor), key=lambda n: digest(id, ids[n]))[:2]
                found.add(tuple(sorted((anchor, *near))))
    chosen = sorted(found, key=lambda three: digest(material.seed, [asker.key(n) for n in three]))[:most]
    return sorted(tuple(asker.key(n) for n in three) for three in chosen)


def _sorts(survey: Survey) -> NDArray[np.int64]:
    """For each term a number for what sort it is: its one value of the first predicate by which an expert sorts, else its classes."""
    made = -survey.kinds
    for arrow in survey.arrows:
        if arrow.inverse or not survey.ontology.predicates[arrow.predicate].filters or dates_of(survey, arrow) != [None]:
            continue
        matrix = survey.links(arrow).matrix
        one = np.flatnonzero((np.diff(matrix.indptr) == 1) & (made <= 0))
        made[one] = matrix.indices[matrix.indptr[one]] + 1
    return made


def _answered(material: Material, shape: Shape, starts: list[Start]) -> Iterator[Grouped | Rejection]:
    """The starts with their groups, where each thing has an answer and not all have the same."""
    table = material.table
    assert isinstance(shape.form, f.Step)
    answers = answer_shape(shape.form, starts, table)
    lost = material.asker.loses_conditions(shape, starts)
    middles = answer_shape(shape.form.of, starts, table)
    ids = sorted({str(table.terms[n]) for n in np.unique(middles.rows.members).tolist()})
    of_each = answer_shape(Arrow(shape.form.predicate, shape.form.inverse).step(X), [(id,) for id in ids], table)
    place = {id: row for row, id in enumerate(ids)}
    for row, start in enumerate(starts):
        what = f"{shape.name}: {steps_of(shape)} of {', '.join(start)}"
        if not len(answers.rows.row(row)):
            continue
        if lost[row]:
            yield rejection("qualifier_lost", what, PART)
            continue
        groups = {id: tuple(of_each.answers(place[id])) for id in map(str, middles.answers(row))}
        if not all(groups.values()):
            yield rejection("no_answer", what, PART, "of something that is asked about nothing is known")
        elif len({frozenset(group) for group in groups.values()}) < 2:
            yield rejection("hop_not_needed", what, PART, "all have the same")
        elif set(groups) & {term for group in groups.values() for term in group}:
            yield rejection("not_asked", what, PART, "what is asked about is also an answer")
        elif sum(map(len, groups.values())) > MOST_TOLD:
            yield rejection("too_many_answers", what, PART)
        else:
            yield Grouped(shape, start, groups, proof_of(answers, row, material))


# ------------------------------------------------------------------------------------------- one start in one language


@dataclass(slots=True)
class _Asking:
    material: Material
    found: Grouped
    language: str

    def questions(self) -> Iterator[Question | Rejection]:
        found, material, language = self.found, self.material, self.language
        naming, proof = material.naming(language), found.proof
        if material.ontology.relative.intersection(found.start) or material.relative(proof.rows):
            yield self._reject("not_asked", "a term whose meaning depends on its subject")
            return
        if material.obvious(language).rests_on(proof.rows):
            yield self._reject("answer_in_question", "the names of its ends tell it")
            return
        form = f.to_json(found.shape.asked)
        held = {t for group in found.groups.values() for t in group if isinstance(t, str)} | set(found.groups) | set(found.start)
        names = names_of(found.start, naming, demanded(form, material.ontology), proof.support, held, None)
        if isinstance(names, str):
            yield self._reject(names)
            return
        parts = self._parts()
        if isinstance(parts, str):
            yield self._reject(parts)
            return
        yield from self._settings(form, names, parts)

    def _parts(self) -> Parts | str:
        """The groups in order with their names and answers, or why they cannot be told."""
        naming = self.material.naming(self.language)
        out = []
        for id, terms in self.found.groups.items():
            group = answer_of_term(id, naming)
            answers = [answer_of_term(term, naming) for term in terms]
            name = naming.name(id)
            if group is None or name is None or not all(answers):
                return "no_label"
            if naming.is_shared(id) or len({a.text for a in answers if a}) < len(answers):
                return "homonym"
            out.append((name, group, in_order([a for a in answers if a])))
        by_name = [str(group.term) for group in in_order([group for _, group, _ in out])]
        order = {id: n for n, id in enumerate(self.found.start if self.found.shape.name == "compared" else by_name)}
        return sorted(out, key=lambda part: order[str(part[1].term)])

    def _settings(self, form: Form, names: tuple[Name, ...], parts: Parts) -> Iterator[Question | Rejection]:
        """Closed book, and naming a source that says all of it."""
        proof, material = self.found.proof, self.material
        one = single(material.ontology.predicates[form["predicate"]], bool(form.get("inverse"))) and proof.grounds is not None
        yield self._question(form, names, parts, None, one and self.found.shape.name == "compared")
        for work, whole in sources(material, self.language, self.found.start, proof.support, proof.grounds):
            yield self._question(form, names, parts, work, whole)
            return

    def _question(
        self, form: Form, names: tuple[Name, ...], parts: Parts, work: Work | None, whole: bool
    ) -> Question | Rejection:  # fmt: skip
        language, material, found = self.language, self.material, self.found
        speaker, numbers = material.speaker(language), (*(n.many for n in names), *(False,) * 8)
        manner = Manner("all" if whole else "some", SOURCE if work else None)
        title = work.titles[language] if work else ""
        try:
            wordings = ask_each_of(form, speaker, manner, numbers)
            sentences = [
                ([name.full, *(a.text for a in answers)], self._told(tellers(form, speaker, name.many), name, answers, whole))
                for name, _, answers in parts
            ]
        except NoWording as caught:
            return self._reject("no_wording", f"{caught.predicate}: {caught.position}")
        hidden = [a.label for _, group, answers in parts for a in ([group] if found.shape.name == "grouped" else []) + answers]
        fitting = fit(wordings, names, title, hidden, language)
        if isinstance(fitting, str):
            return self._reject(reason_of(fitting), fitting)
        front = speaker.grammar.front(Manner("some", SOURCE)).replace(SOURCE, title) if work else ""
        text = told(sentences, language, front[:1].upper() + front[1:])
        if wrong := wording_checks.check_answer_text(text, language, names=[title, *(n.full for n in names), *hidden]):
            return self._reject("bad_wording", wrong[0])
        key = (material.seed, language, list(found.start), found.shape.name, steps_of(found.shape), work.id if work else "")
        grounds = found.proof.grounds
        return Proved(
            material, "grouped", language, PART, found.shape.name, f.fill(found.shape.asked, found.start), drawn(fitting, *key), text,
            _records(parts), "all" if whole else "some", found.proof.support, found.proof.because,
            None if grounds is None else tuple(map(material.ground_id, grounds)), found.start, work,
            telling=tuple(n.telling for n in names if n.telling), points=1,
            labels={"groups": [{"id": str(group.term), "label": group.label} for _, group, _ in parts]},
        )  # fmt: skip

    def _told(self, teller: Teller, name: Name, answers: list[Answer], whole: bool) -> str:
        sentence = teller.whole if whole else teller.open
        plural = len(answers) == 1 and answers[0].many
        return sentence.fill(
            [name.variants()], [a.text for a in answers], self.language, plural=plural, definite=[a.definite or a.text for a in answers]
        )

    def _reject(self, reason: str, detail: str = "") -> Rejection:
        found = self.found
        return rejection(reason, f"{self.language} {found.shape.name}: {steps_of(found.shape)} of {', '.join(found.start)}", PART, detail)


def _records(parts: Parts) -> list[Mapping[str, Json]]:
    """The answers by group: what two groups share stands in both."""
    return [{**answer.record, "group": str(group.term)} for _, group, answers in parts for answer in answers]

