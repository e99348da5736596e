"""What tracing reads: the records of a corpus (everything in ``corpus.db``) or of a release (its own files only), asked alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import orjson

from kgcorpus.errors import InputError
from kgcorpus.model import Json
from kgcorpus.text import normal_name

if TYPE_CHECKING:
    from kgcorpus.extract.asking import Reply
    from kgcorpus.model import Entity
    from kgcorpus.ontology import Ontology
    from kgcorpus.release.lineage_decisions import Decisions


class Records(Protocol):
    """What tracing needs of a corpus or a release; every record is plain JSON."""

    def fact(self, identifier: str) -> dict[str, Json] | None: ...
    def facts(self) -> Iterator[dict[str, Json]]: ...
    def ground(self, identifier: str) -> dict[str, Json] | None: ...
    def document(self, identifier: str) -> dict[str, Json] | None: ...
    def sample(self, identifier: str) -> dict[str, Json] | None: ...
    def samples_naming(self, identifier: str) -> Iterator[dict[str, Json]]: ...
    def verdict(self, identifier: str) -> dict[str, Json] | None: ...
    def decisions(self, identifier: str) -> list[dict[str, Json]]: ...
    def on_facts(self, identifiers: Iterable[str]) -> dict[str, list[dict[str, Json]]]: ...
    def now(self, identifier: str) -> list[str]: ...
    def stands_for(self, identifier: str) -> str: ...
    def labels(self, identifiers: Iterable[str]) -> dict[str, dict[str, str]]: ...
    def called(self, name: str) -> list[str]: ...
    def text(self, document: Mapping[str, Json]) -> str | None: ...
    def calls(self, evidence: Mapping[str, Json]) -> list[str]: ...


class ReleaseRecords:
    """The records of a release folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._facts = _by_id(folder / "facts.jsonl", "subject", "predicate", "object", "evidence")
        self._grounds = _by_id(folder / "grounds.jsonl", "start", "predicate", "facts")
        self._documents = _by_id(folder / "documents.jsonl", "digest")
        merged = folder / "merged.jsonl"
        self._merged = {row["id"]: row["into"] for row in _lines(merged)} if merged.exists() else {}

    def fact(self, identifier: str) -> dict[str, Json] | None:
        return self._facts.get(identifier)

    def facts(self) -> Iterator[dict[str, Json]]:
        yield from self._facts.values()

    def ground(self, identifier: str) -> dict[str, Json] | None:
        return self._grounds.get(identifier)

    def document(self, identifier: str) -> dict[str, Json] | None:
        return self._documents.get(identifier)

    def sample(self, identifier: str) -> dict[str, Json] | None:
        return next((row for row in self.samples_naming(identifier) if row["id"] == identifier), None)

    def samples_naming(self, identifier: str) -> Iterator[dict[str, Json]]:
        wanted = identifier.encode()
        path = self._folder / "samples.jsonl"
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if wanted in line:
                    yield _record(path, number, line, ("id", "question", "form", "facts"))

    def verdict(self, identifier: str) -> dict[str, Json] | None:
        return None

    def decisions(self, identifier: str) -> list[dict[str, Json]]:
        """What people decided on a sample who read it, in order."""
        path = self._folder / "reviews.jsonl"
        return [row for row in _lines(path, "who", "when", "decision") if row["id"] == identifier] if path.exists() else []

    def on_facts(self, identifiers: Iterable[str]) -> dict[str, list[dict[str, Json]]]:
        """Nothing: who decided on a fact stays in the corpus."""
        return {}

    def now(self, identifier: str) -> list[str]:
        return []

    def stands_for(self, identifier: str) -> str:
        """The entity into which this one was merged, or itself."""
        return str(self._merged.get(identifier, identifier))

    def labels(self, identifiers: Iterable[str]) -> dict[str, dict[str, str]]:
        """The names of entities, classes and predicates by language; what has none is left out."""
        from kgcorpus.ontology import load
        from kgcorpus.rdf import read_entities

        ontology = load(self._folder / "ontology.ttl")
        entities = read_entities(self._folder / "graph.nt", ontology.prefixes)
        return _labels(identifiers, ontology, entities.get)

    def called(self, name: str) -> list[str]:
        """The entities with this name, else those with this alias."""
        from kgcorpus.ontology import load
        from kgcorpus.rdf import read_entities

        return _called(name, read_entities(self._folder / "graph.nt", load(self._folder / "ontology.ttl").prefixes).values())

    def text(self, document: Mapping[str, Json]) -> str | None:
        """The text that the evidence points into, where the release holds it."""
        path = self._folder / "texts" / f"{document['digest']}.txt"
        return path.read_bytes().decode("utf-8") if path.is_file() else None

    def calls(self, evidence: Mapping[str, Json]) -> list[str]:
        """Nothing: what models answered stays in the corpus."""
        return []


