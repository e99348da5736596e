"""Other names that a text gives to what it has just named: "type 2 diabetes (T2D)", "上海药物研究所（下称“上海药物所”）", "X, also known as
Y", "二甲双胍（Metformin）".

What is found here is what the words say, with how sure that is; whether a name before it is known is for ``local_names``, and whether the
other name holds beyond the document for ``entities``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgcorpus.text import CJK, fold

SHORT, ALSO, PARTY = "short", "also", "party"
SAID, LETTERS, PLACE = "said", "letters", "place"
"""How an introduction is known: by words that say so; by letters that agree; by its place in brackets alone."""

_OPEN, _CLOSE = "“”\"‘’'「『《〈", "“”\"‘’'」』》〉"
_BRACKET = re.compile(r"[ \t\u3000]*[（(]([^（()）\n]{2,120}(?:[（(][^（()）\n]{1,40}[）)][^（()）\n]{0,60})?)[）)]")
_QUOTED = re.compile(f"[{_OPEN}]([^{_OPEN}{_CLOSE}]{{1,40}})[{_CLOSE}]")
_CUE_SHORT_ZH = (
    r"(?:(?:以下|下文|后文|本文|文中)(?:中|均|都|一律|合并|统一)?(?:简称|称)|下称|简称|缩写|英文缩写|英文简称|中文简称)(?:为|作|是)?"
)
_CUE_ALSO_ZH = (
    r"(?:又|也|亦|或|俗|旧|通|原|曾|常|有时|有时又|有时也)(?:被)?(?:称(?:为|作|之为)?|名(?:为|叫)?|叫(?:做|作)?)|"
    r"英文名(?:称)?(?=\s?[A-Za-z])|(?:学名|别名|别称|曾用名|原名)(?:为|是|叫|：|:)?|(?:商品名|通用名|化学名|英文名|外文名|中文名|原名|曾用名|英文|英语|拉丁学名)(?:称)?(?:为|是|叫|：|:)"
)
_CUE_ZH = re.compile(rf"(?P<short>{_CUE_SHORT_ZH})|(?P<also>{_CUE_ALSO_ZH})")
_CUE_EN = re.compile(
    r"(?P<short>(?:hereinafter|hereafter|henceforth|herein|hereunder)(?:,? (?:collectively |simply )?(?:referred to|called|known|"
    r"abbreviated|designated|termed))?(?:,? (?:as|to|to as))?,?|(?:which is |is )?(?:abbreviated|shortened)(?: (?:as|to))?|"
    r"abbreviation:?|abbr\.:?|in short,?)(?= )|"
    r"(?P<also>(?:which is |is )?(?:also|sometimes|commonly|often|otherwise|better|generally|popularly|widely|formerly|previously)"
    r"(?:,? (?:also|often|sometimes))? (?:known as|called|termed|named|referred to as|spelled|written|marketed as|sold as)|"
    r"a\.?k\.?a\.?|alias|(?:brand|trade|generic|chinese|english|common) name(?: is)?:?|chinese:)(?= )",
    re.I,
)
# Without one of these no cue is there: looked for first, because that is quick.
_SIGNS_ZH = tuple("称名叫缩英拉") + ("中文",)
_SIGNS_EN = tuple(
    re.split(
        r"\|",
        "herein|hereaf|hereun|hencef|abbr|shortened|in short|known|called|termed|named|referred|spelled|written|marketed|sold|aka|"
        "a.k|k.a|alias|name|chinese:",
    )
)
_REACH = 80
_LEAD = re.compile(r"[\s,，;；:：]*(?:(?:the|an?)\s+)?", re.I)
_BARE_ZH = re.compile(
    rf"[^\s，,。；;：:（）()、{_OPEN}{_CLOSE}](?:[^，,。；;：:（）()\n、{_OPEN}{_CLOSE}]{{0,28}}[^\s，,。；;：:（）()、{_OPEN}{_CLOSE}])?"
)
_BARE_EN = re.compile(r"[^\s,;:.()\"“”](?:[^,;:()\n\"“”。，；]{0,48}?[^\s,;:.()\"“”])?(?=\s*(?:[,;:()。，；]|\.(?:\s|$)|$))")
_ENDS_EN = re.compile(r"\s(?:or|is|are|was|were|has|have|can|may|and|in|for|by|on|at|to|when|which|that|who|with|from)\s.*", re.I)
_OR_ZH = re.compile("(?<=..)或者?(?=..)")
_THE = re.compile(r"the\s+", re.I)
_AND = re.compile(r"\s*(?:、|或者?|和|及|与|，|,|/|\bor\b|\band\b)\s*(?:the\s+)?", re.I)
_LATIN = re.compile(
    r"[A-Za-z\u0370-\u03ff][A-Za-z0-9\u00c0-\u024f\u0370-\u03ff'’.&+/\-]*(?:[ \u00a0][A-Za-z0-9\u00c0-\u024f\u0370-\u03ff'’.&+/\-]+)*"
)
_HAN = re.compile(f"[{CJK}]")
_ONLY_HAN = re.compile(f"[{CJK}·•・]{{2,20}}")
_FUNCTION = re.compile(
    r"(?:^|(?<=\s))(?:the|an?|and|or|of|is|are|was|were|in|for|with|by|as|on|to|from|called|named|drug|disease|term)\s+", re.I
)
_LATIN_AFTER = re.compile(rf"[{CJK}，、：:；;“(（,]\s*$")
_PIECES = re.compile(r"[^,，;；、/]+")
_COLLECTIVE = re.compile(r"(?:统|合|并|总)称|collectively")
_PLAIN = re.compile(r"(?:see|e\.g|i\.e|for|such|in|as|about|approximately|from|n|p|or|not|the|图|表|见|如|例|注|即|含|包括)\b|[见如即含约]")


@dataclass(frozen=True, slots=True)
class Introduced:
    """A name at ``text[start:end]`` for what ends at ``full_end``: of its full name ``text[full_start:full_end]`` is sure where ``how`` is
    ``letters``, else it begins there at the earliest. ``reverse``: the other name stands before the bracket, the full one inside."""

    start: int
    end: int
    full_start: int
    full_end: int
    kind: str
    how: str
    reverse: bool = False


def introduced(text: str, start: int, end: int) -> Iterator[Introduced]:
    """What ``text[start:end]`` introduces, in order of position; offsets are of ``text``.

    >>> t = "Patients with type 2 diabetes (T2D) were seen."
    >>> [(t[i.full_start:i.full_end], t[i.start:i.end], i.how) for i in introduced(t, 0, len(t))]
    [('type 2 diabetes', 'T2D', 'letters')]
    """
    found = [*_in_brackets(text, start, end), *_in_clauses(text, start, end)]
    seen: set[tuple[int, int]] = set()
    for one in sorted(found, key=lambda i: (i.start, i.end)):
        if (one.start, one.end) not in seen:
            seen.add((one.start, one.end))
            yield one


# --------------------------------------------------------------------------------------------- brackets


def _in_brackets(text: str, start: int, end: int) -> Iterator[Introduced]:
    for match in _BRACKET.finditer(text, start, end):
        full_end = match.start()
        earliest = _clause_start(text, start, full_end)
        if full_end - earliest < 2:
            continue
        a, b = match.span(1)
        said = list(_said(text, a, b))
        if said:
            for kind, (x, y) in said:
                yield Introduced(x, y, earliest, full_end, kind, SAID)
        elif not _COLLECTIVE.search(text, a, b):
            yield from _unsaid(text, earliest, full_end, a, b)


def _said(text: str, a: int, b: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The names in a bracket that begins with words for "in the following called", or that is nothing but a quoted name."""
    cue = _CUE_ZH.match(text, a) or _CUE_EN.match(text, _LEAD.match(text, a).end(), b)  # type: ignore[union-attr]
    if cue is None:
        lead = _LEAD.match(text, a)
        quoted = _QUOTED.fullmatch(text[lead.end() if lead else a : b].strip())
        if quoted:
            x = text.index(quoted.group(1), a)
            yield SHORT, (x, x + len(quoted.group(1)))
        return
    at = cue.end()
    while at < b:
        kind = SHORT if cue.group("short") else ALSO
        for span in _names(text, at, b):
            at = span[1]
            yield kind, span
        following = _CUE_ZH.search(text, at, b) or _CUE_EN.search(text, at, b)
        if following is None or following.end() <= at:
            return
        cue, at = following, following.end()


