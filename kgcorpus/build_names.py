"""The names of ``corpus.toml``: ids or unique labels of the ontology become ids; what is neither is a problem with its line."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kgcorpus.config import Column, Corpus, EntityRule, FactRule, QualifierRule, TableRule
from kgcorpus.config_checks import Reading
from kgcorpus.errors import ConfigError
from kgcorpus.extract.mapped import columns_of
from kgcorpus.messages import LANGUAGES
from kgcorpus.ontology import BUILT_IN, Ontology

Where = tuple[str | int, ...]
Find = Callable[[str, str, Where], str]
"""The id that a kind and a name mean; the last is the place in ``corpus.toml``."""
_MOST_LISTED = 12


def with_ids(corpus: Corpus, ontology: Ontology) -> Corpus:
    """The corpus with ids in place of the names that its table mappings use.

    Raises one ``ConfigError`` that lists all names that are not of the ontology, each with its line.
    """
    path = corpus.folder / "corpus.toml"
    names = _Names(ontology)
    reading = Reading(path, path.read_text(encoding="utf-8-sig") if path.is_file() else "")

    def find(kind: str, name: str, where: Where) -> str:
        found = sorted(names.bearers(kind, name))
        if len(found) == 1:
            return found[0]
        if kind != "term":  # other constants may be entities that documents name
            reading.wrong(where, names.several(name, found) if found else names.unknown(kind, name))
        return name

    tables = tuple(_table(rule, ("table", n), find) for n, rule in enumerate(corpus.tables))
    for n, rule in enumerate(corpus.tables):
        for name in sorted(set(rule.columns) - set(columns_of(rule))):
            reading.wrong(("table", n, "columns", name), f"the mapping reads no column '{name}'; it reads {', '.join(columns_of(rule))}")
    if reading.problems:
        told = list(dict.fromkeys(reading.problems))
        if len(told) == 1:
            raise ConfigError("", told[0])
        raise ConfigError(str(path), f"{len(told)} problems\n  " + "\n  ".join(told))
    return replace(corpus, tables=tables)


class _Names:
    """What the ontology's things are called: their ids, and labels in any language."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        own = {id: p for id, p in ontology.predicates.items() if id not in BUILT_IN}
        self.labels: dict[str, dict[str, set[str]]] = {
            "class": _by_label({id: c.labels for id, c in ontology.classes.items()}),
            "predicate": _by_label({id: p.labels for id, p in own.items() if not p.qualifier}),
            "qualifier": _by_label({id: p.labels for id, p in own.items() if p.qualifier}),
            "term": _by_label({id: e.labels for id, e in ontology.entities.items()}),
        }
        predicates = {*ontology.predicates, *BUILT_IN}
        self.ids = {"class": set(ontology.classes), "predicate": predicates, "qualifier": predicates, "term": set(ontology.entities)}

    def bearers(self, kind: str, name: str) -> set[str]:
        """The ids that a name may mean."""
        for id in (name, self.ontology.compact(name)):
            if id in self.ids[kind]:
                return {id}
        found = self.labels[kind].get(_folded(name), set())
        other = {"predicate": "qualifier", "qualifier": "predicate"}.get(kind, kind)
        return found or self.labels[other].get(_folded(name), set())

    def unknown(self, kind: str, name: str) -> str:
        """That nothing is called so, with what is nearest, else with what there is."""
        shown = {label: label for id, labels in self._named(kind) for label in labels.values()}
        shown |= {_folded(label): label for label in shown} | {id: id for id in self.ids[kind]}
        local = name.rpartition(":")[2]
        shown |= {_folded(id.rpartition(":")[2]): id for id in self.ids[kind]}
        near = difflib.get_close_matches(name, sorted(shown), 1) or difflib.get_close_matches(_folded(local), sorted(shown), 1)
        what = "predicate" if kind == "qualifier" else kind
        if near:
            return f"unknown {what} '{name}', did you mean '{shown[near[0]]}'?"
        own = [labels.get(_language(name)) or next(iter(labels.values()), id) for id, labels in self._named(kind)]
        listed = ", ".join(own[:_MOST_LISTED]) + (", …" if len(own) > _MOST_LISTED else "")
        return f"unknown {what} '{name}'; the ontology has: {listed}" if own else f"unknown {what} '{name}'"

    def several(self, name: str, found: list[str]) -> str:
        return f"'{name}' is the name of several: {', '.join(found)}"

    def _named(self, kind: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        if kind == "class":
            yield from ((id, c.labels) for id, c in self.ontology.classes.items())
        else:
            wanted = [p for id, p in self.ontology.predicates.items() if id not in BUILT_IN and bool(p.qualifier) == (kind == "qualifier")]
            yield from ((p.id, p.labels) for p in wanted)


def _language(text: str) -> str:
    return LANGUAGES[0] if any("\u3400" <= c <= "\u9fff" for c in text) else LANGUAGES[-1]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _by_label(labels: Mapping[str, Mapping[str, str]]) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for id, own in labels.items():
        for label in own.values():
            out.setdefault(_folded(label), set()).add(id)
    return out


# --------------------------------------------------------------------------------------------- the mappings


def _table(rule: TableRule, where: Where, find: Find) -> TableRule:
    entity: EntityRule | None = None
    if rule.entity:
        entity = replace(rule.entity, cls=find("class", rule.entity.cls, (*where, "entity", "class")))
    return replace(rule, entity=entity, facts=tuple(_fact(f, (*where, "fact", n), find) for n, f in enumerate(rule.facts)))


def _fact(fact: FactRule, where: Where, find: Find) -> FactRule:
    return replace(
        fact,
        predicate=find("predicate", fact.predicate, (*where, "predicate")),
        subject=_column(fact.subject, (*where, "subject"), find),
        object=_column(fact.object, (*where, "object"), find),
        qualifiers=tuple(
            QualifierRule(
                find("qualifier", q.predicate, (*where, "qualifiers", n, "predicate")), _column(q.column, (*where, "qualifiers", n), find)
            )
            for n, q in enumerate(fact.qualifiers)
        ),
    )


def _column(column: Column, where: Where, find: Find) -> Column:
    cls = column.cls and find("class", column.cls, (*where, "class"))
    constant = column.constant and find("term", column.constant, (*where, "constant"))
    return replace(column, cls=cls, constant=constant)
