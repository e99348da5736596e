"""Definitions: what a term means, in the words of the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgcorpus.answers_shape import ShapeAnswers
from kgcorpus.model import Literal, digest

from . import grammar_en, grammar_zh
from .material import Answer, Material, Sets, Start
from .naming import capital
from .phrases import Filler, Manner, NoWording, mark_articles, put, slot
from .samples import SOURCE, Draft, Generator, Item, Maker, finish, rejection
from .shapes import DEFINITION, Arrow, Shape, X
from .speaker import Speaker
from .wording import questions

PART = "definitions"
EXTRA: dict[str, tuple[tuple[str, str], ...]] = {"zh": (("{}是什么？", "noun"), ("请说明什么是{}。", "list")), "en": ()}
"""Further requests. What a name "means" is asked of words, not of things; and words, not things, are to be "defined"."""
_MEANS = re.compile(r"\b(?:mean|means|meant)\b|意思|含义")


def definitions() -> Generator:
    """The part for definitions: one question a term and language; several sources' definitions are all right answers (mode ``any``)."""

    def generate(material: Material, languages: Sequence[str]) -> Iterator[Item]:
        if DEFINITION not in material.table.predicate_index:
            return
        step = Arrow(DEFINITION).step(X)
        answered = material.asker.ask(Shape("definition", step, step))
        if answered is None:
            return
        yield from answered.rejections
        if answered.answers is not None:
            for language in languages:
                yield from _drafts(material, answered.shape, answered.answers, language)

    return generate


def _drafts(material: Material, shape: Shape, answers: ShapeAnswers, language: str) -> Iterator[Item]:
    names = material.naming(language)
    maker = Maker(material, shape, language, "definition", PART, Sets(answers.rows, material), _answer_text, sample)
    texts = {
        (many, sourced): _texts(material.speaker(language), language, many, sourced) for many in (False, True) for sourced in (False, True)
    }
    for row, start in enumerate(answers.starts):
        name = names.name(start[0])
        own = [t for t in answers.answers(row) if isinstance(t, Literal) and in_language(t, language)]
        if name is None or not own:
            yield _reject("no_label", language, start)
            continue
        if names.is_shared(start[0]):
            yield _reject("homonym", language, start)
            continue
        support = material.support(answers.support(row))
        works = [w for id in material.shared_works(support) if material.may_name(w := material.works.works[id], language, start)]
        for work in (None, *works[:1]):
            fillers = texts[name.many, work is not None]
            if not fillers:
                yield _reject("no_wording", language, start, DEFINITION)
                break
            draft = Draft(maker, row, start, (name,), support, work, "one", fillers, (), (1 << 60) | row)
            drawn = int(digest(material.seed, language, start[0], work.id if work else "")[:8], 16) % min(2, len(fillers))
            draft.chosen = (drawn, *(n for n in range(len(fillers)) if n != drawn))
            yield draft


def in_language(literal: Literal, language: str) -> bool:
    """Whether a definition is written in a language."""
    if literal.lang:
        return literal.lang == language
    return any("\u3400" <= c <= "\u9fff" for c in literal.value or "") == (language == "zh")


def _reject(reason: str, language: str, start: Start, detail: str = "") -> Item:
    return rejection(reason, f"{language} definition of {start[0]}", PART, detail)


def _texts(speaker: Speaker, language: str, many: bool, sourced: bool) -> tuple[tuple[Filler, str], ...]:
    manner = Manner("one", SOURCE if sourced else None)
    form = {"op": "step", "of": {"op": "entity", "id": "?0"}, "predicate": DEFINITION}
    try:
        found = [(w.text, w.way) for w in questions(form, speaker, manner, (many, False)) if w.way == "own" and not _MEANS.search(w.text)]
    except NoWording:
        return ()
    grammar = grammar_zh if language == "zh" else grammar_en
    for text, way in EXTRA[language]:
        found.append((grammar.finish(text.replace("{}", slot(0)), manner), way))
    return tuple((Filler.of(text), way) for text, way in found)


def _answer_text(draft: Draft, answers: list[Answer]) -> str:
    """The first definition in the language, as a sentence; the shortest that is no fragment comes first."""
    maker = draft.maker
    value = answers[0].text.strip().rstrip("。.")
    speaker = maker.material.speaker(maker.language)
    template = speaker.templates(DEFINITION).of("statement")[0]
    if maker.language == "zh":
        text = put(template, s=slot(0), o=value) + "。"
        manner = Manner(source=SOURCE if draft.work else None)
        text = grammar_zh.front(manner) + text
    else:
        if value.split(" ", 1)[0] in ("A", "An", "The"):
            value = value[0].lower() + value[1:]
        many = draft.names[0].many
        if many and value.startswith(("a ", "an ")):
            template = "{s} are defined as {o}"  # "the biguanides are a medicine" would not agree
        text = grammar_en.agree(template, many, s=many)
        text = mark_articles(put(text, s=slot(0), o=value)) + "."
        text = grammar_en.front(Manner(source=SOURCE if draft.work else None)) + text
    filled = Filler.of(text).fill(draft.variants())
    filled = filled.replace(SOURCE, draft.title) if draft.work else filled
    return filled if maker.language == "zh" else capital(filled)


def sample(draft: Draft) -> dict[str, object]:
    """The finished sample of a draft of this part: all definitions are answers, those in its language first."""
    from .naming import written_literal

    language = draft.maker.language
    terms = [t for t in draft.maker.answers.answers(draft.row) if isinstance(t, Literal)]
    ordered = sorted(terms, key=lambda t: (not in_language(t, language), -min(len(t.value or ""), 40), len(t.value or ""), t.value or ""))
    answers = []
    for literal in ordered:
        text = written_literal(literal, language)
        record = {"value": text, "type": "string", "aliases": [], **({"lang": literal.lang} if literal.lang else {})}
        answers.append(Answer(literal, text, text, record))
    return finish(draft, answers, "any", cite=quoted_in(draft))


def quoted_in(draft: Draft) -> set[str]:
    """The facts (ids) of a definition that are quoted: those in its language."""
    facts, language = draft.maker.material.facts, draft.maker.language
    return {id for id in draft.support if id in facts and isinstance(o := facts[id].object, Literal) and in_language(o, language)}
