"""Answers to questions with options: letters as people write them ("B", "选B、D", "The answer is C. …"), or the options' own words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kgcorpus import text_patterns as re
from kgcorpus.grade.final import concluded, final_part
from kgcorpus.grade.markup import unadorned
from kgcorpus.grade.reading import Mention
from kgcorpus.grade.sets import Held
from kgcorpus.model import Json
from kgcorpus.text import CJK

_LEAD = (
    r"(?:【?(?:正确|标准|最终|最后|我的)*(?:的)?(?:答案|选项|结论)】?(?:应该|应当|应)?(?:是|为|选)?|正确的(?:选项)?[是有为]"
    r"|(?:我|故|因此|所以|应该|应当|应|本题|正确|综上|只能|认为|觉得)*[,，]?\s*(?:选(?:择|项)?(?:的是)?|是)"
    r"|(?i:(?:(?:so|therefore|thus|hence),?\s+)?(?:the )?(?:(?:correct|right|best|final|both) )*(?:answers?|options?"
    r"|choices?)(?: is| are| would be| should be)?"
    r"|i(?: would| will|'d|'ll)? (?:choose|pick|select|go with|say|think|believe)(?: (?:it is|it's|that))?|it(?:'s| is| must be"
    r"| should be)"
    r"|definitely|probably|maybe|perhaps|clearly|both|not \W?[A-Z]\W?(?:,| but)|(?:我)?(?:认为|觉得)(?:是)?"
    r"|不是[A-Z][,，](?:而)?(?:是)?))"
)
_JOIN = r"\s*(?:[、,;/&+\n]|和|与|及|以及|\band\b)\s*(?:and\s+)?[-•]?\s*"
_EITHER = re.compile(r"\s*(?:\bor\b|或者?|还是)\s*")
_DENIED = re.compile(
    r"(?i:[,;]\s*(?:and\s+|but\s+)?(?:definitely\s+|certainly\s+)?not\s+[(\[]?[A-Z]\b|[,;，；]?\s*(?:而)?(?:不是"
    r"|非|并非)\s*[A-Z]).*",
    re.S,
)
# What leads to the letter that a text concludes with, wherever it stands in it.
_CONCLUDES = (
    r"(?<!not )(?<!n't )\b(?i:(?:i(?:'d| would| will|'ll|'m going to)? (?:therefore |thus )?(?:choose|pick|select|go with|opt for"
    r"|settle on)"
    r"|(?:answer|option|choice|one)s?(?: is| are| must be| should be| would be| has to be)(?: therefore| thus| clearly| then)?"
    r"|(?:is|are|it's|must be|has to be|leaves?(?: us| only)*(?: with)?)(?: therefore| thus| clearly| then)?"
    r"(?= (?:the )?(?:option|answer|choice))"
    r"|(?:therefore|thus|hence|so),?)(?: (?:the )?(?:options?|answers?|choices?|letters?))?)"
)
_OF_LETTER = re.compile(r"\s*(?:is|are|was|were)\s+(?!(?:the\s+|our\s+|my\s+)?(?:correct|right|best|true|answer|only)\b)")
# A letter in small is one behind these words only: "option b", 选b.
_SMALL = re.compile(r"(?:\b[Oo]ptions?|\b[Cc]hoices?|\b[Ll]etter|\b[Aa]nswer is|选|选项|答案[是为:]?)\s*[(\[]?[a-j](?![A-Za-z0-9'’])")
_TAKES = re.compile(r"选(?:择|项)?(?:的是)?\s*:?\s*[(\[]?$|[:：]\s*$")
_GOES_ON = re.compile(rf"(?!选项|项|[是为正对才因由而和与或不没及最更两]|都|均)[{CJK}]")
_CLAUSE = re.compile(r"[.!?;,。！？；，\n]+")
_AGAINST = re.compile(
    r"(?i)\b(?:not?|nor|neither|never|or|except|without|wrong|false|unsure|rule[sd]? out|exclude\w*)\b|n't|[不非没否错或]|排除|除了"
)
_STANDS = r"(?![A-Za-z0-9'’-])"


class _Patterns(NamedTuple):
    chosen: re.Pattern[str]
    one: re.Pattern[str]
    said_right: re.Pattern[str]
    taken: re.Pattern[str]
    concluded: re.Pattern[str]


@lru_cache(maxsize=256)
def _patterns(known: str) -> _Patterns:
    one = rf"[(\[]?[{known}][)\]]?"
    return _Patterns(
        re.compile(rf"(?:{_LEAD})?\s*:?\s*({one}(?:{_JOIN}{one})*|[{known}](?:\s?[{known}])+){_STANDS}"),
        re.compile(rf"\(?[{known.lower()}]\)?[.。)]?|[{known.lower()}](?:\s*[,、]\s*[{known.lower()}])+"),
        re.compile(
            rf"(?<![A-Za-z]){one}(?:{_JOIN}{one})*(?=(?:选项|[两二三四五]?项)?\s*(?:(?:is|are)\s+(?:the\s+)?(?:correct|right"
            rf"|true)|(?:都|均)?(?:是|为)?(?:正确|对)|[更最](?:为)?(?:符合|合适|恰当|合理|准确)))"
        ),
        re.compile(rf"(?<![不别没非])(?:选(?:择|项)?|[,，]\s*而?是)\s*:?\s*({one}(?:{_JOIN}{one})*|[{known}]+){_STANDS}"),
        re.compile(rf"{_CONCLUDES}\s*[:,]?\s*({one}(?:{_JOIN}{one})*){_STANDS}(?=\s*(?:[.,;!。]|\)|\Z|\n))"),
    )


def letters_of(answer: str, options: Sequence[Mapping[str, Json]]) -> list[str] | None:
    """The letters that an answer chooses, in the order of the options; None where it begins with none ("A biguanide" names no option A).

    >>> given = [{"id": letter, "text": f"option {letter}"} for letter in "ABCD"]
    >>> [letters_of(text, given) for text in ("B", "选B、D。因为……", "ABD", "The answer is (C).", "A and C. Both …", "A biguanide.")]
    [['B'], ['B', 'D'], ['A', 'B', 'D'], ['C'], ['A', 'C'], None]
    """
    known = "".join(str(o["id"]) for o in options)
    patterns = _patterns(known)
    plain = unicodedata.normalize("NFKC", unadorned(answer, ""))
    plain = _SMALL.sub(lambda m: m[0][:-1] + m[0][-1].upper(), plain)
    spoken_of = None
    for text in dict.fromkeys((final_part(plain, "").strip(), concluded(plain).strip(), plain.strip())):
        if (found := _chosen(text, known, patterns, options)) is not None:
            if not _only_spoken_of(text, found, patterns, options):
                return found
            spoken_of = spoken_of or found
    said = [m for pattern in (patterns.said_right, patterns.taken, patterns.concluded) for m in pattern.finditer(plain)]
    if not said:
        return _last_word(plain, known, options) or spoken_of
    last = max(said, key=lambda m: m.end())
    return [letter for letter in known if letter in last[last.lastindex or 0]]


def _only_spoken_of(text: str, chosen: Sequence[str], patterns: _Patterns, options: Sequence[Mapping[str, Json]]) -> bool:
    """Whether a text begins by saying something of an option ("Option A is a …", all options a line each) and may choose later."""
    match = patterns.chosen.match(text)
    if match is None:
        return False
    return _OF_LETTER.match(text, match.end()) is not None or (len(options) > 2 and len(chosen) == len(options) and len(match[1]) < 4)


def _last_word(plain: str, known: str, options: Sequence[Mapping[str, Json]]) -> list[str] | None:
    """The one letter of options in the last clause, at its end, where nothing in the clause speaks against it or names an option."""
    clause = _CLAUSE.split(plain.rstrip(" .!。！\n"))[-1]
    found = re.search(rf"(?<![A-Za-z0-9'’-])[(\[]?([{known}])[)\]]?(?:选?项|\s+only)?$", clause)
    if found is None or _AGAINST.search(clause) or re.search(rf"(?<![A-Za-z])[{known}](?![A-Za-z])", clause[: found.start()]):
        return None
    named = [str(o["text"]).casefold() for o in options]
    words = clause[: found.start()].split()
    behind = f"{words[-1]} {found[1]}".casefold() if words else ""  # "vitamin A" where an option is so called
    if any(text in clause.casefold() or (behind and behind in text) for text in named):
        return None
    return [found[1]]


def _chosen(text: str, known: str, patterns: _Patterns, options: Sequence[Mapping[str, Json]]) -> list[str] | None:
    """The letters that a text begins with."""
    if patterns.one.fullmatch(text):
        text = text.upper()
    text = _DENIED.sub("", re.sub(r"(?m)^\s*[-•]\s+", "", text))
    match = patterns.chosen.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    chosen = [letter for letter in known if letter in match[1]]
    if re.match(
        r"[)\]]?\s*(?:选项)?\s*(?:(?i:is|are|was)\s+(?:not|in|wrong|false)|[:,]?\s*(?i:no|wrong|incorrect|false)\b|(?:是|都)?(?:不对|错|不正确|不是|有误|排除))",
        rest,
    ):
        return None
    if (either := _EITHER.match(rest)) and (second := re.match(rf"[(\[]?([{known}]){_STANDS}", rest[either.end() :])):
        return [letter for letter in known if letter in match[1] or letter == second[1]]
    words = {str(o["id"]): str(o["text"]).casefold() for o in options}
    own = words[chosen[-1]]
    after = rest.strip(" .:,、)\n").casefold()
    if not _TAKES.search(text, 0, match.start(1)) and _GOES_ON.match(rest) and not after.startswith(own):
        return None  # A型血, B超: a word of its own
    if re.match(r"\s+[A-Za-z]", rest) and not re.match(r"\s+(?:is|because|since|as)\b", rest) and not after.startswith(own):
        return None  # an article, unless the option's own words follow
    return _lines(text, known, words, chosen)


def _lines(text: str, known: str, words: Mapping[str, str], chosen: list[str]) -> list[str]:
    """With one option a line ("B. glyburide", "D. aspirin"), the letters of all lines."""
    found = {m[1] for m in re.finditer(rf"(?m)^\s*[(\[]?([{known}])[)\]]?\s*[.:、)]\s*(.*)$", text) if words[m[1]] in m[2].casefold()}
    return [letter for letter in known if letter in found or letter in chosen]


def chosen_options(letters: Sequence[str], options: Sequence[Mapping[str, Json]]) -> Held:
    """How the letters chosen stand to the right options, in the options' own words."""

    def texts(chosen: bool, right: bool) -> tuple[str, ...]:
        return tuple(str(o["text"]) for o in options if (o["id"] in letters) == chosen and bool(o["answer"]) == right)

    return Held(texts(True, True), texts(False, True), texts(True, False))


def named_options(mentions: Sequence[Mention], options: Sequence[Mapping[str, Json]]) -> list[str]:
    """The wrong options whose own words an answer asserts; ``mentions`` are those of all options, by letter."""
    said = {m.key for m in mentions if not m.denied}
    return [str(o["text"]) for o in options if not o["answer"] and str(o["id"]) in said]
