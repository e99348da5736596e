"""What is said of exported evaluation sets: the command's lines, the headings of the table that people judge in, the Chinese of errors."""

from __future__ import annotations

HARNESS_WORDS: dict[str, tuple[str, str]] = {
    "harness.written": ("{n:,}题已写入 {folder}（{to}）", "{n:,} {n|question|questions} written to {folder} for {to}"),
    "harness.kinds": ("题型：{kinds}", "kinds: {kinds}"),
    "harness.left": ("未导出：{left}", "left out: {left}"),
    "harness.left_split": ("其他划分的{n:,}题（--split）", "{n:,} of other splits (--split)"),
    "harness.left_lang": ("其他语言的{n:,}题", "{n:,} in another language"),
    "harness.left_preference": ("偏好训练用的{n:,}对", "{n:,} {n|pair|pairs} for preference training"),
    "harness.left_use": ("依据的文档不许用于评测的{n:,}题", "{n:,} that {n|rests|rest} on documents that may not be used to evaluate"),
    "harness.read": ("怎样运行：见 {file}", "how to run it: {file}"),
    "judging.id": ("编号", "id"),
    "judging.kind": ("题型", "kind"),
    "judging.lang": ("语言", "language"),
    "judging.mode": ("要求", "what is asked for"),
    "judging.question": ("题目", "question"),
    "judging.answers": ("标准答案", "standard answers"),
    "judging.aliases": ("别名（也算对）", "other names (right as well)"),
    "judging.reference": ("参考回答", "reference answer"),
    "judging.evidence": ("依据", "evidence"),
    "judging.answer": ("被评的回答", "answer to judge"),
    "judging.judged": ("判定（正确/部分正确/错误/未作答/无法判定）", "verdict (correct/partial/incorrect/not attempted/cannot tell)"),
    "judging.remark": ("说明", "remark"),
    "judging.judge": ("评判人", "judge"),
    "mode.all": ("须答全", "all of them"),
    "mode.some": ("举出其中一些；此处未列的不一定错", "some of them; what is not listed here is not necessarily wrong"),
    "mode.any": ("答出其中一个即可", "one of them is enough"),
    "mode.count": ("数目", "a number"),
    "mode.order": ("须答全，且顺序一致", "all of them, in this order"),
    "mode.none": ("应说明无法回答，并指出原因", "to say that it cannot be answered, and why"),
}

HARNESS: dict[str, str] = {
    "unknown target '{}'": "未知的目标“{0}”",
    "is not empty": "不是空目录",
    "a folder that is new or empty": "新目录或空目录",
    "a release folder, or a file of questions": "发布目录，或题目文件",
    "no split '{}'": "没有划分“{0}”",
    "one of: {}, test, all": "下列之一：{0}、test、all",
    "no question is left of {} ({})": "{0}题中一题也不剩（{1}）",
    "a split and language that it has, of documents that may be used to evaluate": "其中有的划分和语言，且所依据的文档可用于评测",
    "see --split": "参见 --split",
    "a line without id or question": "有一行没有 id 或 question",
}
