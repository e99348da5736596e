"""``corpus.toml``: read, checked whole, explained. Every problem of the file is said at once, with its line and what was meant."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path

from kgcorpus.errors import ConfigError
from kgcorpus.model import Json, Source, digest
from kgcorpus.text import language_of
from kgcorpus.values_dates import days

USES = ("train", "evaluate", "redistribute")
SENSITIVITIES = ("public", "internal", "confidential", "personal")
SETTINGS = ("closed_book", "source_named", "open_book")
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Policy:
    """What is accepted. ``conflicts``: ``hold`` keeps both sides pending, ``newest`` lets a later edition of one series win."""

    min_score: float = 0.5
    min_origins: int = 1
    conflicts: str = "hold"
    fail_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRule:
    """Which documents (globs under the documents folder) a source declares, and what it declares."""

    documents: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Column:
    """Where an argument of a fact comes from: a ``column``, the row's own ``entity``, a ``constant`` id, or the document's ``subject``.

    ``by`` is ``label`` or ``key``; ``split`` holds the characters that separate a list; ``template`` makes the key of an event from columns.
    """

    column: str | None = None
    cls: str | None = None
    by: str = "label"
    split: str | None = None
    unit: str | None = None
    mint: bool | None = None
    template: str | None = None
    datatype: str | None = None
    entity: bool = False
    constant: str | None = None
    subject: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class CellTest:
    """Holds for a row whose cell in ``column`` says one of ``values``."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QualifierRule:
    """A qualifier of a mapped fact and where its value comes from."""

    predicate: str
    column: Column


