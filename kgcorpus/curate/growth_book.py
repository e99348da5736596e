"""Proposals as rows that an expert accepts or not: a workbook, CSV, or JSON Lines; and such rows read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from kgcorpus.errors import InputError, UsageError
from kgcorpus.jsonlines import read_objects
from kgcorpus.messages import words
from kgcorpus.model import Json
from kgcorpus.ontology import Ontology
from kgcorpus.spreadsheet import Book, Cell, Column, ReadRow, Sheet, Trouble, read_book, write_book

from .growth import Proposal

SUFFIXES = (".xlsx", ".csv", ".jsonl")
KIND = "proposals"
"""What the hidden sheet says the workbook is."""
ACCEPT, REJECT = "accept", "reject"
_SAID = {
    ACCEPT: ("接受", "采纳", "是", "对", "同意", "可以", "√", "✓", "✔", "yes", "y", "ok", "okay", "true", "1", "accepted", "agree", "add"),
    REJECT: (
        "否决", "不采纳", "不", "否", "错", "不同意", "不要", "×", "✗", "✘",
        "no", "n", "x", "false", "0", "rejected", "refuse", "wrong",
    ),
}  # fmt: skip
_KIND_NAMES: Mapping[str, Mapping[str, str]] = {
    "term": {"zh": "术语", "en": "term"},
    "alias": {"zh": "别名", "en": "other name"},
    "class": {"zh": "类", "en": "class"},
    "trigger": {"zh": "触发语", "en": "trigger phrase"},
    "predicate": {"zh": "谓词", "en": "predicate"},
}
_ORDER = (("forward", {"zh": "主语在前", "en": "subject first"}), ("inverse", {"zh": "宾语在前", "en": "object first"}))

SHEET = Sheet(
    KIND,
    {"zh": "候选", "en": "Proposals"},
    (
        Column(
            "decision", {"zh": "是否采纳", "en": "Accept?"}, 10,
            ((ACCEPT, {"zh": "采纳", "en": "accept"}), (REJECT, {"zh": "不采纳", "en": "reject"})), also=_SAID,
            note={
                "zh": "采纳：写入本体。不采纳：以后不再提出。留空：暂不决定，下次仍会列出。",
                "en": "accept: goes into the ontology. reject: is not proposed again. Blank: not decided, is listed again next time.",
            },
        ),
        Column("kind", {"zh": "种类", "en": "Kind"}, 12, tuple(_KIND_NAMES.items())),
        Column("zh", {"zh": "中文", "en": "Chinese"}, 24, note={"zh": "可以改正。", "en": "May be corrected."}),
        Column(
            "en", {"zh": "英文", "en": "English"}, 24,
            note={"zh": "可以改正，也可以补上译名。", "en": "May be corrected; a translation may be added."},
        ),
        Column(
            "of", {"zh": "所属", "en": "Belongs to"}, 22,
            note={
                "zh": "术语：它的类。别名：它是哪个术语的别名。类：上位类（可空）。触发语：它的谓词。谓词：主语的类。可以改正。",
                "en": "Of a term: its class. Of another name: the term. Of a class: the class above it, if any. Of a trigger phrase: its "
                "predicate. Of a predicate: the class of its subjects. May be corrected.",
            },
        ),
        Column("range", {"zh": "宾语的类", "en": "Class of objects"}, 18, note={"zh": "只用于谓词。", "en": "Of predicates only."}),
        Column("reason", {"zh": "依据", "en": "Why"}, 30, fixed=True),
        Column("examples", {"zh": "原文举例", "en": "Examples"}, 64, fixed=True),
        Column("documents", {"zh": "文档数", "en": "Documents"}, 8, fixed=True),
        Column("occurrences", {"zh": "次数", "en": "Times"}, 8, fixed=True),
        Column("score", {"zh": "得分", "en": "Score"}, 8, fixed=True),
        Column("comment", {"zh": "备注", "en": "Comment"}, 24),
        Column("who", {"zh": "审阅人", "en": "Reviewer"}, 10, rare=True),
        Column("when", {"zh": "日期", "en": "Date"}, 12, date=True, rare=True),
        Column("order", {"zh": "语序", "en": "Word order"}, 12, _ORDER, rare=True),
        Column("about", {"zh": "对象（请勿改动）", "en": "about (leave as it is)"}, 10, fixed=True, hidden=True),
    ),
    {
        "zh": "请逐行看“原文举例”，在“是否采纳”一栏选择；名称、所属可以直接改。填好后运行 kgcorpus ontology import 导入。",
        "en": "Read the examples row by row and choose in “Accept?”; names and what they belong to may be corrected. "
        "When done: kgcorpus ontology import.",
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A row as read: cells by column, ``of`` and ``range`` as ids where they are still those that were proposed."""

    number: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]
    key: str = ""
    place: str = ""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file of proposals, and what was not understood in it."""

    rows: tuple[ProposalRow, ...]
    troubles: tuple[Trouble, ...] = ()
    lang: str = "zh"


# --------------------------------------------------------------------------------------------- writing


def check_out(path: Path) -> None:
    """Raise ``UsageError`` for a suffix that is none of ours, and for a file that is there: it may hold decisions."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError("--out", f"unknown suffix '{path.suffix}'", "one of: " + " ".join(SUFFIXES), "name the file so")
    if path.exists():
        raise UsageError(str(path), "is there already and may hold decisions", "", "import it, move it away, or name another with --out")


