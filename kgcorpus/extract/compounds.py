"""A name that is only a part of a longer one ("the bearing cage", 轴承保持架): what is said of the whole is not said of the part.

Without a tagger only what is certain is told: an English word that closes the noun phrase, a Chinese ending that only things have.
"""

from __future__ import annotations

import re

from kgcorpus.extract.lists import Item
from kgcorpus.extract.sentences import Sentence
from kgcorpus.text import CJK

_HAN = re.compile(f"[{CJK}]")
_FUNCTION_ZH = "的地得了是有在用需要会可能与和及或等而但且被把给使令让为由从到对向于将已不未无非也都均仅只则就再又还后前时中内外上下里者"
_THING_ZH = "器柜架盒座环泵阀箱罐室厂炉轮壳杆塔槽仪"
_AFTER_ZH = re.compile(rf"(?P<rest>(?![{_FUNCTION_ZH}])(?:(?![{_FUNCTION_ZH}])[{CJK}]){{0,4}}?[{_THING_ZH}])(?=[,;:。!?)、的和及与或]|$)")
_NO_NOUNS = (
    "and or but nor so yet if when while as than that which who whose whom where because since until unless though although "
    "whether after before once during in on at of for to with without from by near under over about above below between among per "
    "via versus into onto through across against along around within inside outside upon off out up down away back apart aside "
    "together alone only also too either neither both not never ever always often sometimes usually again further more most less "
    "least much very well fast hard soon late early later earlier now then here there today tomorrow yesterday daily weekly "
    "monthly yearly twice first last next forever instead otherwise anyway however therefore thus hence meanwhile altogether "
    "overnight outright worldwide abroad online offline indoors outdoors upwards downwards forward backward better worse best "
    "worst same long short high low deep straight right wrong is are was were be been being has have had do does did can could may "
    "might shall should must will would need needs it its they them their this these those he she his her we you i me us all some "
    "any each every many several few one two three such other another itself themselves himself herself etc even still just rather "
    "quite almost enough yes no available possible present likely severe mild common rare acute chronic typical important due "
    "prior similar equal free full empty active alike alive asleep"
)
_NO_NOUN_EN = frozenset(re.split(" ", _NO_NOUNS))
_AFTER_EN = re.compile(
    r" (?P<rest>[a-z][a-z-]{2,})(?= ?(?:[.,;:!?)]|$)|"
    r" (?:and|or|is|are|was|were|has|have|had|can|may|might|shall|should|must|will|does|do)\b)"
)
_VERBAL_EN = re.compile(r"(?:ly|ing|ed|wise|ward|able|ible|ful|less|ous|ive)$")


def whole_name(sentence: Sentence, item: Item, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The longer name of which an item is only the first part, None where it stands for itself as far as can be told.

    ``taken`` are the stretches that the match has read: what follows the item there is no part of its name.
    """
    text, at = sentence.text, item.end
    if item.stands_for is not None or item.value is not None or item.bracket is not None or item.mint:
        return None
    if any(a <= at + 1 and at < b for a, b in taken):
        return None
    if _HAN.match(text, item.last - 1):
        found = _AFTER_ZH.match(text, at)
        return (item.first, found.end()) if found else None
    found = _AFTER_EN.match(text, at)
    if found is None or found.group("rest") in _NO_NOUN_EN or _VERBAL_EN.search(found.group("rest")):
        return None
    return item.first, found.end()
