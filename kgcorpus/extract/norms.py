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
_COPULA = re.compile(r"(?:为|是|(?:^| )(?:is|are|was|were))$")
_TELLING = 4


def names_a_limit(predicate: Predicate) -> bool:
    """Whether the value of a predicate is a limit ("minimum duration", 最高水位): "at least 3 weeks" says that it is 3 weeks.

    >>> [names_a_limit(Predicate("x:p", labels={"en": name})) for name in ("minimum duration", "duration")]
    [True, False]
    """
    return any(_LIMIT.search(label) for label in predicate.labels.values())


def without_copula(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The pattern's parts with the copula before its value made optional: norms say "shall not exceed {o}", 应不低于{o} in its place.

    Only where enough literal text is left to tell the predicate.
    """
    for at, part in enumerate(parts):
        if isinstance(part, Slot) and part.role == "o" and not part.many:
            before = at - 1
            while before >= 0 and isinstance(part := parts[before], Choice) and part.optional:
                before -= 1
            if before < 0:
                return parts
            given = _given_way(parts[before])
            rest = (*parts[:before], *parts[before + 1 :], *given)
            if given and sum(_least(p) for p in rest) >= _TELLING:
                return (*parts[:before], *given, *parts[before + 1 :])
            return parts
    return parts


def _given_way(part: Part) -> tuple[Part, ...]:
    if isinstance(part, Text) and (found := _COPULA.search(part.text)):
        copula = Text(found.group().strip(), part.glued or (found.start() > 0 and found.group()[0] != " "), part.closed)
        rest = part.text[: found.start()]
        return (*((replace(part, text=rest, closed=found.group()[0] == " "),) if rest else ()), Choice(((copula,),), optional=True))
    if isinstance(part, Choice) and not part.optional and all(_is_copula(way) for way in part.ways):
        return (replace(part, optional=True),)
    return ()


def _is_copula(way: tuple[Part, ...]) -> bool:
    return len(way) == 1 and isinstance(way[0], Text) and way[0].text in ("为", "是", "is", "are", "was", "were")


def _least(part: Part) -> int:
    """The weight of the literal text that a part cannot do without."""
    if isinstance(part, Text):
        return weight(part.text)
    return min((sum(map(_least, way)) for way in part.ways), default=0) if isinstance(part, Choice) and not part.optional else 0
