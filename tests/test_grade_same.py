"""Grading gives the same bytes again: repeated, with its input in other orders, and with another hash seed."""

from __future__ import annotations

import hashlib
import os
import re
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


REFUSING = """
import importlib.metadata, importlib.util, re, sys

def with_requirements(name, seen):
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    seen.add(key)
    try:
        wanted = importlib.metadata.requires(key) or []
    except importlib.metadata.PackageNotFoundError:  # what this platform does not need
        return
    for line in wanted:
        if "extra ==" not in line:
            with_requirements(re.match(r"[\\w.-]+", line)[0], seen)

allowed = set()
for name in sys.argv[1:]:
    with_requirements(name, allowed)
owners = importlib.metadata.packages_distributions()

class Refusing:
    def find_spec(self, name, path=None, target=None):
        of = owners.get(name.partition(".")[0], [])
        if of and name.partition(".")[0] != "kgcorpus" and not any(re.sub(r"[-_.]+", "-", one).lower() in allowed for one in of):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Refusing())
"""


ODD = (
    {"id": "0", "question": "How far is it?", "answers": [{"value": "1", "type": "number", "unit": "furlong"}], "mode": "all"},
    "It is 0.201168 km away, I think.",
)
"""Only pint knows the unit."""


def test_what_the_exports_say_is_enough_to_grade_is_enough() -> None:
    """With only those packages that the README of an export names (and what they require), the verdicts are the same bytes."""
    written = (ROOT / "kgcorpus" / "harness" / "files" / "README.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"`pip install --no-deps \.` and `pip install ([a-z ]+)`", written)
    chinese = (ROOT / "kgcorpus" / "harness" / "files" / "README.zh.md").read_text(encoding="utf-8")
    assert f"`pip install {named}`" in chinese
    grade = f"from tests.bench.grading_same import digest, questions; print(digest([*questions()[1::{FEW}], {ODD!r}]))"

    def graded(packages: list[str]) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", REFUSING + grade, *packages]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)

    whole = graded(named.split())
    assert whole.stdout.strip() == digest([*questions()[1::FEW], ODD]), whole.stderr[-2000:]
    assert "No module named 'pint'" in graded([one for one in named.split() if one != "pint"]).stderr
