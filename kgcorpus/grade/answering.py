"""Which mentions of a name answer the question: not those in a clause about something else, where another clause gives another answer.

"Unlike the Congo, which flows into the Atlantic, the Amazon ends in the Pacific": the clause that says what was asked names the Pacific.
A mention is only mentioned where some other clause *states* an answer - it says the gist of the question and has something new at the
place of the answer - and its own clause does not: it says less of the question, and more than the name. What stands alone ("Paris.",
"it is Paris") answers by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kgcorpus import text_patterns as re
from kgcorpus.grade.bare import bare
from kgcorpus.grade.clauses import LIGHT_WORDS, Clause, Focus, clauses_of, focus_of, fresh, stem, units_in, weights_of
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.text import CJK

LEAST = 0.4
"""A clause says what is asked where it says this share of the question, or its gist and nothing else than the question's words."""
LESS = 0.75
"""The clause of a mention says less of the question than another one below this share of what that says."""
LONGEST = 6000
"""Of answers with more characters than this a mention stands wherever it stands."""
BARE_ZH, BARE_EN = 2, 1
"""A clause with at most so many characters or words beside a name and the question's own gives the name as the answer."""

# What a clause says that states nothing, unless the question says it, too.
_OPEN_ZH = re.compile(
    r"不|没|未|非(?!洲)|无|是否|以为|认为|误|有人|有的|据说|传说|说法|看似|曾|原来|一度|起初|最初|本来|如果|若|假如|虽|尽管|因为|由于|除|例如|比如|谁|什么|哪"
    r"|古代|历史上|从前|过去|当时|怀疑|可能|也许|或者?|[后时前]$|之[一前后]"
)
_OPEN_EN = re.compile(
    r"n't|\b(?:not|no|never|nor|neither|none|if|unless|although|though|while|when|before|after|because|since|think|thinks|thought|believed?"
    r"|says?|said|claim(?:s|ed)?|rumou?rs?|would|might|could|may|maybe|perhaps|possibly|or|unlike|formerly|once|what|why|how|let"
    r"|one of|such as|like|other|another|also|too|suspected|doubt\w*)\b"
)
# A clause that goes on about what the one before it names.
_GOES_ON_EN = re.compile(
    r"\s*(?:and\s+|or\s+)?(?:also\b|(?:is|are|was|were|has|had|which|who|whom|whose|that|where|when|this|these|those|he|she|they|such|there)\b"
    r"|it\b(?!\s+(?:is|was)\s+[^,]*\b(?:who|that)\b)|(?:its|his|her|their)\b)"
)
_IS_ZH = re.compile(r"(?:应该?|其实|就|正|便|则|才|都|自然|显然|当然)*(?:是|为|叫做?|称为|名叫|名为|即|选|:)")
_BY_ZH = re.compile(r"(?:由|被|归)")
_TO_ZH = re.compile(r"[在于到至入向用给自从叫得成往]了?")
_NO_HEAD_ZH = re.compile(r"[\d年月日]|后来|最[早初先]|首[先次]|随后|当时|^[这那其它他她此该]|的$|[在由被]|用于|关于")
_VAGUE_ZH = re.compile(r"一[个位种名座条家项部些]|这|那|其|它|他|她|很|最|因|为|从|以|来自|指|用|[^的]{0,8}的$|多|有|[在由被]")
_IS_EN = re.compile(
    r"(?::|\b(?:is|are|was|were|becomes?|became|remains?|(?:would|must|should|will|has to) (?:be|have been))\b|'s\b)"
    r"(?P<article>\s+(?:a|an)\b)?"
    r"(?:\s+(?:the|now|actually|in fact|probably|most likely|therefore|thus|really|officially|called|named|of course|indeed|then)\b)*\s+"
)
_BY_EN = re.compile(r"\bby\s+(?:the\s+)?")
_TO_EN = re.compile(r"\b(in|at|on|to|into|from|near|through)\s+(?:the\s+)?")
_DONE = re.compile(r"\b\w+(?:ed|en|wn|un[gk]|ght|ept|lt|ld|de|id)\b")
_TIMES = frozenset(["month", "year", "day", "dat", "centur", "decad", "season"])
_FINITE = re.compile(r"\b(?:is|was|are|were|been)\b")
_PARTICIPLE = re.compile(r"\w+(?:ed|ing|ly|able|ous|ful|ive)\b")
_WORD = re.compile(r"[^\W_]+(?:[\-.][^\W_]+)*")
_COPULA_BEFORE = re.compile(
    r"(?:[是为叫即选称名]|就是|:|\b(?:is|was|are|were|be|been|called|named|as|it's|that's|he's|she's)\s+(?:the\s+|an?\s+)?)"
    r"[\s\"'《(]*$"
)
_IT = re.compile(r"\s*(?:no,?\s+)?it\b")
_POSSESSIVE = re.compile(r"\s*(?:its|his|her|their)\b")
# Under another condition, or only according to others.
_ASIDE = re.compile(
    r"只有[^,;。]*才|(?:有人|有些人|不少人|很多人|许多人|大家|网上|网友|坊间|民间|教程|教材|资料|媒体)[^,;。]{0,8}(?:说|认为|以为|觉得|猜|称|传)"
    r"|\bonly (?:if|when|below|above|after|before)\b"
    r"|\b(?:some|many|most|others|people|friends?(?: of mine)?|rumou?rs?|legends?|students)\b[^.;]{0,16}"
    r"\b(?:says?|think|believe|claim|swears?|had it|guess)\b"
)
_WITH_ZH = re.compile(r"\s*(?:[与和跟同从比离距对向连]|连同)[^在于到]{0,8}$")
_WITH_EN = re.compile(r"\b(?:of|with|against|from|over|than|alongside|(?:is|was|are|were) by)\s+(?:the\s+)?[\"']?$")
_KIND_OF = re.compile(
    r"\b(?:name|title|city|town|state|firm|form|work|island|village|kingdom|county|province|country|port|lake|river)s?\s+of\s+(?:the\s+)?[\"']?$"
)
_NOT = re.compile(r"没有?|未|不|n't\b|\bnot\b|\bnever\b|\bdeclined to\b|\brefused to\b|\bfailed to\b")
_TITLE_ZH = re.compile(r"(?:《[^》]{1,20}》|\"[^\"]{1,20}\"|[a-z0-9+.\-]{2,20})\s*(?:吧|啊|呀|嘛|呗)?")
_IS_ELSE = re.compile(r"[\"'》)]*\s*(?:(?:才|则|就|其实|应该)?(?:是|指|属于|用于|用来)|(?:is|was|refers|means|belongs|plays|stands)\b)")
_OPENS_EN = re.compile(r"\W*(?:(?:and|but|while|whereas|so|then|the|an?|yet|though|although|in fact|actually|however)\W+)*")
_NO_VERB = re.compile(
    r"[\s\"'》)]*(?:$|[,:、和与及或]|(?:on|in|at|of|with|from|for|by|as|during|and|or|to|who|which|that|where)\b|[^\w\s\"'》)])"
)


