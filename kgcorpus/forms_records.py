"""The records of the relation algebra, one for each op of the contract of forms, and taking them apart (``forms`` is the door)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import is_
from typing import Union

from .model import Literal, Term

MAX_DEPTH = 64
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")

HOLE = re.compile(r"\?(0|[1-9]\d*)\Z")


@dataclass(frozen=True, slots=True)
class Given:
    """An entry of ``with``: a condition that holds, or a detail to select by. ``value`` is an id or a literal."""

    qualifier: str
    value: Term
    cmp: str = "="


With = Union[str, tuple[Given, ...], None]
"""``"any"``, a list of entries, or None: facts with a condition are not used."""


@dataclass(frozen=True, slots=True)
class Entity:
    """The one entity."""

    id: str


@dataclass(frozen=True, slots=True)
class Class:
    """All entities of the class, subclasses included."""

    id: str


@dataclass(frozen=True, slots=True)
class Step:
    """The image of ``of`` under the predicate, without the ids in ``drop``."""

    of: Form
    predicate: str
    inverse: bool = False
    drop: tuple[str, ...] = ()
    with_: With = None


@dataclass(frozen=True, slots=True)
class And:
    """Intersection."""

    of: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Union."""

    of: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Minus:
    """Difference."""

    of: Form
    without: Form


@dataclass(frozen=True, slots=True)
class Every:
    """What is linked to all members of ``of``; of nothing: empty."""

    of: Form
    predicate: str
    inverse: bool = False
    with_: With = None


@dataclass(frozen=True, slots=True)
class Where:
    """Members of which some value certainly satisfies the comparison."""

    of: Form
    predicate: str
    cmp: str
    value: Literal
    with_: With = None


@dataclass(frozen=True, slots=True)
class WhereLinked:
    """Members by number of distinct linked objects, zero included."""

    of: Form
    predicate: str
    cmp: str
    value: int
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class AsOf:
    """The form over the facts valid on that date (possibly partial); the inner date wins."""

    of: Form
    date: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many."""

    of: Form


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum over (member, value) pairs."""

    of: Form
    predicate: str


@dataclass(frozen=True, slots=True)
class Avg:
    """The mean over (member, value) pairs, to 12 significant digits, half-even; of nothing: null."""

    of: Form
    predicate: str


@dataclass(frozen=True, slots=True)
class Most:
    """The members whose largest value is at least as large as the k-th member's."""

    of: Form
    predicate: str
    k: int = 1


@dataclass(frozen=True, slots=True)
class Least:
    """The members whose smallest value is at least as small as the k-th member's."""

    of: Form
    predicate: str
    k: int = 1


@dataclass(frozen=True, slots=True)
class MostLinked:
    """As ``most``, by number of distinct linked objects."""

    of: Form
    predicate: str
    inverse: bool = False
    k: int = 1


@dataclass(frozen=True, slots=True)
class LeastLinked:
    """As ``least``, by number of distinct linked objects."""

    of: Form
    predicate: str
    inverse: bool = False
    k: int = 1


@dataclass(frozen=True, slots=True)
class Sort:
    """The members in order of their smallest (descending: largest) value, ties by ascending id."""

    of: Form
    predicate: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Compare:
    """Which of two entities has the greater value: ``left``, ``right``, ``equal`` or null."""

    left: Form
    right: Form
    predicate: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Whether the fact holds: true, false or null."""

    subject: str
    predicate: str
    object: Term
    with_: With = None


@dataclass(frozen=True, slots=True)
class Relations:
    """The predicates that link two entities, ``^`` before an inverse."""

    left: Form
    right: Form


@dataclass(frozen=True, slots=True)
class QualifierOf:
    """The values of a qualifier of a fact."""

    subject: str
    predicate: str
    object: Term
    qualifier: str


Form = Union[
    Entity, Class, Step, And, Or, Minus, Every, Where, WhereLinked, AsOf, Count, Sum, Avg, Most, Least, MostLinked, LeastLinked, Sort,
    Compare, Ask, Relations, QualifierOf,
]  # fmt: skip

OPS: Mapping[str, type] = {
    "entity": Entity, "class": Class, "step": Step, "and": And, "or": Or, "minus": Minus, "every": Every, "where": Where,
    "where_linked": WhereLinked, "as_of": AsOf, "count": Count, "sum": Sum, "avg": Avg, "most": Most, "least": Least,
    "most_linked": MostLinked, "least_linked": LeastLinked, "sort": Sort, "compare": Compare, "ask": Ask,
    "relations": Relations, "qualifier_of": QualifierOf,
}  # fmt: skip
"""The record of each op."""

NAMES = {record: op for op, record in OPS.items()}
VALUES = (Count, Sum, Avg, Compare, Ask)
"""Forms that denote one value instead of a set; nothing can be asked of it further."""
FORM_FIELDS = ("of", "without", "left", "right")


def op(form: Form) -> str:
    """The name of a form's op."""
    return NAMES[type(form)]


def is_hole(id: object) -> bool:
    """Whether an id stands for a start that is still to be filled in."""
    return isinstance(id, str) and HOLE.match(id) is not None


def denotes_set(form: Form) -> bool:
    """Whether the form denotes a set, not one value."""
    return not isinstance(undated(form), VALUES)


def undated(form: Form) -> Form:
    """The form without ``as_of`` around it."""
    while isinstance(form, AsOf):
        form = form.of
    return form


def parts(form: Form) -> tuple[Form, ...]:
    """The forms directly inside a form, in the order of its fields."""
    if isinstance(form, (And, Or)):
        return form.of
    if isinstance(form, (Entity, Class, Ask, QualifierOf)):
        return ()
    if isinstance(form, Minus):
        return (form.of, form.without)
    if isinstance(form, (Compare, Relations)):
        return (form.left, form.right)
    return (form.of,)


def rebuild(form: Form, change: Callable[[Form], Form]) -> Form:
    """The form with ``change`` applied to each form directly inside it; the form itself where nothing changes."""
    if isinstance(form, (Entity, Class, Ask, QualifierOf)):
        return form
    if isinstance(form, (And, Or)):
        changed = tuple(change(part) for part in form.of)
        return form if all(map(is_, changed, form.of)) else replace(form, of=changed)
    if isinstance(form, Minus):
        of, without = change(form.of), change(form.without)
        return form if of is form.of and without is form.without else replace(form, of=of, without=without)
    if isinstance(form, (Compare, Relations)):
        left, right = change(form.left), change(form.right)
        return form if left is form.left and right is form.right else replace(form, left=left, right=right)
    inner = change(form.of)
    return form if inner is form.of else replace(form, of=inner)


def walk(form: Form) -> Iterator[Form]:
    """The form and all forms inside it, outermost first, left to right."""
    todo = [form]
    while todo:
        item = todo.pop()
        yield item
        todo.extend(reversed(parts(item)))


def depth(form: Form) -> int:
    """How many forms are inside each other; an entity alone is 1. Counting stops beyond ``MAX_DEPTH``."""
    most, todo = 0, [(form, 1)]
    while todo:
        item, level = todo.pop()
        most = max(most, level)
        if level <= MAX_DEPTH:
            todo.extend((part, level + 1) for part in parts(item))
    return most
