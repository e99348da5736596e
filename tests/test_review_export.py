"""The review book: what needs a decision, most useful first, as sentences with the quoted source."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import orjson
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

import kgcorpus
from kgcorpus import forms as f
from kgcorpus.answers import graph_of
from kgcorpus.build import Build
from kgcorpus.errors import UsageError
from kgcorpus.generate.questions import WITH_DECISIONS
from kgcorpus.generate.shapes import Survey, shapes, steps_of
from kgcorpus.generate.shapes_wide import wide_shapes
from kgcorpus.model import Fact, Literal, Qualifier, Validity
from kgcorpus.ontology import load
from kgcorpus.review import QUEUES
from kgcorpus.review.desk import open_desk
from kgcorpus.review.exporting import export_reviews
from kgcorpus.review.queue import Pile, Waiting, is_delicate, most_useful, shape_of
from kgcorpus.review.sentences import Sentences
from tests.reviewing import ONTOLOGY, Garden, Sheets
from tests.running import Program
from tests.small import write_corpus


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Garden:
    """A clash (two half-lives), a doubtful fact (low score is set high), accepted facts nobody has read."""
    garden = Garden(tmp_path_factory.mktemp("exported") / "garden")
    garden.edit("more.md", "# 其他\n", "# 其他\n\n代森锰锌的半衰期为9天。代森锰锌不防治霜霉病。\n")
    garden.build()
    return garden


@pytest.fixture(scope="module")
def book(garden: Garden) -> Sheets:
    return garden.export()


def bold(book: Sheets, row: dict[str, Any], column: str = "quote") -> list[str]:
    sheet, keys = book.places["facts"]
    value = sheet.cell(row["_row"], keys[column]).value
    assert isinstance(value, CellRichText)
    return [part.text for part in value if isinstance(part, TextBlock) and part.font.b]


# ------------------------------------------------------------------------------------------------- what comes first


def test_both_sides_of_a_conflict_stand_next_to_one_another_at_the_top(book: Sheets) -> None:
    rows = book.rows()
    clash = [row for row in rows if "半衰期" in row["fact"]]
    assert {row["fact"] for row in clash} == {"代森锰锌的半衰期是7天。", "代森锰锌的半衰期是9天。"}
    assert abs(rows.index(clash[0]) - rows.index(clash[1])) == 1
    assert all("只应有一个值" in row["kind"] for row in clash)
    denied = [row for row in rows if "霜霉病" in row["fact"] and "代森锰锌" in row["fact"]]
    assert [row["fact"] for row in denied] == ["代森锰锌可防治霜霉病。", "代森锰锌不可防治霜霉病。"] or "一处否定" in denied[0]["kind"]
    assert {rows.index(row) for row in (*clash, *denied)} == {0, 1, 2, 3}


def test_accepted_facts_that_most_samples_rest_on_come_before_others(book: Sheets) -> None:
    unread = [row["samples"] for row in book.rows() if row["kind"] == "程序已接受，还没有人读过"]
    assert unread and unread == sorted(unread, reverse=True)


def test_what_was_decided_is_not_asked_again(garden: Garden, tmp_path: Path) -> None:
    other = Garden(tmp_path / "other")
    other.build()
    other.decide("代森锰锌可防治锈病", "接受")
    other.build()
    assert not [row for row in other.export().rows() if "锈病" in row["fact"]]


def test_facts_below_the_score_of_the_policy_wait_for_a_decision(tmp_path: Path) -> None:
    strict = Garden(tmp_path / "strict", {"a.md": "# 药\n\n代森锰锌会引起叶片灼伤。\n"}, policy="min_score = 0.99")
    strict.generate()
    (row,) = strict.export().rows()
    assert "没有把握（得分0." in row["kind"] and row["quote"] == "代森锰锌会引起叶片灼伤。"


def test_too_few_origins_wait_for_a_decision_and_accepting_lets_them_in(tmp_path: Path) -> None:
    two = Garden(tmp_path / "two", policy="min_origins = 2")
    two.generate()
    assert all("来源不够" in row["kind"] for row in two.export().rows())
    two.decide("代森锰锌可防治锈病", "接受")
    two.build()
    assert two.verdict(two.fact("mancozeb", "controls", "rust").id)["verdict"] == "accepted"


def test_what_a_reader_could_not_tell_comes_back_for_another(tmp_path: Path) -> None:
    garden = Garden(tmp_path / "garden")
    garden.build()
    garden.decide("代森锰锌可防治锈病", "无法判断", why="不熟悉锈病")
    garden.build()
    assert garden.verdict(garden.fact("mancozeb", "controls", "rust").id) == {"verdict": "accepted"}
    first = garden.export().rows()[0]
    assert first["fact"] == "代森锰锌可防治锈病。" and "上次没有定论：王敏于2026-11-02表示无法判断（理由：不熟悉锈病）" in first["kind"]


def test_the_number_of_rows_is_kept_to_and_leaves_room_for_questions(garden: Garden) -> None:
    few = garden.export("few.xlsx", n=5)
    assert (len(few.rows()), len(few.rows("questions"))) == (4, 1)
    assert (
        "另有" in few.rows("start")[0]["what"] + few.rows("start")[1]["what"] + few.rows("start")[2]["what"] + few.rows("start")[3]["what"]
    )


def test_each_new_kind_of_question_has_its_examples_named_as_the_generator_names_it(garden: Garden, book: Sheets) -> None:
    with Build(garden.folder) as work:
        survey = Survey(graph_of(work.contents()), work.ontology)
        known = {f"{s.name}: {steps_of(s)}" for s in (*shapes(survey), *wide_shapes(survey))}
    about = {orjson.loads(row["about"])["shape"]: row for row in book.rows("questions")}
    assert len(about) == len(book.rows("questions"))
    of_part = {shape_of(sample): sample["made_by"].split("/")[0] for sample in garden.samples()}
    assert {name for name in about if of_part[name] == "qa"} <= known
    assert set(about) == {name for name, part in of_part.items() if part in WITH_DECISIONS}


def test_a_kind_of_question_shows_three_of_its_questions_about_different_things(garden: Garden, book: Sheets) -> None:
    by_shape: dict[str, list[dict[str, object]]] = {}
    for sample in garden.samples():
        if sample["lang"] == "zh":
            by_shape.setdefault(shape_of(sample), []).append(sample)
    for row in book.rows("questions"):
        shown, own = row["question"].split("\n"), by_shape[orjson.loads(row["about"])["shape"]]
        things = {tuple(topic["id"] for topic in sample["topic"]) for sample in own}  # type: ignore[attr-defined]
        assert set(shown) <= {sample["question"] for sample in own} and len(set(shown)) == len(shown) == min(3, len(things))
    assert any("\n" in row["question"] for row in book.rows("questions"))


def test_every_shape_is_named_from_its_samples_as_the_generator_names_it(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path)
    kgcorpus.open(folder).build()
    with Build(folder) as work:
        made = list(shapes(Survey(graph_of(work.contents()), work.ontology)))
    assert {"both", "among", "among siblings", "shared"} <= {shape.name for shape in made}
    for shape, ends in itertools.product(made, (("x:a", "x:b"), ("x:b", "x:a"))):
        form = f.to_json(f.normalise(f.map_ids(shape.asked, lambda id, ends=ends: ends[int(id[1:])] if id.startswith("?") else id)))
        assert shape_of({"form": form, "labels": {"shape": shape.name}}) == f"{shape.name}: {steps_of(shape)}"


# ------------------------------------------------------------------------------------------------- what a row shows


def test_subject_object_and_condition_are_bold_in_the_quoted_sentence(book: Sheets) -> None:
    row = book.row("禁用作物是桃")
    assert row["fact"] == "气温＞30℃时，波尔多液的禁用作物是桃。"
    assert row["quote"] == "气温高于30℃时，波尔多液禁用于桃。"
    assert bold(book, row) == ["气温高于30℃", "波尔多液", "桃"]
    assert row["source"] == "《标签》" and row["samples"] > 0 and "桃" in row["questions"]


def test_the_book_speaks_the_readers_language(garden: Garden) -> None:
    english = garden.export("en.xlsx", lang="en")
    assert [sheet.title for sheet in english.book.worksheets][:3] == ["Read me", "Facts", "Question kinds"]
    row = english.row("peach")
    assert row["fact"].startswith("If the temperature is above 30 °C, ") and row["kind"] == "Accepted by the program, read by nobody yet"


def test_a_table_row_is_quoted_with_its_header_and_a_heading_with_its_item(tmp_path: Path) -> None:
    garden = Garden(
        tmp_path / "garden",
        {
            "table.csv": "农药,厂家,半衰期\n代森锰锌,甲厂,7天\n",
            "list.md": "# 代森锰锌\n\n## 禁用作物\n\n- 白菜\n- 桃（气温高于30℃时）\n",
        },
    )
    with (garden.folder / "corpus.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[[table]]\ndocuments = ["table.csv"]\n\n[[table.fact]]\npredicate = "g:halfLife"\n')
        toml.write('subject = { column = "农药", class = "g:Fungicide" }\nobject = { column = "半衰期" }\n')
    garden.build()
    book = garden.export()
    half = book.row("半衰期")
    assert half["quote"] == "农药：代森锰锌 | 厂家：甲厂 | 半衰期：7天" and bold(book, half) == ["代森锰锌", "7天"]
    peach = book.row("桃")
    assert peach["quote"] == "代森锰锌 › 禁用作物 › 桃（气温高于30℃时）" and bold(book, peach)[0] == "代森锰锌"


def test_an_answer_to_what_the_documents_say_in_several_places_counts_them(tmp_path: Path) -> None:
    copies = {f"d{n}.md": f"# 第{n}份\n\n第{n}次记录：代森锰锌可防治锈病。\n" for n in range(5)}
    garden = Garden(tmp_path / "garden", copies)
    garden.build()
    row = garden.export().row("锈病")
    assert row["quote"].count("代森锰锌可防治锈病") == 2 and row["source"].splitlines()[-1] == "另有3处也这样说"


def test_the_same_corpus_gives_the_same_bytes(garden: Garden) -> None:
    one, two = (garden.folder / f"{name}.xlsx" for name in ("one", "two"))
    for path in (one, two):
        path.unlink(missing_ok=True)
        export_reviews(garden.folder, path, lang="zh")
    # the name of the book stands in its instructions
    assert [len(open_.read_bytes()) for open_ in (one, two)] and _cells(one, "facts") == _cells(two, "facts")
    two.unlink()
    bytes_ = one.read_bytes()
    one.unlink()
    export_reviews(garden.folder, one, lang="zh")
    assert one.read_bytes() == bytes_


def _cells(path: Path, name: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in Sheets(path).rows(name)]


# ------------------------------------------------------------------------------------------------- the command


def test_a_book_that_may_hold_decisions_is_not_overwritten(garden: Garden, program: Program) -> None:
    (garden.folder / "mine.xlsx").write_bytes(b"decisions")
    ran = program("--lang", "zh", "review", "export", garden.folder, "--xlsx", garden.folder / "mine.xlsx")
    assert ran.code == 2 and "里面可能有审阅决定" in ran.err
    assert (garden.folder / "mine.xlsx").read_bytes() == b"decisions"


def test_the_command_says_what_it_wrote(garden: Garden, program: Program) -> None:
    ran = program("--lang", "zh", "review", "export", garden.folder, "--xlsx", garden.folder / "said.xlsx", "--n", "6")
    assert ran.code == 0 and "冲突的事实4条" in ran.out and "--n" in ran.err
    told = orjson.loads(program("review", "export", garden.folder, "--xlsx", garden.folder / "json.xlsx", "--json").out)
    assert told["rows"]["conflicts"] == 4 and set(told["rows"]) <= set(QUEUES)


def test_a_corpus_that_changed_must_be_built_first(tmp_path: Path) -> None:
    garden = Garden(tmp_path / "garden")
    garden.build()
    garden.decide("代森锰锌可防治锈病", "接受")
    with pytest.raises(UsageError, match="has not run since"):
        open_desk(garden.folder, "zh")


def test_drop_downs_and_hidden_columns_are_there(book: Sheets) -> None:
    plain = openpyxl.load_workbook(book.path)
    sheet = plain["事实"]
    assert any(book.letter("decision") in str(v.sqref) for v in sheet.data_validations.dataValidation)
    assert sheet.column_dimensions[book.letter("about")].hidden and sheet.freeze_panes


# ------------------------------------------------------------------------------------------------- sentences


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sentences]:
    path = tmp_path_factory.mktemp("said") / "g.ttl"
    path.write_text(ONTOLOGY, encoding="utf-8")
    ontology = load(path)
    return {lang: Sentences(ontology, ontology.entities, lang) for lang in ("zh", "en")}


RUST = Fact("g:mancozeb", "g:controls", "g:rust")
OFTEN = Fact("g:mancozeb", "g:causes", "g:scorch", (Qualifier("g:frequency", "g:often"),))
HOT = Fact("g:copper", "g:bannedOn", "g:peach", (Qualifier("g:temperature", Literal("xsd:decimal", min="30", unit="°C")),))


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (RUST, "代森锰锌可防治锈病。", "Mancozeb controls rust."),
        (
            HOT,
            "气温≥30℃时，波尔多液的禁用作物是桃。",
            "If the temperature is at least 30 °C, the crop on which it is banned of Bordeaux mixture is peach.",
        ),
        (OFTEN, "代森锰锌的引起的药害是叶片灼伤（频率为常见）。", "The damage caused of mancozeb is leaf scorch (frequency: common)."),
        (
            Fact("g:mancozeb", "g:controls", "g:rust", valid=Validity("2021-04", "2024-05-01")),
            "代森锰锌可防治锈病（自2021年4月起至2024年4月30日止）。",
            "Mancozeb controls rust (from April 2021 until 30 April 2024).",
        ),
        (
            Fact("g:mancozeb", "g:controls", "g:rust", valid=Validity(end="2024")),
            "代森锰锌可防治锈病（2024年以前）。",
            "Mancozeb controls rust (before 2024).",
        ),
        (
            Fact("g:copper", "g:bannedOn", "g:peach", valid=Validity("2024-06-30", "2024-07-01")),
            "截至2024年6月30日，波尔多液的禁用作物是桃。",
            "The crop on which it was banned of Bordeaux mixture was peach as of 30 June 2024.",
        ),
    ],
)
def test_a_fact_is_said_with_all_that_limits_it(sentences: dict[str, Sentences], fact: Fact, zh: str, en: str) -> None:
    assert (sentences["zh"].of(fact), sentences["en"].of(fact)) == (zh, en)


def test_a_denial_is_said_as_one(sentences: dict[str, Sentences]) -> None:
    denied = Fact("g:mancozeb", "g:controls", "g:rust", negated=True)
    for lang, word in (("zh", "并非：代森锰锌可防治锈病。"), ("en", "not so that: Mancozeb controls rust.")):
        assert word in sentences[lang].of(denied)


def test_what_has_no_name_or_wording_is_still_said(sentences: dict[str, Sentences]) -> None:
    odd = Fact("g:unknown", "g:gone", Literal("xsd:string", "甲", lang="zh"))
    assert sentences["zh"].of(odd) == "g:unknown——g:gone：甲。"
    assert sentences["en"].of(odd) == "G:unknown — g:gone: “甲”." or "“甲”" in sentences["en"].of(odd)


def test_a_condition_as_it_is_said_is_understood_when_written(sentences: dict[str, Sentences]) -> None:
    from kgcorpus.review.correcting import Correcting

    qualifiers = [
        Qualifier("g:temperature", Literal("xsd:decimal", max="30", max_open=True, unit="°C")),
        Qualifier("g:plantAge", Literal("xsd:decimal", min="3", max="6", unit="month")),
        Qualifier("g:stage", "g:flowering"),
        Qualifier("g:tankMix", "g:mancozeb"),
    ]
    for lang, qualifier in itertools.product(("zh", "en"), qualifiers):
        said = sentences[lang].condition(qualifier)
        ontology = sentences[lang].ontology
        reader = Correcting(ontology, ontology.entities, {}, lang)
        assert reader.qualifiers(said, ontology.predicates["g:bannedOn"]) == (qualifier,), said


# ------------------------------------------------------------------------------------------------- what is in the queue


def test_every_accepted_fact_waits_to_be_read_those_without_samples_after_the_others(tmp_path: Path) -> None:
    garden = Garden(tmp_path / "garden")
    garden.edit("more.md", "# 其他\n", "# 其他\n\n波尔多液不防治锈病。波尔多液的半衰期为5～9天。\n")
    garden.build()
    rows = garden.export().rows()
    accepted = {id for id in garden.facts() if garden.verdict(id)["verdict"] == "accepted"}
    assert {orjson.loads(row["about"])["fact"] for row in rows} == accepted
    (denied,) = (row for row in rows if row["fact"] == "并非：波尔多液可防治锈病。")
    assert denied["samples"] == 0 and denied["kind"] == "程序已接受，还没有人读过；没有样本依据它"
    counts = [row["samples"] for row in rows]
    assert counts == sorted(counts, reverse=True)


def test_of_equal_weight_denied_conditional_and_bounded_facts_come_first() -> None:
    plain = Fact("g:mancozeb", "g:controls", "g:rust")
    assert not is_delicate(plain)
    literal = Literal("xsd:decimal", min="5", max="9", unit="day")
    delicate = [
        Fact("g:mancozeb", "g:controls", "g:rust", negated=True),
        HOT,
        Fact("g:mancozeb", "g:halfLife", literal),
        Fact("g:mancozeb", "g:controls", "g:rust", valid=Validity("2021")),
    ]
    assert all(map(is_delicate, delicate))
    facts = {fact.id: fact for fact in (plain, *delicate)}
    desk = SimpleNamespace(facts=facts, resting=Counter({plain.id: 3, HOT.id: 3, delicate[2].id: 5}))
    ordered = Pile(desk, []).facts_by_use(facts)  # type: ignore[arg-type]
    assert [f.id for f in ordered[:3]] == [delicate[2].id, HOT.id, plain.id]


FAILING = "波尔多液的半衰期为900天。"


def failing(folder: Path) -> Garden:
    """A corpus with a fact that the check of values rejects."""
    limit = "g:Limit a sh:NodeShape ; sh:targetClass g:Fungicide ; sh:property [ sh:path g:halfLife ; sh:maxInclusive 365.0 ] ."
    limited = f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n{ONTOLOGY}\n{limit}\n"
    garden = Garden(folder, ontology=limited)
    garden.edit("more.md", "# 其他\n", f"# 其他\n\n{FAILING}\n")
    garden.build()
    return garden


def test_what_a_check_rejects_waits_too_and_may_be_rejected_corrected_or_left_open_but_not_accepted(tmp_path: Path) -> None:
    garden = failing(tmp_path / "garden")
    fact = garden.fact("copper", "halfLife")
    assert garden.verdict(fact.id)["reason"] == "failed_check"
    row = garden.export().row("900天")
    assert "未通过程序的检查" in row["kind"] and "请选“无法判断”" in row["kind"]
    done = garden.decide("900天", "接受")
    assert [t.message for t in done.errors] == ["this fact fails a check of the program: it cannot be accepted"] and not garden.lines()
    assert not garden.decide("900天", "无法判断", why="本体的上限太小").errors
    garden.build()
    assert "900天" in garden.export().rows()[0]["fact"], "left open, it comes back"
    assert not garden.decide("900天", "更正", object="90天", who="李强").errors
    garden.build()
    now = [id for id, fact in garden.facts().items() if (fact.subject, fact.predicate) == ("g:copper", "g:halfLife")]
    assert sorted(garden.verdict(id)["verdict"] for id in now) == ["accepted", "rejected"]


def test_failed_checks_do_not_push_out_all_else() -> None:
    waiting = [Waiting("", Fact("s", "p", f"o{n}"), queue="failed") for n in range(50)]
    waiting += [Waiting("", Fact("s", "q", f"o{n}"), queue="unread") for n in range(50)]
    chosen = Counter(entry.queue for entry in most_useful(waiting, 20))
    assert chosen == {"failed": 4, "unread": 16}
    assert Counter(entry.queue for entry in most_useful(waiting[:55], 20)) == {"failed": 15, "unread": 5}
    assert len(most_useful(waiting, 200)) == 100


# ------------------------------------------------------------------------------------------------- hints from the corpus


def hints(sheets: Sheets) -> str:
    return "\n".join(
        cell.comment.text for sheet in sheets.book.worksheets for row in sheet.iter_rows() for cell in row if cell.comment is not None
    )


def test_hints_are_in_the_words_of_the_corpus(garden: Garden, book: Sheets) -> None:
    said = hints(book)
    assert ("例如：气温＞30℃" in said and "例如：7天" in said) or "例如：9天" in said
    assert "例如：波尔多液可防治霜霉病。" in said or "例如：代森锰锌" in said
    assert "eGFR" not in said and "二甲双胍" not in said
    told = "\n".join(str(row["what"]) for row in book.rows("start"))
    assert "条件照“气温＞30℃”这样写" in told and "eGFR" not in told
    english = garden.export("hints.xlsx", lang="en")
    assert "For example: temperature" in hints(english)


def test_without_conditions_units_or_facts_there_are_no_examples(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path)
    kgcorpus.open(folder).build()
    export_reviews(folder, folder / "plain.xlsx", lang="zh")
    plain = Sheets(folder / "plain.xlsx")
    assert "例如：" in hints(plain), "a statement there is"
    assert hints(plain).count("例如：") == 1 and "条件照" not in "\n".join(str(row["what"]) for row in plain.rows("start"))


def test_no_sheet_is_called_like_the_list_of_problems(book: Sheets) -> None:
    from kgcorpus.messages import words

    assert not {words(lang)("sheet.problems") for lang in ("zh", "en")} & {sheet.title for sheet in book.book.worksheets}
