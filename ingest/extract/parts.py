"""Parts of a whole as the words themselves say: an enumeration with its sum, a list behind a colon, 以甲为抓手开展乙, named components."""

import re
from collections.abc import Iterator, Sequence

from graph.names import core
from graph.schema import Relation
from ingest.extract.findings import Finding, Link

_WHOLE = re.compile(r"[一二三四五六七八九十两\d]+大")
_JOINS = re.compile(r"[、和与及“”\s]*")
_OPENS_LIST = re.compile(r"[”’]?(?:[:：]|[,，。]即)")
_BREAKS = re.compile(r"[,，。;；:：\n、]")
_MEANS = re.compile(r"[”’]?(?:活动|工程|行动|机制)?为(?:抓手|载体|统领|引领|依托|主线|重点|牵引)")
_ETC = re.compile(r"[”’》]?等$")


def find_parts(text: str, named: Sequence[Finding]) -> Iterator[Link]:
    """Gives PART_OF between the named practices of a document, which come in the order of the text."""
    for index, whole in enumerate(named):
        yield from _enumerated(text, named, index)
        if opens := _OPENS_LIST.match(text, whole.end):
            yield from _up_to(named, index, _first(text, "。\n", opens.end()))
        if whole.rule == "year" or (
            text[whole.start - 1 : whole.start] == "以" and _MEANS.match(text, whole.end)
        ):
            yield from _up_to(named, index, _first(text, "。;；\n", whole.end))
        if index:
            yield from _beside(text, named[index - 1], whole)
    yield from _by_components(named)


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


def _first(text: str, marks: str, at: int) -> int:
    return min((found for mark in marks if (found := text.find(mark, at)) >= 0), default=len(text))


def _beside(text: str, before: Finding, finding: Finding) -> Iterator[Link]:
    """《甲意见》等乙文件: 甲 is part of 乙; 乙工程出台《甲意见》 in one clause: 甲 is part of 乙."""
    if _ETC.search(text, before.end, finding.start):
        yield _part(before, finding)
    elif finding.rule == "title" and not _BREAKS.search(text, before.end, finding.start):
        yield _part(finding, before)


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
