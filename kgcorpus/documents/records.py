"""JSON Lines of texts: every line ``{"id", "text", "lang"?, "title"?, "signed"?, "dated"?}`` is a document of its own."""

from __future__ import annotations

from dataclasses import replace

import orjson

from kgcorpus.documents.encoding import MAX_LINE, MAX_TABLE, decode
from kgcorpus.documents.passages import Read, Reader, Unreadable
from kgcorpus.documents.prose import read_plain


def jsonl() -> Reader:
    """A reader of JSON Lines files; a text may be plain or have front matter of its own. Raises ``Unreadable`` with the first bad line."""
    return lambda data: _read(decode(data, most=MAX_TABLE, longest_line=2 * MAX_LINE))


def _read(text: str) -> list[Read]:
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
