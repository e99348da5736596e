"""What phrasings of labels alone find in the examples: how often that is right, for each predicate."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kgcorpus.model import Json
from kgcorpus.text import normal_name

if TYPE_CHECKING:
    from kgcorpus.extract.learning.examples import Example
    from kgcorpus.ontology import Ontology

MOST = 2000
"""Examples that are read, drawn by digest."""
SUPPOSED, AS_MANY = 0.5, 20
"""How often a find by label is supposed to be right before any example is read, and how many finds that counts as."""
Read = Callable[[str, str, "str | None"], dict[str, Json]]


def found_by_label(ontology: Ontology, examples: Sequence[Example], read: Read) -> dict[str, tuple[int, int]]:
    """For each predicate that the phrasings of its label find: how many finds the examples have, and how many there are. ``read`` makes
    the output line of a text without a model."""
    ids = {ontology.expand(p.id): p.id for p in ontology.predicates.values()}
    out: dict[str, tuple[int, int]] = {}
    for e in sorted(examples, key=lambda e: hashlib.sha256(e.text.encode("utf-8", "surrogatepass")).hexdigest())[:MOST]:
        gold = {(f.predicate, *(normal_name(e.text[a.start : a.end]) for a in (f.subject, f.object))) for f in e.facts if not f.rejected}
        for predicate, subject, object_ in _said(read(e.id, e.text, e.language), ids):
            right, found = out.get(predicate, (0, 0))
            out[predicate] = right + ((predicate, subject, object_) in gold), found + 1
    return dict(sorted(out.items()))


def _said(line: dict[str, Json], ids: Mapping[str, str]) -> set[tuple[str, str, str]]:
    return {
        (ids[f["predicate_iri"]], normal_name(f["subject"]["text"]), normal_name(f["object"]["text"]))
        for f in line["facts"]
        if not f.get("negated") and f["predicate_iri"] in ids
    }


def share(counts: Mapping[str, tuple[int, int]], predicate: str) -> float:
    """How likely a find by the predicate's label is right."""
    right, found = counts.get(predicate, (0, 0))
    return (right + SUPPOSED * AS_MANY) / (found + AS_MANY)
