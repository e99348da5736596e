"""Whether an answer that tells a gold name in words of its own says another name: another person, another number, another formula."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.given_names import GIVEN
from kgcorpus.grade.persons import SENTENCE_WORDS, TITLES, Person, alike, asks_who, person_at, person_of
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.words import Words

MOST_CODE = 3
"""A name of so many words at most, each of capitals or of capitals and digits, is a code: it is found as it is written or not at all."""
_CODE_WORD = re.compile(r"(?=.*[0-9])(?=.*[A-Z])(?!.*[a-z]{3})[A-Za-z0-9\-·.()]+|[A-Z]{2,3}|[A-Z][a-z]?")
_NUMBERED_ON = re.compile(
    r"(?:\s?\(\d{1,2}\)|\.\d|[ \-](?:\d{1,2}|ii|iii|iv|vi{0,3}|(?:part|vol\.?|volume) (?:\d|[ivx]+)))(?=[.;:!?\"']?(?:\s|$))"
)


@lru_cache(maxsize=50_000)
def is_code(name: str) -> bool:
    """Whether a name is a code: a formula, a type, a version.

    >>> [is_code(name) for name in ("CO", "H2O", "GPT-4", "E330", "AT&T", "Channel 4", "Paris")]
    [True, True, True, True, False, False, False]
    """
    words = name.split()
    return 0 < len(words) <= MOST_CODE and all(map(_CODE_WORD.fullmatch, words)) and max(map(len, words)) > 1


def without_others(reading: Reading, mentions: Iterable[Mention], texts: Iterable[tuple[str, str]]) -> list[Mention]:
    """The mentions of what is told in other words that are of no other name; ``texts`` are pairs of key and listed text."""
    names: dict[str, list[str]] = {}
    for key, text in texts:
        names.setdefault(key, []).append(text)
    who = asks_who(reading.question)
    words: Words | None = None
    out = []
    for mention in mentions:
        own = names.get(mention.key, [])
        said = reading.text[mention.start : mention.end]
        if (on := _NUMBERED_ON.match(reading.text, mention.end)) and on[0].strip() not in reading.question:
            continue
        if own and all(map(is_code, own)) and not _written(reading, mention, own):
            continue
        if own and len(said.strip(" .")) == 1 and said.isascii() and len(own[0]) > 1:
            continue
        persons = [person for name in own if (person := person_of(name)) is not None and person.given and (who or person.sure)]
        if persons and len(persons) == len(own):
            words = words or Words(reading.text)
            if all(_another(person, words, reading, mention) for person in persons):
                continue
        out.append(mention)
    return out


_GOES_ON = re.compile(r"[^\s\w]?\w|[ \-/][A-Z0-9]")


def _written(reading: Reading, mention: Mention, codes: Iterable[str]) -> bool:
    """Whether a code stands in an answer as it is written, and no capital or figure behind makes another of it ("SUV-9")."""
    if len(reading.said) != len(reading.text) or _GOES_ON.match(reading.said, mention.end):
        return False
    return reading.said[mention.start : mention.end] in codes


def _another(person: Person, words: Words, reading: Reading, mention: Mention) -> bool:
    """Whether the names that an answer gives around a family name are another person's, or only a given name is shared."""
    cased = reading.said if len(reading.said) == len(reading.text) else ""
    told = [one for at in words.places.get(person.key, ()) if (one := person_at(words, at, person, cased)) is not None]
    if not told:
        return _with_other_family(person, words, cased, mention)
    for one in told:
        suffix = (one.suffix and one.suffix != person.suffix) or (person.suffix not in ("", "jr") and not one.suffix and not one.given)
        middles = zip(person.given[1:], one.given[1:], strict=False)
        if not suffix and (not one.given or (alike(person.given[0], one.given[0]) and all(alike(a, b) for a, b in middles))):
            return bool(person.given[1:]) and len(one.given) > len(person.given)
        if not suffix and len(one.given) == 1 and one.given[0] in person.given:
            return False
    return True


def _with_other_family(person: Person, words: Words, cased: str, mention: Mention) -> bool:
    """Whether a given name of the person stands before another family name."""
    for n, word in enumerate(words.found[:-1]):
        start = words.spans[n][0]
        if not (mention.start <= start < mention.end) or word not in person.given:
            continue
        behind = words.found[n + 1]
        capital = not cased or cased[words.spans[n + 1][0]].isupper()
        if words.gap(n) in (" ", ". ", "-") and capital and behind not in SENTENCE_WORDS | TITLES and behind not in person.given:
            return behind not in GIVEN or len(word) == 1 or n + 2 >= len(words.found)
    return False
