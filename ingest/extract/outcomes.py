"""Outcomes (成效): each clause with figures, what it counts, and whether it tells a result, an input, a target or background."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from graph.schema import Kind, Role
from ingest.extract.figures import Figure, figures_in
from ingest.extract.findings import Block, Finding, Taken
from ingest.segment import Stretch

_CLAUSE_ENDS = re.compile(r"[,，。;；!！?？\n]")
_TARGET = re.compile(r"力争|争取(?!到|了)|确保|将于|将在|目标|计划|预计|拟|到20[2-9]\d年|有望|即将|打算|规划")
_CONTEXT = re.compile(
    r"总人口|^辖|下辖|辖区内?[共现]?有|现有|共有|在册|人口\d|位于|距(?!今)|占地|面积|海拔|常住|\d岁|人流量|持有|占全|占比|只有|仅占|还有|仍有|不到|尚未|不足"
)
_MADE = re.compile(r"扩大[到至]|建成|打造成|改造|新增|新建|扩建|改建|增至|腾出|盘活|流转")
"""What was made has a size (建成面积…的广场): no background."""
_OFFENCE = re.compile(r"收受|套取|违规|获利|挪用|侵占|骗取|贪污|受贿|行贿|私分|涉案")
"""Figures of an offence are background of what was done about it."""
_INPUT = re.compile(
    r"投入|拨付|拨款|整合.{0,6}资金|筹资|筹措|安排.{0,6}(?:资金|经费)|专列|配套|列入.{0,6}预算|预算|补助|补贴|经费|资金|报酬|选派|下派|派出|遴选|召开|研究|调研|权重|投资|奖励|标准|每月|按照|待遇|工资|聘请|签批|出资|每(?:人|[名个位][\u4e00-\u9fff]{1,8}?)(?:包|联系|挂|结对|负责|帮)"
)
_DIGIT = re.compile(r"\d")
_TIME = re.compile(r"(?:19|20)\d{2}年|近\d+年|[去今]年")


def find_outcomes(text: str, blocks: tuple[Block, ...], named: list[Finding]) -> list[Finding]:
    """Gives an outcome a clause that has figures; figures that are part of a name or a date are none."""
    found = []
    for block in blocks:
        role = "outcome"
        for clause, figures in _by_clause(text, block, named):
            start, end = _trimmed(text, clause, figures)
            # A clause of bare figures (共有村民1372户,2900余人) goes on with what the one before it tells.
            bare = len(_counted(text, clause.start, clause.end, figures)) < 2 and text[
                clause.start - 1 : clause.start
            ] in {",", "，"}
            role = role if bare else _role(text, clause, figures, block)
            properties = {
                "indicator": _indicator(text, block, clause, figures),
                "values": [figure.value for figure in figures],
                "role": role,
            }
            time = _TIME.search(text, clause.start, clause.end)
            if time:
                properties["time"] = time[0]
            found.append(
                Finding(
                    Kind.OUTCOME, start, end, text[start:end], "figure", block.part, properties=properties
                )
            )
    return found


def _start(finding: Finding) -> int:
    return finding.start


def _by_clause(text: str, block: Block, named: list[Finding]) -> Iterator[tuple[Stretch, list[Figure]]]:
    names = Taken(block.start, block.end + 1)
    for finding in named[
        bisect_left(named, block.start, key=_start) : bisect_left(named, block.end, key=_start)
    ]:
        names.add(finding.start, finding.end)
    for clause in _clauses(text, block):
        figures = [
            f for f in figures_in(text, clause.start, clause.end) if not names.touches(f.start, f.start + 1)
        ]
        if figures:
            yield clause, figures


def _clauses(text: str, block: Block) -> Iterator[Stretch]:
    """Gives the clauses of a block; the comma of 1,000 ends none."""
    for clause in _between_marks(text, block):
        start = clause.start
        for mark in _NEW_ACT.finditer(text, clause.start, clause.end):
            if _DIGIT.search(text, start, mark.start()) and _DIGIT.search(text, mark.end(), clause.end):
                yield Stretch(start, mark.start())
                start = mark.end()
        yield Stretch(start, clause.end)


def _between_marks(text: str, block: Block) -> Iterator[Stretch]:
    at = start = block.start
    while match := _CLAUSE_ENDS.search(text, at, block.end):
        at = match.end()
        thousands = match[0] == "," and text[match.start() - 1].isdigit() and text[at : at + 3].isdigit()
        if not thousands:
            yield Stretch(start, match.start())
            start = at
    if start < block.end:
        yield Stretch(start, block.end)


def _role(text: str, clause: Stretch, figures: list[Figure], block: Block) -> str:
    words = text[clause.start : clause.end]
    if block.role is Role.PROBLEMS:
        return "context"
    if block.role is Role.NEXT_STEPS or _TARGET.search(words):
        return "target"
    if _OFFENCE.search(words) or (_CONTEXT.search(words) and not _MADE.search(words)):
        return "context"
    if _INPUT.search(words) or any(f.value["unit"] == "元" for f in figures):
        return "input"
    return "outcome"


def _trimmed(text: str, clause: Stretch, figures: list[Figure]) -> tuple[int, int]:
    start, end = clause.start, clause.end
    while start < figures[0].start and text[start] in " \t“”、":
        start += 1
    while end > figures[-1].end and text[end - 1] in " \t":
        end -= 1
    return start, end


LONGEST_INDICATOR = 20
LONGEST_BEFORE = 8
"""Characters of a long indicator that stand before its first number."""
SPARE = 4
"""Characters that an indicator may be longer by, where else a word or two would be lost."""
_BORDER = re.compile("[、的“”‘’和与及等]")
_LEAD = re.compile(
    r"^(?:存在的问题[:：]|目前|同时|其中|截至|截止|共计?|累计|全年|今年|去年|近年来|近?\d+年来?|已经?|先后|还|又|各|并|再|仍|有|的|就|以|推进|带动|示范带动|安排|通过|全[市县区州省镇村]|"
    r"(?:19|20)\d{2}年|[一二三四五六七八九十]是|将|对|由|为|按照?|推动|力争|每年|在原有)+[,，:：]?(?:共计?|累计|已)?"
)
_TRAIL = re.compile(r"(?:分别)?(?:达到|达|为|至|到|了|的|共|有|近|约|超过|上升|增长|提高)+$")
_ACTS = r"投入|完成|通过|开展|建立|组建|打造|培训|发放|新建|改建|引进|选派|实现|解决|帮助|组织|举办|流转|创建|建成|培育|服务|救助|救治|推动|带动|覆盖|化解|整改|处理|处分|办理|落实"
_NEW_ACT = re.compile(rf"、(?={_ACTS})")
"""投入87亿元实施…、完成改造153万平方米: what follows the mark is told for itself."""
_ACT = re.compile(_ACTS)
_PAREN = re.compile(r"[(（][^()（）]*[)）]?")
SHORTEST_INDICATOR = 4
SHORTEST_SUBJECT = 3
"""Characters; fewer before a number say what is counted, not who acts."""


def _indicator(text: str, block: Block, clause: Stretch, figures: list[Figure]) -> str:
    """Gives what is counted: the clause without its numbers and lead-in.

    A clause that says no more than 投入 or 仅占 borrows from its neighbour: money from what it is spent on, behind
    it; a share from what it is a share of, before it.
    """
    words = _counted(text, clause.start, clause.end, figures)
    if len(words) < SHORTEST_INDICATOR:
        money = any(figure.value["unit"] == "元" for figure in figures)
        other = _after(text, block, clause) if money else _before(text, block, clause)
        if other:
            near = _counted(text, other.start, other.end, list(figures_in(text, other.start, other.end)))
            words = words + near if money else near + words
    words = _without_subject(text, clause, figures, words)
    if len(words) > LONGEST_INDICATOR:
        before = _counted(text, clause.start, figures[0].start, [])
        words = _shortened(words, max(0, min(len(before) - LONGEST_BEFORE, len(words) - LONGEST_INDICATOR)))
    return words or text[clause.start : clause.end][:LONGEST_INDICATOR]


def _shortened(words: str, start: int) -> str:
    """Gives the words from about `start`, as many as an indicator may have, cut where no word is: at a mark, a particle or a verb."""
    if start <= SPARE:
        start = 0
    else:
        borders = [*(m.end() for m in _BORDER.finditer(words)), *(m.start() for m in _ACT.finditer(words))]
        start = min((at for at in borders if start <= at <= start + LONGEST_BEFORE), default=start)
    end = start + LONGEST_INDICATOR
    kept = words[start:] if len(words) <= end + SPARE else words[start:end]
    for opening, closing in ("“”", "‘’"):
        if kept.count(opening) > kept.count(closing):
            kept = kept[: kept.rindex(opening)]
    return kept.strip("、“”‘’的")


def _without_subject(text: str, clause: Stretch, figures: list[Figure], words: str) -> str:
    """Gives the words without who acts and where, if what is counted stands behind the numbers (某区内40名企业代表参加)."""
    behind = _counted(text, figures[-1].end, clause.end, [])
    before = _counted(text, clause.start, figures[0].start, [])
    if len(behind) < SHORTEST_INDICATOR or len(before) < SHORTEST_SUBJECT or not words.startswith(before):
        return words
    acts = list(_ACT.finditer(before))
    return (before[acts[-1].start() :] if acts else "") + words[len(before) :]


def _counted(text: str, start: int, end: int, figures: list[Figure]) -> str:
    pieces, at = [], start
    for figure in figures:
        pieces.append(text[at : figure.start])
        at = figure.end
    pieces.append(text[at:end])
    joined = "".join(_TRAIL.sub("", piece) for piece in pieces)
    return _LEAD.sub("", _PAREN.sub("", joined)).strip(" 、“”,，:：")


def _after(text: str, block: Block, clause: Stretch) -> Stretch | None:
    if clause.end >= block.end or text[clause.end] not in ",，":
        return None
    end = _CLAUSE_ENDS.search(text, clause.end + 1, block.end)
    return Stretch(clause.end + 1, end.start() if end else block.end)


def _before(text: str, block: Block, clause: Stretch) -> Stretch | None:
    if clause.start <= block.start or text[clause.start - 1] not in ",，":
        return None
    start = max(text.rfind(mark, block.start, clause.start - 1) for mark in ",，。;；!！?？") + 1
    return Stretch(max(start, block.start), clause.start - 1)
