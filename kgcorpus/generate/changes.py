"""What changed between two days: what a thing has gained or lost, and how its one value changed.

The days are New Year's Days some years apart, or, where facts hold on single days only, the first and the last of these.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.graph.conditions import LAST, Use, span
from kgcorpus.model import Rejection, digest

from . import grammar_en, grammar_zh
from .answer_text import teller
from .material import Answer, Material, in_order
from .numbers_asking import PART, Case, Told, ask, source_of
from .phrases import Manner, Name, Noun, NoWording, Wording, slot
from .quantities import name_of
from .records import Proved, proof_of
from .samples import rejection
from .shapes import Arrow, X
from .speaker import Speaker, single
from .titles import Work
from .wording import clauses, nouns

_ONCE = re.compile(f"^已|(?<={slot(0)})已")
MOST_ANSWERS = 12
MOST_PAIRS = 6
"""Pairs of days that a predicate is asked about."""
MOST_STARTS = 200


def changes(material: Material, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
    """Questions for what was added, what ceased, and how a single value changed, of predicates that change."""
    survey = material.survey
    for arrow in survey.arrows:
        predicate = material.ontology.predicates[arrow.predicate]
        if not predicate.changing:
            continue
        one = single(predicate, arrow.inverse)
        if survey.literal(arrow) and not one:
            continue
        for first, last in day_pairs(material, arrow.predicate):
            if one:
                yield from _Change(material, arrow, first, last, "changed").ask(languages)
            else:
                for way in ("added", "ceased"):
                    yield from _Change(material, arrow, first, last, way).ask(languages)


def day_pairs(material: Material, predicate: str) -> list[tuple[str, str]]:
    """Pairs of days between which facts of a predicate began or ended, no later than the corpus date."""
    table = material.table
    number = table.predicate_index[predicate]
    codes = np.unique(table.valid[int(table.slices[number]) : int(table.slices[number + 1])])
    spans = [span(table.validities[code]) for code in codes.tolist()]
    today = datetime.date.fromisoformat(table.date).toordinal() if table.date else LAST - 1
    begins = [s.sure for s in spans if 0 < s.sure <= today]
    if not begins:
        return []
    if all(s.may_end - s.may <= 366 for s in spans):  # known on single days only
        known = [d for d in material.survey.dates(predicate) if d]
        return [(known[0], known[-1])] if len(known) > 1 else []
    first, last = datetime.date.fromordinal(min(begins)).year, datetime.date.fromordinal(today).year
    step = 5 if last - first > 12 else 2 if last - first > 5 else 1
    years = [y for y in range(first // step * step, last + 1, step) if y > 0]
    pairs = [(f"{a:04d}-01-01", f"{b:04d}-01-01") for a, b in pairwise(years)]
    return pairs[-MOST_PAIRS:]


@dataclass
class _Change:
    """Asks one predicate and direction between two days. ``way``: ``added``, ``ceased`` or ``changed``."""

    material: Material
    arrow: Arrow
    first: str
    last: str
    way: str

    def __post_init__(self) -> None:
        table = self.material.table
        step = self.arrow.step(X)
        then, now = f.AsOf(step, self.first), f.AsOf(step, self.last)
        shapes: dict[str, f.Form] = {"added": f.Minus(now, then), "ceased": f.Minus(then, now), "changed": f.Or((then, now))}
        self.shape = shapes[self.way]
        found = [
            np.flatnonzero(table.links(table.predicate_index[self.arrow.predicate], self.arrow.inverse, Use(day)).degree[: table.entities])
            for day in (self.first, self.last)
        ]
        ids = np.intersect1d(found[0], found[1]) if self.way == "changed" else found[1 if self.way == "added" else 0]
        starts = sorted(str(table.terms[n]) for n in ids.tolist())
        if len(starts) > MOST_STARTS:
            starts = sorted(sorted(starts, key=lambda id: digest(self.material.seed, self.arrow.predicate, id))[:MOST_STARTS])
        self.starts = [(id,) for id in starts]
        self.answers: ShapeAnswers | None = answer_shape(self.shape, self.starts, table) if self.starts else None
        named = f"{'^' if self.arrow.inverse else ''}{self.arrow.predicate}"
        self.name = f"{self.way}: {named} {named}"

    def ask(self, languages: Sequence[str]) -> Iterator[Proved | Rejection]:
        for language in languages if self.answers is not None else ():
            for row in range(len(self.starts)):
                found = self._asked(language, row)
                if found:
                    yield found

    def _asked(self, language: str, row: int) -> Proved | Rejection | None:
        assert self.answers is not None
        material, start = self.material, self.starts[row]
        what = f"{language} {self.name} of {start[0]} between {self.first} and {self.last}"
        terms = self.answers.answers(row)
        if not terms or (self.way == "changed" and (len(terms) != 2 or not self.answers.complete[row])):
            return None
        if len(terms) > MOST_ANSWERS:
            return rejection("too_many_answers", what, PART)
        named = [material.answer(language, material.table.number(t)) for t in terms]
        predicate = material.ontology.predicates[self.arrow.predicate]
        name = name_of(material, language, start[0], predicate.range if self.arrow.inverse else predicate.domain)
        if isinstance(name, str) or None in named:
            return rejection(name if isinstance(name, str) else "no_label", what, PART)
        given = in_order([a for a in named if a is not None])
        if self.way != "changed":
            given.sort(key=lambda a: self._when(start[0], a))
        proof = proof_of(self.answers, row, material)
        work = None
        if self.way != "changed" or int(digest(material.seed, "source", what[2:])[:8], 16) % 2:
            work = source_of(material, language, proof.support, start)  # of a list that may have more, the source is named
        mode = "all" if self.way == "changed" else "some"
        asked = f.fill(self.shape, start)
        records = [a.record for a in given]
        said = tuple(a.text for a in given)
        case = Case(material, language, "change", self.name, asked, proof, start, records, mode, work, said, points=1)
        if self.way == "changed":
            return ask(case, lambda: self._told_change(language, name, start[0], work))
        return ask(case, lambda: self._told(language, start[0], name, given))

    # ------------------------------------------------------------------ wording

    def _told(self, language: str, start: str, name: Name, given: Sequence[Answer]) -> Told:
        speaker = self.material.speaker(language)
        names = [name, *(Name(a.text, a.text, a.text, a.text, a.many) for a in given)]
        items = [Noun(slot(n + 1), "name", a.many) for n, a in enumerate(given)]
        asked, before = (self._zh if language == "zh" else self._en)(speaker, name.many, len(given))
        once = before.endswith("有") if language == "zh" else "◯" in before
        dated = [item.text + self._since(language, start, a, once) for item, a in zip(items, given, strict=True)]
        listed = (grammar_zh if language == "zh" else grammar_en).listed(dated)
        if "◯" in before and len(items) == 1:
            dated_last = before.replace("◯", items[0].text) + self._since(language, start, given[0], once)
            return Told(asked, dated_last, names)
        if "◯" in before:
            return Told(asked, before.replace("◯", listed), names)
        return Told(asked, f"{before}{listed}", names)

    def _when(self, start: str, answer: Answer) -> str:
        """When it began or ended, as its one fact says; empty where several say it."""
        table = self.material.table
        day = self.last if self.way == "added" else self.first
        links = table.links(table.predicate_index[self.arrow.predicate], self.arrow.inverse, Use(day))
        at, other = table.index[start], table.number(answer.term)
        begin, end = int(links.start[at]), int(links.start[at + 1])
        rows = [int(links.row[n]) for n in range(begin, end) if int(links.other[n]) == other]
        valid = table.fact(rows[0]).valid if len(rows) == 1 else None
        return (valid.start if self.way == "added" else valid.end) or "" if valid else ""

    def _since(self, language: str, start: str, answer: Answer, once: bool) -> str:
        """The day behind an answer; ``once``: of what happens on a day and does not last."""
        if not (when := self._when(start, answer)):
            return ""
        said = (grammar_zh if language == "zh" else grammar_en).say_date(when)
        if language == "zh":
            return f"（至{said}）" if self.way == "ceased" else f"（{said}）" if once else f"（{said}起）"
        if once:
            return f" ({'on' if len(when) == 10 else 'in'} {said})"
        return f" (from {said})" if self.way == "added" else f" (until {said})"

    def _form(self) -> dict[str, Any]:
        return f.to_json(self.arrow.step(X))

    def _zh(self, speaker: Speaker, many: bool, count: int) -> tuple[list[Wording], str]:
        whole = nouns(self._form(), speaker, (many, False), True)[0].text
        noun = _ONCE.sub("", whole)
        days = [grammar_zh.say_date(d) for d in (self.first, self.last)]
        said_once = noun != whole or any("已" in text for text in speaker.templates(self.arrow.predicate).of("statement"))
        if self.way == "added" and said_once:  # what happens once, such as a withdrawal, is not "added"
            return [Wording(f"{days[0]}至{days[1]}期间，{noun}有哪些？", "between", 0.3)], f"{days[0]}至{days[1]}期间，{noun}有"
        verb = "新增了" if self.way == "added" else "减少了"
        asked = [
            Wording(f"{days[0]}至{days[1]}期间，{noun}{verb}哪些？", "between", 0.3),
            Wording(f"与{days[0]}相比，截至{days[1]}，{noun}{verb}哪些？", "against", 0.5),
        ]
        return asked, f"{days[0]}至{days[1]}期间，{noun}{verb}"

    def _en(self, speaker: Speaker, many: bool, count: int) -> tuple[list[Wording], str]:
        """Which medicines were sold in X as of this day but not as of that."""
        days = (self.first, self.last) if self.way == "ceased" else (self.last, self.first)
        second = grammar_en.say_date(days[1])
        timed = speaker.on(self._form(), days[0])
        rest = f"but {'no longer' if self.way == 'ceased' else 'not'} as of {second}"
        head = timed.head(self.arrow.predicate, self.arrow.inverse)
        if self.arrow.inverse:
            found = clauses(self._form(), timed, (many, False))
            if not found or not head.many:
                raise NoWording(self.arrow.predicate, "statement")
            if self.way == "added" and found[0].many.startswith("had been "):
                return self._en_once(head.many, found[0].many, second, grammar_en.say_date(days[0]), count)
            asked = [Wording(f"which {head.many} {found[0].many} {rest}?", "verb", 0.3)]
            noun, told = (head.one, found[0].one) if count == 1 else (head.many, found[0].many)
            if not told:
                raise NoWording(self.arrow.predicate, "statement")
            verb = "is" if count == 1 else "are"
            start = f"one {noun} that {told} {rest} {verb} " if count == 1 else f"{noun} that {told} {rest} include "
            return asked, start
        named = nouns(self._form(), timed, (many, False), True)
        if not named or named[0].kind != "phrase":
            raise NoWording(self.arrow.predicate, "phrase")
        noun_ = nouns(self._form(), timed, (many, False), count > 1)[0]
        asked = [Wording(f"what were {named[0].definite} {rest}?", "noun", 0.3)]
        return asked, f"{noun_.definite} {rest} {'was' if count == 1 else 'were'} "

    def _en_once(self, many: str, clause: str, first: str, last: str, count: int) -> tuple[list[Wording], str]:
        """What happened on a day and does not last: which medicines were withdrawn in X between two days. "◯": the answers' place."""
        done = clause.removeprefix("had been ").replace(f" as of {last}", "").replace(f" by {last}", "")
        if last in done:
            raise NoWording(self.arrow.predicate, "statement")
        between = f"between {first} and {last}"
        before = f"{between}, ◯ was {done}" if count == 1 else f"{between}, the {many} {done} were ◯"
        return [Wording(f"which {many} were {done} {between}?", "verb", 0.3)], before

    def _told_change(self, language: str, name: Name, start: str, work: Work | None) -> Told:
        """What a value was on the one day and on the other."""
        speaker = self.material.speaker(language)
        noun = nouns(self._form(), speaker, (name.many, False), False)[0]
        grammar = grammar_zh if language == "zh" else grammar_en
        first, last = grammar.say_date(self.first), grammar.say_date(self.last)
        if language == "en":
            be = "were" if noun.many else "was"
            asked = [Wording(f"what {be} {noun.definite} on {first}, and what {be} {'they' if noun.many else 'it'} on {last}?", "own", 0.3)]
            sentences = [self._on(language, name, start, day, None) for day in (self.first, self.last)]
            return Told(asked, _together(*sentences), [name])
        told = [self._on(language, name, start, self.first, work), self._on(language, name, start, self.last, None)]
        asked = [
            Wording(f"{first}至{last}期间，{noun.text}有什么变化？", "between", 0.3),
            Wording(f"与{first}相比，截至{last}，{noun.text}有什么变化？", "against", 0.5),
        ]
        return Told(asked, "", [name], f"{told[0].rstrip('。')}；{told[1].replace(f'，{name.full}', '，', 1)}")

    def _on(self, language: str, name: Name, start: str, day: str, work: Work | None) -> str:
        """What held on a day, as a sentence."""
        form = {"op": "as_of", "of": self._form(), "date": day}
        held = answer_shape(f.AsOf(self.arrow.step(X), day), [(start,)], self.material.table).answers(0)
        answers = [a for t in held if (a := self.material.answer(language, self.material.table.number(t)))]
        manner = Manner("one", work.titles[language] if work else None)
        sentence = teller(form, self.material.speaker(language), manner, (name.many, False, False)).whole
        definite = [a.definite or a.text for a in answers]
        return sentence.fill([name.variants()], [a.text for a in answers], language, definite=definite)


def _together(first: str, second: str) -> str:
    """Two sentences as one that says once what they share.

    >>> _together("The latest edition was the ninth as of 2011.", "The latest edition was the eleventh as of 2022.")
    'the latest edition was the ninth as of 2011 and the eleventh as of 2022'
    """
    a, b = first.rstrip(".").split(" "), second.rstrip(".").split(" ")
    same = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
    while same and a[same - 1] in ("the", "a", "an", "in", "at"):
        same -= 1
    text = " ".join([*a, "and", *b[same:]]) if same else f"{' '.join(a)}. {' '.join(b)}"
    return text[0].lower() + text[1:] if a[0] == "The" else text
