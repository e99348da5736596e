"""What extraction consults of an ontology, in pieces, and which words a document must hold to consult a piece.

A document's facts depend on a term only where a name of it stands in the text, on a predicate only where a phrase, trigger or heading of it
does, on the name of a class only where that name does. So a change of the ontology concerns the documents in which an old or new form of
something changed occurs, and no others. Tables look names up by keys and by whole cells: they depend on everything (``Consulted.tables``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kgcorpus.extract.anaphors import Nouns
from kgcorpus.extract.entries import Entry, entries
from kgcorpus.extract.gazetteer import forms_of, in_a_word
from kgcorpus.extract.introduced import introduced
from kgcorpus.extract.lists import words_of_class
from kgcorpus.extract.plain import key, plain
from kgcorpus.extract.section_items import bare
from kgcorpus.model import Document, Entity, digest
from kgcorpus.ontology import BUILT_IN, Ontology, Predicate

if TYPE_CHECKING:
    from kgcorpus.model import Json

BY_WORDS = frozenset({"tables", "triples", "headings", "outline", "patterns", "definitions", "llm", "learned"})
"""The extractors of which this holds (``llm`` works only on documents about which a model answered: those depend on everything, as all
documents do where a trained model reads them). Where another is at work, every document is extracted again after every change of the
ontology."""

_READ = ("phrase", "statement", "negation", "condition", "select")
"""The wording properties that extraction reads."""


def as_read(ontology: Ontology) -> Ontology:
    """The ontology without what extraction has no use for: how questions are asked, what is counted, what excludes what.

    Extractors are given this one, so that nothing they find can depend on the rest.
    """
    classes = {
        id: replace(c, disjoint=(), measure="个", question_word={}, name_article=None, name_quote={}, listed=False, definition={})
        for id, c in ontology.classes.items()
    }
    predicates = {id: _predicate_as_read(p) for id, p in ontology.predicates.items()}
    entities = {id: replace(e, definition={}) for id, e in ontology.entities.items()}
    return Ontology(ontology.prefixes, classes, predicates, entities, ontology.conversions)


def _predicate_as_read(predicate: Predicate) -> Predicate:
    wording = {}
    for name in _READ:
        # Where the condition was derived, what it is selected by counts as derived too.
        said = "condition" if name == "select" else name
        texts = {
            lang: t
            for lang, t in predicate.wording.get(name, {}).items()
            if not {(name, lang), (said, lang)} & predicate.derived_wording
        }  # fmt: skip
        if texts:
            wording[name] = texts
    return Predicate(
        predicate.id, predicate.kind, predicate.labels, predicate.aliases, predicate.domain, predicate.range, predicate.datatype,
        unit=predicate.unit, conversions=predicate.conversions, changing=predicate.changing, complete=predicate.complete,
        qualifiers=predicate.qualifiers, qualifier=predicate.qualifier, headings=predicate.headings, patterns=predicate.patterns,
        triggers=predicate.triggers, inverse_triggers=predicate.inverse_triggers, wording=wording, outline=predicate.outline,
        definition=predicate.definition,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that may be consulted: the digest of what it says, and where it can matter.

    It matters in documents that hold one of ``names`` (in plain form; as a whole word, in any variant), of ``words`` (plain text), or of
    ``keys`` (plain text that a name may part: "metformin side effects", "side effects of"); in ``documents``; or ``everywhere``. A
    ``pair`` of domain and range matters where a member of the range is named. What is ``shortened`` matters only in documents that
    introduce names of their own ("type 2 diabetes (T2D)").
    """

    digest: str
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    everywhere: bool = False
    classes: tuple[str, ...] = ()
    pair: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class Consulted:
    """Everything that extraction may consult. ``above`` has the superclasses of each class, ``headed`` the documents whose headings
    introduce entities, ``tables`` the digest of all that tables may look up."""

    pieces: Mapping[str, Piece] = field(default_factory=dict)
    above: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headed: tuple[str, ...] = ()
    tables: str = ""


def consulted(ontology: Ontology, named: Iterable[Entity] = (), *, names_only: bool = False) -> Consulted:
    """The pieces of an ontology (as ``as_read`` gives it) and of the entities that documents name. ``names_only``: what looking for names
    consults, no more."""
    named = tuple(named)
    if names_only:
        return Consulted(dict(_of_names(ontology, named)))
    above = {id: tuple(sorted(ontology.ancestors(id))) for id in ontology.classes}
    heading_classes = {c.id for c in ontology.classes.values() if c.heading_pattern}
    pieces = dict(_of_entities(ontology, named, heading_classes))
    members = {up for piece in pieces.values() for c in piece.classes for up in above.get(c, (c,))}
    headed = tuple(sorted({d for piece in pieces.values() for d in piece.documents}))
    pieces |= dict(_of_names(ontology, named))
    pieces |= _of_classes(ontology, members)
    pieces |= _of_predicates(ontology, headed)
    whole = digest(
        {id: piece.digest for id, piece in pieces.items()}, _said(ontology.prefixes), _said(list(ontology.entities.values())), _said(named),
        _said(list(ontology.predicates.values())), _said(list(ontology.classes.values())),
    )  # fmt: skip
    return Consulted(pieces, above, headed, whole)


