"""Which of several values an answer asserts: not what it denies, takes back, leaves open between two, or says of something else.

Works on spans, for numbers and dates alike. What is left is in order of how surely it answers the question.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

from kgcorpus import text_patterns as re
from kgcorpus.grade.aside import asides
from kgcorpus.grade.labelled import labelled, of_segment
from kgcorpus.grade.measures import COUNTERS

Span = tuple[int, int]

_DENIED = re.compile(
    r"(?:(?:不是|并非|绝非|而非|不等于|不应是|不为|不在|不会是|不可能是|没有|不含|(?<![除])非(?=\Z))[^,，。;；\d\n]{0,4}"
    r"|(?:\b(?:not|never|nor|neither|cannot)|n't)(?: (?!(?:until|only|just|merely|simply|sure|certain|least|less|more|but)\b)[a-z']+){0,3}"
    r"|\b(?:rather than|instead of|as opposed to|other than|unlike|except(?: for)?|excluding)(?: (?:a|an|the|in|on|at|about|around))?)"
    r"[\s\"'(~约$¥€£]*$",
    re.I,
)
_DENIES = re.compile(r"[不非没无]|\b[Nn](?:ot|or|ever|either)\b|n't|than|instead|cannot|opposed|unlike|except|exclud|NOT")
_ONLY = re.compile(r"(?:不仅|不只|不光|不止|\bnot (?:only|just|merely))\s*(?:是|有|为)?\s*$", re.I)
_MISTAKEN = re.compile(
    r"\b(?:mis(?:remember|report|stat|quot|read|cit|identif|tak|hear|represent|label|understood|understand|calculat|count)\w*|mistakenly"
    r"|erroneous(?:ly)?|incorrect(?:ly)?|false(?:ly)?|wrong(?:ly)?|confus(?:ed|es|ing|e)|misconception)\b[^.;!?,\n]{0,40}$"
)
_DENIED_AFTER = re.compile(
    r"[\"')）%]*\s*(?:[^\d,，。.;；\n]{0,12}?)(?:是错(?:误)?的|错了|不对|不正确|是不对的|有误|\b(?:is|was|would be) (?:wrong"
    r"|incorrect|not (?:correct"
    r"|right|true)|false|a mistake)\b)",
    re.I,
)
_CORRECTED = re.compile(
    r"不对(?![称应])|等等[,，]|等一下|更正|纠正|说错了?|写错了?|算错了?|记错了?|弄错了?|口误|抱歉|哦[,，]?不"
    r"|[,，。;；…\-\s]不[,，。!]|应该是|应当是|应为|其实是|实际上?[应是]|准确地?说|"
    r"重新(?:计)?算|修正"
    r"|\b(?:no,? wait|wait,|wait no|hold on|actually|correction|i mean(?:t)?|sorry|scratch that|let me correct|strike that"
    r"|or rather|on second thoughts?|my mistake|"
    r"oops|apologies|make that|no,|on reflection|on closer inspection|thinking again|looking again|it turns out|recalculat\w+"
    r"|re-?check\w*|more precisely|to be precise|to be exact)(?![a-z])",
    re.I,
)
_OR = re.compile(
    r"(?:[个名人年月日天米克元岁只次家种]{0,2})\s*(?:[,，、]?\s*(?:或者?是?|还是|亦或|抑或|要么是?|也可能是?|也许是?|可能是?"
    r"|\bor\b(?: (?:maybe|perhaps|possibly|even))?"
    r"|\bmaybe\b|\bpossibly\b|"
    r"\bperhaps\b)|/)\s*(?:[约$¥€£~\"']|about |in |on |the |第|maybe |perhaps )*",
    re.I,
)
_CONCLUDES = re.compile(
    r"(?:最终|最后|正确|标准|所以|因此)?答案(?:就?是|为|应为|应该是|:|：)|所以|因此|因而|故(?=[,，总共最应]|其)|综上|由此(?:可得|得)|可得|得出"
    r"|结果(?:是|为)|等于|=|≈|\b(?:the (?:final |correct )?answer (?:is|would be|:)|answer:|so,?|therefore,?|thus,?|hence,?"
    r"|equals?|comes? to|in conclusion,?|which (?:gives|makes|means)|giving|final(?:ly)?[:,]?|in short,?|to sum up,?|overall,?)",
    re.I,
)
_TOTALS = re.compile(
    r"总共|一共|共计|合计|总计|总数(?:是|为)|总(?:额|价|价格|值|量|金额|造价|面积|人口)|(?<![公总])共(?![同和产享用识鸣])|:(?=\s*[^\s\d]?\d[\d,.]*[^\d\n]{0,12}\Z)"
    r"|\b(?:in total|a total of|total(?:s|ing| is| of|:)|altogether)",
    re.I,
)
_NEAREST = re.compile(r"([a-z][a-z-]{2,})(?: (?:in|is|was|of|at|to|with|has|had|by|on|for|a|an|the|about|it|were|are)|[:(])* ?[$€£]?$")
_NEAREST_ZH = re.compile(r"([\u4e00-\u9fff]{1,2}?)(?:[是为有约达在了于共计即]|大约|[:（(]){0,3}\s*$")
_PART_OF = re.compile(r" (?:of|out of)(?: the| its| these| those| all)? ", re.I)
_WHOLE = re.compile(r"\b(?:[Oo]ut of|[Aa]mong)(?: the| all| these)? $|(?:^|[.;] )Of(?: the| all| these)? $")
_DIRECT = re.compile(r"[\s*]*(?:[,，;；。(（:\n]|\.(?!\d)|\Z)")
_AMONG = re.compile(r"[\u4e00-\u9fff]{0,4}(?:当?中|之中|里)[,，]?(?:仅|只|共)?有?")
_SENTENCE_END = re.compile(r"[。!?\n;；]|\.(?=\s|\Z)")
_CLAUSE_END = re.compile(r"[。!?\n;；,，]|\.(?=\s|\Z)|\b(?:while|whereas|but|and)\b|而|但")
_HOW_MANY = re.compile(r"\bhow (?:many|much)((?: [a-z-]+){1,3})|(?:多少|几)([\u4e00-\u9fff]{1,4})")
_AUXILIARIES = frozenset(
    "did does do is are was were has have had can could will would in on at to there".split()  # noqa: SIM905
)
_TOKENS = re.compile(r"(?=([\u4e00-\u9fff]{2}|(?<![a-z0-9])[a-z0-9]{3,}))")
_STOP = frozenset(
    [
        "the",
        "and",
        "was",
        "were",
        "are",
        "has",
        "had",
        "have",
        "did",
        "does",
        "how",
        "many",
        "much",
        "what",
        "which",
        "when",
        "where",
        "who",
        "whom",
        "that",
        "this",
        "for",
        "with",
        "from",
    ]
)


def denied(text: str, start: int, end: int) -> bool:
    """Whether the value at ``text[start:end]`` is said not to be it.

    >>> denied("not 42 but 43", 4, 6), denied("not 42 but 43", 11, 13), denied("not only 42", 9, 11), denied("42 is wrong", 0, 2)
    (True, False, False, True)
    """
    before = text[max(0, start - 30) : start]
    if _DENIES.search(before) and _DENIED.search(before) and not _ONLY.search(before):
        return True
    if _MISTAKEN.search(text[max(0, start - 60) : start]):
        return True
    return _DENIED_AFTER.match(text, end) is not None


def withdrawn(text: str, spans: Sequence[Span]) -> int:
    """Before where values are taken back: the start of the last correction that has values on both sides; 0 where there is none.

    >>> withdrawn("42, no wait, 43", [(0, 2), (13, 15)]), withdrawn("Actually 42", [(9, 11)])
    (4, 0)
    """
    if len(spans) < 2:
        return 0
    first, last = spans[0][1], spans[-1][0]
    found = [m.start() for m in _CORRECTED.finditer(text, first - 1 if first else 0, last) if m.start() >= first - 1]
    return max(found[-1], first) if found else 0


def open_between(text: str, spans: Sequence[Span]) -> set[int]:
    """Which values are alternatives of each other ("42 or 43"), by index.

    >>> open_between("42 or 43; 12 and 13", [(0, 2), (6, 8), (10, 12), (17, 19)])
    {0, 1}
    """
    out: set[int] = set()
    for i in range(len(spans) - 1):
        between = text[spans[i][1] : spans[i + 1][0]]
        if len(between) <= 24 and _OR.fullmatch(between):
            out |= {i, i + 1}
    return out


def ranked(text: str, spans: Sequence[Span], question: str, stressed: Sequence[str] = ()) -> list[list[int]]:
    """The indexes of the values in groups, that which most surely answers first: what a conclusion states, what is set in bold
    (``stressed``), what is said of the question's year, counted as it counts, or said in its words; what is only mentioned comes last.
    ``question`` is in lower case."""
    everything = list(range(len(spans)))
    if len(spans) < 2:
        return [everything]
    beside = asides(text, spans, question)
    own = [i for i in everything if i not in beside]
    own = [own[i] for i in _of_year(text, [spans[i] for i in own], question)]
    first = [own[i] for i in _first(text, [spans[i] for i in own], question, stressed)]
    rest = sorted({*everything} - {*first})
    return [first, rest] if rest else [first]


def _first(text: str, spans: Sequence[Span], question: str, stressed: Sequence[str]) -> list[int]:
    """The values that most surely answer."""
    indexes = list(range(len(spans)))
    if len(spans) < 2:
        return indexes
    ways: tuple[Callable[[], int | None], ...] = (
        lambda: _concluded(text, spans, _CONCLUDES),
        lambda: _direct(text, spans),
        lambda: _in_bold(text, spans, stressed),
        lambda: _in_all(text, spans),
        lambda: _by_label(text, spans, question),
        lambda: _nearest(text, spans, question),
        lambda: _concluded(text, spans, _TOTALS),
    )
    for way in ways:
        if (found := way()) is not None:
            return [found]
    counted = _counted(text, spans, question)
    if not counted:
        return _said_alike(text, spans, question)
    shares = _shares(text, spans, question)
    most = max(shares)
    top = [i for i in indexes if shares[i] == most]
    # "league has 13 players, but a union side starts with 15": the same is counted, of what the question asks about
    other = len(top) == 1 and _BARE.match(text, spans[top[0]][1]) and most - max(shares[i] for i in counted) >= 1
    return top if other else counted


_BARE = re.compile(r"\s*(?:[,，;；。()（）:\n]|\.(?!\d)|\Z|(?:and|but|while|whereas)\b)")


def _counted(text: str, spans: Sequence[Span], question: str) -> list[int]:
    """The values behind which stands what the question counts; none where that tells nothing."""
    indexes = range(len(spans))
    if not (nouns := _asked(question)):
        return []
    wholes = {i + 1 for i in indexes[:-1] if _PART_OF.fullmatch(text[spans[i][1] : spans[i + 1][0]])}
    wholes |= {i for i in indexes if _WHOLE.search(text[max(0, spans[i][0] - 16) : spans[i][0]])}
    wholes |= {i for i in indexes[:-1] if _AMONG.fullmatch(text[spans[i][1] : spans[i + 1][0]])}
    weights = [0 if i in wholes else _counts(text, i, spans, nouns) for i in indexes]
    weights = [max(w, 1) if i + 1 in wholes and not w else w for i, w in enumerate(weights)]
    most = max(weights)
    return [i for i in indexes if weights[i] == most] if min(weights) < most else []


def _said_alike(text: str, spans: Sequence[Span], question: str) -> list[int]:
    """The values in whose clauses most words of the question stand."""
    indexes = list(range(len(spans)))
    words = _roots(question)
    if not words:
        return indexes
    if _HAN.search(question) and len(within := of_segment(text, spans, question)) < len(spans):
        return [within[i] for i in _said_alike(text, [spans[i] for i in within], question)] if len(within) > 1 else within
    clauses = _clauses(text, spans)
    shares = {clause: len(words & _roots(text[slice(*clause)].lower())) / len(words) for clause in dict.fromkeys(clauses)}
    best = max(shares.values())
    if best and min(shares.values()) >= best * 0.75:  # as many of the question's words: then the clause with fewest others
        own = {clause: 1 / (1 + len(_roots(text[slice(*clause)].lower()) - words)) for clause in shares}
        shares, best = own, max(own.values())
    if best and min(shares.values()) < best * 0.75:
        return [i for i in indexes if shares[clauses[i]] >= best * 0.99]
    return indexes


def _shares(text: str, spans: Sequence[Span], question: str) -> list[float]:
    """For each value how many of the question's words its clause has, each counting the less the more clauses have it."""
    words = _roots(question)
    clauses = _clauses(text, spans)
    found = {clause: words & _roots(text[slice(*clause)].lower()) for clause in dict.fromkeys(clauses)}
    often = Counter(w for said in found.values() for w in said)
    return [sum(1 / often[w] for w in found[clause]) for clause in clauses]


