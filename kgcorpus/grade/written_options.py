"""Options that stand in the words of a question ("A) metformin B) aspirin", 「A. 甲 B. 乙」), read as if a gold line gave them apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import bare_question
from kgcorpus.model import Json

_GATE = re.compile(r"(?:\A|[^\w.])[(\[（【]?([A-Ja-j1-9])[)\]）】.．、:：,，]\s*\S")
# Before an option's mark: the beginning, a space or the end of a sentence; no word that it belongs to ("vitamin A, iron").
_MARK = re.compile(r"(?:\A|(?<=[\s?:;,。!、…]))[(\[]?([A-Ja-j1-9])(?:[)\]]|[.、:,](?!\d))\s*(?=\S)")
_OUTER = " \t\n.。,;；、!"
FEWEST, MOST_CHARACTERS = 2, 200
"""So many options at least, of so many characters each at most."""


def written_options(question: Mapping[str, Json], text: str, wanted: Sequence[Mapping[str, Json]]) -> tuple[dict[str, Json], ...]:
    """The options that a question offers in its text, each with whether it is right; none where gold is not the text of some of them.

    >>> gold = [{"value": "aspirin", "type": "entity"}]
    >>> [(o["id"], o["answer"]) for o in written_options({}, "Which thins the blood? A) insulin B) aspirin", gold)]
    [('A', False), ('B', True)]
    """
    if question.get("options") or not wanted or question.get("steps") or "plan" in question:
        return ()
    offered = _offered(text)
    if not offered:
        return ()
    own = [{bare_question(name).strip(_OUTER) for name in _names(gold)} for gold in wanted]
    right = [sum(said in names for _, _, said in offered) for names in own]
    if any(count != 1 for count in right):
        return ()
    return tuple({"id": id, "text": raw, "answer": any(said in names for names in own)} for id, raw, said in offered)


def _names(gold: Mapping[str, Json]) -> list[str]:
    """How gold may stand among options: its value (with its unit) and aliases."""
    value = str(gold.get("value"))
    with_unit = [f"{value}{gap}{gold['unit']}" for gap in ("", " ")] if gold.get("unit") else []
    return [value, *with_unit, *map(str, gold.get("aliases") or ())]


@lru_cache(maxsize=4096)
def _offered(question: str) -> tuple[tuple[str, str, str], ...]:
    """The options of a question: letter or digit, text, and text as it is compared; in a row from the first on, each mark once."""
    if not _GATE.search(question):
        return ()
    text = unicodedata.normalize("NFKC", question)
    marks = list(_MARK.finditer(text))
    for first in ("A", "a", "1"):
        found = _in_row(text, marks, first)
        if found:
            return found
    return ()


def _in_row(text: str, marks: Sequence[re.Match[str]], first: str) -> tuple[tuple[str, str, str], ...]:
    """The options marked one after the other from ``first`` on, written alike; of two such rows the later."""
    for begin in reversed([n for n, mark in enumerate(marks) if mark[1] == first]):
        row = [marks[begin]]
        for mark in marks[begin + 1 :]:
            if ord(mark[1]) == ord(row[-1][1]) + 1 and _form(mark[0]) == _form(row[0][0]):
                row.append(mark)
        ends = [*(mark.start() for mark in row[1:]), len(text)]
        said = [text[mark.end() : end].strip(_OUTER) for mark, end in zip(row, ends, strict=True)]
        compared = [bare_question(one).strip(_OUTER) for one in said]
        whole = all(0 < len(one) <= MOST_CHARACTERS for one in said) and len(set(compared)) == len(compared)
        if len(row) >= FEWEST and whole:
            return tuple((mark[1].upper(), raw, one) for mark, raw, one in zip(row, said, compared, strict=True))
    return ()


def _form(mark: str) -> str:
    """How a mark is written, without its letter."""
    return re.sub(r"[\w\s]", "", mark)
