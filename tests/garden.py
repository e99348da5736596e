"""A small ontology of a domain that no demo knows (plant protection), and a reader of facts from Markdown with it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kgcorpus.documents.reading import read_text
from kgcorpus.extract.reading import Extraction, extractors_for, read_facts
from kgcorpus.model import Candidate, Document, Literal, Mention, Source, Value
from kgcorpus.ontology import Ontology, load

TURTLE = """
@prefix g: <https://example.org/garden#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

g:Product a owl:Class ; rdfs:label "农药"@zh, "product"@en .
g:Fungicide a owl:Class ; rdfs:subClassOf g:Product ; rdfs:label "杀菌剂"@zh, "fungicide"@en .
g:Plant a owl:Class ; rdfs:label "植物"@zh, "plant"@en ; skos:altLabel "作物"@zh, "crop"@en .
g:Pest a owl:Class ; rdfs:label "病虫害"@zh, "pest"@en .
g:Damage a owl:Class ; rdfs:label "药害"@zh, "damage"@en .
g:Stage a owl:Class ; rdfs:label "生育期"@zh, "growth stage"@en .
g:Maker a owl:Class ; rdfs:label "厂家"@zh, "maker"@en ; kgc:mintable true .

g:controls a owl:ObjectProperty ; rdfs:label "防治对象"@zh, "controlled pest"@en ; rdfs:domain g:Product ; rdfs:range g:Pest ;
  kgc:complete kgc:objectsBySection ; kgc:qualifier g:stage, g:tankMix ;
  kgc:heading "防治对象"@zh, "Controls"@en ;
  kgc:pattern "{s+}{not}(可)?防治{o+}"@zh, "{s+} (can )?(control|controls) {o+}"@en, "{s+} (do|does) {not} control {o+}"@en ;
  kgc:statement "{s}可防治{o}"@zh, "{s} [controls|control] {o}"@en .
g:bannedOn a owl:ObjectProperty ; rdfs:label "禁用作物"@zh, "crop on which it is banned"@en ; rdfs:domain g:Product ; rdfs:range g:Plant ;
  kgc:complete kgc:objectsBySection ; kgc:qualifier g:temperature, g:stage, g:tankMix, g:plantAge ;
  kgc:heading "禁用作物"@zh, "Do not use on"@en ;
  kgc:pattern "{s+}{not}禁用于{o+}"@zh, "{o+}禁用{s}"@zh, "{s+} (is|are) {not} banned on {o+}"@en ;
  kgc:inverseTrigger "must not be treated with"@en .
g:causes a owl:ObjectProperty ; rdfs:label "引起的药害"@zh, "damage caused"@en ; rdfs:domain g:Product ; rdfs:range g:Damage ;
  kgc:qualifier g:frequency, g:temperature ; kgc:heading "药害"@zh, "Damage"@en ;
  kgc:trigger "引起"@zh, "causes"@en ; kgc:pattern "{s} may cause {o+}"@en .
g:madeBy a owl:ObjectProperty ; rdfs:label "厂家"@zh, "maker"@en ; rdfs:domain g:Product ; rdfs:range g:Maker ;
  kgc:pattern "{s}由{o}生产"@zh, "{s} is made by {o}"@en .
g:halfLife a owl:DatatypeProperty ; rdfs:label "半衰期"@zh, "half-life"@en ; rdfs:domain g:Product ; rdfs:range xsd:decimal ; kgc:unit
"day" ;
  kgc:heading "半衰期"@zh, "Half-life"@en ; kgc:pattern "{s}的半衰期(约)?为{o}"@zh, "the half-life of {s} is (about )?{o}"@en .
g:registeredIn a owl:DatatypeProperty ; rdfs:label "登记年份"@zh, "year of registration"@en ; rdfs:domain g:Product ; rdfs:range xsd:gYear ;
  kgc:pattern "{s}于{o}登记"@zh, "{s} was registered in {o}"@en .

g:temperature a owl:DatatypeProperty, kgc:Condition ; rdfs:label "气温"@zh, "temperature"@en ; rdfs:range xsd:decimal ; kgc:unit "°C" .
g:plantAge a owl:DatatypeProperty, kgc:Condition ; rdfs:label "株龄"@zh, "plant age"@en ; rdfs:range xsd:decimal ; kgc:unit "month" .
g:stage a owl:ObjectProperty, kgc:Condition ; rdfs:label "生育期"@zh, "stage"@en ; rdfs:range g:Stage ;
  kgc:condition "在{v}"@zh, "at {v}"@en ; kgc:pattern "(在)?{v}(期间|时)?"@zh, "(at|during) (the )?{v}( stage)?"@en .
