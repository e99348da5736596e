"""Proving a release again from its own files: every answer by an engine that did not make it, every quote, id, rule and digest.

Answers come from Oxigraph's SPARQL over ``graph.nt``: one query a shape for all its starts, and each sample's own query for a drawn
share. What the
release does not hold (quotes of texts that may not be shown) is counted and said, not passed over.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from kgcorpus import ontology as ontologies
from kgcorpus import parallel, rdf
from kgcorpus.errors import InputError, UsageError
from kgcorpus.model import Document, Entity, Evidence, Fact, Ground, Json, Source, Span, digest
from kgcorpus.release import audit_identifiers
from kgcorpus.release.audit_derived import Derived
from kgcorpus.release.audit_formats import check_formats
from kgcorpus.release.audit_grounds import check_grounds
from kgcorpus.release.audit_permissions import check_licences
from kgcorpus.release.audit_samples import Claims, Solving
from kgcorpus.release.audit_unknown import Causes
from kgcorpus.release.audit_wordings import Wordings
from kgcorpus.verify.shown import REVIEW

MOST_FAILURES = 10_000


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that should hold and does not: which check, about which record, what was found."""

    check: str
    about: str
    message: str


@dataclass(slots=True)
class Report:
    """What an audit looked at and what it found. ``checked`` counts the things looked at by check, in the order of the checks."""

    folder: Path
    checked: dict[str, int] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    unquoted: int = 0
    untexted: int = 0
    samples: int = 0
    facts: int = 0

    def failed(self, check: str) -> int:
        return sum(1 for f in self.failures if f.check == check)

    def see(self, check: str, n: int = 1) -> None:
        self.checked[check] = self.checked.get(check, 0) + n

    def fail(self, check: str, about: str, message: str) -> None:
        if len(self.failures) < MOST_FAILURES:
            self.failures.append(Failure(check, about, message))

    def add(self, other: Report) -> None:
        """Take over what another report of the same release saw and found."""
        for check, n in other.checked.items():
            self.see(check, n)
        self.failures += [failure for failure in other.failures if failure not in self.failures]
        self.unquoted += other.unquoted
        self.untexted += other.untexted
        self.samples, self.facts = max(self.samples, other.samples), max(self.facts, other.facts)

    def in_order(self) -> Report:
        """The report with checks and failures in the order of ``CHECKS``."""
        self.checked = {check: self.checked[check] for check in sorted(self.checked, key=CHECKS.index)}
        self.failures.sort(key=lambda failure: (CHECKS.index(failure.check), failure.about, failure.message))
        return self

    def to_json(self) -> dict[str, Json]:
        return {
            "release": self.folder.name,
            "samples": self.samples,
            "facts": self.facts,
            "checked": self.checked,
            "failed": dict(Counter(f.check for f in self.failures)),
            "failures": [{"check": f.check, "about": f.about, "message": f.message} for f in self.failures],
            "quote_not_included": self.unquoted,
            "text_not_included": self.untexted,
        }


@dataclass(frozen=True, slots=True)
class ReleaseFiles:
    """A release as its own files tell it. ``facts`` carry of their evidence only which documents it stands in, those that people corrected
    all of it; quotes are checked line by line; ``texts`` are those that the release shows; ``held`` are facts in no graph,
    which contradict each other."""

    folder: Path
    manifest: Mapping[str, Any]
    ontology: ontologies.Ontology
    documents: Mapping[str, Document]
    shown: Mapping[str, bool]
    texts: Mapping[str, str]
    facts: tuple[Fact, ...]
    entities: Mapping[str, Entity]
    grounds: tuple[Ground, ...]
    held: tuple[Fact, ...] = ()

    def samples(self) -> Iterator[dict[str, Any]]:
        yield from _lines(self.folder / "samples.jsonl")

    def evidence(self) -> dict[str, Fact]:
        """The asserted facts by id with all their evidence; quotes that are not in the release are empty."""
        out: dict[str, Fact] = {}
        for row in _lines(self.folder / "facts.jsonl"):
            if "derived" not in row:
                out[row["id"]] = Fact.from_json(row)
        return out


RECORDS, ANSWERS = "records and wordings", "answers"
"""The two sides of an audit; they share nothing but the files, so that two processes can prove them."""
CHECKS = (
    "files", "quotes", "fact ids", "evidence", "graph digest", "licences", "identifiers", "derived facts", "grounds", "graph.nt",
    "formats", "sample ids", "basis", "facts", "values", "wordings", "citations", "forms", "sparql", "labels", "splits", "counts",
    "answers", "groups", "completeness", "supporting facts", "own queries", "options", "rejected", "context", "steps", "turns",
    "corrections", "causes", "plan", "answers by neo4j",
)  # fmt: skip
"""The checks in the order in which a report tells them."""


