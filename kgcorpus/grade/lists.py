"""What an answer lists beside the names that were looked for: the items of its enumerations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import HAN, bare, overlap
from kgcorpus.grade.item_forms import MOST_CHARACTERS, is_figure, is_honour, is_name
from kgcorpus.grade.persons import asks_who
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.text import CJK

_SEPARATOR = re.compile(r"、|;|,\s*(?:and|or)\s+|,|\s+(?:and|or|as well as)\s+|\s*/\s*|以及|或者|[和与及或]")
_STRONG = re.compile(r"、|;|\b(?:and|or|as well as)\b|以及|或者|[和与及或]")
_BULLET = re.compile(r"^\s*(?:[-•·*]|\(?\d{1,2}[.、):]|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s*")
_CUE = re.compile(r"(?:包括|包含|分别是|分别为|主要有|如下|有|是|为|属于|:|\b(?:include[sd]?|including|are|is|was|were|namely)\b)\s*")
_LEAD = re.compile(
    r"(?:[ \"'.,:;]*(?:(?:也|还有|还|另有|其次是|以及|和|the|a|an|also|both|either|but also|plus|along with)\s+|也|还有|另有|即))+"
)
_TAILS = ("等", "之类", "etc")
_FILLER = re.compile(
    r"(?:among |and |or |the |many |any |some )*(?:others?|more|so on|so forth|etc)|wrong|incorrect|false|correct|right|no|yes"
    r"|不|是的?|对|不对|(?:i have )?no (?:clue|idea)|not sure|unsure"
    r"|其[他它](?:药物?|的)?|诸如此类|不一而足|等等?|(?:the )?(?:two|three|both|former|latter|first|second)"
)
# Where the last item of a list ends and what is said of all of them begins: "B and C are biguanides", 乙和丙禁用于…
_PREDICATE = re.compile(
    r"\s+(?:are|were|is|was|can|could|may|might|will|would|must|should|has|have|had|do|does|did|belong|interact|act|cause|raise|lower"
    r"|treat)\b"
    r"|(?<=..)(?:禁用|慎用|适用|用于|可以?|会|能|属于|具有|引起|导致|都|均|也)"
)
_ARTICLE = re.compile(r"\s*(?:the|an?)\s+(?=\S)")
_CODE = re.compile(r"[a-z]?[0-9]+|(?<![a-z])[a-z](?![a-z])")
_PAST = re.compile(r"(?:formerly|previously|originally|once)\b|之前|以前|原来|曾|原先|过去")
_NOW = re.compile(r"(?:now|currently|today|nowadays)\b|现在|如今|目前")
_ASKS_PAST = re.compile(r"之前|以前|原来|曾|原先|过去|最初|前任|\b(?:formerly?|previous(?:ly)?|original(?:ly)?|used to)\b")
_LETTER = re.compile(r"[^\W\d_]")
_ITS_OR_IN = re.compile(r"(?<=.)[中里内]$|^其")
_CHINESE_NAME = re.compile(f"[{CJK}]{{3,}}")
_DENIED = re.compile(r"(?:not|no longer|rather than|instead of|unlike|except)\b|不是|并非|而非|不包括|不含|不属于")


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a sentence: what it names beside brackets and fillers, and the mention in it, if any.

    ``first``: what stands before its mention leads a list in; ``last``: what stands after it ends the list; ``bare``: neither is there.
    """

    start: int
    end: int
    text: str
    mention: Mention | None
    joint: str
    first: bool = False
    last: bool = False
    bare: bool = True

    @property
    def strong(self) -> bool:
        """Whether more than a comma joins it to the piece before."""
        return bool(_STRONG.search(self.joint))


