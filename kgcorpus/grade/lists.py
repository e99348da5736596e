"""What an answer lists beside the names that were looked for: the items of its enumerations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import HAN, overlap
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.text import CJK

_SEPARATOR = re.compile(r"、|;|,\s*(?:and|or)\s+|,|\s+(?:and|or|as well as)\s+|\s*/\s*|以及|或者|[和与及或]")
_STRONG = re.compile(r"、|;|\b(?:and|or|as well as)\b|以及|或者|[和与及或]")
_BULLET = re.compile(r"^\s*(?:[-•·*]|\(?\d{1,2}[.、):]|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s*")
_CUE = re.compile(r"(?:包括|包含|分别是|分别为|主要有|如下|有|是|为|属于|:|\b(?:include[sd]?|including|are|is|was|were|namely)\b)\s*")
_LEAD = re.compile(
    r"(?:[ \"'.,:;]*(?:(?:也|还有|还|另有|其次是|以及|和|the|a|an|also|both|either|but also|plus|along with)\s+|也|还有|另有))+"
)
_TAILS = ("等", "之类", "etc")
_FILLER = re.compile(
    r"(?:among |and |or |the |many |any |some )*(?:others?|more|so on|so forth|etc)|wrong|incorrect|false|correct|right|no|yes"
    r"|不|是的?|对|不对|(?:i have )?no (?:clue|idea)|not sure|unsure"
    r"|其[他它](?:药物?|的)?|诸如此类|不一而足|等等?|(?:the )?(?:two|three|both|former|latter|first|second)"
)
_CLAUSE = re.compile(
    r"建议|请|可以|应当|应该|需要|因为|由于|但是?|所以|因此|其中|属于|包括|具有|用于|这些|他们|您|如果|例如|比如|可能|通常|一般|是指|注意|均为|都是|也是|分别"
    r"|了|超越|超过|接替|取代|击败|相比"
    r"|后者|前者|[二两]者|双方|彼此|\beach other\b|\b(?:belongs?|interacts?|acts|carry|carries|affects?|raises|lowers|treats)\b"
    r"|^\w+(?:ed|en) by\b|.是.|^(?:of|among|according|as)\b"
    r"|来自|位于|成立|出生|生于|卒于|^[他她它是]|根据|禁用|适用|任职|担任"
    r"|\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|may|might|must|which|who|whom|that|it|they|he|she|we"
    r"|you|i|this|these|please"
    r"|because|since|however|but|if|when|while|where|as|so|then|known|born|located|consult|note|used|such|not|his|her|their|its)\b"
)
# Where the last item of a list ends and what is said of all of them begins: "B and C are biguanides", 乙和丙禁用于…
_PREDICATE = re.compile(
    r"\s+(?:are|were|is|was|can|could|may|might|will|would|must|should|has|have|had|do|does|did|belong|interact|act|cause|raise|lower"
    r"|treat)\b"
    r"|(?<=..)(?:禁用|慎用|适用|用于|可以?|会|能|属于|具有|引起|导致|都|均|也)"
)
_CODE = re.compile(r"[a-z]?[0-9]+|(?<![a-z])[a-z](?![a-z])")
_PAST = re.compile(r"(?:formerly|previously|originally|once)\b|之前|以前|原来|曾|原先|过去")
_NOW = re.compile(r"(?:now|currently|today|nowadays)\b|现在|如今|目前")
_ASKS_PAST = re.compile(r"之前|以前|原来|曾|原先|过去|最初|前任|\b(?:formerly?|previous(?:ly)?|original(?:ly)?|used to)\b")
_DENIED = re.compile(r"(?:not|no longer|rather than|instead of|unlike|except)\b|不是|并非|而非|不包括|不含|不属于")
_LETTER = re.compile(r"[^\W\d_]")
_ITS_OR_IN = re.compile(r"(?<=.)[中里内]$|^其")
_CHINESE_NAME = re.compile(f"[{CJK}]{{3,}}")
MOST_CHARACTERS = 14
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a sentence: what it names beside brackets and fillers, and the mention in it, if any.

    ``first``: what stands before its mention leads a list in; ``last``: what stands after it ends the list.
    """

    start: int
    end: int
    text: str
    mention: Mention | None
    strong: bool
    first: bool = False
    last: bool = False


