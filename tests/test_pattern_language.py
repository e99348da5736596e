"""The pattern language of ontologies/README.md: what compiles to what, what is refused, what matches."""

from __future__ import annotations

import pytest

from kgcorpus.errors import OntologyError
from kgcorpus.extract.pattern_language import Choice, Gap, Slot, Text, compile_pattern, expand_head
from kgcorpus.ontology import load
from tests.garden import TURTLE


def test_a_pattern_becomes_text_slots_choices_and_gaps() -> None:
    parts = compile_pattern("{s:x:A}{not}(可|能)?引起...{o+}", "zh").parts
    assert parts == (
        Slot("s", term="x:A"), Slot("not"), Choice(((Text("可"),), (Text("能"),)), optional=True), Text("引起", glued=True), Gap(),
        Slot("o", many=True),
    )  # fmt: skip


def test_square_brackets_give_singular_and_plural_and_full_width_brackets_are_literal() -> None:
    assert compile_pattern("{s} [is|are] in {o}", "en").parts[1] == Choice(((Text("is"),), (Text("are"),)))
    assert compile_pattern("{s}（{o}）", "zh").parts[1] == Text("(")


def test_a_backslash_takes_the_next_character_literally() -> None:
    assert compile_pattern(r"{s} \(see\) {o}", "en").parts[1].text == "(see)"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "source", ["{s}引起{x}", "{s}(引起{o}", "{s}引起)", "没有槽位", "{s", "{s}引起{o+", "(" * 20 + "{s}" + ")" * 20, "{s}" + "a" * 3000]
)
def test_a_malformed_pattern_is_refused_with_its_text(source: str) -> None:
    with pytest.raises(OntologyError) as error:
        compile_pattern(source, "zh", place="x:p kgc:pattern")
    assert "x:p" in str(error.value) and error.value.expected


@pytest.mark.parametrize(
    ("source", "anchors"),
    [
        ("{s}禁用于{o}", ("禁用于",)),
        ("{s} (is|are) contraindicated in {o}", ("contraindicated in",)),
        ("{s} (raises|lowers) {o}", ("raises", "lowers")),
        ("{s}的(常见)?症状(有|包括){o+}", ("症状",)),
        ("{s}的血药浓度{o}", ("血药浓度",)),
        ("{s}(的)?{o}", ()),
    ],
)
def test_anchors_are_literals_of_which_one_must_stand_in_the_sentence(source: str, anchors: tuple[str, ...]) -> None:
    assert compile_pattern(source, "zh").anchors == anchors


def test_a_pattern_that_begins_with_a_choice_is_tried_from_each_of_its_ways() -> None:
    heads = expand_head(compile_pattern("(若|当)?{s}引起{o}", "zh").parts)
    assert [type(h[0]).__name__ for h in heads] == ["Text", "Text", "Slot"]


def test_an_ontology_with_a_malformed_pattern_is_refused_when_extractors_are_made(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from kgcorpus.extract.reading import extractors_for

    path = tmp_path / "bad.ttl"
    path.write_text(TURTLE.replace("{s}的半衰期(约)?为{o}", "{s}的半衰期(约为{o}"), encoding="utf-8")
    with pytest.raises(OntologyError, match="halfLife"):
        extractors_for(load(path))
