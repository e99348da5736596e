"""Every lint rule has an ontology that passes it and one that trips it."""
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import pytest

from kgcorpus.messages import localise
from kgcorpus.ontology import lint
from kgcorpus.ontology_lint import Problem
from kgcorpus.ontology_lint_wording import problem_of_pattern
from tests.small import ONTOLOGY

HEAD = """@prefix dm: <https://example.org/dm#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SOUND = """
dm:Medicine a owl:Class ;
    rdfs:label "药物"@zh , "medicine"@en .

dm:Disease a owl:Class ;
    rdfs:label "疾病"@zh , "disease"@en .

dm:treats a owl:ObjectProperty ;
    rdfs:label "治疗"@zh , "treats"@en ;
    rdfs:domain dm:Medicine ;
    rdfs:range dm:Disease ;
    kgc:complete kgc:objectsBySection ;
    kgc:qualifier dm:egfr ;
    kgc:pattern "{s}{not}用于(治疗)?{o+}"@zh , "{s:dm:Medicine} [treats|treat] {o} ... {q:dm:egfr}"@en ;
    kgc:statement "{s}用于治疗{o}"@zh , "{s} [treats|treat] {o}"@en ;
    kgc:question "{s}治疗哪些疾病？"@zh , "What [does|do] {s} treat?"@en .

dm:egfr a owl:DatatypeProperty , kgc:Condition ;
    rdfs:label "肾小球滤过率"@zh , "eGFR"@en ;
    rdfs:range xsd:decimal ;
    kgc:unit "mL/min/1.73m2" .

dm:glucose a owl:DatatypeProperty ;
    rdfs:label "血糖"@zh , "glucose"@en ;
    rdfs:range xsd:decimal ;
    kgc:unit "mmol/L" ;
    kgc:conversion [ kgc:from "mg/dL" ; kgc:to "mmol/L" ; kgc:factor 0.0555 ] ;
    kgc:statement "{s}的血糖为{o}"@zh , "the glucose of {s} is {o}"@en .

dm:metformin a owl:NamedIndividual , dm:Medicine ;
    skos:prefLabel "二甲双胍"@zh , "metformin"@en .

dm:insulinDrug a owl:NamedIndividual , dm:Medicine ;
    skos:prefLabel "胰岛素"@zh , "insulin"@en ;
    skos:scopeNote "药物"@zh , "medicine"@en .

dm:insulinHormone a owl:NamedIndividual , dm:Medicine ;
    skos:prefLabel "胰岛素"@zh , "insulin"@en ;
    skos:scopeNote "激素"@zh , "hormone"@en .

dm:ketoacidosis a owl:NamedIndividual , dm:Disease ;
    skos:prefLabel "酮症酸中毒"@zh , "ketoacidosis"@en .
