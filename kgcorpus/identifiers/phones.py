"""Telephone numbers: mobile and landline of mainland China, and those of other countries. Hotlines and service numbers are nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .reading import Identifier, Kind, Piece, Text, in_address_of_web, pieces, stands_for_something_else

LABEL = re.compile(
    r"电话|手机|联系|致电|拨打|回拨|座机|传真|来电|短信|微信|tel|phone|mobile|cell|fax|call(?:er)?|ring|dial|text|reach|contact"
    r"|whatsapp|\bT:|\bM:",
    re.I,
)
_TIGHT = re.compile(
    r"(?:(?<!客服)(?<!服务)(?<!咨询)(?<!投诉)(?<!热线)(?<!监督)(?<!免费)(?:电话|手机)(?:号码?)?|座机|传真|联系方式|(?<!Toll-free "
    r")\b(?:tele)?phone|\btel|\bmobile|\bcell|\bfax|\bwhatsapp)"
    r"(?:\s?(?:number|no\.?))?\s*(?:[:：是为=.]|is)?\s*(?:\+\s?)?[(（]?\Z",
    re.I,
)
_MOBILE = re.compile(r"1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")
_MOBILE_SHAPES = {(11,), (3, 4, 4), (3, 8), (4, 3, 4), (3, 3, 5), (7, 4), (1,) * 11}
_PREFIXES = {"86", "0086", "0"}
_AREA = re.compile(
    r"(?:10|2[0-57-9]|3(?:1\d|35|[579]\d|49)|4(?:1\d|2[179]|3\d|[57]\d|6[4789]|8[23])|5(?:1\d|2[37]|3\d|4[36]|5\d|6[1-6]|7\d|80|9\d)"
    r"|6(?:3[1-5]|6[0238]|9[12])|7(?:01|1\d|2[248]|3\d|4[3-6]|5\d|6[02368-9]|7\d|9\d)|8(?:1[2-9]|2[5-79]|3\d|5[1-9]|7\d|8[3678]|9\d)"
    r"|9(?:0\d|1\d|3\d|4[13]|5[1-5]|7\d|9\d))"
)
_LOCAL = re.compile(r"[2-8]\d{6,7}")
_AFTER = re.compile(
    r"\s?(?:is|was)\s(?:my|his|her|their|our)\s(?:\w+\s)?(?:cell|phone|mobile|number|telephone)\b|[（(](?:微信|手机|电话)|是(?:我|他"
    r"|她)的?(?:手机|电话)",
    re.I,
)
_NO_EXTENSION = 5
_HOTLINE = re.compile(
    r"(?:热线|客服电话|服务电话|服务专线|总机|(?:hot|help|information )line|toll[- ]free|freephone|customer service"
    r"|switchboard)[^。；;，,.!?！？\n\x00]{0,40}\Z",
    re.I,
)


def _named(text: Text, piece: Piece) -> bool:
    """Whether the words beside a number say that it is a telephone number."""
    return LABEL.search(text.before(piece.start)) is not None or _AFTER.match(text.after(piece.end, 40)) is not None


def mobile() -> Kind:
    """Mobile numbers of mainland China, also with +86, grouped, or spelled digit by digit."""
    return _mobile


def _mobile(text: Text) -> Iterator[Identifier]:
    for piece in pieces(text, (11, 13, 15), 11):
        if len(piece.digits) > 11:
            if piece.alone and piece.whole and re.match("(?:00)?86", piece.digits) and _MOBILE.fullmatch(piece.digits[-11:]):
                start = _plus(text, piece.start)
                if not stands_for_something_else(text, start, piece.end, LABEL):
                    yield text.found("mobile", start, piece.end, _of_a_hotline(text, start))
            continue
        if not _MOBILE.fullmatch(piece.digits):
            continue
        first, country = _with_prefix(text, piece)
        outer = Piece(piece.number, first, piece.last)
        if piece.shape not in _MOBILE_SHAPES and not piece.whole and (piece.shape[0] == 1 or not LABEL.search(text.before(outer.start))):
            continue
        if not (piece.evenly or piece.whole) or outer.leans_left or piece.leans_right:
            continue
        if country or not stands_for_something_else(text, outer.start, piece.end, LABEL):
            start = _plus(text, outer.start)
            yield text.found("mobile", start, piece.end, _of_a_hotline(text, start))


def _of_a_hotline(text: Text, start: int) -> bool:
    """Whether the words before say that a number is a hotline, and so everybody's."""
    return _HOTLINE.search(text.before(start, 60)) is not None


