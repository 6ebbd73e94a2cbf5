"""Where a practice is carried out, as its own sentence says."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from ingest.extract.findings import Finding, PlaceFound
from ingest.link.settled import Settled
from ingest.link.subject import bears_its_name

REACH = 1_000
"""Characters back within which the one who acts is looked for."""
_CLAUSE = "。;；!！?？\n,，、:： “”"
_BORDERS = "。;；!！?？\n"
_BEFORE_SUBJECT = frozenset(",，)）:：—")
"""What stands before the place that acts in a clause: 8月11日,某街道某社区; 某区(某街道)某村."""
_TOWARDS = re.compile(
    r"(?:赴|地处|位于|到|往|向|从|自|离|距|与|和|及|援|给|来自|距离|走进|前往|学习|借鉴|中共)$"
)
"""Before the name of a place that the sentence is not about."""
_ELSEWHERE = re.compile(r"^(?:经验|模式|做法|等地|籍)")
_OPENS = re.compile(r"[^\u4e00-\u9fff]*(?:近日[,，])?")
"""Between the beginning of a paragraph and the place that it is about."""
_UNDER = re.compile("[^,，。;；]{0,12}(?:领导|指导|关心|支持|部署)下")
"""Behind the name of a place: under whose guidance something was done (在某市委领导下)."""
_BYLINE = re.compile(r"[（(][^（）()\n]{0,12}(?:记者|通讯员)[^（）()\n]{2,40}[）)]")
"""…（记者 某某）: what is before it is the headline."""
_TITLE_OPENS = re.compile("《(?:中共)?")
_GOVERNS = re.compile("(?:开发区|高新区|产业园区|管理区|示范区|新区)$")
"""An area that has a government of its own, and acts."""
_ITS_PLAN = re.compile("(?:行动方案|实施方案|行动计划|实施办法|管理办法|规划|条例)")
_SINCE = re.compile(r"[^,，。;；\n]*(?:以来|之后|后)")
_OFFICE = re.compile(
    r"^[\u4e00-\u9fff“”]{0,12}?(?:书记|主任|领导|负责人|局长|部长|镇长|乡长|县长|市长|区长|主席|院长)"
)
"""Behind the name of a place: somebody who holds an office there and speaks."""
_NAME_GOES_ON = re.compile(
    "(?:的|[东南西北中]部|最?[东南西北]端|(?:下辖|所辖|辖区)的|(?:城|县|区)[东南西北内]的?|[\u4e00-\u9fff]{1,3}[镇乡]|(?:示范|典型|重点)[村镇社区]*)?[—:：]*"
)
"""Between a place and one within it that its name goes on with: 甲县的乙村, 甲县北部乙村."""
_HOLDS = re.compile("(?:[^,，。;；]{0,8}?)(?:开展|举办|举行|启动|推行|探索|实施|成立|建立|设立|打造)")
_HELD = re.compile(
    r"[”’]?(?:也|正式|分别)?[在于](?P<where>[^,，。;；“”\n]{2,40}?)(?:顺利|正式|成功|隆重|火热|如期)?(?:举行|举办|开展|启动|开幕|开赛|落地|实施|揭牌|上演)"
)
"""…比赛在甲村顺利举行: where what is named takes place."""
_SET_UP = re.compile("(?:建立|设立|成立|打造|建成|建设|探索|试点|试行|推行|实施|开展|启动)了?[“‘《]?")
_NOT = re.compile("[没未不]")
_TRIED_IN = ("在", "于")
_LIST = re.compile(r"^[、和与及]$")


class Homes:
    """The places of a document's sentences, for looking up who carries a practice out."""

    def __init__(
        self,
        text: str,
        places: Sequence[PlaceFound],
        settled: Mapping[int, Settled | None],
        *,
        in_parts: bool,
    ) -> None:
        """Takes the settled places in the order of the text; `in_parts` tells a report from a running story."""
        self.in_parts = in_parts
        self.text = text
        self.places = places
        self.settled = settled
        self.starts = [place.start for place in places]

    def acting(self, finding: Finding, home: Settled | None) -> list[int]:
        """Gives the mentions of the places that carry a practice out.

        That is the place right before the name (庙前镇“三联”机制), the places that a list puts behind 在 (在甲村、乙村开展 …), or the place
        that the sentence begins with, if it lies in the document's own place or that in it. A name that begins with a place
        (某某经验) comes from there.
        """
        last = bisect_left(self.starts, finding.start) - 1
        if (origin := last + 1) < len(self.places) and self._begins(finding, self.places[origin]):
            return [self._innermost(list(range(origin, bisect_left(self.starts, finding.end))))]
        if finding.rule == "title" and (told := self._in_title(finding)):
            return told
        if held := self._held_in(finding, home):
            return held
        if last < 0:
            return []
        if self.places[last].end == finding.start and self.places[last].level != "area":
            return [last]
        start = self._behind_byline(self._back_to(_BORDERS, finding.start), finding.start)
        inside = [i for i in range(bisect_left(self.starts, start), last + 1) if self._counts(i)]
        if listed := self._listed(inside, finding):
            return listed
        # 甲镇“…”、乙局“…”: what stands right before a name owns that name alone.
        fitting = [i for i in inside if self._fits(i, home) and not self._owns(i)]
        inner = (
            [self._deepest(self._innermost(fitting), fitting, finding)]
            if fitting
            else self._elsewhere(start, inside)
        )
        return [i for i in inner or self._before(start, home) if not self._above(i, home)]

    def _above(self, index: int, home: Settled | None) -> bool:
        """Tells a place that only holds the document's own and is part of another name (南通市某大学, 南通市某开发区)."""
        place, found = self.settled[index], self.places[index]
        leads_on = index + 1 < len(self.places) and self.places[index + 1].start == found.end
        return (
            home is not None
            and place is not None
            and place.id != home.id
            and home.full_name.startswith(place.full_name)
            and (leads_on or bears_its_name(self.text, found.end))
        )

    def _deepest(self, at: int, fitting: list[int], finding: Finding) -> int:
        """Gives the innermost place within the subject that acts in its stead.

        That is what a later clause begins with, what its name goes on with (甲区(乙街道)丙社区, 甲县的乙村), or where something is held (在乙村开展).
        """
        for index in fitting:
            place, holds = self.settled[index], self.settled[at]
            inner = place and holds and place.id != holds.id and place.full_name.startswith(holds.full_name)
            if inner and (self._goes_on(at, index) or self._held_at(index, finding)):
                at = index
        return at

    def _goes_on(self, outer: int, index: int) -> bool:
        start = self._run_start(index)
        between = self.text[self.places[outer].end : start]
        return self.text[start - 1 : start] in _BEFORE_SUBJECT or _NAME_GOES_ON.fullmatch(between) is not None

    def _held_at(self, index: int, finding: Finding) -> bool:
        start = self._run_start(index)
        led = self.text[start - 1 : start] in _TRIED_IN
        return led and _HOLDS.match(self.text, self.places[index].end, finding.start) is not None

    def _run_start(self, index: int) -> int:
        """Gives where the places begin that follow each other up to this one (甲市乙区丙社区)."""
        while index > 0 and self.places[index - 1].end == self.places[index].start:
            index -= 1
        return self.places[index].start

    def _elsewhere(self, start: int, inside: list[int]) -> list[int]:
        """Gives the place by whose full name, from the county or wider on down, a paragraph begins: news in brief tell of one place after the other."""
        if not inside or self.text[start - 1 : start] not in {"", "\n"}:
            return []
        run = self._innermost(inside)
        opens = _OPENS.fullmatch(self.text, start, self.starts[inside[0]])
        above = self.places[inside[0]].level in {"province", "prefecture", "county"}
        return [run] if opens and above and run != inside[0] else []

    def set_up_in(self, finding: Finding) -> int | None:
        """Gives the area that a practice is set up in, beside the place whose it is: 在甲园区建立“乙”阵地; None where there is none."""
        last = bisect_left(self.starts, finding.start) - 1
        if last < 0 or self.places[last].level != "area" or self.settled[last] is None:
            return None
        between = _SET_UP.fullmatch(self.text, self.places[last].end, finding.start)
        at = self.places[last].start
        led = self.text[at - 1 : at] in _TRIED_IN and not _NOT.search(self.text, max(0, at - 5), at - 1)
        return last if led and between else None

    def _begins(self, finding: Finding, place: PlaceFound) -> bool:
        return place.start == finding.start and finding.end > place.end

    def _in_title(self, finding: Finding) -> list[int]:
        """Gives the place that a title opens with, or that its plan names (《某市某办法》, 《推进甲事业某市行动方案》): the rule is that place's."""
        first = bisect_left(self.starts, finding.start)
        for index in range(first, bisect_left(self.starts, finding.end)):
            place, found = self.settled[index], self.places[index]
            opens = _TITLE_OPENS.fullmatch(self.text, finding.start, found.start)
            plans = _ITS_PLAN.match(self.text, found.end, finding.end)
            if place is not None and place.level != "area" and (opens or plans) and self._counts(index):
                return [index]
        return []

    def _back_to(self, marks: str, at: int) -> int:
        """Gives where the stretch begins that such a mark closes, looking back a bounded way."""
        floor = max(0, at - REACH)
        return max(floor, *(self.text.rfind(mark, floor, at) + 1 for mark in marks))

    def _behind_byline(self, start: int, at: int) -> int:
        """Gives where the sentence begins if a headline and a byline ran into it."""
        bylines = [match.end() for match in _BYLINE.finditer(self.text, start, at)]
        return bylines[-1] if bylines else start

    def _before(self, start: int, home: Settled | None) -> list[int]:
        """Gives the place that an earlier sentence of the paragraph begins with: it goes on acting."""
        near = range(bisect_left(self.starts, self._back_to("\n", start)), bisect_left(self.starts, start))
        openers = [
            i
            for i in near
            if self._opens(i)
            and self._counts(i)
            and self._fits(i, home)
            and not _OFFICE.match(self.text[self.places[i].end : self.places[i].end + 20])
            and not (self.in_parts and self._is_example(i, home))
        ]
        if not openers:
            return []
        return [self._innermost([i for i in near if i >= openers[-1] and self._fits(i, home)])]

    def _is_example(self, index: int, home: Settled | None) -> bool:
        """Tells a place within that of a report: what one township did is told in one sentence, the next is the county's again."""
        place = self.settled[index]
        return (
            home is not None
            and place is not None
            and place.id != home.id
            and place.full_name.startswith(home.full_name)
        )

    def _opens(self, index: int) -> bool:
        """Tells whether a place stands where a sentence's subject does: after its border, or after a word of time and a comma."""
        before = self.text[max(0, self.starts[index] - 24) : self.starts[index]]
        return (
            re.search(r"(?:^|[。;；!！?？\n“”])(?:[^。;；!！?？\n,，]{0,10}[,，]){0,2}$", before) is not None
        )

    def _owns(self, index: int) -> bool:
        return self.text[self.places[index].end : self.places[index].end + 1] in {"“", "‘", '"'}

    def _counts(self, index: int) -> bool:
        place, found = self.settled[index], self.places[index]
        before, after = self.text[max(0, found.start - 3) : found.start], self.text[found.end : found.end + 3]
        return (
            place is not None
            and (place.level != "area" or _GOVERNS.search(found.surface) is not None)
            and (not _TOWARDS.search(before) or self._since(index))
            and not _ELSEWHERE.match(after)
            and not _UNDER.match(self.text, found.end)
        )

    def _since(self, index: int) -> bool:
        """Tells a time from a way: 自甲街道发布招募令以来."""
        at = self.places[index].start
        return (
            self.text[at - 1 : at] == "自"
            and _SINCE.match(self.text, self.places[index].end, self.places[index].end + 60) is not None
        )

    def _listed(self, inside: list[int], finding: Finding) -> list[int]:
        """Gives the places of 在甲村、乙村开展 … in the practice's own clause."""
        clause = self._back_to(",，。;；", finding.start)
        own = [i for i in inside if self.places[i].start >= clause]
        for position, index in enumerate(own):
            if self.text[self.places[index].start - 1 : self.places[index].start] in _TRIED_IN:
                chosen = [index]
                for following in own[position + 1 :]:
                    if not _LIST.match(self.text[self.places[chosen[-1]].end : self.places[following].start]):
                        break
                    chosen.append(following)
                return chosen if len(chosen) > 1 else []
        return []

    def _held_in(self, finding: Finding, home: Settled | None) -> list[int]:
        """Gives the place of …比赛在甲村举行: what the name's own clause puts it in."""
        match = _HELD.match(self.text, finding.end)
        if not match:
            return []
        first = bisect_left(self.starts, match.start("where"))
        inside = [
            i for i in range(first, bisect_left(self.starts, match.end("where"))) if self._fits(i, home)
        ]
        return inside[-1:]

    def _fits(self, index: int, home: Settled | None) -> bool:
        place = self.settled[index]
        if place is None or (place.level == "area" and not place.parent_id) or place.level == "province":
            return False
        if home is None or place.full_name.startswith(home.full_name):
            return True
        # 以武汉某某城为代表的楼宇: the short form of a place above is part of another name, unless a clause begins with it.
        begins = self.starts[index] == 0 or self.text[self.starts[index] - 1] in _CLAUSE
        return home.full_name.startswith(place.full_name) and (self.places[index].whole or begins)

    def _innermost(self, fitting: list[int]) -> int:
        """Gives the last place of the first run (甲市乙区 is 乙区): it is the sentence's subject."""
        at = fitting[0]
        for index in fitting[1:]:
            if self.places[index].start != self.places[at].end:
                break
            at = index
        return at
