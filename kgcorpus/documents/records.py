"""JSON Lines of texts: every line ``{"id", "text", "lang"?, "title"?, "signed"?, "dated"?}`` is a document of its own.

JSON Lines of a graph, as ``kgcorpus import neo4j`` writes them, are one document: every line is a row,
``{"subject": "<IRI>", "predicate": "<IRI>", "object": "<IRI>" or {"value": "…"}, "qualifiers"?: [{"predicate", "object"}]}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import orjson

from kgcorpus.documents.encoding import MAX_LINE, MAX_TABLE, decode
from kgcorpus.documents.passages import PassageList, Read, Reader, Unreadable
from kgcorpus.documents.prose import read_plain
from kgcorpus.model import Cell


def jsonl() -> Reader:
    """A reader of JSON Lines files; a text may be plain or have front matter of its own. Raises ``Unreadable`` with the first bad line."""
    return lambda data: _read(decode(data, most=MAX_TABLE, longest_line=2 * MAX_LINE))


def _read(text: str) -> list[Read]:
    if _GRAPH.match(text):
        return [_read_graph(text)]
    found: list[Read] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            deep = "recursion" in str(error).lower()
            raise Unreadable("too_deep" if deep else "syntax_error", f"no JSON: {error}", place) from None
        if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not isinstance(record.get("id", ""), str):
            raise Unreadable("syntax_error", 'expected an object {"id": …, "text": …}', place)
        if not record["text"].strip():
            raise Unreadable("empty_file", "the text is empty", place)
        read = read_plain(record["text"])
        values = dict(read.values)
        if isinstance(record.get("lang"), str):
            values["language"] = record["lang"]
        for name in ("title", "signed", "dated"):
            if isinstance(record.get(name), str):
                values[name] = record[name]
        found.append(replace(read, values=values, key=str(record.get("id") or number), title=values.get("title") or read.title))
    if not found:
        raise Unreadable("empty_file", "no records")
    return found


# --------------------------------------------------------------------------------------------- a graph

_GRAPH = re.compile(r'\s*\{\s*"subject"\s*:')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_SPLIT = re.compile(r"\\u[dD][89a-fA-F]")
EXPECTED = 'expected {"subject", "predicate", "object", "qualifiers"?}; IRIs are "<…>", values {"value": "…"}'


def _read_graph(text: str) -> Read:
    """A table without header: subject, predicate, object, then predicate and value of each qualifier, as the line writes them."""
    rows: list[tuple[Cell, ...]] = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            rows.append(_row(line, at, f"line {number}"))
        at += len(line) + 1
    out = PassageList()
    out.add("table", rows[0][0].start, rows[-1][-1].end, rows=tuple(rows))
    return out.read(text)


def _row(line: str, at: int, place: str) -> tuple[Cell, ...]:
    """The cells of a line. A value keeps its quotes: so it reads like one of N-Triples."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Unreadable("syntax_error", f"no JSON: {error}", place) from None
    if _SPLIT.search(line):
        raise Unreadable("syntax_error", "half characters (\\\\ud83d …); write the characters themselves", place)
    cells: dict[tuple[object, ...], Cell] = {}
    for path, match in _strings(line):
        start, end = match.span()
        if path[-1] in ("subject", "predicate", "object"):
            cells[path] = Cell(line[start + 1 : end - 1], at + start + 1, at + end - 1)
        elif path[-1] == "value":
            cells[path[:-1]] = Cell(line[start:end], at + start, at + end)
    size = len(record.get("qualifiers", ())) if isinstance(record, dict) and isinstance(record.get("qualifiers", []), list) else -1
    wanted: list[tuple[object, ...]] = [("subject",), ("predicate",), ("object",)]
    wanted += [("qualifiers", n, name) for n in range(size) for name in ("predicate", "object")]
    if size < 0 or set(cells) != set(wanted) or record.keys() - {"subject", "predicate", "object", "qualifiers"}:
        raise Unreadable("syntax_error", EXPECTED, place)
    return tuple(cells[path] for path in wanted)


def _strings(line: str) -> Iterator[tuple[tuple[object, ...], re.Match[str]]]:
    """The string values of a line of JSON, each with the keys and places that lead to it."""
    path: list[object] = []
    before = ""
    for match in _TOKEN.finditer(line):
        token = match.group()
        if token in ("{", "["):
            path.append(None if token == "{" else 0)
        elif token in ("}", "]"):
            path.pop()
        elif token == ",":
            if path and isinstance(path[-1], int):
                path[-1] += 1
        elif token.startswith('"') and path and not isinstance(path[-1], int) and before in ("{", ","):
            path[-1] = orjson.loads(token)
        elif token.startswith('"'):
            yield tuple(path), match
        before = token