@dataclass(frozen=True, slots=True)
class FactRule:
    """A fact that each row of a table gives."""

    predicate: str
    subject: Column
    object: Column
    qualifiers: tuple[QualifierRule, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    negated: CellTest | None = None
    when: CellTest | None = None


@dataclass(frozen=True, slots=True)
class EntityRule:
    """The entity that each row of a table names, by the columns of its label, key and aliases (separated by the characters of ``split``)."""

    cls: str
    label: str
    key: str | None = None
    aliases: str | None = None
    split: str | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """How the tables of some documents are read; ``caption`` narrows to tables under a heading that contains it."""

    documents: tuple[str, ...]
    sheet: str | None = None
    caption: str | None = None
    entity: EntityRule | None = None
    ignore: tuple[str, ...] = ()
    facts: tuple[FactRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a release takes. ``budget`` is samples per language and ``per_fact`` samples per fact (None: no cap); ``share`` is the most that one
    question skeleton may have. Empty ``settings``, ``kinds``, ``languages`` take all."""

    name: str
    purpose: str = "train"
    budget: int | None = 400
    per_fact: int | None = 6
    max_answers: int | None = 20
    share: float = 0.02
    settings: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus folder as ``corpus.toml`` declares it; paths are absolute. ``digest`` depends on the declarations, not on paths or layout of the file."""

    folder: Path
    name: str
    title: Mapping[str, str]
    date: str
    languages: tuple[str, ...]
    ontology: Path
    documents: Path
    notice: Mapping[str, str] = field(default_factory=dict)
    policy: Policy = Policy()
    sources: tuple[SourceRule, ...] = ()
    tables: tuple[TableRule, ...] = ()
    recipes: Mapping[str, Recipe] = field(default_factory=dict)
    digest: str = ""


# ------------------------------------------------------------------------------------------------- globs


@lru_cache(maxsize=2048)
def _glob(pattern: str) -> re.Pattern[str]:
    pattern = unicodedata.normalize("NFC", pattern).removeprefix("./")
    parts = re.split(r"(\*\*/?|\*|\?|\[[^\]/]+\])", pattern.rstrip("/"))
    translated = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    out = "".join(p if i % 2 and p.startswith("[") else translated.get(p, re.escape(p)) for i, p in enumerate(parts))
    return re.compile(("" if "/" in pattern else "(?:.*/)?") + out + ("(?:/.*)?" if pattern.endswith("/") else ""), re.DOTALL)


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a document's path fits one of the globs: ``*`` stays within a folder, ``**`` does not, no ``/`` means any folder, ``labels/`` all in it.

    >>> [matches("labels/cn/a.md", (p,)) for p in ("labels/*.md", "labels/**/*.md", "*.md", "labels/", "labels/cn/a.md")]
    [False, True, True, True, True]
    """
    path = unicodedata.normalize("NFC", path)
    return any(path == unicodedata.normalize("NFC", p) or _glob(p).fullmatch(path) is not None for p in patterns)


def source_for(corpus: Corpus, relative_path: str) -> SourceRule | None:
    """The first source whose globs fit the document's path."""
    return next((rule for rule in corpus.sources if matches(relative_path, rule.documents)), None)


# ------------------------------------------------------------------------------------------------- reading


class _Wrong(Exception):
    """A value does not fit; the text says what was expected."""


Check = Callable[[Json], Json]


def _text(value: Json) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong("a text")
    return unicodedata.normalize("NFC", value)


def _characters(value: Json) -> str:
    if not isinstance(value, str) or not value:
        raise _Wrong('the characters that separate: "、/"')
    return value


def _flag(value: Json) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("true or false")
    return value


def _texts(value: Json) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
        raise _Wrong('a list of texts: ["…"]')
    return tuple(unicodedata.normalize("NFC", v) for v in value)


def _names(value: Json) -> dict[str, str]:
    if isinstance(value, str) and value:
        language = language_of(value)
        return {language if language in LANGUAGES else "en": value}
    if not isinstance(value, dict) or not value or not all(isinstance(v, str) for v in value.values()):
        raise _Wrong('a text, or { zh = "…", en = "…" }')
    return {k: unicodedata.normalize("NFC", v) for k, v in sorted(value.items())}


def _number(least: float, most: float) -> Check:
    def check(value: Json) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
            raise _Wrong(f"a number from {least:g} to {most:g}")
        return float(value)

    return check


def _whole(least: int) -> Check:
    def check(value: Json) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise _Wrong(f"a whole number, at least {least}")
        return value

    return check


def _cap(value: Json) -> int | None:
    return _whole(0)(value) or None


def _one_of(*choices: str) -> Check:
    def check(value: Json) -> str:
        if value not in choices:
            near = difflib.get_close_matches(str(value), choices, 1, 0.5)
            raise _Wrong("one of: " + ", ".join(choices) + (f"; did you mean '{near[0]}'?" if near else ""))
        return str(value)

    return check


def _some_of(*choices: str) -> Check:
    def check(value: Json) -> tuple[str, ...]:
        return tuple(_one_of(*choices)(v) for v in _texts(value)) if value != [] else ()

    return check


def _date(partial: bool) -> Check:
    def check(value: Json) -> str:
        text = value if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else ""
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?" if partial else r"\d{4}-\d\d-\d\d", text):
            raise _Wrong('a date: "2026-11-01"' + (', "2026-11" or "2026"' if partial else ""))
        try:
            days(text)
        except ValueError:
            raise _Wrong(f"a day that exists, not {text}") from None
        return text

    return check


def _name(value: Json) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise _Wrong("a name of a-z, 0-9 and -")
    return value


def _maybe_empty(check: Check) -> Check:
    return lambda value: () if value == [] else check(value)


Keys = Mapping[str, Check]

SOURCE_KEYS: Keys = {
    "id": _text, "title": _names, "licence": _text, "uses": _some_of(*USES), "origin": _text, "sensitivity": _one_of(*SENSITIVITIES),
    "language": _text, "complete": _flag, "series": _text, "version": lambda v: str(v) if isinstance(v, (int, float)) else _text(v),
    "supersedes": _maybe_empty(_texts), "as_at": _date(True), "reference": _text,
}  # fmt: skip
"""The keys of a ``[[source]]`` that a document's front matter may also have, with what their values must be."""
_POLICY: Keys = {
    "min_score": _number(0, 1), "min_origins": _whole(1), "conflicts": _one_of("hold", "newest"), "fail_on": _maybe_empty(_texts),
}  # fmt: skip
_RECIPE: Keys = {
    "name": _name, "purpose": _one_of(*USES), "budget": _cap, "per_fact": _cap, "max_answers": _cap, "share": _number(0, 1),
    "settings": _some_of(*SETTINGS), "kinds": _maybe_empty(_texts), "languages": _some_of(*LANGUAGES), "recipient": _text,
}  # fmt: skip
_COLUMN: Keys = {
    "column": _text, "class": _text, "by": _one_of("label", "key"), "split": _characters, "unit": _text, "mint": _flag, "template": _text, "datatype": _text,
    "entity": _flag, "constant": _text, "subject": _flag, "required": _flag,
}  # fmt: skip
_ENTITY: Keys = {"class": _text, "label": _text, "key": _text, "aliases": _text, "split": _characters}
_TEST: Keys = {"column": _text, "values": _texts}


class _Reading:
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
            except _Wrong as wrong:
                self.wrong((*where, key), f"found {_shown(item)}, expected {wrong}")
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


def _shown(value: Json) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def load(corpus: Path | str) -> Corpus:
    """The corpus that a folder (or its ``corpus.toml``) declares. Raises one ``ConfigError`` that lists all problems."""
    path = Path(corpus)
    if path.is_dir() or path.suffix != ".toml":
        path = path / "corpus.toml"
    if not path.is_file():
        raise ConfigError(str(path.parent), "is no corpus folder", "a file corpus.toml in it", "make one with 'kgcorpus new'")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        parsed = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), f"byte {error.start} is not UTF-8", "UTF-8 text", "save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), f"no TOML: {error}", "", "texts stand in double quotes, lists in square brackets") from None
    except RecursionError:
        raise ConfigError(str(path), "nested too deeply") from None
    reading = _Reading(path, text)
    result = _corpus(reading, parsed, path.parent.resolve())
    if reading.problems:
        count = len(reading.problems)
        raise ConfigError(
            "" if count == 1 else str(path), reading.problems[0] if count == 1 else f"{count} problems\n  " + "\n  ".join(reading.problems)
        )
    return result


def _corpus(reading: _Reading, parsed: dict[str, Json], folder: Path) -> Corpus:
    keys: Keys = {
        "name": _name, "title": _names, "date": _date(False), "languages": _some_of(*LANGUAGES), "ontology": _text, "documents": _text, "notice": _names,
    }  # fmt: skip
    top = reading.table(parsed, keys, (), ("name", "date", "ontology"), ("policy", "source", "table", "recipe"))
    ontology, documents = folder / top.get("ontology", ""), folder / top.get("documents", "documents")
    if "ontology" in top and not ontology.exists():
        reading.wrong(("ontology",), f"there is no {top['ontology']}")
    if not documents.is_dir():
        reading.wrong(("documents",) if "documents" in top else (), f"there is no folder {top.get('documents', 'documents')}")
    policy = Policy(**reading.table(parsed.get("policy", {}), _POLICY, ("policy",)))
    sources = _sources(reading, parsed.get("source", []))
    tables = tuple(_table(reading, value, where) for value, where in reading.tables(parsed.get("table", []), ("table",)))
    recipes = _recipes(reading, parsed.get("recipe", []))
    name = top.get("name", folder.name)
    return Corpus(
        folder, name, top.get("title", {"en": name}), top.get("date", ""), top.get("languages", LANGUAGES), ontology.resolve(), documents.resolve(),
        top.get("notice", {}), policy, sources, tables, recipes, digest({k: repr(v) for k, v in sorted(parsed.items())}),
    )  # fmt: skip


def _sources(reading: _Reading, value: Json) -> tuple[SourceRule, ...]:
    out: list[SourceRule] = []
    for table, where in reading.tables(value, ("source",)):
        read = reading.table(table, {**SOURCE_KEYS, "documents": _texts}, where, ("id", "documents"))
        if any(rule.source.id == read.get("id") for rule in out):
            reading.wrong((*where, "id"), f"'{read.get('id')}' is the id of another source")
        patterns = read.pop("documents", ())
        out.append(SourceRule(patterns, Source(**{"id": "", **read})))
    return tuple(out)


def _recipes(reading: _Reading, value: Json) -> dict[str, Recipe]:
    recipes = {"default": Recipe("default")}
    for table, where in reading.tables(value, ("recipe",)):
        read = reading.table(table, _RECIPE, where, ("name",))
        name = read.get("name", "")
        if name == "all":
            reading.wrong((*where, "name"), "'all' is the recipe that lifts every cap; choose another name")
        elif name:
            recipes[name] = Recipe(**read)
    recipes["all"] = Recipe("all", recipes["default"].purpose, None, None, None, 1.0)
    return dict(sorted(recipes.items()))


def _table(reading: _Reading, value: dict[str, Json], where: tuple[str | int, ...]) -> TableRule:
    keys: Keys = {"documents": _texts, "sheet": _text, "caption": _text, "ignore": _maybe_empty(_texts)}
    read = reading.table(value, keys, where, ("documents",), ("entity", "fact"))
    entity = None
    if "entity" in value:
        found = reading.table(value["entity"], _ENTITY, (*where, "entity"), ("class", "label"))
        if "class" in found and "label" in found:
            entity = EntityRule(found.pop("class"), **found)
    facts = [_fact(reading, table, place, entity) for table, place in reading.tables(value.get("fact", []), (*where, "fact"))]
    if entity is None and not facts and "entity" not in value:
        reading.wrong(where, "gives neither an entity nor a [[table.fact]]")
    return TableRule(read.pop("documents", ()), entity=entity, facts=tuple(f for f in facts if f is not None), **read)


def _fact(reading: _Reading, value: dict[str, Json], where: tuple[str | int, ...], entity: EntityRule | None) -> FactRule | None:
    before = len(reading.problems)
    more = ("subject", "object", "qualifiers", "valid", "negated", "when")
    read = reading.table(value, {"predicate": _text}, where, ("predicate", "subject", "object"), more)
    subject, object_ = (_column(reading, value.get(key), (*where, key), entity) for key in ("subject", "object"))
    qualifiers = []
    for table, place in reading.tables(value.get("qualifiers", []), (*where, "qualifiers")):
        rest = {k: v for k, v in table.items() if k != "predicate"}
        column = _column(reading, rest, place, entity)
        if "predicate" not in table:
            reading.wrong(place, "'predicate' is missing")
        elif column is not None:
            qualifiers.append(QualifierRule(str(table["predicate"]), column))
    valid = reading.table(value.get("valid", {}), {"from": _text, "to": _text}, (*where, "valid"))
    tests = {key: _test(reading, value[key], (*where, key)) for key in ("negated", "when") if key in value}
    if len(reading.problems) > before or subject is None or object_ is None:
        return None
    return FactRule(
        read["predicate"], subject, object_, tuple(qualifiers), valid.get("from"), valid.get("to"), tests.get("negated"), tests.get("when")
    )


def _column(reading: _Reading, value: Json, where: tuple[str | int, ...], entity: EntityRule | None) -> Column | None:
    if value is None:
        return None
    if isinstance(value, str):
        value = {"column": value}
    read = reading.table(value, _COLUMN, where)
    given = [k for k in ("column", "entity", "constant", "subject", "template") if read.get(k)]
    if len(given) != 1 and sorted(given) != ["column", "template"]:
        reading.wrong(where, "needs one of: column, entity = true, constant, subject = true, template")
        return None
    if read.get("entity") and entity is None:
        reading.wrong(where, "entity = true, but the table names no entity; add entity = { class = …, label = … } to the table")
    return replace(Column(), **{"cls" if k == "class" else k: v for k, v in read.items()})


def _test(reading: _Reading, value: Json, where: tuple[str | int, ...]) -> CellTest | None:
    read = reading.table(value, _TEST, where, ("column", "values"))
    return CellTest(**read) if len(read) == 2 else None


def with_front_matter(source: Source, values: Mapping[str, Json]) -> Source:
    """The source with what a document's front matter says otherwise; keys that are no source's are left to others. ``id`` is the document's, not the source's.

    Raises ``ConfigError`` naming the first key whose value does not fit.

    >>> with_front_matter(Source("s", licence="CC0-1.0"), {"licence": "CC-BY-4.0", "author": "x"}).licence
    'CC-BY-4.0'
    """
    known = {f.name for f in fields(Source)} - {"id", "title"}
    changed: dict[str, Json] = {}
    for key in sorted(known & values.keys()):
        value = values[key]
        if key == "complete" and isinstance(value, str):
            value = {"true": True, "false": False}.get(value.lower(), value)
        if key in ("uses", "supersedes") and isinstance(value, str):
            value = [v.strip() for v in re.split("[,，、]", value) if v.strip()]
        try:
            changed[key] = SOURCE_KEYS[key](value)
        except _Wrong as wrong:
            raise ConfigError(key, f"found {_shown(value)}", str(wrong)) from None
    return replace(source, **changed)
