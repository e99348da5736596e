"""The names that an answer holds: how they may be written, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from kgcorpus.grade.denial import asserted_somewhere, mark_denied
from kgcorpus.grade.reading import Mention, Reading, bare
from kgcorpus.text import CJK

__all__ = ["asserted_somewhere", "find_names", "mark_denied", "name_pattern", "names_of"]

_BETWEEN = r"[\s\-'\".,·&()《》\[\]/:;!?]{0,3}"
_TOKEN = re.compile(rf"[0-9]+|[a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff]+|[{CJK}]|[^\s\-'\".,·&()《》\[\]!?:;]")
_WORD = r"0-9a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff"
# What stands close before a Chinese name and makes another name of it: 1型糖尿病 is no 糖尿病, 副董事长 no 董事长.
_ALTERED = (
    r"(?<![0-9一二三四ⅰⅱⅲⅳi][型级期类])(?<!非)(?<!伪)(?<!假)(?<!抗)(?<!(?<![降减调最较更偏])低)(?<!(?<![升提增调最较更偏])高)"
    r"(?<!亚)(?<!副)(?<!准)"
)


@lru_cache(maxsize=200_000)
def name_pattern(name: str) -> re.Pattern[str] | None:
    """A pattern for a name in bare text: spacing and punctuation inside it may differ; never inside a longer word or number.

    >>> bool(name_pattern("Spider-Man").search("the spider man film")), bool(name_pattern("4").search("42"))
    (True, False)
    """
    found = list(_TOKEN.finditer(bare(name)))
    if len(found) > 1 and found[0][0] in ("the", "a", "an"):
        found = found[1:]
    if not found:
        return None
    tokens = [token[0] for token in found]
    parts = [re.escape(tokens[0])]
    for before, token in pairwise(found):
        joined = before.end() == token.start() and re.match(f"[{CJK}]", before[0]) and re.match(f"[{CJK}]", token[0])
        parts.append((r"[\s·]?" if joined else _BETWEEN) + re.escape(token[0]))
    first, last = tokens[0], tokens[-1]
    if re.fullmatch(r"[a-z]{4,}(?<![usi])s", last):
        parts[-1] = parts[-1][:-1]
    left = rf"(?<![{_WORD}])(?<![0-9]\.)" if re.match(f"[{_WORD}]", first) else (_ALTERED if len(tokens) > 1 else "")
    right = rf"(?:'?s|es)?(?![{_WORD}])" if re.match(r"[a-z]{3}", last) else r"(?!\.?[0-9])" if last.isdigit() else ""
    if re.match(f"[{_WORD}]", last):
        right = right if right.endswith(f"(?![{_WORD}])") else right + f"(?![{_WORD}])"
    return re.compile(left + "".join(parts) + right)


def names_of(value: str, aliases: Iterable[str] = ()) -> list[tuple[str, bool]]:
    """The names to look for, each with whether it is an alias; what stands in brackets after a name may be left out.

    >>> names_of("Scorpio (disambiguation)", ["Skorpio"])
    [('Scorpio (disambiguation)', False), ('Skorpio', True), ('Scorpio', True)]
    """
    given = [(value, False), *((alias, True) for alias in aliases)]
    shorter = [(m[1], True) for name, _ in given if (m := re.fullmatch(r"(.{2,}?)\s*[(（][^()（）]+[)）]", name.strip()))]
    out: dict[str, bool] = {}
    for name, alias in (*given, *shorter):
        if name.strip():
            out.setdefault(name, alias)
    return list(out.items())


def find_names(reading: Reading, wanted: Sequence[tuple[str, str, bool]]) -> list[Mention]:
    """The mentions of names (key, name, whether an alias) in order of position; of overlapping ones the longest."""
    found: list[Mention] = []
    for key, name, alias in wanted:
        pattern = name_pattern(name)
        if pattern is not None:
            found += [Mention(m.start(), m.end(), key, alias) for m in pattern.finditer(reading.text)]
    found.sort(key=lambda m: (m.start - m.end, m.alias, m.start))
    taken = bytearray(len(reading.text))
    kept: list[Mention] = []
    for mention in found:
        span = taken[mention.start : mention.end]
        same = [m for m in kept if (m.start, m.end) == (mention.start, mention.end) and m.key != mention.key]
        if any(span) and not same:
            continue
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        if not any(m.key == mention.key and m.start == mention.start for m in kept):
            kept.append(mention)
    kept.sort(key=lambda m: (m.start, m.end))
    return mark_denied(reading.text, kept, reading.question)