g:tankMix a owl:ObjectProperty, kgc:Condition ; rdfs:label "混用药剂"@zh, "tank mix"@en ; rdfs:range g:Product ;
  kgc:condition "与{v}混用时"@zh, "when mixed with {v}"@en .
g:frequency a owl:ObjectProperty, kgc:Detail ; rdfs:label "频率"@zh, "frequency"@en ; rdfs:range g:Often ; kgc:pattern "{v}："@zh,
"({v})"@en . g:Often a owl:Class ; rdfs:label "频率"@zh, "frequency"@en .

g:often a g:Often ; skos:prefLabel "常见"@zh, "common"@en .
g:seldom a g:Often ; skos:prefLabel "少见"@zh, "rare"@en .
g:mancozeb a g:Fungicide ; skos:prefLabel "代森锰锌"@zh, "mancozeb"@en ; skos:altLabel "大生"@zh, "MZ"@en .
g:copper a g:Fungicide ; skos:prefLabel "波尔多液"@zh, "Bordeaux mixture"@en .
g:sulphur-product a g:Fungicide ; skos:prefLabel "硫磺"@zh, "sulphur"@en ; skos:scopeNote "农药"@zh, "product"@en .
g:sulphur-plant a g:Plant ; skos:prefLabel "硫磺"@zh, "sulphur"@en ; skos:scopeNote "菊"@zh, "flower"@en .
g:as a g:Product ; skos:prefLabel "砷制剂"@zh, "AS"@en .
g:blight a g:Pest ; skos:prefLabel "晚疫病"@zh, "late blight"@en .
g:mildew a g:Pest ; skos:prefLabel "霜霉病"@zh, "downy mildew"@en .
g:rust a g:Pest ; skos:prefLabel "锈病"@zh, "rust"@en .
g:aphid a g:Pest ; skos:prefLabel "蚜虫"@zh, "aphid"@en .
g:potato a g:Plant ; skos:prefLabel "马铃薯"@zh, "potato"@en ; skos:altLabel "土豆"@zh .
g:peach a g:Plant ; skos:prefLabel "桃"@zh, "peach"@en .
g:cabbage a g:Plant ; skos:prefLabel "白菜"@zh, "Chinese cabbage"@en .
g:scorch a g:Damage ; skos:prefLabel "叶片灼伤"@zh, "leaf scorch"@en .
g:drop a g:Damage ; skos:prefLabel "落果"@zh, "fruit drop"@en .
g:flowering a g:Stage ; skos:prefLabel "花期"@zh, "flowering"@en .
g:seedling a g:Stage ; skos:prefLabel "苗期"@zh, "seedling"@en .
"""


@lru_cache(maxsize=1)
def garden() -> Ontology:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "garden.ttl"
        path.write_text(TURTLE, encoding="utf-8")
        return load(path)


@lru_cache(maxsize=1)
def _extractors() -> tuple[object, ...]:
    return tuple(extractors_for(garden()))


def document(text: str, format: str = "md") -> Document:
    return read_text(text, id="d", source=Source("s", complete=True), format=format)


def read(text: str, format: str = "md") -> Extraction:
    """What is found in a text; every span is checked to be verbatim."""
    d = document(text, format)
    found = read_facts(d, _extractors())  # type: ignore[arg-type]
    for candidate in found.candidates:
        assert candidate.spans
        for span in candidate.spans:
            assert d.text[span.start : span.end] == span.quote
        for argument in (candidate.subject, candidate.object, *(v for _, v in candidate.qualifiers)):
            assert d.text[argument.start : argument.end] == argument.text
    for rejection in found.rejections:
        assert rejection.start is not None and d.text[rejection.start : rejection.end] == rejection.what
    return found


def said(candidate: Candidate) -> str:
    """A candidate in one line: ``mancozeb controls blight [temperature >30] not``."""
    words = [_term(candidate.subject), candidate.predicate.split(":")[-1], _term(candidate.object)]
    words += [f"[{q.split(':')[-1]} {_term(v)}]" for q, v in sorted(candidate.qualifiers, key=lambda x: x[0])]
    return " ".join(words + (["not"] if candidate.negated else []))


def facts(text: str, format: str = "md") -> list[str]:
    return sorted(said(c) for c in read(text, format).candidates)


def reasons(text: str, format: str = "md") -> list[str]:
    return sorted(r.reason for r in read(text, format).rejections)


def _term(argument: Mention | Value) -> str:
    if isinstance(argument, Value):
        return _literal(argument.literal)
    return "|".join(e.split(":")[-1] for e in argument.entities) or f"+{argument.text}"


def _literal(value: Literal) -> str:
    if value.value is not None:
        return value.value
    low = f"{'>' if value.min_open else '≥'}{value.min}" if value.min is not None else ""
    high = f"{'<' if value.max_open else '≤'}{value.max}" if value.max is not None else ""
    return low + high
