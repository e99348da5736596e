"""Rows of a suite, as text: a question, its gold answer, answers that are equal to it and answers that are near misses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Pair = tuple[dict[str, Any], str, bool, str]
"""A question as ``grade`` takes it, an answer, whether a careful person accepts it as correct, and the category."""

EN = (
    "It was {}.",
    "The answer is {}.",
    "Let me think about this step by step. The question asks for one name, and I should be careful here. So the answer is {}.",
    "I believe it is {}.",
    "Answer: **{}**",
)
ZH = (
    "答案是{}。",
    "应该是{}。",
    "先看题目问的是什么，再回忆有关的资料。这里只需要给出一个名称。因此，答案是{}。",
    "是{}。",
    "**{}**",
)


def pairs_of(rows: str, lang: str) -> list[Pair]:
    """The pairs of rows "question | gold; alias | equal; equal | near; near", each answer bare and in one wording; ``# category`` before.

    A gold ``@any``, ``@order`` … gives the mode (else ``all``); an answer that begins with ``~`` is given bare only; ``;;`` parts lists.
    """
    out: list[Pair] = []
    category = ""
    for n, line in enumerate(filter(None, map(str.strip, rows.splitlines()))):
        if line.startswith("#"):
            category = line[1:].strip()
            continue
        asked, gold, equal, near = (part.strip() for part in line.split(" | "))
        question = _question(f"{lang}-{n}", asked, gold, lang)
        for expected, answers in ((True, equal), (False, near)):
            for m, answer in enumerate(filter(None, map(str.strip, answers.split(";")))):
                for written in _written(answer, lang, n + m):
                    out.append((question, written, expected, category))
    return out


def _question(id: str, asked: str, gold: str, lang: str) -> dict[str, Any]:
    mode = "all"
    if gold.startswith("@"):
        mode, _, gold = gold[1:].partition(" ")
    answers = [
        {"value": names[0], "type": "entity", "aliases": names[1:]}
        for names in ([name.strip() for name in one.split(";")] for one in gold.split(" + "))
    ]
    return {"id": id, "question": asked, "mode": mode, "lang": lang, "answers": answers}


def _written(answer: str, lang: str, n: int) -> Iterator[str]:
    wordings: Sequence[str] = ZH if lang == "zh" else EN
    if answer.startswith("~"):
        yield answer[1:]
        return
    yield answer
    yield wordings[n % len(wordings)].format(answer)
