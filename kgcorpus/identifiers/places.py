"""Postal addresses down to the door, Chinese and English.

An organisation's address is allowed: one with the organisation's name beside it, or under words such as registered office. Words of
living somewhere count for more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .reading import Identifier, Kind, Text

_N = r"(?:[A-Za-z]?\d{1,5}|[零〇一二三四五六七八九十百]{1,6})"
_INNER = (
    rf"(?:\s?(?:院|[A-Z甲乙丙丁]座|[东南西北]\s?(?:座|楼|院)|(?:地下)?[A-Z]?{_N}(?:-\d{{1,4}})?\s?(?:号楼|号院|号|栋|幢|座|单元|层|楼"
    rf"|室|户|房|门|组)))"
)

_DOOR = re.compile(
    rf"[路街道巷弄同里村镇乡区坊庄屯社园苑城桥条段寓组沟湾府庭墅郡湖营家舍]\s?"
    rf"(?:[甲乙丙丁]?{_N}(?:[-之]{_N})?\s?(?:号楼|号院|号|號|弄|组|栋|幢|座)"
    rf"|[A-Z甲乙丙丁]座){_INNER}{{0,6}}(?:(?<=[楼栋幢座元层院])\s?[A-Z]?\d{{2,4}}(?![\d.年月元个万%]))?"
)  # fmt: skip
_SIGN = re.compile(r"[号號弄组栋幢座](?<=[0-9零〇一二三四五六七八九十百A-Z甲乙丙丁\s].)")
_STREET_BEFORE = re.compile(
    r"[路街道巷弄同里村镇乡区坊庄屯社园苑城桥条段寓组沟湾府庭墅郡湖营家舍](?=\s?[甲乙丙丁A-Za-z]?[0-9零〇一二三四五六七八九十百A-Z甲乙丙丁之\-]{1,11}\s?\Z)"
)
"""The sign of a door's number, and the end of a street's name with the number between: what to begin with, since streets are everywhere."""
_ROOM = rf"(?:\s?(?:地下)?{_N}(?:-\d{{1,4}})?\s?(?:号楼|栋|幢|座|单元|层|楼|室|户|房))"
_BUILDING = re.compile(rf"[\u4e00-\u9fff]{{2,10}}?(?:[A-Z]?[塔座楼区栋])?{_ROOM}{{1,4}}(?:\s?[A-Z]?\d{{2,4}}(?![\d.年月元个万%]))?")
"""A building and a room in it, after the number of the street."""
_NOT_A_STREET = re.compile(
    r"(?:[国省县乡]道|[铁轨频赛跑通管隧渠航报知味]道|高速|[路街]演|地铁|公路|铁路|线路|电路|思路|道路|套路|社区|国家|专家|大家|小区"
    r"|城区|地区|园区|校区|选区|辖区|厂区|库区|区)\s?\Z"
)
_NO_DOOR = re.compile(
    r"\s?(?:线|文|令|出口|口|公告|决议|案|机|站台|馆|通知|批复|函|标|地块|选手|种子|病|染色体|元素|台|球|位|车|井|炉|堆|锅|样|桩|墩"
    r"|煤|油|气|宗|信箱|仓|门店|店|厂|矿|坑|柜|试)"
)
_PROVINCES = (
    "北京|上海|天津|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南"
    "|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾"
)

_REGION = re.compile(
    rf"(?:{_PROVINCES})|[\u4e00-\u9fff]{{2,4}}?(?:自治[区州县]|[省市县州盟旗](?!场|长|民|政))|[\u4e00-\u9fff]{{2,3}}?[区镇乡](?!别|域|间)"
)
_STRETCH = re.compile(r"[\u4e00-\u9fff\d\s（）()]{0,40}\Z")
_HOME = re.compile(
    r"(?:家住|现住|暂住地?|居住在?|户籍(?:所在)?地?|住址|住所|收货地址?|收件地址|家庭(?:地址|住址)|我家|老家|住在|住|租住|寄到|寄往"
    r"|送到|通[讯信]地址|患者|被告人|联系地址)\s?[在于为是:：]{0,2}\s?"
)
_LABELLED = re.compile(r"(?:地址|地点|位于|坐落[在于]|前往|搬到|迁[至到]|来自)\s?[在于为是:：]{0,2}\s?")
_ORGANISATION = (
    r"公司|集团|银行|医院|学校|大学|学院|中学|小学|研究[院所]|中心|[总分支]?[局厅部委署院会社所]|法院|检察院|博物[院馆]|图书馆|酒店"
    r"|宾馆|饭店|大厦|广场|总部|基地|门诊楼|工厂|厂|事务所|协会|基金会|出版社|杂志社|编辑部|派出所|政府|使馆|馆|店|支行|营业厅"
)

_SEAT = re.compile(
    r"(?:注册地址?|办公地[址点]|公司地址|总部|总行|会议地点|会场|营业场所|经营场所|经营地址|营业地址|单位地址|机构地址|住所地"
    r"|门店地址|举办地点|开庭地点|通信地址（单位）)"
)
_BESIDE = re.compile(
    rf"(?:{_ORGANISATION})(?:（[^）]{{0,12}}|[)）」”》]|的|是|为|,|，|、|:|：|\(|\s|\||-|位于|坐落[在于]|设[在于]|地处|总部|地址|注册"
    rf"|办公|在|于|前往|[新老]?所区|园区|校区|院区|厂区)*\Z"
)
_BODY_THEN_REGION = re.compile(rf"(?:{_ORGANISATION})(?=(?:{_PROVINCES}|[\u4e00-\u9fff]{{2,3}}(?:市|县|区|自治)))")
_BODY_LIVES = re.compile(rf"(?:{_ORGANISATION})[）)]?\s?[:：,，]?\s?(?:住所|住址|地址)\s?[:：为是在]{{0,2}}\s?\Z")
_REGISTERED = re.compile(
    r"(?:公司|集团|银行|企业|合作社|事务所|工厂)[^。！？\n\x00]{0,120}(?:成立|创建|创立|注册资[本金]|法定代表人|登记|董事长|子公司)[^。！？\n\x00]{0,80}\Z"
)
"""A sentence that tells of a company how it was founded or registered."""
_DWELLS = re.compile(r"家住|现住|居住|户籍|住在|家庭|住址[:：]?\Z|收货|[某先女][某生士]")
_HOME_BEFORE = re.compile(rf"(?:{_HOME.pattern})[^。；;\x00\n]{{0,2}}\Z")
_AFTER = re.compile(rf"\s?[\u4e00-\u9fff]{{1,12}}?(?:{_ORGANISATION})")


def address() -> Kind:
    """Addresses with the number of a door: Chinese (省市区…路…号…室) and English (number, street, town with its code)."""
    return _address


def _address(text: Text) -> Iterator[Identifier]:
    last = 0
    for sign in _SIGN.finditer(text.view):
        before = _STREET_BEFORE.search(text.view, max(last, sign.start() - 16), sign.start())
        match = _DOOR.match(text.view, before.start()) if before else None
        if match:
            last = match.end()
            if found := _chinese(text, match):
                yield found
    yield from _english_ones(text)
    for town in _TOWN.finditer(text.view):
        street = _CONTINENTAL.search(text.view, max(0, town.start() - 60), town.end() + 40)
        if street and street.end() > town.end() and not _NO_STREET.search(text.before(street.start(), 1)):
            yield text.found("address", street.start(), street.end(), _BODY.search(text.before(street.start(), 60)) is not None)


def _english_ones(text: Text) -> Iterator[Identifier]:
    """Begun at a blank after a number, or at a box: most numbers are neither."""
    last = 0
    for blank in _AFTER_NUMBER.finditer(text.view):
        number = _HOUSE.search(text.view, max(last, blank.start() - 14), blank.start())
        match = _STREET.match(text.view, number.start()) if number else None
        if match:
            last = match.end()
            if found := _english(text, match):
                yield found
    for box in _BOX.finditer(text.view):
        match = _STREET.match(text.view, box.start())
        if match and (found := _english(text, match)):
            yield found


def _chinese(text: Text, match: re.Match[str]) -> Identifier | None:
    before = text.before(match.start() + 1, 48)
    end = match.end()
    if further := _BUILDING.match(text.after(end, 40)):
        end += further.end()
    inner = further is not None or re.search(r"室|单元|户|幢|栋|号楼\s?[A-Z]?\d|座\s?\d|层|弄.*号|组.*号", match[0]) is not None
    named = _length_of_name(before)
    if named < 2 or (_NOT_A_STREET.search(before) and not (inner and named >= 3)):
        return None
    door = re.sub(r"\s", "", match[0][1:])
    if not inner and (_NO_DOOR.match(text.after(end)) or re.fullmatch(r".*(?:号楼|组|座|栋|幢)", door)):
        return None
    spot = _spot(text, match, before)
    if not (inner or spot.region or spot.at_home or spot.labelled):
        return None
    return text.found("address", spot.start, end, _of_a_body(text, spot, end))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an address begins and what leads to it."""

    start: int
    region: bool
    at_home: bool
    labelled: bool
    after_body: bool


