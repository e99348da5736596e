"""What a report takes from the release that the questions are of: labels, facts with their quotes, how many facts a thing has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kgcorpus.grade.explain_words import as_written
from kgcorpus.grade.running import Graded
from kgcorpus.jsonlines import read_objects
from kgcorpus.model import Json, Literal
from kgcorpus.values_say import say, say_cmp

MOST, LONGEST = 20, 300
"""How many wrong facts are listed, and how many characters of a text are quoted around one."""


@dataclass(frozen=True)
class Source:
    """A release, or nothing: then there are no facts, and ids are their own labels."""

    folder: Path | None
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def facts(self) -> dict[str, dict[str, Json]]:
        if self.folder is None:
            return {}
        return {str(fact["id"]): fact for _, fact in read_objects(self.folder / "facts.jsonl")}

    @cached_property
    def _documents(self) -> dict[str, dict[str, Json]]:
        path = self.folder / "documents.jsonl" if self.folder is not None else None
        return {str(line["id"]): line for _, line in read_objects(path)} if path is not None and path.exists() else {}

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        if self.folder is None or not (self.folder / "ontology.ttl").exists():
            return {}
        from kgcorpus.ontology import load

        ontology = load(self.folder / "ontology.ttl")
        ids = [*ontology.predicates, *ontology.classes, *ontology.entities]
        return {id: {lang: label for lang in ("zh", "en") if (label := ontology.label(id, lang))} for id in ids}

    def label(self, id: str, lang: str) -> str:
        """The name of an entity, class or predicate; the end of its id where it has none."""
        for names in (self._labels.get(id, {}), self.names.get(id, {})):
            if found := names.get(lang) or next(iter(names.values()), ""):
                return str(found)
        return re.split(r"[:#/]", id)[-1] or id

    def degrees(self) -> dict[str, int]:
        """How many facts each entity is subject or object of."""
        counts: Counter[str] = Counter()
        for fact in self.facts.values():
            counts.update({fact["subject"], fact["object"]} if isinstance(fact["object"], str) else {fact["subject"]})
        return dict(counts)

    def wrong_facts(self, graded: Graded) -> list[dict[str, Json]]:
        """The facts that most wrong answers rest on: of a wrong answer all facts of its question, of a partly right one those about what
        is missing; beside each how many answered questions rest on it, and what was said instead most often."""
        wrong: dict[str, Counter[str]] = {}
        asked: Counter[str] = Counter()
        for question, verdict in zip(graded.questions, graded.verdicts, strict=True):
            facts = [str(id) for id in question.get("facts") or ()]
            if verdict["verdict"] not in ("correct", "partial", "incorrect"):
                continue
            asked.update(facts)
            if verdict["verdict"] == "correct":
                continue
            if verdict["verdict"] == "partial":
                gold = {a["id"] for a in question.get("answers") or () if "id" in a and str(a["value"]) in verdict["missing"]}
                facts = [id for id in facts if gold & self._ends(id)]
            extra = str(verdict["extra"][0]) if verdict["verdict"] == "incorrect" and verdict["extra"] else ""
            for id in facts:
                wrong.setdefault(id, Counter())[as_written(extra, graded.answers.get(str(question["id"])) or "")] += 1
        order = sorted(wrong, key=lambda id: (-wrong[id].total(), -wrong[id].total() / asked[id], id))
        return [
            {"fact": id, "wrong": wrong[id].total(), "asked": asked[id], "instead": self._instead(wrong[id]), **self.evidence(id)}
            for id in order[:MOST]
        ]

    def contradicted(self, graded: Graded) -> list[dict[str, Json]]:
        """What answers state and the graph disproves (``--claims``), most frequent first, with the quotes that tell."""
        found: dict[str, list[tuple[str, Mapping[str, Json]]]] = {}
        for verdict in graded.verdicts:
            for one in verdict.get("claims") or ():
                if one.get("status") == "contradicted":
                    found.setdefault(str(one["stated"]["said"]), []).append((str(verdict["id"]), one))
        out = []
        for said, each in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST]:
            one = each[0][1]
            spans = [str(span["quote"]) for span in one.get("evidence") or () if span.get("quote")]
            told = self.evidence(str(one.get("fact"))) or {"quote": " … ".join(dict.fromkeys(spans))}
            out.append({"said": said, "n": len(each), "text": str(one.get("text", "")), "ids": [id for id, _ in each][:MOST], **told})
        return out

    def _ends(self, id: str) -> set[str]:
        fact = self.facts.get(id, {})
        return {end for end in (fact.get("subject"), fact.get("object")) if isinstance(end, str)}

    def _instead(self, said: Counter[str]) -> list[str]:
        """What was said instead, most often first."""
        return [text for text, _ in sorted(said.items(), key=lambda item: (-item[1], item[0])) if text][:3]

    def said(self, id: str, lang: str) -> str:
        """A fact in the words of the ontology: subject, predicate, object; its id where the release does not have it."""
        fact = self.facts.get(id)
        if fact is None:
            return id
        end = fact["object"]
        value = self._value(end, lang)
        between = " — " if not fact.get("negated") else (" —（否定）— " if lang == "zh" else " — not: ")
        told = [self._condition(one, lang) for one in fact.get("qualifiers") or ()]
        more = (f"（{'、'.join(told)}）" if lang == "zh" else f" ({', '.join(told)})") if told else ""
        return self.label(str(fact["subject"]), lang) + " — " + self.label(str(fact["predicate"]), lang) + between + value + more

    def _value(self, end: Json, lang: str) -> str:
        if isinstance(end, str):
            return self.label(end, lang)
        return say(Literal.from_json(end), lang)

    def _condition(self, qualifier: Json, lang: str) -> str:
        """A condition or detail of a fact: what it is of, and its value."""
        name = self.label(str(qualifier["predicate"]), lang)
        if "id" in qualifier:
            return f"{name}：{self.label(qualifier['id'], lang)}" if lang == "zh" else f"{name}: {self.label(qualifier['id'], lang)}"
        return f"{name} {say_cmp(Literal.from_json(qualifier['value']), lang)}"

    def evidence(self, id: str) -> dict[str, Json]:
        """The first place that a fact was read from, in its sentence where the release has the text."""
        evidence = next(iter(self.facts.get(id, {}).get("evidence") or ()), None)
        spans = [span for span in (evidence or {}).get("spans") or () if span.get("quote")]
        if not spans:
            return {}
        document = str(spans[0]["document"])
        line = self._documents.get(document, {})
        title = line.get("source_title") or {}
        here = sorted((span for span in spans if span["document"] == document), key=lambda span: (span["start"], span["end"]))
        titles = title if isinstance(title, Mapping) else {"en": str(title)}
        return {"quote": self._quote(line, here), "document": document, "title": titles}

    def _quote(self, document: Mapping[str, Json], spans: list[dict[str, Json]]) -> str:
        """The sentences that the spans stand in, each as far as its line goes; of a cell, or where the text is not there, the spans."""
        path = self.folder / "texts" / f"{document.get('digest')}.txt" if self.folder is not None else None
        text = path.read_bytes().decode("utf-8") if path is not None and path.exists() else ""
        pieces = [_piece(text, span["start"], span["end"]) if "cell" not in span else "" for span in spans]
        return " … ".join(dict.fromkeys(piece or str(span["quote"]) for piece, span in zip(pieces, spans, strict=True)))


def _piece(text: str, start: int, end: int) -> str:
    """The sentence around a span within its line; empty where there is no text, or the sentence is too long to quote."""
    from kgcorpus.text import sentences

    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    found = [(a, b) for a, b in sentences(text, first, last if last >= 0 else len(text)) if a < end and start < b]
    piece = " ".join(text[found[0][0] : found[-1][1]].split()) if found else ""
    return piece if len(piece) <= LONGEST else ""


def source_of(graded: Graded) -> Source:
    """The release of graded answers, with the names that its questions have for things."""
    names: dict[str, dict[str, str]] = {}
    for question in graded.questions:
        lang = str(question.get("lang") or "")
        for one in [*(question.get("topic") or ()), *(question.get("answers") or ())]:
            if isinstance(one, Mapping) and "id" in one and (name := one.get("label") or one.get("value")):
                names.setdefault(str(one["id"]), {}).setdefault(lang, str(name))
    return Source(graded.release, names)
