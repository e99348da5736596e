"""``kgcorpus density``: documents and passages ranked by the knowledge that they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from kgcorpus.errors import UsageError
from kgcorpus.messages import words
from kgcorpus.model import Json

if TYPE_CHECKING:
    from kgcorpus.build_density import Measured, Ranking

SHOWN = 40
LONGEST = 60


def rank(source: Path, ontology: Path | None) -> Ranking:
    """The ranking of a corpus folder, or of a folder or file of documents."""
    from kgcorpus.build_density import of_corpus, of_folder

    if (source / "corpus.toml").is_file():
        if ontology is not None:
            raise UsageError("--ontology", "given for a corpus", "no --ontology", "leave it out: a corpus is measured with its own")
        return of_corpus(source)
    if not source.exists():
        raise UsageError(str(source), "no such file or folder", "a corpus, or a folder or file of documents", "check the path")
    return of_folder(source, ontology)


def ranking_lines(found: Ranking, lang: str, *, passages: bool, shown: int | None = SHOWN) -> Iterator[str]:
    """The heading, what it rests on, and one line for each document (or passage): score, place, what counts for and against it."""
    from kgcorpus.extract.density import LOW

    say = words(lang)
    yield say("density.title", documents=len(found.documents), passages=len(found.passages), low=found.low(), least=LOW)
    if not found.known:
        yield say("density.not_known" if found.ontology else "density.no_ontology")
    if found.unread:
        yield say("density.unread", n=len(found.unread), first=found.unread[0].document or found.unread[0].what)
    rows = found.passages if passages else found.documents
    for one in rows[:shown]:
        yield "  " + _line(one, lang)
    if shown is not None and len(rows) > shown:
        yield say("density.more", n=len(rows) - shown)


def _line(one: Measured, lang: str) -> str:
    say = words(lang)

    def listed(counts: Mapping[str, int]) -> str:
        return ("、" if lang == "zh" else ", ").join(f"{say('density.' + name)} {n:,}" for name, n in counts.items())

    against = f"{'；' if lang == 'zh' else '; '}{say('density.against')}{listed(one.density.noise)}" if one.density.noise else ""
    place = one.document if one.start is None else f"{one.document}:{one.start}"
    text = " ".join(one.text.split())
    quoted = f"  “{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}”" if text else ""
    return f"{one.density.score:.2f}  {place}  {listed(one.density.worth)}{against}{quoted}".rstrip()


def ranking_json(found: Ranking, *, passages: bool) -> dict[str, Json]:
    from kgcorpus.extract.density import LOW

    out: dict[str, Json] = {
        "least": LOW, "ontology": found.ontology, "known": found.known, "below": found.low(),
        "documents": [one.to_json() for one in found.documents],
        "unread": [{"file": r.document or r.what, "reason": r.reason} for r in found.unread],
    }  # fmt: skip
    return {**out, "passages": [one.to_json() for one in found.passages]} if passages else out


def ranking_rows(found: Ranking, *, passages: bool) -> bytes:
    """All documents (and passages) as JSON Lines."""
    rows = [*found.documents, *(found.passages if passages else ())]
    return b"".join(orjson.dumps(one.to_json()) + b"\n" for one in rows)
