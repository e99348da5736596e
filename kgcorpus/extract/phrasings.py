"""How a predicate that has only a label may stand in a sentence: patterns made from label and aliases, in Chinese and English.

Used where an ontology has no patterns of its own. The patterns are narrow (both ends of every slot are fixed by words, marks or types),
because what the label does not say is better left to training than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgcorpus.english import is_participle, split_name
from kgcorpus.ontology import Predicate
from kgcorpus.text import CJK

_HAN = re.compile(f"[{CJK}]")
_RELATED = re.compile(r"\b(?:in|on|at|by|of|for|to|from|with|as|after|under|about)$")
# Nouns of agents and the verbs that say the same; regular ones (producer, developer) are derived.
_AGENTS = {
    "author": ("written|authored|penned", "wrote"), "writer": ("written", "wrote"), "screenwriter": ("written|scripted", "wrote"),
    "director": ("directed", "directed"), "architect": ("designed", "designed"), "creator": ("created", "created"),
    "owner": ("owned", "owns|owned"), "founder": ("founded|established|co-founded", "founded|co-founded"),
    "manufacturer": ("manufactured|made|built", "manufactured|manufactures|builds|built"), "builder": ("built", "built"),
    "builders": ("built", "built"), "composer": ("composed|scored", "composed"), "editor": ("edited", "edited"),
    "distributor": ("distributed", "distributed"), "operator": ("operated|run", "operates|operated"),
    "operating organisation": ("operated|run", "operates|operated"), "discoverer": ("discovered", "discovered"),
    "inventor": ("invented", "invented"), "performer": ("performed|sung|recorded", "performed|recorded|sang"),
    "illustrator": ("illustrated", "illustrated"), "translator": ("translated", "translated"),
}  # fmt: skip
# Set phrases of the language for labels that name a time or a place of an event.
_EVENTS_EN = {
    "birth": "(was|were|is)? born", "death": "(died|passed away)", "publication": "(was|were|is)? (first )?published",
    "release": "(was|were|is)? (first )?(released|published)", "founding": "(was|were|is)? (founded|established|formed|created)",
    "foundation": "(was|were|is)? (founded|established|formed|created)", "formation": "(was|were|is)? (formed|founded|established)",
    "inception": "(was|were|is)? (founded|established|formed|created|started)", "completion": "(was|were|is)? (completed|finished)",
    "opening": "(was|were|is)? (opened|inaugurated)", "launch": "(was|were|is)? launched", "burial": "(was|were|is)? buried",
    "discovery": "(was|were|is)? discovered", "construction": "(was|were|is)? (built|constructed)",
}  # fmt: skip
_TIME_EN = frozenset({"date", "time", "year", "day", "inception"})
_PLACE_EN = frozenset({"place", "location", "city", "site", "country"})
_OTHER_EN = {
    "spouse": ("{s} (is|was)? married (to )?{o}", "{s}'s (husband|wife|spouse) (is|was )?{o}", "{s} and (his|her) (wife|husband) {o}"),
    "alma mater": ("{s} (graduated from|studied at|attended|(was|is) educated at) (the )?{o}",),
    "educated at": ("{s} (graduated from|studied at|attended) (the )?{o}",),
    "club": ("{s} (plays|played|has played) for {o+}",), "team": ("{s} (plays|played|has played) for {o+}",),
    "member of sports team": ("{s} (plays|played|has played) for {o+}",),
    "ingredient": ("{s} (contains|contain|is made with|is made from|is made of) {o+}",
    "{o+} (is|are) (an |a )?(main )?(ingredient|ingredients) (of|in) {s}"),
    "author": ("{s} (is|was) (a|an|the) ... (novel|book|story|play|poem|memoir|collection) by {o+}",),
    "writer": ("{s} (is|was) (a|an|the) ... (novel|book|story|play|poem|memoir|collection) by {o+}",),
    "performer": ("{s} (is|was) (a|an|the) ... (song|single|album|track|ballad) (performed |recorded )?by {o+}",),
    "composer": ("{s} (is|was) (a|an|the) ... (opera|symphony|concerto|sonata|ballet) by {o+}",),
    "language": ("{o+} (is|are) (the |an )?(official |national |main )?(language|languages) (spoken )?(in|of) {s}",
    "{o+} (is|are) spoken in {s}"),
    "residence": ("{s} (lives|lived|resides|resided) in {o}",), "platform": ("{s} (is|was|were) released (for|on) {o+}",),
    "location": ("{s} (is|are|was)? (located|situated|based|found) (in|at) {o}",),

    "headquarter": ("{s} (is|are|was)? (headquartered|based) in {o}",),
    "headquarters": ("{s} (is|are|was)? (headquartered|based) in {o}",),
    "headquarters location": ("{s} (is|are|was)? (headquartered|based) in {o}",),
    "notable work": ("{s}, (author|creator|director|composer) of {o}",), "award received": ("{s} (won|received|(was|"
    "were) awarded) (the |an? )?{o}",),
    "award": ("{s} (won|received|(was|were) awarded) (the |an? )?{o}",),
    "nominated for": ("{s} (was|were) nominated for (the |an? )?{o}",),
    "cast member": ("{s} (stars|starred|starring|features|featuring) {o+}", "{o} (stars|starred|appears|appeared|played) in {s}"),
    "starring": ("{s} (stars|starred|starring|features|featuring) {o+}", "{o} (stars|starred|appears|appeared) in {s}"),
    "based on": ("{s} (is|was)? (an adaptation of|adapted from) (the )?(novel |book |play |story )?{o}",),
    "nationality": (), "part": ("{s} (includes|include|contains|comprises) {o+}",), "has part": ("{s} (includes|include|contains|"
    "comprises) {o+}",),
    "follows": ("{s} (was preceded by|is the sequel to|is a sequel to) {o}",),
    "followed by": ("{s} (was|is) (succeeded|followed) by {o}",),
    "leader": ("{s} (is|was) (led|headed) by {o}",), "publisher": ("{s} (is|was|are|were)? published by {o}",),
}  # fmt: skip
# Verbs that say the same as the Chinese noun of a part that somebody has in something.
_VERBS_ZH = {
    "导演": "执导|导演", "编剧": "编剧|编写", "作曲": "作曲|谱曲", "作词": "作词|填词", "主演": "领衔主演|主演|出演",
    "制片人": "监制|制片", "歌手": "演唱|主唱|献唱",
    "作者": "所著|撰写|创作|所写|编著|编写|写|著", "译者": "翻译|译", "出品公司": "出品|制作", "制作公司": "制作|出品",
    "出版社": "出版", "创始人": "创办|创立|创建", "创办者": "创办|创立|创建",
    "主持人": "主持", "设计者": "设计", "设计师": "设计", "发明者": "发明", "发明人": "发明", "发现者": "发现", "开发商": "开发",
    "开发者": "开发", "生产商": "生产|制造",
    "制造商": "制造|生产", "生产厂家": "生产|制造", "运营商": "运营", "供应商": "供应|提供", "教练": "执教", "指挥": "指挥",
}  # fmt: skip
_WITH_ZH = "(共同|联合|亲自|独家|倾情|携手|合作|倾力)?"
_NOUNS_ZH = "(一部|一首|一本)?(电影|电视剧|小说|长篇小说|网络小说|歌曲|单曲|专辑|作品|影片|图书|书|同名小说)?"
_BEGUN_ZH = "成立|创立|创建|创办|组建|始建|建立|设立"
_ROLE_ZH = re.compile(r"(?:日期|时间|地点|地址|位置|年份|院校|学校|公司|机构|单位|平台|电台|网站|者|人|地|方)$")
_TIMES_ZH = ("日期", "时间", "年份")
_PLACES_ZH = ("地点", "地址", "位置", "地", "院校", "学校")
_OTHER_ZH = {
    "作者": ("{o}(所著|著|撰写|创作|所写|写)的(小说|长篇小说|网络小说|书|著作|作品)?{s}", "{s}(是|为)?{o}(所著|著|撰写|创作|所写|写)的"),
    "歌手": ("{o}演唱的(歌曲|单曲|主题曲)?{s}", "{s}(是|为)?(由)?{o}演唱(的)?", "{o}的(歌曲|单曲|新歌){s}"),
    "主演": ("{s}(由)?{o+}(领衔)?主演", "{o+}(领衔)?主演的(电影|电视剧)?{s}"),
    "丈夫": ("{s}的(老公|先生|丈夫){o}", "{s}嫁给(了)?{o}"), "妻子": ("{s}的(老婆|太太|妻子|夫人){o}", "{s}娶(了)?{o}"),
    "创始人": ("{o}(创办|创立|创建|成立)(了|的){s}", "{s}(是|由){o}(创办|创立|创建)(的)?"), "创办者": ("{o}(创办|创立|创建)(了|的){s}",),
    "父亲": ("{o}之(子|女){s}",), "简称": ("{s}\\((以下)?(简称|下称)(为|：)?{o}",),
    "主题曲": ("{s}(的)?(片头曲|片尾曲|主题歌)(是|为|：)?{o}",),
    "毕业院校": ("{s}(就读于|毕业于|考入){o}",), "国籍": (), "总部地点": ("{s}总部(位于|设在|设于|在){o}",), "首都": ("{s}(定都|"
    "首都为|首都是){o}",),
    "所在城市": ("{s}(位于|坐落于|地处){o}",), "出生地": ("{s}(出生于|生于|出生在|来自){o}", "{o}人{s}"),
    "出生日期": ("{s}(出生于|生于){o}", "{s}{o}(出生|生)"),
}  # fmt: skip


def phrasings(predicate: Predicate) -> Iterator[tuple[str, str]]:
    """Patterns from a predicate's labels and aliases: (pattern, language), each once, the surest first."""
    seen: set[tuple[str, str]] = set()
    names = [*predicate.labels.values(), *(a for group in predicate.aliases.values() for a in group)]
    for name in names or [predicate.id.split(":")[-1].rsplit("/", 1)[-1].rsplit("#", 1)[-1]]:
        chinese = bool(_HAN.search(name))
        if chinese and len(name.strip()) < 2:
            continue
        label = _escaped(name.strip() if chinese else split_name(name).lower().replace("_", " ").strip())
        for pattern in _chinese(label, predicate) if chinese else _english(label, predicate):
            if predicate.kind == "datatype":
                pattern = pattern.replace("{o+}", "{o}")
            if (pattern, "zh" if chinese else "en") not in seen:
                seen.add((pattern, "zh" if chinese else "en"))
                yield pattern, "zh" if chinese else "en"


