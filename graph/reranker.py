"""A cross-encoder of sentence-transformers as reranker, by its name on a hub or as a local folder (extra `sentence-transformers`).

It reads the question and a passage as one text (Nogueira and Cho 2019), which tells more than two vectors, and costs a run of
the model for every passage.
"""

from collections.abc import Sequence

import numpy as np
from sentence_transformers import CrossEncoder

from graph.embedders.sentence import known_as, loading
from graph.embedders.unit import prepared
from graph.errors import SettingsError
from graph.ports import Reranker

LONGEST = 512
"""Tokens of question and passage together that are read; what is longer is cut at its end."""

BATCH = 32


class CrossEncoderReranker:
    """Any cross-encoder that gives one score a pair; text is Simplified before it is read."""

    def __init__(self, model: str, device: str = "") -> None:
        """Loads the model; `device` is `cpu`, `cuda`, `mps` …, or empty for the best at hand.

        Raises:
            SettingsError: there is no such model, or it gives other than one score a pair.
        """
        with loading("ATLAS_RERANKER", model):
            self._model = CrossEncoder(model, device=device or None, max_length=LONGEST)
        if self._model.num_labels != 1:
            raise SettingsError(
                f"ATLAS_RERANKER: the model {model!r} gives {self._model.num_labels} scores a pair; take one that gives one, made for ranking"
            )
        self.name = f"sentence-transformers:{known_as(model)}"

    def scores(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """Gives a score a passage, 0 to 1 with most models."""
        if not passages:
            return []
        pairs = [(prepared(question), prepared(passage)) for passage in passages]
        found = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False)
        return [round(float(score), 5) for score in np.asarray(found).reshape(-1)]


def _check() -> Reranker:
    return CrossEncoderReranker("")
