"""What a verdict counts for: the numbers that evaluation programs average."""

from __future__ import annotations

from collections.abc import Mapping

from kgcorpus.model import Json


def credit(question: Mapping[str, Json], verdict: Mapping[str, Json]) -> dict[str, float]:
    """Numbers between 0 and 1, to be averaged over questions: ``correct``, ``f1``, ``undecided``, and ``abstention`` for a question that
    cannot be answered.

    ``f1`` is partial credit for a set: of what was given and what is wanted, twice the matched over both; the order is not in it. Where
    gold lists only some of the right answers (mode ``some``), nothing is missing, and it is the share of what was given that gold lists.

    >>> credit({"mode": "all"}, {"verdict": "partial", "matched": ["A", "B"], "missing": ["C"], "extra": ["D"]})
    {'correct': 0.0, 'f1': 0.6666666666666666, 'undecided': 0.0}
    >>> credit({"mode": "none"}, {"verdict": "correct", "matched": [], "missing": [], "extra": []})
    {'correct': 1.0, 'f1': 1.0, 'undecided': 0.0, 'abstention': 1.0}
    """
    said = verdict["verdict"]
    correct = float(said == "correct")
    out = {"correct": correct, "f1": correct or _partial(question, verdict), "undecided": float(said == "ungradable")}
    if question.get("mode") == "none":
        out["abstention"] = correct
    return out


def _partial(question: Mapping[str, Json], verdict: Mapping[str, Json]) -> float:
    if verdict["verdict"] != "partial":
        return 0.0
    matched, missing, extra = (len(verdict[name]) for name in ("matched", "missing", "extra"))
    if question.get("mode") == "some":
        return matched / (matched + extra) if matched else 0.0
    return 2 * matched / (2 * matched + missing + extra) if matched else 0.0
