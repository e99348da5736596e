"""The matrix engine beside networkx, rdflib, Oxigraph, DuckDB and Polars on one generated graph, in one run, with one thread each.

    python -m tests.bench.engines [--facts 200000] [--slow-facts 2000]

Task: for every two-step shape (each ordered pair of predicates, each step forward or backward) the sorted distinct (start, answer)
pairs, all
starts at once. Making the graph and loading it into each engine is left out; all engines must give the same number of pairs and the same
checksum. rdflib's SPARQL takes minutes on the whole graph: it runs on ``--slow-facts`` and its time is set beside the matrix engine's
there.
"""

# ruff: noqa: E402 (threads are limited before any library starts them)
from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS", "RAYON_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import gc
import platform
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

PREDICATES = 5
MIX = np.uint64(0x9E3779B97F4A7C15)
Shape = tuple[int, bool, int, bool]
Result = tuple[int, int]
"""Number of pairs and their checksum."""


def generate(facts: int, seed: int = 7) -> np.ndarray:
    """Facts (subject, predicate, object) as numbers: subjects even, objects skewed, four facts an entity."""
    rng = np.random.default_rng(seed)
    entities = facts // 4
    made = np.empty((int(facts * 1.05), 3), np.int32)
    made[:, 0] = rng.integers(0, entities, len(made))
    made[:, 1] = rng.integers(0, PREDICATES, len(made))
    made[:, 2] = (rng.random(len(made)) ** 2 * entities).astype(np.int32)
    unique = np.unique(made, axis=0)
    return rng.permutation(unique)[:facts]


def shapes() -> Iterator[Shape]:
    yield from product(range(PREDICATES), (False, True), range(PREDICATES), (False, True))


def checked(start: np.ndarray, answer: np.ndarray) -> Result:
    """Count and checksum of pairs; asserts that they are sorted and distinct."""
    keys = start.astype(np.int64) << 32 | answer.astype(np.int64)
    assert (keys[1:] > keys[:-1]).all(), "not sorted and distinct"
    return len(keys), int(np.bitwise_xor.reduce(keys.astype(np.uint64) * MIX)) if len(keys) else 0


def pairs_of(found: Any) -> tuple[np.ndarray, np.ndarray]:
    """Two columns of a list of pairs."""
    both = np.array(found, np.int64).reshape(len(found), 2)
    return both[:, 0], both[:, 1]


Ask = Callable[[Shape], tuple[np.ndarray, np.ndarray]]


# ------------------------------------------------------------------------------- engines: load, then give what is timed


def name_of(number: int) -> str:
    return f"e{number:08d}"


def load_matrix(facts: np.ndarray) -> Ask:
    from kgcorpus import forms as f
    from kgcorpus.answers_shape import answer_shape
    from kgcorpus.graph import rows as r
    from kgcorpus.graph.columns import Columns
    from kgcorpus.graph.conditions import Use
    from kgcorpus.graph.table import assemble
    from kgcorpus.ontology import Ontology

    columns = Columns()
    entities = int(facts[:, [0, 2]].max()) + 1
    columns.terms = [name_of(n) for n in range(entities)]
    columns.numbers = {name: n for n, name in enumerate(columns.terms)}
    for n in range(PREDICATES):
        columns.predicate_number(f"p{n}")
    columns.append(subject=facts[:, 0], predicate=facts[:, 1], object=facts[:, 2])
    table = assemble(columns, ontology=Ontology(), named={}, kind="tsv", declared=False)
    for n, inverse in product(range(PREDICATES), (False, True)):
        table.links(n, inverse, Use())
    starts = np.arange(len(table.terms), dtype=np.int32).reshape(-1, 1)

    def ask(shape: Shape) -> tuple[np.ndarray, np.ndarray]:
        p, back_p, q, back_q = shape
        form = f.Step(f.Step(f.Entity("?0"), f"p{p}", back_p), f"p{q}", back_q)
        found = answer_shape(form, starts, table).rows
        return np.repeat(np.arange(found.size, dtype=np.int32), r.counts(found)), found.members

    return ask


def load_networkx(facts: np.ndarray) -> Ask:
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_edges_from((int(s), int(o), int(p)) for s, p, o in facts)
    ahead: list[dict[int, list[int]]] = [{} for _ in range(PREDICATES)]
    back: list[dict[int, list[int]]] = [{} for _ in range(PREDICATES)]
    for s, o, p in graph.edges(keys=True):
        ahead[p].setdefault(s, []).append(o)
        back[p].setdefault(o, []).append(s)

    def ask(shape: Shape) -> tuple[np.ndarray, np.ndarray]:
        p, back_p, q, back_q = shape
        first, second = (back if back_p else ahead)[p], (back if back_q else ahead)[q]
        out = []
        for start in sorted(first):
            answers: set[int] = set()
            for middle in first[start]:
                answers.update(second.get(middle, ()))
            out.extend((start, answer) for answer in sorted(answers))
        return pairs_of(out)

    return ask


def sparql(shape: Shape) -> str:
    p, back_p, q, back_q = shape
    one = f"?m <urn:p{p}> ?s" if back_p else f"?s <urn:p{p}> ?m"
    two = f"?a <urn:p{q}> ?m" if back_q else f"?m <urn:p{q}> ?a"
    return f"SELECT DISTINCT ?s ?a WHERE {{ {one} . {two} }}"


