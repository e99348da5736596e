"""What pronouns and definite class nouns stand for: "Its default period is 14", "该药禁用于…", "They act on …", "…, which appeared in
1963".

One stands for the grammatical subject of the sentence before it in the same passage, or of a clause before it in its own sentence, if that
is the only entity there of the class that is asked for; at the beginning of a passage for what the heading names. Where two could be
meant, it stands for none. Objects are no antecedents, except for "which", which stands for the name directly before it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from kgcorpus.extract.anaphors import FRONTED, LEAD, Nouns, Sought, anaphors, may_look_back, new_thing_meant, object_meant, opens
from kgcorpus.extract.gazetteer import Hit
from kgcorpus.extract.introduced import PARTY
from kgcorpus.extract.lists import Item, Names, Need, read_list
from kgcorpus.extract.matching import Found
from kgcorpus.extract.plain import key
from kgcorpus.extract.sentences import Anaphor, Carried, PassageReader, Sentence, source_span
from kgcorpus.extract.subjects import carried_subject, declared_subject
from kgcorpus.model import Mention
from kgcorpus.ontology import Ontology

_INTRODUCED = re.compile(r"(?:[^,;:。]{1,24},)|(?:" + FRONTED.pattern + r")[^,;:]{1,80}, ")
_CLAUSES = re.compile(
    r"^|[;:] ?|, ?(?:(?:and|but|while|whereas|so|then|yet) )?|\b(?:because|when|if|although|while|whereas|since|once|and|but) |。"
)
_ASIDE_EN = r"(?:,? \([^()]{1,60}\))?(?:, [^,;:]{1,60},)?"
_ADVERBS_EN = r"(?: (?:also|usually|often|both|all|each|then|now|still|too|[a-z]+ly))*"
_VERB_EN = r" (?:is|are|was|were|has|have|had|can|could|may|might|must|should|will|would|does|do|did)(?:n't)?\b"
_IRREGULAR_EN = (
    r" (?:went|came|became|began|grew|rose|fell|won|lost|took|gave|made|sold|bought|built|paid|held|led|left|met|ran|set|cut|put|spent|"
    r"sent|wrote|broke|chose|drew|drove|flew|found|kept|knew|laid|meant|sought|saw|said|shut|spread|stood|thought)\b"
)
_FINITE = re.compile(
    rf"{_ASIDE_EN}{_ADVERBS_EN}(?:{_VERB_EN}|{_IRREGULAR_EN}| [a-z]+ed\.$| [a-z]+(?:s|ed)\b(?!{_ADVERBS_EN}{_VERB_EN})(?![,;:.]))"
)
_BARE = re.compile(rf"{_ASIDE_EN}{_ADVERBS_EN} [a-z]{{2,}}\b")
_PREDICATE_ZH = re.compile(
    r"(?:\([^()]{1,40}\))?,?(?:是|为|属|有(?!的)|由|在|于|可|能|会|不|没|未|无|须|应|需|要|将|已|也|亦|还|又|都|均|皆|则|就|才|一般|通常|常|多(?!种)|主要|用于|"
    r"出现|发生|最|很|较|比|更|与|和|同|被|把|对|向|从|因|以|具|含|单独|作为|必|只|仅|曾|虽|既|本身|,|"
    r"自(?![身己动然主行])|经|按|依|凭|通过|根据|随|成立|"
    r"创立|创办|建立|组建|位于|坐落|拥有|披露|宣布|发布|公布|推出|上线|上市|投产|积极|充分|致力|坚持|持续|不断|努力|全面|正式|"
    r"成功|率先|共同|联合|携手|设立|承担|负责|生产|销售|提供|开发|研发|采用|支持|包括|包含|达到|超过|实现|完成|开展|推进|加快|加强|建设|打造|形成|获得|荣获|入选|收购|投资|签|"
    r"降低|升高|增加|减少|改善|抑制|促进|导致|引起|治疗|预防|防治|适用|禁用|慎用|服用|口服|仍|一直|起|每|受|遵循|规定|要求|施行|实施|生效|应用|使用|使|让|令|总部|停机|发作|"
    r"配有|配备|装有|设有|现有|共有|内置|主持|毕业|担任|出任|出生|生于|参加|参与|领导|率领|研究出|发明|发现|提出|指出|认为|表示|强调|撰写|著有|获|驶|占地|占全|"
    r"能够|可以|可能|应该|必须|不能|不得|不宜|无法|难以|易于|多见|少见|常见|起效|吸收|代谢|经肾|排泄|口服吸收|显著|明显|严重|轻微|迅速|缓慢|首次|近年|今年|去年|目前|于是|历史|"
    r"面向|覆盖|服务|连接|运行|工作|接入|监测|测量|记录|显示|报警|重\d|长\d|高\d)"
)
_ONLY_LEAD = re.compile(rf"(?:{LEAD.pattern})$")


@dataclass(slots=True)
class _Said:
    """A sentence that was read: who it is about, as names, as a pronoun, or carried from outside."""

    sentence: Sentence
    names: tuple[Item, ...] = ()
    anaphor: Anaphor | None = None
    carried: tuple[Carried, ...] = ()


class Discourse:
    """What one passage has been about so far, sentence by sentence."""

    def __init__(self, ontology: Ontology, nouns: Nouns, names: Names, read: PassageReader) -> None:
        self._ontology, self._nouns, self._names, self._read = ontology, nouns, names, read
        self._before: list[_Said] = []

    @property
    def sentences(self) -> list[Sentence]:
        return [said.sentence for said in self._before]

    def open(self, sentence: Sentence) -> Sentence:
        """The sentence with its anaphors, or the sentence itself where it has none."""
        found = list(anaphors(sentence, self._nouns))
        if not found:
            return sentence
        own = copy.copy(sentence)
        own.memo, own.anaphors = {}, {}
        before = tuple(self._before)
        for sought, possessive in found:
            resolve = partial(self._referents, own, sought, before)
            own.anaphors[sought.start] = Anaphor(sought.start, sought.end, possessive, resolve)
        return own

    def close(self, sentence: Sentence, matches: Sequence[tuple[Found, Carried | None]]) -> None:
        """Keeps who a sentence was about, for the next one. ``matches`` are what was read in it."""
        said = _Said(sentence)
        said.names = _subject(sentence, self._names)
        if not said.names:
            first = min(sentence.anaphors, default=None)
            if first is not None and _ONLY_LEAD.fullmatch(sentence.text[:first]):
                said.anaphor = sentence.anaphors[first]
            else:
                said.names = _first_of(sentence, [found for found, _ in matches])
        if not said.names and said.anaphor is None:
            said.carried = tuple(c for found, c in matches if c and _ONLY_LEAD.fullmatch(sentence.text[: found.start]))[:1]
        self._before.append(said)

    def skip(self, sentence: Sentence) -> None:
        """Counts a sentence that was not read: nothing after it refers past it."""
        self._before.append(_Said(sentence))

    def left_out(self, sentence: Sentence, at: int, classes: tuple[str, ...]) -> Carried | None:
        """The subject of a sentence that begins, but for connectives, with its predicate at a position."""
        lead = sentence.text[:at].rstrip()
        negated = next((a for a, b in sentence.negations if b == len(lead)), len(lead))
        if not _ONLY_LEAD.fullmatch(lead[:negated]) or not self._before:
            return None
        found = self._referents(sentence, Sought(at, at), tuple(self._before), classes)
        return found[0] if len(found) == 1 else None

    # ------------------------------------------------------------------ looking for the antecedent

    def _referents(self, sentence: Sentence, sought: Sought, before: tuple[_Said, ...], classes: tuple[str, ...]) -> tuple[Carried, ...]:
        known = sentence.memo.get(("anaphor", sought.start, classes))
        if known is None:
            known = sentence.memo["anaphor", sought.start, classes] = self._found(sentence, sought, before, classes)
        assert isinstance(known, tuple)
        return known

    def _found(self, sentence: Sentence, sought: Sought, before: tuple[_Said, ...], classes: tuple[str, ...]) -> tuple[Carried, ...]:
        if sought.at is not None:
            ids = self._fit(sought.at.entities, classes, sought)
            return (_carried(sentence, sought.at, ids),) if len(ids) == 1 else ()
        if sought.oblique:
            return ()
        if sought.own and (own := self._own(sentence, classes, sought)) is not None:
            return own
        names = [(hit, ids) for hit in sentence.hits if (ids := self._fit(hit.entities, classes, sought))]
        if sought.fronted and any(hit.start >= sought.end for hit, _ in names):
            return ()  # "When it fails, the double top …": it stands for what comes
        names = [(hit, ids) for hit, ids in names if hit.end <= sought.start]
        if not (sought.kind and names):
            inside = self._inside(sentence, sought, names, classes)
            if inside is not None:
                return inside
        if sought.pronoun and not may_look_back(sentence, sought):
            return ()
        return self._outside(sentence, sought, before, classes)

    def _own(self, sentence: Sentence, classes: tuple[str, ...], sought: Sought) -> tuple[Carried, ...] | None:
        """What 本公司 or 本品 is where the document says it: the part that it introduces, else what headings and title name, if they name
        one; None where nothing of the class is named there."""
        document = sentence.document
        parts = [n for n in self._read.local(document).held if n.kind == PARTY and n.form in (sought.noun, f"本{sought.noun}")]
        for part in parts:
            ids = self._fit(part.entities, classes, sought)
            if part.start < sentence.end and len(ids) == 1:
                a, b = part.full
                mention = Mention(a, b, document.text[a:b], ids)
                return (Carried(mention, source_span(document, "subject", a, b)),)
        headed = self._headed(sentence, classes, sought)
        declared = declared_subject(document, classes, self._read, self._names)
        if headed and declared and headed.mention.entities != declared.mention.entities and declared.mention.entities:
            return () if sought.noun not in ("品", "药") else (headed,)
        return (headed,) if headed else None

    def _inside(
        self, sentence: Sentence, sought: Sought, names: list[tuple[Hit, tuple[str, ...]]], classes: tuple[str, ...]
    ) -> tuple[Carried, ...] | None:
        """The referents that a clause before the anaphor gives; None where nothing before it in the sentence could be meant."""
        subjects = [items for start in _clause_starts(sentence.text[: sought.start]) if (items := _named_at(sentence, start, self._names))]
        subjects = [s for s in subjects if s[-1].end <= sought.start and all(self._fit(i.ids, classes, sought) for i in s)]
        earlier = [a for at, a in sorted(sentence.anaphors.items()) if at < sought.start]
        for anaphor in reversed(earlier):
            meant = anaphor.resolve(classes)
            if meant and self._agrees(meant, sought) and not any(s[0].start > anaphor.start for s in subjects):
                return () if sought.whose and object_meant(sentence.text[anaphor.end : sought.start]) else meant
        if not names:
            return None
        if sought.plural:
            listed = [s for s in subjects if len(s) > 1]
            meant = self._items(sentence, listed[-1], classes, sought) if listed else ()
            return meant if {ids for _, ids in names} == {c.mention.entities for c in meant} and self._agrees(meant, sought) else ()
        if len({ids for _, ids in names}) > 1 or not subjects or len(names[0][1]) > 1:
            return ()
        if sought.definite and not sought.own and any(not re.search("[,;:。]", sentence.text[s[-1].end : sought.start]) for s in subjects):
            return ()  # "X 将减持该企业的股权": the subject of the clause itself would be called so by nobody
        if sought.pronoun and not opens(sentence, subjects[0][0].start):
            return ()  # a clause about something else stands before
        if sought.whose and object_meant(sentence.text[subjects[0][0].end : sought.start]):
            return ()
        return self._items(sentence, subjects[0][:1], classes, sought)

    def _outside(self, sentence: Sentence, sought: Sought, before: tuple[_Said, ...], classes: tuple[str, ...]) -> tuple[Carried, ...]:
        """The referents that the sentence before gives, or at the beginning of a passage the heading."""
        headed = self._headed(sentence, classes, sought) if not sought.plural else None
        if not before:
            return (headed,) if headed else ()
        last = before[-1]
        meant = self._about(last, classes, sought)
        if sought.pronoun and last.names and new_thing_meant(last.sentence.text[last.names[-1].end :]):
            return ()
        named = self._named(last.sentence, classes, sought)
        if not meant and sought.kind and len(named) == 1:
            return tuple(named.values())
        if not meant and sought.definite and not named and last.anaphor is None:
            every = {ids: said for said in before for ids in self._named(said.sentence, classes, sought)}
            if len(every) == 1:
                [said] = every.values()
                meant, last = self._about(said, classes, sought), said
                named = self._named(last.sentence, classes, sought)
        if not meant or not self._agrees(meant, sought, last.sentence):
            return ()
        ids = {c.mention.entities for c in meant}
        if any(other not in ids for other in named) and not (headed and {headed.mention.entities} == ids):
            return ()
        return meant

    def _about(self, said: _Said, classes: tuple[str, ...], sought: Sought) -> tuple[Carried, ...]:
        """Who a sentence is about, if all of them are of the classes."""
        if said.names:
            return self._items(said.sentence, said.names, classes, sought)
        found = said.anaphor.resolve(classes) if said.anaphor else said.carried
        return found if all(self._fit(c.mention.entities, classes, sought) for c in found) else ()

    def _items(self, sentence: Sentence, items: Sequence[Item], classes: tuple[str, ...], sought: Sought) -> tuple[Carried, ...]:
        out: dict[tuple[str, ...], Carried] = {}
        for item in items:
            ids = self._fit(item.ids, classes, sought)
            if len(ids) != 1:
                return ()
            out.setdefault(ids, item.stands_for or _carried(sentence, Hit(item.first, item.last, ids), ids))
        return tuple(out.values())

    def _named(self, sentence: Sentence, classes: tuple[str, ...], sought: Sought) -> dict[tuple[str, ...], Carried]:
        fitting = [(h, ids) for h in sentence.hits if not h.reference and (ids := self._fit(h.entities, classes, sought))]
        return {ids: _carried(sentence, h, ids) for h, ids in reversed(fitting)}

    def _headed(self, sentence: Sentence, classes: tuple[str, ...], sought: Sought) -> Carried | None:
        found = carried_subject(sentence.document, sentence.passage.headings, classes, self._read, self._names)
        if found is None or len(ids := self._fit(found.mention.entities, classes, sought)) != 1 or len(found.mention.entities) != 1:
            return None
        return found if found.mention.entities == ids else None

    def _fit(self, ids: tuple[str, ...], classes: tuple[str, ...], sought: Sought) -> tuple[str, ...]:
        found = self._names.fitting(ids, classes) if ids else ()
        return self._names.fitting(found, sought.nouns) if found and sought.nouns else found

    def _agrees(self, meant: Sequence[Carried], sought: Sought, sentence: Sentence | None = None) -> bool:
        """Whether the number of what is meant is that of the anaphor. One name is many where it names a kind ("biguanides are …")."""
        if not sought.plural:
            return len(meant) == 1
        if len(meant) > 1:
            return sought.count in (0, len(meant))
        if not meant or sought.count or sentence is None:
            return False
        at = sentence.find(meant[0].mention.end)
        rest, name = sentence.text[at:], key(meant[0].mention.text)
        return bool(re.match(r"[a-z]* (?:are|were|have)\b", rest) or name.endswith("类") or rest.startswith("类"))


# ----------------------------------------------------------------------------------------------------- grammatical subjects


def _subject(sentence: Sentence, names: Names) -> tuple[Item, ...]:
    """The names that are the grammatical subject of a sentence's first main clause."""
    starts = [0]
    if introduced := _INTRODUCED.match(sentence.text):
        starts.append(introduced.end())
    return next((items for start in starts if (items := _named_at(sentence, start, names))), ())


