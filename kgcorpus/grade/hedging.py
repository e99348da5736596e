"""Whether an answer offers alternatives without settling on one: "A or B", "可能是A，也可能是B", "A, B, C, or D"."""

from __future__ import annotations

from collections.abc import Sequence

from kgcorpus import text_patterns as re
from kgcorpus.grade.reading import Mention, Reading

_GATE = re.compile(r"\bor\b|\b(?:may|might|could|maybe|perhaps|possibly)\b|[或么]|还是|就是|便是|也许|可能|即|/")
_NO_OTHER = (
    r"more|less|so|rather|simply|just|even|at\s+least|about|as|otherwise|known|also|better|not|sometimes|in|to|any|others?|another"
    r"|similar"
    r"|something|earlier|later|greater|older|higher|lower|formerly|equivalently|alternatively|short"
)
_AFTER_EN = re.compile(
    r"^[\"')]*(?P<listed>(?:\s*,\s*(?!(?:which|who|that|and|is|was|it|a|such|also|known|specifically|namely|including|especially"
    r"|usually|often)\b)[\w'.-]+(?: [\w'.-]+){0,3}?){0,6}?)(?P<comma>\s*,)?\s+or\s+"
    rf"(?!(?:{_NO_OTHER})\b)(?:it\s+\w+\s+be\s+)?(?:(?:the|an?|by|in)\s+)?[\"']?(?P<other>\w)[^,;.!?\n]*"
)
_BEFORE_EN = re.compile(
    r"(?P<other>[\w\"'.-]+)(?P<comma>\s*,)?\s+or\s+(?:(?:maybe|perhaps|possibly|even|else|the|a|an|by|in|it|could|might|may|be|is"
    r"|was)\s+)*[\"'(]?$"
)
_LISTED_BEFORE = re.compile(
    r",\s*(?!(?:which|who|that|and|is|was|it|a|such|also|known|specifically|namely|including|especially|usually"
    r"|often)\b)[\w'.-]+(?: [\w'.-]+){0,3},?\s+or\s"
)
_DOUBT_EN = re.compile(r"\b(?:either|might|may|could|perhaps|possibly|maybe|whether|probably|likely|unsure|guess|between|one\s+of)\b|\?")
_AFTER_ZH = re.compile(
    r"^[\"'》)]*(?:、[^,;。!?\n、]{1,12}){0,6},?(?:或者?(?:是)?(?![说更多少许称叫曰其类相])|还是|抑或|亦或|要么)[^,;。!?\n]"
)
_BEFORE_ZH = re.compile(
    r"[^,;。!?\n\s](?<!最后)(?<!最终)(?<!仍然)(?<!依然)(?<!到底)(?<!应该)(?<!毕竟)(?:或者?是?|还是|抑或"
    r"|亦或)[\"'《]?$"
)
_EITHER_ZH = re.compile(r"要么[^。!?\n]{0,40}要么|不是[^,;。!?\n]{1,20}[,]?(?:就是|便是)|非[^,;。!?\n]{1,12}即")
_PERHAPS = re.compile(
    r"\b(?:(?:may|might|could)\s+(?:also\s+|well\s+)?(?:be|have\s+been)|maybe|perhaps|possibly)\b|(?:也"
    r"|又)?(?:可能|也许|或许|大概)(?:是|为)?"
)
_NEXT = re.compile(r"[,;。!?\n]|\.\s|\bor\b|$")
REACH = 120


def hedged(reading: Reading, mentions: Sequence[Mention]) -> bool:
    """Whether every assertion of a name is one of several alternatives, the others being none of the names looked for.

    >>> from kgcorpus.grade.reading import read_answer
    >>> hedged(read_answer("Paris or Lyon"), [Mention(0, 5, "0", False)]), hedged(read_answer("Paris"), [Mention(0, 5, "0", False)])
    (True, False)
    """
    asserted = [m for m in mentions if not m.denied]
    if not asserted or not _GATE.search(reading.text):
        return False
    return all(_is_alternative(reading, m, asserted) for m in asserted) and (
        _perhaps_another(reading.text, asserted) or any(_other_side(reading, m, asserted) for m in asserted)
    )


