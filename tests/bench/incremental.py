"""What extraction costs after a change, in a corpus of 5,000 documents: ``python -m tests.bench.incremental [--documents N] [--check]``.

The documents are made of the texts in ``../shared/bench``: operator reports and statutes cut into stretches, medical and encyclopaedic
sentences in Chinese, sentences in English. The ontology is that of the diabetes demo. Timed are the stages of one corpus file: clean, with
nothing changed, after a sentence was added to one document, and after one alias, trigger phrase or class was added to the ontology.
``--check`` compares what is kept after each change with a clean build of the same folder.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from kgcorpus.build import Build
from tests.bench.measure import BENCH_DATA, Figure, absent, print_table

ONTOLOGY = Path(__file__).parents[2] / "ontologies" / "diabetes"
CORPUS = """\
name = "changing"
date = "2026-11-01"
ontology = "ontology"

[[source]]
id = "all"
documents = ["**"]
licence = "CC-BY-4.0"
origin = "bench"
"""
ALIAS = '\ndm:metformin skos:altLabel "二甲双胍类似名"@zh .\n'
COMMON = '\ndm:metformin skos:altLabel "患者"@zh .\n'
TRIGGER = '\ndm:adverseEffect kgc:trigger "诱发"@zh .\n'
CLASS = '\ndm:Symptom rdfs:subClassOf dm:HealthFinding .\ndm:HealthFinding a owl:Class ; rdfs:label "所见"@zh , "finding"@en .\n'
SIZE = 630


def texts() -> Iterator[str]:
    """Stretches of about ``SIZE`` characters, in a fixed order."""
    for path in sorted((BENCH_DATA / "documents").glob("*/*.md")):
        yield from stretches(path.read_text(encoding="utf-8", errors="replace").splitlines())
    for name in ("cmeie/train.jsonl", "duie/train.jsonl"):
        lines = (BENCH_DATA / "extraction" / name).read_bytes().splitlines()
        yield from stretches([orjson.loads(line)["text"] for line in lines if line.strip()])
    for path in sorted((BENCH_DATA / "extraction" / "text2kgbench").rglob("*train*.jsonl")):
        yield from stretches([str(orjson.loads(line).get("sent", "")) for line in path.read_bytes().splitlines() if line.strip()])


def stretches(lines: list[str]) -> Iterator[str]:
    """The lines one after the other, cut where ``SIZE`` is reached."""
    held: list[str] = []
    for line in lines:
        if line.strip():
            held.append(line)
        if sum(map(len, held)) >= SIZE:
            yield "\n\n".join(held) + "\n"
            held = []
    if held:
        yield "\n\n".join(held) + "\n"


def write(folder: Path, wanted: int) -> int:
    """The corpus of so many documents (fewer where there are not so many); how many."""
    (folder / "documents").mkdir(parents=True)
    shutil.copytree(ONTOLOGY, folder / "ontology")
    (folder / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    number = 0
    for number, text in enumerate(texts(), 1):
        (folder / "documents" / f"d{number:05}.md").write_text(text, encoding="utf-8")
        if number == wanted:
            break
    return number


def run(folder: Path) -> tuple[dict[str, float], dict[str, Any]]:
    """Seconds of each stage, and what extraction said of itself."""
    seconds = {}
    told: dict[str, Any] = {}
    with Build(folder) as work:
        for stage in ("ingest", "extract", "verify"):
            began = time.perf_counter()
            result = work.run(stage)
            seconds[stage] = time.perf_counter() - began
            if stage == "extract":
                told = {**result.extra, "given": result.given, "fresh": result.fresh}
    return seconds, told


def kept(folder: Path) -> list[Any]:
    """Everything that later stages read of extraction."""
    with Build(folder) as work:
        names = [name for name, _ in work.store.records("document")]
        return [
            [work.store.extraction(name) for name in names],
            list(work.store.rejections("extract")),
            list(work.store.records("named")),
        ]  # fmt: skip


def added(folder: Path, name: str, text: str) -> Callable[[], None]:
    def change() -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def main(arguments: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(arguments or None)
    if absent("documents/operator") or absent("extraction/cmeie"):
        return
    with TemporaryDirectory() as place:
        folder = Path(place) / "corpus"
        count = write(folder, asked.documents)
        sentence = "\n\n二甲双胍可能引起头晕。\n"
        steps = [
            ("clean", lambda: None),
            ("nothing changed", lambda: None),
            ("one document changed", added(folder, "documents/d00007.md", sentence)),
            ("one alias added that no document holds", added(folder, "ontology/terms.ttl", ALIAS)),
            ("one alias added that many hold (患者)", added(folder, "ontology/terms.ttl", COMMON)),
            ("one trigger phrase added (诱发)", added(folder, "ontology/schema.ttl", TRIGGER)),
            ("a class put under a new one", added(folder, "ontology/schema.ttl", CLASS)),
        ]
        figures = []
        for name, change in steps:
            change()
            seconds, told = run(folder)
            again = told.get("again", told["documents"] if told["fresh"] else 0)
            shown = ", ".join(f"{stage} {value:.1f} s" for stage, value in seconds.items())
            same = ""
            if asked.check and name != "clean":
                other = Path(place) / "clean"
                shutil.copytree(folder, other, ignore=shutil.ignore_patterns("corpus.db"))
                run(other)
                same = ", as a clean build" if kept(other) == kept(folder) else ", NOT AS A CLEAN BUILD"
                shutil.rmtree(other)
            figures.append(Figure(name, "", f"{shown}; {again:,} of {told['documents']:,} extracted again{same}", "NOT" not in same))
        size = sum(path.stat().st_size for path in (folder / "documents").iterdir()) / 1e6
        print_table(f"After a change, {count:,} documents, {size:.1f} MB", figures)


if __name__ == "__main__":
    main()
