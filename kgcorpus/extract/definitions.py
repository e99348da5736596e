"""Definitions: "X是指…", "所谓X，就是…", "X（ABBR）是一种…", "X is a …", "X refers to …", glossary lines. The value is the text after the
copula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgcorpus.extract.gazetteer import Hit, Lexicon
from kgcorpus.extract.lists import CLOSERS, OPENERS, Names
from kgcorpus.extract.proposals import in_order
from kgcorpus.extract.reading import Extractor
from kgcorpus.extract.sentences import PassageText, Sentence, reader
from kgcorpus.model import Candidate, Document, Literal, Mention, Passage, Rejection, Section, Value
from kgcorpus.ontology import Ontology
from kgcorpus.text import CJK, language_of
from kgcorpus.values import read_value

if TYPE_CHECKING:
    from kgcorpus.config import Corpus

MADE_BY = "definitions/1"
PREDICATE = "skos:definition"

_SO_CALLED = re.compile(rf"所谓的?[{OPENERS}]?")
_LEAD_EN = re.compile(rf"(?:(?:the term|the word|the expression|an?|the)\s)?[{OPENERS}]?")
_LEAD_ZH = re.compile(rf"(?:术语|名词|概念|本文(?:中)?(?:的|所称)?|本(?:法|条例|办法|规定)所称)?的?[{OPENERS}]?")
_BRACKET = re.compile(r"\s?\([^()]{1,80}\)")
_SURE_ZH = re.compile(
    r",?\s?(?:是指的?|系指|指的(?:就)?是|即指|就是指|指(?!标|数|南|出|示|定|向|导|甲|尖|引|责|望|挥)|定义为|的定义(?:是|为)|被定义为)(?:,|:)?"
)
_SO_CALLED_COPULA = re.compile(r",?\s?(?:是指|指的是|就是指?|指|即|乃|是)(?:,|:)?")
_WEAK_ZH = re.compile(
    r",?\s?(?:是|即)(?=(?:[由以在用将把指]?一(?:种|类|个|组|项|段|条|根|套|系列|把|门|张|名|位|份|次))|由|用来|用于|用以|用)"
)
_SURE_EN = re.compile(
    r",?\s(?:refers? to|means?|is defined as|are defined as|is understood as|denotes?|describes?|is (?:the )?(?:name|term|word|jargon|"
    r"shorthand|slang)(?: used)? for)\s"
)
_WEAK_EN = re.compile(r",?\s(?:is|are)\s(?=(?:an?|any|one(?! (?:hundred|thousand|million|half|and|of|or)\b)|when|what|how|where)\s)")
_GLOSSARY_EN = re.compile(r",?\s(?:is|are)\s(?=the\s)")
_GLOSSARY = re.compile(r"术语|名词|词汇|释义|词典|行话|概念|解释|glossary|terms?\b|definitions?\b|jargon|vocabulary|dictionary")
_ENTRY = re.compile(r"\s?(?::|——?|-{1,2}|=)\s?")
_ADJECTIVES = re.compile(r"(?:(?:an?|the|any|one)\s)?(?:(?:[a-z]+(?:-[a-z]+)*)\s){0,3}")
_MEASURED = re.compile(r"一(?:种|类|个|组|项|段|条|根|套|系列|把|门)?(?:[^,。]{0,4}的)?")
_QUESTION = re.compile(r"[?？]|吗$")
_LEAST_ZH, _LEAST_EN = 6, 3


@dataclass(frozen=True, slots=True)
class _Defined:
    hit: Hit
    copula: tuple[int, int]
    start: int
    end: int


def definitions(*, ontology: Ontology, lexicon: Lexicon, corpus: Corpus | None = None) -> Extractor:
    """An extractor of definitions of known terms, in running text and in glossaries."""
    names = Names(ontology, dict(lexicon.classes))
    read = reader(lexicon)

    def extract(document: Document, passage: Passage) -> Iterable[Candidate | Rejection | Section]:
        if passage.kind in ("table", "heading"):
            return
        line = read(document, passage.start, passage.end, passage)
        if not line.hits:
            return
        glossary = bool(_GLOSSARY.search(" ".join([document.title, *(h.text for h in passage.headings)]).lower()))
        for sentence in line.sentences:
            if not sentence.hits:
                continue
            found = _defined(sentence, glossary)
            if found is None and glossary:
                found = _entry(sentence, line)
            if found is not None:
                yield from _made(sentence, found, names)

    return extract


def _defined(sentence: Sentence, glossary: bool) -> _Defined | None:
    """The definition that a sentence is, if it is one. In a glossary "X is a Y …" defines X even where Y is a known term."""
    text = sentence.text
    so_called = _SO_CALLED.match(text)
    lead = so_called or (_LEAD_ZH if re.search(f"[{CJK}]", text) else _LEAD_EN).match(text)
    hit = sentence.by_start.get(lead.end() if lead else 0) or sentence.by_start.get(0)
    if hit is None:
        return None
    at = hit.end
    if text[at : at + 1] and text[at] in CLOSERS:
        at += 1
    if bracket := _BRACKET.match(text, at):
        at = bracket.end()
    sure = (_SO_CALLED_COPULA.match(text, at) if so_called else None) or _SURE_ZH.match(text, at) or _SURE_EN.match(text, at)
    copula = sure or _WEAK_ZH.match(text, at) or _WEAK_EN.match(text, at) or (_GLOSSARY_EN.match(text, at) if glossary else None)
    if copula is None:
        return None
    end = len(text.rstrip("。.!; "))
    start = copula.end() + (text[copula.end() : copula.end() + 1] == " ")
    if sure is None and not glossary and _classifies(sentence, start):
        return None
    least_zh, least_en = (_LEAST_ZH, _LEAST_EN) if sure or glossary else (_LEAST_ZH + 2, _LEAST_EN + 1)
    long_enough = end - start >= least_zh if re.search(f"[{CJK}]", text[start:end]) else len(text[start:end].split()) >= least_en
    return (
        _Defined(hit, (copula.start() + len(copula.group()) - len(copula.group().lstrip(" ,")), copula.end()), start, end)
        if long_enough
        else None
    )


def _classifies(sentence: Sentence, start: int) -> bool:
    """Whether the complement begins with a known name ("is a biguanide …"): that says to what X belongs, and is for the patterns."""
    text = sentence.text
    lead = (_MEASURED if re.search(f"[{CJK}]", text[start:]) else _ADJECTIVES).match(text, start)
    limit = lead.end() if lead else start
    return any(start <= h.start <= limit and h.entities for h in sentence.hits)


def _entry(sentence: Sentence, line: PassageText) -> _Defined | None:
    """A glossary line "term: explanation"."""
    text = sentence.text
    lead = len(text) - len(text.lstrip(OPENERS))
    hit = sentence.by_start.get(lead)
    if hit is None:
        return None
    at = hit.end
    if text[at : at + 1] and text[at] in CLOSERS:
        at += 1
    if bracket := _BRACKET.match(text, at):
        at = bracket.end()
    mark = _ENTRY.match(text, at)
    if mark is None:
        return None
    end = len(text.rstrip("。.!; "))
    start = mark.end()
    rest = text[start:end]
    long_enough = len(rest) >= 8 if re.search(f"[{CJK}]", rest) else len(rest.split()) >= 4
    listed = sum(h.end - h.start for h in sentence.hits if h.start >= start)
    return _Defined(hit, (hit.start, hit.start), start, end) if long_enough and listed * 2 < len(rest) else None


def _made(sentence: Sentence, found: _Defined, names: Names) -> Iterator[Candidate | Rejection]:
    document = sentence.document
    a, b = sentence.source(found.hit.start, found.hit.end)
    v, w = sentence.source(found.start, found.end)
    bracket = _BRACKET.match(sentence.text, found.hit.end)
    ids = (names.noted(found.hit.entities, bracket.group().strip(" ()")) if bracket else ()) or found.hit.entities
    about = tuple((id, PREDICATE, "objects") for id in ids)
    if _QUESTION.search(sentence.text):
        yield Rejection(
            "question", sentence.written(0, len(sentence.text)), document.id, sentence.start, sentence.end, None, MADE_BY, about
        )
        return
    if len(ids) > 1:
        yield Rejection("ambiguous_entity", document.text[a:b], document.id, a, b, None, MADE_BY, about, detail=", ".join(ids))
        return
    value = definition_value(document.text[v:w])
    spans = [sentence.span("subject", found.hit.start, found.hit.end), sentence.span("object", found.start, found.end)]
    if found.copula[1] > found.copula[0]:
        spans.append(sentence.span("trigger", found.copula[0], found.copula[0] + len(sentence.text[slice(*found.copula)].rstrip(" ,:"))))
    yield Candidate(
        Mention(a, b, document.text[a:b], ids), PREDICATE, Value(v, w, document.text[v:w], value), in_order(spans), MADE_BY,
    )  # fmt: skip


def definition_value(written: str) -> Literal:
    """The text of a definition as a literal: line breaks of the layout joined, NFC, tagged with its language."""
    joined = re.sub(rf"(?<=[{CJK}，。；：、（）])\s+(?=[{CJK}，。；：、（）])", "", re.sub(r"\*+|`+", "", written))
    text = " ".join(joined.split())
    literal = read_value(text, "xsd:string")
    language = language_of(text)
    return Literal("xsd:string", literal.value if literal else text, lang=language if language != "und" else None)
