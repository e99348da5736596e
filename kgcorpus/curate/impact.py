"""What a change of the ontology would touch, said before it is made: facts, samples, texts, decisions, and new problems.

The changed ontology is compared with the corpus's own row by row, as the workbook shows them; a trial build in a temporary folder then
gives what would really come out. Nothing of the corpus is written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from kgcorpus import store
from kgcorpus.build import Build, Note
from kgcorpus.config import load as load_corpus
from kgcorpus.errors import ConfigError, OntologyError, UsageError
from kgcorpus.model import Entity, Fact
from kgcorpus.ontology import Ontology, load, load_files, ontology_files
from kgcorpus.ontology_graph import read_graph
from kgcorpus.ontology_lint import Problem, lint
from kgcorpus.release.contents import resting
from kgcorpus.spreadsheet_model import Trouble

from .impact_texts import Occurrence, occurrences
from .impact_trial import Trial, trial
from .layout import SHEETS
from .rows import Row, Rows, subject_of

ONTOLOGY_SUFFIXES = (".ttl", ".owl", ".rdf", ".xml", ".nt")


@dataclass(frozen=True, slots=True)
class CellChange:
    """A property of a subject: its column in the workbook, the column's title by language, and its text before and after."""

    column: str
    title: Mapping[str, str]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A class, predicate, qualifier, term or wording that changes, with what names it today.

    ``what`` is ``added``, ``removed`` or ``changed``; ``position`` is what of a predicate is worded. ``facts`` are the ids of accepted
    facts that name it (of a class: its members); ``samples`` counts the samples that rest on them.
    """

    sheet: str
    id: str
    what: str
    labels: Mapping[str, str]
    cells: tuple[CellChange, ...]
    facts: tuple[str, ...] = ()
    samples: int = 0
    position: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """All that a change would touch. ``problems`` are errors and warnings that the ontology has not today; ``errors`` counts all errors
    of the changed one: with any there is no ``trial``. ``before`` and ``known`` say facts of today."""

    subjects: tuple[Subject, ...]
    facts: Mapping[str, Fact]
    samples: int
    occurrences: tuple[Occurrence, ...]
    problems: tuple[Problem, ...]
    errors: int
    trial: Trial | None
    before: Ontology
    known: Mapping[str, Entity]


def impact(folder: Path, changed: Path, *, build: bool = True, workers: int = 1, note: Note = lambda text: None) -> Impact:
    """What the ontology ``changed`` would do to a built corpus. ``build=False`` leaves out the trial build.

    ``changed`` is an ontology folder, a file that replaces the one of its name, a workbook, or a foreign file that ``ontology import``
    reads. Raises ``UsageError`` where the corpus has not been built as it stands.
    """
    config = load_corpus(folder)
    if not (folder / "corpus.db").exists():
        raise UsageError(str(folder), "nothing has been built here", "corpus.db", "run 'kgcorpus build' first")
    with Build(folder) as work, tempfile.TemporaryDirectory(prefix="kgcorpus-") as there:
        work.check_current("generate")
        before = load(config.ontology)
        new, problems = write_changed(config.ontology, changed, Path(there))
        if new is None:
            errors = sum(1 for p in problems if p.severity == "error")
            return Impact((), {}, 0, (), problems, errors, None, before, {})
        problems, errors = _new_problems(config.ontology, new)
        facts = {f.id: f for f in work.facts()}
        entities = {id: store.load(Entity, raw) for id, raw in work.store.records("entity")}
        if any(p.rule in ("syntax_error", "doctype", "no_file") for p in problems):
            return Impact((), {}, 0, (), problems, errors, None, before, entities)
        rests = _resting(work, facts)
        subjects = _subjects(Rows(read_graph(ontology_files(config.ontology))), Rows(read_graph(ontology_files(new))))
        subjects = [_touched(s, before, facts, entities, rests) for s in subjects]
        after = load_files(ontology_files(new))
        note("texts")
        found = tuple(occurrences(_new_texts(subjects), after, work))
        tried = None
        if build and subjects and not errors:
            try:
                tried = trial(work, new, Path(there), workers=workers, note=note)
            except (ConfigError, OntologyError) as error:  # a name that corpus.toml needs is gone
                problems = (*problems, Problem(Path(error.place).name, 0, "needed", error.found, error.remedy))
                errors += 1
        every = {id for s in subjects for id in s.facts}
        samples = len({sample for id in every for sample in rests.get(id, ())})
        return Impact(tuple(subjects), {id: facts[id] for id in sorted(every)}, samples, found, problems, errors, tried, before, entities)


# --------------------------------------------------------------------------------------------- the changed ontology


def write_changed(ontology: Path, changed: Path, there: Path) -> tuple[Path | None, tuple[Problem, ...]]:
    """Write the ontology as it would be into a folder below ``there``; none, and the problems, where ``changed`` cannot be taken in."""
    if not changed.exists():
        raise UsageError(str(changed), "no such file or folder", EXPECTED, "check the path")
    if (changed / "corpus.toml").is_file():
        changed = load_corpus(changed).ontology
    own = ontology_files(ontology)
    if changed.is_dir():
        files: Mapping[str, bytes] = {path.name: path.read_bytes() for path in ontology_files(changed)}
    elif changed.suffix.lower() in ONTOLOGY_SUFFIXES and (not ontology.is_dir() or changed.name in {path.name for path in own}):
        kept = {path.name: path.read_bytes() for path in own} if ontology.is_dir() else {}
        files = {**kept, changed.name: changed.read_bytes()}
    else:
        made, problems = _imported(ontology, changed)
        if any(p.severity == "error" for p in problems):
            return None, problems
        files = {**{path.name: path.read_bytes() for path in own}, **{path.name: text.encode("utf-8") for path, text in made.items()}}
    folder = there / "ontology"
    folder.mkdir()
    for name in sorted(files):
        (folder / name).write_bytes(files[name])
    return folder, ()


EXPECTED = "an ontology folder, one of its files, a workbook, or a file that 'ontology import' reads"


def _imported(ontology: Path, source: Path) -> tuple[Mapping[Path, str], tuple[Problem, ...]]:
    """The files that the import of a source would change, and what is wrong with the source."""
    from .importing import import_book, is_ontology_book

    if is_ontology_book(source):
        found = import_book(ontology, source)
        return found.files, tuple(_problem(source, trouble) for trouble in found.troubles)
    from .taking_in import take_in

    taken = take_in(ontology, source)
    return taken.texts, tuple(_problem(source, trouble) for trouble in taken.troubles)


def _problem(source: Path, found: Trouble) -> Problem:
    """A problem with a cell, with the file and sheet as its place."""
    place = f"{source.name}!{found.sheet}" if found.sheet else source.name
    value = f"{found.column}{found.row}: {found.message}" if found.column else found.message
    return Problem(place, found.row, found.rule, value, found.fix, found.severity)


def _new_problems(old: Path, new: Path) -> tuple[tuple[Problem, ...], int]:
    """Errors and warnings that the changed ontology has and the present one has not, and the number of all its errors."""
    known = {(p.rule, p.value, p.fix) for p in lint(old)}
    found = lint(new)
    fresh = tuple(p for p in found if p.severity != "info" and (p.rule, p.value, p.fix) not in known)
    return fresh, sum(1 for p in found if p.severity == "error")


# --------------------------------------------------------------------------------------------- what changes


def _subjects(old: Rows, new: Rows) -> list[Subject]:
    order = list(dict.fromkeys([*old.by_id, *new.by_id]))
    rank = {sheet: n for n, sheet in enumerate(SHEETS)}
    out = []
    for key in sorted(order, key=lambda k: rank.get(k[0], len(rank))):
        before, after = old.by_id.get(key), new.by_id.get(key)
        cells = _cells(before, after)
        if not cells:
            continue
        row = after or before
        assert row
        what = "added" if before is None else "removed" if after is None else "changed"
        position = row.cells["position"] if row.sheet == "wording" else ""
        out.append(Subject(row.sheet, subject_of(row), what, _labels(after or before, new, old), cells, position=position))
    return out


def _cells(before: Row | None, after: Row | None) -> tuple[CellChange, ...]:
    row = after or before
    assert row
    out = []
    for column in SHEETS[row.sheet].columns:
        if column.key in ("as_written", "predicate", "position", "prefix") or column.fixed or column.hidden:
            continue
        old, new = ((one.cells.get(column.key, "") if one else "") for one in (before, after))
        # Which of several texts is preferred is told by their order; elsewhere the order says nothing.
        same = old == new if row.sheet == "wording" else sorted(old.split("\n")) == sorted(new.split("\n"))
        if not same:
            out.append(CellChange(column.key, column.title, old, new))
    return tuple(out)


def _labels(row: Row | None, *of: Rows) -> dict[str, str]:
    """The names of what a row is about: its own, of wording those of its predicate."""
    for rows in of:
        for sheet in ("classes", "predicates", "qualifiers", "terms"):
            named = rows.by_id.get((sheet, subject_of(row))) if row else None
            if named:
                found = {lang: named.cells[f"label_{lang}"].split("\n")[0] for lang in ("zh", "en") if named.cells.get(f"label_{lang}")}
                if found:
                    return found
    return {}


def _new_texts(subjects: Iterable[Subject]) -> list[tuple[Subject, str, str]]:
    """(subject, column, text) of every name, heading, pattern or trigger that texts would newly be searched for."""
    out = []
    for subject in subjects:
        for cell in subject.cells:
            stem = cell.column.rpartition("_")[0] or cell.column
            names = subject.sheet == "terms" and stem in ("label", "alias", "hidden")
            if names or (subject.sheet == "predicates" and stem in ("section", "pattern", "trigger", "inverse_trigger")):
                known = set(cell.old.split("\n"))
                out += [(subject, cell.column, text) for text in cell.new.split("\n") if text and text not in known]
    return out


# --------------------------------------------------------------------------------------------- what rests on it


def _resting(work: Build, facts: Mapping[str, Fact]) -> dict[str, list[str]]:
    """The ids of the samples that rest on each fact; what rests on a premise rests on what is derived from it."""
    out: dict[str, list[str]] = {}
    for raw in work.store.samples():
        sample = orjson.loads(raw)
        for id in resting(sample).facts:
            out.setdefault(id, []).append(sample["id"])
    for id, fact in facts.items():
        if fact.derived:
            out[id] = sorted({s for premise in fact.derived.premises for s in out.get(premise, ())} | set(out.get(id, ())))
    return out


def _touched(
    subject: Subject, ontology: Ontology, facts: Mapping[str, Fact], entities: Mapping[str, Entity], rests: Mapping[str, Sequence[str]]
) -> Subject:
    """The subject with the facts that name it today and the number of samples that rest on them."""
    if subject.sheet == "classes":
        below = ontology.descendants(subject.id)
        members = {id for id, entity in entities.items() if not below.isdisjoint(entity.classes)}
        named = [id for id, fact in facts.items() if not members.isdisjoint(_things(fact))]
    elif subject.sheet in ("predicates", "wording", "qualifiers"):
        named = [id for id, f in facts.items() if f.predicate == subject.id or any(q.predicate == subject.id for q in f.qualifiers)]
    else:
        named = [id for id, fact in facts.items() if subject.id in _things(fact)]
    samples = len({sample for id in named for sample in rests.get(id, ())})
    return Subject(subject.sheet, subject.id, subject.what, subject.labels, subject.cells, tuple(sorted(named)), samples, subject.position)


def _things(fact: Fact) -> set[str]:
    """The entities that a fact names."""
    return {t for t in (fact.subject, fact.object, *(q.value for q in fact.qualifiers)) if isinstance(t, str)}
