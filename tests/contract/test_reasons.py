"""A hit tells why it is there: its place in each leg, and what of the question it holds."""

from dataclasses import replace

import pytest

from graph.messages import Nearest, Want
from graph.names import fold
from graph.open import Views
from graph.passages import topics_of, words_of
from search_api.search.answer import Hit, answer
from search_api.search.practices import answer_in_practices
from search_api.search.ranking import Asked
from search_api.search.reasons import Share
from search_api.search.understand import Mode


def shares(hit: Hit) -> dict[str, Share]:
    return {each.leg: each for each in hit.why}


def test_words_are_those_of_the_question_that_the_passage_holds(loaded: Views) -> None:
    hits = answer(Asked("如何消除空壳村"), loaded).hits
    held = [each.text for each in shares(hits[0])["words"].held]
    assert "空壳村" in held
    for hit in hits:
        if share := shares(hit).get("words"):
            text = fold(" ".join((*hit.passage.path, hit.passage.text)))
            assert share.held
            assert all(each.text in "如何消除空壳村" for each in share.held)
            assert any(each.text in text for each in share.held)


def test_an_english_question_tells_the_chinese_words_and_both_labels_of_a_concept(loaded: Views) -> None:
    first = answer(Asked("how to eliminate empty-shell villages"), loaded).hits[0]
    told = shares(first)
    assert set(words_of(first.passage).split()) & {w for each in told["words"].held for w in each.text}
    for each in told["concepts"].held:
        assert each.text
        assert each.en
        assert each.id in topics_of(first.passage).split()
    assert told["concepts"].held


def test_the_place_in_a_leg_is_that_of_the_leg_alone(loaded: Views) -> None:
    asked = Asked("基层组织如何服务群众", 30)
    alone = answer(replace(asked, mode=Mode.SEMANTIC), loaded).hits
    ranked = loaded.passages.best({"v": (Nearest(loaded.embedder.question(asked.text)), Want(100))})["v"]
    order = {scored.passage_id: rank for rank, scored in enumerate(ranked, start=1)}
    for hit in (*alone, *answer(asked, loaded).hits):
        if share := shares(hit).get("vector"):
            assert share.rank == order[hit.passage.id]
            assert share.value == pytest.approx(ranked[share.rank - 1].score, abs=1e-4)


def test_what_is_named_is_told_by_name(loaded: Views) -> None:
    hits = answer(Asked("百步亭党建工作法是什么"), loaded).hits
    named = shares(hits[0])["named"]
    assert "百步亭党建工作法" in {each.text for each in named.held}
    assert named.value == len(named.held)


def test_shares_are_told_greatest_first_and_make_up_the_score(loaded: Views) -> None:
    for ask in (answer, answer_in_practices):
        for hit in ask(Asked("流动党员管理", 20), loaded).hits:
            values = [each.share for each in hit.why]
            assert values == sorted(values, reverse=True)
            assert sum(values) == pytest.approx(hit.score, abs=1e-4)
