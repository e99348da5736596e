"""What the keys of ``corpus.toml`` must be, and the reading that collects every problem with its line."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from kgcorpus.model import KINDS, REASONS, Json
from kgcorpus.sources import SENSITIVITIES
from kgcorpus.text import language_of
from kgcorpus.values_dates import days

USES = ("train", "evaluate", "redistribute")
SETTINGS = ("closed_book", "source_named", "open_book")
FORMATS = ("alpaca", "sharegpt", "messages", "ranking", "dpo", "kto", "kto_tag", "dpo_swift", "kto_swift", "parquet", "huggingface")
LANGUAGES = ("zh", "en")
FINDINGS = (
    "asymmetry", "cardinality", "conflict", "cycles", "datatype", "disjointness", "domain", "evidence", "identifier",
    "irreflexivity", "licence_conflict", "maybe_same", "merged", "model_only", "other_name", "predicate", "qualifiers", "range",
    "review_disagreement", "review_unreadable", "review_without_fact", "same_name", "several_names", "shapes",
    "superseded", "too_few_origins", "too_few_signatures", "undated", "unit", "value_range",
)  # fmt: skip
"""The codes of findings, for ``policy.fail_on``."""


class Wrong(Exception):
    """A value does not fit; the text says what was expected."""


Check = Callable[[Json], Json]


def a_text(value: Json) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Wrong("a text")
    return unicodedata.normalize("NFC", value)


def some_characters(value: Json) -> str:
    if not isinstance(value, str) or not value:
        raise Wrong('the characters that separate: "、/"')
    return value


def a_flag(value: Json) -> bool:
    if not isinstance(value, bool):
        raise Wrong("true or false")
    return value


def some_texts(value: Json) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
        raise Wrong('a list of texts: ["…"]')
    return tuple(unicodedata.normalize("NFC", v) for v in value)


def some_headers(value: Json) -> tuple[str, ...]:
    """Headers of columns: as they are written, or ``/regular expression/``."""
    found = some_texts(value)
    for text in found:
        if len(text) > 2 and text.startswith("/") and text.endswith("/"):
            try:
                re.compile(text[1:-1])
            except re.error as error:
                raise Wrong(f"a regular expression between slashes; '{text}': {error}") from None
    return found


def headers_by_name(value: Json) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict) or not value or not all(isinstance(v, (str, list)) and v for v in value.values()):
        raise Wrong('names with the headers that they may have: { dose = ["剂量", "/max.* dose/"] }')
    return {unicodedata.normalize("NFC", name): some_headers(headers) for name, headers in value.items()}


def names_by_language(value: Json) -> dict[str, str]:
    if isinstance(value, str) and value:
        language = language_of(value)
        return {language if language in LANGUAGES else "en": value}
    if not isinstance(value, dict) or not value or not all(isinstance(v, str) for v in value.values()):
        raise Wrong('a text, or { zh = "…", en = "…" }')
    return {k: unicodedata.normalize("NFC", v) for k, v in sorted(value.items())}


def number_within(least: float, most: float) -> Check:
    def check(value: Json) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
            raise Wrong(f"a number from {least:g} to {most:g}")
        return float(value)

    return check


def whole_number(least: int) -> Check:
    def check(value: Json) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise Wrong(f"a whole number, at least {least}")
        return value

    return check


def a_cap(value: Json) -> int | None:
    return whole_number(0)(value) or None


def one_of(*choices: str) -> Check:
    def check(value: Json) -> str:
        if value not in choices:
            near = difflib.get_close_matches(str(value), choices, 1, 0.5)
            raise Wrong("one of: " + ", ".join(choices) + (f"; did you mean '{near[0]}'?" if near else ""))
        return str(value)

    return check


def some_of(*choices: str) -> Check:
    def check(value: Json) -> tuple[str, ...]:
        return tuple(one_of(*choices)(v) for v in some_texts(value)) if value != [] else ()

    return check


def weights_of(*choices: str) -> Check:
    def check(value: Json) -> dict[str, float]:
        if not isinstance(value, dict):
            raise Wrong("weights by kind: { qa = 2 }")
        return {one_of(*choices)(kind): number_within(0, 1000)(weight) for kind, weight in sorted(value.items())}

    return check


def a_date(partial: bool) -> Check:
    def check(value: Json) -> str:
        text = value if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else ""
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?" if partial else r"\d{4}-\d\d-\d\d", text):
            raise Wrong('a date: "2026-11-01"' + (', "2026-11" or "2026"' if partial else ""))
        try:
            days(text)
        except ValueError:
            raise Wrong(f"a day that exists, not {text}") from None
        return text

    return check


def a_name(value: Json) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise Wrong("a name of a-z, 0-9 and -")
    return value


def an_address(value: Json) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https?://[^\s/]+\S*", value):
        raise Wrong("an address that begins with https://")
    return value


def names_of_problems(value: Json) -> tuple[str, ...]:
    """Reasons of rejections and codes of findings; all unknown ones are said at once."""
    names = some_texts(value)
    known = sorted({*REASONS, *FINDINGS})
    unknown = []
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.5)
            unknown.append(f"'{name}'" + (f" (did you mean '{near[0]}'?)" if near else ""))
    if unknown:
        raise Wrong("reasons of rejections or codes of findings; unknown: " + ", ".join(unknown))
    return names


def maybe_empty(check: Check) -> Check:
    return lambda value: () if value == [] else check(value)


Keys = Mapping[str, Check]

SOURCE_KEYS: Keys = {
    "id": a_text,
    "title": names_by_language,
    "licence": a_text,
    "uses": some_of(*USES),
    "origin": a_text,
    "sensitivity": one_of(*SENSITIVITIES),
    "language": a_text,
    "complete": a_flag,
    "series": a_text,
    "version": lambda v: str(v) if isinstance(v, (int, float)) else a_text(v),
    "supersedes": maybe_empty(some_texts),
    "as_at": a_date(True),
    "reference": a_text,
    "recipients": maybe_empty(some_texts),
    "authorised_by": a_text,
    "authorised_until": a_date(False),
    "signed": a_text,
    "dated": a_date(False),
}
"""The keys of a ``[[source]]`` that a document's front matter may also have, with what their values must be."""
POLICY_KEYS: Keys = {
    "min_score": number_within(0, 1),
    "min_origins": whole_number(1),
    "conflicts": one_of("hold", "newest"),
    "fail_on": maybe_empty(names_of_problems),
    "identifiers": one_of("stop", "drop", "mask"),
    "signatures": whole_number(1),
    "min_density": number_within(0, 1),
    "learned": one_of("review", "certain"),
}
EXTRACT_KEYS: Keys = {"model": a_text}
RECIPE_KEYS: Keys = {
    "name": a_name,
    "purpose": one_of(*USES),
    "budget": a_cap,
    "per_fact": a_cap,
    "max_answers": a_cap,
    "share": number_within(0, 1),
    "settings": some_of(*SETTINGS),
    "kinds": some_of(*KINDS),
    "mix": weights_of(*KINDS),
    "questions": a_text,
    "languages": some_of(*LANGUAGES),
    "recipient": a_text,
    "commercial": a_flag,
    "formats": some_of(*FORMATS),
}
COLUMN_KEYS: Keys = {
    "column": a_text,
    "class": a_text,
    "by": one_of("label", "key"),
    "split": some_characters,
    "unit": a_text,
    "mint": a_flag,
    "template": a_text,
    "datatype": a_text,
    "entity": a_flag,
    "constant": a_text,
    "subject": a_flag,
    "required": a_flag,
}
ENTITY_KEYS: Keys = {"class": a_text, "label": a_text, "key": a_text, "aliases": a_text, "split": some_characters}
TEST_KEYS: Keys = {"column": a_text, "values": some_texts}


