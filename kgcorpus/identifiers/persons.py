"""Names and dates of birth of private persons, by the words beside them. They are looked for only in what comes from personal sources:
a public source names its persons because they are public."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .reading import Identifier, Kind, Text, read

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬常乐于时傅皮卞齐康伍余元"
    "顾孟黄穆萧尹姚邵湛汪祁毛狄米贝臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁邓洪包左石崔龚程嵇邢裴陆翁荀甄曲封储靳段"
    "焦巴侯全班秋仲宫宁仇甘厉戎祖武符刘景詹束龙叶司黎蒲邰鄂索赖卓屠蒙池乔阴翟谭贡姬申冉桑桂牛边燕冀尚农温庄晏柴阎习艾向古易廖耿满匡文寇广东欧沃利蔚越师巩聂晁敖冷辛阚那简饶曾沙鞠丰关"
    "查荆红游竺权盖益桓公闫涂肖仝覃仉佟尤官"
)
_DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|端木|宇文|长孙|轩辕|南宫"
_UNSURE = "于时常安平左全向应易白高黄石方连成明万温池水金文广东利越师那红公益包丰关解应官权满简盖查景班秋"
_GIVEN = r"(?:某某|某|[\u4e00-\u9fff]{1,2}?)"
_NAME = rf"(?:(?:{_DOUBLE})|[{_SURNAMES}]){_GIVEN}"
_END = (
    r"(?=[\s，,。；;、：:！!？?（(）)“”\"'《》|/\x00]|$|先生|女士|小姐|同志|教授|医生|大夫|主任|律师|经理"
    r"|因|于|在|男|女|系|的|为|是|称|说|陈述|表示|入院|出院|主诉|来|已|未|一|自述|诉|家属|及|和|与|等|被|向|对|拒|要求|签|本人)"
)
_WHO = (
    r"姓名|联系人|收件人|收货人|寄件人|发件人|投保人|被保险人|申请人|经办人|承办人|签名|签字|落款|主治医[师生]|责任医[师生]|家属签字"
    r"|户主|户名|法定代理人|监护人|报案人|举报人|投诉人|当事人|证人"
    r"|委托代理人|委托人|受托人|原告|被告人?|被害人|上诉人|学生姓名|患者姓名|就诊人|负责人|业主|乘客|旅客|房东|租客|承租人|出租人"
    r"|持卡人|用户|客户|学员|家长|护理人|陪护|患者|病人|患儿|产妇|死者|嫌疑人"
)
_UNLABELLED = (
    "患者|病人|患儿|产妇|报案人|举报人|投诉人|委托代理人|被告人|被害人|原告|被告|证人|死者|当事人|申请人|乘客|旅客|业主|客户|用户"
    "|联系人|收件人|户主|家属|嫌疑人|上诉人|监护人"
)

_LABELLED_ZH = re.compile(rf"(?:{_WHO}|\b(?:[Nn]ame|[Pp]atient|[Cc]ontact|[Cc]ustomer|[Ss]igned))(?:签[字名])?\s?[:：|]\s?({_NAME}){_END}")
_AFTER_ZH = re.compile(rf"(?:{_UNLABELLED})({_NAME}){_END}")
_TITLED_ZH = re.compile(
    rf"(?<![\u4e00-\u9fff])({_NAME})(?:先生|女士|小姐|太太|同学|阿姨|大爷|大妈|老师|医生|大夫|护士|师傅|经理|律师)|((?:{_DOUBLE}"
    rf"|[{_SURNAMES}])[\u4e00-\u9fff]{{0,2}}?)(?:先生|女士|小姐|太太)"
)
_NO_NAME = re.compile(
    r"高血|高热|高烧|高龄|高脂|高糖|黄疸|黄染|石膏|金属|方便|方案|方可|方面|常规|常见|常有|时有|时常|时间|平素|明显|明确|全身|全程"
    r"|左侧|左上|左下|左肺|向医|应当|应该|应予|易疲|易感|白细|白天|温度|水肿|成年|成人|连续"
    r"|万一|文化|文书|师傅|那么|那个|包括|包扎|丰富|关节|关于|关注|解释|解除|简单|满意|权利|权益|公司|公民|公章|益处|利用|越来|红肿"
    r"|红细|广泛|东西|官方|查体|查房|班级|应激|家属|何时|何种|何人|任何|任意|曾经|曾有|曾患|施行|施术|解大|解小"
    r"|都|程度|尤其|支|康复|安静|安排|安全|牛奶|张力|张口|马上|段时|许可|许多|石块|余|毕业|计|沙|宁愿|殷|单|胡言|胡话|陶|宗教|时|冷汗"
    r"|花费|洪|盛|章|符合|乐观|甘|皮肤|皮疹|蓝|武|夏季|秋季|农民|农村|燕|史|屈|项目|祝|管|房颤|房间|应|古|向|利|索|申请|申诉|边|沃|封"
)


def name() -> Kind:
    """Names of persons by their context: a label, a title, a word such as patient before them."""
    return _name


def _name(text: Text) -> Iterator[Identifier]:
    for match in _LABELLED_ZH.finditer(text.view):
        yield text.found("name", *match.span(1))
    for pattern in (_AFTER_ZH, _TITLED_ZH):
        for match in pattern.finditer(text.view):
            group = 1 if match[1] else 2
            if not _NO_NAME.match(match[group]) or (pattern is _TITLED_ZH and not re.match("何时|任何", match[group])):
                yield text.found("name", *match.span(group))
    yield from _english(text)


_TOKEN = r"(?:[A-Z][a-zé]+(?:['’-][A-Z][a-z]+)*|[A-Z]['’][A-Z][a-z]+|Mc[A-Z][a-z]+|[A-Z]\.)"
_FULL = rf"{_TOKEN}(?:[ ]{_TOKEN}){{1,3}}"
_TITLE = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Mx|Sir|Madam|Nurse)\.?[ ]({_TOKEN}(?:[ ]{_TOKEN}){{0,3}})")
_LABEL_EN = re.compile(
    rf"(?:^|[\n|,;.(\x00]\s*|\b)(?:(?:[Ff]ull|[Pp]atient|[Cc]ustomer|[Cc]lient|[Ff]irst|[Ll]ast|[Mm]aiden|[Cc]ontact|[Aa]pplicant"
    rf"|[Ee]mployee|[Gg]uardian|[Pp]arent|[Hh]older)(?:['’]s)?[ ])?(?P<label>[Nn]ame|姓名|联系人|患者|病人|签名|[Pp]atient"
    rf"|[Cc]ontact(?:[ ]person)?"
    rf"|[Ss]igned(?:[ ]by)?|[Ss]ignature|[Nn]ext of kin|[Pp]repared by|[Ww]itness(?:ed by)?|[Aa]pplicant|[Cc]ustomer|[Cc]lient"
    rf"|[Aa]ttending(?:[ ]physician)?|[Pp]hysician|[Ee]mergency contact|[Gg]uardian|[Tt]enant|[Bb]eneficiary|[Rr]eferred by|[Aa]uthor"
    rf"|[Cc]laimant|[Dd]efendant|[Pp]laintiff)\s?[:：]\s?({_FULL})"
)
_AFTER_EN = re.compile(
    rf"\b(?:[Pp]atient|[Ww]itness|[Aa]pplicant|[Cc]laimant|[Dd]efendant|[Pp]laintiff|[Cc]ustomer|[Cc]lient|[Tt]enant"
    rf"|[Ee]mployee)s?,?[ ]({_FULL})"
)
_CLOSING = re.compile(
    rf"(?:[Ss]incerely|[Rr]egards|[Ff]aithfully|[Tt]ruly|[Bb]est wishes|[Tt]hanks|[Cc]heers|[Ss]igned)(?:[ "
    rf"]yours)?,?\s*\n\s*({_FULL})\s*(?:$|\n|\x00)"
)
_COMMON_WORDS = """
    The A An And Or Of For In On At To By With No Not None Yes Safety Education Leaflet Team Service Services Denies Reports
    Reported Outcome Outcomes Measures Care Advice Information Department Clinic Ward Hospital Pepper Reception Desk Office
    Support Center Centre Group Company Inc Ltd Unit Committee Board University College Rights Records Record History Name Number
    Date Portal Satisfaction Experience Journey Access Data Form Summary Notes Discharge Admission Registry Cohort Population
    Experience Is Was Has Had Must Should May Can Will Monitoring Management Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday January February March April June July August September October November December Relations Success Insights Journal
    Handbook Guide Survey Consent Transport Flow Blue Red Green White Black North South East West New General National Royal
    Hydrochloride Sodium Potassium Chloride Sulfate Acid Insulin Emergency Call Cardiology Surgery Nursing Family Sir Madam Award
    Prize
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def _english(text: Text) -> Iterator[Identifier]:
    for pattern in (_TITLE, _LABEL_EN, _AFTER_EN, _CLOSING):
        for match in pattern.finditer(text.view):
            group = pattern.groups
            words = [w.strip(".") for w in match[group].split()]
            while words and words[-1] in _COMMON and len(words) > 2:
                words.pop()
            if not any(w in _COMMON for w in words):
                start = match.start(group)
                length = len(" ".join(match[group].split(" ")[: len(words)]))
                yield text.found("name", start, start + length)


