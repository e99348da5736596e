"""Workbooks of 5,000 rows: how long a review and an ontology take to write and to read, and whether LibreOffice opens one unchanged."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kgcorpus.curate.exporting import export_book
from kgcorpus.curate.importing import import_book
from kgcorpus.review.layout import FACTS
from kgcorpus.spreadsheet import Cell, read_book, write_book
from tests.bench.measure import Figure, print_table
from tests.editing import Edited
from tests.small import ONTOLOGY

ROWS = 5_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print_table(f"a workbook of {ROWS:,} facts (seconds of processor time)", list(figures(Path(folder))))
        print_table(f"the workbook of an ontology of {ROWS:,} terms (seconds of processor time)", list(ontology_figures(Path(folder))))


def rows() -> Iterator[dict[str, Cell]]:
    for n in range(ROWS):
        quote = (("第", False), (f"{n}号零件", True), ("由", False), (f"{n % 97}号厂", True), ("按每年修订的标准生产，重量不超过", False))
        yield {
            "number": n + 1, "kind": "程序已接受，还没有人读过",
            "fact": f"{n}号零件由{n % 97}号厂生产。", "quote": (*quote, ("30克", True)),
            "source": f"《零件手册》，第{n % 400}页", "samples": n % 60, "questions": f"{n}号零件由谁生产？\n哪些零件由{n % 97}号厂生产？",
            "decision": "accept" if n % 3 else None, "why": "见原文" if n % 3 else None, "about": f'{{"fact": "f-{n:020x}"}}',
        }  # fmt: skip


def figures(folder: Path) -> Iterator[Figure]:
    path = folder / "book.xlsx"
    made = list(rows())
    began = time.process_time()
    write_book(path, [(FACTS, made)], "zh", {})
    yield _seconds("written", "< 10 s", time.process_time() - began, 10)
    began = time.process_time()
    book = read_book(path, [FACTS])
    yield _seconds("read", "", time.process_time() - began, 0)
    if not shutil.which("soffice"):
        yield Figure("opened by LibreOffice", "without repair", "not tried: soffice is not on this machine")
        return
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "saved"), str(path)]
    subprocess.run(command, capture_output=True, timeout=300, check=True)
    saved = read_book(folder / "saved" / "book.xlsx", [FACTS])
    same = sum(a == b for a, b in zip(book.rows["facts"], saved.rows["facts"], strict=False))
    told = f"{same:,} of {ROWS:,} rows the same, {len(saved.troubles)} problems"
    yield Figure("opened and saved by LibreOffice, read again", "all the same", told, same == ROWS and not saved.troubles)


def ontology_figures(folder: Path) -> Iterator[Figure]:
    """Export, and import of one changed cell."""
    terms = "".join(
        f'ast:t{n} a owl:NamedIndividual, ast:Moon ; skos:prefLabel "第{n}号卫星"@zh, "Moon {n}"@en ; skos:altLabel "卫{n}"@zh, "M{n}"@en ;'
        f' skos:definition "编号为{n}的卫星。"@zh ; kgc:key "K{n}" .\n'
        for n in range(ROWS)
    )
    ontology, book = folder / "o.ttl", folder / "ontology.xlsx"
    ontology.write_text(ONTOLOGY + terms, encoding="utf-8")
    began = time.process_time()
    export_book(ontology, book, "zh")
    yield _seconds("exported", "< 10 s", time.process_time() - began, 10)
    last = f"ast:t{ROWS - 1}"
    Edited(book).set("terms", last, alias_en="the last").save()
    began = time.process_time()
    found = import_book(ontology, book)
    yield _seconds("imported", "< 10 s", time.process_time() - began, 10)
    right = found.changed == {"terms": (last,)} and not found.failed
    yield Figure("one cell changed", "one term changed", ", ".join(f"{len(ids)} {sheet}" for sheet, ids in found.changed.items()), right)


def _seconds(what: str, aim: str, seconds: float, most: float) -> Figure:
    return Figure(what, aim, f"{seconds:.1f} s", seconds < most if most else None)


if __name__ == "__main__":
    main()
