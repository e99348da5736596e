"""The words and forms by which a sentence is known to state something, or to be boilerplate, navigation, bare numbers or chatter.

All are of the language, none of a domain. Texts are in plain form (folded, lower case).
"""
# ruff: noqa: E501

from __future__ import annotations

import re

from kgcorpus.text import CJK

DEFINES = re.compile(
    r"是指|指的是|系指|是一[种类个项]|定义为|所称|称为|叫做|"
    r"\b(?:refers? to|(?:is|are) defined as|(?:is|are) an? (?:type|kind|form|class|group|measure|unit) of|means|"
    r"(?:is|are) (?:known|called)|stands for|denotes|"
    r"is the [a-z]+ (?:by which|in which|that|which|of))\b"
)
STATES = re.compile(
    r"是|为|属于|包括|包含|组成|构成|分为|具有|拥有|含有|导致|引起|造成|影响|促进|抑制|预防|治疗|用于|适用|采用|通过|实现|提供|位于|成立|制定|发布|"
    r"达到?|增长|下降|提高|降低|应当|不得|必须|需要?|禁止|依照|按照|负责|规定|表[示明]|反映|体现|推[动进]|建设|由|被|使|有|产生|发生|出现|形成|进行|开展|"
    r"支持|保持|完成|要求|建立|设立|施行|实行|给予|作出|处以|减去|加上|等于|取自?|起算|跌破|突破|升至|降至|可[以能]|能够?|会|出|在|将|已|"
    r"\b(?:is|are|was|were|has|have|had|can|may|might|must|shall|should|will|would|does|do|did|contains?|includes?|consists?|comprises?|"
    r"causes?|leads?|requires?|needs?|prevents?|treats?|increases?|decreases?|reduces?|raises?|lowers?|occurs?|forms?|shows?|gives?|makes?|takes?|"
    r"acts?|works?|helps?|affects?|depends?|belongs?|stars?|plays?|lies|stands|begins?|ends?|runs?|serves?|[a-z]{3,}ed)\b"
)
NORM = re.compile(
    r"应当|不得|必须|严禁|禁止|有权|处以|依法|第[〇零一二三四五六七八九十百千\d]+条|\b(?:must(?: not)?|shall(?: not)?|prohibited|contraindicated|required to)\b"
)
MEASURE = re.compile(
    r"\d[\d,.]*\s?(?:%|‰|°c|℃|(?:[munkdc]?(?:g|m|l|mol|iu|s|hz|w|v|a|pa|j)|kg|min|hours?|days?|weeks?|months?|years?|ghz|mhz|gbps|mbps|mmhg|mm|km)"
    r"(?:/[a-z0-9]+)?(?![a-z])|[年月日周天岁次倍个家项亿万米克升吨座]|小时|分钟|公里|毫[克升米])"
)
NAMING = re.compile(r"《[^《》]{2,40}》|\([a-z][a-z0-9-]{1,9}\)|\((?:以下)?简称|[a-z]+-\d|\b[a-z]{9,}\b")
"""Titles, abbreviations in brackets, designations and long words: how terms of a trade look."""

SELF = re.compile(r"我(?![国省市县区院部委司们])|咱|俺|\b(?:i|i'm|i've|i'll|me|my)\b")
PERSON = re.compile(r"你|您|我们|大家|各位|朋友|\b(?:you|your|us|guys|everyone)\b|^亲(?=[,\u3400-\u9fff])")
PARTICLE = re.compile(
    r"[吗呢吧啊呀哦嘛啦哈噢唉嗯哎哇]|求助|楼主|宝子|点赞|顶一个|\b(?:lol|haha+|hey|hi|wow|oops|yeah|yep|nope|gonna|kinda|wanna|btw|omg|ok|okay|awesome|"
    r"honestly|anyway|please)\b"
)
GREETING = re.compile(
    r"[你您]好|谢谢|多谢|感谢您?的?(?:阅读|支持|关注|分享)|辛苦|晚安|早上好|晚上好|欢迎|祝(?:大家|您|你)|不好意思|对不起|好久不见|亲爱|"
    r"\b(?:hello|thanks|thank you|welcome|good (?:morning|evening|night|afternoon)|happy new year|dear|congratulations|sorry|bye|"
    r"long time no see|best wishes)\b"
)
EXCLAIM = re.compile(r"!|~|\.\.\.\.|[\U0001f300-\U0001faff\u2600-\u27bf]")
QUESTION = re.compile(r"\?|吗$")
SPEAKER = re.compile(r"^(?![问答qa] ?:)[^\s:,。]{1,8} ?(?:\d{1,2}:\d{2})?: ?\S")
"""Somebody's name and what is said."""