_KINDS = frozenset(["year", "years", "date", "number", "amount", "value"])
"""What a question calls its answer tells nothing of which it is."""


def _roots(text: str) -> set[str]:
    """The words of a text that say something, without their endings."""
    return {_root(word) for word in _tokens(text) - _STOP} - _KINDS


def _root(word: str) -> str:
    """A word without its ending, so that "awarded" is "awarding"."""
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > 4 else word


def _clauses(text: str, spans: Sequence[Span]) -> list[Span]:
    ends = [(m.start(), m.end()) for m in _CLAUSE_END.finditer(text)]
    return [_clause(len(text), span, ends) for span in spans]


_QUESTION_YEAR = re.compile(r"(?<!\d)(?:1[1-9]|20)\d\d(?!\d)")


def _of_year(text: str, spans: Sequence[Span], question: str) -> list[int]:
    """The values that are said of a year of the question, where others are said of none of its years."""
    indexes = list(range(len(spans)))
    years = set(_QUESTION_YEAR.findall(question))
    if not years or len(spans) < 2:
        return indexes
    places = [m.span() for m in _QUESTION_YEAR.finditer(text) if m[0] in years]
    places = [p for p in places if not any(a < p[1] and p[0] < b for a, b in spans)]
    if not places:
        return indexes
    clauses = _clauses(text, spans)
    clauses = [(_led(text, clause, spans), clause[1]) for clause in clauses]
    inside = [any(clauses[i][0] <= a and b <= clauses[i][1] for a, b in places) for i in indexes]
    found = [i for i in indexes if inside[i] or _under(text, spans[i][0], years)]
    return found or indexes


