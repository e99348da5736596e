"""Whether the grader agrees with the proved answers of a release: ``python -m tests.bench.grading_own RELEASE [--graph]``.

Every sample's own answer, plain and with its sources, must be correct (of unanswerable questions: accepted as such), and no rejected
answer of a preference pair may be. Prints how many are, and the first that are graded otherwise; ends with 1 where there are any.
``--graph`` lets the grader use the release's graph.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from kgcorpus.grade.known import known_names
from kgcorpus.grade.one import grade_one
from kgcorpus.jsonlines import read_objects

SHOWN = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", type=Path)
    parser.add_argument("--graph", action="store_true")
    asked = parser.parse_args()
    known = known_names(asked.release) if asked.graph else None
    counts: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str, str]] = Counter()

    def grade(sample: dict[str, Any], text: str, what: str, right: bool) -> None:
        found = grade_one(sample, text, known=known)
        good = (found["verdict"] == "correct") == right
        counts[what, "as proved" if good else str(found["verdict"])] += 1
        if not good:
            key = (what, sample["kind"], sample["lang"])
            wrong[key] += 1
            if wrong[key] <= SHOWN:
                print(f"{what}, {sample['kind']} ({sample['id']}): {sample['question']} | {text} | {found['explanation']}")

    for _, sample in read_objects(asked.release / "samples.jsonl"):
        for field in ("answer_text", "answer_cited"):
            if sample.get(field):
                grade(sample, str(sample[field]), field, True)
        if "rejected" in sample:
            grade(sample, str(sample["rejected"]["text"]), "rejected", False)
    for (what, verdict), n in sorted(counts.items()):
        print(f"{what:<14} {verdict:<14} {n:>7,}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
