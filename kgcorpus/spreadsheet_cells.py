"""The text of a cell: how a value is shown in a workbook, and what is understood when it comes back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from kgcorpus.spreadsheet_model import Cell, Column
from kgcorpus.text import normal_name
from kgcorpus.values_dates import find_dates, iso, numeric_dates

_UNSEEN = dict.fromkeys([0x200B, 0x2060, 0xFEFF, 0x00AD, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Characters that nobody sees or typed on purpose: zero-width spaces, soft hyphens, marks of direction."""
_SOME_UNSEEN = re.compile(f"[{''.join(map(chr, _UNSEEN))}]")
_CONTROLS = {
    **{code: chr(0x2400 + code) for code in range(32) if code not in (9, 10, 13)},
    0x7F: "\u2421",
    0xFFFE: "\ufffd",
    0xFFFF: "\ufffd",
}
"""What XML cannot hold, as signs that can be seen."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN_CONTROL = re.compile(r"_x00(?:0[0-9A-Fa-f]|1[0-9A-Fa-f])_")


def visible(text: str) -> str:
    """A text as a workbook can hold it: control characters become visible signs (``␌``), line ends ``\\n``.

    >>> visible("a\\x0cb\\r\\nc")
    'a␌b\\nc'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = _SURROGATE.sub("\ufffd", text.translate(_CONTROLS))
    return text


def escaped(text: str) -> str:
    """A text in which nothing reads as one of the format's own escapes (``_x000D_``)."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def unescaped(text: str) -> str:
    """The text that a program has written with the format's escapes: line ends are kept, other control characters are shown."""
    if "_x" not in text:
        return text
    text = _WRITTEN_CONTROL.sub(lambda match: chr(int(match[0][2:6], 16)), text)
    return _ESCAPED.sub("_", text)


def length(text: str) -> int:
    """Characters as a spreadsheet program counts them (UTF-16 units).

    >>> length("𝑥")
    2
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(cell: Cell) -> str:
    """The text of a cell as it is shown, bold or not."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return "".join(text for text, _ in cell)
    return cell if isinstance(cell, str) else value_text(cell)


