"""Each demo corpus built twice, with other workers, hash seeds, time zones and locales: the releases must be the same bytes."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from tests.bench.measure import ROOT, Figure, kgcorpus, print_table

SETTINGS = (
    (1, {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}),
    (2, {"PYTHONHASHSEED": "4242", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}),
)


def copy_of(demo: str, to: Path) -> Path:
    """A copy of a demo corpus with its ontology beside it, without what was derived."""
    ignored = shutil.ignore_patterns("releases", ".work", "corpus.db*")
    shutil.copytree(ROOT / "ontologies", to / "ontologies")
    shutil.copytree(ROOT / "data" / demo, to / "data" / demo, ignore=ignored)
    return to / "data" / demo


def digests(release: Path) -> dict[str, str]:
    return {
        p.relative_to(release).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(release.rglob("*")) if p.is_file()
    }


def compare(demo: str, recipe: str = "default") -> tuple[int, list[str]]:
    """(number of files, files that differ) between the two builds."""
    found = []
    for workers, env in SETTINGS:
        with tempfile.TemporaryDirectory() as folder:
            corpus = copy_of(demo, Path(folder))
            run = kgcorpus("build", corpus, "--recipe", recipe, "--workers", str(workers), env=env)
            if run.code:
                raise SystemExit(run.err)
            found.append(digests(corpus / "releases" / recipe))
    one, two = found
    return len(one), sorted(name for name in {*one, *two} if one.get(name) != two.get(name))


def main() -> None:
    figures = []
    for demo in ("diabetes", "chart-patterns"):
        files, different = compare(demo)
        figures.append(Figure(f"{demo}: files that differ between two builds", "0", f"{len(different)} of {files}", not different))
    print_table("Built twice", figures)


if __name__ == "__main__":
    main()
