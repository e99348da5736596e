"""What an audit checks of samples that were made from others: options, rejected answers, steps, passages and earlier turns, each proved
again from the release's own facts, grounds and texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kgcorpus import forms as f
from kgcorpus.answers_shape import answer_shape
from kgcorpus.errors import FormError
from kgcorpus.generate.denying import Denying
from kgcorpus.generate.material import names_of_entity
from kgcorpus.generate.shown_passages import Shown
from kgcorpus.generate.telling_passages import Telling
from kgcorpus.grade.written import number_words, ordinals
from kgcorpus.graph.table import FactTable
from kgcorpus.model import Entity, Fact, Ground, Json, Literal, Span, Term
from kgcorpus.ontology import Ontology
from kgcorpus.release.audit_plans import Plans
from kgcorpus.release.contents import without_options

if TYPE_CHECKING:
    from kgcorpus.release.audit import ReleaseFiles, Report

HELD_BESIDE = ("options", "rejected", "steps", "context", "turns", "plan")
"""What a sample may hold beside question and answer."""
LETTERS = "ABCDEFGHIJ"


class Texts:
    """What proving passages needs: the texts that are shown, by document, and the facts with all their evidence, read when asked for."""

    def __init__(
        self,
        shown: Mapping[str, str],
        entities: Mapping[str, Entity],
        ontology: Ontology,
        evidence: Callable[[], Mapping[str, Fact]],
    ) -> None:
        self.shown = shown
        names = {id: (*names_of_entity(entity), *entity.hidden) for id, entity in entities.items()}
        self.telling = Telling(shown, names, ontology)
        self._evidence = evidence

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        return self._evidence()

    def tells(self, id: str, text: str) -> bool:
        """Whether a sentence names both ends of a fact."""
        return self.telling.names_ends(self.facts[id], text)


class Derived:
    """Reads one sample after the other and reports what of it does not hold."""

    def __init__(self, files: ReleaseFiles, report: Report) -> None:
        from kgcorpus.graph.table import from_facts

        self.report = report
        table = from_facts(files.facts, files.ontology, files.entities, files.grounds, files.manifest["date"])
        self.proving = Proving(table, Texts(files.texts, files.entities, files.ontology, lambda: files.evidence()))

    def sample(self, sample: Mapping[str, Any]) -> None:
        for check, problem in self.proving.problems(sample):
            self.report.see(check)
            if problem:
                self.report.fail(check, sample["id"], problem)

    def finish(self) -> None:
        """Nothing is compared over samples."""


class Proving:
    """Proves what samples hold beside question and answer, from a graph and the texts behind it."""

    def __init__(self, table: FactTable, texts: Texts | None = None) -> None:
        self.table, self.texts = table, texts
        self.denying = Denying(table)
        self.plans = Plans(table)
        self._checks: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
            "options": self._options,
            "rejected": self._rejected,
            "plan": self.plans.problems,
            "context": self._context,
            "steps": self._steps,
            "turns": self._turns,
        }

    def problems(self, sample: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """(check, problem) for each thing a sample holds; an empty problem: it holds."""
        for name, check in self._checks.items():
            if name in sample and (name == "plan" or "plan" not in sample):  # the proof of a plan is that of its steps and defects
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

    # ------------------------------------------------------------------ turns

    def _turns(self, sample: Mapping[str, Any]) -> Iterator[str]:
        """Each earlier turn's answers are the set of its form, with its completeness, facts and grounds; the question refers to the last
        thing that was named of its kind, or names another."""
        for number, turn in enumerate(sample["turns"], 1):
            again = answer_shape(f.parse(turn["form"]), [()], self.table)
            if {_key_of_term(term) for term in again.answers(0)} != {_key_of_answer(a) for a in turn["answers"]}:
                yield f"the answers of turn {number} are not the set of its form"
            facts = sorted({self.table.fact_id(n) for n in self.table.asserted(again.support(0))})
            grounds = sorted({g.id for g in again.grounds(0)}) if again.complete[0] else []
            if bool(again.complete[0]) != turn["complete"] or facts != sorted(turn["facts"]) or grounds != sorted(set(turn["grounds"])):
                yield f"turn {number} rests on other facts or grounds than it says"
            if not all(_names(turn["answer"], a) for a in turn["answers"]):
                yield f"turn {number} does not tell its answers"
        if self.texts is not None:
            yield from self._reference(sample, self.texts)

    def _reference(self, sample: Mapping[str, Any], texts: Texts) -> Iterator[str]:
        thing = sample["topic"][0]["id"]
        if thing in texts.telling.named_in(sample["question"]):
            if _predicates(sample["form"]) != _predicates(sample["turns"][-1]["form"]):
                yield "asks the same of another thing, and the turn before asks something else"
            return
        kind = self._kind(thing)
        for turn in reversed(sample["turns"]):
            alike = {id for id in texts.telling.named_in(turn["question"]) if self._kind(id) == kind}
            if alike:
                if thing not in alike:
                    yield "refers to something else than it asks about"
                return
        yield "refers to nothing that was named"

    def _kind(self, id: str) -> tuple[str, ...]:
        entity = self.table.named.get(id)
        return tuple(sorted(entity.classes)) if entity else ()

    # ------------------------------------------------------------------ steps

    def _steps(self, sample: Mapping[str, Any]) -> Iterator[str]:
        """Each step tells one supporting fact, all of them are told, and the answer holds every step before it concludes."""
        steps = sample["steps"]
        if sorted(id for step in steps for id in step["facts"]) != sorted(sample["facts"]) or any(len(s["facts"]) != 1 for s in steps):
            yield "its steps are not its supporting facts, one each"
            return
        at = 0
        for step in steps:
            said = step["text"].rstrip("。.")
            found = sample["answer_text"].casefold().find(said.casefold(), at)
            if found < 0:
                yield f"its answer does not take the step: {said}"
                continue
            at = found + len(said)
            if self.texts is not None and not self.texts.tells(step["facts"][0], step["text"]):
                yield f"a step does not name both ends of its fact: {said}"
        if not sample["answer_text"][at:].strip("。. "):
            yield "nothing follows from its steps"

    # ------------------------------------------------------------------ passages

    def _context(self, sample: Mapping[str, Any]) -> Iterator[str]:
        """The passages stand in texts that are shown; those that are cited hold the evidence of every fact, the others tell none."""
        if self.texts is None:
            yield "has passages, and there are no texts to look for them"
            return
        passages = [Shown(c["document"], c["start"], c["end"], c["text"]) for c in sample["context"]]
        for passage in passages:
            if self.texts.shown.get(passage.document, "")[passage.start : passage.end] != passage.text or not passage.text:
                yield f"{passage.document}[{passage.start}:{passage.end}] is not the passage shown"
        cause = sample.get("cause") or {}
        ids = cause["facts"] if cause else sample["facts"]
        facts = [self.texts.facts[id] for id in ids]
        cited = sample["labels"]["passages"]
        if cited != sorted({int(n) for n in _CITED.findall(sample["answer_text"])}):
            yield "its answer cites other passages than it says"
        tells = self.texts.telling.of(facts)
        for number, passage in enumerate(passages, 1):
            if number not in cited and tells(passage):
                yield f"passage {number} tells what it should not"
        if cause:
            yield from self._withheld(sample, cause)
            return
        held = [[_within(e.spans, passages) for e in fact.evidence] for fact in facts]
        if not facts or not all(any(found) for found in held):
            yield "a supporting fact has no evidence in its passages"
        if not set(cited) <= {n for found in held for numbers in found for n in numbers}:
            yield "it cites a passage without evidence"

    def _withheld(self, sample: Mapping[str, Any], cause: Mapping[str, Any]) -> Iterator[str]:
        """What the passages do not say is the answer to a form that has one, and the facts withheld are all of its support."""
        if cause["kind"] != "not_in_passages" or sample["mode"] != "none" or sample["answers"] or sample["form"] is not None:
            yield "does not say that its passages do not say"
        again = answer_shape(f.parse(cause["asked"]), [()], self.table)
        support = sorted({self.table.fact_id(n) for n in self.table.asserted(again.support(0))})
        if not support or support != sorted(cause["facts"]):
            yield "withholds other facts than those that answer it"

    # ------------------------------------------------------------------ rejected answers

    def _rejected(self, sample: Mapping[str, Any]) -> Iterator[str]:
        """A rejected answer has the defect that it is said to have."""
        rejected, defect = sample["rejected"], sample["rejected"]["defect"]
        told, right = ({_key_of_answer(a) for a in one["answers"]} for one in (rejected, sample))
        if rejected["text"] == sample["answer_text"] or (told == right and defect != "refused_answerable"):
            yield "its rejected answer is the right one"
        for answer in rejected["answers"]:
            if answer["type"] != "bool" and not _names(rejected["text"], answer):
                yield f"its rejected answer does not say {answer['value']}"
        if defect == "fact_changed":
            yield from self._one_changed(sample, told, right)
        elif defect == "incomplete_list":
            yield from _lacking(sample, told, right)
        elif defect in ("direction_reversed", "hop_skipped", "outdated_value"):
            yield from self._of_other_form(sample, told)
        elif defect == "refused_answerable":
            if told or not right or sample["mode"] == "none":
                yield "does not refuse what can be answered"
        elif defect == "answered_unanswerable":
            if not told or sample["mode"] != "none":
                yield "does not answer what cannot be answered"
        else:
            yield f"an unknown defect: {defect}"

    def _one_changed(self, sample: Mapping[str, Any], told: set[Json], right: set[Json]) -> Iterator[str]:
        rejected = sample["rejected"]
        if any(a["type"] == "bool" for a in sample["answers"]):
            if len(told | right) != 2:
                yield "does not say the contrary"
            return
        changed = rejected["changed"]
        term = str(changed["id"]) if "id" in changed else Literal.from_json(changed["value"])
        if len(told - right) != 1 or len(right - told) != 1 or {_key_of_term(term)} != told - right:
            yield "does not change one answer"
        if problem := self._denied(f.parse(sample["form"]), term, rejected, sample["setting"]):
            yield f"the changed answer {problem}"

    def _of_other_form(self, sample: Mapping[str, Any], told: set[Json]) -> Iterator[str]:
        """The rejected answers are the set of the form that it names, which is the sample's form with the defect; one is proved wrong."""
        form, other = f.parse(sample["form"]), f.parse(sample["rejected"]["asked"])
        found = self.denying.members(other)
        if {_key_of_term(self.table.terms[n]) for n in found} != told:
            yield "its rejected answers are not those of the form that it names"
        if not _has_defect(sample["rejected"]["defect"], form, other, self.table.date):
            yield f"the form of its rejected answer is not the sample's with {sample['rejected']['defect']}"
        if not any(self.denying.denial(form, self.table.terms[n]) for n in found):
            yield "none of its rejected answers is proved wrong"

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


