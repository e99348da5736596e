"""Conditions and details of ``with`` as SPARQL filters over qualifier nodes: three-valued, by the bounds that stand on each node."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from . import forms as f
from .errors import FormError
from .forms_ranges import Range, kind_of, range_of, said
from .model import Literal, Term


@dataclass(frozen=True, slots=True)
class Wrote:
    """How the query being written names things: a fresh variable, a term, a name of the ``kgc:`` namespace; and how it leaves out."""

    fresh: Callable[[str], str]
    term: Callable[[Term], str]
    kgc: Callable[[str], str]
    unless: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Node:
    """Variables of a node that bears a value, and the lines that bind them: a qualifier's node, or that of a fact for its object.

    ``kind`` is what is known of all values of the predicate, ``number`` or ``date``; where nothing is, ``days`` is bound for dates.
    ``fact`` is the fact whose object ``term`` has this value.
    """

    lines: str
    predicate: str
    value: str
    low: str
    low_open: str
    high: str
    high_open: str
    days: str = ""
    kind: str = ""
    fact: str = ""
    term: str = ""

    def is_range(self, kind: str = "") -> str:
        """The value is a number or date (of the kind, if one is asked for)."""
        some = f"(BOUND({self.low}) || BOUND({self.high}))"
        if not kind or self.kind == kind or not (self.kind or self.days):
            return some
        if self.kind:
            return "false"
        return f"({some} && {'' if kind == 'date' else '!'}BOUND({self.days}))"

    @property
    def interval(self) -> str:
        """The value is an interval."""
        return f'REGEX(STR({self.value}), "^[\\\\[(]")'

    def last(self, high: str) -> str:
        """The upper limit, for dates the last day instead of the day after it."""
        if self.kind:
            return f"{high} - 1" if self.kind == "date" else high
        return f"IF(BOUND({self.days}), {high} - 1, {high})" if self.days else high

    def last_day(self, lines: Sequence[str], write: Wrote) -> tuple[list[str], str]:
        """The lines with one that binds ``last`` where it is not the limit itself, and its variable."""
        if self.last(self.high) == self.high:
            return list(lines), self.high
        last = write.fresh("last")
        return [*lines, f"BIND({self.last(self.high)} AS {last})"], last

    def still_open(self, high_open: str) -> str:
        """Whether the limit that ``last`` gives is excluded."""
        if self.kind:
            return "false" if self.kind == "date" else high_open
        return f"(!BOUND({self.days}) && {high_open})" if self.days else high_open


def bounds(node: str, write: Wrote) -> tuple[str, tuple[str, str, str, str]]:
    """Lines that bind the bounds that a node may have, and their variables."""
    low, low_open, high, high_open = (write.fresh(stem) for stem in ("lo", "loo", "hi", "hio"))
    lines = (
        f"OPTIONAL {{ {node} {write.kgc('min')} {low} ; {write.kgc('minOpen')} {low_open} }} "
        f"OPTIONAL {{ {node} {write.kgc('max')} {high} ; {write.kgc('maxOpen')} {high_open} }}"
    )
    return lines, (low, low_open, high, high_open)


def _node(fact: str, write: Wrote, extra: str) -> Node:
    q, p, v = (write.fresh(stem) for stem in ("q", "p", "v"))
    limits, names = bounds(q, write)
    lines = f"{fact} {write.kgc('qualifier')} {q} . {q} {write.kgc('qualifierPredicate')} {p} ; {write.kgc('value')} {v}{extra} . {limits}"
    return Node(lines, p, v, *names)


def condition_filters(fact: str, entries: Sequence[f.Given], write: Wrote, *, functional: frozenset[str], upper: bool) -> list[str]:
    """No condition of the fact is unmet: lower, each is certainly met by what the entries say; upper, none is certainly not."""
    if any(isinstance(g.value, str) and f.is_hole(g.value) for g in entries):
        raise FormError("shape", "a hole in a condition", "an id or value", "ask form by form")
    if upper and not entries:
        return []
    by_qualifier: dict[str, list[f.Given]] = {}
    for entry in entries:
        by_qualifier.setdefault(entry.qualifier, []).append(entry)
    node = _node(fact, write, f" ; {write.kgc('isCondition')} true")
    tests = []
    for name in sorted(by_qualifier):
        own = by_qualifier[name]
        test = _unmet(node, own, write, name in functional) if upper else _met(node, own, write)
        if test:
            tests.append(f"({node.predicate} = {write.term(name)} && ({test}))")
    together = " || ".join(tests)
    if upper:
        return [write.unless(f"{node.lines} FILTER({together})")] if tests else []
    if not tests:
        q = write.fresh("q")
        return [write.unless(f"{fact} {write.kgc('qualifier')} {q} . {q} {write.kgc('isCondition')} true")]
    return [write.unless(f"{node.lines} FILTER(!({together}))")]


def _together(entries: Sequence[f.Given]) -> Range | None:
    ranges = [found for g in entries if (found := said(g)) is not None]
    if not ranges:
        return None
    out = ranges[0]
    for other in ranges[1:]:
        out = out.meet(other)
    return out


def _met(node: Node, entries: Sequence[f.Given], write: Wrote) -> str:
    tests = []
    together = _together(entries)
    if together is not None and not together.empty:
        tests.append(f"{node.is_range()} && {_inside(together, node)}")
    equal = [_same(node, g, write) for g in entries if g.cmp == "=" and range_of(g.value) is None]
    if equal:
        tests.append(f"!{node.is_range()} && ({' || '.join(equal)})")
    return " || ".join(f"({t})" for t in tests)


def _unmet(node: Node, entries: Sequence[f.Given], write: Wrote, functional: bool) -> str:
    tests = []
    together = _together(entries)
    if together is None:
        for entry in entries:
            if entry.cmp == "!=" and (value := range_of(entry.value)) is not None:
                tests.append(f"{node.is_range()} && {_identical(value, node)}")
    elif not together.empty:
        tests.append(f"{node.is_range()} && ({_below(node, together)} || {_above(node, together)})")
    equal = [_same(node, g, write) for g in entries if g.cmp == "=" and range_of(g.value) is None]
    out = [test for g in entries if (test := _other_value(node, g, write, functional))]
    if out:
        met = f" && !({' || '.join(equal)})" if equal else ""
        tests.append(f"!{node.is_range()} && ({' || '.join(out)}){met}")
    return " || ".join(f"({t})" for t in tests)


def _same(node: Node, entry: f.Given, write: Wrote) -> str:
    return f"sameTerm({node.value}, {write.term(entry.value)})"


def _other_value(node: Node, entry: f.Given, write: Wrote, functional: bool) -> str:
    """The condition's value, no range, is certainly not what the entry says."""
    value = write.term(entry.value)
    if entry.cmp == "!=":
        return f"sameTerm({node.value}, {value})"
    if entry.cmp != "=":
        return ""
    if functional:
        return f"!sameTerm({node.value}, {value})"
    if isinstance(entry.value, str):
        return ""
    if kind_of(entry.value) == "string":
        return f"(isLiteral({node.value}) && {_is_string(node.value)} && !sameTerm({node.value}, {value}))"
    return f"(isLiteral({node.value}) && DATATYPE({node.value}) = DATATYPE({value}) && !sameTerm({node.value}, {value}))"


