"""What an answer takes back, and what it puts in its place ("Lyon. No, sorry, Paris"; "北京。不对，应该是上海")."""

from __future__ import annotations

from kgcorpus import text_patterns as re

_CORRECTION = re.compile(
    r"(?:[。.,，;；!！\n—–\-…(（\s]|\A)\s?(?:"
    r"更正(?:一下)?(?:为)?\s*[:：，,]|(?:我)?(?:更正|纠正|订正|修正)(?:一下)?[:：，,]|(?:对不起|抱歉|不好意思)[，,]?\s?(?:我|刚才"
    r"|上面|前面)?(?:说|记|搞|弄|写|答|看)错了?[，,。:：]?"
    r"|[啊哦噢呃嗯诶哎]?(?:不对|不不|不|错了|哦不|啊不|噢不|呃不|等等|等一下"
    r"|且慢)(?:[，,。!！…—]+\s?(?:不对)?[，,]?\s?)(?=(?:应该?|其实|实际上"
    r"|正确|我|答案|是|更正|准确))"
    r"|(?:我)?(?:刚才|上面|前面)?(?<![别勿莫没])(?<!不要)(?:说|记|搞|弄|写|答|看)(?:错|混|反)了[，,。:：!！]?"
    r"|(?:我)?(?:要|得|想)?(?:收回|撤回|修改|改一下|重新)(?:一下)?(?:我)?(?:刚才|上面|前面|之前)?(?:的|那个|这个)?(?:话|说法|答案|回答)[，,。:：]?(?:改(?:为|成)|[应是]+)?"
    r"|(?:编辑|更新|勘误|订正|补正)[:：]|(?:应|应该)改为|改成[:：]|口误[，,。:：]"
    r"|(?:(?:oh|ah|um|uh|er|hmm),?\s+)?(?:no,?\s+(?:sorry|wait|actually|scratch\s+that|my\s+(?:mistake|bad)|that'?s\s+(?:wrong"
    r"|not\s+right))"
    r"|wait,?\s+(?:no|actually|sorry|that'?s\s+(?:wrong|not\s+right))|(?:sorry|apologies|oops|whoops),?\s+(?:(?:no|wait|actually"
    r"|correction)\b|"
    r"(?:it'?s|that'?s|it\s+(?:is|was|should\s+be)|i\s+(?:meant?|misspoke|was\s+wrong)|that\s+(?:is|was"
    r"|should\s+be))(?!\s+(?:not\s+)?(?:possible|clear|unclear))"
    r"(?:\s+(?:wrong|incorrect|a\s+mistake)\b)?)"
    r"|(?:a\s+)?correction\s*[:,—–-]|(?:scratch|strike)\s+that\b|on\s+second\s+thoughts?|i\s+stand\s+corrected|i\s+mis(?:spoke"
    r"|remembered)"
    r"|(?:sorry,?\s+)?i\s+mean(?:t)?\b(?=\s*[,:]?\s+\w)(?!\s+(?:that|to|by))|let\s+me\s+correct\s+(?:that|myself)|my\s+mistake"
    r"|make\s+that|(?:let\s+me\s+|i(?:'d|'ll|\s+will|\s+would|\s+must|\s+have\s+to|'m\s+going\s+to)?(?:\s+(?:like|want"
    r"|need)\s+to)?\s+)(?:change|revise|amend|correct"
    r"|withdraw)\s+"
    r"(?:my|that|the)\s+(?:first\s+|earlier\s+)?answer(?:\s+to)?|(?:i(?:'ve|\s+have)?|i\s+just)\s+mixed\s+(?:(?:that|this|those|these"
    r"|them|it|things|the\s+two|up)\s*)+"
    r"|(?:edit|erratum|update)\s*:|(?:hmm+|hm+|oh|ah|oops|uh|er|erm),?\s+no\b(?!\s+(?:doubt|one|idea|question|other|longer|more|less))"
    r"|(?:that|this)\s+(?:can(?:'t|not)|couldn't)\s+be\s+(?:right|correct)|i\s+take\s+(?:that|it)\s+back|disregard\s+(?:that|the\s+above)"
    r"|i\s+(?:made\s+a\s+mistake|was\s+wrong)|actually,?\s+(?:no\b|wait\b|sorry\b|that'?s\s+(?:wrong|not\s+right|incorrect)"
    r"|i\s+was\s+wrong|it'?s|it\s+(?:is|was)\b)"
    r"|(?:that|this)(?:'s|\s+is|\s+was)\s+(?:wrong|incorrect|(?:a|my)\s+(?:mistake|slip)|an\s+error|not\s+(?:right|correct))\b)"
    r")[\s,，:：;；.。—–!！…-]*",
    re.I,
)
_GATE = re.compile(
    r"收回|撤回|修改|改一下|重新|混了|反了|编辑|更新|勘误|补正|change|revise|amend|withdraw|mixed|edit:|erratum|update|h+m+,? no"
    r"|can.t be|couldn't be"
    r"|take (?:that|it) back|disregard|(?:oh|ah|uh|er|erm),? no"
    r"|更正|纠正|订正|修正|错了|不对|[不]，|不,|不不|等等|等一下|且慢|改为|改成|口误|sorry|wait|correct|actually|scratch|strike"
    r"|second\s+thought"
    r"|i\s+mean|mistake|make\s+that|mis(?:spoke|remem)|wrong|oops|apolog|incorrect|not\s+right",
)
"""In lower case: told quickly."""
_MORE = re.compile(
    r"(?:应该?)?(?:还|也|另外|再加|以及|漏)|(?:i\s+)?(?:forgot|also|should\s+also|add|there'?s\s+also|and\s+also|missed)\b", re.I
)

