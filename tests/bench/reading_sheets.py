"""Sheets for strict readers: samples of releases drawn at random, at least so many of each kind, with what a reader may see.

``python -m tests.bench.reading_sheets OUT LANG RELEASE…`` writes ``OUT/LANG-1.txt`` … of 100 samples each, and ``OUT/LANG.jsonl`` with
the ids. ``python -m tests.bench.reading_sheets --share VERDICTS…`` prints the share that is right and well worded, with its interval, over
all and by kind.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.grade.sets import wilson

DRAWN, EACH, SHEET = 400, 20, 100


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["--share"]:
        _share([Path(name) for name in arguments[1:]])
        return
    out, lang, releases = Path(arguments[0]), arguments[1], [Path(name) for name in arguments[2:]]
    chosen = draw([s for folder in releases for s in _samples(folder) if s["lang"] == lang])
    out.mkdir(parents=True, exist_ok=True)
    with (out / f"{lang}.jsonl").open("wb") as lines:
        lines.writelines(orjson.dumps({k: s[k] for k in ("id", "kind", "lang", "question")}) + b"\n" for s in chosen)
    for first in range(0, len(chosen), SHEET):
        text = "\n".join(line for n, s in enumerate(chosen[first : first + SHEET], first + 1) for line in shown(n, s))
        (out / f"{lang}-{first // SHEET + 1}.txt").write_text(text + "\n", encoding="utf-8")
    print(lang, len(chosen), dict(Counter(s["kind"] for s in chosen)))


def draw(samples: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """At least ``EACH`` of every kind (all there are where there are fewer), then at random up to ``DRAWN``; in an order by digest."""
    ranked = sorted(samples, key=lambda s: hashlib.sha256(f"reading {s['id']}".encode()).digest())
    by_kind: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for sample in ranked:
        by_kind[sample["kind"]].append(sample)
    chosen = {s["id"]: s for kind in sorted(by_kind) for s in by_kind[kind][:EACH]}
    for sample in ranked:
        if len(chosen) >= DRAWN:
            break
        chosen.setdefault(sample["id"], sample)
    return sorted(chosen.values(), key=lambda s: hashlib.sha256(f"order {s['id']}".encode()).digest())


def shown(number: int, sample: Mapping[str, Any]) -> Iterator[str]:
    """What a reader sees of a sample: question, another wording, context, options, answer with its quotes, what is rejected."""
    yield f"### {number} {sample['id']} ({sample['kind']})"
    for part in sample.get("context", ()):
        yield f"PASSAGE: {part['text']}"
    for turn in sample.get("turns", ()):
        yield f"EARLIER Q: {turn['question']}"
        yield f"EARLIER A: {turn['answer']}"
    yield f"Q: {sample['question']}"
    for option in sample.get("options", ()):
        yield f"   {option['id']}. {option['text']}"
    for other in sample["paraphrases"][:1]:
        yield f"Q': {other['text']}"
    yield f"A: {sample['answer_cited']}"
    for step in sample.get("steps", ()):
        yield f"   STEP: {step['text']}"
    if rejected := sample.get("rejected"):
        yield f"WORSE ON PURPOSE ({rejected['defect']}): {rejected['text']}"
    yield ""


def _samples(folder: Path) -> Iterator[Mapping[str, Any]]:
    with (folder / "samples.jsonl").open("rb") as lines:
        yield from map(orjson.loads, lines)


def _share(paths: Sequence[Path]) -> None:
    verdicts = [orjson.loads(line) for path in paths for line in path.read_bytes().splitlines() if line.strip()]
    by: dict[str, list[bool]] = defaultdict(list)
    for verdict in verdicts:
        by[verdict.get("kind", "")].append(verdict["verdict"] == "ok")
    for kind in ["all", *sorted(by)]:
        found = [good for k, goods in by.items() if kind in ("all", k) for good in goods]
        low, high = wilson(sum(found), len(found))
        print(f"{kind}: {sum(found)} of {len(found)} ({sum(found) / len(found):.3f}, 95 % interval {low:.3f} to {high:.3f})")


if __name__ == "__main__":
    main(sys.argv[1:])