def _said(value: Any) -> Json:
    """A record as plain JSON, the same in every run."""
    if is_dataclass(value) and not isinstance(value, type):
        return [_said(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, Mapping):
        return [[k, _said(v)] for k, v in value.items()]
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (list, tuple)):
        return [_said(v) for v in value]
    return str(value) if isinstance(value, Decimal) else value


# ----------------------------------------------------------------------------------------------------- terms and classes


def _names(record: Entity | Predicate) -> list[str]:
    hidden = record.hidden if isinstance(record, Entity) else ()
    return [*record.labels.values(), *(a for group in record.aliases.values() for a in group), *hidden]


def _plain_names(record: Entity | Predicate) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for name in _names(record) if (form := key(name).strip())))


def _of_names(ontology: Ontology, named: Iterable[Entity]) -> Iterator[tuple[str, Piece]]:
    """What bears each name: entities, and properties that qualify facts; and whether it is only written in capitals."""
    records: list[Entity | Predicate] = [*ontology.entities.values(), *named, *(p for p in ontology.predicates.values() if p.qualifier)]
    bearers: dict[str, set[str]] = {}
    small: set[str] = set()
    for record in records:
        for name in _names(record):
            form = key(name).strip()
            bearers.setdefault(form, set()).add(f"{type(record).__name__} {record.id}")
            if not name.strip().isupper():
                small.add(form)
    for form, ids in bearers.items():
        yield f"name {form}", Piece(digest(sorted(ids), form in small), (form,))
    borne: dict[str, list[str]] = {}
    for form, ids in bearers.items():
        for id in ids:
            borne.setdefault(id, []).append(form)
    for id, forms in borne.items():
        yield f"names {id}", Piece(digest(sorted(forms)), tuple(sorted(forms)), shortened=True)


def _of_entities(ontology: Ontology, named: Iterable[Entity], headed: set[str]) -> Iterator[tuple[str, Piece]]:
    """What is known of each entity but what it is called; its label counts where titles may be made of it."""
    records: dict[str, list[Entity]] = {}
    for entity in (*ontology.entities.values(), *named):
        records.setdefault(entity.id, []).append(entity)
    for id, own in records.items():
        classes = tuple(dict.fromkeys(c for e in own for c in e.classes))
        headings = [(s.document, key(s.quote).strip()) for e in own if headed.intersection(e.classes) for s in e.spans]
        said = [[_said(e.labels) if headed else None, _said(e.note)] for e in own]
        above = sorted({up for c in classes for up in ontology.ancestors(c)})
        names = tuple(dict.fromkeys(form for e in own for form in _plain_names(e)))
        documents = tuple(sorted({d for d, _ in headings}))
        yield f"term {id}", Piece(digest(said, classes, above, headings), names, documents=documents, classes=classes)


def _of_classes(ontology: Ontology, members: set[str]) -> dict[str, Piece]:
    """What classes are called, as it stands after a name ("双底形态") or for one ("该药物"). A class without members changes nothing."""
    nouns = Nouns(ontology)
    out = {
        f"noun {word}": Piece(digest([c for c in ids if c in members], word in nouns.plurals), words=(word,))
        for word, ids in nouns.classes.items()
    }
    bearers: dict[str, list[str]] = {}
    for cls in ontology.classes.values():
        if cls.id in members:
            for word in words_of_class(cls):
                bearers.setdefault(word, []).append(cls.id)
    return out | {f"word {word}": Piece(digest(sorted(ids)), words=(word,)) for word, ids in bearers.items() if word}


# ----------------------------------------------------------------------------------------------------- predicates


def _of_predicates(ontology: Ontology, headed: tuple[str, ...]) -> dict[str, Piece]:
    made: dict[str, list[Entry]] = {}
    for entry in entries(ontology):
        made.setdefault(entry.predicate.id, []).append(entry)
    out: dict[str, Piece] = {}
    for predicate in ontology.predicates.values():
        if predicate.qualifier:
            continue  # read where a predicate that takes it is
        if predicate.kind == "object" and predicate.domain and predicate.range:
            pair = (predicate.domain, predicate.range)
            out[f"pair {digest(pair)}"] = Piece("", pair=pair)
        if predicate.outline and predicate.kind == "object":
            out[f"outline {predicate.id}"] = Piece(digest(predicate.domain, predicate.range), documents=headed)
        if predicate.id not in BUILT_IN:
            out[f"predicate {predicate.id}"] = _of_predicate(predicate, made.get(predicate.id, []), ontology)
    return out


