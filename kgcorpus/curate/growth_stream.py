"""The text of a language as units, for counting which of them recur together."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kgcorpus.text import CJK

from .growth_counts import BREAK, sequences
from .growth_reading import Line
from .growth_words import STOP_EN, is_name_zh, is_phrase_en, is_term_zh, name_in

MOST_UNITS = 6_000_000
"""So many characters (words, in English) are counted: of more, those of documents chosen by the digest of their ids."""
JOINT = 3.5
"""Bits of mutual information at the weakest joint; of few units that can be less, but nearly all that there can be."""
_STOP_ZH = frozenset("的了是在和与及或等也都被将把从向以但而且很更最这那此该每之还又再就则若他她它我你们您吗呢吧让使因如")
_TOKEN_ZH = re.compile(rf"[a-z0-9α-ω]+(?:[-./+][a-z0-9α-ω]+)*|[{CJK}]|\S")
_TOKEN_EN = re.compile(r"[a-z0-9α-ω]+(?:['’/-][a-z0-9α-ω]+)*|[^\sa-z0-9]")
WORD = re.compile(r"[a-z0-9α-ω]")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A sequence that stands together often: its plain text, how often, and the number of a line that has it."""

    name: str
    count: int
    line: int


class Stream:
    """The lines of a language, in the order of documents."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.lines: list[tuple[str, Line]] = []

    def take(self, document: str, lines: Iterable[Line]) -> None:
        self.lines += ((document, line) for line in lines if line.lang == self.lang)

    def texts(self) -> Iterator[str]:
        """The text of each document, known names blotted out."""
        parts: list[str] = []
        last = None
        for document, line in self.lines:
            if last is not None and document != last:
                yield "\n".join(parts)
                parts = []
            parts.append(line.masked)
            last = document
        if parts:
            yield "\n".join(parts)

    # ------------------------------------------------------------------------------------------- how often names stand

    def occurrences(self, names: Sequence[str]) -> dict[str, tuple[int, int]]:
        """In how many documents, and how often, each plain name stands, known names of which it is a part left out."""
        from ahocorasick_rs import AhoCorasick

        if not names:
            return {}
        automaton = AhoCorasick(list(names))
        times: Counter[int] = Counter()
        spread: Counter[int] = Counter()
        last: dict[int, str] = {}
        for document, line in self.lines:
            for index, a, b in automaton.find_matches_as_indexes(line.text, overlapping=True):
                if any(x <= a and b <= y for x, y in line.known):
                    continue
                if self.lang == "zh" or not (WORD.match(line.text[a - 1 : a]) or WORD.match(line.text[b : b + 1])):
                    times[index] += 1
                    spread[index] += last.get(index) != document
                    last[index] = document
        return {names[n]: (spread[n], times[n]) for n in times}

    def standing_free(self, names: Sequence[str]) -> frozenset[str]:
        """The plain names that stand somewhere with no Chinese character before them but perhaps one of grammar."""
        from ahocorasick_rs import AhoCorasick

        if self.lang == "en" or not names:
            return frozenset(names)
        automaton = AhoCorasick(list(names))
        out: set[int] = set()
        for text in self.texts():
            for index, a, _ in automaton.find_matches_as_indexes(text, overlapping=True):
                before = text[a - 1 : a]
                if index not in out and (not before or before in _STOP_ZH or not (before.isalnum() and before >= "\u3400")):
                    out.add(index)
        return frozenset(names[n] for n in out)

    # ------------------------------------------------------------------------------------------- what recurs

    def recurring(self, documents: int) -> Iterator[Recurring]:
        """The sequences that may be names by their counts and their form."""
        chosen = self._chosen()
        units, numbers, begins = self._units(chosen)
        if not len(units):
            return
        zh = self.lang == "zh"
        least = max(3, len(units) // 400_000)
        edge = 1.5 if zh else 0.9
        size = float(np.count_nonzero(np.frombuffer(units, dtype=np.int32)))
        for one in sequences(np.array(units, dtype=np.int64), numbers, longest=8 if zh else 4, least=least):
            if one.length < (3 if zh else 2):
                continue
            kept = (
                (one.left >= edge)
                & (one.right >= edge)
                & (one.joint >= np.minimum(JOINT, 0.8 * np.log2(size / one.count)))
                & (one.value > 0)
                & (one.documents >= min(2, documents))
            )
            for n in np.flatnonzero(kept):
                at = int(one.first[n])
                number = int(np.searchsorted(begins, at, side="right")) - 1
                line = self.lines[chosen[number]][1]
                starts = [(a, b) for _, a, b in self._tokens(line)]
                a, b = starts[at - int(begins[number])][0], starts[at - int(begins[number]) + one.length - 1][1]
                if self._is_name(text := line.text[a:b]):
                    yield Recurring(text, int(one.count[n]), chosen[number])

    def _is_name(self, text: str) -> bool:
        if len(text) < 3:
            return False
        if self.lang == "zh":
            return is_name_zh(text) and is_term_zh(text) and name_in(text, "zh") == text
        return is_phrase_en(tuple(text.split())) and name_in(text, "en") == text

    def _chosen(self) -> list[int]:
        """The numbers of the lines that are counted."""
        sizes: Counter[str] = Counter()
        for document, line in self.lines:
            sizes[document] += len(line.text)
        budget = MOST_UNITS if self.lang == "zh" else MOST_UNITS * 6
        kept: set[str] = set()
        for document in sorted(sizes, key=lambda d: hashlib.sha256(d.encode()).digest()):
            if not kept or budget >= sizes[document]:
                kept.add(document)
                budget -= sizes[document]
        return [n for n, (document, _) in enumerate(self.lines) if document in kept]

    def _units(self, chosen: Sequence[int]) -> tuple[array[int], np.typing.NDArray[np.int64], np.typing.NDArray[np.int64]]:
        """The units of the lines, the number of the document of each, and where each line begins."""
        ids: dict[str, int] = {}
        units, begins, sizes, documents = array("i"), array("q"), array("q"), array("q")
        numbers: dict[str, int] = {}
        for n in chosen:
            document, line = self.lines[n]
            begins.append(len(units))
            units.extend(ids.setdefault(unit, len(ids) + 1) if unit else BREAK for unit, _, _ in self._tokens(line))
            units.append(BREAK)
            sizes.append(len(units) - begins[-1])
            documents.append(numbers.setdefault(document, len(numbers) + 1))
        spread = np.repeat(np.array(documents, dtype=np.int64), np.array(sizes, dtype=np.int64))
        return units, spread, np.array(begins, dtype=np.int64)

    def _tokens(self, line: Line) -> list[tuple[str, int, int]]:
        """Units of a line with their places: a known name is one; words of grammar and punctuation are empty."""
        out: list[tuple[str, int, int]] = []
        at = 0
        for a, b in line.known:
            self._run(line.text, at, a, out)
            out.append(("\0" + line.text[a:b], a, b))
            at = b
        self._run(line.text, at, len(line.text), out)
        return out

    def _run(self, text: str, start: int, end: int, out: list[tuple[str, int, int]]) -> None:
        pattern, stop = (_TOKEN_ZH, _STOP_ZH) if self.lang == "zh" else (_TOKEN_EN, STOP_EN)
        for match in pattern.finditer(text, start, end):
            unit = match.group()
            word = unit not in stop and (unit[0].isalnum() if self.lang == "zh" else WORD.match(unit))
            out.append((unit if word else "", match.start(), match.end()))
