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
from .messages_coverage import COVERAGE
from .messages_density import DENSITY
from .messages_formats import FORMATS_WORDS
from .messages_grade import GRADE_WORDS
from .messages_growth import GROWTH
from .messages_harness import HARNESS_WORDS
from .messages_learning import LEARNING_WORDS
from .messages_llm import LLM_WORDS
from .messages_neo4j import NEO4J_WORDS

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
    "review.disagreement": ("几位审阅人意见不一：{said}。请您定夺", "Reviewers disagree: {said}. Please settle it"),
    "review.lost": (
        "以前的决定落空：{said}。当时读到的是“{old}”；同一处现在读到的是本行的事实，请重新决定",
        "An earlier decision has lost its fact: {said}. Then it read “{old}”; what is read there now is this row. Please decide again",
    ),
    "review.lost_gone": (
        "以前的决定落空：{said}。文档里现在读不到这条事实。如不再需要这个决定，请选“否决”",
        "An earlier decision has lost its fact: {said}. The documents no longer say this. To let the decision go, choose “reject”",
    ),
    "review.said": ("{who}于{when}{what}", "{who} ({when}): {what}"),
    "review.because": ("（理由：{why}）", " ({why})"),
    "review.did.accept": ("接受", "accept"),
    "review.did.reject": ("否决", "reject"),
    "review.did.correct": ("更正为“{new}”", "correct to “{new}”"),
    "review.did.unclear": ("表示无法判断", "cannot tell"),
    "review.did.complete": ("签认清单完整", "signed the list as complete"),
    "review.did.ask": ("同意这样问", "it may be asked"),
    "review.did.never": ("不要这样问", "never to be asked"),
    "review.did.grouped": ("要逐个分别问", "to be asked thing by thing"),
    "review.did.withdraw": ("撤回以前的决定", "withdrew the earlier decision"),
    "review.decided": ("已有决定：{said}", "Decided: {said}"),
    "review.conflict_values": ("互相冲突（第{n}组）：只应有一个值，却读到几个", "In conflict (group {n}): there should be one value, and several are read"),
    "review.conflict_denied": ("互相冲突（第{n}组）：一处肯定，一处否定", "In conflict (group {n}): stated in one place and denied in another"),
    "review.low_score": ("程序没有把握（得分{score:.2f}）", "The program is not sure (score {score:.2f})"),
    "review.too_few_origins": ("来源不够：按本语料的规则，还需要别的独立来源或他人签认", "Too few origins: the policy asks for another source, or for a person's word"),
    "review.model_only": ("语言模型提出，请对照原文", "A language model proposes it: compare it with the text"),
    "review.failed_check": ("所涉的名称或实体有疑问", "A name or thing in it is in doubt"),
    "review.unclear": ("上次没有定论：{said}", "Left open last time: {said}"),
    "review.unread": ("程序已接受，还没有人读过", "Accepted by the program, read by nobody yet"),
    "review.unused": ("程序已接受，还没有人读过；没有样本依据它", "Accepted by the program, read by nobody yet; no sample rests on it"),
    "review.failed": (
        "未通过程序的检查，没有采用：{message}。读错了，请选“否决”或“更正”；原文说得对、是本体的规定不对，请选“无法判断”，在“理由”里写明，由工程师修改本体",
        "Fails a check of the program, and is not used: {message}. If it was read wrong, reject or correct it; if the text is right and the ontology is wrong, choose “cannot tell” and say why: an engineer mends the ontology",
    ),
    "review.shape": ("一类新的问法，还没有人看过", "A kind of question that nobody has seen yet"),
    "review.book_what": (
        "这本工作簿里是“{title}”中需要您定夺的内容：事实{facts:,}条，问题{questions:,}类。最要紧的排在最前面；时间不够时，从上往下做，做到哪里算哪里。",
        "This book holds what needs your decision in “{title}”: {facts:,} {facts|fact|facts} and {questions:,} {questions|kind|kinds} of questions. What matters most comes first: work from the top and stop where you like.",
    ),
    "review.book_names": (
        "“名称”页每行问一件事：两个对象是不是同一个，或者某个名称是不是在所有文档里都指它。是，就选“接受”；不是，就选“否决”，以后不再问；拿不准就留空，一切照旧。",
        "On the sheet “Names”, each row asks one thing: whether two things are one, or whether a name means a thing in all documents. Accept it if so; reject it if not, and it is not asked again; left blank, nothing changes.",
    ),
    "review.same": ("{a}和{b}是同一个", "{a} and {b} are one"),
    "review.apart": ("{a}和{b}不是同一个", "{a} and {b} are different"),
    "review.name_of": ("在所有文档里，“{name}”都指{entity}", "In all documents, “{name}” means {entity}"),
    "review.name_not": ("“{name}”只在写明的文档里才指{entity}", "“{name}” means {entity} only in documents that say so"),
    "review.name_held": ("（已有{n:,}个来源这样写，在其文档内有效）", " ({n:,} {n|source says|sources say} so; it holds in their documents)"),
    "review.named_by": ("{who}于{when}的决定", "decided by {who} ({when})"),
    "alike.said": ("原文写明", "the text says so"),
    "alike.letters": ("字母或字依次相符", "its letters agree"),
    "alike.place": ("写在名称后的括号里", "it stands in brackets after the name"),
    "alike.spelling": ("只有空格、标点或变音符号不同", "they differ in spacing, marks or accents only"),
    "alike.vocabulary": ("同一名称的不同地区用词", "the same name in another region's words"),
    "alike.legal_form": ("只有公司形式不同", "they differ in the legal form only"),
    "alike.initials": ("一个用了另一个的首字母", "one has initials for the other's given names"),
    "alike.transliteration": ("译名读音相近", "the names sound alike"),
    "alike.introduced": ("有文档说一个又叫另一个", "a document gives one the other's name"),
    "review.book_decided": (
        "这本工作簿里是“{title}”中已经作过的决定：事实{facts:,}条，问题{questions:,}条。“为何请您看”一栏写明谁在何时作了什么决定。不改的留空；要改的，选新的决定；要收回自己以前的决定，选“撤回”。每个人以最后一次的决定为准。",
        "This book holds what has been decided in “{title}”: {facts:,} {facts|fact|facts} and {questions:,} {questions|question|questions}. “Why it is here” says who decided what and when. Leave blank what stays; choose another decision to change it, or “withdraw” to take back your own. Of each person the last decision counts.",
    ),
    "review.book_left": ("另有{left:,}条没有列入，下次导出时再看。", "{left:,} more did not find room; {left|it comes|they come} with a later book."),
    "review.book_name": ("一、先在本页最上面填写您的姓名和日期，对所有行有效。", "1. Write your name and the date at the top of this sheet; they hold for all rows."),
    "review.book_facts": (
        "二、“事实”页每行一条：“事实”是程序读出的意思，“原文”是出处，粗体是主语、宾语和条件。对照着读，然后在“决定”一栏选择“接受”“否决”“更正”或“无法判断”，并在“理由”里写几个字。",
        "2. On the sheet “Facts”, each row is one fact: what the program has read, and the text it read it from, with subject, object and condition in bold. Compare them, choose a decision (accept, reject, correct, cannot tell), and say why in a few words.",
    ),
    "review.book_standard": (
        "三、标准是：原文确实这样说，而且说得对。意思对、但原文没有这样说的，请否决；您知道而原文没有的，可以写在“补充说明”页。",
        "3. Accept what the text does say and what is so. Reject what is true but is not said there; what you know and no document says can go to the sheet “Notes”.",
    ),
    "review.book_correct": (
        "四、选“更正”时，只填要改的栏，其余留空。名称写术语表里已有的名称；数值带单位；条件每行一个。",
        "4. To correct, fill in only what changes and leave the rest blank. Use names that the glossary has; write values with their unit, and conditions one a line.",
    ),
    "review.book_condition": ("条件照“{such}”这样写。", " Write conditions like this: “{such}”."),
    "review.shape_named": ("（一类问法，涉及：{about}）", "(a kind of question about: {about})"),
    "review.such": ("{note}例如：{such}", "{note} For example: {such}"),
    "review.book_questions": (
        "五、“问法”页每行是一类问题，举几问为例：这类问题可以问，就选“接受”；不该这样问，就选“否决”，以后都不再这样问；要逐个分别问答，就选“分组问”。",
        "5. On the sheet “Question kinds”, each row is one kind of question with a few examples: accept it if it may be asked; reject it, and none of its kind is asked again; choose “ask grouped” if it is to be asked thing by thing.",
    ),
    "review.book_notes": ("六、“补充说明”页可以不填。写在那里的话署您的名，作为一份文档。", "6. The sheet “Notes” may stay empty. What you write there becomes a document that bears your name."),
    "review.book_blank": (
        "七、不作决定的行留空。可以排序、筛选，也可以分几次做完；灰色各栏由程序生成，改了也不读入。",
        "7. Leave blank what you do not decide. You may sort and filter, and do it in several sittings; the grey columns are made by the program and are not read.",
    ),
    "review.book_back": (
        "八、存盘后把文件发回，由工程师运行：kgcorpus review import 语料文件夹 {book}。看不懂的格会标红退回给您，其余的照常生效。",
        "8. Save the file and send it back; an engineer runs: kgcorpus review import CORPUS {book}. Cells that cannot be understood come back to you in red; all others take effect.",
    ),
    "review.more_places": ("另有{n:,}处也这样说", "and {n:,} more that {n|says|say} so"),
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
    "queue.disagreements": ("意见不一{n:,}条", "disagreements {n:,}"),
    "queue.lost": ("落空的决定{n:,}条", "decisions that lost their fact {n:,}"),
    "queue.conflicts": ("冲突的事实{n:,}条", "facts in conflict {n:,}"),
    "queue.held": ("待定的事实{n:,}条", "facts held {n:,}"),
    "queue.unclear": ("上次没有定论的{n:,}条", "left open last time {n:,}"),
    "queue.unread": ("已接受而没有人读过的事实{n:,}条", "accepted facts nobody has read {n:,}"),
    "queue.failed": ("未通过检查的事实{n:,}条", "facts that fail a check {n:,}"),
    "queue.unused": ("已接受、没有人读过、也没有样本依据的事实{n:,}条", "accepted facts nobody has read and no sample rests on {n:,}"),
    "queue.decided_facts": ("已有决定的事实{n:,}条", "decided facts {n:,}"),
    "queue.decided_questions": ("已有决定的问题{n:,}条", "decided questions {n:,}"),
    "queue.names": ("名称{n:,}条", "names {n:,}"),
    "queue.shapes": ("新的问法{n:,}类", "new kinds of questions {n:,}"),
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
    "card.identifiers": ("个人标识信息", "Identifiers of persons"),
    "card.identifiers_looked": (
        "在全部文档和发布的每一个字符串中查找（按校验位和上下文）：{kinds}。敏感级别为“personal”的来源中另查：{personal}。",
        "Looked for by check digit and context, in every document and in every string of this release: {kinds}. In sources of sensitivity personal also: {personal}.",
    ),
    "card.identifiers_found": ("文档中找到：{found}（{documents:,}份文档）。", "Found in the documents: {found} (in {documents:,} of them)."),
    "card.identifiers_none": ("文档中没有找到。", "None were found in the documents."),
    "card.identifiers_kept": (
        "不属于个人、予以保留的（机构代码、公用邮箱、机构地址、服务热线）：{allowed}。",
        "Nobody's own, and kept (codes of companies, mailboxes of roles, seats of organisations, hotlines): {allowed}.",
    ),
    "card.identifiers_done": (
        "处理方式：{done}。因此未纳入：事实{facts:,}条、样本{samples:,}条、引文{quotes:,}处、文档全文{texts:,}份。",
        "What was done: {done}. Left out for it: {facts:,} {facts|fact|facts}, {samples:,} {samples|sample|samples}, {quotes:,} {quotes|quote|quotes}, {texts:,} whole {texts|text|texts}.",
    ),
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
    "new.made": (
        "已建立语料目录 {folder}（名称 {name}，语料日期 {date}），原样即可构建：",
        "made {folder} (name {name}, corpus date {date}); it builds as it is:",
    ),
    "new.made_empty": (
        "已建立语料目录 {folder}（名称 {name}，语料日期 {date}）；请把文档放进 documents，再导入本体或术语表：",
        "made {folder} (name {name}, corpus date {date}); put documents into it, and import an ontology or a glossary:",
    ),
    "new.next": ("接下来：", "next:"),
    "impact.nothing": ("没有任何改动", "nothing changes"),
    "impact.changes": ("改动（{n:,}处）", "changes ({n:,})"),
    "impact.added": ("新增", "added"),
    "impact.removed": ("删除", "removed"),
    "impact.changed": ("修改", "changed"),
    "impact.touches": ("现有事实{facts:,}条与之有关，{samples:,}条样本依据它们", "{facts:,} {facts|fact|facts} of today {facts|names|name} it, {samples:,} {samples|sample rests|samples rest} on {facts|it|them}"),
    "impact.total": ("合计涉及现有事实{facts:,}条、样本{samples:,}条", "in all {facts:,} {facts|fact|facts} and {samples:,} {samples|sample|samples} of today are concerned"),
    "impact.occurs": ("新写法在文档中的出现次数", "where new texts occur in the documents"),
    "impact.name": ("名称", "name"),
    "impact.section": ("标题", "heading"),
    "impact.pattern": ("句式", "pattern"),
    "impact.trigger": ("触发词", "trigger"),
    "impact.inverse_trigger": ("反向触发词", "inverse trigger"),
    "impact.times": ("{n:,}次", "{n:,}×"),
    "impact.nowhere": ("没有出现（{n:,}）", "nowhere ({n:,})"),
    "impact.problems": ("新出现的本体问题（{n:,}处）", "new problems of the ontology ({n:,})"),
    "impact.errors": ("改后的本体有{n:,}处错误，未试构建", "the changed ontology has {n:,} {n|error|errors}: no trial build"),
    "impact.no_trial": ("未试构建", "no trial build"),
    "impact.trial": ("试构建（文档和决定不变，未写入语料目录）", "trial build (documents and decisions as they are; the corpus is untouched)"),
    "impact.facts": ("事实：消失{gone:,}，新增{new:,}，变化{changed:,}，不变{same:,}", "facts: {gone:,} gone, {new:,} new, {changed:,} changed, {same:,} as before"),
    "impact.samples": ("样本：消失{gone:,}，新增{new:,}，变化{changed:,}，不变{same:,}", "samples: {gone:,} gone, {new:,} new, {changed:,} changed, {same:,} as before"),
    "impact.renamed": ("另有{n:,}条样本读来不变，只是可接受的答案名称变了", "{n:,} more {n|sample reads|samples read} the same and {n|accepts|accept} other names as answers"),
    "impact.sheet.classes": ("类", "class"),
    "impact.sheet.predicates": ("谓词", "predicate"),
    "impact.sheet.qualifiers": ("条件", "qualifier"),
    "impact.sheet.terms": ("术语", "term"),
    "impact.sheet.wording": ("措辞", "wording"),
    "impact.sheet.prefixes": ("前缀", "prefix"),
    "impact.sheet.other": ("其他", "other"),
    "impact.gone": ("消失", "gone"),
    "impact.new": ("新增", "new"),
    "impact.lost": ("将失去对象的决定（{n:,}条）", "decisions that would no longer find what they are about ({n:,})"),
    "rejected.none": ("没有被拒绝的内容", "nothing was rejected"),
    "rejected.stage": ("{stage}：拒绝{n:,}", "{stage}: {n:,} rejected"),
    "rejected.reason": ("{reason}（{n:,}） [{code}]", "{reason} ({n:,}) [{code}]"),
    "hint.unknown_format": ("请另存为支持的格式（docx、pptx、xlsx、csv、pdf、html、md、txt）", "save it in a format that is read (docx, pptx, xlsx, csv, pdf, html, md, txt)"),
    "hint.broken_file": ("请重新导出或另存这个文件", "export or save the file again"),
    "hint.encrypted": ("请去掉密码后另存", "save it without its password"),
    "hint.no_text": ("请先做文字识别（OCR），或换用有文字的版本", "recognise its text first (OCR), or take a version that has text"),
    "hint.empty_file": ("请核对文件，或把它移走", "check the file, or move it away"),
    "hint.wrong_encoding": ("请另存为UTF-8编码", "save it as UTF-8"),
    "hint.binary_file": ("请换用文字版本，或把它移走", "take a version that is text, or move it away"),
    "hint.outside_folder": ("请把文件放进文档目录", "put the file into the documents folder"),
    "hint.too_large": ("请拆成几个文件", "divide it into several files"),
    "hint.too_deep": ("请减少嵌套层数", "nest it less deeply"),
    "hint.duplicate_id": ("请给其中一个文档换一个标识（文档头的 id）", "give one of the documents another id (in its front matter)"),
    "hint.forbidden_markup": ("请去掉DTD和外部引用", "take the DTD and the external references away"),
    "hint.bad_front_matter": ("请按说明改正文档头", "mend the front matter as it is said there"),
    "hint.syntax_error": ("请改正所指出的位置", "mend the place that is named"),
    "hint.old_format": ("请按说明用办公软件另存为新格式", "save it in the newer format that is named, with the office program that made it"),
    "hint.scanned_page": ("请先对这些页做文字识别（OCR），或放入转换工具的结果（见 data/README.md）；其余各页已读", "recognise the text of these pages first (OCR), or give a converter's output (see data/README.md); the other pages are read"),
    "hint.unread_table": ("请把这张表另存为 xlsx 或 csv；它没有当作正文读", "give this table as xlsx or csv; it was not read as prose"),
    "hint.running_head": ("不是正文，无需处理", "no part of the text, nothing to do"),
    "hint.contents_list": ("不是正文，无需处理", "no part of the text, nothing to do"),
    "hint.stray_text": ("不是正文，无需处理", "no part of the text, nothing to do"),
    "hint.question": ("疑问句不作为事实；如果确有答案，请用陈述句写出", "a question is no fact; write its answer as a sentence"),
    "hint.dangling_key": ("请核对编号，或在被引用的表里补上这一行", "check the key, or add the row that it refers to"),
    "hint.ragged_row": ("请让这一行的格数与表头一致", "give the row as many cells as the header has"),
    "hint.bad_quote": ("引文必须逐字见于原文", "a quote has to stand in the text word for word"),
    "hint.unknown_predicate": (
        "如果这句话该读成事实，请给相应的谓词加一条句式或触发词",
        "if this is to be read as a fact, give its predicate a pattern or trigger phrase",
    ),
    "hint.apart": ("模型把不相干的几处连在了一起；无需处理", "the model joined places that do not belong together; nothing to do"),
    "hint.bad_answer": ("换一个模型，或放宽 --llm-answer 的上限后再问", "ask another model, or allow longer answers with --llm-answer"),
    "hint.no_reply": ("请再运行一次：已有的回答不会重复询问", "run it again: what has been answered is not asked twice"),
    "hint.not_sent": ("可改用本机的模型；确属公开的，请在来源写 sensitivity = \"public\"，纯文本加 --llm-public", "use a model on this machine; if it is public, write sensitivity = \"public\" for its source, or give --llm-public with plain texts"),
    "hint.budget_used": ("请再运行一次，从停下的地方继续", "run it again: it goes on where it stopped"),
    "hint.model_only": ("模型只能提议，须由人审阅：kgcorpus review export", "a model proposes, a person decides: kgcorpus review export"),
    "hint.failed_check": ("请看说明改正原文、本体或映射；确属无误的由人决定：kgcorpus review export", "mend the text, the ontology or the mapping; if it is right, somebody has to decide: kgcorpus review export"),
    "hint.reviewed_out": ("审阅者的决定，无需处理；改变主意时重新审阅", "a reviewer's decision, nothing to do; review it again for a change of mind"),
    "hint.superseded": ("以新版本为准，无需处理", "the later version counts, nothing to do"),
    "hint.identifier": ("按policy的identifiers处理；不需要的内容请从原文中删去", "handled as policy.identifiers says; take out of the text what is not needed"),
    "hint.no_label": ("请在本体中补上这种语言的名称；来源没有标题的，在corpus.toml或文档头写 title.zh、title.en", "give the terms a name in this language; give a source without one its title.zh or title.en in corpus.toml or the front matter"),
    "hint.no_wording": ("请在措辞表中为这些谓词补上这一说法", "give these predicates this wording"),
    "hint.bad_wording": ("请改写这一说法，直到读起来通顺", "write this wording otherwise, until it reads well"),
    "hint.homonym": ("请在本体中给同名术语加 skos:scopeNote，或改用能区分的名称", "give terms of one name a skos:scopeNote each, or names that tell them apart"),
    "hint.ambiguous_wording": ("两种问题用了同一说法：请改写其中一个谓词的说法", "two questions are worded alike: word one of the predicates otherwise"),
    "hint.not_complete": ("没有依据说明答案已列全：请在本体中写 kgc:complete，并让整张表或整个清单都能读出", "nothing shows that all answers are known: declare kgc:complete, and have the whole table or list read"),
    "hint.pooled_union": ("中间有几个实体，答案会混在一起；无需处理", "several middle entities would mix their answers; nothing to do"),
    "hint.hop_not_needed": ("少走一步答案也一样，这样的问题没有意义；无需处理", "one hop less has the same answer; nothing to do"),
    "hint.too_many_answers": ("答案太多不宜作问题；可在配方中放宽上限", "too many answers to ask for; a recipe can raise the limit"),
    "hint.no_answer": ("没有可答的事实；无需处理", "there is no fact to answer with; nothing to do"),
    "hint.answer_in_question": ("名称本身就含有答案，这样的问题太容易；无需处理", "the name itself holds the answer, which makes it too easy; nothing to do"),
    "hint.undated": ("这个谓词随时间变化：请在原文或来源中写明日期", "the predicate changes over time: give the text or its source a date"),
    "hint.qualifier_lost": (
        "这些事实带有条件，这种问法说不出条件；问单步问题时会连条件一起问，无需处理",
        "these facts hold under a condition that this kind of question cannot say; it is asked with its condition in one step, nothing to do",
    ),
    "hint.several_sources": ("答案分散在几个来源，无法注明出处；无需处理", "no one source can be named for it; nothing to do"),
    "hint.no_distractor": (
        "一般无需处理；若该谓词只有一个值，或来源完整列出，可在本体中声明，干扰项便可证明为错",
        "usually nothing to do; declare in the ontology that the predicate has one value, or that sources list it whole, and wrong options can be proved wrong",
    ),
    "hint.not_asked": ("配方或审阅者没有选这类问题；需要时修改配方", "the recipe or a reviewer leaves these out; change the recipe if they are wanted"),
    "hint.sample_reviewed_out": ("审阅者的决定，无需处理", "a reviewer's decision, nothing to do"),
    "hint.no_licence": ("请在corpus.toml中写明来源的licence", "give the source a licence in corpus.toml"),
    "hint.use_not_allowed": ("请核对来源的许可和uses", "look at the source's licence and uses"),
    "hint.not_for_recipient": ("请核对来源的recipients", "look at the source's recipients"),
    "hint.authorisation_ended": ("请续办授权并更新authorised_until", "have it authorised again and change authorised_until"),
    "hint.identifier_in_sample": ("含个人标识信息的样本不发布；无需处理", "samples with identifiers of persons stay here; nothing to do"),
    "hint.mixed_split": ("为使训练与测试互不泄漏而留下；无需处理", "kept back so that train and test do not leak; nothing to do"),
    "hint.test_wording_in_train": ("为使训练与测试互不泄漏而留下；无需处理", "kept back so that train and test do not leak; nothing to do"),
    "hint.over_budget": ("超出配方的条数；需要更多时修改配方", "more than the recipe asks for; change the recipe for more"),
    "hint.over_share": ("同一类问法已够多；需要更多时修改配方的比例", "enough of its kind; change the shares of the recipe for more"),
    "hint.near_duplicate": ("与另一条几乎相同；无需处理", "nearly the same as another; nothing to do"),
    "rejected.untitled": (
        "这些文档没有{language}标题：{documents}。在corpus.toml的[[source]]或文档头写 title.{code} = \"…\" 即可",
        "these documents have no {language} title: {documents}; write title.{code} = \"…\" in their [[source]] of corpus.toml or in their front matter",
    ),
    "language.zh": ("中文", "Chinese"),
    "language.en": ("英文", "English"),
    "hint.no_source": ("在 corpus.toml 中为它写一个 [[source]]", "give it a [[source]] in corpus.toml"),
    "hint.unknown_entity": ("这个名称如果确有所指，请作为术语或别名写入本体", "if the name means something here, add it to the ontology as a term or another name"),
    "hint.ambiguous_entity": ("在原文中写明指哪一个，或在本体中区分这些同名术语", "say in the text which one is meant, or tell the terms apart in the ontology"),
    "hint.past": ("原文说的是从前；如果现在仍然如此，请专家写一份签名记录", "the text speaks of the past; if it still holds, let an expert sign a note"),
    "hint.hedged": ("原文没有断言；如果属实，请专家写一份签名记录", "the text does not assert it; if it is true, let an expert sign a note"),
    "hint.no_subject": ("原文没有写明说的是谁；可补写主语，或把它放到相应的标题下", "the text does not say of what; name the subject, or put it under its heading"),
    "hint.low_density": ("这一段知识含量低于min_density，未参与抽取；若应读，请调低阈值或为该来源单独设置", "this passage holds less knowledge than min_density asks for; to have it read, lower it, or set it for this source"),
    "hint.unread_item": ("清单里有读不出的一项，这份清单就不算完整；请补上名称或改写", "a list with an item that was not read is not complete; add its name, or write it differently"),
    "hint.wrong_type": ("核对谓词的定义域和值域，以及这个术语的类", "look at the domain and range of the predicate and at the class of the term"),
    "hint.condition_lost": ("请在本体工作簿的“条件”表中为这个条件加一行，“句式”列照原文填写（如：年满{{v}}周岁），再把它填到谓词的“可带的条件”列；都已填好的，是句式与原文的写法不符", "in the ontology's workbook, give the condition a row in the sheet “qualifiers”, with the words of the text in its column “patterns” (such as: aged {{v}} or over), and name it in the predicate's column “qualifiers”; where all that stands there, the pattern does not fit the text"),
    "hint.bad_value": ("按谓词的数据类型写这个值", "write the value as the predicate's datatype asks"),
    "hint.wrong_unit": ("换用可换算的单位，或在本体中写 kgc:conversion", "use a unit that can be converted, or give the ontology a kgc:conversion"),
    "hint.missing_column": ("让 [[table]] 里的列名与表头一致", "make the columns of [[table]] match the table's header"),
    "hint.conflict": ("由人决定：kgcorpus review export", "somebody has to decide: kgcorpus review export"),
    "hint.low_score": ("由人决定：kgcorpus review export", "somebody has to decide: kgcorpus review export"),
    "hint.too_few_origins": ("需要另一个独立来源，或由人接受：kgcorpus review export", "another origin has to say it, or somebody has to accept it: kgcorpus review export"),
    "book.whole": ("工作簿", "workbook"),
    "book.exported": ("已写出：{path}（{sheets}）", "written: {path} ({sheets})"),
    "book.written": ("已写入：{path}", "written: {path}"),
    "book.unchanged": ("没有改动", "nothing changed"),
    "book.added": ("{sheet}：新增{n:,}：{ids}", "{sheet}: {n:,} added: {ids}"),
    "book.changed": ("{sheet}：修改{n:,}：{ids}", "{sheet}: {n:,} changed: {ids}"),
    "book.deleted": ("{sheet}：删除{n:,}：{ids}", "{sheet}: {n:,} deleted: {ids}"),
    "book.gone": ("{sheet}：表中少了{n:,}行，本体中照旧保留（要删除请恢复该行并在“操作”列选“删除”）：{ids}", "{sheet}: {n:,} {n|row is|rows are} gone from the sheet and {n|was|were} kept (to delete one, put its row back and choose delete): {ids}"),
    "book.newer": ("{sheet}：{n:,}项在导出之后于本体中另有改动，未动：{ids}", "{sheet}: {n:,} {n|was|were} changed in the ontology since the export and left alone: {ids}"),
    "book.more": ("……另{n:,}项", " … and {n:,} more"),
    "book.refused": ("有{errors:,}处错误{?warnings 、{warnings:,}处警告?}，什么都没有写入", "{errors:,} {errors|error|errors}{?warnings  and {warnings:,} {warnings|warning|warnings}?}: nothing was written"),
    "book.marked": ("问题已标在各单元格旁：{path}；改好后直接导入这个文件即可", "the problems are marked beside the cells: {path}; mend them there and import that file"),
    "book.sound": ("没有问题", "no problems"),
    "book.missing": ("{sheet}还缺：{columns}", "{sheet}, still missing: {columns}"),
    "book.optional": ("{sheet}可补：{columns}（可不填）", "{sheet}, optional: {columns}"),
    "book.replaced": ("去掉或替换了{n:,}处原有内容：", "{n:,} {n|cell|cells} lost what {n|it|they} said:"),
    "book.kept": ("改动前的文件存放在{path}；要退回，把那里的文件复制回来即可", "the files as they were are in {path}; to go back, copy them over"),
    "book.to_fill_name": ("-待填", "-to-fill"),
    "book.to_fill": ("待填的工作簿：{path}", "workbook to fill in: {path}"),
    "taken.kind": ("读作：{kind}", "read as: {kind}"),
    "taken.glossary": ("术语表", "a glossary"),
    "taken.schema": ("模式（类与谓词）", "a schema (classes and predicates)"),
    "taken.vocabulary": ("SKOS词表", "a SKOS vocabulary"),
    "taken.owl": ("OWL本体", "an OWL ontology"),
    "taken.counts": ("{sheet}：新增{added:,}，补充{extended:,}，未变{same:,}", "{sheet}: {added:,} added, {extended:,} extended, {same:,} as they were"),
    "book.nothing_missing": ("没有缺项", "nothing is missing"),
    "line.nothing": ("没有任何样本可以发布", "there is no sample to release"),
    "audit.title": ("审核 {folder}", "Audit of {folder}"),
    "audit.check": ("检查项", "check"),
    "audit.checked": ("已查", "checked"),
    "audit.failed": ("不通过", "failed"),
    "audit.passed": ("审核通过：{samples:,}条样本、{facts:,}条事实逐一核对，0处不符（{seconds:.1f}秒）", "audit passed: {samples:,} {samples|sample|samples} and {facts:,} {facts|fact|facts} checked, 0 failures ({seconds:.1f} s)"),
    "audit.not_passed": ("审核未通过：{failures:,}处不符", "audit failed: {failures:,} {failures|failure|failures}"),
    "audit.unquoted": ("发布中未附引文，无法在此核对：{n:,}处", "quote not included: {n:,}"),
    "audit.untexted": ("附有引文而未附全文（全文中有个人标识信息），无法在此核对：{n:,}处", "text of the quote not included (it holds identifiers of persons): {n:,}"),
    "demo.look": ("接下来可以看：", "Where to look:"),
    "demo.folder": ("发布目录", "release folder"),
    "demo.card": ("数据卡", "card"),
    "demo.sample": ("样本示例", "sample"),
    "demo.question": ("问", "Q"),
    "demo.answer": ("答", "A"),
    "demo.evidence": ("原文", "evidence"),
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
    "read.accept": ("正确", "right"),
    "read.reject": ("有误", "wrong"),
    "read.unclear": ("无法判断", "cannot tell"),
    "card.intro": (
        "本发布含{samples:,}条样本，由{facts:,}条经核验的事实生成，事实出自{documents:,}份文档；语料日期{date}。每条样本都带有逻辑式、SPARQL、完整答案集和所依据的事实，`kgcorpus audit`可只凭本目录重新验证。",
        "{samples:,} {samples|sample|samples} made from {facts:,} verified {facts|fact|facts} of {documents:,} {documents|document|documents}; corpus date {date}. Every sample carries its logical form, SPARQL, answer set and supporting facts; `kgcorpus audit` proves them again from this folder alone.",
    ),
    "card.samples": ("样本", "Samples"),
    "card.language": (
        "{n:,}条；不同问法骨架{skeletons:,}种，最大的一种{largest:,}条；近似重复问题占{near}",
        "{n:,} {n|sample|samples}; {skeletons:,} distinct question {skeletons|skeleton|skeletons}, the largest has {largest:,}; near-duplicate questions {near}",
    ),
    "card.split_by_hops": ("各划分的样本数（按跳数）", "Samples by split and number of hops"),
    "card.kind": ("题型", "kind"),
    "card.count": ("数量", "count"),
    "card.graph": ("图谱", "Graph"),
    "card.graph_counts": (
        "事实{facts:,}条（含推出的；其中{used:,}条被样本使用），实体{entities:,}个，完整性依据{grounds:,}条",
        "{facts:,} {facts|fact|facts}, derived ones included ({used:,} used by samples), {entities:,} {entities|entity|entities}, {grounds:,} {grounds|ground|grounds} of completeness",
    ),
    "card.checked": ("核对情况", "What was checked"),
    "card.checked_machine": (
        "机器：{facts:,}条事实全部核对（引文、定义域与值域、数据类型、单位、基数、不相交、冲突、SHACL）。{samples:,}条样本由矩阵引擎求解，`kgcorpus audit`用另一引擎（Oxigraph）全部重新求解；这证明答案由已接受的事实推出，并不证明事实本身为真。",
        "By machine: all {facts:,} facts (quotes, domain and range, datatype, unit, cardinality, disjointness, conflicts, SHACL). All {samples:,} samples were solved by the matrix engine, and `kgcorpus audit` solves each again by another (Oxigraph). This shows that the answers follow from the accepted facts, not that the facts are true.",
    ),
    "card.read": ("人工：{n:,}条事实由人审阅。", "By people: {n:,} {n|fact was|facts were} read and decided."),
    "card.not_estimated": ("没有随机抽样审读的记录，错误率未估计。", "No random sample has been read: the error rate has not been estimated."),
    "card.not_estimated_facts": ("事实未经随机抽样审读，其错误率未估计。", "No random sample of the facts has been read: their error rate has not been estimated."),
    "card.not_estimated_samples": ("样本未经随机抽样审读，其错误率未估计。", "No random sample of the samples has been read: their error rate has not been estimated."),
    "card.corrections": (
        "有{n:,}条事实是审阅人更正的，而所在的原文没有这样说：依据它们的回答不引原文，只注明“据审阅人更正”，也不问“据某来源”。",
        "{n:,} {n|fact is a correction|facts are corrections} of reviewers that {n|goes|go} beyond the quoted text: answers that rest on {n|it|them} quote no source for {n|it|them} and say “as corrected by a reviewer”, and no question names a source for {n|it|them}.",
    ),
    "estimate.colon": ("：", ": "),
    "estimate.of_facts": ("条已接受的事实", "accepted facts"),
    "estimate.of_release": ("条样本（发布“{release}”）", "samples of the release '{release}'"),
    "estimate.of_generated": ("条已生成的样本", "generated samples"),
    "estimate.head_facts": ("事实抽样审读：", "Random sample of facts: "),
    "estimate.head_samples": ("样本抽样审读：", "Random sample of samples: "),
    "estimate.drawn_whole": (
        "{head}从当时的{population:,}{what}中随机抽取{drawn:,}条，由{who}全部读完（{when}）。",
        "{head}{drawn:,} of the {population:,} {what} were drawn at random, and all of them were read by {who} ({when}).",
    ),
    "estimate.drawn_part": (
        "{head}从当时的{population:,}{what}中随机抽取{drawn:,}条，由{who}读了其中{read:,}条（{when}）。",
        "{head}{drawn:,} of the {population:,} {what} were drawn at random; {who} read {read:,} of the {drawn:,} drawn ({when}).",
    ),
    "estimate.in_order": ("已读的是抽样次序中最前面的部分，仍是随机样本。", "Those read are the first in the order drawn, so they are a random sample still."),
    "estimate.not_in_order": (
        "另有{left:,}条未读，且不是按抽样次序读到哪里停在哪里：只有当这些未读的与已读的没有差别时，下面的估计才成立。",
        "The {left:,} unread ones are not simply the last in the order drawn: what follows holds only if they do not differ from those read.",
    ),
    "estimate.wrong": ("其中{wrong:,}条有误。", "Found wrong: {wrong:,}."),
    "estimate.none_wrong": ("没有发现错误。", "None was found wrong."),
    "estimate.unclear": (
        "{unclear:,}条无法判断；计算区间时，下限按无误计，上限按有误计。",
        "The readers could not tell on {unclear:,}; these count as right at the lower end of the interval and as wrong at the upper.",
    ),
    "estimate.disagreed": ("（其中{n:,}条是审读者意见不一。）", "(On {n:,} of these the readers disagree.)"),
    "estimate.rate_facts": (
        "据此估计，抽样时全部事实的错误率为**{rate}**，95%置信区间为{low}至{high}（即{population:,}条中有{few:,}至{most:,}条有误；按不放回抽样精确计算）。",
        "Estimated error rate of the facts as they were drawn: **{rate}**, 95% interval {low} to {high} (that is {few:,} to {most:,} of the {population:,}; exact, for sampling without replacement).",
    ),
    "estimate.rate_samples": (
        "据此估计，抽样时全部样本的错误率为**{rate}**，95%置信区间为{low}至{high}（即{population:,}条中有{few:,}至{most:,}条有误；按不放回抽样精确计算）。",
        "Estimated error rate of the samples as they were drawn: **{rate}**, 95% interval {low} to {high} (that is {few:,} to {most:,} of the {population:,}; exact, for sampling without replacement).",
    ),
    "estimate.before_facts": ("这是查出的错误被剔除或更正之前的错误率。", "This is the rate before the wrong facts that were found were taken out or corrected."),
    "estimate.before_samples": ("这是查出的错误样本被剔除之前的错误率。", "This is the rate before the wrong samples that were found were left out."),
    "estimate.unseen": ("审读者没有看出的错误不在其内。", "Errors that the readers did not see are not in it."),
    "estimate.same": ("抽样之后图谱没有变化。", "The graph has not changed since the draw."),
    "estimate.changed_facts": ("抽样之后图谱有变化：当时有{then:,}条事实（不计推出的），现在有{now:,}条。", "The graph has changed since the draw: {then:,} {then|fact|facts} then (derived ones not counted), {now:,} now."),
    "estimate.changed_samples": ("抽样之后样本有增减：当时有{then:,}条，本发布有{now:,}条。", "Since the draw samples have come and gone: there were {then:,} then, and there are {now:,} in this release."),
    "estimate.elsewhere": ("抽样不是取自本发布（本发布有{now:,}条样本）。", "They were not drawn from this release, which has {now:,} {now|sample|samples}."),
    "estimate.released": ("本发布只含其中{n:,}条。", "This release holds {n:,} of them."),
    "estimate.language": (
        "共{population:,}条，读了{read:,}条，{wrong:,}条有误，错误率{rate}（{low}至{high}）",
        "{read:,} of {population:,} read, {wrong:,} wrong, error rate {rate} ({low} to {high})",
    ),
    "estimate.others_facts": ("事实的其他抽样审读：", "Other random samples of facts that were read:"),
    "estimate.others_samples": ("样本的其他抽样审读：", "Other random samples of samples that were read:"),
    "estimate.earlier": (
        "{when}，{who}：从{population:,}条中抽取{drawn:,}条，读了{read:,}条，{wrong:,}条有误，错误率{rate}（{low}至{high}）",
        "{when}, {who}: {drawn:,} of {population:,} drawn, {read:,} read, {wrong:,} wrong, error rate {rate} ({low} to {high})",
    ),
    "drawn.what": ("本工作簿是随机抽出的{n:,}条，供审读：抽自{population:,}{what}。", "{n:,} {n|item|items} for reading, drawn at random from {population:,} {what}."),
    "drawn.why": (
        "目的是估计全部内容的错误率。每一条都是随机抽到的，与难易、对错无关；请每条都读，不要跳着读。",
        "They are read to estimate how much of the whole is wrong. Each is here by chance, not because it is doubtful: read each, skip none.",
    ),
    "drawn.how_facts": (
        "先看“事实”，再看“原文”（粗体是主语、宾语和条件），在“决定”一栏选“正确”“有误”“有误，已更正”或“无法判断”。",
        "Look at “Fact”, then at “Source text” (subject, object and condition in bold), and choose under “Decision”: right, wrong, "
        "“wrong, corrected”, or cannot tell.",
    ),
    "drawn.how_samples": (
        "看问题、答案和所依据的原文，在“决定”一栏选“正确”“有误”或“无法判断”；有误的请在“理由”中写明哪里不对。",
        "Look at question, answer and the text they rest on, and choose under “Decision”: right, wrong, or cannot tell; "
        "say under “Why” what is wrong.",
    ),
    "drawn.order": (
        "请从第1条起按顺序读；时间不够时停在任何一条都可以，已读的部分仍是随机样本。",
        "Begin with number 1 and go on in order; you may stop at any row, and what you have read is a random sample still.",
    ),
    "drawn.back": (
        "请在本页最上面填写姓名和日期，保存后交回；由 kgcorpus review import 读入（文件名：{book}）。查出的错误会从语料中剔除或更正，错误率写入数据卡。",
        "Fill in name and date at the top of this sheet, save, and send it back; it is read by kgcorpus review import (file: {book}). What is wrong is taken "
        "out or corrected, and the error rate goes on the card.",
    ),
    "line.drawn": (
        "抽样{draw}：从{population:,}{what}中随机抽取{n:,}条，写入{book}",
        "draw {draw}: {n:,} of {population:,} {what} drawn at random, written to {book}",
    ),
    "line.drawn_all": ("全部只有{population:,}条，已全数列入", "there {population|is|are} only {population:,}: {population|it is|all of them are} listed"),
    "line.drawn_read": (
        "同一次抽样已读过{read:,}条；要另抽一次，请改用其他 --seed",
        "{read:,} of this very draw have been read before; for another draw give another --seed",
    ),
    "card.notes": ("专家补充说明", "Notes of experts"),
    "card.notes_intro": (
        "由专家署名、注明日期的说明，出处就是署名人：{n:,}份；有{alone:,}条事实只以这类说明为据。",
        "Statements that an expert signed and dated; the origin is the person. Facts rest on {n:,} of them, {alone:,} {alone|fact|facts} on nothing else.",
    ),
    "card.note_signed": ("署名", "signed by"),
    "card.note_dated": ("日期", "date"),
    "card.note_facts": ("所述事实", "facts"),
    "card.unread": ("人工：本发布的事实尚无人工审阅记录，错误率未估计。", "By people: no review is on record for this release; its error rate has not been estimated."),
    "card.yield": ("各阶段产出", "Yield by stage"),
    "card.stage": ("阶段", "stage"),
    "card.in": ("输入", "in"),
    "card.out": ("输出", "out"),
    "card.rejected": ("拒绝", "rejected"),
    "card.reasons": ("拒绝原因", "Rejections by reason"),
    "card.reason": ("原因", "reason"),
    "card.sources": ("来源与许可", "Sources, licences and permissions"),
    "card.made_for": ("用途：{purpose}。提供对象：{whom}。", "Purpose: {purpose}. Recipient: {whom}."),
    "card.for_own": ("无，仅供本单位自用", "none, for the organisation's own use"),
    "card.for_commerce": ("打算用于商业。", "Meant for commercial use."),
    "card.ontology_goes_along": (
        "请注意：本体（类、谓词、术语及其名称和定义）随发布完整提供，而语料声明其敏感级别为“{sensitivity}”。交付之前请确认可以提供；确认后请在corpus.toml中写明`ontology_sensitivity = \"public\"`。",
        "Note: the ontology (classes, predicates, terms with their names and definitions) goes along whole, and the corpus calls it {sensitivity}. Make sure that it may be handed on, then say `ontology_sensitivity = \"public\"` in corpus.toml.",
    ),
    "card.recipients": ("可提供给", "may be given to"),
    "card.anybody": ("任何人", "anybody"),
    "card.nobody": ("仅限本单位", "nobody else"),
    "card.authorised": ("授权", "authorised"),
    "card.authorised_by_until": ("{who}，至{until}", "by {who}, until {until}"),
    "card.authorised_until": ("至{until}", "until {until}"),
    "card.left_out": ("因许可而未收入的内容", "Left out because of permissions"),
    "card.nothing_left_out": ("没有。", "Nothing."),
    "card.left_documents": ("文档", "documents"),
    "card.left_facts": ("事实", "facts"),
    "card.left_samples": ("样本", "samples"),
    "card.left_out_named": (
        "“文档”是不得用于此用途的文档数，“事实”是只出自这些文档的事实数，“样本”是因此未收入的样本数。这些事实仍在本单位自用的图谱中，但没有样本依据它们。",
        "Documents that may not serve this purpose, facts that stand in no other document, and samples left out because of them. The facts stay in the organisation's own graph; no sample rests on them.",
    ),
    "card.left_out_unnamed": (
        "“文档”是不得提供的文档数，“事实”是只出自这些文档的事实数，“样本”是因此未收入的样本数。它们的标题、引文、事实和名称都不在本发布中。",
        "Documents that may not be handed on, facts that stand in no other document, and samples left out because of them. Their titles, quotes, facts and names are not in this release.",
    ),
    "card.conflicts": ("许可之间的冲突", "Conflicts between licences"),
    "card.no_conflicts": ("按各来源声明的许可，没有发现冲突。", "None found among the licences that the sources declare."),
    "card.no_legal_advice": (
        "以上只是程序按来源所声明的许可条款作的核对，不是法律意见；声明是否属实、是否适用，请由负责人判断。",
        "This is a program's check of the terms that the sources declare, not legal advice; whether the declarations are true and apply is for a person to judge.",
    ),
    "card.credits": ("需要署名的来源", "Credits that the licences ask for"),
    "card.credits_intro": (
        "使用或转交本发布时，请附上以下署名，并注明“已从原文抽取事实并改写为问答”：",
        "Whoever uses or hands on this release includes these lines, and says that facts were extracted and reworded as questions and answers:",
    ),
    "card.no_credits": ("没有来源要求署名。", "No source asks to be credited."),
    "card.credit": ("{title}，许可：{licence}", "{title}, licensed {licence}"),
    "card.credit_origin": ("出处：{origin}", "by {origin}"),
    "card.credit_unknown": ("许可不在程序所知之列，请人工核对署名要求", "licence not known to the program: check by hand what credit it asks for"),
    "line.left_out": (
        "因许可未收入：{source}（{reason}；文档{documents:,}份，只出自它们的事实{facts:,}条，样本{samples:,}条）",
        "left out because of permissions: {source} ({reason}; {documents:,} {documents|document|documents}, {facts:,} {facts|fact that stands|facts that stand} only in {documents|it|them}, {samples:,} {samples|sample|samples})",
    ),
    "list.comma": ("、", ", "),
    "list.semicolon": ("；", "; "),
    "conflict.sources": ("{names}（{licence}）", "{names} ({licence})"),
    "conflict.share_alike": (
        "相同方式共享的许可不能并存：{sources}。各自要求整个作品按自己的许可发布，无法同时满足。请分成几个发布，或去掉其一，或另行取得授权。",
        "Share-alike licences that cannot be combined: {sources}. Each asks that the whole be released under its own terms. Make separate releases, leave one out, or obtain permission.",
    ),
    "conflict.share_alike_non_commercial": (
        "相同方式共享与非商业性使用不能并存：{sources}。前者要求整个作品可商用，后者不许商用。请分成几个发布，或去掉其一，或另行取得授权。",
        "Share-alike and non-commercial terms that cannot be combined: {sources}. The first asks that commercial use of the whole be allowed, the other forbids it. Make separate releases, leave one out, or obtain permission.",
    ),
    "conflict.share_alike_closed": (
        "相同方式共享与保留权利的资料不能一并交付：{sources}。前者要求整个作品按开放许可发布。请分成几个发布，或去掉其一，或另行取得授权。",
        "Share-alike terms and material with rights reserved cannot be handed on together: {sources}. The first asks that the whole be released under open terms. Make separate releases, leave one out, or obtain permission.",
    ),
    "conflict.no_derivatives": (
        "不许演绎的资料被交付他人：{sources}。抽取、改写成问答可能属于演绎作品，只能自用。请去掉这些来源，或另行取得授权。",
        "Material that allows no derivatives is handed on: {sources}. Questions and answers made of it may be a derivative work, which may be used but not shared. Leave these sources out, or obtain permission.",
    ),
    "conflict.non_commercial": (
        "不许商用的资料进入了商业用途的发布：{sources}。请去掉这些来源，或另行取得授权。",
        "Material for non-commercial use only in a release for commercial use: {sources}. Leave these sources out, or obtain permission.",
    ),
    "conflict.closed": (
        "保留权利或另有约定的资料被交付他人：{sources}。请人工核对授权是否涵盖此接收方和用途。",
        "Material with rights reserved or under an agreement of its own is handed on: {sources}. Check by hand that the permission covers this recipient and purpose.",
    ),
    "conflict.unknown": (
        "程序不认识的许可：{sources}。请人工核对其条款；若是通用许可，请改用SPDX标识（如CC-BY-4.0）。",
        "Licences that the program does not know: {sources}. Check their terms by hand; where it is a well-known one, write its SPDX id (CC-BY-4.0).",
    ),
    "card.source": ("来源", "source"),
    "card.documents": ("文档数", "documents"),
    "card.origin": ("出处", "origin"),
    "card.licence": ("许可", "licence"),
    "card.uses": ("允许用途", "uses"),
    "card.sensitivity": ("敏感级别", "sensitivity"),
    "card.reference": ("公开出处", "reference"),
    "card.none": ("未注明", "none stated"),
    "card.texts": ("随发布附全文的文档文本：{shown}份；来源不许展示的，引文也只留摘要值。", "Texts included: {shown}; of sources that may not be shown only digests of the quotes are kept."),
    "figure.kinds": ("各题型样本数", "Samples by kind"),
    "figure.hops": ("各跳数样本数", "Samples by number of hops"),
    "figure.hop": ("{n}跳", "{n} {n|hop|hops}"),
    "figure.predicates": ("各谓词的事实数", "Facts by predicate"),
    "figure.used": ("被样本使用", "used by samples"),
    "figure.unused": ("未被使用", "not used"),
    "figure.coverage": ("本体覆盖", "Coverage of the ontology"),
    "figure.predicates_defined": ("谓词", "predicates"),
    "figure.predicates_facts": ("有事实的谓词", "predicates with facts"),
    "figure.predicates_samples": ("有样本的谓词", "predicates with samples"),
    "figure.classes_defined": ("类", "classes"),
    "figure.classes_members": ("有成员的类", "classes with members"),
    "figure.terms_defined": ("术语", "terms"),
    "figure.terms_facts": ("有事实的术语", "terms with facts"),
    "figure.more": ("其余", "others"),
    # what may leave
    "sensitivity.public": ("公开", "public"),
    "sensitivity.internal": ("内部", "internal"),
    "sensitivity.confidential": ("机密", "confidential"),
    "sensitivity.personal": ("个人信息", "personal"),
    "use.train": ("训练", "train"),
    "use.evaluate": ("评测", "evaluate"),
    "use.redistribute": ("再分发", "redistribute"),
    "gate.refused": (
        "以下{n:,}段文字不得离开本机，含有它们的请求没有发往{address}：",
        "Not sent to {address}, because {n:,} {n|piece|pieces} of text may not leave this machine:",
    ),
    "gate.not_public": ("{what}（{sensitivity}）", "{what} ({sensitivity})"),
    "gate.identifier": ("{what}（{sensitivity}，但含有个人标识信息）", "{what} ({sensitivity}, but holds an identifier of a person)"),
    "gate.remedy": (
        "请改用本机上的模型（如 http://127.0.0.1:8000/v1），或只处理敏感级别为公开的来源。",
        "Use a model on this machine (such as http://127.0.0.1:8000/v1), or only sources whose sensitivity is public.",
    ),
    # reasons for a rejection
    "reason.unknown_format": ("格式不支持", "format not known"),
    "reason.broken_file": ("文件损坏", "file is broken"),
    "reason.encrypted": ("文件已加密", "file is encrypted"),
    "reason.no_text": ("没有可读文字（如扫描件）", "no text (a scan?)"),
    "reason.empty_file": ("空文件", "empty file"),
    "reason.wrong_encoding": ("编码无法识别", "encoding not readable"),
    "reason.binary_file": ("二进制内容", "binary content"),
    "reason.outside_folder": ("指向文档目录之外", "leads out of the documents folder"),
    "reason.too_large": ("过大", "too large"),
    "reason.too_deep": ("嵌套过深", "nested too deeply"),
    "reason.no_source": ("corpus.toml 中没有对应来源", "no source in corpus.toml"),
    "reason.duplicate_id": ("文档标识重复", "document id used twice"),
    "reason.forbidden_markup": ("含禁止的标记（DTD、外部引用）", "forbidden markup (DTD, external reference)"),
    "reason.bad_front_matter": ("文档头信息有误", "front matter cannot be read"),
    "reason.syntax_error": ("语法错误", "syntax error"),
    "reason.old_format": ("旧的或专有的文件格式", "an old or proprietary file format"),
    "reason.scanned_page": ("扫描页，没有文字层", "scanned pages without text"),
    "reason.unread_table": ("表格的列无法确定", "a table whose columns are not clear"),
    "reason.running_head": ("页眉、页脚、页码", "running head, foot or page number"),
    "reason.contents_list": ("目录", "table of contents"),
    "reason.stray_text": ("斜排文字（如水印）", "text set askew, such as a watermark"),
    "reason.hedged": ("语气不确定，不作为事实", "hedged: not asserted"),
    "reason.question": ("疑问句", "a question"),
    "reason.past": ("说的是过去，现在未必如此", "said of the past: it may hold no more"),
    "reason.unknown_entity": ("本体中没有此实体", "entity not in the ontology"),
    "reason.ambiguous_entity": ("名称有多义，无法确定", "name is ambiguous"),
    "reason.wrong_type": ("类型不符", "wrong type"),
    "reason.bad_value": ("数值无法读出", "value cannot be read"),
    "reason.wrong_unit": ("单位不符", "unit does not fit"),
    "reason.no_subject": ("找不到主语", "no subject found"),
    "reason.condition_lost": ("条件无法表示", "condition cannot be expressed"),
    "reason.low_density": ("知识密度低，未抽取", "too little knowledge to be read"),
    "reason.unread_item": ("列表项未读出", "list item not read"),
    "reason.dangling_key": ("引用的键不存在", "key refers to nothing"),
    "reason.ragged_row": ("行的列数不符", "row has another number of cells"),
    "reason.missing_column": ("缺少映射的列", "mapped column is missing"),
    "reason.bad_quote": ("引文不在原文中", "quote is not in the text"),
    "reason.unknown_predicate": ("本体中没有此谓词", "predicate not in the ontology"),
    "reason.apart": ("引用的几处不在同一句，也找不到可承接的主语", "the quotes do not stand together in one sentence"),
    "reason.bad_answer": ("模型的回答无法读出", "the model's answer cannot be read"),
    "reason.no_reply": ("模型没有给出回答", "the model gave no answer"),
    "reason.not_sent": ("未获准离开本机，没有发送", "not sent: may not leave this machine"),
    "reason.budget_used": ("词元预算已用完，没有询问", "not asked: the budget of tokens is used up"),
    "reason.failed_check": ("未通过检查", "failed a check"),
    "reason.reviewed_out": ("审阅否决", "rejected by a reviewer"),
    "reason.superseded": ("被新版本取代", "superseded by a later version"),
    "reason.conflict": ("与其他来源冲突，待定", "in conflict, held"),
    "reason.too_few_origins": ("独立来源不足", "too few independent origins"),
    "reason.low_score": ("得分低", "low score"),
    "reason.model_only": ("只有语言模型提出，待人审阅", "only a language model says so: waits for a reviewer"),
    "reason.identifier": ("含有个人标识信息", "holds an identifier of a person"),
    "reason.no_label": ("缺少该语言的名称", "no name in this language"),
    "reason.no_wording": ("没有合适的说法", "no wording for this position"),
    "reason.bad_wording": ("措辞检查未通过", "failed a wording check"),
    "reason.homonym": ("同名实体无法区分", "homonym that cannot be told apart"),
    "reason.ambiguous_wording": ("同一问法对应多个逻辑式", "one wording, several forms"),
    "reason.not_complete": ("无完整性依据", "no grounds of completeness"),
    "reason.pooled_union": ("跨多个中间实体的合并不问", "union over several middle entities"),
    "reason.hop_not_needed": ("有一跳并非必要", "a hop is not needed"),
    "reason.too_many_answers": ("答案过多", "too many answers"),
    "reason.no_answer": ("没有答案", "no answer"),
    "reason.answer_in_question": ("答案出现在问题中", "answer stands in the question"),
    "reason.undated": ("随时间变化而无日期", "changes over time and has no date"),
    "reason.qualifier_lost": ("条件在问句中丢失", "condition would be lost"),
    "reason.several_sources": ("依据分散在多个来源", "rests on several sources"),
    "reason.no_distractor": ("没有足够相近且可证明为错的选项", "too few wrong options that are close and proved wrong"),
    "reason.not_asked": ("不在所选范围内", "outside what the recipe asks for"),
    "reason.sample_reviewed_out": ("审阅时被否决", "rejected by a reviewer"),
    "reason.no_licence": ("来源无许可", "source has no licence"),
    "reason.use_not_allowed": ("来源不许可此用途", "use not allowed by the source"),
    "reason.not_for_recipient": ("不得提供给该接收方", "not for this recipient"),
    "reason.authorisation_ended": ("授权已到期", "authorisation has ended"),
    "reason.identifier_in_sample": ("样本中有个人标识信息", "an identifier of a person in the sample"),
    "reason.mixed_split": ("跨越训练与未见两侧", "mixes seen and unseen facts"),
    "reason.test_wording_in_train": ("测试问法见于训练集", "test wording stands in train"),
    "reason.over_budget": ("超出预算", "over the budget"),
    "reason.over_share": ("同类问法或事实已够", "its skeleton or facts are used up"),
    "reason.near_duplicate": ("近似重复", "near-duplicate"),
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
