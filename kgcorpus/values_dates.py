"""Written dates, Chinese and English, full and partial, and ranges of them."""

from __future__ import annotations

from bisect import bisect_left, insort
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kgcorpus import text_patterns as re
from kgcorpus.values_numbers import chinese_number

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept",
         "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_ZH_DIGIT = "〇零○一二三四五六七八九"
_YEAR = rf"(?:(?<![\d.])(?<!\d,)(?:1[0-9]|20|21)\d\d|(?<![{_ZH_DIGIT}])[一二][{_ZH_DIGIT}]{{3}})"
_DAY = r"(?:[0-3]?\d|[一二三廿]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_ZH_PART = (
    r"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|"
    rf" ?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?:份)?(?: ?(?P<day>{_DAY}) ?[日号])?)"
)
_AD = r"(?P<year>(?:1[0-9]|20|21)\d\d)"
_EN_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_FORMS = (
    re.compile(rf"(?P<year>{_YEAR}) ?年(?:度)?{_ZH_PART}?"),
    re.compile(
        rf"(?<![\d./-]){_AD}(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark){_EN_DAY}"
        r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-])"
    ),
    re.compile(rf"(?<![\d./-]){_AD}-(?P<month>1[0-2]|0[1-9])(?![\d/.-]|年)"),
    # Figures of which one alone can be the month: 22.11.2026, 11/21/2026.
    re.compile(rf"(?<![\d./-])(?P<day>3[01]|2\d|1[3-9])(?P<mark>[./-])(?P<month>1[0-2]|0?[1-9])(?P=mark){_AD}(?![\d/-]|\.\d)"),
    re.compile(rf"(?<![\d./-])(?P<month>1[0-2]|0?[1-9])(?P<mark>[./-])(?P<day>3[01]|2\d|1[3-9])(?P=mark){_AD}(?![\d/-]|\.\d)"),
    re.compile(rf"(?<![\w]){_EN_DAY}(?:st|nd|rd|th)?(?: of)?[ -](?P<name>{_MONTH}),?[ -]{_AD}(?!\d)", re.I),
    re.compile(rf"\b(?P<name>{_MONTH}) {_EN_DAY}(?:st|nd|rd|th)?,? {_AD}(?!\d)", re.I),
    re.compile(rf"\b(?P<name>{_MONTH}),? (?:of )?{_AD}(?!\d)", re.I),
    re.compile(
        r"\b(?:(?P<quarter>Q[1-4]|(?:the )?(?:first|second|third|fourth) quarter)|(?P<half>H[12]|(?:the )?(?:first|second) half))"
        rf"(?:,? (?:of )?){_AD}(?!\d)", re.I,
    ),
)  # fmt: skip
_BARE_YEAR = re.compile(r"(?<![\w.$¥€£/#+-])(?<!\d,)(?P<year>(?:1[5-9]|20)\d\d)(?:-(?P<other>(?:1[5-9]|20)?\d\d))?(?![\w%/#]|[.,]\d|-\d)")
_YEARS_ONLY = re.compile(
    r"\s*(?:from |between |since |until |before |after |by |in |自|从|至)?\d{4}(?:(?:\s?[-~至到]\s?| to | and )\d{4})?(?: onwards)?\s*"
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|from|until|till|by|before|after|of|during|between|year|early|late|mid|to|and|through|circa|edition|version"
    r"|on|as of|born|founded|established|est\.?)|[(（:：,，;；自从于在至到截止版])\s?$",
    re.I,
)
_AFTER_YEAR = re.compile(
    r"\s*(?:$|[.,;:)）。，；、！？!?\n-]|and\b|to\b|until\b|the\b|by\b|through\b|edition\b|version\b|in\b|with\b|as\b|for\b|it\b|or\b)",
    re.I,
)
_JOIN = re.compile(r" ?(?:-{1,2}|~|至|到|起至|[和与](?=[^。，,；;]{1,12}(?:之间|期间)))\s?| (?:to|through|until|till|and) ", re.I)
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, **dict(zip("一二三四1234", (1, 2, 3, 4) * 2, strict=True))}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or range as written: span, ISO text of the first and last date (partial allowed; equal for one date), the limits' openness.

    ``low`` or ``high`` is None where that side has no limit ("since 2021"). ``sure`` is False for a bare year, which may be a number.
    """

    start: int
    end: int
    low: str | None
    high: str | None
    low_open: bool = False
    high_open: bool = False
    sure: bool = True


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """ISO text of a date, None where there is no such day."""
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= monthrange(year, month)[1] else None


_DMY = re.compile(r"(\d{1,2})\s*[-/.．／]\s*(\d{1,2})\s*[-/.．／]\s*(\d{4})")


def numeric_dates(text: str) -> tuple[str, ...]:
    """The days that day, month and year in figures may mean, day first: one, two where nobody can tell which is the month, or none.

    >>> numeric_dates("22.11.2026"), numeric_dates("11/21/2026"), numeric_dates("03/04/2026"), numeric_dates("31/02/2026")
    (('2026-11-22',), ('2026-11-21',), ('2026-04-03', '2026-03-04'), ())
    """
    match = _DMY.fullmatch(text.strip())
    if not match:
        return ()
    a, b, year = (int(part) for part in match.groups())
    return tuple(dict.fromkeys(found for found in (iso(year, b, a), iso(year, a, b)) if found))


def how_to_write_date(text: str) -> str:
    """What to do about a text that is no date that can be told for certain.

    >>> how_to_write_date("01/03/2026")
    'day and month cannot be told apart: write 2026-03-01 or 2026-01-03'
    """
    found = numeric_dates(text)
    return f"day and month cannot be told apart: write {found[0]} or {found[1]}" if len(found) > 1 else "write it like 2021-04-29"


def days(text: str) -> tuple[int, int]:
    """The half-open interval of day numbers (proleptic Gregorian ordinals) that a full or partial ISO date covers.

    >>> days("2021-02"), days("2021-02-28")
    ((737822, 737850), (737849, 737850))
    """
    parts = [int(p) for p in text.split("-")]
    first = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    if len(parts) == 3:
        return (first.toordinal(), first.toordinal() + 1)
    if len(parts) == 2:
        return (first.toordinal(), first.toordinal() + monthrange(parts[0], parts[1])[1])
    return (first.toordinal(), date(parts[0], 12, 31).toordinal() + 1)


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isascii():
        return int(text)
    if len(text) >= 3 and all(c in _ZH_DIGIT for c in text):
        return int("".join(str("〇一二三四五六七八九".index(c.translate(str.maketrans("零○", "〇〇")))) for c in text))
    value = chinese_number(text)
    return int(value) if value is not None else None


def _dated(match: re.Match[str]) -> Dated | None:
    parts = {k: v for k, v in match.groupdict().items() if v}
    year = _number(parts.get("year"))
    if year is None:
        return None
    start, end = match.span()
    if "quarter" in parts or "half" in parts:
        word = (parts.get("quarter") or parts.get("half") or "").lower()
        last = word.removeprefix("the ").split()[0][-6:]
        nth = {"上": 1, "下": 2}.get(word) or _ORDER.get(last) or _ORDER.get(word[-1:]) or 1
        months = 3 if "quarter" in parts else 6
        return Dated(start, end, iso(year, (nth - 1) * months + 1), iso(year, nth * months))
    month = _MONTHS[parts["name"].lower().rstrip(".")] if "name" in parts else _number(parts.get("month"))
    text = iso(year, month, _number(parts.get("day")))
    return Dated(start, end, text, text) if text else None


def find_dates(text: str) -> list[Dated]:
    """Dates and two-sided ranges in a text folded with ``cased=True``, in order; bare years only where the words allow it."""
    found: list[Dated] = []
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if _free(taken, *match.span()) and (dated := _dated(match)):
                found.append(dated)
                insort(taken, (dated.start, dated.end))
    for match in _BARE_YEAR.finditer(text):
        if not _free(taken, *match.span()):
            continue
        whole = _YEARS_ONLY.fullmatch(text) is not None
        joined = text.startswith("年", match.end()) and match.group("other")
        if (
            not whole
            and not joined
            and not (_BEFORE_YEAR.search(text[max(0, match.start() - 14) : match.start()]) and _AFTER_YEAR.match(text, match.end()))
        ):
            continue
        other = match.group("other")
        last = (match.group("year")[:2] + other if other and len(other) == 2 else other) or match.group("year")
        if last < match.group("year"):
            continue
        end = match.end() + bool(joined)
        found.append(Dated(match.start(), end, match.group("year"), last, sure=bool(joined) or bool(other)))
    return _joined(text, sorted(found, key=lambda d: d.start))


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether ``[start, end)`` meets none of the sorted, disjoint spans."""
    at = bisect_left(taken, (end, -1))
    return not at or taken[at - 1][1] <= start


