"""Names of a set in an enumeration that says what they share once: "vitamins A, D and E", "Julius and Ethel Rosenberg", 1型和2型糖尿病.

Only for sets, and only where a run of items joined by commas or conjunctions has what is left of the names, each as an item of its own;
what the names share must be said with the first or the last of them, or in the question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import bare_question
from kgcorpus.grade.longer import closed_word
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.standing import another_behind
from kgcorpus.grade.words import Words, other_numerals
from kgcorpus.text import CJK

_GATE = re.compile(r"[、,/&和与及或跟]|\b(?:and|or)\b")
_CHINESE = re.compile(f"[{CJK}]")
_JOINS = frozenset("、&/和与及或跟") | {"and", "or", "以及"}
_LIST_GAP = re.compile(r"\s*[,/]?\s*")
_BRACKETS = re.compile(r"\([^()\n]*\)")
_CODE = re.compile(r"[a-z]{0,2}\d{0,3}|[ivx]{1,5}")
# Behind the last item of a Chinese list: how many they are and of what kind, then what is said of them.
_COUNTED = re.compile(r"(?:等)?[两二三四五六七八九十百\d]{1,3}(?:大|个|种|位|家|类|名|座|条|项|门|省|届)?")
_GOES_ON = re.compile(rf"(?![等的是为都均也属并位分在既][^{CJK}]?)[{CJK}]")
_LEADS_IN = re.compile(r"[是为有:的即括指称叫含]$|分别$")
_KINDS = frozenset("性色市省县区州朝代族国星季期")
"""What may stand behind each of the names of a Chinese set without making others of them."""
MOST_WORDS, MOST_NAMES = 16, 60
"""In larger sets, and of gold names with more words, nothing is looked up."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What names of a set share: their first words (``head``), their last (``tail``), and what is left of each, by key.

    ``initials`` are the first characters of the Chinese names of the set that do not share it (俄 of 俄罗斯 beside 中国, 法国).
    ``kind``: the tail is what may stand behind all of them, no part of the names."""

    head: tuple[str, ...]
    tail: tuple[str, ...]
    left: Mapping[tuple[str, ...], str]
    chinese: bool
    codes: bool
    initials: Mapping[str, str]
    kind: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two separators: words ``first`` up to ``until``."""

    first: int
    until: int


@dataclass(frozen=True, slots=True)
class Found:
    """An item that a piece holds: its key (empty: of no name), its words, and whether the head and the tail are said with it."""

    key: str
    first: int
    until: int
    head: bool
    tail: bool


def coordinated(reading: Reading, names: Sequence[tuple[str, str, bool]], met: frozenset[str]) -> list[Mention]:
    """The mentions of names (key, name, whether an alias) whose keys are not ``met``, in lists that say once what the names share.

    >>> from kgcorpus.grade.reading import read_answer
    >>> names = [("0", "vitamin A", False), ("1", "vitamin D", False), ("2", "vitamin K", False)]
    >>> [m.key for m in coordinated(read_answer("Vitamins A, B12, D and K."), names, frozenset({"0"}))]
    ['1', '2']
    """
    keys = {key for key, _, _ in names}
    if len(keys) < 2 or keys <= met or not _GATE.search(reading.text):
        return []
    groups = _groups(tuple((key, name) for key, name, alias in names if not alias))
    if not groups:
        return []
    words = Words(reading.text)
    asked = Words(reading.question).row
    out: dict[str, Mention] = {}
    cased = reading.said if len(reading.said) == len(words.text) else ""
    for run in _runs(words, cased):
        for group in groups:
            if not any(left[0] in words.places for left in group.left):
                continue
            for found in _lists(words, run, group, cased):
                if not _holds(words, found, group, asked, cased):
                    continue
                for item in found:
                    key = item.key or _initial(words, item, found, group)
                    if key and key not in met and key not in out:
                        out[key] = Mention(words.spans[item.first][0], words.spans[item.until - 1][1], key, False)
    return sorted(out.values(), key=lambda m: m.start)


