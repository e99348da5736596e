"""Numbers of papers: identity cards, passports, number plates, social security and insurance numbers, credit codes of companies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .checksums import credit_fits, resident_fits
from .reading import Identifier, Kind, Piece, Text, in_address_of_web, pieces, stands_for_something_else

_REGION = re.compile(r"(?:1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}")
_IDENTITY = re.compile(r"身份证|公民身份|居民证|证件号|identity|\bID\b", re.I)


def _day(text: str) -> bool:
    """Whether eight digits are a day on which somebody living may have been born."""
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    lengths = (31, 28 + (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1890 <= year <= 2049 and 1 <= month <= 12 and 1 <= day <= lengths[month - 1]


def resident_id() -> Kind:
    """Resident identity numbers: 18 characters whose region, day and check digit fit; 15 digits where the words before say so."""
    return _resident_id


def _resident_id(text: Text) -> Iterator[Identifier]:
    for piece in pieces(text, (15, 17, 18), 18):
        digits, end = piece.digits, piece.end
        if len(digits) == 17:
            last = re.match(r"[ \-]?\n?[Xx](?![A-Za-z0-9])", text.after(end))
            if last is None:
                continue
            digits, end = digits + "X", end + last.end()
        if piece.leans_left or (len(digits) == 18 and end == piece.end and piece.leans_right) or not _REGION.match(digits):
            continue
        if re.search(r"[A-Za-z0-9]\Z", text.before(piece.start, 1)) or re.match(r"[A-Za-z0-9]", text.after(end, 1)):
            continue
        if len(digits) == 15:
            fits = piece.alone and _day("19" + digits[6:12]) and _IDENTITY.search(text.before(piece.start, 16)) is not None
        else:
            fits = (
                _day(digits[6:14])
                and resident_fits(digits)
                and not re.search(r"信用代码\Z|信用代码[:：为是\s]+\Z", text.before(piece.start, 8))
            )
        if fits:
            yield text.found("resident_id", piece.start, end)


_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}(?<![0-9A-Za-z]..)\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])")


def credit_code() -> Kind:
    """Unified social credit codes whose check character fits. They are a company's and so allowed."""
    return _credit_code


def _credit_code(text: Text) -> Iterator[Identifier]:
    for match in _CREDIT.finditer(text.view):
        if credit_fits(match[0]):
            yield text.found("credit_code", match.start(), match.end(), allowed=True)


# ------------------------------------------------------------------------------------------------- passports

_PASSPORT = re.compile(r"[EGDSPHMC]\d{8}|E[A-HJ-NP-Z]\d{7}", re.I)
_TRAVEL = re.compile(r"(?:证|旅客|乘客|入境|出境|登机|持)[^\x00]{0,30}[\u4e00-\u9fff：:（(，,\s]\Z|(?:证|旅客|乘客|持)\Z")
_SAYS_PAPER = re.compile("护照|通行证|旅行证|台胞证|回乡证|[Pp]assport|PASSPORT|[Tt]ravel [Dd]oc|证|旅客|乘客|[入出]境|登机|持")
_PAPER = re.compile(r"护照|通行证|旅行证|台胞证|回乡证|passport|travel document", re.I)
_DIGITS = re.compile(r"\d{6,9}[A-Za-z]?(?![0-9A-Za-z]|[-./]\d)")
_LETTERS = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{0,3}\Z")
_PAPER_BETWEEN = re.compile(r"(?:护照|通行证|旅行证|台胞证|回乡证|passport|travel document)[^。；;!！?？\n\x00]{0,24}\Z", re.I)
_PAPER_AFTER = re.compile(r"\s?(?:号|（|\()?\s?(?:护照|通行证|passport)", re.I)


def passport() -> Kind:
    """Passport numbers: Chinese ones by their shape, others where the words beside them say passport."""
    return _passport


def _passport(text: Text) -> Iterator[Identifier]:
    for match in _DIGITS.finditer(text.view) if _SAYS_PAPER.search(text.view) else ():
        letters = _LETTERS.search(text.before(match.start(), 4))
        if letters is None:
            continue
        start = match.start() - len(letters[0])
        number, before = letters[0] + match[0], text.before(start, 40)
        named = _PAPER_BETWEEN.search(before) or _PAPER_AFTER.match(text.after(match.end()))
        if _by_name(number, before) and not in_address_of_web(text, start) if named else _by_shape(text, start, match.end(), number):
            yield text.found("passport", start, match.end())


