"""How much knowledge of a domain a passage holds: a number from 0 to 1 that can be worked out by hand, and what it was worked out from.

Every sentence of a passage (of a table: every row) has a *worth*, the sum of what it has, at most 1, and a *noise*, likewise; the density
of a passage is the mean of worth × (1 − noise) over its characters, that of a document the mean over its passages. The weights
(``WORTH``, ``NOISE``) are set by what each finding tells, not fitted to any text:

- a sentence that states something (it ends as one does and is long enough, or it has a verb that states) is worth 0.4: it may hold a
  fact; definitions, measures, duties and names in their usual forms add to that; a key with what it says ("usual dose: two tablets") is
  worth 0.3, an item of a list under a heading or after its introduction 0.2; by forms alone no sentence is worth more than 0.7;
- the terms of the ontology add 0.25 (one) or 0.4 (several), a phrase, trigger or heading of a predicate 0.3: with both a sentence is
  likely to hold a fact; a pending fact in it makes it worth at least 0.9, an accepted one 1;
- boilerplate by its words is noise 0.9; a passage that stands in three or more documents 0.6 (less than certain, since leaflets share
  true paragraphs: items of lists are spared, and sentences with a term, a phrase or a fact); navigation 0.5 for one of its words, 1 for
  two; prices 0.7; numbers their share, where no known term stands beside them; talk 0.25 to 0.6 for each sign of it.

``LOW`` is half of a plain statement: below it less than half of a passage states anything. Without an ontology, or where none of its names
and phrases stands in the documents, only the forms count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kgcorpus.extract import density_cues as cues
from kgcorpus.extract.plain import key, plain
from kgcorpus.model import Document, Passage
from kgcorpus.text import CJK

if TYPE_CHECKING:
    from kgcorpus.extract.gazetteer import Lexicon
    from kgcorpus.ontology import Ontology

LOW = 0.2
REPEATED_IN = 3
"""A passage that stands in so many documents is repeated."""
COPY = 0.6
"""A document of which this share is repeated is a copy or an edition of another: its passages do not count as repeated."""

WORTH: Mapping[str, float] = {
    "statement": 0.4, "definition": 0.3, "measure": 0.2, "norm": 0.2, "naming": 0.1, "term": 0.25, "terms": 0.4, "phrase": 0.3, "pair": 0.3,
    "item": 0.2,
    "pending": 0.9, "accepted": 1.0,
}  # fmt: skip
FORMS = 0.7
"""The most that a sentence is worth by its forms alone."""
NOISE: Mapping[str, float] = {
    "boilerplate": 0.9, "repeated": 0.6, "navigation": 0.5, "price": 0.7, "numbers": 1.0, "self": 0.5, "person": 0.25, "particle": 0.5,
    "greeting": 0.6, "exclamation": 0.4, "question": 0.3, "speaker": 0.4, "contents": 0.8,
}  # fmt: skip
_KNOWN = ("term", "terms", "phrase", "pending", "accepted")
_END = re.compile(r"(?<=[。!?;])|(?<=[.])(?= )|\n")
_WORD = re.compile(r"[^\W\d_]{2}")
_HAN = re.compile(f"[{CJK}]")
_LATIN = re.compile(r"[a-z]{2,}")
_TELLING = 4
_LEAST, _LEAST_WORDS = 4, 3
_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Density:
    """The density of a stretch of text: ``found`` counts the sentences by what was found in them, ``size`` is its length."""

    score: float
    size: int = 0
    found: Mapping[str, int] = field(default_factory=dict)

    @property
    def worth(self) -> dict[str, int]:
        """What counts for it, the weightiest first."""
        return {name: n for name in sorted(WORTH, key=lambda x: (-WORTH[x], x)) if (n := self.found.get(name))}

    @property
    def noise(self) -> dict[str, int]:
        """What counts against it."""
        return {name: n for name in sorted(NOISE, key=lambda x: (-NOISE[x], x)) if (n := self.found.get(name))}


@dataclass(frozen=True, slots=True)
class Known:
    """What of a plain text is known to the ontology: where names, and where phrases of predicates stand."""

    names: Sequence[int] = ()
    phrases: Sequence[int] = ()


class Knowing:
    """Finds the names and phrases of an ontology in plain texts."""

    def __init__(self, ontology: Ontology, lexicon: Lexicon) -> None:
        from ahocorasick_rs import AhoCorasick

        from kgcorpus.extract.entries import entries
        from kgcorpus.extract.pattern_language import weight
        from kgcorpus.extract.section_items import bare

        self.lexicon = lexicon
        phrases = {anchor for entry in entries(ontology) for anchor in entry.whole.pattern.anchors}
        for predicate in ontology.predicates.values():
            phrases.update(bare(key(text)) for group in predicate.headings.values() for text in group)
        told = sorted(p for p in phrases if weight(p) >= _TELLING)
        self.automaton: Any = AhoCorasick(told) if told else None

    def __call__(self, text: str) -> Known:
        from kgcorpus.extract.gazetteer import bounded

        # Written small: what is only a name in capitals ("AS") is then not taken for one.
        hits = [h.start for h in self.lexicon.find(text, lambda a, b: text[a:b]) if h.entities and not h.weak]
        found = self.automaton.find_matches_as_indexes(text, overlapping=True) if self.automaton else ()
        return Known(hits, sorted({start for _, start, end in found if bounded(text, start, end)}))


class Measuring:
    """Measures passages: with what an ontology knows, with passages that are ``repeated`` over documents (plain texts)."""

    def __init__(self, knowing: Knowing | None = None, repeated: Iterable[str] = ()) -> None:
        self.knowing = knowing
        self.repeated = frozenset(repeated)

    def passages(self, document: Document, facts: Mapping[int, str] | None = None) -> dict[int, Density]:
        """The density of every passage but headings, by its place in ``document.passages``. ``facts`` are offsets of evidence, with
        ``accepted`` or ``pending``. Items that stand together are measured together, with the words that introduce them."""
        out: dict[int, Density] = {}
        told = sorted((facts or {}).items())
        for places in _together(document):
            listed = len(places) > 1 and document.passages[places[0]].kind != "item"  # with what introduces them
            parts = [self._passage(document, document.passages[n], told, listed=listed) for n in places]
            together = united(parts)
            for n, own in zip(places, parts, strict=True):
                out[n] = Density(together.score, own.size, own.found)
        return out

    def _passage(self, document: Document, passage: Passage, told: Sequence[tuple[int, str]], *, listed: bool) -> Density:
        if passage.kind == "table" and passage.rows:
            return self._table(passage)
        begin = passage.start
        read = plain(document.text, begin, passage.end)
        if not read.text.strip():
            return Density(0.0)
        known = self.knowing(read.text) if self.knowing else Known()
        facts = [(read.find(at), status) for at, status in told if begin <= at < passage.end]
        again = read.text in self.repeated
        return _measured(read.text, known, facts, again=again, item=listed or (passage.kind == "item" and bool(passage.headings)))

    def _table(self, passage: Passage) -> Density:
        parts = []
        for number, row in enumerate(passage.rows):
            cells = [key(cell.text) for cell in row if cell.text.strip()]
            words = sum(1 for c in cells if not any(ch.isdigit() for ch in c) and _WORD.search(c))
            text = " | ".join(cells)
            if not cells or (number == 0 and len(passage.rows) > 1):
                continue
            known = self.knowing(text) if self.knowing else Known()
            found = Counter({"statement": int(words >= 2 and words * 2 >= len(cells)), **_known(known, 0, len(text))})
            found["price"] = int(bool(cues.MONEY.search(text)))
            parts.append(_weighed(found, len(text), share=1 - words / len(cells)))
        return united(parts)


def _together(document: Document) -> Iterator[list[int]]:
    """The passages but headings, by place; items that follow each other with what introduces them."""
    passages = document.passages
    held: list[int] = []
    for n, passage in enumerate(passages):
        joined = held and passage.kind == "item" and passages[held[-1]].headings == passage.headings
        if held and not (joined and n == held[-1] + 1):
            yield held
            held = []
        if passage.kind == "item" or (passage.kind == "paragraph" and _introduces(document.text, passages, n)):
            held.append(n)
        elif passage.kind != "heading":
            yield [n]
    if held:
        yield held


def _introduces(text: str, passages: Sequence[Passage], n: int) -> bool:
    """Whether a short paragraph that is no sentence stands before a list."""
    start, end = passages[n].start, passages[n].end
    return n + 1 < len(passages) and passages[n + 1].kind == "item" and end - start <= 60 and text[end - 1] not in "。.!?！？"


def united(parts: Iterable[Density]) -> Density:
    """The density of stretches together."""
    total: Counter[str] = Counter()
    size = 0
    score = 0.0
    for part in parts:
        total.update(part.found)
        size += part.size
        score += part.score * part.size
    return Density(round(score / size, 4) if size else 0.0, size, dict(sorted(total.items())))


def _stretches(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(m.end() for m in _END.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip(" ;。.!?")]


_SIGNS = {
    "definition": cues.DEFINES, "measure": cues.MEASURE, "norm": cues.NORM, "naming": cues.NAMING, "boilerplate": cues.BOILERPLATE,
    "price": cues.MONEY, "self": cues.SELF, "person": cues.PERSON, "particle": cues.PARTICLE, "greeting": cues.GREETING,
    "exclamation": cues.EXCLAIM, "question": cues.QUESTION, "navigation": cues.NAVIGATION,
}  # fmt: skip
_OF_STATEMENTS = ("definition", "measure", "norm", "naming")


def _measured(text: str, known: Known, facts: Sequence[tuple[int, str]], *, again: bool, item: bool) -> Density:
    """The density of a passage's plain text, sentence by sentence."""
    signs = {name for name, pattern in _SIGNS.items() if pattern.search(text)}  # what is nowhere need not be sought in each
    signs.add("question")
    parts = []
    for start, end in _stretches(text):
        sentence = text[start:end].strip()
        found = {**_forms(sentence, signs, item=item), **_known(known, start, end), "repeated": int(again)}
        inside = {status for at, status in facts if start <= at < end}
        found |= {"accepted": int("accepted" in inside), "pending": int("pending" in inside)}
        parts.append(_weighed(found, len(sentence), share=_numbers(sentence)))
    return united(parts)


