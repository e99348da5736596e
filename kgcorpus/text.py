"""Text as it is compared: folding with a map back to the source, sentences, clauses, language.

Everything that looks things up works on a folded text and reports offsets of the source, so that a quote is always verbatim.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kgcorpus import text_patterns as re

if TYPE_CHECKING:
    from opencc import OpenCC

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇々"
"""Chinese characters, for use inside a regular expression's brackets."""

_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
_INVISIBLE_MARKS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_UNIFIED = {
    **dict.fromkeys("“”„‟〝〞〟「」『』″", '"'),
    **dict.fromkeys("‘’‚‛′´`", "'"),
    **dict.fromkeys("‐‑‒–—―⸺⸻−﹣－⁃", "-"),
    **dict.fromkeys("〜∼", "~"),
    **dict.fromkeys("•‧∙⋅・･", "·"),
    "≦": "≤", "⩽": "≤", "≧": "≥", "⩾": "≥", "ς": "σ",
}  # fmt: skip
# A character of these is written as one with the character before it: combining marks, conjoining Hangul, variation selectors.
_CONTINUES = re.compile(f"[\u0300-\u036f\u1160-\u11ff{_INVISIBLE_MARKS}\u20d0-\u20f0\u3099\u309a]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, where its source character starts and ends.

    ``offsets`` (the starts) has the source's length as one more item. Start and end differ by more than one where a letter and its
    accents, or an emoji and its selector, became one character.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]


