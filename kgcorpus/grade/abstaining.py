"""Wordings of an abstention (the answer is not known) and of an empty answer (there is nothing of what was asked for)."""

from __future__ import annotations

from kgcorpus import text_patterns as re

# Cheap test: a text without any of these abstains in no wording.
MAY_ABSTAIN = re.compile(
    r"[不没未无难暂缺抱歉拒查咨超待存跳弃恕谁天鬼倒]|爱莫|留空|n't|\bn(?:o|ot|one|or|othing|owhere|obody|either|ever)\b|\bcannot|\bun"
    r"|in(?:suff|adeq|compl)|impossible|idk"
    r"|n\s*/\s*a|null|lack|sorry|apolog|refus|declin|beyond|outside|\?|-|wish|hard|difficult|dunno|clueless|missing|absent|absence"
    r"|silent|lost|limited|pass\b|blank|stump|fail"
    r"|knows|escape|elude|beats|guess|skip|need|requir|more|additional|further|won|search\s+me|mystery|debated|disput|got\s+me|left|nil"
)

_ZH_KNOW = (
    r"不(?:太|大|是很|很|是十分|是太|怎么|甚|完全|敢|能)?(?:知道|知晓|清楚|确定|肯定|了解|明白|明确|记得|熟悉|晓得|掌握|明了|敢(?:确定|断言|断定|妄言|保证|说)"
    r"|敢肯定|好说|好判断|便(?:回答|作答|透露|评论|置评))"
    r"|不(?:太)?会(?:这|做|回答)|不得而知|无从(?:得知|知晓|判断|查证|考证|回答|确认|知道)|(?:尚|仍|还|并)?不明(?:确|朗"
    r"|了)?(?=[,。;!?\n]|\Z)|尚不明确|说不(?:准|清|好|上来)|拿不准|吃不准"
    r"|答不(?:上来|出)|搞不清|弄不清|想不起来|记不(?:清|得)|没(?:有)?(?:足够|十足|百分百|完全|多大|太大|什么)?的?把握|看不(?:出|清)|不(?:敢|会|想|能|便|宜)?(?:随意|胡乱|妄加|妄自|随便"
    r"|贸然)(?:地)?(?:猜|臆|揣|妄|推|回答|作答|断)|(?<!多)不敢(?:乱说|妄言|瞎猜|乱猜|断言)"
    r"|(?:没有?人|无人|谁也不?|谁都不?|任何人都?不)(?:能|会|可能)?(?:够)?(?:知道|知晓|说得?清|说得?准|预知|预测|预料)|一无所知|毫无头绪|没有头绪|毫不知情|不知情|未知(?!数)|未详|不详|待考|待定|存疑|没听说过"
    r"|未听说过|没有听说过|没见过|闻所未闻"
    r"|(?:我)?没(?:有)?印象|没(?:有)?概念"
)
_ZH_CANNOT = (
    r"(?:无法|不能|难以|没法|没办法|无力|没有办法|未能|恕难|恕不能|恕无法|不可能|不足以|很难|无从|不便|不宜|不方便|不适合)(?:直接"
    r"|准确|提前|预先|事先|明确|具体|从中|据此|由此|够|给您|为您|对此|就此|在此|进行|完全|可靠地?"
    r"|据[^,;。!?\n]{1,12}?|根据[^,;。!?\n]{1,20}?|从[^,;。!?\n]{1,20}?|在[^,;。!?\n]{1,20}?|对[^,;。!?\n]{1,20}?|为[^,;。!?\n]{1,12}?)?"
    r"(?:确定|回答|判断|判定|断定|得知|得出|提供|查证|确认|作答|给出|协助|帮助|核实|解答|推断|推知|推测|推出|获知|获取|获得|知道"
    r"|知晓|了解|找到|查到|查询|答复|回复|满足|说明|说清|定论|下结论|断言|证实|验证|评估"
    r"|给(?:您|你)?(?:一个|个)?(?:准确|确切|明确|具体|肯定|可靠)|看出|读出|答|预知|预见|预测|预料|预言|料到|测定|考证|追溯|还原|统计出|支持|处理|讨论|参与|透露|保证|肯定|识别|检索|访问|定位|明确)"
)
_ZH_MISSING = (
    r"信息不(?:足|够|全|完整|充分)|资料不(?:足|够|全|完整|充分)|数据不(?:足|够|全)|证据不(?:足|够)|依据不足|线索不足|材料不足"
    r"|条件不足|查不(?:到|出)|找不(?:到|出|着)|查无|搜不到|检索不到|没有?(?:查|找"
    r"|搜|检索|看|见)到|未(?:能)?(?:查|找|搜索?|检索|见|发现)到?(?=[^,。;]{0,12}(?:信息|资料|数据|答案|内容|记载|记录|结果|线索"
    r"|说明|报道)|[,。;!?\n]|\Z|相关|有关|任何|明确)|没有答案"
    r"|无答案|无解|无可奉告|没有结果|没有记载|无(?:相关|有关|明确|确切|可靠|任何|从|据|确凿)?(?:记载|信息|资料|记录|数据|依据|结果"
    r"|内容)|无据可查|无迹可寻|无从(?:查|考)|无定论|没有定论|尚无(?:定论|结论|答案"
    r"|共识|资料|数据|记载)|未有定论|缺乏(?:足够的?|相关的?|必要的?|可靠的?|充分的?)?(?:信息|资料|数据|依据|证据|线索)"
    r"|缺少(?:足够的?|相关的?|必要的?)?(?:信息|资料|数据|依据|证据)"
    r"|(?:暂|尚|目前|现)(?:时|且)?(?:无|没有|缺)(?:相关|有关|公开|确切|可靠|明确)?(?:的)?(?:信息|数据|资料|答案|结论|记录|记载"
    r"|定论)|没有(?:足够的?|足够多的?|相关的?|有关的?|任何|充分的?|确切的?"
    r"|可靠的?|明确的?|具体的?|提供|给出|关于[^,。]{1,20}?的|有关[^,。]{1,20}?的|与[^,。]{1,20}?的)*(?:信息|资料|数据|依据|记载"
    r"|证据|线索|记录|内容|答案|描述|说明|文献|知识|来源|报道)"
    r"|(?:未|没有|并未|没|未曾|并没有|均未|都没有|都没|只字未|从未)(?:有)?(?:明确|直接|具体|详细|专门|清楚地?|明文|对此|就此"
    r"|在[^,。]{1,12}?中|进一步)*(?:地)?(?:提及|提到|提过|提|说明|给出|提供"
    r"|涉及|记载|列出|写明|找到|规定|说|写|交代|指出|记录|披露|公布|公开|包含|载明|标明|标注|阐明|讲|论及|谈及|谈到|讨论|收录|描述"
    r"|介绍|透露|覆盖|显示|表明|指明|述及|详述|告知|确认|回答|解答|收集|注明|体现"
    r"|反映)(?![过了]?的)"
    r"|不(?:包含|含有?|涉及|提供|包括|涵盖)(?:任何|相关|有关|关于|这|该|此|与|足够|[^,。;]{0,16}?的(?:信息|资料|内容|答案|数据"
    r"|记载))|超出(?:了)?(?:我|本|所给|资料|我的)?(?:的)?(?:知识"
    r"|能力|资料|文本|范围|所知)|不在(?:我|本|资料|所给|文档|提供)(?:的)?[^,。]{0,8}?(?:范围|之内|知识|资料|文中|之中)|(?:资料|文中"
    r"|原文|文档|材料|文本|段落|上下文|文章|文献|手册"
    r"|说明书)[^,。;]{0,10}?(?:里|中)?(?:只字未提|没有|并没有|无此|未见|缺失|空白|没提|未提|没说|没写|没讲|未说|未载"
    r"|没有回答)(?![^,。;]{0,6}(?:不良反应|禁忌))"
)
_ZH_REFUSE = (
    r"拒绝(?:回答|作答|提供)|不(?:予|作|便|想|愿|愿意|打算|会|方便|宜|应|能)(?:回答|作答|答复|透露|置评|评论|讨论|协助|提供)|恕不"
    r"|跳过(?:这|本|此|该)?(?:一)?题?(?=[,。;!?\n]|\Z)|(?:这|此)(?:题|个问题|道题)(?:我)?(?:不会|跳过|放弃|超纲|难倒)|放弃(?:作答"
    r"|回答)|弃答|不作答|留空|帮不(?:了|上)|爱莫能助|无能为力|谁知道(?:呢)?|天(?:知道|晓得)|鬼知道|我哪(?:里|儿)?知道|问倒我|难倒我"
    r"|考倒我|没学过|不懂|不了解|建议(?:您|你)?(?:查阅|查询|咨询|参考|核实)[^。]{0,40}(?:获取|以获|了解|确认|得到|获得)"
)
_EN_KNOW = (
    r"\bi\s+(?:(?:really|honestly|actually|simply|just|truly|also|still|genuinely|personally|currently|regrettably"
    r"|unfortunately)\s+)*(?:don'?t|do\s+not|didn'?t|did\s+not)\s+(?:(?:really|actually|currently|yet|quite|even|personally|exactly"
    r"|happen\s+to|seem\s+to)\s+)*"
    r"(?:know|recall|remember|understand|recogni[sz]e|think\s+(?:i|we)\s+(?:know|can)|believe\s+i\s+(?:know|can)|have)\b"
    r"|\b(?:don'?t|do\s+not)\s+know\b|\bdunno\b|\bidk\b|\bno\s+(?:idea|clue)\b|\bclueless\b|\bnot\s+(?:(?:really|quite|entirely"
    r"|completely|totally|100%|fully|very|so|too|at\s+all|altogether|absolutely)\s+)*(?:sure|certain|aware|familiar|clear|confident"
    r"|known|possible\s+to)\b"
    r"|\b(?:unsure|uncertain|unaware|unfamiliar|unknown|unclear|unanswerable|undetermined|undecidable|undisclosed|unspecified"
    r"|unstated|unconfirmed|unverifiable)\b|\bnot\s+been\s+(?:determined|established|disclosed|confirmed|specified|published"
    r"|recorded|made\s+public|documented|revealed)\b"
    r"|\b(?:only\s+god|god|who|heaven|nobody|no\s+one)\s+(?:really\s+|only\s+)?knows\b|\b(?:your\s+guess\s+is\s+as\s+good"
    r"|anyone'?s\s+guess"
    r"|anybody'?s\s+guess)|\blost\s+(?:to|in)\s+(?:history|time|the\s+mists)"
    r"|\b(?:nobody|no[\s-]one|no\s+(?:source|text|record|document|writer|historian)s?)\s+(?:(?:has|have|had|ever|can|could|will|would"
    r"|really|possibly|even|bothered\s+to)\s+)*"
    r"(?:know|predict|foresee|tell|say|count|record|measur|document|kept|keep|wr[oi]te|not(?:ed|es)\b|mention|preserv|determin"
    r"|establish)|\bi\s+wish\s+i\s+knew\b|\bbeats\s+me\b|\b(?:escapes|eludes)\s+me\b|\byou(?:'ve|\s+have"
    r"|\s+got)?\s+(?:got\s+)?(?:stumped\s+)?me\s+(?:there|stumped)|\bstumped\b|\bsearch\s+me\b|\bno\s+answer\b|\bi\s+pass\b"
    r"|\A\W*(?:pass|skip|blank)\W*\Z"
    r"|\b(?:never|haven'?t|have\s+not)\s+(?:\w+\s+)?(?:heard|come\s+across|encountered|seen|read)\b|\b(?:difficult"
    r"|hard)\s+to\s+(?:say|tell|know|determine|answer)\b"
)
_EN_CANNOT = (
    r"\b(?:cannot|can'?t|can\s+not|could\s+not|couldn'?t|am\s+not\s+able\s+to|not\s+able\s+to|was\s+not\s+able\s+to|unable\s+to"
    r"|impossible\s+to|no\s+(?:(?:practical|known|reliable|possible|sure|feasible|real)\s+)?way\s+(?:to|of)|not\s+possible\s+to"
    r"|won'?t\s+be\s+able\s+to|wouldn'?t\s+be\s+able\s+to|fail(?:ed)?\s+to"
    r"|not\s+in\s+a\s+position\s+to|not\s+comfortable|not\s+qualified\s+to|won'?t|will\s+not)\s+"
    r"(?:(?:be|reliably|definitively|accurately|confidently|possibly|really|actually|currently|directly|say\s+with|with\s+\w+|even"
    r"|help\s+but|honestly|safely|precisely|fully|conclusively|responsibly|in\s+good\s+conscience|at\s+this\s+time|,|seem\s+to)\s+)*"
    r"(?:answer|predict|foresee|foretell|forecast|determin|say\b|tell|confirm|find|verif|provid|know|establish|help|assist|comply"
    r"|respond|identif|recall|remember"
    r"|locat|give|deduc|infer|conclud|ascertain|derive|state|offer|speak|specify|name|address|access|browse|look|think\s+of|discern"
    r"|fulfil|discuss|engage|share|guarantee|comment|see\s+(?:any|an?\s+answer)|decide|pinpoint|extract|retriev|resolve"
    r"|work\s+(?:it|that|this)\s+out|figure|certain|sure|speculat|guess|made)"
    r"|\b(?:refuse|decline|prefer\s+not|rather\s+not|not\s+(?:going|willing))\s+(?:to\s+)?"
    r"(?:answer|respond|say|provide|comment|speculate|guess|discuss|help|assist|disclose)?"
    r"|\bnot\s+(?:allowed|permitted|appropriate|authori[sz]ed)\s+(?:to|for\s+me\s+to)\s+"
    r"(?:answer|respond|say|provide|comment|speculate|guess|discuss|help|assist|disclose|share|give|reveal|advise)\b"
    r"|\bi(?:'d|\s+would)\s+(?:rather\s+not|need\s+(?:more|additional|further))|\b(?:need|require)s?\s+(?:more|additional"
    r"|further)\s+(?:information|context|details|data)"
    r"|\b(?:more|additional|further)\s+(?:information|context|details|data)\s+(?:is|are|would\s+be)\s+(?:needed|required|necessary)"
    r"|\bneither\s+confirm\s+nor\s+deny|\bi(?:'ll|\s+will|'d\s+rather|'m\s+going\s+to)?\s+(?:have\s+to\s+)?(?:pass|skip)\b"
)
_EN_MISSING = (
    r"\b(?:(?:have|has|had|there\s+(?:is|are|was)|with|find|found|see|contains?|provides?|gives?|includes?|offers?|makes?|holds?"
    r"|lists?|got)\s+)(?:absolutely\s+)?no\s+(?:\w+\s+){0,3}?(?:way|information|info|idea|knowledge|records?|mentions?|answers?"
    r"|data|details?|clues?|references?|evidence|indication|sources?|access|recollection|memory|documentation|statement|basis"
    r"|definitive|reliable)\b"
    r"|\bno\s+(?:(?:relevant|such|specific|reliable|further|explicit|available|public|definitive|clear|direct|useful|additional"
    r"|known|sufficient|pertinent|reference|official|conclusive)\s+)*(?:information|info|data|answer|mention|evidence|records?"
    r"|details|indication|clue|documentation|sources?|knowledge|recollection|consensus|statement)\b(?!\s+(?:technology|science|base))"
    r"|\b(?:don'?t|do\s+not|doesn'?t|does\s+not)\s+(?:currently\s+)?have\s+(?:(?:any|enough|sufficient|the|access\s+to|that|this"
    r"|adequate|specific|up-to-date|real-time|reliable|an?|relevant|particular|detailed|current|necessary|required|accurate"
    r"|definitive|complete)\s+)*(?:information|data|answer|knowledge|details?|context|access|records?|clue|idea|evidence|facts"
    r"|memory|recollection)"
    r"|\bnone\s+of\s+the\s+(?:\w+\s+){0,2}(?:documents?|sources?|texts?|passages?|materials?|information|context|records|excerpts?"
    r"|articles?|pages?)\b|\A\W*(?:n\s*/\s*a|null|nil|not\s+applicable|tbd)\W*\Z|\A[^\w?-]*+[?-]\W*+\Z"
    r"|(?<!that is )(?<!that are )(?<!which is )(?<!which are )(?<!that was )(?<!that were )(?:\bnot|n't)\s+(?:\w+ly\s+)?(?:provided"
    r"|mentioned|stated|specified|given|available|known|enough|sufficient|disclosed|found|included|contained|recorded|covered"
    r"|documented|listed|addressed|answered|indicated|discussed|determinable|present|clear|named|reported|public(?:ly)?|described"
    r"|explained|supplied|noted|identified|identifiable|established|revealed|answerable|there|in\s+(?:the|this|any|my|our|your"
    r"|these)\s+(?:\w+\s+)?(?:source|text|document|passage|context|material|article|record|knowledge|training|leaflet|information"
    r"|excerpt))"
    r"|\b(?:insufficient|inadequate|lack(?:s|ing)?\s+(?:of\s+)?(?:the\s+|any\s+|this\s+|that\s+|such\s+|sufficient\s+|enough\s+"
    r"|relevant\s+"
    r"|adequate\s+)?(?:information|data|context|details?|knowledge|evidence|records?)|incomplete\s+information"
    r"|missing\s+(?:information|data|context)|limited\s+information|information\s+is\s+(?:missing|absent|lacking|unavailable"
    r"|limited)|silent\s+(?:on|about|as\s+to)|unavailable|absent\s+from|missing\s+from)\b"
    r"|\b(?:does|do|did)(?:n'?t|\s+not)\s+(?:\w+ly\s+)?(?:say|state|mention|specify|tell|answer|address|indicate|clarify|reveal"
    r"|disclose|discuss|cover|appear\s+in|identify|name|describe|refer|explain|report|touch|exist\s+in|make\s+clear|speak|record"
    r"|elaborate|allow)"
    r"|\b(?:never|nowhere)\s+(?:\w+ly\s+)?(?:says?|states?|mention(?:s|ed)?|specif(?:y|ies|ied)|stated|told|tells|given|answers?"
    r"|answered|indicated?|in\s+the)\b|\bmakes?\s+no\s+(?:mention|reference)|\bno\s+mention\b"
    r"|\b(?:texts?|documents?|sources?|passages?|articles?|materials?|context|records?|leaflets?|information|excerpts?|manual"
    r"|report|page|data)\b[^.;!?\n]{0,40}\b(?:does|do|did)(?:n'?t|\s+not)\s+(?:\w+ly\s+)?(?:contain|include|give|list|provide|offer"
    r"|supply|show|have|present|support)"
    r"|\b(?:beyond|outside|outwith)\s+(?:of\s+)?(?:my|the|what\s+i|our)\s+(?:\w+\s+)?(?:knowledge|scope|expertise|capabilit|abilit"
    r"|training|understanding|area|domain|reach|information|context|documents?|provided|text|know|power)|\bmy\s+(?:knowledge"
    r"|training)(?:\s+data)?\s+(?:does|do|only|cuts?|ends?|cutoff)|\bleft\s+(?:blank|unanswered|unstated|open|unspecified)"
    r"|\bstill\s+(?:a\s+)?(?:mystery|debated|disputed|unresolved)\b"
)
_APOLOGY_ONLY = (
    r"\A\W*(?:(?:i'?m\s+|i\s+am\s+)?(?:so\s+|very\s+|really\s+|terribly\s+)?sorry|my\s+apologies|apologies|i\s+apologi[sz]e"
    r"|unfortunately|对不起|抱歉|很抱歉|非常抱歉|不好意思)\W*\Z"
)

