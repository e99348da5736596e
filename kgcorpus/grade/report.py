"""A report on graded answers as one page of HTML without a network: scores with intervals, every number in a table beside its plot."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from kgcorpus.grade.explain_reasons import SAID_WHY
from kgcorpus.grade.report_facts import Source, source_of
from kgcorpus.grade.report_figures import WAYS, figures
from kgcorpus.grade.report_parts import SCALE, Texts, dot, head_cells, interval, percent, share_row, stripe, table
from kgcorpus.grade.report_style import SCRIPT, STYLE
from kgcorpus.grade.running import Graded, kind_of
from kgcorpus.grade.sets import VERDICTS
from kgcorpus.jsonlines_whole import opened_whole
from kgcorpus.messages import WORDS
from kgcorpus.model import Json

LISTED, SHOWN, CUT = 1000, 25, 400
"""How many verdicts and how many rows of a table a page has, and how many characters of an answer."""


def write_page(path: Path, text: str) -> None:
    """Writes the page that ``--html`` names."""
    with opened_whole(path, "--html") as to:
        to.write(text.encode())


def write_report(graded: Graded, path: Path, lang: str, *, more: Iterable[str] = ()) -> dict[str, Json]:
    """Writes the page on one file of answers, and gives its numbers; ``more`` are further sections."""
    source = source_of(graded)
    found = figures(graded, source)
    write_page(path, report_page(graded, found, source, lang, more=more))
    return found


def page(title: str, sections: Iterable[str], lang: str, *, head: str = "") -> str:
    """A page of sections; empty ones are left out."""
    t = Texts(lang)
    body = "".join(f"<section>{section}</section>" for section in sections if section)
    zh, en = (WORDS[title][n] for n in (0, 1))
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(t.plain(title))}</title>'
        f"<style>{STYLE}</style></head><body><main><header>{t.both(zh, en, 'h1')}"
        f'<button type="button" id="turn" hidden data-zh="English" data-en="中文">{"English" if lang == "zh" else "中文"}</button></header>'
        f"{head}{body}</main><script>{SCRIPT}</script></body></html>\n"
    )


def report_page(graded: Graded, found: Mapping[str, Json], source: Source, lang: str, *, more: Iterable[str] = ()) -> str:
    """The page on one file of answers; ``found`` are its ``figures``, ``more`` further sections, which stand behind the scores."""
    t = Texts(lang)
    head = (
        f'<p class="soft">{t("report.files", gold=graded.gold.name or "–", answers=graded.given.name or "–")}</p>'
        if graded.given.name
        else ""
    )
    sections = [
        _score(t, found["score"]),
        *more,
        _ways(t, found, source),
        _consistency(t, found["consistency"]),
        _abstention(t, found),
        _wrong_facts(t, found["wrong_facts"], source),
        _undecided(t, found["undecided"], found["score"]["n"]),
        _verdicts(t, graded),
        _reading(t),
    ]
    return page("report.title", sections, lang, head=head)


# --------------------------------------------------------------------------------------------- scores


def _score(t: Texts, score: Mapping[str, Json]) -> str:
    low, high = score["interval"]
    tried = score["attempted"]
    lowest, highest = score["with_undecided"]
    lines = [f'<h2>{t("report.score")}</h2><p><span class="big">{percent(score["share"])}</span>']
    lines.append(t("report.score_line", good=score["correct"], n=score["n"], interval=interval(low, high)) + "</p>")
    if tried["n"] and tried["n"] < score["n"]:
        lines.append(f"<p>{t('report.tried', share=percent(tried['share']), n=tried['n'], interval=interval(*tried['interval']))}</p>")
    if score["ungradable"]:
        lines.append(f"<p>{t('report.open', n=score['ungradable'], low=percent(lowest), high=percent(highest))}</p>")
    lines.append(stripe([(verdict, score[verdict]) for verdict in VERDICTS], t.plain("report.verdicts")))
    rows = [
        ([f'<span class="key {verdict}"></span>{t("verdict." + verdict)}', f"{score[verdict]:,}", percent(score[verdict] / score["n"])], "")
        for verdict in VERDICTS
    ]
    lines.append(table([t("report.verdict"), t("report.count"), t("report.share")], rows, (1, 2)))
    return "".join(lines)


def _ways(t: Texts, found: Mapping[str, Json], source: Source) -> str:
    """The scores by each property of which the questions have more than one value."""
    parts = []
    for way in WAYS:
        groups = found["by"].get(way, {})
        if len(groups) < 2 or (way == "mode" and list(groups) == list(found["by"].get("kind", {}))):
            continue
        mean = found["score"]["share"]
        rows = [share_row(_named(t, way, value, source), counts, mean) for value, counts in list(groups.items())[:SHOWN]]
        head = [t("report.way." + way), SCALE, t("report.correct"), t("report.interval"), t("report.count")]
        head += [t("verdict." + verdict) for verdict in VERDICTS[1:]]
        note = f'<p class="note">{t("report.note." + way)}</p>' if f"report.note.{way}" in WORDS else ""
        if len(groups) > SHOWN:
            note += f'<p class="note">{t("report.left_rows", n=len(groups) - SHOWN)}</p>'
        parts.append(f"<h3>{t('report.by.' + way)}</h3>{note}" + table(head, rows, (2, 3, 4, 5, 6, 7, 8)))
    return f"<h2>{t('report.by')}</h2>" + "".join(parts) if parts else ""


def _named(t: Texts, way: str, value: str, source: Source) -> str:
    """A value of a property in words."""
    key = {"kind": "kind.", "difficulty": "difficulty.", "mode": "asked.", "setting": "setting.", "split": "split.", "lang": "lang."}.get(
        way, ""
    )
    if way == "kind" and "kind." + value not in WORDS:
        key = "asked."
    if key and key + value in WORDS:
        return t(key + value)
    if way == "hops" and value.isdigit():
        return t("figure.hop", n=int(value))
    if way == "predicate":
        return t.both(source.label(value, "zh"), source.label(value, "en"))
    if way == "popularity":
        return t("report.facts_range", range=value)
    return escape(value)


# --------------------------------------------------------------------------------------------- behaviour


def _consistency(t: Texts, found: Mapping[str, Json]) -> str:
    same = found["same"]
    if not same["n"]:
        return ""
    rows = [([t("report." + name), f"{found[name]:,}", percent(found[name] / same["n"])], "") for name in ("always", "sometimes", "never")]
    return (
        f"<h2>{t('report.consistency')}</h2><p><span class='big'>{percent(same['share'])}</span>"
        + t("report.consistency_line", good=same["good"], n=same["n"], interval=interval(*same["interval"]))
        + f"</p>{dot(same['share'], *same['interval'])}<p class='note'>{t('report.consistency_note', wordings=found['wordings'])}</p>"
        + table([t("report.over_wordings"), t("report.count"), t("report.share")], rows, (1, 2))
    )


def _abstention(t: Texts, found: Mapping[str, Json]) -> str:
    matrix, made_up = found["abstention"], found["hallucination"]
    rows = []
    for name, row in matrix.items():
        right = f" ({t('report.of_these_right', n=row['correct'])})" if name == "answerable" and row["answered"] else ""
        rows.append((t("report." + name), [f"{row[reply]:,}" for reply in ("answered", "unknown", "silent")], right, row["n"]))
    body = "".join(
        f'<tr><th scope="row">{label}</th><td class="n {"good" if n == 0 else "bad"}">{values[0]}{right}</td>'
        f'<td class="n {"bad" if n == 0 else "good"}">{values[1]}</td><td class="n">{values[2]}</td><td class="n">{of:,}</td></tr>'
        for n, (label, values, right, of) in enumerate(rows)
        if of
    )
    head = ["", t("report.answered"), t("report.unknown"), t("report.silent"), t("report.count")]
    top = head_cells(head, range(1, 5))
    out = f"<h2>{t('report.abstention')}</h2><div class='wide'><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    share = made_up["unanswerable"]
    if share["n"]:
        line = t("report.made_up", share=percent(share["share"]), good=share["good"], n=share["n"], interval=interval(*share["interval"]))
        out += f"<h3>{t('report.hallucination')}</h3><p>{line}</p>{dot(share['share'], *share['interval'])}"
    if stated := made_up.get("stated"):
        against = stated["contradicted_share"]
        values = {
            "good": against["good"],
            "n": against["n"],
            "share": percent(against["share"]),
            "interval": interval(*against["interval"]),
        }
        out += f"<p>{t('report.stated', **values)}</p>"
        lines = []
        for one in made_up["contradicted"]:
            text = f"<blockquote>{escape(shortened(one['text'], CUT))}</blockquote>" if one["text"] else ""
            lines.append(([escape(one["said"]) + text, f"{one['n']:,}", escape(one.get("quote") or "–")], ""))
        out += table([t("report.said"), t("report.count"), t("report.sources_say")], lines, (1,)) if lines else ""
    return out


def _wrong_facts(t: Texts, facts: Sequence[Mapping[str, Json]], source: Source) -> str:
    if not facts:
        return ""
    rows = []
    for fact in facts:
        said = t.both(source.said(fact["fact"], "zh"), source.said(fact["fact"], "en"))
        if fact.get("quote"):
            titles = fact["title"]
            where = t.both(
                titles.get("zh") or titles.get("en") or fact["document"], titles.get("en") or titles.get("zh") or fact["document"]
            )
            said += f"<blockquote>{escape(fact['quote'])}<br>{where}</blockquote>"
        instead = escape(" · ".join(shortened(text, 60) for text in fact["instead"])) or "–"
        rows.append(([said, f"{fact['wrong']:,} / {fact['asked']:,}", instead], ""))
    head = [t("report.fact"), t("report.wrong_of"), t("report.instead")]
    return f"<h2>{t('report.wrong_facts')}</h2><p class='note'>{t('report.wrong_facts_note')}</p>" + table(head, rows, (1,))


def _undecided(t: Texts, reasons: Mapping[str, int], n: int) -> str:
    if not reasons:
        return ""
    rows = [
        ([t.both(*SAID_WHY[code]) if code in SAID_WHY else t("why.undecided"), f"{count:,}", percent(count / n)], "")
        for code, count in reasons.items()
    ]
    return f"<h2>{t('report.undecided')}</h2><p class='note'>{t('report.undecided_note')}</p>" + table(
        [t("report.why"), t("report.count"), t("report.share")], rows, (1, 2)
    )


# --------------------------------------------------------------------------------------------- verdicts


def _verdicts(t: Texts, graded: Graded) -> str:
    """The verdicts one by one, with what finds them; of many some of each verdict, drawn by their ids."""
    rows = list(zip(graded.questions, graded.verdicts, strict=True))
    chosen = chosen_rows([(str(question["id"]), str(verdict["verdict"])) for question, verdict in rows], LISTED)
    kinds = sorted({kind_of(question) for question, _ in rows})
    options = "".join(f'<option value="{v}" {_data("verdict." + v)}>{escape(t.plain("verdict." + v))}</option>' for v in VERDICTS)
    named = "".join(
        f'<option value="{escape(kind)}" {_data("kind." + kind) if "kind." + kind in WORDS else ""}>'
        f"{escape(t.plain('kind.' + kind) if 'kind.' + kind in WORDS else kind)}</option>"
        for kind in kinds
    )
    zh, en = WORDS["report.search"]
    hint = t.plain("report.search")
    out = [
        f"<h2>{t('report.verdict_list')}</h2><div class='find' id='finding' hidden><input id='find' type='search' "
        f'data-zh-hint="{escape(zh)}" data-en-hint="{escape(en)}" placeholder="{escape(hint)}" aria-label="{escape(hint)}">'
        f'<select id="verdict" aria-label="{escape(t.plain("report.verdict"))}"><option value="" {_data("report.all_verdicts")}>'
        f"{escape(t.plain('report.all_verdicts'))}</option>{options}</select>"
        f'<select id="kind" aria-label="{escape(t.plain("report.way.kind"))}"><option value="" {_data("report.all_kinds")}>'
        f'{escape(t.plain("report.all_kinds"))}</option>{named}</select><span id="shown" aria-live="polite"></span></div>'
    ]
    if len(chosen) < len(rows):
        out.append(f"<p class='note'>{t('report.left_verdicts', n=len(rows) - len(chosen), shown=len(chosen))}</p>")
    out += [_verdict(t, *rows[place], graded.answers.get(str(rows[place][0]["id"]))) for place in chosen]
    return "".join(out)


def _data(key: str) -> str:
    zh, en = WORDS[key]
    return f'data-zh="{escape(zh)}" data-en="{escape(en)}"'


def chosen_rows(rows: Sequence[tuple[str, str]], most: int) -> list[int]:
    """The places of the rows (id, verdict) that a page lists: all, or of each verdict an equal part as far as there are so many, drawn by
    digest; in order."""
    if len(rows) <= most:
        return list(range(len(rows)))
    places: dict[str, list[int]] = {}
    for place, (_, verdict) in enumerate(rows):
        places.setdefault(verdict, []).append(place)
    number: Callable[[int], bytes] = lambda place: hashlib.sha256(rows[place][0].encode()).digest()  # noqa: E731
    chosen: list[int] = []
    left = sorted(places.values(), key=len)
    for n, found in enumerate(left):
        chosen += sorted(found, key=number)[: (most - len(chosen)) // (len(left) - n)]
    return sorted(chosen)


def _verdict(t: Texts, question: Mapping[str, Json], verdict: Mapping[str, Json], answer: str | None) -> str:
    kind = kind_of(question)
    name = t("kind." + kind) if "kind." + kind in WORDS else escape(kind)
    gold = [_value(t, one) for one in question.get("answers") or () if isinstance(one, Mapping)]
    expected = " · ".join(gold[:8]) + (" …" if len(gold) > 8 else "") if gold else t("report.no_answer")
    said = escape(shortened(answer, CUT)) if answer and answer.strip() else f"<span class='soft'>{t('report.nothing')}</span>"
    asked = escape(shortened(str(question.get("question") or ""), CUT))
    return (
        f'<article lang="{_tongue(question)}" data-v="{verdict["verdict"]}" data-k="{escape(kind)}">'
        f'<p><span class="badge {verdict["verdict"]}">'
        f'{t("verdict." + str(verdict["verdict"]))}</span><span class="what">{name} · {escape(str(question["id"]))}</span></p>'
        f"<p><strong>{asked}</strong></p>"
        f"<dl><dt>{t('report.expected')}</dt><dd>{expected}</dd>"
        f"<dt>{t('report.answer')}</dt><dd>{said}</dd><dt>{t('report.because')}</dt><dd>{escape(str(verdict['explanation']))}</dd></dl></article>"
    )


def _tongue(question: Mapping[str, Json]) -> str:
    return {"zh": "zh-CN", "en": "en"}.get(str(question.get("lang")), "")


def _value(t: Texts, gold: Mapping[str, Json]) -> str:
    """A gold value, as HTML: yes or no, or with its unit."""
    value, unit = str(gold.get("value")), str(gold.get("unit") or "")
    if gold.get("type") == "bool" and value in ("true", "false"):
        return t("gold." + value)
    return escape(f"{value} {unit}" if unit and unit not in value else value)


def shortened(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _reading(t: Texts) -> str:
    return f"<h2>{t('report.how')}</h2>" + "".join(
        f"<p>{t('report.how_' + name)}</p>" for name in ("share", "interval", "few", "undecided")
    )
