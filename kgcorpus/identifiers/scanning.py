"""Looking through many records at once: their strings are joined to blocks, so that a hundred thousand samples take seconds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator

from ..model import Json
from .finding import findings
from .reading import SEPARATOR, Identifier

BLOCK = 500_000
"""Characters that are read in one go."""
TYPED = frozenset(
    ("number", "date", "bool", "xsd:decimal", "xsd:integer", "xsd:double", "xsd:date", "xsd:gYear", "xsd:gYearMonth", "xsd:boolean")
)
"""What says of a value that it is a quantity or day. Bare digits cannot be told apart: such a value counts where a sentence says it."""
REPEATED, REMEMBERED = 40, 200_000
"""Longer strings hardly come twice and are not remembered, nor are more than so many."""
_BOUNDS = ("value", "min", "max")


def strings(value: Json, without: Collection[str] = ()) -> Iterator[str]:
    """Every string of a JSON value that can hold something; those under the keys ``without`` are left out.

    >>> list(strings({"id": "s-1", "answers": [{"value": "138"}, 7]}, without=("id",)))
    ['138']
    >>> list(strings({"value": "13800004271", "type": "number", "unit": "CNY"}, without=("type",)))
    ['CNY']
    """
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            if len(part) > 2:
                yield part
        elif isinstance(part, dict):
            typed = part.get("type") in TYPED or part.get("datatype") in TYPED
            stack += [v for k, v in part.items() if k not in without and not (typed and k in _BOUNDS and isinstance(v, str))]
        elif isinstance(part, (list, tuple)):
            stack += part


def sweep(records: Iterable[tuple[str, Iterable[str]]], *, personal: bool = False) -> Iterator[tuple[str, Identifier]]:
    """(name of the record, what was found in one of its strings), for everything that is not allowed.

    A string is read by itself, and once however many records have it.

    >>> [(name, i.masked) for name, i in sweep([("s-1", ["电话13800004271"]), ("s-2", ["电话10086", "138"])])]
    [('s-1', '138******71')]
    """
    known: dict[str, list[Identifier]] = {}
    waiting: dict[str, list[str]] = {}
    size = 0
    for name, texts in records:
        for text in texts:
            if text in known:
                yield from ((name, one) for one in known[text])
            elif text in waiting:
                waiting[text].append(name)
            else:
                waiting[text] = [name]
                size += len(text) + 1
        if size > BLOCK:
            yield from _read(waiting, known, personal)
            waiting, size = {}, 0
    yield from _read(waiting, known, personal)


def _read(waiting: dict[str, list[str]], known: dict[str, list[Identifier]], personal: bool) -> Iterator[tuple[str, Identifier]]:
    """Read the strings that wait, and remember of those that come again and again (names, titles, quotes) what they hold."""
    texts = list(waiting)
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    held: dict[str, list[Identifier]] = {}
    for one in findings(SEPARATOR.join(texts), personal=personal):
        held.setdefault(texts[bisect_right(starts, one.start) - 1], []).append(one)
    for text, names in waiting.items():
        if text in held:
            yield from ((name, one) for name in names for one in held[text])
        if len(text) <= REPEATED and len(known) < REMEMBERED:
            known[text] = held.get(text, [])
