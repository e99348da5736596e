"""The order that an answer tells: that of its words, unless they say plainly that it is another ("X was the last; before that Y")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kgcorpus import text_patterns as re
from kgcorpus.grade.denial import mark_denied
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.spelling import listed

# What stands between two members of a chain, where elsewhere it would only compare: "A, followed by B".
_CHAIN = re.compile(r"\bfollowed(?:\s+\w+ly|\s+in\s+turn|\s+in\s+\w+\s+place)?\s+by\b")
_CHAIN_BACK = re.compile(r"\b(?:succeed(?:s|ed|ing)|replac(?:es|ed|ing))\b|接替|接任|取代|继任")
# Before a member: it comes before the one told last.
_BEFORE_IT = re.compile(
    r"\b(?:before|prior to|ahead of)\s+(?:that|this|it|him|her|them)\b|(?:在?此|这|那|再)之?前|(?<=[,。;])之前|再往前|前一个是|上一个是"
)
_AFTER_IT = re.compile(
    r"\b(?:preceded by|succeed(?:s|ed)|follow(?:s|ed)|replace[sd]|(?:comes?|came|is|was|were|added|started|given)\s+(?:\w+\s+)?after)"
    r"\s+(?:the\s+|an?\s+|our\s+)?[\"']?$|(?:接替|接任|取代)(?:了)?[\"《]?$"
)
_NEXT = re.compile(r"\b(?:followed|then|next|finally|afterwards|subsequently|lastly)\b|然后|接着|随后|其次|之后|再是|后来")
_ENDS = re.compile(r"[.!?。;；\n]")
_ORDINALS = {word: n for n, word in enumerate(listed("first second third fourth fifth sixth seventh eighth ninth tenth"))}
_ORDINALS |= {word: n for n, word in enumerate("一二三四五六七八九十")} | {"last": -1, "final": -1}
_PLACE = "|".join(word for word in _ORDINALS if word.isascii())
_IS = r"(?:is|was|comes?|came|being|are|were)"
_BEFORE_NAME = re.compile(
    rf"\b({_PLACE})(?!\s+(?:year|month|week|day|time|night|century)\b)(?:(?:\s+(?!{_IS}\b)[a-z]+){{0,6}}?\s+{_IS}|\s*[,:]|)"
    r"\s*(?:the\s+|an?\s+|our\s+)?[\"']?$|(最先|最早|首先|最后|最末|第[一二三四五六七八九十])[^,。;、]{0,6}?(?:是|为|的是|[:,])?[\"《]?$"
)
_BEHIND_NAME = re.compile(
    rf"[\"'》]?\s+{_IS}\s+(?:the\s+)?(?:very\s+)?({_PLACE})\b(?!\s+(?:year|month|week|day|time|century)\b)"
    r"|[\"》]?(?:是|为|排在?|位居|居|列)?(最先|最早|最后|最末|第[一二三四五六七八九十])(?=[,。;、的名位个]|$)"
)
_DIRECTION = re.compile(
    r"[从由自]([\u4e00-\u9fff]{1,2}?)[到至及往向]([\u4e00-\u9fff]{1,2}?)(?=[\s,，:：是的排列依为、]|$)"
    r"|\bfrom\s+(?:the\s+)?(\w+)\s+to\s+(?:the\s+)?(\w+)"
)
_FIRST_OF_ALL = re.compile(r"\b(\w+)(?:\s+one)?\s+first\b")
NEAR = 80


def in_chain(reading: Reading, mentions: Sequence[Mention], *, ordered: bool) -> list[Mention]:
    """The mentions of a set, those not denied that are the next of a chain: "A, followed by B" tells both. ``ordered``: an order is asked,
    in which "B succeeded A" tells both, too."""
    text = reading.text
    if not any(m.denied for m in mentions) or not (_CHAIN.search(text) or (ordered and _CHAIN_BACK.search(text))):
        return list(mentions)
    plain = _CHAIN.sub(lambda m: " " * len(m[0]), text)
    if ordered:
        plain = _CHAIN_BACK.sub(lambda m: " " * len(m[0]), plain)
    again = mark_denied(plain, [replace(m, denied=False) for m in mentions], reading.question)
    asserted = {m.key for m in mentions if not m.denied}
    return again if asserted or ordered else list(mentions)


def told_order(reading: Reading, mentions: Sequence[Mention]) -> list[str] | None:
    """The keys of the mentions in the order that the answer tells; None where its words tell it in no plain way.

    >>> from kgcorpus.grade.reading import read_answer
    >>> def told(text):
    ...     return told_order(read_answer(text), [Mention(at, at + 1, key, False) for at, key in enumerate(text.lower()) if key in "xyz"])
    >>> told("x, y, z"), told("x was the last. Before that y, and the first was z.")
    (['x', 'y', 'z'], ['z', 'y', 'x'])
    """
    asserted = [m for m in mentions if not m.denied]
    keys = {m.key for m in asserted}
    if (stretches := _stretches(reading)) is not None:
        return _of_stretches(asserted, keys, stretches)
    first = _firsts(asserted)
    return _placed(_links(reading.text, first), _places(reading.text, first), [m.key for m in first])


def _firsts(mentions: Sequence[Mention]) -> list[Mention]:
    out: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        out.setdefault(mention.key, mention)
    return list(out.values())


def _links(text: str, mentions: Sequence[Mention]) -> list[str]:
    """How each member is linked to the one told before it: ``back`` (it comes before that), ``on`` (words say that it comes next), or
    ``""`` (nothing is said)."""
    out: list[str] = []
    for before, mention in pairwise(mentions):
        between = text[max(before.end, mention.start - NEAR) : mention.start]
        sentence = _ENDS.split(between)
        back = _BEFORE_IT.search(sentence[-1]) or (len(sentence) == 1 and _AFTER_IT.search(between))
        out.append("back" if back else "on" if _NEXT.search(between) else "")
    return out


def _places(text: str, mentions: Sequence[Mention]) -> dict[str, int]:
    """The places that an answer gives to members in words: 0 the first, -1 the last."""
    out: dict[str, int] = {}
    floor = 0
    for mention in mentions:
        lead = re.split(r"[.!?。;；\n]", text[max(floor, mention.start - NEAR) : mention.start])[-1]
        found = _BEFORE_NAME.search(lead) or _BEHIND_NAME.match(text, mention.end)
        if found:
            word = next(filter(None, found.groups()))
            out[mention.key] = _ORDINALS[word] if word in _ORDINALS else _place(word)
        floor = mention.end
    return out


def _place(word: str) -> int:
    return _ORDINALS[word[1]] if word[0] == "第" else -1 if word in ("最后", "最末") else 0


def _placed(links: Sequence[str], places: dict[str, int], written: list[str]) -> list[str] | None:
    """The keys, each behind or before the one told before it, and those whose places are told at these; None where that leaves open how
    the others stand."""
    size = len(written)
    wanted = {key: place % size for key, place in places.items() if -size <= place < size}
    order, pairs, top = written[:1], [], 0
    for link, last, key in zip(links, written, written[1:], strict=False):
        at = order.index(last)
        top = max(top, at)
        if link == "back":
            order.insert(at, key)
            pairs.append((key, last))
            top += 1
        elif at == top or link == "on" or key in wanted:
            top = max(top, at) + 1
            order.insert(top, key)
        else:
            return None  # "C was preceded by B and A"
    if all(order[place] == key for key, place in wanted.items()):
        return order
    if len(set(wanted.values())) < len(wanted) or size - len(wanted) > 1:
        return None
    rest = iter(key for key in order if key not in wanted)
    at_place = {place: key for key, place in wanted.items()}
    told = [at_place[n] if n in at_place else next(rest) for n in range(size)]
    return told if all(told.index(one) < told.index(other) for one, other in pairs) else None


def _stretches(reading: Reading) -> list[tuple[int, bool]] | None:
    """Where an answer begins to tell the order in a direction, and whether in the question's; None where it names no opposite one."""
    asked = _DIRECTION.search(reading.question)
    first = _FIRST_OF_ALL.search(reading.question)
    if asked is None and first is None:
        return None
    begin, end = _ends_of(asked) if asked else (first[1] if first else "", "")
    out = []
    for found in _DIRECTION.finditer(reading.text):
        one, other = _ends_of(found)
        if one == begin or (end and other == end):
            out.append((found.end(), True))
        elif other == begin or (end and one == end):
            out.append((found.end(), False))
    return out if any(not same for _, same in out) else None


def _ends_of(found: re.Match[str]) -> tuple[str, str]:
    one, other = [group for group in found.groups() if group][:2]
    return one, other


def _of_stretches(mentions: Sequence[Mention], keys: set[str], stretches: Sequence[tuple[int, bool]]) -> list[str] | None:
    """The order that the stretches tell, where they tell one and the same."""
    told: list[list[str]] = []
    for n, (start, same) in enumerate(stretches):
        stop = stretches[n + 1][0] if n + 1 < len(stretches) else None
        own = [m.key for m in _firsts([m for m in mentions if m.start >= start and (stop is None or m.start < stop)])]
        if set(own) == keys:
            told.append(own if same else own[::-1])
    return told[0] if told and all(one == told[0] for one in told) else None
