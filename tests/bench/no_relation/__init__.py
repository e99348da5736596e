"""Own sentences in which two names stand together without the relation, with twins in which it holds: nine ontologies, zh and en.

A file ``NAME.txt`` beside ``NAME.ttl`` has sentences by kind (``[negation]``); behind ``=>`` stands what may be said of a sentence, and
must be under ``[holds]``. Whatever else comes out is a false fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kgcorpus.extract.reading import Extraction, extractors_for, read_facts
from kgcorpus.extract.texts import plain_document
from kgcorpus.model import Candidate
from kgcorpus.ontology import Ontology, load
from tests.garden import said

FOLDER = Path(__file__).parent
HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with the facts that it may give; under ``holds`` those that it must."""

    domain: str
    kind: str
    language: str
    text: str
    expected: frozenset[str]


def cases() -> Iterator[Case]:
    """Every sentence, in the order of the files."""
    for path in sorted(FOLDER.glob("*.txt")):
        kind = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if heading := re.fullmatch(r"\[(\w+)\]", line):
                kind = heading.group(1)
            elif line.strip():
                text, _, facts = line.partition(" => ")
                language = "zh" if re.search("[一-鿿]", text) else "en"
                yield Case(path.stem, kind, language, text, frozenset(f.strip() for f in facts.split(";") if f.strip()))


@lru_cache(maxsize=16)
def ontology(domain: str) -> Ontology:
    return load(FOLDER / f"{domain}.ttl")


@lru_cache(maxsize=16)
def _extractors(domain: str) -> tuple[object, ...]:
    return tuple(extractors_for(ontology(domain)))


def read(case: Case) -> Extraction:
    """What the rules find in a case's sentence."""
    document = plain_document(case.text, case.text, case.language)
    return read_facts(document, _extractors(case.domain))  # type: ignore[arg-type]


def found(case: Case) -> set[str]:
    """The facts of a case's sentence, each in a line; a fact that has ended is told as such."""
    return {_line(c) for c in read(case).candidates}


def _line(candidate: Candidate) -> str:
    return said(candidate) + (" until" if candidate.valid.end else "")


def false_facts(case: Case, facts: set[str]) -> set[str]:
    """What is said of a sentence that does not say it; that something held until some day is no false fact of what is past."""
    return {f for f in facts - case.expected if not (case.kind == "past" and f.endswith(" until"))}


__all__ = ["HOLDS", "Case", "cases", "false_facts", "found", "ontology", "read"]
