"""Choices: a finished question with options, of which the wrong ones are much like the right ones and each is proved wrong.

A question that expects one answer is asked as it is; of a set the question asks for the only right one of the options, for all right
ones, or for the one that is not in it. The form is limited to the options (``and``, or ``minus`` for what is not in it), so that its
answers are the right options and everything about them is proved again like any other sample.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgcorpus import forms as f
from kgcorpus.model import Json, Literal, Rejection, Term, digest

from . import records
from .answer_text import teller
from .asking_choice import NOT, ONE, SEVERAL, left_out, limited, marked, stems
from .denying import Denial
from .deriving import SHARE, Came, came_from, drawn, is_plain, number, wrong_words
from .material import Answer, Material, in_order
from .obvious import hints
from .phrases import NoWording
from .samples import SOURCE, Deriver, Draft, Question, rejection
from .speaker import head_of
from .wrong_answers import WrongAnswers

KIND = "choice"
LETTERS = "ABCDEFGH"
OPTIONS = 4
MOST_RIGHT = 3
"""A set of at most so many answers may be shown whole."""
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b(?! published)|第\s?\d")
SHARE_OF_SETS = 3
"""The same for samples of several answers, which are fewer."""


def choice(
    *, material: Material, asked: Sequence[Question] = (), share: int = SHARE, share_of_sets: int = SHARE_OF_SETS
) -> Deriver:  # fmt: skip
    """The part for choices."""
    making = _Making(material)

    def derive(sample: Mapping[str, Any], question: Question) -> Iterator[dict[str, Json] | Rejection]:
        one_in = share if len(sample["answers"]) == 1 else share_of_sets
        fits = is_plain(sample) and drawn(sample, KIND, one_in) and making.wrong.fits(sample)
        made = making.of(sample, question) if fits else None
        if made is not None:
            yield made

    return derive


@dataclass(frozen=True, slots=True)
class _Option:
    """An option before it has a letter: the term as it is written, whether it is in the set, and what proves that it is not."""

    answer: Answer
    within: bool
    denial: Denial | None = None


@dataclass
class _Making:
    """Makes choices for one graph."""

    material: Material

    def __post_init__(self) -> None:
        self.wrong = WrongAnswers(self.material)

    def of(self, sample: Mapping[str, Any], question: Question) -> dict[str, Json] | Rejection | None:
        came = came_from(sample, question)
        right = self.wrong.right(came, sample) if self.wrong.provable(came) else None
        whole = came.draft is None or came.draft.ask == "one"
        if right is None or (whole and len(right) > MOST_RIGHT):
            return None
        chosen = self._chosen(sample, came, len(right), whole)
        wanted = {ONE: (1, OPTIONS - 1), NOT: (OPTIONS - 1, 1), SEVERAL: (min(len(right), MOST_RIGHT), 2)}[chosen]
        wrong = self.wrong.of(came, right, sample, max(wanted[1], OPTIONS - wanted[0]))
        if len(wrong) < wanted[1]:
            return self._reject("no_distractor", came)
        kept = sorted(right, key=lambda a: digest(sample["id"], a.label))[: wanted[0]]
        options = [_Option(a, True) for a in kept] + [_Option(w.answer, False, w.denial) for w in wrong]
        return self._record(sample, came, self._shuffled(sample, options), chosen, whole or len(kept) == len(right))

    def _chosen(self, sample: Mapping[str, Any], came: Came, right: int, whole: bool) -> str:
        """What is to be chosen: drawn, as far as the set allows."""
        if whole:
            return ONE if right == 1 else SEVERAL
        ways = [ONE]
        if right >= 2:
            ways += [SEVERAL, SEVERAL]
        if right >= OPTIONS - 1 and came.grounds is not None:
            ways.append(NOT)
        return ways[number(sample, "what is chosen") % len(ways)]

    # ------------------------------------------------------------------ options

    def _shuffled(self, sample: Mapping[str, Any], options: list[_Option]) -> list[_Option]:
        """The options in an order drawn for the sample; numbers by size."""
        if isinstance(options[0].answer.term, Literal):
            placed = in_order([o.answer for o in options])
            return sorted(options, key=lambda o: placed.index(o.answer))
        return sorted(options, key=lambda o: digest("option", sample["id"], o.answer.label))

    def _record(
        self, sample: Mapping[str, Any], came: Came, options: list[_Option], chosen: str, whole: bool
    ) -> dict[str, Json] | Rejection | None:
        asked = _limited_form(came.asked, options, chosen)
        said = self._question(sample, came, chosen, whole)
        picked = [o for o in options if o.within == (chosen != NOT)]
        if said is None or not picked:
            return self._reject("no_wording", came)
        if self._given_away(said[0], options):
            return self._reject("answer_in_question", came)
        told = self._told(sample, came, [o.answer for o in picked], chosen, whole)
        if told is None or (isinstance(picked[0].answer.term, Literal) and _ORDINAL.search(told)):
            return self._reject("no_wording", came)
        letters = [LETTERS[n] for n, o in enumerate(options) if o in picked]
        text = _lettered(letters, came.language) + told
        names = [n for o in options for n in (o.answer.text, o.answer.label, o.answer.definite)]
        if problem := wrong_words(said[0], [text], came, names, KIND):
            return problem
        proof = records.prove(asked, self.material)
        fields: dict[str, Any] = {"asked": asked, "support": proof.support, "because": proof.because}
        fields["grounds"] = None if proof.grounds is None else tuple(map(self.material.ground_id, proof.grounds))
        listed = [self._option(LETTERS[n], o, o in picked, came) for n, o in enumerate(options)]
        answers = [o.answer.record for o in picked]
        made = came.proved(KIND, (said,), text, answers, "all", fields={"options": listed}, labels={"chosen": chosen}, **fields)
        return made.record()

    def _given_away(self, question: str, options: list[_Option]) -> bool:
        """Whether the question says a good part of what is to be chosen, and of nothing else."""
        hinted = [isinstance(o.answer.term, str) and hints(o.answer.label, question, self._nouns(o.answer.term)) for o in options]
        return any(hinted) and all(h <= o.within for h, o in zip(hinted, options, strict=True))

    def _nouns(self, id: str) -> list[str]:
        classes = self.material.entities[id].classes if id in self.material.entities else ()
        return [n for c in classes for lang in ("zh", "en") if (n := self.material.ontology.noun(c, lang))]

    def _option(self, letter: str, option: _Option, right: bool, came: Came) -> dict[str, Json]:
        term = option.answer.term
        out: dict[str, Json] = {"id": letter, "text": self._option_text(option.answer, came), "answer": right}
        out |= {"entity": term} if isinstance(term, str) else {"value": term.to_json()}
        if option.denial:
            out["facts"] = list(self.material.support(option.denial.rows))
            out["grounds"] = sorted({self.material.ground_id(g) for g in option.denial.grounds})
        return out

    def _option_text(self, answer: Answer, came: Came) -> str:
        written = self.material.naming(came.language).written(answer.term) if isinstance(answer.term, str) else None
        return written or answer.text

    # ------------------------------------------------------------------ words

    def _question(self, sample: Mapping[str, Any], came: Came, chosen: str, whole: bool) -> tuple[str, str] | None:
        """The question and its way of asking."""
        plain = [sample["question"], *(p["text"] for p in sample["paraphrases"])]
        asked = [text for text in plain if text.endswith(("？", "?"))]
        draft = came.draft
        if draft is None or draft.ask == "one":
            return (marked(asked[0], came.language, chosen), sample["labels"]["way"]) if asked else None
        head = head_of(draft.maker.shape_json, came.speaker)
        if chosen != NOT:
            for text in asked[:2]:
                if made := limited(text, came.speaker, head, chosen, several=draft.maker.shape_json["op"] == "and"):
                    return marked(made, came.language, chosen), "limited"
        numbers = (*(n.many for n in draft.names), False, False)
        for stem in stems(draft.maker.shape_json, came.speaker, came.manner, numbers, chosen):
            text = stem.question.fill(draft.variants()).replace(SOURCE, came.title)
            return marked(text, came.language, chosen), stem.way
        return None

    def _told(self, sample: Mapping[str, Any], came: Came, picked: list[Answer], chosen: str, whole: bool) -> str | None:
        """The sentence that names the options to be chosen."""
        draft = came.draft
        if whole and chosen != NOT:
            return str(sample["answer_text"])
        if draft is None:
            return None
        form, numbers = draft.maker.shape_json, tuple(n.many for n in draft.names)
        variants = draft.variants()
        if chosen == NOT:
            other = picked[0]
            name = self.material.naming(came.language).name(str(other.term))
            filler = left_out(form, came.speaker, came.manner, (*numbers, other.many), len(numbers))
            if filler is None or name is None:
                return None
            return filler.fill([*variants, name.variants()]).replace(SOURCE, came.title)
        try:
            order = _order(draft)
            told = teller(form, came.speaker, came.manner, (*numbers, False, False), order).open
        except NoWording:
            return None
        items, definite = [a.text for a in picked], [a.definite or a.text for a in picked]
        plural = len(picked) == 1 and picked[0].many
        return told.fill(variants, items, came.language, plural=plural, definite=definite).replace(SOURCE, came.title)

    def _reject(self, reason: str, came: Came) -> Rejection:
        return rejection(reason, f"{came.language} {came.shape} of {', '.join(came.topic)}", KIND)


def _order(draft: Draft) -> str:
    """In which order the draft's wording says two conditions; the first where it is not known."""
    orders: Sequence[str] = getattr(draft, "orders", ())
    return orders[draft.chosen[0]] if orders else ""


def _lettered(letters: Sequence[str], language: str) -> str:
    if language == "zh":
        return "、".join(letters) + "。"
    return (letters[0] if len(letters) == 1 else ", ".join(letters[:-1]) + " and " + letters[-1]) + ". "


def _limited_form(form: f.Form, options: Sequence[_Option], chosen: str) -> f.Form:
    """The form of what is to be chosen among the options; of a value the form itself, since no other option is in its set."""
    terms: list[Term] = [o.answer.term for o in options]
    if isinstance(form, f.AsOf):
        return f.AsOf(_limited_form(form.of, options, chosen), form.date)
    if not all(isinstance(term, str) for term in terms):
        return form
    given = f.Or(tuple(f.Entity(str(term)) for term in terms))
    return f.Minus(given, form) if chosen == NOT else f.And((form, given))
