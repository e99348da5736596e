"""Values that an answer only mentions beside the one it gives: examples, comparisons, what was thought or planned, parts, offsets.

Nothing here is wrong by itself: what is said in passing counts where nothing else is said, and where the question asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from kgcorpus import text_patterns as re
from kgcorpus.grade.clauses import elsewhere

Span = tuple[int, int]

_BEFORE = (
    # an example
    (re.compile(r"(?:\b(?:e\.\s?g\.|for (?:example|instance)|such as)|例如|比如|譬如)[^.;!?。；！？)]{0,40}$", re.I),
     re.compile(r"\bexample|\binstance|例")),
    # a comparison
    (re.compile(
        r"\b(?:compared (?:to|with)|(?:in|by|for) comparison|(?:in|by) contrast|as against|versus|vs\.?|unlike)(?![a-z])[^.;!?]{0,40}$"
        r"|(?:相比之下|对比之下|作为对比|相较之下|作为比较)[^。；！？]{0,20}$", re.I),
     re.compile(r"\bcompar|\bthan\b|\bdiffer|比")),
    # what was thought or so before
    (re.compile(
        r"\b(?:(?:people|some|many|most|others|textbooks|sources|scientists|experts|he|she|they|i)(?: \w+){0,2}?"
        r" (?:first |originally |once |often |still |sometimes |wrongly )?(?:thought|think|believe[sd]?|assume[sd]?|quote[sd]?"
        r"|guess(?:ed)?)(?! (?:that )?(?:it is|it's)\b)"
        r"|(?:is|was|were|are|been) (?:once|long|often|previously|originally|formerly|initially|at first|commonly|widely)"
        r" (?:thought|believed|said|assumed|quoted|estimated|put|given|reported)"
        r"|once|previously|originally|formerly|initially|at first|used to|older (?:sources|editions|textbooks)"
        r"|earlier (?:estimates|sources|versions|editions)|my first (?:thought|guess|instinct))\b[^.;!?]{0,50}$"
        r"|(?:原先|原来|此前|早先|最初|起初|过去|以前)[^。；！？,，]{0,14}$|以为[^。；！？,，]{0,12}$", re.I),
     re.compile(
        r"\b(?:before|previous|former|original|initial|first|earlier|old|once|used to|at the start|begin|until|think|thought|belie"
        r"|estimat)|之前|原|曾|最初|起初|开始|首次|过去|以前|以为|第一")),
    # what was asked for or planned, not what came of it
    (re.compile(
        r"\b(?:sought|asked for|claimed|demanded|requested|planned|hoped for|expected|proposed|budgeted|forecast|applied for"
        r"|aimed (?:at|for)|targeted|promised)\b[^.;!?]{0,30}$|(?:计划|预计|要求|申请|索赔|请求|原定)[^。；！？,，]{0,10}$", re.I),
     re.compile(
        r"\b(?:seek|sought|ask|claim|demand|request|plan|hope|expect|propos|budget|forecast|appl|aim|target|promis)|计划|预计|要求"
        r"|申请|索赔|请求|原定")),
    # where a change began
    (re.compile(
        r"\b(?:gr[eo]w\w*|ris(?:es?|en|ing)|rose|rais\w+|increas\w+|f[ea]ll\w*|drop\w*|declin\w+|decreas\w+|chang\w+|went|gone|goes"
        r"|mov(?:ed|es)|reduc\w+|cut|lower\w*|expand\w*|shr[aiu]nk|climb\w*|up|down|jump\w*|doubl\w+|tripl\w+|revis\w+|updat\w+|correct\w+)\b"
        r"[^.;!?\d]{0,30}\bfrom (?:about |around |some )?[$¥€£]?$", re.I),
     re.compile(r"\b(?:before|previous|former|original|initial|first|earlier|start|begin|from)")),
)  # fmt: skip
"""What stands before such a value in its sentence, and what in a question asks for it."""
_GATE = re.compile(
    r"\b(?:e\.g|example|instance|such|compar\w*|contrast|against|versus|vs|unlike|th[io]\w+|belie\w+|assum\w+|guess\w*|quote[sd]?|once"
    r"|\w+ly|earlier|older|used|first|from|after|before|later|ago|prior|of (?:them|these|those|which|whom)|sought|asked|claimed|demanded"
    r"|requested|planned|hoped|expected|proposed|budgeted|forecast|applied|aimed|targeted|promised)\b|[如譬比较原先来此早最起过以为计预要申索请后前]",
    re.I,
)
_TIME = re.compile(r"(?:second|minute|hour|day|week|month|year|decade|fortnight|h|min|hr)s?$|[天日周月年时钟分秒]$", re.I)
_OFFSET = re.compile(
    r" (?:after|before|later|earlier|ago|prior to|previously|beforehand|afterwards?|from now)\b|(?:之?[后前](?![面期台者])|以[后前])", re.I
)
_ASKS_OFFSET = re.compile(r"\b(?:after|before|later|earlier|ago|when|how soon|prior|until|age)\b|[后前]|何时|什么时候")
_PART = re.compile(r"[^.;!?,\d]{0,12}? of (?:them|these|those|which|whom)\b")
_SENTENCE = re.compile(r"[。！？!?;；\n]|\.(?=\s)")


def asides(text: str, spans: Sequence[Span], question: str) -> set[int]:
    """Which of several values are only mentioned, by index; ``question`` is in lower case.

    >>> text = "People once thought it was 100, but it is 86, for example 43 on each side"
    >>> sorted(asides(text, [(27, 30), (42, 44), (58, 60)], "how many are there?"))
    [0, 2]
    """
    if len(spans) < 2:
        return set()
    out = elsewhere(text, spans, question)
    if not _GATE.search(text):
        return out if len(out) < len(spans) else set()
    patterns = [before for before, asked in _BEFORE if not asked.search(question)]
    offsets = not _ASKS_OFFSET.search(question)
    for i, (start, end) in enumerate(spans):
        lead = text[max(0, start - 90, spans[i - 1][1] if i else 0) : start]
        lead = _SENTENCE.split(lead)[-1]
        offset = offsets and _OFFSET.match(text, end) and _TIME.search(text[start:end])
        if offset or _part(text, end, question) or any(pattern.search(lead) for pattern in patterns):
            out.add(i)
    return out if len(out) < len(spans) else set()


def _part(text: str, end: int, question: str) -> bool:
    """Whether a value is said of a part that the question does not name: "113, 39 of them gold"."""
    match = _PART.match(text, end)
    return match is not None and not any(word in question for word in _WORD.findall(text[match.end() : match.end() + 24].lower()))


_WORD = re.compile(r"[a-z]{3,}")
