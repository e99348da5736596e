"""The module ``re`` for modules with many patterns: what ``compile`` makes is compiled when it is first used.

``from kgcorpus import text_patterns as re``. Most patterns stand behind a test that most texts do not pass, and to compile all of those
that a command imports takes longer than its work on a small file.
"""

from __future__ import annotations

import re
from re import I, M, Match, Pattern, S, escape, findall, finditer, fullmatch, match, search, split, sub
from typing import Any, cast

__all__ = [
    "I", "M", "Match", "Pattern", "S", "compile", "escape", "findall", "finditer", "fullmatch", "match", "search", "split", "sub",
]  # fmt: skip


class Late:
    """A pattern that is compiled when anything but its text is asked of it."""

    __slots__ = (
        "findall", "finditer", "flags", "fullmatch", "given", "groupindex", "groups", "match", "pattern", "search", "split", "sub", "subn",
    )  # fmt: skip

    def __init__(self, pattern: str, given: int) -> None:
        self.pattern, self.given = pattern, given

    def __getattr__(self, name: str) -> Any:
        if name not in self.__slots__:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.given)
        for own in self.__slots__:
            if own not in ("pattern", "given"):
                setattr(self, own, getattr(compiled, own))
        return getattr(compiled, name)


def compile(pattern: str, flags: int = 0) -> Pattern[str]:
    """A pattern that is compiled when it is first used.

    >>> compile("[0-9]+").findall("7 of 12")
    ['7', '12']
    """
    return cast("Pattern[str]", Late(pattern, flags))
