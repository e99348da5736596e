"""Answers of chains that name what lies between: "The mirror image of a dark cloud cover is the piercing pattern, which follows a
downtrend"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from kgcorpus import forms as f
from kgcorpus.answers_shape import ShapeAnswers, answer_shape
from kgcorpus.english import head_index

from . import grammar_en
from .answer_text import ITEMS, THE_ITEMS, Sentence, Teller, finished, tell_en, tell_zh
from .naming import Naming, capital, reached
from .phrases import Manner, Name, Noun, NoWording, put, slot
from .shapes import Shape
from .speaker import Form, Speaker, expects_one, predicates_of, said_on
from .wording import noun_options, nouns

BRIDGE = 1
"""The slot of the thing between; slot 0 is the start."""


@dataclass
class Bridges:
    """The things between the starts and the answers of a chain, and how a language tells of them."""

    shape: Shape
    answers: ShapeAnswers
    names: Naming
    speaker: Speaker
    _tellers: dict[tuple[tuple[bool, ...], bool], Teller | None] = field(default_factory=dict)

    @cached_property
    def _middle(self) -> ShapeAnswers | None:
        if self.shape.name not in ("chain", "siblings of one") or not self.shape.middles:
            return None
        return answer_shape(self.shape.dated(self.shape.middles[0]), self.answers.starts, self.answers.graph)

    def name(self, row: int) -> Name | None:
        """The name of what lies between, if it needs no more than its name."""
        if self._middle is None:
            return None
        (id,) = self._middle.answers(row)
        classes = reached(f.to_json(self.shape.middles[0]), self.speaker.ontology)
        name = self.names.fitting(id, classes) if isinstance(id, str) and not self.names.is_shared(id) else None
        return bridge_name(name) if name else None

    def teller(self, numbers: tuple[bool, ...], manner: Manner) -> Teller | None:
        """The answer sentences for a start and a bridge of these grammatical numbers; None where there is no wording."""
        key = (numbers, manner.source is not None)
        if key not in self._tellers:
            form, first = f.to_json(self.shape.asked), f.to_json(self.shape.middles[0])
            try:
                self._tellers[key] = bridge_teller(form, first, self.speaker, manner, (*numbers, False, False))
            except NoWording:
                self._tellers[key] = None
        return self._tellers[key]


def bridge_name(name: Name) -> Name:
    """The name of what lies between: it was singled out by the first step."""
    return Name(name.definite, name.bare, name.indefinite, capital(name.definite), name.many)


def bridge_teller(form: Form, first: Form, speaker: Speaker, manner: Manner, numbers: Sequence[bool]) -> Teller:
    """The answer sentences of a form whose step ``first`` leads to one thing, which they name; raises ``NoWording``."""
    if form["op"] == "as_of":
        speaker, manner = said_on(form["of"], speaker, manner, form["date"])
        return bridge_teller(form["of"], first, speaker, manner, numbers)
    rest = _from_bridge(form, first)
    noun = speaker.head(first["predicate"], bool(first.get("inverse"))).one
    noun = f"类{noun[:-2]}" if noun.endswith("类别") and len(noun) > 2 else noun
    this = f"该{noun}" if noun and "或" not in noun else "后者"
    begin, go_on = (_first_zh, partial(_rest_zh, this=this)) if speaker.language == "zh" else (_first_en, _rest_en)
    start = begin(first, speaker, numbers)
    when = "".join(speaker.when(p) for p in predicates_of(rest)[:1])

    def sentence(whole: bool) -> Sentence:
        told = (go_on(rest, speaker, numbers, n, whole).removesuffix(when) + when for n in (False, True))
        one, many = (finished(start + text, speaker.language, manner) for text in told)
        return Sentence(one, many)

    return Teller(sentence(True), sentence(False))


def _from_bridge(form: Any, first: Form) -> Any:
    """The form with its first step replaced by the thing between."""
    if form == first:
        return {"op": "entity", "id": f"?{BRIDGE}"}
    if isinstance(form, Mapping):
        return {key: _from_bridge(value, first) for key, value in form.items()}
    return [_from_bridge(part, first) for part in form] if isinstance(form, list) else form


def _plain(form: Form) -> bool:
    return form["op"] == "step" and form["of"]["op"] == "entity" and not form.get("inverse")


def _expert(form: Form, speaker: Speaker) -> tuple[str, ...]:
    """The statements that an expert wrote for a step from its subject."""
    templates = speaker.step_templates(form)
    return () if "statement" in templates.derived else templates.of("statement")


def _first_zh(form: Form, speaker: Speaker, numbers: Sequence[bool]) -> str:
    start = nouns(form["of"], speaker, numbers, False)[0].text
    if _plain(form) and not speaker.predicate(form["predicate"]).symmetric:
        for template in _expert(form, speaker):
            if template.startswith("{s}") and not template.startswith("{s}的") and template.endswith("{o}"):
                return put(template, s=start, o=slot(BRIDGE))
    return f"{nouns(form, speaker, numbers, False)[0].text}是{slot(BRIDGE)}"


def _rest_zh(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool, *, this: str = "后者") -> str:
    if _plain(form):
        templates = speaker.step_templates(form)
        for template in _expert(form, speaker):
            if re.match(r"\{s\}[^{}的为]*\{o\}", template):
                return f"，{this}" + put(template.removeprefix("{s}"), o=ITEMS)
            if re.fullmatch(r"\{s\}的[^{}的]+\{o\}", template):
                return "，其" + put(template.removeprefix("{s}的"), o=ITEMS)
        for template in templates.of("phrase"):
            if (tail := template.removeprefix("{s}的")) != template and "{" not in tail and "的" not in tail:
                one = expects_one({**form, "of": {"op": "entity"}}, speaker)
                one = one or (not many and (whole or speaker.head(form["predicate"], False).literal))
                return f"，其{tail}{'是' if one else '有' if whole else '包括'}{ITEMS}"
    return "；" + tell_zh(form, speaker, numbers, many, whole)


def _simple(tail: str) -> bool:
    """Whether "whose" goes with a noun: "whose prior trend is", not "whose height used for the target is"."""
    return bool(tail) and head_index(tail.split()) == tail.count(" ")


def _first_en(form: Form, speaker: Speaker, numbers: Sequence[bool]) -> str:
    start, bridge = nouns(form["of"], speaker, numbers, False)[0], Noun(slot(BRIDGE), "name", numbers[BRIDGE])
    if _plain(form) and not speaker.predicate(form["predicate"]).symmetric:
        for template in _expert(form, speaker):
            if template.startswith("{s} ") and template.endswith(" {o}"):
                return grammar_en.statement(template, start, bridge)
    noun = nouns(form, speaker, numbers, bridge.many)[0]
    return f"{noun.definite} {'are' if bridge.many or noun.many else 'is'} {bridge.text}"


def _rest_en(form: Form, speaker: Speaker, numbers: Sequence[bool], many: bool, whole: bool) -> str:
    bridge = Noun(slot(BRIDGE), "name", numbers[BRIDGE])
    items = Noun(THE_ITEMS if many else ITEMS, "items", many)
    if _plain(form) and not (many and whole and speaker.step_templates(form).of("phrase")):
        for template in _expert(form, speaker):
            if template.startswith("{s} ") and template.count("{s}") == 1 and not template.endswith((" the {o}", " a {o}", " an {o}")):
                return ", which " + grammar_en.statement(template, bridge, items).removeprefix(bridge.text + " ")
    if _plain(form) and not many:
        for template in _expert(form, speaker):
            if (match := re.fullmatch(r"the ([^{}\[\]]+) of \{s\} is \{o\}", template)) and _simple(match[1]):
                return f", whose {match[1]} is {items.text}"
    if _plain(form):
        single = not many and not whole and not expects_one({**form, "of": {"op": "entity"}}, speaker)
        for noun in noun_options(form, speaker, numbers, True) if single else ():
            if noun.many and _simple(noun.tail) and noun.text == f"{noun.tail} of {bridge.text}":
                return f", one of whose {noun.tail} is {items.text}"
        for noun in noun_options(form, speaker, numbers, many):
            if single and not noun.many and noun.the and not noun.tail and noun.text.endswith(f" {bridge.text}"):
                return f"; one {noun.text.removesuffix(bridge.text)}{'them' if bridge.many else 'it'} is {items.text}"
        for noun in noun_options(form, speaker, numbers, many or not whole):
            if _simple(noun.tail) and noun.text == f"{noun.tail} of {bridge.text}":
                verb = ("are" if whole else "include") if noun.many else "is"
                return f", whose {noun.tail} {verb} {items.text}"
            if noun.the and not noun.tail and noun.text.endswith(f" {bridge.text}"):
                verb = ("are" if whole else "include") if noun.many else "is"
                return f", the {noun.text.removesuffix(bridge.text)}which {verb} {items.text}"
    return "; " + tell_en(form, speaker, numbers, many, whole)
