"""Ids that were merged away: answers, traces and grades by them are those of the entity that stands for them, in a corpus and a release."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.running import Program
from tests.small import ONTOLOGY, write_corpus

OLD = 'ast:airy a owl:NamedIndividual, ast:Astronomer ; skos:prefLabel "霍尔教授"@zh, "Professor Hall"@en .\n'


@pytest.fixture
def merged(tmp_path: Path, program: Program) -> Path:
    folder = write_corpus(tmp_path, ontology=ONTOLOGY + OLD)
    (folder / "aliases.jsonl").write_text('{"who": "li", "when": "2026-10-01", "merge": ["ast:airy"], "into": "ast:hall"}\n')
    assert program("build", folder).code == 0
    return folder


def test_forms_traces_and_grades_by_an_old_id_find_the_entity_that_stands_for_it(merged: Path, program: Program) -> None:
    forms = merged / "forms.jsonl"
    form = {"op": "step", "of": {"op": "entity", "id": "ast:airy"}, "predicate": "ast:discoveredBy", "inverse": True}
    forms.write_bytes(orjson.dumps({"id": "1", "form": form}))
    (merged / "gold.jsonl").write_text(
        '{"id": "1", "question": "Who?", "mode": "all", "answers": [{"id": "ast:airy", "value": "Professor Hall", "type": "entity"}]}\n'
    )
    (merged / "given.jsonl").write_text('{"id": "1", "answer": "Asaph Hall"}\n')
    release = merged / "releases" / "default"
    for where in (merged, release):
        ran = program("answer", where, forms)
        assert orjson.loads(ran.out)["answers"] == ["ast:deimos", "ast:phobos"]
        traced = orjson.loads(program("trace", "ast:airy", "--in", where, "--json").out)
        assert traced["kind"] == "entity" and traced["record"]["id"] == "ast:hall" and len(traced["facts"]) >= 2
        ran = program("grade", merged / "gold.jsonl", merged / "given.jsonl", "--corpus", where)
        assert orjson.loads(ran.out)["verdict"] == "correct"
    assert program("audit", release).code == 0


def test_without_merges_a_release_has_no_list_of_them(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path)
    assert program("build", folder).code == 0
    assert not (folder / "releases" / "default" / "merged.jsonl").exists()
