"""What lint and the workbook ask about: classes without members, names without article."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgcorpus.curate.lacking import missing
from kgcorpus.generate.naming import naming
from kgcorpus.messages import localise
from kgcorpus.ontology import load
from kgcorpus.ontology_lint import Problem, lint

BANK = """
@prefix b: <https://example.org/bank#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
b:Product a owl:Class ; rdfs:label "product"@en .
b:Account a owl:Class ; rdfs:label "account"@en .
b:Paper a owl:Class ; rdfs:label "paper"@en .
b:requires a owl:ObjectProperty ; rdfs:label "requires"@en ; rdfs:domain b:Product ; rdfs:range b:Paper .
b:fee a owl:DatatypeProperty ; rdfs:label "monthly fee"@en ; rdfs:domain b:Account ; rdfs:range xsd:decimal ; kgc:unit "GBP" .
b:plus a owl:NamedIndividual , b:Account ; skos:prefLabel "Plus Account"@en .
b:payslip a owl:NamedIndividual , b:Paper ; skos:prefLabel "payslip"@en .
b:statement a owl:NamedIndividual , b:Paper ; skos:prefLabel "bank statement"@en .
"""


def written(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = BANK
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "bank.ttl"
    path.write_text(text, encoding="utf-8")
    return path


def of(path: Path, rule: str) -> list[Problem]:
    return [p for p in lint(path) if p.rule == rule]


UNDER = ("b:Account a owl:Class ;", "b:Account a owl:Class ; rdfs:subClassOf b:Product ;")


def test_a_class_of_subjects_that_nothing_is_a_member_of_is_asked_about(tmp_path: Path) -> None:
    (one,) = of(written(tmp_path), "empty_class")
    assert (one.severity, one.value) == ("info", "b:Product has no term and no subclass")
    assert "is b:Account a kind of b:Product?" in one.fix and "b:Paper" not in one.fix, "what stands on the other side is no kind of it"
    assert "b:Account是b:Product的一种吗" in localise(one.fix, "zh") and "没有术语" in localise(one.value, "zh")


@pytest.mark.parametrize(
    "change",
    [
        UNDER,
        ("b:Product a owl:Class ;", "b:Product a owl:Class ; kgc:mintable true ;"),
        ("b:plus a owl:NamedIndividual , b:Account", "b:plus a owl:NamedIndividual , b:Account, b:Product"),
    ],
)
def test_a_class_with_subclasses_terms_or_members_from_documents_is_not(tmp_path: Path, change: tuple[str, str]) -> None:
    assert of(written(tmp_path, change), "empty_class") == []


def test_names_that_look_like_common_nouns_are_asked_about_their_article(tmp_path: Path) -> None:
    path = written(tmp_path)
    (one,) = of(path, "no_article")
    assert one.severity == "info" and "b:Paper" in one.value and "payslip" in one.value and '"none"@en' in one.fix
    assert "冠词" in localise(one.value, "zh") and "英文冠词" in localise(one.fix, "zh")
    wanted = {(m.sheet, m.id, m.column) for m in missing(load(path), ("en",)) if not m.optional}
    assert ("classes", "b:Paper", "article") in wanted
    assert not any(m.column == "article" for m in missing(load(path), ("zh",)))


@pytest.mark.parametrize(
    "changes",
    [
        (("b:Paper a owl:Class ;", 'b:Paper a owl:Class ; kgc:nameArticle "a"@en ;'),),
        (("b:Paper a owl:Class ;", 'b:Paper a owl:Class ; kgc:nameArticle "none"@en ;'),),
        (('"payslip"', '"metformin"'), ('"bank statement"', '"acarbose"')),
        (('"payslip"', '"payslips"'), ('"bank statement"', '"bank statements"')),
        (('"payslip"', '"P60"'), ('"bank statement"', '"SA302 form"')),
    ],
)
def test_a_declared_article_substances_plurals_and_codes_are_left_alone(tmp_path: Path, changes: tuple[tuple[str, str], ...]) -> None:
    path = written(tmp_path, *changes)
    assert of(path, "no_article") == [] and not any(m.column == "article" for m in missing(load(path)))


def test_the_article_none_writes_none(tmp_path: Path) -> None:
    for article, said in (("none", "payslip"), ("a", "a payslip"), ("the", "the payslip")):
        ontology = load(written(tmp_path, ("b:Paper a owl:Class ;", f'b:Paper a owl:Class ; kgc:nameArticle "{article}"@en ;')))
        name = naming(ontology, ontology.entities, "en").name("b:payslip")
        assert name and name.full == said
