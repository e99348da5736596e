"""Every record of kgcorpus: the architecture, read first.

Records are immutable and know nothing of files, databases or engines. They cross the seams (extractor, check, engine, generator,
format) and are what a person sees; bulk work happens in arrays and SQL behind them. ``to_json``/``from_json`` give the public
shapes of facts, literals and evidence; keys that are empty are left out.

Offsets are characters of the text that the corpus keeps for a document, half-open: ``text[start:end] == quote``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union

import orjson

Json = Any
"""What orjson reads and writes; only used where a record meets a file."""


def digest(*parts: object) -> str:
    """Hex sha256 over the canonical JSON of the parts (sorted keys), stable over machines, hash seeds and versions of Python.

    >>> digest("a", {"y": 1, "x": 2}) == digest("a", {"x": 2, "y": 1})
    True
    """
    return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def content_id(kind: str, *parts: object) -> str:
    """An id such as ``f-3b1c…``: a letter for the kind and 20 hex digits of the digest of the parts."""
    return f"{kind}-{digest(*parts)[:20]}"


# --------------------------------------------------------------------------------------------- values


@dataclass(frozen=True, slots=True)
class Literal:
    """A value in normal form: ``value``, or an interval ``min``/``max`` (either may be open-ended, ``*_open`` excludes the bound).

    ``datatype`` is a CURIE (``xsd:decimal``, ``xsd:integer``, ``xsd:date``, ``xsd:gYear``, ``xsd:gYearMonth``, ``xsd:boolean``,
    ``xsd:string``).
    Numbers are decimal strings without exponent or trailing zeros, in ``unit``; strings are NFC.
    """

    datatype: str
    value: str | None = None
    unit: str | None = None
    lang: str | None = None
    min: str | None = None
    max: str | None = None
    min_open: bool = False
    max_open: bool = False

    @property
    def is_interval(self) -> bool:
        return self.value is None

    def to_json(self) -> dict[str, Json]:
        out: dict[str, Json] = {}
        for name in ("value", "min", "max"):
            if (text := getattr(self, name)) is not None:
                out[name] = text
        for name in ("min_open", "max_open"):
            if getattr(self, name):
                out[name] = True
        out["datatype"] = self.datatype
        if self.unit:
            out["unit"] = self.unit
        if self.lang:
            out["lang"] = self.lang
        return out

    @staticmethod
    def from_json(obj: Mapping[str, Json]) -> Literal:
        return Literal(
            datatype=obj.get("datatype", "xsd:string"),
            value=obj.get("value"),
            unit=obj.get("unit"),
            lang=obj.get("lang"),
            min=obj.get("min"),
            max=obj.get("max"),
            min_open=bool(obj.get("min_open", False)),
            max_open=bool(obj.get("max_open", False)),
        )


Term = Union[str, Literal]
"""An entity id (a CURIE in a corpus, the term itself in TSV, an IRI in RDF) or a literal."""


def term_key(term: Term) -> str:
    """One string for a term: equal terms have equal keys; entities sort before literals when the keys are compared with ``term_order``."""
    if isinstance(term, str):
        return term
    return "\x00" + orjson.dumps(term.to_json(), option=orjson.OPT_SORT_KEYS).decode()


def term_order(term: Term) -> tuple[int, str]:
    """Sort key of answers: entities, then literals, by code point."""
    if isinstance(term, str):
        return (0, term)
    return (1, term.value if term.value is not None else term_key(term))


# --------------------------------------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Source:
    """What the corpus declares about a document's origin and use. Dates are ISO, possibly partial ("2021-04").

    ``recipients`` are whom what is made of it may be given to, ``authorised_by`` who allowed it, ``authorised_until`` the last day. A
    document that is ``signed`` by a person and ``dated`` is a note: its origin is that person.
    """

    id: str
    title: Mapping[str, str] = field(default_factory=dict)
    licence: str | None = None
    uses: tuple[str, ...] = ()
    origin: str = ""
    sensitivity: str = "internal"
    language: str | None = None
    complete: bool = False
    series: str | None = None
    version: str | None = None
    supersedes: tuple[str, ...] = ()
    as_at: str | None = None
    reference: str | None = None
    recipients: tuple[str, ...] = ()
    authorised_by: str = ""
    authorised_until: str | None = None
    signed: str | None = None
    dated: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's text span; level 1 is outermost. ``start == end`` for a title that does not stand in the text."""

    text: str
    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: its span in the document's text (without padding or CSV quotes); ``ref`` is a workbook reference such as ``B7``."""

    text: str
    start: int
    end: int
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item, heading, or table of a document.

    ``kind`` is ``heading``, ``paragraph``, ``item`` or ``table``. ``headings`` is the path of enclosing headings, outermost first (for
    a heading: its
    ancestors). ``rows`` holds a table's cells, header row first; tables have no running text of their own for extractors of sentences.
    ``page`` counts from 1. ``problems`` names rows that could not be read: (row number from 1 incl. header, reason). ``breaks`` are the
    offsets at which further pages begin in it, each with its page.
    """

    document: str
    start: int
    end: int
    kind: str
    headings: tuple[Heading, ...] = ()
    page: int | None = None
    sheet: str | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()
    problems: tuple[tuple[int, str], ...] = ()
    breaks: tuple[tuple[int, int], ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page on which a place of the passage stands."""
        page = self.page
        for start, number in self.breaks:
            if start <= offset:
                page = number
        return page


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read. ``digest`` is the sha256 of the kept text (a copy is another document with the same digest).

    ``subject`` is the label of the term that the whole document is about, if it says so. ``front`` is the end offset of the front matter.
    ``identifiers`` counts those of persons in the text: a text that holds some is not shown.
    """

    id: str
    path: str
    digest: str
    text: str
    passages: tuple[Passage, ...]
    source: Source
    title: str
    language: str
    format: str
    subject: str | None = None
    front: int = 0
    identifiers: int = 0


# --------------------------------------------------------------------------------------------- facts


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text and the part it plays: ``subject``, ``object``, ``trigger``, ``qualifier`` or ``context``."""

    role: str
    document: str
    start: int
    end: int
    quote: str
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def to_json(self) -> dict[str, Json]:
        out: dict[str, Json] = {"role": self.role, "document": self.document, "start": self.start, "end": self.end, "quote": self.quote}
        for name in ("page", "sheet", "cell"):
            if (value := getattr(self, name)) is not None:
                out[name] = value
        return out

    @staticmethod
    def from_json(obj: Mapping[str, Json]) -> Span:
        return Span(
            obj["role"], obj["document"], obj["start"], obj["end"], obj.get("quote", ""), obj.get("page"), obj.get("sheet"), obj.get("cell")
        )


