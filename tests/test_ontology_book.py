"""The workbook of an ontology: it loses nothing, changes only what was changed in it, and says what is wrong beside the cell."""

# ruff: noqa: E501

from __future__ import annotations

import difflib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kgcorpus.curate.before import write_keeping
from kgcorpus.curate.exporting import export_book, exported_ids, read_exported_ids
from kgcorpus.curate.importing import Imported, import_book
from kgcorpus.curate.layout import FIELDS, SHEETS
from kgcorpus.curate.preview import preview
from kgcorpus.curate.rows import Row, edits_of, rows_of
from kgcorpus.curate.turtle_text import Edit
from kgcorpus.messages import localise
from kgcorpus.ontology import WORDING, load, ontology_files
from kgcorpus.ontology_graph import read_graph
from kgcorpus.rdf import KGC
from kgcorpus.spreadsheet import mark_book
from tests.editing import Edited
from tests.running import Program
from tests.small import ONTOLOGY, write_corpus

ROOT = Path(__file__).parents[1]
SHIPPED = [
    *(ROOT / "ontologies" / name for name in ("diabetes", "chart-patterns", "kitchen")),
    *(ROOT / "tests" / "bench" / name / "ontology" for name in ("law", "operator", "stock")),
]
FOREIGN = """\
@prefix : <http://elsewhere.example/films#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://elsewhere.example/films> a owl:Ontology ; owl:versionInfo "1.0" ; rdfs:comment "Films\\n\\"and\\" people" .
:Work a rdfs:Class ; rdfs:label "Work", "oeuvre"@fr .
:Film a owl:Class ; rdfs:label "Film" ; skos:prefLabel "film"@en-GB, "影片"@zh-Hans ; rdfs:comment "moving pictures"@en ;
  rdfs:subClassOf :Work, [ a owl:Restriction ; owl:onProperty :director ; owl:maxCardinality 1 ] ; kgc:listed "1"^^xsd:boolean ;
  kgc:measure "部", "条"@zh ; skos:definition "first\\nline"@en, "second"@en ; kgc:headingPattern " [a-z]+ "@en .
:Person a owl:Class, rdfs:Class ; rdfs:label "person  with  spaces"@en .
:director a owl:ObjectProperty ; rdfs:domain :Film ; rdfs:domain :Work ; rdfs:range [ owl:unionOf ( :Person :Work ) ] ; rdfs:label "director"@en ;
  rdfs:range [ a owl:Class ; owl:intersectionOf ( :Person :Work ) ] ; kgc:phrase "", "director of {s}"@en , ""@zh ;
  kgc:complete kgc:objectsByTable, kgc:objectsBySection ; owl:inverseOf [ owl:inverseOf :directed ] .
:year a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:range xsd:float ; kgc:unit "a", "b" ; kgc:display false, true ;
  kgc:conversion [ kgc:from "x" ; kgc:to "y" ; kgc:factor "2e0"^^xsd:double ], [ kgc:from "p" ; kgc:to "q" ; kgc:factor 2.50 ; kgc:offset -3 ] .
:seen a owl:AnnotationProperty ; rdfs:label "seen" .
:lang rdfs:range xsd:string ; rdfs:label "语言" ; a <http://www.w3.org/1999/02/22-rdf-syntax-ns#Property> .
:when a kgc:Detail ; rdfs:label "when"@en ; kgc:condition ""@en .
:a a owl:NamedIndividual ; skos:prefLabel "甲" , "a"@en ; :seen "yes" ; skos:hiddenLabel "ä"@de, "爱"@zh, "e" ; skos:altLabel "  x "@en, "x"@en , "x" .
:b a :Film, :Nowhere ; skos:prefLabel ""@en ; kgc:key 7 ; kgc:relative "true" .
:c a :Film ; skos:prefLabel "c\\u0007bell"@en ; skos:definition "=1+1"@en ; skos:scopeNote "_x0041_"@en .
[] a owl:AllDisjointClasses ; owl:members ( :Film :Person ) .
_:shared a sh:PropertyShape ; sh:path :director ; sh:maxCount 3 .
:Shape a sh:NodeShape ; sh:property _:shared .
:Other a sh:NodeShape ; sh:property _:shared , [ sh:path ( :director :year ) ; sh:minCount 1 ] .
_:x rdfs:seeAlso _:y . _:y rdfs:seeAlso _:x .
"""


def triples(path: Path) -> set[str]:
    """What files say, blank nodes by canonical names."""
    found = ox.Dataset()
    for s, p, o in read_graph(ontology_files(path)).triples:
        found.add(ox.Quad(s, p, o))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in found}


@pytest.fixture
def planets(tmp_path: Path) -> Path:
    folder = tmp_path / "planets"
    folder.mkdir()
    (folder / "planets.ttl").write_text(ONTOLOGY, encoding="utf-8")
    return folder


def opened(ontology: Path, lang: str = "zh") -> Edited:
    book = ontology.parent / "book.xlsx"
    export_book(ontology, book, lang)
    return Edited(book)


def errors(found: Imported) -> list[tuple[str, str, str]]:
    return [(t.rule, f"{t.column}{t.row}", t.value) for t in found.troubles if t.severity == "error"]


def diff(ontology: Path, found: Imported) -> list[str]:
    """The lines that an import would remove and add, as git shows them."""
    out = []
    for path, text in found.files.items():
        old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        lines = difflib.unified_diff(old, text.splitlines(), lineterm="", n=0)
        out += [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]
    return out


# ------------------------------------------------------------------------------------------------- nothing is lost


@pytest.mark.parametrize(
    ("path", "lang"),
    [*((path, "zh") for path in SHIPPED), (SHIPPED[-1], "en")],
    ids=lambda p: "-".join(p.parts[-2:]) if isinstance(p, Path) else p,
)
def test_an_unchanged_workbook_changes_no_byte_and_holds_every_triple(tmp_path: Path, path: Path, lang: str) -> None:
    export_book(path, tmp_path / "book.xlsx", lang)
    found = import_book(path, tmp_path / "book.xlsx")
    assert not found.files and not found.troubles and not found.gone and not found.newer
    new = import_book(tmp_path / "new", tmp_path / "book.xlsx")
    assert not errors(new)
    new.write()
    assert triples(tmp_path / "new") == triples(path)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_ontology_written_in_other_ways_loses_nothing(tmp_path: Path, lang: str) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "films.ttl").write_text(FOREIGN, encoding="utf-8")
    export_book(tmp_path / "o", tmp_path / "book.xlsx", lang)
    found = import_book(tmp_path / "o", tmp_path / "book.xlsx")
    assert not found.files and not errors(found) and not found.newer and not found.gone
    new = import_book(tmp_path / "new", tmp_path / "book.xlsx")
    assert not errors(new)
    new.write()
    assert triples(tmp_path / "new") == triples(tmp_path / "o")