_YEAR_BEFORE = re.compile(r"(?<!\d)(?:1[1-9]|20)\d\d(?=年|[ ,;)]|\Z)")


def _under(text: str, at: int, years: set[str]) -> bool:
    """Whether the last year before a value in its sentence is one of these: 2023年死亡1110万人,出生902万人."""
    said = _YEAR_BEFORE.findall(_SENTENCE_END.split(text[max(0, at - 160) : at])[-1])
    return bool(said) and said[-1] in years


_LEADS = re.compile(r"[^.;!?。；！？,，\n]*[,，]\s*$")


def _led(text: str, clause: Span, spans: Sequence[Span]) -> int:
    """Where a clause begins with what leads it in: "In 2013, 28"."""
    before = _LEADS.search(text, max(0, clause[0] - 60), clause[0])
    return before.start() if before and not any(before.start() <= a < clause[0] for a, _ in spans) else clause[0]


_IN_ALL = re.compile(r"[^.;!?。；,，\d]{0,24}?\b(?:in total|in all|altogether|all told|all together)\b")


def _in_all(text: str, spans: Sequence[Span]) -> int | None:
    """The one value behind which stands that it is the total: "12 in all"."""
    found = [i for i, (_, end) in enumerate(spans) if _IN_ALL.match(text, end)]
    return found[0] if len(found) == 1 else None


