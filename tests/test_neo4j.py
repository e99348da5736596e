"""The neo4j engine gives the answers of the others, on a real server; odd names and values stay what they are there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgcorpus import forms as f
from kgcorpus.answers import engine_of
from kgcorpus.errors import FormError, KgcorpusError
from kgcorpus.forms_cypher import Statement, escaped
from kgcorpus.forms_cypher_values import least_of, most_of, sortable
from kgcorpus.forms_ranges import Range
from kgcorpus.graph.answer import Engine
from kgcorpus.graph.cypher import opened
from kgcorpus.graph.cypher_export import export, remove
from kgcorpus.graph.cypher_source import Material, material
from kgcorpus.graph.files import load
from kgcorpus.graph.neo4j import Server, connect
from kgcorpus.graph.table import FactTable, from_facts
from kgcorpus.model import Entity, Fact, Ground, Literal, Qualifier
from kgcorpus.ontology import OntClass, Ontology, Predicate
from tests import graph_strategies as random_things
from tests.running import Program
from tests.small import write_corpus


@pytest.fixture
def server(neo4j_uri: str, neo4j_alone: None) -> Iterator[Server]:
    with connect({"NEO4J_URI": neo4j_uri}) as found:
        found.write("MATCH (x) DETACH DELETE x", {})
        yield found


def answered(engine: Engine, form: f.Form) -> object:
    try:
        return engine.answer(form, proof=True).to_json()
    except KgcorpusError as error:
        return {"error": str(error)}


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rng=st.integers(0, 2**32).map(Random))
def test_matrix_and_neo4j_give_the_same_lines_for_all_operations(rng: Random, server: Server) -> None:
    facts, entities, grounds = random_things.graph(rng)
    table = from_facts(facts, random_things.ONTOLOGY, entities, grounds, random_things.DATE)
    there = opened(table, server)
    try:
        for form in (random_things.form(rng, ops="all") for _ in range(15)):
            assert answered(engine_of(table), form) == answered(there, form), f.to_json(form)
    finally:
        remove(server, there.layout.graph)  # type: ignore[attr-defined]


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rng=st.integers(0, 2**32).map(Random))
def test_tables_of_three_columns_are_answered_alike(rng: Random, server: Server, tmp_path_factory: pytest.TempPathFactory) -> None:
    triples = random_things.triples(rng)
    path = tmp_path_factory.mktemp("plain") / "g.tsv"
    path.write_text("".join("\t".join(t) + "\n" for t in sorted(triples)), encoding="utf-8")
    table = load(path)
    there = opened(table, server)
    try:
        for form in (random_things.plain_form(rng, triples) for _ in range(10)):
            assert answered(engine_of(table), form) == answered(there, form), f.to_json(form)
    finally:
        remove(server, there.layout.graph)  # type: ignore[attr-defined]


def test_values_in_several_units_words_and_days_compare_as_everywhere(server: Server) -> None:
    """What random graphs seldom have: units that convert and that do not, exact decimals, code points beyond the first plane."""
    amounts = [("5", "mg"), ("0.005", "g"), ("5.0000000000000000001", "mg"), ("1", "kg"), ("7", None), ("3", "mmol/L")]
    words = ["a", "\uff21", "😀", "", "x'y`\\", "中", "Z"]
    facts = [Fact(f"x:{n}", "x:amount", Literal("xsd:decimal", value, unit)) for n, (value, unit) in enumerate(amounts)]
    facts += [Fact(f"x:{n}", "x:mass", Literal("xsd:decimal", value, unit)) for n, (value, unit) in enumerate(amounts[:4])]
    facts += [Fact(f"x:{n}", "x:word", Literal("xsd:string", word)) for n, word in enumerate(words)]
    facts += [Fact("x:0", "x:word", Literal("xsd:decimal", "no number")), Fact("x:1", "x:word", Literal("xsd:string", "a", lang="en"))]
    days = (("xsd:gYear", "2020"), ("xsd:date", "2020-02-29"))
    facts += [Fact(f"x:{n}", "x:day", Literal(kind, day)) for n, (kind, day) in enumerate(days)]
    known = {name: Predicate(name, kind="datatype") for name in ("x:amount", "x:mass", "x:word", "x:day")}
    cls = {"x:Thing": OntClass("x:Thing", listed=True)}
    things = [Entity(f"x:{n}", ("x:Thing",)) for n in range(len(words))]
    grounds = [Ground(f"x:{n}", name, False, "table", 1) for n in range(len(words)) for name in known]
    table = from_facts(facts, Ontology(classes=cls, predicates=known), things, grounds, "2026-01-01")
    there, every = opened(table, server), f.Class("x:Thing")
    mass, few = Literal("xsd:decimal", "5", "mg"), f.Minus(every, f.Or(tuple(f.Entity(f"x:{n}") for n in (4, 5, 6))))
    forms: list[f.Form] = [f.Where(every, "x:word", cmp, Literal("xsd:string", word)) for cmp in f.COMPARISONS for word in words[:4]]
    forms += [f.Where(every, name, cmp, mass) for name in ("x:mass", "x:amount") for cmp in f.COMPARISONS]
    forms += [f.Where(every, "x:day", cmp, Literal("xsd:date", "2020-02-29")) for cmp in f.COMPARISONS]
    for of in (every, few):
        for name in known:
            forms += [f.Most(of, name), f.Least(of, name, 2), f.Sort(of, name), f.Sort(of, name, True), f.Sum(of, name), f.Avg(of, name)]
    forms += [f.Compare(f.Entity(f"x:{a}"), f.Entity(f"x:{b}"), "x:mass") for a, b in ((0, 1), (0, 2), (3, 1), (0, 5))]
    different = [f.to_json(form) for form in forms if answered(engine_of(table), form) != answered(there, form)]
    assert not different, different[:3]


def test_a_comparison_looks_at_the_value_and_its_condition_at_the_condition_s(server: Server) -> None:
    """The value that is compared and the values of conditions are not taken for each other."""
    below = Qualifier("x:if", Literal("xsd:decimal", max="4"))
    known = {"x:v": Predicate("x:v", kind="datatype"), "x:if": Predicate("x:if", kind="datatype", qualifier="condition")}
    facts = [Fact("x:a", "x:v", Literal("xsd:decimal", "3"), (below,)), Fact("x:b", "x:v", Literal("xsd:decimal", "4"), (below,))]
    table = from_facts(facts, Ontology(predicates=known), (), (), "2026-01-01")
    there, both = opened(table, server), f.Or((f.Entity("x:a"), f.Entity("x:b")))
    for said, found in (("3", ("x:b",)), ("5", ()), ("4", ("x:b",))):
        with_ = (f.Given("x:if", Literal("xsd:decimal", said)),)
        form = f.Where(both, "x:v", ">", Literal("xsd:decimal", "3"), with_)
        assert there.answer(form).answers == engine_of(table).answer(form).answers == found, said


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=None), min_size=2, max_size=2))
def test_texts_of_numbers_are_in_their_order(pair: list[Decimal]) -> None:
    a, b = pair
    assert (sortable(a) < sortable(b), sortable(a) == sortable(b)) == (a < b, a == b)
    exact, open_above = Range(a, False, a, False), Range(b, True, None, False)
    assert (most_of(exact) < least_of(open_above)) == (a <= b)


# --------------------------------------------------------------------------------------------- odd names

ODD = (
    "ex:a`b", "ex:\\u0060) DETACH DELETE x //", "ex:'\"\\", "ex:中文 名", "ex:😀", "ex:}) MATCH (n) DETACH DELETE n //", "ex:a\nb",
    "ex:KgcTerm", "ex:name", "other:name", "ex:",
)  # fmt: skip


def test_odd_names_and_values_are_names_and_values(server: Server) -> None:
    server.write("CREATE (:Bystander {name: 'mine'})", {})
    names = {name: Predicate(name) for name in ODD}
    prefixes = {"ex": "http://e/", "other": "http://o/"}
    ontology = Ontology(prefixes=prefixes, classes={name: OntClass(name) for name in ODD}, predicates=names)
    facts = [Fact(name, other, word) for name in ODD for other in ODD[:4] for word in (ODD[5], Literal("xsd:string", name))]
    facts += [Fact(ODD[0], name, ODD[1], (Qualifier(name, Literal("xsd:string", name)),)) for name in ODD]
    table = from_facts(facts, ontology, [Entity(name, (name,), {"en": name}) for name in ODD], (), "2026-01-01")
    there = opened(table, server)
    try:
        for name in ODD:
            text = Literal("xsd:string", name)
            for form in (
                f.Class(name), f.Step(f.Entity(name), ODD[1]), f.Step(f.Class(ODD[0]), name, with_=(f.Given(name, text),)),
                f.Where(f.Class(ODD[0]), ODD[2], "=", text), f.QualifierOf(ODD[0], ODD[1], ODD[1], name), f.Ask(name, ODD[3], text),
            ):  # fmt: skip
                assert answered(engine_of(table), form) == answered(there, form), f.to_json(form)
        assert len(server.run(Statement("MATCH (x:Bystander) RETURN x", {}))) == 1
    finally:
        remove(server, there.layout.graph)
        server.write("MATCH (x:Bystander) DELETE x", {})


@pytest.mark.parametrize("name", ["a`b", "\\u0060", "a\\", "x`) DELETE n //", "\\", "`", "``", "\\`", "\u0060", "中`\\u0060"])
def test_an_escaped_name_is_read_back_as_it_is(name: str, server: Server) -> None:
    made = f"CREATE (x:{escaped(name)} {{{escaped(name)}: 1}})"
    (row,) = server.write(f"{made} WITH x, labels(x) AS l, keys(x) AS k DELETE x RETURN l, k", {})
    assert (row["l"], row["k"]) == ([name], [name])


@pytest.mark.parametrize("name", ["", "a\x00b"])
def test_a_name_that_no_label_can_have_is_an_error(name: str) -> None:
    with pytest.raises(FormError, match="not empty, without NUL"):
        escaped(name)


# --------------------------------------------------------------------------------------------- exporting


def small(*more: Fact) -> FactTable:
    ontology = Ontology(classes={"ex:Drug": OntClass("ex:Drug")}, predicates={"ex:treats": Predicate("ex:treats")})
    named = [Entity("ex:a", ("ex:Drug",), {"en": "aspirin", "zh": "阿司匹林"}, {"zh": ("乙酰水杨酸",)})]
    return from_facts([Fact("ex:a", "ex:treats", "ex:pain"), *more], ontology, named, (), "2026-01-01")


def everything(server: Server) -> list[object]:
    nodes = server.run(Statement("MATCH (x) RETURN labels(x) AS l, properties(x) AS p, elementId(x) AS id ORDER BY id", {}))
    edges = server.run(Statement("MATCH ()-[r]->() RETURN type(r) AS t, properties(r) AS p, elementId(r) AS id ORDER BY id", {}))
    return [*map(dict, nodes), *map(dict, edges)]


def test_an_export_can_be_browsed(server: Server) -> None:
    export(small(Fact("ex:a", "ex:dose", Literal("xsd:decimal", "5", "mg"))), server, "browsed")
    try:
        found = "MATCH (a:Drug {name: 'aspirin'})-[r:treats]->(b)"
        text = f"{found} RETURN a.label_zh AS zh, a.aliases_zh AS too, b.id AS id, r.predicate AS p, a.dose AS d"
        (row,) = server.run(Statement(text, {}))
        assert dict(row) == {"zh": "阿司匹林", "too": ["乙酰水杨酸"], "id": "ex:pain", "p": "ex:treats", "d": "5 mg"}
    finally:
        remove(server, "browsed")


def test_a_second_export_of_the_same_graph_leaves_the_same_graph(server: Server) -> None:
    assert export(small(), server, "twice").changed
    before = everything(server)
    assert not export(small(), server, "twice").changed
    assert everything(server) == before
    assert remove(server, "twice")[1] == 0


def test_an_export_of_a_changed_graph_takes_away_only_what_it_wrote(server: Server) -> None:
    text = "MATCH (a:KgcTerm {id: 'ex:gone'}) SET a:Mine, a.mine = 1 CREATE (a)-[:MINE]->(:Mine {own: true})"
    export(small(Fact("ex:gone", "ex:treats", "ex:pain"), Fact("ex:lone", "ex:treats", "ex:pain")), server, "grown")
    server.write(text, {})
    server.write("MATCH (a:KgcTerm {id: 'ex:a'}) SET a.mine = 'kept', a:Mine", {})
    try:
        done = export(small(), server, "grown")
        assert (done.changed, done.left) == (True, 1)
        text = "MATCH (x:Mine) OPTIONAL MATCH (x)-[r]-() RETURN labels(x) AS l, properties(x) AS p, count(r) AS n"
        own = server.run(Statement(text, {}))
        shown = [[sorted(row["l"]), {k: v for k, v in row["p"].items() if not k.startswith("kgc_")}, row["n"]] for row in own]
        assert sorted(shown, key=str) == [
            [["Drug", "KgcEntity", "KgcTerm", "Mine"],
             {"aliases_zh": ["乙酰水杨酸"], "id": "ex:a", "label_en": "aspirin", "label_zh": "阿司匹林", "mine": "kept",
              "name": "aspirin"}, 1],
            [["Mine"], {"mine": 1}, 1], [["Mine"], {"own": True}, 1],
        ]  # fmt: skip
        assert not server.run(Statement("MATCH (x {id: 'ex:lone'}) RETURN x", {}))
        form = f.Step(f.Entity("ex:a"), "ex:treats")
        assert answered(opened(small(), server), form) == answered(engine_of(small()), form)
    finally:
        remove(server, "grown")
        server.write("MATCH (x:Mine) DETACH DELETE x", {})
    assert not everything(server)


def test_relationships_of_others_are_not_facts(server: Server) -> None:
    there = opened(small(), server)
    server.write("MATCH (a:KgcTerm {id: 'ex:a'}) CREATE (a)-[:treats]->(:KgcTerm {kgc_key: 'x', kgc_n: 0})", {})
    try:
        assert there.answer(f.Step(f.Entity("ex:a"), "ex:treats")).answers == ("ex:pain",)
    finally:
        server.write("MATCH (x:KgcTerm {kgc_key: 'x'}) DETACH DELETE x", {})
        remove(server, there.layout.graph)


# --------------------------------------------------------------------------------------------- commands


def test_a_file_is_exported_listed_asked_and_taken_away_again(
    server: Server, neo4j_uri: str, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", neo4j_uri)
    (tmp_path / "my graph.tsv").write_text("a\tknows\tb`\na\tage\t30\nb`\tknows\ta\n")
    forms = [{"op": "step", "of": {"op": "entity", "id": "a"}, "predicate": "knows"}, {"op": "nothing"}]
    (tmp_path / "forms.jsonl").write_text("".join(json.dumps({"id": n, "form": form}) + "\n" for n, form in enumerate(forms)))
    facts, asked = str(tmp_path / "my graph.tsv"), str(tmp_path / "forms.jsonl")
    code, out, _ = program("export", "neo4j", facts)
    assert code == 0 and "graph 'my-graph' is on bolt://127.0.0.1" in out and "3 terms and values, 3 facts" in out
    assert "unchanged" in program("export", "neo4j", facts)[1]
    assert program("answer", facts, asked, "--engine", "neo4j", "--proof") == program("answer", facts, asked, "--proof")
    assert json.loads(program("export", "neo4j", "--list", "--json")[1]) == [{"name": "my-graph", "terms": 3, "facts": 3, "date": None}]
    assert program("export", "neo4j", "--remove", "my-graph")[0] == 0
    assert not everything(server)
    code, _, err = program("export", "neo4j", "--remove", "my-graph")
    assert code == 2 and "no graph 'my-graph' on the server" in err


def test_an_answer_loads_a_graph_that_is_not_there(server: Server, neo4j_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", neo4j_uri)
    assert engine_of(small(), "neo4j").answer(f.Step(f.Entity("ex:a"), "ex:treats")).answers == ("ex:pain",)
    (row,) = server.run(Statement("MATCH (g:KgcGraph) RETURN g.kgc_graph AS name", {}))
    assert row["name"].startswith("kgc-")


def test_an_audit_asks_the_server_too(
    server: Server, neo4j_uri: str, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", neo4j_uri)
    corpus = write_corpus(tmp_path / "planets")
    program("build", corpus)
    code, out, _ = program("audit", corpus / "releases" / "default", "--engine", "neo4j")
    assert code == 0 and "answers by neo4j" in out
    server.write("MATCH (a {id: 'ast:mars'})-[r:hasMoon]->() DELETE r", {})
    code, out, _ = program("audit", corpus / "releases" / "default", "--engine", "neo4j")
    assert code == 1 and "not as Neo4j finds" in out
    assert program("audit", corpus / "releases" / "default", "--engine", "networkx").code == 2


def test_what_is_not_public_goes_to_local_servers_only(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text("a\tp\tb\n")
    where = "neo4j+s://graph.example.org:7687"
    assert [(one.reason, one.what) for one in material(tmp_path / "g.tsv").refused(where)] == [("not_public", "g.tsv")]
    assert not material(tmp_path / "g.tsv", public=True).refused(where)
    parts = (("a.md", "public", False), ("b.md", "public", True), ("ontology", "internal", False))
    refused = Material(small(), {}, parts).refused(where)
    assert [(one.reason, one.what, one.sensitivity) for one in refused] == [
        ("not_public", "ontology", "internal"), ("identifier", "b.md", "public"),
    ]  # fmt: skip


def test_a_graph_is_not_sent_to_a_server_elsewhere_by_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere:
        local = False

        def run(self, statement: Statement) -> list[object]:
            assert set(statement.parameters) == {"digest"}
            return []

        def __str__(self) -> str:
            return "neo4j+s://graph.example.org:7687"

    with pytest.raises(KgcorpusError, match="this graph is not on the server"):
        opened(small(), Elsewhere())  # type: ignore[arg-type]


# --------------------------------------------------------------------------------------------- the server

BOLT = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_USERNAME": "u", "NEO4J_PASSWORD": "p"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"NEO4J_URI": ""}, "NEO4J_URI: the variable is not set"),
        ({"NEO4J_PASSWORD": ""}, "NEO4J_PASSWORD: the variable is not set"),
        ({"NEO4J_USERNAME": ""}, "NEO4J_USERNAME: the variable is not set"),
        ({"NEO4J_URI": "http://127.0.0.1:7687"}, "NEO4J_URI: 'http://127.0.0.1:7687'; expected an address such as bolt://"),
        ({"NEO4J_URI": "bolt://user:word@127.0.0.1:7687"}, "a user or password in the address"),
        ({"NEO4J_URI": "bolt://graph.example.org"}, "bolt://graph.example.org:7687 is not encrypted"),
        ({"NEO4J_URI": "neo4j://10.0.0.1:7687"}, "neo4j://10.0.0.1:7687 is not encrypted"),
        ({}, "bolt://127.0.0.1:1: cannot be reached"),
    ],
)  # fmt: skip
def test_a_server_that_cannot_be_had_is_told(change: dict[str, str], says: str) -> None:
    with pytest.raises(KgcorpusError) as told:
        connect({**BOLT, **change})
    assert says in str(told.value) and "word" not in str(told.value).replace("password", "").replace("PASSWORD", "")


def test_a_database_that_is_not_there_is_told(neo4j_uri: str) -> None:
    with pytest.raises(KgcorpusError, match="NEO4J_DATABASE: no database 'other'"):
        connect({"NEO4J_URI": neo4j_uri, "NEO4J_DATABASE": "other"})
