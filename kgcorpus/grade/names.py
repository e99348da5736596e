"""The names that an answer holds: how they may be written, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.denial import mark_denied
from kgcorpus.grade.persons import asks_who
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.sought import sought
from kgcorpus.grade.standing import may_stand, spans_of
from kgcorpus.grade.words import Words

_BRACKETED = re.compile(r"(.{2,}?)\s*[(（]([^()（）]{2,})[)）]")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z0-9\-]{1,9}")


def names_of(value: str, aliases: Iterable[str] = ()) -> list[tuple[str, bool]]:
    """The names to look for, each with whether it is an alias; what stands in brackets after a name may be left out.

    >>> names_of("Scorpio (disambiguation)", ["Skorpio"]), names_of("World Health Organization (WHO)")[1:]
    ([('Scorpio (disambiguation)', False), ('Skorpio', True), ('Scorpio', True)], [('World Health Organization', True), ('WHO', True)])
    """
    return list(_names_of(value, tuple(aliases)))


@lru_cache(maxsize=50_000)
def _names_of(value: str, aliases: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    given = [(value, False), *((alias, True) for alias in aliases)]
    out: dict[str, bool] = {}
    shorter: list[str] = []
    for name, alias in given:
        if name.strip():
            out.setdefault(name, alias)
        if name.endswith((")", "）", " ")) and (m := _BRACKETED.fullmatch(name.strip())):
            shorter.append(m[1])
            if _ACRONYM.fullmatch(m[2]):
                shorter.append(m[2])
    for name in shorter:
        out.setdefault(name, True)
    return tuple(out.items())


def find_names(reading: Reading, wanted: Sequence[tuple[str, str, bool]]) -> list[Mention]:
    """The mentions of names (key, name, whether an alias) in order of position; of overlapping ones the longest."""
    if not wanted or not reading.text:
        return []
    words = Words(reading.text)
    who = asks_who(reading.question)
    found: list[Mention] = []
    for key, name, alias in wanted:
        one = sought(name)
        if one is not None and may_stand(one, words):
            known = [(m.start, m.end) for m in found if m.key == key]
            for start, end in spans_of(one, words, reading.said, known, asked=reading.question, who=who):
                found.append(Mention(start, end, key, alias))
    return mark_denied(reading.text, _longest(found, len(reading.text)), reading.question) if found else []


def _longest(found: list[Mention], length: int) -> list[Mention]:
    """Of overlapping mentions the longest; several at one place where they are of different keys."""
    if len(found) == 1:
        return found
    found.sort(key=lambda m: (m.start - m.end, m.alias, m.start))
    taken = bytearray(length)
    at: dict[tuple[int, int], set[str]] = {}
    kept: list[Mention] = []
    for mention in found:
        keys = at.get((mention.start, mention.end))
        if (keys is None and any(taken[mention.start : mention.end])) or (keys and mention.key in keys):
            continue
        at.setdefault((mention.start, mention.end), set()).add(mention.key)
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        kept.append(mention)
    kept.sort(key=lambda m: (m.start, m.end))
    return kept
