"""A team's real user questions, read against its corpus: what can be answered, what is missing, and what the expert should add.

The questions stand in a CSV file (``questions.csv`` beside ``corpus.toml``): a column ``question`` (问题), optionally ``count`` (次数, how
often it is asked). Each is read by the wordings of the corpus's own samples (``generate.reading``) and answered over the verified graph.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kgcorpus import forms as f
from kgcorpus.errors import InputError
from kgcorpus.model import Json
from kgcorpus.release.coverage import shape_of
from kgcorpus.text import language_of

if TYPE_CHECKING:
    from kgcorpus.build import Build
    from kgcorpus.generate.reading import Reader, Reading
    from kgcorpus.graph.answer import Answer, Engine

VERDICTS = ("answerable", "missing_fact", "missing_predicate", "missing_term", "no_form")
"""What becomes of a question: the graph answers it (``answerable``, also with "there is none" by grounds); it has a form and the graph no
fact; it names known things and no predicate has its words; it names something unknown; there is no form for it."""
HEADS = {"question": ("question", "问题", "提问", "query"), "count": ("count", "次数", "频次", "number")}


@dataclass(frozen=True, slots=True)
class Read:
    """One question of the file, and what became of it. ``form`` is there where it was read; ``missing`` names what to add: the unknown
    name, the words that no predicate has, or predicate and things whose fact is missing."""

    line: int
    question: str
    count: int
    language: str
    verdict: str
    how: str = ""
    shape: str = ""
    form: Json = None
    answers: tuple[str, ...] = ()
    complete: bool = False
    because: str = ""
    entities: tuple[str, ...] = ()
    missing: str = ""

    def to_json(self) -> dict[str, Json]:
        found: dict[str, Json] = {name: getattr(self, name) for name in self.__slots__}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items() if value not in ("", (), None)}


def questions_of(path: Path) -> list[tuple[int, str, int]]:
    """Line number, text and count of each question of a CSV file; rows without a question are passed over. Raises ``InputError`` for a
    file that cannot be read or has no column of questions."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "a CSV file with a column 'question'") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 (byte {error.start})", "a CSV file in UTF-8", "save it as CSV UTF-8") from error
    rows = list(csv.reader(io.StringIO(text, newline="")))
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    columns = {key: next((n for n, cell in enumerate(head) if cell in names), None) for key, names in HEADS.items()}
    if (asked := columns["question"]) is None:
        found = ", ".join(head) or "nothing"
        raise InputError(f"{path}:1", f"no column of questions; found: {found}", "a column named 'question' or '问题'")
    out = []
    for number, row in enumerate(rows[1:], 2):
        if len(row) <= asked or not (question := " ".join(row[asked].split())):
            continue
        said = row[columns["count"]].strip() if columns["count"] is not None and columns["count"] < len(row) else ""
        if said and not (said.isascii() and said.isdecimal()):
            raise InputError(f"{path}:{number}", f"count is '{said}'", "a whole number", "leave it empty for 1")
        out.append((number, question, int(said or 1)))
    if not out:
        raise InputError(str(path), "no questions", "a row for each question")
    return out


def reader_of(build: Build) -> Reader:
    """The reader of a corpus that was built: it knows the wordings of all its samples. Wordings that were kept since may be missing."""
    from kgcorpus.generate.reading import Reader

    build.check_current("verify")
    build.check_has_run("generate")
    contents = build.contents()
    return Reader(contents.ontology, contents.entities, (orjson.loads(raw) for raw in build.store.samples()))


def read_questions(build: Build, path: Path) -> list[Read]:
    """What became of each question of the file, in its order."""
    from kgcorpus.answers import engine_of, graph_of

    asked = questions_of(path)
    reader = reader_of(build)
    engine = engine_of(graph_of(build.contents()))
    return [_read(reader, engine, *one) for one in asked]


