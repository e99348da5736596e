"""Numbers as people write them in answers, in digits and in words of both languages, each with the digits that it states.

What is read here is what stands in an answer, which is mostly asserted; ``values.find_values`` reads source texts, where a bare numeral is
weak evidence. Texts are folded with ``cased=True``. What belongs to a name, a code, a clock time or a list's numbering is no number.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from kgcorpus import text_patterns as re
from kgcorpus.grade.worded import WORD, english, nth_behind, ordinal_words, words_of
from kgcorpus.model import Literal, Value
from kgcorpus.values_numbers import chinese_number


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written. ``places``: the power of ten of its last stated digit (None: it is exact). ``share``: "%" or "‰" written before
    it (百分之). ``weak``: a lone word that often counts nothing. ``above``: "30余". ``doubtful``: a raised digit stands close behind it.
    ``scaled``: it carries a multiplier; ``raw`` is its value without. ``parts``: of "3 in 4", the two numbers."""

    start: int
    end: int
    value: Fraction
    places: int | None = 0
    share: str | None = None
    ordinal: bool = False
    weak: bool = False
    above: bool = False
    doubtful: bool = False
    scaled: bool = False
    raw: Fraction = Fraction(0)
    words: bool = False


_ZH_DIGIT = "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_ZH = (
    rf"[{_ZH_DIGIT}十百千万亿廿拾佰仟俩仨]"
    rf"(?:[{_ZH_DIGIT}十万亿廿拾佰仟]|百(?!帕)(?:单(?=[一二三四五六七八九]))?|千(?![克米瓦帕卡焦伏赫]))*(?:点[{_ZH_DIGIT}]+)?"
)
_FIRST_LETTERS = "".join(sorted({word[0] for word in WORD.split("|")} | {word[0].upper() for word in WORD.split("|")}))
_CHINESE_SHARE = (
    rf"(?P<zf>(?:(?P<zwhole>{_ZH}|\d+)又)?(?P<zden>{_ZH}|\d+)分之(?P<znum>\d+(?:\.\d+)?|{_ZH}))"
    r"|(?P<cheng>[一二两三四五六七八九]|(?<![\d.])[1-9](?:\.\d)?)成(?P<more>半|[一二三四五六七八九])?"
    r"(?![立为员果功本长年绩熟交都分语人就效品因名像型])"
)
_FIGURES = (
    r"(?P<code>\d+:\d\d(?::\d\d)?(?!\d)|(?!\d{1,3}(?:\.\d{3}){2,}(?![\d.]))\d+(?:\.\d+){2,}|\[\d+\])"
    r"|(?P<frac>(?:(?P<whole>\d+)[ -])?(?P<num>\d+)(?: ?[/⁄] ?)(?P<den>[1-9]\d*)(?![\d/]|\.\d))"
    r"|(?P<digits>\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?!\d)"
    r"|\d{1,3}(?:[ '\u2009\u202f\u00a0]\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+\.\d+|(?<!\d,)\d+,\d{1,2}(?![\d,])|\d+|(?<![\w.])\.\d+)"
)
_CHINESE = rf"(?P<zh>{_ZH})|(?P<half>半)|(?P<vulgar>[½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
_WORDED = rf"(?=[{_FIRST_LETTERS}])\b(?P<en>(?i:{WORD})\b)"
# What a number may begin with is looked at first: that is quicker than trying each way of writing at each character.
_TOKEN = re.compile(rf"(?=[\d\[.{_ZH_DIGIT}十百千万亿廿拾佰仟俩仨半½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])(?:{_CHINESE_SHARE}|{_FIGURES}|{_CHINESE})|{_WORDED}")
_ASCII_TOKEN = re.compile(rf"(?=[\d\[.])(?:{_FIGURES})|{_WORDED}")
_MULTIPLIER = re.compile(
    r" ?(?P<zh>万亿|千万|百万|十万|亿|万|千|百)(?!分之)| ?(?P<en>hundred|thousand|million|billion|trillion|crore|lakh|dozen|mn|bn|tn|mln)\b"
    r"|(?P<k>k(?![\w/])|K(?![\w/])| ?[MB](?![\w/]))",
    re.I,
)
_TIMES = {
    "万亿": 10**12, "千万": 10**7, "百万": 10**6, "十万": 10**5, "亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "hundred": 100, "k": 1000,
    "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "crore": 10**7, "lakh": 10**5, "dozen": 12,
    "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12, "m": 10**6, "b": 10**9,
}  # fmt: skip
_POWER = re.compile(
    r" ?(?:[×x*·]|\\times|\\cdot) ?10 ?(?:(?:\^|\*\*) ?[({]?(?P<exp>[+-]?\d{1,3})[)}]?|(?P<sup>[⁺⁻]?[⁰¹²³⁴-⁹]{1,3})(?![⁰¹²³⁴-⁹]))"
    r"|[eE](?P<e>[+-]?\d{1,3})(?!\w|\.\d)"
    r"| ?(?:[×x*·]|\\times|乘以?) ?10的(?P<zh>负?[\d一二三四五六七八九十]{1,3})次[方幂]"
)
_TEN_TO = re.compile(r"10(?:(?:\^|\*\*) ?[({]?(?P<exp>[+-]?\d{1,3})[)}]?|(?P<sup>[⁺⁻]?[⁰¹²³⁴-⁹]{1,3})(?![⁰¹²³⁴-⁹]))")
_MONEY = re.compile(r"(?:[$¥€£₩₹₽]|\b(?:USD|CNY|RMB|EUR|GBP|JPY|HKD|AUD|CAD|CHF|INR) ?)[-~]?$")
_MONEY_BEHIND = re.compile(
    r" ?(?:euros?|dollars|pounds|sterling|yuan|yen|rupees|USD|CNY|RMB|EUR|GBP|JPY|HKD|AUD|CAD|CHF|INR|[€£¥])(?![A-Za-z])"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_CODES_BEFORE = re.compile(r"(?:USD|CNY|RMB|EUR|GBP|JPY|HKD|AUD|CAD|CHF|INR|KRW|Rs|BC|AD|CE|PT|ca|pH|US|HK|NT)\.?$")
_ORDINAL_BEFORE = re.compile(r"(?:第|\bNo\.?|№|#|\bchapter)\s?$", re.I)
_CHAPTER = re.compile(r"[#№]$|\b(?:no\.|chapter)\s?$", re.I)
_MARKER = re.compile(r"^[ \t]*(?:[-*•]\s*)?\(?(\d{1,2})[.、):](?=\s|[^\d\s])", re.M)
_VAGUE = "几数上多"
_NOT_BEFORE = frozenset("几数之唯统同逐其初周单专划归合均某另任期拜")
_NOT_AFTER = re.compile(r"[些样般定直旦致律并切向旁侧面再味心连流概贯体线字经句边起]|方面|部分|系列")
_COUNTED = frozenset(
    "个家名人次项种例条件户位只台份张片粒枚支批套款座处所间根本页章节篇字股手笔年月天日时分秒小周岁米厘毫公千克斤吨元块毛角美英亿万倍度里亩升平立层"
    "楼号票届世秒代颗棵株头匹辆艘架门首幅部集场轮局盘道点级星等国州省市县区村族口对打双副匙杯瓶盒箱桶袋包枝朵滴刻钟成季盎磅加海光纳微皮兆港欧日韩瑞卢百"
)
_ASCII = re.compile(r"[A-Za-z_@]")
_UNIT_POWER = re.compile(r"[A-Za-zμΩ°]\^\(?-?$")
_BELOW_ZERO = re.compile(r"(?:负的?|零下|\b(?:minus|negative) ?)$", re.I)
LONGEST = 400
"""A number is written in so many characters at the most; what is longer is a code or noise, and too long to be read as an integer."""
_RADIX = re.compile(r"[, '\u2009\u202f\u00a0]")


def numerals(text: str) -> list[Numeral]:
    """Every number of a text folded with ``cased=True``, in order, none inside another.

    >>> [str(n.value) for n in numerals("8,000 m or 2.4万; twenty-four point five, 四分之三, 3 1/2, -5, 711, B12, 壹佰贰拾")]
    ['8000', '24000', '49/2', '3/4', '7/2', '-5', '711', '120']
    """
    markers = _markers(text) if "\n" in text or text[:1].isdigit() or text[:1] in "(-" else frozenset()
    out: list[Numeral] = []
    at, token = 0, _ASCII_TOKEN if text.isascii() else _TOKEN
    while match := token.search(text, at):
        at = match.end()
        if (markers and match.start() in markers) or at - match.start() > LONGEST:
            continue
        found = _READERS[match.lastgroup or ""](text, match)
        if found is not None:
            out.append(found)
            at = max(at, found.end)
    return out


def _markers(text: str) -> frozenset[int]:
    """Where lines are numbered: what begins several lines, or the first of them."""
    found = [m for m in _MARKER.finditer(text) if text[m.end() : m.end() + 40].strip()]
    return frozenset(m.start(1) for m in found) if len(found) > 1 or (found and found[0][1] == "1") else frozenset()


def _signed(text: str, start: int) -> tuple[int, int]:
    """Where a number begins with its sign, and the sign."""
    if not start:
        return start, 1
    if text[start - 1] in "-+":
        before = text[start - 2 : start - 1] if start > 1 else ""
        if not before or before.isspace() or before in "([{:=<>~,;|是为到约至≈≤≥$¥€£\"'":
            sign = -1 if text[start - 1] == "-" else 1
            if not (before.isspace() and start > 2 and (text[start - 3].isdigit() or text[start - 3] == ")")):
                return start - 1, sign
    if (text[start - 1] in "负下的" or text[start - 1] in "es ") and (below := _BELOW_ZERO.search(text[max(0, start - 9) : start])):
        return start - len(below[0]), -1
    if text[start - 1] in "$¥€£" and text[start - 2 : start - 1] == "-":
        return start, -1
    return start, 1


def _places(digits: str) -> int:
    """The power of ten of the last digit that is stated: of 24900 the hundreds."""
    _, point, rest = digits.partition(".")
    if point:
        return -len(rest)
    return len(digits) - len(digits.rstrip("0") or digits)


def _digits(text: str, match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (_ASCII.match(before) or before == "\\") and not _CODES_BEFORE.search(text[max(0, start - 5) : start]):
        return None
    if before == "-" and start > 1 and text[start - 2].isalpha() and text[start - 2].isascii():
        return None  # COVID-19
    if before == "." and text[start - 2 : start - 1].isalnum():
        return None
    if before in ("^", "-") and _UNIT_POWER.search(text[max(0, start - 4) : start]):
        return None  # mol^-1
    raw = _RADIX.sub("", match[0]) if "," not in match[0] or _grouped(match[0]) else match[0].replace(",", ".")
    raw = raw.replace(".", "") if raw.count(".") > 1 else raw
    value = Fraction(int(raw)) if raw.isdigit() else Fraction(raw if raw[0] != "." else "0" + raw)
    places = _places(raw)
    ordinal = doubtful = False
    if raw == "10" and (power := _TEN_TO.match(text, start)):
        exponent = int(power["exp"] or power["sup"].translate(_RAISED))
        value, places, end = Fraction(10) ** exponent, exponent, power.end()
    elif power := _POWER.match(text, end):
        written = power["exp"] or power["e"] or (power["sup"] or "").translate(_RAISED)
        named = chinese_number((power["zh"] or "").lstrip("负")) if power["zh"] and not power["zh"].lstrip("负").isdigit() else None
        exponent = int(written or named or (power["zh"] or "0").replace("负", "-")) * (-1 if named and power["zh"].startswith("负") else 1)
        value, places, end = value * Fraction(10) ** exponent, places + exponent, power.end()
        value, places = value, min(places, exponent + _places(raw) if "." in raw else exponent)
    elif after and after in "sSnNrRtT" and (suffix := re.compile(r"(?:st|nd|rd|th)\b", re.I).match(text, end)):
        ordinal, end = True, suffix.end()
    elif after in "⁰¹²³⁴⁵⁶⁷⁸⁹" and after:
        doubtful = True
    elif vulgar := re.compile(r" ?([½¼¾⅓⅔⅛⅜⅝⅞])").match(text, end):
        value, places, end = value + _vulgar_value(vulgar[1]), 0, vulgar.end()
    if before and (before in "第#№" or before in " .o" or before == "r") and _ORDINAL_BEFORE.search(text[max(0, start - 8) : start]):
        ordinal = True
    start, sign = _signed(text, start)
    found = Numeral(start, end, value * sign, places, ordinal=ordinal, doubtful=doubtful, raw=value)
    return found if ordinal else _scaled(text, found)


def _grouped(written: str) -> bool:
    return re.search(r",\d{1,2}\Z", written) is None


def _of_money(text: str, start: int, end: int) -> bool:
    """Whether a currency stands before a number or behind it."""
    return bool(_MONEY.search(text[max(0, start - 5) : start]) or _MONEY_BEHIND.match(text, end))


def _scaled(text: str, number: Numeral) -> Numeral | None:
    """The number with what multiplies it or adds to it behind: 1亿2000万, 3.5 million, 30余万, 2 and a half."""
    value, end, above, places, scaled = abs(number.value), number.end, False, number.places, False
    total, smallest = Fraction(0), None
    while True:
        if text[end : end + 1] in ("余", "多") and re.match(r"[余多](?=[万亿千百\W个名人家年天岁元]|\Z)", text[end : end + 2]):
            above, end = True, end + 1
        match = _MULTIPLIER.match(text, end)
        if not match:
            break
        word = match["zh"] or match["en"] or match["k"]
        if match["k"] and word.strip() in ("b", "m") and not (word.islower() and _of_money(text, number.start, match.end())):
            break  # metres, bits; but €62.5m
        if word in ("千", "百") and text.startswith(tuple("克米瓦帕卡焦伏赫" if word == "千" else "帕"), match.end()):
            break  # 5千克 is a unit
        factor = _TIMES[word.strip().lower()]
        if smallest is not None and factor >= smallest:
            break
        value, end, smallest, scaled = value * factor, match.end(), factor, True
        places = None if places is None else places + len(str(factor)) - 1 if factor != 12 else 0
        more = re.compile(r"零?(\d+(?:\.\d+)?)(?=[万千百])|零?(\d+)(?=\D|\Z)(?!年|月|日)").match(text, end) if match["zh"] else None
        if not more:
            break
        piece = more[1] or more[2]
        if more[2] and not (len(piece) == 1 and "零" not in more[0]) and Fraction(piece) >= factor:
            break
        colloquial = bool(more[2]) and len(piece) == 1 and "零" not in more[0]  # 3万5
        total, value, end = total + value, Fraction(piece) * (Fraction(factor, 10) if colloquial else 1), more.end()
        places = _places(piece) + (len(str(factor)) - 2 if colloquial else 0)
    if joined := re.compile(r" and (?:(?:a|one)[ -](half|quarter|third)|three[ -](quarters))\b", re.I).match(text, end):
        value, end, places = value + {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}.get(
            (joined[1] or "").lower(), Fraction(3, 4)
        ), joined.end(), 0  # fmt: skip
        if match := _MULTIPLIER.match(text, end):
            factor = _TIMES[(match["zh"] or match["en"] or match["k"]).strip().lower()]
            value, end, places = value * factor, match.end(), None
    sign = -1 if number.value < 0 else 1
    total = (total + value) * sign
    return Numeral(
        number.start, end, total, places, number.share, number.ordinal, number.weak and end == number.end,
        above, number.doubtful, scaled or number.scaled, number.raw, number.words,
    )  # fmt: skip


_SPOKEN = str.maketrans("单俩仨", "零两三")
_PERSONS = tuple("他她它咱你我们哥姐兄母父夫")
_PRODUCT = re.compile("(?P<a>[一二三四五六七八九])(?P<b>[一二三四五六七八九])(?P<of>[一二三四五六七八九]?十[一二三四五六七八九]?)")


def _chinese(text: str, match: re.Match[str]) -> Numeral | None:
    start, end, written = match.start("zh"), match.end("zh"), match["zh"].translate(_SPOKEN)
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (before in _NOT_BEFORE or (before in _VAGUE and written[0] in "十百千万亿")):
        return None
    if after == "几" or (after in ("来", "数") and written[-1] in "十百千万"):
        return None
    if before in ("星", "礼") or text[max(0, start - 2) : start] in ("星期", "礼拜") or (written == "万" and before.isalpha()):
        return None
    if len(written) == 2 and written[0] in "零〇" and before in "年月时小":  # 一年零六个月
        start, written = start + 1, written[1]
    value = chinese_number(written)
    if value is None and (product := _PRODUCT.fullmatch(written)):  # 九九八十一难
        value = chinese_number(product["of"])
        value = value if value == (chinese_number(product["a"]) or 0) * (chinese_number(product["b"]) or 0) else None
    if value is None or (match["zh"] in "俩仨" and before in _PERSONS):
        return None
    lone = len(written) == 1 or written in ("十一", "一一")
    if lone and (written in "百千万亿" or _NOT_AFTER.match(text, end)):
        return None
    if lone and after and "\u3400" <= after <= "\u9fff" and after not in _COUNTED and after not in "多余又的吧呢左以到至和或与者还而就是才":
        return None
    ordinal = before == "第"
    start, sign = _signed(text, start)
    places = _zh_places(written, value)
    found = Numeral(
        start, end, value * sign, places, ordinal=ordinal, weak=len(written) == 1, scaled=written[-1] in "万亿千百佰仟",
        raw=chinese_number(written.rstrip("万亿千百佰仟")) or value, words=True,
    )  # fmt: skip
    return found if ordinal else _scaled(text, found)


def _zh_places(written: str, value: Fraction) -> int:
    if "点" in written:
        return -len(written.partition("点")[2])
    return _places(str(int(value))) if value else 0


def _zh_fraction(text: str, match: re.Match[str]) -> Numeral | None:
    def number(part: str) -> Fraction | None:
        return Fraction(part) if part[0].isdigit() else chinese_number(part)

    share = {"百": "%", "千": "‰", "万": "‱"}.get(match["zden"])
    below, above = Fraction(10_000) if match["zden"] == "万" else number(match["zden"]), number(match["znum"])
    if not below or above is None:
        return None
    start, sign = _signed(text, match.start())
    if share and not match["zwhole"]:
        written = match["znum"]
        places = _places(written) if written[0].isdigit() else _zh_places(written, above)
        return Numeral(start, match.end(), above * sign, places, share=share, raw=above, words=True)
    whole = number(match["zwhole"]) if match["zwhole"] else Fraction(0)
    return Numeral(start, match.end(), ((whole or 0) + above / below) * sign, None, words=True)


def _tenths(text: str, match: re.Match[str]) -> Numeral:
    first = chinese_number(match["cheng"]) if not match["cheng"][0].isdigit() else Fraction(match["cheng"])
    more = match["more"]
    rest = Fraction(5) if more == "半" else (chinese_number(more) or Fraction(0)) if more else Fraction(0)
    return Numeral(match.start(), match.end(), (first or Fraction(0)) * 10 + rest, 0 if more else 1, share="%", words=True)


def _fraction(text: str, match: re.Match[str]) -> Numeral | None:
    start = match.start()
    before = text[start - 1 : start]
    if before and (_ASCII.match(before) or before in "/."):
        return None
    whole = Fraction(match["whole"]) if match["whole"] else Fraction(0)
    start, sign = _signed(text, start)
    return Numeral(start, match.end(), (whole + Fraction(int(match["num"]), int(match["den"]))) * sign, None)


def _half(text: str, match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    before = text[start - 1 : start]
    if before == "一" and text[start - 2 : start - 1] not in tuple("上下前后另大每"):  # 一半; 上一半 is no number
        return Numeral(start - 1, end, Fraction(1, 2), None, words=True)
    if before and before in "一两大前后上下每个年天月多过夜参各对":
        return None
    if not re.match(r"[年天日个小数打公米里斤吨毫微千片升英]|\Z|\W", text[end : end + 1]):
        return None
    if text.startswith("数", end):
        end += 1
    return Numeral(start, end, Fraction(1, 2), None, weak=True, words=True)


def _vulgar_value(character: str) -> Fraction:
    above, _, below = unicodedata.normalize("NFKC", character).partition("\u2044")
    return Fraction(int(above), int(below))


def _vulgar(text: str, match: re.Match[str]) -> Numeral:
    start, sign = _signed(text, match.start())
    return Numeral(start, match.end(), _vulgar_value(match["vulgar"]) * sign, None)


def _english(text: str, match: re.Match[str]) -> Numeral | None:
    start = match.start()
    found = english(words_of(text, start))
    if found is None:
        return None
    value, places, start, end = found
    before = text[max(0, start - 10) : start]
    if before[-1:] == "-" and before[-2:-1].isalpha():
        return None
    ordinal = bool(_CHAPTER.search(before))
    if value and value % 10 == 0 and 20 <= value % 100 <= 90 and (nth := nth_behind(text, end)):
        end, value, ordinal = nth[0], value + nth[1], True
    start, sign = _signed(text, start)
    lone = match[0].lower() in ("one", "half", "a", "quarter")
    weak = lone and end - start <= 9
    return Numeral(start, end, value * sign, places, ordinal=ordinal, weak=weak, raw=value, words=True)


_READERS = {
    "zf": _zh_fraction, "znum": _zh_fraction, "cheng": _tenths, "more": _tenths, "den": _fraction, "code": lambda text, match: None,
    "frac": _fraction, "digits": _digits, "zh": _chinese, "half": _half, "vulgar": _vulgar, "en": _english,
}  # fmt: skip


def number_words(text: str) -> list[Value]:
    """Whole numbers in English words, with their places.

    >>> [(v.text, v.literal.value) for v in number_words("one hundred and twenty-five people, twelve of them")]
    [('one hundred and twenty-five', '125'), ('twelve', '12')]
    """
    found = (n for n in numerals(text) if n.words and text[n.start].isascii() and n.value.denominator == 1)
    return [Value(n.start, n.end, text[n.start : n.end], Literal("xsd:decimal", str(n.value))) for n in found]


def ordinals(text: str) -> list[Value]:
    """Ordinals in English words or figures, with their places ("the ninth edition", "9th"); days of a month are none.

    >>> [(v.text, v.literal.value) for v in ordinals("the ninth, not the 10th, of a series; 1st April; the twenty-first")]
    [('ninth', '9'), ('10th', '10'), ('twenty-first', '21')]
    """
    found = ordinal_words(text) + [(m.start(), m.end(), int(m[1])) for m in _NTH.finditer(text)]
    return [Value(start, end, text[start:end], Literal("xsd:decimal", str(number))) for start, end, number in sorted(found)]


_NTH = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th)\b(?!\s+(?:of\s+)?(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december))",
    re.I,
)
_ROMAN = re.compile(
    r"\W*(?:(?:chapter|part|volume|vol\.?|book|act|article|section|world war|type|stage|phase|class|grade|level|第)\s*)?"
    r"(M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?:\s*[章卷部节篇世])?\W*"
)


def roman(text: str) -> int | None:
    """The number of a text that is one Roman numeral, with the word that it numbers at most.

    >>> roman("Chapter IV."), roman("XLII"), roman("I"), roman("Ivy")
    (4, 42, None, None)
    """
    match = _ROMAN.fullmatch(text) or _ROMAN.fullmatch(text[:1].lower() + text[1:])
    if not match or not match[1] or (match[1] in ("I", "C", "D", "M", "L") and match[0].strip(" .") == match[1]):
        return None
    return _roman_value(match[1])


def _roman_value(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[c] for c in numeral]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


_ROMAN_BEHIND = re.compile(
    r"\b([A-Za-z]{3,})\s+((?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?![\w'])(?!\.\w)"
)


def romans(text: str, question: str) -> list[tuple[int, int, int]]:
    """The Roman numerals behind a word of a question (in lower case), with their places and numbers.

    >>> romans("Super Bowl LIV, not Super Bowl LIII", "which super bowl was it?"), romans("chapter I think", "which chapter?")
    ([(6, 14, 54), (26, 35, 53)], [])
    """
    out = []
    for match in _ROMAN_BEHIND.finditer(text):
        lone = len(match[2]) == 1 and re.match(r" [a-z]", text[match.end() : match.end() + 2])
        if match[1].lower() in question and not lone:
            out.append((match.start(1), match.end(), _roman_value(match[2])))
    return out
