"""Facts out of tables, as ``corpus.toml`` maps them: every row gives facts or a counted rejection; a table read whole gives grounds.

Two passes over a corpus: ``entity_rows`` of every document says which entities tables name (with the cells that name them); the extractor
then reads the facts, so that a link row resolves its keys and cites the rows that name both ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kgcorpus import config
from kgcorpus.extract.arguments import Argument, Found, argument
from kgcorpus.extract.cells import Names, Problem, is_empty, is_none, pieces
from kgcorpus.extract.graphs import graph_entities, is_graph
from kgcorpus.extract.listed import Lists, lists_of
from kgcorpus.extract.mapped import MADE_BY, Row, Table, header_fits, row_identity, rules_for, table_of
from kgcorpus.model import Candidate, Cell, Document, Entity, Mention, Passage, Rejection, Section, Span, Validity
from kgcorpus.text import name_language, name_languages, normal_name
from kgcorpus.values import read_value
from kgcorpus.values_dates import how_to_write_date

if TYPE_CHECKING:
    from kgcorpus.extract.gazetteer import Lexicon
    from kgcorpus.extract.reading import Extractor
    from kgcorpus.ontology import Ontology

NAMING_ROW_LIMIT = 80
"""A naming row is cited as one span from key to label up to this many characters, else as two."""


# --------------------------------------------------------------------------------------------- entities that rows name


def entity_rows(document: Document, corpus: config.Corpus, ontology: Ontology) -> Iterator[Entity | Rejection]:
    """The entities that a document's tables name, with the cells that name them; rows without key or name are rejections.

    An entity is the ontology's term of that key or (unless several rows bear it) that label, else new under its key, else under its name.
    """
    for passage in document.passages:
        if passage.kind != "table" or not passage.rows:
            continue
        if is_graph(document, passage) and not rules_for(document, passage, corpus.tables):
            yield from graph_entities(document, passage, ontology)
            continue
        for rule in rules_for(document, passage, corpus.tables):
            if rule.entity is None:
                continue
            table = table_of(document, passage, rule)
            if isinstance(table, Table) and table.rule.entity is not None:
                yield from _entities(table, table.rule.entity, ontology)


def _entities(table: Table, rule: config.EntityRule, ontology: Ontology) -> Iterator[Entity | Rejection]:
    key_at = table.columns[rule.key] if rule.key else None
    label_at = table.columns[rule.label]
    alias_at = table.columns[rule.aliases] if rule.aliases else None
    identify = row_identity(table, rule, ontology)
    language = table.document.language
    for number, row in table.rows():
        label = row[label_at]
        id = identify(row)
        if isinstance(id, Problem):
            yield Rejection(
                id.reason,
                id.text or label.text,
                table.document.id,
                row[0].start,
                row[-1].end,
                table.place(number, label),
                MADE_BY,
                detail=id.detail,
            )
            continue
        aliases: tuple[str, ...] = ()
        if alias_at is not None and not is_empty(text := table.text(row[alias_at])):
            aliases = tuple(dict.fromkeys(text[a:b] for a, b in pieces(text, rule.split) if not is_empty(text[a:b])))
        key = row[key_at] if key_at is not None else None
        labels, others = _names(table.text(label), aliases, language)
        yield Entity(
            id,
            (rule.cls,),
            labels,
            others,
            key=key.text if key is not None else None,
            spans=_naming(table, key, label),
        )


def _names(label: str, aliases: tuple[str, ...], language: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """A row's label and aliases by language; in a row that names its entity in two languages, each has its label;
    a designation is a label in both.

    >>> _names("Alder Blue", ("桤木蓝纹", "桤木酪"), "und")
    ({'en': 'Alder Blue', 'zh': '桤木蓝纹'}, {'zh': ('桤木酪',)})
    >>> _names("CP 40-160", (), "zh")
    ({'zh': 'CP 40-160', 'en': 'CP 40-160'}, {})
    """
    if name_language(label, "und") == "en" and any(name_language(alias, "und") == "zh" for alias in aliases):
        language = "und"  # each by its own letters: a Chinese table may have the Latin name first
    own = name_language(label, language)
    by_language: dict[str, list[str]] = {}
    for alias in aliases:
        by_language.setdefault(name_language(alias, language), []).append(alias)
    labels = dict.fromkeys(name_languages(label, own), label)
    for found, names in by_language.items():
        if found != "und" and labels.get(found, label) is label and found != own:
            labels[found] = names.pop(0)
    return labels, {found: tuple(names) for found, names in by_language.items() if names}


def _naming(table: Table, key: Cell | None, label: Cell) -> tuple[Span, ...]:
    if key is None or key is label:
        return (table.span("context", label),)
    start, end = min(key.start, label.start), max(key.end, label.end)
    if end - start <= NAMING_ROW_LIMIT and not table.passage.sheet:
        return (table.part("context", key if key.start < label.start else label, start, end),)
    return tuple(table.span("context", cell) for cell in sorted((key, label), key=lambda cell: cell.start))


# --------------------------------------------------------------------------------------------- facts


def tables(*, ontology: Ontology, lexicon: Lexicon, corpus: config.Corpus | None = None, entities: Iterable[Entity] = ()) -> Extractor:
    """An extractor of the facts that ``corpus.toml`` maps; ``entities`` are those that ``entity_rows`` gave for all documents."""
    names = Names(ontology, lexicon, entities)
    rules = corpus.tables if corpus is not None else ()

    def extract(document: Document, passage: Passage) -> Iterator[Candidate | Rejection | Section]:
        if passage.kind != "table" or not passage.rows:
            return
        meant = rules_for(document, passage, rules)
        if not meant:
            if not is_graph(document, passage):
                yield from _unmapped(document, passage)
            return
        read: set[str] = set()
        ignored: list[str] = []
        lists: dict[str, Lists] = {}
        table: Table | Rejection | None = None
        for rule in meant:
            found = table_of(document, passage, rule)
            if found is None:
                continue
            if isinstance(found, Rejection):
                yield found
                return
            table = found
            read.update(normal_name(table.passage.rows[0][at].text) for at in table.columns.values())
            ignored += rule.ignore
            for fact in table.rule.facts:
                listed = lists.get(fact.predicate)
                if listed is None:
                    listed = lists[fact.predicate] = lists_of(document, passage, fact.predicate, ontology)
                yield from _facts(table, fact, listed, ontology, names)
        if isinstance(table, Table):
            bad = list(_ragged(table))
            yield from bad
            yield from _unread(table, read, ignored)
            for predicate, listed in lists.items():
                yield from listed.sections(_whole_row(table, 0), predicate, len(bad))
        elif any(rule.columns for rule in meant):
            yield from _unmapped(document, passage)

    return extract


def _unmapped(document: Document, passage: Passage) -> Iterator[Rejection]:
    row = passage.rows[0]
    detail = "no mapping of corpus.toml is meant for this table: add a [[table]] for it, or its headers to the 'columns' of one"
    what = " | ".join(cell.text for cell in row)[:200]
    yield Rejection("unread_item", what, document.id, row[0].start, row[-1].end, passage.sheet, MADE_BY, detail=detail)


def _whole_row(table: Table, number: int) -> Span:
    row = table.passage.rows[number]
    return table.part("context", row[0], row[0].start, row[-1].end)


def _ragged(table: Table) -> Iterator[Rejection]:
    for number, reason, row in table.ragged():
        document, place = table.document, table.place(number)
        if row:
            what = document.text[row[0].start : row[-1].end]
            expected = f"{len(row)} cells, where the header has {len(table.passage.rows[0])}"
            yield Rejection(reason, what[:200], document.id, row[0].start, row[-1].end, place, MADE_BY, detail=expected)
        else:
            yield Rejection(reason, place, document.id, place=place, made_by=MADE_BY)


def _unread(table: Table, read: set[str], ignored: Iterable[str]) -> Iterator[Rejection]:
    """One rejection for each column that no mapping reads or ignores."""
    for cell in table.passage.rows[0]:
        if cell.text and normal_name(cell.text) not in read and not any(header_fits(header, cell.text) for header in ignored):
            detail = "a column that no mapping reads: map it, or name it under 'ignore'"
            yield Rejection("unread_item", cell.text, table.document.id, cell.start, cell.end, table.place(1, cell), MADE_BY, detail=detail)


_Circumstance = tuple[tuple[str, "Found"], ...]
"""Qualifier predicates with their terms, of one fact."""


def _facts(table: Table, rule: config.FactRule, lists: Lists, ontology: Ontology, names: Names) -> Iterator[Candidate | Rejection]:
    """The facts of one predicate, row by row."""
    predicate = ontology.predicates.get(rule.predicate)
    if predicate is None:
        yield Rejection(
            "unknown_predicate", rule.predicate, table.document.id, made_by=MADE_BY, detail="the ontology has no such predicate"
        )
        return
    subject = argument(table, rule.subject, "subject", None, names, ontology, classes=predicate.domain)
    object_ = argument(table, rule.object, "object", predicate, names, ontology, classes=predicate.range)
    circumstances = _circumstances(table, rule, names, ontology)
    dates, applies, negates = _dates(table, rule), _test(table, rule.when), _test(table, rule.negated)
    trigger = _trigger(table, rule)
    section = lists.id if lists.directions else None
    none_at = table.columns[rule.object.column] if rule.object.column else None
    for number, row in table.rows():
        if applies is not None and not applies(row):
            continue
        subjects, objects = subject(row), object_(row)
        if not objects:
            if none_at is not None and is_none(row[none_at].text):
                for s in subjects:
                    _note(lists, False, s)
            continue
        valid, terms = dates(row), circumstances(row)
        negated = negates is not None and negates(row)
        for s in subjects or [Problem("no_subject", "", f"'{rule.subject.column}' is empty")]:
            for o in objects:
                if isinstance(s, Found) and isinstance(o, Found) and isinstance(valid, Validity) and isinstance(terms, list):
                    _note(lists, False, s, items=1)
                    _note(lists, True, o, items=1)
                    for given in terms:
                        yield _candidate(s, rule.predicate, o, given, valid, negated, trigger, section)
                    continue
                _note(lists, False, s, unread=1)
                _note(lists, True, o, unread=1)
                problem = next(found for found in (s, valid, terms, o) if isinstance(found, Problem))
                yield _rejected(table, rule, number, row, s, o, problem, section)


def _note(lists: Lists, inverse: bool, start: Found | Problem, *, items: int = 0, unread: int = 0) -> None:
    if inverse in lists.directions and isinstance(start, Found) and isinstance(start.term, Mention):
        lists.note(inverse, start.term, start.id, items=items, unread=unread)


def _trigger(table: Table, rule: config.FactRule) -> tuple[Span, ...]:
    """The header of the object's column, which says what is meant by the cell (for a key the naming rows say more)."""
    if rule.object.column is None or rule.object.by == "key":
        return ()
    return (table.span("trigger", table.passage.rows[0][table.columns[rule.object.column]]),)


