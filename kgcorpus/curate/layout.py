"""The sheets of an ontology's workbook: which column holds which property of ``ontologies/README.md``, and what its header says.

A field says how the values of a property stand in a cell (``shape``, see ``cell_values``). Several fields may share a property: each
claims the values of its language or kind; what no field claims goes to the sheet ``other``.
"""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kgcorpus.ontology import GROUNDS
from kgcorpus.rdf import KGC, OWL, RDF, RDFS, SKOS
from kgcorpus.spreadsheet_model import Column, Sheet

TYPE = RDF + "type"
LABELS = (SKOS + "prefLabel", RDFS + "label")


def _both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


Choices = tuple[tuple[str, Mapping[str, str]], ...]
YES: Choices = (("yes", _both("是", "yes")),)
YES_NO: Choices = (*YES, ("no", _both("否", "no")))
DELETE: Choices = (("delete", _both("删除", "delete")),)
KINDS: Choices = (
    ("owl:ObjectProperty", _both("术语（另一个事物）", "a term (another thing)")),
    ("owl:DatatypeProperty", _both("值（数、日期、文字）", "a value (number, date, text)")),
)
DATATYPES: Choices = (
    ("xsd:string", _both("文字", "text")),
    ("xsd:decimal", _both("数", "number")),
    ("xsd:integer", _both("整数", "whole number")),
    ("xsd:date", _both("日期", "date")),
    ("xsd:gYear", _both("年份", "year")),
    ("xsd:gYearMonth", _both("年月", "month of a year")),
    ("xsd:boolean", _both("是或否", "yes or no")),
)
QUALIFIER_KINDS: Choices = (
    ("kgc:Condition", _both("条件（不满足时事实不成立）", "condition (without it the fact does not hold)")),
    ("kgc:Detail", _both("细节（事实照样成立）", "detail (the fact holds anyway)")),
)
ROLES: Choices = (
    ("kgc:stepOf", _both("步骤 → 所属流程", "step → its procedure")),
    ("kgc:hasStep", _both("流程 → 步骤", "procedure → step")),
    ("kgc:stepNumber", _both("步骤的序号", "number of a step")),
    ("kgc:precedes", _both("步骤 → 其后的步骤", "step → a later step")),
    ("kgc:instruction", _both("步骤怎么做（文字）", "what is done (text)")),
    ("kgc:action", _both("步骤的操作", "action of a step")),
    ("kgc:uses", _both("步骤 → 所用之物", "step → what it uses")),
    ("kgc:amount", _both("用量（限定）", "amount (a qualifier)")),
    ("kgc:setting", _both("时长、温度等数值", "duration, temperature …")),
    ("kgc:requires", _both("步骤 → 先决条件", "step → what must be there before")),
    ("kgc:yields", _both("步骤 → 所得之物", "step → what it yields")),
    ("kgc:kindOf", _both("事物 → 所属类别", "thing → its kind")),
    ("kgc:contains", _both("事物 → 所含成分", "thing → what it contains")),
    ("kgc:substituteFor", _both("替代品 → 被替代之物", "substitute → what it replaces")),
    ("kgc:replacedBy", _both("事物 → 替代品", "thing → its substitute")),
    ("kgc:ratio", _both("替代比例（限定）", "ratio of a substitute (a qualifier)")),
    ("kgc:prohibits", _both("情形 → 禁用之物", "situation → what it prohibits")),
    ("kgc:advisesAgainst", _both("情形 → 应避免之物", "situation → what to avoid")),
    ("kgc:limits", _both("情形 → 限量之物", "situation → what it limits")),
)
"""Parts of procedures (``kgc:role``)."""
ARTICLES: Choices = (("a", _both("a / an", "a / an")), ("the", _both("the", "the")), ("none", _both("不加", "none")))
POSITIONS: Choices = (
    ("statement", _both("陈述", "statement")),
    ("negation", _both("否定", "negation")),
    ("question", _both("问宾语", "question for the objects")),
    ("inverseQuestion", _both("问主语", "question for the subjects")),
    ("phrase", _both("宾语短语", "phrase for the objects")),
    ("inversePhrase", _both("主语短语", "phrase for the subjects")),
    ("objectClause", _both("宾语从句", "clause for the objects")),
    ("sibling", _both("同类主语", "other subjects alike")),
    ("inverseSibling", _both("同类宾语", "other objects alike")),
    ("each", _both("逐项问", "question for each")),
    ("comparative", _both("大小比较", "comparison")),
    ("absent", _both("资料未列", "not listed")),
)
"""What can be worded of a predicate, in the order of the sheet; qualifiers have columns of their own for theirs."""

