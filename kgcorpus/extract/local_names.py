"""Names that hold in one document alone: what it introduces for a name that is known ("type 2 diabetes (T2D)"), from there on.

Another name holds only if its letters agree with a name of the entity, if the text says so, or, in brackets, if the known name stands
there whole; two different things under one name take it from both. Beyond the document it holds only when several sources or a reviewer
confirm it (``kgcorpus.entities``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kgcorpus.extract.gazetteer import Hit, Lexicon, bounded, writer
from kgcorpus.extract.introduced import LETTERS, PARTY, SAID, SHORT, Introduced, begins, introduced, is_abbreviation, subsequence
from kgcorpus.extract.plain import key, plain
from kgcorpus.model import Document, NameGiven, Span
from kgcorpus.text import CJK

_HAN = re.compile(f"[{CJK}]")
_MAY_PRECEDE = re.compile(r"[的地得了着过和与及或并在对于是为由用以将把被从到向给按据因即若如当有无含至经让使受用服]")
"""Chinese characters after which a name may begin; after any other, what stands before it may belong to it."""
_MAY_FOLLOW = re.compile(r"[的与和及或并在对于是为由将已也均都可可未不就向从同拥有等于须应]")
_WORTH_READING = re.compile(
    r"[（(]|[又也亦或俗旧学别通原曾简下][称名叫]|缩写|known as|referred to|called|a\.?k\.?a|abbreviated|alias|name", re.I
)
_FUNCTION_EN = re.compile(r"\b(?:the|an?|of|with|by|for|to|in|on|and|or|as|is|are|was|were|that|from|at|when|if|take|use)\s+$", re.I)
_ARTICLE = re.compile(r"\bthe\s+[“\"‘']?$", re.I)
_PARTY = re.compile(
    r"[本该贵我][^\W\d_]{1,4}$|[甲乙丙]方$|(?:母|子|分)?(?:公司|集团|银行|医院|学校|大学|学院|中心|基金|平台|系统|项目|产品|药品|组织|机构|协会|学会|委员会|"
    r"研究院|研究所|工厂|法|条例|办法|规定|报告)$|part(?:y|ies)\b",
    re.I,
)
_NAME_GOES_ON = re.compile(r"\s?(?:有限|股份|集团|公司|分公司|大学|银行)")
_UNIT = re.compile(r"(?:[kKMGTPE]?(?:bps|B/s|Flops|FLOPS|Hz|W|Wh|B|b)|[munpkM]?(?:g|m|l|L|mol|IU|U)(?:/[a-zA-Z]+)?)")


@dataclass(frozen=True, slots=True)
class LocalName:
    """A name that a document introduces: at ``start`` … ``end`` of its text, for these entities; ``full`` is where their name stands.

    ``form`` is the name as it is looked up; ``exact`` asks for its capitals; ``alone``: a word of its own, which part of another is not."""

    start: int
    end: int
    full: tuple[int, int]
    entities: tuple[str, ...]
    form: str
    kind: str
    how: str
    sure: bool = True
    exact: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class LocalNames:
    """The names that a document introduces. ``held`` are used in reading it; ``open`` are not: of two things, or not sure enough."""

    held: tuple[LocalName, ...] = ()
    open: tuple[LocalName, ...] = ()

    def found(self, document: Document, text: str, source: Callable[[int, int], tuple[int, int]], known: list[Hit]) -> list[Hit]:
        """The hits of a plain text with those of local names; ``source`` gives where a stretch of it stands in the document."""
        out = known
        for name in self.held:
            if name.form not in text:
                continue
            for match in re.finditer(re.escape(name.form), text):
                start, end = match.span()
                if re.match(r"s(?![a-z0-9])", text[end:]) and name.exact:
                    end += 1
                a, b = source(start, end)
                if a >= name.start and bounded(text, start, end) and _stands(name, document.text, a, b):
                    out = _with(out, Hit(start, end, name.entities), name)
        return out


def _stands(name: LocalName, text: str, a: int, b: int) -> bool:
    """Whether what stands at a place of the source is this name: in its capitals, and as a word of its own where it must be one."""
    written = re.sub(r"\s+", " ", text[a:b])
    introduced_as = re.sub(r"\s+", " ", text[name.start : name.end])
    if name.exact and written.removesuffix("s") != introduced_as.removesuffix("s"):
        return False
    if not name.alone:
        return True
    if not _HAN.search(written):
        return text[max(0, a - 8) : a].rstrip().lower().endswith("the")
    before, after = text[max(0, a - 8) : a].rstrip(" \t")[-1:], text[b : b + 8].lstrip(" \t")[:1]
    return not (_HAN.match(before) and not _MAY_PRECEDE.match(before)) and not (_HAN.match(after) and not _MAY_FOLLOW.match(after))


def _with(hits: list[Hit], new: Hit, name: LocalName) -> list[Hit]:
    """The hits with a new one, where it lies in no longer name; a homonym at its place means here what the document says."""
    touching = [h for h in hits if h.start < new.end and new.start < h.end and h.entities]
    for hit in touching:
        same = hit.start == new.start and hit.end == new.end
        if not (same or _open_span(hit)) or (hit.start < new.start or hit.end > new.end):
            return hits
        if same and not _open_span(hit) and not (name.exact or set(new.entities) < set(hit.entities)):
            return hits  # a full name of another entity keeps its meaning
    kept = [h for h in hits if h not in touching]
    properties = next((h.properties for h in touching if (h.start, h.end) == (new.start, new.end)), ())
    return sorted([*kept, replace(new, properties=properties)], key=lambda h: (h.start, h.end))


def _open_span(hit: Hit) -> bool:
    return bool(hit.entities) and all(id.startswith("?") for id in hit.entities)


def local_names(document: Document, lexicon: Lexicon) -> LocalNames:
    """What a document introduces for the names of a lexicon."""
    text = document.text
    if not lexicon.names or not _WORTH_READING.search(text, document.front):
        return LocalNames()
    known = _Known(lexicon)
    found: dict[tuple[int, int], LocalName] = {}
    for passage in document.passages:
        if passage.kind == "table":
            continue
        for one in introduced(text, max(passage.start, document.front), passage.end):
            name = known.local(document, one)
            if name is not None:
                found.setdefault((name.start, name.end), name)
    return _settled(found.values())


def names_given(documents: Iterable[Document], lexicon: Lexicon) -> list[NameGiven]:
    """The other names that documents give to what the lexicon knows, in order of document and place."""
    out = []
    for document in documents:
        local = local_names(document, lexicon)
        held = {(n.start, n.end) for n in local.held}
        for name in sorted((*local.held, *local.open), key=lambda n: (n.start, n.end)):
            spans = tuple(Span("context", document.id, a, b, document.text[a:b]) for a, b in (name.full, (name.start, name.end)))
            is_held = (name.start, name.end) in held
            out.append(NameGiven(spans[1].quote, name.entities, name.kind, name.how, is_held, spans))
    return out


def _settled(found: Iterable[LocalName]) -> LocalNames:
    """Names that are used and names that are not: a name of two things is none."""
    by_form: dict[str, list[LocalName]] = {}
    for name in sorted(found, key=lambda n: n.start):
        by_form.setdefault(name.form, []).append(name)
    held: list[LocalName] = []
    rest: list[LocalName] = []
    for names in by_form.values():
        first = next((n for n in names if n.sure), names[0])
        if first.sure and len(first.entities) == 1 and all(n.entities == first.entities for n in names):
            held.append(first)
        else:
            rest += names
    order = sorted(held, key=lambda n: n.start)
    return LocalNames(tuple(order), tuple(sorted(rest, key=lambda n: n.start)))


class _Known:
    """The names of a lexicon, by entity, to see whether another name agrees with one of them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.names = lexicon.by_entity

    def local(self, document: Document, one: Introduced) -> LocalName | None:
        """What an introduction means where the name before it is known; None where it is not, or nothing new is said."""
        text = document.text
        hit = self._full(document, one)
        if hit is None:
            return None
        ids, first = hit
        name = text[one.start : one.end]
        if one.how != SAID and not one.reverse and (_NAME_GOES_ON.match(text, one.end + 1) or _UNIT.fullmatch(name)):
            return None  # a bracket inside a longer name, or a unit
        form = key(name).strip()
        already = self.lexicon.ids(name)
        if not form or set(ids) <= set(already) or (form in self.lexicon.names and not already and one.how != SAID):
            return None
        full = text[first : one.full_end]
        how, sure = self._how(one, ids, name, full, text, first)
        short = is_abbreviation(name)
        exact = short or (one.kind == SHORT and not name.islower() and not _HAN.search(name))
        sure = sure and (short or not already)  # two full names that are known, of two entities: that is for a reviewer
        if _HAN.search(name):
            alone = len(name) <= 3 and key(full).endswith(form)
        else:
            alone = bool(_ARTICLE.search(text[max(0, one.start - 8) : one.start]))
        kind = PARTY if (alone and not _HAN.search(name)) or _PARTY.match(name) else one.kind
        return LocalName(one.start, one.end, (first, one.full_end), ids, form, kind, how, sure, exact, alone)

    def _full(self, document: Document, one: Introduced) -> tuple[tuple[str, ...], int] | None:
        """The entities of the known name that ends where the introduction says, and where it begins."""
        text = document.text
        begin = one.full_start if one.reverse else max(0, one.full_end - 80)
        read = plain(text, begin, one.full_end)
        for hit in reversed(self.lexicon.find(read.text, writer(text, read))):
            ids = tuple(id for id in hit.entities if not id.startswith("?"))
            a, b = read.source(hit.start, hit.end)
            if not text[b : one.full_end].strip(" \t\u3000”\"」》’'") and ids and not hit.weak:
                return (ids, a) if not one.reverse or not text[one.full_start : a].strip() else None
            if hit.entities:
                return None
        return None

    def _how(self, one: Introduced, ids: tuple[str, ...], name: str, full: str, text: str, first: int) -> tuple[str, bool]:
        """How an introduction is known to be of this name, and whether that is sure enough for it to be used."""
        if any(_agrees(name, known) for id in ids for known in (*self.names.get(id, ()), full)):
            return LETTERS if one.how != SAID else SAID, True
        whole = one.reverse or _stands_whole(text, first)
        if one.how == SAID:
            whole = whole or (bool(_HAN.search(name)) and subsequence(key(name), key(full)) == 0)  # its first character is the full name's
            return SAID, whole and one.full_start <= first
        if one.how == LETTERS and one.kind == SHORT and not one.reverse and _HAN.search(name):
            return LETTERS, False  # characters of more than the known name
        return one.how, whole and bool(_HAN.search(full))


def _agrees(short: str, name: str) -> bool:
    """Whether a shorter name has the letters of a known one in order, the first first."""
    if len(key(short)) >= len(key(name)):
        return False
    if _HAN.search(short) or _HAN.search(name):
        return bool(_HAN.search(short)) and subsequence(key(short), key(name)) is not None and key(short) not in key(name)[:-1]
    return is_abbreviation(short) and begins(short, name, whole=True) == 0


def _stands_whole(text: str, first: int) -> bool:
    """Whether a known name begins a noun phrase as far as can be told: nothing before it may belong to it."""
    before = text[max(0, first - 30) : first].rstrip(" \t\u3000")[-1:]
    if re.match("[A-Za-z]", before):
        return bool(_FUNCTION_EN.search(text[max(0, first - 30) : first]))
    return not before or not (_HAN.match(before) or re.match(r"[A-Za-z0-9]", before)) or bool(_MAY_PRECEDE.match(before))