def _candidate(
    s: Found,
    predicate: str,
    o: Found,
    circumstance: _Circumstance,
    valid: Validity,
    negated: bool,
    trigger: tuple[Span, ...],
    section: str | None,
) -> Candidate:
    spans = [span for span in (s.span, o.span, *(q.span for _, q in circumstance)) if span is not None]
    spans.sort(key=_position)
    context = s.context + o.context
    for _, qualifier in circumstance:
        context += qualifier.context
    qualifiers = tuple((name, q.term) for name, q in circumstance)
    # A subject is always an entity: no reader of values is made for it.
    return Candidate(
        s.term, predicate, o.term, (*trigger, *spans, *context), MADE_BY, qualifiers, valid, negated, 1.0, section  # type: ignore[arg-type]
    )  # fmt: skip


def _position(span: Span) -> tuple[int, int]:
    return (span.start, span.end)


def _rejected(
    table: Table,
    rule: config.FactRule,
    number: int,
    row: Row,
    s: Found | Problem,
    o: Found | Problem,
    problem: Problem,
    section: str | None,
) -> Rejection:
    """A row's fact that cannot be read, with the grounds that it breaks: those of each end that is known or may be meant."""
    about = []
    for end, direction in ((s, "objects"), (o, "subjects")):
        ids = end.possible if isinstance(end, Problem) else ((end.id,) if end.id is not None and isinstance(end.term, Mention) else ())
        about += [(id, rule.predicate, direction) for id in ids]
    cell = next((cell for cell in row if problem.text and problem.text in cell.text), None)
    return Rejection(
        problem.reason,
        f"{table.document.text[row[0].start : row[-1].end][:200]} · {rule.predicate}",
        table.document.id,
        row[0].start,
        row[-1].end,
        table.place(number, cell),
        MADE_BY,
        tuple(about),
        section,
        f"{problem.text}: {problem.detail}" if problem.text else problem.detail,
    )


