"""Abstentions as people and models word them; and the same words in an answer that is given all the same."""

from __future__ import annotations

from typing import Any

import pytest

from kgcorpus.grade.one import grade_one

ZH_ASKED, ZH_GOLD = "澳大利亚的首都是哪座城市？", "堪培拉"
EN_ASKED, EN_GOLD = "What is the capital of Australia?", "Canberra"

ZH_ABSTENTIONS = """
不知道|我不知道。|不清楚|这个我不太清楚|我也不清楚这个问题的答案|不确定|我不太确定|我不能确定|无法确定|很难确定
尚不明确|目前尚不清楚|不得而知|无从得知|无从判断|无从知晓|无从查证|说不准|说不清楚|说不好
不好说|拿不准|没把握|我没有把握|答不上来|记不清了|我想不起来了|我不记得了|一无所知|毫无头绪
未知|未详|不详|待考|存疑|无|我没听说过|对此我没有印象|没有答案|无答案
无可奉告|信息不足|资料不足，无法判断|所给信息不足以回答该问题|现有证据不足|数据不足|查不到|我查不到相关信息|找不到相关资料
没有找到答案
未找到相关信息|未查到相关记载|没有查到|查无此信息|检索不到相关内容|没有相关信息|没有足够的信息来回答这个问题|没有任何资料
暂无相关数据|暂无信息
目前没有相关信息|尚无定论|没有定论|目前尚无资料记载|无相关记载|无据可查|缺乏足够的信息|缺少相关资料|文中未提及|文中没有提到
原文没有说明|资料未提及该国的首都|该文档并未给出这一信息|材料中没有涉及这个问题|所附资料没有提及|根据所附资料无法回答
根据现有资料无法判断|从给定的文本中无法得出答案|提供的上下文中没有包含相关信息|资料里没写
资料中只字未提|文章没有明确说明首都是哪里|上述文本没有提供相关内容|资料不包含该信息|文档不涉及这一内容
该问题超出了我的知识范围|这超出了资料的范围|不在我的知识范围内|不在所给资料的范围之内|我无法回答这个问题
抱歉，我无法提供这方面的信息|很抱歉，我不能回答该问题。|对不起，我帮不了你|抱歉|作为一个AI语言模型，我无法确认这一点
作为人工智能，我没有相关知识|我拒绝回答|不便回答|不予置评|恕我无法作答
恕不能答|跳过此题|这题我不会|这道题跳过|放弃作答|弃答|爱莫能助|我无能为力|谁知道呢|天知道
这可把我问倒了，我不懂|我对此不了解|我不了解相关情况|我没法回答|没办法确定|难以判断|难以查证|很难回答|我无法查证|我无法核实该信息
无法从文中推断|无法得知|无法断定|不能下结论|我不敢肯定|我不敢确定|我无法给出准确的答案|建议您查阅官方资料以获取准确信息
本资料并无相关内容|手册中未见相关说明
这个问题我还真不知道|我对这个问题没有了解，无法作答|文本中找不到答案|所提供的段落没有回答这个问题|题目所给的资料没有给出答案
目前的资料还不能回答这个问题|该信息未公开|官方没有公布|并没有相关记录|没有可靠的来源
"""

EN_ABSTENTIONS = """
I don't know.|I do not know the answer.|Don't know|dunno|idk|No idea.|I have no idea.|I've no clue|Not sure.|I'm not sure.
I am not entirely sure|I'm unsure.|I am uncertain about this.|I'm not certain.|Unknown|Unclear|It is unknown.|It's not known.
It remains unclear.|That is unclear from the text.
I can't say.|I cannot say for sure.|I couldn't tell you.|I can't tell|Hard to say.|It's difficult to say.|It is hard to know.
Impossible to say.|It is impossible to determine.|There is no way to know.
I cannot answer this question.|I can't answer that.|I am unable to answer.|I'm not able to answer this question.
Unable to determine|Cannot be determined from the passage.|The answer cannot be determined.|This can't be determined.
It could not be determined from the documents.|The question is unanswerable.
I cannot provide an answer.|I'm afraid I can't help with that.|I'm sorry, but I can't assist with that request.|Sorry.
Sorry, I don't have that information.|I apologize, but I do not have enough information.
I do not have access to that information.|I don't have any information about that.|I have no information on this topic.
I have no knowledge of this.
No information available.|No information is given.|No relevant information was found.|No data|No answer|No answer found.
There is no mention of it.|There is no information about this in the text.|The text does not mention it.
The passage doesn't say.
The document does not specify this.|The article does not provide this information.|The sources do not contain the answer.
The context doesn't include that detail.|The given text does not state which city it is.|None of the documents mention it.
None of the provided sources say.|Not mentioned|Not mentioned in the text.|Not specified.
Not stated.|Not provided|Not given in the passage.|Not available.|Information not available.|Not found|Not in the documents.
This is not stated anywhere.|It isn't mentioned.|It was not disclosed.
Insufficient information.|There is insufficient information to answer.|Not enough information
There isn't enough information to tell.|The information provided is not sufficient to answer.
I lack the information needed to answer this.|The passage lacks this information.|More information is needed.
I would need more context to answer.|The text is silent on this.
That is beyond my knowledge.|This is outside the scope of the provided documents.|That's outside my area of expertise.
As an AI language model, I cannot verify that.|As an AI, I don't have access to real-time data.
My training data does not cover this.|My knowledge does not extend to this.|I can't recall.|I don't remember.
I do not recall the answer.
I have never heard of it.|I'm not familiar with this topic.|I am unfamiliar with that.|It escapes me.|You've got me there.
Beats me.|Your guess is as good as mine.|Who knows?|Nobody knows.|God only knows.
I'd rather not say.|I refuse to answer.|I must decline to answer.|I prefer not to answer.|I'll pass.|Pass|Skip|N/A|n/a|null
?|-|I wish I knew.|I could not find any information on this.|I was unable to find the answer.
I couldn't find it in the provided text.|I can neither confirm nor deny that.|I'm unable to verify this claim.
I cannot confirm this.|I failed to find an answer.
This question can't be answered from the given context.|We do not know.|It's anyone's guess.|I won't speculate.
The records do not show this.|It has not been determined.|It has not been made public.|The manual makes no mention of that.
The leaflet never says.|The text leaves this unspecified; it is not answered.
"""

