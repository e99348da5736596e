"""What a gold number is, and what a question says about the number that answers it: its own numbers, the unit, the kind of number."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.dated import dates
from kgcorpus.grade.measures import Measure, measures, unit_in
from kgcorpus.grade.quantities import quantities
from kgcorpus.grade.spelled import plain
from kgcorpus.model import Literal
from kgcorpus.values import decimal_text
from kgcorpus.values_limits import limit_before

_LOWEST = re.compile(
    r"最[低少小短轻]|至少|下限|起码|以上|不低于|不少于|\b(?:minimum|least|lowest|lower|shortest|smallest"
    r"|more than|over|threshold|how old (?:must|do|does|should|need)|from what"
    r"|starting (?:at|from)|as of what)\b|从多少|[门阈]槛|起征点|起点"
)
_HIGHEST = re.compile(
    r"最[高多大长重]|至多|上限|限[值量额]|标准值|以[下内]|不超过|多少[^,，。]{0,4}内|\b(?:maximum|most|highest|upper|longest"
    r"|largest|limit|within|up to|exceed)\b"
)
_RANGE_ASKED = re.compile(
    r"范围|区间|[上下]限|最[低少小短高多大长](?:值|限)?[和与及、至到~-]+最[低少小短高多大长]|多少[^,，。?]{0,6}[到至]多少|几[^,，。?]{0,4}[到至]几"
    r"|\brange\b|\b(?:lower|upper) (?:and|limit|bound)|\bm(?:ini|axi)mum and (?:the )?m(?:ini|axi)mum|\bbetween what\b"
)
_PERCENT_ASKED = re.compile(
    r"%|百分|percent|比例|占比|[率]|份额|几成|概率|proportion|share|\brate\b|probabilit|chance|fraction|几分之|多大比例"
)
_YEAR_ASKED = re.compile(
    r"哪一?年|何年|几几年|年份|什么时候|何时|\b(?:what|which) year|\byear\b|^when\b|\bwhen (?:did|was|were|is|are|does|do)\b"
)
_WHICH_ASKED = re.compile(
    r"第几|第多少|几年级|排名|\bwhich\b|\bwhat (?:number|place|rank|edition|chapter)|\brank|number of the|序数"
    r"|\bhow many(?:th)\b|\bedition|chapter"
)
_MANY_ASKED = re.compile(r"\bhow many\b|多少|(?<!第)几|\bnumber of\b|数量|人数")
FALL = re.compile(
    r"(?:低于|比)海平面|海平面(?:以|之)?下|下降|下跌|减少|降低|亏损|赤字|逆差|跌了?|缩减|负增长|减了?|\b(?:fell|falls?|fallen|drop(?:s|ped)?|declin\w+|decreas\w+|lost"
    r"|loss(?:es)?(?: of)?|deficits?|shortfalls?|negative|in the red|down|shr[aiu]nk"
    r"|reduc\w+|contract(?:ed|ion|s))\b",
    re.I,
)
RISE = re.compile(
    r"高于海平面|海平面(?:以|之)?上|上升|上涨|增加|增长|提高|盈利|涨了?|升了?|\b(?:rose|rises?|risen|grew|grows?|grown|increas\w+|gain\w*|up|growth"
    r"|climb\w*)\b", re.I
)
_ASKED_UNIT = re.compile(
    r"\bhow (?:many|much)(?: more)? (?P<en>[a-z°/. ]{1,28})|\bin (?:terms of )?(?P<in>[a-z°/][a-z°/ ]{0,24}?)\s*[?,)]|\((?:in "
    r"|单位:? ?)?(?P<bracket>[^()\d]{1,16})\)"
    r"|(?:多少|几)(?P<zh>[\u4e00-\u9fff℃°%a-z/]{1,8})|以(?P<by>[\u4e00-\u9fff]{1,6})(?:为单位|计)"
)


_PERIODS = (
    ("month", re.compile(r"月|month")), ("year", re.compile(r"年|year|annual")), ("day", re.compile(r"[天日]|\bday|daily")),
    ("week", re.compile(r"周|星期|week")), ("h", re.compile(r"小时|时速|\bhour")),
    ("min", re.compile(r"[每/]\s?一?分|\b(?:per|a|each|every) minute")), ("s", re.compile(r"[每/]\s?一?秒|\b(?:per|a|each|every) second")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A gold number: its limits, unit readings (none: it has no unit), the unit as it is spelled, the place of its last stated digit."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool
    units: tuple[Measure, ...]
    spelled: str
    places: int

    @property
    def plain(self) -> Fraction | None:
        return self.low if self.low is not None and self.low == self.high else None


@lru_cache(maxsize=50_000)
def wanted_of(literal: Literal) -> Wanted:
    """A gold literal as it is compared."""
    low, high = (literal.value, literal.value) if literal.value is not None else (literal.min, literal.max)
    text = literal.value or "0"
    _, point, rest = text.partition(".")
    places = -len(rest) if point else len(text) - len(text.rstrip("0") or text)
    return Wanted(
        None if low is None else Fraction(low), None if high is None else Fraction(high), literal.min_open, literal.max_open,
        measures(literal.unit) if literal.unit else (), literal.unit or "", places,
    )  # fmt: skip


def said_number(text: str, unit: str | None) -> Literal | None:
    """The number or interval that a whole gold text states as answers do ("6.02e23", "四分之三"), in the unit given, else in its own."""
    folded = plain(text.strip())
    found = quantities(folded)
    if len(found) != 1 or folded[: found[0].start].strip() or folded[found[0].end :].strip(" ."):
        return None
    q = found[0]
    scale = Fraction(1)
    if q.units and unit:
        scales = [s for m in q.units for w in measures(unit) if (s := ratio(m, w)) is not None]
        if not scales:
            return None
        scale = scales[0]
    low, high = (None if side is None else decimal_text(side * scale) for side in (q.low, q.high))
    unit = unit or (q.units[0].name if q.units else None)
    if q.plain:
        return Literal("xsd:decimal", low, unit)
    return Literal("xsd:decimal", unit=unit, min=low, max=high, min_open=q.low_open, max_open=q.high_open)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says about its answer: its own numbers, the unit it names, and what kind of number it asks for."""

    numbers: frozenset[tuple[Fraction | None, Fraction | None, tuple[Measure, ...]]]
    units: tuple[Measure, ...]
    percent: bool
    year: bool
    which: bool
    many: bool
    lowest: bool
    highest: bool
    range: bool
    direction: int
    periods: frozenset[str]
    text: str


