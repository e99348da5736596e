"""A question about values put together: its wordings finished and checked, the answer said, the proof beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kgcorpus import forms as f
from kgcorpus.model import Json, Literal, Rejection, digest

from . import wording_checks
from .answer_text import Sentence, finished
from .material import Answer, Material
from .phrases import Filler, Manner, Name, Noun, NoWording, Wording, best, mark_articles, names_out, slot
from .records import Proof, Proved
from .samples import SOURCE, rejection
from .speaker import Speaker
from .titles import Work

PART = "numbers"
KEEP = 4
NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """What a question about values says: its wordings and its answer, both with slots for names (``names``, in the order of the slots).
    ``whole`` is an answer that is finished already."""

    wordings: Sequence[Wording]
    answer: str
    names: Sequence[Name]
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A form to ask in one language: what it is about, what proves it, and how it is framed.

    ``shape`` names the kind of shape with its predicates, as reviewers' decisions name it ("most: ex:price"). ``said`` are texts of the
    form that are no names (thresholds, values), left out of the checks of style. ``alternatives`` lets the question name its answers.
    """

    material: Material
    language: str
    kind: str
    shape: str
    asked: f.Form
    proof: Proof
    topic: tuple[str, ...]
    answers: Sequence[Mapping[str, Json]]
    mode: str
    work: Work | None = None
    said: tuple[str, ...] = ()
    alternatives: bool = False
    conditions: tuple[str, ...] = ()
    points: int = 0
    date: str | None = None
    labels: Mapping[str, Json] = field(default_factory=dict)

    @property
    def speaker(self) -> Speaker:
        return self.material.speaker(self.language)

    @property
    def what(self) -> str:
        return f"{self.language} {self.shape} of {', '.join(self.topic) or 'all'}"

    def reject(self, reason: str, detail: str = "") -> Rejection:
        return rejection(reason, self.what, PART, detail)


def slots(names: Sequence[Name], first: int = 0) -> list[Noun]:
    """Nouns that stand for the names."""
    return [Noun(slot(first + n), "name", name.many) for n, name in enumerate(names)]


def ask(case: Case, tell: Callable[[], Told]) -> Proved | Rejection:
    """The question of a case, or why it cannot be asked: no wording, a bad one, the names tell the answer, no source to name."""
    material, language = case.material, case.language
    obvious = material.obvious(language)
    if obvious.rests_on(case.proof.rows):
        return case.reject("answer_in_question", "the names of its ends tell it")
    if material.relative(case.proof.rows):
        return case.reject("not_asked", "a term whose meaning depends on its subject")
    try:
        told = tell()
    except NoWording as caught:
        return case.reject("bad_wording" if "(" in caught.position else "no_wording", f"{caught.predicate}: {caught.position}")
    manner = Manner("some", case.work.titles[language] if case.work else None, case.date, case.conditions)
    variants = [name.variants() for name in told.names]
    said: list[tuple[str, str, float]] = []
    problem = ""
    for wording in best(told.wordings, KEEP * 2):
        text, wrong = _finished(wording, case, manner, variants)
        if wrong:
            problem = problem or f"{wrong}: {text}"
        elif text not in (t for t, _, _ in said):
            said.append((text, wording.way, wording.cost))
    if not said:
        return case.reject("answer_in_question" if problem.startswith("answer") else "bad_wording", problem)
    answer = told.whole or finished(told.answer, language, manner).fill(variants)
    answer = _first(answer) if language == "en" else _titles(answer)
    if problems := wording_checks.check_answer_text(answer, language, names=_texts(case, told.names)):
        return case.reject("bad_wording", f"{'; '.join(problems)}: {answer}")
    return _proved(case, said, answer)


def ask_phrased(
    case: Case, asked: Sequence[Wording], sentence: Sentence, names: Sequence[Name], answers: Sequence[Answer]
) -> Proved | Rejection:
    """The question of a case whose wordings and answer ``wording`` and ``answer_text`` composed, the source's title still open."""
    material, language = case.material, case.language
    if material.obvious(language).rests_on(case.proof.rows):
        return case.reject("answer_in_question", "the names of its ends tell it")
    variants = [name.variants() for name in names]
    title = case.work.titles[language] if case.work else ""
    aside = tuple(a for a in (title, *case.conditions) if a)
    said: list[tuple[str, str, float]] = []
    problem = ""
    for wording in asked:
        text = Filler.of(wording.text).fill(variants).replace(SOURCE, title)
        plain = text
        for part in aside:
            plain = plain.replace(part, "")
        wrong = [f"answer in question: {a.label}" for a in answers if wording_checks.contains_answer(plain, a.label, language)]
        wrong = wrong or wording_checks.check_length(plain, language)
        if wrong:
            problem = problem or f"{'; '.join(wrong)}: {text}"
        elif not (len(answers) == 1 and wording.way == "list"):
            said.append((text, wording.way, wording.cost))
    if not said:
        return case.reject("answer_in_question" if problem.startswith("answer") else "bad_wording", problem)
    items, definite = [a.text for a in answers], [a.definite or a.text for a in answers]
    plural = len(answers) == 1 and answers[0].many
    answer = sentence.fill(variants, items, language, plural=plural, definite=definite).replace(SOURCE, title)
    return _proved(case, said, answer)


