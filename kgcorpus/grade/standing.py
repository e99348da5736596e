"""Where a name stands in the words of an answer: as it is written, in other words that are the same name, and never inside another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgcorpus import text_patterns as re
from kgcorpus.grade.foreign import foreign_spans
from kgcorpus.grade.given_names import GIVEN
from kgcorpus.grade.persons import (
    LEAST_ROMANISED,
    PARTICLES,
    SENTENCE_WORDS,
    TITLES,
    Person,
    is_suffix,
    person_at,
    possessor,
    romanised,
    same_person,
)
from kgcorpus.grade.sought import LEAST_SINGLE, Sought, elements
from kgcorpus.grade.spelling import listed, spelt
from kgcorpus.grade.words import LETTERS, Words
from kgcorpus.text import CJK

_WORDY = re.compile(f"[0-9{LETTERS}]")
# What stands close before a Chinese name and makes another name of it: 1型糖尿病 is no 糖尿病, 副董事长 no 董事长.
_UNALTERED = re.compile(
    r"(?<![0-9一二三四ⅰⅱⅲⅳi][型级期类])(?<!非)(?<!伪)(?<!假)(?<!抗)(?<!(?<![降减调最较更偏])低)(?<!(?<![升提增调最较更偏])高)"
    r"(?<!亚)(?<!副)(?<!准)(?<!去甲)(?<!去氧)(?<!脱氧)(?<!脱氢)(?<!甲基)(?<!乙酰)(?<!羟基)(?<!左旋)(?<!右旋)(?<!二氢)(?<!四氢)(?<!环氧)"
)
# What stands close behind a name that ends in a number or a formula and makes another of it: 4.5, 12(2), 747-400, CuSO4·5H2O, C++.
_ANOTHER_NUMBER = re.compile(r"[.,][0-9]|\s?\([0-9a-z]{1,2}\)|[-/][0-9]|之[一二三四五六七八九十]")
_ANOTHER_CODE = re.compile(r"[+#]|\s?·\s?[0-9./]*\s?h2o")
# The same behind a Chinese name: 三体II, 长征五号A型, 第十二条之一, and a foreign name that goes on: 马克思·韦伯.
_ANOTHER_CHINESE = re.compile(rf"(?:[a-z]{{1,2}}|[ivx]{{1,4}})(?=$|[、,;。!?)\n》型版级号])|(?<=条)之[一二三四五六七八九十]|·[{CJK}]")
# What stands behind a shortened name and makes another of it, by what was left out.
_ANOTHER = {
    "legal": re.compile(r"集团|控股|股份|\s(?:group|holdings?)\b"),
    "ship": re.compile(r"[ \-](?:\d{1,3}|[ivx]{2,})\b"),
    "place": re.compile(r"[市省县区州镇乡岛]"),
    "address": re.compile(f"(?!教授|先生|女士|博士|院士|医生|同志|爵士)[{CJK}]{{1,2}}(?![{CJK}])"),
}
_UMLAUT = re.compile("[äöüÄÖÜ]")
_SHORT_WORDS = frozenset(listed("a an the of in on at to by or and is it as be he we us no so do go up my me if am i"))
LEAST_JOINED = 7
"""A name of fewer letters than this is not found where spaces part or join its words: "the rapist" is no therapist."""


def may_stand(one: Sought, words: Words) -> bool:
    """Whether a name can stand in an answer at all, told quickly."""
    row = words.row
    if one.row in row:
        return True
    for hint in one.hints:
        if hint in row:
            return True
    if one.person is not None and len(one.person.key) >= LEAST_ROMANISED and words.places_romanised(romanised(one.person.key)):
        return True
    return one.foreign is not None or (one.solid != "" and one.solid in words.solid)


def spans_of(
    one: Sought, words: Words, said: str, known: Sequence[tuple[int, int]] = (), *, asked: str, who: bool
) -> list[tuple[int, int]]:
    """Where a name stands in an answer whose text as written is ``said``; ``who``: the question (``asked``) asks for a person.

    ``known`` are places of other names of the same, which need not be found again.
    """
    row = words.row
    out: list[tuple[int, int]] = []
    if one.row in row:
        out = _exact(one, one.row, "", words, said, who)
    elif one.solid and one.solid in words.solid:
        out = list(_joined(one, words, said))
    person = one.person
    if person is not None and (who or person.sure) and not _told_whole(person, words, out or known):
        out += _person(person, words, said, asked if who else None)
    for other, kind in one.others:
        if other in row:
            out += _exact(one, other, kind, words, said, who)
    if one.foreign is not None:
        out += foreign_spans(one.foreign, words.text, who=who)
    if one.initials and _initials_said(one.initials, words, said, asked):
        out += [words.spans[n] for n in words.places[one.initials.lower()]]
    return out


def _initials_said(initials: str, words: Words, said: str, asked: str) -> bool:
    """Whether an answer writes the initials of a name in capitals, which the question does not give."""
    low = initials.lower()
    return low in words.places and low not in asked and bool(re.search(rf"(?<![A-Za-z]){initials}(?![A-Za-z])", said))


def _told_whole(person: Person, words: Words, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether every place of a family name is in one of the spans, and none of these has more of the name before it."""
    if not spans or not person.given or words.row.count(f" {person.key} ") > len(spans):
        return False
    before = {words.text[:start].rstrip(" .-").rpartition(" ")[2] for start, _ in spans}
    return not any(len(word) == 1 or word in GIVEN or word in TITLES for word in before)


