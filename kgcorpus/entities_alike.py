"""Names that may be of one thing though they are written differently: spacing and marks, another region's words, legal forms, initials,
and foreign names in other Chinese characters (奥巴马, 欧巴马). What is alike is a proposal; nothing is decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from kgcorpus.text import CJK, normal_name

_HAN = re.compile(f"[{CJK}]")
_MARKS = re.compile(r"[\s·.\-_'’,，&]+")
_LEGAL_ZH = re.compile(r"(?:集团)?(?:股份有限|有限责任|有限)(?:责任)?公司$")
_LEGAL_EN = re.compile(
    r",? (?:(?:co|company)\.?,? )?(?:inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|gmbh|ag|s\.?a|n\.?v|pte|pty)\.?$|,? co\.?$"
)
_INITIALS = re.compile(r"(?:[a-z]\.? ?)+ ")

_SOUNDS = (
    "a阿 ya亚雅娅 ai艾爱埃 an安 ang昂 ao奥澳 ba巴芭 bai拜白 ban班 bang邦 bao鲍宝保 bei贝 ben本 bi比彼毕碧 bin宾 bo博伯波勃柏 "
    "bu布卜 cai蔡 cha查 chai柴 che彻车 chuan川 ci茨 da达 dai戴黛 dan丹 dang当 dao道 de德得 deng登邓 di迪蒂狄 ding丁 dong东 du杜 "
    "dun顿敦 duo多 e厄 en恩 er尔儿 fa法 fan凡范 fang方 fei费菲 fen芬 feng冯丰 fo佛 fu弗福夫芙富傅 ga伽嘎 gai盖 gan甘 gang冈 gao高 "
    "ge格戈葛 gen根 gu古 gua瓜 guan关 gui圭 ha哈 hai海 han汉翰 hao豪 he赫 hei黑 heng亨 hong洪 hu胡 hua华 huai怀 hui惠 huo霍 "
    "ji基吉季 jia加贾佳嘉迦 jian坚简 jiang江 jie杰捷 jin金 ka卡 kai凯 kan坎 kang康 kao考 ke克科柯可 ken肯 ku库 kua夸 kuai快 kun昆 "
    "la拉 lai莱赖来 lan兰 lang朗 lao劳 le勒乐 lei雷蕾 li里利莉李丽黎理 lian连 lie列 lin林琳 liu刘柳 long隆龙 lu鲁卢路露 lun伦 "
    "luo罗洛 lv吕 ma马玛麻 mai迈麦 man曼 mao毛 mei梅美 men门 meng蒙孟 mi米 mian缅 ming明 mo莫摩默墨 mu穆姆慕 na纳娜那 nai奈乃 "
    "nan南楠 nao瑙 nei内 neng能 ni尼妮 niu纽 nong农 nu努 nuo诺 ou欧 pa帕 pai派 pan潘 pang庞 pei佩裴 peng彭 pi皮匹 ping平 po坡 "
    "pu普浦蒲 qi奇齐契琪 qia恰 qian钱 qiang强 qiao乔 qie切 qin钦 qing青 qiong琼 qu屈 rang让 re热 ren任 ri日 rong荣 ru茹 rui瑞 "
    "ruo若 sa萨 sai塞赛 sang桑 se色 sen森 sha沙莎 shan山珊 shang尚 shao绍 she舍 shen申 sheng圣盛 shi史施什士诗石 shu舒 si斯思丝司 "
    "song松宋 su苏 sun孙 suo索 ta塔 tai泰台 tan坦 tang汤唐 tao陶 te特 teng滕 ti提 ting廷 tong通 tu图 tuo托 wa瓦 wai外 wan万 "
    "wei韦威维魏 wen温文 wo沃 wu伍乌武 xi西希锡席 xia夏 xian先 xiang香 xiao肖萧 xie谢 xin辛欣 xing兴 xiu休 xu许 xue雪 xun逊 yan延 "
    "yang扬杨 yao姚 ye耶叶 yi伊易 yin因印 ying英 yong永 you尤优 yu于 yue约越 yun云 zha扎 zai宰 ze泽 zhan詹 zhe哲 zhen珍真 zhi芝治 "
    "zhu朱 zhuo卓 zi兹 zu祖 zuo佐"
)
"""Characters that foreign names are written with, by their sound."""
_KINDS = {
    **dict.fromkeys(("b", "p"), "P"), **dict.fromkeys(("d", "t"), "T"), **dict.fromkeys(("g", "k"), "K"), "h": "H",
    **dict.fromkeys(("j", "q", "zh", "ch", "z", "c"), "J"), **dict.fromkeys(("x", "sh", "s"), "S"), **dict.fromkeys(("l", "r"), "L"),
    "n": "N", "m": "M", "f": "F", "w": "W", "y": "", "": "",
}  # fmt: skip
_NEAR = {frozenset(p): cost for p, cost in (("JS", 0.25), ("KJ", 0.3), ("FH", 0.5), ("FW", 0.4), ("LN", 0.5), ("KH", 0.4), ("TS", 0.5))}
_SLIGHT = frozenset(("er", "de", "te", "le", "fu", "mu"))
"""Syllables that stand for a consonant alone: one writer has them, another leaves them out."""
_VOWELS = {frozenset(p): cost for p, cost in (("ao", 0.3), ("ae", 0.3), ("eo", 0.3), ("ei", 0.2), ("ou", 0.2), ("eu", 0.3))}
_FARTHEST = 0.24
_COSTLIEST = 0.7


def plain_key(name: str) -> str:
    """A name without spacing, marks and accents, a comma's "Last, First" turned round.

    >>> plain_key("Müller, Ann-Marie") == plain_key("Ann Marie Muller"), plain_key("迈克尔·杰克逊") == plain_key("迈克尔-杰克逊")
    (True, True)
    """
    text = normal_name(name)
    if text.count(",") == 1 and not _HAN.search(text):
        last, first = text.split(",")
        if first.strip() and not _LEGAL_EN.fullmatch(f", {first.strip()}"):
            text = f"{first.strip()} {last.strip()}"
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _MARKS.sub("", bare)


@lru_cache(maxsize=1)
def _mainland() -> Callable[[str], str]:
    import opencc

    abroad, home = opencc.OpenCC("s2t"), opencc.OpenCC("tw2sp")
    return lambda text: str(home.convert(abroad.convert(text)))


@lru_cache(maxsize=65536)
def region_key(name: str) -> str:
    """A Chinese name in the words of the mainland (寮國 is 老挝, 歐巴馬 is 奥巴马).

    >>> region_key("寮國"), region_key("老挝")
    ('老挝', '老挝')
    """
    if not _HAN.search(name):
        return plain_key(name)
    return plain_key(_mainland()(name))


def legal_key(name: str) -> str:
    """The name of a company without its legal form; the name itself where it has none, or where too little would be left.

    >>> legal_key("Acme Widgets Co., Ltd."), legal_key("长江电力股份有限公司"), legal_key("水务有限公司")
    ('acme widgets', '长江电力', '水务有限公司')
    """
    text = normal_name(name)
    bare = _LEGAL_ZH.sub("", text) if _HAN.search(text) else _LEGAL_EN.sub("", text)
    return bare if len(bare) >= (4 if _HAN.search(bare) else 3) else text


def initials_of(short: str, full: str) -> bool:
    """Whether a Latin name with initials may be a person's full name: same last name, initials of the given names in order.

    >>> initials_of("M. J. Fox", "Michael Fox"), initials_of("M. Fox", "Michael J. Fox"), initials_of("M. Fox", "Anna Fox")
    (False, True, False)
    """
    a, b = (re.sub(r"\.", " ", normal_name(name)).split() for name in (short, full))
    if len(a) < 2 or len(b) < len(a) or a[-1] != b[-1] or len(a[-1]) < 2 or a == b:
        return False
    given, names = a[:-1], b[:-1]
    return all(len(g) == 1 for g in given) and any(len(n) > 1 for n in names) and all(n[0] == g for g, n in zip(given, names, strict=False))


# --------------------------------------------------------------------------------------------- sounds


@lru_cache(maxsize=1)
def _sounds() -> dict[str, tuple[str, str, bool, str]]:
    """For each character: kind of its first consonant, its main vowel, whether a nasal ends it, and its syllable."""
    out = {}
    for group in _SOUNDS.split():
        sound = re.match("[a-z]+", group)
        assert sound is not None
        split = re.fullmatch(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcswy]?)([aeiouv]+)(ng?|r)?", sound.group())
        assert split is not None
        first, vowels, tail = split.groups()
        vowel = _main_vowel(vowels)
        for character in group[sound.end() :]:
            out[character] = (_KINDS[first], vowel, (tail or "").startswith("n"), sound.group())
    return out


def _main_vowel(vowels: str) -> str:
    if vowels in ("ei", "ie", "ui", "ue"):
        return "e"
    for vowel in "aoe":
        if vowel in vowels:
            return vowel
    return vowels[-1]


def foreign(name: str) -> list[str] | None:
    """The parts of a name that is written in characters for foreign names; None where it is not.

    >>> foreign("迈克尔·杰克逊"), foreign("张伟")
    (['迈克尔', '杰克逊'], None)
    """
    parts = re.split(r"[·\-]", normal_name(name))
    known = _sounds()
    if not all(parts) or len("".join(parts)) < 2 or not all(c in known for part in parts for c in part):
        return None
    return parts


def sound_alike(a: str, b: str) -> bool:
    """Whether two Chinese names may write one foreign name: as many parts, each of which sounds nearly alike.

    >>> sound_alike("奥巴马", "欧巴马"), sound_alike("迈克尔·杰克逊", "麦可·杰克森"), sound_alike("克林顿", "华盛顿")
    (True, True, False)
    """
    left, right = foreign(a), foreign(b)
    if left is None or right is None or len(left) != len(right) or left == right:
        return False
    return all(x == y or _near(x, y) for x, y in zip(left, right, strict=True))


def _near(a: str, b: str) -> bool:
    cost = _distance(a, b)
    return cost <= _COSTLIEST * max(1.0, max(len(a), len(b)) / 4) and cost / max(len(a), len(b)) <= _FARTHEST


def _distance(a: str, b: str) -> float:
    """The least cost of changes that make one part sound as the other."""
    known = _sounds()
    row = [0.0]
    for y in b:
        row.append(row[-1] + _dropped(known[y]))
    for x in a:
        above, row = row, [row[0] + _dropped(known[x])]
        for j, y in enumerate(b):
            row.append(min(above[j] + _changed(known[x], known[y]), above[j + 1] + _dropped(known[x]), row[j] + _dropped(known[y])))
    return row[-1]


def _dropped(sound: tuple[str, str, bool, str]) -> float:
    return 0.4 if sound[3] in _SLIGHT else 1.0


def _changed(a: tuple[str, str, bool, str], b: tuple[str, str, bool, str]) -> float:
    if a[3] == b[3]:
        return 0.0
    first = 0.0 if a[0] == b[0] else _NEAR.get(frozenset((a[0], b[0])), 1.0)
    exact = 0.1 if a[0] and a[0] == b[0] and a[3][0] != b[3][0] else 0.0
    vowel = 0.0 if a[1] == b[1] else _VOWELS.get(frozenset((a[1], b[1])), 0.5)
    if "er" in (a[3], b[3]):
        vowel = 0.6  # a consonant, not a vowel
    return min(1.0, first + exact + vowel + (0.3 if a[2] != b[2] else 0.0))


def sound_keys(name: str) -> Iterable[str]:
    """Under what names that sound alike are looked for: parts, and the first consonant of the last part with those near it."""
    parts = foreign(name)
    if parts is None:
        return ()
    first = _sounds()[parts[-1][0]][0]
    near = {first, *(c for pair in _NEAR for c in pair if first in pair)}
    return tuple(f"{len(parts)} {kind}" for kind in sorted(near))


def pairs(names: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Every two different things of one key, each pair once, in order."""
    seen: set[tuple[str, str]] = set()
    for key in sorted(names):
        for a, b in combinations(sorted(set(names[key])), 2):
            if (a, b) not in seen:
                seen.add((a, b))
                yield a, b