def extra_items(reading: Reading, mentions: Sequence[Mention], known: Sequence[Mention] = (), *, one: bool = False) -> list[str]:
    """Items that stand in one enumeration with a mention and are none themselves, in order, each once.

    ``known`` are names of entities that were not looked for: they are items wherever they stand in an enumeration. ``one``: a single value
    is asked for, behind which a comma may lead in a remark.
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
        for items in _segments(reading.text, start, end, here):
            for run in _runs(items):
                named = [item for item in run if item.mention is not None]
                for item in _coordinate(run, items, asserted, reading, one):
                    if item.mention not in asserted and not (item.mention and item.mention.denied) and _alike(item, named, reading):
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
    names = [item.text for item in items if is_name(item.text) and _counts(item.text, reading.question)]
    return list(dict.fromkeys(names))


@lru_cache(maxsize=20_000)
def parts_named(value: str) -> frozenset[str]:
    """The names that a value is made of, where it joins several, folded.

    >>> sorted(parts_named("stroke, TIA or thromboembolism")), parts_named("red wine")
    (['stroke', 'thromboembolism', 'tia'], frozenset())
    """
    parts = [trimmed(part) for part in _SEPARATOR.split(bare(value))]
    return frozenset(part for part in parts if part) if len(parts) > 1 else frozenset()


def _segments(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[list[Item]]:
    """The pieces of a sentence; between semicolons those of each part, unless all parts are names and nothing else."""
    cuts = [at for at in range(start, end) if text[at] == ";" and not any(m.start <= at < m.end for m in mentions)]
    whole = _items(text, start, end, mentions)
    if not cuts:
        return [whole]
    parts = []
    for a, b in pairwise([start, *(cut + 1 for cut in cuts), end + 1]):
        here = [m for m in mentions if a <= m.start and m.end <= b - 1]
        parts.append(_items(text, a, b - 1, here))
    bare = all(len(part) < 2 and all(item.bare and (item.mention or is_name(item.text)) for item in part) for part in parts[1:])
    return [whole] if bare else parts


def _items(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Item]:
    """The pieces of a sentence; separators inside a mention do not separate, conjunctions of Chinese only beside names or in a list."""
    mentions = sorted(mentions, key=lambda m: (m.start, m.end))
    inside = {i for m in mentions for i in range(m.start, m.end)} | _bracketed(text, start, end, mentions)
    edges = {m.start for m in mentions} | {m.end for m in mentions}
    edges |= {at + 1 for at in edges if text[at : at + 1] == "》"} | {at - 1 for at in edges if text[at - 1 : at] == "《"}
    listed = "、" in text[start:end]
    out: list[Item] = []
    at, joint = start, ""
    for match in _SEPARATOR.finditer(text, start, end):
        a, b = match.span()
        if a in inside or a < at:
            continue
        if match[0] in "和与及或" and not (a in edges or b in edges or (listed and _short(text, at, b, end))):
            continue
        out.append(_item(text, at, a, mentions, joint, first=at == start))
        at, joint = b, match[0].strip()
    out.append(_item(text, at, end, mentions, joint, first=at == start))
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


def _item(text: str, start: int, end: int, mentions: Sequence[Mention], joint: str, *, first: bool) -> Item:
    """An item; what leads in stands before the first, and may before one behind a comma or semicolon."""
    at = bisect_left(mentions, start, key=lambda m: m.start)
    mention = next((m for m in mentions[at : at + 8] if m.start < end and m.end <= end), None)
    if mention is not None:
        rest = trimmed(_without_brackets(text[mention.end : end]))
        before = trimmed(text[start : mention.start])
        # Behind a comma a clause of its own may begin ("甲属于乙类，该类药物可…").
        clause = (joint in (",", ";") and len(before) > 2) or (joint == ";" and len(rest) > 2)
        leads = clause or bool(_CUE.search(text, start, mention.start))
        bare = (first or not before) and len(rest) < 2
        return Item(start, end, text[mention.start : mention.end], mention, joint, leads, len(rest) > 2, bare)
    said = _without_brackets(text[start:end])
    cues = list(_CUE.finditer(said)) if first or joint in (",", ";") else []
    led = bool(cues) and bool(said[cues[-1].end() :].strip())
    if led:
        said = said[cues[-1].end() :]
    last = _PREDICATE.search(said) if _STRONG.search(joint) else None
    if last is not None and last.start() and trimmed(said[: last.start()]):
        return Item(start, end, trimmed(said[: last.start()]), None, joint, led, last=True, bare=False)
    return Item(start, end, trimmed(said), None, joint, led, bare=not led or first)


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


def _runs(items: list[Item]) -> list[list[Item]]:
    """Stretches of items that are names."""
    runs: list[list[Item]] = [[]]
    for item in items:
        if item.mention is not None or is_name(item.text):
            if item.first:
                runs.append([])
            runs[-1].append(item)
            if item.last:
                runs.append([])
        else:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _coordinate(run: list[Item], items: list[Item], asserted: Collection[Mention], reading: Reading, one: bool) -> list[Item]:
    """The items of a stretch that stand in one enumeration with a mention: joined by more than commas up to the last of them
    ("A, B and C"), between two mentions, or all that is said. Where 、 joins items a comma joins none."""
    met = [n for n, item in enumerate(run) if item.mention in asserted]
    if not met:
        return []
    strong = [n for n in range(1, len(run)) if run[n].strong]
    if not strong:
        alone = len(run) == len(items) and all(item.bare for item in run) and not _remarks(run, reading, one, len(met))
        return run if alone else run[met[0] : met[-1] + 1]
    if not any(run[n].joint == "、" for n in strong):
        return run[: strong[-1] + 1] if met[0] <= strong[-1] else []
    out: list[Item] = []
    part = [run[0]]
    for item in (*run[1:], None):
        if item is not None and item.strong:
            part.append(item)
            continue
        if any(one.mention in asserted for one in part):
            out += part
        part = [item] if item is not None else []
    return out


def _remarks(run: Sequence[Item], reading: Reading, one: bool, met: int) -> bool:
    """Whether commas alone lead in remarks on what stands before: in Chinese on a single value and in a sentence ("首先是甲，不须登记"); in
    English on a single value, in small letters behind a name with a capital ("London, Ontario" is another London)."""
    if HAN.search(run[0].text):
        return one or (met < 2 and any(item.first for item in run))
    if not one or len(reading.said) != len(reading.text):
        return one
    capitals = [reading.said[item.start : item.end].strip(" \"'*")[:1].isupper() for item in run]
    return capitals[0] and not all(capitals[1:])


def _alike(item: Item, others: Sequence[Item], reading: Reading) -> bool:
    """Whether an item is of the form of the mentions that it stands with (``others``), and says something of its own."""
    if not _counts(item.text, reading.question):
        return False
    if is_figure(item.text) and not any(is_figure(one.text) for one in others):
        return False
    if is_honour(item.text) and asks_who(reading.question):
        return False
    raw = reading.text[item.start : item.end]
    if item.joint == "," and _apposed(item, raw, reading) and not any(_ARTICLE.match(reading.text, one.start) for one in others):
        return False
    return "《" in raw or not any("《" in reading.text[one.start : one.end] for one in others)


def _apposed(item: Item, raw: str, reading: Reading) -> bool:
    """Whether a piece behind a comma says with an article and in small letters what stands before: "the age of reptiles"."""
    article = _ARTICLE.match(raw)
    return article is not None and not (len(reading.said) == len(reading.text) and reading.said[item.start + article.end()].isupper())


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
        return [head for _, _, d, head in lines if d == depth and is_name(head)]
    of_depth = [(head, has) for (_, _, d, head), has in zip(lines, met, strict=True) if d == depth]
    return [head for head, has in of_depth if not has and is_name(head)] if held else []


def count_items(reading: Reading, mentions: Sequence[Mention]) -> int:
    """How many things an answer lists: its bullets, else the items of its longest enumeration; 0 where it lists nothing."""
    bullets = sum(bool(_BULLET.match(line)) for line in reading.text.split("\n"))
    if bullets > 1:
        return bullets
    runs = [
        run for start, end in reading.sentences for run in _runs(_items(reading.text, start, end, mentions)) if any(i.strong for i in run)
    ]
    return max(map(len, runs), default=0)
