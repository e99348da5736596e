"""Which document is a later edition of another: by ``supersedes``, or by the version within one series."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..model import Document, Fact


class Editions:
    """The order of editions among documents. ``newer(a)`` are the ids of all documents that supersede ``a``."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        direct: dict[str, set[str]] = defaultdict(set)
        names: dict[str, list[str]] = defaultdict(list)
        series: dict[str, list[str]] = defaultdict(list)
        for id, document in documents.items():
            for name in {id, document.path}:
                names[name].append(id)
            if document.source.series and document.source.version:
                series[document.source.series].append(id)
        for id, document in documents.items():
            for name in document.source.supersedes:
                for old in names.get(name, ()):
                    if old != id:
                        direct[old].add(id)
        for ids in series.values():
            for old in ids:
                for new in ids:
                    if version_key(documents[old].source.version or "") < version_key(documents[new].source.version or ""):
                        direct[old].add(new)
        self._newer = {old: self._all(old, direct) for old in direct}

    @staticmethod
    def _all(start: str, direct: Mapping[str, set[str]]) -> frozenset[str]:
        seen: set[str] = set()
        todo = [start]
        while todo:
            for new in direct.get(todo.pop(), ()):
                if new not in seen:
                    seen.add(new)
                    todo.append(new)
        return frozenset(seen - {start})

    def __bool__(self) -> bool:
        """Whether any document has a later edition."""
        return bool(self._newer)

    def newer(self, document: str) -> frozenset[str]:
        """All later editions of a document."""
        return self._newer.get(document, frozenset())

    def supersede(self, newer: Iterable[str], older: Iterable[str]) -> bool:
        """Whether each of the older documents has a later edition among the newer ones, and not the other way round for any."""
        new, old = set(newer), set(older)
        return bool(old) and all(self.newer(o) & new for o in old) and not any(self.newer(n) & old for n in new)


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key of versions: numbers by value ("2.9" before "2.10", "2019" before "2023-05"), words by code point after numbers.

    >>> sorted(["2.10", "2.9", "2023年版", "2019年版"], key=version_key)
    ['2.9', '2.10', '2019年版', '2023年版']
    """
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|[^\W\d_]+", version))


def documents_of(fact: Fact) -> set[str]:
    """The documents whose text states a fact: those of its object spans, or all where none is marked."""
    spans = [span for evidence in fact.evidence for span in evidence.spans]
    return {s.document for s in spans if s.role == "object"} or {s.document for s in spans}
