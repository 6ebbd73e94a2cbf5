"""How much a piece of a sentence speaks for a name of a practice that begins, goes on or ends there, read from `name_labels.tsv`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

STEPS = "#step-"
"""Before the two labels of a step: the row of its weight."""


class Weight(NamedTuple):
    """What a character weighs as one of a name, in thousandths of the log-odds against one outside: whole numbers, the same on any machine."""

    begin: int
    inside: int
    end: int


class Steps(NamedTuple):
    """What a step from one label to the next weighs, against staying outside (O); B begins a name, I goes on, E ends it."""

    OB: int
    BI: int
    BE: int
    II: int
    IE: int
    EO: int
    EB: int


@dataclass(frozen=True, slots=True)
class LabelWeights:
    """A linear-chain model: what its pieces weigh, and its steps."""

    pieces: dict[str, Weight]
    steps: Steps


@cache
def label_weights() -> LabelWeights:
    """Gives the learned weights; read once."""
    lines = (Path(__file__).parent / "name_labels.tsv").read_text(encoding="utf-8").split("\n")[1:-1]
    rows = {piece: Weight(*map(int, weights)) for piece, *weights in (line.split("\t") for line in lines)}
    return LabelWeights(rows, Steps(*(rows.pop(STEPS + step).begin for step in Steps._fields)))
