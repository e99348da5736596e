"""Check digits: of identity numbers (ISO 7064 MOD 11-2), social credit codes (GB 32100), cards (Luhn), accounts (ISO 13616)."""

from __future__ import annotations

_RESIDENT = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = {c: n for n, c in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}


def resident_fits(number: str) -> bool:
    """Whether the last of 18 characters is the check digit of the others.

    >>> resident_fits("11010519491231002X"), resident_fits("110105194912310021")
    (True, False)
    """
    return number[17] == "10X98765432"[sum(int(d) * w for d, w in zip(number, _RESIDENT, strict=False)) % 11]


def credit_fits(code: str) -> bool:
    """Whether the last of 18 characters is the check character of the others.

    >>> credit_fits("91350100M000100Y43"), credit_fits("91350100M000100Y44")
    (True, False)
    """
    return all(c in _CREDIT for c in code) and _CREDIT[code[17]] == -sum(_CREDIT[c] * 3**n % 31 for n, c in enumerate(code[:17])) % 31


def card_fits(number: str) -> bool:
    """Luhn's check.

    >>> card_fits("4111111111111111"), card_fits("4111111111111112")
    (True, False)
    """
    return sum(int(d) if n % 2 == 0 else sum(divmod(2 * int(d), 10)) for n, d in enumerate(reversed(number))) % 10 == 0


def account_fits(number: str) -> bool:
    """The check of an IBAN without blanks.

    >>> account_fits("GB82WEST12345698765432"), account_fits("GB83WEST12345698765432")
    (True, False)
    """
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1
