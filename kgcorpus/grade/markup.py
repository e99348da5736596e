"""An answer without its trimmings: thinking, tags, mark-up, citations and notes on sources, invisible characters."""

from __future__ import annotations

import html

from kgcorpus import text_patterns as re
from kgcorpus.grade.tables import from_json, without_fences, without_tables
from kgcorpus.grade.tex import without_tex

_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BLANK = re.compile(r"[^\S\n]{3,}")
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n\s*")
_THOUGHT = r"think(?:ing)?|thoughts?|reasoning|scratch_?pad|reflection|analysis|inner_?monologue"
THINKING = re.compile(rf"<({_THOUGHT})\b[^<>]*>.*?(?:</\1\s*>|\Z)|◁think▷.*?(?:◁/think▷|\Z)", re.S | re.I)
# Only the closing tag: the prompt of some models ends with the opening one.
_THOUGHT_BEFORE = re.compile(rf"\A.*(?:</(?:{_THOUGHT})\s*>|◁/think▷)", re.S | re.I)
_CHANNEL = re.compile(r"\A.*<\|channel\|>\s*final\s*<\|message\|>", re.S)
_TAGGED = re.compile(
    r"<((?:final_?|short_?)?(?:answer|response|result|output|conclusion)|最终答案|答案)\b[^<>]*>(.*?)(?:</\1\s*>|\Z)", re.S | re.I
)
_BREAK = re.compile(r"<(?:br|/p|/li|/tr|/div|/h\d)\s*/?>", re.I)
_ITEM_TAG = re.compile(r"<li\b[^<>]*>", re.I)
_NOTE_TAG = re.compile(r"<sup\b[^<>]*>[^<>]*</sup\s*>", re.I)
_TAG = re.compile(r"</?[A-Za-z一-鿿][\w:-]*(?:\s[^<>]*)?/?>|<\|[\w ]+\|>|<!--.*?-->", re.S)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")
_BULLET_STAR = re.compile(r"(?m)^(\s*)[*+]\s+(?=\S)")
_MARKUP = re.compile(r"\*{2,3}|(?<![\d\s])\*|\*(?![\d\s])|`+|(?m:^\s{0,3}#{1,6}\s+)|(?m:^\s{0,3}>\s?)|__|~~")
_STRUCK = re.compile(r"~~(?=[^\s~])[^~\n]{0,300}?(?<=[^\s~])~~")
_STRUCK_TAG = re.compile(r"<(del|s|strike)\b[^<>]*>.*?</\1\s*>", re.S | re.I)
_LINK = re.compile(
    r"!?\[([^\[\]\n]{1,300})\]\([^)\s]{0,2000}\)|\[\^?\d{1,3}(?:\s?[,，;–-]\s?\^?\d{1,3})*\]|【\d{1,3}[^】\n]{0,40}】|\^\d{1,2}\^"
    r"|\[(?:citation needed|来源请求)\]"
)
_BOXED = re.compile(r"\\(?:boxed|fbox)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_RAISED = re.compile(
    r"(?:(?<=[A-Za-z]{4})|(?<=[.,;:!?)\"'。，；」”）]))[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}"
    r"|(?<=[一-鿿])(?<![米里])[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}"
)
_CIRCLED = re.compile(r"[,，;；、]?\s*[①-⑳]\s*[.、]?\s*")
_NUMBERED = re.compile(r"(?:(?<=[\s,，;；。:：])|\A)[(（]?(\d{1,2})(?:[)）、]|\.(?=\s))\s*(?=[^\W\d])")
_DIGIT = re.compile(r"\d")
# Marks of citations that lost their brackets: digits stuck to a word, or to the full stop, where a sentence ends.
_STUCK = re.compile(r"(?<=[a-z]{2})(?<![a-z]\d)(\d{1,3})(?=[.。!?](?:\s|\Z)|\Z)")
_AFTER_STOP = re.compile(r"(?<=[a-z]{3}[.!?])\d{1,3}(?=\s|\Z)")
# A note on sources at the end: what is quoted in it is not the answer.
_SOURCES_IN_BRACKETS = re.compile(
    r"\s?[(（\[【]\s*(?:(?:sources?|references?|citations?|quoted from)\s*[:：]|(?:资料)?(?:出处|来源)[:：]"
    r"|参考(?:资料|文献|来源)?[:：]|引自|摘自).*\Z",
    re.I | re.S,
)
_SOURCES_BELOW = re.compile(
    r"\n\s*(?:(?:sources?|references?|citations?)\s*[:：]|(?:资料)?(?:出处|来源)[:：]|参考(?:资料|文献|来源)[:：]).*\Z", re.I | re.S
)
_SOURCE_WORD = re.compile(r"source|reference|citation|quoted|出处|来源|参考|引自|摘自")
_MIXED = re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE_PAIRS = "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS аa еe оo рp сc уy хx іi јj ѕs ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo"
_ALIKE = {ord(pair[0]): pair[1] for pair in _ALIKE_PAIRS.split()}


