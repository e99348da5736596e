"""Random small graphs and forms over all ops for property tests of engines: loops, double facts, literals, units, intervals, conditions,
dates, negation, odd names; tables of three columns too."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from kgcorpus import forms as f
from kgcorpus.model import Entity, Fact, Ground, Literal, Qualifier, Term, Validity
from kgcorpus.ontology import OntClass, Ontology, Predicate

NAMES = ("ex:a", "ex:b", "ex:c", "ex:d'\u00e9\u4e2d")
PLAIN = ("ex:p", "ex:q", "ex:sub", "ex:back", "ex:sym", "ex:trans", "ex:fun")
VALUED = ("ex:v", "ex:funv", "ex:w", "ex:day")
CLASSES = ("ex:Top", "ex:Sub", "ex:Other", "ex:Empty")
DATE = "2021-06-15"
DAYS = ("2020", "2021", "2021-06", "2021-06-15", "2022-01-01", "2019-05")

ONTOLOGY = Ontology(
    prefixes={"ex": "http://example.org/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    classes={
        "ex:Top": OntClass("ex:Top", listed=True),
        "ex:Sub": OntClass("ex:Sub", parents=("ex:Top",)),
        "ex:Other": OntClass("ex:Other", disjoint=("ex:Sub",)),
        "ex:Empty": OntClass("ex:Empty"),
    },
    predicates={
        p.id: p
        for p in (
            Predicate("ex:p"),
            Predicate("ex:q", changing=True),
            Predicate("ex:sub", parents=("ex:p",)),
            Predicate("ex:back", inverse_of="ex:q"),
            Predicate("ex:sym", symmetric=True),
            Predicate("ex:trans", transitive=True),
            Predicate("ex:fun", functional=True),
            Predicate("ex:v", kind="datatype"),
            Predicate("ex:funv", kind="datatype", functional=True),
            Predicate("ex:w", kind="datatype", unit="mg"),
            Predicate("ex:day", kind="datatype", datatype="xsd:date"),
            Predicate("ex:if", qualifier="condition", functional=True),
            Predicate("ex:when", qualifier="condition"),
            Predicate("ex:unit", qualifier="condition"),
            Predicate("ex:as", qualifier="detail"),
            Predicate("ex:rank", qualifier="detail"),
        )
    },
)


def number(rng: Random) -> Literal:
    return Literal("xsd:decimal", rng.choice(("0", "1", "2", "3", "4", "2.5", "-1")))


def interval(rng: Random) -> Literal:
    low, high = str(rng.randint(0, 3)), str(rng.randint(4, 6))
    return rng.choice((
        Literal("xsd:decimal", min=low, max=high, min_open=rng.random() < 0.5, max_open=rng.random() < 0.5),
        Literal("xsd:decimal", min=low, min_open=rng.random() < 0.5),
        Literal("xsd:decimal", max=low, max_open=rng.random() < 0.5),
    ))  # fmt: skip


def word(rng: Random) -> Literal:
    return rng.choice((
        Literal("xsd:string", "x"), Literal("xsd:string", "y", lang="en"), Literal("xsd:boolean", "true"), Literal("xsd:boolean", "false"),
        Literal("xsd:date", "2021-06-15"), Literal("xsd:gYear", "2021"),
    ))  # fmt: skip


DATES = (
    Literal("xsd:date", "2021-06-15"), Literal("xsd:date", "2021-06-16"), Literal("xsd:date", "2019-12-31"), Literal("xsd:gYear", "2021"),
    Literal("xsd:gYearMonth", "2021-06"), Literal("xsd:gYear", min="2020", max="2021"),
    Literal("xsd:date", max="2021-06-15", max_open=True),
)  # fmt: skip


def literal(rng: Random) -> Literal:
    return rng.choice((number, number, interval, word))(rng)


def value_of(predicate: str, rng: Random) -> Literal:
    """A value as facts of the predicate have it: with the unit that it declares."""
    if predicate == "ex:day":
        return rng.choice(DATES)
    return replace(measure(rng), unit="mg") if predicate == "ex:w" else literal(rng)


def asked_value(predicate: str, rng: Random) -> Literal:
    """A value as a form asks for it: in another unit too, or of another kind than the facts have."""
    if predicate != "ex:w":
        return value_of(predicate, rng) if rng.random() < 0.9 else literal(rng)
    return replace(number(rng), unit="mg") if rng.random() < 0.7 else Literal("xsd:decimal", rng.choice(("0.001", "0.0025")), unit="g")


def measure(rng: Random) -> Literal:
    return rng.choice((number, interval))(rng)


def qualifier(rng: Random) -> Qualifier:
    name = rng.choice(("ex:if", "ex:if", "ex:when", "ex:unit", "ex:as", "ex:rank"))
    return Qualifier(name, _qualifier_value(name, rng))


def _qualifier_value(name: str, rng: Random) -> Term:
    return {"ex:if": measure, "ex:rank": measure, "ex:unit": word}.get(name, lambda r: r.choice(NAMES))(rng)


def fact(rng: Random) -> Fact:
    kind = rng.random()
    if kind < 0.1:
        return Fact(rng.choice(NAMES), "rdf:type", rng.choice(CLASSES[:3]))
    predicate = rng.choice(PLAIN if kind < 0.65 else VALUED)
    object: Term = rng.choice(NAMES) if kind < 0.65 else value_of(predicate, rng)
    if rng.random() < 0.5:
        return Fact(rng.choice(NAMES), predicate, object)
    qualifiers = tuple({q.predicate: q for q in (qualifier(rng) for _ in range(rng.randint(0, 2)))}.values())
    valid = Validity(rng.choice((None, *DAYS)), rng.choice((None, *DAYS))) if rng.random() < 0.5 else Validity()
    return Fact(rng.choice(NAMES), predicate, object, qualifiers, valid, rng.random() < 0.15)


def ground(rng: Random) -> Ground:
    open = ("row 7",) if rng.random() < 0.1 else ()
    return Ground(rng.choice(NAMES), rng.choice(PLAIN + VALUED), rng.random() < 0.5, "section", 1, open)


def graph(rng: Random) -> tuple[list[Fact], list[Entity], list[Ground]]:
    facts = [fact(rng) for _ in range(rng.choice((8, 40, 90)))]
    entities = [Entity(name, (rng.choice(CLASSES[:3]),)) for name in NAMES if rng.random() < 0.5]
    every = [Ground(name, p, inverse, "table", 1) for name in NAMES for p in PLAIN + VALUED for inverse in (False, True)]
    return facts, entities, rng.choice((every, every, [ground(rng) for _ in range(30)], []))


def given(rng: Random) -> f.Given:
    name = rng.choice(("ex:if", "ex:if", "ex:when", "ex:unit", "ex:as", "ex:rank"))
    ordered = name in ("ex:if", "ex:rank")
    return f.Given(name, _qualifier_value(name, rng), rng.choice(f.COMPARISONS if ordered else ("=", "=", "!=")))


def with_(rng: Random) -> f.With:
    return rng.choice((None, None, "any", tuple(given(rng) for _ in range(rng.randint(1, 3)))))


def form(rng: Random, *, ops: str = "some") -> f.Form:
    """A form; ``ops`` "all" or "some" (those that every engine knew first)."""
    kind = rng.random()
    if kind < 0.2:
        return dated(asked(rng), rng)
    made = a_set(rng, rng.randint(1, 4), ops=ops)
    if kind < 0.3:
        return f.Count(made)
    if ops == "some" or kind < 0.7:
        return made
    predicate = rng.choice((*VALUED, *VALUED, "ex:p"))
    if kind < 0.82:
        return dated(rng.choice((f.Sum, f.Avg))(made, predicate), rng)
    ends = [f.Entity(rng.choice(NAMES)) if rng.random() < 0.8 else a_set(rng, 1, ops=ops) for _ in range(2)]
    if kind < 0.9:
        return dated(f.Compare(*ends, predicate), rng)
    if kind < 0.95:
        return dated(f.Relations(*ends), rng)
    whole = asked(rng)
    return dated(f.QualifierOf(whole.subject, whole.predicate, whole.object, rng.choice(("ex:if", "ex:when", "ex:unit", "ex:as"))), rng)


def dated(form: f.Form, rng: Random) -> f.Form:
    return f.AsOf(form, rng.choice(DAYS)) if rng.random() < 0.2 else form


def asked(rng: Random) -> f.Ask:
    object: Term = rng.choice(NAMES)
    predicate = rng.choice(PLAIN)
    if rng.random() < 0.4:
        predicate = rng.choice(("rdf:type", *VALUED))
        object = rng.choice(CLASSES) if predicate == "rdf:type" else asked_value(predicate, rng)
    return f.Ask(rng.choice(NAMES), predicate, object, with_(rng))


def a_set(rng: Random, depth: int, *, ops: str = "some") -> f.Form:
    if depth == 0:
        names = (*NAMES, *NAMES, *NAMES, "ex:unknown")
        return f.Entity(rng.choice(names)) if rng.random() < 0.8 else f.Class(rng.choice(CLASSES))
    kind = rng.random()
    inner = a_set(rng, depth - 1, ops=ops)
    if kind < 0.6 if ops == "some" else kind < 0.4:
        drop = (rng.choice(NAMES),) if rng.random() < 0.2 else ()
        return f.Step(inner, rng.choice((*PLAIN, *PLAIN, *VALUED, "rdf:type")), rng.random() < 0.4, drop, with_(rng))
    other = a_set(rng, rng.randint(0, depth - 1), ops=ops)
    if ops == "some":
        kind = kind if kind < 0.7 else 0.8 + (kind - 0.7) / 1.5
    elif kind < 0.75:
        return measured(inner if rng.random() < 0.5 else f.Or((inner, other)), rng)
    if kind < 0.8:
        return f.AsOf(inner, rng.choice(DAYS))
    if kind < 0.88:
        return f.Minus(inner, other)
    return (f.And if kind < 0.92 else f.Or)((inner, other))


def measured(of: f.Form, rng: Random) -> f.Form:
    """A form that looks at values, or at how many are linked."""
    linked, valued = rng.choice((*PLAIN, "ex:v")), rng.choice((*VALUED, *VALUED, *VALUED, "ex:p"))
    back, k, cmp = rng.random() < 0.4, rng.choice((1, 1, 2, 3)), rng.choice(f.COMPARISONS)
    return rng.choice((
        f.Every(of, linked, back, with_(rng)), f.Where(of, valued, cmp, asked_value(valued, rng), with_(rng)),
        f.WhereLinked(of, linked, cmp, rng.randint(0, 3), back), f.Most(of, valued, k), f.Least(of, valued, k),
        f.MostLinked(of, linked, back, k), f.LeastLinked(of, linked, back, k), f.Sort(of, valued, back),
    ))  # fmt: skip


# --------------------------------------------------------------------------------------------- tables of three columns

Triples = set[tuple[str, str, str]]
CELLS = ("a", "b `c'", "d\u00e9", "$e", "\u4e2d\u6587", "3", "10", "-2.5", "2.50")


def triples(rng: Random) -> Triples:
    return {(rng.choice(CELLS[:5]), rng.choice("pqv"), rng.choice(CELLS)) for _ in range(rng.choice((4, 15, 40)))}


def plain_form(rng: Random, known: Triples) -> f.Form:
    """A form over a table of three columns, of any op."""
    predicate = rng.choice(sorted({p for _, p, _ in known}))
    ends = (f.Entity(rng.choice(CELLS)), f.Entity(rng.choice(CELLS)))
    made = plain_set(rng, known, rng.randint(1, 4))
    ask = f.Ask(rng.choice(CELLS), predicate, rng.choice(CELLS))
    values = (f.Count(made), f.Sum(made, predicate), f.Avg(made, predicate), f.Compare(*ends, predicate), f.Relations(*ends), ask)
    return made if rng.random() < 0.5 else rng.choice(values)


def plain_set(rng: Random, known: Triples, depth: int) -> f.Form:
    if depth == 0:
        return f.Entity(rng.choice((*CELLS, "unknown")))
    of, p, back = plain_set(rng, known, depth - 1), rng.choice(sorted({p for _, p, _ in known})), rng.random() < 0.5
    other = plain_set(rng, known, rng.randrange(depth))
    number = Literal("xsd:decimal", rng.choice(("3", "2.5", "-2.5", "10")))
    cmp, k = rng.choice(f.COMPARISONS), rng.randint(1, 3)
    ways = [
        f.And((of, other)), f.Or((of, other)), f.Minus(of, other), f.AsOf(of, "2020"), f.Every(of, p, back), f.Where(of, p, cmp, number),
        f.WhereLinked(of, p, cmp, rng.randint(0, 3), back), f.Most(of, p, k), f.Least(of, p, k), f.MostLinked(of, p, back, k),
        f.LeastLinked(of, p, back, k), f.Sort(of, p, back), *[f.Step(of, p, back, tuple(rng.sample(CELLS, rng.randint(0, 1))))] * 8,
    ]  # fmt: skip
    return rng.choice(ways)
