"""One name that is looked for: what depends on it alone, made once for all answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import HAN, bare
from kgcorpus.grade.foreign import Foreign, foreign_of
from kgcorpus.grade.persons import Person, in_other_order, person_of
from kgcorpus.grade.spelling import listed
from kgcorpus.grade.worded import nths
from kgcorpus.grade.words import LETTERS, Words, other_numerals
from kgcorpus.grade.written import roman

_ALL_LETTERS = re.compile(f"[{LETTERS}]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
LEAST_CODE = 4
"""A code of letters and digits (A320neo, RTX 4090) has so many at least where it may be parted otherwise."""
LEAST_SINGLE = 3
"""An abbreviation has so many letters at least where it is read from a name's words."""
# A company's legal form, a person's form of address, the kind of a place: what may be left out behind a name.
_LEGAL = re.compile(
    r"(.{2,}?)(?:[\s,]+(?:incorporated|inc|limited|ltd|llc|llp|plc|gmbh|s\.?a|ag|n\.?v|a?\.?f\.?c"
    r"|co\.?,?\s*ltd|corp|corporation|pty\.? ltd)\.?"
    r"|(?:股份|责任)?有限(?:责任)?公司|(?:株式|合同|有限)会社)"
)
_TWO_LETTERS = re.compile(r"([aou])e(?=[bcdfghjklmnpqrstvwxz])")
_SHIP = re.compile(r"(?:hms|uss|rms|hmas|mv|ss)\s+(.{3,})")
_YEAR = re.compile(r"(.{3,}) of (\d{4})")
_TURNED = re.compile(
    r"(?:the )?(treaty|battle|siege|council|edict|peace|massacre|convention|protocol|declaration|accord|pact) of (?:the )?(.{3,})"
)
_REGNAL = re.compile(r"((?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]{2,}) ([IVX]{2,6}|[VX])")
_BINOMIAL = re.compile(r"([A-Z])[a-z]{2,} ([a-z]{3,}(?: [a-z]{3,})?)")
_ADDRESS = re.compile(r"(.{2,}?)(?:教授|先生|女士|博士|院士|医生|同志|爵士)")
_STATE = "中华人民共和国"
_LAW = re.compile(rf"(?:{_STATE})?(.{{2,}}(?:法|法典|条例))")
_PLACE = re.compile(r"(.{2,}?)[市省]")
_WITHIN = re.compile(r".{2,3}(?:省|(?:维吾尔|壮族|回族)?自治区)((.{2,4}?)[市州])")
_COURT = re.compile(r"(.{2,3})[市省](.{2,}(?:院|局|厅|所|委员会|大学|中学|公司))")
# Of a company's name what says its trade and form may be left out: 华为(技术有限公司), 腾讯(控股有限公司), 英国航空(公司).
_COMPANY = re.compile(r"(.{2,}?)((?:信息|网络)?(?:技术|科技|电子|实业|集成电路制造|控股|集团|股份){0,3})(?:有限|股份|责任){0,3}公司")
_REIGN = re.compile(r"[\u3400-\u9fff]{2,6}?[一二三四五六七八九十]{1,3}")


@dataclass(frozen=True, slots=True)
class Sought:
    """A name to look for: its words in normal form (``row``), as folded (``plain``), joined (``solid``) and where its words end in that.

    ``code``: the name itself where it is one word in capitals.
    ``others`` are other rows of it, each with what makes it another; ``gaps`` what stands between its words, ``hints`` what stands in an
    answer that holds it otherwise, ``text`` the name as folded; ``initials`` are those of its words, ``formula`` its chemical elements.
    """

    row: str
    text: str
    others: tuple[tuple[str, str], ...]
    plain: tuple[str, ...]
    solid: str
    cuts: dict[int, str]
    gaps: tuple[str, ...]
    person: Person | None
    foreign: Foreign | None
    hints: tuple[str, ...]
    initials: str
    formula: tuple[str, ...]
    code: str
    chinese: bool
    numbered: bool


@lru_cache(maxsize=200_000)
def sought(name: str) -> Sought | None:
    """What is looked for to find a name; None for one without letters and digits."""
    folded = bare(name)
    words = Words(folded)
    skip = 1 if len(words.found) > 1 and words.found[0] in ("the", "a", "an") and words.gap(0) else 0
    plain, normal = words.found[skip:], words.normal[skip:]
    if not plain:
        return None
    chinese = bool(HAN.match(plain[0]))
    gaps = [words.gap(n + skip) for n in range(len(plain) - 1)]
    cuts = _cuts(normal, gaps, chinese)
    if cuts is not None and len(plain) == 1 and normal[0] == plain[0] and len(name) == len(plain[0]):
        cuts.update({m.start(): "-" for m in _CAMEL.finditer(name)})
    person = None if chinese else person_of(name)
    initials = _initials(name) if len(plain) > 2 else ""
    others = tuple(_others(name, folded, normal, person, chinese))
    keys = [f" {key} " for key in (person.key if person else "", initials.lower()) if key]
    return Sought(
        row=_row(normal),
        text=words.text[words.spans[skip][0] : words.spans[-1][1]],
        others=others,
        plain=tuple(plain),
        solid="" if cuts is None else "".join(normal),
        cuts=cuts or {},
        gaps=tuple(
            "joined" if not gap and HAN.match(a) and HAN.match(b) else gap for gap, (a, b) in zip(gaps, pairwise(plain), strict=True)
        ),
        person=person,
        foreign=foreign_of(folded) if chinese else None,
        hints=(*keys, *(row for row, _ in others)),
        initials=initials,
        formula=elements(name) if len(name) <= 3 else (),
        code=name if len(plain) == 1 and name.isalpha() and name.isascii() and name.isupper() else "",
        chinese=chinese,
        numbered=plain[-1][-1].isdigit() or normal[-1].isdigit(),
    )


