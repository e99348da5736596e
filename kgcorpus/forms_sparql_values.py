"""Forms that look at values or at how many are linked, and questions about two ends, as SPARQL (see ``forms_sparql``).

The bounds of a value stand on the node of its fact (``kgc:min`` …): exact decimals in the predicate's unit, dates as half-open days. What
is compared with what is written with counts over groups (how many are above a member; to how many members something is linked), since
these stand on their own and are evaluated once; ``NOT EXISTS`` over the same patterns is evaluated anew for every row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import forms as f
from .errors import FormError
from .forms_sparql_with import Node, compares, differs
from .model import Literal
from .rdf import XSD

if TYPE_CHECKING:
    from .forms_sparql import Writer

Holes = frozenset[int]
Pattern = tuple[list[str], Holes]
"""Lines, and the holes that they bind."""


def inside(*lines: str) -> list[str]:
    return [f"  {line}" for line in lines]


# --------------------------------------------------------------------------------------------- sets


def every(write: Writer, form: f.Every, var: str, date: str | None) -> Pattern:
    """As many members are linked to the answer as there are: possible members and certain links, or (upper) the other way round."""
    upper = write.upper
    lines, holes = _linked_to_all(write, form, var, date)
    if write.exact(form.of, date):
        return lines, holes
    none = write.fresh("n")
    some, _ = _members_counted(write, form.of, date, none, upper=False)
    if not upper:
        return [*lines, *some, f"FILTER({none} > 0)"], holes
    member = write.fresh()
    with write.bound(upper=True):
        of, _ = write.pattern(form.of, member, date)
        of = [*write.listed(), *of, *write.links(member, var, form, date)]
    no_one = [*of, "OPTIONAL {", *inside(*some), "}", f"FILTER(COALESCE({none}, 0) = 0)"]
    return ["{", *inside(*lines), "}", "UNION {", *inside(*no_one), "}"], holes


def _linked_to_all(write: Writer, form: f.Every, var: str, date: str | None) -> Pattern:
    upper, member, linked, members = write.upper, write.fresh(), write.fresh("n"), write.fresh("n")
    with write.bound(upper=not upper):
        of, holes = write.pattern(form.of, member, date)
    of = [*of, *write.links(member, var, form, date)]
    lines = write.sub(f"{var} (COUNT(DISTINCT {member}) AS {linked})", of, holes, by=var)
    total, _ = _members_counted(write, form.of, date, members, upper=not upper)
    return [*lines, *total, f"FILTER({linked} = {members})"], holes


def _members_counted(write: Writer, of: f.Form, date: str | None, count: str, *, upper: bool) -> Pattern:
    member = write.fresh()
    with write.bound(upper=upper):
        lines, holes = write.pattern(of, member, date)
    return write.sub(f"(COUNT(DISTINCT {member}) AS {count})", lines, holes, by=""), holes


def where(write: Writer, form: f.Where, var: str, date: str | None) -> Pattern:
    lines, holes = write.pattern(form.of, var, date)
    entry = f.Given(form.predicate, write.measured(form.value, form.predicate), form.cmp)
    more, node = write.values(var, form, date)
    test = f"!({differs(node, entry, write.wrote)})" if write.upper else compares(node, entry, write.wrote)
    return [*lines, *more, f"FILTER({test})"], holes


_LINKED: Mapping[tuple[str, bool], tuple[str, tuple[tuple[bool, str], ...]]] = {
    ("=", False): ("", ((False, ">="), (True, "<="))),
    ("=", True): ("", ((False, "<="), (True, ">="))),
    ("!=", False): ("UNION", ((False, ">"), (True, "<"))),
    ("!=", True): ("UNION", ((False, "<"), (True, ">"))),
    **{(cmp, upper): ("", (((cmp[0] == "<") != upper, cmp),)) for cmp in ("<", "<=", ">", ">=") for upper in (False, True)},
}
"""By comparison and bound: which of the two numbers (possible links or not) are compared how, and whether one of the tests will do."""


def where_linked(write: Writer, form: f.WhereLinked, var: str, date: str | None) -> Pattern:
    """Members by the number of objects: with undecided facts the number lies between that of the certain and that of the possible."""
    joined, tests = _LINKED[form.cmp, write.upper]
    if write.decided(form, date):
        joined, tests = "", ((False, form.cmp),)
    found = [
        _counted(write, form, var, date, members=write.upper, links=links, having=f"{cmp} {form.value}") for links, cmp in tests
    ]  # fmt: skip
    if not joined:
        return [line for lines, _ in found for line in lines], found[0][1]
    return ["{", *inside(*found[0][0]), "}", "UNION {", *inside(*found[1][0]), "}"], found[0][1]


def _counted(
    write: Writer, form: f.WhereLinked | f.MostLinked | f.LeastLinked, var: str, date: str | None, *, members: bool, links: bool,
    count: str = "", having: str = "",
) -> Pattern:  # fmt: skip
    """The members (possible ones if ``members``) with the number of what they are linked to (by possible facts if ``links``)."""
    other = write.fresh("o")
    with write.bound(upper=members):
        of, holes = write.pattern(form.of, var, date)
    with write.bound(upper=links):
        optional = write.links(var, other, form, date)
    of = [*of, "OPTIONAL {", *inside("{", *inside(*optional), "}"), "}"]
    number = f"COUNT(DISTINCT {other})"
    return write.sub(
        f"{var} ({number} AS {count})" if count else var, of, holes, by=var, having=f"{number} {having}" if having else ""
    ), holes


# --------------------------------------------------------------------------------------------- superlatives


def _leading(write: Writer, var: str, own: Pattern, keys: str, others: Sequence[str], other: str, above: str, k: int) -> Pattern:
    """Members for which fewer than k others are above."""
    lines, holes = own
    lines = [*lines, "OPTIONAL {", *inside(*others, f"FILTER(!sameTerm({other}, {var}) && {above})"), "}"]
    return write.sub(var, lines, holes, by=keys, having=f"COUNT(DISTINCT {other}) < {k}", listed=False), holes


def _many(form: f.Form, holes: Holes) -> bool:
    """Whether a form may have so many members that not all of them are compared with all others."""
    return not holes and any(isinstance(part, f.Class) for part in f.walk(form))


def _at_least(write: Writer, own: str, rivals: Sequence[str], rival: str, number: str, k: int, least: bool) -> list[str]:
    """Lines that leave out who is certainly behind k members: behind the k-th best of what members have for certain."""
    best, way, order = ("MIN", "<=", "{}") if least else ("MAX", ">=", "DESC({})")
    top = write.fresh("top")
    inner = write.sub(f"{rival} ({best}({number}) AS {top})", rivals, frozenset(), by=rival)
    place = f"OFFSET {k - 1} " * (k > 1) + "LIMIT 1"
    lines = [f"{{ SELECT {top} WHERE {{", *inside(*inner), f"}} ORDER BY {order.format(top)} {place} }}"]
    return ["OPTIONAL {", *inside(*lines), "}", f"FILTER(!BOUND({top}) || !BOUND({own}) || {own} {way} {top})"]


def most_linked(write: Writer, form: f.MostLinked | f.LeastLinked, var: str, date: str | None) -> Pattern:
    upper, least = write.upper, isinstance(form, f.LeastLinked)
    own, theirs, other = write.fresh("n"), write.fresh("n"), write.fresh("y")
    mine = _counted(write, form, var, date, members=upper, links=upper != least, count=own)
    if _many(form.of, mine[1]):
        rival, number = write.fresh("y"), write.fresh("n")
        rivals, _ = _counted(write, form, rival, date, members=False, links=least, count=number)
        mine = write.sub(f"{var} {own}", [*mine[0], *_at_least(write, own, rivals, rival, number, form.k, least)], mine[1]), mine[1]
    others, _ = _counted(write, form, other, date, members=not upper, links=upper == least, count=theirs)
    above = f"{theirs} {'<' if least else '>'} {own}"
    return _leading(write, var, mine, f"{var} {own}", others, other, above, form.k)


def most(write: Writer, form: f.Most | f.Least, var: str, date: str | None) -> Pattern:
    """Lower: no k others whose value may be beyond the member's own; upper: no k others whose value certainly is."""
    upper, least, other = write.upper, isinstance(form, f.Least), write.fresh("y")
    lines, node, holes = _valued(write, form, var, date, upper=upper)
    other_lines, other_node, _ = _valued(write, form, other, date, upper=not upper)
    mine, theirs = (node.low, other_node.high) if least == upper else (node.high, other_node.low)
    beyond = "<" if least else ">"
    if _many(form.of, holes):
        rival = write.fresh("y")
        rivals, rival_node, _ = _valued(write, form, rival, date, upper=False)
        number = rival_node.high if least else rival_node.low
        lines = [*lines, *_at_least(write, mine, [*rivals, f"FILTER(BOUND({number}))"], rival, number, form.k, least)]
    if upper:
        mine_open, theirs_open = (node.low_open, other_node.high_open) if least else (node.high_open, other_node.low_open)
        above = _surely(theirs, theirs_open, beyond, mine, mine_open)
        own = write.sub(f"{var} {node.fact} {mine} {mine_open}", lines, holes)
        others = write.sub(f"{other} {theirs} {theirs_open}", other_lines, holes)
    else:
        if least:
            lines, mine = node.last_day(lines, write.wrote)
        else:
            other_lines, theirs = other_node.last_day(other_lines, write.wrote)
        above = f"(!BOUND({theirs}) || !BOUND({mine}) || {theirs} {beyond} {mine})"
        own = write.sub(f"{var} {node.fact} {mine}", lines, holes)
        others = write.sub(f"{other} {theirs}", other_lines, holes)
    return _leading(write, var, (own, holes), f"{var} {node.fact}", others, other, above, form.k)


