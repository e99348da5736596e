"""How fast a graph is on a Neo4j server, and how fast it is asked there: 100,000 entities and 200,000 facts.

    python -m tests.bench.neo4j_figures [--entities 100000] [--facts 200000]

The server is a real one, started here; it and its client run on the same machine.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from kgcorpus import forms as f
from kgcorpus.answers import engine_of
from kgcorpus.graph.columns import Columns
from kgcorpus.graph.cypher import opened
from kgcorpus.graph.cypher_export import export
from kgcorpus.graph.neo4j import connect
from kgcorpus.graph.table import FactTable, assemble
from kgcorpus.ontology import Ontology
from tests.neo4j import serving

PREDICATES = 5
STARTS = 50


def table_of(entities: int, facts: int, seed: int = 7) -> FactTable:
    """A plain graph of so many entities and facts, objects skewed."""
    rng = np.random.default_rng(seed)
    columns = Columns()
    columns.terms = [f"e{n:08d}" for n in range(entities)]
    columns.numbers = {name: n for n, name in enumerate(columns.terms)}
    for n in range(PREDICATES):
        columns.predicate_number(f"p{n}")
    made = np.empty((int(facts * 1.05), 3), np.int32)
    made[:, 0], made[:, 1] = rng.integers(0, entities, len(made)), rng.integers(0, PREDICATES, len(made))
    made[:, 2] = (rng.random(len(made)) ** 2 * entities).astype(np.int32)
    chosen = rng.permutation(np.unique(made, axis=0))[:facts]
    columns.append(subject=chosen[:, 0], predicate=chosen[:, 1], object=chosen[:, 2])
    return assemble(columns, ontology=Ontology(), named={}, kind="tsv", declared=False)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def chain(start: str, hops: int) -> f.Form:
    form: f.Form = f.Entity(start)
    for n in range(hops):
        form = f.Step(form, f"p{n % PREDICATES}")
    return form


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--facts", type=int, default=200_000)
    options = parser.parse_args(arguments)
    table = table_of(options.entities, options.facts)
    with TemporaryDirectory() as folder:
        try:
            with serving.server(Path(folder)) as uri, connect({"NEO4J_URI": uri}) as server:
                print(f"{len(table.terms):,} entities, {len(table):,} facts; Python {platform.python_version()}, {platform.machine()}")
                seconds, _ = timed(lambda: export(table, server, "bench"))
                print(f"  export: {seconds:.1f} s, {(len(table.terms) + len(table)) / seconds:,.0f} nodes and relationships a second")
                seconds, again = timed(lambda: export(table, server, "bench"))
                print(f"  the same export again: {seconds:.1f} s, changed: {again.changed}")
                engines = {"neo4j": opened(table, server), "matrix": engine_of(table)}
                starts = [table.terms[n] for n in range(0, len(table.terms), max(len(table.terms) // STARTS, 1))][:STARTS]
                for hops in (1, 2, 3):
                    for name, engine in engines.items():
                        engine.answer(chain(str(starts[0]), hops))
                        times = [timed(lambda s=s, e=engine, h=hops: e.answer(chain(str(s), h)))[0] for s in starts]
                        print(f"  {hops} hops from one start, {name}: median {statistics.median(times) * 1000:.2f} ms of {len(times)}")
                same = all(engines["neo4j"].answer(chain(str(s), 3)) == engines["matrix"].answer(chain(str(s), 3)) for s in starts)
                print(f"  answers equal: {same}")
        except serving.Missing as missing:
            print(f"Neo4j: left out, {missing}")


if __name__ == "__main__":
    main()
