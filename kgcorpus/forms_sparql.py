"""Forms as standard SPARQL 1.1 over the RDF layout of a release's graph (see ``rdf``): each query stands alone and can be run anywhere.

A plain step over facts that hold on the corpus date is one triple pattern. Steps with ``with`` or inside ``as_of`` go through fact nodes,
where
conditions and dates stand. Every hop is a pattern of its own, so a walk may use a fact again. What certainly belongs to an answer is asked
for; ``upper`` asks for what is undecided too.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from . import forms as f
from .errors import FormError
from .forms_sparql_with import Wrote, condition_filters, detail_filters
from .model import Literal, Term
from .ontology import Ontology
from .rdf import KGC, PREFIXES, RDF, id_iri, nt_literal
from .values_dates import days

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z", re.ASCII)


NOBODY = "nobody that the graph knows"
"""Stands in a form for an entity that the graph does not know: as a set it is empty."""


@dataclass(frozen=True, slots=True)
class Names:
    """What compiling a form needs to know of a graph: how ids become IRIs, the corpus date, which qualifiers are details, which
    predicates have facts that are undecided on the corpus date (their steps are longer where the upper bound counts)."""

    prefixes: Mapping[str, str]
    date: str | None = None
    details: frozenset[str] = frozenset()
    functional: frozenset[str] = frozenset()
    undecided: frozenset[str] | None = None
    iri: Callable[[str], str] | None = None
    type: str = RDF + "type"

    def to_iri(self, id: str) -> str:
        return self.iri(id) if self.iri else id_iri(id, self.prefixes)


def names_of(ontology: Ontology, date: str | None, *, undecided: frozenset[str] | None = None) -> Names:
    """The names of a corpus. ``undecided`` None: any predicate may have facts that are undecided on the corpus date."""
    predicates = ontology.predicates.values()
    return Names(
        {**PREFIXES, **ontology.prefixes}, date, frozenset(p.id for p in predicates if p.qualifier == "detail"),
        frozenset(p.id for p in predicates if p.functional), undecided,
    )  # fmt: skip


def to_sparql(form: f.Form, names: Names, *, upper: bool = False) -> str:
    """The query of a form without holes. Sets come as ``?answer``, counts as ``?count``; a yes/no question is an ``ASK`` for the fact
    itself.

    >>> print(to_sparql(f.Step(f.Entity("ex:a"), "ex:p"), Names({"ex": "http://example.org/"})))
    PREFIX ex: <http://example.org/>
    SELECT DISTINCT ?answer WHERE {
      ex:a ex:p ?answer .
    }
    """
    return _Writer(names, upper).query(f.checked(form), ())


def sparql_shape(shape: f.Form, names: Names, *, upper: bool = False, starts: Sequence[Sequence[Term]] | None = None) -> str:
    """One query for many starts of a shape: columns ``?s0``, ``?s1`` … and ``?answer`` (``?count``; none for a yes/no question).

    ``starts`` lists them (one term a hole, in the order of the holes); else all are meant, and a shape whose starts the pattern does not
    bind (a start that stands only in ``without``, say) raises ``FormError``, as do parts of a union that bind different starts. Starts
    without answers have no row.
    """
    writer = _Writer(names, upper, many=True, starts=starts)
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
) -> str:
    """The facts that one step may walk (or the negated ones): ``?fact ?subject ?object``. ``ends`` lists the terms that an end may be."""
    writer = _Writer(names, upper)
    body = [f"VALUES {end} {{ {' '.join(writer.term(term) for term in terms)} }}" for end, terms in (ends or {}).items()]
    body += writer.fact_lines("?fact", "?subject", "?object", step, date, negated=negated)
    return writer.finished("SELECT ?fact ?subject ?object WHERE", body)


@dataclass(slots=True)
class _Writer:
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
        counted = isinstance(form, f.Count)
        inner = form.of if isinstance(form, f.Count) else form
        if not f.denotes_set(inner) or (isinstance(form, f.VALUES) and not counted):
            raise FormError("form", f"'{f.op(form)}' has no query", "a set, 'count' or 'ask'", "")
        answer = "?x" if counted else "?answer"
        lines, bound = self.pattern(inner, answer, date)
        lines = self.listed() + lines
        self._check(inner, frozenset(holes), bound if self.starts is None else frozenset(holes))
        if not counted:
            return self.finished(" ".join(["SELECT DISTINCT", *starts, "?answer WHERE"]), lines)
        head = " ".join(["SELECT", *starts, "(COUNT(DISTINCT ?x) AS ?count) WHERE"])
        return self.finished(head, lines) + (f"\nGROUP BY {' '.join(starts)}" if starts else "")

    def listed(self) -> list[str]:
        """The starts that the query is about: what binds them wherever it stands."""
        if self.starts is None or not self.holes:
            return []
        variables = [f"?s{n}" for n in sorted(self.holes)]
        rows = " ".join(f"({' '.join(map(self.term, start))})" for start in self.starts)
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

    def unless(self, pattern: str) -> str:
        """Leave out what has the pattern: one by one where a query looks at few facts, as a set where it looks at all."""
        return f"MINUS {{ {pattern} }}" if self.many else f"FILTER NOT EXISTS {{ {pattern} }}"

    def kgc(self, name: str) -> str:
        self.used.add("kgc")
        return f"kgc:{name}"

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
        raise FormError(
            "form", f"'{f.op(form)}' has no query yet", "entity class step and or minus as_of count ask", "use the matrix engine"
        )

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
        self.upper = not self.upper
        away, needed = self.pattern(form.without, var, date)
        self.upper = not self.upper
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
        subject, object = (var, start) if form.inverse else (start, var)
        if self.is_plain(form, date):
            lines = [*lines, f"{subject} {self.iri(form.predicate)} {object} ."]
        else:
            lines = [*lines, *self.fact_lines(self.fresh("f"), subject, object, form, date)]
            bound |= self.bound_by_with(form.with_)
        for id in form.drop:
            if f.is_hole(id) and int(id[1:]) not in bound:
                raise FormError("shape", f"?{id[1:]} is dropped but not bound", "a start that a step leads from", "ask form by form")
            lines.append(f"FILTER({var} != {self.iri(id)})")
        return lines, bound

    def is_plain(self, form: f.Step, date: str | None) -> bool:
        """Whether plain lines say all: no condition or date of its own, and no undecided facts that count."""
        decided = self.names.undecided is not None and form.predicate not in self.names.undecided
        own_date = date is not None and date != self.names.date
        return form.with_ is None and not own_date and self.names.to_iri(form.predicate) != RDF + "type" and (not self.upper or decided)

    def type(self) -> str:
        return "a" if self.names.type == RDF + "type" else f"<{self.names.type}>"

    # ------------------------------------------------------------------ fact nodes

    def fact_lines(
        self, fact: str, subject: str, object: str, form: f.Step | f.Ask, date: str | None, *, negated: bool = False
    ) -> list[str]:
        """Lines that bind a fact node which the step may use."""
        head = [f"{self.kgc('subject')} {subject}", f"{self.kgc('predicate')} {self.iri(form.predicate)}", f"{self.kgc('object')} {object}"]
        head.append(f"{self.kgc('negated')} {'true' if negated else 'false'}")
        if form.with_ is None:
            head.append(f"{self.kgc('conditional')} false")
        if not self.upper:
            head.append(f"{self.kgc('dated')} true")
        lines = [f"{fact} " + " ; ".join(head) + " ."]
        lines += self.date_filters(fact, date or self.names.date)
        if isinstance(form.with_, tuple):
            conditions = tuple(g for g in form.with_ if g.qualifier not in self.names.details)
            details = tuple(g for g in form.with_ if g.qualifier in self.names.details)
            wrote = Wrote(self.fresh, self.term, self.kgc, self.unless)
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
            lines.append(f"FILTER({object} = {self.term(form.object)})")
        return lines


def _iso(day: int) -> str:
    return datetime.date.fromordinal(min(day, datetime.date.max.toordinal())).isoformat()