"""


def problems(tmp_path: Path, text: str) -> list[Problem]:
    path = tmp_path / "o.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    return lint(path)


def test_a_sound_ontology_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("rule", "old", "new", "at", "fix"),
    [
        ("unknown_class", "rdfs:domain dm:Medicine ;", "rdfs:domain dm:Medcine ;", "rdfs:domain dm:Medcine", "'dm:Medicine'"),
        ("unknown_class", "{s:dm:Medicine}", "{s:dm:Drug}", "{s:dm:Drug}", "dm:Drug"),
        ("unknown_class", "dm:metformin a owl:NamedIndividual , dm:Medicine ;", "dm:metformin a owl:NamedIndividual , dm:Medicin ;",
        "Medicin ;", "'dm:Medicine'"),
        ("unknown_predicate", "kgc:qualifier dm:egfr", "kgc:qualifier dm:egf", "kgc:qualifier dm:egf", "'dm:egfr'"),
        ("unknown_predicate", "{q:dm:egfr}", "{q:dm:glucose}", "{q:dm:glucose}", "kgc:qualifier"),
        ("subclass_cycle", 'dm:Medicine a owl:Class ;', "dm:Medicine a owl:Class ; rdfs:subClassOf dm:Medicine ;", "dm:Medicine a",
        "remove"),
        ("disjoint_classes", "dm:metformin a owl:NamedIndividual , dm:Medicine ;",
         "dm:Medicine owl:disjointWith dm:Disease .\ndm:metformin a dm:Disease , dm:Medicine ;", "dm:metformin a", "remove"),
        ("contradiction", "dm:treats a owl:ObjectProperty ;", "dm:treats a owl:ObjectProperty , owl:SymmetricProperty , owl:AsymmetricProperty ;", "dm:treats a", "remove"),
        ("contradiction", "dm:glucose a owl:DatatypeProperty ;", "dm:glucose a owl:DatatypeProperty , owl:ObjectProperty ;", "dm:glucose a", "keep one"),
        ("wrong_range", "rdfs:range dm:Disease ;", "rdfs:range dm:Disease , xsd:string ;", "dm:treats a", "property"),
        ("several_domains", "rdfs:domain dm:Medicine ;", "rdfs:domain dm:Medicine , dm:Disease ;", "dm:treats a", "unionOf"),
        ("missing_label", '"二甲双胍"@zh , "metformin"@en', '"metformin"@en', "dm:metformin a", "@zh"),
        ("no_label", '    rdfs:label "治疗"@zh , "treats"@en ;\n', "", "dm:treats a", "rdfs:label"),
        ("duplicate_label", '    skos:scopeNote "激素"@zh , "hormone"@en .', "    .", '"insulin"', "scopeNote"),
        ("duplicate_label", '"血糖"@zh , "glucose"@en', '"治疗"@zh , "glucose"@en', '"治疗"@zh , "glucose"', "of its own"),
        ("unknown_property", "kgc:statement", "kgc:statment", "kgc:statment", "'statement'"),
        ("bad_value", "kgc:objectsBySection", "kgc:objects", "kgc:complete kgc:objects ", "kgc:objectsBySection"),
        ("bad_value", 'kgc:unit "mmol/L"', 'kgc:changing "yes" ; kgc:unit "mmol/L"', "kgc:changing", "true or false"),
        ("bad_value", 'kgc:unit "mmol/L"', 'kgc:role kgc:usess ; kgc:unit "mmol/L"', "kgc:role", "'uses'"),
        ("role_kind", 'kgc:unit "mmol/L"', 'kgc:role kgc:uses ; kgc:unit "mmol/L"', "kgc:role", "things"),
        ("role_kind", 'kgc:unit "mmol/L"', 'kgc:role kgc:amount ; kgc:unit "mmol/L"', "kgc:role", "kgc:Detail"),
        ("import", "dm:Medicine a owl:Class ;", "dm: a owl:Ontology ; owl:imports <https://example.invalid/x> .\ndm:Medicine a owl:Class ;", "owl:imports", "nothing is fetched"),
        ("fact_in_ontology", 'skos:prefLabel "二甲双胍"@zh', 'dm:treats dm:t2d ; skos:prefLabel "二甲双胍"@zh', "dm:treats dm:t2d",
        "documents"),
        ("unknown_unit", 'kgc:unit "mmol/L"', 'kgc:unit "mmolz"', "mmolz", "spelling"),
        ("unit_without_number", 'rdfs:range xsd:decimal ;\n    kgc:unit "mmol/L"', 'rdfs:range xsd:string ;\n    kgc:unit "mmol/L"',
        "dm:glucose a", "xsd:decimal"),
        ("bad_conversion", "kgc:factor 0.0555", 'kgc:factor "a lot"', "kgc:factor", "decimal"),
        ("bad_conversion", "kgc:factor 0.0555 ", "", "kgc:conversion", "kgc:factor"),
        ("bad_conversion", 'kgc:to "mmol/L"', 'kgc:to "g/L"', 'kgc:to "g/L"', "unit of the predicate"),
        ("qualifier_kind", "dm:egfr a owl:DatatypeProperty , kgc:Condition ;", "dm:egfr a owl:DatatypeProperty ;", "dm:egfr a",
        "kgc:Detail"),
        ("untyped", "dm:Disease a owl:Class ;", 'dm:x rdfs:label "x"@en .\ndm:Disease a owl:Class ;', "dm:x", "what it is"),
        ("bad_pattern", "(治疗)?", "(治疗?", "(治疗?", "Pattern language"),
        ("bad_pattern", "{s}{not}用于(治疗)?{o+}", "用于治疗", "kgc:pattern", "{s}"),
        ("wrong_language", '"{s}{not}用于(治疗)?{o+}"@zh', '"{s} treats {o+}"@zh', "{s} treats {o+}", "language"),
        ("missing_slot", "{s}用于治疗{o}", "用于治疗{o}", "用于治疗{o}", "where it stands"),
        ("bad_slot", "{s}治疗哪些疾病？", "{s}治疗{o}吗？", "{s}治疗{o}吗？", "only"),
        ("bad_template", "{s} [treats|treat] {o}\"@en ;\n    kgc:question", "{s} [treats {o}\"@en ;\n    kgc:question", "{s} [treats {o}", "[is|are]"),
        ("no_question_mark", "{s}治疗哪些疾病？", "{s}治疗哪些疾病", "{s}治疗哪些疾病", "？"),
        ("repeated_word", "{s}的血糖为{o}", "{s}的的血糖为{o}", "的的", "leave"),
        ("bad_regex", 'dm:Disease a owl:Class ;', 'dm:Disease a owl:Class ;\n    kgc:headingPattern "第[一二条"@zh ;', "kgc:headingPattern", "brackets"),
        ("bad_slot", 'dm:Disease a owl:Class ;', 'dm:Disease a owl:Class ;\n    kgc:headingName "{titel}{heading}"@zh ;', "kgc:headingName", "{title}"),
        ("alias_is_label", '"二甲双胍"@zh , "metformin"@en .', '"二甲双胍"@zh , "metformin"@en ; skos:altLabel "insulin"@en .', "skos:altLabel", "alias"),
        ("derived", '    kgc:statement "{s}的血糖为{o}"@zh , "the glucose of {s} is {o}"@en .', "    .", "dm:glucose a", "kgc:statement"),
    ],
)  # fmt: skip
def test_each_rule_is_tripped_at_its_line(tmp_path: Path, rule: str, old: str, new: str, at: str, fix: str) -> None:
    assert old in SOUND
    text = SOUND.replace(old, new, 1)
    found = [p for p in problems(tmp_path, text) if p.rule == rule and fix in p.fix]
    assert found, [str(p) for p in problems(tmp_path, text)]
    lines = (HEAD + text).splitlines()
    assert any(at in lines[p.line - 1] for p in found), [(p.line, lines[p.line - 1]) for p in found]


def test_all_problems_are_listed_at_once_with_syntax_errors_of_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(HEAD + "dm:A a owl:Class", encoding="utf-8")
    (tmp_path / "b.ttl").write_text(HEAD + "dm:B a owl:Class ; rdfs:subClassOf dm:X , dm:Y .", encoding="utf-8")
    (tmp_path / "c.rdf").write_text('<?xml version="1.0"?>\n<!DOCTYPE x>\n<x/>', encoding="utf-8")
    found = lint(tmp_path)
    assert {(p.file, p.rule) for p in found} >= {("a.ttl", "syntax_error"), ("b.ttl", "unknown_class"), ("c.rdf", "doctype")}
    assert len([p for p in found if p.rule == "unknown_class"]) == 2
    assert next(p for p in found if p.rule == "syntax_error").line >= 7


def test_a_prefix_with_two_meanings_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(HEAD, encoding="utf-8")
    (tmp_path / "b.ttl").write_text("@prefix dm: <https://other.example/> .", encoding="utf-8")
    assert "prefix_clash" in {p.rule for p in lint(tmp_path)}


def test_a_missing_folder_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    assert [p.rule for p in lint(tmp_path / "none")] == ["no_file"]


def test_one_language_is_enough_where_only_one_is_used(tmp_path: Path) -> None:
    found = problems(tmp_path, 'dm:A a owl:Class ; rdfs:label "a"@en . dm:b a dm:A ; skos:prefLabel "b"@en .')
    assert found == []


@pytest.mark.parametrize("pattern", ["{s}(a|b)?...{o+}", "{s} [is|are] (not )?{o}", r"{s}\(x\){o}", "{q:dm:egfr}者{s}", "{s}{not}引起{o+}"])
def test_patterns_that_parse(pattern: str) -> None:
    assert problem_of_pattern(pattern) is None


@pytest.mark.parametrize("pattern", ["{s}(a|b", "{x}", "{s", "a)b{s}", "(a]{s}", "{s}a?b{o}", "{o++}"])
def test_patterns_that_do_not(pattern: str) -> None:
    assert problem_of_pattern(pattern)


@pytest.mark.parametrize("name", ["diabetes", "chart-patterns", "kitchen"])
def test_the_demo_ontologies_have_no_errors(name: str) -> None:
    folder = Path(__file__).parents[1] / "ontologies" / name
    assert [str(p) for p in lint(folder) if p.severity == "error"] == []


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("Which {c} commonly shows {o}?", "[shows|…]"),
        ("Which {c} is shown by {o}?", "[is|are]"),
        ("Which {c} commonly [shows|show] {o}?", None),
        ("Which {c} are used across {o}?", None),
        ("Which {c} across {o} agree?", None),
        ("For which {c} is {o} a place?", None),
    ],
)
def test_an_english_verb_that_does_not_agree_is_a_warning(template: str, told: str | None, tmp_path: Path) -> None:
    path = tmp_path / "o.ttl"
    path.write_text(
        ONTOLOGY.replace('kgc:statement "{s}环绕{o}"@zh', f'kgc:inverseQuestion "{template}"@en ; kgc:statement "{{s}}环绕{{o}}"@zh'),
        "utf-8",
    )
    found = [p for p in lint(path) if p.rule == "agreement"]
    assert [p.severity for p in found] == (["warning"] if told else [])
    assert not told or told in found[0].fix


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ('kgc:trigger "可能"@zh', "hollow_phrase"),
        ('kgc:trigger "可能引起"@zh', "hedged_phrase"),
        ('kgc:trigger "shall not exceed"@en', "hollow_phrase"),
        ('kgc:pattern "不应低于{o}"@zh', "hollow_phrase"),
        ('kgc:pattern "{s}不应低于{o}"@zh', "hollow_phrase"),
        ('kgc:pattern "{s}一般用于{o}"@zh', "hedged_phrase"),
        ('kgc:pattern "{s} might help with {o}"@en', "hedged_phrase"),
        ('kgc:pattern "{s} (may|might) help with {o}"@en', "hedged_phrase"),
        ('kgc:pattern "{s} (may|can) help with {o}"@en', None),
        ('kgc:pattern "{s}(一般|通常)?用于{o}"@zh', None),
        ('kgc:pattern "{s}的剂量不应低于{o}"@zh', None),
        ('kgc:pattern "{s}是{o}"@zh', None),
        ('kgc:trigger "可能性"@zh', None),
    ],
)
def test_phrases_that_hold_a_hedge_or_nothing_else_are_warned_of(phrase: str, rule: str | None, tmp_path: Path) -> None:
    path = tmp_path / "o.ttl"
    path.write_text(HEAD + SOUND + f"dm:treats {phrase} .\n", encoding="utf-8")
    found = [p for p in lint(path) if p.rule in ("hollow_phrase", "hedged_phrase")]
    assert [(p.rule, p.severity) for p in found] == ([(rule, "warning")] if rule else [])
    assert all(localise(text, "zh") != text for p in found for text in (p.value, p.fix))


def test_a_predicate_about_what_is_possible_or_usual_may_say_so(tmp_path: Path) -> None:
    path = tmp_path / "o.ttl"
    more = 'dm:cause a owl:ObjectProperty ; rdfs:label "可能原因"@zh , "possible cause"@en ; kgc:trigger "可能由于"@zh .\n'
    path.write_text(HEAD + SOUND + more, encoding="utf-8")
    assert "hedged_phrase" not in [p.rule for p in lint(path)]
