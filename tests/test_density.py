"""Knowledge density: what a passage states against boilerplate, bare numbers and talk, in both languages, with and without an ontology."""
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from kgcorpus.build import Build
from kgcorpus.documents.reading import read_text
from kgcorpus.extract.density import LOW, NOISE, WORTH, Density, Knowing, Measuring, lines_of, repeated, united
from kgcorpus.extract.density_policy import dense, opened
from kgcorpus.extract.gazetteer import lexicon
from kgcorpus.messages import WORDS, localise
from kgcorpus.model import Entity, Mention, Section, Span
from kgcorpus.ontology import Ontology, Predicate
from tests.running import Program
from tests.small import write_corpus

KNOWLEDGE = {
    "leaflet": ("## 不良反应\n\n- 低血糖：常见\n- 皮疹\n\n严重肾功能不全的患者禁用本品，每日最大剂量为2 g。",
                "## Undesirable effects\n\n- low blood sugar: common\n- rash\n\nPatients with severe renal failure must not take it; the maximum daily dose is 2 g."),
    "textbook": ("光合作用是指绿色植物利用光能，将二氧化碳和水转化为有机物并释放氧气的过程。叶绿体中含有叶绿素。",
                 "Photosynthesis is the process by which plants convert carbon dioxide and water into sugars. Chloroplasts contain chlorophyll."),
}  # fmt: skip
REST = {
    "prices": ("| 型号 | 价格 | 库存 |\n|---|---|---|\n| A-100 | ¥19.00 | 35 |\n| A-200 | ¥29.00 | 12 |",
               "| Item | Price | Stock |\n|---|---|---|\n| A-100 | $19.00 | 35 |\n| A-200 | $29.00 | 12 |"),
    "chat": ("小王：你好呀，在吗？\n\n小李：在的，我刚到家，哈哈！\n\n小王：那我们晚点再聊吧！", "Ann: hi, are you there?\n\nBen: hey, I just got home, haha!\n\nAnn: ok, talk to you later!"),
    "navigation": ("首页 | 产品中心 | 新闻动态 | 联系我们", "Home | Products | News | Contact | Log in"),
    "legal": ("版权所有 © 2026 某公司。保留所有权利。未经许可不得转载。", "Copyright © 2026 Example Ltd. All rights reserved. No part of this publication may be reproduced."),
}  # fmt: skip
BOTH = pytest.mark.parametrize("place", [0, 1], ids=["zh", "en"])


def measured(text: str, measuring: Measuring | None = None) -> Density:
    return united((measuring or Measuring()).passages(read_text(text, id="d", format="md")).values())


@BOTH
@pytest.mark.parametrize("kind", KNOWLEDGE)
def test_what_states_something_is_dense(kind: str, place: int) -> None:
    assert measured(KNOWLEDGE[kind][place]).score > LOW


@BOTH
@pytest.mark.parametrize(
    ("kind", "why"), [("prices", "price"), ("chat", "particle"), ("navigation", "navigation"), ("legal", "boilerplate")]
)
def test_prices_chat_navigation_and_boilerplate_are_not(kind: str, why: str, place: int) -> None:
    found = measured(REST[kind][place])
    assert found.score < LOW and found.noise.get(why)


def test_both_languages_score_alike() -> None:
    for zh, en in KNOWLEDGE.values():
        assert abs(measured(zh).score - measured(en).score) < 0.25


def test_a_score_is_what_its_sentences_are_worth() -> None:
    plain = "Iron rusts where it is wet."
    assert measured(plain).score == WORTH["statement"]
    assert measured("It is defined as a kind of oxide.").score == round(WORTH["statement"] + WORTH["definition"], 4)
    assert measured("You should know that iron rusts.").score == round(WORTH["statement"] * (1 - NOISE["person"]), 4)
    assert measured(f"{plain} Hello there all!").score == round(WORTH["statement"] * len(plain) / (len(plain) + 16), 4)


def _knowing() -> Knowing:
    terms = {
        "x:a": Entity("x:a", ("x:C",), {"zh": "甲素", "en": "alphane"}),
        "x:b": Entity("x:b", ("x:C",), {"zh": "头晕", "en": "dizziness"}),
    }
    causes = Predicate("x:causes", triggers={"zh": ("引起",), "en": ("brings about",)})
    ontology = Ontology(entities=terms, predicates={"x:causes": causes})
    return Knowing(ontology, lexicon(ontology))


