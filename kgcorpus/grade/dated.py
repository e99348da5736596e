"""Dates as answers state them, to the day, month, year, decade or century, in the usual orders of both languages.

A date is a tuple of year, month and day, as far as it is stated; a year before our era is negative. What only a calendar other than the
Gregorian, or a guess at the century or at the order of day and month, would settle is found with the reason why it is not settled.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kgcorpus.grade.worded import day_words, nths, years_in_words
from kgcorpus.values_numbers import chinese_number

Day = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or stretch of time at ``text[start:end]``: its first and last date (None: open), other readings, and why it is not settled.

    ``yearless``: only month and day are stated (the year is 0). ``open``: "before" or "after", the limit itself left out.
    """

    start: int
    end: int
    low: Day | None
    high: Day | None
    readings: tuple[Day, ...] = ()
    why: str = ""
    yearless: bool = False
    open: bool = False

    @property
    def plain(self) -> bool:
        return self.low is not None and self.low == self.high


_MONTHS = {
    name: n
    for n, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept",
         "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<dayword>{day_words()})"
_ZH = "零〇○一二三四五六七八九十"
_YEAR = r"(?P<year>[12]\d{3}|\d{3,4}(?= ?(?:BCE?|B\.C|AD|CE)\b))(?!\d|,\d)(?P<era> ?(?:BCE?|B\.C\.(?:E\.)?|AD|A\.D\.|CE)(?![A-Za-z]))?"
_ERAS = (
    "太平兴国|希吉来历|黄帝纪元|民国|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|顺治|崇德|天命|天聪|洪武|建文|永乐"
    "|洪熙|宣德|正统|景泰|天顺|成化|弘治|正德|嘉靖|隆庆|万历|泰昌|天启|崇祯|至元|大德|至正|贞观|武德|永徽"
    "|开元|天宝|贞元|元和|会昌|大中|咸通|乾符|建隆|景德|庆历|嘉祐|熙宁|元丰|元祐|崇宁|政和|宣和|靖康|建炎"
    "|绍兴|淳熙|建安|黄初|太和|元狩|元封|建武|永平|明治|大正|昭和|平成|令和|大业|开皇|神龙|天佑|宝庆|咸淳"
    "|德祐|洪宪|檀纪|佛历|回历|伊历"
)
_ERA = re.compile(
    rf"(?:中华)?(?:{_ERAS})(?:元"
    rf"|[{_ZH}廿卅百\d]+)年(?:[{_ZH}正腊冬闰\d]+月)?(?:初?[{_ZH}廿\d]+[日号]?)?"
    r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
    r"|\b(?:\d+|[A-Z]\w+|first|second|third) year of (?:the )?(?:reign of )?(?:the )?[A-Z]\w+(?: (?:era|reign|emperor))?"
    r"|\b(?:Minguo|Reiwa|Heisei|Showa|Taisho|Meiji|Kangxi|Qianlong"
    r"|Guangxu) \d+|\b\d{3,4} ?(?:AH|A\.H\.|AM)\b"
)
_LUNAR = re.compile(
    rf"(?:农历|阴历|旧历|夏历)[^,，。;；()（）、\n]{{0,16}}|(?:\d{{4}}年)?(?:闰?[{_ZH}\d]{{1,2}}|正|腊|冬)月(?:初[{_ZH}]"
    rf"|廿[{_ZH}]?|三十(?![日号])"
    rf"|[{_ZH}]{{2}}(?![日号{_ZH}]))|(?:正|腊)月|大?年?除夕|大年初[{_ZH}]"
    r"|\b(?:\w+ day of the )?(?:\w+ )?(?:lunar|lunisolar)(?: (?:month|calendar|year|new year))?(?:,? (?:in )?\d{4})?",
    re.I,
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("zh", re.compile(
        rf"(?P<bc>公元前|西元前|纪元前|前)?(?:公元|西元)?(?<![\d.])(?<!\d,)(?P<year>\d{{1,4}}"
        rf"|[{_ZH}百千]{{1,8}}) ?年(?:度)?(?!代|龄|级|多|半)"
        rf"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?:的)? ?(?P<month>1[0-2]|0?[1-9]|十[一二]?"
        rf"|[一二三四五六七八九]) ?月(?:份)?"
        rf"(?: ?(?P<day>[0-3]?\d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号])?)?(?P<part>初|底|末|春|夏|秋"
        rf"|冬|年中|中旬|上旬|下旬)?")),
    ("zhmd", re.compile(
        rf"(?<![\d{_ZH}])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月 ?(?P<day>[0-3]?\d"
        rf"|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号]")),
    ("century", re.compile(
        rf"(?P<bc>公元前|前)?(?P<zh>\d{{1,2}}|[{_ZH}]{{1,3}})世纪(?:(?P<decade>\d0|[{_ZH}]十)年代)?(?:初|中叶|中期|末|早期"
        rf"|晚期|后期|前期|上半叶|下半叶)?"
        r"|\b(?:(?:early|mid|late)[ -])?(?:the )?(?:(?P<en>\d{1,2})(?:st|nd|rd|th)"
        r"|(?P<word>[a-z]+(?:-[a-z]+)?))[ -]century(?P<era> ?(?:BCE?|B\.C\.|AD|CE))?", re.I)),
    ("decade", re.compile(r"(?<![\d,.])(?P<year>[12]\d\d0)(?:'?s\b|年代)(?:初|中期|末|后期|前期)?")),
    ("short", re.compile(
        rf"(?:'|\b(?:the )?)(?P<two>\d0)'?s\b|(?<!世纪)(?<!\d)(?P<zh>\d0|[{_ZH}]十)年代|\b(?:the )?(?:twenties|thirties|forties|fifties"
        rf"|sixties|seventies|eighties|nineties)\b|(?<!\w)'\d\d\b(?!s)", re.I)),
    ("iso", re.compile(
        r"(?<![\d./-])(?P<year>[12]\d{3})(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])"
        r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-])")),
    ("iso", re.compile(r"(?<![\d./-])(?P<year>[12]\d{3})[-/](?P<month>1[0-2]|0[1-9])(?![\d/.-]|年)")),
    ("compact", re.compile(r"(?<!\d)(?P<year>1[0-9]\d\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")),
    ("figures", re.compile(r"(?<![\d./-])(?P<a>\d{1,2}) ?(?P<mark>[-/.]) ?(?P<b>\d{1,2}) ?(?P=mark) ?(?P<year>[12]\d{3})(?![\d/-]|\.\d)")),
    ("two", re.compile(r"(?<![\d./-])\d{1,2}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{2}(?![\d/.-])")),
    ("en", re.compile(
        rf"\b(?:the )?(?:{_DAY})(?: day)?(?: of)?[ -]{_MONTH}(?!\w)(?:,? ?(?:in "
        rf"|of )?(?:the year )?[ -]?{_YEAR})?(?P<cut> ?'\d\d)?", re.I)),
    ("en", re.compile(rf"\b{_MONTH} (?:the )?(?:{_DAY})\b(?!,?\d|:\d)(?:,? ?(?:of |in )?{_YEAR})?(?P<cut>,? '\d\d)?", re.I)),
    ("en", re.compile(rf"\b{_MONTH},?[ -](?:of )?{_YEAR}", re.I)),
    ("quarter", re.compile(
        r"\b(?:(?P<q>Q[1-4]|(?:the )?(?:first|second|third|fourth) quarter)|(?P<h>H[12]|(?:the )?(?:first"
        r"|second) half))(?:,? (?:of )?)(?P<year>[12]\d{3})(?!\d)"
        r"|\b(?P<year2>[12]\d{3}) ?(?P<q2>Q[1-4]|H[12])\b", re.I)),
    ("bare", re.compile(
        r"(?P<before>\b(?:AD|A\.D\.|CE|anno Domini) ?)?(?<![\w.$¥€£#+,])(?<!\d-)(?P<year>\d{1,4})(?P<era> ?(?:BCE?|B\.C\.(?:E\.)?"
        r"|AD|A\.D\.|CE)(?![A-Za-z]))", re.I)),
    ("bare", re.compile(
        r"(?P<before>\b(?:AD|A\.D\.|CE|anno Domini) ?)?(?<![\w.$¥€£#+])(?<!\d,)(?:(?<![\d/]-)|(?<=[12]\d{3}-))(?P<year>[12]\d{3})"
        r"(?![\w%/#]|[.,]\d|-\d\d?-| ?(?:km|kg|m|mg|miles?|metres?|meters?|people|years|days|人|个|名|米|公里|元|%|members"
        r"|dollars)\b)", re.I)),
    ("bare", re.compile(r"(?P<before>\b(?:AD|A\.D\.|CE|anno Domini) ?|\b(?:in|year|the year|around|since|circa"
        r"|c\.) )(?P<year>\d{2,3})(?![\w%/]|[.,]\d)", re.I)),
    ("glued", re.compile(r"(?<![\w.,])(?P<year>1[5-9]\d\d|20\d\d)\d{1,2}(?![\w.,]*\d)")),
)  # fmt: skip
_HINT = re.compile(
    r"\d{2}|年|世纪|月|century|\bBC|\bthe \w+ties\b|除夕|nineteen|eighteen|twenty|thousand|hundred|lunar|seventeen|sixteen"
    r"|[a-z]+ of (?:ja|fe|ma|ap|ju|au|se|oc|no|de)",
    re.I,
)
_JOIN = re.compile(r" ?(?:-{1,2}|~|至|到) ?| (?:to|through|until|till) |(?P<and> and |和|与)", re.I)
_BETWEEN = re.compile(r"(?:between|from|介于|在|从|自)\s?(?:the )?$", re.I)
_TWO_MORE = re.compile(r" ?[-–/~] ?(\d\d)(?!\d)")
_REST = re.compile(rf"(?:(?P<month>1[0-2]|0?[1-9]) ?月 ?)?(?P<day>[0-3]?\d|[{_ZH}]{{1,3}}) ?[日号]|(?P<only>1[0-2]|0?[1-9]) ?月(?:份)?")
_EN_DAYS = re.compile(r"(?P<first>\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|~) ?$", re.I)
_AFTER = re.compile(r"(?:\b(?:after|later than)|晚于|迟于)\s?(?:the )?$", re.I)
_BEFORE = re.compile(r"(?:\b(?:before|prior to|earlier than)|早于)\s?(?:the )?$", re.I)
_AFTER_IT = re.compile(r" ?(?:以后|之后|后(?![来期半]))", re.I)
_BEFORE_IT = re.compile(r" ?(?:以前|之前|前(?![期半后]))", re.I)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    if len(text) >= 2 and not set(text) & set("十百千"):
        return int("".join(str("〇一二三四五六七八九".index(c.translate(str.maketrans("零○", "〇〇")))) for c in text))
    value = chinese_number(text)
    return int(value) if value is not None else None


def _day(year: int | None, month: int | None = None, day: int | None = None) -> Day | None:
    """The date, None where there is none such."""
    if year is None or (month is None and day is not None):
        return None
    if month is None:
        return (year,)
    if not 1 <= month <= 12:
        return None
    if day is None:
        return year, month
    return (year, month, day) if 1 <= day <= (monthrange(year, month)[1] if 1 <= year <= 9999 else 31 if month != 2 else 29) else None


def dates(text: str) -> list[Dated]:
    """Dates of a text folded with ``cased=True``, in order, none inside another.

    >>> [d.low for d in dates("29 April 2021; 1949年10月1日; 221 BC; the 1960s; 2021/4/29; July 4th, 1776; in 1990")]
    [(2021, 4, 29), (1949, 10, 1), (-221,), (1960,), (2021, 4, 29), (1776, 7, 4), (1990,)]
    """
    if not _HINT.search(text):
        return []
    found: list[Dated] = []
    taken = bytearray(len(text) + 1)
    for dated in _all(text):
        if not any(taken[dated.start : dated.end]):
            taken[dated.start : dated.end] = b"\1" * (dated.end - dated.start)
            found.append(dated)
    found.sort(key=lambda d: d.start)
    return [_limited(text, d) for d in _joined(text, found)]


_NAMED = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.I)
_FIGURES = re.compile(r"\d ?[-/.] ?\d|\d{8}|'\d")
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
    lower = text.lower()
    if _NAMED.search(lower):
        out.add("en")
    if any(character.isdigit() for character in text):
        out.add("bare")
        out |= {"iso", "compact", "figures", "two"} if _FIGURES.search(text) else set()
        out |= {"decade", "short"} if "0s" in lower or "'" in lower else set()
        out |= {"glued"} if re.search(r"\d{5}", text) else set()
        out |= {"other"} if " of " in lower or "ah" in lower or "a.h" in lower or "AM" in text else set()
    out |= {"quarter"} if "q" in lower or "h1" in lower or "h2" in lower or "half" in lower else set()
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
    for pattern, why in ((_ERA, "era"), (_LUNAR, "lunar")) if "other" in kinds else ():
        for match in pattern.finditer(text):
            yield Dated(match.start(), match.end(), None, None, why=why)
    for kind, pattern in _FORMS:
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
    year = _number(written)
    if year is None or written is None:
        return None
    if parts["bc"] or "公元" in match[0] or "西元" in match[0]:
        year = -year if parts["bc"] else year
    elif len(written) == 2 and written.isdigit() and parts["month"]:
        return Dated(match.start(), match.end(), None, None, why="two_digit_year", readings=((1900 + year,), (2000 + year,)))
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
    return _at(match, _day(year, _number(parts["month"]), _number(parts["day"])))


