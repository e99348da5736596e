"""kgcorpus: a verified domain knowledge graph and proved corpora from an organisation's own documents.

The verbs of the command line, in Python::

    import kgcorpus

    corpus = kgcorpus.open("data/diabetes")
    corpus.build()
    corpus.ask({"op": "step", "of": {"op": "entity", "id": "dm:metformin"}, "predicate": "dm:belongsToClass"}).answers
    for sample in corpus.samples(lang="zh"):
        print(sample["question"], sample["answer_text"])
    kgcorpus.audit("data/diabetes/releases/default").failures
    kgcorpus.grade(gold, [{"id": "q1", "answer": "Metformin."}])
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgcorpus.api import Corpus, answer, audit, credit, extract, grade, open, trace, verdict

__version__ = "0.1.0"
__all__ = ["Corpus", "__version__", "answer", "audit", "credit", "extract", "grade", "open", "trace", "verdict"]

for _package in ("extract", "grade"):
    # Imported now, and its name given back to the verb: the first import of a package takes its name here, later ones do not.
    import_module(f"kgcorpus.{_package}")
    del globals()[_package]


def __getattr__(name: str) -> Any:
    # Imported on first use, so that `import kgcorpus` and `kgcorpus --help` cost nothing.
    if name in __all__:
        from kgcorpus import api

        return getattr(api, name)
    raise AttributeError(f"module 'kgcorpus' has no attribute '{name}'")