def _read(reader: Reader, engine: Engine, line: int, question: str, count: int) -> Read:
    """The reading that the graph answers, if there is one; a name that several things bear is read as the thing that has an answer."""
    from kgcorpus.generate.reading import asks_reasons

    readings = reader.read(question)
    language = language_of(question)
    language = language if language in ("zh", "en") else "en"
    tried = [(reading, engine.answer(reading.form)) for reading in readings if reading.form is not None]
    for reading, answer in tried:
        if _answers(answer):
            return _asked(line, question, count, language, "answerable", reading, answer)
    if tried:
        reading, answer = tried[0]
        verdict = "answerable" if answer.complete else "missing_fact"
        missing = " ".join((*f.predicates_of(reading.form), *reading.entities)) if verdict == "missing_fact" and reading.form else ""
        return _asked(line, question, count, language, verdict, reading, answer, missing)
    (first, *_) = readings
    if first.unknown:
        return Read(line, question, count, language, "missing_term", missing=first.unknown)
    if first.entities and first.left and not asks_reasons(question):
        left = " ".join(first.left)
        return Read(line, question, count, language, "missing_predicate", entities=first.entities, missing=left)
    return Read(line, question, count, language, "no_form", entities=first.entities, missing=" ".join(first.left))


def _answers(answer: Answer) -> bool:
    return answer.value is not None if answer.valued else bool(answer.answers)


def _asked(
    line: int, question: str, count: int, language: str, verdict: str, reading: Reading, answer: Answer, missing: str = ""
) -> Read:
    from kgcorpus.generate.naming import written_literal

    if answer.valued:
        texts: tuple[str, ...] = (answer.value if isinstance(answer.value, str) else orjson.dumps(answer.value).decode(),)
    else:
        texts = tuple(term if isinstance(term, str) else written_literal(term, language) for term in answer.answers)
    assert reading.form is not None
    form = f.to_json(f.normalise(reading.form))
    shape = shape_of({"labels": {"shape": reading.shape}, "form": form})
    return Read(
        line, question, count, language, verdict, reading.how, shape, form, texts, answer.complete, answer.because, reading.entities,
        missing,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that questions ask for and the corpus lacks: how often, of things of which class, with up to three of the questions."""

    verdict: str
    what: str
    cls: str
    count: int
    examples: tuple[str, ...]


def wanted(found: Sequence[Read], build: Build) -> list[Wanted]:
    """What to add, the most asked first: predicates by their words and the class of the things asked about, facts by predicate, terms."""
    entities = build.contents().entities
    counts: Counter[tuple[str, str, str]] = Counter()
    examples: dict[tuple[str, str, str], list[str]] = {}
    for read in found:
        if read.verdict == "answerable" or not read.missing:
            continue
        cls = next((c for id in read.entities if id in entities for c in entities[id].classes[:1]), "")
        what = read.missing.split(" ", 1)[0] if read.verdict == "missing_fact" else read.missing
        key = (read.verdict, what, cls if read.verdict != "missing_term" else "")
        counts[key] += read.count
        examples.setdefault(key, []).append(read.question)
    return [
        Wanted(*key, counts[key], tuple(examples[key][:3]))
        for key in sorted(counts, key=lambda key: (VERDICTS.index(key[0]), -counts[key], key))
    ]


def shares(found: Iterable[Read]) -> dict[str, float]:
    """The share of each shape among the questions that have a form, by the name that a sample has it under."""
    counts: Counter[str] = Counter()
    for read in found:
        if read.shape:
            counts[read.shape] += read.count
    total = sum(counts.values())
    return {shape: n / total for shape, n in sorted(counts.items())}


def report(found: Sequence[Read]) -> dict[str, Json]:
    """How many questions there are of each verdict, weighed by how often they are asked."""
    by: dict[str, Counter[str]] = {}
    for read in found:
        by.setdefault(read.language, Counter())[read.verdict] += read.count
    return {lang: {verdict: counts[verdict] for verdict in VERDICTS} for lang, counts in sorted(by.items())}


def csv_lines(found: Sequence[Read], names: Mapping[str, Any], lang: str) -> Iterator[list[str]]:
    """The report as rows of a table that opens in a spreadsheet: line, question, count, what became of it, as which kind of question it was
    read, the answers by name, and what is missing."""
    from kgcorpus.messages import words

    say = words(lang)
    heads = ("line", "question", "count", "verdict", "shape", "how", "answers", "missing")
    yield [say("questions." + head) for head in heads]

    def named(text: str) -> str:
        return " ".join(names.get(part, part) for part in text.split(" "))

    comma = say("list.semicolon")
    for read in found:
        verdict, how = say("questions." + read.verdict), say("questions." + read.how) if read.how else ""
        answers = comma.join(names.get(one, one) for one in read.answers)
        yield [str(read.line), read.question, str(read.count), verdict, read.shape, how, answers, named(read.missing)]
