"""Foreign names in Chinese characters: 卡尔·马克思, 马克思; with another character of the same sound (莉, 丽), without middle names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.text import CJK

# Characters of one sound, tones aside, of which the usual tables of transliteration use now the one and now the other.
_SOUNDS = """
尔耳儿 利里莉丽李理力立黎 特忒 克科柯可 斯思司丝 亚娅雅 娜纳那 罗洛萝 莎沙 迪蒂狄 尼妮 米密蜜 波博勃伯 弗福夫芙富傅 维威韦魏薇
西希茜锡 吉基季 奇齐契 来莱赖雷 卢鲁路 马玛 莫默摩 奥澳 艾爱埃 巴芭 贝蓓 邓登 格戈哥 赫荷 加伽迦嘉 杰捷 凯恺 雷蕾 林琳 龙隆
迈麦 蒙孟 普浦 塞赛瑟 温文 乌伍 伊依 英鹰 扎札 汉翰 萨撒 霍何 茨兹 金杰 图土 布部 拉腊 费菲
"""
_SINGLE = (
    "安阿德达多恩丹顿敦法冈盖古哈豪贾卡坎康考库兰朗勒列伦曼梅门南内诺欧帕派佩彭皮乔瑞若桑森圣史索塔泰坦汤唐托瓦万沃夏香谢辛"
    "休逊扬耶因约泽詹兹祖佐比彼宾别查茨茅切钱什士舒苏孙提廷通瓜圭贵果海亨洪胡怀惠金津君肯昆宽拿努潘庞琼让日荣闪生松太腾天铁屯"
    "翁汶象延叶印尤于玉赞增珍朱卓宗"
)

_SURNAMES = frozenset(
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔"
    "康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文季"
)
_SEPARATED = re.compile(rf"[{CJK}]+(?:·(?:[{CJK}]+|[a-z]\.?))+")
_PART = re.compile(rf"[{CJK}]")
_BETWEEN = r"[·.\-\s]{0,2}"
_LONGER_BEFORE = re.compile(rf"[{CJK}a-z.][·\-]$")
_LONGER_BEHIND = re.compile(rf"[·\-][{CJK}a-z]")
_PARTICLES = frozenset("冯德范凡达迪")
# What a foreign name may stand before in a term: 阿尔茨海默病, 傅里叶变换.
_TERM = re.compile(
    rf"([{CJK}]{{3,6}}?)(病|症|综合[征症]|淋巴瘤|变换|级数|定理|定律|方程|效应|常数|函数|分布|算法|指数|反应|试验|实验|循环|曲线|法则)"
)
LEAST_SOUND, LEAST_UNPARTED = 3, 4
"""A name of fewer characters is found by its own characters alone; one without a dot needs some more."""


def _classes() -> dict[str, str]:
    out: dict[str, str] = {}
    for group in (*_SOUNDS.split(), *_SINGLE):
        for c in group:
            out.setdefault(c, "")
            out[c] = "".join(dict.fromkeys(out[c] + group))
    return out


_SOUND = _classes()


@dataclass(frozen=True, slots=True)
class Foreign:
    """A foreign name: patterns for it with other characters of the same sound, and without middle names; its last ``family`` part."""

    parts: tuple[str, ...]
    heard: re.Pattern[str] | None
    shorter: re.Pattern[str] | None
    family: str


@lru_cache(maxsize=50_000)
def foreign_of(name: str) -> Foreign | None:
    """A bare name read as a foreign one, None where it has neither a dot nor characters of transliteration only.

    >>> foreign_of("卡尔·马克思").family, foreign_of("王小明")
    ('马克思', None)
    """
    parted = _SEPARATED.fullmatch(name) is not None
    parts = tuple(name.split("·")) if parted else (name,)
    letters = "".join(parts)
    heard = None
    if len(letters) >= LEAST_SOUND and (parted or (_sure_alone(letters) and all(c in _SOUND for c in letters))):
        heard = re.compile(_BETWEEN.join(map(_heard, parts)))
    if not parted and heard is None and (term := _TERM.fullmatch(name)) and sum(c in _SOUND for c in term[1]) >= max(3, len(term[1]) - 1):
        kind = "[病症]" if term[2] in "病症" else re.escape(term[2])
        heard = re.compile("".join(f"[{_SOUND[c]}]?" if n and c in "尔耳儿" else _heard(c) for n, c in enumerate(term[1])) + kind)
    if not parted:
        return Foreign(parts, heard, None, "") if heard else None
    shorter = None
    if len(parts) == 2 and _PART.match(parts[0]) and len(parts[1]) >= LEAST_SOUND:  # 列·尼·托尔斯泰
        shorter = re.compile(rf"{parts[0][0]}·(?:(?:[a-z]\.?|[{CJK}])·)?" + _like(parts[1]))
    if len(parts) > 2:
        shorter = re.compile(_like(parts[0]) + rf"·(?:[a-z]\.?·){{0,{len(parts) - 2}}}" + _like(parts[-1]))
        if any(len(part.rstrip(".")) == 1 and part[0].isascii() for part in parts[1:-1]):
            shorter = re.compile(_like(parts[0]) + rf"·(?:(?:[a-z]\.?|[{CJK}]{{1,6}})·)?" + _like(parts[-1]))
    family = parts[-1] if len(parts[-1]) > 1 and _PART.match(parts[-1]) else ""
    if len(parts) > 2 and parts[-2] in _PARTICLES and family and shorter:  # 冯诺依曼
        shorter = re.compile(rf"{shorter.pattern}|{parts[-2]}·?{_like(family)}")
    return Foreign(parts, heard, shorter, family)


def _sure_alone(letters: str) -> bool:
    """Whether a name without a dot is surely foreign: long, and beginning with no Chinese surname."""
    return len(letters) >= LEAST_UNPARTED and letters[0] not in _SURNAMES


def _like(part: str) -> str:
    """A pattern for a part: with characters of the same sound, where it has so many that they tell who is meant."""
    return _heard(part) if len(part) >= LEAST_SOUND else re.escape(part)


def _heard(part: str) -> str:
    return "".join(f"[{_SOUND[c]}]" if c in _SOUND else re.escape(c) for c in part)


def foreign_spans(name: Foreign, text: str, *, who: bool) -> Iterator[tuple[int, int]]:
    """Where a foreign name stands in a bare text otherwise than as it is written; by its last part alone where ``who`` is asked."""
    for pattern in (name.heard, name.shorter):
        for found in pattern.finditer(text) if pattern else ():
            if not _dotted(text, found.start(), found.end()):
                yield found.span()
    if who and name.family:
        at = text.find(name.family)
        while at >= 0:
            if not _dotted(text, at, at + len(name.family)):
                yield at, at + len(name.family)
            at = text.find(name.family, at + 1)


def _dotted(text: str, start: int, end: int) -> bool:
    """Whether a dot or dash close before or behind makes a longer name of what stands there."""
    return bool(_LONGER_BEFORE.search(text, max(start - 2, 0), start) or _LONGER_BEHIND.match(text, end))
