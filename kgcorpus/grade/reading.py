"""What a free-text answer says: cleaned of its trimmings, in sentences, read as yes or no, as an abstention, as names.

All positions are in the folded text (see ``text.fold``), in which names of all widths, cases, scripts and accents are written one way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from kgcorpus.text import CJK, fold

_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S | re.I)
_MARKUP = re.compile(r"\*{1,3}|`+|(?m:^\s{0,3}#{1,6}\s+)|__")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\s]*\)|\[\^?\d+\]")
_BOXED = re.compile(r"\\boxed\{((?:[^{}]|\{[^{}]*\})*)\}")
_TEX = re.compile(r"\\(?:text|mathrm|textbf|mbox)\{([^{}]*)\}")
# A note on sources at the end: what is quoted in it is not the answer.
_SOURCES = re.compile(
    r"\s*[(（\[【]\s*(?:(?:sources?|references?|citations?|quoted from)\s*[:：]|(?:资料)?(?:出处|来源)[:：]"
    r"|参考(?:资料|文献|来源)?[:：]|引自|摘自).*[)）\]】]\s*\Z"
    r"|\n\s*(?:(?:sources?|references?|citations?)\s*[:：]|(?:资料)?(?:出处|来源)[:：]|参考(?:资料|文献|来源)[:：]).*\Z",
    re.I | re.S,
)
_FINAL = re.compile(
    r"(?:(?:最终|最后|正确|标准)?(?:答案|结论)(?:是|为)?\s*[:：]|(?:最终|最后)(?:的)?答案(?:是|为)"
    r"|\b(?:the\s+)?(?:final|correct)\s+answer(?:\s+is)?\s*:?|\banswer\s*:)\s*",
    re.I,
)
_ABSTAINS = re.compile(
    r"不知道|不清楚|不确定|尚不明确|不得而知|无从(?:得知|知晓|判断)|信息不足|查不到|找不到|未知|没有答案|无答案|无可奉告"
    r"|暂无(?:相关)?(?:信息|数据|资料)|(?:无法|不能|难以)(?:确定|回答|判断|得知|提供|查证|确认|作答|给出|协助"
    r"|帮助)|没有(?:足够的?|相关的?|任何|关于.{1,20}?的)?(?:信息|资料|数据|依据|记载)"
    r"|(?:未|没有|并未|没)(?:有)?(?:明确)?(?:提及|提到|说明|给出|提供|涉及|记载|列出|写明|找到|规定)"
    r"|\bi (?:don'?t|do not) know\b|\bnot sure\b|\bunsure\b|\b(?:cannot|can'?t|could not|couldn'?t|unable to|impossible to)\s+"
    r"(?:be\s+)?(?:answer|determin|say|tell|confirm|find|verif|provide|know|establish|help|assist|comply)"
    r"|\b(?:have|there is|is) no (?:way|information|idea|knowledge|record)|\bno idea\b|\bdon'?t have (?:any |enough "
    r"|sufficient )?(?:information|data)"
    r"|\bnone of the (?:\w+ )?(?:documents?|sources?|texts?|passages?|materials?)\b|\A\W*(?:n\s*/\s*a|idk|null|\?+|-+)\W*\Z"
    r"|\bno (?:information|data|answer|mention|evidence|record)\b"
    r"|\bnot (?:provided|mentioned|stated|specified|given|available|known|enough|sufficient|disclosed|in the (?:source|text|document))"
    r"|\binsufficient\b|\bunknown\b|\bunclear\b|\bunanswerable\b"
    r"|\b(?:does|do|did)(?:n'?t| not) (?:say|state|mention|specify|tell|answer)"
    r"|\b(?:texts?|documents?|sources?|passages?|articles?|materials?|context|records?|leaflets?)\b.{0,40}\b(?:does|do|did)(?:n'?t"
    r"| not) (?:contain|include|give|list|provide)"
)
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
_NOTHING = re.compile(
    r"\A\W*(?:(?:答案|结果)(?:是|为)?\W*)?(?:(?:一[个种]|什么)?(?:都|也)?(?:(?:并?没有|并无|不存在|皆无"
    r"|均无)(?!错)|(?:无|没|空集?|零)(?=\W|\Z|任何|此类|已知|其他))"
    r"|(?:no,?\s+)?(?:none|nothing|nobody|no one|no-one|nowhere|zero|empty)\b|no\b(?!\s+(?:doubt|question))"
    r"|there\s+(?:is|are|was|were)(?:n't|\s+not|\s+no)\b|\[\s*\]|\{\s*\})"
    r"|(?:都|也|并|均|皆)?(?:没有(?:任何|一[个种])|不存在(?:任何|这样|此类|符合))|没有(?:这样|此类|这类|符合"
    r"|满足)|\bno such\b|\bnone (?:of|is|are)\b|\bno known\b"
)
_NEGATED = re.compile(
    r"(?:不是|并非|而非|并不是|绝非|不属于|不包括|不包含|不含|不等于|不会是|没有|不存在|不|除了?|排除)[\s\"']*$"
    r"|\b(?:not|isn'?t|aren'?t|wasn'?t|weren'?t|never|nor|neither|rather than|instead of|other than|except(?: for)?|excluding|unlike"
    r"|without|besides|apart from)(?:\s+(?:a|an|the|called|named|in|by))?[\s\"']*$"
)
_DENIES = re.compile(r"不|没有|未|无|非|\b(?:not|no|never|cannot)\b|n't\b")
_ASKS = re.compile(r"是不是|会不会|能不能|可不可以|有没有|对不对|是否|能否|可否|true or false:?|对还是错|判断(?:正误|对错)")
_JOINED = re.compile(r"[\s、,;/]*(?:以及|和|与|及|或者?|and|or|nor)?\s*")
_SENTENCE = re.compile(r"[。!?\n]+|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at ``text[start:end]`` of ``key``; ``alias``: another name than the first; ``denied``: said not to be the answer."""

    start: int
    end: int
    key: str
    alias: bool
    denied: bool = False


