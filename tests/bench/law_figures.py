"""The law corpus, built with every cap lifted and audited: facts, rejections by reason, samples, and the precision of facts as read.

``python -m tests.bench.law_figures`` builds and prints the table. ``--draw N [SEED]`` prints N facts of the last build with their quotes
instead, to be read; a reading is a line ``{"fact": id, "verdict": "right"|"wrong"}`` of ``tests/bench/law/read.jsonl``. What a heading
says by itself (that an article belongs to its statute) is not drawn. ``--samples N [SEED]`` prints N samples of the last build.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

import orjson

from tests.bench.measure import Figure, absent, kgcorpus, print_table

BENCH = Path(__file__).parent
UNREAD = {"law:articleOf"}


def main(name: str = "law", title: str = "Law, --recipe all", arguments: Sequence[str] = ()) -> None:
    """Build the corpus of this name under ``tests/bench`` and print its figures, or draw facts to be read."""
    if absent(f"documents/{name}"):
        return
    corpus = BENCH / name
    if drawn(corpus / "releases" / "all", arguments):
        return
    for leftover in ("corpus.db", "releases", ".work"):
        shutil.rmtree(corpus / leftover, ignore_errors=True)
        (corpus / leftover).unlink(missing_ok=True)
    built = kgcorpus("build", corpus, "--recipe", "all", "--workers", "2", "--json")
    print(built.err)
    audited = kgcorpus("audit", corpus / "releases" / "all", "--workers", "2")
    print(audited.out, audited.err)
    stages = {stage["stage"]: stage for stage in orjson.loads(built.out)}
    facts = read_lines(corpus / "releases" / "all" / "facts.jsonl")
    samples = read_lines(corpus / "releases" / "all" / "samples.jsonl")
    print_table(
        title,
        [
            Figure("documents", "", f"{stages['ingest']['out']:,}"),
            Figure("facts accepted", "", f"{sum('derived' not in fact for fact in facts):,}"),
            Figure("of these", "", told(Counter(fact["predicate"] for fact in facts if "derived" not in fact))),
            *(Figure(f"rejected by {stage}", "", told(stages[stage]["rejected"]) or "none") for stage in ("extract", "verify", "generate")),
            Figure("samples", "", f"{len(samples):,}"),
            Figure("of these by kind", "", told(Counter(sample["kind"] for sample in samples))),
            Figure("of these by hops", "", told(Counter(str(sample["hops"]) for sample in samples))),
            precision(corpus / "read.jsonl", {fact["id"] for fact in facts}),
            Figure("audit failures", "0", "0" if audited.code == 0 else "see above", audited.code == 0),
            Figure("build and audit", "", f"{built.seconds:.0f} + {audited.seconds:.0f} s"),
        ],
    )


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def told(counts: Mapping[str, int]) -> str:
    """Counts in one cell, the largest first."""
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def precision(path: Path, accepted: set[str]) -> Figure:
    """The share of facts that a reader found right, among those of the reading that this build still accepts."""
    lines = read_lines(path) if path.exists() else []
    verdicts = [line["verdict"] == "right" for line in lines if line["fact"] in accepted]
    what = f"precision of facts, {len(verdicts)} read"
    if gone := len(lines) - len(verdicts):
        what += f" ({gone} read ones are no longer accepted)"
    low, high = wilson(sum(verdicts), len(verdicts))
    return Figure(what, "", f"{sum(verdicts)} right, 95 % interval {low:.1%} to {high:.1%}")


def wilson(right: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """The Wilson score interval of a share.

    >>> tuple(round(x, 3) for x in wilson(98, 100))
    (0.93, 0.994)
    """
    if not n:
        return 0.0, 1.0
    share = right / n
    middle, half = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def drawn(release: Path, arguments: Sequence[str]) -> bool:
    """Whether facts or samples were asked for, and printed."""
    if "--draw" in arguments:
        draw(release, *map(int, arguments[1:]))
    elif "--samples" in arguments:
        draw_samples(release, *map(int, arguments[1:]))
    return "--draw" in arguments or "--samples" in arguments


def draw_samples(release: Path, n: int, seed: int = 1) -> None:
    """Print n samples drawn with a seed: question and answer."""
    for sample in random.Random(seed).sample(read_lines(release / "samples.jsonl"), n):
        print(f"1. {sample['question']}\n   → {sample['answer_text']}")


def draw(release: Path, n: int, seed: int = 1) -> None:
    """Print n accepted facts drawn with a seed, each with the sentence around its quotes."""
    from kgcorpus import ontology

    texts = {d["id"]: release / "texts" / f"{d['digest']}.txt" for d in read_lines(release / "documents.jsonl")}

    @cache
    def kept(document: str) -> str:
        return texts[document].read_bytes().decode() if texts[document].exists() else ""

    labels = {id: entity.labels for id, entity in ontology.load(release / "ontology.ttl").entities.items()}
    read = [f for f in read_lines(release / "facts.jsonl") if "derived" not in f and f["predicate"] not in UNREAD]
    facts = sorted(read, key=lambda fact: str(fact["id"]))
    for fact in random.Random(seed).sample(facts, min(n, len(facts))):
        spans = fact["evidence"][0]["spans"]
        terms = [_term(t, labels) for t in (fact["subject"], fact["object"])]
        extra = [(q["predicate"], _term(q.get("id", q.get("value")), labels)) for q in fact["qualifiers"]]
        print(f"{fact['id']} {'NOT ' if fact['negated'] else ''}{fact['predicate']} | {terms[0]} | {terms[1]} | {extra or ''}")
        print("   ", [(s["role"], s.get("quote", "not included")) for s in spans])
        print("   ", " … ".join(dict.fromkeys(_line(kept(s["document"]), s["start"], s["end"]) for s in spans)))


def _line(text: str, start: int, end: int, around: int = 130) -> str:
    """The line around a span, cut where it is long."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return " ".join(text[max(first, start - around) : min(last if last >= 0 else len(text), end + around)].split())


def _term(term: Any, labels: Mapping[str, Mapping[str, str]]) -> str:
    if isinstance(term, str):
        return labels.get(term, {}).get("zh", term)
    return str(term.get("value") or f"{term.get('min', '')}..{term.get('max', '')} {term.get('unit', '')}")


if __name__ == "__main__":
    main(arguments=sys.argv[1:])
