"""Changes of subjects as the files of the ontology would be: edited where there are files, written anew where there are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgcorpus.errors import OntologyError
from kgcorpus.ontology_graph import CLASS_TYPES, TYPE, read_graph
from kgcorpus.ontology_reading import PREDICATE_TYPES
from kgcorpus.rdf import KGC, OWL, SKOS, id_iri
from kgcorpus.spreadsheet import Trouble

from .layout import POSITIONS
from .rows import Change, Rows, merged
from .turtle_text import Edit, TurtleText, new_file

FILES = {
    "classes": "schema.ttl", "predicates": "schema.ttl", "qualifiers": "schema.ttl", "terms": "terms.ttl", "wording": "wording.ttl",
    "other": "shapes.ttl",
}  # fmt: skip
"""Into which file of a new folder the rows of a sheet go."""
PREF_LABEL = SKOS + "prefLabel"
_WORDING = frozenset(KGC + position for position, _ in POSITIONS)


@dataclass(slots=True)
class Subject:
    """What is to be changed of one subject (an id), and the sheets that say so."""

    id: str
    changes: list[Change] = field(default_factory=list)
    delete: bool = False
    sheets: set[str] = field(default_factory=set)


def homes(files: Sequence[Path], new: Mapping[str, str]) -> dict[str, Path]:
    """The file for each new subject (IRI to sheet): where most of its kind are, else the file that is named for them.

    Where there is neither, the editor finds a place beside what is most alike.
    """
    turtle = [path for path in files if path.suffix.lower() in (".ttl", ".nt")]
    counts: dict[str, Counter[Path]] = {}
    for path in turtle if len(turtle) > 1 and new else ():
        graph = read_graph([path])
        for subject, found in graph.by_subject.items():
            types = {t.value for t in found.get(TYPE, ())}
            if kind := "classes" if types & set(CLASS_TYPES) else "predicates" if types & PREDICATE_TYPES.keys() else "":
                counts.setdefault(kind, Counter())[path] += 1
            elif OWL + "NamedIndividual" in types or (types and PREF_LABEL in found and not subject.startswith("_:")):
                counts.setdefault("terms", Counter())[path] += 1
    named = {path.name: path for path in turtle}
    out: dict[str, Path] = {}
    for iri, sheet in new.items():
        group = {"terms": ("terms",), "classes": ("classes", "predicates")}.get(sheet, ("predicates", "classes"))
        found_in = next((counts[kind] for kind in group if kind in counts), None)
        if sheet not in ("wording", "other") and (found_in or FILES[sheet] in named):
            out[iri] = max(sorted(found_in), key=lambda path: found_in[path]) if found_in else named[FILES[sheet]]
    return out


def edited_files(
    files: Sequence[Path], current: Rows, subjects: Iterable[Subject], prefixes: Mapping[str, str], new_prefixes: Mapping[str, str],
    troubles: list[Trouble],
) -> dict[Path, str]:  # fmt: skip
    """The files that change, as they would be; what cannot be edited is added to the troubles."""
    subjects, edits = list(subjects), list[Edit]()
    for subject in subjects:
        iri = id_iri(subject.id, prefixes)
        if subject.delete:
            edits.append(Edit(iri, ""))
            continue
        known = {p: current.values(iri, p) for p in current.graph.by_subject.get(iri, {})}
        for edit in merged(iri, known, subject.changes):
            edits.append(edit)
            if current.is_shared(iri, edit.property):
                message = f"{edit.property} of {subject.id} has a value without id"
                troubles.append(Trouble("", 0, "", subject.id, message, "change it in the Turtle files", "not_editable"))
    if not edits and not new_prefixes:
        return {}
    try:
        text = TurtleText.read(files)
        given = text.texts()
        if new_prefixes:
            text = TurtleText(_with_prefixes(given, new_prefixes))
        known_iris = current.graph.by_subject.keys()
        new = {iri: _sheet(s) for s in subjects if not s.delete and (iri := id_iri(s.id, prefixes)) not in known_iris}
        text.apply(edits, new_subjects_in=homes(files, new))
    except OntologyError as error:
        troubles.append(Trouble("", 0, "", error.place, error.found, error.remedy, "not_editable"))
        return {}
    return {path: new for path, new in text.texts().items() if given.get(path) != new}


def _sheet(subject: Subject) -> str:
    return next((sheet for sheet in FILES if sheet in subject.sheets), "other")


def _with_prefixes(texts: Mapping[Path, str], new: Mapping[str, str]) -> dict[Path, str]:
    """The first Turtle file with new prefixes behind those that it has."""
    out = dict(texts)
    for path, text in texts.items():
        if path.suffix.lower() == ".ttl":
            found = list(re.finditer(r"^[ \t]*@?prefix[^\n]*\n", text, re.M | re.I))
            at = found[-1].end() if found else 0
            newline = "\r\n" if "\r\n" in text else "\n"
            out[path] = text[:at] + "".join(f"@prefix {name}: <{namespace}> .{newline}" for name, namespace in new.items()) + text[at:]
            break
    return out


def new_files(target: Path, subjects: Iterable[Subject], prefixes: Mapping[str, str], loose: str) -> dict[Path, str]:
    """The files of a new ontology: one where ``target`` is a ``.ttl`` file, else a folder's. ``loose`` is Turtle without subject."""
    single = target.suffix.lower() == ".ttl"
    edits: dict[Path, list[Edit]] = {}
    for subject in subjects:
        if subject.delete:
            continue
        home = _sheet(subject)
        for edit in merged(id_iri(subject.id, prefixes), {}, subject.changes):
            worded = home == "predicates" and edit.property in _WORDING
            edits.setdefault(target if single else target / FILES["wording" if worded else home], []).append(edit)
    out = {path: new_file(prefixes, found) for path, found in edits.items()}
    if loose:
        path = target if single else target / FILES["other"]
        out[path] = (out.get(path) or new_file(prefixes, [])) + "\n" + loose + "\n"
    return out
