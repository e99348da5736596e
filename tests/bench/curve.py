"""Curves over a logarithmic axis as SVG, in the manner of the card's figures: text left as text, every point with its number."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10
from typing import NamedTuple
from xml.sax.saxutils import escape

from kgcorpus.release.figures import COLOURS, FONT, width_of

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 380, 60, 66, 48


class Curve(NamedTuple):
    """Points (x, y), both above 0; ``unit`` stands behind each number."""

    name: str
    points: Sequence[tuple[float, float]]
    unit: str


def chart(title: str, curves: Sequence[Curve], axis: str, *, even: bool = False) -> str:
    """All curves over one logarithmic x axis and one logarithmic y axis; the numbers stand at the points, so that units may differ.
    ``even``: the y axis is an even one from 0, for shares; the numbers of the lower of two curves stand below it."""
    xs = [x for curve in curves for x, _ in curve.points]
    ys = [y for curve in curves for _, y in curve.points]
    across = _Scale(min(xs), max(xs), LEFT + 20, WIDTH - 60)
    low, high = HEIGHT - BOTTOM, TOP
    up = _Even(max(ys) * 1.1, low, high) if even else _Scale(10 ** floor(log10(min(ys))), max(ys) * 1.6, low, high)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<g {FONT} fill="#222222">',
        f'<text x="10" y="20" font-size="14" font-weight="bold">{escape(title)}</text>',
        *_legend(curves),
    ]
    for y in up.marks():
        place = up(y)
        out.append(f'<line x1="{LEFT}" y1="{place:.1f}" x2="{WIDTH - 20}" y2="{place:.1f}" stroke="#e4e4e4"/>')
        out.append(f'<text x="{LEFT - 6}" y="{place + 4:.1f}" text-anchor="end" fill="#777777">{y:,g}</text>')
    for x in sorted(set(xs)):
        out.append(f'<text x="{across(x):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{x:,.0f}</text>')
    out.append(f'<text x="{WIDTH / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle" fill="#555555">{escape(axis)}</text>')
    for number, (curve, colour) in enumerate(zip(curves, COLOURS, strict=False)):
        places = [(across(x), up(y), y) for x, y in curve.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, y, value in places:
            out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>')
            label = f"{value:.2f}" if even else f"{_number(value)} {curve.unit}"
            shift = 18 if even and _beaten(value, places.index((x, y, value)), number, curves) else -9
            out.append(f'<text x="{x:.1f}" y="{y + shift:.1f}" text-anchor="middle" fill="{colour}">{escape(label)}</text>')
    return "\n".join([*out, "</g>", "</svg>", ""])


def _beaten(value: float, at: int, number: int, curves: Sequence[Curve]) -> bool:
    """Whether another curve lies higher at this point; of curves at one height the first is taken for the higher."""
    others = [(n, curve.points[at][1]) for n, curve in enumerate(curves) if at < len(curve.points)]
    return any(other > value or (other == value and n < number) for n, other in others)


def _legend(curves: Sequence[Curve]) -> list[str]:
    out, x = [], float(LEFT)
    for curve, colour in zip(curves, COLOURS, strict=False):
        out.append(f'<rect x="{x:.0f}" y="32" width="10" height="10" fill="{colour}"/>')
        out.append(f'<text x="{x + 14:.0f}" y="41">{escape(curve.name)}</text>')
        x += 30 + width_of(curve.name)
    return out


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


class _Scale:
    """Places of numbers on a logarithmic axis."""

    def __init__(self, least: float, most: float, first: float, last: float) -> None:
        self.low, self.high = log10(least), log10(most) if most > least else log10(least) + 1
        self.first, self.last = first, last

    def __call__(self, value: float) -> float:
        return self.first + (log10(value) - self.low) / (self.high - self.low) * (self.last - self.first)

    def marks(self) -> list[float]:
        """Powers of ten on the axis."""
        return [10.0**n for n in range(floor(self.low), floor(self.high) + 1) if self.low <= n <= self.high]


class _Even:
    """Places of numbers on an even axis that begins at 0."""

    def __init__(self, most: float, first: float, last: float) -> None:
        self.most, self.first, self.last = most, first, last

    def __call__(self, value: float) -> float:
        return self.first + value / self.most * (self.last - self.first)

    def marks(self) -> list[float]:
        """At most ten even steps."""
        step = next(s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if self.most / s <= 10 or s == 1.0)
        return [round(step * n, 2) for n in range(int(self.most / step) + 1)]
