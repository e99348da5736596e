"""Preference pairs: the proved answer, and a near miss with one named defect that is proved.

The rejected answer is told by the same sentences as the right one, of another set: with one answer changed or left out, of the question
with one step less or in the other direction, of an earlier date; or it refuses what can be answered. What proves the defect stands with
it: the form whose set it tells, or the facts and grounds that deny the changed answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kgcorpus import forms as f
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Json, Literal, Rejection, digest

from . import wording_checks
from .answer_text import teller
from .deriving import SHARE, Came, came_from, drawn, is_plain, number, undated
from .material import Answer, Material, in_order
from .phrases import NoWording
from .records import prove
from .samples import SOURCE, Deriver, Question, rejection
from .wrong_answers import WrongAnswers

KIND = "preference"
SHARE_OF_RARE = 4
"""Of the samples that may have a rare defect one in so many is taken for it."""
RARE = ("outdated_value", "direction_reversed", "hop_skipped", "incomplete_list")
MOST_ADDED = 4
"""Answers beside the right ones that a rejected sentence lists at most: more would be no near miss."""
DEFECTS = (
    "fact_changed", "direction_reversed", "hop_skipped", "incomplete_list", "outdated_value", "answered_unanswerable",
    "refused_answerable",
)  # fmt: skip
"""The closed list of defects."""
_REFUSALS = {
    "zh": ("抱歉，我没有这方面的资料，无法回答。", "这一点目前没有资料可以说明。", "抱歉，这个问题我不清楚，无法作答。"),
    "en": ("I’m sorry, but I have no information on that.", "No information on this is available.", "I’m sorry, I don’t know."),
}
_SILENT = {"zh": "《{}》没有提及这一点。", "en": "“{}” does not say."}


def preference(
    *, material: Material, asked: Sequence[Question] = (), share: int = SHARE, share_of_rare: int = SHARE_OF_RARE
) -> Deriver:  # fmt: skip
    """The part for preference pairs: of all samples for any defect, of those that may have a rare one more for that."""
    making = _Making(material)

    def derive(sample: Mapping[str, Any], question: Question) -> Iterator[dict[str, Json] | Rejection]:
        if _is_unanswerable(sample) and drawn(sample, KIND, share_of_rare) and (made := making.of(sample, question, False)):
            yield made
        if not is_plain(sample) or sample["kind"] == "definition" or not sample["answers"]:
            return
        whole = drawn(sample, KIND, share)
        if (whole or (_has_rare(sample) and drawn(sample, KIND, share_of_rare))) and (made := making.of(sample, question, whole)):
            yield made

    return derive


def _is_unanswerable(sample: Mapping[str, Any]) -> bool:
    """Whether a sample asks what one thing has, and the right response is that it is not known or that there is nothing."""
    form = sample["form"] or {}
    alone = not any(name in sample for name in ("context", "options", "turns", "rejected"))
    alone = alone and (sample.get("cause") or {}).get("kind") != "conflict"  # there each side answers
    return alone and sample["mode"] == "none" and form.get("op") == "step" and form["of"]["op"] == "entity" and "with" not in form


def _has_rare(sample: Mapping[str, Any]) -> bool:
    """Whether a sample may have more than a changed answer for a near miss: several steps or conditions, a date, a list that is whole."""
    several = sample["hops"] > 1 or sample["form"]["op"] in ("and", "minus", "as_of")
    return several or sample["kind"] == "count" or (sample["mode"] == "all" and len(sample["answers"]) > 2)


@dataclass(frozen=True, slots=True)
class Miss:
    """A rejected answer: its sentence, and the fields of its record that prove its defect."""

    text: str
    fields: Mapping[str, Json]


@dataclass
class _Making:
    """Makes preference pairs for one graph."""

    material: Material

    def __post_init__(self) -> None:
        self.wrong = WrongAnswers(self.material)

    def of(self, sample: Mapping[str, Any], question: Question, whole: bool) -> dict[str, Json] | Rejection | None:
        """The pair of a sample, by the first defect that it can have (not ``whole``: a rare one); None where it can have none."""
        came = came_from(sample, question)
        problem = ""
        order = ("answered_unanswerable",) if sample["mode"] == "none" else self._order(sample) if whole else RARE
        for defect in order:
            miss = self._made(defect, sample, came)
            if miss is None or miss.text == sample["answer_text"]:
                continue
            told = [r for r in miss.fields.get("answers", ()) if isinstance(r, Mapping)]
            names = [n for r in told for n in (str(r["value"]), *r.get("aliases", ()))]
            problems = wording_checks.check_answer_text(miss.text, came.language, names=[*names, *came.names()])
            if problems:
                problem = problem or f"{'; '.join(problems)}: {miss.text}"
                continue
            rejected = {"text": miss.text, "defect": defect, **miss.fields}
            said = ((sample["question"], sample["labels"]["way"]),)
            held = {"rejected": rejected, **({"cause": sample["cause"]} if "cause" in sample else {})}
            made = came.proved(KIND, said, sample["answer_text"], sample["answers"], sample["mode"], fields=held)
            return made.record()
        what = f"{came.language} {came.shape} of {', '.join(came.topic)}"
        return rejection("bad_wording", what, KIND, problem) if problem else None

    def _order(self, sample: Mapping[str, Any]) -> list[str]:
        """The defects in the order in which they are tried: a refusal where it is drawn, else rare ones first."""
        at = number(sample, "defect")
        if at % 8 == 0:
            return ["refused_answerable"]
        return ["fact_changed", *RARE] if at % 4 == 1 else [*RARE, "fact_changed"]

    def _made(self, defect: str, sample: Mapping[str, Any], came: Came) -> Miss | None:
        makers: Mapping[str, Callable[[Mapping[str, Any], Came], Miss | None]] = {
            "fact_changed": self._changed,
            "direction_reversed": self._reversed,
            "hop_skipped": self._skipped,
            "incomplete_list": self._incomplete,
            "outdated_value": self._outdated,
            "answered_unanswerable": self._invented,
            "refused_answerable": self._refused,
        }
        try:
            return makers[defect](sample, came)
        except NoWording:
            return None

    # ------------------------------------------------------------------ one answer changed

    def _changed(self, sample: Mapping[str, Any], came: Came) -> Miss | None:
        """One answer in the place of another: a close one that is proved wrong."""
        if sample["kind"] == "yesno":
            return self._flipped(sample, came)
        if not self.wrong.fits(sample) or not self.wrong.provable(came):
            return None
        right = self.wrong.right(came, sample)
        wrong = self.wrong.of(came, right, sample, 1) if right else []
        if not right or not wrong:
            return None
        old, new = right[number(sample, "which") % len(right)], wrong[0]
        answers = in_order([new.answer if a is old else a for a in right])
        text = self._told(came, answers) or _swapped(sample["answer_text"], old, new.answer, came.language)
        if text is None:
            return None
        term = new.answer.term
        fields: dict[str, Json] = {"answers": [dict(a.record) for a in answers], "changed": _changed_to(term)}
        fields["facts"] = list(self.material.support(new.denial.rows))
        fields["grounds"] = sorted({self.material.ground_id(g) for g in new.denial.grounds})
        return Miss(text, fields)

    def _flipped(self, sample: Mapping[str, Any], came: Came) -> Miss | None:
        """Yes in the place of no, and no in the place of yes."""
        from .yesno import contrary

        text = contrary(came.draft) if came.draft else None
        if text is None:
            return None
        said = "true" if sample["answers"][0]["value"] == "false" else "false"
        return Miss(text, {"answers": [{"value": said, "type": "bool", "aliases": []}]})

    # ------------------------------------------------------------------ other sets

    def _incomplete(self, sample: Mapping[str, Any], came: Came) -> Miss | None:
        """A whole list that lacks some, told as whole; a number that is too small."""
        if came.grounds is None or came.draft is None or not (sample["kind"] == "count" or came.draft.ask == "all"):
            return None
        answers = came.draft.maker.answers.named(came.draft.row, came.language)
        if len(answers) < 3:
            return None
        left_out = 1 if len(answers) < 5 else 2
        kept = in_order(sorted(answers, key=lambda a: digest("kept", sample["id"], a.label))[left_out:])
        text = self._told(came, kept)
        if text is None:
            return None
        if sample["kind"] == "count":
            return Miss(text, {"answers": [{"value": str(len(kept)), "type": "number", "aliases": []}]})
        return Miss(text, {"answers": [dict(a.record) for a in kept]})

    def _reversed(self, sample: Mapping[str, Any], came: Came) -> Miss | None:
        """What is linked to the thing the other way round."""
        step = undated(came.asked)
        if not isinstance(step, f.Step) or not isinstance(step.of, f.Entity) or step.with_ is not None or step.drop:
            return None
        predicate = self.material.ontology.predicates[step.predicate]
        if predicate.symmetric or predicate.kind == "datatype":
            return None
        return self._of_form(came.dated(replace(step, inverse=not step.inverse)), sample, came)

    def _skipped(self, sample: Mapping[str, Any], came: Came) -> Miss | None:
        """The answers to the question with one step or one condition less."""
        draft = came.draft
        if draft is None or sample["kind"] != "qa" or (sample["hops"] < 2 and not isinstance(undated(came.asked), (f.And, f.Minus))):
            return None
        others = [draft.maker.shape.dated(f.fill(other, draft.start)) for other in draft.maker.shape.others]
        found = (self._of_form(other, sample, came) for other in others)
        return next((miss for miss in found if miss), None)

    def _outdated(self, sample: Mapping[str, Any], came: Came) -> Miss | None:
        """What held before: the same question of an earlier date."""
        inner, now = undated(came.asked), came.asked.date if isinstance(came.asked, f.AsOf) else self.material.table.date
        if not now or sample["kind"] != "qa":
            return None
        dates = {d for name in f.predicates_of(inner) for d in self.material.survey.dates(name) if d and d < now}
        found = (self._of_form(f.AsOf(inner, date), sample, came) for date in sorted(dates, reverse=True))
        return next((miss for miss in found if miss), None)

    def _of_form(self, form: f.Form, sample: Mapping[str, Any], came: Came) -> Miss | None:
        """The sentence of the question with the set of another form, if that has answers of the same kind, none of them right but for those
        which the right set has, and one that is proved wrong."""
        kinds, denying = self.material.survey.kinds, self.wrong.denying
        right, other = denying.members(came.asked), denying.members(form)
        if (
            not other
            or other == right
            or len(other - right) > MOST_ADDED
            or not {int(kinds[n]) for n in other} <= {int(kinds[n]) for n in right}
        ):
            return None
        terms = self.material.table.terms
        if not any((d := denying.denial(came.asked, terms[n])) and self.wrong.says_so(d.grounds, came) for n in sorted(other - right)):
            return None
        answers = [a for n in sorted(other) if (a := self.material.answer(came.language, n)) is not None]
        ids = [a.term for a in answers]
        if len(answers) < len(other) or any(id in came.topic for id in ids) or self._shared(came, answers):
            return None
        answers = in_order(answers)
        text = self._told(came, answers)
        if text is None:
            return None
        fields = {"answers": [dict(a.record) for a in answers], "asked": f.to_json(f.normalise(form))}
        return Miss(text, {**fields, "facts": list(prove(form, self.material).support)})

    def _shared(self, came: Came, answers: Sequence[Answer]) -> bool:
        naming = self.material.naming(came.language)
        return any(isinstance(a.term, str) and naming.is_shared(a.term) for a in answers)

    # ------------------------------------------------------------------ refusals, inventions, words

    def _invented(self, sample: Mapping[str, Any], came: Came) -> Miss | None:
        """An answer to what cannot be answered: that of a thing of the same kind."""
        step, table = came.asked, self.material.table
        if not isinstance(step, f.Step) or not isinstance(step.of, f.Entity) or step.predicate not in table.predicate_index:
            return None
        naming, kind = self.material.naming(came.language), self.material.survey.kind
        links = table.links(table.predicate_index[step.predicate], step.inverse, Use(None))
        alike = [
            n for n in np.flatnonzero(links.degree > 0).tolist()
            if isinstance(id := table.terms[n], str) and id != step.of.id and kind(id) == kind(step.of.id) and links.degree[n] <= MOST_ADDED
        ]  # fmt: skip
        name = naming.name(step.of.id)
        if not alike or name is None or naming.is_shared(step.of.id):
            return None
        other = min(alike, key=lambda n: digest("invented", sample["id"], str(table.terms[n])))
        form = replace(step, of=f.Entity(str(table.terms[other])))
        found = [self.material.answer(came.language, n) for n in sorted(self.wrong.denying.members(form))]
        answers = in_order([a for a in found if a is not None])
        if not answers or len(answers) < len(found) or self._shared(came, answers) or any(a.term in came.topic for a in answers):
            return None
        told = teller(f.to_json(replace(step, of=f.Entity("?0"))), came.speaker, came.manner, (name.many, False)).open
        items, definite = [a.text for a in answers], [a.definite or a.text for a in answers]
        plural = len(answers) == 1 and answers[0].many
        text = told.fill([name.variants()], items, came.language, plural=plural, definite=definite)
        return Miss(text.replace(SOURCE, came.title), {"answers": [dict(a.record) for a in answers]})

    def _refused(self, sample: Mapping[str, Any], came: Came) -> Miss | None:
        """A refusal of what the sample answers."""
        at = number(sample, "refusal")
        if came.work and at % 2:
            title = came.title.removeprefix("《").removesuffix("》").removeprefix("“").removesuffix("”")
            return Miss(_SILENT[came.language].format(title), {"answers": []})
        refusals = _REFUSALS[came.language]
        return Miss(refusals[at % len(refusals)], {"answers": []})

    def _told(self, came: Came, answers: list[Answer]) -> str | None:
        """The sentence in which the question's part tells answers; None for questions that are no starts of a shape."""
        draft = came.draft
        if draft is None or draft.maker.kind not in ("qa", "count"):
            return None
        return draft.maker.answer_of(draft, answers)


def _changed_to(term: Any) -> dict[str, Json]:
    return {"value": term.to_json()} if isinstance(term, Literal) else {"id": term}


def _swapped(text: str, old: Answer, new: Answer, language: str) -> str | None:
    """A sentence with one answer in the place of another, where it stands once and needs no other article or number."""
    plain = language == "zh" or isinstance(old.term, Literal) or (old.text == old.label and new.text == new.label and old.many == new.many)
    return text.replace(old.text, new.text) if plain and text.count(old.text) == 1 else None
