"""Years and sizes of figures that a question asks for: 2016年, 增长超过10%, more than 100,000 yuan."""

import re
from collections.abc import Iterator, Mapping

from graph.facets import LARGEST, Change, FigureFilter

_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d{2})(?:年|(?![\d.,%\u4e00-\u9fff]))")
_SCALE: Mapping[str, float] = {"千": 1e3, "万": 1e4, "亿": 1e8, "thousand": 1e3, "million": 1e6}
_UNITS: Mapping[str, str] = {
    "percent": "%",
    "per cent": "%",
    "yuan": "元",
    "rmb": "元",
    "people": "人",
    "villages": "个",
    "households": "户",
}
_AMOUNT = (
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>千|万|亿|thousand|million)?\s?"
    r"(?P<unit>%|per ?cent|个百分点|百分点|元|平方米|公里|人次|个|名|人|户|次|场|件|亩|家|支|条|项|吨|yuan|rmb|people|villages|households)"
)
_MORE = (
    r"(?:(?<!不)(?:超过|高于|多于|大于)|不少于|不低于|不小于|至少|突破|>=?|(?<!no )(?<!not )more than|(?<![a-z])over|above|at least"
    r"|(?:no|not) (?:less|fewer) than|exceed(?:s|ed|ing)?)"
)
_LESS = (
    r"(?:(?<!不)(?:低于|少于|小于)|不足|不到|不超过|不高于|不多于|不大于|至多|<=?|(?<!no )(?<!not )(?:less|fewer) than|(?<![a-z])under|below|at most"
    r"|(?:no|not) more than)"
)
_LEAST = re.compile(rf"{_MORE}\s?(?:了)?{_AMOUNT}")
_LEAST_BEHIND = re.compile(rf"{_AMOUNT}(?:以上|及以上|或以上)")
_MOST = re.compile(rf"{_LESS}\s?(?:了)?{_AMOUNT}")
_MOST_BEHIND = re.compile(rf"{_AMOUNT}(?:以下|以内)")
_CHANGES = {
    Change.UP: re.compile(r"增长|上升|提高|增加|提升|增收|\b(?:rose|rise|risen|grew|growth|increased?)\b"),
    Change.DOWN: re.compile(r"下降|减少|降低|\b(?:fell|fall|fallen|dropped|decreased?)\b"),
}
AROUND = 20
"""Characters before a size in which it is said to be a rise or a fall."""


def years_asked(folded: str) -> tuple[str, ...]:
    """Gives the years that a folded question names, in its order."""
    amounts = [match.span() for match in re.finditer(_AMOUNT, folded)]
    years = (m for m in _YEAR.finditer(folded) if not any(a <= m.start() < b for a, b in amounts))
    return tuple(dict.fromkeys(match[1] for match in years))


def figures_asked(folded: str) -> tuple[FigureFilter, ...]:
    """Gives the sizes that a folded question asks for; a bare number is a word of it and no size.

    >>> [(f.unit, f.least, f.changes) for f in figures_asked("哪些村集体收入增长超过10%")]
    [('%', 10.0, (<Change.UP: 'up'>,))]
    """
    return tuple(dict.fromkeys(_figures(folded)))


def _figures(folded: str) -> Iterator[FigureFilter]:
    for patterns, least in (((_LEAST, _LEAST_BEHIND), True), ((_MOST, _MOST_BEHIND), False)):
        for match in (m for pattern in patterns for m in pattern.finditer(folded)):
            number = float(match["number"].replace(",", "")) * _SCALE.get(match["scale"] or "", 1)
            if number > LARGEST:
                continue
            unit = _UNITS.get(match["unit"], match["unit"])
            before = folded[max(0, match.start() - AROUND) : match.start()]
            changes = tuple(change for change, words in _CHANGES.items() if words.search(before))
            bounds = {"least": number} if least else {"most": number}
            yield FigureFilter((), changes, unit, **bounds)