def test_what_libreoffice_saves_again_is_unchanged(tmp_path: Path, planets: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    (planets / "films.ttl").write_text(FOREIGN, encoding="utf-8")
    export_book(planets, tmp_path / "book.xlsx", "zh")
    (tmp_path / "again").mkdir()
    made = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*made, "--outdir", str(tmp_path / "again"), str(tmp_path / "book.xlsx")], check=True, capture_output=True, timeout=180)
    found = import_book(planets, tmp_path / "again" / "book.xlsx")
    assert not found.files and not errors(found) and not found.newer and not found.gone
    new = import_book(tmp_path / "new", tmp_path / "again" / "book.xlsx")
    new.write()
    assert not errors(new) and triples(tmp_path / "new") == triples(planets)


def test_a_single_file_goes_out_and_comes_back_as_one(tmp_path: Path) -> None:
    (tmp_path / "o.ttl").write_text(ONTOLOGY, encoding="utf-8")
    export_book(tmp_path / "o.ttl", tmp_path / "book.xlsx", "en")
    assert not import_book(tmp_path / "o.ttl", tmp_path / "book.xlsx").files
    new = import_book(tmp_path / "new.ttl", tmp_path / "book.xlsx")
    new.write()
    assert list(new.files) == [tmp_path / "new.ttl"] and triples(tmp_path / "new.ttl") == triples(tmp_path / "o.ttl")


# ------------------------------------------------------------------------------------------------- what is changed


def test_one_cell_changes_just_its_line(planets: Path) -> None:
    book = opened(planets).set("wording", "ast:orbits statement", text_zh="{s}绕{o}运行").save()
    found = import_book(planets, book)
    assert diff(planets, found) == [
        '-    kgc:statement "{s}环绕{o}"@zh, "{s} [orbits|orbit] {o}"@en ;',
        '+    kgc:statement "{s}绕{o}运行"@zh, "{s} [orbits|orbit] {o}"@en ;',
    ]
    assert found.changed == {"wording": ("ast:orbits statement",)} and not found.troubles


@pytest.mark.parametrize(
    ("sheet", "id", "cells", "minus", "plus"),
    [
        (
            "terms",
            "ast:mars",
            {"alias_zh": "荧惑\n红色行星"},
            'skos:prefLabel "火星"@zh, "Mars"@en .',
            'skos:altLabel "荧惑"@zh, "红色行星"@zh',
        ),
        ("terms", "ast:hall", {"alias_zh": None}, 'skos:altLabel "霍尔"@zh', 'skos:prefLabel "阿萨夫·霍尔"@zh, "Asaph Hall"@en .'),
        ("classes", "ast:Moon", {"measure": "个", "listed": "是"}, 'kgc:measure "颗"@zh', "kgc:listed true"),
        ("classes", "ast:Moon", {"parent": None}, "rdfs:subClassOf ast:Body", ""),
        ("classes", "ast:Moon", {"disjoint": "行星"}, "", "owl:disjointWith ast:Planet"),
        ("predicates", "ast:orbits", {"domain": "卫星\n行星"}, "rdfs:domain ast:Moon", "owl:unionOf ( ast:Moon ast:Planet )"),
        ("predicates", "ast:orbits", {"functional": None}, "owl:FunctionalProperty", "ast:orbits a owl:ObjectProperty ;"),
        ("predicates", "ast:hasMoon", {"grounds_objectsByTable": "yes"}, "", "kgc:objectsByTable"),
        ("predicates", "ast:discoveryYear", {"datatype": "日期"}, "rdfs:range xsd:gYear", "rdfs:range xsd:date"),
        ("predicates", "ast:discoveryYear", {"changing": "否", "filter": "yes"}, "", "kgc:filter true"),
        ("predicates", "ast:orbits", {"role": "步骤 → 所用之物"}, "", "kgc:role kgc:uses"),
        ("wording", "ast:orbits sibling", {"text_zh": "（不说）"}, "同一颗行星的其他", 'kgc:sibling ""@zh'),
        ("predicates", "ast:orbits", {"trigger_en": "circles"}, "", 'kgc:trigger "circles"@en'),
    ],
)
def test_a_changed_cell_is_what_the_files_say_then(
    planets: Path, sheet: str, id: str, cells: dict[str, Any], minus: str, plus: str
) -> None:
    found = import_book(planets, opened(planets).set(sheet, id, **cells).save())
    assert not errors(found), found.troubles
    lines = diff(planets, found)
    assert any(line.startswith("+") and plus in line for line in lines)
    assert all(minus in line or line.startswith("+") for line in lines) or any(minus in line for line in lines)
    assert len(lines) <= 4 and found.changed == {sheet: (id,)}
    found.write()
    again = import_book(planets, planets.parent / "book.xlsx")
    assert not again.files and not errors(again)


def test_a_conversion_is_written_as_people_write_it(planets: Path) -> None:
    book = opened(planets)
    book.set("predicates", "ast:discoveryYear", datatype="数", unit="mmol/L", conversions="mg/dL -> mmol/L： x 0.0555 （1）")
    found = import_book(planets, book.save())
    assert not errors(found)
    assert any(
        'kgc:conversion [ kgc:from "mg/dL" ; kgc:to "mmol/L" ; kgc:factor 0.0555 ; kgc:digits 1 ]' in line for line in diff(planets, found)
    )


def test_new_rows_get_ids_and_are_not_made_twice(planets: Path) -> None:
    book = opened(planets)
    book.add("classes", label_zh="彗星", label_en="comet", parent="天体", measure="颗")
    book.add("terms", label_zh="哈雷彗星", label_en="Halley's Comet", **{"class": "彗星"})
    book.add("terms", label_zh="百武彗星", **{"class": "ast:Comet"})
    book.add("predicates", label_zh="回归周期", label_en="orbital period", domain="彗星", datatype="数", unit="年")
    book.add("qualifiers", label_zh="观测地", label_en="observatory", sort="细节（事实照样成立）", range="天体")
    book.add("wording", predicate="回归周期", position="陈述", text_zh="{s}每{o}回归一次")
    found = import_book(planets, book.save())
    assert not errors(found), found.troubles
    assert found.added == {
        "classes": ("ast:Comet",), "predicates": ("ast:orbitalPeriod",), "qualifiers": ("ast:observatory",),
        "terms": ("ast:halleys-comet", "ast:百武彗星"), "wording": ("ast:orbitalPeriod statement",),
    }  # fmt: skip
    found.write()
    ontology = load(planets)
    assert ontology.classes["ast:Comet"].parents == ("ast:Body",)
    assert ontology.entities["ast:百武彗星"].classes == ("ast:Comet",)
    assert ontology.predicates["ast:orbitalPeriod"].datatype == "xsd:decimal"
    assert ontology.predicates["ast:orbitalPeriod"].templates("statement", "zh") == ("{s}每{o}回归一次",)
    assert ontology.predicates["ast:observatory"].qualifier == "detail"
    assert not import_book(planets, book.path).files


