"""Open-domain gold (``any``): whether an answer tells one of the listed texts in words of its own.

Gold lists of open-domain questions are written by people: "Secretariat, who in 1973 became …", "PRINCE PHILIP or DUKE OF EDINBURGH",
"Laius, King of Thebes, and his queen, Jocasta". What a listed text says is its content words, those that the question has already
left aside; an answer that holds them all, in any order and in forms of the same words ("Colombian" for "Colombia"), tells it. A short
answer may also leave out what gold adds ("Upper Volta" for "The Republic of Upper Volta"). Numbers must be the same numbers, and a
numeral, a letter or "Jr" close behind makes another name. Only letters are read so: Chinese names are found as they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import HAN, bare
from kgcorpus.grade.reading import Mention, Reading

MOST = 0.67
"""A long text is told by this share of its content words: people shorten what gold says at length."""
LONG_TEXT, LONG_NEW = 4, 3
"""A text is long with this many content words, and this many that are not the question's."""
LONG_CLAUSE = 6
"""Of a text with fewer content words the last one is its head, which cannot be left out."""
BRIEF = 4
"""A short answer has at most this many content words of its own."""
SPREAD = 60
"""The words of one text stand within so many words of an answer."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_EMPTY_WORDS = """
a an the of in on at by for with from to and or is are was were be been as it its his her their that which who whom this these those
he she they mr mrs ms st dr prof professor sir dame lady lord general captain
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_PRONOUNS = "who which that whom it its his her their he she they is are was were be been"
_IN_TITLES = frozenset(_PRONOUNS.split())
_ENDINGS = """
s es ed d ing er ers r or ors ist ists ian ians an ans n ish al ally ic ical ics y ly ment tion ation ions ion e ism able ive ness
ship hood ful ry ery ology ies ied ese uese
"""
_NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty
"""
_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
seventeenth eighteenth nineteenth twentieth
"""
_ROMAN = "ii iii iv vi vii viii ix xi xii xiii xiv xv xvi"
_FIGURES = {
    **{word: str(n) for n, word in enumerate(_NUMBERS.split())},
    **{word: str(n) for n, word in enumerate(_ORDINALS.split(), start=1)},
    **dict(zip(_ROMAN.split(), ["2", "3", "4", "6", "7", "8", "9", "11", "12", "13", "14", "15", "16"], strict=True)),
}
_FORMS = frozenset(_ENDINGS.split()) | {""}
_REMARK = re.compile(r"\s*\([^()]*\)\s*")
# Where a listed text may go on to explain what it has named.
_HEAD = re.compile(
    r";\s*|,\s+(?=(?:who|which|when|where|whose|with|as|by|because|from|after|in|the)\s)|:\s|\s-\s|\.\s"
    r"|\s+(?=(?:who|which|when|where|whose|with|as|by|because|from|after|in)\s)",
    re.I,
)
_JOINING = frozenset(["when", "where", "whose", "because", "after"])
LEAST_EXPLAINED = 4
"""Where all is in small letters, a text with fewer words than this behind "with", "in" and the like is a name, not explained by them."""
LEAST_TITLE = 3
"""A text of so many content words is a sentence or a title by itself, not the beginning of one: "…. The words are …", "… by Harper Lee"."""
_OR = re.compile(r"\s+or\s+", re.I)
_PLACED = re.compile(r"([^,&;()\s]+ [^,&;()]+), ?[A-Z][^,&;()\s]*(?: [A-Z][^,&;()\s]*){0,2}")
_SEVERAL = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|both|name the|names of)\b|\band\b.*\?", re.I)
_LISTED = re.compile(r",|&|\band\b", re.I)
_BEFORE = re.compile(r"(?<![^\W_])([a-z]+)[ \-]$")
_NAMES_ON = re.compile(r"[\s\-]{1,2}(?:\d{1,2}|i|ii|iii|iv|v|vi|vii|viii|ix|x|xi|xii|[a-z]|jr|sr|junior|senior)(?![\w'.])")
_MONTHS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
)
_ANOTHER = frozenset(["new", "vice", "deputy", "assistant", "non", "anti", "pseudo", "ex", "former", "step", "half"])
_SIDES = frozenset(["north", "south", "east", "west", "northern", "southern", "eastern", "western"])
_PLACE_ASKED = re.compile(r"\bwhere\b|\b(?:in|on|at|from) (?:which|what)\b")
_LETTERS = 8
"""Texts of fewer letters are not looked for with their spaces at other places ("jellyfish" and "jelly fish" have more)."""


@dataclass(frozen=True, slots=True)
class Told:
    """One listed text as it is looked for: its content words, and whether it lists several things.

    ``part``: what stands before its only comma ("Gulfstream Park, Florida"), enough where one thing is asked for."""

    key: str
    words: tuple[str, ...]
    listed: bool
    part: bool = False


