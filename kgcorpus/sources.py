"""What a source allows: serving a purpose, going to a recipient, showing its words; and which of two declarations is the stricter."""

from __future__ import annotations

from kgcorpus.licences import both
from kgcorpus.model import Document, Json, Source

ANYBODY = "public"
"""The recipient of what is published."""
SENSITIVITIES = ("public", "internal", "confidential", "personal")
"""From what anybody may read to what is the most protected."""


def refusal(source: Source, purpose: str, recipient: str = "", date: str = "") -> str | None:
    """Why a source may not serve a purpose, or None: ``no_licence``, ``use_not_allowed``, ``authorisation_ended`` before the corpus date,
    ``not_for_recipient``.

    Without a recipient it is the organisation's own use, which no sensitivity bars. Who hands on what is made of a source needs its
    permission to redistribute beside that for the purpose; what is not public goes only to those whom the source names.

    >>> house = Source("s", licence="CC0-1.0", uses=("train", "redistribute"), recipients=("partner",))
    >>> [refusal(house, "train", recipient) for recipient in ("", "partner", "rival", "public")]
    [None, None, 'not_for_recipient', 'not_for_recipient']
    """
    if not source.licence:
        return "no_licence"
    if purpose not in source.uses or (recipient and "redistribute" not in source.uses):
        return "use_not_allowed"
    if ended(source, date):
        return "authorisation_ended"
    if recipient and source.sensitivity != "public" and (recipient == ANYBODY or recipient not in source.recipients):
        return "not_for_recipient"
    return None


def may_show(source: Source, date: str = "") -> bool:
    """Whether words of this source may be shown, in a release or in a quotation: redistribution allowed, under a licence, still, and
    public. Who may have what is made of a source that is not public does not yet have its words."""
    return bool(source.licence) and "redistribute" in source.uses and source.sensitivity == "public" and not ended(source, date)


def text_shown(document: Document, date: str = "") -> bool:
    """Whether words of this document may be shown and its text be included: its source allows it, and it names nobody by an identifier."""
    return may_show(document.source, date) and not document.identifiers


def ended(source: Source, date: str) -> bool:
    """Whether the authorisation ended before a date."""
    return bool(date and source.authorised_until and source.authorised_until < date)


def stricter(key: str, stated: Json, said: Json) -> Json:
    """Of what ``corpus.toml`` states of a source and what a document says of itself, what both allow. Keys without a stricter side: as
    stated.

    >>> stricter("sensitivity", "internal", "public"), stricter("uses", ("train", "evaluate"), ("evaluate", "redistribute"))
    ('internal', ('evaluate',))
    """
    if key == "sensitivity":
        return max(stated, said, key=SENSITIVITIES.index)
    if key in ("uses", "recipients"):
        return tuple(one for one in stated if one in said)
    if key == "authorised_until":
        return min(stated, said)
    if key == "licence":
        return both(stated, said)
    return stated
