"""Things from elsewhere and an ontology: same name, same thing; what is there already is never overwritten; a clash is a problem."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgcorpus.english import split_name
from kgcorpus.model import digest
from kgcorpus.ontology_graph import CLASS_TYPES, TYPE, Graph, guess_language, kind, language, local_name
from kgcorpus.ontology_reading import PREDICATE_TYPES
from kgcorpus.rdf import KGC, OWL, PREFIXES, RDFS, SKOS
from kgcorpus.spreadsheet_model import Trouble
from kgcorpus.text import normal_name

from .incoming import Thing, trouble
from .known import GENERIC, Known, chinese_identifier, identifier, text_of
from .schema import quoted
from .turtle_reading import language_of, parts_of, read_term
from .turtle_text import Edit

LABELS = (SKOS + "prefLabel", RDFS + "label")
INDIVIDUAL = OWL + "NamedIndividual"
_ONE = {KGC + "unit", KGC + "key", SKOS + "definition", RDFS + "comment", SKOS + "scopeNote"}
_REFS = (RDFS + "subClassOf", RDFS + "subPropertyOf", OWL + "inverseOf", RDFS + "domain", RDFS + "range")


@dataclass(frozen=True, slots=True)
class Merged:
    """The edits of a merge, its problems, and how many things of each sheet are new, extended, or as they were."""

    edits: tuple[Edit, ...]
    troubles: tuple[Trouble, ...]
    added: Mapping[str, int]
    extended: Mapping[str, int]
    same: Mapping[str, int]


class Merging:
    """The ontology's things by name, and the edits that bring others in. ``namespace`` is where new ids are made."""

    def __init__(self, graph: Graph, namespace: str) -> None:
        self.namespace = namespace
        self.prefixes = graph.prefixes
        self.things: dict[str, Known] = {}
        self.by_name: dict[tuple[str, str, str], list[str]] = {}
        self.by_alias: dict[tuple[str, str, str], list[str]] = {}
        self.by_code: dict[str, str] = {}
        self.parents: dict[str, set[str]] = {}
        self.moved: dict[str, str] = {}
        self.edits: list[Edit] = []
        self.troubles: list[Trouble] = []
        self.counts: dict[str, Counter[str]] = {"added": Counter(), "extended": Counter(), "same": Counter()}
        self.told: set[object] = set()
        for subject, found in graph.by_subject.items():
            if not subject.startswith("_:"):
                self._learn(subject, found, graph)

    def _learn(self, iri: str, found: Mapping[str, list[object]], graph: Graph) -> None:
        types = set(graph.iris(iri, TYPE))
        sheet = "classes" if types & set(CLASS_TYPES) else "predicates" if types & PREDICATE_TYPES.keys() else "terms" if types else "other"
        known = self.things[iri] = Known(sheet, classes=types - {INDIVIDUAL} if sheet == "terms" else set())
        for property, values in found.items():
            for value in values:
                if kind(value) == "Literal":
                    lang, text = language(value), value.value  # type: ignore[attr-defined]
                    if property in LABELS and lang not in known.labels:
                        self._name(iri, known, lang, text)
                    elif property in (*LABELS, SKOS + "altLabel", SKOS + "hiddenLabel"):
                        self._alias(iri, known, lang, text)
                    elif property == KGC + "key":
                        self.by_code.setdefault(text, iri)
                    known.texts.setdefault(property, {}).setdefault(lang, text)
            known.values[property] = {f"<{v.value}>" if kind(v) == "NamedNode" else str(v) for v in values}  # type: ignore[attr-defined]
        for property in (RDFS + "domain", RDFS + "range"):
            if known.values.get(property):
                known.values[property] = {f"<{c}>" for c in graph.alternatives(iri, property)}
        self.parents[iri] = set(graph.iris(iri, RDFS + "subClassOf"))

    def _name(self, iri: str, known: Known, lang: str, text: str) -> None:
        known.labels[lang] = text
        known.names.setdefault(lang, set()).add(normal_name(text))
        self.by_name.setdefault((known.sheet, lang, normal_name(text)), []).append(iri)

    def _alias(self, iri: str, known: Known, lang: str, text: str) -> None:
        known.names.setdefault(lang, set()).add(normal_name(text))
        self.by_alias.setdefault((known.sheet, lang, normal_name(text)), []).append(iri)

    # ------------------------------------------------------------------------------------------- all things

    def merge(self, things: Iterable[Thing]) -> Merged:
        """Classes first, then predicates, then terms; references may go forward."""
        order = {"classes": 0, "predicates": 1, "terms": 2}
        things = sorted(things, key=lambda thing: order[thing.sheet])
        found: list[tuple[str, Thing]] = []
        for thing in things:
            if (iri := self.find(thing)) is not None:
                found.append((iri, thing))
                self.bring(iri, thing)
        self.refer(found)
        return Merged(
            tuple(self._types_first()),
            tuple(self.troubles),
            dict(self.counts["added"]),
            dict(self.counts["extended"]),
            dict(self.counts["same"]),
        )

    def _types_first(self) -> list[Edit]:
        order = {iri: n for n, iri in enumerate(dict.fromkeys(edit.subject for edit in self.edits))}
        return sorted(self.edits, key=lambda edit: (order[edit.subject], edit.property != TYPE))

    def tell(self, thing: Thing, field: str, value: str, message: str, fix: str, rule: str, severity: str = "error") -> None:
        found = trouble(thing, field, value, message, fix, rule, severity)
        if found not in self.told:
            self.told.add(found)
            self.troubles.append(found)

    # ------------------------------------------------------------------------------------------- which thing it is

    def find(self, thing: Thing) -> str | None:
        """The IRI of a thing: of the one that is there, or a new one. None where it clashes."""
        if thing.iri and thing.iri in self.things and self.things[thing.iri].sheet in (thing.sheet, "other"):
            return thing.iri
        if thing.sheet == "terms" and thing.code and thing.code in self.by_code:
            iri = self.by_code[thing.code]
            known = self.things[iri]
            for lang, label in thing.labels.items():
                if lang in known.labels and normal_name(label) not in known.names[lang]:
                    fix = "correct the code, or write the other name as an alias"
                    self.tell(thing, "key", thing.code, f"is the code of '{known.labels[lang]}'", fix, "clash")
                    return None
            return iri
        named = self._bearers(thing, self.by_name)
        if named is None:
            return None
        if not named and thing.sheet == "terms" and not thing.iri:
            named = self._bearers(thing, self.by_alias)
            if named is None:
                return None
            if named:
                label, known = next(iter(thing.labels.values())), self.things[named[0]]
                other = next(iter(known.labels.values()), named[0])
                self.tell(thing, "term", label, f"is already another name of '{other}'", "taken for the same term", "same_name", "warning")
        if named:
            if thing.iri:
                self.moved[thing.iri] = named[0]
            return named[0]
        return self.new(thing)

    def _bearers(self, thing: Thing, names: Mapping[tuple[str, str, str], list[str]]) -> list[str] | None:
        """The one thing that bears a label of this one; none; or None where that is a clash."""
        found: dict[str, str] = {}
        for lang, label in thing.labels.items():
            for iri in names.get((thing.sheet, lang, normal_name(label)), ()):
                if not (thing.iri and not self.things[iri].is_old):  # things of one source with ids of their own are what they say
                    found.setdefault(iri, lang)
        own = {(lang, normal_name(label)) for lang, label in thing.labels.items()}
        own |= {(lang, normal_name(alias)) for lang, aliases in thing.aliases.items() for alias in aliases}
        borne = {iri: sum(name in self.things[iri].names.get(lang, ()) for lang, name in own) for iri in found}
        # What bears more of its names is more likely the one; what bears all of them was made of it by an earlier import.
        found = {iri: found[iri] for iri in sorted(found, key=lambda one: -borne[one]) if not self._told_apart(iri, thing)}
        if thing.sheet != "terms" or not found:
            return [] if thing.sheet == "predicates" and thing.iri else list(found)[:1]
        classes = {iri for name in thing.refs.get(TYPE, ()) for iri in [self.class_of(name)] if iri}
        fitting = [iri for iri in found if not thing.refs.get(TYPE) or self._compatible(self.things[iri].classes, classes)]
        lang = next(iter(found.values()))
        if thing.code and (coded := [code for iri in fitting if (code := self._code(iri)) and code != thing.code]):
            if names is self.by_alias:
                return []
            fix = "correct the code; or write a word in a column 'note' that tells the two apart"
            self.tell(thing, "key", thing.code, f"'{thing.labels[lang]}' is there already with the code '{coded[0]}'", fix, "clash")
            return None
        if not fitting:
            other = self._said_classes(next(iter(found)))
            fix = "correct the class; or write a word in a column 'note' that tells the two apart"
            self.tell(thing, "class", "; ".join(thing.refs[TYPE]), f"'{thing.labels[lang]}' is there already as {other}", fix, "clash")
            return None
        if len(fitting) > 1 and not thing.refs.get(TYPE) and borne[fitting[0]] < len(own):
            fix = "write the class, or a word in a column 'note' that tells which is meant"
            self.tell(thing, f"label_{lang}", thing.labels[lang], f"{len(fitting)} terms bear this name", fix, "clash")
            return None
        return self._same_definition(fitting[0], thing)

    def _same_definition(self, iri: str, thing: Thing) -> list[str] | None:
        """Two that share a name in one language, but have other names in the other and other definitions, are two things."""
        known = self.things[iri]
        differ = [
            lang for lang, label in thing.labels.items() if lang in known.labels and normal_name(label) not in known.names.get(lang, ())
        ]
        texts = known.texts.get(SKOS + "definition", {})
        other = [lang for lang, text in thing.definitions.items() if lang in texts and normal_name(text) != normal_name(texts[lang])]
        if differ and other:
            fix = "correct the name; or write a word in a column 'note' that tells the two apart"
            self.tell(
                thing,
                f"label_{differ[0]}",
                thing.labels[differ[0]],
                f"has a name of '{known.labels[differ[0]]}' and another definition",
                fix,
                "clash",
            )
            return None
        return [iri]

    def _code(self, iri: str) -> str:
        return next(iter(self.things[iri].texts.get(KGC + "key", {}).values()), "")

    def _told_apart(self, iri: str, thing: Thing) -> bool:
        notes = self.things[iri].texts.get(SKOS + "scopeNote", {})
        return any(normal_name(notes.get(lang, "")) != normal_name(note) for lang, note in thing.notes.items()) if thing.notes else False

    def _said_classes(self, iri: str) -> str:
        names = [self.things[c].labels if c in self.things else {} for c in sorted(self.things[iri].classes)]
        return ", ".join(f"'{next(iter(labels.values()), '?')}'" for labels in names) or "?"

    def _compatible(self, known: set[str], wanted: set[str]) -> bool:
        """Whether one of the classes is the same as, above or below another, or says nothing."""
        if not known or all(local_name(c) == GENERIC for c in known):
            return True
        return any(a == b or a in self._above(b) or b in self._above(a) for a in known for b in wanted)

    def _above(self, cls: str) -> set[str]:
        seen: set[str] = set()
        todo = [cls]
        while todo:
            for parent in self.parents.get(todo.pop(), ()):
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
        return seen

    def new(self, thing: Thing) -> str:
        """An id of its own: the source's IRI, or made of the English name, the code, the Chinese name, or a digest of the name."""
        iri = thing.iri or self._made(thing)
        known = self.things.setdefault(iri, Known(thing.sheet, is_old=False))
        known.sheet, known.is_old = thing.sheet, False
        if thing.sheet == "terms" and thing.code:
            self.by_code.setdefault(thing.code, iri)
        return iri

    def _made(self, thing: Thing) -> str:
        english = thing.labels.get("en") or ""
        local = identifier(english, thing.sheet) or identifier(thing.code, "code")
        names = "|".join(f"{lang}:{normal_name(label)}" for lang, label in sorted(thing.labels.items()))
        mark = digest(thing.sheet, names, *sorted(thing.notes.values()))
        if not local and (name := chinese_identifier(next((label for _, label in sorted(thing.labels.items(), reverse=True)), ""))):
            local, number = name, 2
            while self.namespace + local in self.things:
                local, number = f"{name}-{number}", number + 1
        if not local:
            local = ("C" if thing.sheet == "classes" else "p" if thing.sheet == "predicates" else "x") + mark[:12]
        if self.namespace + local in self.things:
            local = f"{local}-{mark[:6]}"
        return self.namespace + local

    # ------------------------------------------------------------------------------------------- what it says

    def bring(self, iri: str, thing: Thing) -> None:
        """The edits that add what this thing says to what is there."""
        known = self.things[iri]
        before = len(self.edits)
        if any(property == TYPE and self._contradicts(known, value) for property, value in thing.said):
            message = "leads to values there and to things here, or the other way round"
            self.tell(thing, "predicate", local_name(iri), message, "correct one of them", "clash")
            return
        own_labels = [(p, v) for p, v in thing.said if p in LABELS]
        label = SKOS + "prefLabel" if thing.sheet == "terms" else RDFS + "label"
        for lang, text in () if own_labels else thing.labels.items():
            self._label(iri, known, label, lang, text, quoted(text, lang))
        for lang, texts in thing.aliases.items():
            for text in texts:
                if normal_name(text) not in known.names.get(lang, ()) or text not in (known.labels.get(lang), *self._written(known, lang)):
                    self._add_name(iri, known, SKOS + "altLabel", lang, text, quoted(text, lang))
        for lang, texts in thing.hidden.items():
            for text in texts:
                self._add_name(iri, known, SKOS + "hiddenLabel", lang, text, quoted(text, lang))
        for property, group in ((SKOS + "definition", thing.definitions), (SKOS + "scopeNote", thing.notes)):
            for lang, text in group.items():
                self._one(iri, known, thing, property, lang, text, quoted(text, lang))
        if thing.code and thing.sheet == "terms":
            self._one(iri, known, thing, KGC + "key", "", thing.code, quoted(thing.code))
        for property, value in thing.said:
            self._say(iri, known, thing, property, self._at_home(value))
        if thing.sheet == "terms":
            self._classify(iri, known, thing)
        self._count(iri, thing, len(self.edits) > before)

    def _written(self, known: Known, lang: str) -> set[str]:
        return {
            t for value in known.values.get(SKOS + "altLabel", ()) if (p := parts_of(value)) and language_of(value) == lang for t in (p[0],)
        }

    def _count(self, iri: str, thing: Thing, changed: bool) -> None:
        counted = ("count", iri)
        name = "added" if not self.things[iri].is_old else "extended" if changed else "same"
        if counted not in self.told:
            self.told.add(counted)
            self.counts[name][thing.sheet] += 1
        elif name == "extended" and ("same", iri) in self.told:
            self.counts["same"][thing.sheet] -= 1
            self.counts["extended"][thing.sheet] += 1
            self.told.discard(("same", iri))
        if name == "same":
            self.told.add(("same", iri))

    def _at_home(self, value: str) -> str:
        """A value with the IRIs of things that the ontology has under another id replaced by those."""
        if not self.moved or "<" not in value:
            return value
        return re.sub(r"<([^<>\s\"]+)>", lambda m: f"<{self.moved.get(m[1], m[1])}>", value)

    def _label(self, iri: str, known: Known, property: str, lang: str, text: str, value: str) -> None:
        if lang not in known.labels:
            self._name(iri, known, lang, text)
            self.edits.append(Edit(iri, property, (value,), add=True))
        elif known.labels[lang] != text and normal_name(text) not in known.names[lang]:
            self._add_name(iri, known, SKOS + "altLabel", lang, text, value)

    def _add_name(self, iri: str, known: Known, property: str, lang: str, text: str, value: str) -> None:
        term = read_term(value, PREFIXES)
        if term not in known.values.setdefault(property, set()) and known.labels.get(lang) != text:
            known.values[property].add(term)
            self._alias(iri, known, lang, text)
            self.edits.append(Edit(iri, property, (value,), add=True))

    def _one(self, iri: str, known: Known, thing: Thing, property: str, lang: str, text: str, value: str) -> None:
        """A text of which there is one a language: what is there stays."""
        texts = known.texts.setdefault(property, {})
        if property == RDFS + "comment" and lang in known.texts.get(SKOS + "definition", {}):
            texts = known.texts[SKOS + "definition"]
        there = texts.get(lang) if lang else next(iter(texts.values()), None)
        if there is None:
            texts[lang] = text
            known.values.setdefault(property, set()).add(read_term(value, PREFIXES))
            self.edits.append(Edit(iri, property, (value,), add=True))
        elif normal_name(there) != normal_name(text):
            what = "definition" if property in (SKOS + "definition", RDFS + "comment") else "code" if property == KGC + "key" else "note"
            fix = "what is there stays; change it in the ontology if the new one is better"
            column = {"code": "key"}.get(what, what)
            self.tell(thing, column, text[:80], f"another {what} is there: {there[:80]}", fix, "other_text", "warning")

    def _say(self, iri: str, known: Known, thing: Thing, property: str, value: str) -> None:
        term = read_term(value, PREFIXES)
        if term in known.values.get(property, ()):
            return
        parts = parts_of(term)
        if property in LABELS and parts and not parts[2]:
            text = text_of(value)
            self._label(iri, known, property, language_of(term) or "en", text, value)
            known.values.setdefault(property, set()).add(term)
            return
        if property == SKOS + "altLabel" and parts and not parts[2]:
            self._add_name(iri, known, property, language_of(term) or "en", text_of(value), value)
            return
        if property in _ONE and parts and known.is_old:
            self._one(iri, known, thing, property, language_of(term) or "", text_of(value), value)
            return
        if property in (RDFS + "domain", RDFS + "range") and known.is_old and known.values.get(property):
            if not value.startswith("["):
                self._kept(thing, property, value, known.values[property])
            return
        known.values.setdefault(property, set()).add(term)
        self.edits.append(Edit(iri, property, (value,), add=True))

    def _contradicts(self, known: Known, value: str) -> bool:
        pair = {f"<{OWL}ObjectProperty>", f"<{OWL}DatatypeProperty>"}
        return value in pair and bool((pair - {value}) & known.values.get(TYPE, set()))

    def _kept(self, thing: Thing, property: str, value: str, there: Iterable[str]) -> None:
        names = ", ".join(sorted(local_name(v.strip("<>")) for v in there))
        field = local_name(property)
        fix = "what is there stays; change it in the ontology if the new one is better"
        self.tell(thing, field, local_name(value.strip("<>")), f"another {field} is there: {names}", fix, "other_text", "warning")

    def _classify(self, iri: str, known: Known, thing: Thing) -> None:
        """A term's classes; the class of those without one goes when there is a better."""
        names = thing.refs.get(TYPE, ())
        classes = [c for name in names if (c := self.class_for(name, thing, "class"))]
        if not classes and not known.classes and not names:
            classes = [self.generic(thing)]
        new = [c for c in dict.fromkeys(classes) if c not in known.classes]
        if not new and known.is_old:
            return
        stale = {c for c in known.classes if local_name(c) == GENERIC} if any(local_name(c) != GENERIC for c in new) else set()
        new = [c for c in new if local_name(c) != GENERIC or not known.classes]
        if stale:
            known.classes -= stale
            kept = [f"<{c}>" for c in [*sorted(known.classes), *new, INDIVIDUAL]]
            self.edits.append(Edit(iri, TYPE, tuple(kept)))
        elif new:
            self.edits.append(Edit(iri, TYPE, tuple(f"<{c}>" for c in [*new, INDIVIDUAL]), add=True))
        known.classes |= set(new)

    def generic(self, thing: Thing) -> str:
        """The class of terms that have none yet."""
        iri = self.namespace + GENERIC
        if iri not in self.things or self.things[iri].sheet != "classes":
            self.new(Thing("classes", {"zh": "术语", "en": "term"}, iri=iri))
            self.bring(iri, Thing("classes", {"zh": "术语", "en": "term"}, said=((TYPE, f"<{OWL}Class>"),), iri=iri))
        return iri

    # ------------------------------------------------------------------------------------------- what it refers to

    def class_of(self, name: str) -> str | None:
        """The class of this IRI, id or name."""
        return self._named("classes", name)

    def _named(self, sheet: str, name: str) -> str | None:
        name = self.moved.get(name, name)
        prefix, colon, local = name.partition(":")
        for iri in (name, self.prefixes[prefix] + local if colon and prefix in self.prefixes else ""):
            if iri in self.things and self.things[iri].sheet == sheet:
                return iri
        key = normal_name(name)
        for names in (self.by_name, self.by_alias):
            for lang in ("zh", "en", guess_language(name)):
                if found := names.get((sheet, lang, key)):
                    return found[0]
        spelled = normal_name(split_name(name))
        return next((iri for iri, t in self.things.items() if t.sheet == sheet and self._spelled(iri) in (spelled, key)), None)

    def _spelled(self, iri: str) -> str:
        return normal_name(split_name(local_name(iri)))

    def class_for(self, name: str, thing: Thing, field: str) -> str | None:
        """The class that a cell names, made where there is none; a name that is nearly that of an old one is a problem."""
        found = self.class_of(name)
        if found:
            return found
        labels = {label for t in self.things.values() if t.sheet == "classes" and t.is_old for label in t.labels.values()}
        cutoff = 0.75 if guess_language(name) == "zh" else 0.85
        close = difflib.get_close_matches(name, sorted(labels), n=1, cutoff=cutoff) if len(name) > 2 else []
        if close:
            fix = f"did you mean '{close[0]}'? A new class needs a row of its own first"
            self.tell(thing, field, name, "is no class of the ontology", fix, "unknown_class")
            return None
        is_iri = bool(re.match(r"(?:https?|urn):", name))
        labels_of_new = {} if is_iri else {guess_language(name): name}
        made = Thing("classes", labels_of_new, said=((TYPE, f"<{OWL}Class>"),), iri=name if is_iri else "")
        iri = self.new(made)
        self.bring(iri, made)
        return iri

    def refer(self, found: Iterable[tuple[str, Thing]]) -> None:
        """Parents, domains, ranges and inverses: alternatives of several rows are gathered."""
        gathered: dict[tuple[str, str], list[str]] = {}
        first: dict[tuple[str, str], Thing] = {}
        for iri, thing in found:
            for property in _REFS:
                field = {"subClassOf": "parent", "subPropertyOf": "parent", "inverseOf": "inverse"}.get(
                    local_name(property), local_name(property)
                )
                for name in thing.refs.get(property, ()):
                    first.setdefault((iri, property), thing)
                    target = (
                        self.predicate_for(name, thing)
                        if property.endswith(("inverseOf", "subPropertyOf"))
                        else self.class_for(name, thing, field)
                    )
                    if target and target not in gathered.setdefault((iri, property), []):
                        gathered[iri, property].append(target)
        for (iri, property), targets in gathered.items():
            known = self.things[iri]
            new = [f"<{t}>" for t in targets if f"<{t}>" not in known.values.get(property, ()) and t != iri]
            if not new:
                continue
            if property in (RDFS + "domain", RDFS + "range"):
                self._alternatives(iri, known, property, new, first[iri, property])
            else:
                known.values.setdefault(property, set()).update(new)
                self.edits.append(Edit(iri, property, tuple(new), add=True))

    def _alternatives(self, iri: str, known: Known, property: str, new: list[str], thing: Thing) -> None:
        if known.values.get(property):
            self._kept(thing, property, new[0], known.values[property])
            return
        value = new[0] if len(new) == 1 else f"[ a <{OWL}Class> ; <{OWL}unionOf> ( {' '.join(new)} ) ]"
        known.values[property] = set(new)
        self.edits.append(Edit(iri, property, (value,), add=True))

    def predicate_for(self, name: str, thing: Thing) -> str | None:
        found = self._named("predicates", name)
        if found is None:
            labels = {label for t in self.things.values() if t.sheet == "predicates" for label in t.labels.values()}
            close = difflib.get_close_matches(name, sorted(labels), n=1, cutoff=0.6)
            fix = f"did you mean '{close[0]}'?" if close else "write a row for it"
            self.tell(thing, "inverse", name, "is no predicate of the ontology or of this table", fix, "unknown_predicate")
        return found
