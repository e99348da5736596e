"""Whether a name stands inside a longer name: 牛奶 in 水牛奶 (buffalo milk), "diabetes" in "gestational diabetes".

Known names are told apart by longest match before this. Here it is about names that nobody listed: what stands close to a name,
without punctuation between, either belongs to the sentence (verbs, particles, words of the question, titles and forms of address) or
makes another name of it. Both lists are closed; what is in none of them makes another name, where it is short enough to be one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from kgcorpus import text_patterns as re
from kgcorpus.grade.persons import asks_who
from kgcorpus.grade.reading import Mention, Reading
from kgcorpus.text import CJK

LONGEST = 5
"""More characters than this around a Chinese name, up to the next punctuation or copula, are a clause, not parts of a name."""

NEAR = 80
"""No further than this from a name is anything looked at."""

_RUN_LEFT = re.compile(rf"[{CJK}]*$")
_OPENS = re.compile(r".*(?:[是为有与和及或的]|包括|含有|叫做?|称为)", re.S)
_RUN_RIGHT = re.compile(rf"[{CJK}]*")

# What may stand close before a Chinese name in a sentence.
_LEADS = re.compile(
    r"(?:[的是为有在于与和及或由被把即对从向至到给让使且而则以并叫称]|等|包[括含]|主要|分别|其中|另外?|还有?|也|都|就|只|仅|应该?|可能?|可以|一定|大概|也许|或许|估计|猜"
    r"|我[想认觉]|认为|觉得|依据|根据|按照|依照|参照|选择?|推荐|建议|考虑|使用|服用|采用|应用|选用|联用|合用|禁用|慎用|适用|饮用|食用|喝|吃|用|含|治疗?|引起|导致|造成|诱发|引发|伴有?|合并|出现|发生|产生|表现|患有?|得了|属|归"
    r"|叫做|称作|名叫|位居|来自|去|住|毕业|就职|任职|[担出升兼历现]任|加入|看|见|说|写|指|做|当|任命|如|像|比|除了?|不[是含]|非|答案?|即是|首[先选]|其次|最后|先|再|然后|第[一二三四五六七八九十]|位|名|个|种|家|款|颗|次|部|本|首"
    r"|常见|典型|著名|知名|该|这|那|此|其|及其|以及|或者|感到|感觉|[放产排生派]出|预防|[归列划计]入|升高|提高|促进|抑制|影响|改善|缓解|增加|降低|减少|加重|检测|检查|评估|监测|诊断|符合|确诊|拟诊|提示)$"
)
_SENTENCE_MARK = re.compile(r"[的是了在有为于被把会能可应不要需须就都也将使让给而且]")
_RANK = re.compile(r"[王帝后妃侯将相夫臣人家师士]$")
_KINDS = frozenset("队省市县州国社台党团人")
_DEGREE = re.compile(r"(?:[轻中重]度|严重|轻微|急性|慢性|明显|持续性?|反复|一过性|早期|晚期|终末期|先天性?|继发性?|原发性?|新鲜|普通)$")
# What may stand close after a Chinese name in a sentence, or belongs to its name without making another of it.
_FOLLOWS = re.compile(
    r"[的是为有在于与和及或由被把即对从向至到也都会能可应不要最更较很比以了着过之吧啊呢呀哦嘛吗而则就将互相时后前中上下里内外其这那该此等并且若如因所又还只均皆仍需须宜]"
    r"|担任|出任|全[长程]|总长|海拔|面积|人口|流经|发源|注入|汇入|属于?|位于|来自|具有|含|治疗|引起|导致|造成|诱发|用于|禁用|适用|相互|作用|联合|一起|共同|同时|这|那|说|认为|表示|出生|成立|发现|发明|创[立建作]|收藏|设[在有立]|生产|制造|出版(?![社商])|发行|撰写|导演|执导|主演|写|作为|算|指|参加|获"
    r"|患者|病人|人群|人士|者|先生|女士|小姐|教授|博士|院士|医生|医师|老师|研究员|导演|同志|法师|大师|将军|元帅|本人|们"
    r"|著名|知名|杰出|伟大|(?:副|总|正)?(?:主任|主治|住院|高级|首席|助理|执业){0,2}(?:[医护药技律厨]师|护士|法官|检察官|警官|工程师|经理|董事|秘书)"
    r"|(?:制度|原则|[性色])(?=$|[、,;。!?)\n和与及\"》])|第[一二三四五六七八九十](?=$|[、,;。!?)\n])|继[承任位]|即位|登基|就任|次之|居[首次]"
    r"|[市省县区州镇乡]|国|共和国|联邦(?!储备)|王国|城国|(?:股份|控股|集团)*(?:有限)?(?:责任)?公司|银行$|症|病(?![变毒])|综合征|反应|症状|现象|事件|类?药物?(?!膏)|类|食[物品材]|形态?|图形|片|胶囊|注射液|缓释片?|肠溶片?|制剂|颗粒"
    r"|第[一二三四五六七八九十]+[名位]?$|一词|二字|方面|情况|等等?|这[个种类]|作品|电影|小说|两[种个项者]|三[种个项者]|[一二三四五六七八九十几多]+[种个项者类]"
)

_WORD = re.compile(r"[a-z0-9\u00df-\u024f\u0370-\u03ff\u0400-\u04ff]+(?:['\-][a-z0-9\u00df-\u024f]+)*")
_CLOSED_WORDS = """
a an the this that these those my your his her its our their it he she they we you i who whom whose which what when where why how
there here is are was were be been being am do does did done has have had having can could will would shall should may might must
let lets and or nor but if so as than then because since while although though unless until not no never only also too just even
still both either neither of in on at by for with from to into onto upon about above below under over between among through during
before after against without within near around along across towards toward off beyond behind beside despite inside outside per via
like such including include includes included namely called named known titled entitled dubbed
yes okay ok well maybe perhaps probably possibly likely certainly definitely surely actually really simply mainly
mostly usually often sometimes always all any some most more many much several few each every other others another one two three
first second third last next think believe guess suppose assume say says said tell answer answers correct final therefore thus
hence finally use uses used using take takes taking avoid avoids consider considers try choose pick select recommend recommends
suggest suggests prescribe cause causes caused treat treats treated contain contains produce produces become became remain means
mean get got give gave make made see mr mrs ms miss dr prof professor sir dame lord lady president king queen prince princess
emperor empress pope saint st captain general colonel major senator governor minister chancellor judge justice reverend father
mother brother sister uncle aunt actor actress director writer author singer composer painter poet scientist engineer physicist
astronomer drug drugs medicine medicines food foods city town country state company firm film movie book novel song album tablet
tablets capsule capsules category categories type types kind kinds class classes group groups family families number numbers level
grade series instead now formerly previously currently today nowadays beat beats won wins
lost wrote sang met founded hydrochloride jr sr inc ltd llc corp co plc county province
"""
_CLOSED = frozenset(_CLOSED_WORDS.split())
_POST_ENDS = frozenset("任理长员师授席官")
_ADDRESSED = re.compile(r"教授|博士|院士|医生|医师|老师|研究员|导演|药师|技师")
# So end names of branches, products and works that begin with another name: 厦门大学马来西亚分校.
_NAME_ENDS = re.compile(r"(?:分[校院行店]|分公司|注射液|出版社|医院|学院|研究[所院]|委员会|协会|学会|车站|机场|条例|博物馆|图书馆)$")
# A ward of a hospital is the hospital where that is asked: 宣武医院神经外科.
_WARD = re.compile(rf"[{CJK}]{{1,8}}科室?(?![{CJK}])")
_MODEL = re.compile(r"(?=.*[a-z])(?:[a-z]{1,6}[ -]?)?[a-z]*\d{2,}[a-z]{0,2}")
_DOSE = re.compile(r"\d{1,2}")
_SEQUEL = re.compile(r" ?\d{1,2}(?=\s*(?:$|[、,;。!?)\n》]))")
_SMALL = re.compile(r"\d{1,2}")
_UNITS = frozenset(["mg", "g", "kg", "ml", "l", "km", "m", "cm", "mm", "mcg", "iu", "percent", "years", "days", "hours", "minutes"])
_LIKE_A_PREDICATE = re.compile(r"(?:[^sui]s|ed|ing|ly)$")
_BROKEN = re.compile(r"[^\w\s'\-]|\n")
_CLOSE_LEFT = re.compile(r"[a-z0-9][\s\-]$")
_CLOSE_RIGHT = re.compile(r"[\s\-]+[a-z0-9]")
_LIKE_AN_ADVERB = re.compile(r"ly$|[^s]s$")
_NO_NAME = re.compile(r"\d{3,}|[a-z]")
_ENDING = re.compile(r"(?:ies|es|ed|ing|s|e|y)$")
_LIKE_A_VERB = re.compile(r"(?:ed|ing|ly)$")


def without_longer(reading: Reading, mentions: Sequence[Mention], others: Sequence[Mention] = ()) -> list[Mention]:
    """The mentions that stand for themselves; those inside a longer name are left out. ``others`` bound names, too.

    >>> from kgcorpus.grade.names import find_names
    >>> from kgcorpus.grade.reading import read_answer
    >>> def kept(answer, name):
    ...     reading = read_answer(answer)
    ...     return bool(without_longer(reading, find_names(reading, [("0", name, False)])))
    >>> kept("水牛奶", "牛奶"), kept("应该是牛奶。", "牛奶"), kept("buffalo milk", "milk"), kept("It is milk.", "milk")
    (False, True, False, True)
    """
    if not mentions:
        return []
    edges = sorted({(m.start, m.end) for m in (*mentions, *others)})
    return [m for m in mentions if not longer(reading, m, edges)]


def longer(reading: Reading, mention: Mention, edges: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether a mention is a part of a longer name. ``edges`` are the spans of all names found."""
    text = reading.text
    first, last = bisect_left(edges, (mention.start,)), bisect_left(edges, (mention.end,))
    floor = max((end for _, end in edges[max(0, first - 8) : first] if end <= mention.start), default=0)
    ceiling = edges[last][0] if last < len(edges) else len(text)
    before, after = text[max(floor, mention.start - NEAR) : mention.start], text[mention.end : min(ceiling, mention.end + NEAR)]
    if text[mention.start] >= "\u3005" or text[mention.end - 1] >= "\u3005":
        left, right = _RUN_LEFT.search(before), _RUN_RIGHT.match(after)
        opened = _OPENS.sub("", left[0] if left else "")
        if left and before[: left.start()].endswith("》"):
            opened = ""  # 《晨雾》描绘大海: behind a title stands what is said of it
        if len(opened) + len(right[0] if right else "") > LONGEST:
            rest = right[0] if right else ""
            return _NAME_ENDS.search(rest) is not None and not _SENTENCE_MARK.search(rest)
        if text[mention.end - 2 : mention.end] == "医院" and _WARD.match(after):
            after = ""
        if text[mention.end - 1] in _POST_ENDS and _ADDRESSED.match(after):  # 主任医师 is no 主任
            return True
        return _longer_left(opened, reading.question) or _longer_right(after, reading.question)
    if text[mention.start : mention.end].isdigit():
        return False
    made = _described(reading, mention) or _made_by(reading, mention)
    return _more_words("" if made else before, after, reading.question)


