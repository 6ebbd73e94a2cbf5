"""Cuts a settled text into sections and passages, and tells what each is for.

A section begins at a heading line, at a turn of an interview, or where the next place's report begins; a passage is a
stretch of some sentences within it. Lines that are no body text (bylines, related news, notices) are boilerplate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from graph.schema import Role
from ingest.segment.digest import Places, headed_by_places, led_by_places
from ingest.segment.headings import ENDS_SENTENCE, LONGEST_HEADING, MARKDOWN, is_heading, level
from ingest.segment.margins import feed_header, sorted_out
from ingest.segment.passages import passages
from ingest.segment.roles import by_role
from ingest.segment.stretch import Stretch

__all__ = ["Outline", "Part", "Stretch", "outline", "passages"]


LONGEST_PARAGRAPH = 4_000
"""Characters; a longer line is a file without line ends."""

DEEPEST = 6
"""Rungs of unmarked headings; a file of nothing but short lines nests no further."""
SUBTITLE = "——"
"""What a line begins with that goes on with the title."""
LONGEST_SUBTITLE = 40
"""Characters; a longer such line is told."""
_BY_WHOM = re.compile(
    r"(?:中共[\u4e00-\u9fff]{2,16}|[\u4e00-\u9fff]{1,12}[省市县区旗州](?:委|委?(?:组织部|宣传部|党校|办公室|研究室|课题组))|[\u4e00-\u9fff]{2,14}课题组)(?:\s+[\u4e00-\u9fff]{2,4})?"
)
"""The body that wrote a report, on a line of its own below the title."""
_TURN = re.compile(r"^([\u4e00-\u9fff·]{2,8}|问|答|Q|A)[:：](?=.)")
_ASKERS = frozenset({"记者", "问", "主持人", "Q"})
_PROBLEMS = re.compile(
    r"^(?:[一二三四五六七八九十]、)?(?:当前|目前)?(?:主要)?(?:存在的?)?(?:主要|突出)?(?:问题|不足|短板)(?:和不足|与不足)?[:：]|^存在的(?:主要)?问题|^Problems?\b"
    r"|^(?:[(（][一二三四五六七八九十]{1,2}[)）])?(?:清醒看到|清醒认识)(?:差距|短板|不足|问题)。",
    re.IGNORECASE,
)
_PROBLEM_HEADING = re.compile(
    r"(?:存在|面临)的?(?:主要|突出)?(?:问题|不足|困难)$|^Problems?$"
    r"|^(?!.*(?:解|解决|攻克|补|聚焦|针对|消除|整治|瞄准|紧盯|答|突破|打破|打通|走出|摆脱|啃|克服|跨越|迎|缩小|应对))[^,，]{0,20}的(?:现实|突出|主要)?(?:考题|难题|困境|挑战|短板|差距|瓶颈)$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"^(?:一、|第一[章节部编])")
"""The first heading of the highest rung; what stands right above it is the title."""
_NEXT_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]、|[(（][一二三四五六七八九十][)）])?(?:下一步|下步|今后|"
    r"(?:总体|工作|主要|发展)?目标(?:任务|要求)?$|任务目标$|(?:[\u4e00-\u9fff]{0,8}的)?对策(?:与|和)?建议$|(?:工作|几点|意见)?(?:建议|展望)$)|^Next steps?$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^下一步|^下步|^今后|^接下来(?!的)|^(?:下一步|今后)(?:工作)?(?:打算|计划|思路|安排)|^Next steps?\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Part:
    """A section as it is cut: its headings, its paragraphs, and each paragraph's role."""

    path: tuple[str, ...]
    start: int
    end: int
    heading: Stretch | None = None
    paragraphs: list[tuple[Stretch, Role]] = field(default_factory=list)
    above: tuple[Stretch, ...] = ()
    """Headings that have only subheadings below them, of which this part is the first."""
    kind: str = "heading"
    """`heading`, `turn` of an interview, or `report` of one place among several."""
    place: Stretch | None = None
    """In a digest: where the place stands that the account begins with, be it a heading or the part's first paragraph."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A text cut into parts; `title` is the first line where it is one."""

    title: Stretch | None
    parts: tuple[Part, ...]
    boilerplate: tuple[Stretch, ...]
    genre: str
    several_places: bool


def outline(text: str) -> Outline:
    """Gives the parts of a settled text, in order, without overlap."""
    header = feed_header(text)
    lines = list(_lines(text, header.end if header else 0))
    boilerplate, body = sorted_out(lines, text)
    if header:
        boilerplate.append(header)
    title = body[0] if len(body) >= 2 and _is_title(body, text) else None
    if title:
        body = body[1:]
        if len(body) > 1 and _is_subtitle(text[body[0].start : body[0].end]):
            title, body = Stretch(title.start, body[0].end), body[1:]
            if _BY_WHOM.fullmatch(text, body[0].start, body[0].end) and len(body) > 1:
                boilerplate.append(body[0])
                body = body[1:]
        said = text[title.start : title.end].strip()
        boilerplate += [s for s in body if text[s.start : s.end].strip() == said]
        body = [s for s in body if text[s.start : s.end].strip() != said]
    turns = [match[1] for line in body if (match := _TURN.match(text[line.start : line.end]))]
    interview = bool(_ASKERS & set(turns)) and len(turns) >= 2
    led = {} if interview else led_by_places(text, title, body)
    parts = _turns(body, text) if interview else _headed(body, text, led)
    reports = [p for p in parts if {role for _, role in p.paragraphs} >= {Role.PROBLEMS, Role.NEXT_STEPS}]
    several = len(reports) >= 3
    if several:
        for part in reports:
            part.kind = "report"
    genre = "interview" if interview else "report" if several else _genre(text)
    digest = bool(led) or (not (interview or several) and _placed(parts, title, text))
    return Outline(
        title, tuple(parts), tuple(sorted(boilerplate, key=lambda s: s.start)), genre, several or digest
    )


