"""A text as the kinds read it: widths and dashes folded in place, numbers in groups of digits, and the words around them.

Folding keeps every offset: one character stands for one. ``SEPARATOR`` parts strings that are read in one go; nothing reaches across it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..messages import words

SEPARATOR = "\x00"


@dataclass(frozen=True, slots=True)
class Identifier:
    """What was found: ``text[start:end]`` is of ``kind``. ``allowed`` is what names nobody: a company's code, a role's mailbox."""

    kind: str
    start: int
    end: int
    text: str
    allowed: bool = False

    @property
    def masked(self) -> str:
        """The identifier as a message may show it.

        >>> Identifier("mobile", 0, 11, "13800004271").masked
        '138******71'
        """
        text = re.sub(r"\s", " ", self.text)
        head, tail = (3, 2) if len(text) >= 8 else (1, 0)
        return text[:head] + "*" * min(len(text) - head - tail, 12) + text[len(text) - tail :]

    @property
    def told(self) -> str:
        """The kind by its English name, with the identifier as it may be shown."""
        return f"{words('en')('identifier.' + self.kind)} {self.masked}"


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together; ``before`` is what parts them from the group before."""

    digits: str
    start: int
    end: int
    before: str


Number = tuple[Group, ...]
"""Groups of digits that spaces, hyphens, dots, brackets or a line break part."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to look through: as it is, folded, and its numbers of seven digits and more."""

    raw: str
    view: str
    numbers: tuple[Number, ...]

    def found(self, kind: str, start: int, end: int, allowed: bool = False) -> Identifier:
        return Identifier(kind, start, end, self.raw[start:end], allowed)

    def before(self, start: int, most: int = 24) -> str:
        """The words before a place, of the same string."""
        return self.view[max(0, start - most) : start].rpartition(SEPARATOR)[2]

    def after(self, end: int, most: int = 16) -> str:
        """The words after a place, of the same string."""
        return self.view[end : end + most].partition(SEPARATOR)[0]


