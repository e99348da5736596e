"""Errors as the command line says them: on stderr, in the reader's language."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from kgcorpus.errors import KgcorpusError, UsageError
from kgcorpus.messages import localise


def error_text(error: KgcorpusError, lang: str) -> str:
    """An error on one line in the reader's language: place, thing found, what was expected, what to do."""
    zh = lang == "zh"
    parts = [localise(error.found, lang)]
    if error.expected:
        parts.append(("应为" if zh else "expected ") + localise(error.expected, lang))
    if error.remedy:
        parts.append(localise(error.remedy, lang))
    place = f"{error.place}: " if error.place else ""
    between = "\n" if "\n" in parts[0] else "；" if zh else "; "  # after a list of problems the way out has a line of its own
    return ("错误：" if zh else "error: ") + place + between.join(parts)


def asked_language(arguments: list[str]) -> str | None:
    """The language that ``--lang`` names, before the arguments are read: what is wrong with them is said in it, too."""
    for before, argument in pairwise(["", *arguments]):
        value = argument if before == "--lang" else argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if value in ("zh", "en"):
            return value
    return None


def usage_text(error: Any, lang: str) -> str:
    """What is wrong with the arguments; the help text where a group was called without a command."""
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if context is not None and message == context.get_help():
        return str(message)
    hint = "" if context is None else f"{context.command_path} --help"
    way_out = (f"用法见 {hint}" if lang == "zh" else f"see {hint}") if hint else ""
    return error_text(UsageError("", message.rstrip("."), "", way_out), lang)
