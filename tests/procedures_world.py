"""Small worlds with procedures: a network change and the service of a pump, as facts with grounds."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kgcorpus.generate.material import Material
from kgcorpus.graph.table import from_facts
from kgcorpus.model import Evidence, Fact, Ground, Literal, Qualifier, Term, term_key
from kgcorpus.ontology import Ontology, load

HEAD = """
@prefix x: <https://example.org/work#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SCHEMA = (
    HEAD
    + """
x:Job a owl:Class ; rdfs:label "作业"@zh, "job"@en .
x:Step a owl:Class ; rdfs:label "步骤"@zh, "step"@en .
x:Tool a owl:Class ; rdfs:label "物料"@zh, "item"@en .
x:Solvent a owl:Class ; rdfs:subClassOf x:Tool ; rdfs:label "溶剂"@zh, "solvent"@en ; kgc:plural "solvents"@en .
x:State a owl:Class ; rdfs:label "状态"@zh, "state"@en .
x:Action a owl:Class ; rdfs:label "操作"@zh, "action"@en .
x:Setting a owl:Class ; rdfs:label "场合"@zh, "setting"@en .
x:hasStep a owl:ObjectProperty ; rdfs:label "步骤"@zh, "step"@en ; rdfs:domain x:Job ; rdfs:range x:Step ; kgc:role kgc:hasStep ;
  kgc:question "怎么{s}？"@zh, "How do I {s}?"@en ; kgc:phrase ""@zh, ""@en .
x:number a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "序号"@zh, "number"@en ; rdfs:domain x:Step ; rdfs:range xsd:integer ;
  kgc:role kgc:stepNumber .
x:text a owl:DatatypeProperty ; rdfs:label "内容"@zh, "text"@en ; rdfs:domain x:Step ; rdfs:range xsd:string ; kgc:role kgc:instruction .
x:does a owl:ObjectProperty ; rdfs:label "操作"@zh, "action"@en ; rdfs:domain x:Step ; rdfs:range x:Action ; kgc:role kgc:action .
x:uses a owl:ObjectProperty ; rdfs:label "用料"@zh, "item used"@en ; rdfs:domain x:Step ; rdfs:range x:Tool ; kgc:qualifier x:much ;
  kgc:role kgc:uses .
x:much a owl:DatatypeProperty, kgc:Detail ; rdfs:label "用量"@zh, "amount"@en ; rdfs:range xsd:decimal ; kgc:unit "mL" ;
  kgc:role kgc:amount .
x:lasts a owl:DatatypeProperty ; rdfs:label "时长"@zh, "time"@en ; rdfs:domain x:Step ; rdfs:range xsd:decimal ; kgc:unit "min" ;
  kgc:role kgc:setting .
x:needs a owl:ObjectProperty ; rdfs:label "先决条件"@zh, "precondition"@en ; rdfs:domain x:Step ; kgc:role kgc:requires .
x:gives a owl:ObjectProperty ; rdfs:label "结果"@zh, "result"@en ; rdfs:domain x:Step ; kgc:role kgc:yields .
x:next a owl:ObjectProperty ; rdfs:label "下一步"@zh, "next step"@en ; rdfs:domain x:Step ; rdfs:range x:Step ; kgc:role kgc:precedes .
x:holds a owl:ObjectProperty ; rdfs:label "含有"@zh, "contains"@en ; rdfs:domain x:Tool ; rdfs:range x:Tool ;
  kgc:statement "{s}含{o}"@zh, "{s} [contains|contain] {o}"@en ; kgc:role kgc:contains .
x:stands a owl:ObjectProperty ; rdfs:label "可替代"@zh, "can replace"@en ; kgc:role kgc:substituteFor .
x:bars a owl:ObjectProperty ; rdfs:label "禁用"@zh, "prohibits"@en ; rdfs:domain x:Setting ;
  kgc:statement "{s}禁用{o}"@zh, "{o} must not be used in {s}"@en ; kgc:condition "在{v}"@zh, "in {v}"@en ; kgc:role kgc:prohibits .
x:caps a owl:ObjectProperty ; rdfs:label "限量"@zh, "limits"@en ; rdfs:domain x:Setting ; kgc:qualifier x:much ;
  kgc:statement "{s}限量使用{o}"@zh, "the use of {o} is limited in {s}"@en ; kgc:condition "在{v}"@zh, "in {v}"@en ; kgc:role kgc:limits .

x:clean a x:Job ; skos:prefLabel "清洗泵体"@zh, "clean the pump"@en .
x:s1 a x:Step ; skos:prefLabel "清洗第1步"@zh, "cleaning step 1"@en .
x:s2 a x:Step ; skos:prefLabel "清洗第2步"@zh, "cleaning step 2"@en .
x:s3 a x:Step ; skos:prefLabel "清洗第3步"@zh, "cleaning step 3"@en .
x:s4 a x:Step ; skos:prefLabel "清洗第4步"@zh, "cleaning step 4"@en .
x:acetone a x:Solvent ; skos:prefLabel "丙酮"@zh, "acetone"@en .
x:ethanol a x:Solvent ; skos:prefLabel "乙醇"@zh, "ethanol"@en ; skos:altLabel "酒精"@zh .
x:soap a x:Tool ; skos:prefLabel "肥皂水"@zh, "soapy water"@en .
x:wipes a x:Tool ; skos:prefLabel "酒精湿巾"@zh, "alcohol wipes"@en .
x:grease a x:Tool ; skos:prefLabel "润滑脂"@zh, "grease"@en .
x:oil a x:Tool ; skos:prefLabel "机油"@zh, "machine oil"@en .
x:off a x:State ; skos:prefLabel "断电状态"@zh, "isolated power"@en .
x:bare a x:State ; skos:prefLabel "拆开的泵体"@zh, "opened casing"@en .
x:hotwork a x:Setting ; skos:prefLabel "动火区"@zh, "the hot-work area"@en .
x:foodhall a x:Setting ; skos:prefLabel "食品车间"@zh, "the food hall"@en .
x:vault a x:Setting ; skos:prefLabel "密闭舱"@zh, "the sealed bay"@en .
"""
)
TEXTS = {
    "x:s1": ("切断电源并挂牌。", "Isolate the power and hang the tag."),
    "x:s2": ("拆开泵体。", "Open the casing."),
    "x:s3": ("用丙酮擦洗叶轮。", "Wash the impeller with acetone."),
    "x:s4": ("给轴承涂上润滑脂。", "Coat the bearings with grease."),
}
Row = tuple[str, str, Term] | tuple[str, str, Term, str, str]
ROWS: tuple[Row, ...] = (
    *(("x:clean", "x:hasStep", step) for step in TEXTS),
    *((step, "x:number", Literal("xsd:integer", str(n))) for n, step in enumerate(TEXTS, 1)),
    *((step, "x:text", Literal("xsd:string", text)) for step, both in TEXTS.items() for text in both),
    ("x:s1", "x:gives", "x:off"), ("x:s2", "x:needs", "x:off"), ("x:s2", "x:gives", "x:bare"), ("x:s3", "x:needs", "x:bare"),
    ("x:s3", "x:next", "x:s4"),
    ("x:s3", "x:uses", "x:acetone", "x:much", "50"), ("x:s4", "x:uses", "x:grease", "x:much", "20"),
    ("x:soap", "x:stands", "x:acetone"), ("x:ethanol", "x:stands", "x:acetone"), ("x:wipes", "x:stands", "x:acetone"),
    ("x:wipes", "x:holds", "x:ethanol"),
    ("x:hotwork", "x:bars", "x:Solvent"), ("x:foodhall", "x:bars", "x:grease"), ("x:vault", "x:caps", "x:grease", "x:much", "<=5"),
)  # fmt: skip


