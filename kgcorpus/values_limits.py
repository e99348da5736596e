"""The words before a number that make it a limit: "not less than", 不应大于, ≥. A negation inside them is part of the comparison.

Standards say what is required with a modal before the comparison ("shall not exceed", 不宜低于): the limit is the same.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from kgcorpus import text_patterns as re

_ZH_NOT = (
    "(?:并|均|都|也|绝|一律)?(?:(?:应当?|应该|宜|必须|须|需要?|要)不|不(?:应当?|应该|宜|得|可以?|能够?|会|许|准|允许|要)|从?未|没有?|从不|不|"
    "禁止|严禁|切勿|请?勿)(?:得|应|宜|可|能|要)?"
)
_ZH_OVER = "超过|超出|高于|大于|多于|长于|晚于|迟于|重于|快于|宽于|厚于|深于|远于|逾"
_ZH_UNDER = "低于|小于|少于|短于|早于|轻于|慢于|窄于|薄于|浅于|近于"
_EN_NOT = (
    r"(?:(?:(?:shall|should|must|may|can|could|will|would|do|does|did|is|are|was|were|has to|have to|ought to|need|has"
    r"|have|had)(?: not|n't| never))|"
    r"cannot|can't|won't|not|never|no|nor)"
    r"(?: (?:to|be|to be|been|ever|normally|usually))*"
)
_EN_OVER = "greater than|more than|higher than|larger than|longer than|later than|heavier than|above|over|in excess of"
_EN_UNDER = "less than|fewer than|lower than|smaller than|shorter than|earlier than|lighter than|below|under|short of"
_EN_FALL = "fall(?:s|ing)? below|drop(?:s|ping)? below|go(?:es)? below"
_EN_RISE = "exceed(?:s|ed|ing)?|rises? above|go(?:es)? (?:above|beyond)|surpass(?:es)?"

# A comparison's side ("<" gives the upper limit), and whether the limit itself is left out.
_WAYS: tuple[tuple[str, bool, str], ...] = (
    ("high", False, f"{_ZH_NOT}(?:{_ZH_OVER})"),
    ("low", False, f"{_ZH_NOT}(?:{_ZH_UNDER})|{_ZH_NOT}(?:不足|不满|不到)"),
    ("high", False, rf"\b{_EN_NOT} (?:{_EN_OVER}|{_EN_RISE})\b"),
    ("low", False, rf"\b{_EN_NOT} (?:{_EN_UNDER}|{_EN_FALL})\b"),
    (
        "high",
        False,
        r"<=|=<|≤|至多|最多|(?:小于|低于|少于|短于)(?:或者?)?等于|"
        r"\b(?:at most|up to|within|(?:a )?maximum of|(?:less|lower|fewer) than or equal to|below or equal to)\b",
    ),
    (
        "low",
        False,
        r">=|=>|≥|至少|最少|起码|不下于?|(?:大于|高于|多于|长于)(?:或者?)?等于|(?:达到|等于)或者?超过|年满|已满|满|"
        r"\b(?:at least|(?:a )?minimum of|(?:greater|more|higher) than or equal to|above or equal to)\b",
    ),
    ("high", True, r"<|小于|低于|少于|不足|不到|不满|未满|未达到?|没有达到|短于|轻于|"
     rf"\b(?:below|under|younger than|(?:fewer|less|lower|smaller|shorter|lighter) than|{_EN_FALL})\b"),
    ("low", True, rf">|{_ZH_OVER}|\b(?:above|over|in excess of|(?:more|greater|higher|longer|older|heavier|larger) than|{_EN_RISE})\b"),
)  # fmt: skip
_AFTER = r"(?:了|到|达到?|为|或者?等于|需要?|要有|要|应有|须有|应为|有)?(?: (?:or equal to|about|approximately|around))? ?(?:\(含\) ?)?$"
_FULL = [(side, open_, re.compile(f"(?:{ways}){_AFTER}", re.I)) for side, open_, ways in _WAYS]
_ANY = re.compile(f"(?P<words>{'|'.join(ways for _, _, ways in _WAYS)}){_AFTER}", re.I)
LONGEST = 44
"""How far before a number its comparison may begin."""


def limit_before(text: str, at: int) -> tuple[int, str, bool, str] | None:
    """The comparison that ends where a number begins: its start, the side it limits, whether the limit is left out, its words.

    >>> limit_before("压力不应小于0.6", 6), limit_before("shall not exceed 5", 17)
    ((2, 'low', False, '不应小于'), (0, 'high', False, 'shall not exceed'))
    >>> limit_before("压力大于或等于0.6", 7), limit_before("压力为0.6", 3)
    ((2, 'low', False, '大于或等于'), None)
    """
    begin = max(0, at - LONGEST)
    found = _ANY.search(text[begin:at])
    if found is None:
        return None
    words = found.group()
    for side, open_, ways in _FULL:
        if ways.fullmatch(words):
            return begin + found.start(), side, open_ and not words.rstrip().endswith("等于"), found.group("words").lower()
    return None


def is_comparison(text: str) -> bool:
    """Whether words end with a comparison that a number completes ("出口压力不应小于", "shall be at least").

    >>> is_comparison("的水位至少需要"), is_comparison("的水位为")
    (True, False)
    """
    return _ANY.search(text) is not None


class Limited(Protocol):
    """What has limits, None on a side without."""

    @property
    def low(self) -> Fraction | None: ...

    @property
    def high(self) -> Fraction | None: ...


def opposite(a: Limited, b: Limited) -> bool:
    """Whether one of two has a lower limit only and the other an upper one only, so that side by side they may be one range."""
    return (a.low is None) != (a.high is None) and (b.low is None) != (b.high is None) and (a.low is None) != (b.low is None)