def test_a_copied_row_is_a_new_thing(planets: Path) -> None:
    book = opened(planets)
    row = book.row("terms", "ast:phobos")
    cells = {key: book.get("terms", row, key) for key in book.keys["terms"]}
    book.add("terms", **{**cells, "id": None, "label_zh": "火卫三", "label_en": "Phobos Three"})
    found = import_book(planets, book.save())
    assert not errors(found) and found.added == {"terms": ("ast:phobos-three",)}
    assert any("ast:phobos-three" in line for line in diff(planets, found))


def test_rows_are_deleted_by_the_word_and_not_by_their_absence(planets: Path) -> None:
    book = opened(planets).remove("terms", "ast:mars").set("terms", "ast:deimos", action="删除").save()
    found = import_book(planets, book)
    assert not errors(found) and found.gone == {"terms": ("ast:mars",)} and found.deleted == {"terms": ("ast:deimos",)}
    assert diff(planets, found) == ['-ast:deimos a owl:NamedIndividual, ast:Moon ; skos:prefLabel "火卫二"@zh, "Deimos"@en .']


def test_what_others_use_is_not_deleted(planets: Path) -> None:
    book = opened(planets).set("classes", "ast:Moon", action="delete").set("predicates", "ast:orbits", action="delete")
    found = import_book(planets, book.save())
    assert {(r, v) for r, _, v in errors(found)} >= {("in_use", "ast:Moon"), ("in_use", "ast:orbits")} and not found.files
    told = " ".join(t.message for t in found.troubles)
    assert "ast:hasMoon" in told and "ast:phobos" in told


def test_things_that_use_each_other_are_deleted_together(planets: Path) -> None:
    book = opened(planets).set("predicates", "ast:hasMoon", action="delete").set("predicates", "ast:orbits", action="delete")
    found = import_book(planets, book.save())
    assert not errors(found)
    found.write()
    assert not {"ast:orbits", "ast:hasMoon"} & load(planets).predicates.keys()


def test_labels_may_be_exchanged_while_others_refer_to_them(planets: Path) -> None:
    book = opened(planets).set("classes", "ast:Moon", label_zh="行星", label_en="planet")
    book.set("classes", "ast:Planet", label_zh="卫星", label_en="moon").save()
    found = import_book(planets, book.path)
    found.write()
    assert not errors(found) and load(planets).entities["ast:mars"].classes == ("ast:Planet",)


def test_a_new_prefix_serves_new_ids(planets: Path) -> None:
    book = opened(planets)
    book.add("prefixes", prefix="ex", namespace="https://example.org/ex#")
    book.add("classes", id="ex:Comet", label_zh="彗星", label_en="comet")
    found = import_book(planets, book.save())
    assert not errors(found)
    found.write()
    assert "ex:Comet" in load(planets).classes and "@prefix ex:" in (planets / "planets.ttl").read_text(encoding="utf-8")


