"""Extraction without any example: what the labels of an ontology find in texts that nobody annotated for it.

``python -m tests.bench.extraction_none [--part tenth|rest|all] [--list N] [--each] [SET …]``; sets: ``duie``, ``cmeie``,
``wikidata_tekgen``, ``dbpedia_webnlg``. The part is chosen by the digest of the text; figures are taken on the ``tenth``, mistakes are
looked at in the ``rest``. Prints string micro precision, recall and F1, exactness of offsets and the lowest
conformance to domain and range of any ontology.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from kgcorpus.extract.score import score
from kgcorpus.extract.texts import text_reader
from kgcorpus.model import Json
from kgcorpus.ontology import Ontology, load
from tests.bench.measure import BENCH_DATA

DATA = BENCH_DATA / "extraction"
SETS = ("duie", "cmeie", "wikidata_tekgen", "dbpedia_webnlg")
Example = dict[str, Json]


def in_tenth(text: str) -> bool:
    """Whether a text is of the tenth on which figures are taken."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 10 == 0


def parts(name: str) -> Iterator[tuple[str, Ontology, list[Example]]]:
    """The ontologies of a set with their texts: (name, ontology, examples in the shape of contract 5)."""
    if name in ("duie", "cmeie"):
        yield name, _from_schema(DATA / name / "schema.json"), list(_of_triples(DATA / name / "train.jsonl"))
        return
    folder = DATA / "text2kgbench" / name
    for path in sorted((folder / "train").glob("*.jsonl")):
        own = path.name.removesuffix("_train.jsonl")
        yield own, load(folder / "ontologies" / "owl" / f"{own}.ttl"), list(_of_sentences(path))


def _from_schema(path: Path) -> Ontology:
    """The ontology that the import of schemas makes of a list of predicates with their types."""
    from kgcorpus.curate.taking_in import take_in

    raw = path.read_text(encoding="utf-8")
    lines = orjson.loads(raw) if raw.lstrip().startswith("[") else [orjson.loads(line) for line in raw.splitlines() if line.strip()]
    rows = []
    for line in lines:
        made = line["object_type"]
        rows.append((line["predicate"], line["subject_type"], made["@value"] if isinstance(made, dict) else made))
    with TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "schema.csv").open("w", encoding="utf-8", newline="") as file:
            write = csv.writer(file)
            write.writerow(("kind", "predicate", "domain", "range"))
            write.writerows(("predicate", *row) for row in rows)
        (folder / "ontology").mkdir()
        found = take_in(folder / "ontology", folder / "schema.csv", kind="schema", languages=("zh",))
        assert not found.failed, found.troubles
        found.write()
        return load(folder / "ontology")


def _of_triples(path: Path) -> Iterator[Example]:
    for number, raw in enumerate(path.read_bytes().split(b"\n")):
        if not raw.strip():
            continue
        line = orjson.loads(raw)
        triples = [
            {"subject": {"text": t["subject"]}, "predicate": t["predicate"], "object": {"text": t["object"]["@value"]}}
            for t in line["spo_list"]
        ]
        yield {"id": str(number), "text": line["text"], "triples": triples, "lang": "zh"}


def _of_sentences(path: Path) -> Iterator[Example]:
    grouped: dict[str, list[Json]] = {}
    for raw in path.read_bytes().split(b"\n"):
        if not raw.strip():
            continue
        line = orjson.loads(raw)
        given = line.get("triples") or [{"sub": line["sub_label"], "rel": line["rel_label"], "obj": line["obj_label"]}]
        for triple in given:
            found = {
                "subject": {"text": _name(triple["sub"], line["sent"])},
                "predicate": triple["rel"],
                "object": {"text": _name(triple["obj"], line["sent"])},
            }
            if found not in (known := grouped.setdefault(line["sent"], [])):
                known.append(found)
    for number, (text, triples) in enumerate(grouped.items()):
        yield {"id": str(number), "text": text, "triples": triples, "lang": "en"}


def _name(written: str, text: str) -> str:
    """A gold name as it can stand in a text: without underscores, and without the bracket that tells pages apart."""
    name = written.replace("_", " ").strip('" ')
    bare = re.sub(r" \([^()]*\)$", "", name)
    return bare if name not in text and bare in text else name


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
