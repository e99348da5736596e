"""Proved samples a second: from forms to written ``samples.jsonl`` and ``facts.jsonl``, on the verified stock graph.

The forms are those that make a question there, drawn 40/40/20 by one, two and three hops (as far as there are
so many) with at least five supporting facts in the mean.
Timed is everything between a form and the written line: answers of all starts of a shape, completeness and supporting facts, wording and
its checks, the answer with its sources, SPARQL, digests, JSON. Two processes have half of the shapes' starts each and write files of
their own. Loading the graph is left out, as are the shapes' compositions of words, which do not grow with the number of samples.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import orjson

from tests.bench.measure import Figure, absent, kgcorpus, print_table
from tests.bench.stock_figures import STOCK

WANTED = 40_000
MIX = {1: 0.4, 2: 0.4, 3: 0.2}
WORKERS = 2
AIM = 50_000


def main(arguments: Sequence[str] = ()) -> None:
    if absent("documents/stock"):
        return
    for stage in ("ingest", "extract", "verify"):
        ran = kgcorpus(stage, STOCK)
        assert ran.code == 0, ran.err
    context = get_context("spawn")
    barrier, results = context.Barrier(WORKERS), context.Queue()
    with TemporaryDirectory() as folder:
        processes = [context.Process(target=work, args=(n, Path(folder), barrier, results)) for n in range(WORKERS)]
        for process in processes:
            process.start()
        found = [results.get() for _ in processes]
        for process in processes:
            process.join()
        written = sum(path.stat().st_size for path in Path(folder).glob("*.jsonl"))
    seconds = max(f["end"] for f in found) - min(f["begin"] for f in found)
    samples = sum(f["samples"] for f in found)
    support = sum(f["support"] for f in found) / samples
    hops = {h: sum(f["hops"].get(h, 0) for f in found) for h in MIX}
    rate = samples / seconds
    cpu = sum(f["cpu"] for f in found)
    print_table(
        "From forms to written samples, stock graph",
        [
            Figure("samples", "", f"{samples:,} ({' / '.join(f'{100 * hops[h] / samples:.0f} %' for h in MIX)} of 1, 2, 3 hops)"),
            Figure("supporting facts, mean", "≥ 5", f"{support:.1f}", support >= 5),
            Figure("samples a second, two processes", f"≥ {AIM:,}", f"{rate:,.0f}", rate >= AIM),
            Figure("of processor time: samples a second and core", "", f"{samples / cpu:,.0f}"),
            Figure("written", "", f"{written / 1e6:,.0f} MB, {written / 1e6 / seconds:,.0f} MB/s"),
            Figure("peak memory of one process", "", f"{max(f['peak'] for f in found) / 2**20:.2f} GiB"),
        ],
    )


def work(number: int, folder: Path, barrier: Any, results: Any) -> None:
    """Prepare the forms of one process, wait for the other, then answer, say and write them."""
    from kgcorpus.answers import graph_of
    from kgcorpus.build import Build
    from kgcorpus.generate.material import Material

    with Build(STOCK) as build:
        contents = build.contents()
    facts = {fact.id: fact for fact in contents.facts}
    material = Material(graph_of(contents), facts, contents.ontology, dict(contents.entities), contents.documents)
    chosen = _forms(material, number)
    for shape, starts, at in chosen:  # words are composed, quotes and names are not made yet
        _drafts(material, shape, starts[:1], at)
    material.citing._made.clear()
    material.citing._of_evidence.clear()
    barrier.wait()
    began, cpu = time.time(), time.process_time()
    told: dict[str, Any] = {"samples": 0, "support": 0, "hops": {}}
    used: set[str] = set()
    with (folder / f"samples-{number}.jsonl").open("wb") as out:
        for shape, starts, at in chosen:
            for draft in _drafts(material, shape, starts, at):
                out.write(orjson.dumps(draft.record()) + b"\n")
                told["samples"] += 1
                told["support"] += len(draft.support)
                told["hops"][draft.maker.hops] = told["hops"].get(draft.maker.hops, 0) + 1
                used.update(draft.support)
    with (folder / f"facts-{number}.jsonl").open("wb") as out:
        out.writelines(orjson.dumps(facts[id].to_json()) + b"\n" for id in sorted(used))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    results.put({**told, "begin": began, "end": time.time(), "cpu": time.process_time() - cpu, "peak": peak})


def _drafts(material: Any, shape: Any, starts: Sequence[tuple[str, ...]], at: int) -> list[Any]:
    from kgcorpus import forms as f
    from kgcorpus.answers_shape import answer_shape
    from kgcorpus.generate.samples import Draft
    from kgcorpus.generate.shape_asker import ShapeAsker

    counted = shape.form.of if isinstance(shape.form, f.Count) else shape.form
    answers = answer_shape(shape.dated(counted), starts, material.table)
    return [item for item in ShapeAsker(material, shape, answers, "zh", at, 1).drafts() if isinstance(item, Draft)]


def _forms(material: Any, number: int) -> list[tuple[Any, list[tuple[str, ...]], int]]:
    """Shapes with the starts of this process: of each number of hops, starts with most support first until the mean is reached."""
    from itertools import chain

    from kgcorpus import forms as f
    from kgcorpus.generate.qa import unsayable
    from kgcorpus.generate.shapes import shapes
    from kgcorpus.generate.shapes_wide import wide_shapes

    by_hops: dict[int, list[tuple[int, int, Any, tuple[str, ...]]]] = {h: [] for h in MIX}
    for at, shape in enumerate(chain(shapes(material.survey), wide_shapes(material.survey))):
        hops = f.hops(shape.form)
        if hops not in by_hops or unsayable(material, shape, "zh"):
            continue
        answered = material.asker.ask(shape)
        if answered is None or answered.answers is None:
            continue
        starts = answered.answers.starts
        drafts = _drafts(material, shape, starts, at)
        support = {draft.start: len(draft.support) for draft in drafts}  # a start may be asked in two settings
        by_hops[hops] += [(n, at, shape, start) for start, n in support.items()]
    rng = np.random.default_rng(number)
    chosen: dict[int, tuple[Any, list[tuple[str, ...]]]] = {}
    for hops, share in MIX.items():
        found = sorted(by_hops[hops], key=lambda one: (one[1], one[3]))
        weights = np.array([min(one[0], 12) ** 2.0 for one in found])
        order = np.argsort(rng.random(len(found)) ** (1 / weights))[::-1][: int(WANTED * share / WORKERS)]
        for place in sorted(order.tolist()):
            _, at, shape, start = found[place]
            chosen.setdefault(at, (shape, []))[1].append(start)
    return [(shape, starts, at) for at, (shape, starts) in sorted(chosen.items())]


if __name__ == "__main__":
    main()
