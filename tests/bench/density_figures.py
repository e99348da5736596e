"""How well knowledge density tells knowledge from the rest: ``python -m tests.bench.density_figures [--list] [--speed]``.

On one side passages of the operator reports and statutes of ``../shared/bench`` and of this repository's demo documents (Chinese and
English), on the other price tables, chatter, navigation and boilerplate written for this (``density/noise.txt``). Which passages are
knowledge was decided before any of them was measured: of 70 drawn reports' passages, 16 are rests of layout (contents, captions, dates of
publication), 20 were left out as neither. No ontology is given, so that only the forms count. Printed are the area under the curve and the
error at the default threshold; ``--list`` prints what is on the wrong side. The words that are looked for were added to after a first look
at these passages; so a second set, of which nothing was looked at before, is measured apart ("later": 40 further passages of the reports,
40 of the statutes, the kitchen demo, and ``density/later.txt``).
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgcorpus.documents.reading import read_text
from kgcorpus.extract.density import LOW, Knowing, Measuring, united
from kgcorpus.model import Document
from tests.bench.measure import BENCH_DATA, Figure, absent, print_table

ROOT = Path(__file__).parents[2]
DRAWN = 70
LATER = 40
REST = frozenset({6, 7, 9, 14, 20, 24, 25, 33, 37, 38, 42, 43, 46, 54, 55, 68})
"""Of the drawn reports' passages, by rank: rests of layout and boilerplate."""
NEITHER = frozenset({2, 8, 12, 13, 16, 17, 27, 30, 34, 41, 45, 47, 48, 53, 56, 57, 60, 63, 65, 69})
REST_LATER = frozenset({71, 76, 77, 79, 84, 101, 103, 107})
NEITHER_LATER = frozenset({70, 72, 73, 75, 78, 80, 92, 93, 94, 95, 104, 106})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage with its language, kind, whether it holds knowledge, and its density."""

    lang: str
    kind: str
    knowledge: bool
    text: str
    score: float


def drawn(folder: Path) -> list[tuple[Document, int]]:
    """The passages but headings of a folder's documents, by the digest of name, place and text."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        document = read_text(path.read_text(encoding="utf-8"), id=path.stem, format="md")
        for n, passage in enumerate(document.passages):
            text = document.text[passage.start : passage.end]
            if passage.kind != "heading" and passage.start >= document.front:
                key = hashlib.sha256((path.stem + str(passage.start) + text).encode()).hexdigest()
                found.append((key, document, n))
    found.sort(key=lambda f: f[0])
    return [(document, n) for _, document, n in found]


def of_folder(folder: Path, ranks: range, kind: str, lang: str | None = None, measuring: Measuring | None = None) -> Iterator[Labelled]:
    """The drawn passages of these ranks (among those of a language)."""
    measuring = measuring or Measuring()
    found = [(d, n) for d, n in drawn(folder) if not lang or d.language == lang]
    for rank, (document, n) in enumerate(found):
        if rank not in ranks or (kind == "operator" and rank in NEITHER | NEITHER_LATER):
            continue
        passage = document.passages[n]
        score = measuring.passages(document)[n].score
        knowledge = not (kind == "operator" and rank in REST | REST_LATER)
        yield Labelled(document.language, kind, knowledge, document.text[passage.start : passage.end], score)


