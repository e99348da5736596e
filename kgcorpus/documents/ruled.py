"""Tables on a printed page: those that lines rule, cell by cell, and those whose cells stand clearly one under the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kgcorpus.documents.passages import line_kind
from kgcorpus.documents.printed import CJK, Piece, Printed, Rule

NEAR = 2.5
"""Lines that miss each other by so many points still meet."""
MAX_CELLS = 20_000
"""A grid with more cells on a page is paper to draw on, not a table."""
_MARK = re.compile(
    r"(?:[-*+•●○■◆▪‣–—·]|[(（\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})[)）\].、．]?|\d+(?:\.\d+)+\.?|第\S+[章节条])$"
)


@dataclass(slots=True)
class Grid:
    """A table with its place; ``rows`` hold the text of each cell. Without rows it could not be read: ``text`` is what stands in it."""

    left: float
    top: float
    right: float
    bottom: float
    rows: list[list[str]] = field(default_factory=list)
    edges: list[float] = field(default_factory=list)
    text: str = ""


def baselines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces in rows of one height, from top to bottom, each from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.left)):
        if rows:
            first = rows[-1][0]
            overlap = min(first.bottom, piece.bottom) - max(first.top, piece.top)
            if overlap > 0.5 * min(first.bottom - first.top, piece.bottom - piece.top):
                rows[-1].append(piece)
                continue
        rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.left)
    return rows


def joined(text: str, following: str) -> str:
    """Two lines as one: Chinese without a space between, a word divided by a hyphen whole again, else with a space."""
    if text.endswith("\u00ad"):
        return text[:-1] + following
    if re.search(r"[A-Za-z][-\u2010]$", text) and following[:1].islower():
        return text[:-1] + following
    if text and following and (CJK.match(text[-1]) or CJK.match(following[0])):
        return text + following
    return f"{text} {following}" if text else following


def said(pieces: Sequence[Piece]) -> str:
    """What pieces say, line after line."""
    text = ""
    for row in baselines(pieces):
        line = row[0].text
        for last, piece in pairwise(row):
            close = piece.left - last.right < 0.5 * piece.size and CJK.match(piece.text) and CJK.match(line[-1:])
            line += ("" if close else " ") + piece.text
        text = joined(text, line)
    return text.replace("\u00ad", "")


def _shown(lines: Sequence[Sequence[Piece]]) -> str:
    """What a table that could not be read says, for people."""
    return " / ".join(" | ".join(p.text for p in line) for line in lines)


# ------------------------------------------------------------------------------------------------- ruled


def ruled_tables(page: Printed) -> list[Grid]:
    """The tables whose cells lines part, and those between lines across whose columns are clear; their pieces are taken from the page."""
    across, down = _merged(page.across), _merged(page.down)
    found: list[Grid] = []
    used: set[int] = set()
    if len(across) * len(down) <= 250_000:
        for rows, columns in _meeting(across, down):
            if grid := _grid(page, [across[n] for n in rows], [down[n] for n in columns]):
                found.append(grid)
                used.update(rows)
    found += _between(page, [rule for n, rule in enumerate(across) if n not in used], found)
    return found


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Lines on one another, or end to end, as one."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at), r.start)):
        for other in reversed(out[-40:]):
            if abs(other.at - rule.at) <= NEAR / 2 and rule.start <= other.end + NEAR and other.start <= rule.end + NEAR:
                other.start, other.end = min(other.start, rule.start), max(other.end, rule.end)
                break
        else:
            out.append(Rule(rule.at, rule.start, rule.end))
    return out


def _meeting(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[int], list[int]]]:
    """The lines that hang together, as numbers of those across and down."""
    parent = list(range(len(across) + len(down)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for n, a in enumerate(across):
        for m, d in enumerate(down):
            if a.start - NEAR <= d.at <= a.end + NEAR and d.start - NEAR <= a.at <= d.end + NEAR:
                parent[root(n)] = root(len(across) + m)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for n in range(len(parent)):
        group = groups.setdefault(root(n), ([], []))
        (group[0] if n < len(across) else group[1]).append(n if n < len(across) else n - len(across))
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _places(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > 2 * NEAR:
            out.append(value)
    return out


def _grid(page: Printed, across: list[Rule], down: list[Rule]) -> Grid | None:
    left, right = min(a.start for a in across), max(a.end for a in across)
    xs = _places([*(d.at for d in down), left, right])
    ys = _places([a.at for a in across])
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > MAX_CELLS:
        return None
    inside = [
        p for p in page.pieces if xs[0] - NEAR <= (p.left + p.right) / 2 <= xs[-1] + NEAR and ys[0] - NEAR <= p.middle <= ys[-1] + NEAR
    ]
    if len(inside) < 2:
        return None
    high, wide = len(ys) - 1, len(xs) - 1
    region = list(range(high * wide))

    def root(n: int) -> int:
        while region[n] != n:
            n = region[n]
        return n

    for r in range(high):
        y = (ys[r] + ys[r + 1]) / 2
        for c in range(wide):
            x = (xs[c] + xs[c + 1]) / 2
            if c + 1 < wide and not any(abs(d.at - xs[c + 1]) <= 2 * NEAR and d.start <= y <= d.end for d in down):
                region[root(r * wide + c + 1)] = root(r * wide + c)
            if r + 1 < high and not any(abs(a.at - ys[r + 1]) <= 2 * NEAR and a.start <= x <= a.end for a in across):
                region[root((r + 1) * wide + c)] = root(r * wide + c)
    cells: dict[int, list[Piece]] = {}
    for piece in inside:
        for part in _parted(piece, xs):
            r = max(0, sum(1 for y in ys if y < part.middle) - 1)
            c = max(0, sum(1 for x in xs if x < (part.left + part.right) / 2) - 1)
            cells.setdefault(root(min(r, high - 1) * wide + min(c, wide - 1)), []).append(part)
    rows = [[root(r * wide + c) for c in range(wide)] for r in range(high)]
    if len({cell for row in rows for cell in row}) < 4 or all(len(set(row)) == 1 for row in rows):
        return None
    page.pieces = [p for p in page.pieces if not any(p is q for q in inside)]
    if high == 2 and (split := _unruled_body(rows, cells)):
        return Grid(xs[0], ys[0], xs[-1], ys[-1], [[said(cells.get(c, ())) for c in rows[0]], *split], xs)
    texts = {n: said(pieces) for n, pieces in cells.items()}
    return Grid(xs[0], ys[0], xs[-1], ys[-1], [[texts.get(n, "") for n in row] for row in rows if any(texts.get(n) for n in row)], xs)


def _parted(piece: Piece, xs: Sequence[float]) -> list[Piece]:
    """A piece that crosses rules in pieces of one cell each; its characters are taken as equally wide, divided at spaces."""
    if not any(piece.left + NEAR < x < piece.right - NEAR for x in xs) or " " not in piece.text:
        return [piece]
    step = (piece.right - piece.left) / max(1, len(piece.text))
    out: list[Piece] = []
    at = 0
    for word in piece.text.split(" "):
        left = piece.left + at * step
        part = Piece(word, piece.size, left, left + len(word) * step, piece.top, piece.bottom)
        same = out and not any(out[-1].right <= x <= (part.left + part.right) / 2 for x in xs)
        if same:
            out[-1] = Piece(f"{out[-1].text} {word}", piece.size, out[-1].left, part.right, piece.top, piece.bottom)
        else:
            out.append(part)
        at += len(word) + 1
    return out


def _unruled_body(rows: list[list[int]], cells: dict[int, list[Piece]]) -> list[list[str]] | None:
    """The rows of a body that no lines part, where every line of print is one."""
    columns = [cells.get(n, []) for n in rows[1]]
    if len(set(rows[1])) < len(rows[1]):
        return None
    lines = baselines([p for column in columns for p in column])
    if len(lines) < 3 or any(len(line) * 10 < 7 * len(columns) for line in lines):
        return None
    where = [{id(p): n for n, column in enumerate(columns) for p in column}[id(p)] for line in lines for p in line]
    out: list[list[str]] = []
    at = 0
    for line in lines:
        row = [""] * len(columns)
        for piece in line:
            row[where[at]] = joined(row[where[at]], piece.text)
            at += 1
        out.append(row)
    return out


def _between(page: Printed, rules: Sequence[Rule], known: Sequence[Grid]) -> list[Grid]:
    """Tables between lines across, with none down: of three lines, as papers and reports have them."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if rule.end - rule.start < 60 or any(
            g.top - NEAR <= rule.at <= g.bottom + NEAR and g.left < rule.end and rule.start < g.right for g in known
        ):
            continue
        for group in groups:
            if abs(group[0].start - rule.start) <= 2 * NEAR and abs(group[0].end - rule.end) <= 2 * NEAR:
                group.append(rule)
                break
        else:
            groups.append([rule])
    out: list[Grid] = []
    for group in groups:
        first = 0
        while first < len(group) - 1:
            last = next((n for n in range(len(group) - 1, first, -1) if (grid := _lined(page, group[first : n + 1]))), None)
            if last is None:
                first += 1
                continue
            out.append(grid)  # type: ignore[arg-type]
            first = last + 1
    return out


