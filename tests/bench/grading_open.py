"""Verdicts on answers of five systems to open-domain questions against those of people (EVOUNA, TriviaQA part).

``python -m tests.bench.grading_open [--errors N]`` prints, for the grader and for what is commonly used instead, false accepts, false
rejects, accuracy and Cohen's kappa over all questions, and over each half of the questions (rules were written looking at mistakes of
the first half only). Questions that the data set marks as improper are left out, as its authors do.

Compared: exact match and token F1 (as in SQuAD: lower case, no articles, no punctuation; best over the gold list; F1 from 0.5 on),
containment (some gold text stands in the answer), token recall (all words of some gold text stand in the answer), and PEDANTS
(package ``qa-metrics``), where it and its classifier are installed.
"""

from __future__ import annotations

import argparse
import re
import string
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from kgcorpus.grade.one import grade_one

DATA = Path(__file__).parents[3] / "shared" / "bench" / "checking" / "evouna-tq.json"
SYSTEMS = ("fid", "gpt35", "chatgpt", "gpt4", "newbing")


@dataclass(frozen=True)
class Pair:
    """A question with its gold list, an answer, and whether people call it right."""

    number: int
    question: str
    gold: tuple[str, ...]
    answer: str
    right: bool


def pairs(path: Path = DATA) -> Iterator[Pair]:
    for number, line in enumerate(orjson.loads(path.read_bytes())):
        if not line["improper"]:
            gold = tuple(text for text in line["golden_answer"].split("/") if text.strip())
            for system in SYSTEMS:
                yield Pair(number, line["question"], gold, line[f"answer_{system}"], bool(line[f"judge_{system}"]))


# --------------------------------------------------------------------------------------------- what is compared


def ours(pair: Pair) -> bool:
    answers = [{"value": text, "type": "entity"} for text in pair.gold]
    return bool(grade_one({"id": "", "question": pair.question, "answers": answers, "mode": "any"}, pair.answer)["verdict"] == "correct")


def squad(text: str) -> list[str]:
    """The tokens that SQuAD's measures compare."""
    bare = "".join(c for c in text.lower() if c not in string.punctuation)
    return re.sub(r"\b(?:a|an|the)\b", " ", bare).split()


def exact(pair: Pair) -> bool:
    return any(squad(text) == squad(pair.answer) for text in pair.gold)


def token_f1(pair: Pair) -> bool:
    said = squad(pair.answer)

    def f1(gold: Sequence[str]) -> float:
        shared = sum((Counter(gold) & Counter(said)).values())
        return 2 * shared / (len(gold) + len(said)) if shared else 0.0

    return max((f1(squad(text)) for text in pair.gold), default=0.0) >= 0.5


def contained(pair: Pair) -> bool:
    said = " ".join(squad(pair.answer))
    return any(gold in said for text in pair.gold if (gold := " ".join(squad(text))))


def recalled(pair: Pair) -> bool:
    said = set(squad(pair.answer))
    return any(said.issuperset(gold) for text in pair.gold if (gold := squad(text)))


def pedants() -> Callable[[Pair], bool] | None:
    """PEDANTS, or None where the package or its classifier is not installed."""
    try:
        from qa_metrics.pedant import PEDANT

        judge = PEDANT()
    except Exception as error:
        print(f"PEDANTS left out: {type(error).__name__}: {error}")
        return None
    return lambda pair: bool(judge.evaluate(list(pair.gold), pair.answer, pair.question))


# --------------------------------------------------------------------------------------------- figures


def figures(found: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    """False accepts and rejects, accuracy and Cohen's kappa of (people's, ours) verdicts.

    >>> figures([(True, True), (False, False), (True, False), (False, False)])["kappa"]
    0.5
    """
    n = len(found)
    counts = Counter(found)
    accuracy = (counts[True, True] + counts[False, False]) / n
    people, other = sum(a for a, _ in found) / n, sum(b for _, b in found) / n
    chance = people * other + (1 - people) * (1 - other)
    kappa = (accuracy - chance) / (1 - chance) if chance < 1 else 1.0
    return {"n": n, "accepts": counts[False, True], "rejects": counts[True, False], "accuracy": accuracy, "kappa": kappa}


def row(name: str, values: dict[str, float], seconds: float | None = None) -> str:
    speed = f"{values['n'] / seconds:>10,.0f}" if seconds else ""
    return (
        f"{name:<22} {values['n']:>6.0f} {values['accepts']:>8.0f} {values['rejects']:>8.0f} "
        f"{values['accuracy']:>9.4f} {values['kappa']:>7.4f} {speed}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong verdicts of the first half")
    wanted = parser.parse_args().errors
    if not DATA.exists():
        raise SystemExit(f"{DATA} is not there: this needs the third-party data")
    data = list(pairs())
    graders: dict[str, Callable[[Pair], bool] | None] = {
        "kgcorpus": ours, "exact match": exact, "token F1 >= 0.5": token_f1, "containment": contained, "token recall": recalled,
        "PEDANTS": pedants(),
    }  # fmt: skip
    print(f"{'':<22} {'n':>6} {'false +':>8} {'false -':>8} {'accuracy':>9} {'kappa':>7} {'answers/s':>10}")
    kept: list[bool] = []
    for name, grader in graders.items():
        if grader is not None:
            start = time.perf_counter()
            said = [grader(pair) for pair in data]
            print(row(name, figures([(p.right, s) for p, s in zip(data, said, strict=True)]), time.perf_counter() - start))
            kept = kept or said
    for part, rest in (("first half", 0), ("second half", 1)):
        print(row(f"kgcorpus, {part}", figures([(p.right, s) for p, s in zip(data, kept, strict=True) if p.number % 2 == rest])))
    for place, system in enumerate(SYSTEMS):
        print(row(f"kgcorpus, {system}", figures([(p.right, s) for p, s in zip(data, kept, strict=True)][place :: len(SYSTEMS)])))
    wrong = [(p, s) for p, s in zip(data, kept, strict=True) if p.right != s and p.number % 2 == 0]
    for pair, said_right in wrong[:: max(1, len(wrong) // wanted)] if wanted else []:
        print(f"{'accepted' if said_right else 'rejected'}: {pair.question} | {'/'.join(pair.gold)[:80]} | {pair.answer.strip()[:160]}")


if __name__ == "__main__":
    main()
