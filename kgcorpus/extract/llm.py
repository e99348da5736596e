"""Facts that a language model proposes: bound to verbatim quotes and the ontology, and read by the same rules as a pattern's match.

The model says which words stand for subject, object and predicate, and no more. Whether the sentence denies, hedges, asks or sets a
condition is read from the sentence; names are those of the lexicon, values are read as values. What does not hold is a rejection, and a
proposal that holds is no more than a candidate with ``made_by`` ``llm/MODEL``, which waits for a person.

In a corpus the answers stand in ``proposals.jsonl`` beside ``corpus.toml``: an input like reviews, so that a build needs no model. An
answer about a text that has changed since is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kgcorpus.extract.asking import FILE, Reply, read_replies
from kgcorpus.extract.diagnosis import why_no_value
from kgcorpus.extract.expert_words import ExpertWords
from kgcorpus.extract.gazetteer import Lexicon
from kgcorpus.extract.lists import Item, Names, Need, led_in, read_item
from kgcorpus.extract.matching import Bound as Filled
from kgcorpus.extract.matching import Found
from kgcorpus.extract.pattern_language import Slot
from kgcorpus.extract.plain import key
from kgcorpus.extract.prompting import FIELDS, Vocabulary, vocabulary
from kgcorpus.extract.proposals import Finish, propose
from kgcorpus.extract.qualifiers import Qualifiers, entity_need, hides_condition, need_of
from kgcorpus.extract.quoting import Bound, Line, Span, bind, places
from kgcorpus.extract.reading import Extractor
from kgcorpus.extract.scope import Scope, is_question, negations, read_scope
from kgcorpus.extract.sentences import Carried, PassageReader, Sentence, clause_of, reader, source_span
from kgcorpus.extract.windows import Window
from kgcorpus.model import Candidate, Document, Json, Mention, Passage, Rejection, Section, Value
from kgcorpus.ontology import THING, Ontology, Predicate
from kgcorpus.values import read_value

if TYPE_CHECKING:
    from kgcorpus.config import Corpus

SCORE = 0.5
"""A model's word has no measured precision; a person reads every proposal."""
MOST_FACTS = 200
"""Facts of one answer that are looked at."""


def llm(*, ontology: Ontology, lexicon: Lexicon, corpus: Corpus | None = None) -> Extractor:
    """An extractor of what models answered about the corpus's documents; nothing where none was asked."""
    replies: dict[str, list[Reply]] = {}
    if corpus is not None:
        for reply in read_replies(corpus.folder / FILE):
            replies.setdefault(reply.document, []).append(reply)
    check = Checker(ontology, lexicon)

    def extract(document: Document, passage: Passage) -> Iterable[Candidate | Rejection | Section]:
        if passage is not document.passages[0]:
            return
        for reply in replies.get(document.id, ()):
            if (window := reply.window(document)) is not None:
                yield from check(window, reply)

    return extract


class Checker:
    """What holds a model's answers against text and ontology. ``open_``: names need not be known (plain texts)."""

    def __init__(self, ontology: Ontology, lexicon: Lexicon, *, open_: bool = False, read: PassageReader | None = None) -> None:
        self.ontology, self.lexicon, self.open = ontology, lexicon, open_
        self.names = Names(ontology, dict(lexicon.classes))
        self.qualifiers = Qualifiers(ontology, self.names)
        self.read = read or reader(lexicon)
        self.expert = ExpertWords(ontology)
        self.words = {language: vocabulary(ontology, language) for language in ("zh", "en")}

    def __call__(self, window: Window, reply: Reply) -> Iterator[Candidate | Rejection]:
        """Candidates and rejections of a model's answer about a window."""
        items, problem = facts_in(reply.answer)
        made = Made(self, window, reply.made_by, self.words["zh" if window.document.language == "zh" else "en"])
        if problem or reply.cut:
            yield made.reject("bad_answer", reply.answer[-80:].strip(), detail="cut off" if reply.cut else problem)
        for item in items:
            yield from made.read(item)