MARKER = _both("（不说）", "(not said)")
"""Stands in a cell for an empty template: the position has no idiomatic wording."""


@dataclass(frozen=True, slots=True)
class Field:
    """How values of ``properties`` stand in a column. New values get the property ``write`` (the first where empty).

    ``shape``: ``text`` one text; ``texts`` one a line; ``templates`` texts that may be declared empty; ``guess`` texts whose language is
    told by their letters; ``plain`` text without language; ``flag`` true or false; ``mark`` says ``of``; ``one`` one of ``choices``;
    ``refs`` ids, one a line; ``union`` ids that are alternatives; ``conversions``; ``types`` what other fields leave of ``rdf:type``.
    """

    column: Column
    shape: str
    properties: tuple[str, ...]
    lang: str = ""
    of: str = ""
    write: str = ""

    @property
    def key(self) -> str:
        return self.column.key

    @property
    def property(self) -> str:
        return self.write or self.properties[0]


_MANY = ("texts", "templates", "guess", "refs", "union", "conversions", "types")


def _field(
    key: str, zh: str, en: str, shape: str, properties: str | tuple[str, ...], width: int = 18, *, lang: str = "", of: str = "",
    write: str = "", note: tuple[str, str] = ("", ""), choices: Choices = (), open: bool = False, hidden: bool = False,
    required: bool = False,
) -> Field:  # fmt: skip
    if shape == "flag":
        choices = YES_NO
    if shape == "mark":
        choices = YES
    column = Column(
        key, _both(zh, en), width, choices, False, hidden, _both(*note) if any(note) else {}, required, many=shape in _MANY, open=open,
        code=shape in ("refs", "union") and not choices and False,
    )  # fmt: skip
    return Field(column, shape, (properties,) if isinstance(properties, str) else properties, lang, of, write)


def _pair(
    key: str, zh: str, en: str, shape: str, properties: str | tuple[str, ...], width: int = 24, *, write: str = "",
    note: tuple[str, str] = ("", ""), required: bool = False,
) -> tuple[Field, Field]:  # fmt: skip
    return (
        _field(f"{key}_zh", f"{zh}（中）", f"{en} (zh)", shape, properties, width, lang="zh", write=write, note=note, required=required),
        _field(f"{key}_en", f"{zh}（英）", f"{en} (en)", shape, properties, width, lang="en", write=write, note=note),
    )


_LINES = ("每行一个。", "One a line.")


def _lines(zh: str, en: str) -> tuple[str, str]:
    return (f"{zh}每行一个。", f"{en} One a line.")


_ALIASES = _pair("alias", "别名", "aliases", "texts", SKOS + "altLabel", note=_lines("别的叫法、缩写。", "Other names, abbreviations."))
_TYPES = _field("types", "其他类型", "other types", "types", TYPE, hidden=True)

