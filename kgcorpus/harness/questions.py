"""The questions of an evaluation set: read from a release or a gold file, chosen, and as a model is asked them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from keyword import iskeyword
from pathlib import Path
from typing import Any

import orjson

from kgcorpus.errors import InputError, UsageError
from kgcorpus.grade.one import grade_one
from kgcorpus.harness.evidence import Quotes
from kgcorpus.harness.permitted import Permitted
from kgcorpus.jsonlines import read_objects
from kgcorpus.release.formats import prompt_of
from kgcorpus.text import language_of

Sample = dict[str, Any]
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Questions:
    """The chosen lines of gold in their order; ``left`` counts what was not chosen, by reason. ``source`` is a release or a file."""

    name: str
    source: Path
    samples: tuple[Sample, ...]
    left: Mapping[str, int]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted({kind_of(sample) for sample in self.samples}))

    @property
    def metrics(self) -> tuple[str, ...]:
        """What ``kgcorpus.credit`` gives for these questions."""
        asked = any(sample.get("mode") == "none" for sample in self.samples)
        return ("correct", "f1", "undecided", *(("abstention",) if asked else ()))

    @cached_property
    def evidence(self) -> dict[str, str]:
        """By id of a sample, the quotes that it rests on; nothing for a gold file, which has none."""
        if not self.source.is_dir():
            return {}
        quotes = Quotes(self.source)
        return {str(sample["id"]): quotes.of(sample, lang_of(sample)) for sample in self.samples}

    def lines(self) -> bytes:
        """What a model is asked, as JSON Lines; nothing of gold is in it but the earlier answers of a dialogue."""
        return b"".join(orjson.dumps(line_of(sample)) + b"\n" for sample in self.samples)

    def gold(self) -> bytes:
        """The chosen lines as they came, as JSON Lines: what ``kgcorpus grade`` reads."""
        return b"".join(orjson.dumps(sample) + b"\n" for sample in self.samples)


def read_questions(source: Path, *, splits: Sequence[str] = (), langs: Sequence[str] = (), name: str | None = None) -> Questions:
    """The questions of a release or gold file in the splits and languages named.

    Without ``splits``, the test splits, where the lines have splits at all; ``test`` stands for all of them, ``all`` for every split.
    Pairs for preference training are left out (their questions stand elsewhere), and what rests on documents that may not be used to
    evaluate. Raises ``InputError`` for a line that cannot be graded, ``UsageError`` where nothing is left.
    """
    if unknown := sorted(set(langs) - set(LANGUAGES)):
        raise UsageError("--lang", f"unknown language '{unknown[0]}'", "zh or en")
    if source.is_dir() and not (source / "manifest.json").exists():
        raise InputError(str(source), "no manifest.json", "a release folder, or a file of questions", "check the path")
    lines = [line for _, line in read_objects(source / "samples.jsonl" if source.is_dir() else source)]
    if not lines:
        raise InputError(str(source), "no questions", 'lines {"id", "question", "answers", "mode"}', "check the file")
    _check(lines)
    found = Counter(str(line.get("split", "")) for line in lines)
    if unknown := sorted(set(splits) - {"test", "all", *found}):
        raise UsageError("--split", f"no split '{unknown[0]}'", "one of: " + ", ".join(sorted(filter(None, found))) + ", test, all")
    left: Counter[str] = Counter()
    chosen = []
    permitted = Permitted(source) if source.is_dir() else None
    for line in lines:
        reason = _left(line, splits, langs)
        if not reason and permitted is not None and not permitted.sample(line):
            reason = "use"
        if reason:
            left[reason] += 1
        else:
            chosen.append(line)
    if not chosen:
        there = ", ".join(f"{split or '-'} {n}" for split, n in sorted(found.items()))
        wanted = "a split and language that it has, of documents that may be used to evaluate"
        raise UsageError(str(source), f"no question is left of {len(lines)} ({there})", wanted, "see --split")
    return Questions(_slug(name or _name_of(source)), source, tuple(chosen), dict(sorted(left.items())))


def _left(line: Sample, splits: Sequence[str], langs: Sequence[str]) -> str:
    """Why a line is left out, or nothing."""
    split = str(line.get("split", ""))
    tested = split.startswith("test") or not split
    if not ("all" in splits or split in splits or (tested and ("test" in splits or not splits))):
        return "split"
    if langs and lang_of(line) not in langs:
        return "lang"
    return "preference" if "rejected" in line else ""


def _check(lines: Iterable[Sample]) -> None:
    """Raises for a line that ``kgcorpus grade`` would not take either."""
    seen: set[str] = set()
    for line in lines:
        if "id" not in line or "question" not in line:
            raise InputError("gold", "a line without id or question", 'lines {"id", "question", "answers", "mode"}', "mend the line")
        id = str(line["id"])
        if id in seen:
            raise InputError("gold", f"the id '{id}' stands twice", "one line an id", "rename or delete one")
        seen.add(id)
        grade_one(line, None)


def _name_of(source: Path) -> str:
    if not source.is_dir():
        return f"kgcorpus_{source.stem}"
    manifest = orjson.loads((source / "manifest.json").read_bytes())
    recipe = str((manifest.get("recipe") or {}).get("name", source.name))
    return f"kgcorpus_{manifest.get('corpus', source.name)}_{recipe}"


def _slug(name: str) -> str:
    """A name that is a task, a file and a Python name at once."""
    slug = re.sub(r"\W+", "_", name).strip("_")
    return f"q_{slug}" if not slug.isidentifier() or iskeyword(slug) else slug


# --------------------------------------------------------------------------------------------- one question


def kind_of(sample: Sample) -> str:
    """What scores are counted by: the kind of question, else its mode; a name that metrics and files can have.

    >>> kind_of({"kind": "2 hops, list"}), kind_of({"mode": "any"})
    ('2_hops_list', 'any')
    """
    return re.sub(r"[^\w.-]+", "_", str(sample.get("kind") or sample.get("mode", "all")))


def lang_of(sample: Sample) -> str:
    """The language of a question."""
    return str(sample.get("lang") or ("zh" if language_of(str(sample["question"])) == "zh" else "en"))


def messages_of(sample: Sample) -> list[dict[str, str]]:
    """What user and assistant said before, and the question with its context and options."""
    turns = [turn for one in sample.get("turns") or () for turn in (("user", one["question"]), ("assistant", one["answer"]))]
    return [{"role": role, "content": str(text)} for role, text in [*turns, ("user", prompt_of(sample))]]


def text_of(sample: Sample) -> str:
    """The same as one text, for those who cannot be asked in turns."""
    asked, said = ("问：", "答：") if lang_of(sample) == "zh" else ("Question: ", "Answer: ")
    before = [f"{asked}{one['question']}\n{said}{one['answer']}\n" for one in sample.get("turns") or ()]
    return "".join([*before, asked if before else "", prompt_of(sample)])


def reference_of(sample: Sample) -> str:
    """A right answer as a person would write it."""
    if sample.get("answer_text"):
        return str(sample["answer_text"])
    zh = lang_of(sample) == "zh"
    values = [f"{one['value']}{' ' + str(one['unit']) if one.get('unit') else ''}" for one in sample.get("answers") or ()]
    return ("；" if zh else "; ").join(values) or ("没有答案" if zh else "there is no answer")


def line_of(sample: Sample) -> dict[str, Any]:
    """A question as a line of ``questions.jsonl``: flat, every line with the same fields."""
    return {
        "id": str(sample["id"]),
        "kind": kind_of(sample),
        "lang": lang_of(sample),
        "mode": str(sample.get("mode", "all")),
        "split": str(sample.get("split", "")),
        "messages": messages_of(sample),
        "prompt": text_of(sample),
        "reference": reference_of(sample),
    }