def _valued(write: Writer, form: Any, var: str, date: str | None, *, upper: bool) -> tuple[list[str], Node, Holes]:
    """Members with each number or date that they certainly (``upper``: possibly) have."""
    with write.bound(upper=upper):
        lines, holes = write.pattern(form.of, var, date)
        more, node = write.values(var, form, date)
    return [*lines, *more, f"FILTER{node.is_range()}"], node, holes


def _surely(a: str, a_open: str, beyond: str, b: str, b_open: str) -> str:
    """A limit is certainly beyond another, whatever the values within them are."""
    return f"(BOUND({a}) && BOUND({b}) && ({a} {beyond} {b} || ({a} = {b} && ({a_open} || {b_open}))))"


def sort(write: Writer, form: f.Sort, var: str, date: str | None) -> Pattern:
    """The members that have a value."""
    lines, holes = write.pattern(form.of, var, date)
    more, node = write.values(var, form, date)
    return [*lines, *more, f"FILTER{node.is_range()}"], holes


def qualifier_of(write: Writer, form: f.QualifierOf, var: str, date: str | None) -> Pattern:
    """The qualifier's values over the facts with these ends, conditional ones too."""
    fact, node = write.fresh("f"), write.fresh("q")
    any_fact = f.Step(f.Entity(form.subject), form.predicate, with_="any")
    object = write.fresh("v") if isinstance(form.object, Literal) else write.iri(form.object)
    lines = write.fact_lines(fact, write.iri(form.subject), object, any_fact, date)
    if isinstance(form.object, Literal):
        more, value = write.bounds_of(fact, object, form.predicate)
        entry = f.Given(form.predicate, write.measured(form.object, form.predicate))
        lines += [*more, f"FILTER({compares(value, entry, write.wrote)})"]
    kgc, own = write.kgc, write.iri(form.qualifier)
    lines.append(f"{fact} {kgc('qualifier')} {node} . {node} {kgc('qualifierPredicate')} {own} ; {kgc('value')} {var} .")
    return lines, frozenset(int(id[1:]) for id in (form.subject, form.object) if isinstance(id, str) and f.is_hole(id))


