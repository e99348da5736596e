"""Random graphs and random forms of all operations: how many pairs the three engines answer alike, with proofs and grounds.

    python -m tests.bench.engine_equality [--graphs 100] [--forms 60] [--seed 1]

The graphs have loops, several facts between two ends, values with units, intervals, partial dates, conditions, details, negation, and
names that are no names (see ``tests.graph_strategies``); every fourth is a plain table of three columns. Neo4j is a real server, started
here; where Java or Maven is missing, matrix and sparql are compared alone, and this is said.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from kgcorpus import forms as f
from kgcorpus.answers import engine_of
from kgcorpus.errors import KgcorpusError
from kgcorpus.graph.cypher import opened
from kgcorpus.graph.cypher_export import remove
from kgcorpus.graph.files import load
from kgcorpus.graph.neo4j import Server, connect
from kgcorpus.graph.table import FactTable, from_facts
from tests import graph_strategies as random_things
from tests.neo4j import serving


def cases(graphs: int, forms: int, seed: int) -> Iterator[tuple[FactTable, list[f.Form]]]:
    """Graphs, each with forms to ask of it."""
    for number in range(graphs):
        rng = Random(f"{seed} {number}")
        if number % 4 == 3:
            triples = random_things.triples(rng)
            yield _plain(triples), [random_things.plain_form(rng, triples) for _ in range(forms)]
        else:
            facts, entities, grounds = random_things.graph(rng)
            table = from_facts(facts, random_things.ONTOLOGY, entities, grounds, random_things.DATE)
            yield table, [random_things.form(rng, ops="all") for _ in range(forms)]


def _plain(triples: set[tuple[str, str, str]]) -> FactTable:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "g.tsv"
        path.write_text("".join("\t".join(t) + "\n" for t in sorted(triples)), encoding="utf-8")
        return load(path)


def line(engine: Any, form: f.Form) -> dict[str, Any]:
    """The line of an engine's answer with proof, or of its error."""
    try:
        made: dict[str, Any] = engine.answer(form, proof=True).to_json()
    except KgcorpusError as error:
        return {"error": str(error)}
    return made


def measured(server: Server | None, graphs: int, forms: int, seed: int) -> tuple[Counter[str], Counter[str], list[str]]:
    """What was counted, the operations asked, and the pairs that differ."""
    counted: Counter[str] = Counter()
    ops: Counter[str] = Counter()
    wrong: list[str] = []
    for table, asked in cases(graphs, forms, seed):
        engines = {"matrix": engine_of(table), "sparql": engine_of(table, "sparql")}
        if server is not None:
            engines["neo4j"] = opened(table, server)
        for form in asked:
            lines = {name: line(engine, form) for name, engine in engines.items()}
            first = lines["matrix"]
            same = all(other == first for other in lines.values())
            counted["pairs"] += 1
            counted["equal"] += same
            counted["with an answer or a value"] += bool(first.get("answers")) or first.get("value") is not None
            counted["complete"] += bool(first.get("complete"))
            counted["errors, the same"] += same and "error" in first
            ops.update({f.op(part) for part in f.walk(form)})
            if not same:
                wrong.append(f"{f.to_json(form)}: " + " | ".join(f"{name} {found}" for name, found in lines.items()))
        if server is not None:
            remove(server, engines["neo4j"].layout.graph)  # type: ignore[attr-defined]
    return counted, ops, wrong


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--graphs", type=int, default=100)
    parser.add_argument("--forms", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        server = None
        try:
            uri = stack.enter_context(serving.server(Path(stack.enter_context(TemporaryDirectory()))))
            server = stack.enter_context(connect({"NEO4J_URI": uri}))
        except serving.Missing as missing:
            print(f"without Neo4j: {missing}")
        began = time.perf_counter()
        counted, ops, wrong = measured(server, options.graphs, options.forms, options.seed)
    names = "matrix = sparql = neo4j" if server is not None else "matrix = sparql"
    print(f"{names}: {counted['equal']:,} of {counted['pairs']:,} pairs of a graph and a form, {time.perf_counter() - began:,.0f} s")
    print("  " + ", ".join(f"{name} {n:,}" for name, n in sorted(counted.items())))
    print("  forms with: " + ", ".join(f"{op} {n:,}" for op, n in sorted(ops.items())))
    for text in wrong[:5]:
        print("  " + text)
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