_EN = (_EN_KNOW, _EN_CANNOT, _EN_MISSING, _APOLOGY_ONLY)
ABSTAINS = re.compile("|".join((_ZH_KNOW, _ZH_CANNOT, _ZH_MISSING, _ZH_REFUSE, *_EN)))
_ABSTAINS_EN = re.compile("|".join(_EN))


def abstaining(text: str) -> re.Pattern[str]:
    """The wordings of an abstention that a text can have: in one of letters none is looked for in Chinese, which takes as long again."""
    return _ABSTAINS_EN if text.isascii() else ABSTAINS


_ANYWAY = re.compile(
    r"(?:但是?+|不过|然而|可是?+|只是),?(?:我(?:还是)?(?:个人)?(?:认为|觉得|猜|想|推测|估计|印象中|记得|倾向)|一般(?:来说"
    r"|而言)?,?(?:认为|是|为)|通常(?:认为|是|为)|可能是|应该是|应是"
    r"|大概是|很可能是?|或许是|也许是|据(?:说|传|我所知|载)|普遍认为|按照?(?:常识|一般)|根据(?:常识|一般|通常|公开)|从常识|常识"
    r"|最(?:有)?可能(?:的)?(?:答案)?(?:是)?|答案(?:应该|可能|大概)?是|他是"
    r"|她是|它是|就是|是)"
    r"|(?:我猜|(?<![意便然加乱敢自不])猜测|我估计|如果(?:一定|非)要(?:猜|选|回答|给出)[^,。]{0,6},|硬要说|最可能的?(?:答案)?是|估计是|大概率是|盲猜|可能是"
    r"|应该是|也许是|或许是|大概是)"
    r"|\b(?:but|however|though|although|yet|still|nevertheless|nonetheless|that\s+said|anyway|regardless|having\s+said\s+that"
    r"|even\s+so)\b,?\s+(?:if\s+[^,.]{3,40},\s+)?(?:(?:i|we)(?:'d|\s+would)?\s+(?:(?:do|still|also|strongly|would|personally"
    r"|am\s+fairly\s+sure|am\s+inclined\s+to|want\s+to)\s+)*(?:think|thought|believe|guess|suspect|say|assume|go\s+with|lean|bet"
    r"|recall|imagine|suppose|reckon|pick|choose|venture)"
    r"|(?:it|he|she|this|that|they)(?:'s|\s+is|\s+was|\s+may\s+be|\s+might\s+be|\s+could\s+be|\s+must\s+be|\s+should\s+be"
    r"|\s+may\s+have|\s+might\s+have|\s+has\s+to\s+be|\s+seems?\s+(?:to\s+be|like)|\s+appears?\s+to\s+be|\s+sounds\s+like"
    r"|'d\s+be)\b(?!\s+(?:not\b|un\w+|possible\s+that|worth|best|recommended|important|likely\s+that\s+(?:the|this)\s+(?:text"
    r"|source|document)))|(?:it|he|she|they)?\s*(?:probably|likely|possibly|perhaps|maybe|presumably|most\s+likely)\b"
    r"|my\s+(?:best\s+|educated\s+)?(?:guess|bet|hunch)|the\s+(?:most\s+likely\s+|likely\s+|best\s+)?answer\s+(?:is|could|might|may"
    r"|would|should)\b(?!\s+not)|(?:generally|commonly|usually|typically|traditionally|conventionally|it\s+is\s+(?:generally"
    r"|commonly|usually|widely))\s|based\s+on\b|according\s+to\b)"
    r"|\b(?:my\s+(?:best\s+|educated\s+)?guess|best\s+guess|i(?:'d|\s+would)\s+(?:guess|say|go\s+with|bet)|i\s+(?:guess|think"
    r"|believe|suspect)\s+(?:it|he|she|that|the|this)\b(?!\s+(?:is|was|'s)\s+(?:not|un))|if\s+i\s+(?:had|have|were)\s+to\s+(?:guess"
    r"|choose|pick|answer))"
)
_ANSWERED = re.compile(r"\w")
_LATER = re.compile(r"[,;。!?\n]|\.\s")