def _in_bold(text: str, spans: Sequence[Span], stressed: Sequence[str]) -> int | None:
    """The one value that is set in bold, where others are not."""
    found = set()
    for words in stressed:
        at = text.find(words)
        while at >= 0:
            found |= {i for i, (a, b) in enumerate(spans) if a < at + len(words) and at < b}
            at = text.find(words, at + len(words))
    return found.pop() if len(found) == 1 else None


def _by_label(text: str, spans: Sequence[Span], question: str) -> int | None:
    """The one value that a Chinese text labels with the question's words."""
    found = labelled(text, spans, question) if _HAN.search(question) else []
    return found[0] if len(found) == 1 else None


_HAN = re.compile("[\u3400-\u9fff]")


def _direct(text: str, spans: Sequence[Span]) -> int | None:
    """The first value, where an answer begins with it and nothing else."""
    if text[spans[0][1] - 1 : spans[0][1] + 1] in _WHEN:  # 1997年6月18日,大会批准设立…: when something was
        return None
    return 0 if not text[: spans[0][0]].strip(" *-\"'") and _DIRECT.match(text, spans[0][1]) else None


_WHEN = ("年,", "月,", "日,", "号,", "天,")


def _tokens(text: str) -> set[str]:
    """The words of a text, and of Chinese every two characters that stand together."""
    return set(_TOKENS.findall(text))


