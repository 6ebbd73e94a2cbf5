"""Names without quotation marks or a verb that carries them, by their coming again: 城乡社区治理试点项目, said twice in one text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.schema import Role
from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import named_finding
from ingest.extract.unquoted import CUT, after_verb, names_something

_HEADS = re.compile("项目|行动|计划|机制|模式|平台|课堂|工作法|制度|工程|联盟|驿站|议事会")
_BORDER = re.compile(r"[,，。;；:：、!！?？\n“”\"()（）《》‘’\s]")
SHORTEST, LONGEST = 5, 16
"""Characters before the head noun."""
_OF_THE_FIELD = re.compile(
    "党建|党员|治理|服务|社区|乡村|村级|群众|居民|志愿|基层|网格|帮扶|养老|便民|惠民|关爱|共建|联建|幸福|健康|青少年|儿童|老年|骑手|快递|就业"
)
"""What a thing is for, where it is one of this field, and no building site or institution of the whole country."""
_NO_BEGINNING = re.compile("[的了和与及是在对将把为从以并等]|推动|推进|开展|实施|加强|提升|完善|建设")


def repeated(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, Finding]]:
    """Gives, with its paragraph, each mention of the longest stretch of words before a head noun that stands in the text twice or more."""
    found: dict[str, list[tuple[int, int, Block]]] = defaultdict(list)
    for block in blocks:
        if block.role is Role.PROBLEMS:
            continue
        for match in _HEADS.finditer(text, block.start, block.end):
            stem = _stem(text, match.start(), block.start)
            for length in range(SHORTEST, len(stem) + 1):
                name = stem[len(stem) - length :] + match[0]
                found[name].append((match.start() - length, match.end(), block))
    taken: set[int] = set()
    for name in sorted(found, key=lambda n: (-len(n), n)):
        places = [p for p in found[name] if p[1] not in taken]
        head = practice_words().head_of(name)
        if len(places) < 2 or head is None or not names_something(name.removesuffix(head.word), head):
            continue
        if not _OF_THE_FIELD.search(name):
            continue
        if not any(_begins(text, start, block) for start, _, block in places):
            continue
        for start, end, block in places:
            taken.add(end)
            yield block, named_finding(head, (start, end), name, "repeated", block)


def _stem(text: str, at: int, floor: int) -> str:
    """Gives the words right before a head noun, from the last border or the last word that no name holds."""
    clause = text[max(floor, at - LONGEST) : at]
    clause = clause[max((m.end() for m in _BORDER.finditer(clause)), default=0) :]
    clause = clause[max((m.end() for m in CUT.finditer(clause)), default=0) :]
    clause = clause[max((m.end() for m in _NO_BEGINNING.finditer(clause)), default=0) :]
    return clause[after_verb(clause, 0)[0] :]


def _begins(text: str, start: int, block: Block) -> bool:
    """Tells whether the name may begin here: what is before it is a border or a word that no name holds."""
    before = text[max(block.start, start - 4) : start]
    return (
        not before
        or any(
            m.end() == len(before)
            for pattern in (_BORDER, CUT, _NO_BEGINNING)
            for m in pattern.finditer(before)
        )
        or after_verb(before, 0) == (len(before), True)
    )
