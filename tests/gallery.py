"""A small world for questions about sets and paths: paintings, their painters, styles, motifs and museums; cities, countries, capitals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kgcorpus.generate.material import Material
from kgcorpus.graph.table import FactTable, from_facts
from kgcorpus.model import Document, Entity, Evidence, Fact, Ground, Rejection, Source, Span
from kgcorpus.ontology import Ontology, load

from .small_ontologies import PREFIXES

DATE = "2026-11-01"
TURTLE = (
    PREFIXES
    + """
x:Painting a owl:Class ; rdfs:label "画作"@zh, "painting"@en ; kgc:measure "幅"@zh ; kgc:nameQuote "《{}》"@zh .
x:Painter a owl:Class ; rdfs:label "画家"@zh, "painter"@en ; kgc:measure "位"@zh ; kgc:questionWord "谁"@zh, "who"@en .
x:City a owl:Class ; rdfs:label "城市"@zh, "city"@en ; kgc:plural "cities"@en ; kgc:measure "座"@zh .
x:Country a owl:Class ; rdfs:label "国家"@zh, "country"@en ; kgc:plural "countries"@en ; kgc:measure "个"@zh .
x:Style a owl:Class ; rdfs:label "流派"@zh, "style"@en ; kgc:measure "个"@zh .
x:Motif a owl:Class ; rdfs:label "题材"@zh, "motif"@en ; kgc:measure "种"@zh .
x:Museum a owl:Class ; rdfs:label "博物馆"@zh, "museum"@en ; kgc:measure "家"@zh .

x:paintedBy a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "作者"@zh, "painter"@en ;
    rdfs:domain x:Painting ; rdfs:range x:Painter ;
    kgc:phrase "{s}的作者"@zh, "painter of {s}"@en ; kgc:inversePhrase "{o}创作的{c}"@zh, "{c} by {o}"@en ;
    kgc:statement "{s}由{o}创作"@zh, "{s} was painted by {o}"@en ; kgc:question "{s}的作者是谁？"@zh, "Who painted {s}?"@en .
x:bornIn a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "出生地"@zh, "birthplace"@en ;
    rdfs:domain x:Painter ; rdfs:range x:City ;
    kgc:phrase "{s}的出生地"@zh, "birthplace of {s}"@en ; kgc:inversePhrase "出生于{o}的{c}"@zh, "{c} born in {o}"@en ;
    kgc:statement "{s}出生于{o}"@zh, "{s} was born in {o}"@en .
x:inCountry a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "所在国"@zh, "country"@en ;
    rdfs:domain x:City ; rdfs:range x:Country ;
    kgc:phrase "{s}所在国"@zh, "country in which {s} lies"@en ; kgc:inversePhrase "位于{o}的{c}"@zh, "{c} in {o}"@en ;
    kgc:statement "{s}位于{o}"@zh, "{s} [lies|lie] in {o}"@en .
x:capital a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "首都"@zh, "capital"@en ; rdfs:domain x:Country ; rdfs:range x:City ;
    kgc:phrase "{s}的首都"@zh, "capital of {s}"@en ; kgc:inversePhrase "以{o}为首都的{c}"@zh, "{c} whose capital is {o}"@en ;
    kgc:statement "{s}的首都是{o}"@zh, "the capital of {s} is {o}"@en .
x:style a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "流派"@zh, "style"@en ; rdfs:domain x:Painting ; rdfs:range x:Style ;
    kgc:filter true ; kgc:complete kgc:subjectsByTable ;
    kgc:inversePhrase "{o}{c}"@zh, "{o} {c}"@en ; kgc:statement "{s}属于{o}"@zh, "{s} [belongs|belong] to {o}"@en ;
    kgc:negation "{s}不属于{o}"@zh, "{s} [does|do] not belong to {o}"@en ;
    kgc:question "{s}属于哪个流派？"@zh, "Which style [does|do] {s} belong to?"@en .
