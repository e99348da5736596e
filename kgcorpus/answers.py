"""Form x graph -> complete answer sets and supporting facts: one form, or a file of forms. For all starts of a shape see
``answers_shape``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from .errors import InputError, KgcorpusError, UsageError
from .graph.answer import Answer, Engine
from .model import Json

if TYPE_CHECKING:
    from .forms import Form
    from .graph.table import FactTable
    from .release.contents import Contents

__all__ = ["Answer", "answer", "answer_file", "engine_of", "graph_of", "open_graph"]


def engine_of(graph: FactTable, name: str = "matrix") -> Engine:
    """An engine over a graph; making one loads the graph into it, so keep it for many forms."""
    from .graph import ENGINES

    if name not in ENGINES:
        raise UsageError("--engine", f"unknown engine '{name}'", "one of " + ", ".join(ENGINES))
    made: Engine = ENGINES[name](graph)
    return made


def answer(form: Form, graph: FactTable, *, proof: bool = False, engine: str = "matrix") -> Answer:
    """The answer to a form over a graph.

    >>> from kgcorpus import forms
    >>> from kgcorpus.graph.table import from_facts
    >>> from kgcorpus.model import Fact
    >>> from kgcorpus.ontology import Ontology
    >>> graph = from_facts([Fact("dm:a", "dm:p", "dm:b")], Ontology(), (), (), "2026-01-01")
    >>> answer(forms.Step(forms.Entity("dm:a"), "dm:p"), graph).answers
    ('dm:b',)
    """
    return engine_of(graph, engine).answer(form, proof=proof)


def graph_of(contents: Contents) -> FactTable:
    """The table of a verified graph."""
    from .graph.table import from_facts

    return from_facts(contents.facts, contents.ontology, contents.entities, contents.grounds, contents.date)


def open_graph(path: Path) -> FactTable:
    """The table of a graph file or of a corpus folder that was built."""
    if not path.exists():
        raise InputError(str(path), "no such file or folder", "a .tsv, .nt, .ttl or .nq file or a corpus folder", "check the path")
    if not path.is_dir():
        from .graph.files import load

        return load(path)
    from .graph.corpus import load_corpus

    return load_corpus(path)


# --------------------------------------------------------------------------------------------- a file of forms


def answer_file(facts: Path, forms: Path, out: BinaryIO, *, engine: str = "matrix", proof: bool = False) -> bool:
    """Answer a file of forms (JSON Lines ``{"id", "form"}``), one line each, in order; gives whether no line had an error.

    A line or form that cannot be read or answered gives its error and the others are still answered. Empty input and an id that stands
    twice are an ``InputError``.
    """
    lines = list(_form_lines(forms))
    asked = engine_of(open_graph(facts), engine)
    fine = True
    for line in lines:
        if "error" not in line:
            line = {"id": line["id"], **_answered(asked, line["form"], proof)}
        fine = fine and "error" not in line
        out.write(orjson.dumps(line) + b"\n")
    return fine


def _answered(engine: Engine, form: Json, proof: bool) -> dict[str, Json]:
    from .forms import parse

    try:
        return engine.answer(parse(form), proof=proof).to_json()
    except KgcorpusError as error:
        return {"error": str(error)}


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
