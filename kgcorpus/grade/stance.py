"""Stretches of an answer that its writer does not stand behind: doubted, told of others and contradicted, supposed against the facts,
called wrong afterwards, set aside.

One table of markers, each with the stretch that it speaks against: what follows it, or what stands before it, in its clause or its
sentence. A name or value within is not what the answer asserts. A marker that is itself denied ("nobody doubts that") speaks against
nothing, and so does one whose own words are the question's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kgcorpus import text_patterns as re

Span = tuple[int, int]

_SENTENCE = re.compile(r"[。!?\n;]|\.(?=\s|\Z)")
_CLAUSE = re.compile(
    r"[,。!?\n;:]|\.(?=\s|\Z)|\s[-–—]+\s|[—–]+"
    r"|但|不过|然而|可是|其实|实际上|事实上|\b(?:but|however|although|though|yet|whereas|while)\b"
)
_CONTRAST = re.compile(
    r"其实|实际上|事实上|但|不过|然而|可是|而是|真正|才是|才对|查了|查证|核实|后来|最终|发现|证明|结果"
    r"|\b(?:but|however|actually|in (?:fact|reality|truth)|though|yet|instead|really|the truth|turns? out|turned out|then|eventually"
    r"|finally"
    r"|in the end|owing to|because of)\b"
)
_TURNS = re.compile(rf"\W{{0,3}}(?:{_CONTRAST.pattern})")
# A contrast that only says how sure it is: "but little is known".
_STILL_OPEN = re.compile(
    r"争议|存疑|不确定|无法|没有(?:定论|证据|确)|尚无|待考|未必"
    r"|\b(?:debat|disput|uncertain|unclear|unknown|not (?:certain|clear|known|sure|proven)|little|no (?:proof|evidence)|doubt)"
)
_ASKS_PAST = re.compile(
    r"之前|以前|原|曾|过去|旧|最初|起初|首|早|第一|历史|计划"
    r"|\b(?:former|previous|original|initial|first|plan|intend|used to)"
)
_AGREES = re.compile(
    r"\W*(?:(?:而|且|并且|而且|这|也|的确|事实上?也?)*(?:确实|的确|没错|属实|正确|是对的|是真的|果然)"
    r"|(?:and |but )?(?:they|that|this|he|she|it|people|which)(?:'s|'re| is| are| was| were)"
    r" (?:\w+ly )?(?:right|correct|true|so|the case)\b|(?:and )?(?:rightly|correctly)\b|indeed\b|(?:which|this|that) (?:has been |was "
    r"|is )?confirm)"
)
_NEGATED = re.compile(
    r"(?:[没无未]有?人|没有|无可|毫无|毫不|不容|不[应必用能可]|从未|并[非不])\W?(?:\w{0,2})$"
    r"|\b(?:no|not|nobody|none|never|no[ -]one|without|hardly|little|few|cannot|can't|any|don't|doesn't|didn't|isn't|wasn't|nothing)"
    r"(?: \w+){0,2} $"
)

_OTHERS_ZH = (
    r"(?:有|很多|许多|不少|一些|大家|多数|网上|网传|网友|坊间|民间|别人|旁人|朋友|同事|同学|老师|课本|教科书|教程|媒体|小报|传说|传闻|谣言|有的|某些|部分)"
    r"[^,;。!?\n是]{0,10}?(?:认为|说|以为|称|传|觉得|归功于|归于|归给|记成|写成|写的|提到|主张|声称|猜|误|指出|相信|回答|答|当[成作])"
    r"|(?:据传|据说|相传|传言|传说|谣传|风传|盛传)(?:中)?"
)
_OTHERS_EN = (
    r"\b(?:rumou?rs?|gossip|legend|folklore|speculation|hearsay)\s+(?:\w+\s+)?(?:had|has|have|says?|said|claim(?:s|ed)?|suggest(?:s|ed)?"
    r"|was|were|named|linked|pointed)\b"
    r"|\b(?:rumou?red|reputed|alleged|purported)(?:ly)?\b|\bit\s+(?:is|was|has\s+been)\s+(?:\w+\s+)?(?:said|claimed)\s+that"
    r"|\b(?:some|many|most|several|a\s+few|certain|other|plenty\s+of|a\s+lot\s+of)\s+(?:of\s+)?(?:\w+\s+){0,2}?(?:say|think|believe"
    r"|claim|assume|argue"
    r"|insist|suggest|credit|name|cite|swear|guess|attribute|answer|will\s+tell|would\s+say|might\s+say)\b"
    r"|\b(?:(?:a|my|one|our|his|her)\s+(?:\w+\s+)?(?:friend|colleague|teacher|brother|sister|neighbou?r|user|blogger|father|mother|dad"
    r"|mum|mom|uncle"
    r"|aunt|roommate|classmate|boss|commenter|website|forum|blog|textbook|tutorial)"
    r"|people|everyone|everybody|wikipedia|(?:the|some)\s+(?:press|media|tabloids|internet|web|forums?|textbooks?|tutorials?|newspapers?))"
    r"(?:\s+of\s+(?:mine|ours))?(?:\s+(?:often|usually|always|sometimes|still|commonly|generally|tend\s+to|will|would|might|may|once))*\s+"
    r"(?:swears?|says?|said|claim(?:s|ed)?|told\s+\w+|thinks?|thought|insist(?:s|ed)?|believe[sd]?|assume[sd]?|answer|name|cite|credit"
    r"|guess(?:ed)?)\b"
    r"|\b(?:is|are|was|were|gets?)\s+(?:often|commonly|frequently|sometimes|popularly)\s+"
    r"(?:credited|cited|named|given|mentioned|quoted|attributed|said|blamed)\b"
)
_DOUBT = (
    r"没有(?:任何|确凿|充分|可靠|直接)*的?证据(?:能|可以|足以)*(?:表明|证明|显示|说明|支持)|不[太大]可能是?|难以(?:置信|相信)|很难相信|不足为信"
    r"|\b(?:doubtful|questionable|improbable|unlikely|implausible|inconceivable)\s+(?:that|whether|if)\b"
    r"|\b(?:no|little|scant|without)\s+(?:\w+\s+){0,2}?(?:evidence|proof|indication|sign|reason\s+to\s+(?:believe|think|suppose"
    r"|assume))\s+(?:that|for|of"
    r"|to\s+\w+\s+that)\b|\bhard\s+to\s+believe\s+that\b"
    r"|\b(?:disprov\w+|refut\w+|debunk\w*|dismiss\w*|reject\w*|discredit\w*)\s+(?:the\s+|this\s+|any\s+)?(?:\w+\s+)?(?:idea|claim"
    r"|notion|theory|hypothesis"
    r"|suggestion|rumou?r|story|attribution)\s+(?:that|of)\b"
)
_SUPPOSED = (
    r"要不是|(?:如果|若|假如|倘若)(?:当[时初年])?(?:不是|没有|没)|本(?:来|该|应|要|可)|原(?:本|定|计划|打算|拟)|差点|险些|几乎就"
    r"|(?:\A|(?<=[.!?;\n] )|(?<=[.!?;\n]))(?:had|were)\s+(?:it|the|he|she|they|this|that|not)\b|\bif\s+(?:\w+\s+){1,5}(?:had(?:n't)?"
    r"|hadn't|were(?:n't)?)\b"
    r"|\bbut\s+for\b|\bwere\s+it\s+not\b|\bwould\s+(?:probably\s+|likely\s+)?have\s+(?:been|won|had|got|become|hosted|gone|taken|made)\b"
    r"|\b(?:was|were|had\s+been)\s+(?:originally|initially|first)\s+(?:to\s+(?:be|have)|planned|intended|meant|due|scheduled)\b"
    r"|\bcame\s+close\s+to\b"
)
_AT_FIRST = (
    r"一开始|刚开始|起初|起先|乍一看|乍看|原以为|本以为|第一(?:反应|印象|直觉)"
    r"|\b(?:my\s+(?:first|initial|immediate|gut)\s+(?:thought|instinct|guess|reaction|answer|idea|impulse)|(?:at\s+first|initially"
    r"|originally),?\s+(?:i|we)"
    r"|i\s+(?:first|initially|originally|almost|nearly|was\s+about\s+to)\b|at\s+first\s+(?:glance|sight))"
)
_WRONG_BACK = (
    r"(?:这|该|此|上述|那|前面)(?:个|种|一)?(?:说法|观点|看法|答案|结论|传言|理解|认识|印象|记忆|想法|猜测|推断)?(?:其实|实际上|并|都|也|完全|显然|当然|是)*"
    r"(?:不(?:是正确|正确|对|准确|成立|属实|符合)|非正确|并非(?:正确|事实|如此|真)|错[误的了]|有误|谣言|误解|误传|讹传|误会|站不住脚|没有根据|缺乏依据)"
    r"|(?<![别勿莫没])(?<!不要)(?:记|说|搞|弄|看|写|传|理解)(?:错|岔|混|反)了?"
    r"|\b(?:that|this|it|which)(?:'s|\s+is|\s+was|\s+turn(?:s|ed)\s+out\s+to\s+be|\s+would\s+be)\s+(?:\w+\s+){0,2}?(?:wrong|incorrect"
    r"|false|untrue"
    r"|mistaken|(?:myth|mistake|misconception|error|misattribution|mix-?up|fallacy)\b|not\s+(?:true|right|correct|accurate|so\b"
    r"|the\s+case))"
    r"|\b(?:he|she|they|who|people)\s*(?:is|are|was|were|'re|'s|must\s+be|must\s+have\s+been)\s+(?:\w+\s+)?(?:wrong|mistaken|incorrect)\b"
    r"|\b(?:i|he|she|they)\s+(?:had\s+|have\s+|'ve\s+)?(?:mixed|mixing)\s+(?:\w+\s+)?up\b"
)
_WRONGLY_BACK = (
    r"\b(?:wrongly|mistakenly|erroneously|incorrectly|falsely)\b|(?:被|遭)?(?:人们?|许多人|很多人|大家)?误(?:认|以|当|传|作|称|解|记)"
    r"|(?:我)?就不(?:选|说|提|举|列|算|考虑)(?:它|他|她|这)?们?了?|(?:暂且)?(?:抛开|撇开)不谈|除外|不(?:算|计)在内|排除在外"
)
_ASIDE = r"\b(?:leav|putt|sett)ing\s+aside\b|\b(?:leave|put|set)\s+aside\b|且不(?:说|论|提)|姑且不[论说]"


@dataclass(frozen=True, slots=True)
class _Marker:
    """What speaks against what follows (``ahead``) or stands before it; as far as its sentence (``far``) or its clause.

    ``needs``: only where a contrast follows, and nothing that agrees; not ``past``: only where the question does not ask how it was."""

    words: re.Pattern[str]
    ahead: bool
    far: bool = False
    needs: bool = False
    past: bool = True


LEAST = 14
"""Nothing shorter holds a marker, what it speaks against and what is said instead."""

_TABLE = (
    _Marker(re.compile(_DOUBT), ahead=True),
    _Marker(re.compile(f"{_OTHERS_ZH}|{_OTHERS_EN}"), ahead=True, needs=True),
    _Marker(re.compile(_ASIDE), ahead=True),
    _Marker(re.compile(_SUPPOSED), ahead=True, far=True, needs=True, past=False),
    _Marker(re.compile(_AT_FIRST), ahead=True, far=True, needs=True, past=False),
    _Marker(re.compile(_WRONG_BACK), ahead=False, far=True),
    _Marker(re.compile(_WRONGLY_BACK), ahead=False),
)


@lru_cache(maxsize=256)
def against(text: str, question: str) -> tuple[Span, ...]:
    """The stretches of a folded text that it does not assert, in order.

    >>> said = "a friend swears it was lyon, but it was paris."
    >>> [said[a:b] for a, b in against(said, "")]
    [' it was lyon']
    >>> against("nobody doubts that it was lyon.", "")
    ()
    """
    if len(text) < LEAST:
        return ()
    past = _ASKS_PAST.search(question) is not None
    return tuple(sorted(span for marker in _TABLE if marker.past or not past for span in _stretches(marker, text, question)))


def within(start: int, spans: tuple[Span, ...]) -> bool:
    """Whether a position is inside one of the stretches."""
    return any(a <= start < b for a, b in spans)


def _stretches(marker: _Marker, text: str, question: str) -> Iterator[Span]:
    sentences = clauses = None
    for found in marker.words.finditer(text):
        if (question and found[0].strip() in question) or _NEGATED.search(text[max(0, found.start() - 24) : found.start()]):
            continue
        if sentences is None or clauses is None:
            sentences, clauses = _edges(text, _SENTENCE), _edges(text, _CLAUSE)
        edges = sentences if marker.far else clauses
        at = bisect_right(edges, found.start())
        begin, end = edges[at - 1], (edges[at] if at < len(edges) else len(text))
        if not marker.ahead:
            if marker.far and not re.search(r"\w", text[begin : found.start()]) and at > 1:
                begin = edges[at - 2]
            yield begin, found.start()
            continue
        begin = found.end() if not marker.far else begin
        if marker.far:
            end = min(end, next((edge for edge in clauses if edge > found.end() and _TURNS.match(text, edge)), end))
        rest = text[end:]
        if not marker.needs or (_goes_on(rest) and not _AGREES.match(rest)):
            yield begin, end


def _goes_on(rest: str) -> bool:
    """Whether a text goes on with a contrast that is more than a doubt."""
    found = _CONTRAST.search(rest[:160])
    if found is None:
        return False
    return not _STILL_OPEN.search(_SENTENCE.split(rest[found.start() : found.start() + 120], maxsplit=1)[0])


def _edges(text: str, pattern: re.Pattern[str]) -> list[int]:
    return [0, *(m.start() for m in pattern.finditer(text))]
