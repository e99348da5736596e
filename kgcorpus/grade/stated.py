"""The facts that a long answer states, each held against the graph: supported, contradicted, or not in the graph."""

from __future__ import annotations

import re
from functools import cached_property

from kgcorpus import forms as f
from kgcorpus.errors import FormError
from kgcorpus.extract.reading import Extractor, read_facts
from kgcorpus.extract.texts import plain_document
from kgcorpus.grade.compare import match
from kgcorpus.grade.graph_facts import Graph
from kgcorpus.grade.markup import THINKING
from kgcorpus.grade.reading import read_answer
from kgcorpus.graph.answer import Answer
from kgcorpus.model import Candidate, Fact, Ground, Json, Literal, Mention, Term, Validity, Value
from kgcorpus.text import sentences
from kgcorpus.values_dates import days, find_dates

SUPPORTED, CONTRADICTED, ABSENT = "supported", "contradicted", "not_in_graph"

_MARKS = re.compile(r"\*{1,3}|`+|__")
_BULLET = re.compile(r"(?:[-•·]|\(?\d{1,2}[.、)])\s*(?!\d)")
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)")
_TEXTS = ("xsd:string", "rdf:langString")
_TYPES = {"xsd:date": "date", "xsd:gYear": "date", "xsd:gYearMonth": "date", "xsd:boolean": "bool"}
MOST = 10
"""Of more listed facts, or readings of one sentence, the first are looked at."""
Found = tuple[str, str, list[Fact], list[Json]]
"""Status, reason, the facts that tell, and spans where no fact does."""


class Stated:
    """Reads the facts that texts state, with the patterns and names of an ontology, and looks each up in the graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def _extractors(self) -> list[Extractor]:
        from kgcorpus.extract.gazetteer import lexicon
        from kgcorpus.extract.patterns import patterns

        names = lexicon(self.graph.ontology, self.graph.kept.entities.values())
        return [patterns(ontology=self.graph.ontology, lexicon=names)]

    def of(self, answer: str, lang: str) -> list[dict[str, Json]]:
        """The stated facts in the order of the text, with the sentence that states each (offsets are of the answer as given), and what
        the graph holds for or against it."""
        text = THINKING.sub(lambda m: " " * len(m[0]), answer)
        text = _MARKS.sub(lambda m: " " * len(m[0]), text)
        if not text.strip():
            return []
        out: dict[tuple[object, ...], dict[str, Json]] = {}
        for candidate in read_facts(plain_document("answer", text, None), self._extractors).candidates:
            ends = _ends(candidate)
            if not ends:
                continue
            start, end = _sentence(text, candidate)
            each = [(self._status(candidate, subject, object, text[start:end]), subject, object) for subject, object in ends]
            statuses = {found[0] for found, _, _ in each}
            # of several things of one name it is enough that one is meant; it is wrong only if all are
            status = SUPPORTED if SUPPORTED in statuses else ABSENT if ABSENT in statuses else CONTRADICTED
            found, subject, object = next(one for one in each if one[0][0] == status)
            while start and answer[start - 1] in "*_`":  # mark-up that opens the sentence belongs to it
                start -= 1
            key = (start, end, subject, candidate.predicate, str(object), candidate.negated)
            if key not in out or out[key]["status"] == ABSENT:
                line = self._line(candidate, found, subject, object, lang)
                out[key] = {"text": answer[start:end], "start": start, "end": end, **line}
        return sorted(out.values(), key=lambda line: (line["start"], line["end"]))

    def _line(self, candidate: Candidate, found: Found, subject: str, object: Term, lang: str) -> dict[str, Json]:
        """What the graph says of a stated fact."""
        stated: dict[str, Json] = {
            "subject": subject, "predicate": candidate.predicate, "object": object if isinstance(object, str) else object.to_json(),
            "said": " — ".join(self.graph.label(term, lang) for term in (subject, candidate.predicate, object)),
        }  # fmt: skip
        if candidate.negated:
            stated["negated"] = True
        status, reason, facts, spans = found
        line: dict[str, Json] = {"status": status, "stated": stated}
        if reason:
            line["reason"] = reason
        if facts:
            line["fact"] = facts[0].id
            line["evidence"] = self.graph.evidence(facts[0])
        elif spans:
            line["evidence"] = spans
        return line

    def _status(self, candidate: Candidate, subject: str, object: Term, sentence: str) -> Found:
        conditions = tuple(
            f.Given(name, term) for name, value in candidate.qualifiers if (term := _term(value)) is not None and not self._is_detail(name)
        )
        form: f.Form = f.Ask(subject, candidate.predicate, object, conditions or None)
        own = [fact for fact in self.graph.about(subject, candidate.predicate) if fact.object == object and not fact.negated]
        dated = [fact for fact in own if fact.valid != Validity()]
        if candidate.valid != Validity() and not candidate.negated and dated:
            return _dated(candidate.valid, dated)
        if dated and (_YEAR.search(sentence) or find_dates(sentence)):  # a date that was not read may make it another fact
            return ABSENT, "", dated, []
        if candidate.valid.start:
            form = f.AsOf(form, candidate.valid.start)
        yes, no = (CONTRADICTED, SUPPORTED) if candidate.negated else (SUPPORTED, CONTRADICTED)
        try:
            found: Answer = self.graph.answer(form, proof=True)
        except FormError:
            return ABSENT, "", [], []
        facts = self.graph.facts_of(found.facts)
        if found.value is True:
            return yes, "", [fact for fact in facts if not fact.negated], []
        ended = [fact for fact in own if fact.valid.end and str(fact.valid.end) <= self.graph.date]
        held = [
            fact for fact in self.graph.kept.held if (fact.subject, fact.predicate, fact.object) == (subject, candidate.predicate, object)
        ]
        if (ended or held) and not candidate.negated:
            return no, "outdated", ended or held, []
        if found.value is False:
            denied = [fact for fact in self.graph.about(subject, candidate.predicate) if fact.object == object and fact.negated]
            if isinstance(object, Literal) and not denied and facts:
                return self._as_said(candidate, facts, yes, no)
            return no, "", denied or facts, [span for ground in found.grounds for span in self._listing(ground)]
        if own and any(fact.qualifiers for fact in own) and not candidate.negated:
            return ABSENT, "condition_lost", own, []
        return ABSENT, "", [], []

    def _as_said(self, candidate: Candidate, facts: list[Fact], yes: str, no: str) -> Found:
        """A value other than the graph's may be the same, said to fewer digits, or one that does not exclude it."""
        reading = read_answer(candidate.object.text)
        near: set[str | None] = set()
        for fact in facts:
            if isinstance(fact.object, Literal):
                met = match({**fact.object.to_json(), "type": _TYPES.get(fact.object.datatype, "number")}, "0", reading, [])
                if met.met:
                    return yes, "", [fact], []
                near.add(met.near)
        return (no, "", facts, []) if near <= {None, "contradiction"} else (ABSENT, "", facts, [])

    def _listing(self, ground: Ground) -> list[Json]:
        """The heading or table that lists a set, and what it lists."""
        listed = [self.graph.by_id[id] for id in ground.facts[:MOST] if id in self.graph.by_id]
        return [*(span.to_json() for span in ground.spans), *(span for fact in listed for span in self.graph.evidence(fact))]

    def _is_detail(self, qualifier: str) -> bool:
        known = self.graph.ontology.predicates.get(qualifier)
        return known is not None and known.qualifier == "detail"


