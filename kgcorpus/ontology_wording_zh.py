"""Chinese templates from a predicate's label: nouns (导演), verbs (属于, 位于, 治疗), passives (被收购), roles (是…的一部分) and
possessions (有症状)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .ontology import Ontology, Predicate


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VERBS = _list(
    """属于 位于 治疗 包含 包括 含有 担任 拥有 具有 持有 导致 引起 引发 诱发 造成 适用 禁用 来自 源自 出自 生产 制造
    研发 开发 经营 销售 创办 创立 创建 成立 就读 任职 供职 获得 荣获 获 参演 出演 饰演 扮演 参加 参与 隶属 归属
    组成 构成 影响 抑制 激活 阻断 拮抗 促进 增强 减弱 升高 降低 增加 减少 预防 缓解 改善 控制 诊断 检测 监测 提示
    预示 意味着 标志着 代表 象征 表示 收购 投资 控股 参股 管理 管辖 监管 领导 指导 规定 违反 处罚 依据 依照 依赖
    取决于 需要 要求 使用 采用 应用 支持 提供 发布 发行 出版 撰写 著有 创作 谱写 翻译 改编 毗邻 邻近 连接 通向 流经
    流入 跨越 覆盖 穿过 经过 见于 分布 生长 栖息 起源 相当于 等同于 不同于 早于 晚于 先于 后于 高于 低于 等于 大于
    小于 继承 取代 替代 代替 接替 击败 战胜 加入 退出 信奉 信仰 喜欢 讨厌 认识 嫁给 迎娶 抚养 生下 讲 说 教 学
    住在 死于 生于 卒于 养 吃 捕食 寄生 感染 传播 携带 编码 表达 转化 代谢 催化 调控 调节 作用于 靶向 受益 符合
    满足 涉及 检出 加重 掩盖 干扰"""
)
_ALONE = _list(
    """收取 提交 申请 缴纳 缴付 支付 交付 出具 出示 签发 发放 受理 办理 开通 享有 享受 承担 免除 豁免 触发 取得 配备 附带 遵守 遵循
    适合 针对 面向 限于 携有 附有 扣除 退还 返还 补偿 赔偿 担保 抵押 开立 兑换 授予 允许 禁止 排除 需 须"""
)
"""Verbs only where nothing stands behind them: 申请书 and 支付方式 are nouns."""
_BEFORE_CLASS = _list(
    """需要 需 须 属于 包含 包括 导致 引起 造成 引发 诱发 适用于 来自 位于 来源于 起源于 产生 需提交 须提交 应提交 需提供 须提供 应提供
    要求提供 要求提交"""
)
"""Verbs that make no noun with what follows (治疗方法 is one): before the name of the class of their objects they stay verbs."""
_NOUNS = _list(
    """行为 作为 人为 关于 终于 由于 对于 出口 进口 入口 方向 去向 走向 倾向 意向 收入 投入 加入费 支出 产出 输出 输入
    存在 所在 现在 内在 外在 成为率 成因 至 出身 出处 出品 出版社 出版商 使用者 影响因素 治疗方法 治疗方案 相关疾病
    相关人物 关联方 表示法 组成部分 构成要素 结合位点 管理者 管理机构 监管机构 生产商 生产厂家 制造商 开发商 发行商 发行方
    发行人 投资方 投资人 投资者 控股股东 代表作 代表人物 提供者 支持者 要求项"""
)
_NOT_VERBS = re.compile(
    r"(?:者|人|商|方|地|日|期|率|量|法|性|度|数|额|价|名|号|码|值|式|类|型|症|证|病|药|物|品|社|局|院|校|部|家|员|师|长|史|系|线|点|面|体|区|"
    r"省|市|县|国|时间|因素|机构|部分|作品|学校|院校|公司|方法|方案|对象|原因|结果|目标|程度|范围|标准|条件|依据|费用|金额)$"
)
_SUFFIX = re.compile(r"^.{1,5}(?:于|自|为|至|到|向|往|入|在|给|成|着|过)$")
_EVENTS = _list(
    """出生于 毕业于 成立于 创建于 始建于 建于 生于 死于 卒于 逝世于 葬于 发布于 发行于 出版于 首播于 上映于 发现于 起源于
    改编自 源自 出自 来自 译自 收购 获得 荣获 创办 创立 创建 击败 战胜 发布 发行 出版 撰写 创作 翻译 参演 出演 饰演
    加入 参加"""
)
_WITH = _list(
    """相关 相邻 接壤 合作 结婚 联姻 相互作用 对应 关联 结合 相似 相同 相反 不同 无关 竞争 合并 同义 并列 同属一类 配伍
    合用 联用"""
)
"""Verbs that take their object with 与."""
_NOUN_ENDS = re.compile(
    r"(?:倾向|方向|去向|走向|意向|导向|取向|行为|作为|人为|收入|投入|输入|存在|现在|内在|合成|现成|成就|经过|通过率|关于|终于|由于|对于|基于|甚至|直到|给)$"
)
_STRIPPED = {
    "属于": "所属",
    "隶属于": "所隶属",
    "归属于": "所归属",
    "位于": "所在",
    "坐落于": "所在",
    "住在": "居住",
    "生于": "出生",
    "死于": "去世",
    "卒于": "去世",
}
SINGLE = re.compile(
    r"(?:出生地|出生日期|生日|去世地|籍贯|国籍|首都|省会|首府|总部|总部地点|所在地|注册地|注册地址|母公司|人口|面积|高度|海拔|性别|年龄|法定代表人|"
    r"成立日期|成立时间|首席执行官|货币|邮编|全称)$"
)
"""Nouns of which a thing has one, as a rule: asked for in the singular."""
_DATE = re.compile(r"(?:日期|时间|日|年份|年|年月)$")


def chinese_templates(predicate: Predicate, label: str, ontology: Ontology) -> dict[str, str]:
    """Templates by name for one Chinese label."""
    what = _What(predicate, ontology)
    name = re.sub(r"\s*[(（\[【][^)）\]】]*[)）\]】]", "", label.strip())
    name = re.split(r"[/／、|]", name)[0].strip("：:？? ") or label.strip()
    if match := re.fullmatch(r"是(?:…+|\.{3}|某|其)?的?(.{1,8})", name):
        return _role(match[1], what)
    if match := re.fullmatch(r"([被由受])(?:…+|\.{3}|谁)?(.{1,6})", name):
        return _passive(match[1], match[2], what)
    if match := re.fullmatch(r"(.{1,8})(?:是|为)(?:谁|什么|多少|哪里)", name):
        return _noun(match[1], what)
    name = next((name.removesuffix(noun) for noun in sorted(what.nouns) if noun and name.removesuffix(noun) in _BEFORE_CLASS), name)
    if name.removeprefix("与") in _WITH and name not in what.nouns:
        return _with(name.removeprefix("与"), what)
    if _is_verb(name, what):
        return _verb(name, what)
    if match := re.fullmatch(r"(?:具有|拥有|含有|有)(.{2,8})", name):
        return _noun(match[1], what)
    name = re.sub(r"^的|(?:是|的)$", "", name) or name
    return _noun(name, what)


class _What:
    """What is known of the object: its noun and measure word, whether it is a person, a number, a date; whether one is expected."""

    def __init__(self, predicate: Predicate, ontology: Ontology) -> None:
        self.single = predicate.single
        self.value = predicate.kind == "datatype"
        self.number = predicate.datatype in ("xsd:decimal", "xsd:integer")
        self.date = predicate.datatype in ("xsd:date", "xsd:gYear", "xsd:gYearMonth")
        self.year = predicate.datatype == "xsd:gYear"
        classes = [ontology.classes[c] for c in predicate.range if c in ontology.classes]
        self.nouns = {c.nouns["zh"] for c in classes if "zh" in c.nouns}
        self.noun = classes[0].nouns.get("zh") if len(classes) == 1 else None
        self.measure = classes[0].measure if classes else "个"
        self.person = bool(classes) and all(c.question_word.get("zh") == "谁" for c in classes)
        if self.number:
            self.asked = "多少"
        elif self.date:
            self.asked = "哪一年" if self.year else "什么时候"
        elif classes:
            self.asked = f"哪{self.measure}{{c}}" if self.single else "哪些{c}"
        else:
            self.asked = "什么"


def _is_verb(name: str, what: _What) -> bool:
    if name in _NOUNS or name in what.nouns or _NOUN_ENDS.search(name):
        return False
    if name in _VERBS or name in _ALONE:
        return True
    if any(noun and name.endswith(noun) and name != noun for noun in what.nouns):
        return False
    if _SUFFIX.match(name):
        return True
    modal = re.match(r"(?:可以?|能够?|应当?|须|必须|需要?|要求|不可以?|不得|不能|不应|不|禁止|允许)(.{2,})", name)
    if modal and (modal[1] in _VERBS or modal[1] in _ALONE or _SUFFIX.match(modal[1])):
        return True
    stem = next((v for v in sorted(_VERBS, key=len, reverse=True) if len(v) > 1 and name.startswith(v)), None)
    return stem is not None and len(name) - len(stem) <= 1 and not _NOT_VERBS.search(name)


def _verb(verb: str, what: _What) -> dict[str, str]:
    """A verb: subject, verb, object; questions keep the order."""
    if verb in _STRIPPED:
        clause = f"{{s}}{_STRIPPED[verb]}的{{c}}"
    elif verb.endswith("于") and len(verb) > 2:
        clause = f"{{s}}{verb[:-1]}的{{c}}"
    elif len(verb) == 2 and (verb in _VERBS or verb in _ALONE):
        clause = f"{{s}}所{verb}的{{c}}"
    else:
        clause = f"{{s}}{verb}的{{c}}"
    clauses = {} if verb.endswith("为") else {"objectClause": clause}
    made = {
        "statement": f"{{s}}{verb}{{o}}",
        "negation": f"{{s}}{_negated(verb)}{{o}}",
        **clauses,
        "inversePhrase": f"{verb}{{o}}的{{c}}",
        "question": f"{{s}}{verb}{what.asked}？",
        "inverseQuestion": f"哪些{{c}}{verb}{{o}}？",
    }
    if what.noun:
        made["sibling"] = f"与{{s}}{verb}同一{what.noun}的其他{{c}}"
    return made


def _with(verb: str, what: _What) -> dict[str, str]:
    """What holds between the two: 与…相邻, 与…合用."""
    return {
        "statement": f"{{s}}与{{o}}{verb}",
        "negation": f"{{s}}不与{{o}}{verb}" if verb not in ("不同", "无关") else f"{{s}}并非与{{o}}{verb}",
        "objectClause": f"与{{s}}{verb}的{{c}}",
        "inversePhrase": f"与{{o}}{verb}的{{c}}",
        "question": f"{{s}}与{what.asked}{verb}？",
        "inverseQuestion": f"哪些{{c}}与{{o}}{verb}？",
    }


def _negated(verb: str) -> str:
    """The verb denied: 没有 for having, 并非 for what happened once, 不 else."""
    if verb.startswith("不"):
        return "并非" + verb
    if verb in ("有", "拥有", "具有", "持有", "含有"):
        return {"有": "没有", "拥有": "没有", "具有": "不具有", "持有": "未持有", "含有": "不含有"}[verb]
    if verb in _EVENTS or verb.endswith(("自", "过", "成", "着", "入")):
        return (
            "并非" + verb if verb.endswith(("于", "自", "着")) else "没有" + verb.removesuffix("过") + ("过" if verb.endswith("过") else "")
        )
    return "不" + verb


def _passive(mark: str, verb: str, what: _What) -> dict[str, str]:
    """被/由/受 with the object before the verb."""
    asked = "谁" if what.person and what.single else what.asked
    return {
        "statement": f"{{s}}{mark}{{o}}{verb}",
        "negation": f"{{s}}{'不受' if mark == '受' else '并非由' if mark == '由' else '未被'}{{o}}{verb}",
        "objectClause": f"{verb}{{s}}的{{c}}",
        "inversePhrase": f"{mark}{{o}}{verb}的{{c}}",
        "question": f"{{s}}{mark}{asked}{verb}？",
        "inverseQuestion": f"哪些{{c}}{mark}{{o}}{verb}？",
    }


def _role(noun: str, what: _What) -> dict[str, str]:
    """What the subject is to the object: 是…的一部分."""
    return {
        "statement": f"{{s}}是{{o}}的{noun}",
        "negation": f"{{s}}不是{{o}}的{noun}",
        "objectClause": f"以{{s}}为{noun}的{{c}}",
        "inversePhrase": f"{{o}}的{noun}" if noun not in ("一部分", "部分") else f"作为{{o}}{noun}的{{c}}",
        "question": f"{{s}}是{what.asked}的{noun}？",
        "inverseQuestion": f"哪些{{c}}是{{o}}的{noun}？",
    }


def _noun(noun: str, what: _What) -> dict[str, str]:
    """A noun of the object: 导演, 出生地, 升糖指数."""
    of = "" if noun.startswith("所") else "的"  # 所在城市, not 的所在城市
    dated = what.date or (what.value and bool(_DATE.search(noun)))
    if what.number:
        question = f"{{s}}{of}{noun}是多少？"
    elif dated:
        question = f"{{s}}{of}{noun}是{'哪一年' if what.year else '什么时候'}？"
    elif what.person:
        question = f"{{s}}{of}{noun}是谁？"
    elif what.single or what.value or SINGLE.search(noun):
        question = f"{{s}}{of}{noun}是什么？"
    else:
        question = f"{{s}}{of}{noun}有哪些？"
    return {
        "phrase": f"{{s}}{of}{noun}",
        "statement": f"{{s}}{of}{noun}是{{o}}",
        "negation": f"{{s}}{of}{noun}不是{{o}}",
        "inversePhrase": f"{noun}{'是' if noun.endswith('为') else '为'}{{o}}的{{c}}",
        "question": question,
        "inverseQuestion": f"哪些{{c}}{of}{noun}是{{o}}？",
        "sibling": f"与{{s}}{noun}相同的其他{{c}}",
    }
