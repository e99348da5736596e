"""Names in answers: what is the same name in other words, and what is another."""

from __future__ import annotations

import pytest

from kgcorpus.grade.names import find_names, names_of
from kgcorpus.grade.one import grade_one
from kgcorpus.grade.reading import read_answer
from kgcorpus.grade.words import Words


def accepted(asked: str, gold: str, answer: str, mode: str = "all") -> bool:
    question = {"id": "1", "question": asked, "mode": mode, "answers": [{"value": gold, "type": "entity"}]}
    return bool(grade_one(question, answer)["verdict"] == "correct")


@pytest.mark.parametrize(
    ("gold", "same", "other"),
    [
        ("Lee Harvey Oswald", "Oswald, Lee H.", "Lee J. Oswald"),
        ("George W. Bush", "George Walker Bush", "George H. W. Bush"),
        ("John Adams", "Adams", "John Quincy Adams"),
        ("James Braddock", "James J. Braddock", "Hector James Braddock Smith"),
        ("Bill Clinton", "William Clinton", "Hillary Clinton"),
        ("Martin Luther King Jr.", "Martin Luther King, Junior", "Martin Luther King Sr."),
        ("Zhang Yimou", "Yimou Zhang", "Zhang Ziyi"),
        ("Vincent van Gogh", "Van Gogh", "Theo van Gogh"),
        ("Jean-Paul Sartre", "J.-P. Sartre", "Jean-Paul Belmondo"),
        ("Søren Kierkegaard", "Soren Kierkegaard", "Søren Lund"),
        ("Einstein", "Albert Einstein", "Eisenstein"),
        ("Robin Williams", "Robin Williams", "Robin William"),
        ("卡尔·马克思", "马克思", "格劳乔·马克思"),
        ("约翰·菲茨杰拉德·肯尼迪", "约翰·F·肯尼迪", "罗伯特·肯尼迪"),
        ("艾米莉·勃朗特", "艾米丽·勃朗特", "安妮·勃朗特"),
    ],
)
def test_a_person_is_recognised_and_not_taken_for_another(gold: str, same: str, other: str) -> None:
    asked = "这个人是谁？" if gold[0] > "\u4e00" else "Who was it?"
    assert accepted(asked, gold, same)
    assert not accepted(asked, gold, other)


def test_a_family_name_alone_will_do_only_where_a_person_is_asked_for() -> None:
    assert accepted("Who wrote Emma?", "Jane Austen", "Austen")
    assert not accepted("Which asteroid?", "Jane Austen", "Austen")
    assert not accepted("Who wrote Emma?", "Jane Austen", "Stephen F. Austen")


@pytest.mark.parametrize(
    ("gold", "same", "other"),
    [
        ("haemoglobin", "hemoglobin", "haemocyanin"),
        ("jellyfish", "jelly-fish", "jelly"),
        ("therapist", "therapist", "the rapist"),
        ("World War II", "World War Two", "World War I"),
        ("type 1 diabetes", "Type I diabetes", "type 2 diabetes"),
        ("第二百三十二条", "第232条", "第二百三十二条之一"),
        ("1型糖尿病", "Ⅰ型糖尿病", "2型糖尿病"),
        ("GPT-4", "GPT 4", "GPT-4o"),
        ("CO", "ＣＯ", "Co"),
        ("CuSO4", "CuSO₄", "CuSO4·5H2O"),
        ("Apple Inc.", "Apple", "Apple Records"),
        ("World Health Organization", "WHO", "World Trade Organization"),
        ("Treaty of Versailles", "the Versailles Treaty", "Treaty of Trianon"),
        ("Helicobacter pylori", "H. pylori", "H. felis"),
        ("C", "C", "C++"),
        ("吉林省", "吉林", "吉林市"),
    ],
)
def test_a_name_may_be_spelt_otherwise_but_not_be_another(gold: str, same: str, other: str) -> None:
    assert accepted("Which one?", gold, same)
    assert not accepted("Which one?", gold, other)


def test_initials_of_a_name_are_no_word_of_a_sentence() -> None:
    assert not accepted("Which agency?", "World Health Organization", "The people who decide.")


@pytest.mark.parametrize(
    ("gold", "answer"),
    [("J. R. R. Tolkien", "J. D. Salinger"), ("CO", "CO2"), ("GPT-4", "GPT-4o"), ("Martin Luther King Jr.", "Martin Luther King Sr.")],
)
def test_an_open_domain_answer_that_shares_words_with_gold_may_still_be_another(gold: str, answer: str) -> None:
    assert accepted("Who or what?", gold, gold, "any")
    assert not accepted("Who or what?", gold, answer, "any")


