"""What is said of a language model that proposes facts: what it did, and the Chinese of why an answer or proposal does not hold."""
# ruff: noqa: E501

from __future__ import annotations

LLM_WORDS: dict[str, tuple[str, str]] = {
    "llm.not_kept": ("没有 --out，也没有 --llm-cache：模型的回答不保存，再次运行要重新询问。", "Neither --out nor --llm-cache: the model's answers are not kept, and another run asks again."),
    "llm.done": ("模型读了{asked:,}段（另有{known:,}段已有回答），用去{tokens:,}个词元{about}（提示{prompt:,}，回答{answer:,}）{?retried ，重试{retried:,}次?}。", "The model read {asked:,} {asked|window|windows} ({known:,} answered before); {tokens:,} {tokens|token|tokens}{about} ({prompt:,} of prompts, {answer:,} of answers){?retried , {retried:,} sent again?}."),
    "llm.estimated": ("（服务器没有计数，按字符估计）", " (the server does not count: estimated by characters)"),
    "llm.proposed": ("提出并读到{proposed:,}条，逐字见于原文且合乎本体的{fitting:,}条：", "{proposed:,} {proposed|proposal|proposals} read; {fitting:,} verbatim and fitting the ontology:"),
    "llm.left": ("{n:,}段没有询问：{reason}（{first}）", "{n:,} {n|window|windows} without an answer: {reason} ({first})"),
    "hint.made_up": ("模型的提议不成立，没有采用，无需处理", "the model made it up, and it was not taken; nothing to do"),
    "trace.proposed": ("语言模型{model}提出（proposals.jsonl中的询问{calls}）", "proposed by the language model {model} (call {calls} in proposals.jsonl)"),
    "trace.proposed_by": ("语言模型{model}提出", "proposed by the language model {model}"),
    "llm.again": ("再次运行会从停下的地方继续：已有的回答不再询问。", "Run it again to go on: what was answered is not asked again."),
}

LLM: dict[str, str] = {
    "a server that takes response_format": "能按response_format作答的服务器",
    "try --llm-format object, or --llm-format text": "请试 --llm-format object 或 --llm-format text",
    "it asks to wait {} seconds": "它要求等待{0}秒",
    "run it again then: what was answered is kept": "请到时再运行：已有的回答都已保存",
    "no answer of a model": "不是模型的回答",
    "a line as it was written": "写出时的原样",
    "a predicate of the ontology": "本体中的谓词",
    "use its label or IRI": "请用它的名称或IRI",
    "no subject, predicate, object or trigger": "缺少主体、谓词、客体或触发词",
    "options of a model, and no model": "给了模型的选项，却没有模型",
    "the address of a server": "服务器的地址",
    "add --llm URL": "请加 --llm 网址",
    "given with a corpus": "与语料目录同时给出",
    "none of them": "都不写",
    "a corpus has reviewed facts, proposals.jsonl, and the sensitivity of its sources": "语料自有审阅过的事实、proposals.jsonl和来源的敏感程度",
    "cut off": "回答过长，被截断",
    "broken JSON": "JSON不完整",
    "no JSON": "没有JSON",
    "part of '{}'": "只是“{0}”的一部分",
    "no end of a sentence": "一直没有句末标点",
    "subject: '{}'": "主体：“{0}”",
    "object: '{}'": "客体：“{0}”",
    "trigger: '{}'": "触发词：“{0}”",
    "only a language model says so: {}, in {} place": "只有语言模型这样说（{0}，{1}处）",
    "only a language model says so: {}, in {} places": "只有语言模型这样说（{0}，{1}处）",
}
