"""Sentences in which an answer offers to say more, or hopes to have helped: nothing in them answers the question."""

from __future__ import annotations

from kgcorpus import text_patterns as re

_GATE = re.compile(
    r"happy to|glad to|let me know|feel free|would you like|do you (?:want|need)|if you(?:'d| would)? (?:like|want|need)|shall i|want me to"
    r"|hope (?:this|that|it)|tell me|需要我|要我|告诉我|告知我|随时|如需|如果?您?你?(?:还|需要|想)|想了解|想知道|希望(?:这|以上|能|对)",
)
"""In lower case: told quickly."""
_SENTENCE = re.compile(r"[^。!?！？\n.]*(?:[.](?!\s|\Z)[^。!?！？\n.]*)*[。!?！？\n.]*\s*")
_OFFER = re.compile(
    r"\s*(?:[-*(（]\s*)?(?:"
    r"(?:(?:and|so|also|please|just|but),?\s+)*(?:i(?:'d| would|'m| am|'ll be)\s+(?:also\s+)?|we(?:'d| would|'re)\s+)?(?:be\s+)?"
    r"(?:more than\s+)?(?:happy|glad|delighted) to\b"
    r"|(?:(?:and|so|please|just),?\s+)*(?:let me know\b|feel free to\b|tell me (?:if|whether|which|what|the|your)\b)"
    r"|(?:would you like|do you (?:want|need)|shall i|should i|want me to|need me to)\b[^.!]*\?"
    r"|if you(?:'d| would)? (?:like|want|need|wish)\b[^.!?]*\bi (?:can|could|will|would|am|'d)\b"
    r"|(?:i )?hope (?:this|that|it) (?:helps|answers|clarifies|is helpful)"
    r"|(?:您|你)?(?:是否)?(?:还)?(?:需要|想要|要不要|要)我[^。！!]*|(?:请)?随时(?:告诉|告知|联系|提问|问我|向我)"
    r"|(?:如果?|若|倘若)?(?:您|你)?(?:还|若)?(?:有(?:其他|更多|任何|疑问|需要)|需要?(?:更多|进一步|我|其他|了解)|想(?:进一步|再|继续)?(?:了解|知道|看))[^。！!]*"
    r"(?:我(?:可以|能|再|会|来|很)|告诉我|告知|随时|欢迎|请)"
    r"|希望(?:这|以上|上述|我的)?[^。,，]{0,8}(?:对您|对你|有(?:所)?帮助|能帮)"
    r")",
    re.I,
)


def without_offers(said: str) -> str:
    """A plain answer without sentences that only offer more; all of it where it says nothing else.

    >>> without_offers("It is O(log n). Happy to explain when it is O(1)!"), without_offers("是汤。需要我再介绍面吗？")
    ('It is O(log n).', '是汤。')
    """
    if len(said) < 12 or not _GATE.search(said.lower()):
        return said
    kept = [part for part in _SENTENCE.findall(said) if not _OFFER.match(part)]
    rest = "".join(kept).strip()
    return rest if re.search(r"\w", rest) else said
