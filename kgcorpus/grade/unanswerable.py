"""Whether an answer responds rightly to a question that cannot be answered: beside saying that it is not known, it may say that there is
nothing, that the premise is false, or that the sources disagree."""

from __future__ import annotations

import re

from kgcorpus.grade.reading import Reading
from kgcorpus.grade.truth import read_truth

_PREMISE = re.compile(
    r"前提(?:本身)?(?:并)?(?:不成立|不正确|不对|有误|错误|是错的|不属实)|(?:说法|题干|提问|问题)(?:本身)?(?:有误|不成立|不正确|不准确)"
    r"|\bfalse premise\b|\b(?:premise|assumption|presupposition)\b.{0,30}\b(?:false|wrong|incorrect|mistaken|not true|does not hold)\b"
    r"|\b(?:wrongly|falsely|mistakenly|incorrectly) (?:assumes?|presupposes?)\b"
)
_BECAUSE = re.compile(r"\W*(?:这是)?(?:因为|由于|原因是|because\b|since\b|due to\b|the reason\b)")
_DISAGREE = re.compile(
    r"说法不一|不一致|不尽相同|各不相同|(?:互|相互|彼此|存在|有)(?:相)?(?:矛盾|冲突|分歧|出入)|两种说法|不同的说法"
    r"|\bdisagree|\bconflict|\bcontradict|\bdiffer\b|\bdiscrepan|\binconsistent|\bdivergent?\b"
)


def responds(cause: str, reading: Reading) -> bool:
    """Whether the answer gives the response that the cause (``kind`` of a sample's ``cause``) asks for.

    >>> from kgcorpus.grade.reading import read_answer
    >>> responds("false_premise", read_answer("It is not a biguanide.", "Why is it a biguanide?"))
    True
    >>> responds("conflict", read_answer("两份资料不一致。")), responds("open", read_answer("两份资料不一致。"))
    (True, False)
    """
    if cause == "grounds":
        return reading.names_nothing
    if cause == "conflict":
        return bool(_DISAGREE.search(reading.text))
    if cause == "false_premise":
        return bool(_PREMISE.search(reading.text)) or (not _BECAUSE.match(reading.text) and read_truth(reading) is False)
    return False
