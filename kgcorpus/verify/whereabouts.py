"""Where the quotes of decisions stand now: in any document, whatever became of its commas, spaces, line breaks and full-width letters."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import Document, Fact
from ..text import fold

_LOOSE = re.compile(r"\s+|(?<!\d)[.,:;]|[.,:;](?!\d)|[!?。、…\"'|*_#`]")
"""What may come and go in a sentence that stays the same. A point, comma or colon between digits is part of a number."""
_BEFORE = re.compile(r"(?:^|[。！？!?.；;…\t|])[\s>#*+\-•●○■◆▪·|\"“”‘’'(（]*(?:\d{1,3}[.)、）]\s*)?$")
_AFTER = re.compile(r"[\s\"”’'*_`)）|]*(?:$|[。！？!?.；;…\t|])")


@dataclass(frozen=True, slots=True)
class Loose:
    """A text without what may come and go, and for each of its characters where it starts and ends in the source."""

    text: str
    starts: array[int]
    ends: array[int]


def loose(text: str) -> Loose:
    """The text as quotes are compared.

    >>> loose("eGFR＜30 时，\\n禁用。").text == loose("egfr<30时禁用").text
    True
    >>> loose("at 7.5, or 75.").text
    'at7.5or75'
    """
    folded = fold(text)
    starts, ends = array("L"), array("L")
    parts: list[str] = []
    at = 0
    for match in _LOOSE.finditer(folded.text):
        _take(folded.text, at, match.start(), folded.offsets, folded.ends, parts, starts, ends)
        at = match.end()
    _take(folded.text, at, len(folded.text), folded.offsets, folded.ends, parts, starts, ends)
    return Loose("".join(parts), starts, ends)


def _take(
    text: str, first: int, last: int, offsets: Iterable[int], stops: Iterable[int], parts: list[str], starts: array[int], ends: array[int]
) -> None:  # fmt: skip
    if first < last:
        parts.append(text[first:last])
        starts.extend(offsets[first:last])  # type: ignore[index]
        ends.extend(stops[first:last])  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """For each quote (as ``key`` has it) the facts whose object stands within it, in order, each with whether the quote is a whole
    sentence, item or row there."""

    found: Mapping[str, Mapping[str, bool]]

    def of(self, quote: str) -> Mapping[str, bool]:
        """Ids of the facts that stand in a quote; True where nothing follows or goes before it in its sentence."""
        return self.found.get(key(quote), {})


def key(quote: str) -> str:
    """What is equal for two spellings of one quote."""
    return loose(quote).text


def whereabouts(quotes: Iterable[str], facts: Mapping[str, Fact], documents: Mapping[str, Document]) -> Whereabouts:
    """Find all quotes in the documents at once (``facts`` by id): the cost is that of reading the texts, however many quotes there are."""
    wanted = sorted({key(quote) for quote in quotes} - {""})
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for id, fact in facts.items() if wanted else ():
        for span in (s for evidence in fact.evidence for s in evidence.spans if s.role == "object"):
            if span.document in documents:
                spans[span.document].append((span.start, span.end, id))
            else:
                found[key(span.quote)][id] = True
    if not spans:
        return Whereabouts(found)
    from ahocorasick_rs import AhoCorasick

    search = AhoCorasick(wanted)
    for name in sorted(spans):
        text = documents[name].text
        here = loose(text)
        objects = sorted(spans[name])
        starts = [start for start, _, _ in objects]
        for number, first, last in search.find_matches_as_indexes(here.text, overlapping=True):
            start, end = here.starts[first], here.ends[last - 1]
            for at in range(bisect_left(starts, start), len(objects)):
                begin, stop, id = objects[at]
                if begin >= end:
                    break
                if stop <= end:
                    quote = wanted[number]
                    found[quote][id] = found[quote].get(id, False) or _whole(text, start, end)
    return Whereabouts(found)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a whole sentence, item, cell or row of its text."""
    left = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    right = text[end : stop if stop >= 0 else len(text)]
    return _BEFORE.search(left) is not None and (_AFTER.match(right) is not None or text[end - 1] in "。！？!?；;…")
