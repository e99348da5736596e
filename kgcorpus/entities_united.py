"""Entities by id: records of one id as one."""

from __future__ import annotations

from collections.abc import Iterable

from kgcorpus.model import Entity


def unite(records: Iterable[Entity]) -> dict[str, Entity]:
    """Entities by id, in order of id; records of one id are united: a language's first label stays, others become aliases.

    >>> a, b = Entity("x:1", ("x:C",), {"en": "Ann"}), Entity("x:1", ("x:C",), {"en": "Annie", "zh": "安"})
    >>> unite([a, b])["x:1"].labels, unite([a, b])["x:1"].aliases
    ({'en': 'Ann', 'zh': '安'}, {'en': ('Annie',)})
    """
    out: dict[str, Entity] = {}
    for record in records:
        known = out.get(record.id)
        out[record.id] = record if known is None else _united(known, record)
    return {id: out[id] for id in sorted(out)}


def _united(a: Entity, b: Entity) -> Entity:
    labels = {**b.labels, **a.labels}
    aliases: dict[str, tuple[str, ...]] = {}
    for lang in sorted({*a.labels, *b.labels, *a.aliases, *b.aliases}):
        names = dict.fromkeys([*a.aliases.get(lang, ()), *b.aliases.get(lang, ())])
        if lang in a.labels and lang in b.labels:
            names[b.labels[lang]] = None
        names.pop(labels.get(lang, ""), None)
        if names:
            aliases[lang] = tuple(names)
    return Entity(
        id=a.id,
        classes=tuple(sorted({*a.classes, *b.classes})),
        labels={lang: labels[lang] for lang in sorted(labels)},
        aliases=aliases,
        hidden=tuple(dict.fromkeys((*a.hidden, *b.hidden))),
        definition={**b.definition, **a.definition},
        note={**b.note, **a.note},
        key=a.key if a.key is not None else b.key,
        spans=tuple(dict.fromkeys((*a.spans, *b.spans))),
    )
