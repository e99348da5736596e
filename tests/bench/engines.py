"""The matrix engine beside DuckDB, Polars, networkx, Oxigraph, Neo4j and rdflib on one generated graph, in one run.

    python -m tests.bench.engines [--facts 200000 1000000] [--only matrix DuckDB …]

Task: sorted distinct (start, answer) pairs for all starts at once, of all 100 two-step shapes (each ordered pair of five predicates, each
step forward or backward) and of 16 three-step shapes. Each engine has a process of its own, with one thread; processor seconds are
counted, those of a server too, so that what else runs here does not matter much. Making the graph and loading it is left out. Slow
engines are asked for a share of the starts, drawn once, and their time is divided by it. All must give the same number of pairs and the
same checksum. Memory is what the process has after loading, and its peak while answering (a server: its peak, loading included).
"""

from __future__ import annotations

import argparse
import gc
import platform
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from tests.bench.engine_loaders import LOADERS, PREDICATES, SLOW, Absent, Ask, Loaded, Shape, generate
from tests.bench.measure import ONE_THREAD, watch

MIX = np.uint64(0x9E3779B97F4A7C15)
OWN = "matrix (kgcorpus)"


def two_steps() -> Iterator[Shape]:
    """All 100."""
    for p, back_p, q, back_q in product(range(PREDICATES), (False, True), range(PREDICATES), (False, True)):
        yield (p, back_p), (q, back_q)


def three_steps() -> Iterator[Shape]:
    """All directions over three predicates, and over one."""
    for predicates, backs in product(((0, 1, 2), (3, 3, 3)), product((False, True), repeat=3)):
        yield tuple(zip(predicates, backs, strict=True))


TASKS = {"two steps, 100 shapes": two_steps, "three steps, 16 shapes": three_steps}


def checked(start: np.ndarray, answer: np.ndarray) -> tuple[int, int]:
    """Count and checksum of pairs; asserts that they are sorted and distinct."""
    keys = start.astype(np.int64) << 32 | answer.astype(np.int64)
    assert (keys[1:] > keys[:-1]).all(), "not sorted and distinct"
    return len(keys), int(np.bitwise_xor.reduce(keys.astype(np.uint64) * MIX)) if len(keys) else 0


def timed(loaded: Loaded, shapes: Sequence[Shape], starts: np.ndarray | None, repeats: int = 5) -> tuple[float, int, int]:
    """Processor seconds for all shapes (each the best of five runs, of one where it takes over 0.1 s), total pairs, and their checksum,
    which is not timed."""
    seconds, count, sums = 0.0, 0, 0
    for number, shape in enumerate(shapes):
        best = float("inf")
        for _ in range(repeats):
            gc.collect(0)
            began = loaded.clock()
            start, answer = loaded.ask(shape, starts)
            best = min(best, loaded.clock() - began)
            if best > 0.1:
                break
        seconds += best
        found = checked(start, answer)
        count, sums = count + found[0], sums ^ (found[1] * (2 * number + 1) & (2**64 - 1))
    return seconds, count, sums


def starts_of(facts: int, share: float) -> np.ndarray | None:
    """A share of the entities, the same for every engine."""
    entities = facts // 4
    return None if share >= 1 else np.sort(np.random.default_rng(11).permutation(entities)[: max(int(entities * share), 1)])


def alone(name: str, facts: int, share: float) -> None:
    """What one engine does, as a JSON object on stdout: the work of a process of its own."""
    graph = generate(facts)
    try:
        loaded = LOADERS[name](graph)
    except Absent as error:
        print(orjson.dumps({"absent": str(error)}).decode())
        return
    starts = starts_of(facts, share)
    out: dict[str, Any] = {"tasks": {}}
    try:
        del graph
        gc.collect()
        out["loaded"] = memory("VmRSS") + loaded.resident()
        _forget_peak()
        warm(loaded.ask)
        for task, shapes in TASKS.items():
            out["tasks"][task] = timed(loaded, list(shapes()), starts)
        out["peak"] = memory("VmHWM") + loaded.resident()
    finally:
        loaded.close()
    print(orjson.dumps(out).decode())


def warm(ask: Ask) -> None:
    """One small question, so that nothing is imported or compiled while the clock runs."""
    ask(((0, False), (1, True)), np.arange(10))


def memory(field: str) -> int:
    """Bytes of this process: ``VmRSS`` now, ``VmHWM`` at the peak."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    return 0


def _forget_peak() -> None:
    """Let the peak begin anew; where the system does not allow it, the peak includes loading."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        print("the peak includes loading", file=sys.stderr)


def run(name: str, facts: int, share: float) -> dict[str, Any]:
    """What one engine does, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.engines", "--alone", name, "--facts", str(facts), "--share", repr(share)]
    done = watch(command, ONE_THREAD)
    if done.code:
        raise RuntimeError(f"{name} ended with {done.code}: {done.err[-2000:]}")
    found: dict[str, Any] = orjson.loads(done.out.splitlines()[-1])
    return found


def table(facts: int, names: Sequence[str]) -> None:
    """The table for one size of graph."""
    shares = {name: min(1.0, SLOW.get(name, facts) / facts) for name in names}
    found = {name: run(name, facts, share) for name, share in shares.items()}
    expected = {share: found[OWN] if share == 1 else run(OWN, facts, share) for share in sorted(set(shares.values()))}
    pairs = ", ".join(f"{t}: {expected[1.0]['tasks'][t][1]:,} pairs" for t in TASKS)
    print(f"\n{facts:,} facts, {facts // 4:,} entities, {PREDICATES} predicates; {pairs}; one thread, Python {platform.python_version()}\n")
    print("| engine | " + " | ".join(f"{task}: seconds | times matrix" for task in TASKS) + " | MB loaded | MB peak | starts |")
    print("|---" * (2 * len(TASKS) + 4) + "|")

    def seconds(name: str, task: str) -> float:
        return float(found[name]["tasks"][task][0]) / shares[name]

    there = [name for name in names if "absent" not in found[name]]
    for name in sorted(there, key=lambda name: seconds(name, next(iter(TASKS)))):
        cells = []
        for task in TASKS:
            assert found[name]["tasks"][task][1:] == expected[shares[name]]["tasks"][task][1:], f"{name} gives other pairs ({task})"
            cells += [f"{seconds(name, task):.2f}", f"{seconds(name, task) / seconds(OWN, task):.1f}"]
        size = [f"{found[name][key] / 1e6:,.0f}" for key in ("loaded", "peak")]
        share = "all" if shares[name] == 1 else f"{shares[name]:.1%}, scaled"
        print("| " + " | ".join([name, *cells, *size, share]) + " |", flush=True)
    for name in names:
        if name not in there:
            print(f"\nskipped: {name}: {found[name]['absent']}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, nargs="+", default=[200_000, 1_000_000])
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="beginnings of engines' names; matrix is always there")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    parser.add_argument("--share", type=float, default=1.0, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.alone:
        alone(options.alone, options.facts[0], options.share)
        return
    chosen = [n for n in LOADERS if n == OWN or not options.only or n.lower().startswith(tuple(o.lower() for o in options.only))]
    for facts in options.facts:
        table(facts, chosen)


if __name__ == "__main__":
    main()
