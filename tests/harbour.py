"""A small graph of ships and ports with its texts, made in code: classes, a hierarchy of places, dated, denied and listed facts."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.grade.graph_facts import Graph
from kgcorpus.grade.graph_verdict import Weigher
from kgcorpus.grade.known import Known
from kgcorpus.graph.corpus import Kept
from kgcorpus.model import Evidence, Fact, Ground, Literal, Span, Term, Validity
from kgcorpus.ontology import Ontology, load

TURTLE = """
@prefix h: <https://example.org/harbour#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

h:Ship a owl:Class ; rdfs:label "船舶"@zh, "ship"@en .
h:Tanker a owl:Class ; rdfs:subClassOf h:Ship ; rdfs:label "油轮"@zh, "tanker"@en .
h:Family a owl:Class ; rdfs:label "船型"@zh, "ship family"@en .
h:Place a owl:Class ; rdfs:label "地方"@zh, "place"@en .
h:Port a owl:Class ; rdfs:subClassOf h:Place ; rdfs:label "港口"@zh, "port"@en .
h:Cargo a owl:Class ; rdfs:label "货物"@zh, "cargo"@en ; owl:disjointWith h:Ship .

h:family a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "船型"@zh, "family"@en ; rdfs:domain h:Ship ; rdfs:range h:Family ;
  kgc:statement "{s}属于{o}"@zh, "{s} [belongs|belong] to {o}"@en ; kgc:pattern "{s}属于{o}"@zh, "{s} belongs to {o}"@en ;
  kgc:phrase "{s}所属的船型"@zh, "family that {s} belongs to"@en ; kgc:inversePhrase "属于{o}的{c}"@zh, "{c} of {o}"@en .
h:carries a owl:ObjectProperty ; rdfs:label "装运货物"@zh, "cargo carried"@en ; rdfs:domain h:Family ; rdfs:range h:Cargo ;
  kgc:statement "{s}装运{o}"@zh, "{s} [carries|carry] {o}"@en ; kgc:pattern "{s}装运{o+}"@zh, "{s} carry {o+}"@en,
  "{s} do {not} carry {o+}"@en, "{s}{not}装运{o+}"@zh ;
  kgc:phrase "{s}装运的货物"@zh, "[cargo|cargoes] that {s} [carries|carry]"@en .
h:callsAt a owl:ObjectProperty ; rdfs:label "停靠港"@zh, "port of call"@en ; rdfs:domain h:Ship ; rdfs:range h:Port ;
  kgc:complete kgc:objectsBySection ; kgc:pattern "{s}停靠{o+}"@zh, "{s} calls at {o+}"@en ;
  kgc:phrase "{s}的停靠港"@zh, "[port|ports] of call of {s}"@en ; kgc:inversePhrase "停靠{o}的{c}"@zh, "{c} that call at {o}"@en .
h:flag a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "船旗国"@zh, "flag"@en ; rdfs:domain h:Ship ; rdfs:range h:Place ;
  kgc:pattern "{s}悬挂{o}旗"@zh, "{s} sails under the flag of {o}"@en .
h:liesIn a owl:ObjectProperty, owl:TransitiveProperty ; rdfs:label "所在地区"@zh, "location"@en ; rdfs:domain h:Place ; rdfs:range h:Place ;
  kgc:pattern "{s}位于{o}"@zh, "{s} lies in {o}"@en .
h:length a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "船长"@zh, "length"@en ; rdfs:domain h:Ship ; rdfs:range xsd:decimal ;
  kgc:unit "m" ; kgc:pattern "{s}船长{o}"@zh, "{s} is {o} long"@en .

