"""``kgcorpus score``: extracted facts against gold (contract 5), three levels of strictness.

*Typed strict*: predicate, both spans and, where gold gives them, both types. *Boundary*: predicate and both spans. *String*: predicate and
both texts, folded. Gold without offsets counts at its first occurrence; what the text does not hold can only be met by string.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kgcorpus.errors import InputError
from kgcorpus.jsonlines import read_objects
from kgcorpus.model import Json
from kgcorpus.text import normal_name

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology

LEVELS = ("typed", "boundary", "string")


@dataclass(frozen=True, slots=True)
class Part:
    """One end of a fact as written; offsets are absent where it does not stand in the text."""

    text: str
    start: int | None
    end: int | None
    type: str | None

    @property
    def span(self) -> tuple[int | None, int | None, str]:
        return (self.start, self.end, "" if self.start is not None else normal_name(self.text))


@dataclass(frozen=True, slots=True)
class Scored:
    """A fact of gold or of a prediction; ``predicates`` are the folded names under which its predicate may be given."""

    predicate: str
    predicates: frozenset[str]
    subject: Part
    object: Part
    negated: bool = False


@dataclass(slots=True)
class Counts:
    """Facts that agree, that gold has and the prediction not, and the reverse."""

    agree: int = 0
    missed: int = 0
    wrong: int = 0

    def to_json(self) -> dict[str, Json]:
        """The counts with precision, recall and F1; null where there is nothing to divide by."""
        predicted, gold = self.agree + self.wrong, self.agree + self.missed
        precision = self.agree / predicted if predicted else None
        recall = self.agree / gold if gold else None
        f1 = 2 * self.agree / (predicted + gold) if predicted + gold else None
        return {"precision": precision, "recall": recall, "f1": f1, "agree": self.agree, "predicted": predicted, "gold": gold}


@dataclass(slots=True)
class _Tally:
    """What is counted over all texts."""

    overall: dict[str, Counts] = field(default_factory=lambda: {level: Counts() for level in LEVELS})
    predicates: dict[str, dict[str, Counts]] = field(default_factory=dict)
    in_text: int = 0
    gold: int = 0
    without_offsets: int = 0
    exact: int = 0
    offsets: int = 0
    conforming: int = 0
    typed: int = 0
    conforming_gold: set[tuple[str, str, str]] = field(default_factory=set)


def score_files(gold: Path, pred: Path, *, ontology: Ontology | None = None) -> dict[str, Json]:
    """The report on a file of predictions (``extract``'s output, or the shape of gold) against a file of examples.

    Lines are joined by ``id``; where gold has none, by number. With an ontology, types are held against its domains and ranges, else
    against the types that gold uses with the predicate. ``texts_per_second`` is the speed of the comparison, or of the extraction where the
    prediction gives ``seconds``.
    """
    began = time.perf_counter()
    examples = [line for _, line in read_objects(gold)]
    if not examples:
        raise InputError(str(gold), "no examples", 'lines {"text", "triples": [...]}', "check the file")
    predictions, missing, surplus = _joined(examples, gold, pred)
    report = score(examples, predictions, ontology=ontology)
    seconds = [line["seconds"] for line in predictions if isinstance(line.get("seconds"), (int, float))]
    taken = sum(seconds) if len(seconds) == len(predictions) else time.perf_counter() - began
    report |= {
        "missing_predictions": missing,
        "surplus_predictions": surplus,
        "texts_per_second": round(len(examples) / taken, 1) if taken else None,
        "speed_of": "extraction" if len(seconds) == len(predictions) else "scoring",
    }
    return report


def score(
    examples: Sequence[Mapping[str, Json]], predictions: Sequence[Mapping[str, Json]], *, ontology: Ontology | None = None
) -> dict[str, Json]:
    """The report on predictions, one for each example, in order.

    >>> example = {"text": "A treats B.", "triples": [{"subject": {"text": "A"}, "predicate": "treats", "object": {"text": "B"}}]}
    >>> score([example], [{"facts": [{"subject": {"text": "A", "start": 0, "end": 1}, "predicate": "treats",
    ...   "object": {"text": "B", "start": 9, "end": 10}}]}])["levels"]["boundary"]["f1"]
    1.0
    """
    tally = _Tally()
    for number, example in enumerate(examples, 1):
        for triple in example.get("triples", example.get("facts", ())):
            for fact in _facts([triple], example.get("text", ""), f"gold {example.get('id', number)}"):
                if fact.subject.type is not None or fact.object.type is not None:
                    tally.conforming_gold.update(_types(fact))
    for number, (example, prediction) in enumerate(zip(examples, predictions, strict=True), 1):
        text = example.get("text", "")
        place = str(example.get("id", number))
        wanted = _facts(example.get("triples", example.get("facts", ())), text, f"gold {place}")
        found = _facts(prediction.get("facts", prediction.get("triples", ())), text, f"prediction {place}")
        _add(tally, wanted, found)
        _add_shares(tally, example, prediction, text, wanted, found, ontology)
    return {
        "texts": len(examples),
        "levels": {level: counts.to_json() for level, counts in tally.overall.items()},
        "predicates": {
            name: {level: counts.to_json() for level, counts in levels.items()} for name, levels in sorted(tally.predicates.items())
        },
        "gold_in_text": _share(tally.in_text, tally.gold),
        "gold_without_offsets": tally.without_offsets,
        "conformance": _share(tally.conforming, tally.typed),
        "conformance_by": "ontology" if ontology is not None else "gold",
        "offsets_exact": _share(tally.exact, tally.offsets),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


# --------------------------------------------------------------------------------------------- reading and joining


def _joined(examples: Sequence[Mapping[str, Json]], gold: Path, pred: Path) -> tuple[list[Mapping[str, Json]], int, int]:
    """The prediction of each example (empty where there is none), with how many are missing and how many are of no example."""
    lines = [line for _, line in read_objects(pred)]
    if not all("id" in example for example in examples):
        padded = [*lines[: len(examples)], *({} for _ in range(len(examples) - len(lines)))]
        return list(padded), max(0, len(examples) - len(lines)), max(0, len(lines) - len(examples))
    _unique(examples, gold)
    _unique(lines, pred)
    by_id = {str(line["id"]): line for line in lines if "id" in line}
    ids = [str(example["id"]) for example in examples]
    found: list[Mapping[str, Json]] = [by_id.get(id, {}) for id in ids]
    return found, sum(id not in by_id for id in ids), len(lines) - sum(id in by_id for id in ids)


def _unique(lines: Iterable[Mapping[str, Json]], path: Path) -> None:
    seen: set[str] = set()
    for line in lines:
        if "id" in line and str(line["id"]) in seen:
            raise InputError(str(path), f"the id '{line['id']}' stands twice", "one line an id", "rename or delete one")
        seen.add(str(line.get("id")))


def _facts(triples: Json, text: str, place: str) -> list[Scored]:
    """The facts of a line, each once."""
    out: dict[tuple[object, ...], Scored] = {}
    for triple in triples:
        try:
            names = [triple["predicate"], triple.get("predicate_iri")]
            fact = Scored(
                str(triple["predicate"]),
                frozenset(normal_name(str(name)) for name in names if name),
                _part(triple["subject"], text),
                _part(triple["object"], text),
                bool(triple.get("negated")),
            )
        except (KeyError, TypeError, AttributeError) as error:
            expected = '{"subject": {"text"}, "predicate", "object": {"text"}}'
            raise InputError(place, f"a fact that cannot be read ({type(error).__name__}: {error})", expected, "mend the line") from error
        out.setdefault((fact.predicates, fact.subject, fact.object, fact.negated), fact)
    return list(out.values())


def _part(written: Json, text: str) -> Part:
    if isinstance(written, str):
        written = {"text": written}
    said = written["text"] if "text" in written else written["value"]
    said = said if isinstance(said, str) else str(said)
    start, end = written.get("start"), written.get("end")
    if start is None:
        at = text.find(said) if said else -1
        start, end = (at, at + len(said)) if at >= 0 else (None, None)
    elif end is None:
        end = start + len(said)
    return Part(said, start, end, written.get("type"))


# --------------------------------------------------------------------------------------------- comparing


def _add(tally: _Tally, wanted: Sequence[Scored], found: Sequence[Scored]) -> None:
    """Pairs facts at each level, each at most once, and counts."""
    for level in LEVELS:
        left = list(found)
        for fact in _each(wanted, level):
            match = next((other for other in left if _agree(fact, other, level)), None)
            for counts in (tally.overall[level], _of(tally, fact.predicate)[level]):
                if match is None:
                    counts.missed += 1
                else:
                    counts.agree += 1
            if match is not None:
                left = [other for other in left if not (other is match or _same(other, match, level))]
        for other in _each(left, level):
            name = next((fact.predicate for fact in wanted if fact.predicates & other.predicates), _known(tally, other))
            for counts in (tally.overall[level], _of(tally, name)[level]):
                counts.wrong += 1


def _each(facts: Sequence[Scored], level: str) -> list[Scored]:
    """The facts that differ at this level."""
    out: list[Scored] = []
    for fact in facts:
        if not any(_same(fact, other, level) for other in out):
            out.append(fact)
    return out


def _of(tally: _Tally, predicate: str) -> dict[str, Counts]:
    return tally.predicates.setdefault(predicate, {level: Counts() for level in LEVELS})


def _known(tally: _Tally, fact: Scored) -> str:
    """The name under which the predicate is listed already, else its own."""
    return next((name for name in sorted(tally.predicates) if normal_name(name) in fact.predicates), fact.predicate)


def _agree(gold: Scored, other: Scored, level: str) -> bool:
    """Whether a prediction meets a fact of gold; a type is compared where gold gives one."""
    if not gold.predicates & other.predicates or gold.negated != other.negated:
        return False
    if level == "string":
        return all(normal_name(a.text) == normal_name(b.text) for a, b in ((gold.subject, other.subject), (gold.object, other.object)))
    for a, b in ((gold.subject, other.subject), (gold.object, other.object)):
        if a.span != b.span or a.start is None:
            return False
        if level == "typed" and a.type and not (b.type and normal_name(a.type) == normal_name(b.type)):
            return False
    return True


def _same(a: Scored, b: Scored, level: str) -> bool:
    """Whether two facts of one side are one at this level."""
    if a.predicates != b.predicates or a.negated != b.negated:
        return False
    for x, y in ((a.subject, b.subject), (a.object, b.object)):
        if level == "string":
            if normal_name(x.text) != normal_name(y.text):
                return False
        elif x.span != y.span or (level == "typed" and x.type != y.type):
            return False
    return True


# --------------------------------------------------------------------------------------------- shares


def _add_shares(
    tally: _Tally,
    example: Mapping[str, Json],
    prediction: Mapping[str, Json],
    text: str,
    wanted: Sequence[Scored],
    found: Sequence[Scored],
    ontology: Ontology | None,
) -> None:
    tally.gold += len(wanted)
    tally.in_text += sum(all(_stands(part, text) for part in (fact.subject, fact.object)) for fact in wanted)
    for triple in example.get("triples", example.get("facts", ())):
        ends = (triple["subject"], triple["object"])
        tally.without_offsets += any(not isinstance(end, dict) or end.get("start") is None for end in ends)
    for triple in prediction.get("facts", prediction.get("triples", ())):
        for end in (triple["subject"], triple["object"]):
            if isinstance(end, dict) and end.get("start") is not None:
                tally.offsets += 1
                tally.exact += text[end["start"] : end.get("end", end["start"])] == end.get("text")
    for fact in found:
        if ontology is not None:
            verdict = _conforms(fact, ontology)
        else:
            types = _types(fact)
            untyped = (fact.subject.type is None and fact.object.type is None) or not tally.conforming_gold
            verdict = None if untyped else bool(types & tally.conforming_gold)
        if verdict is not None:
            tally.typed += 1
            tally.conforming += verdict


def _stands(part: Part, text: str) -> bool:
    return part.start is not None and text[part.start : part.end] == part.text


def _types(fact: Scored) -> set[tuple[str, str, str]]:
    return {(name, normal_name(fact.subject.type or ""), normal_name(fact.object.type or "")) for name in fact.predicates}


def _conforms(fact: Scored, ontology: Ontology) -> bool | None:
    """Whether the types fit domain and range; None where the fact gives no type. An unknown predicate or class does not conform."""
    predicate = next(
        (
            p
            for p in ontology.predicates.values()
            if fact.predicates & {normal_name(n) for n in (p.id, ontology.expand(p.id), *p.labels.values())}
        ),
        None,
    )
    if predicate is None:
        return False
    ends = [(fact.subject.type, predicate.domain), (fact.object.type, predicate.range if predicate.kind == "object" else ())]
    given = [(type_, classes) for type_, classes in ends if type_ and classes]
    if not given:
        return None
    return all(ontology.fits(_classes(type_, ontology), classes) for type_, classes in given)


def _classes(type_: str, ontology: Ontology) -> list[str]:
    name = normal_name(type_)
    found = [c.id for c in ontology.classes.values() if name in {normal_name(n) for n in (c.id, ontology.expand(c.id), *c.labels.values())}]
    used = (cls for p in ontology.predicates.values() for cls in (*p.domain, *p.range) if cls not in ontology.classes)
    local = (cls for cls in used if normal_name(re.split(r"[/#:]", cls)[-1]) == name)  # a class that is only named by domain or range
    return list(dict.fromkeys([*found, *local]))


# --------------------------------------------------------------------------------------------- the table

_WORDS = {
    "zh": {
        "typed": "类型＋边界", "boundary": "边界", "string": "字符串", "all": "全部", "predicate": "谓词", "gold": "标准", "found": "预测",
        "texts": "文本 {texts:,} 条", "in_text": "标准事实在原文中的占比 {share}",
        "first": "其中 {n:,} 条标准事实没有偏移，按首次出现计",
        "conformance": "符合定义域和值域 {share}（依据{by}）", "ontology": "本体", "by_gold": "标准中的类型",
        "offsets": "偏移精确 {share}", "missing": "缺少预测 {n:,} 条", "surplus": "多余预测 {n:,} 条", "speed": "每秒 {n:,} 条文本（{of}）",
        "extraction": "抽取", "scoring": "打分",
    },
    "en": {
        "typed": "typed strict", "boundary": "boundary", "string": "string", "all": "all", "predicate": "predicate", "gold": "gold",
        "found": "found",
        "texts": "{texts:,} texts", "in_text": "gold that is in the text: {share}",
        "first": "{n:,} gold facts have no offsets: their first occurrence counts",
        "conformance": "domain and range hold: {share} (by {by})",
        "ontology": "the ontology", "by_gold": "the types that gold uses", "offsets": "offsets exact: {share}",
        "missing": "no prediction for {n:,} texts", "surplus": "{n:,} predictions of no text",
        "speed": "{n:,} texts a second ({of})",
        "extraction": "extraction", "scoring": "scoring",
    },
}  # fmt: skip


def score_table(report: Mapping[str, Json], lang: str = "en") -> str:
    """The report for people: precision, recall and F1 at each level, over all and by predicate, then the shares, one a line."""
    from rich.console import Console
    from rich.table import Table as Grid

    say = _WORDS[lang if lang in _WORDS else "en"]
    grid = Grid(box=None, pad_edge=False)
    grid.add_column(say["predicate"])
    for name in ("gold", "found"):
        grid.add_column(say[name], justify="right")
    for level in LEVELS:
        for measure in ("P", "R", "F1"):
            grid.add_column(f"{say[level]} {measure}", justify="right")
    for name, levels in [(say["all"], report["levels"]), *report["predicates"].items()]:
        cells = [_number(levels[level][measure]) for level in LEVELS for measure in ("precision", "recall", "f1")]
        grid.add_row(name, f"{levels['typed']['gold']:,}", f"{levels['typed']['predicted']:,}", *cells)
    console = Console(width=160, highlight=False, color_system=None)
    with console.capture() as captured:
        console.print(grid)
    by = say["ontology"] if report["conformance_by"] == "ontology" else say["by_gold"]
    lines = [
        say["texts"].format(texts=report["texts"]),
        say["in_text"].format(share=_percent(report["gold_in_text"])),
        say["first"].format(n=report["gold_without_offsets"]) if report["gold_without_offsets"] else "",
        say["conformance"].format(share=_percent(report["conformance"]), by=by),
        say["offsets"].format(share=_percent(report["offsets_exact"])),
        say["missing"].format(n=report["missing_predictions"]) if report.get("missing_predictions") else "",
        say["surplus"].format(n=report["surplus_predictions"]) if report.get("surplus_predictions") else "",
        say["speed"].format(n=report["texts_per_second"], of=say[report["speed_of"]]) if report.get("texts_per_second") else "",
    ]
    return "\n".join([captured.get().rstrip(), "", *(line for line in lines if line)])


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
