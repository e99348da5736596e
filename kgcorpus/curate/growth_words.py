"""What a name looks like: a stretch of text cut down to the name in it, or nothing. Rules and short lists, no dictionary."""

from __future__ import annotations

import re
from functools import lru_cache

from kgcorpus.english import is_participle, is_verb, singular
from kgcorpus.extract.plain import key as plain_key
from kgcorpus.text import CJK

key = lru_cache(maxsize=200_000)(plain_key)
"""The plain form of a name: lists say the same names again and again."""
LONGEST_ZH, LONGEST_EN = 16, 6
"""Characters and words of a name."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HAN = re.compile(f"[{CJK}]")
_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]+[章节条部分编款项课讲回步]+|[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,3}(?:\.\d{1,3})*(?:[)）、]|[.．](?!\d)|\s(?=[\u4e00-\u9fff])(?![型期级度类号相代]))"
    r"|[(（]?[a-zA-Zivx]{1,4}[)）]|[a-zA-Z]\.\s|[-•·*]\s)\s*"
)
_MARKS = "\"'“”‘’「」『』《》〈〉【】[]*`_#:：,，.。;；、!！?？ \t\n\u3000—–-~～/|=＝"

# ------------------------------------------------------------------------------------------------- Chinese

_LEAD_ZH = re.compile(
    r"(?:可致|伴有?|或有|给予|处以|并处|违反|符合|贯彻落实|贯彻|落实|予以|依照|以(?!色列|太)|其中|其他|其它|某些|一些|所有|各种|各类|多种|任何|以及|例如|比如|包括|称为|叫做|名为|作为|关于|对于|至于|由于|通过|根据|按照|经过|采用|服用|避免|防止|"
    r"加强|开展|推进|推动|实现|完善|具有|拥有|存在|出现|发生|导致|引起|可能|可以|应当|必须|需要|如果|因为|所以|但是|而且|并且|同时|此外|另外|一个|一种|一类|一项|一名|一家|一批|这种|这类|该类|"
    r"本类|[的了与或且但也还又若是该此这那某各每]|和(?![解谐平])|及(?!时)|而(?!今)|则|就(?!业)|由(?!来)|把(?!手)|都(?!市)|[一二三四五六七八九十两\d]+(?:种|类|项|名|家|批|份|条|次|根|只|座)(?=[^类]))"
)
_TAIL_ZH = re.compile(
    r"(?:引起|导致|所致|等等?|之一|以及|方面|时候|情况下?|的时候|左右|以上|以下|之间|之后|之前|期间|为主|而言|来说|[的了与且但也还又则]|(?<!饱)和|[涉以]?及|或|等[多数一二三四五六七八九十\d]+[个种项家])$"
)
_NEVER_ZH = re.compile(
    r"(?<!目)的|[了吗呢吧们这那哪怎谁很但您你我他她它]|什么|如何|为何|是否|不是|不能|不会|没有|可以|可能|应该|应当|必须|需要|已经|正在|进行|以及|之一|由于|[？?！!。；;：:]"
)
_INSIDE_ZH = re.compile(
    r"(?<![饱温柔中调总共])和(?![谐平解缓国])|(?<!参)与(?![会])|(?<![埃普涉波])及(?![时格])|或(?![然])|是(?![非])|(?<![潜存内外实所现])在(?![线校职编])|"
    r"(?<![自理事缘])由(?![来])|被(?![动告子])|将(?![军来])|(?<![属基等高低大小位])于|把(?![手握关])|(?<!首)都(?!市)|也|而(?!已)"
)
_GENERAL_ZH = _words(
    """
    患者 病人 人群 情况 方面 问题 方法 方式 作用 影响 结果 原因 时间 时候 过程 程度 阶段 部分 内容 措施 工作 活动 发展 建设 服务
    管理 技术 系统 企业 公司 单位 部门 领域 行业 市场 社会 经济 国家 中国 我国 全国 全球 世界 国际 国内 地区 城市 人员 员工 客户
    用户 群众 领导 专家 记者 负责人 以上 以下 以内 之间 左右 可能 一般 通常 主要 重要 相关 有关 其他 其它 不同 各种 多种 目前
    现在 今年 去年 近年 近期 未来 同时 期间 上述 如下 下列 例如 因此 所以 目标 任务 要求 标准 原则 基础 条件 能力 水平 质量 效果
    效率 优势 特点 特征 需求 机会 机遇 挑战 模式 机制 体系 平台 项目 产品 业务 资源 数据 信息 网络 报告 文件 会议 计划 规定 办法
    意见 通知 说明 注意 注意事项 概述 简介 介绍 总结 结论 背景 目的 意义 定义 分类 类型 种类 名称 备注 序号 编号 来源 参考 文献
    附录 目录 前言 摘要 关键词 正文 标题 日期 单击 点击 图片 表格 下图 上图 下表 上表 第一 第二 第三 首先 其次 最后 一是 二是
    三是 正常 异常 高 低 中 大 小 多 少 好 坏 是 否 有 无 上 下 左 右 前 后 内 外 早 晚 男 女 轻度 中度 重度 严重 明显 显著 常见
    少见 罕见 偶见 禁用 慎用 使用 应用 治疗 检查 诊断 预防 增加 减少 升高 降低 上升 下降 改善 出现 发生 引起 导致 避免 开始 停止
    结束 完成 进行 实现 提高 提升 加强 推进 推动 支持 促进 保障 提供 建立 形成 成为 具有 包括 属于 来自 按照 根据 通过 对于 关于
    由于 为了 以及 或者 并且 而且 但是 不过 如果 只要 只有 除了 什么 怎么 如何 为什么 哪些 多少 是否 能否 可以 不能 应该 必须
    需要 一次 两次 每日 每天 每周 每月 每年 小时 分钟 一种 一个 一些 许多 很多 大量 少量 全部 所有 整个 任何 个人 大家 自己 我们
    你们 他们 她们 它们 本公司 本集团 本文 本书 本章 本节 本条 发布人 发布时间 作者 编辑 版权 声明 联系 联系方式 电话 地址 网址
    高质量发展 新时代 新闻宣传中心 改革 创新 转型 融合 合作 交流 学习 培训 教育 文化 精神 思想 党委 党员 群体 力量 成果 成绩
    贡献 责任 使命 价值 理念 战略 规划 布局 举措 行动 实践 经验 案例 场景 环节 流程 步骤 用法 用量 成分 性状 规格 贮藏 包装
    有效期 执行标准 批准文号 生产企业 是什么 怎么办 有哪些 续表 合计 总计 小计 平均 最大 最小 最高 最低 增长 同比 环比 年度 季度
    上半年 下半年 不良反应 相互作用 当事人 本法 前款 依法 依照 违反 处罚 罚款
    """
)
_GENERAL_TAIL_ZH = re.compile(
    r"(?:情况|问题|方面|过程|工作|活动|时期|期间|时间|时候|人员|患者|病人|人群|者|们|性|化|时|后|前|中|内|上|下|里|间|处|次|年|月|日|人|个|种|类|项)$"
)

_BEGINS_NOT_ZH = re.compile(
    r"指(?!数|标|南|甲|纹|令|挥|定|导)|根(?!据|本|茎)|[级们者型式限款可要尚均对已应须能会有无不未没其为来到并即使让令给按比较较最更很太非常多少约近共仅只才便从向于为所]|用(?![户途药量法工电水地人])|[看说做想](?![护法])|发出|属于|互为|进行|开展|加强|推进|包括|位于|来自|成为|作为|显示|"
    r"表示|认为|指出|强调|要求|持续|不断|全面|积极|深入|切实|着力|努力|坚持|实现|提供|形成|完成|达到|保持|引起|导致|升高|降低|增加|减少|出现|发生|使用|采用|助力|赋能|聚焦|围绕|依托|"
    r"携手|打造|构建|建立|推动|促进|提升|提高|落实|贯彻|履行|确保|保证|负责|参与|承担|违反|符合|给予|处以|依照|依法|具体|处[一二三四五六七八九十\d]|上[一二三四五六七八九十\d]|不同|各[级类种]|本[法条例规定办法公司]|获得|取得|超过|突破(?!口)"
)
_ENDS_NOT_ZH = re.compile(
    r"(?:看|用|说|做|想|目|参|共|可|要|尚|均|对|已|应|须|能|会|有|无|不|未|其|为|来|到|并|即|使|让|给|按|比|较|最|更|约|近|共|仅|只|所|于|包括|属于|引起|导致|升高|降低|增加|减少|出现|发生|进行|"
    r"开展|加强|推进|表示|认为|指出|要求|达到|提供|实现|获得|取得|超过|之|者|等|以)$"
)
_VERBAL_ZH = re.compile(
    r"构成|组成$|[^行作认华]为[^什]|引起|导致|属于|包括|发出|互为|位于|来自|成为|称为"
    r"|显示|表示|认为|指出|强调|可升|可降|取决|不超|不得|不应|应当|有关|无关|分别|以及|每[日天周月年]|[^\u4e00-\u9fff]为"
)


def is_term_zh(text: str) -> bool:
    """Whether a sequence of characters that recurs may be a name by its form: no verb or adverb at its borders, no clause in it."""
    return not (_BEGINS_NOT_ZH.match(text) or _ENDS_NOT_ZH.search(text) or _VERBAL_ZH.search(text))


# ------------------------------------------------------------------------------------------------- English

STOP_EN = _words(
    """
    a an the this that these those it its they them their he she his her him we our us you your i my me who whom whose which
    what when where why how and or but nor so yet if then than as at by for from in into of off on onto out over per to up upon
    via with within without about above after against along among around because before behind below beneath beside besides
    between beyond despite down during except inside like near outside past since through throughout toward towards under
    underneath unless until unlike whether while although though not no never neither either both each every all any some few
    many much more most less least several such same other another own only just also too very quite rather even still already
    again always often usually sometimes rarely seldom generally typically normally mainly mostly especially particularly
    however therefore thus hence moreover furthermore meanwhile otherwise instead etc eg ie viz is are was were be been being am
    do does did done has have had having can could may might must shall should will would there here now ever once one two three
    four five six seven eight nine ten first second third next last themselves itself himself herself ourselves yourself one's
    let get gets got
    """
)
_GENERAL_EN = _words(
    """
    thing way time day week month year years days weeks months hour hours minute minutes patient patients people person persons
    adult adults child children man men woman women case cases example examples part parts number numbers amount amounts level
    levels result results use uses effect effects cause causes reason reasons problem problems question questions answer answers
    information note notes table figure page chapter section list lists name names type types kind kinds form forms group groups
    member members place places point points side sides end ends start beginning change changes difference differences increase
    decrease high low new old good bad large small big little long short great important common rare main major minor different
    similar general specific certain possible likely available able total whole full half other others order state states area
    areas fact facts word words term terms definition meaning source study studies report reports value values rate rates system
    systems process method methods treatment work works need needs help care something anything nothing everything someone
    anyone everyone none yes no not applicable see also overview introduction summary conclusion background references contents
    appendix preface abstract index remark remarks comment comments description details step steps book books author authors
    reader readers line lines price prices day's today tomorrow yesterday up down left right top bottom mild moderate severe
    early late risk risks advice contraindications indications warnings precautions dosage dose doses side-effects
    """
)
_EDGE_EN = re.compile(
    r"(?:.*ly|other|new|certain|various|similar|different|many|such|same|possible|likely|available|common|usual|typical|main|important|recent|current|good|"
    r"better|best|bad|high|low|higher|lower|large|small|great|big|long|short|early|late|first|second|third|last|next|following|following|used|using|given|made|taken|called|known|"
    r"seen|found|based|including|due|able|likely|usual|own|whole|full|total|real|true|single)"
)
_ENDS_EN = _words(
    """
    side way time day case part kind type number amount level result use effect thing fact reason other one example e.g etc
    """
)


def is_chinese(text: str) -> bool:
    return bool(_HAN.search(text))


def name_in(text: str, lang: str, *, whole: bool = False) -> str:
    """The name that a stretch of text is, without numbering, marks and words around it; empty where it is none.

    ``whole``: the stretch is a cell, an item or the like: what stands there is the name, words of grammar at its borders included.

    >>> name_in("1. 以及维生素B12缺乏等", "zh"), name_in("在使用时", "zh"), name_in("the renal impairment", "en"), name_in("which is", "en")
    ('维生素B12缺乏', '', 'renal impairment', '')
    """
    if whole:
        text = re.sub(r"^(?:the|an?) ", "", _shell(text), flags=re.IGNORECASE)
        return text if _is_whole_name(text, lang) else ""
    return _name_zh(text) if lang == "zh" else _name_en(text)


def _is_whole_name(text: str, lang: str) -> bool:
    """Whether a cell or item may be a name: short, not a number, a date or a sentence."""
    if not text or _balance(text) or re.search(r"[?？!！;；。:：]|[^.]\. ", text) or re.fullmatch(r"[\W\d]*\w?[\W\d]*", text):
        return False
    if lang == "zh":
        return 1 < len(text) <= LONGEST_ZH + 4 and not re.match(r"[\d.,]+\s?[^\d\s]{0,3}$", text) and not re.search(r"[，,]", text)
    words = text.split()
    return len(words) <= LONGEST_EN + 2 and bool(re.search(r"[A-Za-z]{2}", text)) and words[-1].lower() not in STOP_EN | {"of"}


def _shell(text: str) -> str:
    text = text.strip(_MARKS)
    while (lead := _NUMBERED.match(text)) and lead.end() < len(text):
        text = text[lead.end() :].strip(_MARKS)
    return text


def _name_zh(text: str) -> str:
    text = _shell(text)
    for _ in range(4):
        before = text
        lead = _LEAD_ZH.match(text)
        if lead and len(text) - lead.end() >= 2:
            text = text[lead.end() :]
        tail = _TAIL_ZH.search(text)
        if tail and tail.start() >= 2:
            text = text[: tail.start()]
        text = text.strip(_MARKS)
        if text == before:
            break
    return text if is_name_zh(text) else ""


def is_name_zh(text: str) -> bool:
    """Whether a Chinese text may be a name: of two characters or more, no number, no clause."""
    if not 2 <= len(text) <= LONGEST_ZH or not _HAN.search(text) or text in _GENERAL_ZH:
        return False
    if _NEVER_ZH.search(text) or _INSIDE_ZH.search(text) or _balance(text):
        return False
    if re.search(r"[一二三四五六七八九十百千万亿\d]+(?:余|多)?[万亿]?(?:元|年|月|日|倍|家|次|人次)(?!级|制|报|会|度)", text):
        return False
    if re.search(r"[\d.%％≥≤<>＜＞~～]{2,}", text) and not re.search(r"[A-Za-z]", text):
        return False
    return not re.fullmatch(
        r"[第约近超]?[\d.,％%一二三四五六七八九十百千万亿零〇两几数多半]+[年月日号时分秒天周岁个只条次位名家种类项倍元根人户台套件所座届期章节款级批份度]?[\u4e00-\u9fff]?",
        text,
    )


def _balance(text: str) -> bool:
    """Whether a bracket or quotation mark lacks its partner."""
    return any(text.count(a) != text.count(b) for a, b in ("()", "（）", "《》", "“”", "「」", "[]", "【】"))


_TOKEN = re.compile(r"[^\s]+")


_LEADING = _words(
    """
    a an the this that these those its their his her our your my which what and or but nor so if as at by for from in into of on over to
    upon with within without about after against between both during either neither each every all any some such same other another own
    only just also too very quite rather even still already again always often usually sometimes rarely generally typically especially
    is are was were be been has have had can could may might must shall should will would not no never several many most more less
    """
)
_DATED = re.compile(r" (?:in|on|since|from|until|by|of) (?:[A-Z][a-z]+ )?\d{4}$")


def _name_en(text: str) -> str:
    text = _DATED.sub("", _shell(text))
    words = text.split()
    while words and (words[0].lower() in _LEADING or words[0].strip(_MARKS) == ""):
        words = words[1:]
    while words and (words[-1].lower() in STOP_EN or words[-1].strip(_MARKS) == ""):
        words = words[:-1]
    text = " ".join(words).strip(_MARKS)
    return text if is_name_en(text) else ""


_INSIDE_EN = _words(
    """of for in to and the a on with per no by at first second third last next two three four five six up down out off above below"""
)


def is_name_en(text: str) -> bool:
    """Whether an English text may be a name: of at most six words, no clause, not merely a general word or a number."""
    words = text.split()
    if not words or len(words) > LONGEST_EN or len(text) < 3 or _balance(text) or re.search(r"[?!;:<>=≥≤]|\. ", text):
        return False
    lower = [word.lower().strip(_MARKS) for word in words]
    if any(word in STOP_EN - _INSIDE_EN for word in lower):
        return False
    if not re.search(r"[A-Za-z]{2}", text) or re.fullmatch(r"[\d.,%\s]+\S{0,6}", text):
        return False
    if len(words) == 1:
        one = lower[0]
        return not (one in _GENERAL_EN or singular(one) in _GENERAL_EN or one in STOP_EN or (one.endswith("ly") and len(one) > 4))
    if lower[-1] in STOP_EN or lower[0] in ("and", "of", "for", "in", "to", "with", "by", "at"):
        return False
    return not all(word in _GENERAL_EN or singular(word) in _GENERAL_EN or word in STOP_EN for word in lower)


def is_phrase_en(words: tuple[str, ...]) -> bool:
    """Whether a run of lower-case words reads like a noun phrase by its form: no adverb, verb or mere adjective at its borders."""
    first, last = words[0], words[-1]
    if _EDGE_EN.fullmatch(first) or _EDGE_EN.fullmatch(last) or last in _ENDS_EN:
        return False
    if len(words) > 1 and is_verb(first) and first not in _VERB_OR_NOUN:
        return False
    if is_participle(last) or (last.endswith(("ing", "ful", "ive", "ous", "able", "ible")) and len(words) > 1):
        return False
    return all(re.search(r"[a-z]", word) for word in words)


_VERB_OR_NOUN = _words(
    """support test record result trade work head face time drug host link list share signal store study supply target trigger block fund
    cover cross measure process report release"""
)


_ABSTRACT_ZH = re.compile(
    r"(?:发展|建设|管理|能力|水平|创新|应用|转型|升级|增长|提升|融合|合作|治理|运营|保障|优势|需求|机制|体系|模式|布局|作用|成果|责任|效率|质量|规模|领域|场景|环境|资源|价值|战略|理念|目标|任务|措施|"
    r"部署|协同|支撑|供给|改革|监管|监督|指导|培训|宣传|交流|推广|落实|部门|工程|行动|精神|文化|氛围|意识|力量|动能|活力|贡献|成效|进展|趋势|方向|空间|机遇|挑战|要求|原则|标准|规定|制度|办法|意见|内容|"
    r"形式|功能|手段|维度|难题|体验|环节|方面|代表|组成|着手|渠道|丰富|完整|难|性|化|范围|程序|条件|义务|权利|权益|利益|行为|事项|结果|信息|数据|单位|机构)$"
)
_ABSTRACT_EN = _words(
    """
    development construction management capability capacity level innovation application transformation growth
    improvement integration cooperation governance operation advantage demand mechanism mode layout role achievement
    responsibility efficiency quality scale field scenario environment resource value strategy concept goal task measure
    support supply reform supervision guidance training
    """
)


def is_abstract(text: str, lang: str) -> bool:
    """Whether a name ends in a word for what is done or aimed at rather than for a thing (发展, 能力; "development")."""
    return bool(_ABSTRACT_ZH.search(text)) if lang == "zh" else singular(text.split()[-1].lower()) in _ABSTRACT_EN


def is_general(text: str, lang: str) -> bool:
    """Whether a word is one that every kind of text uses."""
    return text in _GENERAL_ZH if lang == "zh" else text in _GENERAL_EN or singular(text) in _GENERAL_EN or text in STOP_EN


_NO_KIND_ZH = re.compile(
    r"^(?:方面|方方|各|诸多|众多|[一二三四五六七八九十两几数\d]+[个大项类种]|作[为出]|予以|承|共同|相|有|事项|协同|具|同|申请|部门|全)|(?:为代表|着手|入手|高|低|[是以向到对])$"
)


def is_kind(text: str, lang: str) -> bool:
    """Whether what several things are said to be may name a kind of thing."""
    return lang == "en" or not _NO_KIND_ZH.search(text)


_CLAUSE_ZH = re.compile(
    r"一旦|要用|又叫|又称|也叫|也称|俗称|简称|合用|属于|效果|是指|不属|^(?:促进|减少|增加|提高|降低|减慢|延缓|有(?!机|氧|色|价|线|限)|要(?!素)|可(?!卡|的松|乐)|会(?!议|计|员)|指(?!数|标|南|甲|纹|令|挥|定|导)|受(?!体|益|托)|使|让)"
    r"|(?:不|组成|构成|引起|导致|差)$|[^行作认华]为[^什]"
)


def is_clause(text: str, lang: str) -> bool:
    """Whether what was set apart is a clause or a part of one, not a name: with a verb at its beginning, or an article in it."""
    if lang == "zh":
        return bool(_CLAUSE_ZH.search(text))
    words = text.lower().split()
    first = words[0]
    acts = len(words) > 1 and first.endswith("ing") and any(is_verb(stem) for stem in (first[:-3], first[:-3] + "e", first[:-4]))
    verbal = is_verb(first) and first not in _VERB_OR_NOUN and (first.endswith("s") or len(words) > 1)
    done = len(words) > 1 and is_participle(first) and words[1] in STOP_EN
    return verbal or done or acts or is_adverb(first) or bool({"the", "a", "an"} & set(words[1:]))


def is_adverb(word: str) -> bool:
    return len(word) > 4 and word.endswith("ly") and word not in ("family", "assembly", "supply", "anomaly", "monopoly", "butterfly")


def weak_tail(text: str, lang: str) -> bool:
    """Whether a name ends in a word that seldom ends a name of a domain (时, 后, 情况; "time", "side")."""
    if lang == "zh":
        return bool(_GENERAL_TAIL_ZH.search(text))
    words = text.split()
    named = len(words) > 1 and all(word[:1].isupper() for word in words)
    return not named and words[-1].lower() in _ENDS_EN | _GENERAL_EN


def written_well(text: str) -> str:
    """A name as it stands in the source, on one line and without mark-up."""
    text = re.sub(r"\*+|`+|__", "", text)
    text = re.sub(rf"(?<=[{CJK}])\s+(?=[{CJK}])", "", text)
    return " ".join(text.split()).strip(_MARKS)
