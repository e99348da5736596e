"""N-Triples and Turtle: each triple is a row of three cells, its line is the evidence. Turtle is kept as its sorted N-Triples."""

from __future__ import annotations

import re
from typing import Any

from kgcorpus.documents.encoding import MAX_TABLE, decode
from kgcorpus.documents.passages import PassageList, Read, Reader, Unreadable
from kgcorpus.model import Cell

_IRI = r"<[^\x00-\x20<>\"{}|^`\\]*(?:\\u[0-9A-Fa-f]{4}[^\x00-\x20<>\"{}|^`\\]*|\\U[0-9A-Fa-f]{8}[^\x00-\x20<>\"{}|^`\\]*)*>"
_BLANK = r"_:[\w·.-]*[\w·-]"
_LITERAL = rf'"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*"(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^{_IRI})?'
_TRIPLE = re.compile(rf"[ \t]*({_IRI}|{_BLANK})[ \t]*({_IRI})[ \t]*({_IRI}|{_BLANK}|{_LITERAL})[ \t]*\.[ \t]*(?:#[^\r\n]*)?(?=\r|\n|\Z)")
_NOTHING = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=\r|\n|\Z)")


def nt() -> Reader:
    """A reader of N-Triples files."""
    return lambda data: [read_nt(decode(data, most=MAX_TABLE))]


def ttl() -> Reader:
    """A reader of Turtle files. Nothing is fetched."""
    return lambda data: [read_nt(_sorted_lines(data))]


def read_nt(text: str) -> Read:
    """A table without header: subject, predicate and object of each line, as written (IRIs in angle brackets, literals in quotes).

    Raises ``Unreadable`` (``syntax_error``) with the first line that is no triple.
    """
    rows: list[tuple[Cell, ...]] = []
    at, number = 0, 1
    while at < len(text):
        if match := _TRIPLE.match(text, at):
            rows.append(tuple(Cell(match.group(n), match.start(n), match.end(n)) for n in (1, 2, 3)))
        elif not (match := _NOTHING.match(text, at)):
            line = re.split(r"[\r\n]", text[at : at + 200], maxsplit=1)[0]
            raise Unreadable("syntax_error", f"no triple: {line[:160]}", f"line {number}")
        at = match.end() + (2 if text.startswith("\r\n", match.end()) else 1)
        number += 1
    if not rows:
        raise Unreadable("empty_file", "no triples")
    out = PassageList()
    out.add("table", rows[0][0].start, rows[-1][-1].end, rows=tuple(rows))
    return out.read(text)


def _sorted_lines(data: bytes) -> str:
    """Turtle as N-Triples lines, sorted and each once; blank nodes are numbered in the order written."""
    import pyoxigraph as ox

    text = decode(data, most=MAX_TABLE)
    names: dict[str, Any] = {}

    def named(term: Any) -> Any:
        return names.setdefault(term.value, ox.BlankNode(f"b{len(names)}")) if isinstance(term, ox.BlankNode) else term

    try:
        parsed = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri="urn:kgcorpus:base:")
        lines = {f"{named(quad.subject)} {quad.predicate} {named(quad.object)} ." for quad in parsed}
    except (SyntaxError, ValueError) as error:
        number = getattr(error, "lineno", None) or 1
        written = text.splitlines()
        line = written[number - 1].strip() if number <= len(written) else ""
        message = re.sub(r"^Parser error (?:at|between) line .*?: ", "", str(error.args[0]) if error.args else str(error))
        raise Unreadable("syntax_error", f"{message}; the line is: {line[:160]}", f"line {number}") from None
    return "".join(f"{line}\n" for line in sorted(lines))
