"""What is said of graded answers: tables, reports, comparisons and judged samples, and the Chinese of what goes wrong with them."""

from __future__ import annotations

GRADE_WORDS: dict[str, tuple[str, str]] = {
    "grade.surplus": ("{n:,}条答案没有对应的题目：{shown}", "{n:,} {n|answer|answers} to no question: {shown}"),
    "grade.kind": ("题型", "kind"),
    "grade.count": ("题数", "n"),
    "grade.correct": ("正确", "correct"),
    "grade.interval": ("95%区间", "95% interval"),
    "grade.other": ("部分/错误/未答/无法判定", "partial/incorrect/not attempted/ungradable"),
}

GRADE: dict[str, str] = {
    "no graph": "没有图谱",
    "--corpus, or a release as GOLD": "用--corpus指定，或以发布目录为GOLD",
    "name the corpus or the release": "请写明语料目录或发布目录",
}
