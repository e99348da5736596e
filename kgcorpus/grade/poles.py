"""Comparisons: which of two ends a question asks for ("higher", 最低), and what an answer says of a candidate.

"A is higher than B", "B is lower" and "B低于A" choose A where the higher one is asked, and do not choose B.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgcorpus import text_patterns as re
from kgcorpus.grade.reading import Mention

_PAIRS_ZH = (
    "高低",
    "大小",
    "多少",
    "长短",
    "早晚",
    "快慢",
    "强弱",
    "重轻",
    "新旧",
    "远近",
    "好差",
    "贵便",
    "老年",
    "深浅",
    "宽窄",
    "厚薄",
    "粗细",
)
_PAIRS_EN = (
    ("high", "low"), ("large", "small"), ("big", "small"), ("great", "less"), ("more", "less"), ("more", "few"), ("most", "least"),
    ("most", "few"), ("long", "short"), ("earl", "late"), ("fast", "slow"), ("strong", "weak"), ("heav", "light"), ("old", "young"),
    ("old", "new"), ("near", "far"), ("tall", "short"), ("deep", "shallow"), ("wide", "narrow"), ("rich", "poor"), ("hot", "cold"),
)  # fmt: skip
_CLAUSE = re.compile(r"[，,;；。!?！？\n]|\.\s|\bwhile\b|\bwhereas\b|\bbut\b|而(?!且)|但是?")
_REFERENCE = re.compile(
    r"(?:比起?|较之?|相较于|相对于|不如|不及|于|超过|\bthan|\bexceeds?|\bexceeded|\babove|\bbelow|\bcompared (?:with|to)|\brelative to"
    r"|\bthat of|\bthose of)[\s\"']*(?:the |an? |that of |those of )?$"
)


@dataclass(frozen=True, slots=True)
class Poles:
    """The end that is asked for, and the other one, as patterns of their words."""

    asked: re.Pattern[str]
    other: re.Pattern[str]

    @staticmethod
    def of(question: str) -> Poles | None:
        """The poles of a folded question; None for one that does not compare.

        >>> poles = Poles.of("甲和乙相比，哪种更高?")
        >>> bool(poles and poles.asked.search("乙高于甲")), Poles.of("谁写的?")
        (True, None)
        """
        # The last one is what is asked: "哪种药物的每日最大剂量更高".
        for word in reversed(re.findall(r"[更最较](.)", question)):
            for pair in _PAIRS_ZH:
                if word in pair:
                    return Poles(_zh(word), _zh(pair.replace(word, "")))
        for one, two in _PAIRS_EN:
            for asked, other in ((one, two), (two, one)):
                if _en(asked, base=False).search(question):
                    return Poles(_en(asked), _en(other))
        return None

    def said_of(self, text: str, mention: Mention, places: Sequence[tuple[int, int, str]]) -> bool | None:
        """Whether the clause of a mention says that it is (True) or is not (False) at the end that is asked for; None: neither.

        ``places`` are those of the other candidates.
        """
        start = max(
            (m.end() for m in _CLAUSE.finditer(text, max(0, mention.start - 150), mention.start)), default=max(0, mention.start - 150)
        )
        behind = _CLAUSE.search(text, mention.end)
        clause = text[start : behind.start() if behind else len(text)]
        so, not_so = bool(self.asked.search(clause)), bool(self.other.search(clause))
        if so == not_so:
            return None
        reference = bool(_REFERENCE.search(text[start : mention.start]))
        if not reference and any(start <= a and b <= mention.start and _REFERENCE.search(text[start:a]) is None for a, b, _ in places):
            reference = bool(_REFERENCE.search(_last_link(text, start, mention.start, places)))
        return so != reference


def _last_link(text: str, start: int, end: int, places: Sequence[tuple[int, int, str]]) -> str:
    """What stands between the candidate before and a mention."""
    before = max((b for a, b, _ in places if start <= a and b <= end), default=start)
    return text[before:end]


def _zh(word: str) -> re.Pattern[str]:
    return re.compile(rf"[更最较偏要]{word}|{word}(?:于|得多|一些|一点|些)|{word}(?=$|[，,。;；!！?？的])")


def _en(word: str, *, base: bool = True) -> re.Pattern[str]:
    if word in ("more", "most", "less", "least"):
        return re.compile(rf"\b{word}\b")
    end = "(?:er|est|ier|iest|r|st)" + ("?" if base else "")
    return re.compile(rf"\b{word}{end}\b|\b{word}y\b")
