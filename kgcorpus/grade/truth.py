"""Whether an answer says yes or no."""

from __future__ import annotations

from kgcorpus import text_patterns as re
from kgcorpus.grade.abstaining import ABSTAINS
from kgcorpus.grade.reading import Reading
from kgcorpus.grade.stance import against, within

_SUBJECT = r"(?:it|he|she|they|we|you|i|that|this|there|one)\s+"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|might|must|should)"
_UNSURE = re.compile(
    r"不一定|未必|不见得|不好说|难说|(?:这|那)?(?:要|得)?看(?:具体)?情况|因人而异|视.{0,8}而定"
    r"|是也不是|也是也不是|既是也不是|不完全(?:是|对|正确)|部分(?:正确|是|对)|有时|有的是|半对半错"
    r"|\b(?:it )?(?:all )?depends?\b|not necessarily|not always|sometimes|hard to say|(?:both )?yes and no|partly|partially"
    r"|in part\b|to some extent"
    r"|in some cases|not (?:quite|exactly|entirely|completely|fully)\b|half[- ]true"
)
_TRUE = re.compile(
    r"(?:(?:当然|确实|的确|肯定|没错|嗯|是啊)[,、]?(?![不没无否]).{0,2}|是的?|对的?|正确|没错|属实|确是|会|能|可以|有|属于|真|成立"
    r"|不(?:能|可)说不|不可能不|不会不|不是不|并非不|毋庸置疑|毫无疑问|那是当然"
    r"|yes|yeah|yep|yup|aye|true|exactly|precisely|it's true|agreed|probably(?: yes| so)?(?! not)|likely(?: yes| so)?(?! not)"
    r"|there(?:'s| is) no (?:doubt|question)|correct|right|indeed|absolutely|certainly|definitely|of course|sure|affirmative"
    r"|(?:no|without(?: a)?) (?:doubt|question)|(?:that|this|it)(?:'s| is) (?:so|correct|true|right|the case)"
    r"|" + _SUBJECT + r"(?:(?:certainly|definitely|indeed|really|surely|absolutely|most"
    r"|undoubtedly)\s+)*" + _AUXILIARY + r"\s*(?=[.,;!]|$))(?![a-z])"
)
_FALSE = re.compile(
    r"(?:(?:当然|确实|的确|肯定|绝对|从来?|根本|完全|并|绝|决)?(?:不|没有|没|无(?=\W|\Z))(?!错|清楚|知道|确定"
    r"|一定|仅|但|光|止|只是)|无法|难以|未能|无需|无须|禁止(?![^,。;]{0,12}吗)|严禁|切勿|尚不|尚未|还不|还没|目前(?:还|尚|仍)?(?:不|无法|没有?)|暂时?(?:不|无法|没有?)|否|错误"
    r"|错|假|并非(?:如此|这样)?|非也|绝非|恰恰相反|正相反|相反|事实(?:并非|不是)如此|谁说"
    r"|(?:absolutely|certainly|definitely|of course|surely|probably) not|no(?=[,.;:!?)-]|\s*$|\s+(?:[-–—]|(?:it|he|she|they|we|i|you"
    r"|this|that|there|the|an?|not|because|since|as|in|its|his|her"
    r"|their|sorry|unfortunately)\b))|nope|nah|nay|never|negative"
    r"|false|untrue|far from(?: it)?|no way|hardly|on the contrary|quite the (?:opposite|contrary)|not in the least"
    r"|incorrect|wrong"
    r"|none(?: whatsoever| at all)?(?=[.,;!]|$)|not(?! (?:only|sure|necessarily|always|just))|by no means|(?:that|this|it)(?:'s"
    r"| is) (?:not|incorrect|untrue|false|wrong)"
    r"|" + _SUBJECT + _AUXILIARY + r"(?:n't|\s*not|\s+never))(?![a-z])"
)
_DOUBLE = re.compile(
    r"不可能不|不会不|不得不|不是不|并非不|不能不|不无|无不|没有不|未尝不|不可不|不能说不|不是没有|并非没有|并非无"
    r"|\b(?:not|never|cannot|no)\b[^.;!?\n]{0,20}\b(?:not|un\w+|without|impossible|never)\b|n't\b[^.;!?\n]{0,20}\b(?:not|never"
    r"|without)\b|毫无疑问|毋庸置疑|无疑|不可否认|没错"
    r"|\bno (?:doubt|question)\b|\bwithout (?:a )?doubt\b|\bundoubtedly\b|\bnot only\b|不仅|不但|不光|不只"
)
_DOUBLE_FIRST = re.compile(
    r"(?:不能说|不可能|不会|并非|并不是|不是)(?:不|没)(?:(?:是|会|能|对|可以|有)?(?=[,。;!\n]|\Z)|是|会|能|可以|可能)"
    r"|(?:it|this|that)(?:'s| is) not (?:impossible|untrue|false|incorrect|wrong)\b"
)
_NOT_THAT = re.compile(
    r"(?:it|this)(?:'s| is| was)(?: simply| just)? (?:not true|not correct|not the case|not so|false|untrue|incorrect|wrong|a myth"
    r"|a misconception|inaccurate|not accurate)(?: to say)? that\b"
)
_TO_THE_GRADER = re.compile(
    r"\b(?:grade|mark|score|rate|judge|treat|accept|count|evaluate|consider)\b[^.!?\n]{0,60}?\b(?:as\s+)?(?:correct|right|true"
    r"|pass)\b|\bverdict\b[^.!?\n]{0,20}\bcorrect\b"
    r"|(?:请|须|应)?(?:判|评|打|给|视)(?:定|为|作|此|这|本|我|成)[^。!?\n]{0,12}?(?:正确|对|满分)"
)
_SHORT = re.compile(
    r"(?P<true>是的|是|对的|对|正确|没错|会的|会|能|可以|成立|属实|确实|确实是|确实如此|的确|的确如此|的确是|yes|true|correct|right)"
    r"|(?P<false>不是|不会|不能|不对|不|否|不成立|错误|错|不可以|没有|不正确|不属实|并非如此|不是的|no|false|incorrect|wrong)"
)
_PIECES = re.compile(r"[,。;:!?\n.]+")
_DENIES = re.compile(r"不|没有|未|无|非|\b(?:not|no|never|cannot)\b|n't\b")
_ASKS = re.compile(r"是不是|会不会|能不能|可不可以|有没有|对不对|是否|能否|可否|true or false:?|对还是错|判断(?:正误|对错)")


