"""A team's real user questions, read against its corpus."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import orjson
import pytest

import kgcorpus
from kgcorpus.build import Build
from kgcorpus.build_questions import read_questions, shares, wanted
from kgcorpus.errors import InputError
from kgcorpus.generate.reading import bare, telling

from .running import Program
from .small import CORPUS, write_corpus

ASKED = """\
问题,次数
请问火星的卫星有哪些？,5
火卫二是哪一年被发现的,3
火卫一由谁发现？,1
Which moons were discovered by Asaph Hall?,2
Could you tell me which moons were discovered by William Herschel?,2
木卫一的发现者是谁？,4
火星的质量有多大？,9
为什么火星是红色的？,6
Does Mars have Phobos as a moon?,1
Does Mars have Titania as a moon?,1
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("questions") / "planets")
    kgcorpus.open(folder).build("all")
    (folder / "questions.csv").write_text(ASKED, encoding="utf-8")
    return folder


def test_each_question_is_read_as_the_form_that_it_asks(built: Path) -> None:
    with Build(built) as build:
        found = {read.question: read for read in read_questions(build, built / "questions.csv")}
    assert set(found["请问火星的卫星有哪些？"].answers) == {"ast:deimos", "ast:phobos"}
    assert found["请问火星的卫星有哪些？"].how == "exact", "politeness is no part of a wording"
    assert found["火卫二是哪一年被发现的"].answers == ("1877年",)
    assert found["火卫一由谁发现？"].answers == ("ast:hall",)
    assert set(found["Which moons were discovered by Asaph Hall?"].answers) == {"ast:deimos", "ast:phobos"}
    assert set(found["Could you tell me which moons were discovered by William Herschel?"].answers) == {"ast:oberon", "ast:titania"}
    assert found["Does Mars have Phobos as a moon?"].answers == ("true",)
    assert found["Does Mars have Titania as a moon?"].answers == ("false",)


def test_what_cannot_be_answered_says_what_is_missing(built: Path) -> None:
    with Build(built) as build:
        found = read_questions(build, built / "questions.csv")
        lacking = [(one.verdict, one.what, one.count) for one in wanted(found, build)]
    by = {read.question: (read.verdict, read.missing) for read in found}
    assert by["木卫一的发现者是谁？"] == ("missing_term", "木卫一")
    assert by["火星的质量有多大？"] == ("missing_predicate", "质量")
    assert by["为什么火星是红色的？"][0] == "no_form"
    assert lacking[0] == ("missing_predicate", "质量", 9) and ("missing_term", "木卫一", 4) in lacking
    assert Counter(read.verdict for read in found)["answerable"] == 7


def test_the_command_tells_the_result_and_writes_a_table(built: Path, tmp_path: Path, program: Program) -> None:
    ran = program("--lang", "zh", "questions", built, built / "questions.csv", "--out", tmp_path / "out.csv")
    assert ran.code == 0 and "缺谓词：质量（问的是“行星”），问了9次" in ran.out
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0][1] == "问题" and len(rows) == 11 and rows[1][6] == "火卫二；火卫一"
    ran = program("questions", built, built / "questions.csv", "--json")
    assert orjson.loads(ran.out)["verdicts"]["zh"]["missing_predicate"] == 9


def test_a_budget_follows_the_shapes_of_the_questions(built: Path, tmp_path: Path, program: Program) -> None:
    recipe = '\n[[recipe]]\nname = "asked"\nbudget = 12\nquestions = "questions.csv"\n\n[[recipe]]\nname = "plain"\nbudget = 12\n'
    folder = write_corpus(tmp_path / "planets", corpus=CORPUS + recipe)
    (folder / "questions.csv").write_text("question\n" + "\n".join(f"{m}是哪一年被发现的？" for m in ("火卫一", "火卫二", "天卫三")))
    counted = {}
    for name in ("asked", "plain"):
        assert program("build", folder, "--recipe", name).code == 0
        lines = (folder / "releases" / name / "samples.jsonl").read_bytes().splitlines()
        of = [s["form"].get("predicate") for s in map(orjson.loads, lines) if s["lang"] == "zh" and s["split"] != "test_wording"]
        counted[name] = of.count("ast:discoveryYear")
    assert counted["asked"] > counted["plain"]


@pytest.mark.parametrize(
    ("text", "message"),
    [("name\nx\n", "no column of questions"), ("question\n\n", "no questions"), ("question,count\nx,many\n", "count is 'many'")],
)
def test_a_file_that_cannot_be_read_says_where(built: Path, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "q.csv").write_text(text)
    with Build(built) as build, pytest.raises(InputError, match=message):
        read_questions(build, tmp_path / "q.csv")


def test_wordings_are_compared_without_politeness_marks_and_articles() -> None:
    assert bare("请问：二甲双胍有哪些禁忌证？") == bare("二甲双胍有哪些禁忌证呢")
    assert bare("Could you tell me the contraindications of metformin?") == bare("contraindications of metformin")
    assert telling("二甲双胍多少钱一盒？", []) and telling("How much does it cost?", []) == ("cost",)


def test_shares_are_of_questions_that_have_a_form(built: Path) -> None:
    with Build(built) as build:
        found = shares(read_questions(build, built / "questions.csv"))
    assert abs(sum(found.values()) - 1) < 1e-9 and found["objects: ast:hasMoon"] == 5 / 15
