"""Outcomes (成效): each clause with figures, what it counts, and whether it tells a result, an input, a target or background."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from graph.schema import Kind, Role
from ingest.extract.clauses import GOES_ON
from ingest.extract.figures import Figure, figures_in
from ingest.extract.findings import Block, Finding, Taken
from ingest.extract.indicators import CLAUSE_ENDS, NEW_ACT, counted, indicator_of
from ingest.segment import Stretch

_TARGET = re.compile(
    r"力争|争取(?!到(?!20|今|明|年)|了)|确保(?!了)|将于|将在|目标(?!任务完成|责任|考核|管理)|(?<!按)(?<!按照)计划(?!生育)|预计|拟(?!发展(?:党员)?对象|任)|到20[2-9]\d年|有望|即将|打算|(?<!”)规划|承诺(?=[一二三四五六七八九十两\d]+年内)|未来[一二三四五六七八九十两几\d]+年"
)
_FROM_TO = re.compile(
    r"[由从][^。;；]{0,24}(?:减少|增加|增长|下降|降低|降|上升|提高|提升|升|增|扩大)(?:到|至|为)"
)
"""What changed from one figure to another has changed, whatever year is named."""
_CONTEXT = re.compile(
    r"总人口|^辖|下辖|辖区内?[共现]?有|现有|共有|在册|人口\d|位于|距(?!今)|占地|面积|海拔|常住|\d岁|人流量|持有|占全|占比|只有|仅占|还有|仍[有在为]|不到|尚未|不足"
)
_MADE = re.compile(r"扩大[到至]|建成|打造成|改造|新增|新建|扩建|改建|增至|腾出|盘活|流转")
"""What was made has a size (建成面积…的广场): no background."""
_OFFENCE = re.compile(r"收受|套取|违规|获利|挪用|侵占|骗取|贪污|受贿|行贿|私分|涉案")
"""Figures of an offence are background of what was done about it."""
_INPUT = re.compile(
    r"投入|拨付|拨款|整合.{0,6}资金|筹资|筹措|安排.{0,6}(?:资金|经费)|专列|配套|列入.{0,6}预算|预算|补助|补贴|贴息|经费|资金|报酬|选派|下派|派出|遴选|召开|研究|调研|权重|投资|奖励|标准|每月|按照|待遇|工资|聘请|签批|出资|每(?:人|[名个位][\u4e00-\u9fff]{1,8}?)(?:包(?![含括装])|联系|挂[联钩点包]|结对|负责(?!人)|帮[扶带包])"
)
_EARNED = re.compile(
    r"收入|增收|创收|分红|产值|销售|营收|营业额|利润|盈利|收益|效益|节约|节省|节本|成本|降低|降到|降至|减少|减免|追回|挽回|讨回|增值|税收|GDP|生产总值|贷款|授信|融资|交易额|成交|增长|增加|高出|盘活"
)
"""Money that came in or was saved is a result; what was spent is none."""
_AIMS = re.compile(
    r"力争|争取(?!到(?!20|今|明|年)|了)|承诺(?=[一二三四五六七八九十两\d]+年内)|未来[一二三四五六七八九十两几\d]+年|(?:(?<=[年月,，])|(?<=[镇乡村县市区州社校委局们]))计划(?=[投新再在建于用到选培])|(?<=[年月])拟|打算"
)
"""Verbs that what follows in their sentence is aimed at by, too."""
_ALREADY = re.compile(r"已经?(?!有)|累计|目前|截至|去年|今年以来|共(?!同|建|享|治)")
_STILL = re.compile("[。；;！!？?\n]")
SENTENCE = 120
"""Characters back within which the aim of a clause is looked for."""
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
            bare = len(counted(text, clause.start, clause.end, figures)) < 2 and text[
                clause.start - 1 : clause.start
            ] in {",", "，"}
            planned = _still_planned(text, block, clause)
            role = role if bare else "target" if planned else _role(text, clause, figures, block)
            properties = {
                "indicator": indicator_of(text, block, clause, figures),
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
        for mark in NEW_ACT.finditer(text, clause.start, clause.end):
            if _DIGIT.search(text, start, mark.start()) and _DIGIT.search(text, mark.end(), clause.end):
                yield Stretch(start, mark.start())
                start = mark.end()
        yield Stretch(start, clause.end)


def _between_marks(text: str, block: Block) -> Iterator[Stretch]:
    at = start = block.start
    quoted = Taken(block.start, block.end)
    for words in GOES_ON.finditer(text, block.start, block.end):
        quoted.add(words.start(), words.end())
    while match := CLAUSE_ENDS.search(text, at, block.end):
        at = match.end()
        thousands = match[0] == "," and text[match.start() - 1].isdigit() and text[at : at + 3].isdigit()
        if not thousands and not quoted.touches(match.start(), at):
            yield Stretch(start, match.start())
            start = at
    if start < block.end:
        yield Stretch(start, block.end)


def _role(text: str, clause: Stretch, figures: list[Figure], block: Block) -> str:
    words = text[clause.start : clause.end]
    if block.role is Role.PROBLEMS:
        return "context"
    if block.role is Role.NEXT_STEPS or _aims(words):
        return "target"
    if _OFFENCE.search(words) or (_CONTEXT.search(words) and not _MADE.search(words)):
        return "context"
    money = any(f.value["unit"] == "元" for f in figures)
    if _INPUT.search(words) or (money and not _EARNED.search(words)):
        return "input"
    return "outcome"


def _aims(words: str) -> bool:
    """Tells whether a clause says what is aimed at; a year alone does not, where something changed from one figure to another by then."""
    aims = [match[0] for match in _TARGET.finditer(words)]
    done = all(aim.startswith("到20") for aim in aims) and "将" not in words and _FROM_TO.search(words)
    return bool(aims) and not done


def _still_planned(text: str, block: Block, clause: Stretch) -> bool:
    """Tells whether an earlier clause of the sentence says that this is aimed at (争取建成冷库,把损耗压到8%以内)."""
    reach = max(block.start, clause.start - SENTENCE)
    opened = max([reach, *(mark.end() for mark in _STILL.finditer(text, reach, clause.start))])
    aims = [aim.end() for aim in _AIMS.finditer(text, opened, clause.start)]
    return bool(aims) and not _ALREADY.search(text, aims[-1], clause.end)


def _trimmed(text: str, clause: Stretch, figures: list[Figure]) -> tuple[int, int]:
    start, end = clause.start, clause.end
    while start < figures[0].start and text[start] in " \t“”、":
        start += 1
    while end > figures[-1].end and text[end - 1] in " \t":
        end -= 1
    return start, end
