"""How many answers are graded in a second, on one core: ``python -m tests.bench.grading_speed [--corpus RELEASE] [--profile]``.

Short answers are what models say when told to be brief: a name, a number with its unit, a sentence, a list, an abstention, right and
wrong, Chinese and English. Long ones reason over several hundred characters before they answer. Every question and answer is another one
(names and numbers are made by counting). With ``--corpus``, the questions of that release are graded with its graph, the answers being
made of their standard answers and those of other questions.

Processor time is timed, each row in a process of its own, which has graded a few others first (tables and patterns are made then):
``fresh``: gold that was never seen before; ``again``: the same once more, as in a run over several models; ``command``: ``kgcorpus grade``
on files of as many lines, from the start of the process to its end. ``start``: the same command on ten lines.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

AIMS = {"short": 20_000, "long": 2_500, "graph": 2_000}
WARM = 40
"""So many are graded before it is timed."""
ROOT = Path(__file__).parents[2]
Pair = tuple[dict[str, Any], str]
_FIRST = "陈林黄张李王吴刘蔡杨许郑谢郭洪邱曾廖赖徐"
_SECOND = "明华志文建国春秀美英俊伟强军平刚云龙飞雪"
_THIRD = "安邦才诚德恩方刚光海浩宏辉慧吉佳坚洁静娟凯康乐丽亮玲敏宁培琴清荣瑞珊生思泰涛婷威祥欣兴燕阳怡勇宇玉远泽"
_LETTERS = """
Ada Ben Carla Dan Eva Finn Gina Hugo Ida Jack Kate Liam Mona Nils Olga Paul Rita Sven Tina Otto
Ab Beck Cart Dalt Ell Fost Garn Hobb Irv Jans Kell Lor Merc Nort Ols Port Quill Ross Stan Thorn Und Vick Walt York Zell
am an by den er ey field ford ham hurst ing land ley low man mere more ner ock on or sen son stead ton wall ward wick worth yard
"""
_GIVEN, _BEGINS, _ENDS = (line.split() for line in _LETTERS.strip().splitlines())


def person(n: int, lang: str) -> str:
    """A name: 15,000 in letters, 20,000 in Chinese."""
    if lang == "zh":
        return _FIRST[n % 20] + _SECOND[n // 20 % 20] + _THIRD[n // 400 % 50]
    return f"{_GIVEN[n % 20]} {_BEGINS[n // 20 % 25]}{_ENDS[n // 500 % 30]}"


def short(count: int, lang: str) -> Iterator[Pair]:
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


def long(count: int, lang: str) -> Iterator[Pair]:
    """Questions with answers that reason before they answer."""
    for question, said in short(count, lang):
        n = int(question["id"])
        names = {"a": person(n + 31, lang), "b": person(n + 57, lang), "c": person(n, lang), "n": n % 300}
        yield question, _REASONS[lang].format(**names) + ("所以答案是：" if lang == "zh" else "So the answer is: ") + said


def of_release(release: Path, count: int, lang: str) -> Iterator[Pair]:
    """Questions of a release with answers that are right, part of it, in a sentence, another question's, or that with a lead."""
    samples = [sample for line in (release / "samples.jsonl").open("rb") if (sample := orjson.loads(line)).get("lang") == lang]
    said = [[str(one["value"]) + str(one.get("unit") or "") for one in sample.get("answers") or ()] or ["—"] for sample in samples]
    lead, lead_in, and_, end = ("答案是", "我认为是", "、", "。") if lang == "zh" else ("It is ", "I think it is ", ", ", ".")
    for n, sample in enumerate(samples[:count]):
        own, other = said[n], said[(7 * n + 3) % len(said)]
        answer = (and_.join(own), own[0], lead + own[0] + end, other[0] + end, lead_in + other[0] + end)[n % 5]
        yield {**sample, "id": str(n)}, answer


def rate(pairs: Sequence[Pair], known: Any = None) -> float:
    """Answers a second of processor time."""
    from kgcorpus.grade.running import grade_all

    gold = [question for question, _ in pairs]
    answers = [{"id": question["id"], "answer": said} for question, said in pairs]
    start = time.process_time()
    for _ in grade_all(gold, answers, known=known):
        pass
    return len(pairs) / (time.process_time() - start)


# --------------------------------------------------------------------------------------------- one row


def made(size: str, lang: str, count: int, release: Path | None) -> list[Pair]:
    if size == "graph":
        assert release is not None
        return list(of_release(release, count, lang))
    return list((short if size == "short" else long)(count, lang))


def one(size: str, lang: str, count: int, release: Path | None, profile: bool) -> None:
    """Prints how fast gold is graded when it is fresh, and again."""
    from kgcorpus.grade.known import known_names

    known = known_names(release) if size == "graph" and release is not None else None
    pairs = made(size, lang, count + WARM, release)
    rate(pairs[:WARM], known)
    if profile:
        found = cProfile.Profile()
        found.runcall(rate, pairs[WARM:], known)
        pstats.Stats(found).sort_stats("tottime").print_stats(25)
    else:
        print(rate(pairs[WARM:], known), rate(pairs[WARM:], known))


def command(pairs: Sequence[Pair], *options: str) -> float:
    """Seconds of processor time that ``kgcorpus grade`` takes on files."""
    with tempfile.TemporaryDirectory() as folder:
        gold, answers = Path(folder, "gold.jsonl"), Path(folder, "answers.jsonl")
        gold.write_bytes(b"".join(orjson.dumps(question) + b"\n" for question, _ in pairs))
        answers.write_bytes(b"".join(orjson.dumps({"id": question["id"], "answer": said}) + b"\n" for question, said in pairs))
        return timed("-m", "kgcorpus", "grade", str(gold), str(answers), "--out", str(Path(folder, "out.jsonl")), *options)


def timed(*arguments: str) -> float:
    """Seconds of processor time of a new Python process."""

    def used() -> float:
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        return now.ru_utime + now.ru_stime

    before = used()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, *arguments], check=True, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    return used() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="RELEASE", help="grade its questions with its graph, too")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--profile", action="store_true", help="where the time goes with fresh gold")
    parser.add_argument("--one", nargs=2, metavar=("SIZE", "LANG"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    release = asked.corpus.resolve() if asked.corpus else None
    if asked.one:
        one(*asked.one, asked.count, release, asked.profile)
        return
    bare, few = (min(work() for _ in range(3)) for work in (lambda: timed("-c", "pass"), lambda: command(list(short(10, "en")))))
    print(f"start {few - bare:.2f} s, beside Python's own {bare:.2f} s\n")
    print("answers a second, one core        fresh       again     command         aim (fresh)")
    for size in ("short", "long", *(("graph",) if release else ())):
        count = asked.count if size == "short" else asked.count // 5
        for lang in ("zh", "en"):
            call = ["-m", "tests.bench.grading_speed", "--one", size, lang, "--count", str(count)]
            call += ["--corpus", str(release)] if release else []
            call += ["--profile"] if asked.profile else []
            told = subprocess.run([sys.executable, *call], check=True, cwd=ROOT, capture_output=True, text=True).stdout
            if asked.profile:
                print(size, lang, told)
                continue
            pairs = made(size, lang, count, release)
            whole = len(pairs) / command(pairs, *(("--corpus", str(release)) if size == "graph" else ()))
            length = sum(len(said) for _, said in pairs) / len(pairs)
            fresh, again = map(float, told.split())
            print(f"{size:<6} {lang} {length:6.0f} characters {fresh:10,.0f}  {again:10,.0f}  {whole:10,.0f}  {AIMS[size]:10,}")


if __name__ == "__main__":
    main()
