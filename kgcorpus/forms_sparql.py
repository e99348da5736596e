"""Forms as standard SPARQL 1.1 over the RDF layout of a release's graph (see ``rdf``): each query stands alone and can be run anywhere.

A plain step over facts that hold on the corpus date is one triple pattern. Steps with ``with`` or inside ``as_of`` go through fact nodes,
where conditions and dates stand; forms that look at values use their bounds, which stand there too. Every hop is a pattern of its own, so a
walk may use a fact again. What certainly belongs to an answer is asked for; ``upper`` asks for what is undecided too.

A set comes as ``?answer``, a count as ``?count``; a yes/no question is an ``ASK`` for the fact itself. What one query cannot say in full it
gives the rows for, and who reads them finishes (see ``graph.sparql_rows``): ``sort`` gives ``?answer ?value ?open`` in the order of the
values (a member stands where it first comes, ties go by id); ``sum`` and ``avg`` give ``?sum``, ``?count`` and the number of ``?intervals``
(with any there is no sum; the mean is the quotient to 12 digits); ``compare`` gives both ends with their values; ``relations`` give
``?answer ?inverse``, the predicate and whether it leads back.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from . import forms as f
from .errors import FormError
from .forms_ranges import in_unit
from .forms_sparql_values import PATTERNS, WHOLE, inside
from .forms_sparql_with import Node, Wrote, bounds, condition_filters, detail_filters
from .model import Literal, Term
from .ontology import Ontology
from .rdf import KGC, PREFIXES, RDF, id_iri, nt_literal
from .values_dates import days

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z", re.ASCII)


NOBODY = "nobody that the graph knows"
"""Stands in a form for an entity that the graph does not know: as a set it is empty."""

MOST_VARIABLES = 20_000
"""Variables that a query may have; forms that look at values take their members twice, so that deep ones grow without limit."""


@dataclass(frozen=True, slots=True)
class Names:
    """What compiling a form needs to know of a graph: how ids become IRIs, the corpus date, which qualifiers are details, which
    predicates have facts that are undecided on the corpus date (their steps are longer where the upper bound counts).

    ``kinds`` says of predicates whose values are all numbers, or all dates, which; ``units`` are those that predicates declare, and
    ``in_unit`` brings a value into one. ``cells``: entities have values too (what the text of a cell says), which stand on the facts as
    ``kgc:value``.
    """

    prefixes: Mapping[str, str]
    date: str | None = None
    details: frozenset[str] = frozenset()
    functional: frozenset[str] = frozenset()
    undecided: frozenset[str] | None = None
    iri: Callable[[str], str] | None = None
    type: str = RDF + "type"
    kinds: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    in_unit: Callable[[Literal, str], Literal] | None = None
    cells: bool = False

    def to_iri(self, id: str) -> str:
        return self.iri(id) if self.iri else id_iri(id, self.prefixes)


def names_of(ontology: Ontology, date: str | None, *, undecided: frozenset[str] | None = None) -> Names:
    """The names of a corpus. ``undecided`` None: any predicate may have facts that are undecided on the corpus date."""
    predicates = ontology.predicates.values()
    return Names(
        {**PREFIXES, **ontology.prefixes}, date, frozenset(p.id for p in predicates if p.qualifier == "detail"),
        frozenset(p.id for p in predicates if p.functional), undecided,
        kinds=kinds_of(ontology), units={p.id: p.unit for p in predicates if p.unit},
        in_unit=lambda literal, of: in_unit(literal, of, ontology),
    )  # fmt: skip


def kinds_of(ontology: Ontology) -> dict[str, str]:
    """The predicates whose values are all numbers, or all dates, by declaration (verification lets no others pass)."""
    found = {"xsd:decimal": "number", "xsd:integer": "number", "xsd:date": "date", "xsd:gYear": "date", "xsd:gYearMonth": "date"}
    return {p.id: found[p.datatype] for p in ontology.predicates.values() if p.datatype in found}


def to_sparql(form: f.Form, names: Names, *, upper: bool = False) -> str:
    """The query of a form without holes, whose columns are those of the module's text. Raises ``FormError`` for a form that would take
    more than ``MOST_VARIABLES``.

    >>> print(to_sparql(f.Step(f.Entity("ex:a"), "ex:p"), Names({"ex": "http://example.org/"})))
    PREFIX ex: <http://example.org/>
    SELECT DISTINCT ?answer WHERE {
      ex:a ex:p ?answer .
    }
    """
    return Writer(names, upper).query(f.checked(form), ())


def sparql_shape(shape: f.Form, names: Names, *, upper: bool = False, starts: Sequence[Sequence[Term]] | None = None) -> str:
    """One query for many starts of a shape: columns ``?s0``, ``?s1`` … and those of the form (none for a yes/no question).

    ``starts`` lists them (one term a hole, in the order of the holes); else all are meant, and a shape whose starts the pattern does not
    bind (a start that stands only in ``without``, say) raises ``FormError``, as do parts of a union that bind different starts. Starts
    without answers have no row.
    """
    writer = Writer(names, upper, many=True, starts=starts)
    holes = tuple(sorted({int(id[1:]) for id in f.entities_of(f.checked(shape)) if f.is_hole(id)}))
    return writer.query(shape, holes)


def facts_query(
    step: f.Step,
    names: Names,
    *,
    date: str | None,
    upper: bool = False,
    negated: bool = False,
    ends: Mapping[str, Sequence[Term]] | None = None,
    predicate: str = "",
) -> str:
    """The facts that one step may walk (or the negated ones): ``?fact ?subject ?object``. ``ends`` lists the terms that an end may be;
    ``predicate`` is a variable for any."""
    writer = Writer(names, upper)
    body = [f"VALUES {end} {{ {' '.join(writer.term(term) for term in terms)} }}" for end, terms in (ends or {}).items()]
    body += writer.fact_lines("?fact", "?subject", "?object", step, date, negated=negated, predicate=predicate)
    return writer.finished("SELECT ?fact ?subject ?object WHERE", body)


Link = (
    f.Step | f.Every | f.Where | f.WhereLinked | f.Most | f.Least | f.MostLinked | f.LeastLinked | f.Sort | f.Sum | f.Avg | f.Compare
    | f.Ask
)  # fmt: skip
"""A form that uses the facts of one predicate."""


@dataclass(slots=True)
class Writer:
    """Writes one query. ``many``: it is run for many starts at once, those of ``starts`` if they are listed."""

    names: Names
    upper: bool
    many: bool = False
    starts: Sequence[Sequence[Term]] | None = None
    holes: frozenset[int] = frozenset()
    used: set[str] = field(default_factory=set)
    count: int = 0

    # ------------------------------------------------------------------ the whole query

    def query(self, form: f.Form, holes: tuple[int, ...]) -> str:
        date = None
        while isinstance(form, f.AsOf):
            date, form = form.date, form.of
        starts = [f"?s{n}" for n in holes]
        self.holes = frozenset(holes)
        if isinstance(form, f.Ask):
            lines = self.listed() + self.asked(form, date)
            self._check(form, frozenset(holes), frozenset(holes))
            return self.finished(f"SELECT DISTINCT {' '.join(starts)} WHERE" if holes else "ASK", lines)
        if type(form) in WHOLE:
            return self.whole(form, holes, date)
        counted = isinstance(form, f.Count)
        inner = form.of if isinstance(form, f.Count) else form
        answer = "?x" if counted else "?answer"
        if isinstance(f.undated(inner), f.Relations):
            return self.relations_counted(inner, holes, date)
        lines, bound = self.pattern(inner, answer, date)
        lines = self.listed() + lines
        self._check(inner, frozenset(holes), bound if self.starts is None else frozenset(holes))
        if not counted:
            return self.finished(" ".join(["SELECT DISTINCT", *starts, "?answer WHERE"]), lines)
        head = " ".join(["SELECT", *starts, "(COUNT(DISTINCT ?x) AS ?count) WHERE"])
        return self.finished(head, lines) + (f"\nGROUP BY {' '.join(starts)}" if starts else "")

    def whole(self, form: f.Form, holes: tuple[int, ...], date: str | None) -> str:
        """The query of a form that is no set."""
        starts = " ".join(f"?s{n}" for n in holes)
        head, lines, tail, bound = WHOLE[type(form)](self, form, date)
        self._check(form, frozenset(holes), bound if self.starts is None else frozenset(holes))
        made = self.finished(" ".join(f"SELECT {head} WHERE".format(starts=starts).split()), self.listed() + lines)
        return made + (f"\n{tail.format(starts=starts)}" if tail and (starts or "{starts}" not in tail) else "")

    def relations_counted(self, form: f.Form, holes: tuple[int, ...], date: str | None) -> str:
        while isinstance(form, f.AsOf):
            date, form = form.date, form.of
        _, lines, _, bound = WHOLE[f.Relations](self, form, date)
        self._check(form, frozenset(holes), bound if self.starts is None else frozenset(holes))
        starts = " ".join(f"?s{n}" for n in holes)
        inner = self.sub("?answer ?inverse", lines, frozenset(holes))
        made = self.finished(" ".join(f"SELECT {starts} (COUNT(?answer) AS ?count) WHERE".split()), inner)
        return made + f"\nGROUP BY {starts}" * bool(starts)

    def listed(self) -> list[str]:
        """The starts that the query is about: what binds them wherever it stands."""
        if self.starts is None or not self.holes:
            return []
        variables = [f"?s{n}" for n in sorted(self.holes)]
        rows = " ".join(dict.fromkeys(f"({' '.join(map(self.term, start))})" for start in self.starts))
        return [f"VALUES ({' '.join(variables)}) {{ {rows} }}"]

    def finished(self, head: str, lines: list[str]) -> str:
        body = "\n".join(f"  {line}" for line in lines)
        prefixes = "".join(f"PREFIX {p}: <{self.names.prefixes.get(p) or KGC}>\n" for p in sorted(self.used))
        return f"{prefixes}{head} {{\n{body}\n}}"

    @staticmethod
    def _check(form: f.Form, holes: frozenset[int], bound: frozenset[int]) -> None:
        if missing := sorted(holes - bound):
            raise FormError(
                "shape", f"?{missing[0]} is not bound by the pattern of '{f.op(form)}'", "a start that some fact binds", "ask form by form"
            )

    # ------------------------------------------------------------------ terms

    def fresh(self, stem: str = "x") -> str:
        self.count += 1
        if self.count > MOST_VARIABLES:
            raise FormError("form", f"a query of over {MOST_VARIABLES:,} variables", "fewer forms inside each other", "split the question")
        return f"?{stem}{self.count}"

    def iri(self, id: str) -> str:
        """An id as a hole's variable, a prefixed name, or an IRI."""
        if f.is_hole(id):
            return f"?s{id[1:]}"
        prefix, colon, local = id.partition(":")
        if self.names.iri is None and colon and prefix in self.names.prefixes and _LOCAL.match(local):
            self.used.add(prefix)
            return id
        return f"<{self.names.to_iri(id)}>"

    def term(self, term: Term) -> str:
        return self.iri(term) if isinstance(term, str) else nt_literal(term)

    def measured(self, literal: Literal, predicate: str) -> Literal:
        """A value in the unit in which those of the predicate stand in the graph."""
        return self.names.in_unit(literal, predicate) if self.names.in_unit else literal

    def unless(self, pattern: str) -> str:
        """Leave out what has the pattern: one by one where a query looks at few facts, as a set where it looks at all."""
        return f"MINUS {{ {pattern} }}" if self.many else f"FILTER NOT EXISTS {{ {pattern} }}"

    def kgc(self, name: str) -> str:
        self.used.add("kgc")
        return f"kgc:{name}"

    @property
    def wrote(self) -> Wrote:
        return Wrote(self.fresh, self.term, self.kgc, self.unless)

    @contextmanager
    def bound(self, *, upper: bool) -> Iterator[None]:
        """What is written meanwhile asks for this bound."""
        before, self.upper = self.upper, upper
        try:
            yield
        finally:
            self.upper = before

    def sub(
        self, columns: str, lines: Sequence[str], holes: frozenset[int], *, by: str | None = None, having: str = "", listed: bool = True
    ) -> list[str]:
        """A query of its own inside this one: distinct rows, or (``by``) one for each start and value of these variables."""
        starts = " ".join(f"?s{n}" for n in sorted(holes))
        head = " ".join(f"{{ SELECT {'DISTINCT' if by is None else ''} {starts} {columns} WHERE {{".split())
        keys = f"{starts} {by or ''}".strip()
        if by and any(line.lstrip().startswith("{ SELECT") for line in lines):  # some stores make a group of no rows of an inner query
            having = f"BOUND({by.split()[0]})" + f" && {having}" * bool(having)
        tail = f" GROUP BY {keys}" * (by is not None and bool(keys)) + f" HAVING({having})" * bool(having)
        return [head, *inside(*(self.listed() if holes and listed else ()), *lines), f"}}{tail} }}"]

    # ------------------------------------------------------------------ sets

    def pattern(self, form: f.Form, var: str, date: str | None) -> tuple[list[str], frozenset[int]]:
        """Lines that bind ``var`` to the members of the form, and the holes that they bind."""
        if isinstance(form, f.AsOf):
            return self.pattern(form.of, var, form.date)
        if isinstance(form, f.Step):
            return self.step(form, var, date)
        if isinstance(form, f.Class):
            return [f"{var} {self.type()} {self.iri(form.id)} ."], frozenset()
        if isinstance(form, f.Entity):
            if f.is_hole(form.id) and self.starts is not None:
                place = int(form.id[1:])
                terms = dict.fromkeys(self.term(start[place]) for start in self.starts)
                return [f"VALUES (?s{place} {var}) {{ {' '.join(f'({t} {t})' for t in terms)} }}"], frozenset((place,))
            if f.is_hole(form.id):
                raise FormError("shape", "a start that no fact binds", "a start that a step leads from", "ask form by form")
            return [f"VALUES {var} {{ {'' if form.id == NOBODY else self.iri(form.id)} }}"], frozenset()
        if isinstance(form, f.And):
            found = [self.pattern(part, var, date) for part in form.of]
            return [line for lines, _ in found for line in lines], frozenset().union(*(holes for _, holes in found))
        if isinstance(form, f.Or):
            return self.union(form, var, date)
        if isinstance(form, f.Minus):
            return self.minus(form, var, date)
        if type(form) not in PATTERNS:
            raise FormError("form", f"'{f.op(form)}' inside another form", "a set of entities or values", "ask for it alone")
        return PATTERNS[type(form)](self, form, var, date)

    def union(self, form: f.Or, var: str, date: str | None) -> tuple[list[str], frozenset[int]]:
        found = [self.pattern(part, var, date) for part in form.of]
        bound = frozenset.intersection(*(holes for _, holes in found))
        if any(holes != bound for _, holes in found):
            if self.starts is None:
                raise FormError("shape", "parts of 'or' that bind different starts", "the same starts in every part", "ask form by form")
            found = [([*self.listed(), *part], self.holes) for part, _ in found]
            bound = self.holes
        lines: list[str] = []
        for number, (part, _) in enumerate(found):
            lines += ["UNION {" if number else "{", *(f"  {line}" for line in part), "}"]
        return lines, bound

    def minus(self, form: f.Minus, var: str, date: str | None) -> tuple[list[str], frozenset[int]]:
        """The other bound of what is taken away: what may belong to it is certainly not in the difference."""
        lines, bound = self.pattern(form.of, var, date)
        with self.bound(upper=not self.upper):
            away, needed = self.pattern(form.without, var, date)
        if not needed <= bound:
            if self.starts is None:
                raise FormError("shape", "a start that stands only in 'without'", "a start in 'of' too", "ask form by form")
            lines, bound = [*self.listed(), *lines], self.holes
        return [*lines, "MINUS {", *(f"  {line}" for line in away), "}"], bound

    def start(self, form: f.Form, date: str | None) -> tuple[str, list[str], frozenset[int]]:
        """What a step starts from: a term, the lines that bind it, and the holes that the step's own pattern will bind."""
        while isinstance(form, f.AsOf):
            date, form = form.date, form.of
        if isinstance(form, f.Entity):
            return self.iri(form.id), [], frozenset({int(form.id[1:])} if f.is_hole(form.id) else ())
        var = self.fresh()
        lines, bound = self.pattern(form, var, date)
        return var, lines, bound

    def step(self, form: f.Step, var: str, date: str | None) -> tuple[list[str], frozenset[int]]:
        start, lines, bound = self.start(form.of, date)
        lines = [*lines, *self.links(start, var, form, date)]
        if not self.is_plain(form, date):
            bound |= self.bound_by_with(form.with_)
        for id in form.drop:
            if f.is_hole(id) and int(id[1:]) not in bound:
                raise FormError("shape", f"?{id[1:]} is dropped but not bound", "a start that a step leads from", "ask form by form")
            lines.append(f"FILTER({var} != {self.iri(id)})")
        return lines, bound

    def links(self, own: str, other: str, form: Link, date: str | None) -> list[str]:
        """Lines that link a term to another by a fact that the form may use."""
        subject, object = (other, own) if getattr(form, "inverse", False) else (own, other)
        if self.is_plain(form, date):
            return [f"{subject} {self.iri(form.predicate)} {object} ."]
        return self.fact_lines(self.fresh("f"), subject, object, form, date)

    def values(self, member: str, form: Link, date: str | None) -> tuple[list[str], Node]:
        """Lines that bind the facts of a member that the form may use and the bounds of their values; and their variables."""
        fact, object = self.fresh("f"), self.fresh("v")
        if self.is_plain(form, date):
            ends = f"{self.kgc('subject')} {member} ; {self.kgc('predicate')} {self.iri(form.predicate)} ; {self.kgc('object')} {object}"
            lines = [f"{member} {self.iri(form.predicate)} {object} .", f"{fact} {ends} ."]
        else:
            lines = self.fact_lines(fact, member, object, form, date)
        more, node = self.bounds_of(fact, object, form.predicate)
        return lines + more, node

    def bounds_of(self, fact: str, object: str, predicate: str) -> tuple[list[str], Node]:
        """Lines that bind the bounds of a fact's object."""
        lines, kind, days_of = [], self.names.kinds.get(predicate, ""), ""
        value = object
        if self.names.cells:
            value = self.fresh("w")
            lines.append(f"{fact} {self.kgc('value')} {value} .")
        limits, names = bounds(fact, self.wrote)
        if not kind:
            days_of = self.fresh("days")
            limits += f" OPTIONAL {{ {fact} {self.kgc('days')} {days_of} }}"
        return [*lines, limits], Node("", "", value, *names, days_of, kind, fact, object)

    def is_plain(self, form: Link, date: str | None) -> bool:
        """Whether plain lines say all: no condition or date of its own, and no undecided facts that count."""
        decided = self.names.undecided is not None and form.predicate not in self.names.undecided
        own_date = date is not None and date != self.names.date
        return self._without(form) and not own_date and self.names.to_iri(form.predicate) != RDF + "type" and (not self.upper or decided)

    @staticmethod
    def _without(form: Link) -> bool:
        return getattr(form, "with_", None) is None

    def decided(self, form: Link, date: str | None) -> bool:
        """Whether the facts that a form may use are the same in both bounds."""
        with self.bound(upper=True):
            return self.is_plain(form, date)

    def exact(self, form: f.Form, date: str | None) -> bool:
        """Whether the members of a form are certainly the same in both bounds."""
        if isinstance(form, f.AsOf):
            return self.exact(form.of, form.date)
        if isinstance(form, (f.Step, f.Every, f.WhereLinked, f.MostLinked, f.LeastLinked)):
            return self.decided(form, date) and self.exact(form.of, date)
        return isinstance(form, (f.Entity, f.Class, f.And, f.Or, f.Minus)) and all(self.exact(part, date) for part in f.parts(form))

    def type(self) -> str:
        return "a" if self.names.type == RDF + "type" else f"<{self.names.type}>"

    # ------------------------------------------------------------------ fact nodes

    def fact_lines(
        self, fact: str, subject: str, object: str, form: Link, date: str | None, *, negated: bool = False, predicate: str = ""
    ) -> list[str]:
        """Lines that bind a fact node which the form may use; ``predicate`` is a variable for any."""
        predicate = predicate or self.iri(form.predicate)
        head = [f"{self.kgc('subject')} {subject}", f"{self.kgc('predicate')} {predicate}", f"{self.kgc('object')} {object}"]
        head.append(f"{self.kgc('negated')} {'true' if negated else 'false'}")
        with_ = getattr(form, "with_", None)
        if with_ is None:
            head.append(f"{self.kgc('conditional')} false")
        if not self.upper:
            head.append(f"{self.kgc('dated')} true")
        lines = [f"{fact} " + " ; ".join(head) + " ."]
        lines += self.date_filters(fact, date or self.names.date)
        if isinstance(with_, tuple):
            conditions = tuple(g for g in with_ if g.qualifier not in self.names.details)
            details = tuple(g for g in with_ if g.qualifier in self.names.details)
            wrote = self.wrote
            lines += condition_filters(fact, conditions, wrote, functional=self.names.functional, upper=self.upper)
            lines += detail_filters(fact, details, wrote, upper=self.upper)
        return lines

    @staticmethod
    def bound_by_with(with_: f.With) -> frozenset[int]:
        entries = with_ if isinstance(with_, tuple) else ()
        return frozenset(int(g.value[1:]) for g in entries if isinstance(g.value, str) and f.is_hole(g.value))

    def date_filters(self, fact: str, date: str | None) -> list[str]:
        """Filters for the days of a date, which may be partial: all of them lie within the certain (upper: meet the possible) days."""
        if date is None:
            return []
        first, after = (_iso(day) for day in days(date))
        begin, end = self.fresh("d"), self.fresh("d")
        kgc = self.kgc
        if not self.upper:
            return [
                self.unless(f'{fact} {kgc("validFrom")} {begin} FILTER(STR({begin}) > "{first}")'),
                self.unless(f'{fact} {kgc("validTo")} {end} FILTER(STR({end}) < "{after}")'),
            ]
        may, may_end = self.fresh("d"), self.fresh("d")
        late = f'FILTER(STR(COALESCE({may}, {begin})) >= "{after}")'
        early = f'FILTER(STR(COALESCE({may_end}, {end})) <= "{first}")'
        return [
            self.unless(f"{fact} {kgc('validFrom')} {begin} OPTIONAL {{ {fact} {kgc('possibleFrom')} {may} }} {late}"),
            self.unless(f"{fact} {kgc('validTo')} {end} OPTIONAL {{ {fact} {kgc('possibleTo')} {may_end} }} {early}"),
        ]

    def asked(self, form: f.Ask, date: str | None) -> list[str]:
        subject = self.iri(form.subject)
        object = self.iri(form.object) if isinstance(form.object, str) else "?value"
        step = f.Step(f.Entity(form.subject), form.predicate, with_=form.with_)
        if self.is_plain(step, date):
            lines = [f"{subject} {self.iri(form.predicate)} {object} ."]
        else:
            lines = self.fact_lines(self.fresh("f"), subject, object, form, date)
        if isinstance(form.object, Literal):
            lines.append(f"FILTER({object} = {self.term(self.measured(form.object, form.predicate))})")
        return lines


def _iso(day: int) -> str:
    return datetime.date.fromordinal(min(day, datetime.date.max.toordinal())).isoformat()