def _described(reading: Reading, mention: Mention) -> bool:
    """Whether a word in small letters stands before a name with a capital, as what says of what kind it is: the novelist Jane Austen."""
    said, start = reading.said, mention.start
    if len(said) != len(reading.text) or mention.end - start < 4 or start < 2 or not said[start].isupper() or said[start - 1] != " ":
        return False
    word = said[:start].rsplit(None, 1)[-1:]
    return bool(word) and word[0].isalpha() and word[0].islower()


def _made_by(reading: Reading, mention: Mention) -> bool:
    """Whether a model's code stands behind a word with a capital, as that of its maker or series: NVIDIA GeForce RTX 4090."""
    said, start = reading.said, mention.start
    if len(said) != len(reading.text) or not _MODEL.fullmatch(reading.text[start : mention.end]):
        return False
    word = said[:start].rsplit(None, 1)[-1:]
    return bool(word) and word[0][0].isupper() and (said[start].isupper() or said[start].isdigit())


def _longer_left(run: str, question: str) -> bool:
    echoed = len(run) > 1 and (run in question or run[-2:] in question or (len(run) > 2 and run[:2] in question))
    if _RANK.search(run) and asks_who(question):  # 楚霸王项羽
        return False
    return bool(run) and not echoed and not (_LEADS.search(run) or _DEGREE.search(run) or _SENTENCE_MARK.search(run))


