"""Entities that headings introduce (the articles of a statute, the steps of a procedure), and the facts that the order of headings states.

A class says by ``kgc:headingPattern`` which headings introduce a member and by ``kgc:headingName`` how it is called outside its document;
inside it the heading's text is its name. A predicate that says ``kgc:outline`` links such a member to the entity of an enclosing heading
or of the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kgcorpus.extract.gazetteer import Lexicon, lexicon, writer
from kgcorpus.extract.lists import Names
from kgcorpus.extract.plain import plain
from kgcorpus.extract.proposals import in_order
from kgcorpus.extract.reading import Extractor
from kgcorpus.extract.sentences import reader, source_span
from kgcorpus.extract.subjects import carried_subject
from kgcorpus.identity import named_id
from kgcorpus.model import Candidate, Document, Entity, Mention, Passage, Rejection, Section

if TYPE_CHECKING:
    from kgcorpus.config import Corpus
    from kgcorpus.ontology import Ontology

MADE_BY = "outline/1"


def introduced(ontology: Ontology, documents: Iterable[Document]) -> list[Entity]:
    """The members that the headings of documents introduce, each named in its document's language, with the heading's span."""
    member = _members(ontology, lexicon(ontology))
    return [found for d in documents for p in d.passages if p.kind == "heading" and (found := member(d, p))]


def outline(*, ontology: Ontology, lexicon: Lexicon, corpus: Corpus | None = None) -> Extractor:
    """An extractor of headings by ``kgc:outline``: the member that a heading introduces is the subject."""
    predicates = [p for p in ontology.predicates.values() if p.outline and p.kind == "object"]
    names, read, member = Names(ontology, dict(lexicon.classes)), reader(lexicon), _members(ontology, lexicon)

    def extract(document: Document, passage: Passage) -> Iterator[Candidate | Rejection | Section]:
        found = member(document, passage) if predicates and passage.kind == "heading" else None
        if found is None:
            return
        a, b = passage.start, passage.end
        subject = Mention(a, b, document.text[a:b], (found.id,))
        for predicate in predicates:
            if not ontology.fits(found.classes, predicate.domain):
                continue
            outer = carried_subject(document, passage.headings, predicate.range, read, names)
            if outer is not None and len(outer.mention.entities) == 1:
                c = outer.span
                spans = (source_span(document, "subject", a, b, passage.page), source_span(document, "object", c.start, c.end, c.page))
                yield Candidate(subject, predicate.id, outer.mention, in_order(spans), MADE_BY)

    return extract


def _members(ontology: Ontology, names: Lexicon) -> Callable[[Document, Passage], Entity | None]:
    """A function from a heading to the member that it introduces, if it does."""
    classes = [c for c in ontology.classes.values() if c.heading_pattern]
    titles: dict[str, str] = {}

    def member(document: Document, passage: Passage) -> Entity | None:
        text = document.text[passage.start : passage.end].strip()
        for cls in classes:
            pattern = cls.heading_pattern.get(document.language)
            if pattern is None or not re.fullmatch(pattern, text):
                continue
            title = titles.get(document.id)
            if title is None:
                title = titles[document.id] = _title(document, ontology, names)
            name = cls.heading_name.get(document.language, "{heading}").replace("{title}", title).replace("{heading}", text)
            span = source_span(document, "context", passage.start, passage.end, passage.page)
            return Entity(named_id(cls.id, name), (cls.id,), {document.language: name}, spans=(span,))
        return None

    return member


def _title(document: Document, ontology: Ontology, names: Lexicon) -> str:
    """The label of the term that the document's subject or title names (the longest name in it); the title itself where it names none."""
    for text in (document.subject, document.title):
        read = plain(text or "", 0, len(text or ""))
        hits = [h for h in names.find(read.text, writer(text or "", read)) if len(h.entities) == 1]
        if hits:
            longest = max(hits, key=lambda h: (h.end - h.start, -h.start))
            return ontology.label(longest.entities[0], document.language) or document.title
    return document.title


__all__ = ["introduced", "outline"]