def _month_and_day(match: re.Match[str]) -> Dated | None:
    day = _day(2000, _number(match["month"]), _number(match["day"]))
    return Dated(match.start(), match.end(), (0, *day[1:]), (0, *day[1:]), yearless=True) if day else None


_NTH = {word: n for word, n in nths().items() if 0 < n < 21} | {"twenty-first": 21}


def _century(match: re.Match[str]) -> Dated | None:
    parts = match.groupdict()
    n = _number(parts["zh"]) or (int(parts["en"]) if parts["en"] else _NTH.get((parts["word"] or "").lower()))
    if not n or n > 30:
        return None
    if _before_christ(parts):
        return _at(match, (-100 * n,), (-100 * n + 99,))
    if parts["decade"]:
        year = (n - 1) * 100 + (_number(parts["decade"]) or 0)
        return _at(match, (year,), (year + 9,))
    return _at(match, ((n - 1) * 100,), (n * 100,))


def _decade(match: re.Match[str]) -> Dated | None:
    year = int(match["year"])
    return _at(match, (year,), (year + (99 if year % 100 == 0 and "s" in match[0] else 9),))


def _unsettled(why: str) -> Callable[[re.Match[str]], Dated | None]:
    return lambda match: Dated(match.start(), match.end(), None, None, why=why)