@BOTH
def test_known_terms_and_phrases_add_to_the_same_sentence(place: int) -> None:
    text = ("甲素会引起头晕。", "Alphane may well bring about, or brings about, dizziness.")[place]
    alone, known = measured(text), measured(text, Measuring(_knowing()))
    assert known.score > alone.score and known.found["terms"] == 1 and known.found["phrase"] == 1
    assert not alone.found.get("terms")


def test_a_fact_makes_a_sentence_dense_and_an_accepted_one_wholly() -> None:
    document = read_text("甲素会导致头晕。", id="d")
    scores = [next(iter(Measuring().passages(document, facts).values())).score for facts in ({}, {5: "pending"}, {5: "accepted"})]
    assert scores == [WORTH["statement"], WORTH["pending"], 1.0]


def test_a_passage_of_many_documents_is_repeated_but_not_one_of_copies() -> None:
    line = "本栏目由编辑部负责，欢迎投稿。"
    others = {str(n): [line, f"第{n}种矿物的硬度为{n}，颜色为灰色，产于山区，用于建筑。"] for n in range(3)}
    assert repeated(others) == {line}
    assert repeated({**others, "2": [line]}) == set()  # the third is nothing but what the others have
    assert repeated({n: [line, "同一份说明书的正文很长，在各版中都一样。"] for n in "abc"}) == set()
    document = read_text(line, id="d")
    assert measured(line, Measuring(repeated=lines_of(document))).score < measured(line).score


def test_repeated_items_and_what_names_known_terms_are_spared() -> None:
    for text in ("甲素会引起头晕。", "## 适应症\n\n- 某种很少见的病\n"):
        again = lines_of(read_text(text, id="d", format="md"))
        assert measured(text, Measuring(_knowing(), again)).score == measured(text, Measuring(_knowing())).score > 0


def test_a_question_in_a_list_of_questions_is_no_chat() -> None:
    found = measured("问：双底形态可靠吗？")
    assert found.score == 0 and not found.found.get("speaker")


def test_every_weight_has_its_word_in_both_languages() -> None:
    assert all(WORDS[f"density.{name}"][0] and WORDS[f"density.{name}"][1] for name in {*WORTH, *NOISE})


def test_a_folder_is_ranked_without_an_ontology_and_says_so(tmp_path: Path, program: Program) -> None:
    (tmp_path / "good.md").write_text(KNOWLEDGE["textbook"][0], encoding="utf-8")
    (tmp_path / "talk.md").write_text(REST["chat"][0], encoding="utf-8")
    ran = program("density", tmp_path, "--passages", "--json")
    found = orjson.loads(ran.out)
    assert [d["document"] for d in found["documents"]] == ["good.md", "talk.md"] and not found["known"]
    assert found["passages"][0]["document"] == "good.md" and found["below"] >= 1
    assert "only the forms of the text count" in program("density", tmp_path).out
    assert "只按文字形式计算" in program("--lang", "zh", "density", tmp_path).out


def test_an_ontology_of_another_domain_leaves_only_the_forms(tmp_path: Path, program: Program) -> None:
    corpus = write_corpus(tmp_path / "planets")
    (tmp_path / "d.md").write_text(KNOWLEDGE["textbook"][1], encoding="utf-8")
    assert (
        "nothing of the ontology stands in these documents" in program("density", tmp_path / "d.md", "--ontology", corpus / "ontology").out
    )


def test_a_corpus_is_ranked_with_its_facts_once_it_is_verified(tmp_path: Path, program: Program) -> None:
    corpus = write_corpus(tmp_path / "planets")
    before = orjson.loads(program("density", corpus, "--json").out)
    for stage in ("ingest", "extract", "verify"):
        program(stage, corpus)
    after = orjson.loads(program("density", corpus, "--json", "--out", tmp_path / "all.jsonl").out)
    assert before["known"] and not any(d["for"].get("accepted") for d in before["documents"])
    assert any(d["for"].get("accepted") for d in after["documents"])
    assert len((tmp_path / "all.jsonl").read_bytes().splitlines()) == len(after["documents"])
    refused = program("density", corpus, "--ontology", corpus / "ontology")
    assert refused.code == 2 and "a corpus is measured with its own" in refused.err


# ----------------------------------------------------------------------------------------------------- left out of extraction

