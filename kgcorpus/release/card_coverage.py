"""The coverage ledger in words: tables of predicates, classes and popularity, for the card and the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kgcorpus.messages import words

MOST_REASONS = 3
MOST_ROWS = 30
"""Rows of a table on the card; the command shows all."""


def coverage_lines(ledger: Mapping[str, Any], lang: str, *, every: bool = False) -> Iterator[str]:
    """The ledger as Markdown. ``every``: all predicates and classes, else those of most facts."""
    w = words(lang)
    facts = ledger["facts"]
    share = f"{100 * facts['with_samples'] / max(1, facts['all']):.1f}%"
    yield w("coverage.facts", all=facts["all"], with_samples=facts["with_samples"], share=share)
    if uses := facts["samples_a_fact"]:
        yield w("coverage.uses", **uses)
    if facts["none"]:
        yield w("coverage.none", reasons=_reasons(facts["none"], lang))
    shapes = ledger["shapes"]
    yield w("coverage.shapes", n=len(shapes), asked=sum(1 for shape in shapes if shape["samples"]))
    if without := [shape for shape in shapes if not shape["samples"]]:
        total: Counter[str] = Counter()
        for shape in without:
            total.update(shape["rejected"])
        yield w("coverage.never", n=len(without), reasons=_reasons(total, lang))
    yield ""
    limit = None if every else MOST_ROWS
    head: tuple[str, ...] = (w("coverage.predicate"), w("coverage.all"), w("coverage.asked"), w("coverage.samples"), w("coverage.why"))
    rows = sorted(ledger["predicates"], key=lambda row: (-row["facts"], row["id"]))[:limit]
    yield from _table(head, [(_name(r, lang), r["facts"], r["with_samples"], r["samples"], _reasons(r["none"], lang)) for r in rows])
    head = (w("coverage.class"), w("coverage.entities"), w("coverage.asked"), w("coverage.samples"))
    rows = sorted((r for r in ledger["classes"] if r["entities"]), key=lambda row: (-row["entities"], row["id"]))[:limit]
    yield from _table(head, [(_name(r, lang), r["entities"], r["with_samples"], r["samples"]) for r in rows])
    yield w("coverage.popular")
    yield ""
    grades = ("easy", "medium", "hard")
    head = (w("coverage.popularity"), w("coverage.entities"), *(w("difficulty." + grade) for grade in grades))
    popular = [(w("popularity." + name), row["entities"], *_by_grade(row["samples"], grades)) for name, row in ledger["popularity"].items()]
    yield from _table(head, popular)


def _by_grade(samples: Mapping[str, Mapping[str, int]], grades: tuple[str, ...]) -> list[int]:
    return [sum(counts.get(grade, 0) for counts in samples.values()) for grade in grades]


def _name(row: Mapping[str, Any], lang: str) -> str:
    return str(row["label"].get(lang) or row["label"].get("en") or row["label"].get("zh") or row["id"])


def _reasons(counts: Mapping[str, int], lang: str) -> str:
    w = words(lang)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_REASONS]
    return w("list.semicolon").join(f"{w('reason.' + reason)} {n:,}" for reason, n in ranked)


def _table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row) + " |"
    yield ""
