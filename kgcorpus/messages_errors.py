"""The Chinese of error messages: (English with {} for what varies, Chinese with {0}, {1}…), by the part of the program that raises them.

A part that holds no words (``{"id", "form"}``, ``UTF-8``) stands for itself in both languages and is not listed.
"""

from __future__ import annotations

from kgcorpus.messages import WORDS
from kgcorpus.messages_ask import ASK
from kgcorpus.messages_book import BOOK
from kgcorpus.messages_card import GATE, RELEASES
from kgcorpus.messages_curating import IMPACT, STARTING, TAKING_IN
from kgcorpus.messages_density import IN_DETAILS
from kgcorpus.messages_files import FILES
from kgcorpus.messages_forms import FORMS, GRAPHS, GROUNDS
from kgcorpus.messages_grade import GRADE
from kgcorpus.messages_growth import GROWN
from kgcorpus.messages_harness import HARNESS
from kgcorpus.messages_learning import LEARNING
from kgcorpus.messages_llm import LLM
from kgcorpus.messages_neo4j import NEO4J
from kgcorpus.messages_ontology import LINT, TURTLE
from kgcorpus.messages_reading import READING
from kgcorpus.messages_rejected import REJECTED
from kgcorpus.messages_review import REVIEW
from kgcorpus.messages_sheets import SHEETS

_COMMON = {
    "did you mean '{}'?": "是否想写“{0}”？",
    "{}, did you mean '{}'?": "{0}（是否想写“{1}”？）",
    "one of: {}": "以下之一：{0}",
    "one of {}": "以下之一：{0}",
    "one of {} or a corpus folder": "以下之一：{0}，或语料目录",
    "one of: {}; did you mean '{}'?": "以下之一：{0}（是否想写“{1}”？）",
    "expected {}": "应为{0}",
    "found {}": "写的是{0}",
    "found {}, expected {}": "写的是{0}，应为{1}",
    "no such folder": "没有这个目录",
    "no such file": "没有这个文件",
    "no such file or folder": "没有这个文件或目录",
    "No such file or directory": "没有这个文件或目录",
    "Is a directory": "是目录，不是文件",
    "Not a directory": "不是目录",
    "Permission denied": "没有权限",
    "No space left on device": "磁盘空间不足",
    "File name too long": "文件名过长",
    "cannot be read": "无法读取",
    "cannot be read ({})": "无法读取（{0}）",
    "check the path": "请检查路径",
    "check path and permissions": "请检查路径和权限",
    "check the file": "请检查文件",
    "check that the file was written": "请检查文件是否已写出",
    "a readable file": "可读的文件",
    "a file": "文件",
    "{} is a folder": "{0}是目录",
    "{} cannot be written ({})": "{0}无法写入（{1}）",
    "a file in a folder that exists": "已有目录中的文件",
    "not JSON: {}": "不是JSON：{0}",
    "not JSON ({})": "不是JSON（{0}）",
    "a JSON {}": "JSON的{0}",
    "one object a line": "每行一个对象",
    "a file of JSON Lines": "JSON Lines文件",
    "mend the line": "请改正这一行",
    "mend or delete the line": "请改正或删除这一行",
    "mend or remove these lines": "请改正或删除这些行",
    "mend or remove them": "请改正或删除",
    "duplicate id {}": "标识重复：{0}",
    "the id {} stands in line {} too": "标识{0}与第{1}行重复",
    "the id '{}' stands twice": "标识“{0}”出现两次",
    "id {} twice": "标识{0}出现两次",
    "one line an id": "每个标识一行",
    "an id of its own for each text": "每篇文本各有标识",
    "rename one": "请改其中一个的名字",
    "rename or delete one": "请改名或删去其一",
    "nested too deeply": "嵌套过深",
    "the file is empty": "文件为空",
    "byte {} is not UTF-8": "第{0}个字节不是UTF-8",
    "byte 0x{} is not UTF-8": "字节0x{0}不是UTF-8",
    "UTF-8 text": "UTF-8文本",
    "save the file as UTF-8": "请将文件另存为UTF-8",
    "convert the file": "请转换文件编码",
    "{} problems": "共{0}处问题",
    "a text": "文本",
    "true or false": "true或false",
    "an id": "标识",
    "a string": "字符串",
    "entities": "实体",
}

