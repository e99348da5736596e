"""Four small ontologies of different domains for tests of wording: films, telecom operators, law, and plants (labels only)."""

from __future__ import annotations

from pathlib import Path

from kgcorpus.ontology import Ontology, load

PREFIXES = """\
@prefix x: <https://example.org/x#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

FILMS = """
x:Film a owl:Class ; rdfs:label "影片"@zh, "film"@en ; kgc:measure "部"@zh ; kgc:nameQuote "《{}》"@zh .
x:Person a owl:Class ; rdfs:label "影人"@zh, "film-maker"@en ; kgc:measure "位"@zh ; kgc:questionWord "谁"@zh, "who"@en .
x:Studio a owl:Class ; rdfs:label "制片公司"@zh, "studio"@en ; kgc:measure "家"@zh .
x:Award a owl:Class ; rdfs:label "奖项"@zh, "award"@en ; kgc:measure "个"@zh ; kgc:nameArticle "the"@en .

x:directedBy a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "导演"@zh, "director"@en ; rdfs:domain x:Film ; rdfs:range x:Person ;
    kgc:phrase "{s}的导演"@zh, "[director|directors] of {s}"@en ;
    kgc:inversePhrase "{o}执导的{c}"@zh, "{c} directed by {o}"@en ;
    kgc:statement "{s}由{o}执导"@zh, "{s} was directed by {o}"@en ;
    kgc:negation "{s}不是由{o}执导的"@zh, "{s} was not directed by {o}"@en ;
    kgc:question "{s}由谁执导？"@zh, "Who directed {s}?"@en ;
    kgc:inverseQuestion "{o}执导过哪些{c}？"@zh, "Which {c} were directed by {o}?"@en ;
    kgc:sibling "与{s}由同一人执导的其他{c}"@zh, "other {c} by the director of {s}"@en .
x:starring a owl:ObjectProperty ; rdfs:label "主演"@zh, "starring"@en ; rdfs:domain x:Film ; rdfs:range x:Person ;
    kgc:phrase "{s}的主演"@zh, "[star|stars] of {s}"@en ;
    kgc:inversePhrase "{o}主演的{c}"@zh, "{c} starring {o}"@en ;
    kgc:statement "{s}由{o}主演"@zh, "{s} [stars|star] {o}"@en ;
    kgc:negation "{s}不是由{o}主演的"@zh, "{s} [does|do] not star {o}"@en ;
    kgc:inverseQuestion "{o}主演过哪些{c}？"@zh, "Which {c} star {o}?"@en ;
    kgc:inverseSibling "与{o}合作主演过影片的其他{c}"@zh, "other {c} who have starred in a film with {o}"@en .
x:releaseYear a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "上映年份"@zh, "year of release"@en ;
    rdfs:domain x:Film ; rdfs:range xsd:gYear ;
    kgc:phrase "{s}的上映年份"@zh, "year of release of {s}"@en ;
    kgc:statement "{s}于{o}上映"@zh, "{s} was released in {o}"@en .
x:producedBy a owl:ObjectProperty ; rdfs:label "出品方"@zh, "production company"@en ; rdfs:domain x:Film ; rdfs:range x:Studio ;
    kgc:phrase "{s}的出品方"@zh, "production [company|companies] of {s}"@en ;
    kgc:inversePhrase "{o}出品的{c}"@zh, "{c} produced by {o}"@en ;
    kgc:statement "{s}由{o}出品"@zh, "{s} [is|are] produced by {o}"@en ;
    kgc:negation "{s}不是由{o}出品的"@zh, "{s} [is|are] not produced by {o}"@en .
x:bornIn a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "出生国"@zh, "country of birth"@en ;
    rdfs:domain x:Person ; rdfs:range x:Country ;
    kgc:phrase "{s}的出生国"@zh, "country of birth of {s}"@en ;
    kgc:inversePhrase "在{o}出生的{c}"@zh, "{c} born in {o}"@en ;
    kgc:statement "{s}在{o}出生"@zh, "{s} was born in {o}"@en .
x:Country a owl:Class ; rdfs:label "国家"@zh, "country"@en ; kgc:measure "个"@zh .
"""

TELECOM = """
x:Operator a owl:Class ; rdfs:label "运营商"@zh, "operator"@en ; kgc:measure "家"@zh .
x:Plan a owl:Class ; rdfs:label "套餐"@zh, "tariff plan"@en ; kgc:measure "款"@zh ; kgc:nameArticle "the"@en .
x:Band a owl:Class ; rdfs:label "频段"@zh, "frequency band"@en ; kgc:measure "个"@zh ; kgc:nameArticle "the"@en .
x:offers a owl:ObjectProperty ; rdfs:label "推出的套餐"@zh, "plan"@en ; rdfs:domain x:Operator ; rdfs:range x:Plan ;
    kgc:phrase "{s}推出的套餐"@zh, "[plan|plans] that {s} [offers|offer]"@en ;
    kgc:inversePhrase "推出{o}的{c}"@zh, "{c} that [offers|offer] {o}"@en ;
    kgc:statement "{s}推出{o}"@zh, "{s} [offers|offer] {o}"@en ;
    kgc:negation "{s}不提供{o}"@zh, "{s} [does|do] not offer {o}"@en .
