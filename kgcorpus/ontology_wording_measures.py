"""How the values of a predicate are compared: the pair of adjectives that an ontology leaves out, derived from the noun, the unit and the
datatype.

``kgc:comparative`` names the word for the greater and that for the smaller value, "高/低" or "high/low", and, where the thing measured has
another name than in ``kgc:phrase``, that name before a colon: "用时：长/短". What no rule knows has no comparison.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from .english import agree, head_index
from .units import CURRENCIES, unit

if TYPE_CHECKING:
    from .ontology import Predicate

NUMBERS = frozenset({"xsd:decimal", "xsd:integer"})
DATES = frozenset({"xsd:date", "xsd:gYear", "xsd:gYearMonth"})
_WRITTEN = re.compile(r"(?:(?P<noun>[^:：/|{}]+?)\s*[:：]\s*)?(?P<more>[^:：/|{}]+?)\s*/\s*(?P<less>[^:：/|{}]+)")


class Comparative(NamedTuple):
    """The thing measured (empty: as ``kgc:phrase`` has it), and the adjectives for the greater and for the smaller value."""

    noun: str
    more: str
    less: str


def read_comparative(text: str) -> Comparative | None:
    """What ``kgc:comparative`` says; None where it is not written so.

    >>> read_comparative("用时：长/短"), read_comparative("high/low"), read_comparative("higher")
    (Comparative(noun='用时', more='长', less='短'), Comparative(noun='', more='high', less='low'), None)
    """
    match = _WRITTEN.fullmatch(text.strip())
    return Comparative((match["noun"] or "").strip(), match["more"].strip(), match["less"].strip()) if match else None


def measured(predicate: Predicate, lang: str, phrases: Sequence[str], statements: Sequence[str] = ()) -> tuple[str, str]:
    """The thing measured, and how it goes with its bearer: in Chinese the particle (的, or nothing: 需要的时间), in English the preposition
    ("of", "in", "for"), or, where it is a verb that is said ("takes", "was first published"), "verb". Empty where there is no noun.
    """
    return _measured_zh(predicate, phrases, statements) if lang == "zh" else _measured_en(predicate, phrases, statements)


def derive_comparative(predicate: Predicate, lang: str, phrases: Sequence[str], statements: Sequence[str] = ()) -> str:
    """The adjectives for a predicate's values in a language; empty where no rule knows them."""
    if predicate.datatype not in NUMBERS | DATES or predicate.qualifier:
        return ""
    noun, way = measured(predicate, lang, phrases, statements)
    if not noun:
        return ""
    if predicate.datatype in DATES:
        return "晚/早" if lang == "zh" else "late/early"
    return _adjectives_zh(noun, predicate) if lang == "zh" else _adjectives_en(noun, way, predicate)


# ------------------------------------------------------------------------------------------- Chinese

_TAKES = {
    "需要": "需要的时间", "需": "需要的时间", "要": "需要的时间", "耗时": "耗时", "用时": "用时", "历时": "历时", "持续": "持续的时间",
}  # fmt: skip


def _measured_zh(predicate: Predicate, phrases: Sequence[str], statements: Sequence[str]) -> tuple[str, str]:
    for phrase in phrases:
        if (match := re.fullmatch(r"\{s\}的([^{}的]+)", phrase)) and not match[1].startswith("所"):
            return match[1], "的"
        if match := re.fullmatch(r"\{s\}([^{}的]{1,6}的[^{}的]+)", phrase):
            return match[1], ""  # 披露的营业收入
    if predicate.unit and _is_time(predicate.unit):
        for statement in statements:
            if (match := re.fullmatch(r"\{s\}([^{}]+)\{o\}", statement)) and match[1] in _TAKES:
                return _TAKES[match[1]], ""
    return "", ""


_RULES_ZH: tuple[tuple[str, str], ...] = (
    (r"(?:编号|序号|号码|代码|电话|邮编|版次|届次|名次|排名|位次|等级|级别|级数|页码|号)", ""),
    (r"(?:指数|倍数|分数|度数|读数)", "高/低"),
    (r"(?:系数|参数|基数)", "大/小"),
    (r"(?:数|数量|数目|人口|人次)", "多/少"),
    (r"(?:剂量|用量|容量|重量|质量|体量|流量|角度|幅度|跨度|面积|体积|容积|规模|半径|直径|口径|尺寸|功率|电流|年龄|岁数)", "大/小"),
    (r"(?:长度|全长|周长|距离|路程|里程|航程)", "长/短"),
    (r"宽度", "宽/窄"),
    (r"厚度", "厚/薄"),
    (r"深度", "深/浅"),
    (r"(?:速度|时速|流速)", "快/慢"),
    (r"体重", "重/轻"),
    (r"(?:时间|时长|期|周期|寿命|年限|期限|间隔|历时|耗时|用时|学制)", "长/短"),
    (
        r"(?:率|比例|占比|比重|度|血糖|血压|目标|指标|水平|标准|阈值|界值|值|评分|得分|价格|价|成本|费用|费|薪酬|工资|收入|利润|营收|额|资金|资本"
        r"|市值|收益|风险|强度|海拔|产量|销量|含量|热量|能量|排放量|利息|本金|保费|押金|罚款|奖金|补贴|津贴|预算)",
        "高/低",
    ),
)


