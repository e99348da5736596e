"""Does the text say it there? Every span of every evidence, in every document."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Finding, Span
from .records import Check, Records


def evidence() -> Check:
    """A check that each span's quote stands at its offsets, and that every asserted fact has evidence.

    A fact fails where none of its evidences is whole; where only some are broken, that is a warning.
    """
    return _evidence


def _evidence(records: Records) -> Iterator[Finding]:
    texts = {id: document.text for id, document in records.documents.items()}
    known = set(records.ids)
    for index, fact in enumerate(records.facts):
        if fact.derived is not None:
            if missing := [p for p in fact.derived.premises if p not in known]:
                yield records.finding("evidence", index, f"derived from facts that are not there: {', '.join(missing)}")
            continue
        if not fact.evidence:
            yield records.finding("evidence", index, f"no evidence for {records.say(index)}")
            continue
        problems = [_problem(ground.spans, texts) for ground in fact.evidence]
        broken = [problem for problem in problems if problem]
        if broken:
            severity = "error" if len(broken) == len(problems) else "warning"
            yield records.finding("evidence", index, broken[0], severity=severity)


def _problem(spans: tuple[Span, ...], texts: dict[str, str]) -> str | None:
    if not spans:
        return "an evidence without spans"
    for span in spans:
        text = texts.get(span.document)
        if text is None:
            return f"there is no document '{span.document}'"
        if text[span.start : span.end] != span.quote or not 0 <= span.start < span.end:
            return f"{span.document}[{span.start}:{span.end}] is {text[span.start : span.end]!r}, not {span.quote!r}"
    return None
