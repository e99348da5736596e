"""What a language model proposes about ten sentences in each language: what holds of it, what is rejected and why, tokens, time.

``python -m tests.bench.llm_figures`` asks the small model of ``requirements.llm.lock``, which extracts badly: the point is that whatever
comes through is verbatim and fits the ontology. ``--llm URL [--llm-model NAME]`` asks another server. The sentences are our own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgcorpus.extract.asking import Asking, Options
from kgcorpus.extract.prompting import Example, Stated
from kgcorpus.extract.proposing import Proposing, open_checker
from kgcorpus.extract.similar import Similar
from kgcorpus.extract.texts import plain_document
from kgcorpus.gate import Gate, Piece
from kgcorpus.gate_sending import Tally
from kgcorpus.model import Candidate, Rejection
from kgcorpus.ontology import Ontology, load
from tests.local_model import EXAMPLES, MISSING, ONTOLOGY, TEXTS, installed, served


@dataclass(frozen=True)
class Figures:
    """What came of one language's sentences: (text, candidate or rejection) in order."""

    records: list[tuple[str, Candidate | Rejection]]
    right: int
    gold: int
    tally: Tally
    seconds: float

    @property
    def candidates(self) -> list[tuple[str, Candidate]]:
        return [(text, r) for text, r in self.records if isinstance(r, Candidate)]

    @property
    def rejected(self) -> Counter[str]:
        return Counter(r.reason for _, r in self.records if isinstance(r, Rejection))


def ontology() -> Ontology:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.ttl"
        path.write_text(ONTOLOGY, encoding="utf-8")
        return load(path)


def measure(url: str, language: str, *, most: int = 10, path: Path | None = None, **options: Any) -> Figures:
    """Ask about the first sentences of a language."""
    began = time.perf_counter()
    with Asking(Gate(url, seconds=600), Options(**{"answer": 200, **options}), path) as asking:
        shown = [Example(text, tuple(Stated(s, None, f"m:{p}", o, None, t) for s, p, o, t in facts)) for text, facts in EXAMPLES[language]]
        model = Proposing(asking, open_checker(ontology()), Similar(shown), lambda text: Piece(text, "public", "ontology"))
        records: list[tuple[str, Candidate | Rejection]] = []
        right = gold = 0
        for number, (text, facts) in enumerate(TEXTS[language][:most]):
            found = list(model.read(plain_document(str(number), text, language)))
            records += [(text, record) for record in found]
            wanted, said = set(facts), {_brief(r) for r in found if isinstance(r, Candidate)}
            right, gold = right + len(wanted & said), gold + len(wanted)
    return Figures(records, right, gold, asking.tally, time.perf_counter() - began)


def _brief(candidate: Candidate) -> tuple[str, str, str]:
    name = ("not " if candidate.negated else "") + candidate.predicate.split(":")[-1]
    return candidate.subject.text, name, candidate.object.text


def table(language: str, found: Figures) -> str:
    """The figures of a language, with every proposal."""
    lines = []
    for text, record in found.records:
        what = " · ".join(_brief(record)) if isinstance(record, Candidate) else f"{record.reason}: {record.what} ({record.detail})"
        lines.append(f"  {'+' if isinstance(record, Candidate) else '-'} {text}  →  {what}")
    proposed, fitting = len(found.records), len(found.candidates)
    reasons = ", ".join(f"{reason} {n}" for reason, n in found.rejected.most_common()) or "none"
    lines.append(f"{language}: {proposed} proposals, {fitting} verbatim and fitting the ontology, rejected: {reasons}")
    lines.append(
        f"{language}: {found.right} of {found.gold} facts found, {fitting - found.right} more proposed; "
        f"{found.tally.tokens:,} tokens ({found.tally.prompt:,} + {found.tally.answer:,}), {found.seconds:.0f} s"
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--llm", metavar="URL")
    parser.add_argument("--llm-model", default="")
    given = parser.parse_args()
    if given.llm is None and not installed():
        sys.exit(MISSING)
    with served() if given.llm is None else nullcontext(given.llm) as url:
        for language in ("en", "zh"):
            print(table(language, measure(url, language, model=given.llm_model)), flush=True)


if __name__ == "__main__":
    main()