def _is_string(value: str) -> str:
    text = "<http://www.w3.org/2001/XMLSchema#string>"
    return f'(DATATYPE({value}) = {text} || LANG({value}) != "")'


# --------------------------------------------------------------------------------------------- details


def detail_filters(fact: str, entries: Sequence[f.Given], write: Wrote, *, upper: bool) -> list[str]:
    """Each entry is satisfied by some value of its detail; upper: or there is none, or some value may satisfy it."""
    out = []
    for entry in entries:
        if isinstance(entry.value, str) and f.is_hole(entry.value) and (entry.cmp != "=" or upper):
            raise FormError("shape", "a hole in a detail that is not '='", "'='", "ask form by form")
        own = f"{write.kgc('qualifierPredicate')} {write.term(entry.qualifier)}"
        q = write.fresh("q")
        if isinstance(entry.value, str) and entry.cmp == "=" and not upper:
            out.append(f"{fact} {write.kgc('qualifier')} {q} . {q} {own} ; {write.kgc('value')} {write.term(entry.value)} .")
            continue
        node = _node(fact, write, "")
        test = f"{node.predicate} = {write.term(entry.qualifier)} && "
        if not upper:
            out.append(f"{node.lines} FILTER({test}({compares(node, entry, write)}))")
            continue
        maybe = f"{node.lines} FILTER({test}!({differs(node, entry, write)}))"
        out.append(f"MINUS {{ {fact} {write.kgc('qualifier')} {q} . {q} {own} . MINUS {{ {maybe} }} }}")
    return out


def compares(node: Node, entry: f.Given, write: Wrote) -> str:
    """The comparison of the node's value with the entry's certainly holds."""
    value = range_of(entry.value)
    if value is None:
        return _words(node, entry, write)
    same = f"(!{node.interval} && {_identical(value, node)})" if _is_single(entry.value) else "false"
    test = {
        "=": _identical(value, node), "!=": f"({_below(node, value)} || {_above(node, value)})", "<": _below(node, value),
        ">": _above(node, value), "<=": f"({_not_above(node, value)} || {same})", ">=": f"({_not_below(node, value)} || {same})",
    }[entry.cmp]  # fmt: skip
    return f"{node.is_range(kind_of(entry.value))} && {test}"


