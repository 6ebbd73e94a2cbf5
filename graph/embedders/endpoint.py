"""An OpenAI-compatible endpoint that embeds (extra `endpoint`): a model server of one's own, or a vendor's."""

from collections.abc import Sequence
from typing import Any

import httpx
import numpy as np

from graph.embedders.unit import prepared, unit_rows
from graph.errors import StoreNotReady, StoreUnavailable
from graph.messages import Vector
from graph.ports import Embedder

BATCH = 64
LONGEST_ANSWER = 64_000_000
"""Bytes of one answer that are read: 64 vectors of 8,192 numbers in full take some 12 MB."""


class EndpointEmbedder:
    """`POST {url}/embeddings`; `query` and `passage` stand before what is asked and what is found."""

    sure: float | None = None
    alike: float | None = None

    def __init__(self, url: str, model: str, key: str = "", timeout: float = 60) -> None:
        """Takes the address with its version (`http://127.0.0.1:8080/v1`), and asks once for the dimension.

        Raises:
            StoreUnavailable: the endpoint is away.
            StoreNotReady: its answer cannot be used.
        """
        self._client = httpx.Client(
            base_url=url.rstrip("/") + "/", timeout=timeout, headers={"Authorization": f"Bearer {key}"} if key else {}
        )  # fmt: skip
        self._model = model
        e5 = "e5" in model.lower()
        self._prompts = ("query: ", "passage: ") if e5 else ("", "")
        self.name = f"endpoint:{model}"
        self.dimension = len(self._asked(["-"])[0])

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Gives a vector a text."""
        found: list[Vector] = []
        for at in range(0, len(texts), BATCH):
            found += self._asked([self._prompts[1] + prepared(text) for text in texts[at : at + BATCH]])
        if any(len(row) != self.dimension for row in found):
            raise StoreNotReady(
                f"the embeddings endpoint gave vectors of other lengths than {self.dimension}; see its model"
            )
        return found

    def question(self, text: str) -> Vector:
        """Gives the vector of a question."""
        return self._asked([self._prompts[0] + prepared(text)])[0]

    def _asked(self, texts: Sequence[str]) -> Sequence[Vector]:
        try:
            with self._client.stream(
                "POST", "embeddings", json={"model": self._model, "input": list(texts)}
            ) as reply:
                body = b""
                for part in reply.iter_bytes():
                    body += part
                    if len(body) > LONGEST_ANSWER:
                        raise StoreNotReady(
                            "the embeddings endpoint gave more than was asked for; see ATLAS_EMBEDDER_URL"
                        )
        except httpx.HTTPError as error:
            raise StoreUnavailable(
                f"the embeddings endpoint is away: {type(error).__name__}; start it, or see ATLAS_EMBEDDER_URL"
            ) from error
        if reply.status_code in {429, 502, 503, 504}:
            raise StoreUnavailable(f"the embeddings endpoint is busy ({reply.status_code}); try again")
        if reply.status_code != 200:
            raise StoreNotReady(
                f"the embeddings endpoint refuses ({reply.status_code}); see ATLAS_EMBEDDER, ATLAS_EMBEDDER_URL and ATLAS_EMBEDDER_KEY"
            )
        return self._rows(httpx.Response(200, content=body), len(texts))

    def _rows(self, reply: httpx.Response, wanted: int) -> Sequence[Vector]:
        try:
            data: list[dict[str, Any]] = sorted(reply.json()["data"], key=lambda row: row["index"])
            rows = np.array([row["embedding"] for row in data], dtype=np.float32)
            sound = rows.ndim == 2 and len(rows) == wanted
        except (ValueError, KeyError, TypeError) as error:
            raise StoreNotReady(
                f"the embeddings endpoint's answer cannot be read: {error}; see ATLAS_EMBEDDER_URL"
            ) from error
        if not sound:
            raise StoreNotReady(
                f"the embeddings endpoint gave an array of the shape {rows.shape} for {wanted} texts; see its model"
            )
        return unit_rows(rows, self.name)


def _check() -> Embedder:
    return EndpointEmbedder("", "")