BOILERPLATE = re.compile(
    r"版权所有|保留(?:所有|一切)权利|未经.{0,8}(?:许可|授权)|icp备|公网安备|免责声明|仅供参考|不构成.{0,12}建议|(?:本(?:公司|网?站|平台|人|文)|我们|对此|因此).{0,24}不(?:承担|对.{0,20}承担).{0,12}责任|隐私政策|用户协议|使用条款|"
    r"cookie|转载请|侵权.{0,6}删除|立场无关|个人观点|保密信息|误收|保证.{0,60}(?:虚假记载|误导性陈述|重大遗漏)|客服热线|(?:电话|传真|邮编|地址) ?:|"
    r"copyright|all rights reserved|disclaimer|terms of (?:use|service)|privacy policy|not constitute|accept no liability|no part of this publication|"
    r"without (?:the )?prior written permission|intended (?:solely )?for the addressee|confidential|views expressed|do not necessarily reflect|"
    r"registered office|customer service|visit our website|unsubscribe|isbn|printed in|catalogue record|\b(?:tel|fax)\b ?[.:]"
)
NAVIGATION = re.compile(
    r"首页|上一[页篇条]|下一[页篇条]|尾页|返回顶部|登录|注册|购物车|我的订单|帮助中心|联系我们|关于我们|联系方式|网站地图|友情链接|招聘信息|产品中心|新闻动态|新闻中心|"
    r"公司简介|分享到|收藏|打印|点击查看|查看更多|所在的?位置|发布时间|发布人|浏览次数|字号|来源 ?:|责任编辑|作者 ?:|标签 ?:|"
    r"扫一扫|公众号|下载客户端|在线客服|意见反馈|"
    r"\b(?:home|log ?in|register|log ?out|cart|my orders|sitemap|contact|about(?: us)?|news|products|menu|search|"
    r"skip to|read more|back to top|"
    r"previous|next|last|share on|print|newsletter|follow us|feedback|download the app|posted (?:on|by)|tags|categories|filed under|"
    r"comments|views|careers|subscribe|click here|by admin)\b"
)
PAIR = re.compile(rf"^[^\s:,;。]{{1,24}}(?: [^\s:,;。]{{1,16}}){{0,3}} ?: ?(?:[{CJK}]{{2}}|[a-z]{{3}})")
"""A key and what it says: "usual dose: two tablets"."""
SEPARATOR = re.compile(r"[|·»>]|\s/\s| {2,}|\t")
MONEY = re.compile(r"[¥￥$€£]\s?\d|\d\s?(?:元|块|usd|eur|rmb)|单价|小计|合计|现价|原价|折|\b(?:subtotal|total|price|fare|billed)\b|est\.")
NUMBER = re.compile(r"[¥￥$€£]?\d[\d,.:×x*/%-]*")
TOKEN = re.compile(rf"[¥￥$€£]?\d[\d,.:×x*/%-]*|[a-z]+|[{CJK}]")
CONTENTS = re.compile(r"[.…·]{0,40}\s?\d{1,3}$|^(?:图|表|附件|注|来源|资料来源|figure|table|source|note)\s?[\d:.一二三四五六七八九十-]")
"""A line of a list of contents, a caption, a source."""