def _escaped(label: str) -> str:
    return re.sub(r"([\\(){}\[\]|?])", r"\\\1", label)


def _english(label: str, predicate: Predicate) -> Iterator[str]:
    words = label.split()
    if not words:
        return
    if _RELATED.search(label):
        lead = "" if words[0] in ("is", "are", "was", "has") else "(is|are|was|were)? "
        yield f"{{s}} {lead}(a |an |the )?{label} (the |a |an )?{{o+}}"
    elif len(words) == 1 and (is_participle(label) or label.endswith("s")):
        yield f"{{s}} {label} {{o+}}"
    for noun in dict.fromkeys((label, label.removeprefix("has "))):
        yield f"(the )?{noun} (of|for) {{s}} (is|was|are|were) (the |a |an )?{{o+}}"
        yield f"{{s}}'s {noun} (is|was|are|were) (the |a |an )?{{o+}}"
        yield f"{{s}} (has|had|with) (the |a |an )?{noun} (of )?{{o+}}"
        yield f"{{s}} (is|was) (the |a |an )?{{o}} {noun}" if predicate.kind == "object" and len(words) == 1 else f"{{s}}, {noun} {{o}}"
        if predicate.kind == "object":
            holds = "(is|was|are|were|served as|serves as) (the |a |an |its )?(current |first |official |national )?"
            yield f"{{o}} {holds}{noun} (of|for|in) (the )?{{s}}"
            yield f"{{o}}(,)? (the )?{noun} of {{s}}"
    yield from _agents(label, words)
    yield from _events(words)
    yield from _OTHER_EN.get(label, ())


