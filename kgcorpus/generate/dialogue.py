"""Dialogues: questions asked one after the other, of which the later ones refer back: 它的禁忌证有哪些？, "What about gliclazide?".

Each turn is a finished question of its own with its proved answer. A later turn asks something else of the same thing, the same of
another thing, or for what shares with it what was just said. A pronoun stands only where the thing asked about is the last that was
named of those to which the question could apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kgcorpus import forms as f
from kgcorpus.model import Json, Rejection, digest

from .deriving import SHARE, came_from, drawn, is_plain, number, wrong_words
from .material import Material
from .phrases import Name
from .samples import Deriver, Draft, Question

KIND = "dialogue"
SAME_THING, SAME_QUESTION, ALIKE = "same thing", "same question", "alike"
"""How a turn refers back: another question about the thing, the same about another thing, what shares what was just said."""
IT = {"zh": Name("它"), "en": Name("it", "it", "it", "It")}
_OF_IT = re.compile(r"\b(?:the|some) ([a-z][a-z -]*?) (?:of|for|to) it\b")
_WHAT_ABOUT = {"zh": ("那{}呢？", "{}呢？"), "en": ("What about {}?", "And {}?")}


def dialogue(*, material: Material, asked: Sequence[Question] = (), share: int = SHARE) -> Deriver:
    """The part for dialogues; its earlier turns are taken from all questions ``asked``."""
    making = _Making(material, asked)

    def derive(sample: Mapping[str, Any], question: Question) -> Iterator[dict[str, Json] | Rejection]:
        if is_plain(sample) and making.fits(question) and drawn(sample, KIND, share):
            made = making.of(sample, question)
            if made is not None:
                yield made

    return derive


@dataclass(frozen=True, slots=True)
class Turn:
    """A question in a dialogue: its draft, how it refers back (empty: it stands alone), and its words."""

    draft: Draft
    refers: str
    text: str


@dataclass
class _Making:
    """Makes dialogues for one graph."""

    material: Material
    asked: Sequence[Question]

    def fits(self, question: Question) -> bool:
        """Whether a question may end a dialogue: what one thing has, or what is like it, without source, date or condition."""
        return isinstance(question, Draft) and _is_simple(question) and question.maker.shape.name in ("objects", "siblings")

    @cached_property
    def _about(self) -> Mapping[tuple[str, str], list[Draft]]:
        """What may be asked of each thing by itself, by language and thing."""
        out: dict[tuple[str, str], list[Draft]] = {}
        for question in self.asked:
            if isinstance(question, Draft) and _is_simple(question) and question.maker.shape.name == "objects":
                out.setdefault((question.language, question.start[0]), []).append(question)
        return out

    @cached_property
    def _asking(self) -> Mapping[tuple[str, str], list[Draft]]:
        """Of which things the same may be asked, by language and predicate."""
        out: dict[tuple[str, str], list[Draft]] = {}
        for drafts in self._about.values():
            for draft in drafts:
                out.setdefault((draft.language, _predicate(draft)), []).append(draft)
        return out

    def of(self, sample: Mapping[str, Any], question: Question) -> dict[str, Json] | Rejection | None:
        assert isinstance(question, Draft)
        turns = self._turns(sample, question)
        if turns is None:
            return None
        came = came_from(sample, question)
        before, last = turns[:-1], turns[-1]
        records = [turn.draft.record() for turn in before]
        held = [str(a["value"]) for record in records for a in record["answers"]]
        if any(str(a["value"]) in held for a in sample["answers"]):
            return None  # it was told before
        names = [n for r in (sample, *records) for a in r["answers"] for n in (str(a["value"]), *a["aliases"])]
        names += [n for turn in turns for name in turn.draft.names for n in (name.full, name.bare, name.first)]
        names += [str(t["label"]) for r in records for t in r["topic"]]
        for turn in turns:
            if problem := wrong_words(turn.text, [], came, names, KIND):
                return problem
        listed: list[Json] = [
            {
                "question": turn.text,
                "answer": record["answer_text"],
                **{name: record[name] for name in ("answers", "mode", "form", "complete", "facts", "grounds")},
            }
            for turn, record in zip(before, records, strict=True)
        ]
        said = ((last.text, last.refers),)
        fields = {"turns": listed}
        return came.proved(
            KIND, said, str(sample["answer_text"]), sample["answers"], sample["mode"], fields=fields, labels={"refers": last.refers}
        ).record()

    # ------------------------------------------------------------------ turns

    def _turns(self, sample: Mapping[str, Any], last: Draft) -> list[Turn] | None:
        """The turns of a dialogue that ends with a question, drawn among those there are; None where there is none."""
        if last.maker.shape.name == "siblings":
            return self._alike(sample, last)
        ways = [self._same_thing, self._same_question]
        at = number(sample, "turns")
        for make in ways if at % 2 else ways[::-1]:
            if (made := make(sample, last)) is not None:
                return made
        return None

    def _alike(self, sample: Mapping[str, Any], last: Draft) -> list[Turn] | None:
        """X属于哪一类？ 同类的还有哪些？"""
        shared = last.maker.shape.shared
        first = [d for d in self._about.get((last.language, last.start[0]), ()) if shared and _predicate(d) == shared.predicate]
        text = self._with_it(last, sample)
        return [self._alone(first[0]), Turn(last, ALIKE, text)] if first and text else None

    def _same_thing(self, sample: Mapping[str, Any], last: Draft) -> list[Turn] | None:
        """One or two other questions about the thing, then this one with a pronoun."""
        others = [d for d in self._about[last.language, last.start[0]] if _predicate(d) != _predicate(last) and self._clear(d, last)]
        others = sorted(others, key=lambda d: digest("turn", sample["id"], _predicate(d)))
        text = self._with_it(last, sample)
        if not others or text is None:
            return None
        turns = [self._alone(others[0])]
        if len(others) > 1 and number(sample, "length") % 2 and self._clear(others[0], others[1]):
            second = self._with_it(others[1], sample)
            turns += [Turn(others[1], SAME_THING, second)] if second else []
        return [*turns, Turn(last, SAME_THING, text)]

    def _same_question(self, sample: Mapping[str, Any], last: Draft) -> list[Turn] | None:
        """The same question about a thing of the same kind, then about this one."""
        kind, naming = self.material.survey.kind, self.material.naming(last.language)
        wanted = kind(last.start[0])
        others = [d for d in self._asking[last.language, _predicate(last)] if d.start != last.start and kind(d.start[0]) == wanted]
        obvious = self.material.obvious(last.language)
        others = [d for d in others if d.ask == last.ask and not obvious.pair(d.start[0], last.start[0])]
        name = naming.name(last.start[0])
        if not others or name is None or last.names[0].telling:
            return None
        first = min(others, key=lambda d: digest("other", sample["id"], d.start[0]))
        templates = _WHAT_ABOUT[last.language]
        text = templates[number(sample, "what about") % len(templates)].format(name.full)
        return [self._alone(first), Turn(last, SAME_QUESTION, text)]

    def _alone(self, draft: Draft) -> Turn:
        """A question that stands by itself; a question rather than a request."""
        texts = draft.wordings()
        return Turn(draft, "", next((text for text in texts if text.endswith(("？", "?"))), texts[0]))

    def _clear(self, before: Draft, after: Draft) -> bool:
        """Whether nothing that one question's answer names could be meant by the pronoun in the next."""
        domain = self.material.ontology.predicates[_predicate(after)].domain
        answers = before.maker.answers.answers(before.row)
        named = [self.material.entities[a].classes for a in answers if isinstance(a, str) and a in self.material.entities]
        return bool(domain) and not any(self.material.ontology.is_a(classes, cls) for classes in named for cls in domain)

    def _with_it(self, draft: Draft, sample: Mapping[str, Any]) -> str | None:
        """The question with a pronoun for the thing: none where it is a person or takes a plural verb."""
        naming, language = self.material.naming(draft.language), draft.language
        id = draft.start[0]
        cls = [self.material.ontology.classes.get(c) for c in self.material.entities[id].classes]
        person = any(k is not None and ("who" in k.question_word.values() or "谁" in k.question_word.values()) for k in cls)
        if person or draft.names[0].many or naming.name(id) is None:
            return None
        variants = [IT[language].variants(), *draft.variants()[1:]]
        found = [text for n in draft.chosen if (text := _pronoun(draft.fill(n, variants), language))]
        asked = [text for text in found if text.endswith(("？", "?"))]
        if not asked:
            return None
        return asked[number(sample, "wording") % min(2, len(asked))]


def _is_simple(draft: Draft) -> bool:
    shape = draft.maker.shape
    return draft.maker.kind == "qa" and draft.work is None and not shape.date and not shape.conditions and len(draft.start) == 1


def _predicate(draft: Draft) -> str:
    """The predicate of a one-step question; of siblings the one that they share."""
    shape = draft.maker.shape
    form = shape.shared.step(f.Entity("?0")) if shape.shared else shape.form
    return form.predicate if isinstance(form, f.Step) else ""


def _pronoun(text: str, language: str) -> str | None:
    """A question whose thing is "it" as people say it; None where that is clumsy.

    >>> _pronoun("What are the contraindications to it?", "en"), _pronoun("Which other medicines are in the same class as it?", "en")
    ('What are its contraindications?', 'Which other medicines are in the same class?')
    """
    if language == "zh":
        return text if text.count("它") == 1 else None
    text = _OF_IT.sub(lambda m: f"its {m[1]}", text)
    text = re.sub(r"(\bthe same [a-z ]+?) (?:as|of) it\b", r"\1", text)
    return None if re.search(r"\b(?:of|to|for|as) it\b|\bthe it\b", text) else text
