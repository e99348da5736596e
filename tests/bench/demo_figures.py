"""The demo corpora with every cap lifted and with the default recipe: samples, audit, and the share that strict readers accepted."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson

from tests.bench.law_figures import read_lines, wilson
from tests.bench.measure import Figure, kgcorpus, print_table
from tests.bench.reproducible import copy_of

DEMOS = ("diabetes", "chart-patterns")
READINGS = Path(__file__).parent / "readings"
"""``DEMO-LANGUAGE.jsonl``: one line a sample read, ``{"id", "question", "verdict": "ok"|"bad", "why"}``."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for demo in DEMOS:
            corpus = copy_of(demo, Path(folder) / demo)
            print_table(f"{demo}: samples", [*of_release(corpus, "all"), *of_release(corpus, "default"), *as_read(demo)])


def of_release(corpus: Path, recipe: str) -> Iterator[Figure]:
    built = kgcorpus("build", corpus, "--recipe", recipe, "--workers", "2")
    if built.code:
        raise SystemExit(built.err)
    release = corpus / "releases" / recipe
    audited = kgcorpus("audit", release, "--workers", "2")
    counts = Counter(sample["lang"] for sample in read_lines(release / "samples.jsonl"))
    least = 3_000 if recipe == "all" else 100
    for language, n in sorted(counts.items()):
        yield Figure(f"--recipe {recipe}: samples, {language}", f"≥ {least:,}", f"{n:,}", n >= least)
    told = "0" if audited.code == 0 else audited.out[-500:]
    yield Figure(f"--recipe {recipe}: audit failures", "0", told, audited.code == 0)
    yield Figure(f"--recipe {recipe}: build and audit", "", f"{built.seconds:.0f} + {audited.seconds:.0f} s")


def as_read(demo: str) -> Iterator[Figure]:
    for path in sorted(READINGS.glob(f"{demo}-*.jsonl")):
        verdicts = [orjson.loads(line)["verdict"] == "ok" for line in path.read_bytes().splitlines()]
        low, high = wilson(sum(verdicts), len(verdicts))
        language = path.stem.rpartition("-")[2]
        told = f"{sum(verdicts)} of {len(verdicts)}, 95 % interval {low:.1%} to {high:.1%}"
        yield Figure(f"read strictly, right and well worded, {language}", "", told)


if __name__ == "__main__":
    main()
