"""Answers that need no reading: a gold name, the names of a list, a number with its unit, right or wrong, and nothing else.

Most of what models say when told to be brief is of this kind. Everything else is left to the reading of the whole answer, which comes to
the same verdict on these (tested), only slower.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.errors import KgcorpusError
from kgcorpus.grade.bare import bare, bare_question
from kgcorpus.grade.measures import measures
from kgcorpus.grade.question import Question
from kgcorpus.grade.sets import Held
from kgcorpus.model import Json
from kgcorpus.units import canonical_unit

LONGEST = 160
"""Longer answers are read."""
FEW = 40
"""Of gold lists with more names than this only the whole answer is looked up."""

_OUTER = " .。!,;\"'"
_LEAD = re.compile(
    r"(?:the (?:correct |final |right )?answer is|it(?:'s| is| was)|that(?:'s| is| was)|they are|these are"
    r"|i (?:think|believe)(?: (?:it|that)(?:'s| is| was))?|我认为是|我觉得是|应该是|应当是|答案是|是的?)[ :,]*"
)
_COPULA = re.compile(r"(?:^|\s)(?:is|was|are|were)\s+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+")
_WORD = re.compile(r"[a-z0-9'\-]+")
_LIGHT = frozenset(["the", "a", "an", "of", "in", "for", "this", "that", "to", "by", "on", "at", "as", "and", "name", "one"])
_SPLIT = re.compile(r"\s*[、,;]\s*(?:and\s+|以及|和|与|及)?|\s+and\s+|以及|[和与及]")
_DENIES = re.compile(r"[不没非未否无]")
_NUMBER = re.compile(r"([+\-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(\D{0,24})")
_PLAIN = re.compile(r"[+\-]?\d+(?:\.\d+)?")
_COUNTERS = frozenset("个名人次项种位只台份张片条件")
_YEAR = re.compile(r"(\d{4})\s*年?")


def brief(asked: Question, answer: str) -> Held | None:
    """How an answer stands that only names gold; None for every other answer."""
    if not answer or len(answer) > LONGEST or not asked.wanted or asked.groups:
        return None
    text = bare(answer).strip(_OUTER)
    if not text:
        return None
    if len(asked.wanted) == 1 and asked.wanted[0].get("type") in ("number", "date"):
        return _figure(asked, asked.wanted[0], text, answer)
    names = _names(asked)
    if names is None:
        return None
    question = bare_question(asked.text)
    rest = text if text in names else _behind_lead(text, question)
    if rest in names:
        return None if rest in question or _is_code(rest) else _held(asked, [names[rest]])
    if len(names) > FEW or len(asked.wanted) < 2:
        return None
    parts = [part.strip(_OUTER) for part in _SPLIT.split(rest)]
    parts = [part if part in names else _ARTICLE.sub("", part, count=1) for part in parts]
    if len(parts) < 2 or any(part not in names or part in question or _is_code(part) for part in parts):
        return None
    return _held(asked, [names[part] for part in parts])


def _is_code(name: str) -> bool:
    """Whether capitals may tell a name from another ("CO" and "Co")."""
    return len(name) <= 3 and name.isascii()


def _names(asked: Question) -> dict[str, tuple[int, bool]] | None:
    """Place in gold and whether it is an alias, by folded name; None where gold is not all names."""
    out: dict[str, tuple[int, bool]] = {}
    for n, gold in enumerate(asked.wanted):
        if gold.get("type", "entity") not in ("entity", "string") or "min" in gold or "max" in gold:
            return None
        out.setdefault(bare_question(str(gold["value"])).strip(_OUTER), (n, False))
        for alias in gold.get("aliases") or ():
            out.setdefault(bare_question(str(alias)).strip(_OUTER), (n, True))
    return out


def _behind_lead(text: str, question: str) -> str:
    """What stands behind words that only lead in: "It is …", or the question's own words up to is, 是 or 为."""
    lead = _LEAD.match(text)
    if lead and lead.end() < len(text):
        return _ARTICLE.sub("", text[lead.end() :], count=1)
    if text.isascii():
        verbs = list(_COPULA.finditer(text))
        if len(verbs) == 1 and all(_echoes(w, question) for w in _WORD.findall(text[: verbs[0].start()])):
            return _ARTICLE.sub("", text[verbs[0].end() :], count=1)
        return text
    at = max(text.find("是"), text.find("为"))
    if at > 0 and not _DENIES.search(text, 0, at) and set(text[:at]).issubset(question + "的一位名个,"):
        return text[at + 1 :]
    return text


def _echoes(word: str, question: str) -> bool:
    """Whether a word is one of the question's, in whatever form, or says nothing."""
    return word in _LIGHT or (len(word) > 3 and f" {word[:4]}" in f" {question}") or f" {word} " in f" {question} "


def _held(asked: Question, found: list[tuple[int, bool]]) -> Held:
    values = [str(gold["value"]) for gold in asked.wanted]
    places = list(dict.fromkeys(n for n, _ in found))
    missing = tuple(value for n, value in enumerate(values) if n not in places)
    matched = tuple(values[n] for n in sorted(places))
    return Held(matched, missing, (), alias=any(alias for _, alias in found), in_order=places == sorted(places))


# --------------------------------------------------------------------------------------------- figures


def _figure(asked: Question, gold: Mapping[str, Json], text: str, answer: str) -> Held | None:
    """A number in gold's own unit, or a year, that is gold's."""
    value = str(gold.get("value"))
    if asked.mode in ("order", "none") or "min" in gold or "max" in gold:
        return None
    if gold["type"] == "date":
        year = _YEAR.fullmatch(text)
        return Held((value,), (), ()) if year and year[1] == value else None
    found = _NUMBER.fullmatch(text)
    if not found or not _PLAIN.fullmatch(value):
        return None
    number, gold_number = Decimal(found[1].replace(",", "")), Decimal(value)
    same = number == gold_number
    # Whole numbers without a zero at their end are not rounded: where one is not the other, it is another.
    if not same and ("." in value or "." in found[1] or not number % 10 or not gold_number % 10 or number <= 0 or gold_number <= 0):
        return None
    unit, said = gold.get("unit"), found[2].strip()
    if unit is None:
        fits = not said or (said in bare_question(asked.text) and (len(said) > 1 or (asked.mode == "count" and said in _COUNTERS)))
    else:
        at = answer.lower().rfind(said) if len(said) <= _SYMBOL else -1
        fits = _same_unit(said if len(said) > _SYMBOL else answer[at : at + len(said)] if at >= 0 else "", str(unit))
    if not fits:
        return None
    return Held((value,), (), ()) if same else Held((), (value,), (), near="contradiction")


_SYMBOL = 6
"""So short a unit may be told from another by the case of its letters only: Mb and MB, mW and MW."""


@lru_cache(maxsize=4096)
def _same_unit(said: str, unit: str) -> bool:
    if not said:
        return False
    if len(said) <= _SYMBOL and said != unit:
        return measures(said) == measures(unit)
    try:
        return bare(said) == bare(unit) or canonical_unit(said) == canonical_unit(unit)
    except KgcorpusError:
        return False
