"""The final answer of a text that reasons, explains or corrects itself: what stands before was on the way, what stands behind explains."""

from __future__ import annotations

from kgcorpus import text_patterns as re
from kgcorpus.grade.abstaining import ABSTAINS
from kgcorpus.grade.bare import HAN, bare, overlap
from kgcorpus.grade.retracting import corrected
from kgcorpus.text import CJK

_GATE = re.compile("nswer|NSWER|答|结[论果]|esult|onclusion|问|Ans")
_FINAL = re.compile(
    r"(?:(?:最终|最后|正确|标准|参考|我的|本题)*(?:的)?(?:答案|结论|回答|结果)(?:应该|应当|应|就|便|显然|大概|可能)*(?:是|为|选)?\s*[:：]"
    r"|(?:答案|(?:最终|最后)(?:的)?(?:结论|结果))(?:应该|应当|应|就|便|显然|大概|很?可能)*(?:是|为)(?!什么|何|不|未知|无|谁|哪|否定"
    r"|肯定|没|[^\w]*\Z)"
    r"|(?m:^[ \t]*(?:答|ans)\s*[:：.])|【(?:最终|正确|参考)?(?:答案|结论)】"
    r"|(?m:^[ \t]*(?:(?:final|correct)\s+)?answer[ \t]*$)|(?m:^[ \t]*(?:最终|最后|正确)?(?:的)?(?:答案|结论)[ \t]*$)"
    r"|\b(?:final\s+result|conclusion)\s*:"
    r"|\b(?:(?:my|the|your|our|so|and|final|correct|right|short|best|actual|most\s+likely)\s+)*(?<!\bno )(?<!\ban )answers?"
    r"(?:\s+(?:here|(?:to|for|of)\s+(?:this|the|your|that)(?:\s+question)?))?\s*"
    r"(?:\s(?:is|are|would\s+be|should\s+be|must\s+be|will\s+be|has\s+to\s+be)\b\s*:?|:)"
    r"(?!\s*(?:unknown|unclear|not\s+(?:known|given|clear|stated|in|provided|available|mentioned|found)|given|in\s+the|found|that\b"
    r"|as\s+follows\s*[^:])))"
    r"\s*",
    re.I,
)
# What every part of it holds, in lower case, and how far before that it may begin.
_MARK = re.compile("ans|答|结[论果]|esult|onclusion")
_REACH = 200
_ASKED_AND_ANSWERED = re.compile(r"(?im)^[ \t]*(?:q|question|问|问题)\s*[:：].*\n+[ \t]*(?:a|answer|答|回答)\s*[:：]\s*")
# Before "the answer is": what says that it is not told, not meant, or not the one.
_UNTOLD = re.compile(
    r"是否|不知道|如果|假如|若|要是|以为|认为|不能说|不是说|误|别人|有人|\b(?:whether|if|unless|people|some|many|think|thought"
    r"|doubt|suppose[sd]?"
    r"|not\s+that|wrong|incorrect|don'?t|doesn'?t|isn'?t|possible)\b",
    re.I,
)
_TAIL = re.compile(
    r"(?im)(?:^|(?<=[。.;；!]))[ \t]*(?:[-•(（【\[]\s*)?(?:(?:(?:brief|detailed)\s+)?explanation|reason(?:ing)?|rationale"
    r"|justification|notes?"
    r"|because"
    r"|解释|解析|理由|说明|分析|原因|备注|注释?|推理(?:过程)?|解题(?:过程|思路)|详解|补充)\s*[】\])）]?\s*[:：]"
    r"|【(?:解析|分析|理由|说明|解释|详解|推理|备注)】"
)
_ASKS_WHY = re.compile(r"为什么|为何|原因|理由|解释|说明|何以|注|\b(?:why|reasons?|explain|explanation|cause|because|notes?)\b", re.I)

_THEREFORE = re.compile(
    r"(?:因此|所以|综上所述|综上|由此可见|由此可知|总之|总而言之|可见|故)[，,：:]"
    r"|\b(?:therefore|thus|hence|so|in\s+conclusion|in\s+summary|to\s+sum\s+up|to\s+conclude|overall|consequently|accordingly)[,:]\s",
    re.I,
)
_CONCLUDES = re.compile(
    r"(?:\A|(?<=[。.!！?？;；，,\n]))\s?(?:因此|所以|综上所述|综上|由此可见|由此可知|总之|总而言之|可见|故)(?!事|意|乡|障|居|宫"
    r"|此)[，,：:]?"
    r"|(?:\A|(?<=[.!?;\n]\s)|(?<=\n)|(?<=,\s))\s?(?:and\s+)?(?:therefore|thus|hence|so|in\s+conclusion|in\s+summary|to\s+sum\s+up"
    r"|to\s+conclude|consequently"
    r"|accordingly)(?:,|:|\s+(?=(?:the|it|he|she|this|that|we|my|there)\b))\s*",
    re.I,
)
_ANAPHORA = re.compile(
    r"这[些三两四五几]|那些|它们|他们|上述|以上|二者|两者|三者|均|(?<![首古京成之大])都(?=[是有为可能会不属])|前者|后者|此"
    r"|\b(?:these|those|they|them|both|all|each|such|above|former|latter|either)\b",
    re.I,
)
_OFFERS = re.compile(r"还是|或者?|\bor\b", re.I)
_EMPTY_WORDS_TEXT = """
a an the is are was were be been it its he she his her him this that there which who whom whose what when where as of in on at by to for
from with and or answer correct final so therefore thus hence we can conclude say conclusion must would should may might have has had
not no most likely probably clearly clear indeed also one called known named name do does did very
"""
_EMPTY_WORDS = frozenset(_EMPTY_WORDS_TEXT.split())
_EMPTY_CHARACTERS = frozenset("的了是在为有和与及或而且就也这那个此其应该当可以能答案结论因所由于我们认知见对将被把会到从")
_STEP = re.compile(r"(?im)^\s*(?:step\s*\d+|第[一二三四五六七八九十\d]+步|步骤\s*[一二三四五六七八九十\d]+)\s*[:：.、,，]?")
_ASKS_STEPS = re.compile(r"步骤|顺序|流程|怎么|怎样|如何|过程|先后|依次|\b(?:steps?|order|how|process|procedure|sequence)\b", re.I)