def _exact(one: Sought, row: str, kind: str, words: Words, said: str, who: bool) -> list[tuple[int, int]]:
    """Where a row of a name stands; ``kind`` is what makes it another row than the name's own."""
    out: list[tuple[int, int]] = []
    at, first, counted = words.row.find(row), 0, 0
    size = row.count(" ") - 1
    strict = not kind and one.person is not None and (who or one.person.sure)
    while at >= 0:
        first, counted = first + words.row.count(" ", counted, at), at
        at = words.row.find(row, at + 1)
        start, end = words.spans[first][0], words.spans[first + size - 1][1]
        if words.text[start:end] != one.text and not _like(one, kind, words, first, first + size, strict):
            continue
        if not _stands(one, words, first, first + size) or (one.code and _other_code(one.code, words.found[first], start, said, words)):
            continue
        if strict and one.person is not None and not one.person.suffix and is_suffix(words, first + size):
            continue
        if kind == "letters" and (len(said) != len(words.text) or not _UMLAUT.search(said, start, end)):
            continue
        if kind in _ANOTHER and (_ANOTHER[kind].match(words.text, end) or _capital_behind(words, first + size - 1, said)):
            continue
        if not one.formula or _same_formula(one.formula, words.found[first], said):
            out.append((start, end))
    return out


def _other_code(code: str, word: str, start: int, said: str, words: Words) -> bool:
    """Whether a code in capitals is another by its S, which is no plural there: HTTP and HTTPS."""
    if code.lower() == word or len(said) != len(words.text):
        return False
    return code.endswith("S") or said[start : start + len(word)].endswith("S")


def _like(one: Sought, kind: str, words: Words, first: int, until: int, strict: bool) -> bool:
    """Whether the words of a name stand together as in it; where it is a person's (``strict``), with the same letters."""
    if not words.light(first, until):
        return False
    if kind:
        return kind != "order" or all(words.gap(n) in (" ", "-") for n in range(first, until - 1))
    return _gaps_agree(one, words, first) and (not strict or _same_words(one, words, first, until - first))


def _capital_behind(words: Words, n: int, said: str) -> bool:
    """Whether a word with a capital stands close behind the word ``n``, where the text as written tells."""
    if n + 1 >= len(words.found) or words.gap(n) != " " or len(said) != len(words.text):
        return False
    return said[words.spans[n + 1][0]].isupper()


