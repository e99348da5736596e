"""One name that is looked for: what depends on it alone is made once, then it is found in the words of any answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kgcorpus.grade.given_names import GIVEN
from kgcorpus.grade.persons import SENTENCE_WORDS, TITLES, Person, in_other_order, person_at, person_of, same_person
from kgcorpus.grade.reading import bare
from kgcorpus.grade.spelling import listed, spelt
from kgcorpus.grade.words import LETTERS, Words, other_numerals
from kgcorpus.text import CJK

_IS_CJK = re.compile(f"[{CJK}]")
_WORDY = re.compile(f"[0-9{LETTERS}]")
_ALL_LETTERS = re.compile(f"[{LETTERS}]+")
# What stands close before a Chinese name and makes another name of it: 1型糖尿病 is no 糖尿病, 副董事长 no 董事长.
_UNALTERED = re.compile(
    r"(?<![0-9一二三四ⅰⅱⅲⅳi][型级期类])(?<!非)(?<!伪)(?<!假)(?<!抗)(?<!(?<![降减调最较更偏])低)(?<!(?<![升提增调最较更偏])高)"
    r"(?<!亚)(?<!副)(?<!准)"
)
# What stands close behind a name that ends in a number or a formula and makes another of it: 4.5, 12(2), 747-400, CuSO4·5H2O, C++.
_ANOTHER_NUMBER = re.compile(r"[.,][0-9]|\s?\([0-9a-z]{1,2}\)|[-/][0-9]|之[一二三四五六七八九十]")
_ANOTHER_CODE = re.compile(r"[+#]|\s?·\s?[0-9./]*\s?h2o")
_SHORT_WORDS = frozenset(listed("a an the of in on at to by or and is it as be he we us no so do go up my me if am i"))
LEAST_JOINED = 7
"""A name of fewer letters than this is not found where spaces part or join its words: "the rapist" is no therapist."""
LEAST_SINGLE = 3


@dataclass(frozen=True, slots=True)
class Sought:
    """A name to look for: its words in normal form (``row``), as folded (``plain``), joined (``solid``) and where its words end in that.

    ``counted`` is the row with its numerals written otherwise, ``gaps`` what stands between its words, ``keys`` what stands in an answer
    that shortens it; ``initials`` are those of its words, ``formula`` its chemical elements.
    """

    row: str
    counted: str
    plain: tuple[str, ...]
    solid: str
    cuts: dict[int, str]
    gaps: tuple[str, ...]
    person: Person | None
    swapped: str
    keys: tuple[str, ...]
    initials: str
    formula: tuple[str, ...]
    chinese: bool
    numbered: bool


@lru_cache(maxsize=200_000)
def sought(name: str) -> Sought | None:
    """What is looked for to find a name; None for one without letters and digits."""
    words = Words(bare(name))
    skip = 1 if len(words.found) > 1 and words.found[0] in ("the", "a", "an") else 0
    plain, normal = words.found[skip:], words.normal[skip:]
    if not plain:
        return None
    chinese = bool(_IS_CJK.match(plain[0]))
    gaps = [words.gap(n + skip) for n in range(len(plain) - 1)]
    digits = len(plain) > 1 and set(gaps) == {"-"} and "".join(normal).isdigit()
    letters = digits or (
        not chinese and all(map(_ALL_LETTERS.fullmatch, normal)) and sum(map(len, normal)) >= (2 if "." in gaps else LEAST_SINGLE)
    )
    cuts: dict[int, str] = {}
    if letters:
        at = 0
        for n, word in enumerate(normal[:-1]):
            at += len(word)
            cuts[at] = gaps[n]
    person = person_of(name) if not chinese and len(plain) > 1 else None
    order = in_other_order(person) if person else None
    initials = _initials(name) if len(plain) > 2 else ""
    keys = [person.key] if person else []
    return Sought(
        row=f" {' '.join(normal)} ",
        counted=f" {' '.join(other)} " if (other := other_numerals(normal)) else "",
        plain=tuple(plain),
        solid="".join(normal) if letters else "",
        cuts=cuts,
        gaps=tuple(
            "joined" if not gap and _IS_CJK.match(a) and _IS_CJK.match(b) else gap
            for gap, (a, b) in zip(gaps, pairwise(plain), strict=True)
        ),
        person=person,
        swapped=f" {' '.join(order)} " if order else "",
        keys=tuple(f" {key} " for key in (*keys, *([initials.lower()] if initials else ()))),
        initials=initials,
        formula=_elements(name) if len(name) <= 3 else (),
        chinese=chinese,
        numbered=plain[-1][-1].isdigit() or normal[-1].isdigit(),
    )


def may_stand(one: Sought, words: Words) -> bool:
    """Whether a name can stand in an answer at all, told quickly."""
    row = words.row
    return (
        one.row in row
        or (one.counted != "" and one.counted in row)
        or any(key in row for key in one.keys)
        or (one.solid != "" and one.solid in words.solid)
    )


def spans_of(one: Sought, words: Words, said: str, *, asked: str, who: bool) -> Iterator[tuple[int, int]]:
    """Where a name stands in an answer whose text as written is ``said``; ``who``: the question (``asked``) asks for a person."""
    row = words.row
    if one.row in row:
        yield from _exact(one, one.row, words, said, who)
    elif one.solid and one.solid in words.solid:
        yield from _joined(one, words, said)
    if one.counted and one.counted in row:
        yield from _exact(one, one.counted, words, said, who)
    if one.person is not None and (who or one.person.sure):
        yield from _person(one.person, words, said, asked if who else None)
        if one.swapped and one.swapped in row:
            yield from _exact(one, one.swapped, words, said, who)
    if (
        one.initials
        and one.initials.lower() in words.places
        and one.initials.lower() not in asked
        and re.search(rf"(?<![A-Za-z]){one.initials}(?![A-Za-z])", said)
    ):
        yield from (words.spans[n] for n in words.places[one.initials.lower()])


def _exact(one: Sought, row: str, words: Words, said: str, who: bool) -> Iterator[tuple[int, int]]:
    at = words.row.find(row)
    size = row.count(" ") - 1
    while at >= 0:
        first = words.row.count(" ", 0, at)
        at = words.row.find(row, at + 1)
        if not words.light(first, first + size) or not _stands(one, words, first, first + size) or not _gaps_agree(one, words, first):
            continue
        if one.person is not None and (who or one.person.sure) and not _same_words(one, words, first, size):
            continue
        start, end = words.spans[first][0], words.spans[first + size - 1][1]
        if not one.formula or _same_formula(one.formula, words.found[first], said):
            yield start, end


def _stands(one: Sought, words: Words, first: int, until: int) -> bool:
    """Whether words of an answer are a name of their own: no part of a longer word, number, code or altered Chinese name."""
    text = words.text
    start, end = words.spans[first][0], words.spans[until - 1][1]
    if _WORDY.match(text[start]):
        if start and (_WORDY.match(text[start - 1]) or (text[start - 1] == "." and start > 1 and text[start - 2].isdigit())):
            return False
    elif one.chinese and until - first > 1 and not _UNALTERED.match(text, start):
        return False
    if _WORDY.match(text[end - 1]):
        if end < len(text) and _WORDY.match(text[end]):
            return False
        if _ANOTHER_CODE.match(text, end):
            return False
    return not (one.numbered and _ANOTHER_NUMBER.match(text, end))


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
    return all(_stem(a) == _stem(b) or spelt(a) == spelt(b) for a, b in pairs)


def _stem(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word


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
            pieces = (one.solid[edges[n - 1] : edge], one.solid[edge : edges[n + 1]])
            if len(one.solid) < LEAST_JOINED or any(len(piece) < 3 or piece in _SHORT_WORDS for piece in pieces):
                return False
        elif gap.strip() not in ("-", "'", "."):
            return False
    return True


def _person(person: Person, words: Words, said: str, asked: str | None) -> Iterator[tuple[int, int]]:
    """Where a person's name stands, shortened, with initials, in either order; by the family name alone where it is ``asked`` who."""
    cased = said if len(said) == len(words.text) else ""
    for at in words.places.get(person.key, ()):
        told = person_at(words, at, person, cased)
        if told is None or (told.suffix and told.suffix != person.suffix) or (person.suffix not in ("", "jr") and not told.suffix):
            continue
        if told.given:
            if not same_person(person.given, told.given):
                continue
        elif asked is None or person.family[-1] in asked or not _alone(person, words, at, cased):
            continue
        yield words.spans[told.first][0], words.spans[told.last][1]


