"""Which samples of a release made for training may be used to evaluate, by what its documents allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.jsonlines import read_objects
from kgcorpus.release.contents import facts_told, resting

PURPOSE = "evaluate"


class Permitted:
    """Whether samples of a release may be used to evaluate: as in a recipe for it, every fact needs an evidence whose documents allow it,
    every ground and every text shown a document that does. All may be in a release that was made for it."""

    def __init__(self, release: Path) -> None:
        recipe = orjson.loads((release / "manifest.json").read_bytes()).get("recipe") or {}
        self._all = recipe.get("purpose") == PURPOSE
        rows = {name: {} if self._all else _by_id(release / f"{name}.jsonl") for name in ("documents", "facts", "grounds")}
        self._documents = {id for id, row in rows["documents"].items() if PURPOSE in row.get("uses", ())}
        self._facts, self._grounds = rows["facts"], rows["grounds"]
        self._known: dict[str, bool] = {}

    def sample(self, sample: Mapping[str, Any]) -> bool:
        """Whether a sample may be used."""
        if self._all:
            return True
        on, named = resting(sample), sample["labels"].get("source")
        shown = all(document in self._documents for document in (*([named] if named else ()), *on.documents))
        return shown and all(map(self._fact, (*on.facts, *facts_told(sample)))) and all(map(self._ground, on.grounds))

    def _fact(self, id: str) -> bool:
        if id not in self._known:
            row = self._facts.get(id) or {}
            premises = (row.get("derived") or {}).get("premises", ())
            read = any(self._spans(evidence["spans"]) for evidence in row.get("evidence", ()))
            self._known[id] = all(map(self._fact, premises)) if premises else read
        return self._known[id]

    def _ground(self, id: str) -> bool:
        row = self._grounds.get(id) or {}
        return self._spans(row.get("spans", ())) and all(map(self._fact, row.get("facts", ())))

    def _spans(self, spans: Iterable[Mapping[str, Any]]) -> bool:
        return all(span["document"] in self._documents for span in spans)


def _by_id(path: Path) -> dict[str, dict[str, Any]]:
    return {str(row["id"]): row for _, row in read_objects(path)} if path.exists() else {}
