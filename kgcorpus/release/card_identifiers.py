"""The part of a release's card about identifiers of persons: what was looked for, what was found, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kgcorpus.identifiers import KINDS, OF_PERSONS
from kgcorpus.messages import words


def identifiers_lines(counts: Mapping[str, Any], lang: str) -> list[str]:
    """Lines of Markdown, with their heading."""
    w = words(lang)
    comma = "、" if lang == "zh" else ", "

    def listed(kinds: Iterable[str]) -> str:
        return comma.join(w("identifier." + kind) for kind in kinds)

    def numbered(found: Mapping[str, int]) -> str:
        return comma.join(f"{w('identifier.' + kind)} {n:,}" for kind, n in found.items())

    told = counts["yields"].get("stages", {}).get("ingest", {}).get("extra", {}).get("identifiers", {})
    out = [f"## {w('card.identifiers')}", ""]
    out += [w("card.identifiers_looked", kinds=listed(k for k in KINDS if k not in OF_PERSONS), personal=listed(sorted(OF_PERSONS))), ""]
    if told.get("found"):
        out += [w("card.identifiers_found", found=numbered(told["found"]), documents=told["documents"]), ""]
    else:
        out += [w("card.identifiers_none"), ""]
    if told.get("allowed"):
        out += [w("card.identifiers_kept", allowed=numbered(told["allowed"])), ""]
    without = counts["identifiers"]
    if told.get("found") or any(without.values()):
        out += [w("card.identifiers_done", done=w("identifiers." + told.get("policy", "drop")), **without), ""]
    return out