def _alone(person: Person, words: Words, at: int, cased: str) -> bool:
    """Whether a family name stands for the person: written with a capital and no part of a longer name."""
    start, end = words.spans[at]
    if len(person.family[-1]) < 3 or (cased and not cased[start].isupper()):
        return False
    if (
        at
        and words.gap(at - 1).strip("'-") == " "
        and _may_name(words.found[at - 1])
        and (not cased or cased[words.spans[at - 1][0]].isupper())
    ):
        return False
    if cased and at + 1 < len(words.found) and words.gap(at) in (" ", "-") and cased[words.spans[at + 1][0]].isupper():
        return False
    return not (end < len(words.text) and _WORDY.match(words.text[end]))


def _may_name(word: str) -> bool:
    """Whether a word with a capital before a family name may be a given name, and so another person's."""
    return word in GIVEN or not (word in TITLES or word in SENTENCE_WORDS)


_SMALL = frozenset(listed("of the and for in on at to a an de la le du des y e und"))


def _initials(name: str) -> str:
    """The initials of a name of three words or more with capitals: WHO of "World Health Organization"; else nothing."""
    words = [word for word in re.findall(r"[A-Za-z][A-Za-z']*", name) if word.lower() not in _SMALL]
    if len(words) < LEAST_SINGLE or any(not word[0].isupper() or len(word) < 2 for word in words):
        return ""
    return "".join(word[0] for word in words)


_ELEMENTS = frozenset(
    listed(
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh "
        "Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr "
        "Ra Ac Th Pa U Np Pu"
    )
)


def _elements(text: str) -> tuple[str, ...]:
    """The chemical elements that a short text writes, nothing where it is no formula: CO is carbon and oxygen, Co cobalt."""
    parts = re.findall(r"[A-Z][a-z]?", text)
    return tuple(parts) if "".join(parts) == text and all(part in _ELEMENTS for part in parts) else ()


def _same_formula(formula: Sequence[str], word: str, said: str) -> bool:
    """Whether a word is written as a formula of the same elements, or in a way that is no formula."""
    written = re.findall(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", said, re.I)
    return not written or any(_elements(one) in ((), tuple(formula)) for one in written)
