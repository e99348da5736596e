"""An answer that only repeats the question, or its candidates, is no answer."""

from __future__ import annotations

from typing import Any

import pytest

from kgcorpus.grade.one import grade_one


def graded(question: str, gold: list[str], answer: str, *, type: str = "entity", mode: str = "all", aliases: tuple[str, ...] = ()) -> Any:
    answers = [{"value": value, "type": type, "aliases": list(aliases)} for value in gold]
    return grade_one({"id": "1", "question": question, "answers": answers, "mode": mode}, answer)


COMPARED = "甲药和乙药相比，哪种药物的每日最大剂量更高？"
OFFERED = "Which of red beans, oat bran and dried peas has the lowest glycaemic index?"
THREE = "According to the table, which two of these have the lowest index: red beans, oat bran, dried peas and soy milk?"


@pytest.mark.parametrize(
    ("question", "gold", "answer"),
    [
        (COMPARED, ["乙药"], "甲药和乙药相比，乙药的每日最大剂量更高。"),
        (COMPARED, ["乙药"], "乙药。"),
        (COMPARED, ["乙药"], "乙药高于甲药。"),
        (COMPARED, ["乙药"], "哪种更高？乙药更高。"),
        (COMPARED, ["乙药"], "甲药低于乙药。"),
        (COMPARED, ["乙药"], "乙药比甲药更高。"),
        (COMPARED, ["乙药"], "甲药的剂量更低，乙药的更高。"),
        (COMPARED, ["乙药"], "与甲药相比，乙药的每日最大剂量更高。"),
        ("Which has the higher dose, A-drug or B-drug?", ["B-drug"], "B-drug has a higher dose than A-drug."),
        ("Which has the higher dose, A-drug or B-drug?", ["B-drug"], "A-drug is lower than B-drug."),
        ("Which has the higher dose, A-drug or B-drug?", ["B-drug"], "A-drug is lower, while B-drug is higher."),
        (OFFERED, ["oat bran"], "Of red beans, oat bran and dried peas, oat bran has the lowest."),
        (OFFERED, ["dried peas"], "Dried peas have a lower index than red beans and oat bran."),
        (OFFERED, ["red beans"], "Of the three, red beans."),
        (THREE, ["red beans", "dried peas"], "Red beans and dried peas."),
        ("Which has the lower index, full-fat milk or fruit yoghurt?", ["full-fat milk"], "Full-fat milk has the lower index."),
        ("“Hypos” is another name for which condition?", ["hypoglycaemia"], "Hypos are hypoglycaemia."),
        ("Which river is it?", ["Seine"], "Seine?"),
    ],
)
def test_a_candidate_that_stands_by_itself_is_an_answer(question: str, gold: list[str], answer: str) -> None:
    assert graded(question, gold, answer)["verdict"] == "correct"


@pytest.mark.parametrize(
    ("question", "gold", "answer"),
    [
        (COMPARED, ["乙药"], "甲药和乙药相比，哪种药物的每日最大剂量更高？"),
        (COMPARED, ["乙药"], "甲药和乙药的每日最大剂量更高。"),
        (COMPARED, ["乙药"], "甲药或乙药。"),
        (OFFERED, ["oat bran"], "Red beans, oat bran, dried peas."),
        (OFFERED, ["oat bran"], "The lowest index is found in the combination of red beans, oat bran, and dried peas."),
        (THREE, ["red beans", "dried peas"], "The two are red beans, oat bran, dried peas, and soy milk."),
        ("Which has the lower index, full-fat milk or fruit yoghurt?", ["full-fat milk"], "Full-fat milk or fruit yoghurt does."),
        ("维格列汀、阿格列汀和沙格列汀中，剂量最高的是哪种？", ["维格列汀"], "沙格列汀、阿格列汀、维格列汀、阿格列汀、沙格列汀"),
        ("糯米饭、面条、馒头和小米饭中，指数最高的两种是哪些？", ["馒头", "糯米饭"], "糯米饭、面条、馒头和小米饭中，最高的是馒头。"),
        (COMPARED, ["乙药"], "甲药的剂量比乙药更高。"),
        (COMPARED, ["乙药"], "甲药更高，乙药更低。"),
        (COMPARED, ["乙药"], "比乙药更高的是甲药。"),
        (COMPARED, ["乙药"], "甲药高于乙药。"),
        (COMPARED, ["乙药"], "乙药低于甲药。"),
        ("Which has the higher dose, A-drug or B-drug?", ["B-drug"], "A-drug has a higher dose than B-drug."),
        ("Which has the higher dose, A-drug or B-drug?", ["B-drug"], "A-drug is higher; B-drug is lower."),
        ("Which has the higher dose, A-drug or B-drug?", ["B-drug"], "B-drug is lower than A-drug."),
    ],
)  # fmt: skip
def test_a_run_of_candidates_chooses_none(question: str, gold: list[str], answer: str) -> None:
    assert graded(question, gold, answer)["verdict"] != "correct"


def test_the_question_said_again_is_no_answer() -> None:
    question = "油条属于谷类及其制品，这种说法对吗？"
    assert graded(question, ["true"], f"{question}\n\n{question}", type="bool")["verdict"] == "not_attempted"
    assert graded("低血糖风险有多大？", ["低"], "低血糖风险有多大？低血糖风险有多大？")["verdict"] == "not_attempted"
    assert graded("判断正误：杏干属于水果。", ["true"], "杏干属于水果。", type="bool")["verdict"] == "correct"


def test_the_name_that_the_question_gives_is_not_its_answer() -> None:
    found = graded("“Hypos” is another name for which condition?", ["hypoglycaemia"], "Hypos is a disorder.", aliases=("hypos",))
    assert found["verdict"] == "incorrect"
    assert (
        graded("“外周动脉疾病”的英文名称是什么？", ["peripheral artery disease"], "“外周动脉疾病”是一种病。", aliases=("外周动脉疾病",))[
            "verdict"
        ]
        != "correct"
    )


@pytest.mark.parametrize(("answer", "extra"), [("土卫一。", ["土卫一"]), ("土卫三、土卫五", ["土卫三", "土卫五"]), ("土星的卫星", [])])
def test_a_short_name_made_of_characters_of_the_question_is_no_repetition_of_it(answer: str, extra: list[str]) -> None:
    wanted = [{"value": "土卫六", "type": "entity"}]
    found = grade_one({"id": "1", "question": "请举出几颗土星的卫星。", "answers": wanted, "mode": "some"}, answer)
    assert found["extra"] == extra and (found["relation"] == "undecided") == bool(extra)


def test_what_may_be_confused_with_another_thing_is_not_denied() -> None:
    assert graded("哪些形态可能与甲形态混淆？", ["乙形态"], "甲形态可能与乙形态混淆。")["verdict"] == "correct"
    assert graded("哪些著作论述了甲形态的镜像形态？", ["丙书"], "甲形态的镜像形态是乙形态；《丙书》论述了乙形态。")["verdict"] == "correct"
    assert (
        graded("How many candles make up a four-price doji?", ["1"], "A four-price doji consists of one candle.", type="number")["verdict"]
        == "correct"
    )
