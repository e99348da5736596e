"""Reviewed examples, and which of them are most like a text: by the characters and words that they share, rare ones counting more."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path

from kgcorpus.errors import InputError
from kgcorpus.extract.plain import key
from kgcorpus.extract.prompting import Example, Stated, Vocabulary
from kgcorpus.jsonlines import read_objects
from kgcorpus.model import Json
from kgcorpus.text import CJK, language_of

_PART = re.compile(f"[{CJK}]+|[a-z]+|[0-9]+")
_CUT = re.compile(r"[,，;；:：。.!！?？()（）\n]")
_LONGEST = {"zh": 12, "en": 40}


class Similar:
    """Examples, ready to be compared with texts."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self.examples = tuple(examples)
        self._having: dict[str, list[int]] = defaultdict(list)
        parts = [_parts(e.text) for e in self.examples]
        for number, found in enumerate(parts):
            for part in sorted(found):
                self._having[part].append(number)
        self._weight = {part: math.log(1 + len(parts) / len(having)) for part, having in self._having.items()}
        self._size = [math.sqrt(math.fsum(self._weight[p] for p in sorted(found))) or 1.0 for found in parts]

    def to(self, text: str, most: int) -> list[Example]:
        """At most so many examples in the language of a text, the most similar last; none that is the text itself or a part of it, and
        none that has nothing in common with it."""
        scores: dict[int, float] = defaultdict(float)
        for part in sorted(_parts(text)):
            for number in self._having.get(part, ()):
                scores[number] += self._weight[part]
        language, own = language_of(text), key(text)
        ranked = sorted(scores, key=lambda n: (-round(scores[n] / self._size[n], 9), n))
        first = {key(self.examples[n].text): self.examples[n] for n in reversed(ranked)}  # of equal texts one
        found = (self.examples[n] for n in ranked if first[key(self.examples[n].text)] is self.examples[n])
        fitting = (e for e in found if language_of(e.text) == language and key(e.text) not in own)
        return list(islice(fitting, most))[::-1]


def _parts(text: str) -> set[str]:
    """Pairs of Chinese characters, and words."""
    out: set[str] = set()
    for found in _PART.findall(key(text)):
        out |= {found[n : n + 2] for n in range(len(found) - 1)} if re.match(f"[{CJK}]", found) else {found}
    return out


# ------------------------------------------------------------------------------------------------- files


def read_examples(path: Path, words: Mapping[str, Vocabulary], sensitivity: str) -> list[Example]:
    """Examples of a file in the shape that ``train`` reads. Raises ``InputError`` for a line without text and triples, and for a predicate
    that the ontology does not have."""
    out = []
    for number, row in read_objects(path):
        place = f"{path}:{number}"
        triples = row.get("triples", row.get("facts"))
        if not isinstance(row.get("text"), str) or not isinstance(triples, list):
            raise InputError(place, "no example", '{"text", "triples": [{"subject", "predicate", "object"}]}', "mend or delete the line")
        text = row["text"]
        own_words = words["zh" if language_of(text) == "zh" else "en"]
        facts = tuple(fact for triple in triples if (fact := _stated(triple, text, own_words, place)) is not None)
        out.append(Example(text, facts, sensitivity, f"{path.name}:{number}"))
    if not out:
        raise InputError(str(path), "no examples", 'lines {"text", "triples": [...]}', "check the file")
    return out


def _stated(triple: Json, text: str, words: Vocabulary, place: str) -> Stated | None:
    """The fact; None for one that is no quote of its text, or that is denied."""
    if not isinstance(triple, dict) or not isinstance(triple.get("predicate"), str):
        raise InputError(place, "no fact", '{"subject": {"text"}, "predicate", "object": {"text"}}', "mend or delete the line")
    predicate = words.predicate(triple["predicate"]) or words.predicate(str(triple.get("predicate_iri", "")))
    if predicate is None:
        raise InputError(place, f"unknown predicate '{triple['predicate']}'", "a predicate of the ontology", "use its label or IRI")
    ends = []
    for role in ("subject", "object"):
        end = triple.get(role)
        said = end.get("text") if isinstance(end, dict) else end
        if not isinstance(said, str) or not said:
            raise InputError(place, f"no {role}", '{"text": …}', "mend or delete the line")
        cls = end.get("type") if isinstance(end, dict) else None
        ends.append((said, words.cls(cls) if isinstance(cls, str) else None))
    (subject, subject_class), (object_, object_class) = ends
    if subject not in text or object_ not in text or triple.get("negated"):
        return None
    trigger = triple.get("trigger")
    trigger = trigger.get("text") if isinstance(trigger, dict) else trigger
    if not isinstance(trigger, str) or not trigger or trigger not in text:
        trigger = words_between(text, subject, object_)
    return Stated(subject, subject_class, predicate, object_, object_class, trigger)


def words_between(text: str, subject: str, object_: str) -> str:
    """The words of a text that stand between the nearest quotes of two names, up to a mark; of names side by side, the later one."""
    places = [(a, a + len(subject), b, b + len(object_)) for a in _all(text, subject) for b in _all(text, object_)]
    apart = [(min(b, x) and max(a, x) - min(b, y), a, b, x, y) for a, b, x, y in places if b <= x or y <= a]
    if not apart:
        return object_
    _, a, b, x, y = min(apart, key=lambda p: (abs(p[0]), p[1], p[3]))
    between = text[b:x] if b <= x else text[y:a]
    longest = _LONGEST["zh" if language_of(between) == "zh" else "en"]
    piece = max((part.strip() for part in _CUT.split(between)), key=len, default="")
    return piece if 0 < len(piece) <= longest else (object_ if b <= x else subject)


def _all(text: str, quote: str) -> list[int]:
    return [m.start() for m in re.finditer(re.escape(quote), text)]