CLASSES = (
    *_pair("label", "名称", "name", "texts", LABELS, 16, write=RDFS + "label", note=("类的名称，用单数。", "Name of the class, in the singular.")),
    _field("parent", "上位类", "parent class", "refs", RDFS + "subClassOf", 24, note=_lines("它是哪个类的一种？填类名或编号。", "Of which class is it a kind? Its name or id.")),
    *_pair("definition", "定义", "definition", "text", (SKOS + "definition", RDFS + "comment"), 36),
    _field("measure", "量词", "measure word", "text", KGC + "measure", 8, lang="zh", note=("例如：种、位、颗。不填为“个”。", "Chinese measure word; 个 where empty.")),
    _field("plural_en", "英文复数", "English plural", "text", KGC + "plural", 18, lang="en", note=("只在不规则时填。", "Only where it is not regular.")),
    *_pair("ask", "疑问词", "question word", "texts", KGC + "questionWord", 12, note=("代替“哪些……”，例如：谁。", "Used instead of “which …”: who.")),
    _field("article", "英文冠词", "English article", "one", KGC + "nameArticle", 10, lang="en", choices=ARTICLES, open=True, note=("这类事物的英文名称前加什么：a（a double bottom）、the，或不加（metformin）；不填也是不加。", "What stands before a name of this class: a (a double bottom), the, or none (metformin); none where empty.")),
    *_pair("quote", "名称的引号", "quotes around names", "text", KGC + "nameQuote", 12, note=("{}处是名称，例如：《{}》。", "{} is the name: “{}”.")),
    _field("listed", "成员已列全", "all members listed", "flag", KGC + "listed", 10, note=("是：资料列出了这个类的全部成员，可以问“所有……”。", "yes: the corpus holds all members, so that questions may range over all of them.")),
    _field("mintable", "文档可添新成员", "documents add members", "flag", KGC + "mintable", 12, note=("是：文档里出现的新名称可以成为新成员；否则未知名称会被拒绝。", "yes: a new name in a document becomes a member; otherwise unknown names are rejected.")),
    *_pair("heading", "标题格式", "heading pattern", "text", KGC + "headingPattern", 22, note=("正则表达式：整个标题与之相符时，标题引出一个成员，例如：第[一二三四五六七八九十]+条。", "A regular expression: a heading that is this from end to end introduces a member.")),
    *_pair("heading_name", "标题成员的名称", "name from heading", "text", KGC + "headingName", 22, note=("{title}是文档所讲的术语，{heading}是标题文字，例如：《{title}》{heading}。", "{title} is the term the document is about, {heading} the heading's text.")),
    _field("disjoint", "与之不相交的类", "disjoint with", "refs", OWL + "disjointWith", 22, note=_lines("没有事物可以同时属于这些类。", "Nothing can belong to both.")),
    *_ALIASES,
    _TYPES,
)  # fmt: skip