@dataclass(frozen=True)
class Reading:
    """A cleaned answer: ``said`` as written, ``text`` folded, ``question`` the folded question."""

    said: str
    text: str
    question: str = ""

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the sentences and lines, without their ends."""
        return self.sentences_around(())

    def sentences_around(self, mentions: Iterable[Mention]) -> list[tuple[int, int]]:
        """The sentences, none of them ending inside a mention ("Bruce P. Biederman")."""
        inside = {i for m in mentions for i in range(m.start, m.end)}
        out, at = [], 0
        for match in _SENTENCE.finditer(self.text):
            if match.start() not in inside:
                out.append((at, match.start()))
                at = match.end()
        out.append((at, len(self.text)))
        return [(a, b) for a, b in out if self.text[a:b].strip()]

    @property
    def abstains(self) -> bool:
        """Whether it says that the answer is not known."""
        return bool(_ABSTAINS.search(self.text))

    @property
    def names_nothing(self) -> bool:
        """Whether it says that there is nothing of what was asked for ("None.", 没有), which is an answer, not an abstention."""
        return not self.abstains and bool(_NOTHING.search(self.text))

    @property
    def empty(self) -> bool:
        return not re.search(r"\w", self.text)


def read_answer(answer: str, question: str = "") -> Reading:
    """The reading of an answer: thinking and mark-up dropped, and what stands before a last "answer:" left out.

    >>> read_answer("<think>maybe B</think>**Final answer:** Ａ", "Which?").text
    'a'
    """
    said = _THINKING.sub(" ", answer)
    boxed = _BOXED.findall(said)
    if boxed:
        said = _TEX.sub(r"\1", boxed[-1])
    said = _LINK.sub(lambda m: m[1] or "", _MARKUP.sub("", said)).strip()
    shorter = _SOURCES.sub("", said)
    said = shorter if re.search(r"\w", shorter) else said
    finals = [m for m in _FINAL.finditer(said) if re.search(r"\w", said[m.end() :])]
    if finals:
        said = said[finals[-1].end() :]
    return Reading(said.strip(), bare(said).strip(), bare(question))


def bare(text: str) -> str:
    """The text folded, letters without their accents.

    >>> bare("Beyoncé（歌手）")
    'beyonce(歌手)'
    """
    folded = fold(text).text
    if folded.isascii():
        return folded
    return "".join(_unaccented(c) for c in folded)


@cache
def _unaccented(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0] if character.isalpha() and character < "\u2000" else character


# --------------------------------------------------------------------------------------------- names

_BETWEEN = r"[\s\-'\".,·&()《》\[\]/:;!?]{0,3}"
_TOKEN = re.compile(rf"[0-9]+|[a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff]+|[{CJK}]|[^\s\-'\".,·&()《》\[\]!?:;]")
_WORD = r"0-9a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff"
# What stands close before a Chinese name and makes another name of it: 1型糖尿病 is no 糖尿病, 副董事长 no 董事长.
_ALTERED = (
    r"(?<![0-9一二三四ⅰⅱⅲⅳi][型级期类])(?<!非)(?<!伪)(?<!假)(?<!抗)(?<!(?<![降减调最较更偏])低)(?<!(?<![升提增调最较更偏])高)"
    r"(?<!亚)(?<!副)(?<!准)"
)


@lru_cache(maxsize=200_000)
def name_pattern(name: str) -> re.Pattern[str] | None:
    """A pattern for a name in bare text: spacing and punctuation inside it may differ; never inside a longer word or number.

    >>> bool(name_pattern("Spider-Man").search("the spider man film")), bool(name_pattern("4").search("42"))
    (True, False)
    """
    found = list(_TOKEN.finditer(bare(name)))
    if len(found) > 1 and found[0][0] in ("the", "a", "an"):
        found = found[1:]
    if not found:
        return None
    tokens = [token[0] for token in found]
    parts = [re.escape(tokens[0])]
    for before, token in pairwise(found):
        joined = before.end() == token.start() and re.match(f"[{CJK}]", before[0]) and re.match(f"[{CJK}]", token[0])
        parts.append((r"[\s·]?" if joined else _BETWEEN) + re.escape(token[0]))
    first, last = tokens[0], tokens[-1]
    if re.fullmatch(r"[a-z]{4,}(?<![usi])s", last):
        parts[-1] = parts[-1][:-1]
    left = rf"(?<![{_WORD}])(?<![0-9]\.)" if re.match(f"[{_WORD}]", first) else (_ALTERED if len(tokens) > 1 else "")
    right = rf"(?:'?s|es)?(?![{_WORD}])" if re.match(r"[a-z]{3}", last) else r"(?!\.?[0-9])" if last.isdigit() else ""
    if re.match(f"[{_WORD}]", last):
        right = right if right.endswith(f"(?![{_WORD}])") else right + f"(?![{_WORD}])"
    return re.compile(left + "".join(parts) + right)


_THEREFORE = re.compile(r"(?:因此|所以|综上所述|综上|由此可见|故)[，,：:]|\b(?:therefore|thus|hence|so|in conclusion)[,:]\s", re.I)


def concluded(text: str) -> str:
    """What an answer that reasons step by step concludes; the whole of one that does not say where that begins.

    >>> concluded("首先，甲属于乙；其次，乙作用于丙。因此，甲作用于丙。"), concluded("C.")
    ('甲作用于丙。', 'C.')
    """
    found = list(_THEREFORE.finditer(text))
    return text[found[-1].end() :] if found and text[found[-1].end() :].strip() else text


def names_of(value: str, aliases: Iterable[str] = ()) -> list[tuple[str, bool]]:
    """The names to look for, each with whether it is an alias; what stands in brackets after a name may be left out.

    >>> names_of("Scorpio (disambiguation)", ["Skorpio"])
    [('Scorpio (disambiguation)', False), ('Skorpio', True), ('Scorpio', True)]
    """
    given = [(value, False), *((alias, True) for alias in aliases)]
    shorter = [(m[1], True) for name, _ in given if (m := re.fullmatch(r"(.{2,}?)\s*[(（][^()（）]+[)）]", name.strip()))]
    out: dict[str, bool] = {}
    for name, alias in (*given, *shorter):
        if name.strip():
            out.setdefault(name, alias)
    return list(out.items())


def find_names(reading: Reading, wanted: Sequence[tuple[str, str, bool]]) -> list[Mention]:
    """The mentions of names (key, name, whether an alias) in order of position; of overlapping ones the longest."""
    found: list[Mention] = []
    for key, name, alias in wanted:
        pattern = name_pattern(name)
        if pattern is not None:
            found += [Mention(m.start(), m.end(), key, alias) for m in pattern.finditer(reading.text)]
    found.sort(key=lambda m: (m.start - m.end, m.alias, m.start))
    taken = bytearray(len(reading.text))
    kept: list[Mention] = []
    for mention in found:
        span = taken[mention.start : mention.end]
        same = [m for m in kept if (m.start, m.end) == (mention.start, mention.end) and m.key != mention.key]
        if any(span) and not same:
            continue
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        if not any(m.key == mention.key and m.start == mention.start for m in kept):
            kept.append(mention)
    kept.sort(key=lambda m: (m.start, m.end))
    return _denied(reading.text, kept)


_CLAUSES = re.compile(r"[,;。!?\n]|\.\s|但是?|不过|\bbut\b|\bhowever\b")


def asserted_somewhere(reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions outside clauses that say that something is not known ("I have no information about X")."""
    if not reading.abstains:
        return list(mentions)
    ends = [m.start() for m in _CLAUSES.finditer(reading.text)]
    out = []
    for mention in mentions:
        start = max((end for end in ends if end < mention.start), default=0)
        stop = min((end for end in ends if end >= mention.end), default=len(reading.text))
        rest = reading.text[start : mention.start] + "\0" + reading.text[mention.end : stop]
        if not _ABSTAINS.search(rest):
            out.append(mention)
    return out


