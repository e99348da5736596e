"""What a table or graph file lists for each start, as sections: the permission for grounds of completeness, and what was left unread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgcorpus.model import Document, Mention, Passage, Section, Span, content_id

if TYPE_CHECKING:
    from kgcorpus.ontology import Ontology


@dataclass(slots=True)
class Listed:
    """The items of one start that had to be read, and how many were not."""

    mention: Mention
    items: int = 0
    unread: int = 0


@dataclass(slots=True)
class Lists:
    """The lists under one predicate, for each start in each permitted direction (True: its subjects are listed)."""

    id: str
    directions: tuple[bool, ...] = ()
    starts: dict[tuple[bool, str], Listed] = field(default_factory=dict)

    def note(self, inverse: bool, mention: Mention, id: str | None, *, items: int = 0, unread: int = 0) -> None:
        """Count items of a start, or items of it that could not be read."""
        if id is None or inverse not in self.directions:
            return
        listed = self.starts.get((inverse, id))
        if listed is None:
            listed = self.starts[inverse, id] = Listed(mention)
        listed.items += items + unread
        listed.unread += unread

    def sections(self, span: Span, predicate: str, lost_rows: int) -> Iterator[Section]:
        """A section for each start; rows that could not be read at all may have held an item of any of them."""
        for (inverse, _), listed in self.starts.items():
            yield Section(self.id, listed.mention, predicate, inverse, "table", listed.items + lost_rows, listed.unread + lost_rows, span)


def lists_of(document: Document, passage: Passage, predicate: str, ontology: Ontology) -> Lists:
    """Empty lists of a table's facts of one predicate, in the directions that the ontology and the source both permit."""
    id = content_id("t", document.id, passage.start, passage.sheet, predicate)
    record = ontology.predicates.get(predicate)
    if record is None or not document.source.complete:
        return Lists(id)
    permitted = (("objectsByTable", False), ("subjectsByTable", True))
    return Lists(id, tuple(inverse for name, inverse in permitted if name in record.complete))
