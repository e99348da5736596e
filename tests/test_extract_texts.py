"""Plain texts with an ontology of labels only, and the output of ``extract --ontology``."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus.errors import InputError, UsageError
from kgcorpus.extract.texts import extract_file, extract_texts
from kgcorpus.model import Json
from kgcorpus.ontology import Ontology, load
from tests.garden import TURTLE

PLAIN = """
@prefix x: <https://example.org/x#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:Film a owl:Class ; rdfs:label "film" , "影视作品"@zh .
x:Person a owl:Class ; rdfs:label "human" , "人物"@zh .
x:director a owl:ObjectProperty ; rdfs:label "director" , "导演"@zh ; rdfs:domain x:Film ; rdfs:range x:Person .
x:releaseDate a owl:DatatypeProperty ; rdfs:label "上映时间"@zh ; rdfs:domain x:Film ; rdfs:range xsd:date .
x:birthPlace a owl:ObjectProperty ; rdfs:domain x:Person .
x:publicationDate a owl:DatatypeProperty ; rdfs:label "publication date" ; rdfs:domain x:Film .
x:runtime a owl:DatatypeProperty ; rdfs:label "runtime" ; rdfs:domain x:Film ; rdfs:range xsd:decimal .
"""


@pytest.fixture
def plain(tmp_path: Path) -> Ontology:
    path = tmp_path / "plain.ttl"
    path.write_text(PLAIN, encoding="utf-8")
    return load(path)


def triples(ontology: Ontology, text: str) -> set[tuple[str, str, str]]:
    [line] = extract_texts(ontology, [("1", text, None)])
    for fact in line["facts"]:
        for argument in (fact["subject"], fact["object"]):
            assert text[argument["start"] : argument["end"]] == argument["text"]
        assert 0 <= fact["evidence"]["start"] <= fact["subject"]["start"] and fact["object"]["end"] <= fact["evidence"]["end"] <= len(text)
    return {(f["subject"]["text"], f["predicate"], f["object"]["text"]) for f in line["facts"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jaws was directed by Steven Spielberg.", {("Jaws", "director", "Steven Spielberg")}),
        ("Jaws is a 1975 thriller film directed by Steven Spielberg.", {("Jaws", "director", "Steven Spielberg")}),
        ("The director of Jaws is Steven Spielberg.", {("Jaws", "director", "Steven Spielberg")}),
        ("Steven Spielberg directed Jaws.", {("Jaws", "director", "Steven Spielberg")}),
        ("Steven Spielberg was born in Cincinnati.", {("Steven Spielberg", "birthPlace", "Cincinnati")}),
        ("《英雄》由张艺谋导演，2002年12月14日上映。", {("英雄", "导演", "张艺谋"), ("英雄", "上映时间", "2002年12月14日")}),
        ("张艺谋导演的《英雄》很有名。", {("英雄", "导演", "张艺谋")}),
        ("《英雄》导演张艺谋，今年出席。", {("英雄", "导演", "张艺谋")}),
        ("Jaws was not directed by George Lucas.", {("Jaws", "director", "George Lucas")}),
        (
            "Neverwinter Nights 2: Storm of Zehir is a game film, directed by Rob McGinnis.",
            {("Neverwinter Nights 2: Storm of Zehir", "director", "Rob McGinnis")},
        ),
        ("She and Her Cat (Japanese: Neko) is a film directed by Ann Bell.", {("She and Her Cat", "director", "Ann Bell")}),
        ("Ann Bell was born in Madison, Wisconsin.", {("Ann Bell", "birthPlace", "Madison, Wisconsin")}),
        ("《英雄》是张艺谋执导的。", {("英雄", "导演", "张艺谋")}),
        ("《英雄》是一部由张艺谋执导的电影。", {("英雄", "导演", "张艺谋")}),
        ("张艺谋执导了《英雄》。", {("英雄", "导演", "张艺谋")}),
        ("《英雄》（导演：张艺谋）周五上映。", {("英雄", "导演", "张艺谋")}),
        ("《英雄》可能由张艺谋导演。", set()),
        ("The studio hopes that Jaws was directed by Steven Spielberg.", set()),
        ("Was Jaws directed by Steven Spielberg?", set()),
        ("Nothing is said here about films.", set()),
        ("Jaws is a film directed by Ann Bell and starring Tom Hill, Eve Stone and Max Ford.", {("Jaws", "director", "Ann Bell")}),
        ("The Grotto was first published in Donald Duck.", set()),
        ("The Grotto was published in 1947.", {("Grotto", "publication date", "1947")}),
    ],
)
def test_labels_alone_find_facts_between_spans_that_look_like_names(
    plain: Ontology, text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert triples(plain, text) == expected


def test_a_title_or_what_leads_up_to_a_statement_denies_nothing(plain: Ontology) -> None:
    for text in ("你不知道的是，张艺谋导演的《英雄》获得了大奖。", "《不见不散》之后，张艺谋导演了《英雄》。"):
        [line] = extract_texts(plain, [("1", text, None)])
        said = [(f["subject"]["text"], f["object"]["text"], f.get("negated", False)) for f in line["facts"]]
        assert ("英雄", "张艺谋", False) in said and not any(denied for _, _, denied in said)


def test_what_the_ontology_names_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "o.ttl"
    path.write_text(PLAIN + 'x:spielberg a x:Person ; rdfs:label "Steven Spielberg" .', encoding="utf-8")
    known = load(path)
    assert triples(known, "Jaws was directed by Steven Spielberg.") == {("Jaws", "director", "Steven Spielberg")}
    assert triples(known, "Jaws was directed by Somebody Else.") == set()


def test_a_line_has_the_shape_of_the_contract(plain: Ontology) -> None:
    text = "Jaws was not directed by George Lucas."
    [line] = extract_texts(plain, [("a", text, "en")])
    assert set(line) == {"id", "facts", "rejected"} and line["id"] == "a"
    [fact] = line["facts"]
    assert fact["subject"] == {"text": "Jaws", "start": 0, "end": 4, "type": "film"}
    assert fact["predicate_iri"] == "https://example.org/x#director"
    assert fact["negated"] is True
    assert fact["evidence"] == {"start": 0, "end": len(text)}
    assert set(fact) >= {"score", "made_by", "object"}


def test_known_terms_conditions_and_values_come_with_their_iris_and_literals(tmp_path: Path) -> None:
    path = tmp_path / "garden.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    ontology = load(path)
    [line] = extract_texts(ontology, [("1", "气温＞30℃时波尔多液禁用于白菜。代森锰锌的半衰期约为7天。代森锰锌可能引起落果。", None)])
    banned, half = sorted(line["facts"], key=lambda f: f["predicate"])[::-1]
    assert banned["object"]["entity"] == "https://example.org/garden#cabbage"
    assert banned["qualifiers"][0]["predicate_iri"] == "https://example.org/garden#temperature"
    assert banned["qualifiers"][0]["value"] == {"min": "30", "min_open": True, "datatype": "xsd:decimal", "unit": "°C"}
    assert half["object"]["value"]["value"] == "7" and half["predicate"] == "半衰期"
    assert [r["reason"] for r in line["rejected"]] == ["hedged"]


def written(ontology: str, source: Path, tmp_path: Path) -> tuple[bool, list[Json]]:
    path = tmp_path / "o.ttl"
    path.write_text(ontology, encoding="utf-8")
    out = io.BytesIO()
    fine = extract_file(path, source, out)
    return fine, [orjson.loads(line) for line in out.getvalue().splitlines()]


def test_texts_are_json_lines_a_document_or_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "b.md").write_text("# Jaws\n\nJaws was directed by Steven Spielberg.\n", encoding="utf-8")
    (folder / "a.txt").write_text("Steven Spielberg directed Jaws.", encoding="utf-8")
    fine, lines = written(PLAIN, folder, tmp_path)
    assert fine and [line["id"] for line in lines] == ["a.txt", "b.md"] and all(len(line["facts"]) == 1 for line in lines)
    fine, [line] = written(PLAIN, folder / "a.txt", tmp_path)
    assert fine and line["id"] == "a.txt"
    jsonl = tmp_path / "t.jsonl"
    jsonl.write_text('{"id": "1", "text": "Steven Spielberg directed Jaws.", "lang": "en"}\n\n{"text": 5}\nnot json\n', encoding="utf-8")
    fine, lines = written(PLAIN, jsonl, tmp_path)
    assert not fine and [("error" in line) for line in lines] == [False, True, True] and lines[2]["line"] == 4
    jsonl.write_text('{"id": 7, "text": "Steven Spielberg directed Jaws."}\n{"id": "x7", "text": "Nothing."}\n', encoding="utf-8")
    assert [line["id"] for line in written(PLAIN, jsonl, tmp_path)[1]] == [7, "x7"]


def test_no_texts_and_ids_given_twice_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "e.jsonl"
    empty.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError):
        written(PLAIN, empty, tmp_path)
    twice = tmp_path / "t.jsonl"
    twice.write_text('{"id": "1", "text": "a"}\n{"id": "1", "text": "b"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"t\.jsonl:2"):
        written(PLAIN, twice, tmp_path)
    with pytest.raises(InputError):
        written(PLAIN, tmp_path / "absent", tmp_path)


def many(tmp_path: Path) -> tuple[Path, Path]:
    """An ontology and seventy texts, one of them not readable."""
    path, texts = tmp_path / "o.ttl", tmp_path / "many.jsonl"
    path.write_text(PLAIN, encoding="utf-8")
    said = [f"Film {n} was directed by Ann Bell." if n % 2 else f"《英雄{n}》由张艺谋导演。" for n in range(70)]
    lines = [orjson.dumps({"id": n, "text": text}) for n, text in enumerate(said)]
    texts.write_bytes(b"\n".join([*lines[:40], b"not json", *lines[40:]]))
    return path, texts


@pytest.mark.parametrize("how", [{"workers": 2}, {"workers": 2, "ray": "local"}])
def test_processes_that_share_the_texts_give_the_same_bytes(tmp_path: Path, how: dict[str, Any]) -> None:
    if "ray" in how:
        pytest.importorskip("ray", reason='Ray is not installed (pip install "kgcorpus[ray]")')
    path, texts = many(tmp_path)
    alone, shared = io.BytesIO(), io.BytesIO()
    assert not extract_file(path, texts, alone) and not extract_file(path, texts, shared, **how)
    assert shared.getvalue() == alone.getvalue() and alone.getvalue().count(b"\n") == 71