def load_oxigraph(facts: np.ndarray) -> Ask:
    import pyoxigraph as ox

    store = ox.Store()
    text = "".join(f"<urn:{name_of(s)}> <urn:p{p}> <urn:{name_of(o)}> .\n" for s, p, o in facts.tolist())
    store.bulk_load(text.encode(), format=ox.RdfFormat.N_TRIPLES)

    def ask(shape: Shape) -> tuple[np.ndarray, np.ndarray]:
        found = [(int(row[0].value[5:]), int(row[1].value[5:])) for row in store.query(sparql(shape))]
        found.sort()
        return pairs_of(found)

    return ask


def load_rdflib(facts: np.ndarray) -> Ask:
    import rdflib

    graph = rdflib.Graph()
    for s, p, o in facts.tolist():
        graph.add((rdflib.URIRef(f"urn:{name_of(s)}"), rdflib.URIRef(f"urn:p{p}"), rdflib.URIRef(f"urn:{name_of(o)}")))

    def ask(shape: Shape) -> tuple[np.ndarray, np.ndarray]:
        found = [(int(str(row[0])[5:]), int(str(row[1])[5:])) for row in graph.query(sparql(shape))]
        found.sort()
        return pairs_of(found)

    return ask


def load_duckdb(facts: np.ndarray) -> Ask:
    import duckdb

    base = duckdb.connect()
    base.execute("set threads to 1")
    for n in range(PREDICATES):
        s, o = (np.ascontiguousarray(facts[facts[:, 1] == n][:, column]) for column in (0, 2))
        base.register("loaded", {"s": s, "o": o})
        base.execute(f"create table p{n} as select s, o from loaded")
        base.unregister("loaded")

    def ask(shape: Shape) -> tuple[np.ndarray, np.ndarray]:
        p, back_p, q, back_q = shape
        start, middle = ("o", "s") if back_p else ("s", "o")
        again, answer = ("o", "s") if back_q else ("s", "o")
        query = f"select distinct a.{start} as x, b.{answer} as y from p{p} a join p{q} b on a.{middle} = b.{again} order by x, y"
        found = base.execute(query).fetchnumpy()
        return found["x"], found["y"]

    return ask


def load_polars(facts: np.ndarray) -> Ask:
    import polars as pl

    tables = [
        pl.DataFrame({"s": facts[facts[:, 1] == n][:, 0].copy(), "o": facts[facts[:, 1] == n][:, 2].copy()}) for n in range(PREDICATES)
    ]

    def ask(shape: Shape) -> tuple[np.ndarray, np.ndarray]:
        p, back_p, q, back_q = shape
        first = tables[p].lazy().select(x="o" if back_p else "s", m="s" if back_p else "o")
        second = tables[q].lazy().select(m="o" if back_q else "s", y="s" if back_q else "o")
        found = first.join(second, on="m").select("x", "y").unique().sort("x", "y").collect()
        return found["x"].to_numpy(), found["y"].to_numpy()

    return ask


ENGINES: dict[str, Callable[[np.ndarray], Ask]] = {
    "matrix (kgcorpus)": load_matrix,
    "Polars": load_polars,
    "DuckDB": load_duckdb,
    "networkx": load_networkx,
    "Oxigraph (SPARQL)": load_oxigraph,
}


def timed(load: Callable[[np.ndarray], Ask], facts: np.ndarray, repeats: int = 3) -> tuple[float, Result]:
    """CPU seconds for all shapes (the best of three runs, one where a run takes over 5 s), and total pairs with their checksum, which
    are not timed."""
    ask = load(facts)
    best, result = float("inf"), (0, 0)
    for _ in range(repeats):
        seconds, count, sums = 0.0, 0, 0
        for number, shape in enumerate(shapes()):
            gc.collect(0)
            began = time.process_time()
            start, answer = ask(shape)
            seconds += time.process_time() - began
            found = checked(start, answer)
            count, sums = count + found[0], sums ^ (found[1] * (2 * number + 1) & (2**64 - 1))
        best, result = min(best, seconds), (count, sums)
        if best > 5:
            break
    return best, result


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=200_000)
    parser.add_argument("--slow-facts", type=int, default=2_000)
    options = parser.parse_args(arguments)
    facts = generate(options.facts)
    few = generate(options.slow_facts)
    total = sum(1 for _ in shapes())
    heading = f"{len(facts):,} facts, {PREDICATES} predicates, {total} two-step shapes"
    results = {name: timed(load, facts) for name, load in ENGINES.items()}
    own, expected = results["matrix (kgcorpus)"]
    print(f"{heading}, {expected[0]:,} pairs, 1 thread, Python {platform.python_version()}\n")
    print("| engine | CPU seconds | times the matrix engine |\n|---|---|---|")
    for name, (seconds, found) in sorted(results.items(), key=lambda item: item[1][0]):
        assert found == expected, f"{name} gives other pairs"
        print(f"| {name} | {seconds:.2f} | {seconds / own:.1f} |")
    small, pairs = timed(load_matrix, few)
    seconds, found = timed(load_rdflib, few)
    assert found == pairs, "rdflib gives other pairs"
    print(f"| rdflib (SPARQL), {len(few):,} facts | {seconds:.2f} | {seconds / small:.0f} (matrix: {small:.3f} s) |")
    print(f"\npeak memory of the whole run {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
