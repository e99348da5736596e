"""Traces: from a sample to its form in words, its facts by name and the sentences behind them, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

import kgcorpus
from kgcorpus.release.lineage import _around
from kgcorpus.release.lineage_screen import form_words
from tests.running import Program
from tests.small import ONTOLOGY, write_corpus


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("traced"))
    kgcorpus.open(folder).build("all")
    return folder


@pytest.fixture(params=["corpus", "release"])
def where(built: Path, request: pytest.FixtureRequest) -> Path:
    return built if request.param == "corpus" else built / "releases" / "all"


def sample_of(built: Path, predicate: str) -> dict[str, Any]:
    samples = kgcorpus.open(built).samples(recipe="all")
    return next(s for s in samples if s["form"]["op"] == "step" and s["form"]["predicate"] == predicate and s["facts"])


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("发现者 [ast:discoveredBy]", "依据")), ("en", ("discoverer [ast:discoveredBy]", "rests"))]
)
def test_names_stand_beside_ids_in_the_language_of_the_reader(
    lang: str, words: tuple[str, str], built: Path, where: Path, program: Program
) -> None:
    sample = sample_of(built, "ast:discoveredBy")
    ran = program("--lang", lang, "trace", sample["id"], "--in", where)
    assert ran.code == 0 and words[0] in ran.out and words[1] in ran.out
    assert ("发现" if sample["lang"] == "zh" else "discover") in ran.out
    fact = program("--lang", lang, "trace", sample["facts"][0], "--in", where).out
    assert words[0] in fact and sample["id"] in fact


def test_the_sentence_behind_a_fact_is_shown_whole_with_the_title_of_its_document(where: Path, program: Program) -> None:
    out = program("--lang", "en", "trace", "ast:phobos", "--in", where).out
    assert out.startswith("entity: Phobos [ast:phobos]\n") and "火卫一" in out
    assert "“Phobos was discovered by Asaph Hall.”  — “Mars” (mars.md, " in out
    assert "“# Mars … ## Moons … - Phobos”" in out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_document_lists_what_rests_on_it(lang: str, where: Path, program: Program) -> None:
    out = program("--lang", lang, "trace", "mars.md", "--in", where).out
    assert "ast:deimos" in out and "s-" in out and len(out.splitlines()) < 60
    found = orjson.loads(program("trace", "mars.md", "--in", where, "--json").out)
    assert found["labels"]["ast:deimos"] == {"en": "Deimos", "zh": "火卫二"} and found["samples"]


def test_an_entity_without_facts_is_found_by_its_name(where: Path, program: Program) -> None:
    known = program("--lang", "en", "trace", "ast:Moon", "--in", where)
    assert known.code == 0 and "no sample rests on it" in known.out
    assert program("trace", "ast:nowhere", "--in", where).code == 2


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"op": "count", "of": {"op": "class", "id": "x:C"}}, "number of (all: C)"),
        ({"op": "step", "of": {"op": "entity", "id": "x:a"}, "predicate": "x:p", "drop": ["x:b"]}, "a → p ∖ b"),
        (
            {
                "op": "minus",
                "of": {"op": "and", "of": [{"op": "entity", "id": "x:a"}, {"op": "class", "id": "x:C"}]},
                "without": {
                    "op": "step",
                    "of": {"op": "entity", "id": "x:b"},
                    "predicate": "x:p",
                    "with": [{"qualifier": "x:q", "id": "x:v"}],
                },
            },
            "(a ∩ all: C) ∖ b → p {q = v}",
        ),
        (
            {"op": "ask", "subject": "x:a", "predicate": "x:p", "object": {"value": "3", "datatype": "xsd:decimal", "unit": "mg"}},
            "a — p → 3 mg ?",
        ),
        ({"op": "as_of", "of": {"op": "entity", "id": "x:a"}, "date": "2021-04"}, "a @ 2021-04"),
        ({"op": "most", "of": {"op": "class", "id": "x:C"}, "predicate": "x:p", "k": 2}, "most(of: all: C; predicate: p; k: 2)"),
        (
            {
                "op": "where",
                "of": {"op": "class", "id": "x:C"},
                "predicate": "x:p",
                "cmp": "<",
                "value": {"value": "3", "datatype": "xsd:decimal"},
            },
            "all: C {p < 3}",
        ),
    ],
)
def test_forms_are_said_in_words(form: dict[str, Any], said: str) -> None:
    assert form_words(form, lambda identifier: identifier.removeprefix("x:"), "en") == said


def test_sentences_around_quotes_are_whole_and_each_said_once() -> None:
    text = "# Title\n\nMars is red. Rust is iron, and rust is old.\n" + "x " * 300 + "needle" + " y" * 300
    assert _around(text, [(9, 13), (17, 20)]) == "Mars is red."
    assert _around(text, [(2, 7), (22, 26), (30, 34)]) == "# Title … Rust is iron, and rust is old."
    at = text.index("needle")
    assert "needle" in _around(text, [(at, at + 6)]) and len(_around(text, [(at, at + 6)])) < 200


@pytest.mark.parametrize("name", ["火卫一", "Phobos", "ＰＨＯＢＯＳ"])
def test_an_entity_is_found_by_its_name(name: str, where: Path, program: Program) -> None:
    by_id = program("--lang", "en", "trace", "ast:phobos", "--in", where)
    assert program("--lang", "en", "trace", name, "--in", where).out == by_id.out != ""
    assert "ast:hall" in program("trace", "霍尔", "--in", where).out  # an alias
    assert program("trace", "没有的卫星", "--in", where).code == 2


def test_a_name_that_several_bear_is_asked_about(tmp_path: Path, program: Program) -> None:
    twin = ONTOLOGY.replace('"火卫二"@zh', '"火卫一"@zh ; skos:scopeNote "小"@zh').replace(
        '"火卫一"@zh, "Phobos"', '"火卫一"@zh, "Phobos"@en ; skos:scopeNote "大"@zh ; skos:altLabel "M1"'
    )
    folder = write_corpus(tmp_path / "c", ontology=twin)
    kgcorpus.open(folder).build()
    ran = program("--lang", "zh", "trace", "火卫一", "--in", folder)
    assert ran.code == 2 and "叫“火卫一”的不止一个：ast:deimos, ast:phobos" in ran.err
