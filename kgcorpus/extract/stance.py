"""Who says that something is so, and of what time: opinions and hearsay, suppositions, plans, what is past, what is only compared.

The words are of the two languages, not of a domain. A document that lays down ("the leaflet states that", 公告称) is no opinion.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_DOCUMENT = re.compile(
    r"(?:指南|说明书|标准|规范|规程|手册|条例|法律|法规|公告|文件|证书|判决书?|裁定书?|药典|共识|年报|财报|合同|章程|协议|通知|法院|本院)[^,]{0,6}$|"
    r"\b(?:label|leaflet|insert|guidelines?|manual|handbook|act|section|article|standard|notice|data ?sheet|documents?|regulations?|rules?|"
    r"specifications?|instructions?|monograph|law|statute|contract|policy|terms|filing|prospectus|announcement|court|page|chapter|"
    r"table|appendix)\b[^,]{0,40}$"
)
# What somebody holds: the clause that follows is not said by the text itself.
_HOLDS_ZH = (
    r"(?<!一)认为|以为|相信|(?<![简统俗合所])(?:声|宣|坚|自|辩|谎|诈)称|据称|据传|传闻|相传|[网谣误盛]传|传言|传说(?!中)|流传|谣言|(?<!权利)主张(?!权)|"
    r"指控|抱怨|觉得|猜测|推测|揣测|估计|怀疑|臆测|吹[嘘捧]|咬定|告诉|幻想|担心|担忧|预测(?!值|模型)|坚持(?=认为|说)|爆料|透露|听说|设想|想象|不排除|"
    r"[深坚确笃轻误]信|认定|断[言定]|质疑|猜(?!拳)|料想|预料|预感|推[断想定算]|臆断|估算|放[话风]|扬言|[疯热]传|争论|争辩|反驳|驳斥|辩解|申辩|诉称|抗议|呼吁|敦促|"
    r"请求|恳求|承诺|许诺|梦想|渴望|期待|盼望?|希望|愿意|倡议|探讨|商[议讨]|讨论|研讨|审议|判断(?![标依题力])|虚构|杜撰|编造|捏造|谎报|误[报把将解会]|想当然|听闻|耳闻|风闻|小道消息|"
    r"(?:目标|愿景|设想|想法|看法|观点|说法|传闻|消息)是|(?<![学小据解一])说(?![明法服话教])|(?<![简统俗合所名对全职代堪人号并又也亦别通总被])称(?![为作之呼号谓量职霸赞颂])|写道|被视作|有意见(?=称|认)"
)
_HOLDS_EN = (
    r"\b(?:believe[sd]?|think(?:s|ing)?|thought|suspect(?:s|ed)?|claim(?:s|ed)|alleg(?:es?|ed)|insist(?:s|ed)?|guess(?:es|ed)?|"
    r"speculat(?:es?|ed)|fear(?:s|ed)|doubt(?:s|ed)?|den(?:y|ies|ied)|pretend(?:s|ed)?|swears?|swore|boast(?:s|ed)?|imagine[sd]?|"
    r"hope[sd]?|accuse[sd]?|disput(?:es?|ed)|understood to|(?:seems?|looks?|appears?|has it) (?:as if|as though|like)|rumou?red to)(?= |$)"
)
_HOLDS = re.compile(f"{_HOLDS_ZH}|{_HOLDS_EN}")
_SAID_DIRECTLY = re.compile(r"\b(?:says?|said|assume[sd]?|claims?|reckons?|feels?|felt|argues?|suppose[sd]?) (?:the |an? )?$")
# "that" before a clause: the clause is asserted only if what stands before it vouches for it.
_THAT = re.compile(r"\bthat (?=(?:[\w'’-]+ ){0,6}$)")
_VOUCHES = re.compile(
    r"\b(?:show(?:s|n|ed|ing)?|prov(?:e[sd]?|en|ing)|confirm(?:s|ed|ing)?|demonstrat(?:es?|ed|ing)|establish(?:es|ed)?|verif(?:y|ies|ied)|"
    r"not(?:e[sd]?|ing)|found|finds?|finding|discover(?:s|ed)?|know(?:s|n|ing)?|knew|reveal(?:s|ed)?|means?|meant|ensur(?:es?|ed|ing)|"
    r"record(?:s|ed)?|reali[sz]e[sd]?|learn(?:s|ed|t)?|remember(?:s|ed)?|emphasi[sz]e[sd]?|stress(?:es|ed)?|out|observ(?:es?|ed)|"
    r"acknowledg(?:es?|ed)|admit(?:s|ted)?|document(?:s|ed)?|certif(?:y|ies|ied)|attest(?:s|ed)?|explain(?:s|ed)?|mention(?:s|ed)?|"
    r"indicat(?:es?|ed)|determin(?:es?|ed)|concluded?|agree[sd]?|recogni[sz]e[sd]?|announce[sd]?|warn(?:s|ed)?|rule[sd]?|aware|clear|evident|"
    r"obvious|true|fact|proof|because|given|now|in|so|such \w+|so \w+|mind|see)(?: \w+ly| here| again)? $"
)
_UNVOUCHED = re.compile(
    r"\b(?:not|never|no|nobody|no one|nothing|yet to|neither|hardly|fail\w*|cannot|can't|n't|to|until|before|if|whether|might|may|could|"
    r"would|"
    r"unconfirmed|wish\w*)\b[^,;]*$"
)
# Verbs with which also a document speaks.
_LAYS_DOWN = re.compile(r"称|说|认为|写道|(?:says?|said|stat(?:es?|ed)|report(?:s|ed)?|tells?|told)\b")
_PROVIDES = re.compile(
    r"\b(?:says?|said|stat(?:es?|ed)|provid(?:es?|ed)|specif(?:y|ies|ied)|requir(?:es?|ed)|stipulat(?:es?|ed)|recommend(?:s|ed)?|"
    r"order(?:s|ed)?|decid(?:es?|ed)|writes?|wrote|reports?|reported|advis(?:es?|ed)|adds?|added|decree[sd]?|lists?) $"
)
_HEARSAY = re.compile(
    r"据[^,]{0,12}(?:称|说|透露|爆料|传|消息)$|(?:说|称|透露|认为|觉得|表示|推断|推测|判断|估计|估算|看来?)$|理论上$|"
    r"\b(?:judging|going) (?:by|from)\b[^,]*$|"
    r"\baccording to (?:\w+ )?(?:insiders|sources|rumou?rs?|some|critics|locals|legend|hearsay|gossip|witnesses|users|fans|"
    r"bloggers)\b[^,]*$|"
    r"\b(?:in theory|in all likelihood|at first (?:sight|glance)|in (?:my|our|his|her|their|some people's) (?:view|opinion))$"
)
# A clause made a noun: "…的说法".
_NOUN_OF = re.compile(r"的(?:说法|看法|观点|传言|传闻|猜测|推测|可能性?|假设|设想|计划|建议|想法|提议|方案|传说|谣言|风险|概率|几率)")
_BELIED = re.compile(
    r"真伪难辨|真假难辨|未经证实|不属实|难以断定|无法证实|其实不然|纯属|子虚乌有|(?:被|已|后来)(?:推翻|更正|辟谣)|否认|未予(?:认可|采纳|承认)|未(?:被)?采纳|不予采信|"
    r"\b(?:turned out to be (?:wrong|false|untrue)|later (?:corrected|retracted)|(?:is|are|was|were) (?:false|untrue|wrong|not true|"
    r"a (?:mistake|myth|blunder|"
    r"fallacy|misconception|lie))|which (?:it|they|he|she) (?:does|do|did) not|which is not (?:true|so|the case))\b"
)
_DENIED = re.compile(
    r"放弃|否认|拒绝|未能|停止|终止|已?取消|排除|无法|避免|防止|杜绝|阻止|(?:把|将)[^,]{1,20}(?:说成|误作|误当)|"
    r"\b(?:fail(?:s|ed)? to|refus(?:es?|ed) to|declin(?:es|ed) to|ceas(?:es?|ed)|avoid(?:s|ed)?|ruled out|hardly|scarcely|barely|"
    r"anything but|far from|"
    r"(?:wrong|false|incorrect|untrue|mistake|blunder|error|fallacy|not true|not the case|no truth)\b[^,;]*\b(?:that|to (?:say|think|"
    r"believe|claim|"
    r"assume))|to (?:say|think|claim|believe) that|(?:nothing|no (?:\w+ )?(?:trial|study|data|research|evidence|test|experiment|"
    r"sign)s?)\b[^,;]*\b"
    r"(?:shows?|shown|suggests?|suggested|proves?|proved|proven|indicates?|that))\b"
)
_SUPPOSED_HERE = re.compile(
    r"后(?:即(?!刻)|便|就|才|方(?![法式案向面]))|即便|即使|哪怕|纵使|纵然|就算|万一|\b(?:assum(?:e|ing)|let us (?:say|imagine|suppose|"
    r"assume)|in case|even if|lest|so that|what if)\b"
)
_SUPPOSED = re.compile(
    r"假[如使若设定]|设想|设若|倘[若使]|要是|要不是|若非|如非|\b(?:suppos(?:e|ing)|imagine|hypothetically|as long as|so long as)\b|"
    r"(?:^|;) ?(?:had|were) (?!been\b|not\b)|(?:^|;) ?should (?!be\b|not\b|have\b)"
)
_UNREAL = re.compile(r"\bwould\b|\bwere to\b|\b(?:more|less|equally|most|least) likely\b")
_MAYBE = re.compile(r"或(?:将|可(?!乐)|会(?!计)|已|能(?!量|源))")
_NEXT = (
    r"明年|后年|下个?(?:月|周|季度|学期|财年|赛季|半年)|下一(?:版本|代|年|步|季)|届时|今后|即将|不久后|将来|"
    r"\bnext (?:year|month|week|quarter|season|spring|summer|autumn|winter|release|version|generation)\b|\btomorrow\b|\bsoon\b(?! after)|"
    r"\bin the (?:next release|next version|(?:near )?future)\b"
)
_TO_COME = re.compile(_NEXT)
_PLANNED = re.compile(
    r"(?<![模虚草])拟(?![合定南态人除似议])|打算|计划(?=将|把|让|使|在|于|对|向|从|由|用|以|$)|准备(?=将|把|让|给|在|于|对|用|$)|(?<!没)有意(?!义|思|识)|意图|意欲|试图|"
    r"力争|争取|预计(?!负债)|正(?:在)?(?:洽谈|酝酿|考虑|筹备|筹划|谋求|谈判|商讨|努力|申请|计划)|考虑(?=让|将|把|用|在|$)|提议|提案|"
    r"(?:议员|委员会?|代表|机关|议会|部门|董事会|股东)建议|草案|征求意见稿|"
    r"\b(?:plans?|planned|planning|intends?|intending|hop(?:es?|ing)|expects?|expected|wants?|wish(?:es)?|seeks?|seeking|prepar(?:es?|ing)|"
    r"going|(?:is|are) (?:set|due|about|scheduled)) (?:for |the |an? |[\w ]{1,40}? )?to\b|\b(?:considering|thinking of|in talks|"
    r"working (?:on|so that|to))\b"
)
_WILL = re.compile(r"将|\bwill\b")
_DONE = re.compile(r"(?:完成|建成|竣工|投产|生效|上线|改造|搬迁|通过)(?:之|以)?后$")
_PAST = re.compile(
    r"(?<![年月日\d])以前(?=,|[^,]{0,12}$)|从前|民国时期|战前|解放前|建国前|往昔|昔日|旧时|早年|原先|(?<!人)一度(?!电)|旧版|旧规|旧配方|上世纪|[一二三四五六七八九十百千几数\d]年前|过去(?![几一二三四五六七八九十\d的])|"
    r"(?<!, )\b(?:formerly|previously)\b|\bin the past\b|\b(?:years|centuries|decades) ago\b|\bback then\b|\bin (?:the )?old(?:en)? "
    r"(?:days|times|recipe|version)\b|\bin the early days\b"
)
_ENDED = re.compile(
    r"^,[^,;]{0,8}?(?:停用|废止|废除|取消|清仓|退市|删除|去掉|失效|撤销|卸任|离任|改道|改用|改为|不再|移交)|"
    r"^,? ?(?:but|and)? ?(?:was|were|has|have|is|are)? ?(?:since |later |now )?(?:been )?(?:withdrawn|abandoned|discontinued|sold out|"
    r"repealed)\b"
)
_ONCE = re.compile(r"曾经?|\bonce\b(?! (?:a|an|per|every|daily|weekly|the)\b)")
_USED_TO = re.compile(r"^ ?used to\b")
_STATE = re.compile(r"^(?:是|为|任|担任|出任|用于|用来|位于|属)|^(?:is|are|was|were)\b")
# "faster than Y" compares; "residents older than 18" bounds.
_COMPARED = re.compile(r" ?(?:more|less|fewer|[a-z]{2,}er)(?: than\b(?! (?:\d|[a-z]+ (?:years|months|days|percent)\b))|(?=[.,;]|$))")
_PASSIVE_BY = re.compile(r" by\b")
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+)?(?: not| never| \w+ly)? $")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern's match stands: all of it, its subject (if it has one in place) and its most telling words."""

    start: int
    end: int
    subject: tuple[int, int] | None
    trigger: tuple[int, int]


