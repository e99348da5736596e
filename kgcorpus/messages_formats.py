"""What the files for training programs say of themselves: the guide in ``formats/``, the card of the Hugging Face folder. Chinese, English."""
# ruff: noqa: E501

from __future__ import annotations

FORMATS_WORDS: dict[str, tuple[str, str]] = {
    "formats.title": ("给训练程序的文件", "Files for training programs"),
    "formats.intro": (
        "本文件夹由`kgcorpus`随发布一起写出，各文件收的是同一批样本，只是写法不同；每行的`id`就是`samples.jsonl`里的样本。`train`用来训练，`dev`用来选模型，`test_*`只用来评测，不要拿去训练。下面每段配置都可以照抄，把大写的词换成自己的即可；相对路径从本文件夹算起。",
        "`kgcorpus` wrote this folder with the release. The files hold the same samples in different shapes; the `id` of a line is that of the sample in `samples.jsonl`. Train on `train`, choose models by `dev`, and keep `test_*` for evaluation only. Each piece of configuration below can be used as it stands: replace the words in capitals; paths are relative to this folder.",
    ),
    "formats.file": ("文件", "file"),
    "formats.lines": ("行数", "lines"),
    "formats.holds": ("一行是", "a line is"),
    "formats.read_by": ("用于", "read by"),
    "formats.is.alpaca": ("一问一答，参考资料另放一栏（不含多轮对话）", "a question and its answer, passages in a column of their own (no dialogues)"),
    "formats.is.sharegpt": ("一段对话，`from`/`value`", "a conversation, `from`/`value`"),
    "formats.is.messages": ("一段对话，`role`/`content`", "a conversation, `role`/`content`"),
    "formats.is.ranking": ("一个问题，一对一错两个回答", "a question with a right and a wrong answer"),
    "formats.is.dpo": ("一个问题，一对一错两个回答", "a question with a right and a wrong answer"),
    "formats.is.kto": ("一个问题和一个回答，注明对错", "a question and an answer, marked right or wrong"),
    "formats.is.kto_tag": ("一个问题和一个回答，注明对错", "a question and an answer, marked right or wrong"),
    "formats.is.dpo_swift": ("一段以正确回答结尾的对话，另附错误回答", "a conversation that ends with the right answer, and a wrong one"),
    "formats.is.kto_swift": ("一段对话，注明最后的回答是对是错", "a conversation whose last answer is marked right or wrong"),
    "formats.is.parquet": ("一条完整样本，供分析，不直接用于训练", "a whole sample, for analysis; not for training as it is"),
    "formats.is.huggingface": ("一个数据集文件夹，可用`datasets`读取，也可上传", "a dataset folder that `datasets` loads and that can be uploaded"),
    "formats.none": ("（数据分析工具）", "(tools for data analysis)"),
    "formats.trl": (
        "`dpo`、`kto`和`messages`的列名就是TRL要的。`assistant_only_loss`只让回答计入损失，需要带`generation`标记的对话模板，TRL会给常见模型换上；没有时请去掉这一项。",
        "The columns of `messages`, `dpo` and `kto` are those that TRL asks for. `assistant_only_loss` counts the loss on answers only; it needs a chat template with `generation` marks, which TRL puts in for well-known models. Leave it out where there is none.",
    ),
    "formats.llamafactory": (
        "`dataset_info.json`已经写好每个文件的格式，把`dataset_dir`指向本文件夹即可，名称如下。训练其他阶段时换掉`stage`和`dataset`。",
        "`dataset_info.json` describes every file: point `dataset_dir` to this folder and name the dataset. For other stages change `stage` and `dataset`.",
    ),
    "formats.swift": (
        "ms-swift按列名自动识别。请勿把`parquet/samples.parquet`交给它：它会把`question`和`answers`等列当成问答。",
        "ms-swift goes by the names of columns. Do not give it `parquet/samples.parquet`: it takes columns such as `question` and `answers` for the conversation.",
    ),
    "formats.axolotl": (
        "Axolotl的KTO只读纯文本和它自带的模板，不读对话，所以没有给它的KTO文件；请用TRL或LLaMA-Factory。",
        "Axolotl reads no conversations for KTO, only texts with templates of its own, so there is no file for that: use TRL or LLaMA-Factory.",
    ),
    "formats.datasets": (
        "`huggingface`文件夹自成一体：Parquet文件、数据卡`README.md`、Croissant元数据`croissant.json`。不联网也能读；整个文件夹可以原样上传。",
        "The folder `huggingface` stands by itself: Parquet files, the card `README.md`, Croissant metadata in `croissant.json`. It loads without a network and can be uploaded as it is.",
    ),
    "formats.not_to_publish": (
        "本发布仅供本单位自用，不要上传到公开的地方。需要公开或交给别人时，请用写了`recipient`的配方另做一份。",
        "This release is for the organisation's own use: do not upload it where others can read it. A recipe with `recipient` makes a release that may be handed on.",
    ),
    "formats.not_to_hand_on": (
        "本发布只提供给{recipient}，不要公开。",
        "This release was made for {recipient}: do not publish it.",
    ),
    # ------------------------------------------------------------------ the card of the Hugging Face folder
    "hub.intro": (
        "{samples:,}条问答样本，由{facts:,}条经核验的事实生成，事实出自{documents:,}份文档；语料日期{date}。每条样本的证明（逻辑式、SPARQL、事实和引文）在本文件夹所属的发布里，可用`kgcorpus audit`重新验证。",
        "{samples:,} {samples|sample|samples} made from {facts:,} verified {facts|fact|facts} of {documents:,} {documents|document|documents}; corpus date {date}. The proof of each (logical form, SPARQL, facts with their quotations) stands in the release that this folder belongs to, where `kgcorpus audit` checks it again.",
    ),
    "hub.sets": ("数据", "Data"),
    "hub.set": ("数据集", "set"),
    "hub.split": ("划分", "split"),
    "hub.column": ("列", "column"),
    "hub.meaning": ("含义", "what it holds"),
    "hub.all_languages": (
        "`questions`和`preferences`含全部语言，`_zh`、`_en`只含一种。",
        "`questions` and `preferences` hold all languages, those with `_zh` or `_en` one.",
    ),
    "hub.splits": (
        "`train`训练，`dev`选模型。三种测试集回答不同的问题：`test_wording`问的内容训练时见过、说法没见过；`test_composition`所依据的事实都在训练中出现过、问法没见过；`test_unseen`所依据的事实训练时都没出现过。",
        "`train` is for training, `dev` for choosing models. The tests answer different questions: in `test_wording` the question is known and its wording is new; in `test_composition` every fact occurs in training and the question is new; in `test_unseen` no fact occurs in training.",
    ),
    "hub.columns": ("各列", "Columns"),
    "hub.sources": ("来源与许可", "Sources and licences"),
    "hub.licence_own": (
        "样本由下列来源的事实改写而成，各来源的许可如下；`sources`列注明每条样本用到哪些来源。",
        "The samples reword facts of these sources, each under its own licence; the column `sources` names those of each sample.",
    ),
    "hub.quality": ("可靠程度", "How far it can be trusted"),
    "hub.id": ("样本的编号；同一样本在各处编号相同", "id of the sample, the same wherever it stands"),
    "hub.lang": ("语言：`zh`或`en`", "language: `zh` or `en`"),
    "hub.kind": ("题型", "kind of question"),
    "hub.setting": ("`closed_book`不给资料，`source_named`点明来源，`open_book`附资料", "`closed_book`: no passages; `source_named`: names its source; `open_book`: with passages"),
    "hub.split_column": ("划分的名称，与所在文件一致", "name of the split, that of the file"),
    "hub.question": ("问题，选项各占一行；多轮对话中是最后一问", "the question, a line for each option; in a dialogue the last one"),
    "hub.context": ("所附资料；没有则为空", "the passages that go with it; empty if there are none"),
    "hub.answer_text": ("回答的句子", "the answer as a sentence"),
    "hub.gold": ("经证明的答案，逐个列出；没有答案的题为空", "the proved answers one by one; empty where there is none"),
    "hub.gold_json": ("经证明的答案，含编号、单位、别名，JSON文本", "the proved answers with ids, units and aliases, as JSON"),
    "hub.mode": ("答案怎样才算对：`all`全部，`any`任一，`some`举出若干，`count`数目，`none`没有", "what makes an answer right: `all`, `any` one, `some` of them, their `count`, or `none`"),
    "hub.complete": ("答案集是否有完整性依据", "whether there are grounds that the answers are all"),
    "hub.as_of": ("所问的日期；不涉及日期则为空", "the date that is asked about; empty if none"),
    "hub.hops": ("推理用到几步", "number of steps of the reasoning"),
    "hub.difficulty": ("难度", "difficulty"),
    "hub.row_sources": ("所依据和点名的来源编号；只依据本体的为空", "ids of the sources that it rests on or names; empty where it rests on the ontology alone"),
    "hub.facts": ("所依据事实的编号", "ids of the facts that it rests on"),
    "hub.messages": ("问与答组成的对话，可直接用于训练", "the conversation, ready for training"),
    "hub.prompt": ("到提问为止的对话", "the conversation up to the question"),
    "hub.chosen": ("正确的回答", "the right answer"),
    "hub.rejected": ("错误的回答", "the wrong answer"),
    "hub.defect": ("错在哪里", "what is wrong with it"),
    "hub.published": ("发布者：{publisher}。", "Published by {publisher}."),
    "hub.made_with": ("由kgcorpus {version}生成；同样的输入得到同样的字节。", "Made with kgcorpus {version}; equal input gives equal bytes."),
}
"""Key: (zh, en)."""
