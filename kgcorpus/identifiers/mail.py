"""E-mail addresses, plain or spelled out. That of a role or department (info@, service@, ir@ …) is nobody's own, and so allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .reading import Identifier, Kind, Text

_ROLES_WORDS = """
    abuse accounts admin administrator advertising alerts all billing board booking bookings business careers cert chair ciso
    compliance contact contactus cs customer customercare customerservice data dataprotection dean dev development dongmi
    donotreply donations dpo editor editorial editors education enquiries enquiry events example feedback finance foi fraud
    general git government health hello help helpdesk hostmaster hr info information inquiries inquiry international investor
    investors invest ir it jb jobs jubao kefu leasing legal library list lists mail mailer mailbox marketing market media
    membership news newsletter noc noreply notifications office online ops orders partners partnership permissions postmaster
    press pr privacy procurement public publications qa query recruit recruiting recruitment registrar relations reply reception
    reservations root sales secretary secretariat security service services shop staff store subscribe subscriptions support team
    tech technical tousu trade training unsubscribe web webmaster welcome xinfang xuanchuan yewu zhaobiao zhaopin zhaosheng
    zhengquan
"""
ROLES = frozenset(_ROLES_WORDS.split())
_LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+'\-]{0,63}\Z")
_HOST = re.compile(r"\s?(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+([A-Za-z]{2,24})(?![A-Za-z0-9])")
_FILES_WORDS = """
    png jpg jpeg gif svg webp css js ts py md html htm json pdf txt exe dll so zip gz xml yml yaml csv bmp ico tar mp3 mp4
"""
_FILES = frozenset(_FILES_WORDS.split())
_DOT = r"\s?[\[({<（【]\s?dot\s?[\])}>）】]\s?|\sdot\s|[.]"
_BRACKETED = re.compile(
    rf"(?<![A-Za-z0-9_.])[a-z0-9][\w+\-]*(?:(?:{_DOT})[\w+\-]+){{0,4}}\s?[\[({{<（【]\s?(?:at|@|艾特)\s?[\])}}>）】]\s?[a-z0-9][a-z0-9\-]*(?:(?:{_DOT})[a-z0-9\-]+)*(?:{_DOT})[a-z]{{2,24}}(?![A-Za-z0-9_])",
    re.I | re.A,
)
_SAID = re.compile(
    r"(?<![A-Za-z0-9_.])[a-z0-9][\w+\-]*(?:(?:\sdot\s"
    r"|[.])[\w+\-]+){0,4}\sat\s[a-z0-9][a-z0-9\-]*(?:\sdot\s[a-z0-9\-]+){0,3}\sdot\s(?!dot\b)[a-z]{2,24}(?![A-Za-z0-9_])",
    re.I | re.A,
)
_AT_IN_BRACKETS = re.compile(r"[\[({<（【]\s?(?:at|@|艾特)\s?[\])}>）】]", re.I)
_AT_SAID = re.compile(r"AT(?<=\sAT)\s")
_SAID_WITH_DOTS = re.compile(
    r"(?<![A-Za-z0-9_.])[A-Za-z0-9][\w.+\-]*\sAT\s(?:[A-Za-z0-9][A-Za-z0-9\-]*[.])+[A-Za-z]{2,24}(?![A-Za-z0-9_])", re.A
)
_HASH = re.compile("#(?<=[A-Za-z0-9]#)[A-Za-z0-9]")
_WITH_HASH = re.compile(
    r"(?<![A-Za-z0-9_.])[A-Za-z0-9][\w.+\-]*#(?:[A-Za-z0-9][A-Za-z0-9\-]*[.])+(?:com|cn|net|org|edu)(?![A-Za-z0-9_])", re.A
)
_DOT_SAID = re.compile(r"[dD](?<=\s.)[oO][tT]\s")


def email() -> Kind:
    """E-mail addresses, also as "name [at] host dot com"."""
    return _email


def _email(text: Text) -> Iterator[Identifier]:
    view = text.view
    at = view.find("@")
    while at >= 0:
        local, host = _LOCAL.search(view, max(0, at - 64), at), _HOST.match(view, at + 1)
        if local and host and host[1].lower() not in _FILES and not host[0].startswith((" ", "\n")):
            yield text.found("email", local.start(), host.end(), of_a_role(local[0]))
        at = view.find("@", at + 1)
    for pattern, sign in ((_BRACKETED, _AT_IN_BRACKETS), (_SAID, _DOT_SAID), (_SAID_WITH_DOTS, _AT_SAID), (_WITH_HASH, _HASH)):
        last = 0
        for mark in sign.finditer(view):
            if mark.start() >= last:
                for match in pattern.finditer(view, max(0, mark.start() - 80), min(len(view), mark.end() + 120)):
                    if match.start() >= last:
                        last = match.end()
                        yield text.found("email", match.start(), match.end(), of_a_role(re.split(r"\W", match[0])[0]))


def of_a_role(local: str) -> bool:
    """Whether the part before the @ names a role or department: every word of it does, numbers left out.

    >>> of_a_role("customer.service"), of_a_role("ir2024"), of_a_role("li.service")
    (True, True, False)
    """
    words = [w for w in re.split(r"[._+\-%']|\d+", local.lower()) if w]
    joined = "".join(words)
    return bool(words) and (all(word in ROLES or word in ("no", "not", "do", "us", "the") for word in words) or joined in ROLES)