def _row(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _cuts(words: Sequence[str], gaps: Sequence[str], chinese: bool) -> dict[int, str] | None:
    """What stands at the ends of the words of a name that may be joined or parted otherwise; None of others."""
    digits = len(words) > 1 and set(gaps) == {"-"} and "".join(words).isdigit()
    letters = not chinese and all(map(_ALL_LETTERS.fullmatch, words)) and sum(map(len, words)) >= (2 if "." in gaps else LEAST_SINGLE)
    joined = "".join(words)
    mixed = joined.isascii() and joined.isalnum() and len(joined) >= LEAST_CODE and not joined.isalpha() and not joined.isdigit()
    mixed = mixed and joined[0].isalpha() and not set(gaps) - {"", " ", "-"}
    if not (letters or digits or mixed):
        return None
    cuts: dict[int, str] = {}
    at = 0
    for word, gap in zip(words, gaps, strict=False):
        at += len(word)
        cuts[at] = gap
    return cuts


def _others(name: str, folded: str, normal: Sequence[str], person: Person | None, chinese: bool) -> list[tuple[str, str]]:
    """Other rows of a name: numerals in Roman or in digits, umlauts as two letters, family name first, what stands behind left out."""
    out: list[tuple[str, str]] = []
    if other := other_numerals(normal):
        out.append((_row(other), "numerals"))
    if (regnal := _REGNAL.fullmatch(name)) and (n := roman(regnal[2])):  # Henry VIII, Henry the Eighth
        spoken = [f"the {nth}" for nth, number in nths().items() if number == n]
        ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        out += [(_row(Words(bare(f"{regnal[1]} {way}")).normal), "numerals") for way in (*spoken, f"the {n}{ending}", f"{n}{ending}")]
    if person and (order := in_other_order(person)):
        out.append((_row(order), "order"))
    if not folded.isascii() or not name.isascii():
        umlauts = name.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
        if umlauts != name.lower():
            out.append((_row(Words(bare(umlauts)).normal), "umlauts"))
    elif not chinese and (letters := _TWO_LETTERS.sub(r"\1", folded)) != folded:
        out.append((_row(Words(letters).normal), "letters"))
    for kind, pattern in (("legal", _LEGAL), *((("address", _ADDRESS), ("place", _PLACE)) if chinese else ())):
        if found := pattern.fullmatch(folded):
            out.append((_row(Words(found[1]).normal), kind))
    if chinese:
        out += _in_part(folded)
    if chinese and (found := _LAW.fullmatch(folded)):
        out.append((_row(Words(found[1] if folded.startswith(_STATE) else _STATE + folded).normal), "law"))
    if not chinese:
        out += _turned(name, folded)
    return [(row, kind) for row, kind in out if row.strip()]


def _in_part(folded: str) -> list[tuple[str, str]]:
    """Other rows of a Chinese name: without the province before a city, without 市 inside, without a company's trade, with a reign's 世."""
    out: list[tuple[str, str]] = []
    if found := _WITHIN.fullmatch(folded):
        out += [(_row(Words(found[1]).normal), "within"), (_row(Words(found[2]).normal), "place")]
    if found := _COURT.fullmatch(folded):
        out.append((_row(Words(found[1] + found[2]).normal), "within"))
    if found := _COMPANY.fullmatch(folded):
        out += [(_row(Words(found[1] + tail).normal), "legal") for tail in dict.fromkeys(("", "公司"))]
    if _REIGN.fullmatch(folded):
        out.append((_row(Words(folded + "世").normal), "reign"))
    return out


def _turned(name: str, folded: str) -> list[tuple[str, str]]:
    """Other rows of a name of two kinds of words: Versailles Treaty, Civil Rights Act (1964), H. pylori, (HMS) Victory."""
    out: list[tuple[str, str]] = []
    if found := _TURNED.fullmatch(folded):
        out.append((_row(Words(f"{found[2]} {found[1]}").normal), "turned"))
    if found := _YEAR.fullmatch(folded):
        out.append((_row(Words(f"{found[1].removeprefix('the ')} {found[2]}").normal), "year"))
    if found := _SHIP.fullmatch(folded):
        out.append((_row(Words(found[1]).normal), "ship"))
    if found := _BINOMIAL.fullmatch(name):
        out.append((_row(Words(bare(f"{found[1]} {found[2]}")).normal), "species"))
    return out


_SMALL = frozenset(listed("of the and for in on at to a an de la le du des y e und"))


def _initials(name: str) -> str:
    """The initials of a name of three words or more with capitals: WHO of "World Health Organization"; else nothing."""
    words = [word for word in re.findall(r"[A-Za-z][A-Za-z']*", name) if word.lower() not in _SMALL]
    if len(words) < LEAST_SINGLE or any(not word[0].isupper() or len(word) < 2 for word in words):
        return ""
    return "".join(word[0] for word in words)


_ELEMENTS = frozenset(
    listed(
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh "
        "Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr "
        "Ra Ac Th Pa U Np Pu"
    )
)


def elements(text: str) -> tuple[str, ...]:
    """The chemical elements that a short text writes, nothing where it is no formula: CO is carbon and oxygen, Co cobalt."""
    parts = re.findall(r"[A-Z][a-z]?", text)
    return tuple(parts) if "".join(parts) == text and all(part in _ELEMENTS for part in parts) else ()
