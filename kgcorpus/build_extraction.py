"""Extraction kept by document: what was found is kept with what it rests on, and only what a change can affect is found again.

Kept for each document: candidates and sections; its rejections; the plain text in which names and phrases were looked for; the entities
that its tables and headings name. All of them rest on the document (its text, layout and source), on the program, and on one state of what
extraction consults: the ontology, the entities that documents name, the mappings of tables (``extract.consulted``). Where that state
changes, the documents that the difference concerns are marked in one transaction; marked, changed and new ones are then read one after the
other. A run that is killed goes on with what is left.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus import store
from kgcorpus.extract.consulted import BY_WORDS, Changes, Consulted, as_read, changes, consulted, introduces_names, text_read
from kgcorpus.model import Candidate, Document, Entity, Rejection, Section, digest

if TYPE_CHECKING:
    from kgcorpus.config import Corpus
    from kgcorpus.extract.reading import Extractor
    from kgcorpus.ontology import Ontology
    from kgcorpus.store import Store

BATCH = 200_000
"""Characters of text that are read between two commits."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document gave that may become facts and grounds."""

    candidates: tuple[Candidate, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(slots=True)
class Done:
    """What the stage gave: counts, all rejections by document (those of naming rows last), what documents name, how many were read."""

    documents: int = 0
    again: int = 0
    given: int = 0
    rejected: list[bytes] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    named: list[Entity] = field(default_factory=list)
    made: dict[str, Extraction] = field(default_factory=dict)


Read = Callable[[Collection[str]], Mapping[str, Document]]
"""Documents with their passages, by id."""


def layout_of(document: Document) -> bytes:
    """What the stage must know of a document's passages without reading its file: their digest, and whether there are tables."""
    tables = any(p.kind == "table" for p in document.passages)
    return orjson.dumps({"digest": digest(store.dump(document.passages).decode()), "tables": tables})


class Extracting:
    """One run of the stage over a corpus file; ``code`` is the program's digest, ``read`` gives documents with passages."""

    def __init__(self, kept: Store, corpus: Corpus, ontology: Ontology, *, code: str, read: Read, note: Callable[[str], None]) -> None:
        self.store, self.corpus, self.code, self.read, self.note = kept, corpus, code, read, note
        from kgcorpus.extract import EXTRACTORS

        self.whole = ontology.digest
        self.by_words = EXTRACTORS.keys() <= BY_WORDS
        self.ontology = as_read(ontology) if self.by_words else ontology
        self.rules = digest([repr(rule) for rule in corpus.tables])
        self.layouts: dict[str, dict[str, Any]] = {id: orjson.loads(raw) for id, raw in kept.records("layout")}
        self.wanted = {id: digest(code, raw.decode(), self.layouts[id]["digest"]) for id, raw in kept.records("document")}

    def run(self) -> Done:
        """Bring everything kept up to date and give the sum of it. The caller notes the stage's result."""
        rows = self._names()
        self._settle(rows.named)
        known = self.store.extraction_keys()
        due = [id for id in sorted(self.wanted) if known.get(id) != self.wanted[id]]
        done = Done(len(self.wanted), len(due), named=rows.named)
        self._extract(due, rows.named, done)
        for id in sorted(self.wanted):
            head, *rejected = zlib.decompress(self.store.record("extracted", id) or b"").split(b"\n")
            counts = orjson.loads(head)
            done.given += counts["given"]
            done.reasons.update(counts["rejected"])
            done.rejected += rejected
        done.rejected += rows.rejected
        done.reasons.update(rows.reasons)
        return done

    def tidy(self, db: Any) -> None:
        """Drop what is kept of documents that are no more."""
        self.store.keep_extractions(db, set(self.wanted))
        for kind in ("extracted", "read", "naming"):
            self.store.keep_records(db, kind, set(self.wanted))

    # ------------------------------------------------------------------ entities that documents name

    def _names(self) -> Done:
        """Entities that table rows and headings name, so that link rows and sentences of other documents can refer to them."""
        from kgcorpus.entities import unite

        headed = any(c.heading_pattern for c in self.ontology.classes.values())
        keys = {
            id: digest(self.wanted[id], self.whole, self.rules)
            for id in sorted(self.wanted)
            if headed or self.layouts[id]["tables"]
        }  # fmt: skip
        kept = {id: orjson.loads(raw) for id in keys if (raw := self.store.record("naming", id)) is not None}
        stale = [id for id, key in keys.items() if id not in kept or kept[id]["key"] != key]
        if stale:
            fresh = dict(self._named_in(stale, keys))
            with self.store.write() as db:
                for id, raw in fresh.items():
                    self.store.put_record(db, "naming", id, raw)
            kept |= {id: orjson.loads(raw) for id, raw in fresh.items()}
        found = Done()
        entities = [store.load(Entity, raw) for kind in ("headed", "rows") for id in sorted(keys) for raw in kept[id][kind]]
        found.named = list(unite(entities).values())
        found.rejected = [raw.encode() for id in sorted(keys) for raw in kept[id]["rejections"]]
        found.reasons.update(orjson.loads(raw)["reason"] for raw in found.rejected)
        return found

    def _named_in(self, stale: list[str], keys: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        from kgcorpus.extract.outline import introduced
        from kgcorpus.extract.tables import entity_rows

        documents = self.read(stale)
        headed: dict[str, list[Entity]] = {id: [] for id in stale}
        for entity in introduced(self.ontology, (documents[id] for id in stale)):
            headed[entity.spans[0].document].append(entity)
        for id in stale:
            rows = list(entity_rows(documents[id], self.corpus, self.ontology))
            lists: dict[str, list[Any]] = {
                "headed": headed[id],
                "rows": [item for item in rows if isinstance(item, Entity)],
                "rejections": [item for item in rows if isinstance(item, Rejection)],
            }
            yield id, orjson.dumps({"key": keys[id], **{kind: [store.dump(x).decode() for x in items] for kind, items in lists.items()}})

    # ------------------------------------------------------------------ what a changed state concerns

    def _settle(self, named: list[Entity]) -> None:
        """Mark the documents that the difference between the state kept and the present one concerns."""
        state = {"whole": self.whole, "named": digest([store.dump(e).decode() for e in named]), "rules": self.rules, "code": self.code}
        raw = self.store.record("consulted", "state")
        before = orjson.loads(raw) if raw else None
        if before == state:
            return
        present = consulted(self.ontology, named)
        last = self.store.record("consulted", "pieces")
        if before is None or last is None or before["code"] != self.code or not self.by_words:
            concerned = sorted(self.wanted)
        else:
            found = changes(store.load(Consulted, zlib.decompress(last)), present)
            known = self.store.extraction_keys()  # what has changed itself is read again as it is
            unchanged = [id for id in sorted(self.wanted) if known.get(id) == self.wanted[id]]
            concerned = [id for id in unchanged if self._concerns(found, id, rules=before["rules"] != self.rules)]
        with self.store.write() as db:
            self.store.void_extractions(db, concerned)
            self.store.put_record(db, "consulted", "pieces", zlib.compress(store.dump(present), 1))
            self.store.put_record(db, "consulted", "state", orjson.dumps(state))

    def _concerns(self, found: Changes, id: str, *, rules: bool) -> bool:
        if rules and self.layouts[id]["tables"]:
            return True
        raw = self.store.record("read", id)
        if not found or raw is None:
            return bool(found)
        kind, text = zlib.decompress(raw).decode("utf-8", "surrogatepass").split("\n", 1)
        return (found.tables and "mapped" in kind) or found.concern(id, text, introduces="introduces" in kind)

    # ------------------------------------------------------------------ reading documents

    def _extract(self, due: list[str], named: list[Entity], done: Done) -> None:
        from kgcorpus.extract.reading import extractors_for

        if not due:
            return
        documents = self.read(due)
        extractors = extractors_for(self.ontology, named, self.corpus)
        found: list[tuple[str, bytes, bytes, bytes]] = []
        size = 0
        for number, id in enumerate(due, 1):
            self.note(f"extract {number}/{len(due)} {id}")
            found.append(self._one(documents[id], extractors, done))
            size += len(documents[id].text)
            if size >= BATCH or number == len(due):
                self._keep(found)
                found, size = [], 0

    def _one(self, document: Document, extractors: list[Extractor], done: Done) -> tuple[str, bytes, bytes, bytes]:
        from kgcorpus.extract.reading import read_facts

        found = read_facts(document, extractors)
        one = done.made[document.id] = Extraction(tuple(found.candidates), tuple(found.sections))
        counts = {"given": len(one.candidates), "rejected": dict(sorted(Counter(r.reason for r in found.rejections).items()))}
        rejected = zlib.compress(b"\n".join([orjson.dumps(counts), *map(store.dump, found.rejections)]), 1)
        kinds = ("mapped", self._is_mapped(document)), ("introduces", introduces_names(document))
        read = f"{' '.join(kind for kind, holds in kinds if holds)}\n{text_read(document)}"
        return document.id, store.dump(one), rejected, zlib.compress(read.encode("utf-8", "surrogatepass"), 1)

    def _is_mapped(self, document: Document) -> bool:
        """Whether a mapping is meant for a table of the document, or it is a graph: then cells are looked up as names and keys."""
        from kgcorpus.extract.graphs import is_graph
        from kgcorpus.extract.mapped import rules_for

        tables = [p for p in document.passages if p.kind == "table" and p.rows]
        return any(rules_for(document, p, self.corpus.tables) or is_graph(document, p) for p in tables)

    def _keep(self, found: list[tuple[str, bytes, bytes, bytes]]) -> None:
        with self.store.write() as db:
            for id, result, rejected, read in found:
                self.store.put_extraction(db, id, self.wanted[id], result)
                self.store.put_record(db, "extracted", id, rejected)
                self.store.put_record(db, "read", id, read)
