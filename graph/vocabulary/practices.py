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
    bodies: frozenset[str]
    shortest: Mapping[str, int]
    """Characters that a name needs before its head noun where four is not the measure."""
    party: tuple[str, ...]
    grassroots: tuple[str, ...]
    by_word: Mapping[str, Head]
    longest: int
    """Characters of the longest head."""

    def speaks_of_field(self, text: str, *, of_practice: bool = True) -> bool:
        """Tells whether a text is of this field; one too short to tell passes.

        On 6,600 news articles these limits let through 99 % of the features on Party work and 10 % of the general news. A text that names
        no practice of its own (`of_practice`) must speak of the Party's organisations, and more than in passing: a flood has villages too.
        """
        if len(text) < SHORTEST_TOLD:
            return True
        party = sum(text.count(word) for word in self.party)
        grassroots = sum(text.count(word) for word in self.grassroots)
        if of_practice:
            return party >= 2 or grassroots >= 5 or (party >= 1 and grassroots >= 1)
        return party >= 3 or (party >= 1 and party + grassroots >= 8)

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