def says_unknown(text: str, question: str = "") -> bool:
    """Whether a text says that something is not known, in other words than the question's ("the only letter that does not appear in …")."""
    if not MAY_ABSTAIN.search(text):
        return False
    if not question:
        return bool(abstaining(text).search(text))
    return any(len(found[0].strip()) < 4 or found[0].strip() not in question for found in abstaining(text).finditer(text))


def answers_anyway(text: str) -> bool:
    """Whether a text that says that something is not known goes on to give an answer.

    >>> answers_anyway("i'm not sure, but i think it is paris"), answers_anyway("i don't know, but i think it is not stated")
    (True, False)
    """
    for found in _ANYWAY.finditer(text):
        rest = text[found.start() : found.end() + 80]
        clause = _LATER.split(rest[found.end() - found.start() :], maxsplit=1)[0]
        if _ANSWERED.search(clause) and not ABSTAINS.search(rest[: found.end() - found.start()] + clause):
            return True
    return False


NOTHING = re.compile(
    r"\A\W*(?:(?:答案|结果)(?:是|为)?\W*)?(?:(?:一[个种]|什么)?(?:都|也)?(?:(?:并?没有|并无|不存在|皆无"
    r"|均无)(?!错)|(?:无|没|空集?|零)(?=\W|\Z|任何|此类|已知|其他))"
    r"|(?:no,?\s+)?(?:none|nothing|nobody|no one|no-one|nowhere|zero|empty)\b|no\b(?!\s+(?:doubt|question))"
    r"|there\s+(?:is|are|was|were)(?:n't|\s+not|\s+no)\b|\[\s*\]|\{\s*\})"
    r"|(?:都|也|并|均|皆)?(?:没有(?:任何|一[个种])|不存在(?:任何|这样|此类|符合))|没有(?:这样|此类|这类|符合"
    r"|满足)|\bno such\b|\bnone (?:of|is|are)\b|\bno known\b"
)
