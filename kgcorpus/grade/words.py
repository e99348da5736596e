"""A text as a row of words in one spelling, so that names are found by comparing words; where each word stands is told when asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kgcorpus import text_patterns as re
from kgcorpus.grade.spelling import Singulars, listed

LETTERS = "a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff"
_NUMERAL = "〇零一二两三四五六七八九十百千"
_COUNTED = "条章节款项届次回集型期级类号卷季轮代幕世"
_WORD = re.compile(
    rf"[{LETTERS}]+(?:'s(?![{LETTERS}]))?|[0-9]+(?:(?:,[0-9]{{3}})+(?![0-9])|(?:st|nd|rd|th)(?![{LETTERS}0-9]))?"
    rf"|[{_NUMERAL}]{{1,20}}(?=[{_COUNTED}])|[^\s\-'\".,·()《》\[\]/:;!?]"
)
_ROMAN = {
    word: str(n)
    for n, word in enumerate(listed("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii"), start=1)
}
ROMANS = frozenset(_ROMAN)
_DIGITAL = {digits: word for word, digits in _ROMAN.items()}
_NUMBERED = frozenset(
    listed(
        "type war part chapter article phase stage grade class volume vol act section factor title annex appendix schedule level group "
        "book episode season version no mark generation degree"
    )
)
_MEASURED = frozenset("型期级类度相")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}


def numeral_value(text: str) -> int:
    """The number that Chinese numerals below ten thousand write.

    >>> [numeral_value(text) for text in ("十二", "一百零三", "二〇", "两千")]
    [12, 103, 20, 2000]
    """
    if not any(c in _SCALES for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in _SCALES:
            total += (digit or 1) * _SCALES[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


_LETTERS_ALIKE = str.maketrans("øłđðħıŋ", "olddhin")
_UNLIKE = re.compile("[øłđðħıŋ]")


def plain_letters(text: str) -> str:
    """A bare text with letters that have no accent to lose written as those that they are taken for, one for one: ø is o, ł is l.

    >>> plain_letters("søren kierkegaard")
    'soren kierkegaard'
    """
    return text.translate(_LETTERS_ALIKE) if not text.isascii() and _UNLIKE.search(text) else text


class _Normal(Singulars):
    """The normal form of each word."""

    def __missing__(self, word: str) -> str:
        if word[0] in _DIGITS or word[0] in _SCALES:
            self[word] = out = str(numeral_value(word))
            return out
        return super().__missing__(word)


_NORMAL = _Normal()


class Words:
    """The words of a folded text: ``row`` has them in normal form, each with a space on both sides.

    >>> Words("the colours of type two").row, Words("第十二条").row, Words("jellyfish").solid
    (' the color of type 2 ', ' 第 12 条 ', 'jellyfish')
    """

    def __init__(self, text: str) -> None:
        self.text = text = plain_letters(text)
        self.found: list[str] = _WORD.findall(text)
        self.normal = [*map(_NORMAL.__getitem__, self.found)]
        self.row = f" {' '.join(self.normal)} "

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in the text."""
        return [m.span() for m in _WORD.finditer(self.text)]

    @cached_property
    def solid(self) -> str:
        """The words without anything between."""
        return "".join(self.normal)

    @cached_property
    def starts(self) -> dict[int, int]:
        """The word that begins at each place of ``solid``."""
        out, at = {}, 0
        for n, word in enumerate(self.normal):
            out[at] = n
            at += len(word)
        out[at] = len(self.normal)
        return out

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word is in the row, by its normal form."""
        out: dict[str, list[int]] = {}
        for n, word in enumerate(self.normal):
            out.setdefault(word, []).append(n)
        return out

    def places_romanised(self, written: str) -> list[int]:
        """Where words of another romanisation stand: ``written`` as ``persons.romanised`` makes it."""
        return self._romanised.get(written, [])

    @cached_property
    def _romanised(self) -> dict[str, list[int]]:
        from kgcorpus.grade.persons import romanised  # which reads words

        out: dict[str, list[int]] = {}
        for word, places in self.places.items():
            if word.isalpha() and word.isascii():
                out.setdefault(romanised(word), []).extend(places)
        return out

    def gap(self, n: int) -> str:
        """What stands between the word ``n`` and the next."""
        return self.text[self.spans[n][1] : self.spans[n + 1][0]]

    def row_from(self, n: int, most: int) -> str:
        """The row of at most so many words from the word ``n`` on."""
        return f" {' '.join(self.normal[n : n + most])} "

    def light(self, n: int, until: int) -> bool:
        """Whether the words from ``n`` up to ``until`` stand so close that they may be one name."""
        for k in range(n, until - 1):
            gap = self.gap(k)
            if len(gap) > 3 or ("\n" in gap and gap.strip()):
                return False
        return True


def other_numerals(words: Sequence[str]) -> tuple[str, ...] | None:
    """The words of a name with its Roman numerals in digits, or its digits in Roman numerals; None where it has neither.

    >>> other_numerals(["world", "war", "ii"]), other_numerals(["type", "1"]), other_numerals(["xi", "an"])
    (('world', 'war', '2'), ('type', 'i'), None)
    """
    out = list(words)
    for n, word in enumerate(words):
        other = _ROMAN.get(word) or _DIGITAL.get(word)
        if other is None:
            continue
        behind = n > 0 and words[n - 1].isalpha() and words[n - 1] not in _MEASURED
        single = (len(word) == 1 and word.isalpha()) or (len(other) == 1 and other.isalpha())
        if (behind and (not single or words[n - 1] in _NUMBERED)) or (n + 1 < len(words) and words[n + 1] in _MEASURED):
            out[n] = other
    return tuple(out) if out != list(words) else None
