"""The analyses of Chinese: LAC's model where it is installed, jieba, and single characters where neither is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from kgcorpus.extract.words import Analyse, Words
from kgcorpus.text import CJK, sentences

TAGS = {
    "n": "NOUN", "nr": "PROPN", "ns": "PROPN", "nt": "PROPN", "nz": "PROPN", "nw": "PROPN",
    "PER": "PROPN", "LOC": "PROPN", "ORG": "PROPN", "TIME": "NOUN", "f": "ADP", "s": "NOUN", "t": "NOUN",
    "v": "VERB", "vd": "ADV", "vn": "NOUN", "a": "ADJ", "ad": "ADV", "an": "NOUN", "d": "ADV", "m": "NUM", "q": "NOUN", "r": "PRON",
    "p": "ADP", "c": "CCONJ", "u": "PART", "xc": "PART", "w": "PUNCT",
    "b": "ADJ", "z": "ADJ", "e": "INTJ", "o": "INTJ", "y": "PART", "h": "PART", "k": "PART", "j": "NOUN", "l": "NOUN",
}  # fmt: skip
"""Universal parts of speech of LAC's and jieba's own tags."""
LABELS = {
    "PER": "PERSON", "nr": "PERSON", "LOC": "PLACE", "ns": "PLACE", "ORG": "ORG", "nt": "ORG", "TIME": "TIME", "nw": "WORK", "nz": "OTHER",
    "nrt": "PERSON", "nrfg": "PERSON",
}  # fmt: skip
NOMINAL = frozenset(("n", "nr", "ns", "nt", "nz", "nw", "PER", "LOC", "ORG", "nrt", "nrfg", "vn", "an", "s", "j", "l"))
BEFORE_NOMINAL = frozenset(("a", "b"))
LONGEST = 256
"""Characters that are analysed together; a longer text is divided, at the ends of sentences where it can be."""

_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|(?:(?![\d_{CJK}])\w)+(?:[-'’](?:(?![\d_{CJK}])\w)+)*|\S")
_BREAK = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")


def chinese(name: str, states: bool) -> Analyse:
    """The analysis of this name; its model is loaded at once."""
    if name == "lac":
        from kgcorpus.extract.words_lac import lac

        return lac(states)
    return _jieba() if name == "jieba" else _characters


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """A text in parts of at most ``LONGEST`` characters: whole sentences while they fit; a longer sentence is divided after its last
    mark that fits, then at white space, then wherever it must be."""
    if len(text) <= LONGEST:
        yield 0, len(text)
        return
    ends = [end for _, end in sentences(text)]
    start, at = 0, 0
    while len(text) - start > LONGEST:
        fits = start
        while at < len(ends) and ends[at] <= start + LONGEST:
            fits, at = max(fits, ends[at]), at + 1
        if fits == start:
            fits = start + _break(text[start : start + LONGEST])
        yield start, fits
        start = fits
    yield start, len(text)


def _break(part: str) -> int:
    """Where an over-long sentence is divided."""
    for marks in ("；;：:，,、", None):
        for at in range(len(part) - 1, LONGEST // 4, -1):
            if part[at].isspace() if marks is None else part[at] in marks:
                return at + 1
    return len(part)


_PAUSES = "、，。；：,;"  # with which no name ends, whatever the analysis says


def made(text: str, found: Sequence[tuple[int, int, str]], by: str, states: Any = None) -> Words:
    """The words that an analysis found, as (start, end, tag), without the white space at their ends; divided where a line ends."""
    kept: list[tuple[int, int, str]] = []
    one_line = not _BREAK.search(text)
    for start, end, tag in found:
        for a, b in ((start, end),) if one_line else _lines(text, start, end):
            while a < b and text[a].isspace():
                a += 1
            while b > a and text[b - 1].isspace():
                b -= 1
            if a < b:
                kept.append((a, b, tag))
    return Words(
        text,
        tuple(start for start, _, _ in kept),
        tuple(end for _, end, _ in kept),
        tuple(_tag(text[start:end], tag) for start, end, tag in kept),
        tuple(tag for _, _, tag in kept),
        tuple((start, start + len(text[start:end].rstrip(_PAUSES)), LABELS[tag]) for start, end, tag in kept if tag in LABELS),
        tuple(_noun_phrases(kept)),
        made_by=by,
        states=states,
    )


def _tag(word: str, tag: str) -> str:
    """The universal part of speech; the first letter decides for tags finer than the table. Marks hold no letters."""
    known = TAGS.get(tag) or TAGS.get(tag[:1])
    if known in (None, "PUNCT"):
        return "X" if any(character.isalnum() for character in word) else "PUNCT"
    return known or "X"


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _BREAK.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _noun_phrases(words: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """Runs of nouns and names that stand together, with the adjectives before them."""
    start: int | None = None
    last = -1
    nominal = False
    for begin, end, tag in words:
        joins = tag in NOMINAL or tag in BEFORE_NOMINAL
        if start is not None and (not joins or begin != last or (nominal and tag in BEFORE_NOMINAL)):
            if nominal:
                yield start, last
            start, nominal = None, False
        if joins:
            start = begin if start is None else start
            nominal, last = tag in NOMINAL, end
    if start is not None and nominal:
        yield start, last


def _characters(texts: Sequence[str]) -> list[Words]:
    """One word for each Chinese character, number, or run of other letters."""
    out = []
    for text in texts:
        starts, ends, tags = [], [], []
        for found in _TOKEN.finditer(text):
            word = found.group()
            starts.append(found.start())
            ends.append(found.end())
            tags.append("NUM" if word[0].isdecimal() else "X" if word[0].isalnum() else "PUNCT")
        out.append(Words(text, tuple(starts), tuple(ends), tuple(tags), tuple(tags), made_by="characters"))
    return out


@lru_cache(maxsize=1)
def _jieba() -> Analyse:
    """jieba's words and tags, from a dictionary of its own, which nobody else in the process adds to."""
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    tagger = jieba.posseg.POSTokenizer(jieba.Tokenizer())
    by = f"jieba {version('jieba')}"

    def analyse(texts: Sequence[str]) -> list[Words]:
        out = []
        for text in texts:
            found, at = [], 0
            for pair in tagger.cut(text):
                at = text.index(pair.word, at)
                found.append((at, at + len(pair.word), pair.flag))
                at += len(pair.word)
            out.append(made(text, found, by))
        return out

    return analyse
