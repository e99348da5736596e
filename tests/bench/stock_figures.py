"""The stock corpus, built with every cap lifted and audited: rows accounted for, forms, mix of questions, time and memory.

``--draw N [SEED]`` and ``--samples N [SEED]`` print facts or samples of the last build, as in ``law_figures``.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import orjson

from tests.bench.law_figures import drawn, precision, read_lines, told
from tests.bench.measure import Figure, absent, kgcorpus, print_table

STOCK = Path(__file__).parent / "stock"


def main(arguments: Sequence[str] = ()) -> None:
    if absent("documents/stock"):
        return
    if drawn(STOCK / "releases" / "all", arguments):
        return
    for leftover in ("corpus.db", "releases", ".work"):
        path = STOCK / leftover
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True)
    built = kgcorpus("build", STOCK, "--recipe", "all", "--workers", "2", "--json")
    print(built.err)
    stages = {stage["stage"]: stage for stage in orjson.loads(built.out)}
    audited = kgcorpus("audit", STOCK / "releases" / "all", "--workers", "2")
    print(audited.out, audited.err)
    kinds: Counter[str] = Counter()
    hops: Counter[int] = Counter()
    forms: dict[str, Counter[str]] = {}
    most = total = 0
    with (STOCK / "releases" / "all" / "samples.jsonl").open("rb") as lines:
        for line in lines:
            sample = orjson.loads(line)
            key = orjson.dumps(sample["form"], option=orjson.OPT_SORT_KEYS).decode()
            if key not in forms:
                forms[key] = Counter()
                kinds[sample["kind"]] += 1
                hops[sample["hops"]] += 1
            total += 1
            most = max(most, len(sample["answers"]))
    n = len(forms)
    seconds = built.seconds + audited.seconds
    peak = max(built.peak_bytes, audited.peak_bytes) / 2**30
    yes_no = kinds["yesno"] / n
    print_table(
        "Stock, --recipe all",
        [
            Figure("facts accepted", "", f"{stages['verify']['out']:,}"),
            *(Figure(f"rejected by {stage}", "", told(stages[stage]["rejected"]) or "none") for stage in ("extract", "verify", "generate")),
            precision(STOCK / "read.jsonl", {line["id"] for line in read_lines(STOCK / "releases" / "all" / "facts.jsonl")}),
            Figure("samples", "", f"{total:,}"),
            Figure("distinct normal forms", "≥ 100,000", f"{n:,}", n >= 100_000),
            Figure("of these yes/no", "≤ 10 %", f"{yes_no:.1%}", yes_no <= 0.10),
            Figure(
                "of these with at least two hops",
                "≥ 30 %",
                f"{sum(v for h, v in hops.items() if h >= 2) / n:.1%}",
                sum(v for h, v in hops.items() if h >= 2) >= 0.3 * n,
            ),
            Figure("most answers of a sample", "≤ 20", str(most), most <= 20),
            Figure("audit failures", "0", "0" if audited.code == 0 else "see above", audited.code == 0),
            Figure("build and audit together", "< 180 s", f"{seconds:.0f} s ({built.seconds:.0f} + {audited.seconds:.0f})", seconds < 180),
            Figure("of it processor time", "", f"{built.cpu + audited.cpu:.0f} s"),
            Figure("peak memory, all processes", "≤ 2 GiB", f"{peak:.2f} GiB", peak <= 2),
        ],
    )


if __name__ == "__main__":
    main(sys.argv[1:])
