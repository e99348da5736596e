"""Which column of a table made elsewhere says what: by its header in Chinese or English, else by what stands in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgcorpus.ontology_graph import guess_language

_WORDS: Mapping[str, str] = {
    "term": "term terms name names label labels preflabel preferredlabel preferredterm preferredname word words headword entry"
    " concept title 术语 名称 词 词语 词条 词目 名词 术语名称 规范名 规范名称 首选词 首选名称 标准名 标准名称 全称 正式名称"
    " 条目 概念 中文名 中文名称 英文名 英文名称",
    "abbreviation": "abbreviation abbreviations abbr abbrev acronym acronyms shortform shortname short 缩写 缩略语 缩略词 简称 简写"
    " 英文缩写 英文简称 缩略",
    "alias": "alias aliases synonym synonyms altlabel altlabels alternative alternatives alternativename alternativelabel othername"
    " othernames alsoknownas aka variant variants 别名 别称 又名 又称 亦称 俗称 俗名 同义词 近义词 其他名称 曾用名 异名"
    " 也称",
    "hidden": "hiddenlabel misspelling misspellings 错别字 常见错写 误写",
    "definition": "definition definitions meaning description descriptions explanation gloss comment desc 定义 释义 解释 含义 描述 说明"
    " 涵义 词义 概述 简介",
    "language": "language lang langcode 语言 语种",
    "class": "class classes category categories type types kind group semantictype entitytype termtype 类 类别 分类 类型 种类 所属类"
    " 所属类别 大类 术语类型 实体类型 词类 概念类别",
    "translation": "translation translations equivalent equivalents foreignterm 译名 翻译 译文 对应词 对应术语 外文 外文名 英译 英译名"
    " 中译 中译名 译词",
    "key": "code codes id ids key identifier termid conceptid uid 编码 代码 编号 代号 标识 标识符 术语编号 词条编号 编码值",
    "note": "note scopenote disambiguation qualifier 区分 同名区分 限定 限定词 区分词",
    "ignored": "no number index row rank frequency freq count source reference author date status remark remarks sn 序号 序 频次 频率"
    " 词频 来源 出处 备注 状态 日期 作者 排名 次数",
    "domain": "domain subject subjecttype subjectclass domainclass head headtype from source_type classofsubjects subjectsare"
    " 定义域 主语 主语类型 主语类 主体 主体类型 主语的类 头实体 头实体类型 起点",
    "range": "range object objecttype objectclass rangeclass tail tailtype to valuetype value target classofobjects objectsare"
    " 值域 宾语 宾语类型 宾语类 客体 客体类型 宾语的类 尾实体 尾实体类型 终点 值类型 取值",
    "predicate": "predicate predicates property properties relation relations relationship attribute attributes edge 谓词 关系 属性"
    " 关系名称 关系名 属性名 属性名称 谓语 关系类型",
    "classname": "classname classlabel 类名 类名称",
    "parent": "parent parents parentclass superclass subclassof broader isa super 父类 上位类 上级 上位词 上级类 父级 上位 父节点",
    "inverse": "inverse inverseof inverseproperty reverse 逆 逆谓词 逆关系 反向关系 逆属性 反关系",
    "datatype": "datatype xsdtype kindofvalue 数据类型 值的类型 值的种类",
    "functional": "functional functionalproperty single singlevalue singlevalued onevalue onevalueatatime onevalueonly atmostone"
    " unique 唯一 单值 单一值 唯一值 函数性 只有一个值 每次只有一个值",
    "unit": "unit units 单位 计量单位",
    "sort": "sort elementtype entrytype whatitis classorpredicate 元素类型 种别 类或谓词",
}  # fmt: skip
_ENDS = (
    ("domain", "主语 主体 头实体 头节点 头 起点 源实体 定义域", "subject head source domain subjects"),
    ("range", "宾语 客体 尾实体 尾节点 尾 终点 目标实体 值域", "object tail target range objects"),
)
"""What the two ends of a predicate are called."""
_OF_CLASS = (
    ("", "类", "类别", "类型", "的类", "的类别", "的类型", "所属类", "类名", "实体类型", "概念"),
    ("class", "type", "category", "classes", "types"),
)
_FIELDS = {word: field for field, words in _WORDS.items() for word in words.split()}
_FIELDS |= {f"{end}{what}": field for field, ends, _ in _ENDS for end in ends.split() for what in _OF_CLASS[0] if len(end + what) > 1}
_FIELDS |= {f"{end}{what}": field for field, _, ends in _ENDS for end in ends.split() for what in _OF_CLASS[1]}
_ZH = re.compile(r"(?:chinese|simplifiedchinese|zhcn|zhhans|zh|cn|中文|汉语|简体中文|简体|中)")
_EN = re.compile(r"(?:english|enus|engb|eng|en|英文|英语|英)")
_MARKED = (("zh", _ZH), ("en", _EN))


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column says: ``field``, and the language where the header names one. ``known`` is False where only its content told."""

    field: str
    lang: str = ""
    known: bool = True


