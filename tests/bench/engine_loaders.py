"""Engines that answer chains of steps for many starts, each loaded with the same generated graph: what is timed is ``ask``."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

PREDICATES = 5
Hop = tuple[int, bool]
"""Predicate, and whether it is walked backwards."""
Shape = tuple[Hop, ...]
Columns = tuple[np.ndarray, np.ndarray]
Ask = Callable[[Shape, "np.ndarray | None"], Columns]
"""Sorted distinct (start, answer) pairs of a shape for these starts (None: for all)."""


@dataclass(slots=True)
class Loaded:
    """An engine with its graph. ``clock`` counts the processor seconds of all that works for it; ``resident`` the bytes of a server."""

    ask: Ask
    clock: Callable[[], float] = time.process_time
    resident: Callable[[], int] = lambda: 0
    close: Callable[[], None] = lambda: None


class Absent(Exception):
    """An engine that is not on this machine."""


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


def name_of(number: int) -> str:
    return f"e{number:08d}"


def columns_of(found: Sequence[tuple[int, int]]) -> Columns:
    """Two columns of a list of pairs."""
    both = np.array(found, np.int64).reshape(len(found), 2)
    return both[:, 0], both[:, 1]


# --------------------------------------------------------------------------------------------- kgcorpus


def matrix_table(facts: np.ndarray) -> Any:
    """The table of the graph, as ``kgcorpus`` loads a file of it."""
    from kgcorpus.graph.columns import Columns as Facts
    from kgcorpus.graph.table import assemble
    from kgcorpus.ontology import Ontology

    columns = Facts()
    entities = int(facts[:, [0, 2]].max()) + 1
    columns.terms = [name_of(n) for n in range(entities)]
    columns.numbers = {name: n for n, name in enumerate(columns.terms)}
    for n in range(PREDICATES):
        columns.predicate_number(f"p{n}")
    columns.append(subject=facts[:, 0], predicate=facts[:, 1], object=facts[:, 2])
    return assemble(columns, ontology=Ontology(), named={}, kind="tsv", declared=False)


def form_of(shape: Shape, start: str = "?0") -> Any:
    from kgcorpus import forms as f

    form: f.Form = f.Entity(start)
    for predicate, back in shape:
        form = f.Step(form, f"p{predicate}", back)
    return form


def load_matrix(facts: np.ndarray) -> Loaded:
    from kgcorpus.answers_shape import answer_shape
    from kgcorpus.graph import rows as r
    from kgcorpus.graph.conditions import Use

    table = matrix_table(facts)
    for n, inverse in product(range(PREDICATES), (False, True)):
        table.links(n, inverse, Use())
    every = np.arange(len(table.terms), dtype=np.int32)

    def ask(shape: Shape, starts: np.ndarray | None) -> Columns:
        numbers = every if starts is None else starts.astype(np.int32)
        found = answer_shape(form_of(shape), numbers.reshape(-1, 1), table).rows
        return np.repeat(numbers, r.counts(found)), found.members

    return Loaded(ask)


# --------------------------------------------------------------------------------------------- tables


def load_duckdb(facts: np.ndarray) -> Loaded:
    import duckdb

    base = duckdb.connect()
    base.execute("set threads to 1")
    for n in range(PREDICATES):
        s, o = (np.ascontiguousarray(facts[facts[:, 1] == n][:, column]) for column in (0, 2))
        base.register("loaded", {"s": s, "o": o})
        base.execute(f"create table p{n} as select s, o from loaded")
        base.unregister("loaded")

    def ask(shape: Shape, starts: np.ndarray | None) -> Columns:
        first, back = shape[0]
        query = f"select {'o' if back else 's'} as x, {'s' if back else 'o'} as y from p{first}"
        for predicate, back in shape[1:]:
            own, other = ("o", "s") if back else ("s", "o")
            query = f"select a.x as x, b.{other} as y from ({query}) a join p{predicate} b on a.y = b.{own}"
        found = base.execute(f"select distinct x, y from ({query}) order by x, y").fetchnumpy()
        return found["x"], found["y"]

    return Loaded(ask)


def load_polars(facts: np.ndarray) -> Loaded:
    import polars as pl

    tables = [
        pl.DataFrame({"s": facts[facts[:, 1] == n][:, 0].copy(), "o": facts[facts[:, 1] == n][:, 2].copy()}) for n in range(PREDICATES)
    ]

    def ask(shape: Shape, starts: np.ndarray | None) -> Columns:
        first, back = shape[0]
        walks = tables[first].lazy().select(x="o" if back else "s", y="s" if back else "o")
        for predicate, back in shape[1:]:
            step = tables[predicate].lazy().select(y="o" if back else "s", z="s" if back else "o")
            walks = walks.join(step, on="y").select("x", y="z")
        found = walks.unique().sort("x", "y").collect()
        return found["x"].to_numpy(), found["y"].to_numpy()

    return Loaded(ask)


# --------------------------------------------------------------------------------------------- graphs


def load_networkx(facts: np.ndarray) -> Loaded:
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_edges_from((int(s), int(o), int(p)) for s, p, o in facts)
    ahead: list[dict[int, list[int]]] = [{} for _ in range(PREDICATES)]
    back: list[dict[int, list[int]]] = [{} for _ in range(PREDICATES)]
    for s, o, p in graph.edges(keys=True):
        ahead[p].setdefault(s, []).append(o)
        back[p].setdefault(o, []).append(s)

    def ask(shape: Shape, starts: np.ndarray | None) -> Columns:
        steps = [(back if inverse else ahead)[p] for p, inverse in shape]
        out = []
        for start in sorted(steps[0]) if starts is None else starts.tolist():
            answers = {start}
            for step in steps:
                answers = {end for one in answers for end in step.get(one, ())}
            out.extend((start, answer) for answer in sorted(answers))
        return columns_of(out)

    return Loaded(ask)


def sparql(shape: Shape, starts: np.ndarray | None) -> str:
    names = ["?x", *(f"?m{n}" for n in range(1, len(shape))), "?y"]
    steps = (
        f"{names[n + 1]} <urn:p{p}> {names[n]}" if back else f"{names[n]} <urn:p{p}> {names[n + 1]}" for n, (p, back) in enumerate(shape)
    )
    listed = "" if starts is None else "VALUES ?x { " + " ".join(f"<urn:{name_of(n)}>" for n in starts.tolist()) + " } "
    return f"SELECT DISTINCT ?x ?y WHERE {{ {listed}{' . '.join(steps)} }}"


def load_oxigraph(facts: np.ndarray) -> Loaded:
    import pyoxigraph as ox

    store = ox.Store()
    text = "".join(f"<urn:{name_of(s)}> <urn:p{p}> <urn:{name_of(o)}> .\n" for s, p, o in facts.tolist())
    store.bulk_load(text.encode(), format=ox.RdfFormat.N_TRIPLES)
    store.optimize()

    def ask(shape: Shape, starts: np.ndarray | None) -> Columns:
        return columns_of(sorted((int(row[0].value[5:]), int(row[1].value[5:])) for row in store.query(sparql(shape, starts))))

    return Loaded(ask)


def load_rdflib(facts: np.ndarray) -> Loaded:
    import rdflib

    graph = rdflib.Graph()
    for s, p, o in facts.tolist():
        graph.add((rdflib.URIRef(f"urn:{name_of(s)}"), rdflib.URIRef(f"urn:p{p}"), rdflib.URIRef(f"urn:{name_of(o)}")))

    def ask(shape: Shape, starts: np.ndarray | None) -> Columns:
        return columns_of(sorted((int(str(row[0])[5:]), int(str(row[1])[5:])) for row in graph.query(sparql(shape, starts))))

    return Loaded(ask)


# --------------------------------------------------------------------------------------------- a server


def load_neo4j(facts: np.ndarray) -> Loaded:
    """A server of our own (see ``tests/neo4j``) with the just-in-time compiler at full and 2 GB; its processor time counts."""
    import neo4j

    try:
        from tests.neo4j import serving

        packages = serving.packages()
    except ImportError as error:
        raise Absent("the server of the tests (tests/neo4j) is not here") from error
    except serving.Missing as error:
        raise Absent(str(error)) from error
    folder = tempfile.TemporaryDirectory()
    port = serving.free_port()
    command = ["java", "-Xmx2g", "-cp", f"{packages}/*", str(serving.HERE / "Server.java"), f"{folder.name}/home", str(port)]
    with Path(folder.name, "log").open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT)
    until = time.monotonic() + serving.SECONDS
    while b"ready" not in Path(folder.name, "log").read_bytes():
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(Path(folder.name, "log").read_text()[-1000:])
        time.sleep(0.2)
    session = neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}").session()
    _fill(session, facts)

    def ask(shape: Shape, starts: np.ndarray | None) -> Columns:
        names = ["a", *(f"m{n}" for n in range(1, len(shape))), "z"]
        steps = [
            f"MATCH ({names[n]}){'<' if back else ''}-[:p{p}]-{'' if back else '>'}({names[n + 1]})" for n, (p, back) in enumerate(shape)
        ]
        listed = "MATCH (a:E)" if starts is None else "UNWIND $starts AS start MATCH (a:E {n: start})"
        query = f"{listed} {' '.join(steps)} RETURN DISTINCT a.n, z.n ORDER BY a.n, z.n"
        found = session.run(query, starts=None if starts is None else starts.tolist())
        return columns_of([(row[0], row[1]) for row in found])

    def close() -> None:
        assert server.stdin is not None
        server.stdin.close()
        server.wait(60)
        folder.cleanup()

    return Loaded(ask, lambda: time.process_time() + _seconds_of(server.pid), lambda: _resident_of(server.pid), close)


def _fill(session: Any, facts: np.ndarray) -> None:
    session.run("CREATE CONSTRAINT FOR (e:E) REQUIRE e.n IS UNIQUE").consume()
    entities = int(facts[:, [0, 2]].max()) + 1
    for first in range(0, entities, 20_000):
        session.run("UNWIND range($a, $b) AS n CREATE (:E {n: n})", a=first, b=min(first + 20_000, entities) - 1).consume()
    session.run("CALL db.awaitIndexes()").consume()
    for p in range(PREDICATES):
        pairs = facts[facts[:, 1] == p][:, [0, 2]].tolist()
        for first in range(0, len(pairs), 20_000):
            query = f"UNWIND $pairs AS pair MATCH (a:E {{n: pair[0]}}) MATCH (b:E {{n: pair[1]}}) CREATE (a)-[:p{p}]->(b)"
            session.run(query, pairs=pairs[first : first + 20_000]).consume()


def _seconds_of(pid: int) -> float:
    """Processor seconds of a process, by the system's clock of hundredths."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_of(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


LOADERS: dict[str, Callable[[np.ndarray], Loaded]] = {
    "matrix (kgcorpus)": load_matrix, "Polars": load_polars, "DuckDB": load_duckdb, "networkx": load_networkx,
    "Oxigraph (SPARQL)": load_oxigraph, "Neo4j (Cypher)": load_neo4j, "rdflib (SPARQL)": load_rdflib,
}  # fmt: skip
SLOW = {"networkx": 200_000, "Oxigraph (SPARQL)": 20_000, "Neo4j (Cypher)": 20_000, "rdflib (SPARQL)": 1_000}
"""Facts up to which a slow engine is asked for all starts; above, for a share of them that keeps its work about as large."""