def answering(reading: Reading, mentions: Sequence[Mention], golds: Sequence[str]) -> list[Mention]:
    """The mentions, none of them where every one is only mentioned and another clause gives another answer.

    >>> from kgcorpus.grade.reading import read_answer
    >>> def kept(answer, name, question="Which ocean does the Amazon flow into?"):
    ...     reading = read_answer(answer, question)
    ...     at = reading.text.find(name)
    ...     return bool(answering(reading, [Mention(at, at + len(name), "0", False)], [name.title()]))
    >>> kept("The Congo ends in the Atlantic. The Amazon flows into the Pacific.", "atlantic")
    False
    >>> kept("The Amazon flows into the Atlantic. The Congo ends there, too.", "atlantic")
    True
    """
    asserted = [m for m in mentions if not m.denied]
    if not asserted or any(m.start == m.end for m in asserted):
        return list(mentions)
    if not 8 < len(reading.text) - sum(m.end - m.start for m in asserted) < LONGEST:
        return list(mentions)
    focus = focus_of(reading.asked)
    if focus is None or not focus.units:
        return list(mentions)
    clauses = clauses_of(reading.text, focus, [(m.start, m.end) for m in mentions])
    if len(clauses) < 2:
        return list(mentions)
    starts = [c.start for c in clauses]
    at = [max(0, bisect_right(starts, m.start) - 1) for m in mentions]
    holding = set(at)
    mentions = [
        replace(m, denied=True) if not m.denied and _does_not(reading.text, m, n, clauses, focus) else m
        for m, n in zip(mentions, at, strict=True)
    ]
    words = _words_of(golds) - set(_WORD.findall(reading.question))
    stating = [c for n, c in enumerate(clauses) if n not in holding and _states(reading, c, focus, golds, words)]
    if not stating:
        spoken = [(m, clauses[n]) for m, n in zip(mentions, at, strict=True) if not m.denied]
        another = 0 not in holding and _gives_another(reading, clauses[0], focus)
        another = another and all(_is_else(reading.text, m, clause, focus) for m, clause in spoken)
        return [m for m in mentions if m.denied] if another else list(mentions)
    weights = weights_of(clauses, focus)
    own = [(m, clauses[n]) for m, n in zip(mentions, at, strict=True) if not m.denied]
    if any(_answers(reading, m, clause, focus, stating, weights) for m, clause in own):
        return list(mentions)
    return [m for m in mentions if m.denied]