def span(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """The source span of ``folded.text[start:end]``: whole source characters, without dropped ones at its borders.

    >>> f = fold("ﬁne ＨｂＡ１ｃ 😀")
    >>> f.text, span(f, 5, 10)
    ('fine hba1c 😀', (4, 9))
    """
    if end <= start:
        return (folded.offsets[start], folded.offsets[start])
    return (folded.offsets[start], folded.ends[end - 1])


def unspan(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """The folded span that covers the source span ``[start, end)``; the inverse of ``span``."""
    first = bisect_left(folded.offsets, start, 0, len(folded.text))
    if first and folded.ends[first - 1] > start:
        first = bisect_left(folded.offsets, folded.offsets[first - 1], 0, first)
    return (first, max(first, bisect_left(folded.offsets, end, first, len(folded.text))))


@cache
def _converter() -> OpenCC:
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _simplified(character: str) -> str:
    """A character in its simplified form. Converted one by one, so that no phrase of the dictionary matches and lengths are kept."""
    if not ("\u3400" <= character < "\ua000" or "\uf900" <= character < "\ufb00" or "\U00020000" <= character < "\U000323b0"):
        return character
    out: str = _converter().convert(character)
    return out if len(out) == 1 else character


class _Folding(dict[int, str]):
    """The folded form of each code point, found when first met: a table for ``str.translate``."""

    def __init__(self, lower: bool, kept: str) -> None:
        self.lower, self.kept = lower, kept
        self.even: set[str] = set()

    def even_text(self, text: str) -> str | None:
        """The folded form of a text whose characters fold to one character each; None of others."""
        if text.isascii() and "`" not in text:
            return text.lower() if self.lower else text
        if not self.even.issuperset(text) and any(self.uneven(text)):
            return None
        return text.translate(self)

    def uneven(self, text: str) -> tuple[list[str], bool]:
        """The characters of a text that do not fold to one character each, and whether any continues the one before it."""
        odd, marks = [], False
        for c in set(text) - self.even:
            if len(self[ord(c)]) != 1:
                odd.append(c)
            if _CONTINUES.match(c):
                marks = True
            elif len(self[ord(c)]) == 1:
                self.even.add(c)
        return sorted(odd), marks

    def __missing__(self, code: int) -> str:
        self[code] = out = self.fold(chr(code))
        return out

    def fold(self, source: str) -> str:
        """The folded form of one cluster: a character with the marks that follow it."""
        if source in self.kept:
            return source
        if source in _UNIFIED:
            return _UNIFIED[source]
        plain = re.sub(f"[{_INVISIBLE_MARKS}]", "", source)
        out = unicodedata.normalize("NFKC", plain)
        if out[:1] == " " and len(out) > 1:  # spacing accents ("¨"): NFKC would break them into a space and a mark
            out = plain
        if self.lower:
            out = "".join(c.lower() for c in out)
            out = unicodedata.normalize("NFKC", out)
        return "".join(_UNIFIED.get(c) or _simplified(c) for c in out if c not in _DROPPED)


_CASELESS = _Folding(lower=True, kept="")
_CASED = _Folding(lower=False, kept="⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻½¼¾⅓⅔\u2009\u202f\u00a0")


def fold(text: str, *, cased: bool = False) -> Folded:
    """The text in the form in which it is compared, with a map back: NFKC, lower case, simplified characters, one kind of quote and dash.

    Soft hyphens and zero-width characters are dropped; each whitespace character stays one character. ``cased`` keeps case, superscripts
    and narrow spaces, which units and numbers need.

    >>> fold("禁忌證：“ＡＢ”").text
    '禁忌证:"ab"'
    """
    table = _CASED if cased else _CASELESS
    if (even := table.even_text(text)) is not None:
        return Folded(even, range(len(text) + 1), range(1, len(text) + 1))
    odd, marks = table.uneven(text)
    choices = [f"[^\\n]?{_CONTINUES.pattern}+"] if marks else []
    if odd:
        choices.append("[" + "".join(map(re.escape, odd)) + "]")
    parts: list[str] = []
    offsets, ends = array("L"), array("L")
    last = 0
    for match in re.finditer("|".join(choices), text):
        at = match.start()
        if last < at:
            parts.append(text[last:at].translate(table))
            offsets.extend(range(last, at))
            ends.extend(range(last + 1, at + 1))
        out = table.fold(match.group()) if len(match.group()) > 1 else table[ord(match.group())]
        parts.append(out)
        offsets.extend([at] * len(out))
        last = match.end()
        ends.extend([last] * len(out))
    parts.append(text[last:].translate(table))
    offsets.extend(range(last, len(text) + 1))
    ends.extend(range(last + 1, len(text) + 1))
    return Folded("".join(parts), offsets, ends)


def folded_text(text: str) -> str:
    """The text of ``fold``, without the map back."""
    even = _CASELESS.even_text(text)
    return even if even is not None else fold(text).text


_SPACE_BY_CJK = re.compile(f"(?<=[{CJK}]) | (?=[{CJK}])")


def normal_name(text: str) -> str:
    """The key under which a name is looked up: folded, spaces collapsed, and none beside a Chinese character.

    >>> normal_name("  Type  2\\nDiabetes "), normal_name("２ 型 糖尿病")
    ('type 2 diabetes', '2型糖尿病')
    """
    return _SPACE_BY_CJK.sub("", " ".join(folded_text(text).split()))


# ------------------------------------------------------------------------------------------------- sentences

_CLOSERS = "\"'”’」』》〉）)】〕\\]"
_END = re.compile(
    f"[。！？!?｡．.…]+[{_CLOSERS}]*|(?:\\r\\n|\\n|\\r(?!\\n))[ \\t\\u3000]*(?:\\r\\n|\\n|\\r(?!\\n))\\s*|\\u2029",
)
_ABBREVIATION = re.compile(r"(?:^|[\s(\[“\"'‘])((?:[A-Za-z]\.)+|[A-Za-z]+\.)$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_END = _words(
    "e.g. i.e. vs. cf. dr. mr. mrs. ms. prof. st. fig. figs. eq. eqs. sec. art. arts. approx. ca. viz. mt. gen. col. rev. hon. resp. "
    "incl. excl. ref. refs. vol. ch. chap. pp. ed. eds. est. max. min. avg. dept. al."
)
_MAY_END = _words(
    "etc. inc. ltd. co. corp. jr. sr. bros. a.m. p.m. u.s. u.k. e.u. no. nos. p. "
    "jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. ph.d."
)
_STARTERS = _words(
    "the this that these those it its he she they we you i in on at a an and but or if when while where after before as for from "
    "however although because since there here do not no all both each most some many other such with without by to use take "
    "patients his her their our"
)
_WORD = re.compile(r"[A-Za-z]+")
_ENUMERATOR = re.compile(r"\s*[(（\[]?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,4}|[A-Za-z])\.$")


def _full_stop_ends(text: str, start: int, at: int, after: int, end: int) -> bool:
    """Whether the ASCII full stop that ends at ``after`` ends the sentence that began at ``start``."""
    following = text[after : min(end, after + 40)]
    rest = following.lstrip()
    if not rest:
        return True
    before = text[at - 1] if at > start else ""
    if rest is following or rest == following:  # no space after it: 7.5, example.com; but Chinese text is written without spaces
        return bool(re.match(f"[{CJK}]", before)) and bool(re.match(f"[{CJK}“《（]", following))
    if _ENUMERATOR.match(text[start : at + 1]) and len(text[start : at + 1].strip()) <= 12:
        return False
    abbreviation = _ABBREVIATION.search(text[max(start, at - 14) : at + 1])
    word = _WORD.match(rest.lstrip("\"'“‘("))
    if abbreviation:
        token = abbreviation.group(1).lower()
        if token in _NEVER_END:
            return False
        if token in _MAY_END or re.fullmatch(r"(?:[a-z]\.)+", token):
            return bool(word) and rest[:1].isupper() and word is not None and word.group().lower() in _STARTERS
    return not (word and word.group().islower())


def sentences(text: str, start: int = 0, end: int | None = None, language: str | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, in order, without the whitespace around them but with closing quotes.

    One set of rules serves Chinese, English and mixtures of both, so ``language`` changes nothing today. A blank line ends a sentence,
    a single line break does not. ``clauses`` divides further at semicolons.

    >>> t = "双底是反转形态。Give 1.5 mg, e.g. twice. OK?"
    >>> [t[a:b] for a, b in sentences(t)]
    ['双底是反转形态。', 'Give 1.5 mg, e.g. twice.', 'OK?']
    """
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        mark = match.group()[0]
        if match.start() < begin:
            continue
        if mark in ".．" and match.group().rstrip("\"'”’」』》〉）)】〕]") in (".", "．"):
            if not _full_stop_ends(text, begin, match.start(), match.end(), stop):
                continue
        elif mark in ".…" and not re.search("[。！？!?]", match.group()):  # an ellipsis ends nothing unless a capital or nothing follows
            rest = text[match.end() : min(stop, match.end() + 10)]
            if not (rest.strip() == "" or (rest[:1].isspace() and rest.lstrip()[:1].isupper())):
                continue
        elif mark in "?!" and match.end() < stop and re.match(r"[A-Za-z0-9=&/_]", text[match.end()]):  # a URL, "!=", "Yahoo!"
            continue
        _add(text, begin, match.end(), found)
        begin = match.end()
    _add(text, begin, stop, found)
    return found


def _add(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        found.append((start + left, start + len(piece.rstrip())))


_SEMICOLON = re.compile("[；;()（）]")


def clauses(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the parts of ``text[start:end]`` between semicolons outside round brackets; a semicolon belongs to the part before it.

    >>> t = "禁用于孕妇；慎用于老人（含体弱者；见下）。"
    >>> [t[a:b] for a, b in clauses(t)]
    ['禁用于孕妇；', '慎用于老人（含体弱者；见下）。']
    """
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    begin, depth = start, 0
    for match in _SEMICOLON.finditer(text, start, stop):
        if match.group() in "(（":
            depth += 1
        elif match.group() in ")）":
            depth = max(0, depth - 1)
        elif depth == 0:
            _add(text, begin, match.end(), found)
            begin = match.end()
    _add(text, begin, stop, found)
    return found


# ------------------------------------------------------------------------------------------------- language

_CJK_ONE = re.compile(f"[{CJK}]")
_KANA_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_ENGLISH_WORDS = _words("the of and to in is are a an for with by or on that this be as at from it not was has have if which can may")


def language_of(text: str) -> str:
    """``zh``, ``en``, or ``und`` where neither can be said: no letters, another script, another language in Latin letters.

    >>> language_of("MACD金叉"), language_of("double bottom"), language_of("12.5 %"), language_of("こんにちは")
    ('zh', 'en', 'und', 'und')
    """
    sample = text[:20000]
    chinese = len(_CJK_ONE.findall(sample))
    words = _LATIN_WORD.findall(sample)
    if len(_KANA_HANGUL.findall(sample)) * 4 > chinese + len(words):
        return "und"
    if chinese and (chinese * 2 >= len(words) * 3 or len(words) <= 3):
        return "zh"
    if not words or sum(map(len, words)) < 2 * sum(c.isalpha() and not "A" <= c <= "ɏ" for c in sample):
        return "und"
    if len(words) >= 25 and not any(w.lower() in _ENGLISH_WORDS for w in words):
        return "und"
    return "en"


def name_language(name: str, language: str) -> str:
    """The language under which a name is noted that stands in a text of a language: tables and forms give names in several.

    Chinese characters make it Chinese wherever no kana stand; Latin letters are English where the text's own language is not known.

    >>> name_language("桤木", "en"), name_language("GLP-1", "zh"), name_language("Alder Blue", "und"), name_language("42", "und")
    ('zh', 'zh', 'en', 'und')
    """
    if _CJK_ONE.search(name):
        return "zh" if language in ("zh", "en", "und") and not _KANA_HANGUL.search(name) else language
    return "en" if language == "und" and language_of(name) == "en" else language


_DESIGNATION = re.compile(r"(?=[^\d]*\d)(?!.*[a-z]{3})[A-Za-z0-9][A-Za-z0-9 ./+\-]*")


def name_languages(name: str, language: str) -> tuple[str, ...]:
    """The languages under which a name is noted: both for a designation, else the one of ``name_language``."""
    return ("zh", "en") if is_designation(name) else (name_language(name, language),)


def is_designation(name: str) -> bool:
    """Whether a name is a model, a standard or a code, which every language writes the same way: Latin capitals with digits, no word.

    >>> [is_designation(name) for name in ("CP 40-160", "ISO 9001", "HbA1c", "Type 2", "桤木 2", "Mars")]
    [True, True, True, False, False, False]
    """
    return _DESIGNATION.fullmatch(name) is not None and re.search("[A-Z]", name) is not None
