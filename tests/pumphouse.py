"""A small ontology of a pump house (values with limits, faults and their causes), and a reader of facts from text with it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kgcorpus.documents.reading import read_text
from kgcorpus.extract.reading import Extraction, extractors_for, read_facts
from kgcorpus.model import Source
from kgcorpus.ontology import Ontology, load
from tests.garden import said

PREFIXES = """
@prefix p: <https://example.org/pumps#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TURTLE = (
    PREFIXES
    + """
p:Part a owl:Class ; rdfs:label "部件"@zh, "part"@en .
p:Fault a owl:Class ; rdfs:label "故障"@zh, "fault"@en .
p:Cause a owl:Class ; rdfs:label "原因"@zh, "cause"@en .
p:Remedy a owl:Class ; rdfs:label "处理措施"@zh, "remedy"@en .

p:pressure a owl:DatatypeProperty ; rdfs:label "工作压力"@zh, "working pressure"@en ; rdfs:domain p:Part ; rdfs:range xsd:decimal ;
  kgc:unit "MPa" ; kgc:trigger "工作压力"@zh, "working pressure"@en .
p:rated a owl:DatatypeProperty ; rdfs:label "额定压力"@zh, "rated pressure"@en ; rdfs:domain p:Part ; rdfs:range xsd:decimal ;
  kgc:unit "MPa" ; kgc:pattern "{s}的额定压力{o}"@zh, "{s}的额定压力为{o}"@zh, "the rated pressure of {s} is {o}"@en .
p:outlet a owl:DatatypeProperty ; rdfs:label "出口压力"@zh, "outlet pressure"@en ; rdfs:domain p:Part ; rdfs:range xsd:decimal ;
  kgc:unit "MPa" ; kgc:pattern "{s}(的)?出口压力(不应|不得)?(小于|大于){o}"@zh, "{s}出口压力{not}超过{o}"@zh,
  "the outlet pressure of {s} shall not exceed {o}"@en, "the outlet pressure of {s} shall be (at least )?{o}"@en .
p:least a owl:DatatypeProperty ; rdfs:label "最低水位"@zh, "minimum level"@en ; rdfs:domain p:Part ; rdfs:range xsd:decimal ;
  kgc:unit "m" ; kgc:pattern "{s}的水位至少{o}"@zh, "{s} needs a level of at least {o}"@en .
p:cause a owl:ObjectProperty ; rdfs:label "故障原因"@zh, "cause"@en ; rdfs:domain p:Fault ; rdfs:range p:Cause ;
  kgc:trigger "的原因"@zh ; kgc:pattern "{s} is caused by {o+}"@en, "{s}的原因(是|为|有|包括)?{o+}"@zh .
p:remedy a owl:ObjectProperty ; rdfs:label "处理方法"@zh, "remedy"@en ; rdfs:domain p:Fault ; rdfs:range p:Remedy ;
  kgc:pattern "{s}的处理方法(是|为)?{o+}"@zh, "{s}应{o+}"@zh, "the remedy for {s} is {o+}"@en .
p:damages a owl:ObjectProperty ; rdfs:label "损坏"@zh, "damages"@en ; rdfs:domain p:Fault ; rdfs:range p:Part ;
  kgc:pattern "{s}会损坏{o+}"@zh, "{s} can damage {o+}"@en .

p:hydrant a p:Part ; skos:prefLabel "室内消火栓"@zh, "hydrant"@en .
p:pump a p:Part ; skos:prefLabel "消防水泵"@zh, "fire pump"@en ; skos:altLabel "水泵"@zh .
p:jockey a p:Part ; skos:prefLabel "稳压泵"@zh, "jockey pump"@en .
p:damper a p:Part ; skos:prefLabel "防火阀"@zh, "fire damper"@en .
p:tank a p:Part ; skos:prefLabel "消防水箱"@zh, "water tank"@en .
p:bearing a p:Part ; skos:prefLabel "轴承"@zh, "bearing"@en .
p:hot a p:Fault ; skos:prefLabel "轴承过热"@zh, "bearing overheating"@en .
p:power a p:Fault ; skos:prefLabel "主电故障"@zh, "mains fault"@en .
p:fuse a p:Cause ; skos:prefLabel "熔断器熔断"@zh, "blown fuse"@en .
p:grease a p:Cause ; skos:prefLabel "缺油"@zh, "lack of grease"@en .
p:newFuse a p:Remedy ; skos:prefLabel "更换熔断器"@zh, "a new fuse"@en .
"""
)


@lru_cache(maxsize=4)
def ontology(turtle: str = TURTLE) -> Ontology:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pumps.ttl"
        path.write_text(turtle, encoding="utf-8")
        return load(path)


@lru_cache(maxsize=4)
def _extractors(turtle: str) -> tuple[object, ...]:
    return tuple(extractors_for(ontology(turtle)))


def read(text: str, turtle: str = TURTLE) -> Extraction:
    """What is found in a text; every span is checked to be verbatim."""
    document = read_text(text, id="d", source=Source("s", complete=True), format="md")
    found = read_facts(document, _extractors(turtle))  # type: ignore[arg-type]
    for candidate in found.candidates:
        assert all(document.text[s.start : s.end] == s.quote for s in candidate.spans)
    return found


def facts(text: str, turtle: str = TURTLE) -> list[str]:
    return sorted(said(c) for c in read(text, turtle).candidates)


def refused(text: str, turtle: str = TURTLE) -> list[tuple[str, str, str]]:
    """The rejections of a text: reason, quote, detail."""
    return [(r.reason, r.what, r.detail) for r in read(text, turtle).rejections]
