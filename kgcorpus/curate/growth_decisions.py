"""What was decided on proposals: lines of ``ontology-decisions.jsonl`` beside ``corpus.toml``, so that nothing is proposed twice."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import orjson

from kgcorpus.jsonlines import read_objects
from kgcorpus.model import Json

from .growth_book import ACCEPT, REJECT, ProposalRow

FILE = "ontology-decisions.jsonl"


def remembered(folder: Path) -> dict[str, str]:
    """The last decision on each proposal, by its key."""
    path = folder / FILE
    if not path.exists():
        return {}
    return {str(line["key"]): str(line.get("decision", "")) for _, line in read_objects(path) if "key" in line}


def remember(folder: Path, decided: Iterable[tuple[ProposalRow, str]]) -> dict[str, int]:
    """Append the decisions that are not the last ones on record; gives how many of each are new."""
    known = remembered(folder)
    new = {ACCEPT: 0, REJECT: 0}
    lines: list[bytes] = []
    for row, key in decided:
        decision = row["decision"]
        if known.get(key) == decision:
            continue
        known[key] = decision
        new[decision] += 1
        said: dict[str, Json] = {"key": key, "decision": decision, "kind": row["kind"]}
        said |= {c: row[c] for c in ("zh", "en", "of", "range", "who", "when") if row[c]}
        if row["comment"]:
            said["why"] = row["comment"]
        lines.append(orjson.dumps(said) + b"\n")
    if lines:
        path = folder / FILE
        before = path.read_bytes() if path.exists() else b""
        if before and not before.endswith(b"\n"):
            before += b"\n"
        path.write_bytes(before + b"".join(lines))
    return new
