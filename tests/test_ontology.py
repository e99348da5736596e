"""Reading ontologies: what experts write, what plain OWL leaves out, and what is refused."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgcorpus.english import agree
from kgcorpus.errors import OntologyError
from kgcorpus.ontology import Conversion, OntClass, Ontology, Predicate, load
from kgcorpus.ontology_wording import derive_wording

BENCH = Path(os.environ.get("KGCORPUS_BENCH", Path(__file__).parents[1] / ".." / "shared" / "bench"))
HEAD = """@prefix dm: <https://example.org/dm#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def read(tmp_path: Path, *texts: str) -> Ontology:
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.ttl").write_text(HEAD + text, encoding="utf-8")
    return load(tmp_path)


def test_files_of_a_folder_are_read_together(tmp_path: Path) -> None:
    ontology = read(
        tmp_path,
        'dm:Medicine a owl:Class ; rdfs:label "药物"@zh , "medicine"@en ; kgc:measure "种" ; kgc:listed true .',
        """dm:metformin a owl:NamedIndividual , dm:Medicine ; skos:prefLabel "二甲双胍"@zh , "metformin"@en ;
          skos:altLabel "甲福明"@zh ; skos:hiddenLabel "二甲双瓜" .""",
    )
    assert ontology.classes["dm:Medicine"].plural == "medicines"
    assert ontology.classes["dm:Medicine"].measure == "种"
    assert ontology.classes["dm:Medicine"].listed
    assert ontology.entities["dm:metformin"].classes == ("dm:Medicine",)
    assert ontology.entities["dm:metformin"].aliases == {"zh": ("甲福明",)}
    assert ontology.entities["dm:metformin"].hidden == ("二甲双瓜",)
    assert ontology.label("dm:metformin", "en") == "metformin"
    assert ontology.expand("dm:metformin") == "https://example.org/dm#metformin"
    assert ontology.compact("https://example.org/dm#metformin") == "dm:metformin"


def test_hierarchy_and_disjointness_are_inherited(tmp_path: Path) -> None:
    ontology = read(
        tmp_path,
        """dm:A a owl:Class . dm:B a owl:Class ; rdfs:subClassOf dm:A . dm:C a owl:Class ; rdfs:subClassOf dm:B .
        dm:X a owl:Class ; owl:disjointWith dm:A . dm:Y a owl:Class ; rdfs:subClassOf dm:X .
        [] a owl:AllDisjointClasses ; owl:members ( dm:P dm:Q dm:R ) . dm:P a owl:Class . dm:Q a owl:Class . dm:R a owl:Class .""",
    )
    assert ontology.ancestors("dm:C") == {"dm:A", "dm:B", "dm:C"}
    assert ontology.descendants("dm:A") == {"dm:A", "dm:B", "dm:C"}
    assert ontology.is_a(["dm:C"], "dm:A") and not ontology.is_a(["dm:A"], "dm:C")
    assert ontology.disjoint("dm:C", "dm:Y") and ontology.disjoint("dm:Y", "dm:C")
    assert not ontology.disjoint("dm:B", "dm:C")
    assert ontology.disjoint("dm:P", "dm:R")


def test_a_class_cycle_does_not_hang(tmp_path: Path) -> None:
    ontology = read(tmp_path, "dm:A a owl:Class ; rdfs:subClassOf dm:B . dm:B a owl:Class ; rdfs:subClassOf dm:A .")
    assert ontology.ancestors("dm:A") == {"dm:A", "dm:B"}


