"""Which mentions are the answer's own words: none where it says that it does not know, repeats the question, or quotes a title."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kgcorpus import text_patterns as re
from kgcorpus.grade.abstaining import says_unknown
from kgcorpus.grade.bare import bare
from kgcorpus.grade.hedging import hedged
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.grade.stance import against
from kgcorpus.text import CJK

REACH = 90
"""So many characters on either side of a mention may speak against it."""

_CLAUSES = re.compile(
    r"[,;。!?\n()]|\.(?=\s)|\s-+\s|--|\.\.\.|…|但是?|不过|然而|可是|\b(?:but|however|though|although|yet|nevertheless|nonetheless)\b"
)
_WHETHER_AFTER = re.compile(r"^[^,;。!?\n]{0,12}(?:是否|与否|是不是)")
_ASKING = re.compile(r"哪|谁|什么|是否|多少|到底|究竟|\b(?:which|who|what|whether|when|where|if)\b")
# A question that offers what may be answered is answered in its own words.
_OFFERS = re.compile(r"\bor\b|\bwhich of\b|\bamong\b|\bbetween\b|\w, [^?]+ and \b|还是|或|、|以下|下列|之中|当中|哪[个一者种]更")
_LAST_WORD = re.compile(rf"([{CJK}]{{1,2}}|[^\W_]+)[\s\"'《]*$")
_FIRST_WORD = re.compile(rf"[\s\"'》]*([{CJK}]{{1,2}}|[^\W_]+)")
LONGEST_TITLE = 80  # as written; folding may make it longer
_TITLE = re.compile(rf"[\"“]([^\"”\n]{{4,{LONGEST_TITLE}}})[\"”]")


def asserted_somewhere(reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that the answer's own words assert: none in a clause that says that something is not known ("I have no information
    about X"), none that stands as it stands in the question, none inside a quoted title."""
    kept = list(mentions)
    if kept and reading.question:
        kept = [m for m in kept if not _is_echo(reading, m)]
    if kept and '"' in reading.text and (titles := _titles(reading)):
        kept = [m for m in kept if not _inside_title(reading, m, titles)]
    if not kept or not reading.hesitates:
        return kept
    if hedged(reading, kept):
        return []
    aside = against(reading.text, reading.question)
    return [m for m in kept if not _in_doubt(reading, m) or _answered_otherwise(reading, m, aside)]


def _answered_otherwise(reading: Reading, mention: Mention, aside: Sequence[tuple[int, int]]) -> bool:
    """Whether an answer doubts a mention and goes on to say something else ("There is no evidence that it was A. It is by B.")."""
    end = max((b for a, b in aside if a <= mention.start < b), default=-1)
    rest = reading.text[end:].strip(" ,.;。") if end >= 0 else ""
    return len(rest) > 3 and not says_unknown(rest, reading.question)


def _in_doubt(reading: Reading, mention: Mention) -> bool:
    """Whether the clause of a mention says that something is not known."""
    low, high = max(0, mention.start - 3 * REACH), min(len(reading.text), mention.end + 3 * REACH)
    start = max((m.start() for m in _CLAUSES.finditer(reading.text, low, mention.start)), default=low)
    found = _CLAUSES.search(reading.text, mention.end, high)
    stop = found.start() if found else high
    rest = reading.text[start : mention.start] + "\0" + reading.text[mention.end : stop]
    if _ASKING.search(rest) and found and says_unknown(reading.text[found.end() : found.end() + REACH], reading.question):
        return True  # "which of A and B it is, I don't know"
    return says_unknown(rest, reading.question) or bool(_WHETHER_AFTER.match(reading.text[mention.end : stop]))


def _is_echo(reading: Reading, mention: Mention) -> bool:
    """Whether a mention stands between the same words as in a question that offers no choice."""
    text, question = reading.text, reading.question
    said = text[mention.start : mention.end]
    at = question.find(said)
    if not said or at < 0 or _OFFERS.search(question):
        return False
    before, after = _beside(text[max(0, mention.start - 24) : mention.start], text[mention.end : mention.end + 24])
    while at >= 0:
        end = at + len(said)
        asked_before, asked_after = _beside(question[max(0, at - 24) : at], question[end : end + 24])
        left = before == asked_before or bool(before >= "\u3400" and asked_before.endswith(before))
        right = after == asked_after or bool(after >= "\u3400" and asked_after.startswith(after))
        if left and right and (before or after):
            return True
        at = question.find(said, at + 1)
    return False


def _beside(before: str, after: str) -> tuple[str, str]:
    """The word before and the word after (of Chinese two characters), empty at the border of a text."""
    left, right = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    return (left[1] if left else "", right[1] if right else "")


def _titles(reading: Reading) -> list[tuple[int, str, str]]:
    """The quoted texts of several words: where each begins in the folded text, in order; as folded; as written."""
    found: dict[str, str] = {}
    for match in _TITLE.finditer(reading.said):
        title = bare(match[1]).strip(" .,")
        if len(title.split()) > 1:
            found.setdefault(title, match[1])
    places = [(m.end(), title, raw) for title, raw in found.items() for m in re.finditer(f'"(?={re.escape(title)})', reading.text)]
    return sorted(places)


def _inside_title(reading: Reading, mention: Mention, titles: Sequence[tuple[int, str, str]]) -> bool:
    """Whether a mention is a part of a quoted title: of several words that begin with capitals."""
    size = mention.end - mention.start
    if size < 2:
        return False
    near = slice(bisect_left(titles, (mention.start - 4 * LONGEST_TITLE,)), bisect_left(titles, (mention.start + 1,)))
    for start, title, raw in titles[near]:
        if mention.start < start + len(title) and size < len(title) - 4 and title != reading.text[mention.start : mention.end]:
            return _capitals(raw) and _more_than(title, start, mention, reading)
    return False


def _more_than(title: str, start: int, mention: Mention, reading: Reading) -> bool:
    """Whether a title says more than the mention in it, the question's words and little words behind it."""
    before, after = title[: mention.start - start], title[mention.end - start :]
    if not before.strip() and re.match(r"\s*:|(?:\s+\w{1,3})*$", after):
        return False
    return any(word[:5] not in reading.question for word in re.findall(r"[^\W\d_]{4,}", before + " " + after))


def _capitals(title: str) -> bool:
    words = re.findall(r"[^\W\d_]+", title)
    return all(word[0].isupper() or len(word) <= 4 for word in words) and words[0][0].isupper()
