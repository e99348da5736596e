"""The ontology an expert curates: classes, predicates, terms, constraints and how things are said; read from Turtle (OWL, SKOS, SHACL).

``load`` reads a folder or file into an ``Ontology``; what the files leave out about wording is derived from labels, so that a plain OWL
ontology works too. Nothing is fetched: ``owl:imports`` is ignored (``lint`` says so). All ids are CURIEs by the declared prefixes, or IRIs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import OntologyError
from .model import Entity
from .ontology_wording import derive_wording
from .rdf import PREFIXES, id_iri, iri_id

if TYPE_CHECKING:
    from .ontology_lint import Problem

Texts = Mapping[str, tuple[str, ...]]
"""Texts by language, in the order of the file: the first is preferred."""

WORDING = (
    "phrase", "inversePhrase", "objectClause", "statement", "negation", "question", "inverseQuestion", "sibling", "inverseSibling",
    "absent", "condition", "select", "each", "comparative",
)  # fmt: skip
"""Local names of the wording properties, as keys of ``Predicate.wording``."""

GROUNDS = ("objectsBySection", "objectsByTable", "subjectsBySection", "subjectsByTable")
"""What ``kgc:complete`` may say."""

ROLES = (
    "stepOf", "hasStep", "stepNumber", "precedes", "instruction", "action", "uses", "amount", "setting", "requires", "yields",
    "kindOf", "contains", "substituteFor", "replacedBy", "ratio", "prohibits", "advisesAgainst", "limits",
)  # fmt: skip
"""What ``kgc:role`` may say: the part that a predicate plays in procedures and in what constrains them (see ``procedures``)."""

THING = "owl:Thing"


@dataclass(frozen=True, slots=True)
class Conversion:
    """A rule of the ontology: value in ``source`` × factor + offset = value in ``target``."""

    source: str
    target: str
    factor: Decimal
    offset: Decimal = Decimal(0)
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class OntClass:
    """A class. ``labels`` as written; ``nouns`` is the head noun for sentences (camelCase taken apart), ``plural`` its English plural.

    ``measure``, ``question_word``, ``name_article`` and ``name_quote`` are inherited from the nearest superclass that has them.
    A heading that is ``heading_pattern`` (a regular expression) from end to end introduces a member named by ``heading_name``.
    """

    id: str
    labels: Mapping[str, str] = field(default_factory=dict)
    aliases: Texts = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    disjoint: tuple[str, ...] = ()
    nouns: Mapping[str, str] = field(default_factory=dict)
    plural: str | None = None
    measure: str = "个"
    question_word: Mapping[str, str] = field(default_factory=dict)
    name_article: str | None = None
    name_quote: Mapping[str, str] = field(default_factory=dict)
    listed: bool = False
    mintable: bool = False
    heading_pattern: Mapping[str, str] = field(default_factory=dict)
    heading_name: Mapping[str, str] = field(default_factory=dict)
    definition: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate, or a property that qualifies facts (``qualifier`` says which kind).

    ``domain`` and ``range`` list alternatives; empty means anything. ``max_count`` holds for every subject; ``class_max_counts`` for
    members of a class; ``max_subjects`` limits the subjects of one object. ``wording`` has templates by name (see ``WORDING``) and
    language; a name and language in ``derived_wording`` was made from the label. An empty template ("") says that the position has no
    idiomatic wording. ``filters`` says whether it may narrow a question about something else (None: not said); ``additive`` that its
    values add up to something (the minutes of the steps of a recipe), so that sums are asked.
    ``role`` is one of ``ROLES``, or None.
    """

    id: str
    kind: str = "object"
    labels: Mapping[str, str] = field(default_factory=dict)
    aliases: Texts = field(default_factory=dict)
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    datatype: str | None = None
    parents: tuple[str, ...] = ()
    inverse_of: str | None = None
    functional: bool = False
    inverse_functional: bool = False
    symmetric: bool = False
    asymmetric: bool = False
    irreflexive: bool = False
    transitive: bool = False
    max_count: int | None = None
    class_max_counts: tuple[tuple[str, int], ...] = ()
    max_subjects: int | None = None
    unit: str | None = None
    conversions: tuple[Conversion, ...] = ()
    changing: bool = False
    complete: frozenset[str] = frozenset()
    qualifiers: tuple[str, ...] = ()
    qualifier: str | None = None
    headings: Texts = field(default_factory=dict)
    patterns: Texts = field(default_factory=dict)
    triggers: Texts = field(default_factory=dict)
    inverse_triggers: Texts = field(default_factory=dict)
    wording: Mapping[str, Texts] = field(default_factory=dict)
    derived_wording: frozenset[tuple[str, str]] = frozenset()
    display: bool = True
    filters: bool | None = None
    additive: bool = False
    outline: bool = False
    role: str | None = None
    definition: Mapping[str, str] = field(default_factory=dict)

    def templates(self, name: str, lang: str) -> tuple[str, ...]:
        """The templates of a wording property in a language, preferred first; none where it is missing or declared empty."""
        return tuple(t for t in self.wording.get(name, {}).get(lang, ()) if t)

    @property
    def single(self) -> bool:
        """Whether one object at a time is expected, so that a question asks for one."""
        return self.functional or self.max_count == 1


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything the ontology says, by CURIE. ``shapes_ttl`` is its SHACL part as N-Triples; ``digest`` covers the bytes of its files.
    ``relative`` has the terms whose meaning depends on the subject they are said of."""

    prefixes: Mapping[str, str] = field(default_factory=lambda: dict(PREFIXES))
    classes: Mapping[str, OntClass] = field(default_factory=dict)
    predicates: Mapping[str, Predicate] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    conversions: tuple[Conversion, ...] = ()
    shapes_ttl: str = ""
    digest: str = ""
    relative: frozenset[str] = frozenset()
    _up: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False, init=False)
    _down: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False, init=False)
    _apart: set[tuple[str, str]] = field(default_factory=set, repr=False, compare=False, init=False)
    _above: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False, init=False)

    def __post_init__(self) -> None:
        self._up.update(_closure({c.id: c.parents for c in self.classes.values()}))
        down: dict[str, set[str]] = {}
        for cls, above in self._up.items():
            for parent in above:
                down.setdefault(parent, set()).add(cls)
        self._down.update({cls: frozenset(below) for cls, below in down.items()})
        self._above.update(_closure({p.id: p.parents for p in self.predicates.values()}))
        self._apart.update(pair for c in self.classes.values() for other in c.disjoint for pair in ((c.id, other), (other, c.id)))

    def ancestors(self, cls: str) -> frozenset[str]:
        """The class and all its superclasses."""
        return self._up.get(cls) or frozenset((cls,))

    def descendants(self, cls: str) -> frozenset[str]:
        """The class and all its subclasses."""
        return self._down.get(cls) or frozenset((cls,))

    def superpredicates(self, predicate: str) -> frozenset[str]:
        """The predicate and all that it is a subproperty of."""
        return self._above.get(predicate) or frozenset((predicate,))

    def is_a(self, classes: Iterable[str], cls: str) -> bool:
        """Whether an entity of these classes is certainly a member of ``cls``."""
        return cls == THING or any(cls in self.ancestors(c) for c in classes)

    def disjoint(self, a: str, b: str) -> bool:
        """Whether nothing can be a member of both, by declaration on the classes or their superclasses."""
        return any((x, y) in self._apart for x in self.ancestors(a) for y in self.ancestors(b))

    def compact(self, iri: str) -> str:
        """The id of an IRI: a CURIE where a prefix fits, else the IRI."""
        return iri_id(iri, self.prefixes)

    def expand(self, curie: str) -> str:
        """The IRI of an id."""
        return id_iri(curie, self.prefixes)

    def label(self, id: str, lang: str) -> str | None:
        """The name of a term, class or predicate in a language, if it has one there."""
        found = self.entities.get(id) or self.classes.get(id) or self.predicates.get(id)
        return found.labels.get(lang) if found else None

    def noun(self, cls: str, lang: str, *, many: bool = False) -> str | None:
        """The head noun of a class in a sentence; ``many`` gives the English plural."""
        found = self.classes.get(cls)
        if found is None:
            return None
        return found.plural if many and lang == "en" and found.plural else found.nouns.get(lang)

    def fits(self, classes: Iterable[str], alternatives: tuple[str, ...]) -> bool:
        """Whether an entity of these classes is certainly a member of one of the alternatives (none: of anything)."""
        classes = tuple(classes)
        return not alternatives or any(self.is_a(classes, c) for c in alternatives)


def _closure(parents: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Each key with everything above it, itself included; cycles are walked once."""
    out: dict[str, frozenset[str]] = {}
    for start in parents:
        seen = {start}
        todo = [start]
        while todo:
            for parent in parents.get(todo.pop(), ()):
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
        out[start] = frozenset(seen)
    return out


