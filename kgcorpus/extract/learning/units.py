"""Texts as rows of features: one row for each unit (Chinese: a character; English: a word), from which spans are begun and ended."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from kgcorpus.extract.words import Words

Numbers = np.ndarray[Any, Any]
BITS = 18
OPENING = '《“"（(「『【[〈‘'
CLOSING = '》”"）)」』】]〉’'

# Templates of sparse features: which columns at which distance are read together.
_CHARACTERS = (
    *(((0, d),) for d in range(-3, 4)), *(((0, d), (0, d + 1)) for d in range(-3, 3)),
    *(((0, d), (0, d + 1), (0, d + 2)) for d in range(-3, 2)),
    *(((1, d),) for d in range(-2, 3)), ((1, -1), (1, 0)), ((1, 0), (1, 1)), ((1, -1), (1, 0), (1, 1)),
    ((2, 0),), ((2, -1),), ((2, 1),), ((3, 0),), ((4, 0),), ((3, 0), (4, 0)), ((3, 0), (2, 0)), ((4, 0), (2, 0)),
    ((5, 0),), ((5, -1),), ((5, 1),), ((5, 0), (2, 0)), ((6, 0),), ((6, -1), (6, 0)), ((6, 0), (6, 1)), ((7, 0),), ((7, 0), (2, 0)),
)  # fmt: skip
_WORDS = (
    *(((0, d),) for d in range(-3, 4)), *(((0, d), (0, d + 1)) for d in range(-2, 2)), ((0, -2), (0, -1), (0, 0)),
    *(((1, d),) for d in range(-2, 3)), ((1, -1), (1, 0)), ((1, 0), (1, 1)), ((1, -1), (1, 0), (1, 1)),
    ((2, 0),), ((2, -1),), ((2, 1),), ((3, 0),), ((4, 0),), ((3, 0), (4, 0)),
    ((5, 0),), ((5, -1),), ((5, 1),), ((5, 0), (5, -1)), ((5, 0), (5, 1)), ((6, 0),), ((6, -1), (6, 0)), ((6, 0), (6, 1)), ((7, 0),),
    ((8, 0),), ((9, 0),), ((8, 0), (9, 0)), ((0, 0), (9, 0)), ((10, 0),), ((10, -1),), ((10, 1),),
)  # fmt: skip


@lru_cache(maxsize=1 << 18)
def number(text: str) -> int:
    """A number for a string, the same in every run."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def mixed(value: Numbers, salt: int | Numbers, bits: int = BITS) -> Numbers:
    """Feature numbers below ``2 ** bits`` of values; ``salt`` tells kinds of feature apart."""
    x = value.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.atleast_1d(np.asarray(salt, np.uint64)) * np.uint64(0xC2B2AE3D27D4EB4F)
    x ^= x >> np.uint64(29)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    return (x >> np.uint64(64 - bits)).astype(np.int64)


@dataclass(slots=True)
class Units:
    """The units of a text: unit i stands at ``text[starts[i]:ends[i]]`` in word ``word[i]``; it has the sparse features ``features[i]`` and
    ``states[i]``, what the nearest examples are found by (width 0: nothing)."""

    words: Words
    starts: Numbers
    ends: Numbers
    features: Numbers
    states: Numbers
    word: Numbers


def units(words: Words, language: str) -> Units:
    """The units of an analysed text."""
    given = np.zeros((len(words.text), 0), np.float16) if words.states is None else words.states
    return _characters(words, given) if language == "zh" else _tokens(words, given)


