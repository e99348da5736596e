"""What stands behind a reason in an explanation, in both languages."""

from __future__ import annotations

SAID_WHY: dict[str, tuple[str, str]] = {
    "lunar_date": ("作答用的是农历日期或年号，没有换算", "the answer gives a lunar date or a year of a reign, which is not converted"),
    "ambiguous_date": ("日期中的日和月可以有两种读法", "the day and month of the date can be read in two ways"),
    "short_year": ("年份只写了两位或没有写，不知道是哪个世纪", "the year has two digits only or is left out, so that the"
        " century is not known"),
    "stuck_digits": ("数字后面紧跟着可能是注释编号的数字", "digits that may be the number of a note stand close behind the value"),
    "no_conversion": ("作答用的单位与标准答案的单位不能按固定比例换算", "no fixed ratio leads from the unit of the answer to"
        " that of the standard answer"),
    "not_comparable": ("两者的范围有重叠，不能断定是否相同", "the two stretches overlap, so that it cannot be told whether"
        " they are the same"),
    "hedged": ("作答列出几种可能，没有说定是哪一个", "the answer offers several possibilities and settles on none"),
    "two_values": ("作答给出了几个不同的值，没有说定是哪一个", "the answer gives different values and settles on none"),
    "self_contradiction": ("作答前后矛盾，既肯定又否定", "the answer contradicts itself: it says that it is so and that it is not"),
    "neither": ("作答没有明确说是或否", "the answer says neither yes nor no"),
    "unreadable": ("标准答案的值无法读出，请检查题目", "the value of the standard answer cannot be read; check the question"),
    "outdated": ("作答说的是以前的情况，现在已不是这样", "what the answer says was so once and is so no longer"),
    "skipped_hop": ("作答停在了中间一步，没有答到所问的", "the answer stops at a step on the way to what is asked"),
    "disproved": ("资料所说的与作答不同", "the sources say otherwise"),
    "in_graph": ("标准答案里没有，但图谱中有事实支持", "it is not in the standard answer, but a fact of the graph supports it"),
    "not_listed": ("不在已知的答案之内，而已知的未必齐全", "it is not among the known answers, which may not be all"),
    "other_words": (
        "作答的措辞与标准答案不同，须由人来比较",
        "the answer is worded differently from the standard answer, and a person has to compare them",
    ),
}  # fmt: skip
"""Why a verdict is as it is, by the codes of ``sets.REASONS``; a code that is not here adds nothing."""
