"""The words that make a clause a measure, read from `measures.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """Verbs of doing, and the nouns of mere intentions; longest first."""

    acts: tuple[str, ...]
    intentions: tuple[str, ...]


@cache
def measure_words() -> MeasureWords:
    """Gives the vocabulary, read once."""
    table = tomllib.loads((Path(__file__).parent / "measures.toml").read_text(encoding="utf-8"))
    return MeasureWords(_longest_first(table["acts"]), _longest_first(table["intentions"]))


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