def _proved(case: Case, said: Sequence[tuple[str, str, float]], answer: str) -> Proved:
    """The question: of the wordings that cost little more than the best one is drawn, the others are its paraphrases."""
    material = case.material
    near = [text for text, _, cost in said if cost <= said[0][2] + NEAR]
    source = case.work.id if case.work else ""
    drawn = near[int(digest(material.seed, case.what, source, f.to_json(case.asked))[:8], 16) % len(near)]
    plain = [(text, way) for text, way, _ in said]
    chosen = tuple(sorted(plain, key=lambda one: one[0] != drawn))[:KEEP]
    grounds = None if case.proof.grounds is None else tuple(map(material.ground_id, case.proof.grounds))
    return Proved(
        material, case.kind, case.language, PART, case.shape.partition(":")[0], case.asked, chosen, answer, case.answers, case.mode,
        case.proof.support, case.proof.because, grounds, case.topic, case.work, case.conditions, (), points=case.points, labels=case.labels,
    )  # fmt: skip


def _finished(wording: Wording, case: Case, manner: Manner, variants: Sequence[tuple[str, str, str, str]]) -> tuple[str, str]:
    """A finished wording, and what is wrong with it."""
    language = case.language
    grammar = case.speaker.grammar
    if language == "en" and wording.text.startswith("of ") and (manner.source or manner.date):
        return wording.text, "two frames"  # "According to “…”, of A and B, which …"
    if wording.way == "among" and manner.source and language == "zh":
        return wording.text, "two frames"
    text = grammar.finish(wording.text, manner)
    text = mark_articles(text).replace("  ", " ") if language == "en" else text
    aside = tuple(a for a in (manner.source, manner.date and grammar.say_date(manner.date), *manner.conditions) if a)
    problems = wording_checks.check_question(names_out(text), language, names=case.said, aside=aside)
    text = Filler.of(text).fill(variants)
    text = _first(text) if language == "en" else _titles(text)
    plain = text
    for part in aside:
        plain = plain.replace(part, "")
    problems += wording_checks.check_length(plain, language)
    if not case.alternatives:
        labels = [str(a["value"]) for a in case.answers if a.get("type") == "entity"]
        problems = [f"answer in question: {x}" for x in labels if wording_checks.contains_answer(text, x, language)] or problems
    return text, "; ".join(problems)


def _titles(text: str) -> str:
    """Titles in a row stand without 、 in Chinese: 《甲》《乙》和《丙》."""
    return text.replace("》、《", "》《")


def _first(text: str) -> str:
    """The text with a capital letter, unless its first word has its own."""
    from .naming import capital

    return capital(text)


def _texts(case: Case, names: Sequence[Name]) -> tuple[str, ...]:
    title = (case.work.titles[case.language],) if case.work else ()
    written = [text for name in names for text in name.variants()]
    return (*written, *case.said, *case.conditions, *title)


# ------------------------------------------------------------------------------------------- what a question may name


def source_of(material: Material, language: str, support: Collection[str], topic: Sequence[str], *, prefer: str = "") -> Work | None:
    """A work that gives all these facts and may be named, the preferred one before others."""
    shared = material.shared_works(sorted(support))
    for id in sorted(shared, key=lambda id: (id != prefer, id)):
        work = material.works.works[id]
        if material.may_name(work, language, topic):
            return work
    return None


def number_answer(literal: Literal, text: str) -> dict[str, Json]:
    """The record of a computed value."""
    record: dict[str, Json] = {"value": literal.value, "type": "number"}
    if literal.unit:
        record["unit"] = literal.unit
    return {**record, "aliases": [text] if text != literal.value else []}


def entity_answers(material: Material, language: str, ids: Sequence[str]) -> list[Answer] | None:
    """The answers that entities make; None if one has no name in the language."""
    found = [material.answer(language, material.table.index[id]) for id in ids]
    return None if None in found else [a for a in found if a is not None]
