"""How an English phrase is said in Chinese where a concept holds several words: apple is 苹果, not the concept's 果业.

It is looked at in questions only, so an index made before it grew stays good.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from graph.vocabulary.concepts import Stems, stems_of, words_in

_FILE = Path(__file__).parent / "wordings.tsv"


@cache
def _wordings() -> Mapping[Stems, str]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {stems_of(row["en"]): row["zh"] for row in rows}


@cache
def _longest() -> int:
    return max(map(len, _wordings()))


def wordings_in(question: str) -> Iterator[tuple[int, int, str]]:
    """Gives where an English phrase stands in a folded question and how it is said in Chinese; the longest at each place.

    >>> list(wordings_in("how do they sell apples?"))
    [(12, 16, '销售'), (17, 23, '苹果')]
    """
    words = words_in(question)
    at = 0
    while at < len(words):
        for size in range(min(_longest(), len(words) - at), 0, -1):
            stems = tuple(stem for stem, _, _ in words[at : at + size])
            if chinese := _wordings().get(stems):
                yield words[at][1], words[at + size - 1][2], chinese
                at += size
                break
        else:
            at += 1