ZH_GIVEN = [
    ("我不确定，但应该是堪培拉。", "correct"),
    ("不太清楚，可能是堪培拉吧", "correct"),
    ("资料没有提到，但一般认为是堪培拉。", "correct"),
    ("文中未明确说明，不过首都是堪培拉。", "correct"),
    ("我没有十足把握，我猜是堪培拉。", "correct"),
    ("抱歉，资料不足。根据常识，答案是堪培拉。", "correct"),
    ("我不确定，但应该是悉尼。", "incorrect"),
    ("资料没有提到，但一般认为是悉尼。", "incorrect"),
    ("无法确认是堪培拉。", "not_attempted"),
    ("我不知道是堪培拉还是悉尼。", "not_attempted"),
    ("我不清楚堪培拉是不是首都。", "not_attempted"),
    ("没有资料表明堪培拉是首都，无法判断。", "not_attempted"),
    ("堪培拉。具体历史我不清楚。", "correct"),
    ("堪培拉（资料未提及其人口）", "correct"),
]
EN_GIVEN = [
    ("I'm not sure, but it is Canberra.", "correct"),
    ("I don't know for certain, but I think it's Canberra.", "correct"),
    ("The text does not say; however, it is generally known to be Canberra.", "correct"),
    ("I can't verify this, but the answer is Canberra.", "correct"),
    ("Not entirely sure. My best guess is Canberra.", "correct"),
    ("Sorry, the passage doesn't mention it, though it's Canberra.", "correct"),
    ("I'm not sure, but I think it's Sydney.", "incorrect"),
    ("The text does not say, but it is probably Sydney.", "incorrect"),
    ("I cannot confirm that it is Canberra.", "not_attempted"),
    ("I don't know whether it is Canberra or Sydney.", "not_attempted"),
    ("I don't know which of Canberra and Sydney is the capital.", "not_attempted"),
    ("I have no information about Canberra.", "not_attempted"),
    ("Canberra. Its population is not stated.", "correct"),
    ("Canberra (the passage does not give a source)", "correct"),
]


def wordings(text: str) -> list[str]:
    return [wording for line in text.strip().split("\n") for wording in line.split("|")]


def verdict(question: str, value: str, answer: str, mode: str = "all") -> tuple[str, str]:
    gold: list[dict[str, Any]] = [{"value": value, "type": "entity"}] if mode != "none" else []
    found = grade_one({"id": "1", "question": question, "answers": gold, "mode": mode}, answer)
    return found["verdict"], found["relation"]


@pytest.mark.parametrize("answer", [a for a in wordings(ZH_ABSTENTIONS) if a != "无"])
def test_an_abstention_in_chinese_is_no_attempt(answer: str) -> None:
    assert verdict(ZH_ASKED, ZH_GOLD, answer) == ("not_attempted", "abstained")
    assert verdict(ZH_ASKED, ZH_GOLD, answer, "none") == ("correct", "abstained")


@pytest.mark.parametrize("answer", wordings(EN_ABSTENTIONS))
def test_an_abstention_in_english_is_no_attempt(answer: str) -> None:
    assert verdict(EN_ASKED, EN_GOLD, answer) == ("not_attempted", "abstained")
    if any(c.isalnum() for c in answer):
        assert verdict(EN_ASKED, EN_GOLD, answer, "none") == ("correct", "abstained")


@pytest.mark.parametrize(("answer", "expected"), ZH_GIVEN)
def test_an_answer_given_all_the_same_counts_in_chinese(answer: str, expected: str) -> None:
    assert verdict(ZH_ASKED, ZH_GOLD, answer)[0] == expected


@pytest.mark.parametrize(("answer", "expected"), EN_GIVEN)
def test_an_answer_given_all_the_same_counts_in_english(answer: str, expected: str) -> None:
    assert verdict(EN_ASKED, EN_GOLD, answer)[0] == expected


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (EN_ASKED, "I'm not sure, but I think it's Sydney."),
        (EN_ASKED, "Canberra"),
        (EN_ASKED, "It is Canberra, the seat of government, which is unlike Sydney."),
        (ZH_ASKED, "资料没有提到，但一般认为是悉尼。"),
        (ZH_ASKED, "堪培拉"),
        (ZH_ASKED, "应该是堪培拉，不是悉尼。"),
    ],
)
def test_an_answer_is_no_abstention_where_the_right_response_is_that_it_is_unknown(question: str, answer: str) -> None:
    assert verdict(question, "", answer, "none")[0] == "incorrect"


def test_there_are_at_least_a_hundred_wordings_of_each_language() -> None:
    for text in (ZH_ABSTENTIONS, EN_ABSTENTIONS):
        assert len(set(wordings(text))) >= 100
