"""Chinese names in a text that no gazetteer covers, by LAC where it is installed; and what the name of a class tells of such names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kgcorpus.extract.words import Words, analyser, chosen
from kgcorpus.text import CJK

KINDS = {"PERSON": "person", "PLACE": "place", "ORG": "org", "WORK": "work"}
"""Labels of names, as the kinds of spans that may fill a slot."""
EXPECTED = {
    "person": re.compile(
        r"人物|人名|^人$|演员|歌手|作家|作者|导演|person|people|human|actor|artist|writer|author|politician|athlete|astronaut|scientist|"
        r"singer|composer|lyricist|sportsperson|monarch|president|commander|character"
    ),
    "work": re.compile(
        r"作品|图书|书籍|影视|电影|电视|歌曲|音乐|专辑|小说|综艺|期刊|film|book|song|album|work|novel|movie|magazine|journal|series|show|"
        r"game|play"
    ),
    "place": re.compile(
        r"国家|城市|地点|地区|行政区|景点|省|河流|山脉|place|city|country|location|region|state|municipality|county|territory|river|"
        r"mountain|body of water|continent"
    ),
    "org": re.compile(
        r"机构|企业|公司|学校|组织|团体|大学|院校|医院|单位|organi[sz]ation|company|school|university|college|team|club|band|party|"
        r"publisher|agency|channel|station|league"
    ),
}
"""Words in the name of a class that tell what its members are."""
_HAN = re.compile(f"[{CJK}]")


def expected(name: str) -> frozenset[str]:
    """The kinds of names that members of a class have, as far as the class's own name tells."""
    return frozenset(kind for kind, words in EXPECTED.items() if words.search(name))


def named(text: str, written: Callable[[int, int], str]) -> list[tuple[int, int, str]] | None:
    """The persons and noun phrases of a Chinese text as spans of the folded text with their kind; None without LAC."""
    if not _HAN.search(text) or chosen("zh") != "lac":
        return None
    return list(_spans(analyser("zh")([as_written(text, written)])[0]))


def as_written(text: str, written: Callable[[int, int], str]) -> str:
    """The source of a folded text, character by character, so that offsets hold in both."""
    source = (written(at, at + 1) for at in range(len(text)))
    return "".join(own if len(own) == 1 else folded for own, folded in zip(source, text, strict=True))


def _spans(words: Words) -> Iterator[tuple[int, int, str]]:
    """Persons first; then noun phrases, without the persons in them and what follows an organisation (its officers, its parts)."""
    labels = {(start, end): label for start, end, label in words.names}
    persons = [span for span, label in labels.items() if label == "PERSON"]
    for start, end in persons:
        yield start, end, "person"
    for start, end in words.noun_phrases or ():
        inside = [p for p in persons if start <= p[0] and p[1] <= end]
        for a, b in zip([start, *(p[1] for p in inside)], [*(p[0] for p in inside), end], strict=True):
            ends = [q for p, q in labels if labels[p, q] == "ORG" and a <= p and q < b]
            if ends:
                yield a, ends[0], "org"
            elif a < b:
                yield a, b, KINDS.get(labels.get((a, b), ""), "phrase")
