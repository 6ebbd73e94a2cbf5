"""Where a practice is carried out, as its own sentence says."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from ingest.extract.findings import Finding, PlaceFound
from ingest.link.settled import Settled

_BORDERS = "。;；!！?？\n“”"
_TOWARDS = re.compile(r"(?:赴|到|往|向|从|自|离|与|和|及|援|给|来自|距离|走进|前往|学习|借鉴|中共)$")
"""Before the name of a place that the sentence is not about."""
_ELSEWHERE = re.compile(r"^(?:经验|模式|做法|等地|籍|方面)")
_TRIED_IN = re.compile(r"(?:在|于)$")
_LIST = re.compile(r"^[、和与及]$")


class Homes:
    """The places of a document's sentences, for looking up who carries a practice out."""

    def __init__(
        self, text: str, places: Sequence[PlaceFound], settled: Mapping[int, Settled | None]
    ) -> None:
        """Takes the settled places in the order of the text."""
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
        if (
            last + 1 < len(self.places)
            and self.places[last + 1].start == finding.start
            and finding.end > self.places[last + 1].end
        ):
            return [last + 1]
        if last < 0:
            return []
        if self.places[last].end == finding.start and self.places[last].level != "area":
            return [last]
        start = max(self.text.rfind(mark, 0, finding.start) for mark in _BORDERS) + 1
        inside = [i for i in range(last + 1) if self.places[i].start >= start and self._counts(i)]
        listed = self._listed(inside, finding)
        if listed:
            return listed
        fitting = [i for i in inside if self._fits(i, home)]
        return [self._innermost(fitting)] if fitting else self._before(start, home)

    def _before(self, start: int, home: Settled | None) -> list[int]:
        """Gives the place that an earlier sentence of the paragraph begins with: it goes on acting."""
        paragraph = self.text.rfind("\n", 0, start) + 1
        openers = [
            i
            for i in range(bisect_left(self.starts, start))
            if self.starts[i] >= paragraph and self._opens(i) and self._counts(i) and self._fits(i, home)
        ]
        if not openers:
            return []
        run = [
            i for i in range(openers[-1], len(self.places)) if self.starts[i] < start and self._fits(i, home)
        ]
        return [self._innermost(run)]

    def _opens(self, index: int) -> bool:
        """Tells whether a place stands where a sentence's subject does: after its border, or after a word of time and a comma."""
        before = self.text[max(0, self.starts[index] - 12) : self.starts[index]]
        return re.search(r"(?:^|[。;；!！?？\n“”])(?:[^。;；!！?？\n,，]{0,10}[,，])?$", before) is not None

    def _counts(self, index: int) -> bool:
        place, found = self.settled[index], self.places[index]
        before, after = self.text[max(0, found.start - 3) : found.start], self.text[found.end : found.end + 3]
        return place is not None and not _TOWARDS.search(before) and not _ELSEWHERE.match(after)

    def _listed(self, inside: list[int], finding: Finding) -> list[int]:
        """Gives the places of 在甲村、乙村开展 … in the practice's own clause."""
        clause = max(self.text.rfind(mark, 0, finding.start) for mark in ",，。;；") + 1
        own = [i for i in inside if self.places[i].start >= clause]
        for position, index in enumerate(own):
            if _TRIED_IN.search(self.text[: self.places[index].start][-1:]):
                chosen = [index]
                for following in own[position + 1 :]:
                    if not _LIST.match(self.text[self.places[chosen[-1]].end : self.places[following].start]):
                        break
                    chosen.append(following)
                return chosen if len(chosen) > 1 else []
        return []

    def _fits(self, index: int, home: Settled | None) -> bool:
        place = self.settled[index]
        if place is None or (place.level == "area" and not place.parent_id) or place.level == "province":
            return False
        return (
            home is None
            or place.full_name.startswith(home.full_name)
            or home.full_name.startswith(place.full_name)
        )

    def _innermost(self, fitting: list[int]) -> int:
        """Gives the last place of the first run (甲市乙区 is 乙区): it is the sentence's subject."""
        at = fitting[0]
        for index in fitting[1:]:
            if self.places[index].start != self.places[at].end:
                break
            at = index
        return at
