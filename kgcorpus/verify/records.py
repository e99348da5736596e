"""What every check sees. Checks group and compare facts by index, and name one by its id only where they find something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..config import Policy
from ..entities import SectionFacts
from ..model import Document, Entity, Fact, Finding, Literal, Qualifier, Section, term_key
from ..ontology import Ontology, Predicate
from ..rdf import certain_days

Check = Callable[["Records"], Iterable[Finding]]

FOREVER = 1 << 40


@dataclass(frozen=True, slots=True)
class Records:
    """Facts with all that judges them. ``ids`` and ``objects`` (keys of the objects) run parallel to ``facts``; ``accepted_by`` names
    the people who accepted a fact (by id)."""

    facts: Sequence[Fact]
    ids: Sequence[str]
    objects: Sequence[str]
    entities: Mapping[str, Entity]
    ontology: Ontology
    documents: Mapping[str, Document]
    policy: Policy = field(default_factory=Policy)
    sections: Sequence[SectionFacts] = ()
    by_predicate: Mapping[str, Sequence[int]] = field(default_factory=dict)
    accepted_by: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def classes(self, entity: str) -> tuple[str, ...]:
        """The classes of an entity, none where it is not known."""
        known = self.entities.get(entity) or self.ontology.entities.get(entity)
        return known.classes if known else ()

    def only(self, facts: Iterable[Fact]) -> Records:
        """The same records with these facts."""
        return gather(
            facts,
            self.ontology,
            entities=self.entities,
            documents=self.documents,
            policy=self.policy,
            sections=self.sections,
            accepted_by=self.accepted_by,
        )

    def finding(self, code: str, index: int, message: str, *, severity: str = "error", others: Iterable[int] = ()) -> Finding:
        """A finding about a fact by its index."""
        return Finding(code, severity, self.ids[index], message, tuple(sorted(self.ids[o] for o in others)))

    def say(self, index: int) -> str:
        """A fact in one short line, for messages."""
        fact = self.facts[index]
        return f"{fact.subject} {'not ' if fact.negated else ''}{fact.predicate} {shown(fact.object)}"


def gather(
    facts: Iterable[Fact],
    ontology: Ontology,
    *,
    entities: Mapping[str, Entity] | None = None,
    documents: Mapping[str, Document] | None = None,
    policy: Policy | None = None,
    sections: Sequence[SectionFacts] = (),
    accepted_by: Mapping[str, Sequence[str]] | None = None,
) -> Records:
    """The records of facts, in order of their ids; of two with one id the first is kept."""
    known: dict[str, Fact] = {}
    for fact in facts:
        known.setdefault(fact.id, fact)
    ids = sorted(known)
    ordered = [known[id] for id in ids]
    by_predicate: dict[str, list[int]] = {}
    for index, fact in enumerate(ordered):
        by_predicate.setdefault(fact.predicate, []).append(index)
    return Records(
        ordered,
        ids,
        [term_key(f.object) for f in ordered],
        entities or {},
        ontology,
        documents or {},
        policy or Policy(),
        sections,
        by_predicate,
        accepted_by or {},
    )


def shown(term: str | Literal) -> str:
    """A term in a message: the id, or the value with its unit."""
    if isinstance(term, str):
        return term
    if term.value is not None:
        text = term.value if len(term.value) <= 40 else term.value[:39] + "…"
    else:
        text = f"{'(' if term.min_open else '['}{term.min or ''},{term.max or ''}{')' if term.max_open else ']'}"
    return f"{text} {term.unit}" if term.unit else text


def qualifier_key(qualifiers: tuple[Qualifier, ...]) -> tuple[tuple[str, str], ...]:
    """Equal for equal sets of qualifiers."""
    return tuple(sorted((q.predicate, term_key(q.value)) for q in qualifiers)) if qualifiers else ()


def may_hold(fact: Fact) -> tuple[int, int]:
    """First day on which a fact may hold, and the day after the last."""
    if not (fact.valid.start or fact.valid.end):
        return 0, FOREVER
    _, _, first, after = certain_days(fact.valid)
    return first or 0, after or FOREVER


def certainly_holds(fact: Fact) -> tuple[int, int]:
    """First day on which a fact certainly holds, and the day after the last; empty (first ≥ after) where a partial date leaves none."""
    if not (fact.valid.start or fact.valid.end):
        return 0, FOREVER
    first, after, _, _ = certain_days(fact.valid)
    return first or 0, after or FOREVER


def together(a: Fact, b: Fact) -> bool:
    """Whether two facts certainly hold on some day both."""
    (a_first, a_after), (b_first, b_after) = certainly_holds(a), certainly_holds(b)
    return max(a_first, b_first) < min(a_after, b_after)


def uses(records: Records, predicate: Predicate) -> list[tuple[int, str, str]]:
    """(index, subject, object key) of all positive facts that say this predicate, by subproperties and inverses too."""
    ontology = records.ontology
    out = []
    for name, indexes in records.by_predicate.items():
        above = ontology.superpredicates(name)
        straight = predicate.id in above
        turned = any(inverse(ontology, one) == predicate.id for one in above)
        for index in indexes if straight or turned else ():
            fact = records.facts[index]
            if not fact.negated:
                if straight:
                    out.append((index, fact.subject, records.objects[index]))
                if turned and isinstance(fact.object, str):
                    out.append((index, fact.object, fact.subject))
    return out


def inverse(ontology: Ontology, predicate: str) -> str | None:
    """The predicate declared as the inverse of another."""
    known = ontology.predicates.get(predicate)
    return known.inverse_of if known else None


def permitted(ontology: Ontology, section: Section) -> bool:
    """Whether the ontology lets a section or table of this predicate and direction prove that a list is complete."""
    known = ontology.predicates.get(section.predicate)
    what = ("subjects" if section.inverse else "objects") + ("ByTable" if section.kind == "table" else "BySection")
    return known is not None and what in known.complete
