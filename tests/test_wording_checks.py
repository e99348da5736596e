"""Every check of a wording has a specimen that passes and one that trips it."""

from __future__ import annotations

import pytest

from kgcorpus.generate import wording_checks as checks

GOOD = [
    ("zh", "与格列本脲属于同一类的其他降糖药有哪些？"),
    ("zh", "据《糖尿病指南》（2020年版），截至2024年6月30日，哪些药物禁用于孕妇？"),
    ("zh", "请举出二甲双胍的禁忌证。"),
    ("zh", "二甲双胍有哪些禁忌证？请注明条件。"),
    ("zh", "判断正误：二甲双胍禁用于酸中毒。"),
    ("zh", "eGFR＜30 mL/(min·1.73 m²)时，哪些情况下禁用二甲双胍？"),
    ("en", "Which other medicines are of the same class as glibenclamide?"),
    ("en", "According to “Metformin label”, what are the contraindications of metformin?"),
    ("en", "True or false: metformin is contraindicated in severe renal impairment."),
    ("en", "What are the contraindications of metformin? State any conditions that apply."),
    ("en", "Is a double bottom an example of a reversal pattern?"),
    ("en", "Name some adverse effects of an SGLT2 inhibitor."),
]

BAD = [
    ("zh", "二甲双胍（双胍类的禁忌证有哪些？", "unbalanced"),
    ("en", "What are the signs of “a double top?", "unbalanced"),
    ("en", "Which medicines  treat gout?", "double or outer space"),
    ("en", "What is the dm:contraindicatedIn/x of metformin?", "an IRI"),
    ("en", "What is the birth_place of Ang Lee?", "an underscore"),
    ("en", "What is the birthPlace of Ang Lee?", "camelCase"),
    ("en", "Who [is|are] the directors of Hero?", "remains of a template"),
    ("zh", "哪些药物禁用于孕妇？？", "stray punctuation"),
    ("en", "Which medicines treat 痛风?", "Chinese characters"),
    ("zh", "哪些药物的side effect是呕吐？", "Latin words"),
    ("zh", "飞科电器的股票代码为什么？", "reads as why"),
    ("en", "What is the the director of Hero?", "repeated word"),
    ("zh", "格列本脲的的类别是什么？", "repeated"),
    ("zh", "治疗痛风的药物的药物有哪些？", "repeated"),
    ("zh", "旗形家族中的形态中，哪些含有上边线？", "repeated"),
    ("zh", "格列本脲的类别的药物的禁忌有哪些？", "的 in one run"),
    ("en", "What is the class of the drug of the disease of gout?", "of in one run"),
    ("en", "Is this a ulcer?", "a ulcer"),
    ("en", "What confirms the a double top?", "two articles"),
    ("en", "What is the contraindications of metformin?", "is with plural"),
    ("en", "What are the contraindication of metformin?", "are with singular"),
    ("en", "How many medicine are there?", "singular after how many"),
    ("zh", "二甲双胍的禁忌证。", "neither question nor request"),
    ("en", "The contraindications of metformin.", "neither question nor request"),
    ("zh", "上述药物有哪些禁忌证？", "reference without referent"),
    ("en", "Which of the following treat gout?", "reference without referent"),
    ("zh", "知识图谱中有哪些药物？", "speaks of"),
    ("zh", "哪些" + "药" * 60 + "？", "characters"),
    ("en", "Which " + "very " * 35 + "long names are there?", "words"),
]


@pytest.mark.parametrize(("lang", "text"), GOOD)
def test_good_questions_pass(lang: str, text: str) -> None:
    aside = ["《糖尿病指南》（2020年版）", "eGFR＜30 mL/(min·1.73 m²)"]
    assert checks.check_question(text, lang, aside=aside) == []


@pytest.mark.parametrize(("lang", "text", "problem"), BAD)
def test_bad_questions_are_named_with_what_is_wrong(lang: str, text: str, problem: str) -> None:
    found = checks.check_question(text, lang)
    assert any(problem in p for p in found), found


def test_nothing_is_wrong_with_a_name() -> None:
    assert (
        checks.check_question(
            "Who directed eXistenZ_2 (part one of two of four of six)?", "en", names=["eXistenZ_2 (part one of two of four of six)"]
        )
        == []
    )


def test_an_answer_in_the_question_is_found_as_a_word() -> None:
    assert checks.check_answer("糖尿病肾病属于哪类疾病？", ["糖尿病"], "zh")
    assert checks.check_answer("Is insulin a hormone?", ["Insulin"], "en")
    assert not checks.check_answer("Which plants grow in Chad?", ["Ch"], "en")
    assert not checks.check_answer("第12条规定了什么？", ["2"], "zh")


def test_names_stand_once() -> None:
    assert checks.check_names("2型糖尿病和糖尿病有哪些共同的症状？", ["糖尿病", "2型糖尿病"]) == []
    assert checks.check_names("双底与双底同类吗？", ["双底"])
    assert checks.check_names("它属于哪一类？", ["双底"])


def test_answers_are_sentences() -> None:
    assert checks.check_answer_text("二甲双胍禁用于酸中毒。", "zh") == []
    assert checks.check_answer_text("二甲双胍禁用于酸中毒", "zh")
    assert checks.check_answer_text("Yes. According to the knowledge graph, it is.", "en")
