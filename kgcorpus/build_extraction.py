"""Extraction kept by document: what was found is kept with what it rests on, and only what a change can affect is found again.

Kept for each document: candidates and sections; its rejections; the plain text in which names and phrases were looked for; the entities
that its tables and headings name, and the other names that it gives. All of them rest on the document (its text, layout and source, and
what a model answered about it), on the program, and on a state of what is consulted: the ontology, the entities that documents name, the
mappings of tables (``extract.consulted``). Where that state changes, the documents that the difference concerns are marked in one
transaction; marked, changed and new ones are then read one after the other. A run that is killed goes on with what is left.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus import store
from kgcorpus.config import source_for
from kgcorpus.entities import Decisions
from kgcorpus.extract.consulted import BY_WORDS, Changes, Consulted, as_read, changes, consulted, introduces_names, text_read
from kgcorpus.extract.density import Knowing, Measuring, repeated
from kgcorpus.extract.density_policy import dense, opened
from kgcorpus.model import Candidate, Document, Entity, NameGiven, Passage, Rejection, Section, digest

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
    """What the stage gave: counts; all rejections by document (those of naming rows last) and the other names that documents give, as
    records; the entities that documents name; how many documents were read again, and what was found in them."""

    documents: int = 0
    again: int = 0
    given: int = 0
    rejected: list[bytes] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    named: list[Entity] = field(default_factory=list)
    names: list[bytes] = field(default_factory=list)
    made: dict[str, Extraction] = field(default_factory=dict)


Read = Callable[[Collection[str]], Mapping[str, Document]]
"""Documents with their passages, by id."""


def layout_of(document: Document) -> bytes:
    """What the stage must know of a document's passages without reading its file: their digest, and whether there are tables."""
    tables = any(p.kind == "table" for p in document.passages)
    return orjson.dumps({"digest": digest(store.dump(document.passages).decode()), "tables": tables})


def rejections_of(kept: Store, document: str) -> list[Rejection]:
    """What extraction turned down in a document."""
    raw = kept.record("extracted", document)
    return [store.load(Rejection, line) for line in zlib.decompress(raw).split(b"\n")[1:]] if raw else []


