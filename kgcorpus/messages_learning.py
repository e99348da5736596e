"""What is said of the trained model: training, what it proposes, and what people's decisions are worth to it."""
# ruff: noqa: E501

from __future__ import annotations

LEARNING_WORDS: dict[str, tuple[str, str]] = {
    "reason.improbable": ("训练模型判断可能性不足", "too unlikely for the trained model"),
    "hint.improbable": ("多审阅几条，模型才更有把握：kgcorpus review export --order informative，再运行 kgcorpus train", "more decisions make the model surer: kgcorpus review export --order informative, then kgcorpus train"),
    "review.learned": ("训练模型提出（把握{score:.0%}），请对照原文", "The trained model proposes it ({score:.0%} sure): compare it with the text"),
    "trace.learned": ("训练模型{model}提出（把握{score:.0%}）", "proposed by the trained model {model} ({score:.0%} sure)"),
    "queue.informative": ("最能教会模型的事实{n:,}条", "facts that a trained model learns most from {n:,}"),
    "train.exported": ("{n:,}个例句写入 {file}", "{n:,} {n|example|examples} written to {file}"),
    "train.learned_from": ("例子：人接受的事实{accepted:,}条，人否决的{rejected:,}条，同句中程序接受的{machine:,}条。", "Examples: {accepted:,} {accepted|fact|facts} that people accepted, {rejected:,} that they rejected, and {machine:,} in the same sentences that the program accepted."),
    "train.undecided": ("有{n:,}个句子未用：其中还有无人决定的事实，请一并审阅", "{n:,} {n|sentence|sentences} left out: each also holds a fact that nobody has decided on; review these too"),
    "train.elsewhere": ("有{n:,}条已决定的事实未用：来自表格，或两端不在同一句", "{n:,} decided {n|fact|facts} left out: read from tables, or not in one sentence"),
    "train.done": ("由{examples:,}个例句（{facts:,}条事实）训练出模型：{out}（{seconds:.0f}秒）", "A model of {examples:,} {examples|example|examples} ({facts:,} {facts|fact|facts}): {out} ({seconds:.0f} s)"),
    "train.not_in_text": ("有{n:,}条事实不见于例句原文，未用", "{n:,} {n|fact|facts} not found in the text of {n|its|their} example: not used"),
    "train.unknown_predicate": ("本体中没有谓词“{name}”：{n:,}条事实未用", "the ontology has no predicate '{name}': {n:,} {n|fact|facts} not used"),
    "train.unseen": ("{language}：{examples:,}个例句；未见过的句子上，准确率{precision:.2f}，召回率{recall:.2f}，F1 {f1:.2f}", "{language}: {examples:,} {examples|example|examples}; on sentences it had not seen: precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}"),
    "train.certain": ("把握达到{at:.2f}时视为确定：准确率{precision:.2f}，召回率{recall:.2f}", "certain from {at:.2f} on: precision {precision:.2f}, recall {recall:.2f}"),
    "train.never_certain": ("例子太少，模型对什么都不算确定：它提出的事实都待人审阅", "too few examples for it to be certain of anything: all that it proposes waits for a reviewer"),
    "train.calibration": ("把握的误差{error:.3f}；低于{threshold:.2f}的不提出", "what it says of its certainty is off by {error:.3f}; below {threshold:.2f} it proposes nothing"),
    "train.name_it": ("要让它参与抽取，请在 corpus.toml 中写上：\n\n[extract]\nmodel = \"{model}\"\n", "To let it propose facts, add to corpus.toml:\n\n[extract]\nmodel = \"{model}\"\n"),
}

LEARNING: dict[str, str] = {
    "only the trained model says so: {}, in {} place, {} sure": "只有训练模型这样说（{0}，{1}处，把握{2}）",
    "only the trained model says so: {}, in {} places, {} sure": "只有训练模型这样说（{0}，{1}处，把握{2}）",
    "a rule reads {}": "规则在此读出：{0}",
    "given with --decided": "与--decided同时给出",
    "one of: useful, informative": "useful或informative",
    "no trained model": "没有训练好的模型",
    "the folder that [extract] model names": "[extract]的model所写的文件夹",
    "train it with 'kgcorpus train CORPUS'": "请先运行 kgcorpus train 语料目录",
    "nobody has decided on a fact that stands in a sentence": "还没有人对出自句子的事实作过决定",
    "reviewed facts": "审阅过的事实",
    "run 'kgcorpus review export', decide, and import the book": "请运行 kgcorpus review export，作出决定，再导入工作簿",
    "no folder for the model": "没有给出模型的文件夹",
    "the model's folder": "模型的文件夹",
    "name a new one": "请写一个新的",
    "given with a file of examples": "与例子文件同时给出",
    "a corpus": "语料目录",
    "leave them out": "请去掉",
    "given with --out or --examples": "与--out或--examples同时给出",
    "--export alone": "只写--export",
    "it writes the corpus's examples and trains no model": "它只写出语料的例子，不训练",
    "{} is there already and is no model of a corpus": "{0}已经存在，且不是语料的模型",
    "a new folder": "新文件夹",
    "name another": "请另写一个",
}
