"""The best passages read once more, where a model was chosen that sees question and passage together."""

from collections.abc import Sequence

from graph.messages import Found, Scored
from graph.passages import embedded_text
from graph.ports import Reranker
from search_api.search.fuse import Fused

RERANKER = "reranker"
"""Its name beside those of the legs."""

WEIGHT = 0.7
"""The reranker's part of a score. Both stages together do better than the second alone (Askari et al. 2023), and the legs know
what no model reads: names of the graph, sizes of figures."""


def scored(text: str, read: Sequence[Found], reranker: Reranker) -> list[Scored]:
    """Gives what the model says of each passage, the best first."""
    scores = reranker.scores(text, [embedded_text(one.passage) for one in read])
    told = [Scored(one.passage.id, score) for one, score in zip(read, scores, strict=True)]
    return sorted(told, key=lambda each: (-each.score, each.passage_id))


def reranked(ranked: Sequence[Fused], second: Sequence[Scored]) -> list[Fused]:
    """Gives a ranking by both stages; what the second did not read stays behind all that it read and the first put before it."""
    scores = [each.score for each in second]
    low, high = min(scores, default=0.0), max(scores, default=0.0)
    degrees = {each.passage_id: (each.score - low) / (high - low) if high > low else 1.0 for each in second}
    told = [_both(fused, degrees.get(fused.passage_id)) for fused in ranked]
    return sorted(told, key=lambda fused: (-fused.score, fused.passage_id))


def _both(fused: Fused, degree: float | None) -> Fused:
    shares = {leg: round((1 - WEIGHT) * share, 6) for leg, share in fused.shares.items()}
    if degree is not None:
        shares[RERANKER] = round(WEIGHT * degree, 6)
    return Fused(fused.passage_id, round(sum(shares.values()), 6), shares)
