"""Statements of facts in words: of two ends and a predicate, stated or denied, with a date and conditions, to stand in questions and
answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from kgcorpus import forms as f
from kgcorpus.model import Literal, Qualifier, Term

from . import wording_checks
from .answer_text import truth_teller
from .conditions import when
from .material import Material
from .naming import capital, written_literal
from .phrases import Filler, Manner, Name, NoWording, slot
from .speaker import Speaker
from .titles import Work

STATEMENT, NEGATION, ABSENT = "statement", "negation", "absent"
"""Positions of a predicate's wording: that a fact holds, that it does not, that a source does not list it."""


@dataclass
class Stating:
    """Says facts in one language; what a predicate has no wording for is None."""

    material: Material
    language: str
    _templates: dict[Any, tuple[Filler, ...]] = field(default_factory=dict)

    @property
    def speaker(self) -> Speaker:
        return self.material.speaker(self.language)

    def name(self, term: Term, classes: Collection[str] = ()) -> Name | None:
        """How an end is written: its name, or the value with its unit."""
        if isinstance(term, Literal):
            return Name(written_literal(term, self.language)) if self._in_language(term) else None
        names = self.material.naming(self.language)
        if names.name(term) is None and (noun := names.noun(term)):
            return Name(noun)
        return names.fitting(term, classes) if term in names.entities else None

    def _in_language(self, term: Literal) -> bool:
        if term.lang:
            return term.lang == self.language
        if term.datatype != "xsd:string":
            return True
        return any("\u3400" <= c <= "\u9fff" for c in term.value or "") == (self.language == "zh")

    def ends(self, asked: f.Ask) -> tuple[Name, Name] | None:
        """The names of subject and object, or None where one has none in the language."""
        known = self.material.ontology.predicates.get(asked.predicate)
        subject = self.name(asked.subject, known.domain if known else ())
        object = self.name(asked.object, known.range if known else ())
        return (subject, object) if subject and object else None

    def said(
        self,
        asked: f.Ask,
        position: str = STATEMENT,
        *,
        date: str | None = None,
        qualifiers: Sequence[Qualifier] = (),
        mark: int | None = None,
    ) -> str | None:
        """The statement without its final mark, as it stands inside a sentence; ``mark`` puts the subject (0) or object (1) in quotation
        marks."""
        names = self.ends(asked)
        conditions = tuple(c for q in qualifiers if (c := when(q, self.material.naming(self.language))))
        if names is None or len(conditions) < len(qualifiers) or (mark is not None and "“" in names[mark].full):
            return None
        found = self.fillers(asked.predicate, position, tuple(n.many for n in names), date, conditions, mark)
        if not found:
            return None
        text = found[0].fill([n.variants() for n in names])
        return text.rstrip("。.") if not text.endswith("..") else text

    def fillers(
        self,
        predicate: str,
        position: str,
        numbers: tuple[bool, ...],
        date: str | None = None,
        conditions: tuple[str, ...] = (),
        mark: int | None = None,
    ) -> tuple[Filler, ...]:
        """The templates of a predicate in a position that can be said of two names."""
        key = (predicate, position, numbers, date, conditions, mark)
        if key not in self._templates:
            form = {"op": "ask", "subject": "?0", "predicate": predicate, "object": "?1"}
            try:
                made = truth_teller(form, self.speaker, Manner(date=date, conditions=conditions), (*numbers, False), position)
            except NoWording:
                made = ()
            made = tuple(m for m in made if not m.text.rstrip("。.").endswith("的") and "：" not in m.text and ": " not in m.text)
            if mark is not None:
                made = tuple(Filler.of(_marked(m.text, mark)) for m in made)
            self._templates[key] = made
        return self._templates[key]

    def whether(self, asked: f.Ask) -> str | None:
        """The statement as a clause behind "says not": 二甲双胍是否禁用于哮喘, "whether metformin is contraindicated in asthma"."""
        if self.language == "en":
            return f"whether {said}" if (said := self.said(asked)) else None
        names = self.ends(asked)
        if names is None:
            return None
        s, o = (self.speaker.grammar.name(slot(n), False) for n in (0, 1))
        for wording in self.speaker.asking.ask_truth(self.speaker.templates(asked.predicate), s, o):
            if wording.way == "whether":
                return Filler.of(wording.text).fill([n.variants() for n in names]).rstrip("？")
        return None

    # ------------------------------------------------------------------ sentences

    def sentence(self, text: str, work: Work | None = None) -> str:
        """A statement as a sentence of its own, with the source that limits it."""
        said = source_front(work, self.language) + text
        return said + "。" if self.language == "zh" else first(said) + "."

    def problems(self, text: str, names: Sequence[str], work: Work | None = None) -> list[str]:
        """What is wrong with a question in which these names and values stand."""
        aside = [work.titles[self.language]] if work else []
        return wording_checks.check_question(text, self.language, names=(*names, *aside), aside=aside)

    def spoken(self, *terms: Term) -> list[str]:
        """How terms may stand in a sentence: labels, values, units."""
        out: list[str] = []
        for term in terms:
            if isinstance(term, Literal):
                out += [written_literal(term, self.language), term.unit or ""]
            elif name := self.name(term):
                out += [name.full, name.bare]
        return [text for text in out if text]


def first(text: str) -> str:
    """The text with a capital at its beginning, behind a quotation mark, too."""
    return f"“{capital(text[1:])}" if text.startswith("“") else capital(text)


def source_front(work: Work | None, language: str) -> str:
    """What names the source before a statement; nothing where none is named."""
    if work is None:
        return ""
    return f"据{work.titles['zh']}，" if language == "zh" else f"according to {work.titles['en']}, "


def _marked(text: str, number: int) -> str:
    """A template with quotation marks around the name in a slot, whatever its variant."""
    here = {slot(number, variant) for variant in range(4)}
    return "".join(f"“{c}”" if c in here else c for c in text)