_GROUND_WORDS = {
    "objectsBySection": ("章节列全宾语", "a section lists all objects", "文档中相应章节列出一个主语的全部宾语。", "The section lists all objects of one subject."),
    "objectsByTable": ("表格列全宾语", "a table lists all objects", "表格列出一个主语的全部宾语。", "The table lists all objects of one subject."),
    "subjectsBySection": ("章节列全主语", "a section lists all subjects", "文档中相应章节列出一个宾语的全部主语。", "The section lists all subjects of one object."),
    "subjectsByTable": ("表格列全主语", "a table lists all subjects", "表格列出一个宾语的全部主语。", "The table lists all subjects of one object."),
}  # fmt: skip
_GROUNDS = tuple(
    _field(f"grounds_{name}", zh, en, "mark", KGC + "complete", 12, of=KGC + name, note=(zh_note, en_note))
    for name in GROUNDS
    for zh, en, zh_note, en_note in (_GROUND_WORDS[name],)
)
_CONVERSIONS = _field("conversions", "单位换算", "conversions", "conversions", KGC + "conversion", 30, note=("每行一条：℉ → ℃: × 0.5556 - 17.78 (1)。括号里是保留几位小数，可不写。", "One a line: °F → °C: × 0.5556 - 17.78 (1). In brackets: decimals to round to, may be left out."))  # fmt: skip
_UNIT = _field("unit", "单位", "unit", "plain", KGC + "unit", 12, note=("例如：m、kg、℃、元、%。", "For example: m, kg, °C, %."))
_RANGE = _field("range", "宾语的类", "class of objects", "union", RDFS + "range", 24, note=_lines("事实的宾语属于哪个类？可以有多个，满足其一即可。", "To which class do the objects belong? Several are alternatives."))  # fmt: skip
_DOMAIN = _field("domain", "主语的类", "class of subjects", "union", RDFS + "domain", 24, note=_lines("事实的主语属于哪个类？可以有多个，满足其一即可。", "To which class do the subjects belong? Several are alternatives."))  # fmt: skip
_DATATYPE = _field("datatype", "值的种类", "kind of value", "one", RDFS + "range", 14, of="datatype", choices=DATATYPES, open=True, note=("宾语是值时填写。", "Where the objects are values."))  # fmt: skip
_KIND = _field("kind", "宾语是", "objects are", "one", TYPE, 16, of="iri", choices=KINDS, note=("不填时由“宾语的类”和“值的种类”推出。", "Follows from the two columns to the right where empty."))  # fmt: skip
_FUNCTIONAL = _field("functional", "每次只有一个值", "one value at a time", "mark", TYPE, 12, of=OWL + "FunctionalProperty", note=("是：一个主语同时只有一个宾语；出现第二个就是冲突。", "yes: a subject has one object at a time; a second is a conflict."))  # fmt: skip
_DISPLAY = _field("display", "用于提问", "asked about", "flag", KGC + "display", 10, note=("否：不就它提问。不填为“是”。", "no: no questions about it. Empty: yes."))  # fmt: skip
_DEFINITION = _pair("definition", "定义", "definition", "text", (SKOS + "definition", RDFS + "comment"), 36)
_ROLE = _field("role", "在流程中的作用", "role in procedures", "one", KGC + "role", 20, of="iri", choices=ROLES, note=("有步骤的领域（做法、检修、变更）才填：这个谓词说的是步骤的哪一方面。", "Only for domains with procedures (recipes, maintenance, changes): what the predicate says of steps and of what constrains them."))  # fmt: skip
_PATTERNS = _pair("pattern", "句式", "patterns", "texts", KGC + "pattern", 34, note=_lines("文中怎样写这件事，例如：{s}(由|用){o+}(制)?成\n{s}主语，{o}宾语；{o+}多个宾语，{s+}多个主语\n(甲|乙)任选其一；(甲)?可有可无\n...中间可隔几个字\n{q:条件名}条件的值，例如：{q:温度}时{s}的压力为{o}\n{not}“不”可以在这里：{s}{not}由{o}制成\n括号用半角；", "How texts say it, for example: {s} is made (of|from) {o+}\n{s} subject, {o} object; {o+} several objects, {s+} several subjects\n(a|b) either; (a)? optional\n... a few words between\n{q:NAME} the value of a qualifier: at {q:temperature} the pressure of {s} is {o}\n{not} where “not” may stand: {s} is {not} made of {o}\n"))  # fmt: skip

