"""The questions of a benchmark as a model is asked them: of a gold file, or of a release's samples, chosen by split, kind and language.

What a question may be told is as sensitive as what it comes from. Of a release that is the most sensitive of the ontology, the documents
behind its facts and grounds, and those that it shows or names; a question that rests on no fact is as sensitive as the most sensitive
document. A gold file is internal, unless the user says that it is public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from kgcorpus.errors import InputError, UsageError
from kgcorpus.gate import Piece, own
from kgcorpus.jsonlines import read_objects
from kgcorpus.model import Json, digest
from kgcorpus.release.contents import resting
from kgcorpus.release.formats import turns_of
from kgcorpus.sources import SENSITIVITIES
from kgcorpus.text import language_of

TEST = "test"
"""Stands for all splits whose names begin with it."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is asked: what was said before and the question, as messages of a chat. ``id`` is as its line gives it; a
    paraphrase has ``#`` and its number after it."""

    id: Json
    messages: tuple[Mapping[str, Json], ...]

    @property
    def key(self) -> str:
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which questions are asked: all where nothing is said; ``most`` are drawn by the digests of their ids. ``wordings``: paraphrases,
    too."""

    splits: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    language: str | None = None
    most: int | None = None
    wordings: bool = False


def read_benchmark(path: Path) -> list[dict[str, Json]]:
    """The lines of a gold file, or the samples of a release. Raises ``InputError`` for a line without id or question, or an id twice."""
    if path.is_dir() and not (path / "manifest.json").exists():
        raise InputError(str(path), "no manifest.json", "a release folder, or a file of questions", "check the path")
    file = path / "samples.jsonl" if path.is_dir() else path
    lines, seen = [], set()
    for number, line in read_objects(file):
        place = f"{file}:{number}"
        if "id" not in line:
            raise InputError(place, "a line without id", 'lines with "id"', "give every line its id")
        if not isinstance(line.get("question"), str) or not line["question"].strip():
            raise InputError(place, "a line without question", '"question": "…"', "write the question that is to be asked")
        if (id := str(line["id"])) in seen:
            raise InputError(place, f"the id '{id}' stands twice", "one line an id", "rename or delete one")
        seen.add(id)
        lines.append(line)
    if not lines:
        raise InputError(str(path), "no questions", 'lines {"id", "question", "answers", "mode"}', "check the file")
    return lines


def choose(lines: Sequence[Mapping[str, Json]], chosen: Chosen) -> list[Mapping[str, Json]]:
    """The lines that are asked, in the order of the benchmark. Raises ``UsageError`` for what no line has."""
    for option, named, have in (
        ("--split", [s for s in chosen.splits if s != TEST], {str(line["split"]) for line in lines if "split" in line}),
        ("--kind", chosen.kinds, {kind_of(line) for line in lines}),
        ("--language", [chosen.language] if chosen.language else [], {_language(line) for line in lines}),
    ):
        if unknown := sorted(set(named) - have):
            raise UsageError(option, f"no question of '{unknown[0]}'", "one of: " + (", ".join(sorted(have)) or "-"))
    found = [line for line in lines if _fits(line, chosen)]
    if not found:
        raise UsageError("--split, --kind, --language", "no question that fits all of them", "at least one question")
    if chosen.most is not None and chosen.most < len(found):
        drawn = {str(line["id"]) for line in sorted(found, key=lambda line: digest("ask", str(line["id"])))[: chosen.most]}
        found = [line for line in found if str(line["id"]) in drawn]
    return found


def kind_of(line: Mapping[str, Json]) -> str:
    """The kind of a sample, else the mode of a line of gold, as ``grade`` counts them."""
    return str(line.get("kind") or line.get("mode", "all"))


def _language(line: Mapping[str, Json]) -> str:
    return str(line.get("lang") or ("zh" if language_of(str(line.get("question") or "")) == "zh" else "en"))


def _fits(line: Mapping[str, Json], chosen: Chosen) -> bool:
    split = str(line.get("split", ""))
    return (
        (not chosen.splits or split in chosen.splits or (TEST in chosen.splits and split.startswith(TEST)))
        and (not chosen.kinds or kind_of(line) in chosen.kinds)
        and (chosen.language is None or _language(line) == chosen.language)
    )


def wordings_of(line: Mapping[str, Json]) -> Iterator[tuple[Json, dict[str, Json]]]:
    """A line's paraphrases under the ids ``ID#1``, ``ID#2`` …, each the line with another question."""
    for number, paraphrase in enumerate(line.get("paraphrases") or (), 1):
        text = paraphrase.get("text") if isinstance(paraphrase, Mapping) else None
        if not isinstance(text, str):
            raise InputError(f"'{line['id']}'", "a paraphrase without text", '"paraphrases": [{"text": "…"}]', "mend the line")
        yield f"{line['id']}#{number}", {**line, "question": text}


