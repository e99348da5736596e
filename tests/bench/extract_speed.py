"""How fast rules read ordinary text on one core: ``python -m tests.bench.extract_speed [--profile]``.

Timed is processor time, without loading and compiling. *Gazetteer*: 100,000 names (those of the bench sets' gold, filled up with made ones)
in folded text, and with the folding of the text. *Rules*: sentences, patterns, qualifiers, headings and definitions of the demo ontologies
over text of the bench sets, and over the demo's own documents, in which nearly every sentence states something."""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import pstats
import time
from collections.abc import Callable, Iterator, Sequence

import orjson

from kgcorpus import ontology
from kgcorpus.documents.reading import read_text
from kgcorpus.extract.gazetteer import Lexicon, lexicon, writer
from kgcorpus.extract.plain import plain
from kgcorpus.extract.reading import extractors_for, read_facts
from kgcorpus.extract.texts import plain_document
from kgcorpus.model import Document, Entity, Source
from tests.bench.measure import BENCH_DATA, ROOT, Figure, absent, print_table

NAMES = 100_000
MEGABYTES = 2
DOCUMENT = 4_000
FILES = {"zh": ("duie/train.jsonl", "cmeie/train.jsonl"), "en": ("text2kgbench/*/train/*.jsonl",)}


def sample(language: str) -> tuple[list[str], list[str]]:
    """Texts of the bench sets, in paragraphs of some thousand characters, and the names of their gold."""
    texts: dict[str, None] = {}
    names: dict[str, None] = {}
    for pattern in FILES[language]:
        for path in sorted((BENCH_DATA / "extraction").glob(pattern)):
            for raw in path.read_bytes().split(b"\n"):
                if raw.strip():
                    line = orjson.loads(raw)
                    texts[line.get("text") or line["sent"]] = None
                    for triple in line.get("spo_list", ()):
                        names |= dict.fromkeys((triple["subject"], triple["object"]["@value"]))
                    for triple in line.get("triples", ()):
                        names |= dict.fromkeys((triple["sub"].replace("_", " "), triple["obj"].replace("_", " ")))
    out, size, part = [], 0, ""
    for text in texts:
        part += text + ("。" if language == "zh" else " ")
        if len(part) >= DOCUMENT:
            out.append(part)
            size += len(part.encode())
            part = ""
        if size > MEGABYTES * 1_000_000:
            break
    return out, [n for n in names if 2 <= len(n) <= 40]


def gazetteer(names: Sequence[str], language: str) -> Lexicon:
    """A lexicon of 100,000 names: those given, and made ones."""
    parts = list("安柏成达恩方光海佳康林明宁平青荣山泰维西心亚远泽")
    if language == "en":
        parts = ["al", "ber", "con", "dar", "el", "fin", "gor", "hal", "in", "jor", "kal", "lum", "mor", "nel", "os", "par"]

    def made(number: int) -> str:
        digest = hashlib.sha256(f"{language}{number}".encode()).digest()
        return "".join(parts[b % len(parts)] for b in digest[: 3 + digest[31] % 4])

    entities: dict[str, Entity] = {}
    number = 0
    for name in names[: NAMES // 2]:
        entities[name] = Entity(f"x:{len(entities)}", ("x:Thing",), {language: name})
    while len(entities) < NAMES:
        entities.setdefault(name := made(number), Entity(f"x:{len(entities)}", ("x:Thing",), {language: name}))
        number += 1
    return lexicon(ontology.Ontology(), entities.values())


def rate(texts: Sequence[str], work: Callable[[], object]) -> float:
    """Megabytes of UTF-8 a second of processor time."""
    began = time.process_time()
    work()
    return sum(len(t.encode()) for t in texts) / 1_000_000 / (time.process_time() - began)


def demo_documents(name: str, language: str) -> Iterator[Document]:
    """The demo's Markdown documents of a language."""
    for path in sorted((ROOT / "data" / name / "documents").rglob("*")):
        if path.suffix == ".md":
            text = path.read_text(encoding="utf-8")
            found = read_text(text, id=path.name, source=Source("demo", complete=True), format=path.suffix[1:])
            if found.language == language:
                yield found


def measured(language: str, profile: bool) -> Iterator[Figure]:
    texts, names = sample(language)
    found = gazetteer(names, language)
    folded = [plain(t) for t in texts]
    found.find("warm", lambda a, b: "warm")
    hits = 0

    def look_up() -> None:
        nonlocal hits
        hits = sum(len(found.find(p.text, writer(t, p))) for t, p in zip(texts, folded, strict=True))

    figure = rate(texts, look_up)
    yield Figure(f"{language}: gazetteer, {NAMES:,} names, {hits:,} hits, MB/s", "≥ 10", f"{figure:.1f}", figure >= 10)
    with_folding = rate(texts, lambda: [found.find(p.text, writer(t, p)) for t in texts for p in (plain(t),)])
    yield Figure(f"{language}: the same with folding, MB/s", "", f"{with_folding:.1f}")
    for name in ("diabetes", "chart-patterns"):
        terms = ontology.load(ROOT / "ontologies" / name)
        extractors = extractors_for(terms)
        documents = [plain_document(str(n), t, language) for n, t in enumerate(texts)]
        own = list(demo_documents(name, language))
        for d in own:
            read_facts(d, extractors)  # patterns and caches warm
        profiler = cProfile.Profile() if profile else None
        facts = 0

        def work(documents: Sequence[Document] = documents, extractors: Sequence[object] = extractors) -> None:
            nonlocal facts
            facts = sum(len(read_facts(d, extractors).candidates) for d in documents)  # type: ignore[arg-type]

        if profiler:
            profiler.enable()
        figure = rate(texts, work)
        if profiler:
            profiler.disable()
            pstats.Stats(profiler).sort_stats("tottime").print_stats(18)
        yield Figure(f"{language}: rules of {name} on ordinary text, {facts:,} facts, MB/s", "≥ 1", f"{figure:.2f}", figure >= 1)
        fresh = [plain_document(f"{d.id}/{n}", d.text, language) for n in range(3) for d in own]
        figure = rate([d.text for d in fresh], lambda d=fresh: work(d))  # type: ignore[misc]
        yield Figure(f"{language}: rules of {name} on its own documents, {facts:,} facts, MB/s", "", f"{figure:.2f}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--profile", action="store_true")
    given = arguments.parse_args()
    if absent("extraction/duie") or absent("extraction/text2kgbench"):
        return
    print_table("Rules on one core", [f for language in ("zh", "en") for f in measured(language, given.profile)])


if __name__ == "__main__":
    main()
