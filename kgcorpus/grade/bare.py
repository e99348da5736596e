"""Text as answers are compared: folded, letters without accents; and how much of one text another has."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.text import CJK, folded_text

HAN = re.compile(f"[{CJK}]")
"""A Chinese character."""
_TOKEN = re.compile(rf"[{CJK}]|[a-z0-9]{{3,}}")


def bare(text: str) -> str:
    """The text folded, letters without their accents.

    >>> bare("Beyoncé（歌手）")
    'beyonce(歌手)'
    """
    folded = folded_text(_CHARGE.sub(_charge, text) if "⁺" in text or "⁻" in text else text)
    return folded if folded.isascii() else folded.translate(_UNACCENTED)


@lru_cache(maxsize=4096)
def bare_question(question: str) -> str:
    """``bare`` of a question or a name of gold, which stays the same for many answers."""
    return bare(question)


_CHARGE = re.compile(r"(?<=[A-Za-z₀-₉)\]\d])([²³⁴⁵⁶⁷]?)([⁺⁻])(?![⁰¹²³⁴-⁹])")


def _charge(match: re.Match[str]) -> str:
    """The charge of an ion in the line: SO₄²⁻ is SO4^2-; the power of m⁻¹ is none."""
    return f"^{unicodedata.normalize('NFKC', match[1])}{'+' if match[2] == '⁺' else '-'}"


class _Unaccented(dict[int, str]):
    """Each character without its accents, found when first met: a table for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        accented = character.isalpha() and character < "\u2000"
        self[code] = out = unicodedata.normalize("NFD", character)[0] if accented else character
        return out


_UNACCENTED = _Unaccented()


def overlap(text: str, question: str) -> float:
    """The share of the second text's characters (Chinese) or words that the first has too."""
    tokens = set(_TOKEN.findall(question))
    return len(tokens & set(_TOKEN.findall(text))) / len(tokens) if tokens else 0.0
