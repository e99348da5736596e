"""What an audit checks of ``formats/``: that each file holds the samples of ``samples.jsonl``, that the programs it is for can read it, and
that the metadata of the dataset folder describes the files that are there."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus.release.croissant import FILE
from kgcorpus.release.formats import FORMATS, HUGGINGFACE, PARQUET, chosen, wanted
from kgcorpus.release.huggingface import RowDigests, digest_of, sources_of
from kgcorpus.release.loaders import problems

if TYPE_CHECKING:
    from kgcorpus.release.audit import ReleaseFiles, Report

WRONG = "does not hold the samples of samples.jsonl"


def check_formats(files: ReleaseFiles, report: Report) -> None:
    """The files for training programs hold the samples of ``samples.jsonl``, each in its split, in order, and keep the programs' rules."""
    made: dict[str, Any] = {}
    asked = files.manifest["recipe"].get("formats", ())
    names = chosen(asked)
    rows = RowDigests(sources_of((*files.facts, *files.held), files.grounds, files.documents)) if wanted(HUGGINGFACE, asked) else None
    ids: list[str] = []
    for sample in files.samples():
        ids.append(sample["id"])
        for name in names:
            for line in FORMATS[name](sample):
                made.setdefault(f"formats/{name}/{sample['split']}.jsonl", hashlib.sha256()).update(orjson.dumps(line) + b"\n")
                for problem in problems(name, line):
                    report.fail("formats", sample["id"], f"{name}: {problem}")
        if rows:
            rows.see(sample)
    found = {path.relative_to(files.folder).as_posix() for name in FORMATS for path in (files.folder / "formats" / name).glob("*.jsonl")}
    report.see("formats", len(made))
    for path in sorted(found | made.keys()):
        file = files.folder / path
        if path not in made or not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != made[path].hexdigest():
            report.fail("formats", path, WRONG)
    if wanted(PARQUET, asked):
        _check_table(files.folder, ids, report)
    if rows:
        _check_folder(files.folder, rows.found(), report)


def _check_table(folder: Path, ids: list[str], report: Report) -> None:
    """The one table has the ids of all samples, in order."""
    import pyarrow.parquet as pq

    name = f"formats/{PARQUET}/samples.parquet"
    report.see("formats")
    try:
        found = pq.read_table(folder / name, columns=["id"])["id"].to_pylist()
    except (OSError, ValueError, KeyError) as error:
        report.fail("formats", name, f"cannot be read: {error}")
        return
    if found != ids:
        report.fail("formats", name, WRONG)


def _check_folder(folder: Path, made: dict[str, str], report: Report) -> None:
    """The dataset folder: rows as the samples give them, and ``croissant.json`` with exactly these files and their digests."""
    place = folder / "formats" / HUGGINGFACE
    found = {path.relative_to(place).as_posix() for path in (place / "data").rglob("*.parquet")}
    report.see("formats", len(made))
    for path in sorted(found | made.keys()):
        if path not in made or path not in found or _rows(place / path) != made[path]:
            report.fail("formats", f"formats/{HUGGINGFACE}/{path}", WRONG)
    report.see("formats")
    name = f"formats/{HUGGINGFACE}/{FILE}"
    try:
        told = orjson.loads((place / FILE).read_bytes())
        listed = {one["contentUrl"]: one["sha256"] for one in told["distribution"] if one["@type"] == "cr:FileObject"}
    except (OSError, ValueError, KeyError, TypeError) as error:
        report.fail("formats", name, f"cannot be read: {type(error).__name__}")
        return
    if listed != {path: hashlib.sha256((place / path).read_bytes()).hexdigest() for path in sorted(found)}:
        report.fail("formats", name, "names other files, or other digests, than those in the folder")


def _rows(path: Path) -> str:
    try:
        return digest_of(path)
    except (OSError, ValueError):
        return ""
