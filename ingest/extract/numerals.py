"""Numbers in Chinese numerals, where they are figures (三千余人次, 三分之一, 过千万元) and not words of a name or an idiom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_COUNTERS = "人次|名|人|户|家|元|亩|公里|平方米|吨|场次|场|期|件|份|个百分点"
_BEFORE = r"(?P<before>不到|不足|低于|近|约|超过|超|逾|过|突破|达到?)?"
_COUNT = re.compile(
    rf"{_BEFORE}(?<![第几数上成“‘《、])(?P<number>[一二三四五六七八九两十][一二三四五六七八九十百千万亿零两]*)"
    rf"(?P<more>余|多)?(?P<large>[万亿])?(?P<unit>{_COUNTERS})(?P<after>以上|左右)?(?![”’])"
)
_ROUND = re.compile(r"(?P<before>超过|超|逾|过|近|突破)(?P<number>[十百千]?[万亿千百])(?P<unit>元|人次|亩)")
_FRACTION = re.compile(
    r"(?P<before>不到|超过|近|约)?(?P<under>[二三四五六七八九十])分之(?P<over>[一二三四五六七八九])"
)
_HALF = re.compile(r"(?P<before>不到|超过|近|占|达)(?P<number>一半)")
_PERCENT = re.compile(
    r"(?P<before>不到|不足|低于|不低于|超过|超|逾|近|约)?百分之(?P<number>[一二三四五六七八九十][一二三四五六七八九十]{0,3}|百)(?:点(?P<part>[零一二三四五六七八九]{1,2}))?(?P<after>以上|左右)?"
)
_TENTHS = re.compile(
    r"(?P<before>不到|不足|不低于|低于|超过|超|逾|近|约|[达升降增]到|[降升增]至|下降|上升|增长|减少|提高到?|由|从|占)了?(?P<number>[一二三四五六七八九])成(?P<part>[一二三四五六七八九])?(?P<after>以上|左右)?(?![立员为果功长效本人就型分交品绩不事婚年都])"
)
"""Tenths by the word before them (下降四成, 从六成四): 三成 alone may be the end of one word and the beginning of another."""
LARGEST = 10**15
"""No figure; characters of numbers that follow each other make no number."""
SMALLEST = 20
"""A smaller number in numerals (两个, 三是) is nearly always a word of the sentence; with 余 or 多 ten is enough."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in numerals: where it stands with the words around it, its value, unit, and those words."""

    start: int
    end: int
    number_start: int
    value: int | float
    unit: str
    before: str
    after: str
    more: bool


def numerals_in(text: str, start: int, end: int) -> Iterator[Numeral]:
    """Gives the figures in numerals of a stretch, in order of their patterns."""
    for match in _COUNT.finditer(text, start, end):
        value = number(match["number"]) * _LARGE.get(match["large"] or "", 1)
        if value < LARGEST and (value >= SMALLEST or (match["more"] and value >= 10)):
            yield _numeral(match, value, match["unit"], bool(match["more"]), match["after"] or "")
    for match in _ROUND.finditer(text, start, end):
        yield _numeral(match, number("一" + match["number"]), match["unit"], False, "")
    for match in _FRACTION.finditer(text, start, end):
        share = round(number(match["over"]) / number(match["under"]), 4)
        yield Numeral(
            match.start(), match.end(), match.start("under"), share, "", match["before"] or "", "", False
        )
    for match in _PERCENT.finditer(text, start, end):
        part = "".join(str(_DIGITS[digit]) for digit in match["part"] or "零")
        yield _numeral(match, _shortest(number(match["number"]), part), "%", False, match["after"] or "")
    for match in _TENTHS.finditer(text, start, end):
        value = 10 * number(match["number"]) + number(match["part"] or "零")
        yield _numeral(match, value, "%", False, match["after"] or "")
    for match in _HALF.finditer(text, start, end):
        yield _numeral(match, 50, "%", False, "")


def _shortest(whole: int, part: str) -> int | float:
    return whole if not int(part) else float(f"{whole}.{part}")


def _numeral(match: re.Match[str], value: int | float, unit: str, more: bool, after: str) -> Numeral:  # noqa: FBT001
    return Numeral(
        match.start(), match.end(), match.start("number"), value, unit, match["before"] or "", after, more
    )


def number(words: str) -> int:
    """Gives the value of Chinese numerals.

    >>> [number(words) for words in ("二十三", "三千", "一万二千", "十五", "两百零六")]
    [23, 3000, 12000, 15, 206]
    """
    total = part = digit = 0
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS[word]
        elif word in _SMALL:
            part += (digit or 1) * _SMALL[word]
            digit = 0
        else:
            total = (total + part + digit or 1) * _LARGE[word]
            part = digit = 0
    return total + part + digit