def _built_in() -> dict[str, Predicate]:
    """Predicates that every corpus has: class membership, definitions, names."""
    none = {"zh": ("",), "en": ("",)}
    unsaid = {"inverseQuestion": none, "sibling": none, "inverseSibling": none}

    def said(zh: str, en: str) -> Texts:
        return {"zh": tuple(zh.split("|")), "en": tuple(en.split("/"))}

    kind = Predicate(
        "rdf:type",
        labels={"zh": "类型", "en": "type"},
        wording={
            "phrase": none,
            "inversePhrase": said("属于{o}的{c}", "{c} classed as {o}"),
            "statement": said("{s}属于{o}", "{s} [is|are] classed as {o}"),
            "negation": said("{s}不属于{o}", "{s} [is|are] not classed as {o}"),
            "question": said("{s}属于哪一类？", "How [is|are] {s} classed?"),
            **unsaid,
        },
    )
    definition = Predicate(
        "skos:definition",
        kind="datatype",
        datatype="xsd:string",
        labels={"zh": "定义", "en": "definition"},
        wording={
            "phrase": said("{s}的定义", "[definition|definitions] of {s}"),
            "inversePhrase": none,
            "statement": said("{s}是指{o}", "{s} [is|are] {o}"),
            "negation": none,
            "question": said("什么是{s}？", "What [is|are] {s}?"),
            **unsaid,
        },
    )
    name = Predicate(
        "rdfs:label",
        kind="datatype",
        datatype="xsd:string",
        labels={"zh": "名称", "en": "name"},
        display=False,
        wording={"phrase": said("{s}的名称", "[name|names] of {s}"), "statement": said("{s}的名称是{o}", "the name of {s} is {o}")},
    )
    other_name = Predicate(
        "skos:altLabel",
        kind="datatype",
        datatype="xsd:string",
        labels={"zh": "别名", "en": "other name"},
        display=False,
        wording={
            "phrase": said("{s}的别名", "[other name|other names] of {s}"),
            "statement": said("{s}又称{o}", "{s} [is|are] also called {o}"),
        },
    )
    return {p.id: p for p in (kind, definition, name, other_name)}


