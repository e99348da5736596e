"""Written numbers: digits with separators, Chinese and English numerals, multipliers, signs.

What is part of a name, a code, a clock time or a heading's number is no number.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kgcorpus import text_patterns as re
from kgcorpus.units import match_unit

_ZH_DIGITS = {c: i for i, cs in enumerate(("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in cs}
_ZH_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ZH_LARGE = {"万": 10**4, "亿": 10**8}
_ZH_DIGIT = "".join(_ZH_DIGITS)
_ZH = f"(?:[{_ZH_DIGIT}十拾廿][{_ZH_DIGIT}十拾百佰千仟万亿]*(?:点[{_ZH_DIGIT}]+)?)"
_EN_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_EN_SMALL = {word: value for value, word in enumerate(re.findall(r"\w+", _EN_UNITS))}
_EN_TENS = dict(zip(re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety"), range(20, 100, 10), strict=True))
_EN_LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mn": 10**6, "bn": 10**9}
_EN_WORD = "|".join([*_EN_TENS, *sorted(_EN_SMALL, key=len, reverse=True)])
_EN = rf"(?:\b(?:{_EN_WORD})(?:[- ](?:{_EN_WORD}))?(?: hundred(?: and (?:{_EN_WORD})(?:[- ](?:{_EN_WORD}))?)?)?\b)"
_DIGITS = (
    r"\d{1,3}(?:, \d{3}){2,}(?![\d,])(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+)?"
    r"|\d{1,3}(?:[\u2009\u202f\u00a0]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+"
)
_SECTION_TEXT = re.compile(r"\s+[A-Z一-龥]")
_NUMBER = re.compile(
    rf"(?P<share>百分之|千分之|万分之)?(?:(?P<digits>{_DIGITS})|(?P<zh>{_ZH})|(?P<en>{_EN})|(?P<half>半)(?=[年天日]|个月|小时))", re.I
)
_SHARES = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_MULTIPLIER = re.compile(r" ?(万亿|千万|百万|十万|亿|万|千|百)| ?(hundred|thousand|million|billion|trillion|bn|mn)\b|(k|m)\b", re.I)
_ZH_MULTIPLIERS = {"万亿": 10**12, "千万": 10**7, "百万": 10**6, "十万": 10**5, "亿": 10**8, "万": 10**4, "千": 1000, "百": 100}
_EXPONENT = re.compile(r"[eE]([+-]?\d{1,2})(?![\w.])| ?[×x*] ?(?=10[\^*⁰¹²³⁴-⁹⁻])")

COUNTERS = "个家名人次项种例条件户位只台份张片粒枚支批套款座处所间根本页章节篇字股手起笔"
_WORD_BEFORE_A_LABEL = re.compile(
    r"(?:\b(?:type|stage|grade|phase|class|table|tables|figures?|fig\.|no\.|number|section|chapter|articles?|page|pp?\.|step|version|"
    r"part|appendix|rule|group|item|question|note|iso|iec|ieee|icd|gb|gb/t|yy/t|ver\.?)|№|第|表|图|附件|议案|公告|方案|附录|附表|步骤|编号|型号|代码|证券代码|股票代码)\s?$",
    re.I,
)
_LABEL_AFTER = re.compile(r"[型号级期类代版楼层届章节条款#℃]|[-/][A-Za-z]|[a-z]*[A-Z]")
_ZH_NOT_BEFORE = frozenset("第几数之唯统同逐其初周单万专划归合均某另每")
_ZH_NOT_AFTER = re.compile("[些样般定直旦起致律并切向旁侧面再味心连流概贯体度线字经句下]|方面|部分|系列|分(?![钟之])")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: its span, its value, what it is a share of ("%") and how sure it is that it is meant as one.

    ``worded``: a single numeral that is often no quantity (一, one), accepted only with a unit or comparison. ``above``: "10余".
    ``scaled``: it carries a multiplier of its own (万, million); ``raw`` is the value without it.
    """

    start: int
    end: int
    value: Fraction
    share: str | None = None
    worded: bool = False
    above: bool = False
    scaled: bool = False
    raw: Fraction = Fraction(0)


