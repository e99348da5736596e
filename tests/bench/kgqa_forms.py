"""Third-party question sets as TSV facts, forms and gold answer sets: PathQuestion, PathQuestion-Large and the dev questions of MetaQA."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import orjson

from kgcorpus import forms as f


class Hop(NamedTuple):
    """One step of a walk."""

    predicate: str
    inverse: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold answers. ``drop``: the walk leaves its start out after every hop."""

    text: str
    start: str
    hops: tuple[Hop, ...]
    gold: frozenset[str]
    drop: bool = False

    @property
    def form(self) -> f.Form:
        """The chain of steps from the start."""
        form: f.Form = f.Entity(self.start)
        for hop in self.hops:
            form = f.Step(form, hop.predicate, hop.inverse, (self.start,) if self.drop else ())
        return form


@dataclass(frozen=True, slots=True)
class Part:
    """The questions of one file over one graph."""

    name: str
    hops: int
    graph: Path
    questions: tuple[Question, ...]


def lines_of(path: Path) -> Iterator[list[str]]:
    """The fields of each line; a line ends at its line feed and nowhere else."""
    for line in path.read_bytes().decode("utf-8").removesuffix("\n").split("\n"):
        yield line.rstrip("\r").split("\t")


# --------------------------------------------------------------------------------------------- PathQuestion

PATHQUESTION = (
    ("PathQuestion", 2, "PQ-2H.txt", "2H-kb.txt"),
    ("PathQuestion", 3, "PQ-3H.txt", "3H-kb.txt"),
    ("PathQuestion-Large", 2, "PQL-2H.txt", "PQL2-KB.txt"),
    ("PathQuestion-Large", 3, "PQL-3H.txt", "PQL3-KB.txt"),
)


def pathquestion(folder: Path) -> Iterator[Part]:
    """The four files: question, ``first(answer/answer/…/)``, path ``start#p#entity#…#answer`` or ``…#<end>#answer``."""
    for name, hops, questions, graph in PATHQUESTION:
        yield Part(name, hops, folder / graph, tuple(path_question(*fields) for fields in lines_of(folder / questions)))


def path_question(text: str, answers: str, path: str) -> Question:
    """A line of PathQuestion. The answer column begins with the answer that ends the path; names may hold parentheses, so it is cut there.

    >>> path_question("q", "Ran_(film)(Ran_(film)/Ikiru/)", "a#p#b#q#Ran_(film)").gold == {"Ran_(film)", "Ikiru"}
    True
    """
    places = path.split("#")
    first = places[-1]
    if "<end>" in places:
        places = places[: places.index("<end>")]
    if not (answers.startswith(first + "(") and answers.endswith("/)")):
        raise ValueError(f"the answer column {answers!r} does not begin with {first!r}")
    gold = answers[len(first) + 1 : -2].split("/")
    return Question(text.strip(), places[0], tuple(Hop(p, False) for p in places[1::2]), frozenset(gold))


# --------------------------------------------------------------------------------------------- MetaQA

METAQA = {
    "director": "directed_by", "actor": "starred_actors", "writer": "written_by", "genre": "has_genre", "language": "in_language",
    "year": "release_year", "tags": "has_tags", "tag": "has_tags", "imdbrating": "has_imdb_rating", "imdbvotes": "has_imdb_votes",
}  # fmt: skip


def metaqa(folder: Path) -> Iterator[Part]:
    """The dev questions of one, two and three hops: type, question with the topic in brackets, answers between bars."""
    for hops in (1, 2, 3):
        read = tuple(metaqa_question(*fields) for fields in lines_of(folder / f"{hops}-hop-dev.tsv"))
        yield Part("MetaQA dev", hops, folder / "kb.tsv", read)


def metaqa_question(kind: str, text: str, answers: str) -> Question:
    """A line of MetaQA: ``movie_to_x`` walks a predicate forward, ``x_to_movie`` back.

    >>> metaqa_question("actor_to_movie_to_year", "when did films with [Sharon Tate] appear", "1967|1968").hops
    (Hop(predicate='starred_actors', inverse=True), Hop(predicate='release_year', inverse=False))
    """
    names = kind.split("_to_")
    hops = [Hop(METAQA[b], False) if a == "movie" else Hop(METAQA[a], True) for a, b in pairwise(names)]
    return Question(text, text[text.index("[") + 1 : text.rindex("]")], tuple(hops), frozenset(answers.split("|")), drop=True)


# --------------------------------------------------------------------------------------------- files, and walks without an engine


def write_forms(questions: Sequence[Question], path: Path) -> None:
    """The questions as JSON Lines of forms; the id is the place of the question."""
    path.write_bytes(b"".join(orjson.dumps({"id": n, "form": f.to_json(q.form)}) + b"\n" for n, q in enumerate(questions)))


class Facts:
    """The lines of a graph file in two dictionaries: walks by plain sets, without any part of kgcorpus."""

    def __init__(self, path: Path) -> None:
        self.ahead: dict[tuple[str, str], set[str]] = {}
        self.back: dict[tuple[str, str], set[str]] = {}
        for subject, predicate, object in lines_of(path):
            self.ahead.setdefault((subject, predicate), set()).add(object)
            self.back.setdefault((object, predicate), set()).add(subject)

    def reached(self, question: Question) -> set[str]:
        """All that some walk of the question ends in."""
        found = {question.start}
        for predicate, inverse in question.hops:
            links = self.back if inverse else self.ahead
            found = {end for one in found for end in links.get((one, predicate), ())}
            if question.drop:
                found.discard(question.start)
        return found