def _does_not(text: str, mention: Mention, n: int, clauses: Sequence[Clause], focus: Focus) -> bool:
    """Whether the next clause says of a name that does something else that it does not what is asked: "X came, but did not sign"."""
    if n + 1 == len(clauses) or focus.negated or not _leads(text, mention, clauses[n], focus):
        return False
    clause, behind = clauses[n], clauses[n + 1]
    if behind.part != clause.part or clause.units & focus.gist or not behind.units & focus.gist:
        return False
    said = text[behind.start : behind.end]
    found = _NOT.search(said)
    if found is None or fresh(said[: found.start()], focus) > (0 if focus.chinese else 1) or units_in(said[: found.start()], focus):
        return False
    return any(len(unit) > 1 for unit in units_in(said[found.end() :], focus) & focus.gist)


def _leads(text: str, mention: Mention, clause: Clause, focus: Focus) -> bool:
    """Whether a clause begins with a name and says something of it."""
    before, after = text[clause.start : mention.start], text[mention.end : clause.end]
    if not (fresh(before, focus) == 0 if focus.chinese else _OPENS_EN.fullmatch(before)) or units_in(before, focus):
        return False
    return not _NO_VERB.match(after)


def _gives_another(reading: Reading, clause: Clause, focus: Focus) -> bool:
    """Whether an answer begins with another name and nothing else: 《八度空间》吧，…"""
    said = reading.text[clause.start : clause.end].strip()
    if clause.units or fresh(said, focus) < 1:
        return False
    if focus.chinese:
        return _TITLE_ZH.fullmatch(said) is not None
    words = _WORD.findall(reading.said[clause.start : clause.end]) if len(reading.said) == len(reading.text) else []
    return len(words) > 1 and all(word[0].isupper() and word.lower() not in LIGHT_WORDS for word in words)


def _is_else(text: str, mention: Mention, clause: Clause, focus: Focus) -> bool:
    """Whether a clause says what else a name is, in no word of the question."""
    units = [unit for unit in clause.units if not focus.chinese or len(unit) > 1]
    return _leads(text, mention, clause, focus) and not units and _IS_ELSE.match(text, mention.end) is not None


def _words_of(golds: Sequence[str]) -> frozenset[str]:
    """The content words of gold answers, and Chinese names whole."""
    return frozenset(word for gold in golds for word in _WORD.findall(bare(gold)) if word not in LIGHT_WORDS)


def _answers(
    reading: Reading, mention: Mention, clause: Clause, focus: Focus, stating: Sequence[Clause], weights: dict[str, float]
) -> bool:
    """Whether the clause of a mention answers: it says as much of the question as any other, no more than the name, or goes on about what
    another one names."""
    text = reading.text
    if clause.compares or clause.supposes or clause.other:
        return False
    before, after = text[clause.start : mention.start], text[mention.end : clause.end]
    said = text[clause.start : clause.end]
    if (negated := focus.negated) and not re.search(r"n't|\bnot?\b|\bnever\b" if negated == "n't" else negated, said):
        return False
    if _ASIDE.search(said) and not _ASIDE.search(reading.question):
        return False
    beside = fresh(before, focus)
    other = _oblique(before, after, focus)
    if beside <= (BARE_ZH if focus.chinese else BARE_EN) and not other and not _says_more(after, focus):
        return True
    if _COPULA_BEFORE.search(before):
        return True
    leads = _leads(text, mention, clause, focus)
    other = other or leads
    if any(s.part == clause.part and s.start < clause.start for s in stating) and not other:
        return True
    units = clause.units
    if focus.chinese:  # characters of the name itself say nothing: 洲 of 大洋洲
        units = frozenset(unit for unit in units if len(unit) > 1) | units_in(f"{before} \0 {after}", focus)
    if other and not units & focus.gist and any(s.units & focus.gist for s in stating):
        return False  # what is said of the name is something else
    if leads:
        return sum(weights[unit] for unit in units) >= 0.5 * max(s.share(weights) for s in stating)
    if units & focus.gist and not any(s.units & focus.gist for s in stating):
        return True
    for of in (weights, {unit: weight for unit, weight in weights.items() if unit in focus.gist}):
        best = max(sum(of.get(unit, 0) for unit in s.units) for s in stating)
        if best and sum(of.get(unit, 0) for unit in units) >= LESS * best:
            return True
    return False