def _lined(page: Printed, rules: Sequence[Rule]) -> Grid | None:
    left, right, top, bottom = rules[0].start - 6, rules[0].end + 6, rules[0].at, rules[-1].at
    inside = [p for p in page.pieces if left <= (p.left + p.right) / 2 <= right and top < p.middle < bottom]
    lines = baselines(inside)
    several = sum(1 for line in lines if len(line) >= 2)
    if len(lines) < 2 or several * 2 < len(lines) or several < 2:
        return None
    bands = [rule.at for rule in rules]
    rows = aligned_rows(lines, bands)
    page.pieces = [p for p in page.pieces if not any(p is q for q in inside)]
    if rows is None:
        return Grid(left, top, right, bottom, text=_shown(lines))
    return Grid(left, top, right, bottom, rows[0], rows[1])


# ------------------------------------------------------------------------------------------------- aligned


def aligned_rows(lines: Sequence[Sequence[Piece]], bands: Sequence[float] = ()) -> tuple[list[list[str]], list[float]] | None:
    """The rows of lines whose pieces stand one under the other, with the left edges of the columns; None where they do not clearly.

    ``bands`` are the heights of lines across: what stands between the first two is the header, however many lines it takes.
    """
    size = max((p.size for line in lines for p in line), default=10.0)
    columns = _columns(lines, size)
    if len(columns) < 2:
        return None
    unclear = 0
    rows: list[list[str]] = []
    kept: list[float] = []
    for line in lines:
        row = [""] * len(columns)
        for piece in line:
            over = [n for n, (left, right) in enumerate(columns) if piece.left < right - 0.1 and piece.right > left + 0.1]
            at = over[0] if over else min(range(len(columns)), key=lambda n: abs(columns[n][0] - piece.left))
            unclear += len(over) != 1 or bool(row[at])
            row[at] = f"{row[at]} {piece.text}" if row[at] else piece.text
        band = sum(1 for y in bands if y < line[0].middle)
        same_band = bool(rows) and bool(bands) and band == sum(1 for y in bands if y < kept[-1])
        header = same_band and band == 1 and len(bands) > 2
        goes_on = rows and not row[0] and (same_band or not bands) and line[0].top - kept[-1] < 1.2 * size
        if header or goes_on:
            rows[-1] = [joined(a, b) if a and b else a or b for a, b in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
        kept.append(line[0].middle)
    full = sum(1 for row in rows if sum(1 for cell in row if cell) >= max(2, len(columns) - 1))
    if len(rows) < 2 or full * 10 < 7 * len(rows) or not all(rows[0][1:]) or unclear * 10 > len(rows):
        return None
    return [[cell.replace("\u00ad", "") for cell in row] for row in rows], [left for left, _ in columns]


def _columns(lines: Sequence[Sequence[Piece]], size: float) -> list[list[float]]:
    """The left and right edge of each column: of the lines with as many pieces as most have, else of all."""
    counts = Counter(len(line) for line in lines if len(line) >= 2)
    usual = max(counts, key=lambda n: (counts[n], n), default=0)
    for some in ([line for line in lines if len(line) == usual], lines):
        columns: list[list[float]] = []
        for left, right in sorted((p.left, p.right) for line in some for p in line):
            if columns and left < columns[-1][1] + 0.35 * size:
                columns[-1][1] = max(columns[-1][1], right)
            else:
                columns.append([left, right])
        if len(columns) >= usual:
            break
    return columns


def aligned_table(lines: Sequence[Sequence[Piece]], wide: float) -> tuple[int, Grid] | None:
    """The table that begins with the first of these lines, and how many lines it takes; ``wide`` is the width of the column of text."""
    if len(lines[0]) < 2 or _is_list(lines):
        return None
    taken, single = 0, 0
    for number, line in enumerate(lines):
        if number and line[0].top - lines[number - 1][-1].bottom > 1.6 * line[0].size:
            break
        if len(line) >= 2:
            taken, single = number + 1, 0
        else:
            single += 1
            starts = [p.left for other in lines[:number] for p in other]
            inner = line[0].left > lines[0][0].right or any(abs(line[0].left - start) <= 2 for start in starts)
            if single > 2 or not inner or line[0].right - line[0].left > 0.5 * wide:
                break
    body = lines[:taken]
    several = sum(1 for line in body if len(line) >= 2)
    if several < 3:
        return None
    left, right = min(p.left for line in body for p in line), max(p.right for line in body for p in line)
    top, bottom = body[0][0].top, max(p.bottom for p in body[-1])
    if rows := aligned_rows(body):
        return taken, Grid(left, top, right, bottom, rows[0], rows[1])
    gappy = sum(1 for line in body if len(line) >= 2 and sum(p.right - p.left for p in line) < 0.85 * wide)
    if gappy * 2 > len(body):
        return taken, Grid(left, top, right, bottom, text=_shown(body))
    return None


def _is_list(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether a line begins with the mark of an item or heading, set off from what it marks."""
    first = lines[0][0].text.strip()
    return len(lines[0]) == 2 and (bool(_MARK.match(first)) or line_kind(first + " x").kind == "item")
