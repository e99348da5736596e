"""What counts for and against the knowledge density of a passage: Chinese, English."""
# ruff: noqa: E501

from __future__ import annotations

DENSITY: dict[str, tuple[str, str]] = {
    "density.title": ("知识密度（0–1）：{documents:,}份文档、{passages:,}段，其中{low:,}段低于{least}", "Knowledge density (0 to 1): {documents:,} {documents|document|documents}, {passages:,} {passages|passage|passages}, {low:,} of them below {least}"),
    "density.no_ontology": ("没有给出本体：只按文字形式计算（--ontology 可指定）", "no ontology given: only the forms of the text count (name one with --ontology)"),
    "density.not_known": ("文档中没有本体的名称和触发词：只按文字形式计算", "nothing of the ontology stands in these documents: only the forms of the text count"),
    "density.unread": ("{n:,}个文件读不出，例如 {first}", "{n:,} {n|file|files} could not be read, such as {first}"),
    "density.more": ("……还有{n:,}行，见 --out 或 --json", "… {n:,} more: see --out or --json"),
    "density.against": ("扣分：", "against: "),
    "density.written": ("已写入 {path}", "written to {path}"),
    "density.statement": ("陈述句", "statement"),
    "density.definition": ("定义", "definition"),
    "density.measure": ("带单位的数值", "measure"),
    "density.norm": ("规范要求", "duty"),
    "density.naming": ("书名、缩写或术语形式", "name in form"),
    "density.term": ("一个已知术语", "one known term"),
    "density.terms": ("多个已知术语", "several known terms"),
    "density.phrase": ("关系触发词", "phrase of a predicate"),
    "density.pair": ("键与值", "key and value"),
    "density.item": ("标题下的列表项", "item under a heading"),
    "density.pending": ("待定事实", "pending fact"),
    "density.accepted": ("已接受事实", "accepted fact"),
    "density.boilerplate": ("套话声明", "boilerplate"),
    "density.repeated": ("多份文档重复", "repeated in documents"),
    "density.navigation": ("导航", "navigation"),
    "density.price": ("价格", "prices"),
    "density.numbers": ("以数字为主", "mostly numbers"),
    "density.self": ("第一人称", "first person"),
    "density.person": ("对读者说话", "addresses the reader"),
    "density.particle": ("语气词、口语", "colloquial words"),
    "density.greeting": ("问候、客套", "greeting"),
    "density.exclamation": ("感叹、表情", "exclamation"),
    "density.question": ("问句", "question"),
    "density.speaker": ("聊天记录", "chat log"),
    "density.contents": ("目录、图题、来源", "contents, caption, source"),
}

IN_DETAILS: dict[str, str] = {
    "density {} where {} is the least": "密度{0}，要求不低于{1}",
    "nothing counts for it": "没有加分项",
    **{f"{english}: {{}}": f"{chinese}：{{0}}" for key, (chinese, english) in DENSITY.items() if "{" not in chinese + english and not english.endswith(": ")},
}
"""The parts of a rejection's detail, in Chinese."""