PREDICATES = (
    *_pair("label", "名称", "name", "texts", LABELS, 16, write=RDFS + "label"),
    _DOMAIN,
    _KIND,
    _RANGE,
    _DATATYPE,
    _UNIT,
    _CONVERSIONS,
    _FUNCTIONAL,
    _field("changing", "随时间变化", "changes over time", "flag", KGC + "changing", 10, note=("是：价格、年龄、职务之类；没有日期的事实要看来源的日期。", "yes: prices, ages, posts; facts without a date need the date of their source.")),
    _field("qualifiers", "可带的条件", "qualifiers", "refs", KGC + "qualifier", 24, note=_lines("“条件”表中的名称或编号。", "Names or ids of the sheet of qualifiers.")),
    *_GROUNDS,
    *_pair("section", "章节标题", "section headings", "texts", KGC + "heading", 20, note=_lines("宾语写在哪个标题或栏目之下，例如：组成、用途。", "Under which heading or key the objects stand: Parts.")),
    *_PATTERNS,
    *_pair("trigger", "触发词", "trigger phrases", "texts", KGC + "trigger", 24, note=_lines("主语在前、宾语在后时中间的词语。", "Words between the subject before and the objects behind.")),
    *_pair("inverse_trigger", "反向触发词", "inverse triggers", "texts", KGC + "inverseTrigger", 24, note=_lines("宾语在前、主语在后时中间的词语。", "The same with the object first.")),
    _field("inverse", "逆谓词", "inverse", "refs", OWL + "inverseOf", 22, note=("方向相反的谓词，写在其中一个上即可。", "The predicate of the other direction; on one of the two is enough.")),
    _field("parent", "上位谓词", "parent predicate", "refs", RDFS + "subPropertyOf", 22, note=_LINES),
    _field("symmetric", "对称", "symmetric", "mark", TYPE, 8, of=OWL + "SymmetricProperty", note=("甲对乙成立，则乙对甲也成立。", "If it holds of A and B, it holds of B and A.")),
    _field("asymmetric", "不对称", "asymmetric", "mark", TYPE, 8, of=OWL + "AsymmetricProperty", note=("甲对乙成立，则乙对甲不成立。", "If it holds of A and B, it does not hold of B and A.")),
    _field("irreflexive", "不指向自身", "irreflexive", "mark", TYPE, 10, of=OWL + "IrreflexiveProperty"),
    _field("transitive", "可传递", "transitive", "mark", TYPE, 8, of=OWL + "TransitiveProperty", note=("甲对乙、乙对丙成立，则甲对丙成立。", "From A to B and B to C follows A to C.")),
    _field("inverse_functional", "每个宾语只有一个主语", "one subject an object", "mark", TYPE, 12, of=OWL + "InverseFunctionalProperty"),
    _DISPLAY,
    _field("filter", "可作筛选条件", "narrows questions", "flag", KGC + "filter", 10, note=("是：它把主语分门别类（类别、用途），可以用来缩小别的问题；否：没有人这样筛选。", "yes: it sorts its subjects (class, use) and so narrows other questions; no: nobody narrows by it.")),
    _field("additive", "可以相加", "adds up", "flag", KGC + "additive", 10, note=("是：各项的值加起来有意义（各步骤的用时、各部分的面积），可以问总和。", "yes: the values of several things add up to something (minutes of steps, areas of parts), so that sums are asked.")),
    _field("outline", "由标题得出", "from headings", "flag", KGC + "outline", 10, note=("是：标题引出的成员为主语，上级标题或文档所讲的事物为宾语（条文与法律）。", "yes: what a heading introduces is the subject, what the heading above is about the object.")),
    _ROLE,
    *_DEFINITION,
    *_ALIASES,
    _TYPES,
)  # fmt: skip


def _named(field: Field, zh: str, en: str, zh_note: str, en_note: str) -> Field:
    return replace(field, column=replace(field.column, title=_both(zh, en), note=_both(zh_note, en_note)))


QUALIFIERS = (
    *_pair("label", "名称", "name", "texts", LABELS, 16, write=RDFS + "label"),
    _field("sort", "性质", "condition or detail", "one", TYPE, 22, of="iri", choices=QUALIFIER_KINDS, note=("条件：不满足时事实不成立（温度低于0时）；细节：事实照样成立（从某年起）。", "Condition: without it the fact does not hold (when it freezes). Detail: the fact holds anyway (since a year).")),
    _named(_KIND, "值是", "values are", "不填时由右边两列推出。", "Follows from the two columns to the right where empty."),
    _named(_RANGE, "值的类", "class of values", "条件的值属于哪个类？可以有多个，满足其一即可。每行一个。", "To which class do the values belong? Several are alternatives. One a line."),
    _named(_DATATYPE, "值的种类", "kind of value", "值是数、日期或文字时填写。", "Where the values are numbers, dates or text."),
    _UNIT,
    _CONVERSIONS,
    *_pair("said", "说法", "how it is said", "templates", KGC + "condition", 26, note=("{v}是值，例如：在{v}中。数值不填也能说：温度＜0。", "{v} is the value: in {v}. Numbers are said without it: temperature below 0.")),
    *_pair("select", "按此提问的说法", "how questions select by it", "templates", KGC + "select", 26, note=("只用于细节，例如：用作{v}的。", "For details: as {v}.")),
    *_PATTERNS,
    *_ALIASES,
    _DISPLAY,
    _ROLE,
    _FUNCTIONAL,
    _DOMAIN,
    *_DEFINITION,
    _TYPES,
)  # fmt: skip

