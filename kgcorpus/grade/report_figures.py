"""The numbers of a report on graded answers: scores by what a question is, consistency, abstention, hallucination, what is undecided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import orjson

from kgcorpus.grade.report_facts import Source
from kgcorpus.grade.running import Graded, Line, counted, kind_of
from kgcorpus.grade.sets import wilson
from kgcorpus.model import Json
from kgcorpus.text import language_of

WAYS = ("kind", "mode", "setting", "hops", "predicate", "difficulty", "popularity", "split", "lang")
QUARTERS = 4


def figures(graded: Graded, source: Source) -> dict[str, Json]:
    """All numbers of a report, as JSON. Every question counts once, in its own wording; shares have 95 % intervals (Wilson 1927)."""
    verdicts = [str(verdict["verdict"]) for verdict in graded.verdicts]
    all_of = Counter(verdicts)
    tried = len(verdicts) - all_of["not_attempted"] - all_of["ungradable"]
    return {
        "score": {
            **counted(all_of),
            "attempted": share(all_of["correct"], tried),
            "with_undecided": [all_of["correct"] / len(verdicts), (all_of["correct"] + all_of["ungradable"]) / len(verdicts)],
        },
        "by": {way: found for way in WAYS if (found := _by(graded, way, source))},
        "consistency": consistency(graded),
        "abstention": abstention(graded),
        "hallucination": {**hallucination(graded), "contradicted": source.contradicted(graded)},
        "undecided": dict(sorted(_reasons(graded).items(), key=lambda item: (-item[1], item[0]))),
        "wrong_facts": source.wrong_facts(graded),
    }


def share(good: int, of: int) -> dict[str, Json]:
    """A share with its 95 % interval; None of nothing."""
    return {"n": of, "good": good, "share": good / of if of else None, "interval": list(wilson(good, of))}


# --------------------------------------------------------------------------------------------- by what a question is


def _by(graded: Graded, way: str, source: Source) -> dict[str, Json]:
    """The verdicts counted by one property of the questions, which may be of several values; empty where the questions do not state it."""
    of = _popularity(graded.questions, source) if way == "popularity" else _PROPERTIES[way]
    counts: dict[str, Counter[str]] = {}
    for question, verdict in zip(graded.questions, graded.verdicts, strict=True):
        for value in of(question):
            counts.setdefault(value, Counter())[str(verdict["verdict"])] += 1
    order = sorted(counts, key=lambda value: (-counts[value].total(), value)) if way in ("kind", "predicate") else sorted(counts)
    if way == "difficulty":
        order.sort(key=lambda value: ("easy", "medium", "hard").index(value) if value in ("easy", "medium", "hard") else 9)
    if way == "popularity":
        order = sorted(counts, key=lambda value: int(value.partition("–")[0]))
    return {value: counted(counts[value]) for value in order}


def _stated(name: str) -> Callable[[Line], tuple[str, ...]]:
    return lambda question: (str(question[name]),) if question.get(name) not in (None, "") else ()


def _language(question: Line) -> tuple[str, ...]:
    return (str(question.get("lang") or ("zh" if language_of(str(question.get("question") or "")) == "zh" else "en")),)


def predicates_of(question: Line) -> tuple[str, ...]:
    """The predicates of a question's form, in order, each once."""
    return tuple(dict.fromkeys(_named(question.get("form"), "predicate")))


def _named(form: Json, name: str) -> Iterator[str]:
    if isinstance(form, Mapping):
        for key, value in form.items():
            if key == name and isinstance(value, str):
                yield value
            else:
                yield from _named(value, name)
    elif isinstance(form, list):
        for part in form:
            yield from _named(part, name)


_PROPERTIES: Mapping[str, Callable[[Line], tuple[str, ...]]] = {
    "kind": lambda question: (kind_of(question),),
    "mode": lambda question: (str(question.get("mode", "all")),),
    "setting": _stated("setting"),
    "hops": _stated("hops"),
    "predicate": predicates_of,
    "difficulty": _stated("difficulty"),
    "split": _stated("split"),
    "lang": _language,
}