def _placed(parts: list[Part], title: Stretch | None, text: str) -> bool:
    """Tells whether a text is a digest by its headings, and gives each part the place of the heading that it stands under."""
    places = headed_by_places(text, title, list(_with_what_is_below(parts, text)))
    place = None
    for part in parts if places else ():
        for heading in (*part.above, part.heading):
            place = places.get(heading, place) if heading else place
        part.place = place
    return bool(places)


def _with_what_is_below(parts: list[Part], text: str) -> Iterator[tuple[Stretch, bool]]:
    """Gives the headings in order, and whether text or a marked heading stands below each; below a line of a list nothing does."""
    for part in parts:
        chain = [*part.above, *filter(None, [part.heading])]
        for heading, below in pairwise([*chain, None]):
            assert heading is not None
            under = text[below.start : below.end] if below else ""
            yield heading, bool(part.paragraphs) if below is None else level(under) is not None


def _lines(text: str, at: int) -> Iterator[Stretch]:
    for line in text[at:].split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            yield from _cut_long(text, start, start + len(bare))
        at += len(line) + 1


def _cut_long(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Gives a line in pieces of bounded length, at sentence ends where there are any: the rules compare all with all in a paragraph."""
    while end - start > LONGEST_PARAGRAPH:
        border = max(text.rfind(mark, start, start + LONGEST_PARAGRAPH) for mark in "。!！?？;；") + 1
        border = border if border > start else start + LONGEST_PARAGRAPH
        yield Stretch(start, border)
        start = border
    yield Stretch(start, end)


def _is_title(body: list[Stretch], text: str) -> bool:
    first = text[body[0].start : body[0].end]
    if MARKDOWN.match(first):
        return True
    following = text[body[1].start : body[1].end]
    # Two short lines in a row are a title over a heading only when no report of sections without a title begins so.
    return (
        len(first) <= 60
        and level(first) is None
        and not ENDS_SENTENCE.search(first)
        and (
            len(following) > LONGEST_HEADING
            or "——" in first
            or _is_subtitle(following)
            or (_FIRST.match(following) is not None and not first.endswith((":", "：")))
        )
        and not _roles_follow(body, text)
    )


def _is_subtitle(line: str) -> bool:
    return line.startswith(SUBTITLE) and len(line) <= LONGEST_SUBTITLE and "。" not in line


def _roles_follow(body: list[Stretch], text: str) -> bool:
    return any(_PROBLEMS.match(text[s.start : s.end]) for s in body[2:4])


def _headed(body: list[Stretch], text: str, led: Places) -> list[Part]:
    parts: list[Part] = []
    stack: list[tuple[int, str]] = []
    before_was_heading = False
    for line in body:
        words = text[line.start : line.end]
        if not is_heading(words):
            if not parts or line in led:
                path = tuple(name for _, name in stack)
                parts.append(Part(path, line.start, line.end, place=led.get(line)))
            _add(parts[-1], line, words)
            before_was_heading = False
            continue
        rung = level(words)
        if rung is None:
            # An unmarked heading right under another is its subheading, else it begins a new part at the top.
            rung = min(stack[-1][0] + 1, DEEPEST) if before_was_heading and stack else 0
        stack = [
            *[s for s in stack if s[0] < rung],
            (rung, words[marked.end() if (marked := MARKDOWN.match(words)) else 0 :]),
        ]
        path = tuple(name for _, name in stack)
        parts.append(Part(path, line.start, line.end, line, place=led.get(line)))
        before_was_heading = True
    return list(_with_text(parts))


def _with_text(parts: list[Part]) -> Iterator[Part]:
    """Gives the parts that have paragraphs or stand last below their heading; the headings above them are kept with them."""
    above: tuple[Stretch, ...] = ()
    for part, following in pairwise([*parts, None]):
        assert part is not None
        if not part.paragraphs and part.heading and following and len(following.path) > len(part.path):
            above = (*above, part.heading)
            continue
        part.above, above = above, ()
        yield part


def _turns(body: list[Stretch], text: str) -> list[Part]:
    parts: list[Part] = []
    for line in body:
        words = text[line.start : line.end]
        turn = _TURN.match(words)
        asks = turn is not None and turn[1] in _ASKERS
        if asks or not parts:
            parts.append(Part((), line.start, line.end, kind="turn"))
        _add(parts[-1], line, words)
    return parts


def _add(part: Part, line: Stretch, words: str) -> None:
    role = (
        Role.PROBLEMS
        if _PROBLEMS.search(words)
        else Role.NEXT_STEPS
        if _NEXT.search(words)
        else Role.PRACTICE
    )
    if role is Role.PRACTICE and part.path:
        heading = part.path[-1]
        role = (
            Role.PROBLEMS
            if _PROBLEM_HEADING.search(heading)
            else Role.NEXT_STEPS
            if _NEXT_HEADING.search(heading)
            else role
        )
    pieces = by_role(line, words) if role is Role.PRACTICE else [(line, role)]
    part.paragraphs += pieces
    part.end = line.end


def _genre(text: str) -> str:
    head, tail = text[:400], text[-200:]
    if re.search(r"【摘要】|【关键词】|\[摘要\]|中图分类号|^Abstract", text[:2000], re.MULTILINE):
        return "article"
    if re.search(r"本报讯|记者|通讯员|新闻网|日报", head + tail) or re.search(r"\d{1,2}月\d{1,2}日", head):
        return "news"
    return "report" if re.search("述职|工作报告|工作总结|情况汇报", head) else "article"
