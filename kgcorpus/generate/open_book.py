"""Open book: a finished question with the passages that hold its evidence among others on the same matter, and the same without them.

The answer cites the passages by number. Where the evidence is taken out, the right response is that the passages do not say. A passage
stands among the distracting ones only if it holds no evidence of a supporting fact, and does not name both ends of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgcorpus import forms as f
from kgcorpus.model import Evidence, Fact, Json, Rejection, digest

from .deriving import SHARE, Came, came_from, drawn, is_plain, number, wrong_words
from .material import Material, names_of_entity
from .records import Proved
from .samples import Deriver, Question
from .shown_passages import Shelf, Shown
from .telling_passages import Telling

KIND = "open_book"
MOST_EVIDENCE = 4
MOST_FACTS = 8
SHOWN = 5
"""Passages shown, at least; with much evidence two distracting ones more."""
_SILENT = {
    "zh": ("所给的资料都没有说明这一点，无法据此回答。", "这几段资料没有提到这个问题的答案。", "从所给资料中找不到答案，无法据此作答。"),
    "en": (
        "The passages given do not say, so the question cannot be answered from them.",
        "None of the passages answers this question.",
        "The passages do not contain this information.",
    ),
}


def open_book(*, material: Material, asked: Sequence[Question] = (), share: int = SHARE) -> Deriver:
    """The part for open book."""
    making = _Making(material)

    def derive(sample: Mapping[str, Any], question: Question) -> Iterator[dict[str, Json] | Rejection]:
        if is_plain(sample) and sample["answers"] and 0 < len(sample["facts"]) <= MOST_FACTS and drawn(sample, KIND, share):
            yield from making.of(sample, question)

    return derive


@dataclass(frozen=True, slots=True)
class _Held:
    """An evidence, and the passages in which it stands."""

    evidence: Evidence
    passages: frozenset[Shown]


@dataclass
class _Making:
    """Makes open-book samples for one graph."""

    material: Material

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.material.documents, self.material.table.date or "")
        named = {id: (*names_of_entity(e), *e.hidden) for id, e in self.material.entities.items()}
        self.telling = Telling({id: d.text for id, d in self.material.documents.items()}, named, self.material.ontology)

    def of(self, sample: Mapping[str, Any], question: Question) -> Iterator[dict[str, Json] | Rejection]:
        came = came_from(sample, question)
        facts = [self.material.facts[id] for id in came.support if id in self.material.facts]
        held = self._held(facts, came)
        if held is None or len(facts) < len(came.support):
            return
        evidence = sorted({p for one in held.values() for p in one.passages}, key=lambda p: (p.document, p.start))
        others = self._others(sample, came, facts, 2 * SHOWN)
        beside = max(2, SHOWN - len(evidence))
        if len(others) < beside:
            return
        yield self._answered(sample, came, evidence, held, others[:beside])
        if len(others) >= SHOWN and number(sample, "passages taken out") % 2:
            yield self._silent(sample, came, others[:SHOWN])

    def _held(self, facts: Sequence[Fact], came: Came) -> dict[str, _Held] | None:
        """For each fact (id) one of its evidences and its passages in the question's language, few in all; None where there are none."""
        out: dict[str, _Held] = {}
        chosen: set[Shown] = set()
        for fact in facts:
            placed = [_Held(e, p) for e in fact.evidence if (p := self.shelf.of_evidence(e))]
            found = [h for h in placed if self._in_language(h.passages, came) and _all_say(h.evidence, h.passages)]
            if came.work:
                named = [h for h in found if all(self.material.works.of_document.get(s.document) == came.work.id for s in h.passages)]
                found = named  # the answer says which source it is according to
            if not found:
                return None
            best = min(found, key=lambda h: (len(h.passages - chosen), sorted((s.document, s.start) for s in h.passages)))
            out[fact.id] = best
            chosen |= best.passages
        return out if len(chosen) <= MOST_EVIDENCE else None

    def _in_language(self, passages: frozenset[Shown], came: Came) -> bool:
        return all(self.material.documents[p.document].language == came.language for p in passages)

    def _others(self, sample: Mapping[str, Any], came: Came, facts: Sequence[Fact], most: int) -> list[Shown]:
        """Passages on the same matter that do not say what is asked, the closest first."""
        telling = self.telling.of(facts)
        topics, kinds = frozenset(came.topic), self._kinds(sample)
        names = " ".join(t["label"] for t in sample["topic"])
        out: list[Shown] = []
        for passage in self.shelf.about(f"{sample['question']} {names}", came.language):
            named = self.telling.named(passage)
            if not topics.isdisjoint(named) and (kinds is None or not kinds.isdisjoint(map(self._kind, named - topics))):
                continue  # what it says of the thing asked about could be another answer
            if telling(passage) or any(p.text == passage.text for p in out):
                continue
            out.append(passage)
            if len(out) == most:
                break
        return out

    def _kinds(self, sample: Mapping[str, Any]) -> frozenset[tuple[str, ...]] | None:
        """The kinds of things that the answers are; None for values."""
        ids = [str(a["id"]) for a in sample["answers"] if "id" in a]
        return frozenset(map(self._kind, ids)) if ids else None

    def _kind(self, id: str) -> tuple[str, ...]:
        return self.material.survey.kind(id)

    # ------------------------------------------------------------------ records

    def _answered(
        self,
        sample: Mapping[str, Any],
        came: Came,
        evidence: Sequence[Shown],
        held: Mapping[str, _Held],
        others: Sequence[Shown],
    ) -> dict[str, Json] | Rejection:
        context = self._ordered(sample, came, [*evidence, *others])
        at = {(c["document"], c["start"]): n for n, c in enumerate(context, 1)}
        cited = sorted({at[p.document, p.start] for one in held.values() for p in one.passages})
        text = with_numbers(str(sample["answer_text"]), cited, came.language)
        said = ((sample["question"], sample["labels"]["way"]),)
        if problem := wrong_words(said[0][0], [text], came, self._names(sample), KIND):
            return problem
        made = came.proved(
            KIND, said, text, sample["answers"], sample["mode"], fields={"context": context}, labels={"passages": cited}, cite=(),
            quotes=[*(self.material.citing.of_evidence(one.evidence) for one in held.values()), *came.quotes],
        )  # fmt: skip
        return made.record()

    def _silent(self, sample: Mapping[str, Any], came: Came, others: Sequence[Shown]) -> dict[str, Json] | Rejection:
        """The same question where no passage answers it."""
        context = self._ordered(sample, came, others)
        texts = _SILENT[came.language]
        text = texts[number(sample, "silent") % len(texts)]
        said = ((sample["question"], sample["labels"]["way"]),)
        if problem := wrong_words(said[0][0], [text], came, self._names(sample), KIND):
            return problem
        cause = {"kind": "not_in_passages", "asked": f.to_json(f.normalise(came.asked)), "facts": list(came.support)}
        fields = {"context": context, "cause": cause}
        made = Proved(
            self.material, KIND, came.language, KIND, came.shape, None, said, text, [], "none", topic=came.topic, work=came.work,
            conditions=came.conditions, telling=came.telling, fields=fields, labels={"passages": []},
        )  # fmt: skip
        return made.record()

    def _ordered(self, sample: Mapping[str, Any], came: Came, passages: Sequence[Shown]) -> list[dict[str, Json]]:
        """The context in an order drawn for the sample."""
        titles, works = self.material.titles(came.language), self.material.works.of_document
        ordered = sorted(passages, key=lambda p: digest("passage", sample["id"], p.document, p.start))
        return [
            {
                "document": p.document,
                "title": titles.get(works.get(p.document, ""), "") or self.material.documents[p.document].title,
                "start": p.start,
                "end": p.end,
                "text": p.text,
            }
            for p in ordered
        ]

    def _names(self, sample: Mapping[str, Any]) -> list[str]:
        return [n for a in sample["answers"] for n in (str(a["value"]), *a["aliases"])]


def _all_say(evidence: Evidence, passages: frozenset[Shown]) -> bool:
    """Whether each of the passages of an evidence holds more of it than a heading or the name of the subject."""
    said = [s for s in evidence.spans if s.role not in ("context", "subject")]
    return len(passages) == 1 or all(any(s.document == p.document and p.start <= s.start < p.end for s in said) for p in passages)


def with_numbers(text: str, cited: Sequence[int], language: str) -> str:
    """A sentence with the numbers of its passages before its full stop.

    >>> with_numbers("二甲双胍属于双胍类。", [2], "zh"), with_numbers("Metformin is a biguanide.", [1, 3], "en")
    ('二甲双胍属于双胍类[2]。', 'Metformin is a biguanide [1][3].')
    """
    marks = "".join(f"[{n}]" for n in cited)
    end = text[-1] if text[-1] in "。.！？!?" else ""
    body = text[: len(text) - len(end)]
    return f"{body}{'' if language == 'zh' else ' '}{marks}{end}"