def audit(
    folder: Path, *, corpus: Path | None = None, workers: int = 1, engine: str = "sparql", note: Callable[[str], None] = lambda text: None
) -> Report:
    """Check everything that a release claims; ``failures`` is empty if all of it holds. More than one worker proves both sides at once.
    ``engine`` "neo4j": a Neo4j server answers every form, too."""
    if engine not in ("sparql", "neo4j"):
        raise UsageError("--engine", f"unknown engine '{engine}'", "one of sparql, neo4j")
    _manifest(folder)
    if workers > 1:
        note("two processes")
        sides = list(parallel.run(partial(_prove, folder, corpus, engine), [(RECORDS,), (ANSWERS,)], workers=2))
    else:
        sides = [_prove(folder, corpus, engine, (RECORDS, ANSWERS), note)]
    report = Report(folder)
    for side in sides:
        report.add(side)
    return report.in_order()


def _prove(
    folder: Path, corpus: Path | None, engine: str, sides: tuple[str, ...], note: Callable[[str], None] = lambda text: None
) -> Report:
    """The report of one side, or of both."""
    report = Report(folder)
    manifest = _manifest(folder)
    note("files")
    if RECORDS in sides:
        _check_files(folder, manifest, report)
    try:
        files = _load(folder, manifest, corpus, report if RECORDS in sides else Report(folder))
    except InputError as error:
        report.fail("files", folder.name, f"cannot be read: {error}")
        return report
    except (OSError, KeyError, TypeError, ValueError) as error:
        report.fail("files", folder.name, f"cannot be read: {type(error).__name__}: {error}")
        return report
    report.facts = len(files.facts)
    note("facts")
    readers: list[Wordings | Claims | Derived | Causes | audit_identifiers.Holding] = []
    if RECORDS in sides:
        check_licences(files, report)
        audit_identifiers.check_files(files, report)
        _check_derived(files, report)
        check_grounds(files, report)
        _check_graph_file(files, report)
        check_formats(files, report)
        readers += [Wordings(files, report), audit_identifiers.Holding(files, report)]
    if ANSWERS in sides:
        claims, causes = Claims(files, report), Causes(files, report)
        readers += [claims, Derived(files, report), causes]
    for report.samples, sample in enumerate(files.samples(), 1):
        for reader in readers:
            reader.sample(sample)
        if report.samples % 2000 == 0:
            note(f"samples {report.samples:,}")
    for reader in readers:
        reader.finish()
    if ANSWERS in sides:
        note("answers")
        solving = Solving(files, report, engine)
        solving.solve(claims, note)
        causes.prove(solving)
    return report


def _manifest(folder: Path) -> Mapping[str, Any]:
    path = folder / "manifest.json"
    if not path.exists():
        raise InputError(str(folder), "no manifest.json", "a release folder")
    try:
        manifest = orjson.loads(path.read_bytes())
        if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
            raise ValueError("no list of files")
    except ValueError as error:
        raise InputError(str(path), f"not a manifest ({error})", "the manifest of a release") from error
    return manifest


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error


def _check_files(folder: Path, manifest: Mapping[str, Any], report: Report) -> None:
    listed = manifest["files"]
    for name, expected in listed.items():
        report.see("files")
        path = folder / name
        if not path.is_file():
            report.fail("files", name, "missing")
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                report.fail("files", name, "has another digest than the manifest says")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != "manifest.json" and name not in listed:
            report.fail("files", name, "is not in the manifest")


def _load(folder: Path, manifest: Mapping[str, Any], corpus: Path | None, report: Report) -> ReleaseFiles:
    ontology = ontologies.load(folder / "ontology.ttl")
    rows = {row["id"]: row for row in _lines(folder / "documents.jsonl")}
    documents = {name: _document(row) for name, row in rows.items()}
    texts = _texts(folder, documents, corpus)
    quotes = QuoteCheck(documents, texts, report)
    facts = tuple(_facts(folder / "facts.jsonl", quotes, report))
    held = tuple(_facts(folder / "conflicts.jsonl", quotes, report)) if (folder / "conflicts.jsonl").exists() else ()
    grounds = tuple(_grounds(folder, quotes))
    report.see("graph digest")
    if digest(manifest["date"], [f.id for f in facts], sorted(g.id for g in grounds)) != manifest["graph"]:
        report.fail("graph digest", "manifest.json", "the facts and grounds have another digest")
    entities = rdf.read_entities(folder / "graph.nt", ontology.prefixes)
    shown = {name: bool(row["text_included"]) for name, row in rows.items()}
    shown_texts = {name: text for name, text in texts.items() if shown.get(name)}
    return ReleaseFiles(folder, manifest, ontology, documents, shown, shown_texts, facts, entities, grounds, held)


