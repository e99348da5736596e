"""Forms as Cypher over the layout of ``kgcorpus export neo4j`` (see ``graph.cypher_layout``): one statement for each part of a form.

A form is a program: each of its parts is a statement of its own, and what one finds is a parameter of the next. So a walk may use a fact
again (within one pattern openCypher never uses a relationship twice), a set has no doubles, and a plan is made once for each predicate and
direction, not for each form. Names stand in statements only as labels and relationship types, escaped for that place; all else is a
parameter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import forms as f
from .errors import FormError
from .forms_cypher_use import Facts, Known, usable
from .forms_cypher_values import Given, compares
from .model import Term


@dataclass(frozen=True, slots=True)
class Statement:
    """A text and its parameters."""

    text: str
    parameters: Mapping[str, Any]


def escaped(name: str) -> str:
    """A name as it stands where a label, a relationship type or a property is named: nothing in it can end that place.

    Backticks are doubled; a backslash is written as its escape, since ``\\u0060`` would be read as a backtick before anything else.

    >>> escaped("a`b"), escaped("\\\\u0060")
    ('`a``b`', '`\\\\u005Cu0060`')
    """
    if not name or "\x00" in name:
        raise FormError("name", repr(name), "a name for a label or type: not empty, without NUL", "rename it")
    return "`" + name.replace("\\", "\\u005C").replace("`", "``") + "`"


@dataclass(frozen=True, slots=True)
class Hop:
    """A predicate walked in one direction over some facts. ``type`` is the relationship type of the predicate."""

    type: str
    inverse: bool
    facts: Facts

    def pattern(self, own: str = "x", other: str = "y") -> str:
        relationship = f"[r:{escaped(self.type)}]"
        return f"({own})<-{relationship}-({other}:KgcTerm)" if self.inverse else f"({own})-{relationship}->({other}:KgcTerm)"


_MEMBERS = "UNWIND $of AS key MATCH (x:KgcTerm {kgc_key: key})"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the statements of one graph; sets are lists of keys."""

    graph: str
    known: Known

    def _made(self, lines: Sequence[str], given: Given, **parameters: Any) -> Statement:
        return Statement("\n".join(lines), {"graph": self.graph, **given.values, **parameters})

    # ------------------------------------------------------------------ sets

    def terms(self, keys: Sequence[str]) -> Statement:
        """The terms that are there: ``n``."""
        return self._made([_MEMBERS, "RETURN x.kgc_n AS n"], Given(), of=list(keys))

    def members(self, label: str, cls: str) -> Statement:
        """The members of a class: ``n``."""
        lines = [f"MATCH (x:KgcTerm:{escaped(label)})", "WHERE x.kgc_graph = $graph AND $class IN x.kgc_classes", "RETURN x.kgc_n AS n"]
        return self._made(lines, Given(), **{"class": cls})

    def step(self, hop: Hop, of: Sequence[str], drop: Sequence[str] = (), *, upper: bool = False) -> Statement:
        """The image of a set: ``n``."""
        given = Given()
        lines = [_MEMBERS, f"MATCH {hop.pattern()}", f"WHERE {usable(hop.facts, self.known, given, upper=upper)}"]
        if drop:
            lines.append(f"AND NOT y.kgc_key IN {given.add(list(drop))}")
        return self._made([*lines, "RETURN DISTINCT y.kgc_n AS n"], given, of=list(of))

    def combined(self, form: f.And | f.Or | f.Minus, sets: Sequence[Sequence[str]]) -> Statement:
        """The intersection or union of sets, or the first without the second: ``n``."""
        kept = {f.And: "WHERE times = size($sets)", f.Or: "", f.Minus: "WHERE place = 0 AND times = 1"}[type(form)]
        lines = [
            "UNWIND range(0, size($sets) - 1) AS each",
            "UNWIND $sets[each] AS key",
            f"WITH key, count(*) AS times, min(each) AS place {kept}",
            "MATCH (x:KgcTerm {kgc_key: key})",
            "RETURN x.kgc_n AS n",
        ]
        return self._made(lines, Given(), sets=[list(keys) for keys in sets])

    def every(self, hop: Hop, of: Sequence[str], needed: int, *, upper: bool = False) -> Statement:
        """What at least so many of a set are linked to: ``n``."""
        given = Given()
        lines = [_MEMBERS, f"MATCH {hop.pattern()}", f"WHERE {usable(hop.facts, self.known, given, upper=upper)}"]
        lines += ["WITH y, count(DISTINCT x) AS met WHERE met >= $needed", "RETURN y.kgc_n AS n"]
        return self._made(lines, given, of=list(of), needed=needed)

    # ------------------------------------------------------------------ values

    def units(self, hop: Hop) -> Statement:
        """The units of a predicate's numbers, each with the first of its terms: ``unit``, ``n``."""
        given = Given()
        lines = [f"MATCH {hop.pattern(own='x:KgcTerm', other='v')}", f"WHERE {usable(hop.facts, self.known, given, upper=True)}"]
        lines += ["AND v.kgc_kind = 'number'", "RETURN v.kgc_unit AS unit, min(v.kgc_n) AS n ORDER BY n"]
        return self._made(lines, given)

    def where(self, form: f.Where, hop: Hop, of: Sequence[str], *, upper: bool = False) -> Statement:
        """The members of which some value satisfies the comparison: ``n``."""
        given = Given()
        use = usable(hop.facts, self.known, given, upper=upper)
        truth = compares("v", form.cmp, form.value, given, key=self.known.key, units=self.known.units)
        test = f"NOT {truth.fails}" if upper else truth.holds
        lines = [_MEMBERS, f"MATCH {hop.pattern(other='v')}", f"WHERE {use} AND {test}", "RETURN DISTINCT x.kgc_n AS n"]
        return self._made(lines, given, of=list(of))

    def where_linked(self, form: f.WhereLinked, hop: Hop, of: Sequence[str]) -> Statement:
        """The members by number of distinct linked terms: ``n``, ``sure`` (else only perhaps)."""
        sure, maybe = _LINKED[form.cmp]
        lines, given = self._degrees(hop)
        lines += [f"WITH x, {sure} AS sure, {maybe} AS maybe WHERE maybe", "RETURN x.kgc_n AS n, sure"]
        return self._made(lines, given, of=list(of), value=form.value)

    def _degrees(self, hop: Hop) -> tuple[list[str], Given]:
        """Lines that give each member ``x`` its certain and possible number of distinct linked terms."""
        given = Given()
        lower, upper = (usable(hop.facts, self.known, given, upper=maybe) for maybe in (False, True))
        lines = [_MEMBERS, f"OPTIONAL MATCH {hop.pattern()}", f"WHERE {upper}"]
        return [*lines, f"WITH x, count(DISTINCT CASE WHEN {lower} THEN y END) AS least, count(DISTINCT y) AS most"], given

    def kinds(self, hop: Hop, of: Sequence[str]) -> Statement:
        """What numbers and dates the members have: ``kind``, ``unit``, their terms ``terms`` and the first of them ``n``."""
        given = Given()
        lines = [_MEMBERS, f"MATCH {hop.pattern(other='v')}", f"WHERE {usable(hop.facts, self.known, given, upper=True)}"]
        lines += ["AND v.kgc_kind IN ['number', 'date']", "WITH v.kgc_kind AS kind, v.kgc_unit AS unit, collect(DISTINCT v.kgc_n) AS terms"]
        lines += ["UNWIND terms AS n", "RETURN kind, unit, terms, min(n) AS n ORDER BY n"]
        return self._made(lines, given, of=list(of))

    def best(self, hop: Hop, of: Sequence[str], lower: Sequence[str], k: int, *, largest: bool, converted: Limits) -> Statement:
        """The members (``lower``: those who certainly are some) that fewer than k others leave behind: ``n``, ``sure``, ``maybe``, and
        whether they certainly have a value (``has``)."""
        lines, given = self._limits(hop, largest, converted)
        return self._made(lines + _first_k(largest), given, of=list(of), lower=list(lower), k=k)

    def best_linked(self, hop: Hop, of: Sequence[str], lower: Sequence[str], k: int, *, largest: bool) -> Statement:
        """The same by number of distinct linked terms."""
        lines, given = self._degrees(hop)
        own, top = ("least", "most") if largest else ("most", "least")
        lines.append(f"WITH x, {own} AS own, {top} AS top")
        return self._made(lines + _first_k(largest), given, of=list(of), lower=list(lower), k=k)

    def _limits(self, hop: Hop, largest: bool, converted: Limits) -> tuple[list[str], Given]:
        """Lines that give each member ``x`` the limits of its best value: certainly reached (``own``) and possibly reached (``top``)."""
        given = Given()
        lower, upper = (usable(hop.facts, self.known, given, upper=maybe) for maybe in (False, True))
        least, last = "v.kgc_least", "v.kgc_last"
        if converted:
            own = f"{given.add({str(n): list(pair) for n, pair in converted.items()})}[toString(v.kgc_n)]"
            least, last = f"coalesce({own}[0], {least})", f"coalesce({own}[1], {last})"
        reach, sure, perhaps = ("max", least, last) if largest else ("min", last, least)
        lines = [_MEMBERS, f"OPTIONAL MATCH {hop.pattern(other='v')}", f"WHERE {upper} AND v.kgc_kind IN ['number', 'date']"]
        return [*lines, f"WITH x, {reach}(CASE WHEN {lower} THEN {sure} END) AS own, {reach}({perhaps}) AS top"], given

    def sort(self, hop: Hop, of: Sequence[str], *, descending: bool, converted: Limits) -> Statement:
        """The members in the order of their values, ties by term, those without a certain value last: ``n``, ``has``, ``maybe``,
        ``settled``."""
        lines, given = self._limits(hop, descending, converted)
        order = f"ORDER BY own{' DESC' if descending else ''}, n"
        has = "own IS NOT NULL AS has, top IS NOT NULL AS maybe"
        lines.append(f"RETURN x.kgc_n AS n, {has}, coalesce(own = top, top IS NULL) AS settled {order}")
        return self._made(lines, given, of=list(of))

    def compare(self, hop: Hop, left: str, right: str, converted: Limits) -> Statement:
        """Which of two terms has the greater largest value: ``value``."""
        lines, given = self._limits(hop, True, converted)
        lines += [
            "WITH collect({key: x.kgc_key, own: own, top: top}) AS both",
            "WITH [b IN both WHERE b.key = $left][0] AS a, [b IN both WHERE b.key = $right][0] AS b",
            "RETURN CASE WHEN a.own IS NULL OR b.own IS NULL THEN null WHEN a.own > b.top THEN 'left' WHEN b.own > a.top THEN 'right'",
            "WHEN a.own = b.top AND a.top = b.own AND a.own = a.top THEN 'equal' END AS value",
        ]
        return self._made(lines, given, of=sorted({left, right}), left=left, right=right)

    def pairs(self, hop: Hop, of: Sequence[str], *, upper: bool = False) -> Statement:
        """Each member with each of its distinct linked terms: ``n``, ``value``."""
        given = Given()
        lines = [_MEMBERS, f"MATCH {hop.pattern()}", f"WHERE {usable(hop.facts, self.known, given, upper=upper)}"]
        return self._made([*lines, "RETURN DISTINCT x.kgc_n AS n, y.kgc_n AS value"], given, of=list(of))

    # ------------------------------------------------------------------ facts

    def facts(self, hop: Hop, of: Sequence[str], into: Sequence[str] | None = None, where: f.Where | None = None) -> Statement:
        """The facts of a hop from a set (into a set): ``fact``, ``own``, ``other``."""
        given = Given()
        lines = [_MEMBERS, f"MATCH {hop.pattern()}", f"WHERE {usable(hop.facts, self.known, given)}"]
        if into is not None:
            lines.append(f"AND y.kgc_key IN {given.add(list(into))}")
        if where is not None:
            lines.append(f"AND {compares('y', where.cmp, where.value, given, key=self.known.key, units=self.known.units).holds}")
        return self._made([*lines, "RETURN r.kgc_fact AS fact, x.kgc_n AS own, y.kgc_n AS other ORDER BY fact"], given, of=list(of))

    def asked(self, hop: Hop, subject: str, object: Term) -> Statement:
        """The facts of one subject: ``fact``, ``other``, and of each whether it counts (``sure``), may count, is denied, and whether its
        object certainly or possibly is the one asked for (``same``, ``perhaps``)."""
        given = Given()
        sure, maybe = (usable(hop.facts, self.known, given, upper=upper) for upper in (False, True))
        denied = usable(hop.facts, self.known, given, negated=True)
        if isinstance(object, str):
            same = perhaps = f"y.kgc_key = {given.add(self.known.key(object))}"
        else:
            truth = compares("y", "=", object, given, key=self.known.key, units=self.known.units)
            same, perhaps = truth.holds, f"NOT {truth.fails}"
        lines = [_MEMBERS, f"MATCH {hop.pattern()}", "WHERE r.kgc_graph = $graph"]
        lines.append(f"RETURN r.kgc_fact AS fact, y.kgc_n AS other, {sure} AS sure, {maybe} AS maybe, {denied} AS denied,")
        return self._made([*lines, f"{same} AS same, {perhaps} AS perhaps ORDER BY fact"], given, of=[subject])

    def classes(self, key: str) -> Statement:
        """The classes of a term: ``classes``."""
        return self._made([_MEMBERS, "RETURN coalesce(x.kgc_classes, []) AS classes"], Given(), of=[key])

    def relations(self, facts: Facts, left: str, right: str) -> Statement:
        """The relationship types that link two terms: ``type``, ``fact``, ``inverse``."""
        given = Given()
        use = usable(facts, self.known, given)
        ends = "MATCH (a:KgcTerm {kgc_key: $left}) MATCH (b:KgcTerm {kgc_key: $right})"
        found = "RETURN type(r) AS type, r.kgc_fact AS fact"
        lines = [f"{ends} MATCH (a)-[r]->(b) WHERE {use} {found}, false AS inverse", "UNION ALL"]
        lines.append(f"{ends} MATCH (b)-[r]->(a) WHERE {use} {found}, true AS inverse")
        return self._made(lines, given, left=left, right=right)

    def qualifier_of(self, form: f.QualifierOf, hop: Hop, *, upper: bool = False) -> Statement:
        """The facts with these ends, with the values of the qualifier: ``fact``, ``values``."""
        given = Given()
        use = usable(hop.facts, self.known, given, upper=upper)
        if isinstance(form.object, str):
            same = f"y.kgc_key = {given.add(self.known.key(form.object))}"
        else:
            same = compares("y", "=", form.object, given, key=self.known.key, units=self.known.units).holds
        name = given.add(form.qualifier)
        lines = [_MEMBERS, f"MATCH {hop.pattern()}", f"WHERE {use} AND {same}"]
        lines.append(f"WITH r, [i IN range(0, coalesce(size(r.kgc_q), 0) - 1) WHERE r.kgc_q[i] = {name} | r.kgc_q_key[i]] AS keys")
        lines.append("OPTIONAL MATCH (v:KgcTerm) WHERE v.kgc_key IN keys")
        lines.append("RETURN r.kgc_fact AS fact, collect(v.kgc_n) AS values ORDER BY fact")
        return self._made(lines, given, of=[self.known.key(form.subject)])


