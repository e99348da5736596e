"""Graphs into a Neo4j server and out again: what an export wrote is marked with the graph's name, and only that is ever taken away.

A second export of the same graph changes nothing. An export of a changed graph under the same name leaves what the new one has: nodes
stay what they are (with what others have hung on them: labels, properties, relationships), relationships are written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from ..errors import UsageError
from ..forms_cypher import Statement, escaped
from ..model import digest
from .cypher_layout import Layout, fact_rows, layout_of, table_digest, term_rows
from .neo4j import Server
from .table import FactTable

BATCH = 10_000
NAME = re.compile(r"[^\s:`\x00-\x1f]{1,100}")
Note = Callable[[str, int, int], None]
"""Told what is written: what it is, how many are done, how many there are."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What stands on the server after an export. ``changed``: whether anything had to be written. ``left``: nodes that are no longer in the
    graph but have labels, properties or relationships of others, and stay without the marks of the graph."""

    graph: str
    terms: int
    facts: int
    changed: bool
    left: int = 0


def export(
    table: FactTable,
    server: Server,
    name: str,
    *,
    lang: str = "en",
    sources: Mapping[str, Sequence[str]] | None = None,
    note: Note = lambda what, done, total: None,
) -> Exported:
    """Write a graph under a name. ``lang`` is that of labels that stand where an id says nothing; ``sources`` the documents by fact id."""
    if not NAME.fullmatch(name):
        expected = "a name of at most 100 characters without spaces, colons or backticks"
        raise UsageError("--name", f"'{name[:100]}'", expected, "give another")
    layout = layout_of(table, name, lang)
    sources = sources or {}
    described = digest(table_digest(table), lang, sorted((id, list(found)) for id, found in sources.items()), _words(table))
    if _described(server, name) == described and _counts(server, name) == (len(table.terms), len(table)):
        return Exported(name, len(table.terms), len(table), False)
    _prepare(server, name)
    _write_terms(table, layout, server, lang, note)
    left = _leave(server, name)
    _write_facts(table, layout, server, sources, lang, note)
    _finish(table, layout, server, described)
    return Exported(name, len(table.terms), len(table), True, left)


def _words(table: FactTable) -> list[Any]:
    """All labels and aliases that are written, so that a changed one is noticed."""
    records: list[Any] = [*table.named.values(), *table.ontology.classes.values(), *table.ontology.predicates.values()]
    return [[r.id, sorted(r.labels.items()), sorted((k, list(v)) for k, v in (getattr(r, "aliases", None) or {}).items())] for r in records]


def _read(server: Server, text: str, **parameters: Any) -> list[Any]:
    return server.run(Statement(text, parameters))


def _described(server: Server, name: str) -> str | None:
    rows = _read(server, "MATCH (g:KgcGraph {kgc_graph: $graph}) RETURN g.kgc_described AS described", graph=name)
    return rows[0]["described"] if rows else None


def _counts(server: Server, name: str) -> tuple[int, int]:
    (terms,) = _read(server, "MATCH (x:KgcTerm) WHERE x.kgc_graph = $graph RETURN count(x) AS n", graph=name)
    text = "MATCH (:KgcTerm)-[r]->() WHERE r.kgc_graph = $graph RETURN count(r) AS n"
    (facts,) = _read(server, text, graph=name)
    return terms["n"], facts["n"]


# --------------------------------------------------------------------------------------------- writing


def _prepare(server: Server, name: str) -> None:
    """Constraints, the graph's own node, marked as not whole; what an earlier export under this name wrote is taken off its nodes."""
    server.write("CREATE CONSTRAINT kgc_term IF NOT EXISTS FOR (x:KgcTerm) REQUIRE x.kgc_key IS UNIQUE", {})
    server.write("CREATE CONSTRAINT kgc_graph IF NOT EXISTS FOR (g:KgcGraph) REQUIRE g.kgc_graph IS UNIQUE", {})
    server.write("MERGE (g:KgcGraph {kgc_graph: $graph}) REMOVE g.kgc_digest, g.kgc_described", {"graph": name})
    _take_off(server, name)


def _take_off(server: Server, name: str) -> None:
    """Take a graph's relationships away, and its labels and properties off its nodes; of these only key and mark stay."""
    found = "MATCH (:KgcTerm)-[r]->() WHERE r.kgc_graph = $graph WITH r LIMIT $size DELETE r RETURN count(*) AS n"
    _until_none(server, found, name)
    kinds = _read(server, "MATCH (g:KgcGraph {kgc_graph: $graph}) RETURN coalesce(g.kgc_kinds, []) AS kinds", graph=name)
    for place, kind in enumerate(kinds[0]["kinds"] if kinds else ()):
        own = orjson.loads(kind)
        labels = "".join(f":{escaped(label)}" for label in own["labels"] if label != "KgcTerm")
        names = [item for item in own["names"] if item not in ("kgc_key", "kgc_graph")]
        gone = ", ".join([*([f"x{labels}"] if labels else []), *(f"x.{escaped(item)}" for item in names)])
        same = "MATCH (x:KgcTerm) WHERE x.kgc_graph = $graph AND x.kgc_kind_of = $place WITH x LIMIT $size"
        _until_none(server, f"{same} REMOVE {gone} RETURN count(*) AS n", name, place=place)


def _until_none(server: Server, text: str, name: str, **parameters: Any) -> int:
    """Run a statement that does at most so much at a time until it finds nothing more."""
    total = 0
    while done := server.write(text, {"graph": name, "size": BATCH, **parameters})[0]["n"]:
        total += done
    return total