_PARSERS = {
    "{}: line {} column {} (char {})": "第{1}行第{2}列（第{3}个字符）：{0}",
    "{} (at line {}, column {})": "第{1}行第{2}列：{0}",
    "{} (at end of document)": "文件末尾：{0}",
    "unexpected end of data": "内容不完整",
    "unexpected character": "意外的字符",
    "unexpected content after document": "末尾有多余内容",
    "Input is a zero-length, empty document": "内容为空",
    "invalid number": "数写得不对",
    "str is not valid UTF-8: surrogates not allowed": "不是合格的UTF-8",
    "Invalid value": "值写得不对",
    "Invalid statement": "语句不合格式",
    "Invalid initial character for a key part": "键的首字符不对",
    "Expected '=' after a key in a key/value pair": "键之后应有“=”",
    "Expected newline or end of document after a statement": "语句之后应换行",
    "Unclosed array": "方括号没有闭合",
    "Unclosed inline table": "花括号没有闭合",
    "Unterminated string": "引号没有闭合",
    "Illegal character {}": "不允许的字符{0}",
    "Cannot overwrite a value": "同一个键写了两次",
    "Cannot declare {} twice": "{0}声明了两次",
    "Expected '{}' at the end of a table declaration": "表的声明末尾应有“{0}”",
    "Unescaped '\\' in a string": "字符串中的“\\”没有转义",
}

_USAGE = {
    "unknown language '{}'": "未知的语言“{0}”",
    "zh or en": "zh或en",
    "unknown engine '{}'": "未知的引擎“{0}”",
    "training is not part of this version": "此版本不含训练",
    "no --model": "不带--model的命令",
    "no texts to share among processes": "没有可分给各进程的文本",
    "--ontology and texts, without --llm": "--ontology与文本，不带--llm",
    "leave --ray out": "请去掉--ray",
    "leave it out: ontology, aliases and trigger phrases are used": "请去掉此项：抽取时用本体、别名和触发词",
    "unknown recipe '{}'": "未知的配方“{0}”",
    "no such release": "没有这个发布",
    "the name of a recipe that was built": "已构建过的配方名",
    "run build(recipe={})": "请先运行build(recipe={0})",
    "Missing argument '{}'": "缺少参数“{0}”",
    "Missing option '{}'": "缺少选项“{0}”",
    "Missing command": "缺少命令",
    "No such command '{}'": "没有命令“{0}”",
    "No such command '{}'. Did you mean {}?": "没有命令“{0}”，是否想写{1}？",
    "No such command '{}'. (Did you mean one of: {}?)": "没有命令“{0}”，是否想写其一：{1}？",
    "No such option: {}": "没有选项“{0}”",
    "No such option: {} Did you mean {}?": "没有选项“{0}”，是否想写{1}？",
    "No such option: {} (Possible options: {})": "没有选项“{0}”，是否想写其一：{1}？",
    "No such option '{}'": "没有选项“{0}”",
    "No such option '{}'. Did you mean {}?": "没有选项“{0}”，是否想写{1}？",
    "No such option '{}'. (Did you mean one of: {}?)": "没有选项“{0}”，是否想写其一：{1}？",
    "Option '{}' requires an argument": "选项“{0}”后面应有值",
    "Option '{}' does not take a value": "选项“{0}”不带值",
    "Got unexpected extra argument ({})": "多余的参数：{0}",
    "Got unexpected extra arguments ({})": "多余的参数：{0}",
    "Invalid value for '{}': {} is not in the range {}": "“{0}”的值{1}不在范围内（{2}）",
    "Invalid value for '{}': {} is not a valid integer": "“{0}”的值{1}不是整数",
    "Got unexpected extra argument(s) ({})": "多余的参数：{0}",
    "Input should be greater than or equal to {}": "应不小于{0}",
    "Input should be a valid integer, unable to parse string as an integer": "应为整数",
    "Invalid value for '{}': {}": "“{0}”的值不对：{1}",
}

