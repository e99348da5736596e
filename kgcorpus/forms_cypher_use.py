"""Which relationships a hop may use, as conditions on the variable ``r``: dates, negation, and the conditions and details of ``with``.

A condition is three-valued: *lower* asks for what certainly may be used, *upper* also for what is undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from . import forms as f
from .forms_cypher_values import Given, compares, least_of, most_of
from .forms_ranges import Range, range_of, said
from .model import Term


@dataclass(frozen=True, slots=True)
class Facts:
    """Which facts of a predicate a hop looks at: those valid on all days from ``first`` to before ``after``, under a ``with``."""

    first: int
    after: int
    with_: f.With = None


@dataclass(frozen=True, slots=True)
class Known:
    """What conditions need to know of a graph: keys of terms, which qualifiers are details, which predicates have one value, its units."""

    key: Callable[[Term], str]
    is_detail: Callable[[str], bool]
    is_functional: Callable[[str], bool]
    units: Collection[str | None] = ()


def usable(facts: Facts, known: Known, given: Given, *, upper: bool = False, negated: bool = False) -> str:
    """The condition that a fact may be used (``negated``: that it is a negated one that counts). Never null."""
    tests = ["r.kgc_graph = $graph", f"r.kgc_negated IS {'NOT ' if negated else ''}NULL"]
    if facts.with_ is None:
        tests.append("r.kgc_conditional IS NULL")
    first, after = given.add(facts.first), given.add(facts.after)
    if upper:
        tests += [f"(r.kgc_may IS NULL OR r.kgc_may < {after})", f"(r.kgc_may_end IS NULL OR r.kgc_may_end > {first})"]
    else:
        tests.append("r.kgc_undated IS NULL")
        tests += [f"(r.kgc_sure IS NULL OR r.kgc_sure <= {first})", f"(r.kgc_sure_end IS NULL OR r.kgc_sure_end >= {after})"]
    if isinstance(facts.with_, tuple):
        conditions = [entry for entry in facts.with_ if not known.is_detail(entry.qualifier)]
        tests += _conditions(conditions, known, given, upper)
        tests += [_detail(entry, known, given, upper) for entry in facts.with_ if known.is_detail(entry.qualifier)]
    return " AND ".join(tests)


# ``q`` stands in no pattern outside: a name that does would stand for what it is there.
_EACH = "UNWIND range(0, coalesce(size(r.kgc_q), 0) - 1) AS i WITH r, i WHERE {which} MATCH (q:KgcTerm {{kgc_key: r.kgc_q_key[i]}})"


def _conditions(entries: Sequence[f.Given], known: Known, given: Given, upper: bool) -> list[str]:
    """No condition of the fact is unmet: lower, each is certainly met by what the entries say; upper, none is certainly not. What the
    entries say is one parameter, so that the statement is the same for all of them."""
    if not entries:
        return [] if upper else ["r.kgc_conditional IS NULL"]
    by_name: dict[str, list[f.Given]] = {}
    for entry in entries:
        by_name.setdefault(entry.qualifier, []).append(entry)
    said_of = given.add([_said_of(name, by_name[name], known) for name in sorted(by_name)])
    test = f"any(c IN {said_of} WHERE c.name = r.kgc_q[i] AND coalesce({_UNMET if upper else _MET}, false))"
    each = _EACH.format(which="r.kgc_q_condition[i]")
    return [f"(r.kgc_conditional IS NULL OR NOT EXISTS {{ {each} WHERE {'' if upper else 'NOT '}{test} RETURN q }})"]


_MET = "((c.least >= q.kgc_least AND c.most <= q.kgc_most) OR (q.kgc_least IS NULL AND q.kgc_key IN c.equal))"
"""All that is said lies within the condition's range, or it is the condition's very value."""
_UNMET = (
    "((q.kgc_least IS NOT NULL AND coalesce(q.kgc_most < c.least OR c.most < q.kgc_least,"
    " any(a IN c.apart WHERE a[0] = q.kgc_least AND a[1] = q.kgc_most)))"
    " OR (q.kgc_least IS NULL AND NOT q.kgc_key IN c.equal"
    " AND (q.kgc_key IN c.unlike OR c.one OR coalesce(q.kgc_datatype IN c.kinds, false))))"
)
"""What is said has nothing of the condition's range, or is certainly not its value."""


def _said_of(name: str, entries: Sequence[f.Given], known: Known) -> dict[str, Any]:
    """What entries say of one qualifier. ``least``, ``most``: the range in which they put it, if they put it in one; ``apart``: ranges that
    it is not, else; ``equal``, ``unlike``: keys of values that it is or is not; ``kinds``: datatypes of which it has that one value;
    ``one``: it has that one value and no other."""
    together = _together(entries)
    alike = [entry.value for entry in entries if entry.cmp == "="]
    unlike = [entry.value for entry in entries if entry.cmp == "!="]
    out: dict[str, Any] = {"name": name, "equal": [known.key(value) for value in alike], "unlike": [known.key(value) for value in unlike]}
    out["kinds"] = sorted({value.datatype for value in alike if not isinstance(value, str)})
    out["one"] = bool(alike) and known.is_functional(name)
    ranges = [found for value in unlike if together is None and (found := range_of(value)) is not None]
    out["apart"] = [[least_of(found), most_of(found)] for found in ranges]
    if together is not None and not together.empty:
        out |= {"least": least_of(together), "most": most_of(together)}
    return out


def _together(entries: Sequence[f.Given]) -> Range | None:
    ranges = [found for entry in entries if (found := said(entry)) is not None]
    if not ranges:
        return None
    out = ranges[0]
    for other in ranges[1:]:
        out = out.meet(other)
    return out


def _detail(entry: f.Given, known: Known, given: Given, upper: bool) -> str:
    """Some value of the detail satisfies the entry; upper: or there is none, or some value may."""
    name = given.add(entry.qualifier)
    truth = compares("q", entry.cmp, entry.value, given, key=known.key, units=known.units)
    each = _EACH.format(which=f"r.kgc_q[i] = {name}")
    if not upper:
        return f"EXISTS {{ {each} WHERE {truth.holds} RETURN q }}"
    return f"(NOT {name} IN coalesce(r.kgc_q, []) OR EXISTS {{ {each} WHERE NOT {truth.fails} RETURN q }})"
