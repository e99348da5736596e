"""What an audit checks of corrections, and of samples that say that something is not known: each cause proved again from the release's own
files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kgcorpus import forms as f
from kgcorpus.errors import FormError
from kgcorpus.generate.mentions import Mentions
from kgcorpus.generate.silence import kin_of, sorted_under
from kgcorpus.model import Fact, Json, Term
from kgcorpus.verify.conflicts import contradict

if TYPE_CHECKING:
    from kgcorpus.graph.table import FactTable
    from kgcorpus.release.audit import ReleaseFiles, Report
    from kgcorpus.release.audit_samples import Solving

Sample = Mapping[str, Any]


def presupposed(sample: Sample, table: FactTable) -> tuple[Json, list[str], list[str]]:
    """What the statement that a question presupposes is found to be, with its facts and grounds."""
    from kgcorpus.answers_shape import answer_shape

    try:
        found = answer_shape(f.parse(sample["cause"]["premise"]), [()], table)
    except (FormError, KeyError, TypeError):
        return None, [], []
    rows = table.asserted(found.support(0))
    return found.value(0), sorted({table.fact_id(n) for n in rows}), sorted(g.id for g in found.grounds(0))


class Causes:
    """Keeps what samples say of corrections and causes; ``prove`` proves it."""

    def __init__(self, files: ReleaseFiles, report: Report) -> None:
        self.files, self.report = files, report
        self._samples: list[Sample] = []
        self._facts = {fact.id: fact for fact in files.facts}
        self._held = {fact.id: fact for fact in files.held}

    def sample(self, sample: Sample) -> None:
        if sample["kind"] in ASKED or (sample.get("cause") or {}).get("kind") in KINDS:
            kept = ("id", "form", "answers", "mode", "complete", "facts", "grounds", "topic", "cause", "labels")
            self._samples.append({name: sample[name] for name in kept if name in sample})

    def finish(self) -> None:
        """Nothing: causes are proved when the graph is open."""

    def prove(self, solving: Solving) -> None:
        """Prove everything that was kept."""
        for sample in self._samples:
            if correction := sample["labels"].get("correction"):
                self.report.see("corrections")
                if problem := self._correction(sample, correction, solving):
                    self.report.fail("corrections", sample["id"], problem)
            if sample.get("cause") or sample["mode"] == "none":
                self.report.see("causes")
                if problem := self._cause(sample, solving):
                    self.report.fail("causes", sample["id"], problem)

    # ------------------------------------------------------------------ corrections

    def _correction(self, sample: Sample, correction: Mapping[str, Any], solving: Solving) -> str:
        """What is wrong with a correction: it must be true by its facts, and differ from what is asked in one element at most."""
        from kgcorpus.answers_shape import answer_shape
        from kgcorpus.forms_sparql import to_sparql

        try:
            right = f.parse(correction["form"])
            asked = f.parse(sample["form"] if sample["form"] is not None else sample["cause"]["premise"])
        except (FormError, KeyError, TypeError) as error:
            return f"has a correction that cannot be read: {error}"
        element = sample["labels"].get("element")
        if (changes := _differences(asked, right)) > 1:
            return f"corrects {changes} elements"
        found = answer_shape(right, [()], solving.table)
        denied = element == "negation" and not sample["labels"].get("negated")
        if found.value(0) is not (not denied) or (not denied and not solving.graph.holds(to_sparql(right, solving.graph.names))):
            return "has a correction that the facts do not give"
        rows = solving.table.asserted(found.support(0))
        if sorted({solving.table.fact_id(n) for n in rows}) != sorted(correction["facts"]):
            return "names other facts than its correction rests on"
        return ""

    # ------------------------------------------------------------------ causes

    def _cause(self, sample: Sample, solving: Solving) -> str:
        cause = sample.get("cause") or {}
        if cause.get("kind") not in KINDS:
            return f"gives no cause that is known: {cause.get('kind')}"
        check: Callable[[Sample, Solving], str] = getattr(self, f"_{cause['kind']}")
        if sample["mode"] != "none" or sample["answers"]:
            return "has answers beside its cause"
        return check(sample, solving)

    def _grounds(self, sample: Sample, solving: Solving) -> str:
        return "" if sample["complete"] and sample["grounds"] else "has no grounds for that there is nothing"

    def _open(self, sample: Sample, solving: Solving) -> str:
        """Nothing is known, for certain or possibly, no ground holds, and no text of the release speaks of it."""
        from kgcorpus.answers_shape import answer_shape

        form = f.parse(sample["form"])
        found = answer_shape(form, [()], solving.table, upper=True)
        if sample["complete"] or found.answers(0) or found.value(0) is not None:
            return "is not open: the graph decides it"
        inner = form.of if isinstance(form, f.AsOf) else form
        if isinstance(inner, f.Ask) and isinstance(inner.object, str):
            if self._mentions.together(self._kin(inner.subject), self._kin(inner.object)):
                return f"a text names {inner.subject} and {inner.object}"
        elif isinstance(inner, f.Step) and isinstance(inner.of, f.Entity):
            documents = {d for id in self._kin(inner.of.id) for d in self._mentions.naming.get(id, ())}
            if spoken := sorted(d for d in documents if self._mentions.speaks(d, inner.predicate)):
                return f"{spoken[0]} names {inner.of.id} and may speak of {inner.predicate}"
        return ""

    def _outside_schema(self, sample: Sample, solving: Solving) -> str:
        cause, ontology = sample["cause"], self.files.ontology
        known = ontology.predicates.get(cause.get("predicate", ""))
        entity = self.files.entities.get(cause.get("subject", "")) or ontology.entities.get(cause.get("subject", ""))
        if known is None or entity is None or not known.domain or ontology.fits(entity.classes, known.domain):
            return "is not outside the schema: the predicate may be said of it"
        step = f.Step(f.Entity(entity.id), known.id)
        return "" if f.to_json(step) == sample["form"] else "asks something else than its cause says"

    def _condition_not_covered(self, sample: Sample, solving: Solving) -> str:
        from kgcorpus.answers_shape import answer_shape

        asked = f.parse(sample["form"])
        facts = [self._facts.get(id) for id in sample["cause"].get("facts", ())]
        if not isinstance(asked, f.Ask) or not facts or not isinstance(asked.with_, tuple):
            return "names no fact that holds under another condition"
        names = {given.qualifier for given in asked.with_}
        for fact in facts:
            same = fact and (fact.subject, fact.predicate, fact.object) == (asked.subject, asked.predicate, asked.object)
            if not same or fact is None or not names & {q.predicate for q in fact.qualifiers}:
                return "names a fact that is not about it"
        return "" if answer_shape(asked, [()], solving.table).value(0) is None else "is covered: the graph decides it"

    def _false_premise(self, sample: Sample, solving: Solving) -> str:
        from kgcorpus.forms_sparql import to_sparql

        value, facts, grounds = presupposed(sample, solving.table)
        if value is not False or solving.graph.holds(to_sparql(f.parse(sample["cause"]["premise"]), solving.graph.names)):
            return "presupposes what is not proved false"
        if facts != sorted(sample["facts"]) or grounds != sorted(sample["grounds"]):
            return "names other facts or grounds than its premise is false by"
        return ""

    def _conflict(self, sample: Sample, solving: Solving) -> str:
        sides = [self._held.get(id) for id in sample["cause"].get("held", ())]
        asked = f.parse(sample["form"])
        if len(sides) < 2 or not isinstance(asked, f.Step) or not isinstance(asked.of, f.Entity):
            return "does not name two facts that contradict each other"
        for side in sides:
            if side is None or (side.subject, side.predicate) != (asked.of.id, asked.predicate):
                return "names a fact that is not in conflicts.jsonl, or is not about it"
        known = self.files.ontology.predicates[asked.predicate]
        present = [side for side in sides if side is not None]
        if not all(contradict(a, b, known) and _sources(a) != _sources(b) for n, a in enumerate(present) for b in present[:n]):
            return "names facts that do not contradict each other"
        return ""

    # ------------------------------------------------------------------ texts

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self.files.texts, self.files.entities, self.files.ontology)

    @cached_property
    def _sorted(self) -> dict[str, set[str]]:
        return sorted_under(self.files.facts, self.files.ontology.predicates)

    def _kin(self, id: str) -> frozenset[str]:
        return kin_of(id, self._sorted)


ASKED = ("truth", "unknown")
"""Kinds of samples of which some are not known or corrected, whatever they say of a cause."""
KINDS = ("grounds", "open", "outside_schema", "condition_not_covered", "false_premise", "conflict")
"""The causes for which something is not known."""


def _sources(fact: Fact) -> set[str]:
    return {span.document for evidence in fact.evidence for span in evidence.spans}


def _differences(asked: f.Form, right: f.Form) -> int:
    """In how many elements two statements differ."""
    if isinstance(asked, f.AsOf) and isinstance(right, f.AsOf) and asked.date == right.date:
        asked, right = asked.of, right.of
    if not isinstance(asked, f.Ask) or not isinstance(right, f.Ask):
        return 9
    pairs: Sequence[tuple[Term | f.With, Term | f.With]] = (
        (asked.subject, right.subject), (asked.predicate, right.predicate), (asked.object, right.object), (asked.with_, right.with_)
    )  # fmt: skip
    return sum(a != b for a, b in pairs)



