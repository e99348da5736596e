"""The Chinese of what the reading of texts says: why a passage gave no fact, and what an expert should change in a pattern."""

from __future__ import annotations

READING: dict[str, str] = {
    "no phrase of the ontology says what this is; names found: {}": "没有哪个谓词的句式或触发词能读懂这句话；句中认得的名称：{0}",
    "no phrase of the ontology says what this is": "没有哪个谓词的句式或触发词能读懂这句话",
    "names found: {}": "句中认得的名称：{0}",
    "no name of the ontology stands in this sentence": "句中没有本体认得的名称",
    "unit '{}' where '{}' is expected": "单位是“{0}”，应为“{1}”",
    "no unit where '{}' is expected": "没有写单位，应为“{0}”",
    "not read before the value: '{}'": "数值前的文字没有读懂：“{0}”",
}
