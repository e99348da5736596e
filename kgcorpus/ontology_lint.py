"""All problems of an ontology at once, each with file, line, rule, value and what to do. Checks are plain functions over one ``Lint``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import rdf
from .errors import OntologyError
from .ontology import BUILT_IN, Ontology, load_files, ontology_files
from .ontology_graph import Graph, read_graph

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Problem:
    """``severity`` is ``error`` (something is not used or wrong), ``warning``, or ``info``; ``line`` counts from 1, 0 where it is not
    known."""

    file: str
    line: int
    rule: str
    value: str
    fix: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity} {self.rule}: {self.value}; {self.fix}"


@dataclass(frozen=True, slots=True)
class Found:
    """A problem before it has a place: ``subject`` is the id it is about, ``text`` what to look for in its lines."""

    rule: str
    subject: str
    value: str
    fix: str
    severity: str = "error"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Lint:
    """What the checks see: the triples and the ontology made of them, with derived wording."""

    graph: Graph
    ontology: Ontology
    languages: tuple[str, ...]
    """Of the languages asked for, those in which anything has a label."""

    def id(self, iri: str) -> str:
        return self.ontology.compact(iri)


def lint(path: Path, languages: Sequence[str] = LANGUAGES) -> list[Problem]:
    """The problems of an ontology folder or file, errors first in each file by line. Unreadable files are problems too; nothing is
    raised. ``languages`` are those in which it is to say everything."""
    rank = {"error": 0, "warning": 1, "info": 2}
    return sorted({p for _, p in findings(path, languages)}, key=lambda p: (p.file, rank[p.severity], p.line, p.rule, p.value))


def findings(path: Path, languages: Sequence[str] = LANGUAGES) -> list[tuple[Found | None, Problem]]:
    """The problems with what each is about; None where it is a whole file."""
    from .ontology_lint_hedges import hedged_phrases
    from .ontology_lint_terms import CHECKS
    from .ontology_lint_use import USE_CHECKS
    from .ontology_lint_wording import WORDING_CHECKS

    try:
        files = ontology_files(path)
    except OntologyError as error:
        return [(None, Problem(error.place, 0, "no_file", error.found, error.remedy))]
    unreadable, readable = _syntax(files)
    problems: list[tuple[Found | None, Problem]] = [(None, problem) for problem in unreadable]
    graph = read_graph(readable)
    ontology = load_files(readable)
    said = {lang for group in (ontology.classes, ontology.predicates, ontology.entities) for one in group.values() for lang in one.labels}
    seen = Lint(graph, ontology, tuple(lang for lang in LANGUAGES if lang in languages and lang in said - _built_in_only(ontology)))
    places = _Places(readable, ontology)
    for check in (*CHECKS, *USE_CHECKS, *WORDING_CHECKS, hedged_phrases):
        for found in check(seen):
            file, line = places.of(found.subject, found.text)
            problems.append((found, Problem(file, line, found.rule, found.value, found.fix, found.severity)))
    return problems


def _built_in_only(ontology: Ontology) -> set[str]:
    """Languages in which only the built-in predicates have labels."""
    own = [p for id, p in ontology.predicates.items() if id not in BUILT_IN]
    used = {lang for group in (ontology.classes.values(), ontology.entities.values(), own) for one in group for lang in one.labels}
    return {"zh", "en"} - used


def _syntax(files: list[Path]) -> tuple[list[Problem], list[Path]]:
    problems, readable = [], []
    for path in files:
        try:
            rdf.read_triples(path)
            readable.append(path)
        except OntologyError as error:
            name, _, line = error.place.rpartition(":")
            known = line.isdigit()
            rule = "doctype" if "DOCTYPE" in error.found else "syntax_error"
            problems.append(
                Problem(name if known else error.place, int(line) if known else 0, rule, error.found, error.remedy or "mend the line")
            )
    return problems, readable


class _Places:
    """Where a subject and one of its values stand, by looking for their text."""

    def __init__(self, files: list[Path], ontology: Ontology) -> None:
        self.ontology = ontology
        self.lines = [(path.name, path.read_bytes().decode("utf-8", "replace").splitlines()) for path in files]
        self.starts: dict[str, list[tuple[int, int]]] = {}
        for number, (_, lines) in enumerate(self.lines):
            for at, line in enumerate(lines):
                if match := re.match(r"(?:<([^>]+)>|([\w.-]*:[^\s;,]+))", line):
                    subject = ontology.compact(match[1]) if match[1] else ontology.compact(ontology.expand(match[2]))
                    self.starts.setdefault(subject, []).append((number, at))

    def of(self, subject: str, text: str) -> tuple[str, int]:
        needle = rdf.nt_escape(text)
        for number, start in self.starts.get(subject, ()):
            name, lines = self.lines[number]
            for at in range(start, len(lines)):
                if not needle or needle in lines[at]:
                    return name, at + 1
                if at > start and re.match(r"\S", lines[at]) and not lines[at].startswith((".", ";", ",", "#", "]")):
                    break
        if self.starts.get(subject):
            number, at = self.starts[subject][0]
            return self.lines[number][0], at + 1
        for name, lines in self.lines:
            for at, line in enumerate(lines):
                if needle and needle in line:
                    return name, at + 1
        return (self.lines[0][0] if self.lines else ""), 0
