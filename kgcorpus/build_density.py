"""Ranking the documents and passages of a corpus or a folder by the knowledge that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from kgcorpus.extract.density import LOW, Density, Knowing, Measuring, lines_of, repeated, united
from kgcorpus.model import Document, Entity, Fact, Json, Rejection, Source

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology

KNOWN = ("term", "terms", "phrase", "pending", "accepted")


@dataclass(frozen=True, slots=True)
class Measured:
    """A passage, or a whole document (no ``start``), with its density; ``text`` is the passage's."""

    document: str
    density: Density
    start: int | None = None
    end: int | None = None
    text: str = ""

    def to_json(self) -> dict[str, Json]:
        out: dict[str, Json] = {"document": self.document, "score": self.density.score, "characters": self.density.size}
        if self.start is not None:
            out |= {"start": self.start, "end": self.end, "text": self.text}
        return {**out, "for": self.density.worth, "against": self.density.noise}


@dataclass(frozen=True, slots=True)
class Ranking:
    """Documents and passages, the densest first; ``known`` says whether anything of an ontology was found (else only forms counted),
    ``ontology`` whether one was given. ``unread`` are files that could not be read."""

    documents: tuple[Measured, ...]
    passages: tuple[Measured, ...]
    ontology: bool
    known: bool
    unread: tuple[Rejection, ...] = ()

    def low(self) -> int:
        """How many passages lie below ``LOW``."""
        return sum(1 for p in self.passages if p.density.score < LOW)


def of_corpus(folder: Path) -> Ranking:
    """The ranking of a corpus's documents, with its ontology, and with the facts of its last build where there was one."""
    from kgcorpus import store
    from kgcorpus.build import Build
    from kgcorpus.documents.reading import read_documents

    with Build(folder) as work:
        outcomes = list(read_documents(work.corpus))
        named = [store.load(Entity, raw) for _, raw in work.store.records("named")]
        kept = {id: orjson.loads(raw)["digest"] for id, raw in work.store.records("document")}
        facts = _facts((kind, raw) for kind in ("fact", "held") for _, raw in work.store.records(kind))
        documents = [d for d in outcomes if isinstance(d, Document)]
        told = {d.id: facts.get(d.id, {}) for d in documents if kept.get(d.id) == d.digest}
        return _ranked(documents, [r for r in outcomes if isinstance(r, Rejection)], work.ontology, named, told)


def of_folder(path: Path, ontology: Path | None = None) -> Ranking:
    """The ranking of the documents of a folder (or one file), with an ontology or by their forms alone."""
    from kgcorpus.documents.reading import read_files
    from kgcorpus.ontology import load

    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")))
    outcomes = []
    for file in files:
        name = file.name if path.is_file() else file.relative_to(path).as_posix()
        outcomes += read_files(file, id=name, source=Source(name))
    documents = [d for d in outcomes if isinstance(d, Document)]
    unread = [r for r in outcomes if isinstance(r, Rejection)]
    return _ranked(documents, unread, load(ontology) if ontology else None)


def _facts(records: Iterable[tuple[str, bytes]]) -> dict[str, dict[int, str]]:
    """Where facts stand, by document: the offsets of their objects, with whether they are accepted or pending."""
    out: dict[str, dict[int, str]] = {}
    for kind, raw in records:
        fact = Fact.from_json(orjson.loads(raw))
        for span in (s for e in fact.evidence for s in e.spans if s.role == "object"):
            own = out.setdefault(span.document, {})
            if own.get(span.start) != "accepted":
                own[span.start] = "accepted" if kind == "fact" else "pending"
    return out


def _ranked(
    documents: list[Document],
    unread: list[Rejection],
    ontology: Ontology | None,
    named: Iterable[Entity] = (),
    facts: Mapping[str, Mapping[int, str]] | None = None,
) -> Ranking:
    from kgcorpus.extract.gazetteer import lexicon

    knowing = Knowing(ontology, lexicon(ontology, named)) if ontology is not None else None
    measuring = Measuring(knowing, repeated({d.id: lines_of(d) for d in documents}))
    whole: list[Measured] = []
    passages: list[Measured] = []
    for document in documents:
        own = list(_passages(document, measuring.passages(document, (facts or {}).get(document.id))))
        passages += own
        whole.append(Measured(document.id, united(m.density for m in own)))
    known = any(m.density.found.get(name) for m in whole for name in KNOWN)
    return Ranking(tuple(sorted(whole, key=_order)), tuple(sorted(passages, key=_order)), ontology is not None, known, tuple(unread))


def _passages(document: Document, found: Mapping[int, Density]) -> Iterator[Measured]:
    for place, density in sorted(found.items()):
        passage = document.passages[place]
        if density.size:
            yield Measured(document.id, density, passage.start, passage.end, document.text[passage.start : passage.end])


def _order(one: Measured) -> tuple[float, str, int]:
    return (-one.density.score, one.document, one.start or 0)
