"""Headings that introduce entities: how they are named, that their text refers to them, and what their order states."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgcorpus.documents.reading import read_text
from kgcorpus.entities import resolve
from kgcorpus.extract.outline import introduced
from kgcorpus.extract.reading import extractors_for, read_facts
from kgcorpus.model import Document, Fact, Literal, Source
from kgcorpus.ontology import Ontology, load

ONTOLOGY = """
@prefix x: <https://example.org/x#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

x:Statute a owl:Class ; rdfs:label "法规"@zh, "statute"@en ; kgc:nameQuote "《{}》"@zh .
x:Article a owl:Class ; rdfs:label "条文"@zh, "article"@en ;
    kgc:headingPattern "第[一二三四五六七八九十百]+条"@zh, "Section [0-9]+"@en ;
    kgc:headingName "《{title}》{heading}"@zh, "{heading} of the {title}"@en .
x:Party a owl:Class ; rdfs:label "主体"@zh, "party"@en .
x:Case a owl:Class ; rdfs:label "情形"@zh, "case"@en .
x:harbourRules a owl:NamedIndividual, x:Statute ; skos:prefLabel "港口条例"@zh, "Harbour Act"@en ; skos:altLabel "某市港口条例"@zh .
x:fishingRules a owl:NamedIndividual, x:Statute ; skos:prefLabel "渔业条例"@zh .
x:master a owl:NamedIndividual, x:Party ; skos:prefLabel "船长"@zh, "master"@en .
x:refusal a owl:NamedIndividual, x:Case ; skos:prefLabel "拒不改正"@zh, "refusal"@en .
x:articleOf a owl:ObjectProperty ; rdfs:label "所属法规"@zh, "statute"@en ; kgc:outline true ;
    rdfs:domain x:Article ; rdfs:range x:Statute .
x:binds a owl:ObjectProperty ; rdfs:label "约束"@zh, "binds"@en ; rdfs:domain x:Article ; rdfs:range x:Party ;
    kgc:pattern "{o+}应当"@zh, "the {o} must"@en .
x:punishes a owl:ObjectProperty ; rdfs:label "处罚"@zh, "punishes"@en ; rdfs:domain x:Article ; rdfs:range x:Article ;
    kgc:pattern "违反本条例{o+}"@zh, "breach of {o}"@en .
x:fine a owl:DatatypeProperty ; rdfs:label "罚款"@zh, "fine"@en ; rdfs:domain x:Article ; rdfs:range xsd:decimal ; kgc:unit "元" ;
    kgc:pattern "处{o}罚款"@zh ; kgc:qualifier x:case .
x:case a owl:ObjectProperty, kgc:Condition ; rdfs:label "情形"@zh, "case"@en ; rdfs:range x:Case ; kgc:pattern "{v}的"@zh .
"""

HARBOUR = """# 某市港口条例

第一条 船长应当服从港口的调度。

第二条 违反本条例第一条规定的，责令改正；拒不改正的，责令离港，处一千元以上五千元以下罚款。

违反《渔业条例》第一条规定的，处五百元以下罚款。
"""
FISHING = "# 渔业条例\n\n第一条 船长应当持证。\n"


@pytest.fixture
def ontology(tmp_path: Path) -> Ontology:
    (tmp_path / "o.ttl").write_text(ONTOLOGY, encoding="utf-8")
    return load(tmp_path / "o.ttl")


def document(name: str, text: str, language: str = "zh") -> Document:
    return read_text(text, id=name, source=Source("s", language=language), format="md")


def facts(ontology: Ontology, *documents: Document) -> tuple[set[tuple[str, str, str]], list[Fact]]:
    named = introduced(ontology, documents)
    extractors = extractors_for(ontology, named)
    found = [read_facts(d, extractors) for d in documents]
    resolved = resolve([c for f in found for c in f.candidates], [], ontology, known=named)

    def say(term: str | Literal) -> str:
        return next(iter(resolved.entities[term].labels.values())) if isinstance(term, str) else f"{term.min}..{term.max}"

    return {(say(f.subject), f.predicate, say(f.object)) for f in resolved.facts}, resolved.facts


def test_a_heading_is_named_with_its_document_and_keeps_its_span(ontology: Ontology) -> None:
    harbour = document("h.md", HARBOUR)
    first, second = introduced(ontology, [harbour])
    assert (first.labels, second.labels) == ({"zh": "《港口条例》第一条"}, {"zh": "《港口条例》第二条"})
    span = second.spans[0]
    assert harbour.text[span.start : span.end] == span.quote == "第二条"


def test_english_headings_introduce_entities_too(ontology: Ontology) -> None:
    text = "# Harbour Act\n\n## Section 1\n\nThe master must report.\n\n## Section 2\n\nA breach of Section 1 is punished.\n"
    said, _ = facts(ontology, document("a.md", text, "en"))
    assert ("Section 1 of the Harbour Act", "x:binds", "船长") in said or ("Section 1 of the Harbour Act", "x:binds", "master") in said
    assert ("Section 2 of the Harbour Act", "x:punishes", "Section 1 of the Harbour Act") in said


def test_text_under_a_heading_is_about_it_and_refers_to_others_by_their_headings(ontology: Ontology) -> None:
    said, _ = facts(ontology, document("h.md", HARBOUR))
    assert ("《港口条例》第一条", "x:binds", "船长") in said or ("《港口条例》第一条", "x:binds", "master") in said
    assert ("《港口条例》第二条", "x:punishes", "《港口条例》第一条") in said
    assert ("《港口条例》第二条", "x:fine", "None..500") in said  # another statute's article before it is no subject of the fine


def test_a_heading_of_another_document_is_not_meant(ontology: Ontology) -> None:
    said, _ = facts(ontology, document("h.md", HARBOUR), document("f.md", FISHING))
    assert not any(predicate == "x:punishes" and "渔业" in object for _, predicate, object in said)
    assert {object for subject, predicate, object in said if predicate == "x:articleOf" and subject == "《渔业条例》第一条"} <= {"渔业条例"}


def test_the_order_of_headings_is_a_fact_with_both_headings_as_evidence(ontology: Ontology) -> None:
    harbour = document("h.md", HARBOUR)
    _, found = facts(ontology, harbour)
    outlines = [f for f in found if f.predicate == "x:articleOf"]
    assert len(outlines) == 2
    for fact in outlines:
        assert fact.object == "x:harbourRules"
        spans = fact.evidence[0].spans
        assert [s.role for s in spans] == ["object", "subject"]
        assert all(harbour.text[s.start : s.end] == s.quote for s in spans)


def test_a_clause_that_ends_with_a_declared_condition_governs_what_follows(ontology: Ontology) -> None:
    _, found = facts(ontology, document("h.md", HARBOUR))
    fine = next(f for f in found if f.predicate == "x:fine" and isinstance(f.object, Literal) and f.object.max == "5000")
    assert [(q.predicate, q.value) for q in fine.qualifiers] == [("x:case", "x:refusal")]


def test_a_clause_that_ends_after_its_match_with_de_is_a_case_and_states_nothing(ontology: Ontology) -> None:
    text = "# 某市港口条例\n\n第一条 处三万元以上罚款的，由港口负责人决定；拖延的，处二万元以上罚款。\n"
    said, _ = facts(ontology, document("h.md", text))
    assert {object for _, predicate, object in said if predicate == "x:fine"} == {"20000..None"}
