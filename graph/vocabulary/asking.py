"""Words of asking (问句词): what a question says of itself and not of what it is about."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def words_of_asking() -> frozenset[str]:
    """Gives the words of both languages, folded."""
    table = tomllib.loads((Path(__file__).parent / "asking.toml").read_text(encoding="utf-8"))
    return frozenset([*table["zh"], *table["en"].split()])


@cache
def pairs_of_asking() -> frozenset[str]:
    """Gives pairs of Chinese characters that say nothing of the matter, though a text may be found by them."""
    table = tomllib.loads((Path(__file__).parent / "asking.toml").read_text(encoding="utf-8"))
    return frozenset(table["pairs"].split())