def write_proposals(path: Path, proposals: Sequence[Proposal], ontology: Ontology, lang: str, corpus: str) -> None:
    """Write proposals as the file's suffix says (see ``check_out``)."""
    check_out(path)
    suffix = path.suffix.lower()
    rows = [row_of(p, ontology, lang) for p in proposals]
    if suffix == ".xlsx":
        write_book(path, [(_with_lists(ontology, lang), rows)], lang, {"kind": KIND, "corpus": corpus})
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if suffix == ".jsonl":
        lines = [_json_row(p, row) for p, row in zip(proposals, rows, strict=True)]
        path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
        return
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title[lang] for column in SHEET.columns])
    for row in rows:
        writer.writerow([_shown(column, row.get(column.key), lang) for column in SHEET.columns])
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))


def _shown(column: Column, value: Cell, lang: str) -> str:
    text = "" if value is None else str(value)
    return next((names[lang] for key, names in column.choices if key == text), text)


def _with_lists(ontology: Ontology, lang: str) -> Sheet:
    """The sheet with drop-downs of the classes; other names may be written there."""
    classes = tuple((shown, {"zh": shown, "en": shown}) for shown in sorted({name_of(ontology, c, lang) for c in ontology.classes}))
    columns = [replace(c, choices=classes, open=True) if c.key in ("of", "range") and classes else c for c in SHEET.columns]
    return replace(SHEET, columns=tuple(columns))


def row_of(proposal: Proposal, ontology: Ontology, lang: str) -> dict[str, Cell]:
    """A proposal as cells in the reader's language."""
    other = "en" if proposal.lang == "zh" else "zh"
    about = {"key": proposal.key, "lang": proposal.lang, "of": proposal.of, "range": proposal.range}
    return {
        "kind": proposal.kind,
        proposal.lang: proposal.text,
        other: proposal.other or None,
        "of": name_of(ontology, proposal.of, lang) or None,
        "range": name_of(ontology, proposal.range, lang) or None,
        "reason": reason_of(proposal, lang),
        "examples": "\n".join(f"{e.document}: {e.sentence}" for e in proposal.examples),
        "documents": proposal.documents,
        "occurrences": proposal.occurrences,
        "score": proposal.score,
        "order": ("inverse" if proposal.inverse else "forward") if proposal.kind == "trigger" else None,
        "about": orjson.dumps(about, option=orjson.OPT_SORT_KEYS).decode(),
    }


def _json_row(proposal: Proposal, row: Mapping[str, Cell]) -> dict[str, Json]:
    said = proposal.to_json()
    return {
        "decision": "",
        **{
            c.key: row.get(c.key) or "" for c in SHEET.columns if c.key in ("kind", "zh", "en", "of", "range", "reason", "comment", "order")
        },
        **{k: said[k] for k in ("documents", "occurrences", "score", "evidence", "examples")},
        "about": {"key": proposal.key, "lang": proposal.lang, "of": proposal.of, "range": proposal.range},
    }


def name_of(ontology: Ontology, id: str, lang: str) -> str:
    """What a class, term or predicate is called in a language, else in another."""
    if not id:
        return ""
    found = ontology.entities.get(id) or ontology.classes.get(id) or ontology.predicates.get(id)
    labels = found.labels if found else {}
    return labels.get(lang) or next((labels[k] for k in sorted(labels)), id)


def reason_of(proposal: Proposal, lang: str) -> str:
    """What speaks for a proposal, in words, with the number of each."""
    say = words(lang)
    parts = [f"{say('grow.' + why)} ×{n}" if n > 1 else say("grow." + why) for why, n in proposal.evidence.items()]
    return ("；" if lang == "zh" else "; ").join(parts)


# --------------------------------------------------------------------------------------------- reading


def is_proposals(path: Path) -> bool:
    """Whether a file holds rows that ``write_proposals`` wrote."""
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        return True
    if suffix not in SUFFIXES:
        return False
    try:
        book = read_book(path, [SHEET])
    except InputError:
        return False
    return book.info.get("kind") == KIND or (
        suffix == ".csv" and any({"decision", "kind", "about"} <= r.cells.keys() for r in _rows_in(book))
    )


def _rows_in(book: Book) -> tuple[ReadRow, ...]:
    return book.rows.get(KIND, ())


def read_proposals(path: Path) -> Rows:
    """The rows of a file. Raises ``InputError`` where it is none of proposals."""
    if path.suffix.lower() == ".jsonl":
        return Rows(tuple(_from_json(path, number, found) for number, found in read_objects(path)))
    book = read_book(path, [SHEET])
    title = book.titles.get(KIND, path.name)
    rows = tuple(
        _row(dict(r.cells), r.number, r.letters, title) for r in _rows_in(book) if any(r.cells.get(k) for k in ("zh", "en", "decision"))
    )
    return Rows(rows, book.troubles, book.lang)


def _row(cells: dict[str, str], number: int, letters: Mapping[str, str], place: str) -> ProposalRow:
    about = cells.pop("about", "")
    try:
        known = orjson.loads(about) if about else {}
    except orjson.JSONDecodeError:
        known = {}
    known = known if isinstance(known, dict) else {}
    for column in ("of", "range"):
        cells[f"{column}_id"] = str(known.get(column, ""))
    cells["lang"] = str(known.get("lang", ""))
    return ProposalRow(number, cells, letters, str(known.get("key", "")), place)


def _from_json(path: Path, number: int, found: Mapping[str, Json]) -> ProposalRow:
    about = found.get("about")
    cells = {c.key: str(found.get(c.key) or "") for c in SHEET.columns if c.key not in ("about", "examples")}
    decision = cells["decision"].strip().lower()
    cells["decision"] = next((key for key, said in _SAID.items() if decision in (key, *said)), decision)
    cells["about"] = orjson.dumps(about).decode() if isinstance(about, dict) else ""
    return _row(cells, number, {}, path.name)