def _clause_starts(text: str) -> list[int]:
    return sorted({m.end() for m in _CLAUSES.finditer(text)})


def _named_at(sentence: Sentence, start: int, names: Names) -> tuple[Item, ...]:
    """The names that begin a clause and are followed by its predicate."""
    text = sentence.text
    lead = LEAD.match(text, start)
    begin = lead.end() if lead else start
    first = next((h for h in sentence.hits if h.entities and start <= h.start <= begin and h.end > begin), None)
    if first is None:
        return ()
    for end, items, _ in read_list(sentence, first.start, Need(), names):
        if any(i.problem for i in items):
            continue
        chinese = sentence.language == "zh" or not re.match(r"[ ,.;:()']", text[end : end + 1] or " ")
        follows = _PREDICATE_ZH if chinese else _BARE if len({i.ids for i in items}) > 1 else _FINITE
        if follows.match(text, end):
            return items
    return ()


def _first_of(sentence: Sentence, matches: Sequence[Found]) -> tuple[Item, ...]:
    """The first name of a sentence, where a match that begins the sentence begins with it ("the half-life of X is 6 h")."""
    first = next((h for h in sentence.hits if h.entities), None)
    for found in sorted(matches, key=lambda f: f.start):
        bounds = sorted((b for b in found.bounds if b.slot.role in ("s", "o") and b.items), key=lambda b: b.start)
        if first is None or not bounds or bounds[0].items[0].first != first.start or any(i.problem or not i.ids for i in bounds[0].items):
            continue
        lead = sentence.text[: found.start]
        if _ONLY_LEAD.fullmatch(lead) or lead.endswith("的"):
            return bounds[0].items
    return ()


def _carried(sentence: Sentence, hit: Hit, ids: tuple[str, ...]) -> Carried:
    mention = sentence.mention(hit, ids)
    page = sentence.passage.page_at(mention.start)
    return Carried(mention, source_span(sentence.document, "subject", mention.start, mention.end, page))
