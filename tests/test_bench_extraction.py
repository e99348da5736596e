"""The benchmark of extraction with examples, on small sets of its own in the shape of the published ones."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import orjson
import pytest

from kgcorpus.extract.learning.applying import Found
from kgcorpus.extract.learning.examples import Argument
from tests.bench import extraction_data, extraction_figures, learning_curve
from tests.bench.curve import Curve, chart
from tests.bench.extraction_data import Example, divided, drawn, parts, tenth
from tests.bench.extraction_figures import finds_of, quality, row, sureness

MAKERS = ["恒通机械有限公司", "宏达泵业集团", "金源设备有限公司", "华泰制造厂", "永安机电公司", "新瑞工业集团"]
ONTOLOGY = """
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <http://example.org/pump#> .
:Pump a owl:Class ; rdfs:label "Pump" . :Maker a owl:Class ; rdfs:label "Maker" .
:maker a owl:ObjectProperty ; rdfs:label "maker" ; rdfs:domain :Pump ; rdfs:range :Maker .
"""


def _lines(*objects: object) -> bytes:
    return b"".join(orjson.dumps(one) + b"\n" for one in objects)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Both shapes of set: triples with types under a schema, and sentences under an ontology, one line for each fact."""
    zh = tmp_path / "duie"
    zh.mkdir()
    schema = {"subject_type": "水泵", "predicate": "生产商", "object_type": {"@value": "企业"}}
    (zh / "schema.json").write_bytes(_lines(schema))
    lines = []
    for n in range(60):
        pump, maker = f"清泉{n + 10}型", MAKERS[n % 6]
        spo = {**schema, "subject": pump, "object": {"@value": maker}}
        lines.append({"text": f"{pump}由{maker}研制。", "spo_list": [spo]})
        lines.append({"text": f"{pump}在展会上摆在{maker}旁边。", "spo_list": []})
    (zh / "train.jsonl").write_bytes(_lines(*lines))
    en = tmp_path / "text2kgbench" / "wikidata_tekgen"
    (en / "train").mkdir(parents=True)
    (en / "ontologies" / "owl").mkdir(parents=True)
    (en / "ontologies" / "owl" / "ont_1_pump.ttl").write_text(ONTOLOGY, encoding="utf-8")
    facts = [
        {"sub_label": f"Aqua_{n // 2}_(pump)", "rel_label": "maker", "obj_label": "Elm", "sent": f"Aqua {n // 2} is made by Elm, says {n}."}
        for n in range(60)
    ]
    (en / "train" / "ont_1_pump_train.jsonl").write_bytes(_lines(*facts, facts[0]))
    monkeypatch.setattr(extraction_data, "DATA", tmp_path)
    return tmp_path


def test_sets_are_read_with_their_types_and_each_sentence_once(data: Path) -> None:
    [(_, ontology, examples)] = parts("duie")
    assert [p.labels for p in ontology.predicates.values() if p.labels.get("zh") == "生产商"]
    assert examples[0]["triples"] == [
        {"subject": {"text": "清泉10型", "type": "水泵"}, "predicate": "生产商", "object": {"text": MAKERS[0], "type": "企业"}}
    ]
    [(name, _, sentences)] = parts("wikidata_tekgen")
    assert (name, len(sentences)) == ("ont_1_pump", 60)
    assert sentences[0]["triples"] == [{"subject": {"text": "Aqua 0"}, "predicate": "maker", "object": {"text": "Elm"}}]
    [(_, _, given)] = parts("wikidata_tekgen", as_given=True)
    assert given[0]["triples"][0]["subject"]["text"] == "Aqua 0 (pump)"


def test_what_is_held_out_is_not_learned_from(data: Path) -> None:
    [(_, _, texts)] = parts("duie")
    given, held = divided(texts, "test", by_subject=False)
    assert held and {tenth(e["text"]) for e in held} == {0} and len(given) + len(held) == len(texts)
    given, held = divided(texts, "dev", by_subject=False)
    assert held and {tenth(e["text"]) for e in held} == {1}
    assert given and not {0, 1} & {tenth(e["text"]) for e in given}


def test_held_out_subjects_are_in_no_example(data: Path) -> None:
    [(_, _, texts)] = parts("wikidata_tekgen", as_given=True)
    given, held = divided(texts, "test", by_subject=True)
    subjects = [{t["subject"]["text"] for e in some for t in e["triples"]} for some in (given, held)]
    assert subjects[0] and subjects[1] and not subjects[0] & subjects[1]
    second = {"id": "x", "text": "Two at once.", "lang": "en", "triples": [*given[0]["triples"], *held[0]["triples"]]}
    again, kept = divided([*texts, second], "test", by_subject=True)
    assert second not in again and second not in kept  # it is about a held-out subject as well as another
    assert drawn(texts, 5) == drawn(list(reversed(texts)), 5) != drawn(texts, 5, "other")