def test_predicates_carry_domain_range_axioms_and_grounds(tmp_path: Path) -> None:
    ontology = read(
        tmp_path,
        """dm:A a owl:Class . dm:B a owl:Class . dm:C a owl:Class .
        dm:p a owl:ObjectProperty , owl:SymmetricProperty , owl:IrreflexiveProperty ;
          rdfs:domain [ a owl:Class ; owl:unionOf ( dm:A dm:B ) ] ; rdfs:range dm:C ; owl:inverseOf dm:q ;
          kgc:complete kgc:objectsBySection , kgc:subjectsByTable ; kgc:qualifier dm:egfr ; kgc:heading "禁忌证"@zh ;
          kgc:pattern "{s} x {o}"@en , "{s} y {o}"@en .
        dm:q a owl:ObjectProperty .
        dm:glucose a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:range xsd:decimal ; kgc:unit "mmol/L" ;
          kgc:changing true ; kgc:display false ;
          kgc:conversion [ kgc:from "mg/dL" ; kgc:to "mmol/L" ; kgc:factor 0.0555 ] .
        dm:egfr a owl:DatatypeProperty ; rdfs:range xsd:decimal .
        dm:route a owl:ObjectProperty , kgc:Detail .""",
    )
    p = ontology.predicates["dm:p"]
    assert (p.domain, p.range, p.kind) == (("dm:A", "dm:B"), ("dm:C",), "object")
    assert p.symmetric and p.irreflexive and not p.transitive
    assert p.inverse_of == "dm:q" and ontology.predicates["dm:q"].inverse_of == "dm:p"
    assert p.complete == {"objectsBySection", "subjectsByTable"}
    assert p.patterns == {"en": ("{s} x {o}", "{s} y {o}")}, "in the order of the file"
    glucose = ontology.predicates["dm:glucose"]
    assert glucose.datatype == "xsd:decimal" and glucose.functional and glucose.changing and not glucose.display
    assert glucose.conversions == (Conversion("mg/dL", "mmol/L", Decimal("0.0555")),) == ontology.conversions
    assert ontology.predicates["dm:egfr"].qualifier == "condition", "a qualifier is a condition unless it says otherwise"
    assert ontology.predicates["dm:route"].qualifier == "detail"


@pytest.mark.parametrize(
    ("axiom", "everywhere", "by_class"),
    [
        ("dm:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty dm:p ; owl:maxCardinality 2 ] .", 2, ()),
        ("dm:B rdfs:subClassOf [ a owl:Restriction ; owl:onProperty dm:p ; owl:cardinality 1 ] .", None, (("dm:B", 1),)),
        ("dm:S a sh:NodeShape ; sh:targetClass dm:A ; sh:property [ sh:path dm:p ; sh:maxCount 3 ] .", 3, ()),
        ("dm:S a sh:NodeShape ; sh:targetSubjectsOf dm:p ; sh:property [ sh:path dm:p ; sh:maxCount 4 ] .", 4, ()),
    ],
    ids=["restriction on the domain", "restriction on a subclass", "shape on the domain", "shape on all subjects"],
)
def test_cardinality_comes_from_restrictions_and_shapes(
    tmp_path: Path, axiom: str, everywhere: int | None, by_class: tuple[tuple[str, int], ...]
) -> None:
    ontology = read(
        tmp_path, "dm:A a owl:Class . dm:B a owl:Class ; rdfs:subClassOf dm:A . dm:p a owl:ObjectProperty ; rdfs:domain dm:A . " + axiom
    )
    assert (ontology.predicates["dm:p"].max_count, ontology.predicates["dm:p"].class_max_counts) == (everywhere, by_class)


def test_an_inverse_shape_limits_the_subjects(tmp_path: Path) -> None:
    shape = "dm:S a sh:NodeShape ; sh:targetObjectsOf dm:p ; sh:property [ sh:path [ sh:inversePath dm:p ] ; sh:maxCount 1 ] ."
    assert read(tmp_path, "dm:p a owl:ObjectProperty . " + shape).predicates["dm:p"].max_subjects == 1


def test_shapes_are_kept_as_n_triples_without_the_rest(tmp_path: Path) -> None:
    ontology = read(
        tmp_path,
        'dm:A a owl:Class ; rdfs:label "a"@en .',
        "dm:S a sh:NodeShape ; sh:targetClass dm:A ; sh:property [ sh:path dm:p ; sh:in ( dm:x dm:y ) ] .",
    )
    assert ontology.shapes_ttl.count("rdf-syntax-ns#first") == 2
    assert "label" not in ontology.shapes_ttl


