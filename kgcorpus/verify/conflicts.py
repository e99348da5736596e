"""Facts that cannot both hold: two values where one is allowed, a fact and its denial; and which of the two a later edition replaces.

A clash with a later edition of the same text is ``superseded`` (about the older fact); every other clash is ``conflict`` (about both):
different origins stand against each other and nothing is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..model import Fact, Finding, Literal
from ..ontology import Predicate
from .axioms import limit_for
from .editions import Editions, documents_of
from .records import Check, Records, permitted, qualifier_key, together, uses

PARTNERS = 20
"""How many clashing facts a finding names at most."""

Group = list[tuple[int, str]]
"""Facts by index, each with the key of what it says there."""


def conflicts() -> Check:
    """A check for clashing values and denials, and for what a later edition's complete list no longer holds.

    Where the policy lets the newest edition win, what it supersedes clashes with nothing else.
    """

    def check(records: Records) -> Iterator[Finding]:
        editions = Editions(records.documents)
        clashes = [(a, b, message, _older(records, editions, a, b)) for a, b, message in (*_values(records), *_denials(records))]
        replaced: dict[int, tuple[str, set[int]]] = {}
        for a, b, message, older in clashes:
            if older is not None:
                replaced.setdefault(older, (message, set()))[1].add(b if older == a else a)
        for index, message in _dropped(records, editions):
            replaced.setdefault(index, (message, set()))
        settled = replaced.keys() if records.policy.conflicts == "newest" else ()
        open_ones: dict[int, tuple[str, set[int]]] = {}
        for a, b, message, older in clashes:
            if older is None and a not in settled and b not in settled:
                for one, other in ((a, b), (b, a)):
                    open_ones.setdefault(one, (message, set()))[1].add(other)
        for code, found in (("superseded", replaced), ("conflict", open_ones)):
            for index, (message, others) in sorted(found.items()):
                yield records.finding(code, index, message, severity="warning", others=sorted(others)[:PARTNERS])

    return check


def _older(records: Records, editions: Editions, a: int, b: int) -> int | None:
    """Which of two clashing facts a later edition replaces, None if neither."""
    first, second = documents_of(records.facts[a]), documents_of(records.facts[b])
    if editions.supersede(first, second):
        return b
    return a if editions.supersede(second, first) else None


def _values(records: Records) -> Iterator[tuple[int, int, str]]:
    """Pairs of facts with different objects where one is allowed at a time, under the same qualifiers."""
    for _, predicate in sorted(records.ontology.predicates.items()):
        if not (predicate.single or any(count == 1 for _, count in predicate.class_max_counts)):
            continue
        groups: dict[tuple[str, object], Group] = defaultdict(list)
        for index, subject, object in uses(records, predicate):
            groups[subject, qualifier_key(records.facts[index].qualifiers)].append((index, object))
        for (subject, _), members in groups.items():
            if len(members) > 1 and limit_for(records, predicate, subject) == 1:
                yield from _clashing(records, predicate, subject, members)


def _clashing(records: Records, predicate: Predicate, subject: str, members: Group) -> Iterator[tuple[int, int, str]]:
    if len({said for _, said in members}) < 2:
        return
    for a, said in members:
        found = 0
        for b, other in members:
            if said != other and a != b and together(records.facts[a], records.facts[b]) and not _agree(records.facts[a], records.facts[b]):
                yield a, b, f"{subject} has two values of {predicate.id}, one at a time is allowed"
                found += 1
                if found == PARTNERS:
                    break


def _agree(a: Fact, b: Fact) -> bool:
    """Whether two different values say the same with different precision: a year and a day in it."""
    if not (isinstance(a.object, Literal) and isinstance(b.object, Literal)):
        return False
    if not (_is_date(a.object) and _is_date(b.object)):
        return False
    from ..values import contains

    return contains(a.object, b.object) is True or contains(b.object, a.object) is True


def contradict(a: Fact, b: Fact, predicate: Predicate) -> bool:
    """Whether two facts of a subject cannot both hold: other values, under the same qualifiers and at one time, where one is allowed."""
    same = (a.subject, a.predicate) == (b.subject, b.predicate) and qualifier_key(a.qualifiers) == qualifier_key(b.qualifiers)
    return predicate.single and same and a.object != b.object and together(a, b) and not _agree(a, b)


def _is_date(literal: Literal) -> bool:
    return literal.datatype in ("xsd:date", "xsd:gYear", "xsd:gYearMonth") and literal.value is not None


def _denials(records: Records) -> Iterator[tuple[int, int, str]]:
    """A fact and its denial under the same qualifiers at one time; a denial without qualifiers denies nothing conditional."""
    denied = [index for index, fact in enumerate(records.facts) if fact.negated]
    if not denied:
        return
    wanted = {(records.facts[i].predicate, records.facts[i].subject, records.objects[i]) for i in denied}
    stated: dict[tuple[str, str, str, object], list[int]] = defaultdict(list)
    for predicate in sorted({p for p, _, _ in wanted}):
        known = records.ontology.predicates.get(predicate) or Predicate(predicate)
        for index, subject, object in uses(records, known):
            if (predicate, subject, object) in wanted:
                stated[predicate, subject, object, qualifier_key(records.facts[index].qualifiers)].append(index)
    for index in denied:
        fact = records.facts[index]
        key = (fact.predicate, fact.subject, records.objects[index], qualifier_key(fact.qualifiers))
        for other in stated.get(key, ()):
            if together(fact, records.facts[other]):
                yield index, other, f"stated and denied: {records.say(other)}"


def _dropped(records: Records, editions: Editions) -> Iterator[tuple[int, str]]:
    """Undated facts of older editions that a later edition's list, read whole, no longer holds. (What was dated was true of its day.)"""
    if not editions:
        return
    lists: dict[tuple[str, str, bool], list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for started in records.sections:
        section = started.section
        source = records.documents.get(section.span.document)
        if section.unread == 0 and source is not None and source.source.complete and permitted(records.ontology, section):
            lists[started.start, section.predicate, section.inverse].append((section.span.document, frozenset(started.facts)))
    for name in sorted({predicate for _, predicate, _ in lists}):
        for index in records.by_predicate.get(name, ()):
            fact = records.facts[index]
            if fact.negated or fact.valid.start or fact.valid.end:
                continue
            own = documents_of(fact)
            later = {new for document in own for new in editions.newer(document)}
            found = [*lists.get((fact.subject, name, False), ())]
            if isinstance(fact.object, str):
                found += lists.get((fact.object, name, True), ())
            newer = {document for document, facts in found if document in later and records.ids[index] not in facts}
            if newer and editions.supersede(newer, own):
                yield index, f"a later edition ({', '.join(sorted(newer))}) no longer lists it"
