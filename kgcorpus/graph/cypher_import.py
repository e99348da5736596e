"""A chosen part of a team's Neo4j database as JSON Lines: a document like any other, whose lines are the evidence.

Labels stand for classes, relationship types and properties for predicates, by id, IRI, local name, label or alias of the ontology, or by a
mapping of the team's own. What does not fit is reported, and a relationship with a property that is no qualifier is left out: it may be
the condition under which the fact holds. The same database gives the same bytes.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from ..errors import InputError, UsageError
from ..forms_cypher import Statement, escaped
from ..ontology import Ontology
from ..rdf import RDF, RDFS, SKOS, id_iri
from ..text import normal_name
from .neo4j import Server

BASE = "urn:kgcorpus:neo4j:"
KEYS = ("iri", "uri", "id", "code", "key", "name", "名称")
"""Properties by which a node is known, the first that it has."""
_NAMES = frozenset(("name", "label", "title", "preflabel", "名称", "名字", "标题"))
_ALIASES = frozenset(("alias", "aliases", "altlabel", "synonym", "synonyms", "别名", "同义词"))
_IRI = re.compile(r"(?:https?|urn|tag):[^\s<>\"{}|\\^`]+\Z")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be read: ``labels`` and ``types`` (empty: all that fit), how they and properties map (``mapping``: names to ids, "" to
    leave out, ``^`` before a predicate for the other direction), ``key`` the property by which nodes are known."""

    labels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    key: str | None = None


@dataclass(slots=True)
class Snapshot:
    """The lines, what was taken, and what was not: (kind, name, why) with how many."""

    lines: list[bytes] = field(default_factory=list)
    entities: int = 0
    facts: int = 0
    left: Counter[tuple[str, str, str]] = field(default_factory=Counter)


