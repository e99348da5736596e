"""English numbers in words: "twenty-four point five", "half a million", "two dozen", "three quarters", "the twenty-first"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kgcorpus import text_patterns as re

_TO_NINETEEN = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen"""
_UNITS = {word: n for n, word in enumerate(_TO_NINETEEN.split())}
_TENS = {word: n * 10 for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)} | {
    "fourty": 40
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS = {
    **dict.fromkeys(("half", "halves"), 2), **dict.fromkeys(("third", "thirds"), 3), **dict.fromkeys(("quarter", "quarters"), 4),
    **dict.fromkeys(("fourth", "fourths"), 4), **dict.fromkeys(("fifth", "fifths"), 5), **dict.fromkeys(("sixth", "sixths"), 6),
    **dict.fromkeys(("seventh", "sevenths"), 7), **dict.fromkeys(("eighth", "eighths"), 8), **dict.fromkeys(("ninth", "ninths"), 9),
    **dict.fromkeys(("tenth", "tenths"), 10),
}  # fmt: skip
WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES, "hundred", "dozen", "half", "quarter"], key=len, reverse=True))
"""What a number in words may begin with (behind an article, too)."""
_ANY = re.compile(rf"(?:{WORD}|point|oh|halves|(?:half|quarter|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?)\b", re.I)
_GAP = re.compile(r"(?:[\s-]+|, )(and[\s-]+)?(?:of[\s-]+(?=an?[\s-]+(?:thousand|million|billion|trillion)\b))?(an?[\s-]+)?", re.I)
_ARTICLE = re.compile(r"\b(an?|one)[\s-]$", re.I)
_NO_HALF = re.compile(
    r"\b(?:first|second|other|latter|former|better|top|bottom|upper|lower|each|per|every|last|next|past|third|fourth)[\s-]$", re.I
)

Word = tuple[str, int, int, bool, bool]
"""A word of a number: the word, its span, and whether "and" and whether an article stand before it."""


def words_of(text: str, start: int) -> list[Word]:
    """The words from ``start`` on that may make one number, with their places; the first with the article before it."""
    out: list[Word] = []
    article = _ARTICLE.search(text[max(0, start - 4) : start])
    at, joined, led = start, False, article is not None and article[1].lower() != "one"
    while match := _ANY.match(text, at):
        begin = start - len(article[0]) if led and article and not out else match.start()
        out.append((match[0].lower(), begin, match.end(), joined, led))
        gap = _GAP.match(text, match.end())
        if not gap or (gap[0].startswith(",") and out[-1][0] not in _SCALES) or len(out) > 24:
            break
        at, joined, led = gap.end(), gap[1] is not None, gap[2] is not None
    if out and out[0][0] in ("half", "quarter") and _NO_HALF.search(text[max(0, start - 9) : start]):
        return []
    return out


def english(words: Sequence[Word]) -> tuple[Fraction, int | None, int, int] | None:
    """The longest number that the words begin with: value, place of its last stated digit (None: exact), span.

    >>> def read(text): return english(words_of(text, 0))
    >>> [str(read(t)[0]) for t in ("one hundred and twenty-five thousand", "twenty-four point five", "half a million", "two thirds")]
    ['125000', '49/2', '500000', '2/3']
    """
    if not words:
        return None
    total, part, last, at = Fraction(0), None, None, 0
    while at < len(words):
        word, _, _, joined, led = words[at]
        if word in ("point",):
            return _decimal(words, at, total + (part or 0)) if part is not None else None
        if word == "dozen":
            if part is None and not led and at:
                break
            part, at = (part if part is not None else Fraction(1)) * 12, at + 1
            return _made(words, at, total + part, 0) if words[at - 1][4] or at > 1 else None
        if word in _PARTS:
            return _with_part(words, at, total, part)
        grown = _grown(word, part, first=at == 0, led=led)
        if grown is None:
            if word in _SCALES and part is not None and (last is None or _SCALES[word] < last):
                total, part, last = total + part * _SCALES[word], None, _SCALES[word]
            elif word in _SCALES and at == 0 and led:
                total, part, last = Fraction(_SCALES[word]), None, _SCALES[word]
            else:
                break
        elif joined and part is not None and part % 100:
            break  # "two and three"
        elif part is None and last is not None and grown >= last:
            break
        else:
            part = grown
        at += 1
    if at == 0:
        return None
    value = total + (part or 0)
    return _made(words, at, value, _zeros(int(value)))


def _zeros(number: int) -> int:
    digits = str(number)
    return len(digits) - len(digits.rstrip("0") or digits)


def _made(words: Sequence[Word], at: int, value: Fraction, places: int | None) -> tuple[Fraction, int | None, int, int]:
    return value, places, words[0][1], words[at - 1][2]


def _grown(word: str, part: Fraction | None, *, first: bool, led: bool) -> Fraction | None:
    """The number below a thousand with one more word; None where the word does not go on with it."""
    if word == "hundred":
        if part is None:
            return Fraction(100) if first and led else None
        return part * 100 if 0 < part < 100 else None
    value = _UNITS.get(word, _TENS.get(word))
    if value is None:
        return None
    if part is None:
        return Fraction(value)
    if part >= 100 and part % 100 == 0 and value:
        return part + value
    return part + value if part % 10 == 0 and part % 100 >= 20 and 0 < value < 10 else None


