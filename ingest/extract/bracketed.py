"""Names in brackets behind a counted noun: 三个重点项目（甲项目、乙项目以及丙项目）."""

import re
from collections.abc import Iterator

from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import LONGEST_NAME, N, named_finding

_COUNTED = re.compile(
    rf"(?:\d+|[{N}])[个项大](?:重点)?(?P<noun>项目|工程|行动|机制|制度|平台|模式|活动|计划)[（(](?P<list>[^（）()\n]{{4,80}})[)）]"
)
_JOINS = re.compile(r"、|以及|(?<=项目|工程|行动|机制|制度|平台|模式|活动|计划)[和与及]")


def bracketed(text: str, block: Block) -> Iterator[Finding]:
    """Gives the items of the list that close with the noun that counts them."""
    for match in _COUNTED.finditer(text, block.start, block.end):
        at = match.start("list")
        borders = [m.span() for m in _JOINS.finditer(text, at, match.end("list"))]
        starts = [at, *(end for _, end in borders)]
        ends = [*(start for start, _ in borders), match.end("list")]
        for start, end in zip(starts, ends, strict=True):
            name, noun = text[start:end], match["noun"]
            if name.endswith(noun) and len(noun) + 2 <= len(name) <= LONGEST_NAME and "“" not in name:
                yield named_finding(practice_words().head_of(name), (start, end), name, "bracketed", block)