def final_part(said: str, question: str) -> str:
    """The part of a plain text that is the answer: the whole of one that says nothing else.

    >>> final_part("Lyon is large. So the answer is Paris.", ""), final_part("北京。不对，应该是上海。", "")
    ('Paris.', '应该是上海。')
    """
    if len(said) < 4:
        return said
    if _GATE.search(said):
        said = _marked(said)
    elif _STEP.search(said):
        said = _after_steps(said, question)
    said = _without_tail(said, question)
    said = corrected(said, question)
    return _concluding(said, question) if len(said) > 40 or len(HAN.findall(said)) > 15 else said


def _marked(said: str) -> str:
    """What stands behind the last "answer:"."""
    asked = list(_ASKED_AND_ANSWERED.finditer(said))
    if asked:
        said = said[asked[-1].end() :]
    mark = _MARK.search(said.lower())
    for found in reversed(list(_FINAL.finditer(said, max(0, mark.start() - _REACH))) if mark else []):
        rest = said[found.end() :]
        if not re.search(r"\w", rest):
            continue
        lead = re.split(r"[。.!?！？\n;；]", said[max(0, found.start() - 100) : found.start()])[-1]
        if lead and (_UNTOLD.search(lead) or ABSTAINS.search(bare(lead))):
            continue
        return rest
    return said


def _without_tail(said: str, question: str) -> str:
    """The text up to where it goes on to explain ("解析：", "Explanation:")."""
    if ":" not in said and "：" not in said and "】" not in said:
        return said
    found = next((m for m in _TAIL.finditer(said) if re.search(r"\w", said[: m.start()])), None)
    return said if found is None or _ASKS_WHY.search(question) else said[: found.start()]


def _after_steps(said: str, question: str) -> str:
    """The last line behind a chain of steps, where it is short and no step; of a question for steps they are the answer."""
    lines = [line for line in said.split("\n") if line.strip()]
    steps = [n for n, line in enumerate(lines) if _STEP.match(line)]
    if len(steps) < 2 or steps[-1] == len(lines) - 1 or _ASKS_STEPS.search(question):
        return said
    last = lines[-1].strip()
    brief = len(last) <= 20 if HAN.search(last) else len(last.split()) <= 8
    return last if brief else said


def _concluding(said: str, question: str) -> str:
    """The conclusion of a text that reasons, where it says something of its own that answers the question."""
    found = [m for m in _CONCLUDES.finditer(said) if len(said) - m.end() <= 300]
    if not found or len(said[: found[-1].start()].strip()) < 10:
        return said
    tail = said[found[-1].end() :]
    if _ANAPHORA.search(tail) or ABSTAINS.search(bare(tail)) or not question:
        return said
    own, short = _own_words(tail, question)
    if not (own or (short and _OFFERS.search(question))) or not (short or overlap(bare(tail), bare(question)) >= 0.4):
        return said
    return tail


def _own_words(tail: str, question: str) -> tuple[bool, bool]:
    """Whether a text names something beside the question's words, and whether it is as short as a name."""
    folded, asked = bare(tail), bare(question)
    if HAN.search(folded):
        own = [c for c in re.findall(rf"[{CJK}]|[a-z0-9]+", folded) if c not in asked and c not in _EMPTY_CHARACTERS]
        return len(own) >= 2 or any(len(c) > 1 for c in own), len(folded.strip("。 ")) <= 10
    words = re.findall(r"[^\W_]+", folded)
    stems = {word[:5] for word in re.findall(r"[^\W_]+", asked)}
    return any(w not in _EMPTY_WORDS and w[:5] not in stems for w in words), len(words) <= 6


def concluded(text: str) -> str:
    """What an answer that reasons step by step concludes; the whole of one that does not say where that begins.

    >>> concluded("首先，甲属于乙；其次，乙作用于丙。因此，甲作用于丙。"), concluded("C.")
    ('甲作用于丙。', 'C.')
    """
    found = list(_THEREFORE.finditer(text))
    return text[found[-1].end() :] if found and text[found[-1].end() :].strip() else text