def plain(header: str) -> str:
    """A header without case, width, spaces and marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", header).casefold())


def field_of(header: str) -> Heading | None:
    """What a header means.

    >>> field_of("Term (EN)"), field_of("foo")
    (Heading(field='term', lang='en', known=True), None)
    >>> field_of("中文定义")
    Heading(field='definition', lang='zh', known=True)
    """
    text = re.sub(r"^(?:skos|rdfs|rdf|owl|dc|dct|kgc):", "", unicodedata.normalize("NFKC", header).strip(), flags=re.I)
    word = plain(text)
    if word in _FIELDS:
        lang = "zh" if word in ("中文名", "中文名称", "中译", "中译名") else "en" if word.startswith("英") and word != "英" else ""
        return Heading(_FIELDS[word], lang)
    parts = [plain(p) for p in re.split(r"[\s/|(（)）\[\]【】@_:：,，.-]+", text) if plain(p)]
    for lang, pattern in _MARKED:
        rest = [p for p in parts if not pattern.fullmatch(p)]
        if len(rest) < len(parts):
            if not rest:
                return Heading("term", lang)
            if "".join(rest) in _FIELDS:
                return Heading(_FIELDS["".join(rest)], lang)
        for glued in (re.match(rf"({pattern.pattern})(.+)\Z", word), re.match(rf"(.+?)({pattern.pattern})\Z", word)):
            if glued and (found := next((g for g in glued.groups() if g in _FIELDS), None)):
                return Heading(_FIELDS[found], lang)
    if (phrase := _phrase(parts)) is not None:
        return Heading(phrase)
    found = [_FIELDS[p] for p in parts if p in _FIELDS and _FIELDS[p] != "ignored"]
    found = [field for field in found if field != "functional"] or found  # "Unique ID" is an id
    if found:
        return Heading(found[0] if "alias" not in found else "alias")
    stem = re.sub(r"(?:名称|名|列表)$", "", word)
    ending = next((word[n:] for n in range(1, len(word) - 1) if word[n:] in _FIELDS and guess_language(word[n:]) == "zh"), "")
    found = [_FIELDS[one] for one in (stem, ending) if one in _FIELDS]
    return Heading(found[0]) if found else None


def _phrase(parts: Sequence[str]) -> str | None:
    """What the longest run of several words together means: "single value (yes or no)" speaks of no value."""
    for length in range(len(parts), 1, -1):
        for start in range(len(parts) - length + 1):
            field = _FIELDS.get("".join(parts[start : start + length]))
            if field is not None and field != "ignored":
                return field
    return None


_SEVERAL = ("ignored", "alias", "abbreviation", "hidden", "parent", "class", "term", "translation", "predicate", "classname", "note")
"""What several columns may say together; "term" in a second column is another name."""
_NO_HARM = ("definition", "key")
"""Of these the first column counts; nothing wrong comes of it."""


def said_twice(rows: Sequence[Sequence[str]], found: Sequence[Heading]) -> list[tuple[int, int, bool]]:
    """Pairs of columns that are read as the same thing and both say something in one row, and whether that is an error.

    >>> said_twice([("fee", "number", "yes")], [Heading("predicate"), Heading("range"), Heading("range")])
    [(1, 2, True)]
    >>> said_twice([("fee", "number", "")], [Heading("predicate"), Heading("range"), Heading("range")])
    []
    """
    out = []
    for b, second in enumerate(found):
        for a, first in enumerate(found[:b]):
            if first.field != second.field or first.field in _SEVERAL or (first.lang and second.lang and first.lang != second.lang):
                continue
            both = [(row[a], row[b]) for row in rows if max(a, b) < len(row) and row[a] and row[b] and row[a] != row[b]]
            if first.field == "definition":
                both = [(x, y) for x, y in both if (first.lang or guess_language(x)) == (second.lang or guess_language(y))]
            if both:
                out.append((a, b, first.field not in _NO_HARM))
    return out


def headings(rows: Sequence[Sequence[str]]) -> tuple[int, list[Heading]]:
    """The number of header rows (0 or 1) and what each column says. A table is a schema where a column says domain, range or parent."""
    if not rows:
        return 0, []
    width = max(len(row) for row in rows)
    first = [*rows[0], *[""] * (width - len(rows[0]))]
    found: list[Heading | None] = [field_of(cell) if cell else None for cell in first]
    columns = [[row[n] if n < len(row) else "" for row in rows] for n in range(width)]
    has_header = any(found) or any(_stands_out(column) for column in columns if len(column) > 2)
    start = 1 if has_header else 0
    if not has_header:
        found = [None] * width
    taken = {h.field for h in found if h}
    for n, heading in enumerate(found):
        if heading is None:
            found[n] = _by_content([text for text in columns[n][start:] if text], taken)
            taken.add((found[n] or Heading("ignored")).field)
    out = [heading or Heading("ignored", known=False) for heading in found]
    if not {"term", "translation", "predicate", "classname"} & {h.field for h in out}:
        names = [n for n, h in enumerate(out) if not h.known and h.field in ("alias", "abbreviation", "class", "definition")]
        if names:
            out[names[0]] = Heading("term", known=False)
    return start, out


def title_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand above the header: it is the first that has two known headings, and more cells than those before it.

    >>> title_rows([("Terms of ACME", ""), ("Term", "Definition"), ("pump", "moves water")]), title_rows([("pump", "part")])
    (1, 0)
    """
    for n, row in enumerate(rows[:_MOST_ABOVE]):
        if sum(bool(cell and field_of(cell)) for cell in row) >= 2:
            return n if all(sum(map(bool, above)) < sum(map(bool, row)) for above in rows[:n]) else 0
    return 0


