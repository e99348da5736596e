"""The lines of a file of forms, each with its id and its shape and start, so that forms of one shape are answered together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from .errors import InputError, KgcorpusError
from .forms import Form, is_hole, parse
from .forms_records import FORM_FIELDS, MAX_DEPTH
from .model import Json

Id = str | int
Start = tuple[str, ...]


@dataclass(slots=True)
class Asked:
    """What a file of forms asks: for each line its id and either a shape (a place in ``shapes``) with a start, or the line to write.

    Lines are kept as columns, which is much less than what was read: ``place`` is that of the shape, -1 for a line that is ``wrong``.
    """

    ids: list[Id | None] = field(default_factory=list)
    place: list[int] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    shapes: list[Form] = field(default_factory=list)
    wrong: dict[int, dict[str, Json]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)


def read_forms(path: Path) -> Asked:
    """The lines of a JSON Lines file ``{"id", "form"}``. A line or form that cannot be read gives the line with its error; empty input and
    an id that stands twice are an ``InputError``."""
    out = Asked()
    places: dict[bytes, int] = {}
    numbers: dict[Form, int] = {}
    for line in _form_lines(path):
        place: int = -1
        start: Start = ()
        if "error" not in line:
            try:
                place, start = _placed(line["form"], places, numbers)
            except KgcorpusError as error:
                line = {"id": line["id"], "error": str(error)}
        if place < 0:
            out.wrong[len(out)] = line
        out.ids.append(line["id"])
        out.place.append(place)
        out.starts.append(start)
    out.shapes = list(numbers)
    return out


def _placed(form: Json, places: dict[bytes, int], numbers: dict[Form, int]) -> tuple[int, Start]:
    """The place of a form's shape, and the start. Forms written alike but for their ids are parsed once; what cannot be taken apart is a
    shape of its own, with the empty start."""
    start: dict[str, str] = {}
    obj = _emptied(form, start, 1)
    if obj is not None:
        text = orjson.dumps(obj)
        if (found := places.get(text)) is not None:
            return found, tuple(start)
        try:
            places[text] = numbers.setdefault(parse(obj), len(numbers))
            return places[text], tuple(start)
        except KgcorpusError:  # said again below with the ids that stand there
            pass
    return numbers.setdefault(parse(form), len(numbers)), ()


def _emptied(obj: Json, start: dict[str, str], depth: int) -> Json:
    """The form's JSON with its entity ids replaced by holes, which ``start`` collects; None for what is no form, is too deep or has holes.

    Ids in ``with`` stay: a condition belongs to the shape.
    """
    if depth > MAX_DEPTH or not isinstance(obj, dict):
        return None
    out = dict(obj)
    for name in _IDS.get(obj["op"], ()) if isinstance(obj.get("op"), str) else ():
        value = obj.get(name)
        if isinstance(value, str):
            if is_hole(value):
                return None
            out[name] = start.setdefault(value, f"?{len(start)}")
        elif name == "drop" and isinstance(value, list):
            if any(is_hole(id) for id in value):
                return None
            out[name] = [start.setdefault(id, f"?{len(start)}") if isinstance(id, str) else id for id in value]
    for name in FORM_FIELDS:
        inner = obj.get(name)
        if isinstance(inner, list):
            made = [_emptied(part, start, depth + 1) for part in inner]
            if any(part is None for part in made):
                return None
            out[name] = made
        elif inner is not None:
            if (part := _emptied(inner, start, depth + 1)) is None:
                return None
            out[name] = part
    return out


_IDS = {"entity": ("id",), "step": ("drop",), "ask": ("subject", "object"), "qualifier_of": ("subject", "object")}
"""Where a form names entities."""


# --------------------------------------------------------------------------------------------- lines


def _form_lines(path: Path) -> Iterator[dict[str, Json]]:
    """Lines with ``id`` and ``form``, or with an ``error``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read ({error.strerror})", "JSON Lines with id and form", "check path and permissions"
        ) from error
    seen: dict[Json, int] = {}
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not raw.strip():
            continue
        line = _read_line(raw, number)
        if line["id"] is not None:
            if line["id"] in seen:
                raise InputError(
                    f"{path}:{number}", f"the id {line['id']!r} stands in line {seen[line['id']]} too", "one line an id", "rename one"
                )
            seen[line["id"]] = number
        yield line
    if not seen and not data.strip():
        raise InputError(str(path), "no forms", 'lines {"id", "form"}', "check that the file was written")


def _read_line(raw: bytes, number: int) -> dict[str, Json]:
    try:
        obj = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        id, depth = _outermost(raw)
        if depth > DEEP and id is not None:
            return {"id": id, "error": "form: nested too deep; expected at most 64 forms inside each other; split the question"}
        return {"id": None, "line": number, "error": f"not JSON: {error}"}
    if not isinstance(obj, dict) or isinstance(obj.get("id"), bool) or not isinstance(obj.get("id"), (str, int)):
        return {"id": None, "line": number, "error": "no 'id'; expected an object with 'id' and 'form'"}
    if "form" not in obj:
        return {"id": obj["id"], "error": "no 'form'; expected an object with 'id' and 'form'"}
    return {"id": obj["id"], "form": obj["form"]}


DEEP = 500
"""Brackets inside each other that no readable form has; JSON readers give up somewhat above."""
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def _outermost(raw: bytes) -> tuple[Any, int]:
    """The value of the outermost ``id`` of a line that cannot be read as JSON, and how deep its brackets go."""
    id, depth, deepest, before = None, 0, 0, [b"", b""]
    for match in _TOKEN.finditer(raw):
        token = match.group()
        if depth == 1 and before == [b'"id"', b":"]:
            try:
                id = orjson.loads(token)
            except orjson.JSONDecodeError:
                return None, deepest
        if len(token) == 1:
            depth += (token in b"{[") - (token in b"}]")
            deepest = max(deepest, depth)
        before = [before[1], token]
    return (id if isinstance(id, (str, int)) and not isinstance(id, bool) else None), deepest
