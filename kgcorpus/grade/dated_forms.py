"""What a date is, and the forms of written dates, Chinese and English, each by the name of what reads it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from kgcorpus import text_patterns as re
from kgcorpus.grade.worded import day_words
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


def number_of(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if len(text) >= 2 and not set(text) & set("十百千"):
        return int("".join(str("〇一二三四五六七八九".index(c.translate(str.maketrans("零○", "〇〇")))) for c in text))
    value = chinese_number(text)
    return int(value) if value is not None else None


def day_of(year: int | None, month: int | None = None, day: int | None = None) -> Day | None:
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


MONTHS = {
    name: n
    for n, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept",
         "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = "(?P<name>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?|(?P<dayword>{day_words()})"
ZH = "零〇○一二三四五六七八九十"
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
YEAR = r"(?P<year>[12]\d{3}|\d{3,4}(?= ?(?:BCE?|B\.C|AD|CE)\b))(?!\d|,\d)(?P<era> ?(?:BCE?|B\.C\.(?:E\.)?|AD|A\.D\.|CE)(?![A-Za-z]))?"
ERAS = (
    "太平兴国|希吉来历|黄帝纪元|民国|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|顺治|崇德|天命|天聪|洪武|建文|永乐"
    "|洪熙|宣德|正统|景泰|天顺|成化|弘治|正德|嘉靖|隆庆|万历|泰昌|天启|崇祯|至元|大德|至正|贞观|武德|永徽"
    "|开元|天宝|贞元|元和|会昌|大中|咸通|乾符|建隆|景德|庆历|嘉祐|熙宁|元丰|元祐|崇宁|政和|宣和|靖康|建炎"
    "|绍兴|淳熙|建安|黄初|太和|元狩|元封|建武|永平|明治|大正|昭和|平成|令和|大业|开皇|神龙|天佑|宝庆|咸淳"
    "|德祐|洪宪|檀纪|佛历|回历|伊历"
)
ERA = re.compile(
    rf"(?:中华)?(?:{ERAS})(?:元"
    rf"|[{ZH}廿卅百\d]+)年(?:[{ZH}正腊冬闰\d]+月)?(?:初?[{ZH}廿\d]+[日号]?)?"
    r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
    r"|\b(?:\d+|[A-Z]\w+|first|second|third) year of (?:the )?(?:reign of )?(?:the )?[A-Z]\w+(?: (?:era|reign|emperor))?"
    r"|\b(?:Minguo|Reiwa|Heisei|Showa|Taisho|Meiji|Kangxi|Qianlong"
    r"|Guangxu) \d+|\b\d{3,4} ?(?:AH|A\.H\.|AM)\b"
)
LUNAR = re.compile(
    rf"(?:\d{{4}}年)?(?:农历|阴历|旧历|夏历)[^,，。;；()（）、\n]{{0,16}}|(?:\d{{4}}年)?(?:闰?[{ZH}\d]{{1,2}}|正|腊|冬)月(?:初[{ZH}]"
    rf"|廿[{ZH}]?|三十(?![日号])"
    rf"|[{ZH}]{{2}}(?![日号{ZH}]))|(?:正|腊)月|大?年?除夕|大年初[{ZH}]"
    r"|\b(?:\w+ day of the )?(?:\w+ )?(?:lunar|lunisolar)(?: (?:month|calendar|year|new year))?(?:,? (?:in )?\d{4})?",
    re.I,
)
_MONTH = "1[0-2]|0?[1-9]|一?十[一二]?|零?[一二三四五六七八九]"
_DAY = "[0-3]?\\d|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|零?[一二三四五六七八九]"
FEASTS = {
    "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "六一": (6, 1), "儿童节": (6, 1), "国庆": (10, 1), "平安夜": (12, 24),
    "圣诞": (12, 25), "new year's day": (1, 1), "christmas eve": (12, 24), "christmas": (12, 25), "new year's eve": (12, 31),
}  # fmt: skip
"""Days of the year that have a name in place of their number."""
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("feast", re.compile(
        rf"(?<!\d)(?P<year>[12]\d{{3}}|[{ZH}]{{4}})年的?(?P<feast>元旦|国庆节|国庆日|圣诞节|平安夜"
        r"|(?:五一)?国?际?劳动节|五一节?|六一节?|(?:六一)?国?际?儿童节)(?:当天|这天|那天|当日)?(?![期假档])"
        r"|\b(?P<name>New Year's (?:Day|Eve)|Christmas (?:Day|Eve))(?:,| of| in)? (?P<year2>[12]\d{3})(?!\d)", re.I)),
    ("related", re.compile(
        rf"(?P<which>同年|当年|是年|该年|次年|翌年|第二年)的?(?P<month>{_MONTH})月份?(?:(?P<day>{_DAY})[日号])?"
        rf"|(?P<same>同月|当月|次月)(?P<only>{_DAY})[日号]")),
    ("zh", re.compile(
        rf"(?P<bc>公元前|西元前|纪元前|前)?(?:公元|西元)?(?<![\d.])(?<!\d,)(?P<year>\d{{1,4}}"
        rf"|[{ZH}百千]{{1,8}}) ?年(?:度)?(?!代|龄|级|多|半)"
        rf"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?:的)? ?(?P<month>{_MONTH}) ?月(?:份)?"
        rf"(?: ?(?P<day>{_DAY}) ?[日号])?)?(?P<part>初|底|末|春|夏|秋"
        rf"|冬|年中|中旬|上旬|下旬)?")),
    ("zhmd", re.compile(
        rf"(?<![\d{ZH}])(?P<month>{_MONTH}) ?月 ?(?P<day>{_DAY}) ?[日号]")),
    ("century", re.compile(
        rf"(?P<bc>公元前|前)?(?P<zh>\d{{1,2}}|[{ZH}]{{1,3}})世纪(?:(?P<decade>\d0|[{ZH}]十)年代)?(?:初|中叶|中期|末|早期"
        rf"|晚期|后期|前期|上半叶|下半叶)?"
        r"|\b(?:(?:early|mid|late)[ -])?(?:the )?(?:(?P<en>\d{1,2})(?:st|nd|rd|th)"
        r"|(?P<word>[a-z]+(?:-[a-z]+)?))[ -]century(?P<era> ?(?:BCE?|B\.C\.|AD|CE))?", re.I)),
    ("decade", re.compile(r"(?<![\d,.])(?P<year>[12]\d\d0)(?:'?s\b|年代)(?:初|中期|末|后期|前期)?")),
    ("short", re.compile(
        rf"(?:'|\b(?:the )?)(?P<two>\d0)'?s\b|(?<!世纪)(?<!\d)(?P<zh>\d0|[{ZH}]十)年代|\b(?:the )?(?:twenties|thirties|forties|fifties"
        rf"|sixties|seventies|eighties|nineties)\b|(?<!\w)'\d\d\b(?!s)", re.I)),
    ("iso", re.compile(
        r"(?<![\d./-])(?P<year>[12]\d{3})(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])"
        r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-])")),
    ("iso", re.compile(r"(?<![\d./-])(?P<year>[12]\d{3})[-/](?P<month>1[0-2]|0[1-9])(?![\d/.-]|年)")),
    ("compact", re.compile(r"(?<!\d)(?P<year>1[0-9]\d\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")),
    ("figures", re.compile(r"(?<![\d./-])(?P<a>\d{1,2}) ?(?P<mark>[-/.]) ?(?P<b>\d{1,2}) ?(?P=mark) ?(?P<year>[12]\d{3})(?![\d/-]|\.\d)")),
    ("two", re.compile(r"(?<![\d./-])\d{1,2}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{2}(?![\d/.-])")),
    ("en", re.compile(
        rf"\b(?:the )?(?:{DAY})(?: day)?(?: of)?[ -]{MONTH}(?!\w)(?:,? ?(?:in "
        rf"|of )?(?:the year )?[ -]?{YEAR})?(?P<cut> ?'\d\d)?", re.I)),
    ("en", re.compile(rf"\b{MONTH} (?:the )?(?:{DAY})\b(?!,?\d|:\d)(?:,? ?(?:of |in )?{YEAR})?(?P<cut>,? '\d\d)?", re.I)),
    ("en", re.compile(rf"\b{MONTH},?[ -](?:of )?{YEAR}", re.I)),
    ("quarter", re.compile(
        r"\b(?:(?P<q>Q[1-4]|(?:the )?(?:first|second|third|fourth) quarter)|(?P<h>H[12]|(?:the )?(?:first"
        r"|second) half))(?:,? (?:of )?)(?P<year>[12]\d{3})(?!\d)"
        r"|\b(?P<year2>[12]\d{3}) ?(?P<q2>Q[1-4]|H[12])\b", re.I)),
    ("bare", re.compile(
        r"(?=[\dAaC])(?P<before>\b(?:AD|A\.D\.|CE|anno Domini) ?)?(?<![\w.$¥€£#+,])(?<!\d-)(?P<year>\d{1,4})(?P<era> ?(?:BCE?"
        r"|B\.C\.(?:E\.)?"
        r"|AD|A\.D\.|CE)(?![A-Za-z]))", re.I)),
    ("bare", re.compile(
        r"(?=[\dAaC])(?P<before>\b(?:AD|A\.D\.|CE|anno Domini) ?)?(?<![\w.$¥€£#+])(?<!\d,)(?:(?<![\d/]-)"
        r"|(?<=[12]\d{3}-))(?P<year>[12]\d{3})"
        r"(?![\w%/#]|[.,]\d|-\d\d?-| ?(?:km|kg|m|mg|miles?|metres?|meters?|people|years|days|人|个|名|米|公里|元|%|members"
        r"|dollars)\b)", re.I)),
    ("bare", re.compile(r"(?=[ACaitysc])(?P<before>\b(?:AD|A\.D\.|CE|anno Domini) ?|\b(?:in|year|the year|around|since|circa"
        r"|c\.) )(?P<year>\d{2,3})(?![\w%/]|[.,]\d)", re.I)),
    ("glued", re.compile(r"(?<![\w.,])(?P<year>1[5-9]\d\d|20\d\d)\d{1,2}(?![\w.,]*\d)")),
)  # fmt: skip
HINT = re.compile(
    r"\d{2}|年|世纪|月|century|\bBC|\bthe \w+ties\b|除夕|nineteen|eighteen|twenty|thousand|hundred|lunar|seventeen|sixteen"
    r"|[a-z] of (?:ja|fe|ma|ap|ju|au|se|oc|no|de)",
    re.I,
)
JOIN = re.compile(r" ?(?:-{1,2}|~|至|到) ?| (?:to|through|until|till) |(?P<and> and |和|与)", re.I)
BETWEEN = re.compile(r"(?:between|from|介于|在|从|自)\s?(?:the )?$", re.I)
TWO_MORE = re.compile(r" ?[-–/~] ?(\d\d)(?!\d)")
REST = re.compile(rf"(?:(?P<month>1[0-2]|0?[1-9]) ?月 ?)?(?P<day>[0-3]?\d|[{ZH}]{{1,3}}) ?[日号]|(?P<only>1[0-2]|0?[1-9]) ?月(?:份)?")
EN_DAYS = re.compile(r"(?P<first>\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|~) ?$", re.I)
EN_MONTHS = re.compile(rf"\b(?:from |between )?{MONTH} ?(?:to|through|until|and|-) ?$", re.I)
AFTER = re.compile(r"(?:\b(?:after|later than)|晚于|迟于)\s?(?:the )?$", re.I)
BEFORE = re.compile(r"(?:\b(?:before|prior to|earlier than)|早于)\s?(?:the )?$", re.I)
AFTER_IT = re.compile(r" ?(?:以后|之后|后(?![来期半]))", re.I)
BEFORE_IT = re.compile(r" ?(?:以前|之前|前(?![期半后]))", re.I)