def _lacking(sample: Mapping[str, Any], told: set[Json], right: set[Json]) -> Iterator[str]:
    """A list that lacks something is told as whole, and the right one is whole."""
    if not sample["complete"]:
        yield "lacks a part of a set that is not known to be whole"
    if sample["mode"] == "count":
        (said,), (number,) = told, right
        if not 0 < int(said[0]) < int(number[0]):
            yield "does not count too few"
    elif not told or not told < right:
        yield "is no part of the right answers"


def _has_defect(defect: str, form: f.Form, other: f.Form, today: str | None) -> bool:
    """Whether one form is another with a defect: a step or condition less, the last step the other way round, an earlier date."""
    inner, left = (one.of if isinstance(one, f.AsOf) else one for one in (form, other))
    now, then = (one.date if isinstance(one, f.AsOf) else today for one in (form, other))
    if defect == "outdated_value":
        return f.key(inner) == f.key(left) and bool(now and then and then < now)
    if now != then:
        return False
    if defect == "direction_reversed":
        turned = isinstance(inner, f.Step) and isinstance(left, f.Step) and f.key(replace(inner, inverse=not inner.inverse))
        return turned == f.key(left)
    steps, fewer = (sum(isinstance(part, f.Step) for part in f.walk(one)) for one in (inner, left))
    same = set(f.predicates_of(left)) <= set(f.predicates_of(inner)) and set(f.entities_of(left)) <= set(f.entities_of(inner))
    return fewer < steps and same