def _names(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """The names that stand at a position: quoted or bare, several where "、", "或" or "or" joins them."""
    for _ in range(4):
        lead = _LEAD.match(text, at, end)
        begin = lead.end() if lead else at
        quoted = _QUOTED.match(text, begin, end)
        if quoted:
            article = _THE.match(quoted.group(1))
            span, at = (quoted.start(1) + (article.end() if article else 0), quoted.end(1)), quoted.end()
        else:
            bare = (_BARE_ZH if _HAN.match(text, begin) or _HAN.search(text[max(0, begin - 4) : begin]) else _BARE_EN).match(
                text, begin, end
            )
            if bare is None:
                return
            name = _ENDS_EN.sub("", bare.group()) if not _HAN.match(text, begin) else _OR_ZH.split(bare.group())[0]
            span = (begin, begin + len(name.rstrip()))
            at = span[1]
        if _a_name(text[slice(*span)]):
            yield span
        joined = _AND.match(text, at, end)
        if joined is None or joined.end() >= end or _CUE_ZH.match(text, joined.end()) or _CUE_EN.match(text, joined.end()):
            return
        if joined.group().strip() in ("，", ",") and not _QUOTED.match(text, joined.end(), end):
            return
        at = joined.end()


def _a_name(text: str) -> bool:
    return 2 <= len(text.strip()) <= 60 and bool(re.search(rf"[{CJK}A-Za-z]", text)) and not re.search(r"[=<>≥≤％%]", text)


def _unsaid(text: str, earliest: int, full_end: int, a: int, b: int) -> Iterator[Introduced]:
    """A bracket with nothing but a name in it: an abbreviation by its letters, a name in the other script by its place."""
    content = text[a:b]
    if _PLAIN.match(content.lower()) or not _a_name(content):
        return
    before = text[earliest:full_end]
    pieces = [
        (a + m.start() + len(m.group()) - len(m.group().lstrip()), a + len(m.group().rstrip()) + m.start())
        for m in _PIECES.finditer(content)
    ]
    pieces = [p for p in pieces if p[1] > p[0]]
    if len(pieces) > 3:
        return
    written = [text[x:y] for x, y in pieces]
    chinese = bool(_HAN.search(before[-1:]))
    for (x, y), piece in zip(pieces, written, strict=True):
        others = [o for o in written if o != piece]
        if chinese and _LATIN.fullmatch(piece):
            sure = is_abbreviation(piece) and any(begins(piece, o) is not None for o in others)
            if len(pieces) == 1 or sure or any(is_abbreviation(o) and begins(o, piece) is not None for o in others):
                yield Introduced(x, y, earliest, full_end, SHORT if is_abbreviation(piece) else ALSO, LETTERS if sure else PLACE)
        elif not chinese and (x, y) == pieces[0] and is_abbreviation(piece):
            at = begins(piece, before)
            if at is None and len(pieces) > 1:
                continue
            yield Introduced(x, y, earliest + (at or 0), full_end, SHORT, PLACE if at is None else LETTERS)
        elif chinese and len(pieces) == 1 and _ONLY_HAN.fullmatch(piece):
            at = subsequence(piece, before)
            if at is not None and piece not in before:
                yield Introduced(x, y, earliest + at, full_end, SHORT, LETTERS)
    if len(pieces) == 1:
        yield from _reversed(text, earliest, full_end, *pieces[0])


def _reversed(text: str, earliest: int, full_end: int, a: int, b: int) -> Iterator[Introduced]:
    """ "T2D (type 2 diabetes)", "Metformin（二甲双胍）": the name before the bracket is the other one."""
    run = re.search(r"[A-Za-z\u0370-\u03ff][A-Za-z0-9\u00c0-\u024f\u0370-\u03ff'’.&+\-]*$", text[earliest:full_end])
    inside = text[a:b]
    if run and is_abbreviation(run.group()) and begins(run.group(), inside) == 0:
        yield Introduced(earliest + run.start(), full_end, a, b, SHORT, LETTERS, True)
    elif _ONLY_HAN.fullmatch(inside) and (name := _latin_before(text[earliest:full_end])):
        yield Introduced(full_end - len(name), full_end, a, b, ALSO, PLACE, True)


def _latin_before(text: str) -> str:
    """The Latin name that ends a text, where its beginning can be told: after Chinese, a mark, a preposition, an article; else nothing."""
    words = re.search(f"{_LATIN.pattern}$", text)
    if words is None:
        return ""
    name = _FUNCTION.split(words.group())[-1].strip()
    begins_there = len(name) < len(words.group()) or not text[: words.start()].strip() or bool(_LATIN_AFTER.search(text[: words.start()]))
    return name if begins_there and 0 < len(name.split()) <= 4 else ""


# --------------------------------------------------------------------------------------------- clauses


def _around(signs: tuple[str, ...], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches around the signs in a text in which a cue can stand."""
    part = text[start:end]
    lower = part.lower()
    if len(lower) != len(part):  # a letter that has two in lower case
        return [(start, end)]
    found: list[tuple[int, int]] = []
    for sign in signs:
        at = lower.find(sign)
        while at >= 0:
            found.append((max(start, start + at - _REACH), min(end, start + at + len(sign) + _REACH)))
            at = lower.find(sign, at + 1)
    out: list[tuple[int, int]] = []
    for a, b in sorted(found):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def _in_clauses(text: str, start: int, end: int) -> Iterator[Introduced]:
    """ "X，又称Y，…", "X, also known as Y, …": outside brackets, with the name directly before."""
    for pattern, comma, signs in ((_CUE_ZH, r"[，,]?", _SIGNS_ZH), (_CUE_EN, r",? ?(?:\(|（)?", _SIGNS_EN)):
        for cue in (c for a, b in _around(signs, text, start, end) for c in pattern.finditer(text, a, b)):
            before = re.search(rf"{comma}\s*$", text[start : cue.start()])
            full_end = start + (before.start() if before else cue.start() - start)
            if text[full_end : cue.start()].strip().startswith(("(", "（")) or (
                pattern is _CUE_ZH and text[cue.start() - 1 : cue.start()] in "（(、不未"
            ):
                continue
            if (
                pattern is _CUE_EN
                and not text[full_end : cue.start()].strip(" ")
                and not re.match(r"(?:which )?is |a\.?k|alias", cue.group(), re.I)
            ):
                continue  # "the disease commonly called X": it says which one is meant
            if full_end < cue.start() and text[full_end - 1 : full_end] in "”》」":
                full_end -= 1
            earliest = _clause_start(text, start, full_end)
            if full_end - earliest < 2:
                continue
            for span in _names(text, cue.end(), _line_end(text, cue.end(), end)):
                yield Introduced(*span, earliest, full_end, SHORT if cue.group("short") else ALSO, SAID)


def _line_end(text: str, at: int, end: int) -> int:
    found = re.compile(r"[。；;！？\n]").search(text, at, end)
    return found.start() if found else end


def _clause_start(text: str, start: int, at: int) -> int:
    """Where the clause or the list member that ends at a position begins."""
    found = max((text.rfind(mark, start, at - 1) for mark in "。；;！？!?，,、：:\n“《"), default=-1)
    return max(start, found + 1)


# --------------------------------------------------------------------------------------------- letters


def is_abbreviation(name: str) -> bool:
    """Whether a Latin name looks like an abbreviation: short, one word or two, with as many capitals or digits as matter.

    >>> [is_abbreviation(n) for n in ("T2D", "eGFR", "MiCA", "Metformin", "USA", "US EPA", "I")]
    [True, True, True, False, True, True, False]
    """
    letters = re.sub(r"[^A-Za-z0-9\u0370-\u03ff]", "", name)
    return (
        2 <= len(letters) <= 10
        and len(name.split()) <= 2
        and sum(c.isupper() for c in letters) * 2 >= len(letters.rstrip("s")) - 1
        and (sum(c.isupper() or c.isdigit() for c in letters) >= 2)
    )


def begins(short: str, long: str, *, whole: bool = False) -> int | None:
    """Where in ``long`` the name begins that ends with it and that ``short`` abbreviates: its letters in order, the first at the beginning
    of a word. None where they do not agree, or the name would be too long for them. ``whole``: all of ``long`` is one name that is known.

    >>> begins("T2D", "adults with type 2 diabetes"), begins("HF", "the left ventricle"), begins("US", "us")
    (12, None, None)
    """
    letters = [c for c in fold(short).text if c.isalnum()]
    if letters and letters[-1] == "s" and short.endswith("s") and len(letters) > 2:
        letters = letters[:-1]
    plain = long.lower()
    at = len(plain)
    for i in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (plain[at] != letters[i] or (i == 0 and at > 0 and plain[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    words = re.findall(r"[^\W_]+", plain[at:])
    run = re.sub(r"\W", "", plain[at:])
    if len(words) > min(len(letters) + 5, len(letters) * 2) or len(run) <= len(letters) or (not whole and _far_apart(letters, words)):
        return None
    return at


def _far_apart(letters: list[str], words: list[str]) -> bool:
    """Whether letters have to be taken from inside words although initials would do for few of them: more than half are no initials."""
    initials, rest = 0, list(letters)
    for word in words:
        if rest and word[0] == rest[0]:
            rest.pop(0)
            initials += 1
    return len(words) > 1 and initials * 2 < len(letters) and initials < len(words)


def subsequence(short: str, long: str) -> int | None:
    """Where the last stretch of ``long`` begins that holds the characters of ``short`` in order, apart from each other somewhere; the first
    of them is the first of a word only as far as can be told. None where there is none.

    >>> subsequence("北大", "他毕业于北京大学"), subsequence("北大", "清华大学")
    (4, None)
    """
    a, b = fold(short).text, fold(long).text
    if len(b) != len(long):
        return None
    at = len(b)
    for c in reversed(a):
        at = b.rfind(c, 0, at)
        if at < 0:
            return None
    return at