PATTERNS: Mapping[type, Callable[[Writer, Any, str, str | None], Pattern]] = {
    f.Every: every, f.Where: where, f.WhereLinked: where_linked, f.Most: most, f.Least: most, f.MostLinked: most_linked,
    f.LeastLinked: most_linked, f.Sort: sort, f.QualifierOf: qualifier_of,
}  # fmt: skip


# --------------------------------------------------------------------------------------------- whole queries


Whole = tuple[str, list[str], str, Holes]
"""What is selected beside the starts, the lines, what stands after them (``{starts}`` for the starts), and the holes bound."""


def ordered(write: Writer, form: f.Sort, date: str | None) -> Whole:
    """The rows that decide an order: ascending by the upper limit of each value, descending by the lower."""
    lines, holes = write.pattern(form.of, "?answer", date)
    more, node = write.values("?answer", form, date)
    limit, is_open = (node.low, node.low_open) if form.descending else (node.high, node.high_open)
    last, unbounded = (limit, "-INF") if form.descending else (node.last(limit), "INF")
    value = f'BIND(COALESCE({last}, "{unbounded}"^^<{XSD}double>) AS ?value)'
    lines = [*lines, *more, f"FILTER{node.is_range()}", value, f"BIND({node.still_open(is_open)} AS ?open)"]
    order = "DESC(?value) DESC(?open) ?answer" if form.descending else "?value DESC(?open) ?answer"
    return "DISTINCT {starts} ?answer ?value ?open", lines, f"ORDER BY {order}", holes


