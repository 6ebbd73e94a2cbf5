"""Ways of working without quotation marks by what stands around them: 党建+网格, 依托党建联建, 以联组学习为载体, 15分钟生活圈."""

import re
from collections.abc import Iterator

from graph.schema import Kind, Role
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import named_finding
from ingest.extract.unquoted import CUT

_PARTY_PLUS = re.compile(
    r"党建[+＋](?!为|的|等|模式)(?P<what>[\u4e00-\u9fff]{2,12}?)(?=[,，。;；:：、!！?？\s]|的|深度融合|(?:等|各项)[\u4e00-\u9fff]|$)"
)
"""党建+网格, and 党建+助农直播活动 with its head noun."""
_OPENS = re.compile(
    r"(?<=[。\n])(?P<name>[\u4e00-\u9fff]{2,6}[+＋][\u4e00-\u9fff]{2,6})(?=[,，](?:让|使)|[。\n])"
)
"""点单培训+对症施治,让…: what a point is about."""
_UNITED = re.compile(
    r"(?:通过|依托|以|在|开展|深化|推进|推动|加强|借助|巩固|发挥|注重|原标题[:：])(?P<name>党建(?:联|共)建)(?![\u4e00-\u9fff]{0,4}(?:协议|签约|座谈|仪式|样板|示范|基地|主题|联盟|项目|品牌|单位|共创|合作|党组织)|促)"
)
"""依托党建联建, 深化党建共建: Party organisations of several employers that work as one."""
_CARRIER = re.compile(
    r"以(?![此其上下本各])(?P<name>[\u4e00-\u9fff]{2,10}?(?:共建|联建|建设|学习|实践站|实践所|联盟))为(?:载体|方式|平台)(?=[,，、。;；])"
)
"""以党建联组学习为载体: what a way of working is carried by."""
_DONE = re.compile("(?:建设|学习)$")
_TEAM = re.compile(r"(?:组建|成立)了?(?P<name>(?!专业技术|工作)[\u4e00-\u9fff]{5,14}?团队)")
"""组建社区规划师团队."""
_REACH = re.compile(
    r"(?P<name>\d{1,2}分钟[\u4e00-\u9fff]{0,6}?(?:生活|服务|救援|急救|便民|阅读|健身|就业|养老|医疗|文化|休闲|商业|办事|政务)圈)"
)
"""15分钟生活圈: what lies within reach."""


def joined(text: str, block: Block) -> Iterator[Finding]:
    """Gives the joined ways of a paragraph; in a list of problems none."""
    if block.role is Role.PROBLEMS:
        return
    for match in _PARTY_PLUS.finditer(text, block.start, block.end):
        head = practice_words().head_of(match["what"])
        yield named_finding(head, match.span(), match[0], "joined", block)
    for match in _OPENS.finditer(text, block.start, block.end):
        yield named_finding(None, match.span("name"), match["name"], "joined", block)
    for pattern, head in (
        (_UNITED, Head("联建", Kind.METHOD, "mechanism")),
        (_CARRIER, None),
        (_TEAM, Head("团队", Kind.METHOD, "organisation_form")),
        (_REACH, Head("圈", Kind.METHOD, "platform")),
    ):
        for match in pattern.finditer(text, block.start, block.end):
            stem = match["name"].removesuffix(head.word) if head else _DONE.sub("", match["name"])
            if pattern is _UNITED or not (stem in practice_words().stems or CUT.search(stem)):
                own = head or practice_words().head_of(match["name"])
                finding = named_finding(own, match.span("name"), match["name"], "joined", block)
                if pattern is _UNITED:
                    finding.properties["scope"] = "national"
                yield finding