def _with_prefix(text: Text, piece: Piece) -> tuple[int, bool]:
    """The group with which the number begins, its country code included, and whether it has one."""
    before = piece.number[piece.first - 1] if piece.first else None
    if before is not None and before.digits in _PREFIXES and "\n" not in piece.number[piece.first].before:
        return piece.first - 1, before.digits != "0"
    return piece.first, False


def _plus(text: Text, start: int) -> int:
    """The start of a number with the plus and bracket before it."""
    before = re.search(r"\(?\+\s?\(?\Z|\(\Z", text.before(start, 4))
    return start - len(before[0]) if before else start


def landline() -> Kind:
    """Landlines of mainland China with their area code; with +86 or 0086 it may lack the nought."""
    return _landline


def _landline(text: Text) -> Iterator[Identifier]:
    for piece in pieces(text, range(9, 15), 6):
        read = _area_and_number(text, piece)
        if read is None or piece.leans_left:
            continue
        end = piece.end
        if piece.leans_right:
            after = piece.number[piece.last + 1]
            if after.before.strip() != "-" or len(after.digits) > _NO_EXTENSION:
                continue
            end = after.end
        elif extension := re.match(r"(?:转|\s?ext\.?)\s?\d{1,6}", text.after(end)):
            end += extension.end()
        if read == "bare" and not _named(text, piece):
            continue
        if not stands_for_something_else(text, piece.start, end, LABEL):
            start = _plus(text, piece.start)
            yield text.found("landline", start, end, _of_a_hotline(text, start))


def _area_and_number(text: Text, piece: Piece) -> str | None:
    """``bare`` or ``parted`` where a piece is an area code with a number, else None."""
    digits, shape = piece.digits, piece.shape
    abroad = re.match(r"(?:00)?86", digits)
    if abroad and (digits.startswith("00") or "+" in text.before(piece.start, 2) or shape[0] == 2):
        digits = "0" + digits[abroad.end() :].removeprefix("0")
        shape = ()
    if not digits.startswith("0"):
        return None
    area = _AREA.match(digits, 1)
    if area is None or not _LOCAL.fullmatch(digits, area.end()):
        return None
    if len(area[0]) == 2 and len(digits) != 11:
        return None
    if not shape:
        return "parted"
    if piece.first == piece.last:
        return "bare"
    code = len(area[0]) + 1
    return "parted" if shape[0] == code and len(shape) in (2, 3) else "bare" if piece.whole else None


# ------------------------------------------------------------------------------------------------- elsewhere

_COUNTRIES = re.compile(
    r"(?:7|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[12469]|9[0-58]|2[1-69]\d|3[578]\d|42[0-3]|50\d|59\d|6[789]\d|85[0235-6]|880|886"
    r"|9[679]\d)(?=\d)"
)
_TOLL_FREE = re.compile(r"1?(?:800|888|877|866|855|844|833|822|900)")
_NORTH_AMERICAN = re.compile(r"[2-9](?!11|00)[0-8]\d[2-9](?!11)\d{6}")
_BRITISH = re.compile(r"0(?:2[03489]\d{8}|1\d{8,9}|7[1-57-9]\d{8})")
_BRITISH_SHAPES = {(3, 4, 4), (4, 3, 4), (5, 6), (5, 3, 3), (5, 5), (4, 7), (3, 8)}
_SERVICE = re.compile(r"(?:400|800)\d{7}|9[56]\d{3,8}|1[02]\d{1,3}|11\d|0?(?:800|808|3\d\d|84[345]|87[0-3])\d{6,7}")


