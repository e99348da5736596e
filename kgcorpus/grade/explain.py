"""A verdict in a sentence, in the language of the question: what was expected, what was said, and why that is right or wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgcorpus import text_patterns as re
from kgcorpus.grade.explain_reasons import SAID_WHY
from kgcorpus.grade.explain_words import ALTERNATIVES, LONGEST, TOLD_APART, all_of, alternatives, are, as_written, shortened
from kgcorpus.grade.sets import Held
from kgcorpus.model import Json

MOST, SHORT = 6, 40
"""How many values a sentence lists, and of how many characters an answer is quoted whole."""
_ENDS, _MARKS = "。. ", "*_`#"
_SENTENCE = re.compile(r"(?<=[。！？；])|(?<=[.!?;])\s")
RAMBLING = 200
"""Of an answer of more characters, in one piece, that gives none of gold, no fragments are quoted as what it says."""
_CARRIES = re.compile(
    r"(?:[^，,。；;：:“”不没非未]{0,10}?(?:答案|结论|者|人|主席|首都|名称|时间|日期|应该|应当)|我[想觉认]?[得为]?)?(?:是|为)：?(?=[^的否])"
)
_CONCLUDES = re.compile(
    r"\s*(?:因此|所以|综上|故|最终|答案|therefore|thus|hence|so\b|the (?:final )?answer|final answer|in conclusion)", re.I
)


def explain(
    mode: str,
    verdict: str,
    relation: str,
    held: Held,
    lang: str,
    *,
    said: str = "",
    answer: str | None = "",
    wanted: Sequence[Mapping[str, Json]] = (),
    reason: str = "",
) -> str:
    """The explanation. ``said`` is what the answer says instead, where it contradicts; ``answer`` its whole text (None: there is none),
    which is quoted; ``wanted`` the gold answers, for the units and the yes and no of their values.

    >>> explain("all", "partial", "subset", Held(("A",), ("B", "C"), ()), "en")
    'Partly right: 1 of 3 given; missing: B and C.'
    >>> explain("all", "incorrect", "disjoint", Held((), ("北京",), ("上海",)), "zh")
    '答错了：应为北京，答的是“上海”。'
    """
    one = len(held.matched) == 1 == len(wanted) and relation == "equal" and verdict == "correct" and not reason and mode != "none"
    if one and wanted[0].get("type", "entity") == "entity":  # most answers of an evaluation
        return f"答对了：{shortened(held.matched[0])}。" if lang == "zh" else f"Right: {shortened(held.matched[0])}."
    telling = _Telling(mode, relation, held, lang == "zh", said, answer, wanted, reason)
    text: str = getattr(telling, verdict)()
    return text + ("。" if lang == "zh" else ".")


class _Telling:
    """The sentence for each verdict, without its full stop."""

    def __init__(
        self,
        mode: str,
        relation: str,
        held: Held,
        zh: bool,
        said: str,
        answer: str | None,
        wanted: Sequence[Mapping[str, Json]],
        reason: str,
    ) -> None:
        self.mode, self.relation, self.held, self.zh = mode, relation, held, zh
        self.answer, self.code = answer, reason
        self.said = self.as_written(said)
        if zh and said in ("yes", "no") and any(gold.get("type") == "bool" for gold in wanted):
            self.said = "是" if said == "yes" else "否"
        self.extra = tuple(self.as_written(text) for text in held.extra)
        self.why = SAID_WHY[reason][0 if zh else 1] if reason in SAID_WHY else ""
        self.wanted = wanted
        plain = not any(gold.get("unit") or gold.get("type") in ("bool", "string") for gold in wanted)
        self.values = {} if plain else {str(gold.get("value")): self.value(gold) for gold in wanted}
        self.measured = bool(wanted) and all(gold.get("type") in ("number", "date") for gold in wanted)
        self.yes_or_no = len(wanted) == 1 and wanted[0].get("type") == "bool"

    # ------------------------------------------------------------------------------------------------ verdicts

    def correct(self) -> str:
        zh, held = self.zh, self.held
        matched, several = self.listed(held.matched), len(held.matched) > 1
        if self.mode == "none":
            return "答对了：这个问题无从回答，作答也是这样说的" if zh else "Right: this cannot be answered, and the answer says so"
        if not held.matched:
            if self.why:
                return f"答对了：{self.why}" if zh else f"Right: {self.why}"
            return "答对了：确实没有，作答也是这样说的" if zh else "Right: there is none, and the answer says so"
        if self.mode == "any":
            text, several = f"{'答对了：' if zh else 'Right: '}{self.listed(held.matched[:1])}", False
        elif self.mode == "some" and held.missing:
            n, of = len(held.matched), len(held.matched) + len(held.missing)
            text = (
                f"答对了：答出已知{of}项中的{n}项（{matched}），已知的未必齐全，不计缺漏"
                if zh
                else f"Right: {n} of {of} known answers given ({matched}); what is known may not be all, so nothing counts as missing"
            )
        elif several:
            order = self.mode == "order"
            if zh:
                text = f"答对了：{len(held.matched)}项都答到了{'，顺序也对' if order else ''}（{matched}）"
            else:
                text = f"Right: {all_of(len(held.matched))} given{', in the right order' if order else ''} ({matched})"
        else:
            text = f"答对了：{matched}" if zh else f"Right: {matched}"
        if self.relation == "alias":
            text += (
                ("（用了别的名称）" if not several else "，其中用了别的名称")
                if zh
                else ", by another name"
                if not several
                else ", some by another name"
            )
        return text + self.because()

    def partial(self) -> str:
        zh, held = self.zh, self.held
        lead = "部分正确：" if zh else "Partly right: "
        expected = self.listed(held.missing)
        if self.relation == "more_general":
            if zh:
                return f"{lead}应为{expected}，" + (f"“{self.said}”不够具体" if self.said else "作答不够具体") + self.because()
            return (
                f"{lead}expected {expected}, and "
                + (f"“{self.said}” is less precise" if self.said else "the answer is less precise")
                + self.because()
            )
        if self.relation == "more_specific":
            what = f"“{self.said}”" if self.said else "作答" if zh else "the answer"
            if zh:
                return f"{lead}标准答案是{expected}，{what}更具体，多出的部分无从核对" + self.because()
            return (
                f"{lead}the standard answer is {expected}; {what} is more precise, and what goes beyond it cannot be checked"
                + self.because()
            )
        if self.relation == "overlap" and self.mode == "order" and not held.missing and not held.extra:
            order = self.listed(held.matched, quoted=False, arrows=True)
            told = f"各项都答到了，但顺序不对，应为{order}" if zh else f"all are given, but not in the right order, which is {order}"
            return lead + told
        settled = self.code == "hedged" and self.extra  # what else is offered is named
        return lead + self._some_of_them() + ("" if settled else self.because())

    def _some_of_them(self) -> str:
        zh, held = self.zh, self.held
        n, of = len(held.matched), len(held.matched) + len(held.missing)
        extra = self.listed(self.extra, quoted=True)
        if self.mode == "some":
            beside = (f"{extra}不在已知的答案之内" if zh else f"{extra} {are(self.extra)} not among the known answers") if extra else ""
            if not held.missing:
                whole = f"已知的{of}项都答到了" if zh else f"{all_of(of, 'known answers')} given"
                given = whole if of > 1 else f"答到了{self.listed(held.matched)}" if zh else f"{self.listed(held.matched)} is right"
            else:
                given = f"答出已知{of}项中的{n}项" if zh else f"{n} of {of} known answers given"
            return given + (("，但" if zh else ", but ") + beside if beside else "")
        apart = "not among them" if len(held.matched) > 1 else "not"
        beside = (f"多答了{extra}" if zh else f"{extra} {are(self.extra)} {apart}") if extra else ""
        if not held.missing:
            given = (f"{of}项都答到了" if of > 1 else f"答到了{self.listed(held.matched)}") if zh else (
                f"{all_of(of)} given" if of > 1 else f"{self.listed(held.matched)} is right"
            )  # fmt: skip
            return given + (("，但" if zh else ", but ") + beside if beside else "")
        if n:
            given = f"{of}项中答到{n}项" if zh else f"{n} of {of} given"
        else:
            given = "只答到一部分" if zh else "only a part is given"
        missing = f"，缺{self.listed(held.missing)}" if zh else f"; missing: {self.listed(held.missing)}"
        return given + missing + ((f"，{beside}" if zh else f"; not among them: {extra}") if beside else "")

    def incorrect(self) -> str:
        zh, held = self.zh, self.held
        lead = "答错了：" if zh else "Wrong: "
        said = self.said if self.relation == "contradiction" and self.said else ""
        if self.measured and said and any(said.casefold() == value.casefold() for value in held.missing):
            said = ""
        answered = f"“{said}”" if said else self.instead()
        if self.mode == "none":
            if zh:
                return lead + "这个问题无从回答，" + (f"却答了{answered}" if answered else "作答没有这样说")
            return lead + "this cannot be answered, " + (f"but the answer is {answered}" if answered else "and the answer does not say so")
        if not held.missing:
            return lead + (
                (f"应答“没有”，答的是{answered}" if zh else f"there is none; said: {answered}")
                if answered
                else ("应答“没有”" if zh else "there is none")
            )
        expected = self.expected()
        if self.why:
            if answered and self.code != "two_values":
                return lead + (
                    f"应为{expected}，答的是{answered}：{self.why}" if zh else f"expected {expected}, said {answered}: {self.why}"
                )
            return lead + (f"应为{expected}；{self.why}" if zh else f"expected {expected}; {self.why}")
        if self.yes_or_no:
            told = self.whole() if len(self.answer or "") <= 20 and self.whole() else self.opposite()
            return lead + (f"应为{expected}，答的是{told}" if zh else f"expected {expected}, said {told}")
        if self.relation == "contradiction" and self.denied():
            what = f"“{self.said}”" if self.said and len(held.missing) > 1 else ""
            if zh:
                return lead + (f"{what}是对的，作答却否定了它" if what else f"应为{expected}，作答却否定了它")
            return lead + (f"{what} is an answer, and it is denied" if what else f"expected {expected}, which the answer denies")
        if answered:
            return lead + (f"应为{expected}，答的是{answered}" if zh else f"expected {expected}, said {answered}")
        return lead + (f"应为{expected}，作答中没有" if zh else f"expected {expected}, which the answer does not give")

    def not_attempted(self) -> str:
        zh = self.zh
        silent = self.answer is None or not self.answer.strip()
        if self.mode == "none":
            return "没有作答；应说明这个问题无从回答" if zh else "There is no answer; expected that this cannot be answered"
        what = (
            ("没有作答" if silent else "作答表示不知道")
            if zh
            else ("There is no answer" if silent else "The answer says that it does not know")
        )
        if self.held.missing:
            return what + (f"；标准答案是{self.expected()}" if zh else f"; expected {self.expected()}")
        return what

    def ungradable(self) -> str:
        zh, held = self.zh, self.held
        lead = "无法判定：" if zh else "Undecided: "
        extra = self.listed(self.extra, quoted=True)
        if self.why and self.code != "not_listed" and not (self.code == "other_words" and self.mode == "some"):
            several = self.code in ("two_values", "hedged", "self_contradiction")
            said = self.whole() if several else (f"“{self.said}”" if self.said else "") or extra
            expected = self.expected() or self.listed(held.matched)
            told = [("答的是" if zh else "said ") + said if said else "", ("应为" if zh else "expected ") + expected if expected else ""]
            tail = ("，" if zh else ", ").join(filter(None, told))
            return lead + self.why + ((f"（{tail}）" if zh else f" ({tail})") if tail else "")
        if self.mode == "some":
            what = extra or self.whole() or ("所答的" if zh else "what is said")
            few = len(held.missing) <= 3
            if zh:
                known = f"已知的答案（{self.listed(held.missing)}）" if few else f"已知的{len(held.missing)}项答案"
                return lead + f"{what}不在{known}之内，而已知的未必齐全"
            if len(held.missing) == 1:
                return lead + f"{what} {are(self.extra)} not the known answer ({self.listed(held.missing)}), but there may be others"
            known = f"the known answers ({self.listed(held.missing)})" if few else f"the {len(held.missing)} known answers"
            return lead + f"{what} {are(self.extra)} not among {known}, but there may be others"
        if self.yes_or_no:
            return lead + (
                f"作答没有明确说是或否（应为{self.expected()}）"
                if zh
                else f"the answer says neither yes nor no (expected {self.expected()})"
            )
        words = SAID_WHY["other_words"][0 if zh else 1]
        return lead + (f"{words}（应为{self.expected()}）" if zh else f"{words} (expected {self.expected()})")

    # ------------------------------------------------------------------------------------------------ parts

    def because(self) -> str:
        return ("；" if self.zh else "; ") + self.why if self.why else ""

    def expected(self) -> str:
        """What the gold set asks for; of alternatives, which are often spellings of one thing, the one that the others hold."""
        languages = {str(gold.get("value")): gold.get("lang") for gold in self.wanted}
        missing = [value for value in self.held.missing if languages.get(value) in (None, "zh" if self.zh else "en")]
        missing = missing or list(self.held.missing)
        if self.mode == "any" and len(missing) > 1:
            different = alternatives(tuple(missing))
            if len(different) <= ALTERNATIVES:
                return self.listed(different, either=True)
            more = len(different) - 1
            return self.listed(different[:1]) + (f"（或另外{more}种说法之一）" if self.zh else f" (or one of {more} other answers)")
        return self.listed(missing)

    def instead(self) -> str:
        """What a wrong answer says: all of a short one, else the items that it lists."""
        whole = self.whole() if len(self.answer or "") <= SHORT else ""
        if whole and self.extra and not all(text in whole for text in self.extra):
            whole = ""  # the words of an option that was chosen by its letter
        if not whole and self.relation == "disjoint" and len(self.answer or "") > RAMBLING and "\n" not in (self.answer or "").strip():
            return self.whole()  # what a long answer names in passing is not what it answers
        return whole or self.listed(self.extra, quoted=True) or self.whole()

    def denied(self) -> bool:
        """Whether what is said is the expected value itself, so that the answer can only deny it."""
        if self.measured and self.whole():
            return False  # "after 1492" denies no 1492: what is said is quoted
        same = self.said.casefold()
        return not same or any(same == value.casefold() for value in self.held.missing) or self.said in ("不", "no", "not")

    def opposite(self) -> str:
        """What a wrong answer says where yes or no is asked for."""
        right = self.held.missing[0] == "true"
        return ("“否”" if right else "“是”") if self.zh else "“no”" if right else "“yes”"

    def whole(self) -> str:
        """The whole answer, quoted, where it is short enough to be; of one that comes to a conclusion, that."""
        text = " ".join((self.answer or "").split())
        last = _SENTENCE.split(text.rstrip(_ENDS))[-1]
        if len(text) > SHORT and _CONCLUDES.match(last):
            text = last
        text = text.strip(_ENDS + _MARKS)
        if self.zh and (carried := _CARRIES.match(text)):  # "答案是上海": what is said is 上海
            text = text[carried.end() :].strip(_ENDS + _MARKS)
        return f"“{text}”" if text and len(text) <= LONGEST else ""

    def as_written(self, text: str) -> str:
        return as_written(text, self.answer or "")

    def value(self, gold: Mapping[str, Json]) -> str:
        """A gold value as people say it: yes or no, a number with its unit."""
        value, unit = str(gold.get("value")), str(gold.get("unit") or "")
        if gold.get("type") == "bool" and value in ("true", "false"):
            return ("“是”" if value == "true" else "“否”") if self.zh else "“yes”" if value == "true" else "“no”"
        if gold.get("type") == "string" and len(value) > 20:
            return f"“{shortened(value)}”"
        if gold.get("type") == "number" and unit and unit not in value:
            return value + ("" if unit in ("%", "°") or unit[0] > "\u2e80" else " ") + unit
        return value

    def listed(self, values: Sequence[str], *, quoted: bool = False, either: bool = False, arrows: bool = False) -> str:
        """Values in a row, the first few of many; ``quoted`` what the answer says."""
        values = list(dict.fromkeys(values))
        shown = [self.values.get(value) or shortened(TOLD_APART.sub("", value)) for value in values[:MOST]]
        if quoted:
            shown = [f"“{text}”" for text in shown]
        more = len(values) - len(shown)
        if arrows:
            return " → ".join(shown) + (" → …" if more else "")
        if self.zh:
            joined = ("或" if either else "").join(shown) if either else "、".join(shown) if not quoted else "".join(shown)
            return joined + (f"等{len(values)}项" if more else "")
        if more:
            return ", ".join(shown) + f" and {more} more"
        word = " or " if either else " and "
        return word.join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
