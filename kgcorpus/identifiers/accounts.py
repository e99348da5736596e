"""Accounts: bank cards by issuer, length and check digit; IBANs by country, length and check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .checksums import account_fits, card_fits
from .reading import Identifier, Kind, Text, pieces, stands_for_something_else

_CARD = re.compile(
    r"62\d{14,17}|4\d{12}(?:\d{3})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|35(?:2[89]|[3-8]\d)\d{12}"
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|9[0-9]\d{14,17}|60\d{14,17}"
)
_LABEL = re.compile(
    r"银行卡|借记卡|信用卡|储蓄卡|工资卡|卡号|账[号户]|户名|收款|转账|汇|退款|card|visa|mastercard|amex|account|PAN|debit|credit|pay"
    r"|charged|refund",
    re.I,
)
_SHAPES = {
    (4, 4, 4, 4),
    (4, 4, 4, 4, 3),
    (4, 4, 4, 4, 2),
    (4, 4, 4, 4, 1),
    (4, 6, 5),
    (4, 6, 4),
    (6, 13),
    (6, 10),
    (4, 4, 4, 5),
    (4, 4, 4, 7),
}


def bank_card() -> Kind:
    """Card numbers of known issuers whose length and check digit fit."""
    return _bank_card


def _bank_card(text: Text) -> Iterator[Identifier]:
    for piece in pieces(text, range(13, 20), 5):
        digits = piece.digits
        if not _CARD.fullmatch(digits) or not card_fits(digits) or not (piece.whole or (piece.shape in _SHAPES and piece.evenly)):
            continue
        named = _LABEL.search(text.before(piece.start)) is not None
        if not named and (len(digits) == 13 or digits[0] == "9" or (digits.startswith("60") and not digits.startswith("6011"))):
            continue
        if piece.alone and not stands_for_something_else(text, piece.start, piece.end, _LABEL):
            yield text.found("bank_card", piece.start, piece.end)


_COUNTRIES = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "PT ST",
    26: "IS TR",
    27: "FR GR IT MC MR SM",
    28: "AL AZ CY DO GT HU LB PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU",
    31: "MT SC",
    32: "LC",
}
"""Countries by the length of their account numbers."""
_LENGTHS = {country: length for length, countries in _COUNTRIES.items() for country in countries.split()}
_START = re.compile(r"[A-Za-z]{2}(?<![0-9A-Za-z]..)\d{2}(?=[ \-]?[A-Za-z0-9])")


def iban() -> Kind:
    """International account numbers whose country, length and check digits fit."""
    return _iban


def _iban(text: Text) -> Iterator[Identifier]:
    view = text.view
    for match in _START.finditer(view):
        length = _LENGTHS.get(match[0][:2].upper())
        if length is None:
            continue
        found = re.compile(rf"[A-Za-z]{{2}}\d{{2}}(?:[ \-]?[A-Za-z0-9]){{{length - 4}}}(?![0-9A-Za-z])").match(view, match.start())
        number = re.sub("[ -]", "", found[0]) if found else ""
        if found and _plausible(number) and account_fits(number.upper()):
            yield text.found("iban", found.start(), found.end())


def _plausible(number: str) -> bool:
    """Whether it can be an account and no digest: half of it digits, and in small letters nothing but a bank's code and digits."""
    if number != number.upper():
        return re.fullmatch(r"[A-Za-z]{2}\d{2}[A-Za-z]{0,4}\d+", number) is not None
    return sum(c.isdigit() for c in number[4:]) * 2 >= len(number) - 4
