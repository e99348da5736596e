"""The verified graph of a corpus folder, or of a release, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import orjson

from ..errors import InputError, UsageError
from ..model import Entity, Fact, Ground, Json
from .table import FactTable, from_facts

T = TypeVar("T")


def load_corpus(folder: Path) -> FactTable:
    """The table of a corpus folder after ``verify``, or of a release by its own files."""
    if (folder / "manifest.json").exists():
        return load_release(folder)
    from .. import config, store
    from ..ontology import load

    corpus = config.load(folder)
    path = folder / "corpus.db"
    if not path.exists():
        raise UsageError(str(folder), "the corpus was not built", "its graph", f"run 'kgcorpus build {folder}' first")
    with store.Store(path) as kept:
        if kept.stage("verify") is None:
            raise UsageError(str(folder), "the stage 'verify' has not run", "its graph", f"run 'kgcorpus build {folder}' first")
        facts = [Fact.from_json(orjson.loads(raw)) for _, raw in kept.records("fact")]
        grounds = [Ground.from_json(orjson.loads(raw)) for _, raw in kept.records("ground")]
        entities = {id: store.load(Entity, raw) for id, raw in kept.records("entity")}
        redirects = {id: orjson.loads(raw) for id, raw in kept.records("redirect")}
    return from_facts(facts, load(corpus.ontology), entities, grounds, corpus.date, redirects=redirects)


def load_release(folder: Path) -> FactTable:
    """The table of a release: ``facts.jsonl``, ``grounds.jsonl``, ``graph.nt`` (entities) and ``ontology.ttl``."""
    from ..ontology import load
    from ..rdf import read_graph

    manifest = _json(folder / "manifest.json")
    date = manifest.get("date") if isinstance(manifest, dict) else None
    if not isinstance(date, str):
        raise InputError(str(folder / "manifest.json"), "no 'date'", "the corpus date", "release again")
    ontology = load(folder / "ontology.ttl")
    facts = list(_records(folder / "facts.jsonl", Fact.from_json))
    grounds = list(_records(folder / "grounds.jsonl", Ground.from_json))
    _, entities = read_graph(folder / "graph.nt", ontology.prefixes)
    return from_facts(facts, ontology, entities, grounds, date, redirects=merged_ids(folder))


def _records(path: Path, read: Callable[[Json], T]) -> Iterator[T]:
    for number, line in enumerate(_lines(path), 1):
        try:
            yield read(line)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise InputError(f"{path}:{number}", f"not a record ({error!r})", "a line of a release", "release again") from error


def merged_ids(folder: Path) -> dict[str, str]:
    """The ids that were merged away, with the ids that stand for them: ``merged.jsonl`` of a release, absent if there are none."""
    path = folder / "merged.jsonl"
    return {line["id"]: line["into"] for line in _lines(path)} if path.exists() else {}


def _json(path: Path) -> Json:
    try:
        return orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "a file of a release", "release again") from error


def _lines(path: Path) -> Iterator[Json]:
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield orjson.loads(line)
                except orjson.JSONDecodeError as error:
                    raise InputError(f"{path}:{number}", f"not JSON ({error})", "a line of a release", "release again") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "a file of a release", "release again") from error
