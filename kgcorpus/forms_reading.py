"""Reading forms from JSON, strictly: every unknown field, wrong type or excess depth is a ``FormError`` that names its place."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any

import orjson

from .errors import FormError
from .forms_records import (
    COMPARISONS,
    FORM_FIELDS,
    MAX_DEPTH,
    OPS,
    AsOf,
    Count,
    Form,
    Given,
    Relations,
    With,
    denotes_set,
    op,
    parts,
    undated,
)  # fmt: skip
from .model import Json, Literal, Term
from .values import datatype_of

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
_XSD = "http://www.w3.org/2001/XMLSchema#"


def read_form(obj: Json) -> Form:
    """The form of a JSON object or of its text; see ``forms.parse``."""
    if isinstance(obj, (str, bytes)):
        try:
            obj = orjson.loads(obj)
        except orjson.JSONDecodeError as error:
            raise FormError("form", f"not JSON ({error})", "an object with 'op'") from error
    _check_depth(obj)
    return _parse(obj, "form")


def _check_depth(obj: Json) -> None:
    """Raise for an object nested deeper than ``MAX_DEPTH`` forms; without recursion, so that no depth can exhaust the stack."""
    todo: list[tuple[Json, int]] = [(obj, 1)]
    while todo:
        item, depth = todo.pop()
        if depth > MAX_DEPTH:
            raise FormError("form", f"nested deeper than {MAX_DEPTH}", f"at most {MAX_DEPTH} forms inside each other", "split the question")
        if isinstance(item, dict):
            for name in FORM_FIELDS:
                inner = item.get(name)
                todo.extend((part, depth + 1) for part in (inner if isinstance(inner, list) else (inner,)) if isinstance(part, dict))


def _parse(obj: Json, place: str) -> Form:
    if not isinstance(obj, dict):
        raise FormError(place, _shown(obj), "an object with 'op'")
    name = obj.get("op")
    record = OPS.get(name) if isinstance(name, str) else None
    if record is None:
        raise FormError(place, f"unknown op {_shown(name)}", "one of " + " ".join(OPS), _nearest(name, OPS))
    known = _fields(record)
    if unknown := sorted(str(k) for k in obj if k != "op" and k not in known):
        raise FormError(place, f"unknown field {_shown(unknown[0])} of '{name}'", "one of " + " ".join(known), _nearest(unknown[0], known))
    values: dict[str, Any] = {}
    for field_name, field in known.items():
        if field_name in obj:
            values[field.name] = _READERS[str(field.type)](obj[field_name], f"{place}.{field_name}")
        elif field.default is MISSING:
            raise FormError(place, f"'{name}' has no '{field_name}'", "fields " + " ".join(known))
    made: Form = record(**values)
    for inner in parts(made):
        if not isinstance(made, AsOf) and not denotes_set(inner):
            raise FormError(place, f"'{op(inner)}' inside '{name}'", "a form that denotes a set", "ask for the value alone")
        if not isinstance(made, (AsOf, Count)) and isinstance(undated(inner), Relations):  # its answers are names of predicates
            raise FormError(place, f"'relations' inside '{name}'", "a set of entities or values", "ask for it alone")
    return made


@cache
def _fields(record: type[Form]) -> dict[str, Field[Any]]:
    """The fields of a record by their names in JSON."""
    return {field.name.rstrip("_"): field for field in fields(record)}


def _read_form(obj: Json, place: str) -> Form:
    return _parse(obj, place)


def _read_forms(obj: Json, place: str) -> tuple[Form, ...]:
    if not isinstance(obj, list) or not obj:
        raise FormError(place, _shown(obj), "a list of at least one form")
    return tuple(_parse(item, f"{place}[{n}]") for n, item in enumerate(obj))


def _read_id(obj: Json, place: str) -> str:
    if not isinstance(obj, str):
        raise FormError(place, _shown(obj), "an id (a string)")
    return obj


def _read_ids(obj: Json, place: str) -> tuple[str, ...]:
    if not isinstance(obj, list):
        raise FormError(place, _shown(obj), "a list of ids")
    return tuple(_read_id(item, f"{place}[{n}]") for n, item in enumerate(obj))


def _read_bool(obj: Json, place: str) -> bool:
    if not isinstance(obj, bool):
        raise FormError(place, _shown(obj), "true or false")
    return obj


def _read_int(obj: Json, place: str) -> int:
    least = 1 if place.endswith(".k") else 0
    if isinstance(obj, bool) or not isinstance(obj, int) or (obj < least and least):
        raise FormError(place, _shown(obj), f"an integer{' of at least 1' if least else ''}")
    return obj


def _read_literal(obj: Json, place: str) -> Literal:
    if not isinstance(obj, dict):
        raise FormError(place, _shown(obj), 'a literal such as {"value": "30", "datatype": "xsd:decimal"}')
    texts = ("value", "min", "max", "datatype", "unit", "lang")
    flags = ("min_open", "max_open")
    if unknown := sorted(str(k) for k in obj if k not in texts + flags):
        expected = "one of " + " ".join(texts + flags)
        raise FormError(place, f"unknown field {_shown(unknown[0])} of a literal", expected, _nearest(unknown[0], texts))
    known: dict[str, Any] = {}
    for name, value in obj.items():
        if name in ("value", "min", "max") and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, bool if name in flags else str):
            raise FormError(f"{place}.{name}", _shown(value), "true or false" if name in flags else "a string")
        known[name] = value
    if ("value" in known) == ("min" in known or "max" in known):
        raise FormError(place, _shown(obj), "either 'value' or an interval with 'min' or 'max'")
    known["datatype"] = known.get("datatype", "xsd:string")
    if known["datatype"].startswith(_XSD):
        known["datatype"] = "xsd:" + known["datatype"][len(_XSD) :]
    for name in ("value", "min", "max"):
        if name in known:
            _check_written(known[name], known["datatype"], f"{place}.{name}")
    return Literal(**known)


_XSD_NAMES = (
    "string", "boolean", "decimal", "integer", "double", "float", "date", "dateTime", "gYear", "gYearMonth", "int", "long", "short", "byte",
    "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "anyURI",
)  # fmt: skip


def _check_written(text: str, datatype: str, place: str) -> None:
    """Raise where a text is no value of its datatype: what cannot be read would silently be equal to nothing."""
    if datatype.startswith("xsd:") and datatype[4:] not in _XSD_NAMES:
        known = [f"xsd:{name}" for name in _XSD_NAMES]
        raise FormError(place, f"unknown datatype '{datatype}'", "one of " + " ".join(known[:9]), _nearest(datatype, known))
    if not datatype.startswith("xsd:"):
        return
    kind = datatype_of(datatype)
    if kind in ("xsd:decimal", "xsd:integer"):
        whole = r"" if kind == "xsd:integer" else r"(?:\.\d*)?(?:[eE][+-]?\d+)?|[+-]?\.\d+(?:[eE][+-]?\d+)?"
        if not re.fullmatch(rf"\s*(?:[+-]?\d+{whole})\s*", text, re.ASCII):
            raise FormError(place, f"'{text}' is no {datatype}", "an integer" if kind == "xsd:integer" else "a number such as 30 or 7.5")
    elif kind == "xsd:boolean":
        if text.strip() not in ("true", "false", "1", "0"):
            raise FormError(place, f"'{text}' is no {datatype}", "true or false")
    elif kind in ("xsd:date", "xsd:gYear", "xsd:gYearMonth"):
        check_date(re.sub(r"(?:T.*|Z|[+-]\d\d:\d\d)$", "", text.strip()), place)


def _read_term(obj: Json, place: str) -> Term:
    return obj if isinstance(obj, str) else _read_literal(obj, place)


def _read_text(obj: Json, place: str) -> str:
    text = _read_id(obj, place)
    if place.endswith(".cmp") and text not in COMPARISONS:
        raise FormError(place, _shown(text), "one of " + " ".join(COMPARISONS))
    if place.endswith(".date"):
        check_date(text, place)
    return text


def check_date(text: str, place: str) -> None:
    """Raise unless the text is an ISO date, possibly partial ("2021", "2021-04")."""
    good = _DATE.match(text) is not None
    if good and len(text) == 10:
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            good = False
    if not good or text.startswith("0000"):
        raise FormError(place, _shown(text), "an ISO date such as 2021-04-29, 2021-04 or 2021")


def _read_with(obj: Json, place: str) -> With:
    if obj is None or obj == "any":
        return obj  # type: ignore[no-any-return]
    if not isinstance(obj, list):
        raise FormError(place, _shown(obj), '"any" or a list of {"qualifier", "cmp", "id" or "value"}')
    out = []
    for n, item in enumerate(obj):
        at = f"{place}[{n}]"
        if not isinstance(item, dict):
            raise FormError(at, _shown(item), 'an object {"qualifier", "cmp", "id" or "value"}')
        names = ("qualifier", "cmp", "id", "value")
        if unknown := sorted(str(k) for k in item if k not in names):
            raise FormError(at, f"unknown field {_shown(unknown[0])}", "one of " + " ".join(names), _nearest(unknown[0], names))
        if "qualifier" not in item or ("id" in item) == ("value" in item):
            raise FormError(at, _shown(item), "'qualifier' and one of 'id', 'value'")
        cmp = _read_text(item.get("cmp", "="), f"{at}.cmp")
        if "id" in item and cmp not in ("=", "!="):
            raise FormError(f"{at}.cmp", _shown(cmp), "= or != for an id")
        value: Term = _read_id(item["id"], f"{at}.id") if "id" in item else _read_literal(item["value"], f"{at}.value")
        out.append(Given(_read_id(item["qualifier"], f"{at}.qualifier"), value, cmp))
    return tuple(out)


_READERS: Mapping[str, Callable[[Json, str], Any]] = {
    "Form": _read_form, "tuple[Form, ...]": _read_forms, "tuple[str, ...]": _read_ids, "bool": _read_bool, "int": _read_int,
    "Literal": _read_literal, "Term": _read_term, "With": _read_with, "str": _read_text,
}  # fmt: skip


def _shown(obj: object) -> str:
    if isinstance(obj, (dict, list)):
        return "a list" if isinstance(obj, list) else "an object" + (f" with {', '.join(sorted(map(str, obj))[:6])}" if obj else "")
    text = repr(obj) if isinstance(obj, str) else {None: "nothing", True: "true", False: "false"}.get(obj, str(obj))  # type: ignore[call-overload]
    return text if len(text) <= 80 else text[:77] + "…"


def _nearest(name: object, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(str(name), list(known), 1)
    return f"did you mean '{found[0]}'?" if found else ""
