"""Every kind of mistake in the real workbooks of the diabetes demo: found with cell and fix, nothing else lost, no traceback."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import ROOT, Figure, kgcorpus, print_table
from tests.bench.reproducible import copy_of
from tests.mistaken import Desk, failures, of_kind
from tests.mistaken_books import filled_ontology, filled_review

DEMO = "diabetes"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print_table(f"mistakes in workbooks, {DEMO}", list(figures(Path(folder))))


def figures(folder: Path) -> Iterator[Figure]:
    for desk in (of_ontology(folder / "o"), of_review(folder / "r")):
        found: Counter[str] = Counter()
        absent = Counter(m.needs for m in of_kind(desk.kind) if m.needs and not shutil.which(m.needs))
        for mistake in of_kind(desk.kind):
            if mistake.needs in absent:
                continue
            failed = failures(desk, mistake, folder / "work")
            for text in failed:
                print(f"  {desk.kind}: {mistake.name}: {text}", flush=True)
            found["failed" if failed else "refused" if mistake.refused else "told" if mistake.rule else "understood"] += 1
        total = sum(found.values())
        left = "".join(f"; {n} not tried, {name} is not on this machine" for name, n in absent.items())
        kinds = ", ".join(f"{found[kind]} {kind}" for kind in ("understood", "told", "refused"))
        told = f"{total - found['failed']} of {total} ({kinds}{left})"
        met = total >= 30 and not found["failed"]
        yield Figure(f"kinds of mistake in the workbook of the {desk.kind} taken as they should be", "all, ≥ 30", told, met)


def of_ontology(folder: Path) -> Desk:
    shutil.copytree(ROOT / "ontologies" / DEMO, folder / "ontology")
    _run("ontology", "export", folder / "ontology", "--xlsx", folder / "book.xlsx")
    return Desk("ontology", folder, "ontology", kgcorpus, filled_ontology)


def of_review(folder: Path) -> Desk:
    corpus = copy_of(DEMO, folder)
    _run("build", corpus, "--workers", "2")
    _run("review", "export", corpus, "--xlsx", folder / "book.xlsx", "--n", "100")
    return Desk("review", folder, f"data/{DEMO}", kgcorpus, filled_review)


def _run(*arguments: str | Path) -> None:
    ran = kgcorpus("--lang", "zh", *arguments)
    if ran.code:
        raise SystemExit(ran.err)


if __name__ == "__main__":
    main()