h:heron a h:Tanker ; skos:prefLabel "苍鹭号"@zh, "Heron"@en .
h:gull a h:Ship ; skos:prefLabel "海鸥号"@zh, "Gull"@en .
h:tern a h:Ship ; skos:prefLabel "燕鸥号"@zh, "Tern"@en .
h:sandpiper a h:Family ; skos:prefLabel "矶鹬级"@zh, "Sandpiper class"@en .
h:plover a h:Family ; skos:prefLabel "鸻鸟级"@zh, "Plover class"@en .
h:plovers a h:Cargo ; skos:prefLabel "Plover"@en, "鸻鸟"@zh .
h:oil a h:Cargo ; skos:prefLabel "原油"@zh, "crude oil"@en .
h:grain a h:Cargo ; skos:prefLabel "谷物"@zh, "grain"@en .
h:timber a h:Cargo ; skos:prefLabel "木材"@zh, "timber"@en .
h:coal a h:Cargo ; skos:prefLabel "煤炭"@zh, "coal"@en .
h:west a h:Port ; skos:prefLabel "西湾港"@zh, "Westbay"@en ; skos:altLabel "西湾"@zh, "West Bay Harbour"@en .
h:east a h:Port ; skos:prefLabel "东礁港"@zh, "Eastreef"@en .
h:north a h:Port ; skos:prefLabel "北岬港"@zh, "Northcape"@en .
h:south a h:Port ; skos:prefLabel "南屿港"@zh, "Southisle"@en .
h:coast a h:Place ; skos:prefLabel "银滩省"@zh, "Silver Coast"@en .
h:hills a h:Place ; skos:prefLabel "青山省"@zh, "Green Hills"@en .
h:land a h:Place ; skos:prefLabel "远洋国"@zh, "Oceania Land"@en .
h:isle a h:Place ; skos:prefLabel "长岛国"@zh, "Long Island State"@en .
"""

TEXTS = {
    "register.txt": "Heron belongs to the Sandpiper class. Gull belongs to the Plover class. Tern belongs to the Plover class.\n"
    "The Sandpiper class carries crude oil. The Plover class carries grain. The Plover class does not carry coal.\n"
    "Heron is 180 m long. Gull is 90 m long. Tern is 65 m long. Before the rebuilding of 2020 Gull was 70 m long.\n"
    "Heron sailed under the flag of Long Island State until 2023. Since 2023 Heron sails under the flag of Oceania Land.\n",
    "old.txt": "Edition of 2019: Tern is 60 m long.",
    "ports.txt": "苍鹭号停靠西湾港和东礁港。海鸥号停靠北岬港。\n"
    "西湾港位于银滩省。东礁港位于银滩省。南屿港位于青山省。银滩省位于远洋国。青山省位于远洋国。\n"
    "海鸥号曾停靠南屿港，2021年6月停止。\n",
}
TITLES = {"register.txt": {"zh": "船舶登记簿", "en": "Ship register"}, "ports.txt": {"zh": "港口手册", "en": "Port manual"}}


def _fact(subject: str, predicate: str, object: Term, said: str, **more: object) -> Fact:
    """A fact whose evidence is a sentence of the texts."""
    document, text = next((name, text) for name, text in TEXTS.items() if said in text)
    start = text.index(said)
    span = Span("trigger", document, start, start + len(said), said)
    return Fact(f"h:{subject}", f"h:{predicate}", object, evidence=(Evidence((span,), "patterns/1"),), **more)  # type: ignore[arg-type]


def facts() -> tuple[Fact, ...]:
    """All facts of the graph."""
    rebuilt = {"valid": Validity(None, "2020")}
    ended, began = {"valid": Validity(None, "2023")}, {"valid": Validity("2023", None)}
    return (
        _fact("heron", "family", "h:sandpiper", "Heron belongs to the Sandpiper class"),
        _fact("gull", "family", "h:plover", "Gull belongs to the Plover class"),
        _fact("tern", "length", Literal("xsd:decimal", "65", "m"), "Tern is 65 m long"),
        _fact("tern", "family", "h:plover", "Tern belongs to the Plover class"),
        _fact("sandpiper", "carries", "h:oil", "The Sandpiper class carries crude oil"),
        _fact("plover", "carries", "h:grain", "The Plover class carries grain"),
        _fact("plover", "carries", "h:coal", "The Plover class does not carry coal", negated=True),
        _fact("heron", "length", Literal("xsd:decimal", "180", "m"), "Heron is 180 m long"),
        _fact("gull", "length", Literal("xsd:decimal", "90", "m"), "Gull is 90 m long", valid=Validity("2020", None)),
        _fact("gull", "length", Literal("xsd:decimal", "70", "m"), "Before the rebuilding of 2020 Gull was 70 m long", **rebuilt),
        _fact("heron", "flag", "h:isle", "Heron sailed under the flag of Long Island State until 2023", **ended),
        _fact("heron", "flag", "h:land", "Since 2023 Heron sails under the flag of Oceania Land", **began),
        _fact("heron", "callsAt", "h:west", "苍鹭号停靠西湾港"),
        _fact("heron", "callsAt", "h:east", "苍鹭号停靠西湾港和东礁港"),
        _fact("gull", "callsAt", "h:north", "海鸥号停靠北岬港"),
        _fact("gull", "callsAt", "h:south", "海鸥号曾停靠南屿港，2021年6月停止", valid=Validity(None, "2021-06")),
        _fact("west", "liesIn", "h:coast", "西湾港位于银滩省"),
        _fact("east", "liesIn", "h:coast", "东礁港位于银滩省"),
        _fact("south", "liesIn", "h:hills", "南屿港位于青山省"),
        _fact("coast", "liesIn", "h:land", "银滩省位于远洋国"),
        _fact("hills", "liesIn", "h:land", "青山省位于远洋国"),
    )


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "harbour.ttl"
        path.write_text(TURTLE, encoding="utf-8")
        return load(path)


@lru_cache(maxsize=1)
def known() -> Known:
    """The graph; that Heron's ports of call are all listed has grounds, of the other ships' it has not."""
    text = "苍鹭号停靠西湾港和东礁港"
    at = TEXTS["ports.txt"].index(text)
    span = Span("context", "ports.txt", at, at + len(text), text)
    listed = tuple(fact.id for fact in facts() if (fact.subject, fact.predicate) == ("h:heron", "h:callsAt"))
    grounds = (Ground("h:heron", "h:callsAt", False, "section", 2, facts=listed, spans=(span,)),)
    entities = dict(ontology().entities)
    earlier = (_fact("tern", "length", Literal("xsd:decimal", "60", "m"), "Edition of 2019: Tern is 60 m long"),)
    held = Kept(facts(), ontology(), entities, grounds, "2026-11-01", {}, earlier, lambda name: TEXTS.get(name, ""), TITLES)
    return Known(entities, lexicon(Ontology(), entities.values()), {}, Weigher(Graph(held)))
