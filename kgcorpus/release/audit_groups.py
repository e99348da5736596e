"""What an audit checks of answers by group: what is asked about, and what each of it has, each by a query of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kgcorpus import forms as f
from kgcorpus.model import Term

if TYPE_CHECKING:
    from kgcorpus.release.audit import Report

Find = Callable[[f.Form], Sequence[Term]]
"""The answers of a form without holes, by an engine that did not make them."""
Key = Callable[[Any], str]


def check_groups(sample: Mapping[str, Any], find: Find, key_of_answer: Key, key_of_term: Key, report: Report) -> None:
    """A sample whose answers stand in groups: the groups are all that is asked about and has an answer, and each has all of its own."""
    name, form = sample["id"], f.parse(sample["form"])
    date = form.date if isinstance(form, f.AsOf) else None
    step = form.of if isinstance(form, f.AsOf) else form
    report.see("groups")
    if not isinstance(step, f.Step):
        report.fail("groups", name, "its form is no step from what the groups are")
        return
    said: dict[str, set[str]] = {}
    for answer in sample["answers"]:
        if not isinstance(answer.get("group"), str):
            report.fail("groups", name, f"{answer['value']} stands in no group")
            return
        said.setdefault(answer["group"], set()).add(key_of_answer(answer))

    def found(inner: f.Form) -> set[str]:
        return {key_of_term(term) for term in find(f.AsOf(inner, date) if date else inner)}

    about = found(step.of)
    if strange := sorted(set(said) - about):
        report.fail("groups", name, f"{strange[0]} is not what the question is about")
    for group in sorted(about):
        own = found(f.Step(f.Entity(group), step.predicate, step.inverse, step.drop, step.with_))
        if own != said.get(group, set()):
            missing, extra = sorted(own - said.get(group, set())), sorted(said.get(group, set()) - own)
            report.fail("groups", name, f"of {group} it says otherwise than SPARQL: missing {missing[:3]}, too many {extra[:3]}")
    labels = {group["id"] for group in sample["labels"].get("groups", ())}
    if sample["kind"] == "grouped" and labels != set(said):
        report.fail("groups", name, "its labels name other groups")
