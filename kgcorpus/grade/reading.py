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
_BOXED = re.compile(r"\\boxed\{([^{}]*)\}")
_FINAL = re.compile(
    r"(?:(?:最终|最后|正确|标准)?(?:答案|结论)(?:是|为)?\s*[:：]|(?:最终|最后)(?:的)?答案(?:是|为)"
    r"|\b(?:the\s+)?(?:final|correct)\s+answer(?:\s+is)?\s*:?|\banswer\s*:)\s*",
    re.I,
)
_ABSTAINS = re.compile(
    r"不知道|不清楚|不确定|尚不明确|不得而知|无从(?:得知|知晓|判断)|信息不足|查不到|找不到|未知|没有答案|无答案|无可奉告"
    r"|暂无(?:相关)?(?:信息|数据|资料)|(?:无法|不能|难以)(?:确定|回答|判断|得知|提供|查证|确认|作答|给出)|没有(?:足够的?|相关的?|任何)?(?:信息|资料|数据|依据|记载)"
    r"|(?:未|没有|并未|没)(?:有)?(?:明确)?(?:提及|提到|说明|给出|提供|涉及|记载|列出|写明|找到|规定)"
    r"|\bi (?:don'?t|do not) know\b|\bnot sure\b|\bunsure\b|\b(?:cannot|can'?t|could not|couldn'?t|unable to|impossible to)\s+"
    r"(?:be\s+)?(?:answer|determin|say|tell|confirm|find|verif|provide|know|establish)"
    r"|\bno (?:information|data|answer|mention|evidence|record)\b"
    r"|\bnot (?:provided|mentioned|stated|specified|given|available|known|enough|sufficient|disclosed|in the (?:source|text|document))"
    r"|\binsufficient\b|\bunknown\b|\bunclear\b|\bunanswerable\b"
    r"|\b(?:does|do|did)(?:n'?t| not) (?:say|state|mention|specify|provide|contain|include|give|tell|answer|list)"
)
_TRUE = re.compile(r"(?:是的?|对的?|正确|没错|属实|会|能|可以|有|属于|真|成立|yes|yeah|yep|true|correct|right|indeed)(?![a-z])")
_FALSE = re.compile(
    r"(?:不是|不对|不会|不能|不可以|不属于|不成立|不正确|并非|并不|否|错误|错|没有|假|不"
    r"|no|nope|false|incorrect|wrong|not true|not correct)(?![a-z])"
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
        said = boxed[-1]
    said = _LINK.sub(lambda m: m[1] or "", _MARKUP.sub("", said)).strip()
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
_ALTERED = r"(?<![0-9一二三四ⅰⅱⅲⅳi][型级期类])(?<!非)(?<!伪)(?<!假)(?<!抗)(?<!低)(?<!高)(?<!亚)(?<!副)(?<!准)"


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
    if _ABSTAINS.match(text):
        return None
    for pattern, truth in ((_FALSE, False), (_TRUE, True)):
        if pattern.match(text):
            return truth
    words = re.findall(
        r"\b(?:yes|no|true|false|correct|incorrect)\b|(?:答案|说法|判断|结论)(?:是|为)?(?:正确|错误|不正确|对|错|是|否)", text
    )
    said = {not re.search(r"\bno\b|false|incorrect|错|不|否", word) for word in words}
    if len(said) == 1:
        return said.pop()
    if not reading.question or reading.abstains:
        return None
    asked = _ASKS.sub("", reading.question)
    share, sentence = max(((overlap(reading.text[a:b], asked), reading.text[a:b]) for a, b in reading.sentences), default=(0.0, ""))
    if share < 0.5:
        return None
    # Names may hold a negation (肾功能不全): what counts is one more or one less than the question has.
    return (len(_DENIES.findall(sentence)) - len(_DENIES.findall(asked))) % 2 == 0


def overlap(text: str, question: str) -> float:
    """The share of the second text's characters (Chinese) or words that the first has too."""
    tokens = set(re.findall(rf"[{CJK}]|[a-z0-9]{{3,}}", question))
    return len(tokens & set(re.findall(rf"[{CJK}]|[a-z0-9]{{3,}}", text))) / len(tokens) if tokens else 0.0
