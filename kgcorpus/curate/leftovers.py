"""What no cell can show, as Turtle: shapes, the ontology's header, foreign annotations, blank nodes that several values share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kgcorpus.ontology_graph import CLASS_TYPES, Graph, kind, node
from kgcorpus.rdf import OWL, PREFIXES, RDF, RDFS, SH, SKOS, iri_id

from .blank_text import readable
from .cell_values import NotUnderstood, Terms, Value
from .turtle_layout import short, written

BLANK = "_"
"""The id of the row that holds what has no subject of its own."""
_PART = 30_000
_VERBS = {RDF + "type": "a"}


def other_cells(
    graph: Graph, terms: Terms, claimed: Mapping[str, set[Value]], prefixes: Mapping[str, str]
) -> Iterator[tuple[str, int, dict[str, str]]]:
    """(id, part, cells) of the rows of ``other``: one for each subject of which something is left, in parts where it is long."""
    pointed = {node(o) for _, _, o in graph.triples if kind(o) == "BlankNode"}
    loose: list[str] = []
    for subject, found in graph.by_subject.items():
        if subject.startswith("_:"):
            if subject in terms.shared or subject not in pointed:
                loose += [f"{_named(subject)} {_verb(p, prefixes)} {_loose(v, terms, prefixes)} ." for p, vs in found.items() for v in vs]
            continue
        own = claimed.get(subject, set())
        left: dict[str, list[str]] = {}
        for property, values in found.items():
            for value in values:
                if (property, str(value)) in own:
                    continue
                text = terms.text(value)
                if text is None:
                    loose.append(f"{short(subject, prefixes)} {_verb(property, prefixes)} {_loose(value, terms, prefixes)} .")
                elif text not in left.setdefault(property, []):
                    left[property].append(text)
        if any(left.values()):
            id = iri_id(subject, prefixes)
            yield from _parts(id, _about(graph, subject), safe(block(subject, left, prefixes), prefixes))
    if loose:
        yield from _parts(BLANK, "", safe("\n".join(loose), prefixes))


def block(subject: str, values: Mapping[str, list[str]], prefixes: Mapping[str, str]) -> str:
    """A subject with its properties as Turtle, one property a line."""
    lines = []
    for property, terms in values.items():
        said = [written(readable(term), {}, prefixes) for term in terms]
        grouped = said if any(term.startswith("[") for term in terms) else [" , ".join(said)]
        lines += [f"    {_verb(property, prefixes)} {text}" for text in grouped if terms]
    return f"{short(subject, prefixes)}\n" + " ;\n".join(lines) + " ."


_UNSAFE = re.compile(
    r"[^\n !-~\u00a1-\u00ac\u00ae-\u024f\u0391-\u03c9\u0410-\u044f\u2013-\u2026\u2103\u2190-\u21ff\u2200-\u22ff"
    r"\u3001-\u3020\u3041-\u3096\u30a1-\u30fc\u3400-\u9fff\uac00-\ud7a3\uff01-\uff5e]|_(?=x[0-9A-Fa-f]{4}_)"
)
"""Characters that a spreadsheet program may lose or change: what cannot be seen, combining marks, what looks like its own escapes."""


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|[^\s"<>;,()\[\]]+', re.S)


def safe(text: str, prefixes: Mapping[str, str]) -> str:
    """Turtle with escapes for characters that might not survive in a cell.

    >>> safe('e:a\\u0301 e:b "_x000D_" .', {"e": "http://e/"})
    '<http://e/a\\\\u0301> e:b "\\\\u005Fx000D_" .'
    """

    def escaped(match: re.Match[str]) -> str:
        token = match[0]
        if not _UNSAFE.search(token):
            return token
        if token[0] not in '"<':  # names take no escapes
            prefix, _, local = token.partition(":")
            token = f"<{prefixes.get(prefix, prefix + ':')}{local}>"
        return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04X}" if ord(m[0]) < 0x10000 else f"\\U{ord(m[0]):08X}", token)

    return _TOKEN.sub(escaped, text)


def _verb(property: str, prefixes: Mapping[str, str]) -> str:
    return _VERBS.get(property) or short(property, prefixes)


def _named(key: str) -> str:
    return re.sub(r"[^\w:]", "", key)


def _loose(value: Any, terms: Terms, prefixes: Mapping[str, str]) -> str:
    text = terms.text(value)
    return _named(node(value)) if text is None else written(text, {}, prefixes)


def _parts(id: str, about: str, text: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    number = 0
    while True:
        cut = len(text)
        if cut > _PART:
            cut = next((n for n in range(_PART, 1, -1) if not text[n - 1].isspace() and not text[n].isspace()), _PART)
        cells = {"id": id, "about": about, "text": text[:cut], "part": str(number) if number else ""}
        yield id, number, cells
        text = text[cut:]
        number += 1
        if not text:
            return


def _about(graph: Graph, subject: str) -> str:
    """What the sheet says of a row: its names, or what its shape constrains; a key of ``layout.ABOUT`` where there is only a kind."""
    types = {t.value for t in graph.values(subject, RDF + "type")}
    if any(t.startswith(SH) for t in types):
        targets = [v.value for v in graph.values(subject, SH + "targetClass") if kind(v) == "NamedNode"]
        return "shape " + " ".join(targets)
    if OWL + "Ontology" in types:
        return "header"
    if types & {OWL + "AnnotationProperty"}:
        return "annotation"
    if types & set(CLASS_TYPES) or graph.values(subject, RDFS + "label", SKOS + "prefLabel"):
        return "rest"
    return ""


def read_block(text: str, subject: str, prefixes: Mapping[str, str]) -> tuple[Value, ...]:
    """The values that a row's text says of its subject. Raises ``NotUnderstood``."""
    import pyoxigraph as ox

    head = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in {**PREFIXES, **prefixes}.items())
    graph = Graph([], dict(prefixes))
    try:
        for quad in ox.parse((head + text).encode(), format=ox.RdfFormat.TURTLE, base_iri="urn:kgcorpus:base:", rename_blank_nodes=True):
            graph.add((quad.subject, quad.predicate, quad.object))
    except SyntaxError as error:
        message = re.sub(r"^Parser error (?:at|between) line .*?: ", "", str(error.args[0]) if error.args else str(error))
        raise NotUnderstood(f"syntax error: {message}", "restore the text as it was exported") from error
    from .cell_values import shared_blanks

    terms = Terms(graph, shared_blanks(graph))
    others = [key for key in graph.by_subject if key != subject and not key.startswith("_:")]
    pointed = {node(o) for _, _, o in graph.triples if kind(o) == "BlankNode"}
    others += [key for key in graph.by_subject if key.startswith("_:") and key not in pointed]
    if others:
        raise NotUnderstood(f"this says something of {iri_id(others[0], prefixes)}", "give each subject a row of its own")
    out = []
    for property, values in graph.by_subject.get(subject, {}).items():
        for value in values:
            if (found := terms.text(value)) is None:
                raise NotUnderstood("a blank node that several values share", "write it in place, in square brackets")
            out.append((property, found))
    return tuple(out)
