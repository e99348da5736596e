"""What an audit checks of grounds of completeness: that they speak of their own facts, and how many things they count."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kgcorpus.model import Fact, Ground
from kgcorpus.verify.grounds import Key, Ways, limit_of, reaching

if TYPE_CHECKING:
    from kgcorpus.release.audit import ReleaseFiles, Report


def check_grounds(files: ReleaseFiles, report: Report) -> None:
    """Every ground against the release's own facts, entities and ontology."""
    ways = Ways(files.ontology)
    wanted = {(g.start, g.predicate, g.inverse) for g in files.grounds}
    by_key: dict[Key, list[tuple[str, Fact, str]]] = defaultdict(list)
    for fact in files.facts:
        if not fact.derived and not fact.negated:
            for key, end in ways.keys(fact):
                if key in wanted:
                    by_key[key].append((fact.id, fact, end))
    for ground in files.grounds:
        report.see("grounds")
        key = (ground.start, ground.predicate, ground.inverse)
        if strange := set(ground.facts) - {id for id, _, _ in by_key[key]}:
            report.fail("grounds", ground.id, f"{min(strange)} is no fact of {ground.predicate} of {ground.start} in the release")
        counted = _count(ground, by_key[key], files)
        if ground.items != counted:
            report.fail("grounds", ground.id, f"says {ground.items} items, there are {counted}")


def _count(ground: Ground, facts: list[tuple[str, Fact, str]], files: ReleaseFiles) -> int | None:
    """How many things the ground counts: facts listed, ends that there can be (reached by just these facts), members of a class."""
    if ground.kind in ("section", "table", "review"):
        return len(set(ground.facts))
    if ground.kind == "listed":
        everyone = {**files.ontology.entities, **files.entities}
        return sum(files.ontology.is_a(e.classes, ground.start) for e in everyone.values())
    if ground.kind == "cardinality" and ground.predicate in files.ontology.predicates:
        limit = limit_of(ground.predicate, ground.inverse, ground.start, files.ontology, files.entities)
        return limit if limit is not None and reaching(facts, limit, files.ontology) == tuple(ground.facts) else None
    return None