_CONFIG = {
    "unknown key '{}'": "未知的键“{0}”",
    "unknown key; did you mean '{}'?": "未知的键，是否想写“{0}”？",
    "unknown key; known: {}": "未知的键，可用的有：{0}",
    "is no corpus folder": "不是语料目录",
    "is not a corpus folder": "不是语料目录",
    "a file corpus.toml in it": "含有corpus.toml的目录",
    "a folder with corpus.toml": "含有corpus.toml的目录",
    "no corpus.toml": "没有corpus.toml",
    "check the path, or make a corpus with 'kgcorpus new FOLDER'": "请检查路径，或用“kgcorpus new 目录”建立一个语料目录",
    "no TOML: {}": "不是合格的TOML：{0}",
    "texts stand in double quotes, lists in square brackets": "文本用双引号，列表用方括号",
    "there is no {}": "没有{0}",
    "there is no folder {}": "没有目录{0}",
    "gives neither an entity nor a [[table.fact]]": "既没有entity，也没有[[table.fact]]",
    "needs one of: column, entity = true, constant, subject = true, template": "须有其一：column、entity = true、constant、subject = true、template",
    "entity = true, but the table names no entity; add entity = { class = …, label = … } to the table": "写了entity = true，而表没有声明实体；请在该表加上entity = { class = …, label = … }",
    "'{}' is the id of another source": "“{0}”已是另一来源的id",
    "'all' is the recipe that lifts every cap; choose another name": "all是取消一切上限的固有配方，请换一个名字",
    "'{}' is missing": "缺少“{0}”",
    "expected a table of keys": "应为一组键值",
    "expected tables: [[{}]]": "应为表：[[{0}]]",
    'the characters that separate: "、/"': '分隔字符，如"、/"',
    'a list of texts: ["…"]': '文本列表：["…"]',
    'a text, or { zh = "…", en = "…" }': '文本，或{ zh = "…", en = "…" }',
    "a name of a-z, 0-9 and -": "由a-z、0-9和-组成的名字",
    "an address that begins with https://": "以https://开头的网址",
    "weights by kind: { qa = 2 }": "各题型的权重，如{ qa = 2 }",
    "no wording": "不是问法记录",
    "an answer without choices[0].message.content": "回答中没有choices[0].message.content",
    "an OpenAI-compatible server": "与OpenAI接口兼容的服务器",
    "a row for each question": "每个问题一行",
    "no questions": "没有问题",
    "a CSV file with a column 'question'": "含“question”或“问题”列的CSV文件",
    "a column named 'question' or '问题'": "名为“问题”或“question”的列",
    "no column of questions; found: {}": "没有问题列；现有的列：{0}",
    "not UTF-8 (byte {})": "不是UTF-8（第{0}字节）",
    "a CSV file in UTF-8": "UTF-8编码的CSV文件",
    "save it as CSV UTF-8": "请另存为“CSV UTF-8”",
    "count is '{}'": "次数是“{0}”",
    "a whole number": "整数",
    "leave it empty for 1": "一次的可以留空",
    "build first, and name one of the releases": "请先构建，再写其中一个发布目录",
    "a number from {} to {}": "{0}到{1}之间的数",
    "a whole number, at least {}": "不小于{0}的整数",
    "a list of: {}": "由下列各项组成的列表：{0}",
    "a list of one or more of: {}": "由下列各项组成的列表：{0}",
    'a date: "2026-11-01"': '日期，如"2026-11-01"',
    'a date: "2026-11-01", "2026-11" or "2026"': '日期，如"2026-11-01"、"2026-11"或"2026"',
    "a day that exists, not {}": "存在的日子（{0}不存在）",
    "reasons of rejections or codes of findings; unknown: {}": "拒绝原因或核验所见的代码；未知的有：{0}",
    "not a date: '{}'": "不是日期：“{0}”",
    "an ISO date such as 2026-11-01": "ISO日期，如2026-11-01",
    "{}: supersedes '{}'": "{0}：supersedes所写的“{1}”不存在",
    "{}: supersedes '{}', did you mean '{}'?": "{0}：supersedes所写的“{1}”不存在，是否想写“{2}”？",
    "ids or paths of documents of this corpus": "本语料中文档的标识或路径",
    "an id, or a name that one thing has": "编号，或唯一的名称",
    "unknown class '{}'; the ontology has: {}": "本体中没有类“{0}”；本体中有：{1}",
    "unknown predicate '{}'; the ontology has: {}": "本体中没有谓词“{0}”；本体中有：{1}",
    "unknown class '{}'": "本体中没有类“{0}”",
    "unknown predicate '{}'": "本体中没有谓词“{0}”",
    "unknown class '{}', did you mean '{}'?": "本体中没有类“{0}”，是否想写“{1}”？",
    "unknown predicate '{}', did you mean '{}'?": "本体中没有谓词“{0}”，是否想写“{1}”？",
    "names of the ontology": "本体中的名称",
}

