"""What follows from the facts by the ontology: subproperty, inverse, symmetric, subclass (of ``rdf:type``) and transitive predicates.

Nothing from domain or range, no sameAs. Validity, qualifiers and (under inverse and symmetric) negation carry over; a transitive fact has
the conditions of all its premises and holds only where all of them do. The work is done on columns: one operation a predicate, not one a
fact.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..errors import InputError
from ..model import Derivation, Fact, Validity, term_key
from ..ontology import Ontology
from .columns import RULES, Columns, Longs, QualifierSet, from_facts, to_fact
from .conditions import span

MAX_CLOSURE = 20_000_000
"""Transitive facts of one predicate; more stop the work (a large cycle has the square of its size)."""

TYPE = ("rdf:type", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class Axioms:
    """What inference uses, by predicate or class id: direct superproperties, pairs of inverses, direct superclasses."""

    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inverses: tuple[tuple[str, str], ...] = ()
    symmetric: frozenset[str] = frozenset()
    transitive: frozenset[str] = frozenset()
    superclasses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    details: frozenset[str] = frozenset()


def axioms_of(ontology: Ontology) -> Axioms:
    """The axioms of an ontology; ``superclasses`` has all ancestors of each class, without itself."""
    predicates = ontology.predicates.values()
    return Axioms(
        parents={p.id: p.parents for p in predicates if p.parents},
        inverses=tuple(sorted({(p.id, p.inverse_of) for p in predicates if p.inverse_of})),
        symmetric=frozenset(p.id for p in predicates if p.symmetric),
        transitive=frozenset(p.id for p in predicates if p.transitive),
        superclasses={c: frozenset(ontology.ancestors(c)) - {c} for c in ontology.classes},
        details=frozenset(p.id for p in predicates if p.qualifier == "detail"),
    )


def derive(facts: Iterable[Fact], ontology: Ontology) -> list[Fact]:
    """The facts that follow and are not among the given ones, by id; each names its rule and its asserted premises.

    >>> from kgcorpus.ontology import Predicate
    >>> known = Ontology(predicates={"p": Predicate("p", symmetric=True)})
    >>> [(f.subject, f.object, f.derived.rule) for f in derive([Fact("a", "p", "b")], known)]
    [('b', 'a', 'symmetric')]
    """
    asserted = [f for f in facts if f.derived is None]
    columns = from_facts(asserted)
    infer(columns, axioms_of(ontology))
    ids = [f.id for f in asserted]
    seen = set(ids)
    out: dict[str, Fact] = {}
    for row in range(len(asserted), len(columns)):
        fact = to_fact(columns, row)
        derivation = Derivation(RULES[columns.rule[row]], tuple(ids[p] for p in columns.premises[row]))
        if fact.id not in seen and (fact.id not in out or _shorter(derivation, out[fact.id].derived)):
            out[fact.id] = replace(fact, derived=derivation)
    return [out[id] for id in sorted(out)]


def _shorter(a: Derivation, b: Derivation | None) -> bool:
    return b is None or (len(a.premises), a.rule, a.premises) < (len(b.premises), b.rule, b.premises)


def infer(columns: Columns, axioms: Axioms) -> None:
    """Append to the columns what follows from their asserted rows. Doubles may arise; the table keeps the one with the fewest premises."""
    asserted = np.flatnonzero(columns.rule == 0).astype(np.int64)
    _superclasses(columns, axioms, asserted)
    names = list(columns.predicates)
    for name in names:
        number = columns.predicate_numbers[name]
        rows = asserted[columns.predicate[asserted] == number]
        for negated in (False, True):
            _carry(columns, rows[columns.negated[rows] == negated], reachable(name, axioms, negated))
    if axioms.transitive:
        _transitive(columns, axioms)


def reachable(name: str, axioms: Axioms, negated: bool = False) -> list[tuple[str, bool, str]]:
    """(predicate, whether flipped, last rule) of all that a fact of this predicate implies without itself; for negated facts only twins."""
    turned: dict[str, list[str]] = {}
    for a, b in axioms.inverses:
        turned.setdefault(a, []).append(b)
        turned.setdefault(b, []).append(a)
    seen = {(name, False): ""}
    todo = deque(seen)
    while todo:
        at, flipped = todo.popleft()
        found = [] if negated else [(parent, flipped, "subproperty") for parent in axioms.parents.get(at, ())]
        found += [(other, not flipped, "inverse") for other in turned.get(at, ())]
        found += [(at, not flipped, "symmetric")] if at in axioms.symmetric else []
        for predicate, flip, rule in sorted(found):
            if (predicate, flip) not in seen:
                seen[predicate, flip] = rule
                todo.append((predicate, flip))
    return [(predicate, flip, rule) for (predicate, flip), rule in seen.items() if rule]


def _carry(columns: Columns, rows: Longs, to: Sequence[tuple[str, bool, str]]) -> None:
    """Append what the rows imply; a literal cannot become a subject."""
    literal = columns.literals() if any(flip for _, flip, _ in to) else None
    for predicate, flip, rule in to:
        kept = rows if literal is None or not flip else rows[~literal[columns.object[rows]]]
        if not len(kept):
            continue
        first = len(columns)
        ends = (columns.subject[kept], columns.object[kept])
        columns.append(
            subject=ends[flip], object=ends[not flip], predicate=np.full(len(kept), columns.predicate_number(predicate)),
            negated=columns.negated[kept], valid=columns.valid[kept], qualifiers=columns.qualifiers[kept],
            rule=np.full(len(kept), RULES.index(rule)),
        )  # fmt: skip
        for n, row in enumerate(kept.tolist()):
            columns.premises[first + n] = columns.premises.get(row) or (row,)


def _superclasses(columns: Columns, axioms: Axioms, asserted: Longs) -> None:
    """Members of a class are members of its superclasses."""
    for name in TYPE:
        number = columns.predicate_numbers.get(name)
        if number is None:
            continue
        rows = asserted[(columns.predicate[asserted] == number) & ~columns.negated[asserted]]
        for cls in np.unique(columns.object[rows]).tolist():
            term = columns.terms[cls]
            members = rows[columns.object[rows] == cls]
            for above in sorted(axioms.superclasses.get(term, ())) if isinstance(term, str) else ():
                first = len(columns)
                columns.append(
                    subject=columns.subject[members], object=np.full(len(members), columns.number(above)),
                    predicate=columns.predicate[members], valid=columns.valid[members], qualifiers=columns.qualifiers[members],
                    rule=np.full(len(members), RULES.index("subclass")),
                )  # fmt: skip
                columns.premises.update((first + n, (row,)) for n, row in enumerate(members.tolist()))


# --------------------------------------------------------------------------------------------- transitive

Link = tuple[int, int, int, int]
"""Subject, object, validity, qualifier set."""


def _transitive(columns: Columns, axioms: Axioms) -> None:
    """Close the transitive predicates, together with what their facts imply, until nothing new follows."""
    known: dict[str, set[Link]] = {}
    done: dict[str, int] = {}
    grew = True
    while grew:
        grew = False
        for name in sorted(axioms.transitive & set(columns.predicates)):
            if done.get(name) == len(columns):
                continue
            rows = np.flatnonzero((columns.predicate == columns.predicate_numbers[name]) & ~columns.negated).tolist()
            links = {_link(columns, row): columns.premises.get(row) or (row,) for row in reversed(rows)}
            have = known.setdefault(name, set())
            have.update(links)
            made = _closed(columns, links, axioms)
            if made:
                grew = True
                first = len(columns)
                parts = np.array(list(made), np.int32)
                columns.append(
                    subject=parts[:, 0], object=parts[:, 1], valid=parts[:, 2], qualifiers=parts[:, 3],
                    predicate=np.full(len(made), columns.predicate_numbers[name]), rule=np.full(len(made), RULES.index("transitive")),
                )  # fmt: skip
                columns.premises.update((first + n, premises) for n, premises in enumerate(made.values()))
                _carry(columns, np.arange(first, len(columns)), reachable(name, axioms))
            done[name] = len(columns)


def _link(columns: Columns, row: int) -> Link:
    return (int(columns.subject[row]), int(columns.object[row]), int(columns.valid[row]), int(columns.qualifiers[row]))


def _closed(columns: Columns, links: Mapping[Link, tuple[int, ...]], axioms: Axioms) -> dict[Link, tuple[int, ...]]:
    """The links that follow, with their premises: shortest chains first, so that premises are as few as can be."""
    onward: dict[int, list[tuple[Link, tuple[int, ...]]]] = {}
    for link in sorted(links):
        onward.setdefault(link[0], []).append((link, links[link]))
    made: dict[Link, tuple[int, ...]] = {}
    frontier = sorted(links.items())
    while frontier:
        following: list[tuple[Link, tuple[int, ...]]] = []
        for (subject, middle, valid, qualifiers), premises in frontier:
            for (_, object, valid_2, qualifiers_2), premises_2 in onward.get(middle, ()):
                both = _both_valid(columns, valid, valid_2)
                if both is None:
                    continue
                link = (subject, object, both, _conditions(columns, qualifiers, qualifiers_2, axioms))
                plain = (subject, object, 0, 0)
                if link in links or link in made or plain in links or plain in made:
                    continue
                made[link] = tuple(dict.fromkeys(premises + premises_2))
                following.append((link, made[link]))
                if len(made) > MAX_CLOSURE:
                    raise InputError("graph", f"over {MAX_CLOSURE} transitive facts of one predicate", "a hierarchy", "look for a cycle")
        frontier = following
    return made


def _both_valid(columns: Columns, a: int, b: int) -> int | None:
    """The validity that lies in both, or None if there is none; of two partial dates the one that is certain on fewer days is kept."""
    if a == b:
        return a
    first, second = columns.validities[a], columns.validities[b]
    if first == Validity() or second == Validity():
        return b if first == Validity() else a
    starts = [v for v in (first, second) if v.start]
    ends = [v for v in (first, second) if v.end]
    start = max(starts, key=lambda v: (span(v).sure, span(v).may)).start if starts else None
    end = min(ends, key=lambda v: (span(v).sure_end, span(v).may_end)).end if ends else None
    both = Validity(start, end)
    if span(both).may >= span(both).may_end:
        return None
    if both not in columns.validities:
        columns.validities.append(both)
    return columns.validities.index(both)


def _conditions(columns: Columns, a: int, b: int, axioms: Axioms) -> int:
    """The qualifier set of the conditions of both; details say nothing of a chain."""
    if a == 0 and b == 0:
        return 0
    pairs = {pair for n in (a, b) for pair in columns.qualifier_sets[n] if columns.predicates[pair[0]] not in axioms.details}
    made: QualifierSet = tuple(sorted(pairs, key=lambda pair: (columns.predicates[pair[0]], term_key(columns.terms[pair[1]]))))
    if made not in columns.qualifier_sets:
        columns.qualifier_sets.append(made)
    return columns.qualifier_sets.index(made)
