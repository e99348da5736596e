"""Wordings of an abstention (the answer is not known) and of an empty answer (there is nothing of what was asked for)."""

from __future__ import annotations

import re

ABSTAINS = re.compile(
    r"不知道|不清楚|不确定|尚不明确|不得而知|无从(?:得知|知晓|判断)|信息不足|查不到|找不到|未知|没有答案|无答案|无可奉告"
    r"|暂无(?:相关)?(?:信息|数据|资料)|(?:无法|不能|难以)(?:确定|回答|判断|得知|提供|查证|确认|作答|给出|协助"
    r"|帮助)|没有(?:足够的?|相关的?|任何|关于.{1,20}?的)?(?:信息|资料|数据|依据|记载)"
    r"|(?:未|没有|并未|没)(?:有)?(?:明确)?(?:提及|提到|说明|给出|提供|涉及|记载|列出|写明|找到|规定)"
    r"|\bi (?:don'?t|do not) know\b|\bnot sure\b|\bunsure\b|\b(?:cannot|can'?t|could not|couldn'?t|unable to|impossible to)\s+"
    r"(?:be\s+)?(?:answer|determin|say|tell|confirm|find|verif|provide|know|establish|help|assist|comply)"
    r"|\b(?:have|there is|is) no (?:way|information|idea|knowledge|record)|\bno idea\b|\bdon'?t have (?:any |enough "
    r"|sufficient )?(?:information|data)"
    r"|\bnone of the (?:\w+ )?(?:documents?|sources?|texts?|passages?|materials?)\b|\A\W*(?:n\s*/\s*a|idk|null|\?+|-+)\W*\Z"
    r"|\bno (?:information|data|answer|mention|evidence|record)\b"
    r"|\bnot (?:provided|mentioned|stated|specified|given|available|known|enough|sufficient|disclosed|in the (?:source|text|document))"
    r"|\binsufficient\b|\bunknown\b|\bunclear\b|\bunanswerable\b"
    r"|\b(?:does|do|did)(?:n'?t| not) (?:say|state|mention|specify|tell|answer)"
    r"|\b(?:texts?|documents?|sources?|passages?|articles?|materials?|context|records?|leaflets?)\b.{0,40}\b(?:does|do|did)(?:n'?t"
    r"| not) (?:contain|include|give|list|provide)"
)
NOTHING = re.compile(
    r"\A\W*(?:(?:答案|结果)(?:是|为)?\W*)?(?:(?:一[个种]|什么)?(?:都|也)?(?:(?:并?没有|并无|不存在|皆无"
    r"|均无)(?!错)|(?:无|没|空集?|零)(?=\W|\Z|任何|此类|已知|其他))"
    r"|(?:no,?\s+)?(?:none|nothing|nobody|no one|no-one|nowhere|zero|empty)\b|no\b(?!\s+(?:doubt|question))"
    r"|there\s+(?:is|are|was|were)(?:n't|\s+not|\s+no)\b|\[\s*\]|\{\s*\})"
    r"|(?:都|也|并|均|皆)?(?:没有(?:任何|一[个种])|不存在(?:任何|这样|此类|符合))|没有(?:这样|此类|这类|符合"
    r"|满足)|\bno such\b|\bnone (?:of|is|are)\b|\bno known\b"
)