def _numbers(text: str) -> float:
    """The share of numbers among the words of a text; a Chinese character is a word."""
    tokens = cues.TOKEN.findall(text) if _DIGIT.search(text) else []
    return sum(1 for t in tokens if _DIGIT.search(t)) / len(tokens) if tokens else 0.0


def _forms(sentence: str, signs: set[str], *, item: bool) -> dict[str, int]:
    """What a sentence shows by its forms alone; only these signs are sought."""
    ended = sentence.endswith(("。", ".", ";", "!", "?"))
    asked = bool(cues.QUESTION.search(sentence))
    contents = not ended and bool(cues.CONTENTS.search(sentence))
    characters, long_words = len(_HAN.findall(sentence, 0, 40)), len(_LATIN.findall(sentence, 0, 200))
    whole = ended and (characters >= 2 * _LEAST or long_words >= 2 * _LEAST_WORDS)
    long_enough = characters >= _LEAST or long_words >= _LEAST_WORDS
    states = not contents and not asked and (whole or (long_enough and bool(cues.STATES.search(sentence))))
    pair = not states and not contents and not asked and bool(cues.PAIR.match(sentence))
    out = {"statement": int(states), "pair": int(pair), "item": int(item and not states and not pair), "contents": int(contents)}
    for name in signs - {"navigation"}:
        out[name] = int((states or name not in _OF_STATEMENTS) and bool(_SIGNS[name].search(sentence)))
    out["navigation"] = _navigation(sentence, ended and states) if "navigation" in signs else 0
    talks = out.get("self") or out.get("person") or out.get("particle")
    out["speaker"] = int(bool(talks) and bool(cues.SPEAKER.match(sentence)))
    return out