_BEFORE_EN = re.compile(rf"({_FULL})(?=[,;:(\\s–-][^.!?]{{0,60}}$)")
_BEFORE_ZH = re.compile(rf"(?<![\u4e00-\u9fff])({_NAME})(?=[\s，,（(：:、]{{1,3}}[^。！？]{{0,16}}$)")


def beside(text: str, contacts: Sequence[Identifier]) -> list[Identifier]:
    """The names that stand on the lines of somebody's number or mailbox, before it or by their label: whose it is, whatever the source.

    >>> from .finding import findings
    >>> text = "Questions: Margaret Ellison, Product Desk, telephone 020 7946 0958.\\n联系人王小满，手机13800004271"
    >>> [one.text for one in beside(text, findings(text))]
    ['Margaret Ellison', '王小满']
    """
    found: dict[int, Identifier] = {}
    for contact in contacts:
        first = text.rfind("\n", 0, contact.start) + 1
        stop = text.find("\n", contact.end)
        line = text[first : stop if stop >= 0 else len(text)]
        names = [(one.start, one.end) for one in _name(read(line))]
        before = line[: contact.start - first]
        names += [m.span(1) for m in _BEFORE_EN.finditer(before) if not {w.strip(".") for w in m[1].split()} & _COMMON]
        names += [m.span(1) for m in _BEFORE_ZH.finditer(before) if not _NO_NAME.match(m[1])]
        for start, end in names:
            if all(first + end <= c.start or c.end <= first + start for c in contacts):
                found.setdefault(first + start, Identifier("name", first + start, first + end, line[start:end]))
    return [found[start] for start in sorted(found)]


_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = (
    rf"(?:\d{{4}}\s?[年./-]\s?\d{{1,2}}\s?[月./-]\s?\d{{1,2}}\s?日?"
    rf"|[一二][〇零○一二三四五六七八九]{{3}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\.?,?\s\d{{4}}|{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})"
)
_BORN = re.compile(
    rf"(?:出生(?:日期|年月日|年月|于|时间)?|生于|生日|[Dd]ate of [Bb]irth|\bDOB|\bD\.O\.B\.|[Bb]irth ?da(?:te|y)|\b[Bb]orn(?: "
    rf"on)?)\s?(?:[:：为是|]|is)?\s?({_DAY})|({_DAY})\s?(?:出生|生(?![\u4e00-\u9fff]))"
)


def birth_date() -> Kind:
    """Days of birth, with the words that say so."""
    return _birth_date


def _birth_date(text: Text) -> Iterator[Identifier]:
    for match in _BORN.finditer(text.view):
        yield text.found("birth_date", *match.span(1 if match[1] else 2))
