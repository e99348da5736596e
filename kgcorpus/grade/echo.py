"""Sentences of an answer that only repeat the question, as models do that do not know: they assert nothing."""

from __future__ import annotations

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import bare, bare_question
from kgcorpus.text import CJK

ALIKE = 0.8
"""A sentence that ends in a question mark repeats the question where this share of its characters and words are the question's."""

_SENTENCE = re.compile(r"[^。!?！？\n]+[。!?！？]*|\n+")
_TOKEN = re.compile(rf"[{CJK}]|[a-z0-9]+")
_OUTER = re.compile(r"[\W_]+")


def without_echo(said: str, question: str) -> str:
    """A plain answer without the sentences that only say the question again, or ask it; all of it where nothing else is said but another
    question ("Paris?").

    >>> without_echo("哪条河最长？是长江。", "哪条河最长？"), without_echo("Which river is it?", "Which river is it?")
    ('是长江。', '')
    """
    if not question or len(said) < 4:
        return said
    whole = _OUTER.sub("", bare_question(question))
    asks = "?" in said or "？" in said
    if len(whole) < 4 or not (asks or whole[:4] in _OUTER.sub("", bare(said))):
        return said
    kept = [part for part in _SENTENCE.findall(said) if not _repeats(part, whole, question)]
    rest = "".join(kept)
    return said if len(rest) == len(said) else rest.strip()


def _repeats(part: str, whole: str, question: str) -> bool:
    text = bare(part)
    plain = _OUTER.sub("", text)
    if not plain:
        return False
    if plain == whole or (len(plain) > 8 and plain in whole and text.rstrip().endswith("?")):
        return True
    if not text.rstrip().endswith("?"):
        return False
    said = set(_TOKEN.findall(text))
    new = said.difference(_TOKEN.findall(bare_question(question)))
    return len(said) > 2 and len(new) <= (1 - ALIKE) * len(said) and not any(len(word) > 3 for word in new)