def _agents(label: str, words: list[str]) -> Iterator[str]:
    passive, active = _AGENTS.get(label, ("", ""))
    if not passive and len(words) == 1 and re.search(r"[a-z]{3}er$", label):
        passive = active = re.sub(r"e?r$", "", label) + ("d" if label.endswith("er") else "ed")
        passive = active = passive if passive.endswith("ed") else passive.removesuffix("d") + "ed"
    if passive:
        yield f"{{s}} (is|was|are|were) ({passive}) by {{o+}}"
        yield f"{{o}} ({active}) {{s}}"


def _events(words: list[str]) -> Iterator[str]:
    event = next((w for w in words if w in _EVENTS_EN), None)
    if event is None:
        return
    said = _EVENTS_EN[event]
    if any(w in _TIME_EN for w in words):
        yield f"{{s}} {said} (on|in) {{o}}"
        yield f"{{s}} {said} (in|at) ... (on|in) {{o}}"
    elif any(w in _PLACE_EN for w in words):
        yield f"{{s}} {said} (in|at) {{o}}"
        yield f"{{s}} {said} on ... (in|at) {{o}}"


def _chinese(label: str, predicate: Predicate) -> Iterator[str]:
    if predicate.kind == "object":
        yield f"{{s}}(的)?{label}(是|为|：|有|包括|分别是|分别为)?{{o+}}"
        yield f"{{s}}(是|系)?由{{o+}}(共同|联合|亲自)?(担任)?{label}"
        yield f"{{o+}}(共同|联合|亲自)?{label}的(电影|电视剧|小说|歌曲|作品|影片|网络小说|综艺)?{{s}}"
        yield f"{{o}}(是|担任|任|出任|系|为){{s}}(的)?{label}"
        yield f"{{s}}\\((以下|下)?{label}(是|为|：)?{{o+}}"
        yield f"{{s}}(是|为){{o+}}{_WITH_ZH}{label}的"
        if verbs := _VERBS_ZH.get(label):
            yield f"{{s}}(是|为|系)?(一部|一首|一本|一档)?由{{o+}}{_WITH_ZH}({verbs})"
            yield f"{{s}}(是|为){{o+}}{_WITH_ZH}({verbs})的"
            yield f"{{o+}}{_WITH_ZH}({verbs})(了|的){_NOUNS_ZH}{{s}}"
    else:
        yield f"{{s}}(的)?{label}(是|为|：|约为|达到?|共)?{{o}}"
    stem = _ROLE_ZH.sub("", label)
    if stem != label and len(stem) >= 2:
        if label.endswith(_TIMES_ZH):
            if stem in _BEGUN_ZH.split("|"):
                yield f"{{s}}(正式)?({_BEGUN_ZH})于{{o}}"
                yield f"{{s}}(于|在){{o}}(正式)?({_BEGUN_ZH})"
            yield f"{{s}}(正式|首次)?{stem}于{{o}}"
            yield f"{{s}}(于|在|将于)?{{o}}(正式|在[全中][国球]|首次)?{stem}"
        elif label.endswith(_PLACES_ZH):
            yield f"{{s}}{stem}(于|在|自){{o}}"
        elif predicate.kind == "object":
            yield f"{{s}}(是|系)?由{{o+}}(共同|联合|倾情|独家)?{stem}"
            yield f"{{o+}}(共同|联合|独家)?{stem}的(电影|电视剧|小说|歌曲|作品|影片)?{{s}}"
    yield from _OTHER_ZH.get(label, ())
