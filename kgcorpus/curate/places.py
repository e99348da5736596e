"""Problems of the ontology that a workbook makes, at the cells that they come from."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kgcorpus.ontology_graph import kind, node, read_graph
from kgcorpus.ontology_lint import LANGUAGES, Found, Problem, findings
from kgcorpus.rdf import id_iri, iri_id
from kgcorpus.spreadsheet import Trouble

from .cell_values import squash
from .drafts import Draft, Troubles

_BY_PROPERTY = {
    "rdfs:domain": ("domain",), "rdfs:range": ("range", "datatype"), "rdfs:subClassOf": ("parent",), "rdfs:subPropertyOf": ("parent",),
    "owl:disjointWith": ("disjoint",), "owl:inverseOf": ("inverse",), "kgc:qualifier": ("qualifiers",), "kgc:unit": ("unit",),
    "kgc:conversion": ("conversions",), "kgc:factor": ("conversions",), "kgc:offset": ("conversions",), "kgc:pattern": ("pattern",),
    "kgc:condition": ("said",), "kgc:select": ("select",), "kgc:headingPattern": ("heading",),
    "kgc:role": ("role",),
}  # fmt: skip
_BY_RULE = {
    "no_label": ("label",), "missing_label": ("label",), "duplicate_label": ("label",), "alias_is_label": ("alias",),
    "alias_of_several": ("alias",), "same_alias": ("alias",),
    "subclass_cycle": ("parent",), "subproperty_cycle": ("parent",), "disjoint_parents": ("parent",), "disjoint_classes": ("class",),
    "unknown_class": ("class", "domain", "range"), "unknown_unit": ("unit",), "unit_without_number": ("unit",),
    "bad_conversion": ("conversions",),
    "qualifier_kind": ("sort",), "wrong_range": ("range", "datatype"), "several_domains": ("domain",), "several_ranges": ("range",),
    "contradiction": ("inverse", "kind"), "untyped": ("class",), "role_kind": ("role",),
}  # fmt: skip


_LIST_CLASS = "choose a class from the list, or add a row for it to its sheet"
_LIST_PREDICATE = "choose a predicate from the list, or add a row for it to its sheet"
_LIST_CONDITION = "choose a condition from the list, or add a row for it to its sheet"
_TEMPLATE = r".*?kgc:\w+ .*@\w+: (.*)"
_PLAIN: tuple[tuple[str, str, str, str], ...] = (
    # rule, what lint says (all of it), what the workbook says, and what to do there (empty: as lint says)
    ("unknown_class", r".*(?:rdfs:(?:domain|range|subClassOf)|owl:disjointWith) (\S+)", "there is no class '{}'", _LIST_CLASS),
    ("unknown_class", r".*@\w+: (\S+) is no class", "there is no class '{}'", _LIST_CLASS),
    ("unknown_class", r"the term .* has no class that is declared", "a term without a class", "choose a class from the list"),
    ("unknown_predicate", r".*(?:rdfs:subPropertyOf|owl:inverseOf) (\S+)", "there is no predicate '{}'", _LIST_PREDICATE),
    ("unknown_predicate", r".*kgc:qualifier (\S+)", "there is no condition '{}'", _LIST_CONDITION),
    (
        "unknown_predicate",
        r".*: (\S+) is no qualifier of .*",
        "'{}' is no qualifier of this predicate",
        "add it to the column of qualifiers",
    ),
    ("subclass_cycle", r"(.*)", "a circle: {}", ""),
    ("subproperty_cycle", r"(.*)", "a circle: {}", ""),
    ("no_label", r".*", "a row without a name", "write the name"),
    ("missing_label", r".*", "the name in this language is missing", "fill it in; until then nothing is said of it in this language"),
    ("duplicate_label", r"'(.*)'@\w+ is the label of (.*)", "'{}' is the name of several: {}", "give each a name of its own"),
    ("alias_is_label", r"'(.*)'@\w+, an alias of .*, is the name of (.*)", "'{}' is the name of {}", ""),
    ("alias_of_several", r"'(.*)'@\w+, an alias of .*, is an alias of (.*) as well", "'{}' is an alias of {} as well", ""),
    ("same_alias", r"'(.*)'@\w+ of .* is '(.*)' again", "'{}' is '{}' again", ""),
    ("bad_pattern", _TEMPLATE, "{}", "write {s} and {o} where subject and object stand, brackets in pairs"),
    ("missing_slot", _TEMPLATE, "{}", ""),
    ("bad_slot", r".*?kgc:\w+ .*@\w+: (.*)", "no such place here: {}", ""),
    ("bad_template", _TEMPLATE, "{}", ""),
    ("repeated_word", _TEMPLATE, "{}", ""),
    ("agreement", _TEMPLATE, "{}", ""),
    ("no_question_mark", _TEMPLATE, "{}", ""),
    ("wrong_language", r".*", "the text is of the other language", "write it into the column of its own language"),
    (
        "unit_without_number",
        r".*",
        "there is a unit, but the values are no numbers",
        "choose 'number' as the kind of value, or remove the unit",
    ),
    ("unknown_unit", r".*", "nobody knows this unit", ""),
    ("qualifier_kind", r".*", "it is used as a qualifier", "choose condition or detail"),
    ("bad_regex", r".*: character (\d+)", "no regular expression: character {}", ""),
    (
        "disjoint_parents",
        r"(\S+) is under both (\S+) and (\S+), which are disjoint",
        "it is under both {1} and {2}, which are disjoint",
        "",
    ),
)
_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "no_label": ("label", "id"), "missing_label": ("label",), "duplicate_label": ("label",), "untyped": ("class", "kind", "sort"),
    "unknown_class": ("class", "domain", "range", "parent"), "unknown_predicate": ("qualifiers", "inverse", "parent"),
    "unit_without_number": ("datatype", "range", "kind"), "wrong_range": ("datatype", "range", "kind"), "qualifier_kind": ("sort",),
    "contradiction": ("kind", "datatype", "range", "inverse"), "bad_conversion": ("conversions", "unit"),
    "disjoint_classes": ("class",), "disjoint_parents": ("parent",),
}  # fmt: skip
"""Columns by the rules that may only follow from an error in one of them, which has been told."""
_OF_TEMPLATES = ("missing_slot", "bad_slot", "bad_template", "wrong_language", "no_question_mark", "repeated_word", "agreement")
_HOMONYM = "write a short word into the column that tells homonyms apart"


def plain(rule: str, value: str, fix: str, sheet: str) -> tuple[str, str]:
    """What a workbook says in place of lint, which speaks of Turtle: message and fix."""
    for known, pattern, message, better in _PLAIN:
        if known == rule and (match := re.fullmatch(pattern, value, re.S)):
            said = message.format(*match.groups()) if "{}" in message or "{1}" in message else message
            if rule == "duplicate_label" and sheet == "terms":
                better = _HOMONYM
            return said, fix if not better or fix.startswith("did you mean") else better
    return value, fix


_ID = re.compile(r"[\w.-]*:[\w.%-]+")


def named(text: str, names: Mapping[str, str]) -> str:
    """A message with the names of things in place of their ids, where a name is that of one thing only."""
    return _ID.sub(lambda match: names.get(match[0], match[0]), text)


def _names(drafts: Sequence[Draft], lang: str) -> dict[str, str]:
    """What the things of a workbook are called in its language (else in the other one), by id; only names that one thing bears."""
    found: dict[str, str] = {}
    for draft in drafts:
        if (
            draft.id
            and draft.sheet not in ("wording", "other")
            and (text := draft.cell(f"label_{lang}") or draft.cell("label_zh") or draft.cell("label_en"))
        ):
            found[draft.id] = text.split("\n")[0]
    counts = Counter(found.values())
    return {id: name for id, name in found.items() if counts[name] == 1}


def lint_troubles(
    files: Mapping[Path, str],
    before: Sequence[Path],
    drafts: Sequence[Draft],
    troubles: Troubles,
    as_exported: Callable[[Draft], bool] | None,
    touched: set[tuple[str, int]],
    languages: Sequence[str] = LANGUAGES,
) -> list[Trouble]:
    """The findings of lint on the files as they would be, each at its cell where it has one.

    Errors that were there before (in the files ``before``, or, where there are none, in rows that are as exported) are warnings.
    """
    found = _lint(files, languages)
    known: set[tuple[str, str, str]] = set()
    if before and any(p.severity == "error" for _, p in found):
        known = {_key(f, p) for path in before[:1] for f, p in findings(path.parent if len(before) > 1 else path, languages)}
    rows: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.subject:
            rows.setdefault(draft.subject, []).append(draft)
    told = {(t.sheet, t.row, t.column) for t in troubles.found if t.severity == "error"}
    names = _names(drafts, troubles.lang)
    out = []
    for one, problem in found:
        if problem.severity == "info":
            continue
        place = _place(one, rows, touched) if one else None
        old = _key(one, problem) in known
        if as_exported is not None and one is not None:  # nobody makes what has no id in a workbook
            old = old or (as_exported(place[0]) if place else one.subject.startswith("_:"))
        if problem.severity == "warning" and (old or (place and (place[0].sheet, place[0].row.number) not in touched)):
            continue
        severity = "warning" if old else problem.severity
        if place and _follows(problem.rule, *place, told, troubles):
            continue
        if place is None:
            out.append(Trouble("", 0, "", one.subject if one else problem.file, problem.value, problem.fix, problem.rule, severity))
        else:
            draft, key = place
            shown = draft.cell(key)
            message, fix = plain(problem.rule, problem.value, problem.fix, draft.sheet)
            message, fix = named(message, names), named(fix, names)
            lines = shown.split("\n")
            if len(lines) > 1 and one and one.text and (at := _line(one.text, draft.texts.get(key, shown).split("\n"))):
                shown, message = one.text, f"line {at}: {message}"
            out.append(troubles.at(draft, key, problem.rule, shown if len(shown) <= 80 else shown[:79] + "…", message, fix, severity))
    return out


def _line(text: str, lines: Sequence[str]) -> int:
    """The number of the line that is this text, 0 where there is none."""
    return next((n for n, line in enumerate(lines, 1) if squash(line) == squash(text)), 0)


def _follows(rule: str, draft: Draft, key: str, told: set[tuple[str, int, str]], troubles: Troubles) -> bool:
    """Whether a finding may only be there because a cell of its row was not understood, which has been told."""
    if draft.unsure and draft.sheet == "wording":
        return rule not in _OF_TEMPLATES
    title = troubles.book.titles.get(draft.sheet, draft.sheet)
    wrong = {name for name, letter in draft.row.letters.items() if (title, draft.row.number, letter) in told}
    names = _FOLLOWS.get(rule, ())
    return key in wrong or any(name in names or name.rpartition("_")[0] in names for name in wrong)


def _key(found: Found | None, problem: Problem) -> tuple[str, str, str]:
    return (problem.rule, found.subject if found else problem.file, problem.value)


def _lint(files: Mapping[Path, str], languages: Sequence[str]) -> list[tuple[Found | None, Problem]]:
    with tempfile.TemporaryDirectory(prefix="kgcorpus-") as folder:
        for path, text in files.items():
            (Path(folder) / path.name).write_bytes(text.encode("utf-8", "surrogateescape"))
        return findings(Path(folder), languages) if files else []


def _place(found: Found, rows: Mapping[str, Sequence[Draft]], touched: set[tuple[str, int]]) -> tuple[Draft, str] | None:
    """The row and column that a finding is about."""
    ids = [found.subject]
    if found.rule.endswith("_cycle"):
        ids = sorted({i.strip() for i in found.value.split("→")}, key=lambda i: (not _is_touched(rows.get(i, ()), touched), i))
    drafts = [draft for id in ids for draft in rows.get(id, ())]
    if not drafts:
        return None
    lang = (
        match[1]
        if (match := re.search(r"@(zh|en)\b", found.value))
        else match[1]
        if (match := re.search(r"has no (zh|en) label", found.value))
        else ""
    )
    if worded := re.search(r"kgc:(\w+) ", found.value):
        for draft in drafts:
            if draft.sheet == "wording" and draft.cell("position") == worded[1]:
                return draft, f"text_{lang or 'zh'}"
    things = [draft for draft in drafts if draft.sheet not in ("wording", "other")] or drafts
    draft = things[0]
    names = next((keys for name, keys in _BY_PROPERTY.items() if name + " " in found.value + " "), None) or _BY_RULE.get(found.rule, ())
    keys = [key for name in names for key in (name, f"{name}_{lang}", f"{name}_zh", f"{name}_en") if key in draft.row.letters]
    filled = [key for key in keys if found.text and found.text in draft.cell(key)] or [key for key in keys if draft.cell(key)]
    if found.rule in ("missing_label", "no_label") or not filled:
        return draft, keys[0] if keys else next((key for key in ("id", "text") if key in draft.row.letters), "")
    return draft, filled[0]


def _is_touched(drafts: Sequence[Draft], touched: set[tuple[str, int]]) -> bool:
    return any((d.sheet, d.row.number) in touched for d in drafts)


def users_of(
    files: Mapping[Path, str], gone: set[str], drafts: Sequence[Draft], troubles: Troubles, prefixes: Mapping[str, str]
) -> list[Trouble]:
    """Deletions of what others still use, named with their users."""
    if not gone:
        return []
    with tempfile.TemporaryDirectory(prefix="kgcorpus-") as folder:
        paths = []
        for path, text in files.items():
            paths.append(Path(folder) / path.name)
            paths[-1].write_bytes(text.encode("utf-8", "surrogateescape"))
        graph = read_graph(paths)
    outer: dict[str, str] = {}
    for subject, _, object in graph.triples:
        if kind(object) == "BlankNode":
            outer.setdefault(node(object), node(subject))
    iris = {id_iri(id, prefixes): id for id in gone}
    mentions = {id: re.compile(r"\{[^{}]*:" + re.escape(id) + r"\}") for id in gone}
    users: dict[str, list[str]] = {}
    for subject, _, object in graph.triples:
        used = [iris[object.value]] if kind(object) == "NamedNode" and object.value in iris else []
        if kind(object) == "Literal" and "{" in object.value:
            used += [id for id, mention in mentions.items() if mention.search(object.value)]
        for id in used:
            key, steps = node(subject), 0
            while key.startswith("_:") and key in outer and steps < 1000:
                key, steps = outer[key], steps + 1
            users.setdefault(id, []).append(iri_id(key, prefixes))
    out = []
    for draft in drafts:
        if draft.delete and draft.id in users and draft.sheet not in ("wording", "other"):
            names = list(dict.fromkeys(users[draft.id]))
            listed = ", ".join(names[:5]) + (f" … ({len(names)})" if len(names) > 5 else "")
            message = f"'{draft.id}' is used by: {listed}"
            out.append(troubles.at(draft, "action", "in_use", draft.id, message, "change or delete these first", "error"))
    return out