def test_the_sheet_other_can_be_edited_by_who_knows_turtle(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ontologies" / "diabetes", tmp_path / "o")
    book = opened(tmp_path / "o")
    text = book.get("other", "dm:StepShape", "text")
    book.set("other", "dm:StepShape", text=text.replace("sh:minInclusive 1", "sh:minInclusive 2"))
    found = import_book(tmp_path / "o", book.save())
    assert not errors(found) and found.changed == {"other": ("dm:StepShape",)}
    assert [line for line in diff(tmp_path / "o", found) if "sh:message" not in line] == [
        "-        sh:minInclusive 1 ;", "+        sh:minInclusive 2 ;",
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------- others change it, too


def change(ontology: Path, old: str, new: str) -> None:
    path = ontology / "planets.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_changed_in_the_ontology_meanwhile_is_left_alone(planets: Path) -> None:
    book = opened(planets).set("terms", "ast:mars", alias_en="the red planet").save()
    change(planets, '"火卫一"@zh', '"火卫1"@zh')
    change(planets, 'skos:prefLabel "火星"@zh', 'skos:prefLabel "荧惑"@zh')
    found = import_book(planets, book)
    assert not errors(found) and found.newer == {"terms": ("ast:mars", "ast:phobos")}
    found.write()
    entities = load(planets).entities
    assert entities["ast:mars"].labels["zh"] == "荧惑" and entities["ast:mars"].aliases["en"] == ("the red planet",)
    assert entities["ast:phobos"].labels["zh"] == "火卫1"


def test_what_both_changed_is_a_problem_unless_they_agree(planets: Path) -> None:
    book = opened(planets).set("terms", "ast:mars", label_zh="荧惑").set("terms", "ast:phobos", label_zh="火卫1").save()
    change(planets, '"火星"@zh', '"红星"@zh')
    change(planets, '"火卫一"@zh', '"火卫1"@zh')
    edited = Edited(book)
    assert errors(import_book(planets, book)) == [
        ("changed_twice", f"{edited.letter('terms', 'label_zh')}{edited.row('terms', 'ast:mars')}", "荧惑")
    ]


def test_what_was_deleted_meanwhile_stays_deleted(planets: Path) -> None:
    edited = opened(planets)
    change(planets, 'ast:deimos a owl:NamedIndividual, ast:Moon ; skos:prefLabel "火卫二"@zh, "Deimos"@en .\n', "")
    found = import_book(planets, edited.path)
    assert not found.files and not errors(found) and found.newer == {"terms": ("ast:deimos",)}
    assert [e[0] for e in errors(import_book(planets, edited.set("terms", "ast:deimos", label_en="D").save()))] == ["deleted_meanwhile"]


def test_a_deletion_of_what_changed_meanwhile_is_asked_about(planets: Path) -> None:
    book = opened(planets).set("terms", "ast:deimos", action="delete").save()
    change(planets, '"Deimos"@en', '"Deimos II"@en')
    assert [e[0] for e in errors(import_book(planets, book))] == ["changed_twice"]


# ------------------------------------------------------------------------------------------------- what is wrong


def wrong(planets: Path, sheet: str, thing: str | None, /, **cells: Any) -> tuple[Imported, str]:
    """The import of a workbook with one wrong cell or row, and the number of its row."""
    book = opened(planets)
    row = book.row(sheet, thing) if thing else book.add(sheet)
    book.set(sheet, row, **cells)
    return import_book(planets, book.save()), str(row)


@pytest.mark.parametrize(
    ("sheet", "id", "cells", "rule", "column", "fix"),
    [
        ("terms", "ast:mars", {"class": "行行星"}, "unknown_class", "class", "行星"),
        ("terms", "ast:mars", {"class": "ast:Planett"}, "unknown_class", "class", "ast:Planet"),
        ("terms", "ast:mars", {"class": None}, "no_class", "class", "选"),
        ("terms", None, {"label_zh": "谷神星"}, "no_class", "class", "选"),
        ("terms", None, {"class": "行星"}, "no_label", "label_zh", "名称"),
        ("terms", None, {"label_zh": "天王星", "label_en": "Uranus", "class": "行星"}, "duplicate_label", "label_en", "同名区分"),
        ("terms", "ast:mars", {"label_zh": "火星\n荧惑"}, "several_labels", "label_zh", "别名"),
        ("terms", "ast:mars", {"id": "ast:Mars2"}, "changed_id", "id", "ast:mars"),
        ("terms", None, {"id": "ast:a b!", "label_zh": "甲", "class": "行星"}, "bad_id", "id", "字母"),
        ("terms", None, {"id": "xyz:a", "label_zh": "甲", "class": "行星"}, "unknown_prefix", "id", "ast"),
        ("terms", None, {"id": "ast:mars", "label_zh": "甲", "class": "行星"}, "duplicate_id", "id", "清空"),
        ("predicates", "ast:orbits", {"domain": None}, "no_domain", "domain", "选"),
        ("predicates", None, {"label_zh": "甲", "range": "行星"}, "no_domain", "domain", "选"),
        ("predicates", None, {"label_zh": "甲", "domain": "行星"}, "no_range", "range", "两列"),
        ("predicates", "ast:orbits", {"range": "xsd:date"}, "unknown_class", "range", "值的种类"),
        ("predicates", "ast:orbits", {"pattern_zh": "{s}环绕({o}"}, "bad_pattern", "pattern_zh", "{s}"),
        ("predicates", "ast:orbits", {"pattern_en": "{s:ast:Comet} orbits {o}"}, "unknown_class", "pattern_en", "列表"),
        ("predicates", "ast:orbits", {"unit": "km"}, "unit_without_number", "unit", "数"),
        ("predicates", "ast:discoveryYear", {"datatype": "nummber"}, "misspelt", "datatype", "'number'"),
        ("predicates", "ast:discoveryYear", {"datatype": "颜色"}, "misspelt", "datatype", "整数"),
        ("predicates", "ast:discoveryYear", {"conversions": "mg到mmol"}, "bad_conversion", "conversions", "℉"),
        ("predicates", "ast:orbits", {"functional": "也许"}, "not_listed", "functional", "是"),
        ("predicates", "ast:orbits", {"symmetric": "是", "asymmetric": "是"}, "contradiction", None, ""),
        ("predicates", "ast:orbits", {"inverse": "没有的谓词"}, "unknown_predicate", "inverse", ""),
        ("classes", "ast:Body", {"parent": "行星"}, "subclass_cycle", "parent", "去掉"),
        ("classes", "ast:Moon", {"heading_zh": "第[一二"}, "bad_regex", "heading_zh", ""),
        ("classes", "ast:Moon", {"disjoint": "ast:Body"}, "disjoint_parents", None, ""),
        ("wording", "ast:orbits statement", {"text_zh": "{s}环绕它"}, "missing_slot", "text_zh", "位置"),
        ("wording", "ast:orbits statement", {"text_en": "{s} orbit{o} [is|"}, "bad_template", "text_en", "is|are"),
        ("wording", "ast:orbits question", {"text_zh": "{s}和{x}环绕什么？"}, "bad_slot", "text_zh", "{s}"),
        ("wording", None, {"predicate": "没有", "position": "陈述", "text_zh": "{s}{o}"}, "unknown_predicate", "predicate", ""),
        ("wording", None, {"predicate": "环绕", "position": "陈述", "text_zh": "{s}绕{o}"}, "duplicate_id", "position", "同一格"),
        ("wording", "ast:orbits statement", {"position": "否定"}, "changed_id", "predicate", "另起一行"),
        ("prefixes", None, {"prefix": "a b", "namespace": "nothing"}, "bad_prefix", "namespace", "网址"),
    ],
)  # fmt: skip
def test_wrong_input_is_a_problem_at_its_cell_and_nothing_is_written(
    planets: Path, sheet: str, id: str | None, cells: dict[str, Any], rule: str, column: str | None, fix: str
) -> None:
    from kgcorpus.messages import localise

    found, row = wrong(planets, sheet, id, **cells)
    mine = [t for t in found.troubles if t.rule == rule and t.severity == "error"]
    assert mine and not found.files, found.troubles
    if column:
        at = Edited(planets.parent / "book.xlsx").letter(sheet, column)
        assert (at, row) in {(t.column, str(t.row)) for t in mine}
    for one in mine:
        assert one.sheet == SHEETS[sheet].title["zh"] or column is None
        assert any(fix in text for text in (one.fix, localise(one.fix, "zh")))
        assert any("\u4e00" <= c <= "\u9fff" for c in localise(one.message, "zh")), one


@pytest.mark.parametrize(
    ("sheet", "id", "cells", "rule"),
    [
        ("terms", "ast:mars", {"alias_zh": "天王星"}, "alias_is_label"),
        ("predicates", "ast:discoveryYear", {"datatype": "数", "unit": "furlongs_per_eon"}, "unknown_unit"),
        ("wording", "ast:orbits statement", {"text_en": "{s}环绕{o}"}, "wrong_language"),
        ("classes", "ast:Moon", {"label_en": "planet"}, "duplicate_label"),
    ],
)
def test_doubtful_input_is_a_warning_and_is_written(planets: Path, sheet: str, id: str, cells: dict[str, Any], rule: str) -> None:
    found, row = wrong(planets, sheet, id, **cells)
    assert (rule, "warning", int(row)) in {(t.rule, t.severity, t.row) for t in found.troubles}
    assert found.files and not errors(found)


def test_a_misspelt_kind_of_value_is_the_only_problem_of_its_row(planets: Path) -> None:
    found, row = wrong(planets, "predicates", "ast:orbits", range=None, datatype="nummber", unit="£")
    letter = Edited(planets.parent / "book.xlsx").letter("predicates", "datatype")
    assert errors(found) == [("misspelt", f"{letter}{row}", "nummber")]
    assert not errors(
        wrong(planets, "predicates", "ast:orbits", range=None, datatype="number", kind="a value (number, date, text)", unit="£")[0]
    )


def test_problems_that_were_there_before_do_not_stop_an_expert(planets: Path) -> None:
    change(planets, "rdfs:range ast:Moon ;", "rdfs:range ast:Mooon ;")
    found, _ = wrong(planets, "terms", "ast:mars", alias_zh="荧惑")
    assert found.files and [(t.rule, t.severity) for t in found.troubles] == [("unknown_class", "warning")]
    assert errors(wrong(planets, "terms", "ast:mars", **{"class": "ast:Nothing"})[0])


def test_all_problems_are_told_at_once_beside_their_cells(planets: Path, program: Program) -> None:
    book = opened(planets).set("terms", "ast:mars", **{"class": "行行星"}).set("classes", "ast:Body", parent="卫星")
    book.set("wording", "ast:orbits statement", text_zh="{s}环绕它").save()
    before = (planets / "planets.ttl").read_bytes()
    assert {t[0] for t in errors(import_book(planets, book.path))} == {"unknown_class", "subclass_cycle", "missing_slot"}
    ran = program("--lang", "zh", "ontology", "import", planets, book.path)
    assert ran.code == 1 and (planets / "planets.ttl").read_bytes() == before
    marked = planets.parent / "book.problems.xlsx"
    assert str(marked) in ran.out.splitlines()[-1] and "3处错误，什么都没有写入" in ran.out.splitlines()[-2]
    assert f"术语!{book.letter('terms', 'class')}{book.row('terms', 'ast:mars')}: 错误 unknown_class" in ran.out
    again = Edited(marked)
    shown = [str(c.value) for sheet in again.book.worksheets for line in sheet.iter_rows() for c in line if c.value]
    assert any("没有名为“行行星”的类" in text for text in shown)
    again.set("terms", "ast:mars", **{"class": "行星"}).set("classes", "ast:Body", parent=None)
    again.set("wording", "ast:orbits statement", text_zh="{s}绕{o}转").save()
    ran = program("--lang", "zh", "ontology", "import", planets, marked)
    assert ran.code == 0 and "措辞：修改1：环绕 · 陈述" in ran.out and "{s}绕{o}转" in (planets / "planets.ttl").read_text("utf-8")


# ------------------------------------------------------------------------------------------------- commands


def test_the_commands_speak_both_languages_and_json(planets: Path, program: Program) -> None:
    book = planets.parent / "b.xlsx"
    ran = program("--lang", "zh", "ontology", "export", planets, "--xlsx", book)
    assert ran.code == 0 and "术语 8" in ran.out
    ran = program("ontology", "export", planets, "--xlsx", book, "--json")
    assert json.loads(ran.out)["rows"]["terms"] == 8
    assert "没有改动" in program("--lang", "zh", "ontology", "import", planets, book).out
    Edited(book).set("terms", "ast:mars", label_en="Mars!").save()
    ran = program("--lang", "en", "ontology", "import", planets, book, "--json")
    told = json.loads(ran.out)
    assert ran.code == 0 and told["changed"] == {"terms": ["ast:mars"]} and told["problems"] == [] and told["marked"] is None
    Edited(book).set("terms", "ast:mars", **{"class": "ast:Nix"}).save()
    ran = program("--lang", "en", "ontology", "import", planets, book, "--json")
    told = json.loads(ran.out)
    assert ran.code == 1 and told["written"] == [] and told["problems"][0]["rule"] == "unknown_class"
    assert told["problems"][0]["cell"] and Path(told["marked"]).exists()


def test_lint_takes_a_corpus_and_a_workbook(tmp_path: Path, program: Program) -> None:
    corpus = write_corpus(tmp_path / "c", ontology=ONTOLOGY.replace('"{s}环绕{o}"@zh, "{s} (orbits', '"{s}环绕({o}"@zh, "{s} (orbits'))
    ran = program("ontology", "lint", corpus)
    assert ran.code == 1 and "bad_pattern" in ran.out and "planets.ttl:" in ran.out
    assert program("ontology", "export", corpus, "--xlsx", tmp_path / "b.xlsx").code == 0
    ran = program("--lang", "zh", "ontology", "lint", tmp_path / "b.xlsx")
    book = Edited(tmp_path / "b.xlsx")
    assert (
        ran.code == 1
        and f"predicates!{book.letter('predicates', 'pattern_zh')}{book.row('predicates', 'ast:orbits')}: 错误 bad_pattern" in ran.out
    )
    book.set("predicates", "ast:orbits", pattern_zh="{s}环绕{o}").save()
    assert program("ontology", "lint", tmp_path / "b.xlsx").code == 0
    assert program("ontology", "import", corpus, tmp_path / "b.xlsx").code == 0
    assert program("ontology", "lint", corpus).code == 0


def test_a_workbook_of_something_else_is_refused(tmp_path: Path, planets: Path, program: Program) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "x.xlsx")
    ran = program("--lang", "zh", "ontology", "lint", tmp_path / "x.xlsx")
    assert ran.code == 2 and "不是本体工作簿" in ran.err
    (tmp_path / "y.xlsx").write_bytes(b"nothing")
    assert program("ontology", "lint", tmp_path / "y.xlsx").code == 2
    assert program("ontology", "import", planets, tmp_path / "z.xlsx").code == 2


def test_a_workbook_of_another_ontology_is_refused_and_a_folder_without_one_is_new(tmp_path: Path, planets: Path, program: Program) -> None:
    book = opened(planets).path
    ran = program("--lang", "zh", "ontology", "import", ROOT / "ontologies" / "diabetes", book)
    assert ran.code == 2 and "另一个本体" in ran.err
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "README.md").write_text("to come", encoding="utf-8")
    assert program("ontology", "import", tmp_path / "new", book).code == 0
    assert triples(tmp_path / "new") == triples(planets)


