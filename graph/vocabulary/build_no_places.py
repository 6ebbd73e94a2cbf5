"""Builds `no_places.txt`: everyday words of two characters that no village is called by.

Sources: PyPI `jieba` 0.42.1 (MIT) for words, how often they are used and of what sort; npm `china-division` 2.7.0 (WTFPL; statistics bureau
2023) for the names of all villages and communities. Neither's lists are taken over: only which words hardly any name begins or ends with.
Run: `python -m graph.vocabulary.build_no_places CHINA_DIVISION_DIST JIEBA_DICT`.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from graph.vocabulary.build_places import PROPER, rows

USED = 60
"""Occurrences in the dictionary's texts from which a word counts as everyday."""

STRAY = 2
"""Villages of some 600,000 that a word may begin or end and still be none's name: slips of the list."""

SELDOM = 100
"""Occurrences for each village beyond which a word is hardly meant for one (建立, 共同)."""

NO_WORD = PROPER | {"s", "j", "i", "l"}
"""The dictionary's tags of proper names, places, abbreviations and idioms."""

_RANK = re.compile(
    r"(?:(?:社区|村)?(?:居民|村民)委员会|(?:社区|村)?[居村]委会|社区|村)?(?:居民委员会|居委会)?$"
)


def stems(division: Path) -> Counter[str]:
    """Gives how many villages and communities begin or end with each pair of characters (甲乙 of 甲乙村)."""
    counted: Counter[str] = Counter()
    for row in rows(division / "villages.csv"):
        stem = re.sub("(?:社区|村)$", "", _RANK.sub("", row["name"], count=1))
        counted.update({stem[:2], stem[-2:]} if 2 <= len(stem) <= 4 else ())
    return counted


def everyday(dictionary: Path) -> dict[str, int]:
    """Gives the dictionary's words of two characters that are used often and name nothing, with how often."""
    words = (line.split(" ") for line in dictionary.read_text(encoding="utf-8").splitlines())
    return {
        word: int(used)
        for word, used, sort in words
        if len(word) == 2 and int(used) >= USED and sort not in NO_WORD
    }


def main() -> None:
    """Writes the words, sorted, one a line."""
    named = stems(Path(sys.argv[1]))
    used = everyday(Path(sys.argv[2]))
    words = sorted(word for word in used if named[word] <= max(STRAY, used[word] // SELDOM))
    lines = "\n".join(words) + "\n"
    (Path(__file__).parent / "no_places.txt").write_text(lines, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
