"""Names, pairs of names and pronouns in both languages against own cases: precision and recall, and what was read wrong.

``python -m tests.bench.entity_figures`` prints the table; ``--list`` also the cases that are wrong or missed; ``--real CORPUS`` counts the
pronouns that are resolved and the names that are introduced in the documents of a built corpus, and ``--draw N [SEED]`` with it prints N
of them with their text, to be read. Nothing is written.

A name is right if the text gives it to the entity of the case; a pair is one if the program makes it one or asks a person about it, and
two things must never be made one in silence; a pronoun is right if it stands for the antecedent of the case, and left alone otherwise.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kgcorpus import store
from kgcorpus.build import Build
from kgcorpus.documents.reading import read_text
from kgcorpus.entities import Decisions, named_id
from kgcorpus.entities_same import proposed_merges
from kgcorpus.extract.gazetteer import Lexicon, lexicon
from kgcorpus.extract.local_names import local_names
from kgcorpus.extract.patterns import Finder, finder
from kgcorpus.extract.sentences import Sentence
from kgcorpus.model import Document, Entity, NameGiven, Source
from kgcorpus.ontology import Ontology, load
from tests.bench import entity_cases_en, entity_cases_fresh, entity_cases_zh
from tests.bench.entity_world import TURTLE

CASES = {"zh": entity_cases_zh, "en": entity_cases_en}


@lru_cache(maxsize=1)
def world() -> tuple[Ontology, Lexicon, Finder]:
    with TemporaryDirectory() as folder:
        (Path(folder) / "world.ttl").write_text(TURTLE, encoding="utf-8")
        terms = load(Path(folder))
    names = lexicon(terms)
    return terms, names, finder(terms, names)


def document(text: str) -> Document:
    return read_text(text, id="case", source=Source("case"), format="md")


class Score:
    """How many were asked for, found, and found right; the cases that were not."""

    def __init__(self) -> None:
        self.asked = self.found = self.right = self.cases = 0
        self.wrong: list[str] = []

    def add(self, case: str, expected: str, found: str) -> None:
        self.cases += 1
        self.asked += bool(expected)
        self.found += bool(found)
        self.right += bool(found) and found == expected
        if found != expected:
            self.wrong.append(f"{'wrong ' if found else 'missed'} {case}: {found or '–'}, expected {expected or 'nothing'}")

    def line(self, name: str) -> str:
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.asked if self.asked else 1.0
        return f"{name:<24}{self.cases:>6}{self.asked:>8}{self.found:>8}{self.right:>8}{precision:>9.3f}{recall:>9.3f}"


def local(id: str) -> str:
    return id.split(":")[-1]


def names(cases: list[tuple[str, str, str]]) -> Score:
    """Other names that a text introduces."""
    _, known, _ = world()
    score = Score()
    for text, other, expected in cases:
        held = local_names(document(text), known).held
        found = [n for n in held if text[n.start : n.end] == other or n.form == other.lower()]
        score.add(f"{text} [{other}]", expected, " ".join(local(id) for n in found[:1] for id in n.entities))
    return score


def pairs(language: str) -> tuple[Score, int]:
    """Names of one thing or of two; and how many of the two were made one in silence."""
    terms, _, _ = world()
    score, silent = Score(), 0
    for a, a_class, b, b_class, one in CASES[language].PAIRS:
        ids = [named_id(f"w:{cls}", name) for name, cls in ((a, a_class), (b, b_class))]
        entities = {id: Entity(id, (f"w:{cls}",), {language: name}) for id, name, cls in zip(ids, (a, b), (a_class, b_class), strict=True)}
        alike = len(entities) == 1 or bool(proposed_merges(entities, (), (), terms, Decisions()))
        silent += len(entities) == 1 and not one
        score.add(f"{a} ({a_class}) / {b} ({b_class})", "one" if one else "", "one" if alike else "")
    return score, silent


def pronouns(cases: list[tuple[str, str, str, str]]) -> Score:
    """Pronouns and class nouns, each the last of its kind in its text."""
    score = Score()
    for text, pronoun, cls, expected in cases:
        at, found = [m.start() for m in re.finditer(rf"(?<![A-Za-z]){re.escape(pronoun)}(?![A-Za-z])", text)][-1], ""
        for sentence, start, end, meant in anaphors(document(text), world()[2], (f"w:{cls}",), also_names=True):
            if sentence.source(start, end)[0] == at:
                found = " ".join(local(id) for id in meant)
        score.add(f"{text} [{pronoun}]", " ".join(sorted(expected.split())), " ".join(sorted(found.split())))
    return score


def anaphors(
    read: Document, found: Finder, classes: tuple[str, ...], *, also_names: bool = False
) -> Iterator[tuple[Sentence, int, int, list[str]]]:
    """Every pronoun of a document with the entities that it stands for where one of these classes is asked for."""
    for passage in read.passages:
        if passage.kind in ("table", "heading"):
            continue
        line = found.read(read, passage.start, passage.end, passage)
        said = found._discourse()
        for sentence in line.sentences:
            opened = said.open(sentence)
            for at, anaphor in sorted(opened.anaphors.items()):
                yield opened, at, anaphor.end, [id for one in anaphor.resolve(classes) for id in one.mention.entities]
            for hit in opened.hits if also_names else ():  # a name that the document introduced for the part something plays: 本公司
                yield opened, hit.start, hit.end, list(hit.entities)
            said.close(opened, ())


# --------------------------------------------------------------------------------------------- real documents


def real(folder: Path, draw: int, seed: int) -> None:
    """What pronouns and introductions of a built corpus come to, and a sample of them; a pronoun is asked for by each class of a domain."""
    with Build(folder) as work:
        named = [store.load(Entity, raw) for _, raw in work.store.records("named")]
        given = [store.load(NameGiven, raw) for _, raw in work.store.records("given")]
        terms = work.ontology
        found = finder(terms, lexicon(terms, named))
        asked = sorted({tuple(p.domain) for p in terms.predicates.values() if p.domain})
        seen: Counter[str] = Counter()
        shown: list[str] = []
        labels = {e.id: next(iter(e.labels.values()), e.id) for e in (*named, *terms.entities.values())}
        for read in work.read_documents().values():
            meant: dict[tuple[int, int], set[str]] = {}
            text: dict[tuple[int, int], str] = {}
            for classes in asked:
                for sentence, start, end, ids in anaphors(read, found, classes):
                    place = sentence.source(start, end)
                    meant.setdefault(place, set()).update(ids)
                    text[place] = quoted(read.text, sentence, place)
            for place, ids_of in sorted(meant.items()):
                seen["pronouns and class nouns"] += 1
                seen["resolved"] += bool(ids_of)
                if ids_of:
                    told = ", ".join(labels.get(id, id) for id in sorted(ids_of))
                    shown.append(f"{read.id} → {told}\n    " + " ".join(text[place].split()))
    seen["names introduced"], seen["of these used in their document"] = len(given), sum(one.held for one in given)
    for name, count in seen.items():
        print(f"{name:<36}{count:>8,}")
    for one in given:
        used = "used" if one.held else "not used"
        shown.append(f"{one.spans[0].document} {used} ({one.how}): {one.spans[0].quote} → {one.name}")
    for line in sorted(random.Random(seed).sample(shown, min(draw, len(shown)))):
        print("*", line[:700])


def quoted(text: str, sentence: Sentence, place: tuple[int, int]) -> str:
    """A pronoun in its sentence, with what stands before."""
    before = text[max(0, sentence.start - 120) : sentence.start]
    return f"{before} ‖ {text[sentence.start : place[0]]}【{text[slice(*place)]}】{text[place[1] : sentence.end]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--real", type=Path)
    parser.add_argument("--draw", type=int, nargs="+", default=[0, 0])
    given = parser.parse_args()
    if given.real:
        real(given.real, given.draw[0], given.draw[1] if len(given.draw) > 1 else 0)
        return
    print(f"{'':<24}{'cases':>6}{'asked':>8}{'found':>8}{'right':>8}{'P':>9}{'R':>9}")
    fresh = {
        "zh": (entity_cases_fresh.ZH_NAMES, entity_cases_fresh.ZH_PRONOUNS),
        "en": (entity_cases_fresh.EN_NAMES, entity_cases_fresh.EN_PRONOUNS),
    }  # fmt: skip
    for language, cases in CASES.items():
        scores = {
            "names introduced": names(cases.NAMES),
            "pairs of names": pairs(language)[0],
            "pronouns": pronouns(cases.PRONOUNS),
            "names, fresh": names(fresh[language][0]),
            "pronouns, fresh": pronouns(fresh[language][1]),
        }
        for name, score in scores.items():
            print(score.line(f"{language} {name}"))
            for line in score.wrong if given.list else ():
                print("   ", line)
        print(f"{language} two made one in silence: {pairs(language)[1]}")


if __name__ == "__main__":
    main()