def _navigation(sentence: str, states: bool) -> int:
    """How many words of navigation stand in a line that is cut into short pieces or states nothing."""
    found = len(set(cues.NAVIGATION.findall(sentence)))
    cut = len(cues.SEPARATOR.findall(sentence))
    return min(2, found + (cut >= 3)) if found and (cut >= 2 or found >= 3 or not states) else 0


def _known(known: Known, start: int, end: int) -> dict[str, int]:
    names = sum(1 for at in known.names if start <= at < end)
    phrase = any(start <= at < end for at in known.phrases)
    return {"term": int(names == 1), "terms": int(names > 1), "phrase": int(phrase)}


def _weighed(found: Mapping[str, int], size: int, *, share: float = 0.0) -> Density:
    """The density of one sentence or row; ``share`` is that of numbers among its words."""
    forms = sum(weight for name, weight in WORTH.items() if found.get(name) and name not in _KNOWN)
    known = sum(weight for name, weight in WORTH.items() if found.get(name) and name in _KNOWN[:3])
    worth = min(1.0, min(FORMS, forms) + known)
    worth = max([worth, *(WORTH[name] for name in ("pending", "accepted") if found.get(name))])
    counted = dict(found)
    if found.get("item") or any(found.get(name) for name in _KNOWN):
        counted["repeated"] = 0
    bare = not (found.get("term") or found.get("terms") or found.get("phrase"))  # of a known thing numbers say something
    counted["numbers"] = int(share >= 0.5 and bare)
    counted["price"] = int(bool(found.get("price")) and share >= 0.2)
    noise = sum(NOISE[name] * n * (share if name == "numbers" else 1.0) for name, n in counted.items() if name in NOISE)
    return Density(round(worth * (1 - min(1.0, noise)), 4), size, {name: 1 for name, n in counted.items() if n})


def repeated(texts: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The plain texts that stand in several documents, by document; of a document that is mostly repeated (a copy, another edition)
    nothing counts."""
    bearers: dict[str, set[str]] = {}
    for id, lines in texts.items():
        for line in lines:
            if len(line) >= _LEAST:
                bearers.setdefault(line, set()).add(id)
    often = {line for line, ids in bearers.items() if len(ids) >= REPEATED_IN}
    copies = {
        id for id, lines in texts.items() if lines and sum(len(x) for x in lines if x in often) > COPY * sum(map(len, lines))
    }  # fmt: skip
    return frozenset(line for line in often if len(bearers[line] - copies) >= REPEATED_IN)


def lines_of(document: Document) -> list[str]:
    """The plain text of every passage of a document but tables, as ``repeated`` counts them."""
    return [plain(document.text, p.start, p.end).text for p in document.passages if p.kind != "table"]
