"""Which training program reads which of a release's files, and its rules: the columns that it takes, the names to which it gives a meaning
of its own, and what it does with turns and answers.

The rules are those of the programs' own loaders (TRL 1.16, LLaMA-Factory 0.9.5, ms-swift 4.6, Axolotl 0.19); ``tests/training`` loads the
files with the programs themselves. ``problems`` holds a line against the rules of every program that reads its format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kgcorpus.release.formats import DATASET_INFO

Line = Mapping[str, Any]

MEANT: Mapping[str, frozenset[str]] = {
    "trl": frozenset(
        ("messages", "conversations", "prompt", "chosen", "rejected", "completion", "label", "text", "image", "images", "tools",
         "chat_template_kwargs", "input_ids", "labels", "completion_mask", "assistant_masks")
    ),
    "llamafactory": frozenset(),
    "swift": frozenset(
        ("messages", "conversation", "conversations", "system", "system_prompt", "query", "prompt", "input", "instruction", "question",
         "problem", "response", "answer", "output", "targets", "target", "answer_key", "answers", "solution", "text", "completion",
         "content", "history", "image", "images", "video", "videos", "audio", "audios", "tools", "objects", "rejected_messages",
         "rejected_images", "rejected_videos", "rejected_audios", "rejected_tools", "rejected_objects", "positive_messages",
         "negative_messages", "rejected_response", "label", "channel", "margin", "teacher_prompt", "teacher_images",
         "chat_template_kwargs", "ref_audios", "audio_codes", "questions", "kinds", "options", "target_probs", "state", "question_ids",
         "criteria")
    ),
    "axolotl": frozenset(
        ("messages", "conversations", "system", "tools", "instruction", "input", "output", "prompt", "chosen", "rejected", "completion",
         "label", "text", "chat_template_kwargs")
    ),
}  # fmt: skip
"""The names of columns to which each program gives a meaning. LLaMA-Factory reads only what ``dataset_info.json`` names."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A program that reads a format: the columns it takes from a line. What else the line has must mean nothing to it."""

    program: str
    columns: tuple[str, ...]


def _llamafactory(name: str) -> Reader:
    return Reader("llamafactory", tuple(DATASET_INFO[name]["columns"].values()))


