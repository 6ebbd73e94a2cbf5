"""Families of names: “五廉”工作法 and the five quoted names of the text that end in 廉 (“党建统廉”, “制度固廉” …) are whole and parts.

So are “四廉行动” and the four that lead its sentences (固廉行动,… 扬廉行动,…), without marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.names import bare
from graph.schema import Kind, Role
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import named_finding
from ingest.extract.numerals import number

_COUNTED = re.compile(r"(?P<count>[三四五六七八九十])(?P<closing>[\u4e00-\u9fff]{1,2})")
_QUOTED = re.compile(r"[“「『]([^“”「」『』\n]{2,12})[”」』]")
_MEMBER = re.compile(r"(?![两三四五六七八九十])[\u4e00-\u9fff]{4,8}")
_HEADS = "工程|行动|计划|机制|体系|工作法"
_OF_HEAD = re.compile(
    rf"(?P<count>[三四五六七八九])(?:个|大)?(?P<closing>(?![项级类种个大])[\u4e00-\u9fff](?:{_HEADS}))"
)
_LEADING = re.compile(
    rf"(?<![\u4e00-\u9fff“、,，A-Za-z\d])(?![两三四五六七八九十这该此各每本某上])[\u4e00-\u9fff]{{1,2}}(?P<closing>[\u4e00-\u9fff](?P<head>{_HEADS}))(?![\u4e00-\u9fff”])"
)
"""A short name without marks that opens a sentence or stands alone (固帆行动,…)."""
_TROUBLE = re.compile(
    "[”」』](?:[“「『][^”」』\n]{2,12}[”」』]|[、和与及]|等|这?[三四五六七八九十]个|的)*(?:问题|难题|现象|乱象|困境)"
)
"""Behind a quoted word, or the list it is one of: it is what is wrong."""
LONGEST_LIST = 60
"""Characters behind a quoted word in which its list ends."""


@dataclass(frozen=True, slots=True)
class Family:
    """A counted name with the names that are as many as it counts and end as it does."""

    whole: str
    members: tuple[str, ...]
    head: Head | None = None
    """What the members are called, where they stand without quotation marks."""


def families(text: str, blocks: Sequence[Block]) -> list[Family]:
    """Gives the families of a document, in the order of their wholes in the text."""
    never = practice_words().never
    quotes = dict.fromkeys(
        match[1]
        for block in blocks
        if block.role is not Role.PROBLEMS
        for match in _QUOTED.finditer(text, block.start, block.end)
        if bare(match[1]) not in never
        and not _TROUBLE.match(text, match.end() - 1, match.end() + LONGEST_LIST)
    )
    by_closing: dict[str, list[str]] = {}
    for quote in quotes:
        if _MEMBER.fullmatch(quote):
            for length in (1, 2):
                by_closing.setdefault(quote[-length:], []).append(quote)
    leading: dict[str, dict[str, None]] = {}
    for match in _LEADING.finditer(text) if any(map(_OF_HEAD.fullmatch, quotes)) else ():
        leading.setdefault(match["closing"], {})[match[0]] = None
    found = []
    for whole in quotes:
        if counted := _OF_HEAD.fullmatch(whole):
            alike = tuple(leading.get(counted["closing"], ()))
            head = practice_words().head_of(counted["closing"])
        elif counted := _COUNTED.fullmatch(whole):
            alike, head = tuple(by_closing.get(counted["closing"], ())), None
        if counted and len(alike) == number(counted["count"]):
            found.append(Family(whole, alike, head))
    return found


def members(text: str, blocks: Sequence[Block], found: Sequence[Family]) -> Iterator[tuple[Block, Finding]]:
    """Gives each mention of a member with its paragraph; what a quoted one is called a way of, the whole tells."""
    way = Head("工作法", Kind.METHOD, "working_method")
    quoted = {name for family in found for name in family.members if not family.head}
    heads = {name: family.head for family in found if family.head for name in family.members}
    unmarked = re.compile("|".join(map(re.escape, sorted(heads))))
    for block in blocks:
        for match in _QUOTED.finditer(text, block.start, block.end) if quoted else ():
            if match[1] in quoted:
                yield block, named_finding(way, match.span(), match[1], "member", block)
        for match in unmarked.finditer(text, block.start, block.end) if heads else ():
            yield block, named_finding(heads[match[0]], match.span(), match[0], "member", block)


def spell_out(named: Sequence[Finding], found: Sequence[Family]) -> None:
    """Gives the whole of each family its members for components."""
    for family in found:
        for finding in named:
            if family.whole in (finding.name, *finding.aliases):
                finding.properties.setdefault("components", family.members)
