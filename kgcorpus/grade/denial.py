"""What an answer says is not so, or only mentions: "not A but B", "unlike A", "很多人以为是A，其实是B", "I cannot confirm A".

A mention counts as asserted unless something in its own clause speaks against it. What the question says itself ("which is not …",
"who was beaten by …") speaks against nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgcorpus import text_patterns as re
from kgcorpus.grade.asserting import REACH
from kgcorpus.grade.bare import overlap
from kgcorpus.grade.reading import Mention
from kgcorpus.grade.stance import against, within
from kgcorpus.text import CJK

# Cheap test: none of these in a text, nothing in it is denied.
_GATE = re.compile(
    r"[不非没未无误除错假勿别关]|以为|排除|区别|超[过越]|[胜击打战]败|高于|大于|小于|低于|优于|领先|次于|相比|取代|代替|替代|接替"
    r"|接任|继任|想[到起]|相|以前"
    r"|之前|原来|曾|原先|早先|过去|起初|最初|吗|是否"
    r"|n't|\b(?:not?|nor|neither|never|rather|instead|other|except|exclud|unlike|without|besides|apart|contrary|oppos|surpass|exceed|beat"
    r"|defeat|overt|outrank|ahead|follow|second|than|compar|versus|vs|replac|succe|supersed|confus|mist|differ|distinct|long|hardly"
    r"|rul|elimin"
    r"|doubt|but|ha[sd]|have|deni|deny|wrong|incorrect|false|myth|misconc|former|previous|original|once|used|initial|think|thought"
    r"|believ|assum|claim"
    r"|is|was|are|were|could|did|does|do)"
)
_GENERIC = r"(?:答案|正确|对的?|它|他|她|真正|真的|这|所问|符合|$)"
_NOT_ZH = (
    r"(?:(?<!是)不是|并非|而非|并不是|绝非|绝不是|决不是|不属于|不包括|不包含|不含有?|不等于|不会是|不可能是|不应(?:该)?是|不再是"
    r"|不叫|不在|不像|没有|不存在|"
    r"(?<![是会能要可有对好])不|非(?![洲常凡])|无关|排除|区别于|不同于|有别于|而不是|不认为(?:它|他|她|这)?是?|不觉得(?:它|他|她"
    r"|这)?是?|不(?:再)?(?:用|选择?|推荐|建议|考虑|使用|采用|服用|宜用|应使用|应选用|能用|可用|算)|不要与|不要和|别与|别和|勿与|混淆为)"
)
_AGAINST_ZH = (
    r"(?:超过|超越|胜过|击败|打败|战胜|大于|小于|低于|优于|多于|少于|高于|领先于?|仅次于|次于|取代|代替|替代|接替|相比于?|比)(?:了"
    r"|于|掉)?"
)
_QUALIFIED_ZH = (
    r"(?:不像[^,;。!?\n]{1,14}是|不是|并非|并不是|绝非|绝不是|不属于|不可能是|不会是|从未"
    r"|未曾)(?![很太十非特])[^,;:。!?\n、而只仅光单就]{0,10}"
)
_BEFORE_ZH = re.compile(rf"(?P<word>{_NOT_ZH}|{_AGAINST_ZH})(?:所谓的?|什么|我们?所?说?的?)?[\s\"'《(]*$|{_QUALIFIED_ZH}[\"'《]?$")
_LISTED_ZH = re.compile(r"(?:不是|并非|不包括|不属于|既非|既不是|除了?)(?:(?!而是|就是|便是|但|其实)[^。;!?\n,]){0,40}[、和或与及]\s*$")
_BESIDE_ZH = re.compile(r"除(?:了|去|开)?(?:[^,;。!?\n]{0,12}[、和与及]|)[\s\"'《]*$")
_ALSO_ZH = re.compile(r"[^。;!?\n]{0,20}?(?:以外|之外|外)?,?[^。;!?\n]{0,12}?(?:还|也|另|又|同时|此外)")
_MISTAKEN_ZH = re.compile(
    r"(?:误(?:以为|认为|传|称|作|当[成作]?|认|解|将|把|会)|错[误]?地?(?:以为|认为|当[成作]|将|把|说成)|(?:混淆|弄混|搞混)(?!的)|谣传|讹传"
    r")[^。;!?\n,]{0,10}$"
)
_THOUGHT_ZH = re.compile(r"(?:以为|认为|觉得|猜|传说|都说|误|想到|想起|联想)[^。;!?\n]{0,10}$")
_CONTRAST_ZH = re.compile(
    r"其实|实际上|事实上|但(?:实际|事实|其实|真正|正确|是|它|他|她|答案|并|不|这|资料|史)|然而|而是|不然|错误|并非|不是|有误|误解"
    r"|才是|才对"
)
_AFTER_NOT_ZH = re.compile(
    r"^[\"'》)]*[,]?(?:则|却|就|可|其实|实际上|显然|肯定|当然|本身)*(?:都|均)?(?P<not>(?:并)?不是|并非|绝非|不对|不正确|不算|不属于"
    r"|不符合|不可能|已?不再|没有|不会|不能|未能?|不在|不)"
    r"(?!仅|只|但|光|单|唯一|很|太|十分|特别|错)(?P<rest>[^,;。!?\n]{0,30})"
)
_WRONG_ZH = re.compile(
    rf"^[\"'》)]*[^,;。!?\n]{{0,6}}?(?:是|为)?(?:错的|错误的?|有误|不对的?|不正确的?|(?:与|和|跟)[^,;。!?\n]{{0,8}}(?:无关|没有?关系"
    rf"|毫无关系)|误解|谣言|误传|讹传|干扰项|(?:应|可以?|应该"
    rf"|应当|已)?(?:被)?排除)(?=[,;。!?\n]|的|$"
    rf"|{_GENERIC})"
)
_AFFIRMED_ZH = re.compile(r"^[\"'》)]*(?:才(?:是|对)|正是|就是(?!说))")
_MIXED_UP_ZH = re.compile(
    r"^[\"'》)]*(?:[^,;。!?\n]{0,10}?)(?:混淆|弄混|搞混|混为一谈|相比|比起来|不同|有别|(?:大|小|高|低|长|短|多|少|好|早|晚|快|慢|强"
    r"|重|轻|宽|深|远"
    r"|近)(?:得|很|一|了|\d|$|,|。))"
)
_WITH_ZH = re.compile(r"(?:与|和|跟|同|比|把|将|较)[\s\"'《]*$")
_WAS_ZH = re.compile(r"(?:之前|以前|原来|曾经|曾|原先|早先|过去|起初|最初|原本|先前)(?:一直|的)?(?:是|为|在|由|用)?[^,;。!?\n]{0,6}$")
_NOW_ZH = re.compile(r"现在|如今|目前|现为|现已|现任|现由|今|后来|之后|后(?:改|换|由|为)")
_ASKS_PAST_ZH = re.compile(r"之前|以前|原来|曾|原先|过去|旧|原名|最初|起初|前任|历史|当时|原本|先前|早先")

_FILLED = (
    r"(?:\s+(?:a|an|the|called|named|in|at|on|from|to|of|really|actually|even|that\s+of|those\s+of|his|her|its|it'?s|it\s+is"
    r"|it\s+was|mr|mrs|ms|dr))*[\s\"'(]*$"
)
_NOT_EN = (
    r"not|(?:any|every)(?:thing|one|body|where)\s+but|no(?=\s)|isn'?t|aren'?t|wasn'?t|weren'?t|ain'?t|never|nor|neither"
    r"|rather\s+than|instead\s+of"
    r"|(?<!none\s)(?<!no\s)(?<!each\s)other\s+than|except(?:ing)?(?:\s+for)?|excluding|unlike|without"
    r"|as\s+opposed\s+to|opposed\s+to|contrary\s+to|no\s+longer|nothing\s+to\s+do\s+with|confus(?:ed|ing)\s+(?:with|it\s+with"
    r"|him\s+with|her\s+with|this\s+with)|confuse\s+(?:\w+\s+){0,3}with"
    r"|mistak(?:en|ing)\s+(?:\w+\s+)?for|mistake\s+\w+\s+for|different\s+from|distinct\s+from|rul(?:es?|ed|ing)\s+out"
    r"|eliminat(?:es?|ed|ing)|(?<!\bno )(?<!\bany )(?<!\ba )(?<!\bbeyond )(?<!\bnobody )(?<!\bone )doubt(?:s|ed)?(?:\s+(?:that|it|this"
    r"|he|she|was|is|whether|if|it'?s))*"
    r"|(?:don'?t|do\s+not|doesn'?t|wouldn'?t|never)\s+(?:think|thought|believe|suppose|say)(?:\s+(?:that|it|he|she|this|was|is|it's))*"
    r"|(?<!\bnobody )(?<!\bone )(?<!\bcannot )(?<!\bcan't )den(?:y|ies|ied)(?:\s+(?:that|it|was|is))*"
)
_AGAINST_EN = (
    r"surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing|en)?|defeat(?:s|ed|ing)?|overt(?:akes?|ook|aking|aken)|outrank(?:s|ed"
    r"|ing)?|outsell(?:s|ing)?|ahead\s+of|followed(?:\s+closely)?\s+by"
    r"|second(?:\s+only)?\s+to|than|compar(?:ed|ing|able)\s+(?:to|with)|versus|vs\.?|replac(?:es|ed|ing)|succeed(?:s|ed|ing)"
    r"|supersed(?:es|ed|ing)|edging\s+out|edged\s+out|over\s+runner-?up|runner-?up"
)
_BEFORE_EN = re.compile(rf"\b(?P<word>(?:{_NOT_EN})(?:\s+by)?|{_AGAINST_EN})" + _FILLED)
_BESIDE_EN = re.compile(r"\b(?:besides|apart\s+from|aside\s+from|in\s+addition\s+to|along\s+with)(?:\s+(?:the|a|an))?[\s\"']*$")
_ALSO_EN = re.compile(r"\b(?:also|too|as\s+well|another|others?|additional(?:ly)?|both|include[sd]?|addition|along)\b")
_QUALIFIED_EN = re.compile(
    r"(?:\bnot|n't|\bnever|\bcannot)\s+(?!(?:only|just|merely|simply|solely|sure|certain|until|far\s+to|least|to\s+mention"
    r"|surpris\w+|because|doubt|\w+\s+other\s+than|(?:\w+\s+)?but)\b)"
    r"(?:(?!(?:but|only|just|until|because|sure|certain|other|it|which|except|since|without|than|unless|beyond|is|was|are"
    r"|were)\b)[\w'.-]+\s+){0,4}[\"'(]?$"
)
_LISTED_EN = re.compile(
    r"(?:\b(?:not|neither|never|nor|without|excluding|except(?:\s+for)?|unlike)\b|n't\b)(?!\s+(?:only|just|merely|sure|certain))"
    r"(?:(?!\b(?:but|it|is|was|are|were|he|she|they|rather|instead|actually)\b)[^.;!?\n]){0,80}(?:\b(?:or|nor)\s+(?:the\s+|an?\s+"
    r"|by\s+|in\s+)?)[\"']?$"
)
_MISTAKEN_EN = re.compile(
    r"\b(?:mistaken(?:ly)?|erroneous(?:ly)?|incorrect(?:ly)?|false(?:ly)?|wrong(?:ly)?|myth|misconception|misattributed|misbelie\w+"
    r"|mis(?:identified|taken|quoted))\b[^.;!?\n,]{0,50}$"
)
_THOUGHT_EN = re.compile(
    r"\b(?:think|thinks|thought|believe[sd]?|assume[sd]?|assumption|suppose[sd]?|claim(?:s|ed)?|guess(?:ed)?|expect(?:ed)?"
    r"|suspected|say|said|confuse[sd]?|attributed?|attributes|would\s+say|tempting|might\s+seem|at\s+first|belief)\b[^.;!?\n]{0,50}$"
)
_CONTRAST_EN = re.compile(
    r"^[^.;!?\n]{0,40}\b(?:but|however|though|although|yet|when)\b,?\s+(?:actually|really|in\s+(?:fact|reality|truth)|it|he|she"
    r"|they|the|that|this)\b"
    r"|^[^.;!?\n]{0,30}[.;!?\n]\s*(?:(?:but|however|actually|in\s+(?:fact|reality|truth))\b,?\s*)+(?:it|he|she|they|the\s+(?:answer"
    r"|correct|actual|real|true))\b"
    r"|^[^.;!?\n]{0,30}[.;!?\n]\s*(?:that(?:'s|\s+is)|this\s+is|they(?:'re|\s+are)|it\s+(?:is|was))\s+(?:wrong|incorrect|mistaken"
    r"|not\s+(?:true|so|right|correct))"
)
_I_THINK = re.compile(r"\b(?:i|we|my|i'd|i'm|experts|historians|scholars|scientists|researchers|sources)\b[^.;!?\n]{0,20}$")
_AFTER_NOT_EN = re.compile(
    r"^[\"')]*\s*,?\s*(?:(?:is|was|are|were|does|did|do|has|had|would|could|can|will|should|might|may)(?:n't|\s+not|\s+never)"
    r"|cannot|never|ain't|is\s+no\s+longer|was\s+no\s+longer)\b"
    r"(?!\s+(?:only|just|merely|simply|necessarily|alone|until))(?P<rest>[^,;.!?\n]{0,60})"
)
_WRONG_EN = re.compile(
    r"^[\"')]*\s*,?\s*(?:(?:is|was|would\s+be|are|were|being)\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+)?(?:wrong|incorrect|false|mistaken"
    r"|erroneous|myth|misconception|mistake|distractor|inaccurate|ruled\s+out|impossible)\b"
    r"|(?:has|had|have)\s+(?:nothing\s+to\s+do|no\s+(?:part|role|hand|share))\b|played\s+no\s+(?:part|role)|\((?:wrong|incorrect"
    r"|not\s+correct|false)\b)"
)
_GENERIC_EN = re.compile(r"\b(?:answer|correct|right|true|him|her|one|case|responsible|it|so|that)\b|^\W*$")
_WAS_EN = re.compile(
    r"\b(?:formerly|previously|originally|once|used\s+to\s+be|initially|until\s+recently)(?:\s+(?:the|a|an|it\s+was|was|in|at"
    r"|by))*[\s\"']*$"
)
_HAD_BEEN_EN = re.compile(
    r"^\W*(?:formerly|previously|before|in\s+the\s+past)\b|^\W*(?:once\s+was|used\s+to\s+be|(?:was|were|had\s+been)\s+(?:once"
    r"|formerly|previously|originally"
    r"|the\s+(?:former|old|previous|ancient|first|historic\w*)))\b"
)
_STILL_EN = re.compile(r"\b(?:now|currently|today|nowadays|presently|is|are|but)\b")
_HAD_BEEN_ZH = re.compile(r"^[\"'》)]*(?:曾经?|以前|过去|原来|原先|早先|旧时)(?:一度)?(?:是|为|作为|担任)")
_NOW_EN = re.compile(r"\b(?:now|currently|today|nowadays|presently|these\s+days|since\s+then)\b")
_ASKS_PAST_EN = re.compile(
    r"\b(?:was|were|did|former(?:ly)?|previous(?:ly)?|original(?:ly)?|first|used\s+to|before|old|until|once|had|initial(?:ly)?|then)\b"
)
_ASKS_NOT = re.compile(
    r"不|没|非|未|除|无|错误|例外|\b(?:not|never|except|without|false|incorrect|wrong|unlike|excluding|isn't|didn't|wasn't|doesn't|don't"
    r"|aren't)\b|n't\b"
)
_OPEN_QUESTION = re.compile(
    r"(?:\A|(?<=[.!?\n;]))\s*(?:(?:well|so|hmm|but|and|or),?\s+)?(?:is|was|are|were|could|did|do|does|can|might|would|should|has"
    r"|isn't|wasn't|what\s+about|how\s+about)\b[^.!?\n]*$"
    r"|(?:难道|会不会|是不是|莫非|是否)[^。!?\n]*$"
)
_NO = re.compile(
    r"\s*(?:well,?\s+)?(?:no\b|nope\b|not\b|wrong\b|never\b|i\s+(?:doubt|don'?t\s+think)|(?:我)?(?:看|想|觉得"
    r"|认为)?(?:并)?不|否|错|非也|并非)"
)
_YES = re.compile(
    r"\s*(?:yes|yeah|yep|i\s+think\s+so|i\s+believe\s+so|correct|right|indeed|that'?s\s+(?:it|right)|exactly|sure|probably|是的?|对|没错"
    r"|应该是|正是|嗯|确实)"
)

_JOINED = re.compile(r"[\s、,/]*(?:以及|和|与|及|或者?|and|or|nor)?\s*")


def mark_denied(text: str, mentions: Sequence[Mention], question: str = "") -> list[Mention]:
    """Marks what is said not to be so, or only mentioned: by its own clause, or listed with what is.

    >>> text = "not lyon but paris"
    >>> [m.denied for m in mark_denied(text, [Mention(4, 8, "0", False), Mention(13, 18, "1", False)])]
    [True, False]
    """
    if not mentions or len(text) - (mentions[0].end - mentions[0].start) < 1:
        return list(mentions)
    if aside := against(text, question):
        mentions = [replace(m, denied=True) if within(m.start, aside) else m for m in mentions]
    if not _GATE.search(text):
        return list(mentions)
    out: list[Mention] = []
    for mention in mentions:
        denied = mention.denied or denied_at(text, mention.start, mention.end, question)
        if not denied and out and out[-1].denied and out[-1].end <= mention.start:
            between = text[out[-1].end : mention.start]
            denied = bool(_JOINED.fullmatch(between)) and not _is_affirmed(text[mention.end : mention.end + REACH])
        out.append(replace(mention, denied=denied) if denied else mention)
    return out


def denied_at(text: str, start: int, end: int, question: str = "") -> bool:
    """Whether the text says that what stands at ``text[start:end]`` is not so, or gives it for something else than its answer.

    >>> denied_at("it was not in lyon.", 14, 18), denied_at("it was in lyon.", 10, 14)
    (True, False)
    """
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    lead = re.split(r"[。!?\n]|\.\s", before)[-1]
    if _is_affirmed(after):
        return False
    if re.search(f"[{CJK}]", before[-40:] + text[start:end] + after[:40]) and _denied_zh(lead, text, end, after, question):
        return True
    if re.search(r"[a-z]", lead + after) and _denied_en(lead, text, end, after, question):
        return True
    return "?" in after and _only_asked(before, text, end)


def _is_affirmed(after: str) -> bool:
    return bool(_AFFIRMED_ZH.match(after))


def _denied_zh(lead: str, text: str, end: int, after: str, question: str) -> bool:
    found = _BEFORE_ZH.search(lead)
    if found:
        word = found["word"] or ""
        asked = (bool(word) and word[:2] in question) or (not word and bool(_ASKS_NOT.search(question)))
        either = re.search(r"不是[\s\"'《]*$", lead) and re.match(r"[\"'》]*(?:就是|便是)", after)
        if not asked and not either and not re.match(r"[^,;。!?\n]{0,6}(?:就没有|不行|不可)", after):
            return True
    if _BESIDE_ZH.search(lead) and not _ALSO_ZH.match(after):
        return True
    if _LISTED_ZH.search(lead) and not ("除" in lead and _ALSO_ZH.match(after)):
        return True
    mixed = _MIXED_UP_ZH.match(after) if _WITH_ZH.search(lead) else None
    if _MISTAKEN_ZH.search(lead) or (mixed and not ("混淆" in mixed[0] and "混淆" in question)):
        return True
    if (
        _THOUGHT_ZH.search(lead)
        and _CONTRAST_ZH.search(text[end : end + REACH])
        and not re.search(r"(?:一般|普遍|专家|学者|学界|我)(?:都)?(?:认为|觉得)", lead)
    ):
        return True
    if _WRONG_ZH.match(after) and not _ASKS_NOT.search(question):
        return True
    later = _AFTER_NOT_ZH.match(after)
    if (
        later
        and not _ASKS_NOT.search(question)
        and (
            _about(later["rest"], question)
            or re.match(_GENERIC, later["rest"])
            or ("谁" in question and re.match(r"[^,;。]{0,8}[者人家主手]$", later["rest"]))
            or later["not"][-2:] in ("不对", "正确")
        )
    ):
        return True
    was = _WAS_ZH.search(lead) or _HAD_BEEN_ZH.match(after)
    return bool(was and (_NOW_ZH.search(after) or "但" in after) and not _ASKS_PAST_ZH.search(question))


def _denied_en(lead: str, text: str, end: int, after: str, question: str) -> bool:
    found, asks_not = _BEFORE_EN.search(lead), bool(_ASKS_NOT.search(question))
    if found and not re.search(r"\b(?:none|no|nobody|nothing)\s+other\s+than\b", lead[-40:]):
        word = found["word"].split()[0]
        if word[:5] not in question if len(word) > 3 else not (asks_not and found.end("word") < len(lead) - 1):
            return True
    if not asks_not and (_QUALIFIED_EN.search(lead) or _LISTED_EN.search(lead) or _WRONG_EN.match(after)):
        return True
    if _BESIDE_EN.search(lead) and not _ALSO_EN.search(re.split(r"[.!?\n]", after)[0]):
        return True
    if (mistaken := _MISTAKEN_EN.search(lead)) and mistaken[0][:5] not in question:
        return True
    if (thought := _THOUGHT_EN.search(lead)) and not _I_THINK.search(lead[: thought.start()]) and _CONTRAST_EN.search(after):
        return True
    later = None if asks_not else _AFTER_NOT_EN.match(after)
    if later and (_about(later["rest"], question) or _GENERIC_EN.search(later["rest"]) or _role(later["rest"], text[end:], question)):
        return True
    if _ASKS_PAST_EN.search(question):
        return False
    had = _HAD_BEEN_EN.match(after)
    return bool((_WAS_EN.search(lead) and _NOW_EN.search(after)) or (had and _STILL_EN.search(after[had.end() :])))


def _role(rest: str, text: str, question: str) -> bool:
    """Whether what is denied of a name is the part that the question asks who had it ("was not the author"), or another has it."""
    return bool(
        re.match(
            r"\s+(?:the|a|an)\s+(?:\w+\s+)?\w+(?:or|er|ist|ian|ent"
            r"|ant)$",
            rest,
        )
        and question.startswith(("who", "which"))
    ) or bool(
        re.match(
            r"[^;.!?\n]{0,60}[;.,]\s*(?:but\s+)?[^;,.!?\n]{2,40}\s(?:was|is|did|does|were|are|has|had)\s*(?:[.!]"
            r"|$)",
            text[: 2 * REACH],
        )
    )


def _about(rest: str, question: str) -> bool:
    """Whether what is denied of a name is what the question asks for: words of it are the question's."""
    if re.search(f"[{CJK}]", rest):
        return any(rest[i : i + 2] in question for i in range(len(rest) - 1) if not re.search(r"[的了是在和与\W]", rest[i : i + 2]))
    return overlap(question, rest) > 0 and any(word[:5] in question for word in re.findall(r"[a-z]{4,}", rest))


def _only_asked(before: str, text: str, end: int) -> bool:
    """Whether a mention stands in a question that the answer asks on its way to something else ("Lyon? No, Paris")."""
    stop = re.search(r"[.。!?\n]", text[end : end + REACH])
    if stop is None or stop[0] != "?":
        return False
    rest = text[end + stop.end() :]
    if _NO.match(rest):
        return True
    asks = _OPEN_QUESTION.search(before) or text[end + stop.start() - 1] == "吗"
    return bool(asks) and bool(re.search(r"\w", rest)) and not _YES.match(rest)
