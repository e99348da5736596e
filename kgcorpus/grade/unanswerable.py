"""Whether an answer responds rightly to a question that cannot be answered: beside saying that it is not known, it may say that there is
nothing, that the premise is false, or that the sources disagree."""

from __future__ import annotations

from dataclasses import dataclass

from kgcorpus import text_patterns as re
from kgcorpus.grade.abstaining import ABSTAINS, answers_anyway
from kgcorpus.grade.reading import Reading
from kgcorpus.grade.truth import read_truth

_PREMISE = re.compile(
    r"前提(?:本身)?(?:并)?(?:不成立|不正确|不对|有误|错误|是错的|不属实)|(?:说法|题干|提问|问题|题目)(?:本身)?(?:就)?(?:有误|不成立|不正确|不准确|有问题|是错的)"
    r"|\bfalse premise\b|\b(?:premise|assumption|presupposition)\b.{0,30}\b(?:false|wrong|incorrect|mistaken|not true|does not hold)\b"
    r"|\b(?:wrongly|falsely|mistakenly|incorrectly) (?:assumes?|presupposes?)\b"
    r"|\bquestion\b[^.!?\n]{0,30}\b(?:misunderstanding|misconception|mistake|error|mix-?up|confusion|myth|makes no sense|meaningless)\b"
)
_BECAUSE = re.compile(r"\W*(?:这是)?(?:因为|由于|原因是|because\b|since\b|due to\b|the reason\b)")
_DISAGREE = re.compile(
    r"说法不一|不一致|不尽相同|各不相同|(?:互|相互|彼此|存在|有)(?:相)?(?:矛盾|冲突|分歧|出入)|两种说法|不同的说法"
    r"|\bdisagree|\bconflict|\bcontradict|\bdiffer\b|\bdiscrepan|\binconsistent|\bdivergent?\b"
)
# What ends a clause; a word of contrast begins one of its own.
_CLAUSE = re.compile(
    r"[,;:。!?\n()]|\.(?=\s|\Z)|\s[-–—]+\s|[—–]+|(?=但|不过|然而|可是|却)|\b(?=(?:but|however|although|though|yet|nevertheless|still)\b)"
)
_CONTRAST = re.compile(r"\W*(?:但是?|不过|然而|可是|却|(?:but|however|although|though|yet|nevertheless|still)\b)")
_DENIES = re.compile(
    r"从未|从来(?:就)?[没不]|未曾|未有过|(?<![过了])没(?:有|能|人|什么)|(?:并|也|更|都|均|皆|还|尚|根本)(?:没|无|不(?:是|存在))|不存在|谈不上"
    r"|无所谓|不可能|不曾|尚未|无人|(?:不|没)(?:会|再)有|(?<![不除])是虚构|纯属虚构"
    r"|废除|废止|取消了|\b(?:never|nobody|none|nothing)\b|\bno(?:\s+one)?\b(?!\s+(?:doubt|question|longer\s+than|more\s+than|less\s+than|later\s+than))"
    r"|\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)(?:n't|\s+not)\b(?!\s+only)|\bcannot\b"
    r"|\b(?:nonexistent|non-existent|fictional|fictitious|imaginary|made[- ]up|abolished)\b"
)
# "没有别的" and "no other" say that what was given is the only one.
_NO_OTHER = re.compile(r"没有?(?:别|其他|其它|另)|\b(?:no|any|nobody|no one|none|nothing|anyone|anything|not the) (?:other|else|only)\b")
_OF_THE_QUESTION = re.compile(
    r"这样的|此类|该问题|这个问题|所问|\bsuch\b|\bthis question\b|\bexists?\b"
    r"|\bthere (?:is|was|are|were)(?:n't| not) (?:one|any)\b|\bthere (?:is|was) none\b"
)
_TOKEN = re.compile(r"(?=([\u4e00-\u9fff]{2}))|([a-z]{4,}|\d+)")
_MANY = re.compile(
    r"多少|几|何年|哪一?年|何时|什么时候"
    r"|\bhow (?:many|much|old|long|far|tall|big)|\bwhen\b|\bwhat (?:year|date|number)|\bwhich (?:year|day)"
)
_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百千万亿]{2,}")
_EMPTY_WORDS = """
what which when where whom whose many much long does have been were from with that this there their they then than year name number
of the in according exact exactly 什么 哪个 哪座 哪一 哪年 多少 是多 是什 是哪 年的 的是 在哪 一个 一年 是谁 如何
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def leaves_open(cause: str, reading: Reading) -> bool:
    """Whether an answer leaves a question without answer, as it should: it says that it is not known, or else what the cause asks for."""
    return (reading.abstains and not gives_a_number(reading)) or responds(cause, reading)


def responds(cause: str, reading: Reading) -> bool:
    """Whether the answer gives the response that the cause (``kind`` of a sample's ``cause``) asks for; of a question without one any
    response that leaves it without an answer.

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
    return not cause and denies_the_premise(reading)


def gives_a_number(reading: Reading) -> bool:
    """Whether an answer to a question for a number gives one behind a word of contrast ("no source says, but it was about 90").

    >>> from kgcorpus.grade.reading import read_answer
    >>> gives_a_number(read_answer("史书没有记载，但约有十二万根。", "有多少根？"))
    True
    """
    return bool(_MANY.search(reading.question)) and any(c.contrast and c.number and not c.denies for c in _clauses(reading.text))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause: how many of the question's words it has, whether it says that something is not so, whether a word of contrast leads it."""

    shared: int
    denies: bool
    contrast: bool
    number: bool


def denies_the_premise(reading: Reading) -> bool:
    """Whether an answer says of what the question takes for granted that it is not so, and gives no answer all the same: none of its other
    clauses says as much of what is asked, nor half as much behind a word of contrast.

    >>> from kgcorpus.grade.reading import read_answer
    >>> asked = "瑞士的海军基地在哪座城市？"
    >>> [denies_the_premise(read_answer(said, asked)) for said in ("瑞士是内陆国，没有海军。", "瑞士没有海军，但基地在巴塞尔。")]
    [True, False]
    """
    text = reading.text
    if gives_a_number(reading) or answers_anyway(text):
        return False
    if _PREMISE.search(text):
        return True
    asked = _tokens(reading.question)
    clauses = list(_clauses(text, asked))
    denied = max((c.shared for c in clauses if c.denies), default=0)
    if not denied:
        return False
    others = [c for c in clauses if not c.denies]
    return not any(c.shared > denied or (c.contrast and 2 * c.shared >= denied) for c in others)


def _clauses(text: str, asked: frozenset[str] = frozenset()) -> list[_Clause]:
    out, at = [], 0
    for end, following in [*((m.start(), m.end()) for m in _CLAUSE.finditer(text)), (len(text), len(text))]:
        said = text[at:end]
        if re.search(r"\w", said):
            denies = bool(_DENIES.search(said) or ABSTAINS.search(said)) and not _NO_OTHER.search(said)
            shared = _shared(said, asked) + (1 if denies and _OF_THE_QUESTION.search(said) else 0)
            out.append(_Clause(shared, denies, bool(_CONTRAST.match(said)), bool(_NUMBER.search(said))))
        at = following
    return out


def _shared(text: str, asked: frozenset[str]) -> int:
    """How many words of the question a text has; Chinese characters that stand together in both are one."""
    count, last = 0, -9
    for m in _TOKEN.finditer(text):
        if (m[1] or m[2][:5]) in asked:
            count += 0 if m[1] and m.start() == last + 1 else 1
            last = m.start() if m[1] else -9
    return count


def _tokens(text: str) -> frozenset[str]:
    """What words of a text say: the stems of words in letters, every two Chinese characters, numbers."""
    found = (m[1] or m[2][:5] for m in _TOKEN.finditer(text))
    return frozenset(token for token in found if token not in _EMPTY)
