"""Open-domain gold in Chinese (``any``): shorter and other ways to write a listed name, and what it says before it goes on to explain.

The head of 市, 省, 自治区 is the place's name; of a transliterated name the part behind the last point is the surname; a dynasty is 朝 or
代; a gold text that explains itself does so behind a comma or in brackets. Each way is then looked for as names are: whole, and not
inside a longer one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import HAN

_REMARK = re.compile(r"\s*[（(][^（）()]*[）)]\s*")
_HEAD = re.compile(r"[，；。：]|——|,\s|;\s")
_OR = re.compile(r"\s*(?:或者|或是|或|／|/)\s*")
_LISTED = re.compile(r"、|[和与及]|以及")
_PLACE = re.compile(
    r"(?P<name>.{2,}?)(?:(?:壮族|回族|维吾尔|藏族|蒙古族|朝鲜族|苗族|土家族|彝族|傣族|白族)*自治[区州县]|特别行政区|[市省县镇])"
)
_DYNASTY = re.compile(r"(?P<name>[\u4e00-\u9fff]{1,2})[朝代]")
_FOREIGN = re.compile(r".+[·•‧・\-](?P<name>[\u4e00-\u9fff]{2,6})")
_TITLE = re.compile(r"[《〈「『“\"](?P<name>[^《》〈〉「」『』“”\"]+)[》〉」』”\"]")


@lru_cache(maxsize=50_000)
def further_names(texts: tuple[tuple[str, str], ...], person: bool) -> tuple[tuple[str, str], ...]:
    """Pairs of key and further name of listed texts (pairs of key and text); ``person``: the question asks for one.

    >>> further_names((("0", "北京市"), ("1", "阿尔伯特-爱因斯坦"), ("2", "清朝（1644—1912）")), True)
    (('0', '北京'), ('1', '爱因斯坦'), ('2', '清朝'), ('2', '清代'))
    """
    out: dict[tuple[str, str], None] = {}
    for key, text in texts:
        if HAN.search(text):
            for name in _ways(text.strip(), person):
                if name and name != text:
                    out[key, name] = None
    return tuple(out)


def _ways(text: str, person: bool) -> Iterator[str]:
    plain = _REMARK.sub("", text).strip()
    head = _HEAD.split(plain, maxsplit=1)[0].strip()
    heads = [plain, head] if not _LISTED.search(plain) else [plain]
    alternatives = _OR.split(plain)
    if len(alternatives) > 1 and all(len(a) > 1 for a in alternatives):
        heads += alternatives
    for one in heads:
        yield one
        if title := _TITLE.fullmatch(one):
            yield title["name"]
        if place := _PLACE.fullmatch(one):
            yield place["name"]
        if dynasty := _DYNASTY.fullmatch(one):
            yield from (dynasty["name"] + end for end in "朝代")
        if person and "·" not in one and (foreign := _FOREIGN.fullmatch(one)):
            yield foreign["name"]