def chinese_number(text: str) -> Fraction | None:
    """The value of a Chinese numeral, None where the characters make none.

    >>> chinese_number("一万二千"), chinese_number("二〇二一"), chinese_number("三点五"), chinese_number("十五"), chinese_number("两百五")
    (Fraction(12000, 1), Fraction(2021, 1), Fraction(7, 2), Fraction(15, 1), Fraction(250, 1))
    """
    whole, _, decimals = text.partition("点")
    if decimals and not all(c in _ZH_DIGITS for c in decimals):
        return None
    fraction = Fraction(int("".join(str(_ZH_DIGITS[c]) for c in decimals)), 10 ** len(decimals)) if decimals else Fraction(0)
    if len(whole) > 1 and all(c in _ZH_DIGITS for c in whole):  # digit by digit: 二〇二一; but 一二 ("one or two") is none
        return Fraction(int("".join(str(_ZH_DIGITS[c]) for c in whole))) + fraction if len(whole) >= 3 or "点" in text else None
    total = section = digit = 0
    last = 1
    for c in whole:
        if c in _ZH_DIGITS:
            if digit:
                return None
            digit = _ZH_DIGITS[c]
            last = 10 if digit == 0 else last
        elif c == "廿":
            section, last = section + 20, 10
        elif c in _ZH_SMALL:
            section, digit, last = section + (digit or 1) * _ZH_SMALL[c], 0, _ZH_SMALL[c]
        else:
            total, section, digit, last = (
                (total + section + digit) * _ZH_LARGE[c] if _ZH_LARGE[c] > 10**4 else total + (section + digit) * _ZH_LARGE[c],
                0,
                0,
                _ZH_LARGE[c],
            )
    if digit and last >= 100:  # 两百五 = 250, 一万五 = 15000
        digit *= last // 10
    return Fraction(total + section + digit) + fraction


def english_number(text: str) -> Fraction | None:
    """The value of an English numeral below a thousand.

    >>> english_number("twenty-one"), english_number("One hundred and five")
    (Fraction(21, 1), Fraction(105, 1))
    """
    total = current = 0
    for word in re.split(r"[- ]+", text.lower()):
        if word == "hundred":
            current = (current or 1) * 100
        elif word in _EN_TENS:
            current += _EN_TENS[word]
        elif word in _EN_SMALL:
            if current % 10 and current < 100:
                return None
            current += _EN_SMALL[word]
    return Fraction(total + current)


def _sign(text: str, at: int) -> bool:
    """Whether the hyphen before ``at`` is a minus sign and not a dash of a range, a name or a list."""
    if at == 0 or text[at - 1] != "-":
        return False
    before = text[max(0, at - 12) : at - 1]
    last = before.rstrip()[-1:]
    if not last or last in "([{:=<>≤≥~,，、;；|为是至到达约（：":
        return True
    return before[-1:].isspace() and last.isascii() and last.isalpha()


