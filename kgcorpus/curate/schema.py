"""A schema made elsewhere as a table: rows are predicates (with domain and range), classes (with parents), or either by a column that says
so."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from kgcorpus.ontology_graph import guess_language
from kgcorpus.rdf import KGC, OWL, RDF, RDFS
from kgcorpus.spreadsheet_model import Trouble

from .glossary import LONGEST_NAME, notes_of, only_first, pieces
from .headers import Heading, headings, plain
from .incoming import Incoming, Thing
from .incoming_tables import Table, read_tables

DATATYPES = {
    word: f"xsd:{datatype}"
    for datatype, words in {
        "string": "string str text literal varchar char 文本 字符串 文字 字符 字符型 文本型",
        "decimal": "decimal number numeric float double real quantity amount 数值 数字 数 小数 浮点 浮点数 数值型 数量 金额",
        "integer": "integer int wholenumber long count 整数 整型 整数型",
        "date": "date datetime time timestamp day 日期 时间 日期型",
        "gYear": "year gyear 年 年份",
        "gYearMonth": "gyearmonth month monthofayear 年月",
        "boolean": "boolean bool yesno yesorno 是或否 布尔 布尔值 是否 逻辑型",
    }.items()
    for word in words.split()
}
_PREDICATE = {
    "predicate", "property", "relation", "attribute", "objectproperty", "datatypeproperty", "谓词", "关系", "属性", "edge", "对象属性",
    "数据属性",
}  # fmt: skip
_CLASS = {"class", "concept", "entitytype", "entity", "type", "类", "概念", "实体", "实体类型", "node"}
YES = {"yes", "y", "true", "1", "是", "√", "✓", "x", "唯一", "单值"}
NO = {"no", "n", "false", "0", "否", "×"}


def schema() -> Callable[[Path], Incoming]:
    """A reader of schemas. Several rows of one predicate are its alternatives."""

    def read(path: Path) -> Incoming:
        things: list[Thing] = []
        troubles: list[Trouble] = []
        notes: list[str] = []
        for table in read_tables(path):
            troubles += table.troubles
            start, found = headings(table.rows)
            found = _as_schema(found)
            notes += notes_of(table, start, found)
            found, twice = only_first(table, start, found)
            troubles += twice
            for number, cells in zip(table.numbers[start:], table.rows[start:], strict=True):
                thing, wrong = _Row(table, number, cells, found).read()
                troubles += wrong
                things += [thing] if thing else []
        return Incoming(tuple(things), tuple(troubles), tuple(notes))

    return read


def is_schema(found: Sequence[Heading]) -> bool:
    """Whether columns are those of a schema: a domain, range, parent or inverse is named by a header."""
    known = {h.field for h in found if h.known}
    return bool(known & {"domain", "range", "parent", "inverse", "classname", "predicate"}) or {"sort"} <= known


def _as_schema(found: list[Heading]) -> list[Heading]:
    """A column "type" says what a row is where another names domain or range; what is not ours stays a name."""
    fields = {h.field for h in found}
    out = []
    for heading in found:
        field = heading.field
        if field == "class" and ({"domain", "range", "predicate"} & fields or "parent" in fields):
            field = "sort" if {"term", "predicate", "classname"} & fields else "classname"
        out.append(Heading(field, heading.lang, heading.known))
    return out


class _Row:
    """One row of a schema while it is read."""

    def __init__(self, table: Table, number: int, cells: tuple[str, ...], found: list[Heading]) -> None:
        self.table, self.number = table, number
        self.cells = [(n, text, h) for n, (text, h) in enumerate(zip(cells, found, strict=False)) if text and h.field != "ignored"]
        self.fields = {h.field for h in found}
        self.wrong: list[Trouble] = []
        self.labels: dict[str, str] = {}
        self.aliases: dict[str, list[str]] = {}
        self.definitions: dict[str, str] = {}
        self.refs: dict[str, list[str]] = {}
        self.said: list[tuple[str, str]] = []
        self.columns: dict[str, str] = {}
        self.datatypes: list[str] = []
        self.code = ""
        self.has_unit = any(h.field == "unit" for _, _, h in self.cells)
        self.sheet = "predicates" if self.fields & {"domain", "range", "predicate", "inverse"} else "classes"

    def tell(self, n: int, rule: str, value: str, message: str, fix: str) -> None:
        self.wrong.append(Trouble(self.table.place, self.number, self.table.letters[n], value, message, fix, rule))

    def read(self) -> tuple[Thing | None, list[Trouble]]:
        for n, text, heading in self.cells:
            self.columns.setdefault(heading.field, self.table.letters[n])
            if heading.field == "sort":
                self.read_sort(n, text)
            elif heading.field in ("term", "predicate", "classname", "translation"):
                self.name(n, text, heading)
        for n, text, heading in self.cells:
            self.cell(n, text, heading)
        if not self.labels and self.code:
            self.labels = {guess_language(self.code): self.code}
        if not self.labels and not self.wrong and self.cells:
            n, text, _ = self.cells[0]
            self.tell(n, "no_term", text, "a row without a name", "write the name, or delete the row")
        if self.wrong or not self.labels:
            return None, self.wrong
        self.kind()
        aliases = {lang: tuple(names) for lang, names in self.aliases.items()}
        refs = {property: tuple(dict.fromkeys(names)) for property, names in self.refs.items()}
        thing = Thing(
            self.sheet, self.labels, aliases, {}, self.definitions, {}, self.code, "", refs, tuple(dict.fromkeys(self.said)),
            self.table.place, self.number, self.columns,
        )  # fmt: skip
        return thing, []

    def read_sort(self, n: int, text: str) -> None:
        word = plain(text)
        if word in _PREDICATE:
            self.sheet = "predicates"
        elif word in _CLASS:
            self.sheet = "classes"
        else:
            self.tell(n, "bad_kind", text, "is neither a class nor a predicate", "write class or predicate")

    def name(self, n: int, text: str, heading: Heading) -> None:
        if heading.field == "classname" and self.sheet == "predicates":
            return
        lang = heading.lang or guess_language(text)
        if len(text) > LONGEST_NAME:
            self.tell(
                n,
                "too_long",
                text[:40] + "…",
                f"{len(text)} characters are no name",
                f"at most {LONGEST_NAME}; texts belong into the definition",
            )
        elif self.labels.setdefault(lang, text) != text:
            self.aliases.setdefault(lang, []).append(text)
        self.columns.setdefault(f"label_{lang}", self.table.letters[n])

    def cell(self, n: int, text: str, heading: Heading) -> None:
        field = heading.field
        is_predicate = self.sheet == "predicates"
        if field == "definition":
            self.definitions.setdefault(heading.lang or guess_language(text), text)
        elif field in ("alias", "abbreviation"):
            for piece in pieces(text):
                self.aliases.setdefault(heading.lang or guess_language(piece), []).append(piece)
        elif field == "key":
            self.code = self.code or text
        elif field == "domain" and is_predicate:
            self.refs.setdefault(RDFS + "domain", []).extend(pieces(text))
        elif field == "range" and is_predicate:
            for piece in pieces(text):
                datatype = datatype_of(piece)
                if datatype:
                    self.datatypes.append(datatype)
                elif near := nearest_datatype(piece, 0.6 if self.has_unit else 0.85):
                    fix = f"did you mean '{near}'? A class of this name needs a row of its own first"
                    self.tell(n, "bad_datatype", piece, "is no kind of value", fix)
                elif self.has_unit:
                    fix = "write 'number' there, or remove the unit"
                    self.tell(n, "bad_datatype", piece, f"there is a unit, but '{piece}' is no kind of number", fix)
                else:
                    self.refs.setdefault(RDFS + "range", []).append(piece)
        elif field == "datatype" and is_predicate:
            if datatype := datatype_of(text):
                self.datatypes.append(datatype)
            else:
                near = nearest_datatype(text, 0.6)
                fix = f"did you mean '{near}'?" if near else "one of: string, decimal, integer, date, gYear, boolean"
                self.tell(n, "bad_datatype", text, "is no kind of value", fix)
        elif field == "parent":
            self.refs.setdefault(RDFS + ("subPropertyOf" if is_predicate else "subClassOf"), []).extend(pieces(text))
        elif field == "inverse" and is_predicate:
            self.refs.setdefault(OWL + "inverseOf", []).extend(pieces(text))
        elif field == "functional" and is_predicate:
            if plain(text) in YES or text in YES:
                self.said.append((RDF + "type", f"<{OWL}FunctionalProperty>"))
            elif plain(text) not in NO:
                self.tell(n, "bad_value", text, "is neither yes nor no", "write yes or no")
        elif field == "unit" and is_predicate:
            self.said.append((KGC + "unit", quoted(text)))

    def kind(self) -> None:
        """Whether a predicate leads to things or to values."""
        if self.sheet == "classes":
            self.said.append((RDF + "type", f"<{OWL}Class>"))
        elif self.datatypes and RDFS + "range" not in self.refs:
            self.said.append((RDF + "type", f"<{OWL}DatatypeProperty>"))
            self.said += [(RDFS + "range", f"<http://www.w3.org/2001/XMLSchema#{d[4:]}>") for d in self.datatypes[:1]]
        else:
            self.said.append((RDF + "type", f"<{OWL}ObjectProperty>"))


def datatype_of(word: str) -> str | None:
    """The datatype that a word names.

    >>> datatype_of("数值型"), datatype_of("xsd:date"), datatype_of("Person")
    ('xsd:decimal', 'xsd:date', None)
    """
    return DATATYPES.get(plain(re.sub(r"^xsd:|^http://www\.w3\.org/2001/XMLSchema#", "", word.strip())))


def nearest_datatype(word: str, cutoff: float) -> str | None:
    """The kind of value that a misspelt word means; only long words are taken for misspelt ones.

    >>> nearest_datatype("nummber", 0.85), nearest_datatype("member", 0.85), nearest_datatype("numbers", 0.85)
    ('number', None, 'number')
    """
    known = ("number", "numeric", "decimal", "integer", "string", "boolean", "datetime")
    return next(iter(difflib.get_close_matches(plain(word), known, n=1, cutoff=cutoff)), None)


def quoted(text: str, lang: str = "") -> str:
    """A text as a Turtle literal."""
    from kgcorpus.rdf import nt_escape

    return f'"{nt_escape(text)}"' + (f"@{lang}" if lang else "")
