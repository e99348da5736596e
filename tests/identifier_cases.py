"""The suite of identifiers: sentences that hold one, and look-alikes that hold none, in Chinese and English.

Every number is invented: districts, exchanges and issuers that do not exist, with right and with wrong check digits, made by a seeded
generator and put into sentences; others are written by hand. A quarter of the cases, told by their digest, is held out: no rule was
written with a look at them.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

SEED = 4
Rng = random.Random


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what is to be found in it: ``target`` of ``kind`` (empty: nothing that is not allowed)."""

    lang: str
    text: str
    kind: str = ""
    target: str = ""
    personal: bool = False
    allowed: bool = False

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(self.text.encode()).digest()[0] < 64


def cases(lang: str) -> list[Case]:
    """All cases of a language in a fixed order; a text that holds several identifiers has a case for each."""
    from tests import identifier_cases_en, identifier_cases_zh

    module = identifier_cases_zh if lang == "zh" else identifier_cases_en
    rng = Rng(f"{SEED} {lang}")
    made = [*_filled(lang, module.POSITIVES, rng), *module.by_hand()]
    made += [*_filled(lang, module.LOOKALIKES, rng), *(Case(lang, text) for text in module.INNOCENT)]
    made += [Case(lang, text, personal=True) for text in module.INNOCENT_PERSONAL]
    return list({(case.text, case.target): case for case in made}.values())


Group = tuple[str, bool, bool, int, Sequence[Callable[[Rng], str]], Sequence[str]]
"""(kind, personal, allowed, how many, makers of the number, sentences with {} where it stands)"""


def _filled(lang: str, groups: Sequence[Group], rng: Rng) -> Iterator[Case]:
    for kind, personal, allowed, count, makers, sentences in groups:
        for number in range(count):
            made = makers[number % len(makers)](rng)
            sentence = sentences[number % len(sentences)] if count >= len(sentences) else rng.choice(sentences)
            yield Case(lang, sentence.replace("{}", made), kind, made if kind else "", personal, allowed)


# --------------------------------------------------------------------------------------------- numbers


def digits(rng: Rng, n: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(n))


def of(*choices: str) -> Callable[[Rng], str]:
    return lambda rng: rng.choice(choices)


