"""The concepts of the field: what they are called in both languages, what shows them in a text, how people ask for them.

The problem taxonomy is the spine: every other concept stands below one of its problems, or below a concept that does.
"""

import csv
import hashlib
import re
import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

import ahocorasick
import snowballstemmer

from graph.names import fold, has_han

Key = TypeVar("Key")

_FOLDER = Path(__file__).parent
_WORD = re.compile(r"e\+|[a-z0-9]+")
END = "\n"
"""Stands in no label: at the very end of a text the automaton forgets a label within a longer one that has begun there."""

RULES = "2"
"""Of how concepts are found in a text; part of the vocabulary's version."""

LONGEST_LABEL = 6
"""Words of the longest English label."""


Stems = tuple[str, ...]
"""The stems of an English phrase's words."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with its labels, the words that show it in a text (`cues`), and how people ask for it (`questions`)."""

    id: str
    zh: str
    en: str
    cues: tuple[str, ...]
    questions: tuple[str, ...]
    problem: bool
    broader: str | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """All that it is called, in both languages."""
        return tuple(dict.fromkeys((self.zh, self.en, *self.cues, *self.questions)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A concept that a question speaks of, and the words of the folded question that say so."""

    concept: Concept
    start: int
    end: int


@cache
def version() -> str:
    """Gives a key of the vocabulary's content: an index made with another one is made anew."""
    told = hashlib.sha256(RULES.encode("ascii"))
    for name in ("problems.toml", "concepts.tsv"):
        told.update((_FOLDER / name).read_bytes())
    return told.hexdigest()[:8]


@cache
def concepts() -> tuple[Concept, ...]:
    """Gives all concepts, the problem taxonomy first."""
    return (*_problems(), *_topics())


def _problems() -> Iterator[Concept]:
    for row in tomllib.loads((_FOLDER / "problems.toml").read_text(encoding="utf-8"))["concept"]:
        yield Concept(
            row["id"], row["zh"], row["en"], tuple(row["cues"]), tuple(row["questions"]), problem=True
        )


def _topics() -> Iterator[Concept]:
    with (_FOLDER / "concepts.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            asked = (*_parts(row["asked"]), *_parts(row["en_alt"]))
            yield Concept(
                row["id"],
                row["zh"],
                row["en"],
                _parts(row["cues"]),
                asked,
                problem=False,
                broader=row["broader"],
            )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def by_id() -> Mapping[str, Concept]:
    """Gives every concept by its ID."""
    return {concept.id: concept for concept in concepts()}


def lineage(concept: Concept) -> tuple[Concept, ...]:
    """Gives a concept and all that are broader, nearest first."""
    above = by_id().get(concept.broader or "")
    return (concept, *lineage(above)) if above else (concept,)


def concepts_in(text: str) -> tuple[str, ...]:
    """Gives the IDs of the concepts that a text speaks of, as often as it does; of two cues in one place the longer counts.

    >>> concepts_in("驻村第一书记")
    ('first_secretary',)
    """
    return tuple(identity for _, (_, ids) in _cues().iter_long(fold(text) + END) for identity in ids)


@cache
def _cues() -> ahocorasick.Automaton:
    found: dict[str, dict[str, None]] = {}
    for concept in concepts():
        for word in (concept.zh, *concept.cues):
            found.setdefault(fold(word), {})[concept.id] = None
    return _automaton({word: tuple(ids) for word, ids in found.items()})


def _automaton(words: Mapping[str, tuple[str, ...]]) -> ahocorasick.Automaton:
    """Gives what finds these words in folded text; each match tells (length, concept IDs)."""
    automaton = ahocorasick.Automaton()
    for word, ids in words.items():
        automaton.add_word(word, (len(word), ids))
    automaton.make_automaton()
    return automaton


def _asked_by(key: Callable[[str], Key], *, chinese: bool) -> dict[Key, tuple[str, ...]]:
    """Gives the IDs of the concepts that each label asks for; where it is the very label of some, the others are left out."""
    own: dict[Key, dict[str, None]] = {}
    other: dict[Key, dict[str, None]] = {}
    for concept in concepts():
        for label in concept.labels:
            if has_han(label) is chinese:
                table = own if label in {concept.zh, concept.en} else other
                table.setdefault(key(label), {})[concept.id] = None
    return {label: tuple(ids) for label, ids in (other | own).items() if label}


@cache
def _han() -> ahocorasick.Automaton:
    return _automaton(_asked_by(fold, chinese=True))


def concepts_asked(question: str) -> tuple[Asked, ...]:
    """Gives the concepts that a question speaks of, in either language, in the order of its words.

    Chinese is held against labels, cues and spoken forms; English against stems of whole words, so that "mediating
    disputes" finds "mediate". Of two that begin in one place the longer counts; of concepts that one word may mean, those
    that it is the very label of, where there is any, so that a word asks for no more than it says.

    >>> [asked.concept.id for asked in concepts_asked("How do villages sort garbage?")]
    ['village', 'waste']
    """
    folded = fold(question)
    known = by_id()
    found = [
        Asked(known[identity], end + 1 - length, end + 1)
        for end, (length, ids) in _han().iter_long(folded + END)
        for identity in ids
    ]
    found += [Asked(known[identity], start, end) for identity, start, end in _english_in(folded)]
    return tuple(sorted(found, key=lambda asked: (asked.start, asked.end, asked.concept.id)))


_STEMMER = snowballstemmer.stemmer("english")
_ONE_AT_A_TIME = threading.Lock()
"""A stemmer keeps the word it works on, so two threads would mix theirs."""


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    with _ONE_AT_A_TIME:
        return str(_STEMMER.stemWord(word))


@cache
def _english() -> Mapping[Stems, tuple[str, ...]]:
    return _asked_by(stems_of, chinese=False)


def words_in(folded: str) -> list[tuple[str, int, int]]:
    """Gives the stem of each English word of a folded text, with where the word begins and ends."""
    return [(_stem(word.group()), *word.span()) for word in _WORD.finditer(folded)]


def stems_of(label: str) -> Stems:
    """Gives the stems of an English label's words."""
    return tuple(stem for stem, _, _ in words_in(fold(label)))


def _english_in(folded: str) -> Iterator[tuple[str, int, int]]:
    words = words_in(folded)
    stems = [stem for stem, _, _ in words]
    at = 0
    while at < len(words):
        for size in range(min(LONGEST_LABEL, len(words) - at), 0, -1):
            ids = _english().get(tuple(stems[at : at + size]))
            if ids:
                for identity in ids:
                    yield identity, words[at][1], words[at + size - 1][2]
                at += size
                break
        else:
            at += 1