_MOST_ABOVE = 8


def _stands_out(column: Sequence[str]) -> bool:
    """Whether the first cell is of another kind than all below: a word over numbers, Latin over Chinese."""
    body = [text for text in column[1:] if text]
    if not body or not column[0]:
        return False
    return not _is_number(column[0]) and all(_is_number(text) for text in body)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+]?[\d,]*\.?\d+%?", text))


def _by_content(texts: Sequence[str], taken: set[str]) -> Heading:
    """What a column without a telling header says."""
    if not texts or all(_is_number(text) for text in texts):
        return Heading("ignored", known=False)
    distinct = len(set(texts))
    chinese = [text for text in texts if guess_language(text) == "zh"]
    lang = "zh" if len(chinese) * 2 > len(texts) else "en"
    long = sorted(len(text) for text in texts)[len(texts) // 2]
    is_sentence = sum(bool(re.search(r"[。；;.]\s*$|，|, ", text)) for text in texts) * 2 > len(texts)
    if all(re.fullmatch(r"[A-Za-z]{0,6}[-_.:]?\d[\w.:-]*", text) for text in texts) and distinct == len(texts):
        return Heading("key", known=False) if "key" not in taken else Heading("ignored", known=False)
    if (long > (14 if lang == "zh" else 45) or (is_sentence and long > 8)) and "definition" not in taken:
        return Heading("definition", known=False)
    if len(texts) >= 6 and distinct * 4 <= len(texts) and "class" not in taken:
        return Heading("class", known=False)
    if (
        lang == "en"
        and long <= 6
        and all(re.fullmatch(r"[A-Z][A-Za-z0-9-]{0,9}", text) for text in texts)
        and {"term", "translation"} & taken
    ):
        return Heading("abbreviation", known=False)
    if "term" not in taken:
        return Heading("term", known=False)
    if "translation" not in taken:
        return Heading("translation", known=False)
    return Heading("alias", known=False) if "alias" not in taken else Heading("ignored", known=False)
