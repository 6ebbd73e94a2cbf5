"""How an English phrase is said in Chinese where a concept holds several words: apple is 苹果, not the concept's 果业.

It is looked at in questions only, so an index made before it grew stays good.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from graph.vocabulary.asking import words_of_asking
from graph.vocabulary.concepts import Stems, stems_of, words_in

_FOLDER = Path(__file__).parent


@cache
def _phrases(name: str) -> tuple[Mapping[Stems, str], int]:
    """Gives the Chinese of each phrase of a file by its stems, and the words of the longest.

    A large file brings the stems along: finding them took half a second of the first English question.
    """
    with (_FOLDER / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        phrases = {
            tuple(row["stems"].split()) if "stems" in row else stems_of(row["en"]): row["zh"] for row in rows
        }
    return phrases, max(map(len, phrases))


def wordings() -> Mapping[Stems, str]:
    """Gives the field's phrases by their stems."""
    return _phrases("wordings.tsv")[0]


def wordings_in(question: str) -> Iterator[tuple[int, int, str]]:
    """Gives where an English phrase of the field stands in a folded question and how it is said in Chinese; the longest at each place.

    >>> list(wordings_in("how do they sell apples?"))
    [(12, 16, '销售'), (17, 23, '苹果')]
    """
    return _in(question, "wordings.tsv")


def dictionary_in(question: str) -> Iterator[tuple[int, int, str]]:
    """Gives the same of the words that a general dictionary knows, those of asking left out.

    >>> list(dictionary_in("how do they mend the bamboo fences?"))
    [(12, 16, '修补'), (28, 34, '围栏')]
    """
    asking = words_of_asking()
    return (found for found in _in(question, "dictionary.tsv") if question[found[0] : found[1]] not in asking)


def _in(question: str, name: str) -> Iterator[tuple[int, int, str]]:
    phrases, longest = _phrases(name)
    words = words_in(question)
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            stems = tuple(stem for stem, _, _ in words[at : at + size])
            if chinese := phrases.get(stems):
                yield words[at][1], words[at + size - 1][2], chinese
                at += size
                break
        else:
            at += 1