@dataclass(frozen=True, slots=True)
class Made:
    """What a model says about a window, being read."""

    check: Checker
    window: Window
    made_by: str
    words: Vocabulary

    def reject(self, reason: str, what: str, detail: str = "", at: Span | None = None) -> Rejection:
        start, end = at or (self.window.start, self.window.end)
        return Rejection(reason, what, self.window.document.id, start, end, made_by=self.made_by, detail=detail)

    def read(self, item: Json) -> Iterator[Candidate | Rejection]:
        """What becomes of one proposed fact."""
        said = {name: item.get(name) for name in FIELDS} if isinstance(item, dict) else {}
        texts = {name: value.strip() for name, value in said.items() if isinstance(value, str)}
        if any(not texts.get(name) for name in ("subject", "predicate", "object", "trigger")):
            yield self.reject("bad_answer", _shown(item), detail="no subject, predicate, object or trigger")
            return
        whole = f"{texts['subject']} · {texts['predicate']} · {texts['object']}"
        id = self.words.predicate(texts["predicate"])
        if id is None:
            yield self.reject("unknown_predicate", whole, detail=texts["predicate"])
            return
        found = {role: places(self.window, texts[role]) for role in ("subject", "object", "trigger")}
        missing = [role for role, where in found.items() if not where]
        if missing:
            yield self.reject("bad_quote", whole, detail=f"{missing[0]}: '{texts[missing[0]]}'")
            return
        predicate = self.check.ontology.predicates[id]
        classes = self._types(predicate, texts)
        if isinstance(classes, str):
            yield self.reject("wrong_type", whole, detail=classes, at=found["subject"][0])
            return
        sentences = list(self._sentences())
        subjects, objects = (_whole_names(sentences, found[role]) for role in ("subject", "object"))
        bound = bind(_lines(sentences), subjects, objects, found["trigger"])
        if bound is None:
            yield self.reject("apart", whole, at=found["trigger"][0])
            return
        for record in self.finished(sentences[bound.sentence], bound, predicate, classes, whole):
            # A model's rejected proposal is no sign that something was missed: it opens no ground.
            yield replace(record, about=()) if isinstance(record, Rejection) else record

    def _types(self, predicate: Predicate, texts: dict[str, str]) -> tuple[str | None, str | None] | str:
        """The classes that the model says of subject and object; a text that says what does not fit."""
        ontology = self.check.ontology
        out: list[str | None] = []
        for role, wanted in (("subject", predicate.domain), ("object", predicate.range)):
            name = texts.get(f"{role}_type", "")
            if role == "object" and predicate.kind == "datatype":
                out.append(None)
                continue
            cls = self.words.cls(name) if name else None
            if name and cls is None and (name in self.words.kinds or ontology.classes):
                return f"{role}: '{name}'"
            below = cls is not None and any(cls in ontology.ancestors(w) for w in wanted)  # a wider class leaves it to the predicate
            if cls is not None and not ontology.fits((cls,), wanted) and not below:
                return f"{role}: '{name}'"
            out.append(None if below and cls not in wanted else cls)
        return out[0], out[1]

    def _sentences(self) -> Iterator[Sentence]:
        """The sentences that lie in the window."""
        for passage in self.window.passages():
            for sentence in self.check.read(self.window.document, passage.start, passage.end, passage).sentences:
                if self.window.start <= sentence.start and sentence.end <= self.window.end:
                    yield sentence

    # ------------------------------------------------------------------ as a match

    def finished(
        self, sentence: Sentence, bound: Bound, predicate: Predicate, classes: tuple[str | None, str | None], whole: str
    ) -> Iterator[Candidate | Rejection]:
        needs = entity_need(predicate.domain, self.check.ontology), need_of(predicate, self.check.ontology)
        here = [sentence.start <= a and b <= sentence.end for a, b in (bound.subject, bound.object)]
        items: list[Item | None] = []
        for place, inside, need, cls in zip((bound.subject, bound.object), here, needs, classes, strict=True):
            read = self._item(sentence, place, need, cls) if inside else None
            if isinstance(read, Rejection):
                yield read
                return
            items.append(read)
        carried = None
        if not all(here):
            place, need, cls = (bound.subject, needs[0], classes[0]) if here[1] else (bound.object, needs[1], classes[1])
            read_outside = self._carried(place, need, cls, "subject" if here[1] else "object", whole)
            if isinstance(read_outside, Rejection):
                yield read_outside
                return
            carried = read_outside
        members = [i for i in items if i is not None]
        headed = not (sentence.start <= bound.trigger[0] and bound.trigger[1] <= sentence.end)
        if headed and (word := self._denied_heading(bound.trigger, predicate)):
            yield self.reject("hedged", whole, detail=word, at=bound.trigger)
            return
        at = members[-1].first
        trigger = (at, at) if headed else (sentence.find(bound.trigger[0]), sentence.find(bound.trigger[1]))
        left, right = clause_of(sentence.text, *trigger)
        if aside := _scope_aside(sentence, (left, right), members):
            yield self.reject(aside.reason or "hedged", whole, detail=aside.what, at=bound.trigger)
            return
        filled = [Filled(Slot(role), i.start, i.end, (i,)) for role, i in zip("so", items, strict=True) if i is not None]
        filled.sort(key=lambda b: (b.start, b.end))
        written = self.check.expert.around(sentence.text, predicate.id, trigger, [(i.first, i.last) for i in members])
        literals = (written,) if written else _telling(sentence, trigger, members)
        edges = [p for b in filled for p in (b.start, b.end) if left <= p <= right] + list(trigger)
        found = Found(min(edges), max(edges), tuple(filled), literals)
        mark = source_span(self.window.document, "trigger", *bound.trigger, sentence.passage.page)
        yield from propose(
            Finish(self.check.qualifiers, self.check.names, self.made_by), sentence, found, predicate, carried=carried, score=SCORE,
            marks=(mark,), inverse=not here[1], licenses=written is not None,
        )  # fmt: skip

    def _denied_heading(self, trigger: Span, predicate: Predicate) -> str:
        """What a heading that stands for a predicate denies or asks; nothing where the words are an expert's."""
        text = self.window.document.text
        heading = next((h for p in self.window.passages() for h in p.headings if h.start <= trigger[0] and trigger[1] <= h.end), None)
        if heading is None:
            return ""
        said = key(text[heading.start : heading.end])
        written = self.check.expert.around(said, predicate.id, (0, len(said)), ()) or (0, 0)
        denied = [said[a:b] for a, b in negations(said) if not (written[0] <= a and b <= written[1])]
        return next(iter(denied), said if is_question(said) else "")

    def _item(self, sentence: Sentence, place: Span, need: Need, cls: str | None) -> Item | Rejection:
        """An argument in the sentence as a pattern's slot would take it."""
        first, last = sentence.find(place[0]), sentence.find(place[1])
        quote = self.window.document.text[slice(*place)]
        if first >= last:
            return self.reject("bad_quote", quote, at=place)
        if need.datum is not None:
            return self._value(sentence, first, last, need, place)
        begin = led_in(sentence.text, first)
        for item in read_item(sentence, first, need, self.check.names):
            if item.end == last or item.last == last:
                return replace(item, start=min(item.start, begin))
        around = (h for h in sentence.hits if h.entities and h.start <= first and last <= h.end)
        longer = next((h for h in around if h.end - h.start > last - first), None)
        if longer is not None:
            detail = f"part of '{sentence.written(longer.start, longer.end)}'"
            return self.reject("unknown_entity", quote, detail=detail, at=place)
        ids = self._known(quote)
        if ids and not self.check.names.fitting(ids, need.classes):
            return self.reject("wrong_type", quote, detail=", ".join(ids), at=place)
        mint = self._minted(need, cls)
        if ids or mint is None:
            ids = self.check.names.fitting(ids, need.classes)
            return Item(begin, last, first, last, ids) if ids else self.reject("unknown_entity", quote, at=place)
        return Item(begin, last, first, last, mint=mint)

    def _known(self, quote: str) -> tuple[str, ...]:
        return self.check.lexicon.ids(quote)

    def _minted(self, need: Need, cls: str | None) -> str | None:
        """The class of a new name; None where there may be none."""
        if self.check.open:
            return cls or next(iter(need.classes), THING)
        known = self.check.ontology.classes.get(cls or "")
        return cls if known and known.mintable else need.mint

    def _value(self, sentence: Sentence, first: int, last: int, need: Need, place: Span) -> Item | Rejection:
        """A literal: the value that the quote is, or is part of ("30" of "30 mg")."""
        assert need.datum is not None
        document = self.window.document
        if need.free:
            literal = read_value(document.text[slice(*place)], need.datum.datatype, language=sentence.language)
            if literal is not None:
                return Item(first, last, first, last, value=Value(*place, document.text[slice(*place)], literal))
        for start, end, value in sentence.values(need.datum):
            if start < last and first < end and ((start <= first and last <= end) or (first <= start and end <= last)):
                return Item(start, end, start, end, value=value)
        reason, detail = why_no_value(document.text[slice(*place)], need.datum)
        return self.reject(reason, document.text[slice(*place)], detail=detail, at=place)

    def _carried(self, place: Span, need: Need, cls: str | None, role: str, whole: str) -> Carried | Rejection:
        """An argument that stands in an earlier sentence or a heading."""
        document = self.window.document
        quote = document.text[slice(*place)]
        if need.datum is not None:
            return self.reject("apart", whole, at=place)
        ids = self._known(quote)
        fitting = self.check.names.fitting(ids, need.classes)
        if ids and not fitting:
            return self.reject("wrong_type", quote, detail=", ".join(ids), at=place)
        mint = self._minted(need, cls)
        if not ids and mint is None:
            return self.reject("unknown_entity", quote, at=place)
        page = next((p.page for p in document.passages if p.start <= place[0] < p.end), None)
        return Carried(Mention(*place, quote, fitting, None if fitting else mint), source_span(document, role, *place, page))


