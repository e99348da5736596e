"""What an audit checks of grounds of completeness: that they speak of their own facts, and how many things they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from kgcorpus.model import Entity, Fact, Ground
from kgcorpus.verify.grounds import Key, Ways, limit_of, reaching

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology
    from kgcorpus.release.audit import ReleaseFiles, Report


class Grounded(Protocol):
    """What grounds are counted against: a release's files, or what is to become one."""

    @property
    def facts(self) -> Sequence[Fact]: ...
    @property
    def grounds(self) -> Sequence[Ground]: ...
    @property
    def entities(self) -> Mapping[str, Entity]: ...
    @property
    def ontology(self) -> Ontology: ...


def check_grounds(files: ReleaseFiles, report: Report) -> None:
    """Every ground against the release's own facts, entities and ontology."""
    report.see("grounds", len(files.grounds))
    for ground, message in wrong_grounds(files):
        report.fail("grounds", ground, message)


def wrong_grounds(files: Grounded) -> Iterator[tuple[str, str]]:
    """The grounds (ids) that do not count what is there, each with what is wrong."""
    ways = Ways(files.ontology)
    wanted = {(g.start, g.predicate, g.inverse) for g in files.grounds}
    by_key: dict[Key, list[tuple[str, Fact, str]]] = defaultdict(list)
    for fact in files.facts:
        if not fact.derived and not fact.negated:
            for key, end in ways.keys(fact):
                if key in wanted:
                    by_key[key].append((fact.id, fact, end))
    for ground in files.grounds:
        key = (ground.start, ground.predicate, ground.inverse)
        if strange := set(ground.facts) - {id for id, _, _ in by_key[key]}:
            yield ground.id, f"{min(strange)} is no fact of {ground.predicate} of {ground.start} in the release"
        counted = _count(ground, by_key[key], files)
        if ground.items != counted:
            yield ground.id, f"says {ground.items} items, there are {counted}"


def _count(ground: Ground, facts: list[tuple[str, Fact, str]], files: Grounded) -> int | None:
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
