"""Extraction without any example: what the labels of an ontology find in texts that nobody annotated for it.

``python -m tests.bench.extraction_none [--part tenth|rest|all] [--list N] [--each] [SET …]``; sets: ``duie``, ``cmeie``,
``wikidata_tekgen``, ``dbpedia_webnlg``. The part is chosen by the digest of the text; figures are taken on the ``tenth``, mistakes are
looked at in the ``rest``. Prints string micro precision, recall and F1, exactness of offsets and the lowest
conformance to domain and range of any ontology.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from kgcorpus.extract.score import score
from kgcorpus.extract.texts import text_reader
from kgcorpus.ontology import Ontology
from tests.bench.extraction_data import DATA, SETS, Example, in_tenth, parts


def predictions(ontology: Ontology, examples: Sequence[Example]) -> list[Example]:
    """What is found in the texts, in order."""
    read = text_reader(ontology)
    return [read(e["id"], e["text"], e["lang"]) for e in examples]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sets", nargs="*", default=SETS)
    arguments.add_argument("--part", choices=("tenth", "rest", "all"), default="tenth")
    arguments.add_argument("--list", type=int, default=0)
    arguments.add_argument("--each", action="store_true")
    given = arguments.parse_args()
    if not DATA.is_dir():
        print(f"{DATA} is not there: nothing measured")
        return
    print(f"{'set':32} {'texts':>6} {'P':>6} {'R':>6} {'F1':>6} {'found':>6} {'gold':>6} {'offsets':>8} {'conform':>8} {'texts/s':>8}")
    for name in given.sets:
        pooled: list[tuple[Example, Example]] = []
        conforming: list[float] = []
        began = time.process_time()
        for own, ontology, examples in parts(name):
            chosen = [e for e in examples if given.part == "all" or in_tenth(e["text"]) == (given.part == "tenth")]
            found = predictions(ontology, chosen)
            report = score(chosen, found, ontology=ontology)
            conforming += [] if report["conformance"] is None else [report["conformance"]]
            if given.each:
                _row(own, report)
            if given.list:
                _mistakes(chosen, found, given.list)
            pooled += zip(chosen, found, strict=True)
        seconds = time.process_time() - began
        report = score([e for e, _ in pooled], [p for _, p in pooled])
        _row(name, {**report, "conformance": min(conforming, default=None)}, len(pooled) / seconds)


def _row(name: str, report: Example, speed: float | None = None) -> None:
    s = report["levels"]["string"]
    figures = [f"{s[k]:6.3f}" if s[k] is not None else "     -" for k in ("precision", "recall", "f1")]
    shares = [f"{report[k]:8.4f}" if report[k] is not None else "       -" for k in ("offsets_exact", "conformance")]
    rate = f"{speed:8.1f}" if speed else ""
    print(f"{name:32} {report['texts']:6} {' '.join(figures)} {s['predicted']:6} {s['gold']:6} {' '.join(shares)} {rate}", flush=True)


def _mistakes(examples: Sequence[Example], found: Sequence[Example], most: int) -> None:
    shown = 0
    for example, prediction in zip(examples, found, strict=True):
        gold = {(t["subject"]["text"].lower(), t["predicate"], t["object"]["text"].lower()) for t in example["triples"]}
        said = {(f["subject"]["text"].lower(), f["predicate"], f["object"]["text"].lower()) for f in prediction["facts"]}
        if gold != said and shown < most:
            shown += 1
            print(f"  {example['text']}\n      + {sorted(said & gold)}\n      wrong {sorted(said - gold)}")
            print(f"      missed {sorted(gold - said)}")


if __name__ == "__main__":
    main()
