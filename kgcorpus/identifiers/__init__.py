"""Identifiers of persons in texts, kind by kind: from a text to what stands in it. ``KINDS`` names the factories in order of precedence:
where two kinds find the same place, the first counts. ``OF_PERSONS`` are looked for only in what comes from personal sources;
``OF_CONTACT`` reach somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def _lazy(module: str, name: str) -> Callable[..., Any]:
    """The factory of this name, its module imported at the first call."""

    def factory(**options: Any) -> Any:
        return getattr(import_module(f"kgcorpus.identifiers.{module}"), name)(**options)

    factory.__name__ = factory.__qualname__ = name
    return factory


KINDS: Mapping[str, Callable[..., Any]] = {
    "resident_id": _lazy("papers", "resident_id"),
    "credit_code": _lazy("papers", "credit_code"),
    "iban": _lazy("accounts", "iban"),
    "bank_card": _lazy("accounts", "bank_card"),
    "email": _lazy("mail", "email"),
    "mobile": _lazy("phones", "mobile"),
    "landline": _lazy("phones", "landline"),
    "phone": _lazy("phones", "phone"),
    "ssn": _lazy("papers", "ssn"),
    "nino": _lazy("papers", "nino"),
    "passport": _lazy("papers", "passport"),
    "plate": _lazy("papers", "plate"),
    "address": _lazy("places", "address"),
    "birth_date": _lazy("persons", "birth_date"),
    "name": _lazy("persons", "name"),
}

OF_PERSONS = frozenset({"birth_date", "name"})

OF_CONTACT = frozenset({"mobile", "landline", "phone", "email"})
