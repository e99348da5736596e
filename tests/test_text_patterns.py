"""Patterns that are compiled when they are first used: the same as those of ``re``, and each of them a pattern."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import kgcorpus
from kgcorpus import text_patterns
from kgcorpus.text_patterns import Late


def held() -> Iterator[tuple[str, Late]]:
    """All patterns that modules hold, alone or in a table."""
    for module in pkgutil.walk_packages(kgcorpus.__path__, "kgcorpus."):
        if module.name.startswith(("kgcorpus.grade", "kgcorpus.values", "kgcorpus.text", "kgcorpus.units")):
            for name, value in vars(importlib.import_module(module.name)).items():
                todo = [value]
                while todo:
                    one = todo.pop()
                    if isinstance(one, Late):
                        yield f"{module.name}.{name}", one
                    elif isinstance(one, (tuple, list)):
                        todo += one
                    elif isinstance(one, dict):
                        todo += one.values()


def test_every_pattern_of_a_module_is_one() -> None:
    found = list(held())
    assert len(found) > 300
    for name, pattern in found:
        assert re.compile(pattern.pattern, pattern.flags & ~re.U), name


def test_a_late_pattern_does_what_a_pattern_does() -> None:
    late, own = text_patterns.compile("(?P<n>[a-c]+)", text_patterns.I), re.compile("(?P<n>[a-c]+)", re.I)
    text = "ABx cab"
    assert late.sub("-", text) == own.sub("-", text) == "-x -"
    assert late.findall(text) == own.findall(text) and late.split(text) == own.split(text)
    assert (late.pattern, late.flags, late.groups, late.groupindex) == (own.pattern, own.flags, own.groups, own.groupindex)
    with pytest.raises(AttributeError):
        getattr(late, "no such thing")
    with pytest.raises(re.error):
        text_patterns.compile("(").search(text)
