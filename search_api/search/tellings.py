"""What sources tell of practices, as vectors: the sentence that names each first, in every source that does."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from graph.messages import Known, Vector
from graph.open import Views
from graph.passages import telling_of
from graph.ports import Embedder

SOURCES = 3
"""Sources whose words stand for a practice; what hundreds tell of (a theme Party day) is told alike."""


def tellings_of(practices: Mapping[str, Known], views: Views) -> dict[str, list[Vector]]:
    """Gives the vectors of what sources tell of practices, by ID; none where the index holds none."""
    quotes = {
        identity: sorted(
            (quote for quote in known.quotes if quote.passage_id),
            key=lambda q: (q.document_id, q.span.start),
        )[:SOURCES]
        for identity, known in practices.items()
    }
    found = views.passages.found({q.passage_id for of_one in quotes.values() for q in of_one if q.passage_id})
    texts = {
        identity: [telling_of(one.passage, q) for q in of_one if (one := found.get(q.passage_id or ""))]
        for identity, of_one in quotes.items()
    }
    vectors = views.passages.vectors({text for of_one in texts.values() for text in of_one})
    return {
        identity: [vectors[text] for text in of_one if text in vectors] for identity, of_one in texts.items()
    }


PLAIN = (
    "党建引领\n坚持党建引领,深入开展活动,服务群众,推动工作。",
    "党支部\n党支部组织党员开展活动,加强党建工作。",
    "社区治理\n社区坚持党建引领,推进基层治理,为居民服务。",
    "工作机制\n建立健全工作机制,完善制度,提升服务水平。",
)
"""What is told of nearly every practice and makes no two of them alike."""

LESS = 0.3
"""How much of that is taken out before practices are compared: of thirty judged ones it made .83 of the first five right, .78 without."""


@lru_cache(maxsize=4)
def _plain(embedder: Embedder) -> Vector:
    mean: Vector = np.stack(embedder.passages(PLAIN)).mean(axis=0)
    return mean


def without_the_plain(vectors: Sequence[Vector], embedder: Embedder) -> list[Vector]:
    """Gives vectors of tellings, of unit length, less what is told of nearly every practice."""
    rows = [vector - LESS * _plain(embedder) for vector in vectors]  # type: ignore[arg-type] # any object is hashable
    return [row / np.linalg.norm(row) for row in rows]


def nearness(asked: Sequence[Vector], told: Sequence[Vector]) -> float | None:
    """Gives the cosine of the two that lie nearest; None where there is nothing to compare."""
    if not asked or not told:
        return None
    return round(float((np.stack(asked) @ np.stack(told).T).max()), 5)
