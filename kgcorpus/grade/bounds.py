"""What the words and numbers beside a quantity make of it: a bound, a rounded value, a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kgcorpus import text_patterns as re
from kgcorpus.grade.measures import CURRENCIES
from kgcorpus.grade.quantity import Quantity
from kgcorpus.values_limits import limit_before, opposite

_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|circa|ca?\.|some|estimated(?: at| to be)?|an estimated|close to"
    r"|in the region of|"
    r"somewhere around|more or less|rounded to)|[~≈≒]|(?:大约|约莫|约略|约|大概|大致|差不多|近似|粗略)"
    r"(?:等于|合|计|是|为|有|占|在|达|需|要|[相地])?|接近|估计(?:为|是|有)?|左右是|四舍五入[为到是])\s*$",
    re.I,
)
_NEARLY = re.compile(r"(?:\b(?:nearly|almost|approaching|not quite|just (?:under|below|short of))|将近|近|几乎|快到|不到|接近于)\s*$", re.I)
# What answers say beside the comparisons of documents.
_BOUNDS = (
    ("high", False, re.compile(r"(?:\bat the most|\b(?:a )?max(?:imum|\.)?(?: of)?|上限为?)\s*$", re.I)),
    ("low", False, re.compile(r"(?:\bat the least|\b(?:a )?min(?:imum|\.)?(?: of)?|下限为?|达?超过)\s*$", re.I)),
    ("high", True, re.compile(r"(?:早于|未达|\bshort of)\s*$", re.I)),
    ("low", True, re.compile(r"(?:超|不止|不仅仅|(?<![以之])上|突破|\b(?:upwards? of|north of|beyond))\s*$", re.I)),
)
_BOUND_HINT = re.compile(
    r"[于超过足到满逾多少限止破需要<>≤≥达上下]|\b(?:th[ae]n|over|under|above|below|beyond|least|most|to|of|exceed\w*|surpass\w*|within|max\w*"
    r"|min\w*)\b",
    re.I,
)
_AFTER = re.compile(
    r"\s?(?:(?P<about>左右|上下|前后|\bor so\b|,? (?:more or less|approximately|roughly|give or take))"
    r"|(?:及其?|或|和|或者)?(?:(?P<low>以上|之上|起(?![来码])|更多|更高|\+(?!\d)|,? ?\bor (?:more|above|older|higher|greater|longer|over)\b"
    r"|,? and (?:above|over|up)\b)"
    r"|(?P<high>以下|以内|之内|之下|内(?![的容部存含外销陆地置侧壁径])|更少|,? ?\bor (?:less|fewer|below|under|younger|lower|shorter)\b))"
    r"|(?P<above>多(?![少个次样])|有余|余|出头|\bplus\b|\bodd\b))",
    re.I,
)
_RANGE = re.compile(r"\s?(?:-{1,2}|~|至|到|\b(?:up )?to\b|\bthrough\b)\s?[$¥€£]?", re.I)
_AND = re.compile(r"\s?(?:和|与|及|and)\s?[$¥€£]?", re.I)
_BETWEEN = re.compile(r"(?:between|介于|在|从|处于)\s?(?:[~≈约$¥€£]|about )?$", re.I)


def with_ranges(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Ranges (3-5, 3至5个, between 3 and 5) as one, the rest as it is; a lower and an upper bound side by side, too."""
    out: list[Quantity] = []
    at = 0
    while at < len(found):
        q = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        united = _range(text, q, following) if following is not None else None
        out.append(united or q)
        at += 2 if united else 1
    return out


def _range(text: str, a: Quantity, b: Quantity) -> Quantity | None:
    between = text[a.end : b.start]
    if not (a.plain and b.plain) or len(between) > 6 or a.ordinal or b.ordinal:
        return None
    dashed = text[b.start - 1 : b.start] == "-" or (not between and text[b.start : b.start + 1] == "-")
    if not dashed and between.strip() != "±" and not _RANGE.fullmatch(between):
        inside = _BETWEEN.search(text[max(0, a.start - 16) : a.start]) or text.startswith("之间", b.end)
        if not (_AND.fullmatch(between) and inside):
            return None
    assert a.low is not None and b.low is not None
    if between.strip() == "±":
        scale = b.low / b.raw if b.scaled and not a.scaled and b.raw else Fraction(1)  # 4.54 ± 0.05 billion
        low, high = a.low * scale - b.low, a.low * scale + b.low
        return replace(a, end=b.end, low=low, high=high, units=b.units or a.units, middle=a.low * scale)
    low, high = a.low, abs(b.low) if text[b.start : b.start + 1] == "-" and not between else b.low
    units = b.units or a.units
    if a.units and b.units and a.units[0] != b.units[0]:
        shared = next(((m.factor / n.factor, n) for m in a.units for n in b.units if m.dimensions == n.dimensions), None)
        if shared is None:
            return None
        low, units = low * shared[0], (shared[1],)
    elif b.scaled and not a.scaled and not (a.units and a.end > a.start and a.units[0].name not in CURRENCIES) and 0 < low <= b.raw:
        low *= high / b.raw if b.raw else 1
    if low >= high:
        return None
    end = b.end + 2 if text.startswith("之间", b.end) else b.end
    return replace(a, end=end, low=low, high=high, units=units, counted=a.counted or b.counted)


