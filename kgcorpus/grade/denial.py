"""What an answer says is not so, or only mentions: "not A but B", "不是A，而是B", "I cannot confirm A"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgcorpus.grade.abstaining import ABSTAINS
from kgcorpus.grade.reading import Mention, Reading

_NEGATED = re.compile(
    r"(?:不是|并非|而非|并不是|绝非|不属于|不包括|不包含|不含|不等于|不会是|没有|不存在|不|除了?|排除)[\s\"']*$"
    r"|\b(?:not|isn'?t|aren'?t|wasn'?t|weren'?t|never|nor|neither|rather than|instead of|other than|except(?: for)?|excluding|unlike"
    r"|without|besides|apart from)(?:\s+(?:a|an|the|called|named|in|by))?[\s\"']*$"
)
_JOINED = re.compile(r"[\s、,;/]*(?:以及|和|与|及|或者?|and|or|nor)?\s*")
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
        if not ABSTAINS.search(rest):
            out.append(mention)
    return out


def mark_denied(text: str, mentions: Sequence[Mention], question: str = "") -> list[Mention]:
    """Marks what is said not to be so: directly after a negation, or listed with what is."""
    out: list[Mention] = []
    for mention in mentions:
        start = max(text.rfind("\n", 0, mention.start), text.rfind("。", 0, mention.start), mention.start - 24) + 1
        denied = bool(_NEGATED.search(text[max(start, 0) : mention.start]))
        if not denied and out and out[-1].denied and out[-1].end <= mention.start:
            denied = bool(_JOINED.fullmatch(text[out[-1].end : mention.start]))
        out.append(Mention(mention.start, mention.end, mention.key, mention.alias, denied))
    return out
