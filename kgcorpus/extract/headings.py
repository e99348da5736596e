"""Facts from headings and keys: a section "禁忌证" with its items, a line "适应症：A、B", lists under either.

The subject stands in an enclosing heading, in the key itself ("二甲双胍的禁忌证"), on the line above, or is the document's. A section of
which every item was read is reported as such (``Section``), and every item that was not is a rejection that names whose list it leaves
open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kgcorpus.extract.gazetteer import Lexicon
from kgcorpus.extract.patterns import finder
from kgcorpus.extract.plain import key
from kgcorpus.extract.reading import Extractor
from kgcorpus.extract.remarks import is_fragment
from kgcorpus.extract.section_items import KEY, Intro, Items, Record, Topic, bare, taken_back
from kgcorpus.extract.sentences import Carried, PassageText, Sentence, source_span
from kgcorpus.extract.subjects import carried_subject
from kgcorpus.model import Candidate, Document, Heading, Mention, Passage, Section, Span, content_id
from kgcorpus.ontology import BUILT_IN, Ontology, Predicate

if TYPE_CHECKING:
    from kgcorpus.config import Corpus


_OF = re.compile(r"^(?:的|之|'s|\s|-|:|\()*|(?:\s(?:of|for|to|with|in)(?:\s(?:the|an?))?)$|\)$")


def headings(*, ontology: Ontology, lexicon: Lexicon, corpus: Corpus | None = None) -> Extractor:
    """An extractor of sections and key–value lines by ``kgc:heading``; a predicate without any is known by its label and aliases."""
    return _Reader(ontology, lexicon).read


class _Reader:
    def __init__(self, ontology: Ontology, lexicon: Lexicon) -> None:
        self.ontology = ontology
        self.finder = finder(ontology, lexicon)
        self.read_text, self.names = self.finder.read, self.finder.names
        self.keys: dict[str, list[Predicate]] = {}
        for predicate in ontology.predicates.values():
            if predicate.qualifier or predicate.id in BUILT_IN:
                continue
            texts = [t for group in predicate.headings.values() for t in group]
            for text in texts or [*predicate.labels.values(), *(a for g in predicate.aliases.values() for a in g)]:
                self.keys.setdefault(bare(key(text)), []).append(predicate)

        self.items = Items(self.finder, self.keys)

    def read(self, document: Document, passage: Passage) -> Iterator[Record]:
        if passage.kind == "table" or not self.keys:
            return
        if passage.kind == "heading":
            line = self.read_text(document, passage.start, passage.end)
            topics = self._topics(document, line, 0, len(line.text), passage.headings, None)
            if topics:
                content = [
                    p
                    for p in document.passages
                    if p.kind in ("paragraph", "item") and p.headings and p.headings[-1].start == passage.start and p.start >= passage.end
                ]
                yield from self._section(document, passage, topics, content)
            return
        yield from self._lines(document, passage)
        if passage.kind == "paragraph" and (listed := _items_after(document, passage)):
            line = self.read_text(document, passage.start, passage.end, passage)
            if topics := self._topics(document, line, 0, len(line.text.rstrip(" :")), passage.headings, None):
                yield from self._section(document, passage, topics, listed)

    # ------------------------------------------------------------------ what a heading or key says

    def _topics(
        self, document: Document, line: PassageText, start: int, end: int, outer: tuple[Heading, ...], above: Carried | None
    ) -> list[Topic]:
        """The predicates that a heading or key at ``[start, end)`` of a line names, each with its start; none if it names none."""
        text = line.text[start:end]
        plainly = bare(text)
        inside = [h for h in line.hits if start <= h.start and h.end <= end and h.entities]
        out: list[Topic] = []
        unstarted: list[Topic] = []
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
            a, b = line.plain.source(start, end)
            mark = source_span(document, "trigger", a, b, line.passage.page)
            if begin is None:
                unstarted.append(Topic(predicate, None, False, mark, None))
                continue
            carried, inverse = begin
            permitted = ("subjectsBySection" if inverse else "objectsBySection") in predicate.complete
            section = content_id("s", document.id, a, b, predicate.id, inverse, list(carried.mention.entities)) if permitted else None
            out.append(Topic(predicate, carried, inverse, mark, section))
        forward = [t for t in out if not t.inverse]
        return forward or out or unstarted

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

    def _section(self, document: Document, passage: Passage, topics: list[Topic], content: list[Passage]) -> Iterator[Record]:
        tables = any(p.kind == "table" and p.headings and p.headings[-1].start == passage.start for p in document.passages)
        for topic in topics:
            items = unread = 0
            records: list[Record] = []
            intro: Intro | None = None
            for part in content:
                line = self.read_text(document, part.start, part.end, part)
                if part.kind == "paragraph":
                    intro = self.items.introduced(line.sentences[-1], topic) if line.sentences else None
                before: list[Record] = []
                for sentence in line.sentences:
                    read, missed, found = self.items.read(sentence, topic, intro if part.kind == "item" else None)
                    items, unread = items + read + missed, unread + missed
                    if missed and is_fragment(sentence.text):  # "Payslip. Only for employees."
                        before = taken_back(before, topic, sentence.text)
                    records += before
                    before = found
                records += before
            if (len(topics) > 1 or tables) and not any(isinstance(r, Candidate) for r in records):
                continue  # another predicate's section, or a table's
            yield from records
            if topic.start and topic.section and items:
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
            found = KEY.match(sentence.text)
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
                read, missed, records = self.items.read(value, topic)
                if len(topics) > 1 and not any(isinstance(r, Candidate) for r in records):
                    continue
                yield from records
                if topic.start and topic.section and read + missed:
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


_KEY_LENGTH = 60


def _items_after(document: Document, passage: Passage) -> list[Passage]:
    """The list items directly after a short paragraph that stands alone, under the same headings."""
    if passage.end - passage.start > _KEY_LENGTH:
        return []
    place = next((i for i, p in enumerate(document.passages) if p is passage or p == passage), len(document.passages))
    out: list[Passage] = []
    for part in document.passages[place + 1 :]:
        if part.kind != "item" or part.headings != passage.headings:
            break
        out.append(part)
    return out