@dataclass(frozen=True, slots=True)
class OpenGold:
    """The listed texts of one question: ways to tell them, the words in any of them, and those with no space between."""

    told: tuple[Told, ...]
    joined: tuple[tuple[str, str], ...]


@lru_cache(maxsize=50_000)
def open_gold(texts: tuple[tuple[str, str], ...]) -> OpenGold:
    """What is looked for; ``texts`` are pairs of key and listed text."""
    told: dict[tuple[tuple[str, ...], str], Told] = {}
    joined: dict[str, str] = {}
    for key, text in texts:
        if HAN.search(text):
            continue
        for way in _ways(text):
            words = (*content(way), *_capital_words(way))
            if words:
                told.setdefault((words, key), Told(key, words, bool(_LISTED.search(way))))
        if (part := _PLACED.fullmatch(text)) and (words := tuple(content(part[1]))):
            told.setdefault((words, key), Told(key, words, False, True))
        letters = re.sub(r"[^a-z0-9]", "", bare(text))
        if len(letters) >= _LETTERS:
            joined.setdefault(letters, key)
    return OpenGold(tuple(told.values()), tuple(joined.items()))


def _ways(text: str) -> Iterator[str]:
    """A listed text, without its remarks, up to where it goes on to explain, and each of its alternatives."""
    yield text
    plain = _REMARK.sub(" ", text).strip()
    if plain and plain != text:
        yield plain
    yield from heads(plain)
    alternatives = _OR.split(plain)
    if len(alternatives) > 1:
        yield from (a.strip() for a in alternatives if a.strip())


def heads(text: str) -> Iterator[str]:
    """What a text names before it goes on to explain it; nothing of a title or a name of several parts ("Kill Bill: Vol. 1").

    >>> [*heads("Seabiscuit, who won eleven races")], [*heads("Gone with the Wind")], [*heads("Dr. No")]
    (['Seabiscuit'], [], [])
    """
    for mark in _HEAD.finditer(text):
        head, rest = text[: mark.start()].strip(" ,"), text[mark.end() :]
        words = [word for word in re.findall(r"[^\W_]+", rest) if word.lower() not in _EMPTY and word.lower() not in _JOINING]
        if not head or not words:
            continue
        whole = len(content(head)) >= LEAST_TITLE
        if mark[0].strip() in (";", ",") or (whole and ((mark[0][0] == "." and rest[0].isupper()) or rest.startswith("by "))):
            yield head
            return
        if mark[0][0] != "." and words[0].islower() and (not head.islower() or len(words) >= LEAST_EXPLAINED):
            yield head
            return


def content(text: str) -> list[str]:
    """The content words of a text in their plain form; all words where it has no others ("Of").

    >>> content("The Philosopher's Stones of 1973")
    ['philosopher', 'stone', '1973']
    """
    found = [plain(m[0]) for m in _WORD.finditer(bare(text))]
    return [w for w in found if w not in _EMPTY] or found


def _capital_words(text: str) -> list[str]:
    """Words that say little in a sentence but are capitals inside a name: "Doctor Who", "Get It On"."""
    return [] if text.isupper() else [word.lower() for word in re.findall(r"(?<=\s)[A-Z][a-z]+", text) if word.lower() in _IN_TITLES]


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """A word without possessive and plural endings; numbers and numerals in figures, without separators."""
    if word[0].isdigit():
        return word.replace(",", "")
    if word in _FIGURES:
        return _FIGURES[word]
    if "'" in word:
        word = word[:-2] if word.endswith("'s") else word.replace("'", "")
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(maxsize=200_000)
def akin(one: str, other: str) -> bool:
    """Whether two words are forms of one: what they do not share are endings.

    >>> akin("colombia", "colombian"), akin("niger", "nigeria"), akin("painting", "painter")
    (True, False, True)
    """
    if one == other:
        return True
    if one[:4] != other[:4] or not (one.isalpha() and other.isalpha()):
        return False
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= 4 and shared >= 0.6 * max(len(one), len(other)) and one[shared:] in _FORMS and other[shared:] in _FORMS


class _Said:
    """The words of an answer with their places, by form and by first letters."""

    def __init__(self, reading: Reading) -> None:
        self.spans: list[tuple[int, int]] = []
        self.at: dict[str, list[int]] = {}
        self.words: list[str] = []
        for n, m in enumerate(_WORD.finditer(reading.text)):
            word = plain(m[0])
            self.spans.append(m.span())
            self.words.append(word)
            self.at.setdefault(word, []).append(n)
        if not reading.said.isascii():
            self._lost_letters(reading)
        self.by_start: dict[str, list[str]] = {}
        for word in self.at:
            self.by_start.setdefault(word[:4], []).append(word)

    def _lost_letters(self, reading: Reading) -> None:
        """Words as they stand in gold that was once saved without its letters outside ASCII ("Beyonc", "Gtterdmmerung")."""
        written = list(_WORD.finditer(reading.said))
        if len(written) != len(self.words):
            return
        for n, m in enumerate(written):
            if not m[0].isascii() and len(kept := re.sub(r"[^\x00-\x7f]", "", m[0]).lower()) > 1:
                self.at.setdefault(plain(kept), []).append(n)

    def places(self, word: str) -> list[int]:
        """Where a word or a form of it stands, in order."""
        found = self.at.get(word)
        if found is not None:
            return found
        if len(word) < 4 or word[0].isdigit():
            return []
        forms = [w for w in self.by_start.get(word[:4], ()) if akin(word, w)]
        return sorted(n for w in forms for n in self.at[w])