x:shows a owl:ObjectProperty ; rdfs:label "题材"@zh, "motif"@en ; rdfs:domain x:Painting ; rdfs:range x:Motif ;
    kgc:complete kgc:subjectsByTable, kgc:objectsByTable ; kgc:qualifier x:light ;
    kgc:phrase "{s}的题材"@zh, "[motif|motifs] of {s}"@en ; kgc:inversePhrase "描绘{o}的{c}"@zh, "{c} that [shows|show] {o}"@en ;
    kgc:statement "{s}描绘{o}"@zh, "{s} [shows|show] {o}"@en ; kgc:negation "{s}没有描绘{o}"@zh, "{s} [does|do] not show {o}"@en ;
    kgc:absent "{s}的题材中未列{o}"@zh, "{o} [is|are] not listed as a motif of {s}"@en ;
    kgc:question "{s}描绘了哪些题材？"@zh, "What does {s} show?"@en .
x:light a owl:ObjectProperty, kgc:Condition ; rdfs:label "光线"@zh, "light"@en ; rdfs:range x:Motif .
x:hangsIn a owl:ObjectProperty ; rdfs:label "收藏地"@zh, "museum"@en ; rdfs:domain x:Painting ; rdfs:range x:Museum ;
    kgc:phrase "{s}的收藏地"@zh, "[museum|museums] of {s}"@en ; kgc:inversePhrase "{o}收藏的{c}"@zh, "{c} held by {o}"@en ;
    kgc:statement "{s}由{o}收藏"@zh, "{s} [is|are] held by {o}"@en .
x:seat a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "所在城市"@zh, "city"@en ; rdfs:domain x:Museum ; rdfs:range x:City ;
    kgc:phrase "{s}所在的城市"@zh, "city of {s}"@en ; kgc:inversePhrase "设在{o}的{c}"@zh, "{c} in {o}"@en ;
    kgc:statement "{s}设在{o}"@zh, "{s} [is|are] in {o}"@en ; kgc:question "{s}设在哪座城市？"@zh, "Which city [is|are] {s} in?"@en .
