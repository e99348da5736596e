"""Names of persons in letters: given names and family name, in either order, shortened, with initials, titles and suffixes.

``Person`` is what a gold name says; ``person_at`` reads the name that stands around a family name in an answer. Two names are one
person's where nothing in one speaks against the other: "Lee H. Oswald" is Lee Harvey Oswald, "George H. W. Bush" is not George W. Bush.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import bare
from kgcorpus.grade.given_names import GIVEN, same_given
from kgcorpus.grade.spelling import listed, singular
from kgcorpus.grade.words import LETTERS, ROMANS, Words, plain_letters

_WHO = re.compile(
    r"\b(?:who|whom|whose|what(?:'s| is| was) the (?:full |real |first |last |sur|maiden |stage )?name of the (?:man|woman|person)"
    r"|(?:which|what|name|identify|give)(?:\s+[\w'\-.]+){0,5}?\s+(?:(?:author|writer|novelist|poet|playwright|composer|painter|artist"
    r"|sculptor|architect|actor|actress|singer|musician|comedian|director|president|prime minister|politician|chancellor|scientist"
    r"|physicist|chemist|mathematician|philosopher|inventor|explorer|astronaut|footballer|golfer|boxer|jockey|athlete|swimmer|cricketer"
    r"|person|monarch|founder|economist|engineer|astronomer|chef|secretary-general)s?\b"
    r"|(?:king|queen|emperor|pope|general|admiral|player|driver|man|woman|leader|star|designer)s?(?=\s*(?:$|[,?.:]|(?:who|that|whose|is|was"
    r"|were|are|has|had|have|did|does|do|of|in|from|to|with|at|on|by|for|won|wrote|sang|made|shot|led|became|said|held|came|gave|went|ran"
    r"|took|cut|lost|born|first|also|once|\w+ed|\w+s)\b))))"
    r"|谁|哪[一几两三四五六七八九十]{0,2}[位名]|[^第]一(?:位(?!数|置)|名(?!称|字))|什么人|何人|哪个人|[家者人员手帝王]是|(?:作者|导演|作家|诗人|画家|作曲家|发明者|发明人|创始人|创办人|总统|首相|主席|皇帝|国王|主演|演员|歌手|科学家"
    r"|物理学家|化学家|数学家|哲学家|建筑师|设计师|校长|院长|董事长|总经理|负责人|经理)(?:的(?:姓名|名字))?(?:是|叫|有)"
)
TITLES = frozenset(
    listed(
        "commander chairman coach sir dame lord lady dr doctor prof professor mr mister mrs ms miss president king queen prince "
        "princess emperor empress pope "
        "st saint captain general colonel major lieutenant sergeant admiral senator governor chancellor justice judge reverend rev "
        "father sister brother madame monsieur mme herr frau senor senora comrade nurse sheikh shah sultan tsar czar baron baroness "
        "count countess duke duchess earl cardinal bishop archbishop rabbi sheikh imam marshal"
    )
)
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "jnr": "jr", "snr": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_LETTERS_AFTER = frozenset(listed("phd md mp mbe obe cbe kbe dbe qc kc esq frs bsc msc ma ba kg om ch"))
PARTICLES = frozenset(listed("de van von der den la le da di del della do dos du bin ibn al el ten ter zu af mac mc st san santa"))
_NO_NAME = frozenset(listed("and of the in for to on at a an with by from or & is was"))
SENTENCE_WORDS = frozenset(
    listed(
        "a an the it he she they his her its their was is are were did does has had by and or but so yes no it's that this if as to "
        "for of in on author writer poet novelist composer painter actor actress singer director inventor philosopher physicist "
        "chemist scientist artist answer both either probably perhaps maybe possibly likely then when while because since though "
        "although also only just"
    )
)
_WORD = re.compile(rf"[{LETTERS}]+(?:'(?![s]\b)[{LETTERS}]+)?")
_FAMILY_FIRST = frozenset(
    listed(
        "li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang han feng deng "
        "cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao qian mao deng hua xi jia xue bai "
        "cui qin shi tao fan fang zou xiong jin kong xiang shao long wan duan qiu ai guan hong hou lai mo nie ou pei pu qi qiao qu rao "
        "ruan shu tan tong tu weng wen xia yan yin you zhan zhong zhuang zuo kim park lee ban choi jung mao chiang"
    )
)
_CLOSE = frozenset(("", " ", ".", ". ", "\u00a0", ".\u00a0", "-", ".-", "'"))
MOST_GIVEN = 4
"""So many given names are read before a family name at most."""


@lru_cache(maxsize=20_000)
def asks_who(question: str) -> bool:
    """Whether a folded question asks for a person.

    >>> asks_who("who wrote emma?"), asks_who("《呐喊》的作者是谁?"), asks_who("which city?")
    (True, True, False)
    """
    return bool(_WHO.search(question))


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name: ``given`` names (an initial is one letter), words of the ``family`` name, ``suffix`` ("jr", "sr", "iii").

    ``sure``: the first given name is known to be one; ``key``: the normal form of the last word of the family name.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    suffix: str = ""
    sure: bool = False
    key: str = ""


@lru_cache(maxsize=200_000)
def person_of(name: str) -> Person | None:
    """A name read as a person's, None where it can be none.

    >>> person_of("Oswald, Lee Harvey"), person_of("Sir Henry Campbell-Bannerman").family, person_of("The Lord of the Rings")
    (Person(given=('lee', 'harvey'), family=('oswald',), suffix='', sure=True, key='oswald'), ('campbell', 'bannerman'), None)
    """
    text = re.sub(r"\s*[(\[].*?[)\]]", "", name).strip().replace("\u2019", "'")
    head, comma, tail = text.partition(",")
    folded_tail = bare(tail).strip(" .")
    if comma and tail.strip() and folded_tail not in _SUFFIXES and folded_tail.replace(".", "") not in _LETTERS_AFTER:
        text = f"{tail.strip()} {head}"
    folded = plain_letters(bare(text))
    if len(folded) != len(text) or not re.fullmatch(rf"[{LETTERS}\s.,'\-]+", folded):
        return None
    found = [(m[0], text[m.start()], m.start(), m.end()) for m in _WORD.finditer(folded)]
    while len(found) > 1 and found[0][0] in TITLES:
        found = found[1:]
    while len(found) > 1 and found[-1][0] in _LETTERS_AFTER:
        found = found[:-1]
    suffix = ""
    if len(found) > 2 and found[-1][0] in _SUFFIXES:
        suffix, found = _SUFFIXES[found[-1][0]], found[:-1]
    if len(found) == 1 and len(words_of := re.findall(r"\S+", text)) == 1 and len(words_of[0]) > 2 and found[0][1].isupper():
        return Person((), (found[0][0],), key=singular(found[0][0]))
    if not 2 <= len(found) <= 7 or any(
        word in _NO_NAME or not (first.isupper() or word in PARTICLES or folded[start - 1 : start] == "-")
        for word, first, start, _ in found
    ):
        return None
    cut = len(found) - 1
    while cut > 1 and (found[cut - 1][0] in PARTICLES or folded[found[cut - 1][3] : found[cut][2]] == "-"):
        cut -= 1
    given: list[str] = []
    for n, (word, _, start, _) in enumerate(found[:cut]):
        if n and folded[found[n - 1][3] : start] == "-" and len(word) > 1:
            given[-1] += f"-{word}"
        else:
            given.append(word)
    family = tuple(part for word, *_ in found[cut:] for part in word.split("'"))
    if len(family[-1]) < 2 or family[-1] in ROMANS:
        return None
    return Person(tuple(given), family, suffix, given[0] in GIVEN or len(given[0]) == 1 or found[0][0] in GIVEN, singular(family[-1]))


_ROMANISED = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=[^aeiou])(?:iy|ii|yi|y|ij|yy)$", "i"), (r"(?<=[aeo])[yj]$", "i"), (r"(?<=.)(?:y|i|j)(?=[eo][^aeiou])", ""),
        (r"(?<=[aeo])y(?=[eo])", ""),
        (r"(?<=[^aeiou])o(?=v$)", "e"), (r"kh|gh", "h"), (r"^ger", "her"), (r"ou", "u"), (r"(.)\1", r"\1"),
    )
)  # fmt: skip
LEAST_ROMANISED = 5


@lru_cache(maxsize=100_000)
def romanised(word: str) -> str:
    """A word as another way of writing Russian and other names in letters has it, doubled letters once; a short one as it is.

    >>> romanised("mendeleyev") == romanised("mendeleev"), romanised("korolyov") == romanised("korolev"), romanised("mann")
    (True, True, 'mann')
    """
    if len(word) < LEAST_ROMANISED and word not in ("yury", "yuri", "juri"):
        return word
    for pattern, to in _ROMANISED:
        word = pattern.sub(to, word)
    return word


def alike(one: str, other: str) -> bool:
    """Whether two given names may be one: the same, forms of one, or an initial of the other.

    >>> alike("jean-paul", "j-p"), alike("yi-mou", "yimou"), alike("jean-paul", "jean-luc")
    (True, True, False)
    """
    if "-" in one or "-" in other:
        parts, others = one.split("-"), other.split("-")
        if len(parts) == len(others):
            return all(alike(a, b) for a, b in zip(parts, others, strict=True))
        return "".join(parts) == "".join(others)
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return same_given(one, other) or romanised(one) == romanised(other)


def same_person(gold: Sequence[str], said: Sequence[str]) -> bool:
    """Whether given names in an answer may be those of gold: none that speaks against them, none but an initial that gold has not.

    >>> w = same_person
    >>> w(["lee", "harvey"], ["lee", "h"]), w(["george", "w"], ["george", "h", "w"]), w(["george", "h", "w"], ["george", "w"])
    (True, False, False)
    """
    if "-" in gold[0] and len(said) > 1:
        gold = [*gold[0].split("-"), *gold[1:]]
        said = [*said[0].split("-"), *said[1:]]
    if len(said) == 1 and len(gold) > 1 and 2 <= len(said[0]) <= 4 and said[0] == "".join(name[0] for name in gold):
        return True
    if len(gold) == 1 and len(said) > 1 and 2 <= len(gold[0]) <= 3 and gold[0] == "".join(name[0] for name in said):
        return True
    if not alike(gold[0], said[0]):  # by a later given name: (James) Paul McCartney
        return len(said) == 1 and len(said[0]) > 2 and len(gold[0]) > 1 and said[0] in gold[1:]
    middles, told = gold[1:], said[1:]
    if len(told) > len(middles):  # initials, a patronymic or a name that is no given name say nothing against it: James (J.) Braddock
        return not middles and len(gold[0]) > 1 and len(told) < 4 and all(len(name) == 1 or name not in GIVEN for name in told)
    if all(alike(a, b) for a, b in zip(middles, told, strict=False)):
        return True
    rest = iter(middles)
    return all(len(name) > 2 for name in told) and all(name in rest for name in told)


@dataclass(frozen=True, slots=True)
class Said:
    """The name around a family name in an answer: given names before it (or behind its comma), a suffix, the words it takes."""

    given: tuple[str, ...]
    suffix: str
    first: int
    last: int


def person_at(words: Words, at: int, person: Person, cased: str) -> Said | None:
    """The name in an answer whose family name is that of ``person`` with its last word at ``at``; None where it is not.

    ``cased`` is the text as written, where its letters stand at the same places, else empty.
    """
    first = _family_begin(words, at, person)
    if first is None:
        return None
    last, suffix = at, ""
    if is_suffix(words, at + 1):
        last, suffix = at + 1, _SUFFIXES[possessor(words.found[at + 1])]
    given: list[str] = []
    begin = first
    while begin > 0 and len(given) <= MOST_GIVEN and (word := _given_before(words, begin, cased, person)) is not None:
        joined = "-" in words.gap(begin - 1) and bool(given)
        begin -= 1
        if word in TITLES and word not in person.given:
            break
        if joined:
            given[0] = f"{word}-{given[0]}"
        else:
            given.insert(0, word)
    if not suffix and person.given:
        behind, size = _given_behind(words, at, person)
        if behind and (not given or same_person(person.given, given)):
            last = at + size
            given = given or behind
            if is_suffix(words, last + 1):
                last, suffix = last + 1, _SUFFIXES[possessor(words.found[last + 1])]
    return Said(tuple(given), suffix, begin, last)


def is_suffix(words: Words, n: int) -> bool:
    """Whether a word is "Jr", "Sr" or a numeral behind a name."""
    return n < len(words.found) and possessor(words.found[n]) in _SUFFIXES and words.gap(n - 1) in (" ", ", ", ". ", "., ", ",")


def _family_begin(words: Words, at: int, person: Person) -> int | None:
    """The first word of a family name whose last is at ``at``; particles may be left out: (van) Beethoven."""
    said = possessor(words.found[at])
    if said != person.family[-1] and romanised(said) != romanised(person.family[-1]):
        return None
    first = at
    for part in reversed(person.family[:-1]):
        if first and words.found[first - 1] == part and words.light(first - 1, first + 1):
            first -= 1
        elif part not in PARTICLES:
            return None
    return first


def possessor(word: str) -> str:
    """The word without the ending of a possessive."""
    return word[:-2] if word.endswith("'s") else word


def _given_before(words: Words, at: int, cased: str, person: Person) -> str | None:
    """The word before ``at`` where it reads as a part of the name: an initial, a given name, a word with a capital."""
    word = words.found[at - 1]
    gap = words.gap(at - 1)
    if gap not in _CLOSE or not word.isalpha() or word[0] > "\u2000":
        return None
    start = words.spans[at - 1][0]
    if "." in gap and len(word) > 1 and word not in TITLES and gap != ".":
        return None
    capital = not cased or cased[start].isupper()
    if len(word) == 1:
        return word if capital and (word not in "ai" or "." in gap or word in {g[0] for g in person.given}) else None
    if word in _NO_NAME or not capital:
        return word if word in person.given else None
    known = word in GIVEN or word in TITLES or any(alike(word, name) for name in person.given if len(name) > 1)
    if not known and (not cased or _begins(words, at - 1)):
        return None
    return word


def _begins(words: Words, at: int) -> bool:
    """Whether a word begins a sentence, so that its capital says nothing."""
    before = words.text[: words.spans[at][0]].rstrip(" \"'(")
    return not before or before[-1] in ".!?:\n。"


def _given_behind(words: Words, at: int, person: Person) -> tuple[list[str], int]:
    """The given names behind the comma of "Oswald, Lee Harvey", where the first is that of the person, and how many words they take."""
    if at + 1 >= len(words.found) or words.gap(at) not in (", ", ","):
        return [], 0
    out: list[str] = []
    size = 0
    known = {part for name in person.given for part in name.split("-")}
    for n in range(at + 1, min(at + 2 + MOST_GIVEN, len(words.found))):
        word = words.found[n]
        if (out and words.gap(n - 1) not in _CLOSE) or not (word in GIVEN or len(word) == 1 or word in known or word in PARTICLES):
            break
        if out and "-" in words.gap(n - 1):
            out[-1] += f"-{word}"
        elif word not in PARTICLES:
            out.append(word)
        size += 1
    return (out, size) if out and same_person(person.given, out) else ([], 0)


def in_other_order(person: Person) -> tuple[str, ...] | None:
    """The words of a name whose family name may stand first without a comma: Zhang Yimou, Yimou Zhang; None of others.

    >>> in_other_order(person_of("Ban Ki-moon")), in_other_order(person_of("Akira Kurosawa")), in_other_order(person_of("Henry George"))
    (('ki', 'moon', 'ban'), ('kurosawa', 'akira'), None)
    """
    words = tuple(part for name in person.given for part in name.split("-")) + person.family
    if person.suffix or not 2 <= len(words) <= 3:
        return None
    names = GIVEN - _FAMILY_FIRST
    if words[0] in _FAMILY_FIRST and not any(word in names for word in words[1:]):
        return (*words[1:], words[0])
    if len(words) == 2 and words[1] not in GIVEN:
        return (words[1], words[0])
    return (words[-1], *words[:-1]) if words[-1] in _FAMILY_FIRST and not any(word in names for word in words[:-1]) else None