def phone() -> Kind:
    """Telephone numbers of other countries: with a plus, in the shape of North America or Britain, or under a label that says so."""
    return _phone


def _phone(text: Text) -> Iterator[Identifier]:
    for piece in pieces(text, range(7, 17), 9):
        if piece.leans_left or (piece.leans_right and not _extension(piece)):
            continue
        digits = piece.digits
        if (
            _abroad(text, piece, digits)
            or _north_american(text, piece, digits)
            or _british(text, piece, digits)
            or _labelled(text, piece, digits)
        ):
            start = _plus(text, piece.start)
            if not stands_for_something_else(text, start, piece.end, LABEL) or (
                text.view[start] == "+" and not in_address_of_web(text, start)
            ):
                yield text.found("phone", start, piece.end, _of_a_hotline(text, start))


def _extension(piece: Piece) -> bool:
    after = piece.number[piece.last + 1]
    return after.before.strip() == "-" and len(after.digits) <= _NO_EXTENSION and piece.first < piece.last


def _abroad(text: Text, piece: Piece, digits: str) -> bool:
    plus = re.search(r"(?<![\d+])\+\s?\(?\Z", text.before(piece.start, 4)) is not None
    if not plus:
        if not (digits.startswith("00") and LABEL.search(text.before(piece.start))):
            return False
        digits = digits[2:]
    if (
        len(piece.shape) > 1
        and piece.number[piece.first + 1].before == "."
        and len(piece.number[piece.first].digits) == 1
        and digits[0] != "1"
    ):
        return False
    if digits.startswith("1"):
        return len(digits) == 11 and _NORTH_AMERICAN.fullmatch(digits, 1) is not None and not _TOLL_FREE.match(digits)
    country = _COUNTRIES.match(digits)
    if digits.startswith("86"):
        return _MOBILE.fullmatch(digits, 2) is not None
    if (
        country is None
        or not 8 <= len(digits) <= 15
        or (digits.startswith("44") and _SERVICE.fullmatch("0" + digits[2:].removeprefix("0")))
    ):
        return False
    return not _TAIL_OF_A_SUM.match(text.after(piece.end)) and (
        piece.first == piece.last or len(piece.shape) > 2 or "-" in piece.number[piece.last].before or len(country[0]) == 3
    )


_TAIL_OF_A_SUM = re.compile(r"\s?(?:[a-z]{3,}s\b|元|万|%|人|次)")


def _north_american(text: Text, piece: Piece, digits: str) -> bool:
    shape = piece.shape
    between = [g.before.strip() for g in piece.number[piece.first + 1 : piece.last + 1]]
    bracketed = text.before(piece.start, 1) in ("(", "（") and any(b.startswith((")", "）")) for b in between)
    if (len(digits) == 11 and shape[0] == 1 and digits[0] == "1") or (len(digits) == 13 and shape[0] == 3 and digits.startswith("001")):
        digits, shape = digits[-10:], shape[1:]
        bracketed = between[0] in ("(", "（") and any(b.startswith((")", "）")) for b in between[1:])
        between = between[1:]
    if len(digits) != 10 or not _NORTH_AMERICAN.fullmatch(digits) or _TOLL_FREE.match(digits):
        return False
    if shape == (3, 3, 4):
        return bracketed or (len(set(between)) == 1 and between[0] in ("-", ".")) or _named(text, piece)
    return (shape == (10,) or (bracketed and shape == (3, 7))) and (bracketed or _named(text, piece))


def _british(text: Text, piece: Piece, digits: str) -> bool:
    if not _BRITISH.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return False
    return (piece.shape in _BRITISH_SHAPES and piece.evenly) or (piece.whole and _named(text, piece))


def _labelled(text: Text, piece: Piece, digits: str) -> bool:
    """Seven to fifteen digits right after a label that says that they are a telephone number."""
    if (
        len(digits) > 15
        or digits.startswith("1800")
        or _SERVICE.fullmatch(digits)
        or (_TOLL_FREE.match(digits) and len(digits) in (10, 11))
    ):
        return False
    return piece.alone and _TIGHT.search(text.before(piece.start)) is not None
