"""What sources tell of practices, as vectors: the sentence that names each first, in every source that does."""

from collections.abc import Mapping, Sequence

import numpy as np

from graph.messages import Known, Vector
from graph.open import Views
from graph.passages import telling_of

SOURCES = 3
"""Sources whose words stand for a practice; what hundreds tell of (a theme Party day) is told alike."""


def tellings_of(practices: Mapping[str, Known], views: Views) -> dict[str, list[Vector]]:
    """Gives the vectors of what sources tell of practices, by ID; none where the index holds none."""
    quotes = {
        identity: sorted(known.quotes, key=lambda q: (q.document_id, q.span.start))[:SOURCES]
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


def nearness(asked: Sequence[Vector], told: Sequence[Vector]) -> float | None:
    """Gives the cosine of the two that lie nearest; None where there is nothing to compare."""
    if not asked or not told:
        return None
    return round(float((np.stack(asked) @ np.stack(told).T).max()), 5)