def test_a_row_goes_through_training_reading_and_scoring(data: Path) -> None:
    found = row("duie", "full", "test")
    none = row("duie", "none", "test")
    assert found["levels"]["string"]["f1"] > 0.9 > (none["levels"]["string"]["f1"] or 0.0)
    assert found["levels"]["typed"] == found["levels"]["string"]
    assert found["gold_in_text"] == found["offsets_exact"] == found["conformance"] == 1.0
    assert found["calibration_error"] is not None and none["calibration_error"] is None
    assert found["texts"] == none["texts"] and found["model_mb"] > 0 == none["model_mb"] and found["training"] > 0
    assert row("duie", "50", "test")["examples"] == 50
    table = quality([{"set": "duie", "size": "full", **found}, {"set": "duie", "size": "none", **none}])
    assert "0.55 ✓ / 0.62 ✓" in table[2] and "1.0 ✓ | 1.0 ✓" in table[2] and "duie | none" in table[3]
    assert len({line.count("|") for line in table}) == 1
    [_, _, costs] = sureness([{"set": "duie", "size": "full", "peak_mb": 300.0, **found}, {"set": "duie", "size": "none", **none}])
    assert costs.startswith("| duie | all (")


def test_the_calibration_counts_what_was_found_and_what_was_too_unsure() -> None:
    def fact(object_: str, score: float, made_by: str = "learned", **more: object) -> Example:
        return {"subject": {"text": "A"}, "predicate": "maker", "object": {"text": object_}, "score": score, "made_by": made_by, **more}

    example = {"text": "…", "triples": [fact("B", 1.0), fact("C", 1.0)]}
    low = {"reason": "low_score", "made_by": "learned"}
    unsure = [{**low, "text": "A · maker · C", "score": 0.2}, {**low, "text": "A · maker · G", "score": 0.1}]
    line = {
        "facts": [fact("b", 0.97), fact("D", 0.6), fact("E", 0.9, "pattern"), fact("F", 0.9, negated=True)],
        "rejected": [*unsure, {"reason": "hedged", "made_by": "learned"}],
    }
    assert finds_of(example, line, 0.95) == [(0.97, True, True), (0.6, False, False), (0.2, True, False), (0.1, False, False)]


def test_a_share_below_one_never_looks_like_one() -> None:
    assert [extraction_figures._whole(value) for value in (1.0, 0.99999, None)] == ["1.0 ✓", "0.9999 ✗", "–"]


def test_without_the_sets_nothing_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(extraction_figures, "DATA", tmp_path / "absent")
    extraction_figures.main([])
    assert "is not there: nothing measured" in capsys.readouterr().out


class Unsure:
    """A model that is the surer of a text the longer it is."""

    def __init__(self, predicates: dict[str, str]) -> None:
        self.predicates = predicates

    def find(self, texts: list[tuple[str, str]]) -> list[list[Found]]:
        """One fact in each text of a known one."""
        known = [self.predicates.get(text) for text, _ in texts]
        ends = Argument(0, 1), Argument(1, 2)
        return [
            [Found(ends[0], name, name, ends[1], 0.5 + len(text) / 100, True, False)] if name else []
            for name, (text, _) in zip(known, texts, strict=True)
        ]


def test_the_next_sentences_are_those_of_the_least_sure_facts_with_predicates_in_turn() -> None:
    pool = [{"id": text, "text": text, "lang": "en", "triples": []} for text in ("aa", "aaa", "aaaa", "bbbbbb", "nothing", "seen")]
    model = Unsure({"aa": "p", "aaa": "p", "aaaa": "p", "bbbbbb": "q", "seen": "p"})
    asked = learning_curve.next_sentences(pool, pool[-1:], model, 5)  # type: ignore[arg-type]
    assert [e["text"] for e in asked] == ["aa", "bbbbbb", "aaa", "aaaa", "nothing"]
    assert [e["text"] for e in learning_curve.next_sentences(pool, pool[-1:], model, 2)] == ["aa", "bbbbbb"]  # type: ignore[arg-type]
    without = learning_curve.next_sentences(pool, pool[-1:], None, 3)
    assert without == drawn(pool[:-1], 3, learning_curve.DRAWS[0])


def test_both_orders_are_measured_at_each_size_that_can_be_filled(data: Path) -> None:
    of = learning_curve.fields("zh", 40)
    sizes, values = learning_curve.curves(of, (10, 40, 80))
    assert sizes == [10, 40] and len(of[0].pool) == 40
    assert values["informative"][-1] == values["random"][-1] > 0.5  # all of the pool, in whatever order
    found = {"zh": (sizes, values), "en": ([25, 50], {"informative": [0.1, 0.3], "random": [0.1, 0.25]})}
    for labels, words in learning_curve.WORDS.items():
        root = ElementTree.fromstring(learning_curve.drawing(found, labels))
        said = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert words["informative"] in said and words["random"] in said and {"0.25", "0.30"} <= set(said)
        assert len(list(root.iter("{http://www.w3.org/2000/svg}polyline"))) == 4


def test_numbers_of_the_lower_curve_stand_below_it() -> None:
    drawn_ = chart("t", [Curve("a", [(1, 0.2), (2, 0.5)], ""), Curve("b", [(1, 0.3), (2, 0.4)], "")], "x", even=True)
    root = ElementTree.fromstring(drawn_)
    space = "{http://www.w3.org/2000/svg}"
    texts = {text.text: float(text.attrib["y"]) for text in root.iter(f"{space}text") if "." in (text.text or "") and "fill" in text.attrib}
    heights = [float(dot.attrib["cy"]) for dot in root.iter(f"{space}circle")]
    below = [texts[label] > height for label, height in zip(("0.20", "0.50", "0.30", "0.40"), heights, strict=True)]
    assert below == [True, False, False, True]
