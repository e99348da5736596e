"""Nothing leaves in silence: unknown subjects, hedges inside a phrase, colons for copulas, and the sentences of a note."""

from __future__ import annotations

import pytest

from kgcorpus.documents.reading import read_text
from kgcorpus.extract.reading import extractors_for, read_facts
from kgcorpus.model import Source
from tests.pumphouse import facts, ontology, refused


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("碧螺春的额定压力为0.6 MPa。", "碧螺春"),
        ("碧螺春的处理方法是更换熔断器。", "碧螺春"),
        ("渗漏会损坏轴承。", "渗漏"),
        ("The rated pressure of Biluochun is 0.6 MPa.", "Biluochun"),
        ("The remedy for oil leakage is a new fuse.", "oil leakage"),
        ("Oil leakage can damage the bearing.", "Oil leakage"),
    ],
)
def test_an_unknown_subject_is_named(text: str, name: str) -> None:
    ((reason, what, detail),) = refused(text)
    assert facts(text) == [] and (reason, what) == ("unknown_entity", name) and detail.startswith("subject of ")


@pytest.mark.parametrize("text", ["It can damage the bearing.", "这会损坏轴承。", "如果渗漏，轴承也坏。"])
def test_a_pronoun_is_no_unknown_name(text: str) -> None:
    assert [what for reason, what, _ in refused(text) if reason == "unknown_entity"] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("主电故障的原因可能是熔断器熔断、缺油。", "可能"),
        ("A mains fault is probably caused by a blown fuse.", "probably"),
        ("The remedy for bearing overheating is possibly a new fuse.", "possibly"),
    ],
)
def test_a_hedge_inside_the_words_of_a_pattern_is_listed(text: str, word: str) -> None:
    assert facts(text) == []
    assert {(reason, detail) for reason, _, detail in refused(text)} == {("hedged", word)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("主电故障的原因也是熔断器熔断。", ["power cause fuse"]),
        ("主电故障的原因：熔断器熔断、缺油。", ["power cause fuse", "power cause grease"]),
        ("消防水泵的额定压力：0.6 MPa。", ["pump rated 0.6"]),
        ("A mains fault is also caused by a blown fuse.", ["power cause fuse"]),
        ("消防水泵：0.6 MPa。", []),
    ],
)
def test_an_adverb_or_a_colon_does_not_stop_a_phrase(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


def test_an_unknown_object_after_a_colon_is_named() -> None:
    assert ("unknown_entity", "加注润滑脂") in [(reason, what) for reason, what, _ in refused("轴承过热的处理方法：加注润滑脂。")]


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        (None, []),
        ("Lin", [("unknown_predicate", "消防水泵已经试过了。"), ("unknown_entity", "今天天气不错。")]),
    ],
)
def test_every_sentence_of_a_note_gives_a_fact_or_a_line(signed: str | None, expected: list[tuple[str, str]]) -> None:
    text = "消防水泵的额定压力为0.6 MPa。消防水泵已经试过了。今天天气不错。\n\n碧螺春的额定压力为1 MPa。"
    document = read_text(text, id="d", source=Source("s", signed=signed, dated="2026-11-03" if signed else None), format="md")
    found = read_facts(document, extractors_for(ontology()))
    assert len(found.candidates) == 1
    assert [(r.reason, r.what) for r in found.rejections if r.made_by == "silent/1"] == expected
    assert "碧螺春" in [r.what for r in found.rejections]
