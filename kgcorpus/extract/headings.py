"""Facts from headings and keys: a section "禁忌证" with its items, a line "适应症：A、B", lists under either.

The subject stands in an enclosing heading, in the key itself ("二甲双胍的禁忌证"), on the line above, or is the document's. A section of
which every item was read is reported as such (``Section``), and every item that was not is a rejection that names whose list it leaves
open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Union

from kgcorpus.extract.gazetteer import Lexicon
from kgcorpus.extract.lists import Item, Need, read_item, read_list
from kgcorpus.extract.matching import Bound, Found
from kgcorpus.extract.pattern_language import Slot
from kgcorpus.extract.patterns import finder
from kgcorpus.extract.plain import key
from kgcorpus.extract.proposals import propose
from kgcorpus.extract.qualifiers import entity_need, need_of
from kgcorpus.extract.reading import Extractor
from kgcorpus.extract.sentences import PassageText, Sentence, outside_brackets, source_span
from kgcorpus.extract.subjects import Carried, carried_subject
from kgcorpus.model import Candidate, Document, Heading, Mention, Passage, Rejection, Section, Span, Value, content_id
from kgcorpus.ontology import BUILT_IN, Ontology, Predicate

if TYPE_CHECKING:
    from kgcorpus.config import Corpus

MADE_BY = "headings/1"
Record = Union[Candidate, Rejection, Section]

_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十百\d]+(?:章|节|条|部分)?[、.．)]?\s?|\([一二三四五六七八九十\d]+\)\s?|[a-z][.)]\s|[ivx]+[.)]\s|[·•▪■◆●○※★>\-–#]+\s?|[【\[〔])+(?=\D)"
)
_TAIL = re.compile(r"[\s】\]〕:。.]+$")
_KEY = re.compile(r"^(.{1,60}?)\s?:\s?")
_OF = re.compile(r"^(?:的|之|'s|\s|-|:|\()*|(?:\s(?:of|for|to|with|in)(?:\s(?:the|an?))?)$|\)$")
_MARKS = "、,;。.!"
_AFTERWARDS = re.compile(r"[\s。.;,!等]*$")
_EMPTY = re.compile(r"^(?:无|暂无|尚不明确|未见|none(?: known)?|not known|n/a|-)[。.]?$")


@dataclass(frozen=True, slots=True)
class _Topic:
    """A predicate under a heading or key with its start: the subject, or the object where the section lists subjects."""

    predicate: Predicate
    start: Carried
    inverse: bool
    mark: Span
    section: str | None


def headings(*, ontology: Ontology, lexicon: Lexicon, corpus: Corpus | None = None) -> Extractor:
    """An extractor of sections and key–value lines by ``kgc:heading``; a predicate without any is known by its label and aliases."""
    return _Reader(ontology, lexicon).read


class _Reader:
    def __init__(self, ontology: Ontology, lexicon: Lexicon) -> None:
        self.ontology = ontology
        self.finder = finder(ontology, lexicon)
        self.read_text, self.names = self.finder.read, self.finder.names
        self.finish = self.finder.finished_by(MADE_BY)
        self.keys: dict[str, list[Predicate]] = {}
        for predicate in ontology.predicates.values():
            if predicate.qualifier or predicate.id in BUILT_IN:
                continue
            texts = [t for group in predicate.headings.values() for t in group]
            for text in texts or [*predicate.labels.values(), *(a for g in predicate.aliases.values() for a in g)]:
                self.keys.setdefault(bare(key(text)), []).append(predicate)

    def read(self, document: Document, passage: Passage) -> Iterator[Record]:
        if passage.kind == "table" or not self.keys:
            return
        if passage.kind == "heading":
            line = self.read_text(document, passage.start, passage.end)
            topics = self._topics(document, line, 0, len(line.text), passage.headings, None)
            if topics:
                yield from self._section(document, passage, topics)
            return
        yield from self._lines(document, passage)

    # ------------------------------------------------------------------ what a heading or key says

    def _topics(
        self, document: Document, line: PassageText, start: int, end: int, outer: tuple[Heading, ...], above: Carried | None
    ) -> list[_Topic]:
        """The predicates that a heading or key at ``[start, end)`` of a line names, each with its start; none if it names none."""
        text = line.text[start:end]
        plainly = bare(text)
        inside = [h for h in line.hits if start <= h.start and h.end <= end and h.entities]
        out: list[_Topic] = []
        known = self.keys.get(plainly, [])
        own: Carried | None = None
        if not known and inside:
            hit = inside[0] if inside[0].start - start < end - inside[-1].end or len(inside) == 1 else inside[-1]
            rest = bare(_OF.sub("", (line.text[start : hit.start] + line.text[hit.end : end]).strip()))
            known = self.keys.get(_OF.sub("", rest).strip(), [])
            a, b = line.plain.source(hit.start, hit.end)
            own = Carried(Mention(a, b, document.text[a:b], hit.entities), source_span(document, "subject", a, b, line.passage.page))
        for predicate in known:
            begin = self._start(document, predicate, own or above, outer, given=own is not None or above is not None)
            if begin is None:
                continue
            carried, inverse = begin
            a, b = line.plain.source(start, end)
            mark = source_span(document, "trigger", a, b, line.passage.page)
            permitted = ("subjectsBySection" if inverse else "objectsBySection") in predicate.complete
            section = content_id("s", document.id, a, b, predicate.id, inverse, list(carried.mention.entities)) if permitted else None
            out.append(_Topic(predicate, carried, inverse, mark, section))
        forward = [t for t in out if not t.inverse]
        return forward or out

    def _start(
        self, document: Document, predicate: Predicate, given_start: Carried | None, outer: tuple[Heading, ...], *, given: bool
    ) -> tuple[Carried, bool] | None:
        for classes, inverse in ((predicate.domain, False), (predicate.range, True)):
            if inverse and (predicate.kind == "datatype" or not predicate.range):
                continue
            if given:
                ids = self.names.fitting(given_start.mention.entities, classes) if given_start else ()
                if given_start and ids:
                    m = given_start.mention
                    return Carried(Mention(m.start, m.end, m.text, ids), given_start.span), inverse
                continue
            found = carried_subject(document, outer, classes, self.read_text, self.names)
            if found is not None and len(found.mention.entities) == 1:
                return found, inverse
        return None

    # ------------------------------------------------------------------ sections

    def _section(self, document: Document, passage: Passage, topics: list[_Topic]) -> Iterator[Record]:
        content = [
            p
            for p in document.passages
            if p.kind in ("paragraph", "item") and p.headings and p.headings[-1].start == passage.start and p.start >= passage.end
        ]
        tables = any(p.kind == "table" and p.headings and p.headings[-1].start == passage.start for p in document.passages)
        for topic in topics:
            items = unread = 0
            records: list[Record] = []
            for part in content:
                line = self.read_text(document, part.start, part.end, part)
                for sentence in line.sentences:
                    read, missed, found = self._sentence(sentence, topic)
                    items, unread = items + read + missed, unread + missed
                    records += found
            if (len(topics) > 1 or tables) and not any(isinstance(r, Candidate) for r in records):
                continue  # another predicate's section, or a table's
            yield from records
            if topic.section and items:
                yield Section(
                    topic.section, topic.start.mention, topic.predicate.id, topic.inverse, "section", items, unread,
                    Span("context", document.id, topic.mark.start, topic.mark.end, topic.mark.quote, topic.mark.page),
                )  # fmt: skip

    # ------------------------------------------------------------------ lines "key: value"

    def _lines(self, document: Document, passage: Passage) -> Iterator[Record]:
        whole = self.read_text(document, passage.start, passage.end, passage)
        if ":" not in whole.text:
            return
        above: Carried | None = None
        for sentence in whole.sentences:
            alone = self._name_line(sentence)
            if alone is not None:
                above = alone
                continue
            found = _KEY.match(sentence.text)
            if found is None:
                continue
            line = self.read_text(document, sentence.start, sentence.end)
            topics = self._topics(document, line, 0, len(found.group(1)), passage.headings, above)
            if not topics and above is not None:
                topics = self._topics(document, line, 0, len(found.group(1)), passage.headings, None) if not self._named(above) else []
            begin = sentence.source(found.end(), len(sentence.text))[0]
            if not topics or begin >= sentence.end:
                continue
            value = whole.cut(begin, sentence.end)
            for topic in topics:
                read, missed, records = self._sentence(value, topic)
                if len(topics) > 1 and not any(isinstance(r, Candidate) for r in records):
                    continue
                yield from records
                if topic.section and read + missed:
                    yield Section(
                        topic.section, topic.start.mention, topic.predicate.id, topic.inverse, "section", read + missed, missed,
                        Span("context", document.id, topic.mark.start, topic.mark.end, topic.mark.quote, topic.mark.page),
                    )  # fmt: skip

    def _named(self, above: Carried) -> bool:
        return bool(above.mention.entities)

    def _name_line(self, sentence: Sentence) -> Carried | None:
        """The entity of a line that is nothing but its name, perhaps with other names in a bracket."""
        first = sentence.hits[0] if sentence.hits else None
        if first is None or not first.entities or len(sentence.text) > 80:
            return None
        rest = sentence.text[: first.start] + re.sub(r"\([^()]*\)", "", sentence.text[first.end :])
        if rest.strip(" :。.#*-【】[]"):
            return None
        return Carried(sentence.mention(first), sentence.span("subject", first.start, first.end))

    # ------------------------------------------------------------------ the text of a section or value

    def _sentence(self, sentence: Sentence, topic: _Topic) -> tuple[int, int, list[Record]]:
        """Items read, items not read, and records of one sentence under a heading or key."""
        predicate = topic.predicate
        if _EMPTY.match(sentence.text):
            return 0, 0, []
        need = entity_need(predicate.domain, self.ontology) if topic.inverse else need_of(predicate, self.ontology)
        if need.datum is not None:
            return self._value(sentence, topic, need)
        more: list[tuple[str, Mention | Value, Span]] = []
        body = sentence
        if keyed := _KEY.match(sentence.text):
            outcome = self._keyed(sentence, topic, keyed)
            if outcome is None:
                return 0, 1, [self._unread(sentence, topic, "condition_lost", 0, len(keyed.group(1)))]
            topic, more = outcome
            body = self._rest(sentence, keyed.end())
        read: list[Record] = []
        count = 0
        missed: list[tuple[int, int]] = []
        for start, end in pieces(body):
            records = self._piece(body, start, end, topic, need, more)
            if records is None:
                missed.append((start, end))
            else:
                count += max(1, sum(isinstance(r, (Candidate, Rejection)) for r in records))
                read += records
        if not missed:
            return count, 0, read
        prose = [r for r in self._prose(sentence, topic) if _of(r, topic)]
        candidates = [r for r in prose if isinstance(r, Candidate)]
        if candidates or not read:
            if candidates and len(prose) == len(candidates) and self._covers(sentence, candidates, need):
                return len(candidates), 0, list(prose)
            unread: Record = self._unread(sentence, topic, "unread_item", 0, len(sentence.text))
            return len(candidates), 1, [*prose, *([] if any(isinstance(r, Rejection) and r.section for r in prose) else [unread])]
        return count, len(missed), [*read, *(self._unread(body, topic, "unread_item", a, b) for a, b in missed)]

    def _rest(self, sentence: Sentence, at: int) -> Sentence:
        whole = self.read_text(sentence.document, sentence.start, sentence.end, sentence.passage)
        return whole.cut(sentence.source(at, len(sentence.text))[0], sentence.end)

    def _keyed(
        self, sentence: Sentence, topic: _Topic, keyed: re.Match[str]
    ) -> tuple[_Topic, list[tuple[str, Mention | Value, Span]]] | None:
        """What a key inside a section says: a declared qualifier's value ("常见：A、B"), another subject, or the heading again; None if
        unknown."""
        end = len(keyed.group(1))
        inside = [h for h in sentence.hits if h.entities and h.end <= end]
        if any(p.id == topic.predicate.id for p in self.keys.get(bare(keyed.group(1)), ())):
            return topic, []
        if len(inside) != 1 or (keyed.group(1)[: inside[0].start] + keyed.group(1)[inside[0].end :]).strip(" ()*"):
            return None
        hit = inside[0]
        for qualifier in topic.predicate.qualifiers:
            ids = self.names.fitting(hit.entities, self.finder.qualifiers.need(qualifier).classes)
            if ids and self.finder.qualifiers.need(qualifier).datum is None and self.ontology.predicates[qualifier].range:
                return topic, [(qualifier, sentence.mention(hit, ids), sentence.span("qualifier", hit.start, hit.end))]
        ids = self.names.fitting(hit.entities, topic.predicate.range if topic.inverse else topic.predicate.domain)
        if ids and topic.predicate.domain:
            carried = Carried(sentence.mention(hit, ids), sentence.span("object" if topic.inverse else "subject", hit.start, hit.end))
            return _Topic(topic.predicate, carried, topic.inverse, topic.mark, None), []
        return None

    def _piece(
        self, body: Sentence, start: int, end: int, topic: _Topic, need: Need, more: list[tuple[str, Mention | Value, Span]]
    ) -> list[Record] | None:
        """The records of one member of a list, or of several joined by "and"; None if it is not read to its end."""
        a, b = body.source(start, end)
        part = self.read_text(body.document, body.start, body.end, body.passage).cut(a, b)
        skips = self.finder.qualifiers.skips(part, topic.predicate.qualifiers)
        at = skips.get(0, 0)
        for stop, items, _ in read_list(part, at, need, self.names):
            last = max(skips.get(stop, stop), stop)
            if not _AFTERWARDS.match(part.text, last):
                continue
            slot = Slot("s" if topic.inverse else "o", many=True)
            out: list[Record] = []
            for item in items:
                out += self._item(part, item, slot, topic, more, alone=len(items) == 1)
            return out
        return None

    def _item(
        self, part: Sentence, item: Item, slot: Slot, topic: _Topic, more: list[tuple[str, Mention | Value, Span]], *, alone: bool
    ) -> Iterator[Record]:
        found = Found(0 if alone else item.start, len(part.text) if alone else item.end, (Bound(slot, item.start, item.end, (item,)),), ())
        yield from propose(
            self.finish,
            part,
            found,
            topic.predicate,
            carried=topic.start,
            section=topic.section,
            more=more,
            marks=(topic.mark,),
            inverse=topic.inverse,
        )

    def _value(self, sentence: Sentence, topic: _Topic, need: Need) -> tuple[int, int, list[Record]]:
        slot = Slot("o")
        if need.free:
            end = len(sentence.text.rstrip("。.; "))
            a, b = sentence.source(0, end)
            from kgcorpus.values import read_value

            literal = read_value(sentence.document.text[a:b], "xsd:string", language=sentence.language)
            items = [Item(0, end, 0, end, value=Value(a, b, sentence.document.text[a:b], literal))] if literal else []
        else:
            skips = self.finder.qualifiers.skips(sentence, topic.predicate.qualifiers)
            items = [
                i
                for i in read_item(sentence, skips.get(0, 0), need, self.names)
                if _AFTERWARDS.match(sentence.text, skips.get(i.end, i.end))
            ]
        if not items:
            return 0, 1, [self._unread(sentence, topic, "bad_value", 0, len(sentence.text))]
        found = Found(0, len(sentence.text), (Bound(slot, items[0].start, items[0].end, (items[0],)),), ())
        records = list(
            propose(self.finish, sentence, found, topic.predicate, carried=topic.start, section=topic.section, marks=(topic.mark,))
        )
        return 1, 0, records  # type: ignore[return-value]

    def _prose(self, sentence: Sentence, topic: _Topic) -> Iterator[Record]:
        """What the predicate's patterns read in the sentence, counted towards the section."""
        for record in self.finder.read_line(sentence):
            if isinstance(record, (Candidate, Rejection)) and _of(record, topic):
                yield replace(record, section=topic.section)

    def _covers(self, sentence: Sentence, candidates: list[Candidate], need: Need) -> bool:
        """Whether the candidates account for every name in the sentence that could be a member of the list."""
        read = (
            {c.object.start for c in candidates}
            | {c.subject.start for c in candidates}
            | {v.start for c in candidates for _, v in c.qualifiers}
        )
        return all(
            sentence.source(h.start, h.end)[0] in read for h in sentence.hits if h.entities and self.names.fitting(h.entities, need.classes)
        )

    def _unread(self, sentence: Sentence, topic: _Topic, reason: str, start: int, end: int) -> Rejection:
        a, b = sentence.source(start, end)
        direction = "subjects" if topic.inverse else "objects"
        about = tuple((id, topic.predicate.id, direction) for id in topic.start.mention.entities)
        page = f"page {sentence.passage.page}" if sentence.passage.page else None
        return Rejection(
            reason, sentence.document.text[a:b], sentence.document.id, a, b, page, MADE_BY, about, topic.section, topic.mark.quote
        )


