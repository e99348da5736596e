"""References made absolute against a base, also one that is no URL."""

from __future__ import annotations

import re


def resolve(base: str, reference: str) -> str:
    """A reference made absolute (RFC 3986, 5.2), also for bases that are no URL.

    >>> resolve("http://e/a/b#c", "../d"), resolve("urn:kgcorpus:base:", "#x"), resolve("http://e/a", "http://f/%20")
    ('http://e/d', 'urn:kgcorpus:base:#x', 'http://f/%20')
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", reference):
        return reference
    base_parts, own = _split(base), _split(reference)
    scheme = base_parts[0]
    authority: str | None
    if own[1] is not None:
        authority, path, query = own[1], _without_dots(own[2]), own[3]
    else:
        authority = base_parts[1]
        if not own[2]:
            path, query = base_parts[2], own[3] if own[3] is not None else base_parts[3]
        else:
            merged = own[2]
            if not merged.startswith("/"):
                folder = base_parts[2][: base_parts[2].rfind("/") + 1]
                merged = ("/" if authority is not None and not base_parts[2] else folder) + merged
            path, query = _without_dots(merged), own[3]
    out = f"{scheme}:" if scheme else ""
    out += "" if authority is None else f"//{authority}"
    out += path + ("" if query is None else f"?{query}")
    return out + ("" if own[4] is None else f"#{own[4]}")


def _split(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = re.match(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?\Z", iri, re.S)
    assert match is not None  # every text matches
    return match[1], match[2], match[3], match[4], match[5]


def _without_dots(path: str) -> str:
    out: list[str] = []
    pieces = path.split("/")
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        if piece == "..":
            if len(out) > 1 or (out and out[0]):
                out.pop()
            if last:
                out.append("")
        elif piece == ".":
            if last:
                out.append("")
        else:
            out.append(piece)
    return "/".join(out)
