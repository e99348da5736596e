"""Random samples for reading: the draw, the error rate with its interval, what becomes of what was found wrong, and what the card says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pytest
from scipy.stats import hypergeom

import kgcorpus
from kgcorpus.model import Review
from kgcorpus.release.card_reading import estimate_text, reading_lines
from kgcorpus.review.drawing import draw
from kgcorpus.review.drawn import info_of, recorded, write_sample
from kgcorpus.verify.estimate import Draw, Estimate, error_estimate, estimate, estimates, wrong_within
from kgcorpus.verify.reviews import read_reviews
from tests.bench.review_estimate import simulate
from tests.running import Program
from tests.small import CORPUS, write_corpus

IDS = [f"f-{n:04d}" for n in range(400)]


def read(one: Draw, decision: str, *ids: str, who: str = "王敏", when: str = "2026-11-03", **on: Any) -> list[Review]:
    kind = "sample" if one.of == "samples" else "fact"
    return [Review(who, when, decision, {kind: id, "draw": one.id, **on}) for id in ids]


# --------------------------------------------------------------------------------------------- the draw


def test_a_draw_depends_on_no_order_and_a_longer_one_begins_with_a_shorter() -> None:
    one = draw(IDS, 100, of="facts", seed=3)
    assert one == draw(reversed(IDS), 100, of="facts", seed=3)
    assert draw(IDS, 20, of="facts", seed=3).ids == one.ids[:20]
    assert len(set(one.ids)) == 100 and one.population == 400
    assert draw(IDS, 100, of="facts", seed=4).ids != one.ids
    assert draw(IDS, 1000, of="facts").population == len(draw(IDS, 1000, of="facts").ids) == 400


def test_every_id_is_drawn_equally_often() -> None:
    often = Counter(id for seed in range(400) for id in draw(IDS[:40], 10, of="facts", seed=seed).ids)
    assert len(often) == 40
    assert all(65 < times < 140 for times in often.values())  # 100 expected, standard deviation 8.7


def test_after_the_wrong_ones_are_out_other_facts_are_drawn() -> None:
    """With the same seed, a second reading of the facts found right would make a bad graph look good."""
    first = draw(IDS, 100, of="facts")
    left = [id for id in IDS if id not in first.ids[:5]]
    second = draw(left, 100, of="facts")
    assert len(set(second.ids) & set(first.ids)) < 50


# --------------------------------------------------------------------------------------------- the interval


@pytest.mark.parametrize(("population", "n"), [(30, 10), (60, 20), (25, 24)])
def test_the_interval_holds_the_truth_in_95_of_100_draws_whatever_the_truth(population: int, n: int) -> None:
    for wrong in range(population + 1):
        held = 0.0
        for k in range(max(0, n - (population - wrong)), min(n, wrong) + 1):
            low, high = wrong_within(population, n, k)
            held += hypergeom.pmf(k, population, wrong, n) if low <= wrong <= high else 0
        assert held >= 0.95 - 1e-9, wrong


def test_the_interval_is_the_inversion_of_the_exact_test() -> None:
    for k in range(21):
        possible = [
            wrong
            for wrong in range(k, 60 - 20 + k + 1)
            if hypergeom.sf(k - 1, 60, wrong, 20) > 0.025 and hypergeom.cdf(k, 60, wrong, 20) > 0.025
        ]
        assert wrong_within(60, 20, k) == (possible[0], possible[-1])


def test_who_reads_all_knows_all_and_doubts_widen_the_upper_end_only() -> None:
    assert wrong_within(50, 50, 3) == (3, 3)
    assert wrong_within(50, 50, 3, 2) == (3, 5)
    assert wrong_within(1000, 0, 0) == (0, 1000)
    low, high = wrong_within(1000, 100, 2)
    assert wrong_within(1000, 100, 2, 3) == (low, wrong_within(1000, 100, 5)[1]) and wrong_within(1000, 100, 5)[1] > high


@pytest.mark.parametrize(("read", "wrong", "unclear"), [(5, 6, 0), (5, 3, 3), (11, 0, 0), (5, -1, 0)])
def test_impossible_counts_are_refused(read: int, wrong: int, unclear: int) -> None:
    with pytest.raises(ValueError, match="wrong"):
        wrong_within(10, read, wrong, unclear)


def test_simulated_readings_hold_the_truth() -> None:
    for setting in simulate(150, populations=(300, 900), rates=(0.01, 0.10), readers=("sharp", "doubting")):
        assert setting.share >= 0.94, setting
        assert abs(setting.bias) < 0.012 or setting.reader == "doubting", setting


def test_a_reader_who_misses_errors_is_believed() -> None:
    sharp, hasty = simulate(60, populations=(2000,), read=(200,), rates=(0.10,), readers=("sharp", "hasty"))
    assert hasty.bias < sharp.bias - 0.002


# --------------------------------------------------------------------------------------------- the estimate


def drawn(n: int = 10, of: str = "facts", **more: Any) -> Draw:
    return draw(IDS, n, of=of, graph="g", date="2026-11-01", **more)


def found(one: Draw, lines: Sequence[Review]) -> Estimate:
    result = estimate(one, lines)
    assert result is not None
    return result


def test_a_draw_of_which_nothing_was_read_estimates_nothing() -> None:
    one = drawn()
    assert estimate(one, [one.to_review(), Review("x", "2026-11-03", "reject", {"fact": one.ids[0]})]) is None


def test_corrections_count_as_wrong_and_what_is_unclear_apart() -> None:
    one = drawn()
    lines = [*read(one, "accept", *one.ids[:6]), *read(one, "reject", one.ids[6]), *read(one, "correct", one.ids[7])]
    result = found(one, [*lines, *read(one, "unclear", *one.ids[8:])])
    assert (result.share.read, result.share.right, result.share.wrong, result.share.unclear) == (10, 6, 2, 2)
    assert result.share.bounds == (wrong_within(400, 10, 2)[0], wrong_within(400, 10, 4)[1])
    assert result.whole and result.in_order and result.reviewers == ("王敏",) and result.dates == ("2026-11-03", "2026-11-03")


def test_a_person_may_change_his_mind_and_two_who_disagree_leave_it_unclear() -> None:
    one = drawn(2)
    lines = [*read(one, "reject", one.ids[0]), *read(one, "accept", *one.ids)]
    assert found(one, lines).share.wrong == 0
    other = read(one, "reject", one.ids[1], who="李雷", when="2026-11-05")
    split = found(one, [*lines, *other])
    assert (split.share.wrong, split.share.unclear, split.split) == (0, 1, 1)
    assert split.reviewers == ("李雷", "王敏") or split.reviewers == ("王敏", "李雷")
    settles = Review("韩梅梅", "2026-11-06", "reject", {"fact": one.ids[1], "settles": [lines[-1].id, other[0].id]})
    assert (found(one, [*lines, *other, settles]).share.wrong, found(one, [*lines, *other, settles]).split) == (1, 0)


def test_a_reading_cut_short_is_a_random_sample_only_in_the_order_drawn() -> None:
    one = drawn()
    assert found(one, read(one, "accept", *one.ids[:4])).in_order
    skipped = found(one, read(one, "accept", *one.ids[3:7]))
    assert not skipped.in_order and not skipped.whole


def test_decisions_on_other_draws_and_on_what_was_not_drawn_do_not_count() -> None:
    one, other = drawn(), drawn(10, seed=7)
    outside = next(id for id in IDS if id not in one.ids)
    lines = [*read(one, "accept", *one.ids), *read(one, "reject", outside), *read(other, "reject", *other.ids)]
    assert found(one, lines).share.wrong == 0


def test_samples_are_estimated_by_language_too() -> None:
    one = drawn(10, "samples", languages={"zh": 150, "en": 250})
    lines = [*read(one, "accept", *one.ids[:6], lang="en"), *read(one, "reject", *one.ids[6:], lang="zh")]
    shares = found(one, lines).languages
    assert (shares["en"].population, shares["en"].wrong, shares["zh"].read, shares["zh"].wrong) == (250, 0, 4, 4)


def test_of_several_draws_the_one_nearest_to_the_present_comes_first() -> None:
    big, small, late = drawn(), draw(IDS[:200], 10, of="facts", graph="h"), draw(IDS[:201], 10, of="facts", graph="i")
    lines = [line for one in (big, small, late) for line in (one.to_review(), *read(one, "accept", *one.ids))]

    def first(now: int, graph: str = "") -> Draw:
        return estimates(lines, now={"facts": now}, graph=graph)["facts"][0].draw

    assert first(399).id == big.id and first(150).id == small.id and first(201).id == late.id
    assert first(200, "h").id == small.id
    twice = [*lines, *(line for one in [drawn(10, seed=5)] for line in (one.to_review(), *read(one, "accept", *one.ids)))]
    assert estimates(twice, now={"facts": 398}, graph="")["facts"][0].draw.seed == 5
    assert estimates(twice, now={"facts": 400}, graph="g")["facts"][0].same


def test_a_draw_comes_back_from_its_book_and_from_its_line(tmp_path: Path) -> None:
    one = draw([f"f-{n:020x}" for n in range(5000)], 2500, of="facts", graph="g", date="2026-11-01")
    info = info_of(one)
    assert max(map(len, info.values())) < 32_767
    review = recorded(info)
    assert review == one.to_review() and recorded({}) is None
    line = {"who": review.who, "when": review.when, "decision": review.decision, "on": dict(review.on), "value": review.value}
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(orjson.dumps(line))
    assert read_reviews(path) == [review]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"value": []}, "the ids drawn"),
        ({"value": ["f-1", "f-1"]}, "the ids drawn"),
        ({"on": {"draw": "d", "of": "facts", "population": 1}}, "population"),
        ({"on": {"draw": "d", "of": "words", "population": 5}}, "names no draw"),
    ],
)
def test_a_line_that_records_no_sound_draw_is_named(change: dict[str, Any], says: str, tmp_path: Path) -> None:
    line = {
        "who": "x",
        "when": "2026-11-01",
        "decision": "drawn",
        "on": {"draw": "d", "of": "facts", "population": 5},
        "value": ["f-1", "f-2"],
    }
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(orjson.dumps({**line, **change}))
    with pytest.raises(kgcorpus.errors.InputError, match=says):
        read_reviews(path)


# --------------------------------------------------------------------------------------------- the card


def told(one: Draw, lines: Sequence[Review], now: int = 398, graph: str = "other") -> dict[str, Any]:
    return error_estimate(estimates([one.to_review(), *lines], now={one.of: now}, graph=graph, release="default"))[one.of]  # type: ignore[no-any-return]


def test_the_card_says_what_was_drawn_who_read_and_what_it_means() -> None:
    one = drawn(200)
    lines = [*read(one, "accept", *one.ids[:197]), *read(one, "reject", *one.ids[197:199], who="李雷", when="2026-11-05")]
    full = told(one, [*lines, *read(one, "unclear", one.ids[199])])
    english, chinese = estimate_text(full, "en"), estimate_text(full, "zh")
    assert (
        "200 of the 400 accepted facts were drawn at random, and all of them were read by 李雷 and 王敏 (2026-11-03 to 2026-11-05)"
        in english
    )
    assert "Found wrong: 2." in english and "could not tell on 1" in english
    assert "**1.0%**, 95% interval 0.50% to 3.5% (that is 2 to 14 of the 400" in english
    assert "before the wrong facts that were found were taken out" in english and "did not see are not in it" in english
    assert "400 facts then (derived ones not counted), 398 now" in english
    assert "从当时的400条已接受的事实中随机抽取200条，由李雷、王敏全部读完（2026-11-03至2026-11-05）。其中2条有误。1条无法判断" in chinese
    assert "错误率为**1.0%**，95%置信区间为0.50%至3.5%（即400条中有2至14条有误" in chinese
    part = told(one, lines[:180])
    assert "read 180 of the 200 drawn" in estimate_text(part, "en") and "first in the order drawn" in estimate_text(part, "en")
    assert "读了其中180条" in estimate_text(part, "zh") and "没有发现错误" in estimate_text(part, "zh")
    assert "before the wrong facts" not in estimate_text(part, "en") and "查出的错误被剔除" not in estimate_text(part, "zh")
    assert "holds only if" in estimate_text(told(one, lines[10:150]), "en")
    assert "has not changed" in estimate_text(told(one, lines, 400, "g"), "en")


def test_the_card_of_another_release_does_not_claim_the_samples_as_its_own() -> None:
    one = drawn(10, "samples", release="default", languages={"zh": 400})
    lines = [one.to_review(), *read(one, "accept", *one.ids, lang="zh")]
    for release, says in (("default", "come and gone"), ("all", "not drawn from this release, which has 900 samples")):
        result = error_estimate(estimates(lines, now={"samples": 900}, graph="g", release=release))["samples"]
        assert says in estimate_text(result, "en")
    here = error_estimate(estimates(lines, now={"samples": 400}, graph="g", release="default"))["samples"]
    assert "has not changed" in estimate_text(here, "en")


def test_a_release_that_holds_a_part_of_the_facts_says_so() -> None:
    one = drawn()
    found = estimates([one.to_review(), *read(one, "accept", *one.ids)], now={"facts": 400}, graph="g")
    part = error_estimate(found, released=120)["facts"]
    assert estimate_text(part, "en").endswith("The graph has not changed since the draw. This release holds 120 of them.")
    assert "本发布只含" not in estimate_text(error_estimate(found, released=400)["facts"], "zh")


def test_without_a_reading_the_card_says_that_nothing_was_estimated() -> None:
    assert "has not been estimated" in "".join(reading_lines({}, 0, "en")) and "错误率未估计" in "".join(reading_lines({}, 0, "zh"))
    some = reading_lines({}, 12, "en")
    assert "12 facts were read" in some[0] and "has not been estimated" in some[2]
    only = reading_lines({"samples": told(drawn(5, "samples"), read(drawn(5, "samples"), "accept", *drawn(5, "samples").ids))}, 0, "zh")
    assert any("事实未经随机抽样审读" in line for line in only)


# --------------------------------------------------------------------------------------------- through the program


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("drawn"))
    kgcorpus.open(folder).build()
    return folder


def lines_of(folder: Path, *lines: Review) -> None:
    path = folder / "reviews.jsonl"
    rows = [{"who": r.who, "when": r.when, "decision": r.decision, "on": dict(r.on), "why": r.why, "value": r.value} for r in lines]
    path.write_bytes(b"".join(orjson.dumps({k: v for k, v in row.items() if v not in (None, "")}) + b"\n" for row in rows))


def test_a_book_is_written_once_and_the_same_everywhere(built: Path, tmp_path: Path, program: Program) -> None:
    one, two = tmp_path / "one" / "book.xlsx", tmp_path / "two" / "book.xlsx"
    ran = program("--lang", "zh", "review", "sample", built, "--n", "5", "--xlsx", one)
    assert ran.code == 0 and "随机抽取5条" in ran.out
    assert program("--lang", "zh", "review", "sample", built, "--n", "5", "--xlsx", two).code == 0
    assert one.read_bytes() == two.read_bytes()
    again = program("--lang", "zh", "review", "sample", built, "--n", "5", "--xlsx", one)
    assert again.code == 2 and "可能有审阅决定" in again.err and one.read_bytes() == two.read_bytes()
    told = orjson.loads(program("review", "sample", built, "--n", "9999", "--xlsx", tmp_path / "all.xlsx", "--json").out)
    assert told["population"] == told["drawn"] == len(told["ids"]) and told["of"] == "facts"


def test_only_accepted_facts_that_documents_state_are_drawn(built: Path, tmp_path: Path, program: Program) -> None:
    told = orjson.loads(program("review", "sample", built, "--n", "9999", "--xlsx", tmp_path / "all.xlsx", "--json").out)
    facts = {f.id: f for f in kgcorpus.open(built).facts()}
    assert set(told["ids"]) == {id for id, f in facts.items() if f.derived is None} and any(f.derived for f in facts.values())


def test_samples_are_drawn_from_the_release_and_without_one_from_all(built: Path, tmp_path: Path, program: Program) -> None:
    told = orjson.loads(program("review", "sample", built, "--of", "samples", "--n", "7", "--xlsx", tmp_path / "s.xlsx", "--json").out)
    released = [orjson.loads(line) for line in (built / "releases/default/samples.jsonl").read_bytes().splitlines()]
    assert told["release"] == "default" and told["population"] == len(released) and set(told["ids"]) <= {s["id"] for s in released}
    assert sum(told["languages"].values()) == len(released)
    folder = write_corpus(tmp_path / "unreleased")
    for stage in ("ingest", "extract", "verify", "generate"):
        assert program(stage, folder).code == 0
    ran = program("--lang", "en", "review", "sample", folder, "--of", "samples", "--n", "7")
    assert ran.code == 0 and "generated samples" in ran.out and (folder / "drawn-samples.xlsx").exists()


def test_what_cannot_be_drawn_is_said(built: Path, tmp_path: Path, program: Program) -> None:
    wrong = program("--lang", "en", "review", "sample", built, "--of", "words")
    assert wrong.code == 2 and "facts or samples" in wrong.err
    fresh = program("--lang", "en", "review", "sample", write_corpus(tmp_path / "fresh"))
    assert fresh.code == 2 and "build" in fresh.err


def test_no_samples_are_drawn_from_a_release_that_is_out_of_date(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "corpus")
    assert program("build", folder).code == 0
    lines_of(folder, Review("x", "2026-11-03", "never", {"shape": "chain: a b"}))
    assert program("build", folder, "--recipe", "all").code == 0
    ran = program("--lang", "zh", "review", "sample", folder, "--of", "samples")
    assert ran.code == 2 and "不是按现状发布的" in ran.err
    assert program("build", folder).code == 0 and program("review", "sample", folder, "--of", "samples").code == 0


def test_a_rejected_sample_is_left_out_until_it_is_accepted_again(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "corpus")
    assert program("build", folder).code == 0
    samples = [orjson.loads(line) for line in (folder / "releases/default/samples.jsonl").read_bytes().splitlines()]
    bad, good = samples[0], samples[-1]
    on = {"sample": bad["id"], "question": bad["question"]}
    no = Review("王敏", "2026-11-03", "reject", on, "问法不通")
    yes = Review("王敏", "2026-11-03", "accept", {"sample": good["id"], "question": good["question"]})
    lines_of(folder, no, yes)
    out = orjson.loads(program("build", folder, "--json").out)
    assert out[3]["rejected"]["sample_reviewed_out"] == 1 and out[3]["in"] == out[3]["out"] + sum(out[3]["rejected"].values())
    left = [orjson.loads(line) for line in (folder / "releases/default/samples.jsonl").read_bytes().splitlines()]
    assert bad["id"] not in {s["id"] for s in left}
    gone = program("--lang", "zh", "trace", bad["id"], "--in", folder)
    assert gone.code == 0 and "审读: 有误（王敏，2026-11-03）：问法不通" in gone.out and bad["question"] in gone.out
    for where in (folder, folder / "releases/default"):
        if any(s["id"] == good["id"] for s in left):
            shown = program("--lang", "en", "trace", good["id"], "--in", where)
            assert "read: right (王敏, 2026-11-03)" in shown.out
    assert program("audit", folder / "releases/default").code == 0
    lines_of(folder, no, Review("王敏", "2026-11-04", "accept", on))
    assert program("build", folder).code == 0
    assert bad["id"].encode() in (folder / "releases/default/samples.jsonl").read_bytes()


def test_a_rejected_wording_that_was_held_out_goes_alone(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "corpus", corpus=CORPUS)
    assert program("build", folder, "--recipe", "all").code == 0
    path = folder / "releases/all/samples.jsonl"
    samples = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    held = next(s for s in samples if s["split"] == "test_wording")
    lines_of(folder, Review("王敏", "2026-11-03", "reject", {"sample": held["id"], "question": held["question"]}))
    assert program("build", folder, "--recipe", "all").code == 0
    after = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    assert all(held["question"] not in (s["question"], *(p["text"] for p in s["paraphrases"])) for s in after)
    assert {s["id"] for s in samples if s["split"] == "train"} <= {s["id"] for s in after}


# --------------------------------------------------------------------------------------------- from the book to the card


def fill(path: Path, sheet: str, decisions: dict[int, dict[str, str]], who: str = "王敏", when: str = "2026-11-03") -> None:
    """Write what a reader writes: cells by row number (from 1) and column key, and name and date on the first sheet."""
    book = openpyxl.load_workbook(path, rich_text=True)
    for target in book.worksheets:
        keys = {str(cell.value): cell.column for cell in target[2] if cell.value}
        if "start:field" in keys:
            for row in range(4, target.max_row + 1):
                field = target.cell(row, keys["start:field"]).value
                if field in ("who", "when"):
                    target.cell(row, keys["start:value"]).value = {"who": who, "when": when}[field]
        if f"{sheet}:decision" in keys:
            for number, cells in decisions.items():
                for key, value in cells.items():
                    target.cell(3 + number, keys[f"{sheet}:{key}"]).value = value
    book.save(path)


def test_from_the_book_to_the_card(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "corpus")
    assert program("build", folder).code == 0
    told = orjson.loads(program("--lang", "zh", "review", "sample", folder, "--n", "10", "--json").out)
    book = folder / "drawn-facts.xlsx"
    rows: dict[int, dict[str, str]] = {n: {"decision": "正确"} for n in range(1, 8)}
    fill(book, "facts", {**rows, 8: {"decision": "有误", "why": "原文不是这个意思"}, 9: {"decision": "无法判断"}})
    ran = program("--lang", "zh", "review", "import", folder, book)
    assert "新的决定9条，已有的0条，未作决定的1行" in ran.out
    assert ran.code == 0 and "由王敏读了其中9条（2026-11-03）" in ran.out and "其中1条有误" in ran.out, ran.err
    lines = (folder / "reviews.jsonl").read_bytes()
    first = orjson.loads(lines.splitlines()[0])
    assert (first["decision"], first["value"], first["on"]["draw"]) == ("drawn", told["ids"], told["draw"])
    assert program("--lang", "zh", "review", "import", folder, book).code == 0 and (folder / "reviews.jsonl").read_bytes() == lines
    assert program("build", folder).code == 0
    release = folder / "releases/default"
    one = orjson.loads((release / "manifest.json").read_bytes())["error_estimate"]["facts"]
    assert (one["drawn"], one["read"], one["wrong"], one["unclear"], one["in_order"]) == (10, 9, 1, 1, True)
    assert (one["population"], one["population_now"], one["unchanged"]) == (told["population"], told["population"] - 1, False)
    assert told["ids"][7] not in {f.id for f in kgcorpus.open(folder).facts()}
    chinese, english = (release / "card.zh.md").read_text("utf-8"), (release / "card.md").read_text("utf-8")
    assert "由王敏读了其中9条（2026-11-03）" in chinese and "尚无人工审阅" not in chinese
    assert "王敏 read 9 of the 10 drawn (2026-11-03)" in english and "no review is on record" not in english
    assert program("audit", release).code == 0
    rest = {10: {"decision": "right", "who": "李雷", "when": "2026-11-05"}}
    fill(book, "facts", rest)
    done = orjson.loads(program("review", "import", folder, book, "--json").out)
    assert len(done["new"]) == 1 and done["estimate"]["reviewers"] == ["李雷", "王敏"] and done["estimate"]["read"] == 10


def test_a_sample_found_wrong_in_the_book_is_left_out_and_the_card_speaks_of_samples(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "corpus")
    assert program("build", folder).code == 0
    told = orjson.loads(program("--lang", "en", "review", "sample", folder, "--of", "samples", "--n", "12", "--json").out)
    book = folder / "drawn-samples.xlsx"
    fill(
        book, "questions", {**{n: {"decision": "right"} for n in range(1, 12)}, 12: {"decision": "wrong", "why": "odd question"}}, "Li Lei"
    )
    ran = program("--lang", "en", "review", "import", folder, book)
    assert ran.code == 0 and "all of them were read by Li Lei" in ran.out, ran.err
    stages = {stage["stage"]: stage for stage in orjson.loads(program("build", folder, "--json").out)}
    assert stages["generate"]["rejected"]["sample_reviewed_out"] == 1
    release = folder / "releases/default"
    assert told["ids"][11].encode() not in (release / "samples.jsonl").read_bytes()
    english = (release / "card.md").read_text("utf-8")
    assert "12 of the" in english and "samples of the release 'default' were drawn at random" in english
    assert "No random sample of the facts has been read" in english
    one = orjson.loads((release / "manifest.json").read_bytes())["error_estimate"]["samples"]
    assert one["release"] == "default" and sum(share["read"] for share in one["languages"].values()) == 12
    shown = program("--lang", "en", "trace", told["ids"][0], "--in", release)
    assert "read: right (Li Lei, 2026-11-03)" in shown.out


def test_a_book_without_its_hidden_sheet_is_refused(tmp_path: Path, program: Program) -> None:
    folder = write_corpus(tmp_path / "corpus")
    assert program("build", folder).code == 0
    assert program("review", "sample", folder, "--n", "5").code == 0
    book = openpyxl.load_workbook(folder / "drawn-facts.xlsx")
    for row in book["info"].iter_rows():
        if row[0].value == "drawn:0":
            row[1].value = ""
    book.save(folder / "drawn-facts.xlsx")
    ran = program("--lang", "zh", "review", "import", folder, folder / "drawn-facts.xlsx")
    assert ran.code == 2 and "不能说明抽取了什么" in ran.err and not (folder / "reviews.jsonl").exists()


def test_a_sample_that_names_its_source_is_shown_with_the_text_of_that_source(tmp_path: Path) -> None:
    from tests.reviewing import Garden, Sheets

    said = {f"d{n}.md": f"# 第{n}份要点\n\n第{n}次记录：代森锰锌可防治锈病。\n" for n in range(4)}
    garden = Garden(tmp_path / "garden", said)
    garden.build()
    book = Sheets(write_sample(garden.folder, 500, of="samples", book=garden.folder / "drawn.xlsx").book)
    assert "问答" in [sheet.title for sheet in book.book.worksheets]
    named = {s["id"]: s["labels"]["source"] for s in garden.samples() if s["setting"] == "source_named"}
    rows = [row for row in book.rows("questions") if orjson.loads(row["about"])["sample"] in named]
    assert rows
    for row in rows:
        source = named[orjson.loads(row["about"])["sample"]]
        number = source.removeprefix("d").removesuffix(".md")
        assert f"第{number}次记录" in row["quote"] and f"第{number}份要点" in row["source"], row


def test_what_a_reader_withdraws_was_not_read_by_him() -> None:
    one = drawn(3)
    lines = [*read(one, "accept", *one.ids[:2]), *read(one, "reject", one.ids[2])]
    assert found(one, lines).share.wrong == 1
    withdrawn = [*lines, Review("王敏", "2026-11-04", "withdraw", {"fact": one.ids[2]})]
    assert (found(one, withdrawn).share.read, found(one, withdrawn).share.wrong) == (2, 0)
    other = [*lines, Review("李雷", "2026-11-04", "withdraw", {"fact": one.ids[2]})]
    assert found(one, other).share.wrong == 1, "nobody withdraws another's word"
    again = [*withdrawn, *read(one, "unclear", one.ids[2], when="2026-11-05")]
    assert (found(one, again).share.read, found(one, again).share.unclear) == (3, 1)
    assert estimate(one, [*read(one, "accept", one.ids[0]), Review("王敏", "2026-11-04", "withdraw", {"fact": one.ids[0]})]) is None