"""
)
NAMES: Mapping[str, tuple[str, str, str]] = {
    "x:a": ("x:Painting", "晨雾", "Morning Mist"), "x:b": ("x:Painting", "渔港", "The Harbour"),
    "x:c": ("x:Painting", "麦垛", "The Stacks"),
    "x:d": ("x:Painting", "舞台", "The Stage"), "x:e": ("x:Painting", "夜渡", "Night Ferry"), "x:f": ("x:Painting", "归帆", "Sails Home"),
    "x:k": ("x:Painting", "集市", "Market Day"),
    "x:p": ("x:Painter", "林远", "Yuan Lin"), "x:q": ("x:Painter", "安娜·科尔", "Anna Kohl"), "x:r": ("x:Painter", "何静", "Jing He"),
    "x:u": ("x:City", "青州", "Qingzhou"), "x:v": ("x:City", "奥斯塔", "Osta"), "x:w": ("x:City", "北安", "Beian"),
    "x:z": ("x:City", "伦泽", "Lenze"),
    "x:h": ("x:Country", "宁国", "Ningland"), "x:i": ("x:Country", "罗维亚", "Rovia"),
    "x:s1": ("x:Style", "印象派", "impressionist"), "x:s2": ("x:Style", "写实派", "realist"),
    "x:m1": ("x:Motif", "大海", "the sea"), "x:m2": ("x:Motif", "月光", "moonlight"), "x:m3": ("x:Motif", "船只", "boats"),
    "x:m4": ("x:Motif", "人群", "crowds"),
    "x:g1": ("x:Museum", "青州美术馆", "Qingzhou Gallery"), "x:g2": ("x:Museum", "伦泽博物馆", "Lenze Museum"),
    "x:g3": ("x:Museum", "海岸画廊", "Coast Gallery"),
}  # fmt: skip
LINKS = """
a paintedBy p; b paintedBy q; c paintedBy q; d paintedBy r; e paintedBy p; f paintedBy r; k paintedBy q
p bornIn u; q bornIn v; r bornIn w
u inCountry h; v inCountry i; w inCountry h; z inCountry i
h capital w; i capital z
a style s1; b style s1; c style s2; d style s2; e style s1; f style s1; k style s1
a shows m1; a shows m3; b shows m1; b shows m2; b shows m3; c shows m2; d shows m4; d shows m3; d shows m1
e shows m1; e shows m2; f shows m1; f shows m3; f shows m4; k shows m4
a hangsIn g1; b hangsIn g1; b hangsIn g2; d hangsIn g2; e hangsIn g3; f hangsIn g3; f hangsIn g2
g1 seat u; g2 seat z; g3 seat v
"""
TRIPLES = [("x:" + s, "x:" + p, "x:" + o) for line in LINKS.strip().splitlines() for s, p, o in (part.split() for part in line.split(";"))]


def _document() -> tuple[Document, dict[tuple[str, str, str], Span]]:
    """A text with a sentence for each fact, and where each stands."""
    text, spans = "", {}
    for triple in TRIPLES:
        sentence = " ".join([NAMES[triple[0]][1], triple[1][2:], NAMES[triple[2]][1]]) + "。"
        spans[triple] = Span("context", "guide", len(text), len(text) + len(sentence), sentence)
        text += sentence
    source = Source("guide", {}, "CC0-1.0", ("train", "redistribute"), "guide", "public", "zh", True)
    return Document("guide", "guide.md", "guide", text, (), source, "馆藏指南", "zh", "md"), spans


DOCUMENT, SPANS = _document()
FACTS = [Fact(s, p, o, evidence=(Evidence((SPANS[s, p, o],), "test/1"),)) for s, p, o in TRIPLES]


def grounds() -> Iterator[Ground]:
    """Every set of styles, motifs and functional predicates is whole."""
    for predicate, inverse in (("x:style", True), ("x:shows", True), ("x:shows", False)):
        starts = sorted({t[2 if inverse else 0] for t in TRIPLES if t[1] == predicate})
        for start in starts:
            mine = [t for t in TRIPLES if t[1] == predicate and t[2 if inverse else 0] == start]
            yield Ground(start, predicate, inverse, "table", len(mine), spans=tuple(SPANS[t] for t in mine))
    for predicate in ("x:paintedBy", "x:bornIn", "x:inCountry", "x:capital", "x:style", "x:seat"):
        for s in sorted({s for s, p, _ in TRIPLES if p == predicate}):
            yield Ground(s, predicate, False, "cardinality", 1)


@lru_cache(maxsize=1)
def gallery() -> Ontology:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "gallery.ttl"
        path.write_text(TURTLE, encoding="utf-8")
        return load(path)


def entities() -> dict[str, Entity]:
    return {id: Entity(id, (cls,), {"zh": zh, "en": en}) for id, (cls, zh, en) in NAMES.items()}


def table(facts: Sequence[Fact] = FACTS) -> FactTable:
    return from_facts(facts, gallery(), entities(), tuple(grounds()), DATE)


def material(facts: Sequence[Fact] = FACTS, *, seed: int = 0) -> Material:
    return Material(table(facts), {f.id: f for f in facts}, gallery(), entities(), {"guide": DOCUMENT}, seed)


def made(part: str, facts: Sequence[Fact] = FACTS, **options: Any) -> tuple[list[dict[str, Any]], list[Rejection]]:
    """The records and rejections of a part over the gallery, in both languages."""
    from kgcorpus.generate import GENERATORS

    items = list(GENERATORS[part](**options)(material(facts), ("zh", "en")))
    return [i.record() for i in items if not isinstance(i, Rejection)], [i for i in items if isinstance(i, Rejection)]
