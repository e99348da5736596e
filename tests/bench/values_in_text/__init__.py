"""Own sentences with values, titles, lists and brackets as people write them in Chinese and English, and the facts that they state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kgcorpus.extract.reading import extractors_for, read_facts
from kgcorpus.extract.texts import plain_document
from kgcorpus.ontology import load
from tests.garden import said

FOLDER = Path(__file__).parent


def cases() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Language, sentence, expected facts."""
    for line in (FOLDER / "values.txt").read_text(encoding="utf-8").splitlines():
        text, _, facts = line.partition(" => ")
        yield "zh" if re.search("[一-鿿]", text) else "en", text, frozenset(f.strip() for f in facts.split(";") if f.strip())


@lru_cache(maxsize=1)
def _extractors() -> tuple[object, ...]:
    return tuple(extractors_for(load(FOLDER / "values.ttl")))


def found(text: str, language: str) -> tuple[set[str], list[str]]:
    """The facts of a sentence, and the reasons for what was refused."""
    read = read_facts(plain_document(text, text, language), _extractors())  # type: ignore[arg-type]
    return {said(c) for c in read.candidates}, [f"{r.reason}: {r.what}" for r in read.rejections]


__all__ = ["cases", "found"]