BUILT_IN: Mapping[str, Predicate] = _built_in()


def ontology_files(path: Path) -> list[Path]:
    """The files of an ontology in the order read: the one file, or all RDF files of the folder by name (no subfolders, no hidden files)."""
    if path.is_dir():
        found = sorted(
            (p for p in path.iterdir() if p.suffix.lower() in (".ttl", ".owl", ".rdf", ".xml", ".nt") and p.name[0] != "."),
            key=lambda p: p.name,
        )
        if not found:
            raise OntologyError(str(path), "no ontology files", "*.ttl files in the folder", "put the Turtle files there, or name the file")
        return found
    if not path.exists():
        raise OntologyError(str(path), "no such file or folder", "a folder of *.ttl files or one file", "check the path")
    return [path]


def load(path: Path) -> Ontology:
    """The ontology of a folder (all its RDF files) or of one file, with derived wording.

    Raises ``OntologyError`` for unreadable files and syntax errors (all files are tried); what is readable but wrong is for ``lint``.
    """
    return load_files(ontology_files(path))


def lint(path: Path) -> list[Problem]:
    """All problems of an ontology at once (see ``ontology_lint``)."""
    from .ontology_lint import lint

    return lint(path)


def load_files(files: Iterable[Path]) -> Ontology:
    """The ontology of these files together."""
    from .ontology_reading import read

    ontology = read(files)
    predicates: dict[str, Predicate] = {}
    for id, predicate in ontology.predicates.items():
        derived = derive_wording(predicate, ontology)
        wording = {name: dict(predicate.wording.get(name, {})) for name in WORDING if name in predicate.wording or name in derived}
        made: set[tuple[str, str]] = set()
        for name, texts in derived.items():
            for lang, templates in texts.items():
                if lang not in wording[name]:
                    wording[name][lang] = templates
                    made.add((name, lang))
        predicates[id] = replace(predicate, wording=wording, derived_wording=frozenset(made))
    return replace(ontology, predicates=predicates)
