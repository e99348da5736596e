"""What a piece of an enumeration is by its form: a name like those it stands with, or a date, a number, a remark, a clause of its own."""

from __future__ import annotations

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import HAN
from kgcorpus.grade.spelling import listed
from kgcorpus.text import CJK

MOST_CHARACTERS = 14
MOST_WORDS = 6

_CLAUSE = re.compile(
    r"建议|请|可以|应当|应该|需要|因为|由于|但是?|所以|因此|其中|属于|包括|具有|用于|这些|他们|您|如果|例如|比如|可能|通常|一般|是指|注意|均为|都是|也是|分别"
    r"|了|超越|超过|接替|取代|击败|相比"
    r"|后者|前者|[二两]者|双方|彼此|\beach other\b|\b(?:belongs?|interacts?|acts|carry|carries|affects?|raises|lowers|treats)\b"
    r"|^\w+(?:ed|en) by\b|.是.|^(?:of|among|according|as)\b"
    r"|来自|位于|成立|出生|生于|卒于|^[他她它是]|根据|禁用|适用|任职|担任"
    r"|\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|may|might|must|which|who|whom|that|it|they|he|she|we"
    r"|you|i|this|these|please"
    r"|because|since|however|but|if|when|while|where|as|so|then|known|born|located|consult|note|used|such|not|his|her|their|its)\b"
)
# With these a remark on what stands before begins, or the words that lead to the next item.
_REMARK = re.compile(
    r"(?:in|on|at|for|from|with|without|after|before|during|by|to|into|onto|under|over|near|opposite|between|beyond|besides|except"
    r"|including|mainly|mostly|usually|often|especially|particularly|typically|only|all|e\.g|i\.e|aka|née|nee|respectively|first(?:ly)?"
    r"|second(?:ly)?|third(?:ly)?|last(?:ly)?|finally|next|example|instance)\b"
    r"|(?:\w{2,}(?:ed|ing)|found|led|made|set|built|held|written) "
    r"(?:in|by|at|on|to|from|with|for|as|under|into|only|out|of|after|the|an?|his|her|its|their)\b"
    r"|(?:至于|最后|随后|之后|后来|此外|同时|主要|从事|曾|约|距|全[书文篇长]|共|[则而])"
)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_FIGURE = re.compile(
    rf"(?:约|第|前|后)?[0-9〇零一二三四五六七八九十百千万亿][0-9〇零一二三四五六七八九十百千万亿,./:\-至~]*\s*"
    rf"(?:[年月日时分秒岁个名位家次卷篇章元米克吨度%][{CJK}0-9]{{0,6}}|[a-zµ%°]{{1,3}}(?: daily| a day| bid| tid)?|)"
    rf"|(?:\d{{1,2}} )?(?:{_MONTH})[a-z]*\.?(?: \d{{1,2}})?,? ?(?:\d{{2,4}})?"
)
_NUMBERED_WORD = re.compile(r"[a-z]+ \d[\d.,]*(?: ?[a-z%]{1,3})?|第[一二三四五六七八九十百\d]+[名位条款章]?")
_HONOURS = frozenset(listed("om kbe obe cbe mbe dbe frs fba phd md mp qc kc jd dds rn esq jr sr ba bsc ma msc kg ch gbe gcb kcb cb"))


def is_name(text: str) -> bool:
    """Whether a piece may be a name: short, no clause, no remark.

    >>> [is_name(text) for text in ("甲状腺素", "opposite the station", "founded in 1863", "thyroid hormone", "share:45%")]
    [True, False, False, True, False]
    """
    if not text or ":" in text or _CLAUSE.search(text) or _REMARK.match(text):
        return False
    if HAN.search(text):
        return len(text) <= MOST_CHARACTERS
    return len(text.split()) <= MOST_WORDS


def is_figure(text: str) -> bool:
    """Whether a piece is a date, a number with its unit, or a word with its number in small letters.

    >>> [is_figure(text) for text in ("1895年", "150 mg", "port 53", "march 1953", "2型糖尿病", "5-fluorouracil", "二甲双胍")]
    [True, True, True, True, False, False, False]
    """
    return bool(_FIGURE.fullmatch(text) or _NUMBERED_WORD.fullmatch(text))


def is_honour(text: str) -> bool:
    """Whether a piece is letters that stand behind a person's name."""
    return text.replace(".", "") in _HONOURS
