"""What may be an entity in a text that no gazetteer covers: titles, quoted names, capitalised names, dates and numbers, Chinese runs
between function words.

Each span is a hit whose id begins with ``?`` and tells its kind; ``OpenNames`` decides by kind and by the names of classes what may fill
a slot.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kgcorpus.extract.gazetteer import Hit, Lexicon
from kgcorpus.extract.lists import Names
from kgcorpus.extract.named import EXPECTED, expected, named
from kgcorpus.extract.plain import key
from kgcorpus.extract.words import analyser
from kgcorpus.ontology import Ontology
from kgcorpus.text import CJK

_TITLE = re.compile(r"《([^《》]{1,60})》|〈([^〈〉]{1,60})〉")
_QUOTED = re.compile(r"[\"“「]([^\"“”「」,。.;]{2,60})[\"”」]")
_CUT_ZH = re.compile(
    f"[^{CJK}·a-zA-Z0-9.&\\-]+|[的是在和与及或由于为被把将对从到了着过等也都并而但其这那该此又向以因所称叫]|分别|以及|他们|她们|我们|一位|一名|一部|一首|一种|"
    "著名|知名|演员|歌手|导演|作家|诗人|教授|主演|原名|又名|别名|简称|本名|毕业|出生|位于|担任|现任|曾任|来自|"
    "可能|可以|能够|必须|应当|应该|已经|曾经|正在|没有|不是|如果|因为|由于|通过|根据|按照|关于|对于|目前|现在|其中|同时|此外|"
    "领衔|联合|共同|小说|电影|电视剧|歌曲|专辑|公司"
)
_HAN = re.compile(f"[{CJK}]")
_NUMBER = re.compile(r"\d")
_LINKS = frozenset(
    ("of", "the", "de", "la", "von", "van", "der", "&", "du", "del", "al", "di", "do", "da", "dos", "le", "el", "y", "et", "e")
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元"
    "卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣贲邓郁单杭"
    "洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙"
    "池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩聂晁勾敖融冷"
    "訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公佟佘仝肖闫覃岳商佴"
)
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "独孤", "南宫")
_OFFICE = re.compile(r"(?:[^增成生延]长|主任|书记|主席|总裁|经理|总监|董事|教授|主编|代表|委员|顾问|秘书|人员|负责人|主持人|创始人)$")
_SITES = frozenset(("place", "org"))
_TIMES = re.compile(r"日期|时间|年份|date|year|time")
_NUMBERS = re.compile(r"number|数值|数字|数量|号码|integer|decimal|面积|人口|邮编")


class OpenLexicon(Lexicon):
    """A lexicon that also finds what may be a name; ``words`` are the phrases of predicates, at which Chinese runs are cut."""

    def __init__(self, known: Lexicon, words: tuple[str, ...]) -> None:
        super().__init__(known.names, known.capitals, known.classes, known.mintable)
        object.__setattr__(self, "_words", re.compile("|".join(re.escape(w) for w in words)) if words else None)

    def find(self, text: str, written: Callable[[int, int], str]) -> list[Hit]:
        """Known names first; then titles, quoted names, dates and numbers, capitalised names, and Chinese runs, where nothing stands
        yet."""
        hits = super().find(text, written)
        taken = bytearray(len(text))
        for hit in hits:
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)

        def add(start: int, end: int, kind: str) -> None:
            while start < end and text[start] in " -.,'":
                start += 1
            while end > start and text[end - 1] in " -,'":
                end -= 1
            if end > start and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                hits.append(Hit(start, end, (f"?{kind}:{start}:{text[start:end]}",)))

        for pattern, kind in ((_TITLE, "title"), (_QUOTED, "quoted")):
            for found in pattern.finditer(text):
                add(*found.span(1 if found.group(1) else 2), kind)
        for start, end in _dates(text):
            add(start, end, "date")
        lead = _lead(text, written)
        if lead is not None:
            add(*lead, "name")
        asides = [m.span() for m in _ASIDE.finditer(text)]
        for start, end in _joined(text, _names(text, written)):
            if not any(a < start < b for a, b in asides):
                add(start, end, "name")
        words: re.Pattern[str] | None = getattr(self, "_words", None)
        read = named(text, written)
        for start, end, kind in read if read is not None else ((*run, "run") for run in _runs(text, words)):
            if kind != "phrase" or not any(p.fullmatch(text, start, end) for p in (words, _CUT_ZH) if p):
                add(start, end, kind)
        hits.sort(key=lambda h: h.start)
        return hits


def _dates(text: str) -> list[tuple[int, int]]:
    if not _NUMBER.search(text):
        return []
    from kgcorpus.values import find_values

    return [(v.start, v.end) for v in find_values(text, "xsd:date")]


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


def _names(text: str, written: Callable[[int, int], str]) -> list[tuple[int, int]]:
    """Capitalised sequences, linked by "of", "the", "de" …: tokens of spaCy's English tokenizer; a function word that begins a sentence
    is no name."""
    if not re.search("[a-z]", text):
        return []
    read = analyser("zh", parser="characters") if _HAN.search(text) else analyser("en", parser="blank")
    words = read([text])[0]  # spaCy's tokenizer would leave Chinese joined to the letters beside it
    tokens = list(zip(words.starts, words.ends, words.written(), strict=True))
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        start, end, word = tokens[i]
        numbered = word.isdigit() and i + 1 < len(tokens) and _capital(written(*tokens[i + 1][:2])) and _begins(text, start)
        if not numbered and not _capital(written(start, end)):
            i += 1
            continue
        if word in _function_words() and not (
            i + 1 < len(tokens) and tokens[i + 1][0] == end + 1 and _capital(written(*tokens[i + 1][:2]))
        ):
            i += 1
            continue
        if _OPENING.match(text, start) and _begins(text, start):
            i += 1
            continue
        if word in ("the", "a", "an"):
            i += 1
            start = tokens[i][0]
        last = i
        j = i + 1
        while j < len(tokens):
            a, b, w = tokens[j]
            if text[tokens[j - 1][1] : a] not in ("", " ") or re.match(rf"[{CJK}]", w):
                break
            source = written(a, b)
            if _capital(source) or re.fullmatch(r"\d+|[-–'’.&]|'s|[ivx]+", w):
                if (_capital(source) or w.isdigit()) and not (w.isdigit() and last != j - 1):
                    last = j
            elif w not in _LINKS:
                break
            j += 1
            if j - last > 3:
                break
        out.append((start, tokens[last][1]))
        i = last + 1
    return out


_OPENING = re.compile(r"(?:[a-z]+(?:ed|ing|en)|born|built|made|held|found|led|known|set|sung|won) (?:by|in|at|on|as|for|to|with|from)\b")
_ASIDE = re.compile(r"\([^()]*\)")
_VERB = re.compile(
    r" (?:is|was|are|were|has|had)\b| ?\(|, (?:an?|the|which|who|also|directed|written|produced|published|born|released|built|located)\b"
)
_SMALL = frozenset(re.split(" ", "of the a an and or in on at to for from with by de la le du von van der den & 's vs as is"))
# Words of grammar with which titles begin, too.
_TITLED = frozenset(re.split(" ", "the a an she he i we you they my his her our your their this no one two three all what who it"))
_PLACED = re.compile(r"\b(?:in|at|from|near|of|on) (?:the )?$")


def _lead(text: str, written: Callable[[int, int], str]) -> tuple[int, int] | None:
    """The title-like words with which an English sentence begins, up to its verb or bracket ("Nights 2: Storm of Zehir is …")."""
    found = _VERB.search(text, 0, 120)
    if found is None or _HAN.search(text, 0, found.start()) or _OPENING.match(text):
        return None
    end = found.start()
    words = [m.span() for m in re.finditer(r"[^\s,:;\"]+", text[:end])]
    if not 1 < len(words) <= 14 or any(mark in text[:end] for mark in (". ", ";", '"')) or text.count(",", 0, end) > 1:
        return None
    kept = [w for w in words if text[w[0] : w[1]] not in _SMALL]
    if not kept or not all(_capital(written(*w)) or text[w[0]].isdigit() for w in kept):
        return None
    first = words[0][0]
    if text[slice(*words[0])] in _function_words() - _TITLED or len(kept) < 2:
        return None
    if "," in text[:end] and not re.fullmatch(r"[^,]+, [^,]+", text[:end]):
        return None
    if text.startswith(("the ", "an ", "a "), first) and ":" not in text[:end]:
        first = words[1][0]
    return first, end


def _joined(text: str, names: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names of places with what they lie in as one ("in Madison, Wisconsin"), unless they are members of a list."""
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(names):
        start = names[i][0]
        j = i
        if _PLACED.search(text, max(0, start - 12), start):
            while j + 1 < len(names) and text[names[j][1] : names[j + 1][0]] == ", ":
                j += 1
            if j > i and re.match(r",? (?:and|or|&) ", text[names[j][1] :]):
                j = i
        out.append((start, names[j][1]))
        i = j + 1
    return out


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins here, a bracketed number, "the" or "a" before it apart."""
    return bool(re.fullmatch(r"(?:.*[.;:] )?(?:\(\d+\) )?(?:the |a )?", text[:at]))


def _capital(word: str) -> bool:
    return bool(word) and (word[0].isupper() or (len(word) > 1 and word[0].isdigit() and any(c.isupper() for c in word)))


def _runs(text: str, words: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """Chinese runs between marks, function words and the phrases of predicates."""
    cuts = [m.span() for m in _CUT_ZH.finditer(text)] + ([m.span() for m in words.finditer(text)] if words else [])
    out: list[tuple[int, int]] = []
    position = 0
    for a, b in [*sorted(cuts), (len(text), len(text))]:
        if a > position and re.search(f"[{CJK}]", text[position:a]) and 2 <= a - position <= 20:
            out.append((position, a))
        position = max(position, b)
    return out


class OpenNames(Names):
    """Which spans may fill a slot: known entities by their class, others by their kind."""

    def __init__(self, ontology: Ontology, classes: dict[str, tuple[str, ...]]) -> None:
        super().__init__(ontology, classes)
        self._kinds = lru_cache(maxsize=1024)(self._allowed)

    def fitting(self, ids: tuple[str, ...], classes: tuple[str, ...]) -> tuple[str, ...]:
        if not ids or ids[0][0] != "?":
            return super().fitting(ids, classes)
        _, kind, _, surface = f"{ids[0]}".replace("?", "?:", 1).split(":", 3)
        return ids if self._kinds(classes, kind) and self._plausible(kind, surface, classes) else ()

    def _text(self, classes: tuple[str, ...]) -> str:
        out = []
        for cls in classes:
            found = self.ontology.classes.get(cls)
            out.append(
                " ".join(found.labels.values()) if found and found.labels else cls.rsplit("/", 1)[-1].rsplit("#", 1)[-1].split(":")[-1]
            )
        return " ".join(out).lower()

    def _allowed(self, classes: tuple[str, ...], kind: str) -> bool:
        if classes and any(super(OpenNames, self).fitting((id,), classes) for id in self.classes):
            return False  # the ontology names what is of these classes
        text = self._text(classes)
        if kind == "date":
            return bool(_TIMES.search(text)) or not classes
        if _TIMES.search(text) or _NUMBERS.search(text):
            return False
        told = expected(text)
        if kind in EXPECTED:  # an organisation may stand for the place where it is, and the reverse
            return not told or kind in told or (kind in _SITES and bool(told & _SITES))
        if kind == "phrase":
            return told not in ({"person"}, {"work"})
        if kind == "title":
            return not EXPECTED["person"].search(text) or bool(EXPECTED["work"].search(text))
        return True

    def _plausible(self, kind: str, surface: str, classes: tuple[str, ...]) -> bool:
        """Whether a Chinese run can be a person's name where a person is asked for, and is none where a work is; an office is no place."""
        text = self._text(classes) if kind in ("run", "phrase") else ""
        if kind == "phrase":
            return not (expected(text) & _SITES and _OFFICE.search(surface))
        if kind != "run":
            return True
        if EXPECTED["person"].search(text) and not EXPECTED["work"].search(text):
            if "·" in surface:
                return True
            return (2 <= len(surface) <= 3 and surface[0] in _SURNAMES) or (3 <= len(surface) <= 4 and surface.startswith(_COMPOUND))
        return not (EXPECTED["work"].search(text) and not EXPECTED["person"].search(text))


def predicate_words(ontology: Ontology) -> tuple[str, ...]:
    """Chinese labels, aliases and trigger phrases of predicates, the longest first."""
    out: set[str] = set()
    for predicate in ontology.predicates.values():
        for group in ({k: (v,) for k, v in predicate.labels.items()}, predicate.aliases, predicate.triggers, predicate.headings):
            for texts in group.values():
                out.update(w for t in texts if re.search(f"[{CJK}]", w := key(t)))
    return tuple(sorted(out, key=lambda w: (-len(w), w)))
