"""Which place a document is about: the most specific one that carries most of what the text says of places."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.extract.findings import PlaceFound
from ingest.link.settled import Settled
from ingest.segment import Outline

ORIGIN = re.compile(r"^[\u4e00-\u9fff]{0,4}(?:工作法|经验|模式|等地)|^人(?=[,，。;；、]|$)|^籍")
"""Behind the name of a place: what comes from there, not what happens there."""
_MEDIUM = re.compile(
    r"(?:新闻)?网(?![格络点红])|新闻|日报|晚报|电视台|频道|广播|(?:发布|在线)(?=[讯（(]|记者|客户端|报道)"
)
"""Behind the name of a place: who reports."""
_DATELINE = re.compile(r"(?:\d{1,2}月)?\d{1,2}日[讯电]|[讯电](?=[ \u3000(（])")
"""Behind the name of a place: where it was reported from (本报杭州7月19日讯)."""
_PROVINCIAL = re.compile("(?<![跨外节反])省(?:委(?![托屈])|政府|政协|人大|纪委|直(?!接))")
"""Organs of a province that need not be named to readers of its paper."""
_ACTOR = re.compile(
    r"^(?:市|县|区|州|省|镇|乡|街道|村|社区)?(?:党工?委|党组|党总支|党支部|纪委|政府|委(?!员)|各级|组织部|坚持|积极|创新|探索|深入|扎实|始终|聚焦|以|把|按照|围绕|推行|开展|大力|着力|通过|持续)"
)
_ALL = re.compile(r"(?:全|我|该|我们)(省|市|州|县|区|镇|乡|街道|村|社区|居民区)(?![域内民])")
_SUBJECT = re.compile(
    r"(?:^|(?<=[。;；,，\n]))(街道|镇|乡|村|社区|居民区)(?=将|还|也|对|为|以|把|通过|党|两委|“两委”|不断|积极|结合|联合|坚持|创新|探索|充分|围绕|依托|组织|开展|建立)"
)
"""社区还为…: the one of that rank that the text tells of."""
_BODY = re.compile(r"^[\u4e00-\u9fff]{0,10}?(?:协会|公司|集团|银行|医院|大学|学院|研究院|商会|基金会|社工站)")
"""Behind the name of a place: a body that bears it in its name and may act anywhere."""
OPENING = 200
"""Characters in which a news article says where it takes place."""
AGAIN = 2
"""Mentions by which a text speaks of something more than in passing."""
WHOLE_SHARE = 0.5
"""A place within is the subject when it carries this much of what is said of the wider one and all in it."""
RANK_SUFFIX = {
    "省": {"province"}, "市": {"province", "prefecture", "county"}, "州": {"prefecture"}, "县": {"county"}, "区": {"county", "province"},
    "居民区": {"community"}, "镇": {"township"}, "乡": {"township"}, "街道": {"township"}, "村": {"village"}, "社区": {"community"},
}  # fmt: skip


def subject(
    text: str, outline: Outline, places: Sequence[PlaceFound], settled: Mapping[int, Settled | None], inside: Mapping[int, int]
) -> Settled | None:  # fmt: skip
    """Gives the place that the document is about, or None where it names none outside its margins."""
    own: Counter[str] = Counter()
    by_id: dict[str, Settled] = {}
    first: dict[str, int] = {}
    opening = outline.parts[0].start + OPENING if outline.parts else OPENING
    for index, place in settled.items():
        found = places[index]
        if (
            place is None
            or inside[index] == -2
            or place.level == "area"
            or ORIGIN.match(text[found.end : found.end + 8])
            or _MEDIUM.match(text, found.end)
        ):
            continue  # fmt: skip
        by_id[place.id] = place
        first.setdefault(place.id, found.start)
        acts = bool(_ACTOR.match(text, found.end))
        leads_on = index + 1 < len(places) and places[index + 1].start == found.end
        ends_run = not leads_on and index > 0 and places[index - 1].end == found.start
        if leads_on or _BODY.match(text[found.end : found.end + 16]):
            own[place.id] += 1  # 甲市乙区丙社区 tells of the last
            continue
        own[place.id] += (
            (4 if inside[index] == -1 else 3 if found.start < opening else 1) + 2 * acts + 2 * ends_run
        )
    told_from = {
        place.id for index, place in settled.items() if place and _DATELINE.match(text, places[index].end)
    }
    if own.keys() <= told_from and (province := _of_its_paper(text, places, settled)):
        return province
    if not own:
        return None
    _add_pronouns(text, by_id, own)
    above = {i: [a for a in _chain(p, by_id) if a in by_id] for i, p in by_id.items()}
    whole = Counter(own)
    for place_id, weight in own.items():
        for ancestor in above[place_id]:
            whole[ancestor] += weight
    roots = [i for i in by_id if not above[i]]
    at = min(roots, key=lambda i: (-whole[i], first[i], i))
    while True:
        inner = [i for i in by_id if above[i][:1] == [at]]
        best = min(inner, key=lambda i: (-whole[i], first[i], i), default=None)
        if best is None or whole[best] < WHOLE_SHARE * whole[at]:
            return by_id[at]
        at = best


def _of_its_paper(
    text: str, places: Sequence[PlaceFound], settled: Mapping[int, Settled | None]
) -> Settled | None:
    """Gives the province of the only provincial paper that a text names, where it speaks of the province's organs again and again without naming it."""
    provinces = {
        place.id: place
        for index, place in settled.items()
        if place and place.level == "province" and _MEDIUM.match(text, places[index].end)
    }
    spoken_of = len(_PROVINCIAL.findall(text)) >= AGAIN
    return next(iter(provinces.values())) if spoken_of and len(provinces) == 1 else None


def bears_its_name(text: str, end: int) -> bool:
    """Tells whether the name of a place that ends here is part of a body's or a paper's (南通市某大学, 某市日报)."""
    return _BODY.match(text[end : end + 16]) is not None or _MEDIUM.match(text, end) is not None


def _chain(place: Settled, by_id: Mapping[str, Settled]) -> list[str]:
    """Gives the IDs of the named places that this one lies in, the nearest first."""
    full = place.full_name
    wider = [p for p in by_id.values() if p.id != place.id and full.startswith(p.full_name)]
    return [p.id for p in sorted(wider, key=lambda p: (-len(p.full_name), p.id))]


def _add_pronouns(text: str, by_id: Mapping[str, Settled], own: Counter[str]) -> None:
    """Lets 全县, 该村 … speak for the one place of their rank that is named most."""
    for suffix, count in sorted(
        Counter(m[1] for pattern in (_ALL, _SUBJECT) for m in pattern.finditer(text)).items()
    ):
        fitting = [
            p
            for p in by_id.values()
            if p.level in RANK_SUFFIX[suffix] and (p.name.endswith(suffix) or p.level != "county")
        ]
        if fitting:
            own[min(fitting, key=lambda p: (-own[p.id], p.id)).id] += count
