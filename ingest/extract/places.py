"""Places (地方): names of the gazetteer, and villages, communities and areas by the shape of their names.

Says what the text names and which places it may be; which one it is, `link` settles.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick

from graph.vocabulary.places import Place, gazetteer
from graph.vocabulary.words import running_words
from ingest.extract.findings import Block, PlaceFound
from ingest.extract.place_shapes import begins, behind, by_list, by_shape, is_told
from ingest.extract.recurring_places import recurring

GENERIC = frozenset(
    {"城区", "郊区", "矿区", "市区", "城市", "新区", "林区", "向阳镇", "城关镇", "古镇", "城镇", "中心镇"}
)
"""Names of real places that in running text are nearly always the common noun."""

EVERYDAY = frozenset({"白银", "大同", "朝阳", "平安", "和平"})
"""Short forms of prefectures that are everyday words (真金白银)."""

VERBS = frozenset({"联合"})
"""What townships are called too, and is a verb where no wider place stands before it (联合街道社区卫生服务中心)."""

RANKS_ABOVE = "省市县区旗州"
"""What closes the name of the place above a township."""
_RANKS = ("镇", "乡", "街道", "苏木")

LONGEST_DOUBTFUL = 3
"""Characters; a name no longer than that may be the end of one word and the beginning of another."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A form of the gazetteer with what it may name, worked out once."""

    form: str
    places: tuple[Place, ...]
    township: bool
    whole: bool
    level: str


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for form, places in gazetteer().by_form.items():
        if len(form) > 1 and form not in GENERIC and form not in {"街道", "镇", "乡"}:
            automaton.add_word(form, _entry(form, places))
    automaton.make_automaton()
    return automaton


def _entry(form: str, places: list[Place]) -> _Entry:
    living = tuple(p for p in places if not p.former) or tuple(places)
    upper = tuple(p for p in living if p.level != "township")
    whole = any(form in p.forms[:-1] or form == p.name for p in upper)
    return _Entry(form, upper or living, not upper, whole, upper[0].level if upper else "township")


def find_places(text: str, blocks: tuple[Block, ...]) -> tuple[PlaceFound, ...]:
    """Gives the places that the blocks name, in order, the longest name where several begin in one stretch."""
    often = recurring(text, blocks)
    found = {block: _in_block(text, block, often.get(block, [])) for block in blocks}
    named = {
        p.surface: p
        for places in found.values()
        for p in places
        if p.rule in {"shape", "behind", "list"} or (p.rule == "township" and p.surface.endswith(_RANKS))
    }
    for block, places in found.items():
        places += _again(text, block, places, named)
    return tuple(sorted((p for places in found.values() for p in places), key=lambda p: p.start))


def _in_block(text: str, block: Block, often: list[PlaceFound]) -> list[PlaceFound]:
    inside = text[block.start : block.end]
    listed = list(by_list(inside))
    exact = [p for p in _by_gazetteer(inside) if not any(p.start < q.end and q.start < p.end for q in listed)]
    exact += behind(inside, exact)
    shaped = [p for p in (*by_shape(inside), *often) if not any(_crosses(p, q) for q in (*exact, *listed))]
    shaped += behind(inside, [p for p in shaped if p.level == "township"])
    exact = [
        p
        for p in exact
        if not any(
            q.start <= p.start and p.end <= q.end and q.end - q.start > p.end - p.start for q in shaped
        )
    ]
    found: list[PlaceFound] = []
    last = -1
    for place in sorted((*listed, *exact, *shaped), key=lambda p: (p.start, p.start - p.end)):
        if place.start >= last:
            found.append(replace(place, start=place.start + block.start, end=place.end + block.start))
            last = place.end
    return found


def _again(
    text: str, block: Block, places: list[PlaceFound], named: dict[str, PlaceFound]
) -> list[PlaceFound]:
    """Other mentions of a township, village or area that stands elsewhere in a place where its shape alone is not enough (对甲镇乙村)."""
    taken = sorted((p.start, p.end) for p in places)
    again: list[PlaceFound] = []
    for surface in sorted(named, key=lambda name: (-len(name), name)):
        at = text.find(surface, block.start, block.end)
        while at >= 0:
            end = at + len(surface)
            if not any(start < end and at < stop for start, stop in taken):
                again.append(replace(named[surface], start=at, end=end, rule="again"))
                taken.append((at, end))
            at = text.find(surface, end, block.end)
    return again


def _crosses(shaped: PlaceFound, exact: PlaceFound) -> bool:
    """Tells whether a shaped name is the exact one, or cuts it; a longer one (恩施 in 恩施村) takes its place."""
    if shaped.end <= exact.start or exact.end <= shaped.start:
        return False
    return not (
        shaped.start <= exact.start
        and exact.end <= shaped.end
        and shaped.end - shaped.start > exact.end - exact.start
        and (not exact.whole or exact.rule == "behind")
    )


def _by_gazetteer(text: str) -> Iterator[PlaceFound]:
    for last, entry in _automaton().iter_long(text):
        form, start, end = entry.form, last - len(entry.form) + 1, last + 1
        if entry.township:
            if form[:-2] in VERBS and not (start and text[start - 1] in RANKS_ABOVE):
                continue
            if _names_township(text, start, end, form):
                yield PlaceFound(start, end, form, "township", entry.places, "township")
        elif not entry.whole:
            if rule := _short_rule(text, start, end, entry.places):
                yield PlaceFound(start, end, form, entry.level, entry.places, rule, whole=False)
        elif len(form) > LONGEST_DOUBTFUL or begins(text, start):
            yield PlaceFound(start, end, form, entry.level, entry.places, "name")
        elif text[start - 1 : start + 1] not in running_words():  # 理顺城区 is no 顺城区, 示范县 no 范县
            rule = "weak" if form.endswith("区") and len(form) == LONGEST_DOUBTFUL else "name"
            yield PlaceFound(start, end, form, entry.level, entry.places, rule)


def _names_township(text: str, start: int, end: int, form: str) -> bool:
    """Tells whether a township's name stands here, and no everyday word; farms and works have everyday names (苗圃)."""
    after = text[end : end + 1]
    led = (
        form.endswith(_RANKS) and form[:2] not in VERBS and is_told(text[max(0, start - 2) : start])
    )  # 带头联系甲镇
    if (after and after in "村镇土道街级情亲贤愁风") or not (begins(text, start) or led):
        return False
    before = text[start - 1] if start else ""
    if before not in RANKS_ABOVE and before + text[start] in running_words():  # 部分乡镇 names no 分乡镇
        return False
    return form.endswith(_RANKS) or (
        start > 0 and not text.endswith(("“", "‘", '"', "、", ",", "，"), 0, start)
    )


def _short_rule(text: str, start: int, end: int, places: tuple[Place, ...]) -> str | None:
    """Gives how surely a short form is a name here: `short`, `weak` (it needs the document's support), or None."""
    after = text[end : end + 2]
    if any(p.level in {"province", "prefecture"} for p in places):
        return "short" if places[0].short not in EVERYDAY or begins(text, start) else None
    if (after[:1] and after[:1] in "路街道巷桥湖山河江港") or all(p.everyday for p in places):
        return "weak" if after in {"经验", "模式"} else None
    return "short" if after in {"经验", "模式", "等地"} else "weak"
