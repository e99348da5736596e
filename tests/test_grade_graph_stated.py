"""The facts that a long answer states, each supported, contradicted or not in the graph."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson
import pytest

from kgcorpus.errors import UsageError
from kgcorpus.grade.running import grade_all, grade_file
from tests.harbour import known
from tests.running import Program
from tests.small import write_corpus


def stated(answer: str, lang: str = "en") -> list[dict[str, Any]]:
    found = known().stated(answer, lang)
    assert all(answer[line["start"] : line["end"]] == line["text"] for line in found)
    return found


@pytest.mark.parametrize(
    ("sentence", "status", "reason"),
    [
        ("Heron belongs to the Sandpiper class.", "supported", ""),
        ("苍鹭号属于矶鹬级。", "supported", ""),
        ("Heron belongs to the Plover class.", "contradicted", ""),
        ("苍鹭号属于鸻鸟级。", "contradicted", ""),
        ("Heron calls at Northcape.", "contradicted", ""),  # all its ports of call are listed
        ("海鸥号停靠西湾港。", "not_in_graph", ""),  # of this ship they are not
        ("Heron calls at Westbay and Eastreef.", "supported", ""),
        ("Plover class do not carry coal.", "supported", ""),
        ("Plover class carry coal.", "contradicted", ""),
        ("Heron is 180 m long.", "supported", ""),
        ("Heron is 0.18 km long.", "supported", ""),
        ("Heron is 200 m long.", "contradicted", ""),
        ("Tern is 60 m long.", "contradicted", "outdated"),  # an earlier edition
        ("The Plover class carry timber.", "not_in_graph", ""),
        ("Heron sails under the flag of Oceania Land.", "supported", ""),
        ("Heron sails under the flag of Long Island State.", "contradicted", "outdated"),
        ("海鸥号停靠南屿港。", "contradicted", "outdated"),
        ("Heron sails under the flag of Oceania Land since 2023.", "supported", ""),
        ("Heron sails under the flag of Oceania Land since 2019.", "contradicted", "other_date"),
        ("苍鹭号自2019年起悬挂远洋国旗。", "contradicted", "other_date"),
        ("苍鹭号自2023年起悬挂远洋国旗。", "supported", ""),
        ("Since 2019 Heron sails under the flag of Oceania Land.", "not_in_graph", ""),  # the date is not read as one of the fact
        ("Eastreef lies in Oceania Land.", "supported", ""),  # by way of the province
    ],
)
def test_a_stated_fact_is_held_against_the_graph(sentence: str, status: str, reason: str) -> None:
    found = stated(sentence)
    assert found, sentence
    assert {(line["status"], line.get("reason", "")) for line in found} == {(status, reason)}
    for line in found:
        assert line.get("evidence") or status == "not_in_graph"


@pytest.mark.parametrize(
    "sentence", ["I do not know.", "Heron is a fine ship.", "Does Heron call at Westbay?", "苍鹭号可能停靠北岬港。", ""]
)
def test_what_states_no_fact_is_left_out(sentence: str) -> None:
    assert stated(sentence) == []


def test_facts_of_a_long_answer_come_in_order_with_their_sentences_and_evidence() -> None:
    answer = (
        "<think>Heron belongs to the Plover class.</think>Here is what I know.\n\n- **Heron** belongs to the Sandpiper class.\n"
        "- It calls at Westbay. Heron calls at Northcape, too.\n\nGull is 80 m long."
    )
    found = stated(answer)
    assert [(line["text"], line["status"]) for line in found if "It" not in line["text"]] == [
        ("**Heron** belongs to the Sandpiper class.", "supported"),
        ("Heron calls at Northcape, too.", "contradicted"),
        ("Gull is 80 m long.", "contradicted"),
    ]
    assert found[0]["fact"].startswith("f-")
    assert found[0]["evidence"][0]["quote"] == "Heron belongs to the Sandpiper class"
    assert found[-1]["stated"]["said"] == "Gull — length — 80 m"


def test_claims_stand_in_the_verdict_only_where_they_are_asked_for() -> None:
    gold = [
        {"id": "1", "question": "Of which family is Heron?", "mode": "all", "answers": [{"value": "Sandpiper class", "type": "entity"}]}
    ]
    answers = [{"id": "1", "answer": "Heron belongs to the Sandpiper class. Heron calls at Northcape."}]
    plain, with_claims = (next(iter(grade_all(gold, answers, known=known(), claims=asked))) for asked in (False, True))
    assert "claims" not in plain
    assert [line["status"] for line in with_claims["claims"]] == ["supported", "contradicted"]
    assert with_claims["verdict"] == plain["verdict"] == "correct"


def test_without_a_graph_claims_are_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(orjson.dumps({"id": "1", "question": "?", "answers": [], "mode": "none"}))
    (tmp_path / "answers.jsonl").write_bytes(b"")
    with pytest.raises(UsageError, match="no graph"):
        grade_file(tmp_path / "gold.jsonl", tmp_path / "answers.jsonl", io.BytesIO(), claims=True)


def test_a_release_and_its_corpus_folder_say_the_same(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "planets")
    assert program("build", folder).code == 0
    release = folder / "releases" / "default"
    question = {"id": "1", "question": "Which moons does Mars have?", "mode": "some", "answers": [{"value": "Phobos", "type": "entity"}]}
    question["form"] = {"op": "step", "of": {"op": "entity", "id": "ast:mars"}, "predicate": "ast:hasMoon"}
    (tmp_path / "gold.jsonl").write_bytes(orjson.dumps(question))
    answer = "Phobos, Deimos and Titania. Titania was discovered by William Herschel. Phobos was discovered by William Herschel."
    (tmp_path / "answers.jsonl").write_bytes(orjson.dumps({"id": "1", "answer": answer}))
    lines = []
    for graph in (folder, release):
        ran = program("grade", tmp_path / "gold.jsonl", tmp_path / "answers.jsonl", "--corpus", graph, "--claims")
        assert ran.code == 0, ran.err
        lines.append(orjson.loads(ran.out))
    assert lines[0] == lines[1]
    assert lines[0]["matched"] == ["Phobos", "Deimos"] and lines[0]["extra"] == ["titania"]
    assert "lists every moon of Mars (Deimos, Phobos), and “Titania” is not among them" in lines[0]["explanation"]
    assert [line["status"] for line in lines[0]["claims"]] == ["supported", "not_in_graph"]