def test_words_of_a_class_are_inherited_and_people_are_who(tmp_path: Path) -> None:
    ontology = read(
        tmp_path,
        """dm:Work a owl:Class ; kgc:measure "部" ; kgc:nameQuote "《{}》"@zh .
        dm:Film a owl:Class ; rdfs:subClassOf dm:Work ; rdfs:label "电影"@zh .
        dm:Person a owl:Class ; rdfs:label "Person" . dm:Actor a owl:Class ; rdfs:subClassOf dm:Person ; rdfs:label "actor"@en .""",
    )
    assert (ontology.classes["dm:Film"].measure, ontology.classes["dm:Film"].name_quote) == ("部", {"zh": "《{}》"})
    assert ontology.classes["dm:Actor"].question_word["en"] == "who"


def test_labels_without_language_and_names_without_labels_are_used(tmp_path: Path) -> None:
    ontology = read(
        tmp_path, 'dm:birthPlace a owl:ObjectProperty . dm:q a owl:ObjectProperty ; rdfs:label "出生地" . dm:ComicsCharacter a owl:Class .'
    )
    assert ontology.predicates["dm:birthPlace"].labels == {"en": "birthPlace"}
    assert ontology.predicates["dm:birthPlace"].templates("statement", "en") == ("the birth place of {s} is {o}",)
    assert ontology.predicates["dm:q"].labels == {"zh": "出生地"}
    assert ontology.noun("dm:ComicsCharacter", "en", many=True) == "comics characters"


def test_an_expert_s_wording_is_kept_and_an_empty_one_means_never(tmp_path: Path) -> None:
    ontology = read(
        tmp_path, 'dm:p a owl:ObjectProperty ; rdfs:label "director"@en ; kgc:statement "{o} directed {s}"@en ; kgc:phrase ""@en .'
    )
    predicate = ontology.predicates["dm:p"]
    assert predicate.templates("statement", "en") == ("{o} directed {s}",)
    assert predicate.templates("phrase", "en") == ()
    assert ("statement", "en") not in predicate.derived_wording
    assert ("inversePhrase", "en") in predicate.derived_wording
    assert "sibling" not in predicate.wording, "what an expert left out beside own wording is not invented"


def test_built_in_predicates_are_always_there_and_can_be_reworded(tmp_path: Path) -> None:
    ontology = read(tmp_path, 'skos:definition kgc:statement "{s}，即{o}"@zh .')
    assert ontology.predicates["skos:definition"].templates("statement", "zh") == ("{s}，即{o}",)
    assert ontology.predicates["skos:definition"].templates("question", "en")[0] == "What [is|are] {s}?"
    assert ontology.predicates["rdf:type"].kind == "object"


def test_imports_are_not_followed(tmp_path: Path) -> None:
    ontology = read(tmp_path, "<https://example.org/o> a owl:Ontology ; owl:imports <https://example.invalid/other> . dm:A a owl:Class .")
    assert set(ontology.classes) == {"dm:A"}


def test_all_unreadable_files_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"(?s)0\.ttl:8.*1\.ttl:9"):
        read(tmp_path, "dm:A a owl:Class", "\ndm:A a a a .")


