"""What ``ontology propose`` finds again of what was taken out of a demo's ontology, and how long it takes.

    python -m tests.bench.propose_figures [diabetes chart-patterns] [--files 5000]

Three times a third, chosen by digest of id or text, is taken out of a copy: terms (whole), other names of the terms that stay, trigger
phrases and patterns. A proposal counts as right if it is a name (with the right class, separately), another name of the right term, or a
phrase that the pattern taken out holds for the right predicate. What stands in no document cannot be found and is left out of the recall.
``--files`` copies the operator reports of the bench data under new names until there are so many, and times the proposals alone.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kgcorpus import store
from kgcorpus.build import Build
from kgcorpus.curate.growing import Grown, propose
from kgcorpus.curate.turtle_text import Edit, TurtleText
from kgcorpus.extract.plain import key
from kgcorpus.model import Entity
from kgcorpus.ontology import Ontology, load, ontology_files
from kgcorpus.ontology_graph import read_graph
from kgcorpus.rdf import KGC, SKOS
from tests.bench.measure import BENCH_DATA, ROOT, Figure, absent, print_table

DEMOS = ("diabetes", "chart-patterns")
OPERATOR = Path(__file__).parent / "operator"


def third(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 3 == 0


@dataclass(frozen=True, slots=True)
class Ablated:
    """A demo without a part of its ontology; ``before`` is the whole one."""

    folder: Path
    before: Ontology
    gone: tuple[tuple[str, str, str], ...]
    """What was taken out: (id, language, text); of terms (id, "", "")."""


def ablated(name: str, what: str, there: Path) -> Ablated:
    """A copy of a demo whose ontology lacks a third of its ``terms``, ``aliases`` or ``phrases``."""
    shutil.copytree(ROOT / "data" / name, there / "data" / name, ignore=shutil.ignore_patterns("corpus.db", "releases", "expected"))
    shutil.copytree(ROOT / "ontologies" / name, there / "ontologies" / name, ignore=shutil.ignore_patterns(".before"))
    files = ontology_files(there / "ontologies" / name)
    before = load(there / "ontologies" / name)
    edits, gone = {"terms": _terms, "aliases": _aliases, "phrases": _phrases}[what](before, files)
    text = TurtleText.read(files)
    text.apply(edits)
    for path, said in text.changed().items():
        path.write_bytes(said.encode())
    return Ablated(there / "data" / name, before, tuple(gone))


def _terms(before: Ontology, files: Iterable[Path]) -> tuple[list[Edit], list[tuple[str, str, str]]]:
    graph = read_graph(files)
    pointed = {o.value for s, _, o in graph.triples if hasattr(o, "value") and getattr(s, "value", "") != o.value}
    ids = [id for id in sorted(before.entities) if third(id) and before.expand(id) not in pointed]
    return [Edit(before.expand(id), "") for id in ids], [(id, "", "") for id in ids]


def _aliases(before: Ontology, _: Iterable[Path]) -> tuple[list[Edit], list[tuple[str, str, str]]]:
    edits, gone = [], []
    for id, entity in sorted(before.entities.items()):
        for lang, aliases in entity.aliases.items():
            out = [a for a in aliases if third(f"{id} {a}")]
            if out:
                kept = [a for a in aliases if a not in out]
                edits.append(Edit(before.expand(id), SKOS + "altLabel", tuple(f'"{a}"@{lang}' for a in kept), lang))
                gone += [(id, lang, a) for a in out]
    return edits, gone


def _phrases(before: Ontology, _: Iterable[Path]) -> tuple[list[Edit], list[tuple[str, str, str]]]:
    """All that a third of the predicates are read by, their headings apart."""
    edits, gone = [], []
    for id, predicate in sorted(before.predicates.items()):
        if predicate.kind != "object" or predicate.qualifier or not third(id):
            continue
        said = {
            "trigger": predicate.triggers,
            "inverseTrigger": predicate.inverse_triggers,
            "pattern": predicate.patterns,
            "statement": predicate.wording.get("statement", {}),
            "negation": predicate.wording.get("negation", {}),
        }
        for name, texts in said.items():
            for lang, found in texts.items():
                edits.append(Edit(before.expand(id), KGC + name, (), lang))
                gone += [(id, lang, t) for t in found]
    return edits, gone


# --------------------------------------------------------------------------------------------- figures


def all_texts(folder: Path) -> str:
    with Build(folder) as work:
        return "\n".join(key(d.text) for d in work.documents().values())


def named_by_documents(folder: Path) -> set[str]:
    """The names that table rows and headings bring themselves: no term of the ontology is needed for them."""
    with Build(folder) as work:
        named = [store.load(Entity, raw) for _, raw in work.store.records("named")]
    return {key(n).strip() for e in named for n in (*e.labels.values(), *(a for texts in e.aliases.values() for a in texts))}


def names_of(before: Ontology, id: str) -> set[str]:
    entity = before.entities[id]
    names = [*entity.labels.values(), *(a for texts in entity.aliases.values() for a in texts)]
    return {re.sub(r"^(?:the|an?) ", "", key(n).strip()) for n in names}


def term_figures(name: str, one: Ablated, found: Grown) -> list[Figure]:
    text = all_texts(one.folder)
    gone = {id: names_of(one.before, id) for id, _, _ in one.gone}
    named = named_by_documents(one.folder)
    there = {id for id, names in gone.items() if any(n in text for n in names) and not names & named}
    by_name = {n: id for id in sorted(gone) for n in gone[id]}
    terms = [p for p in found.proposals if p.kind == "term"]
    hits = [by_name.get(key(p.text).strip()) or by_name.get(re.sub(r"s$", "", key(p.text).strip())) for p in terms]
    out = [Figure(f"{name}: terms taken out / in the documents and not named by tables", "", f"{len(gone)} / {len(there)}")]
    for n in (50, 100, 200):
        right = sum(1 for h in hits[:n] if h)
        out.append(Figure(f"  of the first {n} rows, names of these", "", f"{right} ({right / max(1, min(n, len(hits))):.0%})"))
        out.append(Figure(f"  recall@{n}", "", f"{len({h for h in hits[:n] if h}) / max(1, len(there)):.2f}"))
    classed = [(p, h) for p, h in zip(terms, hits, strict=True) if h]
    exact = sum(1 for p, h in classed if p.of in one.before.entities[h].classes)
    out.append(Figure("  recall, all rows", "", f"{len({h for h in hits if h}) / max(1, len(there)):.2f} ({len(terms)} rows)"))
    out.append(Figure("  class right, of those found", "", f"{exact / max(1, len(classed)):.2f}"))
    return out


def alias_figures(name: str, one: Ablated, found: Grown) -> list[Figure]:
    text = all_texts(one.folder)
    gone = {(id, key(a).strip()) for id, _, a in one.gone if key(a).strip() in text}
    rows = [p for p in found.proposals if p.kind == "alias"]
    every = {id: names_of(one.before, id) for id in one.before.entities}
    right = {(p.of, key(p.text).strip()) for p in rows}
    true = sum(1 for p in rows if re.sub(r"^(?:the|an?) ", "", key(p.text).strip()) in every[p.of])
    terms = {key(p.text).strip() for p in found.proposals if p.kind == "term"}
    as_term = sum(1 for _, a in gone - right if a in terms)
    return [
        Figure(f"{name}: other names taken out, in the documents", "", f"{len(gone)}"),
        Figure("  come back as names of their term", "", f"{len(gone & right)} ({len(gone & right) / max(1, len(gone)):.0%})"),
        Figure("  come back as terms", "", str(as_term)),
        Figure("  rows, right by the whole ontology", "", f"{len(rows)}, {true}"),
    ]


def phrase_figures(name: str, one: Ablated, found: Grown) -> list[Figure]:
    rows = [p for p in found.proposals if p.kind == "trigger"]
    holds = [any(id == p.of and p.text in key(re.sub(r"[{}()|?]", " ", t)) for id, _, t in one.gone) for p in rows]
    others = [p for p in found.proposals if p.kind == "predicate"]
    right = len({p.of for p, h in zip(rows, holds, strict=True) if h})
    return [
        Figure(f"{name}: patterns and phrases taken out", "", f"{len(one.gone)} of {len({id for id, _, _ in one.gone})} predicates"),
        Figure("  trigger rows; in a pattern of theirs; predicates", "", f"{len(rows)}; {sum(holds)}; {right}"),
        Figure("  new predicates proposed", "", str(len(others))),
    ]


def demo(name: str) -> list[Figure]:
    out: list[Figure] = []
    for what, figures in (("terms", term_figures), ("aliases", alias_figures), ("phrases", phrase_figures)):
        with TemporaryDirectory() as there:
            one = ablated(name, what, Path(there))
            with Build(one.folder) as work:
                for stage in ("ingest", "extract", "verify"):
                    work.run(stage)
            began = time.perf_counter()
            found = propose(one.folder, most=100_000)
            out += figures(name, one, found)
            out.append(Figure("  seconds", "", f"{time.perf_counter() - began:.1f}"))
    return out


def many(files: int) -> list[Figure]:
    """Seconds for a folder of so many documents: the operator reports again and again, each copy a document of its own."""
    source = BENCH_DATA / "documents" / "operator"
    with TemporaryDirectory() as there:
        folder = Path(there) / "corpus"
        shutil.copytree(OPERATOR, folder)
        text = (folder / "corpus.toml").read_text(encoding="utf-8")
        (folder / "corpus.toml").write_text(re.sub(r'(?m)^documents = ".*"$', 'documents = "documents"', text), encoding="utf-8")
        (folder / "documents").mkdir()
        names = sorted(p for p in source.iterdir() if p.suffix == ".md")
        for n in range(files):
            path = names[n % len(names)]
            (folder / "documents" / f"{path.stem}-{n:05d}.md").write_bytes(path.read_bytes())
        with Build(folder) as work:
            for stage in ("ingest", "extract", "verify"):
                work.run(stage)
        began = time.perf_counter()
        found = propose(folder)
        seconds = time.perf_counter() - began
        size = sum(p.stat().st_size for p in (folder / "documents").iterdir())
    return [
        Figure(f"{files:,} documents, {size / 1e6:.0f} MB: seconds", "", f"{seconds:.0f}"),
        Figure("  terms, other names, classes, phrases, predicates", "", ", ".join(str(n) for n in found.found.values())),
    ]


def main(arguments: Sequence[str]) -> None:
    named = [a for a in arguments if a in DEMOS] or list(DEMOS)
    files = int(arguments[arguments.index("--files") + 1]) if "--files" in arguments else 0
    if files:
        if not absent("documents/operator"):
            print_table("Proposals on many documents", many(files))
        return
    print_table("Proposals: what was taken out comes back", [f for name in named for f in demo(name)])


if __name__ == "__main__":
    main(sys.argv[1:])
