"""Words beside a subject that narrow it: "hydrants in high-rise buildings", 高层建筑的消火栓. What is said of them is not said of all.

Only what stands in the subject's own noun phrase is looked at, and only what is certain without a tagger: 的, 内, 中 or another name before
a Chinese name; an article and words before an English one, a preposition after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgcorpus.extract.lists import Item, Names
from kgcorpus.extract.matching import Found
from kgcorpus.extract.plain import key
from kgcorpus.extract.sentences import Sentence, outside_brackets
from kgcorpus.text import CJK
from kgcorpus.units import match_unit

_HAN = re.compile(f"[{CJK}]")
# Words before a Chinese name that leave it as it is: connectives, demonstratives, quantities of all, praise.
_IDLE_ZH = re.compile(
    r"(?:[\s、\"“'‘《【(]|此外|另外|同时|因此|所以|但是?|而且?|并且?|而|且|其中|例如|比如|如|即|又|也|还|仍|由于|因为|虽然|尽管|目前|现在|当前|如今|通常|一般|往往|常常|"
    r"首先|其次|最后|总之|实际上|事实上|临床上|实践中|原则上|理论上|历史上|国际上|传统上|基本上|本质上|严格来说|一般来说|"
    r"本|该|此|这|那|其|所有|全部|一切|任何|任意|各|每|凡|凡是|一|两|几|多|众多|许多|类|种|个|项|些|只|台|款|家|等|"
    r"常用|常见|最常|最|较|更|很|非常|十分|比较|典型|重要|主要|著名|知名|有名|优秀|良好|理想|可靠|有效|经典|传统|现代|普通|普遍|广泛|一般|标准|基本|基础|新型|新|老|旧|"
    r"真正|实际|上述|前述|所述|上面|前面|下列|下述|以下|以上|同样|相同|类似|这样|此类|不同|各种|各类|各个|多种|单个|使用|应用|用|选用|常规|简单|复杂|首选|一线|的|之)*"
)
# Circumstances that begin a clause and only place it in the text.
_PLACED_ZH = re.compile(
    r"(?:其中|图中|表中|文中|本文中?|本[章节条款书]中?|上[文表图]中?|下[文表图]中?|市场[上中]|临床[上中]?|实践中|实际(?:应用|操作|使用|工作|交易|生产)中|"
    r"生活中|历史上|国际上|国内|世界上|理论上|原则上|传统上|事实上|实际上|统计上|技术上|本质上|总体上|基本上|严格意义上|某种(?:意义|程度)上)$"
)
# Who speaks of it, or how well, does not narrow it.
_TOLD = re.compile(
    r"(?:笔下|提出|发明|发现|创立|首创|所说|所称|所谓|称为|叫做|描述|所述|定义|介绍|讨论|讲到?|提到|谈到|"
    r"[备广深]受.{1,4}|众所周知|家喻户晓|闻名.{0,3}|著称.{0,3})的$"
)
_INSIDE = re.compile(r"(?:[内中里]|(?<![以本加])上|(?<![以如])下|处|之间|[一-龥]侧|旁|周围|附近)$")
_OTHER = re.compile(r"(?:其他|其它|其余|另一[种个类款]?|某[种个类些款]?)的?$")
_OPENING_ZH = re.compile(r"(?:[在于对]|位于|用于|安装[在于]|设置?[在于])?[^,;:。]{1,24}?(?:[内中里处]|(?<!以)上)")
_OPENING_EN = re.compile(r" ?(?:in|for|at|on|under|within|inside|with|without|near|above|below) (?P<what>[^,;:.]{1,60})")
_VALUE_REMARK = re.compile(
    r" ?\((?!约|左右|见|参见|详见|即|也就是|see\b|about|approximately|i\.?e|or\b|roughly|table|figure|人民币|rmb\b|含税|"
    r"不含税)([^()\d]{1,40})\)"
)
_MARKS = ",;:。!?()"
_EVALUATING_WORDS = (
    "the a an this that these those any all every each both such same said its their his her our your my no some many most several other "
    "two three four five first second third last next new old modern common usual typical standard classic classical traditional "
    "popular famous famed well-known known important main major chief key principal basic simple ordinary normal general generic "
    "conventional regular good best better great reliable effective useful proper actual real true very more less above following "
    "aforementioned mentioned named particular single individual whole entire widely-used commonly-used first-line so-called of"
)
_EVALUATING_EN = frozenset(re.split(" ", _EVALUATING_WORDS))
_PREPOSITION_EN = re.compile(
    r" (?:in|for|of|on|at|within|inside|under|with|without|from|near|above|below|along|between|among|during|"
    r"(?:used|installed|mounted|fitted|made|located|placed|kept|stored|designed|intended|supplied|grown|produced|sold|given|taken)"
    r" (?:in|on|at|for|to|with|from|of|by|under|near|inside)) (?P<what>(?:(?!(?:is|are|was|were|has|have|had|can|may|might|shall|should|"
    r"must|will|would|does|do|did|and|or|but|that|which|who)\b)[\w'’/.-]+ ?){1,8})"
)
_PHRASE_EN = re.compile(
    r"(?:general|fact|particular|practice|principle|theory|turn|addition|contrast|reality|essence|short|brief|course|average|"
    r"example|instance|definition|itself|themselves|its own|most cases|many cases|all cases|the main|the whole|present|first|last|once|"
    r"a rule|now)\b"
)
_PREPOSITION_ZH = re.compile(
    r"(?:(?:在|于|用于|安装于|安装在|设置在|设置于|设于|设在|位于|当|随|对于?)[^,;:。的]{1,24}?(?:[内中里上下处]|时|期间|场所|场合|条件下|情况下)的?)"
)
_CLOSED_EN = (
    r"(?:although|though|while|whereas|because|since|when|whenever|where|if|unless|until|as|like|unlike|with|without|by|for|from|in|on|at|to|of|"
    r"and|or|but|nor|so|yet|however|therefore|thus|hence|moreover|furthermore|besides|instead|then|than|that|which|who|whose|what|how|why|"
    r"both|either|neither|not|only|even|also|just|perhaps|maybe|often|sometimes|always|never|now|today|here|there|once|after|before|during|"
    r"is|are|was|were|be|been|has|have|had|can|could|may|might|shall|should|must|will|would|do|does|did|it|its|they|their|he|she|his|her|we|"
    r"you|i|my|our|your|no|per|via|versus|vs|e\.?g|i\.?e|note|see|chapter|section|figure|table|step|question|answer|q|a)"
)
_PART_ZH = re.compile(r"[^,;:。的]{1,12}(?:处|内|侧|端|部|部位|之间)的")
_DETERMINED_EN = re.compile(r"\b(?:the|an?|this|that|these|those|any|all|every|each|its|their)((?: [a-z][\w'’-]*){1,3}) $")

# "the notice confirms that …", "last year …": what stands before the name is no part of its noun phrase.
_NO_NOUN_EN = re.compile(
    r" that (?:the |an? )?$|^ ?(?:(?:last|this|that|each|every) )?(?:year|month|week|quarter|spring|summer|autumn|winter|yesterday|"
    r"today|recently|later) $"
)
_BARE_EN = re.compile(r" ?(?!(?:-|\d))((?: ?(?!" + _CLOSED_EN + r"\b)[a-z][\w'’-]*(?<!ly)(?<!ing)(?<!ed)){1,2}) $")
"""Words with which a clause begins and that are followed by its subject ("indoor hydrants have …")."""


def narrowing(
    sentence: Sentence, found: Found, names: Names, others: Iterable[tuple[int, int]], read: Iterable[tuple[int, int]]
) -> tuple[int, int] | None:
    """The stretch that narrows a match's subject and was read neither by it, by another match (``others``) nor as a condition
    (``read``)."""
    subjects = [i for b in found.of("s") for i in b.items]
    values = [i for b in found.of("o") for i in b.items if i.value is not None and i.value.literal.datatype != "xsd:string"]
    taken = [*found.literals, *((b.start, b.end) for b in found.bounds if b.slot.role != "s"), *others, *read]
    if remark := next((span for i in values if (span := _remark(sentence, i, taken))), None):
        return remark
    if not subjects or subjects[0].stands_for is not None:
        return None
    first, last = subjects[0], subjects[-1]
    span = _before(sentence, first, names, taken) or _after(sentence, last, taken)
    if span is None and values:
        # Where an event took place does not narrow it; where a limit holds does.
        ends = sorted(b for _, b in found.literals)
        beside = (
            _prepositional(sentence, end + sentence.text.startswith(",", end), taken)
            for end in ends
            if end <= values[0].first and not sentence.text.startswith(" of ", end)
        )
        span = _opening(sentence, first, taken) or next((s for s in beside if s), None)
    if span is None or any(a <= span[0] and span[1] <= b for a, b in taken):
        return None
    return None if _is_heading(sentence, *span) else span


def _remark(sentence: Sentence, item: Item, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """What a bracket right after a value says of it ("7天（平均）"); a second figure, a unit or a reference says nothing that narrows."""
    found = _VALUE_REMARK.match(sentence.text, item.last)
    if found is None or match_unit(found.group(1), 0) or any(a < found.end(1) and found.start(1) < b for a, b in taken):
        return None
    return found.span(1)


def _before(sentence: Sentence, item: Item, names: Names, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    text, at = sentence.text, item.first
    low = max([0, *(c + 1 for c in outside_brackets(text, _MARKS) if c < at), *(b for _, b in taken if b <= at)])
    lead = text[low:at]
    if not lead.strip():
        return None
    if _HAN.match(text, at):
        return _before_zh(sentence, low, item, names)
    found = _DETERMINED_EN.search(lead) or _BARE_EN.fullmatch(lead)
    if found is None or _NO_NOUN_EN.search(lead):
        return None
    words = [w for w in found.group(1).split() if w not in _EVALUATING_EN and not w.endswith("ly")]
    return (low + found.start(1) + found.group(1).startswith(" "), at - 1) if words else None


def _before_zh(sentence: Sentence, low: int, item: Item, names: Names) -> tuple[int, int] | None:
    text, at = sentence.text, item.first
    lead = text[low:at]
    if other := _OTHER.search(lead):
        return low + other.start(), at
    idle = _IDLE_ZH.match(lead)
    begin = low + (idle.end() if idle else 0)
    if begin >= at:
        return None
    rest = text[begin:at]
    begin -= text[begin - 1 : begin] in tuple("本该此这那其各每") and begin > low
    if rest.endswith(("的", "之")):
        return None if _TOLD.search(rest) else (begin, at)
    if _INSIDE.search(rest) and not _PLACED_ZH.search(rest):
        return begin, at
    if re.match(r"[^,;:。]*[A-Za-z0-9]", text[at : at + 4]):
        return None  # a name of its own ("中国联通格物Unilink平台")
    before = next((h for h in sentence.hits if h.entities and h.end == at and h.start >= low), None)
    if before is None or _has(names, before.entities, item.ids):
        return None
    return before.start, at


def _has(names: Names, owner: tuple[str, ...], ids: tuple[str, ...]) -> bool:
    """Whether what stands right before a name may have it by a predicate: the fault in "稳压泵频繁启动" is one that pumps have."""
    predicates = [p for p in names.ontology.predicates.values() if p.kind == "object" and p.domain and p.range and not p.qualifier]
    return any(names.fitting(owner, p.domain) and names.fitting(ids, p.range) and not names.fitting(ids, p.domain) for p in predicates)


def _after(sentence: Sentence, item: Item, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    return _prepositional(sentence, item.end, taken)


def _prepositional(sentence: Sentence, at: int, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The circumstance that begins at a position and ends before what the match has read next."""
    text = sentence.text
    high = min((a for a, _ in taken if a >= at), default=at)
    if high <= at:
        return None
    if _HAN.match(text, at - text.startswith(",", at - 1) - 1):
        found = _PREPOSITION_ZH.match(text, at, high) or _PART_ZH.fullmatch(text, at, high)
        return found.span() if found else None
    found = _PREPOSITION_EN.match(text, at, high)
    if found is None or not found.group("what") or _PHRASE_EN.match(found.group("what")):
        return None
    return at + 1, at + len(re.sub(r"(?: (?:of|is|are|an?|the|by|to|up|about))*\s*$", "", found.group()))


