"""An embedder that remembers the questions asked last: the next page, another filter and another grouping ask the same once more."""

from collections.abc import Sequence
from functools import lru_cache

from graph.messages import Vector
from graph.ports import Embedder

REMEMBERED = 500
"""Questions whose vectors are kept: 2 MB, where making one takes some 10 to 20 ms."""


class RememberedQuestions:
    """Any embedder, which is asked for the vector of a question once as long as it is among the last `REMEMBERED`."""

    def __init__(self, embedder: Embedder) -> None:
        """Takes the embedder that makes the vectors."""
        self.fresh = embedder
        self.name = embedder.name
        self.dimension = embedder.dimension
        self.sure = embedder.sure
        self.alike = embedder.alike
        self._question = lru_cache(REMEMBERED)(self._made)

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Gives a vector a text; none is remembered, since the index keeps them."""
        return self.fresh.passages(texts)

    def question(self, text: str) -> Vector:
        """Gives the vector of a question, which nobody can change."""
        return self._question(text)

    def _made(self, text: str) -> Vector:
        vector = self.fresh.question(text)
        vector.flags.writeable = False
        return vector


def _check(embedder: Embedder) -> Embedder:
    return RememberedQuestions(embedder)