def _of(record: Record, topic: _Topic) -> bool:
    """Whether a record is about the topic's predicate and start."""
    starts = set(topic.start.mention.entities)
    if isinstance(record, Candidate):
        start = record.object if topic.inverse else record.subject
        return record.predicate == topic.predicate.id and isinstance(start, Mention) and bool(starts & set(start.entities))
    return isinstance(record, Rejection) and any(p == topic.predicate.id and id in starts for id, p, _ in record.about)


def bare(text: str) -> str:
    """A heading or key without numbering, brackets of decoration and final colon.

    >>> bare("三、【禁忌证】:")
    '禁忌证'
    """
    return _NUMBERING.sub("", _TAIL.sub("", text.strip())).strip(" 【】[]〔〕*")


def pieces(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence between list marks that stand outside brackets and names."""
    text = sentence.text
    cuts = [c for c in outside_brackets(text, _MARKS) if not any(h.start <= c < h.end for h in sentence.hits)]
    cuts = [c for c in cuts if text[c] != "." or c + 1 >= len(text) or text[c + 1] == " "]
    position = 0
    for cut in [*cuts, len(text)]:
        piece = text[position:cut]
        left = len(piece) - len(piece.lstrip())
        joiner = re.match(r"(?:and|or|以及|及|和|或)\s", piece.lstrip())
        left += joiner.end() if joiner else 0
        if piece[left:].strip(" 等。."):
            yield position + left, position + len(piece.rstrip())
        position = cut + 1
