"""What may stand among the words of a pattern without being any of them: adverbs, appositions, circumstances."""

from __future__ import annotations

import re
from functools import lru_cache

# What may stand between a name and the words of a pattern without changing what they say.
ADVERB = re.compile(
    r"(?:(?:也|亦|还|又|都|均|皆|则|就|才|却|本身|一般|通常|往往|常常|常|大多|有时|偶尔|基本上|原则上|主要|同样|一律|同时|已经?|会|能够?|可以|可能|或许|也许|似乎|好像|大概|据说|是否|能否|可否|"
    r"有可能|不一定|未必|自\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|以来))+)(?=\S)|"
    r"(?: (?:also|usually|typically|generally|commonly|normally|often|frequently|sometimes|occasionally|rarely|seldom|mostly|ordinarily|"
    r"both|all|each|primarily|mainly|therefore|thus|can|will|might|"
    r"may|could|possibly|probably|"
    r"perhaps|potentially|reportedly|apparently|presumably))+(?= )"
)
APPOSITION = re.compile(r", (?:an?|the|by|also known as|known as|formerly|also called|or) [^,.;:]{1,60},(?= )")
CIRCUMSTANCE = re.compile(
    r",?(?:在|于|当|对于?|经|随着)[^,。;、是为]{1,24}?(?:时|中|下|后|前|期间|期|内|里|者|患者|情况下)(?=\S),?|"
    r",? (?:when|if|in|at|during|under|after|before|with|unless|except|for) [^,.;:]{1,60},(?= )"
)
NO_NAME = re.compile(
    r"(?:about|roughly|approximately|around|some|only|just|nearly|almost|same|however|therefore|also|usually|typically|generally)\b|"
    "[这那它其该此本他她我您你谁约]|大约|大概|同样|如果|若|当|但|而|且|因|所以|虽|以上|以下|上述|下列|什么|哪"
)
BEFORE_VERB = re.compile(
    r"(?:[的会可能也都均将]|可以|能够|主要|常见|一般|通常)+$|"
    r"(?: (?:can|may|might|could|will|would|shall|should|must|is|are|was|were|has|have|had|also|a|an|the|does|do|not))*\s*$"
)


@lru_cache(maxsize=8192)
def with_adverb(literal: str) -> re.Pattern[str] | None:
    """A literal with one adverb inside it: between two words, or before the copula that ends a Chinese one."""
    cuts = [m.start() for m in re.finditer(" ", literal)] or [
        m.start() for m in re.finditer(r"(?<=..)(?:是|为|有|在|由|会|能|可)", literal)
    ]
    ways = [f"{re.escape(literal[:cut])}({ADVERB.pattern}){re.escape(literal[cut:])}" for cut in cuts]
    return re.compile("|".join(ways)) if ways else None
