from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from kgcorpus.errors import InputError
from kgcorpus.extract.score import score, score_files, score_table
from kgcorpus.ontology import OntClass, Ontology, Predicate


def fact(
    subject: str, predicate: str, object: str, text: str, types: tuple[str | None, str | None] = (None, None), **more: object
) -> dict[str, object]:
    def end(name: str, type_: str | None) -> dict[str, object]:
        at = text.index(name)
        return {"text": name, "start": at, "end": at + len(name)} | ({"type": type_} if type_ else {})

    return {"subject": end(subject, types[0]), "predicate": predicate, "object": end(object, types[1])} | more


TEXT = "二甲双胍治疗2型糖尿病，二甲双胍可引起腹泻。"
TYPES = ("药物", "疾病")
GOLD = {
    "id": "1",
    "text": TEXT,
    "triples": [fact("二甲双胍", "治疗", "2型糖尿病", TEXT, TYPES), fact("二甲双胍", "引起", "腹泻", TEXT, ("药物", "症状"))],
}


def one(prediction: list[dict[str, object]], gold: dict[str, object] | None = None) -> dict[str, dict[str, float]]:
    return score([gold or GOLD], [{"facts": prediction}])["levels"]


def test_a_perfect_prediction_scores_one_at_each_level() -> None:
    assert all(level["f1"] == 1.0 for level in one(GOLD["triples"]).values())  # type: ignore[arg-type]


def test_a_wrong_type_fails_only_the_typed_level() -> None:
    levels = one([fact("二甲双胍", "治疗", "2型糖尿病", TEXT, ("药物", "症状"))])
    assert [levels[level]["agree"] for level in ("typed", "boundary", "string")] == [0, 1, 1]


def test_a_wrong_span_fails_all_but_the_string_level() -> None:
    wrong = fact("二甲双胍", "治疗", "2型糖尿病", TEXT, TYPES)
    wrong["subject"] = {"text": "二甲双胍", "start": 12, "end": 16, "type": "药物"}
    levels = one([wrong])
    assert [levels[level]["agree"] for level in ("typed", "boundary", "string")] == [0, 0, 1]
    assert levels["typed"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "agree": 0, "predicted": 1, "gold": 2}


def test_string_counts_a_fact_once_however_often_it_is_found() -> None:
    again = fact("二甲双胍", "治疗", "2型糖尿病", TEXT, TYPES)
    again["subject"] = {"text": "二甲双胍", "start": 12, "end": 16, "type": "药物"}
    levels = one([GOLD["triples"][0], again])  # type: ignore[index]
    assert (levels["string"]["predicted"], levels["boundary"]["predicted"]) == (1, 2)


def test_the_predicate_may_be_given_by_label_or_iri() -> None:
    found = fact("二甲双胍", "treats", "2型糖尿病", TEXT, TYPES, predicate_iri="http://x/treats")
    gold = {"text": TEXT, "triples": [fact("二甲双胍", "http://x/treats", "2型糖尿病", TEXT)]}
    assert one([found], gold)["typed"]["f1"] == 1.0


def test_a_negated_fact_is_not_the_plain_one() -> None:
    levels = one([fact("二甲双胍", "治疗", "2型糖尿病", TEXT, TYPES, negated=True)])
    assert levels["string"]["agree"] == 0


def test_gold_without_offsets_counts_at_its_first_occurrence_and_this_is_said() -> None:
    gold = {"text": TEXT, "triples": [{"subject": {"text": "二甲双胍"}, "predicate": "引起", "object": {"text": "腹泻"}}]}
    report = score([gold], [{"facts": [fact("二甲双胍", "引起", "腹泻", TEXT)]}])
    assert report["levels"]["boundary"]["f1"] == 1.0
    assert report["gold_without_offsets"] == 1
    assert "first occurrence" in score_table(report, "en")
    assert "首次出现" in score_table(report, "zh")


def test_gold_that_is_not_in_the_text_is_said_and_met_by_string_alone() -> None:
    gold = {"text": TEXT, "triples": [{"subject": {"text": "格华止"}, "predicate": "引起", "object": {"text": "腹泻"}}]}
    report = score([gold], [{"facts": [{"subject": {"text": "格华止"}, "predicate": "引起", "object": {"text": "腹泻"}}]}])
    assert report["gold_in_text"] == 0.0
    assert [report["levels"][level]["agree"] for level in ("typed", "boundary", "string")] == [0, 0, 1]


