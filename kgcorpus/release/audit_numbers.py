"""What an audit checks of answers about values: every figure in the sentence is a value of a supporting fact, of the form, or is computed
from them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kgcorpus import forms as f
from kgcorpus.errors import FormError
from kgcorpus.model import Fact, Literal, Qualifier

if TYPE_CHECKING:
    from kgcorpus.release.audit import ReleaseFiles, Report

CHECK = "values"
KINDS = frozenset({"value_condition", "superlative", "comparison", "aggregate", "change"})


def literals_of(form: f.Form) -> Iterator[Literal]:
    """The values that a form states: thresholds."""
    for part in f.walk(form):
        if isinstance(part, f.Where):
            yield part.value


def given_of(form: f.Form) -> Iterator[Qualifier]:
    """The conditions that a form says to hold, each with its value."""
    for part in f.walk(form):
        for entry in getattr(part, "with_", None) or ():
            if isinstance(entry, f.Given) and entry.cmp == "=":
                yield Qualifier(entry.qualifier, entry.value)


def form_of(sample: Mapping[str, Any]) -> f.Form | None:
    """The form of a sample, or the one that the cause of an unknown says was asked; None for one that has none, or one that the check of
    forms reports."""
    cause = sample.get("cause") or {}
    plain = sample.get("form") or cause.get("asked")
    try:
        return f.parse(plain) if isinstance(plain, dict) and "op" in plain else None
    except FormError:
        return None


def spoken_of_form(sample: Mapping[str, Any]) -> list[str]:
    """How a sample may write the values that its form states, and their units."""
    from kgcorpus.generate.naming import written_literal

    form = form_of(sample)
    found = list(literals_of(form)) if form is not None else []
    return [text for value in found for text in (written_literal(value, sample["lang"]), value.unit or "") if text]


class Values:
    """Reads the samples one by one."""

    def __init__(self, files: ReleaseFiles, report: Report) -> None:
        self._files, self._report = files, report
        self._facts = {fact.id: fact for fact in files.facts}

    def sample(self, sample: Mapping[str, Any]) -> None:
        form = form_of(sample)
        if sample["kind"] not in KINDS or form is None or any(id not in self._facts for id in sample["facts"]):
            return
        self._report.see(CHECK)
        text = sample["answer_text"]
        for said in sorted(self._sayable(sample, form), key=lambda t: (-len(t), t)):
            text = text.replace(said, " ")
        if strange := re.search(r"\d[\d.,]*", text):
            self._report.fail(CHECK, str(sample["id"]), f"no fact gives {strange.group()}: {sample['answer_text']}")

    def _sayable(self, sample: Mapping[str, Any], form: f.Form) -> set[str]:
        """All that may stand in the sentence and holds a figure."""
        from kgcorpus.generate.measures import difference
        from kgcorpus.generate.naming import written_literal

        lang = sample["lang"]
        facts = [self._facts[id] for id in sample["facts"]]
        held = [fact.object for fact in facts if isinstance(fact.object, Literal)]
        out = {written_literal(value, lang) for value in (*held, *literals_of(form))}
        out |= {value.value for value in (*held, *literals_of(form)) if value.value is not None}
        out |= {str(answer["value"]) for answer in sample["answers"]}
        out |= {alias for answer in sample["answers"] for alias in answer["aliases"]}
        out |= set(sample["labels"].get("titles", ())) | {topic["label"] for topic in sample["topic"]}
        for fact in facts:
            out |= self._names(fact)
        for predicate in {fact.predicate for fact in facts}:
            out |= self._words(predicate, lang)
        if sample["kind"] == "comparison":
            out |= {difference(a, b, lang) for a, b in itertools.combinations(held, 2)}
        if sample["labels"]["shape"] in ("most_linked", "least_linked"):
            out |= {str(n) for n in self._numbers(facts)}
        out |= {self._day(day, lang) for day in _days(form, facts)}
        figures = {text for text in out if re.search(r"\d", text)}
        return figures | {text[:1].upper() + text[1:] for text in figures}

    def _names(self, fact: Fact) -> set[str]:
        found = (self._files.entities.get(end) for end in (fact.subject, fact.object) if isinstance(end, str))
        return {name for e in found if e for name in (*e.labels.values(), *(a for names in e.aliases.values() for a in names))}

    def _words(self, predicate: str, lang: str) -> set[str]:
        """What the wording of a predicate says around its slots ("HbA1c goal for ")."""
        known = self._files.ontology.predicates.get(predicate)
        texts = [text for found in known.wording.values() for text in found.get(lang, ())] if known else []
        return {part.strip() for text in texts for part in re.split(r"\{\w+\}|[\[\]|]|\b(?:of|for|in) (?=\{)", text)}

    def _numbers(self, facts: list[Fact]) -> set[int]:
        """How many things each subject has."""
        return {len({fact.object for fact in facts if fact.subject == subject}) for subject in {fact.subject for fact in facts}}

    def _day(self, day: str, lang: str) -> str:
        from kgcorpus.generate import grammar_en, grammar_zh

        return grammar_zh.say_date(day) if lang == "zh" else grammar_en.say_date(day)


def _days(form: f.Form, facts: list[Fact]) -> set[str]:
    """The days that a form names, and those between which its facts hold."""
    named = {part.date for part in f.walk(form) if isinstance(part, f.AsOf)}
    return named | {day for fact in facts for day in (fact.valid.start, fact.valid.end) if day}