def value_text(value: object, number_format: str = "") -> str:
    """A value as text: dates ISO, numbers without exponent or the noise of binary fractions, percentages with their sign.

    >>> value_text(2.0), value_text(1e-5), value_text(0.1 + 0.2), value_text(0.05, "0%"), value_text(True)
    ('2', '0.00001', '0.3', '5%', 'TRUE')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if value != value or value in (float("inf"), float("-inf")):
            return str(value)
        number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
        percent = "%" in number_format
        text = format(number * 100 if percent else number, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text + ("%" if percent else "")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)


def tidy(text: str, code: bool = False) -> str:
    """A text without what a person did not mean to write: spaces at the ends, invisible characters; an id also without any space.

    >>> tidy("\\u3000 a b\\u00a0\\n\\n"), tidy("ｄｍ：Ｄｒｕｇ \\u200b", code=True)
    ('a b', 'dm:Drug')
    """
    text = visible(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC" if code else "NFC", _SOME_UNSEEN.sub("", text))
    if code:
        return "".join(text.split())
    return "\n".join(line.rstrip() for line in text.split("\n")).strip() if text[:1].isspace() or "\n" in text else text.strip()


_SEPARATORS = {
    (False, False): re.compile(r"\n"),
    (True, False): re.compile(r"[\n;；]"),
    (False, True): re.compile(r"[\n;；,，、]"),
    (True, True): re.compile(r"[\n;；,，、]"),
}


def parts(column: Column, text: str) -> list[str]:
    """The values of a cell: one, or those of a column that holds several."""
    if not column.many:
        return [part] if (part := tidy(text, column.code)) else []
    closed = bool(column.choices) and not column.open
    return [part for piece in _SEPARATORS[column.code, closed].split(visible(text)) if (part := tidy(piece, column.code))]


# ------------------------------------------------------------------------------------------------- closed values

_YES = frozenset(["yes", "y", "true", "t", "1", "是", "对", "真", "有", "√", "✓", "✔", "☑", "✅"])
_NO = frozenset(["no", "n", "false", "f", "0", "否", "不", "不是", "非", "假", "无", "没有", "×", "✗", "✘", "❌"])


def _bare(text: str) -> str:
    """A closed value as it is compared: without case, width, spaces, marks around it."""
    return re.sub(r"[\s_\-·*.,:;!?()\[\]\"'。、<>「」『』《》]+", "", normal_name(text)) or normal_name(text)


@dataclass(frozen=True, slots=True)
class Closed:
    """The closed values of a column: how each is shown, and which key a text means."""

    keys: Mapping[str, str]
    shown: Mapping[str, Mapping[str, str]]
    also: Mapping[str, str] = field(default_factory=dict)

    def find(self, text: str) -> str | None:
        """The key that a text means: a key or a shown text in any language, in any case and width; ✓ and the like for yes."""
        bare = _bare(text)
        if (key := self.keys.get(text) or self.keys.get(bare) or self.also.get(bare)) is not None:
            return key
        for words in (_YES, _NO):
            if bare in words:
                meant = {key for word in words if (key := self.keys.get(word)) is not None}
                return meant.pop() if len(meant) == 1 else None
        return None

    def begun(self, text: str) -> str | None:
        """The key of the one value that a text is the beginning of: "条件" for "条件（不满足时事实不成立）"."""
        bare = _bare(text)
        if len(bare.encode()) < 3:
            return None
        heads = {key for texts in self.shown.values() for key, shown in texts.items() if _bare(re.split(r"[(（]", shown)[0]) == bare}
        found = heads or {key for known, key in self.keys.items() if known.startswith(bare)}
        return found.pop() if len(found) == 1 else None

    def nearest(self, text: str, lang: str) -> str | None:
        """The shown text that is most like a text, None where none is."""
        bare, best, most = _bare(text), None, 0.0
        for known, key in self.keys.items():
            ratio = SequenceMatcher(None, bare, known).ratio()
            if ratio > most:
                best, most = key, ratio
        # A third of the letters may differ; of a word of two Chinese characters one may.
        return self.shown[lang][best] if best is not None and most >= (0.5 if len(bare) <= 3 else 0.6) else None


def closed_values(column: Column) -> Closed:
    """The closed values of a column. Two that would be shown alike are shown with their keys."""
    shown: dict[str, dict[str, str]] = {}
    for lang in ("zh", "en"):
        texts = {key: tidy(title.get(lang) or title.get("en" if lang == "zh" else "zh") or key) for key, title in column.choices}
        seen: dict[str, int] = {}
        for text in texts.values():
            seen[_bare(text)] = seen.get(_bare(text), 0) + 1
        shown[lang] = {key: text if seen[_bare(text)] == 1 else f"{text} ({key})" for key, text in texts.items()}
    keys: dict[str, str] = {}
    for texts in (*shown.values(), {key: key for key, _ in column.choices}):
        for key, text in texts.items():
            keys.setdefault(text, key)
    for text, key in list(keys.items()):
        keys.setdefault(_bare(text), key)
    allowed = {key for key, _ in column.choices}
    return Closed(keys, shown, {_bare(text): key for key, texts in column.also.items() if key in allowed for text in texts})


# ------------------------------------------------------------------------------------------------- dates

_YMD = re.compile(
    r"(\d{4})\s*[-/.．。\\,年]\s*(\d{1,2})(?:\s*[-/.．。\\,月]\s*(\d{1,2})\s*[日号]?|月)?(?:[T ]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?Z?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")


def date_text(text: str) -> str | None:
    """The ISO date that a text writes, partial ones too ("2021", "2021-04"); None where it writes none, or one of two.

    >>> [date_text(t) for t in ("2026/3/1", "２０２６年３月", "20260301", "13/3/2026", "3/4/2026", "2026-02-30", "1 March 2026")]
    ['2026-03-01', '2026-03', '2026-03-01', '2026-03-13', None, None, '2026-03-01']
    """
    text = unicodedata.normalize("NFKC", tidy(text)).strip("'‘’ ")
    if re.fullmatch(r"[12]\d{3}\s*年?", text):
        return text[:4]
    if match := _YMD.fullmatch(text) or _COMPACT.fullmatch(text):
        return iso(*(int(part) for part in match.groups() if part))
    if figures := numeric_dates(text):
        return figures[0] if len(figures) == 1 else None
    found = find_dates(text)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) and found[0].low == found[0].high:
        return found[0].low
    return None


def serial_date(value: float, epoch: datetime) -> str | None:
    """The date of a number that a spreadsheet program counts days with, None outside 1954 to 2119 (such a number is no date)."""
    if not 20_000 <= value <= 80_000:
        return None
    return (epoch + timedelta(days=int(value))).date().isoformat()


def as_read(column: Column, cell: Cell) -> str:
    """What ``read_book`` gives for a cell that ``write_book`` wrote: compare with it to see what a person changed.

    >>> as_read(Column("a", {"en": "A"}), " x ⅷ "), as_read(Column("a", {"en": "A"}, many=True, code=True), "b；c")
    ('x ⅷ', 'b\\nc')
    """
    return understood(column, closed_values(column) if column.choices else None, plain(cell))[0]


def understood(column: Column, closed: Closed | None, text: str) -> tuple[str, str | None]:
    """The normal text of a cell, and the part that is none of the closed values or no date."""
    out, strange = [], None
    for part in parts(column, text):
        found: str | None = part
        if closed is not None:
            found = closed.find(part) or (part if column.open else closed.begun(part))
        elif column.date:
            found = date_text(part) or (part if column.open and not numeric_dates(part) else None)
        strange = strange if found is not None else strange or part
        out.append(part if found is None else found)
    return "\n".join(out), strange


def is_error(value: Any) -> bool:
    """Whether a value is one of the errors that a formula gives (``#REF!``)."""
    return (
        isinstance(value, str)
        and re.fullmatch(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)", value) is not None
    )