def _is_alternative(reading: Reading, mention: Mention, asserted: Sequence[Mention]) -> bool:
    return _other_side(reading, mention, asserted) or _perhaps_another(reading.text, asserted)


def _other_side(reading: Reading, mention: Mention, asserted: Sequence[Mention]) -> bool:
    """Whether "or" joins a mention to something that is not among the names."""
    text = reading.text
    before, after = _sentence(text, mention)
    doubt = bool(_DOUBT_EN.search(before) or _DOUBT_EN.search(after))
    found = _AFTER_EN.match(after)
    if found and (doubt or found["listed"] or (not found["comma"] and _proper(reading, mention, mention.end + found.start("other")))):
        return not _holds(mention.end, mention.end + found.end(), asserted, mention)
    found = _BEFORE_EN.search(before)
    if found:
        at = mention.start - len(before) + found.start("other")
        other = doubt or bool(_LISTED_BEFORE.search(before)) or (not found["comma"] and _proper(reading, mention, at))
        if other and not _holds(mention.start - len(before), mention.start, asserted, mention):
            return True
    found = _AFTER_ZH.match(after)
    if found and not _holds(mention.end, mention.end + found.end() + 8, asserted, mention):
        return True
    if _BEFORE_ZH.search(before) and not _holds(mention.start - min(len(before), 14), mention.start, asserted, mention):
        return True
    sentence = before + text[mention.start : mention.end] + after
    either = _EITHER_ZH.search(sentence)
    if (
        either
        and sum(m.start != mention.start and mention.start - len(before) <= m.start < mention.end + len(after) for m in asserted) == 0
    ):
        return True
    return "/" in text and len(text) <= 60 and _beside_a_slash(text, mention)


def _proper(reading: Reading, mention: Mention, at: int) -> bool:
    """Whether a mention and what stands at ``at`` are both proper names or both numbers: common nouns are joined by "or" as synonyms, too
    ("evaporation or vaporization")."""
    if len(reading.said) != len(reading.text):
        return True
    one, other = reading.said[mention.start], reading.said[at]
    return (one.isupper() and other.isupper()) or (one.isdigit() and other.isdigit())


def _beside_a_slash(text: str, mention: Mention) -> bool:
    """Whether the whole answer is two short texts with a slash between, one of them the mention."""
    sides = [side.strip(" .。\"'") for side in text.split("/")]
    return len(sides) == 2 and text[mention.start : mention.end] in sides and all(len(side) > 2 or side > "\u3400" for side in sides)


def _perhaps_another(text: str, asserted: Sequence[Mention]) -> bool:
    """Whether each of several things is said to be possible, one of them no name that is looked for."""
    found = list(_PERHAPS.finditer(text[: 20 * REACH]))
    if len(found) < 2:
        return False
    holding = 0
    for m in found:
        end = _NEXT.search(text, m.end())
        holding += any(m.end() <= a.start < (end.start() if end else len(text)) for a in asserted)
    return 0 < holding < len(found) and all(any(m.end() <= a.start <= m.end() + 12 for m in found) for a in asserted)


def _holds(start: int, end: int, asserted: Sequence[Mention], but: Mention) -> bool:
    return any(start <= m.start < end and m is not but for m in asserted)


def _sentence(text: str, mention: Mention) -> tuple[str, str]:
    """What stands before and after a mention in its sentence."""
    before = re.split(r"[。!?\n]|(?<!\b[a-z])\.\s", text[max(0, mention.start - REACH) : mention.start])[-1]
    after = re.split(r"[。!\n]|\.(?=\s|$)", text[mention.end : mention.end + REACH], maxsplit=1)[0]
    return before, after
