"""Facts as sentences that a reviewer reads, in the words of the ontology, with denial, conditions, and the time for which they hold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kgcorpus.generate import conditions
from kgcorpus.generate.answer_text import truth_teller
from kgcorpus.generate.naming import Naming, capital, naming
from kgcorpus.generate.phrases import Filler, Manner, Name, NoWording
from kgcorpus.generate.speaker import Speaker
from kgcorpus.model import Entity, Fact, Literal, Qualifier, Term, Validity, term_key
from kgcorpus.ontology import Ontology
from kgcorpus.values_dates import days

_FORM = {"op": "ask", "subject": "?0", "object": "?1"}
_IS_OVER = re.compile(r"(?<![行认作成称因视分])为(?=(?:超过|不足|至少|不超过|少于)\d)")


@dataclass(frozen=True)
class Sentences:
    """Says facts in one language. What the language has no name for is called by its name in another, or by its id: a reviewer sees it."""

    ontology: Ontology
    entities: Mapping[str, Entity]
    language: str
    _fillers: dict[tuple[object, ...], Filler | None] = field(default_factory=dict, init=False, compare=False)
    _said: dict[tuple[Qualifier, ...], tuple[tuple[str, ...], str]] = field(default_factory=dict, init=False, compare=False)

    @cached_property
    def _naming(self) -> Naming:
        return naming(self.ontology, self.entities, self.language)

    @cached_property
    def _speaker(self) -> Speaker:
        return Speaker(self.ontology, self.language)

    # ------------------------------------------------------------------ names

    def name(self, term: Term, classes: tuple[str, ...] = ()) -> Name:
        """How a term is written in a sentence."""
        if isinstance(term, Literal) and term.lang and term.lang != self.language:
            return Name(f"“{term.value}”")
        if found := self._naming.term(term, classes):
            return found
        return Name(self.label(str(term)))

    def label(self, id: str) -> str:
        """The plain name of an entity, class or predicate: in this language, else in another, else its id."""
        entity, lang = self.entities.get(id), self.language
        if entity is None and (noun := self.ontology.noun(id, lang)):
            return noun
        known = entity or self.ontology.entities.get(id) or self.ontology.classes.get(id) or self.ontology.predicates.get(id)
        labels = known.labels if known else {}
        return labels.get(lang) or next((labels[other] for other in sorted(labels)), id)

    # ------------------------------------------------------------------ facts

    def of(self, fact: Fact) -> str:
        """The fact in one sentence.

        Conditions stand in front, details and the time for which it holds in brackets behind; a fact of one day says its date.
        """
        known = self.ontology.predicates.get(fact.predicate)
        subject = self.name(fact.subject, known.domain if known else ())
        object = self.name(fact.object, known.range if known else ())
        limits, details = self.conditions(fact.qualifiers)
        day, span = self._time(fact.valid)
        key = (fact.predicate, fact.negated, subject.many, object.many, day, limits)
        if key not in self._fillers:
            self._fillers[key] = self._filler(fact, (subject.many, object.many, False), day, limits)
        filler = self._fillers[key]
        if filler is None and fact.negated:
            said = self.of(replace(fact, negated=False))
            return f"并非：{said}" if self.language == "zh" else f"It is not so that: {said}"
        if filler is None:
            text = self._plain(fact, subject, object, day, limits)
        else:
            text = filler.fill([subject.variants(), object.variants()])
        zh = self.language == "zh"
        text = _IS_OVER.sub("", text) if zh else capital(text)
        behind = [part for part in (details, span) if part]
        if not behind:
            return text
        end = text[-1:] if text[-1:] in "。." else ""
        said = ("；" if zh else "; ").join(behind)
        return text.removesuffix(end) + (f"（{said}）" if zh else f" ({said})") + end

    def conditions(self, qualifiers: tuple[Qualifier, ...]) -> tuple[tuple[str, ...], str]:
        """What limits a fact, each as it stands before a sentence, and its details as they stand behind."""
        if not qualifiers:
            return (), ""
        if qualifiers not in self._said:
            ordered = sorted(qualifiers, key=lambda q: (q.predicate, term_key(q.value)))
            limits = [q for q in ordered if conditions.is_condition(q, self.ontology) and not self._is_part(q)]
            details = [conditions.detail(q, self._naming) or self.condition(q) for q in ordered if q not in limits]
            said = tuple(conditions.when(q, self._naming) or self.condition(q) for q in limits)
            self._said[qualifiers] = (said, ("、" if self.language == "zh" else ", ").join(details))
        return self._said[qualifiers]

    def _is_part(self, qualifier: Qualifier) -> bool:
        """Whether a condition names a part rather than a circumstance: the default period is 12 (of the fast line)."""
        known = self.ontology.predicates.get(qualifier.predicate)
        return known is not None and "{v}" in known.templates("condition", self.language)[:1]

    def condition(self, qualifier: Qualifier) -> str:
        """A condition by itself, as a reviewer may write it: "eGFR＜30 mL/(min·1.73 m²)"."""
        if said := conditions.said(qualifier, self._naming):
            return said
        mark = "：" if self.language == "zh" else ": "
        return f"{self.label(qualifier.predicate)}{mark}{self.name(qualifier.value).full}"

    def _filler(self, fact: Fact, numbers: tuple[bool, ...], day: str | None, limits: tuple[str, ...]) -> Filler | None:
        form = {**_FORM, "predicate": fact.predicate}
        manner = Manner(date=day, conditions=limits)
        position = "negation" if fact.negated else "statement"
        try:
            found = truth_teller(form, self._speaker, manner, numbers, position)
        except NoWording:
            return None
        return found[0] if found else None

    def _plain(self, fact: Fact, subject: Name, object: Name, day: str | None, limits: tuple[str, ...]) -> str:
        """A fact whose predicate has no sentence: its label between its ends."""
        label = self.label(fact.predicate)
        if self.language == "zh":
            front = "".join(f"{part}，" for part in ((f"截至{self._day(day)}",) if day else ()) + limits)
            return f"{front}{subject.full}——{label}：{object.full}。"
        front = "".join(f"{part}, " for part in ((f"as of {self._day(day)}",) if day else ()) + limits)
        return f"{front}{subject.full} — {label}: {object.full}."

    # ------------------------------------------------------------------ time

    def _time(self, valid: Validity) -> tuple[str | None, str]:
        """The one day for which a fact holds (an ISO date), or the stretch of time in words."""
        if not (valid.start or valid.end):
            return None, ""
        try:
            if valid.start and valid.end and days(valid.start)[1] == days(valid.end)[0]:
                return valid.start, ""
            last = _last_day(valid.end) if valid.end else None
        except ValueError:  # no date: the check says so, and the reviewer sees what was read
            return None, f"{valid.start or '…'} – {valid.end or '…'}"
        start = self._day(valid.start) if valid.start else ""
        end = self._day(last or valid.end) if valid.end else ""
        if self.language == "zh":
            return None, (f"自{start}起" if start else "") + (f"至{end}止" if last else f"{'，' if start else ''}{end}以前" if end else "")
        said = [f"from {start}"] if start else []
        said += [f"until {end}" if last else f"before {end}"] if end else []
        return None, " ".join(said)

    def _day(self, date: str) -> str:
        return str(self._speaker.grammar.say_date(date))


def _last_day(end: str) -> str | None:
    """The last day before an end that is a day; None where the end is a month or a year, in which nobody knows the day."""
    return (datetime.date.fromordinal(days(end)[0] - 1)).isoformat() if len(end) == 10 else None