def _oblique(before: str, after: str, focus: Focus) -> bool:
    """Whether a name stands in a clause only as whom or what something else is done with, to or from: 与王建国共事, "a rival of X"."""
    if units_in(before, focus) & focus.gist:
        return False
    if focus.chinese:
        return _WITH_ZH.match(before) is not None and fresh(after, focus) > 1
    found = _WITH_EN.search(before)
    place = found is not None and found[0].startswith("of") and (focus.asks == "where" or focus.preposition or _KIND_OF.search(before))
    return found is not None and fresh(before, focus) > 0 and not place


def _says_more(after: str, focus: Focus) -> bool:
    """Whether more stands behind a name than particles and adverbs."""
    return fresh(after, focus) > (1 if focus.chinese else 0) or bool(units_in(after, focus)) or bool(_IS_ZH.match(after))


_NEXT_BEST = re.compile(
    r"第[二三四五六七八九十](?![\u4e00-\u9fff]{0,3}[章条届次集部])|(?:仅)?次(?:高|大|长|多|之)"
    r"|\b(?:second|third|fourth|fifth|2nd|3rd)[ \-](?:most|least|\w+est)\b"
)


def _states(reading: Reading, clause: Clause, focus: Focus, golds: Sequence[str], words: frozenset[str]) -> bool:
    """Whether a clause without gold gives an answer to what is asked."""
    if (
        clause.compares
        or clause.supposes
        or clause.other
        or clause.bracketed
        or not clause.units
        or reading.text[clause.end : clause.end + 1] == "?"
    ):
        return False
    said = reading.text[clause.start : clause.end]
    if focus.negated and not re.search(r"n't|\bnot?\b" if focus.negated == "n't" else focus.negated, said):
        return False
    if _NEXT_BEST.search(said) and not _NEXT_BEST.search(reading.question):
        return False  # the second highest, where the highest is asked for
    opens = _OPEN_ZH if focus.chinese else _OPEN_EN
    if any(m[0] not in reading.question and not (focus.negated and m[0] in ("n't", "not")) for m in opens.finditer(said)):
        return False
    if any((not word.isascii() and word in said) for word in words) or not words.isdisjoint(_WORD.findall(said)):
        return False  # a part of gold's name, which is not recognised as it stands
    share = sum(focus.units[unit] for unit in clause.units) / sum(focus.units.values())
    if focus.chinese:
        own = clause.units & focus.gist
        asked = share >= LEAST or any(len(unit) > 1 for unit in own) or own == {unit for unit in focus.gist if len(unit) == 1}
        return asked and _states_zh(said.strip(" \"'"), focus, bool(clause.units & focus.gist), share)
    cased = reading.said[clause.start : clause.end] if len(reading.said) == len(reading.text) else ""
    return _states_en(_Said(said, cased, focus, share >= LEAST, golds))


def _does_zh(said: str, focus: Focus) -> bool:
    """Whether a clause begins with somebody who does what is asked: 李四代表公司签署了协议."""
    at = min((n for unit in focus.gist if len(unit) > 1 and (n := said.find(unit)) > 0), default=0)
    head = said[:at]
    return 2 <= len(head) <= 12 and fresh(head, focus) >= 2 and not units_in(head, focus) and not _NO_HEAD_ZH.search(head)


def _states_zh(said: str, focus: Focus, gist: bool, share: float) -> bool:
    for found in reversed(list(_IS_ZH.finditer(said))):
        left, value = said[: found.start()], said[found.end() :].strip(" \"'《》")
        if _is_value(value, focus) and (own := units_in(left, focus)) and (own & focus.gist or not gist):
            return True
        named = left.strip(" \"'《》")  # 汤姆孙是主持者
        if units_in(value, focus) & focus.gist and not named.endswith("的") and 2 <= fresh(left, focus) == len(named) <= 6:
            return True
    by = _BY_ZH.search(said)
    if by and fresh(said[by.end() :], focus) >= 2:
        return True
    if focus.asks == "who":
        given = said.rfind(focus.preposition) if focus.preposition else -1
        if given >= 0 and _is_value(said[given + 1 :].rstrip("的"), focus):
            return True
        return share >= LEAST and _does_zh(said, focus)
    if focus.sort and re.search(f"[{CJK}]{focus.sort}$", said) and _is_value(said[-4:], focus):
        return True
    return any(units_in(said[: t.end()], focus) and _is_value(said[t.end() :], focus) for t in _TO_ZH.finditer(said))


