"""The clauses of an answer, and how much of the question each of them says: what a question asks for, and where a text speaks of that.

A question has a place for its answer ("who", 哪个海). What stands beside that place is its gist ("invented", 流入); everything it says are
its units: stems of words, of Chinese every two characters that stand together, and next to the place single characters, since 注入 says
what 流入 does. A unit that many clauses say is the topic, and tells little about any of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import bare
from kgcorpus.text import CJK

_HARD = re.compile(r"[。!?;\n]|(?<![\s.(][a-z])(?<!\b(?:dr|mr|ms|st|vs|jr|no))(?<!\bmrs)\.(?=\s|$)")
_SOFT = re.compile(
    r":(?=\s*(?:若|如果|假如|倘若|要是|if\b))|,(?!\d{3})|[()]|—+|–|\s-\s|…|(?<=[^,;。])(?:但是?(?!丁)|不过(?!是)|然而|而(?![且已后])(?=[^是非]))"
    r"|\b(?:but|whereas|while|although|though|however)\b"
)
_OF = re.compile(r"\b(?:of|with|against|from|over|than|alongside)\s+(?:the\s+)?[\"']?$")
_RELATIVE = re.compile(r"\s*(?:which|who|whom|whose|in which|of which)\b")
_BRACKET = re.compile(r"\([^()]*\)")
_SETS = re.compile(
    r"(?:若|如果?(?!今|此|何|下|同|上)|假如|倘若|要是|对于?|至于|针对|就[^,]{1,16}(?:而言|来说)"
    r"|(?:在|当)[^,]{1,24}(?:时|中|下|里|后)$|按照?|根据)"
    r"|(?:if|when|whenever|unless|for|in (?:the )?case of|as for|as to|with regard to|regarding|according to|based on|under|at|in)\b"
)
_NUMBERED = re.compile(
    r"(?P<zh>第[一二三四五六七八九十\d]+|(?<![一二三四五六七八九十\d第])[一二三四1-4ⅰⅱⅲiv]+(?=[型级期类](?![数别])))"
    r"(?P<of>[型级期类季张部届次代号章条轮]|[\u4e00-\u9fff]{2})"
    r"|\b(?P<kind>type|phase|stage|grade|class|level|part|volume|chapter|article|section|world war|group|season|book)"
    r" (?P<number>[ivx]+|\d+|[a-d])\b"
    r"|\b(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)) (?P<what>[a-z]{3,})"
)
_ELSEWHERE = re.compile(
    r"若|如果|假如|倘若|要是|对于|至于|针对|[和与跟同像].*不|比|区别|第|[型级期类]|unlike|\b(?:if|for|in|compared|contrast|type|phase)\b|\w(?:st|nd|rd|th)\b"
)
_THAN_ZH = re.compile(r"[比较][^,;。\d]{0,4}$")
_MORE_ZH = re.compile(r"[^,;。\d]{0,3}[大小高低多少快慢长短重轻强弱早晚远近]")
_SUPPOSES = re.compile(r"\s*(?:若|如果?|假如|倘若|要是|对于?|至于|针对|(?:if|for|as for|in case of|with regard to|regarding|had)\b)")
_COMPARES = re.compile(
    r"^\s*(?:和|与|跟|同|不同于|区别于|有别于|相比|比起|不像|不同的是)[^,;。]*(?:不同|不一样|有别|相反|相比|区别|差别|比起来|相对)"
    r"|^\s*(?:不同于|区别于|有别于|不像|比起|相比(?:于|之下))"
    r"|^\s*(?:unlike|in contrast to|as opposed to|compared (?:to|with)|contrary to|different from|in comparison (?:to|with)|just as"
    r"|in the same way)\b"
)

# --------------------------------------------------------------------------------------------- what is asked

_PLACE_ZH = re.compile(
    r"(?P<who>谁|何人|什么人|哪[一两几三]?[位名]|哪[一些]?个?人)|(?P<where>哪里|哪儿|何处|何地|什么地方|(?<=[在于])哪(?![一个些座家种条]))"
    r"|(?P<which>哪[一两几二三四五]?[个些种座条家项部款所颗只支本首场届类段门片期章篇间股]?|什么|啥|何(?=种|时|年))"
    r"|(?P<many>多少|几|多[大高长远重久深宽快])"
)
_LIGHT_ZH = frozenset(
    "的了是在为有和与及或而且就也这那此其它他她我您你们被把从到于对向以之等由并才则即却又还都请问应该当可能会其叫做着过地得吧吗呢啊最后终所因认为"
)
_ADJUNCT = re.compile(rf"在\s*[{CJK}a-z0-9 \-]{{1,12}}[中里上内]\s*(?=(?:是|叫|为|用|由)?$)")
_PLACE_EN = re.compile(
    r"\b(?:(?P<who>who|whom|whose)|(?P<where>where)|(?P<which>which|what)(?!'?s?\s+(?:is|was|are|were|did|does|do)\b)|(?P<what>what)"
    r"|(?P<many>how (?:many|much)|when))\b"
)
_LIGHT_WORDS = """
a an the this that these those it its he his him she her they them their there here i my me you your we our us is are was were be been
being am do does did done has have had having can could will would shall should may might must of in on at by for with from to into as
and or nor up off out two three four five six seven eight nine ten but so than then if not no who whom whose which what where when how
also too just only very really actually indeed most more both all some any each s t d m ll re ve isn aren wasn weren don doesn didn hasn
haven hadn wouldn couldn shouldn probably likely certainly clearly therefore thus hence called named known name answer correct right
final through near about over under between among during after before one ones think believe guess say said however still even yes
"""
LIGHT_WORDS = frozenset(_LIGHT_WORDS.split())
_PREPOSITIONS = "in|at|on|to|into|from|near|through"
_TOKEN = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+")
_ENDING = re.compile(r"(?:ings?|ers?|ors?|ions?|ed|es|s|e)$")
NEAR_ZH, NEAR_EN = 5, 3
"""So many characters or words from the place of the answer a unit counts twice."""
MOST_BESIDE = 3
"""With at most so many words or characters beside it a name behind a comma goes on a list or stands for what is before the comma."""
MOST_GIST = 3
"""So many words of an English question are its gist at most: those that are no names, from the place of the answer on."""
MOST_SORT = 4
"""What stands behind "which" names the sort of thing that is asked for, in at most so many Chinese characters."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What a question asks: its ``units`` with their weights, those in its ``gist``, the ``sort`` of thing (the last character or the stem
    of its name), and the word that ``asks`` (who, where, which, many); ``negated``: what it says "not" with; ``numbered``: what it
    numbers, and how (第二 + 宇, "world war" + ii). In English ``acts`` is the
    stem of what is done by what is asked for ("which country shared"), ``preposition``: the one that stands with it ("in
    which", "flow into?")."""

    chinese: bool
    units: Mapping[str, float]
    gist: frozenset[str]
    sort: str
    asks: str
    negated: str = ""
    acts: str = ""
    numbered: tuple[tuple[str, str], ...] = ()
    preposition: str = ""


@lru_cache(maxsize=20_000)
def focus_of(asked: str) -> Focus | None:
    """The focus of a question as it is written; None for one without a place for its answer.

    >>> one = focus_of("亚马孙河流入哪个大洋？")
    >>> one and (sorted(one.gist), one.sort)
    (['入', '流', '流入'], '洋')
    >>> two = focus_of("Which river flows through London?")
    >>> two and (sorted(two.gist), two.sort, two.asks)
    (['flow'], 'riv', 'which')
    """
    question = bare(asked)
    if re.search(f"[{CJK}]", question):
        place = _PLACE_ZH.search(question)
        return _focus_zh(question, place) if place else None
    place = _PLACE_EN.search(question)
    names = frozenset(bare(word) for word in re.findall(r"(?<=[^.?!])\s[\"'“]?([A-Z][^\W_]*)", asked))
    return _focus_en(question, place, names) if place else None


def _focus_zh(question: str, place: re.Match[str]) -> Focus:
    before, after = question[: place.start()], re.split(r"[?。!]", question[place.end() :])[0]
    before = _ADJUNCT.sub("", before)
    sort = ""
    if place.lastgroup == "which" and (run := re.match(f"[{CJK}]+", after)):
        named = re.split(r"[的是在被由了过中里上内]", run[0])[0]
        rest = run[0][len(named) :]
        whole = len(named) <= MOST_SORT and rest[:1] in ("", "中", "里", "上", "内") and not before.endswith(("由", "被"))
        named = named if whole else named[:2]
        sort, after = named[-1:], after[len(named) :]
    left, right = _characters(before), _characters(after)
    gist = _gist_zh(after) if len(right) > 1 else left[-2:]
    negated = next((c for c in gist[:2] if c in "未不没无非"), "")
    units: dict[str, float] = {}
    for piece, near in ((before, True), (after, False)):
        pieces = [said for said in re.split(f"[{''.join(sorted(_LIGHT_ZH))}]+|[^{CJK}a-z0-9]+", piece) if said]
        total = sum(map(len, pieces))
        at = 0
        for said in pieces:
            for n, unit in _pairs(said):
                away = total - (at + n) - len(unit) if near else at + n
                weight = 2.0 if away < NEAR_ZH else 1.0
                units[unit] = max(units.get(unit, 0), weight)
            at += len(said)
    for c in [*left[-NEAR_ZH:], *right[:NEAR_ZH]]:
        units.setdefault(c, 0.4)
    parts = {*gist, *(a + b for a, b in pairwise(gist) if not (a + b).isascii())}
    stands = before[-1:] if before[-1:] in tuple("给向对跟从") else ""
    return Focus(
        True, units, frozenset(parts), sort, str(place.lastgroup), negated, numbered=tuple(_numbered(question)), preposition=stands
    )


def _gist_zh(after: str) -> list[str]:
    """The first words behind the place of the answer; of "谁是这起事故的责任人" the last ones."""
    found = re.findall(f"[^{''.join(sorted(_LIGHT_ZH))}\\W]+", after)
    runs = [run for run in found if len(_characters(run)) > 1] or found
    if not runs:
        return []
    return _characters(runs[-1])[-4:] if re.match(r"\s*[是为]", after) else _characters(runs[0])[:4]


def _characters(text: str) -> list[str]:
    """The content characters of a text, and its words in letters."""
    return [c for c in re.findall(rf"[{CJK}]|[a-z0-9]+", text) if c not in _LIGHT_ZH]


def _pairs(run: str) -> Iterable[tuple[int, str]]:
    for found in _TOKEN.finditer(run):
        word = found[0]
        if word.isascii() or len(word) == 1:
            yield found.start(), word
        else:
            yield from ((found.start() + n, word[n : n + 2]) for n in range(len(word) - 1))


def _focus_en(question: str, place: re.Match[str], names: frozenset[str]) -> Focus:
    words = _TOKEN.findall(question[place.end() :].split("?")[0])
    before = [w for w in _TOKEN.findall(question[: place.start()]) if _tells(w)]
    sort = ""
    if place.lastgroup == "which" and words and words[0] not in LIGHT_WORDS:
        sort = stem(words.pop(0))
    content = [w for w in words if _tells(w)]
    units: dict[str, float] = {stem(w): 1.0 for w in before}
    for n, word in enumerate(content):
        units[stem(word)] = max(units.get(stem(word), 0), 2.0 if n < NEAR_EN else 1.0)
    gist = [stem(w) for w in (*content, *before) if w not in names and not w.isdigit()]
    negated = "n't" if re.search(r"n't\b|\bnot\b|\bexcept\b", question) else ""
    acts = words[0] if words and words[0] not in LIGHT_WORDS and place.lastgroup in ("who", "which") else ""
    stands = re.search(rf"\b({_PREPOSITIONS})\s*$", question[: place.start()]) or re.search(rf"\b({_PREPOSITIONS})\s*\?*$", question)
    return Focus(
        False, units, frozenset(gist[:MOST_GIST]), sort, str(place.lastgroup), negated,
        stem(acts) if acts and not stands else "", tuple(_numbered(question)), stands[1] if stands else "",
    )  # fmt: skip


def _tells(word: str) -> bool:
    """Whether a word of a question says what it asks; of the words that tell nothing in an answer "name" does."""
    return word not in LIGHT_WORDS or word == "name"


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The beginning that the forms of a word share: invent of invented, inventor and invention.

    >>> stem("inventor"), stem("invented"), stem("flows"), stem("die"), stem("died")
    ('invent', 'invent', 'flow', 'di', 'di')
    """
    out = _ENDING.sub("", word) if len(word) > 3 or word.endswith("e") else word
    if len(out) < 2:
        return word
    return (out[:-1] if len(out) > 3 and out[-1] == out[-2] else out)[:6]


# --------------------------------------------------------------------------------------------- what is said


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause at ``text[start:end]``: its ``part`` of the text (clauses up to the next full stop or semicolon), the units of the
    question in it, whether it only compares, sets a condition that the question does not set, numbers an ``other`` one (第一宇宙速度
    for 第二宇宙速度) or stands in brackets."""

    start: int
    end: int
    part: int
    units: frozenset[str]
    compares: bool = False
    supposes: bool = False
    other: bool = False
    bracketed: bool = False

    def share(self, weights: Mapping[str, float]) -> float:
        return sum(weights[unit] for unit in self.units)


def spans_of_clauses(text: str, inside: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int, int]]:
    """Start, end and part of each clause; none ends inside ``inside``.

    >>> [("甲是乙,但丙不是;丁是"[a:b], part) for a, b, part in spans_of_clauses("甲是乙,但丙不是;丁是")]
    [('甲是乙', 0), ('但丙不是', 0), ('丁是', 1)]
    """
    marks = sorted([(m.start(), m.end(), True) for m in _HARD.finditer(text)] + [(m.start(), m.end(), False) for m in _SOFT.finditer(text)])
    out: list[tuple[int, int, int]] = []
    held = sorted(inside)
    at = part = 0
    for start, end, hard in marks:
        near = bisect_left(held, (end,)) - 1  # the last one that begins before the mark ends
        if start < at or (near >= 0 and held[near][1] > start):
            continue
        if text[at:start].strip(" \t\"'"):
            out.append((at, start, part))
        at = end
        part += hard
    if text[at:].strip(" \t\"'"):
        out.append((at, len(text), part))
    return out