def _of_predicate(predicate: Predicate, made: list[Entry], ontology: Ontology) -> Piece:
    slots = [slot for entry in made for slot in entry.whole.pattern.slots()]
    terms = sorted({slot.term for slot in slots if slot.term})
    qualifiers = [ontology.predicates[q] for q in dict.fromkeys((*predicate.qualifiers, *terms)) if q in ontology.predicates]
    classes = sorted(
        {c for p in (predicate, *qualifiers) for c in (*p.domain, *p.range)} | {t for t in terms if t not in ontology.predicates}
    )
    units = {q.id: [o.id for o in ontology.predicates.values() if o.qualifier and q.unit and o.unit == q.unit] for q in qualifiers}
    said = digest(
        [_said(p) for p in (predicate, *qualifiers)],
        [c for c in classes if c in ontology.classes and ontology.classes[c].mintable],
        sorted({c for cls in predicate.domain for c in _called(ontology, cls)}),
        units,
        _said(ontology.conversions) if any(p.kind == "datatype" and not p.conversions for p in (predicate, *qualifiers)) else None,
    )
    anchors = sorted({anchor for entry in made for anchor in entry.whole.pattern.anchors})
    headings = [t for group in predicate.headings.values() for t in group]
    keys = sorted({bare(key(text)) for text in headings or _names(predicate)})
    everywhere = any(not entry.whole.pattern.anchors for entry in made)
    return Piece(said, words=tuple(anchors), keys=tuple(k for k in keys if k), everywhere=everywhere)


def _called(ontology: Ontology, cls: str) -> Iterator[str]:
    """What the members of a class are called where they are not named: the labels and aliases of it and its subclasses."""
    for below in ontology.descendants(cls):
        if found := ontology.classes.get(below):
            yield from found.labels.values()
            yield from (a for group in found.aliases.values() for a in group)


# ----------------------------------------------------------------------------------------------------- what changed


@dataclass(eq=False)
class Changes:
    """The forms, old and new, of everything that differs between two states of what is consulted."""

    names: set[str] = field(default_factory=set)
    shortened: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    everywhere: bool = False
    tables: bool = False

    def __bool__(self) -> bool:
        return bool(self.names or self.shortened or self.words or self.keys or self.documents or self.everywhere or self.tables)

    @cached_property
    def _automaton(self) -> tuple[Any, list[str]]:
        from ahocorasick_rs import AhoCorasick

        marks = sorted(self.names | self.shortened | self.words)
        return (AhoCorasick(marks) if marks else None), marks

    def concern(self, document: str, read: str, *, introduces: bool = False) -> bool:
        """Whether the facts of a document may differ; ``read`` is what ``text_read`` gives of it, ``introduces`` what ``introduces_names``
        does."""
        if self.everywhere or document in self.documents:
            return True
        automaton, marks = self._automaton
        for index, start, end in automaton.find_matches_as_indexes(read, overlapping=True) if automaton else ():
            mark = marks[index]
            if mark in self.words:
                return True
            if (mark in self.names or introduces) and not in_a_word(read, start, end):
                return True
        return any(_holds(read, k) for k in self.keys)


def changes(old: Consulted, new: Consulted) -> Changes:
    """What differs between two states."""
    out = Changes(tables=old.tables != new.tables)
    for id in sorted({*old.pieces, *new.pieces}):
        pieces = old.pieces.get(id), new.pieces.get(id)
        if pieces[0] is not None and pieces[1] is not None and pieces[0].digest == pieces[1].digest:
            continue
        for state, piece in zip((old, new), pieces, strict=True):
            if piece is None:
                continue
            (out.shortened if piece.shortened else out.names).update(form for name in piece.names for form in forms_of(name))
            out.words.update(w for w in piece.words if w)
            out.keys.update(piece.keys)
            out.documents.update(piece.documents)
            out.everywhere = out.everywhere or piece.everywhere
            if piece.pair is not None:
                out.names.update(form for name in _named_by_range(state, *piece.pair) for form in forms_of(name))
    return out


def _named_by_range(state: Consulted, domain: tuple[str, ...], range: tuple[str, ...]) -> Iterator[str]:
    """The names of what is of a range and not of the domain."""
    for piece in state.pieces.values():
        if piece.classes:
            above = {up for c in piece.classes for up in state.above.get(c, (c,))}
            if above.intersection(range) and not above.intersection(domain):
                yield from piece.names


def _holds(text: str, sought: str) -> bool:
    """Whether a text holds a heading's words in one piece or in two, with a name between them."""
    if sought in text:
        return True
    for cut in range(1, len(sought)):
        at = text.find(sought[:cut])
        if at < 0:
            return False
        if text.find(sought[cut:], at + cut) >= 0:
            return True
    return False


def introduces_names(document: Document) -> bool:
    """Whether a document may introduce names of its own for what is known."""
    prose = ((max(p.start, document.front), p.end) for p in document.passages if p.kind != "table")
    return any(True for a, b in prose for _ in introduced(document.text, a, b))


def text_read(document: Document) -> str:
    """The plain texts that extractors look for names and phrases in: of every passage but tables, of the title and the subject."""
    parts = [plain(document.text, p.start, p.end).text for p in document.passages if p.kind != "table"]
    return "\n".join([key(document.title), key(document.subject or ""), *parts])