def _lines(sentences: list[Sentence]) -> list[Line]:
    numbers: dict[tuple[int, int], int] = {}
    return [
        Line(
            s.start,
            s.end,
            numbers.setdefault((s.passage.start, s.passage.end), len(numbers)),
            tuple((h.start, h.end) for h in s.passage.headings if h.start < h.end),
        )
        for s in sentences
    ]


def _whole_names(sentences: list[Sentence], found: list[Span]) -> list[Span]:
    """The places of a quote without those where it is a part of a longer known name, unless it has no others."""

    def is_part(place: Span) -> bool:
        sentence = next((s for s in sentences if s.start <= place[0] and place[1] <= s.end), None)
        if sentence is None:
            return False
        first, last = sentence.find(place[0]), sentence.find(place[1])
        return any(h.start <= first and last <= h.end and h.end - h.start > last - first for h in sentence.hits if h.entities)

    return [place for place in found if not is_part(place)] or found


def _scope_aside(sentence: Sentence, clause: Span, members: list[Item]) -> Scope | None:
    """What hedges or denies an argument in a clause of its own, apart from the trigger's: then it is not certain what is said of it."""
    licensed = [(h.start, h.end) for h in sentence.hits] + [(i.first, i.last) for i in members]
    for item in members:
        if clause[0] <= item.first and item.last <= clause[1]:
            continue
        at = (item.first, item.first)
        scope = read_scope(sentence, item.first, item.last, subject=None, trigger=at, licensed=licensed, negated=False)
        if scope.reason or scope.negated:
            return scope
    return None


