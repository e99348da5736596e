"""Ids of entities that the ontology does not name: by a source's key, else by class and name, so that they survive a rebuild."""

from __future__ import annotations

import re
import unicodedata

from kgcorpus.model import digest
from kgcorpus.text import normal_name

NOT_LOCAL = re.compile(
    r"[^0-9A-Za-z_\-\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u3005-\uD7FF\uF900-\uFDCF\U00010000-\U000EFFFF]"
)
"""A character that the local name of an id cannot hold as it is."""


def keyed_id(cls: str, key: str) -> str:
    """The id of the entity of this class that a source knows by ``key``; what an IRI's local name cannot hold is percent-encoded.

    >>> keyed_id("st:Company", "600000"), keyed_id("dm:Food", "米饭/熟")
    ('st:Company.600000', 'dm:Food.米饭%2F熟')
    """
    if key.isascii() and key.isalnum():
        return f"{cls}.{key}"
    return f"{cls}.{NOT_LOCAL.sub(_percent, unicodedata.normalize('NFC', key))}"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def named_id(cls: str, name: str, discriminator: str = "") -> str:
    """The id of an entity that has no key: ``x`` and 12 hex digits of the digest of class, normalised name and discriminator.

    >>> named_id("st:Post", "董事长") == named_id("st:Post", " 董事长 ") != named_id("st:Post", "董事长", "2018")
    True
    """
    return f"{cls}.x{digest(cls, normal_name(name), discriminator)[:12]}"
