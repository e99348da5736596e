"""Lint of patterns and trigger phrases that take for a fact what a text leaves open, or that say nothing by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .ontology import BUILT_IN, Predicate
from .ontology_lint import Found, Lint

_UNSURE = re.compile(
    r"可能(?!性)|或许|也许|似乎|好像|疑似|恐怕|据说|据称|未必|不一定|"
    r"\b(?:may|might|could|perhaps|possibly|probably|potentially|presumably|supposedly|seems? to|appears? to)\b",
    re.I,
)
_USUAL = re.compile(
    r"一般|通常|往往|常常|经常|多半|原则上|有时|偶尔|"
    r"\b(?:usually|typically|generally|normally|commonly|often|sometimes|tends? to|rarely)\b",
    re.I,
)
_ABOUT_UNSURE = re.compile(r"可能|潜在|疑似|风险|\b(?:possible|potential|suspected|probable|likely|risks?|adverse|side)\b", re.I)
_ABOUT_USUAL = re.compile(r"一般|通常|典型|常见|常用|惯常|平均|\b(?:typical|usual|common|normal|general|average|frequent)\w*\b", re.I)
_COMPARING = re.compile(
    r"(?:不|未|没有)?(?:应当?|应该|宜|得|可|能|会|须|必须|许|准)?(?:不)?(?:小于|大于|低于|高于|少于|多于|超过|超出|短于|长于|早于|晚于|不足|等于|达到?|至少|至多|最少|最多|以上|以下|以内)|"
    r"\b(?:(?:shall|should|must|may|can|is|are|do|does|not|no|never|be|to)\b ?)*"
    r"(?:(?:less|more|greater|higher|lower|fewer|longer|shorter|larger|smaller) than|at (?:least|most)|exceeds?|above|below|over|under|"
    r"up to|equal to|between)\b|[<>≤≥=]+",
    re.I,
)
_EMPTY = re.compile(
    r"的|是|为|在|了|会|可以?|能够?|应当?|应该|须|必须|需要?|宜|也|都|均|有|由|之间|或者?|和|"
    r"\b(?:the|an?|is|are|was|were|be|been|to|of|in|on|at|for|by|with|and|or|shall|should|must|can|will|has|have|had|also|it|its|that|which|not|"
    r"no|do|does)\b|[\W_]",
    re.I,
)
_SLOT = re.compile(r"\{[^{}]*\}")


def hedged_phrases(seen: Lint) -> Iterator[Found]:
    """Patterns and trigger phrases with words that leave open whether it is so, and those that are only such words or a comparison."""
    for predicate in seen.ontology.predicates.values():
        if predicate.id in BUILT_IN or predicate.qualifier:
            continue
        for property, groups in (
            ("pattern", predicate.patterns), ("trigger", predicate.triggers), ("inverseTrigger", predicate.inverse_triggers)
        ):  # fmt: skip
            for lang, texts in groups.items():
                for text in texts:
                    yield from _problems(predicate, property, lang, text)


def _problems(predicate: Predicate, property: str, lang: str, text: str) -> Iterator[Found]:
    place = f"{predicate.id} kgc:{property} {text!r}@{lang}"
    needed = _needed(text) if property == "pattern" else text
    if is_hollow(_SLOT.sub(" ", text)):
        fix = "write the words that only this predicate has beside it, such as its label; else it is found in sentences about anything"
        yield Found("hollow_phrase", predicate.id, f"{place} says nothing of this predicate by itself", fix, "warning", text)
        return
    said = [*predicate.labels.values(), *predicate.definition.values()]
    for words, about in ((_UNSURE, _ABOUT_UNSURE), (_USUAL, _ABOUT_USUAL)):
        if (found := words.search(needed)) and not any(about.search(label) for label in said):
            fix = (
                "sentences with this word would be taken for facts: leave it out, and they are listed as not asserted; or give the "
                "predicate a label that says so, such as 'possible cause'"
            )
            yield Found("hedged_phrase", predicate.id, f"{place} holds '{found.group()}'", fix, "warning", text)
            return


def is_hollow(text: str) -> bool:
    """Whether a phrase holds a hedge or a comparison and nothing else that tells anything.

    >>> is_hollow("可能"), is_hollow("不应低于"), is_hollow("shall not exceed"), is_hollow("的工作压力不应低于"), is_hollow("is")
    (True, True, True, False, False)
    """
    rest = text
    for pattern in (_UNSURE, _USUAL, _COMPARING):
        rest = pattern.sub(" ", rest)
    return rest != text and not _EMPTY.sub("", rest)


def _needed(pattern: str) -> str:
    """The literal text of a pattern without what is optional, or one of several ways of which another is without a hedge."""
    text = _SLOT.sub(" ", re.sub(r"\\.", " ", pattern))
    while (found := re.search(r"[(\[]([^()\[\]]*)[)\]](\?)?", text)) is not None:
        ways = found.group(1).split("|")
        free = found.group(2) or not all(way.strip() and (_UNSURE.search(way) or _USUAL.search(way)) for way in ways)
        text = text[: found.start()] + (" x " if free else f" {ways[0]} ") + text[found.end() :]
    return text
