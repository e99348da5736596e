"""Facts whose subject is a pronoun, a definite class noun or left out, in a domain that no demo knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgcorpus.documents.reading import read_text
from kgcorpus.extract.reading import extractors_for, read_facts
from kgcorpus.ontology import load
from tests.garden import facts, read, reasons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mancozeb is an old product. It is banned on peaches.", ["mancozeb bannedOn peach"]),
        ("Mancozeb is an old product. It controls rust, it was registered in 1961, and its half-life is 7 days.", [
            "mancozeb controls rust", "mancozeb halfLife 7", "mancozeb registeredIn 1961",
        ]),
        ("Mancozeb (MZ) is an old product. Its half-life is about 7 days.", ["mancozeb halfLife 7"]),
        ("Mancozeb was registered in 1961. It is yellow. It controls rust.", ["mancozeb controls rust", "mancozeb registeredIn 1961"]),
        ("The half-life of mancozeb is 7 days. It is banned on peaches.", ["mancozeb bannedOn peach", "mancozeb halfLife 7"]),
        ("Mancozeb is an old product. The fungicide controls rust.", ["mancozeb controls rust"]),
        ("Mancozeb is an old product. Rain is frequent. The product controls rust.", ["mancozeb controls rust"]),
        ("Mancozeb is an old product. Peaches must not be treated with it.", ["mancozeb bannedOn peach"]),
        ("In dry years, mancozeb is cheap. It controls rust.", ["mancozeb controls rust"]),
        ("Mancozeb, also called MZ, is an old product. It controls rust.", ["mancozeb controls rust"]),
        ("Mancozeb might be scarce. It controls rust.", ["mancozeb controls rust"]),
        ("代森锰锌是一种老药剂。它禁用于桃。", ["mancozeb bannedOn peach"]),
        ("代森锰锌是一种老药剂。其半衰期约为7天。", ["mancozeb halfLife 7"]),
        ("代森锰锌是一种老药剂。该药禁用于桃，于1961年登记。", ["mancozeb bannedOn peach", "mancozeb registeredIn 1961"]),
        ("代森锰锌是一种老药剂。该杀菌剂可防治锈病。", ["mancozeb controls rust"]),
        ("代森锰锌是一种老药剂。马铃薯禁用该农药。", ["mancozeb bannedOn potato"]),
        ("代森锰锌是一种老药剂。它颜色发黄。它可防治锈病。", ["mancozeb controls rust"]),
        ("代森锰锌是一种老药剂。不引起落果。", ["mancozeb causes drop not"]),
    ],
)  # fmt: skip
def test_a_pronoun_or_class_noun_stands_for_the_subject_of_the_sentence_before(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mancozeb and Bordeaux mixture are old. They control rust.", ["copper controls rust", "mancozeb controls rust"]),
        ("Mancozeb and Bordeaux mixture are old. Both are banned on peaches.", ["copper bannedOn peach", "mancozeb bannedOn peach"]),
        ("Mancozeb and Bordeaux mixture are old. Both products control rust.", ["copper controls rust", "mancozeb controls rust"]),
        ("Mancozeb and Bordeaux mixture are old. These fungicides control rust.", ["copper controls rust", "mancozeb controls rust"]),
        ("代森锰锌和波尔多液都是老药剂。它们可防治锈病。", ["copper controls rust", "mancozeb controls rust"]),
        ("代森锰锌和波尔多液都是老药剂。两者均禁用于桃。", ["copper bannedOn peach", "mancozeb bannedOn peach"]),
        ("代森锰锌和波尔多液都是老药剂。这两种杀菌剂可防治锈病。", ["copper controls rust", "mancozeb controls rust"]),
    ],
)
def test_a_plural_stands_for_all_subjects_of_the_sentence_before(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # two could be meant
        "Mancozeb and Bordeaux mixture are old. It is banned on peaches.",
        "Mancozeb replaced Bordeaux mixture. It is banned on peaches.",
        "代森锰锌和波尔多液都是老药剂。它禁用于桃。",
        "代森锰锌比波尔多液温和。它禁用于桃。",
        "代森锰锌比波尔多液温和。其半衰期约为7天。",
        # an object, a modifier, a part of the name's compound
        "Farmers like mancozeb. It is banned on peaches.",
        "农户喜欢代森锰锌。它禁用于桃。",
        "Overdose of mancozeb is frequent. It causes fruit drop.",
        "Mancozeb dust is yellow. It controls rust.",
        "代森锰锌的替代品很多。它禁用于桃。",
        "Mancozeb's successor is cheap. It controls rust.",
        "代森锰锌粉剂较刺激。它可防治锈病。",
        # another subject in between, or another number
        "Mancozeb is an old product. The purple powder is new. It controls rust.",
        "Mancozeb is an old product. They control rust.",
        "Mancozeb and Bordeaux mixture are old. All three control rust.",
        "代森锰锌和波尔多液都是老药剂。三者均禁用于桃。",
        # a noun of another class
        "Peaches are sweet. The fungicide controls rust.",
        "砷制剂是一种老药剂。该杀菌剂可防治锈病。",
        # it stands for what comes, or for nothing
        "Mancozeb is an old product. When it fails, Bordeaux mixture is cheaper.",
        "Mancozeb is an old product. It is known that farmers care.",
        "Mancozeb is an old product. It takes 3 days to treat peaches.",
        # a question says nothing
        "Mancozeb is an old product. Does it control rust?",
        # not all of them
        "Mancozeb and Bordeaux mixture are old. Neither of them controls rust.",
        # not across a heading or a paragraph
        "Mancozeb is an old product.\n\n# Notes\n\nIt is banned on peaches.",
        "代森锰锌是一种老药剂。\n\n## 备注\n\n它禁用于桃。",
    ],
)
def test_what_is_not_certain_is_not_resolved(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Mancozeb is an old product. It might control aphids.", "hedged"),
        ("代森锰锌是一种老药剂。它是否可防治蚜虫？", "question"),
        ("代森锰锌是一种老药剂。它可能引起落果。", "hedged"),
        ("Mancozeb and Bordeaux mixture are old. It is banned on peaches.", "no_subject"),
    ],
)
def test_a_pronoun_asserts_no_more_than_a_name_would(text: str, reason: str) -> None:
    assert facts(text) == []
    assert reason in reasons(text)


def test_a_negation_stays_with_a_pronoun() -> None:
    assert facts("Mancozeb is an old product. It does not control aphids.") == ["mancozeb controls aphid not"]
    assert facts("代森锰锌是一种老药剂。它不防治蚜虫。") == ["mancozeb controls aphid not"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Farmers like mancozeb, which controls rust.", ["mancozeb controls rust"]),
        ("Peaches are sprayed with Bordeaux mixture, which was registered in 1885.", ["copper registeredIn 1885"]),
        ("Peaches are sprayed with copper dust, which controls rust.", []),
        ("Farmers spray mancozeb on peaches, which controls rust.", []),
        ("Beware an overdose of mancozeb, which causes fruit drop.", []),
    ],
)
def test_which_stands_for_the_name_before_it(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


def test_the_heading_is_meant_at_the_beginning_of_a_paragraph_and_settles_what_two_names_leave_open() -> None:
    assert facts("# Mancozeb\n\nPeaches must not be treated with it.") == ["mancozeb bannedOn peach"]
    assert facts("# Mancozeb\n\nIts half-life is 7 days.") == ["mancozeb halfLife 7"]
    assert facts("# Mancozeb\n\nMancozeb is milder than Bordeaux mixture. It is banned on peaches.") == ["mancozeb bannedOn peach"]
    assert facts("# Bordeaux mixture\n\nMancozeb is milder. It controls rust.") == ["mancozeb controls rust"]


def test_the_evidence_quotes_the_antecedent_and_the_pronoun() -> None:
    [candidate] = read("Mancozeb is an old product. It is banned on peaches.").candidates
    assert [(s.role, s.quote) for s in candidate.spans] == [
        ("subject", "Mancozeb"), ("context", "It"), ("trigger", "banned on"), ("object", "peaches"),
    ]  # fmt: skip
    assert candidate.subject.start == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The half-life of mancozeb is 7 days.", ["mancozeb halfLife 7"]),
        ("Mancozeb's half-life is 7 days.", ["mancozeb halfLife 7"]),
    ],
)
def test_a_pattern_of_the_form_noun_of_subject_reads_the_possessive_too(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


def test_a_preposition_may_be_repeated_in_a_list() -> None:
    assert facts("Mancozeb is banned on peaches and on potatoes.") == ["mancozeb bannedOn peach", "mancozeb bannedOn potato"]


def test_a_clause_after_a_semicolon_may_ask_without_making_the_first_a_question() -> None:
    assert facts("Mancozeb controls rust; does it have other uses?") == ["mancozeb controls rust"]
    assert facts("Mancozeb controls rust; right?") == []
    assert facts("代森锰锌可防治锈病；对吗？") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Mancozeb\n\n**Controls**\n\n- rust\n- late blight\n\n- downy mildew", 3),
        ("# 代森锰锌\n\n防治对象：\n\n- 锈病\n- 晚疫病\n", 2),
        ("# Mancozeb\n\nControls\n\nA note.\n\n- rust\n", 0),
        ("# Mancozeb\n\nNot mentioned:\n\n- rust\n", 0),
    ],
)
def test_a_list_directly_after_a_key_that_stands_alone_is_its_section(text: str, expected: int) -> None:
    found = read(text)
    assert len(found.candidates) == expected
    assert [s.items for s in found.sections] == ([expected] if expected else [])


SYMMETRIC = """
@prefix : <https://example.org/t#> .
@prefix kgc: <https://w3id.org/kgcorpus/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:Town a owl:Class ; rdfs:label "城市"@zh, "town"@en .
:Port a owl:Class ; rdfs:subClassOf :Town ; rdfs:label "港口"@zh, "port"@en .
:twin a owl:ObjectProperty ; rdfs:label "友好城市"@zh, "twin town"@en ; rdfs:domain :Port ; rdfs:range :Town ;
  kgc:pattern "{s}与{o+}结为友好城市"@zh, "{o}与{s}结为友好城市"@zh .