_BETWEEN = re.compile(r"(?:between|介于|在|于) ?$", re.I)
_REST = re.compile(rf"(?P<month>1[0-2]|0?[1-9]) ?月(?: ?(?P<day>{_DAY}) ?[日号])?|(?P<only>{_DAY}) ?[日号]")
_YEAR_BEFORE = re.compile(r"(?<![\d.])(?<!\d,)((?:1[5-9]|20)\d\d) ?(?:-{1,2}|~|至|到) ?$")


def _joined(text: str, dates: list[Dated]) -> list[Dated]:
    """Unites dates that a dash or word makes a range; the second may leave out what it shares with the first (2021年4月1日至30日)."""
    out: list[Dated] = []
    for dated in dates:
        if out and out[-1].low == out[-1].high and dated.low == dated.high and out[-1].end <= dated.start:
            match = _JOIN.fullmatch(text, out[-1].end, dated.start)
            worded = match and match.group().strip() in ("and", "和", "与")
            if (
                match
                and not (worded and not _BETWEEN.search(text[max(0, out[-1].start - 9) : out[-1].start]))
                and _before(out[-1].low, dated.high)
            ):
                end = dated.end + (2 if text.startswith("之间", dated.end) else 0)
                out[-1] = Dated(out[-1].start, end, out[-1].low, dated.high, sure=out[-1].sure or dated.sure)
                continue
        if (
            dated.low == dated.high
            and (year := _YEAR_BEFORE.search(text, max(0, dated.start - 12), dated.start))
            and _before(year.group(1), dated.high)
        ):
            dated = Dated(year.start(), dated.end, year.group(1), dated.high)  # 2019-2021年
        elif dated.low == dated.high and dated.low and len(dated.low) > 4 and (match := _JOIN.match(text, dated.end)):
            rest = _REST.match(text, match.end())
            if rest and not text.startswith("内", rest.end()):
                parts = [int(p) for p in dated.low.split("-")]
                month = _number(rest.group("month")) or parts[1]
                last = iso(parts[0], month, _number(rest.group("day") or rest.group("only")))
                if last and _before(dated.low, last) and not (rest.group("only") and len(parts) < 3):
                    dated = Dated(dated.start, rest.end(), dated.low, last)
        out.append(dated)
    return out