@lru_cache(maxsize=2048)
def _groups(names: tuple[tuple[str, str], ...]) -> tuple[Shared, ...]:
    """What the names of a set share: each way to part them that leaves something of each of two at least."""
    rows = {key: tuple(Words(bare_question(name)).normal) for key, name in names}
    rows = {key: row for key, row in rows.items() if 0 < len(row) <= MOST_WORDS}
    if len(rows) > MOST_NAMES:
        return ()
    chinese = all(_CHINESE.search(name) for _, name in names)
    heads = Counter(row[:a] for row in rows.values() for a in range(1, len(row)))
    tails = Counter(row[-b:] for row in rows.values() for b in range(1, len(row)))
    parts = {
        (row[:a], row[len(row) - b :])
        for row in rows.values()
        for a in range(len(row))
        if a == 0 or heads[row[:a]] > 1
        for b in range(len(row) - a)
        if a + b and (b == 0 or tails[row[-b:]] > 1)
    }
    out = []
    for head, tail in sorted(parts, key=lambda p: (-len(p[0]) - len(p[1]), p)):
        left: dict[tuple[str, ...], str] = {}
        for key, row in rows.items():
            if len(row) > len(head) + len(tail) and row[: len(head)] == head and row[len(row) - len(tail) :] == tail:
                for form in filter(None, (row, other_numerals(row))):
                    left.setdefault(form[len(head) : len(form) - len(tail)], key)
        if len(set(left.values())) > 1:
            codes = all(_CODE.fullmatch("".join(one)) for one in left)
            others = [(row[0], key) for key, row in rows.items() if key not in left.values()] if chinese and tail else []
            out.append(Shared(head, tail, left, chinese, codes, dict(others) if len(dict(others)) == len(others) else {}))
    if chinese and (kinds := _with_kinds(rows)):
        out += kinds
    return tuple(out)


def _with_kinds(rows: Mapping[str, tuple[str, ...]]) -> list[Shared]:
    """Short Chinese names with a kind behind each of them: 红色, 绿色 for 红, 绿."""
    short = {key: row for key, row in rows.items() if len(row) <= 4}
    if len(short) < 2 or len(short) < len(rows):
        return []
    kinds: list[tuple[str, ...]] = [(), *((kind,) for kind in sorted(_KINDS))]
    return [Shared((), kind, {row: key for key, row in short.items()}, True, False, {}, True) for kind in kinds]


def _runs(words: Words, cased: str) -> list[list[Piece]]:
    """The stretches of pieces that separators of lists join; what stands in brackets is left out."""
    runs: list[list[Piece]] = []
    pieces: list[Piece] = []
    brackets = [m.span() for m in _BRACKETS.finditer(words.text)]
    first, until, last_end, bracket = -1, 0, 0, 0
    for at, (start, end) in enumerate(words.spans):
        while bracket < len(brackets) and brackets[bracket][1] <= start:
            bracket += 1
        if bracket < len(brackets) and brackets[bracket][0] < start:
            continue
        gap, last_end = words.text[last_end:start], end
        remark = ")" in gap
        mark = (_BRACKETS.sub("", gap) if remark else gap).strip(" '\"-·")
        if mark == "." and first >= 0 and len(words.found[until - 1]) == 1 and cased[start : start + 1].islower():
            mark = ""  # C. difficile
        join = words.found[at] in _JOINS
        if first >= 0 and (join or mark or remark):
            pieces.append(Piece(first, until))
            first = -1
            if remark and not (join or mark):
                runs, pieces = _closed(runs, pieces), []
        if mark and not _LIST_GAP.fullmatch(mark):
            runs, pieces = _closed(runs, pieces), []
        if not join:
            first, until = at if first < 0 else first, at + 1
    if first >= 0:
        pieces.append(Piece(first, until))
    return _closed(runs, pieces)


def _closed(runs: list[list[Piece]], pieces: list[Piece]) -> list[list[Piece]]:
    if len(pieces) > 1:
        runs.append(pieces)
    return runs


def _lists(words: Words, run: Sequence[Piece], group: Shared, cased: str) -> Iterator[list[Found]]:
    """The stretches of a run whose items are of the form of what is left of the names; the first may stand behind other words, the last
    before others."""
    n = 0
    while n < len(run):
        begun = _item(words, run[n], group, cased, from_end=True)
        if begun is None:
            n += 1
            continue
        found = [begun]
        n += 1
        while n < len(run):
            item = _whole(words, run[n], group)
            last = item or _item(words, run[n], group, cased, from_end=False)
            if last is None:
                break
            found.append(last)
            n += 1
            if item is None:
                break
        if len(found) > 1:
            yield found
        else:
            n = max(n, 1)


def _whole(words: Words, piece: Piece, group: Shared) -> Found | None:
    """An item that is a piece, with or without what is shared; one of the same form that is left of no name, too."""
    first, until = piece.first, piece.until
    if not group.chinese and words.found[first] in ("the", "a", "an") and until - first > 1:
        first += 1
    row = tuple(words.normal[first:until])
    if another_behind(words.text, words.spans[until - 1][1], words.found[until - 1]):
        return None
    for head in (group.head, ()):
        for tail in (group.tail, ()):
            inner = row[len(head) : len(row) - len(tail)] if len(row) > len(head) + len(tail) else ()
            if inner in group.left and row[: len(head)] == head and row[len(row) - len(tail) :] == tail:
                return Found(group.left[inner], first, until, bool(head), bool(tail))
    longest = max(map(len, group.left))
    alike = bool(_CODE.fullmatch("".join(row))) if group.codes else len(row) <= longest + len(group.head) + len(group.tail)
    if alike and row:
        head_said, tail_said = row[: len(group.head)] == group.head, row[len(row) - len(group.tail) :] == group.tail
        return Found("", first, until, bool(group.head) and head_said, bool(group.tail) and tail_said)
    return None


