"""Lists whose members have prepositions of their own: "in a branch, in the app or by post", 可在网点、通过电话或以邮寄方式."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgcorpus.extract.pattern_language import Choice, Part, Slot, Text

_WORD = re.compile(
    r"(?:in|on|at|by|through|via|with|from|over|using|against|for|during|into|to)(?= )|"
    r"通过|使用(?!于|者)|利用|借助|按照|经由|在|用(?![于户法药量途])|以(?![及上下内外免前后便防])|凭|由(?!于)|从(?!而)|向|经(?![常济过营典脉])"
)
_LEADS = re.compile(rf"(?:\b|(?<![a-z]))({_WORD.pattern})\s?(?:(?:the|an?|any|all|each|our|your|their) )?$")
# What a preposition begins that is no member of a list: "in addition", "by contrast", "for treating …", "in 2020".
_PHRASE = re.compile(
    r"in (?:addition|particular|general|turn|fact|part|practice|cases?|order|contrast|combination|conjunction|accordance|line|most|many|"
    r"some|th(?:is|at|ese|ose)|the (?:case|event|presence|absence|long|short|meantime|future|past|same|first|second|last)|wh)|"
    r"by (?:contrast|definition|far|law|itself|now|then|wh)|on (?:average|demand|request|the (?:other|one)|its own|wh)|"
    r"at (?:least|most|all|any|the same|once|wh)|for (?:example|instance|this|that|wh)|with (?:care|caution|or|wh)|from (?:then|now|wh)|"
    r"(?:during|into|to) |[a-z]+ [a-z]+ing\b|[a-z]+ \d|在?(?:此|这|该|其|\d)|在[^,;:、。]{0,12}(?:时|后|前|期间|情况下|条件下)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The literal text of a pattern directly before and after a slot."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()

    def provides(self, word: str) -> bool:
        """Whether the pattern has this preposition before the slot."""
        return any(t == word or t.endswith(" " + word) or (not word.isascii() and t.endswith(word)) for t in self.before)

    def end(self, text: str, start: int, end: int) -> int:
        """Where in a stretch the text of the pattern goes on, else its end."""
        return min((at for t in self.after if len(t) > 1 and (at := text.find(t, start, end + len(t))) > start), default=end)


def frames(parts: tuple[Part, ...]) -> dict[Slot, Frame]:
    """The frame of each slot that takes a list."""
    out: dict[Slot, Frame] = {}
    for slot, before, after in _slots((), parts, ()):
        known = out.get(slot, Frame())
        out[slot] = Frame(known.before | before, known.after | after)
    return out


def _slots(
    before: tuple[Part, ...], parts: tuple[Part, ...], after: tuple[Part, ...]
) -> Iterator[tuple[Slot, frozenset[str], frozenset[str]]]:
    for i, part in enumerate(parts):
        left, right = before + parts[:i], parts[i + 1 :] + after
        if isinstance(part, Slot) and part.many:
            yield part, _texts(left, -1), _texts(right, 1)
        elif isinstance(part, Choice):
            for way in part.ways:
                yield from _slots(left, way, right)


def _texts(parts: tuple[Part, ...], step: int) -> frozenset[str]:
    """The literal text at one end of a sequence: of each way where there are several."""
    if not parts:
        return frozenset()
    part, rest = (parts[0], parts[1:]) if step > 0 else (parts[-1], parts[:-1])
    if isinstance(part, Text):
        return frozenset({part.text})
    if isinstance(part, Choice):
        found = frozenset(t for way in part.ways for t in _texts(way, step))
        return found | _texts(rest, step) if part.optional else found
    return frozenset()


def repeated(text: str, position: int, start: int, frame: Frame) -> tuple[int, bool] | None:
    """Where the name after another preposition inside a list begins, and whether the pattern has that preposition too; ``start`` is where
    the list begins. None where none stands there, or the list has none at all."""
    found, first = _WORD.match(text, position), _LEADS.search(text[:start].rstrip() + " ")
    if found is None or first is None or _PHRASE.match(text, position):
        return None
    end = found.end() + (text[found.end() : found.end() + 1] == " ")
    return end, found.group() == first.group(1) or frame.provides(found.group())


__all__ = ["Frame", "frames", "repeated"]