_LED = re.compile(
    r"(?:contrary to [a-z' ]{4,30}|in (?:fact|reality|truth|short)|actually|strictly speaking|as a matter of fact"
    r"|与[\u4e00-\u9fff]{2,10}(?:相反|不同)|(?:事实|实际)上|其实|严格来?说|简单来?说|简而言之),\s*"
)
"""What leads to a yes or no and says neither."""
_TICKS, _TICKED = "✓✔√☑✅🗸", frozenset("✓✔√☑✅🗸✗✘×☒❌✖╳")
_NEGATED = re.compile(r"(?:无|非|未|违|失)([\u4e00-\u9fff])")
_POSITIVE = re.compile(r"(?:有|合|已|可)([\u4e00-\u9fff])")


def _adjective(text: str, question: str) -> bool | None:
    """What 无效 says where it is asked 有效吗, 非法 or 违法 where 合法吗, 有效 where 无效吗; None of other answers."""
    if (no := _NEGATED.match(text)) and no[0] not in question:
        return False if re.search(rf"(?:有|合|已|可|经){no[1]}", question) else None
    if (yes := _POSITIVE.match(text)) and yes[0] not in question:
        return False if re.search(rf"(?:无|非|未|不|违|失){yes[1]}", question) else None
    return None


LEAST_ECHOED = {True: 0.5, False: 0.65}
"""A sentence says what a question asks where it has this share of its characters (Chinese: True) or words."""

LEAST_OPPOSED = 0.25
"""A sentence that forbids is about what a question asks where it has this share of it."""