def _longer_right(after: str, question: str) -> bool:
    if number := _SEQUEL.match(after):  # 玩具总动员2
        return bool(number)
    found = _RUN_RIGHT.match(after)
    run = found[0] if found else ""
    echoed = len(run) > 1 and run[:2] in question
    echoed = echoed or (run in _KINDS and bool(re.search(rf"哪\w{{1,4}}{run}", question)))  # 哪支球队: 湖人队
    return bool(run) and not echoed and not (_FOLLOWS.match(run) or _SENTENCE_MARK.search(run))


def _more_words(before: str, after: str, question: str) -> bool:
    """Whether the words next to a name in letters are no words of a sentence, so that they belong to its name."""
    asked = _asked(question)
    left = _WORD.findall(_BROKEN.split(before)[-1]) if _CLOSE_LEFT.search(before) else []
    if left and _names_on(left[-1], asked):
        verb = _LIKE_A_VERB.search(left[-1]) and len(left) > 1 and not _is_article(left[-2])
        if not verb and not _LIKE_AN_ADVERB.search(left[-1]):
            return True
    right = _WORD.findall(_BROKEN.split(after, maxsplit=1)[0]) if _CLOSE_RIGHT.match(after) else []
    if not right or len(right) > 2:
        return False
    if len(right) == 1 and _SMALL.fullmatch(right[0]):  # Toy Story 2
        return True
    if _DOSE.fullmatch(right[0]) and right[-1] in _UNITS:  # rocuronium 50 mg
        return False
    return all(_names_on(word, asked) for word in right) and not _LIKE_A_PREDICATE.search(right[0])


@lru_cache(maxsize=4096)
def _asked(question: str) -> frozenset[str]:
    """The stems of the words of a question."""
    return frozenset(_stem(word) for word in _WORD.findall(question))


def _names_on(word: str, asked: frozenset[str]) -> bool:
    """Whether a word next to a name may be a part of it."""
    return word not in _CLOSED and not _NO_NAME.fullmatch(word) and _stem(word) not in asked and "'" not in word


def closed_word(word: str) -> bool:
    """Whether a word is one of a sentence, none of a name: it is in the closed list.

    >>> closed_word("are"), closed_word("carriers")
    (True, False)
    """
    return word in _CLOSED


def _is_article(word: str) -> bool:
    return word in {"a", "an", "the", "is", "are", "was", "were", "and", "or", "of"}


def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 3 else word
