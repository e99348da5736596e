"""Logical forms: the relation algebra in which every question is written. Build, parse, print, normalise, measure.

A form denotes a set of entities or literals, or one value; its records (``forms_records``) are named for the ops of the contract of forms.
A *hole* is an id ``?0``, ``?1`` … in place of an entity: a form with holes is a *shape*, and a tuple of ids fills it. ``to_sparql`` and
``sparql_shape`` are in ``forms_sparql``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from .errors import FormError
from .forms_records import (
    COMPARISONS,
    MAX_DEPTH,
    NAMES,
    OPS,
    VALUES,
    And,
    Ask,
    AsOf,
    Avg,
    Class,
    Compare,
    Count,
    Entity,
    Every,
    Form,
    Given,
    Least,
    LeastLinked,
    Minus,
    Most,
    MostLinked,
    Or,
    QualifierOf,
    Relations,
    Sort,
    Step,
    Sum,
    Where,
    WhereLinked,
    With,
    denotes_set,
    depth,
    is_hole,
    op,
    parts,
    rebuild,
    undated,
    walk,
)  # fmt: skip
from .model import Json, Literal, Term, term_key

if TYPE_CHECKING:
    from .forms_sparql import Names

__all__ = [
    "COMPARISONS",
    "MAX_DEPTH",
    "NUMBERS",
    "OPS",
    "VALUES",
    "And",
    "AsOf",
    "Ask",
    "Avg",
    "Class",
    "Compare",
    "Count",
    "Entity",
    "Every",
    "Form",
    "Given",
    "Least",
    "LeastLinked",
    "Minus",
    "Most",
    "MostLinked",
    "Or",
    "QualifierOf",
    "Relations",
    "Sort",
    "Step",
    "Sum",
    "Where",
    "WhereLinked",
    "With",
    "canonical",
    "canonical_number",
    "checked",
    "classes_of",
    "denotes_set",
    "depth",
    "entities_of",
    "fill",
    "hops",
    "is_hole",
    "key",
    "map_ids",
    "normalise",
    "op",
    "parse",
    "parts",
    "predicates_of",
    "qualifiers_of",
    "rebuild",
    "shape_of",
    "skeleton",
    "to_json",
    "to_sparql",
    "undated",
    "walk",
]  # fmt: skip


def parse(obj: Json) -> Form:
    """The form of a JSON object (or its text). Strict: unknown ops and fields, wrong types and a depth over 64 raise ``FormError``.

    >>> parse({"op": "step", "of": {"op": "entity", "id": "X"}, "predicate": "p"})
    Step(of=Entity(id='X'), predicate='p', inverse=False, drop=(), with_=None)
    """
    from .forms_reading import read_form

    return read_form(obj)


def checked(form: Form) -> Form:
    """The form, if it is no deeper than 64; forms built in code pass here before they are run or compiled."""
    if depth(form) > MAX_DEPTH:
        raise FormError("form", f"nested deeper than {MAX_DEPTH}", f"at most {MAX_DEPTH} forms inside each other", "split the question")
    return form


# --------------------------------------------------------------------------------------------- print


def to_json(form: Form) -> dict[str, Json]:
    """The JSON object of a form; fields at their default are left out."""
    out: dict[str, Json] = {"op": op(form)}
    for name, attribute, default in _FIELDS[type(form)]:
        value = getattr(form, attribute)
        if value != default:
            out[name] = _plain(value)
    return out


_FIELDS = {record: tuple((field.name.rstrip("_"), field.name, field.default) for field in fields(record)) for record in NAMES}
"""Of each record its fields: name in JSON, attribute, default."""


def _plain(value: Any) -> Json:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Given):
        given: dict[str, Json] = {"qualifier": value.qualifier}
        if value.cmp != "=":
            given["cmp"] = value.cmp
        given["id" if isinstance(value.value, str) else "value"] = _plain(value.value)
        return given
    if isinstance(value, Literal):
        return value.to_json()
    return to_json(value) if type(value) in NAMES else value


def to_sparql(form: Form, names: Names) -> str:
    """The form as a SPARQL query that stands alone; see ``forms_sparql``."""
    from .forms_sparql import to_sparql

    return to_sparql(form, names)


def key(form: Form) -> str:
    """Canonical JSON of the normal form: forms that are written differently but are one by ``normalise`` have one key."""
    return _text(normalise(form))


def _text(form: Form) -> str:
    return orjson.dumps(to_json(form), option=orjson.OPT_SORT_KEYS).decode()


# --------------------------------------------------------------------------------------------- measure


def hops(form: Form) -> int:
    """The number of steps on the longest way from an entity to the answer; conditions add none, a yes/no question is one.

    >>> hops(Count(Step(Step(Entity("X"), "p"), "q")))
    2
    """
    if isinstance(form, (Ask, QualifierOf)):
        return 1
    below = max((hops(part) for part in parts(form)), default=0)
    return below + isinstance(form, (Step, Every, Relations))


def map_ids(form: Form, change: Callable[[str], str], *, in_with: bool = True) -> Form:
    """The form with ``change`` applied to every entity id in it, innermost first; classes and predicates stay.

    Ids stand in entities, drops, subjects, objects and (unless ``in_with`` is False) in ``with``.
    """
    form = rebuild(form, lambda part: map_ids(part, change, in_with=in_with))
    if isinstance(form, Entity):
        id = change(form.id)
        return form if id == form.id else Entity(id)
    if isinstance(form, (Ask, QualifierOf)):
        subject = change(form.subject)
        object = change(form.object) if isinstance(form.object, str) else form.object
        form = form if (subject, object) == (form.subject, form.object) else replace(form, subject=subject, object=object)
    if isinstance(form, Step) and form.drop:
        drop = tuple(change(id) for id in form.drop)
        form = form if drop == form.drop else replace(form, drop=drop)
    if in_with and isinstance(form, (Step, Every, Where, Ask)) and isinstance(form.with_, tuple):
        with_ = tuple(replace(g, value=change(g.value)) if isinstance(g.value, str) else g for g in form.with_)
        form = form if with_ == form.with_ else replace(form, with_=with_)
    return form


def entities_of(form: Form) -> tuple[str, ...]:
    """All entity ids of a form (also in drops and ``with``), sorted, once each."""
    found: set[str] = set()

    def note(id: str) -> str:
        found.add(id)
        return id

    map_ids(form, note)
    return tuple(sorted(found))


def classes_of(form: Form) -> tuple[str, ...]:
    """The classes of a form, sorted, once each."""
    return tuple(sorted({item.id for item in walk(form) if isinstance(item, Class)}))


def predicates_of(form: Form) -> tuple[str, ...]:
    """The predicates of a form (not its qualifiers), sorted, once each."""
    return tuple(sorted({item.predicate for item in walk(form) if hasattr(item, "predicate")}))


def qualifiers_of(form: Form) -> tuple[str, ...]:
    """The qualifiers that a form names, sorted, once each."""
    found = {item.qualifier for item in walk(form) if isinstance(item, QualifierOf)}
    for item in walk(form):
        given = getattr(item, "with_", None)
        found.update(g.qualifier for g in (given if isinstance(given, tuple) else ()))
    return tuple(sorted(found))


# --------------------------------------------------------------------------------------------- normal form, shapes


def normalise(form: Form) -> Form:
    """The normal form: unions and intersections flat, sorted, without doubles; entries and drops sorted; numbers and strings canonical.

    >>> a, b = Entity("a"), Entity("b")
    >>> normalise(Or((b, Or((a, b))))) == normalise(Or((a, b)))
    True
    """
    form = rebuild(form, normalise)
    if isinstance(form, (And, Or)):
        flat = [inner for part in form.of for inner in (part.of if isinstance(part, type(form)) else (part,))]
        unique = {_text(part): part for part in flat}
        ordered = tuple(unique[text] for text in sorted(unique))
        return ordered[0] if len(ordered) == 1 else form if ordered == form.of else replace(form, of=ordered)
    if isinstance(form, Step) and form.drop:
        form = replace(form, drop=tuple(sorted(set(form.drop))))
    if isinstance(form, AsOf) and isinstance(form.of, (AsOf, Entity)):
        return form.of
    if isinstance(form, Where):
        form = replace(form, value=_canonical_literal(form.value))
    if isinstance(form, (Ask, QualifierOf)) and isinstance(form.object, Literal):
        form = replace(form, object=canonical(form.object))
    if isinstance(form, (Step, Every, Where, Ask)) and isinstance(form.with_, tuple):
        entries = {_entry_order(g): g for g in (replace(g, value=canonical(g.value)) for g in form.with_)}
        form = replace(form, with_=tuple(entries[order] for order in sorted(entries)) or None)
    return form


def _entry_order(given: Given) -> tuple[str, str, str]:
    return (given.qualifier, term_key(given.value), given.cmp)


def canonical(term: Term) -> Term:
    """A term in canonical notation: numbers without exponent or trailing zeros, strings in NFC; ids as they are.

    >>> canonical(Literal("xsd:decimal", "030.0"))
    Literal(datatype='xsd:decimal', value='30', unit=None, lang=None, min=None, max=None, min_open=False, max_open=False)
    """
    return term if isinstance(term, str) else _canonical_literal(term)


def _canonical_literal(literal: Literal) -> Literal:
    change = canonical_number if literal.datatype in NUMBERS else (lambda text: unicodedata.normalize("NFC", text))
    value, least, most = (None if text is None else change(text) for text in (literal.value, literal.min, literal.max))
    return replace(literal, value=value, min=least, max=most)


NUMBERS = frozenset(
    "xsd:" + name
    for name in (
        "decimal", "integer", "int", "long", "short", "byte", "double", "float", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
"""Datatypes whose values are numbers."""
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?\Z", re.ASCII)


def canonical_number(text: str) -> str:
    """A number without exponent, sign of zero, leading or trailing zeros; text that is no number as it is.

    >>> canonical_number("+01.50"), canonical_number("-0"), canonical_number("1e3"), canonical_number("n/a")
    ('1.5', '0', '1000', 'n/a')
    """
    text = text.strip()
    if not _NUMBER.match(text):
        return text
    plain = format(Decimal(text), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain


def shape_of(form: Form) -> tuple[Form, tuple[str, ...]]:
    """The shape of a form and the start that fills it: entities become holes in the order of a walk that does not depend on their names.

    Ids in ``with`` stay: a condition belongs to the shape.

    >>> shape_of(Step(Step(Entity("X"), "p"), "p", inverse=True, drop=("X",)))[1]
    ('X',)
    """
    start: dict[str, str] = {}
    shape = map_ids(_blind_order(normalise(form)), lambda id: start.setdefault(id, f"?{len(start)}"), in_with=False)
    return shape, tuple(start)


def _blind_order(form: Form) -> Form:
    """Parts of unions and intersections ordered without regard to entities, so that forms of one shape get their holes alike."""
    form = rebuild(form, _blind_order)
    if isinstance(form, (And, Or)):
        ordered = tuple(sorted(form.of, key=lambda part: (_text(map_ids(part, lambda _: "?")), _text(part))))
        form = form if ordered == form.of else replace(form, of=ordered)
    return form


def fill(shape: Form, start: tuple[str, ...]) -> Form:
    """The form that a shape and a start make."""
    return map_ids(shape, lambda id: start[int(id[1:])] if is_hole(id) else id)


def skeleton(form: Form, class_of: Callable[[str], str | None] | None = None) -> str:
    """What is left of a form without its entities and values: each entity is a slot, named by its class where ``class_of`` knows one.

    >>> skeleton(Step(Entity("X"), "p")) == skeleton(Step(Entity("Y"), "p"))
    True
    """
    shape, start = shape_of(form)
    names = {f"?{n}": f"?{n}:{class_of(id) or ''}" if class_of else f"?{n}" for n, id in enumerate(start)}
    obj = to_json(map_ids(shape, lambda id: names.get(id, id)))
    return orjson.dumps(_without_values(obj), option=orjson.OPT_SORT_KEYS).decode()


def _without_values(obj: Json) -> Json:
    if isinstance(obj, list):
        return [_without_values(item) for item in obj]
    if not isinstance(obj, dict):
        return obj
    if "datatype" in obj and "op" not in obj:
        return {name: obj[name] for name in ("datatype", "unit") if name in obj}
    hidden = ("date", "k") if "op" in obj else ("id",) if "qualifier" in obj else ()
    out = {name: "?" if name in hidden else _without_values(value) for name, value in obj.items()}
    if obj.get("op") == "where_linked":
        out["value"] = "?"
    return out
