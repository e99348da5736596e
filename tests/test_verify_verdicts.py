"""From findings, reviews and policy to verdicts; editions, copies, corrections."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from kgcorpus.config import Policy
from kgcorpus.entities import SectionFacts
from kgcorpus.errors import InputError
from kgcorpus.model import REASONS, VERDICTS, Document, Evidence, Fact, Finding, Json, Mention, Review, Section, Span, Validity
from kgcorpus.ontology import Ontology
from kgcorpus.verify.copies import copies
from kgcorpus.verify.editions import Editions
from kgcorpus.verify.reviews import lay_over, read_reviews
from kgcorpus.verify.running import verify
from kgcorpus.verify.verdicts import Verdicts, decide

from .test_verify_checks import ENTITIES, ONTOLOGY, TEXT, document, egfr, fact, number, proposed, quoted

OLD, NEW = document("old", series="label", version="2019"), document("new", series="label", version="2023")
OTHER = document("other", origin="elsewhere")
NEWEST = Policy(conflicts="newest")


def judged(
    *facts: Fact,
    documents: tuple[Document, ...] = (document("a"),),
    reviews: tuple[Review, ...] = (),
    policy: Policy | None = None,
    sections: tuple[SectionFacts, ...] = (),
    ontology: Ontology = ONTOLOGY,
) -> Verdicts:
    known = {d.id: d for d in documents}
    return verify(facts, ontology, entities=ENTITIES, documents=known, reviews=reviews, policy=policy, sections=sections)[0]


def review(decision: str, value: Json = None, **on: Json) -> Review:
    return Review("wang", "2024-05-01", decision, on, "", value)


def test_a_sound_fact_is_accepted() -> None:
    f = fact("treats", "e:d")
    assert judged(f).verdict == {f.id: ("accepted", None)}


@pytest.mark.parametrize(
    ("bad", "reason", "verdict"),
    [
        (fact("treats", "e:n"), "failed_check", "rejected"),
        (replace(fact("treats", "e:d"), evidence=()), "failed_check", "rejected"),
        (replace(fact("treats", "e:d"), evidence=quoted("a", score=0.3)), "low_score", "pending"),
    ],
)
def test_what_is_not_accepted_says_why(bad: Fact, reason: str, verdict: str) -> None:
    found = judged(bad)
    assert found.verdict[bad.id] == (verdict, reason)
    (rejection,) = found.rejections()
    assert rejection.reason == reason and rejection.about[0] == ("e:m", bad.predicate, "objects")


MANY = tuple(document(f"d{n}", f"{TEXT}第{n}份。" * (n + 3), origin=f"o{n}") for n in range(9))


def test_a_models_word_is_never_accepted_however_many_documents_and_models_say_so() -> None:
    evidence = (*proposed(*(d.id for d in MANY)), *proposed(*(d.id for d in MANY), model="llm/other"))
    for score in (0.5, 1.0):
        f = replace(fact("treats", "e:d"), evidence=tuple(replace(e, score=score) for e in evidence))
        for policy in (Policy(), Policy(min_origins=3), Policy(min_score=0.0)):
            found = judged(f, documents=MANY, policy=policy)
            assert found.verdict[f.id] == ("pending", "model_only")
            assert [r.reason for r in found.rejections()] == ["model_only"]


def test_a_reviewer_decides_on_a_models_proposal() -> None:
    f = replace(fact("treats", "e:d"), evidence=proposed("a"))
    assert judged(f, reviews=(review("accept", fact=f.id),)).verdict[f.id] == ("accepted", None)
    assert judged(f, reviews=(review("reject", fact=f.id),)).verdict[f.id] == ("rejected", "reviewed_out")
    assert judged(f, reviews=(review("accept", fact=f.id), review("withdraw", fact=f.id))).verdict[f.id] == ("pending", "model_only")


def test_a_models_reading_adds_no_origin_and_no_score_to_what_a_rule_read() -> None:
    f = replace(fact("treats", "e:d"), evidence=(*quoted("d0"), *proposed("d1", "d2")))
    assert judged(f, documents=MANY).verdict[f.id] == ("accepted", None)
    assert judged(f, documents=MANY, policy=Policy(min_origins=2)).verdict[f.id] == ("pending", "too_few_origins")
    weak = replace(fact("treats", "e:d"), evidence=(*quoted("d0", score=0.3), *proposed("d1")))
    assert judged(weak, documents=MANY).verdict[weak.id] == ("pending", "low_score")


def test_a_models_proposal_takes_nothing_from_what_is_known() -> None:
    known = fact("dose", number("500"))
    other = replace(fact("dose", number("850")), evidence=proposed("a"))
    denied = replace(fact("dose", number("500"), negated=True), evidence=proposed("a"))
    found = judged(known, other, denied)
    assert found.verdict[known.id] == ("accepted", None)
    assert {found.verdict[f.id] for f in (other, denied)} == {("pending", "model_only")}
    accepted = judged(known, other, reviews=(review("accept", fact=other.id),))
    assert accepted.verdict[known.id] == ("pending", "conflict")  # now a person says so


def test_all_reasons_and_verdicts_are_of_the_closed_lists() -> None:
    facts = [fact("dose", number("1")), fact("dose", number("2")), fact("treats", "e:n"), fact("treats", "e:d")]
    for verdict, reason in judged(*facts, policy=Policy(min_origins=2)).verdict.values():
        assert verdict in VERDICTS and (reason is None or REASONS[reason] == "verify")


def test_different_origins_stand_against_each_other_under_any_policy() -> None:
    a, b = fact("dose", number("500"), "e:m", "old"), fact("dose", number("850"), "e:m", "other")
    for policy in (Policy(), NEWEST):
        found = judged(a, b, documents=(OLD, OTHER), policy=policy)
        assert set(found.verdict.values()) == {("pending", "conflict")}


def test_a_later_edition_wins_only_where_the_policy_says_so() -> None:
    a, b = fact("dose", number("500"), "e:m", "old"), fact("dose", number("850"), "e:m", "new")
    newest = judged(a, b, documents=(OLD, NEW), policy=NEWEST)
    assert newest.verdict == {a.id: ("rejected", "superseded"), b.id: ("accepted", None)}
    held = judged(a, b, documents=(OLD, NEW))
    assert held.verdict[a.id] == ("pending", "conflict")


def test_a_document_may_say_what_it_supersedes() -> None:
    revised = document("revised", supersedes=("a",))
    a, b = fact("dose", number("500")), fact("dose", number("850"), "e:m", "revised")
    assert judged(a, b, documents=(document("a"), revised), policy=NEWEST).verdict[a.id] == ("rejected", "superseded")


def test_what_is_superseded_clashes_with_nothing_else() -> None:
    a, b = fact("dose", number("500"), "e:m", "old"), fact("dose", number("850"), "e:m", "new", "other")
    c = fact("dose", number("500"), "e:m", "old")
    assert a == c
    found = judged(a, b, documents=(OLD, NEW, OTHER), policy=NEWEST)
    assert found.verdict == {a.id: ("rejected", "superseded"), b.id: ("accepted", None)}


def test_a_value_that_another_origin_still_states_is_not_superseded() -> None:
    a, b = fact("dose", number("500"), "e:m", "old", "other"), fact("dose", number("850"), "e:m", "new")
    found = judged(a, b, documents=(OLD, NEW, OTHER), policy=NEWEST)
    assert set(found.verdict.values()) == {("pending", "conflict")}


def listed(document: str, *facts: Fact, unread: int = 0) -> SectionFacts:
    span = Span("context", document, 0, 4, TEXT[:4])
    section = Section(f"{document}#1", Mention(0, 4, TEXT[:4], ("e:m",)), "e:treats", False, "section", len(facts) + unread, unread, span)
    return SectionFacts(section, "e:m", tuple(sorted(f.id for f in facts)))


def test_what_a_later_edition_s_whole_list_drops_is_superseded() -> None:
    ontology = replace(
        ONTOLOGY,
        predicates={**ONTOLOGY.predicates, "e:treats": replace(ONTOLOGY.predicates["e:treats"], complete=frozenset({"objectsBySection"}))},
    )
    new = document("new", series="label", version="2023", complete=True)
    gone, stays = fact("treats", "e:d", "e:m", "old", qualifiers=egfr("45")), fact("treats", "e:d", "e:m", "new", qualifiers=egfr("30"))
    documents = (OLD, new)
    found = judged(gone, stays, documents=documents, policy=NEWEST, sections=(listed("new", stays),), ontology=ontology)
    assert found.verdict == {gone.id: ("rejected", "superseded"), stays.id: ("accepted", None)}
    for sections, schema in (((listed("new", stays, unread=1),), ontology), ((listed("new", stays),), ONTOLOGY), ((), ontology)):
        kept = judged(gone, stays, documents=documents, policy=NEWEST, sections=sections, ontology=schema)
        assert kept.verdict[gone.id] == ("accepted", None), "a list not read whole, or not permitted, proves nothing"


def test_a_dated_fact_of_an_older_edition_stays_true_of_its_day() -> None:
    treats = replace(ONTOLOGY.predicates["e:treats"], complete=frozenset({"objectsBySection"}))
    ontology = replace(ONTOLOGY, predicates={**ONTOLOGY.predicates, "e:treats": treats})
    new = document("new", series="label", version="2023", complete=True)
    past = fact("treats", "e:d", "e:m", "old", valid=Validity("2011", "2012"))
    now = fact("treats", "e:d", "e:m", "new", valid=Validity("2023", "2024"))
    found = judged(past, now, documents=(OLD, new), policy=NEWEST, sections=(listed("new", now),), ontology=ontology)
    assert set(found.verdict.values()) == {("accepted", None)}


def test_a_broken_fact_holds_up_no_sound_one() -> None:
    sound, broken = fact("dose", number("500")), fact("dose", number("5", "元"))
    found = judged(sound, broken)
    assert found.verdict[sound.id] == ("accepted", None)
    assert found.verdict[broken.id] == ("rejected", "failed_check")


def test_a_fact_of_low_score_holds_up_no_better_one() -> None:
    sound, weak = fact("dose", number("500")), replace(fact("dose", number("850")), evidence=quoted("a", score=0.2))
    assert judged(sound, weak).verdict[sound.id] == ("accepted", None)


def test_facts_of_a_doubtful_entity_are_pending() -> None:
    f = fact("treats", "e:d")
    found = decide([f], [Finding("disjointness", "error", "e:m", "m is a Medicine and a Disease", (f.id,))])
    assert found.verdict[f.id] == ("pending", "failed_check")


# ------------------------------------------------------------------------------------------------- reviews


def test_a_review_decides_over_errors_and_the_last_one_counts() -> None:
    f = fact("treats", "e:n")
    accept, reject = review("accept", fact=f.id), review("reject", fact=f.id)
    assert judged(f, reviews=(accept,)).verdict[f.id] == ("accepted", None)
    assert judged(f, reviews=(accept, reject)).verdict[f.id] == ("rejected", "reviewed_out")
    found = judged(f, reviews=(reject, accept))
    assert found.to_json(f.id) == {"verdict": "accepted", "review": accept.id, "findings": ["range"]}


def test_no_review_makes_a_fact_of_nothing() -> None:
    f = replace(fact("treats", "e:d"), evidence=(Evidence((Span("object", "a", 0, 2, "不是"),)),))
    assert judged(f, reviews=(review("accept", fact=f.id),)).verdict[f.id] == ("rejected", "failed_check")


def test_rejecting_one_side_settles_a_conflict() -> None:
    a, b = fact("dose", number("500")), fact("dose", number("850"))
    found = judged(a, b, reviews=(review("reject", fact=a.id),))
    assert found.verdict == {a.id: ("rejected", "reviewed_out"), b.id: ("accepted", None)}


@pytest.mark.parametrize(
    ("on", "hit"),
    [
        ({"quote": "治疗糖尿病", "predicate": "e:treats"}, True),
        ({"quote": "糖尿病", "predicate": "e:treats"}, True),
        ({"quote": "糖尿病", "predicate": "e:treats", "document": "a", "subject": "e:m", "object": "e:d"}, True),
        ({"quote": "二甲双胍", "predicate": "e:treats"}, False),
        ({"quote": "糖尿病", "predicate": "e:dose"}, False),
        ({"quote": "糖尿病", "predicate": "e:treats", "document": "b"}, False),
        ({"quote": "糖尿病", "predicate": "e:treats", "subject": "e:n"}, False),
    ],
)
def test_a_review_finds_its_fact_by_quote_and_predicate(on: dict[str, str], hit: bool) -> None:
    f = fact("treats", "e:d")
    reviewed = lay_over([f], [review("reject", **on)], {"a": document("a")})
    assert (f.id in reviewed.decided) == hit
    assert bool(reviewed.findings) == (not hit)


def test_a_correction_replaces_the_fact_with_the_same_evidence() -> None:
    wrong = fact("dose", number("5000"))
    found = judged(wrong, reviews=(review("correct", {"object": number("500").to_json()}, fact=wrong.id),))
    right = replace(wrong, object=number("500"))
    assert found.verdict == {wrong.id: ("rejected", "reviewed_out"), right.id: ("accepted", None)}
    assert [s.quote for s in found.facts[right.id].evidence[0].spans] == ["二甲双胍", "糖尿病"]
    assert found.facts[right.id].evidence[0].made_by == "review/wang"


def test_a_correction_can_be_taken_back() -> None:
    wrong = fact("dose", number("5000"))
    reviews = (review("correct", {"object": number("500").to_json()}, fact=wrong.id), review("accept", fact=wrong.id))
    assert judged(wrong, reviews=reviews).verdict == {wrong.id: ("accepted", None)}


def test_a_correction_that_cannot_be_read_is_a_finding() -> None:
    f = fact("dose", number("5"))
    reviewed = lay_over([f], [review("correct", {"objekt": "x"}, fact=f.id)], {})
    assert [x.code for x in reviewed.findings] == ["review_unreadable"]
    assert not reviewed.decided


def test_reviews_are_read_line_by_line_and_all_bad_lines_named(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    good = {"who": "wang", "when": "2024-05-01", "decision": "accept", "on": {"fact": "f-1"}}
    path.write_bytes(orjson.dumps(good) + b"\n\n")
    assert read_reviews(path)[0].decision == "accept"
    changes: list[Json] = [{"decision": "acept"}, {"on": {}}, {"wo": 1}, {"decision": "correct"}, {"decision": "complete"}]
    bad = [{**good, **change} for change in changes]
    path.write_bytes(b"\n".join(map(orjson.dumps, bad)) + b"\n{not json\n[]\n")
    with pytest.raises(InputError) as caught:
        read_reviews(path)
    assert str(caught.value).count("reviews.jsonl:") == 7
    assert "did you mean 'accept'" in str(caught.value)
    assert read_reviews(tmp_path / "none.jsonl") == []


# ------------------------------------------------------------------------------------------------- copies, editions


def prose(seed: int, length: int = 3000) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice("二甲双胍适用于经饮食控制和体育锻炼未能有效的型糖尿病患者。，") for _ in range(length))


def test_copies_and_near_copies_are_found_and_different_texts_are_not() -> None:
    text = prose(1)
    known = {
        "a": document("a", text),
        "b-same": document("b-same", text),
        "c-spaced": document("c-spaced", text.replace("。", "。\r\n\r\n").replace("，", ", ")),
        "d-edited": document("d-edited", text[:1500] + "增补一句新的说明文字，与原文不同。" + text[1500:]),
        "e-half": document("e-half", text[:1500] + prose(2, 1500)),
        "f-other": document("f-other", prose(3)),
        "g-short": document("g-short", "短"),
        "h-empty": document("h-empty", "。"),
    }
    chief = copies(known)
    assert [id for id, of in chief.items() if of == "a"] == ["a", "b-same", "c-spaced", "d-edited"]
    assert all(chief[id] == id for id in ("e-half", "f-other", "g-short", "h-empty"))


def test_copies_do_not_depend_on_order() -> None:
    known = [document(f"d{i}", prose(i % 3) + "尾" * i) for i in range(9)]
    one = copies({d.id: d for d in known})
    other = copies({d.id: d for d in reversed(known)})
    assert one == other and len(set(one.values())) == 3


def test_large_documents_are_compared_in_seconds() -> None:
    import time

    text = prose(7, 400_000)
    known = {f"d{i}": document(f"d{i}", text[i * 10 :]) for i in range(4)}
    start = time.process_time()
    assert len(set(copies(known).values())) == 1
    assert time.process_time() - start < 4


def test_editions_go_by_version_within_a_series_and_by_supersedes() -> None:
    known = {
        d.id: d
        for d in (
            document("1", series="s", version="2.9"), document("2", series="s", version="2.10"), document("3", series="t", version="3"),
            document("4", supersedes=("2",)), document("5", series="s"),
        )
    }  # fmt: skip
    editions = Editions(known)
    assert editions.newer("1") == {"2", "4"}
    assert editions.newer("5") == frozenset()
    assert editions.supersede(["4"], ["1"]) and not editions.supersede(["1"], ["4"])
    assert not editions.supersede(["3"], ["1"]) and not editions.supersede(["2"], ["1", "3"])


def test_documents_that_supersede_each_other_settle_nothing() -> None:
    known = {d.id: d for d in (document("1", supersedes=("2",)), document("2", supersedes=("1",)))}
    assert not Editions(known).supersede(["1"], ["2"])
