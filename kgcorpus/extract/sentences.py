"""The sentences of a passage as patterns see them: plain text, names, values, and the way back to the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kgcorpus.extract.gazetteer import Hit, Lexicon, writer
from kgcorpus.extract.local_names import LocalNames, local_names
from kgcorpus.extract.plain import Plain, plain
from kgcorpus.model import Document, Mention, Passage, Span, Value
from kgcorpus.ontology import Conversion
from kgcorpus.text import CJK, language_of, sentences

LOCAL = LocalNames()
_HAN = re.compile(f"[{CJK}]")
# Words of a range or an estimate that a pattern may have read already, or that may stand before the number itself.
_RANGE_WORD = re.compile(
    r"(?:between|from|介于|在|从|自|为|是|of|约为?|大约|大概|about|around|approximately|roughly|some|the|通常为?|一般为?)$"
)
_ESTIMATE = re.compile(r"\s?(?:约为?|大约为?|大概|about|around|approximately|roughly|approx\.?|~)\s?|"
    r"\s?(?:the |(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )(?:the )?)(?=\d|[a-z]{3,9}\.? \d)"
)
# How standards lead up to a value: "shall be 0.6 MPa", 应为, 宜在.
_NORM = re.compile(
    r"\s?(?:均|都)?(?:(?:应当?|应该|宜|必须|须|需要?|要)(?:为|是|等于|达到?|在|于|取|采用|(?:保持|维持|控制|设定?|调整?|限制)(?:在|为|到|于)|(?=[\d≥≤<>至最起大小高低超多少]))|为|是|等于|达到)|"
    r"\s?(?:(?:shall|should|must|will|has to|have to|needs? to|ought to|is to|are to|to) )(?:always |normally )?be"
    r"(?: (?:set|kept|maintained|held|limited|rated)(?: (?:at|to))?| in the range of| within the range of)?\b"
)
_VALUE_TAIL = re.compile(r"(?:(?<=年)度|之间|左右|上下|以内|之内|内|个|%)$")
_COUNTED_TAIL = re.compile(r"[人名位家台套种次项户件座所]$")
_LIMIT_TAIL = re.compile(r"(?:及?以上|及?以下|之上|之下)$")


# A value holds a number or a word for one close to where it begins; an answer is one word.
_NEAR_NUMBER = re.compile(
    r"[\d零〇一二两三四五六七八九十百千万亿半]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundred|half|once|twice|dozen|daily|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_LEAD_OF_VALUE = 32
_LONGEST_VALUE = 160
_WORDED = ("xsd:boolean", "xsd:string")
_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万]+")


@dataclass(frozen=True, slots=True)
class Datum:
    """What a slot for values asks for: the datatype, and the unit with its conversions. ``limit``: the predicate itself is one ("minimum
    duration"), so that a comparison among the words before a value is the predicate's and not the value's. ``plain``: the number alone,
    whatever compares it."""

    datatype: str
    unit: str | None = None
    conversions: tuple[Conversion, ...] = ()
    limit: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """A subject that stands outside the sentence or the clause, with its evidence span."""

    mention: Mention
    span: Span


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun or definite noun at ``text[start:end]``. ``resolve`` gives what it stands for if that must be of one of the classes;
    nothing where that is not certain."""

    start: int
    end: int
    possessive: bool
    resolve: Callable[[tuple[str, ...]], tuple[Carried, ...]]


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence. ``text`` is plain; positions are into it. ``hits`` are the names of entities and properties, in order;
    ``memo`` keeps what was worked out about the sentence; ``anaphors`` are by their start, where a reader has looked for them."""

    document: Document
    passage: Passage
    text: str
    language: str
    start: int
    end: int
    hits: list[Hit]
    _plain: Plain
    _shift: int
    by_start: dict[int, Hit] = field(default_factory=dict)
    memo: dict[object, object] = field(default_factory=dict)
    anaphors: dict[int, Anaphor] = field(default_factory=dict)
    _values: dict[tuple[Datum, int], list[tuple[int, int, Value]]] = field(default_factory=dict)
    _negations: list[tuple[int, int]] | None = None

    def __post_init__(self) -> None:
        self.by_start = {hit.start: hit for hit in self.hits if hit.entities}
        self.hits = [hit for hit in self.hits if not hit.weak]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of ``text[start:end]``."""
        return self._plain.source(start + self._shift, end + self._shift)

    def find(self, offset: int) -> int:
        """The position in ``text`` of a source offset."""
        return max(0, min(len(self.text), self._plain.find(offset) - self._shift))

    def written(self, start: int, end: int) -> str:
        """The source of ``text[start:end]``."""
        a, b = self.source(start, end)
        return self.document.text[a:b]

    def span(self, role: str, start: int, end: int) -> Span:
        a, b = self.source(start, end)
        return source_span(self.document, role, a, b, self.passage.page_at(a))

    def mention(self, hit: Hit, ids: tuple[str, ...] | None = None) -> Mention:
        a, b = self.source(hit.start, hit.end)
        return Mention(a, b, self.document.text[a:b], hit.entities if ids is None else ids)

    def values(self, datum: Datum) -> list[tuple[int, int, Value]]:
        """The values in the sentence, each with its position."""
        known = self._values.get((datum, 0))
        if known is None:
            known = self._values[datum, 0] = self._read(datum, 0, len(self.text))
        return known

    def _read(self, datum: Datum, start: int, end: int) -> list[tuple[int, int, Value]]:
        from kgcorpus.values import find_values

        a, b = self.source(start, end)
        out = []
        for v in find_values(
            self.document.text[a:b], datum.datatype, unit=datum.unit, conversions=datum.conversions, language=self.language,
            comparisons=not datum.plain,
        ):  # fmt: skip
            moved = Value(v.start + a, v.end + a, v.text, v.literal)
            out.append((self.find(moved.start), self.find(moved.end), moved))
        return out

    def values_at(self, datum: Datum, at: int) -> list[tuple[int, int, Value]]:
        """Readings of the value that begins at a position, an estimate's "about" or a norm's "shall be" before it apart: (start, end,
        value), the longest first.

        A range of which the first word was read before the position ("between", "介于") counts as beginning there; a comparison of which
        words were read before it ("shall not exceed", 不应小于) begins where they do, and is never read without them.
        """
        found = self._values_at(datum, at)
        if not found and (lead := _NORM.match(self.text, at)):
            found = self._values_at(datum, lead.end())
        return found

    def _values_at(self, datum: Datum, at: int) -> list[tuple[int, int, Value]]:
        estimate = _ESTIMATE.match(self.text, at)
        begin = estimate.end() if estimate else at
        if begin < len(self.text) and self.text[begin] == " ":
            begin += 1
        if datum.datatype not in _WORDED and not _NEAR_NUMBER.search(self.text, max(0, begin - _LEAD_OF_VALUE), begin + _LEAD_OF_VALUE):
            return []
        if datum.plain:  # with its unit, and without it where the words around say it
            alone = [found for found in self.values(datum) if found[0] == begin][:1]
            figures = _FIGURES.match(self.text, begin)
            return [*alone, *((a, figures.end(), v) for a, b, v in alone if figures and figures.end() < b)]
        out = [
            (begin, end, value)
            for start, end, value in self.values(datum)
            if start < begin < end and value.literal.is_interval and _RANGE_WORD.match(self.text[start:begin].strip())
        ]
        if not datum.limit and (compared := [found for found in self.values(datum) if _reaches_back(self.text, begin, *found)]):
            return [*compared, *((a, tail.start(), v) for a, b, v in compared if (tail := _LIMIT_TAIL.search(self.text, a, b)))]
        own = [found for found in self._from_here(datum, begin) if found[0] == begin]
        # A bare year is a date only for the word before it ("in 1978"), which the reading from here on does not see.
        out += own or [found for found in self.values(datum) if found[0] == begin]
        for start, end, value in list(out):
            tail = _VALUE_TAIL.search(self.text, start, end)
            if tail is None and datum.unit is None:
                tail = _COUNTED_TAIL.search(self.text, start, end)
            if tail is None and not datum.limit:
                tail = _LIMIT_TAIL.search(self.text, start, end)
            if tail is not None:
                out.append((start, tail.start(), value))
        return out

    def _from_here(self, datum: Datum, begin: int) -> list[tuple[int, int, Value]]:
        """The first value of the text from a position on, as far as it reaches."""
        if datum.datatype not in _WORDED and not _NEAR_NUMBER.search(self.text, begin, begin + _LEAD_OF_VALUE):
            return []
        known = self._values.get((datum, begin))
        if known is None:
            known = self._values[datum, begin] = self._read(datum, begin, min(len(self.text), begin + _LONGEST_VALUE))
        return known[:1]

    @property
    def negations(self) -> list[tuple[int, int]]:
        if self._negations is None:
            from kgcorpus.extract.scope import negations

            self._negations = negations(self.text)
        return self._negations


def _reaches_back(text: str, begin: int, start: int, end: int, value: Value) -> bool:
    """Whether a limit ("不应小于0.35 MPa") begins before a position and its number not before it."""
    one_sided = (value.literal.min is None) != (value.literal.max is None)
    return start < begin < end and one_sided and not re.search(r"\d", text[start:begin])


def source_span(document: Document, role: str, start: int, end: int, page: int | None = None) -> Span:
    """The evidence span of a stretch of the document's text."""
    return Span(role, document.id, start, end, document.text[start:end], page)


class PassageText:
    """A passage's plain text with its names; sentences are made when asked for."""

    def __init__(self, document: Document, passage: Passage, lexicon: Lexicon, start: int | None = None, local: LocalNames = LOCAL) -> None:
        self.document, self.passage, self._local = document, passage, local
        begin = passage.start if start is None else start
        self.begin = max(begin, document.front)
        self.plain = plain(document.text, self.begin, passage.end) if passage.end > self.begin else Plain("", (), ())
        self.text = self.plain.text
        self._lexicon = lexicon
        self._hits: list[Hit] | None = None
        self._sentences: list[Sentence] | None = None

    @property
    def hits(self) -> list[Hit]:
        if self._hits is None:
            known = self._lexicon.find_in(self.document.id, self.text, writer(self.document.text, self.plain))
            self._hits = self._local.found(self.document, self.text, self.plain.source, known)
        return self._hits

    @property
    def sentences(self) -> list[Sentence]:
        if self._sentences is None:
            self._sentences = [self.cut(a, b) for a, b in sentence_spans(self.document, self.begin, self.passage.end)]
        return self._sentences

    def cut(self, start: int, end: int) -> Sentence:
        """The source span ``[start, end)`` of this passage as one sentence."""
        first, last = self.plain.find(start), self.plain.find(end)
        starts = [h.start for h in self.hits]
        inside = self.hits[bisect_left(starts, first) : bisect_left(starts, last)]
        hits = [Hit(h.start - first, h.end - first, h.entities, h.properties, h.weak, h.reference) for h in inside if h.end <= last]
        text = self.text[first:last]
        language = "zh" if _HAN.search(text) else self.document.language if self.document.language != "zh" else language_of(text)
        return Sentence(self.document, self.passage, text, language, start, end, hits, self.plain, first)


@lru_cache(maxsize=4)
def reader(lexicon: Lexicon) -> PassageReader:
    """The reader of passages for a lexicon: one for all extractors, so that a passage is folded once."""
    return PassageReader(lexicon)


class PassageReader:
    """Reads stretches of documents and remembers the last few."""

    def __init__(self, lexicon: Lexicon, keep: int = 64) -> None:
        self.lexicon, self._keep = lexicon, keep
        self._known: dict[tuple[str, str, int, int], PassageText] = {}
        self._local: tuple[Document | None, LocalNames] = (None, LOCAL)

    def __call__(self, document: Document, start: int, end: int, passage: Passage | None = None) -> PassageText:
        place = (document.id, document.digest, start, end)
        found = self._known.get(place)
        if found is None or found.document is not document:
            while len(self._known) >= self._keep:
                del self._known[next(iter(self._known))]
            within = passage or Passage(document.id, start, end, "heading")
            found = self._known[place] = PassageText(document, within, self.lexicon, local=self.local(document))
        return found

    def local(self, document: Document) -> LocalNames:
        """The names that a document introduces for what is known; those of the last document are remembered."""
        if self._local[0] is not document:
            self._local = (document, local_names(document, self.lexicon))
        return self._local[1]


def sentence_spans(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a passage of running text."""
    text = document.text
    return [s for a, b in _units(text, start, end) for s in sentences(text, a, b, document.language)]


_LINE = re.compile(r"[^\r\n]+")
_KEYED = re.compile(r"\s*(?:[-*•·]\s*)?[^\s:：，。,.;；]{1,20}(?: [^\s:：，。,.;；]{1,20}){0,5}\s*[:：]")
_NARROW = 30


def _units(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a passage that its line breaks divide: breaks of a paragraph in filled lines are only layout, others end a unit."""
    lines = [m.span() for m in _LINE.finditer(text, start, end) if m.group().strip()]
    if len(lines) < 2:
        return [(start, end)]
    widths = [sum(2 if c > "\u2e7f" else 1 for c in text[a:b].strip()) for a, b in lines]
    widest = max(widths)
    filled = widest >= _NARROW and all(w * 3 >= widest * 2 for w in widths[:-1]) and not any(_KEYED.match(text, a, b) for a, b in lines)
    out = [lines[0]]
    for a, b in lines[1:]:
        if filled or text[a:b].lstrip()[:1].islower():
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def outside_brackets(text: str, marks: str) -> list[int]:
    """Positions of the marks that stand outside round brackets."""
    depth, out = 0, []
    for i, c in enumerate(text):
        if c == "(":
            depth += 1
        elif c == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and c in marks and not (c in ",:." and text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit()):
            out.append(i)
    return out


def clause_of(text: str, start: int, end: int, marks: Sequence[str] = (",", ";", ":", "。", "!", "?")) -> tuple[int, int]:
    """The stretch between the marks (outside brackets) around ``text[start:end]``."""
    cuts = outside_brackets(text, "".join(marks))
    left = max((c + 1 for c in cuts if c < start), default=0)
    right = min((c for c in cuts if c >= end), default=len(text))
    return (left, right)
