"""How a graph lies in a Neo4j database: what people browse, and beside it (``kgc_…``) what statements and later exports need.

1. *Terms*. Every entity is a node with the labels ``KgcTerm``, ``KgcEntity`` and its classes (superclasses too); ``id``, ``name``,
   ``label_zh``, ``aliases_zh`` … (one for each language), and its plain values by predicate, as people write them. Every value is a node
   ``KgcTerm:KgcValue`` with its text as ``name``. ``kgc_key`` is unique: name of the graph, ``:``, digest of the term. ``kgc_n`` is the
   place of the term in the order of answers, ``kgc_classes`` its classes by id; values have bounds that sort (``forms_cypher_values``).
2. *Facts*. Every fact, derived ones too, is a relationship whose type is the predicate: ``id``, ``predicate``, ``qualifiers`` and
   ``valid_from``, ``valid_to`` as people read them, ``documents`` that say so, ``derived_by`` with ``premises``, ``negated``. Beside it
   ``kgc_fact`` (the row), ``kgc_negated``, ``kgc_conditional``, ``kgc_undated`` (there only if true), the days on which it certainly
   (``kgc_sure``, ``kgc_sure_end``) and possibly holds (``kgc_may``, ``kgc_may_end``; absent: without end), and lists of its qualifiers.
3. *The graph*. A node ``KgcGraph`` has its name, digest, date and which label and type stands for which class and predicate. Everything
   that an export wrote has ``kgc_graph``; ``kgc_kind_of`` of a term is a place in the graph's ``kgc_kinds``: JSON of the labels and
   properties that the export gave it.

Labels and types are readable names: the local part of an id, its label where the local part is only a number, the whole id where two ids
would have one name.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..forms_cypher_values import value_columns
from ..forms_ranges import kind_of
from ..model import Literal, Term, digest, term_key
from ..values_say import say
from .columns import RULES, QualifierSet
from .conditions import LAST, Use, span
from .table import FactTable

VERSION = 2
MARKS = ("KgcTerm", "KgcEntity", "KgcClass", "KgcValue", "KgcGraph")
_BARE = re.compile(r"[A-Za-z]{0,2}[\d_.-]*\Z", re.ASCII)
_OWN = ("id", "name", "qualifiers", "valid_from", "valid_to", "documents", "derived_by", "premises", "negated", "predicate")


@dataclass(frozen=True, slots=True)
class Layout:
    """A graph as it lies on a server: its name there, the relationship type of each predicate, the label of each class."""

    graph: str
    types: Mapping[str, str]
    labels: Mapping[str, str]


def key_of(graph: str, term: Term) -> str:
    """What names a term of a graph in the database."""
    return f"{graph}:{hashlib.sha256(term_key(term).encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def table_digest(table: FactTable) -> str:
    """A digest of all that an answer over a table may rest on."""
    made: str = table.kept("digest", lambda: _digest(table))
    return made


def _digest(table: FactTable) -> str:
    whole = hashlib.sha256()
    for text in (str(VERSION), table.kind, table.date or "", *map(term_key, table.terms), *table.predicates):
        data = text.encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "big") + data)
    columns = "subject predicate object negated conditional dated valid qualifiers rule premise_start premise"
    for name in columns.split():
        whole.update(np.ascontiguousarray(getattr(table, name)).tobytes())
    validities = [[v.start, v.end] for v in table.validities]
    members = {cls: hashlib.sha256(numbers.tobytes()).hexdigest() for cls, numbers in table.members.items()}
    details = [name for name in table.predicates if table.is_detail(name)]
    return digest(whole.hexdigest(), validities, [list(map(list, pairs)) for pairs in table.qualifier_sets], members, details)


# --------------------------------------------------------------------------------------------- readable names


def layout_of(table: FactTable, graph: str, lang: str = "en") -> Layout:
    """The layout of a table under a name."""
    ontology = table.ontology
    types = readable(table.predicates, lambda id: _label(ontology.predicates.get(id), lang), plain=table.kind == "tsv")
    classes = sorted({*table.members, *ontology.classes})
    labels = readable(classes, lambda id: _label(ontology.classes.get(id), lang), taken=MARKS, plain=table.kind == "tsv")
    return Layout(graph, types, labels)


def _label(record: Any, lang: str) -> str:
    labels: Mapping[str, str] = record.labels if record is not None else {}
    return labels.get(lang) or next((labels[other] for other in sorted(labels)), "")


def readable(
    ids: Iterable[str], label: Callable[[str], str] = lambda id: "", *, taken: Sequence[str] = (), plain: bool = False
) -> dict[str, str]:
    """A name for each id, no two alike (``plain``: ids are names themselves).

    >>> readable(["ex:treats", "ex:P31", "other:kind", "ex:kind"], {"ex:P31": "instance of"}.get)
    {'ex:P31': 'instance of', 'ex:kind': 'ex:kind', 'ex:treats': 'treats', 'other:kind': 'other:kind'}
    """
    ordered = sorted(ids)
    wanted = {id: _allowed(id if plain else _short(id, label(id) or "")) for id in ordered}
    times = Counter(wanted.values())
    out: dict[str, str] = {}
    used = set(taken)
    for id in ordered:
        name = wanted[id] if times[wanted[id]] == 1 and wanted[id] not in taken else _allowed(id)
        while name in used:
            name += "'"
        used.add(name)
        out[id] = name
    return out


def _short(id: str, label: str) -> str:
    local = re.split(r"[#/:]", id)[-1]
    return (label or id if _BARE.match(local) else local) if local else (label or id)


def _allowed(name: str) -> str:
    """A name that the database takes: not empty, without NUL."""
    return name.replace("\x00", "␀") or "_"


# --------------------------------------------------------------------------------------------- terms


def term_rows(table: FactTable, layout: Layout, lang: str = "en") -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """The labels and properties of each term; properties that are None are left out."""
    classes: dict[int, list[str]] = {}
    for cls, members in table.members.items():
        for member in members.tolist():
            classes.setdefault(member, []).append(cls)
    said = _said(table, lang)
    names = readable(table.predicates, taken=_OWN, plain=table.kind == "tsv")
    languages = sorted({lang for entity in table.named.values() for lang in (*entity.labels, *entity.aliases)})
    for number, term in enumerate(table.terms):
        own: dict[str, Any] = {"kgc_key": key_of(layout.graph, term), "kgc_graph": layout.graph, "kgc_n": number}
        value = table.value(number)
        if value is not None:
            own |= value_columns(value)
        if isinstance(term, Literal):
            yield ("KgcTerm", "KgcValue"), {**own, "name": shown(term, lang)}
            continue
        own |= {"id": term, "name": term, "kgc_classes": classes.get(number)}
        own |= _described(table, term, languages, lang)
        for predicate, texts in said.get(number, {}).items():
            own[names[predicate]] = texts[0] if len(texts) == 1 else texts
        labels = sorted({layout.labels[cls] for cls in classes.get(number, ())})
        kind = ("KgcClass",) if table.kind == "corpus" and term in table.ontology.classes else ()
        yield ("KgcTerm", "KgcEntity", *kind, *labels), {name: item for name, item in own.items() if item is not None}


def shown(term: Term, lang: str) -> str:
    """A term as people read it."""
    if isinstance(term, str):
        return term
    return say(term, lang) if kind_of(term) in ("number", "date") else term.value or ""


def _described(table: FactTable, id: str, languages: Sequence[str], lang: str) -> dict[str, Any]:
    """Labels and aliases of an entity, class or predicate."""
    record = table.named.get(id) or table.ontology.classes.get(id)
    if record is None:
        return {}
    labels: Mapping[str, str] = record.labels
    aliases: Mapping[str, Sequence[str]] = getattr(record, "aliases", None) or {}
    out: dict[str, Any] = {f"label_{lang}": labels.get(lang) for lang in sorted({*languages, *labels})}
    out |= {f"aliases_{lang}": list(aliases[lang]) for lang in sorted(aliases) if aliases[lang]}
    return {**out, "name": _label(record, lang) or id}


def _said(table: FactTable, lang: str) -> dict[int, dict[str, list[str]]]:
    """The plain values of each entity by predicate, as texts."""
    out: dict[int, dict[str, list[str]]] = {}
    if table.kind == "tsv":
        return out
    for number, predicate in enumerate(table.predicates):
        status = table.status(number, Use())
        for row in (np.flatnonzero(status == 2) + int(table.slices[number])).tolist():
            term = table.terms[table.object[row]]
            if isinstance(term, Literal):
                texts = out.setdefault(int(table.subject[row]), {}).setdefault(predicate, [])
                if (text := shown(term, lang)) not in texts:
                    texts.append(text)
    return out


# --------------------------------------------------------------------------------------------- facts


def fact_rows(
    table: FactTable, layout: Layout, sources: Mapping[str, Sequence[str]], lang: str = "en"
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The relationships of each predicate: type, and rows of both ends' keys and the properties. ``sources``: documents by fact id."""
    keys = [key_of(layout.graph, term) for term in table.terms]
    spans = [span(valid) for valid in table.validities]
    read = [_read(table, layout, pairs, lang) for pairs in table.qualifier_sets]
    for number, predicate in enumerate(table.predicates):
        rows = []
        for row in range(int(table.slices[number]), int(table.slices[number + 1])):
            own: dict[str, Any] = {"kgc_graph": layout.graph, "kgc_fact": row}
            if table.kind == "corpus":
                own |= _fact(table, row, spans[table.valid[row]], keys, sources)
                own |= {"qualifiers": said} if (said := read[table.qualifiers[row]]) else {}
            rows.append({"s": keys[table.subject[row]], "o": keys[table.object[row]], "own": own})
        if rows:
            yield layout.types[predicate], rows