READERS: Mapping[str, tuple[Reader, ...]] = {
    "alpaca": (
        _llamafactory("alpaca"),
        Reader("swift", ("instruction", "input", "output")),
        Reader("axolotl", ("instruction", "input", "output")),
    ),
    "sharegpt": (
        _llamafactory("sharegpt"),
        Reader("swift", ("conversations",)),
    ),
    "messages": (
        _llamafactory("messages"),
        Reader("trl", ("messages",)),
        Reader("swift", ("messages",)),
        Reader("axolotl", ("messages",)),
    ),
    "ranking": (_llamafactory("ranking"),),
    "dpo": (Reader("trl", ("prompt", "chosen", "rejected")), Reader("axolotl", ("prompt", "chosen", "rejected"))),
    "kto": (Reader("trl", ("prompt", "completion", "label")),),
    "kto_tag": (_llamafactory("kto_tag"),),
    "dpo_swift": (Reader("swift", ("messages", "rejected_response")),),
    "kto_swift": (Reader("swift", ("messages", "label")),),
}
"""The programs that read each format of lines. TRL renames the keys of ``sharegpt``, but leaves human and gpt as they are, which no chat
template knows: it is not for TRL."""
PROGRAMS = {"trl": "TRL", "llamafactory": "LLaMA-Factory", "swift": "ms-swift", "axolotl": "Axolotl"}
PICTURES = re.compile(r"<(?:image|video|audio|ref-object|bbox|cot-process)>")
"""What LLaMA-Factory and ms-swift take for a place where a picture, sound or box stands; a text must not have it."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def problems(name: str, line: Line) -> Iterator[str]:
    """What a program that reads this format would reject in a line, skip or take for something else."""
    for reader in READERS[name]:
        program = PROGRAMS[reader.program]
        yield from (f"{program} looks for the column {one}" for one in reader.columns if one not in line)
        extra = sorted(one for one in line if one not in reader.columns and one in MEANT[reader.program])
        yield from (f"{program} would give the column {one} a meaning" for one in extra)
    yield from _SHAPES[name](line)


# --------------------------------------------------------------------------------------------- shapes


def _text(text: Any, where: str, *, empty: bool = False) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"{where} is no text"
    elif not text:
        if not empty:
            yield f"{where} is empty"
    else:
        if text != text.strip():
            yield f"{where} begins or ends with white space"
        if CONTROL.search(text):
            yield f"{where} holds a character that is no text"
        if found := PICTURES.search(text):
            yield f"{where} holds {found[0]}, which programs take for a picture, a sound or a box"


def _turns(turns: Any, roles: tuple[str, str], names: tuple[str, str], where: str, *, whole: bool) -> Iterator[str]:
    """Turns alternate and begin with the user; the last is the assistant's where the conversation is ``whole``, else the user's."""
    who, what = names
    if not isinstance(turns, list) or not turns:
        yield f"{where} has no turns"
        return
    for number, turn in enumerate(turns):
        if not isinstance(turn, Mapping) or set(turn) != {who, what}:
            yield f"{where}: turn {number + 1} has other keys than {who} and {what}"
            return
        if turn[who] != roles[number % 2]:
            yield f"{where}: turn {number + 1} is of {turn[who]}, where {roles[number % 2]} speaks"
        yield from _text(turn[what], f"{where}: turn {number + 1}")
    if (len(turns) % 2 == 0) != whole:
        yield f"{where} ends with the {'question' if whole else 'answer'}"


_ROLES, _CHAT = ("user", "assistant"), ("role", "content")
_SPEAKERS, _FROM = ("human", "gpt"), ("from", "value")


def _alone(turns: Any, roles: tuple[str, str], names: tuple[str, str], where: str) -> Iterator[str]:
    """One turn of the assistant: an answer to choose or reject."""
    if not isinstance(turns, list) or len(turns) != 1 or not isinstance(turns[0], Mapping) or turns[0].get(names[0]) != roles[1]:
        yield f"{where} is not one turn of the {roles[1]}"
    else:
        yield from _text(turns[0].get(names[1]), where)


def _apart(line: Line, one: Any, other: Any) -> Iterator[str]:
    if one == other:
        yield "the chosen and the rejected answer are the same"


def _truth(line: Line, name: str) -> Iterator[str]:
    if not isinstance(line.get(name), bool):
        yield f"{name} is neither true nor false"


def _alpaca(line: Line) -> Iterator[str]:
    yield from _text(line.get("instruction"), "instruction")
    yield from _text(line.get("input"), "input", empty=True)
    yield from _text(line.get("output"), "output")


def _sharegpt(line: Line) -> Iterator[str]:
    yield from _turns(line.get("conversations"), _SPEAKERS, _FROM, "conversations", whole=True)


def _messages(line: Line) -> Iterator[str]:
    yield from _turns(line.get("messages"), _ROLES, _CHAT, "messages", whole=True)


def _ranking(line: Line) -> Iterator[str]:
    yield from _turns(line.get("conversations"), _SPEAKERS, _FROM, "conversations", whole=False)
    for name in ("chosen", "rejected"):
        yield from _alone([line.get(name)], _SPEAKERS, _FROM, name)
    yield from _apart(line, line.get("chosen"), line.get("rejected"))


def _dpo(line: Line) -> Iterator[str]:
    yield from _turns(line.get("prompt"), _ROLES, _CHAT, "prompt", whole=False)
    for name in ("chosen", "rejected"):
        yield from _alone(line.get(name), _ROLES, _CHAT, name)
    yield from _apart(line, line.get("chosen"), line.get("rejected"))


def _kto(line: Line) -> Iterator[str]:
    yield from _turns(line.get("prompt"), _ROLES, _CHAT, "prompt", whole=False)
    yield from _alone(line.get("completion"), _ROLES, _CHAT, "completion")
    yield from _truth(line, "label")


def _kto_tag(line: Line) -> Iterator[str]:
    yield from (*_messages(line), *_truth(line, "kto_tag"))


def _dpo_swift(line: Line) -> Iterator[str]:
    yield from _messages(line)
    yield from _text(line.get("rejected_response"), "rejected_response")
    last = line["messages"][-1] if isinstance(line.get("messages"), list) and line["messages"] else {}
    yield from _apart(line, last.get("content"), line.get("rejected_response"))


def _kto_swift(line: Line) -> Iterator[str]:
    yield from (*_messages(line), *_truth(line, "label"))


_SHAPES: Mapping[str, Callable[[Line], Iterator[str]]] = {
    "alpaca": _alpaca,
    "sharegpt": _sharegpt,
    "messages": _messages,
    "ranking": _ranking,
    "dpo": _dpo,
    "kto": _kto,
    "kto_tag": _kto_tag,
    "dpo_swift": _dpo_swift,
    "kto_swift": _kto_swift,
}
