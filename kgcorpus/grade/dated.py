"""Dates as answers state them, to the day, month, year, decade or century, in the usual orders of both languages.

A date is a tuple of year, month and day, as far as it is stated; a year before our era is negative. What only a calendar other than the
Gregorian, or a guess at the century or at the order of day and month, would settle is found with the reason why it is not settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kgcorpus import text_patterns as re
from kgcorpus.grade.dated_forms import ERA, FEASTS, FORMAL, FORMS, HINT, LUNAR, MONTHS, Dated, Day, day_of, number_of
from kgcorpus.grade.dated_joined import joined, limited, of_the_year
from kgcorpus.grade.worded import nths, years_in_words


def dates(text: str) -> list[Dated]:
    """Dates of a text folded with ``cased=True``, in order, none inside another.

    >>> [d.low for d in dates("29 April 2021; 1949年10月1日; 221 BC; the 1960s; 2021/4/29; July 4th, 1776; in 1990")]
    [(2021, 4, 29), (1949, 10, 1), (-221,), (1960,), (2021, 4, 29), (1776, 7, 4), (1990,)]
    """
    if not HINT.search(text):
        return []
    if "年" in text and not text.isascii():
        text = text.translate(FORMAL)
    found: list[Dated] = []
    taken = bytearray(len(text) + 1)
    for dated in _all(text):
        if not any(taken[dated.start : dated.end]):
            taken[dated.start : dated.end] = b"\1" * (dated.end - dated.start)
            found.append(dated)
    found.sort(key=lambda d: d.start)
    return [limited(text, d) for d in joined(text, of_the_year(text, found) if len(found) > 1 else found)]


_NAMED = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.I)
_FEAST = re.compile("年的?(?:元旦|国庆|圣诞|平安|五一|六一|劳动|儿童|国际)")
_RELATED = re.compile("[同当是该次翌]年|第二年|[同当次]月")
_FIGURES = re.compile(r"\d ?[-/.] ?\d|\d{8}|'\d")
_OTHER_YEARS = re.compile(r"\d ?(?:AH|A\.H\.|AM)\b")
_QUARTERS = re.compile(r"\bq[1-4]|\bh[12]\b|quarter|half|\d ?[qh][1-4]\b")
_IN_WORDS = re.compile(r"teen|twenty|ten |eleven|twelve|thousand", re.I)


def _kinds(text: str) -> set[str]:
    """The forms that a text may hold, by what each cannot do without."""
    out = set()
    if not text.isascii():
        out |= {
            kind
            for kind, sign in (("zh", "年"), ("zhmd", "月"), ("century", "世纪"), ("decade", "年代"), ("short", "年代"))
            if sign in text
        }
        out |= {"other"} if "年" in text or "历" in text or "月" in text or "除夕" in text else set()
        out |= {"feast"} if _FEAST.search(text) else set()
        out |= {"related"} if _RELATED.search(text) else set()
    lower = text.lower()
    out |= {"feast"} if "new year" in lower or "christmas" in lower else set()
    if _NAMED.search(lower):
        out.add("en")
    if any(character.isdigit() for character in text):
        out.add("bare")
        out |= {"iso", "compact", "figures", "two"} if _FIGURES.search(text) else set()
        out |= {"decade", "short"} if "0s" in lower or "'" in lower else set()
        out |= {"glued"} if re.search(r"\d{5}", text) else set()
        out |= {"other"} if _OTHER_YEARS.search(text) else set()
    out |= {"quarter"} if _QUARTERS.search(lower) else set()
    out |= {"century"} if "century" in lower else set()
    out |= {"short"} if "ties" in lower else set()
    out |= (
        {"other"}
        if "lunar" in lower or "year of" in lower or re.search("minguo|reiwa|heisei|showa|taisho|meiji|kangxi|qianlong|guangxu", lower)
        else set()
    )
    return out


def _all(text: str) -> Iterator[Dated]:
    kinds = _kinds(text)
    for pattern, why in ((ERA, "era"), (LUNAR, "lunar")) if "other" in kinds else ():
        for match in pattern.finditer(text):
            yield Dated(match.start(), match.end(), None, None, why=why)
    for kind, pattern in FORMS:
        for match in pattern.finditer(text) if kind in kinds else ():
            if (dated := _READERS[kind](match)) is not None:
                yield dated
    for start, end, year in years_in_words(text) if _IN_WORDS.search(text) else ():
        yield Dated(start, end, (year,), (year,))


def _at(match: re.Match[str], low: Day | None, high: Day | None = None) -> Dated | None:
    return Dated(match.start(), match.end(), low, high or low) if low else None


def _before_christ(parts: dict[str, str | None]) -> bool:
    return bool(parts.get("bc")) or "B" in (parts.get("era") or "").upper()


def _chinese(match: re.Match[str]) -> Dated | None:
    parts = match.groupdict()
    written = parts["year"]
    year = number_of(written)
    if year is None or written is None:
        return None
    if parts["bc"] or "公元" in match[0] or "西元" in match[0]:
        year = -year if parts["bc"] else year
    elif len(written) == 2 and written.isdigit() and parts["month"]:
        days = [day_of(century + year, number_of(parts["month"]), number_of(parts["day"])) for century in (1900, 2000)]
        return Dated(match.start(), match.end(), None, None, why="two_digit_year", readings=tuple(day for day in days if day))
    elif year < 1000 and re.match("[前后内来间以]|之[前后]", match.string[match.end() : match.end() + 2]):
        return None
    elif year < 100 or (not written.isdigit() and set(written) & set("十百")) or (year > 2300):
        if written.isdigit() and len(written) == 2 and match.start() == 0 and len(match.string.strip(" .。")) == len(match[0]):
            return Dated(match.start(), match.end(), None, None, why="two_digit_year", readings=((1900 + year,), (2000 + year,)))
        return None
    if parts["quarter"]:
        n = "一二三四".find(parts["quarter"]) + 1 or int(parts["quarter"])
        return _at(match, (year, n * 3 - 2), (year, n * 3))
    if parts["half"]:
        return _at(match, (year, 1), (year, 6)) if parts["half"] == "上" else _at(match, (year, 7), (year, 12))
    return _at(match, day_of(year, number_of(parts["month"]), number_of(parts["day"])))


def _month_and_day(match: re.Match[str]) -> Dated | None:
    day = day_of(2000, number_of(match["month"]), number_of(match["day"]))
    return Dated(match.start(), match.end(), (0, *day[1:]), (0, *day[1:]), yearless=True) if day else None


def _feast(match: re.Match[str]) -> Dated | None:
    name = (match["feast"] or match["name"]).lower()
    return _at(match, day_of(number_of(match["year"] or match["year2"]), *next(day for word, day in FEASTS.items() if word in name)))


def _related(match: re.Match[str]) -> Dated | None:
    """A date of the year or month of the one before it, still without that: its year is 0, its month too, or 1 for the next."""
    later = (match["which"] or match["same"])[0] in "次翌第"
    month = number_of(match["month"]) if match["which"] else 0
    day = number_of(match["day"] or match["only"])
    low = (int(later), *(n for n in (month, day) if n is not None))
    return Dated(match.start(), match.end(), low, low, why="related")


_NTH = {word: n for word, n in nths().items() if 0 < n < 21} | {"twenty-first": 21}


def _century(match: re.Match[str]) -> Dated | None:
    parts = match.groupdict()
    n = number_of(parts["zh"]) or (int(parts["en"]) if parts["en"] else _NTH.get((parts["word"] or "").lower()))
    if not n or n > 30:
        return None
    if _before_christ(parts):
        return _at(match, (-100 * n,), (-100 * n + 99,))
    if parts["decade"]:
        year = (n - 1) * 100 + (number_of(parts["decade"]) or 0)
        return _at(match, (year,), (year + 9,))
    return _at(match, ((n - 1) * 100,), (n * 100,))


def _decade(match: re.Match[str]) -> Dated | None:
    year = int(match["year"])
    return _at(match, (year,), (year + (99 if year % 100 == 0 and "s" in match[0] else 9),))


def _unsettled(why: str) -> Callable[[re.Match[str]], Dated | None]:
    return lambda match: Dated(match.start(), match.end(), None, None, why=why)


def _iso(match: re.Match[str]) -> Dated | None:
    parts = match.groupdict()
    return _at(match, day_of(int(match["year"]), int(match["month"]), int(parts["day"]) if parts.get("day") else None))


def _figures(match: re.Match[str]) -> Dated | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    found = tuple(dict.fromkeys(d for d in (day_of(year, b, a), day_of(year, a, b)) if d))
    if not found:
        return None
    if len(found) == 1:
        return _at(match, found[0])
    return Dated(match.start(), match.end(), None, None, readings=found, why="day_or_month")


def _english(match: re.Match[str]) -> Dated | None:
    parts = match.groupdict()
    month = MONTHS[parts["name"].lower().rstrip(".")]
    day = int(parts["day"]) if parts.get("day") else day_words_value(parts.get("dayword"))
    if parts.get("cut"):
        return Dated(match.start(), match.end(), None, None, why="two_digit_year")
    if parts["year"] is None:
        if day is None or (parts["name"] in ("may", "march", "mar", "sept")):
            return None
        found = day_of(2000, month, day)
        return Dated(match.start(), match.end(), (0, *found[1:]), (0, *found[1:]), yearless=True) if found else None
    year = -int(parts["year"]) if _before_christ(parts) else int(parts["year"])
    return _at(match, day_of(year, month, day))


def day_words_value(word: str | None) -> int | None:
    """The day of the month that an ordinal in words is."""
    if not word:
        return None
    tens, _, rest = re.sub(r"\s", "-", word.lower()).partition("-")
    if rest:
        return (20 if tens == "twenty" else 30) + _NTH[rest]
    return {"thirtieth": 30}.get(tens, _NTH.get(tens))


def _quarter(match: re.Match[str]) -> Dated | None:
    year = int(match["year"] or match["year2"])
    word = (match["q"] or match["h"] or match["q2"]).lower().removeprefix("the ")
    n = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(word.split()[0]) or int(word[-1])
    months = 6 if "h" in (word[0], word.split()[-1][0]) else 3
    return _at(match, (year, (n - 1) * months + 1), (year, n * months))


def _bare(match: re.Match[str]) -> Dated | None:
    year = int(match["year"])
    if year < 100 and not match.groupdict().get("era") and not (match["before"] or "").strip().isupper():
        return None
    return _at(match, ((-year if _before_christ(match.groupdict()) else year),)) if year else None


def _glued(match: re.Match[str]) -> Dated:
    return Dated(match.start(), match.end(), None, None, readings=((int(match["year"]),),), why="glued")


_READERS = {
    "zh": _chinese, "zhmd": _month_and_day, "century": _century, "decade": _decade, "short": _unsettled("two_digit_year"), "iso": _iso,
    "compact": _iso, "figures": _figures, "two": _unsettled("two_digit_year"), "en": _english, "quarter": _quarter, "bare": _bare,
    "glued": _glued, "feast": _feast, "related": _related,
}  # fmt: skip


def first(day: Day) -> Day:
    """The first day of a date."""
    return (*day, *(1, 1)[len(day) - 1 :])


def last(day: Day) -> Day:
    """The last day of a date (31 for any month)."""
    return (*day, *(12, 31)[len(day) - 1 :])
