"""How many answers are graded in a second, on one core: ``python -m tests.bench.grading_speed [--profile]``.

Short answers are what models say when told to be brief: a name, a number with its unit, a sentence, a list, an abstention, right and
wrong, Chinese and English. Long ones reason over several hundred characters before they answer. Every answer is another one (names and
numbers are made by counting), so that nothing is graded twice; what depends on gold alone is read once, as in a run over several models.
Timed is processor time, of the verdicts without reading and writing of files.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Iterator
from typing import Any

from kgcorpus.grade.running import grade_all

AIMS = {"short": 20_000, "long": 2_000}
_FIRST = "陈林黄张李王吴刘蔡杨许郑谢郭洪邱曾廖赖徐"
_SECOND = "明华志文建国春秀美英俊伟强军平刚云龙飞雪"
_GIVEN = [
    "Ada",
    "Ben",
    "Carla",
    "Dan",
    "Eva",
    "Finn",
    "Gina",
    "Hugo",
    "Ida",
    "Jack",
    "Kate",
    "Liam",
    "Mona",
    "Nils",
    "Olga",
    "Paul",
    "Rita",
    "Sven",
    "Tina",
    "Otto",
]
_SURNAME = [
    "Abbott",
    "Becker",
    "Carter",
    "Dalton",
    "Ellis",
    "Foster",
    "Garner",
    "Hobbs",
    "Irving",
    "Jansen",
    "Keller",
    "Lorenz",
    "Mercer",
    "Norton",
    "Olsen",
    "Porter",
]


def person(n: int, lang: str) -> str:
    if lang == "zh":
        return _FIRST[n % 20] + _SECOND[n // 20 % 20] + _SECOND[n // 7 % 20]
    return f"{_GIVEN[n % 20]} {_SURNAME[n // 20 % 16]}"


def short(count: int, lang: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Questions with short answers."""
    zh = lang == "zh"
    for n in range(count):
        own, other, third = person(n, lang), person(n + 137, lang), person(n + 291, lang)
        kind = n % 10
        question = f"第{n}届的主席是谁？" if zh else f"Who chaired session {n}?"
        answers: list[dict[str, Any]] = [{"value": own, "type": "entity", "aliases": []}]
        mode = "all"
        if kind == 0:
            said = own
        elif kind == 1:
            said = f"{own}。" if zh else f"{own}."
        elif kind == 2:
            said = f"主席是{own}。" if zh else f"The chair was {own}."
        elif kind == 3:
            said = other
        elif kind == 4:
            said = f"我认为是{other}。" if zh else f"I think it was {other}."
        elif kind == 5:
            answers += [{"value": v, "type": "entity", "aliases": []} for v in (other, third)]
            said = f"{own}、{third}和{other}。" if zh else f"{own}, {third}, and {other}."
        elif kind == 6:
            said = "资料中没有提到。" if zh else "I don't know."
        elif kind == 7:
            question = f"样品{n}重多少？" if zh else f"What is the mass of sample {n}?"
            answers = [{"value": str(n + 12), "type": "number", "unit": "mg"}]
            said = f"{n + 12}毫克" if zh else f"{n + 12} mg"
        elif kind == 8:
            question = f"第{n}届开了多少次会？" if zh else f"How many meetings did session {n} hold?"
            answers = [{"value": str(n + 3), "type": "number"}]
            mode = "count"
            said = f"{n + 4}次。" if zh else f"{n + 4} meetings."
        else:
            question = f"第{n}届是哪一年开始的？" if zh else f"In which year did session {n} begin?"
            answers = [{"value": str(1000 + n % 1000), "type": "date"}]
            said = f"{1000 + n % 1000}年" if zh else str(1000 + n % 1000)
        yield {"id": str(n), "question": question, "answers": answers, "mode": mode, "lang": lang}, said


_REASONS = {
    "zh": "首先，会议记录列出了各届的任期。{a}担任过秘书，{b}主持过预备会议，但两人都没有当选。其次，名册的第{n}页写明了选举的经过："
    "候选人共有三位，前两轮没有人得到半数以上的票数，第三轮由{c}获得多数。再次，公报在次日发表了结果，并说明任期为四年。"
    "综合以上资料可以看出，名册与公报的说法是一致的。",
    "en": "First, the minutes list the terms of each session. {a} served as secretary and {b} presided over the preliminary meeting, "
    "but neither of them was elected. Second, page {n} of the register describes the vote: there were three candidates, nobody reached a "
    "majority in the first two rounds, and in the third round most of the members voted for {c}. Third, the gazette published the result "
    "on the next day and gave the term as four years. The register and the gazette therefore agree with each other on this point. ",
}


def long(count: int, lang: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Questions with answers that reason before they answer."""
    for question, said in short(count, lang):
        n = int(question["id"])
        names = {"a": person(n + 31, lang), "b": person(n + 57, lang), "c": person(n, lang), "n": n % 300}
        yield question, _REASONS[lang].format(**names) + ("所以答案是：" if lang == "zh" else "So the answer is: ") + said


def rate(pairs: list[tuple[dict[str, Any], str]]) -> float:
    """Answers a second of processor time."""
    gold = [question for question, _ in pairs]
    answers = [{"id": question["id"], "answer": said} for question, said in pairs]
    start = time.process_time()
    for _ in grade_all(gold, answers):
        pass
    return len(pairs) / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--count", type=int, default=5_000)
    asked = parser.parse_args()
    for _ in grade_all([question for question, _ in short(20, "zh")], []):
        pass
    for size, make in (("short", short), ("long", long)):
        for lang in ("zh", "en"):
            pairs = list(make(asked.count, lang))
            length = sum(len(said) for _, said in pairs) / len(pairs)
            if asked.profile:
                profile = cProfile.Profile()
                profile.runcall(rate, pairs)
                pstats.Stats(profile).sort_stats("tottime").print_stats(25)
            else:
                found = max(rate(pairs) for _ in range(3))
                print(f"{size:<6} {lang}  {length:6.0f} characters  {found:10,.0f} answers/s  (aim {AIMS[size]:,})")


if __name__ == "__main__":
    main()
