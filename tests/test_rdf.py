"""Records as RDF: terms, the graph file, evidence in PROV-O, and refusing what is unsafe."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus.errors import InputError, OntologyError
from kgcorpus.model import Derivation, Entity, Evidence, Fact, Literal, Qualifier, Span, Validity
from kgcorpus.ontology import OntClass, Ontology, Predicate
from kgcorpus.rdf import PREFIXES, id_iri, iri_id, literal_term, nt_literal, read_graph, read_triples, term_literal, write_graph_nt
from kgcorpus.rdf_exchange import read_prov_ttl, write_prov_ttl

DM = "https://example.org/dm#"
ONTOLOGY = Ontology(
    prefixes={**PREFIXES, "dm": DM},
    classes={"dm:Thing": OntClass("dm:Thing"), "dm:Medicine": OntClass("dm:Medicine", parents=("dm:Thing",))},
    predicates={
        "dm:treats": Predicate("dm:treats"),
        "dm:price": Predicate("dm:price", kind="datatype", datatype="xsd:decimal", unit="元", changing=True),
        "dm:eGFR": Predicate("dm:eGFR", kind="datatype", datatype="xsd:decimal", unit="mL/min/1.73m2", qualifier="condition"),
        "dm:route": Predicate("dm:route", qualifier="detail"),
    },
)
EGFR = Qualifier("dm:eGFR", Literal("xsd:decimal", max="30", max_open=True, unit="mL/min/1.73m2"))
PLAIN = Fact("dm:metformin", "dm:treats", "dm:t2d")
DATE = "2024-06-30"


def graph(tmp_path: Path, *facts: Fact, entities: dict[str, Entity] | None = None) -> list[str]:
    path = tmp_path / "graph.nt"
    write_graph_nt(facts, ONTOLOGY, entities or {}, DATE, path)
    return path.read_text(encoding="utf-8").splitlines()


def plain(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith("<urn:kgcorpus:")]


decimals = st.integers(-(10**6), 10**6).map(str) | st.decimals(allow_nan=False, allow_infinity=False, places=3).map(
    lambda d: f"{d.normalize():f}"
)
units = st.none() | st.sampled_from(["mmol/L", "mL/min/1.73m2", "元", "mL/(min·1.73 m²)", "%"])
quantities = st.builds(Literal, st.just("xsd:decimal"), decimals, units) | st.builds(
    lambda unit, low, high, a, b: Literal("xsd:decimal", unit=unit, min=low, max=high, min_open=a and low is not None, max_open=b),
    units, st.none() | decimals, decimals, st.booleans(), st.booleans(),
)  # fmt: skip
texts = st.builds(
    Literal, st.just("xsd:string"), st.text(st.characters(exclude_categories=["Cs"])), st.none(), st.none() | st.sampled_from(["zh", "en"])
)
dates = st.sampled_from(
    [Literal("xsd:date", "2021-04-29"), Literal("xsd:date", "2021-04"), Literal("xsd:date", "2021"), Literal("xsd:gYear", "2021"),
     Literal("xsd:gYear", min="2019", max="2021"), Literal("xsd:boolean", "true"), Literal("xsd:integer", "7")]
)  # fmt: skip
literals = quantities | texts | dates


@given(literals)
def test_a_literal_survives_being_a_term(literal: Literal) -> None:
    assert term_literal(*literal_term(literal)) == literal


@settings(max_examples=50)
@given(st.lists(literals, min_size=1, max_size=4))
def test_terms_parse_back_from_n_triples(tmp_path_factory: pytest.TempPathFactory, found: list[Literal]) -> None:
    path = tmp_path_factory.mktemp("nt") / "x.nt"
    path.write_text("".join(f"<urn:s> <urn:p> {nt_literal(one)} .\n" for one in found), encoding="utf-8", newline="")
    back = [term_literal(o.value, o.datatype.value, o.language) for _, _, o in read_triples(path)]
    assert back == found


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_id_has_an_iri_of_its_own(name: str) -> None:
    assert iri_id(id_iri(name, {}), {}) == name or ":" in name


def test_a_plain_fact_has_a_plain_line(tmp_path: Path) -> None:
    assert plain(graph(tmp_path, PLAIN)) == [f"<{DM}metformin> <{DM}treats> <{DM}t2d> ."]


@pytest.mark.parametrize(
    "fact",
    [
        Fact("dm:metformin", "dm:treats", "dm:t2d", (EGFR,)),
        Fact("dm:metformin", "dm:treats", "dm:t2d", negated=True),
        Fact("dm:metformin", "dm:treats", "dm:t2d", valid=Validity("2024-07-01")),
        Fact("dm:metformin", "dm:treats", "dm:t2d", valid=Validity(None, "2024-06-30")),
        Fact("dm:metformin", "dm:treats", "dm:t2d", valid=Validity("2024")),
        Fact("dm:metformin", "dm:price", Literal("xsd:decimal", "3", "元")),
    ],
    ids=["conditional", "negated", "future", "ended", "only the year known", "changing and undated"],
)
def test_what_does_not_simply_hold_has_no_plain_line_but_a_node(tmp_path: Path, fact: Fact) -> None:
    lines = graph(tmp_path, fact)
    assert plain(lines) == []
    assert f"<urn:kgcorpus:fact:{fact.id}> <https://w3id.org/kgcorpus/ns#subject> <{DM}metformin> ." in lines


@pytest.mark.parametrize(
    "fact",
    [
        Fact("dm:metformin", "dm:treats", "dm:t2d", (Qualifier("dm:route", "dm:oral"),)),
        Fact("dm:metformin", "dm:treats", "dm:t2d", valid=Validity("2024-06-30", "2024-07-01")),
        Fact("dm:metformin", "dm:treats", "dm:t2d", valid=Validity("2023")),
        Fact("dm:metformin", "dm:price", Literal("xsd:decimal", "3", "元"), valid=Validity("2024-06-30", "2024-07-01")),
    ],
    ids=["with a detail", "valid that day", "since a year past", "changing and dated"],
)
def test_what_holds_on_the_corpus_date_has_a_plain_line(tmp_path: Path, fact: Fact) -> None:
    assert len(plain(graph(tmp_path, fact))) == 1


def test_partial_dates_give_certain_and_possible_days(tmp_path: Path) -> None:
    lines = graph(tmp_path, Fact("dm:metformin", "dm:treats", "dm:t2d", valid=Validity("2021", "2023-05")))
    days = {line.split("#")[1].split(">")[0]: line.split('"')[1] for line in lines if "#date>" in line}
    assert days == {"validFrom": "2022-01-01", "possibleFrom": "2021-01-01", "validTo": "2023-05-01", "possibleTo": "2023-06-01"}


def test_a_condition_has_its_bounds_on_its_node(tmp_path: Path) -> None:
    fact = Fact("dm:metformin", "dm:treats", "dm:t2d", (EGFR,))
    about = [line for line in graph(tmp_path, fact) if line.startswith(f"<urn:kgcorpus:qualifier:{fact.id}:1>")]
    assert any('#max> "30"^^' in line for line in about)
    assert any('#maxOpen> "true"^^' in line for line in about)
    assert any('#isCondition> "true"^^' in line for line in about)
    assert not any("#min>" in line for line in about)


def test_entities_have_all_their_classes_and_names(tmp_path: Path) -> None:
    entity = Entity("dm:metformin", ("dm:Medicine",), {"zh": "二甲双胍", "en": "metformin"}, {"zh": ("甲福明",)})
    lines = graph(tmp_path, entities={entity.id: entity})
    assert len([line for line in lines if "22-rdf-syntax-ns#type" in line]) == 2
    assert f'<{DM}metformin> <http://www.w3.org/2000/01/rdf-schema#label> "二甲双胍"@zh .' in lines


def some_facts() -> list[Fact]:
    first = Span("subject", "labels/二甲 双胍.md", 3, 7, "二甲双胍", page=2)
    second = Span("object", "labels/二甲 双胍.md", 9, 12, 'T2D "\n', sheet="GI", cell="B7")
    premise = Fact(
        "dm:metformin", "dm:treats", "dm:t2d", evidence=(Evidence((first, second), "patterns/1", 0.9), Evidence((first,), "", 1.0))
    )
    return sorted(
        [
            premise,
            Fact(
                "dm:metformin",
                "dm:price",
                Literal("xsd:decimal", "3.5", "元"),
                (EGFR, Qualifier("dm:route", "dm:oral")),
                Validity("2021", "2023-05"),
            ),
            Fact("dm:t2d", "dm:treatedBy", "dm:metformin", derived=Derivation("inverse", (premise.id,))),
            Fact("dm:metformin", "skos:definition", Literal("xsd:string", "一种药\n“双胍”", lang="zh"), negated=True),
        ],
        key=lambda f: f.id,
    )


def test_the_graph_file_reads_back(tmp_path: Path) -> None:
    facts = some_facts()
    graph(tmp_path, *facts)
    back, _ = read_graph(tmp_path / "graph.nt", ONTOLOGY.prefixes)
    assert [(f.id, f.derived, f.valid) for f in back] == [(f.id, f.derived, f.valid) for f in facts]


def test_entities_read_back_with_all_their_classes(tmp_path: Path) -> None:
    labels = {"zh": "二甲双胍", "en": "metformin"}
    entity = Entity("dm:metformin", ("dm:Medicine",), labels, {"en": ("Glucophage",)}, note={"en": "medicine"})
    graph(tmp_path, PLAIN, entities={entity.id: entity})
    facts, entities = read_graph(tmp_path / "graph.nt", ONTOLOGY.prefixes)
    assert facts == [PLAIN]
    assert entities == {entity.id: Entity(entity.id, ("dm:Medicine", "dm:Thing"), entity.labels, entity.aliases, note=entity.note)}


def test_a_node_whose_content_was_changed_is_an_error(tmp_path: Path) -> None:
    graph(tmp_path, PLAIN)
    path = tmp_path / "graph.nt"
    path.write_text(path.read_text().replace(f"#object> <{DM}t2d>", f"#object> <{DM}t1d>"))
    with pytest.raises(InputError, match="has the id"):
        read_graph(path, ONTOLOGY.prefixes)


def test_rdflib_reads_facts_with_evidence_back_equal(tmp_path: Path) -> None:
    facts = some_facts()
    path = tmp_path / "facts.ttl"
    write_prov_ttl(facts, ONTOLOGY, path, date=DATE)
    assert read_prov_ttl(path, ONTOLOGY.prefixes) == facts


def test_the_bytes_do_not_depend_on_the_order_of_facts(tmp_path: Path) -> None:
    facts = some_facts()
    assert graph(tmp_path, *facts) == graph(tmp_path, *reversed(facts))
    write_prov_ttl(facts, ONTOLOGY, tmp_path / "a.ttl", date=DATE)
    write_prov_ttl(facts[::-1], ONTOLOGY, tmp_path / "b.ttl", date=DATE)
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()


def test_many_facts_are_written_in_seconds(tmp_path: Path) -> None:
    facts = [Fact(f"dm:s{i}", "dm:treats", f"dm:o{i % 97}") for i in range(20_000)]
    start = time.process_time()
    graph(tmp_path, *facts)
    assert time.process_time() - start < 4


def test_a_syntax_error_names_file_line_and_text(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix a: <http://a#> .\na:b a:c a:d .\na:b a:c 'x@ .\n")
    with pytest.raises(OntologyError, match=r"bad\.ttl:3.*a:b a:c 'x@"):
        read_triples(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.rdf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY a "b">]>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
        encoding,
    )
    with pytest.raises(OntologyError, match=r"DOCTYPE|syntax error"):
        read_triples(path)


def test_rdf_xml_without_doctype_and_turtle_called_owl_are_read(tmp_path: Path) -> None:
    xml = tmp_path / "x.owl"
    xml.write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e#"><rdf:Description rdf:about="http://x"><e:p>1</e:p></rdf:Description></rdf:RDF>'
    )
    turtle = tmp_path / "y.owl"
    turtle.write_text("@prefix e: <http://e#> . e:x e:p 1 .")
    assert len(read_triples(xml)) == len(read_triples(turtle)) == 1
