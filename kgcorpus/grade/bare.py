"""Text as answers are compared: folded, letters without accents; and how much of one text another has."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kgcorpus.text import CJK, fold

_TOKEN = re.compile(rf"[{CJK}]|[a-z0-9]{{3,}}")


def bare(text: str) -> str:
    """The text folded, letters without their accents.

    >>> bare("Beyoncé（歌手）")
    'beyonce(歌手)'
    """
    folded = fold(text).text
    if folded.isascii():
        return folded
    return "".join(_unaccented(c) for c in folded)


@cache
def _unaccented(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0] if character.isalpha() and character < "\u2000" else character


def overlap(text: str, question: str) -> float:
    """The share of the second text's characters (Chinese) or words that the first has too."""
    tokens = set(_TOKEN.findall(question))
    return len(tokens & set(_TOKEN.findall(text))) / len(tokens) if tokens else 0.0