def differs(node: Node, entry: f.Given, write: Wrote) -> str:
    """The comparison of the node's value with the entry's certainly does not hold."""
    value = range_of(entry.value)
    if value is None and kind_of(entry.value) == "boolean" and entry.cmp not in ("=", "!="):
        return f"!(isLiteral({node.value}) && DATATYPE({node.value}) = DATATYPE({write.term(entry.value)}))"
    if value is None:
        return f"!({_words(node, entry, write)})"
    same = f"(!{node.interval} && {_identical(value, node)})" if _is_single(entry.value) else "false"
    test = {
        "=": f"({_below(node, value)} || {_above(node, value)})", "!=": _identical(value, node),
        "<": f"({_not_below(node, value)} || {same})", ">": f"({_not_above(node, value)} || {same})", "<=": _above(node, value),
        ">=": _below(node, value),
    }[entry.cmp]  # fmt: skip
    return f"!{node.is_range(kind_of(entry.value))} || {test}"


def _words(node: Node, entry: f.Given, write: Wrote) -> str:
    """Ids are equal or not; strings compare by code point, a language counts only where both have one."""
    value, term = node.value, write.term(entry.value)
    if isinstance(entry.value, str):
        return f"sameTerm({value}, {term})" if entry.cmp == "=" else f"isIRI({value}) && !sameTerm({value}, {term})"
    if kind_of(entry.value) == "boolean":
        same = f"sameTerm({value}, {term})"
        other = f"isLiteral({value}) && DATATYPE({value}) = DATATYPE({term}) && !{same}"
        return {"=": same, "!=": other}.get(entry.cmp, "false")
    text = write.term(Literal("xsd:string", entry.value.value or ""))
    is_text = f"isLiteral({value}) && !{node.is_range()} && {_is_string(value) if node.predicate else _no_boolean(value)}"
    equal = f"STR({value}) = {text}"
    if entry.value.lang:
        equal += f' && (LANG({value}) = "" || LANG({value}) = "{entry.value.lang.lower()}")'
    if entry.cmp in ("=", "!="):
        return f"{is_text} && {'!' if entry.cmp == '!=' else ''}({equal})"
    return f"{is_text} && STR({value}) {entry.cmp} {text}"


def _no_boolean(value: str) -> str:
    return f"DATATYPE({value}) != <http://www.w3.org/2001/XMLSchema#boolean>"


# --------------------------------------------------------------------------------------------- bounds


def _decimal(number: Decimal) -> str:
    text = format(number, "f")
    return text if "." in text else f"{text}.0"


def _is_single(term: Term) -> bool:
    return isinstance(term, Literal) and term.value is not None


def _inside(said: Range, node: Node) -> str:
    """All that is said lies within the node's range."""
    if said.low is None:
        above = f"!BOUND({node.low})"
    else:
        low = _decimal(said.low)
        at = f"{node.low} = {low}" if said.low_open else f"({node.low} = {low} && !{node.low_open})"
        above = f"(!BOUND({node.low}) || {node.low} < {low} || {at})"
    if said.high is None:
        below = f"!BOUND({node.high})"
    else:
        high = _decimal(said.high)
        at = f"{node.high} = {high}" if said.high_open else f"({node.high} = {high} && !{node.high_open})"
        below = f"(!BOUND({node.high}) || {node.high} > {high} || {at})"
    return f"{above} && {below}"


def _below(node: Node, value: Range) -> str:
    """All of the node's range is below the value."""
    if value.low is None:
        return "false"
    low = _decimal(value.low)
    at = f"{node.high} = {low}" if value.low_open else f"({node.high} = {low} && {node.high_open})"
    return f"(BOUND({node.high}) && ({node.high} < {low} || {at}))"


def _above(node: Node, value: Range) -> str:
    """All of the node's range is above the value."""
    if value.high is None:
        return "false"
    high = _decimal(value.high)
    at = f"{node.low} = {high}" if value.high_open else f"({node.low} = {high} && {node.low_open})"
    return f"(BOUND({node.low}) && ({node.low} > {high} || {at}))"


def _not_below(node: Node, value: Range) -> str:
    return "false" if value.high is None else f"(BOUND({node.low}) && {node.low} >= {_decimal(value.high)})"


def _not_above(node: Node, value: Range) -> str:
    return "false" if value.low is None else f"(BOUND({node.high}) && {node.high} <= {_decimal(value.low)})"


def _identical(value: Range, node: Node) -> str:
    tests = []
    for bound, is_open, own, own_open in (
        (value.low, value.low_open, node.low, node.low_open),
        (value.high, value.high_open, node.high, node.high_open),
    ):
        if bound is None:
            tests.append(f"!BOUND({own})")
        else:
            tests.append(f"BOUND({own}) && {own} = {_decimal(bound)} && {own_open} = {'true' if is_open else 'false'}")
    return f"({' && '.join(tests)})"
