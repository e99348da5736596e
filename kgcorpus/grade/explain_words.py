"""Pieces of answers and of gold as explanations show them: as they were written, shortened, the fewest that tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kgcorpus import text_patterns as re

LONGEST, ALTERNATIVES = 80, 3
"""How many characters of a value are shown, and how many alternatives."""
TOLD_APART = re.compile(r"\s*\((?:disambiguation|surname|given name)\)", re.I)


def all_of(n: int, of: str = "") -> str:
    """How many, where that is all of them: with its verb.

    >>> all_of(2), all_of(3, "known answers")
    ('both are', 'all 3 known answers are')
    """
    return " ".join(filter(None, ("both" if n == 2 else f"all {n}", of, "are")))


def as_written(text: str, answer: str) -> str:
    """A piece of an answer, which verdicts have folded, with the capitals that it has there.

    >>> as_written("warfarin", "I think: Warfarin.")
    'Warfarin'
    """
    at = answer.lower().find(text.lower()) if text and len(answer.lower()) == len(answer) else -1
    return answer[at : at + len(text)] if at >= 0 else text


@lru_cache(maxsize=4096)
def alternatives(values: tuple[str, ...]) -> list[str]:
    """Values that differ in more than case and marks; of many, which are mostly spellings of one thing, the one that most others hold
    comes first.

    >>> alternatives(("Haiwii", "The State of HAWAII", "HaWaii", "Hawaii", "State of Hawaii"))
    ['Hawaii', 'Haiwii', 'The State of HAWAII', 'State of Hawaii']
    """
    spelled: dict[str, str] = {}
    for value in values:
        key = re.sub(r"[\W_]+", "", value.casefold()) or value
        if key not in spelled or _capitals(value) < _capitals(spelled[key]):
            spelled[key] = value
    if len(spelled) <= ALTERNATIVES:
        return list(spelled.values())
    held = {key: sum(key in other for other in spelled) if len(key) > 2 else 0 for key in spelled}
    best = max(spelled, key=lambda key: held[key])
    return [spelled[best], *(value for key, value in spelled.items() if key != best)]


def _capitals(text: str) -> int:
    """How many letters have an odd case: capitals inside words, and words without one."""
    return sum(c.isupper() for c in re.sub(r"\b\w", "", text)) + len(re.findall(r"\b[a-z]", text))


def are(values: Sequence[str]) -> str:
    return "are" if len(values) > 1 else "is"


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
