"""Answers by group: which part of a text is about which thing, and one verdict of those on the parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kgcorpus import text_patterns as re
from kgcorpus.model import Json

_CLAUSE = re.compile(r"[；;。\n]|(?<=[^\d\s.])(?<!\b[A-Za-z])\.(?=\s|\Z)")


def groups_of(question: Mapping[str, Json]) -> dict[str, str]:
    """What the answers of a sample are grouped by: label by id, in order; empty where they stand in no groups."""
    named = (question.get("labels") or {}).get("groups") or ()
    labels = {str(group["id"]): str(group["label"]) for group in named if "id" in group and "label" in group}
    held = {answer.get("group") for answer in question.get("answers") or ()}
    return labels if labels and held <= set(labels) else {}


def parts_of(text: str, labels: Mapping[str, str]) -> dict[str, str]:
    """The clauses about each group: those that name it, and those behind it that name none. A clause that names several is split where
    each begins.

    >>> parts_of("甲：红和蓝；乙：绿。", {"a": "甲", "b": "乙"})
    {'a': '甲：红和蓝', 'b': '乙：绿'}
    """
    out: dict[str, str] = {}
    current = ""
    for clause in (c.strip() for c in _CLAUSE.split(text)):
        named = sorted((at, id) for id, label in labels.items() if (at := _find(clause, label, set(labels.values()))) >= 0)
        if not named and current:
            out[current] += f"；{clause}" if clause else ""
        if len(named) == 1:
            current = named[0][1]
            out[current] = f"{out[current]}；{clause}" if current in out else clause
        for place, (at, id) in enumerate(named if len(named) > 1 else ()):
            end = named[place + 1][0] if place + 1 < len(named) else len(clause)
            said = clause[0 if place == 0 else at : end]
            out[id] = f"{out[id]}；{said}" if id in out else said
            current = id
    return out


def _find(text: str, label: str, others: Collection[str]) -> int:
    """Where a label stands in a text by itself, not inside a longer one of the others; -1 where it does not."""
    for longer in sorted((o for o in others if label in o and o != label), key=len, reverse=True):
        text = re.sub(re.escape(longer), "\0" * len(longer), text, flags=re.I)
    return text.casefold().find(label.casefold())


def together(verdicts: Sequence[Mapping[str, Json]], missing: int) -> tuple[str, str]:
    """One verdict and relation of those on the groups; ``missing`` groups are not spoken of."""
    found = {str(v["verdict"]) for v in verdicts}
    if found == {"correct"} and not missing:
        aliases = any(v["relation"] == "alias" for v in verdicts)
        subset = any(v["relation"] == "subset" for v in verdicts)
        return "correct", "subset" if subset else "alias" if aliases else "equal"
    if found & {"correct", "partial"}:
        return "partial", "overlap" if any(v["extra"] for v in verdicts) else "subset"
    worst = next((v for v in verdicts if v["verdict"] == "ungradable"), verdicts[0])
    return str(worst["verdict"]), str(worst["relation"])
