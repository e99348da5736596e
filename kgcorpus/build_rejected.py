"""What was not passed on, read from a built corpus for people: where it stands, the sentence it stands in, why, and what to do."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from kgcorpus import store
from kgcorpus.build import STAGES, Build
from kgcorpus.documents.showing import Page, Row, row_runs
from kgcorpus.errors import InputError, UsageError
from kgcorpus.messages import WORDS, localise, words
from kgcorpus.model import MODEL, REASONS, Document, Entity, Rejection
from kgcorpus.text import sentences

READ = ("ingest", "extract", "verify")
"""The stages whose rejections are parts of documents; the later ones reject questions that nobody wrote."""
LONGEST = 160
MOST = 8
"""So many documents or wordings are named in a hint."""
MADE_UP = ("bad_quote", "unknown_predicate", "wrong_type", "bad_value", "wrong_unit")
"""What is wrong with a model's proposal and not with the text."""
UNTITLED = "its source has no title in this language"


@dataclass(frozen=True, slots=True)
class Refused:
    """A rejection with its place. ``stage`` is the stage's name, of ``release`` with the recipe; ``line`` counts from 1; ``sentence`` is
    what its quote stands in. Ids in ``what`` and ``detail`` are names of the ontology where it has some. ``model`` is the language model
    whose proposal it was.
    """

    stage: str
    reason: str
    what: str
    detail: str = ""
    document: str | None = None
    line: int | None = None
    place: str | None = None
    sentence: str = ""
    start: int | None = None
    end: int | None = None
    hint: str = ""
    model: str = ""


def reason_of(name: str) -> str:
    """The reason with this code, or with these words in either language ("hedged", "条件无法表示").

    >>> reason_of("条件无法表示"), reason_of("Condition cannot be expressed"), reason_of("no such")
    ('condition_lost', 'condition_lost', 'no such')
    """
    said = " ".join(name.split()).lower()
    return next((r for r in sorted(REASONS) if said in (r, *(w.lower() for w in WORDS["reason." + r]))), name)


def rejected(folder: Path, *, stage: str | None = None, reason: str | None = None, lang: str = "en") -> list[Refused]:
    """Everything that a built corpus rejected, by stage, reason (the commonest first), document and place.

    ``stage`` and ``reason`` (its code or its words) narrow it; ids are replaced by names in ``lang``. Raises ``UsageError`` for names that
    are none, and ``InputError`` where nothing was built.
    """
    reason = reason_of(reason) if reason is not None else None
    for option, name, known in (("--stage", stage, tuple(STAGES)), ("--reason", reason, tuple(sorted(REASONS)))):
        if name is not None and name not in known:
            near = difflib.get_close_matches(name, known, 1)
            raise UsageError(option, f"unknown: '{name}'", "one of: " + ", ".join(known), f"did you mean '{near[0]}'?" if near else "")
    if not (folder / "corpus.db").exists() and (folder / "corpus.toml").exists():
        raise InputError(str(folder), "nothing has been built here", "corpus.db", "run 'kgcorpus build' first")
    with Build(folder) as work:
        found = [(name, store.load(Rejection, raw)) for name, raw in work.store.rejections()]
        found = [(name, r) for name, r in found if stage in (None, _stage(name)) and reason in (None, r.reason)]
        documents = work.documents() if any(r.start is not None or r.reason == "no_label" for _, r in found) else {}
        names = _names(work, lang)
        questions = _questions(work, (r.what for name, r in found if _stage(name) == "release"))
        pages = {id: Page(document) for id, document in documents.items()}
        rows = [_refused(name, r, pages, names, questions) for name, r in found]
    rows = _with_hints(rows, documents, lang)
    number = Counter((r.stage, r.reason) for r in rows)
    return sorted(
        rows,
        key=lambda r: (
            STAGES.index(_stage(r.stage)),
            r.stage,
            -number[r.stage, r.reason],
            r.reason,
            r.document or "",
            r.start or 0,
            r.what,
            r.detail,
        ),
    )


def _stage(name: str) -> str:
    """The stage of what the corpus file keeps under a name such as ``release default``."""
    return name.partition(" ")[0]


def _names(work: Build, lang: str) -> Mapping[str, str]:
    """The names in a language (else in another) of all that the ontology and the documents name, by id."""
    ontology = work.ontology
    known: dict[str, Mapping[str, str]] = {}
    for group in (ontology.classes, ontology.predicates, ontology.entities):
        known.update({id: one.labels for id, one in group.items()})
    known.update({id: store.load(Entity, raw).labels for id, raw in work.store.records("entity")})
    return {id: labels.get(lang) or labels[min(labels)] for id, labels in known.items() if labels}


def _questions(work: Build, ids: Iterable[str]) -> Mapping[str, str]:
    found = ((id, work.store.sample(id)) for id in sorted(set(ids)))
    return {id: str(orjson.loads(raw)["question"]) for id, raw in found if raw}


def _refused(
    stage: str, rejection: Rejection, pages: Mapping[str, Page], names: Mapping[str, str], questions: Mapping[str, str]
) -> Refused:
    what = questions.get(rejection.what) or _named(rejection.what, names)
    page = pages.get(rejection.document or "")
    line, sentence = None, ""
    if page is not None and rejection.start is not None and rejection.end is not None:
        line = page.document.text.count("\n", 0, rejection.start) + 1
        sentence = _around(page, rejection.start, rejection.end)
        if rejection.reason == "identifier":
            sentence = _without_identifiers(sentence)
    return Refused(
        stage,
        rejection.reason,
        what,
        _named(rejection.detail, names),
        rejection.document,
        line,
        rejection.place,
        sentence,
        rejection.start,
        rejection.end,
        model=rejection.made_by.removeprefix(MODEL) if rejection.made_by.startswith(MODEL) else "",
    )


