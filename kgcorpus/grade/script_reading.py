"""A script as a person or a model writes it: its steps, the things that each names, whether it uses them, and how much.

A script is numbered, bulleted or prose. All positions are in the folded text of one part of it (see ``bare``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgcorpus.grade.bare import bare
from kgcorpus.grade.markup import THINKING
from kgcorpus.grade.names import find_names
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.model import Literal, Value

_MARKUP = re.compile(r"\*{1,3}|`+|(?m:^\s{0,3}#{1,6}\s+)|__")
_NUMBERED = re.compile(
    r"^\s*(?:第\s*[一二三四五六七八九十\d]{1,3}\s*步\s*[:.、,]?|(?:step|步骤)\s*[一二三四五六七八九十\d]{1,3}\s*[:.、)\-]?"
    r"|\(?\d{1,2}\s*[.、):](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s*"
)
_BULLET = re.compile(r"^\s*[-•·*–]\s+")
_ENDS = re.compile(r"[。!?;]+|\.(?=\s|$)|,\s*(?=然后|接着|随后|之后|最后|再|then\b|after that\b|finally\b)|\s+(?=and then\b)")
_AFTERWORD = re.compile(
    r"^\s*(?:注意|备注|说明|提示|小贴士|注|总之|这样|以上|(?:note|notes|tip|tips|remarks?|this way|in this way|enjoy)\b)"
)


LONGEST, MOST_LINES = 2000, 400
"""A script is read up to so many lines of so many characters."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a script: a step, or (``is_step`` False) what stands before or after the steps. ``number`` counts the steps from 1."""

    text: str
    is_step: bool
    number: int = 0


def parts_of(script: str) -> list[Part]:
    """The steps of a script in order, with what stands around them.

    >>> [part.text for part in parts_of("先洗菜。然后切块，最后下锅。") if part.is_step]
    ['先洗菜', '然后切块', '最后下锅']
    """
    lines = [line[:LONGEST] for line in bare(_MARKUP.sub("", THINKING.sub(" ", script))).split("\n")[:MOST_LINES]]
    for mark in (_NUMBERED, _BULLET):
        if sum(bool(mark.match(line)) for line in lines) > 1:
            return _listed(lines, mark)
    pieces = [piece.strip() for line in lines for piece in _ENDS.split(line)]
    out: list[Part] = []
    for piece in pieces:
        if re.search(r"\w", piece):
            step = not _AFTERWORD.match(piece)
            out.append(Part(piece, step, sum(p.is_step for p in out) + 1 if step else 0))
    return out


def _listed(lines: Sequence[str], mark: re.Pattern[str]) -> list[Part]:
    out: list[Part] = []
    for line in lines:
        match = mark.match(line)
        if match and re.search(r"\w", line[match.end() :]):
            out.append(Part(line[match.end() :].strip(), True, sum(p.is_step for p in out) + 1))
        elif re.search(r"\w", line):
            if out and out[-1].is_step and not _AFTERWORD.match(line):
                out[-1] = Part(f"{out[-1].text}\n{line.strip()}", True, out[-1].number)
            else:
                out.append(Part(line.strip(), False))
    return out