def extra_items(reading: Reading, mentions: Sequence[Mention], known: Sequence[Mention] = ()) -> list[str]:
    """Items that stand in one enumeration with a mention and are none themselves, in order, each once.

    ``known`` are names of entities that were not looked for: they are items wherever they stand in an enumeration.
    """
    asserted = {m for m in mentions if not m.denied}
    out: dict[str, None] = {}
    found = sorted((*mentions, *known), key=lambda m: (m.start, m.end))
    starts = [m.start for m in found]
    for start, end in reading.sentences_around(found):
        here = [m for m in found[bisect_left(starts, start) : bisect_left(starts, end)] if m.end <= end]
        if not any(m in asserted for m in here):
            continue
        if reading.text[end : end + 1] == "?" and re.search(r"\w", reading.text[end:]):
            continue  # what it only asks
        items = _items(reading.text, start, end, here)
        for run in _runs(items):
            if _is_list(run, items, asserted):
                for item in run:
                    if item.mention not in asserted and not (item.mention and item.mention.denied) and _counts(item.text, reading.question):
                        out[item.text] = None
    for text in _bulleted(reading, asserted):
        if _counts(text, reading.question):
            out[text] = None
    return list(out)


def listed_items(reading: Reading) -> list[str]:
    """What an answer names that has none of the names looked for: the items of its first sentence, or of its bullets."""
    bullets = [text for text in _bulleted(reading, None) if _counts(text, reading.question)]
    if bullets or not reading.sentences:
        return list(dict.fromkeys(bullets))
    start, end = reading.sentences[0]
    items = _items(reading.text, start, end, [])
    names = [item.text for item in items if _is_name(item.text) and _counts(item.text, reading.question)]
    return list(dict.fromkeys(names))


def _items(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Item]:
    """The pieces of a sentence; separators inside a mention do not separate, conjunctions of Chinese only beside names or in a list."""
    mentions = sorted(mentions, key=lambda m: (m.start, m.end))
    inside = {i for m in mentions for i in range(m.start, m.end)} | _bracketed(text, start, end, mentions)
    edges = {m.start for m in mentions} | {m.end for m in mentions}
    listed = "、" in text[start:end]
    out: list[Item] = []
    at, strong, clause = start, False, ""
    for match in _SEPARATOR.finditer(text, start, end):
        a, b = match.span()
        if a in inside or a < at:
            continue
        if match[0] in "和与及或" and not (a in edges or b in edges or (listed and _short(text, at, b, end))):
            continue
        out.append(_item(text, at, a, mentions, strong, first=at == start, clause=clause))
        at, strong, clause = b, bool(_STRONG.search(match[0])), match[0].strip() if match[0].strip() in (",", ";") else ""
    out.append(_item(text, at, end, mentions, strong, first=at == start, clause=clause))
    return [item for item in out if item.text]


def _bracketed(text: str, start: int, end: int, mentions: Sequence[Mention]) -> set[int]:
    """Positions in brackets, where remarks stand; not of brackets that hold a mention. ``mentions`` are in order."""
    if text.find(")", start, end) < 0:
        return set()
    starts = [m.start for m in mentions]
    ends = [*accumulate((m.end for m in reversed(mentions)), min)][::-1]  # from each mention on, where the first of them ends
    spans: list[tuple[int, int]] = []
    open_at: list[int] = []
    for at in range(start, end):
        if text[at] == "(":
            open_at.append(at)
        elif text[at] == ")" and open_at:
            begin = open_at.pop()
            later = bisect_right(starts, begin)
            if later == len(starts) or ends[later] > at:
                spans.append((begin, at + 1))
    out: set[int] = set()
    reach = start
    for begin, until in sorted(spans):
        out.update(range(max(begin, reach), until))
        reach = max(reach, until)
    return out


def _short(text: str, start: int, conjunction: int, end: int) -> bool:
    """Whether a conjunction in a list joins its last items: nothing long stands on either side."""
    after = re.match(rf"[{CJK}0-9a-z]+", text[conjunction:end])
    return conjunction - start <= MOST_CHARACTERS and after is not None and after.end() <= MOST_CHARACTERS


def _item(text: str, start: int, end: int, mentions: Sequence[Mention], strong: bool, *, first: bool, clause: str) -> Item:
    """An item; what leads in stands before the first, and may before one behind a comma or semicolon (``clause``)."""
    at = bisect_left(mentions, start, key=lambda m: m.start)
    mention = next((m for m in mentions[at : at + 8] if m.start < end and m.end <= end), None)
    if mention is not None:
        rest = trimmed(_without_brackets(text[mention.end : end]))
        # Behind a comma a clause of its own may begin ("甲属于乙类，该类药物可…").
        leads = (
            bool(_CUE.search(text, start, mention.start))
            or (clause != "" and len(trimmed(text[start : mention.start])) > 2)
            or (clause == ";" and len(rest) > 2)
        )
        return Item(start, end, text[mention.start : mention.end], mention, strong, leads, len(rest) > 2)
    said = _without_brackets(text[start:end])
    cues = list(_CUE.finditer(said)) if first else []
    if cues and said[cues[-1].end() :].strip():
        said = said[cues[-1].end() :]
    last = _PREDICATE.search(said) if strong else None
    if last is not None and last.start() and trimmed(said[: last.start()]):
        return Item(start, end, trimmed(said[: last.start()]), None, strong, last=True)
    return Item(start, end, trimmed(said), None, strong)


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text) if "(" in text else text