class Extracting:
    """One run of the stage over a corpus file; ``code`` is the program's digest, ``read`` gives documents with passages."""

    def __init__(
        self, kept: Store, corpus: Corpus, ontology: Ontology, *, code: str, read: Read, note: Callable[[str], None],
        decisions: Decisions | None = None,
    ) -> None:  # fmt: skip
        from kgcorpus.build_proposals import answers_by_document
        from kgcorpus.extract import EXTRACTORS
        from kgcorpus.extract.asking import FILE
        from kgcorpus.extract.learned import model_digest

        self.store, self.corpus, self.code, self.note = kept, corpus, code, note
        self._read, self._documents = read, dict[str, Document]()
        self.decisions = decisions or Decisions()
        self.whole = ontology.digest
        self.by_words = EXTRACTORS.keys() <= BY_WORDS
        self.ontology = as_read(ontology) if self.by_words else ontology
        self.rules = digest([repr(rule) for rule in corpus.tables])
        self.asked = answers_by_document(corpus.folder / FILE)
        self.model = model_digest(corpus.model)
        self.records = dict(kept.records("document"))
        self.layouts: dict[str, dict[str, Any]] = {id: orjson.loads(raw) for id, raw in kept.records("layout")}
        self.wanted = {
            id: digest(code, raw.decode(), self.layouts[id]["digest"], self.asked.get(id), self.model) for id, raw in self.records.items()
        }  # fmt: skip
        self.kinds: dict[str, frozenset[str]] = {}
        self.keys = self.wanted
        self.least: dict[str, float] = {}
        self.repeated: frozenset[str] = frozenset()

    def run(self) -> Done:
        """Bring everything kept up to date and give the sum of it. The caller notes the stage's result."""
        from kgcorpus.entities import unite
        from kgcorpus.entities_names import everywhere

        self._look()
        self._ask_density()
        entities, rows = self._introduced()
        names = self._names_given(entities)
        given = [store.load(NameGiven, raw) for raw in names]
        telling = {one.spans[0].document for one in given}
        sources = {id: store.load(Document, self.records[id]) for id in sorted(telling)}
        named = list(unite([*entities, *everywhere(given, self.decisions, sources, self.ontology, entities)]).values())
        self._settle(named)
        known = self.store.extraction_keys()
        due = [id for id in sorted(self.wanted) if known.get(id) != self.keys[id]]
        done = Done(len(self.wanted), len(due), named=named, names=names)
        self._extract(due, named, done)
        for id in sorted(self.wanted):
            head, *rejected = zlib.decompress(self.store.record("extracted", id) or b"").split(b"\n")
            counts = orjson.loads(head)
            done.given += counts["given"]
            done.reasons.update(counts["rejected"])
            done.rejected += rejected
        done.rejected += rows
        done.reasons.update(orjson.loads(raw)["reason"] for raw in rows)
        return done

    def tidy(self, db: Any) -> None:
        """Drop what is kept of documents that are no more."""
        self.store.keep_extractions(db, set(self.wanted))
        for kind in ("extracted", "read", "naming", "giving"):
            self.store.keep_records(db, kind, set(self.wanted))

    def _get(self, ids: Collection[str]) -> dict[str, Document]:
        missing = [id for id in ids if id not in self._documents]
        if missing:
            self._documents.update(self._read(missing))
        return self._documents

    # ------------------------------------------------------------------ the texts in which names are looked for

    def _look(self) -> None:
        """Keep the plain text of every new and changed document, and what kind it is: with tables that are looked up (``mapped``), with
        a model's answers (``asked``), with names of its own (``introduces``)."""
        keys = {id: digest(own, self.rules) if self.layouts[id]["tables"] else own for id, own in self.wanted.items()}
        heads = {id: raw.split(b"\n", 1)[0].decode().split() for id in keys if (raw := self.store.record("read", id)) is not None}
        stale = [id for id in sorted(keys) if not (head := heads.get(id)) or head[0] != keys[id]]
        found: dict[str, bytes] = {}
        for id in stale:
            document = self._get(stale)[id]
            kinds = (("mapped", self._is_mapped(document)), ("introduces", introduces_names(document)), ("asked", id in self.asked))
            heads[id] = [keys[id], *(kind for kind, holds in kinds if holds)]
            text = zlib.compress(text_read(document).encode("utf-8", "surrogatepass"), 1)
            found[id] = " ".join(heads[id]).encode() + b"\n" + text
        if found:
            with self.store.write() as db:
                for id, raw in found.items():
                    self.store.put_record(db, "read", id, raw)
        self.kinds = {id: frozenset(head[1:]) for id, head in heads.items()}

    def _is_mapped(self, document: Document) -> bool:
        """Whether cells of a table of the document are looked up as names and keys."""
        return any(self._is_looked_up(document, p) for p in document.passages)

    def _is_looked_up(self, document: Document, passage: Passage) -> bool:
        """Whether a mapping is meant for a table, or it is a graph."""
        from kgcorpus.extract.graphs import is_graph
        from kgcorpus.extract.mapped import rules_for

        table = passage.kind == "table" and bool(passage.rows)
        return table and (bool(rules_for(document, passage, self.corpus.tables)) or is_graph(document, passage))

    def _ask_density(self) -> None:
        """How dense the passages of each document must be. Where that is asked, its facts rest also on which passages are repeated."""
        policy = self.corpus.policy.min_density
        if not policy and not any(rule.min_density for rule in self.corpus.sources):
            return
        for id, raw in self.records.items():
            rule = source_for(self.corpus, orjson.loads(raw)["path"])
            self.least[id] = policy if rule is None or rule.min_density is None else rule.min_density
        lines = {id: self._text(id).split("\n")[2:] for id in sorted(self.wanted)}
        self.repeated = repeated(lines)
        self.keys = {
            id: digest(own, self.least[id], sorted(self.repeated.intersection(lines[id]))) if self.least[id] else own
            for id, own in self.wanted.items()
        }  # fmt: skip

    def _text(self, id: str) -> str:
        raw = self.store.record("read", id)
        return zlib.decompress(raw.split(b"\n", 1)[1]).decode("utf-8", "surrogatepass") if raw else ""

    # ------------------------------------------------------------------ entities and names that documents introduce

    def _introduced(self) -> tuple[list[Entity], list[bytes]]:
        """Entities that headings and table rows name, so that link rows and sentences of other documents can refer to them; and the rows
        that could not be read."""
        headed = any(c.heading_pattern for c in self.ontology.classes.values())
        ids = [id for id in sorted(self.wanted) if headed or self.layouts[id]["tables"]]
        keys = {id: digest(self.wanted[id], self.whole, self.rules) for id in ids}
        kept = self._kept("naming", keys, self._introduced_in)
        entities = [store.load(Entity, raw) for kind in ("headed", "rows") for id in ids for raw in kept[id][kind]]
        return entities, [raw.encode() for id in ids for raw in kept[id]["rejections"]]

    def _introduced_in(self, ids: list[str]) -> Iterator[tuple[str, dict[str, list[Any]]]]:
        from kgcorpus.extract.outline import introduced
        from kgcorpus.extract.tables import entity_rows

        documents = self._get(ids)
        headed: dict[str, list[Entity]] = {id: [] for id in ids}
        for entity in introduced(self.ontology, (documents[id] for id in ids)):
            headed[entity.spans[0].document].append(entity)
        for id in ids:
            rows = list(entity_rows(documents[id], self.corpus, self.ontology))
            rejections = [item for item in rows if isinstance(item, Rejection)]
            yield id, {"headed": headed[id], "rows": [item for item in rows if isinstance(item, Entity)], "rejections": rejections}

    def _names_given(self, entities: list[Entity]) -> list[bytes]:
        """The other names that documents give to what is known, by document."""
        from kgcorpus.extract.gazetteer import lexicon
        from kgcorpus.extract.local_names import names_given

        ids = [id for id in sorted(self.wanted) if "introduces" in self.kinds[id]]
        self._note_state("names", entities, ids)

        def given_in(stale: list[str]) -> Iterator[tuple[str, dict[str, list[Any]]]]:
            documents, names = self._get(stale), lexicon(self.ontology, entities)
            for id in stale:
                yield id, {"given": names_given((documents[id],), names)}

        kept = self._kept("giving", {id: self.wanted[id] for id in ids}, given_in)
        return [raw.encode() for id in ids for raw in kept[id]["given"]]

    def _kept(self, kind: str, keys: Mapping[str, str], make: Callable[[list[str]], Iterable[tuple[str, dict[str, list[Any]]]]]) -> Any:
        """What is kept of a kind by document, made anew where its key is another."""
        kept = {id: orjson.loads(raw) for id in keys if (raw := self.store.record(kind, id)) is not None}
        stale = [id for id, key in keys.items() if id not in kept or kept[id]["key"] != key]
        if stale:
            with self.store.write() as db:
                for id, lists in make(stale):
                    kept[id] = {"key": keys[id], **{name: [store.dump(x).decode() for x in items] for name, items in lists.items()}}
                    self.store.put_record(db, kind, id, orjson.dumps(kept[id]))
        return kept

    # ------------------------------------------------------------------ what a changed state concerns

    def _settle(self, named: list[Entity]) -> None:
        """Mark the documents whose facts the difference between the state kept and the present one concerns."""
        known = self.store.extraction_keys()  # what has changed itself is read again as it is
        self._note_state("all", named, [id for id in sorted(self.wanted) if known.get(id) == self.keys[id]])

    def _note_state(self, which: str, named: list[Entity], ids: list[str]) -> None:
        """Keep the present state of what is consulted (``which``: of names, or of all), and void what it concerns of these documents."""
        state = {"whole": self.whole, "named": digest([store.dump(e).decode() for e in named]), "rules": self.rules, "code": self.code}
        raw = self.store.record("consulted", f"{which} state")
        before = orjson.loads(raw) if raw else None
        if before == state:
            return
        present = consulted(self.ontology, named, names_only=which == "names")
        last = self.store.record("consulted", f"{which} pieces")
        if before is None or last is None or before["code"] != self.code or not self.by_words:
            concerned = ids
        else:
            found = changes(store.load(Consulted, zlib.decompress(last)), present)
            concerned = [id for id in ids if self._concerns(found, id, rules=before["rules"] != self.rules)]
        with self.store.write() as db:
            if which == "names":
                self.store.keep_records(db, "giving", set(self.wanted) - set(concerned))
            else:
                self.store.void_extractions(db, concerned)
            self.store.put_record(db, "consulted", f"{which} pieces", zlib.compress(store.dump(present), 1))
            self.store.put_record(db, "consulted", f"{which} state", orjson.dumps(state))

    def _concerns(self, found: Changes, id: str, *, rules: bool) -> bool:
        if rules and self.layouts[id]["tables"]:
            return True
        if not found:
            return False
        if found.tables and (self.model or self.kinds[id] & {"mapped", "asked"}):
            return True
        return found.concern(id, self._text(id), introduces="introduces" in self.kinds[id])

    # ------------------------------------------------------------------ reading documents

    def _extract(self, due: list[str], named: list[Entity], done: Done) -> None:
        from kgcorpus.extract.reading import extractors_for

        if not due:
            return
        documents = self._get(due)
        extractors = extractors_for(self.ontology, named, self.corpus)
        measuring = self._measuring(named) if any(self.least.get(id) for id in due) else Measuring()
        found: list[tuple[str, bytes, bytes]] = []
        size = 0
        for number, id in enumerate(due, 1):
            self.note(f"extract {number}/{len(due)} {id}")
            found.append(self._one(documents[id], extractors, measuring, done))
            size += len(documents[id].text)
            if size >= BATCH or number == len(due):
                self._keep(found)
                found, size = [], 0

    def _measuring(self, named: list[Entity]) -> Measuring:
        from kgcorpus.extract.gazetteer import lexicon

        return Measuring(Knowing(self.ontology, lexicon(self.ontology, named)), self.repeated)

    def _one(self, document: Document, extractors: list[Extractor], measuring: Measuring, done: Done) -> tuple[str, bytes, bytes]:
        from kgcorpus.extract.reading import read_facts

        least = self.least.get(document.id, 0.0)
        read, left_out = dense(document, measuring, least, lambda p: self._is_looked_up(document, p)) if least else (document, [])
        found = read_facts(read, extractors)
        sections = opened(found.sections, document, left_out) if left_out else found.sections
        one = done.made[document.id] = Extraction(tuple(found.candidates), tuple(sections))
        rejections = [*found.rejections, *left_out]
        counts = {"given": len(one.candidates), "rejected": dict(sorted(Counter(r.reason for r in rejections).items()))}
        rejected = zlib.compress(b"\n".join([orjson.dumps(counts), *map(store.dump, rejections)]), 1)
        return document.id, store.dump(one), rejected

    def _keep(self, found: list[tuple[str, bytes, bytes]]) -> None:
        with self.store.write() as db:
            for id, result, rejected in found:
                self.store.put_extraction(db, id, self.keys[id], result)
                self.store.put_record(db, "extracted", id, rejected)