def _opening(sentence: Sentence, item: Item, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """A circumstance of place between commas that leads up to the subject ("在高层建筑中，消火栓…", "In garages, hydrants …")."""
    text = sentence.text
    cuts = [c for c in outside_brackets(text, _MARKS) if c < item.start]
    if not cuts or text[cuts[-1]] != "," or _bare(text[cuts[-1] + 1 : item.first]):
        return None
    low = cuts[-2] + 1 if len(cuts) > 1 else 0
    piece = text[low : cuts[-1]]
    if any(low < b and a < cuts[-1] for a, b in taken):
        return None
    if _HAN.search(piece):
        lost = _OPENING_ZH.fullmatch(piece) and not _PLACED_ZH.search(piece)
    else:
        found = _OPENING_EN.fullmatch(piece)
        lost = found is not None and not _PHRASE_EN.match(found.group("what"))
    return (low, cuts[-1]) if lost else None


def _bare(text: str) -> bool:
    """Whether more stands between a comma and the name than an article."""
    return bool(re.sub(r"\b(?:the|an?|all|any|this|these)\b|[该此所有各]", "", text).strip())


def _is_heading(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words are those of an enclosing heading or of the document's title: then it says where the section's facts hold."""
    words = re.sub(r"(?:的|之|[内中里上下])+$", "", sentence.text[start:end].strip())
    document = sentence.document
    titles = [h.text for h in sentence.passage.headings] + [t for t in (document.subject, document.title) if t]
    return any(words and words in key(title) for title in titles)
