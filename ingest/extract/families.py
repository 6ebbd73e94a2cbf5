"""Families of names: “五廉”工作法 and the five quoted names of the text that end in 廉 (“党建统廉”, “制度固廉” …) are whole and parts.

So are “四廉行动” and the four that lead its sentences (固廉行动,… 扬廉行动,…), without marks.
"""

import re
from collections.abc import Sequence
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
_OF_HEAD = re.compile(
    r"(?P<count>[三四五六七八九])(?:个|大)?(?P<closing>[\u4e00-\u9fff](?P<head>工程|行动|计划|机制|体系|工作法))"
)
_LEADING = (
    r"(?<![\u4e00-\u9fff“、,，A-Za-z\d])(?![两三四五六七八九十])[\u4e00-\u9fff]{{1,2}}{}(?![\u4e00-\u9fff”])"
)
_TROUBLE = re.compile(
    "[”」』](?:[“「『][^”」』\n]{2,12}[”」』]|[、和与及]|等|这?[三四五六七八九十]个|的)*(?:问题|难题|现象|乱象|困境)"
)
"""Behind a quoted word, or the list it is one of: it is what is wrong."""
LONGEST_LIST = 60
"""Characters behind a quoted word in which its list ends."""


@dataclass(frozen=True, slots=True)
class Family:
    """A counted name with the quoted names that are as many as it counts and end as it does."""

    whole: str
    members: tuple[str, ...]
    head: str = ""
    """What the members are, where they stand without marks."""


def families(text: str, blocks: Sequence[Block]) -> list[Family]:
    """Gives the families of a document, in the order of the text."""
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
    found = []
    for quote in quotes:
        if _MEMBER.fullmatch(quote):
            for length in (1, 2):
                by_closing.setdefault(quote[-length:], []).append(quote)
        if counted := _OF_HEAD.fullmatch(quote):
            leading = dict.fromkeys(re.findall(_LEADING.format(counted["closing"]), text))
            if len(leading) == number(counted["count"]):
                found.append(Family(quote, tuple(leading), counted["head"]))
    for whole in quotes:
        if counted := _COUNTED.fullmatch(whole):
            alike = by_closing.get(counted["closing"], ())
            if len(alike) == number(counted["count"]):
                found.append(Family(whole, tuple(alike)))
    return found


def members(text: str, block: Block, found: Sequence[Family]) -> list[Finding]:
    """Gives each mention of a member in a paragraph; what it is called a way of, the whole tells."""
    head = Head("工作法", Kind.METHOD, "working_method")
    names = {name for family in found for name in family.members if not family.head}
    quoted = [
        named_finding(head, match.span(), match[1], "member", block)
        for match in _QUOTED.finditer(text, block.start, block.end)
        if match[1] in names
    ]
    bare_ones = [
        named_finding(practice_words().by_word[family.head], match.span(), match[0], "member", block)
        for family in found
        if family.head
        for match in re.compile("|".join(family.members)).finditer(text, block.start, block.end)
    ]
    return quoted + bare_ones


def spell_out(named: Sequence[Finding], found: Sequence[Family]) -> None:
    """Gives the whole of each family its members for components."""
    for family in found:
        for finding in named:
            if family.whole in (finding.name, *finding.aliases):
                finding.properties.setdefault("components", family.members)
