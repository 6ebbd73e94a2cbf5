"""Names by a chain of dashes that the name counts: 实行甲—乙—丙三级管理制度."""

import re
from collections.abc import Iterator

from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import named_finding
from ingest.extract.numerals import number
from ingest.extract.unquoted import after_verb

_CHAIN = re.compile(
    r"(?P<chain>[\u4e00-\u9fff]{1,14}(?:—[\u4e00-\u9fff]{1,12}?){1,6})(?P<noun>(?P<count>[两三四五六七])级[\u4e00-\u9fff]{0,8}?(?:制度|体系|机制|模式|架构|网络))"
)


def chained(text: str, block: Block) -> Iterator[Finding]:
    """Gives the names whose chain has as many links as they count, each with its noun alone for a short form."""
    for match in _CHAIN.finditer(text, block.start, block.end):
        links = match["chain"].split("—")
        head = practice_words().head_of(match["noun"])
        if head is None or len(links) != number(match["count"]):
            continue
        start = match.start() + after_verb(links[0], 0)[0]
        yield named_finding(
            head, (start, match.end()), text[start : match.end()], "chain", block, (match["noun"],)
        )
