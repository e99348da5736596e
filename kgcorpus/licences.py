"""What well-known licences ask for, and which of them cannot stand together in one release.

The table says in four words what a licence asks: attribution, share alike, no derivatives, no commercial use. It is a check of what
sources declare, not legal advice; what it does not know it calls unknown, never free. Sources of the table:

- ids and names: the SPDX licence list, https://spdx.org/licenses/
- Creative Commons: the licences' own texts. Adaptations of BY-SA 2.0, 2.5 and 3.0 may go under a later version (4b, "Applicable
  Licence"), of 1.0 under 1.0 only; never back to an earlier one. What else BY-SA 4.0 may become is CC's list of compatible licences,
  https://creativecommons.org/compatiblelicenses: GPL-3.0 and the Free Art Licence 1.3, one way. BY-NC-SA has no such list.
- GNU: https://www.gnu.org/licenses/license-list.html and the matrix of combinations in https://www.gnu.org/licenses/gpl-faq.html
- Open Data Commons: https://opendatacommons.org/licenses/ (ODbL 1.0, section 4.4: ODbL, later versions, compatible ones; none is named)
- OGL-UK-3.0, etalab-2.0 and MulanPSL-2.0 ask for attribution; the first two say themselves that CC BY 4.0 is compatible.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

ONWARD: Mapping[str, tuple[str, ...]] = {
    "CC-BY-SA-1.0": ("CC-BY-SA-1.0",),
    "CC-BY-SA-2.0": ("CC-BY-SA-2.0", "CC-BY-SA-2.5", "CC-BY-SA-3.0", "CC-BY-SA-4.0"),
    "CC-BY-SA-2.5": ("CC-BY-SA-2.5", "CC-BY-SA-3.0", "CC-BY-SA-4.0"),
    "CC-BY-SA-3.0": ("CC-BY-SA-3.0", "CC-BY-SA-4.0"),
    "CC-BY-SA-4.0": ("CC-BY-SA-4.0", "GPL-3.0", "FAL-1.3"),
    "CC-BY-NC-SA-1.0": ("CC-BY-NC-SA-1.0",),
    "CC-BY-NC-SA-2.0": ("CC-BY-NC-SA-2.0", "CC-BY-NC-SA-2.5", "CC-BY-NC-SA-3.0", "CC-BY-NC-SA-4.0"),
    "CC-BY-NC-SA-2.5": ("CC-BY-NC-SA-2.5", "CC-BY-NC-SA-3.0", "CC-BY-NC-SA-4.0"),
    "CC-BY-NC-SA-3.0": ("CC-BY-NC-SA-3.0", "CC-BY-NC-SA-4.0"),
    "CC-BY-NC-SA-4.0": ("CC-BY-NC-SA-4.0",),
    "FAL-1.3": ("FAL-1.3", "CC-BY-SA-4.0"),
    "GPL-2.0-only": ("GPL-2.0",),
    "GPL-2.0-or-later": ("GPL-2.0", "GPL-3.0", "AGPL-3.0"),
    "GPL-3.0-only": ("GPL-3.0", "AGPL-3.0"),
    "GPL-3.0-or-later": ("GPL-3.0", "AGPL-3.0"),
    "AGPL-3.0-only": ("AGPL-3.0",),
    "AGPL-3.0-or-later": ("AGPL-3.0",),
    "LGPL-2.1-only": ("LGPL-2.1", "GPL-2.0", "GPL-3.0", "AGPL-3.0"),
    "LGPL-2.1-or-later": ("LGPL-2.1", "LGPL-3.0", "GPL-2.0", "GPL-3.0", "AGPL-3.0"),
    "LGPL-3.0-only": ("LGPL-3.0", "GPL-3.0", "AGPL-3.0"),
    "LGPL-3.0-or-later": ("LGPL-3.0", "GPL-3.0", "AGPL-3.0"),
    "GFDL-1.2-only": ("GFDL-1.2",),
    "GFDL-1.2-or-later": ("GFDL-1.2", "GFDL-1.3"),
    "GFDL-1.3-only": ("GFDL-1.3",),
    "GFDL-1.3-or-later": ("GFDL-1.3",),
    "ODbL-1.0": ("ODbL-1.0",),
    "CDLA-Sharing-1.0": ("CDLA-Sharing-1.0",),
}
"""Share-alike licences, and under what a work made of their material may go out. Two can be combined if both lead to one and the same."""
ASKING_FOR_CREDIT = (
    "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MulanPSL-1.0", "MulanPSL-2.0", "OGL-UK-1.0", "OGL-UK-2.0", "OGL-UK-3.0",
    "OGL-Canada-2.0", "etalab-2.0", "ODC-By-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0",
)  # fmt: skip
FREE = ("CC0-1.0", "PDDL-1.0", "PDM-1.0", "Unlicense", "0BSD")
"""What asks for nothing. ``PDM-1.0`` stands for the public domain."""
CC_VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")
CC_LICENCES = tuple(f"CC-{kind}-{v}" for kind in ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND") for v in CC_VERSIONS)
KNOWN = (*CC_LICENCES, *FREE, *ASKING_FOR_CREDIT, *(i for i in ONWARD if not i.startswith("CC-")))


@dataclass(frozen=True, slots=True)
class Terms:
    """What a declared licence asks. ``id`` is its SPDX id, or what was declared where it has none; ``closed``: all rights are reserved, or
    the terms are an agreement's own; ``onward``: under what works made of it may go out (empty: it does not say)."""

    id: str
    known: bool = True
    attribution: bool = False
    onward: tuple[str, ...] = ()
    no_derivatives: bool = False
    non_commercial: bool = False
    closed: bool = False

    @property
    def share_alike(self) -> bool:
        return bool(self.onward)

    def asks(self) -> tuple[str, ...]:
        """The terms by name, for the reader's words."""
        named = (
            ("unknown", not self.known), ("closed", self.closed), ("attribution", self.attribution), ("share_alike", self.share_alike),
            ("non_commercial", self.non_commercial), ("no_derivatives", self.no_derivatives),
        )  # fmt: skip
        return tuple(name for name, holds in named if holds)


