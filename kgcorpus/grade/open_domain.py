"""The mentions of an open-domain gold list (``any``): its names, and what an answer tells of its texts in words of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.amounts import amount
from kgcorpus.grade.asked import asked_of, said_number
from kgcorpus.grade.asserting import asserted_somewhere
from kgcorpus.grade.bare import bare
from kgcorpus.grade.conflict import without_others
from kgcorpus.grade.denial import mark_denied
from kgcorpus.grade.longer import without_longer
from kgcorpus.grade.names import find_names
from kgcorpus.grade.persons import asks_who, person_of
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.told import content, heads, told_in
from kgcorpus.grade.told_zh import further_names
from kgcorpus.model import Json, Literal
from kgcorpus.values import read_value

_FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千万亿]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million)\b", re.I
)
_OFFERS = re.compile(r"\bor\b|还是|或")


def told_mentions(reading: Reading, wanted: Sequence[Mapping[str, Json]], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that are more than the question's own words; where none is asserted, what the answer tells in words of its own."""
    texts = tuple(
        (str(n), str(text))
        for n, gold in enumerate(wanted)
        if gold.get("type", "entity") in ("entity", "string")
        for text in (gold["value"], *(gold.get("aliases") or ()))
    )
    kept = beyond_the_question(reading, mentions, texts)
    if any(not m.denied for m in kept) or not texts:
        return kept
    further = [(key, name, True) for key, name in further_names(texts, asks_who(reading.question))]
    further += [(key, name, True) for key, text in texts for name in _persons(text)]
    named = beyond_the_question(reading, without_longer(reading, find_names(reading, further)), texts) if further else []
    named += _amounts(reading, texts)
    told = mark_denied(reading.text, without_others(reading, told_in(reading, texts), texts), reading.question)
    return sorted([*kept, *asserted_somewhere(reading, [*named, *told])], key=lambda m: (m.start, m.end))


_EXPLAINED = re.compile(r"([^,]+),\s+[a-z].*", re.S)


@lru_cache(maxsize=50_000)
def _persons(text: str) -> tuple[str, ...]:
    """The person that a text names before it goes on in small letters ("Wilhelm Conrad Röntgen, of Germany")."""
    explained = _EXPLAINED.fullmatch(text)
    names = [*heads(text), *([explained[1]] if explained else [])]
    return tuple(name for name in dict.fromkeys(names) if (person := person_of(name)) is not None and person.given)


def _amounts(reading: Reading, texts: Sequence[tuple[str, str]]) -> list[Mention]:
    """Where an answer says an amount with a unit, or a date, that a listed text is ("£50m", "8848.86米"), or how many were asked for."""
    if not _FIGURE.search(reading.said):
        return []
    many = asked_of(reading.question).many
    out = []
    for key, text in texts:
        literal = _literal(text) or (_count(text, reading.question) if many else None)
        if literal is not None and (found := amount({"value": text}, literal, key, reading, (), "any")).met:
            out.append(Mention(max(found.at, 0), max(found.at, 0), key, True))
    return out


@lru_cache(maxsize=50_000)
def _literal(text: str) -> Literal | None:
    """The amount or date that a text is; numbers without a unit are found as they are written."""
    if not _FIGURE.search(text):
        return None
    day = read_value(text, "xsd:date")
    if day is not None:
        return day
    numbers = (read_value(text, "xsd:decimal"), said_number(text, None))
    return next((number for number in numbers if number is not None and number.unit is not None), None)


_COUNT = re.compile(r"(?:about |around |approximately |约)?(.*?)(?:\s+([^\W\d_]+))?")


@lru_cache(maxsize=50_000)
def _count(text: str, question: str) -> Literal | None:
    """The number that a text is, alone or before a word of the question that asks how many ("23 episodes")."""
    number = said_number(text, None)
    if number is None and (parted := _COUNT.fullmatch(bare(text))) and parted[2] and content(parted[2])[0] in content(question):
        number = said_number(parted[1], None)
    return number


def beyond_the_question(reading: Reading, mentions: Sequence[Mention], texts: Sequence[tuple[str, str]]) -> list[Mention]:
    """Without mentions that only repeat the question, unless it offers alternatives or says all that gold does."""
    if not mentions or not reading.question or _OFFERS.search(reading.question):
        return list(mentions)
    asked = frozenset(content(reading.question))
    echoing = {key for key, text in texts if text in reading.question or asked.issuperset(content(text))}
    if len(echoing) == len({key for key, _ in texts}):
        return list(mentions)

    def repeats(mention: Mention) -> bool:
        said = reading.text[mention.start : mention.end]
        if said not in reading.question and not asked.issuperset(content(said)):
            return False
        return mention.key not in echoing or _within_question(reading, mention)

    return [m for m in mentions if not repeats(m)]


_BESIDE = re.compile(r"(?:[\w'\-]+ )?$"), re.compile(r"(?: [\w'\-]+)?")


def _within_question(reading: Reading, mention: Mention) -> bool:
    """Whether a mention stands in words of the question: with the word before it or the one behind it, as there."""
    before, after = _BESIDE[0].search(reading.text, 0, mention.start), _BESIDE[1].match(reading.text, mention.end)
    said = reading.text[mention.start : mention.end]
    ways = [before[0] + said] if before and before[0] else []
    ways += [said + after[0]] if after and after[0] else []
    return any(way in reading.question for way in ways)
