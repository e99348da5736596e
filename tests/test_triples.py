"""A team's graph as a source: N-Triples lines and CSV files of triples."""

from __future__ import annotations

import pytest

from kgcorpus.entities import Resolved, resolve, unite
from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.extract.reading import read_facts
from kgcorpus.extract.tables import entity_rows
from kgcorpus.extract.triples import triples
from kgcorpus.model import Cell, Document, Entity, Literal, Passage, Rejection, Source
from kgcorpus.ontology import OntClass, Ontology, Predicate

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"


def ontology() -> Ontology:
    listed = frozenset({"objectsByTable"})
    return Ontology(
        prefixes={
            "x": "http://x/",
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
        },
        classes={c: OntClass(c, mintable=c == "x:Symptom") for c in ("x:Drug", "x:Disease", "x:Symptom")},
        predicates={
            "x:treats": Predicate("x:treats", labels={"zh": "治疗"}, domain=("x:Drug",), range=("x:Disease",), complete=listed),
            "x:causes": Predicate("x:causes", labels={"zh": "引起"}, domain=("x:Drug",), range=("x:Symptom",)),
            "x:dose": Predicate("x:dose", kind="datatype", labels={"zh": "剂量"}, domain=("x:Drug",), datatype="xsd:decimal", unit="mg"),
            "x:age": Predicate("x:age", kind="datatype", datatype="xsd:decimal", qualifier="condition"),
            "skos:definition": Predicate("skos:definition", kind="datatype", datatype="xsd:string"),
        },
        entities={
            "x:metformin": Entity("x:metformin", ("x:Drug",), {"zh": "二甲双胍"}, {"en": ("metformin",)}),
            "x:t2d": Entity("x:t2d", ("x:Disease",), {"zh": "2型糖尿病"}),
        },
    )


def document(rows: list[tuple[str, ...]], format: str = "nt", *, mark: str = " ", complete: bool = True) -> Document:
    text, cells = "", []
    for row in rows:
        line = []
        for cell in row:
            line.append(Cell(cell, len(text), len(text) + len(cell)))
            text += cell + mark
        text = text[: -len(mark)] + "\n"
        cells.append(tuple(line))
    passage = Passage("g", 0, len(text), "table", rows=tuple(cells))
    return Document("g", f"g.{format}", "", text, (passage,), Source("s", complete=complete), "", "zh", format)


def read(read_document: Document) -> tuple[Resolved, list[Rejection]]:
    onto = ontology()

    class NoTables:
        tables = ()

    named = list(unite(e for e in entity_rows(read_document, NoTables(), onto) if isinstance(e, Entity)).values())  # type: ignore[arg-type]
    found = read_facts(read_document, [triples(ontology=onto, lexicon=lexicon(onto, named), entities=named)])
    for span in (span for candidate in found.candidates for span in candidate.spans):
        assert read_document.text[span.start : span.end] == span.quote
    resolved = resolve(found.candidates, found.sections, onto, known=named, documents={"g": read_document})
    return resolved, [*found.rejections, *resolved.rejections]


def test_a_line_is_a_fact_and_its_own_evidence_with_the_lines_that_name_its_ends() -> None:
    resolved, rejections = read(
        document(
            [
                ("<http://team/a>", TYPE, "<http://x/Drug>"),
                ("<http://team/a>", LABEL, '"格列本脲"@zh'),
                ("<http://team/a>", LABEL, '"\\u4f18\\u964d\\u7cd6"@zh'),
                ("<http://team/a>", LABEL, '"glibenclamide"@en'),
                ("<http://team/a>", "<http://x/treats>", "<http://x/t2d> ."),
            ]
        )
    )
    assert not rejections
    [fact] = resolved.facts
    assert (fact.subject, fact.predicate, fact.object) == ("http://team/a", "x:treats", "x:t2d")
    assert [s.role for s in fact.evidence[0].spans] == ["subject", "trigger", "object", "context", "context"]
    entity = resolved.entities["http://team/a"]
    assert (entity.classes, entity.labels, entity.aliases) == (("x:Drug",), {"en": "glibenclamide", "zh": "格列本脲"}, {"zh": ("优降糖",)})
    [ground] = resolved.grounds_raw
    assert (ground.start, ground.facts, ground.section.unread) == ("http://team/a", (fact.id,), 0)


