"""The parts of a report's page: texts in both languages, tables whose rows hold their own plot, and the plots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from kgcorpus.grade.sets import VERDICTS
from kgcorpus.messages import words
from kgcorpus.model import Json

FEW = 10
"""Fewer questions than this say little: their rows are grey."""
WIDE, HIGH = 200, 20
"""Size of the plot in a row, in pixels."""
RIGHT = ' class="n"'
SCALE = '<span class="scale" aria-hidden="true"><span>0%</span><span>50%</span><span>100%</span></span>'
"""What stands over the plots of a table."""


class Texts:
    """Texts of a page in its language, each with the other language beside it for the switch."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._say = {one: words(one) for one in ("zh", "en")}

    def __call__(self, key: str, **values: object) -> str:
        """A message, as HTML."""
        return self.both(self._say["zh"](key, **values), self._say["en"](key, **values))

    def both(self, zh: str, en: str, tag: str = "span") -> str:
        """A text that is given in both languages, as HTML."""
        if zh == en:
            return escape(zh)
        shown = zh if self.lang == "zh" else en
        return f'<{tag} data-zh="{escape(zh)}" data-en="{escape(en)}">{escape(shown)}</{tag}>'

    def plain(self, key: str, **values: object) -> str:
        """A message in the page's language alone, without mark-up."""
        return self._say[self.lang](key, **values)


def percent(value: float | None) -> str:
    """A share in percent.

    >>> percent(0.1234), percent(None)
    ('12.3%', '–')
    """
    return "–" if value is None else f"{value:.1%}"


def interval(low: float, high: float) -> str:
    """An interval of shares in percent.

    >>> interval(0.1, 0.25)
    '10.0–25.0%'
    """
    return f"{low * 100:.1f}–{high * 100:.1f}%"


def dot(share: float | None, low: float, high: float, *, against: float | None = None) -> str:
    """A share as a dot with its interval on an axis from 0 to 1; ``against`` is a share to compare with, as a fine line."""
    return "" if share is None else _plot(share, low, high, against, lambda value: 6 + value * (WIDE - 12))


def apart(difference: float, low: float, high: float, reach: float) -> str:
    """A difference as a dot with its interval on an axis from ``-reach`` to ``reach``, 0 in the middle."""
    return _plot(difference, low, high, 0.0, lambda value: WIDE / 2 + max(-1.0, min(1.0, value / reach)) * (WIDE / 2 - 6))


def _plot(value: float, low: float, high: float, against: float | None, at: Callable[[float], float]) -> str:
    middle = HIGH // 2
    line = "" if against is None else f'<line x1="{at(against):.1f}" x2="{at(against):.1f}" y1="0" y2="{HIGH}" class="mean"/>'
    return (
        f'<svg class="plot" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" aria-hidden="true">'
        f'<line x1="6" x2="{WIDE - 6}" y1="{middle}" y2="{middle}" class="axis"/>{line}'
        f'<line x1="{at(low):.1f}" x2="{at(high):.1f}" y1="{middle}" y2="{middle}" class="range"/>'
        f'<circle cx="{at(value):.1f}" cy="{middle}" r="4.5" class="dot"/></svg>'
    )


def stripe(counts: Sequence[tuple[str, int]], title: str) -> str:
    """Counts as one bar of stripes, by class name; what the stripes mean stands in the table below it."""
    n = sum(count for _, count in counts) or 1
    at, out = 0.0, []
    for name, count in counts:
        width = 600 * count / n
        out.append(f'<rect x="{at:.1f}" y="0" width="{width:.1f}" height="28" class="{name}"/>')
        at += width
    return (
        f'<svg class="stripe" viewBox="0 0 600 28" preserveAspectRatio="none" role="img" aria-label="{escape(title)}">{"".join(out)}</svg>'
    )


def head_cells(texts: Iterable[str], numbers: Iterable[int] = ()) -> str:
    """The cells of a table's head, as HTML; ``numbers`` are the places of those that stand to the right."""
    right = set(numbers)
    return "".join(f'<th scope="col"{RIGHT if n in right else ""}>{text}</th>' for n, text in enumerate(texts))


def table(head: Sequence[str], rows: Iterable[tuple[Sequence[str], str]], numbers: Sequence[int] = ()) -> str:
    """A table: its head, and rows with their class; all as HTML. ``numbers`` are the columns that stand to the right."""
    body = []
    for (first, *others), name in rows:
        cells = "".join(f"<td{RIGHT if n in numbers else ''}>{value}</td>" for n, value in enumerate(others, 1))
        body.append(f'<tr class="{name}"><th scope="row">{first}</th>{cells}</tr>')
    return f'<div class="wide"><table><thead><tr>{head_cells(head, numbers)}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'


def share_row(label: str, counts: dict[str, Json], mean: float | None) -> tuple[list[str], str]:
    """A row of a table of shares: label, plot, share, interval, number, counts of the other verdicts."""
    low, high = counts["interval"]
    row = [label, dot(counts["share"], low, high, against=mean), percent(counts["share"]), interval(low, high), f"{counts['n']:,}"]
    return [*row, *(f"{counts[verdict]:,}" for verdict in VERDICTS[1:])], "few" if counts["n"] < FEW else ""
