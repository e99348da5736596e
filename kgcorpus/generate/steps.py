"""Step by step: a question that takes several facts, answered with each of them in a sentence of its own, then the conclusion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kgcorpus import forms as f
from kgcorpus.model import Fact, Json, Rejection

from .answer_text import Sentence, teller, truth_teller
from .deriving import SHARE, Came, came_from, drawn, is_plain, number, wrong_words
from .material import Material, in_order, natural
from .naming import capital
from .phrases import Filler, Manner, Name, NoWording
from .samples import Deriver, Question, rejection

KIND = "steps"
MOST_STEPS = 6
ASKS = {
    "zh": ("请分步说明。", "请说明推理过程。", "请逐步推理。"),
    "en": ("Explain step by step.", "Show the reasoning.", "Reason step by step."),
}
"""How a question asks for the steps."""
_BRIDGED = ("chain", "long chain", "siblings of one")
"""Shapes whose answer names what lies between; behind its steps it need not."""
_ORDINALS = {
    "zh": ("第一", "第二", "第三", "第四", "第五", "第六"),
    "en": ("First", "Second", "Third", "Fourth", "Fifth", "Sixth"),
}


def steps(*, material: Material, asked: Sequence[Question] = (), share: int = SHARE) -> Deriver:
    """The part for reasoning step by step."""
    making = _Making(material)

    def derive(sample: Mapping[str, Any], question: Question) -> Iterator[dict[str, Json] | Rejection]:
        if is_plain(sample) and _fits(sample) and drawn(sample, KIND, share) and (made := making.of(sample, question)) is not None:
            yield made

    return derive


def _fits(sample: Mapping[str, Any]) -> bool:
    """Whether an answer takes several facts, few enough to be told one by one, none of a date or in groups."""
    several = sample["hops"] > 1 or sample["form"]["op"] not in ("step", "ask", "as_of")
    plain = "as_of" not in sample and not any("group" in a or "qualifiers" in a for a in sample["answers"])
    return several and plain and bool(sample["answers"]) and 2 <= len(sample["facts"]) <= MOST_STEPS


@dataclass
class _Making:
    """Makes step-by-step samples for one graph."""

    material: Material
    _tellers: dict[tuple[str, str, bool, bool], tuple[Filler, ...]] = field(default_factory=dict)

    def of(self, sample: Mapping[str, Any], question: Question) -> dict[str, Json] | Rejection | None:
        asked = str(sample["question"])
        if not asked.endswith(("？", "?")):
            return None
        came = came_from(sample, question)
        facts = [self.material.facts[id] for id in came.support if id in self.material.facts]
        if len(facts) < len(came.support) or any(fact.qualifiers or fact.valid.to_json() for fact in facts):
            return None
        told = [(fact, self._sentence(fact, came)) for fact in _in_turn(facts, came)]
        if any(text is None for _, text in told):
            return rejection("no_wording", f"{came.language} {came.shape} of {', '.join(came.topic)}", KIND, "statement")
        conclusion = self._conclusion(sample, came)
        if conclusion is None:
            return None
        inside = [str(text) for _, text in told]
        if _says_no_more(facts, inside, conclusion):
            return None
        texts = [capital(text) for text in inside] if came.language == "en" else inside
        text = _joined(inside, _inside(conclusion, came, self._own(sample, came)), self._front(came), came.language)
        requests = ASKS[came.language]
        request = requests[number(sample, "request") % len(requests)]
        said = ((asked + ("" if came.language == "zh" else " ") + request, sample["labels"]["way"]),)
        names = [n for a in sample["answers"] for n in (str(a["value"]), *a["aliases"])]
        if problem := wrong_words(said[0][0], [text, *texts], came, names, KIND):
            return problem
        listed: list[Json] = [{"text": one, "facts": [fact.id]} for (fact, _), one in zip(told, texts, strict=True)]
        return came.proved(KIND, said, text, sample["answers"], sample["mode"], fields={"steps": listed}).record()

    # ------------------------------------------------------------------ sentences

    def _sentence(self, fact: Fact, came: Came) -> str | None:
        """A fact as a sentence, as it stands inside another."""
        naming, predicate = self.material.naming(came.language), self.material.ontology.predicates.get(fact.predicate)
        if predicate is None or predicate.changing:
            return None
        names = [naming.term(fact.subject, predicate.domain), naming.term(fact.object, predicate.range)]
        if any(name is None for name in names):
            return None
        found: list[Name] = [name for name in names if name]
        position = "negation" if fact.negated else "statement"
        key = (came.language, f"{fact.predicate} {position}", found[0].many, found[1].many)
        if key not in self._tellers:
            form = {"op": "ask", "subject": "?0", "predicate": fact.predicate, "object": "?1"}
            self._tellers[key] = truth_teller(form, came.speaker, Manner(), (found[0].many, found[1].many, False), position)
        fillers = self._tellers[key]
        return fillers[0].fill([name.variants() for name in found]) if fillers else None

    def _own(self, sample: Mapping[str, Any], came: Came) -> list[str]:
        """The names that a conclusion may begin with, beside those of the facts."""
        naming = self.material.naming(came.language)
        return [*(str(a["value"]) for a in sample["answers"]), *(naming.label(id) or "" for id in came.topic)]

    def _front(self, came: Came) -> str:
        return "" if not came.work else f"据{came.title}，" if came.language == "zh" else f"According to {came.title}, "

    def _conclusion(self, sample: Mapping[str, Any], came: Came) -> str | None:
        """What follows, without the source, which stands before the steps; None where the source is told in another way."""
        text, front = str(sample["answer_text"]), self._front(came)
        draft = came.draft
        if draft is not None and draft.maker.shape.name in _BRIDGED:
            try:
                numbers = (*(n.many for n in draft.names), False, False)
                told = teller(draft.maker.shape_json, came.speaker, Manner("some", None, None, came.conditions), numbers)
            except NoWording:
                return None
            answers = in_order(draft.maker.answers.named(draft.row, came.language))
            sentence: Sentence = told.whole if draft.ask in ("one", "all") else told.open
            items, definite = [a.text for a in answers], [a.definite or a.text for a in answers]
            plural = len(answers) == 1 and answers[0].many
            told_plain = sentence.fill(draft.variants(), items, came.language, plural=plural, definite=definite)
            if not _DISAGREES.search(told_plain):
                return told_plain
        if not front:
            return text
        return text.removeprefix(front) if text.startswith(front) and front not in text[len(front) :] else None


def _says_no_more(facts: Sequence[Fact], steps: Sequence[str], conclusion: str) -> bool:
    """Whether a conclusion is one of its steps again, or all of them, or the steps say one thing both ways round."""
    if len({frozenset((str(fact.subject), str(fact.object))) for fact in facts}) == 1:
        return True
    said, last = [_plain(text) for text in steps], _plain(conclusion)
    return last in said or all(text in last for text in said)


def _plain(text: str) -> str:
    return text.strip().rstrip("。.").casefold()


def _in_turn(facts: Sequence[Fact], came: Came) -> list[Fact]:
    """The facts in the order in which an answer is found: what the question's things are linked to, what else is linked to that, and what
    holds of it; each thing that is found is finished before the next."""
    naming = came.material.naming(came.language)
    topics = {*came.topic, *f.entities_of(came.asked)}
    reached: set[Any] = set()
    left, out = list(facts), []

    def rank(fact: Fact) -> tuple[Any, ...]:
        known = (fact.subject in topics, fact.object in reached, fact.subject in reached)
        return (known.index(True) if any(known) else 3, natural(naming.label(fact.subject) or ""), fact.predicate, fact.id)

    while left:
        out.append(min(left, key=rank))
        left.remove(out[-1])
        reached |= {out[-1].subject, out[-1].object} - topics
    return out


def _joined(texts: Sequence[str], conclusion: str, front: str, language: str) -> str:
    """The steps and what follows from them as one answer."""
    if language == "zh":
        marks = ("首先", "其次") if len(texts) == 2 else _ORDINALS["zh"]
        said = "；".join(f"{mark}，{text.rstrip('。')}" for mark, text in zip(marks, texts, strict=False))
        return f"{front}{said}。因此，{conclusion}"
    marks = _ORDINALS["en"]
    said = " ".join(f"{mark}, {text}" for mark, text in zip(marks, texts, strict=False))
    if front:
        said = f"First, {front[:1].lower()}{front[1:]}{said.removeprefix('First, ')}"
    return f"{said} Therefore, {conclusion}"


def _inside(text: str, came: Came, own: Sequence[str] = ()) -> str:
    """A sentence as it stands behind "Therefore,": without the capital that a name or word had only for standing at the beginning;
    ``own`` are names that keep theirs."""
    if came.language == "zh":
        return text
    naming = came.material.naming("en")
    ends = {end for id in came.support for end in (came.material.facts[id].subject, came.material.facts[id].object)}
    names = [name.full for end in ends if (name := naming.term(end))]
    small = any(text.startswith(capital(name)) for name in names if name[:1].islower())
    word = re.split(r"[^\w-]", text, maxsplit=1)[0]
    named = any(name.startswith(word) for name in (*names, *own) if name)
    return text[:1].lower() + text[1:] if small or word in _SMALL or (word[1:].islower() and not named) else text


_SMALL = frozenset({"The", "A", "An", "Of", "There", "Other", "One", "Another", "Both", "In", "On", "At", "It", "If", "Under", "When"})
"""Words that have a capital only at the beginning of a sentence; a name keeps what it has."""
_DISAGREES = re.compile(r"^The [^,]*\b(?:belongs to|is in|is of) (?:are|have|were|do)\b")
