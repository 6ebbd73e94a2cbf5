"""Where the points of a paragraph begin (一是 …, 首先 …), and where the last of them ends."""

import re
from dataclasses import dataclass, field

from ingest.extract.findings import Block, Finding
from ingest.extract.sentences import sentences

_MARK = (
    r"(?:[一二三四五六七八九十]是|[一二三四五六七八九十]要|第[一二三四五六七八九十][,，]|首先[,，]|其次[,，])"
)
_POINT = re.compile(rf"(?<=[。;；:：,，“]){_MARK}")
_FIRST_POINT = re.compile(_MARK)
_SUMS_UP = re.compile(r"通过[“‘]|目前|截至|截止|如今|据统计|现在|总之|至此|今年以来|近年来")


@dataclass(slots=True)
class Point:
    """One point of a report (一是 …), or a paragraph without points."""

    start: int
    end: int
    numbered: bool
    topic: Finding | None = None
    whole: Finding | None = None
    """The practice whose items lead the points."""


@dataclass(slots=True)
class Section:
    """A part of a report: the practice of its heading, the one that announces its points, and these."""

    heading: Finding | None = None
    intro: Finding | None = None
    points: list[Point] = field(default_factory=list)


def point_marks(text: str, block: Block) -> list[int]:
    """Gives where points begin: behind a border, or in their order (一是, 二是, 三是) where a caption has run into one."""
    marks = [m.start() for m in _POINT.finditer(text, block.start, block.end)]
    at, in_order = block.start, []
    for numeral in "一二三四五六七八九":
        at = text.find(f"{numeral}是", at, block.end)
        if at < 0:
            break
        in_order.append(at)
    if len(in_order) > 2 and in_order[0] in marks and set(marks) <= set(in_order):
        marks = in_order
    if _FIRST_POINT.match(text, block.start):
        return [block.start, *marks]
    return marks if len(marks) > 1 else []


def summed_up(text: str, start: int, end: int) -> int:
    """Gives where a paragraph's last point ends: before the sentence that sums up (通过“四抓”,…; 目前,…)."""
    rest = list(sentences(text, start, end))[1:]
    return next((sentence.start for sentence in rest if _SUMS_UP.match(text, sentence.start)), end)
