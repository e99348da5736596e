"""The verified graph of a corpus folder, or of a release, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import orjson

from ..errors import InputError, UsageError
from ..model import Document, Entity, Fact, Ground, Json
from .table import FactTable, from_facts

if TYPE_CHECKING:
    from ..ontology import Ontology

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a corpus folder or a release holds of its graph. ``held`` are facts that were turned down because a later version of their
    source says otherwise (a release does not hold them); ``texts`` gives the kept text of a document that may be quoted, else "";
    ``titles`` are what documents are called, by language."""

    facts: tuple[Fact, ...]
    ontology: Ontology
    entities: Mapping[str, Entity]
    grounds: tuple[Ground, ...]
    date: str
    redirects: Mapping[str, str]
    held: tuple[Fact, ...]
    texts: Callable[[str], str]
    titles: Mapping[str, Mapping[str, str]]

    def table(self) -> FactTable:
        """The table that engines load."""
        return from_facts(self.facts, self.ontology, self.entities, self.grounds, self.date, redirects=self.redirects)


def load_corpus(folder: Path) -> FactTable:
    """The table of a corpus folder after ``verify``, or of a release by its own files."""
    return kept(folder).table()


def load_release(folder: Path) -> FactTable:
    """The table of a release: ``facts.jsonl``, ``grounds.jsonl``, ``graph.nt`` (entities) and ``ontology.ttl``."""
    return _of_release(folder).table()


def kept(folder: Path) -> Kept:
    """What a corpus folder holds after ``verify``, or a release by its own files."""
    return _of_release(folder) if (folder / "manifest.json").exists() else _of_folder(folder)


def _of_folder(folder: Path) -> Kept:
    from .. import config, store
    from ..ontology import load

    corpus = config.load(folder)
    path = folder / "corpus.db"
    if not path.exists():
        raise UsageError(str(folder), "the corpus was not built", "its graph", f"run 'kgcorpus build {folder}' first")
    with store.Store(path) as opened:
        if opened.stage("verify") is None:
            raise UsageError(str(folder), "the stage 'verify' has not run", "its graph", f"run 'kgcorpus build {folder}' first")
        facts = tuple(Fact.from_json(orjson.loads(raw)) for _, raw in opened.records("fact"))
        grounds = tuple(Ground.from_json(orjson.loads(raw)) for _, raw in opened.records("ground"))
        entities = {id: store.load(Entity, raw) for id, raw in opened.records("entity")}
        redirects = {id: orjson.loads(raw) for id, raw in opened.records("redirect")}
        why = {id: orjson.loads(raw).get("reason") for id, raw in opened.records("verdict")}
        held = tuple(Fact.from_json(orjson.loads(raw)) for id, raw in opened.records("held") if why.get(id) == "superseded")
        documents = [store.load(Document, raw) for _, raw in opened.records("document")]
    digests = {d.id: d.digest for d in documents if not d.identifiers}
    titles = {d.id: dict(d.source.title) or {d.language: d.title} for d in documents}

    def text(document: str) -> str:
        if document not in digests:
            return ""
        with store.Store(path) as opened:
            return opened.text(digests[document])

    return Kept(facts, load(corpus.ontology), entities, grounds, corpus.date, redirects, held, text, titles)


def _of_release(folder: Path) -> Kept:
    from ..ontology import load
    from ..rdf import read_graph

    manifest = _json(folder / "manifest.json")
    date = manifest.get("date") if isinstance(manifest, dict) else None
    if not isinstance(date, str):
        raise InputError(str(folder / "manifest.json"), "no 'date'", "the corpus date", "release again")
    ontology = load(folder / "ontology.ttl")
    facts = tuple(_records(folder / "facts.jsonl", Fact.from_json))
    grounds = tuple(_records(folder / "grounds.jsonl", Ground.from_json))
    _, entities = read_graph(folder / "graph.nt", ontology.prefixes)
    listed = folder / "documents.jsonl"
    documents = list(_lines(listed)) if listed.exists() else []
    digests = {str(line["id"]): str(line["digest"]) for line in documents if line.get("text_included")}
    titles = {str(line["id"]): line.get("source_title") or {str(line.get("language")): str(line.get("title"))} for line in documents}

    def text(document: str) -> str:
        path = folder / "texts" / f"{digests.get(document, '')}.txt"
        return path.read_bytes().decode("utf-8", "surrogatepass") if document in digests and path.exists() else ""

    return Kept(facts, ontology, entities, grounds, date, merged_ids(folder), (), text, titles)


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
