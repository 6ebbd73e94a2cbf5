"""Places (地方): names of the gazetteer, and villages, communities and areas by the shape of their names.

Says what the text names and which places it may be; which one it is, `link` settles.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import ahocorasick

from graph.vocabulary.places import ABBREVIATIONS, Place, gazetteer
from ingest.extract.findings import Block, PlaceFound

GENERIC = frozenset(
    {"城区", "郊区", "矿区", "市区", "城市", "新区", "林区", "向阳镇", "城关镇", "古镇", "城镇", "中心镇"}
)
"""Names of real places that in running text are nearly always the common noun."""

EVERYDAY = frozenset({"白银", "大同", "朝阳", "平安", "和平"})
"""Short forms of prefectures that are everyday words (真金白银)."""

_BORDER = "、,，。;；:：!！?？“”‘’\"'()（）《》〈〉【】[]|｜ \n\t—-·…"
_BEFORE = _BORDER + "在到从由赴往和与及"
"""Characters after which a name may begin."""

_NO_NAME = (
    "壳任"
    "的了和与及或等各每个去今明有无没不把将被让使给为是在对向从由到进入回出下上来往以于其之所并且而但又再也还都已正曾会能可应要该此这那本全某另两几多半整数百千万亿第些余"
    "党政府委支部组织干群众员农村镇乡街道社区县市省州级型式化性务业户民居城"
    "建设创抓强带联包访走管治推动进行开展实施落加提完成结合调规范具统筹部门支持服务帮扶贫困薄弱涣散示先后试点标准达优秀特色重点美丽文明幸福和谐智慧"
)
"""Characters that a village's or community's own name hardly ever has, and running text before 村 and 社区 nearly always."""

_OWN = rf"[^\W\da-zA-Z_{_NO_NAME}]"
_LEFT = rf"(?:(?<=[{re.escape(_BEFORE)}县市区旗州镇乡])|(?<=街道)|^)"
_VILLAGE = re.compile(rf"{_LEFT}({_OWN}{{2,4}})(村|社区)(?![委民干级部庄居组镇支容务史规口落企]|两委|“|级)")
_TOWNSHIP = re.compile(rf"{_LEFT}({_OWN}{{2,4}})(镇|乡|街道)(?![村镇土道干级党情亲贤愁音办])")
_AREA = re.compile(
    rf"(?:(?<=[{re.escape(_BORDER)}在县市区州的])|(?<=位于)|(?<=地处)|(?<=每年)|^)([\u4e00-\u9fff]{{2,6}}?)(高原|平原|盆地|湿地|河畔|湖畔|流域|工业园区?|文创园区?|创意园|产业园区?|科技园区?|高新区|经开区|健康谷|自贸区)(?![委管])"
)
_ABBREVIATED = re.compile(
    rf"(?<![\u4e00-\u9fff])[{''.join(ABBREVIATIONS)}](?:、[{''.join(ABBREVIATIONS)}])+(?![\u4e00-\u9fff])"
)
_NO_AREA_STEM = re.compile(
    r"一步|全面|各类|各级|国家级|省级|重点|产业|城市|部分|打造|建设|个别|非公|领域|每年|位于|地处|推动|发展|现代|农业|双创|[的和与及了]"
)
LEVELS = {"村": "village", "社区": "community"}


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for form, places in gazetteer().by_form.items():
        if len(form) > 1 and form not in GENERIC and form not in {"街道", "镇", "乡"}:
            automaton.add_word(form, (form, tuple(places)))
    automaton.make_automaton()
    return automaton


def find_places(text: str, blocks: tuple[Block, ...]) -> tuple[PlaceFound, ...]:
    """Gives the places that the blocks name, in order, the longest name where several begin in one stretch."""
    found: list[PlaceFound] = []
    for block in blocks:
        inside = text[block.start : block.end]
        exact = list(_by_gazetteer(inside))
        shaped = [p for p in _by_shape(inside) if not any(_crosses(p, q) for q in exact)]
        exact = [
            p
            for p in exact
            if not any(
                q.start <= p.start and p.end <= q.end and q.end - q.start > p.end - p.start for q in shaped
            )
        ]
        merged = sorted((*exact, *shaped), key=lambda p: (p.start, p.start - p.end))
        last = -1
        for place in merged:
            if place.start >= last:
                found.append(
                    PlaceFound(
                        place.start + block.start,
                        place.end + block.start,
                        place.surface,
                        place.level,
                        place.candidates,
                        place.rule,
                        place.whole,
                    )
                )
                last = place.end
    return tuple(found)


def _crosses(shaped: PlaceFound, exact: PlaceFound) -> bool:
    """Tells whether a shaped name is the exact one, or cuts it; a longer one (恩施 in 恩施村) takes its place."""
    if shaped.end <= exact.start or exact.end <= shaped.start:
        return False
    return not (
        shaped.start <= exact.start
        and exact.end <= shaped.end
        and shaped.end - shaped.start > exact.end - exact.start
        and not exact.whole
    )


def _by_gazetteer(text: str) -> Iterator[PlaceFound]:
    for last, (form, places) in _automaton().iter_long(text):
        start, end = last - len(form) + 1, last + 1
        living = tuple(p for p in places if not p.former) or places
        if all(p.level == "township" for p in living):
            after = text[end : end + 1]
            if after and after in "村镇土道街级情亲贤愁" or not _begins(text, start):
                continue
            yield PlaceFound(start, end, form, "township", living, "township")
            continue
        upper = tuple(p for p in living if p.level != "township")
        whole = any(form in p.forms[:-1] or form == p.name for p in upper)
        if whole and form.endswith("区") and len(form) == 3 and not _begins(text, start):
            yield PlaceFound(start, end, form, "county", upper, "weak")  # 理顺城区 is no 顺城区
        elif whole:
            yield PlaceFound(start, end, form, upper[0].level, upper, "name")
        elif rule := _short_rule(text, start, end, upper):
            yield PlaceFound(start, end, form, upper[0].level, upper, rule, whole=False)


def _begins(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in _BEFORE or text[start - 1] in "县市区旗州省部近了的是"


@cache
def running_words() -> frozenset[str]:
    """Gives two-character words of running text (from jieba's dictionary, MIT): a village's name holds none at its end."""
    return frozenset(
        (Path(__file__).parents[2] / "graph" / "vocabulary" / "running_words.txt")
        .read_text(encoding="utf-8")
        .split()
    )


def _short_rule(text: str, start: int, end: int, places: tuple[Place, ...]) -> str | None:
    """Gives how surely a short form is a name here: `short`, `weak` (it needs the document's support), or None."""
    after = text[end : end + 2]
    if any(p.level in {"province", "prefecture"} for p in places):
        return "short" if places[0].short not in EVERYDAY or _begins(text, start) else None
    if (after[:1] and after[:1] in "路街道巷桥湖山河江港") or all(p.everyday for p in places):
        return "weak" if after in {"经验", "模式"} else None
    return "short" if after in {"经验", "模式", "等地"} else "weak"


def _by_shape(text: str) -> Iterator[PlaceFound]:
    for pattern in (_VILLAGE, _TOWNSHIP, _AREA):
        for match in pattern.finditer(text):
            stem = match[1]
            if (
                _NO_AREA_STEM.search(stem)
                if pattern is _AREA
                else (stem[-2:] in running_words() or stem[:2] in running_words())
            ):
                continue
            level = LEVELS.get(match[2], "township" if pattern is _TOWNSHIP else "area")
            yield PlaceFound(match.start(), match.end(), match[0], level, (), "shape")
    for match in _ABBREVIATED.finditer(text):
        for at in range(match.start(), match.end(), 2):
            place = gazetteer().by_code[ABBREVIATIONS[text[at]]]
            yield PlaceFound(at, at + 1, text[at], "province", (place,), "abbreviation", whole=False)
