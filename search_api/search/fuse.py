"""One ranking from the legs: min-max per leg, weighted sum; a pure function, the same over every engine.

Min-max of the best 100 of each leg beat reciprocal ranks on two of four public Chinese sets and lost on none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.messages import Scored


def weights(*, chinese: bool, carries: float = 1.0, solid: bool = False) -> Mapping[str, float]:
    """Gives the weight of each leg.

    The words of a Chinese question and its vector count alike. Of a question without Chinese, words and concepts count as far
    as the vocabulary carries it over (`carries`, 0 to 1): one that is carried over whole is as good as a Chinese one, of the
    other only the vector knows anything. Where half of it or more is `solid`, numbers and capitals, its words count in any case.
    """
    asked_by_number = {"figures": 0.2, "years": 0.05}
    if chinese:
        return {"words": 0.5, "vector": 0.5, "concepts": 0.05, "named": 0.3, **asked_by_number}
    words = 0.7 if solid else 0.5 * carries
    return {"words": words, "vector": 0.6, "concepts": 0.1 * carries, "named": 0.3, **asked_by_number}


@dataclass(frozen=True, slots=True)
class Fused:
    """A passage with its score and each leg's share of it."""

    passage_id: str
    score: float
    shares: Mapping[str, float]


def fuse(legs: Mapping[str, Sequence[Scored]], weights: Mapping[str, float]) -> list[Fused]:
    """Gives all passages of all legs, by score, then ID; a leg that is empty passes its weight on to the others."""
    present = {name: leg for name, leg in legs.items() if leg and weights.get(name, 0) > 0}
    total = sum(weights[name] for name in present)
    shares: dict[str, dict[str, float]] = {}
    for name in sorted(present):
        scores = [scored.score for scored in present[name]]
        low, high = min(scores), max(scores)
        for scored in present[name]:
            share = (scored.score - low) / (high - low) if high > low else 1.0
            shares.setdefault(scored.passage_id, {})[name] = round(weights[name] / total * share, 6)
    fused = [Fused(passage_id, round(sum(parts.values()), 6), parts) for passage_id, parts in shares.items()]
    return sorted(fused, key=lambda f: (-f.score, f.passage_id))
