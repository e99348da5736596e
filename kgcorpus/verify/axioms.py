"""What axioms exclude: disjoint classes, both directions of an asymmetric predicate, itself, cycles, too many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..model import Finding
from ..ontology import Predicate
from .records import Check, Records, qualifier_key, together, uses


def disjointness() -> Check:
    """A check that no entity is a member of two disjoint classes; ``about`` is the entity, ``others`` all its facts (whose is open)."""

    def check(records: Records) -> Iterator[Finding]:
        classes = {id: set(e.classes) for id, e in records.entities.items() if e.classes}
        for _, subject, object in _positive(records, "rdf:type"):
            classes.setdefault(subject, set()).add(object)
        clashes: dict[frozenset[str], tuple[str, str] | None] = {}
        for entity, found in sorted(classes.items()):
            if len(found) < 2:
                continue
            key = frozenset(found)
            if key not in clashes:
                ordered = sorted(found)
                pairs = ((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])
                clashes[key] = next((pair for pair in pairs if records.ontology.disjoint(*pair)), None)
            if pair := clashes[key]:
                own = tuple(id for id, fact in zip(records.ids, records.facts, strict=True) if entity in (fact.subject, fact.object))
                yield Finding("disjointness", "error", entity, f"{entity} is a {pair[0]} and a {pair[1]}, which are disjoint", own)

    return check


def _positive(records: Records, name: str) -> Iterator[tuple[int, str, str]]:
    for index in records.by_predicate.get(name, ()):
        fact = records.facts[index]
        if not fact.negated and isinstance(fact.object, str):
            yield index, fact.subject, fact.object


def asymmetry() -> Check:
    """A check that an asymmetric predicate does not hold both ways at one time."""

    def check(records: Records) -> Iterator[Finding]:
        for predicate in _with(records, "asymmetric"):
            pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
            for index, subject, object in uses(records, predicate):
                pairs[subject, object].append(index)
            for (subject, object), indexes in pairs.items():
                back = pairs.get((object, subject), ())
                for index in indexes if subject != object else ():
                    clashing = [b for b in back if b != index and together(records.facts[index], records.facts[b])]
                    if clashing:
                        message = f"{predicate.id} is asymmetric and holds both ways between {subject} and {object}"
                        yield records.finding("asymmetry", index, message, others=clashing)

    return check


def irreflexivity() -> Check:
    """A check that an irreflexive or asymmetric predicate does not link anything to itself."""

    def check(records: Records) -> Iterator[Finding]:
        for predicate in _with(records, "irreflexive", "asymmetric"):
            for index, subject, object in uses(records, predicate):
                if subject == object:
                    yield records.finding("irreflexivity", index, f"{predicate.id} links {subject} to itself")

    return check


def cycles() -> Check:
    """A check that a transitive predicate has no cycle (a symmetric one may)."""

    def check(records: Records) -> Iterator[Finding]:
        for predicate in _with(records, "transitive"):
            if predicate.symmetric:
                continue
            links = uses(records, predicate)
            part = _components([(s, o) for _, s, o in links])
            inside: dict[int, list[int]] = defaultdict(list)
            for index, subject, object in links:
                if subject != object and part[subject] == part[object]:
                    inside[part[subject]].append(index)
                elif subject == object and not (predicate.irreflexive or predicate.asymmetric):
                    yield records.finding("cycles", index, f"{predicate.id} is transitive and links {subject} to itself")
            for indexes in inside.values():
                names = sorted({records.facts[i].subject for i in indexes})
                shown = ", ".join(names[:5]) + ("…" if len(names) > 5 else "")
                for index in indexes:
                    others = [i for i in indexes if i != index][:20]
                    yield records.finding("cycles", index, f"{predicate.id} is transitive and goes round through {shown}", others=others)

    return check


def _components(pairs: list[tuple[str, str]]) -> dict[str, int]:
    """The strongly connected component of each name."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    names = {name: number for number, name in enumerate(sorted({n for pair in pairs for n in pair}))}
    if not names:
        return {}
    rows = [names[s] for s, _ in pairs]
    columns = [names[o] for _, o in pairs]
    matrix = csr_matrix((np.ones(len(pairs), dtype=np.int8), (rows, columns)), shape=(len(names), len(names)))
    _, labels = connected_components(matrix, directed=True, connection="strong")
    return {name: int(labels[number]) for name, number in names.items()}


def _with(records: Records, *axioms: str) -> list[Predicate]:
    return [p for _, p in sorted(records.ontology.predicates.items()) if any(getattr(p, axiom) for axiom in axioms)]


def cardinality() -> Check:
    """A check that a subject has at most ``max_count`` objects, an object ``max_subjects`` subjects, at one time under equal qualifiers.

    Where only one object is allowed, two values are a conflict of sources and left to the check of that name.
    """

    def check(records: Records) -> Iterator[Finding]:
        for _, predicate in sorted(records.ontology.predicates.items()):
            if (predicate.max_count or 0) > 1 or predicate.class_max_counts:
                yield from _too_many(records, predicate, inverse=False)
            if predicate.max_subjects is not None:
                yield from _too_many(records, predicate, inverse=True)

    return check


def limit_for(records: Records, predicate: Predicate, subject: str) -> int | None:
    """How many objects the subject may have at one time under the predicate; None: any number."""
    limits = [1] if predicate.functional else []
    if predicate.max_count is not None:
        limits.append(predicate.max_count)
    if predicate.class_max_counts:
        classes = records.classes(subject)
        limits += [count for cls, count in predicate.class_max_counts if records.ontology.is_a(classes, cls)]
    return min(limits, default=None)


def _too_many(records: Records, predicate: Predicate, *, inverse: bool) -> Iterator[Finding]:
    groups: dict[tuple[str, object], list[tuple[int, str]]] = defaultdict(list)
    for index, subject, object in uses(records, predicate):
        start, end = (object, subject) if inverse else (subject, object)
        groups[start, qualifier_key(records.facts[index].qualifiers)].append((index, end))
    for (start, _), members in groups.items():
        limit = predicate.max_subjects if inverse else limit_for(records, predicate, start)
        if limit is None or (limit == 1 and not inverse) or len({end for _, end in members}) <= limit:
            continue
        for index, end in members:
            others = [(i, e) for i, e in members if e != end and together(records.facts[index], records.facts[i])]
            count = len({e for _, e in others}) + 1
            if count > limit:
                what = "subjects" if inverse else "objects"
                message = f"{start if len(start) < 80 else 'the value'} has {count} {what} of {predicate.id}, at most {limit} are allowed"
                yield records.finding("cardinality", index, message, others=[i for i, _ in others][:20])