def test_mentions_stand_where_the_name_is_written() -> None:
    reading = read_answer("The novelist was Charles John Huffam Dickens, not Darwin.", "Who wrote it?")
    found = find_names(reading, [("0", name, alias) for name, alias in names_of("Charles John Huffam Dickens", ["Dickens"])])
    assert [(reading.text[m.start : m.end], m.alias) for m in found] == [("charles john huffam dickens", False)]


def test_words_tell_where_they_stand() -> None:
    words = Words("the colours, 第十二条")
    assert words.row == " the color 第 12 条 "
    assert [words.text[start:end] for start, end in words.spans] == ["the", "colours", "第", "十二", "条"]


def test_a_numbered_list_makes_no_sequels_of_its_items() -> None:
    question = {
        "id": "1",
        "question": "Which are they?",
        "mode": "all",
        "answers": [{"value": v, "type": "entity"} for v in ("Estonia", "Latvia")],
    }
    assert grade_one(question, "1. Estonia\n2. Latvia")["verdict"] == "correct"


OTHER_WRITINGS = [
    ("Who wrote it?", "Mary Shelley", "Mary Wollstonecraft Shelley", "correct"),
    ("Who was it?", "John Adams", "John Quincy Adams", "incorrect"),
    ("Who was it?", "Kofi Annan", "Kofi Atta Annan", "correct"),
    ("Who was it?", "Dmitri Mendeleev", "Dmitry Ivanovich Mendeleyev", "correct"),
    ("Who was it?", "Dmitri Mendeleev", "Dmitry Medvedev", "incorrect"),
    ("Who was it?", "Sergei Korolev", "Sergey Korolyov", "correct"),
    ("Who was it?", "Sergei Korolev", "Sergey Kovalev", "incorrect"),
    ("Who was it?", "Katalin Karikó", "Kariko Katalin", "correct"),
    ("Who flew?", "Wilbur Wright", "Wilbur and Orville Wright", "partial"),
    ("Who flew?", "Wilbur Wright", "Katharine and Orville Wright", "incorrect"),
    ("Which protocol?", "HTTPS", "It is HTTP.", "incorrect"),
    ("Which protocol?", "HTTP", "It is HTTPS.", "incorrect"),
    ("Which ports?", "USB port", "USB ports", "correct"),
    ("Which card?", "RTX 4090", "It was an NVIDIA GeForce RTX 4090.", "correct"),
    ("Which card?", "RTX 4090", "It was an NVIDIA GeForce RTX 4080.", "incorrect"),
    ("Which drug?", "rocuronium", "rocuronium 50 mg", "correct"),
    ("哪位国王？", "路易十六", "路易16世", "correct"),
    ("哪位国王？", "路易十六", "路易14世", "incorrect"),
    ("结构以谁命名？", "约翰·冯·诺依曼", "冯诺依曼", "correct"),
    ("作者是谁？", "列夫·托尔斯泰", "列·尼·托尔斯泰", "correct"),
    ("作者是谁？", "列夫·托尔斯泰", "阿·康·托尔斯泰", "incorrect"),
    ("哪个城市？", "四川省成都市", "成都", "correct"),
    ("哪个城市？", "四川省成都市", "四川绵阳", "incorrect"),
    ("哪个法院？", "上海市浦东新区人民法院", "上海浦东新区人民法院", "correct"),
    ("哪个法院？", "上海市浦东新区人民法院", "上海黄浦区人民法院", "incorrect"),
    ("哪家公司？", "华为技术有限公司", "深圳的华为", "correct"),
    ("哪家公司？", "华为技术有限公司", "华为集团", "incorrect"),
    ("哪种变换？", "傅里叶变换", "傅立叶变换", "correct"),
    ("哪种变换？", "傅里叶变换", "拉普拉斯变换", "incorrect"),
    ("哪种病？", "阿尔茨海默病", "阿兹海默症", "correct"),
    ("首选药是什么？", "肾上腺素", "首选药物去甲肾上腺素", "incorrect"),
    ("三大特征之一？", "封装", "封装性", "correct"),
    ("物权怎样取得？", "继承", "继承权", "incorrect"),
    ("哪家医院？", "首都医科大学宣武医院", "首都医科大学宣武医院神经外科", "correct"),
    ("哪家医院？", "首都医科大学", "首都医科大学宣武医院", "incorrect"),
    ("刑法第几条？", "第二百三十二条", "第二百三十二条第二款", "incorrect"),
]


@pytest.mark.parametrize(("question", "name", "answer", "verdict"), OTHER_WRITINGS)
def test_other_writings_of_a_name_and_what_is_near_them(question: str, name: str, answer: str, verdict: str) -> None:
    gold = [{"value": name, "type": "entity", "aliases": []}]
    assert grade_one({"id": "1", "question": question, "answers": gold, "mode": "all"}, answer)["verdict"] == verdict