def _names(text: str, answer: Mapping[str, Any]) -> bool:
    """Whether a text says an answer by one of its names, or a number in words."""
    said = text.casefold()
    if any(str(name).casefold() in said for name in (answer["value"], *answer.get("aliases", ()))):
        return True
    numbers = [*number_words(text), *ordinals(text)] if answer["type"] == "number" else []
    return any(found.literal.value == answer["value"] for found in numbers)


def _predicates(form: Json) -> tuple[str, ...]:
    return f.predicates_of(f.parse(form))


_CITED = re.compile(r"\[(\d+)\]")


def _within(spans: Sequence[Span], passages: Sequence[Shown]) -> frozenset[int]:
    """The numbers of the passages in which all of some spans stand; empty where one stands in none."""
    out = set()
    for span in spans:
        inside = [n for n, p in enumerate(passages, 1) if p.document == span.document and p.start <= span.start and span.end <= p.end]
        if not inside:
            return frozenset()
        out.update(inside)
    return frozenset(out)


def _ids(grounds: tuple[Ground, ...]) -> list[str]:
    return sorted({ground.id for ground in grounds})


def _term(record: Mapping[str, Any]) -> Term:
    """The term of an option."""
    return str(record["entity"]) if "entity" in record else Literal.from_json(record["value"])


def _key(option: Mapping[str, Any]) -> Json:
    return _key_of_term(_term(option))


def _key_of_term(term: Term) -> Json:
    if isinstance(term, str):
        return term
    return (term.min, term.max, term.min_open, term.max_open, term.unit) if term.is_interval else (term.value, term.unit)


def _key_of_answer(answer: Mapping[str, Any]) -> Json:
    if "id" in answer:
        return str(answer["id"])
    if "min" in answer or "max" in answer:
        open_ = (bool(answer.get("min_open")), bool(answer.get("max_open")))
        return (answer.get("min"), answer.get("max"), *open_, answer.get("unit"))
    return (answer["value"], answer.get("unit"))
