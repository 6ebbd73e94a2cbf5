"""Parts of a whole as the words themselves say: an enumeration with its sum, a list behind a colon, 以甲为抓手开展乙, named components."""

import re
from collections.abc import Iterator, Sequence

from graph.names import core, fold
from graph.schema import Kind, Relation
from ingest.extract.being import told_to_be
from ingest.extract.carrying import carried_out
from ingest.extract.findings import Finding, Link
from ingest.extract.numerals import number

_WHOLE = re.compile(r"[一二三四五六七八九十两\d]+大")
_JOINS = re.compile(r"[、和与及“”\s]*")
_OPENS_LIST = re.compile(r"[”’]?(?:[:：]|[,，。]即)")
_BREAKS = re.compile(r"[,，。;；:：\n、]")
_MEANS = re.compile(r"[”’]?(?:活动|工程|行动|机制)?为(?:抓手|载体|契机|统领|引领|依托|主线|重点|牵引)")
_JOINED_TO = re.compile(
    r"(?:(?:结合|依托|借助)[^,，。;；]{0,4}|为了?(?:进一步|深入|全面|扎实|更好|加快)?(?:推动|推进|深化|落实|贯彻|打造|擦亮|创建|开展)|(?:进一步|深入|扎实)(?:推动|推进|深化|落实|贯彻|实施|开展)|做[深细][做走]?[深实细])[^,，。;；“”、]{0,8}[“‘]?$"
)
_HOLDS = re.compile(
    r"[,，](?!为)(?![^,，]{0,20}(?:此前|之前|已经|曾))[^,，。;；]{0,48}?(?:开展|举办|启动|(?<!党)组织(?!建设|部|委|生活|力|覆盖|体系))"
)
_BEGINS = re.compile(r"[\u4e00-\u9fffa-z]{1,8}\+")
_OPEN = re.compile(r"([\u4e00-\u9fffa-z]{1,8}\+)(?:工作)?(?:模式|工作法|机制|行动|工程|品牌|系列)?$")
_ONLY_MEANT = re.compile(r"(?:^|[。\n，\s])为[^。;；\n]*$")
_HELD_NEXT = re.compile("开展|举办|举行|启动")
NEAR = 100
"""Characters behind a name within which the verb stands that holds another in its course."""
AT_MOST = 12
"""Names that one sentence tells to be held in the course of another."""
_ONE_OF = re.compile("[”’]?[之的][“‘]?")
"""“甲”系列活动之“乙”, 甲体系的乙机制."""
_MODEL = re.compile("(?<!发展)模式$")
_PUT_TO_USE = re.compile("(?:推行|探索|实施|突出|深化|创新)[^,，。;；“”、]{0,8}[“‘]?$")
_SETS_UP = re.compile(
    r"(?![^。;；\n]*(?:下一步|同时|不再|另外|借鉴|学习))(?:[^。;；\n]*)[,，](?:并|再|还|进而|通过|因地制宜|全面|联合[^,，。;；里县市镇邻]{2,16}?)*(?:构建|推行|打造|组建|建立|成立|开展|探索|通过)了?[^,，。;；“”、]{0,8}[“‘《]?"
)
"""Between a model and what its sentence goes on to set up: 推行甲模式,…,构建乙."""
_COUNTED = re.compile(r"(?P<count>[两三四五六七八九])[个大项](?P<noun>[\u4e00-\u9fff]{2,4})")
NOUN = (2, 3, 4)
"""Characters of a noun that is counted."""
SHORTEST_IN_TITLE = 4
"""Characters of a name that a title may hold."""
_ETC = re.compile(r"[”’》]?等$")


def find_parts(text: str, named: Sequence[Finding], *, several_places: bool) -> Iterator[Link]:
    """Gives PART_OF between the named practices of a document, which come in the order of the text.

    Where the document tells of several places, a name of one section is no part of another's.
    """
    for index, whole in enumerate(named):
        yield from _enumerated(text, named, index)
        if opens := _OPENS_LIST.match(text, whole.end):
            yield from _up_to(named, index, _first(text, "。\n", opens.end()))
        if whole.rule == "year" or (
            text[whole.start - 1 : whole.start] == "以" and _MEANS.match(text, whole.end)
        ):
            yield from _up_to(named, index, _first(text, "。;；\n", whole.end))
        if _JOINED_TO.search(text, max(0, whole.start - 20), whole.start):
            yield from _held_for(text, named, index)
        if index:
            yield from _beside(text, named[index - 1], whole)
            if _ONE_OF.fullmatch(text, named[index - 1].end, whole.start):
                yield _part(whole, named[index - 1])
        if _MODEL.search(whole.name) and _PUT_TO_USE.search(text, max(0, whole.start - 12), whole.start):
            yield from _set_up_by(text, named, index)
    for part, whole in (*told_to_be(text, named), *carried_out(text, named)):
        yield _part(part, whole)
    yield from _by_components(named)
    yield from _by_title(named, several_places=several_places)
    if not several_places:
        yield from _by_count(named)
    yield from _by_beginning(named, several_places=several_places)


def _part(part: Finding, whole: Finding) -> Link:
    return Link(
        part, Relation.PART_OF, whole, min(part.start, whole.start), max(part.end, whole.end), "stated"
    )


