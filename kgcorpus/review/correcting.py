"""What a reviewer writes to correct a fact, understood: names looked up, values read under the predicate, conditions by their names."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kgcorpus.generate.material import names_of_entity
from kgcorpus.generate.naming import naming
from kgcorpus.messages import LANGUAGES
from kgcorpus.model import Entity, Fact, Json, Literal, Qualifier, Term, Validity
from kgcorpus.ontology import Ontology, Predicate
from kgcorpus.text import language_of, normal_name
from kgcorpus.values import read_value, say
from kgcorpus.values_dates import how_to_write_date, numeric_dates

from .layout import NOTHING, YES_NO
from .sentences import Sentences

FIELDS = ("subject", "object", "condition", "negated", "from", "to")
"""The columns of a correction."""
_LINK = re.compile(r"^\s*(?:[：:=＝]|为|是|在|处于|is |of |are )?\s*")
_FRONT = re.compile(r"^(?:当|若|如果|如|在|if |when )\s*", re.I)
_BACK = re.compile(r"(?:的时候|时|者)?[。.;；]?$")
_PARTS = re.compile(r"[\n；;]+")
MOST_NEAR = 3


class Refused(Exception):
    """A cell of a correction that is not understood: which column, what stands there, what is wrong, what to do."""

    def __init__(self, message: str, fix: str, column: str, value: str) -> None:
        super().__init__(message)
        self.message, self.fix, self.column, self.value = message, fix, column, value


def refuse(message: str, fix: str, column: str, value: str) -> Refused:
    """The error of a cell; message and fix are in English, and have their Chinese in ``messages_errors``."""
    return Refused(message, fix, column, value)


@dataclass(frozen=True)
class Correcting:
    """Reads corrections against an ontology and the entities of a corpus; ``language`` is that of the labels in messages."""

    ontology: Ontology
    entities: Mapping[str, Entity]
    redirects: Mapping[str, str]
    language: str
    _near: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, compare=False)

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.ontology, self.entities, self.language)

    # ------------------------------------------------------------------ a correction

    def value(self, old: Fact, cells: Mapping[str, str]) -> tuple[dict[str, Json], list[Refused]]:
        """The fields that change, as a line of ``reviews.jsonl`` has them, and what is not understood: every such cell, or that nothing is
        corrected at all."""
        predicate = self.ontology.predicates.get(old.predicate)
        if predicate is None:
            gone = refuse(
                f"the ontology has no predicate '{old.predicate}' now", "reject the fact, or restore the predicate", "decision", ""
            )
            return {}, [gone]
        written = {name: cells.get(name, "").strip() for name in FIELDS}
        read: dict[str, tuple[str, Callable[[], Json]]] = {
            "subject": (written["subject"], lambda: self.entity(written["subject"], predicate.domain, "subject")),
            "object": (written["object"], lambda: _json(self.object(written["object"], old, predicate))),
            "qualifiers": (written["condition"], lambda: [q.to_json() for q in self.qualifiers(written["condition"], predicate)]),
            "negated": (written["negated"], lambda: written["negated"] == YES_NO[0][0]),
            "valid": (written["from"] or written["to"], lambda: self.validity(written["from"], written["to"], old.valid).to_json()),
        }
        new: dict[str, Json] = {}
        refused: list[Refused] = []
        for key, (text, understand) in read.items():
            if text:
                try:
                    new[key] = understand()
                except Refused as problem:
                    refused.append(problem)
        if refused:
            return {}, refused
        said = old.to_json()
        changed = {key: value for key, value in new.items() if not _same(said[key], value)}
        if not new:
            refused = [
                refuse("nothing is corrected", "write what is right into the columns beside, or choose another decision", "decision", "")
            ]
        elif not changed:
            refused = [refuse("the correction says what the fact says already", "choose 'accept', or write what is right", "decision", "")]
        return changed, refused

    def object(self, text: str, old: Fact, predicate: Predicate) -> Term:
        """The corrected object: an entity of the range, a class, or a value in the predicate's datatype and unit."""
        if predicate.id == "rdf:type":
            return self._class(text)
        if predicate.kind != "datatype":
            return self.entity(text, predicate.range, "object")
        lang = old.object.lang if isinstance(old.object, Literal) else None
        if predicate.datatype in (None, "xsd:string", "rdf:langString"):
            found = language_of(text)
            return Literal("xsd:string", " ".join(text.split()), lang=found if lang and found in LANGUAGES else lang)
        return self._read(text, predicate, "object")

    def _read(self, text: str, predicate: Predicate, column: str) -> Literal:
        conversions = (*predicate.conversions, *self.ontology.conversions)
        read = read_value(text, predicate.datatype or "xsd:string", unit=predicate.unit, conversions=conversions)
        if read is None:
            label = self.sentences.label(predicate.id)
            if predicate.unit:
                such = say(Literal("xsd:decimal", "10", predicate.unit), self.language)
                raise refuse(f"'{text}' is no value of '{label}'", f"write a number with a unit that fits, such as {such}", column, text)
            raise refuse(f"'{text}' is no value of '{label}'", f"write {_asked(predicate.datatype)}", column, text)
        return read

    # ------------------------------------------------------------------ names

    def entity(self, text: str, classes: tuple[str, ...], column: str) -> str:
        """The entity of a name (label or alias in any language, or id) that fits the classes."""
        if text in self.entities or text in self.redirects:
            ids = [self.redirects.get(text, text)]
        else:
            ids = sorted({self.redirects.get(id, id) for id in self._ids.get(normal_name(text), ())})
        fitting = [id for id in ids if self.ontology.fits(self._classes(id), classes)]
        if len(fitting) == 1:
            return fitting[0]
        if len(fitting) > 1:
            listed = ", ".join(fitting)
            raise refuse(f"'{text}' may mean several: {listed}", "write the id of the one that is meant", column, text)
        if ids:
            kinds = ", ".join(dict.fromkeys(self.sentences.label(c) for c in self._classes(ids[0])))
            wanted = ", ".join(self.sentences.label(c) for c in classes)
            raise refuse(f"'{text}' is of the class '{kinds}'; here stands '{wanted}'", "write the name of one that fits", column, text)
        if near := self._nearest(text, classes):
            raise refuse(f"'{text}' is no known name", f"did you mean {' / '.join(near)}?", column, text)
        raise refuse(f"'{text}' is no known name", "write a name that the glossary has, or add it to the glossary first", column, text)

    def _class(self, text: str) -> str:
        for id, cls in self.ontology.classes.items():
            names = (*cls.labels.values(), *cls.nouns.values(), *(n for found in cls.aliases.values() for n in found), id)
            if normal_name(text) in map(normal_name, names):
                return id
        raise refuse(f"'{text}' is no class of the ontology", "write the name of a class", "object", text)

    def _classes(self, id: str) -> tuple[str, ...]:
        known = self.entities.get(id) or self.ontology.entities.get(id)
        return known.classes if known else ()

    @cached_property
    def _ids(self) -> Mapping[str, set[str]]:
        """Ids by every name that a reviewer may write: label, alias, and the label with the note that tells homonyms apart."""
        out: dict[str, set[str]] = defaultdict(set)
        for id, entity in self.entities.items():
            for name in (*names_of_entity(entity), *entity.hidden):
                out[normal_name(name)].add(id)
        for lang in LANGUAGES:
            for id, note in naming(self.ontology, self.entities, lang).notes.items():
                out[normal_name(f"{self.entities[id].labels[lang]}（{note}）")] = {id}
                out[normal_name(f"{self.entities[id].labels[lang]} ({note})")] = {id}
        return out

    @cached_property
    def _pairs(self) -> Mapping[str, tuple[str, ...]]:
        """Names by the pairs of letters in them, so that near ones are found without looking at all."""
        out: dict[str, list[str]] = defaultdict(list)
        for name in self._ids:
            for pair in _pairs(name):
                out[pair].append(name)
        return {pair: tuple(names) for pair, names in out.items()}

    def _nearest(self, text: str, classes: tuple[str, ...]) -> tuple[str, ...]:
        """The nearest labels, in the reader's language where there is one, of what fits the classes."""
        key = normal_name(text)
        known = f"{key} {' '.join(classes)}"
        if known not in self._near:
            shared = Counter(name for pair in _pairs(key) for name in self._pairs.get(pair, ()))
            likely = [name for name, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:200]]
            fitting = [n for n in likely if any(self.ontology.fits(self._classes(id), classes) for id in self._ids[n])]
            close = difflib.get_close_matches(key, fitting, MOST_NEAR, 0.5)
            labels = (self.sentences.label(min(self._ids[name])) for name in close)
            self._near[known] = tuple(dict.fromkeys(labels))
        return self._near[known]

    # ------------------------------------------------------------------ conditions

    def qualifiers(self, text: str, predicate: Predicate) -> tuple[Qualifier, ...]:
        """The conditions of a cell, one a line or between semicolons; none for "none"."""
        if text.casefold() in NOTHING:
            return ()
        parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
        found = [self._qualifier(part, predicate) for part in parts]
        return tuple(dict.fromkeys(found))

    def _qualifier(self, text: str, predicate: Predicate) -> Qualifier:
        allowed = [known for id in predicate.qualifiers if (known := self.ontology.predicates.get(id))]
        if not allowed:
            label = self.sentences.label(predicate.id)
            raise refuse(
                f"'{label}' takes no conditions",
                "leave this cell blank; reject the fact if it holds only under a condition",
                "condition",
                text,
            )
        plain = _BACK.sub("", _FRONT.sub("", text.strip())).strip()
        found: dict[Qualifier, None] = {}
        problem: Refused | None = None
        for way in (self._by_template, self._by_label, self._by_value):
            for known in allowed:
                for said in way(known, text.strip(), plain):
                    try:
                        found[Qualifier(known.id, self._qualifier_value(said, known))] = None
                    except Refused as refused:
                        problem = problem or (None if way == self._by_value else refused)
            if found:
                break
        if len(found) == 1:
            return next(iter(found))
        labels = " / ".join(self.sentences.label(known.id) for known in allowed)
        if found:
            raise refuse(f"the condition '{text}' may mean several", f"begin it with one of: {labels}", "condition", text)
        if problem is not None:
            raise problem
        raise refuse(f"the condition '{text}' is not understood", f"begin it with one of: {labels}; then the value", "condition", text)

    def _qualifier_value(self, text: str, known: Predicate) -> Term:
        if known.kind == "datatype":
            if known.datatype in (None, "xsd:string"):
                return Literal("xsd:string", text.strip())
            return self._read(text, known, "condition")
        return self.entity(text.strip(), known.range, "condition")

    def _by_template(self, known: Predicate, text: str, plain: str) -> Iterable[str]:
        """What stands for the value where the condition is written as the ontology has it: 与胰岛素合用时, "when combined with insulin"."""
        for lang in LANGUAGES:
            for template in known.templates("condition", lang):
                if (lang, template) in (("zh", "{v}"), ("en", "{v}")) or "{cmp}" in template:
                    continue
                bare = template.removesuffix("时")
                shape = re.escape(bare).replace(re.escape("{p}"), re.escape(known.labels.get(lang, "")))
                shape = shape.replace(re.escape("{v}"), "(.+)") + "时?" * (bare != template)
                for said in (text, plain):
                    if match := re.fullmatch(shape, said, re.I):
                        yield match.group(1)
                        return

    def _by_label(self, known: Predicate, text: str, plain: str) -> Iterable[str]:
        """What follows the condition's name: "eGFR < 30", "合用：胰岛素"."""
        names = {*known.labels.values(), *(name for found in known.aliases.values() for name in found)}
        for said in dict.fromkeys((text.rstrip("。.;；"), plain)):
            name = next((n for n in sorted(names, key=lambda n: (-len(n), n)) if said.casefold().startswith(n.casefold())), None)
            if name is not None and (rest := said[len(name) :]):
                yield _LINK.sub("", rest, count=1)

    def _by_value(self, known: Predicate, text: str, plain: str) -> Iterable[str]:
        """The value alone: where only one condition can have it, its name may be left out."""
        return [] if known.kind == "datatype" and known.datatype in (None, "xsd:string") else [plain]

    # ------------------------------------------------------------------ time

    def validity(self, start: str, end: str, old: Validity) -> Validity:
        """From when and until when: blank leaves the old end, "none" takes it away."""
        return Validity(self._date(start, "from", old.start), self._date(end, "to", old.end))

    def _date(self, text: str, column: str, old: str | None) -> str | None:
        if not text:
            return old
        if text.casefold() in NOTHING:
            return None
        read = read_value(text, "xsd:date")
        if read is None or read.value is None:
            fix = how_to_write_date(text) if numeric_dates(text) else "write it like 2021-04-29, 2021-04 or 2021"
            raise refuse(f"'{text}' is no date", fix, column, text)
        return read.value


def _json(term: Term) -> Json:
    return term if isinstance(term, str) else term.to_json()


def _same(old: Json, new: Json) -> bool:
    if isinstance(old, list):
        return len(old) == len(new) and all(one in new for one in old)
    return bool(old == new)


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)} or {text}


def _asked(datatype: str | None) -> str:
    """What a datatype asks for, in words that have their Chinese."""
    kinds = {"xsd:integer": "a whole number", "xsd:decimal": "a number", "xsd:boolean": "yes or no", "xsd:gYear": "a year"}
    return kinds.get(datatype or "", "a date")
