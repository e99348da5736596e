"""Answers to questions with options: letters as people write them ("B", "选B、D", "The answer is C. …"), or the options' own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.sets import Held
from kgcorpus.model import Json

_LEAD = (
    r"(?:(?:正确|标准|最终)?(?:答案|选项)(?:应该|应当|应)?(?:是|为|选)?|(?:我|故|因此|所以|应该|应当|应|本题|正确)*选(?:择|项)?(?:的是)?"
    r"|(?i:(?:the )?(?:correct |right |best |final )*(?:answers?|options?|choices?)(?: is| are)?|i(?: would)? choose))"
)
_JOIN = r"\s*(?:[、,;/&+]|和|与|及|\band\b|\bor\b)\s*(?:and\s+)?"
_TRIMMED = re.compile(r"\*{1,2}|`|\\boxed\{|\\text\{|\}")


def letters_of(answer: str, options: Sequence[Mapping[str, Json]]) -> list[str] | None:
    """The letters that an answer chooses, in the order of the options; None where it begins with none ("A biguanide" names no option A).

    >>> given = [{"id": letter, "text": f"option {letter}"} for letter in "ABCD"]
    >>> [letters_of(text, given) for text in ("B", "选B、D。因为……", "ABD", "The answer is (C).", "A and C. Both …", "A biguanide.")]
    [['B'], ['B', 'D'], ['A', 'B', 'D'], ['C'], ['A', 'C'], None]
    """
    known = "".join(str(o["id"]) for o in options)
    text = _TRIMMED.sub("", unicodedata.normalize("NFKC", answer)).strip()
    if re.fullmatch(rf"\(?[{known.lower()}]\)?[.。)]?", text):
        text = text.upper()
    one = rf"[(\[]?[{known}][)\]]?"
    match = re.match(rf"(?:{_LEAD})?\s*:?\s*({one}(?:{_JOIN}{one})*|[{known}]{{2,}})(?![A-Za-z0-9'’-])", text)
    if match is None:
        return None
    rest = text[match.end() :]
    chosen = [letter for letter in known if letter in match[1]]
    if re.match(r"\s+[A-Za-z]", rest):  # an article, unless the option's own words follow
        words = str(next(o["text"] for o in options if o["id"] == chosen[-1]))
        if not rest.strip().casefold().startswith(words.casefold()):
            return None
    return chosen


def chosen_options(letters: Sequence[str], options: Sequence[Mapping[str, Json]]) -> Held:
    """How the letters chosen stand to the right options, in the options' own words."""

    def texts(chosen: bool, right: bool) -> tuple[str, ...]:
        return tuple(str(o["text"]) for o in options if (o["id"] in letters) == chosen and bool(o["answer"]) == right)

    return Held(texts(True, True), texts(False, True), texts(True, False))


def named_options(reading: Reading, mentions: Sequence[Mention], options: Sequence[Mapping[str, Json]]) -> list[str]:
    """The wrong options whose own words an answer asserts; ``mentions`` are those of all options, by letter."""
    said = {m.key for m in mentions if not m.denied}
    return [str(o["text"]) for o in options if not o["answer"] and str(o["id"]) in said]
