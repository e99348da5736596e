"""How values are required: predicates that are limits themselves, and the copula of a pattern that gives way to "shall not exceed"."""

from __future__ import annotations

import re
from dataclasses import replace

from kgcorpus.extract.pattern_language import Choice, Part, Slot, Text, weight
from kgcorpus.ontology import Predicate

_LIMIT = re.compile(
    r"最(?:低|高|大|小|少|多|长|短|早|晚|近|远|快|慢)|至[少多]|[上下]限|限[值度额量]|界限|临界|阈|门槛|起[点征付]|线$|"
    r"\b(?:min(?:imum|imal)?|max(?:imum|imal)?|limits?|thresholds?|ceiling|floor|cap|cut-?off|at (?:least|most)|"
    r"(?:lowest|highest|shortest|longest|least|fewest|smallest|largest|overbought|oversold) \w+)\b",
    re.I,
)
_COPULA = re.compile(r"(?:为|是|有|包括|包含|(?:^| )(?:is|are|was|were|includes?))$")
_TELLING = 4


def names_a_limit(predicate: Predicate) -> bool:
    """Whether the value of a predicate is a limit ("minimum duration", 最高水位): "at least 3 weeks" says that it is 3 weeks.

    >>> [names_a_limit(Predicate("x:p", labels={"en": name})) for name in ("minimum duration", "duration")]
    [True, False]
    """
    return any(_LIMIT.search(label) for label in predicate.labels.values())


def open_copula(parts: tuple[Part, ...], *, may_go: bool) -> tuple[Part, ...]:
    """The pattern's parts where the copula before its object may be a colon ("原因：A、B"), and with ``may_go`` none at all: norms say
    "shall not exceed {o}", 应不低于{o} in its place.

    A colon only where literal text before it names the predicate, and nothing only where enough of it is left anywhere.
    """
    at = next((n for n, part in enumerate(parts) if isinstance(part, Slot) and part.role == "o"), 0)
    before = at - 1
    while before >= 0 and isinstance(part := parts[before], Choice) and part.optional and not _is_copulas(part):
        before -= 1
    if before < 0:
        return parts
    lead, tail = parts[:before], parts[before + 1 :]
    named = sum(map(_least, (*lead, *_given_way(parts[before], colon=False, may_go=True)))) >= _TELLING
    given = _given_way(parts[before], colon=named, may_go=may_go and (named or sum(map(_least, tail)) >= _TELLING))
    return (*lead, *given, *tail) if given else parts


def _given_way(part: Part, *, colon: bool, may_go: bool) -> tuple[Part, ...]:
    """A copula, or literal text that ends with one, as parts where it may be a colon or be left out."""
    more = ((Text(":"),),) if colon else ()
    if isinstance(part, Text) and (found := _COPULA.search(part.text)):
        copula = Text(found.group().strip(), part.glued or (found.start() > 0 and found.group()[0] != " "), part.closed)
        rest = part.text[: found.start()]
        kept = (replace(part, text=rest, closed=found.group()[0] == " "),) if rest else ()
        return (*kept, Choice(((copula,), *more), optional=may_go))
    if isinstance(part, Choice) and _is_copulas(part):
        return (Choice((*part.ways, *more), optional=may_go or part.optional),)
    return ()


def _is_copulas(part: Choice) -> bool:
    return all(len(way) == 1 and isinstance(way[0], Text) and _COPULA.fullmatch(way[0].text) for way in part.ways)


def _least(part: Part) -> int:
    """The weight of the literal text that a part cannot do without."""
    if isinstance(part, Text):
        return weight(part.text)
    return min((sum(map(_least, way)) for way in part.ways), default=0) if isinstance(part, Choice) and not part.optional else 0