def _with_hints(rows: list[Refused], documents: Mapping[str, Document], lang: str) -> list[Refused]:
    """The rows with what to do where more can be said than the reason tells: titles that are missing, wording that is."""
    say = words(lang)
    untitled: dict[str, str] = {}
    for code in ("zh", "en"):
        without = [d.id for d in documents.values() if code not in d.source.title and d.language != code]
        if without:
            named = ("、" if lang == "zh" else ", ").join(without[:MOST]) + (" …" if len(without) > MOST else "")
            untitled[code] = say("rejected.untitled", language=say(f"language.{code}"), documents=named, code=code)
    missing = Counter(r.detail for r in rows if r.reason == "no_wording" and r.detail)
    listed = ("；" if lang == "zh" else "; ").join(f"{detail} ×{n}" for detail, n in missing.most_common(MOST))
    out = []
    for row in rows:
        hint = ""
        if row.reason == "no_label" and row.detail == UNTITLED:
            hint = untitled.get(row.what.partition(" ")[0], "")
        elif row.reason == "no_wording" and listed:
            hint = say("hint.no_wording") + ("：" if lang == "zh" else ": ") + listed
        elif row.model and row.reason in MADE_UP:
            hint = say("hint.made_up")
        out.append(replace(row, hint=hint) if hint else row)
    return out


def _without_identifiers(sentence: str) -> str:
    """The sentence with asterisks for what identifies a person; none where it is a name that only its entity gives away."""
    from kgcorpus.identifiers.finding import findings, masked

    hidden = masked(sentence, findings(sentence, personal=True))
    return hidden if hidden != sentence else ""


def _named(text: str, names: Mapping[str, str]) -> str:
    """The text with ids written as names."""
    return re.sub(r"[^\s,;()\[\]^]+?(?=:?(?:[\s,;()\[\]^]|$))", lambda m: names.get(m[0], m[0]), text)


def _around(page: Page, start: int, end: int) -> str:
    """The row with its header, or the sentences, in which a quote stands on one line, sentences shortened if long."""
    text = page.document.text
    if isinstance(row := page.block(start, end), Row):
        return "".join(said for said, _ in row_runs(row, (), text))
    stop = text.find("\n", end)
    line = (text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(text))
    touched = [(a, b) for a, b in sentences(text, *line) if a < end and start < b] or [(start, end)]
    first, last = min(a for a, _ in touched), max(b for _, b in touched)
    before = after = ""
    if last - first > LONGEST:
        near = max(first, start - LONGEST // 3)
        far = min(last, near + LONGEST)
        before, after = "…" * (near > first), "…" * (far < last)
        first, last = near, far
    return before + " ".join(text[first:last].split()) + after


# --------------------------------------------------------------------------------------------- for people


def screen(rows: Iterable[Refused], lang: str, *, n: int, every_stage: bool = False) -> Iterator[str]:
    """Lines of text: per stage and reason the number, what to do, and at most ``n`` places.

    The questions that later stages rejected are counted only, unless ``every_stage``.
    """
    say = words(lang)
    grouped: dict[tuple[str, str], list[Refused]] = {}
    for row in rows:
        grouped.setdefault((row.stage, row.reason), []).append(row)
    if not grouped:
        yield say("rejected.none")
    last = None
    for (stage, reason), group in grouped.items():
        if stage != last:
            stage_name = " ".join(filter(None, (say("stage." + _stage(stage)), stage.partition(" ")[2])))
            yield say("rejected.stage", stage=stage_name, n=sum(len(g) for (s, _), g in grouped.items() if s == stage))
            last = stage
        yield "  " + say("rejected.reason", reason=say("reason." + reason), n=len(group), code=reason)
        yield from ("    → " + hint for hint in dict.fromkeys(row.hint or say(f"hint.{reason}") for row in group))
        if stage not in READ and not every_stage:
            continue
        yield from (f"    {_line(row, lang)}" for row in group[:n])
        if len(group) > n:
            yield "    " + say("trace.more", n=len(group) - n)


def _line(row: Refused, lang: str) -> str:
    zh = lang == "zh"
    place = ":".join(str(p) for p in (row.document, row.line if row.place is None else None) if p is not None)
    if row.place:
        place += f" ({localise(row.place, lang)})" if not zh else f"（{localise(row.place, lang)}）"
    parts = [place] if place else []
    if row.sentence:
        parts.append(f"“{row.sentence}”")
    if row.what and row.what not in (row.document, row.sentence):
        parts.append(f"{'：' if zh else ': '}".join(p for p in (f"“{row.what}”" if row.sentence else row.what, _why(row, lang)) if p))
    elif why := _why(row, lang):
        parts.append(why)
    return "  ".join(parts)


def _why(row: Refused, lang: str) -> str:
    why = localise(row.detail, lang)
    by = words(lang)("trace.proposed_by", model=row.model) if row.model else ""
    between = "；" if lang == "zh" else "; "
    return between.join(filter(None, (why, by)))