# --------------------------------------------------------------------------------------------- what a part uses


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a part names: whether it ``used`` it, or said that it is left out, replaced or merely explained."""

    thing: str
    start: int
    end: int
    used: bool
    within: str = ""
    """The longer name that it is the head of ("oat milk"), which is another thing."""


_NEAR = 80
"""What says of a name that it is left out stands within so many characters of it."""
_BETWEEN = r"[^,。;!?:()\n]{0,6}"
_LEFT_OUT = re.compile(
    r"(?:不[要用加放含得能可需必使再]|不$|别[加放用]?|勿|无需|无$|禁[用止忌]|忌[用食]?|避免|避开|代替|替代|取代|替换|换掉|去掉|去除|省[去略掉]"
    r"|免[去用加]|而非|而不是|除去|没有|不需要|代$|零$|原(?:来|本|用|方)?(?:的|用)?|属于|算作|归入|含有?|是一种)" + _BETWEEN + r"$"
)
_LEFT_OUT_EN = re.compile(
    r"(?:\b(?:no|not|without|avoid\w*|omit\w*|skip\w*|never|instead of|in place of|rather than|replac\w+|swap\w*"
    r"|substitut\w+\b[^,.;]{1,40}\bfor"
    r"|leav\w+ out|free of|free from|exclud\w+|unlike|ban\w*|prohibit\w*|must not have|original(?:ly)?|counts? among|part of|contain\w*)"
    r"|n't)(?:\s+(?:the|any|all|a|an|use|using|add|adding|of|with|contain\w*|include|including|original|usual))*\s*$"
    r"|\b(?:no|without)(?:\s+(?!(?:and|then|but|use|add|stir|pour|mix|put)\b)[\w-]+){0,3}\s+$"
)
_SAID_OF = re.compile(
    r"^\s*含|^" + _BETWEEN + r"(?:换成|换作|改用|改为|改成|替换[为成]|(?:用|由|以)[^,。;!?\n]{1,16}?(?:代替|替代|取代|替换)"
    r"|属于|是一种|不[放加用]|省略|免去"
    r"|禁用|不可用|不能[用吃]|(?:都|均|也|一律)?(?:要|应该?|须|必须|得|需要?|尽量)?(?:避免|避开|去掉|换掉))"
)
_SAID_OF_EN = re.compile(
    r"^[\s\-]*(?:free\b|(?:(?:which|that|it)\s+)?"
    r"(?:is|are|was|were|can be|must be|should be|has to be|have to be|must|should|may)\s+(?:\w+\s+)?"
    r"(?:replaced|swapped|left out|omitted|avoided|prohibited|banned|not\b)"
    r"|(?:counts?|belongs?|contains?)\b|substitutes?\b|alternatives?\b|replacer\b)"
)
_JOINED = re.compile(r"\s*(?:[、/]|以及|和|与|及|或者?)\s*|\s*[,/]?\s+(?:(?:and|or|nor)\s+)?(?:the\s+)?")
_PLAIN = """
the a an any some all of with in into to and or but then use using add adding more less half fresh cold warm hot whole little remaining
own usual plain this that its your my our from for on by as is are no not without plus only pure raw
"""
_PLAIN_WORDS = frozenset(re.findall(r"\w+", _PLAIN))


def names_in(part: str, names: Mapping[str, Sequence[str]]) -> list[Named]:
    """The things that a part names, in order; names within longer names are told apart."""
    wanted = [(thing, name, n > 0) for thing, known in names.items() for n, name in enumerate(known)]
    found: list[Named] = []
    for mention in find_names(Reading(part, part), wanted):
        if mention.end - mention.start == 1 and not _stands_alone(part, mention):
            continue
        if longer := _head_of(part, mention):
            found.append(Named(mention.key, mention.start, mention.end, False, longer))
            continue
        before, after = part[max(mention.start - _NEAR, 0) : mention.start], part[mention.end : mention.end + _NEAR]
        used = not (_left_out(before) or _SAID_OF.match(after) or _SAID_OF_EN.match(after))
        if used and found and not found[-1].used and found[-1].end <= mention.start:
            between = part[found[-1].end : mention.start]
            if _JOINED.fullmatch(between) and between.strip() and _left_out(part[max(found[-1].start - _NEAR, 0) : found[-1].start]):
                used = False
        found.append(Named(mention.key, mention.start, mention.end, used))
    return _shared(part, found)


def _shared(part: str, found: list[Named]) -> list[Named]:
    """What is said of the last item of a list is said of all: "sugar and honey must be avoided"."""
    for n in reversed(range(len(found) - 1)):
        one, after = found[n], found[n + 1]
        between = part[one.end : after.start]
        behind = part[after.end : after.end + _NEAR]
        said = _SAID_OF.match(behind) or _SAID_OF_EN.match(behind)
        if one.used and not after.used and between.strip() and _JOINED.fullmatch(between) and said:
            found[n] = Named(one.thing, one.start, one.end, False)
    return found


def _stands_alone(part: str, mention: Mention) -> bool:
    """Whether a name of one character is a word of its own: 糖 in 加少许糖打发, not in 木糖醇."""
    before, after = part[max(mention.start - 1, 0) : mention.start], part[mention.end : mention.end + 1]
    return (not before or before in "加放入用和与或及、,(:许量些克的 \n") and not re.match(r"[\u3400-\u9fff]", after.translate(_VERBS))


_VERBS = str.maketrans(dict.fromkeys("和与或及拌搅打煮调后并到一", " "))
"""Characters that may stand behind a word of one character."""


def _left_out(before: str) -> bool:
    near = re.split(r"[,。;!?:\n]", before)[-1]
    return bool(_LEFT_OUT.search(near.rstrip()) or _LEFT_OUT_EN.search(near))


def _head_of(part: str, mention: Mention) -> str:
    """The longer English name that a name is the head of: "oat milk" in "add the oat milk"; empty after a verb that begins its clause."""
    if not re.match(r"[a-z]", part[mention.start]):
        return ""
    clause = re.split(r"[,;:.()\n\"]", part[max(mention.start - _NEAR, 0) : mention.start])[-1]
    words = clause.split()
    if len(words) < 2 or not clause.endswith(" ") or not re.fullmatch(r"[a-z][\w'-]*", words[-1]):
        return ""
    plain = words[-1] in _PLAIN_WORDS or re.search(r"(?:ed|ing|ly)$", words[-1])
    return "" if plain or words[-2] in ("and", "then", "or", "to") else f"{words[-1]} {part[mention.start : mention.end]}"


def amount_near(part: str, named: Named, others: Sequence[Named], values: Sequence[Value]) -> Literal | None:
    """The amount that is said of a named thing: the nearest of the values beside it, with no other thing between."""
    best: tuple[int, Literal] | None = None
    beside = [o for o in others if o.thing != named.thing]
    for value in values:
        low, high = (value.end, named.start) if value.end <= named.start else (named.end, value.start)
        if high < low or high - low > 16 or any(low <= o.start < high for o in beside):
            continue
        if re.search(r"[。;!?\n]|,(?=\s)|\.\s", part[low:high]) or _FORMER.search(part[max(value.start - 20, 0) : value.start]):
            continue
        if best is None or high - low < best[0]:
            best = (high - low, value.literal)
    return best[1] if best else None


_FORMER = re.compile(r"(?:由|从|原(?:来|本|先)?(?:的|为|是|用|用量)*|\bfrom|\bwas|\boriginally|\binstead of)\s*$")
"""What stands before an amount that no longer holds."""


# --------------------------------------------------------------------------------------------- words


_STOPPED = "the a an and of in into to for with it its them then is are be on at until from up all as by or that this"
_STOP = frozenset(re.findall(r"\w+", _STOPPED))


def features(part: str, named: Sequence[Named]) -> dict[str, int]:
    """What a part says, for comparison with other parts, each with its first place: things that it names, pairs of Chinese characters,
    stems of English words, numbers."""
    rest = list(part)
    out: dict[str, int] = {}
    for one in named:
        out.setdefault(f"§{one.thing}", one.start)
        rest[one.start : one.end] = "\0" * (one.end - one.start)
    text = "".join(rest)
    for run in re.finditer(r"[\u3400-\u9fff]+", text):
        if len(run[0]) == 1:
            continue
        for at in range(len(run[0]) - 1):
            out.setdefault(run[0][at : at + 2], run.start() + at)
    for word in re.finditer(r"[a-z][a-z'-]+|\d+(?:\.\d+)?", text):
        if word[0] not in _STOP:
            out.setdefault(stem(word[0]), word.start())
    return out


_IDLE = frozenset("的了把将再后先并和与及或在到至上里中内用取一起连好个些放进入倒成做为")
"""Characters that tell little of what is done."""


def letters(part: str) -> frozenset[str]:
    """The Chinese characters of a part that tell what is done."""
    return frozenset(re.findall(r"[\u3400-\u9fff]", part)) - _IDLE


def stem(word: str) -> str:
    """An English word without its ending, so that forms of one word are alike."""
    short = re.sub(r"(?:ies|es|ed|ing|s|e|y)$", "", word) if len(word) > 4 else word
    return short[:-1] if len(short) > 3 and short[-1] == short[-2] else short
