"""How a Chinese name is asked for in English: by its pinyin (Wuqi County, Pengdun model), or by the numbers in it.

"四创建四争当" is told in English in many ways, "four creations, four strivings" among them; what stays is 4, 4.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.seg.mmseg import seg

from graph.model import Entity
from graph.names import bare, is_han
from graph.schema import PRACTICE_KINDS, Kind
from graph.vocabulary.practices import practice_words

SHORTEST = 4
"""Letters of a pinyin form; shorter ones (an, xian) are English words and parts of others."""

LONGEST_STEM = 4
"""Characters of a practice's stem that is told by its sound; a longer one is translated."""

EXONYMS = {
    "lhasa": "拉萨", "tibet": "西藏", "innermongolia": "内蒙古", "urumqi": "乌鲁木齐", "harbin": "哈尔滨", "hohhot": "呼和浩特", "shaanxi": "陕西", "kashgar": "喀什",
    "qiqihar": "齐齐哈尔", "turpan": "吐鲁番", "hami": "哈密", "ordos": "鄂尔多斯", "shigatse": "日喀则", "altay": "阿勒泰",
}  # fmt: skip
"""English names of places that are not their pinyin, or whose pinyin stands for another (Shaanxi, Shanxi)."""

_RANKS = re.compile(
    r"(?:[^省市县区旗州盟乡镇村]*(?:自治区|自治州|自治县|自治旗|特别行政区)|省|市|县|区|旗|州|盟|地区|街道|乡|镇|村|社区)$"
)
_TRANSLATED = re.compile(r"(?:党建|党组织|党支部|社区|农村|基层|治理|服务|管理|工作)+$")
"""What follows the name of a place or a person in a practice's name, and is told in English by its meaning."""

_HAN_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九十")} | {
    "两": 2,
    "双": 2,
    "零": 0,
}
_NUMBER = re.compile(r"[一二三四五六七八九十两双]+|\d+")
_ENGLISH = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"double": 2, "dual": 2, "single": 1}
_ENGLISH_NUMBER = re.compile(rf"\b(?:{'|'.join(_ENGLISH)}|\d+)\b")


def latin_forms(entity: Entity) -> Iterator[str]:
    """Gives the forms by which English asks for a named entity, beside its Chinese ones."""
    for name in {entity.name, *entity.aliases}:
        stem = bare(name)
        if entity.kind is Kind.LOCALITY:
            short = _RANKS.sub("", stem)
            stem = short if len(short) >= 2 else stem
        elif entity.kind in PRACTICE_KINDS:
            if numbers := numbers_in(stem):
                yield numbers
            head = practice_words().head_of(stem)
            stem = stem[: -len(head.word)] if head else stem
            stem = _TRANSLATED.sub("", stem)
        if 2 <= len(stem) <= LONGEST_STEM and all(is_han(character) for character in stem):
            sound = pinyin(stem)
            if len(sound) >= SHORTEST:
                yield sound


def pinyin(text: str) -> str:
    """Gives the sound of Chinese characters in plain letters, without spaces.

    >>> pinyin("吴起")
    'wuqi'
    """
    return "".join(_sound(word) for word in seg.cut(text))


# Names share their words, and a word's sound costs a dozen regular expressions.
@lru_cache(8_192)
def _sound(word: str) -> str:
    return "".join(lazy_pinyin(word, style=Style.NORMAL))


def numbers_in(name: str) -> str:
    """Gives the numbers of a Chinese name in their order, or nothing where it has fewer than two.

    >>> numbers_in("四创建四争当")
    '#4#4'
    """
    return _key(_value(found) for found in _NUMBER.findall(name))


def numbers_asked(english: str) -> str:
    """Gives the numbers of an English phrase in the same form.

    >>> numbers_asked("four creations, four strivings")
    '#4#4'
    """
    return _key(
        _ENGLISH[found] if found in _ENGLISH else int(found)
        for found in _ENGLISH_NUMBER.findall(english.lower())
        if found in _ENGLISH or len(found) <= 3
    )


def _value(digits: str) -> int:
    if digits.isdigit():
        return int(digits[:9])
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return (_HAN_DIGITS.get(tens, 1) if tens else 1) * 10 + (_HAN_DIGITS.get(ones, 0) if ones else 0)
    return _HAN_DIGITS.get(digits[0], 0)


def _key(values: Iterator[int]) -> str:
    numbers = [str(value) for value in values]
    return "".join(f"#{number}" for number in numbers) if len(numbers) > 1 else ""
