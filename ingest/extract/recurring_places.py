"""Villages and communities by their recurrence: what stands before 村 or 社区 more than once, each time behind something else, is a name.

Left-neighbour diversity is a common test for where a new word begins (Feng et al., Accessor Variety Criteria for Chinese Word
Extraction, Computational Linguistics 30, 2004); the rank behind the name closes it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graph.vocabulary.words import no_places, running_words
from ingest.extract.findings import Block, PlaceFound
from ingest.extract.place_shapes import LEVELS

_RANK = re.compile(r"村(?![民干级部庄居镇支容务史规口落企]|集体)|社区|居民区|小区")
_LENGTHS = (2, 3, 4)
"""Characters of a name before its rank."""
_LEADS = "在到为与和了的将把是以从向对新好全本该各个我你他每这那某由让使并"
"""Characters that lead to a name and open none that this finds."""
_COMMON = re.compile(r"(?:农|乡|[进兴强富廉美新旧老中心])村$")
"""Kinds of villages (乡村, 强村)."""
_NO_STEM = re.compile(r"^进|[县区镇乡局]|[进入来去到]$")
"""What is done with one (走进社区), and what names a wider place or an office too."""
_WIDER = frozenset("县市区旗州镇乡道")
_BODY = re.compile("党委|党总支|党支部|党组织|居委|村委|[“”]?两委|书记|社工|位于|地处|大力|积极(?!性)|坚持")
"""A name stands at least once behind the rank of a wider place, or before a body that acts: a kind (无诈社区) does neither."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
TWICE = 2
MOSTLY = 0.6
"""Share of a shorter name's mentions that a longer one closing with it has, so that the longer is the name."""


def recurring(text: str, blocks: tuple[Block, ...]) -> dict[Block, list[PlaceFound]]:
    """Gives the mentions of recurring names by their paragraph, offsets in it; none in a report in parts.

    A report speaks of villages of every kind (边远村), a running story of those that it tells of.
    """
    if len({block.part for block in blocks if block.part >= 0}) != 1:
        return {}
    before: dict[str, list[str]] = defaultdict(list)
    sure: set[str] = set()
    for block in blocks:
        for start, name, left in _candidates(text, block):
            before[name].append(left)
            if left in _WIDER or _BODY.match(text, block.start + start + len(name)):
                sure.add(name)
    names = _names({name: lefts for name, lefts in before.items() if name in sure})
    return {
        block: [
            PlaceFound(at, at + len(name), name, names[name], (), "shape")
            for at, name, _ in _candidates(text, block)
            if name in names
        ]
        for block in (blocks if names else ())
    }


def _candidates(text: str, block: Block) -> Iterator[tuple[int, str, str]]:
    """Gives where a stretch before a rank begins in its paragraph, the stretch with the rank, and the character before it."""
    for match in _RANK.finditer(text, block.start, block.end):
        for length in _LENGTHS:
            start = match.start() - length
            if start >= block.start and _CHINESE.fullmatch(text, start, match.start()):
                left = text[start - 1] if start > block.start else ""
                yield start - block.start, text[start : match.end()], left


def _names(before: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Gives the levels of the stretches that are names; none of two that one other nearly always makes longer."""
    times = {
        name: len(lefts)
        for name, lefts in before.items()
        if len(set(lefts)) >= TWICE and name[0] not in _LEADS
    }
    longer: Counter[str] = Counter()
    for name, count in times.items():
        for cut in range(1, max(_LENGTHS) - min(_LENGTHS) + 1):
            longer[name[cut:]] = max(longer[name[cut:]], count)
    return {
        name: LEVELS[rank]
        for name, count in times.items()
        if longer[name] < MOSTLY * count and _like_a_name(name, rank := _rank(name))
    }


def _rank(name: str) -> str:
    return next(rank for rank in ("居民区", "社区", "小区", "村") if name.endswith(rank))


def _like_a_name(name: str, rank: str) -> bool:
    stem = name.removesuffix(rank)
    ends = {stem[:2], stem[-2:]}
    return (
        running_words().isdisjoint(ends)
        and no_places().isdisjoint(ends)
        and not _COMMON.search(name)
        and not _NO_STEM.search(stem)
    )
