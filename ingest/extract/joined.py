"""Ways of working without quotation marks that Party building joins to something: 党建+网格, 党建联建, and joined words that open a sentence."""

import re
from collections.abc import Iterator

from graph.schema import Kind, Role
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import named_finding

_PARTY_PLUS = re.compile(
    r"党建[+＋](?P<what>[\u4e00-\u9fff]{2,12}?)(?=[,，。;；:：、!！?？\s]|的|(?:等|各项)[\u4e00-\u9fff]|$)"
)
"""党建+网格, and 党建+助农直播活动 with its head noun."""
_OPENS = re.compile(
    r"(?<=[。\n])(?P<name>[\u4e00-\u9fff]{2,6}[+＋][\u4e00-\u9fff]{2,6})(?=[,，](?:让|使)|[。\n])"
)
"""点单培训+对症施治,让…: what a point is about."""
_UNITED = re.compile(
    r"(?:通过|依托|以|在|开展|深化|推进|推动|加强|借助|巩固)(?P<name>党建联建)(?![\u4e00-\u9fff]{0,4}(?:协议|签约|仪式|样板|示范|基地|主题|联盟|项目|品牌|单位|共创|合作)|促)"
)
"""依托党建联建: Party organisations of several employers that work as one."""


def joined(text: str, block: Block) -> Iterator[Finding]:
    """Gives the joined ways of a paragraph; in a list of problems none."""
    if block.role is Role.PROBLEMS:
        return
    for match in _PARTY_PLUS.finditer(text, block.start, block.end):
        head = practice_words().head_of(match["what"])
        yield named_finding(head, match.span(), match[0], "joined", block)
    for match in _OPENS.finditer(text, block.start, block.end):
        yield named_finding(None, match.span("name"), match["name"], "joined", block)
    way = Head("联建", Kind.METHOD, "mechanism")
    for match in _UNITED.finditer(text, block.start, block.end):
        yield named_finding(way, match.span("name"), match["name"], "joined", block)
