"""The words that show a problem in a text, and those that tell its category once a text calls something a problem."""

import tomllib
from functools import cache
from pathlib import Path

import ahocorasick

from graph.names import fold
from graph.vocabulary.concepts import concepts

_FOLDER = Path(__file__).parent


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
