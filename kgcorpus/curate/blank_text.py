"""Blank nodes as people write them in Turtle: types first, numbers bare, a line for each property where there are many."""

from __future__ import annotations

import re

from kgcorpus.rdf import KGC, OWL, RDF, SH, XSD

_TOKEN = re.compile(r'<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?|[\[\]();]|_:\w+', re.S)
_ORDER = {
    RDF + "type": 0, SH + "path": 1, KGC + "from": 1, KGC + "to": 2, KGC + "factor": 3, KGC + "offset": 4, KGC + "digits": 5,
    OWL + "onProperty": 1, SH + "message": 9, RDF + "first": 1,
}  # fmt: skip
_BARE = {"integer": r"[+-]?[0-9]+", "decimal": r"[+-]?[0-9]*\.[0-9]+", "boolean": "true|false"}
_LONG = 100


def readable(term: str, indent: str = "    ") -> str:
    """A term with full IRIs as it is written by hand; ``indent`` is that of the line where it begins.

    >>> readable('[ <http://e/b> "2"^^<http://www.w3.org/2001/XMLSchema#integer> ; <http://e/a> "x" ]')
    '[ <http://e/a> "x" ; <http://e/b> 2 ]'
    """
    if not term.startswith(("[", "(")):
        return _bare(term)
    tokens = _TOKEN.findall(term)
    text, _ = _value(tokens, 0, indent)
    return text


def _value(tokens: list[str], at: int, indent: str) -> tuple[str, int]:
    token = tokens[at]
    if token == "(":
        items = []
        at += 1
        while tokens[at] != ")":
            item, at = _value(tokens, at, indent)
            items.append(item)
        return f"( {' '.join(items)} )", at + 1
    if token != "[":
        return _bare(token), at + 1
    pairs: list[tuple[str, str]] = []
    at += 1
    while tokens[at] != "]":
        if tokens[at] == ";":
            at += 1
            continue
        property = tokens[at][1:-1]
        value, at = _value(tokens, at + 1, indent + "    ")
        pairs.append((property, value))
    lines: dict[str, list[str]] = {}
    for property, value in sorted(pairs, key=lambda pair: (_ORDER.get(pair[0], 6), pair[0])):
        lines.setdefault("a" if property == RDF + "type" else f"<{property}>", []).append(value)
    said = [f"{verb} {' , '.join(values)}" for verb, values in lines.items()]
    flat = f"[ {' ; '.join(said)} ]"
    if len(re.sub(r"<[^>]*[#/]", "<", flat)) <= _LONG or not said:
        return flat, at + 1
    inner = f" ;\n{indent}    ".join(said)
    return f"[\n{indent}    {inner}\n{indent}]", at + 1


def _bare(token: str) -> str:
    match = re.fullmatch(rf'"([^"\\]*)"\^\^<{re.escape(XSD)}(\w+)>', token)
    return match[1] if match and re.fullmatch(_BARE.get(match[2], r"\Z."), match[1]) else token