def test_an_iri_with_the_label_of_a_term_is_that_term_unless_two_bear_it() -> None:
    lines: list[tuple[str, ...]] = [("<http://team/m>", TYPE, "<http://x/Drug>"), ("<http://team/m>", LABEL, '"二甲双胍"')]
    fact: tuple[str, ...] = ("<http://team/m>", "<http://x/dose>", f'"0.5"^^<{XSD}decimal>')
    assert [f.subject for f in read(document([*lines, fact]))[0].facts] == ["x:metformin"]
    other: list[tuple[str, ...]] = [("<http://team/n>", TYPE, "<http://x/Drug>"), ("<http://team/n>", LABEL, '"二甲双胍"')]
    assert [f.subject for f in read(document([*lines, *other, fact]))[0].facts] == ["http://team/m"]


def test_literals_are_read_as_values_of_the_predicate() -> None:
    rows = [
        ("<http://x/metformin>", "<http://x/dose>", '"2 g"'),
        ("<http://x/metformin>", "<http://x/dose>", '"[500,850] mg"^^<https://w3id.org/kgcorpus/ns#quantity>'),
        ("<http://x/metformin>", "<http://www.w3.org/2004/02/skos/core#definition>", '"一种双胍类药"@zh'),
    ]
    objects = [f.object for f in read(document(rows))[0].facts]
    assert Literal("xsd:decimal", "2000", "mg") in objects
    assert Literal("xsd:decimal", unit="mg", min="500", max="850") in objects
    assert Literal("xsd:string", "一种双胍类药", lang="zh") in objects


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("<http://x/metformin>", "<http://other/p>", "<http://x/t2d>"), "unknown_predicate"),
        (("<http://x/metformin>", "<http://x/treats>", "<http://team/unknown>"), "unknown_entity"),
        (("<http://x/metformin>", "<http://x/treats>", "_:b0"), "unknown_entity"),
        (("<http://x/metformin>", "<http://x/dose>", '"viel"'), "bad_value"),
        (("<http://x/metformin>", "<http://x/dose>", "<http://x/t2d>"), "bad_value"),
        (("<http://x/metformin>", "<http://x/treats>", "oops"), "syntax_error"),
        (("<http://x/metformin>", "<http://x/treats>"), "ragged_row"),
        (("<http://x/metformin>", TYPE, "<http://team/Thing>"), "wrong_type"),
    ],
)
def test_a_line_that_is_no_fact_of_the_ontology_is_a_rejection(row: tuple[str, ...], reason: str) -> None:
    resolved, rejections = read(document([row, ("<http://x/metformin>", "<http://x/treats>", "<http://x/t2d>")]))
    assert len(resolved.facts) == 1
    assert [(r.reason, r.place) for r in rejections] == [(reason, "line 1")]


def test_an_untyped_entity_takes_the_class_asked_for_where_it_may_grow() -> None:
    rows = [("<http://x/metformin>", "<http://x/causes>", "<http://team/nausea>"), ("<http://team/nausea>", LABEL, '"恶心"')]
    resolved, rejections = read(document(rows))
    assert not rejections
    assert resolved.entities["http://team/nausea"].classes == ("x:Symptom",)


@pytest.mark.parametrize("header", [("subject", "predicate", "object"), ("头实体", "关系", "尾实体")])
def test_a_csv_of_triples_is_known_by_its_header(header: tuple[str, str, str]) -> None:
    rows = [
        header,
        ("二甲双胍", "治疗", "2型糖尿病"),
        ("x:metformin", "x:causes", "恶心"),
        ("metformin", "剂量", "500"),
        ("二甲双胍", "没有的谓词", "恶心"),
        ("阿司匹林", "治疗", "2型糖尿病"),
    ]
    resolved, rejections = read(document(rows, "csv", mark=","))
    assert {(f.subject, f.predicate) for f in resolved.facts} == {("x:metformin", p) for p in ("x:treats", "x:causes", "x:dose")}
    assert sorted((r.reason, r.place) for r in rejections) == [("unknown_entity", "line 6"), ("unknown_predicate", "line 5")]
    assert any(e.labels == {"zh": "恶心"} and e.classes == ("x:Symptom",) for e in resolved.entities.values())


def test_another_csv_is_no_graph() -> None:
    resolved, rejections = read(document([("甲", "乙", "丙"), ("二甲双胍", "治疗", "2型糖尿病")], "csv", mark=","))
    assert not resolved.facts
    assert not rejections
