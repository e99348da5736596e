"""Clock times as answers state them: 14:30, 下午两点半, half past two in the afternoon."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kgcorpus import text_patterns as re
from kgcorpus.grade.worded import english, words_of
from kgcorpus.values_numbers import chinese_number


@dataclass(frozen=True, slots=True)
class Told:
    """What is told at ``text[start:end]``: minutes of the day, or the parts of a ratio. ``open``: before or after noon is left out."""

    start: int
    end: int
    parts: tuple[Fraction, ...]
    open: bool = False


_N = r"\d{1,2}|[零〇一二三四五六七八九十两]{1,3}"
_EARLY = "凌晨|清晨|清早|大清早|早上|早晨|早间|上午|早|晨"
_LATE = "下午|午后|傍晚|黄昏|晚上|晚间|当晚|今晚|夜间|夜里|夜晚|深夜|半夜|晚"
_ZH = re.compile(
    rf"(?P<day>{_EARLY}|{_LATE}|中午|正午|午间)?(?:的|约|大约|近)?\s?"
    rf"(?:差(?P<less>{_N}|一刻)分?钟?)?(?<![\d:.年月第])(?P<hour>{_N})\s?(?:点钟?|时(?![代期候间差刻辰区速])|:(?=\d\d))(?!球|名|菜|赞|评)"
    rf"(?:(?P<half>半)|整|(?P<quarter>[一三])刻|过?(?P<minute>(?:{_N})分(?!之|钟)|(?:\d\d|[零〇一二三四五]?十?[一二三四五六七八九十])(?![\d:.零一二三四五六七八九十]))|差(?P<short>{_N}|一刻)分?)?(?::\d\d)?(?![个:])"
)
_EN = re.compile(
    r"(?<![\d:.$])(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s?(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?<![\d:.])(?P<clock>\d{1,2}):(?P<past>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?: ?(?P<later>in the (?:morning|afternoon|evening)|at night))?"
    r"|(?<![\d:.])(?P<army>[0-2]\d)(?P<more>[0-5]\d) ?(?:hours|hrs|h)\b",
    re.I,
)
_EN_WORDS = re.compile(
    r"\b(?:(?P<half>half)|(?:a )?(?P<quarter>quarter)|(?P<minutes>five|ten|twenty|twenty-five|\d{1,2})(?: minutes?)?)"
    r" (?P<side>past|after|to|before|till) (?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?: o'?clock)?"
    r"(?: ?(?P<later>in the (?:morning|afternoon|evening)|at night|[ap]\.?m\b\.?))?"
    r"|\b(?P<sharp>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) o'?clock"
    r"(?: ?(?P<then>in the (?:morning|afternoon|evening)|at night|[ap]\.?m\b\.?))?",
    re.I,
)
_NAMED = re.compile(r"\b(?P<noon>(?:12 )?noon|midday)\b|\b(?P<midnight>midnight)\b|(?P<zh>午夜|零点整?|零时整?)", re.I)


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    value = chinese_number(text.lstrip("零〇") or "零") if not text.isascii() else None
    if value is None and text.isascii():
        found = english(words_of(text.lower(), 0))
        value = found[0] if found else None
    return int(value) if value is not None else None


def clock_times(text: str) -> list[Told]:
    """The clock times of a text folded with ``cased=True``, in order, as minutes of the day.

    >>> [(int(t.parts[0]), t.open) for t in clock_times("下午两点半; 14:30; 2:30 pm; half past two; 十点三刻; 差五分三点; noon")]
    [(870, False), (870, False), (870, False), (150, True), (645, True), (175, True), (720, False)]
    """
    found: list[Told] = []
    for pattern, read in ((_ZH, _chinese), (_EN_WORDS, _worded), (_EN, _figures), (_NAMED, _named)):
        for match in pattern.finditer(text):
            told = read(match)
            if told and not any(t.start < told.end and told.start < t.end for t in found):
                found.append(told)
    return sorted(found, key=lambda t: t.start)


def _time(match: re.Match[str], hour: int | None, minute: int | None, late: bool | None) -> Told | None:
    """The time of day; ``late``: said to be after noon, None where it is not said."""
    if hour is None or minute is None or hour > 24 or minute > 59:
        return None
    if late and hour < 12:
        hour += 12
    if late is False and hour == 12:
        hour = 0
    return Told(match.start(), match.end(), (Fraction(hour % 24 * 60 + minute),), open=late is None and 1 <= hour <= 12)


def _chinese(match: re.Match[str]) -> Told | None:
    text, day = match.string, match["day"]
    if not day and (":" in match[0] or ("点" in match[0] and _AMOUNT.match(text, match.end()))):
        return None  # the first is read as in English, the second is a number or points
    hour = _number(match["hour"])
    quarter = {"一": 15, "三": 45}.get(match["quarter"] or "")
    minute = 30 if match["half"] else quarter or _number((match["minute"] or "0").rstrip("分"))
    less = match["less"] or match["short"]
    off = 0 if not less else 15 if less == "一刻" else _number(less)
    if hour is None or minute is None or off is None or hour > 24:
        return None
    if hour < 13 and day and ((day in _NOON and hour < 10) or (hour < 12 and day not in _NOON and not _before_noon(day, hour))):
        hour += 12
    elif hour == 12 and day and day not in (*_NOON, "上午", "下午", "午后"):
        hour = 0
    minutes = hour * 60 + minute - off
    return Told(match.start(), match.end(), (Fraction(minutes % 1440),), open=not day and 1 <= hour <= 12) if minute < 60 else None


def _before_noon(day: str, hour: int) -> bool:
    return day in _EARLY.split("|") or (hour < 6 and "夜" in day)


_NOON = ("中午", "正午", "午间")
_AMOUNT = re.compile(r"[\d零一二三四五六七八九]|[建意看要原因]")


def _late(said: str | None) -> bool | None:
    return None if not said else said.lower()[0] == "p" or "afternoon" in said or "evening" in said or "night" in said


def _worded(match: re.Match[str]) -> Told | None:
    if match["sharp"]:
        return _time(match, _number(match["sharp"]), 0, _late(match["then"]))
    off = 30 if match["half"] else 15 if match["quarter"] else _number(match["minutes"])
    hour = _number(match["hour"])
    if off is None or hour is None:
        return None
    before = match["side"].lower() in ("to", "before", "till")
    return _time(match, hour - 1 if before else hour, 60 - off if before else off, _late(match["later"]))


def _figures(match: re.Match[str]) -> Told | None:
    if match["army"]:
        return _time(match, int(match["army"]), int(match["more"]), match["army"] == "12")
    if match["clock"]:
        late = _late(match["later"])
        whole = len(match["clock"]) == 2 and match["clock"][0] == "0"  # 02:30 is before noon
        return _time(match, int(match["clock"]), int(match["past"]), False if whole and late is None else late)
    return _time(match, int(match["hour"]), int(match["minute"] or 0), match["half"].lower() == "p")


def _named(match: re.Match[str]) -> Told:
    return Told(match.start(), match.end(), (Fraction(720 if match["noon"] else 0),))
