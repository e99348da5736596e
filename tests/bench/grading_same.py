"""Whether grading gives the same bytes again: ``python -m tests.bench.grading_same [--python OTHER]``.

Grades the suites of equal rewrites and near misses and the made answers of ``grading_speed``, again, with gold and answers in other
orders, in a process with another hash seed, and (``--python``) by another interpreter whose environment has the same packages; prints
the digest of each and ends with 1 where they differ.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.grade.running import grade_all
from tests.bench.grading_speed import long, short
from tests.grading import SUITES

ROOT = Path(__file__).parents[2]


def questions() -> list[tuple[dict[str, Any], str]]:
    """All pairs, each with an id of its own."""
    found = [(question, said) for suite in SUITES.values() for question, said, _, _ in suite()]
    found += [pair for make in (short, long) for lang in ("zh", "en") for pair in make(500, lang)]
    return [({**question, "id": str(n)}, said) for n, (question, said) in enumerate(found)]


def digest(pairs: Sequence[tuple[dict[str, Any], str]], *, turned: bool = False) -> str:
    """The digest of all verdicts in the order of their ids; ``turned``: gold and answers in other orders."""
    gold = [question for question, _ in pairs]
    answers = [{"id": question["id"], "answer": said} for question, said in pairs]
    if turned:
        gold.reverse()
        answers.sort(key=lambda line: hashlib.sha256(line["id"].encode()).digest())
    verdicts = sorted(grade_all(gold, answers), key=lambda verdict: int(verdict["id"]))
    return hashlib.sha256(b"\n".join(orjson.dumps(verdict) for verdict in verdicts)).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", help="another interpreter")
    parser.add_argument("--once", action="store_true", help="print one digest only")
    asked = parser.parse_args()
    pairs = questions()
    first = digest(pairs)
    if asked.once:
        print(first)
        return 0
    found = {f"Python {sys.version.split()[0]}": first, "again": digest(pairs), "shuffled": digest(pairs, turned=True)}
    for name, program, seed in (("another hash seed", sys.executable, "4711"), (str(asked.python), asked.python, "0")):
        if program:
            command = [program, "-m", "tests.bench.grading_same", "--once"]
            environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
            found[name] = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    for name, value in found.items():
        print(f"{value[:16]}  {name}")
    print(f"{len(pairs):,} answers: {'the same' if len(set(found.values())) == 1 else 'different'}")
    return 0 if len(set(found.values())) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