TERMS = (
    *_pair("label", "名称", "name", "texts", LABELS, 22),
    _field("class", "类", "class", "refs", TYPE, 22, note=("它是什么？填类名或编号，可从列表中选。", "What is it? The name or id of a class, to be picked from the list.")),
    *_pair("alias", "别名", "aliases", "texts", SKOS + "altLabel", 24, note=_lines("别的叫法、缩写。", "Other names, abbreviations.")),
    _field("hidden", "只用于识别的写法", "found, never written", "guess", SKOS + "hiddenLabel", 20, note=_lines("文中会出现、但语料中不写的叫法（错别字、俗称）。", "Spellings that occur in texts and are never written.")),
    *_pair("definition", "定义", "definition", "text", SKOS + "definition", 36),
    *_pair("note", "同名区分", "tells homonyms apart", "text", SKOS + "scopeNote", 14, note=("同名的两个术语各写一个短词：苹果（水果）。", "A short word where two terms have one name: apple (fruit).")),
    _field("key", "来源编号", "key of the source", "plain", KGC + "key", 14),
    _field("relative", "含义随主语而定", "relative to its subject", "flag", KGC + "relative", 12, note=("是：例如“本品的外壳”，每种产品各有所指。", "yes: such as “the casing of the product”: each product has its own.")),
    _TYPES,
)  # fmt: skip


def wording_fields(position: str) -> tuple[Field, Field]:
    """The two template fields of a row of the sheet ``wording``."""
    return _pair("text", "模板", "template", "templates", KGC + position, 40)


FIELDS: Mapping[str, tuple[Field, ...]] = {"classes": CLASSES, "predicates": PREDICATES, "qualifiers": QUALIFIERS, "terms": TERMS}
"""The fields of each sheet that has a row for a thing of the ontology."""

_ACTION = Column("action", _both("操作", "action"), 8, DELETE, note=_both("要删除一行，请在此选“删除”；只删掉表格里的行不算。", "To delete a row, choose delete here; removing the row from the sheet does not count."))  # fmt: skip
_ID = Column("id", _both("编号", "id"), 26, note=_both("新增的行可以不填，导入时自动生成；已有的编号不要改。", "May be left empty in new rows: it is made. Do not change one that exists."), code=True)  # fmt: skip
_WAS = Column("was", _both("原编号", "id as exported"), 10, hidden=True)
_DIGEST = Column("digest", _both("导出时的摘要", "digest as exported"), 10, hidden=True)
_WRITTEN = Column("as_written", _both("原有写法", "as written"), 10, hidden=True)
HIDDEN = (_WAS, _DIGEST, _WRITTEN)


def _fixed(key: str, zh: str, en: str, width: int = 34) -> Column:
    return Column(key, _both(zh, en), width, fixed=True)


SAID = tuple(
    _fixed(f"{what}_{lang}", f"{zh}（{zh_lang}）", f"{en} ({lang})")
    for lang, zh_lang in (("zh", "中"), ("en", "英"))
    for what, zh, en in (("statement", "示例（不是事实）：陈述", "example (no fact): statement"), ("question", "示例（不是事实）：问宾语", "example (no fact): question"), ("inverse_question", "示例（不是事实）：问主语", "example (no fact): inverse question"))
)  # fmt: skip
"""What the wording of a predicate yields, made by the program."""
SAID_OF_QUALIFIER = (_fixed("yields_zh", "示例（不是事实）（中）", "example, no fact (zh)", 28), _fixed("yields_en", "示例（不是事实）（英）", "example, no fact (en)", 28))
_LIMITS = _fixed("limits", "数量上限", "limits", 18)

