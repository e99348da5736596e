"""Further shapes: chains of four hops, three conditions on one head, two conditions with a difference, and unions that an expert lets be
asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kgcorpus import forms as f

from .shapes import Arrow, Shape, Survey, X, Y, dates_of

Z = f.Entity("?2")


def wide_shapes(survey: Survey) -> Iterator[Shape]:
    """In a fixed order: four hops, three conditions, two conditions but not a third."""
    for make in (_four_hops, _three, _but):
        yield from make(survey)


def _four_hops(survey: Survey) -> Iterator[Shape]:
    """Four steps over three single things in a row, or the siblings of what two single things lead to."""
    links = [a for a in survey.arrows if not survey.literal(a)]
    for a in links:
        for b in links:
            if b.predicate == a.predicate:
                continue
            for date in dates_of(survey, a, b):
                if not (_leads_to_one(survey, a, date) and survey.single(b, date) and survey.meets(a, b, date)):
                    continue
                for c in survey.arrows:
                    used = {a.predicate, b.predicate}
                    if c.predicate in used or date not in dates_of(survey, a, b, c) or not survey.meets(b, c, date):
                        continue
                    yield from _siblings_of(survey, a, b, c, date)
                    if survey.literal(c) or not survey.single(c, date):
                        continue
                    for d in survey.arrows:
                        if d.predicate in {*used, c.predicate} or date not in dates_of(survey, a, b, c, d) or not survey.meets(c, d, date):
                            continue
                        yield _chain((a, b, c, d), survey, date)


def _leads_to_one(survey: Survey, arrow: Arrow, date: str | None) -> bool:
    return survey.single(arrow, date) and survey.sometimes_single(arrow, date)


def _chain(arrows: tuple[Arrow, ...], survey: Survey, date: str | None) -> Shape:
    """A chain with single things all along; leaving out any steps gives another form."""
    walked: list[f.Form] = [X]
    for arrow in arrows:
        walked.append(arrow.step(walked[-1]))
    others = tuple(_walk(kept) for kept in _shorter(arrows))
    one = survey.single(arrows[-1], date)
    return Shape("longest chain", walked[-1], walked[1], middles=tuple(walked[1:-1]), others=others, date=date, single=one)


def _siblings_of(survey: Survey, a: Arrow, b: Arrow, c: Arrow, date: str | None) -> Iterator[Shape]:
    if not survey.joins(b, c) or survey.ontology.predicates[c.predicate].symmetric or not survey.one_each(c, date):
        return
    first, start = a.step(X), b.step(a.step(X))
    form = f.Minus(c.back.step(c.step(start)), start)
    others = (first, start, c.step(start), c.back.step(start), f.Minus(c.back.step(c.step(first)), first))
    yield Shape("siblings of a second", form, first, middles=(start, first), others=others, date=date, shared=c)


def _shorter(arrows: tuple[Arrow, ...]) -> list[tuple[Arrow, ...]]:
    """All non-empty subsequences but the whole."""
    numbers = range(1, 2 ** len(arrows) - 1)
    return [tuple(a for place, a in enumerate(arrows) if n >> place & 1) for n in numbers]


def _walk(arrows: tuple[Arrow, ...]) -> f.Form:
    form: f.Form = X
    for arrow in arrows:
        form = arrow.step(form)
    return form


def _narrows(survey: Survey, *arrows: Arrow) -> bool:
    """Whether an expert lets these stand as conditions in one question: none is barred, and where the ontology says which predicates
    narrow a question, one of them does. What changes is not joined to what does not: "was sold in X as of May and is blue"."""
    if len({survey.ontology.predicates[a.predicate].changing for a in arrows}) > 1:
        return False
    said = [survey.ontology.predicates[a.predicate].filters for a in arrows]
    return False not in said and (any(said) or not survey.says_filters)


def _three(survey: Survey) -> Iterator[Shape]:
    inverse = [a for a in survey.arrows if a.inverse]
    for n, a in enumerate(inverse):
        for m, b in enumerate(inverse[n:], n):
            for c in inverse[m:]:
                if not _narrows(survey, a, b, c):
                    continue
                for date in dates_of(survey, a, b, c):
                    if survey.reach_same(a, b, date) and survey.reach_same(b, c, date):
                        x, y, z = a.step(X), b.step(Y), c.step(Z)
                        pairs = (f.And((x, y)), f.And((x, z)), f.And((y, z)))
                        yield Shape("three", f.And((x, y, z)), x, second=b.back, third=c.back, others=pairs, date=date)


def _but(survey: Survey) -> Iterator[Shape]:
    inverse = [a for a in survey.arrows if a.inverse and survey.has_grounds(a)]
    for n, a in enumerate(inverse):
        for b in inverse[n:]:
            for c in inverse:
                if not _narrows(survey, a, b, c):
                    continue
                for date in dates_of(survey, a, b, c):
                    if survey.reach_same(a, b, date) and survey.reach_same(b, c, date):
                        x, y, z = a.step(X), b.step(Y), c.step(Z)
                        both = f.And((x, y))
                        others = (both, f.Minus(x, z), f.Minus(y, z))
                        yield Shape("both but", f.Minus(both, z), x, second=b.back, third=c.back, others=others, whole=True, date=date)


def let_pooled(survey: Survey, decided: Mapping[str, str]) -> Iterator[Shape]:
    """Chains over several middle things that an expert lets be asked as one set: decisions ``ask`` on "union: b a"."""
    for named in sorted(name for name, decision in decided.items() if decision == "ask"):
        kind, _, steps = named.partition(": ")
        arrows = [Arrow(s.removeprefix("^"), s.startswith("^")) for s in steps.split()[::-1]]
        if kind != "union" or len(arrows) != 2 or not set(arrows) <= set(survey.arrows):
            continue
        a, b = arrows
        for date in dates_of(survey, a, b):
            yield Shape("union", b.step(a.step(X)), a.step(X), others=(a.step(X), b.step(X)), date=date)
