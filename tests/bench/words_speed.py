"""How fast the words of a text are found, on one core: ``python -m tests.bench.words_speed``.

Sentences of duie (Chinese) and text2kgbench (English), each once, in batches of 256. Timed is processor time without the loading of models,
so that what else the machine does counts little. The learned extractor needs the Chinese analysis with states and the English one with
parse and names."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import orjson

from kgcorpus.extract.words import analyser, installed
from tests.bench.measure import BENCH_DATA, Figure, absent, print_table

SENTENCES = 1_000
BATCH = 256
AIMS = {("zh", "lac", True): 100, ("en", "spacy", False): 150}
"""Sentences a second that the whole of learned extraction must reach; the analysis must leave it room."""
MEASURED = (
    ("zh", "lac", False), ("zh", "lac", True), ("zh", "jieba", False), ("zh", "characters", False), ("en", "spacy", False),
    ("en", "spacy", True), ("en", "blank", False),
)  # fmt: skip


def main(arguments: Sequence[str] = ()) -> None:
    if absent("extraction/duie") or absent("extraction/text2kgbench"):
        return
    folder = BENCH_DATA / "extraction"
    texts = {"zh": sample([folder / "duie" / "train.jsonl"]), "en": sample(sorted((folder / "text2kgbench").glob("*/**/*train*.jsonl")))}
    print_table("Words of a text, one core", [measured(texts[language], language, *how) for language, *how in MEASURED])


def measured(texts: list[str], language: str, parser: str, states: bool) -> Figure:
    """Sentences and megabytes a second of processor time."""
    what = f"{language}, {parser}{', with states' if states else ''}: sentences/s, MB/s"
    aim = AIMS.get((language, parser, states))
    said = f"> {aim}" if aim else ""
    if not installed(parser):
        return Figure(what, said, "not installed")
    analyse = analyser(language, states=states, parser=parser)
    analyse(["一句。 A sentence."])
    begin = time.process_time()
    for first in range(0, len(texts), BATCH):
        analyse(texts[first : first + BATCH])
    seconds = time.process_time() - begin
    rate, size = len(texts) / seconds, sum(len(text.encode()) for text in texts)
    return Figure(what, said, f"{rate:,.0f}, {size / seconds / 1e6:.2f}", rate > aim if aim else None)


def sample(paths: Sequence[Path]) -> list[str]:
    """The first different sentences, from all files alike."""
    each = -(-SENTENCES // len(paths))
    return list(dict.fromkeys(text for path in paths for text in islice(sentences(path), each)))[:SENTENCES]


def sentences(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for line in file:
            read = orjson.loads(line)
            yield read.get("text") or read["sent"]


if __name__ == "__main__":
    main()
