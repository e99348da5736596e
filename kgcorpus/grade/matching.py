"""How a gold answer stands to an answer: met or not, and how near; a name or text that is looked for as it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import bare
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.model import Json

_OUTER = re.compile(r"[\W_]+")
LONG = 18
"""A text of more letters than this that an answer does not hold word for word may still be said in other words: undecided."""


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a gold answer is met (``alias``: by another name) and where; else how ``near`` it is, what is ``said`` instead, and the
    ``reason`` (see ``sets.REASONS``) where that is undecided."""

    met: bool
    alias: bool = False
    at: int = -1
    near: str | None = None
    said: str = ""
    reason: str = ""


def named(gold: Mapping[str, Json], key: str, reading: Reading, mentions: Sequence[Mention]) -> Match:
    own = [m for m in mentions if m.key == key]
    asserted = [m for m in own if not m.denied]
    if asserted:
        return Match(True, all(m.alias for m in asserted), min(m.start for m in asserted))
    if own:
        return Match(False, near="contradiction", said=reading.text[own[0].start : own[0].end])
    if gold.get("type") == "string" and len(wanted := letters(str(gold["value"]))) > LONG:
        said = letters(reading.text)
        at = said.find(wanted)
        if at >= 0:
            return Match(True, at=at)
        return Match(False, near="undecided", reason="other_words") if said and not _is_name(str(gold["value"])) else Match(False)
    return Match(False)


_NAME_WORD = re.compile(r"[A-Z\d][\w'’.\-]*|of|the|and|de|du|la|le|del|von|van|der|den|di|da|al|bin|&")


def _is_name(text: str) -> bool:
    """Whether a text is a name in letters, every word of it a capital: it is said or not, no wording of it is another.

    >>> _is_name("Sir Arthur Conan Doyle"), _is_name("Because air scatters blue light most")
    (True, False)
    """
    return all(_NAME_WORD.fullmatch(word.strip(",")) for word in text.split())


def letters(text: str) -> str:
    """The letters and digits of a text, folded: what is compared where punctuation does not matter."""
    return _OUTER.sub("", bare(text))