def _is_label(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether the digits at ``[start, end)`` belong to a name, a code, a time, a fraction or a heading's number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and ((before.isalnum() and before.isascii()) or before in "_#@№"):
        return True
    if (
        before in "-"
        and before
        and re.search(r"[A-Za-z\d]-$", text[max(0, start - 2) : start])
        and re.search(r"[A-Za-z]-$", text[max(0, start - 2) : start])
    ):
        return match_unit_before(text, start - 1) is False
    if before in ("×", "*") or (before == "^" and text[start - 3 : start - 1] == "10"):  # the 10 of ×10^9
        return True
    if (
        before == "-"
        and re.match(r"(?:19|20)\d\d(?!\d)", text[start:])
        and (code := re.search(r"([A-Z]{2,}(?:/[A-Z])?) ?\d{3,}[\d.]*-$", text[max(0, start - 16) : start]))
        and not (len(code.group(1)) == 3 and match_unit(code.group(1), 0))  # CNY 100-1900: a currency
    ):  # GB/T 1234-2019
        return True
    if before == "." and text[start - 2 : start - 1].isalnum():
        return True
    if before in ("/", ":") and text[start - 2 : start - 1].isalnum() and before:
        return True
    if after in ("/", ":", ".") and after and text[end + 1 : end + 2].isdigit():
        return True
    if _WORD_BEFORE_A_LABEL.search(text[max(0, start - 16) : start]):
        return True
    digits = match.group("digits")
    if (
        digits
        and digits[0] == "."
        and (text[max(0, start - 9) : start].rstrip() or "=")[-1] not in "<>=≤≥(~-"
        and not text[max(0, start - 9) : start].rstrip()[-1:].isascii()
    ):
        return True  # the leader of a table of contents
    if digits and digits.isdigit():
        if (len(digits) > 1 and digits[0] == "0") or len(digits) > 13:
            return True
        if before == "[" and after == "]":
            return True
        line = text.rfind("\n", 0, start) + 1
        if not text[line:start].strip(" \t(（") and re.match(r"[.、)）](?!\d)", text[end : end + 2]) and text[end + 1 : end + 40].strip():
            return True  # the number of a list item
        if re.search(r"[。；;>]\s*$", text[max(0, start - 3) : start]) and re.match(r"[.、)）]\s?[^\s\d]", text[end : end + 3]):
            return True
    if digits and re.fullmatch(r"\d{1,2}(?:\.\d{1,2})+", digits) and not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t#*"):
        return _SECTION_TEXT.match(text, end) is not None and match_unit(text, end + 1) is None and not _MULTIPLIER.match(text, end)
    if after and _LABEL_AFTER.match(text, end) and match_unit(text, end + (after == "-")) is None:
        return not _MULTIPLIER.match(text, end) or after in "-/"
    if after.isascii() and after.isalpha() and match_unit(text, end) is None:
        return not (_EXPONENT.match(text, end) or _MULTIPLIER.match(text, end))
    return False


def match_unit_before(text: str, at: int) -> bool:
    """Whether a unit ends at ``at`` right after a digit ("3mg-6mg"): then a hyphen there is a range."""
    match = re.search(r"\d\s?([A-Za-zμ%/]+\d?)$", text[max(0, at - 16) : at])
    if not match:
        return False
    found = match_unit(match.group(1), 0)
    return found is not None and found[0] == len(match.group(1))


def _multiplied(text: str, number: Number, money: bool) -> Number:
    """The number with the multipliers and further parts that follow it: 1亿2000万, 3.5 million, 10余万."""
    value, end, above, scaled = number.value, number.end, number.above, False
    total = Fraction(0)
    smallest: int | None = None
    while True:
        if fuzzy := re.match("[余多](?=[万亿千百]|[^\\d，,。；;]|$)", text[end : end + 2]):
            above, end = True, end + fuzzy.end()
        match = _MULTIPLIER.match(text, end)
        if not match or (match.group(3) and not money):
            break
        zh = match.group(1)
        if zh and (match_unit(text, match.start(1)) or text.startswith(("分之", "分点"), match.end())):
            break
        factor = _ZH_MULTIPLIERS[zh] if zh else {"k": 1000, "m": 10**6, **_EN_LARGE}[(match.group(2) or match.group(3)).lower()]
        if smallest is not None and factor >= smallest:
            break
        value, end, scaled = value * factor, match.end(), True
        smallest = factor
        more = re.match(r"\d+(?:\.\d+)?(?=[万千百])", text[end:]) if zh else None
        if not more:
            break
        total, value, end = total + value, Fraction(more.group()), end + more.end()
    if fuzzy := re.match("[余多](?=[^\\d，,。；;]|$)", text[end : end + 2]):
        above, end = True, end + fuzzy.end()
    worded = number.worded and end == number.end
    return Number(number.start, end, total + value, number.share, worded, above, scaled or number.scaled, number.raw)


def find_numbers(text: str) -> list[Number]:
    """Every number of a text folded with ``cased=True``, in order."""
    found: list[Number] = []
    at = 0
    while match := _NUMBER.search(text, at):
        at = match.end()
        number = _read(text, match)
        if number is None:
            continue
        money = bool(re.search(r"(?:[$¥€£]|USD|CNY|RMB|EUR|HKD)\s?$", text[max(0, number.start - 5) : number.start]))
        number = _multiplied(text, number, money)
        found.append(number)
        at = max(at, number.end)
    return found


def _read(text: str, match: re.Match[str]) -> Number | None:
    start, end = match.start(), match.end()
    share = _SHARES.get(match.group("share") or "")
    if match.group("half"):
        return Number(start, end, Fraction(1, 2)) if text[start - 1 : start] not in "一两大前后上下每" or start == 0 else None
    if digits := match.group("digits"):
        first = match.start("digits")
        if _is_label(text, first, end, match):
            return None
        value = Fraction(re.sub("[, \u2009\u202f\u00a0]", "", digits))
        if exponent := _EXPONENT.match(text, end):
            if exponent.group(1):
                value, end = value * Fraction(10) ** int(exponent.group(1)), exponent.end()
            elif (power := match_unit(text, exponent.end())) and re.fullmatch(r"10\^\d+", power[1]):
                value, end = value * Fraction(10) ** int(power[1][3:]), power[0]
        if _sign(text, first) or (
            re.search("[一-龥]-$", text[max(0, first - 2) : first]) and match_unit(text, end + text.startswith(" ", end))
        ):
            start, value = first - 1, -value
        elif first and text[first - 1] == "+" and (first == 1 or text[first - 2] in " (~-至到为,，、:<>≤≥="):
            start = first - 1
        return Number(start, end, value, share, raw=value)
    if zh := match.group("zh"):
        value_or_none = chinese_number(zh)
        if share and value_or_none is not None:
            return Number(start, end, value_or_none, share, raw=value_or_none)
        if value_or_none is None or (start and text[start - 1] in _ZH_NOT_BEFORE) or _ZH_NOT_AFTER.match(text, end):
            return None
        if text.startswith(("分之", "余", "多", "几"), end) or text.startswith(tuple("型号级期类代版届章节条款"), end):
            return None if not text.startswith(("余", "多"), end) else Number(start, end, value_or_none)
        if _LABEL_AFTER.match(text, end):
            return None
        raw = chinese_number(zh.rstrip("万亿千百")) or value_or_none
        return Number(start, end, value_or_none, worded=len(zh) == 1 or zh in ("十一", "一一"), scaled=zh[-1] in "万亿千百", raw=raw)
    word = match.group("en")
    value_or_none = english_number(word)
    if value_or_none is None or (text[end : end + 1] == "-" and not match_unit(text, end + 1)):
        return None
    if _WORD_BEFORE_A_LABEL.search(text[max(0, start - 16) : start]):
        return None
    return Number(start, end, value_or_none, worded=True, raw=value_or_none)
