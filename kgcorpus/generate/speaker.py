"""Who speaks: what a language says of each predicate and class of an ontology, and what a form is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from kgcorpus.model import Json
from kgcorpus.ontology import BUILT_IN, Ontology, Predicate

from . import asking_en, asking_zh, grammar_en, grammar_zh
from .phrases import Head, Manner, NoWording, Templates, slot

GRAMMARS: Mapping[str, ModuleType] = {"zh": grammar_zh, "en": grammar_en}
ASKING: Mapping[str, ModuleType] = {"zh": asking_zh, "en": asking_en}
Form = Mapping[str, Json]


@dataclass(frozen=True)
class Speaker:
    """What speaking a language about an ontology takes. ``seen`` gives the classes that occur behind a predicate and direction, for
    predicates whose domain or range does not say. ``dated`` are the predicates that are said of ``date``, in the past ("was authorised in
    … as of 1 June 2024"): the date stands where it belongs, not before a sentence of several predicates."""

    ontology: Ontology
    language: str
    seen: Mapping[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)
    date: str | None = None
    dated: frozenset[str] = frozenset()
    _templates: dict[str, Templates] = field(default_factory=dict, compare=False)
    _heads: dict[tuple[str, bool], Head] = field(default_factory=dict, compare=False)

    @property
    def grammar(self) -> Any:
        return GRAMMARS[self.language]

    @property
    def asking(self) -> Any:
        return ASKING[self.language]

    def predicate(self, id: str) -> Predicate:
        found = self.ontology.predicates.get(id) or BUILT_IN.get(id)
        if found is None:
            raise NoWording(id, "predicate")
        return found

    def templates(self, id: str) -> Templates:
        """The wording of a predicate; a position whose templates are all empty is silent."""
        if id not in self._templates:
            predicate, lang = self.predicate(id), self.language
            said = {name: tuple(t for t in texts.get(lang, ()) if t) for name, texts in predicate.wording.items()}
            silent = frozenset(name for name, texts in predicate.wording.items() if texts.get(lang) and not said[name])
            derived = frozenset(name for name, derived_lang in predicate.derived_wording if derived_lang == lang)
            if id in self.dated:
                said = {name: tuple(self.grammar.past(t) for t in texts) for name, texts in said.items()}
            self._templates[id] = self.grammar.mend(Templates(id, said, silent, derived))
        return self._templates[id]

    def on(self, form: Form, date: str) -> Speaker:
        """Who says a form as of a date where the language has the date behind the verb; the speaker itself where it stands in front."""
        if self.language != "en":
            return self
        used = predicates_of(form)
        dated = frozenset(p for p in used if self.predicate(p).changing) or frozenset(used[:1])
        return replace(self, date=date, dated=dated, _templates={})

    def when(self, predicate: str) -> str:
        """What follows the words of a predicate: its date."""
        return f" as of {self.grammar.say_date(self.date)}" if predicate in self.dated and self.date else ""

    def step_templates(self, form: Form) -> Templates:
        """The wording of a step: the predicate's, or, where ``with`` selects by a detail, what the detail says of it."""
        templates = self.templates(form["predicate"])
        entries = form.get("with")
        for entry in entries if isinstance(entries, list) else ():
            detail = self.predicate(entry["qualifier"])
            if detail.qualifier == "detail":
                value = slot(slot_number(entry["id"])) if entry.get("id", "").startswith("?") else ""
                templates = self.grammar.select(templates, self.templates(detail.id), value)
        return templates

    def head(self, predicate: str, inverse: bool) -> Head:
        """The head noun of what a step reaches."""
        key = (predicate, inverse)
        if key not in self._heads:
            self._heads[key] = self._make_head(self.predicate(predicate), inverse)
        return self._heads[key]

    def _make_head(self, predicate: Predicate, inverse: bool) -> Head:
        if predicate.kind == "datatype" and not inverse:
            return Head(datatype=predicate.datatype or "xsd:string", unit=predicate.unit)
        declared = predicate.domain if inverse else predicate.range
        seen = self.seen.get((predicate.id, inverse), ())
        if len(declared) > 1 and seen:
            declared = tuple(d for d in declared if any(d in self.ontology.ancestors(c) for c in seen)) or declared
        return self.class_head(declared or seen)

    def class_head(self, classes: Sequence[str]) -> Head:
        """One head noun for a set of alternative classes; empty where there is none."""
        lang = self.language
        nouns = [(c, self.ontology.noun(c, lang), self.ontology.noun(c, lang, many=True)) for c in classes]
        if not nouns or len(nouns) > 2 or any(not one for _, one, _ in nouns):
            shared = self._shared_class([c for c, _, _ in nouns])
            nouns = [(shared, self.ontology.noun(shared, lang), self.ontology.noun(shared, lang, many=True))] if shared else []
            if not nouns or not nouns[0][1]:
                return Head()
        joined = "或" if lang == "zh" else " or "
        known = [self.ontology.classes[c] for c, _, _ in nouns]
        words = [k.question_word.get(lang, "") for k in known]
        measure = known[0].measure
        joined_one = joined.join(str(one) for _, one, _ in nouns)
        if lang == "zh" and words[0].startswith("哪"):
            measure = words[0][1:].removesuffix(joined_one) or measure
        if measure in joined_one:
            measure = "个"
        who = words[0] if all(w in ("谁", "who") for w in words) else ""
        return Head(joined_one, joined.join(str(many) for _, _, many in nouns), measure, who)

    def _shared_class(self, classes: Sequence[str]) -> str | None:
        """The nearest class above all of these."""
        if not classes:
            return None
        above = set.intersection(*(set(self.ontology.ancestors(c)) for c in classes))
        above = {c for c in above if c in self.ontology.classes}
        nearest = [c for c in above if not any(d != c and c in self.ontology.ancestors(d) for d in above)]
        return min(nearest) if nearest else None


def predicates_of(form: Form) -> list[str]:
    """The predicates of a form, outermost first."""
    found = [form["predicate"]] if "predicate" in form else []
    for part in (form.get("of"), form.get("without")):
        for inner in part if isinstance(part, list) else [part]:
            if isinstance(inner, Mapping):
                found += predicates_of(inner)
    return list(dict.fromkeys(found))


def said_on(form: Form, speaker: Speaker, manner: Manner, date: str) -> tuple[Speaker, Manner]:
    """Who says a form as of a date, and how."""
    timed = speaker.on(form, date)
    return timed, manner if timed.date else replace(manner, date=date)


def expects_one(form: Form, speaker: Speaker) -> bool:
    """Whether at most one answer is expected: functional steps all along."""
    op = form["op"]
    if op == "entity":
        return True
    if op == "as_of":
        return expects_one(form["of"], speaker)
    if op in ("step",):
        return single(speaker.predicate(form["predicate"]), bool(form.get("inverse"))) and expects_one(form["of"], speaker)
    return False


def single(predicate: Predicate, inverse: bool) -> bool:
    """Whether a predicate in a direction has one value at most, by declaration."""
    if inverse:
        return predicate.inverse_functional or predicate.max_subjects == 1
    return predicate.single


def sibling_of(form: Form) -> tuple[Form, str, bool] | None:
    """For "others that share a value": the start, the predicate, and whether the sharing is of subjects; None for other forms.

    Two shapes say it: a predicate followed by its inverse with the start dropped, and the same minus the (computed) start.
    """
    if form["op"] == "minus" and form["of"]["op"] == "step":
        outer, start = form["of"], form["without"]
    elif form["op"] == "step" and form.get("drop"):
        outer, start = form, None
    else:
        return None
    inner = outer["of"]
    if inner["op"] != "step" or inner["predicate"] != outer["predicate"] or bool(inner.get("inverse")) == bool(outer.get("inverse")):
        return None
    base = inner["of"]
    if start is None:
        return (base, inner["predicate"], bool(inner.get("inverse"))) if base["op"] == "entity" and base["id"] in form["drop"] else None
    return (base, inner["predicate"], bool(inner.get("inverse"))) if base == start else None


def head_of(form: Form, speaker: Speaker) -> Head:
    """The head noun of a form's answers."""
    op = form["op"]
    if op in ("step", "every"):
        return speaker.head(form["predicate"], bool(form.get("inverse")))
    if op == "class":
        return speaker.class_head((form["id"],))
    if op in ("and", "or"):
        heads = [head_of(part, speaker) for part in form["of"]]
        return min((h for h in heads if h.one or h.literal), key=lambda h: len(h.one), default=Head())
    if op in ("minus", "as_of", "count"):
        return head_of(form["of"], speaker)
    return Head()


def slot_number(id: str) -> int:
    """The number of a slot id: ``?2`` → 2."""
    return int(id[1:])
