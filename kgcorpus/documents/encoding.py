"""Bytes to text: UTF-8, UTF-16 with byte order mark, GB18030; anything else is refused rather than guessed."""

from __future__ import annotations

import re
from unicodedata import category

from kgcorpus.documents.passages import Unreadable

MAX_TEXT = 64 << 20
MAX_TABLE = 256 << 20
MAX_LINE = 2 << 20
"""Characters of one line: a longer one is no text that anybody wrote, and would only keep every later step busy."""


def decode(data: bytes, *, most: int = MAX_TEXT, longest_line: int | None = MAX_LINE) -> str:
    """The text of a file's bytes, without byte order mark, line ends as they are.

    Raises ``Unreadable``: ``empty_file``, ``binary_file``, ``wrong_encoding``, ``too_large``.
    """
    if len(data) > most:
        raise Unreadable("too_large", f"{len(data):,} bytes; at most {most:,}")
    if not data.strip():
        raise Unreadable("empty_file", "nothing but whitespace" if data else "no bytes")
    text = _text(data)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise Unreadable("empty_file", "nothing but whitespace")
    if longest_line is not None and len(text) > longest_line:
        _check_lines(text, longest_line)
    return text


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Unreadable("wrong_encoding", f"marked as UTF-16, but byte {error.start} does not fit") from None
        if "\x00" in text:
            raise Unreadable("binary_file", "contains NUL characters")
        if any(category(c) in ("Cn", "Co") for c in set(text)):
            raise Unreadable("wrong_encoding", "marked as UTF-16, but it holds characters that do not exist; save the file as UTF-8")
        return text
    if (at := data.find(b"\x00")) >= 0:
        raise Unreadable("binary_file", f"contains a NUL byte at {at}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        first = error
    chinese = _gb18030(data)
    if chinese is None:
        line = data[: first.start].count(b"\n") + 1
        raise Unreadable("wrong_encoding", f"byte {first.start} is neither UTF-8 nor GB18030; save the file as UTF-8", f"line {line}")
    return chinese


_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方"
    "多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情"
    "明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给"
    "世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太"
    "量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运病药症血糖尿禁忌"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_FOREIGN = re.compile("[^\x00-\x7f\u4e00-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…·℃±×÷≤≥]")


def _gb18030(data: bytes) -> str | None:
    """The bytes as GB18030 if that gives Chinese text: nearly any bytes decode, so what comes out must look written."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    if any("\ue000" <= c <= "\uf8ff" or c in "\x7f\x80\ufffd" or (c < " " and c not in "\t\r\n\f\x0b") for c in text[:200_000]):
        return None
    han = _HAN.findall(text[:200_000])
    other = _FOREIGN.findall(text[:200_000])
    if not han:
        return text if _only_signs(text[:200_000]) else None
    if len(other) > len(han):
        return None
    # In written Chinese about a third of the characters are among the few hundred commonest; in misread text hardly any are.
    common = sum(c in _COMMON for c in han)
    return text if common * 8 >= len(han) else None


def _only_signs(text: str) -> bool:
    """Whether a text is English but for a few signs (“”, …, é) that GB18030 writes in two bytes which mean nothing in Latin alphabets."""
    signs = [c for c in text if c > "\x7f"]
    pairs = [c.encode("gb18030") for c in signs]
    return len(signs) * 10 <= len(text) and all(len(p) == 2 and p[0] in (0xA1, 0xA8) and p[1] >= 0xA1 for p in pairs)


def _check_lines(text: str, longest: int) -> None:
    start, number = 0, 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > longest and "\r" not in text[start:end]:
            raise Unreadable("too_large", f"a line of {end - start:,} characters; at most {longest:,}", f"line {number}")
        start, number = end + 1, number + 1