def _adjectives_zh(noun: str, predicate: Predicate) -> str:
    found = next((words for ending, words in _RULES_ZH if re.search(ending + "$", noun)), None)
    if found is None:
        found = _by_unit(predicate.unit, "高/低", "长/短", "大/小", "多/少")
    if found and "最" in noun and any(word in noun for word in found.split("/")):
        # 最大剂量最大 is said by nobody, 最短时间最长 is a riddle
        return "高/低" if re.search(r"(?:量|额|价|费|率|温度)$", noun) and not re.search("[高低]", noun) else ""
    return found


# ------------------------------------------------------------------------------------------- English

_LASTS = re.compile(r"\{s\} (\[[^\]]*\]|takes|lasts) \{o\}")
_PUBLISHED = re.compile(r"\{s\} (?:\[(?:was\|were|is\|are)\]|was|were) ([^{}]+?) (?:in|on) \{o\}")


def _measured_en(predicate: Predicate, phrases: Sequence[str], statements: Sequence[str]) -> tuple[str, str]:
    for statement in statements:
        if predicate.datatype in DATES and (match := _PUBLISHED.fullmatch(statement)):
            return match[1], "verb"
    for phrase in phrases:
        plain = agree(phrase, False)
        if match := re.fullmatch(r"([^{}]+?) (of|in|for) \{s\}", plain):
            return match[1], match[2]
    if predicate.unit and _is_time(predicate.unit):
        for statement in statements:
            if (match := _LASTS.fullmatch(statement)) and (verb := agree(match[1], False)) in ("takes", "lasts"):
                return verb, "verb"
    return "", ""


_HEADS_EN: tuple[tuple[str, str], ...] = (
    ("number code id identifier rank edition grade class step page phone postcode chapter order position version", ""),
    ("duration time half-life life lifespan lifetime period delay term tenure interval length age", "long/short"),
    ("area size population volume capacity diameter radius amount quantity budget extent", "large/small"),
    ("depth height distance weight mass width thickness", "great/small"),
    (
        "index rate ratio share percentage proportion goal target level price cost fee dose dosage income salary revenue profit turnover "
        "temperature pressure concentration score threshold cut-point cutoff criterion limit value yield density intensity frequency risk "
        "power capital wage tax premium deposit altitude elevation strength content margin voltage humidity energy speed retracement "
        "fine penalty rent interest coefficient",
        "high/low",
    ),
)


def _adjectives_en(noun: str, way: str, predicate: Predicate) -> str:
    if way == "verb":
        return "long/short"
    if re.match(r"number of ", noun):
        return "many/few"
    words = noun.lower().split()
    head = words[head_index(words)]
    found = next((pair for heads, pair in _HEADS_EN if head in heads.split()), None)
    if head == "age":
        found = "high/low"
    if head in ("time", "life", "period") and not (predicate.unit and _is_time(predicate.unit)) and predicate.datatype != "xsd:integer":
        found = None
    if found is None:
        found = _by_unit(predicate.unit, "high/low", "long/short", "large/small", "")
    if found and found != "high/low" and re.search(r"\b(?:minimum|maximum|shortest|longest|largest|smallest|least|most)\b", noun):
        return ""
    return found


# ------------------------------------------------------------------------------------------- by unit


def _is_time(spelling: str) -> bool:
    return unit(spelling).dimensions in ((("s", 1),), (("month", 1),), (("工作日", 1),), (("交易日", 1),))


def _by_unit(spelling: str | None, level: str, time: str, size: str, count: str) -> str:
    """Adjectives by what a unit measures: levels (shares, money, temperatures, concentrations), times, sizes, counts."""
    if not spelling:
        return ""
    known = unit(spelling)
    if _is_time(spelling):
        return time
    if known.name in ("%", "‰", "°C", "°F", *CURRENCIES) or any(power < 0 for _, power in known.dimensions):
        return level
    if known.dimensions == ((known.name, 1),) and re.fullmatch("[\u3400-\u9fff]+", known.name):
        return count
    return size if known.dimensions in ((("g", 1),), (("m", 2),), (("m", 3),)) else ""
