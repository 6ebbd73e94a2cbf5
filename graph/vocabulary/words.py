"""Two-character words of running text, by which what is told is known from a name."""

from functools import cache
from pathlib import Path


@cache
def running_words() -> frozenset[str]:
    """Gives two-character words of running text (from jieba's dictionary, MIT): a village's name holds none at its end."""
    return _words("running_words.txt")


@cache
def no_places() -> frozenset[str]:
    """Gives two-character words that no village is called by (`graph.vocabulary.build_no_places`)."""
    return _words("no_places.txt")


def _words(file: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / file).read_text("utf-8").split())
