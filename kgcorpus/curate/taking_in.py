"""What was made elsewhere goes into an ontology: found out what it is, read, merged, written, linted; all of it or nothing."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgcorpus.errors import InputError
from kgcorpus.ontology import load_files, ontology_files
from kgcorpus.ontology_graph import CLASS_TYPES, TYPE, Graph, read_graph
from kgcorpus.ontology_lint import Problem, lint
from kgcorpus.ontology_reading import PREDICATE_TYPES
from kgcorpus.rdf import OWL, PREFIXES, RDF_SUFFIXES
from kgcorpus.spreadsheet_model import Trouble

from . import IMPORTERS
from .before import write_keeping
from .growth_book import is_proposals
from .headers import headings
from .incoming import Incoming, Missing
from .incoming_tables import SUFFIXES, read_tables
from .known import with_class
from .lacking import LANGUAGES, missing
from .merging import Merged, Merging
from .schema import is_schema
from .turtle_layout import escaped_iri
from .turtle_text import Edit, TurtleText
from .writing_back import homes

_WELL_KNOWN = set(PREFIXES.values())


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking a source in gives. ``texts`` are the files to write, empty where a problem is an error or nothing is new.

    ``notes`` say how the source was read; ``added``, ``extended`` and ``same`` count things by sheet; ``missing`` is what is to be filled
    in the ontology as it would be.
    """

    kind: str
    texts: Mapping[Path, str]
    edits: tuple[Edit, ...]
    troubles: tuple[Trouble, ...]
    notes: tuple[str, ...]
    added: Mapping[str, int]
    extended: Mapping[str, int]
    same: Mapping[str, int]
    missing: tuple[Missing, ...]

    @property
    def failed(self) -> bool:
        return any(t.severity == "error" for t in self.troubles)

    def write(self) -> Path | None:
        """Write the changed files, each in whole; gives the folder where those before are kept."""
        return write_keeping(self.texts)


def detect_kind(source: Path) -> str:
    """What a file is: ``glossary``, ``schema``, ``vocabulary``, ``owl`` or ``proposals``. Raises ``InputError`` for other files."""
    suffix = source.suffix.lower()
    if is_proposals(source):
        return "proposals"
    if suffix in SUFFIXES:
        return "schema" if any(is_schema(headings(table.rows)[1]) for table in read_tables(source)) else "glossary"
    if suffix in RDF_SUFFIXES:
        from .vocabulary import is_vocabulary

        return "vocabulary" if is_vocabulary(read_graph([source])) else "owl"
    expected = "one of: " + " ".join(sorted({*SUFFIXES, *RDF_SUFFIXES}))
    raise InputError(str(source), f"unknown suffix '{suffix}'", expected, "save it in one of these formats")


