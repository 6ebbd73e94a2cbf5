"""Names by where they stand: what opens a point (一是作业课堂,…), and a list before 等系列行动 of which some are quoted."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from graph.names import bare
from graph.schema import Role
from graph.vocabulary.measures import measure_words
from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import LONGEST_NAME, named_finding

_POINT = re.compile(r"[一二三四五六七八九]是[“‘]?(?P<name>[\u4e00-\u9fff]{3,12})[”’]?(?=[,，:：。;；])")
_ETC = re.compile(
    r"(?:通过|开展|实施|推出|打造|创新|探索|推行|建立|依托|落实)(?P<list>[^,，。;；:：!！?？\n]{6,80}?)等(?:一?系列|多项|多种|各类|各项|特色|[两三四五六]项)?"
    r"(?P<noun>行动|活动|机制|制度|项目|工程|品牌|平台|模式|做法|举措|工作法)"
)
_MARKS = "“”‘’"
SHORTEST = 5
"""Characters of an item without quotation marks."""


def pointed(text: str, block: Block) -> Iterator[Finding]:
    """Gives names that open a point and close with a head noun, where two points or more close with the same one."""
    words = practice_words()
    if block.role is Role.PROBLEMS:
        return
    found = [(m, words.head_of(m["name"])) for m in _POINT.finditer(text, block.start, block.end)]
    heads = Counter(head.word for _, head in found if head)
    for match, head in found:
        stem = match["name"].removesuffix(head.word) if head else ""
        if head and heads[head.word] > 1 and len(stem) > 1 and not _opens_with_verb(match["name"]):
            yield named_finding(head, match.span("name"), match["name"], "point", block)


def enumerated(text: str, block: Block) -> Iterator[Finding]:
    """Gives the items of a list that 等 and a head noun close, where one of them at least is in quotation marks."""
    for match in _ETC.finditer(text, block.start, block.end):
        items = list(re.finditer(r"(?:[“‘][^”’]*[”’]|[^、“”‘’])+", match["list"]))
        if len(items) < 2 or not any(item[0][0] in _MARKS for item in items):
            continue
        head = practice_words().head_of(match["noun"])
        for item in items:
            name = item[0].strip(_MARKS)
            at = match.start("list") + item.start()
            quoted = item[0][0] in _MARKS
            plain = len(name) >= SHORTEST and not _opens_with_verb(name)
            if bare(name) in practice_words().never:
                continue
            if (quoted or plain) and 1 < len(name) <= LONGEST_NAME and not re.search("[的“”‘’了]", name):
                # The last item takes what closes the list with it (丙等系列行动), so that no other rule reads that as its name.
                end = match.end() if item is items[-1] else at + len(item[0])
                yield named_finding(
                    practice_words().head_of(name) or head, (at, end), name, "enumeration", block
                )


def _opens_with_verb(name: str) -> bool:
    return name.startswith(_verbs())


@cache
def _verbs() -> tuple[str, ...]:
    return (*practice_words().carry, *measure_words().acts, "要", "助力", "用好", "做好", "积极")