# ------------------------------------------------------------------------------------------------- what the sheets show


def test_everything_of_the_vocabulary_has_a_column() -> None:
    import re

    text = (ROOT / "ontologies" / "README.md").read_text(encoding="utf-8")
    described = set(
        re.findall(
            r"`(kgc:\w+|skos:\w+|rdfs:(?:label|domain|range|subClassOf|subPropertyOf)|owl:(?:inverseOf|disjointWith|\w+Property))", text
        )
    )
    from kgcorpus.curate.layout import KINDS, POSITIONS, QUALIFIER_KINDS, ROLES
    from kgcorpus.rdf import id_iri

    shown = {p for fields in FIELDS.values() for f in fields for p in f.properties} | {KGC + name for name, _ in POSITIONS}
    shown |= {f.of for fields in FIELDS.values() for f in fields}
    kinds = {id_iri(k, {"kgc": KGC, "owl": "http://www.w3.org/2002/07/owl#"}) for k, _ in (*KINDS, *QUALIFIER_KINDS, *ROLES)}
    inside = {"kgc:from", "kgc:to", "kgc:factor", "kgc:offset", "kgc:digits"}
    prefixes = load(ROOT / "ontologies" / "diabetes").prefixes
    missing = {name for name in described - inside if id_iri(name, prefixes) not in shown | kinds}
    assert not missing
    assert {KGC + name for name in WORDING} <= shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_grey_columns_say_what_samples_would(planets: Path, lang: str) -> None:
    book = opened(planets, lang)
    said = {k: book.get("predicates", "ast:discoveredBy", f"{k}_{lang}") for k in ("statement", "question", "inverse_question")}
    assert said == {
        "zh": {"statement": "火卫二由阿萨夫·霍尔发现。", "question": "火卫二有哪些发现者？", "inverse_question": "阿萨夫·霍尔发现的天体有哪些？"},
        "en": {
            "statement": "Deimos was discovered by Asaph Hall.", "question": "Who are the discoverers of Deimos?",
            "inverse_question": "Which celestial bodies were discovered by Asaph Hall?",
        },
    }[lang]  # fmt: skip
    assert book.get("wording", "ast:orbits sibling", f"yields_{lang}") == {
        "zh": "与火卫二环绕同一颗行星的其他卫星", "en": "the other moons that orbit the same planet as Deimos"
    }[lang]  # fmt: skip
    derived = book.get("wording", "ast:discoveryYear inversePhrase", f"yields_{lang}")
    assert derived.endswith({"zh": "（由名称推出）", "en": "(made from the name)"}[lang])