Limits = Mapping[int, tuple[str, str]]
"""Limits of terms whose values were converted to the unit of the others: from where, up to where."""

_LINKED: Mapping[str, tuple[str, str]] = {
    "=": ("least = $value AND most = $value", "least <= $value AND $value <= most"),
    "!=": ("$value < least OR most < $value", "NOT (least = $value AND most = $value)"),
    "<": ("most < $value", "least < $value"),
    "<=": ("most <= $value", "least <= $value"),
    ">": ("least > $value", "most > $value"),
    ">=": ("least >= $value", "most >= $value"),
}
"""When a number between ``least`` and ``most`` certainly, and possibly, compares so with the value."""


def _first_k(largest: bool) -> list[str]:
    """Lines that keep those whom fewer than k others leave behind: ``own`` is certainly reached by x, ``top`` possibly.

    A member certainly stays if fewer than k others may be above it: the k-th best of the others' ``top`` is not above its ``own``. If its
    own ``top`` is above that, it is itself among the best, and one more is looked at.
    """
    down, above = (" DESC", ">") if largest else ("", "<")
    level = "<=" if largest else ">="
    return [
        "WITH collect({n: x.kgc_n, sure: x.kgc_key IN $lower, own: own, top: top}) AS all",
        "CALL (all) { UNWIND all AS a WITH a.top AS top WHERE top IS NOT NULL",
        f"ORDER BY top{down} LIMIT $k + 1 RETURN collect(top) AS tops }}",
        "CALL (all) { UNWIND all AS a WITH a.own AS own WHERE a.sure AND own IS NOT NULL",
        f"ORDER BY own{down} LIMIT $k RETURN collect(own) AS owns }}",
        "UNWIND all AS a",
        f"WITH a, CASE WHEN a.top {above} a.own THEN tops[$k] ELSE tops[$k - 1] END AS bar, owns[$k - 1] AS mark",
        f"RETURN a.n AS n, a.sure AND a.own IS NOT NULL AND coalesce(bar {level} a.own, true) AS sure,",
        f"a.top IS NOT NULL AND coalesce(mark {level} a.top, true) AS maybe, a.own IS NOT NULL AS has",
    ]
