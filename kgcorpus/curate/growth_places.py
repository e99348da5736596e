"""Names that the form of a text sets apart: items of lists, cells of columns, what is defined, headings, bold words, titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgcorpus.english import is_participle, is_verb, singular
from kgcorpus.extract.gazetteer import Lexicon
from kgcorpus.extract.plain import plain
from kgcorpus.extract.sentences import PassageReader, Sentence
from kgcorpus.model import Document, Passage
from kgcorpus.text import CJK

from .growth_words import STOP_EN, is_chinese, is_clause, is_name_zh, is_phrase_en, is_term_zh, key, name_in

MOST_CELL = 40
"""Characters of a cell or item that may be a name."""
SHARE = 0.3
"""So much of a column or list must be known names for the rest to count as names too."""
MOSTLY = 0.6
"""So much of the known names must be of one class for the rest to be taken for it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name that is set apart at ``[start, end)`` of a document, why it is one, and the classes that it may be of.

    ``head`` is what it is said to be, by a definition or a list that begins at ``event``.
    """

    why: str
    lang: str
    document: str
    start: int
    end: int
    name: str
    classes: tuple[str, ...] = ()
    weight: float = 1.0
    head: str = ""
    event: int = 0


class Names:
    """What an ontology names already. ``others`` are plain names of what is no entity; ``kinds`` are those of classes, with the class."""

    def __init__(self, lexicon: Lexicon, others: Iterable[str], kinds: Mapping[str, str]) -> None:
        self.lexicon = lexicon
        self.others = frozenset(others)
        self.kinds = kinds
        self._entities: dict[str, tuple[str, ...]] = {}

    def entities(self, text: str) -> tuple[str, ...]:
        """The entities of which a whole text is a name, inflected forms included."""
        if text not in self._entities:
            self._entities[text] = self._find(text)
        return self._entities[text]

    def _find(self, text: str) -> tuple[str, ...]:
        read = plain(text)
        stripped = read.text.strip()
        if ids := self.lexicon.ids(stripped):
            return ids
        for article in ("the ", "a ", "an "):
            stripped = stripped.removeprefix(article)
        hits = self.lexicon.find(stripped, lambda a, b: stripped[a:b].upper())
        return next((h.entities for h in hits if h.entities and h.start == 0 and h.end == len(stripped)), ())

    def classes(self, text: str) -> tuple[str, ...]:
        return tuple(sorted({c for id in self.entities(text) for c in self.lexicon.classes.get(id, ())}))

    def above(self, head: str) -> str:
        """The class that the end of a noun phrase names, if one does."""
        found, _ = _of_head(head, self)
        return found[0] if found else ""

    def is_known(self, text: str) -> bool:
        short = re.sub(r" ?[(（][^()（）]*[)）]$", "", text)  # "insulin (medicine)"
        return any(key(one).strip() in self.others or self.entities(one) for one in dict.fromkeys((text, short)) if one)


def places(document: Document, names: Names, read: PassageReader) -> Iterator[Place]:
    """All places of a document that set a name apart."""
    run: list[Passage] = []
    for passage in document.passages:
        if passage.kind == "table":
            yield from _columns(document, passage, names)
        elif passage.kind == "heading":
            yield from _heading(document, passage, names)
        else:
            line = read(document, passage.start, passage.end, passage)
            for sentence in line.sentences:
                yield from _listed(sentence, names)
                yield from _defined(sentence, names)
        if passage.kind == "item" and (not run or run[-1].headings == passage.headings):
            run.append(passage)
            continue
        yield from _items(document, run, names)
        run = [passage] if passage.kind == "item" else []
    yield from _items(document, run, names)
    yield from _marked(document, names)


def language_at(text: str) -> str:
    return "zh" if is_chinese(text) else "en"


# ------------------------------------------------------------------------------------------------- tables and items


def _columns(document: Document, passage: Passage, names: Names) -> Iterator[Place]:
    rows = passage.rows
    yield from _glossary(document, passage)
    if len(rows) < 3:
        return
    for n in range(len(rows[0])):
        cells = [piece for row in rows[1:] if n < len(row) for piece in _pieces(row[n].text, row[n].start, document, names)]
        cells = [c for c in cells if c[0]]
        classes: Counter[str] = Counter(c for text, _, _ in cells for c in names.classes(text))
        known = sum(1 for text, _, _ in cells if names.entities(text))
        if len(cells) < 2 or known < 2 or known < SHARE * len(cells):
            continue
        best = _commonest(classes)
        for text, a, b in cells:
            if len(text) <= MOST_CELL and not names.is_known(text) and (name := name_in(text, language_at(text), whole=True)):
                yield _placed("column", document, a, b, name, best)


_DEFINITIONS = re.compile(r"释义|定义|解释|含义|说明|meaning|definition|explanation|description", re.IGNORECASE)


def _glossary(document: Document, passage: Passage) -> Iterator[Place]:
    """What the rows of a glossary say that their terms are."""
    header = [cell.text for cell in passage.rows[0]] if passage.rows else []
    at = next((n for n, text in enumerate(header) if n and _DEFINITIONS.search(text)), None)
    for row in passage.rows[1:] if at else ():
        if at is not None and at < len(row) and 1 < len(row[0].text) <= MOST_CELL:
            term, lang = row[0], language_at(row[0].text)
            if genus := genus_of(row[at].text, language_at(row[at].text)):
                yield Place("genus", lang, document.id, term.start, term.end, term.text.strip(), head=genus)


def _pieces(text: str, start: int, document: Document, names: Names) -> Iterator[tuple[str, int, int]]:
    """The members of a cell, with their places; the whole cell where none of them is a known name: "动量、方向与背离" is one title."""
    written = document.text[start : start + len(text)]
    if written != text:
        return
    if not any(names.entities(piece.strip()) for piece in re.split(r"[、；;\n]", text) if piece.strip()):
        yield text.strip(), start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        return
    at = 0
    for match in re.finditer(r"[、；;\n]|$", text):
        piece = text[at : match.start()]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield piece.strip(), start + at + lead, start + at + lead + len(piece.strip())
        at = match.end()


_AROUND_ITEM = re.compile(r"^(?:[-*•·+]\s*|\(?\d{1,3}[.)、]\s*)+|[。.;；,，\s]+$")


def _items(document: Document, run: Sequence[Passage], names: Names) -> Iterator[Place]:
    """Items of one list that are names as a whole, where others of them are known."""
    if len(run) < 2:
        return
    texts = [(_AROUND_ITEM.sub("", document.text[p.start : p.end]), p) for p in run]
    classes: Counter[str] = Counter(c for text, _ in texts for c in names.classes(text))
    known = sum(1 for text, _ in texts if names.entities(text))
    if not known or known < SHARE * len(texts):
        return
    for text, passage in texts:
        if (
            0 < len(text) <= MOST_CELL
            and "、" not in text
            and not names.is_known(text)
            and (name := name_in(text, language_at(text), whole=True))
        ):
            at = document.text.find(text, passage.start, passage.end)
            if at >= 0:
                yield _placed("item", document, at, at + len(text), name, _commonest(classes))


def _commonest(classes: Counter[str]) -> tuple[str, ...]:
    """The class of most of the known names around; none where they are of many kinds."""
    best = min(classes, key=lambda c: (-classes[c], c), default="")
    return (best,) if best and classes[best] >= MOSTLY * sum(classes.values()) else ()


def _placed(why: str, document: Document, start: int, end: int, name: str, classes: tuple[str, ...] = (), weight: float = 1.0) -> Place:
    """The place of a name within a span of the source that holds it."""
    at = document.text.find(name, start, end)
    if at >= 0:
        start, end = at, at + len(name)
    return Place(why, language_at(name), document.id, start, end, name, classes, weight)


# ------------------------------------------------------------------------------------------------- headings and marks

_BOLD = re.compile(r"\*\*([^*\n]{2,40})\*\*|__([^_\n]{2,40})__")
_TITLE = re.compile(r"《([^《》\n]{2,40})》")
_SENTENCE_LIKE = re.compile(r"[,，。;；!！?？]")


def _heading(document: Document, passage: Passage, names: Names) -> Iterator[Place]:
    text = document.text[passage.start : passage.end].strip("# \t\r\n*")
    if len(text) > MOST_CELL or _SENTENCE_LIKE.search(text) or names.is_known(text):
        return
    lang = language_at(text)
    whole = re.sub(r"[(（][^()（）]*[)）]$", "", text)
    if (
        (name := name_in(whole, lang))
        and not names.is_known(name)
        and len(name) >= 0.6 * len(re.sub(r"^\W*[\d一二三四五六七八九十.、]+\W*", "", whole))
    ):
        yield _placed("heading", document, passage.start, passage.end, name)


def _marked(document: Document, names: Names) -> Iterator[Place]:
    for pattern in (_BOLD, _TITLE):
        for match in pattern.finditer(document.text, document.front):
            text = next(group for group in match.groups() if group)
            if _SENTENCE_LIKE.search(text) or text.endswith((":", "：")):
                continue
            name = text if pattern is _TITLE and len(text) >= 2 else name_in(text, language_at(text))
            if name and not names.is_known(name):
                yield _placed("marked", document, match.start(), match.end(), name)


# ------------------------------------------------------------------------------------------------- lists in sentences

_CLAUSE = re.compile(r"[^,;:。!?()\"]+")
_CLAUSE_EN = re.compile(r"[^;:.!?()\"]+(?:\.(?=\d)[^;:.!?()\"]+)*")
_AND_ZH = re.compile(r"以及|及其|和(?!谐|平|解|缓|国)|及(?!时|格)|(?<!参)与(?!会)|或者?(?!然)")
_BEFORE_ZH = re.compile(
    r".*(?:包括|包含|引起|导致|诱发|造成|出现|发生|例如|比如|诸如|表现为|分为|称为|用于|适用于|禁用于|慎用于|治疗|预防|具有|拥有|含有|使用|服用|应用|采用|联合|合用|影响|"
    r"增加|减少|升高|降低|改善|[如有为是含于与和及的对由或把将被从向给])(?=\S)"
)
_AFTER_ZH = re.compile(
    r"等|(?<!目)的(?!士)|时(?!间)|者|患者|之|均|都|可(?!卡|的松)|会(?!议|阴)|也|是|为|在|被|应|需|有|将|并|而|则|不|未|无|来|以|进行|发生|出现|所致|引起|导致|合用|同用|共同|相互|其"
)


def _listed(sentence: Sentence, names: Names) -> Iterator[Place]:
    text = sentence.text
    if "、" in text:
        for clause in _CLAUSE.finditer(text):
            if "、" in clause.group():
                kind = _AND_SUCH_ZH.search(clause.group())
                head = kind.group(1) if kind and is_name_zh(kind.group(1)) and is_term_zh(kind.group(1)) else ""
                yield from _of_list(sentence, list(_members_zh(text, *clause.span(), sentence)), names, "zh", head)
    elif sentence.language != "zh" and ", " in text:
        for clause in _CLAUSE_EN.finditer(text):
            if clause.group().count(", ") >= 1:
                said = clause.group()
                kind = _SUCH_AS_EN.search(said) or _AND_OTHER_EN.search(said)
                words = kind.group(1).split() if kind else []
                head = " ".join([*words[:-1], singular(words[-1])]) if words and is_phrase_en(tuple(words)) else ""
                yield from _of_list(sentence, list(_members_en(text, *clause.span(), sentence)), names, "en", head)


_AND_SUCH_ZH = re.compile(
    rf"等(?:各?[种类项]|多[个种项类]|一系列|新型|新|重点|关键|主要|先进|相关|有关|其他|不同|传统)*([{CJK}]{{2,6}})(?=[的、]|$)"
)
_SUCH_AS_EN = re.compile(r"\b([a-z][a-z-]+(?: [a-z][a-z-]+)?),? (?:such as|including|like) ")
_AND_OTHER_EN = re.compile(r"\b(?:and|or) other ([a-z][a-z-]+(?: [a-z][a-z-]+)?)\b")


def _of_list(sentence: Sentence, members: Sequence[tuple[int, int, bool]], names: Names, lang: str, head: str) -> Iterator[Place]:
    """The unknown members of a list, and of what kind all members are said to be; ``sure`` members have a border on both sides."""
    known: Counter[str] = Counter()
    unknown: list[tuple[int, int, bool]] = []
    for start, end, sure in members:
        hit = next((h for h in sentence.hits if h.entities and h.start <= start + 4 and h.end == end and h.start >= start), None)
        if hit is not None and (hit.start == start or sentence.text[start : hit.start].strip() in ("", "the", "a", "an")):
            known.update(c for id in hit.entities for c in names.lexicon.classes.get(id, ()))
            if head:
                a, b = sentence.source(hit.start, hit.end)
                yield Place("kind", lang, sentence.document.id, a, b, sentence.document.text[a:b], head=head, event=sentence.start)
        elif end > start:
            unknown.append((start, end, sure))
    if len(members) < 3 and not known:
        return
    for start, end, sure in unknown:
        if not sure and not known:
            continue
        written = sentence.written(start, end)
        if len(written) > MOST_CELL or "\n\n" in written:
            continue
        name = name_in(written, lang)
        if not name or names.is_known(name) or is_clause(name, lang) or (lang == "en" and is_chinese(name)):
            continue
        a, b = sentence.source(start, end)
        classes = _commonest(known) or ((above,) if head and (above := names.above(head)) else ())
        yield replace(_placed("listed", sentence.document, a, b, name, classes, 1.0 if sure else 0.6), head=head, event=sentence.start)


def _members_zh(text: str, start: int, end: int, sentence: Sentence) -> Iterator[tuple[int, int, bool]]:
    at = start
    pieces: list[tuple[int, int]] = []
    for match in re.finditer("、", text[start:end]):
        pieces.append((at, start + match.start()))
        at = start + match.end()
    last = (at, end)
    hits = {h.start: h.end for h in sentence.hits if h.entities}
    for number, (a, b) in enumerate(pieces):
        if number:
            yield a, b, True
        elif known := next((s for s, e in hits.items() if e == b and s >= a), None):
            yield known, b, True
        elif before := _BEFORE_ZH.match(text[a:b]):
            yield a + before.end(), b, True
        else:
            yield a, b, b - a <= 8 and (a == 0 or text[a - 1] in ":,;。(")
    a, b = last
    joined = _AND_ZH.search(text, a, b)
    if joined and joined.start() > a:
        yield a, joined.start(), True
        a = joined.end()
    if a in hits:
        yield a, hits[a], True
        return
    after = _AFTER_ZH.search(text, a, b)
    stop = after.start() if after else b
    yield a, stop, bool(after) or b - a <= 8


_SPLIT_EN = re.compile(r",? (?:and|or|as well as|and/or) |, ")


def _members_en(text: str, start: int, end: int, sentence: Sentence) -> Iterator[tuple[int, int, bool]]:
    at = start
    pieces: list[tuple[int, int]] = []
    for match in _SPLIT_EN.finditer(text, start, end):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, end))
    if len(pieces) < 3 or any(len(text[a:b].split()) > 6 for a, b in pieces[1:-1]):
        return
    hits = {h.start: h.end for h in sentence.hits if h.entities}
    ends = {h.end: h.start for h in sentence.hits if h.entities}
    for number, (a, b) in enumerate(pieces):
        first, last = number == 0, number == len(pieces) - 1
        if first:
            a = ends.get(b, _after_stop(text, a, b))
        elif last:
            b = hits.get(a, _before_stop(text, a, b))
        yield a, b, not first and not last


def _after_stop(text: str, start: int, end: int) -> int:
    """Where the last run of words without a word of grammar begins."""
    at = start
    for match in re.finditer(r"\S+", text[start:end]):
        word = match.group().strip(",'\"")
        if word in STOP_EN | _LEADING_EN or is_verb(word):
            at = start + match.end()
    while at < end and text[at] == " ":
        at += 1
    return at


_LEADING_EN = frozenset(
    [
        "with",
        "of",
        "for",
        "in",
        "by",
        "cause",
        "causes",
        "treat",
        "treats",
        "include",
        "includes",
        "including",
        "use",
        "uses",
        "using",
        "like",
        "such",
        "as",
        "contain",
        "contains",
        "take",
        "takes",
    ]
)


def _before_stop(text: str, start: int, end: int) -> int:
    begin = re.match(r"(?:(?:the|an?) )?", text[start:end])
    from_ = start + (begin.end() if begin else 0)
    for match in re.finditer(r"\S+", text[from_:end]):
        if match.group() in STOP_EN:
            return from_ + match.start() - (match.start() > 0)
    return end


# ------------------------------------------------------------------------------------------------- definitions

_BRACKET = r"(?: ?\([^()]{1,60}\))?"
_DEFINED_ZH = re.compile(
    rf"(?:所谓的?)?[\"'《]?([^,;:。!?()的是]{{2,16}}?)[\"'》]?{_BRACKET},?(是指|系指|指的是|是一种|是一类|是一个|是一项|属于一?种?|是由|即)"
)
_KIND_ZH = re.compile(rf"是一(?:种|类|个|项)(?:[^,;。]{{0,30}}的)?([{CJK}A-Za-z0-9α-ω-]{{2,10}})$")
_DEFINED_EN = re.compile(
    rf"(?:an? |the )?((?:[a-z0-9][\w'/-]* ?){{1,5}}){_BRACKET},? (?:is|are|refers to|means|denotes) "
    r"((?:an?|any|one of the) )?((?:(?:type|kind|form|class|group|family|sort)s? of )?)"
)
_KIND_EN = re.compile(r"((?:[a-z][\w'/-]* ?){1,4})")


def _defined(sentence: Sentence, names: Names) -> Iterator[Place]:
    text = sentence.text
    if sentence.language == "zh":
        found = _DEFINED_ZH.match(text)
        if found is None or (found.group(2) in ("即", "是由", "是一个") and len(found.group(1)) > 8):
            return
        clause = re.split(r"[,;。]", text[found.end(1) :], maxsplit=1)[0]
        kind = _KIND_ZH.search(clause)
        classes, head = _of_head(kind.group(1) if kind else "", names)
    else:
        found = _DEFINED_EN.match(text)
        if found is None:
            return
        rest = _KIND_EN.match(text, found.end())
        words = rest.group(1).split() if rest else []
        stop = next((n for n, word in enumerate(words) if word in STOP_EN), len(words))
        classes, head = _of_head(" ".join([*words[: stop - 1], singular(words[stop - 1])] if stop else []), names)
        is_kind = bool(found.group(2) or found.group(3)) and is_phrase_en(tuple(head.split()) or ("the",))
        if not is_kind:
            head = ""
        if (not classes and not is_kind) or re.search(r"\b(?:is|and|or)\b", found.group(1)):
            return
    written = sentence.written(*found.span(1))
    lang = language_at(written)
    name = name_in(written, lang)
    if name and (genus := genus_of(text[found.end() :] if sentence.language != "zh" else text, sentence.language)):
        a, b = sentence.source(*found.span(1))
        yield Place("genus", lang, sentence.document.id, a, b, name, head=genus)
    if not name or lang != sentence.language or is_clause(name, lang):
        return
    a, b = sentence.source(*found.span(1))
    if names.is_known(name):
        if head:
            yield Place("kind", lang, sentence.document.id, a, b, name, tuple(names.classes(name)), 1.0, head, sentence.start)
        return
    yield replace(_placed("defined", sentence.document, a, b, name, classes), head=head, event=sentence.start)


def genus_of(definition: str, lang: str) -> str:
    """What a definition says that the defined thing is: in Chinese its last words, in English the head of its first noun phrase.

    >>> genus_of("用于肺动脉高压的内皮素受体拮抗剂。", "zh"), genus_of("an oral medicine that lowers glucose", "en")
    ('受体拮抗剂', 'oral medicine')
    """
    if lang == "zh":
        found = re.search(rf"[{CJK}]{{1,5}}$", definition.rstrip("。.;；、, "))
        return found.group() if found else ""
    text = re.sub(r"^(?:(?:an?|the|any|one of the|type|kind|form|class|group|family|sort)s? (?:of )?)+", "", definition.strip().lower())
    words: list[str] = []
    for word in re.findall(r"[a-z][\w'/-]*|\S", text)[:6]:
        if word in STOP_EN or not word[0].isalpha() or (is_participle(word) and words):
            break
        words.append(word)
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""


def _of_head(text: str, names: Names) -> tuple[tuple[str, ...], str]:
    """The class that the longest ending of a noun phrase names, if one does, and the phrase."""
    text = text.strip()
    endings = [text[n:] for n in range(len(text))] if is_chinese(text) else [" ".join(text.split()[n:]) for n in range(len(text.split()))]
    return next(((names.kinds[e],) for e in endings if e in names.kinds), ()), text
