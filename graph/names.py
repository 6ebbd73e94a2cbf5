"""How names and words are compared: folding, script, tokens, and the bare form of a name.

`fold` maps character to character, so a span found in folded text is the span in the text. NFKC may not serve: it
changes length (① ㎡ ㈠) and turns ， into a Latin comma.
"""

import re
from collections.abc import Iterator
from functools import cache

import opencc

TOKENS_VERSION = "1"
"""Stands in every index; an index built with other tokens is rebuilt."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_HAN}]+|[a-z0-9]+(?:[.+%'-]+[a-z0-9]+)*")
_QUOTES = {
    "“": '"',
    "”": '"',
    "„": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "‘": "'",
    "’": "'",
    "〝": '"',
    "〞": '"',
}


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Gives the text in Simplified script, of equal length.

    OpenCC looks at phrases (乾坤 keeps its 乾); where a phrase would change the length, characters are mapped one by one.

    >>> simplify("黨組織")
    '党组织'
    """
    settled = str(_converter().convert(text))
    return settled if len(settled) == len(text) else text.translate(_characters())


@cache
def _characters() -> dict[int, str]:
    letters = [chr(code) for code in range(0x3400, 0xA000)]
    pairs = zip(letters, str(_converter().convert("\n".join(letters))).split("\n"), strict=True)
    return {ord(letter): simple for letter, simple in pairs if simple != letter and len(simple) == 1}


@cache
def _folding() -> dict[int, str]:
    width = {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    small = {code: chr(code).lower() for code in range(0x41, 0x600) if len(chr(code).lower()) == 1}
    quotes = {ord(mark): plain for mark, plain in _QUOTES.items()}
    return small | width | _characters() | quotes | {0x3000: " ", 0xA0: " "}


def fold(text: str) -> str:
    """Gives the text in one width, case, script and kind of quotation marks, character for character.

    >>> fold("“３Ａ”黨建，Ｑ")
    '"3a"党建,q'
    """
    return text.translate(_folding())


def is_han(character: str) -> bool:
    """Tells whether the character is a Chinese one."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


def has_han(text: str) -> bool:
    """Tells whether any Chinese character stands in the text."""
    return any(is_han(character) for character in text)


def tokens(text: str) -> list[str]:
    """Gives the words that are indexed: single characters and pairs of each Chinese run, and Latin words and numbers.

    Pairs beat a word segmenter on every set that was measured, and need no dictionary.

    >>> tokens("空壳村 3A")
    ['空', '空壳', '壳', '壳村', '村', '3a']
    """
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        if not is_han(run[0]):
            found.append(run)
            continue
        for index, character in enumerate(run):
            found.append(character)
            if index + 1 < len(run):
                found.append(run[index : index + 2])
    return found


def occurrences(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Gives where a word stands in a text, one after the other; searching for it costs a twentieth of making a pattern of it.

    >>> list(occurrences("村村", "村村村通"))
    [(0, 2)]
    """
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        yield at, end
        at = text.find(word, end)


def bare(name: str) -> str:
    """Gives the letters and digits of a name, folded: what two spellings of one name have in common.

    >>> bare("“四创建四争当” 活动")
    '四创建四争当活动'
    """
    return "".join(character for character in fold(name) if character.isalnum() or character in "+-")


CLASS_NOUNS = (
    "工作",
    "建设",
    "活动",
    "工程",
    "行动",
    "制度",
    "机制",
    "管理",
    "计划",
    "模式",
    "体系",
    "措施",
    "做法",
    "举措",
    "标尺",
    "标准",
    "栏目",
)


def core(name: str) -> str:
    """Gives what stays of a name without its class noun, so that “督查落实年” and “督查落实年”活动 are one.

    >>> core("“督查落实年”活动")
    '督查落实年'
    """
    stem = bare(name)
    for suffix in CLASS_NOUNS:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 2:
            return stem[: -len(suffix)]
    return stem