def ids_of(line: Mapping[str, Json]) -> list[str]:
    """The ids of a line and of its paraphrases."""
    return [str(line["id"]), *(f"{line['id']}#{n}" for n in range(1, len(line.get("paraphrases") or ()) + 1))]


def questions(lines: Iterable[Mapping[str, Json]], pieces: Sensitive, *, wordings: bool) -> list[Question]:
    """What is asked, each line followed by its paraphrases where they are wanted."""
    out: list[Question] = []
    for line in lines:
        out.append(_question(line["id"], line, pieces))
        if wordings:
            out += [_question(id, other, pieces) for id, other in wordings_of(line)]
    return out


def _question(id: Json, line: Mapping[str, Json], pieces: Sensitive) -> Question:
    try:
        said = turns_of(dict(line))
    except (KeyError, TypeError, AttributeError) as error:
        expected = '"context": [{"text"}], "options": [{"id", "text"}], "turns": [{"question", "answer"}]'
        raise InputError(f"'{id}'", f"a question that cannot be put together ({error!r})", expected, "mend the line") from error
    sensitivity, what = pieces.of(line)
    return Question(id, tuple({"role": own(role), "content": Piece(text, sensitivity, what)} for role, text in said))


# ------------------------------------------------------------------------------------------------- how sensitive it is


class Sensitive:
    """How sensitive the lines of a benchmark are, and what makes them so. ``public``: the user says that a gold file is public."""

    def __init__(self, path: Path, *, public: bool = False) -> None:
        self._all = ("public" if public else "internal", str(path))
        self._release = path.is_dir()
        if not self._release:
            return
        if public:
            raise UsageError("--llm-public", "given with a release", "nothing", "its sources and ontology say how sensitive it is")
        manifest = orjson.loads((path / "manifest.json").read_bytes())
        ontology = str((manifest.get("permissions") or {}).get("ontology_sensitivity", "internal"))
        self._ontology = (ontology, "ontology")
        self._of = {row["id"]: str(row.get("sensitivity", "internal")) for _, row in read_objects(path / "documents.jsonl")}
        self._most = _most([*((s, id) for id, s in self._of.items()), self._ontology])
        self._rows = {row["id"]: row for name in ("facts.jsonl", "grounds.jsonl") for _, row in read_objects(path / name)}
        self._known: dict[str, tuple[str, str]] = {}

    def of(self, line: Mapping[str, Json]) -> tuple[str, str]:
        """The sensitivity of what a line's question tells, and what it has it from."""
        if not self._release:
            return self._all
        rest = resting(line)
        if not rest.facts:
            return self._most
        shown = [*rest.documents, *([line["labels"]["source"]] if (line.get("labels") or {}).get("source") else [])]
        return _most([
            self._ontology, *(self._behind(id) for id in (*rest.facts, *rest.grounds)), *map(self._document, shown),
        ])  # fmt: skip

    def _behind(self, id: str) -> tuple[str, str]:
        """What a fact or ground makes of a question: the documents behind it, and behind the premises of what is derived."""
        if id not in self._known:
            row = self._rows.get(id)
            if row is None:
                return self._most
            self._known[id] = self._most  # a fact that would rest on itself is taken at its worst
            spans = [*(row.get("spans") or ()), *(span for evidence in row.get("evidence", ()) for span in evidence.get("spans", ()))]
            premises = (row.get("derived") or {}).get("premises", ())
            self._known[id] = _most([*(self._document(span["document"]) for span in spans), *map(self._behind, premises)] or [self._most])
        return self._known[id]

    def _document(self, id: str) -> tuple[str, str]:
        return self._of.get(id, "personal"), id


def _most(found: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The most sensitive, the first of equals."""
    return max(found, key=lambda one: SENSITIVITIES.index(one[0]) if one[0] in SENSITIVITIES else len(SENSITIVITIES))
