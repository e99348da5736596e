"""Chinese: questions. The question word stands where the answer would stand; requests begin with 请."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgcorpus.ontology_wording_zh import SINGLE

from .grammar_zh import MODIFIER, weight, with_both
from .phrases import Clause, Head, Noun, Templates, Wording, put

UNFRAMED = ("open",)
"""Ways of asking that do not stand behind 据《…》."""
_COVERBS = "由以被受与和同跟在向从对为将把用"
_NUMBERS = ("xsd:decimal", "xsd:integer", "xsd:double", "xsd:float", "xsd:int", "xsd:nonNegativeInteger", "xsd:positiveInteger", "xsd:long")
_LATER = re.compile(r"[^{}]{0,6}[后时前]")


def _which(head: Head, one: bool) -> str:
    if head.literal:
        return _which_value(head, one)
    if head.who:
        return head.who
    if not one:
        return f"哪些{head.one}"
    return f"哪{head.measure}{head.one}"


def _which_value(head: Head, one: bool = True) -> str:
    if head.datatype in _NUMBERS:
        return "多少"
    words = {"xsd:gYear": ("哪一年", "哪些年份"), "xsd:date": ("哪一天", "哪些日期"), "xsd:gYearMonth": ("哪年哪月", "哪些月份")}
    return words.get(head.datatype or "", ("什么", "什么"))[0 if one else 1]


_OWN_MEASURES = "家部位款门座所本首幅辆条间艘架"
"""Measure words that can stand for their noun: 是哪家, 是哪部."""


def _is_what(noun: str, head: Head) -> str:
    """…是什么 / 是谁 / 是哪家公司 / 是多少, without saying the class twice."""
    if head.literal or head.who:
        return f"{noun}是{_which(head, True)}？"
    if not head.one or head.one in noun or _share_end(noun, head.one):
        return f"{noun}是{'哪' + head.measure if head.measure in _OWN_MEASURES else '什么'}？"
    return f"{noun}是{_which(head, True)}？"


def _share_end(noun: str, head: str) -> bool:
    return noun[-1:] == head[-1:]


def _in_place(template: str, at: str, word: str) -> str | None:
    """The statement with a question word in place of an argument, where Chinese allows it there."""
    before, _, after = template.partition(at)
    if (
        at in after
        or before.endswith(("第", "的", "约", "达", "："))
        or (before.endswith("包括") and word == "多少")
        or after.startswith(("的", "者", "家", "类", "性"))
    ):
        return None
    if before.endswith("为") and (word == "什么" or word.startswith("哪些")):
        return None  # 为什么 asks why; 为哪些 is said by nobody
    coverb = before[-1:] in _COVERBS or (before.endswith("于") and not before.endswith("属于"))
    if after and before and not coverb and not word.endswith("多少"):
        return None
    return template.replace(at, word) + "？"


def ask_noun(nouns: Sequence[Noun], head: Head, ask: str, one: bool) -> list[Wording]:
    """Questions and requests built on a noun phrase."""
    out = []
    for noun in nouns:
        if noun.kind == "subjects" and one and not head.who and head.one:
            out.append(Wording(f"{noun.text}是哪{head.measure}？", "noun", noun.cost + 0.6))
            out.append(Wording(f"请说出{noun.text}。", "list", noun.cost + 1.6))
            continue
        if one or SINGLE.search(noun.tail) or (head.literal and head.datatype in _NUMBERS):
            out.append(Wording(_is_what(noun.text, head), "noun", noun.cost + 0.6))
            if not head.literal:
                out.append(Wording(f"请说出{noun.text}。", "list", noun.cost + 1.6))
            continue
        out.append(Wording(f"{noun.text}有哪些？", "noun", noun.cost + 0.5))
        if noun.tail and "的" not in noun.tail and noun.inner:
            out.append(Wording(f"{noun.inner}有哪些{noun.tail}？", "have", noun.cost + 0.3))
        if ask == "all":
            out.append(Wording(f"请列出{noun.text}。", "list", noun.cost + 0.9))
            out.append(Wording(f"{noun.text}都有哪些？", "noun", noun.cost + 1.2))
        else:
            out.append(Wording(f"请举出{noun.text}。", "list", noun.cost + 1.2))
            if noun.kind == "phrase":
                out.append(Wording(f"{noun.text}包括哪些？", "open", noun.cost + 1.6))
    return out


def ask_objects(t: Templates, inner: Noun, nouns: Sequence[Noun], head: Head, one: bool, ask: str) -> list[Wording]:
    """Questions for what ``inner`` is linked to."""
    out = [
        Wording(_question(put(x, s=inner.text, c=head.one)), "own", weight(x) + t.cost("question"), "question" in t.derived)
        for x in t.of("question")
    ]
    expert = bool(t.of("question")) and "question" not in t.derived  # who wrote how to ask needs no "X的K线根数是多少？"
    value = one or (head.literal and head.datatype != "xsd:string")
    out += [] if expert and (not one if head.who else value) else ask_noun(nouns, head, ask, one)
    several = "或" in head.one  # the classes of several kinds of things are no word for what is asked
    if not expert and "phrase" not in t.silent and ((head.one and not several) or head.literal):
        for template in t.of("statement"):
            word = _which(head, one)
            if head.one and f"{head.one}{{o}}" in template:  # 火星有卫星{o}: 火星有哪些卫星？
                template = template.replace(f"{head.one}{{o}}", "{o}")
            elif head.one and head.one[:2] in template:
                word = "什么" if one else "哪些"
                if not template.endswith("{o}") and not one:
                    continue
            elif head.one and not one and re.fullmatch(r"\{s\}的[^{}]+(?:有|包括)\{o\}", template):
                word = "哪些"  # the noun of what is asked is there
            asked = _in_place(template, "{o}", word)
            if asked and asked.count("{s}") == 1:
                text = put(asked, s=inner.text)
                out.append(Wording(text, "verb", weight(text) + 0.9 + t.cost("statement")))
    if inner.kind != "name":
        out = [w if w.way != "own" else replace(w, text=_apart(w.text, inner.text)) for w in out]
        for noun in nouns:
            if noun.tail and "的" not in noun.tail:
                rest = (
                    _is_what(f"其{noun.tail}", head)
                    if one or (head.literal and head.datatype != "xsd:string")
                    else f"其{noun.tail}有哪些？"
                )
                out.append(Wording(f"{inner.text}，{rest}", "clause", weight(f"{inner.text}，{rest}") + 0.8))
    return out


def _apart(text: str, inner: str) -> str:
    """The question with a described thing named first: 三重顶的镜像形态，其量度目标以哪段高度计算？"""
    return f"{inner}，其{text.removeprefix(inner + '的')}" if text.startswith(inner + "的") else text


def _known(wordings: list[Wording]) -> list[Wording]:
    """The wordings, and 你知道…吗？ of the plainest with 哪些."""
    plain = [w for w in wordings if w.way in ("own", "verb") and w.text.count("哪些") == 1 and w.text.endswith("？")]
    chosen = sorted(plain, key=lambda w: (w.cost, w.text))[:1]
    return wordings + [Wording(f"你知道{w.text[:-1]}吗？", "open", w.cost + 1.6, w.derived) for w in chosen]


def ask_each(t: Templates, inner: Noun) -> list[Wording]:
    """Questions for the values under each condition, as an expert words them: MACD各线的默认周期分别是多少？"""
    return [Wording(put(x, s=inner.text), "each", weight(x)) for x in t.of("each")]


def ask_subjects(t: Templates, inner: Noun, nouns: Sequence[Noun], head: Head, one: bool, ask: str) -> list[Wording]:
    """Questions for what is linked to ``inner``."""
    out = []
    for template in t.of("inverseQuestion"):
        if one:
            template = template.replace("哪些{c}", _which(head, True))
        text = _question(put(template, o=inner.text, c=head.one))
        out.append(Wording(text, "own", weight(text) + t.cost("inverseQuestion"), "inverseQuestion" in t.derived))
    out += ask_noun(nouns, head, ask, one)
    if head.one:
        for template in t.of("statement"):
            asked = (
                template.replace("{s}", _which(head, one)) + "？"
                if template.startswith("{s}")
                else _in_place(template, "{s}", _which(head, one))
            )
            if asked and asked.count("{o}") == 1:
                text = put(asked, o=inner.text)
                out.append(Wording(text, "verb", weight(text) + 0.9 + t.cost("statement")))
    return out if ask == "all" or one else _known(out)


def ask_siblings(nouns: Sequence[Noun], head: Head, ask: str) -> list[Wording]:
    """Questions for what shares something with the start: 与X同类的其他药物有哪些？ 还有哪些药物与X同类？"""
    out = ask_noun(nouns, head, ask, False)
    for noun in nouns:
        ending = f"的其他{head.one}"
        if noun.text.endswith(ending) and "的" not in noun.text.removesuffix(ending):
            rest = noun.text.removesuffix(ending)
            of = "" if rest[0] in "与和跟同由在" else "的"  # "…的失败信号与头肩底相同"
            out.append(Wording(f"还有哪些{head.one}{of}{rest}？", "verb", weight(rest) + 0.6))
    return out


def ask_among(bases: Sequence[Noun], clauses: Sequence[Clause], ask: str) -> list[Wording]:
    """Questions for the members of a noun phrase of which a clause holds: …的药物中，哪些禁用于Y？"""
    out = []
    for noun in bases:
        for clause in clauses:
            cost = noun.cost + clause.cost
            if not clause.one.startswith(("的", MODIFIER)):
                out.append(Wording(f"{noun.text}中，哪些{clause.one}？", "among", cost + 0.2))
            out.append(Wording(f"{noun.text}中，{clause.one.lstrip('的' + MODIFIER)}的有哪些？", "those", cost + 0.8))
    return out


def ask_within(noun: Noun, clauses: Sequence[Clause], ask: str) -> list[Wording]:
    """Questions for the members of what is named by a noun, of which a clause holds: 哪些磺脲类药物禁用于妊娠期？"""
    out = []
    for clause in clauses:
        cost, text = noun.cost + clause.cost, clause.one
        if text.startswith(MODIFIER):
            out.append(Wording(f"{text.lstrip(MODIFIER)}的{noun.text}有哪些？", "noun", cost + 0.4))
            continue
        out.append(Wording(f"哪些{noun.text}{text}？", "verb", cost + 0.2))
        if text.startswith("的"):
            continue
        out.append(Wording(f"{noun.text}中，哪些{text}？", "among", cost + 0.5))
        if "的" not in text:
            out.append(Wording(f"{text}的{noun.text}有哪些？", "noun", cost + 0.6))
            out.append(Wording(f"请{'列' if ask == 'all' else '举'}出{text}的{noun.text}。", "list", cost + 1.2))
    return out


def ask_both(
    first: Sequence[Clause], second: Sequence[Clause], head: Head, ask: str, *, but: bool = False, alike: bool = False
) -> list[Wording]:
    """Questions for the members of a class of which both clauses hold (``but``: the first, and the second is a negation; ``alike``: both
    by one predicate)."""
    out = []
    for a in first:
        for b in second:
            cost = a.cost + b.cost
            joined = "但" if but else "且"
            if a.one.startswith(("的", MODIFIER)) or b.one.startswith(MODIFIER):
                continue  # what follows would be said of the 的-noun
            if b.one.startswith("的") and not but:
                continue  # "…，且其…": "…中，…的有哪些" says it better
            then = "其" + b.one[1:] if b.one.startswith("的") else b.one
            if alike and "的" not in a.one + b.one:
                out.append(Wording(f"哪些{head.one}既{a.one}又{b.one}？", "verb", cost + 0.4))
            else:
                out.append(Wording(f"哪些{head.one}{a.one}，{joined}{then}？", "verb", cost + 0.4))
            if "的" in a.one or b.one.startswith("的") or (not but and "的" in b.one):
                continue
            if but:
                out.append(Wording(f"{a.one}但{b.one}的{head.one}有哪些？", "noun", cost + 0.5))
                out.append(Wording(f"请{'列' if ask == 'all' else '举'}出{a.one}但{b.one}的{head.one}。", "list", cost + 1.2))
            else:
                out.append(Wording(f"既{a.one}又{b.one}的{head.one}有哪些？", "noun", cost + 0.5))
                out.append(Wording(f"请{'列' if ask == 'all' else '举'}出既{a.one}又{b.one}的{head.one}。", "list", cost + 1.2))
    return out


def ask_shared(t: Templates, a: Noun, b: Noun, head: Head, ask: str) -> list[Wording]:
    """Questions for what two subjects have in common."""
    out = []
    pair = f"{a.text}和{b.text}"
    for template in t.of("phrase"):
        tail = template.removeprefix("{s}的")
        if tail != template and "的" not in tail and "{" not in tail:
            cost = weight(pair + tail) + t.cost("phrase")
            out.append(Wording(f"{pair}有哪些共同的{tail}？", "have", cost + 0.3))
            out.append(Wording(f"{pair}共同的{tail}有哪些？", "noun", cost + 0.5))
            out.append(Wording(f"请{'列' if ask == 'all' else '举'}出{pair}共同的{tail}。", "list", cost + 1.2))
    for template in t.of("statement"):
        if (
            template.startswith("{s}")
            and not template.startswith("{s}是")
            and "的" not in template.partition("{o}")[0]
            and head.one not in template
            and "或" not in head.one
        ):
            asked = _in_place(template, "{o}", f"哪些{head.one}")
            if asked:
                text = put(asked, s=f"{pair}都")
                out.append(Wording(text, "verb", weight(text) + 0.9 + t.cost("statement")))
    return out


def ask_pair(t: Templates, a: Noun, b: Noun, head: Head, ask: str) -> list[Wording]:
    """Questions for what is linked to both by one predicate. A verb is said twice (既…又…), which joins clauses as any others; a noun is
    not: 哪些植物的传粉者既包括甲又包括乙？ Nor is a verb behind its object: 哪些药物与甲和乙都存在相互作用？"""
    out = []
    if (clause := with_both(t, a, b)) and head.one:
        out.append(Wording(f"哪些{head.one}{clause.one}？", "verb", clause.cost + 0.4))
        out.append(Wording(f"{clause.one}的{head.one}有哪些？", "noun", clause.cost + 0.6))
        out.append(Wording(f"请{'列' if ask == 'all' else '举'}出{clause.one}的{head.one}。", "list", clause.cost + 1.2))
        return out
    for template in t.of("statement"):
        if (match := re.fullmatch(r"\{s\}的([^{}]+?)(?:是|为|有|包括)\{o\}", template)) and head.one:
            text = f"哪些{head.one}的{match.group(1)}既包括{a.text}又包括{b.text}？"
            out.append(Wording(text, "verb", weight(text) + t.cost("statement")))
    return out


def ask_count(t: Templates, inner: Noun, nouns: Sequence[Noun], clauses: Sequence[Clause], head: Head, inverse: bool) -> list[Wording]:
    """Questions for how many."""
    measure = "" if head.literal else head.measure
    out = []
    named = [noun for noun in nouns if noun.kind == "phrase"] if not inverse else []
    for noun in named or nouns:  # the noun of the answer: 阿卡波糖有多少种适应证
        out.append(Wording(f"{noun.text}有多少{measure or '个'}？", "noun", noun.cost + 0.4))
        out.append(Wording(f"{noun.text}一共有多少{measure or '个'}？", "total", noun.cost + 0.9))
        if not inverse and noun.tail and "的" not in noun.tail:
            out.append(Wording(f"{noun.inner}有多少{measure}{noun.tail}？", "have", noun.cost + 0.2))
    if inverse and head.one:
        for clause in clauses:
            if not clause.one.startswith(("的", MODIFIER)):
                out.append(Wording(f"有多少{measure}{head.one}{clause.one}？", "verb", clause.cost + 0.2))
    return out


def ask_truth(t: Templates, s: Noun, o: Noun) -> list[Wording]:
    """Questions for whether a statement is true."""
    out = []
    for template in t.of("statement"):
        text = put(template, s=s.text, o=o.text)
        cost = weight(text) + t.cost("statement")
        rest = template.removeprefix("{s}")
        if "：" in template or template.endswith("的"):
            continue
        if rest.startswith("由") and rest != template:
            out.append(Wording(f"{s.text}是{put(rest, o=o.text)}的吗？", "own", cost))
        else:
            out.append(Wording(f"{text}吗？", "own", cost))
        if (
            rest != template
            and not rest.startswith(("的", "是", "不", "未", "没", "曾", "已", "并"))
            and not (_LATER.match(rest) or "的" in rest)
        ):
            out.append(Wording(f"{s.text}是否{put(rest, o=o.text)}？", "whether", cost + 0.2))
        out.append(Wording(f"判断正误：{text}。", "true", cost + 0.6))
        out.append(Wording(f"{text}，这种说法对吗？", "right", cost + 0.7))
    return out


def _question(text: str) -> str:
    return text.rstrip("？?。 ") + "？"
