"""What people read, in Chinese and English: labels of cards and tables, one line a message, and the Chinese of error messages.

``words(lang)`` gives a function from a message key and its numbers or names to the text. Errors are raised in English, where they arise; ``localise``
puts them into the reader's language by the patterns of ``messages_errors``: what has no pattern stays as it is.
"""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Callable, Mapping
from functools import cache

from .messages_ask import ASK_WORDS
from .messages_card import CARD_WORDS
from .messages_coverage import COVERAGE
from .messages_curating import CURATING_WORDS
from .messages_density import DENSITY
from .messages_formats import FORMATS_WORDS
from .messages_grade import GRADE_WORDS
from .messages_growth import GROWTH
from .messages_harness import HARNESS_WORDS
from .messages_learning import LEARNING_WORDS
from .messages_llm import LLM_WORDS
from .messages_neo4j import NEO4J_WORDS
from .messages_rejected import REJECTED_WORDS
from .messages_review import REVIEW_WORDS

LANGUAGES = ("zh", "en")

WORDS: dict[str, tuple[str, str]] = {
    # key: (zh, en)
    "lang.zh": ("中文", "Chinese"),
    "lang.en": ("英文", "English"),
    "words.missed": ("未用最好的分析方法查找{language}专名；可安装：{line}", "Names in texts ({language}) were looked for without the best analysis; it can be installed: {line}"),
    "stage.ingest": ("读入文档", "ingest"),
    "stage.extract": ("抽取", "extract"),
    "stage.verify": ("核验", "verify"),
    "stage.generate": ("生成样本", "generate"),
    "stage.release": ("发布", "release"),
    "line.stage": ("{stage}：输入{taken:,}，输出{given:,}，拒绝{rejected:,}{reasons}（{seconds:.1f}秒）", "{stage}: in {taken:,}, out {given:,}, rejected {rejected:,}{reasons} ({seconds:.1f} s)"),
    "line.again": ("{n:,}/{all:,}份文档重新抽取", "{n:,} of {all:,} {all|document|documents} extracted again"),
    "line.unchanged": ("{stage}：无变化，沿用上次结果（输入{taken:,}，输出{given:,}，拒绝{rejected:,}{reasons}）", "{stage}: unchanged, last result kept (in {taken:,}, out {given:,}, rejected {rejected:,}{reasons})"),
    "line.review_book": ("审阅工作簿：{book}（{rows}）", "review book: {book} ({rows})"),
    "line.review_left": ("另有{left:,}条待定夺的没有列入，可用 --n 放宽", "{left:,} more {left|waits|wait}; --n makes room for {left|it|them}"),
    "line.review_none_decided": ("还没有人作过决定", "nothing has been decided yet"),
    "line.review_nothing": ("没有需要定夺的内容", "nothing needs a decision"),
    "line.imported": ("导入：新的决定{new:,}条，已有的{known:,}条，未作决定的{open:,}行", "imported: {new:,} new {new|decision|decisions}, {known:,} known before, {open:,} {open|row|rows} without a decision"),
    "line.imported_more": ("……另有{n:,}条", "… and {n:,} more"),
    "line.imported_marked": ("有{n:,}处需要看一看，已在这份工作簿里标出：{book}", "{n:,} {n|place needs|places need} a look; {n|it is|they are} marked in {book}"),
    "line.imported_notes": ("补充说明：新写入文档{n:,}份", "notes: {n:,} new {n|document|documents}"),
    "line.imported_source": (
        "corpus.toml里还没有来源与这些补充说明对应，构建时会被拒绝。请在corpus.toml中加上下面几行，并填写许可：",
        "no source of corpus.toml fits these notes, so a build would reject them. Add these lines to corpus.toml and state the licence:",
    ),
    "line.imported_lost": ("落空的决定：{who}于{when}{decision}：{what}", "decision without its fact: {who} ({when}), {decision}: {what}"),
    "line.imported_next": ("运行kgcorpus build后生效", "run 'kgcorpus build' for them to take effect"),
    "line.findings": ("核验所见：{findings}", "findings: {findings}"),
    "line.identifiers": (
        "个人标识信息：{found}（{documents:,}份文档）；不属于个人而予以保留的：{allowed}。处理方式：{done}",
        "identifiers of persons: {found} (in {documents:,} {documents|document|documents}); nobody's own, and kept: {allowed}. {done}",
    ),
    "identifiers.none": ("无", "none"),
    "identifiers.drop": ("含有它们的事实、引文、全文和样本不进入发布", "What holds one (facts, quotes, texts, samples) is left out"),
    "identifiers.mask": ("读入时已用星号替换", "They were replaced by asterisks when the documents were read"),
    "identifiers.stop": ("出现即停止构建", "Any would stop the build"),
    "identifier.resident_id": ("身份证号", "resident identity number"),
    "identifier.credit_code": ("统一社会信用代码", "unified social credit code"),
    "identifier.iban": ("国际银行账号", "IBAN"),
    "identifier.bank_card": ("银行卡号", "bank card"),
    "identifier.email": ("电子邮箱", "e-mail address"),
    "identifier.mobile": ("手机号", "mobile number"),
    "identifier.landline": ("固定电话", "landline"),
    "identifier.phone": ("其他电话", "other telephone number"),
    "identifier.ssn": ("美国社会安全号", "social security number"),
    "identifier.nino": ("英国国民保险号", "national insurance number"),
    "identifier.passport": ("护照号", "passport number"),
    "identifier.plate": ("车牌号", "number plate"),
    "identifier.address": ("住址", "postal address"),
    "identifier.birth_date": ("出生日期", "date of birth"),
    "identifier.name": ("姓名", "name of a person"),
    "line.outdated": (
        "{folder}是按先前的文档、审阅决定或授权制作的：请运行 kgcorpus build --recipe {name} 重新发布，或删除它",
        "{folder} was made of earlier documents, decisions or permissions: run kgcorpus build --recipe {name} again, or delete it",
    ),
    "line.released": (
        "发布目录：{folder}（{samples:,}条样本：选出{chosen:,}条，另有{held:,}条为留作 test_wording 的问法）",
        "release: {folder} ({samples:,} {samples|sample|samples}: {chosen:,} chosen and {held:,} {held|wording|wordings} held out for test_wording)",
    ),
    "line.breached": ("policy.fail_on所列的情况出现了：{code}", "policy.fail_on: {code} occurred"),
    "severity.error": ("错误", "error"),
    "severity.warning": ("警告", "warning"),
    "severity.info": ("提示", "info"),
    "language.zh": ("中文", "Chinese"),
    "language.en": ("英文", "English"),
    "line.nothing": ("没有任何样本可以发布", "there is no sample to release"),
    "trace.sample": ("样本", "sample"),
    "trace.question": ("问题", "question"),
    "trace.answer": ("答案", "answer"),
    "trace.form": ("逻辑式", "form"),
    "trace.complete": ("完整性", "complete"),
    "trace.fact": ("事实", "fact"),
    "trace.facts": ("所依据的事实（{n}）", "facts it rests on ({n})"),
    "trace.evidence": ("证据", "evidence"),
    "trace.document": ("文档", "document"),
    "trace.ground": ("完整性依据", "ground of completeness"),
    "trace.entity": ("实体", "entity"),
    "trace.samples": ("依据它的样本（{n}）", "samples that rest on it ({n})"),
    "trace.premises": ("所依据的前提（{n}）", "premises ({n})"),
    "trace.facts_about": ("有关的事实（{n}）", "facts about it ({n})"),
    "trace.no_samples": ("没有样本依据它", "no sample rests on it"),
    "trace.page": ("第{n}页", "page {n}"),
    "trace.cell": ("单元格{ref}", "cell {ref}"),
    "trace.yes": ("完整", "yes"),
    "trace.no": ("不保证完整", "not shown"),
    "verdict.accepted": ("接受", "accepted"),
    "verdict.pending": ("待定", "pending"),
    "verdict.rejected": ("否决", "rejected"),
    "trace.verdict": ("判定", "verdict"),
    "trace.derived": ("由规则{rule}推出，前提", "derived by {rule} from"),
    "trace.unquoted": ("（发布中未附引文）", "(quote not included)"),
    "trace.more": ("……另有{n}条", "… and {n} more"),
    "trace.left_out": ("样本", "sample"),
    "trace.note": ("补充说明，{who}署名，{when}", "note signed by {who}, {when}"),
    "trace.decision": ("审阅决定", "decision"),
    "trace.set_aside": ("（已不作数：同一人后来另有决定，或已撤回）", " (does not count: the same person decided otherwise later, or withdrew it)"),
    "trace.corrected": ("把“{old}”更正为“{new}”", "corrected “{old}” to “{new}”"),
    "trace.asked": ("原来的标识是{id}：对它的决定，现在就是对这条事实的决定", "{id} is its old id: what was decided on that decides on this fact now"),
    "trace.lost": ("现在读不到的事实", "fact that is not read now"),
    "trace.not_read": ("文档里现在读不到这条事实；它的审阅决定落空", "the documents no longer say this: the decision has lost its fact"),
    "trace.read": ("审读", "read"),
    "trace.by": ("（{who}，{when}）", " ({who}, {when})"),
    "trace.no_more": ("现在已不再生成这条样本", "no longer made"),
    "trace.gone": ("下次生成样本时不再生成，也不会发布（改变主意时，在 reviews.jsonl 中追加一条 accept）", "left out when samples are next generated, and of releases (to take it back, append a line 'accept')"),
    "line.drawn": (
        "抽样{draw}：从{population:,}{what}中随机抽取{n:,}条，写入{book}",
        "draw {draw}: {n:,} of {population:,} {what} drawn at random, written to {book}",
    ),
    "line.drawn_all": ("全部只有{population:,}条，已全数列入", "there {population|is|are} only {population:,}: {population|it is|all of them are} listed"),
    "line.drawn_read": (
        "同一次抽样已读过{read:,}条；要另抽一次，请改用其他 --seed",
        "{read:,} of this very draw have been read before; for another draw give another --seed",
    ),
    "line.left_out": (
        "因许可未收入：{source}（{reason}；文档{documents:,}份，只出自它们的事实{facts:,}条，样本{samples:,}条）",
        "left out because of permissions: {source} ({reason}; {documents:,} {documents|document|documents}, {facts:,} {facts|fact that stands|facts that stand} only in {documents|it|them}, {samples:,} {samples|sample|samples})",
    ),
    "list.comma": ("、", ", "),
    "list.semicolon": ("；", "; "),
    "sheet.grey": ("灰色的列由程序生成，请勿改动，改了也不会读入。", "Grey columns are made by the program: changes there are not read. "),
    "sheet.choose": ("有下拉箭头的单元格，请从列表中选。", "Where a cell has a drop-down arrow, choose from the list. "),
    "sheet.required": ("标题带*的列必填。", "Columns marked * must be filled in. "),
    "sheet.folded": ("少用的列折叠在右边，点表格上方的［＋］展开。", "Columns that are rarely needed are folded away on the right: [+] above the table shows them. "),
    "sheet.notes": ("鼠标停在列标题上，可看到填写说明。", "Rest the mouse on a column's title to see what goes there."),
    "sheet.values": ("可选：{values}", "one of: {values}"),
    "sheet.comma": ("、", ", "),
    "sheet.date": ("日期请写成2026-11-01这样", "write dates like 2026-11-01"),
    "sheet.many": ("可填多个，每行一个（在单元格内按Alt+Enter换行）", "several are allowed, a line each (Alt+Enter begins a line within the cell)"),
    "sheet.problem": ("问题（程序所注）", "Problem (noted by the program)"),
    "sheet.problems": ("问题", "Problems"),
    "sheet.problems_intro": ("本工作簿{?errors 有{errors:,}处错误须改正?}{?both ，另?}{?others 有{others:,}处请留意?}。点“位置”可跳到该单元格；红色为错误，黄色为提醒，每行末列写明原因。改好后保存，重新导入即可，不必删除本表和标记。", "{?errors {errors:,} {errors|error|errors} to mend?}{?both , and ?}{?others {others:,} {others|thing|things} to look at?}. Click a cell's name to go there; red: an error, yellow: a warning, and the last column of each row says why. Mend, save, and import again; this sheet and the marks may stay."),
    "sheet.trouble": ("{message}。{fix}", "{message}: {fix}"),
    "sheet.row": ("第{n}行", "row {n}"),
    "sheet.head_sheet": ("工作表", "Sheet"),
    "sheet.head_cell": ("位置", "Cell"),
    "sheet.head_value": ("写的是", "What is written"),
    "sheet.head_message": ("问题", "Problem"),
    "sheet.head_fix": ("怎样改", "What to do"),
    "sheet.head_severity": ("程度", "Severity"),
    "sheet.not_listed_title": ("不在列表中", "Not in the list"),
    "sheet.not_listed": ("请从下拉列表中选择一项。", "Please choose one of the list."),
    **REVIEW_WORDS,
    **CURATING_WORDS,
    **REJECTED_WORDS,
    **CARD_WORDS,
    **COVERAGE,
    **DENSITY,
    **GRADE_WORDS,
    **ASK_WORDS,
    **FORMATS_WORDS,
    **GROWTH,
    **NEO4J_WORDS,
    **LLM_WORDS,
    **LEARNING_WORDS,
    **HARNESS_WORDS,
}