PREFIX = Column("prefix", _both("前缀", "prefix"), 12, code=True)
NAMESPACE = Column("namespace", _both("命名空间", "namespace"), 60, code=True)
TEXT = Column("text", _both("内容（Turtle）", "content (Turtle)"), 100)
PART = Column("part", _both("分段", "part"), 6, hidden=True)


RARE: Mapping[str, tuple[str, ...]] = {
    "classes": ("plural", "ask", "article", "quote", "listed", "mintable", "heading", "heading_name", "disjoint", "alias"),
    "predicates": (
        "kind", "question", "inverse_question", "limits", "conversions", "changing", "grounds_objectsBySection", "grounds_objectsByTable",
        "grounds_subjectsBySection", "grounds_subjectsByTable", "trigger", "inverse_trigger", "inverse", "parent", "symmetric", "asymmetric",
        "irreflexive", "transitive", "inverse_functional", "display", "filter", "additive", "outline", "role", "definition", "alias",
    ),
    "qualifiers": ("kind", "conversions", "select", "display", "role", "functional", "domain", "alias", "definition"),
    "terms": ("hidden", "note", "key", "relative"),
}  # fmt: skip
"""What a beginner does not need: these columns come last, folded away as long as nothing stands in them."""


def _columns(sheet: str, before: int, *made: Column) -> tuple[Column, ...]:
    """Names first, then the id, the other columns, with what the program made after the first ``before`` of them; those of ``RARE`` last."""
    fields = [f.column for f in FIELDS[sheet]]
    found = (*fields[2 : 2 + before], *made, *fields[2 + before :])
    rare = [c.key for c in found if c.key in RARE[sheet] or c.key.removesuffix("_zh").removesuffix("_en") in RARE[sheet]]
    usual = [c for c in found if c.key not in rare]
    return (_ACTION, *fields[:2], _ID, *usual, *(replace(c, rare=True) for c in found if c.key in rare), *HIDDEN)


def _wording_columns() -> tuple[Column, ...]:
    zh, en = (f.column for f in wording_fields("statement"))
    predicate = Column("predicate", _both("谓词", "predicate"), 26, open=True, required=True)
    position = Column("position", _both("位置", "position"), 16, POSITIONS, required=True)
    purpose = _fixed("purpose", "用途", "what it is for", 34)
    return (_ACTION, predicate, position, purpose, zh, SAID_OF_QUALIFIER[0], en, SAID_OF_QUALIFIER[1], *HIDDEN)


_YES_NO_INTRO = ("一格多个值时每行一个（Alt+回车换行）。", "Several values in a cell: one a line (Alt+Enter).")  # fmt: skip
SHEETS: Mapping[str, Sheet] = {
    sheet.key: sheet
    for sheet in (
        Sheet("classes", _both("类", "classes"), _columns("classes", 1), _both("类：领域里有哪几种事物。" + _YES_NO_INTRO[0], "Classes: the kinds of things of the domain. " + _YES_NO_INTRO[1])),
        Sheet("predicates", _both("谓词", "predicates"), _columns("predicates", 4, *SAID, _LIMITS), _both("谓词：可以说什么样的事实。灰色的“示例”列是现有说法实际生成的句子（只看说法，不代表事实），改说法请到“措辞”表。", "Predicates: what facts can be said. The grey columns “example” are sentences that the wording yields (to be read for their wording, not as facts); change it in the sheet “wording”.")),
        Sheet("qualifiers", _both("条件", "qualifiers"), _columns("qualifiers", 1, *SAID_OF_QUALIFIER), _both("条件：事实在什么条件下成立，或带有什么细节。" + _YES_NO_INTRO[0], "Qualifiers: conditions under which facts hold, and their details. " + _YES_NO_INTRO[1])),
        Sheet("terms", _both("术语", "terms"), _columns("terms", 1), _both("术语：各类事物的名称、别名与定义。事实不写在这里，由文档得出。", "Terms: names, aliases, definitions. Facts do not stand here; they come from documents.")),
        Sheet("wording", _both("措辞", "wording"), _wording_columns(), _both("措辞：{s}主语，{o}宾语，{c}所问的类。不填则由名称推出；写“（不说）”表示这个位置没有自然的说法。英文里[is|are]随单复数取舍。", "Wording: {s} subject, {o} object, {c} noun of what is asked for. Empty: made from the names; “(not said)”: there is no idiomatic wording. [is|are] agrees in number.")),
        Sheet("prefixes", _both("前缀", "prefixes"), (PREFIX, NAMESPACE), _both("编号里冒号前面的部分代表什么。一般不必改动。", "What stands for the part of an id before the colon. Rarely changed.")),
        Sheet("other", _both("其他", "other"), (_ACTION, _ID, _fixed("about", "关于", "about", 30), TEXT, PART, _DIGEST), _both("前面各表表示不了的内容（约束、说明等）都保存在这里。不懂Turtle请不要改动。", "What the other sheets cannot show (constraints, notes) is kept here as Turtle. Leave it as it is unless you know Turtle.")),
    )
}  # fmt: skip
"""All sheets of the workbook by key, in order."""