TALK = "Hey guys, I honestly love Mars, lol! You should too, ok?\n\n哈哈，我也喜欢火星，你们呢？"


def _corpus(folder: Path, policy: str = "", source: str = "") -> Path:
    corpus = write_corpus(folder)
    text = (corpus / "corpus.toml").read_text(encoding="utf-8")
    head, rest = text.split("[[source]]", 1)
    if policy:
        head = head.replace("[policy]", f"[policy]\n{policy}") if "[policy]" in head else f"{head}[policy]\n{policy}\n\n"
    (corpus / "corpus.toml").write_text(
        f'{head}[[source]]\nid = "talk"\ndocuments = ["talk.md"]\nlicence = "CC-BY-4.0"\norigin = "x"\n{source}\n[[source]]{rest}',
        encoding="utf-8",
    )
    (corpus / "documents" / "talk.md").write_text(TALK + "\n\nMars has Phobos as a moon.\n", encoding="utf-8")
    return corpus


def _left_out(corpus: Path, program: Program) -> list[dict[str, str]]:
    for stage in ("ingest", "extract"):
        assert program(stage, corpus).code == 0
    with Build(corpus) as work:
        return [one for _, raw in work.store.rejections("extract") if (one := orjson.loads(raw))["reason"] == "low_density"]


def test_nothing_is_left_out_by_itself(tmp_path: Path, program: Program) -> None:
    assert _left_out(_corpus(tmp_path / "c"), program) == []


def test_passages_below_the_policy_s_density_are_left_out_with_the_reason(tmp_path: Path, program: Program) -> None:
    corpus = _corpus(tmp_path / "c", policy="min_density = 0.2")
    found = [one for one in _left_out(corpus, program) if one["document"] == "talk.md"]
    assert len(found) == 2 and found[0]["what"].startswith("Hey guys") and found[1]["what"].startswith("哈哈")
    assert "first person: 1" in found[0]["detail"] and found[0]["detail"].startswith("density 0.00 where 0.2 is the least")
    assert "密度0.00，要求不低于0.2；" in localise(found[0]["detail"], "zh") and "第一人称：1" in localise(found[0]["detail"], "zh")
    with Build(corpus) as work:
        assert b"ast:phobos" in work.store.extraction("talk.md")  # what is said is read


def test_a_source_may_ask_for_another_density(tmp_path: Path, program: Program) -> None:
    assert _left_out(_corpus(tmp_path / "a", source="min_density = 0.2"), program)
    spared = _left_out(_corpus(tmp_path / "b", policy="min_density = 0.2", source="min_density = 0.0"), program)
    assert not any(one["document"] == "talk.md" for one in spared)


def test_a_density_that_is_no_share_is_a_mistake_in_corpus_toml(tmp_path: Path, program: Program) -> None:
    ran = program("ingest", _corpus(tmp_path / "c", policy="min_density = 20"))
    assert ran.code == 2 and "min_density" in ran.err and "a number from 0 to 1" in ran.err


def test_a_list_from_which_a_passage_was_left_out_is_not_whole() -> None:
    text = "# Mars\n\n## Moons\n\nHey guys, I honestly love it, lol!\n\n- Phobos\n- Deimos\n\n## Other\n\nhaha lol!\n"
    document = read_text(text, id="d", format="md")
    read, left_out = dense(document, Measuring(), 0.2, lambda p: False)
    assert [r.what for r in left_out] == ["Hey guys, I honestly love it, lol!", "haha lol!"]
    assert len(read.passages) == len(document.passages) - 2
    start = Mention(2, 6, "Mars", ("x:mars",))
    at = text.index("Moons")
    moons = Section("s-1", start, "x:hasMoon", False, "section", 2, 0, Span("context", "d", at, at + 5, "Moons"))
    [opened_one] = opened([moons], document, left_out)
    assert (opened_one.items, opened_one.unread) == (3, 1)
    assert opened([moons], document, left_out[1:]) == [moons]


def test_tables_that_a_mapping_reads_stay(tmp_path: Path) -> None:
    document = read_text("| a | b |\n|---|---|\n| 1 | 2 |\n", id="d", format="md")
    assert dense(document, Measuring(), 0.5, lambda p: p.kind == "table") == (document, [])
    assert [r.reason for r in dense(document, Measuring(), 0.5, lambda p: False)[1]] == ["low_density"]
