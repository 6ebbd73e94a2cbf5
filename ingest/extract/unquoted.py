"""Names without quotation marks: titles of local rules, names by their head noun, and items of the whole country."""

import re
from collections.abc import Iterator
from functools import cache

from graph.names import bare
from graph.schema import Kind, Role
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.place_shapes import running_words

LONGEST_NAME = 26

SHORTEST = {"工作法": 2, "工程": 2, "行动": 2} | dict.fromkeys(
    (
        "管理",
        "考核",
        "做法",
        "措施",
        "举措",
        "设置",
        "结对",
        "项目",
        "服务中心",
        "平台",
        "意见",
        "品牌",
        "清单",
        "实事",
    ),
    6,
)
"""Characters that a name needs before its head noun, where four is not the measure: the more everyday the noun, the more."""

EVENTS = frozenset({"活动", "竞赛", "培训班", "轮训", "阵地", "栏目", "超市"})
"""Heads that without quotation marks name an occasion or a thing (志愿服务活动), not a practice with a name of its own."""
_BOOK = re.compile(r"《([^《》\n]{3,40}?(?:办法|意见|清单|细则|方案|规定|制度|条例))》(栏目)?")


def named_finding(
    head: Head | None,
    span: tuple[int, int],
    name: str,
    rule: str,
    block: Block,
    aliases: tuple[str, ...] = (),
) -> Finding:
    """Gives a programme or method; one named in a paragraph on next steps is planned."""
    kind = head.kind if head else Kind.METHOD
    properties = {
        "subtype": head.subtype if head else "working_method",
        "status": "planned" if block.role is Role.NEXT_STEPS else "in_use",
        "scope": "local",
    }
    return Finding(
        kind,
        span[0],
        span[1],
        name,
        rule,
        block.part,
        tuple(a for a in aliases if a and bare(a) != bare(name)),
        properties,
    )


def titled(text: str, block: Block) -> Iterator[Finding]:
    """Titles of local rules (《…办法》) that the text says were made, and programmes named by their title."""
    for match in _BOOK.finditer(text, block.start, block.end):
        before = text[max(block.start, match.start() - 8) : match.start()]
        if match[2] or re.search(r"出台|制定|建立|印发|制订|实施", before):
            head = practice_words().head_of(match[1]) if not match[2] else practice_words().head_of("栏目")
            document = Head("办法", Kind.METHOD, "policy_document") if not match[2] else head
            yield named_finding(document, match.span(), match[0], "title", block, (match[1],))


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            re.escape(head.word)
            for head in practice_words().heads
            if len(head.word) > 1 and head.subtype != "target_standard"
        )
    )


_EDGE = re.compile(r"[,，。;；:：、!！?？\n“”\"()（）《》\s]|并|开展|建立|促进|提升|推动|加强|完善")
_CUT = re.compile(
    r"\d+(?:余|多)?[个家所条项]|[此本这]次|[这一]个|一场|一系列|系列|更多|[各多]项|搭建|参加|[吸汲]取|借鉴|总结|丰富|扩大|的|了|将|把|对|为|在|从|由|并|又|再|就|使|让|各级|全市|全县|全区|全州|年度|每年|今年|去年|等"
)


def by_head(text: str, block: Block) -> Iterator[Finding]:
    """Unquoted names: from the verb that carries them to their head noun (推行无职党员设岗定责制度)."""
    words = practice_words()
    last_end = 0
    for match in _heads().finditer(text, block.start, block.end):
        head = words.head_of(match[0])
        after = text[match.end() : match.end() + 1]
        if head is None or head.word in EVENTS or (after and after in "化性改部室局处厅院者员长费款区"):
            continue
        left = max(block.start, match.start() - LONGEST_NAME)
        clause = text[left : match.start()]
        if (
            last_end
            and re.fullmatch(r"[、和与及]", text[last_end : last_end + 1])
            and last_end + 1 < match.start()
        ):
            listed = text[last_end + 1 : match.start()]
            if _EDGE.search(listed) is None and _names_something(listed, head):
                start, last_end = last_end + 1, match.end()
                yield named_finding(head, (start, match.end()), text[start : match.end()], "listed", block)
                continue
        edge = max((m.end() for m in re.finditer(r"[,，。;；:：!！?？\n”\"()（）》]", clause)), default=0)
        stem_start, carried = _after_verb(clause, edge)
        stem = clause[stem_start:]
        cut = max((m.end() for m in _CUT.finditer(stem)), default=0)
        stem = stem[cut:].lstrip("、和与及")
        if not carried and head.word not in {"工作法", "经验", "模式"}:
            continue
        if not _names_something(stem, head):
            continue
        start, last_end = match.end() - len(match[0]) - len(stem), match.end()
        yield named_finding(
            head,
            (start, match.end()),
            text[start : match.end()],
            "head",
            block,
            (stem,) if len(stem) > 3 else (),
        )


def _after_verb(clause: str, edge: int) -> tuple[int, bool]:
    """Gives where the name begins behind the last carrying verb of the clause, and whether there is one."""
    best, carried = edge, False
    for verb in practice_words().carry:
        at = clause.rfind(verb, edge)
        if at >= 0 and at + len(verb) > best:
            best, carried = at + len(verb), True
    return best, carried


def _names_something(stem: str, head: Head) -> bool:
    core = stem
    for prefix in ("新型", "全面", "以党组织为核心", "一系列"):
        core = core.removeprefix(prefix)
    if len(core) < 2 or core in practice_words().stems or stem in practice_words().stems or "“" in stem:
        return False
    if re.search(r"[a-zA-Z\d]", core) and head.subtype != "working_method":
        return False
    if head.word in {"模式", "经验"}:
        # Named after a place or a person (枫桥经验), or told at length; 发展模式 and 成功经验 are everyday words.
        return len(core) >= 5 or not {core[:2], core[-2:]} & running_words()
    return len(core) >= SHORTEST.get(head.word, 4)


def national(text: str, block: Block) -> Iterator[Finding]:
    """Items of the whole country (三会一课), quoted or not."""
    for name, kind in practice_words().national:
        at = text.find(name, block.start, block.end)
        while at >= 0:
            quoted = at > 0 and text[at - 1] in '“"' and text[at + len(name) : at + len(name) + 1] in '”"'
            finding = Finding(kind, at - quoted, at + len(name) + quoted, name, "national", block.part)
            finding.properties = {
                "subtype": "policy_plan" if kind is Kind.PROGRAMME else "system",
                "status": "in_use",
                "scope": "national",
            }
            yield finding
            at = text.find(name, at + len(name), block.end)
