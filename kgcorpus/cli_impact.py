"""What a change of the ontology would touch, as lines to read and as JSON: names and sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from kgcorpus.messages import localise, words
from kgcorpus.model import Fact, Json

if TYPE_CHECKING:
    from kgcorpus.curate.impact import Impact, Subject
    from kgcorpus.curate.impact_texts import Occurrence
    from kgcorpus.curate.impact_trial import Asked, Difference

T = TypeVar("T")
EXAMPLES = 10
MOST_LISTED = 50
LONGEST = 100
BETWEEN = " — "
"""Between a question and its answer."""
Said = Callable[[Fact], str]


def impact_lines(found: Impact, lang: str) -> Iterator[str]:
    """The report as lines of text."""
    say = words(lang)
    if not found.subjects and not found.problems:
        yield say("impact.nothing")
        return
    yield say("impact.changes", n=len(found.subjects))
    names = _named(found, lang)
    for subject in found.subjects[:MOST_LISTED]:
        yield from _subject(subject, lang, names)
    if len(found.subjects) > MOST_LISTED:
        yield "  " + say("trace.more", n=len(found.subjects) - MOST_LISTED)
    yield say("impact.total", facts=len(found.facts), samples=found.samples)
    yield from _occurrences(found.occurrences, lang)
    if found.problems:
        yield say("impact.problems", n=len(found.problems))
        for p in found.problems:
            fix = f" → {localise(p.fix, lang)}" if p.fix else ""
            yield f"  {p.file}:{p.line}: {say('severity.' + p.severity)} {p.rule}: {localise(p.value, lang)}{fix}"
    if found.trial is None:
        if found.errors:
            yield say("impact.errors", n=found.errors)
        elif found.subjects:
            yield say("impact.no_trial")
        return
    yield from _trial(found, lang)


def _occurrences(found: Sequence[Occurrence], lang: str) -> Iterator[str]:
    """A line for each new text that occurs, one for those that do not."""
    if not found:
        return
    say = words(lang)
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    yield say("impact.occurs")
    there, absent = [o for o in found if o.documents], [o.text for o in found if not o.documents]
    for one in there[:MOST_LISTED]:
        places = [f"{name} {say('impact.times', n=n)}" for name, n in list(one.documents.items())[:EXAMPLES]]
        if (rest := len(one.documents) - EXAMPLES) > 0:
            places.append(say("trace.more", n=rest))
        yield f"  {say('impact.' + one.kind)} “{one.text}”{colon}{comma.join(places)}"
    if len(there) > MOST_LISTED:
        yield "  " + say("trace.more", n=len(there) - MOST_LISTED)
    if absent:
        more = comma + say("trace.more", n=len(absent) - EXAMPLES) if len(absent) > EXAMPLES else ""
        yield f"  {say('impact.nowhere', n=len(absent))}{colon}{comma.join(f'“{text}”' for text in absent[:EXAMPLES])}{more}"


def _trial(found: Impact, lang: str) -> Iterator[str]:
    assert found.trial
    say = words(lang)
    before, after = _sayers(found, lang)
    facts, samples = found.trial.facts, found.trial.samples
    yield say("impact.trial")
    yield "  " + say("impact.facts", **_numbers(facts))
    yield from _examples(facts, before, after, lang)
    yield "  " + say("impact.samples", **_numbers(samples))
    yield from _examples(_own_first(samples, lang), _question, _question, lang)
    if found.trial.renamed:
        yield "  " + say("impact.renamed", n=found.trial.renamed)
    if found.trial.lost:
        yield "  " + say("impact.lost", n=len(found.trial.lost))
        for review in found.trial.lost[:EXAMPLES]:
            yield f"    {review.when} {review.who}: {review.decision} “{_about(review.on)}”"
        if len(found.trial.lost) > EXAMPLES:
            yield "    " + say("trace.more", n=len(found.trial.lost) - EXAMPLES)


def _sayers(found: Impact, lang: str) -> tuple[Said, Said]:
    """How facts of today and facts of the trial are said."""
    from kgcorpus.review.sentences import Sentences

    before = Sentences(found.before, found.known, lang)
    return before.of, (Sentences(found.trial.after, found.trial.known, lang) if found.trial else before).of


def _subject(subject: Subject, lang: str, names: Mapping[str, str]) -> Iterator[str]:
    from kgcorpus.curate.layout import FIELDS, POSITIONS

    say = words(lang)
    closed = {f.key: {key: shown[lang] for key, shown in f.column.choices} for f in FIELDS.get(subject.sheet, ())}
    name = subject.labels.get(lang) or next((subject.labels[k] for k in sorted(subject.labels)), "")
    position = dict(POSITIONS)[subject.position][lang] if subject.position else ""
    named = f"{name} [{subject.id}]" if name else subject.id
    yield f"  {say('impact.' + subject.what)} {say('impact.sheet.' + subject.sheet)} {named}{' · ' + position if position else ''}"
    for cell in subject.cells:
        change = _change(cell.old, cell.new, lang, {**names, **closed.get(cell.column, {})})
        yield f"    {cell.title[lang]}{'：' if lang == 'zh' else ': '}{change}"
    if subject.facts or subject.what != "added":
        yield "    " + say("impact.touches", facts=len(subject.facts), samples=subject.samples)


def _change(old: str, new: str, lang: str, names: Mapping[str, str]) -> str:
    """One text for another; of lists what comes and what goes."""
    before, after = ([_short(names.get(line, line)) for line in text.split("\n") if line] for text in (old, new))
    if not before:
        return _joined(after, lang)
    if len(before) == 1 and len(after) == 1:
        return f"{before[0]} → {after[0]}"
    moved = [*(f"− {line}" for line in before if line not in after), *(f"+ {line}" for line in after if line not in before)]
    return _joined(moved, lang) or _joined(after, lang)


def _joined(lines: Sequence[str], lang: str) -> str:
    return ("；" if lang == "zh" else "; ").join(lines)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _named(found: Impact, lang: str) -> Mapping[str, str]:
    """The names of what cells refer to, by id."""
    known: dict[str, Mapping[str, str]] = {s.id: s.labels for s in found.subjects}
    for group in (found.before.classes, found.before.predicates, found.before.entities):
        known.update({id: one.labels for id, one in group.items()})
    return {id: labels.get(lang) or labels[min(labels)] for id, labels in known.items() if labels}


def _numbers(one: Difference[T]) -> dict[str, int]:
    return {"gone": len(one.gone), "new": len(one.new), "changed": len(one.changed), "same": one.same}


def _examples(one: Difference[T], before: Callable[[T], str], after: Callable[[T], str], lang: str) -> Iterator[str]:
    say = words(lang)
    colon = "：" if lang == "zh" else ": "
    numbers, examples = _numbers(one), _examples_json(one, before, after)
    for what in ("gone", "new", "changed"):
        for text in examples[what]:
            yield f"    {say('impact.' + what)}{colon}{text if isinstance(text, str) else _differing(*text)}"
        if numbers[what] > EXAMPLES:
            yield "    " + say("trace.more", n=numbers[what] - EXAMPLES)


def _differing(before: str, after: str) -> str:
    """Two texts; of samples whose question stays only the answers."""
    question, mark, answer = before.partition(BETWEEN)
    then, _, other = after.partition(BETWEEN)
    if mark and question == then:
        return f"{question}{BETWEEN}{answer} → {other}"
    return f"{question} → {then}" if mark and answer == other else f"{before} → {after}"


def _own_first(samples: Difference[Asked], lang: str) -> Difference[Asked]:
    """The samples of the reader's language before the others."""
    from dataclasses import replace

    return replace(
        samples,
        gone=tuple(sorted(samples.gone, key=lambda s: s.lang != lang)),
        new=tuple(sorted(samples.new, key=lambda s: s.lang != lang)),
        changed=tuple(sorted(samples.changed, key=lambda pair: pair[0].lang != lang)),
    )


