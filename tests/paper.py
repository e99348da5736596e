"""A writer of small PDF files for tests: text at a place, lines, a picture; Chinese without a font file."""

from __future__ import annotations

from pathlib import Path

A4 = (595, 842)


_NARROW, _WIDE = frozenset("fijlt.,;:'!|()[] -"), frozenset("mwMWOQGCDHNRU")


def width(text: str, size: float, latin: bool = False) -> float:
    """About how wide a text is set: Chinese characters one em, others half of it; in a line of ``latin`` only by their shape."""
    if latin:
        return sum(0.3 if c in _NARROW else 0.77 if c in _WIDE else 0.55 for c in text) * size
    return sum(1.0 if c >= "\u2e80" or c in "“”‘’…—" else 0.5 for c in text) * size


def wrapped(text: str, size: float, wide: float) -> list[str]:
    """A text in printed lines: between characters in Chinese, at spaces in English."""
    lines, line = [], ""
    word = ""
    latin = all(ord(c) < 128 for c in text)
    for c in text + "\n":
        if c == "\n" or c == " " or c >= "\u2e80":
            if width(line + word, size, latin) > wide:
                lines.append(line.rstrip())
                line = ""
            line += word
            word = ""
            if c >= "\u2e80":
                if width(line + c, size) > wide and c not in "，。、；：！？）》”":
                    lines.append(line.rstrip())
                    line = ""
                line += c
            elif c == " ":
                line += c if line else ""
        else:
            word += c
    return [*lines, line.rstrip()] if line.strip() else lines


class Paper:
    """Pages are written one after the other; places are points from the top left, ``y`` is the baseline."""

    def __init__(self) -> None:
        self.pages: list[tuple[tuple[float, float], list[str]]] = []

    def page(self, size: tuple[float, float] = A4) -> Paper:
        self.pages.append((size, []))
        return self

    def _write(self, code: str) -> None:
        self.pages[-1][1].append(code)

    def text(self, x: float, y: float, text: str, size: float = 11, *, upright: bool = True, bold: bool = False) -> float:
        """Sets one line; gives the ordinate below it."""
        y0 = self.pages[-1][0][1] - y
        turn = "1 0 0 1" if upright else "0.7 0.7 -0.7 0.7"
        if all(ord(c) < 128 for c in text):
            shown, font = "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")", "F3" if bold else "F1"
        else:
            shown, font = f"<{text.encode('utf-16-be').hex()}>", "F4" if bold else "F2"
        self._write(f"BT /{font} {size:g} Tf {turn} {x:g} {y0:g} Tm {shown} Tj ET")
        return y + size * 1.5

    def block(self, x: float, y: float, text: str, wide: float, size: float = 11, *, indent: float = 0) -> float:
        """Sets a paragraph in a column of this width; gives the ordinate below it."""
        first = wrapped("\u3000" * 0 + text, size, wide - indent)[:1]
        rest = wrapped(text[len(first[0]) :].lstrip(), size, wide) if first else []
        for n, line in enumerate([*first, *rest]):
            y = self.text(x + (indent if n == 0 else 0), y, line, size)
        return y

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        high = self.pages[-1][0][1]
        self._write(f"0.5 w {x0:g} {high - y0:g} m {x1:g} {high - y1:g} l S")

    def grid(self, xs: list[float], ys: list[float]) -> None:
        """The rules of a table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])

    def picture(self) -> None:
        """A picture over the whole page, as a scan has."""
        wide, high = self.pages[-1][0]
        self._write(f"q {wide:g} 0 0 {high:g} 0 0 cm /Im1 Do Q")

    def output(self) -> bytes:
        objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
        fonts = (
            "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> /F2 3 0 R "
            "/F3 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> /F4 7 0 R >> "
            "/XObject << /Im1 6 0 R >> >>"
        )
        objects.append(b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>")
        objects.append(
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
            b"/Supplement 4 >> /DW 1000 /W [1 95 500 814 939 500] /FontDescriptor 5 0 R >>"
        )
        objects.append(
            b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
            b"/Descent -120 /CapHeight 880 /StemV 93 >>"
        )
        objects.append(
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
            b"stream\n\xc0\nendstream"
        )
        for number, refers in ((2, b"4 0 R"), (3, b"5 0 R"), (4, b"")):  # the same in bold type, as objects 7 to 9
            heavy = objects[number].replace(b"STSong-Light", b"STHeiti-Bold")
            objects.append(heavy.replace(refers, b"%d 0 R" % (number + 6)) if refers else heavy)
        kids = []
        for (wide, high), codes in self.pages:
            stream = "\n".join(codes).encode("latin-1")
            objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:g} {high:g}] /Resources {fonts} "
                f"/Contents {len(objects)} 0 R >>".encode()
            )
            kids.append(len(objects))
        objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
        out = bytearray(b"%PDF-1.5\n")
        places = []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        at = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at)
        return bytes(out)

    def save(self, path: Path) -> Path:
        path.write_bytes(self.output())
        return path