def _enumerated(text: str, named: Sequence[Finding], index: int) -> Iterator[Link]:
    """“甲”“乙”“丙”三大行动, “甲”“乙”等特色品牌: the names right before their sum."""
    whole = named[index]
    etc = text[whole.start - 1 : whole.start] == "等"
    if whole.rule != "enumeration" or not (etc or _WHOLE.match(whole.name)):
        return
    at = whole.start - etc
    for part in reversed(named[:index]):
        if part.part != whole.part or not _JOINS.fullmatch(text, part.end, at):
            return
        yield _part(part, whole)
        at = part.start


def _up_to(named: Sequence[Finding], index: int, stop: int) -> Iterator[Link]:
    """The names behind a whole, up to where its sentence ends."""
    for at in range(index + 1, len(named)):
        if named[at].start >= stop:
            return
        yield _part(named[at], named[index])


def _held_for(text: str, named: Sequence[Finding], index: int) -> Iterator[Link]:
    """结合甲,开展乙、丙: what is held in its course, in the same part of the sentence."""
    stop = _first(text, "。;；\n", named[index].end)
    held = _HOLDS.search(text, named[index].end, min(stop, named[index].end + NEAR))
    if held is None and _ONLY_MEANT.search(text, max(0, named[index].start - NEAR), named[index].start):
        # 为深化甲,… 。某日,某地举行乙: a full stop for a comma.
        at, stop = stop + 1, _first(text, "。;；\n", stop + 1)
        held = _HELD_NEXT.search(text, at, min(stop, at + NEAR))
    if held is None:
        return
    for part in named[index + 1 : index + 1 + AT_MOST]:
        if part.start >= stop:
            return
        if part.start >= held.end() and part.kind is Kind.PROGRAMME:
            yield _part(part, named[index])


def _set_up_by(text: str, named: Sequence[Finding], index: int) -> Iterator[Link]:
    """推行甲模式,构建乙,组建丙: a model is what its sentence goes on to set up."""
    whole = named[index]
    stop = _first(text, "。;；\n", whole.end)
    for part in named[index + 1 : index + 1 + AT_MOST]:
        if part.start >= stop:
            return
        if part.properties["scope"] != "national" and _SETS_UP.fullmatch(text, whole.end, part.start):
            yield _part(part, whole)


def _by_count(named: Sequence[Finding]) -> Iterator[Link]:
    """两个工程 in a text that names just two others that close with 工程."""
    counted = [(f, match) for f in named if (match := _COUNTED.fullmatch(f.name))]
    closing: dict[str, dict[str, Finding]] = {match["noun"]: {} for _, match in counted}
    for finding in named if counted else ():
        for length in NOUN:
            others = closing.get(finding.name[-length:])
            if others is not None and not _COUNTED.fullmatch(finding.name):
                others.setdefault(finding.name, finding)
    for whole, match in counted:
        parts = closing[match["noun"]]
        if len(parts) == number(match["count"]):
            for part in parts.values():
                yield _part(part, whole)


def _by_beginning(named: Sequence[Finding], *, several_places: bool) -> Iterator[Link]:
    """“党建+”模式, “党建+甲”, “党建+乙”: the open name is the whole of those that fill it in."""
    wholes: dict[tuple[int, str], Finding] = {}
    for finding in named:
        if opened := _OPEN.match(fold(finding.name)):
            wholes.setdefault((finding.part if several_places else 0, opened[1]), finding)
    for part in named if wholes else ():
        name = fold(part.name)
        begins = _BEGINS.match(name)
        whole = begins and wholes.get((part.part if several_places else 0, begins[0]))
        if whole and not _OPEN.match(name):
            yield _part(part, whole)


def _first(text: str, marks: str, at: int) -> int:
    return min((found for mark in marks if (found := text.find(mark, at)) >= 0), default=len(text))


def _beside(text: str, before: Finding, finding: Finding) -> Iterator[Link]:
    """《甲意见》等乙文件: 甲 is part of 乙; 乙工程出台《甲意见》 in one clause: 甲 is part of 乙."""
    if _ETC.search(text, before.end, finding.start):
        yield _part(before, finding)
    elif finding.rule == "title" and not _BREAKS.search(text, before.end, finding.start):
        yield _part(finding, before)


def _by_title(named: Sequence[Finding], *, several_places: bool) -> Iterator[Link]:
    """《“甲乙丙丁”三年行动方案》 is part of the “甲乙丙丁”行动 that its title names."""
    titles = [f for f in named if f.rule == "title"][:AT_MOST]
    wholes = (
        {f.name: f for f in reversed(named) if f.rule != "title" and f.kind is Kind.PROGRAMME}
        if titles
        else {}
    )
    for part in titles:
        for name, whole in wholes.items():
            own = core(name)
            if (
                len(own) >= SHORTEST_IN_TITLE
                and own in core(part.name)
                and (part.part == whole.part or not several_places)
            ):
                yield _part(part, whole)


def _by_components(named: Sequence[Finding]) -> Iterator[Link]:
    """A name that a whole lists among its components stands for that component wherever the text speaks of it."""
    by_core: dict[str, list[Finding]] = {}
    for finding in named:
        for name in dict.fromkeys(map(core, (finding.name, *finding.aliases))):
            by_core.setdefault(name, []).append(finding)
    for whole in named:
        for component in whole.properties.get("components", ()):
            for part in by_core.get(core(component), ()):
                if part is not whole:
                    yield _part(part, whole)
