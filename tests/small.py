"""A small corpus for tests, written into a folder: planets, their moons and discoverers, in both languages, with a table and a section."""

from __future__ import annotations

from pathlib import Path

ONTOLOGY = """\
@prefix ast: <https://example.org/planets#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ast:Body a owl:Class ; rdfs:label "天体"@zh, "celestial body"@en ; kgc:plural "celestial bodies"@en ; kgc:measure "个"@zh .
ast:Planet a owl:Class ; rdfs:subClassOf ast:Body ; rdfs:label "行星"@zh, "planet"@en ; kgc:measure "颗"@zh .
ast:Moon a owl:Class ; rdfs:subClassOf ast:Body ; rdfs:label "卫星"@zh, "moon"@en ; kgc:measure "颗"@zh .
ast:Astronomer a owl:Class ; rdfs:label "天文学家"@zh, "astronomer"@en ; kgc:questionWord "谁"@zh, "who"@en ; kgc:measure "位"@zh .

ast:hasMoon a owl:ObjectProperty ; rdfs:label "卫星"@zh, "moon"@en ; rdfs:domain ast:Planet ; rdfs:range ast:Moon ;
    owl:inverseOf ast:orbits ;
    kgc:complete kgc:objectsBySection ;
    kgc:heading "卫星"@zh, "Moons"@en ;
    kgc:phrase "{s}的卫星"@zh, "[moon|moons] of {s}"@en ;
    kgc:inversePhrase "有卫星{o}的{c}"@zh, "{c} that [has|have] {o} as a moon"@en ;
    kgc:statement "{s}有卫星{o}"@zh, "{s} [has|have] {o} as a moon"@en ;
    kgc:negation "{s}没有卫星{o}"@zh, "{s} [does|do] not have {o} as a moon"@en .
ast:orbits a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "环绕"@zh, "orbits"@en ; rdfs:domain ast:Moon ; rdfs:range ast:Planet ;
    kgc:pattern "{s}环绕{o}"@zh, "{s} (orbits|is a moon of) {o}"@en ;
    kgc:phrase "{s}所环绕的行星"@zh, "[planet|planets] that {s} orbits"@en ;
    kgc:inversePhrase "环绕{o}的{c}"@zh, "{c} of {o}"@en ;
    kgc:statement "{s}环绕{o}"@zh, "{s} [orbits|orbit] {o}"@en ;
    kgc:sibling "与{s}环绕同一颗行星的其他{c}"@zh, "other {c} that orbit the same planet as {s}"@en .
ast:discoveredBy a owl:ObjectProperty ; rdfs:label "发现者"@zh, "discoverer"@en ; rdfs:domain ast:Body ; rdfs:range ast:Astronomer ;
    kgc:pattern "{s}由{o}发现"@zh, "{s} was discovered by {o}"@en ;
    kgc:phrase "{s}的发现者"@zh, "[discoverer|discoverers] of {s}"@en ;
    kgc:inversePhrase "{o}发现的{c}"@zh, "{c} discovered by {o}"@en ;
    kgc:statement "{s}由{o}发现"@zh, "{s} was discovered by {o}"@en .
ast:discoveryYear a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "发现年份"@zh, "year of discovery"@en ; rdfs:domain ast:Body ; rdfs:range xsd:gYear ;
    kgc:phrase "{s}的发现年份"@zh, "[year|years] of discovery of {s}"@en ;
    kgc:statement "{s}于{o}被发现"@zh, "{s} was discovered in {o}"@en ;
    kgc:question "{s}是哪一年被发现的？"@zh, "In which year was {s} discovered?"@en .

ast:mars a owl:NamedIndividual, ast:Planet ; skos:prefLabel "火星"@zh, "Mars"@en .
ast:uranus a owl:NamedIndividual, ast:Planet ; skos:prefLabel "天王星"@zh, "Uranus"@en .
ast:phobos a owl:NamedIndividual, ast:Moon ; skos:prefLabel "火卫一"@zh, "Phobos"@en .
ast:deimos a owl:NamedIndividual, ast:Moon ; skos:prefLabel "火卫二"@zh, "Deimos"@en .
ast:titania a owl:NamedIndividual, ast:Moon ; skos:prefLabel "天卫三"@zh, "Titania"@en .
ast:oberon a owl:NamedIndividual, ast:Moon ; skos:prefLabel "天卫四"@zh, "Oberon"@en .
ast:hall a owl:NamedIndividual, ast:Astronomer ; skos:prefLabel "阿萨夫·霍尔"@zh, "Asaph Hall"@en ; skos:altLabel "霍尔"@zh .
ast:herschel a owl:NamedIndividual, ast:Astronomer ; skos:prefLabel "威廉·赫歇尔"@zh, "William Herschel"@en .
"""

CORPUS = """\
name = "planets"
title = { zh = "行星与卫星", en = "Planets and moons" }
date = "2026-11-01"
languages = ["zh", "en"]
ontology = "ontology"

[[source]]
id = "notes"
documents = ["*.md", "*.txt", "*.csv"]
title = { zh = "行星笔记", en = "Notes on planets" }
licence = "CC0-1.0"
uses = ["train", "evaluate", "redistribute"]
origin = "notes"
sensitivity = "public"
complete = true

[[table]]
documents = ["years.csv"]

[[table.fact]]
predicate = "ast:discoveryYear"
subject = { column = "moon", class = "ast:Moon" }
object = { column = "year" }
"""

DOCUMENTS = {
    "mars.md": "# Mars\n\nPhobos was discovered by Asaph Hall. Deimos was discovered by Asaph Hall.\n\n## Moons\n\n- Phobos\n- Deimos\n",
    "uranus.md": "# 天王星\n\n天卫三由威廉·赫歇尔发现。天卫四由威廉·赫歇尔发现。天卫四可能由霍尔发现。\n\n## 卫星\n\n- 天卫三\n- 天卫四\n",
    "years.csv": "moon,year\nPhobos,1877\nDeimos,1877\nTitania,1787\nOberon,1787\n",
}


def write_corpus(folder: Path, *, ontology: str = ONTOLOGY, corpus: str = CORPUS, documents: dict[str, str | bytes] | None = None) -> Path:
    """Write the corpus into a folder and give the folder."""
    (folder / "ontology").mkdir(parents=True, exist_ok=True)
    (folder / "ontology" / "planets.ttl").write_text(ontology, encoding="utf-8")
    (folder / "corpus.toml").write_text(corpus, encoding="utf-8")
    (folder / "documents").mkdir(exist_ok=True)
    for name, content in (DOCUMENTS if documents is None else documents).items():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