_ONLY_WRONG = re.compile(
    r"\W*(?:(?:这|该|此|题中|上述)?(?:个|种|一)?(?:说法|陈述|判断|命题|答案|句话)?(?:是)?(?:错误?|不对|不正确|有误|否|不是|不"
    r"|没有)的?|(?:(?:this|that|it)(?:'s|\s+is)\s+)?"
    r"(?:no|not|false|incorrect|wrong|untrue|nope)|(?:the\s+)?(?:statement|claim|sentence)\s+is\s+(?:false|wrong|incorrect"
    r"|not\s+true))\W*",
    re.I,
)

# Further words of the same correction: "wait, no, sorry, it is …".
_STILL = re.compile(
    r"(?:(?:sorry|no|wait|actually|oops|i\s+mean(?:t)?|correction|let\s+me\s+correct\s+(?:that|myself)|抱歉|不对|应为|更正)\b[\s,，:：.。—–-]*)+",
    re.I,
)
_SENTENCE_END = re.compile(r"[。!?！？;；\n]|\.(?=\s|\Z)")
_OPENING = re.compile(r"\W*(?:the\s+)?(?:(?P<zh>[\u4e00-\u9fff]{2,3})|(?P<word>\w[\w.'-]*\w|\w))", re.I)
_NUMBER_WORD = re.compile(r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|dozen", re.I)
_CLAUSE_END = re.compile(r"[。!?！？;；\n，]|\.(?=\s|\Z)")
_NO_NAME = re.compile(
    r"(?:it|its|that|this|these|those|he|she|they|his|her|their|so|the|in|on|at|for|i|we|there|as|and|but|what|who|which)", re.I
)
NEAR = 160
"""So many characters before a correction hold what it takes back."""


def corrected(said: str, question: str = "") -> str:
    """What replaces an answer that is taken back; an addition ("also") replaces nothing. A sentence that only says what the thing taken
    back is instead is left out, where more follows.

    >>> corrected("Lyon. No, sorry, Paris."), corrected("It has nine. Scratch that, nine is Ann's. It has four.")
    ('Paris.', 'It has four.')
    """
    if not _GATE.search(said.lower()):
        return said
    for found in reversed(list(_CORRECTION.finditer(said))):
        head, rest = said[: found.start()], said[found.end() :]
        if re.search(r"\w{2}|[^\W\d_]", head) and not _ONLY_WRONG.fullmatch(head) and re.search(r"\w", rest) and not _MORE.match(rest):
            while (still := _STILL.match(rest) or _CORRECTION.match(rest)) and re.search(r"\w", rest[still.end() :]):
                rest = rest[still.end() :]
            return _without_the_withdrawn(head, rest, question)
    return said


def _without_the_withdrawn(head: str, rest: str, question: str) -> str:
    """The text behind a correction without a first clause that begins with what was taken back: a number or a name that stands before it,
    too, and not in the question."""
    opening = _OPENING.match(rest)
    end = (_CLAUSE_END if re.search(r"[\u4e00-\u9fff]", rest) else _SENTENCE_END).search(rest, opening.end() if opening else 0)
    if opening is None or end is None or not re.search(r"\w", rest[end.end() :]):
        return rest
    word = opening["zh"] or opening["word"]
    if opening["zh"] and word not in head:
        word = word[:2]
    name = opening["zh"] is not None or word[0].isdigit() or word[0].isupper() or _NUMBER_WORD.fullmatch(word)
    if not name or _NO_NAME.fullmatch(word) or word in question or not re.search(rf"(?<![a-z0-9]){re.escape(word)}", head[-NEAR:], re.I):
        return rest
    return rest[end.end() :].lstrip()
