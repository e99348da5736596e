"""How long the comparison of one gold value with an answer takes, in microseconds: short answers, sentences, 400 characters.

``python -m tests.bench.value_speed``; medians of runs over answers that all differ, so that nothing of an answer is remembered.
"""

from __future__ import annotations

import statistics
import time

from kgcorpus.grade.compare import match
from kgcorpus.grade.reading import read_answer
from kgcorpus.model import Json

LONG_EN = (
    "Metformin is usually started at 500 mg once or twice a day and increased slowly over several weeks, because stomach complaints are "
    "frequent at the beginning. In the trial of 1998, which followed 753 patients for 10.7 years, most of them took two tablets a day. "
    "Doctors in 12 countries agree on that. The maximum daily dose of metformin is {} mg, taken with meals in two or three portions."
)
LONG_ZH = (
    "二甲双胍一般从每次500毫克、每日一到两次开始服用，以后几周内逐渐加量，因为开始时常有胃肠道不适。1998年发表的研究随访了753名患者，历时10.7年，"
    "其中多数人每天服用两片。12个国家的医生对此意见一致，指南在2019年第三季度作了更新。根据说明书，二甲双胍的每日最大剂量为{}毫克，分两到三次随餐服用。"
    "肾功能减退的患者应当减量，用药期间每年至少检查一次肾功能。对于65岁以上的老年人，还应考虑合并用药的影响，并定期复查血糖和糖化血红蛋白，必要时调整方案。"
)
KINDS = {
    "42 mg": "{} mg", "bare number": "{}", "sentence": "The maximum daily dose is {} mg.", "中文句子": "每日最大剂量为{}毫克。",
    "400 characters": LONG_EN, "四百字": LONG_ZH,
}  # fmt: skip
DATES = {
    "date": "4 July {}",
    "日期": "{}年7月4日",
    "date in 400": LONG_EN.replace("{} mg", "{} mg since July 4, 1776"),
    "日期四百字": LONG_ZH,
}


def _timed(gold: dict[str, Json], wording: str, question: str, first: int) -> float:
    runs = []
    for run in range(7):
        readings = [read_answer(wording.format(first + run * 100 + n), question) for n in range(100)]
        for reading in readings:
            _ = reading.text
        began = time.process_time()
        for reading in readings:
            match(gold, "0", reading, ())
        runs.append((time.process_time() - began) / 100 * 1e6)
    return statistics.median(runs)


def main() -> None:
    gold: dict[str, Json] = {"value": "2550", "unit": "mg", "type": "number"}
    for name, wording in KINDS.items():
        print(f"{name:16} {_timed(gold, wording, 'What is the maximum daily dose of metformin?', 2000):7.1f} µs")
    day: dict[str, Json] = {"value": "1776-07-04", "type": "date"}
    for name, wording in DATES.items():
        print(f"{name:16} {_timed(day, wording, 'When was it signed?', 1300):7.1f} µs")


if __name__ == "__main__":
    main()
