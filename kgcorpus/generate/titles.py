"""What a question calls its source: the title of a document, or of a source whose documents have no titles of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kgcorpus.model import Document, Evidence, Fact
from kgcorpus.verify.shown import is_own_word

from . import grammar_en, grammar_zh

_TABLES = ("csv", "tsv", "xlsx", "nt", "ttl", "jsonl")


@dataclass(frozen=True, slots=True)
class Work:
    """Documents that one title names. ``titles`` has the title by language as a sentence writes it, marks and edition included; ``cited``
    what stands before a quotation, which need not be unlike that of other works."""

    id: str
    documents: tuple[str, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    cited: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Works:
    """The works of a corpus: by id, and the work of each document."""

    works: Mapping[str, Work]
    of_document: Mapping[str, str]

    def of_evidence(self, evidence: Evidence) -> str | None:
        """The one work in which all spans of an evidence lie."""
        found = {self.of_document.get(span.document) for span in evidence.spans}
        return found.pop() if len(found) == 1 else None

    def of_fact(self, fact: Fact) -> frozenset[str]:
        """The works that hold a whole evidence of the fact: not those of a reading that a reviewer corrected to what it does not say."""
        return frozenset(work for e in fact.evidence if not is_own_word(e) and (work := self.of_evidence(e)))


def has_own_title(document: Document, names: Collection[str] = ()) -> bool:
    """Whether a document has a title that a person gave it: no file name, no mere name of a thing (``names``, in lower case), and no
    table (which is called by its source)."""
    if document.title.casefold() in names:
        return False
    stem = PurePosixPath(document.path).stem
    return bool(document.title) and document.title not in (stem, document.path, document.id) and document.format not in _TABLES


def works(documents: Mapping[str, Document], languages: tuple[str, ...] = ("zh", "en"), names: Collection[str] = ()) -> Works:
    """The works of these documents. ``names`` are names of entities, which are no titles.

    A source of one document is called by the source's title; of several, each document by its own, or, where it has none, all by the
    source's. Copies (equal digests) and editions of equal title: copies are one work, editions carry their version, and what still looks
    alike has no title.
    """
    by_source: dict[str, list[Document]] = {}
    for id in sorted(documents):
        by_source.setdefault(documents[id].source.id, []).append(documents[id])
    groups: dict[str, list[Document]] = {}
    for source, members in sorted(by_source.items()):
        for document in members:
            whole = len(members) == 1 or not has_own_title(document, names)
            groups.setdefault(f"source:{source}" if whole and document.source.title else f"text:{document.digest}", []).append(document)
    made: dict[str, Work] = {}
    for key, members in sorted(groups.items()):
        titles = {lang: title for lang in languages if (title := _title(key, members, lang, names))}
        said = members[0].source.title
        known = {lang: titles.get(lang) or said.get(lang) or next(iter(said.values()), members[0].path) for lang in languages}
        made[key] = Work(key, tuple(d.id for d in members), titles, {lang: write(title, None, lang) for lang, title in known.items()})
    for lang in languages:
        _tell_apart(made, groups, lang)
    return Works(made, {d: work.id for work in made.values() for d in work.documents})


def _title(key: str, members: list[Document], lang: str, names: Collection[str]) -> str | None:
    first = members[0]
    if key.startswith("source:"):
        titles = first.source.title
        return titles.get(lang) or next((titles[other] for other in sorted(titles)), None)
    return first.title if has_own_title(first, names) else None


def _tell_apart(made: dict[str, Work], groups: Mapping[str, list[Document]], lang: str) -> None:
    """Write the titles of one language, with edition where two works share a title; those that still do lose it."""
    by_title: dict[str, list[str]] = {}
    for key, work in made.items():
        if title := work.titles.get(lang):
            by_title.setdefault(_plain(title), []).append(key)
    for title, keys in by_title.items():
        written = {key: write(title, groups[key][0].source.version if len(keys) > 1 else None, lang) for key in keys}
        texts = list(written.values())
        for key, text in written.items():
            titles = dict(made[key].titles)
            if texts.count(text) == 1:
                titles[lang] = text
            else:
                del titles[lang]
            made[key] = Work(key, made[key].documents, titles, made[key].cited)


def _plain(title: str) -> str:
    title = re.sub(r"\s+", " ", title).strip().rstrip("。.:：")
    return title[1:-1] if title.startswith("《") and title.endswith("》") and title.count("《") == 1 else title


def write(title: str, version: str | None, lang: str) -> str:
    """A title in its marks, with the edition behind it.

    >>> write("二甲双胍说明书", "2019", "zh"), write("Metformin label", "2019", "en")
    ('《二甲双胍说明书》（2019年版）', '“Metformin label” (2019)')
    """
    if lang == "zh":
        return grammar_zh.title(title) + (f"（{version}{'年版' if version.isdigit() else ''}）" if version else "")
    return grammar_en.title(title) + (f" ({version})" if version else "")
