"""Extraction with examples: how well a trained model reads texts that it has not seen, and what that costs.

    python -m tests.bench.extraction_figures [--sets duie cmeie tekgen webnlg] [--sizes full 200 50 none] [--split test|dev]
                                             [--out results.json] [--limit N] [--workers N] [--each]

A fixed tenth by digest is held out (of text2kgbench: of subjects, and every text about a held-out subject is in no training set);
``dev`` is another tenth to look at while working, and then the test tenth is not read at all. The way is that of the commands: examples
are written to a file, read and learned from as by ``train``, the texts are read as by ``extract --model``, and ``score`` compares.
Ontologies of a set have a model each and are pooled; 200 and 50 are examples for each, drawn by digest. ``none`` has no model. Names of
gold are as given (underscores are spaces), so that what no text holds counts as missed.

The calibration error is over the finds of the model at 0.02 or more on the held-out texts, in ten bins. Each row is a process of its own,
so that its peak of memory is its own; texts a second are processor time of reading alone, without loading.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import orjson

from kgcorpus.extract.learned_texts import MADE_BY
from kgcorpus.extract.learning.applying import load_model
from kgcorpus.extract.learning.deciding import calibration_error
from kgcorpus.extract.learning.examples import read_examples
from kgcorpus.extract.learning.training import train
from kgcorpus.extract.score import score
from kgcorpus.extract.texts import AT_ONCE, plain_document, text_reader
from kgcorpus.model import Json
from kgcorpus.ontology import Ontology
from kgcorpus.text import normal_name
from tests.bench.extraction_data import BY_SUBJECT, DATA, SETS, SPLITS, Example, divided, drawn, parts
from tests.bench.measure import watch

SHORT = {"tekgen": "wikidata_tekgen", "webnlg": "dbpedia_webnlg"}
SIZES = ("full", "200", "50", "none")
FLOOR_AND_AIM = {
    ("duie", "full"): (0.55, 0.62), ("duie", "200"): (0.27, 0.38), ("duie", "50"): (0.07, 0.18),
    ("cmeie", "full"): (0.34, 0.42), ("cmeie", "200"): (0.16, 0.24), ("cmeie", "50"): (0.09, 0.15),
    ("wikidata_tekgen", "full"): (0.34, 0.45), ("dbpedia_webnlg", "full"): (0.20, 0.35),
}  # fmt: skip
"""String F1 that must be reached and that is hoped for."""
SURE, ERROR = 0.95, 0.05
Find = tuple[float, bool, bool]
"""Probability, whether gold has it, whether it is above the model's own threshold for doing without a reader."""


@dataclass(slots=True)
class Part:
    """What one model, or none, made of the held-out texts of one ontology."""

    lines: list[Example]
    report: dict[str, Json]
    finds: list[Find]
    cost: dict[str, float]


