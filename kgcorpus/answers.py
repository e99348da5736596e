"""Form x graph -> complete answer sets and supporting facts, for one form. For all starts of a shape see ``answers_shape``, for a file of
forms ``answers_file``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InputError, UsageError
from .graph.answer import Answer, Engine

if TYPE_CHECKING:
    from .forms import Form
    from .graph.table import FactTable
    from .release.contents import Contents

__all__ = ["Answer", "answer", "engine_of", "graph_of", "open_graph"]


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
