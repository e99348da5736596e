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
_BOUNDS = ("value", "min", "max")


def strings(value: Json, without: Collection[str] = ()) -> Iterator[str]:
    """Every string of a JSON value that can hold something; those under the keys ``without`` are left out.

    >>> list(strings({"id": "s-1", "answers": [{"value": "138"}, 7]}, without=("id",)))
    ['138']
    >>> list(strings({"value": "13800004271", "datatype": "xsd:decimal", "unit": "CNY"}))
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
    """(name of the record, what was found in one of its strings), for everything that is not allowed, in the order of the records.

    >>> [(name, i.masked) for name, i in sweep([("s-1", ["电话13800004271"]), ("s-2", ["电话10086", "138"])])]
    [('s-1', '138******71')]
    """
    names: list[str] = []
    starts: list[int] = []
    parts: list[str] = []
    size = 0
    for name, texts in records:
        joined = SEPARATOR.join(texts)
        names.append(name)
        starts.append(size)
        parts.append(joined)
        size += len(joined) + 1
        if size > BLOCK:
            yield from _found(names, starts, parts, personal)
            names, starts, parts, size = [], [], [], 0
    yield from _found(names, starts, parts, personal)


def _found(names: list[str], starts: list[int], parts: list[str], personal: bool) -> Iterator[tuple[str, Identifier]]:
    for one in findings(SEPARATOR.join(parts), personal=personal):
        yield names[bisect_right(starts, one.start) - 1], one
