"""A writer of small PowerPoint files for tests: the parts that a presentation must have, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

_MAIN = "http://schemas.openxmlformats.org/"
_NAMES = (
    f'xmlns:a="{_MAIN}drawingml/2006/main" xmlns:p="{_MAIN}presentationml/2006/main" xmlns:r="{_MAIN}officeDocument/2006/relationships"'
)
_KIND = f"{_MAIN}officeDocument/2006/relationships"


def shape(paragraphs: Sequence[str | tuple[str, int]], place: str | None = None) -> str:
    """A shape with paragraphs, each perhaps with its level; ``place`` is the kind of placeholder (``body`` has bullets)."""
    held = f'<p:ph type="{place}"/>' if place else ""
    written = ""
    for paragraph in paragraphs:
        text, level = paragraph if isinstance(paragraph, tuple) else (paragraph, 0)
        written += f'<a:p><a:pPr lvl="{level}"/><a:r><a:t>{text}</a:t></a:r></a:p>'
    return f"<p:sp><p:nvSpPr><p:nvPr>{held}</p:nvPr></p:nvSpPr><p:txBody>{written}</p:txBody></p:sp>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table; a cell that is ``^`` is merged with that above it, ``<`` with that before it."""
    marks = {"^": ' vMerge="1"', "<": ' hMerge="1"'}
    written = "".join(
        "<a:tr>"
        + "".join(
            f"<a:tc{marks.get(c, '')}><a:txBody><a:p><a:r><a:t>{'' if c in marks else c}</a:t></a:r></a:p></a:txBody></a:tc>" for c in r
        )
        + "</a:tr>"
        for r in rows
    )
    return f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{written}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"


def deck(slides: Sequence[str], notes: dict[int, str] | None = None) -> bytes:
    """A presentation of slides, each the XML of its shapes; ``notes`` by the number of the slide."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:

        def put(name: str, text: str) -> None:
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>' + text)

        def related(name: str, targets: Sequence[tuple[str, str]]) -> None:
            lines = "".join(f'<Relationship Id="r{n}" Type="{_KIND}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1))
            put(name, f'<Relationships xmlns="{_MAIN}package/2006/relationships">{lines}</Relationships>')

        listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
        put("ppt/presentation.xml", f"<p:presentation {_NAMES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>")
        related("ppt/_rels/presentation.xml.rels", [("slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1)])
        for n, shapes in enumerate(slides, 1):
            put(f"ppt/slides/slide{n}.xml", f"<p:sld {_NAMES}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
            if notes and n in notes:
                related(f"ppt/slides/_rels/slide{n}.xml.rels", [("notesSlide", f"../notesSlides/notesSlide{n}.xml")])
                body = shape([notes[n]], "body")
                put(f"ppt/notesSlides/notesSlide{n}.xml", f"<p:notes {_NAMES}><p:cSld><p:spTree>{body}</p:spTree></p:cSld></p:notes>")
    return out.getvalue()