def _iso(match: re.Match[str]) -> Dated | None:
    parts = match.groupdict()
    return _at(match, _day(int(match["year"]), int(match["month"]), int(parts["day"]) if parts.get("day") else None))


def _figures(match: re.Match[str]) -> Dated | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    found = tuple(dict.fromkeys(d for d in (_day(year, b, a), _day(year, a, b)) if d))
    if not found:
        return None
    if len(found) == 1:
        return _at(match, found[0])
    return Dated(match.start(), match.end(), None, None, readings=found, why="day_or_month")


def _english(match: re.Match[str]) -> Dated | None:
    parts = match.groupdict()
    month = _MONTHS[parts["name"].lower().rstrip(".")]
    day = int(parts["day"]) if parts.get("day") else day_words_value(parts.get("dayword"))
    if parts.get("cut"):
        return Dated(match.start(), match.end(), None, None, why="two_digit_year")
    if parts["year"] is None:
        if day is None or (parts["name"] in ("may", "march", "mar", "sept")):
            return None
        found = _day(2000, month, day)
        return Dated(match.start(), match.end(), (0, *found[1:]), (0, *found[1:]), yearless=True) if found else None
    year = -int(parts["year"]) if _before_christ(parts) else int(parts["year"])
    return _at(match, _day(year, month, day))


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
    "glued": _glued,
}  # fmt: skip


