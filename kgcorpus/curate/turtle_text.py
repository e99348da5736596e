"""Edits of an ontology's Turtle files that touch only the lines concerned: comments, order and spacing stay byte for byte.

After the edits the files are parsed again and must hold exactly the triples that were meant, else nothing is changed and an error says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

from kgcorpus.errors import OntologyError
from kgcorpus.rdf import OWL, PREFIXES

from . import turtle_layout as layout
from .turtle_file import Part, TurtleFile, drop, head_of, namespace_of, open_file, put
from .turtle_layout import TYPE, short, written
from .turtle_reading import BASE, Block, canonical, is_blank, language_of, read_term, tokens

_TURTLE = "in Protégé: File > Save as > Turtle Syntax; or kgcorpus ontology import FOLDER FILE"


@dataclass(frozen=True, slots=True)
class Edit:
    """The values of a property of a subject, from now on and in this order.

    ``subject`` and ``property`` are IRIs; ``values`` Turtle terms (``<iri>``, ``"x"@zh``, ``"1"^^xsd:integer``, ``true``, ``[ … ]``).
    With ``lang`` only texts of this language are replaced (untagged ones count by their script). Without values the property goes;
    with an empty ``property`` the subject goes. With ``add`` the values come behind those that are there already. The subject ``[]``
    stands for blank nodes that nothing points to: its values are added as blocks. In N-Triples new values stand behind the old ones.
    """

    subject: str
    property: str
    values: tuple[str, ...] = ()
    lang: str | None = None
    add: bool = False


class TurtleText:
    """The files of one ontology as they are edited. ``files`` are texts by path, undecoded line ends and all (see ``read``).

    >>> text = TurtleText({Path("a.ttl"): '@prefix e: <http://e/> .\\n\\ne:a\\n    e:p "x"@en ; # why\\n    e:q 1 .\\n'})
    >>> text.apply([Edit("http://e/a", "http://e/p", ('"甲"@zh',), "zh"), Edit("http://e/a", "http://e/q", ("2",))])
    >>> print(text.changed()[Path("a.ttl")])
    @prefix e: <http://e/> .
    <BLANKLINE>
    e:a
        e:p "x"@en , "甲"@zh ; # why
        e:q 2 .
    <BLANKLINE>
    """

    def __init__(self, files: Mapping[Path, str]) -> None:
        self._given = dict(files)
        self._now: dict[Path, str] = dict(sorted(files.items(), key=lambda item: (item[0].name, str(item[0]))))

    @staticmethod
    def read(files: Iterable[Path]) -> TurtleText:
        """The editor of these files, their bytes kept. Raises ``OntologyError`` where one is not UTF-8."""
        out: dict[Path, str] = {}
        for path in files:
            try:
                out[path] = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError as error:
                raise OntologyError(path.name, f"byte {error.start} is not UTF-8", "UTF-8 text", "save the file as UTF-8") from error
        return TurtleText(out)

    def texts(self) -> dict[Path, str]:
        """All files as they are now."""
        return dict(self._now)

    def changed(self) -> dict[Path, str]:
        """The files that are no longer as they were given, new ones too."""
        return {path: text for path, text in self._now.items() if self._given.get(path) != text}

    def apply(
        self, edits: Sequence[Edit], *, new_subjects_in: Mapping[str, Path] | None = None, prefixes: Mapping[str, str] | None = None
    ) -> None:
        """Make these edits, all or none; a later one of the same subject and property sees what the earlier did.

        ``new_subjects_in`` says where subjects without a block get one (a file that is not there is made); else the file that holds
        most of their kind. ``prefixes`` may be declared where needed. Raises ``OntologyError`` where an edit needs a file that is no
        Turtle, or where the result would not hold exactly the triples meant.
        """
        work = _Work(self._now, new_subjects_in or {}, prefixes or {})
        for edit in edits:
            work.make(edit)
        texts = work.texts()
        _must_hold(work.meant, _values(texts))
        self._now = dict(sorted(texts.items(), key=lambda item: (item[0].name, str(item[0]))))


class _Work:
    """The files taken apart while edits are made, and the triples that they are to hold."""

    def __init__(self, texts: Mapping[Path, str], new_subjects_in: Mapping[str, Path], prefixes: Mapping[str, str]) -> None:
        self.others: dict[Path, str] = {}
        self.files: list[TurtleFile] = []
        self.meant = {key: Counter(found) for key, found in _values(texts).items()}
        self.fixed: set[tuple[str, str, str]] = set()
        for number, (path, text) in enumerate(texts.items()):
            file = open_file(path, text, f"{number}.")
            if file is None:
                self.others[path] = text
                self.fixed |= {(s, p, o) for (s, p), found in _values({path: text}).items() for o in found if not is_blank(o)}
            else:
                self.files.append(file)
        self.names = dict(PREFIXES)
        for file in self.files:
            for prefix, namespace in file.prefixes.items():
                self.names.setdefault(prefix, namespace)
        for prefix, namespace in prefixes.items():
            self.names.setdefault(prefix, namespace)
        self.new_in = new_subjects_in
        self.read: dict[str, str] = {}
        self.by_subject: dict[str, list[tuple[TurtleFile, Part]]] = {}
        self.types: dict[str, set[str]] = {}
        self.kinds: dict[tuple[int, str, str], int] = {}
        for file in self.files:
            for part in file.parts:
                self.by_subject.setdefault(part.subject, []).append((file, part))
        for (subject, property), found in self.meant.items():
            if property == TYPE:
                self.types[subject] = set(found)
        for number, file in enumerate(self.files):
            for part in file.parts:
                for one in part.block.lists:
                    for kind in (*self.types.get(part.subject, ()), ""):
                        for name in (one.property, namespace_of(one.property)):
                            self.kinds[number, kind, name] = self.kinds.get((number, kind, name), 0) + 1

    def texts(self) -> dict[Path, str]:
        for file in self.files:
            for at in range(len(file.parts) - 1, -1, -1):
                if file.parts[at].gone:
                    drop(file, at)
            self.place_new(file)
        return {**self.others, **{file.path: file.joined() for file in self.files}}

    # ------------------------------------------------------------------------------------------- one edit

    def make(self, edit: Edit) -> None:
        if edit.subject == "[]":
            self.add_roots(edit.values)
            return
        if not edit.property:
            if edit.values:
                raise OntologyError(edit.subject, "values without a property", "a property, or no values", "name the property")
            self.remove_subject(edit.subject)
            return
        terms: dict[str, str] = {}
        for value in edit.values:
            terms.setdefault(self.term(value), value)
        key = (edit.subject, edit.property)
        fixed = {o for s, p, o in self.fixed if (s, p) == key and _in_scope(o, edit.lang)} if self.fixed else set()
        self.must_be_turtle(edit.subject, () if edit.add else fixed - terms.keys())
        wanted = [term for term in terms if term not in fixed]
        slots = [
            (file, part, at, number, one.term)
            for file, part in self.by_subject.get(edit.subject, ())
            for at, found in enumerate(part.block.lists)
            if found.property == edit.property
            for number, one in enumerate(found.objects)
            if _in_scope(one.term, edit.lang)
        ]
        present = list(dict.fromkeys(slot[4] for slot in slots))
        if edit.add:
            wanted = [*present, *(term for term in wanted if term not in present)]
        if present == wanted:
            return
        self.mean(key, edit.lang, [*fixed, *wanted])
        if slots:
            self.rewrite(edit, slots, wanted, terms)
        else:
            self.add(edit, [terms[term] for term in wanted])

    def term(self, value: str) -> str:
        """The canonical spelling of a value."""
        if value not in self.read:
            self.read[value] = read_term(value, self.names)
        return self.read[value]

    def mean(self, key: tuple[str, str], lang: str | None, terms: Iterable[str]) -> None:
        """What the files are to hold after this edit."""
        old = self.meant.get(key, Counter())
        new = Counter({term: n for term, n in old.items() if not _in_scope(term, lang)})
        for term in terms:
            new[term] = 1
        if new:
            self.meant[key] = new
        else:
            self.meant.pop(key, None)
        if key[1] == TYPE:
            self.types[key[0]] = set(new)

    def add_roots(self, values: Sequence[str]) -> None:
        """Blank nodes that nothing points to, each a block at the end of the first file, unless one that says the same is there."""
        key = ("[]", "")
        for value in values:
            term = read_term(value, self.names)
            if term in self.meant.get(key, Counter()):
                continue
            self.must_be_turtle("[]", ())
            file = self.files[0] if self.files else self.named(next(iter(self.new_in.values())))
            self.meant.setdefault(key, Counter())[term] += 1
            file.fresh.append(Part("[]", f"{self.value(file, file, value)}{file.style.dot}.", file.prefixes, BASE, file.scope))

    def must_be_turtle(self, subject: str, others: Iterable[str]) -> None:
        if set(others) or not (self.files or self.new_in):
            names = ", ".join(path.name for path in self.others) or "no file"
            raise OntologyError(names, f"{subject} stands in RDF/XML, which is not edited", "a Turtle file (*.ttl)", _TURTLE)

    def remove_subject(self, subject: str) -> None:
        self.must_be_turtle(subject, (o for s, _, o in self.fixed if s == subject))
        for key in [key for key in self.meant if key[0] == subject]:
            del self.meant[key]
        self.types.pop(subject, None)
        for _, part in self.by_subject.pop(subject, ()):
            part.gone = True

    def rewrite(self, edit: Edit, slots: list[tuple[TurtleFile, Part, int, int, str]], wanted: list[str], terms: Mapping[str, str]) -> None:
        """Old values become new ones with as few cuts as possible, from the last to the first, so that places stay true."""
        steps = SequenceMatcher(None, [slot[4] for slot in slots], wanted, autojunk=False).get_opcodes()
        for step, i1, i2, j1, j2 in reversed(steps):
            if step == "equal":
                continue
            new = [terms[term] for term in wanted[j1:j2]]
            pairs = min(i2 - i1, len(new))
            for i in range(i2 - 1, i1 + pairs - 1, -1):
                self.delete(slots[i])
            if new[pairs:]:
                self.insert(edit, slots[max(i1 + pairs - 1, 0)], new[pairs:], before=i1 + pairs == 0)
            for i in range(i1 + pairs - 1, i1 - 1, -1):
                file, part, at, number, _ = slots[i]
                part.write(layout.with_object(part.text, part.block, at, number, self.value(file, part, new[i - i1])))

    def delete(self, slot: tuple[TurtleFile, Part, int, int, str]) -> None:
        _, part, at, number, _ = slot
        block = part.block
        if len(block.lists[at].objects) > 1:
            part.write(layout.without_object(part.text, block, at, number))
        elif len(block.lists) > 1:
            part.write(layout.without_list(part.text, block, at))
        else:
            part.gone = True
            left = [(f, p) for f, p in self.by_subject[part.subject] if p is not part]
            if left:
                self.by_subject[part.subject] = left
            else:
                del self.by_subject[part.subject]

    def insert(self, edit: Edit, slot: tuple[TurtleFile, Part, int, int, str], new: Sequence[str], *, before: bool) -> None:
        """New values beside an old one: in its list, or in lines of their own where the block or the file has it so."""
        file, part, at, number, _ = slot
        texts = [self.value(file, part, value) for value in new]
        block = part.block
        if file.lines:
            self.new_lines(file, edit, texts)
        elif len(block.lists[at].objects) == 1 and self.repeats(file, block, edit.property):
            for text in texts if before else reversed(texts):
                line = layout.list_text(edit.property, [text], part.prefixes, file.style)
                cut = layout.with_list_before if before else layout.with_list_after
                part.write(cut(part.text, part.block, at, line, file.style))
                at += before
        else:
            part.write(layout.with_more_objects(part.text, block, at, -1 if before else number, texts, file.style))

    def repeats(self, file: TurtleFile, block: Block, property: str) -> bool:
        """Whether each value of this property has a line of its own here."""
        times = sum(one.property == property for one in block.lists)
        most = max((len(one.objects) for one in block.lists if one.property == property), default=0)
        if times > 1 or most > 1:
            return times > 1
        return file.one_a_line(property)

    def add(self, edit: Edit, new: list[str]) -> None:
        """Values of a property that has none in this scope."""
        if not new:
            return
        own = self.by_subject.get(edit.subject, [])
        for file, part in reversed(own):
            same = [at for at, one in enumerate(part.block.lists) if one.property == edit.property]
            if same:
                last = part.block.lists[same[-1]]
                self.insert(edit, (file, part, same[-1], len(last.objects) - 1, ""), new, before=False)
                return
        file = self.file_for(edit, [file for file, _ in own])
        mine = [one for its, one in own if its is file]
        if file.lines:
            self.new_lines(file, edit, [self.value(file, file, value) for value in new])
        else:
            self.add_list(file, mine[0] if mine else self.new_part(file, edit.subject), edit.property, new)

    def add_list(self, file: TurtleFile, part: Part, property: str, new: Sequence[str]) -> None:
        texts = [self.value(file, part, value) for value in new]
        if property != TYPE:
            self.need(file, [property])
        prefixes = part.prefixes
        groups = [[text] for text in texts] if file.one_a_line(property) else [texts]
        lines = [layout.list_text(property, group, prefixes, file.style) for group in groups]
        if not part.text:
            gap = file.style.semi + ";" + file.style.next
            part.write(short(part.subject, prefixes) + file.style.first + gap.join(lines) + file.style.dot + ".")
            return
        at = layout.ends_group(part.block.lists, property)
        for line in lines:
            if at < 0:
                part.write(layout.with_list_before(part.text, part.block, 0, line, file.style))
            else:
                part.write(layout.with_list_after(part.text, part.block, at, line, file.style))
            at += 1

    # ------------------------------------------------------------------------------------------- places

    def file_for(self, edit: Edit, own: list[TurtleFile]) -> TurtleFile:
        """Where a property that the subject has not yet is written: the file that holds most of it for subjects of this kind."""
        if edit.subject in self.new_in and not own:
            return self.named(self.new_in[edit.subject])
        types = set(self.types.get(edit.subject, ()))
        for name in (edit.property, namespace_of(edit.property)):
            counts = [max((self.kinds.get((n, kind, name), 0) for kind in types), default=0) for n in range(len(self.files))]
            if any(counts):
                best = max(range(len(counts)), key=lambda n: (counts[n], -n))
                mine = [f for f in own if counts[self.files.index(f)]]
                return mine[0] if mine else self.files[best] if not own or name == edit.property else own[0]
        if own:
            return own[0]
        namespaces = [sum(namespace_of(part.subject) == namespace_of(edit.subject) for part in file.parts) for file in self.files]
        return self.files[max(range(len(self.files)), key=lambda n: (namespaces[n], -n))]

    def named(self, path: Path) -> TurtleFile:
        """The file of this path, made with the prefixes of the others where it is not there."""
        found = next((file for file in self.files if file.path == path), None)
        if found is not None:
            return found
        head = head_of({prefix: ns for file in self.files for prefix, ns in file.prefixes.items()} or dict(PREFIXES))
        file = open_file(path, head, f"{len(self.files) + len(self.others)}.")
        assert file is not None  # the head is Turtle
        self.files.append(file)
        return file

    def new_part(self, file: TurtleFile, subject: str) -> Part:
        """An empty block, to be put to its place at the end."""
        self.need(file, [subject])
        part = Part(subject, "", file.prefixes, BASE, file.scope)
        file.fresh.append(part)
        self.by_subject.setdefault(subject, []).append((file, part))
        self.by_subject[subject].sort(key=lambda item: self.files.index(item[0]))
        return part

    def place_new(self, file: TurtleFile) -> None:
        """New blocks stand among subjects of their kind, in their order where they are sorted, else behind them."""
        places: dict[frozenset[str], tuple[list[int], bool]] = {}
        at_place: dict[int, list[Part]] = {}
        for part in file.fresh:
            if part.gone:
                continue
            if file.lines and any(one.subject == part.subject for one in file.parts):
                last = max(n for n, one in enumerate(file.parts) if one.subject == part.subject)
                at_place.setdefault(last + 1, []).append(part)
                continue
            kinds = frozenset(self.types.get(part.subject, ()))
            kinds = kinds - {f"<{OWL}NamedIndividual>"} or kinds or frozenset((namespace_of(part.subject),))
            if kinds not in places:
                alike = [n for n, one in enumerate(file.parts) if kinds & {*self.types.get(one.subject, ()), namespace_of(one.subject)}]
                steps = [file.parts[a].subject <= file.parts[b].subject for a, b in pairwise(alike)]
                places[kinds] = alike, sum(steps) >= 0.9 * len(steps)
            alike, is_sorted = places[kinds]
            if not alike or not file.uniform or part.subject == "[]":
                at = len(file.parts)
            elif is_sorted:
                number = bisect_left(alike, part.subject, key=lambda n: file.parts[n].subject)
                at = alike[number] if number < len(alike) else alike[-1] + 1
            else:
                at = alike[-1] + 1
            at_place.setdefault(at, []).append(part)
        for at in sorted(at_place, reverse=True):
            for part in sorted(at_place[at], key=lambda one: one.subject)[::-1]:
                put(file, part, at)
        file.fresh = []

    def new_lines(self, file: TurtleFile, edit: Edit, texts: Sequence[str]) -> None:
        """Triples of an N-Triples file, behind those of the same subject."""
        for text in texts:
            part = Part(edit.subject, f"{short(edit.subject, {})} {short(edit.property, {})} {text} .", {}, BASE, file.scope)
            file.fresh.append(part)
            self.by_subject.setdefault(edit.subject, []).append((file, part))

    def value(self, file: TurtleFile, where: TurtleFile | Part, value: str) -> str:
        """A value as this file writes it."""
        if file.lines:
            term = self.term(value)
            if is_blank(term):
                raise OntologyError(file.path.name, f"{value} in N-Triples", "an IRI or a literal", _TURTLE)
            return short(term[1:-1], {}) if term.startswith("<") else term
        if value.startswith("<") and self.term(value) == value:
            self.need(file, [value[1:-1]])
            return short(value[1:-1], where.prefixes)
        names = (value[token.start : token.end] for token in tokens(value, "") if token.kind in ("iri", "name"))
        self.need(file, [read_term(name, self.names)[1:-1] for name in names])
        return written(value, self.names, where.prefixes)

    def need(self, file: TurtleFile, iris: Iterable[str]) -> None:
        """Declare the well-known prefixes of these IRIs in a file that has prefixes, but not these."""
        for iri in iris:
            if file.lines or not file.directives or not short(iri, file.prefixes).startswith("<"):
                continue
            found = short(iri, {name: ns for name, ns in self.names.items() if name not in file.prefixes}).split(":")[0]
            if found.startswith("<"):
                continue
            start, end = file.directives[-1]
            line = file.gaps[0][start:end]
            newline = "\r\n" if "\r\n" in file.text else "\n"
            if line.upper().startswith(("PREFIX", "BASE")):
                new = f"PREFIX {found}: <{self.names[found]}>"
            else:
                new = f"@prefix {found}: <{self.names[found]}> ."
            file.gaps[0] = file.gaps[0][:end] + newline + new + file.gaps[0][end:]
            file.directives = (*file.directives, (end + len(newline), end + len(newline) + len(new)))
            file.prefixes = {**file.prefixes, found: self.names[found]}
            for part in (*file.parts, *file.fresh):
                part.prefixes = {**part.prefixes, found: self.names[found]}


def _in_scope(term: str, lang: str | None) -> bool:
    return lang is None or language_of(term) == lang.split("-")[0].lower()


def new_file(prefixes: Mapping[str, str], edits: Sequence[Edit]) -> str:
    """A fresh Turtle file: prefixes, then the subjects by IRI, one predicate a line in the order of the edits.

    >>> print(new_file({"e": "http://e/"}, [Edit("http://e/b", "http://e/p", ('"x"@en', '"甲"@zh'))]))
    @prefix e: <http://e/> .
    <BLANKLINE>
    e:b
        e:p "x"@en , "甲"@zh .
    <BLANKLINE>
    """
    path = Path("new.ttl")
    text = TurtleText({path: head_of(prefixes)})
    order = {subject: n for n, subject in enumerate(sorted({edit.subject for edit in edits}))}
    text.apply(sorted(edits, key=lambda edit: order[edit.subject]), new_subjects_in=dict.fromkeys(order, path))
    return text.texts()[path]


# --------------------------------------------------------------------------------------------- what the files hold


def _values(texts: Mapping[Path, str]) -> dict[tuple[str, str], Counter[str]]:
    """Objects by subject and property, as pyoxigraph reads them; what several files say counts once, blank nodes each time."""
    import pyoxigraph as ox

    out: dict[tuple[str, str], Counter[str]] = {}
    for number, (path, text) in enumerate(texts.items()):
        labels = frozenset[str]()
        kind: Any = ox.RdfFormat.N_TRIPLES if path.suffix.lower() == ".nt" else ox.RdfFormat.TURTLE
        if path.suffix.lower() in (".rdf", ".owl", ".xml") and text.lstrip("\ufeff \t\r\n").startswith("<"):
            kind = ox.RdfFormat.RDF_XML
        else:
            labels = frozenset(re.findall(r"_:[\w.-]*\w", text))
        try:
            triples = list(ox.parse(text.removeprefix("\ufeff").encode(), format=kind, base_iri=BASE))
        except SyntaxError as error:
            place = f"{path.name}:{error.lineno or 0}"
            raise OntologyError(place, f"syntax error: {error.args[0]}", "Turtle 1.1", "mend the line") from error
        for subject, property, term in canonical(triples, labels, f"{number}."):
            found = out.setdefault((subject, property), Counter())
            found[term] = found[term] + 1 if is_blank(term) and not term.startswith("_:") else 1
    return out


def _must_hold(meant: Mapping[tuple[str, str], Counter[str]], found: Mapping[tuple[str, str], Counter[str]]) -> None:
    for key in sorted(meant.keys() | found.keys()):
        if meant.get(key, Counter()) != found.get(key, Counter()):
            got, expected = ", ".join(sorted(found.get(key, ()))), ", ".join(sorted(meant.get(key, ())))
            raise OntologyError(
                " ".join(key), f"the files would hold {got or '∅'}", expected or "∅", "nothing was changed; edit this by hand"
            )
