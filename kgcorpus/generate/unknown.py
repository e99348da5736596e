"""Questions whose right response is that the answer is not known or that there is none, each with its proved cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from kgcorpus import forms as f
from kgcorpus.model import Json, Rejection, Term, digest

from . import unknown_wording as say
from .changed import Changed
from .conditions import when
from .material import Material
from .phrases import Filler, Manner, Name, Noun, NoWording, mark_articles, names_out
from .records import Proof, Proved
from .samples import SOURCE, Generator, Question, rejection
from .shapes import Arrow
from .silence import Missing, Open, Silence
from .speaker import Form, expects_one, single
from .statements import ABSENT, NEGATION, Stating
from .titles import Work
from .unanswered import Conflict, Empty, NotCovered, Outside, Unanswered
from .wording import nouns, questions

PART = KIND = "unknown"


def unknown() -> Generator:
    """The part for what is not known."""

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Question | Rejection]:
        unanswered, silence = Unanswered(material), material.silence
        left = list(unanswered.open(silence))
        found: list[tuple[str, Any]] = [
            *(("empty", one) for one in unanswered.empty()),
            *(("missing" if isinstance(one, Missing) else "open", one) for one in left),
            *(("outside", one) for one in unanswered.outside(silence)),
            *(("not_covered", one) for one in unanswered.not_covered()),
            *(("premise", one) for one in unanswered.premises()),
            *(("conflict", one) for one in unanswered.conflicts()),
        ]
        for language in languages:
            asker = _Asking(material, Stating(material, language), silence)
            for name, one in found:
                yield getattr(asker, name)(one)

    return generate


@dataclass
class _Asking:
    """Asks in one language what cannot be answered."""

    material: Material
    stating: Stating
    silence: Silence

    @property
    def language(self) -> str:
        return self.stating.language

    # ------------------------------------------------------------------ causes

    def empty(self, one: Empty) -> Question | Rejection:
        what = f"{one.arrow.predicate} of {', '.join(one.starts)}"
        if problem := self._unfit(one.starts, one.work):
            return self._reject(problem, what)
        names = [self._name(id, one.arrow) for id in one.starts]
        form = f.to_json(self._slots(one.arrow, len(names)))
        noun = self._noun(one.arrow, names[0], many=True)
        if noun is None:
            return self._reject("no_wording", what, f"{one.arrow.predicate}: phrase")
        shared = noun[0].tail
        if len(names) > 1 and not shared:
            return self._reject("no_wording", what, f"{one.arrow.predicate}: phrase")
        if len(names) == 1:
            text = say.none_listed(noun[1].removeprefix("the "), self.language, one.work)
        else:
            text = say.none_shared([n.definite for n in names], shared, self.language, one.work)
        quotes = [self.material.citing.of_ground(g) for g in one.proof.grounds or ()]
        said = self._questions(form, names, one.work, "some")
        return self._made(said, what, one.asked, text, one.proof, {"kind": "grounds"}, one.starts, one.work, quotes=quotes)

    def missing(self, one: Missing) -> Question | Rejection:
        arrow = Arrow(one.predicate)
        what = f"{one.predicate} of {one.subject}"
        if problem := self._unfit((one.subject,), one.work):
            return self._reject(problem, what)
        name = self._name(one.subject, arrow)
        lone = expects_one(f.to_json(self._slots(arrow, 1)), self.stating.speaker)
        literal = self.material.survey.literal(arrow)
        noun = self._noun(arrow, name, many=not lone)
        if noun is None:
            return self._reject("no_wording", what, f"{one.predicate}: phrase")
        text = say.missing(noun[1], self.language, one.work, one=lone or literal)
        said = self._questions(f.to_json(self._slots(arrow, 1)), [name], one.work, "one" if lone else "some")
        return self._made(said, what, arrow.step(f.Entity(one.subject)), text, one.proof, {"kind": "open"}, (one.subject,), one.work)

    def open(self, one: Open) -> Question | Rejection:
        asked = one.asked
        assert isinstance(asked.object, str)
        ends = (asked.subject, asked.object)
        what = f"{asked.predicate} of {', '.join(ends)}"
        names = self.stating.ends(asked)
        if names is None or (problem := self._unfit(ends, one.work)):
            return self._reject("no_label" if names is None else problem, what)
        text = say.undecided(self.stating.whether(asked), self.language, one.work)
        said = self._truths(asked, names, one.work, ())
        return self._made(said, what, asked, text, one.proof, {"kind": "open"}, ends, one.work)

    def outside(self, one: Outside) -> Question | Rejection:
        what = f"{one.arrow.predicate} of {one.subject}"
        works = self.silence.works_about.get(one.subject, {})
        spoken = self.silence.mentions.speaks
        known = self.material.works.works
        told = sorted(set(works) - self.silence.glossaries)  # nobody looks beyond the meaning in a glossary
        work = next((known[w] for w in told if not any(spoken(d, one.arrow.predicate) for d in known[w].documents)), None)
        if work is None:
            return self._reject("not_asked", what, "no source is about it alone")
        if problem := self._unfit((one.subject,), work):
            return self._reject(problem, what)
        name = self._name(one.subject, one.arrow)
        lone = expects_one(f.to_json(self._slots(one.arrow, 1)), self.stating.speaker)
        noun = self._noun(one.arrow, name, many=not lone)
        domain = self.material.ontology.noun(one.domain[0], self.language, many=True)
        if noun is None or not domain or (self.language == "zh" and not noun[0].tail):
            return self._reject("no_wording", what, f"{one.arrow.predicate}: phrase")
        literal = self.material.survey.literal(one.arrow)
        text = say.not_given(noun[1], noun[0].tail, domain, self.language, work, one=lone or literal)
        said = self._questions(f.to_json(self._slots(one.arrow, 1)), [name], work, "one" if lone else "some")
        cause = {"kind": "outside_schema", "subject": one.subject, "predicate": one.arrow.predicate}
        return self._made(said, what, one.arrow.step(f.Entity(one.subject)), text, one.proof, cause, (one.subject,), work)

    def not_covered(self, one: NotCovered) -> Question | Rejection:
        asked, fact = one.asked, one.fact
        ends = tuple(t for t in (asked.subject, asked.object) if isinstance(t, str))
        what = f"{asked.predicate} of {', '.join(ends)} if {one.condition.predicate}"
        naming = self.material.naming(self.language)
        names, condition, held = self.stating.ends(asked), when(one.condition, naming), when(one.held, naming)
        statement = self.stating.said(f.Ask(asked.subject, asked.predicate, asked.object))
        if names is None or condition is None or held is None or statement is None:
            return self._reject("no_label", what)
        if problem := self._unfit(ends, one.work):
            return self._reject(problem, what)
        text = say.not_covered(held, statement, condition, self.language, one.work)
        said = self._truths(asked, names, one.work, (condition,))
        quotes = [self.material.citing.quote(fact.id, fact, one.work.id)]
        cause = {"kind": "condition_not_covered", "facts": [fact.id]}
        labels = {"asides": [condition]}
        return self._made(said, what, asked, text, one.proof, cause, ends, one.work, quotes=quotes, labels=labels)

    def premise(self, one: Changed) -> Question | Rejection:
        asked = one.asked
        ends = tuple(t for t in (asked.subject, asked.object) if isinstance(t, str))
        what = f"premise {asked.predicate} of {', '.join(ends)}"
        work = self._limiting(one)
        if isinstance(work, str):
            return self._reject(work, what)
        if one.element == "predicate" and single(self.material.ontology.predicates[asked.predicate], False):
            return self._reject("not_asked", what, "what holds instead is another value")
        right = one.right if one.element != "negation" else None
        others = [t for t in (right.subject, right.object) if isinstance(t, str)] if right else []
        if problem := self._unfit((*ends, *others), work) or self._told_by_names(one):
            return self._reject(problem, what)
        names, statement = self.stating.ends(asked), self.stating.said(asked, date=one.date)
        denial = (self.stating.said(asked, ABSENT) if work else None) or self.stating.said(asked, NEGATION, date=one.date)
        told = self.stating.said(right, date=one.date) if right else None
        if names is None or statement is None or (denial is None and told is None) or (one.element == "predicate" and denial is None):
            return self._reject("no_wording", what, f"{asked.predicate}: {NEGATION}")
        text = say.premise(denial, told, names[0].full, self.language, work, many=names[0].many)
        yes = [w for w, way in self._truths(asked, names, None, ()) if way == "own"]
        said = say.why(statement, yes[0] if yes and not one.date else None, names[0].full, self.language, work)
        beside = self.material.support(one.right_proof.rows) if one.right_proof and right else ()
        facts, of = self.material.facts, work.id if work else None
        quotes = [self.material.citing.quote(id, facts[id], of) for id in beside if id in facts]
        cause: dict[str, Json] = {"kind": "false_premise", "premise": f.to_json(f.normalise(one.form))}
        labels: dict[str, Json] = {}
        if right:
            labels["correction"] = {"form": f.to_json(f.normalise(one.right_form)), "facts": list(beside)}
        return self._made(said, what, None, text, one.proof, cause, ends, work, quotes=quotes, labels=labels, points=2, turns=1)

    def conflict(self, one: Conflict) -> Question | Rejection:
        arrow, what = Arrow(one.predicate), f"{one.predicate} of {one.subject}"
        titles = [work.titles.get(self.language) for work in one.works]
        values = [self.stating.name(side.object) for side in one.sides]
        if not all(titles) or not all(values):
            return self._reject("no_label", what)
        work = replace(one.works[0], titles={self.language: say.both([t for t in titles if t], self.language)})
        if problem := self._unfit((one.subject,), work):
            return self._reject(problem, what)
        name = self._name(one.subject, arrow)
        pairs = [(t, v.full) for t, v in zip(titles, values, strict=True) if t and v]
        text = say.disagree(pairs, self.language)
        quotes = [self.material.citing.quote(side.id, side, w.id) for side, w in zip(one.sides, one.works, strict=True)]
        cause = {"kind": "conflict", "held": sorted(side.id for side in one.sides)}
        said = self._questions(f.to_json(self._slots(arrow, 1)), [name], work, "one")
        return self._made(said, what, arrow.step(f.Entity(one.subject)), text, one.proof, cause, (one.subject,), work, quotes=quotes)

    # ------------------------------------------------------------------ guards

    def _unfit(self, ids: Sequence[str], work: Work | None) -> str:
        """Why nothing is asked about these things, or with this source; empty if nothing stands against it."""
        naming = self.material.naming(self.language)
        if any(naming.name(id) is None for id in ids):
            return "no_label"
        if any(naming.is_shared(id) for id in ids):
            return "homonym"
        if self.material.ontology.relative.intersection(ids):
            return "not_asked"
        return "no_label" if work and not self.material.may_name(work, self.language, ids) else ""

    def _told_by_names(self, one: Changed) -> str:
        obvious = self.material.obvious(self.language)
        for asked in (one.asked, one.right or one.asked):
            if isinstance(asked.object, str) and obvious.pair(asked.subject, asked.object):
                return "answer_in_question"
        if one.element in ("object", "subject") and one.right:
            a, b = (one.asked.object, one.right.object) if one.element == "object" else (one.asked.subject, one.right.subject)
            if isinstance(a, str) and isinstance(b, str) and obvious.pair(a, b):
                return "not_asked"
        return ""

    def _limiting(self, one: Changed) -> Work | str | None:
        """The source whose whole reading says no; None where facts do."""
        if self.material.support(one.proof.rows):
            return None
        material = self.material
        works = {material.works.of_document.get(s.document, "") for g in one.proof.grounds or () for s in g.spans}
        work = material.works.works.get(works.pop()) if len(works) == 1 else None
        return work or "several_sources"

    # ------------------------------------------------------------------ words

    def _slots(self, arrow: Arrow, count: int) -> f.Form:
        steps = tuple(arrow.step(f.Entity(f"?{n}")) for n in range(count))
        return steps[0] if count == 1 else f.And(steps)

    def _name(self, id: str, arrow: Arrow) -> Name:
        known = self.material.ontology.predicates[arrow.predicate]
        name = self.stating.name(id, known.range if arrow.inverse else known.domain)
        assert name is not None  # _unfit has looked
        return name

    def _noun(self, arrow: Arrow, name: Name, *, many: bool) -> tuple[Noun, str] | None:
        """The noun phrase of what a thing has, and its text."""
        form = f.to_json(self._slots(arrow, 1))
        try:
            found = nouns(form, self.stating.speaker, (name.many, False), many)[0]
        except NoWording:
            return None
        text = mark_articles(found.definite) if self.language == "en" else found.text
        return found, Filler.of(text).fill([name.variants()])

    def _questions(self, form: Form, names: Sequence[Name], work: Work, ask: str) -> list[tuple[str, str]]:
        """The wordings of a set's question with its source."""
        try:
            made = questions(form, self.stating.speaker, Manner(ask, SOURCE), (*(n.many for n in names), False, False))
        except NoWording:
            return []
        variants = [n.variants() for n in names]
        return [(Filler.of(w.text).fill(variants).replace(SOURCE, work.titles[self.language]), w.way) for w in made]

    def _truths(self, asked: f.Ask, names: Sequence[Name], work: Work | None, conditions: tuple[str, ...]) -> list[tuple[str, str]]:
        """The wordings of a yes/no question."""
        form = {"op": "ask", "subject": "?0", "predicate": asked.predicate, "object": "?1"}
        manner = Manner("one", SOURCE if work else None, conditions=conditions)
        try:
            made = questions(form, self.stating.speaker, manner, (*(n.many for n in names), False))
        except NoWording:
            return []
        variants = [n.variants() for n in names]
        title = work.titles[self.language] if work else ""
        found = [(Filler.of(w.text).fill(variants).replace(SOURCE, title), w.way) for w in made]
        return [(text, way) for text, way in found if way not in ("true", "right")]

    # ------------------------------------------------------------------ records

    def _made(
        self, said: Sequence[tuple[str, str]], what: str, asked: f.Form | None, text: str, proof: Proof, cause: Mapping[str, Json],
        topic: Sequence[str], work: Work | None, *, quotes: Sequence[Any] = (), labels: Mapping[str, Json] | None = None, points: int = 1,
        turns: int = 2,
    ) -> Question | Rejection:  # fmt: skip
        material, shape = self.material, str(cause["kind"]).replace("_", " ")
        labels = {"shape": shape, **(labels or {})}
        terms: list[Term] = list(topic)
        names = [*self.stating.spoken(*terms), *labels.get("asides", ())]
        problem = partial(self.stating.problems, names=names, work=work)
        good = [w for w in said if not problem(w[0])]
        if not good:
            wrong = "; ".join(problem(said[0][0])) + f": {names_out(said[0][0])}" if said else what
            return self._reject("bad_wording" if said else "no_wording", what, wrong)
        first = int(digest(material.seed, self.language, what)[:8], 16) % min(turns, len(good))
        return Proved(
            material, KIND, self.language, PART, f"{shape}: {what.split(' of ')[0]}", asked,
            (good[first], *good[:first], *good[first + 1 :]), text, [], "none", material.support(proof.rows), proof.because,
            None if proof.grounds is None else tuple(map(material.ground_id, proof.grounds)), tuple(topic), work,
            quotes=quotes, points=points, fields={"cause": dict(cause)}, labels=labels,
        )  # fmt: skip

    def _reject(self, reason: str, what: str, detail: str = "") -> Rejection:
        return rejection(reason, f"{self.language} unknown: {what}", PART, detail)
