"""Asking a language model for further wordings of a corpus's questions, and keeping those that stand every check.

Each question is asked for once: the line that says what became of a proposal names the digest of model, prompt, options and question
together, so an interrupted run goes on where it stopped, and another model or question asks anew. Text goes through the gate: a question
is as sensitive as the most sensitive source of its facts and the ontology.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus.build_questions import reader_of
from kgcorpus.errors import WorkError
from kgcorpus.gate import Gate, Piece, own
from kgcorpus.generate import rewording
from kgcorpus.generate.rewording import Line
from kgcorpus.model import Json, digest
from kgcorpus.release.contents import resting
from kgcorpus.sources import SENSITIVITIES

if TYPE_CHECKING:
    from kgcorpus.build import Build

PATH = "/chat/completions"
PLAIN_KINDS = frozenset({"qa", "count", "yesno", "list", "superlative", "comparison", "value_condition", "aggregate", "condition"})
"""Kinds whose question stands alone and is read back by its wording."""
CHOICES = 4
"""Close questions of other forms among which a model must find the one that it reworded."""


@dataclass(slots=True)
class Reworded:
    """What a run did: questions asked about, proposals by what became of them ("" is kept), and tokens where the server counts them."""

    asked: int = 0
    known: int = 0
    refused_to_send: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    tokens: int = 0

    @property
    def kept(self) -> int:
        return self.outcomes[""]

    def to_json(self) -> dict[str, Json]:
        refused = {reason: n for reason, n in sorted(self.outcomes.items()) if reason}
        proposed = sum(self.outcomes.values())
        return {
            "questions": self.asked, "asked_before": self.known, "not_sent": self.refused_to_send, "proposed": proposed,
            "kept": self.kept, "refused": refused, "tokens": self.tokens,
        }  # fmt: skip


def reword(
    build: Build,
    gate: Gate,
    *,
    model: str = "",
    most: int = 200,
    each: int = 3,
    language: str | None = None,
    note: Callable[[str], None] = lambda text: None,
) -> Reworded:
    """Ask for ``each`` wordings of ``most`` questions (drawn by their ids) and append what became of them to ``wordings.jsonl``."""
    reader = reader_of(build)
    path = build.corpus.folder / rewording.FILE
    before = {line.asked for line in rewording.read_wordings(path)}
    done = Reworded()
    samples = {s["id"]: s for s in map(orjson.loads, build.store.samples()) if s["kind"] in PLAIN_KINDS and s["setting"] != "open_book"}
    chosen = sorted((id for id, s in samples.items() if language in (None, s["lang"])), key=lambda id: digest("reword", id))[:most]
    near = _near(samples)
    asking = _Asking(build, gate, model, each, sensitivities(build))
    with path.open("ab") as out:
        for number, id in enumerate(chosen, 1):
            note(f"{number:,}/{len(chosen):,}")
            sample = samples[id]
            if asking.key(sample) in before:
                done.known += 1
                continue
            lines = asking.lines(sample, [samples[other] for other in near(sample)], reader, done)
            if lines is None:
                done.refused_to_send += 1
                continue
            done.asked += 1
            for line in lines:
                done.outcomes[line.refused] += 1
                out.write(orjson.dumps(line.to_json()) + b"\n")
            out.flush()
    return done


def _near(samples: Mapping[str, Mapping[str, Any]]) -> Callable[[Mapping[str, Any]], list[str]]:
    """For a sample, others of its language that name one of its things and ask another form, in an order that depends on ids only."""
    about: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id, sample in sorted(samples.items()):
        for topic in sample["topic"]:
            about[sample["lang"], topic["id"]].append(id)

    def near(sample: Mapping[str, Any]) -> list[str]:
        found = {id for topic in sample["topic"] for id in about[sample["lang"], topic["id"]]}
        other = [id for id in found if samples[id]["form"] != sample["form"]]
        return sorted(other, key=lambda id: digest("near", sample["id"], id))[:CHOICES]

    return near


@dataclass(slots=True)
class _Asking:
    build: Build
    gate: Gate
    model: str
    each: int
    of_fact: Mapping[str, str]

    def key(self, sample: Mapping[str, Any]) -> str:
        return digest(self.model, rewording.prompt(sample, self.each), self.each)

    def lines(
        self, sample: Mapping[str, Any], others: Sequence[Mapping[str, Any]], reader: Any, done: Reworded
    ) -> list[Line] | None:
        """A line for each proposal; one without text where the model proposed nothing that can be read; None where nothing was sent."""
        reply = self._reply(rewording.prompt(sample, self.each), sample, done)
        if reply is None:
            return None
        asked, name = self.key(sample), self.model or "model"
        texts = list(dict.fromkeys(rewording.proposals(reply)))[: self.each]
        out = []
        for text in texts:
            refused = rewording.refusal(sample, text, reader)
            if refused == "not_read_back" and others and self._reads_back(sample, text, others, done):
                refused = ""
            out.append(Line(sample["id"], text, name, asked, refused))
        return out or [Line(sample["id"], "", name, asked, "unreadable")]

    def _reads_back(self, sample: Mapping[str, Any], text: str, others: Sequence[Mapping[str, Any]], done: Reworded) -> bool:
        """Whether the model finds the question among close ones of other forms: twice, with the right one in another place."""
        questions = [sample["question"], *(other["question"] for other in others)]
        for turn in (1, 2):
            order = sorted(range(len(questions)), key=lambda n: digest(turn, text, questions[n]))
            reply = self._reply(rewording.reading_prompt(text, [questions[n] for n in order], sample["lang"]), sample, done)
            if reply is None or rewording.chosen(reply) != "ABCDEFGH"[order.index(0)]:
                return False
        return True

    def _reply(self, text: str, sample: Mapping[str, Any], done: Reworded) -> str | None:
        piece = Piece(text, self._sensitivity(sample), f"sample {sample['id']}")
        request: dict[str, Any] = {"messages": [{"role": own("user"), "content": piece}], "temperature": 0, "max_tokens": 600}
        if self.model:
            request["model"] = own(self.model)
        answer = self.gate.post(PATH, request)
        if answer is None:
            return None
        try:
            reply = answer["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError):
            reply = None
        if not isinstance(reply, str):
            raise WorkError(str(self.gate.address), "an answer without choices[0].message.content", "an OpenAI-compatible server")
        done.tokens += int((answer.get("usage") or {}).get("total_tokens") or 0)
        return reply

    def _sensitivity(self, sample: Mapping[str, Any]) -> str:
        """The most sensitive of the sources behind the sample's facts, and of the ontology whose names it uses."""
        found = {self.build.corpus.ontology_sensitivity, *(self.of_fact[id] for id in resting(sample).facts)}
        return max(found, key=SENSITIVITIES.index)


def sensitivities(build: Build) -> dict[str, str]:
    """For each fact the sensitivity of the most sensitive document of its evidence."""
    contents = build.contents()
    of = {id: document.source.sensitivity for id, document in contents.documents.items()}
    behind = {fact.id: {of[s.document] for e in fact.evidence for s in e.spans if s.document in of} for fact in contents.facts}
    return {id: max(found, key=SENSITIVITIES.index, default="personal") for id, found in behind.items()}


def outcomes(done: Reworded) -> Iterator[tuple[str, int]]:
    """Reasons with their counts, the most frequent first."""
    yield from sorted(((r, n) for r, n in done.outcomes.items() if r), key=lambda one: (-one[1], one[0]))
