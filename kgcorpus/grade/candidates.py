"""Candidates that a question offers ("which of A, B and C", "A和B相比，哪种更高"): one of them is an answer only where it stands by
itself, not in a run with another one. And a name that the question itself gives is no answer to what else the thing is called."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import bare_question
from kgcorpus.grade.longer import without_longer
from kgcorpus.grade.names import find_names
from kgcorpus.grade.poles import Poles
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.text import CJK

_JOINT = re.compile(r"\s*(?:[、,/]|[和与及或跟]|以及|还是|或者|\bversus\b|\bvs\b|\bor\b|\band\b)\s*(?:(?:and|or|和|与|及|或)\s+)?")
_LINK = re.compile(r"\s*(?:[、,/]\s*)?(?:[和与及或跟]|以及|还是|或者|(?:versus|vs\.?|or|and)\b)?\s*(?:the |an? )?")
_WEAK = re.compile(r"\s*,\s*(?:the |an? )?")
_ENDS = re.compile(r"\s*(?:[、,;/。!?)]|\.(?=\s|$)|$|and\b|or\b|[和与及或跟])")
_EDGE_ZH = re.compile(r"^(?:据|在|从|对于|关于|比较|请问|根据|下列|以下)|(?:相比|相较|比起来|之间|之中|这|当中|两|三|四|五|中[,，]?|里).*$")
_EDGE_EN = re.compile(
    r"^(?:.*\b(?:which|what|who|of|between|among|these|following|is|are|was|were|does|do|did|than|:)\s+)+(?:the |an? )?"
    r"|\s+(?:has|have|had|is|are|was|were|does|do|did|which|who|can|contain|contains|belong|belongs|that|in terms)\b.*$"
)
LONGEST_ZH, LONGEST_EN = 14, 6
"""Candidates are names: of at most so many characters or words."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The mentions that an answer chooses; ``others`` are candidates of the question that stand in a run with all of them.

    ``settled``: it says of a candidate that it is what is asked, so that the others are only what it is compared with."""

    mentions: list[Mention]
    others: tuple[str, ...] = ()
    settled: bool = False


def chosen(reading: Reading, mentions: Sequence[Mention]) -> Chosen:
    """Without mentions that the answer does not choose: those in a run with another candidate of the question, those that it says are the
    other way ("B is lower" where the higher is asked), and, where it says of some that they are what is asked, all others."""
    text, question = reading.text, reading.question
    mentions = [m for m in mentions if not _inside_echo(text, m, question)]
    offered = [m for m in mentions if text[m.start : m.end] in question]
    if not offered:
        return Chosen(list(mentions))
    names = frozenset(text[m.start : m.end] for m in mentions)
    others = frozenset(c for name in {text[m.start : m.end] for m in offered} for c in candidates(question, name)) - names
    if not others:
        return Chosen(list(mentions))
    places = _places(text, others)
    runs = {m: mates for m in mentions if (mates := _run_mates(text, m, places, mentions))}
    if (poles := Poles.of(question)) is not None:
        said = {m: poles.said_of(text, m, places) for m in offered}
        settled = [m for m in offered if said[m] and m not in runs]
        settled = [m for m in offered if m not in runs and any(m is s or _linked(text, m, s, mentions) for s in settled)]
        if settled:  # "B低于A" names A only to compare with, and chooses it
            return Chosen([replace(m, denied=False) for m in settled], settled=True)
        mentions = [m for m in mentions if said.get(m) is not False]
    alone = [m for m in mentions if m not in runs]
    if not runs or any(not m.denied for m in alone):
        return Chosen(alone)
    return Chosen(list(mentions), tuple(sorted({mate for m in mentions if m in runs for mate in runs[m]})))


@lru_cache(maxsize=20_000)
def candidates(question: str, name: str) -> frozenset[str]:
    """What stands in one enumeration of a folded question with a name.

    >>> sorted(candidates("which of dried tofu, frozen tofu and mung beans has the lowest index?", "frozen tofu"))
    ['dried tofu', 'mung beans']
    >>> sorted(candidates("大蕉和苹果相比，哪种食物的血糖生成指数更低?", "苹果"))
    ['大蕉']
    """
    at = question.find(name)
    if at < 0:
        return frozenset()
    sentence_start = max((question.rfind(mark, 0, at) for mark in "。!?;\n"), default=-1) + 1
    sentence_end = min((end for mark in "。!?;\n" if (end := question.find(mark, at)) >= 0), default=len(question))
    pieces: list[tuple[int, int]] = []
    start = sentence_start
    for joint in _JOINT.finditer(question, sentence_start, sentence_end):
        if joint.end() > joint.start() and not (joint.start() < at + len(name) and at < joint.end()):
            pieces.append((start, joint.start()))
            start = joint.end()
    pieces.append((start, sentence_end))
    own = next((n for n, (a, b) in enumerate(pieces) if a <= at < b), None)
    if own is None:
        return frozenset()
    out: set[str] = set()
    for step in (-1, 1):
        n = own + step
        while 0 <= n < len(pieces) and (found := _name_in(question[slice(*pieces[n])])):
            out.add(found)
            n += step
    return frozenset(out - {name})


def _name_in(piece: str) -> str:
    """The name in a piece of an enumeration; empty where it is no name."""
    text = piece.strip(" \"'《》“”()")
    if re.search(f"[{CJK}]", text):
        text = _EDGE_ZH.sub("", text).strip()
        return text if len(text) <= LONGEST_ZH else ""
    text = _EDGE_EN.sub("", text).strip(" .,:?\"'")
    return text if 0 < len(text.split()) <= LONGEST_EN and len(text) > 1 else ""


def _inside_echo(text: str, mention: Mention, question: str) -> bool:
    """Whether a short Chinese name is only a part of a longer word that the question has, too: 低 in 低血糖风险."""
    if mention.end - mention.start > 2 or mention.start == 0 or text[mention.start] < "\u3400":
        return False
    around = text[mention.start - 1 : mention.end + 1]
    return len(around) == mention.end - mention.start + 2 and around in question


def _places(text: str, others: Collection[str]) -> list[tuple[int, int, str]]:
    """Where candidates stand, in order; of one that the answer breaks off in, the part that is there."""
    out = []
    for name in sorted(others):
        at = text.find(name)
        while at >= 0:
            out.append((at, at + len(name), name))
            at = text.find(name, at + 1)
        cut = next((n for n in range(len(name) - 1, 1, -1) if text.endswith(name[:n])), 0)
        if cut:
            out.append((len(text) - cut, len(text), name))
    return sorted(out)


def _run_mates(text: str, mention: Mention, places: Sequence[tuple[int, int, str]], mentions: Sequence[Mention]) -> set[str]:
    """The candidates that stand in one run with a mention; right names may stand between."""
    spans = sorted(
        {(a, b, name) for a, b, name in places} | {(m.start, m.end, "") for m in (*mentions, mention) if not m.denied or m == mention}
    )
    own = next(n for n, (a, b, name) in enumerate(spans) if (a, b, name) == (mention.start, mention.end, ""))
    out: set[str] = set()
    for step in (-1, 1):
        n = own
        while 0 <= n + step < len(spans):
            left, right = sorted((spans[n], spans[n + step]))
            between = text[left[1] : right[0]]
            if not between.strip() or not _LINK.fullmatch(between) or (_WEAK.fullmatch(between) and not _ENDS.match(text, right[1])):
                break
            n += step
            if spans[n][2]:
                out.add(spans[n][2])
    return out


def _linked(text: str, one: Mention, other: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether two mentions stand in one enumeration of mentions."""
    spans = sorted({(m.start, m.end) for m in mentions})
    first, last = sorted((spans.index((one.start, one.end)), spans.index((other.start, other.end))))
    return all(_LINK.fullmatch(text[a[1] : b[0]]) for a, b in pairwise(spans[first : last + 1]))


def beside_question(reading: Reading, mentions: Sequence[Mention], names: Sequence[tuple[str, str, bool]]) -> list[Mention]:
    """Without mentions by a name of the one gold answer that the question itself gives, where it has others ("“Hypos” is another name
    for which condition?")."""
    own = [m for m in mentions if reading.text[m.start : m.end] in reading.question]
    if not own or Poles.of(reading.question) or all(candidates(reading.question, reading.text[m.start : m.end]) for m in own):
        return list(mentions)
    asked = Reading(reading.question, reading.question)
    given = {m.key for m in without_longer(asked, find_names(asked, names)) if m.end - m.start > 1}
    others = [name for _, name, _ in names if bare_question(name) not in reading.question]
    return [m for m in mentions if m not in own or m.key not in given or not others]
