"""How time and memory grow with the graph, and how long one question takes: the matrix engine on 10k to 5M facts.

    python -m tests.bench.growth [--facts 10000 100000 1000000 5000000] [--svg growth.svg]

For each size, in a process of its own with one thread: all 100 two-step shapes for all starts at once (processor seconds, each the best of
five runs; memory after loading and its peak while answering), and single three-step questions with one start, from form to answer (median
and 99th percentile of 2,000 questions over 16 shapes, after one round that is not counted; by the clock, and in processor time, which is
the same on a machine that does nothing else).
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from tests.bench import engines
from tests.bench.curve import Curve, chart
from tests.bench.engine_loaders import form_of, generate, load_matrix, matrix_table, name_of
from tests.bench.measure import ONE_THREAD, watch

QUESTIONS = 2_000


def alone(facts: int) -> None:
    """What is measured for one size, as a JSON object on stdout."""
    graph = generate(facts)
    loaded = load_matrix(graph)
    gc.collect()
    out: dict[str, Any] = {"loaded": engines.memory("VmRSS")}
    engines.warm(loaded.ask)
    out["seconds"], out["pairs"], _ = engines.timed(loaded, list(engines.two_steps()), None)
    out["peak"] = engines.memory("VmHWM")
    del loaded
    gc.collect()
    out["latency"] = latency(graph)
    print(orjson.dumps(out).decode())


def latency(graph: np.ndarray) -> list[float]:
    """Seconds of single questions with one start: median and 99th percentile by the clock, and in processor time."""
    from kgcorpus.answers import engine_of

    engine = engine_of(matrix_table(graph))
    rng = np.random.default_rng(3)
    shapes = list(engines.three_steps())
    starts = rng.choice(graph[:, 0], QUESTIONS)
    forms = [form_of(shapes[n % len(shapes)], name_of(int(start))) for n, start in enumerate(starts)]
    for form in forms:
        engine.answer(form)
    taken = np.empty((2, len(forms)))
    for n, form in enumerate(forms):
        began = time.perf_counter(), time.thread_time()
        engine.answer(form)
        taken[:, n] = time.perf_counter() - began[0], time.thread_time() - began[1]
    return [float(np.percentile(seconds, q)) for seconds in taken for q in (50, 99)]


def run(facts: int) -> dict[str, Any]:
    """What is measured for one size, in a process of its own."""
    done = watch([sys.executable, "-m", "tests.bench.growth", "--alone", str(facts)], ONE_THREAD)
    if done.code:
        raise RuntimeError(f"{facts} facts ended with {done.code}: {done.err[-2000:]}")
    found: dict[str, Any] = orjson.loads(done.out.splitlines()[-1])
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 5_000_000])
    parser.add_argument("--svg", type=Path, help="draw the curves into this file")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.alone:
        alone(options.alone)
        return
    print("\n### Growth (`python -m tests.bench.growth`)\n")
    print("| facts | pairs, all two-step shapes | CPU s | M pairs / s | MB loaded | MB peak | one start, 3 steps: ms, p99 | CPU ms, p99 |")
    print("|---" * 8 + "|")
    found = {}
    for facts in options.facts:
        found[facts] = one = run(facts)
        times = "{:.2f}, {:.2f} | {:.2f}, {:.2f}".format(*(1000 * seconds for seconds in one["latency"]))
        rate = one["pairs"] / one["seconds"] / 1e6
        sizes = f"{one['loaded'] / 1e6:,.0f} | {one['peak'] / 1e6:,.0f}"
        print(f"| {facts:,} | {one['pairs']:,} | {one['seconds']:.2f} | {rate:.0f} | {sizes} | {times} |", flush=True)
    if options.svg:
        time_curve = Curve("seconds for all two-step sets", [(n, one["seconds"]) for n, one in found.items()], "s")
        memory_curve = Curve("peak memory", [(n, one["peak"] / 1e6) for n, one in found.items()], "MB")
        options.svg.write_text(chart("All two-step answer sets, one thread", [time_curve, memory_curve], "facts"), encoding="utf-8")


if __name__ == "__main__":
    main()
