"""Lint of classes, predicates and terms: names, hierarchy, contradictions, labels, our own vocabulary, units."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from . import rdf
from .ontology import BUILT_IN, GROUNDS, ROLES, THING, WORDING
from .ontology_graph import CLASS_TYPES, TYPE, kind, local_name, node
from .ontology_lint import Found, Lint
from .ontology_reading import PREDICATE_TYPES
from .rdf import KGC, OWL, RDF, RDFS, SKOS, XSD


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else otherwise


def unknown_names(seen: Lint) -> Iterator[Found]:
    """Classes and predicates that are referred to and declared nowhere."""
    ontology = seen.ontology
    for cls in ontology.classes.values():
        for property, others in (("rdfs:subClassOf", cls.parents), ("owl:disjointWith", cls.disjoint)):
            for other in others:
                if other not in ontology.classes and not other.startswith(("owl:", "rdfs:", "skos:")):
                    fix = _nearest(other, ontology.classes, f"declare {other} as an owl:Class")
                    yield Found("unknown_class", cls.id, f"{cls.id} {property} {other}", fix, text=local_name(other))
    for predicate in ontology.predicates.values():
        for property, others in (("rdfs:domain", predicate.domain), ("rdfs:range", predicate.range)):
            for other in others:
                if other not in ontology.classes and other != THING and not other.startswith(("rdfs:", "skos:")):
                    fix = _nearest(other, ontology.classes, f"declare {other} as an owl:Class")
                    yield Found("unknown_class", predicate.id, f"{predicate.id} {property} {other}", fix, text=local_name(other))
        inverse = (predicate.inverse_of,) if predicate.inverse_of else ()
        for property, others in (
            ("rdfs:subPropertyOf", predicate.parents),
            ("owl:inverseOf", inverse),
            ("kgc:qualifier", predicate.qualifiers),
        ):
            for other in others:
                if other not in ontology.predicates and not other.startswith("owl:"):
                    fix = _nearest(other, ontology.predicates, f"declare {other} as a property")
                    yield Found("unknown_predicate", predicate.id, f"{predicate.id} {property} {other}", fix, text=local_name(other))


def cycles(seen: Lint) -> Iterator[Found]:
    """Subclass and subproperty cycles: everything in one is the same thing."""
    groups = (
        ("subclass_cycle", {c.id: c.parents for c in seen.ontology.classes.values()}),
        ("subproperty_cycle", {p.id: p.parents for p in seen.ontology.predicates.values()}),
    )
    for rule, parents in groups:
        told: set[str] = set()
        for start in sorted(parents):
            path = _way_back(start, parents)
            if path and not told & set(path):
                told |= set(path)
                yield Found(
                    rule,
                    start,
                    " → ".join([*path, start]),
                    "remove one of these steps",
                    text="subClassOf" if "class" in rule else "subPropertyOf",
                )


def _way_back(start: str, parents: dict[str, tuple[str, ...]]) -> list[str]:
    """The shortest way from a name over its parents back to itself."""
    came: dict[str, str] = {}
    todo = [start]
    while todo:
        here = todo.pop(0)
        for parent in parents.get(here, ()):
            if parent == start:
                path = [here]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return path[::-1]
            if parent not in came:
                came[parent] = here
                todo.append(parent)
    return []


def contradictions(seen: Lint) -> Iterator[Found]:
    """Declarations that exclude each other."""
    ontology = seen.ontology
    for cls in ontology.classes.values():
        above = sorted(ontology.ancestors(cls.id))
        for i, a in enumerate(above):
            for b in above[i + 1 :]:
                if b in ontology.classes.get(a, cls).disjoint:
                    yield Found("disjoint_parents", cls.id, f"{cls.id} is under both {a} and {b}, which are disjoint", "remove one of them")
    for entity in ontology.entities.values():
        for i, a in enumerate(entity.classes):
            for b in entity.classes[i + 1 :]:
                if ontology.disjoint(a, b):
                    yield Found("disjoint_classes", entity.id, f"{entity.id} is a {a} and a {b}, which are disjoint", "remove one of them")
    for predicate in ontology.predicates.values():
        if predicate.symmetric and predicate.asymmetric:
            yield Found("contradiction", predicate.id, f"{predicate.id} is symmetric and asymmetric", "remove one of them")
        iri = ontology.expand(predicate.id)
        types = {t.value for t in seen.graph.values(iri, TYPE)}
        if {OWL + "ObjectProperty", OWL + "DatatypeProperty"} <= types:
            yield Found("contradiction", predicate.id, f"{predicate.id} is an object and a datatype property", "keep one of the two types")
        ranges = [v.value for v in seen.graph.values(iri, RDFS + "range") if kind(v) == "NamedNode"]
        if predicate.kind == "object" and any(r.startswith(XSD) for r in ranges):
            yield Found(
                "wrong_range",
                predicate.id,
                f"{predicate.id} has classes and a datatype as range",
                "make it a datatype or an object property",
            )
        if OWL + "DatatypeProperty" in types and any(ontology.compact(r) in ontology.classes for r in ranges):
            yield Found(
                "wrong_range", predicate.id, f"{predicate.id} is a datatype property with a class as range", "make it an owl:ObjectProperty"
            )
        for property in ("domain", "range"):
            if len(seen.graph.values(iri, RDFS + property)) > 1:
                yield Found(
                    "several_" + property + "s", predicate.id, f"{predicate.id} has several rdfs:{property}; they are read as alternatives",
                    "write [ a owl:Class ; owl:unionOf ( … ) ], since OWL reads several as all at once", "warning",
                )  # fmt: skip
        if predicate.inverse_of and predicate.inverse_of in ontology.predicates:
            back = ontology.predicates[predicate.inverse_of].inverse_of
            if back not in (None, predicate.id):
                yield Found(
                    "contradiction",
                    predicate.id,
                    f"{predicate.id} is the inverse of {predicate.inverse_of}, which is of {back}",
                    "keep one pair",
                )


def labels(seen: Lint) -> Iterator[Found]:
    """Names missing in a language, and names that two bear."""
    groups: tuple[tuple[str, Iterable[Any]], ...] = (
        ("class", seen.ontology.classes.values()),
        ("predicate", [p for p in seen.ontology.predicates.values() if p.id not in BUILT_IN]),
        ("term", seen.ontology.entities.values()),
    )
    for what, group in groups:
        bearers: dict[tuple[str, str], list[Any]] = {}
        for one in group:
            iri = seen.ontology.expand(one.id)
            if not seen.graph.values(iri, RDFS + "label", SKOS + "prefLabel"):
                fix = f'add rdfs:label "…"@{seen.languages[0] if seen.languages else "en"}'
                yield Found("no_label", one.id, f"the {what} {one.id} has no label", fix, "error" if what == "term" else "warning")
                continue
            for lang in seen.languages:
                if lang not in one.labels:
                    fix = (
                        f'add {"skos:prefLabel" if what == "term" else "rdfs:label"} "…"@{lang}; until then nothing is said of it in {lang}'
                    )
                    yield Found("missing_label", one.id, f"the {what} {one.id} has no {lang} label", fix, "warning")
            for lang, label in one.labels.items():
                bearers.setdefault((lang, label.casefold()), []).append(one)
        for (lang, label), same in sorted(bearers.items()):
            if len(same) > 1:
                yield from _homonyms(what, lang, label, same)


def _homonyms(what: str, lang: str, label: str, same: list[Any]) -> Iterator[Found]:
    ids = ", ".join(sorted(one.id for one in same))
    for one in same:
        if what != "term":
            yield Found(
                "duplicate_label", one.id, f"'{label}'@{lang} is the label of {ids}", "give each a label of its own", "warning", label
            )
        elif lang not in one.note:
            apart = all(set(one.classes).isdisjoint(other.classes) for other in same if other is not one)
            fix = f'add skos:scopeNote "…"@{lang}, a short word that tells it apart'
            yield Found("duplicate_label", one.id, f"'{label}'@{lang} is the label of {ids}", fix, "warning" if apart else "error", label)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def aliases(seen: Lint) -> Iterator[Found]:
    """Aliases of a term that are a name of another of the same class (texts that say them may mean either), and aliases that say again
    what another name of the term says."""
    borne: dict[tuple[str, str], list[tuple[Any, bool]]] = {}
    for entity in seen.ontology.entities.values():
        for lang, label in entity.labels.items():
            borne.setdefault((lang, _folded(label)), []).append((entity, True))
        for lang, texts in entity.aliases.items():
            for name in dict.fromkeys(_folded(text) for text in texts):
                borne.setdefault((lang, name), []).append((entity, False))
    for entity in seen.ontology.entities.values():
        for lang, texts in entity.aliases.items():
            said = {unicodedata.normalize("NFKC", name): name for name in (entity.labels.get(lang),) if name}
            for text in texts:
                if (same := said.setdefault(unicodedata.normalize("NFKC", text), text)) != text:
                    value = f"'{text}'@{lang} of {entity.id} is '{same}' again"
                    yield Found("same_alias", entity.id, value, "remove one: the width of letters makes no difference", "warning", text)
                others = [
                    (other, is_label)
                    for other, is_label in borne[lang, _folded(text)]
                    if other.id != entity.id and not set(other.classes).isdisjoint(entity.classes)
                ]
                for other, is_label in others:
                    if is_label:
                        value = f"'{text}'@{lang}, an alias of {entity.id}, is the name of {other.id}"
                        yield Found("alias_is_label", entity.id, value, "remove the alias, unless both are called so", "warning", text)
                    elif not any(named for again, named in others if again is other):
                        value = f"'{text}'@{lang}, an alias of {entity.id}, is an alias of {other.id} as well"
                        yield Found("alias_of_several", entity.id, value, "remove one, unless both are called so", "warning", text)


_BOOLEANS = ("additive", "changing", "display", "filter", "listed", "mintable", "outline", "relative")
_KNOWN = frozenset(
    {*WORDING, *_BOOLEANS, "plural", "measure", "questionWord", "nameArticle", "nameQuote", "key", "unit", "conversion", "from", "to",
    "factor", "digits",
     "offset", "complete", "qualifier", "heading", "headingName", "headingPattern", "pattern", "trigger", "inverseTrigger", "Condition",
     "Detail", "role", *ROLES, *GROUNDS}
)  # fmt: skip


def own_vocabulary(seen: Lint) -> Iterator[Found]:
    """Misspelt ``kgc:`` names, values that are not of the kind asked for, imports, prefixes declared twice."""
    for file, prefix, namespace in seen.graph.clashes:
        yield Found(
            "prefix_clash",
            f"{file}",
            f"prefix {prefix}: is <{namespace}> in {file} and another elsewhere",
            "use one namespace",
            text=f"@prefix {prefix}:",
        )
    for subject, predicate, object in seen.graph.triples:
        id = seen.id(node(subject))
        for term in (predicate, object):
            if kind(term) == "NamedNode" and term.value.startswith(KGC) and local_name(term.value) not in _KNOWN:
                name = local_name(term.value)
                yield Found("unknown_property", id, f"kgc:{name}", _nearest(name, _KNOWN, "see ontologies/README.md"), text=name)
        name = local_name(predicate.value)
        if predicate.value == OWL + "imports":
            yield Found(
                "import",
                id,
                f"owl:imports <{node(object)}>",
                "nothing is fetched; put a copy of the file into the folder",
                "warning",
                "imports",
            )
        elif predicate.value == KGC + "complete" and local_name(node(object)) not in GROUNDS:
            yield Found(
                "bad_value", id, f"kgc:complete {node(object)}", "one of " + ", ".join("kgc:" + g for g in GROUNDS), text="complete"
            )
        elif predicate.value == KGC + "role" and local_name(node(object)) not in ROLES:
            fix = _nearest(local_name(node(object)), ROLES, "one of " + ", ".join("kgc:" + r for r in ROLES))
            yield Found("bad_value", id, f"kgc:role {node(object)}", fix, text="role")
        elif predicate.value.startswith(KGC) and name in _BOOLEANS and node(object).lower() not in ("true", "false", "1", "0"):
            yield Found("bad_value", id, f"kgc:{name} {node(object)}", "true or false", text=name)


def terms(seen: Lint) -> Iterator[Found]:
    """Terms without a declared class, and facts that stand in the ontology."""
    ontology = seen.ontology
    for entity in ontology.entities.values():
        if not entity.classes:
            types = [ontology.compact(t.value) for t in seen.graph.values(ontology.expand(entity.id), TYPE) if not t.value.startswith(OWL)]
            fix = _nearest(types[0], ontology.classes, f"declare {types[0]} as an owl:Class") if types else "give it a class: a dm:CLASS"
            yield Found("unknown_class", entity.id, f"the term {entity.id} has no class that is declared", fix)
    declared = {ontology.expand(p) for p in ontology.predicates if p not in BUILT_IN}
    for subject_term, predicate, _ in seen.graph.triples:
        if predicate.value in declared and seen.id(node(subject_term)) in ontology.entities:
            id = seen.id(node(subject_term))
            value = f"{id} {seen.id(predicate.value)}"
            yield Found(
                "fact_in_ontology",
                id,
                value,
                "facts come from documents: list the file as a source document",
                "warning",
                local_name(predicate.value),
            )


def quantities(seen: Lint) -> Iterator[Found]:
    """Units that nobody knows, units of what is no number, and conversions that do not fit."""
    from .units import match_unit, unit

    def known(spelling: str) -> bool:
        found = match_unit(spelling, 0)
        return (found is not None and found[0] == len(spelling)) or unit(spelling).dimensions != ((spelling, 1),)

    for predicate in seen.ontology.predicates.values():
        if predicate.unit:
            if not known(predicate.unit):
                fix = "check the spelling; unknown units are compared only with themselves"
                yield Found("unknown_unit", predicate.id, f"{predicate.id} kgc:unit {predicate.unit!r}", fix, "warning", predicate.unit)
            if predicate.datatype not in ("xsd:decimal", "xsd:integer"):
                yield Found(
                    "unit_without_number",
                    predicate.id,
                    f"{predicate.id} has a unit and the range {predicate.datatype}",
                    "make the range xsd:decimal",
                )
        iri = seen.ontology.expand(predicate.id)
        for value in seen.graph.values(iri, KGC + "conversion"):
            yield from _conversion(seen, predicate.id, predicate.unit, node(value))


def _conversion(seen: Lint, id: str, unit: str | None, blank: str) -> Iterator[Found]:
    parts = {name: next((v.value for v in seen.graph.values(blank, KGC + name)), None) for name in ("from", "to", "factor", "offset")}
    for name in ("from", "to", "factor"):
        if parts[name] is None:
            yield Found(
                "bad_conversion",
                id,
                f"{id} kgc:conversion without kgc:{name}",
                "write [ kgc:from … ; kgc:to … ; kgc:factor … ]",
                text="conversion",
            )
    for name in ("factor", "offset"):
        if parts[name] is not None and not re.fullmatch(r"[+-]?\d+(\.\d+)?", parts[name] or ""):
            yield Found("bad_conversion", id, f"{id} kgc:{name} {parts[name]!r}", "a decimal number", text=name)
    if unit and parts["to"] not in (None, unit) and parts["from"] != unit:
        fix = f"kgc:to {unit!r}, the unit of the predicate"
        yield Found("bad_conversion", id, f"{id} converts {parts['from']!r} to {parts['to']!r}", fix, "warning", str(parts["to"]))


def qualifiers(seen: Lint) -> Iterator[Found]:
    """Qualifiers that do not say whether they are conditions."""
    used = {q for p in seen.ontology.predicates.values() for q in p.qualifiers}
    for name in sorted(used & seen.ontology.predicates.keys()):
        types = {t.value for t in seen.graph.values(seen.ontology.expand(name), TYPE)}
        if not types & {KGC + "Condition", KGC + "Detail"}:
            yield Found(
                "qualifier_kind", name, f"{name} is used as a qualifier", "add 'a kgc:Condition' (default) or 'a kgc:Detail'", "warning"
            )


_VALUES = ("stepNumber", "instruction", "amount", "setting", "ratio")
"""Roles of predicates whose objects are values."""


def roles(seen: Lint) -> Iterator[Found]:
    """Roles in procedures that do not fit their predicates, and procedures without what a plan needs."""
    found = {p.role for p in seen.ontology.predicates.values() if p.role}
    for predicate in seen.ontology.predicates.values():
        if not predicate.role:
            continue
        said = f"{predicate.id} kgc:role kgc:{predicate.role}"
        if (predicate.kind == "datatype") != (predicate.role in _VALUES):
            values = "the objects of this role are values: change the range or the role"
            fix = values if predicate.role in _VALUES else "the objects of this role are things: change the range or the role"
            yield Found("role_kind", predicate.id, said, fix, text="role")
        elif predicate.role in ("amount", "ratio") and predicate.qualifier != "detail":
            fix = "an amount stands with a fact: make it 'a kgc:Detail' and name it under kgc:qualifier of the predicate"
            yield Found("role_kind", predicate.id, said, fix, text="role")
    if found and not found & {"stepOf", "hasStep"}:
        yield Found("role_alone", "", "kgc:role without steps", "say which predicate links a step and its procedure: kgc:stepOf", "warning")
    elif found and not found & {"instruction", "action"}:
        fix = "say what a step says: kgc:instruction or kgc:action; else each step's own name must be a sentence"
        yield Found("role_alone", "", "steps without kgc:instruction or kgc:action", fix, "info")


def untyped(seen: Lint) -> Iterator[Found]:
    """Subjects with labels that are neither class, predicate nor term."""
    kinds = {
        *CLASS_TYPES,
        *PREDICATE_TYPES,
        OWL + "Ontology",
        OWL + "AnnotationProperty",
        OWL + "NamedIndividual",
        OWL + "AllDisjointClasses",
        RDFS + "Datatype",
    }
    for subject, found in seen.graph.by_subject.items():
        types = {t.value for t in found.get(TYPE, ())}
        id = seen.id(subject)
        if (
            subject.startswith("_:")
            or types & kinds
            or id in seen.ontology.entities
            or not found.keys() & {RDFS + "label", SKOS + "prefLabel"}
        ):
            continue
        if not any(t.startswith((rdf.SH, SKOS, RDF, OWL)) for t in types):
            close = [seen.id(t) for t in sorted(types)]
            fix = (
                _nearest(close[0], seen.ontology.classes, f"declare {close[0]} as an owl:Class")
                if close
                else "say what it is: a owl:Class, a dm:CLASS …"
            )
            yield Found("untyped", id, f"{id} has a label and no known type", fix)


CHECKS: tuple[Callable[[Lint], Iterable[Found]], ...] = (
    unknown_names, cycles, contradictions, labels, aliases, own_vocabulary, terms, quantities, qualifiers, roles,
    untyped,
)  # fmt: skip