def _nearest(text: str, spans: Sequence[Span], question: str) -> int | None:
    """The one value directly before which stands a word of the question, where other words stand before the others."""
    found = []
    for i, (start, _) in enumerate(spans):
        before = text[max(0, start - 24, spans[i - 1][1] if i else 0) : start].lower()
        word = _NEAREST.search(before) or _NEAREST_ZH.search(before)
        if not word or word[1] in _STOP:
            return None
        if word[1] in question:
            found.append(i)
    return found[0] if len(found) == 1 else None


def _concluded(text: str, spans: Sequence[Span], cues: re.Pattern[str]) -> int | None:
    """The value that directly follows the last conclusion, if there is one."""
    last = None
    for cue in cues.finditer(text):
        following = bisect_left(spans, (cue.end() - 1,))
        if following < len(spans) and (following or cue.start() > 0 or len(spans) > 1):
            between = text[cue.end() : spans[following][0]]
            if len(between) <= 40 and not _SENTENCE_END.search(between.rstrip(" .")):
                last = following
    return last


def _asked(question: str) -> list[str]:
    """The beginnings of the words for what a question counts."""
    if not question or not (match := _HOW_MANY.search(question)):
        return []
    if match[1]:
        words: list[str] = []
        for word in match[1].split():
            if word in _AUXILIARIES:
                break
            words += [] if word in ("of", "the", "more", "different") else [_stem(word)]
        return words[:2]
    own = match[2]
    return [own[:2], own[:1], *([own[1:3], own[1:2]] if own[0] in COUNTERS and len(own) > 1 else [])]


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|y)$", "", word) if len(word) > 3 else word


def _counts(text: str, index: int, spans: Sequence[Span], nouns: Sequence[str]) -> int:
    """How surely what stands directly behind a value is what the question counts: its first word tells more than those behind it."""
    end = spans[index][1]
    limit = spans[index + 1][0] if index + 1 < len(spans) else len(text)
    own = text[end - 1 : end] if end else ""
    after = _CLAUSE_END.split(text[end : min(limit, end + 24)].lower(), maxsplit=1)[0]
    words = re.findall(r"[a-z-]+", after)[:3]
    total = 0
    for weight, noun in zip((4, 2, 1, 1), nouns, strict=False):
        if noun.isascii():
            total += weight * any(w.startswith(noun) for w in words)
        else:
            total += weight * (after.startswith(noun) or own == noun)
    return total


def _clause(length: int, span: Span, ends: Sequence[Span]) -> Span:
    at = bisect_left(ends, (span[0], -1))
    while at and ends[at - 1][1] > span[0]:
        at -= 1
    start = ends[at - 1][1] if at else 0
    while at < len(ends) and ends[at][0] < span[1]:
        at += 1
    return start, ends[at][0] if at < len(ends) else length