def unadorned(answer: str, question: str) -> str:
    """The answer in plain text: what a reader sees of it as the answer, in lines.

    >>> unadorned("<think>maybe **B**</think>It is **A**.[2]", ""), unadorned("```json\\n{\\"answer\\": \\"A\\"}\\n```", "")
    ('It is A.', 'A')
    """
    said = answer
    if not said.isascii():
        said = _INVISIBLE.sub("", said)
        if _MIXED.search(said):
            said = _WORD.sub(lambda m: m[0].translate(_ALIKE) if _MIXED.search(m[0]) else m[0], said)
        said = _RAISED.sub("", said)
    if "   " in said or "\t" in said or "\n\n\n" in said or "\xa0" in said:
        said = _BLANK_LINES.sub("\n\n", _BLANK.sub("  ", said))
    if "<" in said or "◁" in said:
        said = _untagged(said)
    if "&" in said and _ENTITY.search(said):
        said = html.unescape(said)
    if "```" in said:
        said = without_fences(said)
    if "{" in said or "[" in said:
        said = _opened(said)
    if "|" in said and "--" in said:
        said = without_tables(said, question)
    if "\\" in said or "$" in said:
        said = without_tex(said)
    if "~~" in said:
        said = _STRUCK.sub(" ", said)
    if "*" in said or "`" in said or "#" in said or "__" in said or ">" in said or "~~" in said:
        said = _MARKUP.sub("", _BULLET_STAR.sub(r"\1- ", said))
    if _SOURCE_WORD.search(said.lower()):
        shorter = _SOURCES_BELOW.sub("", said)
        if shorter.rstrip()[-1:] in (")", "）", "]", "】"):
            shorter = _SOURCES_IN_BRACKETS.sub("", shorter)
        said = shorter if re.search(r"\w", shorter) else said
    said = _numbered_lines(said)
    return _without_stuck_citations(said).strip()


def _untagged(said: str) -> str:
    """The text without thinking and tags; of an answer in tags only that."""
    said = _CHANNEL.sub("", said)
    said = THINKING.sub(" ", said)
    said = _THOUGHT_BEFORE.sub("", said)
    tagged = [m[2] for m in _TAGGED.finditer(said) if re.search(r"\w", m[2])]
    if tagged:
        said = tagged[-1]
    if "<" not in said:
        return said
    said = _STRUCK_TAG.sub(" ", said)
    said = _ITEM_TAG.sub("\n- ", _BREAK.sub("\n", _NOTE_TAG.sub("", said)))
    return _TAG.sub("", said)


def _opened(said: str) -> str:
    """What a box, a JSON text or links hold."""
    plain = from_json(said)
    if plain is not None:
        return plain
    boxed = _BOXED.findall(said) if "\\" in said else []
    if boxed:
        said = boxed[-1]
    return _LINK.sub(lambda m: m[1] or "", said) if "[" in said or "【" in said else said


def _numbered_lines(said: str) -> str:
    """Items numbered within a line ("①甲 ②乙", "1) A 2) B") on lines of their own."""
    if "②" in said:
        return _CIRCLED.sub("\n- ", said).strip()
    if "2" in said and len(found := _NUMBERED.findall(said)) > 1 and [int(n) for n in found] == list(range(1, len(found) + 1)):
        return _NUMBERED.sub("\n- ", said).strip()
    return said


def _without_stuck_citations(said: str) -> str:
    """Citation digits that lost their brackets set off from the word before, so that neither belongs to the other."""
    if _DIGIT.search(said):
        said = _STUCK.sub(r" [\1]", _AFTER_STOP.sub("", said))
    return said