def _stands(one: Sought, words: Words, first: int, until: int) -> bool:
    """Whether words of an answer are a name of their own: no part of a longer word, number, code or altered Chinese name."""
    text = words.text
    start, end = words.spans[first][0], words.spans[until - 1][1]
    if _WORDY.match(text[start]):
        if start and (_WORDY.match(text[start - 1]) or (text[start - 1] == "." and start > 1 and text[start - 2].isdigit())):
            return False
    elif (one.chinese and until - first > 1 and not _UNALTERED.match(text, start)) or (
        one.foreign is not None and one.foreign.family and text[start - 1 : start] == "·"
    ):
        return False
    if _WORDY.match(text[end - 1]):
        if end < len(text) and _WORDY.match(text[end]):
            return False
        if _ANOTHER_CODE.match(text, end):
            return False
    elif one.chinese and _ANOTHER_CHINESE.match(text, end):
        return False
    return not (one.numbered and _ANOTHER_NUMBER.match(text, end))


def another_behind(text: str, end: int, word: str) -> bool:
    """Whether what stands close behind a word makes another number or code of it: Article 10(2), C++, D3.

    >>> another_behind("article 10(2)", 10, "10"), another_behind("article 10", 10, "10")
    (True, False)
    """
    if _ANOTHER_CODE.match(text, end) or (end < len(text) and _WORDY.match(text[end]) and _WORDY.match(word[-1])):
        return True
    return word[-1].isdigit() and _ANOTHER_NUMBER.match(text, end) is not None


def _gaps_agree(one: Sought, words: Words, first: int) -> bool:
    """Whether the words of an answer stand as close as those of the name: no sentence ends between them."""
    for n, gap in enumerate(one.gaps):
        said = words.gap(first + n)
        if gap == "joined":
            if said not in ("", " ", "·", "-", "."):
                return False
        elif len(said) > 1 and said[0] in ".!?;" and len(words.found[first + n]) > 3 and said[0] not in gap:
            return False
    return True


def _same_words(one: Sought, words: Words, first: int, size: int) -> bool:
    """Whether the words of a person's name are written as they are: Williams is not William."""
    said = words.found[first : first + size]
    wanted = one.plain if size == len(one.plain) else None
    if wanted is None:
        return True
    pairs = zip(sorted(wanted), sorted(said), strict=True)
    return all(possessor(a) == possessor(b) or spelt(a) == spelt(b) for a, b in pairs)


def _joined(one: Sought, words: Words, said: str) -> Iterator[tuple[int, int]]:
    """Where a name stands with its words joined or parted otherwise: jellyfish, jelly fish, jelly-fish, U.S.A."""
    if len(one.solid) < LEAST_SINGLE and not re.search(rf"(?<![A-Za-z]){one.solid.upper()}(?![A-Za-z])", said):
        return  # U.S. is written US, "us" is a word
    at = words.solid.find(one.solid)
    while at >= 0:
        first, until = words.starts.get(at), words.starts.get(at + len(one.solid))
        if first is not None and until is not None and _stands(one, words, first, until) and _cuts_agree(one, words, first, until):
            yield words.spans[first][0], words.spans[until - 1][1]
        at = words.solid.find(one.solid, at + 1)


def _cuts_agree(one: Sought, words: Words, first: int, until: int) -> bool:
    cuts: dict[int, str] = {}
    at = 0
    for n in range(first, until - 1):
        at += len(words.normal[n])
        cuts[at] = words.gap(n)
    if not words.light(first, until):
        return False
    edges = [0, *sorted({*cuts, *one.cuts}), len(one.solid)]
    for n, edge in enumerate(edges[1:-1], start=1):
        if edge in cuts and edge in one.cuts:
            continue
        gap = cuts.get(edge, one.cuts.get(edge, ""))
        if not gap.strip(" \n"):
            if all(len(piece) == 1 for piece in one.plain):  # J K L, JKL
                continue
            if one.solid[edge - 1].isdigit() != one.solid[edge].isdigit():  # RTX4090, A320 neo
                continue
            pieces = (one.solid[edges[n - 1] : edge], one.solid[edge : edges[n + 1]])
            if len(one.solid) < LEAST_JOINED or any(
                (len(piece) < 3 or piece in _SHORT_WORDS) and piece not in PARTICLES for piece in pieces
            ):
                return False
        elif gap.strip() not in ("-", "'", "."):
            return False
    return True


