"""Any model of sentence-transformers, by its name on a hub or as a local folder (extra `sentence-transformers`)."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from graph.embedders.unit import prepared, unit_rows
from graph.errors import SettingsError
from graph.messages import Vector
from graph.ports import Embedder

E5_PROMPTS = {"query": "query: ", "document": "passage: "}
"""What models of the E5 family were trained with; their files often do not say so (their model cards do)."""

BATCH = 32


class SentenceEmbedder:
    """A sentence-transformers model with its own prompts; text is Simplified before it is read."""

    sure: float | None = None
    alike: float | None = None

    def __init__(self, model: str, device: str = "") -> None:
        """Loads the model; `device` is `cpu`, `cuda`, `mps` …, or empty for the best at hand.

        Raises:
            SettingsError: there is no such model.
        """
        with loading("ATLAS_EMBEDDER", model):
            self._model = SentenceTransformer(model, device=device or None)
        self.name = f"sentence-transformers:{known_as(model)}"
        dimension = self._model.get_embedding_dimension()
        self.dimension: int = dimension or len(self._model.encode(["-"])[0])
        has_prompts = any(self._model.prompts.values())
        self._prompts = E5_PROMPTS if not has_prompts and "e5" in model.lower() else {}

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Gives a vector a text."""
        if not texts:
            return []
        rows = self._model.encode_document(
            [prepared(text) for text in texts], batch_size=BATCH, show_progress_bar=False, prompt=self._prompts.get("document")
        )  # fmt: skip
        return unit_rows(np.asarray(rows), self.name)

    def question(self, text: str) -> Vector:
        """Gives the vector of a question."""
        rows = self._model.encode_query(
            [prepared(text)], show_progress_bar=False, prompt=self._prompts.get("query")
        )
        return unit_rows(np.asarray(rows), self.name)[0]


@contextmanager
def loading(setting: str, model: str) -> Iterator[None]:
    """Turns a model that cannot be loaded into an error that names its setting.

    Raises:
        SettingsError: it cannot.
    """
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise SettingsError(
            f"{setting}: the model {model!r} cannot be loaded: {str(error).splitlines()[0]}; give a name on the hub or a local folder"
        ) from error


def known_as(model: str) -> str:
    """Gives a name that stays the same where a folder is moved, and differs where its files do."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".json", ".safetensors", ".bin"})
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(folder).as_posix()}\x1f{path.stat().st_size}\x1e".encode())
    return f"{folder.name}-{digest.hexdigest()[:8]}"


def _check() -> Embedder:
    return SentenceEmbedder("")