def _terms(id: str) -> Terms:
    free = id in FREE
    return Terms(
        id, True, not free, ONWARD.get(id, ()), no_derivatives="-ND-" in id, non_commercial="-NC-" in id
    )  # fmt: skip


TABLE: Mapping[str, Terms] = {id: _terms(id) for id in KNOWN}


# ------------------------------------------------------------------------------------------------- reading what is declared

_URL = re.compile(r"https?://(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z+-]+)/(\d\.\d)(?:/|$)\S*", re.I)
_CC_WORDS = (
    (r"attribution|署名|byline", "BY"),
    (r"non-?\s?commercial|非商业性?(?:使用)?|非商用", "NC"),
    (r"no-?\s?deriv(?:ative)?s?(?:\s*works)?|禁止演绎|不得演绎", "ND"),
    (r"share-?\s?alike|相同方式共享|以相同方式分享", "SA"),
)
_CC = re.compile(r"cc[ -]*((?:by|nc|nd|sa)(?:[ -]*(?:nc|nd|sa))*)(?![a-z])[ -]*v?(\d(?:\.\d)?)?(.*)")
_SPELLED: Mapping[str, str] = {
    r"cc[ -]*(?:0|zero)(?:[ -]*v?1\.0)?(?: universal)?": "CC0-1.0",
    r"知识共享\s*(?:cc)?0?\s*(?:公共领域贡献|零).*": "CC0-1.0",
    r"(?:the )?public[ -]?domain(?: mark)?(?:[ -]*1\.0)?|pdm?(?:-1\.0)?|公有领域|公共领域|公有领域标记": "PDM-1.0",
    r"pddl(?:[ -]*v?1\.0)?": "PDDL-1.0",
    r"(?:the )?unlicense": "Unlicense",
    r"(?:the )?(?:mit|expat)(?: licen[cs]e)?|mit许可证?": "MIT",
    r"(?:the )?apache(?: licen[cs]e,?)?[ -]*(?:version |v)?2(?:\.0)?|apache ?2(?:\.0)?许可证?": "Apache-2.0",
    r"(?:the )?(?:bsd[ -]3[ -]clause|3[ -]clause bsd|new bsd)(?: licen[cs]e)?": "BSD-3-Clause",
    r"(?:the )?(?:bsd[ -]2[ -]clause|2[ -]clause bsd|simplified bsd)(?: licen[cs]e)?": "BSD-2-Clause",
    r"mulan ?psl(?:[ -]*v?2(?:\.0)?)|木兰(?:宽松许可证|许可证|psl),?\s*(?:第?2版?|v?2(?:\.0)?|第二版)": "MulanPSL-2.0",
    r"mulan ?psl[ -]*v?1(?:\.0)?|木兰(?:宽松许可证|许可证|psl),?\s*(?:第?1版?|v?1(?:\.0)?|第一版)": "MulanPSL-1.0",
    r"(?:uk )?open government licen[cs]e[ -]*(?:for public sector information )?v?3(?:\.0)?|ogl(?:[ -]uk)?[ -]*v?3(?:\.0)?": "OGL-UK-3.0",
    r"ogl(?:[ -]uk)?[ -]*v?2(?:\.0)?": "OGL-UK-2.0",
    r"(?:etalab|licence ouverte|open licence)(?:[ -/]*(?:etalab|open licence))?[ -]*v?2(?:\.0)?": "etalab-2.0",
    r"(?:odc[ -]*)?odbl(?:[ -]*v?1\.0)?|open database licen[cs]e(?:[ -]*v?1\.0)?|开放数据库许可(?:协议|证)?": "ODbL-1.0",
    r"odc[ -]by(?:[ -]*v?1\.0)?|open data commons attribution(?: licen[cs]e)?(?:[ -]*v?1\.0)?": "ODC-By-1.0",
    r"(?:gnu )?gpl[ -]*v?2(?:\.0)?": "GPL-2.0-only",
    r"(?:gnu )?gpl[ -]*v?2(?:\.0)?(?:\+| or later)": "GPL-2.0-or-later",
    r"(?:gnu )?gpl[ -]*v?3(?:\.0)?": "GPL-3.0-only",
    r"(?:gnu )?gpl[ -]*v?3(?:\.0)?(?:\+| or later)": "GPL-3.0-or-later",
    r"(?:gnu )?lgpl[ -]*v?2\.1": "LGPL-2.1-only",
    r"(?:gnu )?lgpl[ -]*v?3(?:\.0)?": "LGPL-3.0-only",
    r"(?:gnu )?agpl[ -]*v?3(?:\.0)?": "AGPL-3.0-only",
    r"(?:gnu )?(?:gfdl|fdl)[ -]*v?1\.3": "GFDL-1.3-only",
    r"(?:gnu )?(?:gfdl|fdl)[ -]*v?1\.2": "GFDL-1.2-only",
    r"free art licen[cs]e[ -]*1\.3|licence art libre[ -]*1\.3|lal[ -]*1\.3": "FAL-1.3",
}
_CLOSED = re.compile(
    r"licenseref-.*|proprietary|all rights reserved|(?:©|\(c\)|copyright).*|internal(?: use)?(?: only)?|own|by agreement|contract"
    r"|版权所有.*|保留所有权利.*|专有|自有|内部(?:资料|使用|文件)?|仅限内部使用|合同约定|按协议|商业授权|授权使用"
)
_JURISDICTION = re.compile(
    r"(?:[ ().,-]|international|unported|generic|intl|国际版?|未本地化版本|通用|中国大陆|china mainland|licen[cs]e|deed"
    r"|许可协议|许可证?|协议)*(?:[a-z]{2}|igo)?[ ().]*"
)


