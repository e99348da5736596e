"""``corpus.toml``: read, checked whole, explained. Every problem of the file is said at once, with its line and what was meant."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path

from kgcorpus.config_checks import (
    COLUMN_KEYS,
    ENTITY_KEYS,
    EXTRACT_KEYS,
    LANGUAGES,
    POLICY_KEYS,
    RECIPE_KEYS,
    SOURCE_KEYS,
    TEST_KEYS,
    Keys,
    Reading,
    Wrong,
    a_date,
    a_name,
    a_text,
    an_address,
    headers_by_name,
    maybe_empty,
    names_by_language,
    one_of,
    shown,
    some_headers,
    some_of,
    some_texts,
)
from kgcorpus.errors import ConfigError
from kgcorpus.model import Json, Source, digest
from kgcorpus.sources import SENSITIVITIES, stricter


@dataclass(frozen=True, slots=True)
class Policy:
    """What is accepted. ``conflicts``: ``hold`` keeps both sides pending, ``newest`` lets a later edition of one series win.

    ``identifiers`` of persons: ``stop`` the build, ``drop`` what holds one, or ``mask`` them in the documents' text. ``signatures``: how
    many people must have signed what only notes say. ``min_density``: passages that hold less knowledge are left out of extraction (0:
    none is; see ``extract.density``). ``learned``: what only a trained model says waits for a person (``review``), or is accepted where
    the model is ``certain``.
    """

    min_score: float = 0.5
    min_origins: int = 1
    conflicts: str = "hold"
    fail_on: tuple[str, ...] = ()
    identifiers: str = "drop"
    signatures: int = 1
    min_density: float = 0.0
    learned: str = "review"


@dataclass(frozen=True, slots=True)
class SourceRule:
    """Which documents (globs under the documents folder) a source declares, and what it declares; ``stated`` are the keys that it has.
    ``min_density`` is the policy's where the source has none."""

    documents: tuple[str, ...]
    source: Source
    stated: frozenset[str] = frozenset()
    min_density: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Where an argument of a fact comes from: a ``column``, the row's own ``entity``, a ``constant`` id, or the document's ``subject``.

    ``by`` is ``label`` or ``key``; ``split`` holds the characters that separate a list; ``template`` makes an event's key from columns.
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
    """The entity that each row of a table names: the columns of its label, key and aliases (separated by characters of ``split``)."""

    cls: str
    label: str
    key: str | None = None
    aliases: str | None = None
    split: str | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """How the tables of some documents are read; ``caption`` narrows to tables under a heading that contains it.

    ``columns`` gives the names that the mapping uses for columns the headers that they may have: as written, or ``/regular expression/``.
    A mapping with it reads every table whose header fits, and no other.
    """

    documents: tuple[str, ...]
    sheet: str | None = None
    caption: str | None = None
    entity: EntityRule | None = None
    ignore: tuple[str, ...] = ()
    facts: tuple[FactRule, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a release takes.

    ``budget`` is samples per language and ``per_fact`` samples per fact (None: no cap); ``share`` is the most that one question skeleton
    may have; ``mix`` weighs the kinds of samples under the budget (see ``release.mixture.WEIGHTS``; 0 leaves a kind out);
    ``questions`` is a CSV file of real user questions, relative to the folder, whose shapes half of the budget follows. Empty
    ``settings``, ``kinds``, ``languages``, ``formats`` take all. ``recipient`` is whom the release is handed to (``public``: anybody;
    empty: nobody, it is the organisation's own), ``commercial`` whether it is meant for commercial use.
    """

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
    commercial: bool = False
    mix: Mapping[str, float] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    questions: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus folder as ``corpus.toml`` declares it; paths are absolute. ``digest`` depends on the declarations, not on their layout.
    ``model`` is the folder of a trained model that proposes facts, whether it is there or not. ``publisher`` and ``homepage`` are told with
    the dataset folder of a release."""

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
    ontology_sensitivity: str = "internal"
    model: Path | None = None
    publisher: str = ""
    homepage: str = ""


# ------------------------------------------------------------------------------------------------- globs


@lru_cache(maxsize=2048)
def _glob(pattern: str) -> re.Pattern[str]:
    pattern = unicodedata.normalize("NFC", pattern).removeprefix("./")
    parts = re.split(r"(\*\*/?|\*|\?|\[[^\]/]+\])", pattern.rstrip("/"))
    translated = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    out = "".join(p if i % 2 and p.startswith("[") else translated.get(p, re.escape(p)) for i, p in enumerate(parts))
    return re.compile(("" if "/" in pattern else "(?:.*/)?") + out + ("(?:/.*)?" if pattern.endswith("/") else ""), re.DOTALL)


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a document's path fits one of the globs.

    ``*`` stays within a folder, ``**`` does not; a glob without ``/`` fits in any folder, ``labels/`` all that is in it.

    >>> [matches("labels/cn/a.md", (p,)) for p in ("labels/*.md", "labels/**/*.md", "*.md", "labels/", "labels/cn/a.md")]
    [False, True, True, True, True]
    """
    path = unicodedata.normalize("NFC", path)
    return any(path == unicodedata.normalize("NFC", p) or _glob(p).fullmatch(path) is not None for p in patterns)


def source_for(corpus: Corpus, relative_path: str) -> SourceRule | None:
    """The first source whose globs fit the document's path."""
    return next((rule for rule in corpus.sources if matches(relative_path, rule.documents)), None)


# ------------------------------------------------------------------------------------------------- reading

WAY_OUT = "check the path, or make a corpus with 'kgcorpus new FOLDER'"


def load(corpus: Path | str) -> Corpus:
    """The corpus that a folder (or its ``corpus.toml``) declares. Raises one ``ConfigError`` that lists all problems."""
    path = Path(corpus)
    if path.is_dir() or path.suffix != ".toml":
        path = path / "corpus.toml"
    if not path.is_file():
        raise ConfigError(str(path.parent), "is no corpus folder", "a file corpus.toml in it", WAY_OUT)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        parsed = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), f"byte {error.start} is not UTF-8", "UTF-8 text", "save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), f"no TOML: {error}", "", "texts stand in double quotes, lists in square brackets") from None
    except RecursionError:
        raise ConfigError(str(path), "nested too deeply") from None
    reading = Reading(path, text)
    result = _corpus(reading, parsed, path.parent.resolve())
    if reading.problems:
        count = len(reading.problems)
        raise ConfigError(
            "" if count == 1 else str(path), reading.problems[0] if count == 1 else f"{count} problems\n  " + "\n  ".join(reading.problems)
        )
    return result


def _corpus(reading: Reading, parsed: dict[str, Json], folder: Path) -> Corpus:
    keys: Keys = {
        "name": a_name,
        "title": names_by_language,
        "date": a_date(False),
        "languages": some_of(*LANGUAGES),
        "ontology": a_text,
        "documents": a_text,
        "notice": names_by_language,
        "ontology_sensitivity": one_of(*SENSITIVITIES),
        "publisher": a_text,
        "homepage": an_address,
    }
    top = reading.table(parsed, keys, (), ("name", "date", "ontology"), ("policy", "source", "table", "recipe", "extract"))
    ontology, documents = folder / top.get("ontology", ""), folder / top.get("documents", "documents")
    if "ontology" in top and not ontology.exists():
        reading.wrong(("ontology",), f"there is no {top['ontology']}")
    if not documents.is_dir():
        reading.wrong(("documents",) if "documents" in top else (), f"there is no folder {top.get('documents', 'documents')}")
    policy = Policy(**reading.table(parsed.get("policy", {}), POLICY_KEYS, ("policy",)))
    extracting = reading.table(parsed.get("extract", {}), EXTRACT_KEYS, ("extract",))
    sources = _sources(reading, parsed.get("source", []))
    tables = tuple(_table(reading, value, where) for value, where in reading.tables(parsed.get("table", []), ("table",)))
    recipes = _recipes(reading, parsed.get("recipe", []))
    _check_recipients(reading, recipes, sources)
    name = top.get("name", folder.name)
    return Corpus(
        folder,
        name,
        top.get("title", {"en": name}),
        top.get("date", ""),
        top.get("languages", LANGUAGES),
        ontology.resolve(),
        documents.resolve(),
        top.get("notice", {}),
        policy,
        sources,
        tables,
        recipes,
        digest({k: repr(v) for k, v in sorted(parsed.items())}),
        top.get("ontology_sensitivity", "internal"),
        (folder / extracting["model"]).resolve() if extracting.get("model") else None,
        top.get("publisher", ""),
        top.get("homepage", ""),
    )


def _sources(reading: Reading, value: Json) -> tuple[SourceRule, ...]:
    out: list[SourceRule] = []
    for table, where in reading.tables(value, ("source",)):
        keys = {**SOURCE_KEYS, "documents": some_texts, "min_density": POLICY_KEYS["min_density"]}
        read = reading.table(table, keys, where, ("id", "documents"))
        if any(rule.source.id == read.get("id") for rule in out):
            reading.wrong((*where, "id"), f"'{read.get('id')}' is the id of another source")
        patterns, least = read.pop("documents", ()), read.pop("min_density", None)
        out.append(SourceRule(patterns, Source(**{"id": "", **read}), frozenset(read), least))
    return tuple(out)


def _recipes(reading: Reading, value: Json) -> dict[str, Recipe]:
    recipes = {"default": Recipe("default")}
    for table, where in reading.tables(value, ("recipe",)):
        read = reading.table(table, RECIPE_KEYS, where, ("name",))
        name = read.get("name", "")
        if name == "all":
            reading.wrong((*where, "name"), "'all' is the recipe that lifts every cap; choose another name")
        elif name:
            recipes[name] = Recipe(**read)
    usual = recipes["default"]  # no cap is lifted on whom it is for
    recipes["all"] = Recipe("all", usual.purpose, None, None, None, 1.0, recipient=usual.recipient, commercial=usual.commercial)
    return dict(sorted(recipes.items()))


def _check_recipients(reading: Reading, recipes: Mapping[str, Recipe], sources: tuple[SourceRule, ...]) -> None:
    """A recipient whom the sources write otherwise would get nothing of them, and nobody would see why."""

    def plain(name: str) -> str:
        return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name)).casefold()

    known = {name for rule in sources for name in rule.source.recipients}
    for recipe in recipes.values():
        alike = sorted(name for name in known if plain(name) == plain(recipe.recipient))
        if recipe.name != "all" and recipe.recipient and alike and recipe.recipient not in known:
            reading.wrong(("recipe", "recipient"), f"no source names the recipient '{recipe.recipient}'; did you mean '{alike[0]}'?")