def _before(first: str | None, last: str | None) -> bool:
    return bool(first and last and days(first)[0] < days(last)[1] and first != last)


_PREFIX = re.compile(
    r"(?:(?P<low>自从?|从|since|from|starting(?: from| in| on)?|beginning)|(?P<above>after|晚于|迟于)"
    r"|(?P<high>until|till|up to|by|至|不晚于|不迟于)|(?P<below>before|prior to|早于)) ?$",
    re.I,
)
_SUFFIX = re.compile(
    r" ?(?:(?P<low>起至今|起|以来|至今|开始|onwards?\b|or later\b)|(?P<above>以后|之后|后)|(?P<below>以前|之前|前)"
    r"|(?P<high>止|为止|or earlier\b))",
    re.I,
)


def with_limits(text: str, dated: Dated) -> Dated:
    """The date with the words that make it a limit ("since 2021", "2021年以前"), or itself."""
    if dated.low != dated.high:
        return dated
    before = _PREFIX.search(text[max(0, dated.start - 16) : dated.start])
    after = _SUFFIX.match(text, dated.end)
    kinds = {k for m in (before, after) if m for k, v in m.groupdict().items() if v}
    start = dated.start - len(before.group()) if before else dated.start
    end = after.end() if after else dated.end
    if kinds == {"low"}:
        return Dated(start, end, dated.low, None)
    if kinds in ({"above"}, {"low", "above"}):
        return Dated(start, end, dated.low, None, low_open=True)
    if kinds == {"high"}:
        return Dated(start, end, None, dated.high)
    if kinds == {"below"}:
        return Dated(start, end, None, dated.high, high_open=True)
    return dated


_PARTS = re.compile(
    r"(?<!\d)(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月"
    r"(?:份|底|初|末|中旬|上旬|下旬| ?(?:[0-3]?\d|[廿二三]?十?[一二三四五六七八九十]) ?[日号])"
    r"|\d{1,2}月\d{1,2}(?=[-~至到])|每[月年]\d{1,2}[日号]|(?<!\d)\d{1,2}:\d\d|(?<!\d)\d{1,2} ?月(?![内龄])",
)


def parts_of_dates(text: str) -> list[tuple[int, int]]:
    """Spans that belong to dates and clock times without a year: their numbers are no quantities."""
    return [m.span() for m in _PARTS.finditer(text)]