_BUILD = {
    "{} error(s) in the ontology": "本体有{0}处错误",
    "mend them; 'kgcorpus ontology lint' shows warnings too": "请逐一改正；kgcorpus ontology lint另列警告",
    "the stage '{}' has not run": "阶段“{0}”尚未运行",
    "the stage '{}' has not run since what it depends on changed": "阶段“{0}”所依赖的内容已变，尚未重新运行",
    "its result": "该阶段的结果",
    "its graph": "该语料的图谱",
    "a result of the present state": "与现状相符的结果",
    "run 'kgcorpus {}' or 'kgcorpus build' first": "请先运行kgcorpus {0}或kgcorpus build",
    "run 'kgcorpus {}' first": "请先运行kgcorpus {0}",
    "documents have changed since they were read: {}": "文档读入后已有改动：{0}",
    "the corpus was not built": "语料尚未构建",
    "the corpus has not been built": "语料尚未构建",
    "nothing has been built here": "这里尚未构建",
    "its corpus.db": "已构建的语料（含corpus.db）",
    "run ingest again": "请重新运行kgcorpus ingest",
    "another run is writing this corpus": "另一个进程正在写这个语料",
    "wait for it to end": "请等它结束",
    "not a readable corpus file ({})": "语料库文件无法读取（{0}）",
    "a corpus file of version {}": "版本{0}的语料库文件",
    "version {}": "版本{0}",
    "delete it: the next build makes it anew": "删除后重新build即可",
    "no text with digest {}…": "没有摘要为{0}…的文本",
    "no sample is left to release": "没有剩下可发布的样本",
    "at least one": "至少一条",
    "left out: {}": "未选入：{0}",
    "nothing was generated: see 'kgcorpus rejected'": "没有生成任何样本，原因可用kgcorpus rejected查看",
    "not a decision about entities": "不是关于实体的决定",
    "one decision a line": "每行一个决定",
    "not a decision": "不是决定",
    "nothing was decided here that could be withdrawn": "这里还没有可以撤回的决定",
    "export what was decided with --decided, and withdraw it there": "用--decided导出已有的决定，在那里撤回",
    "withdraws what was not decided": "要撤回的决定并不存在",
    "an earlier line, without who, when and why": "前面的某一行，去掉who、when和why",
    (
        '{"who", "when", "merge": [ids], "into": id}, {"split": id}, {"apart": [ids]}, {"name", "of": id}, {"name", "not": id} '
        'or {"withdraw": {…}}'
    ): '{"who", "when", "merge": [标识], "into": 标识}、{"split": 标识}、{"apart": [标识]}、{"name", "of": 标识}、{"name", "not": 标识}或{"withdraw": {…}}',
    "{} lines that are no reviews: {}": "{0}行不是审阅记录：{1}",
}

_DOCUMENTS = {
    "holds {} documents": "含{0}份文档",
    "a file of one document": "只含一份文档的文件",
    "call read_files": "请用read_files",
    "{} cells, where the header has {}": "有{0}个单元格，而表头有{1}个",
    "no texts": "没有文本",
    'documents, or JSON Lines {"id", "text"}': '文档，或JSON Lines {"id", "text"}',
    "a document, a folder of documents, or JSON Lines": "文档、文档目录或JSON Lines",
    "documents": "文档",
    "no examples": "没有样例",
    "no text": "没有文本",
    "give the text that the facts stand in": "请给出事实所在的文本",
    "no fact of the ontology's predicates (found: {})": "没有一条事实的谓词在本体中（文件中的谓词：{0}）",
    "predicates by label or IRI": "谓词用标签或IRI给出",
    "check names": "请核对名称",
    "what learning stands on is not installed": "没有安装训练所需的组件",
    "what the model stands on is not installed": "没有安装模型所需的组件",
    "no {}": "没有{0}",
    "no model.json": "没有model.json",
    "a model folder that kgcorpus train wrote": "kgcorpus train写出的模型目录",
    "train again": "请重新训练",
    "format {}": "格式{0}",
    "train again with this version": "请用本版本重新训练",
    "missing, or not as it was written": "缺失，或与写入时不同",
    "the file that kgcorpus train wrote": "kgcorpus train写出的文件",
    "a fact that cannot be read ({}: {})": "无法读出的事实（{0}：{1}）",
    'lines {"text", "triples": [...]}': '每行{"text", "triples": [...]}',
    "pattern of {} characters": "模板有{0}个字符",
    "at most {}": "至多{0}",
    "pattern {}: {}": "模板{0}：{1}",
    "pattern {} is only a value": "模板{0}只有值",
    "some literal text beside {v}": "{v}之外还要有文字",
    "see 'Pattern language' in ontologies/README.md": "写法见ontologies/README.zh.md的“从文字中找到事实”一节",
    "'?' stands only after ')'": "“?”只能在“)”之后",
    "a value in {}": "以{0}为单位的值",
    "a unit that converts to {}": "可换算为{0}的单位",
    "declare a kgc:conversion in the ontology if there is one for this quantity": "此量若可换算，请在本体中声明kgc:conversion",
    "a value in {} beside {} without a unit": "一个值以{0}为单位，另一个（{1}）没有单位",
    "the same unit on both sides": "两边单位相同",
    "add the unit": "请补上单位",
}