MODEL = "llm/"
"""How ``made_by`` of what a language model proposed begins; the model's name follows."""
LEARNED, CERTAIN, DECIDED = "learned/", "/certain", "/decided"
"""How ``made_by`` of what a trained model proposed begins, and how it ends where the model is certain (where at least 95 of 100 of what it
said of the examples that it did not see were right), or where a person had decided on it before."""
PROPOSED = (MODEL, LEARNED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One complete ground for a fact; several evidences are independent grounds. ``made_by`` is ``extractor/version``, score in 0..1."""

    spans: tuple[Span, ...]
    made_by: str = ""
    score: float = 1.0

    @property
    def proposed(self) -> bool:
        """Whether a model found it, so that it vouches for nothing until a person has read it."""
        return self.made_by.startswith(PROPOSED)

    @property
    def certain(self) -> bool:
        """Whether a trained model found it and is certain; whether that is enough is the policy's."""
        return self.made_by.startswith(LEARNED) and self.made_by.endswith(CERTAIN)

    @property
    def id(self) -> str:
        return content_id("v", [s.to_json() for s in self.spans])

    def to_json(self) -> dict[str, Json]:
        return {"id": self.id, "spans": [s.to_json() for s in self.spans], "made_by": self.made_by, "score": self.score}

    @staticmethod
    def from_json(obj: Mapping[str, Json]) -> Evidence:
        return Evidence(tuple(Span.from_json(s) for s in obj["spans"]), obj.get("made_by", ""), obj.get("score", 1.0))


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A condition or detail under which a fact holds; which of the two is declared on ``predicate`` in the ontology."""

    predicate: str
    value: Term

    def to_json(self) -> dict[str, Json]:
        if isinstance(self.value, str):
            return {"predicate": self.predicate, "id": self.value}
        return {"predicate": self.predicate, "value": self.value.to_json()}

    @staticmethod
    def from_json(obj: Mapping[str, Json]) -> Qualifier:
        return Qualifier(obj["predicate"], obj["id"] if "id" in obj else Literal.from_json(obj["value"]))


@dataclass(frozen=True, slots=True)
class Validity:
    """Half-open, each end an ISO date that may be partial ("2021", "2021-04") or absent."""

    start: str | None = None
    end: str | None = None

    def to_json(self) -> dict[str, Json]:
        return {k: v for k, v in (("from", self.start), ("to", self.end)) if v}

    @staticmethod
    def from_json(obj: Mapping[str, Json] | None) -> Validity:
        return Validity((obj or {}).get("from"), (obj or {}).get("to"))


@dataclass(frozen=True, slots=True)
class Derivation:
    """Which rule made a derived fact (``inverse``, ``symmetric``, ``subproperty``, ``transitive``) from which asserted facts (ids)."""

    rule: str
    premises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its conditions, validity, negation and evidence. The id is a digest of everything but evidence and derivation.

    >>> f = Fact("dm:metformin", "dm:treats", "dm:t2d")
    >>> f.id == Fact("dm:metformin", "dm:treats", "dm:t2d", evidence=(Evidence(()),)).id
    True
    """

    subject: str
    predicate: str
    object: Term
    qualifiers: tuple[Qualifier, ...] = ()
    valid: Validity = Validity()
    negated: bool = False
    evidence: tuple[Evidence, ...] = ()
    derived: Derivation | None = None

    @property
    def id(self) -> str:
        return content_id(
            "f",
            self.subject,
            self.predicate,
            term_key(self.object),
            sorted([q.predicate, term_key(q.value)] for q in self.qualifiers),
            self.valid.to_json(),
            self.negated,
        )

    @property
    def proposed(self) -> bool:
        """Whether it rests on the word of models alone."""
        return bool(self.evidence) and all(e.proposed for e in self.evidence)

    def to_json(self) -> dict[str, Json]:
        out: dict[str, Json] = {
            "id": self.id,
            "subject": self.subject,
            "predicate": self.predicate,
            "object": self.object if isinstance(self.object, str) else self.object.to_json(),
            "qualifiers": [q.to_json() for q in self.qualifiers],
            "valid": self.valid.to_json(),
            "negated": self.negated,
            "evidence": [e.to_json() for e in self.evidence],
        }
        if self.derived:
            out["derived"] = {"rule": self.derived.rule, "premises": list(self.derived.premises)}
        return out

    @staticmethod
    def from_json(obj: Mapping[str, Json]) -> Fact:
        derived = obj.get("derived")
        return Fact(
            obj["subject"],
            obj["predicate"],
            obj["object"] if isinstance(obj["object"], str) else Literal.from_json(obj["object"]),
            tuple(Qualifier.from_json(q) for q in obj.get("qualifiers", ())),
            Validity.from_json(obj.get("valid")),
            bool(obj.get("negated", False)),
            tuple(Evidence.from_json(e) for e in obj.get("evidence", ())),
            Derivation(derived["rule"], tuple(derived["premises"])) if derived else None,
        )


# --------------------------------------------------------------------------------------------- extraction


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: its span, and every entity that bears it (ids, sorted). Empty ``entities``: a new name, to be minted as
    ``cls``
    with ``key`` (a source's key or a template) or its own text as discriminator."""

    start: int
    end: int
    text: str
    entities: tuple[str, ...] = ()
    cls: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class NameGiven:
    """Another name that a document gives to what it has just named. ``entities`` bear the full name (ids, sorted); ``kind`` is ``short``,
    ``also`` or ``party`` (a part played in this document: 公司, 甲方), ``how`` it is known ``said``, ``letters`` or ``place``; ``held``: it
    is read so in this document. ``spans`` are those of the full name and of the other one."""

    name: str
    entities: tuple[str, ...]
    kind: str
    how: str
    held: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A literal found in a text, with its span."""

    start: int
    end: int
    text: str
    literal: Literal


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an extractor proposes: a fact whose arguments are still mentions. ``qualifiers`` pairs a qualifier predicate with a mention
    or value.

    ``spans`` are the evidence (subject, object, trigger, qualifier, context) in reading order. ``section`` is the ground that this
    candidate counts
    towards (see ``Reading``), if any.
    """

    subject: Mention
    predicate: str
    object: Mention | Value
    spans: tuple[Span, ...]
    made_by: str
    qualifiers: tuple[tuple[str, Mention | Value], ...] = ()
    valid: Validity = Validity()
    negated: bool = False
    score: float = 1.0
    section: str | None = None

    @property
    def proposed(self) -> bool:
        """Whether a model found it."""
        return self.made_by.startswith(PROPOSED)


IDENTITY = ("context", "options", "turns", "constraints")
"""Fields of a sample that are part of its identity where they exist, in the order in which they count."""


def sample_id(
    kind: str,
    lang: str,
    form: Json,
    setting: str,
    source: str | None = None,
    *,
    defect: str | None = None,
    cause: Json = None,
    **fields: Json,
) -> str:
    """The id of a sample: of its kind, language, normal form, setting, the source its question names, and, where they exist, context,
    options, turns, and the defect of its rejected answer; of a question that no form can ask, its cause."""
    extra = [[name, fields[name]] for name in IDENTITY if fields.get(name)]
    extra += [["defect", defect]] if defect else []
    extra += [["cause", cause]] if cause and form is None else []
    return content_id("s", kind, lang, form, setting, *([source] if source else []), *extra)


KINDS = (
    "qa", "count", "yesno", "definition", "value_condition", "superlative", "comparison", "aggregate", "change", "condition", "list",
    "grouped", "link", "truth", "term", "blank", "unknown", "choice", "preference", "open_book", "steps", "dialogue", "planning",
)  # fmt: skip
"""The closed list of kinds of samples (``kind``)."""

REASONS: Mapping[str, str] = {
    # documents
    "unknown_format": "ingest",
    "broken_file": "ingest",
    "encrypted": "ingest",
    "no_text": "ingest",
    "empty_file": "ingest",
    "wrong_encoding": "ingest",
    "binary_file": "ingest",
    "outside_folder": "ingest",
    "too_large": "ingest",
    "too_deep": "ingest",
    "no_source": "ingest",
    "duplicate_id": "ingest",
    "forbidden_markup": "ingest",
    "bad_front_matter": "ingest",
    "syntax_error": "ingest",
    "old_format": "ingest",
    "scanned_page": "ingest",
    "unread_table": "ingest",
    "running_head": "ingest",
    "contents_list": "ingest",
    "stray_text": "ingest",
    # extraction
    "hedged": "extract",
    "question": "extract",
    "past": "extract",
    "unknown_entity": "extract",
    "ambiguous_entity": "extract",
    "wrong_type": "extract",
    "bad_value": "extract",
    "wrong_unit": "extract",
    "no_subject": "extract",
    "condition_lost": "extract",
    "unread_item": "extract",
    "dangling_key": "extract",
    "ragged_row": "extract",
    "missing_column": "extract",
    "bad_quote": "extract",
    "unknown_predicate": "extract",
    "low_density": "extract",
    "apart": "extract",
    "bad_answer": "extract",
    "no_reply": "extract",
    "not_sent": "extract",
    "budget_used": "extract",
    "improbable": "extract",
    # verification
    "failed_check": "verify",
    "reviewed_out": "verify",
    "superseded": "verify",
    "conflict": "verify",
    "too_few_origins": "verify",
    "low_score": "verify",
    "model_only": "verify",
    "identifier": "verify",
    # samples
    "no_label": "generate",
    "no_wording": "generate",
    "bad_wording": "generate",
    "homonym": "generate",
    "ambiguous_wording": "generate",
    "not_complete": "generate",
    "pooled_union": "generate",
    "hop_not_needed": "generate",
    "too_many_answers": "generate",
    "no_answer": "generate",
    "answer_in_question": "generate",
    "undated": "generate",
    "qualifier_lost": "generate",
    "several_sources": "generate",
    "not_asked": "generate",
    "no_distractor": "generate",
    "sample_reviewed_out": "generate",
    # release
    "no_licence": "release",
    "use_not_allowed": "release",
    "not_for_recipient": "release",
    "authorisation_ended": "release",
    "identifier_in_sample": "release",
    "mixed_split": "release",
    "test_wording_in_train": "release",
    "over_budget": "release",
    "over_share": "release",
    "near_duplicate": "release",
}
"""The closed list of reasons for a rejection, with the stage that gives it."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """What a step did not pass on, and why. ``place`` is for people (``row 7``, ``B7``, ``page 3``); ``about`` names (subject,
    predicate, direction) whose
    ground it breaks, where known: direction ``objects`` or ``subjects``."""

    reason: str
    what: str
    document: str | None = None
    start: int | None = None
    end: int | None = None
    place: str | None = None
    made_by: str = ""
    about: tuple[tuple[str, str, str], ...] = ()
    section: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section or table that lists all objects (or subjects) of a start: permission comes from ontology and source, proof from having
    read each item.

    ``id`` is what candidates and rejections cite in ``section``; ``start_mention`` names the start; ``inverse`` is True when it lists
    the subjects.
    ``kind``: ``section`` or ``table``. ``items`` counts what had to be read; ``unread`` how many were not. ``span`` is the heading or
    table header.
    """

    id: str
    start_mention: Mention
    predicate: str
    inverse: bool
    kind: str
    items: int
    unread: int
    span: Span


@dataclass(frozen=True, slots=True)
class Ground:
    """Why the set of a start under a predicate in a direction is complete; ``open`` says what breaks it (empty: it holds).

    ``kind``: ``section``, ``table``, ``cardinality``, ``review``, ``listed`` (a class).
    """

    start: str
    predicate: str
    inverse: bool
    kind: str
    items: int
    open: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    review: str | None = None

    @property
    def id(self) -> str:
        # Without the quotes: a release may leave them out, and the id is the same there.
        places = [[s.document, s.start, s.end] for s in self.spans]
        return content_id("g", self.start, self.predicate, self.inverse, self.kind, places, self.review)

    def to_json(self) -> dict[str, Json]:
        out: dict[str, Json] = {
            "id": self.id,
            "start": self.start,
            "predicate": self.predicate,
            "inverse": self.inverse,
            "kind": self.kind,
            "items": self.items,
            "open": list(self.open),
            "facts": list(self.facts),
        }
        if self.review:
            out["review"] = self.review
        else:
            out["spans"] = [s.to_json() for s in self.spans]
        return out

    @staticmethod
    def from_json(obj: Mapping[str, Json]) -> Ground:
        return Ground(
            obj["start"],
            obj["predicate"],
            obj["inverse"],
            obj["kind"],
            obj["items"],
            tuple(obj["open"]),
            tuple(obj["facts"]),
            tuple(Span.from_json(s) for s in obj.get("spans", ())),
            obj.get("review"),
        )


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the graph. ``labels`` has one name a language; ``note`` (a language's short word) tells homonyms apart.
    ``spans`` name where a minted entity was introduced (empty for a term of the ontology)."""

    id: str
    classes: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    definition: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something about names that a person is to decide: that ``name`` is a name of the entity in all documents (``kind`` is ``name``), or
    that two entities are one (``same``). ``why`` is a key of ``WHY_ALIKE``; ``held``: documents are read so that say it; ``origins``
    counts the independent sources that do; ``spans`` show it."""

    kind: str
    entities: tuple[str, ...]
    name: str = ""
    why: str = ""
    held: bool = False
    origins: int = 0
    spans: tuple[Span, ...] = ()

    @property
    def id(self) -> str:
        return content_id("p", self.kind, list(self.entities), self.name)


WHY_ALIKE: Mapping[str, str] = {
    "said": "the text says so",
    "letters": "its letters agree",
    "place": "it stands in brackets after the name",
    "spelling": "the names differ in spacing, marks or accents only",
    "vocabulary": "the names are the same in another region's words",
    "legal_form": "the names differ in the legal form only",
    "initials": "one name has initials for the other's given names",
    "transliteration": "the names sound alike",
    "introduced": "a document gives one the other's name",
}
"""Why two names may be of one thing."""


# --------------------------------------------------------------------------------------------- verification

SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says about a record: ``code`` is the check's name, ``about`` the record's id, ``others`` the records it clashes with."""

    code: str
    severity: str
    about: str
    message: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A decision of a person, one line of ``reviews.jsonl``: ``on`` is a fact id, or a quote with predicate (found again after a rebuild).

    ``decision``: ``accept``, ``reject``, ``correct``, ``complete`` (signs a list), ``ask``, ``grouped``, ``never`` (a shape), ``drawn``
    (a random sample for reading), ``unclear`` (read, and the reader could not tell), ``withdraw`` (takes back what this person decided).
    """

    who: str
    when: str
    decision: str
    on: Mapping[str, Json]
    why: str = ""
    value: Json = None

    @property
    def id(self) -> str:
        return content_id("r", self.who, self.when, self.decision, dict(self.on), self.why, self.value)


VERDICTS = ("accepted", "pending", "rejected")