def clauses_of(text: str, focus: Focus, inside: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """The clauses of a folded text; what has nothing beside something of ``inside`` belongs to the clause before its comma
    (a list), and so does a relative clause."""
    brackets = [m.span() for m in _BRACKET.finditer(text)] if "(" in text else []
    spans: list[tuple[int, int, int]] = []
    inside = sorted(inside)
    for start, end, part in spans_of_clauses(text, inside):
        close = bool(spans) and spans[-1][2] == part and text[spans[-1][1]] == ","
        sets = close and _SETS.match(text[spans[-1][0] : spans[-1][1]].strip(" \"'"))
        if close and (sets or _RELATIVE.match(text, start) or _only(text, start, end, inside, focus)):
            spans[-1] = (spans[-1][0], end, part)
        else:
            spans.append((start, end, part))
    out = []
    for start, end, part in spans:
        said = text[start:end]
        out.append(
            Clause(
                start, end, part, units_in(said, focus),
                compares=_COMPARES.search(said) is not None,
                supposes=_supposes(said, focus),
                other=_numbers_other(said, focus),
                bracketed=any(a <= start and end <= b for a, b in brackets),
            )
        )  # fmt: skip
    return out


def _numbered(text: str) -> Iterable[tuple[str, str]]:
    """What a text numbers, each with its number."""
    for m in _NUMBERED.finditer(text):
        if m["zh"]:
            yield m["of"], m["zh"]
        elif m["kind"]:
            yield m["kind"], m["number"]
        elif m["ordinal"]:
            yield stem(m["what"]), m["ordinal"]


def _numbers_other(said: str, focus: Focus) -> bool:
    """Whether a clause speaks of another one of what the question numbers, and not of the question's."""
    if not focus.numbered or not _NUMBERED.search(said):
        return False
    found = list(_numbered(said))
    return any(
        any(kind == own and number != asked for kind, number in found) and (own, asked) not in found for own, asked in focus.numbered
    )


def elsewhere(text: str, spans: Sequence[tuple[int, int]], question: str) -> set[int]:
    """Which of several values stand in a clause that only compares, supposes what the question does not or speaks of another one.

    >>> sorted(elsewhere("若是儿童，用250 IU；成人则应用1000 IU", [(6, 12), (18, 25)], "成人的剂量是多少IU?"))
    [0]
    """
    focus, folded = focus_of(question), bare(text)
    if focus is None or len(folded) != len(text) or not _ELSEWHERE.search(folded):
        return set()
    clauses = clauses_of(folded, focus, spans)
    starts = [clause.start for clause in clauses]
    out = set()
    for i, (start, end) in enumerate(spans):
        at = max(0, bisect_right(starts, start) - 1)
        clause = clauses[at]
        lead = clauses[at - 1] if clause.bracketed and at else clause
        more = _THAN_ZH.search(folded, clause.start, start) and _MORE_ZH.match(folded, end)
        if more or any(c.compares or c.supposes or c.other for c in (clause, lead)):
            out.add(i)
    return out


def _supposes(said: str, focus: Focus) -> bool:
    """Whether a clause begins with a condition that the question does not set: "if you mean the largest city, …", 若是儿童，…"""
    head, comma, _ = said.partition(",")
    found = _SUPPOSES.match(head)
    if not comma or not found:
        return False
    return fresh(head[found.end() :], focus) > 1 and all(focus.chinese and len(unit) == 1 for unit in units_in(head, focus))


def _only(text: str, start: int, end: int, inside: Sequence[tuple[int, int]], focus: Focus) -> bool:
    first, last = bisect_left(inside, (start,)), bisect_left(inside, (end,))
    if first == last:
        return False
    rest = text[start : inside[first][0]] + " \0 " + text[inside[last - 1][1] : end]
    if _OF.search(text, start, inside[first][0]):
        return False
    words = sum(1 if word.isascii() else len(word) for word in _TOKEN.findall(rest))
    return words <= MOST_BESIDE and fresh(rest, focus) <= 1 and not units_in(rest, focus)


def units_in(text: str, focus: Focus) -> frozenset[str]:
    """The units of a question that a text says."""
    if focus.chinese:
        return frozenset(unit for unit in focus.units if unit in text)
    return frozenset(unit for word in _TOKEN.findall(text) if (unit := stem(word)) in focus.units)


def weights_of(clauses: Sequence[Clause], focus: Focus) -> dict[str, float]:
    """The weight of each unit: less, the more clauses say it."""
    said = Counter(unit for clause in clauses for unit in clause.units)
    return {unit: weight / max(1, said[unit]) ** 0.5 for unit, weight in focus.units.items()}


def fresh(text: str, focus: Focus) -> int:
    """How many content words (of Chinese characters) of a text are not the question's."""
    if focus.chinese:
        characters = frozenset("".join(focus.units))
        return sum(c not in characters and c not in focus.units for c in _characters(text))
    return sum(word not in LIGHT_WORDS and stem(word) not in focus.units for word in _TOKEN.findall(text))
