"""The extraction sets: ontologies with texts and their facts (contract 5), and the parts of them that are measured and learned from.

Sets: ``duie`` and ``cmeie`` (Chinese, one ontology each, made from their schema as the import of schemas makes it), ``wikidata_tekgen`` (10
ontologies) and ``dbpedia_webnlg`` (19) of text2kgbench (English). A part is told by the digest of a text; in text2kgbench by that of the
subject, so that what is measured is about entities that no example to learn from is about.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from kgcorpus.model import Json
from kgcorpus.ontology import Ontology, load
from kgcorpus.text import normal_name
from tests.bench.measure import BENCH_DATA

DATA = BENCH_DATA / "extraction"
SETS = ("duie", "cmeie", "wikidata_tekgen", "dbpedia_webnlg")
BY_SUBJECT = SETS[2:]
SPLITS = {"test": 0, "dev": 1}
Example = dict[str, Json]


def tenth(text: str) -> int:
    """Which tenth a text is of, 0 to 9."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 10


def in_tenth(text: str) -> bool:
    """Whether a text is of the tenth on which figures are taken."""
    return tenth(text) == SPLITS["test"]


def divided(examples: Sequence[Example], split: str, *, by_subject: bool) -> tuple[list[Example], list[Example]]:
    """The examples to learn from and those held out. What the other splits hold out is in neither. ``by_subject``: every text about a
    subject of a held-out one is left out too."""

    def place(e: Example) -> int:
        return tenth(e["triples"][0]["subject"]["text"] if by_subject and e["triples"] else e["text"])

    kept = [e for e in examples if place(e) == SPLITS[split]]
    away = {SPLITS["test"], SPLITS[split]}
    known = _subjects(kept) if by_subject else set()
    return [e for e in examples if place(e) not in away and not known & _subjects([e])], kept


def _subjects(examples: Sequence[Example]) -> set[str]:
    return {normal_name(t["subject"]["text"]) for e in examples for t in e["triples"]}


def drawn(examples: Sequence[Example], most: int, salt: str = "s") -> list[Example]:
    """At most so many of the examples, drawn by digest; another ``salt`` draws others."""
    return sorted(examples, key=lambda e: hashlib.sha256((salt + e["text"]).encode()).hexdigest())[:most]


def parts(name: str, *, as_given: bool = False) -> Iterator[tuple[str, Ontology, list[Example]]]:
    """The ontologies of a set with their texts: (name, ontology, examples in the shape of contract 5). Page names keep the bracket that
    tells them apart only where it stands in the text, or ``as_given``."""
    if name in ("duie", "cmeie"):
        yield name, _from_schema(DATA / name / "schema.json"), list(_of_triples(DATA / name / "train.jsonl"))
        return
    folder = DATA / "text2kgbench" / name
    for path in sorted((folder / "train").glob("*.jsonl")):
        own = path.name.removesuffix("_train.jsonl")
        yield own, load(folder / "ontologies" / "owl" / f"{own}.ttl"), list(_of_sentences(path, as_given))


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
            {
                "subject": {"text": t["subject"], "type": t["subject_type"]},
                "predicate": t["predicate"],
                "object": {"text": t["object"]["@value"], "type": t["object_type"]["@value"]},
            }
            for t in line["spo_list"]
        ]
        yield {"id": str(number), "text": line["text"], "triples": triples, "lang": "zh"}


def _of_sentences(path: Path, as_given: bool) -> Iterator[Example]:
    grouped: dict[str, list[Json]] = {}
    for raw in path.read_bytes().split(b"\n"):
        if not raw.strip():
            continue
        line = orjson.loads(raw)
        given = line.get("triples") or [{"sub": line["sub_label"], "rel": line["rel_label"], "obj": line["obj_label"]}]
        for triple in given:
            found = {
                "subject": {"text": _name(triple["sub"], line["sent"], as_given)},
                "predicate": triple["rel"],
                "object": {"text": _name(triple["obj"], line["sent"], as_given)},
            }
            if found not in (known := grouped.setdefault(line["sent"], [])):
                known.append(found)
    for number, (text, triples) in enumerate(grouped.items()):
        yield {"id": str(number), "text": text, "triples": triples, "lang": "en"}


def _name(written: str, text: str, as_given: bool) -> str:
    """A gold name as it can stand in a text: without underscores, and without the bracket that tells pages apart."""
    name = written.replace("_", " ").strip('" ')
    if as_given:
        return name
    bare = re.sub(r" \([^()]*\)$", "", name)
    return bare if name not in text and bare in text else name
