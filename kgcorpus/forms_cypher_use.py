"""Which relationships a hop may use, as conditions on the variable ``r``: dates, negation, and the conditions and details of ``with``.

A condition is three-valued: *lower* asks for what certainly may be used, *upper* also for what is undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from . import forms as f
from .forms_cypher_values import Given, compares, least_of, most_of
from .forms_ranges import Range, kind_of, range_of, said
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


_EACH = "UNWIND range(0, coalesce(size(r.kgc_q), 0) - 1) AS i WITH r, i WHERE {which} MATCH (v:KgcTerm {{kgc_key: r.kgc_q_key[i]}})"


def _conditions(entries: Sequence[f.Given], known: Known, given: Given, upper: bool) -> list[str]:
    """No condition of the fact is unmet: lower, each is certainly met by what the entries say; upper, none is certainly not."""
    by_name: dict[str, list[f.Given]] = {}
    for entry in entries:
        by_name.setdefault(entry.qualifier, []).append(entry)
    cases = []
    for name in sorted(by_name):
        own = by_name[name]
        test = _unmet(own, known, given, known.is_functional(name)) if upper else _met(own, known, given)
        if test:
            cases.append(f"(r.kgc_q[i] = {given.add(name)} AND coalesce({test}, false))")
    together = " OR ".join(cases) or "false"
    if upper:
        return [_none(together)] if cases else []
    return [_none(f"NOT ({together})") if cases else "r.kgc_conditional IS NULL"]


def _none(test: str) -> str:
    """No condition of the fact is like that."""
    each = _EACH.format(which="r.kgc_q_condition[i]")
    return f"(r.kgc_conditional IS NULL OR NOT EXISTS {{ {each} WHERE {test} RETURN v }})"


def _together(entries: Sequence[f.Given]) -> Range | None:
    ranges = [found for entry in entries if (found := said(entry)) is not None]
    if not ranges:
        return None
    out = ranges[0]
    for other in ranges[1:]:
        out = out.meet(other)
    return out


def _met(entries: Sequence[f.Given], known: Known, given: Given) -> str:
    """What is said lies within the condition's range, or is the condition's very value."""
    tests = []
    together = _together(entries)
    if together is not None and not together.empty:
        tests.append(f"({given.add(least_of(together))} >= v.kgc_least AND {given.add(most_of(together))} <= v.kgc_most)")
    tests += [f"(v.kgc_least IS NULL AND {_same(entry, known, given)})" for entry in entries if entry.cmp == "="]
    return _any(tests)


def _any(tests: Sequence[str]) -> str:
    return f"({' OR '.join(f'coalesce({test}, false)' for test in tests)})" if tests else ""


def _same(entry: f.Given, known: Known, given: Given) -> str:
    return f"v.kgc_key = {given.add(known.key(entry.value))}"


def _unmet(entries: Sequence[f.Given], known: Known, given: Given, functional: bool) -> str:
    """The condition is certainly not met by what the entries say."""
    tests = []
    together = _together(entries)
    if together is None:
        for entry in entries:
            if entry.cmp == "!=" and (value := range_of(entry.value)) is not None:
                tests.append(f"(v.kgc_least = {given.add(least_of(value))} AND v.kgc_most = {given.add(most_of(value))})")
    elif not together.empty:
        tests.append(f"(v.kgc_most < {given.add(least_of(together))} OR {given.add(most_of(together))} < v.kgc_least)")
    out = [test for entry in entries if (test := _other(entry, known, given, functional))]
    if out:
        met = _any([_same(entry, known, given) for entry in entries if entry.cmp == "="])
        tests.append(f"(v.kgc_least IS NULL AND {_any(out)}{f' AND NOT {met}' if met else ''})")
    return _any(tests)


def _other(entry: f.Given, known: Known, given: Given, functional: bool) -> str:
    """The condition's value, no range, is certainly not what the entry says."""
    if entry.cmp == "!=":
        return _same(entry, known, given)
    if entry.cmp != "=":
        return ""
    if functional:
        return f"NOT {_same(entry, known, given)}"
    if isinstance(entry.value, str):
        return ""
    return f"(v.kgc_datatype = {given.add(entry.value.datatype)} AND NOT {_same(entry, known, given)})"


def _detail(entry: f.Given, known: Known, given: Given, upper: bool) -> str:
    """Some value of the detail satisfies the entry; upper: or there is none, or some value may."""
    name = given.add(entry.qualifier)
    truth = compares("v", entry.cmp, entry.value, given, key=known.key, units=known.units)
    each = _EACH.format(which=f"r.kgc_q[i] = {name}")
    if not upper:
        return f"EXISTS {{ {each} WHERE {truth.holds} RETURN v }}"
    return f"(NOT {name} IN coalesce(r.kgc_q, []) OR EXISTS {{ {each} WHERE NOT {truth.fails} RETURN v }})"


def compares_units(entries: f.With) -> bool:
    """Whether some entry compares a number, so that units count."""
    return isinstance(entries, tuple) and any(kind_of(entry.value) == "number" for entry in entries)