def read_truth(reading: Reading) -> bool | None:
    """Whether an answer says yes or no; one without either is held against the question's own words.

    >>> from kgcorpus.grade.reading import read_answer
    >>> read_truth(read_answer("No, it does not.")), read_truth(read_answer("不是。")), read_truth(read_answer("是的"))
    (False, False, True)
    """
    text = reading.text.lstrip(" \"'([:,-")
    if led := _LED.match(text):
        text = text[led.end() :]
    if text[:1] in _TICKED:
        return text[0] in _TICKS
    if "correct" in text or "true" in text or "right" in text or "pass" in text or "判" in text or "评" in text or "分" in text:
        text = _TO_THE_GRADER.sub(" ", text).lstrip()
    if ABSTAINS.match(text) or _UNSURE.match(text):
        return None
    if wrapped := _NOT_THAT.match(text):
        return len(_DENIES.findall(text[wrapped.end() :].split(".")[0])) % 2 == 1
    if _DOUBLE_FIRST.match(text):
        return True
    asked = _ASKS.sub("", reading.question)
    if (opposite := _adjective(text, asked)) is not None:
        return opposite
    for pattern, truth in ((_FALSE, False), (_TRUE, True)):
        # A name of the question may begin with a negation (不饱和脂肪酸).
        if pattern.match(text) and (truth or len(text) < 4 or text[:4] not in asked):
            return truth
    words = re.findall(
        # "the correct word" and "while it is true that …" are no verdicts on what is asked
        # nor is "no" before a noun ("no vote was taken", "no longer")
        r"\b(?:yes|no)\b(?=\s*(?:[,.;:!?)\"'\n-]|$))"
        r"|(?<!the )(?<!while it's )(?<!while it is )(?<!although it's )(?<!although it is )(?<!though it is )"
        r"\b(?:true|false|correct|incorrect)\b(?! (?:answer|word|term|sentence|option|version))"
        r"|(?:答案|说法|判断|结论|陈述|命题|观点)(?:是|为)?(?:正确|错误|不正确|不对|有误|对|错|是|否)"
        r"|(?:所以|因此|故|可见)(?:并|也|就)?不(?:是|会|能|行|可以|为真|成立|算|属实|正确|对)的?(?=[,。;!]|$)",
        text,
    )
    told = {not re.search(r"\bno\b|false|incorrect|错|不|否|误", word) for word in words}
    if len(told) == 1:
        return told.pop()
    shorts = [m for piece in _PIECES.split(text)[:4] if (m := _SHORT.fullmatch(piece.strip()))]
    if shorts:
        return shorts[0]["true"] is not None
    if not reading.question or reading.abstains or _UNSURE.search(text[:200]):
        return None
    if (opposed := _opposed(reading)) is not None:
        return opposed
    sentence = _echoing(reading, asked)
    if sentence is None:
        return False if text.startswith("no ") and not text.startswith(("no doubt", "no question")) else None
    # Names may hold a negation (肾功能不全): what counts is one more or one less than the question has.
    sentence, asked = _DOUBLE.sub(" ", sentence), _DOUBLE.sub(" ", asked)
    return (len(_DENIES.findall(sentence)) - len(_DENIES.findall(asked))) % 2 == 0


_CLAUSES = re.compile(
    r"[,;:()]|\b(?:so|but|because|since|although|though|while|whereas|unless|which|who|and therefore)\b|所以|因此|但|因为|而且"
)


def _echoing(reading: Reading, asked: str) -> str | None:
    """The clause that says what the question asks, of several that say as much the last; else the sentence that does; None where none
    does. What the answer has from others or takes back says nothing."""
    least = LEAST_ECHOED[any(c >= "\u3400" for c in reading.question)]
    aside = against(reading.text, reading.question)
    clauses: list[str] = []
    for start, end in reading.sentences:
        at = start
        for joint in (*_CLAUSES.finditer(reading.text, start, end), None):
            stop = joint.start() if joint else end
            if not within(at, aside) and not within(stop - 1, aside):
                clauses.append(reading.text[at:stop])
            at = joint.end() if joint else end
    for parts in (clauses, [reading.text[a:b] for a, b in reading.sentences]):
        share, _, said = max(((_share(part, asked), n, part) for n, part in enumerate(parts)), default=(0.0, 0, ""))
        if share >= least:
            return said
    return None


_MAY = re.compile(r"允许|可以|能否|能不能|合法|准许|可不可以|\b(?:allow|permit|legal|lawful|may|can|entitle)")
_MAY_NOT = re.compile(
    r"(?P<not>[不未非无没有]{0,2})(?:禁止|严禁|不得|不准|不许|不允许|非法|违法|违规)"
    r"|(?P<never>(?:\bnot |n't |\bnever |\bno longer )(?:\w+ly )?)?\b(?:prohibited|forbidden|banned|illegal|unlawful|disallowed"
    r"|not (?:allowed|permitted|legal|lawful|entitled)"
    r"|may not|must not|mustn't|prohibits|forbids|bans)\b"
)


def _opposed(reading: Reading) -> bool | None:
    """No, where the answer says of what the question has words for that it is forbidden, and the question asks whether it is allowed; yes,
    where it says that it is not forbidden."""
    if not _MAY.search(reading.question) or _DENIES.search(_ASKS.sub("", reading.question)) or _MAY_NOT.search(reading.question):
        return None
    for start, end in reading.sentences:
        found = _MAY_NOT.search(reading.text, start, end)
        if found and _share(reading.text[start:end], reading.question) >= LEAST_OPPOSED:
            return bool(found["not"] or found["never"])
    return None


_TOKEN = re.compile(r"[\u3400-\u9fff]|[a-z]{3,}|\d+")
_EMPTY = frozenset("the does did are was were has have had can could will would should may might must there any that this".split())  # noqa: SIM905


def _share(text: str, question: str) -> float:
    """The share of the question's characters (Chinese) or words that a text has; forms of one word are one."""
    asked = {token[:5].rstrip("s") for token in _TOKEN.findall(question) if token not in _EMPTY}
    said = {token[:5].rstrip("s") for token in _TOKEN.findall(text)}
    return len(asked & said) / len(asked) if asked else 0.0
