"""A team's Neo4j database as a source: a snapshot that is a document, whose lines are the evidence of facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from kgcorpus.documents.passages import Unreadable
from kgcorpus.documents.records import jsonl
from kgcorpus.forms_cypher import Statement
from kgcorpus.graph.neo4j import Server, connect
from kgcorpus.model import Fact
from kgcorpus.store import Store
from tests.running import Program
from tests.small import CORPUS, ONTOLOGY, write_corpus
from tests.test_triples import LABEL, TYPE, document, ontology, read

LINE = '{"subject":"<http://x/a>","predicate":"<http://x/p>","object":"<http://x/b>"}'
MORE = ', "qualifiers": [{"predicate": "<http://x/q>", "object": {"value": "a \\"b\\" 中"}}]}'


# --------------------------------------------------------------------------------------------- reading the lines


def test_a_graph_s_lines_are_rows_whose_cells_stand_in_the_text() -> None:
    text = LINE + "\n" + ' {"subject": "<http://x/a>", "predicate" : "<http://x/v>","object":{"value":"5 mg","lang":"en"}' + MORE + "\n"
    (found,) = jsonl()(text.encode())
    (passage,) = found.passages
    assert [[cell.text for cell in row] for row in passage.rows] == [
        ["<http://x/a>", "<http://x/p>", "<http://x/b>"],
        ["<http://x/a>", "<http://x/v>", '"5 mg"', "<http://x/q>", '"a \\"b\\" 中"'],
    ]
    assert all(found.text[cell.start : cell.end] == cell.text for row in passage.rows for cell in row)
    assert found.key is None and passage.kind == "table"


@pytest.mark.parametrize(
    "line",
    ['{"subject":"<http://x/a>","predicate":"<http://x/p>"}', LINE[:-1] + ',"colour":"red"}', LINE[:-1] + ',"qualifiers":[{}]}',
     '{"subject":"<http://x/a>","predicate":"<http://x/p>","object":["<http://x/b>"]}', LINE[:-1], LINE.replace("/b", "/\\ud83d\\ude00"),
     LINE[:-1] + ',"qualifiers":"all"}', "[1]", '{"text": "prose"}'],
)  # fmt: skip
def test_a_line_that_is_none_is_told_with_its_number(line: str) -> None:
    with pytest.raises(Unreadable) as told:
        jsonl()(f"{LINE}\n{line}\n".encode())
    assert (told.value.reason, told.value.place) == ("syntax_error", "line 2")


def test_lines_of_prose_are_still_texts() -> None:
    assert [found.key for found in jsonl()(b'{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n')] == ["a", "b"]


def test_a_line_s_qualifier_is_the_fact_s() -> None:
    rows: list[tuple[str, ...]] = [
        ("<http://x/metformin>", TYPE, "<http://x/Drug>"), ("<http://x/metformin>", LABEL, '"二甲双胍"'),
        ("<http://x/metformin>", "<http://x/treats>", "<http://x/t2d>", "<http://x/age>", '"65"'),
        ("<http://x/metformin>", "<http://x/dose>", '"500"', "<http://x/treats>", "<http://x/t2d>"),
    ]  # fmt: skip
    resolved, rejections = read(document(rows, "jsonl"))
    (fact,) = resolved.facts
    assert [(q.predicate, q.value.value) for q in fact.qualifiers] == [("x:age", "65")]  # type: ignore[union-attr]
    assert [span.quote for evidence in fact.evidence for span in evidence.spans if span.role == "qualifier"] == ['"65"']
    assert [rejection.reason for rejection in rejections] == ["unknown_predicate"]
    assert ontology().predicates["x:age"].qualifier == "condition"


# --------------------------------------------------------------------------------------------- a real database

MADE = """
CREATE (mars:Planet {name: '火星', id: 4}), (p:Moon {name: '火卫一', id: 1, year_of_discovery: 1877, colour: 'grey'})
CREATE (d:Moon:Body {name: '火卫二', id: 2}), (x:`Odd``label` {name: 'x'}), (n:Moon {weight: 3}), (h:Astronomer {id: 9, name: '霍尔'})
CREATE (mars)-[:HAS_MOON]->(p), (mars)-[:HAS_MOON {certain: true}]->(d), (p)-[:`discovered by`]->(h)
CREATE (mars)-[:NEAR]->(x), (n)-[:orbits]->(mars)
"""


@pytest.fixture
def database(neo4j_uri: str, neo4j_alone: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NEO4J_URI", neo4j_uri)
    with connect() as server:
        server.write("MATCH (x) DETACH DELETE x", {})
        server.write(MADE, {})
        yield server
        server.write("MATCH (x) DETACH DELETE x", {})


def test_a_chosen_part_is_a_document_and_what_does_not_fit_is_told(database: Server, tmp_path: Path, program: Program) -> None:
    (tmp_path / "o.ttl").write_text(ONTOLOGY)
    out = tmp_path / "neo4j.jsonl"
    code, said, _ = program("import", "neo4j", out, "--ontology", tmp_path / "o.ttl", "--json")
    found = json.loads(said)
    assert code == 0 and (found["entities"], found["facts"]) == (4, 3)
    assert [(row["what"], row["name"], row["times"]) for row in found["left"]] == [
        ("label", "Odd`label", 1), ("node", "Moon", 1), ("property", "Moon.colour", 1), ("relationship", "HAS_MOON", 1),
        ("relationship", "orbits", 1), ("type", "NEAR", 1),
    ]  # fmt: skip
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    base, planets = "urn:kgcorpus:neo4j:", "<https://example.org/planets#"
    assert [line["object"] for line in lines if line["predicate"] == f"{planets}discoveryYear>"] == [{"value": "1877"}]
    assert {"subject": f"<{base}Planet:4>", "predicate": f"{planets}hasMoon>", "object": f"<{base}Moon:1>"} in lines
    before = out.read_bytes()
    program("import", "neo4j", out, "--ontology", tmp_path / "o.ttl")
    assert out.read_bytes() == before


def test_labels_types_and_properties_are_chosen_and_mapped(database: Server, tmp_path: Path, program: Program) -> None:
    (tmp_path / "o.ttl").write_text(ONTOLOGY)
    (tmp_path / "map.toml").write_text(
        '[types]\n"discovered by" = "ast:discoveredBy"\nHAS_MOON = "^ast:orbits"\n[properties]\ncertain = ""\ncolour = ""\n'
    )
    asked = ("--label", "Moon", "--label", "Planet", "--label", "Astronomer", "--type", "HAS_MOON", "--type", "discovered by")
    code, said, err = program(
        "import", "neo4j", tmp_path / "s.jsonl", "--ontology", tmp_path / "o.ttl", *asked, "--map", tmp_path / "map.toml", "--json"
    )
    assert code == 0, err
    assert [row["name"] for row in json.loads(said)["left"]] == ["Moon"]
    planets = "<https://example.org/planets#"
    lines = [json.loads(line) for line in (tmp_path / "s.jsonl").read_text().splitlines()]
    wanted = (f"{planets}orbits>", f"{planets}discoveredBy>")
    facts = sorted((line["subject"], line["predicate"]) for line in lines if line["predicate"] in wanted)
    assert facts == [("<urn:kgcorpus:neo4j:Moon:1>", f"{planets}discoveredBy>")] + [
        (f"<urn:kgcorpus:neo4j:Moon:{n}>", f"{planets}orbits>") for n in (1, 2)
    ]
    code, _, err = program("import", "neo4j", tmp_path / "s.jsonl", "--ontology", tmp_path / "o.ttl", "--label", "Mooon")
    assert code == 2 and "no label 'Mooon' in the database" in err and "did you mean 'Moon'?" in err


def test_a_snapshot_is_built_into_facts_with_its_lines_as_evidence(database: Server, tmp_path: Path, program: Program) -> None:
    corpus = write_corpus(tmp_path / "planets", documents={})
    assert "no [[source]] of corpus.toml fits neo4j.jsonl" in program("import", "neo4j", corpus).err
    corpus = write_corpus(corpus, documents={}, corpus=CORPUS.replace('"*.csv"', '"*.csv", "*.jsonl"'))
    for stage in ("ingest", "extract", "verify"):
        program(stage, corpus)
    asked = {"op": "step", "of": {"op": "entity", "id": "ast:mars"}, "predicate": "ast:hasMoon"}
    (tmp_path / "forms.jsonl").write_text(json.dumps({"id": 1, "form": asked}))
    assert json.loads(program("answer", corpus, tmp_path / "forms.jsonl").out)["answers"] == ["ast:phobos"]
    with Store(corpus / "corpus.db") as kept:
        facts = [Fact.from_json(orjson.loads(raw)) for _, raw in kept.records("fact")]
    text = (corpus / "documents" / "neo4j.jsonl").read_text()
    spans = [span for fact in facts if fact.predicate == "ast:hasMoon" for evidence in fact.evidence for span in evidence.spans]
    assert spans and all(span.document == "neo4j.jsonl" and text[span.start : span.end] == span.quote for span in spans)
    assert database.run(Statement("MATCH (x:KgcTerm) RETURN x", {})) == []
