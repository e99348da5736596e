"""What is exported to a server, with the documents behind each fact, and what keeps it from being sent to one that is not local.

To a local server everything may go. To any other only a graph of which every document and the ontology are ``public`` and hold no
identifier of a person; a plain file says nothing of that, so its user does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from ..errors import InputError
from ..gate import Refused
from ..model import Fact
from .corpus import load_corpus
from .table import FactTable


@dataclass(frozen=True, slots=True)
class Material:
    """A graph, the documents of each fact (by fact id), and its parts as (what it is, sensitivity, whether it holds identifiers)."""

    table: FactTable
    documents: Mapping[str, tuple[str, ...]]
    parts: tuple[tuple[str, str, bool], ...]

    def refused(self, address: str) -> list[Refused]:
        """What may not be sent to an address that is not local."""
        out = [Refused("not_public", what, sensitivity, address) for what, sensitivity, _ in self.parts if sensitivity != "public"]
        return out + [Refused("identifier", what, sensitivity, address) for what, sensitivity, holds in self.parts if holds]


def material(path: Path, *, public: bool = False) -> Material:
    """The graph of a corpus folder, a release or a graph file. ``public``: a file may be sent anywhere."""
    if not path.exists():
        raise InputError(str(path), "no such file or folder", "a .tsv, .nt, .ttl or .nq file or a corpus folder", "check the path")
    if not path.is_dir():
        from .files import load

        return Material(load(path), {}, ((path.name, "public" if public else "internal", False),))
    table = load_corpus(path)
    lines, parts = _of_release(path) if (path / "manifest.json").exists() else _of_corpus(path)
    return Material(table, dict(_documents(lines)), tuple(parts))


def _documents(facts: Iterable[Fact]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for fact in facts:
        yield fact.id, tuple(sorted({span.document for evidence in fact.evidence for span in evidence.spans}))


def _of_corpus(folder: Path) -> tuple[list[Fact], list[tuple[str, str, bool]]]:
    from .. import config, store
    from ..model import Document

    with store.Store(folder / "corpus.db") as kept:
        facts = [Fact.from_json(orjson.loads(raw)) for _, raw in kept.records("fact")]
        documents = [store.load(Document, raw) for _, raw in kept.records("document")]
    parts = [(d.id, d.source.sensitivity, bool(d.identifiers)) for d in documents]
    return facts, [*parts, ("ontology", config.load(folder).ontology_sensitivity, False)]


def _of_release(folder: Path) -> tuple[list[Fact], list[tuple[str, str, bool]]]:
    def lines(name: str) -> list[Any]:
        return [orjson.loads(line) for line in (folder / name).read_bytes().splitlines() if line.strip()]

    permitted = orjson.loads((folder / "manifest.json").read_bytes()).get("permissions") or {}
    parts = [(row["id"], row.get("sensitivity", "internal"), bool(row.get("identifiers"))) for row in lines("documents.jsonl")]
    facts = [Fact.from_json(line) for line in lines("facts.jsonl")]
    return facts, [*parts, ("ontology", permitted.get("ontology_sensitivity", "internal"), False)]


def default_name(path: Path) -> str:
    """The name of a graph on a server, from where it comes from: the folder's, the file's without suffix, of a release the corpus's too.

    >>> default_name(Path("data/diabetes")), default_name(Path("data/diabetes/releases/all")), default_name(Path("my graph.tsv"))
    ('diabetes', 'diabetes-all', 'my-graph')
    """
    path = Path(path.name) if path.suffix and not path.is_dir() else path.absolute()
    parts = [path.parent.parent.name, path.name] if path.parent.name == "releases" else [path.stem if path.suffix else path.name]
    return re.sub(r"[\s:`\x00-\x1f]+", "-", "-".join(parts))[:100] or "graph"