class Reading:
    """One pass over the parsed file that collects every problem with its line."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.splitlines()
        self.problems: list[str] = []

    def wrong(self, where: tuple[str | int, ...], what: str) -> None:
        line = self.line(where)
        shown = ".".join(str(p) for p in where if not isinstance(p, int))
        self.problems.append(f"{self.path.name}{f':{line}' if line else ''}: {shown + ': ' if shown else ''}{what}")

    def line(self, where: tuple[str | int, ...]) -> int | None:
        """The line of a key: below the n-th header of its table; None if it cannot be told."""
        at = 0
        for position, part in enumerate(where):
            if isinstance(part, int):
                continue
            name = re.escape(part)
            nth = where[position + 1] if position + 1 < len(where) and isinstance(where[position + 1], int) else 0
            table = re.compile(rf"\s*\[\[?\s*(?:[\w.-]+\.)?{name}\s*\]")
            key = re.compile(rf"\s*{name}\s*=|.*[{{,]\s*[\"']?{name}[\"']?\s*=")
            for pattern in (table, key):
                found = [n for n, line in enumerate(self.lines[at:], at) if pattern.match(line)]
                if found:
                    at = found[min(int(nth), len(found) - 1)]
                    break
        return at + 1 if where else None

    def table(
        self, value: Json, keys: Keys, where: tuple[str | int, ...], required: tuple[str, ...] = (), more: tuple[str, ...] = ()
    ) -> dict[str, Json]:
        """The keys that fit; ``more`` are allowed and read by somebody else."""
        if not isinstance(value, dict):
            self.wrong(where, "expected a table of keys")
            return {}
        out: dict[str, Json] = {}
        for key, item in value.items():
            if key in more:
                continue
            if key not in keys:
                near = difflib.get_close_matches(key, [*keys, *more], 1, 0.5)
                meant = f"; did you mean '{near[0]}'?" if near else "; known: " + ", ".join(sorted({*keys, *more}))
                self.wrong((*where, key), "unknown key" + meant)
                continue
            try:
                out[key] = keys[key](item)
            except Wrong as wrong:
                self.wrong((*where, key), f"found {shown(item)}, expected {wrong}")
        for key in required:
            if key not in value:
                self.wrong(where, f"'{key}' is missing")
        return out

    def tables(self, value: Json, where: tuple[str | int, ...]) -> list[tuple[dict[str, Json], tuple[str | int, ...]]]:
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.wrong(where, "expected tables: [[" + ".".join(str(w) for w in where if isinstance(w, str)) + "]]")
            return []
        return [(v, (*where, n)) for n, v in enumerate(value)]


def shown(value: Json) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
