"""Lists as people write them, made from sets: whole, in another order, with one missing, one more, one replaced, one nearly right."""

from __future__ import annotations

from collections.abc import Sequence

from tests.grading.rows import Pair


def pairs_of_lists(rows: str, lang: str) -> list[Pair]:
    """The pairs of rows "question | A + B; alias + C | A => rewrite of A; … | outsider; outsider | A => near miss of A; …".

    A question that begins with ``@order`` asks for the order; all others for the whole set.
    """
    out: list[Pair] = []
    for n, line in enumerate(filter(None, map(str.strip, rows.splitlines()))):
        asked, gold, rewrites, outsiders, nears = (part.strip() for part in line.split(" | "))
        mode = "order" if asked.startswith("@order ") else "all"
        named = [[name.strip() for name in one.split(";")] for one in gold.split(" + ")]
        answers = [{"value": names[0], "type": "entity", "aliases": names[1:]} for names in named]
        question = {"id": f"list-{lang}-{n}", "question": asked.removeprefix("@order "), "mode": mode, "lang": lang, "answers": answers}
        items = [names[0] for names in named]
        for answer, expected, category in _answers(items, mode, lang, n, _changes(rewrites), _listed(outsiders), _changes(nears)):
            out.append((question, answer, expected, category))
    return out


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]


def _changes(text: str) -> list[tuple[str, str]]:
    return [(old.strip(), new.strip()) for one in _listed(text) for old, new in [one.split("=>")]]


def _answers(
    items: list[str],
    mode: str,
    lang: str,
    n: int,
    rewrites: Sequence[tuple[str, str]],
    outsiders: Sequence[str],
    nears: Sequence[tuple[str, str]],
) -> list[tuple[str, bool, str]]:
    turned = items[1:] + items[:1]
    other = items if mode == "order" else list(reversed(items))
    out = [(written(items, lang, n), True, "whole"), (written(other, lang, n + 1), True, "other order" if mode == "all" else "in order")]
    out.append((written(other, lang, n + 2), True, "other order" if mode == "all" else "in order"))
    for m, (old, new) in enumerate(rewrites):
        out.append((written([new if item == old else item for item in items], lang, n + m), True, "one rewritten"))
    out.append((written(items[:-1], lang, n), False, "one missing"))
    out.append((written(items[1:], lang, n + 1), False, "one missing"))
    for m, outsider in enumerate(outsiders):
        out.append((written([*items, outsider], lang, n + m), False, "one more"))
        out.append((written([*items[:m], outsider, *items[m + 1 :]], lang, n + m + 2), False, "one replaced"))
    for m, (old, new) in enumerate(nears):
        out.append((written([new if item == old else item for item in items], lang, n + m), False, "one nearly right"))
    if mode == "order":
        out.append((written(turned, lang, n), False, "in wrong order"))
        out.append((written([items[1], items[0], *items[2:]], lang, n + 1), False, "in wrong order"))
    return out


def written(items: Sequence[str], lang: str, n: int) -> str:
    """A list in one of six wordings."""
    head, last = list(items[:-1]), items[-1]
    if lang == "zh":
        ways = (
            "、".join(items),
            "、".join(head) + "和" + last + "。",
            "答案是" + "、".join(head) + "以及" + last + "。",
            "\n".join(f"{k}. {item}" for k, item in enumerate(items, start=1)),
            "分别是" + "，".join(items) + "。",
            "\n".join(f"- **{item}**" for item in items),
        )
    else:
        ways = (
            ", ".join(items),
            ", ".join(head) + " and " + last + ".",
            "They are " + ", ".join(head) + ", and " + last + ".",
            "\n".join(f"{k}. {item}" for k, item in enumerate(items, start=1)),
            "The answer is: " + "; ".join(items) + ".",
            "\n".join(f"- **{item}**" for item in items),
        )
    return ways[n % len(ways)]
