"""Where pronouns and definite class nouns stand in a sentence: "it", "its", 其, 它, "the drug", 该药, 本品, 这两种…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgcorpus.extract.gazetteer import Hit
from kgcorpus.extract.plain import key
from kgcorpus.extract.scope import unsaid_of
from kgcorpus.extract.sentences import Sentence
from kgcorpus.ontology import Ontology

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "both": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_PRONOUN = re.compile(
    r"(?P<one>\bit\b|(?<!其)它(?!们))|(?P<own>\bits\b)|(?P<their>\btheir\b)|"
    r"(?P<his>(?<![尤极与何及唯名莫任听])其(?![他它余中次实后间一二三四五所妙乐]))|"
    r"(?P<some>\b(?:they|them)\b|它们)|"
    r"(?P<count>(?:^|(?<=[,;:] )|(?<=[,;:])|(?<=\band )|(?<=\bbut ))(?:(?:both|all (?:two|three|four|five)|the (?:two|three))(?: of them)?"
    r"(?= (?!of\b|the\b|an?\b|these\b|those\b|in\b|with\b|for\b|by\b|to\b)[a-z])|"
    r"[两二三四](?:者|种|个)(?!之一|中))|[两二三四]者(?!之一|中))|"
    r"(?P<which>,? \(?which\b)"
)
_OBLIQUE = re.compile(
    r"(?:[将把使令让被叫请由帮为代替或及和]|或者|以及|限制|处罚|取消|撤销|吊销|责令|要求|促使|允许|禁止|协助|授权|委托|聘任|任命|认为|证明|表明|说明|导致|防止|避免)$"
)
_GIVEN_TO = re.compile(
    r"(?:[向给让]|帮助|协助|使得|确保|保证|便于|方便)[^,;:。其]{2,}$|"
    r"(?:个人(?!信息)|他人|对方|用户(?!信息)|客户|患者|员工|消费者|当事人|受试者|股东|投资者)[^,;:。其]+$"
)
_SYNONYMS = (
    ("drug", "medicine", "medication", "medicinal product", "药", "药品", "药物"),
    ("company", "firm", "corporation", "enterprise", "公司", "企业"),
    ("device", "equipment", "appliance", "instrument", "设备", "装置", "器械", "仪器"),
    ("disease", "illness", "condition", "disorder", "疾病", "病", "病症"),
)
"""Class nouns that people use for one another: where an ontology has one, the others are read as it."""
_EACH_ITS_OWN = frozenset(("单位", "企业", "机构", "部门", "系统", "行业", "组织"))
"""After 本, the class nouns by which a text means whoever its sentence is about ("各单位结合本单位…"), not what the document is of."""
_OBJECT_MEANT = re.compile(
    r"[,;:].*(?:提升|改善|完善|优化|加强|增强|提高|改进|规范|发现|监督|督促|检查|支持|鼓励|促进|推动|扩大|丰富|没收|明确|保障|"
    r"保护|限制|处理|对)$|"
    r"(?:指出|表示|认为|强调|介绍|透露|宣布)[,:]?|[与和同][^,;:]{4,}(?:合作|签约|签署|联合)|"
    r"[将把][^,;:]{1,20}(?:作为|视为|看作|打造成|建设成)|"
    r"(?:设立|成立(?!于)|建立|组建|创办|推出|发布|研发|开发|打造|收购|生产|制定|建设|提取|"
    r"签署|任命|聘请|完成|建成|引入|采购|选择)[^,;:]{2,}, ?$"
)
_NEW_THING = re.compile(
    r"\b(?:released|issued|published|launched|built|developed|founded|created|acquired|bought|introduced|designed|opened|signed|adopted|"
    r"presented|unveiled|appointed|wrote|met|sued|saw) "
    r"(?:an?|the|its|their|his|her|two|three|new|several)\b|"
    r"(?:指出|表示|认为|强调|介绍|透露)[,:]?|(?:发布|推出|设立|建立|组建|研发|开发|打造|收购|制定|签署|推荐|任命|聘请|引入|采购|建成|起诉)[^,;:。]{2,}[。.!]?$|了[^,;:。]{2,}[。.!]?$"
)
_BARE = ("药", "病", "品")
"""Chinese class nouns of one character, after 该, 本, 此."""
_PART = re.compile(
    r"(?:\b(?:none|neither|either|one|some|most|many|few|any|half|several|two|which|each) of(?: the)? |部分|有些|某些|个别|少数|多数|任一)$"
)
_NO_MEANING = re.compile(
    r"it (?:is|was|has been|would be|may be|can be|seems|appears) (?:also |not |now |[a-z]+ly )?(?:[a-z]+(?:ble|ful|ant|ent|ial|ly|ed|al) |"
    r"known |clear |easy |hard |best |better |good |true |time |worth |common )(?:that|whether|how|why)\b|"
    r"it (?:takes?|took) [^,;:]{1,60}? (?:to|for|before|until)\b|it (?:follows|turns out|means|rains|snows)\b"
)
FRONTED = re.compile(
    r"(?:when|if|while|although|though|as|because|since|after|before|once|unless|despite|like|unlike|besides|in|by|with|for)\b|"
    r"当|如果?|若|虽然?|尽管|由于|因为?|一旦|除了?|在|随着|按照?"
)
LEAD = re.compile(
    r"(?:(?:the|an?|in addition|in fact|also|however|moreover|furthermore|then|so|and|but|yet|today|now|thus|therefore|likewise|similarly|"
    r"here|because|when|if|although|while|whereas|since|once)\b,? ?|所谓|对于|至于|关于|而且?|但是?|不过|另外|此外|同时|其中|目前|因此|"
    r"所以|并且|故|又如|例如|如果|当|由于|因为|虽然|[《〈「『\"'“【(,、\s])*"
)


@dataclass(slots=True)
class Sought:
    """How an anaphor is looked up: what it may be (``nouns``: classes of the noun), how many, what it stands beside.

    ``pronoun``: 其, 它, "it", "its", which say nothing of the class; ``whose``: 其, "its"; ``own``: 本品, 本公司, of which the document
    itself is or speaks; ``oblique``: 其 after a preposition or a verb of causing, where it may be the object of the clause before
    ("将其标记为…"), or after somebody to whom something is given; ``inside``: it stands for nothing outside its sentence.
    """

    start: int
    end: int
    nouns: tuple[str, ...] = ()
    plural: bool = False
    count: int = 0
    kind: bool = False
    definite: bool = False
    fronted: bool = False
    at: Hit | None = None
    pronoun: bool = False
    own: bool = False
    whose: bool = False
    oblique: bool = False
    inside: bool = False
    noun: str = ""


# Without one of these no pronoun is there; where "the", 该 … can begin.
_SOME_PRONOUN = re.compile(r"\b(?:its?|the(?:ir|y|m)|both|all|the (?:two|three)|which)\b|[它其者种个]")
_BEGINS = re.compile(r"\b(?:th(?:e|is|at|ese|ose)|both|all) |[上以两二三四这此该本]")


class Nouns:
    """The class nouns of an ontology, as they stand after "the", "these", 该, 此, 这种 …"""

    def __init__(self, ontology: Ontology) -> None:
        self.classes: dict[str, tuple[str, ...]] = {}
        plurals: set[str] = set()
        known: dict[str, set[str]] = {}
        for cls in ontology.classes.values():
            for word in {*cls.labels.values(), *cls.nouns.values(), *(a for group in cls.aliases.values() for a in group)}:
                plain = key(word)
                latin = bool(re.search("[a-z]$", plain))
                for noun in {plain, plain.rsplit(" ", 1)[-1] if latin else plain[-2:]}:
                    known.setdefault(noun, set()).add(cls.id)
                    if latin:
                        known.setdefault(f"{noun}s", set()).add(cls.id)
                        plurals.add(f"{noun}s")
            if cls.plural:
                known.setdefault(key(cls.plural), set()).add(cls.id)
                plurals.add(key(cls.plural))
        for group in _SYNONYMS:
            meant = {id for noun in group for id in known.get(noun, ())}
            for noun in group if meant else ():
                if noun not in known:
                    known[noun] = meant
                    if re.search("[a-z]$", noun):
                        known[f"{noun}s"] = meant
                        plurals.add(f"{noun}s")
        self.bare = {noun: tuple(sorted(known.get(noun, ()))) for noun in _BARE}
        self.classes = {noun: tuple(sorted(ids)) for noun, ids in known.items() if len(noun) > 1}
        self.plurals = frozenset(plurals)
        words = "|".join(re.escape(w) for w in sorted(self.classes, key=lambda w: (-len(w), w)))
        made = f"(?P<noun>{words or '(?!)'})(?![a-z])(?<!法规(?=定))"
        self.pattern = re.compile(
            r"(?:\b(?P<det>the|this|that|these|those|both|both these|(?:the |these |all )(?P<n>two|three|four|five)) |"
            r"(?P<zh>(?:上述|以上)?[两二三四](?:种|个|款|类)|这(?P<m>[两二三四])(?:种|个|款|类|项)|这些|上述|以上|(?<!应)该|(?<![因如彼由])此|(?<![日基根样标成资文版剧课书脚原副抄读账])本|"
            rf"这一?(?:种|个|款|只|项)?)|(?P<kind>[这此该]一?类))(?:{made}|(?<=[该此本])(?P<bare>[品药病](?![a-z变房例理因情程毒菌虫害人者种牌质类位格店材师业厂剂学效典]))|(?<=类)(?P<none>药物?|(?=[对的可的能在])))"
        )

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """The matches of ``pattern``, looked for only where one can begin."""
        end = 0
        for start in _BEGINS.finditer(text):
            if start.start() >= end and (match := self.pattern.match(text, start.start())):
                end = match.end()
                yield match


def anaphors(sentence: Sentence, nouns: Nouns) -> Iterator[tuple[Sought, bool]]:
    """The pronouns and definite class nouns of a sentence, and whether each is possessive."""
    text = sentence.text
    front = _front(text)
    taken: list[tuple[int, int]] = [(h.start, h.end) for h in sentence.hits if h.entities]
    found: list[tuple[Sought, bool]] = []
    for match in nouns.found(text):
        if sought := _definite(match, nouns):
            found.append((sought, False))
    for match in _PRONOUN.finditer(text) if _SOME_PRONOUN.search(text) else ():
        kind = match.lastgroup or ""
        if kind == "which":
            if sought := _relative(sentence, match):
                found.append((sought, False))
        elif kind in ("one", "own") and sentence.written(*match.span()).isupper():
            continue  # "IT" is no pronoun
        elif not (kind == "one" and _NO_MEANING.match(text, match.start())):
            word = re.search(r"two|three|four|five|both|[两二三四五]", match.group()) if kind == "count" else None
            count = _NUMBERS[word.group()] if word else 0
            plural = kind in ("some", "their", "count")
            made = Sought(match.start(), match.end(), plural=plural, count=count, pronoun=kind in ("one", "own", "his"))
            made.whose = kind in ("own", "his")
            made.oblique = kind == "his" and bool(_OBLIQUE.search(text, 0, match.start()) or _GIVEN_TO.search(text, 0, match.start()))
            made.inside = kind == "his" and text[match.start() - 1 : match.start()] in "对与向从" and match.start() > 0
            found.append((made, kind in ("own", "their")))
    other = False
    for sought, possessive in sorted(found, key=lambda f: (f[0].start, -f[0].end)):
        if any(a < sought.end and sought.start < b for a, b in taken) or _PART.search(text, 0, sought.start):
            continue
        if sought.definite and any(h.entities and h.start - sought.end in (0, 1) for h in sentence.hits):
            continue  # "the medicine metformin"
        if sought.own and text.count('"', 0, sought.start) % 2:
            continue  # words that are quoted: the label is to say “本品…”
        taken.append((sought.start, sought.end))
        sought.fronted = sought.end <= front
        other = other or sought.oblique
        sought.oblique = sought.oblique or (other and sought.whose)  # "责令其整改，暂停进口其产品": both of the other
        yield sought, possessive


def _definite(match: re.Match[str], nouns: Nouns) -> Sought | None:
    determiner = match.group("det") or match.group("zh") or ""
    noun = match.group("noun") or ""
    classes = nouns.classes.get(noun, ())
    number = re.search(r"two|three|four|five|both|[两二三四五]", determiner)
    plural = bool(number) or determiner in ("these", "those", "这些", "上述", "以上")
    if match.group("det") and plural != (noun in nouns.plurals):
        return None
    if match.group("kind"):
        return Sought(match.start(), match.end(), kind=True)
    count = _NUMBERS[number.group()] if number else 0
    if determiner == "本" and noun in _EACH_ITS_OWN:
        return None
    bare = match.group("bare")
    if bare and not (classes := nouns.bare[bare]) and bare == "病":
        return None
    noun = noun or match.group("bare") or ""
    return Sought(match.start(), match.end(), classes, plural, count, definite=True, own=determiner == "本", noun=noun)


def _relative(sentence: Sentence, match: re.Match[str]) -> Sought | None:
    """A "which" after a comma or a bracket with a name directly before it."""
    if not match.group().startswith(","):
        return None
    end = match.start()
    if sentence.text[:end].endswith(")"):
        end = len(sentence.text[: sentence.text.rfind("(", 0, end)].rstrip())
    hit = next((h for h in sentence.hits if h.entities and h.end == end), None)
    if hit is None or unsaid_of(sentence.text, hit.start):
        return None
    return Sought(match.end() - len("which"), match.end(), at=hit)


def _front(text: str) -> int:
    """Where a subordinate clause or an adverbial that begins a sentence ends."""
    return text.find(",") if FRONTED.match(text) and "," in text else 0


# ----------------------------------------------------------------------------------------------------- what may stand before


_OPENER_ZH = re.compile(
    r"(?:[当如若虽因在从经按依随除为对据]|自(?![然己身动行愿主由])|尽管|由于|一旦|截[至止]|通过|无论|不论|不管|作为|面对|针对|凭借|基于|借助|围绕|至于|关于|鉴于|与此|同[时样]|"
    r"此外|另外|目前|近[年日期]|未来|今[年后天]|去年|其中|不仅|总[的之体]|具体|可以说|值得|例如|同|但|而|也|又|并|且|然而|因此|所以|于是|后来|随后|此后|之后|"
    r"[\d一二三四五六七八九十百千多数几]+ ?年|截|到|直到|自此|期间|过去|长期|一直|特别|尤其|首先|其次|最后|最终|第[一二三四五])"
)
_OPENER_EN = re.compile(
    r"(?:when|if|while|although|though|as|because|since|after|before|once|unless|despite|like|unlike|besides|in|by|with|for|at|on|to|from|"
    r"under|during|over|until|through|among|according|based|founded|known|first|then|today|now|however|also|moreover|therefore|thus|"
    r"generally|usually|overall|finally|later|meanwhile|historically|[a-z]+ly)\b"
)
_SHORT = 4
_ANYBODY = re.compile(
    r"(?:(?:the|some|most|many|all|pregnant|elderly|older|adult) )*(?:patients?|people|persons?|users?|adults?|children|women|men|doctors?|"
    r"physicians?|you|we|they|who|anyone|everyone|customers?|owners?|operators?|farmers?|growers?|take|use|keep|store|do not|"
    r"never|avoid|stop|give|apply|swallow|always|consult|ask|discontinue|administer|inject)\b|"
    r"(?:应当?|须|必须|请|切勿|勿|不得|不要|不可|禁止|严禁|建议|可|宜)?(?:患者|病人|孕妇|哺乳期|妊娠期|儿童|老年|成人|妇女|用户|使用者|操作者|医生|医师|"
    r"人们|大家|我们|您|你|使用|服用|停用|停止|切勿|请|不得|禁止)"
)


def opens(sentence: Sentence, at: int) -> bool:
    """Whether what stands before a position leaves the first main clause of the sentence to begin there: connectives, adverbials."""
    lead = sentence.text[:at]
    if re.fullmatch(LEAD.pattern, lead):
        return True
    opener = _OPENER_ZH if re.search(r"[\u4e00-\u9fff]", lead) else _OPENER_EN
    rest = lead[len(found.group()) :] if (found := LEAD.match(lead)) else lead
    parts = [part.strip() for part in re.split(r"[,;:]", lead) if part.strip()]
    if not lead.rstrip().endswith((",", ":", ";")) and not re.fullmatch(LEAD.pattern, parts[-1] + " " if parts else ""):
        return bool(rest) and len(parts) == 1 and opener is _OPENER_ZH and len(rest) <= _SHORT and bool(opener.match(rest))
    return all(opener.match(part) or opener.match(LEAD.sub("", part, count=1)) or len(part) <= _SHORT for part in parts)


def object_meant(between: str) -> bool:
    """Whether 其 may be an object of what stands between the subject and it, and not the subject: "优化数据，提升其价值", "将A作为重点，
    发挥其作用", "设立委员会，其职责…"."""
    return bool(_OBJECT_MEANT.search(between))


def new_thing_meant(text: str) -> bool:
    """Whether a sentence, read from the end of its subject, ends in something new that the next sentence's pronoun may mean: "X released a
    version. It …", "X发布了指南。其…"."""
    return bool(_NEW_THING.search(text))


def may_look_back(sentence: Sentence, sought: Sought) -> bool:
    """Whether a pronoun at a position may stand for something outside its sentence: nothing unknown that it could mean stands before it.

    Before 它 and "it", a known name may (it is of another class, else it were the antecedent), and so may people in general and an order
    ("Take it …"); before 其 and "its" nothing may, for whose something is says the sentence itself.
    """
    at, text = sought.start, sentence.text
    if sought.inside:
        return False
    if opens(sentence, at):
        return True
    lead = LEAD.match(text)
    begin = lead.end() if lead else 0
    if sought.whose:
        return any(a.start <= begin for a in sentence.anaphors.values() if a.start < at)
    if any(h.entities and h.start <= begin < h.end for h in sentence.hits) or _ANYBODY.match(text, begin):
        return True
    return any(a.start <= begin for a in sentence.anaphors.values() if a.start < at)