def _popularity(questions: Sequence[Line], source: Source) -> Callable[[Line], tuple[str, ...]]:
    """Quarters of the questions by how many facts their topic has: in the release's graph, else among the facts of the questions."""
    degrees = source.degrees() or _degrees(questions)
    known = {
        str(q["id"]): min(found) for q in questions if (found := [degrees[id] for id in topics_of(q) if id in degrees])
    }  # of several topics the rarest
    ordered = sorted(known.values())
    if not ordered or ordered[0] == ordered[-1]:
        return lambda question: ()
    edges = sorted({ordered[min(len(ordered) - 1, len(ordered) * part // QUARTERS)] for part in range(QUARTERS)})
    names = {}
    for n, low in enumerate(edges):
        high = max(d for d in ordered if n + 1 == len(edges) or d < edges[n + 1])
        names[low] = f"{low}" if low == high else f"{low}–{high}"

    def of(question: Line) -> tuple[str, ...]:
        degree = known.get(str(question["id"]))
        return () if degree is None else (names[max(edge for edge in edges if edge <= degree)],)

    return of


def topics_of(question: Line) -> list[str]:
    """The ids of the things that a question is about."""
    topic = question.get("topic")
    return [str(one["id"]) for one in topic or () if isinstance(one, Mapping) and "id" in one]


def _degrees(questions: Iterable[Line]) -> dict[str, int]:
    """How many facts of the questions are about each topic; questions, where they state no facts."""
    found: dict[str, set[str]] = {}
    for question in questions:
        for id in topics_of(question):
            found.setdefault(id, set()).update(map(str, question.get("facts") or (question["id"],)))
    return {id: len(facts) for id, facts in found.items()}


# --------------------------------------------------------------------------------------------- consistency


def consistency(graded: Graded) -> dict[str, Json]:
    """How often the answers to several wordings of one question get one verdict.

    Wordings are the further wordings that were answered (``ID#1``), and questions of one language, form and supporting facts. Silence
    counts as an answer here: a model that knows it once and abstains once is not consistent.
    """
    groups: dict[str, dict[str, str]] = {}
    for question, verdict in zip(graded.questions, graded.verdicts, strict=True):
        wordings = groups.setdefault(_asked(question), {})
        wordings[str(question.get("question"))] = str(verdict["verdict"])
        for other in graded.wordings.get(str(question["id"]), ()):
            wordings[str(other["id"])] = str(other["verdict"])
    several = [list(found.values()) for found in groups.values() if len(found) > 1]
    pairs = agreeing = 0
    for found in several:
        pairs += len(found) * (len(found) - 1) // 2
        agreeing += sum(n * (n - 1) // 2 for n in Counter(found).values())
    right = [sum(verdict == "correct" for verdict in found) for found in several]
    return {
        "wordings": sum(map(len, several)),
        "same": share(sum(len(set(found)) == 1 for found in several), len(several)),
        "pairs": {"n": pairs, "good": agreeing, "share": agreeing / pairs if pairs else None},
        "always": sum(good == len(found) for good, found in zip(right, several, strict=True)),
        "sometimes": sum(0 < good < len(found) for good, found in zip(right, several, strict=True)),
        "never": sum(good == 0 for good in right),
    }


def _asked(question: Line) -> str:
    """What a question asks, whatever its wording."""
    if not question.get("form") or question.get("options") or not question.get("basis"):
        return str(question["id"])
    form = orjson.dumps(question["form"], option=orjson.OPT_SORT_KEYS).decode()
    return "\t".join([str(question.get("lang")), str(question.get("mode")), str(question["basis"]), form])


# --------------------------------------------------------------------------------------------- abstention, hallucination


def reply_of(question: Line, verdict: Mapping[str, Json], answer: str | None) -> str:
    """``silent``: no text; ``unknown``: it says that it is not known; ``answered``: else."""
    if answer is None or not answer.strip():
        return "silent"
    unanswerable = question.get("mode") == "none"
    if verdict["relation"] == "abstained" and (verdict["verdict"] == "not_attempted" or unanswerable):
        return "unknown"
    return "answered"


def abstention(graded: Graded) -> dict[str, dict[str, int]]:
    """Questions that can and cannot be answered, by whether they were: counts of ``answered``, ``unknown``, ``silent``, and how many of
    those answered are right."""
    out = {name: {"n": 0, "answered": 0, "correct": 0, "unknown": 0, "silent": 0} for name in ("answerable", "unanswerable")}
    for question, verdict in zip(graded.questions, graded.verdicts, strict=True):
        row = out["unanswerable" if question.get("mode") == "none" else "answerable"]
        reply = reply_of(question, verdict, graded.answers.get(str(question["id"])))
        row["n"] += 1
        row[reply] += 1
        row["correct"] += reply == "answered" and verdict["verdict"] == "correct"
    return out


def hallucination(graded: Graded) -> dict[str, Json]:
    """The share of questions without an answer that were answered, and of what long answers state the share that the graph disproves."""
    matrix = abstention(graded)["unanswerable"]
    marks = Counter(mark for verdict in graded.verdicts for mark in _marks(verdict))
    out: dict[str, Json] = {"unanswerable": share(matrix["answered"], matrix["n"])}
    if marks:
        out["stated"] = {**dict(sorted(marks.items())), "contradicted_share": share(marks["contradicted"], marks.total())}
    return out


def _marks(verdict: Mapping[str, Json]) -> Iterator[str]:
    for stated in verdict.get("claims") or ():
        if isinstance(stated, Mapping):
            yield str(stated.get("status") or "")


def _reasons(graded: Graded) -> Counter[str]:
    return Counter(str(verdict.get("reason") or "undecided") for verdict in graded.verdicts if verdict["verdict"] == "ungradable")