Kind = Callable[[Text], Iterator[Identifier]]

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＠．－＿＋＃　‐‑‒–—―−\u00a0\u200b-\u200d\u2060\ufeff\u00ad]+")
_FOLDED = (
    {ord(c): ord("-") for c in "‐‑‒–—―−"}
    | dict.fromkeys((0x3000, 0xA0, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD), 0x20)
    | {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
)
_SPELLED = re.compile("[〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{3}")
_SPELLED_MIXED = re.compile(
    r"(?:[0-9〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖][ \-]?){6,}[0-9〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
)
_NUMERALS = str.maketrans("〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789")
_NUMBER = re.compile(r"(?:[0-9][ \t\r\n\-.·()（）]{0,3}){6,}[0-9]")
_DAY = re.compile(r"(?:19|20)\d\d[-.][01]\d[-.][0-3]\d")
_GROUP = re.compile("[0-9]+")


def read(text: str) -> Text:
    """The text, folded, with its numbers.

    >>> [[g.digits for g in number] for number in read("电话：０１０－５５５５ ０１２３").numbers]
    [['010', '5555', '0123']]
    """
    view = _WIDE.sub(lambda m: m[0].translate(_FOLDED), text)
    view = _with_numerals(view)
    numbers = tuple(_number(m) for m in _NUMBER.finditer(view) if not _DAY.fullmatch(m[0]))
    return Text(text, view, numbers)


def _with_numerals(view: str) -> str:
    """Chinese numerals as digits, where several stand in a long number."""
    parts, last = [], 0
    for sign in _SPELLED.finditer(view):
        for run in _SPELLED_MIXED.finditer(view, max(last, sign.start() - 24), sign.end() + 24):
            if _SPELLED.search(run[0]):
                parts += [view[last : run.start()], run[0].translate(_NUMERALS)]
                last = run.end()
    return "".join([*parts, view[last:]]) if parts else view


def _number(match: re.Match[str]) -> Number:
    groups = []
    last = match.start()
    for part in _GROUP.finditer(match.string, match.start(), match.end()):
        groups.append(Group(part[0], part.start(), part.end(), match.string[last : part.start()]))
        last = part.end()
    return tuple(groups)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some groups of a number, one after the other: ``shape`` has their lengths, lines that were broken joined."""

    number: Number
    first: int
    last: int

    @property
    def digits(self) -> str:
        return "".join(g.digits for g in self.number[self.first : self.last + 1])

    @property
    def start(self) -> int:
        return self.number[self.first].start

    @property
    def end(self) -> int:
        return self.number[self.last].end

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(g.digits) for g in self.number[self.first : self.last + 1])

    @property
    def whole(self) -> bool:
        """One group, or one that a single line break parts."""
        return self.first == self.last or (self.last == self.first + 1 and self.number[self.last].before.count("\n") == 1)

    @property
    def evenly(self) -> bool:
        """Groups that are parted alike: ``138-0000-4271``, not ``138-0000 4271``."""
        return len({g.before.strip("()（） ") for g in self.number[self.first + 1 : self.last + 1]}) <= 1

    @property
    def alone(self) -> bool:
        """Not a part of a longer number: no group before or after belongs to it."""
        return not self.leans_left and not self.leans_right

    @property
    def leans_left(self) -> bool:
        return self.first > 0 and _attached(self.number[self.first], self.number[self.first - 1], self.first < self.last)

    @property
    def leans_right(self) -> bool:
        after = self.number[self.last + 1] if self.last + 1 < len(self.number) else None
        return after is not None and _attached(after, after, self.first < self.last)


def _attached(later: Group, neighbour: Group, grouped: bool) -> bool:
    """Whether a neighbouring group belongs to the same number: by a hyphen or dot always, by a blank where the number is grouped too."""
    between = later.before
    if "\n" in between:
        return False
    if between.strip(" \t()（）"):
        return True
    return grouped and len(neighbour.digits) <= 5


def pieces(text: Text, lengths: range | tuple[int, ...], most: int = 19) -> Iterator[Piece]:
    """Every run of whole groups with so many digits, those that begin first and are longest first."""
    least, top = min(lengths), max(lengths)
    for number in text.numbers:
        for first in range(len(number)):
            total = 0
            ends = []
            for last in range(first, min(len(number), first + most)):
                total += len(number[last].digits)
                if total > top:
                    break
                if total >= least and total in lengths:
                    ends.append(last)
            for last in reversed(ends):
                yield Piece(number, first, last)


# --------------------------------------------------------------------------------------------- the words around a number

_OTHER = re.compile(
    r"订单|单号|编号|流水|批号|批次|专利|型号|货号|序列号|序号|合同|文号|发票|受理|工单|条形?码|追溯码|监管码|凭证|会员|案件|案号"
    r"|期号|版本|固件|股票|邮编|学号|考号|准考证"
    r"|许可证|备案|算备|注册证|注册号|商标|档案|哈希|校验|坐标|经纬|位于[（(]|震中|端口|时间戳|登记号|物料|快递|物流|运单|样品|器材"
    r"|代码|提交|标准|认证|兆|国药准字|国械|链接|网址"
    r"|\b(?:orders?|invoice|tracking|ticket|ref(?:erence)?|contract|serial|lot|batch|parts?|sku|claims?|purchase|models?|version"
    r"|firmware|v|isbn|issn|ean|upc|doi|pmid|pmcid"
    r"|cases?|docket|issue|bug|pr|figure|fig|pp?|pages?|vol|transaction|barcode|code|hash|commit|digest|token|uuid|timestamp|epoch"
    r"|coordinates|gps|cas|cve|rfc|iso|patent"
    r"|sequence|record|product|item|imei|imsi|iccid|values?|(?<!caller )id|gene|accession|catalog(?:ue)?|lottery|score|po|so)\b",
    re.I,
)
_TAIL = re.compile(
    r"\s?(?:元|万|亿|千|股|份|人|次|户|台|件|个|吨|米|公里|名|条|篇|倍|辆|美元|港元|欧元|日元|％|%|°|℃|度|年|月|日|shares?\b|people\b"
    r"|persons?\b|dollars?\b|units?\b|visits?\b|yuan\b|points?\b"
    r"|steps?\b|rpm\b|euros?\b|pounds?\b|times\b|m/s|users?\b|km\b|kg\b|bytes?\b|rows?\b|records?\b)|[A-Za-z_]"
)
_MONEY = re.compile(
    r"(?:[¥￥$€£]|RMB|USD|CNY|EUR|GBP|HKD|人民币|美元|共计|合计|总额|额为|资本|净利润|营业收入|总资产|worth|revenue|total"
    r"|budget)[^，。,;；.\x00]{0,12}\Z",
    re.I,
)
_TOKEN = re.compile(r"[!-~]*\Z")


def stands_for_something_else(text: Text, start: int, end: int, label: re.Pattern[str] | None = None) -> bool:
    """Whether the words around a number say that it is an amount, an order, a version …; ``label`` names what it would be, and the nearer
    word counts."""
    if _TAIL.match(text.after(end)):
        return True
    before = text.before(start, 32)
    if re.search(r"[A-Za-z0-9_#№]\Z", before) and not (label and re.search(r"[A-Za-z]\Z", before) and label.search(before[-12:])):
        return True
    if re.search(r"\d\.\Z|(?<!\d)\d{1,3},\Z", before) or re.match(r"\.\d|,\d{3}(?!\d)|-\d|_", text.after(end, 5)):
        return True
    if in_address_of_web(text, start) or _MONEY.search(before):
        return True
    clause = re.split(r"[。；;！!？?\n，,]", before)[-1]
    others = [m.end() for m in _OTHER.finditer(clause)]
    if not others:
        return False
    own = [m.end() for m in label.finditer(clause)] if label else []
    return not own or max(own) < max(others)


def in_address_of_web(text: Text, start: int) -> bool:
    """Whether a place is inside a URL, a DOI or a path."""
    token = _TOKEN.search(text.before(start, 200))
    return (
        token is not None
        and re.search(r"://|www\.|doi[:.]|10\.\d{4,}/|[A-Za-z]/[\w-]*\Z|[?&]\w+=\Z", token[0], re.I) is not None
        and "tel:" not in token[0]
    )
