"""The sheets of a review book: what a row shows, where its decision is written, what it is about.

A row's ``about`` is hidden: the ``on`` of the line of ``reviews.jsonl`` that its decision makes, as JSON, so that a book is understood
after the corpus has changed. ``who`` and ``when`` may be left blank where the first sheet gives them for all rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgcorpus.spreadsheet_model import Cell, Column, Sheet

ACCEPT, REJECT, CORRECT, UNCLEAR, WITHDRAW = "accept", "reject", "correct", "unclear", "withdraw"
Texts = Mapping[str, str]
Choice = tuple[str, Texts]

ON_FACT: tuple[Choice, ...] = (
    (ACCEPT, {"zh": "接受", "en": "accept"}),
    (REJECT, {"zh": "否决", "en": "reject"}),
    (CORRECT, {"zh": "更正", "en": "correct"}),
)
GROUPED = "grouped"
ASK_GROUPED: Choice = (GROUPED, {"zh": "分组问", "en": "ask grouped"})
"""On a kind of question: what its middle things have is asked and answered thing by thing, never together."""
CANNOT_TELL: Choice = (UNCLEAR, {"zh": "无法判断", "en": "cannot tell"})
TAKE_BACK: Choice = (WITHDRAW, {"zh": "撤回", "en": "withdraw"})
"""Takes back what the reviewer decided before on the same thing."""
YES_NO: tuple[Choice, ...] = (("yes", {"zh": "是", "en": "yes"}), ("no", {"zh": "否", "en": "no"}))

NOTHING = ("无", "none", "-", "—", "–", "－")
"""What is written to take a condition or a date away: a blank cell leaves it as it is."""

_BLANK = {"zh": "留空表示不变。", "en": "Blank: unchanged."}


def _note(zh: str, en: str) -> Texts:
    return {"zh": f"{zh}{_BLANK['zh']}", "en": f"{en} {_BLANK['en']}"}


SAID_AS: Mapping[str, tuple[str, ...]] = {
    ACCEPT: (
        "接受", "正确", "对", "同意", "认可", "通过", "属实", "无误", "没问题", "没有问题", "可以", "是",
        "√", "✓", "✔",
        "right", "yes", "y", "ok", "okay", "true", "t",
        "agree", "agreed", "accepted", "approve", "approved",
    ),
    REJECT: (
        "否决", "有误", "错", "错误", "不对", "不正确", "不同意", "不接受", "不认可", "不通过", "拒绝", "驳回", "删除", "否", "不",
        "×", "✗", "✘",
        "x", "wrong", "no", "n", "false", "f", "incorrect", "disagree", "rejected", "refuse", "refused", "not right",
    ),
    CORRECT: ("更正", "有误，已更正", "已更正", "改正", "修改", "订正", "纠正", "改", "wrong, corrected", "corrected", "amend", "amended"),
    UNCLEAR: (
        "不确定", "不清楚", "不知道", "不好说", "说不清", "拿不准", "存疑", "待定", "?", "？",
        "can't tell", "can’t tell", "can not tell", "not sure", "unsure",
        "don't know", "unknown", "undecided",
    ),
    GROUPED: ("分组", "逐个问", "分别问", "分别", "grouped", "group", "one by one"),
    WITHDRAW: ("收回", "撤销", "取消", "withdrawn", "take back", "revoke", "undo"),
}  # fmt: skip
"""Other words that are understood as a decision, in the review book and in the book of a random sample."""


_NUMBER = Column("number", {"zh": "序号", "en": "No."}, 6, fixed=True)
_KIND = Column("kind", {"zh": "为何请您看", "en": "Why it is here"}, 20, fixed=True)
_QUOTE = Column(
    "quote", {"zh": "原文", "en": "Source text"}, 52, fixed=True,
    note={"zh": "粗体是主语、宾语和条件所在的文字。", "en": "In bold: the words for the subject, the object and the condition."},
)  # fmt: skip
_SOURCE = Column("source", {"zh": "出处", "en": "Where it stands"}, 26, fixed=True)
_SAMPLES = Column(
    "samples", {"zh": "影响样本数", "en": "Samples"}, 9, fixed=True,
    note={"zh": "有多少条样本依据它。", "en": "How many samples rest on it."},
)  # fmt: skip
_SIGNED = (
    Column(
        "why", {"zh": "理由", "en": "Why"}, 26,
        note={"zh": "简单写明理由，以后查得到。", "en": "A few words; they can be looked up later."},
    ),
    Column(
        "who", {"zh": "审阅人", "en": "Reviewer"}, 12,
        note={"zh": "留空即为首页填写的姓名。", "en": "Blank: the name on the first sheet."},
    ),
    Column(
        "when", {"zh": "日期", "en": "Date"}, 12, date=True,
        note={"zh": "留空即为首页填写的日期。", "en": "Blank: the date on the first sheet."},
    ),
)  # fmt: skip
_ABOUT = Column("about", {"zh": "对象（请勿改动）", "en": "about (leave as it is)"}, 10, fixed=True, hidden=True, code=False)

FACTS = Sheet(
    "facts",
    {"zh": "事实", "en": "Facts"},
    (
        _NUMBER,
        _KIND,
        Column("fact", {"zh": "事实", "en": "Fact"}, 40, fixed=True),
        _QUOTE,
        _SOURCE,
        Column(
            "decision", {"zh": "决定", "en": "Decision"}, 10, (*ON_FACT, CANNOT_TELL, TAKE_BACK), also=SAID_AS,
            note={
                "zh": "接受：原文确实这样说，且说得对。否决：不是事实，或原文没有这样说。更正：大体对，但要改；请在右边写出正确的内容。"
                "撤回：收回您自己以前对它的决定。",
                "en": "accept: the text says so, and it is so. reject: it is no fact, or the text does not say it. "
                "correct: nearly right; write what is right in the columns beside. "
                "withdraw: takes back what you yourself decided on it before.",
            },
        ),
        Column("subject", {"zh": "更正：主语", "en": "Corrected subject"}, 16, note=_note("写正确的名称。", "The right name.")),
        Column(
            "object", {"zh": "更正：宾语或数值", "en": "Corrected object or value"}, 18,
            note=_note("写正确的名称，或带单位的数值。", "The right name, or a value with its unit."),
        ),
        Column(
            "condition", {"zh": "更正：条件", "en": "Corrected condition"}, 24,
            note=_note(
                "写出全部条件，每行一个；写“无”表示去掉条件。",
                "All conditions, one a line; “none” takes them away.",
            ),
        ),
        Column(
            "negated", {"zh": "更正：是否定的", "en": "It is denied"}, 10, YES_NO,
            note=_note("“是”表示原文说的是“不……”。", "“yes”: the text says that it is not so."),
        ),
        Column(
            "from", {"zh": "更正：从何时起", "en": "Holds from"}, 12, date=True, open=True,
            note=_note("如2021-04-29、2021年4月或2021；写“无”表示去掉。", "Such as 2021-04-29, 2021-04 or 2021; “none” takes it away."),
        ),
        Column(
            "to", {"zh": "更正：到何时止", "en": "No longer from"}, 12, date=True, open=True,
            note=_note("不再成立的第一天；写“无”表示去掉。", "The first day on which it no longer holds; “none” takes it away."),
        ),
        *_SIGNED,
        _SAMPLES,
        Column("questions", {"zh": "由它生成的问题（举例）", "en": "Questions made from it (examples)"}, 34, fixed=True),
        _ABOUT,
    ),
    {
        "zh": "请逐行读“事实”和“原文”，在“决定”一栏选择；不决定的行留空即可。",
        "en": "Read “Fact” and “Source text” row by row and choose a decision. Leave blank what you do not decide.",
    },
)  # fmt: skip

QUESTIONS = Sheet(
    "questions",
    {"zh": "问法", "en": "Question kinds"},
    (
        _NUMBER,
        _KIND,
        Column(
            "question", {"zh": "问题", "en": "Question"}, 44, fixed=True,
            note={
                "zh": "第一问的答案在右边；其余是同一类的另外几问。",
                "en": "The answer beside is that to the first; the others are more questions of the same kind.",
            },
        ),
        Column("answer", {"zh": "答案", "en": "Answer"}, 44, fixed=True),
        _QUOTE,
        _SOURCE,
        Column(
            "samples", {"zh": "同类样本数", "en": "Samples of its kind"}, 9, fixed=True,
            note={"zh": "有多少条样本这样问。", "en": "How many samples ask in this way."},
        ),
        Column(
            "decision", {"zh": "决定", "en": "Decision"}, 10, (*ON_FACT[:2], ASK_GROUPED, CANNOT_TELL, TAKE_BACK), also=SAID_AS,
            note={
                "zh": "接受：可以这样问，答案也对。否决：不要（这样问）。分组问：中间经过多个对象时，逐个分别问答，不合在一起。"
                "撤回：收回您自己以前对它的决定。",
                "en": "accept: it may be asked like this, and the answer is right. reject: it is not to be asked. "
                "ask grouped: where it leads over several things, it is asked and answered thing by thing. "
                "withdraw: takes back what you yourself decided on it before.",
            },
        ),
        *_SIGNED,
        _ABOUT,
    ),
    {
        "zh": "每行是一类问题，举出几问为例：接受，则这类问题照此生成；否决，则这类问题都不再生成；分组问，则只逐个分别问答。",
        "en": "Each row is a kind of question with a few examples: accepted, the kind is asked; rejected, no question of the kind is made; "
        "grouped, it is asked thing by thing only.",
    },
)  # fmt: skip

NAMES = Sheet(
    "names",
    {"zh": "名称", "en": "Names"},
    (
        _NUMBER,
        _KIND,
        Column("proposal", {"zh": "是这样吗", "en": "Is it so?"}, 44, fixed=True),
        _QUOTE,
        _SOURCE,
        Column(
            "decision", {"zh": "决定", "en": "Decision"}, 10, (*ON_FACT[:2], CANNOT_TELL, TAKE_BACK), also=SAID_AS,
            note={
                "zh": "接受：是同一个，或者这个名称在所有文档里都指它。否决：不是。无法判断：以后再说。撤回：收回已有的决定。",
                "en": "accept: they are one, or the name means it in all documents. reject: it is not so. cannot tell: later. "
                "withdraw: takes back the decision on record.",
            },
        ),
        *_SIGNED,
        _ABOUT,
    ),
    {
        "zh": "文档给出的其他名称，以及可能是同一个的两个对象。没有人决定之前，名称只在写明它的文档里有效，两个对象也不会合并。",
        "en": "Other names that documents give, and pairs of things that may be one. Until somebody decides, a name holds only in the "
        "documents that say so, and nothing is merged.",
    },
)  # fmt: skip

NOTES = Sheet(
    "notes",
    {"zh": "补充说明", "en": "Notes"},
    (
        Column(
            "statement", {"zh": "补充说明", "en": "Statement"}, 70,
            note={
                "zh": "用完整的句子写，写明对象的名称。一行一条说明。",
                "en": "In whole sentences that name what they are about. One note a row.",
            },
        ),
        Column(
            "signed", {"zh": "署名", "en": "Signed by"}, 14,
            note={
                "zh": "说这句话、并为它负责的人的姓名。留空即为首页填写的姓名。",
                "en": "The name of the person who says it and answers for it. Blank: the name on the first sheet.",
            },
        ),
        Column(
            "dated", {"zh": "日期", "en": "Date"}, 12, date=True,
            note={"zh": "留空即为首页填写的日期。", "en": "Blank: the date on the first sheet."},
        ),
    ),
    {
        "zh": "原文里没有、而您知道的，可以写在这里：每条署名、注明日期，成为一份文档，事实由它得出。",
        "en": "What you know and no document says can be written here: signed and dated, each becomes a document that facts are read from.",
    },
)  # fmt: skip
"""Statements of experts; ``notes.write_notes`` makes documents of them."""

START = Sheet(
    "start",
    {"zh": "说明", "en": "Read me"},
    (
        Column("what", {"zh": "说明", "en": "Instructions"}, 90, fixed=True),
        Column("value", {"zh": "请填写", "en": "Fill in"}, 28, date=True, open=True),
        Column("field", {"zh": "项", "en": "field"}, 8, fixed=True, hidden=True),
    ),
)
"""The first sheet: instructions, and in the rows whose ``field`` is ``who`` and ``when`` the reviewer's name and date for all rows."""

SHEETS: tuple[Sheet, ...] = (START, FACTS, QUESTIONS, NAMES, NOTES)

_WHO: Texts = {
    "zh": "审阅人姓名（对所有行有效；某行由他人决定时，在该行另填）",
    "en": "Reviewer's name (for all rows; where another person decides, write the name in that row)",
}
_WHEN: Texts = {"zh": "审阅日期，如2026-11-02（对所有行有效）", "en": "Date of the review, such as 2026-11-02 (for all rows)"}


def start_rows(lang: str, lines: Sequence[str]) -> list[dict[str, Cell]]:
    """The rows of the first sheet: where name and date are written, then these lines."""
    out: list[dict[str, Cell]] = [
        {"what": _WHO[lang], "value": None, "field": "who"},
        {"what": _WHEN[lang], "value": None, "field": "when"},
    ]
    out += [{"what": line, "value": None, "field": ""} for line in lines]
    return out
