"""Figures (数据): numbers with their units, told from dates, ordinals and parts of names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.numerals import Numeral, numerals_in

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
    "平方公里|平方千米|平方米|平米|㎡|立方米|公里|千米|人次|批次|千瓦时|件次|户次|场次|个百分点|百分点|元|亩|公顷|吨|公斤|千克|斤|股|千瓦|度|米|"
    "个月(?![饼嫂季])|大项|项|条|个|名|人|户|家|次|期|件|场|批|类|级|处|所|座|支|套|份|张|部|台|辆|间|篇|本|册|堂|节|轮|步|村|位|对|起|宗|例|片|块|组|栋|幢|片区|岁|届|遍|头|只|棵|株|"
    "小时|分钟|学时|课时|天|周|年|月|倍|成|点|盏|眼(?!前|下)|箱|笔|桶|瓶|袋|盒|幅|枚|艘|架|面(?![对向积前临])|(?<![时点][0-9])(?<![时点][0-9][0-9])分(?![之别散布成为公会组管级批期工地田])"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?:(?P<before>(?:仅仅?为?|只有|不到|不足|低于|少于|不低于|不少于|不超过|超过|突破|达到|超|逾|近|约|过|达|至少|约为|大约|增长|上升|提高|提升|下降|减少|降低)(?:了|至|到)?)\s?)?"
    rf"(?P<number>{_NUMBER})\s?(?P<scale>万亿|百万|千万|亿|万|千(?!瓦)|百)?(?P<more>余|多|几)?(?P<scale2>万|亿)?"
    rf"(?:(?P<range>[-~—至到]{{1,2}})(?P<upper>{_NUMBER})(?P<scale3>万|亿)?)?"
    rf"\s?(?P<unit>%|％|‰|{_UNITS})?(?P<more2>余|多)?(?P<after>以上|以下|左右|以内|上下)?"
)
_NAME_BEFORE = re.compile(r"[A-Za-z+\-“\"《(（]$")
_DATE = re.compile(r"^(?:年(?![不来内均收度])|月(?!\d?份?均)|日|号|时|点\d|世纪|周年|年代)")
_ORDINAL = re.compile(r"第\s?$|[A-Za-z]$|\d[.:：/-]$|No\.?$|编号$|电话$")
_GROUP_OF_VILLAGE = re.compile(r"\d+(?:、\d+){0,12}(?:村民)?(?:小组|组)")
_IN_VILLAGE = re.compile(r"(?:村|社区)(?:\d+(?:组)?[、和])*$")
"""甲村11、12组: the villagers' groups that bear these numbers."""
MOST_DIGITS = 15
"""Of a number that can be a figure; a longer one is a code, or cells of a table that ran together."""
LONGEST_LIST = 24
"""Characters of the numbers of such groups before the one that is looked at."""
_FOR_YEARS = re.compile(r"(?:近|过去|连续|用|力争|最近|未来|前|今后|历时|一定|结对|为期|坚持|干了|任职|第)$")
_NOUN = re.compile(r"[\u4e00-\u9fff“”\"、()（）]{0,18}")
_BY_ITSELF = frozenset({"%", "元", "年", "‰", "分", "学时", "课时", "千瓦时", "个月", "天", "小时", "分钟"})
"""Units that say what is measured; what stands behind them is no part of the figure."""
_NOUN_ENDS = re.compile(
    r"[,，。;；:：、!！?？]|进行|开展|实施|建立|纳入|进入|到|在|被|由|为|给予|予以|得到|达到|实现|全部|参加|参与|受益|整改|用于|改造|落实|担任|任|与|和|及"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the text; `value` holds raw form, expanded number, unit and operator."""

    start: int
    end: int
    value: dict[str, object]


def figures_in(text: str, start: int, end: int) -> Iterator[Figure]:
    """Gives the figures of a stretch, in order: Arabic ones, and Chinese numerals that are figures."""
    found = [
        Figure(match.start(), match.end(), _value(text, match, end))
        for match in _FIGURE.finditer(text, start, end)
        if not _is_name(text, match, end, start)
    ]
    for numeral in numerals_in(text, start, end):
        if not any(f.start < numeral.end and numeral.start < f.end for f in found):
            found.append(_in_numerals(text, numeral))
    return iter(sorted(found, key=lambda f: f.start))


def _in_numerals(text: str, numeral: Numeral) -> Figure:
    told = _operator(numeral.before, numeral.after, "余" if numeral.more else None)
    value: dict[str, object] = {
        "raw": text[numeral.number_start : numeral.end], "value": numeral.value, "unit": numeral.unit,
        "op": _changed(text, numeral.number_start, numeral.unit, told),
    }  # fmt: skip
    return Figure(numeral.start, numeral.end, value)


def _is_name(text: str, match: re.Match[str], end: int, start: int) -> bool:
    number, unit, at = match["number"], match["unit"], match.start("number")
    if _IN_VILLAGE.search(text, max(start, at - LONGEST_LIST), at) and _GROUP_OF_VILLAGE.match(text, at, end):
        return True
    before, after = text[max(start, at - 4) : at], text[match.end("number") : match.end("number") + 3]
    if (
        len(number) > MOST_DIGITS
        or _ORDINAL.search(before)
        or _NAME_BEFORE.search(before)
        or re.match(r"[+A-Za-z”\"》]", after)
    ):
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
    if noun and unit not in _BY_ITSELF:
        border = _NOUN_ENDS.search(noun[0])
        raw_end = stop + (border.start() if border else len(noun[0]))
    result: dict[str, object] = {
        "raw": text[match.start("number") : max(raw_end, stop)],
        "value": value,
        "unit": unit or "个",
        "op": _changed(text, match.start("number"), unit, _operator(before, after, more)),
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


_OPERATORS = (
    ("<", re.compile("不到|不足|低于|少于")),
    (">=", re.compile("不低于|不少于|至少")),
    ("<=", re.compile("不超过")),
    (">", re.compile("超|突破|逾|过")),
    ("≈", re.compile("近|约|大约")),
)
"""Operators by the word before the number."""
_CHANGES = (
    ("+", re.compile("(?:增长|上升|增加|提高|提升)了?$")),
    ("-", re.compile("(?:下降|减少|降低)了?$")),
)
"""By how much something changed; 提高到, 下降至 say where it stands."""
LONGEST_CHANGE = 4
"""Characters of such a word and a space."""
_BEHIND = {"以上": ">=", "以下": "<=", "以内": "<=", "左右": "≈", "上下": "≈"}


def _changed(text: str, at: int, unit: str, operator: object) -> object:
    """Gives + or - where nothing but the change is told (减少5起), with % where it is one of percent."""
    words = text[max(0, at - LONGEST_CHANGE) : at].rpartition("\n")[2].rstrip(" ")
    sign = next((sign for sign, pattern in _CHANGES if pattern.search(words)), None)
    return f"{sign}{'%' * (unit == '%')}" if sign and operator == "=" else operator


def _operator(before: str, after: str, more: str | None) -> str:
    said = next((sign for sign, pattern in _OPERATORS if pattern.match(before)), None)
    behind = _BEHIND.get(after)
    if said in {"<", ">="} or behind in {">=", "<="}:
        return said if said in {"<", ">="} else str(behind)
    return ">" if more and said not in {"<="} else said or behind or "="