@dataclass(slots=True)
class Pool:
    """The parts of a set."""

    held: list[Example] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    examples: int = 0

    def row(self) -> dict[str, Json]:
        """The figures over all parts."""
        lines = [line for part in self.parts for line in part.lines]
        report = score(self.held, lines)
        finds = [find for part in self.parts for find in part.finds]
        sure = [right for _, right, certain in finds if certain]
        gold = report["levels"]["string"]["gold"]
        cost = {name: sum(part.cost[name] for part in self.parts) for name in self.parts[0].cost}
        conforming = [part.report["conformance"] for part in self.parts if part.report["conformance"] is not None]
        return {
            "ontologies": len(self.parts),
            "examples": self.examples,
            "texts": len(self.held),
            "levels": report["levels"],
            "gold_in_text": report["gold_in_text"],
            "offsets_exact": report["offsets_exact"],
            "conformance": min(conforming, default=None),
            "calibration_error": calibration_error(*_columns(finds)) if finds else None,
            "sure": {"found": len(sure), "precision": _share(sum(sure), len(sure)), "recall": _share(sum(sure), gold)},
            "texts_per_second": len(self.held) / cost["reading"] if cost["reading"] else None,
            **cost,
        }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _columns(finds: Sequence[Find]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    return np.array([chance for chance, _, _ in finds]), np.array([right for _, right, _ in finds], bool)


def learned(ontology: Ontology, examples: Sequence[Example], held: Sequence[Example], workers: int = 1) -> Part:
    """What a model of the examples makes of the held-out texts; without examples, what the ontology alone does."""
    if not examples:
        return _read(ontology, held, None, 0.0, {"training": 0.0, "training_wall": 0.0, "model_mb": 0.0})
    with TemporaryDirectory() as name:
        file, folder = Path(name) / "examples.jsonl", Path(name) / "model"
        file.write_bytes(b"".join(orjson.dumps(e) + b"\n" for e in examples))
        began = time.process_time(), time.perf_counter()
        report = train(ontology, read_examples(file), folder, workers=workers)
        cost = {"training": time.process_time() - began[0], "training_wall": time.perf_counter() - began[1]}
        cost["model_mb"] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
        certain = [told["review_threshold"] for told in report["languages"].values()]
        return _read(ontology, held, folder, min((c for c in certain if c is not None), default=2.0), cost)


def _read(ontology: Ontology, held: Sequence[Example], model: Path | None, certain: float, cost: Mapping[str, float]) -> Part:
    read = text_reader(ontology, model=load_model(model, ontology) if model is not None else None)
    for e in held[:1]:
        read(e["id"], e["text"], e["lang"])  # what is loaded at first use is not reading
    began = time.process_time()
    batches = [held[at : at + AT_ONCE] for at in range(0, len(held), AT_ONCE)]  # as the command reads JSON Lines
    lines = [line for batch in batches for line in read.all([plain_document(e["id"], e["text"], e["lang"]) for e in batch])]
    seconds = time.process_time() - began
    finds = [find for e, line in zip(held, lines, strict=True) for find in finds_of(e, line, certain)]
    return Part(lines, score(held, lines, ontology=ontology), finds, {**cost, "reading": seconds})


def finds_of(example: Example, line: Example, certain: float) -> list[Find]:
    """What the model finds in a text, also below its threshold; what the sentence denies or leaves open is not among it."""
    gold = {_said(t["subject"]["text"], t["predicate"], t["object"]["text"]) for t in example["triples"]}
    out: list[Find] = []
    for fact in line["facts"]:
        if fact["made_by"] == MADE_BY and not fact.get("negated"):
            said = _said(fact["subject"]["text"], fact["predicate"], fact["object"]["text"])
            out.append((fact["score"], said in gold, fact["score"] >= certain))
    low = [r for r in line["rejected"] if r["reason"] == "low_score" and r["made_by"] == MADE_BY]
    return [*out, *((r["score"], normal_name(r["text"]) in gold, r["score"] >= certain) for r in low)]


def _said(subject: str, predicate: str, object_: str) -> str:
    """A fact as the text of a rejection writes it, folded."""
    return normal_name(f"{subject} · {predicate} · {object_}")


def row(name: str, size: str, split: str, *, limit: int | None = None, workers: int = 1, each: bool = False) -> dict[str, Json]:
    """The figures of a set with so many examples for each ontology."""
    pool = Pool()
    for own, ontology, examples in parts(name, as_given=True):
        own_part = examples if limit is None else drawn(examples, limit, "limit")
        given, held = divided(own_part, split, by_subject=name in BY_SUBJECT)
        if size != "full":
            given = drawn(given, 0 if size == "none" else int(size))
        pool.held += held
        pool.examples += len(given)
        pool.parts.append(learned(ontology, given, held, workers))
        if each:
            print(f"  {own}: {len(given)} examples, {_percents(pool.parts[-1].report['levels']['string'])}", file=sys.stderr, flush=True)
    return pool.row()


def _percents(level: Mapping[str, Json]) -> str:
    return " ".join(f"{name} {_figure(level[name])}" for name in ("precision", "recall", "f1"))


def alone(name: str, size: str, options: argparse.Namespace) -> dict[str, Json]:
    """The figures of a row, measured in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.extraction_figures", "--alone", name, size, "--split", options.split]
    command += ["--workers", str(options.workers), *(["--limit", str(options.limit)] if options.limit else [])]
    done = watch([*command, *(["--each"] if options.each else [])])
    if done.code:
        raise RuntimeError(f"{name} {size} ended with {done.code}: {done.err[-2000:]}")
    if options.each:
        print(done.err, end="")
    found: dict[str, Json] = orjson.loads(done.out.splitlines()[-1])
    return {"set": name, "size": size, "split": options.split, **found, "peak_mb": done.peak_bytes / 1e6}


# ------------------------------------------------------------------------------------------------------ tables


def quality(rows: Sequence[Mapping[str, Json]]) -> list[str]:
    """How well texts are read, as a markdown table."""
    out = [
        "| set | examples | string P | R | F1 | floor / aim | boundary F1 | typed F1 | gold in text | offsets exact | conforming | texts |",
        "|---" * 12 + "|",
    ]
    for one in rows:
        levels = one["levels"]
        string = " | ".join(_figure(levels["string"][name]) for name in ("precision", "recall", "f1"))
        others = " | ".join(_figure(levels[level]["f1"]) for level in ("boundary", "typed"))
        exact = " | ".join((_figure(one["gold_in_text"]), *(_whole(one[name]) for name in ("offsets_exact", "conformance"))))
        out.append(f"| {one['set']} | {_examples(one)} | {string} | {_against(one)} | {others} | {exact} | {one['texts']:,} |")
    return out


def sureness(rows: Sequence[Mapping[str, Json]]) -> list[str]:
    """What a model's probabilities are worth and what it costs, as a markdown table."""
    out = [
        "| set | examples | calibration error | no reader: P | R | found | training CPU s | wall s | texts / CPU s | model MB | peak MB |",
        "|---" * 11 + "|",
    ]
    for one in rows:
        if one["size"] == "none":
            continue
        sure, error = one["sure"], one["calibration_error"]
        told = f"{_figure(error)}{_mark(error is not None and error <= ERROR)}"
        precise = f"{_figure(sure['precision'])}{_mark(sure['precision'] >= SURE) if sure['precision'] is not None else ''}"
        seconds = f"{one['training']:,.0f} | {one['training_wall']:,.0f} | {_rate(one['texts_per_second'])}"
        certain = f"{precise} | {_figure(sure['recall'])} | {sure['found']:,}"
        out.append(f"| {one['set']} | {_examples(one)} | {told} | {certain} | {seconds} | {one['model_mb']:.1f} | {one['peak_mb']:,.0f} |")
    return out


def _examples(one: Mapping[str, Json]) -> str:
    size = {"full": "all", "none": "none"}.get(one["size"], one["size"])
    each = " each" if one["ontologies"] > 1 and one["size"] not in ("full", "none") else ""
    return size + each + (f" ({one['examples']:,})" if one["size"] == "full" or each else "")


def _against(one: Mapping[str, Json]) -> str:
    """Floor and aim of a row, with what of them is reached."""
    known = FLOOR_AND_AIM.get((one["set"], one["size"]))
    if known is None:
        return ""
    f1 = one["levels"]["string"]["f1"] or 0.0
    return " / ".join(f"{value:.2f}{_mark(f1 >= value)}" for value in known)


def _mark(met: bool) -> str:
    return " ✓" if met else " ✗"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _whole(value: float | None) -> str:
    """A share that must be 1: never rounded up to it."""
    return "–" if value is None else "1.0 ✓" if value == 1 else f"{min(value, 0.9999):.4f} ✗"


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", choices=(*SETS, *SHORT), default=SETS)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=SIZES)
    parser.add_argument("--split", choices=tuple(SPLITS), default="test")
    parser.add_argument("--out", type=Path, help="write the rows as JSON into this file")
    parser.add_argument("--limit", type=int, help="at most so many texts of each ontology, for a quick look")
    parser.add_argument("--workers", type=int, default=2, help="threads of training")
    parser.add_argument("--each", action="store_true", help="print also the figures of each ontology")
    parser.add_argument("--alone", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not DATA.is_dir():
        print(f"{DATA} is not there: nothing measured")
        return
    if options.alone:
        found = row(*options.alone, options.split, limit=options.limit, workers=options.workers, each=options.each)
        print(orjson.dumps(found, option=orjson.OPT_SERIALIZE_NUMPY).decode())
        return
    rows: list[dict[str, Json]] = []
    for name in options.sets:
        for size in options.sizes:
            one = alone(SHORT.get(name, name), size, options)
            rows.append(one)
            print(f"{one['set']} {size}: {_percents(one['levels']['string'])}, {_against(one)}", flush=True)
            if options.out:
                options.out.write_bytes(orjson.dumps(rows, option=orjson.OPT_INDENT_2))
    print("\n### Extraction with examples (`python -m tests.bench.extraction_figures`)\n")
    print("\n".join([*quality(rows), "", *sureness(rows)]))


if __name__ == "__main__":
    main()