def take_in(ontology: Path, source: Path, *, kind: str = "", cls: str = "", languages: Sequence[str] = LANGUAGES) -> TakenIn:
    """Bring a source into an ontology (a folder or file, which need not exist yet). Nothing is written: ``texts`` are what is to be.

    ``kind`` is found out where it is not given; ``cls`` is the class (label or id) of terms that have none; ``languages`` those
    in which something may be missing. Raises ``InputError`` where a
    file cannot be read at all.
    """
    if not source.is_file():
        raise InputError(str(source), "no such file", "a glossary, vocabulary, schema or OWL file", "check the path")
    kind = kind or detect_kind(source)
    if kind not in IMPORTERS:
        raise InputError(str(source), f"unknown kind '{kind}'", "one of: " + ", ".join(IMPORTERS), "leave it out to have it found out")
    options: dict[str, object] = {"cls": cls} if cls and kind in ("glossary", "vocabulary") else {}
    incoming: Incoming = IMPORTERS[kind](**({"ontology": ontology} if kind == "proposals" else options))(source)
    files = files_of(ontology)
    graph = read_graph(files)
    prefix, namespace = own_namespace(graph, ontology, incoming)
    things = with_class(incoming.things, cls) if cls else incoming.things
    merged = Merging(graph, namespace).merge(things)
    troubles = [*incoming.troubles, *merged.troubles]
    edits = [*merged.edits, *_rest(incoming, graph)]
    before = TurtleText.read(files)
    given = before.texts()
    texts: Mapping[Path, str] = {}
    after: Mapping[Path, str] = given
    if edits:
        named = _named(incoming, graph)
        own = {prefix: namespace} if any(e.subject.startswith(namespace) for e in edits) else {}
        text, places = _prepared(ontology, before, edits, {**named, **own})
        text.apply(edits, new_subjects_in=places, prefixes=named)
        after = {path: said for path, said in text.texts().items() if path in given or not _is_head(said)}
        texts = {path: said for path, said in after.items() if given.get(path) != said}
    problems, lacking = _judged(given, after, languages, check=not any(t.severity == "error" for t in troubles))
    troubles += [Trouble(source.name, 0, "", p.value, f"the ontology would be wrong: {p.rule}", p.fix, p.rule) for p in problems]
    if any(t.severity == "error" for t in troubles):
        texts = {}
    generic = ("terms without a class are terms of the class 'term'",) if _generic(merged) else ()
    return TakenIn(
        kind, texts, tuple(edits), tuple(troubles), (*incoming.notes, *generic),
        merged.added, merged.extended, merged.same, tuple(lacking),
    )  # fmt: skip


def files_of(ontology: Path) -> list[Path]:
    """The files of an ontology; none where there is nothing yet."""
    if ontology.is_file():
        return [ontology]
    if ontology.is_dir() and any(
        p.suffix.lower() in (".ttl", ".owl", ".rdf", ".xml", ".nt") and p.name[0] != "." for p in ontology.iterdir()
    ):
        return ontology_files(ontology)
    return []


def _generic(merged: Merged) -> bool:
    return any(e.property == TYPE and any(v.endswith(("#Term>", "/Term>")) for v in e.values) for e in merged.edits)


def own_namespace(graph: Graph, ontology: Path, incoming: Incoming) -> tuple[str, str]:
    """Prefix and namespace for new ids: those that most classes, predicates and terms have; in an ontology without any the ones that it
    declares; for a new ontology made of its name."""
    counts: Counter[str] = Counter()
    for subject, found in graph.by_subject.items():
        namespace = re.sub(r"[^#/]*\Z", "", subject)
        if TYPE in found and not subject.startswith("_:") and namespace not in _WELL_KNOWN:
            counts[namespace] += 1
    if counts:
        namespace = max(sorted(counts), key=lambda one: counts[one])
        return next((p for p, n in graph.prefixes.items() if n == namespace and p), ""), namespace
    declared = sorted((p, n) for p, n in graph.prefixes.items() if p and n not in _WELL_KNOWN)
    if declared:
        return declared[0]
    name = re.sub(r"[^a-z0-9]+", "-", (ontology.stem if ontology.suffix else ontology.name).lower()).strip("-") or "own"
    prefix = name if re.fullmatch(r"[a-z][a-z0-9-]*", name) and name not in PREFIXES else f"o-{name}"
    return prefix, f"https://example.org/{name}#"


def _named(incoming: Incoming, graph: Graph) -> dict[str, str]:
    """Prefixes for the source's namespaces: its own, else made of their names; none that the ontology uses for another."""
    taken = dict(graph.prefixes)
    out: dict[str, str] = {}
    namespaces = dict.fromkeys(re.sub(r"[^#/]*\Z", "", thing.iri) for thing in incoming.things if thing.iri)
    for prefix, namespace in incoming.prefixes.items():
        if prefix not in taken and namespace not in taken.values():
            out[prefix] = taken[prefix] = namespace
    for namespace in namespaces:
        if namespace and namespace not in taken.values():
            words = re.findall(r"[A-Za-z][A-Za-z0-9]*", re.sub(r"^\w+://[^/]*", "", namespace)) or ["ns"]
            prefix, number = words[-1].lower(), 1
            while prefix in taken:
                number += 1
                prefix = f"{words[-1].lower()}{number}"
            out[prefix] = taken[prefix] = namespace
    return out