def test_offset_exactness_is_the_share_of_ends_whose_text_stands_there() -> None:
    shifted = fact("二甲双胍", "治疗", "2型糖尿病", TEXT, TYPES)
    shifted["object"] = {"text": "2型糖尿病", "start": 5, "end": 11}
    assert score([GOLD], [{"facts": [shifted]}])["offsets_exact"] == 0.5


def test_conformance_is_by_the_ontology_or_by_the_types_of_gold() -> None:
    wrong = fact("二甲双胍", "治疗", "2型糖尿病", TEXT, ("疾病", "药物"))
    right = fact("二甲双胍", "治疗", "2型糖尿病", TEXT, ("双胍类", "疾病"))
    ontology = Ontology(
        classes={
            "x:Drug": OntClass("x:Drug", {"zh": "药物"}),
            "x:Big": OntClass("x:Big", {"zh": "双胍类"}, parents=("x:Drug",)),
            "x:Disease": OntClass("x:Disease", {"zh": "疾病"}),
        },
        predicates={"x:treats": Predicate("x:treats", labels={"zh": "治疗"}, domain=("x:Drug",), range=("x:Disease",))},
    )
    assert score([GOLD], [{"facts": [wrong, right]}], ontology=ontology)["conformance"] == 0.5
    assert score([GOLD], [{"facts": [wrong, right, *GOLD["triples"]]}])["conformance"] == 0.5  # type: ignore[misc]


def test_each_predicate_has_its_own_figures() -> None:
    report = score([GOLD], [{"facts": [GOLD["triples"][0], fact("腹泻", "治疗", "2型糖尿病", TEXT)]}])  # type: ignore[index]
    treats, causes = report["predicates"]["治疗"]["typed"], report["predicates"]["引起"]["typed"]
    assert (treats["precision"], treats["recall"]) == (0.5, 1.0)
    assert (causes["precision"], causes["recall"]) == (None, 0.0)


def write(path: Path, lines: list[object]) -> Path:
    path.write_bytes(b"\n".join(orjson.dumps(line) for line in lines))
    return path


def test_files_are_joined_by_id_and_what_is_missing_or_surplus_is_counted(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", [GOLD, {**GOLD, "id": "2"}])
    pred = write(tmp_path / "pred.jsonl", [{"id": "9", "facts": []}, {"id": "1", "facts": GOLD["triples"]}])
    report = score_files(gold, pred)
    assert report["levels"]["typed"]["recall"] == 0.5
    assert (report["missing_predictions"], report["surplus_predictions"]) == (1, 1)


def test_gold_without_ids_is_joined_by_line(tmp_path: Path) -> None:
    plain = {k: v for k, v in GOLD.items() if k != "id"}
    gold = write(tmp_path / "gold.jsonl", [plain, {"text": "空", "triples": []}])
    pred = write(tmp_path / "pred.jsonl", [{"id": "x", "facts": GOLD["triples"]}])
    report = score_files(gold, pred)
    assert (report["levels"]["typed"]["f1"], report["missing_predictions"]) == (1.0, 1)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([GOLD, GOLD], "stands twice"),
        ([], "no examples"),
        ([[1]], "one object a line"),
        ([{"text": "a", "triples": [{"predicate": "p"}]}], "subject"),
    ],
)
def test_a_file_that_cannot_be_scored_says_where_and_why(tmp_path: Path, lines: list[object], message: str) -> None:
    gold = write(tmp_path / "gold.jsonl", lines)
    pred = write(tmp_path / "pred.jsonl", [{"id": "1", "facts": []}])
    with pytest.raises(InputError, match=message):
        score_files(gold, pred)


def test_the_table_has_a_row_for_all_and_for_each_predicate() -> None:
    table = score_table(score([GOLD], [{"facts": GOLD["triples"]}]), "en")
    assert [line.split()[0] for line in table.splitlines()[1:4]] == ["all", "引起", "治疗"]
    assert "offsets exact: 100.0%" in table


def test_gold_without_types_says_nothing_of_conformance() -> None:
    plain = {"text": TEXT, "triples": [{"subject": {"text": "二甲双胍"}, "predicate": "治疗", "object": {"text": "2型糖尿病"}}]}
    assert score([plain], [{"facts": [fact("二甲双胍", "治疗", "2型糖尿病", TEXT, ("药物", "疾病"))]}])["conformance"] is None
