"""What a free-text answer says: cleaned of its trimmings, in sentences, read as yes or no, as an abstention, as names.

All positions are in the folded text (see ``text.fold``), in which names of all widths, cases, scripts and accents are written one way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kgcorpus import text_patterns as re
from kgcorpus.grade.abstaining import NOTHING, answers_anyway, says_unknown
from kgcorpus.grade.bare import bare, bare_question
from kgcorpus.grade.echo import without_echo
from kgcorpus.grade.final import final_part
from kgcorpus.grade.markup import unadorned
from kgcorpus.grade.offers import without_offers

_WORDY = re.compile(r"[\w✓✔√☑✅✗✘×☒❌✖]")
_BOLD = re.compile(r"(\*\*|__)((?=[^*_\n]*\w)[^*_\n]{1,60})\1")
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
    """A cleaned answer: ``said`` as written, ``text`` folded, ``question`` the folded question, ``asked`` the question as written;
    ``stressed``: what the answer sets in bold."""

    said: str
    text: str
    question: str = ""
    asked: str = ""
    stressed: tuple[str, ...] = ()

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

    @cached_property
    def hesitates(self) -> bool:
        """Whether it says of anything that it is not known."""
        return says_unknown(self.text, self.question)

    @cached_property
    def abstains(self) -> bool:
        """Whether it says that the answer is not known, and gives none all the same ("I am not sure, but I think …")."""
        return self.hesitates and not answers_anyway(self.text)

    @property
    def names_nothing(self) -> bool:
        """Whether it says that there is nothing of what was asked for ("None.", 没有), which is an answer, not an abstention."""
        return not self.abstains and bool(NOTHING.search(self.text))

    @property
    def empty(self) -> bool:
        return not _WORDY.search(self.text)


def read_answer(answer: str, question: str = "") -> Reading:
    """The reading of an answer: thinking and mark-up dropped, and what stands before a last "answer:" left out.

    >>> read_answer("<think>maybe B</think>**Final answer:** Ａ", "Which?").text
    'a'
    """
    said = without_echo(without_offers(final_part(unadorned(answer, question), question)), question).strip()
    stressed = tuple(m[2] for m in _BOLD.finditer(answer)) if "**" in answer else ()
    return Reading(said, bare(said), bare_question(question), question, stressed)