def unasserted(
    text: str, at: Match, clause: tuple[int, int], segment: tuple[int, int], free: Callable[[re.Match[str]], bool]
) -> tuple[str, str] | None:
    """Why a sentence does not itself say what was found in it: a reason (``hedged`` or ``past``) and the words that tell.

    ``clause`` is the stretch between commas around the match, ``segment`` that between full stops and semicolons; ``free`` tells whether
    words belong neither to the pattern nor to a name.
    """
    begin = min(clause[0], at.start)
    before = text[segment[0] : begin].rstrip(" ,:")
    inner = at.subject[1] if at.subject and at.subject[1] <= at.trigger[0] else at.start

    def first(pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        return next((m for m in pattern.finditer(text, start, end) if free(m)), None)

    for found in _HOLDS.finditer(text, begin, at.trigger[0]):
        if free(found) and not (_DOCUMENT.search(text, segment[0], found.start()) and _LAYS_DOWN.match(found.group())):
            return "hedged", found.group().strip()
    told = _embedded(text, at, begin, segment[0]) or _NOUN_OF.match(text, at.end)
    if told:
        return "hedged", told.group().strip()
    said = _HEARSAY.search(before.rsplit(",", 1)[-1])
    if said and not _DOCUMENT.search(before, 0, max(0, len(before) - 1)):
        return "hedged", said.group()
    told = (
        first(_BELIED, at.end, segment[1])
        or first(_DENIED, begin, at.trigger[0])
        or first(_SUPPOSED_HERE, begin, at.trigger[0])
        or first(_SUPPOSED, segment[0], at.trigger[0])
        or first(_UNREAL, inner, at.trigger[0])
        or first(_UNREAL, begin, inner)
        or _MAYBE.match(text, inner)
        or _plan(text, at, begin, clause, segment, first)
        or _COMPARED.match(text, at.end)
    )
    if told:
        return "hedged", told.group().strip()
    if past := _past(text, at, begin, inner, segment, first):
        return "past", past.group().strip()
    return None


def _embedded(text: str, at: Match, begin: int, segment: int) -> re.Match[str] | None:
    """The words that make a match a clause which they do not vouch for ("the goal is that …", "a blogger says …")."""
    if said := _SAID_DIRECTLY.search(text, begin, at.start):
        return None if _DOCUMENT.search(text, segment, said.start()) else said
    in_place = at.subject is not None and at.start <= at.subject[0]  # else "that" is the subject of its clause
    that = _THAT.search(text, begin, at.start) if in_place else None
    if that is None:
        return None
    lead = text[segment : that.start()]
    if _PROVIDES.search(lead) and _DOCUMENT.search(lead):
        return None
    return None if _VOUCHES.search(lead) and not _UNVOUCHED.search(lead) else that


_First = Callable[[re.Pattern[str], int, int], "re.Match[str] | None"]


def _plan(text: str, at: Match, begin: int, clause: tuple[int, int], segment: tuple[int, int], first: _First) -> re.Match[str] | None:
    planned = first(_PLANNED, begin, at.trigger[0]) or first(_TO_COME, segment[0], at.trigger[0])
    if planned:
        return planned
    will = first(_WILL, begin, at.trigger[0])
    if will and (first(_TO_COME, at.end, clause[1]) or _DONE.search(text[segment[0] : begin].rstrip(" ,"))):
        return will
    return None


def _past(text: str, at: Match, begin: int, inner: int, segment: tuple[int, int], first: _First) -> re.Match[str] | None:
    """Words that say that it was so and is no more; that something once happened is said of events too."""
    if found := first(_PAST, segment[0], at.trigger[0]) or first(_PAST, at.end, min(segment[1], at.end + 40)):
        return found
    if found := _USED_TO.match(text[inner : at.trigger[1]]):
        return found
    once = first(_ONCE, inner, at.trigger[0])
    if once and (_ENDED.match(text[at.end : segment[1]]) or _STATE.match(text[once.end() : at.trigger[1]].lstrip())):
        return once
    return None


def passive(text: str, trigger: tuple[int, int]) -> bool:
    """Whether an English participle that a phrase takes for a verb is one of a passive ("was never acquired by").

    >>> passive("b was never acquired by a", (12, 20)), passive("a acquired b", (2, 10))
    (True, False)
    """
    return text[: trigger[1]].endswith("ed") and bool(_PASSIVE_BY.match(text, trigger[1])) and bool(_BE.search(text, 0, trigger[0]))


__all__ = ["Match", "passive", "unasserted"]