PURPOSES: Mapping[str, Mapping[str, str]] = {
    "statement": _both("陈述一件事实：{s}由{o}制成", "states a fact: {s} [is|are] made of {o}"),
    "negation": _both("否定的陈述：{s}不是由{o}制成的", "denies it: {s} [is|are] not made of {o}"),
    "question": _both("问宾语（可写多种问法）：{s}由什么制成？", "asks for the objects (several allowed): What [is|are] {s} made of?"),
    "inverseQuestion": _both("问主语（可写多种问法）：哪些{c}由{o}制成？", "asks for the subjects (several allowed): Which {c} are made of {o}?"),
    "phrase": _both("指宾语的名词短语：{s}的材料", "noun phrase of the objects: [material|materials] of {s}"),
    "inversePhrase": _both("指主语的名词短语：由{o}制成的{c}", "noun phrase of the subjects: {c} made of {o}"),
    "objectClause": _both("修饰宾语，比“的”字短语更顺时用：{s}所用的{c}", "modifies the object where it reads better: {c} that {s} [contains|contain]"),
    "sibling": _both("与主语同类的其他事物：与{s}材料相同的其他{c}", "others that share the object: other {c} of the same material as {s}"),
    "inverseSibling": _both("与宾语同类的其他事物：与{o}……的其他{c}", "others that share the subject: other {c} … as {o}"),
    "each": _both("分别问各条件下的值：{s}各部分的厚度分别是多少？", "asks for the value under each condition: What are the thicknesses of the parts of {s}?"),
    "comparative": _both("比较大小用的一对形容词，大者在前；所比的量另有叫法时写在冒号前：厚度：厚/薄", "the pair of adjectives that compare values, the greater first; what is measured before a colon where it has another name: thickness: great/small"),
    "absent": _both("章节读全而未列出时怎么说：{s}的说明书未将{o}列为材料", "what “no” means where a section was read whole: the manual of {s} does not list {o} as a material"),
}  # fmt: skip

DERIVED = _both("（由名称推出）", " (made from the name)")
LIMITS: Mapping[str, Mapping[str, str]] = {
    "objects": _both("一个主语最多有{n}个宾语", "objects of a subject: at most {n}"),
    "subjects": _both("一个宾语最多有{n}个主语", "subjects of an object: at most {n}"),
}
ABOUT: Mapping[str, Mapping[str, str]] = {
    "shape": _both("约束：{name}", "constraint: {name}"),
    "header": _both("本体说明", "about the ontology"),
    "annotation": _both("注释属性：{name}", "annotation property: {name}"),
    "rest": _both("其余内容：{name}", "the rest of {name}"),
    "foreign": _both("其他内容", "other content"),
    "blank": _both("没有编号的内容", "content without id"),
}
