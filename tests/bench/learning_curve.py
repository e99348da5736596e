"""How F1 grows with the number of reviewed sentences, read in the order of ``review export --order informative`` or at random.

    python -m tests.bench.learning_curve [--sizes 25 50 100 200 400 800] [--languages zh en] [--svg FILE [--labels zh|en]] [--out FILE]

Chinese is duie; English are the ontologies of films, music and books of wikidata_tekgen, each with a model and as many sentences of its
own, pooled; sizes that one of them cannot fill are left out. A reviewed sentence is one whose facts are all known, also that there are
none. *Informative*: a first handful at random, then after each step the model reads what is not yet reviewed, and the sentences of the
facts it is least sure of come next, predicates taking turns (the project's own order). *Random*: the mean of three draws, by digest.
String F1 on at most 300 held-out texts in all; sentences are chosen out of at most ``--pool`` of each ontology.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from kgcorpus.errors import InputError
from kgcorpus.extract.learning.applying import Model, load_model
from kgcorpus.extract.learning.examples import example
from kgcorpus.extract.learning.training import train
from kgcorpus.extract.score import Counts, score
from kgcorpus.extract.texts import text_reader
from kgcorpus.ontology import Ontology
from kgcorpus.review.informative import in_turn
from tests.bench.curve import HEIGHT, WIDTH, Curve, chart
from tests.bench.extraction_data import BY_SUBJECT, DATA, Example, divided, drawn, parts

READ = {"zh": ("duie", ("duie",)), "en": ("wikidata_tekgen", ("ont_1_movie", "ont_2_music", "ont_4_book"))}
SIZES = (25, 50, 100, 200, 400, 800)
HELD = 300
DRAWS = ("draw 1", "draw 2", "draw 3")
ORDERS = ("informative", "random")
Measured = tuple[list[int], dict[str, list[float]]]
"""Sizes, and F1 at each of them by order."""
WORDS = {
    "zh": {
        "title": {"zh": "抽取的学习曲线：中文（百科，1个本体）", "en": "抽取的学习曲线：英文（电影、音乐、图书3个本体合计）"},
        "informative": "最有信息量的句子优先", "random": "随机顺序（3次平均）", "axis": "每个本体已审阅的句子数（纵轴：字符串F1）",
    },
    "en": {
        "title": {"zh": "Learning curve: Chinese (encyclopaedia)", "en": "Learning curve: English (films, music and books, pooled)"},
        "informative": "most informative first", "random": "random order (mean of 3)",
        "axis": "reviewed sentences of each ontology (upright: string F1)",
    },
}  # fmt: skip


@dataclass(slots=True)
class Field:
    """An ontology with the sentences that could be reviewed and those held out."""

    ontology: Ontology
    pool: list[Example]
    held: list[Example]
    known: dict[frozenset[str], Counts] = field(default_factory=dict)
    """What was measured, by the texts learned from."""

    def model(self, reviewed: Sequence[Example], folder: Path) -> Model | None:
        """The model of the reviewed sentences; none where they hold no fact."""
        try:
            train(self.ontology, [example(e, e["id"]) for e in reviewed], folder)
        except InputError:
            return None
        return load_model(folder, self.ontology)

    def measured(self, reviewed: Sequence[Example], model: Model | None) -> Counts:
        """How what it finds in the held-out texts agrees with gold."""
        key = frozenset(e["text"] for e in reviewed)
        if key not in self.known:
            read = text_reader(self.ontology, model=model)
            string = score(self.held, [read(e["id"], e["text"], e["lang"]) for e in self.held])["levels"]["string"]
            self.known[key] = Counts(string["agree"], string["gold"] - string["agree"], string["predicted"] - string["agree"])
        return self.known[key]

    def informative(self, sizes: Sequence[int]) -> Iterator[Counts]:
        """What is reached at each size when the sentences that the model is least sure of are reviewed next."""
        reviewed = drawn(self.pool, sizes[0], DRAWS[0])
        for size, following in zip(sizes, [*sizes[1:], None], strict=True):
            with TemporaryDirectory() as name:
                model = self.model(reviewed, Path(name))
                yield self.measured(reviewed[:size], model)
                if following is not None:
                    reviewed = [*reviewed, *next_sentences(self.pool, reviewed, model, following - len(reviewed))]

    def random(self, sizes: Sequence[int], draw: str) -> Iterator[Counts]:
        """What is reached at each size when sentences are reviewed in an order that has nothing to do with the model."""
        for size in sizes:
            reviewed = drawn(self.pool, size, draw)
            with TemporaryDirectory() as name:
                done = frozenset(e["text"] for e in reviewed) in self.known
                yield self.measured(reviewed, None if done else self.model(reviewed, Path(name)))


def next_sentences(pool: Sequence[Example], reviewed: Sequence[Example], model: Model | None, most: int) -> list[Example]:
    """The sentences to be reviewed next; where the model has nothing more to ask about, others by digest."""
    seen = {e["text"] for e in reviewed}
    rest = {e["text"]: e for e in drawn(pool, len(pool), DRAWS[0]) if e["text"] not in seen}
    order: dict[str, None] = {}
    if model is not None:
        possible: dict[str, tuple[str, str, float]] = {}
        for text, found in zip(rest, model.find([(e["text"], e["lang"]) for e in rest.values()]), strict=True):
            for fact in found:
                id = f"{rest[text]['id']} {fact.subject.start} {fact.name} {fact.object.start}"
                possible[id] = (text, fact.name, fact.score)
        decided = Counter(t["predicate"] for e in reviewed for t in e["triples"])
        asked = in_turn(((id, predicate, chance) for id, (_, predicate, chance) in possible.items()), decided)
        order = dict.fromkeys(possible[id][0] for id in asked)
    return [rest[text] for text in [*order, *(t for t in rest if t not in order)][:most]]


def fields(language: str, pool: int) -> list[Field]:
    """The ontologies of a language."""
    name, wanted = READ[language]
    out = []
    for own, ontology, examples in parts(name, as_given=True):
        if own in wanted:
            given, held = divided(examples, "test", by_subject=name in BY_SUBJECT)
            out.append(Field(ontology, drawn(given, pool, "pool"), drawn(held, HELD // len(wanted), "held")))
    return out


def curves(of: Sequence[Field], sizes: Sequence[int]) -> Measured:
    """The sizes that every ontology can fill, and F1 at each of them in both orders."""
    filled = [size for size in sizes if size <= min(len(one.pool) for one in of)]
    informed = _f1([list(one.informative(filled)) for one in of])
    draws = [_f1([list(one.random(filled, draw)) for one in of]) for draw in DRAWS]
    return filled, {"informative": informed, "random": [sum(values) / len(values) for values in zip(*draws, strict=True)]}


def _f1(counts: Sequence[Sequence[Counts]]) -> list[float]:
    """F1 at each size, pooled over the ontologies."""
    out = []
    for at in zip(*counts, strict=True):
        pooled = Counts(sum(c.agree for c in at), sum(c.missed for c in at), sum(c.wrong for c in at))
        out.append(float(pooled.to_json()["f1"] or 0.0))
    return out


def drawing(found: Mapping[str, Measured], labels: str) -> str:
    """The curves of each language, one chart under the other."""
    say = WORDS[labels]
    charts = []
    for language, (sizes, values) in found.items():
        lines = [Curve(say[order], list(zip(sizes, values[order], strict=True)), "") for order in ORDERS]
        charts.append(chart(say["title"][language], lines, say["axis"], even=True))
    height = HEIGHT * len(charts)
    placed = [f'<g transform="translate(0,{HEIGHT * n})">\n{one}</g>' for n, one in enumerate(charts)]
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img">'
    return "\n".join([opening, *placed, "</svg>", ""])


def _of_language(task: tuple[str, int, Sequence[int]]) -> Measured:
    language, pool, sizes = task
    return curves(fields(language, pool), sizes)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--languages", nargs="+", choices=tuple(READ), default=tuple(READ))
    parser.add_argument("--pool", type=int, default=1_500, help="sentences of each ontology that could be reviewed")
    parser.add_argument("--svg", type=Path, help="draw the curves into this file")
    parser.add_argument("--labels", choices=tuple(WORDS), default="en", help="language of the drawing's words")
    parser.add_argument("--out", type=Path, help="write the numbers as JSON into this file")
    options = parser.parse_args(arguments)
    if not DATA.is_dir():
        print(f"{DATA} is not there: nothing measured")
        return
    print("\n### Learning curve (`python -m tests.bench.learning_curve`)\n")
    print("| language | reviewed sentences | most informative first: F1 | random order, mean of 3: F1 |\n|---|---|---|---|")
    began = time.perf_counter()
    tasks = [(language, options.pool, sorted(options.sizes)) for language in options.languages]
    with ProcessPoolExecutor(len(tasks), mp_context=get_context("spawn")) as processes:
        found: dict[str, Measured] = {}
        for (language, _, _), one in zip(tasks, processes.map(_of_language, tasks), strict=True):
            found[language] = sizes, values = one
            for n, size in enumerate(sizes):
                print(f"| {language} | {size:,} | {values['informative'][n]:.3f} | {values['random'][n]:.3f} |", flush=True)
    print(f"\n{time.perf_counter() - began:,.0f} s by the clock, a process for each language")
    if options.svg:
        options.svg.write_text(drawing(found, options.labels), encoding="utf-8")
    if options.out:
        options.out.write_bytes(orjson.dumps({language: {"sizes": s, **v} for language, (s, v) in found.items()}))


if __name__ == "__main__":
    main()