@lru_cache(maxsize=8)
def ontology(turtle: str = SCHEMA) -> Ontology:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "work.ttl"
        path.write_text(turtle, encoding="utf-8")
        return load(path)


def fact(row: Row) -> Fact:
    qualifiers: tuple[Qualifier, ...] = ()
    if len(row) == 5:
        most = row[4].removeprefix("<=")
        literal = Literal("xsd:decimal", None if most != row[4] else most, "mL", max=most if most != row[4] else None)
        qualifiers = (Qualifier(row[3], literal),)
    return Fact(row[0], row[1], row[2], qualifiers, evidence=(Evidence((), "test/1"),))


def material(rows: tuple[Row, ...] = ROWS, *, turtle: str = SCHEMA, open: tuple[tuple[str, str], ...] = ()) -> Material:
    """The material of a world in which every set has grounds but those of ``open`` (start, predicate)."""
    known = ontology(turtle)
    facts = [fact(row) for row in rows]
    grounds = []
    for predicate in known.predicates:
        for id in (*known.entities, *known.classes):
            for inverse in (False, True):
                if (id, predicate) in open:
                    continue
                own = tuple(
                    f.id for f in facts if f.predicate == predicate and term_key(f.object if inverse else f.subject) == term_key(id)
                )
                grounds.append(Ground(id, predicate, inverse, "review", len(own), (), own, review="r-1"))
    table = from_facts(facts, known, dict(known.entities), grounds, "2026-11-01")
    return Material(table, {f.id: f for f in facts}, known, dict(known.entities), {})


