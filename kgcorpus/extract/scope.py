"""Whether a sentence asserts what a pattern found in it: negation, hedges, questions, suppositions, reported opinion, partial subjects.

The word lists are of the two languages, not of a domain. What a pattern's own literal text says (an expert wrote "may cause") is licensed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgcorpus.extract.sentences import Sentence, clause_of
from kgcorpus.extract.stance import Match, unasserted

_NOT_ZH = (
    r"(?:并不会|并未|并非|并不|从未|从不|绝不|绝非|不会再|不会|不能|不可|不应|不宜|不必|不需|不再|没有|不是|不(?!良|仅|但|同|断|足|全|稳|得不|论|管|止|少|久|过|"
    r"适|耐|明|明显|规则|典型|孕|对称|等|平衡|可逆|饱和|锈|变|定期|完整|动|利|安|限|如|只|单|光|一)|未(?!来|婚|必|成年|知)|"
    r"无(?!论|糖|菌|创|水|机|线|数|需|症|力|效|痛|色|名|限|意|关紧要)|非(?!常|甾体|典型|处方|线性|洲|法|特异|凡|胰|酒精))"
)
_NOT_EN = (
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|must|need)(?: not|n't)|cannot|can't|won't|"
    r"not(?! only| merely| just| least)|nowhere|"
    r"never|neither|nor|no longer|no|without|nothing|none|lacks?|free of)\b"
)
_NEGATION = re.compile(f"{_NOT_ZH}|{_NOT_EN}")
NEGATION_WORD = re.compile(
    r"(?:并不会|并不|并未|并非|从不|绝不|不会|不能|不可|不再|不应|不宜|不是|没有|未|无|不|非)|"
    r"(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|must)(?: not|n't)|cannot|can't|won't|not|never|no)\b"
)
"""What the slot ``{not}`` takes, at a position."""

_HEDGE = re.compile(
    r"可能(?!性)|或许|也许|似乎|好像|大概(?!\d)|疑似|恐怕|据称|据说|有望|疑为|多半|理论上|未必|不一定|不见得|不排除|"
    r"\bmay (?:or may not )?(?=[a-z])|\bmight\b|\bpossibl[ey]\b|\bprobabl[ey]\b|\bperhaps\b|\bsuspected\b|\bseems?\b|\bappears? to\b|"
    r"\bpresumabl[ey]\b|\bcould(?! not)\b|\b(?:arguably|supposedly|allegedly|reportedly|apparently|seemingly|conceivably|theoretically)\b|"
    r"\b(?:in theory|in all likelihood|at first (?:sight|glance))\b|\bone (?:reading|view|interpretation)\b[^,;]{0,60} is that\b|"
    r"\bnot necessarily\b|\bunlikely\b|\bnot always\b|\bpotentially\b"
)
_HEDGED_SENTENCE = re.compile(
    r"尚无定论|尚不明确|尚不清楚|尚不确定|尚未明确|尚未证实|尚未确定|尚存争议|仍有争议|存在争议|有争议|有待|待证实|待研究|证据不足|证据有限|缺乏证据|没有证据|有?迹象(?:表明|显示)|"
    r"无证据|据报道|有报道|有研究提示|研究提示|有观点认为|有人认为|有人说|一些人认为|有学者认为|传言|误以为|误认为(?=.{0,20}其实)|的(?:说法|看法|观点|传言|传闻|认识)(?=.{0,6}(?:错|误|不|没|无|有争|有待|过时|已))|还是.{0,24}(?:要看|取决于|视|看)|"
    r"\breported(?:ly| to have| that)\b|\bit has been (?:suggested|proposed|claimed|reported)|\b(?:is|are|was|were) (?:thought|"
    r"believed|said|suspected|claimed|rumou?red) to\b|"
    r"\bsome (?:people |authors |traders |experts |studies |investigators |researchers )?(?:believe|think|say|claim|argue|suggest)\b|"
    r"\b(?:studies|evidence|data|reports?) (?:suggests?|hints?)\b|\bremains? (?:unclear|uncertain|unproven|controversial|to be)\b|"
    r"\b(?:unclear|unproven|uncertain|controversial|inconclusive|not (?:yet )?(?:known|established|proven|certain|clear))\b|"
    r"\bno (?:firm |clear |good )?(?:evidence|proof)\b|\ba (?:common )?myth\b|\bmistakenly\b|"
    r"\b(?:been|is|was|were) (?:since |now |long )?(?:disproved|disproven|refuted|debunked|untrue)\b|\bno conclusion\b"
)
_QUESTION = re.compile(r"\?[\"')」』》”]*$|吗[。\"]?$")
_TAG = re.compile(r"; ?(?:[^ ]{1,5}|(?:[a-z']+,? ?){1,3})[?\"')」』》”]*")
_ASKED = re.compile(r"是否|能否|可否|会不会|是不是|有没有|要不要|谁说|为什么|为何|什么|哪些|哪种|哪个|如何|怎样|怎么|\bwhether\b")
_PARTIAL = re.compile(
    r"(?:部分|某些|有些|有的|少数|个别|一些|多数|大多数|大部分|并非所有|不是所有|除)的?$|"
    r"\b(?:some|certain|a few|several|most|many|not all|only some|few|other than|unlike|except(?: for)?)(?: of)?(?: the)? ?$"
)
# What is said of the overdose of X, or of stopping X, is not said of X.
_ALTERED = re.compile(
    r"(?:停用|停止使用|突然停|撤除|过量(?:的|服用|使用|摄入)?|超量(?:的|服用|使用)?|滥用|误服|误用|缺乏|缺少|不用|未用|假|仿制|失败的|失效的|类似)$|"
    r"\b(?:overdoses?|withdrawal|discontinuation|misuse|abuse|absence|lack|deficiency|excess|failure) of (?:the |an? )?$|"
    r"\b(?:stopping|discontinuing|withdrawing|avoiding|without|excessive|failed|fake|so-called) (?:the |an? )?$"
)
# Words after which a negation before them is of another clause ("cures nothing, but it treats").
_TURNED = re.compile(r",(?:但是?|而(?!且)|却|不过) ?|, (?:but|yet|while|whereas) ")
_ASIDE = re.compile(r"\([^()]*\)")
_SAYS_NOTHING = re.compile(r"《[^《》]*》|(?:不|没有?|未)(?:曾|能)?(?:知道?|想到|料到|了解|注意到?|发现|提到?)的是")
_UNLIKE = re.compile(
    r"(?:不同于|区别于|有别于)$|\b(?:unlike|in contrast (?:to|with)|as opposed to|rather than|instead of) (?:the |a |an )?$"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a sentence says of a match: ``reason`` refuses it (``hedged``, ``question`` or ``past``), ``what`` is the word that does; else
    ``negated``."""

    negated: bool = False
    reason: str | None = None
    what: str = ""


