"""What a trained model finds in plain texts, as output lines have it: a question is none, what the sentence denies is negated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgcorpus.extract.learning.applying import Found, Model
from kgcorpus.extract.scope import Scope, read_scope
from kgcorpus.extract.sentences import PassageReader, Sentence
from kgcorpus.model import Document, Json
from kgcorpus.ontology import Ontology
from kgcorpus.text import sentences

WINDOW = {"zh": 400, "en": 1200}
"""Characters that the model reads at once; a longer passage is divided where sentences end."""
MADE_BY = "learned"
_CLAUSE = re.compile(r"[,;，；]")


class LearnedReader:
    """A model with what reads the scope of its finds."""

    def __init__(self, model: Model, ontology: Ontology, read: PassageReader) -> None:
        self.model, self.ontology, self.read = model, ontology, read

    def prepare(self, documents: Sequence[Document]) -> None:
        """Analyses the words of many documents together, which is quicker than one by one; what is found in them is the same."""
        for language in self.model.languages:
            own = [d for d in documents if ("zh" if d.language == "zh" else "en") == language]
            texts = [d.text[a:b] for d in own for p in d.passages for a, b in _windows(d, p.start, p.end, language)]
            self.model.prepare(texts, language)

    def of(self, document: Document) -> tuple[list[dict[str, Json]], list[dict[str, Json]]]:
        """Facts and rejections of a document, in order."""
        language = "zh" if document.language == "zh" else "en"
        spans = [w for p in document.passages for w in _windows(document, p.start, p.end, language)]
        facts: list[dict[str, Json]] = []
        rejected: list[dict[str, Json]] = []
        found = self.model.find([(document.text[a:b], language) for a, b in spans])
        read = [s for p in document.passages for s in self.read(document, p.start, p.end, p).sentences] if any(found) else []
        for (at, _), finds in zip(spans, found, strict=True):
            for one in finds:
                fact = self._fact(document, at, one)
                if not one.accepted:
                    rejected.append({"reason": "low_score", **_rejection(fact), "score": round(one.score, 4)})
                    continue
                scope = _scope(read, *((at + a.start, at + a.end) for a in (one.subject, one.object)))
                # A hedge counts as the examples count it: a model that was shown "may cause" as a fact finds it again.
                if scope is not None and scope.reason == "question":
                    rejected.append({"reason": scope.reason, **_rejection(fact), "detail": scope.what})
                else:
                    facts.append({**fact, "negated": True} if scope is not None and scope.negated else fact)
        return facts, rejected

    def _fact(self, document: Document, at: int, found: Found) -> dict[str, Json]:
        places = [(at + a.start, at + a.end, a.type) for a in (found.subject, found.object)]
        low, high = min(a for a, _, _ in places), max(b for _, b, _ in places)
        around = [(a, b) for p in document.passages for a, b in sentences(document.text, p.start, p.end, document.language)]
        start = max((a for a, b in around if a <= low < b), default=low)
        end = min((b for a, b in around if a < high <= b), default=high)
        ends = [{"text": document.text[a:b], "start": a, "end": b, **({"type": type_} if type_ else {})} for a, b, type_ in places]
        return {
            "subject": ends[0], "predicate": found.name, "predicate_iri": self.ontology.expand(found.predicate), "object": ends[1],
            "evidence": {"start": start, "end": end}, "score": round(found.score, 4), "made_by": MADE_BY,
        }  # fmt: skip


def _rejection(fact: dict[str, Json]) -> dict[str, Json]:
    said = f"{fact['subject']['text']} · {fact['predicate']} · {fact['object']['text']}"
    return {
        "text": said,
        "start": fact["evidence"]["start"],
        "end": fact["evidence"]["end"],
        "predicates": [fact["predicate"]],
        "made_by": MADE_BY,
    }


def _windows(document: Document, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """A passage whole, or in parts that end where sentences do."""
    if end - start <= WINDOW[language]:
        return [(start, end)]
    out: list[tuple[int, int]] = []
    for a, b in sentences(document.text, start, end, document.language):
        if out and b - out[-1][0] <= WINDOW[language]:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _scope(read: Sequence[Sentence], subject: tuple[int, int], object_: tuple[int, int]) -> Scope | None:
    """What the sentence that holds both ends says of their fact; None where no sentence does."""
    low, high = min(subject[0], object_[0]), max(subject[1], object_[1])
    sentence = next((s for s in read if s.start <= low and high <= s.end), None)
    if sentence is None:
        return None
    s, o = ((sentence.find(a), sentence.find(b)) for a, b in (subject, object_))
    first, second = sorted((s, o))
    # What another clause denies, between those of the ends, is not their fact.
    marks = [first[1], *(first[1] + m.start() for m in _CLAUSE.finditer(sentence.text[first[1] : second[0]]))]
    passed = [(marks[1], marks[-1])] if len(marks) > 2 else []
    return read_scope(sentence, first[0], second[1], subject=s, trigger=(o[0], o[0]), licensed=[s, o, *passed], negated=False)