def _person(person: Person, words: Words, said: str, asked: str | None) -> Iterator[tuple[int, int]]:
    """Where a person's name stands, shortened, with initials, in either order; by the family name alone where it is ``asked`` who."""
    cased = said if len(said) == len(words.text) else ""
    for at in places_of(person, words):
        if person.given and (shared := _shared_family(words, at, person, cased)) is not None:
            yield words.spans[shared]
            continue
        told = person_at(words, at, person, cased)
        if told is None or (told.suffix and told.suffix != person.suffix) or (person.suffix not in ("", "jr") and not told.suffix):
            continue
        if not person.given:
            last = _with_origin(words, at)
            if asked is not None and last > at and not told.given:
                yield words.spans[told.first][0], words.spans[last][1]
            if asked is None or not told.given or not (told.given[0] in GIVEN or len(told.given[0]) == 1):
                continue
        elif told.given:
            if not same_person(person.given, told.given):
                continue
        elif asked is None or person.family[-1] in asked or not _alone(person, words, told.first, at, cased):
            continue
        yield words.spans[told.first][0], words.spans[told.last][1]


def places_of(person: Person, words: Words) -> list[int]:
    """Where the family name of a person stands, in this or another romanisation."""
    return words.places.get(person.key) or words.places_romanised(romanised(person.key))


def _shared_family(words: Words, at: int, person: Person, cased: str) -> int | None:
    """The given name that shares the family name at ``at`` with another one: Wilbur (and Orville Wright)."""
    if at < 3 or words.found[at - 2] not in ("and", "&") or words.gap(at - 1) != " " or words.gap(at - 2) != " ":
        return None
    first, other = words.found[at - 3], words.found[at - 1]
    if first == other or first != person.given[0] or words.gap(at - 3) != " " or (cased and not cased[words.spans[at - 1][0]].isupper()):
        return None
    return at - 3 if other not in person.given and words.found[at] == person.family[-1] else None


def _with_origin(words: Words, at: int) -> int:
    """The last word of what tells where the bearer of a single name is from: Rembrandt (van Rijn)."""
    if at + 2 < len(words.found) and words.found[at + 1] in ("van", "da", "di", "von") and words.gap(at) == words.gap(at + 1) == " ":
        return at + 2
    return at


def _alone(person: Person, words: Words, first: int, at: int, cased: str) -> bool:
    """Whether a family name stands for the person: written with a capital and no part of a longer name."""
    start, end = words.spans[at]
    if len(person.family[-1]) < 3 or (cased and not cased[start].isupper()):
        return False
    close = first > 0 and words.gap(first - 1).strip("'-") in (" ", "") and _may_name(words.found[first - 1])
    if close and (not cased or cased[words.spans[first - 1][0]].isupper()):
        return False
    if cased and at + 1 < len(words.found) and words.gap(at) in (" ", "-") and cased[words.spans[at + 1][0]].isupper():
        return False
    return not (end < len(words.text) and _WORDY.match(words.text[end]))


def _may_name(word: str) -> bool:
    """Whether a word with a capital before a family name may be a given name, and so another person's."""
    return word in GIVEN or not (word in TITLES or word in SENTENCE_WORDS)


def _same_formula(formula: Sequence[str], word: str, said: str) -> bool:
    """Whether a word is written as a formula of the same elements, or in a way that is no formula."""
    written = re.findall(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", said, re.I)
    return not written or any(elements(one) in ((), tuple(formula)) for one in written)
