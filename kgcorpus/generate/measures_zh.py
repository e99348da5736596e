"""Chinese: questions and answers that compare values. 高于, 超过, 最高, 更高 go with the adjectives that the predicate has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .grammar_zh import listed
from .phrases import Head, Noun, Wording

if TYPE_CHECKING:
    from .measures import Measure

_ABOVE = {"高": "高于", "大": "大于", "多": "多于", "晚": "晚于", "重": "大于"}
_BELOW = {"低": "低于", "小": "小于", "少": "少于", "早": "早于", "短": "短于", "轻": "小于"}
_LEAST = {"低": "不低于", "小": "不小于", "少": "不少于", "早": "不早于", "短": "不短于"}
NUMBERS = dict(zip(range(1, 11), "一两三四五六七八九十", strict=True))


def compared(m: Measure, cmp: str, value: str) -> str:
    """A comparison behind the thing measured: 高于70, 不超过5小时."""
    if cmp == ">":
        return _ABOVE.get(m.more, "超过") + value
    if cmp == "<":
        return _BELOW.get(m.less, "不足") + value
    if cmp == ">=":
        return _LEAST.get(m.less, "至少为") + value
    return ("不高于" if m.more == "高" else "不晚于" if m.date else "不超过") + value


def between(m: Measure, low: str, high: str) -> str:
    """A range behind the thing measured, where no value is at its limits."""
    return f"在{low}至{high}之间"


def _which(head: Head) -> str:
    return head.who or f"哪{head.measure}"


def _whose(head: Head, m: Measure) -> str:
    """哪种食物 where its value stands behind 的: 哪种食物的血糖生成指数 (not 哪种的)."""
    return f"哪{head.measure}{head.one}" if m.way == "的" and head.one and not head.who else _which(head)


def ask_where(m: Measure, among: Noun, said: str, ask: str) -> list[Wording]:
    """Questions for the members whose value compares so."""
    request = "列" if ask == "all" else "举"
    if among.compact:
        return [
            Wording(f"{m.noun}{said}的{among.text}有哪些？", "noun", 0.3),
            Wording(f"哪些{among.text}{m.way}{m.noun}{said}？", "verb", 0.3),
            Wording(f"请{request}出{m.noun}{said}的{among.text}。", "list", 1.0),
        ]
    return [  # 哪些的 is no Chinese
        *([] if m.way == "的" else [Wording(f"{among.text}中，哪些{m.way}{m.noun}{said}？", "among", 0.3)]),
        Wording(f"{among.text}中，{m.noun}{said}的有哪些？", "those", 0.5),
        Wording(f"在{among.text}中，请{request}出{m.noun}{said}的。", "list", 1.2),
    ]


def ask_many(m: Measure, among: Noun, said: str, head: Head) -> list[Wording]:
    """Questions for how many members have a value that compares so."""
    if among.compact:
        return [
            Wording(f"有多少{head.measure}{among.text}{m.way}{m.noun}{said}？", "verb", 0.3),
            Wording(f"{m.noun}{said}的{among.text}有多少{head.measure}？", "noun", 0.4),
        ]
    return [
        Wording(f"{among.text}中，有多少{head.measure}{m.way}{m.noun}{said}？", "verb", 0.3),
        Wording(f"{among.text}中，{m.noun}{said}的有多少{head.measure}？", "noun", 0.4),
    ]


def tell_where(m: Measure, among: Noun, said: str, items: Sequence[tuple[Noun, str]], whole: bool) -> str:
    told = listed([f"{name.text}（{value}）" for name, value in items])
    where = f"{m.noun}{said}的{among.text}" if among.compact else f"{among.text}中，{m.noun}{said}的"
    return f"{where}{'有' if whole or len(items) == 1 else '包括'}{told}"


def tell_many(m: Measure, among: Noun, said: str, head: Head, items: Sequence[tuple[Noun, str]]) -> str:
    told = listed([f"{name.text}（{value}）" for name, value in items])
    where = f"{m.noun}{said}的{among.text}" if among.compact else f"{among.text}中，{m.noun}{said}的"
    return f"{where}有{len(items)}{head.measure}：{told}"


# ------------------------------------------------------------------------------------------- superlatives


def ask_most(m: Measure, options: Sequence[Noun], head: Head, low: bool, k: int) -> list[Wording]:
    """Questions for the one, or the ``k``, of several named things with the greatest (``low``: smallest) value."""
    named, adjective = listed([o.text for o in options]), m.less if low else m.more
    if k == 1:
        return [
            Wording(f"{named}中，{_whose(head, m)}{m.way}{m.noun}最{adjective}？", "verb", 0.3),
            Wording(f"{named}中，{m.noun}最{adjective}的是{_which(head)}？", "noun", 0.4),
            Wording(f"在{named}中，{_whose(head, m)}{m.way}{m.noun}最{adjective}？", "among", 0.7),
        ]
    number = NUMBERS.get(k, str(k))
    measure = "位" if head.who else head.measure
    return [
        Wording(f"{named}中，{m.noun}最{adjective}的{number}{measure}是哪些？", "noun", 0.3),
        Wording(f"{named}中，哪{number}{measure}{m.way}{m.noun}最{adjective}？", "verb", 0.4),
    ]


def tell_most(
    m: Measure, best: Sequence[tuple[Noun, str]], others: Sequence[tuple[Noun, str]], low: bool, k: int, head: Head
) -> str:
    adjective = m.less if low else m.more
    values = [value for _, value in best]
    if len(best) == 1:
        first = f"{best[0][0].text}{m.way}{m.noun}最{adjective}，为{values[0]}"
    elif len(set(values)) == 1:
        names = listed([name.text for name, _ in best])
        first = f"{names}{m.way}{m.noun}{'并列' if k == 1 else ''}最{adjective}，{'都' if len(best) > 2 else '均'}为{values[0]}"
    else:
        told = listed([f"{name.text}（{value}）" for name, value in best])
        first = f"{m.noun}最{adjective}的{NUMBERS.get(k, str(k))}{'位' if head.who else head.measure}是{told}"
    rest = "，".join(f"{name.text}为{value}" for name, value in others)
    return f"{first}。{rest}" if rest else first  # what was not asked for stands in a sentence of its own


# ------------------------------------------------------------------------------------------- comparisons


def ask_more(m: Measure, a: Noun, b: Noun, head: Head, low: bool, open: bool) -> list[Wording]:
    """Questions for the greater (``low``: smaller) of two; ``open`` leaves it possible that they are equal."""
    adjective = m.less if low else m.more
    same = "还是二者相同"
    which = "谁" if head.who else _whose(head, m)
    out = [Wording(f"{a.text}和{b.text}的{m.noun}，哪个更{adjective}，{same}？" if m.way else
                   f"{a.text}和{b.text}，{which}{m.noun}更{adjective}，{same}？", "open", 1.2)]  # fmt: skip
    if open:
        return out
    return [
        Wording(f"{a.text}和{b.text}相比，{which}{m.way}{m.noun}更{adjective}？", "verb", 0.3),
        Wording(f"{a.text}和{b.text}，{which}{m.way}{m.noun}更{adjective}？", "which", 0.4),
        *(out if not low else []),
    ]


def tell_more(m: Measure, first: tuple[Noun, str], second: tuple[Noun, str], low: bool, apart: str) -> str:
    adjective = m.less if low else m.more
    (a, x), (b, y) = first, second
    if x == y:
        return f"{a.text}和{b.text}{m.way}{m.noun}相同，都是{x}"
    return f"{a.text}{m.way}{m.noun}更{adjective}，为{x}。{b.text}为{y}" + (f"，二者相差{apart}" if apart else "")


# ------------------------------------------------------------------------------------------- sums and means


def ask_average(m: Measure, names: Sequence[Noun]) -> list[Wording]:
    named = listed([n.text for n in names])
    return [
        Wording(f"{named}{m.way}{m.noun}平均是多少？", "own", 0.3),
        Wording(f"{named}{m.way}{m.noun}平均值是多少？", "noun", 0.5) if m.way else Wording(f"{named}平均{m.noun}是多少？", "noun", 0.6),
    ]


def tell_average(m: Measure, names: Sequence[Noun], values: Sequence[str], mean: str) -> str:
    named = listed([n.text for n in names])
    return f"{named}{m.way}{m.noun}平均为{mean}（分别为{listed(values)}）"


def tell_average_of(m: Measure, among: Noun, items: Sequence[tuple[Noun, str]], mean: str) -> str:
    told = "，".join(f"{name.text}{value}" for name, value in items)
    return f"{among.text}{m.way}{m.noun}平均为{mean}（{told}）"


def ask_sum(m: Measure, among: Noun | None, names: Sequence[Noun]) -> list[Wording]:
    of = among.text if among else listed([n.text for n in names])
    much = "多长时间" if m.noun == "需要的时间" else "多少"
    if m.noun == "需要的时间":
        return [
            Wording(f"{of}一共需要{much}？", "own", 0.3),
            Wording(f"{of}合计需要{much}？", "total", 0.5),
        ]
    return [
        Wording(f"{of}{m.way}{m.noun}合计是{much}？", "own", 0.3),
        Wording(f"{of}{m.way}{m.noun}总和是{much}？", "total", 0.5),
    ]


def tell_sum(m: Measure, among: Noun | None, items: Sequence[tuple[Noun, str]], total: str) -> str:
    of = among.text if among else listed([name.text for name, _ in items])
    told = "，".join(f"{name.text}{value}" for name, value in items) if among else "、".join(value for _, value in items)
    verb = f"一共需要{total}" if m.noun == "需要的时间" else f"{m.way}{m.noun}合计为{total}"
    return f"{of}{verb}（{told if among else '分别为' + told}）"
