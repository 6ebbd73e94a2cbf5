"""Passages lie some of the way towards their section."""

import numpy as np

from graph.passages.smoothing import SHARE, smoothed

EAST, NORTH, UP = np.eye(3, dtype=np.float32)


def test_a_passage_alone_in_its_section_lies_where_its_text_says() -> None:
    assert [row.tolist() for row in smoothed([("a",), ("b",)], [EAST, NORTH])] == [
        EAST.tolist(),
        NORTH.tolist(),
    ]


def test_passages_of_one_section_move_towards_its_mean_and_others_stay() -> None:
    first, other, second = smoothed(["a", "b", "a"], [EAST, UP, NORTH])
    assert np.allclose(first, [1 - SHARE / 2, SHARE / 2, 0])
    assert np.allclose(second, [SHARE / 2, 1 - SHARE / 2, 0])
    assert other.tolist() == UP.tolist()


def test_the_product_with_a_question_is_a_weighted_sum_of_cosines() -> None:
    asked = (EAST + UP) / np.sqrt(np.float32(2))
    rows = smoothed([(), ()], [EAST, NORTH])
    mean = np.mean([EAST @ asked, NORTH @ asked])
    assert np.allclose(
        [row @ asked for row in rows], [(1 - SHARE) * v @ asked + SHARE * mean for v in (EAST, NORTH)]
    )


def test_a_document_without_passages_has_none() -> None:
    assert smoothed([], []) == []