def _telling(sentence: Sentence, trigger: Span, items: list[Item]) -> tuple[Span, ...]:
    """The words of a trigger that stand for the predicate: without arguments and negations, and none at all where they may hold a
    condition or another clause, so that what stands there is read as the rest of the sentence is."""
    taken = [(i.first, i.last) for i in items] + [(trigger[0] + a, trigger[0] + b) for a, b in negations(sentence.text[slice(*trigger)])]
    pieces, at = [], trigger[0]
    for a, b in sorted(taken):
        if a < trigger[1] and trigger[0] < b:
            pieces.append((at, a))
            at = max(at, b)
    pieces.append((at, trigger[1]))
    kept = [(a, b) for a, b in pieces if a < b and sentence.text[a:b].strip() and not hides_condition(sentence.text, a, b)]
    return (max(kept, key=lambda p: (p[1] - p[0], -p[0])),) if kept else ()


def _shown(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False)[:80]


# ------------------------------------------------------------------------------------------------- reading an answer


def facts_in(answer: str) -> tuple[list[Json], str]:
    """The facts of an answer, each once, and what is wrong with it (empty where nothing is).

    Words around the JSON and fences are passed over; of an answer that breaks off, the facts before the break are kept.

    >>> facts_in('```json\\n{"facts": [{"subject": "a"}]}\\n```'), facts_in("none")
    (([{'subject': 'a'}], ''), ([], 'no JSON'))
    """
    decode = json.JSONDecoder(parse_constant=_no_constant).raw_decode
    starts = [n for n, char in enumerate(answer) if char in "[{"][:50]
    for at in starts:
        value = _decoded(partial(decode, answer, at))
        listed = value.get("facts") if isinstance(value, dict) else value
        if isinstance(listed, list):
            return _once(listed), ""
    out, at = [], answer.find("[") + 1
    while at > 0 and (at := answer.find("{", at)) >= 0:
        try:
            value, at = decode(answer, at)
        except (ValueError, RecursionError):
            break
        out.append(value)
    return _once(out), "broken JSON" if starts else "no JSON"


def _decoded(read: Any) -> Json:
    try:
        return read()[0]
    except (ValueError, RecursionError):
        return None


def _no_constant(name: str) -> Json:
    raise ValueError(name)


def _once(items: list[Json]) -> list[Json]:
    known = {json.dumps(item, sort_keys=True, ensure_ascii=False): item for item in items}
    return list(known.values())[:MOST_FACTS]
