"""Titles in book marks: local rules that the text says were made (《…办法》), and programmes named by their title."""

import re
from collections.abc import Iterator

from graph.schema import Kind
from graph.vocabulary.practices import Head
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import named_finding

_BOOK = re.compile(
    r"《([^《》\n]{3,70}?(?:办法|意见|清单|细则|方案|规定|制度|体系|标准|指引|手册|公约|措施|要点|规划|计划|规程|指南|协议书|决定|倡议书|承诺书)(?:[（(][^《》（）()\n]{2,12}[)）])?)》((?:栏目|节目|专栏)?)"
)
_PROGRAMME_TITLE = re.compile(r"《([^《》\n]{2,20})》(栏目|节目|专栏)")
_MADE = re.compile(
    r"出台|制定|建立|印发|制订|实施|制发|开发|编制|研究|起草|签订|推出|修订|贯彻|签[定署]|纳入|发布|落实|通过|编印|宣读|下发|推行"
)
_JOINED = re.compile(r"(?:《[^《》\n]{3,70}》[、和与及]?)+$")
"""Titles of which this one is the last: 印发《甲》和《乙》."""
LONGEST_JOINED = 240
"""Characters of the titles before one."""
_EXPLAINED = re.compile(r"(?:作|做|进行)了?[\u4e00-\u9fff]{0,4}(?:解读|说明|讲解)")
_NOT_OURS = re.compile(r"中共中央|国务院|中华人民共和国|习近平|中国共产党")


def titled(text: str, block: Block) -> Iterator[Finding]:
    """Titles of local rules (《…办法》) that the text says were made, and programmes named by their title."""
    for match in _BOOK.finditer(text, block.start, block.end):
        before = text[max(block.start, match.start() - 8) : match.start()]
        if joined := _JOINED.search(text, max(block.start, match.start() - LONGEST_JOINED), match.start()):
            before = text[max(block.start, joined.start() - 8) : joined.start()]
        after = text[match.end() : match.end() + 8]
        if (
            (_MADE.search(before) or _EXPLAINED.match(after))
            and not _NOT_OURS.search(match[1])
            and not match[2]
        ):
            yield named_finding(
                Head("办法", Kind.METHOD, "policy_document"),
                match.span(),
                match[0],
                "title",
                block,
                (match[1],),
            )
    for match in _PROGRAMME_TITLE.finditer(text, block.start, block.end):
        if re.search(
            r"开办|开设|推出|创办|打造|策划", text[max(block.start, match.start() - 8) : match.start()]
        ):
            head = Head("栏目", Kind.METHOD, "platform")
            yield named_finding(head, match.span(), match[0], "title", block, (match[1],))
