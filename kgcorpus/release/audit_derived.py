"""What an audit checks of samples that were made from others: options, rejected answers, steps, passages and earlier turns, each proved
again from the release's own facts, grounds and texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kgcorpus import forms as f
from kgcorpus.errors import FormError
from kgcorpus.generate.denying import Denying
from kgcorpus.graph.table import FactTable
from kgcorpus.model import Ground, Json, Literal, Term
from kgcorpus.release.contents import without_options

if TYPE_CHECKING:
    from kgcorpus.release.audit import ReleaseFiles, Report

HELD_BESIDE = ("options", "rejected", "steps", "context", "turns")
"""What a sample may hold beside question and answer."""
LETTERS = "ABCDEFGHIJ"


class Derived:
    """Reads one sample after the other and reports what of it does not hold."""

    def __init__(self, files: ReleaseFiles, report: Report) -> None:
        from kgcorpus.graph.table import from_facts

        self.report = report
        table = from_facts(files.facts, files.ontology, files.entities, files.grounds, files.manifest["date"])
        self.proving = Proving(table)

    def sample(self, sample: Mapping[str, Any]) -> None:
        for check, problem in self.proving.problems(sample):
            self.report.see(check)
            if problem:
                self.report.fail(check, sample["id"], problem)

    def finish(self) -> None:
        """Nothing is compared over samples."""


class Proving:
    """Proves what samples hold beside question and answer, from a graph."""

    def __init__(self, table: FactTable) -> None:
        self.table = table
        self.denying = Denying(table)
        self._checks: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {"options": self._options}

    def problems(self, sample: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """(check, problem) for each thing a sample holds; an empty problem: it holds."""
        for name, check in self._checks.items():
            if name in sample:
                try:
                    found = list(check(sample))
                except (FormError, KeyError, TypeError, ValueError, AttributeError) as error:
                    found = [f"cannot be read: {type(error).__name__}: {error}"]
                yield from ((name, problem) for problem in found)
                if not found:
                    yield name, ""

    # ------------------------------------------------------------------ options

    def _options(self, sample: Mapping[str, Any]) -> Iterator[str]:
        """Options are told apart, the right ones are the answers, and each other one is proved to be none."""
        options = sample["options"]
        if [o["id"] for o in options] != list(LETTERS[: len(options)]) or len({o["text"] for o in options}) < len(options):
            yield "its options are not A, B, C … with texts of their own"
        entities = {o["entity"] for o in options if "entity" in o}
        asked = without_options(sample["form"], entities) if entities else sample["form"]
        if entities and asked == sample["form"]:
            yield "its form is not limited to its options"
        right = [o for o in options if o["answer"]]
        if {_key(o) for o in right} != {_key_of_answer(a) for a in sample["answers"]} or len(right) == len(options):
            yield "its right options are not its answers"
        form = f.parse(asked)
        members = self.denying.members(form)
        outside = [o for o in options if self.table.number(_term(o)) not in members]
        wrong = right if sample["labels"].get("chosen") == "not" else [o for o in options if not o["answer"]]
        if [o["id"] for o in outside] != [o["id"] for o in wrong]:
            yield f"of its options {', '.join(o['id'] for o in outside)} are no answers"
        for option in outside:
            if problem := self._denied(form, _term(option), option, sample["setting"]):
                yield f"{option['id']}: {problem}"

    def _denied(self, form: f.Form, term: Term, said: Mapping[str, Any], setting: str) -> str:
        """What is wrong with the proof that a term is no answer; empty where it is one."""
        denial = self.denying.denial(form, term)
        if denial is None or self.table.number(term) in self.denying.perhaps(form):
            return "is not proved wrong"
        facts = sorted({self.table.fact_id(n) for n in self.table.asserted(denial.rows)})
        if sorted(said.get("facts", ())) != facts or sorted(said.get("grounds", ())) != _ids(denial.grounds):
            return "is proved wrong by other facts or grounds than it says"
        if setting == "closed_book" and any(ground.spans for ground in denial.grounds):
            return "is wrong only according to a source that the question does not name"
        return ""


def _ids(grounds: tuple[Ground, ...]) -> list[str]:
    return sorted({ground.id for ground in grounds})


def _term(record: Mapping[str, Any]) -> Term:
    """The term of an option."""
    return str(record["entity"]) if "entity" in record else Literal.from_json(record["value"])


def _key(option: Mapping[str, Any]) -> Json:
    term = _term(option)
    return term if isinstance(term, str) else (term.value, term.unit)


def _key_of_answer(answer: Mapping[str, Any]) -> Json:
    return str(answer["id"]) if "id" in answer else (answer["value"], answer.get("unit"))
