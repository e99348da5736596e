"""Facts found in the demo documents against the gold: precision and recall per language and per format.

``python -m tests.bench.demo_gold [--set-apart] [--list] [NAME …]``. The set-apart documents are read only with ``--set-apart``, and
scored beside the others; ``--list`` prints what is wrong and what is missing. Nothing is written.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import orjson

from kgcorpus import config, ontology
from kgcorpus.documents.reading import read_documents
from kgcorpus.entities import read_merges, resolve
from kgcorpus.extract.reading import extractors_for, read_facts
from kgcorpus.extract.tables import entity_rows
from kgcorpus.model import Document, Entity, Fact, Json, Literal, term_key

ROOT = Path(__file__).parents[2]
DOMAINS = ("diabetes", "chart-patterns")
Key = tuple[object, ...]
TABLES = frozenset({"csv", "tsv", "xlsx"})


def gold_key(line: Json) -> Key:
    """What two facts must share to be the same: document, subject, predicate, object, conditions, negation, validity."""
    value = line["object"]
    valid = line.get("valid") or {}
    return (
        line["document"], line["subject"], line["predicate"], _value_key(value),
        tuple(sorted((q["predicate"], _value_key(q.get("id", q.get("value")))) for q in line.get("qualifiers", ()))),
        bool(line.get("negated", False)), valid.get("from"), valid.get("to"),
    )  # fmt: skip


def _value_key(value: Json) -> str:
    if isinstance(value, str):
        return value
    literal = Literal.from_json(value)
    return term_key(
        Literal(literal.datatype, literal.value, literal.unit, None, literal.min, literal.max, literal.min_open, literal.max_open)
    )


def fact_keys(fact: Fact) -> Iterable[Key]:
    """The key of a fact in every document that it has evidence in."""
    line = fact.to_json()
    for document in sorted({s.document for e in fact.evidence for s in e.spans if s.role != "context"}):
        yield gold_key({**line, "document": document})


def measure(name: str, *, set_apart: bool) -> dict[str, tuple[set[Key], set[Key], Document]]:
    """Found and gold facts of every document that is scored."""
    corpus = config.load(ROOT / "data" / name)
    terms = ontology.load(corpus.ontology)
    gold: dict[str, set[Key]] = defaultdict(set)
    apart: set[str] = set()
    for raw in (corpus.folder / "expected" / "facts.jsonl").read_bytes().splitlines():
        line = orjson.loads(raw)
        gold[line["document"]].add(gold_key(line))
        if line.get("set_apart"):
            apart.add(line["document"])
    documents = [d for d in read_documents(corpus) if isinstance(d, Document) and (d.id in apart) == set_apart]
    named = [e for d in documents for e in entity_rows(d, corpus, terms) if isinstance(e, Entity)]
    extractors = extractors_for(terms, named, corpus)
    candidates, sections = [], []
    for document in documents:
        found = read_facts(document, extractors)
        candidates += found.candidates
        sections += found.sections
    resolved = resolve(candidates, sections, terms, read_merges(corpus.folder / "aliases.jsonl"), known=named)
    facts: dict[str, set[Key]] = defaultdict(set)
    for fact in resolved.facts:
        for key in fact_keys(fact):
            facts[str(key[0])].add(key)
    return {d.id: (facts[d.id], gold.get(d.id, set()), d) for d in documents}


def figures(pairs: Iterable[tuple[set[Key], set[Key]]]) -> tuple[int, int, int, float, float]:
    """Gold, found, right, precision, recall."""
    gold = found = right = 0
    for facts, expected in pairs:
        gold, found, right = gold + len(expected), found + len(facts), right + len(facts & expected)
    return gold, found, right, right / found if found else 1.0, right / gold if gold else 1.0


def report(name: str, results: dict[str, tuple[set[Key], set[Key], Document]], *, listed: bool, heading: str) -> None:
    groups: dict[str, list[tuple[set[Key], set[Key]]]] = defaultdict(list)
    for facts, expected, document in results.values():
        kind = "tables" if document.format in TABLES else "text"
        for group in (f"{document.language} all", f"{document.language} {kind}", f"{document.language} {document.format}"):
            groups[group].append((facts, expected))
    print(f"\n{name} · {heading}: {len(results)} documents")
    print(f"{'':14}{'gold':>7}{'found':>7}{'right':>7}{'P':>8}{'R':>8}")
    for group in sorted(
        groups,
        key=lambda g: (g.split()[0], ("all", "text", "tables").index(g.split()[1]) if g.split()[1] in ("all", "text", "tables") else 9, g),
    ):
        gold, found, right, precision, recall = figures(groups[group])
        print(f"{group:14}{gold:7}{found:7}{right:7}{precision:8.3f}{recall:8.3f}")
    if listed:
        for document in sorted(results):
            facts, expected, _ = results[document]
            for sign, keys in (("+", facts - expected), ("-", expected - facts)):
                for key in sorted(keys, key=repr):
                    print(f"  {sign} {document} {' '.join(str(k) for k in key[1:] if k not in ((), None, False))}"[:300])


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", default=list(DOMAINS))
    parser.add_argument("--set-apart", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args(arguments)
    for name in options.names or DOMAINS:
        report(name, measure(name, set_apart=False), listed=options.list, heading="open documents")
        if options.set_apart:
            report(name, measure(name, set_apart=True), listed=options.list, heading="set-apart documents")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