def _item(words: Words, piece: Piece, group: Shared, cased: str, *, from_end: bool) -> Found | None:
    """The item that a piece ends or begins with, beside words that are none of it."""
    for size in range(min(max(map(len, group.left)) + len(group.head) + len(group.tail), piece.until - piece.first), 0, -1):
        first = piece.until - size if from_end else piece.first
        found = _whole(words, Piece(first, first + size), group)
        if found is None or not found.key:
            continue
        if from_end and first > piece.first and not _leads(words, found.first, cased):
            continue
        if not from_end and first + size < piece.until and not _ends(words, first + size, group, cased):
            continue
        return found
    return None


def _leads(words: Words, first: int, cased: str) -> bool:
    """Whether what stands close before an item is no part of its name."""
    gap, before = words.gap(first - 1), words.found[first - 1]
    if not _CHINESE.match(words.found[first]):
        capitals = [cased[words.spans[n][0] : words.spans[n][0] + 1].isupper() for n in (first - 1, first)]
        return (gap in (" ", "\n") and (not all(capitals) or closed_word(before))) or (_CHINESE.match(before) is not None and not gap)
    if gap or not _CHINESE.match(before):
        return bool(gap)
    return bool(_LEADS_IN.search(words.text, max(0, words.spans[first][0] - 2), words.spans[first][0]))


def _ends(words: Words, at: int, group: Shared, cased: str) -> bool:
    """Whether what stands close behind the last item is no part of its name."""
    gap, after, start = words.gap(at - 1), words.found[at], words.spans[at][0]
    if group.chinese or _CHINESE.match(after):
        rest = words.text[words.spans[at - 1][1] : words.spans[at - 1][1] + 8]
        counted = _COUNTED.match(rest)
        rest = rest[counted.end() :] if counted else rest
        return bool(gap) or not _GOES_ON.match(rest) or (counted is not None and bool(group.tail) and rest.startswith("".join(group.tail)))
    if gap != " " or closed_word(after):
        return gap == " "
    last = words.found[at - 1]
    return not cased[start : start + 1].isupper() and ((group.codes and not last.isdigit()) or last != words.normal[at - 1])


def _holds(words: Words, found: Sequence[Found], group: Shared, asked: str, cased: str) -> bool:
    """Whether a list of items is one of names of the set: what they share is said once, in the list or behind it or in the question."""
    met = {item.key for item in found if item.key}
    wrong = sum(not item.key for item in found)
    first, last = found[0], found[-1]
    if not met or len(met) < wrong:
        return False
    said_head = not group.head or first.head
    said_tail = not group.tail or last.tail or _kind_behind(words.row_from(last.until, 6), group)
    if group.kind:
        return said_tail and len(met) > 1 and (bool(group.tail) or not wrong)
    if said_head and said_tail:
        return _for_several(words, found, group, cased)
    unsaid = [part for part, said in ((group.head, said_head), (group.tail, said_tail)) if not said]
    in_question = all(f" {' '.join(part)} " in asked for part in unsaid)
    whole = group.chinese and len(met) == len(set(group.left.values())) and len(met) > 2 and wrong <= len(group.initials)
    return len(met) > 1 and (in_question or whole)


def _initial(words: Words, item: Found, found: Sequence[Found], group: Shared) -> str:
    """The key of the Chinese name that a single character stands for, where it is the only item of a list that is left of no name."""
    single = item.until - item.first == 1 and len(words.found[item.first]) == 1
    return group.initials.get(words.found[item.first], "") if single and sum(not one.key for one in found) == 1 else ""


def _kind_behind(behind: str, group: Shared) -> bool:
    """Whether the kind stands behind a list with their number: 四个群岛."""
    return group.chinese and bool(re.match(rf" (?:等 )?[两二三四五六七八九十\d]+ (?:\S )?{re.escape(' '.join(group.tail))} ", behind))


def _for_several(words: Words, found: Sequence[Found], group: Shared, cased: str) -> bool:
    """Whether the shared part is written for several: in the plural, or where what is left are codes or given names, or nothing follows."""
    if group.chinese:
        return True
    first, last = found[0], found[-1]
    if group.tail:
        said = words.found[last.until - 1]
        follows = last.until < len(words.found) and words.gap(last.until - 1) == " " and not closed_word(words.found[last.until])
        capital = cased[words.spans[last.until - 1][0] : words.spans[last.until - 1][1]][:1].isupper()
        return said != words.normal[last.until - 1] or capital or not follows
    head = slice(first.first, first.first + len(group.head))
    return group.codes or words.found[head] != words.normal[head]
