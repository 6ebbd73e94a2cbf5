"""Figures (数据): numbers with their units, what they count, and whether they are result, input, target or background."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.schema import Kind, Role
from ingest.extract.findings import Block, Finding
from ingest.segment import Stretch

SCALES = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "万亿": 1_000_000_000_000,
}
_UNITS = (
    "平方公里|平方千米|平方米|平米|立方米|公里|千米|人次|批次|件次|户次|场次|个百分点|百分点|元|亩|公顷|吨|公斤|千克|千瓦|度|米|"
    "大项|项|条|个|名|人|户|家|次|期|件|场|批|类|级|处|所|座|支|套|份|张|部|台|辆|间|篇|本|册|堂|节|轮|步|村|位|对|起|宗|例|片|块|组|栋|幢|片区|岁|届|遍|头|只|棵|株|"
    "小时|分钟|天|周|个月|年|月|倍|成|点"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?P<before>(?:仅仅?为?|只有|不到|不足|低于|少于|不低于|不少于|不超过|超过|突破|达到|超|逾|近|约|过|达|至少|增长|上升|提高|提升|下降|减少|降低)(?:了|至|到)?)?"
    rf"(?P<number>{_NUMBER})(?P<scale>万亿|百万|千万|亿|万|千|百)?(?P<more>余|多|几)?(?P<scale2>万|亿)?"
    rf"(?:(?P<range>[-~—至到]{{1,2}})(?P<upper>{_NUMBER})(?P<scale3>万|亿)?)?"
    rf"(?P<unit>%|％|‰|{_UNITS})?(?P<more2>余|多)?(?P<after>以上|以下|左右|以内|上下)?"
)
_NAME_BEFORE = re.compile(r"[A-Za-z+\-“\"《(（]$")
_DATE = re.compile(r"^(?:年(?![不来内均收度])|月(?!\d?份?均)|日|号|时|点\d|世纪|周年|年代)")
_ORDINAL = re.compile(r"第$|[A-Za-z]$|\d[.:：/-]$|No\.?$|编号$|电话$")
_FOR_YEARS = re.compile(r"(?:近|过去|连续|用|力争|最近|未来|前|今后|历时|一定|结对|为期|坚持|干了|任职|第)$")
_NOUN = re.compile(r"[\u4e00-\u9fff“”\"、()（）]{0,18}")
_NOUN_ENDS = re.compile(
    r"[,，。;；:：、!！?？]|进行|开展|实施|建立|纳入|进入|到|在|被|由|为|给予|予以|得到|达到|实现|全部|参加|参与|受益|整改|用于|改造|落实|担任|任|与|和|及"
)
_CLAUSE_ENDS_FOR = re.compile(r"[,，。;；!！?？\n]")

_TARGET = re.compile(r"力争|争取|确保|将于|将在|目标|计划|预计|拟|到20[2-9]\d年|有望|即将|打算|规划")
_CONTEXT = re.compile(
    r"总人口|辖|现有|共有|人口\d|位于|面积|海拔|常住|占全|只有|仅占|还有|仍有|不到|尚未|不足"
)
_INPUT = re.compile(
    r"投入|拨付|拨款|整合.{0,6}资金|筹资|筹措|安排.{0,6}(?:资金|经费)|专列|配套|列入.{0,6}预算|预算|补助|补贴|经费|资金|报酬|选派|下派|派出|遴选|召开|研究|调研|权重|投资|奖励|标准|每月|按照|待遇|工资|聘请|签批|出资"
)


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    value: dict[str, object]


def find_outcomes(text: str, blocks: tuple[Block, ...], named: list[Finding]) -> list[Finding]:
    """Gives an outcome a clause that has figures; figures that are part of a name or a date are none."""
    found = []
    for block in blocks:
        for clause, figures in _by_clause(text, block, named):
            role = _role(text, clause, figures, block)
            first, last = figures[0], figures[-1]
            start, end = _described(text, clause, first, last)
            properties = {
                "indicator": _indicator(text, clause, figures),
                "values": [figure.value for figure in figures],
                "role": role,
            }
            time = re.search(r"(?:19|20)\d{2}年|近\d+年|[去今]年", text[clause.start : clause.end])
            if time:
                properties["time"] = time[0]
            found.append(
                Finding(
                    Kind.OUTCOME, start, end, text[start:end], "figure", block.part, properties=properties
                )
            )
    return found


def _by_clause(text: str, block: Block, named: list[Finding]) -> Iterator[tuple[Stretch, list[_Figure]]]:
    at = block.start
    names = [(f.start, f.end) for f in named if f.start < block.end and block.start < f.end]
    while at < block.end:
        match = _CLAUSE_ENDS_FOR.search(text, at, block.end)
        while (
            match
            and match[0] == ","
            and text[match.start() - 1 : match.start()].isdigit()
            and text[match.end() : match.end() + 3].isdigit()
        ):
            match = _CLAUSE_ENDS_FOR.search(text, match.end(), block.end)
        end = match.start() if match else block.end
        figures = [
            f for f in _figures(text, at, end) if not any(s <= f.start and f.end <= e + 1 for s, e in names)
        ]
        if figures:
            yield Stretch(at, end), figures
        at = end + 1


def _figures(text: str, start: int, end: int) -> Iterator[_Figure]:
    for match in _FIGURE.finditer(text, start, end):
        at = match.start("number")
        before, after = text[max(start, at - 4) : at], text[match.end("number") : match.end("number") + 3]
        if _is_name(text, match, before, after, end):
            continue
        yield _Figure(match.start(), match.end(), _value(text, match, end))


def _is_name(text: str, match: re.Match[str], before: str, after: str, end: int) -> bool:
    number, unit = match["number"], match["unit"]
    if _ORDINAL.search(before) or _NAME_BEFORE.search(before) or re.match(r"[+A-Za-z”\"》]", after):
        return True
    if unit in {"月", "点", "周"} or (
        unit is None and not match["scale"] and not match["scale2"] and not _counted(text, match, end)
    ):
        return True
    if unit == "年":
        years = len(number) == 4 and number[:2] in {"19", "20"}
        return years or not (
            match["range"]
            or _FOR_YEARS.search(before)
            or re.match(r"不变|时间|内", text[match.end() : match.end() + 2])
            or before.endswith("近")
        )
    return unit is None and _DATE.match(after) is not None


def _counted(text: str, match: re.Match[str], end: int) -> bool:
    """Tells whether a bare number counts the noun behind it (40多干部), as one with a quantity word would."""
    return (
        match["more"] is not None
        or re.match(
            r"县|镇|乡|村|社区|街道|市|省|党员|农户|支部|干部|群众",
            text[match.end() : min(end, match.end() + 4)],
        )
        is not None
    )


def _value(text: str, match: re.Match[str], end: int) -> dict[str, object]:
    scale = SCALES[match["scale"] or ""] * SCALES[match["scale2"] or ""]
    value = _plain(float(match["number"].replace(",", "")) * scale)
    before, after = match["before"] or "", match["after"] or ""
    unit = (match["unit"] or "").replace("％", "%")
    more = match["more"] or match["more2"]
    stop = match.end()
    noun = _NOUN.match(text, stop, end)
    raw_end = stop
    if noun and unit not in {"%", "元", "年", "‰"}:
        border = _NOUN_ENDS.search(noun[0])
        raw_end = stop + (border.start() if border else len(noun[0]))
    result: dict[str, object] = {
        "raw": text[match.start("number") : max(raw_end, stop)],
        "value": value,
        "unit": unit or "个",
        "op": _operator(before, after, more),
    }
    if match["upper"]:
        last = SCALES[match["scale3"] or ""]
        result |= {
            "value": _plain(float(match["number"].replace(",", "")) * (scale if scale > 1 else last)),
            "upper": _plain(float(match["upper"].replace(",", "")) * max(scale, last)),
            "op": "range",
        }
    return result


def _plain(number: float) -> int | float:
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _operator(before: str, after: str, more: str | None) -> str:
    if re.match("不到|不足|低于|少于", before):
        return "<"
    if re.match("不低于|不少于|至少", before) or after == "以上":
        return ">="
    if re.match("不超过", before) or after in {"以下", "以内"}:
        return "<="
    if re.match("超|突破|逾|过", before) or more:
        return ">"
    if re.match("近|约", before) or after in {"左右", "上下"}:
        return "≈"
    if re.match("增长|上升", before):
        return "+%"
    return "="


def _role(text: str, clause: Stretch, figures: list[_Figure], block: Block) -> str:
    words = text[clause.start : clause.end]
    if block.role is Role.PROBLEMS:
        return "context"
    if block.role is Role.NEXT_STEPS or _TARGET.search(words):
        return "target"
    if _CONTEXT.search(words):
        return "context"
    if _INPUT.search(words) or any(f.value["unit"] == "元" for f in figures):
        return "input"
    return "outcome"


def _described(text: str, clause: Stretch, first: _Figure, last: _Figure) -> tuple[int, int]:
    start, end = clause.start, clause.end
    while start < first.start and text[start] in " \t“”、":
        start += 1
    while end > last.end and text[end - 1] in " \t":
        end -= 1
    return start, end


_LEAD = re.compile(
    r"^(?:目前|同时|其中|共|累计|全年|今年|去年|近年来|近\d+年|已|先后|还|又|各|并|再|(?:19|20)\d{2}年|一是|二是|三是|四是|五是)+[,，:：]?(?:共|累计|已)?"
)


def _indicator(text: str, clause: Stretch, figures: list[_Figure]) -> str:
    """Gives what is counted: the words around the first figure, without number and lead-in."""
    first = figures[0]
    before = _LEAD.sub("", text[clause.start : first.start])
    raw_end = text.find(str(first.value["raw"]), clause.start, clause.end) + len(str(first.value["raw"]))
    noun = text[first.end : max(first.end, min(clause.end, raw_end))]
    if len(noun) < 2 and len(before) < 2:
        noun = text[first.end : clause.end]
    words = re.sub(r"(?:达到|达|为|至|到|了|的|共)$", "", before)[-14:] + noun[:14]
    return words.strip("、“”,， ") or text[clause.start : clause.end][:20]