def _write_terms(table: FactTable, layout: Layout, server: Server, lang: str, note: Note) -> None:
    """Write the nodes. What kinds of them there are stands on the graph's node before the first is written."""
    kinds = {kind: place for place, kind in enumerate(sorted({_kind(labels, own) for labels, own in term_rows(table, layout, lang)}))}
    server.write("MATCH (g:KgcGraph {kgc_graph: $graph}) SET g.kgc_kinds = $kinds", {"graph": layout.graph, "kinds": list(kinds)})
    made = "MERGE" if _counts(server, layout.graph)[0] else "CREATE"
    done = 0
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for labels, own in term_rows(table, layout, lang):
        rows = groups.setdefault(labels, [])
        rows.append({**own, "kgc_kind_of": kinds[_kind(labels, own)]})
        if len(rows) == BATCH:
            done += _merge(server, made, labels, groups.pop(labels))
            note("terms", done, len(table.terms))
    for labels in sorted(groups):
        done += _merge(server, made, labels, groups[labels])
        note("terms", done, len(table.terms))


def _kind(labels: Sequence[str], own: Mapping[str, Any]) -> str:
    """The labels and the names of the properties of a node, as JSON."""
    return orjson.dumps({"labels": labels, "names": sorted([*own, "kgc_kind_of"])}).decode()


def _merge(server: Server, made: str, labels: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> int:
    more = "".join(f":{escaped(label)}" for label in labels if label != "KgcTerm")
    return server.write_rows(f"{made} (x:KgcTerm {{kgc_key: row.kgc_key}}) SET x += row{f', x{more}' if more else ''}", rows, size=BATCH)


def _leave(server: Server, name: str) -> int:
    """Nodes that are no longer in the graph go, or, if others have something on them, lose the marks of the graph; gives how many stay."""
    stale = "MATCH (x:KgcTerm) WHERE x.kgc_graph = $graph AND x.kgc_n IS NULL"
    free = f"{stale} AND size(labels(x)) = 1 AND size(keys(x)) = 2 AND NOT EXISTS {{ (x)--() }} WITH x LIMIT $size"
    _until_none(server, f"{free} DELETE x RETURN count(*) AS n", name)
    return _until_none(server, f"{stale} WITH x LIMIT $size REMOVE x:KgcTerm, x.kgc_key, x.kgc_graph RETURN count(*) AS n", name)


def _write_facts(
    table: FactTable, layout: Layout, server: Server, sources: Mapping[str, Sequence[str]], lang: str, note: Note
) -> None:
    done = 0
    for type, rows in fact_rows(table, layout, sources, lang):
        text = "MATCH (a:KgcTerm {kgc_key: row.s}) MATCH (b:KgcTerm {kgc_key: row.o})"
        for first in range(0, len(rows), BATCH):
            batch = rows[first : first + BATCH]
            done += server.write_rows(f"{text} CREATE (a)-[r:{escaped(type)}]->(b) SET r = row.own", batch, size=BATCH)
            note("facts", done, len(table))


def _finish(table: FactTable, layout: Layout, server: Server, described: str) -> None:
    own = {
        "kgc_digest": table_digest(table), "kgc_described": described, "name": layout.graph, "date": table.date, "terms": len(table.terms),
        "facts": len(table), "kgc_predicates": list(layout.types), "kgc_types": list(layout.types.values()),
        "kgc_classes": list(layout.labels), "kgc_class_labels": list(layout.labels.values()),
    }  # fmt: skip
    server.write("MATCH (g:KgcGraph {kgc_graph: $graph}) SET g += $own", {"graph": layout.graph, "own": own})


# --------------------------------------------------------------------------------------------- finding and removing


def layout_there(table: FactTable, server: Server) -> Layout:
    """How a graph lies on the server. One that is not there is loaded under a name made of its digest, if the server is local."""
    text = "MATCH (g:KgcGraph {kgc_digest: $digest}) RETURN g ORDER BY g.kgc_graph LIMIT 1"
    found = _read(server, text, digest=table_digest(table))
    if found:
        own = found[0]["g"]
        types, labels = (dict(zip(own[ids], own[names], strict=True)) for ids, names in _PAIRS)
        return Layout(own["kgc_graph"], types, labels)
    if not server.local:
        raise UsageError(
            str(server), "this graph is not on the server", "a graph that was exported there", "run 'kgcorpus export neo4j' with it first"
        )
    name = f"kgc-{table_digest(table)[:16]}"
    export(table, server, name)
    return layout_of(table, name)


_PAIRS = (("kgc_predicates", "kgc_types"), ("kgc_classes", "kgc_class_labels"))


def remove(server: Server, name: str) -> tuple[int, int]:
    """Take away what exports wrote under a name; gives how many nodes went and how many stay since others have something on them."""
    if not _read(server, "MATCH (g:KgcGraph {kgc_graph: $graph}) RETURN g", graph=name):
        there = [row["name"] for row in graphs(server)]
        raise UsageError("--remove", f"no graph '{name}' on the server", ", ".join(there) or "a graph that was exported there", "")
    before = _counts(server, name)[0]
    server.write("MATCH (g:KgcGraph {kgc_graph: $graph}) REMOVE g.kgc_digest, g.kgc_described", {"graph": name})
    _take_off(server, name)
    left = _leave(server, name)
    server.write("MATCH (g:KgcGraph {kgc_graph: $graph}) DETACH DELETE g", {"graph": name})
    return before - left, left


def graphs(server: Server) -> list[Any]:
    """The graphs that were exported to the server: ``name``, ``terms``, ``facts``, ``date``."""
    own = "g.kgc_graph AS name, g.terms AS terms, g.facts AS facts, g.date AS date"
    return _read(server, f"MATCH (g:KgcGraph) RETURN {own} ORDER BY name")
