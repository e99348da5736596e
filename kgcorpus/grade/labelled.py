"""Which of several values in a Chinese text carries the question's own words: 出生人口1110万 where it is asked 出生人口是多少."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kgcorpus import text_patterns as re

Span = tuple[int, int]

_BETWEEN = re.compile(
    r"(?:分别|大约|高达|达到|超过|仅仅?|只有?|[是为有约达在了于共计即占得获的乃\s:\"'(~≈]|数[量目]?为?)+\Z"
)
_BREAKS = re.compile(r"[,，。;；、!?！？\n()（）]")
_SEGMENT = re.compile(r"[。;；!?！？\n]")
_COUNTER = re.compile(r"[个只枚颗名位条座台项种件张块辆艘架]?的?")
_PAIR = re.compile("[\u3400-\u9fff]{2}")
_ASKED = re.compile(r"多少|几|哪|何|什么")
_CLAUSE = re.compile(r"[,，]([^,，。;；、!?！？\n()（）]{2,40})[,，。;；!?！？\n]")
MOST = 12
LEAST = 2


def labelled(text: str, spans: Sequence[Span], question: str) -> list[int]:
    """The values before or behind which most of the question's words stand without a gap; none where that tells nothing.

    >>> text = "死亡人口902万,出生人口1110万"
    >>> labelled(text, [(4, 8), (13, 18)], "出生人口是多少?")
    [1]
    """
    lower = text.lower()
    scores = [max(_before(lower, spans, i, question), _behind(lower, spans, i, question)) for i in range(len(spans))]
    best = max(scores)
    return [i for i, score in enumerate(scores) if score == best] if best >= LEAST and min(scores) < best else []


def _before(text: str, spans: Sequence[Span], index: int, question: str) -> int:
    """How many characters directly before a value the question has, too, in this order."""
    start = spans[index][0]
    before = text[max(0, start - 30, spans[index - 1][1] if index else 0) : start]
    label = _BREAKS.split(_BETWEEN.sub("", before))[-1][-MOST:]
    if "每" in label and "每" not in question:  # each of them, where all are asked for
        return 0
    return next((len(label) - n for n in range(len(label)) if label[n:].strip() in question), 0)


def _behind(text: str, spans: Sequence[Span], index: int, question: str) -> int:
    """How many characters directly behind a value and its counter the question has, too, in this order."""
    end = spans[index][1]
    until = spans[index + 1][0] if index + 1 < len(spans) else len(text)
    at = _COUNTER.match(text, end, until)
    begin = at.end() if at else end
    piece = text[begin : min(until, begin + 44)] + ("\n" if until == len(text) else "")
    clause = _CLAUSE.match(piece)  # "on 20 December, Macau returned": the clause behind a comma, if no value ends it
    label = clause[1] if clause else _BREAKS.split(piece[:MOST])[0]
    return next((n for n in range(min(len(label), MOST), 0, -1) if label[:n] in question), 0)


def of_segment(text: str, spans: Sequence[Span], question: str) -> list[int]:
    """The values in the sentence or part of a list that has most of the question's words, those near the word that asks twice."""
    ends = [0, *(m.end() for m in _SEGMENT.finditer(text)), len(text)]
    own = [min(bisect_right(ends, start), len(ends) - 1) - 1 for start, _ in spans]
    if len(set(own)) < 2:
        return list(range(len(spans)))
    weights = _weights(question)
    shares = {n: sum(w for pair, w in weights.items() if pair in text[ends[n] : ends[n + 1]].lower()) for n in set(own)}
    best = max(shares.values())
    return [i for i, n in enumerate(own) if shares[n] >= best * 0.9]


def _weights(question: str) -> dict[str, int]:
    """The pairs of characters of a question, each with its weight."""
    asked = _ASKED.search(question)
    at = asked.start() if asked else len(question)
    pairs = ((question[n : n + 2], n) for n in range(len(question) - 1))
    return {pair: 2 if at - 7 <= n < at - 1 else 1 for pair, n in pairs if _PAIR.fullmatch(pair)}
