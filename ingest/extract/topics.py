"""What a stretch of text is about: the practice that governs a clause, from its own words up to its heading.

A report says a practice once and then tells, clause after clause, what was done under it. So a clause without a practice
belongs to the one that its sentence named last; failing that, to the one that opened its point (一是 …), to the one
announced before the points, or to that of the heading.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise

from ingest.extract.counted import is_counted, set_up_many
from ingest.extract.findings import Block, Finding
from ingest.extract.led import led_points
from ingest.extract.numerals import number
from ingest.extract.points import Point, Section, point_marks, summed_up
from ingest.extract.referring import gone_on_with
from ingest.extract.sentences import SENTENCE_MARKS, clauses, segments, sentences
from ingest.segment import Outline, Stretch

_TURNS = re.compile(r"围绕|聚焦|针对|此外|另外|与此同时|同时[,，]")
_PURPOSE = re.compile(r"(?:^|[\s)）,，])为了?(?=[加进深推全切贯落更提丰庆弘增充有认凝引展着迎不])")
_HELD = re.compile(r"开展|举办|举行|启动|组织|实施|推行|打造|建立|探索|推出|成立|创新|开设|召开")
_JUST_HELD = re.compile(r"(?:开展|举办|举行|启动|(?<![党会团群社])组织)了?[^,，。;；“]{0,16}[“‘]?$")
OCCASIONS = ("活动", "行动")
"""What a name ends in that is held on a day: what the paragraph tells then belongs to it."""
_AT = re.compile(r"在[\u4e00-\u9fff]{0,12}$")
_RUN_IN = re.compile(r"[,，:：](?:让|使|助|促|推动|激发|打造|引领|凝聚|赋能|点亮)[^,，。;；\n]{2,20}[。\n]")
_ENDED = re.compile(rf"[{SENTENCE_MARKS}][”’」]?$")
LONGEST_HEADING = 24
"""Characters of a sentence that is a heading."""
_CARRIES = re.compile("(?:[(（][一二三四五六七八九十]{1,3}[)）])?(?!不)[\u4e00-\u9fff]{0,6}[“‘《]?")
"""Before the practice of a heading: no more than its number and a verb."""
OPENING_SENTENCES = 3
"""Sentences in which a paragraph says what it is about; a caption may come first."""
OFTEN = 2
"""Mentions from which an item of the whole country is what a text tells of."""
MEANT_AMONG = 50
"""Practices back among which the one that is meant is looked for."""
_NUMERAL = re.compile(r"^[“‘]?([两二三四五六七八九十])(?:个|大|项|类|种)?")
_JOINED = re.compile(r"^(?:等|工作|活动|行动|、|和|与|及|以及|[“”‘’\s]|[\u4e00-\u9fff]{0,2}“)*$")


class Topics:
    """The practices of a document by where they govern."""

    def __init__(
        self, text: str, outline: Outline, blocks: Sequence[Block], named: Sequence[Finding]
    ) -> None:
        """Reads the structure once; lookups are by offset."""
        self.text = text
        self.several = outline.several_places
        self.in_parts = len(outline.parts) > 1
        self.named = sorted(named, key=lambda f: f.start)
        self.starts = [finding.start for finding in self.named]
        self.often = Counter(f.name for f in self.named)
        self.governs = {
            f.start: (f.properties["scope"] != "national" or self.often[f.name] >= OFTEN)
            and not is_counted(text, f)
            for f in self.named
        }
        governing = [f for f in self.named if self.governs[f.start]]
        self.only = governing[0] if len({f.name for f in governing}) == 1 else None
        """The practice of a document that tells of one."""
        self.led = led_points(text, blocks, self.named)
        """Where points begin that a practice's items lead."""
        self.sections: dict[int, Section] = {}
        self.points: list[Point] = []
        for block in blocks:
            self._take(block, outline)
        self.point_starts = [point.start for point in self.points]
        self.section_of_point = {id(p): section for section in self.sections.values() for p in section.points}

    def _reported(self, block: Block, outline: Outline) -> bool:
        """Tells a paragraph of a report among several from one of a digest, whose headings name what they tell of."""
        return self.several and outline.parts[block.part].place is None

    def _take(self, block: Block, outline: Outline) -> None:
        section = self.sections.get(block.part)
        if section is None:
            section = self.sections[block.part] = Section()
            heading = outline.parts[block.part].heading
            if heading and not self._reported(block, outline):
                section.heading = next(iter(self.within(heading.start, heading.end)), None)
        marks = (
            point_marks(self.text, block)
            or [at for at in self.led if block.start <= at < block.end]
            or self._run_in(block)
            or self._headed(block)
        )
        if not marks or marks[0] > block.start:
            end = marks[0] if marks else block.end
            lead = Point(block.start, end, numbered=False)
            inside = self.within(block.start, end)
            if not any(point.numbered for point in section.points) and inside:
                section.intro = self._announced(Stretch(block.start, end), len(marks)) or section.intro
            lead.topic = None if self._reported(block, outline) else self._opening(block.start, end)
            section.points.append(lead)
            self.points.append(lead)
        closing = summed_up(self.text, marks[-1], block.end) if marks else block.end
        if marks and marks[-1] in self.led:
            closing = min(closing, self.led[marks[-1]].end)
        for at, until in pairwise([*marks, closing] if marks else []):
            point = Point(at, until, numbered=True, whole=self.led[at].whole if at in self.led else None)
            first = next(iter(sentences(self.text, at, until)), None)
            # The point's own topic stands in its opening: 二是开展“…”行动。
            opening = next(iter(clauses(self.text, first)), None) if first else None
            point.topic = next(iter(self.governors(opening)), None) if opening else None
            if first and point.topic is None:
                point.topic = self._taken_up(first, until)
            section.points.append(point)
            self.points.append(point)
        if closing < block.end:
            last = Point(closing, block.end, numbered=False)
            first = next(iter(sentences(self.text, closing, block.end)))
            last.topic = next(iter(self.governors(first)), None) or section.intro
            section.points.append(last)
            self.points.append(last)

    def _run_in(self, block: Block) -> list[int]:
        """Gives where headings begin that stand within a paragraph: short sentences, each opening with a name (“甲”,让…起来。)."""
        found = []
        for finding in self.within(block.start, block.end):
            at = finding.start
            opens = at == block.start or _ENDED.search(self.text, max(block.start, at - 2), at)
            if opens and self.governs[at] and _RUN_IN.match(self.text, finding.end, block.end):
                found.append(at)
        return found if len(found) > 1 else []

    def _headed(self, block: Block) -> list[int]:
        """Gives the beginning of a paragraph of a report that opens with its heading, a short sentence that names one practice (推行“甲”。)."""
        first = next(iter(sentences(self.text, block.start, block.end)))
        short = first.end - first.start <= LONGEST_HEADING and first.end < block.end
        named = self.governors(first) if short and self.in_parts else []
        led = len(named) == 1 and _CARRIES.fullmatch(self.text, block.start, named[0].start)
        return [block.start] if led else []

    def _taken_up(self, heading: Stretch, until: int) -> Finding | None:
        """Gives the practice that the sentence behind a heading names with the heading's noun (健全责任体系。建立“甲”三级责任体系,…)."""
        if heading.end - heading.start > LONGEST_HEADING or self.within(heading.start, heading.end):
            return None
        following = next(iter(sentences(self.text, heading.end, until)), None)
        clause = next(iter(clauses(self.text, following)), None) if following else None
        named = next(iter(self.governors(clause)), None) if clause else None
        return named if named and named.name[-2:] in self.text[heading.start : heading.end] else None

    def _opening(self, start: int, end: int) -> Finding | None:
        """Gives the practice that a paragraph opens with.

        The occasion that is held; else, of the first sentence that names any, what is held to carry a wider one out, or what the text names most.
        """
        if occasion := self._occasion(start, end):
            return occasion
        meant: Finding | None = None
        for sentence in islice(sentences(self.text, start, end), OPENING_SENTENCES):
            # 在“甲”驿站开展乙活动: where something is held is not what is held.
            found = [f for f in self.governors(sentence) if not self._is_venue(f)]
            purpose = _PURPOSE.search(self.text, sentence.start, sentence.end)
            if found and not (purpose and self._all_meant(found[-1], purpose.start())):
                if purpose:
                    return found[-1]
                return max(found, key=lambda f: (self.often[f.name], -f.start))
            meant = meant or next(iter(found), None)
        return meant

    def _occasion(self, start: int, end: int) -> Finding | None:
        for sentence in islice(sentences(self.text, start, end), OPENING_SENTENCES):
            for finding in self.governors(sentence):
                ahead = max(sentence.start, finding.start - 24)
                if finding.name.endswith(OCCASIONS) and _JUST_HELD.search(self.text, ahead, finding.start):
                    return finding
        return None

    def _is_venue(self, finding: Finding) -> bool:
        return bool(
            _AT.search(self.text, max(0, finding.start - 14), finding.start)
            and _HELD.match(self.text, finding.end)
        )

    def _all_meant(self, last: Finding, purpose: int) -> bool:
        """Tells whether the last practice of a sentence is still what the sentence is to bring about (为落实“甲”行动,…)."""
        return not _HELD.search(self.text, purpose, last.start)

    def _announced(self, stretch: Stretch, points: int) -> Finding | None:
        """Gives the practice of the last sentence that names one, that which counts the points if any does: what the points belong to."""
        for sentence in reversed(list(sentences(self.text, stretch.start, stretch.end))):
            if found := self.governors(sentence):
                counted = next((f for f in found if counts(f.name) == points), None)
                return counted or (None if len({f.name for f in found}) > 1 else found[0])
        return None

    def within(self, start: int, end: int) -> list[Finding]:
        """Gives the practices that begin in a stretch."""
        return self.named[bisect_right(self.starts, start - 1) : bisect_right(self.starts, end - 1)]

    def governors(self, stretch: Stretch) -> list[Finding]:
        """Gives the practices of a stretch that can govern what follows: not those that are only counted, nor items of the whole country."""
        return [f for f in self.within(stretch.start, stretch.end) if self.governs[f.start]]

    def point_at(self, at: int) -> Point:
        """Gives the point that holds an offset."""
        return self.points[max(0, bisect_right(self.point_starts, at) - 1)]

    def sentence_at(self, at: int) -> Stretch:
        """Gives the sentence of a point that holds an offset."""
        return self._around(at, SENTENCE_MARKS)

    def segment_at(self, at: int) -> Stretch:
        """Gives the part of a sentence between semicolons that holds an offset."""
        return self._around(at, SENTENCE_MARKS + ";；")

    def clause_at(self, at: int) -> Stretch:
        """Gives the clause that holds an offset."""
        return self._around(at, SENTENCE_MARKS + ";；,，:：")

    def _around(self, at: int, marks: str) -> Stretch:
        point = self.point_at(at)
        start = max(self.text.rfind(mark, point.start, at) for mark in marks) + 1
        ends = [end for mark in marks if (end := self.text.find(mark, at, point.end)) >= 0]
        return Stretch(max(start, point.start), min(ends, default=point.end - 1) + 1)

    def governing(self, start: int, end: int) -> tuple[list[Finding], str]:
        """Gives the practices that a stretch (a clause with a figure, a measure) belongs to, and whether the sentence or the structure says so."""
        meant = self._meant(self.sentence_at(start)) or self._meant(self.clause_at(start))
        own = self.within(start, end)
        segment = self.segment_at(start)
        if own and not meant:
            # 开展“甲”行动,设立“乙”站11个: so many 乙 are what 甲 brought about, too.
            many = set_up_many(self.text, own[0], segment.start)
            return [*own, *(self._last_clause(Stretch(segment.start, start)) if many else [])], "stated"
        if found := self._last_clause(Stretch(segment.start, start)):
            return found, "stated"
        if meant:
            return [meant], "stated"
        point = self.point_at(start)
        topic = self._topic(point)
        if topic:
            return [topic], "structural"
        sentence = self.sentence_at(start)
        for earlier in segments(self.text, Stretch(sentence.start, segment.start)):
            if found := self.governors(earlier):
                return self.together(found), "stated"
        if self.several:
            return [], ""
        opener = self._opener(point, sentence)
        return opener if opener[0] or not self.only else ([self.only], "structural")

    def _meant(self, stretch: Stretch) -> Finding | None:
        """Gives the practice that a sentence or clause goes on with by its noun alone (此次活动…)."""
        if self.several:
            return None
        last = bisect_right(self.starts, stretch.start - 1)
        near = self.named[max(0, last - MEANT_AMONG) : last]
        return gone_on_with(self.text, stretch.start, near[::-1])

    def _last_clause(self, stretch: Stretch) -> list[Finding]:
        """Gives the practices of the last clause of a stretch that has any which govern."""
        found = self.governors(stretch)
        if not found:
            return []
        clause = self.clause_at(found[-1].start)
        return self.together([f for f in found if f.start >= clause.start])

    def _opener(self, point: Point, sentence: Stretch) -> tuple[list[Finding], str]:
        """Gives the practice that the paragraph opened with; a sentence that turns to a new field (围绕…) has none."""
        if _TURNS.match(self.text, sentence.start):
            return [], ""
        return (
            ([point.topic], "structural") if point.topic and point.topic.start < sentence.start else ([], "")
        )

    def _topic(self, point: Point) -> Finding | None:
        section = self.section_of_point[id(point)]
        if point.numbered:
            return point.topic or point.whole or section.intro or section.heading
        return None if point.topic else section.heading

    def together(self, found: list[Finding]) -> list[Finding]:
        """Gives the last practice of a clause with those that a list joins to it (“甲”“乙”和“丙”行动)."""
        group = [found[-1]]
        for finding in reversed(found[:-1]):
            if not _JOINED.match(self.text[finding.end : group[0].start]):
                break
            group.insert(0, finding)
        return group


def counts(name: str) -> int | None:
    """Gives how many parts a name begins by counting (四类课堂: 4), or None."""
    numeral = _NUMERAL.match(name)
    return int(number(numeral[1])) if numeral else None