def _circumstances(table: Table, rule: config.FactRule, names: Names, ontology: Ontology) -> Callable[[Row], list[_Circumstance] | Problem]:
    """What a row's qualifiers say: the values of a detail stand together on one fact, those of a condition are a fact each."""
    readers: list[tuple[str, bool, Argument]] = []
    for qualifier in rule.qualifiers:
        predicate = ontology.predicates.get(qualifier.predicate)
        classes = predicate.range if predicate else ()
        read = argument(table, qualifier.column, "qualifier", predicate, names, ontology, classes=classes)
        readers.append((qualifier.predicate, predicate is not None and predicate.qualifier == "detail", read))

    def circumstances(row: Row) -> list[_Circumstance] | Problem:
        out: list[_Circumstance] = [()]
        for name, together, read in readers:
            found: list[tuple[str, Found]] = []
            for item in read(row):
                if isinstance(item, Problem):
                    return item
                found.append((name, item))
            if together:
                out = [(*before, *found) for before in out]
            elif found:
                out = [(*before, term) for before in out for term in found]
        return out

    return circumstances


def _test(table: Table, rule: config.CellTest | None) -> Callable[[Row], bool] | None:
    if rule is None:
        return None
    at = table.columns[rule.column]
    wanted = frozenset(map(normal_name, rule.values))
    return lambda row: normal_name(row[at].text) in wanted


def _dates(table: Table, rule: config.FactRule) -> Callable[[Row], Validity | Problem]:
    """When a row's fact holds, by its date columns."""
    undated = Validity()
    columns = [table.columns[name] if name else None for name in (rule.valid_from, rule.valid_to)]
    if columns == [None, None]:
        return lambda row: undated
    language = table.document.language

    def dates(row: Row) -> Validity | Problem:
        ends: list[str | None] = []
        for at in columns:
            text = row[at].text if at is not None else ""
            literal = None if is_empty(text) else read_value(text, "xsd:date", language=language)
            if literal is None and not is_empty(text):
                return Problem("bad_value", text, f"not a date; {how_to_write_date(text)}")
            ends.append(literal.value if literal else None)
        return Validity(*ends) if any(ends) else undated

    return dates