def _characters(words: Words, states: Numbers) -> Units:
    text = words.text
    n = len(text)
    word = np.full(n, -1)
    inside = np.zeros(n, np.int64)
    for i, (a, b) in enumerate(zip(words.starts, words.ends, strict=True)):
        word[a:b] = i
        inside[a:b] = 1
        inside[b - 1] = 2
        inside[a] = 3 if b - a == 1 else 0
    written = [number(w) for w in words.written()]
    tags = [number(t) for t in words.fine]
    columns = np.zeros((n, 8), np.int64)
    columns[:, 0] = [ord(c) for c in text]
    for i in range(n):
        w = word[i]
        if w >= 0:
            columns[i, 1] = tags[w] * 4 + inside[i]
            columns[i, 5] = written[w]
            columns[i, 6] = tags[w]
            columns[i, 3] = written[w - 1] if w else 1
            columns[i, 4] = written[w + 1] if w + 1 < len(written) else 2
    columns[:, 2] = inside
    columns[:, 7] = _enclosed(text)
    return Units(words, np.arange(n), np.arange(1, n + 1), _templates(columns, _CHARACTERS), states, word)


def _tokens(words: Words, states: Numbers) -> Units:
    n = len(words)
    written = words.written()
    columns = np.zeros((n, 11), np.int64)
    enclosed = _enclosed(words.text)
    names = np.zeros(len(words.text) + 1, np.int64)
    for a, b, label in words.names:
        names[a:b] = number(label)
        names[a] += 1
    heads, deps = words.heads, words.deps
    forms = [_forms(w) for w in written]
    if n:
        starts = np.array(words.starts)
        columns[:, 0:4] = [(a, number(tag), b, c) for (a, b, c, _), tag in zip(forms, words.fine, strict=True)]
        columns[:, 4] = [f[3] for f in forms]
        columns[:, 5], columns[:, 6], columns[:, 7] = names[starts], enclosed[starts], np.minimum(np.arange(n), 5)
        columns[:, 8] = [number(d) for d in deps] if deps else 0
        columns[:, 9] = [forms[h][0] for h in heads] if heads else 0
        columns[:, 10] = [number(t) for t in words.tags]
    starts = np.array(words.starts, int)
    return Units(words, starts, np.array(words.ends, int), _templates(columns, _WORDS), states[starts], np.arange(n))


@lru_cache(maxsize=1 << 16)
def _forms(w: str) -> tuple[int, int, int, int]:
    """A word, its shape, its beginning and its end, as numbers."""
    return number(w.lower()), number(_shape(w)), number("<" + w[:3].lower()), number(w[-3:].lower() + ">")


def _shape(word: str) -> str:
    kinds = ["X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word]
    return "".join(c for i, c in enumerate(kinds) if kinds[max(0, i - 2) : i] != [c, c])[:8]


def _enclosed(text: str) -> Numbers:
    """For each character: the bracket or quotation mark that it stands in, and whether it is the first after or the last before one."""
    out = np.zeros(len(text), np.int64)
    open_: list[int] = []
    for i, c in enumerate(text):
        if c in CLOSING and open_:
            open_.pop()
            if i:
                out[i - 1] += 32
        out[i] += OPENING.index(text[open_[-1]]) + 1 if open_ else 0
        if open_ and open_[-1] == i - 1:
            out[i] += 64
        if c in OPENING and not (c in CLOSING and open_):
            open_.append(i)
    return out


def _templates(columns: Numbers, templates: Sequence[tuple[tuple[int, int], ...]]) -> Numbers:
    n = len(columns)
    reach = 3
    padded = np.full((n + 2 * reach, columns.shape[1]), 7, np.uint64)
    padded[reach : n + reach] = columns
    value = np.zeros((n, len(templates)), np.uint64)
    for sized, column, distance in _by_place(tuple(templates)):
        value[:, sized] = value[:, sized] * np.uint64(1_000_003) + padded[np.arange(reach, n + reach)[:, None] + distance, column]
    return mixed(value, np.arange(len(templates))).astype(np.int32)


@lru_cache(maxsize=4)
def _by_place(templates: tuple[tuple[tuple[int, int], ...], ...]) -> list[tuple[Numbers, Numbers, Numbers]]:
    """For the first, second … place of templates: which have one, its column and its distance."""
    out = []
    for place in range(max(map(len, templates))):
        sized = [k for k, t in enumerate(templates) if len(t) > place]
        columns, distances = (np.array([templates[k][place][part] for k in sized]) for part in (0, 1))
        out.append((np.array(sized), columns, distances))
    return out