def _document(row: Mapping[str, Any]) -> Document:
    source = Source(
        row["source"],
        row.get("source_title", {}),
        row.get("licence"),
        tuple(row["uses"]),
        row.get("origin", ""),
        row["sensitivity"],
        as_at=row.get("as_at"),
        recipients=tuple(row.get("recipients", ())),
        authorised_by=row.get("authorised_by", ""),
        authorised_until=row.get("authorised_until"),
    )
    return Document(row["id"], row["id"], row["digest"], "", (), source, row["title"], row["language"], row["format"])


def _texts(folder: Path, documents: Mapping[str, Document], corpus: Path | None) -> dict[str, str]:
    """Kept texts by document id: those of the release, checked against their digest, and the corpus's own where one is given."""
    out: dict[str, str] = {}
    if corpus is not None:
        from kgcorpus.store import Store, load

        with Store(corpus / "corpus.db") as kept:
            mine = [load(Document, raw) for name, raw in kept.records("document") if name in documents]
            out = {d.id: kept.text(d.digest) for d in mine if d.digest == documents[d.id].digest}
    for name, document in documents.items():
        path = folder / "texts" / f"{document.digest}.txt"
        if path.exists():
            raw = path.read_bytes()
            if hashlib.sha256(raw).hexdigest() != document.digest:
                raise ValueError(f"texts/{path.name} has another digest than its name")
            out[name] = raw.decode("utf-8")
    return out


class QuoteCheck:
    """Checks spans against the kept texts; where the release shows no quote, its digest."""

    def __init__(self, documents: Mapping[str, Document], texts: Mapping[str, str], report: Report) -> None:
        self._documents, self._texts, self._report = documents, texts, report

    def __call__(self, owner: str, span: Mapping[str, Any]) -> None:
        name = span["document"]
        if name not in self._documents:
            self._report.fail("quotes", owner, f"its document {name} is not in documents.jsonl")
        elif name not in self._texts:
            if "quote" in span:
                self._report.untexted += 1
            else:
                self._report.unquoted += 1
        else:
            self._report.see("quotes")
            there = self._texts[name][span["start"] : span["end"]]
            if not there or span.get("quote", there) != there or span.get("quote_digest", "") not in ("", digest(there)):
                self._report.fail("quotes", owner, f"{name}[{span['start']}:{span['end']}] is not the quote")


def _facts(path: Path, quotes: QuoteCheck, report: Report) -> Iterator[Fact]:
    """Facts with slim evidence, their ids and quotes checked."""
    slim: dict[tuple[str, ...], Evidence] = {}
    seen: set[str] = set()
    for row in _lines(path):
        evidence = []
        for one in row.pop("evidence"):
            for span in one["spans"]:
                quotes(row["id"], span)
            if one.get("made_by", "").startswith(REVIEW):  # a quote may have to show what a person corrected
                evidence.append(Evidence.from_json(one))
                continue
            names = tuple(sorted({span["document"] for span in one["spans"]}))
            if names not in slim:
                slim[names] = Evidence(tuple(Span("context", name, 0, 0, "") for name in names))
            evidence.append(slim[names])
        fact = replace(Fact.from_json(row), evidence=tuple(evidence))
        report.see("fact ids")
        if fact.id != row["id"] or row["id"] in seen:
            report.fail("fact ids", row["id"], "is not the digest of the fact, or stands twice")
        seen.add(row["id"])
        report.see("evidence")
        if not fact.derived and not evidence:
            report.fail("evidence", row["id"], "an asserted fact without evidence")
        yield fact


def _grounds(folder: Path, quotes: QuoteCheck) -> Iterator[Ground]:
    for row in _lines(folder / "grounds.jsonl"):
        for span in row.get("spans", ()):
            quotes(row["id"], span)
            span.setdefault("quote", "")
        yield Ground.from_json(row)


def _check_derived(files: ReleaseFiles, report: Report) -> None:
    """Derived facts are exactly those that the ontology's axioms give from the asserted ones."""
    from kgcorpus.graph.inference import derive

    expected = {f.id: f.derived for f in derive([f for f in files.facts if not f.derived], files.ontology)}
    found = {f.id: f.derived for f in files.facts if f.derived}
    report.see("derived facts", len(found))
    for identifier in sorted(expected.keys() | found.keys()):
        if expected.get(identifier) != found.get(identifier):
            report.fail("derived facts", identifier, "is not what the ontology's axioms derive")


def _check_graph_file(files: ReleaseFiles, report: Report) -> None:
    """``graph.nt`` holds exactly the facts of ``facts.jsonl`` and the names of their entities."""
    import tempfile

    report.see("graph.nt")
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / "graph.nt"
        rdf.write_graph_nt(files.facts, files.ontology, files.entities, files.manifest["date"], again)
        if again.read_bytes() != (files.folder / "graph.nt").read_bytes():
            report.fail("graph.nt", "graph.nt", "is not what facts.jsonl gives")