def negations(text: str) -> list[tuple[int, int]]:
    """Spans of the negation words of a plain text; words that only look negative ("不良", "not only") are no negation, nor are those of a
    title, nor what only leads up to a statement ("你不知道的是").

    >>> negations("不良反应不包括低血糖")
    [(4, 5)]
    >>> negations("你没想到的是,他导演了《不见不散》")
    []
    """
    aside = [m.span() for m in _SAYS_NOTHING.finditer(text)]
    return [m.span() for m in _NEGATION.finditer(text) if not any(a <= m.start() < b for a, b in aside)]


def read_scope(
    sentence: Sentence,
    start: int,
    end: int,
    *,
    subject: tuple[int, int] | None,
    trigger: tuple[int, int],
    licensed: list[tuple[int, int]],
    negated: bool,
) -> Scope:
    """The scope of a match at ``[start, end)`` whose trigger stands at ``trigger``.

    ``licensed`` are the spans that the pattern itself or a name accounts for; ``negated`` says that the pattern's ``{not}`` was filled.
    """

    def free(found: re.Match[str]) -> bool:
        end = found.start() + len(found.group().rstrip())
        return not any(a <= found.start() and end <= b for a, b in licensed)

    text = sentence.text
    left, right = clause_of(text, start, end)
    segment = clause_of(text, start, end, (";", "。", "!"))
    if asked := _question(sentence, left, right, segment[1], free):
        return Scope(negated, "question", asked)
    for found in _HEDGED_SENTENCE.finditer(text, *segment):
        if free(found):
            return Scope(negated, "hedged", found.group())
    for found in _HEDGE.finditer(text, left, right):
        if free(found):
            return Scope(negated, "hedged", found.group().strip())
    if subject is not None:
        apart = _PARTIAL.search(text, 0, subject[0]) or _UNLIKE.search(text, 0, subject[0])
        if apart:
            return Scope(negated, "hedged", text[apart.start() : subject[1]])
        altered = _ALTERED.search(text, 0, subject[0]) if start == subject[0] else None
        if altered:
            return Scope(negated, "condition_lost", text[altered.start() : subject[1]])
    told = unasserted(text, Match(start, end, subject, trigger), (left, right), segment, free)
    if told:
        return Scope(negated, *told)
    aside = [m.span() for m in _ASIDE.finditer(text) if not m.start() < trigger[0] < m.end()]
    for a, b in sentence.negations:
        if any(x < a < y for x, y in aside) or any(x <= a < y for x, y in licensed) or _TURNED.search(text, b, max(b, trigger[0])):
            continue
        after_subject = subject is None or subject[0] >= trigger[1] or a >= subject[1]
        if (left <= a < trigger[0] and after_subject) or trigger[1] <= a < end:  # the latter: "causes no weight gain"
            if negated:
                return Scope(negated, "hedged", text[a:b])
            negated = True
        elif left <= a < start:
            return Scope(negated, "hedged", text[a:start])
    return Scope(negated)


def unsaid_of(text: str, at: int) -> bool:
    """Whether the words before a name say that not the thing itself is meant, or not all of it ("overdose of", "some", "unlike")."""
    return any(pattern.search(text, 0, at) for pattern in (_PARTIAL, _UNLIKE, _ALTERED))


def is_question(text: str) -> bool:
    """Whether a plain sentence asks, also indirectly ("是否…，仍在研究中")."""
    return bool(_QUESTION.search(text.rstrip()) or _ASKED.search(text))


def _question(sentence: Sentence, left: int, right: int, end: int, free: object) -> str:
    text = sentence.text
    if (found := _QUESTION.search(text.rstrip())) and (end == len(text) or _TAG.fullmatch(text, end)):
        return found.group()  # not where a clause of its own asks after a semicolon, unless it asks for assent
    for found in _ASKED.finditer(text, left, right):
        if callable(free) and free(found):
            return found.group()
    return ""