def _prepared(ontology: Path, before: TurtleText, edits: Sequence[Edit], prefixes: Mapping[str, str]) -> tuple[TurtleText, dict[str, Path]]:
    """The editor with the files that new subjects need: for a new ontology ``schema.ttl`` and ``terms.ttl``, or the one file.

    In others what is new goes to its like (see ``homes``).
    """
    subjects = list(dict.fromkeys(edit.subject for edit in edits))
    terms = {e.subject for e in edits if e.property == TYPE and any(v.endswith("NamedIndividual>") for v in e.values)}
    if any(path.suffix.lower() in (".ttl", ".nt") for path in before.texts()):
        return before, homes(list(before.texts()), _sheets(before, edits))
    folder = ontology if not ontology.suffix or ontology.is_dir() else ontology.parent
    one = ontology if ontology.suffix.lower() == ".ttl" and not ontology.is_dir() else None
    if one is None and ontology.is_file():
        folder = ontology.parent
    schema, named = one or folder / "schema.ttl", one or folder / "terms.ttl"
    used = {p: n for p, n in {**PREFIXES, **prefixes}.items() if p and (p != "prov") and n}
    head = "".join(f"@prefix {name}: <{escaped_iri(iri)}> .\n" for name, iri in sorted(used.items())) + "\n"
    return TurtleText({**before.texts(), schema: head, named: head}), {s: named if s in terms else schema for s in subjects}


def _sheets(before: TurtleText, edits: Sequence[Edit]) -> dict[str, str]:
    """The sheet of each subject that is new in the files, by the types that it gets."""
    known = {s for path in before.texts() if path.is_file() for s in read_graph([path]).by_subject}
    out: dict[str, str] = {}
    for edit in edits:
        if edit.property == TYPE and edit.subject not in known and edit.subject != "[]":
            types = {value.strip("<>") for value in edit.values}
            is_class, is_predicate = types & set(CLASS_TYPES), types & PREDICATE_TYPES.keys()
            out.setdefault(edit.subject, "classes" if is_class else "predicates" if is_predicate else "terms")
    return out


def _is_head(text: str) -> bool:
    return not re.sub(r"@prefix[^\n]*\n", "", text).strip()


def _rest(incoming: Incoming, graph: Graph) -> Iterable[Edit]:
    """What is neither class, predicate nor term; a second header is left out."""
    headed = any(OWL + "Ontology" in graph.iris(s, TYPE) for s in graph.by_subject)
    heads = {s for s, p, v in incoming.rest if p == TYPE and v == f"<{OWL}Ontology>"} if headed else set()
    for subject, property, value in incoming.rest:
        if subject not in heads or subject in graph.by_subject:
            yield Edit(subject, property, (value,), add=True)
    if incoming.roots:
        yield Edit("[]", "", incoming.roots)


def _judged(
    before: Mapping[Path, str], after: Mapping[Path, str], languages: Sequence[str], *, check: bool
) -> tuple[list[Problem], list[Missing]]:
    """Errors that the check finds afterwards and did not before, and what is missing."""
    with tempfile.TemporaryDirectory() as scratch:
        old, new = Path(scratch) / "old", Path(scratch) / "new"
        for folder, texts in ((old, before), (new, after)):
            folder.mkdir()
            for path, text in texts.items():
                (folder / path.name).write_bytes(text.encode())
        known = {(p.rule, p.value) for p in lint(old) if p.severity == "error"} if before and check else set()
        wrong = [p for p in lint(new) if p.severity == "error" and (p.rule, p.value) not in known] if after and check else []
        readable = not any(p.rule == "syntax_error" for p in wrong)
        return wrong, missing(load_files(ontology_files(new)), languages) if after and readable else []
