"""The vocabulary of the field (词表): problem taxonomy and topics with their words in both languages; data, reviewed like code."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ahocorasick

from graph.names import fold

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with its labels, the words that show it in a text (`cues`), and how people ask for it (`questions`)."""

    id: str
    zh: str
    en: str
    cues: tuple[str, ...]
    questions: tuple[str, ...]
    problem: bool


@cache
def concepts() -> tuple[Concept, ...]:
    """Gives all concepts, the problem taxonomy first."""
    found = []
    for file, problem in (("problems.toml", True), ("topics.toml", False)):
        for row in tomllib.loads((_FOLDER / file).read_text(encoding="utf-8"))["concept"]:
            found.append(
                Concept(row["id"], row["zh"], row["en"], tuple(row["cues"]), tuple(row["questions"]), problem)
            )
    return tuple(found)


@cache
def problem_cues() -> ahocorasick.Automaton:
    """Gives the automaton that finds problem cues in folded text; each match tells (cue length, concept ID)."""
    automaton = ahocorasick.Automaton()
    for concept in concepts():
        if concept.problem:
            for cue in concept.cues:
                automaton.add_word(fold(cue), (len(cue), concept.id))
    automaton.make_automaton()
    return automaton


@cache
def problem_hints() -> ahocorasick.Automaton:
    """Gives the automaton that tells a problem's category from its words: each match tells (weight, concept ID); a cue weighs twice its length."""
    weights: dict[str, list[tuple[int, str]]] = {}
    for row in tomllib.loads((_FOLDER / "problems.toml").read_text(encoding="utf-8"))["concept"]:
        for word in {*row["cues"], *row["hints"]}:
            weight = len(word) * (2 if word in row["cues"] else 1)
            weights.setdefault(fold(word), []).append((weight, row["id"]))
    automaton = ahocorasick.Automaton()
    for word, told in sorted(weights.items()):
        automaton.add_word(word, tuple(sorted(told)))
    automaton.make_automaton()
    return automaton


@cache
def _asked() -> tuple[tuple[Concept, re.Pattern[str]], ...]:
    patterns = []
    for concept in concepts():
        words = sorted(
            {fold(word) for word in (concept.zh, concept.en, *concept.questions, *concept.cues)},
            key=lambda w: (-len(w), w),
        )
        latin = [
            re.escape(word).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]+")
            for word in words
            if word.isascii()
        ]
        han = [re.escape(word) for word in words if not word.isascii()]
        either = [rf"\b(?:{'|'.join(latin)})(?:s|es)?\b"] if latin else []
        patterns.append((concept, re.compile("|".join([*either, *han]))))
    return tuple(patterns)


def concepts_asked(question: str) -> tuple[Concept, ...]:
    """Gives the concepts that a question speaks of, in either language, in the order of the vocabulary.

    >>> [concept.id for concept in concepts_asked("How to eliminate empty-shell villages?")]
    ['collective_economy_empty_shell']
    """
    folded = fold(question)
    return tuple(concept for concept, pattern in _asked() if pattern.search(folded))
