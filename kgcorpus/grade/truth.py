"""Whether an answer says yes or no."""

from __future__ import annotations

import re

from kgcorpus.grade.abstaining import ABSTAINS
from kgcorpus.grade.reading import Reading, overlap

_SUBJECT = r"(?:it|he|she|they|we|you|i|that|this|there|one)\s+"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|might|must|should)"
_UNSURE = re.compile(
    r"不一定|未必|不见得|不好说|难说|(?:这|那)?(?:要|得)?看(?:具体)?情况|因人而异|视.{0,8}而定"
    r"|\b(?:it )?depends?\b|not necessarily|not always|sometimes|hard to say"
)
_TRUE = re.compile(
    r"(?:(?:当然|确实|的确|肯定|没错|嗯|是啊)[,、]?(?![不没无否]).{0,2}|是的?|对的?|正确|没错|属实|会|能|可以|有|属于|真|成立"
    r"|yes|yeah|yep|true|correct|right|indeed|absolutely|certainly|definitely|of course|sure|affirmative"
    r"|(?:no|without(?: a)?) (?:doubt|question)|(?:that|this|it)(?:'s| is) (?:so|correct|true|right|the case)"
    r"|" + _SUBJECT + _AUXILIARY + r"\s*(?=[.,;!]|$))(?![a-z])"
)
_FALSE = re.compile(
    r"(?:(?:当然|确实|的确|肯定|绝对|从来?|根本|完全|并|绝|决)?(?:不|没有|没|无(?=\W|\Z))(?!错|清楚|知道|确定"
    r"|一定|仅|但|光|止|只是)|否|错误|错|假"
    r"|(?:absolutely|certainly|definitely|of course|surely|probably) not|no(?! (?:doubt|question))|nope|never|negative|false"
    r"|incorrect|wrong"
    r"|not(?! (?:only|sure|necessarily|always|just))|by no means|(?:that|this|it)(?:'s| is) (?:not|incorrect|untrue|false|wrong)"
    r"|" + _SUBJECT + _AUXILIARY + r"(?:n't|\s*not|\s+never))(?![a-z])"
)
_DENIES = re.compile(r"不|没有|未|无|非|\b(?:not|no|never|cannot)\b|n't\b")
_ASKS = re.compile(r"是不是|会不会|能不能|可不可以|有没有|对不对|是否|能否|可否|true or false:?|对还是错|判断(?:正误|对错)")


def read_truth(reading: Reading) -> bool | None:
    """Whether an answer says yes or no; one without either is held against the question's own words.

    >>> from kgcorpus.grade.reading import read_answer
    >>> read_truth(read_answer("No, it does not.")), read_truth(read_answer("不是。")), read_truth(read_answer("是的"))
    (False, False, True)
    """
    text = reading.text.lstrip(" \"'([:,-")
    if ABSTAINS.match(text) or _UNSURE.match(text):
        return None
    asked = _ASKS.sub("", reading.question)
    for pattern, truth in ((_FALSE, False), (_TRUE, True)):
        # A name of the question may begin with a negation (不饱和脂肪酸).
        if pattern.match(text) and (truth or len(text) < 4 or text[:4] not in asked):
            return truth
    words = re.findall(
        r"\b(?:yes|no|true|false|correct|incorrect)\b|(?:答案|说法|判断|结论)(?:是|为)?(?:正确|错误|不正确|对|错|是|否)", text
    )
    said = {not re.search(r"\bno\b|false|incorrect|错|不|否", word) for word in words}
    if len(said) == 1:
        return said.pop()
    if not reading.question or reading.abstains:
        return None
    share, sentence = max(((overlap(reading.text[a:b], asked), reading.text[a:b]) for a, b in reading.sentences), default=(0.0, ""))
    if share < 0.5:
        return None
    # Names may hold a negation (肾功能不全): what counts is one more or one less than the question has.
    return (len(_DENIES.findall(sentence)) - len(_DENIES.findall(asked))) % 2 == 0