def test_a_class_without_terms_is_said_by_its_noun(tmp_path: Path) -> None:
    text = "".join(line for line in ONTOLOGY.splitlines(True) if "NamedIndividual" not in line)
    (tmp_path / "o.ttl").write_text(text, encoding="utf-8")
    ontology = load(tmp_path / "o.ttl")
    assert preview(ontology, "zh").said("ast:orbits")[0] == "某卫星环绕某行星。"
    assert preview(ontology, "en").said("ast:orbits")[0] == "A moon orbits a planet."


def test_rows_and_their_edits(planets: Path) -> None:
    rows = {(row.sheet, row.id): row for row in rows_of(ontology_files(planets))}
    old = rows["terms", "ast:hall"]
    assert old.cells["alias_zh"] == "霍尔" and old.cells["class"] == "ast:Astronomer"
    prefixes = load(planets).prefixes
    new = Row("terms", old.id, {**old.cells, "alias_zh": "霍尔\n阿萨夫"})
    altlabel = "http://www.w3.org/2004/02/skos/core#altLabel"
    assert edits_of(old, new, prefixes) == [Edit(prefixes["ast"] + "hall", altlabel, ('"霍尔"@zh', '"阿萨夫"@zh'), "zh")]
    assert edits_of(old, old, prefixes) == []
    assert [e.property.rpartition("#")[2] for e in edits_of(None, new, prefixes)] == ["type", "prefLabel", "altLabel"]


def test_ids_are_kept_in_parts_that_a_cell_can_hold() -> None:
    rows = [Row("terms", f"ex:术语{n}", {}) for n in range(5000)]
    info = exported_ids(rows)
    assert len(info) > 3 and max(map(len, info.values())) < 32_767
    assert read_exported_ids(info) == {"terms": tuple(row.id for row in rows)}


def test_what_is_wanted_is_yellow_and_first(planets: Path) -> None:
    book = planets.parent / "fill.xlsx"
    export_book(planets, book, "zh", {("terms", "ast:titania"): ("definition_zh", "alias_en"), ("terms", "ast:hall"): ("definition_zh",)})
    edited = Edited(book)
    assert [edited.get("terms", n, "id") for n in (4, 5, 6)] == ["ast:titania", "ast:hall", "ast:mars"]
    colours = {
        key: edited.sheets["terms"].cell(4, edited.keys["terms"][key]).fill.fgColor.rgb for key in ("definition_zh", "alias_en", "key")
    }
    assert colours["definition_zh"] == colours["alias_en"] == "FFFFF2A8" != colours["key"]
    found = import_book(planets, edited.set("terms", "ast:titania", definition_zh="天王星最大的卫星。").save())
    assert not errors(found) and found.changed == {"terms": ("ast:titania",)}


