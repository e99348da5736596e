"""What grading loads: packages that only graphs and odd units need stay out of a process that grades without them."""

from __future__ import annotations

import subprocess
import sys

import pytest

_CODE = """
import sys
from kgcorpus.grade.running import grade_all
gold = [{{"id": "1", "question": "它是多少？", "mode": "all", "answers": [{{"value": "1", "type": "number", "unit": "{unit}"}}]}}]
verdict, = grade_all(gold, [{{"id": "1", "answer": "前后量了两次，结果一致，所以是{said}。"}}])
print(verdict["verdict"], *(name for name in ("numpy", "scipy", "pint", "kgcorpus.graph", "kgcorpus.procedures") if name in sys.modules))
"""


@pytest.mark.parametrize(
    ("unit", "said", "loads"),
    [("mg", "1毫克", False), ("AUD", "1澳元", False), ("goals", "1 goals", False), ("furlong", "0.201168公里", True)],
)
def test_grading_loads_nothing_that_it_does_not_need(unit: str, said: str, loads: bool) -> None:
    code = _CODE.format(unit=unit, said=said)
    verdict, *loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8").stdout.split()
    assert verdict == "correct"
    assert "pint" in loaded if loads else not loaded  # a unit that no table has is looked up in pint, which loads others