def test_a_missing_or_empty_folder_is_an_error(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.ttl"):
        with pytest.raises(OntologyError):
            load(path)


def test_the_digest_follows_the_bytes_not_the_place(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("1", "2", "3"))
    for path, text in ((one, "dm:A a owl:Class ."), (two, "dm:A a owl:Class ."), (three, "dm:B a owl:Class .")):
        path.mkdir()
        read(path, text)
    assert load(one).digest == load(two).digest != load(three).digest


# ------------------------------------------------------------------------------------------------- derived wording

CLASSES = {
    "d": OntClass("d", nouns={"en": "disease", "zh": "疾病"}, measure="种"),
    "p": OntClass("p", nouns={"en": "person", "zh": "人物"}, question_word={"en": "who", "zh": "谁"}),
    "s": OntClass("s", nouns={"en": "school", "zh": "学校"}, measure="所"),
}


def said(label: str, name: str, lang: str, *, range: str = "", datatype: str | None = None, functional: bool = False) -> str | None:
    kind = "datatype" if datatype else "object"
    predicate = Predicate("x", kind, {lang: label}, range=(range,) if range else (), datatype=datatype, functional=functional)
    made = derive_wording(predicate, Ontology(classes=CLASSES)).get(name, {}).get(lang)
    return made[0] if made else None


@pytest.mark.parametrize(
    ("label", "statement"),
    [
        ("director", "the director of {s} is {o}"),
        ("birthPlace", "the birth place of {s} is {o}"),
        ("place of birth", "the place of birth of {s} is {o}"),
        ("ISBN_number", "the ISBN number of {s} is {o}"),
        ("located in", "{s} is located in {o}"),
        ("directed by", "{s} was directed by {o}"),
        ("treats", "{s} treats {o}"),
        ("belongsTo", "{s} belongs to {o}"),
        ("carries", "{s} carries {o}"),
        ("has part", "{s} has the part {o}"),
        ("hasToItsNorth", "{s} has {o} to its north"),
        ("isPartOf", "{s} is part of {o}"),
        ("symptom of", "{s} is a symptom of {o}"),
        ("effect of", "{s} is an effect of {o}"),
        ("similar to", "{s} is similar to {o}"),
        ("can cause", "{s} can cause {o}"),
        ("launch site", "the launch site of {s} is {o}"),
        ("cause", "the cause of {s} is {o}"),
        ("means of transport", "the means of transport of {s} is {o}"),
        ("side effects", "{o} is a side effect of {s}"),
        ("wasGivenTheStatusBy", "{s} was given the status by {o}"),
        ("known for", "{s} is known for {o}"),
        ("pairs with", "{s} pairs with {o}"),
        ("docksAt", "{s} docks at {o}"),
        ("consists of", "{s} consists of {o}"),
        ("made from", "{s} is made from {o}"),
        ("made by", "{s} was made by {o}"),
        ("aged in", "{s} is aged in {o}"),
        ("interchange with", "{s} has an interchange with {o}"),
        ("together with", "{s} is together with {o}"),
    ],
)
def test_english_statements_from_labels(label: str, statement: str) -> None:
    found = said(label, "statement", "en")
    assert found is not None and agree(found, False) == statement


@pytest.mark.parametrize(
    ("label", "name", "template", "options"),
    [
        ("director", "phrase", "[director|directors] of {s}", {}),
        ("director", "question", "Who are the directors of {s}?", {"range": "p"}),
        ("capital", "question", "What is the capital of {s}?", {}),
        ("treats", "inversePhrase", "{c} that [treats|treat] {o}", {}),
        ("treats", "question", "Which {c} [does|do] {s} treat?", {"range": "d"}),
        ("treats", "negation", "{s} [does|do] not treat {o}", {}),
        ("treats", "sibling", "other {c} that treat the same disease as {s}", {"range": "d"}),
        ("founded by", "question", "By whom [was|were] {s} founded?", {"range": "p"}),
        ("discovered", "question", "When [was|were] {s} discovered?", {"datatype": "xsd:gYear"}),
        ("elevation", "inversePhrase", "{c} with an elevation of {o}", {"datatype": "xsd:decimal"}),
        ("numberOfPages", "question", "How many pages [does|do] {s} have?", {"datatype": "xsd:integer"}),
        ("failedLaunches", "phrase", "number of failed launches of {s}", {"datatype": "xsd:integer"}),
        ("diseases", "statement", "{o} [is|are] [a disease|diseases] of {s}", {"range": "d"}),
    ],
)
def test_other_english_templates(label: str, name: str, template: str, options: dict[str, str]) -> None:
    assert said(label, name, "en", **options) == template  # type: ignore[arg-type]


@pytest.mark.parametrize(("label", "lang"), [("pasteurised", "en"), ("is active", "en"), ("经巴氏杀菌", "zh"), ("是否上市", "zh")])
def test_what_is_true_or_false_is_not_asked_for(label: str, lang: str) -> None:
    assert said(label, "phrase", lang, datatype="xsd:boolean") == said(label, "inversePhrase", lang, datatype="xsd:boolean") == ""
    assert said(label, "question", lang, datatype="xsd:boolean") is said(label, "sibling", lang, datatype="xsd:boolean") is None


@pytest.mark.parametrize(
    ("label", "statement", "inverse"),
    [
        ("导演", "{s}的导演是{o}", "导演为{o}的{c}"),
        ("属于", "{s}属于{o}", "属于{o}的{c}"),
        ("位于", "{s}位于{o}", "位于{o}的{c}"),
        ("毕业于", "{s}毕业于{o}", "毕业于{o}的{c}"),
        ("改编自", "{s}改编自{o}", "改编自{o}的{c}"),
        ("治疗", "{s}治疗{o}", "治疗{o}的{c}"),
        ("治疗方法", "{s}的治疗方法是{o}", "治疗方法为{o}的{c}"),
        ("不良反应", "{s}的不良反应是{o}", "不良反应为{o}的{c}"),
        ("所在城市", "{s}所在城市是{o}", "所在城市为{o}的{c}"),
        ("相邻", "{s}与{o}相邻", "与{o}相邻的{c}"),
        ("被收购", "{s}被{o}收购", "被{o}收购的{c}"),
        ("是…的一部分", "{s}是{o}的一部分", "作为{o}一部分的{c}"),
        ("有症状", "{s}的症状是{o}", "症状为{o}的{c}"),
        ("适应症（中国）", "{s}的适应症是{o}", "适应症为{o}的{c}"),
        ("行为", "{s}的行为是{o}", "行为是{o}的{c}"),
    ],
)
def test_chinese_statements_from_labels(label: str, statement: str, inverse: str) -> None:
    assert (said(label, "statement", "zh"), said(label, "inversePhrase", "zh")) == (statement, inverse)


@pytest.mark.parametrize(
    ("label", "name", "template", "options"),
    [
        ("属于", "objectClause", "{s}所属的{c}", {}),
        ("治疗", "objectClause", "{s}所治疗的{c}", {}),
        ("治疗", "sibling", "与{s}治疗同一疾病的其他{c}", {"range": "d"}),
        ("毕业于", "question", "{s}毕业于哪所{c}？", {"range": "s", "functional": True}),
        ("毕业于", "negation", "{s}并非毕业于{o}", {}),
        ("导演", "question", "{s}的导演是谁？", {"range": "p"}),
        ("成立于", "question", "{s}成立于哪一年？", {"datatype": "xsd:gYear"}),
        ("升糖指数", "question", "{s}的升糖指数是多少？", {"datatype": "xsd:decimal"}),
    ],
)
def test_other_chinese_templates(label: str, name: str, template: str, options: dict[str, object]) -> None:
    assert said(label, name, "zh", **options) == template  # type: ignore[arg-type]


@pytest.mark.bench
def test_plain_owl_made_elsewhere_gets_sentences_that_read() -> None:
    folder = BENCH / "extraction" / "text2kgbench" / "dbpedia_webnlg" / "ontologies" / "owl"
    files = sorted(folder.glob("*.ttl"))
    if not files:
        pytest.skip("third-party ontologies are not here")
    for path in files:
        for predicate in load(path).predicates.values():
            (statement,) = predicate.templates("statement", "en")
            assert "{s}" in statement and "{o}" in statement, predicate.id
            assert "_" not in statement and not re.search("[a-z][A-Z]", statement), statement


WORDS = (
    "is",
    "has",
    "of",
    "in",
    "by",
    "the",
    "a",
    "located",
    "part",
    "was",
    "can",
    "被",
    "是",
    "的",
    "于",
    "属",
    "治疗",
    "/",
    "(",
    "_",
    "{c}",
)


@settings(max_examples=300)
@given(
    st.text(max_size=12) | st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join),
    st.sampled_from(["zh", "en"]),
    st.sampled_from([{}, {"datatype": "xsd:gYear"}, {"datatype": "xsd:decimal"}, {"range": "p"}]),
)
def test_any_label_gives_templates_with_the_slots_they_need(label: str, lang: str, options: dict[str, str]) -> None:
    from kgcorpus.ontology_lint_wording import SLOTS
    from kgcorpus.ontology_wording_measures import read_comparative

    kind = "datatype" if "datatype" in options else "object"
    predicate = Predicate("x", kind, {lang: label}, range=("p",) if "range" in options else (), datatype=options.get("datatype"))
    for name, texts in derive_wording(predicate, Ontology(classes=CLASSES)).items():
        if name == "comparative":
            assert all(read_comparative(text) for text in texts[lang])
            continue
        for template in texts[lang]:
            needed, allowed = SLOTS[name]
            slots = set(re.findall(r"\{(\w+)\}", template))
            assert not template or needed <= slots, (name, template)
            assert slots <= allowed, (name, template)
