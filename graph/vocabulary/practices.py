"""The words that make a name a programme or a method, read from `practices.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.names import bare
from graph.schema import Kind

SHORTEST_TOLD = 200
"""Characters of a text whose words can tell its field."""

MOST_WANTED = 8
"""Words of the field in a thousand characters, or in all of a longer text, that tell one which names no practice."""


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that closes a name, with the kind and subtype it gives."""

    word: str
    kind: Kind
    subtype: str


@dataclass(frozen=True, slots=True)
class PracticeWords:
    """The vocabulary of names."""

    heads: tuple[Head, ...]
    national: tuple[tuple[str, Kind], ...]
    countrywide: frozenset[str]
    """Their names, bare."""
    never: frozenset[str]
    stems: frozenset[str]
    carry: tuple[str, ...]
    strong: frozenset[str]
    weak_before_quotes: frozenset[str]
    weak_before_heads: frozenset[str]
    events: frozenset[str]
    marked: frozenset[str]
    bodies: frozenset[str]
    shortest: Mapping[str, int]
    """Characters that a name needs before its head noun where four is not the measure."""
    party: tuple[str, ...]
    grassroots: tuple[str, ...]
    by_word: Mapping[str, Head]
    longest: int
    """Characters of the longest head."""

    def speaks_of_field(self, text: str) -> bool:
        """Tells whether a text is of this field; one too short to tell passes.

        On 6,600 news articles these limits let through 99 % of the features on Party work and 10 % of the general news.
        """
        party, grassroots = self._told(text)
        return len(text) < SHORTEST_TOLD or party >= 2 or grassroots >= 5 or (party >= 1 and grassroots >= 1)

    def speaks_of_party_work(self, text: str) -> bool:
        """Tells whether a text of this field that names no practice speaks of the Party's organisations more than in passing: a flood has villages too."""
        party, grassroots = self._told(text)
        wanted = min(MOST_WANTED, max(3, MOST_WANTED * len(text) // 1000))
        return len(text) < SHORTEST_TOLD or party >= 3 or (party >= 1 and party + grassroots >= wanted)

    def _told(self, text: str) -> tuple[int, int]:
        return sum(map(text.count, self.party)), sum(map(text.count, self.grassroots))

    def head_of(self, name: str) -> Head | None:
        """Gives the longest head that closes the name, or None."""
        by_word = self.by_word
        for length in range(min(len(name), self.longest), 0, -1):
            if (head := by_word.get(name[-length:])) is not None:
                return head
        return None


@cache
def practice_words() -> PracticeWords:
    """Gives the vocabulary, read once; heads and verbs longest first."""
    table = tomllib.loads((Path(__file__).parent / "practices.toml").read_text(encoding="utf-8"))
    heads = [
        Head(word, kind, subtype)
        for kind in (Kind.PROGRAMME, Kind.METHOD)
        for subtype, words in table[kind.value].items()
        for word in words
    ]
    national = [
        (name, kind) for kind in (Kind.PROGRAMME, Kind.METHOD) for name in table["national"][kind.value]
    ]
    return PracticeWords(
        tuple(sorted(heads, key=lambda head: _longest(head.word))),
        tuple(sorted(national, key=lambda pair: _longest(pair[0]))),
        frozenset(bare(name) for name, _ in national),
        frozenset(table["never"]["words"]),
        frozenset(table["never"]["stems"]),
        tuple(sorted(table["verbs"]["carry"], key=_longest)),
        frozenset(table["verbs"]["strong"]),
        frozenset(table["verbs"]["weak_before_quotes"]),
        frozenset(table["verbs"]["weak_before_heads"]),
        frozenset(table["unquoted"]["events"]),
        frozenset(table["unquoted"]["marked"]),
        frozenset(table["unquoted"]["bodies"]),
        dict.fromkeys(table["unquoted"]["short"], 2) | dict.fromkeys(table["unquoted"]["long"], 6),
        tuple(table["field"]["party"]),
        tuple(table["field"]["grassroots"]),
        {head.word: head for head in heads},
        max(len(head.word) for head in heads),
    )


def _longest(word: str) -> tuple[int, str]:
    """Orders words longest first, so that a whole name is tried before its part."""
    return -len(word), word