def _denied(text: str, mentions: list[Mention]) -> list[Mention]:
    """Marks what is said not to be so: directly after a negation, or listed with what is."""
    out: list[Mention] = []
    for mention in mentions:
        start = max(text.rfind("\n", 0, mention.start), text.rfind("。", 0, mention.start), mention.start - 24) + 1
        denied = bool(_NEGATED.search(text[max(start, 0) : mention.start]))
        if not denied and out and out[-1].denied and out[-1].end <= mention.start:
            denied = bool(_JOINED.fullmatch(text[out[-1].end : mention.start]))
        out.append(Mention(mention.start, mention.end, mention.key, mention.alias, denied))
    return out


# --------------------------------------------------------------------------------------------- yes and no


def read_truth(reading: Reading) -> bool | None:
    """Whether an answer says yes or no; one without either is held against the question's own words.

    >>> read_truth(read_answer("No, it does not.")), read_truth(read_answer("不是。")), read_truth(read_answer("是的"))
    (False, False, True)
    """
    text = reading.text.lstrip(" \"'([:,-")
    if _ABSTAINS.match(text) or _UNSURE.match(text):
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


def overlap(text: str, question: str) -> float:
    """The share of the second text's characters (Chinese) or words that the first has too."""
    tokens = set(re.findall(rf"[{CJK}]|[a-z0-9]{{3,}}", question))
    return len(tokens & set(re.findall(rf"[{CJK}]|[a-z0-9]{{3,}}", text))) / len(tokens) if tokens else 0.0