_CLAUSE = re.compile(r"\{\?(\w+) (.*?)\?\}")
_NUMBER = re.compile(r"\{(\w+)\|([^{}|]*)\|([^{}|]*)\}")


def _counted(text: str, values: Mapping[str, object]) -> str:
    """A message with its numbers agreeing: ``{n|fact|facts}`` is singular where n is 1, ``{?n … ?}`` stands only where n is not 0.

    >>> _counted("{n:,} {n|error|errors}{?m , {m:,} more?}", {"n": 1, "m": 0})
    '{n:,} error'
    """
    text = _CLAUSE.sub(lambda m: m[2] if values.get(m[1]) else "", text)
    return _NUMBER.sub(lambda m: m[2] if values.get(m[1]) == 1 else m[3], text)


@cache
def words(lang: str) -> Callable[..., str]:
    """The messages of a language: ``words("zh")("figure.hop", n=2)`` is ``2跳``.

    >>> words("en")("figure.more")
    'others'
    """
    index = LANGUAGES.index(lang if lang in LANGUAGES else "en")

    def say(key: str, /, **values: object) -> str:
        text = WORDS[key][index]
        return (_counted(text, values) if "|" in text or "{?" in text else text).format(**values)

    return say


def reader_language(choice: str | None = None) -> str:
    """``zh`` or ``en``: the choice if there is one, else by LC_ALL, LC_MESSAGES, LANG, else the system's locale."""
    if choice:
        return choice
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The patterns of error messages, those that begin with words and have most words of their own first."""
    from kgcorpus.messages_errors import ERRORS

    ordered = sorted(ERRORS, key=lambda english: (english.startswith("{}"), -len(english.replace("{}", ""))))
    return [(re.compile("(.+?)".join(map(re.escape, english.split("{}"))), re.S), ERRORS[english]) for english in ordered]


_PLACE = re.compile(r"(\s+|\S+: )(?=\S)")


def localise(text: str, lang: str) -> str:
    """An error's part in the reader's language: whole, else line by line, after its place, and clause by clause.

    >>> localise("unknown key 'licens'", "zh"), localise("corpus.toml:3: date: found 1, expected a text", "zh")
    ('未知的键“licens”', 'corpus.toml:3: date: 写的是1，应为文本')
    """
    return _localised(text) if lang == "zh" and text else text


def _localised(text: str) -> str:
    if "\n" in text:
        return "\n".join(map(_localised, text.split("\n")))
    if (place := _PLACE.match(text)) and (place[0].isspace() or re.search(r"[:.\[]", place[0][:-2])):
        return place[0] + _localised(text[place.end() :])
    whole = _by_pattern(text)
    if whole is not None:
        return whole
    if place:
        return place[0] + _localised(text[place.end() :])
    for mark, joined in ((" → ", " → "), ("; ", "；")):
        if mark in text:
            return joined.join(map(_localised, text.split(mark)))
    return text


def _by_pattern(text: str) -> str | None:
    for pattern, chinese in _patterns():
        if match := pattern.fullmatch(text):
            # A part may be a message of its own; one that is none stays as it is.
            parts = [(_by_pattern(part) or part) if len(part) < len(text) else part for part in match.groups()]
            return "".join(parts[int(piece)] if n % 2 else piece for n, piece in enumerate(re.split(r"\{(\d)\}", chinese)))
    return None
