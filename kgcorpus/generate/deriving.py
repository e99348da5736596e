"""What parts share that make samples of another kind from finished ones: which they draw, what a sample came from, and the new record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kgcorpus import forms as f
from kgcorpus.model import Json, Rejection, digest

from . import wording_checks
from .citing import Quote
from .definitions import quoted_in
from .material import Material
from .phrases import Manner
from .records import Proved
from .samples import SOURCE, Draft, Question, rejection
from .speaker import Speaker
from .titles import Work

SHARE = 12
"""Of the samples that a kind fits it takes one in so many."""


OWN_LABELS = frozenset({"shape", "way", "cited", "source", "titles", "conditions", "telling"})
"""Labels that a record makes for itself; what else a sample says of its answer goes with it."""
AGAIN = ("blank", "truth")
"""Kinds that ask again, in another way, for what other samples ask: nothing is made of them."""


def drawn(sample: Mapping[str, Any], kind: str, share: int = SHARE) -> bool:
    """Whether a kind takes a sample: by a digest of both, so that it does not depend on other samples."""
    return number(sample, kind) % share == 0


def number(sample: Mapping[str, Any], purpose: str) -> int:
    """A large number drawn for a sample and a purpose."""
    return int(digest(purpose, sample["id"])[:12], 16)


def is_plain(sample: Mapping[str, Any]) -> bool:
    """Whether a sample is one question with one answer, from which others can be made."""
    if sample["kind"] in AGAIN or sample["form"] is None:
        return False
    return not any(name in sample for name in ("context", "options", "turns", "steps", "cause", "rejected"))


def undated(form: f.Form) -> f.Form:
    """The form without its date."""
    return form.of if isinstance(form, f.AsOf) else form


@dataclass(frozen=True)
class Came:
    """What a sample came from, whichever part asked it: everything of its record that a derived one takes over. ``draft`` is its draft
    where it is a start of a shape: then its sentences can be told with other answers."""

    material: Material
    language: str
    shape: str
    asked: f.Form
    support: tuple[str, ...]
    because: str
    grounds: tuple[str, ...] | None
    topic: tuple[str, ...]
    work: Work | None
    conditions: tuple[str, ...]
    telling: tuple[str, ...]
    cite: Collection[str] | None = None
    quotes: Sequence[Quote | None] = ()
    draft: Draft | None = None
    labels: Mapping[str, Json] = field(default_factory=dict)

    @property
    def speaker(self) -> Speaker:
        return self.material.speaker(self.language)

    @property
    def title(self) -> str:
        return self.work.titles[self.language] if self.work else ""

    @property
    def manner(self) -> Manner:
        """What surrounds a sentence of this question: its source and conditions; a date is the form's."""
        return Manner("some", SOURCE if self.work else None, None, self.conditions)

    def proved(
        self, kind: str, said: Sequence[tuple[str, str]], text: str, answers: Sequence[Mapping[str, Json]], mode: str, **more: Any
    ) -> Proved:  # fmt: skip
        """A question of another kind that rests on the same; ``more`` are fields of ``Proved`` that differ."""
        same: dict[str, Any] = {
            "support": self.support, "because": self.because, "grounds": self.grounds, "topic": self.topic, "work": self.work,
            "conditions": self.conditions, "telling": self.telling, "cite": self.cite, "quotes": self.quotes,
        }  # fmt: skip
        asked = more.pop("asked", self.asked)
        fields = {**same, **more, "labels": {**self.labels, **more.get("labels", {})}}
        return Proved(self.material, kind, self.language, kind, self.shape, asked, tuple(said), text, answers, mode, **fields)

    def dated(self, form: f.Form) -> f.Form:
        """A form on the date of this question."""
        return f.AsOf(form, self.asked.date) if isinstance(self.asked, f.AsOf) else form

    def names(self) -> list[str]:
        """Names and literals of the support that may stand in a sentence."""
        naming, out = self.material.naming(self.language), []
        for id in self.support:
            if fact := self.material.facts.get(id):
                for term in (fact.subject, fact.object, *(q.value for q in fact.qualifiers)):
                    if name := naming.term(term):
                        out += [name.full, name.bare, name.full.casefold()]
                    if isinstance(term, str) and (label := naming.label(term)):
                        out.append(label)
        return [*out, self.title, *self.conditions]


def came_from(sample: Mapping[str, Any], question: Question) -> Came:
    """What a sample came from, its draft or its proved question."""
    labels = {name: value for name, value in sample["labels"].items() if name not in OWN_LABELS}
    if isinstance(question, Draft):
        maker = question.maker
        telling = tuple(n.telling for n in question.names if n.telling)
        quotes = question.extra.quotes if hasattr(question.extra, "quotes") else ()
        cite = quoted_in(question) if maker.kind == "definition" else None
        return Came(
            maker.material, maker.language, maker.shape.name, f.parse(sample["form"]), question.support, question.because,
            question.grounds, tuple(t["id"] for t in sample["topic"]), question.work, maker.conditions, telling, cite, quotes, question,
            labels,
        )  # fmt: skip
    assert isinstance(question, Proved)
    return Came(
        question.material, question.language, question.shape, f.parse(sample["form"]), question.support, question.because,
        question.grounds, question.topic, question.work, question.conditions, question.telling, question.cite, question.quotes,
        labels=labels,
    )  # fmt: skip


def wrong_words(question: str, answers: Sequence[str], came: Came, names: Sequence[str], kind: str) -> Rejection | None:
    """The rejection of a question or answer that does not pass the checks of wording; None where both do."""
    known, aside = [*names, *came.names()], [a for a in (came.title, *came.conditions) if a]
    problems = wording_checks.check_question(question, came.language, names=known, aside=aside, given=True)
    problems += [p for text in answers for p in wording_checks.check_answer_text(text, came.language, names=known, given=True)]
    if not problems:
        return None
    return rejection("bad_wording", f"{came.language} {came.shape} of {', '.join(came.topic)}", kind, f"{'; '.join(problems)}: {question}")