class CorpusRecords:
    """The records of a corpus file; facts that were not accepted are found too, with their verdict."""

    def __init__(self, folder: Path) -> None:
        from kgcorpus.store import Store

        self._folder = folder
        self._store = Store(folder / "corpus.db")

    def _record(self, kind: str, identifier: str) -> dict[str, Json] | None:
        raw = self._store.record(kind, identifier)
        return orjson.loads(raw) if raw else None

    def fact(self, identifier: str) -> dict[str, Json] | None:
        return self._record("fact", identifier) or self._record("held", identifier)

    def facts(self) -> Iterator[dict[str, Json]]:
        for kind in ("fact", "held"):
            for _, raw in self._store.records(kind):
                yield orjson.loads(raw)

    def ground(self, identifier: str) -> dict[str, Json] | None:
        return self._record("ground", identifier)

    def document(self, identifier: str) -> dict[str, Json] | None:
        return self._record("document", identifier)

    def sample(self, identifier: str) -> dict[str, Json] | None:
        raw = self._store.sample(identifier)
        return orjson.loads(raw) if raw else None

    def samples_naming(self, identifier: str) -> Iterator[dict[str, Json]]:
        for raw in self._store.samples_naming(identifier):
            yield orjson.loads(raw)

    def verdict(self, identifier: str) -> dict[str, Json] | None:
        return self._record("verdict", identifier)

    def decisions(self, identifier: str) -> list[dict[str, Json]]:
        """What people decided on a sample who read it, in order."""
        from kgcorpus.verify.reviews import on_samples, read_reviews

        return on_samples(read_reviews(self._folder / "reviews.jsonl")).get(identifier, [])

    @cached_property
    def _decisions(self) -> Decisions:
        from kgcorpus.release.lineage_decisions import decisions_of

        return decisions_of(self._folder, lambda fact: (self.verdict(fact) or {}).get("review"))

    def on_facts(self, identifiers: Iterable[str]) -> dict[str, list[dict[str, Json]]]:
        """What people decided on facts, by fact."""
        return self._decisions.records(identifiers)

    def now(self, identifier: str) -> list[str]:
        """The facts that the decisions on a fact which is not there any more decide now, those accepted first."""
        named = {str(one["id"]) for one in self.on_facts([identifier]).get(identifier, ())}
        found = [(fact, orjson.loads(raw)) for fact, raw in self._store.records("verdict") if named]
        decided = [(verdict["verdict"] != "accepted", fact) for fact, verdict in found if verdict.get("review") in named]
        return [fact for _, fact in sorted(decided)]

    def stands_for(self, identifier: str) -> str:
        """The entity into which this one was merged, or itself."""
        raw = self._store.record("redirect", identifier)
        return str(orjson.loads(raw)) if raw else identifier

    def labels(self, identifiers: Iterable[str]) -> dict[str, dict[str, str]]:
        """The names of entities, classes and predicates by language; what has none is left out."""
        from kgcorpus import config, store
        from kgcorpus.model import Entity
        from kgcorpus.ontology import load

        def entity(identifier: str) -> Entity | None:
            raw = self._store.record("entity", identifier)
            return store.load(Entity, raw) if raw else None

        return _labels(identifiers, load(config.load(self._folder).ontology), entity)

    def called(self, name: str) -> list[str]:
        """The entities with this name, else those with this alias."""
        from kgcorpus import config, store
        from kgcorpus.model import Entity
        from kgcorpus.ontology import load

        built = {id: store.load(Entity, raw) for id, raw in self._store.records("entity")}
        return _called(name, {**load(config.load(self._folder).ontology).entities, **built}.values())

    def text(self, document: Mapping[str, Json]) -> str | None:
        """The text that the evidence points into."""
        return self._store.text(str(document["digest"]))

    @cached_property
    def _replies(self) -> list[tuple[Reply, int, int]]:
        """What models answered, with where the text that it is about stands now."""
        from kgcorpus.extract.asking import FILE, read_replies

        out = []
        for reply in read_replies(self._folder / FILE):
            document = self.document(reply.document)
            found = reply.places(self.text(document) or "") if document else []
            out += [(reply, at, at + reply.end - reply.start) for at in found[:1]]
        return out

    def calls(self, evidence: Mapping[str, Json]) -> list[str]:
        """The calls of a language model (digests of what it was asked) whose answers this evidence may come from."""
        spans = [(s["document"], s["start"], s["end"]) for s in evidence["spans"] if s["role"] in ("object", "trigger")]

        def inside(document: str, start: int, end: int) -> bool:
            return all(name == document and start <= a and b <= end for name, a, b in spans)

        mine = (found for found in self._replies if found[0].made_by == evidence.get("made_by"))
        return [reply.asked for reply, start, end in mine if inside(reply.document, start, end)]


