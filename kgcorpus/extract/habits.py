"""What a sentence says of the usual case only: "typically requires", "通常需要". No fact, unless the predicate is about what is usual."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgcorpus.extract.sentences import Sentence, clause_of
from kgcorpus.ontology import Predicate

_ZH = (
    r"通常(?:情况下|来说|来讲|而言)?|一般(?:情况下|来说|来讲|而言|地)?(?!性|人|化|纳税|规[定律]|法|项|居民|企业|公司|工商|公共|存款|贸易|商品|商户|客户|用户|患者|"
    r"人群|账户|风险|责任|保证|代理|会员|职工|员工|程序|处罚|违法)|往往|(?:在?(?:大|绝大)?多数情况下|正常情况下)|原则上|大多(?!数)|多半|常常|时常|基本上|"
    r"经常(?!账户|项目|性|收支)|有时(?!效|间|限)|偶尔|按惯例"
)
_EN = (
    r"\b(?:typically|usually|normally|generally|ordinarily|commonly|customarily|often|frequently|sometimes|occasionally|rarely|seldom|mostly|"
    r"as a (?:general )?rule|in principle|in general|by and large|for the most part|more often than not|most of the time|"
    r"in (?:most|many|some|the majority of|nearly all|almost all|the usual) (?:cases|instances|circumstances)|tends? to|tended to)\b"
)
_HABIT = re.compile(f"{_ZH}|{_EN}")
# What something is usually called is one of its names; "a commonly used X" is X.
_NAMING = re.compile(r" (?:also )?(?:known|called|referred to|abbreviated|named|spelled|spelt|written)\b|(?:被)?(?:称|叫|简称|写作|记作)")
_ATTRIBUTE = re.compile(r"\b(?:an?|the|most|more|very|its|their|this|other) $")
_RELATIVE = re.compile(r"\b(?:which|that|who|whose|where)\b")
_OPENING = re.compile(rf"\W*(?:(?:and|but|so|then|however|但|而|并且|此外),? ?)?({_HABIT.pattern})(?: speaking)?\W*")
_CLOSING = re.compile(rf"\s?,?\s?({_HABIT.pattern})\s?(?=[,;.。!?)]|$)")
_LEAD = re.compile(r"\W*(?:(?:and|but|so|then|however|但|而|并且|此外) ?)?")
_SELDOM = re.compile(r"有时|偶尔|\b(?:sometimes|occasionally|rarely|seldom|in some)\b")
_SPOKEN = re.compile(f"{_HABIT.pattern}|" + r"常见|常用|惯常|\b(?:typical|usual|common|normal|customary|habitual)\b")


def of_habits(predicate: Predicate, word: str) -> bool:
    """Whether a predicate is about what is usual, so that a statement with this word states it: a label, its definition, phrase or
    statement, a pattern or a trigger phrase has such a word. What is only sometimes so is never stated.

    >>> typical = Predicate("x:typicalDuration", labels={"en": "typical duration"})
    >>> [of_habits(typical, "usually"), of_habits(typical, "rarely"), of_habits(Predicate("x:requires"), "usually")]
    [True, False, False]
    """
    if _SELDOM.match(word):
        return False
    said = [*predicate.labels.values(), *predicate.definition.values()]
    for texts in (predicate.patterns, predicate.triggers, predicate.inverse_triggers):
        said += [text for group in texts.values() for text in group]
    for name in ("phrase", "statement"):
        for language, group in predicate.wording.get(name, {}).items():
            said += () if (name, language) in predicate.derived_wording else group
    return any(_SPOKEN.search(text.lower()) for text in said)


def habit_of(
    sentence: Sentence, start: int, end: int, *, subject: tuple[int, int] | None, trigger: tuple[int, int], said: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The word that makes a match at ``[start, end)`` true only as a rule; ``said`` are the spans that its pattern, a name or a declared
    qualifier accounts for."""
    text = sentence.text
    if trigger[0] == trigger[1]:
        return None
    left, _ = clause_of(text, start, end)
    for found in _HABIT.finditer(text, left, end):
        a, b = found.span()
        if any(x <= a and b <= y for x, y in said) or _NAMING.match(text, b) or _ATTRIBUTE.search(text, 0, a):
            continue
        if b <= trigger[0] and _before_verb(text, left, a, b, subject, trigger):
            return a, b
        if trigger[1] <= a <= trigger[1] + 1:  # "requires usually a payslip"
            return a, b
    before = clause_of(text, max(0, left - 1), max(0, left - 1))[0] if left else 0
    if left and (opening := _OPENING.fullmatch(text, before, left - 1)):  # "As a rule, …"
        return opening.span(1)
    closing = _CLOSING.match(text, end)
    return closing.span(1) if closing else None


def _before_verb(text: str, left: int, a: int, b: int, subject: tuple[int, int] | None, trigger: tuple[int, int]) -> bool:
    """Whether a word at ``[a, b)`` before the words of a pattern is said of them, and not of another clause or within an aside."""
    if text.count("(", b, trigger[0]) != text.count(")", b, trigger[0]):
        return False
    if subject is not None and b <= subject[0] < trigger[0]:
        return not text[left:a].strip(" ,") or bool(_LEAD.fullmatch(text[left:a]))
    begin = subject[1] if subject is not None and subject[1] <= a else left
    return not (_RELATIVE.search(text, begin, a) and "," in text[b : trigger[0]])


__all__ = ["habit_of", "of_habits"]
