"""What forms denote, by Python sets over plain triples: an oracle that knows no conditions, dates or grounds. Terms are strings."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from kgcorpus import forms as f

Triples = set[tuple[str, str, str]]
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?\Z")


class Plain:
    def __init__(self, triples: Triples) -> None:
        self.triples = triples
        self.known = {t for s, _, o in triples for t in (s, o)}

    def image(self, member: str, predicate: str, inverse: bool) -> set[str]:
        if inverse:
            return {s for s, p, o in self.triples if p == predicate and o == member}
        return {o for s, p, o in self.triples if p == predicate and s == member}

    def values(self, member: str, predicate: str) -> list[Decimal]:
        return [Decimal(o) for o in self.image(member, predicate, False) if _NUMBER.match(o)]

    def members(self, form: f.Form) -> Any:
        """A set (a list for ``sort``), or the value of a form that denotes one."""
        return getattr(self, "_" + f.op(form))(form)

    def all(self, form: f.Form) -> set[str]:
        return set(self.members(form))

    def _entity(self, form: f.Entity) -> set[str]:
        return {form.id} & self.known

    def _step(self, form: f.Step) -> set[str]:
        found = {t for member in self.all(form.of) for t in self.image(member, form.predicate, form.inverse)}
        return found - set(form.drop)

    def _and(self, form: f.And) -> set[str]:
        return set.intersection(*(self.all(part) for part in form.of))

    def _or(self, form: f.Or) -> set[str]:
        return set.union(*(self.all(part) for part in form.of))

    def _minus(self, form: f.Minus) -> set[str]:
        return self.all(form.of) - self.all(form.without)

    def _as_of(self, form: f.AsOf) -> Any:
        return self.members(form.of)

    def _every(self, form: f.Every) -> set[str]:
        images = [self.image(member, form.predicate, form.inverse) for member in self.all(form.of)]
        return set.intersection(*images) if images else set()

    def _where(self, form: f.Where) -> set[str]:
        limit = Decimal(form.value.value or "0")
        return {m for m in self.all(form.of) if any(_holds(v, form.cmp, limit) for v in self.values(m, form.predicate))}

    def _where_linked(self, form: f.WhereLinked) -> set[str]:
        return {m for m in self.all(form.of) if _holds(len(self.image(m, form.predicate, form.inverse)), form.cmp, form.value)}

    def _count(self, form: f.Count) -> int:
        return len(self.all(form.of))

    def _pairs(self, form: f.Sum | f.Avg) -> list[Decimal]:
        return [v for m in self.all(form.of) for v in self.values(m, form.predicate)]

    def _sum(self, form: f.Sum) -> str:
        return f.canonical_number(str(sum(self._pairs(form), Decimal(0))))

    def _avg(self, form: f.Avg) -> str | None:
        pairs = self._pairs(form)
        context = Context(prec=12, rounding=ROUND_HALF_EVEN)
        return f.canonical_number(format(context.divide(sum(pairs, Decimal(0)), Decimal(len(pairs))), "f")) if pairs else None

    def _first(self, scores: dict[str, Any], k: int) -> set[str]:
        ordered = sorted(scores.values(), reverse=True)
        return {m for m, score in scores.items() if len(ordered) < k or score >= ordered[k - 1]}

    def _most(self, form: f.Most) -> set[str]:
        return self._first({m: max(v) for m in self.all(form.of) if (v := self.values(m, form.predicate))}, form.k)

    def _least(self, form: f.Least) -> set[str]:
        return self._first({m: -min(v) for m in self.all(form.of) if (v := self.values(m, form.predicate))}, form.k)

    def _most_linked(self, form: f.MostLinked) -> set[str]:
        return self._first({m: len(self.image(m, form.predicate, form.inverse)) for m in self.all(form.of)}, form.k)

    def _least_linked(self, form: f.LeastLinked) -> set[str]:
        return self._first({m: -len(self.image(m, form.predicate, form.inverse)) for m in self.all(form.of)}, form.k)

    def _sort(self, form: f.Sort) -> list[str]:
        valued = {m: v for m in self.all(form.of) if (v := self.values(m, form.predicate))}
        if form.descending:
            return sorted(valued, key=lambda m: (-max(valued[m]), m))
        return sorted(valued, key=lambda m: (min(valued[m]), m))

    def _compare(self, form: f.Compare) -> str | None:
        ends = [self.all(part) for part in (form.left, form.right)]
        if any(len(end) != 1 for end in ends):
            return None
        values = [self.values(*end, form.predicate) for end in ends]
        if not all(values):
            return None
        left, right = map(max, values)
        return "left" if left > right else "right" if right > left else "equal"

    def _ask(self, form: f.Ask) -> bool | None:
        return True if (form.subject, form.predicate, form.object) in self.triples else None

    def _relations(self, form: f.Relations) -> set[str]:
        left, right = self.all(form.left), self.all(form.right)
        if len(left) != 1 or len(right) != 1:
            return set()
        (a,), (b,) = left, right
        return {p for s, p, o in self.triples if (s, o) == (a, b)} | {"^" + p for s, p, o in self.triples if (s, o) == (b, a)}


def _holds(a: Any, cmp: str, b: Any) -> bool:
    return bool({"=": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[cmp])
