"""The vector of a question, made beside all else: its own is begun before anything is looked up, the one carried to Chinese as soon as that is known."""

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import numpy as np

from graph.messages import Vector
from graph.ports import Embedder
from search_api.search.understand import Question

CARRIED = 0.4
"""Part of an English question's vector that its Chinese labels make up, where all of its words are carried over."""


class Meaning:
    """One question's vector in the making; use it as a context, which waits for what was begun."""

    def __init__(self, text: str, embedder: Embedder) -> None:
        """Begins with the question's own words, Simplified."""
        self._embedder = embedder
        self._pool = ThreadPoolExecutor(2)
        self._own = self._pool.submit(embedder.question, text)
        self._carried: tuple[float, Future[Vector]] | None = None

    def __enter__(self) -> Self:
        """Gives itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Waits for what was begun."""
        self._pool.shutdown()

    def carry(self, question: Question) -> None:
        """Begins with what the question is carried to, as far as it is carried.

        A general embedder puts a Chinese label nearer to a Chinese passage than its English translation, and knows nothing of the rest.
        """
        if share := CARRIED * question.carries:
            self._carried = share, self._pool.submit(self._embedder.question, question.carried)

    def vector(self) -> Vector:
        """Gives the vector: the question's own, or the weighed mean of it and the carried one's."""
        own = self._own.result()
        if self._carried is None:
            return own
        share, carried = self._carried
        mean: Vector = share * carried.result() + (1 - share) * own
        unit: Vector = (mean / np.linalg.norm(mean)).astype(np.float32)
        return unit
