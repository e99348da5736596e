"""Random small graphs and forms for property tests of engines: loops, double facts, literals, intervals, conditions, dates, negation."""

from __future__ import annotations

from random import Random

from kgcorpus import forms as f
from kgcorpus.model import Entity, Fact, Ground, Literal, Qualifier, Term, Validity
from kgcorpus.ontology import OntClass, Ontology, Predicate

NAMES = tuple(f"ex:{name}" for name in "abcd")
PLAIN = ("ex:p", "ex:q", "ex:sub", "ex:back", "ex:sym", "ex:trans", "ex:fun")
VALUED = ("ex:v", "ex:funv")
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
            Predicate("ex:if", qualifier="condition", functional=True),
            Predicate("ex:when", qualifier="condition"),
            Predicate("ex:unit", qualifier="condition"),
            Predicate("ex:as", qualifier="detail"),
            Predicate("ex:rank", qualifier="detail"),
        )
    },
)


def number(rng: Random) -> Literal:
    return Literal("xsd:decimal", str(rng.randint(0, 4)))


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


def literal(rng: Random) -> Literal:
    return rng.choice((number, number, interval, word))(rng)


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
    object: Term = rng.choice(NAMES) if kind < 0.75 else literal(rng)
    predicate = rng.choice(PLAIN if isinstance(object, str) else VALUED)
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


def form(rng: Random) -> f.Form:
    kind = rng.random()
    if kind < 0.2:
        object: Term = rng.choice(NAMES)
        predicate = rng.choice(PLAIN)
        if rng.random() < 0.4:
            predicate, object = rng.choice((("rdf:type", rng.choice(CLASSES)), (rng.choice(VALUED), literal(rng))))
        ask = f.Ask(rng.choice(NAMES), predicate, object, with_(rng))
        return f.AsOf(ask, rng.choice(DAYS)) if rng.random() < 0.2 else ask
    made = a_set(rng, rng.randint(1, 4))
    return f.Count(made) if kind < 0.3 else made


def a_set(rng: Random, depth: int) -> f.Form:
    if depth == 0:
        names = (*NAMES, *NAMES, *NAMES, "ex:unknown")
        return f.Entity(rng.choice(names)) if rng.random() < 0.8 else f.Class(rng.choice(CLASSES))
    kind = rng.random()
    inner = a_set(rng, depth - 1)
    if kind < 0.6:
        drop = (rng.choice(NAMES),) if rng.random() < 0.2 else ()
        return f.Step(inner, rng.choice((*PLAIN, *PLAIN, *VALUED, "rdf:type")), rng.random() < 0.4, drop, with_(rng))
    if kind < 0.7:
        return f.AsOf(inner, rng.choice(DAYS))
    other = a_set(rng, rng.randint(0, depth - 1))
    if kind < 0.8:
        return f.Minus(inner, other)
    return (f.And if kind < 0.85 else f.Or)((inner, other))
