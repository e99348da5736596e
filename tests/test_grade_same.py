"""Grading gives the same bytes again: repeated, with its input in other orders, and with another hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

from tests.bench.grading_same import ROOT, digest, questions

FEW = 97
"""Every so many pairs are graded here; ``python -m tests.bench.grading_same`` grades all, and compares interpreters."""


def test_grading_again_and_shuffled_gives_the_same_bytes() -> None:
    pairs = questions()[::FEW]
    assert len(pairs) > 20
    assert digest(pairs) == digest(pairs) == digest(pairs, turned=True)


def test_grading_does_not_depend_on_the_hash_seed() -> None:
    program = f"from tests.bench.grading_same import digest, questions; print(digest(questions()[::{FEW}]))"
    found = set()
    for seed in ("1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        found.add(subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True, capture_output=True).stdout)
    assert len(found) == 1 and len(found.pop().strip()) == len(hashlib.sha256().hexdigest())