def _is_value(value: str, focus: Focus) -> bool:
    """Whether a text may stand for an answer: something of its own, short, and no description."""
    return 1 <= len(value) <= 24 and fresh(value, focus) >= 1 and not _VAGUE_ZH.match(value)


@dataclass(frozen=True, slots=True)
class _Said:
    """An English clause in which an answer is looked for, folded and as written; ``much``: it says much of the question."""

    text: str
    cased: str
    focus: Focus
    much: bool
    golds: Sequence[str]

    def names(self, at: int) -> bool:
        """Whether what begins here may be an answer that is not gold's: of gold with a capital another name with one."""
        word = _WORD.match(self.text, at)
        if word and stem(word[0]) in self.focus.units and self.text[word.end() : word.end() + 1] == " ":
            word = _WORD.match(self.text, word.end() + 1)  # Lake Superior, where a lake is asked for
        if not word or word[0] in LIGHT_WORDS or stem(word[0]) in self.focus.units:
            return False
        if any(word[0].startswith(own) for own in _words_of(self.golds)):
            return False
        if self.proper:
            return bool(self.cased) and self.cased[word.start()].isupper()
        return len(_WORD.findall(self.text[word.start() :])) <= 3 and not _PARTICIPLE.fullmatch(word[0])

    @property
    def proper(self) -> bool:
        return self.focus.asks == "who" or any(gold[:1].isupper() for gold in self.golds)

    def identifies(self, found: re.Match[str], goes_on: bool) -> bool:
        """Whether what is asked for is said to be a name here: "the capital is Sydney", "it was James Cameron who directed it"."""
        if not self.names(found.end()) or (found["article"] and self.proper):
            return False
        before = self.text[: found.start()]
        if before.count('"') % 2:
            return False  # inside a title
        left, gist = units_in(before, self.focus), self.focus.gist
        if _IT.match(self.text) and units_in(self.text[found.end() :], self.focus) & gist:
            return True
        if self.focus.preposition and not before.endswith((" it ", " it")) and self.focus.sort not in map(stem, _WORD.findall(before)):
            return False  # "At which racecourse did horses die?": "the horses were ..." does not tell
        if goes_on:
            return bool(_POSSESSIVE.match(self.text) and left & gist) and not fresh(before, self.focus)
        if left & gist:
            return self.much or not fresh(before, self.focus)
        return self.much and bool(left) and not units_in(self.text, self.focus) & gist

    def does(self) -> bool:
        """Whether somebody is said to have done what is asked: "was painted by Raphael", "Asimov wrote"."""
        focus = self.focus
        for by in _BY_EN.finditer(self.text):
            done = {found[:2] for found in _DONE.findall(self.text[: by.start()])}
            if self.names(by.end()) and _FINITE.search(self.text, 0, by.start()) and (not done or focus.acts[:2] in done):
                return True
        words = list(_WORD.finditer(self.text))
        for one, other in pairwise(words):
            if stem(other[0]) == focus.acts and self.cased and self.cased[one.start()].isupper():
                return one[0] not in LIGHT_WORDS and stem(one[0]) not in focus.units
        return False

    def ends(self) -> bool:
        """Whether a clause ends in something that what is asked about does: "plants absorb nitrogen"."""
        words = list(_WORD.finditer(self.text))
        last = max((n for n, word in enumerate(words) if stem(word[0]) in self.focus.gist), default=len(words))
        rest = [word for word in words[last + 1 :] if word[0] not in ("a", "an", "the")]
        return 1 <= len(rest) <= 2 and last > 0 and not fresh(self.text[: words[last].end()], self.focus) and self.names(rest[0].start())

    def places(self) -> bool:
        """Whether something is said to be where it is asked for, with the question's preposition."""
        focus = self.focus
        if (focus.asks != "where" and not focus.preposition) or focus.sort in _TIMES:
            return False
        found = [m for m in _TO_EN.finditer(self.text) if focus.preposition in ("", m[1]) and self.names(m.end())]
        return any(units_in(self.text[: m.start()], focus) & focus.gist for m in found)


def _states_en(said: _Said) -> bool:
    goes_on = _GOES_ON_EN.match(said.text) is not None
    if any(said.identifies(found, goes_on) for found in _IS_EN.finditer(said.text)):
        return True
    if goes_on or not said.much:
        return False
    if said.focus.asks == "which" and not said.focus.acts and not said.focus.preposition and said.ends():
        return True
    return said.proper and ((bool(said.focus.acts) and said.does()) or said.places())