SUBJECTS = [ox.NamedNode(f"http://e.example/x#{name}") for name in ("a", "B", "c-d", "术语", "p.q", "7")] + [
    ox.BlankNode(n) for n in ("m", "n")
]
PROPERTIES = sorted({p for fields in FIELDS.values() for f in fields for p in f.properties} | {KGC + name for name in WORDING} | {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#first", "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest",
    "http://www.w3.org/2002/07/owl#unionOf", "http://www.w3.org/ns/shacl#path", "http://other.example/p",
})  # fmt: skip
TYPES = [f.of for fields in FIELDS.values() for f in fields if f.of.startswith("http") and "Property" in f.of] + [
    "http://www.w3.org/2002/07/owl#" + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "NamedIndividual", "Ontology")
] + [KGC + "Condition", KGC + "Detail", "http://e.example/x#B"]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(["药物", "drug", "", " ", "a\nb", "{s}治疗{o}", "= 1+1", "（不说）", "(not said)", "∅", "-", "yes", "true", "1", "a; b", "甲；乙",
                     "x (e:a)", "_x000D_", "a\r\nb", "\ufeffa", "ﬁ", "１２", "{s}[is|", "12:30", "2020-01-01", "#REF!", "'a", "\u3000a\u00a0"]),
    st.text(max_size=12).filter(lambda t: not any(0xD800 <= ord(c) <= 0xDFFF for c in t)),
)  # fmt: skip
LITERALS = st.builds(
    lambda text, kind: ox.Literal(text, language=kind[1:]) if kind[:1] == "@" else ox.Literal(text, datatype=ox.NamedNode(kind)) if kind else ox.Literal(text),
    TEXTS, st.sampled_from(["@zh", "@en", "@zh", "@en", "@zh-hans", "@fr", "", "http://www.w3.org/2001/XMLSchema#boolean", "http://www.w3.org/2001/XMLSchema#decimal"]),
)  # fmt: skip
OBJECTS = st.one_of(
    st.sampled_from(SUBJECTS),
    LITERALS,
    st.sampled_from([ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"), ox.NamedNode("http://www.w3.org/2002/07/owl#Thing")]),
)
TRIPLES = st.one_of(
    st.builds(
        lambda s, o: ox.Triple(s, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(o)),
        st.sampled_from(SUBJECTS[:6]),
        st.sampled_from(TYPES),
    ),
    st.builds(lambda s, p, o: ox.Triple(s, ox.NamedNode(p), o), st.sampled_from(SUBJECTS), st.sampled_from(PROPERTIES), OBJECTS),
)


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=st.lists(TRIPLES, min_size=5, max_size=60), lang=st.sampled_from(["zh", "en"]))
def test_no_ontology_that_can_be_written_loses_anything(tmp_path_factory: pytest.TempPathFactory, made: list[Any], lang: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "o").mkdir()
    text = "@prefix e: <http://e.example/x#> .\n" + "".join(f"{t.subject} {t.predicate} {t.object} .\n" for t in made)
    (folder / "o" / "o.ttl").write_text(text, encoding="utf-8", newline="")
    export_book(folder / "o", folder / "b.xlsx", lang)
    found = import_book(folder / "o", folder / "b.xlsx")
    assert not found.files and not errors(found) and not found.newer and not found.gone
    new = import_book(folder / "new", folder / "b.xlsx")
    assert not errors(new)
    new.write()
    assert triples(folder / "new") == triples(folder / "o")


def test_a_file_made_elsewhere_leaves_a_workbook_to_fill(tmp_path: Path, program: Program) -> None:
    (tmp_path / "glossary.csv").write_text("术语,英文,类别,定义\n糖尿病,diabetes,疾病,一种代谢病\n二甲双胍,,药物,\n", encoding="utf-8")
    ran = program("--lang", "zh", "ontology", "import", tmp_path / "o", tmp_path / "glossary.csv")
    fill = tmp_path / "glossary-待填.xlsx"
    assert ran.code == 0 and str(fill) in ran.out and "术语还缺：名称（英） 1" in ran.out
    book = Edited(fill)
    row = next(n for n in range(4, 9) if book.get("terms", n, "label_zh") == "二甲双胍")
    assert book.sheets["terms"].cell(row, book.keys["terms"]["label_en"]).fill.fgColor.rgb == "FFFFF2A8"
    book.set("terms", row, label_en="metformin").save()
    ran = program("--lang", "zh", "ontology", "import", tmp_path / "o", fill, "--todo", tmp_path / "next.xlsx")
    assert ran.code == 0 and "术语：修改1" in ran.out and "名称（英） 1" not in ran.out and (tmp_path / "next.xlsx").exists()
    assert "术语可补：定义（中） 1、定义（英） 2（可不填）" in ran.out, "definitions are optional and come last"


def test_a_corpus_in_one_language_is_asked_for_that_language_only(tmp_path: Path, program: Program) -> None:
    (tmp_path / "schema.csv").write_text("property,subject,object\nfee,account,number\nheld at,account,branch\n", encoding="utf-8")
    (tmp_path / "terms.csv").write_text("Term,Type\nPlus Account,account\nHigh Street,branch\n", encoding="utf-8")
    for languages, asked in (("en", False), ("zh,en", True)):
        corpus = tmp_path / languages[:2]
        assert program("--lang", "en", "new", corpus, "--empty", "--languages", languages).code == 0
        outs = [program("--lang", "en", "ontology", "import", corpus, tmp_path / name, "--json") for name in ("schema.csv", "terms.csv")]
        told = json.loads(outs[-1].out)
        columns = [f"{sheet}.{column}" for kind in ("missing", "optional") for sheet, found in told[kind].items() for column in found]
        assert any(column.endswith("_zh") for column in columns) == asked and "terms.definition_en" in columns
        assert not any("definition" in column for found in told["missing"].values() for column in found)
        book = Edited(Path(told["todo"]))
        yellow = {
            key for sheet, keys in book.keys.items() for key, n in keys.items() for row in range(4, book.sheets[sheet].max_row + 1)
            if book.sheets[sheet].cell(row, n).fill.fgColor.rgb == "FFFFF2A8"
        }  # fmt: skip
        assert any(key.endswith("_zh") for key in yellow) == asked and not any(key.startswith("definition") for key in yellow)
        lint = program("--lang", "en", "ontology", "lint", corpus, "--json").out
        assert "no zh label" not in lint
        # a name that was forgotten is asked for in a language that is wanted, also of a reader of the other
        book.add("terms", **{"class": "account"})
        for lang in ("en", "zh"):
            ran = program("--lang", lang, "ontology", "import", corpus, book.save(), "--json")
            (one,) = [t for t in json.loads(ran.out)["problems"] if t["rule"] == "no_label"]
            assert ran.code == 1 and one["cell"].startswith(book.letter("terms", "label_en"))


# ------------------------------------------------------------------------------------------------- as an expert types


def test_all_problems_of_a_row_are_told_at_once(planets: Path) -> None:
    book = opened(planets)
    first = book.add("predicates", label_zh="环绕周期", domain="星星", range="卫星", pattern_zh="{s}(绕{o}")
    nameless = book.add("predicates", domain="行星", range="卫星", pattern_zh="绕行")
    taken = book.add("predicates", id="xyz:a", label_zh="照亮", domain="行星", range="卫星", pattern_zh="{s}照亮[{o}")
    worded = book.add("wording", predicate="没有", position="陈述", text_zh="{s}绕它")
    found = import_book(planets, book.save())
    told = {(t.rule, t.row) for t in found.troubles if t.severity == "error"}
    assert told == {
        ("unknown_class", first), ("bad_pattern", first), ("no_label", nameless), ("bad_pattern", nameless), ("unknown_prefix", taken),
        ("bad_pattern", taken), ("unknown_predicate", worded), ("missing_slot", worded),
    }  # fmt: skip
    assert not found.files and not any("urn:" in t.message + t.value for t in found.troubles)


def test_what_only_follows_from_a_cell_that_was_not_understood_is_not_told(planets: Path) -> None:
    book = opened(planets)
    row = book.add("predicates", label_zh="质量", label_en="mass", domain="行星", datatype="什么", unit="kg")
    term = book.add("terms", label_zh="冥王星", label_en="Pluto", **{"class": "没有的类"})
    found = import_book(planets, book.save())
    assert {(t.rule, t.row) for t in found.troubles} == {("misspelt", row), ("unknown_class", term)}


def test_names_on_one_line_are_told_apart_where_that_is_certain(planets: Path) -> None:
    book = opened(planets)
    book.set("terms", "ast:mars", alias_zh="荧惑；红色行星")
    import_book(planets, book.save()).write()
    book = opened(planets)
    book.set("terms", "ast:mars", alias_zh="荧惑、红色行星、战神")
    book.set("predicates", "ast:orbits", trigger_zh="环绕着、绕着")
    doubtful = book.row("terms", "ast:uranus")
    book.set("terms", doubtful, alias_zh="大气、光环之星")
    found = import_book(planets, book.save())
    found.write()
    known = load(planets)
    assert known.entities["ast:mars"].aliases["zh"] == ("荧惑", "红色行星", "战神")
    assert known.predicates["ast:orbits"].triggers["zh"] == ("环绕着", "绕着")
    assert known.entities["ast:uranus"].aliases["zh"] == ("大气、光环之星",)
    assert [(t.rule, t.severity) for t in found.troubles if (t.sheet, t.row) == ("术语", doubtful)] == [("several_in_one", "warning")]


def test_an_alias_with_a_semicolon_that_was_there_stays_one(tmp_path: Path) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "o.ttl").write_text(
        ONTOLOGY.replace('skos:prefLabel "火星"@zh', 'skos:altLabel "甲；乙"@zh ; skos:prefLabel "火星"@zh')
    )
    export_book(tmp_path / "o", tmp_path / "book.xlsx", "zh")
    assert not import_book(tmp_path / "o", tmp_path / "book.xlsx").files
    import_book(tmp_path / "new", tmp_path / "book.xlsx").write()
    assert load(tmp_path / "new").entities["ast:mars"].aliases["zh"] == ("甲；乙",)