def _decimal(words: Sequence[Word], at: int, whole: Fraction) -> tuple[Fraction, int | None, int, int] | None:
    digits, at = "", at + 1
    while at < len(words) and (words[at][0] == "oh" or _UNITS.get(words[at][0], 10) < 10) and not words[at][3]:
        digits, at = digits + str(_UNITS.get(words[at][0], 0)), at + 1
    if not digits:
        return None
    value, places = whole + Fraction(int(digits), 10 ** len(digits)), -len(digits)
    if at < len(words) and (scale := _SCALES.get(words[at][0])):
        value, places, at = value * scale, places + _zeros(scale), at + 1
    return _made(words, at, value, places)


def _with_part(words: Sequence[Word], at: int, total: Fraction, part: Fraction | None) -> tuple[Fraction, int | None, int, int] | None:
    """What "half", "a quarter", "three quarters", "two and a half" come to, with a scale behind it."""
    word, _, _, joined, led = words[at]
    unit = Fraction(1, _PARTS[word])
    plural = word.endswith("s")
    if at == 0:
        value = unit if word in ("half", "quarter") else None
    elif joined:
        more = (led or word == "half") and not plural
        value = total + (part or 0) + unit if more else None
    elif part is not None and not total and (plural or part == 1):
        value = part * unit
    else:
        value = None
    if value is None:
        found = total + (part or 0)
        return _made(words, at, found, _zeros(int(found))) if at else None
    at += 1
    if at < len(words) and words[at][0] in (*_SCALES, "dozen"):
        value, at = value * _SCALES.get(words[at][0], 12), at + 1
    return _made(words, at, value, None)


_NTH = """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
seventeenth eighteenth nineteenth twentieth"""
_NTHS = {word: n for n, word in enumerate(_NTH.split())} | {
    word: n * 10
    for n, word in enumerate(["thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth", "hundredth"], 3)
}
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december|quarter|half"
_ORDINAL = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})[\s-])?(?P<nth>{'|'.join(sorted(_NTHS, key=len, reverse=True))})\b(?!\s+(?:of\s+)?(?:{_MONTHS}))",
    re.I,
)


def ordinal_words(text: str) -> list[tuple[int, int, int]]:
    """Ordinals in words: span and number."""
    return [(m.start(), m.end(), (_TENS[m["tens"].lower()] if m["tens"] else 0) + _NTHS[m["nth"].lower()]) for m in _ORDINAL.finditer(text)]


_ONES_BEHIND = re.compile(rf"[\s-]({'|'.join(word for word, n in _NTHS.items() if 1 <= n <= 9)})\b", re.I)


def nth_behind(text: str, at: int) -> tuple[int, int] | None:
    """Of "fifty-fourth" what stands behind "fifty": where it ends, and its number."""
    match = _ONES_BEHIND.match(text, at)
    return (match.end(), _NTHS[match[1].lower()]) if match else None


def day_words() -> str:
    """The ordinals that days of a month may have, as alternatives of a pattern."""
    ones = [word for word, n in _NTHS.items() if 1 <= n <= 19]
    return "|".join(
        [
            rf"twenty[\s-](?:{'|'.join(w for w in ones if _NTHS[w] < 10)})",
            r"thirty[\s-]first",
            "thirtieth",
            "twentieth",
            *sorted(ones, key=len, reverse=True),
        ]
    )


_CENTURY_WORD = "|".join(word for word, n in _UNITS.items() if 10 <= n <= 19) + "|twenty"
_TWO_DIGITS = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(w for w, n in _UNITS.items() if 0 < n < 10)}))?|" + "|".join(
    w for w, n in sorted(_UNITS.items(), key=lambda item: -len(item[0])) if n >= 10
)
_YEAR_WORDS = re.compile(
    rf"\b(?P<first>{_CENTURY_WORD})[\s-](?:(?P<hundred>hundred)(?: and (?P<odd>{_TWO_DIGITS}|\w+))?|oh[\s-](?P<small>\w+)"
    rf"|(?P<last>{_TWO_DIGITS}))\b"
    rf"|\btwo thousand(?: and)?(?:[\s-](?P<more>{_TWO_DIGITS}|one|two|three|four|five|six|seven|eight|nine))?\b"
    rf"|\bone thousand,? nine hundred(?: and)? (?P<nine>{_TWO_DIGITS})\b",
    re.I,
)


def years_in_words(text: str) -> list[tuple[int, int, int]]:
    """Years said in words, with their places: "nineteen forty-five", "two thousand and one".

    >>> years_in_words("in nineteen forty-five or two thousand and one")
    [(3, 22, 1945), (26, 46, 2001)]
    """
    out = []
    for match in _YEAR_WORDS.finditer(text):
        if match["first"]:
            rest = _below_hundred(match["last"] or match["small"] or match["odd"] or "zero")
            if rest is not None:
                out.append((match.start(), match.end(), {**_UNITS, **_TENS}[match["first"].lower()] * 100 + rest))
        elif match["nine"]:
            out.append((match.start(), match.end(), 1900 + (_below_hundred(match["nine"]) or 0)))
        else:
            out.append((match.start(), match.end(), 2000 + (_below_hundred(match["more"] or "zero") or 0)))
    return out


def _below_hundred(words: str) -> int | None:
    parts = re.split(r"[\s-]", words.lower())
    numbers = [_UNITS.get(part, _TENS.get(part)) for part in parts]
    return None if None in numbers else sum(n for n in numbers if n)


def nths() -> dict[str, int]:
    """Ordinals of one word, with their numbers."""
    return _NTHS
