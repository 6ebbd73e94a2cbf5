"""An embedder without a model, for tests and for measuring stores: token counts hashed into a few dimensions."""

import zlib
from collections.abc import Sequence

import numpy as np

from graph.messages import Vector
from graph.names import tokens
from graph.ports import Embedder


class HashedEmbedder:
    """Hashed tokens, of unit length; the same text has the same vector everywhere."""

    name = "hashed-64"
    dimension = 64
    sure: float | None = None
    alike: float | None = None

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Gives a vector a text."""
        return [self.question(text) for text in texts]

    def question(self, text: str) -> Vector:
        """Gives the vector of a question."""
        row = np.zeros(self.dimension, dtype=np.float32)
        for token in tokens(text) or ["-"]:
            code = zlib.crc32(token.encode("utf-8"))
            row[code % self.dimension] += 1 if code & 0x10000 else -1
        norm = float(np.linalg.norm(row))
        return row / norm if norm else np.eye(1, self.dimension, dtype=np.float32)[0]


def _check() -> Embedder:
    return HashedEmbedder()