def _dated(said: Validity, facts: list[Fact]) -> Found:
    """A stated date against those of the facts: the same, to the same or fewer parts; one before the fact began, or after it ended,
    contradicts it."""
    for fact in facts:
        pairs = [(a, b) for a, b in ((said.start, fact.valid.start), (said.end, fact.valid.end)) if a]
        if all(b and b.startswith(a) for a, b in pairs):
            return SUPPORTED, "", [fact], []
    known = [fact.valid for fact in facts]
    early = said.start and all(v.start and days(said.start)[1] <= days(v.start)[0] for v in known)
    late = said.start and all(v.end and days(v.end)[1] <= days(said.start)[0] for v in known)
    if early or late or (said.end and not said.start and all(v.end and v.end[: len(said.end)] != said.end[: len(v.end)] for v in known)):
        return CONTRADICTED, "other_date", facts, []
    return ABSENT, "", facts, []


def _ends(candidate: Candidate) -> list[tuple[str, Term]]:
    """Subjects and objects that a stated fact may be of: more than one where a name is of several things."""
    objects: list[Term] = [candidate.object.literal] if isinstance(candidate.object, Value) else list(candidate.object.entities)
    if any(isinstance(o, Literal) and o.datatype in _TEXTS for o in objects):
        return []
    return [(subject, object) for subject in candidate.subject.entities for object in objects][:MOST]


def _term(argument: Mention | Value) -> Term | None:
    if isinstance(argument, Value):
        return argument.literal
    return argument.entities[0] if len(argument.entities) == 1 else None


def _sentence(text: str, candidate: Candidate) -> tuple[int, int]:
    """The sentence that holds the object."""
    start, end = candidate.object.start, candidate.object.end
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    for a, b in sentences(text, first, last if last >= 0 else len(text)):
        if a <= start and end <= b:
            bullet = _BULLET.match(text, a, b)
            return bullet.end() if bullet else a, b
    return min(start, candidate.subject.start), max(end, candidate.subject.end)
