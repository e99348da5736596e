"""What an audit checks of identifiers of persons: no string of the release holds one that is not allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus.identifiers.finding import findings, line_of
from kgcorpus.identifiers.scanning import strings, sweep
from kgcorpus.release.identifying import DERIVED, personal_documents, personal_facts

if TYPE_CHECKING:
    from kgcorpus.release.audit import ReleaseFiles, Report

RECORDS = ("facts.jsonl", "conflicts.jsonl", "grounds.jsonl", "documents.jsonl", "merged.jsonl", "reviews.jsonl")
CHECK = "identifiers"


def check_files(files: ReleaseFiles, report: Report) -> None:
    """Every string of the records, the ontology, the cards and the texts."""
    for name in RECORDS:
        path = files.folder / name
        if path.is_file():
            for about, one in sweep(_counted(_records(path), report)):
                report.fail(CHECK, f"{name}: {about}", one.told)
    for path in [files.folder / "ontology.ttl", *sorted(files.folder.glob("card*.md")), *sorted(files.folder.glob("texts/*.txt"))]:
        report.see(CHECK)
        text = path.read_bytes().decode("utf-8")
        for one in findings(text):
            report.fail(CHECK, f"{path.relative_to(files.folder).as_posix()}:{line_of(text, one)}", one.told)


def _records(path: Path) -> Iterator[tuple[str, list[str]]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            row = orjson.loads(line)
            yield str(row.get("id", number)), list(strings(row, ("digest", "quote_digest", "facts", "premises")))


def _counted(records: Iterator[tuple[str, list[str]]], report: Report) -> Iterator[tuple[str, list[str]]]:
    for record in records:
        report.see(CHECK)
        yield record


class Holding:
    """Reads the samples one by one and looks through them in blocks."""

    def __init__(self, files: ReleaseFiles, report: Report) -> None:
        self._report = report
        self._private = personal_facts(files.facts, personal_documents(files.documents))
        self._waiting: dict[bool, list[tuple[str, list[str]]]] = {False: [], True: []}
        self._size = 0

    def sample(self, sample: Mapping[str, Any]) -> None:
        self._report.see(CHECK)
        found = list(strings(sample, DERIVED))
        closer = bool(self._private) and not self._private.isdisjoint(sample["facts"])
        self._waiting[closer].append((str(sample["id"]), found))
        self._size += sum(map(len, found))
        if self._size > 500_000:
            self.finish()

    def finish(self) -> None:
        """Look through what is waiting."""
        for personal, records in self._waiting.items():
            for name, one in sweep(records, personal=personal):
                self._report.fail(CHECK, f"samples.jsonl: {name}", one.told)
            records.clear()
        self._size = 0