def _question(asked: Asked) -> str:
    return f"{asked.question}{BETWEEN}{asked.answer}" if asked.question else asked.id


def _about(on: Mapping[str, Json]) -> str:
    return str(on.get("quote") or on.get("fact") or on.get("sample") or on.get("shape") or dict(on))


# --------------------------------------------------------------------------------------------- JSON


def impact_json(found: Impact, lang: str) -> dict[str, Json]:
    """The report as JSON; of facts and samples at most ten examples each, as they read in ``lang``."""
    before, after = _sayers(found, lang)
    out: dict[str, Json] = {
        "changes": [
            {
                "sheet": s.sheet,
                "id": s.id,
                "what": s.what,
                "labels": dict(s.labels),
                **({"position": s.position} if s.position else {}),
                "cells": [{"column": c.column, "old": c.old, "new": c.new} for c in s.cells],
                "facts": len(s.facts),
                "samples": s.samples,
            }
            for s in found.subjects
        ],
        "facts": sorted(found.facts),
        "samples": found.samples,
        "occurrences": [{"id": o.id, "kind": o.kind, "text": o.text, "documents": dict(o.documents)} for o in found.occurrences],
        "problems": [
            {"file": p.file, "line": p.line, "rule": p.rule, "value": p.value, "fix": p.fix, "severity": p.severity} for p in found.problems
        ],
        "errors": found.errors,
    }
    if found.trial:
        facts, samples = found.trial.facts, found.trial.samples
        out["trial"] = {
            "facts": {**_numbers(facts), "examples": _examples_json(facts, before, after)},
            "samples": {
                **_numbers(samples),
                "renamed": found.trial.renamed,
                "examples": _examples_json(_own_first(samples, lang), _question, _question),
            },
            "lost": [{"who": r.who, "when": r.when, "decision": r.decision, "on": dict(r.on)} for r in found.trial.lost],
        }
    return out


def _examples_json(one: Difference[T], before: Callable[[T], str], after: Callable[[T], str]) -> dict[str, Json]:
    return {
        "gone": [before(x) for x in one.gone[:EXAMPLES]],
        "new": [after(x) for x in one.new[:EXAMPLES]],
        "changed": [[before(a), after(b)] for a, b in one.changed[:EXAMPLES]],
    }