def _labels(identifiers: Iterable[str], ontology: Ontology, entity: Callable[[str], Entity | None]) -> dict[str, dict[str, str]]:
    out = {}
    for identifier in sorted(set(identifiers)):
        term = ontology.predicates.get(identifier) or ontology.classes.get(identifier) or ontology.entities.get(identifier)
        named = entity(identifier) or term
        if named is not None and named.labels:
            out[identifier] = dict(sorted(named.labels.items()))
    return out


def _called(name: str, entities: Iterable[Entity]) -> list[str]:
    wanted, entities = normal_name(name), list(entities)
    named = [e.id for e in entities if wanted in map(normal_name, e.labels.values())]
    aliased = [e.id for e in entities if any(wanted in map(normal_name, texts) for texts in e.aliases.values())]
    return sorted(named or aliased)


def _lines(path: Path, *required: str) -> Iterable[dict[str, Json]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            yield _record(path, number, line, ("id", *required))


def _record(path: Path, number: int, line: bytes, required: Iterable[str]) -> dict[str, Json]:
    """A line of a release. Raises ``InputError`` for one that is cut off or is not what a release has there."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path}:{number}", f"not JSON ({error})", "a line of a release", "release again") from error
    missing = [key for key in required if key not in found] if isinstance(found, dict) else ["id"]
    if missing:
        raise InputError(f"{path}:{number}", f"no '{missing[0]}'", "a line of a release", "release again")
    return dict(found)


def _by_id(path: Path, *required: str) -> dict[str, dict[str, Json]]:
    return {str(row["id"]): row for row in _lines(path, *required)}


def check_manifest(folder: Path) -> None:
    """Raise for a folder that is no release, or whose manifest cannot be read."""
    path = folder / "manifest.json"
    if not path.exists():
        raise InputError(str(folder), "no manifest.json", "a release folder")
    try:
        manifest = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise InputError(str(path), f"not a manifest ({error})", "the manifest of a release", "release again") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise InputError(str(path), "no list of files", "the manifest of a release", "release again")


def open_records(where: Path) -> Records:
    """The records of a corpus or release folder, told apart by what lies in it."""
    if (where / "manifest.json").exists():
        check_manifest(where)
        return ReleaseRecords(where)
    if (where / "corpus.toml").exists():
        if not (where / "corpus.db").exists():
            raise InputError(str(where), "nothing has been built here", "corpus.db", "run 'kgcorpus build' first")
        return CorpusRecords(where)
    raise InputError(str(where), "is not a corpus folder", "a corpus (corpus.toml) or a release (manifest.json)")
