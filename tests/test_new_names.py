"""Names that documents introduce through a pattern's slot."""

from __future__ import annotations

from pathlib import Path

from kgcorpus.documents.reading import read_text
from kgcorpus.extract.reading import extractors_for, read_facts
from kgcorpus.model import Source
from kgcorpus.ontology import load

ONTOLOGY = """
@prefix x: <https://example.org/x#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

x:Office a owl:Class ; rdfs:label "机关"@zh, "office"@en .
x:Paper a owl:Class ; rdfs:label "文件"@zh, "paper"@en ; kgc:mintable true .
x:transport a owl:NamedIndividual, x:Office ; skos:prefLabel "交通局"@zh, "Transport Office"@en .
x:issued a owl:ObjectProperty ; rdfs:label "发布的文件"@zh, "paper issued"@en ; rdfs:domain x:Office ; rdfs:range x:Paper ;
    kgc:pattern "{s}发布《{o}》"@zh .
"""


def test_a_negation_word_inside_a_new_name_negates_nothing(tmp_path: Path) -> None:
    (tmp_path / "o.ttl").write_text(ONTOLOGY, encoding="utf-8")
    ontology = load(tmp_path / "o.ttl")
    text = "交通局发布《无人驾驶船舶管理规定》。\n\n交通局没有发布《渡船管理规定》。\n"
    found = read_facts(read_text(text, id="a", source=Source("s", language="zh"), format="md"), extractors_for(ontology))
    assert [(c.object.text, c.negated) for c in found.candidates] == [("无人驾驶船舶管理规定", False), ("渡船管理规定", True)]