@lru_cache(maxsize=1024)
def terms(declared: str) -> Terms:
    """What a declared licence asks: by its SPDX id, its usual spellings in English and Chinese, or its address at Creative Commons.

    Several joined by ``AND`` (SPDX) all bind; of several joined by ``OR`` the first that is known is taken. A Creative Commons licence
    without version that asks to share alike is not known: there the version decides.

    >>> [terms(t).id for t in ("CC BY-SA 3.0 DE", "知识共享 署名-非商业性使用 4.0 国际", "Apache License, Version 2.0", "公有领域")]
    ['CC-BY-SA-3.0', 'CC-BY-NC-4.0', 'Apache-2.0', 'PDM-1.0']
    >>> terms("CC-BY-ND-4.0").asks(), terms("LicenseRef-house").asks(), terms("house rules").known
    (('attribution', 'no_derivatives'), ('closed',), False)
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", declared).replace("–", "-").replace("—", "-").replace("_", "-")).strip(" .;,")
    if len(parts := re.split(r"\s+AND\s+", text.strip("()"))) > 1:
        return _joined(declared, [terms(part) for part in parts])
    if len(parts := re.split(r"\s+OR\s+", text.strip("()"))) > 1:
        read = [terms(part) for part in parts]
        return next((one for one in read if one.known and not one.closed), read[0])
    return _one(text, declared)


def _one(text: str, declared: str) -> Terms:
    small = text.casefold()
    for id in KNOWN:
        if small == id.casefold():
            return TABLE[id]
    for pattern, id in _SPELLED.items():
        if re.fullmatch(pattern, small):
            return TABLE[id]
    if _CLOSED.fullmatch(small):
        return Terms(declared, closed=True)
    return _of_cc(small) or Terms(declared, known=False)


def _of_cc(text: str) -> Terms | None:
    if url := _URL.fullmatch(text):
        if url[1] == "publicdomain":
            return TABLE["CC0-1.0" if url[2] == "zero" else "PDM-1.0"]
        text = f"cc {url[2]} {url[3]}"
    if re.search(r"creative commons|知识共享|署名|^attribution", text):
        if not re.search(r"creative commons|知识共享|\bcc\b|\d", text):
            return None
        rest = re.sub(r"creative commons|知识共享|^cc\b|\bcc[ -]?(?=by)", "", text)
        rest = re.sub(r"\bby\b(?=[ -])", "attribution", rest)
        found = []
        for pattern, letters in _CC_WORDS:
            rest, n = re.subn(rf"(?:{pattern})|\b{letters.lower()}\b", " ", rest)
            found += [letters] if n else []
        version = re.search(r"\d(?:\.\d)?", rest)
        rest = re.sub(r"\d(?:\.\d)?|[-/·、\s]", " ", rest)
        text = f"cc {'-'.join(found).lower()} {version[0] if version else ''}{rest}"
    match = _CC.fullmatch(text)
    if not match or not _JURISDICTION.fullmatch(match[3] or ""):
        return None
    kinds = re.split("[ -]+", match[1].upper())
    name = "-".join(k for k in ("BY", "NC", "ND", "SA") if k in kinds)
    if not match[2]:
        like = TABLE.get(f"CC-{name}-4.0")
        return like and replace(like, id=f"CC-{name}", known=not like.share_alike)
    return TABLE.get(f"CC-{name}-{match[2] if '.' in match[2] else match[2] + '.0'}")


def _joined(declared: str, all_of: list[Terms]) -> Terms:
    """What binds where several licences bind at once."""
    sharing = [set(one.onward) for one in all_of if one.share_alike]
    onward = set.intersection(*sharing) if sharing else set()
    return Terms(
        declared,
        all(one.known for one in all_of) and not (sharing and not onward),
        any(one.attribution for one in all_of),
        tuple(sorted(onward)),
        any(one.no_derivatives for one in all_of),
        any(one.non_commercial for one in all_of),
        any(one.closed for one in all_of),
    )


def both(stated: str, said: str) -> str:
    """One declaration for what is under two: the one that asks for everything that the other does, else both joined by ``AND``.

    >>> both("CC-BY-4.0", "CC0-1.0"), both("CC-BY-4.0", "CC-BY-NC-4.0"), both("CC-BY-SA-4.0", "CC-BY-ND-4.0")
    ('CC-BY-4.0', 'CC-BY-NC-4.0', 'CC-BY-SA-4.0 AND CC-BY-ND-4.0')
    """
    a, b = terms(stated), terms(said)
    if a == b:
        return stated
    if a.known and b.known and not a.closed and not b.closed:
        if _covers(a, b):
            return stated
        if _covers(b, a):
            return said
    return f"{stated} AND {said}"


def _covers(a: Terms, b: Terms) -> bool:
    """Whether the first asks for everything that the second does."""
    sharing = not b.share_alike or (a.share_alike and set(a.onward) <= set(b.onward))
    return a.attribution >= b.attribution and a.no_derivatives >= b.no_derivatives and a.non_commercial >= b.non_commercial and sharing


def address(declared: str) -> str:
    """Where the text of a licence stands, or nothing where that is not known."""
    id = terms(declared).id
    if match := re.fullmatch(r"CC-(BY[A-Z-]*)-(\d\.\d)", id):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    if id in ("CC0-1.0", "PDM-1.0"):
        return f"https://creativecommons.org/publicdomain/{'zero' if id == 'CC0-1.0' else 'mark'}/1.0/"
    return f"https://spdx.org/licenses/{id}.html" if id in TABLE else ""


# ------------------------------------------------------------------------------------------------- conflicts


@dataclass(frozen=True, slots=True)
class Conflict:
    """Licences that stand in each other's or the release's way: ``kind``, and (source, licence) pairs in order. Kinds: ``share_alike`` (two
    that cannot be combined), ``share_alike_non_commercial``, ``share_alike_closed``, ``no_derivatives``, ``non_commercial``, ``closed`` and
    ``unknown`` (to be read by a person)."""

    kind: str
    sources: tuple[tuple[str, str], ...]


def conflicts(declared: Iterable[tuple[str, str]], *, handed_on: bool, commercial: bool = False) -> list[Conflict]:
    """The conflicts among the (source, licence) pairs of one release. ``handed_on``: it goes to somebody else, which no-derivatives and
    closed terms bar and share-alike binds; ``commercial``: it is meant for commercial use.

    >>> pairs = [("wiki", "CC-BY-SA-3.0"), ("code", "GPL-2.0-only"), ("new", "CC-BY-SA-4.0")]
    >>> [(c.kind, [s for s, _ in c.sources]) for c in conflicts(pairs, handed_on=True)]
    [('share_alike', ['wiki', 'code']), ('share_alike', ['new', 'code'])]
    """
    read = {pair: terms(pair[1]) for pair in sorted(set(declared))}
    by_licence: dict[str, list[tuple[str, str]]] = {}
    for pair, one in read.items():
        by_licence.setdefault(one.id, []).append(pair)
    of = {one.id: one for one in read.values()}

    def named(*ids: str) -> tuple[tuple[str, str], ...]:
        return tuple(pair for id in ids for pair in by_licence[id])

    sharing = sorted(id for id, one in of.items() if one.share_alike)
    out = [Conflict("share_alike", named(a, b)) for n, a in enumerate(sharing) for b in sharing[n + 1 :] if not _meet(of, a, b)]
    if not out and len(sharing) > 2 and not _meet(of, *sharing):
        out.append(Conflict("share_alike", named(*sharing)))
    unpaid = [id for id in sorted(of) if of[id].non_commercial]
    for a in sharing:
        if not of[a].non_commercial and (others := [b for b in unpaid if not of[b].share_alike]):
            out.append(Conflict("share_alike_non_commercial", named(a, *others)))
        if handed_on and (others := [b for b in sorted(of) if of[b].closed and b != a]):
            out.append(Conflict("share_alike_closed", named(a, *others)))
    single = (
        ("no_derivatives", handed_on, [i for i in sorted(of) if of[i].no_derivatives]),
        ("non_commercial", commercial, unpaid),
        ("closed", handed_on, [i for i in sorted(of) if of[i].closed]),
        ("unknown", True, [i for i in sorted(of) if not of[i].known]),
    )
    return out + [Conflict(kind, named(*ids)) for kind, asked, ids in single if asked and ids]


def _meet(of: Mapping[str, Terms], *ids: str) -> bool:
    """Whether works made of all of them may go out under one licence."""
    return bool(set.intersection(*(set(of[id].onward) for id in ids)))
