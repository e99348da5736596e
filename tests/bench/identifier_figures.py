"""How well identifiers are found: recall and precision on the suite, by language and by part, and how fast (by processor time).

``python -m tests.bench.identifier_figures`` prints the table; ``--misses`` lists what was missed and what was found wrongly, without the
part that is held out.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgcorpus.identifiers.finding import find
from kgcorpus.identifiers.reading import Identifier
from tests.bench.measure import Figure, print_table
from tests.identifier_cases import Case, cases

SHARED = Path(__file__).parents[3] / "shared" / "bench"
TELEPHONES = ("mobile", "landline", "phone")


@dataclass(slots=True)
class Tally:
    """What was looked for and what came out. ``misses`` and ``wrong`` hold the cases with what was found in them."""

    positives: int = 0
    lookalikes: int = 0
    right: int = 0
    misses: list[tuple[Case, list[Identifier]]] = field(default_factory=list)
    wrong: list[tuple[Case, list[Identifier]]] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.misses))

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))


def same(kind: str, other: str) -> bool:
    """Whether two kinds count as one: which telephone it is may be read in two ways."""
    return kind == other or (kind in TELEPHONES and other in TELEPHONES)


def measure(lang: str, *, held_out: bool | None = None) -> Tally:
    """The tally over a language's cases: all, or only those (not) held out. A hit covers at least nine tenths of what it should."""
    tally = Tally()
    targets = Counter(case.text for case in cases(lang))
    for case in cases(lang):
        if held_out is not None and case.held_out != held_out:
            continue
        found = find(case.text, personal=case.personal)
        if case.kind:
            tally.positives += 1
            at = case.text.index(case.target)
            hits = [f for f in found if same(f.kind, case.kind) and f.allowed == case.allowed and covers(f, at, at + len(case.target))]
            tally.right += bool(hits)
            if hits:
                tally.by_kind[case.kind] += 1
            else:
                tally.misses.append((case, found))
            found = [f for f in found if targets[case.text] == 1 and not (f.start < at + len(case.target) and at < f.end)]
        else:
            tally.lookalikes += 1
        if any(not f.allowed for f in found):
            tally.wrong.append((case, [f for f in found if not f.allowed]))
    return tally


def covers(found: Identifier, start: int, end: int) -> bool:
    return min(found.end, end) - max(found.start, start) >= 0.9 * (end - start) and found.end - found.start <= 1.5 * (end - start) + 4


def texts() -> Iterator[str]:
    """Texts of the measuring documents, where they are there."""
    for path in sorted(SHARED.glob("documents/**/*.md")):
        yield path.read_text(encoding="utf-8")


def main(arguments: Sequence[str] = ()) -> None:
    if "--misses" in arguments:
        for lang in ("zh", "en"):
            tally = measure(lang, held_out=False)
            for what, listed in (("missed", tally.misses), ("wrong", tally.wrong)):
                for case, found in listed:
                    print(lang, what, case.kind, repr(case.text), repr(case.target), [(f.kind, f.text, f.allowed) for f in found])
        return
    figures = []
    for lang in ("zh", "en"):
        for part, held_out in (("all", None), ("held out", True)):
            tally = measure(lang, held_out=held_out)
            what = f"{lang}, {part}: {tally.positives} positives, {tally.lookalikes} look-alikes"
            figures.append(Figure(f"{what}: recall", "≥ 0.99", f"{tally.recall:.4f}", tally.recall >= 0.99))
            figures.append(Figure(f"{what}: precision", "≥ 0.98", f"{tally.precision:.4f}", tally.precision >= 0.98))
    documents = list(texts())
    suite = "\n".join(case.text for lang in ("zh", "en") for case in cases(lang))
    for what, text in (("the measuring documents", "\n".join(documents)), ("the suite itself, nothing but identifiers", suite * 5)):
        if text:
            began = time.process_time()
            find(text)
            seconds = time.process_time() - began
            size = len(text.encode()) / 1e6
            figures.append(Figure(f"{what}, {size:.1f} MB", "≥ 5 MB/s", f"{size / seconds:.1f} MB/s"))
    print_table("Identifiers", figures)


if __name__ == "__main__":
    main(sys.argv[1:])
