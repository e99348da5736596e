"""What a source allows: serving a purpose, and showing its text."""

from __future__ import annotations

from kgcorpus.model import Source


def refusal(source: Source, purpose: str) -> str | None:
    """Why a source may not serve a purpose (``no_licence``, ``use_not_allowed``), or None."""
    if not source.licence:
        return "no_licence"
    if purpose not in source.uses:
        return "use_not_allowed"
    return None


def may_show(source: Source) -> bool:
    """Whether text of this source may be shown, in a release or in a quotation: redistribution allowed, under a licence, and public."""
    return bool(source.licence) and "redistribute" in source.uses and source.sensitivity == "public"