def trimmed(text: str) -> str:
    """An item without quotes, bullets and fillers."""
    out = text.strip(" \t\"'.,:;()[]《》-*")
    if _FILLER.fullmatch(out):
        return ""
    lead = _LEAD.match(out)
    out = out[lead.end() if lead else 0 :].strip(" \"'.,:;")
    while tail := next((tail for tail in _TAILS if out.endswith(tail)), ""):
        out = out.removesuffix(tail).strip(" \"'.,:;")
    return out


def _is_name(text: str) -> bool:
    if not text or _CLAUSE.search(text):
        return False
    if HAN.search(text):
        return len(text) <= MOST_CHARACTERS
    return len(text.split()) <= MOST_WORDS


def _runs(items: list[Item]) -> list[list[Item]]:
    """Stretches of items that are names."""
    runs: list[list[Item]] = [[]]
    for item in items:
        if item.mention is not None or _is_name(item.text):
            if item.first:
                runs.append([])
            runs[-1].append(item)
            if item.last:
                runs.append([])
        else:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _is_list(run: list[Item], items: list[Item], asserted: Collection[Mention]) -> bool:
    """Whether a stretch lists answers: it holds one, and is joined by more than commas, holds two, or is all that is said."""
    met = sum(item.mention in asserted for item in run)
    return met > 0 and (any(item.strong for item in run[1:]) or met > 1 or len(run) == len(items))


def _counts(text: str, question: str) -> bool:
    """Whether an item says something of its own: no bare number, not what the question says already, and not how it was or is at another
    time than the question's."""
    if not _LETTER.search(text) or _ITS_OR_IN.sub("", text) in question:
        return False
    if _DENIED.match(text) or (_NOW if _ASKS_PAST.search(question) else _PAST).match(text):
        return False
    if _CHINESE_NAME.match(text):  # names of one kind share characters: what counts is how many of its pairs the question has
        pairs = [text[n : n + 2] for n in range(len(text) - 1)]
        return sum(pair in question for pair in pairs) < 0.75 * len(pairs)
    return overlap(question, text) < 0.6 or (
        _CODE.search(text) is not None and not set(_CODE.findall(text)) <= set(_CODE.findall(question))
    )


def _bulleted(reading: Reading, asserted: Collection[Mention] | None) -> list[str]:
    """The heads of bulleted lines without a mention, where some other bullet has one (``None``: of all bulleted lines); of bullets under
    bullets those of the depth that has most mentions, else the outermost."""
    if "\n" not in reading.text:
        return []
    lines: list[tuple[int, int, int, str]] = []
    at = 0
    for line in reading.text.split("\n"):
        bullet = _BULLET.match(line)
        if bullet:
            head = re.split(r":|\s-\s|\(|,|。|;|\.\s", line[bullet.end() :], maxsplit=1)[0]
            lines.append((at, at + len(line), len(line) - len(line.lstrip()), trimmed(head)))
        at += len(line) + 1
    if not lines:
        return []
    starts = [] if asserted is None else sorted(m.start for m in asserted)
    met = [bisect_left(starts, end) > bisect_left(starts, start) for start, end, _, _ in lines]
    held = Counter(depth for (_, _, depth, _), has in zip(lines, met, strict=True) if has)
    outer = min(depth for _, _, depth, _ in lines)
    depth = min(held, key=lambda d: (-held[d], d)) if held else outer
    if asserted is None:
        return [head for _, _, d, head in lines if d == depth and _is_name(head)]
    of_depth = [(head, has) for (_, _, d, head), has in zip(lines, met, strict=True) if d == depth]
    return [head for head, has in of_depth if not has and _is_name(head)] if held else []


def count_items(reading: Reading, mentions: Sequence[Mention]) -> int:
    """How many things an answer lists: its bullets, else the items of its longest enumeration; 0 where it lists nothing."""
    bullets = sum(bool(_BULLET.match(line)) for line in reading.text.split("\n"))
    if bullets > 1:
        return bullets
    runs = [
        run for start, end in reading.sentences for run in _runs(_items(reading.text, start, end, mentions)) if any(i.strong for i in run)
    ]
    return max(map(len, runs), default=0)