def total(write: Writer, form: f.Sum | f.Avg, date: str | None) -> Whole:
    """Sum and number of the (member, value) pairs, and how many of the values are intervals."""
    member, interval = write.fresh(), write.fresh("i")
    lines, holes = write.pattern(form.of, member, date)
    more, node = write.values(member, form, date)
    lines = [*lines, *more, f"FILTER({node.is_range('number')})", f"BIND({node.interval} AS {interval})"]
    inner = write.sub(f"{member} {node.term} {node.low} {interval}", lines, holes)
    sums = f"(SUM(IF({interval}, 0, {node.low})) AS ?sum) (COUNT(*) AS ?count) (SUM(IF({interval}, 1, 0)) AS ?intervals)"
    return "{starts} " + sums, inner, "GROUP BY {starts}", holes


def compared(write: Writer, form: f.Compare, date: str | None) -> Whole:
    """Both ends with their values (dates: first and last day); an end without value has a row too."""
    lines: list[str] = []
    holes: Holes = frozenset()
    for name, end in (("left", form.left), ("right", form.right)):
        member = write.fresh()
        branch, bound = write.pattern(end, member, date)
        more, node = write.values(member, form, date)
        columns = (
            (f'"{name}"', "side"), (member, "member"), (node.low, "low"), (node.low_open, "lowOpen"), (node.last(node.high), "high"),
            (node.still_open(node.high_open), "highOpen"),
        )  # fmt: skip
        branch = [*branch, "OPTIONAL {", *inside(*more, f"FILTER{node.is_range()}"), "}"]
        everyone = write.holes if write.starts is not None else bound
        rows = write.sub(" ".join(f"({value} AS ?{column})" for value, column in columns), branch, everyone)
        lines += ["UNION {" if lines else "{", *inside(*rows), "}"]
        holes |= bound
    if holes and write.starts is None:
        raise FormError("shape", "ends of 'compare' that bind different starts", "a list of starts", "ask form by form")
    return "DISTINCT {starts} ?side ?member ?low ?lowOpen ?high ?highOpen", lines, "", holes


def relations(write: Writer, form: f.Relations, date: str | None) -> Whole:
    """The predicates of facts between the two, and whether they lead from the right to the left."""
    (left, lines, holes), (right, more, right_holes) = _alone(write, form.left, date), _alone(write, form.right, date)
    link = f.Step(f.Entity(""), "")
    ways = [
        [*write.fact_lines(write.fresh("f"), *ends, link, date, predicate="?answer"), f"BIND({back} AS ?inverse)"]
        for ends, back in (((left, right), "false"), ((right, left), "true"))
    ]  # fmt: skip
    union = ["{", *inside(*ways[0]), "}", "UNION {", *inside(*ways[1]), "}"]
    return "DISTINCT {starts} ?answer ?inverse", [*lines, *more, *union], "", holes | right_holes


def _alone(write: Writer, form: f.Form, date: str | None) -> tuple[str, list[str], Holes]:
    """The one member of a form: a term, and the lines that bind it if it is the only one."""
    term, lines, holes = write.start(form, date)
    if not lines:
        return term, lines, holes
    count = write.fresh("n")
    members, _ = _members_counted(write, form, date, count, upper=write.upper)
    return term, [*lines, *members, f"FILTER({count} = 1)"], holes


WHOLE: Mapping[type, Callable[[Writer, Any, str | None], Whole]] = {
    f.Sort: ordered, f.Sum: total, f.Avg: total, f.Compare: compared, f.Relations: relations,
}  # fmt: skip
"""Forms whose query is no set: it gives the rows that decide them."""