def _by_name(number: str, before: str) -> bool:
    """Whether what stands beside the word passport is its number: not a day, not a telephone number."""
    return not (re.fullmatch(r"\d{8}", number) and _day(number)) and not re.search(r"电话|phone|tel", before[-8:], re.I)


def _by_shape(text: Text, start: int, end: int, number: str) -> bool:
    """Whether a number has the shape of a Chinese passport's, and the words before speak of papers or of travelling."""
    if not _PASSPORT.fullmatch(number) or not re.match(r"E[A-Z\d]|G\d", number) or _day_like(number):
        return False
    return _TRAVEL.search(text.before(start, 40)) is not None and not stands_for_something_else(text, start, end, _PAPER)


def _day_like(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return len(digits) == 8 and _day(digits)


# ------------------------------------------------------------------------------------------------- plates

_PLATE = re.compile(
    r"[A-HJ-NP-Z](?<=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼].)[ ·•・.\-]?"
    r"(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9学警港澳挂领试超])(?![A-Za-z0-9\-]|股|型|款|系列|级|标段|地块|批)"
)
_SAYS_PLATE = re.compile("(?:late|LATE|gistration|牌)")
_OTHER_PLATE = re.compile(
    r"(?:license plate|licence plate|number plate|registration plate|plate (?:no|number)|(?:vehicle |car )?registration(?: number| "
    r"mark| no)?|plate(?=\s?[:：#])"
    r"|车牌号?码?|号牌)\.?(?:\s(?:number|no\.?))?\s?(?:[:：#]|is|为|是|was)?\s?"
    r"(?-i:(?P<plate>(?=[A-Z0-9]{0,4}\d|[A-Z0-9]{1,4}[ -][A-Z0-9]*\d)(?=\d{0,4}[A-Z]|[A-Z0-9]+[ -][A-Z0-9]*[A-Z])[A-Z0-9]{2,4}[ "
    r"-]?[A-Z0-9]{2,4}))(?![A-Za-z0-9])",
    re.I,
)


def plate() -> Kind:
    """Number plates of mainland China, those of new energy vehicles too; others where the words before say so."""
    return _plate


def _plate(text: Text) -> Iterator[Identifier]:
    for match in _PLATE.finditer(text.view):
        if sum(c.isdigit() for c in match[0]) >= 2:
            yield text.found("plate", match.start() - 1, match.end())
    last = 0
    for word in _SAYS_PLATE.finditer(text.view):
        said = _OTHER_PLATE.search(text.view, max(last, word.start() - 10), word.end() + 40)
        if said:
            last = said.end()
            yield text.found("plate", *said.span("plate"))


# ------------------------------------------------------------------------------------------------- numbers of insurances

_SOCIAL = re.compile(r"\bSSN\b|social security|社会安全号|社会保障号", re.I)
_INSURANCE = re.compile(
    r"[A-CEGHJ-PQ-TW-Z][A-CEGHJ-NP-TW-Z](?<![0-9A-Za-z]..)(?<!BG|GB|KN|NK|NT|TN|ZZ)(?<!Q[A-PR-Z])(?<![A-PR-Z]Q)"
    r"(?: ?\d{2}){3} ?[A-D](?![0-9A-Za-z])"
)
_INSURANCE_LABEL = re.compile(r"national insurance|\bNI\b|\bNINO\b|国民保险", re.I)


def ssn() -> Kind:
    """Social security numbers of the United States: 3-2-4 digits; without hyphens only where the words before say so."""
    return _ssn


def _ssn(text: Text) -> Iterator[Identifier]:
    for piece in pieces(text, (9,), 3):
        digits = piece.digits
        if digits[:3] in ("000", "666") or digits[0] == "9" or digits[3:5] == "00" or digits[5:] == "0000" or not piece.alone:
            continue
        named = _shaped(piece) or _SOCIAL.search(text.before(piece.start))
        if named and not stands_for_something_else(text, piece.start, piece.end, _SOCIAL):
            yield text.found("ssn", piece.start, piece.end)


def _shaped(piece: Piece) -> bool:
    return piece.shape == (3, 2, 4) and {g.before for g in piece.number[piece.first + 1 : piece.last + 1]} == {"-"}


def nino() -> Kind:
    """National insurance numbers of the United Kingdom: in pairs, or where the words before say so."""
    return _nino


def _nino(text: Text) -> Iterator[Identifier]:
    for match in _INSURANCE.finditer(text.view):
        if match[0].count(" ") >= 3 or _INSURANCE_LABEL.search(text.before(match.start(), 40) + " " + text.after(match.end(), 24)):
            yield text.found("nino", match.start(), match.end())
