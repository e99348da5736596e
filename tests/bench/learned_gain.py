"""What a trained model adds to the rules on documents that neither was made for: the set-apart documents of the demos.

``python -m tests.bench.learned_gain [NAME …]`` (about a minute a demo). The model learns from what the rules find in the open documents
(``train --accepted``; nobody's review stands for it here), in a copy outside the tree. The set-apart documents are then read by the rules
alone, with everything that the model proposes, and with what it is certain of; a proposal is right where the gold has its fact.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from kgcorpus import config, ontology
from kgcorpus.build_training import train_corpus
from kgcorpus.documents.reading import read_documents
from kgcorpus.entities import resolve
from kgcorpus.extract.reading import extractors_for, read_facts
from kgcorpus.extract.tables import entity_rows
from kgcorpus.model import Candidate, Document, Entity
from tests.bench.demo_gold import DOMAINS, ROOT, Key, fact_keys, gold_key


def gain(name: str, work: Path) -> None:
    """Print the figures of one demo."""
    shutil.copytree(ROOT / "ontologies", work / "ontologies")
    folder = work / "data" / name
    shutil.copytree(ROOT / "data" / name, folder, ignore=shutil.ignore_patterns("corpus.db", "releases", "models", ".work"))
    lines = [orjson.loads(raw) for raw in (folder / "expected" / "facts.jsonl").read_bytes().splitlines()]
    apart = {line["document"] for line in lines if line.get("set_apart")}
    gold = {gold_key(line) for line in lines if line["document"] in apart}
    corpus = config.load(folder)
    documents = [d for d in read_documents(corpus) if isinstance(d, Document) and d.id in apart]
    for document in documents:
        (corpus.documents / document.path).unlink()
    trained = train_corpus(folder, accepted=True)
    report = trained.report["languages"]
    print(
        f"\n{name}: " + "; ".join(f"{lang} {said['examples']} examples, unseen F1 {said['unseen']['f1']}" for lang, said in report.items())
    )
    terms = ontology.load(corpus.ontology)
    named = [e for d in documents for e in entity_rows(d, corpus, terms) if isinstance(e, Entity)]
    extractors = extractors_for(terms, named, replace(corpus, model=trained.folder))
    found = [c for d in documents for c in read_facts(d, extractors).candidates]
    rules = _keys((c for c in found if not c.proposed), terms, named)
    print(f"{'':24}{'gold':>6}{'found':>7}{'right':>7}{'P':>8}{'R':>8}")
    for label, keys in (
        ("rules", rules),
        ("model: all proposals", _keys(found, terms, named) - rules),
        ("model: certain ones", _keys((c for c in found if not c.proposed or c.made_by.endswith("/certain")), terms, named) - rules),
    ):
        right = len(keys & gold)
        print(f"{label:24}{len(gold):6}{len(keys):7}{right:7}{right / len(keys) if keys else 1.0:8.3f}{right / len(gold):8.3f}")


def _keys(candidates: Iterable[Candidate], terms: ontology.Ontology, named: list[Entity]) -> set[Key]:
    resolved = resolve(list(candidates), [], terms, known=named)
    return {key for fact in resolved.facts for key in fact_keys(fact)}


def main(names: list[str]) -> int:
    for name in names or DOMAINS:
        with TemporaryDirectory() as work:
            gain(name, Path(work))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