def read_mapping(path: Path) -> dict[str, dict[str, str]]:
    """A mapping file: tables ``[labels]``, ``[types]``, ``[properties]`` of names to ids."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "TOML with [labels], [types], [properties]", "check the file") from error
    for name, table in found.items():
        if name not in ("labels", "types", "properties") or not isinstance(table, dict):
            raise InputError(str(path), f"unknown table '{name}'", "one of: [labels], [types], [properties]", "")
        for key, value in table.items():
            if not isinstance(value, str):
                raise InputError(str(path), f"[{name}] {key} is no text", "an id of the ontology, or \"\" to leave it out", "")
    return found


def snapshot(server: Server, ontology: Ontology, chosen: Chosen) -> Snapshot:
    """The chosen part of a database."""
    return _Reading(server, ontology, chosen).made()


def fold(name: str) -> str:
    """A name without case, spaces and signs: ``HAS_SIDE_EFFECT`` is ``has side effect``."""
    return "".join(letter for letter in normal_name(name) if letter.isalnum())


class _Names:
    """The ids of classes or predicates by what they are called."""

    def __init__(self, records: Iterable[Any], ontology: Ontology, mapped: Mapping[str, str]) -> None:
        self._mapped = mapped
        self.known: dict[str, Any] = {record.id: record for record in records}
        self._ids: dict[str, set[str]] = {}
        self._ontology = ontology
        for record in self.known.values():
            local = re.split(r"[#/:]", record.id)[-1]
            aliases = (alias for texts in record.aliases.values() for alias in texts)
            for name in (record.id, ontology.expand(record.id), local, *record.labels.values(), *aliases):
                self._ids.setdefault(fold(name), set()).add(record.id)

    def find(self, name: str) -> tuple[str | None, str]:
        """The id that a name stands for, or None and why not."""
        given = self._mapped.get(name)
        if given == "":
            return None, ""
        if given is not None:
            back, id = ("^", given[1:]) if given.startswith("^") else ("", given)
            id = id if id in self.known else self._ontology.compact(id)
            return (back + id, "") if id in self.known else (None, f"'{given}' of the mapping is not in the ontology")
        found = sorted(self._ids.get(fold(name), ()))
        if len(found) == 1:
            return found[0], ""
        return None, f"may be {' or '.join(found)}" if found else "nothing in the ontology has this name"


@dataclass(frozen=True, slots=True)
class _Node:
    iri: str
    classes: tuple[str, ...]
    own: Mapping[str, Any]
    label: str


class _Reading:
    """One reading of a database."""

    def __init__(self, server: Server, ontology: Ontology, chosen: Chosen) -> None:
        self.server, self.ontology, self.chosen = server, ontology, chosen
        predicates = list(ontology.predicates.values())
        plain, details = ([p for p in predicates if bool(p.qualifier) is wanted] for wanted in (False, True))
        of = chosen.mapping.get
        self.classes = _Names(ontology.classes.values(), ontology, of("labels", {}))
        self.types = _Names(plain, ontology, of("types", {}))
        self.properties = _Names(plain, ontology, of("properties", {}))
        self.qualifiers = _Names(details, ontology, of("properties", {}))
        self.out = Snapshot()
        self._lines: set[tuple[str, int, bytes]] = set()

    def made(self) -> Snapshot:
        nodes = self._nodes()
        self.out.entities = len({node.iri for node in nodes.values()})
        for node in nodes.values():
            self._described(node)
        self._relationships(nodes)
        self.out.lines = [line for _, _, line in sorted(self._lines)]
        self.out.facts = sum(order == 3 for _, order, _ in self._lines)
        return self.out

    def leave(self, kind: str, name: str, why: str, times: int = 1) -> None:
        self.out.left[kind, name, why] += times

    def rows(self, text: str) -> list[Any]:
        return self.server.run(Statement(text, {}))

    def line(self, subject: str, order: int, predicate: str, object: Any, qualifiers: Sequence[tuple[str, Any]] = ()) -> None:
        record: dict[str, Any] = {"subject": f"<{subject}>", "predicate": f"<{predicate}>", "object": object}
        if qualifiers:
            record["qualifiers"] = [{"predicate": f"<{name}>", "object": value} for name, value in qualifiers]
        self._lines.add((subject, order, orjson.dumps(record)))

    def iri(self, id: str) -> str:
        return id_iri(id, {**self.ontology.prefixes})

    # ------------------------------------------------------------------ nodes

    def _wanted(self, what: str, there: Sequence[str], asked: Sequence[str], names: _Names) -> Iterator[tuple[str, str]]:
        """The names that are to be read, with what each stands for."""
        for name in asked:
            if name not in there:
                close = difflib.get_close_matches(name, there, 1)
                raise UsageError(f"--{what}", f"no {what} '{name}' in the database", "one of: " + ", ".join(there[:20]),
                                 f"did you mean '{close[0]}'?" if close else "")  # fmt: skip
        for name in asked or there:
            id, why = names.find(name)
            if id is not None:
                yield name, id
            elif why:
                self.leave(what, name, why)

    def _nodes(self) -> dict[str, _Node]:
        """The nodes that are taken, by the database's id."""
        text = "MATCH (x) WHERE NOT x:KgcTerm AND NOT x:KgcGraph UNWIND labels(x) AS label RETURN DISTINCT label"
        there = sorted(row["label"] for row in self.rows(text))
        classes: dict[str, list[str]] = {}
        found: dict[str, tuple[str, Mapping[str, Any]]] = {}
        for label, cls in self._wanted("label", there, self.chosen.labels, self.classes):
            text = f"MATCH (x:{escaped(label)}) WHERE NOT x:KgcTerm RETURN elementId(x) AS id, properties(x) AS own ORDER BY id"
            for row in self.rows(text):
                found.setdefault(row["id"], (label, row["own"]))
                classes.setdefault(row["id"], []).append(cls)
        out: dict[str, _Node] = {}
        for id, (label, own) in found.items():
            iri = self._known_as(label, own)
            if iri is None:
                self.leave("node", label, "no property by which it is known")
            else:
                out[id] = _Node(iri, tuple(sorted(set(classes[id]))), own, label)
        times = Counter(node.iri for node in out.values())
        for id in [id for id, node in out.items() if times[node.iri] > 1]:
            self.leave("node", out.pop(id).label, "another node has the same key")
        return out

    def _known_as(self, label: str, own: Mapping[str, Any]) -> str | None:
        folded = {name.casefold(): value for name, value in sorted(own.items())}
        for name in (self.chosen.key,) if self.chosen.key else KEYS:
            value = folded.get(str(name).casefold())
            if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
                text = str(value).strip()
                if text in self.ontology.entities or self.ontology.compact(text) in self.ontology.entities:
                    return self.iri(self.ontology.compact(text) if text not in self.ontology.entities else text)
                return text if _IRI.match(text) else f"{BASE}{quote(label, safe='')}:{quote(text, safe='')}"
        return None

    def _described(self, node: _Node) -> None:
        """The lines of a node: classes, names, and its properties that are predicates."""
        for cls in node.classes:
            self.line(node.iri, 0, RDF + "type", f"<{self.iri(cls)}>")
        for name, value in sorted(node.own.items()):
            if name.startswith("kgc_"):
                continue
            bare = fold(re.sub(r"_(zh|en)$", "", name))
            texts = list(self._texts("property", name, value))
            if bare in _NAMES or bare in _ALIASES:
                for text in texts:
                    order, predicate = (1, RDFS + "label") if bare in _NAMES else (2, SKOS + "altLabel")
                    self.line(node.iri, order, predicate, {"value": text})
                continue
            id, why = self.properties.find(name)
            if id is not None:
                for text in texts:
                    self.line(node.iri, 3, self.iri(id), {"value": text})
            elif why and name.casefold() not in (self.chosen.key or "", *KEYS):
                self.leave("property", f"{node.label}.{name}", why)

    def _texts(self, kind: str, name: str, value: Any) -> Iterator[str]:
        """The texts of a property's values; what is neither text, number, truth value nor date is left out."""
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, bool):
                yield "true" if one else "false"
            elif isinstance(one, (str, int, float)) and str(one).strip():
                yield str(one)
            elif hasattr(one, "iso_format") and hasattr(one, "year"):
                yield str(one.iso_format())[:10]
            elif not isinstance(one, str):
                self.leave(kind, name, f"a value of the type {type(one).__name__}")

    # ------------------------------------------------------------------ relationships

    def _relationships(self, nodes: Mapping[str, _Node]) -> None:
        text = "MATCH ()-[r]->() WHERE r.kgc_graph IS NULL RETURN DISTINCT type(r) AS name"
        there = sorted(row["name"] for row in self.rows(text))
        for type, id in self._wanted("type", there, self.chosen.types, self.types):
            ends = "elementId(startNode(r)) AS a, elementId(endNode(r)) AS b, properties(r) AS own"
            for row in self.rows(f"MATCH ()-[r:{escaped(type)}]->() WHERE r.kgc_graph IS NULL RETURN {ends}"):
                a, b = nodes.get(row["a"]), nodes.get(row["b"])
                if a is None or b is None:
                    self.leave("relationship", type, "an end that is not taken")
                elif (held := self._held(type, row["own"])) is not None:
                    a, b = (b, a) if id.startswith("^") else (a, b)
                    self.line(a.iri, 3, self.iri(id.removeprefix("^")), f"<{b.iri}>", held)

    def _held(self, type: str, own: Mapping[str, Any]) -> list[tuple[str, Any]] | None:
        """The qualifiers of a relationship; None where a property is none: the fact may hold under it only."""
        out: list[tuple[str, Any]] = []
        for name, value in sorted(own.items()):
            id, why = self.qualifiers.find(name)
            if id is None and why:
                self.leave("relationship", type, f"its property '{type}.{name}' is no qualifier of the ontology")
                return None
            texts = list(self._texts("property", f"{type}.{name}", value)) if id is not None else []
            if id is not None and len(texts) != 1:
                self.leave("relationship", type, f"its property '{type}.{name}' has not one value")
                return None
            out += [(self.iri(id), {"value": text}) for text in texts if id is not None]
        return out