x:usesBand a owl:ObjectProperty ; rdfs:label "使用频段"@zh, "band used"@en ; rdfs:domain x:Operator ; rdfs:range x:Band ;
    kgc:phrase "{s}使用的频段"@zh, "[band|bands] used by {s}"@en ;
    kgc:objectClause "{s}所使用的{c}"@zh, "{c} that {s} [uses|use]"@en ;
    kgc:inversePhrase "使用{o}的{c}"@zh, "{c} using {o}"@en ;
    kgc:statement "{s}使用{o}"@zh, "{s} [uses|use] {o}"@en ;
    kgc:negation "{s}不使用{o}"@zh, "{s} [does|do] not use {o}"@en ;
    kgc:sibling "与{s}共用频段的其他{c}"@zh, "other {c} that share a band with {s}"@en .
x:monthlyFee a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "月费"@zh, "monthly fee"@en ;
    rdfs:domain x:Plan ; rdfs:range xsd:decimal ;
    kgc:unit "元" ; kgc:changing true ;
    kgc:phrase "{s}的月费"@zh, "monthly fee of {s}"@en ;
    kgc:statement "{s}的月费为{o}"@zh, "the monthly fee of {s} is {o}"@en .
"""

LAW = """
x:Act a owl:Class ; rdfs:label "法律"@zh, "act"@en ; kgc:measure "部"@zh ; kgc:nameQuote "《{}》"@zh ; kgc:nameArticle "the"@en .
x:Body a owl:Class ; rdfs:label "主管部门"@zh, "authority"@en ; kgc:measure "个"@zh ; kgc:nameArticle "the"@en .
x:Violation a owl:Class ; rdfs:label "违法行为"@zh, "violation"@en ; kgc:measure "种"@zh .
x:Penalty a owl:Class ; rdfs:label "处罚"@zh, "penalty"@en ; kgc:measure "种"@zh ; kgc:nameArticle "a"@en .
x:violates a owl:ObjectProperty ; rdfs:label "违反的法律"@zh, "act violated"@en ; rdfs:domain x:Violation ; rdfs:range x:Act ;
    kgc:phrase "{s}所违反的法律"@zh, "[act|acts] violated by {s}"@en ;
    kgc:inversePhrase "违反{o}的{c}"@zh, "[violation|violations] of {o}"@en ;
    kgc:statement "{s}违反{o}"@zh, "{s} [violates|violate] {o}"@en .
x:punishedBy a owl:ObjectProperty ; rdfs:label "处罚"@zh, "penalty"@en ; rdfs:domain x:Violation ; rdfs:range x:Penalty ;
    kgc:phrase "{s}的处罚"@zh, "[penalty|penalties] for {s}"@en ;
    kgc:inversePhrase "可处以{o}的{c}"@zh, "{c} punishable by {o}"@en ;
    kgc:statement "{s}可处以{o}"@zh, "{s} [is|are] punishable by {o}"@en ;
    kgc:negation "{s}不处以{o}"@zh, "{s} [is|are] not punishable by {o}"@en ;
    kgc:absent "{s}的罚则中没有{o}"@zh, "the penalties for {s} do not include {o}"@en ;
    kgc:question "{s}会受到哪些处罚？"@zh, "How [is|are] {s} punished?"@en .
x:enforcedBy a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "执法机关"@zh, "enforcing authority"@en ;
    rdfs:domain x:Act ; rdfs:range x:Body ;
    kgc:phrase "{s}的执法机关"@zh, "enforcing authority of {s}"@en ;
    kgc:objectClause "负责执行{s}的{c}"@zh, "{c} that [enforces|enforce] {s}"@en ;
    kgc:inversePhrase "由{o}负责执行的{c}"@zh, "{c} enforced by {o}"@en ;
    kgc:statement "{s}由{o}负责执行"@zh, "{s} [is|are] enforced by {o}"@en ;
    kgc:sibling "与{s}由同一机关执行的其他{c}"@zh, "other {c} enforced by the same authority as {s}"@en .
"""

PLANTS = """
x:Plant a owl:Class ; rdfs:label "植物"@zh, "plant"@en .
x:Genus a owl:Class ; rdfs:label "属"@zh, "genus"@en .
x:Region a owl:Class ; rdfs:label "地区"@zh, "region"@en .
x:genus a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "所属的属"@zh, "genus"@en ; rdfs:domain x:Plant ; rdfs:range x:Genus .
x:growsIn a owl:ObjectProperty ; rdfs:label "生长于"@zh, "grows in"@en ; rdfs:domain x:Plant ; rdfs:range x:Region .
x:pollinator a owl:ObjectProperty ; rdfs:label "传粉者"@zh, "pollinator"@en ; rdfs:domain x:Plant ; rdfs:range x:Animal .
x:Animal a owl:Class ; rdfs:label "动物"@zh, "animal"@en .
x:maxHeight a owl:DatatypeProperty ; rdfs:label "最大高度"@zh, "maximum height"@en ;
    rdfs:domain x:Plant ; rdfs:range xsd:decimal ; kgc:unit "m" .
x:describedIn a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "描述年份"@zh, "year of description"@en ;
    rdfs:domain x:Plant ; rdfs:range xsd:gYear .
"""

ALL = {"films": FILMS, "telecom": TELECOM, "law": LAW, "plants": PLANTS}


def ontology(name: str, folder: Path) -> Ontology:
    """One of the small ontologies, read from a file in the folder."""
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + ALL[name], encoding="utf-8")
    return load(path)