:a a :Port ; skos:prefLabel "甲港"@zh . :b a :Port ; skos:prefLabel "乙港"@zh . :c a :Town ; skos:prefLabel "丙城"@zh .
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲港与乙港结为友好城市。", [("甲港", "乙港")]),
        ("乙港与甲港结为友好城市。", [("乙港", "甲港")]),
        ("丙城与甲港结为友好城市。", [("甲港", "丙城")]),
    ],
)
def test_what_two_patterns_read_both_ways_is_said_once_of_the_first_named(
    text: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "towns.ttl").write_text(SYMMETRIC, encoding="utf-8")
    found = read_facts(read_text(text, id="d", format="md"), extractors_for(load(tmp_path)))
    assert [(c.subject.text, c.object.text) for c in found.candidates] == expected


@pytest.mark.parametrize(
    "text",
    [
        "代森锰锌是一种老药剂。这座新仓库已建成，其半衰期约为7天。",  # something unknown is the subject
        "代森锰锌是一种老药剂。农户有过错的，工厂可以改变其半衰期约为7天。",
        "Mancozeb is an old product. The warehouse was built, and its half-life is about 7 days.",
        "代森锰锌是一种老药剂。标签写明“本品禁用于桃”。",
        "Mancozeb is an old product. IT is banned on peaches.",
    ],
)
def test_what_may_be_about_something_unknown_is_left_alone(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 代森锰锌\n\n蚜虫很多。大生见效慢。\n\n波尔多液另有说明。本品禁用于桃。", ["mancozeb bannedOn peach"]),
        ("恒生厂的代森锰锌（以下简称“本药剂”）已登记。波尔多液便宜。本药剂可防治锈病。", ["mancozeb controls rust"]),
    ],
)
def test_a_document_s_own_thing_is_what_its_heading_or_its_words_say(text: str, expected: list[str]) -> None:
    assert facts(text) == expected
