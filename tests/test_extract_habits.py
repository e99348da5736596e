"""What holds only as a rule is no fact, unless the predicate is about what is usual."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgcorpus.extract.reading import extractors_for, read_facts
from tests.garden import document, facts, garden, read, reasons, said

HABITUAL = [
    "代森锰锌通常可防治锈病。", "代森锰锌一般可防治锈病。", "代森锰锌往往可防治锈病。",
    "代森锰锌原则上可防治锈病。", "通常情况下，代森锰锌可防治锈病。",
    "一般来说，代森锰锌可防治锈病。", "在多数情况下，代森锰锌可防治锈病。",
    "原则上，代森锰锌可防治锈病。", "代森锰锌有时可防治锈病。", "代森锰锌偶尔可防治锈病。",
    "Mancozeb typically controls rust.", "Mancozeb usually controls rust.", "Mancozeb will normally control rust.",
    "Mancozeb generally controls rust.", "Mancozeb often controls rust.", "In most cases mancozeb controls rust.",
    "In most cases, mancozeb controls rust.", "As a rule, mancozeb controls rust.", "Generally speaking, mancozeb controls rust.",
    "Typically mancozeb controls rust.", "Mancozeb controls rust in most cases.", "Mancozeb controls rust, as a rule.",
    "Mancozeb sometimes controls rust.", "Mancozeb rarely controls rust.", "代森锰锌可防治晚疫病，一般可防治锈病。",
]  # fmt: skip


@pytest.mark.parametrize("text", HABITUAL)
def test_what_holds_as_a_rule_is_hedged(text: str) -> None:
    assert "mancozeb controls rust" not in facts(text)
    assert reasons(text) == ["hedged"]
    [hedged] = read(text).rejections
    assert ("g:mancozeb", "g:controls", "objects") in hedged.about


@pytest.mark.parametrize(
    "text",
    [
        "代森锰锌可防治锈病。", "Mancozeb controls rust.", "代森锰锌是一般农户常用的药剂，可防治锈病。",
        "通常情况下天气干燥。代森锰锌可防治锈病。",
        "Mancozeb, which is usually sold as a powder, controls rust.", "Mancozeb controls rust, usually a fungus of cereals.",
        "Mancozeb controls rust and is usually sold as a powder.", "The field is often wet, and mancozeb controls rust.",
    ],
)  # fmt: skip
def test_a_word_of_habit_that_is_said_of_something_else_hedges_nothing(text: str) -> None:
    assert facts(text) == ["mancozeb controls rust"]


def test_values_and_denials_are_hedged_too() -> None:
    for text in (
        "代森锰锌的半衰期一般为7天。",
        "The half-life of mancozeb is usually 7 days.",
        "代森锰锌一般不防治锈病。",
        "原则上，波尔多液不禁用于桃。",
    ):
        assert facts(text) == [], text


def test_a_declared_frequency_reads_the_word() -> None:
    assert facts("代森锰锌常见引起落果。") == ["mancozeb causes drop [frequency often]"]


@pytest.mark.parametrize(
    "change",
    [
        {"labels": {"en": "pest that it usually controls"}},
        {"definition": {"en": "What a product typically controls."}},
        {"definition": {"zh": "通常防治的病虫害。"}},
        {"patterns": {"zh": ("{s}(一般|通常)?可防治{o+}",), "en": ("{s} (usually )?controls {o+}",)}},
    ],
)
def test_a_predicate_about_what_is_usual_takes_what_holds_as_a_rule(change: dict[str, object]) -> None:
    terms = garden()
    usual = replace(terms.predicates["g:controls"], **change)  # type: ignore[arg-type]
    terms = replace(terms, predicates={**terms.predicates, usual.id: usual})
    found = {
        text: [said(c) for c in read_facts(document(text), extractors_for(terms)).candidates]
        for text in (
            "代森锰锌一般可防治锈病。",
            "Mancozeb usually controls rust.",
            "As a rule, mancozeb controls rust.",
            "代森锰锌有时可防治锈病。",
        )
    }
    assert found == {text: ([] if "有时" in text else ["mancozeb controls rust"]) for text in found}
