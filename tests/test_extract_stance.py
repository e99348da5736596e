"""What somebody believes, plans or once had is no fact; nor are suppositions and comparisons."""

from __future__ import annotations

import pytest

from kgcorpus.extract.stance import passive
from tests.bench.no_relation import HOLDS, cases, false_facts, found
from tests.garden import facts, reasons

HEDGED = [
    "有人以为代森锰锌可防治锈病。",
    "厂家宣称代森锰锌可防治锈病。",
    "据业内人士透露，代森锰锌可防治锈病。",
    "农户说代森锰锌可防治锈病。",
    "要不是价格太高，代森锰锌可防治锈病。",
    "即便代森锰锌可防治锈病，也不必多用。",
    "预计代森锰锌明年可防治锈病。",
    "理论上，代森锰锌可防治锈病。",
    "Growers believe that mancozeb controls rust.",
    "The maker claims mancozeb controls rust.",
    "It is wrong to say that mancozeb controls rust.",
    "According to some critics, mancozeb controls rust.",
    "As long as it is fresh, mancozeb controls rust.",
    "Supposedly mancozeb controls rust.",
    "The seller hopes that mancozeb controls rust.",
    "Had it been cheaper, mancozeb controls rust, they said.",
]


@pytest.mark.parametrize("text", HEDGED)
def test_what_the_text_itself_does_not_say_is_hedged(text: str) -> None:
    assert facts(text) == []
    assert reasons(text) == ["hedged"]


@pytest.mark.parametrize(
    "text",
    [
        "从前代森锰锌可防治锈病。",
        "二十年前，代森锰锌可防治锈病。",
        "In the past mancozeb controls rust.",
        "Years ago, mancozeb controls rust.",
    ],
)
def test_what_was_so_once_is_past(text: str) -> None:
    assert facts(text) == []
    assert reasons(text) == ["past"]


@pytest.mark.parametrize(
    "text",
    [
        "指南认为代森锰锌可防治锈病。",
        "说明书称代森锰锌可防治锈病。",
        "试验证实代森锰锌可防治锈病。",
        "本说明书适用于大田，代森锰锌可防治锈病。",
        "The label states that mancozeb controls rust.",
        "Trials have shown that mancozeb controls rust.",
        "The notice confirms that mancozeb controls rust.",
        "Since 2012 mancozeb controls rust.",
        "Last year mancozeb controls rust.",
        "Sulphur is cheap, while mancozeb controls rust.",
    ],
)
def test_what_a_document_lays_down_or_a_trial_shows_is_said(text: str) -> None:
    assert facts(text) == ["mancozeb controls rust"]


def test_a_negation_in_another_clause_negates_nothing() -> None:
    assert facts("Mancozeb cures nothing at once, but it controls rust.") == ["mancozeb controls rust"]
    assert facts("代森锰锌不便宜，但代森锰锌可防治锈病。") == ["mancozeb controls rust"]


def test_a_passive_is_not_read_as_active() -> None:
    assert passive("b was never acquired by a", (12, 20))
    assert not passive("a acquired b by night", (2, 10))


SENTENCES = [c for c in cases() if c.domain in ("finance", "places")]


@pytest.mark.parametrize("kind", sorted({c.kind for c in SENTENCES}))
def test_the_sentences_of_two_ontologies_give_what_they_say_and_no_more(kind: str) -> None:
    for case in SENTENCES:
        if case.kind == kind:
            said = found(case)
            assert not false_facts(case, said), case.text
            assert kind != HOLDS or case.expected <= said, case.text
