"""Decisions hold across rebuilds: whatever happens to documents, names and reading, each is found again or listed as lost."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from kgcorpus.model import Document, Evidence, Fact, Finding, Json, Qualifier, Review, Source, Span
from kgcorpus.verify.reviews import Reviewed, lay_over
from tests.reviewing import Garden
from tests.running import Program

RUST = "代森锰锌可防治锈病"


@pytest.fixture
def garden(tmp_path: Path) -> Garden:
    """A corpus with one fact rejected, by hand of 王敏: mancozeb does not control rust."""
    garden = Garden(tmp_path / "garden")
    garden.build()
    done = garden.decide(RUST, "否决", why="标签之外")
    assert [r.decision for r in done.new] == ["reject"] and not done.troubles
    garden.build()
    assert garden.verdict(garden.fact("mancozeb", "controls", "rust").id)["verdict"] == "rejected"
    return garden


def findings(garden: Garden) -> dict[str, int]:
    return dict(garden.build()["verify"].extra["findings"])


def held(garden: Garden) -> bool:
    """Whether the decision still rejects the fact and nothing is reported as lost."""
    found = findings(garden)
    verdict = garden.verdict(garden.fact("mancozeb", "controls", "rust").id)
    return (
        verdict == {"verdict": "rejected", "reason": "reviewed_out", "review": garden.reviews()[0].id}
        and "review_without_fact" not in found
    )


# ------------------------------------------------------------------------------------------------- documents that change


def test_a_decision_holds_when_a_paragraph_is_inserted(garden: Garden) -> None:
    garden.edit("labels.md", "# 标签\n", "# 标签\n\n本汇编于2026年重排，全部旧条目照录。\n")
    assert held(garden)


def test_a_decision_holds_when_its_sentence_moves_to_another_file(garden: Garden) -> None:
    garden.edit("labels.md", "代森锰锌可防治霜霉病和锈病。", "")
    garden.edit("more.md", "# 其他\n", "# 其他\n\n代森锰锌可防治霜霉病和锈病。\n")
    assert held(garden)


def test_a_decision_holds_when_its_document_is_renamed(garden: Garden) -> None:
    (garden.folder / "documents" / "labels.md").rename(garden.folder / "documents" / "old-labels.md")
    assert held(garden)


@pytest.mark.parametrize(
    "now",
    [
        "代森锰锌可防治霜霉病和锈病！",
        "代森锰锌可防治霜霉病、锈病。",
        "代森锰锌可防治 霜霉病 和 锈病。",
        "代森锰锌可防治霜霉病和锈病，见效快。",
    ],
)  # fmt: skip
def test_a_decision_holds_when_the_sentence_is_mended_elsewhere(garden: Garden, now: str) -> None:
    garden.edit("labels.md", "代森锰锌可防治霜霉病和锈病。", now)
    assert held(garden)


def test_a_decision_holds_when_an_alias_is_added_and_used(garden: Garden) -> None:
    garden.ontology(lambda text: text.replace('"大生"@zh', '"大生"@zh, "喷克"@zh'))
    garden.edit("labels.md", "代森锰锌可防治霜霉病和锈病。", "喷克可防治霜霉病和锈病。")
    assert held(garden)


# ------------------------------------------------------------------------------------------------- decisions that are lost


def test_a_condition_added_to_the_sentence_loses_the_decision_and_shows_what_is_read_now(garden: Garden) -> None:
    garden.edit("labels.md", "代森锰锌可防治霜霉病和锈病。", "与波尔多液混用时，代森锰锌可防治锈病。")
    assert findings(garden)["review_without_fact"] == 1
    now = garden.fact("mancozeb", "controls", "rust")
    assert now.qualifiers and garden.verdict(now.id)["verdict"] == "accepted", "not carried over in silence"
    first = garden.export().rows()[0]
    assert first["fact"] == "与波尔多液混用时，代森锰锌可防治锈病。"
    assert "以前的决定落空：王敏于2026-11-02否决（理由：标签之外）" in first["kind"] and f"“{RUST}”" in first["kind"]
    assert orjson.loads(first["about"])["fact"] == now.id


def test_deciding_on_the_present_reading_settles_what_was_lost(garden: Garden) -> None:
    garden.edit("labels.md", "代森锰锌可防治霜霉病和锈病。", "与波尔多液混用时，代森锰锌可防治锈病。")
    garden.build()
    garden.decide("与波尔多液混用时，代森锰锌可防治锈病", "接受")
    assert "review_without_fact" not in findings(garden)
    assert garden.verdict(garden.fact("mancozeb", "controls", "rust").id)["review"] == garden.reviews()[-1].id


def test_a_deleted_document_loses_its_decisions_until_somebody_lets_them_go(garden: Garden, program: Program) -> None:
    garden.remove("labels.md")
    ran = program("--lang", "en", "build", garden.folder)
    assert ran.code == 0 and "review_without_fact 1" in ran.err
    book = garden.export()
    (row,) = (r for r in book.rows() if "落空" in r["kind"])
    assert (row["fact"], row["quote"]) == (RUST + "。", "代森锰锌可防治霜霉病和锈病。")
    book.sign()
    book.put("facts", row["_row"], decision="接受")
    (trouble,) = garden.take(book).troubles
    assert trouble.message == "the documents no longer say this: it cannot be accepted or corrected"
    book.put("facts", row["_row"], decision="否决", why="标签已作废")
    done = garden.take(book)
    assert [r.decision for r in done.new] == ["reject"] and not done.lost and not done.troubles
    assert "review_without_fact" not in findings(garden)
    assert len(garden.lines()) == 2, "only ever appended to"


def test_import_lists_what_is_lost(garden: Garden, program: Program) -> None:
    garden.remove("labels.md")
    garden.build()
    book = garden.export()
    book.sign()
    book.save()
    ran = program("--lang", "zh", "review", "import", garden.folder, book.path)
    assert ran.code == 0 and "落空的决定：王敏于2026-11-02否决：代森锰锌可防治霜霉病和锈病。" in ran.err
    assert [r["on"]["predicate"] for r in orjson.loads(program("review", "import", garden.folder, book.path, "--json").out)["lost"]] == [
        "g:controls"
    ]


def test_another_sentence_is_not_taken_for_the_one_decided_on(garden: Garden) -> None:
    garden.edit("labels.md", "代森锰锌可防治霜霉病和锈病。", "代森锰锌不防治锈病。")
    assert findings(garden)["review_without_fact"] == 1
    assert garden.fact("mancozeb", "controls", "rust").negated


# ------------------------------------------------------------------------------------------------- names that change


def test_a_decision_holds_when_its_entities_are_merged(garden: Garden) -> None:
    merge = {"who": "li", "when": "2026-11-03", "merge": ["g:rust"], "into": "g:blight"}
    (garden.folder / "aliases.jsonl").write_bytes(orjson.dumps(merge) + b"\n")
    assert "review_without_fact" not in findings(garden)
    assert garden.verdict(garden.fact("mancozeb", "controls", "blight").id)["verdict"] == "rejected"


def test_a_decision_holds_when_a_name_becomes_a_term_of_the_ontology(garden: Garden) -> None:
    minted = garden.fact("mancozeb", "madeBy")
    garden.decide("厂家是利民化工", "否决")
    garden.ontology(lambda text: text + 'g:limin a g:Maker ; skos:prefLabel "利民化工"@zh, "Limin Chemical"@en .\n')
    assert "review_without_fact" not in findings(garden)
    now = garden.fact("mancozeb", "madeBy")
    assert now.object == "g:limin" != minted.object and garden.verdict(now.id)["verdict"] == "rejected"


# ------------------------------------------------------------------------------------------------- corrections


def test_a_correction_that_the_reader_now_finds_itself_counts_as_accepting(garden: Garden) -> None:
    garden.decide("半衰期是7天", "更正", object="8天")
    garden.edit("labels.md", "代森锰锌的半衰期为7天。", "代森锰锌的半衰期为8天。")
    assert "review_without_fact" not in findings(garden)
    now = garden.fact("mancozeb", "halfLife")
    assert garden.verdict(now.id) == {"verdict": "accepted", "review": garden.reviews()[-1].id}
    assert not now.evidence[0].made_by.startswith("review/")


def test_a_correction_holds_when_its_sentence_moves(garden: Garden) -> None:
    garden.decide("半衰期是7天", "更正", object="8天")
    garden.edit("labels.md", "代森锰锌的半衰期为7天。", "")
    garden.edit("more.md", "# 其他\n", "# 其他\n\n代森锰锌的半衰期为7天。\n")
    assert "review_without_fact" not in findings(garden)
    facts = {f.object.value: garden.verdict(f.id)["verdict"] for f in garden.facts().values() if f.predicate == "g:halfLife"}  # type: ignore[union-attr]
    assert facts == {"7": "rejected", "8": "accepted"}


# ------------------------------------------------------------------------------------------------- people who disagree


def test_a_fact_on_which_people_disagree_is_held_until_it_is_settled(garden: Garden) -> None:
    other = {**garden.lines()[0], "who": "李强", "decision": "accept"}
    with (garden.folder / "reviews.jsonl").open("ab") as file:
        file.write(orjson.dumps(other) + b"\n")
    assert findings(garden)["review_disagreement"] == 1
    fact = garden.fact("mancozeb", "controls", "rust")
    assert garden.verdict(fact.id)["verdict"] == "pending"
    assert not [s for s in garden.samples() if fact.id in s["facts"]]
    first = garden.export().rows()[0]
    assert "意见不一" in first["kind"] and "王敏于2026-11-02否决" in first["kind"] and "李强于2026-11-02接受" in first["kind"]
    done = garden.decide(RUST, "接受", who="主任", why="两人商定")
    assert not done.disagreements
    assert "review_disagreement" not in findings(garden)
    assert garden.verdict(fact.id) == {"verdict": "accepted", "review": garden.reviews()[-1].id}


def test_a_change_of_mind_is_no_disagreement(garden: Garden) -> None:
    with (garden.folder / "reviews.jsonl").open("ab") as file:
        file.write(orjson.dumps({**garden.lines()[0], "when": "2026-12-01", "decision": "accept"}) + b"\n")
    assert "review_disagreement" not in findings(garden)
    assert garden.verdict(garden.fact("mancozeb", "controls", "rust").id)["verdict"] == "accepted"


# ------------------------------------------------------------------------------------------------- the rules by themselves

TEXT = "二甲双胍 禁用于 酸中毒。\n与胰岛素合用时，二甲双胍禁用于肾病，需监测。"


def document(text: str = TEXT, id: str = "a") -> Document:
    return Document(id, f"{id}.md", "0" * 64, text, (), Source("s"), id, "zh", "md")


def fact(object: str, quote: str, text: str = TEXT, document: str = "a", **more: Json) -> Fact:
    at = text.index(quote)
    return Fact("e:m", "e:against", object, evidence=(Evidence((Span("object", document, at, at + len(quote), quote),)),), **more)


def on(fact: Fact, quote: str, **more: Json) -> dict[str, Json]:
    said = fact.to_json()
    kept = {key: said[key] for key in ("predicate", "subject", "object", "qualifiers", "negated") if said[key]}
    return {"fact": fact.id, **kept, "quote": quote, "document": "a", **more}


def laid(facts: list[Fact], about: dict[str, Json], text: str = TEXT, decision: str = "reject", **known: Json) -> Reviewed:
    return lay_over(facts, [Review("wang", "2026-01-01", decision, about, "", known.pop("value", None))], {"a": document(text)}, **known)


def test_a_quote_without_a_fact_is_found_inside_a_sentence_however_it_is_spaced() -> None:
    f = fact("e:acid", "酸中毒")
    for quote in ("二甲双胍禁用于酸中毒", "禁用于　酸中毒。", "二甲双胍\n禁用于酸中毒", "酸中毒"):
        assert f.id in laid([f], {"predicate": "e:against", "quote": quote}).decided


def test_a_renamed_entity_is_found_by_its_quote_only_where_the_whole_sentence_is_the_same() -> None:
    old = fact("e:Illness.x1", "肾病", qualifiers=(Qualifier("e:with", "e:insulin"),))
    now = fact("e:ckd", "肾病", qualifiers=(Qualifier("e:with", "e:insulin"),))
    redirects = {"e:Illness.x1": "e:ckd"}
    whole, part = "与胰岛素合用时,二甲双胍禁用于肾病,需监测", "二甲双胍禁用于肾病"
    assert now.id in laid([now], on(old, whole), redirects=redirects).decided
    without = {key: value for key, value in on(old, part).items() if key != "qualifiers"}
    assert laid([now], {**without, "fact": "f-old"}, redirects=redirects).decided == {}, "its conditions are not known"
    plain = fact("e:ckd", "肾病")
    assert laid([plain], on(old, whole), redirects=redirects).decided == {}, "the condition has gone"


def test_what_is_read_otherwise_at_the_quote_is_named_beside_the_lost_decision() -> None:
    old, now = fact("e:acid", "酸中毒"), fact("e:ketoacidosis", "酸中毒")
    (finding,) = laid([now], on(old, "二甲双胍禁用于酸中毒。")).findings
    assert isinstance(finding, Finding) and (finding.code, finding.others) == ("review_without_fact", (now.id,))


def test_of_several_decisions_on_a_lost_fact_the_last_is_listed() -> None:
    about = on(fact("e:acid", "酸中毒"), "二甲双胍禁用于酸中毒。")
    reviews = [Review("wang", day, "accept", about) for day in ("2026-01-01", "2026-01-02")]
    assert [f.about for f in lay_over([], reviews, {}).findings] == [reviews[1].id]


def test_numbers_are_not_taken_for_others_that_differ_by_a_point() -> None:
    text = "剂量为7.5 mg。剂量为75 mg。"
    f = fact("e:big", "75 mg", text)
    about = {"predicate": "e:against", "quote": "剂量为7.5 mg"}
    assert not laid([f], about, text).decided
