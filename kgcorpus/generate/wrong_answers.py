"""Wrong answers that are plausible: of the kind of the right ones and close to them, or values near a value, each proved wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kgcorpus import forms as f
from kgcorpus.model import Ground, Literal

from . import near_values
from .closeness import Closeness
from .denying import Denial, Denying
from .deriving import Came, number, undated
from .material import Answer, Material, answer_of_term
from .speaker import sibling_of, single
from .wording import noun_options

MOST_TRIED = 16


@dataclass(frozen=True, slots=True)
class Wrong:
    """An answer that is none, and what proves it."""

    answer: Answer
    denial: Denial


@dataclass
class WrongAnswers:
    """Finds them for the samples of one graph."""

    material: Material

    def __post_init__(self) -> None:
        self.denying = Denying(self.material.table)

    @cached_property
    def closeness(self) -> Closeness:
        return Closeness(self.material.survey)

    def fits(self, sample: Mapping[str, Any]) -> bool:
        """Whether a sample has answers that others can stand beside (entities, or one number or date) and be proved wrong: its set is
        whole, or a thing of its kind has one value at most."""
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
        form = undated(form)
        if isinstance(form, f.And):
            return any(map(self._single, form.of))
        predicates = self.material.ontology.predicates
        return isinstance(form, f.Step) and isinstance(form.of, f.Entity) and form.inverse and single(predicates[form.predicate], False)

    def provable(self, came: Came) -> bool:
        """Whether what is outside of a whole set may be called wrong in the words of this question, or may be wrong by itself."""
        return came.grounds is None or self.says_so(self.denying.grounds(came.asked), came) or self._single(came.asked)

    def right(self, came: Came, sample: Mapping[str, Any]) -> list[Answer] | None:
        """The answers of a sample as sentences write them; None where one has no name."""
        table = self.material.table
        numbers = [table.number(r["id"]) for r in sample["answers"] if "id" in r] or sorted(self.denying.members(came.asked))
        found = [self.material.answer(came.language, n) if n >= 0 else None for n in numbers]
        right = [a for a in found if a is not None]
        return right if len(right) == len(sample["answers"]) == len(found) else None

    def of(self, came: Came, right: list[Answer], sample: Mapping[str, Any], most: int) -> list[Wrong]:
        """Wrong answers, the closest first, each proved wrong."""
        if isinstance(right[0].term, Literal):
            near = near_values.near(self.material.table, came.asked, right[0].term, number(sample, "near"), most)
            return self._proved(came, [a for v in near if (a := self._written(came, v)) is not None], right, most)
        return self._proved(came, self._candidates(came, right, sample), right, most)

    def _written(self, came: Came, value: Literal) -> Answer | None:
        return answer_of_term(value, self.material.naming(came.language))

    def _proved(self, came: Came, tried: list[Answer], right: list[Answer], most: int) -> list[Wrong]:
        out: list[Wrong] = []
        perhaps = self.denying.perhaps(came.asked)
        for answer in tried:
            if self.material.table.number(answer.term) in perhaps or any(answer.text == a.text for a in right):
                continue
            denial = self.denying.denial(came.asked, answer.term)
            if denial is None or not self.says_so(denial.grounds, came):
                continue
            out.append(Wrong(answer, denial))
            if len(out) == most:
                break
        return out

    def says_so(self, grounds: Sequence[Ground], came: Came) -> bool:
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
            if len(out) == MOST_TRIED:
                break
        size = sum(len(a.label) for a in right) / len(right)
        alike = [a for a in out if 0.5 <= len(a.label) / size <= 2]
        return alike + [a for a in out if a not in alike and 0.33 <= len(a.label) / size <= 3]

    def _frames(self, came: Came) -> list[f.Form]:
        """The parts of a form that its question says first, of all options: 磺脲类药物中，下列哪种…"""
        draft = came.draft
        if draft is None or not isinstance(inner := undated(came.asked), f.And):
            return []
        shape = draft.maker.shape_json
        parts = (shape["of"] if shape["op"] == "as_of" else shape)["of"]
        named = [next(iter(noun_options(part, came.speaker, (False,) * 8, True)), None) for part in parts]
        said = [part for part, noun in zip(parts, named, strict=True) if sibling_of(part) or (noun and noun.compact)]
        frames = [f.fill(f.parse(part), draft.start) for part in said]
        return [came.dated(part) for part in frames or inner.of]