def _spot(text: Text, match: re.Match[str], before: str) -> _Spot:
    stretch = _STRETCH.search(before)
    last = match.start() + 1
    first = start = last - len(stretch[0] if stretch else "")
    words = text.view[first:last]
    for body in _BODY_THEN_REGION.finditer(words):
        start = first + body.end()
    after_body = start > first
    outer = text.before(first, 24)
    homes, labels = list(_HOME.finditer(words)), list(_LABELLED.finditer(words))
    start = max([start, *(first + said.end() for said in (*homes, *labels))])
    at_home = bool(homes) or _HOME_BEFORE.search(outer) is not None
    labelled = bool(labels) or re.search(r"地址\s?[|:：]?\s?\Z", outer) is not None
    region = _REGION.search(text.view, start, last)
    if region and (not (at_home or labelled or after_body) or region.start() > start + 8):
        start = region.start()
    led = text.view[start : match.end()]
    return _Spot(start + len(led) - len(led.lstrip("在于为是 \n")), region is not None, at_home, labelled, after_body)


def _of_a_body(text: Text, spot: _Spot, end: int) -> bool:
    """Whether an address is an organisation's: its name is beside it, or words such as registered office."""
    outer = text.before(spot.start, 160)
    if spot.at_home:
        return _BODY_LIVES.search(outer[-24:]) is not None or (_REGISTERED.search(outer) is not None and not _DWELLS.search(outer[-30:]))
    if _REGISTERED.search(outer):
        return True
    row = outer.rpartition("\n")[2]
    in_row = row.startswith("|") and _SEAT.search(row)
    return bool(spot.after_body or _SEAT.search(outer[-20:]) or in_row or _BESIDE.search(outer[-24:]) or _AFTER.match(text.after(end)))


