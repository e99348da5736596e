"""Conditions that an expert declares with a number and its own words: "aged {v} or over", 年满{v}周岁."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgcorpus.curate.layout import SHEETS
from kgcorpus.documents.reading import read_text
from kgcorpus.extract.reading import extractors_for, read_facts
from kgcorpus.messages import words
from kgcorpus.model import Literal, Source, Value
from kgcorpus.ontology import load

ONTOLOGY = """
@prefix b: <https://example.org/bank#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
b:Account a owl:Class ; rdfs:label "账户"@zh, "account"@en .
b:Group a owl:Class ; rdfs:label "客户群"@zh, "customer group"@en .
b:availableTo a owl:ObjectProperty ; rdfs:label "适用对象"@zh, "available to"@en ; rdfs:domain b:Account ; rdfs:range b:Group ;
  kgc:qualifier b:limit ; kgc:pattern "{s}适用于{o+}"@zh, "{s} is available to {o+}"@en .
b:limit a owl:DatatypeProperty, kgc:Condition ; LIMIT .
b:plus a owl:NamedIndividual, b:Account ; skos:prefLabel "优享账户"@zh, "Plus Account"@en .
b:residents a owl:NamedIndividual, b:Group ; skos:prefLabel "居民"@zh, "residents"@en .
"""
AGE = 'rdfs:label "最低年龄"@zh, "minimum age"@en ; rdfs:range xsd:decimal ; kgc:pattern {}'
YEARS, SUI = 'kgc:unit "years" ; ', 'kgc:unit "岁" ; '


def read(tmp_path: Path, limit: str, text: str) -> tuple[list[str], list[str]]:
    """The conditions of the facts in a text, and the reasons of rejections."""
    path = tmp_path / "bank.ttl"
    path.write_text(ONTOLOGY.replace("LIMIT", limit), encoding="utf-8")
    document = read_text(text, id="d", source=Source("s", complete=True), format="md")
    found = read_facts(document, tuple(extractors_for(load(path))))  # type: ignore[arg-type]
    said = []
    for candidate in found.candidates:
        for _, value in candidate.qualifiers:
            assert isinstance(value, Value) and document.text[value.start : value.end] == value.text
            said.append(shown(value.literal))
        if not candidate.qualifiers:
            said.append("without condition")
    return said, [r.reason for r in found.rejections]


def shown(value: Literal) -> str:
    if value.value is not None:
        return value.value
    low = f"{'>' if value.min_open else '≥'}{value.min}" if value.min is not None else ""
    high = f"{'<' if value.max_open else '≤'}{value.max}" if value.max is not None else ""
    return low + high


@pytest.mark.parametrize(
    ("unit", "pattern", "text", "expected"),
    [
        (YEARS, '"aged {v} or over"@en', "The Plus Account is available to residents aged 18 or over.", "≥18"),
        ("", '"aged {v} or over"@en', "The Plus Account is available to residents aged 18 or over.", "≥18"),
        (YEARS, '"aged {v} or over"@en', "The Plus Account is available to residents aged 18 years or over.", "≥18"),
        (YEARS, '"aged {v} years or over"@en', "The Plus Account is available to residents aged 18 years or over.", "≥18"),
        (YEARS, '"(aged|of age) {v} (or|and) (over|above)"@en', "The Plus Account is available to residents aged 21 and above.", "≥21"),
        (YEARS, '"aged {v}"@en', "The Plus Account is available to residents aged 18 or over.", "≥18"),
        (YEARS, '"under {v}"@en', "The Plus Account is available to residents under 18.", "<18"),
        (SUI, '"年满{v}周岁"@zh', "优享账户适用于年满18周岁的居民。", "≥18"),
        ("", '"年满{v}周岁"@zh', "优享账户适用于年满十八周岁的居民。", "≥18"),
        (SUI, '"年满{v}"@zh', "优享账户适用于年满18周岁的居民。", "≥18"),
        (SUI, '"{v}周岁以上"@zh', "优享账户适用于60周岁以上的居民。", "≥60"),
    ],
)
def test_a_number_in_a_declared_condition_is_compared_as_its_words_say(
    tmp_path: Path, unit: str, pattern: str, text: str, expected: str
) -> None:
    said, reasons = read(tmp_path, unit + AGE.format(pattern), text)
    assert (said, reasons) == ([expected], [])


@pytest.mark.parametrize(
    ("unit", "pattern", "text"),
    [
        (YEARS, '"aged {v} or over"@en', "The Plus Account is available to residents aged 18 kg or over."),
        (YEARS, '"aged {v} or over"@en', "The Plus Account is available to residents older than 18."),
        (SUI, '"年满{v}周岁"@zh', "优享账户适用于收入超过18万元的居民。"),
    ],
)
def test_what_the_words_or_the_unit_do_not_fit_stays_lost(tmp_path: Path, unit: str, pattern: str, text: str) -> None:
    said, reasons = read(tmp_path, unit + AGE.format(pattern), text)
    assert said == [] and reasons in (["condition_lost"], ["unknown_entity"])


def test_the_advice_names_the_sheet_and_columns_of_the_workbook() -> None:
    predicates = SHEETS["predicates"].columns
    titles = {lang: {s.title[lang] for s in SHEETS.values()} | {c.title[lang] for c in predicates} for lang in ("zh", "en")}
    zh, en = (words(lang)("hint.condition_lost") for lang in ("zh", "en"))
    assert {"条件", "可带的条件"} <= titles["zh"] and all(f"“{name}”" in zh for name in ("条件", "可带的条件", "句式"))
    assert "qualifiers" in titles["en"] and "“qualifiers”" in en and "“patterns”" in en
    assert "年满{v}周岁" in zh and "aged {v} or over" in en
    assert any(title.startswith("patterns") for title in titles["en"]) and any(title.startswith("句式") for title in titles["zh"])