_NOTES = {
    "{} has '{}' and no '{}': a note needs both; add a line '{}' to the front matter, or take '{}' away": (
        "{0}有“{1}”而没有“{2}”：署名的补充说明两项都要有；请在文档头信息中加一行“{3}”，或去掉“{4}”"
    ),
    "the front matter": "文档头信息",
    "source '{}' of corpus.toml": "corpus.toml中的来源“{0}”",
    "only notes say it, signed by {}; {} people are asked for: {} more must sign a note that says it, or accept it in a review": (
        "只有补充说明这样说，署名者：{0}；按要求须有{1}人：还须{2}人署名作同样的说明，或在审阅中接受"
    ),
    "nobody": "无",
    "found {}; expected {}": "写的是{0}；应为{1}",
    "unknown '{}'": "未知的“{0}”",
    "facts or samples": "facts（事实）或samples（样本）",
    "is there already and may hold decisions": "已经存在，里面可能有审阅决定",
    "import it, move it away, or name another with --xlsx": "请先导入、移走，或用--xlsx另指定文件名",
    "no fact is accepted: there is nothing to draw from": "没有已接受的事实，无从抽样",
    "see 'kgcorpus review export'": "请看kgcorpus review export",
    "there is no sample to draw from": "没有样本，无从抽样",
    "the hidden sheet of the book no longer tells what was drawn": "工作簿的隐藏页已不能说明抽取了什么",
    "draw again": "请重新抽样",
    "is not of the present state: what is in it may be asked otherwise now": "不是按现状发布的：其中的内容现在可能已有变化",
}







_IDENTIFIERS = {
    "{} identifier(s) of persons in {} document(s){}": "{1}份文档中有{0}处个人标识信息{2}",
    'none, since [policy] identifiers = "stop"': "没有，因为[policy]写的是identifiers = \"stop\"",
    'take them out of the documents, or set identifiers = "drop" or "mask"': "请从文档中删去，或改为identifiers = \"drop\"或\"mask\"",
    "{} identifier(s) of persons in {} document(s)": "{1}份文档中有{0}处个人标识信息",
    "{} sample(s) hold an identifier of a person{}": "{0}条样本含有个人标识信息{1}",
    "{} sample(s) hold an identifier of a person": "{0}条样本含有个人标识信息",
    "mend the documents or the ontology, or set identifiers = \"drop\"": "请修改文档或本体，或改为identifiers = \"drop\"",
    "identifiers of persons in what the organisation itself wrote{}": "本单位自己写的文字中有个人标识信息{0}",
    "identifiers of persons in what the organisation itself wrote": "本单位自己写的文字中有个人标识信息",
    "none in what goes into a release": "进入发布的文字中没有",
    "take them out of these lines": "请从这些行中删去",
    "holds an identifier of a person: {}": "含有个人标识信息：{0}",
    **{f"{english} {{}}": f"{chinese} {{0}}" for key, (chinese, english) in WORDS.items() if key.startswith("identifier.")},
    "name of a person": "人名",
}


ERRORS: dict[str, str] = {**REVIEW, **TURTLE, **TAKING_IN, **_COMMON, **_PARSERS, **_USAGE, **_CONFIG, **_BUILD, **_DOCUMENTS, **FORMS, **GRAPHS, **RELEASES, **LINT, **GROUNDS, **_NOTES, **STARTING, **IMPACT, **REJECTED, **GATE, **SHEETS, **BOOK, **_IDENTIFIERS, **READING, **NEO4J, **FILES, **IN_DETAILS, **LLM, **LEARNING, **GRADE, **HARNESS, **ASK, **GROWN}