def _read(table: FactTable, layout: Layout, pairs: QualifierSet, lang: str) -> list[str]:
    """Qualifiers as people read them."""
    out = []
    for predicate, number in pairs:
        term = table.terms[number]
        name = (_label(table.named.get(term), lang) or term) if isinstance(term, str) else shown(term, lang)
        out.append(f"{layout.types[table.predicates[predicate]]}: {name}")
    return out


def _fact(table: FactTable, row: int, when: Any, keys: Sequence[str], sources: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    valid, pairs = table.validities[table.valid[row]], table.qualifier_sets[table.qualifiers[row]]
    id = table.fact_id(row)
    own: dict[str, Any] = {
        "id": id, "predicate": table.predicates[table.predicate[row]], "valid_from": valid.start, "valid_to": valid.end,
        "documents": list(sources.get(id, ())) or None, "kgc_negated": bool(table.negated[row]) or None,
        "kgc_conditional": bool(table.conditional[row]) or None, "kgc_undated": not table.dated[row] or None,
        "kgc_may": when.may or None, "kgc_sure": when.sure or None,
        "kgc_sure_end": when.sure_end if when.sure_end < LAST else None, "kgc_may_end": when.may_end if when.may_end < LAST else None,
    }  # fmt: skip
    own["negated"] = own["kgc_negated"]
    if pairs:
        names = [table.predicates[p] for p, _ in pairs]
        own |= {
            "kgc_q": names, "kgc_q_key": [keys[v] for _, v in pairs], "kgc_q_condition": [not table.is_detail(name) for name in names],
        }  # fmt: skip
    if table.rule[row]:
        premises = table.premise[table.premise_start[row] : table.premise_start[row + 1]].tolist()
        own |= {"derived_by": RULES[table.rule[row]], "premises": [table.fact_id(n) for n in premises] or None}
    return {name: item for name, item in own.items() if item is not None}
