"""An answer as it is read for values: folded with its case kept, dashes that part clauses told from those of ranges and signs."""

from __future__ import annotations

from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.text import fold

_DASH = re.compile(r"(?<![\d%A-Za-z个万亿年月日天℃°米克元])\s*[\u2014\u2015]+|[\u2014\u2015]+(?!\s?\d)|\s[\u2014\u2015]+\s")
_WIDE_COMMA = re.compile(
    r"(?<=[０-９])，(?=[０-９]{3})|(?<![\d,，.]\d)(?<=[1-9])，(?=\d{3}(?!\d))|(?<=[1-9]\d)(?<!\d\d\d)，(?=\d{3}(?!\d))"
    r"|(?<=[1-9]\d\d)(?<!\d{4})，(?=\d{3}(?!\d))"
)
_MATHS = re.compile(r"\\\$|\$|\\[()\[\],;]")
_LIST_COMMA = re.compile("(?<=[0-9])，(?=[0-9])")


@lru_cache(maxsize=64)
def plain(said: str) -> str:
    """The answer as it is read for values.

    >>> plain("８，０００米——对"), plain("3—5天"), plain("1990，200")
    ('8,000米, 对', '3-5天', '1990、200')
    """
    if "\\" in said:
        said = _MATHS.sub(lambda m: "$" if m[0] == "\\$" else " ", said)
    if said.isascii():
        return said
    if "，" in said:
        said = _LIST_COMMA.sub("、", _WIDE_COMMA.sub(",", said))
    if "\u2014" in said or "\u2015" in said:
        said = _DASH.sub(", ", said)
    return fold(said, cased=True).text.replace("\xa0", " ").replace("\u2009", " ").replace("\u202f", " ")