def told_in(reading: Reading, texts: Sequence[tuple[str, str]]) -> list[Mention]:
    """Where an answer tells a listed text in words of its own, as mentions (aliases) of its key, in order."""
    gold = open_gold(tuple(texts))
    said = _Said(reading)
    if not said.words:
        return []
    asked = frozenset(content(reading.question)) if reading.question else frozenset()
    several = bool(_SEVERAL.search(reading.question))
    out = [m for one in gold.told if not (one.part and several) and (m := _told(one, said, reading, asked))]
    return sorted({*out, *_joined(gold.joined, reading)}, key=lambda m: (m.start, m.end, m.key)) or _shortened(gold, said, asked)


def _told(one: Told, said: _Said, reading: Reading, asked: frozenset[str]) -> Mention | None:
    """The words of one text, those that are new to the question close together."""
    new = [w for w in one.words if w not in asked]
    if not new:
        return None
    places = {w: said.places(w) for w in new}
    missing = [w for w in new if not places[w]]
    if missing and (one.listed or len(one.words) < LONG_TEXT or len(new) < LONG_NEW or 1 - len(missing) / len(new) < MOST):
        return None
    if one.words[-1] in missing and len(one.words) < LONG_CLAUSE:  # "a luxury sedan" for a luxury SUV
        return None
    if any(w[0].isdigit() for w in missing) or any(not said.places(w) for w in one.words if w in asked and w[0].isdigit()):
        return None
    for first in places[next(w for w in new if places[w])]:
        near = [min(found, key=lambda n: (abs(n - first), n)) for w in new if (found := places[w])]
        span = (said.spans[min(near)][0], said.spans[max(near)][1])
        tight = all(n in near or said.words[n] in _EMPTY for n in range(min(near), max(near) + 1))
        if max(near) - min(near) <= SPREAD and not (tight and _another(reading, *span)):
            return Mention(*span, one.key, True)
    return None


def _another(reading: Reading, start: int, end: int) -> bool:
    """Whether a numeral, a letter or "Jr" close behind, or a word such as "vice" or a capital "South" before, makes another name of it."""
    text = reading.text
    before = _BEFORE.search(text[max(0, start - 12) : start])
    if before and before[1] in _ANOTHER:
        return True
    if before and before[1] in _SIDES and len(reading.said) == len(text) and text[start:end].isalpha():
        place = reading.said[start - len(before[0]) : end]
        part = before[1].endswith("ern") and _PLACE_ASKED.search(reading.question)  # what is in Northern India is in India
        if place[0].isupper() and place[len(before[0])].isupper() and before[1] not in reading.question and not part:
            return True
    return bool(_NAMES_ON.match(text, end)) and text[start:end].rpartition(" ")[2] not in _MONTHS


def _joined(joined: Iterable[tuple[str, str]], reading: Reading) -> list[Mention]:
    """Texts that the answer spaces differently ("beekeeper" and "bee keeper")."""
    letters = re.sub(r"[^a-z0-9]", "", reading.text)
    asked = re.sub(r"[^a-z0-9]", "", reading.question)
    out = []
    for text, key in joined:
        if text in letters and text not in asked and (m := _spaced(text).search(reading.text)) and not _another(reading, *m.span()):
            out.append(Mention(m.start(), m.end(), key, True))
    return out


@lru_cache(maxsize=20_000)
def _spaced(letters: str) -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])" + r"[^a-z0-9]{0,3}".join(letters) + r"(?:s|'s)?(?![^\W_])")


def _shortened(gold: OpenGold, said: _Said, asked: frozenset[str]) -> list[Mention]:
    """A short answer that is a part of a listed text: its last word or most of it."""
    kept = [n for n, w in enumerate(said.words) if w not in asked and w not in _EMPTY]
    if not 1 <= len(kept) <= BRIEF:
        return []
    own = [said.words[n] for n in kept]
    out = []
    for one in gold.told:
        if one.listed:
            continue
        new = [w for w in one.words if w not in asked]
        if len(own) < len(new) and all(any(akin(w, x) for x in one.words) for w in own):
            head = any(akin(w, one.words[-1]) for w in own)
            if 3 * len(own) >= 2 * len(new) or (head and 2 * len(own) >= len(new)):
                out.append(Mention(said.spans[kept[0]][0], said.spans[kept[-1]][1], one.key, True))
    return out