def _table(reading: Reading, value: dict[str, Json], where: tuple[str | int, ...]) -> TableRule:
    keys: Keys = {"documents": some_texts, "sheet": a_text, "caption": a_text}
    keys = {**keys, "ignore": maybe_empty(some_headers), "columns": headers_by_name}
    read = reading.table(value, keys, where, ("documents",), ("entity", "fact"))
    entity = None
    if "entity" in value:
        found = reading.table(value["entity"], ENTITY_KEYS, (*where, "entity"), ("class", "label"))
        if "class" in found and "label" in found:
            entity = EntityRule(found.pop("class"), **found)
    facts = [_fact(reading, table, place, entity) for table, place in reading.tables(value.get("fact", []), (*where, "fact"))]
    if entity is None and not facts and "entity" not in value:
        reading.wrong(where, "gives neither an entity nor a [[table.fact]]")
    return TableRule(read.pop("documents", ()), entity=entity, facts=tuple(f for f in facts if f is not None), **read)


def _fact(reading: Reading, value: dict[str, Json], where: tuple[str | int, ...], entity: EntityRule | None) -> FactRule | None:
    before = len(reading.problems)
    more = ("subject", "object", "qualifiers", "valid", "negated", "when")
    read = reading.table(value, {"predicate": a_text}, where, ("predicate", "subject", "object"), more)
    subject, object_ = (_column(reading, value.get(key), (*where, key), entity) for key in ("subject", "object"))
    qualifiers = []
    for table, place in reading.tables(value.get("qualifiers", []), (*where, "qualifiers")):
        rest = {k: v for k, v in table.items() if k != "predicate"}
        column = _column(reading, rest, place, entity)
        if "predicate" not in table:
            reading.wrong(place, "'predicate' is missing")
        elif column is not None:
            qualifiers.append(QualifierRule(str(table["predicate"]), column))
    valid = reading.table(value.get("valid", {}), {"from": a_text, "to": a_text}, (*where, "valid"))
    tests = {key: _test(reading, value[key], (*where, key)) for key in ("negated", "when") if key in value}
    if len(reading.problems) > before or subject is None or object_ is None:
        return None
    return FactRule(
        read["predicate"], subject, object_, tuple(qualifiers), valid.get("from"), valid.get("to"), tests.get("negated"), tests.get("when")
    )