def written(name: str) -> Iterator[Labelled]:
    """The passages written for this that hold no knowledge."""
    measuring = Measuring()
    for line in (Path(__file__).parent / "density" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, kind, text = line.split(" ", 2)
            text = text.replace("↵", "\n")
            found = measuring.passages(read_text(text, id="x", format="md"))
            yield Labelled(lang, kind, False, text, united(found.values()).score)


def labelled() -> list[Labelled]:
    documents, data = BENCH_DATA / "documents", ROOT / "data"
    out = [*of_folder(documents / "operator", range(DRAWN), "operator"), *of_folder(documents / "law", range(60), "law")]
    out += written("noise.txt")
    for name in ("diabetes", "chart-patterns"):
        for lang in ("zh", "en"):
            out += of_folder(data / name / "documents", range(20 if lang == "zh" else 60), name, lang)
    return out


def labelled_later() -> list[Labelled]:
    documents, kitchen = BENCH_DATA / "documents", ROOT / "data" / "kitchen" / "documents"
    out = [*of_folder(documents / "operator", range(DRAWN, DRAWN + LATER), "operator"), *written("later.txt")]
    out += of_folder(documents / "law", range(60, 100), "law")
    return [*out, *(p for lang in ("zh", "en") for p in of_folder(kitchen, range(40), "kitchen", lang))]


def with_ontologies() -> list[Labelled]:
    """The drawn passages of the three demos, each measured with its own ontology."""
    from kgcorpus.extract.gazetteer import lexicon
    from kgcorpus.ontology import load

    out: list[Labelled] = []
    for name in ("diabetes", "chart-patterns", "kitchen"):
        terms = load(ROOT / "ontologies" / name)
        measuring = Measuring(Knowing(terms, lexicon(terms)))
        for lang in ("zh", "en"):
            out += of_folder(ROOT / "data" / name / "documents", range(40), name, lang, measuring)
    return out


def area(passages: Sequence[Labelled]) -> float:
    """The area under the curve: how often a passage of knowledge has more than one without, ties half."""
    good = [p.score for p in passages if p.knowledge]
    bad = [p.score for p in passages if not p.knowledge]
    return sum((g > b) + 0.5 * (g == b) for g in good for b in bad) / (len(good) * len(bad))


def speed() -> tuple[float, float]:
    """Megabytes a second over the reports and statutes, without and with an ontology."""
    from kgcorpus.extract.gazetteer import lexicon
    from kgcorpus.ontology import load

    paths = [p for name in ("operator", "law") for p in sorted((BENCH_DATA / "documents" / name).glob("*.md"))]
    documents = [read_text(path.read_text(encoding="utf-8"), id=path.stem, format="md") for path in paths]
    size = sum(len(d.text.encode()) for d in documents) / 1e6
    terms = load(ROOT / "ontologies" / "diabetes")
    rates = []
    for measuring in (Measuring(), Measuring(Knowing(terms, lexicon(terms)))):
        began = time.process_time()
        for document in documents:
            measuring.passages(document)
        rates.append(size / (time.process_time() - began))
    return rates[0], rates[1]


def main(arguments: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args(arguments or None)
    if absent("documents/operator") or absent("documents/law"):
        return
    passages, later = labelled(), labelled_later()
    figures = []
    groups = [("all", passages), *((lang, [p for p in passages if p.lang == lang]) for lang in ("zh", "en")), ("later", later)]
    for name, own in groups:
        good, bad = [p for p in own if p.knowledge], [p for p in own if not p.knowledge]
        lost, kept = sum(p.score < LOW for p in good), sum(p.score >= LOW for p in bad)
        figures += [
            Figure(f"{name}: passages with knowledge, without", "≥ 100 each" if name == "all" else "", f"{len(good)}, {len(bad)}"),
            Figure(f"{name}: area under the curve", "", f"{area(own):.3f}"),
            Figure(f"{name}: error at {LOW}", "", f"{(lost + kept) / len(own):.1%} ({lost} of knowledge below, {kept} without above)"),
        ]
    own = with_ontologies()
    lost = sum(p.score < LOW for p in own)
    figures.append(Figure("passages of the demos below it with their ontologies", "", f"{lost} of {len(own)}"))
    if asked.speed:
        without, known = speed()
        figures.append(Figure("MB a second, one core", "", f"{without:.1f} by forms, {known:.1f} with an ontology"))
    print_table("Knowledge density", figures)
    if asked.list:
        for p in sorted([*passages, *later], key=lambda p: p.score):
            if p.knowledge != (p.score >= LOW):
                print(f"{p.score:.2f} {p.lang} {p.kind} {'knowledge' if p.knowledge else 'none'}: {p.text[:90]!r}")


if __name__ == "__main__":
    main()
