"""What a free-text answer says: cleaned of its trimmings, in sentences, read as yes or no, as an abstention, as names.

All positions are in the folded text (see ``text.fold``), in which names of all widths, cases, scripts and accents are written one way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from kgcorpus.grade.abstaining import ABSTAINS, NOTHING
from kgcorpus.text import CJK, fold

_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S | re.I)
_MARKUP = re.compile(r"\*{1,3}|`+|(?m:^\s{0,3}#{1,6}\s+)|__")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\s]*\)|\[\^?\d+\]")
_BOXED = re.compile(r"\\boxed\{((?:[^{}]|\{[^{}]*\})*)\}")
_TEX = re.compile(r"\\(?:text|mathrm|textbf|mbox)\{([^{}]*)\}")
# A note on sources at the end: what is quoted in it is not the answer.
_SOURCES = re.compile(
    r"\s*[(（\[【]\s*(?:(?:sources?|references?|citations?|quoted from)\s*[:：]|(?:资料)?(?:出处|来源)[:：]"
    r"|参考(?:资料|文献|来源)?[:：]|引自|摘自).*[)）\]】]\s*\Z"
    r"|\n\s*(?:(?:sources?|references?|citations?)\s*[:：]|(?:资料)?(?:出处|来源)[:：]|参考(?:资料|文献|来源)[:：]).*\Z",
    re.I | re.S,
)
_FINAL = re.compile(
    r"(?:(?:最终|最后|正确|标准)?(?:答案|结论)(?:是|为)?\s*[:：]|(?:最终|最后)(?:的)?答案(?:是|为)"
    r"|\b(?:the\s+)?(?:final|correct)\s+answer(?:\s+is)?\s*:?|\banswer\s*:)\s*",
    re.I,
)
_SENTENCE = re.compile(r"[。!?\n]+|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at ``text[start:end]`` of ``key``; ``alias``: another name than the first; ``denied``: said not to be the answer."""

    start: int
    end: int
    key: str
    alias: bool
    denied: bool = False


@dataclass(frozen=True)
class Reading:
    """A cleaned answer: ``said`` as written, ``text`` folded, ``question`` the folded question."""

    said: str
    text: str
    question: str = ""

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the sentences and lines, without their ends."""
        return self.sentences_around(())

    def sentences_around(self, mentions: Iterable[Mention]) -> list[tuple[int, int]]:
        """The sentences, none of them ending inside a mention ("Bruce P. Biederman")."""
        inside = {i for m in mentions for i in range(m.start, m.end)}
        out, at = [], 0
        for match in _SENTENCE.finditer(self.text):
            if match.start() not in inside:
                out.append((at, match.start()))
                at = match.end()
        out.append((at, len(self.text)))
        return [(a, b) for a, b in out if self.text[a:b].strip()]

    @property
    def abstains(self) -> bool:
        """Whether it says that the answer is not known."""
        return bool(ABSTAINS.search(self.text))

    @property
    def names_nothing(self) -> bool:
        """Whether it says that there is nothing of what was asked for ("None.", 没有), which is an answer, not an abstention."""
        return not self.abstains and bool(NOTHING.search(self.text))

    @property
    def empty(self) -> bool:
        return not re.search(r"\w", self.text)


def read_answer(answer: str, question: str = "") -> Reading:
    """The reading of an answer: thinking and mark-up dropped, and what stands before a last "answer:" left out.

    >>> read_answer("<think>maybe B</think>**Final answer:** Ａ", "Which?").text
    'a'
    """
    said = _THINKING.sub(" ", answer)
    boxed = _BOXED.findall(said)
    if boxed:
        said = _TEX.sub(r"\1", boxed[-1])
    said = _LINK.sub(lambda m: m[1] or "", _MARKUP.sub("", said)).strip()
    shorter = _SOURCES.sub("", said)
    said = shorter if re.search(r"\w", shorter) else said
    finals = [m for m in _FINAL.finditer(said) if re.search(r"\w", said[m.end() :])]
    if finals:
        said = said[finals[-1].end() :]
    return Reading(said.strip(), bare(said).strip(), bare(question))


def bare(text: str) -> str:
    """The text folded, letters without their accents.

    >>> bare("Beyoncé（歌手）")
    'beyonce(歌手)'
    """
    folded = fold(text).text
    if folded.isascii():
        return folded
    return "".join(_unaccented(c) for c in folded)


@cache
def _unaccented(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0] if character.isalpha() and character < "\u2000" else character


_THEREFORE = re.compile(r"(?:因此|所以|综上所述|综上|由此可见|故)[，,：:]|\b(?:therefore|thus|hence|so|in conclusion)[,:]\s", re.I)


def concluded(text: str) -> str:
    """What an answer that reasons step by step concludes; the whole of one that does not say where that begins.

    >>> concluded("首先，甲属于乙；其次，乙作用于丙。因此，甲作用于丙。"), concluded("C.")
    ('甲作用于丙。', 'C.')
    """
    found = list(_THEREFORE.finditer(text))
    return text[found[-1].end() :] if found and text[found[-1].end() :].strip() else text


def overlap(text: str, question: str) -> float:
    """The share of the second text's characters (Chinese) or words that the first has too."""
    tokens = set(re.findall(rf"[{CJK}]|[a-z0-9]{{3,}}", question))
    return len(tokens & set(re.findall(rf"[{CJK}]|[a-z0-9]{{3,}}", text))) / len(tokens) if tokens else 0.0
