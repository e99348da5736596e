"""Names of a set in lists that say once what the names share, and lists that only look so."""

from __future__ import annotations

import pytest

from kgcorpus.grade.one import grade_one

VITAMINS = "vitamin A|vitamin D|vitamin E|vitamin K"
CLEFS = "treble clef|bass clef"
SPIES = "Julius Rosenberg|Ethel Rosenberg"
VIRUSES = "hepatitis A virus|hepatitis B virus"
TYPES = "type I hypersensitivity|type II hypersensitivity|type III hypersensitivity"
LAYERS = "session layer|presentation layer|application layer"
STATES = "中国|法国|俄罗斯|英国|美国"
FIRMS = "中国移动|中国电信|中国联通"
ISLANDS = "东沙群岛|西沙群岛|中沙群岛|南沙群岛"
FISHES = "青鱼|草鱼|鲢鱼|鳙鱼"
DIABETES = "1型糖尿病|2型糖尿病"
COLOURS = "红|绿|蓝"


def grade(question: str, gold: str, answer: str) -> tuple[str, set[str], list[str]]:
    wanted = [{"value": value, "type": "entity"} for value in gold.split("|")]
    found = grade_one({"id": "1", "question": question, "answers": wanted, "mode": "all"}, answer)
    return str(found["verdict"]), set(found["matched"]), list(found["extra"])


@pytest.mark.parametrize(
    ("question", "gold", "answer"),
    [
        ("Which are soluble in fat?", VITAMINS, "Vitamins A, D, E and K"),
        ("Which are soluble in fat?", VITAMINS, "Soluble in fat are the vitamins A, D, E, and K."),
        ("Which vitamins are soluble in fat?", VITAMINS, "A, D, E and K"),
        ("Which clefs?", CLEFS, "The exam required the treble and bass clefs."),
        ("Who was executed?", SPIES, "Julius and Ethel Rosenberg were executed."),
        ("For which is there a vaccine?", VIRUSES, "There are vaccines for the hepatitis A and B viruses."),
        ("Which types of hypersensitivity are meant?", TYPES, "Types I, II and III depend on antibodies."),
        ("Which types of hypersensitivity are meant?", TYPES, "Types 1, 2 and 3."),
        ("Which are above it?", LAYERS, "The session, presentation and application layers."),
        ("Which layers are above it?", LAYERS, "Session (5), Presentation (6), Application (7)"),
        ("Which universities?", "University of Oxford|University of Cambridge", "the Universities of Oxford and Cambridge"),
        ("常任理事国是哪些？", STATES, "中、法、俄、英、美五国"),
        ("三大运营商指？", FIRMS, "中国移动、电信和联通"),
        ("三大运营商指？", FIRMS, "三大运营商为移动、电信、联通。三家都有牌照。"),
        ("四个群岛是哪些？", ISLANDS, "东沙、西沙、中沙、南沙四个群岛"),
        ("四大家鱼是？", FISHES, "青、草、鲢、鳙"),
        ("哪些？", DIABETES, "1型和2型糖尿病"),
        ("哪些？", "肺动脉|肺静脉", "肺动脉和静脉"),
        ("哪三种颜色？", COLOURS, "红、绿、蓝三色"),
        ("哪三种颜色？", COLOURS, "三原色是红色、绿色、蓝色。"),
        ("三大特征？", "封装|继承|多态", "封装性、继承性、多态性"),
    ],
)
def test_what_the_names_share_is_said_once(question: str, gold: str, answer: str) -> None:
    assert grade(question, gold, answer) == ("correct", set(gold.split("|")), [])


@pytest.mark.parametrize(
    ("gold", "answer", "matched", "extra"),
    [
        (VITAMINS, "vitamin A, iron and zinc", "vitamin A", ["iron", "zinc"]),
        (VITAMINS, "vitamins A, B12, D and K", "vitamin A|vitamin D|vitamin K", ["b12"]),
        (CLEFS, "the treble and alto clefs", "treble clef", ["alto clefs"]),
        (SPIES, "Robert and Ethel Rosenberg", "Ethel Rosenberg", ["robert"]),
        (SPIES, "Orange Julius and Ethel Rosenberg", "Ethel Rosenberg", ["orange julius"]),
        (STATES, "中、法、德、英、美五国", "中国|法国|英国|美国", ["德"]),
        (ISLANDS, "东沙、西沙、北沙、南沙四个群岛", "东沙群岛|西沙群岛|南沙群岛", ["北沙"]),
        (COLOURS, "红色、黄色、蓝色", "红|蓝", ["黄色"]),
        ("vitamin A|vitamin C", "vitamin A and C-reactive protein", "vitamin A", ["c-reactive protein"]),
        ("South Korea|South Africa", "South Korea and Africa", "South Korea", ["africa"]),
        ("red wine|white wine", "red roses and white wine", "white wine", ["red roses"]),
        ("Windows 10|Windows 11", "Windows 10, 11 September", "Windows 10", ["11 september"]),
        ("Article 8|Article 10", "Article 8, and Article 10(2)", "Article 8", ["article 10"]),
        ("维生素A|维生素D", "维生素A、维生素D3", "维生素A", ["维生素d3"]),
        ("左心房|右心房", "左心室、右心房", "右心房", ["左心室"]),
    ],
)
def test_a_wrong_member_of_the_list_is_no_right_one(gold: str, answer: str, matched: str, extra: list[str]) -> None:
    assert grade("Which?" if answer.isascii() else "哪些？", gold, answer) == ("partial", set(matched.split("|")), extra)


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("hepatitis A", "hepatitis B and A virus carriers should rest"),  # of one name nothing is put together
        (VIRUSES, "hepatitis B and A virus carriers should rest"),
        ("肝|肾", "肝炎、肾炎"),  # what stands behind them makes others of them
        ("甲醇|乙醇|丙醇", "甲、乙、丙三人参加了会议"),
        ("lung cancer|breast cancer", "not lung and breast cancers, but skin cancer"),
        (CLEFS, "Treble voices and bass drums"),
    ],
)
def test_what_only_looks_like_a_list_of_the_names_is_none(gold: str, answer: str) -> None:
    assert grade("Which?" if answer.isascii() else "哪些？", gold, answer)[0] == "incorrect"
