"""One spelling of a word that is written in several ways: plural and possessive, British and American, numbers in words, short forms."""

from __future__ import annotations

from kgcorpus import text_patterns as re


def listed(words: str) -> tuple[str, ...]:
    """The words of a line."""
    return tuple(words.split())


_AMERICAN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=.[a-z])our(?=s?$|ed$|ing$|ful$|able$|less$|ite|hood)", "or"),
        (r"(?<=...)is(?=e$|ed$|es$|er$|ers$|ing$|ation|able$)", "iz"),
        (r"(?<=...)ys(?=e$|ed$|es$|er$|ing$)", "yz"),
        (r"(?<=[a-z][bcgptv])re(?=s?$)", "er"),
        (r"(?<=[aeiou])ll(?=ed$|er$|ers$|ing$|or$|ors$|ery$)", "l"),
        (r"(?<=[a-z]{2}[ao])logue(?=s?$)", "log"),
        (r"(?<=[a-z])ence(?=s?$)", "ense"),
        (r"(?<=h)ae(?=m)|ae(?=mi[ac]|sthe|thiop)|(?<=p)ae(?=di)|(?<=gyn)ae(?=col)|(?<=f)ae(?=c)|(?<=c)ae(?=c|si?u)|(?<=arch)ae(?=o)", "e"),
        (r"oe(?=dem|soph|strog|str[uo]|nolog)|(?<=f)oe(?=t)|(?<=rrh)oe(?=a)|(?<=am)oe(?=b)|(?<=man)oe(?=uv)", "e"),
        (r"(?<=sul)ph(?=[aeiouy])", "f"),
        (r"(?<=alumin)ium", "um"),
        (r"(?<=gr)ey(?=s?$|ish$|hound|scale)", "ay"),
        (r"(?<=m)ould(?=s?$|y$|ing$)", "old"),
        (r"^aero(?=plane)", "air"),
        (r"(?<=program)me(?=s?$)", ""),
        (r"(?<=chequ)e(?=r?s?$)|(?<=judg)e(?=ment)|(?<=acknowledg)e(?=ment)|(?<=whisk)e(?=y)|(?<=jewel)le(?=ry)", ""),
    )
)
_BRITISH = re.compile(r"our|is[eia]|ys[ei]|re|ll|logue|ence|[ao]e|sulph|inium|grey|ould|mme|cheque|gement|iskey")
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "mice": "mouse", "geese": "goose", "feet": "foot", "teeth": "tooth",
    "wolves": "wolf", "leaves": "leaf", "knives": "knife", "wives": "wife", "lives": "life", "halves": "half", "shelves": "shelf",
    "loaves": "loaf", "thieves": "thief", "elves": "elf", "oxen": "ox", "bacteria": "bacterium", "fungi": "fungus", "nuclei": "nucleus",
    "criteria": "criterion", "phenomena": "phenomenon", "vertebrae": "vertebra", "larvae": "larva", "algae": "alga", "axes": "axis",
    "diagnoses": "diagnosis", "analyses": "analysis", "crises": "crisis", "theses": "thesis", "hypotheses": "hypothesis",
    "viruses": "virus", "sinuses": "sinus", "fetuses": "fetus", "foetuses": "fetus", "campuses": "campus", "bonuses": "bonus",
    "censuses": "census", "walruses": "walrus", "octopuses": "octopus", "cactuses": "cactus", "lenses": "lens",
}  # fmt: skip
_SHORT = {
    "saint": "st", "ste": "st", "mount": "mt", "fort": "ft", "doctor": "dr", "mister": "mr", "number": "no", "nr": "no", "versus": "vs",
    "&": "and", "para": "paragraph",
    "sec": "section", "§": "section", "art": "article", "ch": "chapter", "vol": "volume",
    "incorporated": "inc", "corporation": "corp", "limited": "ltd", "company": "co", "brothers": "bros",
    "grey": "gray", "greys": "grays", "favourite": "favorite", "centre": "center", "theatre": "theater", "metre": "meter", "litre": "liter",
}  # fmt: skip
_WORDED = {
    word: str(n)
    for n, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
            "nineteen twenty"
        )
    )
}
_ORDINAL = {
    word: str(n) + ("st" if n == 1 else "nd" if n == 2 else "rd" if n == 3 else "th")
    for n, word in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
            "seventeenth eighteenth nineteenth twentieth"
        ),
        start=1,
    )
}
_SAME_CHARACTER = {"与": "和", "及": "和"}
_PLURAL = re.compile(r"(?:(?<=[a-z]{2})ies|(?<=[a-z])(?:(?<=ch)|(?<=sh)|(?<=x)|(?<=ss)|(?<=o))es|(?<=[a-z]{3})(?<![usi])s)$")
MOST = 100_000
"""So many words are remembered with their spelling at most."""


def spelt(word: str) -> str:
    """A folded word in one spelling, its number kept: "colours" and "colors" are one, "color" is another.

    >>> spelt("colours"), spelt("organisation"), spelt("theatre"), spelt("haemoglobin's"), spelt("two"), spelt("saint")
    ('colors', 'organization', 'theater', 'hemoglobin', '2', 'st')
    """
    out = word[:-2] if word.endswith("'s") else word
    if out in _SHORT or out in _WORDED or out in _SAME_CHARACTER or out in _ORDINAL:
        return _SHORT.get(out) or _WORDED.get(out) or _ORDINAL.get(out) or _SAME_CHARACTER[out]
    if not out.isascii():
        out = out.replace("æ", "ae").replace("œ", "oe").replace("ß", "ss").replace("þ", "th")
    if out[:1].isdigit():
        return out.replace(",", "")
    if len(out) > 4 and _BRITISH.search(out):
        for pattern, to in _AMERICAN:
            out = pattern.sub(to, out)
    return out


def singular(word: str) -> str:
    """A word in one spelling without the ending of a plural.

    >>> singular("colours"), singular("berries"), singular("boxes"), singular("glass"), singular("mice")
    ('color', 'berry', 'box', 'glass', 'mouse')
    """
    out = spelt(word)
    if out in _IRREGULAR:
        return _IRREGULAR[out]
    if len(out) < 4 or out[-1] != "s":
        return out
    found = _PLURAL.search(out)
    if not found:
        return out
    return out[: found.start()] + ("y" if found[0] == "ies" else "")


class Singulars(dict[str, str]):
    """The singular of each word, found when first met."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST:
            self.clear()
        self[word] = out = singular(word)
        return out