@lru_cache(maxsize=50_000)
def asked_of(question: str) -> Asked:
    """What a question (folded) says about its answer."""
    own = frozenset((q.low, q.high, q.units) for q in quantities(question)) | frozenset(
        (Fraction(d.low[0]), Fraction(d.low[0]), ()) for d in dates(question) if d.low and d.plain
    )
    units: tuple[Measure, ...] = ()
    for match in _ASKED_UNIT.finditer(question):
        piece = next((g for g in match.groups() if g), "").strip()
        length, found = unit_in(piece)
        if not found and piece.startswith("个"):
            length, found = unit_in(piece)
        if found and (length == len(piece) or match["en"] or match["zh"]):
            units = found
            break
    limits = _limits_asked(question)
    fall, rise = bool(FALL.search(question)), bool(RISE.search(question))
    return Asked(
        own, units, bool(_PERCENT_ASKED.search(question)), bool(_YEAR_ASKED.search(question)), bool(_WHICH_ASKED.search(question)),
        bool(_MANY_ASKED.search(question)), "low" in limits or bool(_LOWEST.search(question)),
        "high" in limits or bool(_HIGHEST.search(question)),
        bool(_RANGE_ASKED.search(question)), int(rise) - int(fall),
        frozenset(name for name, word in _PERIODS if word.search(question)),
        question,
    )  # fmt: skip


_ASKS_HOW_MANY = re.compile(r"多少|几(?=[个年月天日周次人岁%分小元万米千名位])")
_LIMIT_BEHIND = re.compile(r"[^,，。;；?多几]{0,8}?(?:(?P<low>以上|之上)|(?P<high>以下|以内|之内|(?<![国省市海境室])内))")


def _limits_asked(question: str) -> set[str]:
    """The sides that a question limits what it asks for on: 不得少于几个月 its lower one, 几天之内 its upper one."""
    out: set[str] = set()
    for match in _ASKS_HOW_MANY.finditer(question):
        if limit := limit_before(question, match.start()):
            out.add(limit[1])
        elif question[: match.start()].endswith(("达到", "达", "满")):
            out.add("low")
        elif behind := _LIMIT_BEHIND.match(question, match.end()):
            out.add("low" if behind["low"] else "high")
    return out


def percent(want: Wanted) -> bool:
    """Whether gold is a percentage."""
    return bool(want.units) and want.units[0].dimensions == () and want.units[0].factor == Fraction(1, 100)


def ratio(said: Measure, want: Measure) -> Fraction | None:
    """By what a number in one unit is multiplied to be in another, None where the two measure different things."""
    return said.factor / want.factor if said.dimensions == want.dimensions else None
