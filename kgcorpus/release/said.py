"""What a sample says that its form denotes, and what an engine finds, brought to one shape so that they can be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from kgcorpus import forms as f
from kgcorpus.forms import undated
from kgcorpus.model import Json, Term


@dataclass(frozen=True, slots=True)
class Said:
    """Members by ``answer_key`` (sorted, for ``sort`` in their order), or one value: a number with its unit, true, false, the end of a
    comparison that is greater or ``equal``; None for what is not known."""

    answers: tuple[str, ...] = ()
    value: Json = None

    def to_json(self) -> Json:
        return [list(self.answers), self.value]


def claimed(form: f.Form, sample: Mapping[str, Any]) -> Said:
    """What a sample says that its form denotes. A sample without answers says that a value is not known."""
    inner = undated(form)
    answers: Sequence[Mapping[str, Any]] = sample["answers"]
    if isinstance(inner, f.Ask):
        return Said(value=truth_of(sample))
    if not f.denotes_set(inner):
        return Said(value=_value(inner, answers[0]) if len(answers) == 1 else None if not answers else "several values")
    keys = [answer_key(answer) for answer in answers]
    return Said(tuple(keys if isinstance(inner, f.Sort) else sorted(set(keys))))


def _value(form: f.Form, answer: Mapping[str, Any]) -> Json:
    if isinstance(form, f.Compare):
        return str(answer["id"]) if "id" in answer else "equal"
    value = answer["value"]
    if isinstance(form, f.Count):
        return int(value) if isinstance(value, int) or str(value).isdecimal() else str(value)
    return [str(value), answer.get("unit")]


def truth_of(sample: Mapping[str, Any]) -> bool | None:
    """What a sample says of the yes/no form that it asks: None where it is not known, turned round where it asks with "not"."""
    if not sample["answers"]:
        return None
    return (sample["answers"][0]["value"] in (True, "true")) != bool(sample["labels"].get("negated"))


def found(form: f.Form, answers: Sequence[Term], value: Json, end: Callable[[f.Form], str | None]) -> Said:
    """What an engine found that a form denotes. ``end`` gives the one entity of a form."""
    inner = undated(form)
    if isinstance(inner, f.Compare):
        date = form.date if isinstance(form, f.AsOf) else None
        side = {"left": inner.left, "right": inner.right}.get(str(value))
        return Said(value=value if side is None else end(f.AsOf(side, date) if date else side))
    if isinstance(inner, (f.Sum, f.Avg)):
        return Said(value=[value["value"], value.get("unit")] if isinstance(value, dict) else None if value is None else [value, None])
    if not f.denotes_set(inner):
        return Said(value=value)
    keys = [found_key(term) for term in answers]
    return Said(tuple(keys if isinstance(inner, f.Sort) else sorted(keys)))


def difference(said: Said, seen: Said) -> str:
    """How a sample differs from what was found, in words; empty where it does not."""
    if said == seen:
        return ""
    if said.value != seen.value:
        return f"says {said.value}, not {seen.value}"
    missing, extra = sorted(set(seen.answers) - set(said.answers)), sorted(set(said.answers) - set(seen.answers))
    return f"missing {missing[:3]}, too many {extra[:3]}" if missing or extra else f"in another order than {list(seen.answers[:5])}"


def answer_key(answer: Mapping[str, Any]) -> str:
    """An answer as it can be compared with a term: the id, or the value (interval) with its unit."""
    if "id" in answer:
        return str(answer["id"])
    if any(name in answer for name in ("min", "max")):
        bounds = [answer.get("min"), answer.get("max"), bool(answer.get("min_open")), bool(answer.get("max_open"))]
        return "\x00" + orjson.dumps([bounds, answer.get("unit")]).decode()
    return "\x00" + orjson.dumps([answer["value"], answer.get("unit")]).decode()


def found_key(term: Term) -> str:
    """A term found by an engine, in the shape of ``answer_key``."""
    if isinstance(term, str):
        return term
    if term.is_interval:
        return "\x00" + orjson.dumps([[term.min, term.max, term.min_open, term.max_open], term.unit]).decode()
    return "\x00" + orjson.dumps([term.value, term.unit]).decode()