_BELOW_ZERO = re.compile(r" (?:degrees? |Celsius |Fahrenheit )*below (?:zero|freezing|(?:mean )?sea level|the (?:sea|water) surface)\b")
_LIMITING = frozenset("~≈≒约概有致多近计合占在莫略似是为于超过足到满逾少限止达上下要需了<>≤≥乎破=.")
_LIMITING_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz'ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LIMITING_WORDS = re.compile(
    r"\b(?:about|around|approximately|approx|roughly|circa|ca?|some|at|be|estimated|to|of|less|rounded|nearly|almost"
    r"|approaching|quite|under|below"
    r"|over|above|beyond|than|least|most|within|max|maximum|min|minimum|exceed(?:s|ing|ed)?|surpass(?:es)?|upwards?|up|short|in)$",
    re.I,
)


def limited(text: str, q: Quantity) -> Quantity:
    """The quantity with the words before and behind it that make it a bound or a rounded number."""
    before = text[max(0, q.start - 22) : q.start]
    out = q
    if q.low and text.startswith((" below", " degree", " Celsius", " Fahrenheit"), q.end) and (below := _BELOW_ZERO.match(text, q.end)):
        return replace(q, end=below.end(), low=-abs(q.low), high=-abs(q.low))
    tail = before.rstrip()
    if tail and (tail[-1] in _LIMITING or (tail[-1] in _LIMITING_LETTERS and _LIMITING_WORDS.search(tail[-14:]))):
        cut = _ABOUT.search(before)
        if cut:
            out, before = replace(out, start=q.start - len(cut[0]), about=True), before[: cut.start()]
        if not cut and _BOUND_HINT.search(before) and (bound := _bound_before(text, q.start, before)):
            start, side, open_ = bound
            out = replace(out, start=start)
            return replace(out, low=None, high_open=open_) if side == "high" else replace(out, high=None, low_open=open_)
        if not cut and (found := _NEARLY.search(before)):
            out = replace(out, start=q.start - len(found[0]), nearly=True)
    if after := _AFTER.match(text, q.end):
        if after["about"]:
            return replace(out, end=after.end(), about=True)
        if after["low"]:
            return replace(out, end=after.end(), high=None)
        if after["high"]:
            return replace(out, end=after.end(), low=None)
        if q.end > 0 and (after["above"] not in ("多", "余") or text[q.end - 1] not in "年月天日"):
            return replace(out, end=after.end(), high=None, low_open=True)
    return out


def _bound_before(text: str, start: int, before: str) -> tuple[int, str, bool] | None:
    """The words that end where a number begins and make it a bound: where they begin, the side, whether the limit is left out."""
    found = limit_before(text, start)
    if found and found[3] != "满":
        return found[:3]
    for side, open_, pattern in _BOUNDS:
        if words := pattern.search(before):
            return start - len(words[0]), side, open_
    return None


def both_bounds(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Two bounds of one quantity as a range: at least 3 and at most 5, 5万元以上50万元以下."""
    out: list[Quantity] = []
    for q in found:
        last = out[-1] if out else None
        if last and opposite(last, q):
            low, high = (last, q) if last.high is None else (q, last)
            assert low.low is not None and high.high is not None
            near = q.start - last.end <= 12 and not re.search(r"[。.!?\n]", text[last.end : q.start])
            if near and _same(low, high) and (floor := low.low * _scale(low, high)) <= high.high:
                out[-1] = replace(
                    last,
                    end=q.end,
                    low=floor,
                    high=high.high,
                    low_open=low.low_open,
                    high_open=high.high_open,
                    units=high.units or low.units,
                )
                continue
        out.append(q)
    return out


def _same(a: Quantity, b: Quantity) -> bool:
    return not a.units or not b.units or any(m.dimensions == n.dimensions for m in a.units for n in b.units)


def _scale(low: Quantity, high: Quantity) -> Fraction:
    if low.units and high.units:
        return next((m.factor / n.factor for m in low.units for n in high.units if m.dimensions == n.dimensions), Fraction(1))
    return Fraction(1)
