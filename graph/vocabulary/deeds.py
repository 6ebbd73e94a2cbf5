"""How much a piece of a clause speaks for an unnamed deed (举措), read from `deeds.tsv`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

BIAS = "#bias"


@dataclass(frozen=True, slots=True)
class DeedWeights:
    """A linear model in thousandths of the log-odds: whole numbers, so a sum is the same in any order and on any machine."""

    bias: int
    weights: dict[str, int]

    def of(self, piece: str) -> int:
        """Gives the weight of one piece, 0 for one that was not learned."""
        return self.weights.get(piece, 0)


@cache
def deed_weights(*, story: bool) -> DeedWeights:
    """Gives the learned weights for a running story, or for a report in parts; read once."""
    lines = (Path(__file__).parent / "deeds.tsv").read_text(encoding="utf-8").splitlines()[1:]
    column = 1 if story else 2
    weights = {fields[0]: int(fields[column]) for fields in (line.split("\t") for line in lines)}
    return DeedWeights(weights.pop(BIAS), weights)
