"""What stands beside a name in a list and is no other member of it: a gloss that changes nothing, or a remark that may be a condition."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgcorpus.extract.lists import NO_NAME_EN, Item, Names
from kgcorpus.extract.sentences import Sentence
from kgcorpus.text import CJK

REMARK = re.compile(
    r"(?:仅|只|不)限|限(?=新|老|本|持|对|用|于)|可选|选填|选交|自愿|非必[需须要]|不必|无需|不需|免(?=提供|交|收)|必要时|需要时|需时|如(?:需|有|适用|申请|果|为)|若|除非|除外|"
    r"不含|不包括|视(?:情况|需要|具体)|酌情|按需|适用时|另行|原则上|"
    r"\b(?:only|optional|optionally|if|unless|except|excluding|excludes|other than|subject to|depending|provided|preferred|recommended|"
    r"discretion|discretionary|waived|exempt|voluntary|on request|upon request|(?:not|no longer) (?:required|needed|necessary|compulsory|"
    r"mandatory|applicable|for|available)|(?:as|when|where) (?:needed|required|necessary|applicable|available|appropriate|relevant|"
    r"possible|asked|requested))\b"
)
"""Words that make what stands beside a name a condition, or take back that it is meant without any."""

_FRAGMENT = re.compile(
    r"(?:仅|只|限|如|若|除非|可选|选填|非必|必要时|需要时|无需|不需|现有|新)|"
    r"(?:only|if|unless|when|where|except|optional|not|required|needed|for|subject to|provided|on request)\b"
)
_CALLED = re.compile(
    r"(?:又称|也称|亦称|又名|也叫|又叫|俗称|俗名|简称|以下简?称|下称|旧称|原名|曾用名|学名|商品名|通用名|别名|英文名?|缩写|即|代码|代号)|"
    r"(?:also (?:known as|called|named)|(?:better |formerly |commonly )?(?:known|referred to) as|called|i\.?e\.?|"
    r"abbreviated(?: as| to)?|abbr\.?|"
    r"formerly|previously|brand names?|trade names?|sold as|short for|aka|a\.k\.a\.?|hereinafter|hereafter|code)\b"
)
_EXAMPLE = re.compile(
    r"(?:例如|比如|诸如|譬如|包括|含)|(?:such as|for example|for instance|e\.?g\.?|including|including but|namely|that is)\b"
)
# A bracket that takes all cases in takes none out.
_ALL_CASES = re.compile(
    r"(?:现患|现症|目前|当前|现有|新发)(?:或|和|及|、)(?:既往|曾经|过去|历史|复发)史?|均可|皆可|不限|任意|任何|"
    r"\b(?:current|active|present) or (?:past|previous|prior|former|history)\b|\b(?:past|previous) or (?:present|current)\b|"
    r"\b(?:either|any|whether)\b|\ball (?:kinds|types|forms|grades|stages)\b"
)
_DEFINES = re.compile(r"(?:一种|指|是指|属于?)|.{2,}(?:之一|的一种)$|an? ")
_NEUTRAL = re.compile(
    r"以下|如下|下列|下述|包括|包含|主要|有|为|是|需|应|须|请|提供|"
    r"\b(?:following|below|these|includes?|including|are|is|need|needed|requires?d?|must|should|please|bring|provide)\b"
)
_GOVERNS = re.compile(
    r"(?:若|如(?!下)|对于?|凡|除|仅|当|在.{1,20}(?:时|下|后|前|期间|中))|.*(?:时|者|的|客户|用户|患者|人群|情况下|情形)$|"
    r"(?:for|when|where|in case|during|after|before|while|with|without|at|until)\b"
)
_HAN = re.compile(f"[{CJK}]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9αβγδ .,'’&+\-/·‐–]+")
_GENUS = re.compile(
    r"[A-Z](?:[a-z]*(?:us|um|is|es|os|on|er|ex|ix|yx|[aexu])|\.)(?: [a-z-]*(?:us|um|is|ii|ens|ans|or|es|x|[aei]))+(?: .{1,20})?"
)
_SHORT = re.compile(r"[A-Za-z0-9&./+\-]{1,12}")


def is_remark(text: str) -> bool:
    """Whether a stretch between commas reads as a remark about the names beside it rather than as a name.

    >>> is_remark("if the account has an arranged overdraft"), is_remark("utility bill")
    (True, False)
    """
    if REMARK.search(text) or _FRAGMENT.match(text):
        return True
    return not _HAN.search(text) and not re.match(NO_NAME_EN, text)


def remark_in(sentence: Sentence, start: int, end: int, read: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The bracket at ``[start, end)`` if something beside what was ``read`` in it is a remark ("existing customers only")."""
    for found in REMARK.finditer(sentence.text, start, end):
        if not any(a <= found.start() and found.end() <= b for a, b in read):
            return (start, end)
    return None


def is_fragment(text: str) -> bool:
    """Whether a sentence of its own only limits what was just listed ("Only for existing customers.", "仅限新客户。").

    >>> is_fragment("if you apply for a loan."), is_fragment("if it is lost, tell us at once.")
    (True, False)
    """
    text = text.strip(" 。.!;*")
    return bool(_FRAGMENT.match(text)) and not re.search(r"[,;:]|请|应|须|则|就|可以", text) and is_remark(text)


def governs(text: str) -> bool:
    """Whether the words that introduce a list ("For existing customers:") may be a condition of all that it lists.

    >>> governs("for existing customers:"), governs("you need the following:")
    (True, False)
    """
    text = text.strip(" :*")
    return bool(REMARK.search(text) or _GOVERNS.match(text) or not _NEUTRAL.search(text))


def only_glosses(sentence: Sentence, item: Item, names: Names, rest: Callable[[int, int], str]) -> bool:
    """Whether the bracket of an item says nothing but what else it is called, or gives examples, or says that all cases are meant.

    ``rest`` gives what of a stretch no declared qualifier accounts for.
    """
    assert item.bracket is not None
    a, b = item.bracket
    if not rest(a, b).strip(" ,;、"):
        return True
    text = sentence.text[a:b].strip()
    if REMARK.search(text):
        return False
    if _ALL_CASES.search(text) or any(p.match(text) for p in (_CALLED, _EXAMPLE, _DEFINES)):
        return True
    written = sentence.written(a, b).strip()
    named = {id for h in sentence.hits if a <= h.start and h.end <= b for id in h.entities}
    if named:
        return bool(named & set(item.ids))
    own = sentence.text[item.first : item.last]
    if _HAN.search(own):
        return bool(_LATIN.fullmatch(written)) or _abbreviates(text, own)
    return bool(_HAN.search(text)) or bool(_GENUS.fullmatch(written)) or _abbreviates(text, own)


def _abbreviates(short: str, name: str) -> bool:
    """Whether a word is made of letters of a name, in order: "CKD" of "chronic kidney disease", "身份证" of "居民身份证"."""
    if not (_SHORT.fullmatch(short) or (_HAN.search(short) and 1 < len(short) < len(name))):
        return False
    letters = [c for c in short.lower() if c.isalnum()]
    if letters and letters[-1] == "s" and len(letters) > 2 and short.isascii():
        letters.pop()  # the plural of an abbreviation
    at = -1
    for n, letter in enumerate(letters):
        at = name.lower().find(letter, at + 1)
        if at < 0 or (n == 0 and short.isascii() and at != 0):
            return False
    return bool(letters)