def _column(reading: Reading, value: Json, where: tuple[str | int, ...], entity: EntityRule | None) -> Column | None:
    if value is None:
        return None
    if isinstance(value, str):
        value = {"column": value}
    read = reading.table(value, COLUMN_KEYS, where)
    given = [k for k in ("column", "entity", "constant", "subject", "template") if read.get(k)]
    if len(given) != 1 and sorted(given) != ["column", "template"]:
        reading.wrong(where, "needs one of: column, entity = true, constant, subject = true, template")
        return None
    if read.get("entity") and entity is None:
        reading.wrong(where, "entity = true, but the table names no entity; add entity = { class = …, label = … } to the table")
    return replace(Column(), **{"cls" if k == "class" else k: v for k, v in read.items()})


def _test(reading: Reading, value: Json, where: tuple[str | int, ...]) -> CellTest | None:
    read = reading.table(value, TEST_KEYS, where, ("column", "values"))
    return CellTest(**read) if len(read) == 2 else None


_SPELLED = {"license": "licence"}


PERMITTING = ("licence", "uses", "sensitivity", "recipients", "authorised_by", "authorised_until")
"""Keys of a source that say what may be done with it."""


def with_front_matter(source: Source, values: Mapping[str, Json], stated: Collection[str] = ()) -> Source:
    """The source with what a document's front matter says otherwise.

    Whoever writes a document cannot loosen what ``corpus.toml`` states: of the keys in ``PERMITTING`` that are among those ``stated``
    there, what both allow holds. Keys that are no source's are left to others (``id`` and ``title`` are the document's); ``license`` is
    read as ``licence``. Raises ``ConfigError`` naming the first key whose value does not fit.

    >>> with_front_matter(Source("s", licence="CC0-1.0"), {"licence": "CC-BY-4.0", "author": "x"}).licence
    'CC-BY-4.0'
    >>> with_front_matter(Source("s"), {"sensitivity": "public"}, ("sensitivity",)).sensitivity
    'internal'
    """
    known = {f.name for f in fields(Source)} - {"id", "title"}
    changed: dict[str, Json] = {}
    for key in sorted(known & {_SPELLED.get(k, k) for k in values}):
        value = values[key] if key in values else next(values[k] for k, v in _SPELLED.items() if v == key and k in values)
        if key == "complete" and isinstance(value, str):
            value = {"true": True, "false": False}.get(value.lower(), value)
        if key in ("uses", "supersedes", "recipients") and isinstance(value, str):
            value = [v.strip() for v in re.split("[,，、]", value) if v.strip()]
        try:
            changed[key] = SOURCE_KEYS[key](value)
        except Wrong as wrong:
            raise ConfigError(key, f"found {shown(value)}", str(wrong)) from None
        if key in PERMITTING and key in stated:
            changed[key] = stricter(key, getattr(source, key), changed[key])
    return replace(source, **changed)
