"""Verdicts on answers by writers who had not seen the grader: ``python -m tests.bench.grading_unseen [--errors SET]``.

The sets in ``unseen/`` hold a question, gold, an answer and the verdict that a strict reader gives (with a reason): values, names and
lists, reading (what is asserted, denied, taken back), open-domain lists, Chinese and English. The writers were language models with a
strict brief, not people; the sets were written before the grader was tried on them. Mistakes on three in five of the cases were then
looked at and their kinds mended; on the others (``held_out``) only the counts were read. Printed are, for each set and part, the
verdicts that agree, and by kind those that do not: a wrong answer accepted, a right one not accepted, one left undecided, and others
(partial, not attempted).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.grade.one import grade_one

FOLDER = Path(__file__).parent / "unseen"
KINDS = ("right", "accepted", "rejected", "undecided", "other")


def cases(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a set."""
    for line in path.read_bytes().splitlines():
        yield orjson.loads(line)


def kind_of(case: dict[str, Any], verdict: str) -> str:
    """How a verdict stands to the one wanted, as one of ``KINDS``."""
    if verdict == case["verdict"]:
        return "right"
    if verdict == "correct":
        return "accepted"
    if verdict == "ungradable":
        return "undecided"
    return "rejected" if case["verdict"] == "correct" else "other"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", metavar="SET", help="print the mistakes of a set on the part that is not held out")
    shown = parser.parse_args().errors
    print(f"{'':<12} {'part':<10} {'n':>5} {'right':>12} " + " ".join(f"{kind:>10}" for kind in KINDS[1:]))
    total = {False: Counter[str](), True: Counter[str]()}
    for path in sorted(FOLDER.glob("*.jsonl")):
        counts = {False: Counter[str](), True: Counter[str]()}
        for case in cases(path):
            found = grade_one(case, case["answer"])
            kind = kind_of(case, found["verdict"])
            counts[case["held_out"]][kind] += 1
            if kind != "right" and path.stem == shown and not case["held_out"]:
                gold = "; ".join(str(one["value"]) for one in case["answers"])
                print(f"{kind}: {case['question']} | {gold} | {case['answer']!r} | {case['verdict']} | {found['explanation']}")
        for held_out, count in counts.items():
            total[held_out] += count
            print(row(path.stem, held_out, count))
    for held_out, count in total.items():
        print(row("all", held_out, count))


def row(name: str, held_out: bool, count: Counter[str]) -> str:
    n = count.total()
    part = "held out" if held_out else "looked at"
    return f"{name:<12} {part:<10} {n:>5} {count['right']:>5} {count['right'] / n:>6.1%} " + " ".join(f"{count[k]:>10}" for k in KINDS[1:])


if __name__ == "__main__":
    main()
