"""The card's plots as SVG: bars with their numbers, text left as text so that every machine draws it with its own fonts and the bytes
are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

BAR, GAP, LABEL, PLOT, RIGHT = 18, 8, 230, 420, 70
COLOURS = ("#2f6f9f", "#d98e32", "#5b8f4e", "#9a5a86", "#7a7a7a")
FONT = "font-family=\"'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',system-ui,sans-serif\" font-size=\"12\""


def width_of(text: str) -> float:
    """Rough width in pixels at 12 px: a full-width character is twice a Latin one."""
    return sum(12.0 if ord(c) > 0x2E80 else 6.6 for c in text)


def shorten(text: str, room: float) -> str:
    if width_of(text) <= room:
        return text
    while text and width_of(text + "…") > room:
        text = text[:-1]
    return text + "…"


def bars(title: str, rows: Sequence[tuple[str, Sequence[float]]], series: Sequence[str] = (), note: str = "") -> str:
    """A horizontal bar chart. ``rows`` are (label, one number a series); numbers are printed as they are (integers without a point)."""
    count = max((len(values) for _, values in rows), default=1)
    group = count * BAR + GAP
    top = 46 if series else 34
    height = top + len(rows) * group + (26 if note else 8)
    width = LABEL + PLOT + RIGHT
    largest = max((v for _, values in rows for v in values), default=0) or 1
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<g {FONT} fill="#222222">',
        f'<text x="10" y="20" font-size="14" font-weight="bold">{escape(title)}</text>',
    ]
    x = float(LABEL)
    for n, name in enumerate(series):
        out.append(f'<rect x="{x:.0f}" y="28" width="10" height="10" fill="{COLOURS[n % len(COLOURS)]}"/>')
        out.append(f'<text x="{x + 14:.0f}" y="37">{escape(name)}</text>')
        x += 30 + width_of(name)
    for r, (label, values) in enumerate(rows):
        y = top + r * group
        middle = y + len(values) * BAR / 2 + 4
        out.append(f'<text x="{LABEL - 8}" y="{middle:.0f}" text-anchor="end">{escape(shorten(label, LABEL - 20))}</text>')
        for n, value in enumerate(values):
            length = PLOT * value / largest
            out.append(f'<rect x="{LABEL}" y="{y + n * BAR}" width="{length:.1f}" height="{BAR - 3}" fill="{COLOURS[n % len(COLOURS)]}"/>')
            out.append(f'<text x="{LABEL + length + 5:.1f}" y="{y + n * BAR + 12}">{_number(value)}</text>')
    if note:
        out.append(f'<text x="10" y="{height - 8}" fill="#555555">{escape(note)}</text>')
    out += ["</g>", "</svg>", ""]
    return "\n".join(out)


def _number(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:.2f}"


def counted(title: str, counts: Mapping[str, Mapping[str, int]], series: Sequence[str], *, most: int = 24, more: str = "…") -> str:
    """Bars for nested counts ``{label: {series: n}}``, largest first; what does not fit is summed in a last row."""
    order = sorted(counts, key=lambda label: (-sum(counts[label].values()), label))
    rows = [(label, [counts[label].get(s, 0) for s in series]) for label in order[:most]]
    if order[most:]:
        rows.append((f"{more} ({len(order) - most})", [sum(counts[label].get(s, 0) for label in order[most:]) for s in series]))
    return bars(title, rows, series)
