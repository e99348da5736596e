"""Thousands of files of eleven formats, made from the bench documents: read and extracted, killed on the way, and taken up again.

``python -m tests.bench.mixed_files [--files 5000] [--alike 600] [--workers 2] [--kill 60] [--keep FOLDER]`` makes the files (statutes,
reports, sentences in two languages, tables of listed companies; one in a hundred cannot be read), runs ``ingest`` and ``extract`` with the
ontologies of the law, operator and stock corpora together, kills each of the two once on its way, and prints minutes, memory, and by format
what was read, rejected and found. On ``--alike`` files it compares what a killed and resumed run keeps with what one that ran through
keeps, byte for byte. The PDF files need no font.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.bench.measure import ROOT, Run, absent, kgcorpus, print_table
from tests.bench.measure import Figure as Row
from tests.bench.mixed_making import make

HERE = Path(__file__).parent
CORPUS = """name = "mixed"
title = { zh = "各种格式的文件", en = "Files of many formats" }
date = "2024-12-31"
languages = ["zh"]
ontology = "ontology"

[[source]]
id = "mixed"
documents = ["**"]
licence = "CC0-1.0"
uses = ["train"]
origin = "bench"
sensitivity = "public"
as_at = "2018-06-30"

[[table]]
documents = ["**"]
entity = { class = "st:Company", key = "code", label = "name" }
columns = { code = ["/(股票|证券)代码/", "stock code"], name = ["/(股票|证券)简称/", "company"], industry = ["/(所属)?行业/", "industry"], \
concepts = ["/所属概念|概念板块/", "/concepts?/"] }

[[table.fact]]
predicate = "st:stockCode"
subject = { entity = true }
object = "code"

[[table.fact]]
predicate = "st:inIndustry"
subject = { entity = true }
object = { column = "industry", class = "st:Industry", mint = true }

[[table.fact]]
predicate = "st:inConcept"
subject = { entity = true }
object = { column = "concepts", class = "st:Concept", split = "、", mint = true }
"""
_PARTS = ("documents", "texts", "extractions", "records", "rejections", "stages")


def corpus(folder: Path, files: int) -> dict[str, str]:
    """A corpus of so many files; gives the format of each document's id."""
    (folder / "ontology").mkdir(parents=True)
    for name in ("law", "operator", "stock"):
        for path in sorted((HERE / name / "ontology").glob("*.ttl")):
            shutil.copyfile(path, folder / "ontology" / f"{name}-{path.name}")
    (folder / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    return make(folder / "documents", files)


def killed(stage: str, folder: Path, workers: int, seconds: float) -> float:
    """Starts a stage and kills it and its children after so many seconds; gives how long it ran."""
    command = [sys.executable, "-m", "kgcorpus", stage, str(folder), "--workers", str(workers)]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return time.perf_counter() - began


def kept(folder: Path) -> dict[str, str]:
    """A digest of each table of the corpus file, of its rows in order."""
    out = {}
    with sqlite3.connect(folder / "corpus.db") as db:
        tables = [row[0] for row in db.execute("select name from sqlite_master where type = 'table' order by name")]
        for table in tables:
            if table != "reads":  # only so that reading need not be done again
                rows = sorted(repr(row) for row in db.execute(f"select * from {table}"))
                out[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return out


def stage(name: str, folder: Path, workers: int) -> Run:
    run = kgcorpus(name, folder, "--workers", str(workers), "--json")
    if run.code:
        raise SystemExit(run.err)
    return run


def alike(files: int, workers: int) -> tuple[bool, float, float]:
    """Whether a run that was killed in each stage keeps the same as one that ran through; seconds of reading whole, and after the kill."""
    with tempfile.TemporaryDirectory() as place:
        whole, broken = Path(place) / "whole", Path(place) / "broken"
        corpus(whole, files)
        shutil.copytree(whole, broken)
        runs = [stage(name, whole, workers) for name in ("ingest", "extract")]
        again = []
        for name, run in zip(("ingest", "extract"), runs, strict=True):
            killed(name, broken, workers, 0.5 * run.seconds)
            again.append(stage(name, broken, workers))
        return kept(whole) == kept(broken), runs[0].seconds, again[0].seconds


def yields(folder: Path, formats: dict[str, str]) -> list[tuple[str, ...]]:
    """By format: files, documents, rejected files with reasons, parts left out, passages, tables, facts."""
    from kgcorpus import store
    from kgcorpus.build import Build
    from kgcorpus.build_extraction import Extraction
    from kgcorpus.model import Rejection

    with Build(folder) as work:
        documents = work.read_documents()
        rejected = [store.load(Rejection, raw) for _, raw in work.store.rejections("ingest")]
        facts = {name: len(store.load(Extraction, work.store.extraction(name)).candidates) for name in documents}
    total, failed, parts = Counter(formats.values()), {}, {}
    for r in rejected:
        kind = formats.get(r.document or "", "?")
        target = parts if r.document in documents else failed
        target.setdefault(kind, Counter())[r.reason] += 1
    rows = []
    for kind, files in total.items():
        mine = [d for name, d in documents.items() if formats.get(name) == kind]
        passages = [p for d in mine for p in d.passages]
        told = (_told(failed.get(kind)), _told(parts.get(kind)))
        counts = (len(passages), sum(1 for p in passages if p.rows), sum(facts[d.id] for d in mine))
        rows.append((kind, f"{files:,}", f"{len(mine):,}", *told, *(f"{n:,}" for n in counts)))
    return rows


def _told(found: Counter[str] | None) -> str:
    return ", ".join(f"{reason} {n:,}" for reason, n in sorted(found.items())) if found else "–"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--alike", type=int, default=600)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill", type=float, default=60.0, help="seconds after which ingest and extract are killed once")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if absent("documents/law") or absent("extraction/duie"):
        return
    same, first, later = alike(given.alike, given.workers) if given.alike else (None, 0.0, 0.0)
    with tempfile.TemporaryDirectory() as place:
        folder = given.keep or Path(place) / "mixed"
        began = time.perf_counter()
        formats = corpus(folder, given.files)
        made = time.perf_counter() - began
        lost = dict.fromkeys(("ingest", "extract"), 0.0)
        runs = {}
        for name in lost:
            if given.kill:
                lost[name] = killed(name, folder, given.workers, given.kill)
            runs[name] = stage(name, folder, given.workers)
        rows = yields(folder, formats)
        size = (folder / "corpus.db").stat().st_size
    peak = max(run.peak_bytes for run in runs.values()) / 2**30
    figures = [Row("made in", "", f"{made:.0f} s")]
    for name, run in runs.items():
        minutes = f"{(lost[name] + run.seconds) / 60:.1f} min ({run.seconds:.0f} s after the kill)"
        figures.append(Row(f"{name}, killed after {lost[name]:.0f} s and taken up again", "", minutes))
    figures += [
        Row("peak memory, all processes", "≤ 2 GiB", f"{peak:.2f} GiB", peak <= 2),
        Row("corpus.db", "", f"{size / 2**20:,.0f} MiB"),
    ]
    if same is not None:
        files = f"{given.alike:,} files: "
        figures.append(Row(files + "killed and resumed keeps the same bytes", "yes", "yes" if same else "no", same))
        figures.append(Row(files + "ingest whole, and after a kill in its middle", "", f"{first:.0f} s, {later:.0f} s"))
    print_table(f"Mixed files: {given.files:,}, {given.workers} workers", figures)
    head = ("format", "files", "read", "rejected", "parts left out", "passages", "tables", "facts")
    print("| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
