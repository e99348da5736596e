"""Statements to be judged and corrected: true ones, and false ones with one changed element; and those that a source confirms,
contradicts or leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgcorpus import forms as f
from kgcorpus.model import Json, Literal, Rejection, Term, digest

from .changed import Changed, Changing
from .material import Material
from .records import Proved
from .samples import Generator, Question, rejection
from .silence import Open
from .speaker import single
from .statements import NEGATION, STATEMENT, Stating
from .titles import Work
from .truth_wording import confirmed, corrected, judge, judge_in_three, not_stated

PART = "truth"
KIND = "truth"
SHAPE = "statement"
MARK = {"object": 1, "value": 1, "unit": 1, "subject": 0}
"""Which end is changed by a change of an element."""


def truth() -> Generator:
    """The part for statements."""

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Question | Rejection]:
        changing = Changing(material)
        found = list(changing.statements())
        silence = material.silence
        left = [one for one in silence.left_open if silence.judged(one)]
        for language in languages:
            judge = _Judging(material, Stating(material, language))
            for changed in found:
                yield judge.asked(changed)
            for one in left:
                yield judge.left_open(one)

    return generate


@dataclass
class _Judging:
    """Puts statements up to be judged in one language."""

    material: Material
    stating: Stating

    @property
    def language(self) -> str:
        return self.stating.language

    # ------------------------------------------------------------------ true and false

    def asked(self, changed: Changed) -> Question | Rejection:
        asked, right = changed.asked, changed.right or changed.asked
        terms = list(dict.fromkeys(t for one in (asked, right) for t in (one.subject, one.object)))
        if problem := self._unfit(changed, terms):
            return self._reject(problem[0], asked, problem[1])
        drawn = int(digest(self.material.seed, "judge", self.language, changed.asked.predicate, asked.subject, str(asked.object))[:8], 16)
        support = self.material.support(changed.proof.rows)
        beside = self.material.support(changed.right_proof.rows) if changed.right_proof else ()
        work = self._work(changed, support, beside, named=drawn % 3 == 0)
        if isinstance(work, str):
            return self._reject(work, asked)
        three = work is not None and drawn % 2 == 0 and changed.element in ("", "negation")
        lone = not changed.negated and single(self.material.ontology.predicates[asked.predicate], False)
        if changed.element == "negation" and (isinstance(asked.object, Literal) or (lone and not three)):
            return self._reject("not_asked", asked, "put right, it would only gain or lose a “not”")
        position = NEGATION if changed.negated else STATEMENT
        marked = MARK[changed.element] if changed.element == "subject" else None
        said = self.stating.said(asked, position, date=changed.date, qualifiers=changed.conditions, mark=marked)
        told = self._told(changed, three=three)
        if said is None or told is None:
            return self._reject("no_wording", asked, f"{asked.predicate}: {position}")
        wordings = (
            judge_in_three(said, self.language, work) if three and work else judge(said, self.language, work, marked=marked is not None)
        )
        answers: list[Json] = [{"value": "true" if changed.true else "false", "type": "bool", "aliases": []}]
        if changed.correct and not three and (other := self._correction(changed)):
            answers.append(other)
        labels: dict[str, Json] = {"shape": SHAPE, "element": changed.element or "none"}
        if changed.negated:
            labels["negated"] = True
        if changed.right and not changed.true:
            labels["correction"] = {"form": f.to_json(f.normalise(changed.right_form)), "facts": list(beside)}
        return self._proved(changed, wordings, told, answers, work, support, labels, terms)

    def _proved(
        self, changed: Changed, wordings: Sequence[tuple[str, str]], told: str, answers: list[Json], work: Work | None,
        support: tuple[str, ...], labels: dict[str, Json], terms: Sequence[Term],
    ) -> Question | Rejection:  # fmt: skip
        asked, material = changed.asked, self.material
        names = self.stating.spoken(*terms, *(q.value for q in (*changed.conditions, *changed.right_conditions)))
        drawn = int(digest(material.seed, self.language, "wording", asked.subject, asked.predicate, str(asked.object))[:8], 16)
        good = [w for w in wordings if not self.stating.problems(w[0], names, work)]
        if not good:
            return self._reject("bad_wording", asked, "; ".join(self.stating.problems(wordings[0][0], names, work)))
        first = drawn % len(good)
        said = (good[first], *good[:first], *good[first + 1 :])
        correction = labels.get("correction", {}).get("facts", ())
        quotes = [material.citing.quote(id, material.facts[id], work.id if work else None) for id in correction if id in material.facts]
        if not support and not quotes:
            quotes = [material.citing.of_ground(g) for g in changed.proof.grounds or ()]
        return Proved(
            material, KIND, self.language, PART, f"{SHAPE}: {asked.predicate}", changed.form, said, told, answers, "all", support,
            changed.proof.because, tuple(map(material.ground_id, changed.proof.grounds or ())),
            tuple(t for t in (asked.subject, asked.object) if isinstance(t, str)), work,
            quotes=quotes, points=1 + bool(changed.element), labels=labels,
        )  # fmt: skip

    def _unfit(self, changed: Changed, terms: Sequence[Term]) -> tuple[str, str] | None:
        """Why a statement is not put up: its names tell it, or do not tell what is meant."""
        material, asked, right = self.material, changed.asked, changed.right or changed.asked
        obvious, naming = material.obvious(self.language), material.naming(self.language)
        if any(self.stating.name(t) is None for t in terms):
            return "no_label", ""
        for one in (asked, right):
            if isinstance(one.object, str) and obvious.pair(one.subject, one.object):
                return "answer_in_question", "the names of its ends tell it"
            if isinstance(one.object, Literal) and obvious.number(one.subject, one.object):
                return "answer_in_question", "the name of the subject tells it"
        if changed.element in ("object", "subject"):
            a, b = (asked.object, right.object) if changed.element == "object" else (asked.subject, right.subject)
            if isinstance(a, str) and isinstance(b, str) and obvious.pair(a, b):
                return "not_asked", "a broader or narrower term of what holds"
        if material.ontology.relative.intersection(t for t in terms if isinstance(t, str)):
            return "not_asked", "a term whose meaning depends on its subject"
        if any(isinstance(t, str) and naming.is_shared(t) for t in terms):
            return "homonym", ""
        return None

    def _work(self, changed: Changed, support: Sequence[str], beside: Sequence[str], *, named: bool) -> Work | str | None:
        """The source that the question names: that which limits it where grounds or a condition say no, else one that holds all that is
        said, where one is to be named; or the reason why there is none."""
        material = self.material
        grounds = [g for g in changed.proof.grounds or () if g.spans]
        start = [t for t in (changed.asked.subject, changed.asked.object) if isinstance(t, str)]
        facts = [*support, *beside]
        if grounds and not changed.true and not support:
            works = {material.works.of_document.get(s.document, "") for g in grounds for s in g.spans}
            work = material.works.works.get(works.pop()) if len(works) == 1 else None
            if work is None or (beside and work.id not in material.shared_works(beside)):
                return "several_sources"
            return work if material.may_name(work, self.language, start) else "no_label"
        if not named and not changed.conditions:
            return None
        found = [w for id in material.shared_works(facts) if material.may_name(w := material.works.works[id], self.language, start)]
        return found[0] if found else None

    def _told(self, changed: Changed, *, three: bool) -> str | None:
        """The answer: the statement where it is true, else what is true instead."""
        if changed.true:
            position = NEGATION if changed.negated else STATEMENT
            said = self.stating.said(changed.asked, position, date=changed.date, qualifiers=changed.conditions)
            return said and confirmed(said, self.language, three=three)
        right = changed.right or changed.asked
        denies = changed.element == "negation" and not changed.negated
        said = self.stating.said(
            right, NEGATION if denies else STATEMENT, date=changed.date, qualifiers=changed.right_conditions
        )
        return said and corrected(said, self.language, three=three)

    def _correction(self, changed: Changed) -> Json | None:
        """The record of what should stand in the place that was changed."""
        assert changed.right is not None
        term = changed.right.subject if changed.element == "subject" else changed.right.object
        found = self.material.answer(self.language, self.material.table.number(term))
        return dict(found.record) if found else None

    # ------------------------------------------------------------------ left open

    def left_open(self, one: Open) -> Question | Rejection:
        """A statement that the named source, and every other, leaves open."""
        asked, material, work = one.asked, self.material, one.work
        terms = (asked.subject, asked.object)
        if problem := self._unfit(Changed(asked, True, one.proof), terms):
            return self._reject(problem[0], asked, problem[1])
        if not material.may_name(work, self.language, [t for t in terms if isinstance(t, str)]):
            return self._reject("no_label", asked, "its source has no title in this language")
        statement = self.stating.said(asked)
        if statement is None:
            return self._reject("no_wording", asked, f"{asked.predicate}: {STATEMENT}")
        names = self.stating.spoken(*terms)
        wordings = [w for w in judge_in_three(statement, self.language, work) if not self.stating.problems(w[0], names, work)]
        if not wordings:
            return self._reject("bad_wording", asked)
        turn = int(digest(material.seed, self.language, "three", asked.subject, str(asked.object))[:8], 16) % len(wordings)
        said = (wordings[turn], *wordings[:turn], *wordings[turn + 1 :])
        told = not_stated(self.stating.whether(asked), self.language, work)
        return Proved(
            material, KIND, self.language, PART, f"{SHAPE}: {asked.predicate}", asked, said, told, [], "none",
            topic=tuple(t for t in terms if isinstance(t, str)), work=work, points=2,
            fields={"cause": {"kind": "open"}}, labels={"shape": SHAPE, "element": "none"},
        )  # fmt: skip

    def _reject(self, reason: str, asked: f.Ask, detail: str = "") -> Rejection:
        what = asked.object if isinstance(asked.object, str) else asked.object.value
        return rejection(reason, f"{self.language} {SHAPE}: {asked.predicate} of {asked.subject}, {what}", PART, detail)
