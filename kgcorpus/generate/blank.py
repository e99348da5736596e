"""Statements with a blank to fill in: the object of a fact, its only subject, or one item of a list that a source gives whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kgcorpus import forms as f
from kgcorpus.graph.conditions import Use
from kgcorpus.model import Json, Literal, Rejection, Term, digest

from . import wording_checks
from .answer_text import teller
from .changed import dated
from .material import Answer, Material, in_order
from .obvious import hints
from .phrases import Manner, NoWording, names_out
from .records import Proof, Proved, prove
from .samples import Generator, Question, rejection
from .shapes import Arrow
from .speaker import single
from .statements import Stating, first, source_front
from .titles import Work
from .wording_checks import BLANK

PART = KIND = "blank"
SHARE, MOST = 5, 90
"""One in so many starts of a predicate and direction is asked, and so many at most."""
MOST_RIGHT = 8
"""Things of which any fills a blank rightly; where there are more, it says too little."""
_NUMBER = re.compile(r"[−-]?\d[\d,.]*")
_CUES = {"zh": ("填空：", "请补全："), "en": ("Fill in the blank: ", "Complete the sentence: ")}


def blank() -> Generator:
    """The part for blanks."""

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Question | Rejection]:
        starts = {
            (arrow, date): _starts(material, arrow, date)
            for arrow in material.survey.arrows
            for date in sorted(material.survey.dates(arrow.predicate), key=lambda d: d or "")
        }
        for language in languages:
            asker = _Blanking(material, Stating(material, language))
            for (arrow, date), ids in starts.items():
                for start in ids:
                    if (found := asker.asked(arrow, date, start)) is not None:
                        yield found

    return generate


def _starts(material: Material, arrow: Arrow, date: str | None) -> list[str]:
    """The starts that are asked, by id: those without conditional facts, drawn by a digest."""
    table = material.table
    number = table.predicate_index[arrow.predicate]
    having = table.links(number, arrow.inverse, Use(date)).degree[: table.entities] > 0
    having[[n for n in table.left_out(number, arrow.inverse, date) if n < len(having)]] = False
    ranked = sorted((_number(material, arrow, str(table.terms[n])), str(table.terms[n])) for n in np.flatnonzero(having).tolist())
    return sorted(id for key, id in ranked[:MOST] if int(key[:8], 16) % SHARE == 0)


def _number(material: Material, arrow: Arrow, start: str) -> str:
    return digest(material.seed, PART, arrow.predicate, arrow.inverse, start)


@dataclass
class _Blanking:
    """Asks with blanks in one language."""

    material: Material
    stating: Stating

    @property
    def language(self) -> str:
        return self.stating.language

    # ------------------------------------------------------------------ one start

    def asked(self, arrow: Arrow, date: str | None, start: str) -> Question | Rejection | None:
        """A start with a blank in place of what it leads to; None for a subject that is not the only one."""
        material, ontology = self.material, self.material.ontology
        step = dated(arrow.step(f.Entity(start)), date)
        proof = prove(step, material)
        terms = proof.answers.answers(proof.row)
        if arrow.inverse and (len(terms) != 1 or (proof.grounds is None and not single(ontology.predicates[arrow.predicate], True))):
            return None
        if not 1 <= len(terms) <= MOST_RIGHT:
            return self._reject("too_many_answers", arrow, start) if terms else None
        if reason := self._unfit(start, terms, proof):
            return self._reject(reason, arrow, start)
        answers = [material.answer(self.language, material.table.number(t)) for t in terms]
        named = in_order([a for a in answers if a is not None])
        if len(named) < len(terms) or len({a.text for a in named}) < len(named):
            return self._reject("no_label" if len(named) < len(terms) else "homonym", arrow, start)
        if any(self._hinted(start, t) for t in terms):
            return self._reject("answer_in_question", arrow, start)
        number = int(_number(self.material, arrow, start)[8:16], 16)
        work = self._work(start, proof)
        if len(named) > 2 and not arrow.inverse and proof.grounds is not None and work and number % 2:
            return self._one_of_list(arrow, date, start, named, number, work)
        one = single(ontology.predicates[arrow.predicate], arrow.inverse)
        if not one and (len(named) > 1 or proof.grounds is None or work is None):
            return self._reject("not_complete", arrow, start)  # nobody can tell which of many belongs there
        limited = proof.grounds is not None and any(g.spans for g in proof.grounds) and not proof.support
        if arrow.inverse and work is None and not single(ontology.predicates[arrow.predicate], True):
            return self._reject("several_sources", arrow, start)
        if one and not (limited or arrow.inverse or number % 3 == 0):
            work = None
        text = self._gap(arrow, date, start, named[0])
        if text is None:
            return self._reject("no_wording", arrow, start, f"{arrow.predicate}: statement")
        return self._made(arrow, start, text, self._told(arrow, date, start, named), step, proof, named, "all", work)

    def _hinted(self, start: str, term: Term) -> bool:
        """Whether in some language the name of one end says a good part of the other's."""
        entities, named = self.material.entities, self.material.table.named
        if not isinstance(term, str) or start not in entities or term not in entities:
            return False
        ontology = self.material.ontology
        for language in ("zh", "en"):
            nouns = [n for id in (start, term) if id in named for c in named[id].classes for n in (ontology.noun(c, language),) if n]
            labels = [entities[id].labels.get(language, "") for id in (start, term)]
            if hints(labels[0], labels[1], nouns) or hints(labels[1], labels[0], nouns):
                return True
        return False

    def _unfit(self, start: str, terms: Sequence[Term], proof: Proof) -> str:
        material = self.material
        naming = material.naming(self.language)
        if naming.name(start) is None:
            return "no_label"
        if naming.is_shared(start):
            return "homonym"
        if material.obvious(self.language).rests_on(proof.rows):
            return "answer_in_question"
        if material.ontology.relative.intersection((start, *(t for t in terms if isinstance(t, str)))):
            return "not_asked"
        long = any(isinstance(t, Literal) and t.datatype == "xsd:string" for t in terms)
        return "not_asked" if long else ""

    def _work(self, start: str, proof: Proof) -> Work | None:
        """A work that holds all of the facts and, where the set has grounds in texts, these."""
        material = self.material
        grounded = {material.works.of_document.get(s.document, "") for g in proof.grounds or () for s in g.spans}
        works = [w for w in material.shared_works(proof.support) if not grounded or w in grounded]
        return next((w for id in works if material.may_name(w := material.works.works[id], self.language, (start,))), None)

    # ------------------------------------------------------------------ words

    def _asks(self, arrow: Arrow, start: str, other: Term) -> f.Ask:
        return f.Ask(str(other), arrow.predicate, start) if arrow.inverse else f.Ask(start, arrow.predicate, other)

    def _gap(self, arrow: Arrow, date: str | None, start: str, answer: Answer) -> str | None:
        """The statement with a blank; of a number only the figures are left out, so that the unit stands."""
        asked = self._asks(arrow, start, answer.term)
        names = self.stating.ends(asked)
        if names is None:
            return None
        place = 0 if arrow.inverse else 1
        fillers = self.stating.fillers(arrow.predicate, "statement", tuple(n.many for n in names), date)
        if not fillers or not re.search(r"\w", names_out(fillers[0].text).replace(wording_checks.MARK, "")):
            return None  # where nothing but the two names is said, the blank stands for a clause
        gap, hint = BLANK, ""
        if isinstance(answer.term, Literal):
            gap = _figures_out(answer.text, dated=answer.record["type"] == "date")
        elif noun := self._noun(arrow, fillers[0].text):
            hint = f"（{noun}）" if self.language == "zh" else f" ({noun})"
        variants = [n.variants() for n in names]
        variants[place] = (gap + hint, gap + hint, ("a " if not isinstance(answer.term, Literal) else "") + gap + hint, gap + hint)
        return self._whole_noun(fillers[0].fill(variants).rstrip("。."), arrow)

    def _whole_noun(self, text: str, arrow: Arrow) -> str:
        """A blank before the last word of its noun has the whole noun: the ____ food group, not "the ____ group"."""
        noun = self.stating.speaker.head(arrow.predicate, arrow.inverse).one
        last = noun.split(" ")[-1]
        return text.replace(f"{BLANK} {last}", f"{BLANK} {noun}") if self.language == "en" and last != noun else text

    def _noun(self, arrow: Arrow, template: str) -> str:
        """The noun of what is missing, where the statement does not say it."""
        speaker = self.stating.speaker
        noun = speaker.head(arrow.predicate, arrow.inverse).one
        label = speaker.predicate(arrow.predicate).labels.get(self.language, "")
        if speaker.head(arrow.predicate, arrow.inverse).who or "或" in noun or " or " in noun:
            return ""
        end = noun[-2:] if self.language == "zh" else noun.split(" ")[-1]
        said = any(word and word in template for word in (noun, label, end))
        return "" if said else noun

    def _told(self, arrow: Arrow, date: str | None, start: str, named: Sequence[Answer]) -> str | None:
        """The statement with what belongs in the blank; with several, all of them."""
        if len(named) == 1:
            said = self.stating.said(self._asks(arrow, start, named[0].term), date=date)
            return said and self.stating.sentence(said)
        name = self.stating.name(start, self.material.ontology.predicates[arrow.predicate].domain)
        form = f.to_json(dated(arrow.step(f.Entity("?0")), date))
        try:
            made = teller(form, self.stating.speaker, Manner("some"), (bool(name and name.many), False, False))
        except NoWording:
            return None
        items, definite = [a.text for a in named], [a.definite or a.text for a in named]
        return made.open.fill([name.variants()], items, self.language, definite=definite) if name else None

    def _one_of_list(
        self, arrow: Arrow, date: str | None, start: str, named: list[Answer], number: int, work: Work
    ) -> Question | Rejection:  # fmt: skip
        """A list that a source gives whole, with one of its items left out."""
        out = named[number % len(named)]
        rest = tuple(f.Entity(a.term) for a in named if a is not out and isinstance(a.term, str))
        step = arrow.step(f.Entity(start))
        asked = dated(f.Minus(step, f.Or(rest) if len(rest) > 1 else rest[0]), date)
        proof = prove(asked, self.material)
        name = self.stating.name(start, self.material.ontology.predicates[arrow.predicate].domain)
        form = f.to_json(dated(arrow.step(f.Entity("?0")), date))
        if proof.answers.answers(proof.row) != [out.term] or proof.grounds is None or name is None or len(rest) < len(named) - 1:
            return self._reject("not_complete", arrow, start)
        try:
            made = teller(form, self.stating.speaker, Manner("all"), (name.many, False, False)).whole
        except NoWording as caught:
            return self._reject("no_wording", arrow, start, f"{caught.predicate}: {caught.position}")

        ordered = [*(a for a in named if a is not out), out]  # nobody leaves out the first of a list

        def listed(gap: str | None) -> str:
            items = [gap if gap and a is out else a.text for a in ordered]
            definite = [gap if gap and a is out else a.definite or a.text for a in ordered]
            return made.fill([name.variants()], items, self.language, definite=definite).rstrip("。.")

        told = listed(None)
        said = told + "。" if self.language == "zh" else first(told) + "."
        text = listed(BLANK)
        if self.language == "en":  # it stands behind a colon
            text = name.full + text.removeprefix(name.first) if name.first and text.startswith(name.first) else _lower(text)
        return self._made(arrow, start, text, said, asked, proof, [out], "all", work, topics=[str(r.id) for r in rest])

    # ------------------------------------------------------------------ records

    def _made(
        self, arrow: Arrow, start: str, text: str, told: str | None, asked: f.Form, proof: Proof, named: Sequence[Answer], mode: str,
        work: Work | None, topics: Sequence[str] = (),
    ) -> Question | Rejection:  # fmt: skip
        if told is None:
            return self._reject("no_wording", arrow, start, f"{arrow.predicate}: statement")
        if any(wording_checks.contains_answer(text, a.label, self.language) for a in named):
            return self._reject("answer_in_question", arrow, start)
        end = "。" if self.language == "zh" else "."
        said = [f"{cue}{source_front(work, self.language)}{text}{end}" for cue in _CUES[self.language]]
        names = self.stating.spoken(start, *topics, *(a.term for a in named))
        good = [one for one in said if not self.stating.problems(one, names, work)]
        if not good:
            return self._reject("bad_wording", arrow, start, f"{'; '.join(self.stating.problems(said[0], names, work))}: {said[0]}")
        turn = int(_number(self.material, arrow, start)[16:20], 16) % 2
        ways = [(said[turn], "fill"), (said[1 - turn], "complete")]
        ordered = [one for one in ways if one[0] in good]
        records: list[Json] = [dict(a.record) for a in named]
        material = self.material
        return Proved(
            material, KIND, self.language, PART, f"blank: {'^' if arrow.inverse else ''}{arrow.predicate}", asked, tuple(ordered), told,
            records, mode, proof.support, proof.because,
            None if proof.grounds is None else tuple(map(material.ground_id, proof.grounds)), (start, *topics), work,
            labels={"shape": "blank"},
        )  # fmt: skip

    def _reject(self, reason: str, arrow: Arrow, start: str, detail: str = "") -> Rejection:
        name = ("^" if arrow.inverse else "") + arrow.predicate
        return rejection(reason, f"{self.language} blank: {name} of {start}", PART, detail)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text.startswith("The ") else text


def _figures_out(text: str, *, dated: bool = False) -> str:
    """A value without its figures: what stands before and after them is not what is asked.

    >>> _figures_out("6.5小时"), _figures_out("4.4–7.0 mmol/L"), _figures_out("1932年")
    ('____小时', '____ mmol/L', '____年')
    >>> _figures_out("below 7%"), _figures_out("12 May 1998", dated=True)
    ('below ____%', '____')
    """
    found = list(_NUMBER.finditer(text.split("(")[0].split("/")[0]))
    if not found:
        return BLANK
    before = text[: found[0].start()] if len(found) == 1 and not dated else ""
    return before + BLANK + text[found[-1].end() :]
