"""What a machine can check about a wording: functions from a text to a list of problems (empty: none found).

The checks work on finished sentences as well as on templates, whose slots stand as ◯. ``names`` are the entity names and literals that
the text quotes: they are taken out first, because nothing is wrong with a name. The same functions are used when samples are made and
when a release is audited.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kgcorpus.english import article, is_participle, is_plural, plural

MARK = "◯"
BLANK = "____"
"""What stands for what is left out of a statement."""
MOST_CHARACTERS = 60
MOST_WORDS = 35

_PAIRS = {"(": ")", "（": "）", "[": "]", "【": "】", "《": "》", "“": "”", "‘": "’", "「": "」", "{": "}"}
_CLOSING = {v: k for k, v in _PAIRS.items()}
_SENTENCE_END = re.compile(r"[。？！?.!]$")
_DE_STOPS = re.compile(r"[，。？；：、！（）]|中，")
_OF_STOPS = re.compile(
    r"[,;:?.()]|\b(?:that|which|who|whose|whom|is|are|was|were|do|does|did|has|have|and|but|with|in|by|for|as|to|from|on|at)\b"
)
_REFERENCES_ZH = ("这份", "所列的", "上述", "以下", "下列", "前述", "该文件", "本文", "如图", "见下")
_REFERENCES_EN = re.compile(r"\b(?:the following|the above|above-mentioned|aforementioned|listed below|this document|the said)\b", re.I)
_GRAPH_WORDS = re.compile(r"知识图谱|图谱中|knowledge graph|according to the graph|in the graph|本体|ontology|triple", re.I)
_IMPERATIVE_ZH = re.compile(r"^(?:[^。？！]*?，)*(?:请|判断正误：|填空：)")
_IMPERATIVE_EN = re.compile(
    r"^(?:According to .*?, |As of .*?, |According to .*?, as of .*?, )?"
    r"(?:list|name|give|state|define|explain|describe|can you|true or false:|fill in the blank:|complete the sentence:)(?=\s)",
    re.I,
)
_HAN = re.compile(r"[\u3400-\u9fff]")


def without(text: str, names: Sequence[str]) -> str:
    """The text with names and literals replaced by a mark, longest first."""
    for name in sorted({n for n in names if n}, key=lambda n: (-len(n), n)):
        text = text.replace(name, MARK)
    return text


def check_balance(text: str) -> list[str]:
    """Brackets and quotation marks open and close in order; straight double quotes come in pairs."""
    stack: list[str] = []
    for at, char in enumerate(text):
        if char in _PAIRS:
            stack.append(char)
        elif char in _CLOSING:
            if stack and stack[-1] == _CLOSING[char]:
                stack.pop()
            elif not (char == "’" or (char == ")" and re.search(r"(?:^|[\s(])\w{1,2}$", text[:at]))):  # an apostrophe; "a)" in a list
                return [f"unbalanced {char}"]
    stack = [char for char in stack if char != "‘"]
    if stack:
        return [f"unbalanced {stack[-1]}"]
    return ['unbalanced "'] if text.count('"') % 2 else []


def check_style(text: str, language: str) -> list[str]:
    """No double space, IRI, underscore, camelCase, template remains, stray punctuation; letters of the other language only in names."""
    problems = []
    text = text.replace(BLANK, MARK)
    if "  " in text or text != text.strip():
        problems.append("double or outer space")
    if re.search(r"https?://|\bwww\.|\w:\w+/|<[^>]*>", text):
        problems.append("an IRI")
    if "_" in text:
        problems.append("an underscore")
    if re.search(r"\b[a-z]+[A-Z][a-z]+\w*", text):
        problems.append("camelCase")
    if re.search(r"[\[\]{}|～]", text):
        problems.append("remains of a template")
    if re.search(r"[，。？；、！,;:?!]{2,}|\.\.(?!\.)| [,.;:?!]|[，。？；、]\s", text):
        problems.append("stray punctuation")
    if language == "en" and _HAN.search(text):
        problems.append("Chinese characters")
    if language == "zh" and re.search(r"(?<![A-Za-z/·(\d])[A-Z]?[a-z]{3,}(?![A-Za-z/·)²³])", text):
        problems.append("Latin words")  # symbols, acronyms and units (eGFR, GI, mmol/L) are no words
    if language == "zh" and "为什么" in text:
        problems.append("reads as why")
    if language == "zh" and re.search(r"[\u3400-\u9fff][,?;:!]", text):
        problems.append("half-width punctuation")
    return problems


def check_repeats(text: str, language: str) -> list[str]:
    """No word twice in a row, and no noun said again after its own 的 ("的药物的药物")."""
    if language == "en":
        words = re.findall(r"[a-z']+|[^\sa-z]", text.lower())
        found = [a for a, b in itertools.pairwise(words) if a == b and a.isalpha() and a not in ("that", "had")]
        return [f"repeated word: {word}" for word in found]
    problems = []
    if match := re.search(r"的的|了了|是是|在在|与与|和和|由由|为为|中中|出出|是为|为是|属于于", text):
        problems.append(f"repeated: {match.group()}")
    if match := re.search(r"中的[^，。？]{1,10}中，", text):
        problems.append(f"repeated: {match.group()}")
    if match := re.search(r"的([\u3400-\u9fff]{2,})的\1(?![\u3400-\u9fff])", text):
        problems.append(f"repeated: {match.group(1)}")
    if match := re.search(r"哪些([\u3400-\u9fff]{2,6}).*的\1[？。]$", text):
        problems.append(f"repeated: {match.group(1)}")
    if match := re.search(r"([\u3400-\u9fff]{2,6})\1", text):
        problems.append(f"repeated: {match.group(1)}")
    return problems


def says_twice(text: str, noun: str) -> bool:
    """Whether an English question says the noun it asks for again: "Which patterns are reversal patterns?".

    >>> says_twice("Which patterns are reversal patterns?", "pattern"), says_twice("Which patterns follow an uptrend?", "pattern")
    (True, False)
    """
    last = re.escape(noun.split(" ")[-1]) if noun else ""
    return bool(last) and len(re.findall(rf"\b{last}s?\b", text)) > 1


def check_runs(text: str, language: str) -> list[str]:
    """At most two 的, or two "of", in one run."""
    if language == "zh":
        most = max((part.count("的") for part in _DE_STOPS.split(text)), default=0)
        return [f"{most} 的 in one run"] if most > 2 else []
    most = max((len(re.findall(r"\bof\b", part)) for part in _OF_STOPS.split(text)), default=0)
    return [f"{most} of in one run"] if most > 2 else []


def check_article(text: str) -> list[str]:
    """``a`` and ``an`` by the sound that follows; no article before another."""
    problems = []
    for match in re.finditer(r"\b([Aa]n?) ([\w'’-]+(?: [\w'’-]+)?)", text):
        if match.group(1).lower() != article(match.group(2)) and not match.group(2).startswith(MARK):
            problems.append(f"{match.group(1)} {match.group(2)}")
    if twice := re.search(r"\b(?:the|a|an) (?:the|a|an)\b", text, re.I):
        problems.append(f"two articles: {twice.group()}")
    return problems


def check_agreement(text: str) -> list[str]:
    """Verb and noun agree where word order shows it: "what is the …", "how many …", "some …", "do/does" after a plural or singular
    marker."""
    problems = []
    for match in re.finditer(r"\b(?:[Ww]hat|[Ww]ho) (is|are|was|were) the ((?:[a-z][\w'’-]* ?)+)", text):
        noun = _noun_part(match.group(2))
        if not noun:
            continue
        if match.group(1) in ("is", "was") and is_plural(noun):
            problems.append(f"is with plural: {noun}")
        if match.group(1) in ("are", "were") and not _has_plural(noun):
            problems.append(f"are with singular: {noun}")
    for match in re.finditer(r"\b(?:[Hh]ow many|[Ss]ome|[Ll]ist all|[Nn]ame all) ((?:[a-z][\w'’-]* ?)+)", text):
        noun = _noun_part(match.group(1))
        if noun and not _has_plural(noun):
            problems.append(f"singular after how many or some: {noun}")
    if verb := re.search(r"(?<!\bof )\b(?:they|these|those|which [a-z]+s) (?:is|was|has|does) (?!◯|the |an? )", text):
        problems.append(f"verb: {verb.group().strip()}")
    if other := re.search(r"\bother ([a-z]+) (?:are|were|have|do)\b", text):
        word = other.group(1)
        if not is_plural(word) and plural(word) != word:
            problems.append(f"singular after other: {word}")
    return problems


def _has_plural(noun: str) -> bool:
    """Whether a word of the phrase is a plural, or has none of its own. Verbs after the noun are not told from nouns here, so any word
    will do."""
    return any(is_plural(word) or plural(word) == word for word in noun.split())


def _noun_part(words: str) -> str:
    """The words up to the first that cannot belong to the head noun: a preposition, a relative, a verb or a participle."""
    out: list[str] = []
    for word in words.split():
        if re.fullmatch(
            r"(?:of|in|on|at|by|for|from|to|with|as|that|which|who|whose|is|are|was|were|has|have|do|does|can|and|or|but|under|between|during|about|after"
            r"|before|into|through|against|without|where|when|both)",
            word,
        ):
            break
        if out and (is_participle(word) or word.endswith("ing")):
            break
        out.append(word)
    return " ".join(out)


def check_length(text: str, language: str) -> list[str]:
    """At most 60 Chinese characters or 35 English words; conditions and source names are taken out before."""
    if language == "zh":
        return [f"{len(text)} characters"] if len(text) > MOST_CHARACTERS else []
    words = text.count(" ") + 1
    return [f"{words} words"] if words > MOST_WORDS else []


def check_kind(text: str, language: str) -> list[str]:
    """A question has its mark; what has none is a request ("请举出…", "Name some …")."""
    if language == "zh":
        if text.endswith("？") or (text.endswith("。") and (_IMPERATIVE_ZH.match(text) or "？请" in text)):
            return []
        return ["neither question nor request"]
    if text.endswith("?") or (text.endswith(".") and (_IMPERATIVE_EN.match(text) or "? " in text)):
        return []
    return ["neither question nor request"]


def check_references(text: str, language: str, *, given: bool = False) -> list[str]:
    """Nothing points to a text that is not there (``given``: passages, options or earlier turns stand beside it), or speaks of the graph
    instead of the world."""
    problems = [f"reference without referent: {word}" for word in _REFERENCES_ZH if language == "zh" and word in text and not given]
    if language == "en" and not given and (match := _REFERENCES_EN.search(text)):
        problems.append(f"reference without referent: {match.group()}")
    if match := _GRAPH_WORDS.search(text):
        problems.append(f"speaks of {match.group()}")
    return problems


def check_names(text: str, names: Sequence[str]) -> list[str]:
    """Every name of the form stands in the text exactly once (longer names are looked for first, so that one inside another is not
    counted twice)."""
    problems = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        count = text.count(name)
        if count != 1:
            problems.append(f"{name!r} {count} times")
        text = text.replace(name, MARK)
    return problems


def check_answer(text: str, answers: Sequence[str], language: str) -> list[str]:
    """No answer stands in the question: as a whole word in English, anywhere in Chinese (single characters and digits only as whole
    tokens)."""
    return [f"answer in question: {answer}" for answer in answers if contains_answer(text, answer, language)]


def contains_answer(text: str, answer: str, language: str) -> bool:
    """Whether an answer's text stands in a question.

    >>> contains_answer("Which medicines treat type 2 diabetes?", "diabetes", "en"), contains_answer("第12条规定了什么？", "2", "zh")
    (True, False)
    """
    if not answer or (answer not in text and answer.casefold() not in text.casefold()):
        return False
    if offers(text, answer, language):
        return False
    if language == "zh" and len(answer) > 1 and _HAN.search(answer):
        return True
    if len(answer) == 1 and _HAN.match(answer):
        return False
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(answer)}(?![A-Za-z0-9])", text, re.I) is not None


def offers(text: str, answer: str, language: str) -> bool:
    """Whether a question names an answer as one of its alternatives.

    >>> offers("Is a double top bullish or bearish?", "bearish", "en"), offers("双顶是看涨形态还是看跌形态？", "看跌", "zh")
    (True, True)
    """
    said = re.escape(answer)
    if language == "zh":
        return re.search(rf"{said}[^，。还是]{{0,6}}还是|还是[^，。还是]{{0,6}}{said}", text) is not None
    return re.search(rf"\b{said} or (?:an? )?\w|\w or (?:an? )?{said}\b", text, re.I) is not None


_MARKED = re.compile(r"(?<=？)（[单多]选）$")
"""How many options are to be chosen."""
_CITES = re.compile(r" ?(?:\[\d+\])+")


def check_question(
    text: str, language: str, *, names: Sequence[str] = (), aside: Sequence[str] = (), given: bool = False
) -> list[str]:  # fmt: skip
    """All checks of a question that need nothing but the text. ``names``: entity names and literals in it; ``aside``: conditions and
    source names; ``given``: passages, options or earlier turns stand beside it."""
    text = _MARKED.sub("", text) if given else text
    bare = without(text, (*names, *aside))
    counted = text
    for part in aside:
        counted = counted.replace(part, "")
    problems = check_balance(text)
    if language == "en":
        problems += check_article(bare) + check_agreement(bare)
    problems += check_style(bare, language) + check_repeats(bare, language) + check_runs(bare, language)
    return problems + check_length(counted, language) + check_kind(text, language) + check_references(bare, language, given=given)


def check_answer_text(text: str, language: str, *, names: Sequence[str] = (), given: bool = False) -> list[str]:
    """All checks of an answer: a full sentence in the same good order as a question; of a numbered script, each of its lines. ``given``:
    as for a question; then it may cite passages by number."""
    lines = text.split("\n")
    if len(lines) > 1:
        return [p for line in lines for p in check_answer_text(_NUMBER.sub("", line), language, names=names, given=given)]
    text = _CITES.sub("", text) if given else text
    bare = without(text, names)
    problems = check_balance(text) + check_style(bare, language) + check_references(bare, language, given=given)
    if language == "en":
        problems += check_article(bare)
    if not _SENTENCE_END.search(text.rstrip("”’)）》")):
        problems.append("no end of sentence")
    return problems


_NUMBER = re.compile(r"^\d{1,3}\. (?=\S)")