CHANGE = (
    HEAD
    + """
x:Change a owl:Class ; rdfs:label "变更"@zh, "change"@en .
x:Step a owl:Class ; rdfs:label "步骤"@zh, "step"@en .
x:Action a owl:Class ; rdfs:label "操作"@zh, "action"@en .
x:Period a owl:Class ; rdfs:label "时段"@zh, "period"@en .
x:Device a owl:Class ; rdfs:label "设备"@zh, "device"@en .
x:partOf a owl:ObjectProperty ; rdfs:label "所属变更"@zh, "change of a step"@en ; rdfs:domain x:Step ; rdfs:range x:Change ;
  kgc:role kgc:stepOf .
x:number a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:label "序号"@zh, "number"@en ; rdfs:domain x:Step ; rdfs:range xsd:integer ;
  kgc:role kgc:stepNumber .
x:does a owl:ObjectProperty ; rdfs:label "操作"@zh, "action"@en ; rdfs:domain x:Step ; rdfs:range x:Action ; kgc:role kgc:action .
x:on a owl:ObjectProperty ; rdfs:label "涉及设备"@zh, "device"@en ; rdfs:domain x:Step ; rdfs:range x:Device ; kgc:role kgc:uses .
x:kind a owl:ObjectProperty ; rdfs:label "类别"@zh, "kind"@en ; rdfs:domain x:Action ; rdfs:range x:Action ; kgc:role kgc:kindOf .
x:or a owl:ObjectProperty ; rdfs:label "替代办法"@zh, "alternative"@en ; rdfs:domain x:Action ; rdfs:range x:Action ;
  kgc:role kgc:replacedBy .
x:bars a owl:ObjectProperty ; rdfs:label "禁止的操作"@zh, "prohibited action"@en ; rdfs:domain x:Period ; rdfs:range x:Action ;
  kgc:role kgc:prohibits .
x:up a x:Change ; skos:prefLabel "核心交换机升级"@zh, "core switch upgrade"@en .
x:a1 a x:Step ; skos:prefLabel "升级第1步"@zh, "upgrade step 1"@en .
x:a2 a x:Step ; skos:prefLabel "升级第2步"@zh, "upgrade step 2"@en .
x:backup a x:Action ; skos:prefLabel "备份配置"@zh, "configuration backup"@en .
x:reboot a x:Action ; skos:prefLabel "整机重启"@zh, "full reboot"@en .
x:cut a x:Action ; skos:prefLabel "中断业务的操作"@zh, "service-affecting action"@en .
x:issu a x:Action ; skos:prefLabel "不中断升级"@zh, "in-service upgrade"@en .
x:core a x:Device ; skos:prefLabel "核心交换机"@zh, "the core switch"@en .
x:peak a x:Period ; skos:prefLabel "业务高峰期"@zh, "peak hours"@en .
"""
)
"""An ontology that words nothing: steps told by their actions."""
CHANGED: tuple[Row, ...] = (
    ("x:a1", "x:partOf", "x:up"), ("x:a2", "x:partOf", "x:up"),
    ("x:a1", "x:number", Literal("xsd:integer", "1")), ("x:a2", "x:number", Literal("xsd:integer", "2")),
    ("x:a1", "x:does", "x:backup"), ("x:a2", "x:does", "x:reboot"), ("x:a1", "x:on", "x:core"), ("x:a2", "x:on", "x:core"),
    ("x:reboot", "x:kind", "x:cut"), ("x:reboot", "x:or", "x:issu"), ("x:peak", "x:bars", "x:cut"),
)  # fmt: skip