def _length_of_name(before: str) -> int:
    """How many Chinese characters stand at the end."""
    name = re.search(r"[\u4e00-\u9fff]*\Z", before)
    return len(name[0]) if name else 0


# ------------------------------------------------------------------------------------------------- English

_KINDS = (
    "Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Terrace|Terr|Way|Close|Crescent|Cres"
    "|Gardens|Gdns|Grove|Mews|Parkway|Pkwy"
    "|Highway|Hwy|Circle|Cir|Row|Hill|Walk|Quay|Rise|Alley|Broadway|Plaza|Trail|Loop|Strand|Embankment"
)
_CODE = (
    r"(?:(?:[A-Z]{2}|[A-Z][a-z]+),?\s\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]{2},?\s[A-Z]\d[A-Z]\s?\d[A-Z]\d)(?![A-Za-z\d])"
)
_STREET = re.compile(
    rf"(?:P\.?\s?O\.?\s?[Bb]ox\s\d{{1,6}}|\d{{1,5}}(?:-\d{{1,4}})?[A-Za-z]?,?\s(?:(?:[NSEW]{{1,2}}\.?|North|South|East"
    rf"|West)\s)?(?:(?:[A-Z][A-Za-z'’.-]*|\d{{1,3}}(?:st|nd|rd|th))\s){{1,4}}?(?:{_KINDS})\b\.?"
    rf"(?:\s(?:NW|NE|SW|SE|N|S|E|W)\b\.?)?)"
    rf"(?P<rest>(?:,?\s?(?:(?:Apt|Apartment|Unit|Suite|Ste|Flat|Floor|Fl|Room|Rm)\.?\s?#?"
    rf"|#)\w{{1,5}})?(?:(?:,\s[A-Z][A-Za-z'’.-]*(?:\s[A-Z][A-Za-z'’.-]*){{0,2}}?)?(?P<code>,?\s{_CODE}))?)"
)
_AFTER_NUMBER = re.compile(r"\s(?:(?<=[0-9]\s)|(?<=[0-9][A-Za-z,]\s)|(?<=[0-9][A-Za-z],\s))(?=[A-Z0-9])")
_HOUSE = re.compile(r"(?<![0-9])\d{1,5}(?:-\d{1,4})?[A-Za-z]?,?\Z")
_BOX = re.compile(r"P\.?\s?O\.?\s?[Bb]ox\s\d")
_TOWN = re.compile(r",\s(?:[A-Z]-)?\d{4,5}\s[A-ZÄÖÜÉ]")
_CONTINENTAL = re.compile(
    r"(?:\d{1,4}(?:\s?(?:bis|ter))?,?\s(?:rue|Rue|avenue|Avenue|boulevard|Boulevard|place|Place|chemin|allée|quai|impasse)\s[\w'’ "
    r".-]{2,40}?"
    r"|[A-ZÄÖÜ][\wäöüß-]*(?:(?:straße|strasse|str\.|allee|platz|weg|gasse|damm|ufer)|[ -](?:Straße|Strasse|Str\.|Allee|Platz|Weg|Damm"
    r"|Ufer))\s\d{1,4}[a-z]?)"
    r",\s(?:[A-Z]-)?\d{4,5}\s[A-ZÄÖÜÉ][\wäöüßé-]+"
)
"""French and German: street, number, code and town."""
_BEFORE_DOOR = re.compile(r"(?:[Ff]lat|[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite)\.?\s?#?\w{1,5},\s?\Z")
_NO_STREET = re.compile(r"[\w/.$€£,:-]\Z")
_LIVES = re.compile(
    r"(?:\b(?:lives?|lived|living|resid\w+|dwell\w*|home|house|moved|born|deliver\w*|ship\w*|mail|send|tenant|flat|apartment|my place"
    r"|defendant)\b[^.;!?\x00]{0,30})\Z",
    re.I,
)
_LABEL = re.compile(r"\baddress(?:es)?\b\s?(?:is|:|=|of)?[^.;!?\x00]{0,12}\Z", re.I)
_BODY = re.compile(
    r"(?:\b(?:Inc|Ltd|LLC|LLP|Corp|Corporation|Co|Company|University|College|Hospital|Museum|Bank|Institute|School|Library|Hotel"
    r"|Church|Embassy|Court|Office|Agency|Department|Foundation"
    r"|Headquarters|Clinic|Laborator(?:y|ies)|Group|PLC|GmbH|Society|Association|Press|Trust|Store|Restaurant|Theatre|Theater"
    r"|Cent(?:er|re)|House of Commons|Technologies|Technology|Industries|Academy)\b"
    r"|headquarter\w*|registered (?:office|address)|head office|principal (?:office|place of business)|business address"
    r"|based)[^;!?\x00]{0,32}\Z",
    re.I,
)
_BODY_AFTER = re.compile(
    r"[,\s(]{1,2}(?:[Tt]he\s)?(?:[A-Z][\w&.'-]*\s){0,4}(?:Hospital|University|Museum|Library|Hotel|Building|Inc|Ltd|LLC|Corp"
    r"|Institute|College|Headquarters)\b"
)


def _english(text: Text, match: re.Match[str]) -> Identifier | None:
    before, start = text.before(match.start(), 70), match.start()
    if _NO_STREET.search(before):
        return None
    if flat := _BEFORE_DOOR.search(before):
        start -= len(flat[0])
    end = match.end() if match["code"] else match.start("rest")
    if text.view[end - 1] == "." and not match["code"]:
        end -= 1
    lives = _LIVES.search(before[-45:])
    if not match["code"] and not lives and not _LABEL.search(before[-30:]):
        return None
    body = _BODY.search(re.split(r"[a-z]\.\s(?=[A-Z])", before)[-1][-60:]) or _BODY_AFTER.match(text.after(end, 60))
    return text.found("address", start, end, bool(body) and not lives)
