"""The Chinese of what the reading of texts says: why a passage gave no fact, and what an expert should change in a pattern."""
# ruff: noqa: E501

from __future__ import annotations

READING: dict[str, str] = {
    "{} says nothing of this predicate by itself": "{0}：只有比较词或“可能”之类的词，看不出说的是哪个谓词",
    "write the words that only this predicate has beside it, such as its label; else it is found in sentences about anything": "请加上只有这个谓词才用的词（例如它的名称），如“{{s}}的工作压力不应低于{{o}}”；否则任何句子里都会找到它",
    "{} holds '{}'": "{0}：含有“{1}”",
    "sentences with this word would be taken for facts: leave it out, and they are listed as not asserted; or give the predicate a label that says so, such as 'possible cause'": "带这个词的句子并没有下断言，这样写就会当成事实：请去掉这个词，这类句子会列入“语气不确定”；如果谓词说的就是可能或通常的情况，请在名称里写明，如“可能原因”",
    "no phrase of the ontology says what this is; names found: {}": "没有哪个谓词的句式或触发词能读懂这句话；句中认得的名称：{0}",
    "no phrase of the ontology says what this is": "没有哪个谓词的句式或触发词能读懂这句话",
    "names found: {}": "句中认得的名称：{0}",
    "no name of the ontology stands in this sentence": "句中没有本体认得的名称",
    "unit '{}' where '{}' is expected": "单位是“{0}”，应为“{1}”",
    "no unit where '{}' is expected": "没有写单位，应为“{0}”",
    "not read before the value: '{}'": "数值前的文字没有读懂：“{0}”",
}
