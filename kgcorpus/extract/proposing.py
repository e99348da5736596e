"""A language model that reads documents window by window: what it is asked, and what becomes of its answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from kgcorpus.extract.asking import Asking, Reply
from kgcorpus.extract.llm import Checker
from kgcorpus.extract.prompting import messages, schema
from kgcorpus.extract.similar import Similar, read_examples
from kgcorpus.extract.windows import Window, too_long, windows
from kgcorpus.gate import Piece
from kgcorpus.model import MODEL, Candidate, Document, Rejection
from kgcorpus.ontology import Ontology

MADE_BY = MODEL.rstrip("/")


class Proposing:
    """A model with everything that it is shown: the ontology (``of_ontology`` says how sensitive its words are) and reviewed examples.

    ``outcomes`` counts what became of its proposals: "" is a candidate, others are reasons.
    """

    def __init__(self, asking: Asking, check: Checker, similar: Similar, of_ontology: Callable[[str], Piece]) -> None:
        self.asking, self.check, self.similar, self.of_ontology = asking, check, similar, of_ontology
        self.outcomes: Counter[str] = Counter()
        self._schemas = {language: schema(words, of_ontology) for language, words in check.words.items()}

    def windows(self, document: Document) -> list[Window]:
        """The windows of a document, as the options cut them."""
        return windows(document, self.asking.options.window, self.asking.options.overlap)

    def ask(self, window: Window) -> Reply | str:
        """The model's answer about a window, or why there is none."""
        language = "zh" if window.document.language == "zh" else "en"
        examples = self.similar.to(window.text, self.asking.options.examples)
        told = messages(self.check.words[language], window, examples, self.of_ontology)
        return self.asking.ask(window, told, self._schemas[language])

    def read(self, document: Document) -> Iterator[Candidate | Rejection]:
        """Candidates and rejections of a document, those of windows without an answer included."""
        for a, b in too_long(document):
            yield Rejection("unread_item", document.text[a : a + 60], document.id, a, b, made_by=MADE_BY, detail="no end of a sentence")
        for window in self.windows(document):
            reply = self.ask(window)
            if isinstance(reply, str):
                yield Rejection(reply, window.text[:60], document.id, window.start, window.end, made_by=MADE_BY)
                continue
            yield from self.checked(window, reply)

    def checked(self, window: Window, reply: Reply) -> Iterator[Candidate | Rejection]:
        """What holds of an answer; counted."""
        for record in self.check(window, reply):
            self.outcomes[record.reason if isinstance(record, Rejection) else ""] += 1
            yield record


def examples_of(path: Path | None, check: Checker, sensitivity: str) -> Similar:
    """The examples of a file; none without one."""
    return Similar(read_examples(path, check.words, sensitivity) if path else ())


def open_checker(ontology: Ontology) -> Checker:
    """A checker for plain texts, whose names need not be known."""
    from kgcorpus.extract.gazetteer import lexicon

    return Checker(ontology, lexicon(ontology), open_=True)