def _joined(text: str, found: list[Dated]) -> list[Dated]:
    """Two dates that a dash or word makes a stretch of time; the second may leave out what it shares with the first."""
    out: list[Dated] = []
    for dated in found:
        last = out[-1] if out else None
        if last and last.plain and dated.plain and (match := _JOIN.fullmatch(text, last.end, dated.start)):
            between = not match["and"] or _BETWEEN.search(text[max(0, last.start - 9) : last.start])
            if between and last.yearless and not dated.yearless and dated.low and last.low:
                last = replace(last, low=(dated.low[0], *last.low[1:]), yearless=False)
            if between and dated.yearless and not last.yearless and last.low and dated.low:
                dated = replace(dated, low=(last.low[0], *dated.low[1:]), high=(last.low[0], *dated.low[1:]), yearless=False)
            if between and last.low and dated.low and last.low < dated.low:
                out[-1] = Dated(last.start, dated.end, last.low, dated.high)
                continue
        if dated.plain and dated.low and len(dated.low) == 1 and (more := _TWO_MORE.match(text, dated.end)):
            year = dated.low[0] // 100 * 100 + int(more[1])
            if year > dated.low[0]:
                dated = Dated(dated.start, more.end(), dated.low, (year,))
        elif dated.plain and dated.low and len(dated.low) > 1 and (match := _JOIN.match(text, dated.end)) and not match["and"]:
            dated = _with_rest(text, dated, match.end())
        if dated.plain and dated.low and len(dated.low) == 3 and (first := _EN_DAYS.search(text[max(0, dated.start - 8) : dated.start])):
            low = _day(dated.low[0], dated.low[1], int(first["first"]))
            if low and low < dated.low:
                dated = Dated(dated.start - len(first[0]), dated.end, low, dated.high)
        out.append(dated)
    return out


def _with_rest(text: str, dated: Dated, at: int) -> Dated:
    """2021年4月1日至30日, 2021年4月至6月."""
    rest = _REST.match(text, at)
    assert dated.low is not None
    if not rest:
        return dated
    last = _day(dated.low[0], _number(rest["only"] or rest["month"]) or dated.low[1], None if rest["only"] else _number(rest["day"]))
    if not last or last <= dated.low or len(last) != len(dated.low):
        return dated
    return Dated(dated.start, rest.end(), dated.low, last)


def _limited(text: str, dated: Dated) -> Dated:
    """The date with "before" or "after" at it, which leave it out."""
    if not dated.plain:
        return dated
    before = text[max(0, dated.start - 14) : dated.start]
    if _AFTER.search(before) or (_AFTER_IT.match(text, dated.end)):
        return replace(dated, high=None, open=True)
    if _BEFORE.search(before) or (_BEFORE_IT.match(text, dated.end)):
        return replace(dated, low=None, open=True)
    return dated


def first(day: Day) -> Day:
    """The first day of a date."""
    return (*day, *(1, 1)[len(day) - 1 :])


def last(day: Day) -> Day:
    """The last day of a date (31 for any month)."""
    return (*day, *(12, 31)[len(day) - 1 :])