def wide(text: str) -> str:
    """The text in full-width characters."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else "　" if c == " " else c for c in text)


def widely(make: Callable[[Rng], str]) -> Callable[[Rng], str]:
    return lambda rng: wide(make(rng))


def in_chinese(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "零一二三四五六七八九"))


PROVINCES = ("11", "12", "13", "21", "31", "32", "33", "35", "37", "41", "42", "43", "44", "45", "50", "51", "52", "53", "61", "62", "65")


def resident(rng: Rng, wrong: bool = False) -> str:
    """A resident identity number of a district that does not exist."""
    birth = f"{rng.randint(1938, 2015)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = rng.choice(PROVINCES) + "0199" + birth + digits(rng, 3)
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11]
    if wrong:
        check = rng.choice([c for c in "0123456789X" if c != check])
    return body + check


def resident_grouped(rng: Rng) -> str:
    number, mark = resident(rng), rng.choice(" -")
    return mark.join((number[:6], number[6:14], number[14:]))


def resident_broken(rng: Rng) -> str:
    number, at = resident(rng), rng.randint(5, 13)
    return number[:at] + "\n" + number[at:]


def resident_small(rng: Rng) -> str:
    return resident(rng).replace("X", "x")


def resident_old(rng: Rng) -> str:
    return f"{rng.choice(PROVINCES)}0199{rng.randint(40, 85):02}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{digits(rng, 3)}"


MOBILE = (
    "130",
    "131",
    "135",
    "136",
    "138",
    "139",
    "147",
    "150",
    "152",
    "158",
    "166",
    "173",
    "177",
    "180",
    "186",
    "189",
    "191",
    "198",
    "199",
)


def mobile(rng: Rng) -> str:
    return rng.choice(MOBILE) + "0000" + digits(rng, 4)


def mobile_grouped(rng: Rng) -> str:
    number, mark = mobile(rng), rng.choice((" ", "-", " ", "－", "."))
    return mark.join((number[:3], number[3:7], number[7:]))


def mobile_abroad(rng: Rng) -> str:
    return rng.choice(("+86 ", "+86", "+86-", "0086", "(+86)", "86-")) + rng.choice((mobile, mobile_grouped))(rng)


def mobile_spelled(rng: Rng) -> str:
    number = in_chinese(mobile(rng))
    return rng.choice((number, number.replace("一", "幺"), number.replace("零", "〇")))


def mobile_spaced(rng: Rng) -> str:
    return rng.choice((" ", "-")).join(mobile(rng))


def mobile_broken(rng: Rng) -> str:
    number, at = mobile(rng), rng.choice((3, 7))
    return number[:at] + "\n" + number[at:]


AREAS = ("010", "020", "021", "022", "023", "024", "025", "027", "028", "029", "0311", "0371", "0411", "0451", "0512", "0571", "0591", "0731", "0755", "0771", "0851", "0898", "0931", "0991")  # fmt: skip


def landline(rng: Rng) -> str:
    area = rng.choice(AREAS)
    number = rng.choice("3568") + "5550" + digits(rng, 3 if len(area) == 3 else rng.choice((2, 3)))
    return rng.choice(("{}-{}", "({}){}", "{} {}", "（{}）{}", "{}－{}", "{}—{}")).format(area, number)


def landline_abroad(rng: Rng) -> str:
    return f"+86 {rng.choice(('10', '21', '755', '571'))} {rng.choice('3568')}555 0{digits(rng, 3)}"


def landline_extension(rng: Rng) -> str:
    return landline(rng) + rng.choice(("-{}", "转{}")).format(rng.randint(101, 899))


def luhn(body: str) -> str:
    total = sum(int(d) if n % 2 else sum(divmod(2 * int(d), 10)) for n, d in enumerate(reversed(body)))
    return str(-total % 10)


def card(rng: Rng, wrong: bool = False) -> str:
    """A card number of an issuer that does not exist."""
    start, length = rng.choice(
        (("620000", 16), ("620000", 19), ("400000", 16), ("510000", 16), ("340000", 15), ("601100", 16), ("222100", 16))
    )
    body = start + digits(rng, length - 7)
    check = luhn(body)
    return body + (rng.choice([d for d in "0123456789" if d != check]) if wrong else check)


def card_grouped(rng: Rng) -> str:
    number = card(rng)
    mark = rng.choice(" -")
    if len(number) == 15:
        return mark.join((number[:4], number[4:10], number[10:]))
    return mark.join(number[n : n + 4] for n in range(0, len(number), 4))


def card_broken(rng: Rng) -> str:
    number = card(rng)
    return number[:8] + "\n" + number[8:]


CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(rng: Rng, wrong: bool = False) -> str:
    """A unified social credit code of a district that does not exist."""
    body = rng.choice(("91", "92", "12", "52")) + rng.choice(PROVINCES) + "0199" + "".join(rng.choice(CREDIT) for _ in range(9))
    check = CREDIT[-sum(CREDIT.index(c) * 3**n % 31 for n, c in enumerate(body)) % 31]
    if wrong:
        check = rng.choice([c for c in CREDIT if c != check])
    return body + check


def passport(rng: Rng) -> str:
    letters = rng.choice(("E", "G", "E", "EA", "EB", "EJ"))
    return letters + "00" + digits(rng, 7 - len(letters))


def passport_foreign(rng: Rng) -> str:
    return rng.choice(("", "C", "X", "N", "AB", "TR")) + digits(rng, 8)


def plate(rng: Rng) -> str:
    body = rng.choice((digits(rng, 5), rng.choice("ABCDEFGHJK") + digits(rng, 4), digits(rng, 3) + rng.choice("QRSTUV") + digits(rng, 1)))
    return (
        rng.choice("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")
        + rng.choice("ABCDEFGH")
        + rng.choice(("", "·", " "))
        + body
    )


def plate_green(rng: Rng) -> str:
    return rng.choice("京沪粤浙苏川鄂") + rng.choice("ABC") + rng.choice(("D", "F")) + digits(rng, 5)


IBANS = {"DE": "d18", "GB": "TESTd14", "FR": "d23", "NL": "TESTd10", "ES": "d20", "CH": "d17", "AT": "d16", "IE": "TESTd14", "BE": "d12"}


def iban(rng: Rng, wrong: bool = False) -> str:
    """An account number with right check digits, of a bank that does not exist."""
    country = rng.choice(sorted(IBANS))
    letters, _, n = IBANS[country].partition("d")
    body = letters + "0000" + digits(rng, int(n) - 4)
    check = 98 - int("".join(str(int(c, 36)) for c in body + country + "00")) % 97
    if wrong:
        check = check % 97 + 1 if check != 97 else 2
    number = f"{country}{check:02}{body}"
    return rng.choice((number, " ".join(number[i : i + 4] for i in range(0, len(number), 4))))


def ssn(rng: Rng) -> str:
    return f"899-{rng.randint(1, 99):02}-{rng.randint(1, 9999):04}"


def nino(rng: Rng) -> str:
    a, b, c = (digits(rng, 2) for _ in range(3))
    mark = rng.choice((" ", " ", ""))
    return mark.join((rng.choice(("ZY", "ZX", "WY", "XZ", "QQ")), a, b, c, rng.choice("ABCD")))


def north_american(rng: Rng) -> str:
    area, line = rng.choice(("212", "312", "415", "617", "713", "206", "905", "604")), f"01{digits(rng, 2)}"
    return rng.choice(("({}) 555-{}", "{}-555-{}", "{}.555.{}", "+1 {} 555 {}", "+1-{}-555-{}", "1-{}-555-{}", "+1 ({}) 555-{}")).format(
        area, line
    )


def british(rng: Rng) -> str:
    return rng.choice((
        f"020 7946 0{digits(rng, 3)}", f"07700 900{digits(rng, 3)}", f"01632 960{digits(rng, 3)}", f"+44 20 7946 0{digits(rng, 3)}",
        f"+44 7700 900{digits(rng, 3)}", f"(020) 7946 0{digits(rng, 3)}", f"+44 (0)20 7946 0{digits(rng, 3)}", f"0161 496 0{digits(rng, 3)}",
    ))  # fmt: skip


def elsewhere(rng: Rng) -> str:
    return rng.choice((
        f"+49 30 23125 {digits(rng, 3)}", f"+33 1 99 00 {digits(rng, 2)} {digits(rng, 2)}", f"+61 2 5550 {digits(rng, 4)}",
        f"+81 3 5550 {digits(rng, 4)}", f"+91 98765 0{digits(rng, 4)}", f"+353 20 910 {digits(rng, 4)}", f"+65 6555 {digits(rng, 4)}",
        f"+852 5550 {digits(rng, 4)}", f"+886 2 5550 {digits(rng, 4)}", f"+853 6655 {digits(rng, 4)}", f"+82-2-5550-{digits(rng, 4)}",
    ))  # fmt: skip


# --------------------------------------------------------------------------------------------- numbers that are nobody's


def wrong(make: Callable[[Rng, bool], str]) -> Callable[[Rng], str]:
    return lambda rng: make(rng, True)


def inside(make: Callable[[Rng], str], length: int = 22) -> Callable[[Rng], str]:
    """A number inside a longer number."""

    def longer(rng: Rng) -> str:
        number = make(rng)
        before = rng.randint(1, max(1, length - len(number) - 1))
        return digits(rng, before).replace("0", "7") + number + digits(rng, max(1, length - len(number) - before)).replace("0", "3")

    return longer


def isbn(rng: Rng) -> str:
    body = "9787" + digits(rng, 8)
    body += str(-sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(body)) % 10)
    return rng.choice((body, f"{body[:3]}-{body[3]}-{body[4:7]}-{body[7:12]}-{body[12]}"))


def amount(rng: Rng) -> str:
    return rng.choice(
        (f"{rng.randint(130, 199)}{digits(rng, 8)}", f"{rng.randint(10**9, 10**11):,}", f"{rng.randint(10**9, 10**11):,}.{digits(rng, 2)}")
    )


def hotline(rng: Rng) -> str:
    return rng.choice((
        f"400-{digits(rng, 3)}-{digits(rng, 4)}", f"400{digits(rng, 7)}", f"800-{digits(rng, 3)}-{digits(rng, 4)}", f"95{digits(rng, 3)}",
        f"96{digits(rng, 3)}", "10086", "10010", "10000", "12345", "12315", "12306", "12358", "110", "119", "120", f"400 {digits(rng, 3)} {digits(rng, 4)}",
        f"400-{digits(rng, 4)}-{digits(rng, 3)}", f"952{digits(rng, 2)}", f"95{digits(rng, 6)}",
    ))  # fmt: skip


def years(rng: Rng) -> str:
    a = rng.randint(1949, 2015)
    return rng.choice(
        (
            f"{a}-{a + rng.randint(1, 12)}",
            f"{a}—{a + 5}",
            f"{a}.1.1-{a + 1}.12.31",
            f"{a} {a + 1} {a + 2} {a + 3}",
            f"{a}-03-15",
            f"{a}0315",
        )
    )


def version(rng: Rng) -> str:
    return ".".join(str(rng.randint(0, 99)) for _ in range(rng.choice((3, 4)))) + rng.choice(
        ("", "-beta.2", f".{rng.randint(1000, 99999)}")
    )


def address(rng: Rng) -> str:
    return rng.choice(("192.168", "10.0", "172.16", "203.0")) + f".{rng.randint(0, 255)}.{rng.randint(1, 254)}"


def coordinates(rng: Rng) -> str:
    return rng.choice((f"{rng.uniform(73, 135):.6f},{rng.uniform(18, 53):.6f}", f"{rng.uniform(18, 53):.8f}, {rng.uniform(73, 135):.8f}"))


def cas(rng: Rng) -> str:
    body = str(rng.randint(50, 9999999))
    first, second = body[:-2] or "1", body[-2:]
    check = sum(int(d) * n for n, d in enumerate(reversed(first.rjust(2, "5") + second), 1)) % 10
    return f"{first.rjust(2, '5')}-{second}-{check}"


def doi(rng: Rng) -> str:
    return rng.choice((f"10.{rng.randint(1000, 9999)}/j.cell.{rng.randint(2001, 2023)}.{digits(rng, 2)}.{digits(rng, 3)}", f"10.1016/S0140-6736({digits(rng, 2)}){digits(rng, 5)}-{digits(rng, 1)}", f"10.3969/j.issn.1000-{digits(rng, 4)}.2021.{digits(rng, 2)}.{digits(rng, 3)}"))  # fmt: skip


def url(rng: Rng) -> str:
    return rng.choice((f"https://example.org/item/{mobile(rng)}", f"http://example.cn/news/{digits(rng, 8)}/{digits(rng, 11)}.html", f"https://example.com/p?id=138{digits(rng, 8)}&s=1", f"www.example.com.cn/a/13{digits(rng, 9)}"))  # fmt: skip


def hexadecimal(rng: Rng) -> str:
    return "".join(rng.choice("0123456789abcdef") for _ in range(rng.choice((16, 20, 32, 40))))


def order(rng: Rng) -> str:
    return rng.choice((f"20{rng.randint(18, 25)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{digits(rng, 10)}", f"SO{digits(rng, 12)}", f"138{digits(rng, 8)}", f"{digits(rng, 4)}-{digits(rng, 7)}", f"6{digits(rng, 14)}", f"PO-{digits(rng, 3)}-{digits(rng, 4)}", f"15{digits(rng, 9)}"))  # fmt: skip