def test_references_on_one_line_are_several(planets: Path) -> None:
    book = opened(planets)
    book.add("qualifiers", label_zh="轨道高度", datatype="数字", unit="km", sort="条件")
    book.add("qualifiers", label_zh="倾角", datatype="数值", sort="细节")
    book.set("predicates", "ast:orbits", qualifiers="轨道高度、倾角", domain="行星，卫星 (ast:Moon)")
    found = import_book(planets, book.save())
    found.write()
    known = load(planets)
    assert known.predicates["ast:orbits"].qualifiers == ("ast:轨道高度", "ast:倾角")
    assert known.predicates["ast:orbits"].domain == ("ast:Planet", "ast:Moon")
    assert known.predicates["ast:轨道高度"].datatype == "xsd:decimal" and known.predicates["ast:倾角"].qualifier == "detail"


def test_a_condition_that_is_not_there_is_called_a_condition(planets: Path) -> None:
    book = opened(planets)
    book.add("qualifiers", label_zh="轨道高度", datatype="数", sort="条件")
    book.set("predicates", "ast:orbits", qualifiers="轨道高、倾角")
    two = [t for t in import_book(planets, book.save()).troubles if t.severity == "error"]
    assert {t.rule for t in two} == {"unknown_qualifier"}
    assert {localise(t.message, "zh") for t in two} == {"没有名为“轨道高”的条件", "没有名为“倾角”的条件"}
    assert any("轨道高度" in localise(t.fix, "zh") for t in two)


def test_full_width_braces_are_places(planets: Path) -> None:
    book = opened(planets)
    row = book.row("predicates", "ast:orbits")
    book.set("predicates", row, pattern_zh="｛s｝绕着｛Ｏ｝运行\n{s}绕{O}\n{s:行星}绕{o")
    found = import_book(planets, book.save())
    (wrong,) = [t for t in found.troubles if t.severity == "error"]
    assert wrong.value.endswith("绕{o") and localise(wrong.message, "zh").startswith("第3行：")
    assert [t.severity for t in found.troubles if t.rule == "braces_changed"] == ["info", "info"]
    book.set("predicates", row, pattern_zh="｛s｝绕着｛Ｏ｝运行\n{s:行星}绕{O}")
    import_book(planets, book.save()).write()
    assert load(planets).predicates["ast:orbits"].patterns["zh"] == ("{s}绕着{o}运行", "{s:ast:Planet}绕{o}")


def test_an_alias_that_another_term_has_is_told_with_its_name(planets: Path) -> None:
    book = opened(planets)
    one = book.row("terms", "ast:uranus")
    book.set("terms", "ast:mars", alias_zh="红星")
    book.set("terms", one, alias_zh="红星\nＦＡＳ\nFAS")
    found = import_book(planets, book.save())
    told = [(t.rule, localise(t.message, "zh")) for t in found.troubles if t.row == one]
    assert told == [("alias_of_several", "第1行：“红星”也是“火星”的别名"), ("same_alias", "第3行：“FAS”就是“ＦＡＳ”")]
    book.set("terms", one, alias_zh="蓝星\nFAS")
    assert not import_book(planets, book.save()).troubles


def test_what_an_import_takes_away_is_said_and_can_be_had_back(planets: Path, program: Program) -> None:
    before = (planets / "planets.ttl").read_bytes()
    book = opened(planets)
    book.set("terms", "ast:hall", alias_zh="阿·霍尔", **{"class": "行星"})
    ran = program("--lang", "zh", "ontology", "import", planets, book.save())
    assert "术语 · 阿萨夫·霍尔 · 别名（中）：− 霍尔 | + 阿·霍尔" in ran.out and "− 天文学家 | + 行星" in ran.out
    assert "ast:hall" not in ran.out and ".before" in ran.out
    assert (planets / ".before" / "1" / "planets.ttl").read_bytes() == before
    assert (planets / ".before" / ".gitignore").read_text() == "*\n"
    ran = program("ontology", "import", planets, book.path, "--json")
    assert json.loads(ran.out)["kept"] is None and json.loads(ran.out)["replaced"] == []


def test_only_the_last_states_are_kept(tmp_path: Path) -> None:
    for number in range(25):
        write_keeping({tmp_path / "o.ttl": f"# {number}\n"})
    kept = sorted(int(p.name) for p in (tmp_path / ".before").iterdir() if p.is_dir())
    assert kept == list(range(5, 25)) and (tmp_path / ".before" / "24" / "o.ttl").read_text() == "# 23\n"


def folded(path: Path, sheet: str) -> set[str]:
    """The keys of the columns of a sheet that are folded away."""
    book = Edited(path)
    wide = book.sheets[sheet].column_dimensions.values()
    return {key for key, n in book.keys[sheet].items() if any(w.outlineLevel and w.hidden and w.min <= n <= w.max for w in wide)}


def test_columns_that_are_rarely_needed_are_folded_away_while_they_are_empty(planets: Path) -> None:
    book = opened(planets)
    visible = [c for c in SHEETS["predicates"].columns if not c.hidden and c.key not in folded(book.path, "predicates")]
    assert len(visible) < 25 and {"label_zh", "domain", "range", "pattern_zh"} <= {c.key for c in visible}
    assert {"transitive", "symmetric", "outline"} <= folded(book.path, "predicates")
    assert "grounds_objectsBySection" not in folded(book.path, "predicates")  # something stands in it
    assert not [t for t in import_book(planets, book.path).troubles if t.rule == "hidden_column"]
    book.set("predicates", "ast:orbits", symmetric="也许")
    found = import_book(planets, book.save())
    mark_book(book.path, found.troubles, planets.parent / "marked.xlsx", "zh")
    assert "symmetric" not in folded(planets.parent / "marked.xlsx", "predicates")
    for wide in book.sheets["predicates"].column_dimensions.values():  # as [+] shows them
        wide.hidden = wide.hidden and not wide.outlineLevel
    assert not import_book(planets, book.set("predicates", "ast:orbits", symmetric="是", functional=None).save()).troubles
    import_book(planets, book.path).write()
    assert load(planets).predicates["ast:orbits"].symmetric
