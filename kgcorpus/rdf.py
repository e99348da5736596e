"""Records to RDF and back: the graph file of a release, and reading RDF files safely. PROV-O evidence is in ``rdf_exchange``.

**graph.nt** (N-Triples, lines sorted by code point, no blank nodes). Prefixes below: ``kgc:`` https://w3id.org/kgcorpus/ns#; ``xsd:``,
``rdf:``, ``rdfs:``, ``skos:`` as usual. CURIEs of facts are written as the IRIs that the ontology's prefixes give (``Ontology.expand``); an
id without declared prefix is taken for an IRI or, if it is none, becomes ``urn:kgcorpus:id:`` + its percent-encoded text.

1. *Plain lines* ``S P O .`` — only for facts that are not negated, have no qualifier that is a condition, and are certainly valid on the
   corpus date (an undated fact is; an undated fact of a ``kgc:changing`` predicate is not).
2. *Fact nodes* — every fact, derived ones too: F = ``<urn:kgcorpus:fact:ID>`` with

   ===================== ========================================================================================================
   ``rdf:type``          ``kgc:Fact``
   ``kgc:subject``       S (IRI)
   ``kgc:predicate``     P (IRI)
   ``kgc:object``        O, the same term as in the plain line
   ``kgc:negated``       ``"true"`` or ``"false"``, xsd:boolean, always present
   ``kgc:conditional``   xsd:boolean, always present: whether any qualifier is a condition
   ``kgc:dated``         xsd:boolean, always present: ``false`` only for an undated fact of a changing predicate (not to be walked)
   ``kgc:validFrom``     xsd:date, first day on which the fact certainly holds (absent: no start)
   ``kgc:validTo``       xsd:date, exclusive: first day on which it no longer certainly holds (absent: no end)
   ``kgc:possibleFrom``  xsd:date, first day on which it may hold; present only where it differs from validFrom (a partial date)
   ``kgc:possibleTo``    xsd:date, exclusive; present only where it differs from validTo
   ``kgc:from``          the start as recorded, possibly partial ("2021"), a plain string; ``kgc:to`` likewise
   ``kgc:min`` …         bounds of a numeric or date object, see 3
   ``kgc:days``          ``"true"``, xsd:boolean, only where the object is a date: its bounds count days
   ``kgc:qualifier``     a qualifier node, one for each qualifier
   ``kgc:derivedBy``     the rule of a derived fact ("inverse", "symmetric", "subproperty", "transitive"), a plain string
   ``kgc:premise``       the fact node of each premise of a derived fact
   ===================== ========================================================================================================

   A fact holds on day D certainly where (validFrom absent or validFrom <= D) and (validTo absent or D < validTo). From a partial start
   "2021" a fact certainly holds from 2022-01-01 and possibly from 2021-01-01; up to a partial end "2021" it certainly holds before
   2021-01-01 and possibly before 2022-01-01. (The end of year 9999 is written 9999-12-31.)
3. *Qualifier nodes* Q = ``<urn:kgcorpus:qualifier:ID:N>`` (ID of the fact, N from 1 in the order of predicate and value):
   ``kgc:qualifierPredicate`` (IRI), ``kgc:value`` (IRI or literal), ``kgc:isCondition`` (xsd:boolean: false for a detail), and for
   numbers and dates the bounds ``kgc:min``, ``kgc:max`` (xsd:decimal, in the predicate's unit; dates as day numbers, 0001-01-01 = 1, as
   half-open intervals; an absent bound is unbounded), ``kgc:minOpen``, ``kgc:maxOpen`` (xsd:boolean, present with the bound: whether the
   bound itself is excluded). An exact number has ``min`` = ``max``, both closed.
4. *Entities*: ``E rdf:type C`` for every class of the entity and all their ancestors, ``E rdfs:label "…"@lang``,
   ``E skos:altLabel "…"@lang``, ``E skos:scopeNote "…"@lang``.

**Literals** (objects and ``kgc:value``). A value without unit: ``"value"^^datatype``, strings plain or with their language tag. With a
unit, or an interval, or a partial ``xsd:date``: datatype ``kgc:quantity``, lexical form ``5 mmol/L``, ``[4.4,7] mmol/L`` (closed),
``(,30) mL/min/1.73m2`` (unbounded below, 30 excluded), ``[7,) mmol/L``; where the datatype is not ``xsd:decimal`` it follows:
``[2019,2021]^^xsd:gYear``. Equal literals have equal terms and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from .errors import OntologyError
from .model import Entity, Fact, Literal, Term, Validity, term_key
from .values_dates import days

if TYPE_CHECKING:
    from .ontology import Ontology

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SH = "http://www.w3.org/ns/shacl#"
PROV = "http://www.w3.org/ns/prov#"
KGC = "https://w3id.org/kgcorpus/ns#"

PREFIXES: Mapping[str, str] = {"kgc": KGC, "owl": OWL, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "sh": SH, "skos": SKOS, "xsd": XSD}
"""Prefixes that hold in every corpus, declared or not."""

FACT = "urn:kgcorpus:fact:"
QUALIFIER = "urn:kgcorpus:qualifier:"
ID = "urn:kgcorpus:id:"
QUANTITY = KGC + "quantity"

_QUANTITY = re.compile(r"(?:([\[(])([^,\[\]()]*),([^,\[\]()]*)([\])])|([^ ^]+))(?: (.*?))?(?:\^\^([\w.-]+:[\w.-]+))?", re.S)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]*\Z")


def literal_term(literal: Literal) -> tuple[str, str, str | None]:
    """Lexical form, datatype IRI and language of a literal as an RDF term.

    >>> literal_term(Literal("xsd:decimal", max="30", max_open=True, unit="mL/min/1.73m2"))[0]
    '(,30) mL/min/1.73m2'
    >>> literal_term(Literal("xsd:gYear", "2021"))
    ('2021', 'http://www.w3.org/2001/XMLSchema#gYear', None)
    """
    if literal.is_interval or literal.unit or (literal.datatype == "xsd:date" and len(literal.value or "") < 10):
        if literal.is_interval:
            left = "[" if literal.min is not None and not literal.min_open else "("
            right = "]" if literal.max is not None and not literal.max_open else ")"
            text = f"{left}{literal.min or ''},{literal.max or ''}{right}"
        else:
            text = literal.value or ""
        unit = f" {literal.unit}" if literal.unit else ""
        datatype = "" if literal.datatype == "xsd:decimal" else f"^^{literal.datatype}"
        return text + unit + datatype, QUANTITY, None
    value = literal.value or ""
    if literal.lang:
        return value, RDF + "langString", literal.lang
    prefix, _, local = literal.datatype.partition(":")
    return value, PREFIXES[prefix] + local if prefix in PREFIXES else literal.datatype, None


def term_literal(lexical: str, datatype: str, lang: str | None = None) -> Literal:
    """The literal that ``literal_term`` made a term of; a foreign datatype is kept as its IRI.

    >>> term_literal(*literal_term(Literal("xsd:decimal", min="4.4", max="7", unit="mmol/L")))
    Literal(datatype='xsd:decimal', value=None, unit='mmol/L', lang=None, min='4.4', max='7', min_open=False, max_open=False)
    """
    if lang:
        return Literal("xsd:string", lexical, lang=lang)
    if datatype == QUANTITY and (match := _QUANTITY.fullmatch(lexical)):
        left, low, high, right, value, unit, kind = match.groups()
        kind = kind or "xsd:decimal"
        if left:
            return Literal(
                kind, unit=unit or None, min=low or None, max=high or None,
                min_open=bool(low) and left == "(", max_open=bool(high) and right == ")",
            )  # fmt: skip
        return Literal(kind, value, unit=unit or None)
    for prefix in ("xsd", "rdf", "kgc"):
        if datatype.startswith(PREFIXES[prefix]):
            return Literal(f"{prefix}:{datatype[len(PREFIXES[prefix]) :]}", lexical)
    return Literal(datatype or "xsd:string", lexical)


def id_iri(id: str, prefixes: Mapping[str, str]) -> str:
    """The IRI of an id: by its prefix, as it stands if it is an IRI, else in the ``urn:kgcorpus:id:`` space.

    >>> id_iri("rdf:type", PREFIXES), id_iri("Jean Reno", PREFIXES)
    ('http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'urn:kgcorpus:id:Jean%20Reno')
    """
    prefix, colon, local = id.partition(":")
    if colon and prefix in prefixes:
        return (
            prefixes[prefix] + quote(local, safe="!$&'()*+,;=:@/?#-._~%", encoding="utf-8") if _unsafe(local) else prefixes[prefix] + local
        )
    if colon and _SCHEME.match(id) and prefix.lower() in ("http", "https", "urn", "file", "tag"):
        return id
    return ID + quote(id, safe="")


def _unsafe(local: str) -> bool:
    return bool(re.search(r"[\x00-\x20<>\"{}|\\^`]", local))


def iri_id(iri: str, prefixes: Mapping[str, str]) -> str:
    """The shortest id of an IRI: a CURIE where a prefix fits (longest namespace wins), else the IRI itself.

    >>> iri_id("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", PREFIXES)
    'rdf:type'
    """
    if iri.startswith(ID):
        return unquote(iri[len(ID) :])
    best = ""
    name = ""
    for prefix, namespace in prefixes.items():
        if (
            iri.startswith(namespace)
            and len(iri) > len(namespace)
            and (len(namespace) > len(best) or (len(namespace) == len(best) and (len(prefix), prefix) < (len(name), name)))
        ):
            best, name = namespace, prefix
    return f"{name}:{iri[len(best) :]}" if best else iri


# --------------------------------------------------------------------------------------------- reading RDF files


class Triples(list[tuple[Any, Any, Any]]):
    """The triples of a file in the order written, as pyoxigraph terms, and its prefixes."""

    prefixes: dict[str, str]


_FORMATS = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".rdf": "RDF_XML",
    ".owl": "RDF_XML",
    ".xml": "RDF_XML",
}
RDF_SUFFIXES = frozenset(_FORMATS)


def read_triples(path: Path, *, name: str | None = None, max_bytes: int = 1 << 30) -> Triples:
    """The triples of an RDF file by its suffix (``.owl`` may also hold Turtle). Nothing is fetched; a DOCTYPE is refused.

    Blank nodes are renamed ``b0``, ``b1`` … in the order written. Raises ``OntologyError`` with file, line and the line's text.
    """
    import pyoxigraph as ox

    name = name or path.name
    try:
        if path.stat().st_size > max_bytes:
            raise OntologyError(name, f"the file has {path.stat().st_size} bytes", f"at most {max_bytes}", "split the file")
        data = path.read_bytes()
    except OSError as error:
        raise OntologyError(name, f"cannot be read ({error.strerror})", "a readable RDF file", "check path and permissions") from error
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise OntologyError(name, f"unknown suffix '{path.suffix}'", "one of " + " ".join(sorted(_FORMATS)), "save it as Turtle (.ttl)")
    if kind == "RDF_XML" and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        kind = "TURTLE"
    if kind == "RDF_XML" and re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", data.replace(b"\x00", b""), re.I):
        line = data[: data.upper().find(b"<!")].count(b"\n") + 1
        raise OntologyError(
            f"{name}:{line}", "a DOCTYPE declaration", "RDF/XML without DTD", "remove it and write entities out, or save as Turtle"
        )
    parser = ox.parse(
        data.removeprefix(b"\xef\xbb\xbf"), format=getattr(ox.RdfFormat, kind), base_iri="urn:kgcorpus:base:", rename_blank_nodes=True
    )
    found = Triples()
    names: dict[str, Any] = {}

    def renamed(term: Any) -> Any:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term.value, ox.BlankNode(f"b{len(names)}"))
        return term

    try:
        for quad in parser:
            found.append((renamed(quad.subject), quad.predicate, renamed(quad.object)))
    except MemoryError as error:
        raise OntologyError(name, "a term or line that is too long to be read", "lines below 16 MiB", "shorten it") from error
    except SyntaxError as error:
        lines = data.decode("utf-8", "replace").splitlines()
        at = error.lineno or 1
        text = lines[at - 1].strip() if 0 < at <= len(lines) else ""
        message = re.sub(r"^Parser error (?:at|between) line .*?: ", "", str(error.args[0]) if error.args else str(error))
        raise OntologyError(f"{name}:{at}", f"syntax error: {message}", "", f"the line is: {text[:160]}") from error
    found.prefixes = dict(parser.prefixes)
    return found


def nt_escape(text: str) -> str:
    """Text as it stands between the quotes of an N-Triples literal (canonical form: only what must be escaped)."""
    if not _ESCAPED.search(text):
        return text
    return _ESCAPED.sub(lambda m: _ESCAPES.get(m.group()) or f"\\u{ord(m.group()):04X}", text)


_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def nt_literal(literal: Literal) -> str:
    """A literal as an N-Triples term.

    >>> nt_literal(Literal("xsd:string", "葡萄糖", lang="zh"))
    '"葡萄糖"@zh'
    """
    lexical, datatype, lang = literal_term(literal)
    text = f'"{nt_escape(lexical)}"'
    if lang:
        return f"{text}@{lang}"
    return text if datatype == XSD + "string" else f"{text}^^<{datatype}>"


def nt_lines(triples: Iterable[tuple[Any, Any, Any]]) -> Iterator[str]:
    """N-Triples lines of pyoxigraph triples, in the order given."""
    for subject, predicate, object in triples:
        yield f"{subject} {predicate} {object} ."


# --------------------------------------------------------------------------------------------- the graph file

_BOUNDED = frozenset({"xsd:decimal", "xsd:integer", "xsd:date", "xsd:gYear", "xsd:gYearMonth"})
_BOOLEAN = f"^^<{XSD}boolean>"
_TRUE, _FALSE = f'"true"{_BOOLEAN}', f'"false"{_BOOLEAN}'


def write_graph_nt(facts: Iterable[Fact], ontology: Ontology, entities: Mapping[str, Entity], date: str, path: Path) -> None:
    """Write ``graph.nt`` (see the module's text). ``date`` is the corpus date; the bytes depend on nothing else than the arguments."""
    iri = _iri_writer(ontology)
    lines = {line for fact in facts for line in fact_lines(fact, ontology, date, iri)}
    for entity in entities.values():
        lines.update(_entity_lines(entity, ontology, iri))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(sorted(lines))


def fact_lines(
    fact: Fact, ontology: Ontology, date: str, iri: Callable[[str], str], *, value: Literal | None = None
) -> Iterator[str]:
    """The lines of one fact, with line ends: the plain line where it may stand, the fact's node, its qualifiers' nodes.

    ``value`` is what an object that is no literal says (a cell of a plain table); it stands as ``kgc:value``, with its bounds.
    """
    id = fact.id
    known = ontology.predicates.get(fact.predicate)
    subject, predicate, object = iri(fact.subject), iri(fact.predicate), _term(fact.object, iri)
    conditional = any(is_condition(q.predicate, ontology) for q in fact.qualifiers)
    dated = bool(fact.valid.start or fact.valid.end) or known is None or not known.changing
    span = certain_days(fact.valid)
    if not fact.negated and not conditional and dated:
        today = days(date)[0]
        if (span[0] or 0) <= today and (span[1] is None or today < span[1]):
            yield f"{subject} {predicate} {object} .\n"
    node = f"<{FACT}{id}> <"
    yield f"{node}{RDF}type> <{KGC}Fact> .\n"
    yield f"{node}{KGC}subject> {subject} .\n"
    yield f"{node}{KGC}predicate> {predicate} .\n"
    yield f"{node}{KGC}object> {object} .\n"
    yield f"{node}{KGC}negated> {_TRUE if fact.negated else _FALSE} .\n"
    yield f"{node}{KGC}conditional> {_TRUE if conditional else _FALSE} .\n"
    yield f"{node}{KGC}dated> {_TRUE if dated else _FALSE} .\n"
    if fact.valid.start or fact.valid.end:
        yield from _validity_lines(fact.valid, span, node)
    if value is not None:
        yield f"{node}{KGC}value> {nt_literal(value)} .\n"
    yield from _bound_lines(value or fact.object, node, days_too=True)
    if fact.derived:
        yield f'{node}{KGC}derivedBy> "{nt_escape(fact.derived.rule)}" .\n'
        for premise in fact.derived.premises:
            yield f"{node}{KGC}premise> <{FACT}{premise}> .\n"
    for number, qualifier in enumerate(sorted(fact.qualifiers, key=lambda q: (q.predicate, term_key(q.value))), 1):
        own = f"<{QUALIFIER}{id}:{number}>"
        yield f"{node}{KGC}qualifier> {own} .\n"
        yield f"{own} <{KGC}qualifierPredicate> {iri(qualifier.predicate)} .\n"
        yield f"{own} <{KGC}value> {_term(qualifier.value, iri)} .\n"
        yield f"{own} <{KGC}isCondition> {_TRUE if is_condition(qualifier.predicate, ontology) else _FALSE} .\n"
        yield from _bound_lines(qualifier.value, f"{own} <")


def is_condition(qualifier: str, ontology: Ontology) -> bool:
    """Whether a qualifier is a condition (default) and no detail."""
    known = ontology.predicates.get(qualifier)
    return known is None or known.qualifier != "detail"


def certain_days(valid: Validity) -> tuple[int | None, int | None, int | None, int | None]:
    """Day numbers (certainly from, certainly before, possibly from, possibly before) of a validity; None where it has no such end."""
    start, end = valid.start, valid.end
    sure = may = sure_end = may_end = None
    if start:
        may, after = days(start)
        sure = may if len(start) == 10 else after
    if end:
        sure_end, after = days(end)
        may_end = sure_end if len(end) == 10 else after
    return sure, sure_end, may, may_end


def _validity_lines(valid: Validity, span: tuple[int | None, int | None, int | None, int | None], node: str) -> Iterator[str]:
    sure, sure_end, may, may_end = span
    for name, day, same in (
        ("validFrom", sure, None), ("validTo", sure_end, None), ("possibleFrom", may, sure), ("possibleTo", may_end, sure_end),
    ):  # fmt: skip
        if day is not None and day != same:
            yield f'{node}{KGC}{name}> "{Date.fromordinal(min(day, Date.max.toordinal())).isoformat()}"^^<{XSD}date> .\n'
    for name, text in (("from", valid.start), ("to", valid.end)):
        if text:
            yield f'{node}{KGC}{name}> "{text}" .\n'


def _bound_lines(term: Term, node: str, *, days_too: bool = False) -> Iterator[str]:
    if isinstance(term, str):
        return
    from .values import bounds, datatype_of

    kind = datatype_of(term.datatype)
    if kind not in _BOUNDED:
        return
    try:
        low, low_open, high, high_open = bounds(term)
    except (ValueError, ArithmeticError):
        return  # a graph from elsewhere may hold "abc"^^xsd:integer: it is equal to itself and has no place among numbers
    if not all(bound is None or bound.is_finite() for bound in (low, high)):
        return
    for name, bound, is_open in (("min", low, low_open), ("max", high, high_open)):
        if bound is not None:
            yield f'{node}{KGC}{name}> "{bound:f}"^^<{XSD}decimal> .\n'
            yield f"{node}{KGC}{name}Open> {_TRUE if is_open else _FALSE} .\n"
    if days_too and kind in ("xsd:date", "xsd:gYear", "xsd:gYearMonth"):
        yield f"{node}{KGC}days> {_TRUE} .\n"


def _entity_lines(entity: Entity, ontology: Ontology, iri: Callable[[str], str]) -> Iterator[str]:
    subject = iri(entity.id)
    for cls in {c for own in entity.classes for c in ontology.ancestors(own)}:
        yield f"{subject} <{RDF}type> {iri(cls)} .\n"
    for lang, text in entity.labels.items():
        yield f'{subject} <{RDFS}label> "{nt_escape(text)}"@{lang} .\n'
    for lang, names in entity.aliases.items():
        for text in names:
            yield f'{subject} <{SKOS}altLabel> "{nt_escape(text)}"@{lang} .\n'
    for lang, text in entity.note.items():
        yield f'{subject} <{SKOS}scopeNote> "{nt_escape(text)}"@{lang} .\n'


def _term(term: Term, iri: Callable[[str], str]) -> str:
    return iri(term) if isinstance(term, str) else nt_literal(term)


def _iri_writer(ontology: Ontology) -> Callable[[str], str]:
    """Ids as ``<IRI>``, each worked out once."""
    seen: dict[str, str] = {}

    def write(name: str) -> str:
        if name not in seen:
            seen[name] = f"<{id_iri(name, ontology.prefixes)}>"
        return seen[name]

    return write


def read_graph(path: Path, prefixes: Mapping[str, str] = PREFIXES) -> tuple[list[Fact], dict[str, Entity]]:
    """The facts (by id, without evidence) and entities of a ``graph.nt``.

    Raises ``InputError`` where a node's id does not fit its content.
    """
    from .rdf_exchange import facts_of, triples_by_subject

    return facts_of(triples_by_subject(read_triples(path)), prefixes, path.name)


def read_entities(path: Path, prefixes: Mapping[str, str] = PREFIXES) -> dict[str, Entity]:
    """The entities of a ``graph.nt`` alone: the lines of names and classes are parsed, what is said of facts is not."""
    import pyoxigraph as ox

    from .rdf_exchange import facts_of, triples_by_subject

    naming = tuple(f"<{name}>".encode() for name in (RDF + "type", RDFS + "label", SKOS + "altLabel", SKOS + "scopeNote"))
    own = f"<{FACT}".encode()
    with path.open("rb") as file:
        lines = b"".join(line for line in file if line.partition(b" ")[2].startswith(naming) and not line.startswith(own))
    triples = ((quad.subject, quad.predicate, quad.object) for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
    return facts_of(triples_by_subject(triples), prefixes, path.name)[1]
