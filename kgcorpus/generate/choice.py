"""Choices: a finished question with options, of which the wrong ones are much like the right ones and each is proved wrong.

A question that expects one answer is asked as it is; of a set the question asks for the only right one of the options, for all right
ones, or for the one that is not in it. The form is limited to the options (``and``, or ``minus`` for what is not in it), so that its
answers are the right options and everything about them is proved again like any other sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kgcorpus import forms as f
from kgcorpus.model import Ground, Json, Literal, Rejection, Term, digest

from . import near_values, records
from .answer_text import teller
from .asking_choice import NOT, ONE, SEVERAL, left_out, limited, marked, stems
from .closeness import Closeness
from .denying import Denial, Denying
from .deriving import SHARE, Came, came_from, drawn, is_plain, number, wrong_words
from .material import Answer, Material, in_order
from .phrases import NoWording
from .samples import SOURCE, Deriver, Draft, Question, rejection
from .speaker import head_of, sibling_of, single
from .wording import noun_options

KIND = "choice"
LETTERS = "ABCDEFGH"
OPTIONS = 4
MOST_RIGHT = 3
"""A set of at most so many answers may be shown whole."""
SHARE_OF_SETS = 3
"""The same for samples of several answers, which are fewer."""


def choice(
    *, material: Material, asked: Sequence[Question] = (), share: int = SHARE, share_of_sets: int = SHARE_OF_SETS
) -> Deriver:  # fmt: skip
    """The part for choices."""
    making = _Making(material)

    def derive(sample: Mapping[str, Any], question: Question) -> Iterator[dict[str, Json] | Rejection]:
        fits = is_plain(sample) and drawn(sample, KIND, share if len(sample["answers"]) == 1 else share_of_sets) and making.fits(sample)
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
        self.denying = Denying(self.material.table)

    @cached_property
    def closeness(self) -> Closeness:
        return Closeness(self.material.survey)

    def fits(self, sample: Mapping[str, Any]) -> bool:
        """Whether a sample has answers that can stand among options (entities, or one number or date), and others can be proved wrong: its
        set is whole, or a thing of its kind has one value at most."""
        answers = sample["answers"]
        if sample["mode"] not in ("all", "some", "any") or not answers or any("qualifiers" in a or "group" in a for a in answers):
            return False
        value = len(answers) == 1 and answers[0]["type"] in ("number", "date") and "min" not in answers[0]
        if not value and not all("id" in a for a in answers):
            return False
        form = f.parse(sample["form"])
        return f.denotes_set(form) and (bool(sample["complete"]) or self._single(form))

    def _single(self, form: f.Form) -> bool:
        """Whether a part of a form by itself says no to most things: its predicate has one value."""
        if isinstance(form, f.AsOf):
            return self._single(form.of)
        if isinstance(form, f.And):
            return any(map(self._single, form.of))
        predicates = self.material.ontology.predicates
        return isinstance(form, f.Step) and isinstance(form.of, f.Entity) and form.inverse and single(predicates[form.predicate], False)

    def of(self, sample: Mapping[str, Any], question: Question) -> dict[str, Json] | Rejection | None:
        came = came_from(sample, question)
        if sample["complete"] and not self._says_so(self.denying.grounds(came.asked), came) and not self._single(_undated(came.asked)):
            return None
        right = [a for r in sample["answers"] if (a := self._answer(came, r)) is not None]
        if len(right) < len(sample["answers"]):
            return None
        whole = came.draft is None or came.draft.ask == "one"
        chosen = self._chosen(sample, came, len(right), whole)
        wanted = {ONE: (1, OPTIONS - 1), NOT: (OPTIONS - 1, 1), SEVERAL: (min(len(right), MOST_RIGHT), 2)}[chosen]
        wrong = self._wrong(came, right, sample, max(wanted[1], OPTIONS - wanted[0]))
        if len(wrong) < wanted[1]:
            return self._reject("no_distractor", came)
        kept = sorted(right, key=lambda a: digest(sample["id"], a.label))[: wanted[0]]
        options = [_Option(a, True) for a in kept] + wrong
        return self._record(sample, came, self._shuffled(sample, options), chosen, whole or len(kept) == len(right))

    def _answer(self, came: Came, record: Mapping[str, Json]) -> Answer | None:
        """The answer of a record."""
        table = self.material.table
        if "id" in record:
            return self.material.answer(came.language, table.number(record["id"])) if table.number(record["id"]) >= 0 else None
        found = self.denying.members(came.asked)
        return self.material.answer(came.language, min(found)) if len(found) == 1 else None

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

    # ------------------------------------------------------------------ distractors

    def _wrong(self, came: Came, right: list[Answer], sample: Mapping[str, Any], most: int) -> list[_Option]:
        """Wrong options, the closest first, each proved wrong."""
        if isinstance(right[0].term, Literal):
            near = near_values.near(self.material.table, came.asked, right[0].term, number(sample, "near"), most)
            return self._proved(came, [a for v in near if (a := self._written(came, v)) is not None], right, most)
        return self._proved(came, self._candidates(came, right, sample), right, most)

    def _written(self, came: Came, value: Literal) -> Answer | None:
        from .material import answer_of_term

        return answer_of_term(value, self.material.naming(came.language))

    def _proved(self, came: Came, tried: list[Answer], right: list[Answer], most: int) -> list[_Option]:
        out: list[_Option] = []
        perhaps = self.denying.perhaps(came.asked)
        for answer in tried:
            if self.material.table.number(answer.term) in perhaps or any(answer.text == a.text for a in right):
                continue
            denial = self.denying.denial(came.asked, answer.term)
            if denial is None or not self._says_so(denial.grounds, came):
                continue
            out.append(_Option(answer, False, denial))
            if len(out) == most:
                break
        return out

    def _says_so(self, grounds: Sequence[Ground], came: Came) -> bool:
        """Whether the source that the question names is the one whose reading proves it; a question without source is about the world."""
        works = {self.material.works.of_document.get(s.document) for g in grounds for s in g.spans}
        return not works or (came.work is not None and works == {came.work.id})

    def _candidates(self, came: Came, right: list[Answer], sample: Mapping[str, Any]) -> list[Answer]:
        """Entities of the kind of the right ones that stand where they stand, ranked by closeness; then those alike in length."""
        naming, obvious = self.material.naming(came.language), self.material.obvious(came.language)
        terms = self.material.table.terms
        numbers = [self.material.table.number(a.term) for a in right]
        out: list[Answer] = []
        for other in self.closeness.ranked(came.asked, numbers, sample["id"], self._frames(came)):
            id = terms[other]
            if not isinstance(id, str) or id in came.topic or id in self.material.ontology.relative or naming.is_shared(id):
                continue
            answer = self.material.answer(came.language, other)
            if answer is None or any(obvious.pair(id, str(a.term)) for a in (*right, *out)):
                continue
            out.append(answer)
            if len(out) == 4 * OPTIONS:
                break
        size = sum(len(a.label) for a in right) / len(right)
        alike = [a for a in out if 0.5 <= len(a.label) / size <= 2]
        return alike + [a for a in out if a not in alike and 0.33 <= len(a.label) / size <= 3]

    def _frames(self, came: Came) -> list[f.Form]:
        """The parts of a form that its question says first, of all options: 磺脲类药物中，下列哪种…"""
        draft = came.draft
        if draft is None or not isinstance(inner := _undated(came.asked), f.And):
            return []
        shape = draft.maker.shape_json
        parts = (shape["of"] if shape["op"] == "as_of" else shape)["of"]
        named = [next(iter(noun_options(part, came.speaker, (False,) * 8, True)), None) for part in parts]
        said = [part for part, noun in zip(parts, named, strict=True) if sibling_of(part) or (noun and noun.compact)]
        frames = [f.fill(f.parse(part), draft.start) for part in said]
        return [came.dated(part) for part in frames or inner.of]

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
        told = self._told(sample, came, [o.answer for o in picked], chosen, whole)
        if told is None:
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
                if made := limited(text, came.speaker, head, chosen):
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
        picked = in_order(picked)
        items, definite = [a.text for a in picked], [a.definite or a.text for a in picked]
        plural = len(picked) == 1 and picked[0].many
        return told.fill(variants, items, came.language, plural=plural, definite=definite).replace(SOURCE, came.title)

    def _reject(self, reason: str, came: Came) -> Rejection:
        return rejection(reason, f"{came.language} {came.shape} of {', '.join(came.topic)}", KIND)


def _undated(form: f.Form) -> f.Form:
    return form.of if isinstance(form, f.AsOf) else form


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
