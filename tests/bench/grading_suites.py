"""The suites of equal rewrites and near misses, graded: accepted of the equal, accepted of the near misses, by suite and category.

``python -m tests.bench.grading_suites [--list] [SUITE …]``; ``--list`` prints each pair that is graded otherwise than a careful person
would. Nothing is written.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from typing import Any

from kgcorpus.grade.one import grade_one
from tests.grading import SUITES, Pair


def wrong(pairs: Sequence[Pair]) -> list[tuple[Pair, dict[str, Any]]]:
    """The pairs that are graded otherwise than a careful person would, with their verdicts."""
    out = []
    for pair in pairs:
        question, answer, equal, _ = pair
        found = grade_one({"id": "1", **question}, answer)
        if (found["verdict"] == "correct") is not equal:
            out.append((pair, found))
    return out


def figures(pairs: Sequence[Pair]) -> dict[str, tuple[int, int, int, int]]:
    """By category: equal pairs and those accepted, near misses and those accepted."""
    failed = {id(pair) for pair, _ in wrong(pairs)}
    out: dict[str, tuple[int, int, int, int]] = {}
    for pair in pairs:
        equal, accepted = pair[2], pair[2] is not (id(pair) in failed)
        a, b, c, d = out.get(pair[3], (0, 0, 0, 0))
        out[pair[3]] = (a + equal, b + (equal and accepted), c + (not equal), d + (not equal and accepted))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="SUITE", choices=[[], *SUITES])
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    for name in options.names or SUITES:
        pairs = SUITES[name]()
        began = time.process_time()
        found = figures(pairs)
        took = time.process_time() - began
        total = tuple(map(sum, zip(*found.values(), strict=True)))
        print(f"{name}: {len(pairs)} pairs, {took / len(pairs) * 1e6:.0f} µs each")
        for category, (equal, right, near, accepted) in [*found.items(), ("all", total)]:
            print(f"  {category:20} equal accepted {right:4} of {equal:4}   near misses accepted {accepted:3} of {near:4}")
        for (question, answer, equal, category), verdict in wrong(pairs) if options.list else ():
            gold = "; ".join(str(a.get("value")) + " " + str(a.get("unit") or "") for a in question["answers"])
            judged = f"{verdict['verdict']}, {verdict['relation']}"
            print(f"    {category}: {question['question']} [{gold}] ← {answer!r}: {judged}; expected {'' if equal else 'not '}correct")


if __name__ == "__main__":
    main()
