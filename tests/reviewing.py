"""A corpus on plant protection to be reviewed, and a reviewer who fills in its book as a person does in a spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import orjson

from kgcorpus.build import STAGES, Build, build
from kgcorpus.model import Fact, Json
from kgcorpus.review.exporting import export_reviews
from kgcorpus.review.importing import Imported, import_reviews
from kgcorpus.store import StageResult
from kgcorpus.verify.reviews import read_reviews
from tests.garden import TURTLE

CORPUS = """\
name = "garden"
title = { zh = "植保", en = "Plant protection" }
date = "2026-11-30"
languages = ["zh", "en"]
ontology = "ontology.ttl"

[policy]
MORE

[[source]]
id = "labels"
documents = ["**/*.md", "**/*.txt", "**/*.csv"]
title = { zh = "标签汇编", en = "Labels" }
licence = "CC0-1.0"
uses = ["train", "evaluate", "redistribute"]
origin = "labels"
sensitivity = "public"
"""

DOCUMENTS = {
    "labels.md": "# 标签\n\n代森锰锌可防治霜霉病和锈病。代森锰锌禁用于白菜。气温高于30℃时，波尔多液禁用于桃。\n\n"
    "代森锰锌的半衰期为7天。代森锰锌由利民化工生产。\n",
    "more.md": "# 其他\n\n波尔多液可防治霜霉病。与代森锰锌混用时，波尔多液禁用于马铃薯。\n",
}
ONTOLOGY = TURTLE.replace("g:halfLife a owl:DatatypeProperty ;", "g:halfLife a owl:DatatypeProperty, owl:FunctionalProperty ;")


class Garden:
    """A corpus folder that is built, reviewed and changed."""

    def __init__(self, folder: Path, documents: Mapping[str, str] = DOCUMENTS, *, policy: str = "", ontology: str = ONTOLOGY) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "documents").mkdir(exist_ok=True)
        self.ontology(lambda text: ontology)
        (folder / "corpus.toml").write_text(CORPUS.replace("MORE", policy), encoding="utf-8")
        for name, text in documents.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / "documents" / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        (self.folder / "documents" / name).unlink()

    def ontology(self, change: Callable[[str], str]) -> None:
        path = self.folder / "ontology.ttl"
        path.write_text(change(path.read_text(encoding="utf-8") if path.exists() else ""), encoding="utf-8")

    # ------------------------------------------------------------------ building

    def build(self) -> dict[str, StageResult]:
        return {result.stage: result for result in build(self.folder)}

    def generate(self) -> None:
        """Every stage but the last: a corpus of which everything is held has nothing to release."""
        with Build(self.folder) as work:
            for stage in STAGES[:-1]:
                work.run(stage)

    def facts(self) -> dict[str, Fact]:
        """All facts, accepted or not, by id."""
        with Build(self.folder) as work:
            raws = [raw for kind in ("fact", "held") for _, raw in work.store.records(kind)]
        return {fact.id: fact for raw in raws if (fact := Fact.from_json(orjson.loads(raw))).derived is None}

    def fact(self, subject: str, predicate: str, object: str | None = None, **more: Json) -> Fact:
        """The one fact of these ends."""
        found = [
            f
            for f in self.facts().values()
            if (f.subject, f.predicate) == (f"g:{subject}", f"g:{predicate}")
            and object in (None, f.object, str(f.object).removeprefix("g:"))
        ]
        assert len(found) == 1, found
        return found[0]

    def verdict(self, fact: str) -> dict[str, Json]:
        with Build(self.folder) as work:
            raw = work.store.record("verdict", fact)
        return dict(orjson.loads(raw)) if raw else {}

    def samples(self) -> list[dict[str, Any]]:
        with Build(self.folder) as work:
            return [orjson.loads(raw) for raw in work.store.samples()]

    def lines(self) -> list[dict[str, Json]]:
        path = self.folder / "reviews.jsonl"
        return [orjson.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []

    def reviews(self) -> Any:
        return read_reviews(self.folder / "reviews.jsonl")

    # ------------------------------------------------------------------ reviewing

    def export(self, name: str = "review.xlsx", *, lang: str = "zh", n: int = 500, order: str = "useful") -> Sheets:
        path = self.folder / name
        path.unlink(missing_ok=True)
        export_reviews(self.folder, path, n=n, lang=lang, order=order)
        return Sheets(path)

    def by_hand(self, decision: str, on: Json, *, who: str = "李强", when: str = "2026-11-04", **more: Json) -> None:
        """Append a line to the decisions, as a person does in an editor."""
        with (self.folder / "reviews.jsonl").open("ab") as lines:
            lines.write(orjson.dumps({"who": who, "when": when, "decision": decision, "on": on, **more}) + b"\n")

    def take(self, sheets: Sheets, *, lang: str = "zh") -> Imported:
        sheets.save()
        return import_reviews(self.folder, sheets.path, lang=lang)

    def decide(self, text: str, decision: str, *, who: str = "王敏", when: str = "2026-11-02", **cells: object) -> Imported:
        """Export, decide on the one row whose fact holds a text, import."""
        book = self.export(f"{who}.xlsx")
        book.sign(who, when)
        book.fill("facts", text, decision=decision, **cells)
        return self.take(book)


class Sheets:
    """A review book open in a spreadsheet program."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path, rich_text=True)
        self.places: dict[str, tuple[Any, dict[str, int]]] = {}
        for sheet in self.book.worksheets:
            for row in range(1, 6):
                keys = {str(c.value).partition(":")[2]: c.column for c in sheet[row] if isinstance(c.value, str) and ":" in c.value}
                if "about" in keys or {"what", "field"} <= set(keys) or "statement" in keys:
                    name = next(str(c.value).partition(":")[0] for c in sheet[row] if c.value)
                    self.places[name] = (sheet, keys)
                    break

    def rows(self, name: str = "facts") -> list[dict[str, Any]]:
        """The rows as texts by column key; ``_row`` is the number of the row."""
        sheet, keys = self.places[name]
        out = []
        for row in range(4, sheet.max_row + 1):
            cells = {key: sheet.cell(row, column).value for key, column in keys.items()}
            if cells.get("about") or cells.get("what"):
                out.append({**{k: "" if v is None else str(v) if not isinstance(v, int) else v for k, v in cells.items()}, "_row": row})
        return out

    def row(self, text: str, name: str = "facts") -> dict[str, Any]:
        column = "fact" if name == "facts" else "question"
        found = [row for row in self.rows(name) if text in row[column]]
        assert len(found) == 1, [row[column] for row in self.rows(name)]
        return found[0]

    def put(self, name: str, row: int, **cells: object) -> None:
        sheet, keys = self.places[name]
        for key, value in cells.items():
            sheet.cell(row, keys["from" if key == "start" else "to" if key == "end" else key]).value = value

    def fill(self, name: str, text: str, **cells: object) -> None:
        self.put(name, self.row(text, name)["_row"], **cells)

    def sign(self, who: str | None = "王敏", when: object = "2026-11-02") -> None:
        for row in self.rows("start"):
            if row["field"] in ("who", "when"):
                self.put("start", row["_row"], value=who if row["field"] == "who" else when)

    def letter(self, key: str, name: str = "facts") -> str:
        return openpyxl.utils.get_column_letter(self.places[name][1][key])

    def save(self) -> None:
        self.book.save(self.path)
